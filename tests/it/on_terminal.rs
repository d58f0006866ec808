//! Runs the program on a terminal, where it may ask questions.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "`script` is found on the path")]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::program::TODAY;

/// A run of the program on a terminal of its own.
pub struct OnTerminal {
    child: Child,
    keys: ChildStdin,
    screen: ChildStdout,
    said: String,
}

impl OnTerminal {
    /// Starts the program in a folder, in English and on [`TODAY`]; `None` where no `script` of
    /// util-linux is there to make a terminal.
    pub fn start(folder: &Path, arguments: &[&str]) -> Option<Self> {
        Self::start_with(folder, arguments, &[])
    }

    /// Starts it with these variables, as `NAME=VALUE`.
    pub fn start_with(folder: &Path, arguments: &[&str], around: &[&str]) -> Option<Self> {
        let version = Command::new("script").arg("--version").output().ok()?;
        if !String::from_utf8_lossy(&version.stdout).contains("util-linux") {
            return None;
        }
        let quoted = arguments.iter().map(|word| format!(" '{word}'"));
        // A shell that starts the tests in the background has them ignore Ctrl-C, and what they
        // start as well.
        let command = format!(
            "env --default-signal=INT,QUIT {} '{}'{}",
            around.join(" "),
            env!("CARGO_BIN_EXE_cll"),
            quoted.collect::<String>()
        );
        let mut child = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(folder)
            .env_clear()
            .envs([("CLL_LANG", "en"), ("CLL_TODAY", TODAY), ("NO_COLOR", "1")])
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TERM", "dumb")
            .env("SHELL", "/bin/sh")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Some(Self {
            keys: child.stdin.take().unwrap(),
            screen: child.stdout.take().unwrap(),
            child,
            said: String::new(),
        })
    }

    /// Waits until a text is on the screen, after what was waited for before.
    pub fn wait_for(&mut self, text: &str) {
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !String::from_utf8_lossy(&bytes).contains(text) {
            let read = self.screen.read(&mut byte).unwrap_or_default();
            assert!(
                read > 0,
                "{text:?} never came:\n{}{}",
                self.said,
                String::from_utf8_lossy(&bytes)
            );
            bytes.extend(byte);
        }
        self.said.push_str(&String::from_utf8(bytes).unwrap());
    }

    /// Types an answer.
    pub fn answer(&mut self, text: &str) {
        writeln!(self.keys, "{text}").unwrap();
        self.keys.flush().unwrap();
    }

    /// Presses Ctrl-C.
    pub fn interrupt(&mut self) {
        self.keys.write_all(b"\x03").unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits for the end, and returns the exit code and all that was on the screen.
    pub fn end(mut self) -> (Option<i32>, String) {
        let mut rest = Vec::new();
        // The end of a terminal may look like an error.
        let _ = self.screen.read_to_end(&mut rest);
        let status = self.child.wait().unwrap();
        let said = self.said + &String::from_utf8_lossy(&rest);
        (status.code(), said.replace("\r\n", "\n"))
    }
}
