//! The hook that git asks before each commit (githooks(5), `pre-commit`).

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

use super::git::ask;
use super::{IoFailure, Workspace};
use crate::problem::Silence;

/// Why there is no hook.
#[derive(Debug)]
pub enum HookError {
    NoRepository,
    /// There is one with another text.
    Other {
        path: String,
    },
    Silent(Silence),
    Failed(IoFailure),
}

impl Workspace {
    /// Finds the hook, which may not be there yet, and its text if it is.
    fn hook(&self) -> Result<(PathBuf, Option<Vec<u8>>), HookError> {
        if !self.repository().map_err(HookError::Silent)? {
            return Err(HookError::NoRepository);
        }
        let asked = ["rev-parse", "--git-path", "hooks/pre-commit"];
        let answer = ask(&self.root, &asked).map_err(HookError::Silent)?;
        let answer = String::from_utf8_lossy(&answer);
        let path = self.root.join(answer.trim_end_matches(['\n', '\r']));
        match fs::read(&path) {
            Ok(text) => Ok((path, Some(text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path, None)),
            Err(error) => Err(failed(&path, error)),
        }
    }

    /// Makes sure that the hook may be made of a text: it is not there, or is that already.
    ///
    /// # Errors
    ///
    /// There is no repository, or another hook.
    pub fn allow_hook(&self, text: &str) -> Result<(), HookError> {
        match self.hook()? {
            (path, Some(old)) if old != text.as_bytes() => Err(HookError::Other {
                path: path.display().to_string(),
            }),
            _ => Ok(()),
        }
    }

    /// Makes the hook of a text, unless it is that already; returns where it is.
    ///
    /// # Errors
    ///
    /// Those of [`Workspace::allow_hook`], or it cannot be written.
    pub fn add_hook(&self, text: &str) -> Result<String, HookError> {
        self.allow_hook(text)?;
        let (path, old) = self.hook()?;
        if old.is_none() {
            let mut options = File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o777);
            let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
            let written = folder
                .and_then(|()| options.open(&path))
                .and_then(|mut file| {
                    file.write_all(text.as_bytes())
                        .and_then(|()| file.sync_all())
                });
            written.map_err(|error| failed(&path, error))?;
        }
        Ok(path.display().to_string())
    }
}

fn failed(path: &std::path::Path, error: io::Error) -> HookError {
    let path = path.display().to_string();
    HookError::Failed(IoFailure { path, error })
}
