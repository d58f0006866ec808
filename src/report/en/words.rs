//! The English words for kinds, characters and times.

use crate::problem::{Shown, ValueKind};
use crate::report::quote::cut;

/// Says when a meeting is in the calendars, and whether it takes place.
#[must_use]
pub fn shown(shown: &Shown) -> String {
    let (start, end) = (shown.start, shown.end);
    let end = if start.date() == end.date() {
        end.format("-%H:%M")
    } else {
        end.format(" to %Y-%m-%d %H:%M")
    };
    let status = match shown.status.as_str() {
        "TENTATIVE" => "proposed",
        "CANCELLED" => "cancelled",
        _ => "confirmed",
    };
    format!("{}{end} {status}", start.format("%Y-%m-%d %H:%M"))
}

/// Says what a key holds.
#[must_use]
pub fn value_kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "a text",
        ValueKind::Integer => "a whole number",
        ValueKind::Boolean => "`true` or `false`",
        ValueKind::Date => "a date",
        ValueKind::Time => "a time of day",
        ValueKind::Instant => "a date and time with `Z` or an offset",
        ValueKind::Texts => "a list of texts",
        ValueKind::Table => "a table",
        ValueKind::Tables => "a list of tables",
        ValueKind::Agenda => "a list of texts or tables",
    }
}

/// Says in French which TOML type was found, by the parser's name for it.
#[must_use]
pub fn found_kind(found: &str) -> &str {
    match found {
        "string" => "a text",
        "integer" => "a whole number",
        "float" => "a decimal number",
        "boolean" => "`true` or `false`",
        "datetime" => "a date or time of another form",
        "array" => "a list",
        "table" => "a table",
        other => other,
    }
}

/// Says what a template cannot print.
#[must_use]
pub fn unprintable_kind(kind: &str) -> String {
    match kind {
        "none" => "this has no value".to_owned(),
        "boolean" => "this is true or false".to_owned(),
        "list" => "this is a list".to_owned(),
        "table" => "this is a table".to_owned(),
        other => cut(other),
    }
}

/// Names a character that has no place in a line.
#[must_use]
pub fn character_name(character: char) -> &'static str {
    match character {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => "a line break",
        '\t' => "a tab",
        '\u{feff}' => "a byte order mark",
        _ if character.is_control() => "a control character",
        _ => "a mark that turns the text around",
    }
}
