//! `cll changes`: what the calendars of subscribers will do, since a revision of git.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use crate::program::{Run, cll_with, commit_all, folder, git, write};
use crate::snapshots::overwriting;
use tempfile::TempDir;

const MEETINGS: &str = include_str!("../changes/meetings.toml");

/// A council in a git repository, with all that was announced committed.
fn council() -> TempDir {
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
    run(council.path(), &["build"], 0);
    commit(council.path());
    council
}

fn commit(root: &Path) {
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "-m", "Announce"]);
}

fn run(root: &Path, arguments: &[&str], code: i32) -> Run {
    in_language(root, "en", arguments, code)
}

fn in_language(root: &Path, lang: &str, arguments: &[&str], code: i32) -> Run {
    let path = std::env::var("PATH").unwrap();
    let ceiling = std::env::temp_dir();
    let ceiling = ceiling.to_str().unwrap();
    let run = cll_with(
        root,
        arguments,
        // No repository around the temporary folders counts.
        &[
            ("PATH", &path),
            ("CLL_LANG", lang),
            ("LC_ALL", "C"),
            ("GIT_CEILING_DIRECTORIES", ceiling),
        ],
    );
    assert_eq!(
        run.code,
        Some(code),
        "{arguments:?}\n{}{}",
        run.stdout,
        run.stderr
    );
    run
}

/// Everything that can happen to a meeting.
fn change_everything(root: &Path) {
    for command in [
        &[
            "new",
            "--plenary",
            "--date",
            "2026-02-05",
            "--time",
            "14:00-16:00",
        ][..],
        &[
            "reschedule",
            "moved",
            "--date",
            "2026-01-22",
            "--time",
            "9:30-12:00",
        ],
        &[
            "reschedule",
            "later-hours",
            "--date",
            "2025-12-04",
            "--time",
            "15:00-17:00",
        ],
        &["postpone", "postponed", "--reason", "grève"],
        &["cancel", "cancelled"],
        &["cancel", "cancelled-late"],
        &["confirm", "confirmed"],
    ] {
        run(root, &[&["meeting"], command].concat(), 0);
    }
    let path = root.join("meetings.toml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replacen("place = \"Paris\"", "place = \"Lyon\"", 1);
    write(&path, text.as_bytes());
    run(root, &["meeting", "announce", "text"], 0);
}

#[test]
fn each_change_is_said_as_it_goes_into_the_announcement() {
    let council = council();
    let root = council.path();
    let none = run(root, &["changes"], 0);
    assert_eq!(
        (none.stdout.as_str(), none.stderr.as_str()),
        ("", "calendars will see no change\n")
    );
    change_everything(root);
    let said = run(root, &["changes"], 0);
    same("text", &said.stdout);
    assert_eq!(said.stderr, "");
    same("json", &run(root, &["changes", "--json"], 0).stdout);
    // Building writes what was said; the revision is what it is compared with.
    run(root, &["build"], 0);
    assert_eq!(run(root, &["changes"], 0).stdout, said.stdout);
    commit(root);
    assert_eq!(run(root, &["changes"], 0).stdout, "");
    assert_eq!(
        run(root, &["changes", "--since", "HEAD~1"], 0).stdout,
        said.stdout
    );
    assert_eq!(
        run(root, &["changes", "--since", "main~1"], 0).stdout,
        said.stdout
    );
}

#[test]
fn a_council_may_lie_below_the_root_of_its_repository() {
    let repository = TempDir::new().unwrap();
    let root = repository.path().join("conseil");
    write(
        &root.join("members.toml"),
        include_bytes!("../councils/plain/members.toml"),
    );
    write(&root.join("meetings.toml"), MEETINGS.as_bytes());
    run(&root, &["build"], 0);
    commit_all(repository.path());
    run(&root, &["meeting", "cancel", "cancelled"], 0);
    let said = run(&root, &["changes"], 0);
    assert_eq!(said.stdout.lines().count(), 1, "{}", said.stdout);
    assert!(!root.join(".cll.lock").exists(), "the lock is in .git");
}

