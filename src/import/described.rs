//! What the description of an event says, where it is one that the program itself wrote.

use chrono::NaiveDate;

use super::links::without_links;
use crate::domain::Slot;
use crate::locale::hours::written_hours;
use crate::locale::parse_dates::written_dates;

/// What can be read back from a description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// The day and hours announced first.
    pub initially: Option<Slot>,
    pub reason: Option<String>,
    /// The titles, with what is said of each.
    pub agenda: Vec<String>,
}

const CANCELLED: &str = "Cette réunion est annulée";
const POSTPONED: &str = "Cette réunion est reportée à une date qui n'est pas encore fixée";
const MOVED: &str = "Initialement prévue le ";
const AGENDA: &str = "Ordre du jour :";

/// Reads a description of the program's own.
#[must_use]
pub fn described(description: &str) -> Described {
    let text = description.replace(['\u{a0}', '\u{202f}'], " ");
    let first = text.lines().next().unwrap_or_default();
    let mut described = Described::default();
    if let Some(rest) = first
        .strip_prefix(CANCELLED)
        .or_else(|| first.strip_prefix(POSTPONED))
    {
        described.reason = rest.strip_prefix(" : ").map(without_links);
    } else if let Some(moved) = first.strip_prefix(MOVED) {
        let (day, reason) = match moved.split_once(" : ") {
            Some((day, reason)) => (day, Some(reason)),
            None => (moved, None),
        };
        described.reason = reason.map(without_links);
        described.initially = slot(day);
    }
    let mut lines = text.lines().skip_while(|line| *line != AGENDA).skip(1);
    while let Some(item) = lines.next().and_then(|line| line.strip_prefix("- ")) {
        described.agenda.push(without_links(item));
    }
    let said = |text: &String| !text.is_empty();
    described.reason = described.reason.filter(said);
    described.agenda.retain(said);
    described
}

fn slot(text: &str) -> Option<Slot> {
    let date: NaiveDate = written_dates(text).first()?.date()?;
    let hours = written_hours(text);
    let hours = hours.first()?;
    Slot::new(date, hours.start, hours.end?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let read = described(
            "Initialement prévue le 15 septembre 2023 de 14h à 16h30\u{a0}: salle indisponible\n\
             Ordre du jour\u{a0}:\n- Bilan\n- Feuille de route (DINUM), 20 min\nConseil : x",
        );
        let slot = read.initially.unwrap();
        assert_eq!(slot.date().to_string(), "2023-09-15");
        assert_eq!(slot.end().to_string(), "16:30:00");
        assert_eq!(read.reason.as_deref(), Some("salle indisponible"));
        assert_eq!(read.agenda, ["Bilan", "Feuille de route (DINUM), 20 min"]);
    }

    #[test]
    fn another_text_says_nothing() {
        for text in [
            "",
            "Conseil",
            "Initialement prévue",
            "- a",
            "Cette réunion est annulée.",
        ] {
            assert_eq!(described(text), Described::default(), "{text}");
        }
    }
}
