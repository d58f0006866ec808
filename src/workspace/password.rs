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

use serde::Serialize;

use super::Workspace;
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
    /// Only its first line is read: one that has printed it and goes on is ended.
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
        let mut child = process
            .stdout(Stdio::piped())
            .spawn()
            .map_err(PasswordError::Program)?;
        let (said, heard) = mpsc::channel();
        if let Some(mut output) = child.stdout.take() {
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
        let ended = ended(&mut child, patience);
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

/// Waits for a program, and ends it when that takes too long; `None` if it had to be ended.
fn ended(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let begun = Instant::now();
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if begun.elapsed() >= patience {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(Duration::from_millis(10));
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
