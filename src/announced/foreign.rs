//! What a calendar holds that this program did not write and would not write again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Past, by_uid};
use crate::calendar::carried::{is_recurrence, is_replaceable};
use crate::calendar::{self, Content, Published, PublishedEvent};
use crate::domain::{Council, is_uid};
use crate::plan::{Action, Plan};
use crate::problem::{ForeignContent, What};
use crate::render::{Suffix, is_product};

/// Something that would be lost with a calendar that is replaced.
#[derive(Clone, Debug)]
pub struct Loss {
    pub path: String,
    /// The line of the calendar on which it stands, counted from 1.
    pub line: Option<usize>,
    pub what: What,
}

/// Properties that are texts, and are carried over as far as the registry has them; a meeting always
/// has a title.
const TEXTS: [&str; 4] = ["DESCRIPTION", "LOCATION", "URL", "CATEGORIES"];

/// Finds what the calendars that a plan replaces hold, and what would replace them does not.
///
/// `calendar` is the path of the calendar of all meetings.
#[must_use]
pub fn losses(council: &Council, plan: &Plan, calendar: Option<&str>, past: &Past) -> Vec<Loss> {
    let replaced = plan.steps.iter().filter(|step| {
        Suffix::Calendar.ends(&step.path) && matches!(step.action, Action::Create | Action::Update)
    });
    let mut losses = Vec::new();
    for step in replaced {
        let Some(old) = past.replaced(step) else {
            continue;
        };
        let mut file = File {
            council,
            path: &step.path,
            is_all: Some(step.path.as_str()) == calendar,
            losses: BTreeMap::new(),
        };
        let new = calendar::read(&step.new).unwrap_or_default();
        match calendar::read(old) {
            Ok(read) => file.compare(old, &read, &new),
            Err(_) => file.broken(old),
        }
        losses.extend(file.losses.into_values().map(|(_, loss)| loss));
    }
    losses
}

struct File<'a> {
    council: &'a Council,
    path: &'a str,
    /// Whether it is the calendar of all meetings.
    is_all: bool,
    /// What would be lost, by its kind and name: the first of each, and how often it stands there.
    losses: BTreeMap<(bool, String), (usize, Loss)>,
}

