//! Councils of any shape and words, from their text to a plan, without a file: what has been
//! applied leaves nothing to do, and nothing that is written depends on what a text says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, Duration, NaiveDate};
use cll::calendar::{self, vtimezone};
use cll::domain::{Clock, Council};
use cll::markdown::blocks::scan;
use cll::plan::{Action, Plan};
use cll::registry;
use cll::render::{self, Inputs, Suffix, Templates};
use cll::source::{FileId, Sources};
use proptest::prelude::*;

/// A page with every built-in block, in every place where a block can stand.
const PAGE: &str = "\
# Page\n\n<!-- cll:members -->\n<!-- /cll:members -->\n\n\
> <!-- cll:calendar -->\n> périmé\n> <!-- /cll:calendar -->\n\n\
1. Liste\n\n   <!-- cll:calendar heading=\"none\" order=\"desc\" -->\n   <!-- /cll:calendar -->\n\n\
<!-- cll:members college=\"a\" at=\"2024-01-01\" -->\n<!-- /cll:members -->\n\n\
<!-- cll:opinions -->\n<!-- /cll:opinions -->\n\nFin.";

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_after_applying_is_empty(
        members in members(),
        meetings in meetings(),
        opinions in opinions(),
    ) {
        let meetings = meetings + &opinions;
        let mut files = BTreeMap::from([
            ("page.md".to_owned(), PAGE.as_bytes().to_vec()),
            ("crlf.md".to_owned(), PAGE.replace('\n', "\r\n").into_bytes()),
        ]);
        let first = plan(&members, &meetings, &files);
        prop_assert_eq!(&first, &plan(&members, &meetings, &files));
        prop_assert!(first.iter().any(|(action, ..)| *action == Action::Create));
        for (_, path, bytes) in first {
            files.insert(path, bytes);
        }

        let second = plan(&members, &meetings, &files);
        let changes: Vec<_> = second.iter().filter(|(action, ..)| *action != Action::Keep).collect();
        prop_assert!(changes.is_empty(), "{:?}", changes);

        let count = meetings.matches("[[meeting]]").count();
        let of_all = calendar::read(&files["evenements/rdv-conseil.ics"]).unwrap();
        prop_assert_eq!(of_all.events.len(), count);
        let blocks = scan(std::str::from_utf8(&files["page.md"]).unwrap());
        prop_assert_eq!((blocks.blocks.len(), blocks.faults.len()), (5, 0));
    }
}

/// Plans the building of a council whose other files are `files`.
fn plan(
    members: &str,
    meetings: &str,
    files: &BTreeMap<String, Vec<u8>>,
) -> Vec<(Action, String, Vec<u8>)> {
    let mut sources = Sources::new();
    let council = council(&mut sources, members, meetings);
    let pages: Vec<FileId> = files
        .iter()
        .filter(|(path, _)| Suffix::Page.ends(path))
        .map(|(path, bytes)| sources.add(path, str::from_utf8(bytes).unwrap()))
        .collect();
    let (templates, problems) = Templates::load(&sources, &[]);
    assert_eq!(problems, []);
    let exists = |path: &str| files.contains_key(path);
    let inputs = Inputs {
        sources: &sources,
        pages: &pages,
        templates: &templates,
        exists: &exists,
    };
    let (artifacts, problems) = render::render(&council, &inputs);
    assert_eq!(problems, []);
    let existing = files.iter();
    let existing = existing.map(|(path, bytes)| (path.clone(), bytes.as_slice().into()));
    let plan = Plan::new(artifacts, existing.collect(), |_, _| false);
    let steps = plan.steps.into_iter();
    steps
        .map(|step| (step.action, step.path, step.new.to_vec()))
        .collect()
}

fn council(sources: &mut Sources, members: &str, meetings: &str) -> Council {
    let (members, meetings) = (
        sources.add("members.toml", members),
        sources.add("meetings.toml", meetings),
    );
    let clock = Clock {
        now: DateTime::UNIX_EPOCH,
        today: NaiveDate::from_ymd_opt(2030, 1, 1),
        machine: DateTime::UNIX_EPOCH,
    };
    let timezones: Vec<_> = vtimezone::supported().collect();
    let loaded = registry::load(sources, Some(members), Some(meetings), &clock, &timezones);
    let Some(council) = loaded.council else {
        panic!("{:#?}", loaded.problems);
    };
    council
}

/// Writes `members.toml`: one to three colleges, and members with one or two mandates.
fn members() -> impl Strategy<Value = String> {
    let council = (text(), text(), any::<bool>());
    let member = (
        text(),
        prop::option::of(url()),
        0..2_u8,
        prop::option::of(0..2000_i64),
        text(),
    );
    (council, prop::collection::vec(member, 0..6)).prop_map(|((name, acronym, plain), members)| {
        let mut file = format!(
            "[council]\nid = \"conseil\"\nname = {}\nacronym = {}\nconvener = {}\n\
             contact = \"secretariat@example.org\"\ntimezone = \"Europe/Paris\"\n\
             typography = \"{}\"\n",
            quoted(&name),
            quoted(&acronym),
            quoted(&name),
            if plain { "plain" } else { "french" },
        );
        for college in ["a", "b"] {
            let _ = write!(
                file,
                "[[college]]\nid = \"{college}\"\nname = {}\n",
                quoted(&name)
            );
        }
        for (at, (name, url, college, left, formerly)) in members.into_iter().enumerate() {
            let _ = write!(
                file,
                "[[member]]\nid = \"m{at}\"\nname = {}\ncollege = \"{}\"\nsince = 2020-01-01\n\
                 formerly = [{{ name = {}, until = 2022-01-01 }}]\n",
                quoted(&name),
                ["a", "b"][usize::from(college)],
                quoted(&formerly),
            );
            if let Some(url) = url {
                let _ = writeln!(file, "url = {}", quoted(&url));
            }
            if let Some(days) = left {
                let _ = writeln!(file, "until = {}", day(days + 1));
            }
        }
        file
    })
}

