//! The registries of a council that has none yet, with a comment that explains each key.

use super::record::{self, Field, Value};
use super::schema::{self, PATHS};
use crate::domain::{Council, Meeting, PathTemplate};

/// What stands for a text that nobody has given yet; the public may read it.
pub const UNKNOWN: &str = "à compléter";
/// What stands for an address that nobody has given yet.
pub const UNKNOWN_ADDRESS: &str = "secretariat@example.org";

/// The comments of the registries in one language, with places for what they are about.
#[derive(Debug)]
pub struct Scaffold {
    members: &'static str,
    meetings: &'static str,
    /// `private/members.toml`, all of it comments.
    pub contacts: &'static str,
    /// `private/meetings.toml`, all of it comments.
    pub links: &'static str,
    /// An example of `private/smtp.toml`.
    pub smtp: &'static str,
    /// An example of `private/imap.toml`.
    pub imap: &'static str,
    /// What is written beside a value that somebody has to look at.
    unverified: &'static str,
    /// What is written above mandates whose first day is supposed.
    since: &'static str,
}

/// The comments in English.
pub static ENGLISH: Scaffold = Scaffold {
    members: include_str!("scaffold/members.en.toml"),
    meetings: include_str!("scaffold/meetings.en.toml"),
    contacts: include_str!("scaffold/contacts.en.toml"),
    links: include_str!("scaffold/links.en.toml"),
    smtp: include_str!("scaffold/smtp.en.toml"),
    imap: include_str!("scaffold/imap.en.toml"),
    unverified: "to be verified",
    since: "# since: the day of the first meeting that is known; to be verified.\n\n",
};

/// The comments in French.
pub static FRENCH: Scaffold = Scaffold {
    members: include_str!("scaffold/members.fr.toml"),
    meetings: include_str!("scaffold/meetings.fr.toml"),
    contacts: include_str!("scaffold/contacts.fr.toml"),
    links: include_str!("scaffold/links.fr.toml"),
    smtp: include_str!("scaffold/smtp.fr.toml"),
    imap: include_str!("scaffold/imap.fr.toml"),
    unverified: "à vérifier",
    since: "# since : le jour de la première réunion connue ; à vérifier.\n\n",
};

/// Whether a line of a registry says of its value what [`Scaffold`] writes beside one that somebody has to
/// look at.
#[must_use]
pub fn is_unverified(line: &str) -> bool {
    let mut comments = line
        .match_indices('#')
        .map(|(at, sign)| line.get(at + sign.len()..));
    // "to be verified (docs/reunions.md:5)"
    let is_one = |comment: &str, known: &str| {
        let rest = comment.trim().strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" (") && rest.ends_with(')'))
    };
    comments.any(|comment| {
        let comment = comment.unwrap_or_default();
        [&ENGLISH, &FRENCH]
            .iter()
            .any(|it| is_one(comment, it.unverified))
    })
}

/// The keys of a meeting that somebody has to look at, and the file and line from which their values come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unverified {
    pub keys: &'static [&'static str],
    pub place: Option<String>,
}

/// A line of a skeleton that stands for a key, or for the records of a kind.
const PLACE: &str = "#= ";

impl Scaffold {
    /// Writes `members.toml`; the keys of `[council]` that are `unverified` say so, and `since`.
    #[must_use]
    pub fn members(&self, council: &Council, unverified: &[&str]) -> String {
        fill(self.members, |place| match place {
            "colleges" => records(
                "college",
                council.colleges.iter().map(|college| {
                    vec![
                        ("id", Some(Value::Text(college.id.to_string()))),
                        ("name", Some(Value::Text(college.name.clone()))),
                    ]
                }),
            ),
            "members" => {
                let members = records("member", council.members.iter().map(record::member));
                let supposed = unverified.contains(&"since");
                format!("{}{members}", if supposed { self.since } else { "" })
            }
            key => match of_council(council, key) {
                Some(value) => self.line(&record::line(key, &value), unverified.contains(&key)),
                None => format!("# {}\n", schema::line(key)),
            },
        })
    }

