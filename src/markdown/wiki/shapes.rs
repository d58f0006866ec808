//! What a part of a line or a cell looks like: a person, a function, several names.

use std::ops::Range;

use super::words::{FUNCTIONS, NO_PERSONS, ORGANISATION_WORDS, SMALL};
use crate::locale::collation::words;

/// What stands before a surname: "Camille de la Tour".
const PARTICLES: [&str; 12] = [
    "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "van", "von",
];

/// Whether a text has the form of a person's name: a few words with capitals, none of which
/// organisations or functions are called by.
#[must_use]
pub fn is_person(text: &str) -> bool {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let capital = |part: &&str| {
        part.trim_start_matches(['"', '\u{201c}'])
            .starts_with(char::is_uppercase)
            || PARTICLES.contains(part)
    };
    let plain = |c: char| c.is_alphabetic() || " .-'\u{2019}\u{a0}\"\u{201c}\u{201d}".contains(c);
    let telling = words(text);
    let known = |word: &str| {
        ORGANISATION_WORDS.contains(&word) || NO_PERSONS.contains(&word) || is_function_word(word)
    };
    let first = telling.first().map_or("", |(_, word)| word.as_str());
    (2..=5).contains(&parts.len())
        && parts.iter().all(capital)
        && text.trim().chars().all(plain)
        && text.contains(char::is_lowercase)
        && !SMALL.contains(&first)
        && !telling.iter().any(|(_, word)| known(word))
}

/// Whether a word is what somebody is in a body.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    let one = |word: &str| FUNCTIONS.contains(&word);
    one(word) || word.strip_suffix('s').is_some_and(one)
}

/// Whether a text says what somebody is, and nothing else: "Vice-présidente".
#[must_use]
pub fn is_function(text: &str) -> bool {
    let words = words(text);
    let known = |word: &str| is_function_word(word) || SMALL.contains(&word) || word == "e";
    !words.is_empty()
        && words.iter().all(|(_, word)| known(word))
        && words.iter().any(|(_, word)| is_function_word(word))
}

/// Whether a text has a word that organisations are called by, or an acronym.
#[must_use]
pub fn is_organisation(text: &str) -> bool {
    let known = |(_, word): &(Range<usize>, String)| ORGANISATION_WORDS.contains(&word.as_str());
    let acronym = |part: &str| part.chars().filter(|c| c.is_uppercase()).count() > 1;
    words(text).iter().any(known) || text.split(' ').any(acronym)
}

/// Whether a line is one of those that name somebody each: it begins with a person.
#[must_use]
pub(super) fn opens_with_person(text: &str) -> bool {
    let ends = [",", " (", " - ", " \u{2013} ", " :", ":", "  "];
    let text = text.trim();
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    is_person(text.get(..end.unwrap_or(text.len())).unwrap_or_default())
}
