//! The folder of the registries: the only place that touches files.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

mod built;
mod discovery;
mod document;
mod drafts;
mod encryption;
mod git;
mod handover;
mod history;
mod hook;
mod journal;
mod messages;
mod pandoc;
mod password;
mod privacy;
mod reading;
mod recorded;
mod repository;
mod signals;
mod unshared;

pub use built::BuiltLines;
pub use discovery::{Half, NotFound};
pub use drafts::ExportError;
pub use encryption::{Encryption, EncryptionError};
pub use git::{Content, Held};
pub use handover::Copied;
pub use history::Commits;
pub use hook::HookError;
pub use journal::{JournalFile, random};
pub use messages::{FoundMessage, MessageFault};
pub use pandoc::PandocError;
pub use password::PasswordError;
pub use reading::not_utf8;
pub use recorded::{Kept, Recorded};
pub use repository::{GitError, Lock};
pub use unshared::Unshared;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use atomic_write_file::{AtomicWriteFile, OpenOptions};
use serde::Serialize;
use tempfile::TempPath;

use reading::{ReadFiles, unreadable};

use crate::plan::{Action, Existing, Plan, Step};
use crate::problem::{Problem, Unreadable, Unsafe, What};
use crate::sort::Sort;
use crate::source::{
    MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER, TEMPLATES_FOLDER, serialize_error,
};

/// The largest file that is read, in bytes: no registry, page or template comes near it.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The folder of a repository itself.
pub const GIT: &str = ".git";
const PRIVATE: &str = "private";

/// From so many files on, one flush of the file system costs less than one for each file.
const FLUSHED_ALONE: usize = 8;

/// How many random characters end the name of a temporary file.
const RANDOM: usize = 6;

/// The folder that holds both registries.
#[derive(Debug)]
pub struct Workspace {
    /// Without links.
    root: PathBuf,
    /// Where the search for it began, and where the files that a person names are looked for.
    from: PathBuf,
    read: ReadFiles,
    /// Whether a git repository surrounds the root, once that was asked.
    repository: OnceLock<bool>,
}

/// A file that could not be written, or a folder that could not be read.
#[derive(Debug, Serialize)]
pub struct IoFailure {
    pub path: String,
    #[serde(serialize_with = "serialize_error")]
    pub error: io::Error,
}

/// Why a file is not replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// Nobody may write it, or not this user.
    ReadOnly,
    /// It has another name, which would keep what it is now: a hard link.
    Linked,
}

impl IoFailure {
    /// Whether the file was not written because it was no longer what had been read.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let refused = self.error.get_ref().and_then(|error| error.downcast_ref());
        refused == Some(&Refused::Changed)
    }

    /// Whether the file was not written because it must stay as it is.
    #[must_use]
    pub fn protection(&self) -> Option<Protection> {
        match self.error.get_ref()?.downcast_ref()? {
            Refused::Protected(protection) => Some(*protection),
            _ => None,
        }
    }
}

