//! What git keeps for good: every content, name and message that a clone with all branches and tags
//! receives.

use std::collections::{BTreeMap, BTreeSet};

use super::Workspace;
use super::git::{Content, ask, is_marked, read_blobs};
use crate::problem::{Silence, Unreadable, What};

/// One thing that git keeps.
#[derive(Debug)]
pub struct Recorded<'a> {
    /// The short hash of the first commit that has it, or the name of a tag or another ref.
    pub whose: &'a str,
    pub what: Kept<'a>,
}

/// What is kept.
#[derive(Debug)]
pub enum Kept<'a> {
    /// One content of a file, by its path from the root.
    File(&'a str, Content),
    /// What a commit or a tag says; lines in which its own author signs are left out.
    Message(String),
    /// How a branch, a tag or another ref is called: that is `whose`.
    Name,
}

/// The contents that commits hold, the oldest first, and each once: whose, at which path, which blob.
type Files = Vec<(String, String, String)>;

impl Workspace {
    /// Hands everything that any commit of any ref holds below the root to `each`, and what commits
    /// and tags say. Returns whether all of it is in this clone; without a repository there is
    /// nothing.
    ///
    /// # Errors
    ///
    /// There is a repository, and git does not answer.
    pub fn recorded(&self, mut each: impl FnMut(Recorded<'_>)) -> Result<bool, Silence> {
        if !is_marked(&self.root) {
            return Ok(true);
        }
        let about = ask(
            &self.root,
            &["rev-parse", "--is-shallow-repository", "--show-prefix"],
        )?;
        let about = String::from_utf8_lossy(&about).into_owned();
        let (shallow, prefix) = about.split_once('\n').unwrap_or_default();
        let mut is_whole = shallow != "true";
        let messages = self.messages()?;
        let mut files = self.files_of_commits(prefix.trim_end_matches('\n'), &messages)?;
        for (whose, said) in messages.into_values() {
            let what = Kept::Message(said);
            each(Recorded {
                whose: &whose,
                what,
            });
        }
        files.extend(self.refs(&mut each)?);
        let blobs: Vec<&str> = files.iter().map(|(.., blob)| blob.as_str()).collect();
        read_blobs(&self.root, &blobs, |at, content| {
            let (whose, path, _) = &files[at];
            let why = Unreadable::NotInClone;
            if matches!(&content, Err(What::UnreadableFile { why: found }) if *found == why) {
                is_whole = false;
                return;
            }
            let what = Kept::File(path, content);
            each(Recorded { whose, what });
        })?;
        Ok(is_whole)
    }

    /// Returns what each commit says, with its short hash, by its full one.
    fn messages(&self) -> Result<BTreeMap<String, (String, String)>, Silence> {
        let format = "--format=%H%x01%h%x01%ae%x01%ce%x01%B";
        let log = [
            "-c",
            "log.showSignature=false",
            "log",
            "--all",
            "-z",
            format,
        ];
        let listed = ask(&self.root, &log)?;
        let text = String::from_utf8_lossy(&listed);
        let one = |record: &str| {
            let mut parts = record.trim_start_matches('\n').splitn(5, '\u{1}');
            let (full, short) = (parts.next()?, parts.next()?);
            let own = [parts.next()?, parts.next()?];
            let said = unsigned(parts.next()?, own);
            Some((full.to_owned(), (short.to_owned(), said)))
        };
        Ok(text.split('\0').filter_map(one).collect())
    }

    /// Lists the contents of files that the commits hold.
    fn files_of_commits(
        &self,
        prefix: &str,
        commits: &BTreeMap<String, (String, String)>,
    ) -> Result<Files, Silence> {
        let mut log = vec![
            "-c",
            "log.showSignature=false",
            "-c",
            "log.showRoot=true",
            "log",
            "--all",
            "--reverse",
            "--full-history",
            "-c",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-color",
            "--no-ext-diff",
            "--ignore-submodules=none",
            "--format=%x01%H",
        ];
        if !prefix.is_empty() {
            log.extend(["--", "."]);
        }
        let listed = ask(&self.root, &log)?;
        let text = String::from_utf8_lossy(&listed);
        let mut files = Files::new();
        let mut known: BTreeSet<(String, String)> = BTreeSet::new();
        let mut whose = "";
        let mut records = text
            .split('\0')
            .map(|record| record.trim_start_matches('\n'));
        while let Some(record) = records.next() {
            if let Some(commit) = record.strip_prefix('\u{1}') {
                whose = commits.get(commit).map_or(commit, |(short, _)| short);
                continue;
            }
            // `:MODE MODE BLOB BLOB STATUS`, with more of them where several were merged.
            let Some(about) = record.strip_prefix(':') else {
                continue;
            };
            let about = about.trim_start_matches(':');
            let Some(path) = records.next().and_then(|path| path.strip_prefix(prefix)) else {
                continue;
            };
            let words: Vec<&str> = about.split(' ').collect();
            // As many modes as blobs, then the status.
            let sides = words.len().saturating_sub(1) / 2;
            let mode = sides.checked_sub(1).and_then(|at| words.get(at)).copied();
            let blob = words.len().checked_sub(2).and_then(|at| words.get(at));
            let blob = blob.copied().unwrap_or_default();
            let is_file = mode.is_some_and(|mode| mode.starts_with("10") || mode == "120000");
            let key = (path.to_owned(), blob.to_owned());
            if is_file && known.insert(key) {
                files.push((whose.to_owned(), path.to_owned(), blob.to_owned()));
            }
        }
        Ok(files)
    }

    /// Hands over how refs are called and what tags say, and lists the files of those that are of no
    /// commit.
    fn refs(&self, each: &mut impl FnMut(Recorded<'_>)) -> Result<Files, Silence> {
        let format = "--format=%(objecttype)%00%(*objecttype)%00%(objectname)%00%(refname:short)%00%(taggeremail:trim)%00%(contents)%00";
        let listed = ask(&self.root, &["for-each-ref", format])?;
        let text = String::from_utf8_lossy(&listed);
        let parts: Vec<&str> = text.split('\0').collect();
        let mut files = Files::new();
        for one in parts.chunks_exact(6) {
            let [kind, of, object, name, tagger, said] = one else {
                continue;
            };
            let kind = kind.trim();
            each(Recorded {
                whose: name,
                what: Kept::Name,
            });
            if kind == "tag" {
                let what = Kept::Message(unsigned(said, [tagger, tagger]));
                each(Recorded { whose: name, what });
            }
            match if of.is_empty() { kind } else { *of } {
                "blob" => {
                    let blob = format!("{object}^{{blob}}");
                    files.push(((*name).to_owned(), (*name).to_owned(), blob));
                }
                "tree" => {
                    let tree = ask(&self.root, &["ls-tree", "-r", "-z", "--full-tree", object])?;
                    let tree = String::from_utf8_lossy(&tree).into_owned();
                    for entry in tree.split('\0') {
                        let Some((about, path)) = entry.split_once('\t') else {
                            continue;
                        };
                        let blob = about.split(' ').nth(2).unwrap_or_default();
                        files.push(((*name).to_owned(), path.to_owned(), blob.to_owned()));
                    }
                }
                _ => {}
            }
        }
        Ok(files)
    }
}

/// Leaves out the lines by which the author of a message signs it, as in `Signed-off-by: …`: who she
/// is she says herself.
fn unsigned(message: &str, own: [&str; 2]) -> String {
    let signs = |line: &&str| {
        let (key, value) = line.split_once(": ").unwrap_or_default();
        key.ends_with("-by")
            && own
                .iter()
                .any(|own| !own.is_empty() && value.contains(&format!("<{own}>")))
    };
    let lines = message.split_inclusive('\n');
    lines.filter(|line| !signs(line)).collect()
}
