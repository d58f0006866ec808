//! What is asked of git, and its answers: where it gives none, that is said, and never taken for a no.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::reading::unreadable;
use super::{LARGEST, Workspace};
use crate::problem::{Silence, Unchecked, Unreadable, What};

/// How long git may be silent, its answer begun or not, before it is ended.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// The most that is read of one answer, in bytes.
const LONGEST: u64 = 512 * 1024 * 1024;
/// How many bytes of an answer are taken at a time.
const PIECE: usize = 64 * 1024;
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
    /// Whether a git repository surrounds the registries.
    ///
    /// # Errors
    ///
    /// There is one, and git does not answer.
    pub fn repository(&self) -> Result<bool, Silence> {
        // The folder may have yet to be made.
        let mut above = self.root.ancestors();
        let folder = above.find(|folder| folder.is_dir()).unwrap_or(&self.root);
        if !self.is_in_repository(folder)? {
            return Ok(false);
        }
        // The index is read for any answer, and this is the shortest.
        ask(folder, &["ls-files", "-z", "--", "."])?;
        Ok(true)
    }

    /// Whether a git repository surrounds the root, or the folder above it that is there: asked once.
    pub(super) fn is_in_repository(&self, folder: &Path) -> Result<bool, Silence> {
        if let Some(known) = self.repository.get() {
            return Ok(*known);
        }
        let found = is_repository(folder)?;
        Ok(*self.repository.get_or_init(|| found))
    }

    /// Lists what git tracks below the root and what it would take, in order; `None` without a
    /// repository. Submodules are left out, and so are repositories inside of this one: they are
    /// not part of it.
    ///
    /// # Errors
    ///
    /// Git does not answer.
    pub fn held(&self) -> Result<Option<Vec<Held>>, Silence> {
        if !self.is_in_repository(&self.root)? {
            return Ok(None);
        }
        let index = ["ls-files", "-z", "-s", "-v"];
        let differing = [
            "diff-files",
            "-z",
            "--name-only",
            "--relative",
            "--no-renames",
            "--ignore-submodules=all",
        ];
        // What a filter makes of a file is what is committed: it may hold more.
        let filtered = ":(exclude,attr:!filter !working-tree-encoding)";
        let filtered = ["ls-files", "-z", "--", ".", filtered];
        let others = ["ls-files", "-z", "-o", "--exclude-standard"];
        let questions = [&index[..], &differing, &filtered, &others];
        let [index, differing, filtered, others] = ask_all(&self.root, questions);
        let (index, differing, filtered, others) = (index?, differing?, filtered?, others?);
        let differing: BTreeSet<&[u8]> = texts(&differing).collect();
        let filtered: BTreeSet<&[u8]> = texts(&filtered).collect();
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

    /// Whether a merge has yet to choose between versions of a file; where git does not say, it
    /// may have.
    #[must_use]
    pub fn is_unmerged(&self, path: &str) -> bool {
        match self.is_in_repository(&self.root) {
            Ok(false) => false,
            Ok(true) => {
                let path = format!(":(literal){path}");
                let unmerged = ask(&self.root, &["ls-files", "-z", "-u", "--", &path]);
                unmerged.map_or(true, |paths| !paths.is_empty())
            }
            Err(_) => true,
        }
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
    let mut names: Vec<u8> = Vec::new();
    for file in files {
        names.extend(bytes_of(file));
        names.push(0);
    }
    let answer = whole(&mut git, names).map_err(|error| unrun(&error))?;
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

/// Whether a git repository surrounds a folder.
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

/// Whether a folder or one above it holds the files of a repository: a `.git` with anything
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
    whole(git, Vec::new())
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
    let names: String = blobs.iter().map(|blob| format!("{blob}\n")).collect();
    let mut all_read = false;
    let answer = run(&mut git, names.into_bytes(), |out| {
        for at in 0..blobs.len() {
            match blob(out) {
                Ok(content) => each(at, content),
                // Its words say why.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        all_read = true;
        Ok(())
    });
    let answer = answer.map_err(|error| unrun(&error))?;
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

/// Asks git for a path, and returns it from the folder in which it is asked.
///
/// # Errors
///
/// It does not answer.
pub(super) fn ask_path(folder: &Path, arguments: &[&str]) -> Result<PathBuf, Silence> {
    let answer = ask(folder, arguments)?;
    let answer = String::from_utf8_lossy(&answer);
    Ok(folder.join(answer.trim_end_matches(['\n', '\r'])))
}

/// Asks git several things at once.
pub(super) fn ask_all<const N: usize>(
    folder: &Path,
    questions: [&[&str]; N],
) -> [Result<Vec<u8>, Silence>; N] {
    thread::scope(|scope| {
        let asked = questions.map(|arguments| scope.spawn(move || ask(folder, arguments)));
        asked.map(|answer| answer.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Runs a command of git that reads `input`, and keeps all that it says.
fn whole(git: &mut Command, input: Vec<u8>) -> io::Result<Output> {
    let mut stdout = Vec::new();
    let answer = run(git, input, |out| all_of(out, &mut stdout))?;
    Ok(Output { stdout, ..answer })
}

/// Runs any command that reads `input`, and keeps all that it says, unless it is silent for too long.
pub(super) fn whole_within(command: &mut Command, input: Vec<u8>) -> io::Result<Output> {
    let mut stdout = Vec::new();
    let answer = run_within(PATIENCE, command, input, |out| all_of(out, &mut stdout))?;
    Ok(Output { stdout, ..answer })
}

fn all_of(out: &mut dyn BufRead, kept: &mut Vec<u8>) -> io::Result<()> {
    match out.take(LONGEST).read_to_end(kept)? as u64 {
        // What is left out would be taken for absent.
        LONGEST => Err(io::ErrorKind::FileTooLarge.into()),
        _ => Ok(()),
    }
}

/// Runs a command of git, the answer of which `read` takes as it comes; whoever was silent once in this
/// run of the program is not asked again.
fn run(
    git: &mut Command,
    input: Vec<u8>,
    read: impl FnOnce(&mut dyn BufRead) -> io::Result<()>,
) -> io::Result<Output> {
    static IS_SILENT: AtomicBool = AtomicBool::new(false);
    if IS_SILENT.load(Ordering::Relaxed) {
        return Err(io::ErrorKind::TimedOut.into());
    }
    let answer = run_within(PATIENCE, git, input, read);
    let is_silent = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
    if answer.as_ref().err().is_some_and(is_silent) {
        IS_SILENT.store(true, Ordering::Relaxed);
    }
    answer
}

/// Runs a command, and ends it where it says nothing for longer than `patience`.
fn run_within(
    patience: Duration,
    command: &mut Command,
    input: Vec<u8>,
    read: impl FnOnce(&mut dyn BufRead) -> io::Result<()>,
) -> io::Result<Output> {
    let mut process = command.spawn()?;
    if let Some(mut stdin) = process.stdin.take() {
        // It may end before it has read all: its words say why.
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let answered = || {
        let stderr = Spoken::by(process.stderr.take(), patience);
        let mut stdout = BufReader::new(Spoken::by(process.stdout.take(), patience));
        read(&mut stdout)?;
        drop(stdout);
        let status = waited(&mut process, patience)?;
        let mut words = Vec::new();
        stderr.take(LONGEST).read_to_end(&mut words)?;
        Ok(Output {
            status,
            stdout: Vec::new(),
            stderr: words,
        })
    };
    let answer = answered();
    if answer.is_err() {
        // It may have ended by itself.
        let _ = process.kill();
        let _ = process.wait();
    }
    answer
}

/// What a process says, as long as it is not silent for longer than `patience`.
struct Spoken {
    pieces: Receiver<Vec<u8>>,
    /// What of the last piece has yet to be read.
    piece: io::Cursor<Vec<u8>>,
    patience: Duration,
}

impl Spoken {
    fn by(stream: Option<impl Read + Send + 'static>, patience: Duration) -> Self {
        let (sender, pieces) = sync_channel(16);
        thread::spawn(move || {
            let Some(mut stream) = stream else { return };
            let mut piece = vec![0; PIECE];
            // What was read before a failure is all there is.
            loop {
                match stream.read(&mut piece) {
                    Ok(length @ 1..) if sender.send(piece[..length].to_vec()).is_ok() => {}
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    _ => break,
                }
            }
        });
        Self {
            pieces,
            piece: io::Cursor::default(),
            patience,
        }
    }
}

impl Read for Spoken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.piece.read(buffer)?;
        if length > 0 || buffer.is_empty() {
            return Ok(length);
        }
        match self.pieces.recv_timeout(self.patience) {
            Ok(piece) => self.piece = io::Cursor::new(piece),
            Err(RecvTimeoutError::Disconnected) => return Ok(0),
            Err(RecvTimeoutError::Timeout) => return Err(io::ErrorKind::TimedOut.into()),
        }
        self.piece.read(buffer)
    }
}

fn waited(process: &mut Child, patience: Duration) -> io::Result<ExitStatus> {
    let (mut pause, mut waited) = (Duration::from_micros(200), Duration::ZERO);
    loop {
        if let Some(status) = process.try_wait()? {
            return Ok(status);
        }
        if waited >= patience {
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

/// Reads one answer of `git cat-file --batch`.
fn blob(out: &mut dyn BufRead) -> io::Result<Content> {
    let mut head = String::new();
    out.read_line(&mut head)?;
    let mut parts = head.split_whitespace().skip(1);
    let (kind, size) = (parts.next(), parts.next());
    if head.ends_with('\n') && kind != Some("blob") {
        let why = Unreadable::NotInClone;
        return Ok(Err(What::UnreadableFile { why }));
    }
    let size = size.and_then(|size| size.parse().ok());
    let size: u64 = size.ok_or(io::ErrorKind::UnexpectedEof)?;
    let content = if size > LARGEST {
        io::copy(&mut out.take(size), &mut io::sink())?;
        Err(What::UncheckedFile {
            why: Unchecked::TooLarge { limit: LARGEST },
        })
    } else {
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        out.take(size).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    };
    out.read_exact(&mut [0])?;
    Ok(content)
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
        io::ErrorKind::TimedOut => Silence::Waited {
            seconds: PATIENCE.as_secs(),
        },
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
pub(super) fn texts(answer: &[u8]) -> impl Iterator<Item = &[u8]> {
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_ended_once_it_has_been_silent_for_too_long() {
        let patience = Duration::from_secs(2);
        let run = move |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]).stdin(Stdio::piped());
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut said = Vec::new();
            let input = vec![b'x'; 1 << 20];
            let answer = run_within(patience, &mut command, input, |out| {
                out.read_to_end(&mut said).map(|_| ())
            });
            let kind = answer.map(|answer| (answer.status.code(), answer.stderr));
            (kind.map_err(|error| error.kind()), said)
        };
        let late = Err(io::ErrorKind::TimedOut);
        let cases = [
            ("exec sleep 60", late.clone(), ""),
            // The other process keeps the pipes open.
            ("sleep 60", late.clone(), ""),
            ("printf begun; exec sleep 60", late.clone(), "begun"),
            ("exec >&-; exec sleep 60", late.clone(), ""),
            ("sleep 60 >&- & exit 3", late, ""),
            (
                "cat >&2 >/dev/null; echo why >&2; exit 3",
                Ok((Some(3), b"why\n".to_vec())),
                "",
            ),
            // Longer than the patience, and never silent for so long.
            (
                "for i in 1 2 3 4 5 6; do printf $i; sleep 0.5; done",
                Ok((Some(0), Vec::new())),
                "123456",
            ),
        ];
        // All at once: each that is late takes all the patience.
        let running = cases.map(|(script, expected, said)| {
            let (sender, answered) = sync_channel(1);
            thread::spawn(move || sender.send(run(script)));
            (script, expected, said, answered)
        });
        for (script, expected, said, answered) in running {
            let answered = answered.recv_timeout(Duration::from_secs(30));
            let (answer, text) = answered.unwrap_or_else(|error| panic!("{script}: {error}"));
            assert_eq!(answer, expected, "{script}");
            assert_eq!(String::from_utf8_lossy(&text), said, "{script}");
        }
    }
}
