//! The whole life of one meeting: at each change the calendars of subscribers take it, and a
//! command given twice changes nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use crate::program::{Run, cll_with, folder, tree};
use chrono::{DateTime, Utc};
use cll::calendar::{self, Moment, PublishedEvent};

const COUNCIL: &str = include_str!("../councils/plain/members.toml");
const ID: &str = "2025-ecosysteme-1";

/// What calendars are to show after a command.
struct Step {
    day: &'static str,
    command: &'static [&'static str],
    status: &'static str,
    start: &'static str,
    line: &'static str,
}

const LIFE: &[Step] = &[
    Step {
        day: "2025-09-01",
        command: &[
            "new",
            "--college",
            "ecosysteme",
            "--date",
            "2025-10-14",
            "--time",
            "14:00-16:00",
            "--proposed",
            "--id",
            ID,
        ],
        status: "TENTATIVE",
        start: "20251014T140000",
        line: "- 14 octobre 2025 14h-16h : Réunion écosystème (1/1) **À CONFIRMER**",
    },
    Step {
        day: "2025-09-02",
        command: &["confirm", ID],
        status: "CONFIRMED",
        start: "20251014T140000",
        line: "- 14 octobre 2025 14h-16h : Réunion écosystème (1/1)",
    },
    Step {
        day: "2025-09-03",
        command: &[
            "reschedule",
            ID,
            "--date",
            "2025-10-16",
            "--time",
            "9h30-12h",
            "--reason",
            "salle prise",
        ],
        status: "CONFIRMED",
        start: "20251016T093000",
        line: "- 16 octobre 2025 9h30-12h (initialement 14 octobre) : Réunion écosystème (1/1)",
    },
    Step {
        day: "2025-09-03",
        command: &[
            "reschedule",
            ID,
            "--date",
            "2025-10-14",
            "--time",
            "14:00-16:00",
        ],
        status: "CONFIRMED",
        start: "20251014T140000",
        line: "- 14 octobre 2025 14h-16h : Réunion écosystème (1/1)",
    },
    Step {
        day: "2025-09-10",
        command: &["postpone", ID, "--reason", "grève"],
        status: "CANCELLED",
        start: "20251014T140000",
        line: "- 14 octobre 2025 14h-16h : Réunion écosystème (1/1) **REPORTÉE**",
    },
    Step {
        day: "2025-09-20",
        command: &["reschedule", ID, "--date", "2025-11-04"],
        status: "CONFIRMED",
        start: "20251104T140000",
        line: "- 4 novembre 2025 14h-16h (initialement 14 octobre) : Réunion écosystème (1/1)",
    },
    Step {
        day: "2025-09-21",
        command: &["cancel", ID],
        status: "CANCELLED",
        start: "20251104T140000",
        line: "- 4 novembre 2025 14h-16h (initialement 14 octobre) : Réunion écosystème (1/1) **ANNULÉE**",
    },
];

#[test]
fn calendars_take_each_change_of_a_meeting() {
    let council = folder(&[("members.toml", COUNCIL), ("meetings.toml", "")]);
    let root = council.path();
    let mut last: Option<(u32, DateTime<Utc>, String)> = None;
    for (index, step) in LIFE.iter().enumerate() {
        let run = |arguments: &[&str]| on(root, step.day, arguments);
        let command = [&["meeting"], step.command].concat();
        let said = run(&command);
        assert_eq!(said.code, Some(0), "{command:?}: {}", said.stderr);
        assert_eq!(said.stdout, format!("{ID}\n"), "{command:?}");
        assert_eq!(run(&["build"]).code, Some(0), "{command:?}");
        let check = run(&["check", "--strict"]);
        assert_eq!(
            check.code,
            Some(0),
            "{command:?}: {}{}",
            check.stdout,
            check.stderr
        );

        let event = event(root, "evenements/conseil-exemple-2025-ecosysteme-1.ics");
        let mut calendar = self::event(root, "evenements/rdv-conseil-exemple.ics");
        calendar.lines = event.lines.clone();
        assert_eq!(event, calendar, "{command:?}");
        assert_eq!(event.status.as_deref(), Some(step.status), "{command:?}");
        let Some(Moment::Zoned(start, zone)) = &event.start else {
            panic!("{event:?}")
        };
        assert_eq!(start.format("%Y%m%dT%H%M%S").to_string(), step.start);
        assert_eq!(zone, "Europe/Paris");
        let page = fs::read_to_string(root.join("conseil-exemple.md")).unwrap();
        let line = page.lines().find(|line| line.starts_with("- ")).unwrap();
        assert_eq!(line.split(" ([.ics]").next(), Some(step.line), "{line}");

        let stamp = event.stamp.unwrap();
        assert_eq!(event.last_modified, Some(stamp));
        let (sequence, uid) = (event.sequence.unwrap(), event.uid.clone().unwrap());
        assert_eq!(usize::try_from(sequence).unwrap(), index, "{command:?}");
        if let Some((before, earlier, same)) = last.replace((sequence, stamp, uid.clone())) {
            assert!(sequence > before, "{command:?}");
            assert!(stamp > earlier, "{command:?}");
            assert_eq!(uid, same, "{command:?}");
        }
        if index > 0 {
            again(root, &command);
        }
    }
    let called_off = event(root, "evenements/rdv-conseil-exemple.ics")
        .description
        .unwrap();
    assert!(
        called_off.starts_with("Cette réunion est annulée."),
        "{called_off}"
    );
}

/// Gives a command once more, a day later: not a byte changes.
fn again(root: &Path, command: &[&str]) {
    let before = tree(root);
    for command in [command, &["build"]] {
        let run = on(root, "2025-09-22", command);
        assert_eq!(run.code, Some(0), "{command:?}: {}", run.stderr);
        assert!(tree(root) == before, "{command:?} changed something");
    }
}

#[test]
fn a_meeting_that_is_cancelled_stays_so_until_it_is_confirmed() {
    let council = folder(&[
        ("members.toml", COUNCIL),
        (
            "meetings.toml",
            include_str!("../councils/plain/meetings.toml"),
        ),
    ]);
    let root = council.path();
    let day = "2025-11-03";
    assert_eq!(on(root, day, &["meeting", "cancel", ID]).code, Some(0));
    let before = tree(root);
    for command in [
        &["meeting", "postpone", ID][..],
        &["meeting", "reschedule", ID, "--date", "2025-12-16"],
        // One of several that cannot be done: none is.
        &["meeting", "confirm", ID, "2025-none"],
    ] {
        let run = on(root, day, command);
        assert_eq!(run.code, Some(2), "{command:?}");
        let back = format!("`cll meeting confirm {ID}`");
        let is_said = run.stderr.contains("is cancelled") && run.stderr.contains(&back);
        assert!(is_said || command[1] == "confirm", "{}", run.stderr);
        assert_eq!(run.stdout, "", "{command:?}");
    }
    assert!(tree(root) == before);
    let run = on(root, day, &["meeting", "confirm", ID]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = on(
        root,
        day,
        &["meeting", "reschedule", ID, "--date", "2025-12-16"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn event(root: &Path, path: &str) -> PublishedEvent {
    let read = calendar::read(&fs::read(root.join(path)).unwrap()).unwrap();
    assert_eq!(read.events.len(), 1, "{path}");
    read.events.into_iter().next().unwrap()
}

fn on(root: &Path, day: &str, arguments: &[&str]) -> Run {
    cll_with(root, arguments, &[("CLL_TODAY", day)])
}
