//! The journals of messages and of answers: lines that are added, and never changed.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use ring::rand::{SecureRandom, SystemRandom};

use super::{Access, IoFailure, Workspace};
use crate::source::SENT_FILE;

/// The journal, open for what is to be added.
#[derive(Debug)]
pub struct JournalFile {
    file: File,
    path: &'static str,
}

impl Workspace {
    /// Makes the journal of messages with its first line, unless there is one; only its owner may read it.
    ///
    /// # Errors
    ///
    /// The file or its folder cannot be made or written.
    pub fn begin_journal(&self, text: &str) -> Result<(), IoFailure> {
        if self.has(SENT_FILE) {
            return Ok(());
        }
        self.open_journal(SENT_FILE, false)?.add(text.trim_end())
    }

    /// Opens a journal, and makes it if there is none; only its owner may read it.
    ///
    /// A last line without its end, which a run that was killed left behind, is taken out if `torn`
    /// says that it is no record, and ended otherwise: it must not swallow the next one.
    ///
    /// # Errors
    ///
    /// The file or its folder cannot be made or written.
    pub fn open_journal(&self, name: &'static str, torn: bool) -> Result<JournalFile, IoFailure> {
        let failed = |error: io::Error| IoFailure {
            path: name.to_owned(),
            error,
        };
        self.forget();
        let path = self.resolve(name).map_err(failed)?;
        let open = || {
            if let Some(folder) = path.parent() {
                Access::Owner.make_folder(folder)?;
            }
            let mut options = File::options();
            options.read(true).append(true).create(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path)?;
            mend(&mut file, torn)?;
            // The name of a new file is the folder's to keep.
            #[cfg(unix)]
            if let Some(folder) = path.parent() {
                File::open(folder)?.sync_all()?;
            }
            Ok(JournalFile { file, path: name })
        };
        open().map_err(failed)
    }
}

impl JournalFile {
    /// Adds a line, and returns once it is on the disk.
    ///
    /// # Errors
    ///
    /// The disk refuses it; then nobody may count on the record.
    pub fn add(&mut self, line: &str) -> Result<(), IoFailure> {
        let line = format!("{line}\n");
        let written = self.file.write_all(line.as_bytes());
        let written = written.and_then(|()| self.file.sync_data());
        written.map_err(|error| IoFailure {
            path: self.path.to_owned(),
            error,
        })
    }
}

/// Draws a number at random, for the key of a journal.
///
/// # Errors
///
/// The system gives none.
pub fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], IoFailure> {
    let mut drawn = [0; LENGTH];
    let done = SystemRandom::new().fill(&mut drawn);
    done.map_err(|unspecified| IoFailure {
        path: SENT_FILE.to_owned(),
        error: io::Error::other(unspecified.to_string()),
    })?;
    Ok(drawn)
}

fn mend(file: &mut File, torn: bool) -> io::Result<()> {
    let mut text = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut text)?;
    if text.is_empty() || text.ends_with(b"\n") {
        return Ok(());
    }
    if torn {
        let whole = text.iter().rposition(|byte| *byte == b'\n');
        file.set_len(whole.map_or(0, |at| at as u64 + 1))?;
    } else {
        file.write_all(b"\n")?;
    }
    file.sync_all()
}
