//! Nothing that can be read stops the program: the readers never panic.

use cll::calendar::vtimezone;
use cll::diagnostics::{Format, report};
use cll::domain::Clock;
use cll::markdown::blocks;
use cll::registry;
use cll::render::Templates;
use cll::source::Sources;
use cll::words::{Lang, Words};
use proptest::prelude::*;

use crate::sandbox::{MEETINGS, MEMBERS};

const PAGE: &str = "\
# Conseil

<!-- cll:members college=\"administrations\" -->
- [Mairie](https://example.org/)
<!-- /cll:members -->

> <!-- cll:calendar cycle=\"2025\" -->
> <!-- /cll:calendar -->
";
const OPINIONS: &str = r#"[[opinion]]
id = "2025-guide"
date = 2025-03-18
question = "Faut-il un guide ?"
outcome = "favourable"
by = "majority"
colleges = ["administrations"]
states = [
  { state = "proposed", on = 2025-02-04 },
  { state = "adopted", on = 2025-03-18 },
  { state = "published", on = 2025-03-20 },
  { state = "withdrawn", on = 2025-03-21 },
]
document = "https://example.org/avis.pdf"
licence = "CC BY-SA 4.0"

[[opinion]]
id = "2025-annuaire"
question = "Faut-il un annuaire ?"
states = [{ state = "proposed", on = 2025-02-04 }]
"#;
const TEMPLATE: &str = "\
{% for member in members %}
- {{ member.name | link(member.url) }}{% if not loop.last %},{% endif %}

{% endfor %}
";

/// Reads two registries and says in every form what is wrong with them.
fn load(members: &str, meetings: &str) {
    let mut sources = Sources::new();
    let members = sources.add("members.toml", members);
    let meetings = sources.add("meetings.toml", meetings);
    let clock = Clock {
        now: chrono::DateTime::UNIX_EPOCH,
        today: None,
        machine: chrono::DateTime::UNIX_EPOCH,
    };
    let zones: Vec<&str> = vtimezone::supported().collect();
    let loaded = registry::load(&sources, Some(members), Some(meetings), &clock, &zones);
    for (file, records) in loaded.records {
        sources.name_records(file, records);
    }
    for words in [Words::new(Lang::English), Words::new(Lang::French)] {
        for format in [Format::Human, Format::Short, Format::Json] {
            let _ = report(&loaded.problems, &sources, words, format, false);
        }
    }
    // A meeting that lacks only `updated` is whole otherwise: `announce` gives it one.
    let has_errors = loaded.problems.iter().any(|problem| {
        problem.what.severity() == cll::problem::Severity::Error
            && problem.what.code() != "missing-updated"
    });
    assert_eq!(loaded.council.is_none(), has_errors);
}

/// Finds the blocks of a page: they lie in it, in order, and to fill them with what they hold
/// changes nothing but line ends.
fn scan(page: &str) {
    let found = blocks::scan(page);
    for fault in &found.faults {
        assert!(page.get(fault.at.clone()).is_some());
    }
    let bodies: Vec<_> = found
        .blocks
        .iter()
        .map(|block| (block, String::new()))
        .collect();
    let emptied = blocks::replace(page, &bodies);
    assert!(emptied.len() <= page.len());
    for block in &found.blocks {
        assert!(page.get(block.body.clone()).is_some());
    }
}

fn replace_template(text: &str) {
    let mut sources = Sources::new();
    let file = sources.add("templates/blocks/members.md.j2", text);
    let files = [("blocks/members.md.j2".to_owned(), file)];
    let (_, problems) = Templates::load(&sources, &files);
    let _ = report(
        &problems,
        &sources,
        Words::new(Lang::French),
        Format::Human,
        false,
    );
}

/// Any bytes, as they are read: those that are not UTF-8 never come so far.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<Vec<u8>>().prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        any::<String>(),
        "[\\[\\]{}=\",.#a-z0-9 \r\n\t\u{feff}é<!>/:%-]{0,200}",
    ]
}

/// A sound text in which some pieces are taken away, doubled or replaced.
fn mutation(text: &'static str) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(String::new()),
        any::<char>().prop_map(String::from),
        "[\\[\\]{}=\",.#a-z0-9 \r\n<!>/:%-]{1,8}",
        (0..text.len(), 1..60_usize)
            .prop_map(|(at, length)| { text.chars().skip(at).take(length).collect() }),
        Just("9223372036854775807".to_owned()),
        Just("0000-00-00".to_owned()),
        Just("9999-12-31".to_owned()),
        Just("23:59:60".to_owned()),
        Just("2025-01-01T00:00:00+23:59".to_owned()),
        Just("0001-01-01T00:00:00+23:59".to_owned()),
    ];
    prop::collection::vec((0..=text.len(), 0..40_usize, piece), 1..5).prop_map(|edits| {
        edits
            .into_iter()
            .fold(text.to_owned(), |text, (at, length, piece)| {
                let before: String = text.chars().take(at).collect();
                let after: String = text.chars().skip(at + length).collect();
                before + &piece + &after
            })
    })
}

proptest! {
    #[test]
    fn any_text_is_no_panic_as_a_registry(text in any_text()) {
        load(&text, MEETINGS);
        load(MEMBERS, &text);
        load(&text, &text);
    }

    #[test]
    fn a_sound_registry_can_be_broken_anywhere(
        members in mutation(MEMBERS),
        meetings in mutation(MEETINGS),
        opinions in mutation(OPINIONS),
    ) {
        load(&members, MEETINGS);
        load(MEMBERS, &meetings);
        load(&members, &meetings);
        load(MEMBERS, &opinions);
    }

    #[test]
    fn any_text_is_no_panic_as_a_page(text in any_text(), broken in mutation(PAGE)) {
        scan(&text);
        scan(&broken);
    }

    #[test]
    fn any_text_is_no_panic_as_a_template(text in any_text(), broken in mutation(TEMPLATE)) {
        replace_template(&text);
        replace_template(&broken);
    }
}