impl Workspace {
    /// Returns the folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether something lies at a path from the root.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.resolve(path).is_ok_and(|full| full.exists())
    }

    /// Whether a path from the root lies in the folder of another council.
    #[must_use]
    pub fn is_anothers(&self, path: &str) -> bool {
        let above = Path::new(path).ancestors().skip(1);
        let mut above = above.filter(|folder| *folder != Path::new(""));
        above.any(|folder| is_council(&self.root.join(folder)))
    }

    /// Lists every file below the root, by its path from there, in order.
    ///
    /// Left out are ignored and hidden files, `private/`, and each folder that holds its own two
    /// registries: it is another council's. So are links, but for those in the place of a template,
    /// which must not be passed over in silence. What a machine ignores for itself alone does not
    /// count, nor does what is ignored above the repository, so that the list is the same
    /// everywhere.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        self.files_and_unread().0
    }

    /// Does the same, and says of each folder that cannot be read that it was passed over.
    #[must_use]
    pub fn files_and_unread(&self) -> (Vec<String>, Vec<Problem>) {
        let root = self.root.clone();
        let walk = self
            .walk()
            .filter_entry(move |entry| {
                let path = entry.path();
                let below = path != root;
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let private = path
                    .strip_prefix(&root)
                    .is_ok_and(|p| p == Path::new("private"));
                !(private || is_folder && below && is_council(path))
            })
            .build();
        let listed = |entry: &ignore::DirEntry| {
            let path = self.relative(entry.path())?;
            let kind = entry.file_type()?;
            let template = kind.is_symlink() && path.starts_with(TEMPLATES_FOLDER);
            (kind.is_file() || template).then_some(path)
        };
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for entry in walk {
            match entry {
                Ok(entry) => files.extend(listed(&entry)),
                Err(error) => problems.extend(self.unread(&error)),
            }
        }
        files.order();
        (files, problems)
    }

    /// Reads the files that artefacts would replace, and `others` that may have been artefacts.
    ///
    /// A file that is not there is left out.
    ///
    /// # Errors
    ///
    /// A finding for each artefact whose path leads out of the root, or that is there and cannot
    /// be read.
    pub fn existing<'a>(
        &self,
        artifacts: impl Iterator<Item = &'a str>,
        others: impl Iterator<Item = &'a str>,
    ) -> Result<Existing, Vec<Problem>> {
        let mut existing = Existing::new();
        let mut problems = Vec::new();
        let mut through_links = BTreeSet::new();
        for path in artifacts {
            let contents = self.full_path(path).and_then(|full| {
                let real = self.relative(&full).filter(|real| real != path);
                through_links.extend(real);
                self.read.read(&full)
            });
            match contents {
                Ok(contents) => {
                    existing.insert(path.to_owned(), contents.into());
                }
                Err(What::UnreadableFile {
                    why: Unreadable::Missing,
                }) => {}
                Err(what) => problems.push(Problem::path(path, what)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        for path in others {
            if !existing.contains_key(path)
                && !through_links.contains(path)
                && let Ok(bytes) = self.read_whole(path)
            {
                existing.insert(path.to_owned(), bytes);
            }
        }
        Ok(existing)
    }

    /// Writes what a plan changes, each file whole or not at all, and none that is not as it was
    /// when the plan was made.
    ///
    /// # Errors
    ///
    /// A file is not as it was: then nothing is written, unless it changed at the very last; or the
    /// first file that could not be written, and those written before it are complete.
    pub fn apply(&self, plan: &Plan) -> Result<(), IoFailure> {
        self.forget();
        let steps: Vec<&Step> = plan.changes().collect();
        for step in &steps {
            let target = self.target(step)?;
            let as_it_was = unchanged(&target, step);
            let may_change = as_it_was.and_then(|()| match step.action {
                Action::Remove => Ok(Change::Replaced),
                _ => Change::of(&target),
            });
            may_change.map_err(|error| failed(step, error))?;
        }
        let mut folders: BTreeMap<PathBuf, BTreeMap<String, &Step>> = BTreeMap::new();
        for step in &steps {
            let target = self.target(step)?;
            if let (Some(folder), Some(name)) = (target.parent(), target.file_name()) {
                let steps = folders.entry(folder.to_path_buf()).or_default();
                steps.insert(name.to_string_lossy().into_owned(), step);
            }
        }
        for (folder, steps) in &folders {
            if let Some(first) = steps.values().next() {
                let made = Access::of(&first.path).make_folder(folder);
                made.map_err(|error| IoFailure {
                    path: first.path.clone(),
                    error,
                })?;
            }
        }
        // Only while nobody else writes is a temporary file one that was left behind.
        let alone = self.writing_alone();
        if alone.is_some() {
            for (folder, steps) in &folders {
                remove_leftovers(folder, steps);
            }
        }
        if steps.len() < FLUSHED_ALONE {
            steps.iter().try_for_each(|step| self.write(step))
        } else {
            self.write_together(&steps)
        }
    }

    /// Writes files each under another name, flushes them all to the disk at once, and only then gives
    /// each its own name: whatever stops this, each file is the old one or the new one, whole.
    fn write_together(&self, steps: &[&Step]) -> Result<(), IoFailure> {
        let mut written = Vec::with_capacity(steps.len());
        for step in steps {
            let target = self.target(step)?;
            let temporary = match step.action {
                Action::Remove => None,
                _ if Change::of(&target).map_err(|error| failed(step, error))?
                    == Change::InPlace =>
                {
                    None
                }
                _ => Some(
                    temporary(&target, &step.new, Access::of(&step.path))
                        .map_err(|error| failed(step, error))?,
                ),
            };
            written.push((step, target, temporary));
        }
        let root = |error| IoFailure {
            path: self.root.display().to_string(),
            error,
        };
        flush(written.iter().map(|(_, target, _)| target.as_path())).map_err(root)?;
        let mut targets = Vec::with_capacity(written.len());
        for (step, target, temporary) in written {
            let done = unchanged(&target, step).and_then(|()| match temporary {
                Some(temporary) => temporary.persist(&target).map_err(|refused| refused.error),
                None if step.action == Action::Remove => fs::remove_file(&target),
                None => overwrite(&target, &step.new),
            });
            done.map_err(|error| failed(step, error))?;
            targets.push(target);
        }
        flush(targets.iter().map(PathBuf::as_path)).map_err(root)
    }

    fn write(&self, step: &Step) -> Result<(), IoFailure> {
        let target = self.target(step)?;
        let done = match step.action {
            Action::Remove => unchanged(&target, step).and_then(|()| fs::remove_file(&target)),
            _ => write_whole(&target, &step.new, Access::of(&step.path), || {
                unchanged(&target, step)
            }),
        };
        done.map_err(|error| failed(step, error))
    }

    fn target(&self, step: &Step) -> Result<PathBuf, IoFailure> {
        let target = self.resolve(&step.path);
        target.map_err(|error| failed(step, error))
    }

    fn full_path(&self, path: &str) -> Result<PathBuf, What> {
        self.resolve(path).map_err(|error| {
            let path = path.to_owned();
            match error.get_ref().and_then(|error| error.downcast_ref()) {
                Some(Refused::Outside) => What::UnsafePath {
                    path,
                    why: Unsafe::Link,
                },
                Some(Refused::Reserved) => What::UnsafePath {
                    path,
                    why: Unsafe::Reserved,
                },
                _ => unreadable(&error),
            }
        })
    }

    /// Follows the links on the way to a path, and refuses one that leads out of the root, into a
    /// repository of git or, from elsewhere, into `private/`.
    fn resolve(&self, path: &str) -> io::Result<PathBuf> {
        let mut full = self.root.clone();
        let mut linked = false;
        for part in Path::new(path).components() {
            let Component::Normal(part) = part else {
                return Err(Refused::Outside.into());
            };
            full.push(part);
            linked |= fs::symlink_metadata(&full).is_ok_and(|found| found.is_symlink());
        }
        if !linked {
            return Ok(full);
        }
        let real = real_path(&full)?;
        let Ok(below) = real.strip_prefix(&self.root) else {
            return Err(Refused::Outside.into());
        };
        let is = |part: Component<'_>, name: &str| part.as_os_str().eq_ignore_ascii_case(name);
        let private = |path: &Path| path.components().next().is_some_and(|it| is(it, PRIVATE));
        if below.components().any(|part| is(part, GIT))
            || private(below) && !private(Path::new(path))
        {
            return Err(Refused::Reserved.into());
        }
        Ok(real)
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }
}

/// Follows the links on the way to a path of which the last parts need not be there.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    match (fs::canonicalize(path), path.parent(), path.file_name()) {
        (Err(error), Some(parent), Some(name)) if error.kind() == io::ErrorKind::NotFound => {
            match fs::read_link(path) {
                Ok(target) => real_path(&parent.join(target)),
                Err(_) => Ok(real_path(parent)?.join(name)),
            }
        }
        (found, ..) => found,
    }
}

