//! What calendar programs owe to the bytes of a calendar: the rows of `docs/en/readers.md`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fs;

use crate::program::{cll, folder, git};
use tempfile::TempDir;

const MEETINGS: &str = r#"[[meeting]]
id = "2027-administrations-1"
colleges = ["administrations"]
number = 1
date = 2027-02-12
start = 14:00:00
end = 16:00:00
updated = 2026-10-01T12:00:00Z

[[meeting]]
id = "2027-administrations-2"
colleges = ["administrations"]
number = 2
date = 2027-02-12
start = 14:00:00
end = 16:00:00
updated = 2026-10-01T12:00:00Z
allow = ["overlapping-meetings"]

[[meeting]]
id = "2027-administrations-3"
colleges = ["administrations"]
number = 3
date = 2027-11-12
start = 14:00:00
end = 16:00:00
updated = 2026-10-01T12:00:00Z
"#;
const ID: &str = "2027-administrations-1";
const FEED: &str = "evenements/rdv-conseil-exemple.ics";

/// The calendar that people subscribe to: what stands before its events, and the bytes of each by its UID.
struct Feed {
    head: String,
    events: BTreeMap<String, String>,
}

impl Feed {
    fn of(council: &TempDir) -> Self {
        let text = fs::read_to_string(council.path().join(FEED)).unwrap();
        let mut parts = text.split("BEGIN:VEVENT\r\n");
        let head = parts.next().unwrap().to_owned();
        let mut events = BTreeMap::new();
        for part in parts {
            let event = part.split("END:VEVENT\r\n").next().unwrap();
            let uid = value(event, "UID");
            let known = events.insert(uid.clone(), event.to_owned());
            assert!(known.is_none(), "two events {uid}");
        }
        Self { head, events }
    }
}

/// Returns the value of a property of an event.
fn value(event: &str, property: &str) -> String {
    let unfolded = event.replace("\r\n ", "");
    let of = |line: &str| {
        let (name, value) = line.split_once(':')?;
        (name.split(';').next() == Some(property)).then(|| value.to_owned())
    };
    unfolded.lines().find_map(of).unwrap_or_default()
}

/// Evolution reads an event of a feed again only where SEQUENCE or the stamps differ, KDE only where
/// SEQUENCE is higher; vdirsyncer makes every event anew whose bytes differ, and all where the head does.
#[test]
fn each_change_of_a_meeting_is_noticed_and_no_other_event_is_touched() {
    let council = folder(&[
        (
            "members.toml",
            include_str!("../councils/plain/members.toml"),
        ),
        ("meetings.toml", MEETINGS),
    ]);
    git(
        council.path(),
        &["init", "--quiet", "--initial-branch=main"],
    );
    let run = |today: &str, arguments: &[&str]| {
        let all: Vec<&str> = ["--today", today]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        let run = cll(council.path(), &all);
        assert_eq!(
            run.code,
            Some(0),
            "{arguments:?}\n{}{}",
            run.stdout,
            run.stderr
        );
    };
    run("2026-10-02", &["build"]);
    let mut before = Feed::of(&council);
    assert_eq!(before.events.len(), 3);
    let alone = format!("evenements/conseil-exemple-{ID}.ics");
    let own = value(
        &fs::read_to_string(council.path().join(alone)).unwrap(),
        "UID",
    );
    // What a program tells by a hash of its text has to differ in it.
    let twins: Vec<_> = before.events.values().take(2).collect();
    assert_ne!(value(twins[0], "SUMMARY"), value(twins[1], "SUMMARY"));
    let changes: [&[&str]; 5] = [
        &["meeting", "reschedule", ID, "--date", "2027-02-19"],
        &["meeting", "reschedule", ID, "--date", "2027-02-12"],
        &["meeting", "postpone", ID, "--reason", "salle indisponible"],
        &["meeting", "reschedule", ID, "--date", "2027-03-05"],
        &["meeting", "cancel", ID, "--reason", "faute de quorum"],
    ];
    for (day, change) in (3..).zip(changes) {
        let today = format!("2026-10-{day:02}");
        run(&today, change);
        run(&today, &["build"]);
        let after = Feed::of(&council);
        assert_eq!(after.head, before.head, "{change:?}");
        assert!(after.events.keys().eq(before.events.keys()), "{change:?}");
        for (uid, event) in &after.events {
            assert!(!value(event, "SUMMARY").is_empty(), "{event}");
            let old = &before.events[uid];
            if *uid != own {
                assert_eq!(event, old, "{change:?}");
                continue;
            }
            let sequence = |event: &str| value(event, "SEQUENCE").parse::<u32>().unwrap_or(0);
            assert!(sequence(event) > sequence(old), "{change:?}\n{event}");
            for stamp in ["DTSTAMP", "LAST-MODIFIED"] {
                assert!(
                    value(event, stamp) > value(old, stamp),
                    "{change:?}\n{event}"
                );
            }
        }
        before = after;
    }
    assert_eq!(value(&before.events[&own], "STATUS"), "CANCELLED");
}
