//! When a meeting is: what is a day, an hour or neither, and which of several is its own.

use super::super::shown::{all_shown, compare, read};
use super::super::{Part, Wanted, WikiPage};

/// Reads a page that is about one meeting; as minutes, or as one that announces it.
fn of_one(path: &str, text: &str, is_minutes: bool) -> WikiPage {
    let wanted = Wanted {
        path: path.to_owned(),
        meetings: vec![Part::Whole],
        is_one: true,
        is_minutes,
        ..Wanted::default()
    };
    super::super::read(text, &wanted)
}

/// Reads minutes, and shows their meeting.
fn minutes(text: &str) -> String {
    all_shown(&of_one("cr.md", text, true)).join("; ")
}

#[test]
fn a_number_of_another_cell_begins_no_time_of_several_days() {
    for head in ["№", "N°", "Num", "Séance", "Rang", "Id", "Semaine", "Meeting", "Réunion", ""] {
        let text = format!(
            "## Réunions\n\n| {head} | Date |\n|---|---|\n| 4 | 9 février 2027 |\n| 5 | mardi 9 mars 2027 |\n\
             | 6 | 2027-03-12 |\n| 13 | 16 et 17 avril 2027 |\n"
        );
        let expected = [
            "2027-02-09 | ",
            "2027-03-09 | ",
            "2027-03-12 | ",
            "2027-04-16 | until 2027-04-17 | ",
        ];
        assert_eq!(all_shown(&read(&text)), expected, "{head}");
    }
}
