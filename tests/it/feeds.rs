//! No calendar is wrong in silence: registries and calendars that go back, sideways or away in
//! git, and calendars that hold what the registries do not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]
#![allow(clippy::disallowed_macros, reason = "the case that fails is named")]

use std::fs;
use std::path::Path;

use crate::program::{Run, cll, cll_with, folder, git, tree, try_git, write};
use cll::calendar::{self, PublishedEvent};
use tempfile::TempDir;

const MEETINGS: &str = r#"[[meeting]]
id = "2026-administrations-1"
colleges = ["administrations"]
number = 1
date = 2026-02-12
start = 14:00:00
end = 16:00:00
place = "Salle A"
updated = 2025-10-01T12:00:00Z

[[meeting]]
id = "2026-ecosysteme-1"
colleges = ["ecosysteme"]
number = 1
date = 2026-03-12
start = 14:00:00
end = 16:00:00
updated = 2025-10-01T12:00:00Z
"#;
const ID: &str = "2026-administrations-1";
const EVENT: &str = "evenements/conseil-exemple-2026-administrations-1.ics";
const OTHER: &str = "evenements/conseil-exemple-2026-ecosysteme-1.ics";
const FEED: &str = "evenements/rdv-conseil-exemple.ics";

/// What is done to a council, with its name.
type Acts<'a> = &'a [(&'a str, fn(&Council))];

/// A council in a git repository, with all that was announced committed.
struct Council(TempDir);

impl Council {
    fn committed() -> Self {
        let council = Self(folder(&[
            (
                "members.toml",
                include_str!("../councils/plain/members.toml"),
            ),
            ("meetings.toml", MEETINGS),
        ]));
        council.git(&["init", "--quiet", "--initial-branch=main"]);
        council.run(&["build"], 0);
        council.commit("Announce");
        council
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.root(), arguments)
    }

    fn try_git(&self, arguments: &[&str]) -> (String, bool) {
        try_git(self.root(), arguments)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "-m", message]);
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

    fn moved_to(&self, day: &str) {
        self.run(&["meeting", "reschedule", ID, "--date", day], 0);
        self.run(&["build"], 0);
        self.commit(day);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.root().join(path), text.as_bytes());
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{from} is not in\n{text}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// Removes the second of the two records.
    fn forget_other(&self) {
        let text = self.read("meetings.toml");
        let record = text.rfind("\n[[meeting]]").unwrap();
        self.write("meetings.toml", &text[..record]);
    }

    fn remove(&self, path: &str) {
        let path = self.root().join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }

    /// Makes sure that nothing can be built, and that everyone is told why, in these codes.
    fn is_refused(&self, codes: &[&str]) -> Run {
        let before = tree(self.root());
        let build = self.run(&["build"], 2);
        self.run(&["build", "--check"], 1);
        let mut found = self.codes();
        // A calendar with the marks of a merge is said to be one as well.
        found.retain(|code| code != "merge-conflict" || codes.contains(&code.as_str()));
        assert_eq!(found, codes);
        for code in codes {
            let error = format!("error[{code}]");
            assert!(build.stderr.contains(&error), "{}", build.stderr);
        }
        assert!(tree(self.root()) == before, "something was written");
        build
    }

    /// The codes of the errors that `check` finds.
    fn codes(&self) -> Vec<String> {
        let check = cll(self.root(), &["check", "--format", "short"]);
        let errors = check.stdout.lines();
        let errors = errors.filter(|line| line.contains(" error["));
        errors
            .filter_map(|line| line.split(['[', ']']).nth(1))
            .map(str::to_owned)
            .collect()
    }

    /// Announces the meeting, builds and commits: all is well, and every calendar that any commit
    /// has shown takes what is published now.
    fn is_fixed_by_announcing(&self) {
        self.run(&["meeting", "announce", ID], 0);
        self.is_sound();
    }

    /// Makes sure that the change is refused until it is announced, and well after.
    fn is_announced(&self) {
        self.is_refused(&["unannounced-change"]);
        for command in [
            &["reschedule", ID, "--date", "2026-04-02"][..],
            &["cancel", ID],
        ] {
            let refused = self.run(&[&["meeting"], command].concat(), 2);
            let help = format!("`cll meeting announce {ID}`");
            assert!(refused.stderr.contains(&help), "{}", refused.stderr);
        }
        self.is_fixed_by_announcing();
    }

    fn is_sound(&self) {
        self.run(&["build"], 0);
        self.run(&["check", "--strict"], 0);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", "Announce"]);
        self.run(&["check", "--strict"], 0);
        self.is_noticed();
    }

    /// Makes sure that no commit has shown another day, other hours or another status under the
    /// sequence that is published now, or under a higher one.
    fn is_noticed(&self) {
        let now = calendar::read(self.read(FEED).as_bytes()).unwrap().events;
        for commit in self.git(&["rev-list", "--all"]).lines() {
            let (feed, there) = self.try_git(&["show", &format!("{commit}:{FEED}")]);
            if !there {
                continue;
            }
            for old in calendar::read(feed.as_bytes()).unwrap().events {
                let new = now.iter().find(|new| new.uid == old.uid);
                let shown = |event: &PublishedEvent| {
                    let event = event.clone();
                    (event.start, event.end, event.status)
                };
                let noticed = new.is_none_or(|new| {
                    new.sequence > old.sequence
                        || new.sequence == old.sequence && shown(new) == shown(&old)
                });
                assert!(noticed, "{commit}\n{old:#?}\n{new:#?}");
            }
        }
    }

    fn event(&self, path: &str) -> PublishedEvent {
        let read = calendar::read(&fs::read(self.root().join(path)).unwrap()).unwrap();
        assert_eq!(read.events.len(), 1, "{path}");
        read.events.into_iter().next().unwrap()
    }
}

/// A council of which two clones moved the meeting, neither knowing of the other: the branch `one`
/// was fetched, the branch `two` is checked out.
fn moved_twice() -> Council {
    let council = Council::committed();
    let clone = TempDir::new().unwrap();
    let to = clone.path().join("clone");
    let from = council.root().to_str().unwrap();
    council.git(&["clone", "--quiet", from, to.to_str().unwrap()]);
    fs::rename(to, clone.path().join("council")).unwrap();
    council.git(&["switch", "--quiet", "-c", "two"]);
    council.moved_to("2026-03-05");
    let other = clone.path().join("council");
    for command in [
        &["meeting", "reschedule", ID, "--date", "2026-02-19"][..],
        &["build"],
    ] {
        assert_eq!(cll(&other, command).code, Some(0));
    }
    let other = other.to_str().unwrap();
    for command in [
        &["-C", other, "add", "--all"][..],
        &["-C", other, "commit", "--quiet", "-m", "2026-02-19"],
        &["fetch", "--quiet", other, "main:one"],
    ] {
        council.git(command);
    }
    council
}