#[test]
fn a_meeting_that_is_gone_is_said_to_be_so() {
    let council = council();
    let root = council.path();
    let at = MEETINGS.find("[[meeting]]\nid = \"text\"").unwrap();
    write(&root.join("meetings.toml"), &MEETINGS.as_bytes()[..at]);
    let said = run(root, &["changes"], 0);
    assert_eq!(
        said.stdout,
        "- Conseil exemple : Séminaire : retirée du calendrier, elle était prévue le jeudi 8 janvier 2026\n"
    );
    assert!(said.stderr.contains("error[lost-event]"), "{}", said.stderr);
    let json = run(root, &["changes", "--json"], 0).stdout;
    assert!(
        json.contains("\"kind\": \"lost\"") && json.contains("\"meeting\": null"),
        "{json}"
    );
}

/// Whoever subscribes anew, and whoever keeps the file of one meeting, knows what was published.
#[test]
fn what_another_calendar_showed_is_not_new() {
    let calendar = "calendar = \"evenements/autre.ics\"\n";
    let event = "event = \"rdv/{{ meeting.id }}.ics\"\n";
    for paths in [calendar.to_owned(), calendar.to_owned() + event] {
        let council = council();
        let root = council.path();
        let text = format!("[paths]\n{paths}\n{MEETINGS}");
        write(&root.join("meetings.toml"), text.as_bytes());
        run(root, &["build", "--new-feed"], 0);
        let said = run(root, &["changes"], 0);
        assert_eq!(
            (&*said.stdout, &*said.stderr),
            ("", "calendars will see no change\n"),
            "{paths}"
        );
        let reschedule = ["reschedule", "moved", "--date", "2026-01-22"];
        run(root, &[&["meeting"], &reschedule[..]].concat(), 0);
        let new = "new --plenary --date 2026-02-05 --time 14:00-16:00";
        let new: Vec<&str> = new.split(' ').collect();
        run(root, &[&["meeting"], &new[..]].concat(), 0);
        run(root, &["build"], 0);
        let said = run(root, &["changes", "--json"], 0).stdout;
        assert_eq!(said.matches("\"kind\": \"new\"").count(), 1, "{said}");
        assert_eq!(said.matches("\"kind\": \"moved\"").count(), 1, "{said}");
        assert_eq!(said.matches("\"kind\": \"lost\"").count(), 0, "{said}");
    }
}

/// Under another id of the council or of a meeting the UIDs are others, and the meetings are not.
#[test]
fn a_meeting_with_another_uid_is_the_one_that_it_was() {
    fn in_file(root: &Path, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains(from), "{from}: {text}");
        write(&root.join(file), text.replacen(from, to, 1).as_bytes());
    }
    type Rename = fn(&Path);
    let renames: [(Rename, &str); 2] = [
        (
            |root| {
                in_file(
                    root,
                    "members.toml",
                    "\"conseil-exemple\"",
                    "\"conseil-neuf\"",
                );
            },
            "meetings had another UID",
        ),
        (
            |root| in_file(root, "meetings.toml", "id = \"moved\"", "id = \"moved-9\""),
            "1 meeting had another UID",
        ),
    ];
    for (rename, warns) in renames {
        let council = council();
        rename(council.path());
        let said = run(council.path(), &["changes"], 0);
        assert!(said.stderr.contains(warns), "{}", said.stderr);
        assert!(!said.stderr.contains("no change"), "{}", said.stderr);
        assert_eq!(said.stdout, "");
        // What is changed besides is said of it.
        in_file(council.path(), "meetings.toml", "14:00:00", "13:00:00");
        let said = run(council.path(), &["changes"], 0);
        assert_eq!(said.stdout.lines().count(), 1, "{}", said.stdout);
        assert!(said.stdout.contains("13h"), "{}", said.stdout);
        assert!(!said.stdout.contains("nouvelle réunion"), "{}", said.stdout);
    }
}

#[test]
fn before_anything_was_announced_every_meeting_is_new() {
    let council = folder(&[
        (
            "members.toml",
            include_str!("../councils/plain/members.toml"),
        ),
        ("meetings.toml", MEETINGS),
    ]);
    let root = council.path();
    git(root, &["init", "--quiet"]);
    commit(root);
    let said = run(root, &["changes"], 0);
    assert_eq!(
        said.stderr,
        "evenements/rdv-conseil-exemple.ics was not there at HEAD: every meeting is new\n"
    );
    let meetings = MEETINGS.matches("[[meeting]]").count();
    assert_eq!(
        said.stdout.matches("nouvelle réunion le ").count(),
        meetings,
        "{}",
        said.stdout
    );
}

