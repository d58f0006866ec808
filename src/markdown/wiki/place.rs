//! Where a meeting takes place, as a column of a table or a label says it.

use super::passage::{Passage, on_one_line, unquoted};
use super::shapes::key;
use super::words::{LINK_LABELS, NOWHERE, PLACE_COLUMNS, PLACE_WORDS};
use crate::locale::collation::{Word, words};

/// Whether a text says that nobody knows it yet: "à confirmer".
pub(super) fn is_nowhere(text: &str) -> bool {
    NOWHERE.contains(&key(text).as_str())
}

/// Returns where a text says that a meeting takes place; nothing where nobody knows it yet.
fn place_said(text: &str) -> Option<String> {
    let text = on_one_line(text);
    let is_known = !is_nowhere(&text) && !text.contains('@');
    (is_known && text.contains(char::is_alphanumeric)).then_some(text)
}

/// Returns where a line with a label such as "Lieu :" says that a meeting takes place.
pub(super) fn labelled_place(line: &str) -> Option<String> {
    let (label, said) = line.split_once(':')?;
    let label = key(label);
    let mut labels = PLACE_COLUMNS.iter();
    let is_label = labels.any(|known| known.trim_end_matches(" *") == label);
    place_said(first_sentence(said)).filter(|_| is_label)
}

/// Returns a text up to the end of its first sentence; a stop behind a short word, as in "12 av. Foch", ends none.
fn first_sentence(text: &str) -> &str {
    const LONGEST_SHORT: usize = 4;
    let ends = |(at, _): &(usize, &str)| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + 1..).unwrap_or_default();
        let next = after.trim_start();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next();
        let is_long = last.is_some_and(|word| word.chars().count() > LONGEST_SHORT);
        let begins = next.starts_with(char::is_uppercase) && next.len() < after.len();
        is_long && (next.is_empty() || begins)
    };
    let end = text.match_indices('.').find(ends);
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Returns the place that is all of a text: "mairie", "à la salle des fêtes".
pub(super) fn place_alone(text: &str) -> Option<String> {
    const MOST_WORDS: usize = 8;
    const LEADS: [&str; 10] = ["a", "au", "aux", "en", "dans", "la", "le", "l", "in", "at"];
    let said = words(text);
    let (at, first) = said
        .iter()
        .find(|(_, word)| !LEADS.contains(&word.as_str()))?;
    let known = PLACE_WORDS.iter().any(|known| {
        let mut said = said.iter().skip_while(|(it, _)| it.start < at.start);
        known
            .split(' ')
            .all(|word| said.next().is_some_and(|(_, it)| it == word))
    });
    // "mairie, budget": what follows may be the title.
    let (_, rest) = text.split_once(',').unwrap_or(("", ""));
    let rest = rest.trim_start();
    let of_place = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
    let sound = known && of_place && !first.is_empty() && said.len() <= MOST_WORDS;
    let place = text
        .get(at.start..)
        .filter(|text| sound && !text.contains(':'));
    place.and_then(place_said)
}

/// Whether a key of a front matter is one of places.
pub(super) fn is_place_key(key: &str) -> bool {
    [
        "lieu", "lieux", "location", "place", "salle", "venue", "endroit",
    ]
    .contains(&key)
}

/// Returns where a key of a front matter says that a meeting takes place; `location: turbine` names a place by a
/// word that readers are not shown.
pub(super) fn place_of_field(key: &str, value: &str) -> Option<String> {
    let (value, _) = value.split_once(" #").unwrap_or((value, ""));
    let value = unquoted(value);
    let is_id = !value.contains(|c: char| c.is_uppercase() || c == ' ') && key != "lieu";
    let is_nested = value.is_empty() || value.starts_with(['[', '{', '|', '>', '&', '*']);
    place_said(value).filter(|_| !is_id && !is_nested && !value.contains("://"))
}

/// Returns where a cell says that a meeting takes place; a link such as "ici" does not say it.
pub(super) fn place_of_cell(cell: &Passage) -> Option<String> {
    let is_label = |(_, word): &Word| LINK_LABELS.contains(&word.as_str());
    let is_link = !cell.links.is_empty() && words(&cell.text).iter().all(is_label);
    place_said(&cell.text).filter(|_| !is_link)
}
