//! pandoc, which reads the documents of word processors where it is installed.

use std::process::{Command, Stdio};

use serde::Serialize;

use super::Workspace;
use super::git::{PATIENCE, whole_within};

/// Why pandoc did not read a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PandocError {
    Missing,
    Waited {
        seconds: u64,
    },
    /// Its own words.
    Failed {
        words: String,
    },
}

impl Workspace {
    /// Reads a document of an office as a page of HTML; what was deleted while changes were tracked is
    /// gone, and nothing but the document is read.
    ///
    /// # Errors
    ///
    /// pandoc is not installed, says nothing, or cannot read it.
    pub fn pandoc(&self, format: &str, document: Vec<u8>) -> Result<String, PandocError> {
        let mut pandoc = Command::new("pandoc");
        pandoc
            .args(["--from", format, "--to", "html", "--wrap=none"])
            .args(["--track-changes=accept", "--sandbox"])
            // What Word calls the title, the author and the date of a document is in the head alone.
            .args(["--standalone", "--metadata=pagetitle:-"])
            .current_dir(&self.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let failed = |words: String| PandocError::Failed { words };
        let answer = whole_within(&mut pandoc, document).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => PandocError::Missing,
            std::io::ErrorKind::TimedOut => PandocError::Waited {
                seconds: PATIENCE.as_secs(),
            },
            _ => failed(error.to_string()),
        })?;
        if !answer.status.success() {
            let words = String::from_utf8_lossy(&answer.stderr);
            let first = words.lines().map(str::trim).find(|line| !line.is_empty());
            return Err(failed(
                first.map_or_else(|| answer.status.to_string(), str::to_owned),
            ));
        }
        String::from_utf8(answer.stdout).map_err(|error| failed(error.to_string()))
    }
}
