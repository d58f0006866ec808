//! age and gpg, which encrypt what is handed over where they are installed.

use std::process::{Command, Stdio};

use serde::Serialize;

use super::Workspace;
use super::git::{PATIENCE, whole_within};

/// A program that encrypts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encryption {
    Age,
    Gpg,
}

/// Why nothing was encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EncryptionError {
    Missing,
    /// It may be any of several keys.
    Vague {
        recipient: String,
    },
    Waited {
        seconds: u64,
    },
    /// Its own words.
    Failed {
        words: String,
    },
}

impl Encryption {
    /// Returns the program that knows some recipients: age those of its own and SSH keys, gpg the ids and
    /// addresses of keys; none where one would have to know the other's.
    #[must_use]
    pub fn of(recipients: &[String]) -> Option<Self> {
        let is_age = |it: &String| it.starts_with("age1") || it.starts_with("ssh-");
        match recipients.iter().filter(|it| is_age(it)).count() {
            0 => Some(Self::Gpg),
            count if count == recipients.len() => Some(Self::Age),
            _ => None,
        }
    }

    /// Returns its name, which ends that of what it wrote.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Gpg => "gpg",
        }
    }
}

impl Workspace {
    /// Encrypts bytes for some recipients; none of them touches the disk. Each names one key to the program.
    ///
    /// # Errors
    ///
    /// The program is not installed, says nothing, or refuses.
    pub fn encrypted(
        &self,
        by: Encryption,
        recipients: &[String],
        bytes: Vec<u8>,
    ) -> Result<Vec<u8>, EncryptionError> {
        let mut program = Command::new(by.name());
        match by {
            Encryption::Age => {
                program.arg("--encrypt");
                for recipient in recipients {
                    program.args(["--recipient", recipient]);
                }
            }
            Encryption::Gpg => {
                // A key that is not here is asked of no server, and nobody else can read it, whatever the
                // settings of gpg say.
                program.args(["--batch", "--no-tty", "--quiet", "--no-auto-key-locate"]);
                program.args(["--no-encrypt-to", "--no-groups", "--encrypt"]);
                program.args(recipients.iter().map(|it| format!("--recipient={it}")));
            }
        }
        program
            .current_dir(self.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let failed = |words: String| EncryptionError::Failed { words };
        let answer = whole_within(&mut program, bytes).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => EncryptionError::Missing,
            std::io::ErrorKind::TimedOut => EncryptionError::Waited {
                seconds: PATIENCE.as_secs(),
            },
            _ => failed(error.to_string()),
        })?;
        if answer.status.success() && !answer.stdout.is_empty() {
            return Ok(answer.stdout);
        }
        let words = String::from_utf8_lossy(&answer.stderr);
        let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
        let words = lines.collect::<Vec<_>>().join(" ");
        Err(failed(if words.is_empty() {
            answer.status.to_string()
        } else {
            words
        }))
    }
}
