//! The hook that git asks before each commit (githooks(5), `pre-commit`).

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::git::ask_path;
use super::{IoFailure, Workspace};
use crate::problem::Silence;

/// Those that look at what would be committed: merges have one of their own.
const HOOKS: [&str; 2] = ["hooks/pre-commit", "hooks/pre-merge-commit"];

/// Why there is no hook.
#[derive(Debug)]
pub enum HookError {
    NoRepository,
    /// Git asks those of a folder that serves other repositories too.
    Shared {
        folder: String,
    },
    /// There is one with another text.
    Other {
        path: String,
    },
    Silent(Silence),
    Failed(IoFailure),
}

impl Workspace {
    /// Finds the hooks that may be made of a text, and whether each is that already.
    ///
    /// # Errors
    ///
    /// There is no repository, or another hook, or the folder of hooks is not the repository's own.
    fn hooks(&self, text: &str) -> Result<Vec<(PathBuf, bool)>, HookError> {
        if !self.repository().map_err(HookError::Silent)? {
            return Err(HookError::NoRepository);
        }
        let path_of =
            |arguments: &[&str]| ask_path(&self.root, arguments).map_err(HookError::Silent);
        let own = [
            path_of(&["rev-parse", "--git-common-dir"])?,
            path_of(&["rev-parse", "--show-toplevel"])?,
        ];
        let mut hooks = Vec::new();
        for name in HOOKS {
            let path = path_of(&["rev-parse", "--git-path", name])?;
            if !own.iter().any(|own| is_within(&path, own)) {
                let folder = path.parent().unwrap_or(&path).display().to_string();
                return Err(HookError::Shared { folder });
            }
            let is_there = match fs::read(&path) {
                Ok(old) if old == text.as_bytes() => true,
                Ok(_) => {
                    let path = path.display().to_string();
                    return Err(HookError::Other { path });
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => false,
                Err(error) => return Err(failed(&path, error)),
            };
            hooks.push((path, is_there));
        }
        Ok(hooks)
    }

    /// Makes sure that the hooks may be made of a text: they are not there, or are that already.
    ///
    /// # Errors
    ///
    /// There is no repository, or another hook, or the folder of hooks is not the repository's own.
    pub fn allow_hooks(&self, text: &str) -> Result<(), HookError> {
        self.hooks(text).map(drop)
    }

    /// Makes the hooks of a text, unless they are that already; returns the folder that they are in.
    ///
    /// # Errors
    ///
    /// Those of [`Workspace::allow_hooks`], or one cannot be written.
    pub fn add_hooks(&self, text: &str) -> Result<String, HookError> {
        let mut shown = String::new();
        for (path, is_there) in self.hooks(text)? {
            if let Some(folder) = path.parent() {
                shown = folder.display().to_string();
                fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
            }
            if is_there {
                continue;
            }
            let mut options = File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o777);
            let written = options.open(&path).and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()
            });
            written.map_err(|error| failed(&path, error))?;
        }
        Ok(shown)
    }
}

/// Whether a path, of which the end may not be there, lies in a folder, links followed.
fn is_within(path: &Path, folder: &Path) -> bool {
    let real = path
        .ancestors()
        .find_map(|above| fs::canonicalize(above).ok());
    let folder = fs::canonicalize(folder);
    real.zip(folder.ok())
        .is_some_and(|(real, folder)| real.starts_with(folder))
}

fn failed(path: &Path, error: io::Error) -> HookError {
    let path = path.display().to_string();
    HookError::Failed(IoFailure { path, error })
}