impl File<'_> {
    fn compare(&mut self, bytes: &[u8], old: &Published, new: &Published) {
        let is_ours = old.product.as_deref().is_some_and(is_product);
        if is_ours && !calendar::is_whole(bytes) {
            self.broken(bytes);
            return;
        }
        // The file of one meeting holds that meeting, under whatever UID.
        let only = old.events.len() == 1 && new.events.len() == 1 && !self.is_all;
        let by_uid = by_uid(&new.events);
        let counterparts: Vec<Option<&PublishedEvent>> = old
            .events
            .iter()
            .map(|event| {
                if only {
                    new.events.first()
                } else {
                    by_uid.get(&event.uid).copied()
                }
            })
            .collect();
        let contents = calendar::contents(bytes);
        let recurs = |content: &Content| {
            let uid = old.events.get(content.event?)?.uid.as_deref()?;
            let is_own = content.within.last().is_some_and(|it| it == "VEVENT");
            (is_own && is_recurrence(&content.name)).then_some(uid)
        };
        let series: BTreeSet<&str> = contents.iter().filter_map(recurs).collect();
        for content in &contents {
            let at = content.event;
            let event = at.and_then(|at| old.events.get(at));
            let new = at.and_then(|at| counterparts.get(at).copied().flatten());
            if let Some((uid, event)) = recurs(content).zip(event) {
                let summary = event.summary.clone().unwrap_or_default();
                let uid = uid.to_owned();
                self.refuse(content.line, ForeignContent::Series { uid, summary });
                continue;
            }
            let uid = event.and_then(|event| event.uid.as_deref());
            let is_said = uid.is_some_and(|uid| series.contains(uid));
            self.content(content, event, new, is_ours, is_said);
        }
    }

    fn content(
        &mut self,
        content: &Content,
        event: Option<&PublishedEvent>,
        new: Option<&PublishedEvent>,
        is_ours: bool,
        is_of_series: bool,
    ) {
        let name = content.name.as_str();
        let within = content.within.last().map_or("", String::as_str);
        if content.within.iter().any(|within| within == "VTIMEZONE") {
            return;
        }
        match (content.is_component, within) {
            (true, _) if matches!(name, "VCALENDAR" | "VTIMEZONE") => {}
            (true, _) if name == "VEVENT" => {
                let is_lost = |event: &&PublishedEvent| new.is_none() && self.is_foreign(event);
                if let Some(event) = event.filter(|event| !is_of_series && is_lost(event)) {
                    let summary = event.summary.clone().unwrap_or_default();
                    self.refuse(content.line, ForeignContent::Event { summary });
                }
            }
            (true, _) => {
                let name = name.to_owned();
                self.refuse(content.line, ForeignContent::Component { name });
            }
            (false, "VEVENT") if TEXTS.contains(&name) => {
                let is_kept = new.is_none_or(|new| says(new, &content.value));
                if !is_ours && !is_kept {
                    self.say(content.line, name);
                }
            }
            (false, "VCALENDAR" | "VEVENT") if !is_replaceable(within, name, &content.value) => {
                let name = match name {
                    "METHOD" => format!("METHOD:{}", content.value.trim()),
                    name => name.to_owned(),
                };
                self.refuse(content.line, ForeignContent::Property { name });
            }
            _ => {}
        }
    }

    /// Whether an event is shown by calendars and is no meeting of the registry; one that
    /// the calendar of all meetings shows under a sound UID is a lost event instead.
    fn is_foreign(&self, event: &PublishedEvent) -> bool {
        let uid = event.uid.as_deref();
        let mut meetings = self.council.meetings.iter();
        let is_known = meetings.any(|meeting| Some(meeting.uid.as_str()) == uid);
        event.start.is_some() && !is_known && !(self.is_all && uid.is_some_and(is_uid))
    }

    /// A file that is no calendar any more, and was one: it names events.
    fn broken(&mut self, bytes: &[u8]) {
        let line = |line: &[u8]| {
            line.get(..4)
                .is_some_and(|name| name.eq_ignore_ascii_case(b"UID:"))
        };
        let events = bytes
            .split(|byte| *byte == b'\n')
            .filter(|text| line(text))
            .count();
        if events > 0 {
            self.refuse(1, ForeignContent::Broken { events });
        }
    }

    fn refuse(&mut self, line: usize, content: ForeignContent) {
        let key = (true, content.name().to_owned());
        let (path, more) = (self.path.to_owned(), 0);
        let what = What::ForeignContent {
            path,
            content,
            more,
        };
        self.add(key, line, what);
    }

    fn say(&mut self, line: usize, property: &str) {
        let (path, more, property) = (self.path.to_owned(), 0, property.to_owned());
        let key = (false, property.clone());
        let what = What::DroppedText {
            path,
            property,
            more,
        };
        self.add(key, line, what);
    }

    fn add(&mut self, key: (bool, String), line: usize, what: What) {
        let path = self.path.to_owned();
        let first = Loss {
            path,
            line: Some(line),
            what,
        };
        let (count, loss) = self.losses.entry(key).or_insert((0, first));
        match &mut loss.what {
            // That a series recurs is one thing, in however many words.
            What::ForeignContent {
                content: ForeignContent::Series { .. },
                ..
            } => {}
            What::ForeignContent { more, .. } | What::DroppedText { more, .. } => *more = *count,
            _ => {}
        }
        *count += 1;
    }
}

/// Whether an event says a text, perhaps among others.
fn says(event: &PublishedEvent, text: &str) -> bool {
    let words = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").to_lowercase()
    };
    let texts = [
        &event.summary,
        &event.description,
        &event.location,
        &event.url,
        &event.categories,
    ];
    let said: Vec<String> = texts
        .into_iter()
        .flatten()
        .map(|said| words(said))
        .collect();
    let mut lines = text.lines().map(words);
    lines.all(|line| said.iter().any(|said| said.contains(&line)))
}
