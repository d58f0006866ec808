//! What a task item of minutes says: who undertakes what, by when, since when.

use std::ops::Range;

use chrono::NaiveDate;

use crate::locale::collation::sort_key;
use crate::locale::dates;
use crate::locale::parse_dates::{WrittenDate, words_before, written_dates};

/// The parts of an action, as ranges of the text it was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// Who undertakes it: what stands before the first colon.
    pub owner: Option<Range<usize>>,
    /// What is undertaken, without owner, deadline and origin.
    pub text: String,
    /// The deadline; a day whose year is missing has a place, and no date.
    pub deadline: Option<(Option<NaiveDate>, Range<usize>)>,
    /// The day of the meeting that the action comes from, if it was carried over.
    pub origin: Option<NaiveDate>,
}

/// Writes an action as the minutes after repeat it.
///
/// The form is "DINUM : clarifier le processus (avant le 8 décembre 2025 ; réunion du 27 octobre
/// 2025)", without the parts that are not known; [`parts`] reads it back. It stands behind `- [ ] `
/// and is not escaped.
#[must_use]
pub fn carried(
    owner: Option<&str>,
    text: &str,
    deadline: Option<NaiveDate>,
    origin: NaiveDate,
) -> String {
    let owner = owner.map_or(String::new(), |owner| format!("{owner} : "));
    let deadline = deadline.map_or(String::new(), |day| {
        format!("avant le {} ; ", dates::date(day))
    });
    format!(
        "{owner}{text} ({deadline}réunion du {})",
        dates::date(origin)
    )
}

/// Returns what makes two actions one: the owner and the text, without regard to case, accents,
/// spaces and punctuation.
#[must_use]
pub fn identity(owner: Option<&str>, text: &str) -> String {
    let words = |text: &str| {
        let key = sort_key(text);
        let words = key.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    format!("{} : {}", owner.map_or(String::new(), words), words(text))
}

/// Reads the text of a task item.
#[must_use]
pub fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let start = match owner(text) {
        Some((owner, after)) => {
            parts.owner = Some(owner);
            after
        }
        None => 0,
    };
    let mut end = text.trim_end().len();
    let rest = |end: usize| text.get(start..end).unwrap_or_default();
    // A full stop may follow the parentheses.
    let sentence = rest(end).trim_end_matches(['.', ' ']);
    if let (Some(open), true) = (sentence.rfind('('), sentence.ends_with(')')) {
        let inside = start + open + 1..start + sentence.len() - 1;
        if parts.read_parentheses(text, &inside) {
            end = start + open;
        }
    }
    let said = rest(end);
    parts.text.push_str(said.trim());
    if parts.deadline.is_none() {
        parts.deadline = written_dates(rest(end))
            .into_iter()
            .find(|day| is_deadline(rest(end), day))
            .map(|day| (day.date(), start + day.at.start..start + day.at.end));
    }
    parts
}

impl Parts {
    /// Reads "avant le 8 décembre 2025 ; réunion du 27 octobre 2025"; tells whether it was that and
    /// nothing more.
    fn read_parentheses(&mut self, text: &str, inside: &Range<usize>) -> bool {
        let mut read = Self::default();
        let mut at = inside.start;
        for part in text.get(inside.clone()).unwrap_or_default().split(';') {
            let from = at;
            at += part.len() + 1;
            let days = written_dates(part);
            let [day] = days.as_slice() else {
                return false;
            };
            let said = words_before(part, day);
            let whole = part.get(day.at.end..).unwrap_or_default().trim().is_empty();
            if !whole {
                return false;
            }
            if is_deadline(part, day) {
                read.deadline = Some((day.date(), from + day.at.start..from + day.at.end));
            } else if ["reunion du", "seance du"].contains(&said.as_str()) {
                read.origin = day.date();
            } else {
                return false;
            }
        }
        self.deadline = read.deadline;
        self.origin = read.origin;
        true
    }
}

