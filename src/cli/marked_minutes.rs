//! The minutes that held private marks when they were drafted or last checked: editors drop marks, and what
//! stood between them is public then.

use std::sync::Arc;

use super::document::{self, Target};
use super::failure::Failure;
use super::minutes_findings::{Findings, PrivateMarks};
use super::{Session, pipeline};
use crate::plan::Plan;
use crate::problem::{LostMarks, Place, Problem, What};
use crate::source::{MARKED_FILE, PRIVATE_FOLDER};

/// Adds a finding where a draft of `private/` held private marks and holds none.
///
/// # Errors
///
/// The list cannot be read; that is shown.
pub fn compare(session: &Session, path: &str, found: &mut Findings) -> Result<(), Failure> {
    // One that is no more than likely gives way to what is known.
    let lost = |problem: &Problem| match problem.what {
        What::MarksGone { lost } => Some(lost),
        _ => None,
    };
    let is_certain = found.problems.iter().filter_map(lost).any(bool::from);
    if found.marks != PrivateMarks::Missing || is_certain {
        return Ok(());
    }
    if list(session)?.is_some_and(|list| holds(&list, path)) {
        found.problems.retain(|problem| lost(problem).is_none());
        let lost = LostMarks::Checked;
        let file = found.file;
        found.problems.insert(
            0,
            Problem {
                what: What::MarksGone { lost },
                place: Place::File(file),
                also: None,
            },
        );
    }
    Ok(())
}

/// Notes that a draft of `private/` holds private marks, or that a person said that it needs none.
///
/// # Errors
///
/// The list cannot be read or written.
pub fn note(session: &Session, path: &str, marks: PrivateMarks) -> Result<(), Failure> {
    if !path.starts_with(PRIVATE_FOLDER) {
        return Ok(());
    }
    let old = list(session)?;
    let is_listed = old.as_deref().is_some_and(|list| holds(list, path));
    let lines = old.as_deref().unwrap_or_default();
    let new = match marks {
        PrivateMarks::Held if !is_listed => {
            let end = if lines.is_empty() || lines.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            format!("{lines}{end}{path}\n")
        }
        PrivateMarks::NotNeeded if is_listed => {
            let others = lines.lines().filter(|line| line.trim() != path);
            others.map(|line| format!("{line}\n")).collect()
        }
        _ => return Ok(()),
    };
    let target = Target::Below(MARKED_FILE.to_owned());
    let old = old.map(|old| Arc::from(old.as_bytes()));
    let plan = Plan {
        steps: vec![document::step(&target, old, new.into_bytes())],
        orphans: Vec::new(),
    };
    session.workspace.apply(&plan).map_err(Failure::from)
}

fn list(session: &Session) -> Result<Option<Arc<str>>, Failure> {
    match session.workspace.read(MARKED_FILE) {
        Ok(text) => Ok(Some(text)),
        Err(problem) if pipeline::is_missing(&problem) => Ok(None),
        Err(problem) => Err(session.refused(*problem)),
    }
}

fn holds(list: &str, path: &str) -> bool {
    list.lines().any(|line| line.trim() == path)
}
