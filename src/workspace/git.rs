//! What is asked of git, and its answers: where it gives none, that is said, and never taken for a no.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::reading::unreadable;
use super::{LARGEST, Workspace};
use crate::problem::{Silence, Unchecked, Unreadable, What};

/// How long git may take for one answer.
const PATIENCE: Duration = Duration::from_secs(120);
/// The mode of a submodule in the index.
const SUBMODULE: &[u8] = b"160000";

/// A file below the root that git tracks, or that the next `git add` would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// By its path from the root, as it is shown: bytes that are no UTF-8 are replaced.
    pub path: String,
    pub is_tracked: bool,
    /// The same path, as the system names the file.
    name: PathBuf,
    /// The blobs in the index, where the file in the folder may be another or not be there: the one
    /// that the next commit takes, or those between which a merge has yet to choose.
    blobs: Vec<String>,
}

/// The bytes of a file, or what is to be said of them.
pub type Content = Result<Arc<[u8]>, What>;

impl Held {
    /// Names a file of the folder of which git says nothing.
    #[must_use]
    pub fn untracked(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            is_tracked: false,
            name: PathBuf::from(path),
            blobs: Vec::new(),
        }
    }
}

impl Workspace {
    /// Tells whether a git repository surrounds the registries.
    ///
    /// # Errors
    ///
    /// There is one, and git does not answer.
    pub fn repository(&self) -> Result<bool, Silence> {
        // The folder may have yet to be made.
        let mut above = self.root.ancestors();
        let folder = above.find(|folder| folder.is_dir()).unwrap_or(&self.root);
        if !is_repository(folder)? {
            return Ok(false);
        }
        // The index is read for any answer, and this is the shortest.
        ask(folder, &["ls-files", "-z", "--", "."])?;
        Ok(true)
    }

    /// Lists what git tracks below the root and what it would take, in order; `None` without a
    /// repository. Submodules are left out, and so are repositories inside of this one: they are
    /// not part of it.
    ///
    /// # Errors
    ///
    /// Git does not answer.
    pub fn held(&self) -> Result<Option<Vec<Held>>, Silence> {
        if !is_repository(&self.root)? {
            return Ok(None);
        }
        let index = ask(&self.root, &["ls-files", "-z", "-s", "-v"])?;
        let differing = [
            "diff-files",
            "-z",
            "--name-only",
            "--relative",
            "--no-renames",
            "--ignore-submodules=all",
        ];
        let differing = ask(&self.root, &differing)?;
        let differing: BTreeSet<&[u8]> = texts(&differing).collect();
        // What a filter makes of a file is what is committed: it may hold more.
        let filtered = ":(exclude,attr:!filter !working-tree-encoding)";
        let filtered = ask(&self.root, &["ls-files", "-z", "--", ".", filtered])?;
        let filtered: BTreeSet<&[u8]> = texts(&filtered).collect();
        let others = ["ls-files", "-z", "-o", "--exclude-standard"];
        let others = ask(&self.root, &others)?;
        let mut held: BTreeMap<Vec<u8>, Held> = BTreeMap::new();
        for line in texts(&index) {
            let entry = Entry::read(line).ok_or_else(|| {
                Silence::Other("the answer of `git ls-files` cannot be read".to_owned())
            })?;
            if entry.mode == SUBMODULE {
                continue;
            }
            let elsewhere = entry.is_assumed
                || entry.stage != b"0"
                || differing.contains(entry.path)
                || filtered.contains(entry.path);
            let file = held.entry(entry.path.to_owned());
            let file = file.or_insert_with(|| of_git(entry.path, true));
            file.blobs.extend(elsewhere.then(|| entry.blob.to_owned()));
        }
        for path in texts(&others).filter(|path| !path.ends_with(b"/")) {
            let other = || of_git(path, false);
            held.entry(path.to_owned()).or_insert_with(other);
        }
        Ok(Some(held.into_values().collect()))
    }