/// Finds the owner, and where what follows its colon begins.
fn owner(text: &str) -> Option<(Range<usize>, usize)> {
    const LONGEST: usize = 120;
    let (colon, _) = text.match_indices(':').find(|(at, _)| {
        let after = text.get(at + 1..).unwrap_or_default();
        // Neither an hour nor an address.
        after.is_empty() || after.starts_with(char::is_whitespace)
    })?;
    let before = text.get(..colon)?;
    let name = before.trim();
    let start = before.len() - before.trim_start().len();
    let sound = !name.is_empty()
        && name.chars().count() <= LONGEST
        && !name.contains(['?', '!', ';', '\n'])
        && !name.contains(". ");
    sound.then(|| (start..start + name.len(), colon + 1))
}

/// Tells whether the words before a day make it a deadline.
fn is_deadline(text: &str, day: &WrittenDate) -> bool {
    const WORDS: [&str; 12] = [
        "avant",
        "avant le",
        "d'ici",
        "d'ici le",
        "d'ici au",
        "pour",
        "pour le",
        "au plus tard le",
        "jusqu'au",
        "echeance",
        "echeance :",
        "echeance le",
    ];
    let said = words_before(text, day);
    WORDS.iter().any(|word| {
        said.strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '\''))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn read(text: &str) -> (Option<&str>, String, Option<NaiveDate>, Option<NaiveDate>) {
        let parts = parts(text);
        let owner = parts.owner.map(|at| &text[at]);
        let deadline = parts.deadline.and_then(|(date, _)| date);
        (owner, parts.text, deadline, parts.origin)
    }

    #[test]
    fn an_action_has_an_owner_a_text_and_a_deadline() {
        let by = Some(day(2025, 12, 8));
        for (text, deadline) in [
            (
                "DINUM : clarifier le processus d'avis (avant le 8 décembre 2025)",
                by,
            ),
            (
                "DINUM: clarifier le processus d'avis (d'ici le lundi 8 décembre 2025).",
                by,
            ),
            (
                "DINUM\u{a0}: clarifier le processus d'avis (pour le 08/12/2025)",
                by,
            ),
            ("DINUM : clarifier le processus d'avis", None),
        ] {
            let said = "clarifier le processus d'avis".to_owned();
            assert_eq!(read(text), (Some("DINUM"), said, deadline, None), "{text}");
        }
        let loose = read("APRIL : relire avant le 8 décembre 2025 l'avis");
        assert_eq!(
            (loose.1.as_str(), loose.2),
            ("relire avant le 8 décembre 2025 l'avis", by)
        );
    }

    #[test]
    fn what_only_looks_like_a_part_is_none() {
        assert_eq!(read("relire https://example.org/a").0, None);
        assert_eq!(read("réunion à 14:00").0, None);
        assert_eq!(read("Relire. Puis : publier").0, None);
        assert_eq!(
            read("A : envoyer (voir la réunion du 8 décembre 2025)").3,
            None
        );
        assert_eq!(read("A : préparer la réunion du 8 décembre 2025").2, None);
        assert_eq!(
            read("A : publier (en deux langues)").1,
            "publier (en deux langues)"
        );
        assert_eq!(read(" : relire").0, None);
    }

    #[test]
    fn a_deadline_without_a_year_has_a_place_and_no_date() {
        let text = "A : relire (avant le 8 décembre)";
        let (date, at) = parts(text).deadline.unwrap();
        assert_eq!((date, &text[at]), (None, "8 décembre"));
    }

    #[test]
    fn what_is_carried_over_is_read_back() {
        let origin = day(2025, 10, 27);
        for deadline in [None, Some(day(2025, 12, 1))] {
            for owner in [None, Some("ADULLACT et APRIL")] {
                let written = carried(owner, "relire (encore) l'avis", deadline, origin);
                let said = "relire (encore) l'avis".to_owned();
                assert_eq!(read(&written), (owner, said, deadline, Some(origin)));
            }
        }
        assert_eq!(
            carried(Some("DINUM"), "clarifier", Some(day(2025, 12, 8)), origin),
            "DINUM : clarifier (avant le 8 décembre 2025 ; réunion du 27 octobre 2025)"
        );
    }

    #[test]
    fn case_accents_and_punctuation_make_no_other_action() {
        let one = identity(Some("DINUM"), "Clarifier l’avis.");
        assert_eq!(one, identity(Some("Dinum"), "clarifier  l'avis"));
        assert_ne!(one, identity(Some("APRIL"), "clarifier l'avis"));
        assert_ne!(one, identity(None, "clarifier l'avis"));
    }
}
