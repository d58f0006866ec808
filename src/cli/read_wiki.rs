//! The pages and calendars below a folder, read.

use std::borrow::Cow;

use super::Session;
use super::pipeline::page_conflicts;
use crate::calendar;
use crate::calendar::fold::unfolded;
use crate::import::{FoundCalendar, FoundPage, WikiContents};
use crate::leaks::watch::Watch;
use crate::markdown::{minutes::masked, wiki};
use crate::plan::{Action, Step};
use crate::problem::{Problem, What};
use crate::render::Suffix;
use crate::source::{FileId, Sources, conflicts};

/// The pages and calendars below a folder.
pub struct Read {
    pub sources: Sources,
    pages: Vec<(FileId, wiki::WikiPage)>,
    calendars: Vec<(FileId, calendar::Published)>,
    files: Vec<String>,
    /// What cannot be read at all.
    pub problems: Vec<Problem>,
}

impl Read {
    /// Reads everything below the folder, after the texts that are there already.
    pub fn of(session: &Session, sources: Sources) -> Self {
        let (files, problems) = session.workspace.files_and_unread();
        let mut read = Self {
            sources,
            pages: Vec::new(),
            calendars: Vec::new(),
            files,
            problems,
        };
        let files = read.files.clone();
        for path in files.iter().filter(|path| Suffix::Page.ends(path)) {
            match session.workspace.read(path) {
                Ok(text) => {
                    let page = wiki::read(&text);
                    let file = read.sources.add(path, text);
                    let conflicts = page_conflicts(&session.workspace, &read.sources, file);
                    if conflicts.is_empty() {
                        read.pages.push((file, page));
                    }
                    read.problems.extend(conflicts);
                }
                Err(problem) => read.problems.push(*problem),
            }
        }
        for path in files.iter().filter(|path| Suffix::Calendar.ends(path)) {
            let bytes = match session.workspace.read_whole(path) {
                Ok(bytes) => bytes,
                Err(problem) => {
                    read.problems.push(*problem);
                    continue;
                }
            };
            let bytes = readable(&bytes);
            let text = String::from_utf8_lossy(&bytes);
            if !conflicts(&text).is_empty() {
                let file = read.sources.add(path, text);
                let found = Problem::conflicts(file, read.sources.text(file));
                read.problems.extend(found);
            } else if let Ok(calendar) = calendar::read(&bytes) {
                let file = read.sources.add(path, text);
                read.calendars.push((file, calendar));
            } else {
                let what = What::NoCalendar;
                read.problems.push(Problem::path(path, what));
            }
        }
        read
    }

    /// Returns all of it as it is to be adopted.
    pub fn found(&self) -> WikiContents<'_> {
        let pages = self.pages.iter().map(|(file, page)| FoundPage {
            file: *file,
            page: page.clone(),
        });
        let calendars = self.calendars.iter();
        let calendars = calendars.map(|(file, calendar)| FoundCalendar {
            file: *file,
            calendar: calendar.clone(),
        });
        WikiContents {
            sources: &self.sources,
            pages: pages.collect(),
            calendars: calendars.collect(),
            files: &self.files,
        }
    }

    /// Plans pages with markers.
    pub fn steps(&self, pages: Vec<(FileId, String)>) -> impl Iterator<Item = Step> {
        pages.into_iter().map(|(file, text)| Step {
            action: Action::Update,
            path: self.sources.path(file).to_owned(),
            old: Some(self.sources.text(file).as_bytes().into()),
            new: text.into_bytes(),
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

/// Returns the bytes of a calendar as UTF-8: what is not, even without its folds, is Latin-1.
fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    if str::from_utf8(&unfolded(bytes, |_| ())).is_ok() {
        return bytes.into();
    }
    let text: String = bytes.iter().copied().map(char::from).collect();
    text.into_bytes().into()
}