/// Writes `meetings.toml`: meetings of any status, moved or not, with any texts.
fn meetings() -> impl Strategy<Value = String> {
    let when = (0..3000_i64, 8..20_u8, 0..60_u8);
    let moved = prop::collection::vec(0..3000_i64, 0..3);
    let texts = prop::array::uniform4(prop::option::of(text()));
    let status = prop::sample::select(vec!["proposed", "confirmed", "postponed", "cancelled"]);
    let meeting = (when, moved, texts, status, any::<bool>(), 1..4_u8);
    prop::collection::vec(meeting, 0..6).prop_map(|meetings| {
        let mut file = String::new();
        for (at, ((date, hour, minute), moved, texts, status, online, colleges)) in
            meetings.into_iter().enumerate()
        {
            let colleges = ["", "\"a\"", "\"b\"", "\"a\", \"b\""][usize::from(colleges)];
            let _ = write!(
                file,
                "[[meeting]]\nid = \"r{at}\"\ncolleges = [{colleges}]\ndate = {}\n\
                 start = {hour:02}:{minute:02}:00\nend = 21:00:00\nstatus = \"{status}\"\n\
                 online = {online}\nupdated = 2020-01-01T00:00:00Z\n\
                 allow = [\"non-working-day\", \"overlapping-meetings\", \"moved-from-order\"]\n",
                day(date),
            );
            let keys = ["title", "place", "reason", "agenda"];
            for (key, text) in keys.iter().zip(texts) {
                let value = text.map(|text| match *key {
                    "agenda" => format!("[{0}, {{ title = {0}, presenter = {0} }}]", quoted(&text)),
                    _ => quoted(&text),
                });
                if let Some(value) = value {
                    let _ = writeln!(file, "{key} = {value}");
                }
            }
            let moved: Vec<String> = moved
                .into_iter()
                .map(|date| {
                    format!(
                        "{{ date = {}, start = 09:00:00, end = 10:30:00 }}",
                        day(date)
                    )
                })
                .collect();
            let _ = writeln!(file, "moved-from = [{}]", moved.join(", "));
        }
        file
    })
}

/// Writes opinions that are published, or not, with any texts.
fn opinions() -> impl Strategy<Value = String> {
    let outcome = prop::sample::select(vec!["favourable", "unfavourable", "reserved"]);
    let licence = prop::option::of(text());
    let opinion = (
        text(),
        outcome,
        licence,
        prop::option::of(url()),
        any::<bool>(),
    );
    prop::collection::vec(opinion, 0..4).prop_map(|opinions| {
        let mut file = String::new();
        for (at, (question, outcome, licence, document, published)) in
            opinions.into_iter().enumerate()
        {
            let published = if published {
                ", { state = \"published\", on = 2024-02-02 }"
            } else {
                ""
            };
            let _ = write!(
                file,
                "[[opinion]]\nid = \"o{at}\"\nquestion = {}\noutcome = \"{outcome}\"\n\
                 by = \"majority\"\n\
                 states = [{{ state = \"adopted\", on = 2024-02-01 }}{published}]\n",
                quoted(&question),
            );
            for (key, text) in [("licence", licence), ("document", document)] {
                if let Some(text) = text {
                    let _ = writeln!(file, "{key} = {}", quoted(&text));
                }
            }
        }
        file
    })
}

/// One line of text, with all that Markdown, calendars and the markers of blocks care about.
fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<!-- cll:members -->",
        "<!-- /cll:members -->",
        "-->",
        "<!--",
        "```",
        "](",
        "![",
        "**",
        "__",
        "\\",
        "\\n",
        "BEGIN:VEVENT",
        "; ",
        ", ",
        "- ",
        "# ",
        "1. ",
        "> ",
        "| ",
        "&amp;",
        "&#10;",
        "<b>",
        "https://example.org/",
        " : ",
        " ?",
        "« ",
        " »",
        "é",
        "Œ",
        "🎉",
        "👩‍💻",
        "\u{a0}",
        "\u{200b}",
        "e\u{301}",
        "{{ council }}",
        "{% for %}",
        "\"",
        "'",
    ];
    let piece = prop_oneof![
        prop::sample::select(pieces).prop_map(ToOwned::to_owned),
        "[ -~]{1,6}",
        "[à-ÿ]{1,30}",
    ];
    prop::collection::vec(piece, 1..8)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("not blank", |text| !text.trim().is_empty())
}

fn url() -> impl Strategy<Value = String> {
    "https://[a-z]{1,9}\\.example\\.org/[a-z()&?=;#%é]{0,12}"
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A day of 2020 to 2028.
fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Duration::days(number)
}
