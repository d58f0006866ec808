//! The values that templates are given, made once and shared.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::edition::Edition;
use super::linked_data::linked_data;
use super::path::RelativePath;
use super::paths::Paths;
use crate::domain::{Before, Council, MeetingId, Member, State};
use crate::markdown::href::folder;
use crate::view::{
    ActionView, AttendedView, ChangeView, CollegeView, CouncilView, DateView, DraftView,
    HandoverView, MeetingView, MemberView, MessageView, OpinionView, RateView, ReportView,
    SubjectView, members, opinions, subjects,
};

/// What every template of a run may be given.
pub struct Context {
    pub council: Value,
    /// By date.
    pub meetings: Vec<MeetingValue>,
    /// The places in `meetings` of each cycle, oldest cycle first.
    pub cycles: BTreeMap<i32, Vec<usize>>,
    /// By date, whatever became of them.
    pub opinions: Vec<OpinionView>,
    /// Those that were relayed, by the day on which each was received.
    pub subjects: Vec<SubjectView>,
    colleges: Value,
    members: Value,
    all_meetings: Value,
    all_cycles: Value,
    minutes: Value,
    published: Value,
    relayed: Value,
    links: Value,
    calendar: Value,
}

/// A meeting in the form of its view, and the same ready for templates.
pub struct MeetingValue {
    pub view: MeetingView,
    pub value: Value,
    /// The path of the draft of its minutes, from the root; no template is given it.
    pub draft: Option<String>,
}

impl MeetingValue {
    /// Returns the meeting under the name and at the place by which somebody knows it, without what
    /// they may not have been told.
    #[must_use]
    pub fn as_known(&self, known: &Before) -> Self {
        let mut view = self.view.clone();
        view.agenda.clear();
        if let Some(name) = &known.name {
            view.name.clone_from(name);
        }
        if let Some((place, online)) = &known.place {
            view.place.clone_from(place);
            view.online = *online;
        }
        Self {
            value: Value::from(Serde(&view)),
            view,
            draft: None,
        }
    }
}

impl Context {
    /// Returns what templates are given of the meeting of that id.
    #[must_use]
    pub fn value_of(&self, id: &MeetingId) -> Option<&MeetingValue> {
        let mut values = self.meetings.iter();
        values.find(|value| value.view.id == id.as_str())
    }

    /// Prepares the values; `exists` tells whether a file is there, by its path.
    #[must_use]
    pub fn new(council: &Council, paths: &Paths, exists: &dyn Fn(&str) -> bool) -> Self {
        let text = |path: &Option<RelativePath>| path.as_ref().map(ToString::to_string);
        let meetings: Vec<MeetingValue> = paths
            .meetings
            .iter()
            .map(|entry| {
                let minutes = text(&entry.minutes).unwrap_or_default();
                let view = MeetingView {
                    event: text(&entry.event).unwrap_or_default(),
                    has_minutes: exists(&minutes),
                    minutes,
                    ..entry.view.clone()
                };
                let value = Value::from(Serde(&view));
                let draft = text(&entry.draft);
                MeetingValue { view, value, draft }
            })
            .collect();
        let mut cycles: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        for (at, meeting) in meetings.iter().enumerate() {
            cycles.entry(meeting.view.cycle).or_default().push(at);
        }
        let colleges: Vec<CollegeView> = council.colleges.iter().map(CollegeView::new).collect();
        let with_minutes = meetings.iter().rev();
        let with_minutes = with_minutes.filter(|meeting| meeting.view.has_minutes);
        let opinions = opinions(council);
        let published = opinions.iter().rev().filter(|it| it.is(State::Published));
        let published: Vec<&OpinionView> = published.collect();
        let subjects = subjects(council);
        let relayed: Vec<&SubjectView> = subjects.iter().rev().collect();
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
            published: Value::from(Serde(published)),
            relayed: Value::from(Serde(relayed)),
            links: context! { base => council.links_base.clone() },
            calendar: Value::from(text(&paths.calendar).unwrap_or_default()),
            meetings,
            cycles,
            opinions,
            subjects,
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
            opinions => self.published.clone(),
            subjects => self.relayed.clone(),
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

/// Returns what the draft of minutes is given.
#[must_use]
pub fn draft(
    council: &Council,
    meeting: &MeetingValue,
    draft: &DraftView,
    actions: &[String],
) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        meeting => meeting.value.clone(),
        minutes => Value::from(Serde(draft)),
        actions => Value::from(Serde(actions)),
    }
}

