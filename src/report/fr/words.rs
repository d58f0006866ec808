//! The French words for kinds, characters and times.

use crate::locale::dates::date as day;
use crate::locale::hours::{hour, long_hours};
use crate::problem::{Shown, ValueKind};
use crate::report::quote::cut;

/// Quotes what another program says in English.
#[must_use]
pub fn detail_of(detail: &str) -> String {
    format!("«\u{a0}{}\u{a0}»", cut(detail))
}

/// Says when a meeting is in the calendars, and whether it takes place.
#[must_use]
pub fn shown(shown: &Shown) -> String {
    let (start, end) = (shown.start, shown.end);
    let date = day(start.date());
    let hours = if start.date() == end.date() {
        long_hours(start.time(), end.time())
    } else {
        let (from, to) = (hour(start.time()), hour(end.time()));
        format!("à partir de {from} jusqu'au {} à {to}", day(end.date()))
    };
    let status = match shown.status.as_str() {
        "TENTATIVE" => " (à confirmer)",
        "CANCELLED" => " (annulée)",
        _ => "",
    };
    format!("{date} {hours}{status}")
}

/// Says what a key holds.
#[must_use]
pub fn value_kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "un texte",
        ValueKind::Integer => "un nombre entier",
        ValueKind::Boolean => "`true` ou `false`",
        ValueKind::Date => "une date",
        ValueKind::Time => "une heure",
        ValueKind::Instant => "une date et une heure avec `Z` ou un décalage",
        ValueKind::Texts => "une liste de textes",
        ValueKind::Table => "une table",
        ValueKind::Tables => "une liste de tables",
        ValueKind::Agenda => "une liste de textes ou de tables",
    }
}

/// Says in French which TOML type was found, by the parser's name for it.
#[must_use]
pub fn found_kind(found: &str) -> &str {
    match found {
        "string" => "un texte",
        "integer" => "un nombre entier",
        "float" => "un nombre décimal",
        "boolean" => "`true` ou `false`",
        "datetime" => "une date ou une heure d'une autre forme",
        "array" => "une liste",
        "table" => "une table",
        other => other,
    }
}

/// Says what a template cannot print.
#[must_use]
pub fn unprintable_kind(kind: &str) -> String {
    match kind {
        "none" => "cette variable est sans valeur".to_owned(),
        "boolean" => "c'est vrai ou faux".to_owned(),
        "list" => "c'est une liste".to_owned(),
        "table" => "c'est une table".to_owned(),
        other => detail_of(other),
    }
}

/// Names a character that has no place in a line.
#[must_use]
pub fn character_name(character: char) -> &'static str {
    match character {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => "un saut de ligne",
        '\t' => "une tabulation",
        '\u{feff}' => "une marque d'ordre des octets",
        _ if character.is_control() => "un caractère de commande",
        _ => "une marque qui renverse le sens du texte",
    }
}
