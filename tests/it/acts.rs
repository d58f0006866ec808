//! What changes a meeting or a member, by a slip or twice: nothing is done that was not meant.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests prepare files and may fail"
)]

use std::fs;

use crate::on_terminal::OnTerminal;
use crate::program::{Run, cll, folder};
use tempfile::TempDir;

const MEMBERS: &str = include_str!("../councils/state/members.toml");
/// Today is 3 November 2025.
const MEETINGS: &str = r#"[[meeting]]
id = "2025-etat-1"
colleges = ["etat"]
number = 1
date = 2025-10-07
start = 14:00:00
end = 16:00:00
updated = 2025-09-01T12:00:00Z

[[meeting]]
id = "2025-etat-2"
colleges = ["etat"]
number = 2
date = 2025-12-09
start = 14:00:00
end = 16:00:00
updated = 2025-09-01T12:00:00Z

[[meeting]]
id = "2025-asso-1"
colleges = ["asso"]
number = 1
date = 2025-11-03
start = 09:00:00
end = 11:00:00
updated = 2025-09-01T12:00:00Z

[[meeting]]
id = "2025-asso-2"
colleges = ["asso"]
number = 2
date = 2025-09-02
start = 09:00:00
end = 11:00:00
status = "postponed"
updated = 2025-09-01T12:00:00Z
"#;

fn council() -> TempDir {
    folder(&[("members.toml", MEMBERS), ("meetings.toml", MEETINGS)])
}

fn registries(council: &TempDir) -> String {
    let read = |name| fs::read_to_string(council.path().join(name)).unwrap();
    read("members.toml") + &read("meetings.toml")
}

#[test]
fn a_meeting_that_took_place_or_has_minutes_is_changed_only_by_force() {
    let acts: [&[&str]; 3] = [
        &["reschedule", "--date", "2026-02-03"],
        &["postpone"],
        &["cancel"],
    ];
    let held = ("2025-etat-1", None, "took place on 2025-10-07");
    // It ended at eleven, and now is noon in UTC.
    let this_morning = ("2025-asso-1", None, "took place on 2025-11-03");
    let published = (
        "2025-etat-2",
        Some("comptes-rendus/2025-etat-2.md"),
        "has published minutes",
    );
    for (id, minutes, why) in [held, this_morning, published] {
        for act in acts {
            let council = council();
            if let Some(minutes) = minutes {
                crate::program::write(&council.path().join(minutes), b"# Compte-rendu\n");
            }
            let before = registries(&council);
            let words = [&["meeting", act[0], id], &act[1..]].concat();
            let run = cll(council.path(), &words);
            assert_eq!(run.code, Some(2), "{words:?} {run:?}");
            assert!(
                run.stderr.contains(why) && run.stderr.contains("--force"),
                "{run:?}"
            );
            assert_eq!(registries(&council), before, "{words:?}");
            let run = cll(council.path(), &[&words[..], &["--force"]].concat());
            assert_eq!(run.code, Some(0), "{words:?} {run:?}");
            assert_ne!(registries(&council), before, "{words:?}");
        }
    }
}

/// A council whose calendars are made, and whose record of a meeting is changed by hand then.
fn edited(id: &str, from: &str, to: &str, minutes: Option<&str>) -> TempDir {
    let council = council();
    if let Some(minutes) = minutes {
        let path = format!("comptes-rendus/{minutes}.md");
        crate::program::write(&council.path().join(path), b"# Compte-rendu\n");
    }
    let built = cll(council.path(), &["build"]);
    assert_eq!(built.code, Some(0), "{built:?}");
    let at = MEETINGS.find(&format!("id = \"{id}\"")).unwrap();
    let (before, record) = MEETINGS.split_at(at);
    assert!(record.contains(from));
    let text = before.to_owned() + &record.replacen(from, to, 1);
    crate::program::write(&council.path().join("meetings.toml"), text.as_bytes());
    council
}