#[test]
#[expect(clippy::too_many_lines, reason = "one entry per act")]
fn a_registry_that_goes_back_or_sideways_is_announced() {
    let acts: Acts<'_> = &[
        ("a revert", |council| {
            council.moved_to("2026-02-19");
            council.git(&["revert", "--no-edit", "HEAD"]);
        }),
        ("a revert of a cancellation", |council| {
            council.run(&["meeting", "cancel", ID], 0);
            council.run(&["build"], 0);
            council.commit("Cancel");
            council.git(&["revert", "--no-edit", "HEAD"]);
        }),
        ("a revert that is followed by other work", |council| {
            council.moved_to("2026-02-19");
            council.git(&["revert", "--no-edit", "HEAD"]);
            council.write("notes.md", "# Notes\n");
            council.commit("Notes");
        }),
        ("an old registry and its calendars", |council| {
            council.moved_to("2026-02-19");
            council.git(&["checkout", "HEAD~1", "--", "."]);
        }),
        ("an old registry alone", |council| {
            council.moved_to("2026-02-19");
            council.git(&["checkout", "HEAD~1", "--", "meetings.toml"]);
        }),
        (
            "an old registry, committed without its calendars",
            |council| {
                council.moved_to("2026-02-19");
                council.git(&["checkout", "HEAD~1", "--", "meetings.toml"]);
                council.commit("Restore");
            },
        ),
        ("an old registry without calendars", |council| {
            council.moved_to("2026-02-19");
            council.git(&["checkout", "HEAD~1", "--", "meetings.toml"]);
            council.remove("evenements");
        }),
        ("a lower sequence", |council| {
            council.moved_to("2026-02-19");
            council.replace("meetings.toml", "sequence = 1", "sequence = 0");
        }),
        (
            "a lower sequence after two moves, one of them undone",
            |council| {
                council.moved_to("2026-02-19");
                council.moved_to("2026-02-26");
                council.git(&["revert", "--no-edit", "HEAD"]);
            },
        ),
        ("another day under the same sequence", |council| {
            council.moved_to("2026-02-19");
            council.replace("meetings.toml", "date = 2026-02-19", "date = 2026-02-20");
        }),
        (
            "another day under the same sequence, in the calendars too",
            |council| {
                council.moved_to("2026-02-19");
                council.replace("meetings.toml", "date = 2026-02-19", "date = 2026-02-20");
                for path in [EVENT, FEED] {
                    council.replace(
                        path,
                        "DTSTART;TZID=Europe/Paris:20260219",
                        "DTSTART;TZID=Europe/Paris:20260220",
                    );
                    council.replace(
                        path,
                        "DTEND;TZID=Europe/Paris:20260219",
                        "DTEND;TZID=Europe/Paris:20260220",
                    );
                }
                council.commit("By hand");
            },
        ),
    ];
    for (name, act) in acts {
        println!("{name}");
        let council = Council::committed();
        act(&council);
        council.is_announced();
    }
    let merges: Acts<'_> = &[
        ("begun", |council| {
            let (_, sound) = council.try_git(&["merge", "--quiet", "one"]);
            assert!(!sound, "the moves contradict each other");
            council.git(&["checkout", "--ours", "--", "."]);
        }),
        ("keeping ours", |council| {
            council.git(&["merge", "--quiet", "-s", "ours", "-m", "Merge", "one"]);
        }),
        ("taking theirs", |council| {
            council.git(&["merge", "--quiet", "-X", "theirs", "-m", "Merge", "one"]);
        }),
        ("the other way round", |council| {
            council.git(&["switch", "--quiet", "one"]);
            council.git(&["merge", "--quiet", "-X", "theirs", "-m", "Merge", "two"]);
        }),
        ("by a pick", |council| {
            council.git(&["cherry-pick", "-X", "theirs", "one"]);
        }),
    ];
    for (name, merge) in merges {
        println!("a merge of two moves, {name}");
        let council = moved_twice();
        assert_eq!(council.event(EVENT).sequence, Some(1));
        council.run(&["check", "--strict"], 0);
        merge(&council);
        council.is_announced();
    }
}

/// Nobody who looks at this branch has seen what another branch holds; who changes the meeting
/// cannot know who will.
#[test]
fn what_other_branches_hold_is_no_finding_and_is_stepped_over() {
    let council = moved_twice();
    assert_eq!(council.event(EVENT).sequence, Some(1));
    council.run(&["check", "--strict"], 0);
    council.git(&["switch", "--quiet", "main"]);
    council.run(&["check", "--strict"], 0);
    for (command, expected) in [
        (&["reschedule", ID, "--date", "2026-04-02"][..], 2),
        (&["postpone", ID], 3),
        (&["cancel", ID], 4),
    ] {
        council.run(&[&["meeting"], command].concat(), 0);
        council.is_sound();
        assert_eq!(council.event(EVENT).sequence, Some(expected));
    }
}

#[test]
fn a_tag_or_a_remote_branch_that_knows_a_higher_sequence_is_stepped_over() {
    for reference in ["refs/tags/2026", "refs/remotes/origin/main"] {
        let council = Council::committed();
        council.git(&["switch", "--quiet", "-c", "one"]);
        council.moved_to("2026-02-19");
        council.moved_to("2026-02-26");
        council.git(&["update-ref", reference, "HEAD"]);
        council.git(&["switch", "--quiet", "main"]);
        council.git(&["branch", "--quiet", "-D", "one"]);
        council.run(&["meeting", "cancel", ID], 0);
        council.run(&["build"], 0);
        assert_eq!(council.event(EVENT).sequence, Some(3), "{reference}");
    }
}

/// The dates in between were announced as well.
#[test]
fn the_days_that_were_shown_in_between_are_kept() {
    let council = Council::committed();
    council.moved_to("2026-02-19");
    council.git(&["revert", "--no-edit", "HEAD"]);
    council.is_fixed_by_announcing();
    let text = council.read("meetings.toml");
    let dates = "moved-from = [{ date = 2026-02-12, start = 14:00:00, end = 16:00:00 }, { date = 2026-02-19, start = 14:00:00, end = 16:00:00 }]";
    assert!(text.contains(dates), "{text}");
}

#[test]
fn a_text_that_goes_back_is_announced() {
    let council = Council::committed();
    council.replace("meetings.toml", "Salle A", "Tour B");
    council.run(&["meeting", "announce", ID], 0);
    council.run(&["build"], 0);
    council.commit("Another room");
    council.git(&["revert", "--no-edit", "HEAD"]);
    council.is_refused(&["stale-updated"]);
    council.is_fixed_by_announcing();
    assert_eq!(council.event(EVENT).sequence, Some(0));
}

#[test]
fn calendars_that_are_missing_or_broken_are_taken_from_git() {
    let losses: Acts<'_> = &[
        ("deleted", |council| council.remove("evenements")),
        ("the feed deleted", |council| council.remove(FEED)),
        ("emptied", |council| {
            for path in [EVENT, OTHER, FEED] {
                council.write(path, "");
            }
        }),
        ("cut off", |council| {
            for path in [EVENT, OTHER, FEED] {
                let text = council.read(path);
                council.write(path, &text[..text.find("BEGIN:VEVENT").unwrap() + 20]);
            }
        }),
        ("another text", |council| {
            for path in [EVENT, OTHER, FEED] {
                council.write(path, "<html></html>\n");
            }
        }),
        ("being merged", |council| {
            for path in [EVENT, OTHER, FEED] {
                let text = council.read(path);
                let mark = "<<<<<<< HEAD\r\nBEGIN:VEVENT\r\n=======\r\n>>>>>>> one\r\n";
                let feed = text.replacen("BEGIN:VEVENT\r\n", mark, 1);
                let cut = feed.rfind("BEGIN:VEVENT").unwrap();
                council.write(path, &format!("{}END:VCALENDAR\r\n", &feed[..cut]));
            }
        }),
    ];
    for (name, lose) in losses {
        println!("{name}");
        // Nothing else changed: the files are made again.
        let council = Council::committed();
        let before = tree(&council.root().join("evenements"));
        lose(&council);
        council.run(&["build"], 0);
        assert!(tree(&council.root().join("evenements")) == before);
        // Another day, by hand.
        council.replace("meetings.toml", "date = 2026-02-12", "date = 2026-02-19");
        lose(&council);
        council.is_refused(&["unannounced-change"]);
        council.is_fixed_by_announcing();
        // A record that is gone together with its calendars.
        let uid = council.event(OTHER).uid.unwrap();
        council.forget_other();
        lose(&council);
        council.is_refused(&["lost-event"]);
        council.run(&["build", "--withdraw", &uid], 0);
        council.run(&["check", "--only", "lost-event"], 0);
    }
}

