//! Passwords: printed by a program or held by a file, and nowhere else.

#![expect(
    clippy::disallowed_methods,
    reason = "files are the workspace's; a deadline is measured, and reaches no artefact"
)]

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Component, Path};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
use nix::{
    sys::signal::{Signal, killpg},
    unistd::{self, Pid},
};
use serde::Serialize;

use super::Workspace;
#[cfg(unix)]
use super::signals::Held;
use crate::source::{PRIVATE_FOLDER, serialize_error};

/// The longest line that a password may be, or an access token, in bytes.
const LONGEST: u64 = 8 * 1024;
/// How long a program may take to print it: a person may have to type another one first.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it may go on after that.
const FAREWELL: Duration = Duration::from_secs(2);

/// Why there is no password.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordError {
    /// The program cannot be run.
    Program(#[serde(serialize_with = "serialize_error")] io::Error),
    /// The program ended with this code, or was ended.
    Ended(Option<i32>),
    /// The program takes too long.
    Slow,
    /// The file cannot be read.
    File(#[serde(serialize_with = "serialize_error")] io::Error),
    /// There is no plain file there.
    NoFile,
    /// The path leads out of `private/` by `..`.
    Outside,
    /// The first line is no text in UTF-8.
    NoText,
    /// The first line has a control character.
    Control,
    /// The first line is longer than these bytes.
    Long(u64),
    /// There is nothing on the first line.
    Empty,
}

impl Workspace {
    /// Takes the password from what a program prints; without a shell, in the folder of the
    /// registries. It may ask on the terminal, and what it complains of is shown.
    ///
    /// Only its first line is read: one that has printed it and goes on is ended, with what it started.
    ///
    /// # Errors
    ///
    /// It cannot be run, fails, takes too long, or prints nothing of use.
    pub fn printed_password(&self, command: &[String]) -> Result<String, PasswordError> {
        let [program, arguments @ ..] = command else {
            return Err(PasswordError::Empty);
        };
        let mut process = Command::new(program);
        process.args(arguments).current_dir(&self.root);
        process.stdin(Stdio::inherit()).stderr(Stdio::inherit());
        process.stdout(Stdio::piped());
        let mut job = Job::start(&mut process).map_err(PasswordError::Program)?;
        let (said, heard) = mpsc::channel();
        if let Some(mut output) = job.child.stdout.take() {
            thread::spawn(move || said.send((first_line(&mut output), output)));
        }
        let heard = heard.recv_timeout(PATIENCE);
        // Whoever has printed the line may have to tidy up, with the pipe still open; whoever prints
        // on is not waited for.
        let patience = if heard.is_ok() {
            FAREWELL
        } else {
            Duration::ZERO
        };
        let ended = job.ended(patience);
        let line = heard.map(|(line, _)| line);
        match (line, ended) {
            (Ok(line), None) => line,
            (Ok(line), Some(status)) if status.success() => line,
            (Ok(_), Some(status)) => Err(PasswordError::Ended(status.code())),
            (Err(_), _) => Err(PasswordError::Slow),
        }
    }

    /// Takes the password from a file, by its path from the folder `private/`.
    ///
    /// # Errors
    ///
    /// It cannot be read, is no plain file, or holds nothing of use.
    pub fn kept_password(&self, path: &str) -> Result<String, PasswordError> {
        let mut parts = Path::new(path).components();
        if parts.any(|part| part == Component::ParentDir) {
            return Err(PasswordError::Outside);
        }
        let path = self.root.join(PRIVATE_FOLDER).join(path);
        // Opening a pipe waits for its other end.
        let found = fs::metadata(&path).map_err(PasswordError::File)?;
        if !found.is_file() {
            return Err(PasswordError::NoFile);
        }
        first_line(fs::File::open(path).map_err(PasswordError::File)?)
    }
}

/// A program with the processes that it starts: a process group, which has the terminal until it ends.
struct Job {
    child: Child,
    #[cfg(unix)]
    _terminal: Option<Terminal>,
}

impl Job {
    fn start(process: &mut Command) -> io::Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(process, 0);
        let child = process.spawn()?;
        Ok(Self {
            #[cfg(unix)]
            _terminal: Terminal::lend(group(&child)),
            child,
        })
    }

    /// Waits for it, and ends it when that takes too long; `None` if it had to be ended.
    fn ended(&mut self, patience: Duration) -> Option<ExitStatus> {
        let begun = Instant::now();
        loop {
            if begun.elapsed() >= patience {
                // Before anybody waits for it: until then no other group has its number.
                #[cfg(unix)]
                let _ = killpg(group(&self.child), Signal::SIGKILL);
                let _ = self.child.kill();
                let _ = self.child.wait();
                return None;
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Returns the process group of a child that leads one.
#[cfg(unix)]
fn group(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed())
}

/// The terminal on which this program runs, lent to another process group: it may ask there, and is stopped by
/// Ctrl-C there. Whoever lent it takes it back.
#[cfg(unix)]
struct Terminal(fs::File);

#[cfg(unix)]
impl Terminal {
    /// Lends it, if there is one and this program has it.
    fn lend(to: Pid) -> Option<Self> {
        let mut terminal = fs::File::options();
        let terminal = terminal.read(true).write(true).open("/dev/tty").ok()?;
        let is_ours = unistd::tcgetpgrp(&terminal).is_ok_and(|it| it == unistd::getpgrp());
        let is_lent = is_ours && unistd::tcsetpgrp(&terminal, to).is_ok();
        // It may have asked already, and been stopped for it.
        let _ = is_lent.then(|| killpg(to, Signal::SIGCONT));
        is_lent.then_some(Self(terminal))
    }
}

#[cfg(unix)]
impl Drop for Terminal {
    fn drop(&mut self) {
        // Who takes it while another has it would be stopped.
        let _held = Held::of(&[Signal::SIGTTOU]);
        let _ = unistd::tcsetpgrp(&self.0, unistd::getpgrp());
    }
}

/// Takes the first line: the others of a password store are notes.
fn first_line(from: impl Read) -> Result<String, PasswordError> {
    let mut line = Vec::new();
    let mut from = BufReader::new(from.take(LONGEST + 1));
    let read = from.read_until(b'\n', &mut line);
    read.map_err(PasswordError::File)?;
    if line.len() as u64 > LONGEST {
        return Err(PasswordError::Long(LONGEST));
    }
    let text = String::from_utf8(line).map_err(|_| PasswordError::NoText)?;
    match text.lines().next().unwrap_or_default() {
        "" => Err(PasswordError::Empty),
        line if line.contains(char::is_control) => Err(PasswordError::Control),
        line => Ok(line.to_owned()),
    }
}
