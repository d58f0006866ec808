//! Before anything private is written: that git would not take it.

use super::Session;
use super::failure::Failure;
use super::pipeline::{silence, silent};
use crate::problem::{Problem, What};
use crate::source::Sources;
use crate::workspace::ExportError;

impl Session {
    /// Makes sure that git, where there is a repository, answers at all.
    ///
    /// # Errors
    ///
    /// It does not; that is shown.
    pub fn hear_git(&self) -> Result<(), Failure> {
        match silence(&self.workspace) {
            None => Ok(()),
            Some(problem) => Err(self.refused(problem)),
        }
    }

    /// Says that the clone lacks commits, if it does: calendars may have seen a higher SEQUENCE.
    pub fn say_partial(&self, problems: &[Problem]) {
        let mut problems = problems.iter();
        if let Some(partial) = problems.find(|it| it.what == What::PartialHistory) {
            self.print_problems(std::slice::from_ref(partial), &Sources::new());
        }
    }

    /// Makes sure that git takes none of some files, by their paths from the root.
    ///
    /// # Errors
    ///
    /// It tracks one or would take it, or does not answer; that is shown.
    pub fn keep_private(&self, paths: &[&str]) -> Result<(), Failure> {
        match self.workspace.first_taken(paths) {
            Ok(None) => Ok(()),
            Ok(Some(path)) => Err(self.refused(unignored(path))),
            Err(why) => Err(self.refused(silent(why))),
        }
    }

    /// Says why messages are not written into a folder.
    pub fn unexported(&self, why: ExportError) -> Failure {
        match why {
            ExportError::Taken { path } => self.refused(unignored(&path)),
            ExportError::Silent(why) => self.refused(silent(why)),
            ExportError::Public { folder } => Failure::PublicFolder { folder },
            ExportError::Edited { paths } => Failure::OtherDrafts { paths },
            ExportError::Failed(failed) => failed.into(),
        }
    }

    fn refused(&self, problem: Problem) -> Failure {
        self.print_problems(&[problem], &Sources::new());
        Failure::Findings
    }
}

fn unignored(path: &str) -> Problem {
    let what = What::PrivateUnignored {
        path: path.to_owned(),
        others: 0,
    };
    Problem::path(path, what)
}