#[test]
fn what_calendars_show_as_held_is_announced_otherwise_only_by_force() {
    let cancelled = ("end", "status = \"cancelled\"\nend");
    let held = "took place on 2025-10-07";
    let minuted = "has published minutes";
    let cases = [
        ("2025-etat-1", ("2025-10-07", "2025-12-23"), None, held),
        ("2025-etat-1", ("14:00:00", "13:00:00"), None, held),
        ("2025-etat-1", cancelled, None, held),
        // Whoever raises `sequence` by hand as well has not meant it more.
        (
            "2025-etat-1",
            ("date = 2025-10-07", "sequence = 4\ndate = 2025-12-23"),
            None,
            held,
        ),
        ("2025-etat-1", cancelled, Some("2025-etat-1"), minuted),
        (
            "2025-etat-2",
            ("2025-12-09", "2025-12-23"),
            Some("2025-etat-2"),
            minuted,
        ),
    ];
    for (id, (from, to), minutes, why) in cases {
        for asked in [id, "--all"] {
            let council = edited(id, from, to, minutes);
            let before = registries(&council);
            let words = ["meeting", "announce", asked];
            let run = cll(council.path(), &words);
            assert_eq!(run.code, Some(2), "{words:?} {to} {run:?}");
            let said = format!("`{id}` {why}");
            assert!(run.stderr.contains(&said), "{to} {run:?}");
            assert!(run.stderr.contains("back as it was"), "{run:?}");
            assert!(run.stderr.contains("--force"), "{run:?}");
            assert_eq!(registries(&council), before, "{words:?} {to}");
            let run = cll(council.path(), &[&words[..], &["--force"]].concat());
            assert_eq!(run.code, Some(0), "{words:?} {to} {run:?}");
            assert_ne!(registries(&council), before, "{words:?} {to}");
            let built = cll(council.path(), &["build"]);
            assert_eq!(built.code, Some(0), "{built:?}");
        }
    }
}

#[test]
fn what_leaves_the_day_of_a_meeting_that_was_held_is_announced() {
    let cases = [
        ("2025-etat-1", "end", "title = \"Séance\"\nend"),
        ("2025-etat-1", "end", "place = \"Salle B\"\nend"),
        ("2025-etat-1", "updated = 2025-09-01T12:00:00Z\n", ""),
        // Nobody knows whether a meeting took place that was put off.
        ("2025-asso-2", "2025-09-02", "2025-12-23"),
        // What is to come, even if the slip is a day that is over.
        ("2025-etat-2", "2025-12-09", "2025-12-30"),
        ("2025-etat-2", "2025-12-09", "2025-10-14"),
    ];
    for (id, from, to) in cases {
        let council = edited(id, from, to, None);
        let run = cll(council.path(), &["meeting", "announce", "--all"]);
        assert_eq!(run.code, Some(0), "{to} {run:?}");
        let built = cll(council.path(), &["build"]);
        assert_eq!(built.code, Some(0), "{built:?}");
    }
}

/// The others are announced all the same.
#[test]
fn each_meeting_that_was_held_is_named_beside_the_others() {
    let council = council();
    cll(council.path(), &["build"]);
    let text = MEETINGS
        .replace("date = 2025-10-07", "date = 2025-12-23")
        .replace("date = 2025-11-03", "date = 2025-12-02")
        .replace("date = 2025-12-09", "date = 2025-12-16");
    crate::program::write(&council.path().join("meetings.toml"), text.as_bytes());
    let run = cll(council.path(), &["meeting", "announce", "--all"]);
    assert_eq!(
        (run.code, &*run.stdout),
        (Some(2), "2025-etat-2\n"),
        "{run:?}"
    );
    for said in [
        "`2025-etat-1` took",
        "`2025-asso-1` took",
        "2025-etat-2: moved",
    ] {
        assert!(run.stderr.contains(said), "{said} {run:?}");
    }
    let now = fs::read_to_string(council.path().join("meetings.toml")).unwrap();
    assert_eq!(now.matches("moved-from").count(), 1, "{now}");
}

