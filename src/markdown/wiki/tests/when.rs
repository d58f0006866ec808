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
    for head in [
        "№", "N°", "Num", "Séance", "Rang", "Id", "Semaine", "Meeting", "Réunion", "",
    ] {
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

#[test]
fn a_line_may_name_several_meetings() {
    compare(
        "Réunions",
        &[
            (
                "Réunion du 17 novembre 2026 & atelier du 20 novembre 2026",
                "([\"2026-11-17 | Réunion\", \"2026-11-20 | atelier\"], 0)",
            ),
            (
                "Rencontres du 3 au 5 mai 2027",
                "2027-05-03 | until 2027-05-05 | Rencontres",
            ),
            ("Réunions du 30 mai au 8 août 2026", "unread"),
            ("Séances du 3 au 5 mars 2027", "unread"),
        ],
    );
    for line in [
        "Réunions du 3 et du 10 décembre 2026",
        "Réunions des 3 et 10 décembre 2026",
        "Réunions : les 3 et 10 décembre 2026",
    ] {
        let page = read(&format!("## Réunions\n\n- {line}\n"));
        assert_eq!(
            all_shown(&page),
            ["2026-12-03 | ", "2026-12-10 | "],
            "{line}"
        );
    }
}

#[test]
fn a_meeting_that_is_struck_out_and_moved_takes_place() {
    let expected = "2026-12-03 | Réunion | before 2026-12-01";
    compare(
        "Réunions",
        &[
            (
                "<s>Réunion du mardi 1<sup>er</sup> décembre 2026 à 20h30</s> annulée et reportée à la \
                 [réunion du 3 décembre 2026](a.md)",
                expected,
            ),
            (
                "~~Réunion du 1er décembre 2026~~ reportée au 3 décembre 2026",
                expected,
            ),
            (
                "~~Réunion du 1er décembre 2026~~ annulée",
                "2026-12-01 | Réunion | Cancelled",
            ),
            (
                "Réunion du 1er décembre 2026 reportée au 3 décembre 2026, annulée",
                "2026-12-03 | Réunion | Cancelled | before 2026-12-01",
            ),
        ],
    );
}
