//! Where the files of the council lie, so that names and addresses stay as they are.

use std::collections::BTreeMap;

use super::WikiContents;
use super::choose::Selected;
use super::colleges::Colleges;
use super::found::{Source, Statement};
use super::links::Targets;
use super::paths::{Named, naming, quoted};
use crate::domain::{Council, CouncilId, MeetingId, PathTemplate, Paths};
use crate::problem::{Problem, What};
use crate::registry::default_paths;
use crate::render::{self, RelativePath, Suffix, Templates};

/// The files that are the council's own, by their places.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnFiles {
    /// The page with most lines of meetings, or of members.
    pub page: Option<usize>,
    /// The calendar of all meetings: the one that a page links to beside its lines, or else that
    /// with most events.
    pub calendar: Option<usize>,
}

impl OwnFiles {
    /// Finds the council's own files.
    #[must_use]
    pub fn of(found: &WikiContents<'_>) -> Self {
        let lines = |at: &usize| {
            let page = &found.pages[*at].page;
            let meetings: usize = page.meetings.iter().map(|list| list.meetings.len()).sum();
            let members: usize = page.members.iter().map(|list| list.members.len()).sum();
            (meetings, members, page.calendars.len())
        };
        let pages = (0..found.pages.len()).filter(|at| lines(at) != (0, 0, 0));
        let page = pages.rev().max_by_key(lines);
        let targets = Targets::of(found);
        let mut linked = vec![0_usize; found.calendars.len()];
        let mut of_lines = vec![false; found.calendars.len()];
        for read in &found.pages {
            let path = found.sources.path(read.file);
            for link in &read.page.calendars {
                if let Some(at) = targets.find(&link.target, path) {
                    linked[at] += 1;
                }
            }
            let lines = read.page.meetings.iter().flat_map(|list| &list.meetings);
            for link in lines.filter_map(|line| line.event.as_ref()) {
                if let Some(at) = targets.find(&link.target, path) {
                    of_lines[at] = true;
                }
            }
        }
        let events = |at: &usize| found.calendars[*at].calendar.events.len();
        // One calendar per meeting, and none for all: then none is taken for it.
        let may_be =
            |at: &usize| linked[*at] > 0 || events(at) > 1 || !of_lines[*at] && events(at) == 0;
        let calendar = (0..found.calendars.len())
            .rev()
            .filter(may_be)
            .max_by_key(|at| (linked[*at] > 0, events(at), linked[*at]));
        Self { page, calendar }
    }
}

/// Finds the templates of `[paths]` under which the files that are there keep their names.
#[must_use]
pub fn paths(
    found: &WikiContents<'_>,
    own: OwnFiles,
    statements: &[Statement<'_>],
    meetings: &[Selected],
    numbers: &[Option<u32>],
    (council, ids, colleges): (&CouncilId, &[MeetingId], &Colleges),
) -> Paths {
    let path = |file| found.sources.path(file);
    let mut paths = default_paths();
    if let Some(at) = own.page {
        keep(
            &mut paths.page,
            path(found.pages[at].file),
            council,
            Suffix::Page,
        );
    }
    let calendar = own.calendar.map(|at| path(found.calendars[at].file));
    if let Some(calendar) = calendar {
        keep(&mut paths.calendar, calendar, council, Suffix::Calendar);
        // Where there are no others, the calendars of meetings lie beside it.
        let folder = calendar
            .rsplit_once('/')
            .map_or(String::new(), |(folder, _)| format!("{folder}/"));
        if folder != "evenements/" {
            paths.event.text = format!(
                "{}{{{{ council.id }}}}-{{{{ meeting.id }}}}.ics",
                literal(&folder)
            );
        }
    }
    let college_ids: Vec<Vec<&str>> = meetings
        .iter()
        .map(|meeting| {
            let ids = meeting
                .colleges
                .iter()
                .filter_map(|at| colleges.all.get(*at));
            ids.map(|college| college.id.as_str()).collect()
        })
        .collect();
    let named = |numbered: bool| -> Vec<Named<'_>> {
        let of_kind = (0..meetings.len()).filter(|at| numbers[*at].is_some() == numbered);
        of_kind
            .filter_map(|at| {
                let path = calendar_of(found, own, statements, &meetings[at])?;
                Some(Named {
                    path,
                    council: council.as_str(),
                    id: ids[at].as_str(),
                    cycle: meetings[at].cycle,
                    date: meetings[at].slot.date(),
                    colleges: &college_ids[at],
                    number: numbers[at],
                    plenary: meetings[at].colleges.len() == colleges.all.len(),
                })
            })
            .collect()
    };
    let template = |numbered| naming(&named(numbered)).map(|naming| naming.template);
    let unnumbered = numbers.iter().any(Option::is_none);
    let event = match (template(true), template(false)) {
        (Some(one), _) if !unnumbered => Some(one),
        (Some(one), other) => {
            let other = other.unwrap_or_else(|| paths.event.text.clone());
            // A meeting without a number cannot have it in its name.
            let needs_number = one.contains("meeting.number");
            Some(if needs_number && one != other {
                format!("{{% if meeting.number %}}{one}{{% else %}}{other}{{% endif %}}")
            } else {
                one
            })
        }
        (None, other) => other,
    };
    if let Some(event) = event {
        paths.event.text = event;
    }
    paths
}

