//! The lines that builds have written into the blocks of pages, kept beside git's own files and for this work tree
//! alone: what `cll` wrote, nobody loses.

#![expect(clippy::disallowed_methods, reason = "files are the workspace's")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::Workspace;
use super::git::ask_path;

/// Where they are kept, in the folder of git.
const PLACE: &str = "cll/blocks.json";

/// The lines of the blocks of each page, by its path.
pub type BuiltLines = BTreeMap<String, Vec<String>>;

impl Workspace {
    /// Returns the lines that builds have written; none without a repository, or where they cannot be read.
    #[must_use]
    pub fn built_lines(&self) -> BuiltLines {
        let bytes = self.place_of_built_lines().and_then(|it| fs::read(it).ok());
        let lines = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        lines.unwrap_or_default()
    }

    /// Keeps the lines that a build has written, with those of other pages. Where that fails, the next build says
    /// that they go, which is no harm.
    pub fn keep_built_lines(&self, lines: BuiltLines) {
        let Some(place) = self.place_of_built_lines().filter(|_| !lines.is_empty()) else {
            return;
        };
        let mut all = self.built_lines();
        all.extend(lines);
        if let (Some(folder), Ok(bytes)) = (place.parent(), serde_json::to_vec(&all)) {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&place, bytes));
        }
    }

    fn place_of_built_lines(&self) -> Option<PathBuf> {
        self.repository().ok().filter(|is_there| *is_there)?;
        ask_path(&self.root, &["rev-parse", "--git-path", PLACE]).ok()
    }
}
