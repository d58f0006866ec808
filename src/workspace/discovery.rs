//! Where the registries are, or are to be.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};

use serde::Serialize;

use super::reading::ReadFiles;
use super::{IoFailure, Workspace, real_path};
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER};

/// Why no registries were found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotFound {
    /// The folder where to begin cannot be entered.
    Folder(IoFailure),
    /// No folder on the way up holds both registries.
    Registries {
        /// The folder where the search began.
        from: String,
        /// The last folder that was looked into.
        to: String,
        /// A folder that holds one registry without the other, and the name of the missing one.
        half: Option<Half>,
    },
}

/// A folder that holds one registry without the other.
#[derive(Debug, Serialize)]
pub struct Half {
    pub folder: String,
    pub missing: &'static str,
}

/// Whether a folder holds what is private of the council whose registries are beside it: its files have the same
/// names.
fn is_private(folder: &Path) -> bool {
    let is_named = folder.ends_with(PRIVATE_FOLDER);
    is_named
        && [MEMBERS_FILE, MEETINGS_FILE].iter().all(|name| {
            let above = folder.parent().map(|above| above.join(name));
            above.is_some_and(|path| fs::symlink_metadata(path).is_ok())
        })
}

impl Workspace {
    /// Finds the registries in a folder or above it, no further than the root of its git
    /// repository.
    ///
    /// # Errors
    ///
    /// The folder cannot be entered, or none on the way up holds both.
    pub fn find(from: &Path) -> Result<Self, NotFound> {
        let start = entered(from, fs::canonicalize(from))?;
        let is_there = |path: PathBuf| fs::symlink_metadata(path).is_ok();
        let mut half = None;
        let mut last = start.clone();
        for folder in start.ancestors() {
            last = folder.to_path_buf();
            if is_private(folder) {
                continue;
            }
            let found = [MEMBERS_FILE, MEETINGS_FILE].map(|name| is_there(folder.join(name)));
            let without = |missing| {
                let folder = folder.display().to_string();
                Some(Half { folder, missing })
            };
            match found {
                [true, true] => {
                    let root = folder.to_path_buf();
                    return Ok(Self::new(root, start));
                }
                [true, false] => half = half.or_else(|| without(MEETINGS_FILE)),
                [false, true] => half = half.or_else(|| without(MEMBERS_FILE)),
                [false, false] => {}
            }
            if is_there(folder.join(".git")) {
                break;
            }
        }
        Err(NotFound::Registries {
            from: start.display().to_string(),
            to: last.display().to_string(),
            half,
        })
    }

    /// Takes a folder for that of the registries, whether it holds any or not.
    ///
    /// # Errors
    ///
    /// The folder cannot be entered.
    pub fn at(folder: &Path) -> Result<Self, NotFound> {
        let root = entered(folder, fs::canonicalize(folder))?;
        Ok(Self::alone(root))
    }

    /// Does the same for a folder that need not be there: writing the first file makes it.
    ///
    /// # Errors
    ///
    /// Something that is no folder stands in its place.
    pub fn to_be(folder: &Path) -> Result<Self, NotFound> {
        let real = absolute(folder).and_then(|folder| real_path(&folder));
        if let Ok(root) = &real
            && fs::symlink_metadata(root).is_err()
        {
            return Ok(Self::alone(root.clone()));
        }
        let root = entered(folder, real)?;
        Ok(Self::alone(root))
    }

    /// Takes a folder from which files are named too.
    fn alone(root: PathBuf) -> Self {
        let from = root.clone();
        Self::new(root, from)
    }

    fn new(root: PathBuf, from: PathBuf) -> Self {
        let read = ReadFiles::default();
        Self {
            root,
            from,
            read,
            repository: std::sync::OnceLock::new(),
        }
    }
}

/// Makes sure that what stands at a path is a folder.
fn entered(named: &Path, real: io::Result<PathBuf>) -> Result<PathBuf, NotFound> {
    let folder = real.and_then(|folder| {
        if folder.is_dir() {
            Ok(folder)
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    });
    folder.map_err(|error| {
        let path = named.display().to_string();
        NotFound::Folder(IoFailure { path, error })
    })
}
