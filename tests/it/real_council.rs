//! The meetings of the Conseil logiciels libres from 2022 to 2025, replayed as commands on the days
//! on which the changes were published: at no step do page, event file and calendar differ, and in
//! the end the calendars are those of the repository, to the byte.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::program::{Run, cll_with, tree, write};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use cll::calendar::{self, Moment, PublishedEvent};
use tempfile::TempDir;

const A: &str = "administrations";
const E: &str = "ecosysteme";
const BOTH: &str = "administrations-ecosysteme";

/// What was announced first: day of the announcement, colleges, rank, day and hours of the
/// meeting, the UID that people already subscribe to, and what else is said.
type New = (
    &'static str,
    &'static str,
    u32,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const ANNOUNCED: &[New] = &[
    (
        "2022-01-26",
        A,
        1,
        "2022-02-18",
        "14:00-16:00",
        "TS1-6e9560a6-35cc-42f5-9b85-bd794522e049",
        &[],
    ),
    (
        "2022-01-26",
        E,
        1,
        "2022-04-08",
        "14:00-16:00",
        "TS1-9a214431-ec60-4926-a84b-8a4947bc9003",
        &[],
    ),
    (
        "2022-01-26",
        BOTH,
        1,
        "2022-06-03",
        "14:00-16:00",
        "TS1-fe94ec58-fb94-4d09-ac21-9d8f71a69357",
        &[],
    ),
    (
        "2022-01-26",
        A,
        2,
        "2022-09-09",
        "14:00-16:00",
        "TS1-2cff209e-cb76-4e68-b3f2-6ccfa2673574",
        &[],
    ),
    (
        "2022-01-26",
        E,
        2,
        "2022-10-14",
        "14:00-16:00",
        "TS1-2ea6177d-349a-4d00-940b-dc0ba8e11ec8",
        &[],
    ),
    (
        "2022-01-26",
        BOTH,
        2,
        "2022-12-09",
        "14:00-16:00",
        "TS1-f5dd27f9-b07b-4e34-9f03-eff8c9ed2012",
        &[],
    ),
    (
        "2022-12-15",
        A,
        1,
        "2023-02-24",
        "14:00-16:00",
        "TS1-e721fdb7-39fe-4f50-b44c-be1ef4a0d4f2",
        &[],
    ),
    (
        "2022-12-15",
        E,
        1,
        "2023-03-17",
        "14:00-16:00",
        "TS1-b3966993-11a0-4286-8a90-ce26e47ddf4a",
        &[],
    ),
    (
        "2022-12-15",
        BOTH,
        1,
        "2023-05-12",
        "14:00-17:00",
        "TS1-a71d7e86-0dba-423e-b8e0-9bdd7ef84512",
        &[],
    ),
    (
        "2022-12-15",
        A,
        2,
        "2023-09-15",
        "14:00-16:00",
        "TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8",
        &[],
    ),
    (
        "2022-12-15",
        E,
        2,
        "2023-10-27",
        "14:00-16:00",
        "TS1-13b96a36-6714-47c3-8035-1aedba5fc69a",
        &[],
    ),
    (
        "2022-12-15",
        BOTH,
        2,
        "2023-11-10",
        "14:00-17:00",
        "TS1-f684c460-e14a-4767-8182-359cf2dde7da",
        &[],
    ),
    ("2025-05-02", E, 1, "2025-06-23", "16:30-18:00", "", &[]),
    (
        "2025-05-02",
        E,
        2,
        "2025-10-06",
        "16:30-18:00",
        "",
        &["--online"],
    ),
    ("2025-05-02", BOTH, 1, "2025-12-08", "16:00-18:00", "", &[]),
];

/// What was changed later, and on which day that was published.
const CHANGED: &[(&str, &[&str])] = &[
    (
        "2022-01-26",
        &[
            "reschedule",
            "2022-administrations-1",
            "--date",
            "2022-03-04",
        ],
    ),
    (
        "2022-01-27",
        &[
            "reschedule",
            "2022-administrations-1",
            "--date",
            "2022-03-11",
        ],
    ),
    (
        "2022-09-16",
        &[
            "reschedule",
            "2022-administrations-2",
            "--date",
            "2022-10-07",
        ],
    ),
    (
        "2023-04-04",
        &["reschedule", "2023-ecosysteme-1", "--date", "2023-04-21"],
    ),
    ("2023-05-11", &["cancel", "2023-ecosysteme-1"]),
    (
        "2023-05-17",
        &[
            "reschedule",
            "2023-administrations-ecosysteme-1",
            "--date",
            "2023-06-16",
            "--time",
            "9:30-12:00",
        ],
    ),
    (
        "2023-09-14",
        &[
            "reschedule",
            "2023-administrations-2",
            "--date",
            "2023-09-28",
        ],
    ),
    (
        "2023-09-27",
        &["reschedule", "2023-ecosysteme-2", "--date", "2023-11-10"],
    ),
    (
        "2023-09-27",
        &[
            "reschedule",
            "2023-administrations-ecosysteme-2",
            "--date",
            "2023-12-15",
        ],
    ),
    (
        "2023-09-29",
        &[
            "reschedule",
            "2023-administrations-ecosysteme-2",
            "--date",
            "2024-01-12",
        ],
    ),
    (
        "2025-10-06",
        &["reschedule", "2025-ecosysteme-2", "--date", "2025-10-27"],
    ),
];

/// The page, with one block for all meetings.
const PAGE: &str = "wiki/conseil-logiciels-libres.md";
const CALENDAR: &str = "wiki/evenements/rdv-conseil-logiciels-libres.ics";

#[test]
fn two_years_as_commands_give_the_calendars_of_the_repository() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    write(
        &root.join("members.toml"),
        &fs::read(own.join("members.toml")).unwrap(),
    );
    let meetings = fs::read_to_string(own.join("meetings.toml")).unwrap();
    let settings =
        &meetings[meetings.find("[paths]").unwrap()..meetings.find("# Cycle 2022").unwrap()];
    write(&root.join("meetings.toml"), settings.as_bytes());
    write(
        &root.join(PAGE),
        b"<!-- cll:calendar -->\n<!-- /cll:calendar -->\n",
    );

    let mut days: BTreeMap<&str, Vec<Step>> = BTreeMap::new();
    for new in ANNOUNCED {
        days.entry(new.0).or_default().push(Step::New(*new));
    }
    for (day, command) in CHANGED {
        days.entry(day).or_default().push(Step::Change(command));
    }
    let mut steps = 0;
    for (day, of_day) in &days {
        for step in of_day {
            // The next rank, announced at noon, renews the one before it.
            let seconds = i64::from(of_day.iter().any(|later| later.renews(step)));
            step.take(root, day, seconds);
            agree(root, day);
            steps += 1;
        }
    }
    assert_eq!(steps, ANNOUNCED.len() + CHANGED.len());
    let made = tree(&root.join("wiki/evenements"));
    let expected = tree(&own.join("wiki/evenements"));
    assert!(made.keys().eq(expected.keys()), "{:?}", made.keys());
    for (path, bytes) in &made {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!(text(bytes), text(&expected[path]), "{path}");
    }
}

