//! The pages and calendars that were named, read; and what there is to name.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use globset::GlobBuilder;

use super::Session;
use super::arguments::Import;
use super::failure::{Failure, ImportSource};
use super::pipeline::page_conflicts;
use crate::calendar;
use crate::calendar::fold::unfolded;
use crate::domain::Council;
use crate::import::survey::{Candidate, candidates};
use crate::import::{FoundCalendar, FoundPage, WikiContents, paths_of};
use crate::leaks::watch::Watch;
use crate::markdown::wiki::{Part, Wanted};
use crate::markdown::{minutes::masked, wiki};
use crate::plan::{Action, Step};
use crate::problem::{Problem, What, nearest};
use crate::render::Suffix;
use crate::sort::Sort;
use crate::source::{FileId, Sources, conflicts};

/// What is named of the files below a folder.
#[derive(Debug, Default)]
pub struct Selection {
    /// What is wanted of each page, in the order of the files.
    pages: Vec<Wanted>,
    calendars: Vec<String>,
    ignored: Vec<String>,
}

/// The pages and calendars below a folder.
pub struct Read {
    pub sources: Sources,
    pages: Vec<(FileId, wiki::WikiPage)>,
    calendars: Vec<(FileId, Arc<[u8]>, calendar::Published)>,
    files: Vec<String>,
    home: Option<String>,
    /// What cannot be read at all.
    pub problems: Vec<Problem>,
}

/// Whether a file is one that people write pages in.
fn is_page(path: &str) -> bool {
    Suffix::Page.ends(path) || [".markdown", ".mdx"].iter().any(|end| path.ends_with(end))
}

impl Selection {
    /// Finds what the options name among the files.
    ///
    /// # Errors
    ///
    /// A name is that of no file.
    pub fn of(arguments: &Import, files: &[String], skips_blocks: bool) -> Result<Self, Failure> {
        let mut selection = Self::default();
        for name in &arguments.ignore {
            selection
                .ignored
                .extend(matching(name, files, ImportSource::Ignore, |_| true)?);
        }
        for name in &arguments.calendar {
            let is_calendar = |path: &str| Suffix::Calendar.ends(path);
            selection
                .calendars
                .extend(matching(name, files, ImportSource::Calendar, is_calendar)?);
        }
        selection.calendars.order();
        selection.calendars.dedup();
        let mut wanted: Vec<Wanted> = Vec::new();
        let options = [
            (&arguments.members, ImportSource::Members),
            (&arguments.meetings, ImportSource::Meetings),
            (&arguments.minutes, ImportSource::Minutes),
        ];
        for (names, source) in options {
            for name in names {
                let (page, part) = part(name, files);
                for path in matching(page, files, source, is_page)? {
                    let at = wanted
                        .iter()
                        .position(|page| page.path == path)
                        .unwrap_or(wanted.len());
                    if at == wanted.len() {
                        wanted.push(Wanted {
                            path,
                            skips_blocks,
                            ..Wanted::default()
                        });
                    }
                    let page_wanted = &mut wanted[at];
                    match source {
                        ImportSource::Members => page_wanted.members.push(part.clone()),
                        _ => page_wanted.meetings.push(part.clone()),
                    }
                    page_wanted.is_one |=
                        source != ImportSource::Members && page.contains(['*', '?', '[', '{']);
                    page_wanted.is_minutes |= source == ImportSource::Minutes;
                    page_wanted.is_one |= page_wanted.is_minutes;
                }
            }
        }
        wanted.retain(|page| !selection.ignored.contains(&page.path));
        wanted.order_by(|a, b| a.path.cmp(&b.path));
        selection.pages = wanted;
        Ok(selection)
    }
}

/// Parts a name into that of a page and its part: `README.md#Membres`.
fn part<'a>(name: &'a str, files: &[String]) -> (&'a str, Part) {
    match name.split_once('#') {
        Some((page, heading)) if !files.iter().any(|file| file == name) => {
            (page, Part::Under(heading.to_owned()))
        }
        _ => (name, Part::Whole),
    }
}

/// Lists the files of a kind that a name or a pattern names.
fn matching(
    name: &str,
    files: &[String],
    source: ImportSource,
    is_such: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Failure> {
    let wanted = name.trim_start_matches("./");
    let such = || files.iter().filter(|path| is_such(path));
    let pattern = GlobBuilder::new(wanted).literal_separator(true).build();
    let pattern = pattern.ok().map(|pattern| pattern.compile_matcher());
    let is_named = |path: &&String| {
        **path == wanted
            || pattern
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(path.as_str()))
    };
    let found: Vec<String> = such().filter(is_named).cloned().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let known: Vec<&str> = such().map(String::as_str).collect();
    Err(Failure::NoSuchSource {
        source,
        name: name.to_owned(),
        nearest: nearest(wanted, known.iter().copied()),
        known: known.into_iter().map(str::to_owned).collect(),
    })
}

