//! Words: those that are there twice, and those that two sentences share.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Proof;
use crate::locale::collation::{self, sort_key};
use crate::markdown::minutes::Prose;
use crate::problem::{Problem, What};

/// A run of letters and digits.
pub(super) struct Word {
    pub at: Range<usize>,
    /// Without case and accents.
    pub key: String,
    /// Whether it is part of an address or of the name of a file.
    pub in_address: bool,
}

/// Finds repeated words and sentences that are run together.
pub(super) fn check(proof: &Proof<'_>, prose: &Prose, found: &mut Vec<Problem>) {
    let text = prose.text.as_str();
    for (at, word) in repeated(text) {
        found.push(proof.flaw(prose.source(at), What::RepeatedWord { word }));
    }
    for at in run_together(text) {
        found.push(proof.flaw(prose.source(at), What::RunTogether));
    }
}

/// Lists the words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let in_address = is_address(token.trim_end());
        found.extend(collation::words(token).into_iter().map(|(at, key)| Word {
            at: start + at.start..start + at.end,
            key: key.into(),
            in_address,
        }));
        start += token.len();
    }
    found
}

/// Whether what stands between two spaces is an address, a path or the name of a file.
pub(super) fn is_address(token: &str) -> bool {
    let dotted = || {
        let signs: Vec<char> = token.chars().collect();
        signs.windows(3).any(|three| match three {
            [before, '.', after] => before.is_alphanumeric() && after.is_lowercase(),
            _ => false,
        })
    };
    token.contains("://")
        || token.contains(['@', '\\', '_'])
        || token.to_lowercase().contains("www.")
        || dotted()
}

/// Finds words that stand twice in a row; the place is that of the second.
fn repeated(text: &str) -> Vec<(Range<usize>, String)> {
    /// Words that French repeats on purpose.
    const TWICE: [&str; 9] = [
        "nous", "vous", "non", "oui", "tres", "bien", "a", "en", "etc",
    ];
    let words = words(text);
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [one, other] => Some((one, other)),
        _ => None,
    });
    pairs
        .filter(|(one, other)| {
            let (first, second) = (written(text, one), written(text, other));
            let between = text.get(one.at.end..other.at.start).unwrap_or_default();
            let alone = !text
                .get(..one.at.start)
                .is_some_and(|before| before.ends_with(['-', '\'', '\u{2019}', '.']))
                && !text
                    .get(other.at.end..)
                    .is_some_and(|after| after.starts_with(['-', '\'', '\u{2019}']));
            // "la La Poste": the second begins a name.
            let names =
                second.starts_with(char::is_uppercase) && !first.starts_with(char::is_uppercase);
            let is_letter = |c: char| c.is_alphabetic() || is_combining_mark(c);
            let whole = |word: &str| word.nfc().collect::<String>().to_lowercase();
            whole(first) == whole(second)
                && between.chars().all(char::is_whitespace)
                && first.chars().all(is_letter)
                && !TWICE.contains(&one.key.as_str())
                && alone
                && !names
                && !one.in_address
        })
        .map(|(_, other)| (other.at.clone(), written(text, other).to_owned()))
        .collect()
}

fn written<'a>(text: &'a str, word: &Word) -> &'a str {
    text.get(word.at.clone()).unwrap_or_default()
}

/// Finds where a sentence begins at the very end of another; the place is the two words.
fn run_together(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let word = token.trim_end();
        // "!Réunion" at the beginning of a line is a heading of a wiki.
        let is_first = text
            .get(..start)
            .is_some_and(|it| it.is_empty() || it.ends_with('\n'));
        let bare = if is_first {
            word.trim_start_matches('!')
        } else {
            word
        };
        let from = start + word.len() - bare.len();
        if !is_address(word) {
            found.extend(joint(bare).map(|at| from + at.start..from + at.end));
        }
        start += token.len();
    }
    found
}

/// Finds two words of different sentences between two spaces.
fn joint(token: &str) -> Option<Range<usize>> {
    let signs = token
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '?' | '!' | '\u{2026}'));
    let stopped = signs.into_iter().find_map(|(at, sign)| {
        let before = token.get(..at)?;
        let after = token.get(at + sign.len_utf8()..)?;
        let first = before
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |last| {
                last + before
                    .get(last..)
                    .and_then(|c| c.chars().next())
                    .map_or(1, char::len_utf8)
            });
        let length = after
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(after.len());
        let (one, other) = (before.get(first..)?, after.get(..length)?);
        let goes_on = after.get(length..)?;
        // A path of names, not the end of anything.
        let path = before.get(..first)?.ends_with('.')
            || goes_on
                .strip_prefix('.')
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        // French puts a space before these two.
        let ended = (before.is_empty() && sign != '.') || ends_sentence(before, one);
        let sound = ended && begins_sentence(other, goes_on) && !path;
        let end = at + sign.len_utf8() + length;
        sound.then_some(first..end)
    });
    stopped.or_else(|| without_stop(token))
}

