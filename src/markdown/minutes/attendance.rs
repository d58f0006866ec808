//! Who was there: what an item of the attendance says.

use std::ops::Range;

use super::Presence;
use super::prose::OBJECT;
use crate::locale::collation::{sort_key, words};

/// One item of the attendance, as ranges of its text.
pub(super) struct Said {
    /// The organisation, empty if the item names none.
    pub name: Range<usize>,
    pub presence: Presence,
    pub by: Option<Range<usize>>,
}

/// Tells whether a heading opens the attendance: "Présences", "1. Participants :".
pub(super) fn opens(heading: &str) -> bool {
    const HEADINGS: [&str; 14] = [
        "presence",
        "presences",
        "present",
        "presents",
        "presente",
        "presentes",
        "presents et excuses",
        "membres presents",
        "participant",
        "participants",
        "participantes",
        "participation",
        "liste des presents",
        "liste de presence",
    ];
    HEADINGS.contains(&heading_key(heading).as_str())
}

/// Tells what the items below a heading are, if it says so: "Excusés".
pub(super) fn presence_below(heading: &str) -> Option<Presence> {
    let key = heading_key(heading);
    let starts = |word: &str| {
        key.strip_prefix("membres ")
            .unwrap_or(&key)
            .starts_with(word)
    };
    if starts("excuse") {
        Some(Presence::Excused)
    } else if starts("absent") {
        Some(Presence::Absent)
    } else if starts("represente") {
        Some(Presence::Represented)
    } else if opens(heading) {
        Some(Presence::Present)
    } else {
        None
    }
}

/// Gives the words of a heading in lower case, without accents, number, colon and inclusive ends.
pub(super) fn heading_key(heading: &str) -> String {
    let key = sort_key(heading);
    let key = key.trim_start_matches(|c: char| c.is_ascii_digit() || " .)".contains(c));
    let key = key
        .replace("(e)", "")
        .replace("(s)", "s")
        .replace("(e)s", "s")
        .replace("(es)", "s")
        .replace(".e.s", "s")
        .replace("\u{b7}e\u{b7}s", "s")
        .replace("-e-s", "s");
    let words = key.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Reads an item: "ADULLACT", "APRIL (excusée)", "CNLL, représenté par l'APRIL".
///
/// `ticked` tells whether its box is; an item without a box says by being there that one was.
pub(super) fn read(text: &str, ticked: bool) -> Said {
    let line_end = text.find('\n').unwrap_or(text.len());
    let text = text.get(..line_end).unwrap_or_default();
    let words = words(text);
    let find = |stems: &[&str]| {
        let begins =
            |(_, word): &&(Range<usize>, String)| stems.iter().any(|stem| word.starts_with(stem));
        words.iter().find(begins).map(|(at, _)| at.clone())
    };
    let represented = find(&["represente"]);
    let told = [
        (represented.clone(), Presence::Represented),
        (find(&["excuse"]), Presence::Excused),
        (find(&["absent"]), Presence::Absent),
    ];
    let first = told
        .into_iter()
        .filter_map(|(at, presence)| Some((at?, presence)))
        .min_by_key(|(at, _)| at.start);
    let by = represented.and_then(|at| represented_by(text, at.end));
    let presence = match &first {
        Some((_, presence)) => *presence,
        None if ticked => Presence::Present,
        None => Presence::Absent,
    };
    let end = first.map_or(text.len(), |(at, _)| at.start);
    let before = text.get(..end).unwrap_or_default();
    let marks = [" (", ",", " :", ": ", ";", " \u{2014}", " \u{2013}"];
    let cut = marks.iter().filter_map(|mark| before.find(mark)).min();
    let before = before.get(..cut.unwrap_or(end)).unwrap_or_default();
    let before = before.split(OBJECT).next().unwrap_or_default();
    let needless = |c: char| c.is_whitespace() || "(,:;-\u{2013}\u{2014}".contains(c);
    let name = before.trim_end_matches(needless);
    let start = name.len() - name.trim_start().len();
    Said {
        name: start..name.len(),
        presence,
        by,
    }
}

/// Finds who stands for the organisation: what follows "par", without its article.
fn represented_by(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let par = rest.find("par ")? + "par ".len();
    let mut start = from + par;
    let said = text.get(start..)?;
    let article = ["l'", "l\u{2019}", "la ", "le ", "les "]
        .iter()
        .find(|article| said.starts_with(**article));
    start += article.map_or(0, |article| article.len());
    let said = text.get(start..)?;
    let end = said.find([')', ',', ';', OBJECT]).unwrap_or(said.len());
    let name = said.get(..end)?.trim_end_matches(['.', ' ', '\u{a0}']);
    (!name.is_empty()).then(|| start..start + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_attendance_is_opened_by_many_headings() {
        for heading in [
            "Présences",
            "PRÉSENTS :",
            "1. Participants",
            "Présent(e)s",
            "Présent·e·s",
        ] {
            assert!(opens(heading), "{heading}");
        }
        for heading in [
            "Présentation",
            "Actualités",
            "Présences et absences de code",
        ] {
            assert!(!opens(heading), "{heading}");
        }
    }

    #[test]
    fn an_item_says_who_was_there_and_how() {
        let said = |text: &'static str, ticked| {
            let said = read(text, ticked);
            (&text[said.name], said.presence, said.by.map(|at| &text[at]))
        };
        assert_eq!(
            said("ADULLACT", true),
            ("ADULLACT", Presence::Present, None)
        );
        assert_eq!(
            said("ADULLACT", false),
            ("ADULLACT", Presence::Absent, None)
        );
        assert_eq!(
            said("APRIL (excusée)", false),
            ("APRIL", Presence::Excused, None)
        );
        assert_eq!(
            said("APRIL, excusé·e", false),
            ("APRIL", Presence::Excused, None)
        );
        assert_eq!(
            said("CNLL - représenté par l'APRIL", false),
            ("CNLL", Presence::Represented, Some("APRIL"))
        );
        assert_eq!(
            said(
                "Hub Open Source - Systematic (représentée par le TOSIT)",
                true
            ),
            (
                "Hub Open Source - Systematic",
                Presence::Represented,
                Some("TOSIT")
            )
        );
        assert_eq!(said("OW2 \u{fffc}", true), ("OW2", Presence::Present, None));
        assert_eq!(said("\u{fffc}", true), ("", Presence::Present, None));
    }
}
