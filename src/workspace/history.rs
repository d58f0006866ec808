//! The calendars that git holds: those at HEAD, and every version that a known commit has had.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use super::repository::Untold;
use super::{LARGEST, Workspace};

/// Which commits are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commits {
    /// HEAD and those before it; during a merge also those of the other side.
    Before,
    /// Those of every branch, remote branch and tag.
    All,
}

/// The pathspec of calendars, from the root of the registries.
const CALENDARS: &str = ":(icase)*.ics";

impl Workspace {
    /// Returns the calendars at HEAD by their paths from the root, and hands every version that
    /// any of `commits` has had to `version`, each once.
    ///
    /// Nothing where there is no repository, or no commit yet. In a shallow clone the commits that
    /// are there count. Two processes of git read the lists, one reads all the bytes.
    ///
    /// # Errors
    ///
    /// Git cannot be run, or refuses.
    pub fn committed_calendars(
        &self,
        commits: Commits,
        mut version: impl FnMut(&[u8]),
    ) -> Result<BTreeMap<String, Vec<u8>>, Untold> {
        if !self.has_repository() {
            return Ok(BTreeMap::new());
        }
        let Some(head) = self.calendars_at_head()? else {
            return Ok(BTreeMap::new());
        };
        let versions = self.calendar_versions(commits)?;
        let mut wanted: Vec<&String> = versions.iter().collect();
        wanted.extend(head.values().filter(|blob| !versions.contains(*blob)));
        let mut blobs: BTreeMap<&String, Vec<u8>> = BTreeMap::new();
        let at_head: BTreeSet<&String> = head.values().collect();
        self.blobs(&wanted, |blob, bytes| {
            if versions.contains(blob) {
                version(&bytes);
            }
            if at_head.contains(blob) {
                blobs.insert(blob, bytes);
            }
        })?;
        let bytes = |blob| blobs.get(blob).cloned();
        let head = head.iter();
        Ok(head
            .filter_map(|(path, blob)| Some((path.clone(), bytes(blob)?)))
            .collect())
    }

    /// Lists the calendars at HEAD, path and blob; `None` before the first commit.
    fn calendars_at_head(&self) -> Result<Option<BTreeMap<String, String>>, Untold> {
        let listed = match self.git(&["ls-tree", "-r", "-z", "HEAD"]) {
            Ok(listed) => listed,
            Err(refused) => {
                // Told to be quiet, git is silent about a HEAD that is not there yet.
                let verify = ["rev-parse", "--quiet", "--verify", "HEAD^{commit}"];
                return match self.git(&verify) {
                    Err(Untold::Refused(detail)) if detail.is_empty() => Ok(None),
                    _ => Err(refused),
                };
            }
        };
        let text = String::from_utf8_lossy(&listed);
        let entry = |line: &str| {
            let (about, path) = line.split_once('\t')?;
            let mut about = about.split(' ');
            let (mode, kind, blob) = (about.next()?, about.next()?, about.next()?);
            (kind == "blob" && is_file(mode) && is_calendar(path))
                .then(|| (path.to_owned(), blob.to_owned()))
        };
        Ok(Some(text.split('\0').filter_map(entry).collect()))
    }

    /// Lists the blobs of every calendar that any of the commits has had.
    fn calendar_versions(&self, commits: Commits) -> Result<BTreeSet<String>, Untold> {
        // Of a merge, those that differ from all that was merged; no line of history is left out.
        let mut arguments = vec![
            "-c",
            "log.showSignature=false",
            "-c",
            "log.showRoot=true",
            "log",
            "--full-history",
            "-c",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-color",
            "--no-ext-diff",
            "--format=",
        ];
        arguments.extend(match commits {
            Commits::Before => &["HEAD"][..],
            Commits::All => &["--all"][..],
        });
        // What is merged, reverted or picked right now may have been seen already.
        let merged = self.is_merging().then_some("MERGE_HEAD");
        arguments.extend(merged);
        arguments.extend(["--", CALENDARS]);
        let listed = self.git(&arguments)?;
        let text = String::from_utf8_lossy(&listed);
        let mut blobs = BTreeSet::new();
        // `:MODE MODE BLOB BLOB STATUS`, with as many colons, modes and blobs more as it has
        // parents more; paths stand between the records.
        for record in text.split('\0') {
            let Some(about) = record.trim_start_matches('\n').strip_prefix(':') else {
                continue;
            };
            let mut words = about.trim_start_matches(':').split(' ').rev().skip(1);
            let blob = words.next().unwrap_or_default();
            let is_id =
                |blob: &str| blob.len() >= 40 && blob.bytes().all(|b| b.is_ascii_hexdigit());
            if is_id(blob) && blob.bytes().any(|digit| digit != b'0') {
                blobs.insert(blob.to_owned());
            }
        }
        Ok(blobs)
    }

    /// Reads blobs, in the order given; one that is not in this clone is passed over.
    fn blobs<'a>(
        &self,
        wanted: &[&'a String],
        mut take: impl FnMut(&'a String, Vec<u8>),
    ) -> Result<(), Untold> {
        if wanted.is_empty() {
            return Ok(());
        }
        let mut command = self.git_command(&["cat-file", "--batch", "--buffer"]);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut git = command
            .stderr(Stdio::null())
            .spawn()
            .map_err(Untold::NoGit)?;
        let (Some(mut input), Some(output)) = (git.stdin.take(), git.stdout.take()) else {
            return Ok(());
        };
        let ids: String = wanted
            .iter()
            .flat_map(|blob| [blob.as_str(), "\n"])
            .collect();
        let read = thread::scope(|scope| {
            // Git answers while it still reads.
            scope.spawn(move || input.write_all(ids.as_bytes()));
            let mut output = BufReader::new(output);
            for blob in wanted {
                if let Some(bytes) = next_blob(&mut output)? {
                    take(blob, bytes);
                }
            }
            io::Result::Ok(())
        });
        let ended = git.wait();
        match (read, ended) {
            (Ok(()), Ok(status)) if status.success() => Ok(()),
            (Err(error), _) | (_, Err(error)) => Err(Untold::Refused(error.to_string())),
            (_, Ok(status)) => Err(Untold::Refused(format!("git cat-file: {status}"))),
        }
    }

    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, Untold> {
        let run = self
            .git_command(arguments)
            .output()
            .map_err(Untold::NoGit)?;
        if run.status.success() {
            return Ok(run.stdout);
        }
        let detail = String::from_utf8_lossy(&run.stderr).trim().to_owned();
        Err(Untold::Refused(detail))
    }

    fn git_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.root).args(arguments);
        // A hook names its repository from another folder; and nothing is fetched to answer this.
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(variable);
        }
        command.env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
        command
    }
}

/// Reads what `git cat-file --batch` says of one object: a line, then its bytes.
fn next_blob(output: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    if output.read_line(&mut head)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let Some(size) = head.trim_end().rsplit(' ').next() else {
        return Ok(None);
    };
    // `ID missing`
    let Ok(size) = size.parse::<u64>() else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    output
        .by_ref()
        .take(size.min(LARGEST))
        .read_to_end(&mut bytes)?;
    let rest = size.saturating_sub(LARGEST) + 1;
    io::copy(&mut output.by_ref().take(rest), &mut io::sink())?;
    Ok((size <= LARGEST).then_some(bytes))
}

/// Tells whether a file of a tree is a plain one.
fn is_file(mode: &str) -> bool {
    mode.starts_with("100")
}

fn is_calendar(path: &str) -> bool {
    let suffix = path.len().checked_sub(4).and_then(|at| path.get(at..));
    suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(".ics"))
}
