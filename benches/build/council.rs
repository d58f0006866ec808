//! Councils of any size, for measuring.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Datelike, NaiveDate, Weekday};

/// The meetings of a cycle: month, colleges, number in the series.
const CYCLE: [(u32, &str, u32); 6] = [
    (2, "administrations", 1),
    (3, "ecosysteme", 1),
    (6, "administrations ecosysteme", 1),
    (9, "administrations", 2),
    (10, "ecosysteme", 2),
    (12, "administrations ecosysteme", 2),
];

const FIRST_CYCLE: i32 = 1970;

const MEETINGS_A_PAGE: usize = 50;

/// The texts of a council: its registries and its pages, by their paths from the root.
pub struct Texts {
    pub files: Vec<(String, String)>,
}

impl Texts {
    /// Makes a council with that many meetings, a tenth as many members, and a page for every
    /// fifty meetings, with a block for each of its cycles.
    #[must_use]
    pub fn generate(meetings: usize) -> Self {
        let mut files = vec![
            ("members.toml".to_owned(), members(meetings / 10)),
            ("meetings.toml".to_owned(), registry_of_meetings(meetings)),
        ];
        for (index, first) in (0..meetings).step_by(MEETINGS_A_PAGE).enumerate() {
            let last = (first + MEETINGS_A_PAGE).min(meetings) - 1;
            files.push((
                format!("pages/{index}.md"),
                page(cycle(first)..=cycle(last)),
            ));
        }
        Self { files }
    }

    /// Writes the texts below a folder.
    pub fn write(&self, root: &Path) {
        fs::create_dir_all(root.join("pages")).expect("the folder of the pages");
        for (path, text) in &self.files {
            fs::write(root.join(path), text).expect("a text of the council");
        }
    }
}

fn members(count: usize) -> String {
    let mut text = String::from(
        r#"[council]
id = "council"
name = "Conseil mesuré"
acronym = "CM"
convener = "DINUM"
contact = "secretariat@example.org"
url = "https://example.org/council"
timezone = "Europe/Paris"

[[college]]
id = "administrations"
name = "administrations"

[[college]]
id = "ecosysteme"
name = "écosystème"
"#,
    );
    for member in 0..count {
        let college = ["administrations", "ecosysteme"][member % 2];
        let name = [
            "Établissement",
            "Association",
            "Régie & Cie",
            "Groupe *libre*",
        ][member % 4];
        let mandate = match member % 10 {
            0 => "terms = [{ since = 2022-01-26, until = 2023-01-01 }, { since = 2024-01-01 }]",
            1 => "since = 2022-01-26\nuntil = 2024-06-30",
            _ => "since = 2022-01-26",
        };
        let _ = write!(
            text,
            r#"
[[member]]
id = "member-{member}"
name = "{name} {member}"
college = "{college}"
url = "https://example.org/members/{member}?from=council"
{mandate}
"#
        );
    }
    text
}

fn registry_of_meetings(count: usize) -> String {
    let mut text = String::new();
    for meeting in 0..count {
        let year = cycle(meeting);
        let (month, colleges, number) = CYCLE[meeting % CYCLE.len()];
        let date = second_tuesday(year, month);
        let colleges: Vec<&str> = colleges.split(' ').collect();
        let _ = write!(
            text,
            r#"
[[meeting]]
id = "{year}-{id}-{number}"
colleges = {colleges:?}
number = {number}
date = {date}
start = 14:00:00
end = 16:30:00
updated = 2022-01-26T12:00:00Z
"#,
            id = colleges.join("-"),
        );
        match meeting % 8 {
            3 => text.push_str("status = \"cancelled\"\nreason = \"trop peu d'inscrits\"\n"),
            5 => {
                let earlier = date.pred_opt().expect("a day before");
                let _ = writeln!(
                    text,
                    "sequence = 1\nmoved-from = [{{ date = {earlier}, start = 14:00:00, end = 16:00:00 }}]"
                );
            }
            _ => text.push_str(
                "place = \"20 avenue de Ségur, Paris\"\nonline = true\nagenda = [\"Actualités\", \
                 { title = \"Licences ; forges, marchés\", presenter = \"DINUM\", minutes = 20 }]\n",
            ),
        }
    }
    text
}

fn cycle(meeting: usize) -> i32 {
    let cycles = i32::try_from(meeting / CYCLE.len()).expect("a year");
    FIRST_CYCLE + cycles
}

/// A day that is never a holiday in the months of [`CYCLE`].
fn second_tuesday(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Tue, 2)
        .filter(|date| date.year() == year)
        .expect("a second Tuesday")
}

fn page(cycles: std::ops::RangeInclusive<i32>) -> String {
    let mut text = format!("# Réunions de {} à {}\n", cycles.start(), cycles.end());
    for cycle in cycles {
        let _ = write!(
            text,
            r#"
## Année {cycle}

Les réunions de l'année sont annoncées ici ; *les dates* peuvent changer jusqu'à
l'envoi de l'[invitation](https://example.org/invitation).

<!-- cll:calendar cycle="{cycle}" -->
<!-- /cll:calendar -->
"#
        );
    }
    text
}
