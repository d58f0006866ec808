//! The domain's records as the keys of their tables, in the order of the schema.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SecondsFormat, Utc};

use crate::domain::{
    AgendaItem, Contact, Meeting, Member, Opinion, Private, Slot, Status, Subject, SubjectProposal,
    Term, Withdrawn,
};

/// A value of a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// A text of several lines, each ended by LF.
    Lines(String),
    Integer(i64),
    Boolean(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    Instant(DateTime<Utc>),
    List(Vec<Value>),
    Table(Vec<Field>),
}

/// A key with its value; `None` where the default says the same.
pub type Field = (&'static str, Option<Value>);

impl Value {
    /// Returns the keys of a table.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Table(fields) => fields,
            _ => &[],
        }
    }

    /// Returns the items of a list.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

/// As TOML.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = |items: Vec<String>| items.join(", ");
        match self {
            Self::Text(text) => basic(text, f),
            Self::Lines(text) => multi_line(text, f),
            Self::Integer(number) => number.fmt(f),
            Self::Boolean(truth) => truth.fmt(f),
            Self::Date(date) => date.fmt(f),
            // Readers of TOML 1.0 need the seconds.
            Self::Time(time) => time.format("%H:%M:%S").fmt(f),
            Self::Instant(moment) => {
                f.write_str(&moment.to_rfc3339_opts(SecondsFormat::Secs, true))
            }
            Self::List(items) => {
                write!(f, "[{}]", all(items.iter().map(Self::to_string).collect()))
            }
            Self::Table(fields) => {
                let fields = fields.iter().filter_map(|(key, value)| {
                    let value = value.as_ref()?;
                    Some(format!("{key} = {value}"))
                });
                write!(f, "{{ {} }}", all(fields.collect()))
            }
        }
    }
}

/// Writes a basic string: only what TOML forbids in one is escaped.
fn basic(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            c if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

/// Writes a multi-line basic string: its lines stand as they are.
fn multi_line(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("\"\"\"\n")?;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\n' => f.write_str("\n")?,
            // Three of them would end it, and so would one at its end.
            '"' if rest.peek().is_none_or(|next| *next == '"') => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            c if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"\"\"")
}

/// Writes a key with its value on a line of its own.
#[must_use]
pub fn line(key: &str, value: &Value) -> String {
    format!("{key} = {value}\n")
}

/// Writes a record below its header.
#[must_use]
pub fn text(header: &str, fields: &[Field]) -> String {
    let keys = fields.iter().map(|(key, value)| {
        let value = value.as_ref();
        value.map_or_else(String::new, |value| line(key, value))
    });
    format!("{header}\n{}", keys.collect::<String>())
}

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
        ("end-date", meeting.slot.other_end_date().map(Value::Date)),
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
        ("minutes", text(&meeting.minutes)),
        (
            "uid",
            meeting.at.uid.map(|_| Value::Text(meeting.uid.clone())),
        ),
        ("event", text(&meeting.event)),
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

/// Returns the keys of an opinion.
#[must_use]
pub fn opinion(opinion: &Opinion) -> Vec<Field> {
    let word = |word: &str| Value::Text(word.to_owned());
    let states = opinion.history.steps().iter().map(|step| {
        Value::Table(vec![
            ("state", Some(word(step.state.into_str()))),
            ("on", Some(Value::Date(step.on))),
        ])
    });
    let colleges = opinion.colleges.iter().map(|id| word(id.as_str()));
    let date = opinion.date.filter(|_| opinion.at.date.is_some());
    let document = opinion.document.as_ref();
    let meeting = opinion.meeting.as_ref();
    let subject = opinion.subject.as_ref();
    vec![
        ("id", Some(word(opinion.id.as_str()))),
        ("date", date.map(Value::Date)),
        ("meeting", meeting.map(|id| word(id.as_str()))),
        ("question", Some(word(&opinion.question))),
        ("subject", subject.map(|id| word(id.as_str()))),
        ("outcome", opinion.outcome.map(|it| word(it.into_str()))),
        ("by", opinion.by.map(|it| word(it.into_str()))),
        ("colleges", list(colleges)),
        ("states", list(states)),
        ("document", document.map(|it| word(it.text()))),
        ("licence", opinion.licence.clone().map(Value::Text)),
        (
            "allow",
            list(opinion.allow.iter().cloned().map(Value::Text)),
        ),
    ]
}