#[test]
fn a_shallow_clone_knows_what_it_holds() {
    let council = Council::committed();
    council.moved_to("2026-02-19");
    council.moved_to("2026-02-26");
    let clone = TempDir::new().unwrap();
    let from = format!("file://{}", council.root().display());
    let to = clone.path().join("clone");
    council.git(&["clone", "--quiet", "--depth=2", &from, to.to_str().unwrap()]);
    let run = |arguments: &[&str], code| {
        let run = cll(&to, arguments);
        assert_eq!(run.code, Some(code), "{}{}", run.stdout, run.stderr);
        run
    };
    run(&["check", "--strict"], 0);
    let text = fs::read_to_string(to.join("meetings.toml")).unwrap();
    write(
        &to.join("meetings.toml"),
        text.replace("sequence = 2", "sequence = 1").as_bytes(),
    );
    fs::remove_dir_all(to.join("evenements")).unwrap();
    let check = run(&["check", "--format", "short"], 1);
    assert!(
        check.stdout.contains("[unannounced-change]"),
        "{}",
        check.stdout
    );
    run(&["meeting", "announce", ID], 0);
    run(&["build"], 0);
}

/// What git cannot say is not taken for nothing.
#[test]
fn a_repository_that_git_refuses_is_an_error() {
    let council = Council::committed();
    council.remove("evenements");
    council.replace("meetings.toml", "date = 2026-02-12", "date = 2026-02-19");
    council.write(".git/HEAD", "nonsense\n");
    council.run(&["build"], 2);
    assert!(!council.root().join("evenements").exists());
}

#[test]
fn before_the_first_commit_and_without_a_repository_the_files_count() {
    for init in [false, true] {
        let council = Council(folder(&[
            (
                "members.toml",
                include_str!("../councils/plain/members.toml"),
            ),
            ("meetings.toml", MEETINGS),
        ]));
        if init {
            council.git(&["init", "--quiet"]);
        }
        council.run(&["build"], 0);
        council.run(&["meeting", "cancel", ID], 0);
        council.run(&["build"], 0);
        council.run(&["check", "--strict"], 0);
    }
}

#[test]
fn the_highest_sequence_cannot_be_raised() {
    let council = Council::committed();
    council.replace(
        "meetings.toml",
        "updated = 2025-10-01T12:00:00Z",
        "sequence = 2147483647\nupdated = 2025-10-02T12:00:00Z",
    );
    council.run(&["build"], 0);
    council.commit("By hand");
    for command in [
        &["reschedule", ID, "--date", "2026-04-02"][..],
        &["cancel", ID],
        &["postpone", ID],
    ] {
        let before = tree(council.root());
        let refused = council.run(&[&["meeting"], command].concat(), 2);
        assert!(refused.stderr.contains("2147483647"), "{}", refused.stderr);
        let mut after = tree(council.root());
        after.remove(".git/cll.lock");
        let mut before = before;
        before.remove(".git/cll.lock");
        assert!(after == before, "something was written");
    }
    council.replace("meetings.toml", "date = 2026-02-12", "date = 2026-02-19");
    council.is_refused(&["unannounced-change"]);
    let refused = council.run(&["meeting", "announce", ID], 2);
    assert!(refused.stderr.contains("2147483647"), "{}", refused.stderr);
}

/// What is put before `at` in a calendar, and the code of what is found then.
const FOREIGN: &[(&str, &str)] = &[
    (
        "END:VCALENDAR",
        "BEGIN:VTODO\r\nUID:todo@example.org\r\nSUMMARY:Relire\r\nEND:VTODO\r\n",
    ),
    (
        "END:VCALENDAR",
        "BEGIN:VJOURNAL\r\nUID:journal@example.org\r\nEND:VJOURNAL\r\n",
    ),
    (
        "END:VCALENDAR",
        "BEGIN:VFREEBUSY\r\nUID:libre@example.org\r\nEND:VFREEBUSY\r\n",
    ),
    (
        "END:VCALENDAR",
        "BEGIN:X-NOTE\r\nX-TEXT:un\r\nEND:X-NOTE\r\n",
    ),
    (
        "END:VCALENDAR",
        "BEGIN:VEVENT\r\nSUMMARY:Sans identité\r\nDTSTART:20260601T140000\r\nEND:VEVENT\r\n",
    ),
    (
        "END:VEVENT",
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n",
    ),
    ("END:VEVENT", "RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=2TH\r\n"),
    ("END:VEVENT", "rrule:FREQ=MONTHLY\r\n"),
    ("END:VEVENT", "RDATE;TZID=Europe/Paris:20260409T140000\r\n"),
    ("END:VEVENT", "EXDATE;TZID=Europe/Paris:20260409T140000\r\n"),
    ("END:VEVENT", "EXRULE:FREQ=MONTHLY\r\n"),
    (
        "END:VEVENT",
        "RECURRENCE-ID;TZID=Europe/Paris:20260409T140000\r\n",
    ),
    (
        "END:VEVENT",
        "ATTACH:https://example.org/ordre-du-jour.pdf\r\n",
    ),
    ("END:VEVENT", "ORGANIZER:mailto:secretariat@example.org\r\n"),
    (
        "END:VEVENT",
        "ATTENDEE;CN=Alpha:mailto:alpha@example.org\r\n",
    ),
    ("END:VEVENT", "COMMENT:Apporter le guide\r\n"),
    (
        "END:VEVENT",
        "CONFERENCE;VALUE=URI:https://example.org/salle\r\n",
    ),
    ("VERSION:2.0", "METHOD:CANCEL\r\n"),
    ("END:VEVENT", "CLASS:PRIVATE\r\n"),
    ("END:VEVENT", "TRANSP:TRANSPARENT\r\n"),
    ("END:VEVENT", "PRIORITY:1\r\n"),
    ("END:VEVENT", "COLOR:tomato\r\n"),
    ("END:VEVENT", "X-FOO:un\r\n"),
    ("END:VEVENT", "X-ALT-DESC;FMTTYPE=text/html:<b>un</b>\r\n"),
    (
        "END:VEVENT",
        "X-APPLE-STRUCTURED-LOCATION;VALUE=URI:geo:48.8,2.3\r\n",
    ),
    ("VERSION:2.0", "COLOR:tomato\r\n"),
    ("VERSION:2.0", "X-WR-CALDESC:Les réunions\r\n"),
    ("VERSION:2.0", "X-APPLE-CALENDAR-COLOR:#FF2968\r\n"),
    (
        "END:VEVENT",
        "X-ALT-DESC:<img src=\"https://example.org/plan.png\">\r\n",
    ),
];

#[test]
fn a_calendar_that_holds_what_nobody_would_write_again_is_not_replaced() {
    for (at, foreign) in FOREIGN {
        for path in [EVENT, FEED] {
            println!("{foreign} in {path}");
            let council = Council::committed();
            council.replace(path, at, &format!("{foreign}{at}"));
            let build = council.is_refused(&["foreign-content"]);
            let line = council.read(path);
            let line = line[..line.find(foreign.trim_end()).unwrap()]
                .matches('\n')
                .count()
                + 1;
            let place = format!("{path}:{line}:1");
            assert!(build.stderr.contains(&place), "{}", build.stderr);
            let is_series = build.stderr.contains("an event that recurs");
            let command = if is_series {
                "`cll build --replace-series ".to_owned()
            } else {
                format!("`cll build --replace {path}`")
            };
            assert!(build.stderr.contains(&command), "{}", build.stderr);
            // Committed, and gone from the folder: people have it all the same.
            council.commit("By hand");
            council.remove(path);
            council.is_refused(&["foreign-content"]);
            let other = if path == EVENT { FEED } else { EVENT };
            council.run(&["build", "--replace", other], 2);
            council.run(&["build", "--replace", path], 0);
            council.run(&["check", "--strict"], 0);
            council.run(&["build", "--replace", path], 0);
        }
    }
}

