//! Sentences in which somebody takes something on, where no action says it: "Béta se propose pour rédiger la
//! note".

use std::ops::Range;

use super::ranges::is_within;
use super::sentences::sentences;
use super::{BlockKind, Minutes};
use crate::locale::collation::words;

/// How somebody takes something on, as the keys of words.
const TAKES: [&[&str]; 12] = [
    &["se", "propose", "pour"],
    &["se", "proposent", "pour"],
    &["se", "propose", "de"],
    &["se", "proposent", "de"],
    &["se", "porte", "volontaire"],
    &["se", "portent", "volontaires"],
    &["est", "volontaire", "pour"],
    &["sont", "volontaires", "pour"],
    &["se", "charge", "de"],
    &["se", "chargent", "de"],
    &["se", "charge", "d"],
    &["se", "chargent", "d"],
];

/// Finds them outside the attendance and what is private; nothing where there are actions.
pub(super) fn read(minutes: &mut Minutes) {
    if !minutes.actions.is_empty() {
        return;
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for block in &minutes.blocks {
        let at = &block.prose.at;
        if block.kind == BlockKind::Heading
            || is_within(&minutes.attendance_at, &(at.start..at.start))
            || minutes.privacy.covers(at.start)
        {
            continue;
        }
        let text = block.prose.text.as_str();
        for sentence in sentences(text) {
            let said = text.get(sentence.clone()).unwrap_or_default();
            if takes(said) && !block.prose.is_struck(sentence.clone()) {
                found.push(block.prose.source(sentence));
            }
        }
    }
    minutes.promised = found;
}

fn takes(sentence: &str) -> bool {
    let words = words(sentence);
    let keys: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    let is_denied = ["ne", "n", "pas", "personne", "si"]
        .iter()
        .any(|it| keys.contains(it));
    let begins = sentence.starts_with(char::is_uppercase);
    let mut takes = TAKES.iter();
    let is_said = |taken: &&[&str]| {
        let mut at = keys.windows(taken.len());
        // Somebody stands before it.
        at.position(|it| it == *taken).is_some_and(|at| at > 0)
    };
    begins && !is_denied && !sentence.ends_with('?') && takes.any(is_said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_takes_something_on() {
        for sentence in [
            "Béta se propose pour rédiger la note.",
            "Alpha et Béta se portent volontaires.",
            "La DSI se charge d'appeler l'imprimeur.",
        ] {
            assert!(takes(sentence), "{sentence}");
        }
        for sentence in [
            "Personne ne se propose pour rédiger la note.",
            "Qui se charge de la note ?",
            "Se propose pour la note",
            "Béta propose une note.",
            "Si Béta se charge de la note, elle sera prête.",
        ] {
            assert!(!takes(sentence), "{sentence}");
        }
    }
}