/// Returns the keys of a subject.
#[must_use]
pub fn subject(subject: &Subject) -> Vec<Field> {
    let word = |word: &str| Value::Text(word.to_owned());
    let meeting = subject.meeting.as_ref();
    let opinion = subject.opinion.as_ref();
    vec![
        ("id", Some(word(subject.id.as_str()))),
        ("title", Some(word(&subject.title))),
        ("received", Some(Value::Date(subject.received))),
        ("state", Some(word(subject.state.into_str()))),
        ("meeting", meeting.map(|id| word(id.as_str()))),
        ("item", subject.item.clone().map(Value::Text)),
        ("opinion", opinion.map(|id| word(id.as_str()))),
        ("why", subject.why.clone().map(Value::Text)),
    ]
}

/// Returns the keys of a contact.
#[must_use]
pub fn contact(contact: &Contact) -> Vec<Field> {
    let text = |text: &Private<String>| Value::Text(text.disclose().clone());
    vec![
        ("member", Some(Value::Text(contact.member.to_string()))),
        ("name", Some(text(&contact.name))),
        ("email", contact.email.as_ref().map(text)),
        (
            "role",
            Some(Value::Text(contact.role.into_str().to_owned())),
        ),
        (
            "public-name",
            contact.public_name.then_some(Value::Boolean(true)),
        ),
        ("since", contact.since().map(Value::Date)),
        ("until", contact.term.until().map(Value::Date)),
    ]
}

/// Returns the keys of a subject as it was proposed.
#[must_use]
pub fn proposal(proposal: &SubjectProposal) -> Vec<Field> {
    let text = |text: &Private<String>| Value::Text(text.disclose().clone());
    let lines = |text: &Private<String>| Value::Lines(text.disclose().clone());
    vec![
        ("id", Some(Value::Text(proposal.id.to_string()))),
        ("title", Some(text(&proposal.title))),
        ("received", Some(Value::Date(proposal.received))),
        ("name", proposal.name.as_ref().map(text)),
        ("email", proposal.email.as_ref().map(text)),
        ("others", list(proposal.others.iter().map(text))),
        (
            "public-name",
            proposal.public_name.then_some(Value::Boolean(true)),
        ),
        (
            "relayed",
            proposal.is_relayed.then_some(Value::Boolean(true)),
        ),
        ("message-id", proposal.message_id.as_ref().map(text)),
        ("text", proposal.text.as_ref().map(lines)),
        ("why", proposal.why.as_ref().map(text)),
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
        ("article", member.article.clone().map(Value::Text)),
        ("college", Some(Value::Text(member.college.to_string()))),
        ("url", member.url.clone().map(Value::Text)),
    ];
    let term = |term: &Term| {
        vec![
            ("since", Some(Value::Date(term.since()))),
            ("until", term.until().map(Value::Date)),
        ]
    };
    match member.terms.as_slice() {
        [only] if !member.at.listed_terms => fields.extend(term(only)),
        terms => fields.push(("terms", list(terms.iter().map(|t| Value::Table(term(t)))))),
    }
    let formerly = member.formerly.iter().map(|former| {
        Value::Table(vec![
            ("name", Some(Value::Text(former.name.clone()))),
            ("until", Some(Value::Date(former.until))),
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
        ("date", Some(Value::Date(slot.date()))),
        ("start", Some(Value::Time(slot.start()))),
        ("end", Some(Value::Time(slot.end()))),
        ("end-date", slot.other_end_date().map(Value::Date)),
    ])
}

fn agenda_item(item: &AgendaItem) -> Value {
    if item.presenter.is_none() && item.minutes.is_none() {
        return Value::Text(item.title.clone());
    }
    Value::Table(vec![
        ("title", Some(Value::Text(item.title.clone()))),
        ("presenter", item.presenter.clone().map(Value::Text)),
        ("minutes", item.minutes.map(|m| Value::Integer(m.into()))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_reads_back_as_it_was() {
        for text in [
            "",
            "a",
            "l'été",
            "\"\\",
            "\u{1}\n\t",
            "'''",
            "\n\"\"\"\"a\"\n",
            "é\u{85}",
        ] {
            let written = line("k", &Value::Text(text.to_owned()));
            let table: toml::Table = written.parse().unwrap();
            assert_eq!(table["k"].as_str(), Some(text), "{written}");
            let written = line("k", &Value::Lines(text.to_owned()));
            let table: toml::Table = written.parse().unwrap();
            assert_eq!(table["k"].as_str(), Some(text), "{written}");
        }
    }
}