#[test]
fn a_revision_that_git_does_not_have_is_named() {
    let council = council();
    for revision in [
        "v1",
        "--help",
        "-h",
        "HEAD~7",
        "HEAD:meetings.toml",
        "",
        "--output=x",
    ] {
        let since = format!("--since={revision}");
        let said = run(council.path(), &["changes", &since], 2);
        assert_eq!(
            said.stderr,
            format!(
                "error: git has no revision `{revision}`\nhelp: `git log --oneline` lists those it has\n"
            )
        );
        assert_eq!(said.stdout, "");
    }
    let french = in_language(council.path(), "fr", &["changes", "--since", "v1"], 2);
    assert_eq!(
        french.stderr,
        "erreur\u{a0}: git n'a pas de révision `v1`\naide\u{a0}: `git log --oneline` donne celles qu'il a\n"
    );
    assert!(!council.path().join("x").exists());
}

#[test]
fn without_a_repository_git_says_so() {
    let council = folder(&[
        (
            "members.toml",
            include_str!("../councils/plain/members.toml"),
        ),
        ("meetings.toml", MEETINGS),
    ]);
    let said = run(council.path(), &["changes"], 2);
    assert!(
        said.stderr
            .starts_with("error: git cannot tell: fatal: not a git repository"),
        "{}",
        said.stderr
    );
}

#[test]
fn without_git_the_reader_knows_what_to_install() {
    let council = council();
    let run = cll_with(council.path(), &["changes"], &[("PATH", "/nowhere")]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("help: install git"), "{}", run.stderr);
}

/// What an event of the calendar at the revision may say, whoever made it, and the end of the line
/// that is said of it.
const FOREIGN: &[(&str, &str)] = &[
    (
        "DTSTART;TZID=Europe/Paris:20260108T093000\nDURATION:PT3H",
        "déplacée du jeudi 8 janvier 2026 de 9h30 à 12h30 au jeudi 15 janvier 2026 de 14h à 16h",
    ),
    (
        "DTSTART;TZID=Europe/Paris:20260115T140000\nDURATION:PT2H",
        "",
    ),
    (
        "DTSTART;TZID=Europe/Paris:20260108T140000\nDTEND;TZID=Europe/Paris:20260108T160000",
        "déplacée du jeudi 8 janvier 2026 au jeudi 15 janvier 2026, de 14h à 16h",
    ),
    (
        "DTSTART;TZID=Europe/Paris:20260108T140000",
        "déplacée du jeudi 8 janvier 2026 à 14h au jeudi 15 janvier 2026 de 14h à 16h",
    ),
    (
        "DTSTART;VALUE=DATE:20260115",
        "le jeudi 15 janvier 2026, 14h-16h au lieu de toute la journée",
    ),
    (
        "DTSTART;VALUE=DATE:20260114\nDTEND;VALUE=DATE:20260117",
        "déplacée du mercredi 14 janvier 2026 jusqu'au vendredi 16 janvier 2026 au jeudi 15 janvier 2026 de 14h à 16h",
    ),
    (
        "DTSTART;VALUE=DATE:20260114\nDURATION:P2D",
        "jusqu'au jeudi 15 janvier 2026 au jeudi 15 janvier 2026 de 14h à 16h",
    ),
    ("DTSTART:20260115T130000Z\nDTEND:20260115T150000Z", ""),
    (
        "DTSTART;TZID=America/Martinique:20260115T090000\nDURATION:PT2H",
        "",
    ),
    (
        "DTSTART;TZID=GMT Standard Time:20260115T140000\nDURATION:PT2H",
        "",
    ),
    (
        "DTSTART;TZID=Europe/Paris:20260114T220000\nDTEND;TZID=Europe/Paris:20260115T020000",
        "déplacée du mercredi 14 janvier 2026 à partir de 22h jusqu'au jeudi 15 janvier 2026 à 2h au jeudi 15 janvier 2026 de 14h à 16h",
    ),
    (
        "DTSTART;TZID=Europe/Paris:20260115T160000\nDTEND;TZID=Europe/Paris:20260115T140000",
        "le jeudi 15 janvier 2026, 14h-16h au lieu de 16h",
    ),
    (
        "DTSTART;TZID=Europe/Paris:20260115T140000\nDTEND;TZID=Europe/Paris:20260115T160000\nRRULE:FREQ=MONTHLY;COUNT=3",
        "",
    ),
    (
        "DTSTART:20260115T140000\nDTEND:20260115T160000\nSTATUS:CANCELLED",
        "confirmée pour le jeudi 15 janvier 2026 de 14h à 16h",
    ),
    (
        "SUMMARY:Sans jour",
        "confirmée pour le jeudi 15 janvier 2026 de 14h à 16h",
    ),
    (
        "DTSTART:nonsense\nDTEND:nonsense",
        "confirmée pour le jeudi 15 janvier 2026 de 14h à 16h",
    ),
];

