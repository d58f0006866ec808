//! Whatever pages and calendars hold, `cll import` neither panics nor writes anything but its two
//! files, and what it writes there is sound.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests sort as they like")]

use std::collections::BTreeMap;

use crate::sandbox::{Entry, Sandbox};
use cll::markdown::wiki::{is_word_of_days, words_of};
use proptest::prelude::*;
use serde_json::Value;

/// A line of a page: of fragments that a reader knows, or of anything.
fn line() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just("# Conseil d'exemple"),
        Just("## Membres"),
        Just("## Membres du collège A"),
        Just("## Collège B"),
        Just("## Réunions"),
        Just("## Calendrier 2025"),
        Just("- "),
        Just("> - "),
        Just("| "),
        Just("<!-- cll:calendar -->"),
        Just("<!-- /cll:calendar -->"),
        Just("<!-- cll:members college=\"a\" -->"),
        Just("<!-- /cll:members -->"),
        Just("```"),
        Just("[Mairie](https://example.org/)"),
        Just("OW2"),
        Just("\u{202e}É"),
        Just("24 février 2025 14h-16h : "),
        Just("30 mars 2025 2h30-3h : "),
        Just("31 décembre 9999 23h-24h : "),
        Just("1er janvier : "),
        Just("(initialement 15 janvier)"),
        Just("Réunion A et B (1/2)"),
        Just("Réunion A (2/2)"),
        Just("Réunion {{ b }} (9/3)"),
        Just("**ANNULÉE**"),
        Just("REPORTÉE"),
        Just(" ([.ics](e/a.ics))"),
        Just(" ([.ics](https://example.org/x/e/{{%20b.ics))"),
        Just(concat!("https://bbb.example.org", "/b/abc-def-ghi")),
        Just("\u{a0}"),
    ];
    let known = prop::collection::vec(fragment, 0..6).prop_map(|parts| parts.concat());
    prop_oneof![4 => known, 1 => any::<String>()]
}

/// A calendar of lines that a reader knows, or of any bytes.
fn calendar() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("BEGIN:VCALENDAR"),
        Just("BEGIN:VEVENT"),
        Just("END:VEVENT"),
        Just("UID:a@example.org"),
        Just("UID:a b"),
        Just("DTSTAMP:20240101T000000Z"),
        Just("DTSTAMP:99981231T235959Z"),
        Just("DTSTART:20250224T140000"),
        Just("DTSTART;TZID=Europe/Paris:20250330T023000"),
        Just("DTSTART;VALUE=DATE:20250101"),
        Just("DTSTART:00010101T000000"),
        Just("DTEND:20250224T160000"),
        Just("DTEND:20250101T000000Z"),
        Just("SUMMARY:Conseil d'exemple : réunion A (1/2)"),
        Just("SUMMARY:ANNULÉE – x : réunion \u{202e}B {{ x }}"),
        Just("SUMMARY: : "),
        Just(concat!(
            "LOCATION:https://bbb.example.org",
            "/b/abc-def-ghi et visioconférence"
        )),
        Just("LOCATION:Salle\\, 2"),
        Just("STATUS:CANCELLED"),
        Just("STATUS:TENTATIVE"),
        Just("SEQUENCE:2147483646"),
        Just("SEQUENCE:4294967295"),
        Just("CATEGORIES:CE"),
        Just("URL:https://example.org/"),
        Just("PRODID:-//cll//conseil-x//FR"),
        Just(
            "DESCRIPTION:Initialement prévue le 24 février 2025 de 14h à 16h : \\nOrdre du jour :\\n- a"
        ),
        Just("NAME:Réunions du conseil"),
    ];
    let lines = prop::collection::vec(line, 0..40);
    let known = lines.prop_map(|lines| {
        let head = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n";
        (head.to_owned() + &lines.join("\r\n")).into_bytes()
    });
    prop_oneof![4 => known, 1 => any::<Vec<u8>>()]
}

/// The files that are not as they were.
fn changed(before: &BTreeMap<String, Entry>, after: &BTreeMap<String, Entry>) -> Vec<String> {
    let paths = before.keys().chain(after.keys());
    let mut changed: Vec<String> = paths
        .filter(|path| before.get(*path) != after.get(*path))
        .cloned()
        .collect();
    changed.sort();
    changed.dedup();
    changed
}

