//! What a part of a line or a cell looks like: a person, a function, several names.

use super::words::{
    ALTERNATES, CIVILITIES, COUNTRIES, FUNCTIONS, NO_PERSONS, ORGANISATION_WORDS, PARTICLES,
    POLITE, SEVERAL_SEATS, SMALL, TASKS, TOWNS,
};
use crate::locale::collation::{Key, Word, words};

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
    // An accent may stand behind its letter.
    let plain = |c: char| {
        c.is_alphabetic()
            || ('\u{300}'..='\u{36f}').contains(&c)
            || " .-'\u{2019}\u{a0}\"\u{201c}\u{201d}".contains(c)
    };
    let telling = words(text);
    let known = |word: &str| {
        ORGANISATION_WORDS.contains(&word) || NO_PERSONS.contains(&word) || is_function_word(word)
    };
    let first = telling.first().map_or("", |(_, word)| word.as_str());
    // "Rang A"
    let is_letter = parts.last().is_some_and(|part| part.chars().count() == 1);
    // "Who We Are"
    let is_small =
        |word: &str| word.len() > 1 && SMALL.contains(&word) && !PARTICLES.contains(&word);
    (2..=5).contains(&parts.len())
        && parts.iter().all(capital)
        && text.trim().chars().all(plain)
        && text.contains(char::is_lowercase)
        && (!SMALL.contains(&first) || parts.first().is_some_and(|part| part.ends_with('.')))
        && !telling.iter().any(|(_, word)| known(word))
        && !is_letter
        && !telling.iter().any(|(_, word)| is_small(word))
}

/// Whether a text has the form of a person's name in capitals: "CAMILLE MARTIN".
#[must_use]
pub(super) fn is_name_in_capitals(text: &str) -> bool {
    let parts = text.split_whitespace();
    let capitalized = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().into_iter();
        first
            .chain(letters.flat_map(char::to_lowercase))
            .collect::<String>()
    };
    let lower: Vec<String> = parts.map(capitalized).collect();
    !text.contains(char::is_lowercase) && is_person(&lower.join(" "))
}

/// Whether a text is a person's name, by its form or by how it begins: "Sr. Camille".
#[must_use]
pub(super) fn names_person(text: &str) -> bool {
    let words = words(text);
    let first = words.first().map_or("", |(_, word)| word.as_str());
    is_person(text)
        || words.len() > 1 && CIVILITIES.contains(&first) && text.starts_with(char::is_uppercase)
}

/// Returns the name of a person without the word of politeness before it and the full stop behind it: "Monsieur
/// Camille MARTIN."
#[must_use]
pub fn behind_civility(text: &str) -> Option<&str> {
    let (first, rest) = text.trim().split_once([' ', '\u{a0}'])?;
    let name = rest.trim().trim_end_matches('.').trim_end();
    let is_one = POLITE.contains(&key(first).as_str()) && first.starts_with(char::is_uppercase);
    Some(name).filter(|name| is_one && is_person(name))
}

/// The dashes that part what a line says.
pub const DASHES: [&str; 3] = [" \u{2013} ", " \u{2014} ", " - "];

/// Whether a word, a sort key, names somebody who comes in the place of another.
#[must_use]
pub fn is_alternate_word(word: &str) -> bool {
    ALTERNATES.iter().any(|begin| word.starts_with(begin))
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
    let known =
        |word: &str| is_function_word(word) || SMALL.contains(&word) || ["e", "s"].contains(&word);
    !words.is_empty()
        && words.iter().all(|(_, word)| known(word))
        && words.iter().any(|(_, word)| is_function_word(word))
}

/// Whether a text has the form of what somebody is: one of its words is known to be said of persons, or
/// ends as such words do: "Chief Instructor", "Régisseuse".
#[must_use]
pub fn may_be_function(text: &str) -> bool {
    const OF_FIRST: [&str; 4] = ["eur", "euse", "trice", "iste"];
    const OF_LAST: [&str; 4] = ["er", "ist", "ian", "or"];
    let words = words(text);
    let ends = |(_, word): &Word, ends: &[&str]| {
        word.len() > 4 && ends.iter().any(|end| word.ends_with(end))
    };
    let several = words.len() > 1;
    words.iter().any(|(_, word)| is_function_word(word))
        || words.first().is_some_and(|first| ends(first, &OF_FIRST))
        || several && words.last().is_some_and(|last| ends(last, &OF_LAST))
}

