//! A copy of `private/` for whoever goes on, whole or not at all.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reading::unreadable;
use super::signals::Held;
use super::{Access, ExportError, IoFailure, PRIVATE, Refused, Workspace, temporary};
use chrono::NaiveDate;

use crate::problem::{Problem, Unreadable, What};
use crate::sort::Sort;

/// What holds a copy while it is made, and stays where the program was ended.
const UNFINISHED: &str = ".handover";

/// A file by its path, and its bytes.
pub type Copied = (String, Arc<[u8]>);

impl Workspace {
    /// Lists every file below `private/` by its path from the root, in order, but for what this
    /// command wrote there on other days, and left there when it was ended.
    ///
    /// # Errors
    ///
    /// A folder that cannot be read, or a name that is no text.
    pub fn private_files(&self) -> Result<Vec<String>, Box<Problem>> {
        let mut files = Vec::new();
        let top = self.root.join(PRIVATE);
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            let shown = folder.strip_prefix(&self.root).unwrap_or(&folder);
            let shown = shown.display().to_string();
            let refuse = |error: &io::Error| Box::new(Problem::path(&shown, unreadable(error)));
            let entries = match fs::read_dir(&folder) {
                // Nothing is private.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                entries => entries.map_err(|error| refuse(&error))?,
            };
            for entry in entries {
                let entry = entry.map_err(|error| refuse(&error))?;
                let path = entry.path();
                let kind = entry.file_type().map_err(|error| refuse(&error))?;
                let name = entry.file_name();
                if folder == top && is_handover(&name.to_string_lossy(), kind.is_dir()) {
                    continue;
                }
                if kind.is_dir() {
                    folders.push(path);
                } else {
                    let other = || {
                        let why = Unreadable::Other("its name is no text".to_owned());
                        Box::new(Problem::path(&shown, What::UnreadableFile { why }))
                    };
                    files.push(self.relative(&path).ok_or_else(other)?);
                }
            }
        }
        files.order();
        Ok(files)
    }

    /// Writes private files, as they were read, and a document beside them into a folder that a person
    /// names; only their owner may read them. The folder is there with all of it, or not at all.
    /// `listed` are those of `private/` when they were read, handed over or not.
    ///
    /// # Errors
    ///
    /// The folder holds something, or is one of those in which [`Workspace::export`] writes nothing; a
    /// file is no longer what was read; or one cannot be written.
    pub fn hand_over(
        &self,
        folder: &Path,
        listed: &[String],
        files: &[Copied],
        document: &Copied,
    ) -> Result<(), ExportError> {
        let failed = |path: &Path| {
            let path = path.display().to_string();
            move |error: io::Error| ExportError::Failed(IoFailure { path, error })
        };
        let real = self.named(folder).map_err(failed(folder))?;
        self.refuse_public(folder, &real)?;
        if fs::symlink_metadata(&real).is_ok() {
            let mut entries = fs::read_dir(&real).map_err(failed(&real))?;
            if entries.next().is_some() {
                let folder = folder.display().to_string();
                return Err(ExportError::Occupied { folder });
            }
        }
        let all = || files.iter().chain([document]);
        let paths: Vec<PathBuf> = all().map(|(path, _)| real.join(path)).collect();
        self.refuse_taken(&real, &paths)?;
        let Some(above) = real.parent() else {
            return Err(failed(&real)(io::ErrorKind::IsADirectory.into()));
        };
        Access::Owner.make_folder(above).map_err(failed(above))?;
        if fs::canonicalize(self.root.join(PRIVATE)).is_ok_and(|it| it == above) {
            remove_unfinished(above);
        }
        // Nothing is left in the middle by who presses Ctrl-C: it is done at once.
        let _held = Held::until_done();
        let mut maker = tempfile::Builder::new();
        maker.prefix(UNFINISHED);
        #[cfg(unix)]
        maker.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let beside = maker.tempdir_in(above);
        let beside = beside.map_err(failed(above))?;
        for (path, bytes) in all() {
            let target = beside.path().join(path);
            let written = write_new(&target, bytes, self.owner_mode(path));
            written.map_err(failed(&real.join(path)))?;
        }
        self.refuse_changed(listed, files)?;
        fs::rename(beside.path(), &real).map_err(failed(&real))?;
        // It has another name, under which nothing is removed.
        let _ = beside.keep();
        File::open(above)
            .and_then(|it| it.sync_all())
            .map_err(failed(above))
    }

    /// Writes what is to be handed over, encrypted, into a file of a folder that a person names; only its
    /// owner may read it.
    ///
    /// # Errors
    ///
    /// As those of [`Workspace::hand_over`]; the file is there.
    pub fn hand_over_encrypted(
        &self,
        file: &Path,
        listed: &[String],
        files: &[Copied],
        bytes: &[u8],
    ) -> Result<(), ExportError> {
        let failed = |path: &Path| {
            let path = path.display().to_string();
            move |error: io::Error| ExportError::Failed(IoFailure { path, error })
        };
        let real = self.named(file).map_err(failed(file))?;
        self.refuse_public(file, &real)?;
        let occupied = || ExportError::Occupied {
            folder: file.display().to_string(),
        };
        if fs::symlink_metadata(&real).is_ok() {
            return Err(occupied());
        }
        let above = real.parent().unwrap_or(&real);
        self.refuse_taken(above, std::slice::from_ref(&real))?;
        Access::Owner.make_folder(above).map_err(failed(above))?;
        self.refuse_changed(listed, files)?;
        let _held = Held::until_done();
        let written = temporary(&real, bytes, Access::Owner).map_err(failed(&real))?;
        let named = written.persist_noclobber(&real);
        named.map_err(|refused| match refused.error.kind() {
            io::ErrorKind::AlreadyExists => occupied(),
            _ => failed(&real)(refused.error),
        })?;
        let synced = File::open(&real).and_then(|it| it.sync_all());
        synced.map_err(failed(&real))
    }

    /// Puts files into an archive (POSIX.1-1988, ustar, with the longer names of GNU tar), below a folder of
    /// this name, in the order given; `at` is the second since 1970 of all of them, and nobody is named.
    ///
    /// # Errors
    ///
    /// A path that no archive can hold.
    pub fn archive(&self, name: &str, at: u64, files: &[&Copied]) -> io::Result<Vec<u8>> {
        let mut archive = tar::Builder::new(Vec::new());
        for (path, bytes) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(self.owner_mode(path));
            header.set_uid(0);
            header.set_gid(0);
            header.set_mtime(at);
            archive.append_data(&mut header, format!("{name}/{path}"), &**bytes)?;
        }
        archive.into_inner()
    }

    /// Returns the permissions of a copy: what its owner can run stays so.
    fn owner_mode(&self, path: &str) -> u32 {
        #[cfg(unix)]
        if let Ok(of) = fs::metadata(self.root.join(path))
            && std::os::unix::fs::PermissionsExt::mode(&of.permissions()) & 0o100 != 0
        {
            return 0o700;
        }
        let _ = path;
        0o600
    }

    /// Lists which of some files are the one at a path, however the path is written.
    #[must_use]
    pub fn same_files(&self, path: &str, listed: &[String]) -> Vec<String> {
        let real = |path: &str| fs::canonicalize(self.root.join(path)).ok();
        let Some(meant) = real(path) else {
            return Vec::new();
        };
        let same = |it: &&String| real(it).is_some_and(|it| it == meant);
        listed.iter().filter(same).cloned().collect()
    }

    /// Makes sure that `private/` still is what was read.
    fn refuse_changed(&self, listed: &[String], files: &[Copied]) -> Result<(), ExportError> {
        self.forget();
        let changed_at = |path: &str| {
            ExportError::Failed(IoFailure {
                path: path.to_owned(),
                error: Refused::Changed.into(),
            })
        };
        if self.private_files().map_or(true, |now| now != *listed) {
            return Err(changed_at(PRIVATE));
        }
        let changed = files.iter().find(|(path, bytes)| {
            let now = self.read_whole(path);
            now.map_or(true, |now| now != *bytes)
        });
        changed.map_or(Ok(()), |(path, _)| Err(changed_at(path)))
    }
}

