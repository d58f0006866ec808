//! Minutes read with care: one text with every defect of minutes typed by hand, and one with much
//! that only looks like a defect.
//!
//! `SNAPSHOTS=overwrite cargo test --test it minutes_checked` writes the expected findings again: read
//! the difference before committing it.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and stops where it cannot go on"
)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::tree;
use crate::sandbox::Sandbox;
use crate::snapshots::overwriting;
use cll::domain::Clock;
use cll::markdown::minutes;
use cll::problem::{Place, Problem};
use cll::proofread::{Proof, meeting_of, proofread};
use cll::registry;
use cll::source::Sources;
use proptest::prelude::*;

const BY_HAND: &str = "by-hand.md";
const SOUND: &str = "sound.md";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/minutes_checked")
}

fn council() -> Sandbox {
    Sandbox::of(&tree(&folder().join("council")))
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join("council").join(name)).unwrap()
}

#[test]
fn every_defect_of_minutes_typed_by_hand_is_found_and_nothing_else() {
    let council = council();
    for (lang, name) in [("en", "by-hand.en.txt"), ("fr", "by-hand.fr.txt")] {
        let output = council.run_in(lang, &["minutes", "check", BY_HAND]);
        assert_eq!(output.code, Some(1));
        let file = folder().join(name);
        if overwriting() {
            fs::write(&file, &output.stdout).unwrap();
        }
        assert_eq!(output.stdout, fs::read_to_string(&file).unwrap());
    }
}