#[test]
fn only_a_calendar_that_is_made_can_be_replaced() {
    let council = Council::committed();
    for path in [
        "meetings.toml",
        "evenements/autre.ics",
        "conseil-exemple.md",
    ] {
        let refused = council.run(&["build", "--replace", path], 2);
        assert!(refused.stderr.contains(path), "{}", refused.stderr);
    }
}

#[test]
fn the_event_of_another_body_stays_in_the_calendar() {
    for (path, code) in [(FEED, "lost-event"), (EVENT, "foreign-content")] {
        let council = Council::committed();
        let event = "BEGIN:VEVENT\r\nUID:ailleurs@example.org\r\nDTSTAMP:20250101T000000Z\r\nDTSTART:20260601T140000\r\nSUMMARY:Salon\r\nEND:VEVENT\r\nEND:VCALENDAR";
        council.replace(path, "END:VCALENDAR", event);
        council.is_refused(&[code]);
    }
}

/// Nobody misses them.
#[test]
fn what_programs_note_for_themselves_is_replaced() {
    for foreign in [
        "CREATED:20250101T000000Z",
        "TRANSP:OPAQUE",
        "CLASS:public",
        "PRIORITY:5",
        "X-MS-OLK-FORCEINSPECTOROPEN:TRUE",
        "X-MOZ-GENERATION:2",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
        "PRIORITY:9",
        "X-CALSTART:20260212T130000Z",
        "X-CALEND:20260212T150000Z",
        "X-OWNER:mailto:a@example.org",
        "X-PRIMARY-CALENDAR:TRUE",
        "X-LIC-ERROR:No value for X property",
        "X-EVOLUTION-CALDAV-ETAG:1",
        "X-RADICALE-NAME:a.ics",
        "X-NC-GROUP-ID:1",
        "X-APPLE-DEFAULT-ALARM:TRUE",
        "X-ALT-DESC;FMTTYPE=text/html:",
        "X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">\\n<HTML><BODY>\\n&nbsp;</BODY></HTML>",
    ] {
        let council = Council::committed();
        council.replace(FEED, "END:VEVENT", &format!("{foreign}\r\nEND:VEVENT"));
        council.run(&["build"], 0);
        council.run(&["check", "--strict"], 0);
    }
}

#[test]
fn a_text_that_others_wrote_is_not_lost_unasked() {
    let council = Council::committed();
    for path in [EVENT, FEED] {
        let text = council.read(path);
        let product = text
            .lines()
            .find(|line| line.starts_with("PRODID"))
            .unwrap();
        let text = text.replacen(product, "PRODID:-//Example//Agenda//FR", 1);
        let text = text.replacen("DTSTAMP:20251001", "DTSTAMP:20240901", 2);
        let text = text.replacen("LAST-MODIFIED:20251001", "LAST-MODIFIED:20240901", 2);
        let foreign =
            "LOCATION:Salle A\r\nDESCRIPTION:Venir avec le guide\r\nCATEGORIES:Rencontres";
        council.write(path, &text.replacen("LOCATION:Salle A", foreign, 1));
    }
    let check = council.run(&["check", "--only", "dropped-text", "--format", "short"], 1);
    let found = |name: &str| check.stdout.matches(name).count();
    assert_eq!(
        (found("`DESCRIPTION`"), found("`CATEGORIES`")),
        (2, 2),
        "{}",
        check.stdout
    );
    council.run(&["build", "--replace", "evenement"], 2);
    council.run(&["build", "--replace", EVENT], 2);
    for meant in [".", "./", "./evenements", "evenements/.", "./evenements/"] {
        council.run(&["build", "--replace", meant, "--dry-run"], 0);
    }
    for other in ["", "/", "/evenements", "..", "./evenement"] {
        council.run(&["build", "--replace", other], 2);
    }
    council.run(&["build", "--replace", "evenements/"], 0);
    council.run(&["check", "--strict"], 0);
}

/// Without git nothing tells what stood in it.
#[test]
fn a_broken_calendar_that_names_events_is_kept_where_git_does_not_have_it() {
    let council = Council(folder(&[
        (
            "members.toml",
            include_str!("../councils/plain/members.toml"),
        ),
        ("meetings.toml", MEETINGS),
    ]));
    council.run(&["build"], 0);
    let sound = council.read(FEED);
    for broken in [
        &sound[..sound.rfind("SUMMARY").unwrap()],
        &sound[sound.find("BEGIN:VEVENT").unwrap()..],
        &sound.replacen("BEGIN:VEVENT", "<<<<<<< HEAD\r\nBEGIN:VEVENT", 1),
    ] {
        council.write(FEED, broken);
        council.is_refused(&["foreign-content"]);
    }
    council.run(&["build", "--replace", FEED], 0);
    assert_eq!(council.read(FEED), sound);
    council.write(FEED, "");
    council.run(&["build"], 0);
    assert_eq!(council.read(FEED), sound);
}

#[test]
fn another_council_below_is_no_past_of_this_one() {
    // A copy with both registries, such as an example, was there first.
    let council = Council::committed();
    let page = "conseil-exemple.md";
    let all = ["members.toml", "meetings.toml", page, EVENT, OTHER, FEED];
    let copied = all.map(|path| (path, council.read(path)));
    council.git(&["checkout", "--quiet", "--orphan", "new"]);
    for (path, text) in &copied {
        council.write(&format!("essai/{path}"), text);
        council.remove(path);
    }
    council.commit("An example");
    for (path, text) in &copied[..2] {
        council.write(path, text);
    }
    council.run(&["build"], 0);
    council.commit("The council");
    // Nor do the links of its page lead to what this one gives up.
    council.replace(
        "members.toml",
        "id = \"conseil-exemple\"",
        "id = \"conseil-neuf\"",
    );
    council.run(&["build", "--new-feed"], 0);
    council.commit("Another id");
    let checked = council.run(&["check", "--format", "short"], 0);
    let dead = checked
        .stdout
        .lines()
        .filter(|line| line.contains("dead-link"));
    let pages: Vec<&str> = dead.filter_map(|line| line.split(':').next()).collect();
    assert_eq!(pages, [page], "{}", checked.stdout);
}