    /// Writes `meetings.toml`; `unverified` lists the keys of a meeting that are to be verified.
    #[must_use]
    pub fn meetings(
        &self,
        council: &Council,
        unverified: impl Fn(&Meeting) -> Unverified,
    ) -> String {
        let paths = &council.paths;
        fill(self.meetings, |place| match place {
            "page" => path("page", &paths.page),
            "calendar" => path("calendar", &paths.calendar),
            "event" => path("event", &paths.event),
            "minutes" => path("minutes", &paths.minutes),
            "draft" => path("draft", &paths.draft),
            "base" => match &council.links_base {
                Some(base) => record::line("base", &Value::Text(base.clone())),
                None => format!("# {}\n", schema::line("base")),
            },
            _ => {
                let each = council.meetings.iter().map(|meeting| {
                    let record = record::text("[[meeting]]", &record::meeting(meeting));
                    let Unverified { keys, place } = unverified(meeting);
                    let is_one = |line: &str| {
                        let key = line.split_once(" = ").map(|(key, _)| key);
                        key.is_some_and(|key| keys.contains(&key))
                    };
                    let lines = record.split_inclusive('\n');
                    let lines = lines.map(|line| match &place {
                        Some(place) if is_one(line) => {
                            format!("{}   # {} ({place})\n", line.trim_end(), self.unverified)
                        }
                        _ => self.line(line, is_one(line)),
                    });
                    lines.collect::<String>()
                });
                each.collect::<Vec<String>>().join("\n")
            }
        })
    }

    /// Returns a line, with a comment if its value is to be verified.
    fn line(&self, line: &str, is_unverified: bool) -> String {
        if is_unverified {
            format!("{}   # {}\n", line.trim_end(), self.unverified)
        } else {
            line.to_owned()
        }
    }
}

/// Puts what is known in the places of a skeleton.
fn fill(skeleton: &str, known: impl Fn(&str) -> String) -> String {
    let lines = skeleton.lines();
    let filled: String = lines
        .map(|line| match line.strip_prefix(PLACE) {
            Some(place) => known(place),
            None => format!("{line}\n"),
        })
        .collect();
    // Where there are no records, nothing stands in their place.
    format!("{}\n", filled.trim_end().replace("\n\n\n", "\n\n"))
}

fn records(kind: &str, records: impl Iterator<Item = Vec<Field>>) -> String {
    let records: Vec<String> = records
        .map(|fields| record::text(&format!("[[{kind}]]"), &fields))
        .collect();
    records.join("\n")
}

fn of_council(council: &Council, key: &str) -> Option<Value> {
    let text = match key {
        "id" => council.id.as_str(),
        "name" => &council.name,
        "acronym" => &council.acronym,
        "convener" => &council.convener,
        "contact" => &council.contact,
        "reply-to" => council.reply_to.as_deref()?,
        "url" => council.url.as_deref()?,
        "timezone" => council.timezone.name(),
        _ => council.typography.into_str(),
    };
    Some(Value::Text(text.to_owned()))
}

/// Writes a path that was chosen; the default is a comment.
fn path(key: &str, path: &PathTemplate) -> String {
    let line = record::line(key, &Value::Text(path.text.clone()));
    if PATHS.key(key).and_then(|key| key.default) == Some(path.text.as_str()) {
        format!("# {line}")
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::schema::{self, Key, Kind, Schema};

    fn keys(schema: &'static Schema) -> Vec<&'static str> {
        let own = |key: &'static Key| match key.kind {
            Kind::Table(inner)
            | Kind::Tables(inner)
            | Kind::SomeTables(inner)
            | Kind::Items(inner) => keys(inner),
            _ => vec![key.name],
        };
        schema.keys.iter().flat_map(own).collect()
    }

    #[test]
    fn every_key_is_explained_in_both_languages() {
        for skeleton in [&ENGLISH, &FRENCH] {
            for (text, schema) in [
                (skeleton.members, &schema::MEMBERS),
                (skeleton.meetings, &schema::MEETINGS),
                (skeleton.contacts, &schema::PRIVATE_MEMBERS),
                (skeleton.links, &schema::DEFAULT_JOIN),
                (skeleton.smtp, &schema::SMTP),
                (skeleton.imap, &schema::IMAP),
            ] {
                for key in keys(schema) {
                    let named = [format!("{PLACE}{key}"), format!("{key} = ")];
                    assert!(named.iter().any(|it| text.contains(it)), "{key}: {text}");
                }
            }
        }
    }
}
