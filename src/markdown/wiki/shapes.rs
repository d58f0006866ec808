//! What a part of a line or a cell looks like: a person, a function, several names.

use std::ops::Range;

use super::ListedMember;
use super::members::member;
use super::passage::Passage;
use super::words::{FUNCTIONS, MEMBER_HINTS, MEMBERS, NO_PERSONS, ORGANISATION_WORDS, SMALL};
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

/// Lists the members that a text names with links joined by commas, alone or in a sentence about
/// members: "Les membres sont [A](…), [B](…) et [C](…)."
#[must_use]
pub(super) fn linked(said: &Passage) -> Vec<ListedMember> {
    let between = |pair: &[super::passage::Linked]| match pair {
        [one, other] => said.text.get(one.over.end..other.over.start),
        _ => None,
    };
    let joins =
        |text: &str| [",", ";", "/", "&", "et", "and", ", et", ", and"].contains(&text.trim());
    let chain = said
        .links
        .windows(2)
        .take_while(|pair| between(pair).is_some_and(joins));
    let count = chain.count() + 1;
    let Some(first) = said.links.first().filter(|_| count > 1) else {
        return Vec::new();
    };
    let before = words(said.text.get(..first.over.start).unwrap_or_default());
    let of_members = |word: &str| MEMBERS.contains(&word) || MEMBER_HINTS.contains(&word);
    if !before.is_empty() && !before.iter().any(|(_, word)| of_members(word)) {
        return Vec::new();
    }
    let links = said.links.iter().take(count);
    let all: Option<Vec<_>> = links
        .map(|linked| member(&said.part(&linked.over)))
        .collect();
    all.unwrap_or_default()
}

/// Lists the persons that a text names one after the other, with dashes, commas or "et" between them;
/// `is_item` where commas and dashes part what is said of one.
#[must_use]
pub(super) fn persons(said: &Passage, is_item: bool) -> Vec<ListedMember> {
    const SIGNS: [&str; 11] = [
        " - ",
        " -\n",
        "\n- ",
        " \u{2013} ",
        " \u{2013}\n",
        " \u{2014} ",
        ", ",
        ",\n",
        " / ",
        " ; ",
        "; ",
    ];
    const JOINS: [&str; 3] = [" et ", " and ", " & "];
    let text = said.text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut from, mut joined) = (0, false);
    loop {
        let rest = text.get(from..).unwrap_or_default();
        let ends = SIGNS.iter().chain(&JOINS);
        let next = ends
            .filter_map(|sign| Some((rest.find(sign)?, *sign)))
            .min_by_key(|(at, _)| *at);
        let Some((at, sign)) = next else {
            parts.push(from..text.len());
            break;
        };
        parts.push(from..from + at);
        joined = JOINS.contains(&sign);
        from += at + sign.len();
    }
    parts.retain(|at| {
        text.get(at.clone())
            .is_some_and(|part| !part.trim().is_empty())
    });
    let sound = |at: &Range<usize>| {
        text.get(at.clone())
            .is_some_and(|part| is_person(&part.replace('\n', " ")))
    };
    if parts.len() < 2 || !(joined || parts.len() > 2 && !is_item) || !parts.iter().all(sound) {
        return Vec::new();
    }
    let all: Option<Vec<_>> = parts.iter().map(|at| member(&said.part(at))).collect();
    all.unwrap_or_default()
}

/// Whether a line is one of those that name somebody each: it begins with a person.
#[must_use]
pub(super) fn opens_with_person(text: &str) -> bool {
    let ends = [",", " (", " - ", " \u{2013} ", " :", ":", "  "];
    let text = text.trim();
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    is_person(text.get(..end.unwrap_or(text.len())).unwrap_or_default())
}
