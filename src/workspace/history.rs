//! The calendars that git holds: those at HEAD, and every version that a known commit has had.

use std::collections::{BTreeMap, BTreeSet};

use super::Workspace;
use super::git::{ask, finished_run, git, is_marked, read_blobs, unrun};
use crate::problem::Silence;

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
    /// There is a repository, and git does not answer.
    pub fn committed_calendars(
        &self,
        commits: Commits,
        mut version: impl FnMut(&[u8]),
    ) -> Result<BTreeMap<String, Vec<u8>>, Silence> {
        if !is_marked(&self.root) {
            return Ok(BTreeMap::new());
        }
        let Some(head) = self.calendars_at_head()? else {
            return Ok(BTreeMap::new());
        };
        let versions = self.calendar_versions(commits)?;
        let mut wanted: Vec<&str> = versions.iter().map(String::as_str).collect();
        let others = head.values().filter(|blob| !versions.contains(*blob));
        wanted.extend(others.map(String::as_str));
        let at_head: BTreeSet<&str> = head.values().map(String::as_str).collect();
        let mut blobs: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        read_blobs(&self.root, &wanted, |at, content| {
            // What a shallow or a partial clone does not have, nobody knows.
            if let Ok(bytes) = content {
                if at < versions.len() {
                    version(&bytes);
                }
                if at_head.contains(wanted[at]) {
                    blobs.insert(wanted[at], bytes);
                }
            }
        })?;
        let bytes = |blob: &str| blobs.get(blob).cloned();
        let head = head.iter();
        Ok(head
            .filter_map(|(path, blob)| Some((path.clone(), bytes(blob)?)))
            .collect())
    }

    /// Lists the calendars at HEAD, path and blob; `None` before the first commit.
    fn calendars_at_head(&self) -> Result<Option<BTreeMap<String, String>>, Silence> {
        let listed = match ask(&self.root, &["ls-tree", "-r", "-z", "HEAD"]) {
            Ok(listed) => listed,
            Err(silence) => {
                // Told to be quiet, git is silent about a HEAD that is not there yet.
                let verify = ["rev-parse", "--quiet", "--verify", "HEAD^{commit}"];
                let answer = finished_run(git(&self.root).args(verify));
                let answer = answer.map_err(|error| unrun(&error))?;
                return if answer.status.success() || !answer.stderr.is_empty() {
                    Err(silence)
                } else {
                    Ok(None)
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
    fn calendar_versions(&self, commits: Commits) -> Result<BTreeSet<String>, Silence> {
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
        let listed = ask(&self.root, &arguments)?;
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
}

/// Tells whether a file of a tree is a plain one.
fn is_file(mode: &str) -> bool {
    mode.starts_with("100")
}

fn is_calendar(path: &str) -> bool {
    let suffix = path.len().checked_sub(4).and_then(|at| path.get(at..));
    suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(".ics"))
}