/// Removes the temporary files of a run that was killed before it could rename them.
///
/// Such a file has the name that [`AtomicWriteFile`] gives, and holds what is about to be written
/// or the beginning of it; any other file is somebody's.
fn remove_leftovers(folder: &Path, steps: &BTreeMap<String, &Step>) {
    let new = |target: &str| steps.get(target).map(|step| &*step.new);
    remove_temporary(folder, new);
}

/// Removes the temporary files of those targets for which `new` has the bytes.
fn remove_temporary<'a>(folder: &Path, new: impl Fn(&str) -> Option<&'a [u8]>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(new) = name.to_str().and_then(temporary_for).and_then(&new) else {
            continue;
        };
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && fs::read(entry.path()).is_ok_and(|bytes| new.starts_with(&bytes)) {
            // It is in nobody's way if it stays.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns the name of the file that a temporary one was to become: `.a.ics.x1Y2z3` for `a.ics`.
fn temporary_for(name: &str) -> Option<&str> {
    let (target, random) = name.strip_prefix('.')?.rsplit_once('.')?;
    (random.len() == RANDOM && random.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(target)
}

/// How a file gets other bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Another file gets its name: it is the old one or the new one, whole.
    Replaced,
    /// It stays the same file. Another user's would change its owner, and could be lost to them.
    InPlace,
}

impl Change {
    /// Tells how a file is changed, if it may be.
    fn of(target: &Path) -> io::Result<Self> {
        let found = match fs::symlink_metadata(target) {
            Ok(found) if found.is_file() => found,
            // What is there and no file, nothing replaces.
            _ => return Ok(Self::Replaced),
        };
        let written = fs::File::options().write(true).open(target);
        let is_denied = |error: &io::Error| error.kind() == io::ErrorKind::PermissionDenied;
        if found.permissions().readonly() || written.err().as_ref().is_some_and(is_denied) {
            return Err(Refused::Protected(Protection::ReadOnly).into());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            if found.nlink() > 1 {
                return Err(Refused::Protected(Protection::Linked).into());
            }
            // Root gives the new file to the owner of the old one.
            let user = nix::unistd::geteuid();
            if !user.is_root() && found.uid() != user.as_raw() {
                return Ok(Self::InPlace);
            }
        }
        Ok(Self::Replaced)
    }
}

/// Writes over a file, by one call where the system takes all of it.
fn overwrite(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::options().write(true).open(target)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

/// Writes a file under another name, and gives it its own if `ready` still holds then; one that is
/// there keeps its mode, and that of another user its owner.
fn write_whole(
    target: &Path,
    bytes: &[u8],
    access: Access,
    ready: impl FnOnce() -> io::Result<()>,
) -> io::Result<()> {
    if Change::of(target)? == Change::InPlace {
        return ready().and_then(|()| overwrite(target, bytes));
    }
    let mut options = AtomicWriteFile::options();
    access.restrict(&mut options);
    let mut file = options.open(target)?;
    file.write_all(bytes)?;
    ready()?;
    file.commit().inspect_err(|_| {
        // It has a name from just before it was to be renamed.
        let target = (target.parent(), target.file_name().and_then(OsStr::to_str));
        if let (Some(folder), Some(name)) = target {
            remove_temporary(folder, |of| (of == name).then_some(bytes));
        }
    })
}

/// Writes a file beside the target, with the mode and the owner of the target where that is there; it
/// is removed unless it gets the target's name.
fn temporary(target: &Path, bytes: &[u8], access: Access) -> io::Result<TempPath> {
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
        return Err(io::ErrorKind::IsADirectory.into());
    };
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).rand_bytes(RANDOM);
    #[cfg(unix)]
    if access == Access::Everyone {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = access;
    let mut file = builder.tempfile_in(folder)?;
    // Before anything is in it that the target shows to fewer people.
    if let Ok(found) = fs::symlink_metadata(target) {
        fs::set_permissions(file.path(), found.permissions())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, chown};
            // Only root may give a file away.
            let _ = chown(file.path(), Some(found.uid()), Some(found.gid()));
        }
    }
    file.write_all(bytes)?;
    Ok(file.into_temp_path())
}

