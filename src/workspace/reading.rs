//! The files that a command reads: each from the disk once, so that no answer mixes two states of it.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{LARGEST, Workspace};
use crate::problem::{Problem, Unreadable, What};

/// What a file holds, shared by all who read it.
#[derive(Clone, Debug)]
pub(super) enum Contents {
    Text(Arc<str>),
    /// They are no UTF-8.
    Bytes(Arc<[u8]>),
}

impl From<Vec<u8>> for Contents {
    fn from(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(text.into()),
            Err(error) => Self::Bytes(error.into_bytes().into()),
        }
    }
}

impl From<Contents> for Arc<[u8]> {
    fn from(contents: Contents) -> Self {
        match contents {
            Contents::Text(text) => text.into(),
            Contents::Bytes(bytes) => bytes,
        }
    }
}

/// The files read so far, by their paths without links; one that is not there is remembered too.
#[derive(Debug, Default)]
pub(super) struct ReadFiles(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    kept: BTreeMap<PathBuf, Result<Contents, What>>,
    /// The files that were opened, kept or not.
    #[cfg(debug_assertions)]
    opened: std::collections::BTreeSet<PathBuf>,
}

impl ReadFiles {
    /// Reads a file, and keeps what it holds.
    pub(super) fn read(&self, full: &Path) -> Result<Contents, What> {
        let read = self.read_last(full);
        let mut state = self.state();
        let kept = state.kept.entry(full.to_path_buf()).or_insert(read);
        kept.clone()
    }

    /// Reads a file that nobody reads again.
    pub(super) fn read_last(&self, full: &Path) -> Result<Contents, What> {
        if let Some(known) = self.state().kept.get(full) {
            return known.clone();
        }
        let read = read_file(full).map(Contents::from);
        #[cfg(debug_assertions)]
        if read.is_ok() {
            let first = self.state().opened.insert(full.to_path_buf());
            debug_assert!(first, "{} is read twice", full.display());
        }
        read
    }

    fn forget(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Workspace {
    /// Reads a text, by its path from the root.
    ///
    /// # Errors
    ///
    /// The finding that says why it cannot be read.
    pub fn read(&self, path: &str) -> Result<Arc<str>, Box<Problem>> {
        let refuse = |what| Box::new(Problem::path(path, what));
        match self.contents(path).map_err(refuse)? {
            Contents::Text(text) => Ok(text),
            Contents::Bytes(bytes) => Err(refuse(not_utf8(&bytes))),
        }
    }

    /// Reads a page, or returns `None` if it cannot hold a block.
    ///
    /// # Errors
    ///
    /// The finding that says why it cannot be read.
    pub fn read_page(&self, path: &str) -> Result<Option<Arc<str>>, Box<Problem>> {
        let holds = |bytes: &[u8]| bytes.windows(4).any(|four| four == b"cll:");
        match self.contents(path) {
            Ok(Contents::Text(text)) => Ok(text.contains("cll:").then_some(text)),
            Ok(Contents::Bytes(bytes)) if !holds(&bytes) => Ok(None),
            _ => self.read(path).map(Some),
        }
    }

    /// Reads the bytes of a file, by its path from the root.
    ///
    /// # Errors
    ///
    /// The finding that says why it cannot be read.
    pub fn read_whole(&self, path: &str) -> Result<Arc<[u8]>, Box<Problem>> {
        let contents = self.contents(path).map(Arc::from);
        contents.map_err(|what| Box::new(Problem::path(path, what)))
    }

    /// Takes what was read for out of date: from here on the disk is looked at again.
    ///
    /// Whoever waited (for a lock, for an answer) or wrote begins anew so.
    pub fn forget(&self) {
        self.read.forget();
    }

    pub(super) fn contents(&self, path: &str) -> Result<Contents, What> {
        self.read.read(&self.full_path(path)?)
    }
}

/// Says at which line bytes are no UTF-8.
#[must_use]
pub fn not_utf8(bytes: &[u8]) -> What {
    let sound = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let line = sound.split('\n').count();
    What::NotUtf8 { line }
}

pub(super) fn read_file(full: &Path) -> Result<Vec<u8>, What> {
    let refused = |why| What::UnreadableFile { why };
    // Before it is opened: opening a pipe would wait for its other end.
    let metadata = fs::metadata(full).map_err(|error| unreadable(&error))?;
    if metadata.is_dir() {
        return Err(refused(Unreadable::Directory));
    }
    if !metadata.is_file() {
        return Err(refused(Unreadable::Other("not a file".to_owned())));
    }
    let file = File::open(full).map_err(|error| unreadable(&error))?;
    let mut bytes =
        Vec::with_capacity(usize::try_from(metadata.len().min(LARGEST)).unwrap_or_default());
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused(Unreadable::TooLarge { limit: LARGEST }));
    }
    Ok(bytes)
}

pub(super) fn unreadable(error: &io::Error) -> What {
    let why = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::Missing,
        io::ErrorKind::PermissionDenied => Unreadable::Denied,
        io::ErrorKind::IsADirectory => Unreadable::Directory,
        _ => Unreadable::Other(error.to_string()),
    };
    What::UnreadableFile { why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Held;

    #[test]
    fn a_file_is_read_once_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("a.md", "cll: before");
        let workspace = Workspace::at(folder.path()).unwrap();
        let said = |path: &str| workspace.read(path).map(|text| text.to_string()).ok();
        let before = || Some("cll: before".to_owned());
        assert_eq!(said("a.md"), before());
        assert_eq!(said("b.md"), None);
        write("a.md", "after");
        write("b.md", "new");
        assert_eq!(said("a.md"), before());
        assert_eq!(said("b.md"), None, "what was not there is not there yet");
        assert!(workspace.read_page("a.md").unwrap().is_some());
        let seen = workspace.look_at(&Held::untracked("a.md")).unwrap();
        assert_eq!(&*seen.unwrap(), b"cll: before");
        let there = workspace.existing(["a.md"].into_iter(), ["b.md"].into_iter());
        let there = there.unwrap();
        assert_eq!(there.len(), 1);
        assert_eq!(&*there["a.md"], b"cll: before");
        workspace.forget();
        assert_eq!(said("a.md").as_deref(), Some("after"));
        assert_eq!(said("b.md").as_deref(), Some("new"));
    }
}
