//! What was announced is never changed silently: registries changed by hand, against the calendars
//! that people have.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use crate::program::{Run, cll, cll_with, folder, tree, write};
use cll::calendar::{self, PublishedEvent};
use tempfile::TempDir;

const MEETINGS: &str = r#"[[meeting]]
id = "2025-administrations-1"
colleges = ["administrations"]
number = 1
date = 2025-11-20 # jeudi
start = 14:00:00
end = 16:00:00
updated = 2025-10-01T12:00:00Z

[[meeting]]
id = "2025-ecosysteme-1"
colleges = ["ecosysteme"]
number = 1
date = 2025-12-11
start = 14:00:00
end = 16:00:00
place = "Paris"
sequence = 2
updated = 2025-10-01T12:00:00Z
"#;
const EVENT: &str = "evenements/conseil-exemple-2025-administrations-1.ics";
const OTHER: &str = "evenements/conseil-exemple-2025-ecosysteme-1.ics";
const CALENDAR: &str = "evenements/rdv-conseil-exemple.ics";

/// A council that has announced its meetings.
struct Council(TempDir);

impl Council {
    fn announced() -> Self {
        Self::with(MEETINGS)
    }

    fn with(meetings: &str) -> Self {
        let council = Self(folder(&[
            (
                "members.toml",
                include_str!("../councils/plain/members.toml"),
            ),
            ("meetings.toml", meetings),
        ]));
        council.run(&["build"], 0);
        council
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn meetings(&self) -> String {
        fs::read_to_string(self.root().join("meetings.toml")).unwrap()
    }

    /// Changes the registry by hand.
    fn by_hand(&self, from: &str, to: &str) {
        self.replace("meetings.toml", from, to);
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).unwrap();
        assert!(text.contains(from), "{from} is not in\n{text}");
        write(
            &self.root().join(path),
            text.replacen(from, to, 1).as_bytes(),
        );
    }

    fn run(&self, arguments: &[&str], code: i32) -> Run {
        let run = cll(self.root(), arguments);
        assert_eq!(
            run.code,
            Some(code),
            "{arguments:?}\n{}{}",
            run.stdout,
            run.stderr
        );
        run
    }

    /// Makes sure that nothing can be built, and that everyone is told why, in these codes.
    fn is_refused(&self, codes: &[&str]) {
        let before = tree(self.root());
        let build = self.run(&["build"], 2);
        self.run(&["build", "--check"], 1);
        let check = self.run(&["check", "--format", "short"], 1);
        let found: Vec<&str> = check
            .stdout
            .lines()
            .filter_map(|line| line.split(['[', ']']).nth(1))
            .collect();
        assert_eq!(found, codes, "{}", check.stdout);
        for code in codes {
            assert!(
                build.stderr.contains(&format!("error[{code}]")),
                "{}",
                build.stderr
            );
        }
        assert!(
            build.stderr.contains("nothing was written"),
            "{}",
            build.stderr
        );
        assert!(tree(self.root()) == before, "something was written");
    }

    /// Announces a meeting and builds: all is well again.
    fn is_mended_by(&self, command: &[&str]) -> Run {
        let announced = self.run(command, 0);
        self.run(&["build"], 0);
        self.run(&["check", "--strict"], 0);
        let again = tree(self.root());
        self.run(command, 0);
        assert!(tree(self.root()) == again, "announced twice");
        announced
    }

    fn event(&self, path: &str) -> PublishedEvent {
        let read = calendar::read(&fs::read(self.root().join(path)).unwrap()).unwrap();
        assert_eq!(read.events.len(), 1, "{path}");
        read.events.into_iter().next().unwrap()
    }
}

const ANNOUNCE: &[&str] = &["meeting", "announce", "2025-administrations-1"];

#[test]
fn a_new_date_is_announced() {
    let council = Council::announced();
    council.by_hand("date = 2025-11-20 # jeudi", "date = 2025-11-27 # jeudi");
    council.is_refused(&["unannounced-change"]);
    let build = council.run(&["build"], 2);
    assert_eq!(build.stderr, include_str!("../announced/new-date.txt"));
    let announced = council.is_mended_by(ANNOUNCE);
    assert_eq!(announced.stdout, "2025-administrations-1\n");
    assert_eq!(
        announced.stderr,
        "2025-administrations-1: moved to 2025-11-27 14:00-16:00\nnext: `cll build`\n"
    );
    let expected = MEETINGS.replacen(
        "date = 2025-11-20 # jeudi\nstart = 14:00:00\nend = 16:00:00\nupdated = 2025-10-01T12:00:00Z\n",
        "date = 2025-11-27 # jeudi\nstart = 14:00:00\nend = 16:00:00\n\
         moved-from = [{ date = 2025-11-20, start = 14:00:00, end = 16:00:00 }]\n\
         sequence = 1\nupdated = 2025-11-03T12:00:00Z\n",
        1,
    );
    assert_eq!(council.meetings(), expected);
}