/// Waits until all that was written to the folders of some files is on the disk: by one call for each
/// file system, where the system has that.
#[cfg(target_os = "linux")]
fn flush<'a>(files: impl Iterator<Item = &'a Path>) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let folders: BTreeSet<&Path> = files.filter_map(Path::parent).collect();
    let mut flushed = BTreeSet::new();
    for folder in folders {
        let folder = fs::File::open(folder)?;
        if flushed.insert(folder.metadata()?.dev()) {
            nix::unistd::syncfs(&folder)?;
        }
    }
    Ok(())
}

/// Does the same one folder after the other.
#[cfg(not(target_os = "linux"))]
fn flush<'a>(files: impl Iterator<Item = &'a Path>) -> io::Result<()> {
    let folders: BTreeSet<&Path> = files.filter_map(Path::parent).collect();
    for folder in folders {
        for entry in fs::read_dir(folder)?.flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                fs::File::open(entry.path())?.sync_all()?;
            }
        }
    }
    Ok(())
}

/// Who may read a file that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Everyone,
    /// As for an SSH key: nobody but its owner, whatever the umask is.
    Owner,
}

impl Access {
    /// Returns that of a file, by its path from the root.
    fn of(path: &str) -> Self {
        if path.starts_with(PRIVATE_FOLDER) {
            Self::Owner
        } else {
            Self::Everyone
        }
    }