#[test]
fn on_a_terminal_force_asks_for_the_id_of_a_meeting_that_was_held() {
    for (typed, code) in [("2025-etat-1", 0), ("2025-etat-2", 2)] {
        let council = edited("2025-etat-1", "2025-10-07", "2025-12-23", None);
        let words = ["meeting", "announce", "2025-etat-1", "--force"];
        let Some(mut terminal) = OnTerminal::start(council.path(), &words) else {
            return;
        };
        terminal.wait_for("Type its id to change it:");
        terminal.answer(typed);
        let (ended, said) = terminal.end();
        assert_eq!(ended, Some(code), "{said}");
    }
}

#[test]
fn what_did_not_take_place_is_changed_without_ado() {
    let council = council();
    // A draft may be begun before.
    let draft = "private/comptes-rendus/2025-etat-2.md";
    crate::program::write(&council.path().join(draft), b"# Compte-rendu\n");
    for words in [
        &[
            "meeting",
            "reschedule",
            "2025-asso-2",
            "--date",
            "2026-02-03",
        ][..],
        &["meeting", "postpone", "2025-etat-2"],
        &["meeting", "cancel", "2025-asso-2"],
        // A reason alone moves nothing.
        &[
            "meeting",
            "reschedule",
            "2025-etat-1",
            "--date",
            "2025-10-07",
            "--reason",
            "x",
        ],
    ] {
        let run = cll(council.path(), words);
        assert_eq!(run.code, Some(0), "{words:?} {run:?}");
    }
}

#[test]
fn on_a_terminal_the_id_is_asked_for() {
    // What is asked for, what is typed, and the exit code.
    let cases = [
        (&["cancel", "next", "--force"][..], "2025-etat-2", 0),
        (&["cancel", "next", "--force"], "2025-asso-1", 2),
        (&["postpone", "last", "--force"], "yes", 2),
        (
            &[
                "reschedule",
                "2025-etat-1",
                "--date",
                "2026-02-03",
                "--force",
            ],
            "2025-etat-1",
            0,
        ),
        (
            &["edit", "2025-etat-1", "--time", "15-17", "--force"],
            "2025-etat-1",
            0,
        ),
        (&["cancel", "2025-etat-1", "--force"], "2025-etat-2", 2),
    ];
    for (words, typed, code) in cases {
        let council = council();
        let before = registries(&council);
        let words = [&["meeting"], words].concat();
        let Some(mut terminal) = OnTerminal::start(council.path(), &words) else {
            return;
        };
        terminal.wait_for("Type its id to change it:");
        terminal.answer(typed);
        let (ended, said) = terminal.end();
        assert_eq!(ended, Some(code), "{words:?} {said}");
        assert_eq!(
            registries(&council) == before,
            code == 2,
            "{words:?} {said}"
        );
    }
}

#[test]
fn without_force_or_with_yes_a_terminal_asks_nothing() {
    for (words, code) in [
        (&["cancel", "2025-etat-1"][..], 2),
        (&["edit", "2025-etat-1", "--time", "15-17"], 2),
        (&["cancel", "2025-etat-1", "--force", "--yes"], 0),
        (&["cancel", "last", "--yes"], 2),
        (&["cancel", "next", "--yes"], 0),
        (&["cancel", "next", "--force", "--yes"], 0),
        (&["cancel", "2025-etat-2"], 0),
    ] {
        let council = council();
        let words = [&["meeting"], words].concat();
        let Some(terminal) = OnTerminal::start(council.path(), &words) else {
            return;
        };
        let (ended, said) = terminal.end();
        assert_eq!(ended, Some(code), "{words:?} {said}");
        assert!(!said.contains("Type its id"), "{words:?} {said}");
    }
}