#[test]
fn a_calendar_under_another_name_is_a_new_one() {
    #[expect(clippy::type_complexity, reason = "a table")]
    let changes: &[(&str, &[&str], fn(&Council))] = &[
        ("another id of the council", &["feed-changed"], |council| {
            council.replace(
                "members.toml",
                "id = \"conseil-exemple\"",
                "id = \"conseil-neuf\"",
            );
        }),
        (
            "another id of the council, under one path",
            &["feed-changed"],
            |council| {
                let paths = "[paths]\ncalendar = \"rdv.ics\"\n\n";
                council.write("meetings.toml", &format!("{paths}{MEETINGS}"));
                council.run(&["build", "--new-feed"], 0);
                council.commit("One path");
                council.replace(
                    "members.toml",
                    "id = \"conseil-exemple\"",
                    "id = \"conseil-neuf\"",
                );
            },
        ),
        (
            "another path of the calendar",
            &["feed-changed"],
            |council| {
                let paths = "[paths]\ncalendar = \"rdv.ics\"\n\n";
                council.write("meetings.toml", &format!("{paths}{MEETINGS}"));
            },
        ),
        (
            "another path of the calendar, the old one being deleted",
            &["feed-changed"],
            |council| {
                let paths = "[paths]\ncalendar = \"rdv.ics\"\n\n";
                council.write("meetings.toml", &format!("{paths}{MEETINGS}"));
                council.remove("evenements");
            },
        ),
        ("another path of each event", &["feed-changed"], |council| {
            let paths = "[paths]\nevent = \"rdv/{{ meeting.id }}.ics\"\n\n";
            council.write("meetings.toml", &format!("{paths}{MEETINGS}"));
        }),
        ("another id of a meeting", &["uid-changed"], |council| {
            council.replace(
                "meetings.toml",
                "id = \"2026-administrations-1\"",
                "id = \"2026-etat-1\"",
            );
        }),
        (
            "another id of a meeting, the calendars being deleted",
            &["uid-changed"],
            |council| {
                council.replace(
                    "meetings.toml",
                    "id = \"2026-administrations-1\"",
                    "id = \"2026-etat-1\"",
                );
                council.remove("evenements");
            },
        ),
        (
            "a record that is gone",
            &["lost-event"],
            Council::forget_other,
        ),
    ];
    for (name, codes, change) in changes {
        println!("{name}");
        let council = Council::committed();
        change(&council);
        council.is_refused(codes);
        let built = council.run(&["build", "--new-feed"], 0);
        assert!(built.stderr.contains("accepted: "), "{}", built.stderr);
        // Who accepts it is not asked again.
        assert_eq!(council.codes(), [""; 0], "{name}");
        council.run(&["build"], 0);
        council.commit("A new calendar");
        assert_eq!(council.codes(), [""; 0], "{name}");
    }
}

const HEADER: &str = concat!(
    r#"{"format":1,"council":"conseil-exemple","#,
    r#""key":"0000000000000000000000000000000000000000000000000000000000000000"}"#,
);

/// A record of the journal: to whom, of which kind, how it ended, and under which UID.
fn record(who: &str, kind: &str, state: &str, uid: Option<&str>) -> String {
    let sequence = u8::from(kind == "cancellation");
    let uid = uid.map_or_else(String::new, |uid| format!("\"uid\":\"{uid}\","));
    format!(
        "{{\"format\":1,\"at\":\"2025-10-0{at}T10:00:00Z\",\"state\":\"{state}\",{uid}\
         \"meeting\":\"2026-ecosysteme-1\",\"member\":\"alpha\",\"name\":\"Lina Quidam\",\
         \"email\":\"{who}@example.org\",\"role\":\"titular\",\"kind\":\"{kind}\",\
         \"message_id\":\"{who}-{sequence}@example.org\",\"sequence\":{sequence},\
         \"updated\":\"2025-10-01T12:00:00Z\",\"date\":\"2026-03-12\",\"start\":\"14:00:00\",\
         \"end\":\"16:00:00\",\"place\":null,\"online\":false,\"answer\":null}}",
        at = sequence + 2,
    )
}

impl Council {
    fn journal(&self, lines: &[String]) {
        self.write("private/sent.jsonl", &(lines.join("\n") + "\n"));
    }

    /// Makes sure that what is given up is not, as so many people expect it.
    fn is_kept_for(&self, people: &str, arguments: &[&str], help: &str) {
        let before = tree(self.root());
        for option in [&[][..], &["--check"], &["--dry-run"]] {
            let run = self.run(&[arguments, option].concat(), 2);
            let said = format!("error: {people} 2026-ecosysteme-1,");
            assert!(run.stderr.contains(&said), "{}", run.stderr);
            assert!(run.stderr.contains(help), "{}", run.stderr);
            assert!(!run.stderr.contains("accepted"), "{}", run.stderr);
        }
        assert!(tree(self.root()) == before, "something was written");
    }
}

