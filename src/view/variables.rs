//! The variables that each template is given, by their full names: `example.json`, flattened.
//!
//! The example has an entry for each part of what templates are given, in the form of the views. A key
//! with `?` may be none, a day stands for its forms, and `@meeting` for what `meeting` holds.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::DateView;

static EXAMPLE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("example.json")).unwrap_or_default());

/// A variable of a template, with what it may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// As in `meeting.date.text`; `[]` stands for one item of a list.
    pub path: String,
    pub example: Example,
}

/// What a variable may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Example {
    /// A list or a table, whose content follows.
    Container,
    Value(String),
    /// The same, or none.
    Optional(String),
    /// The same as a variable of another template.
    Like(&'static str),
}

/// The parts of the example that a template is given.
///
/// `name` is that of the template below `templates/`; any other name is that of a path.
fn parts(name: &str) -> impl Iterator<Item = &'static Map<String, Value>> {
    let parts: &[&str] = match name {
        "changes.md.j2" => &["council", "changes"],
        "mail/letter.html.j2" => &["letter"],
        "minutes.md.j2" => &["council", "meeting", "draft"],
        "minutes-public.md.j2" => &["council", "meeting", "public"],
        "minutes.html.j2" => &["council", "meeting", "html"],
        "style.html.j2" => &[],
        "report.md.j2" | "report.html.j2" => &["council", "report"],
        "handover.md.j2" => &["council", "handover"],
        "page.md.j2" => &["council", "page", "opinions", "subjects"],
        _ if name.starts_with("blocks/") => &["council", "page", "opinions", "subjects", "block"],
        _ if name.starts_with("mail/relay") => &["council", "subject", "relay"],
        _ if name.starts_with("mail/") => &["council", "meeting", "message"],
        _ => &["council", "meeting"],
    };
    parts.iter().filter_map(|part| EXAMPLE[part].as_object())
}

/// Returns the variables that a template is given.
#[must_use]
pub fn of(name: &str) -> Vec<Variable> {
    let mut all = Vec::new();
    for part in parts(name) {
        for (key, value) in part {
            flatten("", key, value, false, &mut all);
        }
    }
    all
}

/// Whether a template is given a variable, or a part or container of one.
#[must_use]
pub fn is_known(template: &str, path: &str) -> bool {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    // The arguments of a marker are its own.
    parts(template).any(|part| {
        let value = get(part, first);
        value.is_some_and(|value| first == "args" || has(value, rest))
    })
}

