//! Deadlines that are no day: "fin mars 2027", "mi-avril", "S12", "d'ici l'été". They stay the words that they are.

use std::ops::Range;

use crate::locale::collation::{Word, words};
use crate::locale::parse_dates::is_french_month;

/// How exactly words tell when.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// "fin mars", "d'ici l'été": a deadline wherever it ends a text.
    Deadline,
    /// "mars 2027", "S12": one where it stands alone.
    Period,
}

/// Whether a text is such a deadline and nothing else.
pub(super) fn is_period(text: &str) -> bool {
    let words = words(text);
    (1..=MOST).contains(&words.len()) && told(text, &words).is_some()
}

/// Finds such a deadline at the end of a text: "relire avant la prochaine réunion", "relire (fin mars)".
pub(super) fn at_end(text: &str) -> Option<Range<usize>> {
    // None of them is longer.
    const LONGEST: usize = 120;
    let tail = text.len().saturating_sub(LONGEST);
    let tail = (tail..=text.len()).find(|at| text.is_char_boundary(*at))?;
    let text_from = text.get(tail..)?;
    let words = words(text_from);
    let first = words.len().saturating_sub(MOST);
    let end = tail + words.last()?.0.end;
    (first.max(1)..words.len()).find_map(|from| {
        let near = words.get(from..)?;
        let begin = tail + near.first()?.0.start;
        let before = text.get(..begin)?.trim_end();
        let told = told(text_from, near)?;
        let is_apart = before.ends_with([',', '(', '[', '-', '\u{2013}', '\u{2014}', ':', ';']);
        (told == Told::Deadline || is_apart).then_some(begin..end)
    })
}

/// The words of the longest: "avant la fin du mois de mars 2027".
const MOST: usize = 8;

/// Months as deadlines shorten them.
const SHORT_MONTHS: [&str; 4] = ["janv", "fevr", "sept", "dec"];
/// What time is told by beside months.
const TIMES: [&str; 29] = [
    "an",
    "annee",
    "assemblee",
    "atelier",
    "automne",
    "comite",
    "conseil",
    "ete",
    "exercice",
    "fetes",
    "hiver",
    "la",
    "mandat",
    "mois",
    "noel",
    "paques",
    "peu",
    "pleniere",
    "printemps",
    "quinzaine",
    "rentree",
    "reunion",
    "seance",
    "semaine",
    "semestre",
    "session",
    "toussaint",
    "trimestre",
    "vacances",
];

