//! What of a calendar is written again by the one that replaces it, and what nobody would miss.

use super::ics;

/// Properties that nobody would miss: what programs note for themselves, and what the calendar says
/// in another way.
const IDLE: [&str; 13] = [
    "UID",
    "LAST-MODIFIED",
    "CREATED",
    "DURATION",
    "REQUEST-STATUS",
    "X-WR-TIMEZONE",
    "X-WR-RELCALID",
    "X-CALSTART",
    "X-CALEND",
    "X-OWNER",
    "X-PRIMARY-CALENDAR",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
];

/// Beginnings of the names of such properties.
const NOTES: [&str; 8] = [
    "X-MOZ-",
    "X-MICROSOFT-",
    "X-MS-OLK-",
    "X-LIC-",
    "X-EVOLUTION-",
    "X-RADICALE-",
    "X-NC-",
    "X-APPLE-DEFAULT-ALARM",
];

/// Values that say no more than the property's absence (RFC 5545, 3.8.1.3, 3.8.1.9 and 3.8.2.7), or
/// that the calendar is published (RFC 5546, 3.2.1).
const IMPLIED: [(&str, &[&str]); 5] = [
    ("CALSCALE", &["GREGORIAN"]),
    ("CLASS", &["PUBLIC"]),
    ("METHOD", &["PUBLISH"]),
    ("PRIORITY", &["0", "5", "9"]),
    ("TRANSP", &["OPAQUE"]),
];

/// Properties that make, drop or move the occurrences of a series (RFC 5545, 3.8.4.4 and 3.8.5; EXRULE
/// is of RFC 2445).
const RECURRENCE: [&str; 5] = ["RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"];

/// Whether a property of an event makes, drops or moves occurrences.
#[must_use]
pub fn is_recurrence(name: &str) -> bool {
    RECURRENCE.contains(&name)
}

/// Whether the loss of a property is none: it is written again, or nobody would miss it.
#[must_use]
pub fn is_replaceable(component: &str, name: &str, value: &str) -> bool {
    let implied = IMPLIED.iter().find(|(property, _)| *property == name);
    match implied {
        Some((_, values)) => values.contains(&value.trim().to_ascii_uppercase().as_str()),
        None => {
            ics::is_written(component, name)
                || IDLE.contains(&name)
                || NOTES.iter().any(|note| name.starts_with(note))
                || name == "X-ALT-DESC" && is_blank_html(value)
        }
    }
}

/// Whether a text in HTML shows nothing: no word, no image and no link.
fn is_blank_html(value: &str) -> bool {
    let text = value.replace("\\n", " ").replace("\\N", " ").to_lowercase();
    let mut shown = String::new();
    let mut is_tag = false;
    for it in text.chars() {
        match it {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => shown.push(it),
            _ => {}
        }
    }
    let refers = ["src=", "href=", "data="]
        .iter()
        .any(|it| text.contains(it));
    !refers && shown.replace("&nbsp;", " ").trim().is_empty()
}