/// Removes the folders in `private/` that runs have left which were killed: nobody else makes such a name, and
/// no other run is under way.
fn remove_unfinished(private: &Path) {
    let entries = fs::read_dir(private).into_iter().flatten().flatten();
    for entry in entries {
        let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
        if is_folder && is_unfinished(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether a name is that of a folder which holds a copy while it is made.
fn is_unfinished(name: &str) -> bool {
    let random = name.strip_prefix(UNFINISHED);
    random.is_some_and(|it| it.len() == 6 && it.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether what stands in `private/` was written to be handed over, by its name.
fn is_handover(name: &str, is_folder: bool) -> bool {
    if is_folder && is_unfinished(name) {
        return true;
    }
    let Some(rest) = name.strip_prefix("handover-") else {
        return false;
    };
    let (day, end) = rest
        .split_at_checked("2026-12-31".len())
        .unwrap_or((rest, ""));
    let ends: &[&str] = if is_folder {
        &[""]
    } else {
        &[".tar.age", ".tar.gpg"]
    };
    day.parse::<NaiveDate>().is_ok() && ends.contains(&end)
}

/// Writes a file that is not there yet, and the folders on the way to it, for their owner alone.
fn write_new(target: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    if let Some(folder) = target.parent() {
        Access::Owner.make_folder(folder)?;
    }
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    let mut file = options.open(target)?;
    file.write_all(bytes)?;
    file.sync_all()
}
