//! The registries of this repository, which hold the real council, and what is made of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use crate::program::cll;

#[test]
fn nothing_is_wrong_with_them_and_all_that_is_made_of_them_is_fresh() {
    // A picture in a document of the tests is no finding that counts.
    let check = cll(
        root(),
        &["check", "--strict", "--skip", "unsearchable-files"],
    );
    assert_eq!((check.code, check.stdout.as_str()), (Some(0), ""));
    let build = cll(root(), &["build", "--check"]);
    assert_eq!((build.code, build.stdout.as_str()), (Some(0), ""));
}

#[test]
fn twenty_three_organisations_are_members() {
    let count = |arguments: &[&str]| ids("members", arguments).len();
    assert_eq!(count(&[]), 23);
    assert_eq!(count(&["--college", "administrations"]), 13);
    assert_eq!(count(&["--college", "ecosysteme"]), 10);
    assert_eq!(ids("members", &["--former"]), ["anct"]);
}

/// ANCT left, came back for a week, and left again.
#[test]
fn a_member_with_two_mandates_sits_in_both_and_not_between() {
    for (day, sits, members) in [
        ("2022-01-25", false, 0),
        ("2022-01-26", true, 18),
        ("2022-03-22", true, 20),
        ("2022-03-23", false, 19),
        ("2022-03-24", false, 19),
        ("2022-03-25", true, 20),
        ("2022-03-31", true, 20),
        ("2022-04-01", false, 19),
    ] {
        let there = ids("members", &["--at", day]);
        assert_eq!(there.contains(&"anct".to_owned()), sits, "{day}");
        assert_eq!(there.len(), members, "{day}");
    }
}

#[test]
fn members_are_sorted_without_regard_to_case_or_accents() {
    let names = cll(
        root(),
        &["members", "list", "--template", "{{ member.name }}"],
    )
    .stdout;
    let names: Vec<&str> = names.lines().collect();
    assert_eq!(
        names[..6],
        [
            "AMUE",
            "ANSSI",
            "CNIL",
            "CNNum",
            "Comité pour la science ouverte",
            "DAJ du MEFR"
        ]
    );
}

#[test]
fn fifteen_meetings_are_recorded() {
    let count = |cycle: &str| ids("meeting", &["--cycle", cycle]).len();
    assert_eq!(ids("meeting", &[]).len(), 15);
    assert_eq!(
        [count("2022"), count("2023"), count("2024"), count("2025")],
        [6, 6, 0, 3]
    );
    assert_eq!(
        ids("meeting", &["--status", "cancelled"]),
        ["2023-ecosysteme-1"]
    );
}

/// The UID is that of the calendar that people subscribe to already; the sequence counts what was
/// changed since.
#[test]
fn meetings_keep_the_identity_under_which_they_were_announced() {
    let template =
        "{{ meeting.sequence }} {{ meeting.uid }} {{ meeting.date.iso }} {{ meeting.hours }}";
    for (id, expected) in [
        (
            "2022-administrations-1",
            "2 TS1-6e9560a6-35cc-42f5-9b85-bd794522e049 2022-03-11 14h-16h",
        ),
        (
            "2022-ecosysteme-1",
            "0 TS1-9a214431-ec60-4926-a84b-8a4947bc9003 2022-04-08 14h-16h",
        ),
        (
            "2023-ecosysteme-1",
            "2 TS1-b3966993-11a0-4286-8a90-ce26e47ddf4a 2023-04-21 14h-16h",
        ),
        (
            "2023-administrations-ecosysteme-1",
            "1 TS1-a71d7e86-0dba-423e-b8e0-9bdd7ef84512 2023-06-16 9h30-12h",
        ),
        (
            "2023-administrations-ecosysteme-2",
            "2 TS1-f684c460-e14a-4767-8182-359cf2dde7da 2024-01-12 14h-17h",
        ),
        // Announced without a UID that could be adopted: derived, and fixed from then on.
        (
            "2025-ecosysteme-2",
            "1 703977bb-ee4d-5f49-917d-fc31ce52673b 2025-10-27 16h30-18h",
        ),
    ] {
        let shown = cll(root(), &["meeting", "show", id, "--template", template]);
        assert_eq!(shown.stdout.trim_end(), expected, "{id}");
    }
}

/// The second was published, withdrawn the next day and published again.
#[test]
fn two_opinions_are_recorded() {
    let template = "{{ opinion.date.text }} : {{ opinion.verdict }}, {{ opinion.support }}\
                    {% for step in opinion.states %} {{ step.on.iso }}{% endfor %}";
    let shown = cll(root(), &["opinion", "list", "--template", template]);
    let lines: Vec<&str> = shown.stdout.lines().collect();
    assert_eq!(
        lines,
        [
            "1er février 2023 : Avis favorable à la majorité des membres du conseil, soutenu par la \
             DINUM 2023-02-01 2023-02-02 2024-10-03",
            "2 octobre 2024 : Avis favorable à la majorité des membres du collège écosystème, soutenu \
             par la DINUM 2024-10-02 2024-10-10 2024-10-11 2024-10-23 2024-10-23",
        ]
    );
    assert_eq!(ids("opinion", &["--state", "published"]).len(), 2);
}

fn ids(command: &str, arguments: &[&str]) -> Vec<String> {
    let run = cll(
        root(),
        &[&[command, "list", "--format", "ids"], arguments].concat(),
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stdout.lines().map(ToOwned::to_owned).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
