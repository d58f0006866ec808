//! What a clone of the git repository would not have of the council's files.

use super::Workspace;
use super::git::{ask_all, texts};
use crate::problem::Silence;
use crate::source::PRIVATE_FOLDER;

/// What nobody else has yet. Files are named by their paths from the root, and none is of `private/`.
#[derive(Clone, Debug, Default)]
pub struct Unshared {
    /// The files that git tracks, and of which the last commit has another text or none.
    pub changed: Vec<String>,
    /// The files that git neither tracks nor ignores.
    pub untracked: Vec<String>,
    /// How many commits no remote repository has, as far as is known here; none where there is no remote one.
    pub unpushed: usize,
}

impl Workspace {
    /// Lists what is not committed below the root, and counts the commits that were not pushed; without a
    /// repository there is none of it.
    ///
    /// # Errors
    ///
    /// Git does not answer.
    pub fn unshared(&self) -> Result<Unshared, Silence> {
        if !self.is_in_repository(&self.root)? {
            return Ok(Unshared::default());
        }
        let status = [
            "status",
            "--porcelain",
            "-z",
            "--untracked-files=all",
            "--no-renames",
            "--ignore-submodules=all",
            "--",
            ".",
        ];
        let prefix = ["rev-parse", "--show-prefix"];
        let unpushed = ["rev-list", "--count", "HEAD", "--not", "--remotes"];
        let questions = [&status[..], &prefix, &["remote"], &unpushed];
        let [status, prefix, remotes, unpushed] = ask_all(&self.root, questions);
        let (status, prefix, remotes) = (status?, prefix?, remotes?);
        let prefix = String::from_utf8_lossy(&prefix);
        let prefix = prefix.trim_end_matches('\n');
        let mut unshared = Unshared::default();
        for line in texts(&status) {
            let line = String::from_utf8_lossy(line);
            let Some((state, path)) = line.split_at_checked(3) else {
                continue;
            };
            let path = path.strip_prefix(prefix).unwrap_or(path);
            // A repository inside of this one is not part of it.
            if path.ends_with('/') || path.starts_with(PRIVATE_FOLDER) {
                continue;
            }
            let files = if state == "?? " {
                &mut unshared.untracked
            } else {
                &mut unshared.changed
            };
            files.push(path.to_owned());
        }
        // Before the first commit there is none to push.
        if let (false, Ok(count)) = (remotes.is_empty(), unpushed) {
            let count = String::from_utf8_lossy(&count);
            unshared.unpushed = count.trim().parse().unwrap_or_default();
        }
        Ok(unshared)
    }
}
