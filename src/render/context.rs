//! The values that templates are given, made once and shared.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::path::{RelativePath, folder};
use super::paths::Paths;
use crate::domain::{Council, Member};
use crate::view::{
    ChangeView, CollegeView, CouncilView, MeetingView, MemberView, MessageView, members,
};

/// What every template of a run may be given.
pub struct Context {
    pub council: Value,
    /// By date.
    pub meetings: Vec<MeetingValue>,
    /// The places in `meetings` of each cycle, oldest cycle first.
    pub cycles: BTreeMap<i32, Vec<usize>>,
    colleges: Value,
    members: Value,
    all_meetings: Value,
    all_cycles: Value,
    minutes: Value,
    links: Value,
    calendar: Value,
}

/// A meeting in the form of its view, and the same ready for templates.
pub struct MeetingValue {
    pub view: MeetingView,
    pub value: Value,
}

impl Context {
    /// Prepares the values; `exists` tells whether a file is there, by its path.
    #[must_use]
    pub fn new(council: &Council, paths: &Paths, exists: &dyn Fn(&str) -> bool) -> Self {
        let text = |path: &Option<RelativePath>| path.as_ref().map(ToString::to_string);
        let meetings: Vec<MeetingValue> = paths
            .meetings
            .iter()
            .map(|entry| {
                let view = MeetingView {
                    event: text(&entry.event).unwrap_or_default(),
                    minutes: text(&entry.minutes).unwrap_or_default(),
                    ..entry.view.clone()
                };
                let value = Value::from(Serde(&view));
                MeetingValue { view, value }
            })
            .collect();
        let mut cycles: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        for (at, meeting) in meetings.iter().enumerate() {
            cycles.entry(meeting.view.cycle).or_default().push(at);
        }
        let colleges: Vec<CollegeView> = council.colleges.iter().map(CollegeView::new).collect();
        let with_minutes = meetings.iter().rev();
        let with_minutes = with_minutes.filter(|meeting| exists(&meeting.view.minutes));
        Self {
            council: Value::from(Serde(CouncilView::new(council))),
            colleges: Value::from(Serde(colleges)),
            members: Value::from(Serde(members(council, None, Member::sits))),
            all_meetings: meetings
                .iter()
                .map(|meeting| meeting.value.clone())
                .collect(),
            all_cycles: cycles
                .iter()
                .rev()
                .map(|(year, places)| {
                    cycle(*year, places.iter().map(|at| meetings[*at].value.clone()))
                })
                .collect(),
            minutes: with_minutes.map(|meeting| meeting.value.clone()).collect(),
            links: context! { base => council.links_base.clone() },
            calendar: Value::from(text(&paths.calendar).unwrap_or_default()),
            meetings,
            cycles,
        }
    }

    /// Returns what a page's template is given, seen from the page at `path`.
    #[must_use]
    pub fn page(&self, path: &str) -> Value {
        context! {
            council => self.council.clone(),
            colleges => self.colleges.clone(),
            members => self.members.clone(),
            meetings => self.all_meetings.clone(),
            cycles => self.all_cycles.clone(),
            minutes => self.minutes.clone(),
            links => self.links.clone(),
            calendar => self.calendar.clone(),
            page => context! { path, folder => folder(path) },
        }
    }

    /// Returns what the templates of a message about a meeting are given.
    #[must_use]
    pub fn message(&self, meeting: &MeetingValue, message: &MessageView) -> Value {
        context! {
            council => self.council.clone(),
            meeting => meeting.value.clone(),
            message => Value::from(Serde(message)),
        }
    }

    /// Returns what the template of one meeting is given.
    #[must_use]
    pub fn meeting(&self, meeting: &MeetingValue) -> Value {
        context! {
            council => self.council.clone(),
            meeting => meeting.value.clone(),
        }
    }
}

/// Returns what the template of one member is given.
#[must_use]
pub fn member_context(council: &Council, member: &MemberView) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        member => Value::from(Serde(member)),
    }
}

/// Returns what the page around a message is given; the body is HTML already.
#[must_use]
pub fn letter(subject: &str, body: &str) -> Value {
    context! { message => context! { subject, body } }
}

/// Returns what the template of the changes is given.
#[must_use]
pub fn changes(council: &Council, changes: &[ChangeView]) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        changes => Value::from(Serde(changes)),
    }
}

/// Returns a cycle for templates: its year and its meetings.
pub fn cycle(year: i32, meetings: impl Iterator<Item = Value>) -> Value {
    context! { year, meetings => meetings.collect::<Value>() }
}