#[test]
fn new_hours_and_a_new_status_are_announced() {
    for (from, to, status) in [
        ("start = 14:00:00", "start = 13:30:00", "CONFIRMED"),
        (
            "end = 16:00:00",
            "end = 16:00:00\nstatus = \"cancelled\"",
            "CANCELLED",
        ),
        (
            "end = 16:00:00",
            "end = 16:00:00\nstatus = \"postponed\"",
            "CANCELLED",
        ),
        (
            "end = 16:00:00",
            "end = 16:00:00\nstatus = \"proposed\"",
            "TENTATIVE",
        ),
    ] {
        let council = Council::announced();
        let before = council.event(EVENT);
        council.by_hand(from, to);
        council.is_refused(&["unannounced-change"]);
        council.is_mended_by(ANNOUNCE);
        let after = council.event(EVENT);
        assert_eq!(after.status.as_deref(), Some(status));
        assert_eq!(after.sequence, Some(1));
        assert!(after.stamp > before.stamp);
        assert_eq!(
            council.meetings().contains("moved-from"),
            to.starts_with("start")
        );
    }
}

#[test]
fn a_change_of_day_and_status_that_is_written_in_full_is_silent() {
    let council = Council::announced();
    council.by_hand("date = 2025-11-20", "date = 2025-11-27");
    council.by_hand(
        "updated = 2025-10-01T12:00:00Z",
        "sequence = 1\nupdated = 2025-10-02T12:00:00Z\nmoved-from = [{ date = 2025-11-20, start = 14:00:00, end = 16:00:00 }]",
    );
    council.run(&["build"], 0);
    assert_eq!(council.event(EVENT).sequence, Some(1));
}

#[test]
fn earlier_dates_written_by_hand_are_not_written_twice() {
    let council = Council::announced();
    council.by_hand(
        "date = 2025-11-20 # jeudi",
        "moved-from = [{ date = 2025-11-20, start = 14:00:00, end = 16:00:00 }]\ndate = 2025-11-27",
    );
    council.is_refused(&["unannounced-change"]);
    council.is_mended_by(ANNOUNCE);
    assert_eq!(council.meetings().matches("date = 2025-11-20").count(), 1);
}

/// Otherwise the date that calendars show would not be among those announced before.
#[test]
fn a_command_does_not_build_on_a_date_that_nobody_knows() {
    let council = Council::announced();
    council.by_hand("date = 2025-11-20", "date = 2025-11-25");
    let before = council.meetings();
    let id = "2025-administrations-1";
    for command in [
        &["reschedule", id, "--date", "2025-11-27"][..],
        &["postpone", id],
        &["cancel", id],
    ] {
        let run = council.run(&[&["meeting"], command].concat(), 2);
        assert!(
            run.stderr.contains("error[unannounced-change]"),
            "{}",
            run.stderr
        );
        assert!(
            run.stderr.contains(&format!("`cll meeting announce {id}`")),
            "{}",
            run.stderr
        );
    }
    assert_eq!(council.meetings(), before);
    // Another meeting can be changed meanwhile.
    council.run(&["meeting", "cancel", "2025-ecosysteme-1"], 0);
    council.run(ANNOUNCE, 0);
    council.run(&["meeting", "reschedule", id, "--date", "2025-11-27"], 0);
    council.run(&["build"], 0);
    let text = council.meetings();
    let dates = "moved-from = [{ date = 2025-11-20, start = 14:00:00, end = 16:00:00 }, { date = 2025-11-25, ";
    assert!(text.contains(dates), "{text}");
    assert_eq!(council.event(EVENT).sequence, Some(2));
}

#[test]
fn a_sequence_that_goes_back_is_announced() {
    let council = Council::announced();
    council.by_hand("sequence = 2\n", "");
    council.is_refused(&["unannounced-change"]);
    council.is_mended_by(&["meeting", "announce", "--all"]);
    assert_eq!(council.event(OTHER).sequence, Some(3));
}

