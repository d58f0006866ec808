//! What is supposed, and how much was read.

use chrono::NaiveDate;

use super::colleges::Colleges;
use super::found::Statement;
use super::{FoundPage, Tally, WikiContents};
use crate::domain::Council;
use crate::problem::{Assumption, Place, Problem, Side, What};
use crate::source::{FileId, MEMBERS_FILE, Span};

/// Tells what of the council and its members is supposed.
pub fn supposed(
    found: &WikiContents<'_>,
    unverified: &[&'static str],
    (since, is_of_meeting): (NaiveDate, bool),
    council: &Council,
    colleges: &Colleges,
    problems: &mut Vec<Problem>,
) {
    let mut tell = |place: Place, supposed: Assumption| {
        let what = What::SupposedValue { supposed };
        problems.push(Problem {
            what,
            place,
            also: None,
        });
    };
    for key in unverified {
        let supposed = match *key {
            "since" if !is_of_meeting => Assumption::Today(since),
            "since" => Assumption::Since(since),
            "name" => Assumption::Name {
                name: council.name.clone(),
            },
            key => Assumption::Council { key },
        };
        tell(Place::Path(MEMBERS_FILE.to_owned()), supposed);
    }
    for (page, list) in &colleges.supposed {
        let read = &found.pages[*page];
        let Some(first) = read.page.members[*list].members.first() else {
            continue;
        };
        let id = colleges.lists.get(&(*page, *list));
        let college = id.and_then(|at| colleges.all.get(*at));
        let id = college.map_or(String::new(), |college| college.id.to_string());
        let place = Place::Span(Span::new(read.file, first.at.clone()));
        tell(place, Assumption::College { id });
    }
}

/// Orders findings by file and line; those about what is not written yet come first.
#[must_use]
pub fn place_of(problem: &Problem) -> (u8, Option<FileId>, usize, String) {
    match &problem.place {
        Place::Span(span) => (1, Some(span.file), span.start, String::new()),
        Place::File(file) => (1, Some(*file), 0, String::new()),
        Place::Hidden { path, start, .. } => (2, None, start.line, path.clone()),
        Place::Path(path) => (0, None, 0, path.clone()),
        Place::Embedded { name, .. } => (0, None, 0, name.clone()),
    }
}

/// Counts what was read and what came of it.
#[must_use]
pub fn tally(
    found: &WikiContents<'_>,
    statements: &[Statement<'_>],
    meetings: &[Vec<usize>],
    members: usize,
    problems: &[Problem],
) -> Tally {
    let count =
        |is: &dyn Fn(&What) -> bool| problems.iter().filter(|problem| is(&problem.what)).count();
    let lines = statements.iter().filter(|s| s.side() == Side::Page).count();
    let says = |page: &&FoundPage| !page.page.members.is_empty() || !page.page.meetings.is_empty();
    Tally {
        pages: found.pages.iter().filter(says).count(),
        calendars: found.calendars.len(),
        lines,
        events: statements.len() - lines,
        members,
        meetings: meetings.len(),
        contradictions: count(&|doubt| {
            matches!(doubt, What::Contradiction { .. } | What::SharedUid { .. })
        }),
        unread: count(&|doubt| {
            matches!(
                doubt,
                What::UnreadLine { .. } | What::UnreadEvent { .. } | What::NoCalendar
            )
        }),
    }
}