    /// Reads a file as git sees it: of a link its target; `None` if it is not there.
    #[must_use]
    pub fn look_at(&self, held: &Held) -> Option<Content> {
        let full = self.root.join(&held.name);
        // Behind a link git sees nothing.
        let mut above = held.name.ancestors().skip(1);
        let behind = !held.blobs.is_empty()
            && above.any(|folder| folder != Path::new("") && self.root.join(folder).is_symlink());
        if behind {
            return None;
        }
        let kind = match fs::symlink_metadata(&full) {
            Ok(found) => found.file_type(),
            Err(error) => return found(Err(unreadable(&error))),
        };
        if kind.is_symlink() {
            let target = fs::read_link(&full).map(|target| bytes_of(&target));
            return found(target.map(Arc::from).map_err(|error| unreadable(&error)));
        }
        // Git takes neither pipes nor devices.
        let read = || self.read.read_last(&full).map(Arc::from);
        kind.is_file().then(read).and_then(found)
    }

    /// Reads the blobs of the index that may not be what stands in the folder, and gives each to
    /// `each`, with the file that it is of.
    ///
    /// # Errors
    ///
    /// Git does not answer.
    pub fn staged<'a>(
        &self,
        held: &'a [Held],
        mut each: impl FnMut(&'a Held, Content),
    ) -> Result<(), Silence> {
        let blobs = |held: &'a Held| held.blobs.iter().map(move |blob| (held, blob.as_str()));
        let staged: Vec<(&Held, &str)> = held.iter().flat_map(blobs).collect();
        if staged.is_empty() {
            return Ok(());
        }
        let blobs: Vec<&str> = staged.iter().map(|(_, blob)| *blob).collect();
        read_blobs(&self.root, &blobs, |at, content| {
            each(staged[at].0, content);
        })
    }

    /// Returns the first of some files that git tracks or would take, by their paths from the root.
    ///
    /// # Errors
    ///
    /// There is a repository, and git does not answer.
    pub fn first_taken<'a>(&self, paths: &[&'a str]) -> Result<Option<&'a str>, Silence> {
        let real = |path: &&'a str| self.resolve(path).unwrap_or_else(|_| self.root.join(path));
        let real: Vec<PathBuf> = paths.iter().map(real).collect();
        let first = first_taken(&self.root, &real)?;
        Ok(first.and_then(|first| paths.get(first).copied()))
    }
}

/// Returns the first of some files, by its number, that git tracks or would take; each is given by
/// a path without links, in one repository or in none.
pub(super) fn first_taken(folder: &Path, files: &[PathBuf]) -> Result<Option<usize>, Silence> {
    if files.is_empty() || !is_repository(folder)? {
        return Ok(None);
    }
    let mut git = git(folder);
    git.args(["check-ignore", "-z", "--stdin"])
        .stdin(Stdio::piped());
    let mut running = git.spawn().map_err(|error| unrun(&error))?;
    let mut names: Vec<u8> = Vec::new();
    for file in files {
        names.extend(bytes_of(file));
        names.push(0);
    }
    let writer = running
        .stdin
        .take()
        .map(|mut stdin| thread::spawn(move || drop(stdin.write_all(&names))));
    let answer = finished(running).map_err(|error| unrun(&error))?;
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    match answer.status.code() {
        Some(0 | 1) => {}
        // What lies in a submodule, this repository cannot take.
        _ if String::from_utf8_lossy(&answer.stderr).contains("is in submodule") => {
            return Ok(None);
        }
        _ => return Err(silence(&answer)),
    }
    let ignored: BTreeSet<&[u8]> = texts(&answer.stdout).collect();
    let is_taken = |file: &PathBuf| !ignored.contains(bytes_of(file).as_slice());
    Ok(files.iter().position(is_taken))
}

/// Tells whether a git repository surrounds a folder.
///
/// # Errors
///
/// There is one, and git does not answer.
fn is_repository(folder: &Path) -> Result<bool, Silence> {
    let marked = is_marked(folder);
    let arguments = ["rev-parse", "--show-toplevel"];
    match finished_run(git(folder).args(arguments)) {
        Ok(answer) if answer.status.success() && !answer.stdout.is_empty() => Ok(true),
        _ if !marked => Ok(false),
        Ok(answer) => Err(silence(&answer)),
        Err(error) => Err(unrun(&error)),
    }
}