#[test]
fn a_new_text_needs_a_later_revision() {
    for (from, to) in [
        ("place = \"Paris\"", "place = \"Lyon\""),
        (
            "place = \"Paris\"",
            "place = \"Paris\"\ntitle = \"Séminaire\"",
        ),
        ("place = \"Paris\"", "place = \"Paris\"\nonline = true"),
        ("sequence = 2", "sequence = 3"),
    ] {
        let council = Council::announced();
        council.by_hand(from, to);
        council.is_refused(&["stale-updated"]);
        let announced = council.is_mended_by(&["meeting", "announce", "2025-ecosysteme-1"]);
        assert!(
            announced.stderr.contains("2025-ecosysteme-1: revised"),
            "{}",
            announced.stderr
        );
        // Only the revision is new.
        let sequence = if to.starts_with("sequence") { 3 } else { 2 };
        assert_eq!(council.event(OTHER).sequence, Some(sequence));
        let expected = MEETINGS.replacen(from, to, 1);
        let at = expected.rfind("2025-10-01T").unwrap();
        let expected = format!("{}2025-11-03T12:00:00Z\n", &expected[..at]);
        assert_eq!(council.meetings(), expected);
    }
}

#[test]
fn a_revision_is_later_than_the_one_that_calendars_know() {
    let council = Council::announced();
    council.by_hand("place = \"Paris\"", "place = \"Lyon\"");
    let seen = council.event(EVENT).stamp;
    // The clock says a day before the last revision, or its very moment.
    for day in ["2025-09-30", "2025-10-01"] {
        let today = [("CLL_TODAY", day)];
        let run = cll_with(council.root(), &["meeting", "announce", "--all"], &today);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(cll_with(council.root(), &["build"], &today).code, Some(0));
        assert!(council.event(OTHER).stamp > seen);
    }
    // Even if the revision itself was set back by hand.
    council.by_hand(
        "updated = 2025-10-01T12:00:01Z",
        "updated = 2025-01-01T12:00:00Z",
    );
    council.is_refused(&["stale-updated"]);
    let today = [("CLL_TODAY", "2025-02-01")];
    let run = cll_with(council.root(), &["meeting", "announce", "--all"], &today);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        council
            .meetings()
            .contains("updated = 2025-10-01T12:00:02Z"),
        "{}",
        council.meetings()
    );
    council.run(&["build"], 0);
}

#[test]
fn a_changed_uid_is_refused_until_it_is_written_back() {
    let council = Council::announced();
    let uid = council.event(EVENT).uid.unwrap();
    council.by_hand("number = 1\n", "number = 1\nuid = \"another\"\n");
    // The event is not lost as well: it is the same meeting.
    council.is_refused(&["uid-changed"]);
    let run = council.run(ANNOUNCE, 2);
    assert!(
        run.stderr
            .contains(&format!("help: write `uid = \"{uid}\"`")),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("announce --all"), "{}", run.stderr);
    let refused = council.run(&["build", "--withdraw", &uid], 2);
    assert!(
        refused.stderr.contains("no calendar shows a lost event"),
        "{}",
        refused.stderr
    );
    council.by_hand("uid = \"another\"", &format!("uid = \"{uid}\""));
    council.run(&["build"], 0);
    council.run(&["check", "--strict"], 0);
}

/// A council with one meeting: both of its calendars hold one event. Under another id it would have
/// another UID, on another day it is another meeting.
#[test]
fn a_meeting_in_the_place_of_the_only_one_does_not_take_its_event() {
    let only = &MEETINGS[..MEETINGS.find("\n[[meeting]]\nid = \"2025-eco").unwrap()];
    let council = Council::with(only);
    council.by_hand("id = \"2025-administrations-1\"", "id = \"another-one\"");
    council.is_refused(&["uid-changed"]);
    council.by_hand("date = 2025-11-20", "date = 2025-11-27");
    council.is_refused(&["lost-event"]);
}

/// Two files of one wiki had one UID: it can be that of one meeting alone.
#[test]
fn the_uid_of_another_meeting_is_nobody_elses_identity() {
    let council = Council::announced();
    let (own, others) = (council.event(EVENT).uid.unwrap(), council.event(OTHER).uid);
    council.replace(OTHER, &others.unwrap(), &own);
    council.run(&["build"], 0);
    council.run(&["check", "--strict"], 0);
}