fn told(text: &str, words: &[Word<'_>]) -> Option<Told> {
    let keys: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    let written = words.first().and_then(|(at, _)| text.get(at.clone()))?;
    match keys.as_slice() {
        ["des", "que", "possible"] | ["au", "plus", "vite" | "tot"] | ["asap"] => {
            Some(Told::Deadline)
        }
        ["sous" | "dans", "huitaine" | "quinzaine"] => Some(Told::Deadline),
        ["sous" | "dans", rest @ ..] | ["d", "ici", rest @ ..] if is_count(rest) => {
            Some(Told::Deadline)
        }
        ["pour", rest @ ..] if is_time(rest) && !is_for_somebody(rest) => Some(Told::Deadline),
        ["d", "ici", rest @ ..]
        | [
            "avant" | "courant" | "debut" | "fin" | "mi" | "vers",
            rest @ ..,
        ]
        | ["jusqu", "a" | "au" | "en", rest @ ..]
        | ["au", "plus", "tard", rest @ ..]
            if is_time(rest) =>
        {
            Some(Told::Deadline)
        }
        ["semaine" | "sem", number, rest @ ..] if is_number(number, 53) && is_year(rest) => {
            Some(Told::Period)
        }
        [code, rest @ ..] if is_code(code, written) && is_year(rest) => Some(Told::Period),
        ["au", rest @ ..] if is_part_of_year(rest) => Some(Told::Deadline),
        rest if is_part_of_year(rest) => Some(Told::Period),
        ["en", rest @ ..] | rest if is_month(rest) => Some(Told::Period),
        _ => None,
    }
}

/// Whether words are "2 semaines", "15 jours", "un mois".
fn is_count(words: &[&str]) -> bool {
    let [number, unit] = words else {
        return false;
    };
    let is_counted = number.bytes().all(|b| b.is_ascii_digit())
        || [
            "un", "une", "deux", "trois", "quatre", "six", "huit", "quinze",
        ]
        .contains(number);
    is_counted && ["jour", "jours", "semaine", "semaines", "mois", "an", "ans"].contains(unit)
}

/// Whether words are a time, with what leads to it: "la fin du mois de mars 2027", "l'été", "2027".
fn is_time(words: &[&str]) -> bool {
    const LEADS: [&str; 18] = [
        "au",
        "aux",
        "cette",
        "d",
        "de",
        "debut",
        "des",
        "du",
        "fin",
        "ici",
        "l",
        "la",
        "le",
        "les",
        "mi",
        "prochain",
        "prochaine",
        "prochaines",
    ];
    let is_one = |key: &&str| is_named_month(key) || TIMES.contains(key) || is_full_year(key);
    words
        .iter()
        .any(|key| is_one(key) && *key != "la" || *key == "peu")
        && words.iter().all(|key| is_one(key) || LEADS.contains(key))
        || words == ["la"]
}

/// Whether "pour le conseil" names who gets something, as it does without "prochain".
fn is_for_somebody(words: &[&str]) -> bool {
    const BODIES: [&str; 8] = [
        "assemblee",
        "atelier",
        "comite",
        "conseil",
        "pleniere",
        "reunion",
        "seance",
        "session",
    ];
    words.iter().any(|word| BODIES.contains(word))
        && !words.iter().any(|word| word.starts_with("prochain"))
}

/// Whether words are "1er trimestre 2027".
fn is_part_of_year(words: &[&str]) -> bool {
    const RANKS: [&str; 9] = [
        "1er",
        "2e",
        "3e",
        "4e",
        "premier",
        "deuxieme",
        "second",
        "troisieme",
        "dernier",
    ];
    match words {
        [rank, "semestre" | "trimestre", rest @ ..] => RANKS.contains(rank) && is_year(rest),
        _ => false,
    }
}

fn is_named_month(key: &str) -> bool {
    is_french_month(key) || SHORT_MONTHS.contains(&key)
}

fn is_month(words: &[&str]) -> bool {
    match words {
        [month, rest @ ..] => is_named_month(month) && is_year(rest),
        [] => false,
    }
}

fn is_year(words: &[&str]) -> bool {
    match words {
        [] => true,
        [year] => is_full_year(year),
        _ => false,
    }
}

fn is_full_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_number(word: &str, most: u32) -> bool {
    word.len() <= 2
        && word
            .parse::<u32>()
            .is_ok_and(|number| (1..=most).contains(&number))
}

/// Whether a word is the number of a week, a quarter or a half of a year: "S12", "T1", "Q3".
fn is_code(key: &str, written: &str) -> bool {
    let (Some(letter), Some(number)) = (written.get(..1), key.get(1..)) else {
        return false;
    };
    match letter {
        "S" => is_number(number, 53),
        "T" | "Q" => is_number(number, 4),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_that_are_no_day_are_found_at_the_end() {
        for (text, expected) in [
            ("relire fin mars 2027", "fin mars 2027"),
            ("relire (mi-avril)", "mi-avril"),
            ("relire, début mai", "début mai"),
            ("relire courant juin", "courant juin"),
            ("relire (S12)", "S12"),
            ("relire (semaine 12)", "semaine 12"),
            ("relire d'ici l'été", "d'ici l'été"),
            ("relire d'ici là", "d'ici là"),
            (
                "relire avant la prochaine réunion.",
                "avant la prochaine réunion",
            ),
            ("relire pour la rentrée", "pour la rentrée"),
            ("relire sous 15 jours", "sous 15 jours"),
            ("relire (T1 2027)", "T1 2027"),
            ("relire (mars 2027)", "mars 2027"),
            ("relire d'ici fin 2027", "d'ici fin 2027"),
            ("relire dès que possible", "dès que possible"),
            (
                "relire avant la fin du mois de mars",
                "avant la fin du mois de mars",
            ),
        ] {
            assert_eq!(at_end(text).map(|at| &text[at]), Some(expected), "{text}");
        }
        for text in [
            "relire le rapport de mars 2027",
            "relire la version S12",
            "écrire pour Alpha",
            "écrire une note pour le conseil",
            "relire le guide de fin",
            "préparer l'été",
            "relire la note de début",
            "aller par là",
            "fin mars",
        ] {
            assert_eq!(at_end(text), None, "{text}");
        }
        assert!(is_period("fin mars 2027") && is_period("S12") && is_period("mi-avril"));
        assert!(!is_period("relire") && !is_period("12") && !is_period("S60"));
    }
}