fn ends_sentence(before: &str, word: &str) -> bool {
    const ABBREVIATIONS: [&str; 18] = [
        "m", "mm", "mme", "mlle", "dr", "pr", "me", "st", "ste", "art", "al", "cf", "vol", "fig",
        "av", "bd", "tel", "ref",
    ];
    if before.ends_with([')', '\u{bb}', '%', ']']) {
        return true;
    }
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let letters = word.chars().count() >= 2 && word.ends_with(char::is_alphabetic);
    let abbreviated = ABBREVIATIONS.contains(&sort_key(word).as_str());
    digits || (letters && !abbreviated)
}

fn begins_sentence(word: &str, goes_on: &str) -> bool {
    /// Ends of addresses and of the names of files.
    const ENDINGS: [&str; 20] = [
        "org", "net", "com", "fr", "eu", "io", "md", "js", "ts", "py", "rs", "toml", "html", "pdf",
        "odt", "ics", "sh", "info", "gouv", "dev",
    ];
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let elided = goes_on.starts_with(['\'', '\u{2019}']) && word.chars().count() <= 2;
    let single = goes_on.is_empty() && ["À", "A", "Y", "Ô"].contains(&word);
    let ordinary = letters.next().is_some_and(char::is_lowercase);
    let ending = ENDINGS.contains(&word.to_lowercase().as_str());
    capital && (elided || single || ordinary) && !ending
}

/// Finds "soutenirLes": a word in lower case, and one of those that begin sentences.
fn without_stop(token: &str) -> Option<Range<usize>> {
    const BEGINNINGS: [&str; 30] = [
        "Le",
        "La",
        "Les",
        "Un",
        "Une",
        "Des",
        "Du",
        "Ce",
        "Cet",
        "Cette",
        "Ces",
        "Il",
        "Elle",
        "Ils",
        "Elles",
        "On",
        "Nous",
        "Vous",
        "Dans",
        "Pour",
        "Par",
        "Sur",
        "Avec",
        "Sans",
        "Si",
        "Mais",
        "Et",
        "Aucun",
        "Plusieurs",
        "Chaque",
    ];
    let end = token
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(token.len());
    let word = token.get(..end)?;
    let split = word.find(char::is_uppercase)?;
    let (one, other) = (word.get(..split)?, word.get(split..)?);
    let lower = one.chars().count() >= 3 && one.chars().all(char::is_lowercase);
    let elided = ["L", "D", "C", "J", "S", "N", "Qu"].contains(&other)
        && token.get(end..)?.starts_with(['\'', '\u{2019}']);
    (lower && (BEGINNINGS.contains(&other) || elided)).then_some(0..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_words_are_found_and_doubles_are_left() {
        let found = |text: &str| {
            repeated(text)
                .into_iter()
                .map(|(_, word)| word)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("Rôle de la la mairie"), ["la"]);
        assert_eq!(found("Le le\nservice service"), ["le", "service"]);
        assert_eq!(found("là où ou\u{300} il est"), ["ou\u{300}"]);
        for text in [
            "nous nous voyons",
            "de de\u{301}calage, a a\u{300} faire",
            "ce qu'elle a a changé",
            "la La Poste",
            "1 1",
            "peu à peu",
            "est-ce ce que",
            "la, la",
            "c'est est-ouest",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn sentences_that_touch_are_found() {
        let found = |text: &'static str| {
            let found = run_together(text).into_iter().map(|at| &text[at]);
            found.collect::<Vec<_>>()
        };
        assert_eq!(found("la fin.Un début"), ["fin.Un"]);
        assert_eq!(found("l'acteur.La mairie"), ["acteur.La"]);
        assert_eq!(found("à soutenirLes membres"), ["soutenirLes"]);
        assert_eq!(found("en 2025.Les avis"), ["2025.Les"]);
        assert_eq!(found("Vraiment ?Oui. (la fin).Le début"), ["?Oui", ".Le"]);
        assert_eq!(found("la fin.L'avis, la finL'avis"), ["fin.L", "finL"]);
        for text in [
            "code.gouv.fr https://example.org/Fin.Debut a.B@example.org",
            "README.Md Cargo.Toml ASP.Net src/Main.Rs",
            "M.Dupont J.-P. art.L123 v1.Beta 3.Le",
            "OpenStreetMap LibreOffice eIDAS openSUSE AlpOSS BlueHats PeerTube",
            "etc. Les avis... Oui. La fin… Le début",
            "module.Sous.Fonction",
            "!Procès-verbal\n!!Présences",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
