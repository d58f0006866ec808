//! One document in a file that a person names, inside the folder of the registries or anywhere.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::reading::{read_file, unreadable};
use super::{Access, IoFailure, LARGEST, Workspace, failed, real_path, unchanged, write_whole};
use crate::plan::Step;
use crate::problem::{Unreadable, What};

impl Workspace {
    /// Returns the path from the root of a file that a person names, if it lies below.
    ///
    /// As with `git -C`, it is named from the folder where the search for the registries began.
    #[must_use]
    pub fn path_below(&self, file: &Path) -> Option<String> {
        self.relative(&self.named(file).ok()?)
    }

    /// Reads a document that lies anywhere; `None` if it is not there.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub fn read_document(&self, file: &Path) -> Result<Option<Vec<u8>>, What> {
        match read_file(&self.from.join(file)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(What::UnreadableFile {
                why: Unreadable::Missing,
            }) => Ok(None),
            Err(what) => Err(what),
        }
    }

    /// Returns where a file that a person names is looked for, and the names of those that are beside it.
    #[must_use]
    pub fn beside(&self, file: &Path) -> (String, Vec<String>) {
        let full = self.from.join(file);
        let full = std::path::absolute(&full).unwrap_or(full);
        let folder = full.parent().and_then(|it| fs::read_dir(it).ok());
        let names = folder.into_iter().flatten().flatten();
        let names = names.filter_map(|entry| entry.file_name().into_string().ok());
        (full.display().to_string(), names.collect())
    }

    /// Reads what comes on standard input.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub fn read_input(&self) -> Result<Vec<u8>, What> {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > LARGEST {
            let why = Unreadable::TooLarge { limit: LARGEST };
            return Err(What::UnreadableFile { why });
        }
        Ok(bytes)
    }

    /// Writes a document that lies anywhere, whole or not at all, if it is still as it was; one that
    /// is a draft, only its owner may read.
    ///
    /// # Errors
    ///
    /// It cannot be written, or is no longer what had been read.
    pub fn write_document(
        &self,
        file: &Path,
        step: &Step,
        is_draft: bool,
    ) -> Result<(), IoFailure> {
        let access = if is_draft {
            Access::Owner
        } else {
            Access::Everyone
        };
        let real = self.named(file);
        let ready = |real: &Path| unchanged(real, step);
        self.forget();
        let written = real.and_then(|real| write_whole(&real, &step.new, access, || ready(&real)));
        written.map_err(|error| failed(step, error))
    }

    /// Follows the links on the way to a file that a person names; it need not be there.
    pub(super) fn named(&self, file: &Path) -> io::Result<PathBuf> {
        real_path(&self.from.join(file))
    }
}