enum Step {
    New(New),
    Change(&'static [&'static str]),
}

impl Step {
    /// Tells whether this announces the rank after that of another step in the same series.
    fn renews(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::New(this), Self::New(other)) => this.1 == other.1 && this.2 > other.2,
            _ => false,
        }
    }

    /// Gives the command, some seconds before noon, and builds.
    fn take(&self, root: &Path, day: &str, seconds: i64) {
        match self {
            Self::New((_, colleges, _, date, time, uid, others)) => {
                let mut command = vec!["meeting", "new", "--date", date, "--time", time];
                match *colleges {
                    BOTH => command.push("--plenary"),
                    one => command.extend(["--college", one]),
                }
                command.extend(*others);
                let run = done(root, day, seconds, &command);
                adopt(root, run.stdout.trim(), uid);
            }
            Self::Change(command) => {
                // Some were moved or called off when their day was over.
                done(
                    root,
                    day,
                    seconds,
                    &[&["meeting"], *command, &["--force"]].concat(),
                );
            }
        }
        done(root, day, 0, &["build"]);
        done(root, day, 0, &["check"]);
    }
}

/// Writes by hand the UID that people already subscribe to, before anything is announced.
fn adopt(root: &Path, id: &str, uid: &str) {
    if uid.is_empty() {
        return;
    }
    let path = root.join("meetings.toml");
    let text = fs::read_to_string(&path).unwrap();
    let line = format!("id = \"{id}\"\n");
    assert_eq!(text.matches(&line).count(), 1, "{text}");
    let text = text.replace(&line, &format!("{line}uid = \"{uid}\"\n"));
    write(&path, text.as_bytes());
}