fn get(table: &'static Map<String, Value>, key: &str) -> Option<&'static Value> {
    table.get(key).or_else(|| table.get(&format!("{key}?")))
}

/// Whether a value has something at a path below it.
fn has(value: &'static Value, path: &str) -> bool {
    if path.is_empty() {
        return true;
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    match (value, forms(value)) {
        (_, Some(forms)) => forms.get(first).is_some() && rest.is_empty(),
        (Value::Object(table), _) => get(table, first).is_some_and(|value| has(value, rest)),
        (Value::String(text), _) => like(text).is_some_and(|(_, value)| has(value, path)),
        _ => false,
    }
}

/// The forms of a day.
fn forms(value: &Value) -> Option<Value> {
    let day: NaiveDate = value.as_str()?.parse().ok()?;
    serde_json::to_value(DateView::new(day)).ok()
}

/// The name and the content of the variable that `@NAME` stands for.
fn like(text: &'static str) -> Option<(&'static str, &'static Value)> {
    let name = text.strip_prefix('@')?;
    Some((name, &EXAMPLE[name][name]))
}

/// Adds a variable and those that it holds; what is below something that may be none may be none.
fn flatten(
    above: &str,
    key: &str,
    value: &'static Value,
    is_optional: bool,
    all: &mut Vec<Variable>,
) {
    let (key, is_optional) = match key.strip_suffix('?') {
        Some(key) => (key, true),
        None => (key, is_optional),
    };
    let path = format!("{above}{key}");
    let mut add = |path: String, example: Example| all.push(Variable { path, example });
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let plain = |value: &Value| {
        if is_optional {
            Example::Optional(text(value))
        } else {
            Example::Value(text(value))
        }
    };
    match value {
        Value::Object(table) => {
            if table.is_empty() {
                add(path.clone(), Example::Container);
            }
            for (key, value) in table {
                flatten(&format!("{path}."), key, value, is_optional, all);
            }
        }
        Value::Array(items) => {
            add(path.clone(), Example::Container);
            for item in items {
                flatten(&path, "[]", item, is_optional, all);
            }
        }
        _ => match (forms(value), value.as_str().and_then(like)) {
            (Some(forms), _) => {
                for (form, value) in forms.as_object().into_iter().flatten() {
                    add(format!("{path}.{form}"), plain(value));
                }
            }
            (None, Some((name, _))) => add(path, Example::Like(name)),
            (None, None) => add(path, plain(value)),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::domain::{Clock, Council};
    use crate::source::Sources;
    use crate::view::{CouncilView, meetings, members, opinions, subjects};

    /// The paths of a value, a list's being those of its first item.
    fn paths(value: &Value, above: &str, all: &mut BTreeSet<String>) {
        match value {
            Value::Object(table) => {
                for (key, value) in table {
                    paths(
                        value,
                        &format!("{above}.{}", key.trim_end_matches('?')),
                        all,
                    );
                }
            }
            Value::Array(items) => {
                for item in items {
                    paths(item, &format!("{above}[]"), all);
                }
            }
            // The first form of a day is a day, too.
            other => match forms(other).filter(|_| above.rsplit('.').next() != Some("iso")) {
                Some(forms) => paths(&forms, above, all),
                None => all.extend([above.to_owned()]),
            },
        }
    }

    /// A council whose records have every key.
    fn council() -> Council {
        const MEMBERS: &str = r#"
[council]
id = "conseil"
name = "Conseil"
acronym = "C"
convener = "DINUM"
contact = "secretariat@example.org"
url = "https://example.org/"
timezone = "Europe/Paris"

[[college]]
id = "usagers"
name = "usagers"

[[member]]
id = "adullact"
name = "ADULLACT"
college = "usagers"
url = "https://example.org/"
since = 2022-01-26
until = 2023-01-26
formerly = [{ name = "Adullact", until = 2022-02-01 }]
"#;
        const MEETINGS: &str = r#"
[[meeting]]
id = "2023-usagers-1"
colleges = ["usagers"]
number = 1
date = 2023-09-28
start = 14:00:00
end = 16:00:00
end-date = 2023-09-29
status = "cancelled"
moved-from = [{ date = 2023-09-15, start = 14:00:00, end = 16:00:00 }]
place = "Salle A"
agenda = [{ title = "Bilan", presenter = "DINUM", minutes = 20 }]
reason = "grève"
updated = 2023-09-14T12:00:00Z

[[opinion]]
id = "2023-guide"
meeting = "2023-usagers-1"
question = "Un guide"
subject = "2023-sujet-1"
outcome = "favourable"
by = "majority"
states = [
    { state = "adopted", on = 2023-09-28 },
    { state = "submitted", on = 2023-09-29 },
    { state = "withdrawn", on = 2023-09-30 },
]
document = "avis.pdf"
licence = "CC BY-SA 4.0"

[[subject]]
id = "2023-sujet-1"
title = "Un annuaire"
received = 2023-09-04
state = "closed"
meeting = "2023-usagers-1"
opinion = "2023-guide"
why = "fait"
"#;
        let mut sources = Sources::new();
        let members = sources.add("members.toml", MEMBERS.to_owned());
        let meetings = sources.add("meetings.toml", MEETINGS.to_owned());
        let clock = Clock {
            now: chrono::DateTime::UNIX_EPOCH,
            today: NaiveDate::from_ymd_opt(2025, 6, 1),
            machine: chrono::DateTime::UNIX_EPOCH,
        };
        let (members, meetings) = (Some(members), Some(meetings));
        let loaded = crate::registry::load(&sources, members, meetings, &clock, &["Europe/Paris"]);
        loaded.council.unwrap()
    }

    #[test]
    fn the_example_has_the_form_of_the_views() {
        let council = council();
        for (part, name, view) in [
            ("council", "council", json!(CouncilView::new(&council))),
            ("meeting", "meeting", json!(meetings(&council)[0])),
            ("opinions", "opinions", json!(opinions(&council))),
            ("subject", "subject", json!(subjects(&council)[0])),
            ("subjects", "subjects", json!(subjects(&council))),
            ("page", "members", json!(members(&council, None, |_| true))),
        ] {
            let (mut real, mut example) = (BTreeSet::new(), BTreeSet::new());
            paths(&view, name, &mut real);
            paths(&EXAMPLE[part][name], name, &mut example);
            assert_eq!(real, example, "{name}");
        }
    }

    #[test]
    fn a_part_and_a_container_of_a_variable_are_known() {
        for (template, path) in [
            ("event/summary.txt.j2", "meeting"),
            ("event/summary.txt.j2", "meeting.date.text"),
            ("event/summary.txt.j2", "meeting.place"),
            ("minutes.md.j2", "minutes.next.date.long"),
            ("mail/update.md.j2", "message.was.date.iso"),
            ("blocks/x.md.j2", "args.college"),
            ("page.md.j2", "links.base"),
        ] {
            assert!(is_known(template, path), "{template}: {path}");
        }
        for (template, path) in [
            ("event/summary.txt.j2", "metting"),
            ("event/summary.txt.j2", "meeting.dat"),
            ("event/summary.txt.j2", "meeting.date.texte"),
            ("event/summary.txt.j2", "meeting.date.text.x"),
            ("event/summary.txt.j2", "message.was"),
            ("minutes.md.j2", "minutes.next.titel"),
            ("page.md.j2", "args.college"),
        ] {
            assert!(!is_known(template, path), "{template}: {path}");
        }
    }
}
