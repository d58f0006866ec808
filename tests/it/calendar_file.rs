//! Calendar files, read with the parser of the crate `icalendar`, and their own time zone rules.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc, Weekday};
use icalendar::parser::{Calendar, Component, read_calendar, unfold};

/// A calendar file, as text and as read.
pub struct File {
    pub text: String,
    pub calendar: Component<'static>,
}

impl File {
    /// Reads a file; the texts that are read live as long as the test.
    pub fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let unfolded: &'static str = unfold(&text).leak();
        let Calendar {
            properties,
            components,
        } = read_calendar(unfolded).unwrap();
        let calendar = Component {
            name: "VCALENDAR".into(),
            properties,
            components,
        };
        Self { text, calendar }
    }

    /// Returns its first event.
    pub fn event(&self) -> &Component<'static> {
        let mut events = self.calendar.components.iter();
        events.find(|component| component.name == "VEVENT").unwrap()
    }
}

/// Cuts the events out of a calendar, as they are written.
pub fn event_texts(calendar: &str) -> Vec<&str> {
    let starts = calendar.match_indices("BEGIN:VEVENT\r\n").map(|(at, _)| at);
    starts
        .map(|start| {
            let end = calendar[start..].find("END:VEVENT\r\n").unwrap();
            &calendar[start..start + end]
        })
        .collect()
}

/// Returns the value of a property that is there once or not at all, without its escapes.
pub fn value(component: &Component<'_>, name: &str) -> Option<String> {
    let mut found = component.properties.iter().filter(|p| p.name == name);
    let value = found.next().map(|property| property.val.to_owned());
    assert!(found.next().is_none(), "{name} twice");
    // The parser knows which properties of RFC 5545 are texts; not those of RFC 7986 nor lists.
    match name {
        "NAME" | "X-WR-CALNAME" | "CATEGORIES" => {
            value.map(|value| value.unescape_text().to_string())
        }
        _ => value.map(|value| value.to_string()),
    }
}

/// Reads a local date and time.
pub fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

/// One observance of a VTIMEZONE: when it first began, the offsets in seconds before and after,
/// and the month on whose last Sunday it begins each year.
pub struct Rule {
    first: NaiveDateTime,
    from: i64,
    to: i64,
    month: Option<u32>,
}

/// Reads the rules of the one VTIMEZONE of a calendar.
pub fn file_rules(calendar: &Component<'_>, zone: &str) -> Vec<Rule> {
    let zones: Vec<_> = calendar
        .components
        .iter()
        .filter(|component| component.name == "VTIMEZONE")
        .collect();
    assert_eq!(zones.len(), 1);
    assert_eq!(value(zones[0], "TZID").as_deref(), Some(zone));
    let offset = |text: &str| {
        let hours: i64 = text[..3].parse().unwrap();
        let minutes: i64 = text[3..].parse().unwrap();
        hours * 3600 + hours.signum() * minutes * 60
    };
    let rule = |observance: &Component<'_>| {
        let value = |name: &str| value(observance, name).unwrap();
        let month = yearly_month(observance);
        Rule {
            first: local(&value("DTSTART")),
            from: offset(&value("TZOFFSETFROM")),
            to: offset(&value("TZOFFSETTO")),
            month,
        }
    };
    zones[0].components.iter().map(rule).collect()
}

fn yearly_month(observance: &Component<'_>) -> Option<u32> {
    let rule = value(observance, "RRULE")?;
    let month = rule.strip_prefix("FREQ=YEARLY;BYMONTH=").unwrap();
    Some(month.strip_suffix(";BYDAY=-1SU").unwrap().parse().unwrap())
}

/// Converts a local time by the rules of the file alone.
pub fn to_utc(local: NaiveDateTime, rules: &[Rule]) -> DateTime<Utc> {
    let mut moments = rules.iter().map(|rule| local - Duration::seconds(rule.to));
    let fitting = moments.find(|moment| {
        let offset = offset_at(*moment, rules);
        *moment + Duration::seconds(offset) == local
    });
    fitting.unwrap().and_utc()
}

/// Finds the offset of the observance that began last.
fn offset_at(moment: NaiveDateTime, rules: &[Rule]) -> i64 {
    let onset = |rule: &Rule| {
        let onsets = [moment.year() - 1, moment.year(), moment.year() + 1].map(|year| {
            let local = match rule.month {
                Some(month) => last_sunday(year, month).and_time(rule.first.time()),
                None => rule.first,
            };
            local - Duration::seconds(rule.from)
        });
        onsets.into_iter().filter(|onset| *onset <= moment).max()
    };
    rules.iter().max_by_key(|rule| onset(rule)).unwrap().to
}

/// Returns the last Sunday of a month of 31 days.
pub fn last_sunday(year: i32, month: u32) -> NaiveDate {
    let mut day = NaiveDate::from_ymd_opt(year, month, 31).unwrap();
    while day.weekday() != Weekday::Sun {
        day -= Duration::days(1);
    }
    day
}