#[test]
fn any_calendar_at_the_revision_is_read() {
    let now = "[[meeting]]\nid = \"a\"\ncolleges = [\"ecosysteme\"]\ndate = 2026-01-15\n\
               start = 14:00:00\nend = 16:00:00\nuid = \"a@example.org\"\nsequence = 9\n\
               updated = 2025-10-01T12:00:00Z\n";
    for method in ["", "METHOD:PUBLISH\n", "METHOD:CANCEL\n"] {
        for (event, said) in FOREIGN {
            let feed = format!(
                "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Agenda//FR\n{method}BEGIN:VEVENT\n\
                 UID:a@example.org\nDTSTAMP:20240101T000000Z\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"
            );
            let council = folder(&[
                (
                    "members.toml",
                    include_str!("../councils/plain/members.toml"),
                ),
                ("meetings.toml", now),
                ("evenements/rdv-conseil-exemple.ics", &feed),
            ]);
            git(council.path(), &["init", "--quiet"]);
            commit(council.path());
            let text = run(council.path(), &["changes"], 0);
            assert!(!text.stderr.contains("template-error"), "{}", text.stderr);
            // Of a series, each day that is lost is named as well.
            let expected = if event.contains("RRULE") { 3 } else { 1 };
            let lines = text.stdout.lines().count();
            assert_eq!(lines, expected, "{feed}\n{}", text.stdout);
            if method != "METHOD:CANCEL\n" {
                assert!(text.stdout.contains(said), "{feed}\n{}", text.stdout);
            }
            let json = run(council.path(), &["changes", "--json"], 0).stdout;
            let json: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(
                json["changes"].as_array().unwrap().len(),
                expected,
                "{feed}"
            );
        }
    }
}

#[test]
fn meetings_of_one_name_on_one_day_are_told_apart() {
    let council = council();
    let root = council.path();
    for (id, college, hours) in [
        ("a", "administrations", "9:00-10:00"),
        ("b", "administrations", "14:00-16:00"),
        ("c", "ecosysteme", "14:00-16:00"),
        ("d", "ecosysteme", "17:00-18:00"),
    ] {
        let new = ["meeting", "new", "--title", "Groupe de travail", "--id", id];
        let what = [
            "--date",
            "2026-05-12",
            "--time",
            hours,
            "--college",
            college,
        ];
        run(root, &[&new[..], &what].concat(), 0);
    }
    run(root, &["build"], 0);
    commit(root);
    let path = root.join("meetings.toml");
    let text = fs::read_to_string(&path).unwrap();
    let moved = text.replace("date = 2026-05-12", "place = \"Lyon\"\ndate = 2026-05-12");
    write(&path, moved.as_bytes());
    run(root, &["meeting", "announce", "--all"], 0);
    let said = run(root, &["changes"], 0).stdout;
    let names: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split_once(" : ").map(|(name, _)| name))
        .collect();
    assert_eq!(
        names,
        [
            "- Groupe de travail (9h-10h)",
            "- Groupe de travail (14h-16h, administrations)",
            "- Groupe de travail (14h-16h, écosystème)",
            "- Groupe de travail (17h-18h)",
        ],
        "{said}"
    );
}

/// An event that the registry does not have is named, even if nobody gave it a title.
#[test]
fn an_event_without_a_title_can_go() {
    let council = council();
    let path = council.path().join("evenements/rdv-conseil-exemple.ics");
    let feed = fs::read_to_string(&path).unwrap();
    let event = "BEGIN:VEVENT\r\nUID:b@example.org\r\nDTSTART;VALUE=DATE:20260601\r\nEND:VEVENT\r\nEND:VCALENDAR";
    write(&path, feed.replace("END:VCALENDAR", event).as_bytes());
    commit(council.path());
    let said = run(council.path(), &["changes"], 0).stdout;
    assert_eq!(
        said,
        "- Événement sans titre : retirée du calendrier, elle était prévue le lundi 1er juin 2026\n"
    );
}