#[test]
fn what_no_calendar_can_show_is_not_lost() {
    let council = Council::announced();
    let event = "BEGIN:VEVENT\r\nUID:sans-jour@example.org\r\nSUMMARY:Sans jour\r\nEND:VEVENT\r\nEND:VCALENDAR";
    council.replace(CALENDAR, "END:VCALENDAR", event);
    council.run(&["build"], 0);
    council.run(&["check", "--strict"], 0);
}

#[test]
fn a_deleted_meeting_is_lost_until_it_is_withdrawn() {
    let council = Council::announced();
    let uid = council.event(OTHER).uid.unwrap();
    let unlost = council.run(&["build", "--withdraw", &uid], 2);
    assert_eq!(
        unlost.stderr,
        format!(
            "error: no calendar shows a lost event with the UID `{uid}`\n\
             help: only an event that the registry no longer has can be withdrawn\n"
        )
    );
    let text = council.meetings();
    let record = &text[text.find("\n[[meeting]]\nid = \"2025-eco").unwrap()..];
    council.by_hand(record, "");
    council.is_refused(&["lost-event"]);
    let build = council.run(&["build"], 2);
    assert_eq!(
        build.stderr,
        include_str!("../announced/lost-event.txt").replace("{uid}", &uid)
    );
    assert_eq!(council.run(&["meeting", "announce", "--all"], 0).stdout, "");

    let dry = council.run(&["build", "--withdraw", &uid, "-n"], 0);
    assert!(
        dry.stdout.contains(&format!("to remove\t{OTHER}\n")),
        "{}",
        dry.stdout
    );
    assert!(council.root().join(OTHER).exists());
    let withdrawn = council.run(&["build", "--withdraw", &uid], 0);
    assert_eq!(
        withdrawn.stdout,
        format!(
            "updated\tmeetings.toml\nupdated\tconseil-exemple.md\nupdated\t{CALENDAR}\n\
             removed\t{OTHER}\n"
        )
    );
    let noted = fs::read_to_string(council.root().join("meetings.toml")).unwrap();
    assert!(
        noted.ends_with(&format!("\n[withdrawn]\nevents = [\"{uid}\"]\n")),
        "{noted}"
    );
    assert!(!council.root().join(OTHER).exists());
    let calendar = fs::read_to_string(council.root().join(CALENDAR)).unwrap();
    assert!(!calendar.contains(&uid), "{calendar}");
    council.run(&["check", "--strict"], 0);
}

#[test]
fn calendars_made_by_other_software_are_compared_too() {
    const ORG: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Emacs with Org mode//EN\n\
        BEGIN:VEVENT\nUID:TS1-x\nDTSTAMP:20250901T080000Z\nDTSTART:20251120T140000\n\
        DTEND:20251120T160000\nSUMMARY:réunion\nEND:VEVENT\nEND:VCALENDAR\n";
    let adopted = MEETINGS.replacen("number = 1\n", "number = 1\nuid = \"TS1-x\"\n", 1);
    for (foreign, codes) in [
        // The same times, floating, in UTC, or in another zone: only texts differ, and later.
        (ORG.to_owned(), &[][..]),
        (
            ORG.replace("T140000", "T130000Z")
                .replace("T160000", "T150000Z"),
            &[],
        ),
        (
            ORG.replace(
                "DTSTART:20251120T14",
                "DTSTART;TZID=Europe/London:20251120T13",
            )
            .replace("DTEND:20251120T16", "DTEND;TZID=Europe/London:20251120T15"),
            &[],
        ),
        (
            ORG.replace("20250901T080000Z", "20251001T120000Z"),
            &["stale-updated"],
        ),
        (
            ORG.replace("20251120T14", "20251120T13"),
            &["unannounced-change"],
        ),
        // An event without an end is over when it starts.
        (
            ORG.replace("DTEND:20251120T160000\n", ""),
            &["unannounced-change"],
        ),
        (
            ORG.replace("SUMMARY", "STATUS:TENTATIVE\nSUMMARY"),
            &["unannounced-change"],
        ),
        (ORG.replace("UID:TS1-x", "UID:TS1-y"), &["uid-changed"]),
    ] {
        let council = Council(folder(&[
            (
                "members.toml",
                include_str!("../councils/plain/members.toml"),
            ),
            ("meetings.toml", &adopted),
            (EVENT, &foreign),
        ]));
        if codes.is_empty() {
            council.run(&["build"], 0);
            continue;
        }
        council.is_refused(codes);
        if codes != ["uid-changed"] {
            council.is_mended_by(ANNOUNCE);
        }
    }
}