#[test]
fn what_people_were_invited_to_is_given_up_once_they_were_told() {
    let council = Council::committed();
    let uid = council.event(OTHER).uid.unwrap();
    let header = || HEADER.to_owned();
    let told = |who, kind| record(who, kind, "sent", Some(&uid));
    let old = |who, kind| record(who, kind, "sent", None);
    council.forget_other();
    let withdraw = ["build", "--withdraw", uid.as_str()];
    let another_feed = ["build", "--new-feed"];
    let both = vec![header(), told("lina", "invitation"), told("jean", "update")];
    let one = [&both[..], &[told("jean", "cancellation")]].concat();
    let before_uids = vec![old("lina", "invitation"), old("jean", "invitation")];
    let uncertain = vec![
        header(),
        record("lina", "invitation", "sending", Some(&uid)),
    ];
    let not_surely_cancelled = [
        &one[..],
        &[record("lina", "cancellation", "sending", Some(&uid))],
    ]
    .concat();
    for (lines, people) in [
        (&not_surely_cancelled, "1 invited person expects"),
        (&both, "2 invited people expect"),
        (&one, "1 invited person expects"),
        (&before_uids, "2 invited people expect"),
        (&uncertain, "1 invited person expects"),
    ] {
        council.journal(lines);
        for arguments in [&withdraw[..], &another_feed] {
            let help = "`cll meeting cancel 2026-ecosysteme-1`";
            council.is_kept_for(people, arguments, help);
        }
    }
    let all = [&one[..], &[told("lina", "cancellation")]].concat();
    let refused = vec![
        header(),
        record("lina", "invitation", "refused", Some(&uid)),
    ];
    let other = vec![
        header(),
        record("lina", "invitation", "sent", Some("another")),
    ];
    let broken = vec![header(), "{".to_owned()];
    for (lines, warns) in [
        (Some(&all), false),
        (Some(&refused), false),
        (Some(&other), false),
        (Some(&vec![header()]), false),
        (Some(&broken), true),
        (Some(&Vec::new()), true),
        (None, true),
    ] {
        match lines {
            Some(lines) => council.journal(lines),
            None => fs::remove_file(council.root().join("private/sent.jsonl")).unwrap(),
        }
        for arguments in [&withdraw[..], &another_feed] {
            let run = council.run(&[arguments, &["--dry-run"]].concat(), 0);
            let said = run.stderr.contains("nobody knows who was invited");
            assert_eq!(said, warns, "{lines:?} {}", run.stderr);
        }
    }
    // Where the journal was missing it is withdrawn; once it is back, it tells who expects it.
    council.remove("private");
    council.run(&withdraw, 0);
    council.commit("Withdraw");
    council.journal(&both);
    let found = council.run(&["check", "--only", "expected-meeting"], 0);
    assert!(
        found.stdout.contains("2 invited people expect it"),
        "{}",
        found.stdout
    );
    council.journal(&all);
    let found = council.run(&["check", "--only", "expected-meeting"], 0);
    assert_eq!(found.stdout, "", "{}", found.stdout);
    council.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    council.forget_other();
    // Once it is over, nobody expects it any more.
    council.journal(&both);
    let today = [("CLL_TODAY", "2026-03-13")];
    let run = cll_with(council.root(), &withdraw, &today);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn under_another_id_of_the_council_nobody_is_left_with_a_meeting() {
    let council = Council::committed();
    let uid = council.event(OTHER).uid.unwrap();
    let told = |kind| record("lina", kind, "sent", Some(&uid));
    let mut lines = vec![HEADER.to_owned(), told("invitation")];
    council.journal(&lines);
    // The calendar is elsewhere, and each meeting is who it was.
    let paths = "[paths]\ncalendar = \"rdv.ics\"\n\n";
    council.write("meetings.toml", &format!("{paths}{MEETINGS}"));
    council.run(&["build", "--new-feed", "--dry-run"], 0);
    council.write("meetings.toml", MEETINGS);
    let (was, is) = ("id = \"conseil-exemple\"", "id = \"conseil-neuf\"");
    council.replace("members.toml", was, is);
    let help = "`id = \"conseil-exemple\"`";
    let person = "1 invited person expects";
    council.is_kept_for(person, &["build", "--new-feed"], help);
    lines.push(told("cancellation"));
    council.journal(&lines);
    let run = council.run(&["build", "--new-feed"], 0);
    assert!(!run.stderr.contains("nobody knows"), "{}", run.stderr);
    // It is the same council: its journal is named anew, and what older records told stays known.
    let journal = council.read("private/sent.jsonl");
    assert_eq!(
        journal,
        (lines.join("\n") + "\n").replace("conseil-exemple", "conseil-neuf")
    );
    council.write("private/members.toml", "");
    council.run(&["invite", "list", "2026-ecosysteme-1"], 0);
    council.run(&["check", "--only", "broken-journal"], 0);
    // The page that people know is named until it is the council's own again.
    let page = |code| council.run(&["check", "--only", "orphan-file", "--strict"], code);
    council.commit("Another id");
    let found = page(1).stdout;
    let command = "`git mv -f conseil-exemple.md conseil-neuf.md`";
    assert!(found.contains(command), "{found}");
    council.git(&["mv", "-f", "conseil-exemple.md", "conseil-neuf.md"]);
    council.run(&["build"], 0);
    // Its own sentences lead to the calendar that was given up, and so may any other file.
    let elsewhere =
        "<a href='../evenements/rdv-conseil-exemple.ics?x'>x</a> webcal://x.example.org/a/b.ics";
    council.write("docs/index.html", elsewhere);
    let address = "Adresse : `webcal://wiki.example.org/evenements/rdv-conseil-exemple.ics`.";
    council.write("README", address);
    let given_up = ["check", "--only", "dead-link", "--strict"];
    let found = council.run(&given_up, 1).stdout;
    for (file, help) in [
        ("conseil-neuf.md", "evenements/rdv-conseil-neuf.ics"),
        ("docs/index.html", "../evenements/rdv-conseil-neuf.ics"),
        (
            "README",
            "webcal://wiki.example.org/evenements/rdv-conseil-neuf.ics",
        ),
    ] {
        assert!(found.contains(&format!("--> {file}:")), "{found}");
        assert!(found.contains(&format!("help: write `{help}`")), "{found}");
    }
    for file in ["conseil-neuf.md", "docs/index.html", "README"] {
        let text = council.read(file);
        council.write(
            file,
            &text.replace("rdv-conseil-exemple", "rdv-conseil-neuf"),
        );
    }
    council.run(&given_up, 0);
    let found = page(1).stdout;
    assert!(!found.contains("conseil-neuf.md"), "{found}");
}

/// A journal of before records had UIDs, and one that no build renamed.
#[test]
fn the_journal_of_a_council_with_another_id_can_be_named_anew() {
    let council = Council::committed();
    let uid = council.event(OTHER).uid.unwrap();
    let cancelled = record("lina", "cancellation", "sent", None);
    let lines = [HEADER.to_owned(), cancelled.clone()];
    council.replace(
        "members.toml",
        "id = \"conseil-exemple\"",
        "id = \"conseil-neuf\"",
    );
    council.run(&["build", "--new-feed"], 0);
    council.commit("Another id");
    council.journal(&lines);
    let found = council
        .run(&["check", "--only", "broken-journal"], 1)
        .stdout;
    assert!(found.contains("`cll build --new-feed`"), "{found}");
    council.run(&["build"], 0);
    assert_eq!(council.read("private/sent.jsonl"), lines.join("\n") + "\n");
    council.run(&["build", "--new-feed"], 0);
    let now = council.read("private/sent.jsonl");
    assert!(now.contains(&format!("{{\"uid\":\"{uid}\",")), "{now}");
    council.run(&["check", "--only", "broken-journal"], 0);
    let now = OTHER.replace("conseil-exemple", "conseil-neuf");
    let own = council.event(&now).uid.unwrap();
    // The change of the id was undone before it was committed: each record is about a meeting of here.
    let undone = [
        HEADER.to_owned(),
        record("lina", "invitation", "sent", Some(&own)),
    ];
    let undone = undone.map(|line| line + "\n").concat();
    let elsewhere = undone.replace("\"conseil-exemple\"", "\"conseil-deux\"");
    council.write("private/sent.jsonl", &elsewhere);
    let found = council
        .run(&["check", "--only", "broken-journal"], 1)
        .stdout;
    assert!(found.contains("`cll build --new-feed`"), "{found}");
    council.run(&["build", "--new-feed"], 0);
    let undone = undone.replace("\"conseil-exemple\"", "\"conseil-neuf\"");
    assert_eq!(council.read("private/sent.jsonl"), undone);
    council.run(&["check", "--only", "broken-journal"], 0);
    // That of a council that this one never was stays what it is.
    let lines = lines.map(|line| line.replace("conseil-exemple", "conseil-voisin"));
    council.journal(&lines);
    let found = council
        .run(&["check", "--only", "broken-journal"], 1)
        .stdout;
    assert!(!found.contains("--new-feed"), "{found}");
    council.run(&["build", "--new-feed"], 0);
    assert_eq!(council.read("private/sent.jsonl"), lines.join("\n") + "\n");
}

/// People hold the old address, in whatever commits its file was moved, and whatever lies there now.
#[test]
fn a_calendar_that_was_moved_by_hand_is_a_new_one_in_whatever_commits() {
    const NEW: &str = "evenements/autre.ics";
    fn paths(council: &Council) {
        let paths = format!("[paths]\ncalendar = \"{NEW}\"\n\n");
        let text = council.read("meetings.toml");
        council.write("meetings.toml", &format!("{paths}{text}"));
    }
    fn moved(council: &Council) {
        council.git(&["mv", FEED, NEW]);
    }
    fn renamed(council: &Council) {
        let text = council.read("members.toml");
        let text = text.replace("id = \"conseil-exemple\"", "id = \"conseil-neuf\"");
        council.write("members.toml", &text);
        for path in [FEED, EVENT, OTHER] {
            let new = path.replace("conseil-exemple", "conseil-neuf");
            let text = council.read(path);
            council.git(&["mv", path, &new]);
            council.write(&new, &text.replace("conseil-exemple", "conseil-neuf"));
        }
    }
    let moves: Acts<'_> = &[
        ("in one commit", |council| {
            moved(council);
            paths(council);
            council.commit("Move");
        }),
        ("the file first", |council| {
            moved(council);
            council.commit("Move");
            paths(council);
            council.commit("Write it");
        }),
        ("the path first", |council| {
            paths(council);
            council.commit("Write it");
            moved(council);
            council.commit("Move");
        }),
        ("staged", |council| {
            moved(council);
            paths(council);
            council.git(&["add", "--all"]);
        }),
        ("in the folder", |council| {
            paths(council);
            let feed = council.read(FEED);
            council.write(NEW, &feed);
            council.remove(FEED);
        }),
        ("copied, and deleted later", |council| {
            let feed = council.read(FEED);
            council.write(NEW, &feed);
            council.commit("Copy");
            paths(council);
            council.commit("Write it");
            council.remove(FEED);
            council.commit("Delete");
        }),
        ("another id of the council, in every file", |council| {
            renamed(council);
            council.commit("Rename");
        }),
    ];
    for (name, act) in moves {
        println!("{name}");
        let council = Council::committed();
        act(&council);
        let refused = council.run(&["build"], 2);
        assert!(
            refused.stderr.contains("error[feed-changed]"),
            "{}",
            refused.stderr
        );
        assert!(council.codes().contains(&"feed-changed".to_owned()));
        council.run(&["build", "--new-feed"], 0);
        assert_eq!(council.codes(), [""; 0], "{name}");
        council.commit("A new calendar");
        assert_eq!(council.codes(), [""; 0], "{name}");
        council.run(&["build"], 0);
        let noted = council.read("meetings.toml");
        assert!(
            noted.contains(&format!("calendars = [\"{FEED}\"]")),
            "{noted}"
        );
    }
}

