//! `cll meeting plan` on the real council, and what it leaves of a registry.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeSet;
use std::fs;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Weekday};
use tempfile::TempDir;

use crate::on_terminal::OnTerminal;
use crate::program::{cll, folder};
use cll::calendar::vtimezone;
use cll::domain::{Clock, Council, Wishes};
use cll::locale::holidays::HolidayRegion;
use cll::locale::school_holidays::{SchoolZone, school_break};
use cll::registry;
use cll::source::Sources;

const MEMBERS: &str = include_str!("../../members.toml");
const MEETINGS: &str = include_str!("../../meetings.toml");

fn real() -> Council {
    let mut sources = Sources::new();
    let members = sources.add("members.toml", MEMBERS);
    let meetings = sources.add("meetings.toml", MEETINGS);
    let clock = Clock {
        now: DateTime::UNIX_EPOCH,
        today: NaiveDate::from_ymd_opt(2030, 1, 1),
        machine: DateTime::UNIX_EPOCH,
    };
    let timezones: Vec<_> = vtimezone::supported().collect();
    let loaded = registry::load(&sources, Some(members), Some(meetings), &clock, &timezones);
    loaded.council.unwrap()
}

fn wishes(cycle: i32, like: i32) -> Wishes {
    Wishes {
        cycle,
        like,
        from: NaiveDate::MIN,
        zones: BTreeSet::new(),
        not_before: None,
        min_gap: 0,
    }
}

/// The year without a series, planned like 2023, in which meetings were moved, one was cancelled, and
/// one slid into January.
#[test]
fn like_2023_2025_has_six_fridays_in_the_same_order() {
    let mut council = real();
    council.meetings.retain(|meeting| meeting.cycle != 2025);
    let plan = council.plan_year(&wishes(2025, 2023)).unwrap();
    let found: Vec<(String, &str)> = plan
        .proposals
        .iter()
        .map(|it| (it.slot.date().to_string(), it.like.id.as_str()))
        .collect();
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(day, like)| (day.as_str(), *like))
        .collect();
    assert_eq!(
        found,
        [
            ("2025-02-21", "2023-administrations-1"),
            ("2025-04-18", "2023-ecosysteme-1"),
            ("2025-06-13", "2023-administrations-ecosysteme-1"),
            ("2025-09-26", "2023-administrations-2"),
            ("2025-11-07", "2023-ecosysteme-2"),
            ("2025-12-12", "2023-administrations-ecosysteme-2"),
        ]
    );
    for it in &plan.proposals {
        let date = it.slot.date();
        assert_eq!(date.weekday(), Weekday::Fri, "{date}");
        let away = i64::from(date.ordinal()) - i64::from(it.model_day.ordinal());
        assert!(away.abs() <= 10, "{date}");
    }
}

/// What no meeting is on, told in other words than the program's.
fn is_forbidden(date: NaiveDate, zones: &BTreeSet<SchoolZone>) -> bool {
    let is_off = |date: NaiveDate| {
        date.weekday().number_from_monday() > 5 || HolidayRegion::Metropole.holiday(date).is_some()
    };
    let beside = |days| is_off(date + TimeDelta::days(days));
    is_off(date)
        || (beside(-1) && beside(1))
        || date.month() == 8
        || (date.month() == 12 && date.day() >= 24)
        || zones.iter().any(|zone| school_break(date, *zone).is_some())
}

