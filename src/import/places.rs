//! Where the files of the council lie, so that names and addresses stay as they are.

use std::collections::BTreeMap;

use super::WikiContents;
use super::choose::Selected;
use super::found::{Source, Statement};
use super::links::Targets;
use crate::domain::{Council, CouncilId, Meeting, PathTemplate};
use crate::problem::{Problem, What};
use crate::registry::default_paths;
use crate::render::{self, RelativePath, Suffix, Templates};
use crate::sort::Sort;

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
            if page.is_one {
                return (0, 0, 0);
            }
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
        let events = |at: &usize| found.calendars[*at].events.len();
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

/// Names the files of a council as those that are there, where all of a kind follow one pattern.
pub fn name_files(
    found: &WikiContents<'_>,
    own: OwnFiles,
    statements: &[Statement<'_>],
    meetings: &[Selected<'_>],
    council: &mut Council,
) {
    let path = |file| found.sources.path(file);
    let mut paths = default_paths();
    if let Some(at) = own.page {
        keep(
            &mut paths.page,
            path(found.pages[at].file),
            &council.id,
            Suffix::Page,
        );
    }
    if let Some(calendar) = own.calendar.map(|at| path(found.calendars[at].file)) {
        keep(&mut paths.calendar, calendar, &council.id, Suffix::Calendar);
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
    let records = || meetings.iter().zip(&council.meetings);
    let events = records().filter_map(|(meeting, record)| {
        Some((record, calendar_of(found, own, statements, meeting)?))
    });
    if let Some(pattern) = pattern(&events.collect::<Vec<_>>(), council) {
        paths.event.text = pattern;
    }
    let minutes = records().filter_map(|(meeting, record)| {
        let minutes = meeting.minutes.as_deref()?;
        RelativePath::new(minutes, Suffix::Page)
            .ok()
            .map(|_| (record, minutes))
    });
    let minutes: Vec<(&Meeting, &str)> = minutes.collect();
    let mut own_minutes: BTreeMap<String, String> = BTreeMap::new();
    match pattern(&minutes, council) {
        Some(pattern) => paths.minutes.text = pattern,
        None => own_minutes.extend(
            minutes
                .iter()
                .map(|(record, path)| (record.id.to_string(), (*path).to_owned())),
        ),
    }
    council.paths = paths;
    let mut taken = std::collections::BTreeSet::new();
    for meeting in &mut council.meetings {
        meeting.minutes = own_minutes
            .remove(meeting.id.as_str())
            .filter(|path| taken.insert(path.clone()));
    }
    // Two meetings may not have one path, and none a path that is none.
    let templates = Templates::embedded();
    for path in [Kind::Minutes, Kind::Event, Kind::All] {
        if render::context(council, &templates).1.is_empty() {
            break;
        }
        match path {
            Kind::Minutes => {
                council.paths.minutes = default_paths().minutes;
                council
                    .meetings
                    .iter_mut()
                    .for_each(|meeting| meeting.minutes = None);
            }
            Kind::Event => council.paths.event = default_paths().event,
            Kind::All => council.paths = default_paths(),
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Event,
    Minutes,
    All,
}

/// Returns the template under which each of these files has its name, if there is one that tells them
/// apart: that of the first, with each value in the place of which it stands.
fn pattern(files: &[(&Meeting, &str)], council: &Council) -> Option<String> {
    let (first, path) = files.first()?;
    let mut parts: Vec<Result<char, Variable>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = path.get(at..).filter(|rest| !rest.is_empty()) {
        let stands = |variable: &Variable| {
            let value = variable
                .value(first, council)
                .filter(|value| !value.is_empty())?;
            let joins: fn(char) -> bool = if value.bytes().all(|b| b.is_ascii_digit()) {
                |c| c.is_ascii_digit()
            } else {
                char::is_alphanumeric
            };
            let after = rest.strip_prefix(&value)?;
            let alone = !path.get(..at)?.ends_with(joins) && !after.starts_with(joins);
            alone.then_some((*variable, value.len()))
        };
        if let Some((variable, length)) = Variable::ALL.iter().find_map(stands) {
            parts.push(Err(variable));
            at += length;
        } else {
            let character = rest.chars().next()?;
            parts.push(Ok(character));
            at += character.len_utf8();
        }
    }
    let apart = [
        Variable::Id,
        Variable::Date,
        Variable::CompactDate,
        Variable::Number,
    ];
    let tells = parts.iter().any(|part| {
        part.as_ref()
            .is_err_and(|variable| apart.contains(variable))
    });
    let named = |meeting: &Meeting| -> Option<String> {
        let parts = parts.iter().map(|part| match part {
            Ok(character) => Some(character.to_string()),
            Err(variable) => variable.value(meeting, council),
        });
        parts.collect()
    };
    let fits = |meeting: &Meeting, path: &str| named(meeting).as_deref() == Some(path);
    let mut all_names: Vec<_> = council.meetings.iter().map(named).collect();
    all_names.order();
    let are_apart = all_names.windows(2).all(|pair| pair[0] != pair[1]);
    let numbered = !parts.contains(&Err(Variable::Number))
        || council
            .meetings
            .iter()
            .all(|meeting| meeting.number.is_some());
    let all = files.iter().all(|(meeting, path)| fits(meeting, path));
    (tells && all && numbered && are_apart).then(|| {
        let written = parts.iter().map(|part| match part {
            Ok(character) => literal(&character.to_string()),
            Err(variable) => format!("{{{{ {} }}}}", variable.expression()),
        });
        written.collect()
    })
}

/// What may stand in the name of a file, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variable {
    Id,
    Date,
    CompactDate,
    Council,
    Colleges,
    Cycle,
    Year,
    Number,
}

impl Variable {
    const ALL: [Self; 8] = [
        Self::Id,
        Self::Date,
        Self::CompactDate,
        Self::Council,
        Self::Colleges,
        Self::Cycle,
        Self::Year,
        Self::Number,
    ];

    fn value(self, meeting: &Meeting, council: &Council) -> Option<String> {
        let date = meeting.slot.date();
        Some(match self {
            Self::Id => meeting.id.to_string(),
            Self::Date => date.to_string(),
            Self::CompactDate => date.format("%Y%m%d").to_string(),
            Self::Council => council.id.to_string(),
            Self::Colleges => meeting
                .colleges
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("-"),
            Self::Cycle => meeting.cycle.to_string(),
            Self::Year => date.format("%Y").to_string(),
            Self::Number => meeting.number?.to_string(),
        })
    }

    fn expression(self) -> &'static str {
        match self {
            Self::Id => "meeting.id",
            Self::Date => "meeting.date.iso",
            Self::CompactDate => "meeting.date.iso | replace('-', '')",
            Self::Council => "council.id",
            Self::Colleges => "meeting.college_ids | join('-')",
            Self::Cycle => "meeting.cycle",
            Self::Year => "meeting.date.year",
            Self::Number => "meeting.number",
        }
    }
}

/// Returns the path of the calendar that holds a meeting alone: the one that a line links to, or
/// else the first.
#[must_use]
pub fn calendar_of<'a>(
    found: &'a WikiContents<'_>,
    own: OwnFiles,
    statements: &[Statement<'_>],
    meeting: &Selected<'_>,
) -> Option<&'a str> {
    let alone = |at: &usize| found.calendars[*at].events.len() == 1 && Some(*at) != own.calendar;
    let all = || meeting.statements.iter().map(|at| &statements[*at]);
    let targets = Targets::of(found);
    let linked = all().find_map(|statement| match &statement.source {
        Source::Line { line, .. } => {
            let page = found.sources.path(statement.file);
            targets
                .exactly(&line.event.as_ref()?.target, page)
                .filter(alone)
        }
        _ => None,
    });
    let any = || {
        all().find_map(|statement| match statement.source {
            Source::Event { calendar, .. } => Some(calendar).filter(alone),
            _ => None,
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

/// Tells which calendars of single meetings will no longer be theirs.
pub fn left_behind(
    found: &WikiContents<'_>,
    own: OwnFiles,
    council: &Council,
    statements: &[Statement<'_>],
    meetings: &[Selected<'_>],
) -> Vec<Problem> {
    let templates = Templates::embedded();
    let (context, _) = render::context(council, &templates);
    let events = context.meetings.iter();
    let events: BTreeMap<&str, &str> = events
        .map(|value| (value.view.id.as_str(), value.view.event.as_str()))
        .collect();
    let mut problems = Vec::new();
    for (meeting, record) in meetings.iter().zip(&council.meetings) {
        let of_minutes = context
            .meetings
            .iter()
            .find(|value| value.view.id == record.id.as_str());
        if let Some((minutes, value)) = meeting.minutes.as_ref().zip(of_minutes)
            && !minutes.contains("://")
            && value.view.minutes != *minutes
        {
            let what = What::WordsLeftOut {
                record: record.id.to_string(),
                words: minutes.clone(),
            };
            problems.push(Problem::at(statements[meeting.statements[0]].at, what));
        }
        let Some(path) = events.get(record.id.as_str()) else {
            continue;
        };
        for at in &meeting.statements {
            let Source::Event { calendar, .. } = statements[*at].source else {
                continue;
            };
            let file = found.calendars[calendar].file;
            let alone = found.calendars[calendar].events.len() == 1;
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
        let quoted = text.replace('\\', "\\\\").replace('\'', "\\'");
        format!("{{{{ '{quoted}' }}}}")
    } else {
        text.to_owned()
    }
}