/// What any commit announced is missed until its day is over, or until it is given up by name.
#[test]
fn a_meeting_that_any_commit_announced_is_missed() {
    let ways: Acts<'_> = &[
        ("calendars first", |council| {
            council.git(&["rm", "--quiet", "-r", "evenements"]);
            council.git(&["commit", "--quiet", "-m", "No calendars"]);
            council.forget_other();
            council.commit("No record");
        }),
        ("calendars first, one by one", |council| {
            council.git(&["rm", "--quiet", OTHER]);
            council.git(&["commit", "--quiet", "-m", "No calendar"]);
            council.git(&["rm", "--quiet", FEED]);
            council.git(&["commit", "--quiet", "-m", "No feed"]);
            council.forget_other();
        }),
        ("all at once", |council| {
            council.git(&["rm", "--quiet", "-r", "evenements"]);
            council.forget_other();
            council.commit("Nothing");
        }),
        ("a revert of what made it", |council| {
            let new = ["meeting", "new", "--college", "ecosysteme", "--date"];
            let hours = ["2027-06-10", "--time", "14:00-16:00", "--yes"];
            council.run(&[&new[..], &hours].concat(), 0);
            council.run(&["build"], 0);
            council.commit("Another meeting");
            council.git(&["revert", "--no-edit", "HEAD"]);
        }),
    ];
    for (name, lose) in ways {
        println!("{name}");
        let council = Council::committed();
        lose(&council);
        council.is_refused(&["lost-event"]);
        let refused = council.run(&["build"], 2).stderr;
        let (_, uid) = refused.split_once("`cll build --withdraw ").unwrap();
        let uid = uid.split('`').next().unwrap();
        council.run(&["build", "--withdraw", uid], 0);
        assert_eq!(council.codes(), [""; 0], "{name}");
        council.commit("Give it up");
        council.run(&["check", "--strict"], 0);
        assert!(council.read("meetings.toml").contains(uid));
        // A second one stands beside it.
        council.git(&["rm", "--quiet", "-r", "evenements"]);
        council.git(&["commit", "--quiet", "-m", "No calendars"]);
        let text = council.read("meetings.toml");
        let (record, table) = (text.find("[[meeting]]"), text.find("[withdrawn]"));
        let kept = [&text[..record.unwrap()], &text[table.unwrap()..]].concat();
        council.write("meetings.toml", &kept);
        let refused = council.run(&["build"], 2).stderr;
        let lost = refused.split("`cll build --withdraw ").skip(1);
        let lost = lost.map(|lost| lost.split('`').next().unwrap());
        let all: Vec<&str> = lost.flat_map(|uid| ["--withdraw", uid]).collect();
        council.run(&[&["build"], all.as_slice()].concat(), 0);
        assert_eq!(council.codes(), [""; 0], "{name}");
    }
    // What is over makes nobody's calendar wrong, nor does what was called off.
    let council = Council::committed();
    council.git(&["rm", "--quiet", "-r", "evenements"]);
    council.git(&["commit", "--quiet", "-m", "No calendars"]);
    council.forget_other();
    let lost = council.run(&["check", "--only", "lost-event"], 1);
    assert!(lost.stdout.contains("lost-event"), "{}", lost.stdout);
    council.run(
        &["--today", "2026-03-12", "check", "--only", "lost-event"],
        1,
    );
    council.run(
        &["--today", "2026-03-13", "check", "--only", "lost-event"],
        0,
    );
    let council = Council::committed();
    council.run(&["meeting", "cancel", "2026-ecosysteme-1"], 0);
    council.run(&["build"], 0);
    council.commit("Call it off");
    council.git(&["rm", "--quiet", "-r", "evenements"]);
    council.forget_other();
    council.commit("Nothing");
    council.run(&["check", "--only", "lost-event"], 0);
}

/// History that is not there proves nothing, and that is said once.
#[test]
fn a_clone_without_all_of_the_history_says_so() {
    let council = Council::committed();
    council.moved_to("2026-02-19");
    let clones = TempDir::new().unwrap();
    let from = format!("file://{}", council.root().display());
    for (depth, counts) in [(&["--depth=1"][..], 1), (&[], 0)] {
        let to = clones.path().join(counts.to_string());
        let clone = [&["clone", "--quiet"], depth, &[&from, to.to_str().unwrap()]].concat();
        council.git(&clone);
        for (arguments, code) in [
            (&["check"][..], 0),
            (&["check", "--strict"], 0),
            (&["build"], 0),
            (&["changes"], 0),
        ] {
            let run = cll(&to, arguments);
            assert_eq!(run.code, Some(code), "{}{}", run.stdout, run.stderr);
            let said = run.stdout.matches("partial-history").count()
                + run.stderr.matches("partial-history").count();
            let expected = if arguments == ["changes"] { 0 } else { counts };
            assert_eq!(
                said, expected,
                "{arguments:?}\n{}{}",
                run.stdout, run.stderr
            );
        }
    }
}

/// What raises the sequence may stay below one that calendars have seen.
#[test]
fn whoever_raises_a_sequence_in_a_shallow_clone_is_warned() {
    let council = Council::committed();
    council.moved_to("2026-02-19");
    council.git(&["checkout", "--quiet", "HEAD~1", "--", "."]);
    council.commit("Back");
    let clones = TempDir::new().unwrap();
    let from = format!("file://{}", council.root().display());
    let reschedule = ["meeting", "reschedule", ID, "--date", "2026-03-05"];
    for (depth, counts) in [(&["--depth=1"][..], 1), (&[], 0)] {
        for (arguments, warns) in [
            (&["meeting", "announce", ID][..], true),
            (&["meeting", "announce", "--all", "--dry-run"], true),
            (&reschedule, true),
            (&["meeting", "postpone", ID], true),
            (&["meeting", "cancel", ID], true),
            // The sequence stays.
            (
                &[
                    "meeting",
                    "reschedule",
                    ID,
                    "--date",
                    "2026-02-12",
                    "--reason",
                    "x",
                ],
                false,
            ),
        ] {
            let to = TempDir::new_in(clones.path()).unwrap();
            let path = to.path().join("clone");
            let clone = [
                &["clone", "--quiet"],
                depth,
                &[&from, path.to_str().unwrap()],
            ]
            .concat();
            council.git(&clone);
            let run = cll(&path, arguments);
            let said = run.stderr.matches("warning[partial-history]").count();
            let expected = if warns { counts } else { 0 };
            assert_eq!(said, expected, "{depth:?} {arguments:?}\n{}", run.stderr);
            // In the whole clone calendars show another day than the registry.
            let code = if counts == 0 && arguments[1] != "announce" {
                2
            } else {
                0
            };
            assert_eq!(run.code, Some(code), "{arguments:?}\n{}", run.stderr);
        }
    }
}

#[test]
fn another_time_zone_moves_every_meeting() {
    let council = Council::committed();
    council.replace("members.toml", "Europe/Paris", "America/Martinique");
    council.is_refused(&["feed-changed", "unannounced-change", "unannounced-change"]);
    council.run(&["build", "--new-feed"], 2);
    council.run(&["meeting", "announce", "--all"], 0);
    council.is_refused(&["feed-changed"]);
    council.run(&["build", "--new-feed"], 0);
    council.commit("Another zone");
    assert_eq!(council.codes(), [""; 0]);
    council.is_noticed();
    // One with the same hours moves nothing.
    council.replace("members.toml", "America/Martinique", "America/Guadeloupe");
    council.run(&["build"], 0);
}