#[test]
fn no_year_from_2018_to_2040_has_a_proposal_on_a_forbidden_day() {
    let council = real();
    let all = BTreeSet::from([SchoolZone::A, SchoolZone::B, SchoolZone::C]);
    let mut proposed = 0;
    for (cycle, like) in
        (2018..=2040).flat_map(|cycle| [2022, 2023, 2025].map(|like| (cycle, like)))
    {
        for (zones, min_gap) in [(BTreeSet::new(), 0), (all.clone(), 0), (all.clone(), 21)] {
            let wishes = Wishes {
                zones: zones.clone(),
                min_gap,
                ..wishes(cycle, like)
            };
            let plan = council.plan_year(&wishes).unwrap();
            proposed += plan.proposals.len();
            for it in &plan.proposals {
                let date = it.slot.date();
                assert_eq!(date.year(), cycle);
                assert!(!is_forbidden(date, &zones), "{date}, like {like}");
            }
            for two in plan.proposals.windows(2) {
                let apart = (two[1].slot.date() - two[0].slot.date()).num_days();
                assert!(
                    apart >= i64::try_from(min_gap).unwrap().max(1),
                    "{cycle}, like {like}"
                );
            }
        }
    }
    assert!(proposed > 900, "{proposed}");
}

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
fn the_question_is_answered_on_a_terminal() {
    let arguments = [
        "--today",
        "2026-06-01",
        "meeting",
        "plan",
        "--cycle",
        "2027",
    ];
    for (answer, is_written) in [("n", false), ("y", true)] {
        let council = council();
        let Some(mut terminal) = OnTerminal::start(council.path(), &arguments) else {
            return;
        };
        terminal.wait_for("Write them into meetings.toml, as proposed (y, n)? ");
        terminal.answer(answer);
        let (code, said) = terminal.end();
        assert_eq!(code, Some(0), "{said}");
        let text = fs::read_to_string(council.path().join("meetings.toml")).unwrap();
        assert_eq!(
            text.contains("date = 2027-"),
            is_written,
            "{answer}: {said}"
        );
    }
}

/// The newest meeting stands first, with words beside it; one of the next year is there already.
#[test]
fn what_is_written_takes_its_place_and_moves_nothing_else() {
    let record = |id: &str, date: &str| {
        format!(
            "[[meeting]]\nid = \"{id}\"\ncolleges = [\"administrations\"]\nnumber = {}\ndate = {date}\n\
             start = 14:00:00\nend = 16:00:00\nupdated = 2025-10-01T12:00:00Z\n",
            &id[id.len() - 1..],
        )
    };
    let text = format!(
        "# The newest first.\n\n{}\n{}\n{}\n# The oldest.\n{}",
        record("2027-administrations-1", "2027-06-08"),
        record("2026-administrations-3", "2026-10-06"),
        record("2026-administrations-2", "2026-06-09"),
        record("2026-administrations-1", "2026-03-10"),
    );
    let council = council();
    let path = council.path().join("meetings.toml");
    fs::write(&path, &text).unwrap();
    let plan = |more: &[&str]| {
        let mut arguments = vec![
            "--today",
            "2026-11-02",
            "meeting",
            "plan",
            "--cycle",
            "2027",
        ];
        arguments.extend(more);
        cll(council.path(), &arguments)
    };
    let shown = plan(&["-n"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert!(
        shown.stderr.contains("2 to propose, 1 there already"),
        "{}",
        shown.stderr
    );
    let done = plan(&["--yes", "--format", "ids"]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let written = fs::read_to_string(&path).unwrap();
    let lines = |key: &str| -> Vec<String> {
        let lines = written.lines().filter(|line| line.starts_with(key));
        lines.map(ToOwned::to_owned).collect()
    };
    assert_eq!(
        lines("date"),
        [
            "date = 2027-10-05",
            "date = 2027-06-08",
            "date = 2027-03-09",
            "date = 2026-10-06",
            "date = 2026-06-09",
            "date = 2026-03-10",
        ]
    );
    assert_eq!(
        lines("number")[..3],
        ["number = 3", "number = 2", "number = 1"]
    );
    // What was there is there still, but for the rank of the one and the moment of its revision.
    let kept = text
        .lines()
        .filter(|line| !line.starts_with("number") && !line.starts_with("updated"));
    let mut rest = written.lines();
    for line in kept {
        assert!(rest.any(|it| it == line), "{line} is gone:\n{written}");
    }
    let again = plan(&["--yes"]);
    assert!(
        again.stderr.contains("nothing to propose"),
        "{}",
        again.stderr
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
    let check = cll(
        council.path(),
        &[
            "--today",
            "2026-11-02",
            "check",
            "--only",
            "rank-order",
            "duplicate-number",
        ],
    );
    assert_eq!(check.code, Some(0), "{}", check.stdout);
}