#[test]
fn the_announcement_names_what_changed() {
    let text = "id = \"text\"";
    for (from, to, said) in [
        (
            "place = \"Paris\"",
            "place = \"Lyon\"",
            ", nouveau lieu : Lyon (au lieu de : Paris)\n",
        ),
        (
            "place = \"Paris\"\n",
            "",
            ", lieu à préciser (ce n'est plus : Paris)\n",
        ),
        (
            "place = \"Paris\"",
            "place = \"Paris\"\nonline = true",
            ", également en visioconférence\n",
        ),
        (
            "place = \"Paris\"",
            "place = \"Paris\"\nagenda = [\"Bilan\"]",
            ", nouvel ordre du jour\n",
        ),
        (
            "title = \"Séminaire\"",
            "title = \"Journée\"",
            ", nouvel intitulé (auparavant : Séminaire)\n",
        ),
        (
            "place = \"Paris\"",
            "place = \"Lyon\"\nagenda = [\"Bilan\"]\nonline = true",
            ", nouveau lieu : Lyon (au lieu de : Paris) ; également en visioconférence ; nouvel ordre du jour\n",
        ),
    ] {
        let council = council();
        let root = council.path();
        let path = root.join("meetings.toml");
        let registry = fs::read_to_string(&path).unwrap();
        let record = registry.find(text).unwrap();
        let (before, record) = registry.split_at(record);
        assert!(record.contains(from), "{record}");
        write(
            &path,
            format!("{before}{}", record.replacen(from, to, 1)).as_bytes(),
        );
        run(root, &["meeting", "announce", "text"], 0);
        let changes = run(root, &["changes"], 0).stdout;
        assert_eq!(changes.lines().count(), 1, "{changes}");
        assert!(
            changes.ends_with(&format!("le jeudi 8 janvier 2026{said}")),
            "{changes}"
        );
        assert!(!changes.contains("texte modifié"), "{changes}");
    }
}

#[test]
fn a_reason_a_sister_and_a_new_date_are_named() {
    let council = council();
    let root = council.path();
    run(
        root,
        &["meeting", "postpone", "postponed", "--reason", "grève"],
        0,
    );
    run(
        root,
        &[
            "meeting",
            "cancel",
            "cancelled-late",
            "--reason",
            "quorum non atteint",
        ],
        0,
    );
    let said = run(root, &["changes"], 0).stdout;
    assert!(
        said.contains("pas encore fixée ; motif : grève\n"),
        "{said}"
    );
    assert!(
        said.contains(
            " ; motif : quorum non atteint (changement annoncé moins de cinq jours à l'avance)\n"
        ),
        "{said}"
    );
    run(root, &["build"], 0);
    commit(root);
    run(
        root,
        &["meeting", "reschedule", "postponed", "--date", "2026-03-19"],
        0,
    );
    let said = run(root, &["changes"], 0).stdout;
    assert!(
        said.contains(
            "nouvelle date le jeudi 19 mars 2026 de 14h à 16h, au lieu du jeudi 13 novembre 2025"
        ),
        "{said}"
    );
    run(root, &["build"], 0);
    commit(root);
    let new = [
        "meeting",
        "new",
        "--college",
        "ecosysteme",
        "--date",
        "2025-11-05",
        "--time",
        "9:00-10:00",
    ];
    run(root, &new, 0);
    run(root, &["meeting", "announce", "--all"], 0);
    let said = run(root, &["changes"], 0).stdout;
    assert!(said.contains(", numérotée 1/8 au lieu de 1/7"), "{said}");
    let new = said
        .lines()
        .find(|line| line.contains("nouvelle réunion"))
        .unwrap();
    assert!(
        new.ends_with("le mercredi 5 novembre 2025 de 9h à 10h"),
        "{new}"
    );
}

/// Compares with a file of `tests/changes/`, or writes it when `SNAPSHOTS=overwrite`.
fn same(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/changes")
        .join(name);
    if overwriting() {
        write(&path, made.as_bytes());
    }
    assert_eq!(made, fs::read_to_string(&path).unwrap(), "{name}");
}
