//! Which files below the folder of the registries anybody may see.

use std::collections::BTreeSet;
use std::process::Command;

use ignore::WalkBuilder;

use super::Workspace;
use crate::problem::Problem;
use crate::source::PRIVATE_FOLDER;

impl Workspace {
    /// Lists the files below the root that git tracks, in order; none where there is no repository.
    #[must_use]
    pub fn tracked_files(&self) -> Vec<String> {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.root).args(["ls-files", "-z"]);
        let Ok(listed) = git.output() else {
            return Vec::new();
        };
        let listed = String::from_utf8_lossy(&listed.stdout);
        let paths = listed.split('\0').filter(|path| !path.is_empty());
        paths.map(ToOwned::to_owned).collect()
    }

    /// Lists every file below the root that anybody may see, in order: all but those that git
    /// ignores, `.git` and each `private/`, that of a council further below included.
    #[must_use]
    pub fn public_files(&self) -> Vec<String> {
        let walk = self
            .walk()
            .hidden(false)
            .git_global(true)
            .git_exclude(true)
            .filter_entry(|entry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let name = entry.file_name();
                entry.depth() == 0 || name != ".git" && !(is_folder && name == "private")
            })
            .build();
        let files = walk.filter_map(Result::ok);
        let files = files.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
        let mut files: Vec<String> = files
            .filter_map(|entry| self.relative(entry.path()))
            .collect();
        files.sort();
        files
    }

    /// Lists what a link can lead to below the root: the public files, and what git tracks though
    /// it would ignore it, links to files included.
    #[must_use]
    pub fn linkable<'a>(&self, public: &'a [String], tracked: &'a [String]) -> BTreeSet<&'a str> {
        let mut there: BTreeSet<&str> = public.iter().map(String::as_str).collect();
        for path in tracked {
            if !path.starts_with(PRIVATE_FOLDER) && !there.contains(path.as_str()) {
                let is_there = self.root.join(path).is_file();
                there.extend(is_there.then_some(path.as_str()));
            }
        }
        there
    }

    /// Reads the bytes of a file, by its path from the root.
    ///
    /// # Errors
    ///
    /// The finding that says why it cannot be read.
    pub fn read_whole(&self, path: &str) -> Result<Vec<u8>, Box<Problem>> {
        let refuse = |what| Box::new(Problem::path(path, what));
        self.read_bytes(path).map_err(refuse)
    }

    /// Reads a public file, if it can be read and is no larger than 16 MiB.
    #[must_use]
    pub fn read_public(&self, path: &str) -> Option<Vec<u8>> {
        self.read_bytes(path).ok()
    }

    /// Begins a walk that leaves out what the repository ignores.
    pub(super) fn walk(&self) -> WalkBuilder {
        let mut folders = self.root.ancestors();
        let in_git = folders.any(|folder| folder.join(".git").exists());
        let mut walk = WalkBuilder::new(&self.root);
        walk.parents(in_git)
            .require_git(in_git)
            .git_global(false)
            .git_exclude(false)
            .ignore(false);
        walk
    }
}
