//! The git repository around the registries: the lock that stands in it, and what was there before.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::git::{finished_run, git, unrun};
use super::{IoFailure, Workspace};
use crate::problem::Silence;
use crate::source::serialize_error;

/// The right to do what only one process may do at a time.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why git does not tell what a file was.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GitError {
    /// The program cannot be run.
    NoGit(#[serde(serialize_with = "serialize_error")] io::Error),
    /// It ran, said nothing for so long, and was ended.
    Waited {
        seconds: u64,
    },
    NoRevision,
    /// There is no repository, or it may not be read; in git's own words.
    Refused(String),
}

impl Workspace {
    /// Takes the right to change the registries, and keeps it until the guard is dropped.
    ///
    /// # Errors
    ///
    /// Another process holds it for longer than two seconds, or the file cannot be made.
    pub fn lock(&self) -> Result<Lock, IoFailure> {
        self.lock_file("cll.lock", 40)
    }

    /// Takes the right to send messages, and keeps it until the guard is dropped.
    ///
    /// # Errors
    ///
    /// Another process holds it, or the file cannot be made.
    pub fn lock_sending(&self) -> Result<Lock, IoFailure> {
        self.lock_file("cll-send.lock", 1)
    }

    /// Takes the right to record answers, and keeps it until the guard is dropped.
    ///
    /// # Errors
    ///
    /// Another process holds it for longer than two seconds, or the file cannot be made.
    pub fn lock_replies(&self) -> Result<Lock, IoFailure> {
        self.lock_file("cll-replies.lock", 40)
    }

    /// Takes the right to be the only one that writes files of a plan; `None` where another process
    /// does, for longer than ten seconds, or where the system has no such lock.
    ///
    /// It is the folder itself that is locked: no file is left in it.
    pub(super) fn writing_alone(&self) -> Option<File> {
        let folder = File::open(&self.root).ok()?;
        for _ in 0..200 {
            match folder.try_lock() {
                Ok(()) => return Some(folder),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
                Err(TryLockError::Error(_)) => return None,
            }
        }
        None
    }

    /// Locks a file of its own, in `.git` where there is one: it is never removed, so that two
    /// processes can never hold two of them.
    fn lock_file(&self, name: &str, tries: usize) -> Result<Lock, IoFailure> {
        let lock = self.locked_file(name, tries);
        // Whoever held it may have written.
        self.forget();
        lock
    }

    fn locked_file(&self, name: &str, tries: usize) -> Result<Lock, IoFailure> {
        let path = match self.git_folder() {
            Some(git) => git.join(name),
            None => self.root.join(format!(".{name}")),
        };
        let failed = |error: io::Error| IoFailure {
            path: path.display().to_string(),
            error,
        };
        let options = File::options()
            .create(true)
            .write(true)
            .truncate(false)
            .open(&path);
        let file = options.map_err(failed)?;
        for attempt in 1..=tries {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(TryLockError::WouldBlock) if attempt == tries => {}
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        Err(failed(io::ErrorKind::ResourceBusy.into()))
    }

    /// Returns a file as it stood at a revision of git; `None` if it was not there.
    ///
    /// # Errors
    ///
    /// There is no git repository, or no such revision.
    pub fn at_revision(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let git = |arguments: &[&str]| {
            let answer = finished_run(git(&self.root).args(arguments));
            answer.map_err(|error| match unrun(&error) {
                Silence::Waited { seconds } => GitError::Waited { seconds },
                _ => GitError::NoGit(error),
            })
        };
        let commit = format!("{revision}^{{commit}}");
        let verify = ["rev-parse", "--quiet", "--verify", "--end-of-options"];
        let found = git(&[&verify[..], &[&commit]].concat())?;
        if !found.status.success() {
            // Told to be quiet, git is silent about a revision that is not there.
            let detail = String::from_utf8_lossy(&found.stderr).trim().to_owned();
            return Err(if detail.is_empty() {
                GitError::NoRevision
            } else {
                GitError::Refused(detail)
            });
        }
        let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        let shown = git(&["show", &format!("{commit}:./{path}")])?;
        Ok(shown.status.success().then_some(shown.stdout))
    }

    /// Whether the registries lie in a git repository that holds something.
    #[must_use]
    pub fn has_repository(&self) -> bool {
        self.git_folder()
            .is_some_and(|git| git.join("HEAD").exists())
    }

    /// Returns the way from the root of the git repository to the registries, if they lie deeper.
    #[must_use]
    pub fn repository_above(&self) -> Option<String> {
        let mut above = self.root.ancestors();
        let top = above.find(|folder| folder.join(".git").exists())?;
        let below = self.root.strip_prefix(top).ok()?;
        (top != self.root).then(|| below.display().to_string())
    }

    /// Whether a merge was begun and is not committed.
    pub(super) fn is_merging(&self) -> bool {
        let git = self.git_folder();
        git.is_some_and(|git| git.join("MERGE_HEAD").exists())
    }

    /// Returns the folder of git's own files; in a worktree or a submodule, `.git` names it.
    fn git_folder(&self) -> Option<PathBuf> {
        let mut git = self.root.ancestors().map(|folder| folder.join(".git"));
        let git = git.find(|git| git.exists())?;
        if git.is_dir() {
            return Some(git);
        }
        let named = fs::read_to_string(&git).ok()?;
        let named = git.parent()?.join(named.strip_prefix("gitdir:")?.trim());
        named.is_dir().then_some(named)
    }
}