/// Returns what the public edition of minutes is given; its lists and texts are Markdown.
#[must_use]
pub fn edition(council: &Council, meeting: &MeetingValue, edition: &Edition) -> Value {
    let safe = |texts: &[String]| -> Value {
        let texts = texts.iter().cloned();
        texts.map(Value::from_safe_string).collect()
    };
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        meeting => meeting.value.clone(),
        minutes => context! {
            title => edition.title.clone(),
            approved_on => Value::from(Serde(edition.approved_on.map(DateView::new))),
            front_matter => safe(&edition.front_matter),
            intro => Value::from_safe_string(edition.intro.clone()),
            decisions => safe(&edition.decisions),
            may_decide => edition.may_decide,
            actions => safe(&edition.actions),
            may_act => edition.may_act,
            attendance => Value::from(Serde(&edition.attendance)),
            quorum => Value::from(Serde(&edition.quorum)),
            attendance_counts => edition.attendance_counts.clone(),
            body => Value::from_safe_string(edition.body.clone()),
        },
    }
}

/// Returns what the HTML page of minutes is given; `body` is HTML.
#[must_use]
pub fn html(council: &Council, meeting: &MeetingValue, title: &str, body: String) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        meeting => meeting.value.clone(),
        minutes => context! { title, body => Value::from_safe_string(body) },
        linked_data => Value::from_safe_string(linked_data(council, [&meeting.view])),
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

/// Returns what the templates of a message that relays a subject are given.
#[must_use]
pub fn relay(
    council: &Council,
    subject: &SubjectView,
    paragraphs: &[Vec<String>],
    sender: Option<String>,
    reply_to: &str,
) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        subject => Value::from(Serde(subject)),
        message => context! {
            paragraphs => Value::from(Serde(paragraphs.to_vec())),
            sender,
            reply_to,
        },
    }
}

/// Returns what the template of one opinion is given.
#[must_use]
pub fn opinion_context(council: &Council, opinion: &OpinionView) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        opinion => Value::from(Serde(opinion)),
    }
}

/// Returns what the template of one subject is given.
#[must_use]
pub fn subject_context(council: &Council, subject: &SubjectView) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        subject => Value::from(Serde(subject)),
    }
}

/// Returns what the template of one action is given.
#[must_use]
pub fn action_context(council: &Council, action: &ActionView) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        action => Value::from(Serde(action)),
    }
}

/// Returns what a template of how an organisation took part in a meeting is given.
#[must_use]
pub fn attended_context(council: &Council, attended: &AttendedView) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        attended => Value::from(Serde(attended)),
    }
}

/// Returns what a template of how often a member took part is given.
#[must_use]
pub fn rate_context(council: &Council, rate: &RateView) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        rate => Value::from(Serde(rate)),
    }
}

/// Returns what a template of one person who is invited to a meeting is given.
#[must_use]
pub fn invited_context(
    council: &Council,
    meeting: &MeetingValue,
    invited: &impl Serialize,
) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        meeting => meeting.value.clone(),
        invited => Value::from(Serde(invited)),
    }
}

/// Returns what a template of one contact is given.
#[must_use]
pub fn contact_context(council: &Council, contact: &impl Serialize) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        contact => Value::from(Serde(contact)),
    }
}

/// Returns what a template of one answer to an invitation is given.
#[must_use]
pub fn reply_context(council: &Council, reply: &impl Serialize) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        reply => Value::from(Serde(reply)),
    }
}

/// Returns what the templates of a report are given.
#[must_use]
pub fn report(council: &Council, report: &ReportView) -> Value {
    let shown = report.meetings.iter().map(|row| &row.meeting);
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        report => Value::from(Serde(report)),
        linked_data => Value::from_safe_string(linked_data(council, shown)),
    }
}

/// Returns what the template of a handover is given.
#[must_use]
pub fn handover(council: &Council, handover: &HandoverView) -> Value {
    context! {
        council => Value::from(Serde(CouncilView::new(council))),
        handover => Value::from(Serde(handover)),
    }
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