/// Whether a text is what somebody has in charge, by its first word and an article behind it: "Gestion du parc".
#[must_use]
pub fn is_charge(text: &str) -> bool {
    const ARTICLES: [&str; 6] = ["au", "aux", "d", "de", "des", "du"];
    let mut words = words(text).into_iter().map(|(_, word)| word);
    let mut is = |list: &[&str]| {
        words
            .next()
            .is_some_and(|word| list.contains(&word.as_str()))
    };
    is(&TASKS) && is(&ARTICLES)
}

/// Whether a heading is the seat that the person below has: "Président :", "Welfare Officer".
#[must_use]
pub fn is_seat(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let text = text.trim().trim_end_matches([':', ' ', '\u{a0}']);
    let words = words(text);
    let ends = [words.first(), words.last()].into_iter().flatten();
    // What heads a list of several is a body.
    let body = |(_, word): &Word<'_>| SEVERAL_SEATS.iter().any(|begin| word.starts_with(begin));
    let known = |(_, word): &Word<'_>| is_function_word(word);
    let organisation = |(_, word): &Word<'_>| ORGANISATION_WORDS.contains(&word.as_str());
    let short = (1..=MOST_WORDS).contains(&words.len());
    let telling = short && ends.into_iter().any(known) && !words.iter().any(organisation);
    !words.iter().any(body) && (is_function(text) || telling)
}

/// Whether a text is a post that somebody holds, and names nobody: "La responsable de l'école", "Une directrice :".
#[must_use]
pub(super) fn is_post(text: &str) -> bool {
    const ARTICLES: [&str; 8] = ["la", "le", "les", "l", "un", "une", "des", "the"];
    let text = text.trim().trim_end_matches([':', ' ', '\u{a0}']);
    let words = words(text);
    let article = |(_, word): &&Word<'_>| ARTICLES.contains(&word.as_str());
    let first = words.iter().find(|word| !article(word));
    let several = |word: &str| SEVERAL_SEATS.iter().any(|begin| word.starts_with(begin));
    first.is_some_and(|(_, word)| is_function_word(word) && !several(word))
        && !text.contains([':', ','])
        // "Le directeur ou son représentant" sits for what he directs.
        && !words.iter().skip(1).any(|(_, word)| word.starts_with("represent"))
        && !is_person(text)
}

/// Whether a text has a word that organisations are called by, or an acronym.
#[must_use]
pub fn is_organisation(text: &str) -> bool {
    let known = |(_, word): &Word<'_>| ORGANISATION_WORDS.contains(&word.as_str());
    let acronym = |part: &str| part.chars().filter(|c| c.is_uppercase()).count() > 1;
    words(text).iter().any(known) || text.split(' ').any(acronym)
}

/// Whether a text is a town or a country, or a place in one: "Lyon", "Salt Lake City, USA".
#[must_use]
pub fn is_place(text: &str) -> bool {
    let last = text.rsplit([',', '(']).next().unwrap_or(text);
    is_country(last) || TOWNS.contains(&key(text).as_str())
}

/// Whether a text is a country: "USA".
#[must_use]
pub fn is_country(text: &str) -> bool {
    COUNTRIES.contains(&key(text).as_str())
}

/// Returns the words of a text by their sort keys, with single spaces between them.
#[must_use]
pub fn key(text: &str) -> String {
    let words: Vec<Key> = words(text).into_iter().map(|(_, word)| word).collect();
    words.join(" ")
}

/// Whether a line is one of those that name somebody each: it begins with a person.
#[must_use]
pub(super) fn opens_with_person(text: &str) -> bool {
    let ends = [
        ",",
        ";",
        "(",
        " - ",
        " \u{2013} ",
        " :",
        ":",
        "  ",
        "\n",
        " \u{b7} ",
        " \u{2022} ",
    ];
    let text = text.trim();
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    names_person(text.get(..end.unwrap_or(text.len())).unwrap_or_default())
}
