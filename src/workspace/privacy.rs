//! Which files below the folder of the registries anybody may see.

use std::collections::BTreeSet;
use std::path::Path;

use ignore::WalkBuilder;

use super::reading::unreadable;
use super::{Held, Workspace, is_council};
use crate::problem::{Problem, Unreadable, What};
use crate::sort::Sort;
use crate::source::PRIVATE_FOLDER;

impl Workspace {
    /// Lists every file below the root that anybody may see, in order: all but those that git
    /// ignores, `.git` and each council's own `private/`; and what cannot be read on the way.
    #[must_use]
    pub fn public_files(&self) -> (Vec<String>, Vec<Problem>) {
        let private = PRIVATE_FOLDER.trim_end_matches('/');
        let walk = self
            .walk()
            .hidden(false)
            .git_global(true)
            .git_exclude(true)
            .filter_entry(move |entry| {
                let name = entry.file_name();
                let is_folder = || entry.file_type().is_some_and(|kind| kind.is_dir());
                let of_council = || entry.path().parent().is_some_and(is_council);
                entry.depth() == 0
                    || name != ".git"
                        && !(name == private && is_folder() && (entry.depth() == 1 || of_council()))
            })
            .build();
        let mut files = Vec::new();
        let mut problems = Vec::new();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    files.extend(self.relative(entry.path()));
                }
                Ok(_) => {}
                Err(error) => problems.extend(self.unread(&error)),
            }
        }
        files.order();
        (files, problems)
    }

    /// Lists what a link can lead to below the root: the public files, and what git tracks though
    /// it would ignore it, links to files included.
    #[must_use]
    pub fn linkable<'a>(&self, public: &'a [String], held: &'a [Held]) -> BTreeSet<&'a str> {
        let mut there: BTreeSet<&str> = public.iter().map(String::as_str).collect();
        for held in held.iter().filter(|held| held.is_tracked) {
            let path = held.path.as_str();
            if !path.starts_with(PRIVATE_FOLDER) && !there.contains(path) {
                let is_there = self.root.join(path).is_file();
                there.extend(is_there.then_some(path));
            }
        }
        there
    }

    /// Says what could not be read on a walk; what went away meanwhile is nothing.
    pub(super) fn unread(&self, error: &ignore::Error) -> Option<Problem> {
        let what = unreadable(error.io_error()?);
        let is_missing = matches!(
            what,
            What::UnreadableFile {
                why: Unreadable::Missing
            }
        );
        let path = faulty(error).and_then(|path| self.relative(path));
        (!is_missing).then(|| Problem::path(path.unwrap_or_default(), what))
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

/// Returns the path that an error of a walk is about.
fn faulty(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            faulty(err)
        }
        ignore::Error::Partial(errors) => errors.iter().find_map(faulty),
        _ => None,
    }
}
