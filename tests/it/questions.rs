//! Questions: asked on a terminal, with defaults; elsewhere the flag that is missing is named.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;

use crate::on_terminal::OnTerminal;
use crate::program::{cll, folder, tree};
use tempfile::TempDir;

fn council() -> TempDir {
    folder(&[
        (
            "members.toml",
            include_str!("../councils/plain/members.toml"),
        ),
        (
            "meetings.toml",
            include_str!("../councils/plain/meetings.toml"),
        ),
    ])
}

#[test]
fn a_meeting_is_asked_for_with_the_usual_hours() {
    let council = council();
    let Some(mut terminal) = OnTerminal::start(council.path(), &["meeting", "new"]) else {
        return;
    };
    terminal.wait_for("administrations ecosysteme");
    terminal.wait_for("Which colleges meet (ids, or all)? [all] ");
    terminal.answer("ecosysteme");
    terminal.wait_for("On what day (2023-09-28)? ");
    // An empty answer is none where there is no default.
    terminal.answer("");
    terminal.wait_for("On what day (2023-09-28)? ");
    terminal.answer("2025-12-16");
    terminal.wait_for("At what hours (14:00-16:00)? [14:00-16:00] ");
    terminal.answer("");
    let (code, said) = terminal.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.ends_with("2025-ecosysteme-2\n"), "{said}");
    let text = fs::read_to_string(council.path().join("meetings.toml")).unwrap();
    let record = "id = \"2025-ecosysteme-2\"\ncolleges = [\"ecosysteme\"]\nnumber = 2\n\
                  date = 2025-12-16\nstart = 14:00:00\nend = 16:00:00\n";
    assert!(text.contains(record), "{text}");
}

#[test]
fn a_wrong_answer_is_asked_for_again() {
    let council = council();
    let Some(mut terminal) = OnTerminal::start(council.path(), &["meeting", "new"]) else {
        return;
    };
    for (asked, wrong, why, right) in [
        (
            "Which colleges meet",
            "ecosystem",
            "did you mean `ecosysteme`?",
            "Écosystème",
        ),
        (
            "On what day",
            "2026-02-30",
            "February 2026 ends on the 28th",
            "mardi 24 février 2026",
        ),
        (
            "At what hours",
            "14-14",
            "is not a time range",
            "de 14h à 16h",
        ),
    ] {
        terminal.wait_for(asked);
        terminal.answer(wrong);
        terminal.wait_for(why);
        terminal.wait_for(asked);
        terminal.answer(right);
    }
    let (code, said) = terminal.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.ends_with("2026-ecosysteme-1\n"), "{said}");
    let text = fs::read_to_string(council.path().join("meetings.toml")).unwrap();
    assert!(
        text.contains("date = 2026-02-24\nstart = 14:00:00\nend = 16:00:00"),
        "{text}"
    );
}

/// The day that is asked for is the first without it, and the answer says both.
#[test]
fn the_end_of_a_mandate_is_asked_for_in_both_words() {
    let council = council();
    let new = [
        "members",
        "new",
        "--name",
        "Alpha",
        "--college",
        "écosystème",
        "--since",
        "1er mars 2025",
    ];
    assert_eq!(cll(council.path(), &new).code, Some(0));
    let Some(mut terminal) = OnTerminal::start(council.path(), &["members", "end", "alpha"]) else {
        return;
    };
    terminal.wait_for("first day out, the day after the last one of its mandate");
    terminal.answer("01/01/2026");
    let (code, said) = terminal.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("last day of its mandate 2025-12-31, first day out 2026-01-01"),
        "{said}"
    );
}

#[test]
fn all_colleges_meet_if_none_is_named() {
    let council = council();
    let arguments = [
        "meeting",
        "new",
        "--date",
        "2025-12-16",
        "--time",
        "14:00-16:00",
    ];
    let Some(mut terminal) = OnTerminal::start(council.path(), &arguments) else {
        return;
    };
    terminal.wait_for("[all] ");
    terminal.answer("");
    let (code, said) = terminal.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.ends_with("2025-administrations-ecosysteme-1\n"),
        "{said}"
    );
}

#[test]
fn a_member_is_asked_for() {
    let council = council();
    let Some(mut terminal) = OnTerminal::start(council.path(), &["members", "new"]) else {
        return;
    };
    terminal.wait_for("What is the organisation called? ");
    terminal.answer("Comité pour la science ouverte");
    terminal.wait_for("administrations ecosysteme");
    terminal.wait_for("In which college does it sit? ");
    terminal.answer("administrations");
    let (code, said) = terminal.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.ends_with("comite-pour-la-science-ouverte\n"), "{said}");
}

#[test]
fn nothing_is_asked_when_told_so() {
    let council = council();
    let arguments = ["meeting", "reschedule", "2025-ecosysteme-1", "--no-input"];
    let Some(terminal) = OnTerminal::start(council.path(), &arguments) else {
        return;
    };
    let (code, said) = terminal.end();
    assert_eq!(
        (code, said.as_str()),
        (
            Some(2),
            "error: `--date` is missing\nhelp: there is no terminal to ask on: add `--date DATE`\n"
        )
    );
}

#[test]
fn without_a_terminal_the_missing_flag_is_named() {
    let council = council();
    let before = tree(council.path());
    for (command, flag) in [
        (&["meeting", "new"][..], "--college` / `--plenary"),
        (&["meeting", "new", "--plenary"], "--date"),
        (
            &["meeting", "new", "--plenary", "--date", "2025-12-16"],
            "--time",
        ),
        (&["meeting", "reschedule", "2025-ecosysteme-1"], "--date"),
        (&["members", "new"], "--name"),
        (&["members", "new", "--name", "APRIL"], "--college"),
        (
            &["members", "new", "--name", "!", "--college", "ecosysteme"],
            "--id",
        ),
    ] {
        let run = cll(council.path(), command);
        assert_eq!(run.code, Some(2), "{command:?}");
        let (error, help) = run.stderr.split_once('\n').unwrap();
        assert_eq!(error, format!("error: `{flag}` is missing"), "{command:?}");
        // What two flags stand for is shown by their names.
        let typed = help.contains(&format!("add `{flag} "));
        assert!(typed || flag.contains('/'), "{command:?}: {help}");
        assert_eq!(run.stdout, "", "{command:?}");
    }
    let mut after = tree(council.path());
    after.remove(".cll.lock");
    assert!(after == before);
}
