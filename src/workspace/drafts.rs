//! The drafts of messages: those that are there, and copies of them elsewhere.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Failed, Workspace, write_whole};
use crate::source::PRIVATE_FOLDER;

/// Why messages are not written into a folder.
#[derive(Debug)]
pub enum Unexported {
    /// Anybody may see it.
    Public {
        folder: String,
    },
    Failed(Failed),
}

impl Workspace {
    /// Lists the messages in a folder below the root, in order, by their paths from there.
    #[must_use]
    pub fn drafts(&self, folder: &str) -> Vec<String> {
        let Ok(full) = self.resolve(folder) else {
            return Vec::new();
        };
        let names = fs::read_dir(full).into_iter().flatten().flatten();
        let names = names.filter_map(|entry| entry.file_name().into_string().ok());
        let messages =
            names.filter(|name| Path::new(name).extension().is_some_and(|end| end == "eml"));
        let mut paths: Vec<String> = messages.map(|name| format!("{folder}/{name}")).collect();
        paths.sort();
        paths
    }

    /// Writes files, by name, into a folder that a person names.
    ///
    /// # Errors
    ///
    /// The folder is below the root or in its git repository, and not below `private/`; or a file
    /// cannot be written.
    pub fn export(&self, folder: &str, files: &[(&str, &[u8])]) -> Result<(), Unexported> {
        let failed = |path: &Path, error: io::Error| {
            let path = path.display().to_string();
            Unexported::Failed(Failed { path, error })
        };
        let given = Path::new(folder);
        let real = self.named(given).map_err(|error| failed(given, error))?;
        let top = self.repository_root();
        if real.starts_with(&top) && !real.starts_with(self.root.join(PRIVATE_FOLDER)) {
            let folder = folder.to_owned();
            return Err(Unexported::Public { folder });
        }
        fs::create_dir_all(&real).map_err(|error| failed(&real, error))?;
        for (name, bytes) in files {
            let path = real.join(name);
            write_whole(&path, bytes, || Ok(())).map_err(|error| failed(&path, error))?;
        }
        Ok(())
    }

    /// Returns the root of the git repository, or the folder of the registries without one.
    fn repository_root(&self) -> PathBuf {
        let mut above = self.root.ancestors();
        let found = above.find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
        found.unwrap_or(&self.root).to_path_buf()
    }
}
