//! The calendar of all meetings as `JSCalendar` (RFC 8984): the same events as in iCalendar.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::calendars::{Texts, product, status_word};
use super::{Context, Templates};
use crate::domain::{Council, Meeting};
use crate::problem::Problem;
use crate::source::percent;

/// How each date-time in local time is written (RFC 8984, 1.4.5).
const LOCAL: &str = "%Y-%m-%dT%H:%M:%S";

/// Writes a Group of the events of all meetings, by date; it holds no participant and no link of a
/// videoconference.
///
/// # Errors
///
/// A finding in a template of the events' texts.
pub fn jscalendar(
    council: &Council,
    templates: &Templates,
    context: &Context,
) -> Result<String, Box<Problem>> {
    let records = council.meetings_by_id();
    let mut entries = Vec::new();
    for value in &context.meetings {
        if let Some(meeting) = records.get(value.view.id.as_str()) {
            let texts = Texts::new(council, templates, context, value)?;
            entries.push(Event::new(council, meeting, texts));
        }
    }
    let updated = council.meetings.iter().map(|it| it.updated).max();
    let address = format!("cll:{}", council.id);
    let group = Group {
        kind: "Group",
        uid: Uuid::new_v5(&Uuid::NAMESPACE_URL, address.as_bytes()).to_string(),
        prod_id: product(council),
        // There must be one, and none is told of a council without meetings.
        updated: utc(updated.unwrap_or_default()),
        title: &council.name,
        entries,
    };
    Ok(serde_json::to_string_pretty(&group).unwrap_or_default() + "\n")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Group<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    uid: String,
    prod_id: String,
    updated: String,
    title: &'a str,
    entries: Vec<Event<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    uid: &'a str,
    updated: String,
    sequence: u32,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    start: String,
    time_zone: &'a str,
    duration: String,
    status: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    keywords: BTreeMap<&'a str, bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    locations: BTreeMap<&'a str, Location<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    links: BTreeMap<&'a str, Link<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    name: String,
}

#[derive(Serialize)]
struct Link<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    href: String,
    rel: &'a str,
}

impl<'a> Event<'a> {
    fn new(council: &'a Council, meeting: &'a Meeting, texts: Texts) -> Self {
        let (start, end) = (meeting.slot.starts_at(), meeting.slot.ends_at());
        let place = texts.location.map(|name| Location {
            kind: "Location",
            name,
        });
        let page = council.url.as_deref().map(|url| Link {
            kind: "Link",
            href: percent::encoded(url, |byte| byte.is_ascii_graphic()),
            rel: "describedby",
        });
        let acronym = Some(council.acronym.as_str()).filter(|it| !it.is_empty());
        Self {
            kind: "Event",
            uid: &meeting.uid,
            updated: utc(meeting.updated),
            sequence: meeting.sequence,
            title: texts.summary,
            description: texts.description,
            start: start.format(LOCAL).to_string(),
            time_zone: council.timezone.name(),
            duration: duration(council, start, end),
            status: status_word(meeting),
            keywords: acronym.map(|word| (word, true)).into_iter().collect(),
            locations: place.map(|place| ("1", place)).into_iter().collect(),
            links: page.map(|page| ("1", page)).into_iter().collect(),
        }
    }
}

fn utc(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Writes the time that passes between two local moments (RFC 8984, 1.4.6): an hour less or more
/// where the clocks are changed in between.
fn duration(council: &Council, start: NaiveDateTime, end: NaiveDateTime) -> String {
    let passed = match (council.zoned(start), council.zoned(end)) {
        (Some(start), Some(end)) => end.signed_duration_since(start),
        _ => end - start,
    };
    let seconds = passed.num_seconds();
    let part = |count: i64, unit| match count {
        0 => String::new(),
        count => format!("{count}{unit}"),
    };
    let parts = [
        part(seconds / 3600, 'H'),
        part(seconds / 60 % 60, 'M'),
        part(seconds % 60, 'S'),
    ];
    format!("PT{}", parts.concat())
}
