//! The domain's records as the keys of their tables, in the order of the schema.

use chrono::Datelike;

use super::write::Value;
use crate::domain::{AgendaItem, Meeting, Member, Slot, Status, Withdrawn};

/// A key with its value; `None` where the default says the same.
pub type Field = (&'static str, Option<Value>);

/// Returns the keys of a meeting.
#[must_use]
pub fn meeting(meeting: &Meeting) -> Vec<Field> {
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    let first = meeting.moved_from.first().unwrap_or(&meeting.slot);
    let colleges = meeting.colleges.iter();
    let colleges = colleges.map(|college| Value::Text(college.to_string()));
    vec![
        ("id", Some(Value::Text(meeting.id.to_string()))),
        ("colleges", Some(Value::List(colleges.collect()))),
        ("number", meeting.number.map(|n| Value::Integer(n.into()))),
        (
            "cycle",
            (meeting.at.cycle.is_some() || meeting.cycle != first.date().year())
                .then(|| Value::Integer(meeting.cycle.into())),
        ),
        ("date", Some(Value::Date(meeting.slot.date()))),
        ("start", Some(Value::Time(meeting.slot.start()))),
        ("end", Some(Value::Time(meeting.slot.end()))),
        (
            "status",
            (meeting.status != Status::Confirmed)
                .then(|| Value::Text(meeting.status.into_str().to_owned())),
        ),
        ("moved-from", list(meeting.moved_from.iter().map(slot))),
        ("place", text(&meeting.place)),
        ("online", meeting.online.map(Value::Boolean)),
        ("agenda", list(meeting.agenda.iter().map(agenda_item))),
        ("reason", text(&meeting.reason)),
        ("title", text(&meeting.title)),
        (
            "uid",
            meeting.at.uid.map(|_| Value::Text(meeting.uid.clone())),
        ),
        (
            "sequence",
            (meeting.sequence > 0).then(|| Value::Integer(meeting.sequence.into())),
        ),
        ("changed", meeting.changed.map(Value::Instant)),
        ("updated", Some(Value::Instant(meeting.updated))),
        (
            "allow",
            list(meeting.allow.iter().cloned().map(Value::Text)),
        ),
    ]
}

/// Returns the keys of what the council has withdrawn.
#[must_use]
pub fn withdrawn(withdrawn: &Withdrawn) -> Vec<Field> {
    let texts = |texts: &[String]| list(texts.iter().cloned().map(Value::Text));
    vec![
        ("calendars", texts(&withdrawn.calendars)),
        ("events", texts(&withdrawn.events)),
    ]
}

/// Returns the keys of a member.
#[must_use]
pub fn member(member: &Member) -> Vec<Field> {
    let mut fields = vec![
        ("id", Some(Value::Text(member.id.to_string()))),
        ("name", Some(Value::Text(member.name.clone()))),
        ("college", Some(Value::Text(member.college.to_string()))),
        ("url", member.url.clone().map(Value::Text)),
    ];
    let term = |term: &crate::domain::Term| {
        let until = term.until().map(|day| ("until", Value::Date(day)));
        let since = ("since", Value::Date(term.since()));
        std::iter::once(since).chain(until).collect::<Vec<_>>()
    };
    match member.terms.as_slice() {
        [only] if !member.at.listed_terms => {
            fields.push(("since", Some(Value::Date(only.since()))));
            fields.push(("until", only.until().map(Value::Date)));
        }
        terms => fields.push(("terms", list(terms.iter().map(|t| Value::Table(term(t)))))),
    }
    let formerly = member.formerly.iter().map(|former| {
        Value::Table(vec![
            ("name", Value::Text(former.name.clone())),
            ("until", Value::Date(former.until)),
        ])
    });
    fields.push(("formerly", list(formerly)));
    fields.push(("allow", list(member.allow.iter().cloned().map(Value::Text))));
    fields
}

fn list(items: impl Iterator<Item = Value>) -> Option<Value> {
    let items: Vec<Value> = items.collect();
    (!items.is_empty()).then_some(Value::List(items))
}

fn slot(slot: &Slot) -> Value {
    Value::Table(vec![
        ("date", Value::Date(slot.date())),
        ("start", Value::Time(slot.start())),
        ("end", Value::Time(slot.end())),
    ])
}

fn agenda_item(item: &AgendaItem) -> Value {
    if item.presenter.is_none() && item.minutes.is_none() {
        return Value::Text(item.title.clone());
    }
    let presenter = item
        .presenter
        .clone()
        .map(|p| ("presenter", Value::Text(p)));
    let minutes = item.minutes.map(|m| ("minutes", Value::Integer(m.into())));
    let title = ("title", Value::Text(item.title.clone()));
    Value::Table(
        std::iter::once(title)
            .chain(presenter)
            .chain(minutes)
            .collect(),
    )
}