    /// Makes a folder and those above it, where they are not there.
    fn make_folder(self, folder: &Path) -> io::Result<()> {
        let mut maker = fs::DirBuilder::new();
        maker.recursive(true);
        #[cfg(unix)]
        if self == Self::Owner {
            std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
        }
        maker.create(folder)
    }

    /// Gives the mode to a file that is about to be made.
    fn restrict(self, options: &mut OpenOptions) {
        #[cfg(unix)]
        if self == Self::Owner {
            std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = options;
    }
}

/// Whether a folder holds both registries.
fn is_council(folder: &Path) -> bool {
    let is_there = |name| folder.join(name).exists();
    is_there(MEMBERS_FILE) && is_there(MEETINGS_FILE)
}

/// Makes sure that a file is what it was when the step was planned, or is already what it becomes.
fn unchanged(target: &Path, step: &Step) -> io::Result<()> {
    let now = match fs::read(target) {
        Ok(bytes) => Some(bytes),
        Err(error) if is_absent(&error) => None,
        Err(error) => return Err(error),
    };
    let is_as_planned = now.as_deref() == step.old.as_deref();
    if is_as_planned || (now.as_deref() == Some(&*step.new) && step.action != Action::Remove) {
        Ok(())
    } else {
        Err(Refused::Changed.into())
    }
}

fn is_absent(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

fn failed(step: &Step, error: io::Error) -> IoFailure {
    IoFailure {
        path: step.path.clone(),
        error,
    }
}

/// Why a path is not followed, or a file not replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Refused {
    #[error("the path leads out of the repository")]
    Outside,
    #[error("the path leads into `.git/` or `private/`")]
    Reserved,
    #[error("the file was changed meanwhile")]
    Changed,
    #[error("the file must stay as it is")]
    Protected(Protection),
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        Self::new(io::ErrorKind::InvalidInput, refused)
    }
}