/// Whether an import in JSON names the calendar at the beginning of a line as one of which something is left out.
fn is_left_out(import: &str, line: &str) -> bool {
    let mut documents = serde_json::Deserializer::from_str(import).into_iter::<Value>();
    let import = documents.next().unwrap().unwrap();
    let mut problems = import["problems"].as_array().unwrap().iter();
    problems.any(|it| {
        let path = it["path"].as_str().unwrap_or_default();
        it["code"] == "calendar-left-out" && line.starts_with(&format!("{path}:"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn only_two_files_are_written_and_they_are_sound(
        page in prop::collection::vec(line(), 0..24),
        other in any::<Vec<u8>>(),
        calendars in prop::collection::vec(calendar(), 0..4),
        crlf in any::<bool>(),
        prefers_calendar in any::<bool>(),
    ) {
        let wiki = Sandbox::empty();
        wiki.write("conseil.md", page.join(if crlf { "\r\n" } else { "\n" }));
        wiki.write("autre.md", other);
        for (name, calendar) in ["e/a.ics", "e/{{ b.ics", "e/c d.ics", "tout.ics"].iter().zip(calendars) {
            wiki.write(name, calendar);
        }
        let before = wiki.tree();
        let prefer = if prefers_calendar { "calendar" } else { "page" };
        let named = ["--members", "conseil.md", "--meetings", "conseil.md", "--meetings", "autre.md", "--calendar", "**/*.ics"];
        let run = wiki.run(&[&["import", "--prefer", prefer, "--format", "json"][..], &named].concat());
        prop_assert!(!run.said().contains("bbb.example.org"), "{:?}", run);
        let after = wiki.tree();
        if run.code == Some(2) {
            let is_empty = run.stderr.contains("could be read there");
            let is_none = run.stderr.contains("no file is called");
            prop_assert!(is_empty || is_none, "{:?}", run);
            prop_assert!(before == after);
            return Ok(());
        }
        if run.stdout.contains("not-utf8") {
            prop_assert!(before == after);
            return Ok(());
        }
        let made = [".gitignore", "meetings.toml", "members.toml", "private", "private/sent.jsonl"];
        prop_assert_eq!(changed(&before, &after), made.map(|path| format!("root/{path}")));
        for registry in ["members.toml", "meetings.toml"] {
            prop_assert!(!wiki.read(registry).contains("bbb.example.org"));
        }
        // What is wrong now was wrong with the page before.
        let check = wiki.run(&["check", "--format", "short", "--skip", "stale-file,orphan-file,private-link"]);
        for line in check.stdout.lines().filter(|line| line.contains(": error[")) {
            let of_page = line.starts_with("conseil.md:") || line.starts_with("autre.md");
            // What a calendar would lose was said when it was imported.
            let is_loss = ["foreign-content", "dropped-text"].iter().any(|code| line.contains(code));
            prop_assert!(of_page || is_loss && is_left_out(&run.stdout, line), "{}", line);
        }
    }

    #[test]
    fn whatever_is_marked_is_built_without_losing_a_word_or_a_link(
        page in prop::collection::vec(line(), 0..24),
        calendars in prop::collection::vec(calendar(), 1..3),
    ) {
        let wiki = Sandbox::empty();
        let text = page.join("\n");
        // What stands in blocks already is the registries' own.
        prop_assume!(!text.contains("cll:"));
        wiki.write("conseil.md", &text);
        for (name, calendar) in ["e/a.ics", "tout.ics"].iter().zip(calendars) {
            wiki.write(name, calendar);
        }
        let named = ["--members", "conseil.md", "--meetings", "conseil.md", "--calendar", "**/*.ics"];
        let run = wiki.run(&[&["import", "--mark"][..], &named].concat());
        if run.code == Some(2) {
            return Ok(());
        }
        wiki.run(&["build", "--replace", "e/a.ics", "--replace", "tout.ics"]);
        let built = wiki.read("conseil.md");
        let mut left = words_of(&built, &(0..built.len()));
        for word in words_of(&text, &(0..text.len())) {
            match left.iter().position(|other| *other == word) {
                Some(at) => drop(left.swap_remove(at)),
                None => prop_assert!(is_word_of_days(&word) || word.contains(".ics"), "{word}: {text}\n{built}"),
            }
        }
    }
}