/// Makes sure that page, event files and calendar show the same meetings at the same times.
fn agree(root: &Path, day: &str) {
    let calendar = events(root, CALENDAR);
    let mut files: Vec<PublishedEvent> = tree(&root.join("wiki/evenements"))
        .into_keys()
        .map(|name| format!("wiki/evenements/{name}"))
        .filter(|path| path != CALENDAR)
        .flat_map(|path| events(root, &path))
        .collect();
    let by_uid = |event: &PublishedEvent| event.uid.clone();
    let mut sorted = calendar.clone();
    sorted.sort_by_key(by_uid);
    files.sort_by_key(by_uid);
    assert_eq!(sorted, files, "{day}");
    let mut shown: Vec<Line> = calendar.iter().map(Line::of_event).collect();
    let page = fs::read_to_string(root.join(PAGE)).unwrap();
    let mut lines: Vec<Line> = page.lines().filter_map(Line::of_page).collect();
    shown.sort();
    lines.sort();
    assert_eq!(shown, lines, "{day}");
}

fn events(root: &Path, path: &str) -> Vec<PublishedEvent> {
    let mut events = calendar::read(&fs::read(root.join(path)).unwrap())
        .unwrap()
        .events;
    for event in &mut events {
        // Where it stands in its file.
        event.lines = 0..=0;
    }
    events
}

/// When a meeting is, and whether it is cancelled.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    start: NaiveDateTime,
    end: NaiveDateTime,
    name: String,
    cancelled: bool,
}

impl Line {
    fn of_event(event: &PublishedEvent) -> Self {
        let local = |moment: &Option<Moment>| match moment {
            Some(Moment::Zoned(local, zone)) if zone == "Europe/Paris" => *local,
            other => panic!("{other:?}"),
        };
        let summary = event.summary.as_deref().unwrap();
        let (_, name) = summary.split_once(" : réunion ").unwrap();
        Self {
            start: local(&event.start),
            end: local(&event.end),
            name: name.to_owned(),
            cancelled: event.status.as_deref() == Some("CANCELLED"),
        }
    }

    /// Reads a line as in `- 21 avril 2023 14h-16h : Réunion écosystème (1/2) **ANNULÉE** (…)`.
    fn of_page(line: &str) -> Option<Self> {
        const MONTHS: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        let (when, what) = line.strip_prefix("- ")?.split_once(" : Réunion ")?;
        let mut words = when.split(' ');
        let mut word = || words.next().unwrap();
        let day: u32 = word().trim_end_matches("er").parse().unwrap();
        let name = word();
        let month = MONTHS.iter().position(|month| *month == name).unwrap() + 1;
        let year = word().parse().unwrap();
        let date =
            chrono::NaiveDate::from_ymd_opt(year, u32::try_from(month).unwrap(), day).unwrap();
        let time = |text: &str| {
            let (hour, minute) = text.split_once('h').unwrap();
            let minute = if minute.is_empty() { "0" } else { minute };
            NaiveTime::from_hms_opt(hour.parse().unwrap(), minute.parse().unwrap(), 0).unwrap()
        };
        let (start, end) = word().split_once('-').unwrap();
        let (name, _) = what.split_once(" ([.ics](").unwrap();
        let cancelled = name.ends_with(" **ANNULÉE**");
        Some(Self {
            start: date.and_time(time(start)),
            end: date.and_time(time(end)),
            name: name.trim_end_matches(" **ANNULÉE**").to_owned(),
            cancelled,
        })
    }
}

/// Runs the program on a day, some seconds before noon, and makes sure that it is content.
fn done(root: &Path, day: &str, seconds: i64, arguments: &[&str]) -> Run {
    let noon: NaiveDateTime = format!("{day}T12:00:00").parse().unwrap();
    let now = (noon - TimeDelta::seconds(seconds))
        .and_utc()
        .timestamp()
        .to_string();
    let run = cll_with(
        root,
        arguments,
        &[("CLL_TODAY", day), ("SOURCE_DATE_EPOCH", &now)],
    );
    assert_eq!(
        run.code,
        Some(0),
        "{day} {arguments:?}\n{}{}",
        run.stdout,
        run.stderr
    );
    run
}
