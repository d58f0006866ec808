//! The persons whom the attendance of minutes names beside their organisations.

use super::lexicon::{is_article, is_civility, is_given, is_particle};
use super::values::folded;
use crate::domain::Private;
use crate::markdown::minutes::Minutes;

/// What stands between an organisation and a person, and between two persons.
const BETWEEN: [char; 11] = ['(', ')', '[', ']', ':', ',', ';', '/', '|', '—', '–'];
/// The words that a name has, at most.
const LONGEST: usize = 5;

/// Lists the names of persons in the items of the attendance: `Alpha (Mme Ada Personne)`.
///
/// Only what surely is one: a civility before capitals, or a first name before a surname.
#[must_use]
pub fn persons(minutes: &Minutes, text: &str) -> Vec<Private<String>> {
    let items = minutes.attendance.iter();
    let rest = items.filter_map(|it| text.get(it.name_at.end..it.at.end));
    let lines = rest.flat_map(str::lines);
    let parts = lines.flat_map(|line| line.split(BETWEEN));
    let parts = parts.flat_map(|part| part.split(" - ").flat_map(|it| it.split(" et ")));
    parts.filter_map(person).map(Private::new).collect()
}

/// Returns the name without its civility, if a text is the name of a person and nothing else.
fn person(text: &str) -> Option<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| folded(word.trim_end_matches('.'));
    let is_titled = words.first().is_some_and(|word| is_civility(&bare(word)));
    if is_titled {
        words.remove(0);
    }
    let is_small = |word: &str| is_particle(&folded(word)) || is_article(&folded(word));
    let is_name = |word: &&str| {
        let begins = word.chars().next().is_some_and(char::is_uppercase);
        let letters = word
            .chars()
            .all(|c| c.is_alphabetic() || "-'’.".contains(c));
        letters && (begins || is_small(word))
    };
    let given = |word: &&str| word.split('-').all(|part| is_given(&folded(part)));
    let is_whole =
        !words.is_empty() && words.len() <= LONGEST && words.iter().all(|it| is_name(it));
    let is_sure = is_titled || words.len() > 1 && words.first().is_some_and(given);
    (is_whole && is_sure).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_what_else_stands_beside_an_organisation() {
        for (text, name) in [
            ("Ada Personne", Some("Ada Personne")),
            ("Mme Ada PERSONNE", Some("Ada PERSONNE")),
            ("M. de La Tour", Some("de La Tour")),
            ("Jean-Noël Le Goff", Some("Jean-Noël Le Goff")),
            ("excusée", None),
            ("en visioconférence", None),
            ("Direction du numérique", None),
            ("Mission Logiciels Libres", None),
            ("Paris", None),
            ("Ada", None),
            ("Mme la directrice adjointe", None),
        ] {
            assert_eq!(person(text).as_deref(), name, "{text}");
        }
    }
}