#[test]
fn what_only_looks_like_a_defect_is_none() {
    let council = council();
    for arguments in [
        ["minutes", "check", SOUND, "--strict"],
        ["minutes", "check", "./sound.md", "--strict"],
    ] {
        let output = council.run(&arguments);
        assert_eq!((output.stdout.as_str(), output.code), ("", Some(0)));
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_no_place() {
    let council = council();
    let short = |name: &str| {
        let output = council.run(&["minutes", "check", name, "--format", "short"]);
        output.stdout.replace(name, "x")
    };
    for name in [BY_HAND, SOUND] {
        let text = format!("\u{feff}{}", read(name).replace('\n', "\r\n"));
        fs::write(council.root().join("crlf.md"), text).unwrap();
        assert_eq!(short("crlf.md"), short(name), "{name}");
    }
}

#[test]
fn no_finding_repeats_what_is_private() {
    let council = council();
    let text = read(SOUND).replace("## Décisions", "## Décisions\n\nGuichet du bibliobus la la");
    let unclosed = text.replace("<!-- /private -->", "");
    let misspelt = text.replace("<!-- private -->", "<!-- privé -->");
    for text in [text, unclosed, misspelt] {
        fs::write(council.root().join("x.md"), text).unwrap();
        for format in ["human", "short", "json"] {
            for lang in ["en", "fr"] {
                let arguments = ["minutes", "check", "x.md", "--format", format];
                let output = council.run_in(lang, &arguments);
                assert_eq!(output.code, Some(1));
                let said = (output.stdout + &output.stderr).to_lowercase();
                assert!(!said.contains("guichet"), "{said}");
            }
        }
    }
}

#[test]
fn minutes_are_found_by_the_id_of_their_meeting_the_draft_first() {
    let council = council();
    let check = |id: &str| council.run(&["minutes", "check", id, "--format", "short"]);
    let id = "2025-associations-1";
    let none = check(id);
    assert_eq!(none.code, Some(2));
    assert!(
        none.stderr.contains("has no minutes yet"),
        "{}",
        none.stderr
    );
    let write = |path: &str, text: &str| {
        let path = council.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    // Without front matter, its place tells which meeting it is of.
    let untold = |text: &str| text.split("---\n").nth(2).unwrap().replace("16h30", "16h");
    write(
        "comptes-rendus/2025-associations-1.md",
        &untold(&read(SOUND)),
    );
    let published = check(id);
    assert!(
        published
            .stdout
            .starts_with("comptes-rendus/2025-associations-1.md:")
    );
    assert!(
        published.stdout.contains("registry-mismatch"),
        "{published:?}"
    );
    write(
        "private/comptes-rendus/2025-associations-1.md",
        &read(SOUND),
    );
    // It is a draft, which nobody publishes before the meeting.
    let draft = check(id);
    assert_eq!(draft.code, Some(1));
    assert!(
        draft.stdout.contains("error[meeting-not-held]"),
        "{draft:?}"
    );
    assert_eq!(draft.stdout.lines().count(), 1, "{draft:?}");
    assert_eq!(check("2025-associations-2").code, Some(2));
    assert_eq!(check("nulle-part.md").code, Some(2));
}

#[test]
fn very_long_minutes_are_read() {
    let council = council();
    let long: String = (0..5000)
        .map(|n| format!("- [ ] DIREX : ranger le rayon {n} (avant le 8 décembre 2025)\n"))
        .collect();
    fs::write(council.root().join("long.md"), read(SOUND) + &long).unwrap();
    let output = council.run(&["minutes", "check", "long.md", "--strict"]);
    assert_eq!((output.stdout.as_str(), output.code), ("", Some(0)));
}

/// Registries and minutes in memory, read as the program reads them.
fn findings(text: &str) -> Vec<(usize, usize)> {
    let mut sources = Sources::new();
    let [members, meetings] =
        ["members.toml", "meetings.toml"].map(|name| Some(sources.add(name, read(name))));
    let clock = Clock {
        now: chrono::DateTime::UNIX_EPOCH,
        today: None,
        machine: chrono::DateTime::UNIX_EPOCH,
    };
    let loaded = registry::load(&sources, members, meetings, &clock, &["Europe/Paris"]);
    let council = loaded.council.unwrap();
    let file = sources.add("minutes.md", text);
    let minutes = minutes::read(text);
    let attendance = minutes.attendees(&cll::leaks::attendance::names(&council));
    let found = proofread(&Proof {
        council: &council,
        meeting: meeting_of(&council, &minutes),
        title: None,
        today: None,
        minutes: &minutes,
        attendance: &attendance,
        sheet: &cll::render::minutes::sheet(&attendance),
        text,
        file,
    });
    let span = |problem: Problem| match problem.place {
        Place::Span(span) => Some((span.start, span.end)),
        _ => None,
    };
    found.into_iter().filter_map(span).collect()
}

/// A piece of minutes, or of what could be taken for some.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "# ",
        "## Présences\n",
        "### ",
        "- [x] ",
        "- [ ] ",
        "- ",
        "\n",
        "\n\n",
        "\r\n",
        "BIBLIOBUS",
        "Bibliobus",
        "Lire en commun",
        "Conseil rayonnage",
        "libres",
        " : ",
        ":",
        "(avant le ",
        "8 décembre 2025",
        "31/02/2025",
        "le 13/11",
        ")",
        "[à compléter]",
        "[",
        "<!-- private -->",
        "<!-- /private -->",
        "<!-- privé",
        "fin.Un",
        "la la ",
        "de 16h30 à 18h",
        "24:61-25h",
        "(Ouvre une nouvelle fenêtre)",
        "cliquez ici",
        "`",
        "```\n",
        "| a |\n|---|\n",
        "---\n",
        "meeting: 2025-associations-1\n",
        "&eacute;",
        "\\*",
        "**",
        "\u{feff}",
        "\u{a0}",
        "é\u{301}",
        "ﬁ",
        "İ",
        "\u{0}",
        "1.",
        "@",
        ".",
        "?",
        "(1/2)",
    ]);
    prop_oneof![8 => words.prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_with_care_and_every_place_lies_in_it(
        pieces in prop::collection::vec(piece(), 0..24)
    ) {
        let text = pieces.concat();
        for (start, end) in findings(&text) {
            prop_assert!(text.get(start..end).is_some(), "{start}..{end} of {text:?}");
        }
    }

    #[test]
    fn nothing_between_private_marks_is_read(inside in "[a-zA-Z .:\\n\\[\\]()-]{0,80}") {
        let around = |inside: &str| format!("# Un titre\n\nDu texte <!-- private -->{inside}<!-- /private -->.\n");
        let (with, without) = (around(&inside), around(""));
        prop_assert_eq!(findings(&with).len(), findings(&without).len(), "{:?}", with);
    }
}
