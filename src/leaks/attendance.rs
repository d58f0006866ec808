//! The names by which the attendance of minutes is read, and those of the persons whom it lists.

use super::lexicon::{is_civility, is_function, is_given, is_occupation, is_post};
use crate::domain::{Council, Meeting, Private};
use crate::locale::collation::sort_key;
use crate::markdown::minutes::{Attendee, BlockKind, Minutes, Names, read};

/// Does the same for a meeting: all members are those whom it calls.
#[must_use]
pub fn names_at(council: &Council, meeting: Option<&Meeting>) -> Names {
    let mut names = names(council);
    if let Some(meeting) = meeting {
        call(&mut names, council, meeting);
    }
    names
}

/// Says that all members are those whom a meeting calls.
pub fn call(names: &mut Names, council: &Council, meeting: &Meeting) {
    let members = council.members.iter().filter(|it| meeting.calls(it));
    let day = meeting.slot.date();
    names.call(members.map(|it| (it.id.to_string(), it.name_on(day).to_owned())));
}

/// Gathers the names of the organisations that a council knows.
#[must_use]
pub fn names(council: &Council) -> Names {
    let mut names = Names::new(is_given, is_civility, is_calling);
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

/// Whether a word says what a person is: "président", "responsable", "adjointe".
fn is_calling(word: &str) -> bool {
    is_function(word) || is_post(word) || is_occupation(word)
}

/// Returns the short form that stands behind a name in brackets: `DX` of `Direction X (DX)`.
fn short(name: &str) -> Option<String> {
    let (_, rest) = name.split_once(" (")?;
    Some(rest.strip_suffix(')')?.to_owned())
}

/// Tells whom the first list of minutes names, where no attendance is read and every item is a member
/// or a person, as if a label stood above it; nobody in any other list.
fn unlabelled(minutes: &Minutes, text: &str, names: &Names) -> Vec<Attendee> {
    let items = minutes.blocks.iter().map(|block| &block.prose.at);
    let kinds = minutes.blocks.iter().map(|block| block.kind);
    let items = items.zip(kinds);
    let is_item = |(_, kind): &(_, BlockKind)| *kind == BlockKind::Item;
    let items: Vec<_> = items
        .skip_while(|it| !is_item(it))
        .take_while(is_item)
        .collect();
    let first = items.first().filter(|_| minutes.attendance_at.is_empty());
    let Some((first, _)) = first else {
        return Vec::new();
    };
    let before = text.get(..first.start).unwrap_or_default();
    let at = before.rfind('\n').map_or(0, |end| end + 1);
    let label = "\n**Présents :**\n\n";
    let labelled = [&text[..at], label, &text[at..]].concat();
    let attendees = read(&labelled).attendees(names);
    let is_named = |item: &std::ops::Range<usize>| {
        let item = item.start + label.len()..item.end + label.len();
        attendees.iter().any(|it| {
            let organisation = it.organisation.iter().map(|it| &it.at);
            let mut places = organisation.chain(it.persons.iter().map(|(_, at)| at));
            places.any(|at| item.start <= at.start && at.end <= item.end)
        })
    };
    let members = attendees.iter().filter(|it| it.member().is_some()).count();
    if members < 2 || !items.iter().all(|(item, _)| is_named(item)) {
        return Vec::new();
    }
    attendees
}

/// Lists the persons whom minutes name in their attendance, by the part that they had, or in a list or lines
/// without a label; a word alone names nobody elsewhere.
#[must_use]
pub fn persons(
    minutes: &Minutes,
    text: &str,
    attendees: &[Attendee],
    names: &Names,
) -> Vec<Private<String>> {
    let unlabelled = unlabelled(minutes, text, names);
    let officers = minutes.officers(names);
    let listed = attendees.iter().chain(&unlabelled);
    let persons = listed.flat_map(|it| it.persons.iter()).chain(&officers);
    let listed = minutes.unlabelled_persons(names);
    let persons = persons.map(|(name, _)| name).chain(&listed);
    let names = persons.map(|name| name.replace('_', " "));
    let names = names.filter(|name| name.split_whitespace().count() > 1);
    names.map(Private::new).collect()
}