impl Read {
    /// Reads what is named, after the texts that are there already, and the calendars that its lines
    /// link to. Every page that is not ignored must be readable.
    ///
    /// # Errors
    ///
    /// A heading that was named is not there.
    pub fn of(session: &Session, sources: Sources, selection: &Selection) -> Result<Self, Failure> {
        let (files, problems) = session.workspace.files_and_unread();
        let mut read = Self {
            sources,
            pages: Vec::new(),
            calendars: Vec::new(),
            home: None,
            files,
            problems,
        };
        let mut calendars = selection.calendars.clone();
        for path in read.files.clone().iter().filter(|path| is_page(path)) {
            if selection.ignored.contains(path) {
                continue;
            }
            let text = match session.workspace.read(path) {
                Ok(text) => text,
                Err(problem) => {
                    read.problems.push(*problem);
                    continue;
                }
            };
            if read.home.is_none() && is_home(path) {
                read.home = wiki::survey(&text).title;
            }
            let Some(wanted) = selection.pages.iter().find(|wanted| wanted.path == *path) else {
                continue;
            };
            let page = wiki::read(&text, wanted);
            if let Some(heading) = page.missing.first() {
                return Err(Failure::NoSuchHeading {
                    page: path.clone(),
                    heading: heading.clone(),
                    known: page.headings,
                });
            }
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let lines = page.meetings.iter().flat_map(|list| &list.meetings);
            let events = lines.filter_map(|line| line.event.as_ref());
            let linked = events.flat_map(|link| paths_of(&link.target, folder));
            calendars.extend(linked.filter(|path| read.files.contains(path)));
            let file = read.sources.add(path, text);
            let conflicts = page_conflicts(&session.workspace, &read.sources, file);
            if conflicts.is_empty() {
                read.pages.push((file, page));
            }
            read.problems.extend(conflicts);
        }
        calendars.order();
        calendars.dedup();
        for path in &calendars {
            read.calendar(session, path);
        }
        Ok(read)
    }

    /// Reads a calendar; one that is none is a finding.
    fn calendar(&mut self, session: &Session, path: &str) {
        let bytes = match session.workspace.read_whole(path) {
            Ok(bytes) => bytes,
            Err(problem) => return self.problems.push(*problem),
        };
        let bytes = readable(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        if !conflicts(&text).is_empty() {
            let file = self.sources.add(path, text);
            let found = Problem::conflicts(file, self.sources.text(file));
            self.problems.extend(found);
        } else if let Ok(calendar) = calendar::read(&bytes) {
            let file = self.sources.add(path, text);
            self.calendars.push((file, bytes.as_ref().into(), calendar));
        } else {
            self.problems.push(Problem::path(path, What::NoCalendar));
        }
    }

    /// Leaves out those whose mandate had ended on a day, as their pages say.
    pub fn leave_out_former(&mut self, today: NaiveDate) {
        for (_, page) in &mut self.pages {
            page.leave_out_former(today);
        }
    }

    /// Returns all of it as it is to be adopted, beside what the registries say.
    pub fn found<'a>(&'a self, registered: Option<&'a Council>) -> WikiContents<'a> {
        let pages = self.pages.iter().map(|(file, page)| FoundPage {
            file: *file,
            page: page.clone(),
        });
        let calendars = self.calendars.iter();
        let calendars = calendars.map(|(file, bytes, calendar)| FoundCalendar {
            file: *file,
            bytes: Arc::clone(bytes),
            calendar: calendar.clone(),
            events: Vec::new(),
        });
        WikiContents {
            sources: &self.sources,
            pages: pages.collect(),
            calendars: calendars.collect(),
            files: &self.files,
            registered,
            home: self.home.clone(),
            doubts: Vec::new(),
        }
    }

    /// Plans pages with markers.
    pub fn steps(&self, pages: Vec<(FileId, String)>) -> impl Iterator<Item = Step> {
        pages.into_iter().map(|(file, text)| Step {
            action: Action::Update,
            path: self.sources.path(file).to_owned(),
            old: Some(self.sources.text(file).as_bytes().into()),
            new: text.into_bytes().into(),
        })
    }

    /// Returns the texts as a report may show them: without the links of videoconferences.
    pub fn shown(&self) -> Sources {
        let mut shown = Sources::new();
        for file in self.sources.files() {
            let text = self.sources.text(file);
            let path = self.sources.path(file);
            let hidden = Watch::default().hidden(path, text);
            shown.add(path, masked(text, &hidden));
        }
        shown
    }
}

/// Looks at every page and calendar below the folder, as far as they can be read.
pub fn surveyed(session: &Session) -> Vec<Candidate> {
    let (files, _) = session.workspace.files_and_unread();
    let pages = files.iter().filter(|path| is_page(path));
    let pages: Vec<_> = pages
        .filter_map(|path| Some((path.as_str(), session.workspace.read(path).ok()?)))
        .collect();
    let pages: Vec<_> = pages
        .iter()
        .map(|(path, text)| (*path, &**text, wiki::survey(text)))
        .collect();
    let calendars = files.iter().filter(|path| Suffix::Calendar.ends(path));
    let calendars: Vec<_> = calendars
        .filter_map(|path| {
            let bytes = session.workspace.read_whole(path).ok()?;
            Some((path.as_str(), calendar::read(&readable(&bytes)).ok()?))
        })
        .collect();
    candidates(&pages, &calendars)
}

/// Whether a page is the one that a visitor sees first.
fn is_home(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let name = name.split('.').next().unwrap_or_default().to_owned();
    ["readme", "index", "home", "_index", "accueil"].contains(&name.as_str())
        && path.matches('/').count() < 2
}

/// Returns the bytes of a calendar as UTF-8: what is not, even without its folds, is Latin-1.
fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    if str::from_utf8(&unfolded(bytes, |_| ())).is_ok() {
        return bytes.into();
    }
    let text: String = bytes.iter().copied().map(char::from).collect();
    text.into_bytes().into()
}