/// Tells whether a folder or one above it holds the files of a repository: a `.git` with anything
/// in it, or one that cannot be looked into.
pub(super) fn is_marked(folder: &Path) -> bool {
    let mut above = folder.ancestors().map(|folder| folder.join(".git"));
    above.any(|git| match fs::symlink_metadata(&git) {
        Err(error) => !matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        ),
        Ok(found) if found.is_dir() => fs::read_dir(&git).map_or(true, |mut entries| {
            // The program's own locks make no repository.
            entries.any(|entry| {
                let name = entry.map(|entry| entry.file_name());
                name.map_or(true, |name| !name.to_string_lossy().starts_with("cll"))
            })
        }),
        Ok(_) => true,
    })
}

/// Begins a command of git that speaks English, asks nobody, fetches nothing and takes no lock.
///
/// Where the repository is seen on the way up it is that one: what a hook's environment says of it
/// holds for the folder in which the hook runs.
pub(super) fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(folder)
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_DISCOVERY_ACROSS_FILESYSTEM", "1")
        .env_remove("GIT_CEILING_DIRECTORIES")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if is_marked(folder) {
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX"] {
            git.env_remove(variable);
        }
    }
    git
}

/// Runs a command of git to its end.
pub(super) fn finished_run(git: &mut Command) -> io::Result<Output> {
    finished(git.spawn()?)
}

/// Reads blobs by one process, and gives each to `each` with its place among those asked for.
///
/// # Errors
///
/// Git does not answer.
pub(super) fn read_blobs(
    folder: &Path,
    blobs: &[&str],
    mut each: impl FnMut(usize, Content),
) -> Result<(), Silence> {
    if blobs.is_empty() {
        return Ok(());
    }
    let mut git = git(folder);
    git.args(["cat-file", "--batch"]).stdin(Stdio::piped());
    let mut running = git.spawn().map_err(|error| unrun(&error))?;
    let names: String = blobs.iter().map(|blob| format!("{blob}\n")).collect();
    let writer = running.stdin.take().map(|mut stdin| {
        // Git may end before it has read all: its words say why.
        thread::spawn(move || drop(stdin.write_all(names.as_bytes())))
    });
    let mut read = || {
        let mut out = BufReader::new(running.stdout.take()?);
        for at in 0..blobs.len() {
            each(at, blob(&mut out)?);
        }
        Some(())
    };
    let all_read = read().is_some();
    let answer = finished(running).map_err(|error| unrun(&error))?;
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    if answer.status.success() && all_read {
        Ok(())
    } else {
        Err(silence(&answer))
    }
}

/// Asks git something.
///
/// # Errors
///
/// It does not answer.
pub(super) fn ask(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Silence> {
    let answer = finished_run(git(folder).args(arguments)).map_err(|error| unrun(&error))?;
    if answer.status.success() {
        Ok(answer.stdout)
    } else {
        Err(silence(&answer))
    }
}

/// Waits for a command, but not for ever, and reads what is left of its output.
fn finished(mut running: Child) -> io::Result<Output> {
    fn reader(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut stream) = stream {
                // What was read before a failure is all there is.
                let _ = stream.read_to_end(&mut bytes);
            }
            bytes
        })
    }
    let (stdout, stderr) = (reader(running.stdout.take()), reader(running.stderr.take()));
    let status = waited(&mut running)?;
    let joined = |reader: JoinHandle<Vec<u8>>| reader.join().unwrap_or_default();
    Ok(Output {
        status,
        stdout: joined(stdout),
        stderr: joined(stderr),
    })
}

