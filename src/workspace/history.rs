//! The calendars that git holds: those at HEAD, and every version that a known commit has had.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Workspace;
use super::git::{ask, finished_run, git, is_marked, read_blobs, unrun};
use crate::problem::Silence;
use crate::source::{MEETINGS_FILE, MEMBERS_FILE};

/// Which commits are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commits {
    /// HEAD and those before it; during a merge also those of the other side.
    Before,
    /// Those of every branch, remote branch and tag, and those that the reflogs keep.
    All,
}

/// The pathspecs of calendars and of the registries, from their folder.
const PUBLISHED: [&str; 3] = [":(icase)*.ics", MEMBERS_FILE, MEETINGS_FILE];

/// What git holds of the calendars.
#[derive(Debug, Default)]
pub struct Committed {
    /// The calendars at HEAD, by their paths from the root.
    pub head: BTreeMap<String, Arc<[u8]>>,
    /// Whether commits are missing in this clone, or files of commits: what is not found there may
    /// have been published all the same.
    pub is_partial: bool,
}

/// Files that commits hold: each content once, with the paths that it was at.
type Versions = BTreeMap<String, BTreeSet<String>>;

impl Workspace {
    /// Returns the calendars at HEAD by their paths from the root, and hands every version of one
    /// and of the registries that any of `commits` has had to `version`, each once, with the paths
    /// at which it was.
    ///
    /// Nothing where there is no repository, or no commit yet. In a shallow clone the commits that
    /// are there count. Three processes of git read what is there, one reads all the bytes.
    ///
    /// # Errors
    ///
    /// There is a repository, and git does not answer.
    pub fn committed(
        &self,
        commits: Commits,
        mut version: impl FnMut(&BTreeSet<String>, &[u8]),
    ) -> Result<Committed, Silence> {
        if !is_marked(&self.root) || !self.root.is_dir() {
            return Ok(Committed::default());
        }
        let Some(head) = self.calendars_at_head()? else {
            return Ok(Committed::default());
        };
        let about = ask(
            &self.root,
            &["rev-parse", "--is-shallow-repository", "--show-prefix"],
        )?;
        let about = String::from_utf8_lossy(&about).into_owned();
        let (shallow, prefix) = about.split_once('\n').unwrap_or_default();
        let mut is_partial = shallow == "true";
        let versions = self.versions(commits, prefix.trim_end_matches('\n'))?;
        let mut wanted: Vec<&str> = versions.keys().map(String::as_str).collect();
        let others = head.values().filter(|blob| !versions.contains_key(*blob));
        wanted.extend(others.map(String::as_str));
        let at_head = head.iter().map(|(path, blob)| (blob.as_str(), path));
        let at_head: BTreeMap<&str, &String> = at_head.collect();
        let mut blobs: BTreeMap<&str, Arc<[u8]>> = BTreeMap::new();
        read_blobs(&self.root, &wanted, |at, content| {
            let Ok(bytes) = content else {
                // What a partial clone does not have, nobody knows.
                is_partial = true;
                return;
            };
            if let Some(paths) = versions.get(wanted[at]) {
                version(paths, &bytes);
            }
            if let Some(path) = at_head.get(wanted[at]) {
                // Most are what lies in the folder: those bytes are held once.
                let there = self.contents(path).map(Arc::<[u8]>::from).ok();
                let same = there.filter(|there| *there == bytes);
                blobs.insert(wanted[at], same.unwrap_or(bytes));
            }
        })?;
        let bytes = |blob: &str| blobs.get(blob).cloned();
        let head = head.iter();
        let head = head.filter_map(|(path, blob)| Some((path.clone(), bytes(blob)?)));
        Ok(Committed {
            head: head.collect(),
            is_partial,
        })
    }

    /// Returns those calendars at a revision whose paths from the root are wanted.
    ///
    /// # Errors
    ///
    /// Git does not answer, or has no such revision.
    pub fn calendars_at(
        &self,
        revision: &str,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<Arc<[u8]>>, Silence> {
        let commit = format!("{revision}^{{commit}}");
        let listed = ask(&self.root, &["ls-tree", "-r", "-z", &commit])?;
        let there = calendars(&listed);
        let wanted = there.iter().filter(|(path, _)| is_wanted(path));
        let blobs: Vec<&str> = wanted.map(|(_, blob)| blob.as_str()).collect();
        let mut found = Vec::new();
        read_blobs(&self.root, &blobs, |_, content| found.extend(content.ok()))?;
        Ok(found)
    }

    /// Lists the calendars at HEAD, path and blob; `None` before the first commit.
    fn calendars_at_head(&self) -> Result<Option<BTreeMap<String, String>>, Silence> {
        match ask(&self.root, &["ls-tree", "-r", "-z", "HEAD"]) {
            Ok(listed) => Ok(Some(calendars(&listed))),
            Err(silence) => {
                // Told to be quiet, git is silent about a HEAD that is not there yet.
                let verify = ["rev-parse", "--quiet", "--verify", "HEAD^{commit}"];
                let answer = finished_run(git(&self.root).args(verify));
                let answer = answer.map_err(|error| unrun(&error))?;
                if answer.status.success() || !answer.stderr.is_empty() {
                    Err(silence)
                } else {
                    Ok(None)
                }
            }
        }
    }

    /// Lists the blobs of every calendar and registry that any of the commits has had;
    /// `prefix` leads from the root of the repository to the registries.
    fn versions(&self, commits: Commits, prefix: &str) -> Result<Versions, Silence> {
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
            // What was undone may have been pushed before.
            Commits::All => &["--all", "--reflog"][..],
        });
        // What is merged, reverted or picked right now may have been seen already.
        let merged = self.is_merging().then_some("MERGE_HEAD");
        arguments.extend(merged);
        arguments.push("--");
        arguments.extend(PUBLISHED);
        let listed = ask(&self.root, &arguments)?;
        let text = String::from_utf8_lossy(&listed);
        let mut versions = Versions::new();
        // `:MODE MODE BLOB BLOB STATUS`, with as many colons, modes and blobs more as it has
        // parents more; then the path.
        let mut records = text.split('\0');
        while let Some(record) = records.next() {
            let Some(about) = record.trim_start_matches('\n').strip_prefix(':') else {
                continue;
            };
            let mut words = about.trim_start_matches(':').split(' ').rev().skip(1);
            let blob = words.next().unwrap_or_default();
            let is_id =
                |blob: &str| blob.len() >= 40 && blob.bytes().all(|b| b.is_ascii_hexdigit());
            let path = records.next().and_then(|path| path.strip_prefix(prefix));
            if let Some(path) = path
                && is_id(blob)
                && blob.bytes().any(|digit| digit != b'0')
            {
                let paths = versions.entry(blob.to_owned()).or_default();
                paths.insert(path.to_owned());
            }
        }
        Ok(versions)
    }
}

/// Lists the calendars of a tree, path and blob.
fn calendars(listed: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(listed);
    let entry = |line: &str| {
        let (about, path) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let (mode, kind, blob) = (about.next()?, about.next()?, about.next()?);
        (kind == "blob" && is_file(mode) && is_calendar(path))
            .then(|| (path.to_owned(), blob.to_owned()))
    };
    text.split('\0').filter_map(entry).collect()
}

/// Whether a file of a tree is a plain one.
fn is_file(mode: &str) -> bool {
    mode.starts_with("100")
}

fn is_calendar(path: &str) -> bool {
    let suffix = path.len().checked_sub(4).and_then(|at| path.get(at..));
    suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(".ics"))
}
