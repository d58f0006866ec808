//! Passwords: printed by a program or held by a file, and nowhere else.

use std::fs;
use std::io;
use std::path::{Component, Path};
use std::process::{Command, Stdio};

use super::Workspace;
use crate::source::PRIVATE_FOLDER;

/// Why there is no password.
#[derive(Debug)]
pub enum NoPassword {
    /// The program cannot be run.
    Program(io::Error),
    /// The program ended with this code, or was ended.
    Ended(Option<i32>),
    /// The file cannot be read.
    File(io::Error),
    /// The path leads out of `private/` by `..`.
    Outside,
    /// The first line is no text.
    NoText,
    /// There is nothing on the first line.
    Empty,
}

impl Workspace {
    /// Takes the password from what a program prints; without a shell, in the folder of the
    /// registries. It may ask on the terminal, and what it complains of is shown.
    ///
    /// # Errors
    ///
    /// It cannot be run, fails, or prints nothing of use.
    pub fn printed_password(&self, command: &[String]) -> Result<String, NoPassword> {
        let [program, arguments @ ..] = command else {
            return Err(NoPassword::Empty);
        };
        let mut process = Command::new(program);
        process.args(arguments).current_dir(&self.root);
        process.stdin(Stdio::inherit()).stderr(Stdio::inherit());
        let output = process.output().map_err(NoPassword::Program)?;
        if !output.status.success() {
            return Err(NoPassword::Ended(output.status.code()));
        }
        first_line(output.stdout)
    }

    /// Takes the password from a file, by its path from the folder `private/`.
    ///
    /// # Errors
    ///
    /// It cannot be read, or holds nothing of use.
    pub fn kept_password(&self, path: &str) -> Result<String, NoPassword> {
        let mut parts = Path::new(path).components();
        if parts.any(|part| part == Component::ParentDir) {
            return Err(NoPassword::Outside);
        }
        let path = self.root.join(PRIVATE_FOLDER).join(path);
        first_line(fs::read(path).map_err(NoPassword::File)?)
    }
}

/// Takes the first line: the others of a password store are notes.
fn first_line(bytes: Vec<u8>) -> Result<String, NoPassword> {
    let text = String::from_utf8(bytes).map_err(|_| NoPassword::NoText)?;
    match text.lines().next().unwrap_or_default() {
        "" => Err(NoPassword::Empty),
        line if line.contains(char::is_control) => Err(NoPassword::NoText),
        line => Ok(line.to_owned()),
    }
}