fn waited(running: &mut Child) -> io::Result<ExitStatus> {
    let (mut pause, mut waited) = (Duration::from_micros(200), Duration::ZERO);
    loop {
        if let Some(status) = running.try_wait()? {
            return Ok(status);
        }
        if waited >= PATIENCE {
            running.kill()?;
            running.wait()?;
            return Err(io::ErrorKind::TimedOut.into());
        }
        thread::sleep(pause);
        waited += pause;
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// One line of the index, as `git ls-files -s -v` writes it.
struct Entry<'a> {
    /// The folder need not hold what the index does, and git does not look.
    is_assumed: bool,
    mode: &'a [u8],
    blob: &'a str,
    stage: &'a [u8],
    path: &'a [u8],
}

impl<'a> Entry<'a> {
    fn read(line: &'a [u8]) -> Option<Self> {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let (head, path) = (line.get(..tab)?, line.get(tab + 1..)?);
        let mut parts = head.split(|byte| *byte == b' ');
        let (tag, mode, blob, stage) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let blob = str::from_utf8(blob).ok()?;
        let is_hex = blob.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_hex && tag.len() == 1 && !path.is_empty()).then_some(Self {
            is_assumed: tag == b"S" || tag.is_ascii() && tag[0].is_ascii_lowercase(),
            mode,
            blob,
            stage,
            path,
        })
    }
}

fn of_git(path: &[u8], is_tracked: bool) -> Held {
    Held {
        path: String::from_utf8_lossy(path).into_owned(),
        is_tracked,
        name: path_of(path),
        blobs: Vec::new(),
    }
}

/// Reads one answer of `git cat-file --batch`; `None` where the answer ends.
fn blob(out: &mut impl BufRead) -> Option<Content> {
    let mut head = String::new();
    out.read_line(&mut head).ok().filter(|length| *length > 0)?;
    let mut parts = head.split_whitespace().skip(1);
    if parts.next() != Some("blob") {
        let why = Unreadable::NotInClone;
        return Some(Err(What::UnreadableFile { why }));
    }
    let size: u64 = parts.next()?.parse().ok()?;
    let content = if size > LARGEST {
        io::copy(&mut out.take(size), &mut io::sink()).ok()?;
        Err(What::UncheckedFile {
            why: Unchecked::TooLarge { limit: LARGEST },
        })
    } else {
        let mut bytes = vec![0; usize::try_from(size).ok()?];
        out.read_exact(&mut bytes).ok()?;
        Ok(bytes.into())
    };
    let mut line_end = [0];
    out.read_exact(&mut line_end).ok()?;
    Some(content)
}

/// Tells a file that is not there from one that cannot be read, or is too large to be looked at.
fn found(content: Content) -> Option<Content> {
    match content {
        Err(What::UnreadableFile { why }) => match why {
            Unreadable::Missing => None,
            Unreadable::TooLarge { limit } => Some(Err(What::UncheckedFile {
                why: Unchecked::TooLarge { limit },
            })),
            why => Some(Err(What::UnreadableFile { why })),
        },
        content => Some(content),
    }
}

/// Says why git cannot be run.
pub(super) fn unrun(error: &io::Error) -> Silence {
    match error.kind() {
        io::ErrorKind::NotFound => Silence::Missing,
        _ => Silence::Other(error.to_string()),
    }
}

/// Says why git did not answer, in its own words.
fn silence(answer: &Output) -> Silence {
    let words = String::from_utf8_lossy(&answer.stderr);
    // Git gives the command that accepts the owner.
    let way_out = "git config --global --add safe.directory ";
    let mut lines = words.lines().map(str::trim);
    if let Some(command) = lines.find(|line| line.starts_with(way_out)) {
        return Silence::Owner {
            command: command.to_owned(),
        };
    }
    let mut said = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = said.next().unwrap_or_default();
    let first = first
        .strip_prefix("fatal: ")
        .or(first.strip_prefix("error: "))
        .unwrap_or(first);
    Silence::Other(if first.is_empty() {
        answer.status.to_string()
    } else {
        first.to_owned()
    })
}

/// Returns the texts between the NULs of an answer.
fn texts(answer: &[u8]) -> impl Iterator<Item = &[u8]> {
    let texts = answer.split(|byte| *byte == 0);
    texts.filter(|text| !text.is_empty())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}