/// A word stands for the meeting where it is only shown; what calls it off wants its id, or a `--yes`.
#[test]
fn a_word_calls_nothing_off_without_a_question() {
    let council = council();
    let before = registries(&council);
    for word in ["next", "2025-etat-2x", "2025-a", "9 décembre 2025", "2025"] {
        for act in ["cancel", "postpone", "remove"] {
            let run = cll(council.path(), &["meeting", act, word]);
            assert_eq!(run.code, Some(2), "{act} {word} {run:?}");
            assert_eq!(registries(&council), before, "{act} {word}");
        }
    }
    for (word, id) in [
        ("next", "2025-etat-2"),
        ("last", "2025-asso-1"),
        ("2025-etat-2", "2025-etat-2"),
        ("2025-asso-2", "2025-asso-2"),
        ("9 décembre 2025", "2025-etat-2"),
        ("09/12/2025", "2025-etat-2"),
        ("2025-12-09", "2025-etat-2"),
    ] {
        let words = ["meeting", "show", word, "--template", "{{ meeting.id }}"];
        let run = cll(council.path(), &words);
        assert_eq!(
            (run.code, &*run.stdout.replace('\n', "")),
            (Some(0), id),
            "{word} {run:?}"
        );
    }
    let run = cll(council.path(), &["meeting", "show", "2025-e"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    for id in ["2025-etat-1", "2025-etat-2"] {
        assert!(run.stderr.contains(id), "{run:?}");
    }
    let run = cll(
        council.path(),
        &["members", "end", "al", "--on", "2025-12-01"],
    );
    assert!(run.stderr.contains("did you mean `alpha`?"), "{run:?}");
}

/// A draft that says who was there is enough, though nobody confirmed the meeting.
#[test]
fn a_meeting_whose_attendance_was_taken_is_changed_only_by_force() {
    for (ticked, code) in [("x", 2), (" ", 0)] {
        let council = council();
        let text = MEETINGS.replacen(
            "date = 2025-10-07",
            "status = \"proposed\"\ndate = 2025-10-07",
            1,
        );
        crate::program::write(&council.path().join("meetings.toml"), text.as_bytes());
        let draft = format!("# Compte-rendu\n\n## Présences\n\n- [{ticked}] Alpha\n- [ ] Beta\n");
        let path = council.path().join("private/comptes-rendus/2025-etat-1.md");
        crate::program::write(&path, draft.as_bytes());
        let run = cll(council.path(), &["meeting", "cancel", "2025-etat-1"]);
        assert_eq!(run.code, Some(code), "{run:?}");
        assert_eq!(run.stderr.contains("who was there"), code == 2, "{run:?}");
    }
}

#[test]
fn a_day_far_ahead_is_asked_about() {
    let new = [
        "meeting",
        "new",
        "--college",
        "etat",
        "--time",
        "10-12",
        "--date",
    ];
    let move_it = ["meeting", "reschedule", "2025-etat-2", "--date"];
    for words in [&new[..], &move_it] {
        let far = [words, &["2205-12-08"]].concat();
        let council = council();
        let before = registries(&council);
        let run = cll(council.path(), &far);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("18 months"), "{run:?}");
        assert_eq!(registries(&council), before);
        for (typed, code) in [("peut-être\nn", 2), ("y", 0)] {
            let Some(mut terminal) = OnTerminal::start(council.path(), &far) else {
                break;
            };
            terminal.wait_for("is it meant (y, n)?");
            terminal.answer(typed);
            let (ended, said) = terminal.end();
            assert_eq!(ended, Some(code), "{words:?} {said}");
        }
        let council = self::council();
        let run = cll(council.path(), &[&far[..], &["--yes"]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        // 3 May 2027 is 18 months ahead.
        for (day, code) in [("2027-05-03", 0), ("2027-05-04", 2)] {
            let council = self::council();
            let run = cll(council.path(), &[words, &[day]].concat());
            assert_eq!(run.code, Some(code), "{day} {run:?}");
        }
    }
}

/// What knows a meeting keeps it in the registry.
#[test]
fn a_meeting_that_anything_knows_is_not_taken_out() {
    let journal = sent("2025-etat-2");
    let answered = "{\"format\":1,\"broken\"\n";
    for (path, text, why) in [
        ("private/sent.jsonl", journal.as_str(), "written to"),
        ("private/replies.jsonl", answered, "answered"),
        (
            "comptes-rendus/2025-etat-2.md",
            "# Compte-rendu\n",
            "in minutes",
        ),
        (
            "private/comptes-rendus/2025-etat-2.md",
            "# Compte-rendu\n",
            "in minutes",
        ),
        ("autre.ics", "BEGIN", "in a calendar: autre.ics"),
    ] {
        let council = council();
        crate::program::write(&council.path().join(path), text.as_bytes());
        let before = registries(&council);
        let run = cll(council.path(), &["meeting", "remove", "2025-etat-2"]);
        assert_eq!(run.code, Some(2), "{path} {run:?}");
        assert!(run.stderr.contains(why), "{path} {run:?}");
        assert!(
            run.stderr.contains("cll meeting cancel 2025-etat-2"),
            "{path} {run:?}"
        );
        assert_eq!(registries(&council), before, "{path}");
        // Only what is in the folder alone gives way.
        let run = cll(
            council.path(),
            &["meeting", "remove", "2025-etat-2", "--force"],
        );
        let code = if path == "autre.ics" { 0 } else { 2 };
        assert_eq!(run.code, Some(code), "{path} {run:?}");
    }
    // What took place is no slip, as long as nobody says that it is one.
    let council = council();
    let held = ["meeting", "remove", "2025-etat-1"];
    let run = cll(council.path(), &held);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("took place on 2025-10-07"), "{run:?}");
    let run = cll(council.path(), &[&held[..], &["--force"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let council = self::council();
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    let run = cll(council.path(), &["meeting", "remove", "2025-etat-2"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    let run = cll(
        council.path(),
        &["meeting", "remove", "2025-etat-2", "--force"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    let said = run.stderr.split("`cll build ").nth(1).unwrap();
    let withdraw: Vec<&str> = said.split('`').next().unwrap().split(' ').collect();
    let built = cll(council.path(), &[&["build"], &withdraw[..]].concat());
    assert_eq!(built.code, Some(0), "{built:?}");
}

/// Each command, run again after a lost connection: it says so, names what is there and writes
/// nothing.
#[test]
fn a_command_that_is_repeated_changes_nothing_more() {
    let commands = [
        (
            "meeting new --college asso --date 2026-06-03 --time 10:00-12:00",
            "2026-asso-1",
        ),
        (
            "meeting new --plenary --date 2026-06-10 --time 10h-12h --place Mairie --online --agenda Budget",
            "2026-etat-asso-1",
        ),
        (
            "meeting new --college asso --date 2026-06-04 --time 10:00-12:00 --id autre",
            "autre",
        ),
        (
            "meeting reschedule 2025-etat-2 --date 2025-12-16 --reason greve",
            "2025-etat-2",
        ),
        ("meeting postpone 2025-etat-2 --reason greve", "2025-etat-2"),
        ("meeting cancel 2025-etat-2 --reason greve", "2025-etat-2"),
        ("meeting confirm 2025-etat-1", "2025-etat-1"),
        (
            "meeting edit 2025-etat-2 --place Mairie --online --add-item Budget --add-item Bilan",
            "2025-etat-2",
        ),
        (
            "meeting edit 2025-etat-2 --time 15-17 --title Atelier",
            "2025-etat-2",
        ),
        (
            "meeting edit 2025-etat-2 --agenda= --no-online",
            "2025-etat-2",
        ),
        ("meeting announce 2025-etat-1", "2025-etat-1"),
        (
            "members new --name Beta --college etat --since 2024-01-01",
            "beta",
        ),
        ("members rename alpha --name Omega --on 2025-06-01", "alpha"),
        ("members end alpha --on 2025-12-31", "alpha"),
    ];
    for (words, id) in commands {
        let words: &[&str] = &words.split(' ').collect::<Vec<_>>();
        let council = council();
        let first = cll(council.path(), words);
        assert_eq!(
            (first.code, &*first.stdout),
            (Some(0), &*format!("{id}\n")),
            "{words:?} {first:?}"
        );
        let after = registries(&council);
        let Run {
            code,
            stdout,
            stderr,
        } = cll(council.path(), words);
        assert_eq!(
            (code, &*stdout),
            (Some(0), &*format!("{id}\n")),
            "{words:?} {stderr}"
        );
        assert_eq!(registries(&council), after, "{words:?}");
        assert!(
            stderr.contains("nothing to") || stderr.contains("already"),
            "{words:?} {stderr}"
        );
    }
}

#[test]
fn another_meeting_of_the_same_colleges_and_hours_is_a_question() {
    let council = council();
    let before = registries(&council);
    let new = [
        "meeting",
        "new",
        "--college",
        "etat",
        "--date",
        "2025-12-09",
        "--time",
        "14:00-16:00",
    ];
    let run = cll(
        council.path(),
        &[&new[..], &["--place", "Salle B"]].concat(),
    );
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("`2025-etat-2`"), "{run:?}");
    assert_eq!(registries(&council), before);
    let run = cll(
        council.path(),
        &[&new[..], &["--id", "2025-etat-bis"]].concat(),
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    // A member of that name in another college is another one.
    let run = cll(
        council.path(),
        &["members", "new", "--name", "Alpha", "--college", "asso"],
    );
    assert_eq!(run.code, Some(2), "{run:?}");
}

/// The numbers of the associations' meetings of 2026, by day.
fn ranks(council: &TempDir) -> String {
    let words = "meeting list --college asso --cycle 2026 --template";
    let words: Vec<&str> = words
        .split(' ')
        .chain(["{{ meeting.id }}={{ meeting.number }}"])
        .collect();
    cll(council.path(), &words).stdout.replace('\n', " ")
}

/// Who sat at a meeting that was held is not made to have been away.
#[test]
fn a_member_does_not_leave_before_a_meeting_at_which_it_sat() {
    let council = council();
    for (member, day, code) in [
        // The meeting of 7 October took place, that of 9 December did not yet, nor the postponed one.
        ("alpha", "2025-10-07", 2),
        ("alpha", "2025-09-30", 2),
        ("alpha", "2025-10-08", 0),
        ("alpha", "2025-12-10", 0),
    ] {
        let end = ["members", "end", member, "--on", day];
        let run = cll(council.path(), &[&end[..], &["--dry-run"]].concat());
        assert_eq!(run.code, Some(code), "{member} {day} {run:?}");
        let said = run.stderr.contains("2025-10-07") && run.stderr.contains("`--force`");
        assert_eq!(said, code == 2, "{}", run.stderr);
        let forced = cll(
            council.path(),
            &[&end[..], &["--dry-run", "--force"]].concat(),
        );
        assert_eq!(forced.code, Some(0), "{forced:?}");
    }
}

fn new(council: &TempDir, date: &str) {
    let words = [
        "meeting",
        "new",
        "--college",
        "asso",
        "--time",
        "10:00-12:00",
        "--date",
        date,
    ];
    let run = cll(council.path(), &words);
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn found(council: &TempDir) -> String {
    let run = cll(
        council.path(),
        &["check", "--only", "rank-order", "--format", "short"],
    );
    let of_year = run.stdout.lines().filter(|line| line.contains("2026-asso"));
    of_year.collect()
}

#[test]
fn a_late_meeting_gets_the_rank_of_its_day_while_nobody_knows_those_after_it() {
    let council = council();
    for date in ["2026-02-10", "2026-10-07", "2026-05-12"] {
        new(&council, date);
    }
    // Ids stay as they are.
    assert_eq!(
        ranks(&council),
        "2026-asso-1=1 2026-asso-3=2 2026-asso-2=3 "
    );
    assert_eq!(found(&council), "");
    // Once calendars show them, everybody knows them by their numbers.
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    new(&council, "2026-03-10");
    assert_eq!(
        ranks(&council),
        "2026-asso-1=1 2026-asso-4=4 2026-asso-3=2 2026-asso-2=3 "
    );
    assert!(
        found(&council).contains("rank-order"),
        "{}",
        found(&council)
    );
}

/// Who was never told of a meeting has no earlier version of it.
#[test]
fn a_change_counts_only_people_who_were_told_of_the_meeting() {
    let council = council();
    let contact = |name: &str| {
        let id = name.to_lowercase();
        format!(
            "[[contact]]\nmember = \"alpha\"\nname = \"{name} Quidam\"\n\
             email = \"{id}@alpha.example.org\"\nrole = \"titular\"\n"
        )
    };
    let private = council.path().join("private");
    let contacts = contact("Lina") + &contact("Nour");
    crate::program::write(&private.join("members.toml"), contacts.as_bytes());
    let told = sent("2025-etat-2")
        .replace("2026-10-07", "2025-12-09")
        .replace("10:00:00\",", "14:00:00\",")
        .replace("12:00:00\",", "16:00:00\",")
        .replace("2025-11-01T", "2025-09-01T");
    crate::program::write(&private.join("sent.jsonl"), told.as_bytes());
    let run = cll(council.path(), &["build"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let act = [
        "meeting",
        "reschedule",
        "2025-etat-2",
        "--date",
        "2025-12-16",
    ];
    let run = cll(council.path(), &act);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr
            .contains("1 person still has the earlier version (alpha)"),
        "{run:?}"
    );
}

/// Who was told that a meeting is off is told that it takes place after all, as the same event.
#[test]
fn a_cancelled_meeting_comes_back_for_those_who_were_told() {
    let council = council();
    let off = "id = \"2025-etat-2\"\nstatus = \"cancelled\"\nreason = \"grève\"\nsequence = 4";
    let text = MEETINGS.replace("id = \"2025-etat-2\"", off);
    crate::program::write(&council.path().join("meetings.toml"), text.as_bytes());
    let contact = "[[contact]]\nmember = \"alpha\"\nname = \"Lina Quidam\"\n\
                   email = \"lina@alpha.example.org\"\nrole = \"titular\"\n";
    let private = council.path().join("private");
    crate::program::write(&private.join("members.toml"), contact.as_bytes());
    let told = sent("2025-etat-2")
        .replace("\"invitation\"", "\"cancellation\"")
        .replace("\"sequence\":0", "\"sequence\":4");
    crate::program::write(&private.join("sent.jsonl"), told.as_bytes());
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    let run = cll(council.path(), &["meeting", "confirm", "2025-etat-2"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr
            .contains("1 person still has the earlier version (alpha)"),
        "{run:?}"
    );
    let text = fs::read_to_string(council.path().join("meetings.toml")).unwrap();
    assert!(
        !text.contains("grève") && text.contains("sequence = 5"),
        "{text}"
    );
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    let draft = cll(council.path(), &["invite", "draft", "2025-etat", "-o", "-"]);
    assert_eq!(draft.code, Some(2), "two meetings begin so: {draft:?}");
    let draft = cll(
        council.path(),
        &["invite", "draft", "9 décembre 2025", "-o", "-"],
    );
    assert_eq!(draft.code, Some(0), "{draft:?}");
    for words in [
        "method=\"REQUEST\"",
        "Subject: =?utf-8?Q?Invitation",
        "avait =C3=A9t=C3=A9 retir",
    ] {
        assert!(draft.stdout.contains(words), "{words} {draft:?}");
    }
    let event = council.path().join("evenements/cde-2025-etat-2.ics");
    let event = fs::read_to_string(event).unwrap();
    for line in ["STATUS:CONFIRMED\r\n", "SEQUENCE:5\r\n"] {
        assert!(event.contains(line), "{event}");
    }
    // A place is told too.
    let run = cll(
        council.path(),
        &["meeting", "edit", "2025-etat-2", "--place", "Mairie"],
    );
    assert!(run.stderr.contains("(alpha)"), "{run:?}");
}

/// What refers to a member keeps it in the registry.
#[test]
fn a_member_that_anything_refers_to_is_not_taken_out() {
    let contact = "[[contact]]\nmember = \"alpha\"\nname = \"Lina Quidam\"\n\
                   email = \"lina@alpha.example.org\"\nrole = \"titular\"\n";
    let journal = sent("2025-etat-2");
    let minutes = "# Compte-rendu\n\n## Présences\n\n- [x] Alpha\n";
    let action = "# Compte-rendu\n\n## Actions\n\n- [ ] Alpha : relire la note\n";
    for (path, text, why) in [
        ("private/members.toml", contact, "stands for"),
        ("private/sent.jsonl", journal.as_str(), "private/sent.jsonl"),
        ("comptes-rendus/2025-etat-1.md", minutes, "in minutes"),
        (
            "private/comptes-rendus/2025-etat-1.md",
            action,
            "in minutes",
        ),
    ] {
        let council = council();
        crate::program::write(&council.path().join(path), text.as_bytes());
        let before = registries(&council);
        for force in [&[][..], &["--force"]] {
            let words = [&["members", "remove", "alpha"], force].concat();
            let run = cll(council.path(), &words);
            assert_eq!(run.code, Some(2), "{path} {run:?}");
            assert!(run.stderr.contains(why), "{path} {run:?}");
            assert!(
                run.stderr.contains("cll members end alpha"),
                "{path} {run:?}"
            );
            assert_eq!(registries(&council), before, "{path}");
        }
        let run = cll(council.path(), &["members", "remove", "al"]);
        assert_eq!(run.code, Some(2), "{path} {run:?}");
    }
    // It was called to the meeting of 7 October.
    let council = council();
    let run = cll(council.path(), &["members", "remove", "alpha"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("2025-10-07"), "{run:?}");
    let run = cll(council.path(), &["members", "remove", "alpha", "--force"]);
    assert_eq!((run.code, &*run.stdout), (Some(0), "alpha\n"), "{run:?}");
    let listed = cll(council.path(), &["members", "list", "--format", "ids"]);
    assert!(!listed.stdout.contains("alpha"), "{listed:?}");
}

/// A record of a message about a meeting.
fn sent(id: &str) -> String {
    format!(
        "{{\"format\":1,\"at\":\"2025-11-03T10:00:00Z\",\"state\":\"sent\",\"meeting\":\"{id}\",\
             \"member\":\"alpha\",\"name\":\"Lina Quidam\",\"email\":\"lina@alpha.example.org\",\
             \"role\":\"titular\",\"kind\":\"invitation\",\"message_id\":\"a@example.org\",\
             \"sequence\":0,\"updated\":\"2025-11-01T12:00:00Z\",\"date\":\"2026-10-07\",\
             \"start\":\"10:00:00\",\"end\":\"12:00:00\",\"place\":null,\"online\":true,\"answer\":null}}\n"
    )
}

#[test]
fn a_meeting_is_known_by_a_message_or_by_git_too() {
    let council = council();
    new(&council, "2026-10-07");
    crate::program::write(
        &council.path().join("private/sent.jsonl"),
        sent("2026-asso-1").as_bytes(),
    );
    new(&council, "2026-05-12");
    assert_eq!(ranks(&council), "2026-asso-2=2 2026-asso-1=1 ");
    assert!(found(&council).contains("rank-order"));
}
