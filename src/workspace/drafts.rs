//! The drafts of messages: those that are there, and copies of them elsewhere.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::git::first_taken;
use super::{Access, Change, IoFailure, Workspace, write_whole};
use crate::problem::Silence;
use crate::sort::Sort;
use crate::source::PRIVATE_FOLDER;

/// Why messages are not written into a folder.
#[derive(Debug)]
pub enum ExportError {
    /// Anybody may see it.
    Public {
        folder: String,
    },
    /// Git tracks a file of it, or would take it.
    Taken {
        path: String,
    },
    /// It is in a repository of which git does not say what it takes.
    Silent(Silence),
    /// Somebody edited what is there.
    Edited {
        paths: Vec<String>,
    },
    /// It is there, and holds something.
    Occupied {
        folder: String,
    },
    Failed(IoFailure),
}

impl Workspace {
    /// Lists the files in a folder below the root whose names have this end, such as `eml`, in order,
    /// by their paths from there.
    #[must_use]
    pub fn drafts(&self, folder: &str, end: &str) -> Vec<String> {
        let Ok(full) = self.resolve(folder) else {
            return Vec::new();
        };
        let names = fs::read_dir(full).into_iter().flatten().flatten();
        let names = names.filter_map(|entry| entry.file_name().into_string().ok());
        let drafts = names.filter(|name| Path::new(name).extension().is_some_and(|it| it == end));
        let mut paths: Vec<String> = drafts.map(|name| format!("{folder}/{name}")).collect();
        paths.order();
        paths
    }

    /// Writes files, by name, into a folder that a person names; only their owner may read them. What
    /// is there must give way.
    ///
    /// # Errors
    ///
    /// The folder is below the root or in its git repository, and not below `private/`; git would
    /// take a file, or does not say; a file does not give way, or cannot be written.
    pub fn export(
        &self,
        folder: &str,
        files: &[(&str, &[u8])],
        gives_way: &dyn Fn(&[u8]) -> bool,
        is_dry_run: bool,
    ) -> Result<(), ExportError> {
        let failed = |path: &Path, error: io::Error| {
            let path = path.display().to_string();
            ExportError::Failed(IoFailure { path, error })
        };
        let given = Path::new(folder);
        let real = self.named(given).map_err(|error| failed(given, error))?;
        self.refuse_public(given, &real)?;
        let paths: Vec<PathBuf> = files.iter().map(|(name, _)| real.join(name)).collect();
        self.refuse_taken(&real, &paths)?;
        let stays = |((_, bytes), path): (&(&str, &[u8]), &PathBuf)| {
            let there = fs::read(path).ok()?;
            let stays = there != *bytes && !gives_way(&there);
            stays.then(|| path.display().to_string())
        };
        let edited: Vec<String> = files.iter().zip(&paths).filter_map(stays).collect();
        if !edited.is_empty() {
            return Err(ExportError::Edited { paths: edited });
        }
        if is_dry_run {
            return Ok(());
        }
        for path in &paths {
            Change::of(path).map_err(|error| failed(path, error))?;
        }
        let made = Access::Owner.make_folder(&real);
        made.map_err(|error| failed(&real, error))?;
        for ((_, bytes), path) in files.iter().zip(&paths) {
            let written = write_whole(path, bytes, Access::Owner, || Ok(()));
            written.map_err(|error| failed(path, error))?;
        }
        Ok(())
    }

    /// Makes sure that nobody may see a folder, which is given as a person names it and without links.
    pub(super) fn refuse_public(&self, given: &Path, real: &Path) -> Result<(), ExportError> {
        let top = self.repository_root();
        if real.starts_with(&top) && !real.starts_with(self.root.join(PRIVATE_FOLDER)) {
            let folder = given.display().to_string();
            return Err(ExportError::Public { folder });
        }
        Ok(())
    }

    /// Makes sure that git would take none of some files of a folder, which need not be there.
    #[expect(clippy::unused_self, reason = "it is the workspace that asks git")]
    pub(super) fn refuse_taken(&self, folder: &Path, files: &[PathBuf]) -> Result<(), ExportError> {
        let is_folder = |folder: &&Path| folder.is_dir();
        let there = folder.ancestors().find(is_folder).unwrap_or(folder);
        let taken = first_taken(there, files).map_err(ExportError::Silent)?;
        match taken.and_then(|taken| files.get(taken)) {
            None => Ok(()),
            Some(path) => Err(ExportError::Taken {
                path: path.display().to_string(),
            }),
        }
    }

    /// Returns the root of the git repository, or the folder of the registries without one.
    fn repository_root(&self) -> PathBuf {
        let mut above = self.root.ancestors();
        let found = above.find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
        found.unwrap_or(&self.root).to_path_buf()
    }
}