/// Where event file and calendar of a wiki kept by hand disagree, the calendar's UID counts, and
/// the highest sequence and the latest revision of both.
#[test]
fn both_calendars_of_a_meeting_count() {
    let council = Council::announced();
    council.replace(CALENDAR, "SEQUENCE:0", "SEQUENCE:5");
    council.replace(
        CALENDAR,
        "DTSTAMP:20251001T120000Z",
        "DTSTAMP:20251102T120000Z",
    );
    council.replace(
        EVENT,
        "DTSTART;TZID=Europe/Paris:20251120",
        "DTSTART;TZID=Europe/Paris:20251113",
    );
    council.replace(
        EVENT,
        "DTEND;TZID=Europe/Paris:20251120",
        "DTEND;TZID=Europe/Paris:20251113",
    );
    council.replace(EVENT, "UID:", "UID:old-");
    council.is_refused(&["unannounced-change"]);
    council.is_mended_by(ANNOUNCE);
    let event = council.event(EVENT);
    assert_eq!(event.sequence, Some(6));
    assert!(
        council.meetings().contains("{ date = 2025-11-13, start"),
        "{}",
        council.meetings()
    );
}

#[test]
fn a_missing_revision_is_announced() {
    let council = Council::announced();
    council.by_hand("16:00:00\nupdated = 2025-10-01T12:00:00Z\n", "16:00:00\n");
    let before = tree(council.root());
    let build = council.run(&["build"], 2);
    assert!(
        build.stderr.contains("error[missing-updated]"),
        "{}",
        build.stderr
    );
    assert!(tree(council.root()) == before);
    // Other changes are no hindrance, and none.
    council.run(&["meeting", "cancel", "2025-ecosysteme-1"], 0);
    council.run(ANNOUNCE, 0);
    council.run(&["build"], 0);
    council.run(&["check", "--strict"], 0);
    assert!(
        council
            .meetings()
            .contains("end = 16:00:00\nupdated = 2025-11-03T12:00:00Z\n"),
        "{}",
        council.meetings()
    );
    assert_eq!(council.event(EVENT).sequence, Some(0));
}

#[test]
fn a_missing_revision_and_a_new_date_are_announced_together() {
    let council = Council::announced();
    council.by_hand("date = 2025-11-20", "date = 2025-11-27");
    council.by_hand("16:00:00\nupdated = 2025-10-01T12:00:00Z\n", "16:00:00\n");
    council.is_mended_by(&["meeting", "announce", "--all"]);
    assert_eq!(council.event(EVENT).sequence, Some(1));
    assert!(
        council
            .meetings()
            .contains("moved-from = [{ date = 2025-11-20")
    );
}

#[test]
fn a_meeting_moved_by_hand_into_another_year_keeps_its_cycle() {
    let council = Council::announced();
    council.by_hand("date = 2025-12-11", "date = 2026-01-15");
    council.is_refused(&["unannounced-change"]);
    council.is_mended_by(&["meeting", "announce", "--all"]);
    let shown = council
        .run(&["meeting", "show", "2025-ecosysteme-1", "--json"], 0)
        .stdout;
    assert!(shown.contains("\"cycle\": 2025"), "{shown}");
}

#[test]
fn there_may_be_nothing_to_announce() {
    let council = Council::announced();
    let before = tree(council.root());
    let all = council.run(&["meeting", "announce", "--all"], 0);
    assert_eq!(all.stdout, "");
    assert_eq!(
        all.stderr,
        "nothing to announce: calendars notice every change\n"
    );
    let one = council.run(ANNOUNCE, 0);
    assert_eq!(one.stdout, "2025-administrations-1\n");
    assert_eq!(one.stderr, "2025-administrations-1: nothing to change\n");
    council.run(&["meeting", "announce"], 2);
    council.run(&["meeting", "announce", "2025-administrations-2"], 2);
    let mut after = tree(council.root());
    after.remove(".cll.lock");
    assert!(after == before);
}

/// A registry with errors is shown as such, whatever is to be withdrawn.
#[test]
fn errors_of_the_registry_come_first() {
    let council = Council::announced();
    council.by_hand("number = 1", "numbr = 1");
    let run = council.run(&["build", "--withdraw", "x"], 2);
    assert!(run.stderr.contains("error[unknown-key]"), "{}", run.stderr);
}