/// What was given up and is published again would be missed by nobody: it stands in the list no longer.
#[test]
fn what_is_published_again_is_withdrawn_no_more() {
    let council = Council::committed();
    let uid = council.event(OTHER).uid.unwrap();
    let id = |was: &str, is: &str| {
        let id = |id: &str| format!("id = \"conseil-{id}\"");
        council.replace("members.toml", &id(was), &id(is));
    };
    // There and back: the former address is the one of today, and its events are those of today.
    id("exemple", "neuf");
    council.run(&["build", "--new-feed"], 0);
    council.commit("Another id");
    assert!(council.read("meetings.toml").contains(FEED));
    id("neuf", "exemple");
    council.is_refused(&["feed-changed", "still-withdrawn"]);
    council.run(&["build", "--new-feed"], 0);
    council.commit("Back");
    let withdrawn = council.read("meetings.toml");
    let (_, withdrawn) = withdrawn.split_once("[withdrawn]").unwrap();
    assert!(
        !withdrawn.contains(FEED) && !withdrawn.contains(&uid),
        "{withdrawn}"
    );
    id("exemple", "trois");
    council.is_refused(&["feed-changed"]);
    id("trois", "exemple");
    // A record that is put back is one that can be lost.
    let with = council.read("meetings.toml");
    let (records, list) = with.split_once("[withdrawn]").unwrap();
    let other = records.rfind("\n[[meeting]]").unwrap();
    council.write(
        "meetings.toml",
        &format!("{}\n[withdrawn]{list}", &records[..other]),
    );
    council.run(&["build", "--withdraw", &uid], 0);
    council.commit("Give it up");
    let without = council.read("meetings.toml");
    let (_, list) = without.split_once("[withdrawn]").unwrap();
    council.write("meetings.toml", &format!("{records}[withdrawn]{list}"));
    let found = council
        .run(&["check", "--only", "still-withdrawn"], 1)
        .stdout;
    assert!(found.contains(&uid), "{found}");
    council.run(&["build"], 2);
    // Its id is nobody else's.
    council.write("meetings.toml", &without);
    let new = [
        "meeting",
        "new",
        "--college",
        "ecosysteme",
        "--date",
        "2026-10-08",
        "--time",
        "14:00-16:00",
    ];
    let made = council
        .run(&[&new[..], &["--cycle", "2026"]].concat(), 0)
        .stdout;
    assert_ne!(made, "2026-ecosysteme-1\n");
    let taken = council
        .run(&[&new[..], &["--id", "2026-ecosysteme-1"]].concat(), 2)
        .stderr;
    assert!(taken.contains("is taken"), "{taken}");
}

/// A series that others announced, and of which the registry has one day.
const SERIES: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Agenda//FR\r\n\
    BEGIN:VEVENT\r\nUID:serie@example.org\r\nDTSTAMP:20250101T000000Z\r\nSUMMARY:Réunion mensuelle\r\n\
    DTSTART;TZID=Romance Standard Time:20260514T140000\r\nDURATION:PT2H\r\n\
    RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=2TH\r\nEXDATE;TZID=Romance Standard Time:20260611T140000\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:serie@example.org\r\nRECURRENCE-ID:20260709T120000Z\r\nDTSTAMP:20250101T000000Z\r\n\
    SUMMARY:Réunion mensuelle\r\nDTSTART:20260716T120000Z\r\nDURATION:PT2H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_series_ends_only_on_demand_and_its_days_are_named() {
    let council = Council::committed();
    council.write(FEED, SERIES);
    council.commit("By others");
    let build = council.is_refused(&["lost-event", "foreign-content"]);
    let said = build.stderr.matches("error[foreign-content]").count();
    assert_eq!(said, 1, "{}", build.stderr);
    let command = "`cll build --replace-series serie@example.org`";
    assert!(build.stderr.contains(command), "{}", build.stderr);
    let changes = council.run(&["--today", "2026-01-05", "changes"], 0).stdout;
    for day in ["14 mai 2026", "16 juillet 2026", "13 août 2026"] {
        assert!(changes.contains(day), "{day} is not in\n{changes}");
    }
    assert!(
        !changes.contains("juin") && !changes.contains("9 juillet"),
        "{changes}"
    );
    council.run(&["build", "--replace-series", "autre@example.org"], 2);
    council.run(&["build", "--replace-series", "serie@example.org"], 0);
    // It is asked once.
    council.run(&["build"], 0);
    council.run(&["check", "--strict"], 0);
    let registry = council.read("meetings.toml");
    assert!(registry.contains("serie@example.org"), "{registry}");
    council.commit("End the series");
    council.run(&["check", "--strict"], 0);
}

#[test]
fn any_calendar_at_the_revision_can_be_compared() {
    for event in [
        "UID:a@example.org\r\nDTSTART;VALUE=DATE:20260514\r\n",
        "UID:a@example.org\r\nDTSTART;VALUE=DATE:20260514\r\nDTEND;VALUE=DATE:20260517\r\n",
        "UID:a@example.org\r\nDTSTART:20260514T200000Z\r\nDURATION:P2DT4H\r\n",
        "UID:a@example.org\r\nDTSTART:20260514T120000Z\r\nDTEND:20260514T110000Z\r\n",
        "DTSTART;TZID=Ailleurs:20260514T140000\r\n",
        "UID:a@example.org\r\nDTSTART:demain\r\n",
        "UID:a@example.org\r\nDTSTART:20260514T120000Z\r\nRRULE:FREQ=DAILY\r\n",
        "UID:a@example.org\r\nDTSTART;VALUE=DATE:20260514\r\nRDATE;VALUE=DATE:20260520\r\n",
        "UID:a@example.org\r\nSTATUS:CANCELLED\r\n",
    ] {
        for since in ["the feed", "a meeting"] {
            let council = Council::committed();
            let uid = council.read(EVENT);
            let uid = uid.lines().find_map(|line| line.strip_prefix("UID:"));
            let uid = uid.unwrap().trim();
            let event = if since == "the feed" {
                event.to_owned()
            } else {
                event.replace("a@example.org", uid)
            };
            let calendar = format!(
                "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nBEGIN:VEVENT\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
            );
            council.write(FEED, &calendar);
            council.commit("By others");
            council.run(&["changes"], 0);
            council.run(&["changes", "--json"], 0);
        }
    }
}

#[test]
fn a_record_may_say_where_its_calendar_lies() {
    let council = Council::committed();
    let key = "place = \"Salle A\"\nevent = \"evenements/ancien.ics\"";
    council.replace("meetings.toml", "place = \"Salle A\"", key);
    // The calendar that it had is left to whoever subscribed to it, and named.
    let build = council.run(&["build"], 0);
    assert!(build.stderr.contains(EVENT), "{}", build.stderr);
    assert!(council.read("evenements/ancien.ics").contains("Salle A"));
    // Commands that change the record keep it.
    council.run(&["meeting", "reschedule", ID, "--date", "2026-02-19"], 0);
    council.run(&["build"], 0);
    assert!(council.read("evenements/ancien.ics").contains("20260219"));
    for (wrong, code) in [
        ("../ancien.ics", "unsafe-path"),
        ("evenements/ancien.md", "unsafe-path"),
        ("evenements/{{ meeting.id }}.ics", "unsafe-path"),
        (OTHER, "same-path"),
        (FEED, "same-path"),
        ("", "empty-value"),
    ] {
        let council = Council::committed();
        let key = format!("place = \"Salle A\"\nevent = \"{wrong}\"");
        council.replace("meetings.toml", "place = \"Salle A\"", &key);
        let check = council.run(&["check", "--only", code, "--format", "short"], 1);
        assert!(check.stdout.contains(code), "{wrong}: {}", check.stdout);
    }
}
