//! The names by which the attendance of minutes is read, and those of the persons whom it lists.

use super::lexicon::{is_civility, is_given};
use crate::domain::{Council, Private};
use crate::locale::collation::sort_key;
use crate::markdown::minutes::{Attendee, Minutes, Names};

/// Gathers the names of the organisations that a council knows.
#[must_use]
pub fn names(council: &Council) -> Names {
    let mut names = Names::new(is_given, is_civility);
    let members = council.members.iter();
    let mut known: Vec<(String, Option<&str>)> = Vec::new();
    for member in members {
        let id = Some(member.id.as_str());
        known.extend(member.names().map(|name| (name.to_owned(), id)));
        known.push((member.id.as_str().replace('-', " "), id));
        known.extend(member.names().filter_map(short).map(|it| (it, id)));
    }
    // The convener is often a member too.
    for name in [&council.convener, &council.acronym] {
        let key = sort_key(name);
        if !known.iter().any(|(name, _)| sort_key(name) == key) {
            known.push((name.clone(), None));
        }
    }
    for (name, id) in known {
        names.add(&name, id);
    }
    names
}

/// Returns the short form that stands behind a name in brackets: `DX` of `Direction X (DX)`.
fn short(name: &str) -> Option<String> {
    let (_, rest) = name.split_once(" (")?;
    Some(rest.strip_suffix(')')?.to_owned())
}

/// Tells who was there by minutes of a council.
#[must_use]
pub fn attendees(minutes: &Minutes, council: &Council) -> Vec<Attendee> {
    minutes.roll.attendees(&names(council))
}

/// Lists the persons whom the attendance names; a word alone names nobody elsewhere.
#[must_use]
pub fn persons(attendees: &[Attendee]) -> Vec<Private<String>> {
    let persons = attendees.iter().flat_map(|it| &it.persons);
    let names = persons.map(|(name, _)| name.replace('_', " "));
    let names = names.filter(|name| name.split_whitespace().count() > 1);
    names.map(Private::new).collect()
}