/// Returns the path of the calendar that holds a meeting alone: the one that a line links to, or
/// else the first.
#[must_use]
pub fn calendar_of<'a>(
    found: &'a WikiContents<'_>,
    own: OwnFiles,
    statements: &[Statement<'_>],
    meeting: &Selected,
) -> Option<&'a str> {
    let alone =
        |at: &usize| found.calendars[*at].calendar.events.len() == 1 && Some(*at) != own.calendar;
    let all = || meeting.statements.iter().map(|at| &statements[*at]);
    let targets = Targets::of(found);
    let linked = all().find_map(|statement| match &statement.source {
        Source::Line { line, .. } => {
            let page = found.sources.path(statement.file);
            targets
                .exactly(&line.event.as_ref()?.target, page)
                .filter(alone)
        }
        Source::Event { .. } => None,
    });
    let any = || {
        all().find_map(|statement| match statement.source {
            Source::Event { calendar, .. } => Some(calendar).filter(alone),
            Source::Line { .. } => None,
        })
    };
    let at = linked.or_else(any)?;
    let path = found.sources.path(found.calendars[at].file);
    RelativePath::new(path, Suffix::Calendar)
        .is_ok()
        .then_some(path)
}

/// Returns the public address of the folder of the registries, as most links to calendars have it.
#[must_use]
pub fn links_base(found: &WikiContents<'_>) -> Option<String> {
    let targets = Targets::of(found);
    let mut bases: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for read in &found.pages {
        let page = found.sources.path(read.file);
        let said = read.page.meetings.iter().flat_map(|list| &list.meetings);
        let links = said.filter_map(|line| line.event.as_ref());
        for link in links.chain(&read.page.calendars) {
            let Some(at) = targets.exactly(&link.target, page) else {
                continue;
            };
            let path = found.sources.path(found.calendars[at].file);
            let base = link
                .target
                .strip_suffix(path)
                .filter(|base| base.ends_with('/'));
            let base = base.filter(|base| crate::registry::is_url(base));
            *bases.entry(base.map(ToOwned::to_owned)).or_default() += 1;
        }
    }
    let most = bases.into_iter().max_by_key(|(_, count)| *count);
    most.and_then(|(base, _)| base)
}

/// Gives each meeting its own path where the templates would give two the same, or none.
pub fn settle(council: &mut Council) {
    let templates = Templates::embedded();
    if !render::context(council, &templates).1.is_empty() {
        council.paths.event = default_paths().event;
    }
    if !render::context(council, &templates).1.is_empty() {
        council.paths = default_paths();
    }
}

/// Tells which calendars of single meetings will no longer be theirs.
pub fn left_behind(
    found: &WikiContents<'_>,
    own: OwnFiles,
    council: &Council,
    statements: &[Statement<'_>],
    meetings: &[Selected],
) -> Vec<Problem> {
    let templates = Templates::embedded();
    let (context, _) = render::context(council, &templates);
    let events = context.meetings.iter();
    let events: BTreeMap<&str, &str> = events
        .map(|value| (value.view.id.as_str(), value.view.event.as_str()))
        .collect();
    let mut problems = Vec::new();
    for (meeting, record) in meetings.iter().zip(&council.meetings) {
        let Some(path) = events.get(record.id.as_str()) else {
            continue;
        };
        for at in &meeting.statements {
            let Source::Event { calendar, .. } = statements[*at].source else {
                continue;
            };
            let file = found.calendars[calendar].file;
            let alone = found.calendars[calendar].calendar.events.len() == 1;
            if alone && Some(calendar) != own.calendar && found.sources.path(file) != *path {
                let what = What::LeftBehind {
                    meeting: record.id.to_string(),
                    path: (*path).to_owned(),
                };
                let place = crate::problem::Place::File(file);
                problems.push(Problem {
                    what,
                    place,
                    also: None,
                });
            }
        }
    }
    problems
}

/// Keeps a path, with the id of the council where its name has it.
fn keep(template: &mut PathTemplate, path: &str, council: &CouncilId, suffix: Suffix) {
    if RelativePath::new(path, suffix).is_err() {
        return;
    }
    let (before, name) = match path.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), path),
    };
    let written = match name.split_once(council.as_str()) {
        Some((start, end)) => format!(
            "{}{}{{{{ council.id }}}}{}",
            literal(&before),
            literal(start),
            literal(end)
        ),
        None => literal(path),
    };
    template.text = written;
}

/// Writes a text so that a template says it as it is.
fn literal(text: &str) -> String {
    if text.contains(['{', '}']) {
        format!("{{{{ {} }}}}", quoted(text))
    } else {
        text.to_owned()
    }
}
