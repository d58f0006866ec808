//! Who was told what of a meeting, and what is due: councils that change after messages were sent,
//! with real repositories and a real server.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::mail_server::{HOST, Server, Tls};
use crate::program::{Run, cll_with, git, write};
use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

const ID: &str = "2027-etat-1";
const DAY: &str = "2026-11-28";
const LINK: &str = "https://visio.example.org/salle-ancienne";

const LINA: &str = r#"
[[contact]]
member = "alpha"
name = "Lina Quidam"
email = "lina@alpha.example.org"
role = "titular"
"#;

const JEAN: &str = r#"
[[contact]]
member = "beta"
name = "Jean-Noël Çelik"
email = "jn.celik@beta.example.org"
role = "titular"
"#;

/// The council B of the tests, with a server for its messages; committed.
struct Council {
    folder: TempDir,
    server: Server,
}

/// A message as it came to its addressee.
#[derive(Clone, Debug)]
struct Letter {
    to: String,
    subject: String,
    /// On one line, with plain spaces.
    text: String,
    /// The lines of its calendar, unfolded.
    calendar: Vec<String>,
}

impl Council {
    fn new() -> Self {
        let council = Self {
            folder: TempDir::new().unwrap(),
            server: Server::start(Tls::Never),
        };
        council.git(&["init", "-q", "-b", "main"]);
        let init = "init -q --name,Conseil d'essai,--acronym,CDE,--convener,Ville d'Exemple,--contact,secretariat@example.org,--college,etat=État,--college,asso=associations";
        let (verbs, options) = init.split_once(" --name").unwrap();
        let mut arguments: Vec<&str> = verbs.split(' ').collect();
        let options = format!("--name{options}");
        arguments.extend(options.split(','));
        council.ok(&arguments);
        for member in ["Alpha", "Béta"] {
            let new = [
                "members",
                "new",
                "-q",
                "--name",
                member,
                "--college",
                "etat",
            ];
            council.ok(&[&new[..], &["--since", "2024-01-01"]].concat());
        }
        let new = [
            "--today",
            "2026-10-01",
            "meeting",
            "new",
            "-q",
            "--college",
            "etat",
        ];
        let when = [
            "--date",
            "2027-02-11",
            "--time",
            "14:00-16:00",
            "--place",
            "Salle A",
        ];
        council.ok(&[&new[..], &when].concat());
        council.contacts(&[LINA, JEAN]);
        council.link(Some(LINK));
        council.smtp();
        council.ok(&["build", "-q"]);
        council.commit("init");
        council
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn smtp(&self) {
        let smtp = format!(
            "host = \"{HOST}\"\nport = {}\nsecurity = \"none\"\n",
            self.server.port
        );
        write(&self.path().join("private/smtp.toml"), smtp.as_bytes());
    }

    fn contacts(&self, contacts: &[&str]) {
        let path = self.path().join("private/members.toml");
        write(&path, contacts.concat().as_bytes());
    }

    fn link(&self, link: Option<&str>) {
        let text = link.map(|link| format!("[default]\njoin = \"{link}\"\n"));
        let path = self.path().join("private/meetings.toml");
        write(&path, text.as_deref().unwrap_or("# no link\n").as_bytes());
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.path(), arguments)
    }

    fn ok(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        run
    }

    fn git(&self, arguments: &[&str]) {
        git(self.path(), arguments);
    }

    fn commit(&self, subject: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", subject]);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        // The last place: the examples stand above it.
        let text = self.read(path);
        let at = text.rfind(from).unwrap_or_else(|| panic!("{from}: {text}"));
        let (before, after) = text.split_at(at);
        let text = format!("{before}{to}{}", &after[from.len()..]);
        write(&self.path().join(path), text.as_bytes());
    }

    /// Announces what was edited by hand, and builds.
    fn announce(&self) {
        self.ok(&["meeting", "announce", ID]);
        self.ok(&["build", "-q"]);
    }

    /// Gives the council another time zone.
    fn zone(&self, from: &str, to: &str) {
        self.edit("members.toml", from, to);
        self.ok(&["meeting", "announce", "--all"]);
        self.ok(&["build", "-q", "--new-feed"]);
    }

    /// Makes the last message uncertain: the answer about it was never written down. Returns its
    /// SEQUENCE.
    fn lose_the_last_answer(&self) -> u32 {
        let text = self.read("private/sent.jsonl");
        let cut = text.trim_end().rfind('\n').unwrap() + 1;
        write(
            &self.path().join("private/sent.jsonl"),
            &text.as_bytes()[..cut],
        );
        let last: Value = serde_json::from_str(text[cut..].trim()).unwrap();
        u32::try_from(last["sequence"].as_u64().unwrap()).unwrap()
    }

    /// The highest SEQUENCE that the registry had when anybody was told.
    fn highest_sequence(&self) -> u32 {
        let journal = self.read("private/sent.jsonl");
        let revisions = journal.lines().skip(1).map(|line| {
            let record: Value = serde_json::from_str(line).unwrap();
            u32::try_from(record["revision"].as_u64().unwrap()).unwrap()
        });
        revisions.max().unwrap()
    }

    fn git_says(&self, arguments: &[&str]) -> String {
        let mut git = std::process::Command::new("git");
        git.args(arguments).current_dir(self.path());
        String::from_utf8(git.output().unwrap().stdout).unwrap()
    }

    /// Sends, and returns the letters that came.
    fn send(&self, options: &[&str]) -> Vec<Letter> {
        let before = self.server.seen().taken.len();
        let all = [&["invite", "send", ID, "--confirm", ID], options].concat();
        self.ok(&all);
        let taken = self.server.seen().taken;
        taken[before..].iter().map(|it| letter(&it.bytes)).collect()
    }

    fn drafts(&self, options: &[&str]) -> Vec<Letter> {
        let all = [&["invite", "draft", ID, "-o", "-"], options].concat();
        let text = self.ok(&all).stdout;
        let found = mail_parser::mailbox::mbox::MessageIterator::new(text.as_bytes());
        found.map(|it| letter(it.unwrap().contents())).collect()
    }

    /// The kinds of messages that would be sent, and to whom.
    fn would_send(&self, options: &[&str]) -> String {
        self.ok(&[&["invite", "send", ID, "-n"], options].concat())
            .stdout
    }

    fn list(&self) -> Vec<Value> {
        let run = self.ok(&["invite", "list", ID, "--format", "json"]);
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(document["format"], 1);
        document["invited"].as_array().unwrap().clone()
    }

    /// What is due to each person, by the address.
    fn due(&self) -> BTreeMap<String, String> {
        due_in(&self.ok(&["invite", "list", ID, "--json"]))
    }

    /// The tasks of `status` about messages: kind and count.
    fn tasks(&self) -> Vec<(String, u64)> {
        let run = self.ok(&["status", "--json"]);
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        let tasks = document["tasks"].as_array().unwrap().iter();
        let about = tasks.filter(|it| it["meeting"] == ID);
        about
            .map(|it| {
                (
                    it["kind"].as_str().unwrap().to_owned(),
                    it["count"].as_u64().unwrap_or(0),
                )
            })
            .collect()
    }

    /// Nobody is to be told anything, whichever command is asked.
    fn all_know(&self) {
        assert_eq!(self.would_send(&[]), "");
        let mut tasks = self.tasks();
        // That nobody can come is none of the messages.
        tasks.retain(|(kind, _)| kind != "missing-whereabouts");
        assert_eq!(tasks, []);
        let draft = self.ok(&["invite", "draft", ID]);
        let none = ["nothing to draft", "nobody to write to"];
        let none = none.iter().any(|it| draft.stderr.contains(it));
        assert!(none, "{}", draft.stderr);
        assert!(
            self.due().values().all(String::is_empty),
            "{:?}",
            self.due()
        );
    }
}

impl Letter {
    fn property(&self, name: &str) -> Option<&str> {
        let mut lines = self.calendar.iter();
        let is = |line: &&String| {
            let rest = line.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with([':', ';']))
        };
        lines.find(is).map(|line| line.rsplit(':').next().unwrap())
    }

    fn method(&self) -> &str {
        self.property("METHOD").unwrap_or_default()
    }

    fn sequence(&self) -> u32 {
        self.property("SEQUENCE").unwrap().parse().unwrap()
    }

    /// The day of its event, as `20270211`.
    fn day(&self) -> &str {
        let event = self.calendar.iter().position(|line| line == "BEGIN:VEVENT");
        let mut lines = self.calendar[event.unwrap()..].iter();
        let start = lines.find(|line| line.starts_with("DTSTART")).unwrap();
        start.rsplit(':').next().unwrap().split('T').next().unwrap()
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    cll_with(folder, arguments, &[("CLL_TODAY", DAY)])
}

/// What is due to each person in a list, by the address.
fn due_in(list: &Run) -> BTreeMap<String, String> {
    let document: Value = serde_json::from_str(&list.stdout).unwrap();
    let words = |row: &Value| {
        let words = row["due"].as_array().unwrap().iter();
        let words: Vec<&str> = words.map(|word| word.as_str().unwrap()).collect();
        words.join(" ")
    };
    let email = |row: &Value| row["email"].as_str().unwrap().to_owned();
    let rows = document["invited"].as_array().unwrap();
    rows.iter().map(|row| (email(row), words(row))).collect()
}

fn letter(bytes: &[u8]) -> Letter {
    let message = MessageParser::default().parse(bytes).unwrap();
    let plain = |text: &str| {
        let text = text.replace('\u{a0}', " ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let parts = message.parts.iter().filter(|part| {
        let kind = part.content_type();
        kind.is_some_and(|kind| kind.subtype() == Some("calendar"))
    });
    // A reminder has none.
    let calendar = parts
        .map(mail_parser::MessagePart::contents)
        .next()
        .unwrap_or_default();
    let calendar = String::from_utf8(calendar.to_vec()).unwrap();
    let to = message.to().unwrap().first().unwrap();
    Letter {
        to: to.address().unwrap().to_owned(),
        subject: plain(message.subject().unwrap()),
        text: plain(&message.body_text(0).unwrap()),
        calendar: calendar
            .replace("\r\n ", "")
            .split("\r\n")
            .map(str::to_owned)
            .collect(),
    }
}

/// One thing that changes after everybody was invited.
type Change = (
    &'static str,
    fn(&Council),
    /* what is due */ &'static str,
    /* what the message says */ &'static [&'static str],
);

const CHANGES: &[Change] = &[
    (
        "another room",
        |it| {
            it.edit("meetings.toml", "Salle A", "Tour B, 9 rue Neuve");
            it.announce();
        },
        "place",
        &[
            "La réunion devait avoir lieu à l'endroit suivant et en visioconférence : Salle A.",
            "Elle aura lieu à l'endroit suivant et en visioconférence : Tour B, 9 rue Neuve.",
        ],
    ),
    (
        "no room",
        |it| {
            it.edit("meetings.toml", "place = \"Salle A\"\n", "");
            it.announce();
        },
        "place",
        &["en visioconférence : Salle A. Elle aura lieu en visioconférence."],
    ),
    (
        "the videoconference alone",
        |it| {
            it.edit("meetings.toml", "place = \"Salle A\"", "online = true");
            it.announce();
        },
        // One could join by the link before.
        "place",
        &[
            "devait avoir lieu à l'endroit suivant et en visioconférence : Salle A.",
            "Elle aura lieu en visioconférence.",
        ],
    ),
    (
        "another link",
        |it| it.link(Some("https://visio.example.org/salle-nouvelle")),
        "link",
        &[
            "Le lien de la visioconférence a changé",
            "visio.example.org/salle-nouvelle",
        ],
    ),
    (
        "a link of its own",
        |it| {
            let text = format!("[meeting.{ID}]\njoin = \"https://visio.example.org/a-part\"\n");
            write(&it.path().join("private/meetings.toml"), text.as_bytes());
        },
        "link",
        &[
            "Le lien de la visioconférence a changé",
            "visio.example.org/a-part",
        ],
    ),
    (
        "no link",
        |it| it.link(None),
        "link",
        &["Le lien de la visioconférence que vous avez reçu n'est plus valable."],
    ),
    (
        "other hours",
        |it| {
            it.edit("meetings.toml", "start = 14:00:00", "start = 15:00:00");
            it.announce();
        },
        "hours",
        &["de 14h à 16h aura lieu le jeudi 11 février 2027 de 15h à 16h"],
    ),
    (
        "another time zone",
        |it| it.zone("Europe/Paris", "America/Martinique"),
        "hours",
        &[
            "de 14h à 16h (fuseau horaire Europe/Paris) aura lieu le jeudi 11 février 2027 de 14h à 16h (fuseau horaire America/Martinique).",
        ],
    ),
    (
        "another time zone and day",
        |it| {
            it.edit("meetings.toml", "2027-02-11", "2027-03-04");
            it.zone("Europe/Paris", "America/Martinique");
        },
        "date hours",
        &["(fuseau horaire Europe/Paris) aura lieu le jeudi 4 mars 2027"],
    ),
    (
        "another day by command",
        |it| {
            it.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
            it.ok(&["build", "-q"]);
        },
        "date",
        &["prévue le jeudi 11 février 2027 de 14h à 16h aura lieu le jeudi 4 mars 2027"],
    ),
    (
        "not certain any more",
        |it| {
            it.edit("meetings.toml", "place =", "status = \"proposed\"\nplace =");
            it.announce();
        },
        "status",
        &["La date, qui était confirmée, est de nouveau à confirmer."],
    ),
    (
        "all at once",
        |it| {
            it.link(Some("https://visio.example.org/salle-nouvelle"));
            it.edit("meetings.toml", "\"Salle A\"", "\"Salle B\"\nonline = true");
            it.edit("meetings.toml", "end = 16:00:00", "end = 17:00:00");
            it.edit("meetings.toml", "2027-02-11", "2027-03-11");
            it.announce();
        },
        "date hours place link",
        &[
            "Salle A",
            "Salle B",
            "11 mars 2027",
            "11 février 2027",
            "a changé",
        ],
    ),
];

#[test]
fn whatever_a_person_knows_otherwise_is_due_until_it_is_told() {
    for (name, change, due, says) in CHANGES {
        let council = Council::new();
        let invited = council.send(&[]);
        assert_eq!(invited.len(), 2, "{name}");
        assert!(invited[0].text.contains(LINK), "{}", invited[0].text);
        council.all_know();
        change(&council);
        for found in council.due().values() {
            assert_eq!(found, due, "{name}");
        }
        assert_eq!(
            council.tasks(),
            [("outdated-messages".to_owned(), 2)],
            "{name}"
        );
        assert_eq!(
            council.would_send(&[]),
            "to send\tupdate\talpha-1\nto send\tupdate\tbeta-1\n",
            "{name}"
        );
        assert_eq!(council.drafts(&[]).len(), 2, "{name}");
        let letters = council.send(&[]);
        assert_eq!(letters.len(), 2, "{name}");
        for letter in &letters {
            for said in *says {
                assert!(
                    letter.text.contains(said),
                    "{name}: {said}: {}",
                    letter.text
                );
            }
            assert_eq!(
                (letter.method(), letter.sequence()),
                ("REQUEST", 1),
                "{name}"
            );
            let whole = format!("{}{}{:?}", letter.subject, letter.text, letter.calendar);
            if due.contains("link") {
                assert!(!whole.contains(LINK), "{name}: the old link: {whole}");
            }
        }
        council.all_know();
    }
}

/// Hours are told in a time zone: the same ones in another are other moments, and the same moments are
/// nothing new.
#[test]
fn hours_are_those_of_a_time_zone() {
    let council = Council::new();
    council.send(&[]);
    council.zone("Europe/Paris", "Europe/Brussels");
    council.all_know();
    council.zone("Europe/Brussels", "America/Martinique");
    // What is called off is in the hours that people know.
    council.contacts(&[LINA]);
    let told = council.send(&[]);
    let starts = |letter: &Letter| {
        let mut lines = letter.calendar.iter();
        lines.find(|it| it.starts_with("DTSTART;")).unwrap().clone()
    };
    let [gone, moved] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(gone.method(), "CANCEL");
    assert_eq!(starts(gone), "DTSTART;TZID=Europe/Paris:20270211T140000");
    assert!(
        gone.text.contains("(fuseau horaire Europe/Paris)"),
        "{}",
        gone.text
    );
    assert!(
        moved.subject.starts_with("Nouvel horaire"),
        "{}",
        moved.subject
    );
    assert_eq!(
        starts(moved),
        "DTSTART;TZID=America/Martinique:20270211T140000"
    );
    council.all_know();
    // The hours follow the clock there: nothing new for whoever was told the moment.
    council.edit("meetings.toml", "start = 14:00:00", "start = 19:00:00");
    council.edit("meetings.toml", "end = 16:00:00", "end = 21:00:00");
    council.zone("America/Martinique", "Europe/Paris");
    council.all_know();
}

/// A record of before the time zone was written down says nothing of it.
#[test]
fn a_record_without_its_time_zone_is_of_that_of_the_council() {
    let council = Council::new();
    council.send(&[]);
    let text = council.read("private/sent.jsonl");
    let zone = "\"timezone\":\"Europe/Paris\",";
    assert_eq!(text.matches(zone).count(), 4, "{text}");
    let old = text.replace(zone, "");
    write(&council.path().join("private/sent.jsonl"), old.as_bytes());
    council.all_know();
    council.zone("Europe/Paris", "America/Martinique");
    council.all_know();
}

#[test]
fn the_journal_does_not_hold_the_link() {
    let council = Council::new();
    council.send(&[]);
    let journal = council.read("private/sent.jsonl");
    assert!(!journal.contains("visio."), "{journal}");
    let first: Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert_eq!(first["council"], "conseil-d-essai");
    assert_eq!(first["key"].as_str().unwrap().len(), 64);
    let record: Value = serde_json::from_str(journal.lines().last().unwrap()).unwrap();
    assert!(record["uid"].is_string() && record["link"].as_str().unwrap().len() == 64);
}

/// The registry goes back to what it said before.
#[test]
fn a_revert_is_told_to_those_who_know_the_other_day() {
    let council = Council::new();
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-02-18"]);
    council.ok(&["build", "-q"]);
    council.commit("moved");
    let invited = council.send(&[]);
    assert_eq!((invited[0].day(), invited[0].sequence()), ("20270218", 1));
    council.git(&["revert", "--no-edit", "HEAD"]);
    // Calendars would not notice: the finding names this command.
    council.announce();
    assert!(council.would_send(&[]).contains("update"));
    assert_eq!(council.tasks(), [("outdated-messages".to_owned(), 2)]);
    let back = council.send(&[]);
    assert!(
        back.iter()
            .all(|it| it.day() == "20270211" && it.sequence() == 2)
    );
    assert!(
        back[0].text.contains("prévue le jeudi 18 février 2027"),
        "{}",
        back[0].text
    );
    council.all_know();
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
    council.ok(&["build", "-q"]);
    let again = council.send(&[]);
    assert_eq!(again.len(), 2);
    assert!(
        again
            .iter()
            .all(|it| it.day() == "20270304" && it.sequence() > 2)
    );
    council.all_know();
}

/// Each branch moved the meeting, under one and the same SEQUENCE.
#[test]
fn a_merge_of_two_moves_is_told() {
    let council = Council::new();
    council.git(&["checkout", "-qb", "autre"]);
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-02-18"]);
    council.ok(&["build", "-q"]);
    council.commit("one");
    council.git(&["checkout", "-q", "main"]);
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-02-25"]);
    council.ok(&["build", "-q"]);
    council.commit("two");
    council.send(&[]);
    council.git(&["merge", "-q", "-X", "theirs", "-m", "merged", "autre"]);
    assert!(council.read("meetings.toml").contains("date = 2027-02-18"));
    council.run(&["meeting", "announce", ID]);
    council.ok(&["build", "-q"]);
    let told = council.send(&[]);
    assert_eq!(told.len(), 2);
    assert!(
        told.iter()
            .all(|it| it.day() == "20270218" && it.sequence() >= 2)
    );
    assert!(
        told[0].text.contains("jeudi 25 février 2027"),
        "{}",
        told[0].text
    );
    council.all_know();
}

/// A kind that is asked for does not stand for news that it does not tell.
#[test]
fn no_kind_leaves_unsaid_what_a_person_does_not_know() {
    for kind in ["reminder", "invitation", "update"] {
        let council = Council::new();
        council.send(&[]);
        council.ok(&["meeting", "reschedule", ID, "--date", "2027-07-01"]);
        council.ok(&["build", "-q"]);
        let dry = council.ok(&["invite", "send", ID, "-n", "--kind", kind]);
        assert_eq!(dry.stdout.matches("update").count(), 2, "{}", dry.stdout);
        if kind != "update" {
            assert!(
                dry.stderr.contains(&format!(", not {kind}:")),
                "{}",
                dry.stderr
            );
        }
        let told = council.send(&["--kind", kind]);
        assert_eq!(told.len(), 2);
        for letter in told {
            assert!(
                letter.text.contains("prévue le jeudi 11 février 2027"),
                "{}",
                letter.text
            );
        }
        council.all_know();
        // Whoever knows all of it gets what was asked for.
        let dry = council.would_send(&["--kind", kind]);
        assert_eq!(
            dry.matches(kind).count(),
            if kind == "update" { 0 } else { 2 },
            "{dry}"
        );
    }
}

#[test]
fn a_corrected_address_takes_the_meeting_out_of_no_calendar() {
    let council = Council::new();
    council.send(&[]);
    let corrected = LINA
        .replace("lina@", "lina.quidam@")
        .replace("Lina Quidam", "LINA  QUIDAM");
    council.contacts(&[&corrected, JEAN]);
    let told = council.send(&[]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, "lina.quidam@alpha.example.org");
    assert_eq!((told[0].method(), told[0].sequence()), ("REQUEST", 1));
    council.all_know();
    assert_eq!(council.list().len(), 2);
    // The person leaves: the address that is known goes, and the old one is left alone.
    council.contacts(&[JEAN]);
    let gone = council.send(&[]);
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].to, "lina.quidam@alpha.example.org");
    assert_eq!((gone[0].method(), gone[0].sequence()), ("CANCEL", 2));
    council.all_know();
}

/// The address is corrected and the meeting moved before the next run.
#[test]
fn a_corrected_address_is_told_what_the_old_one_knows_otherwise() {
    type Change = fn(&Council);
    let moved: Change = |it| {
        it.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
        it.ok(&["build", "-q"]);
    };
    let elsewhere: Change = |it| {
        it.edit("meetings.toml", "Salle A", "Salle B");
        it.announce();
    };
    let zone: Change = |it| it.zone("Europe/Paris", "America/Martinique");
    let corrected = LINA.replace("lina@", "l.quidam@");
    for (change, due, says) in [
        (
            moved,
            "date",
            "pour le jeudi 11 février 2027 de 14h à 16h, elle aura lieu le jeudi 4 mars 2027 de 14h à 16h.",
        ),
        (
            elsewhere,
            "place",
            "l'endroit suivant et une visioconférence : Salle A.",
        ),
        (
            zone,
            "hours",
            "de 14h à 16h (fuseau horaire Europe/Paris), elle aura lieu le jeudi 11 février 2027 de 14h à 16h (fuseau horaire America/Martinique).",
        ),
    ] {
        let council = Council::new();
        council.send(&[]);
        council.contacts(&[&corrected, JEAN]);
        change(&council);
        // It is as wrong as what the others know.
        let list = council.ok(&["invite", "list", ID, "--json"]);
        let list = due_in(&list);
        assert_eq!(list["l.quidam@alpha.example.org"], due);
        assert_eq!(list["jn.celik@beta.example.org"], due);
        assert_eq!(council.tasks(), [("outdated-messages".to_owned(), 2)]);
        let told = council.send(&[]);
        let new = told
            .iter()
            .find(|it| it.to.starts_with("l.quidam"))
            .unwrap();
        assert!(new.subject.starts_with("Invitation"), "{}", new.subject);
        assert!(new.text.contains(says), "{says}: {}", new.text);
        assert_eq!(told.len(), 2);
        council.all_know();
    }
    // Where nothing else changed, nothing is said of it.
    let council = Council::new();
    council.send(&[]);
    council.contacts(&[&corrected, JEAN]);
    assert_eq!(council.tasks(), [("unsent-invitations".to_owned(), 1)]);
    let told = council.send(&[]);
    assert!(
        !told[0].text.contains("autre de vos adresses"),
        "{}",
        told[0].text
    );
}

/// The meeting is called off before the corrected address was written to.
#[test]
fn a_corrected_address_is_told_that_the_meeting_is_off() {
    let council = Council::new();
    council.send(&[]);
    council.contacts(&[&LINA.replace("lina@", "l.quidam@"), JEAN]);
    council.ok(&["meeting", "cancel", ID]);
    council.ok(&["build", "-q"]);
    let told = council.send(&[]);
    let to: Vec<&str> = told.iter().map(|it| it.to.as_str()).collect();
    assert_eq!(
        to,
        ["l.quidam@alpha.example.org", "jn.celik@beta.example.org"]
    );
    assert!(
        told.iter()
            .all(|it| it.method() == "CANCEL" && it.property("STATUS") == Some("CANCELLED"))
    );
    council.all_know();
}

/// Every way in which one person stops being invited.
#[test]
fn a_withdrawal_is_a_cancellation_for_one_person() {
    type Way = (&'static str, fn(&Council));
    let ways: [Way; 5] = [
        ("the contact is deleted", |it| it.contacts(&[LINA])),
        ("the contact ends", |it| {
            it.contacts(&[LINA, &format!("{JEAN}until = 2027-01-01\n")]);
        }),
        ("the mandate ends", |it| {
            it.ok(&["members", "end", "beta", "--on", "2027-01-01"]);
            it.ok(&["build", "-q"]);
        }),
        ("another person comes", |it| {
            let other = JEAN
                .replace("Jean-Noël Çelik", "Anne Exemple")
                .replace("jn.celik", "anne");
            it.contacts(&[LINA, &other]);
        }),
        ("another college meets", |it| {
            it.edit(
                "members.toml",
                "name = \"Béta\"\ncollege = \"etat\"",
                "name = \"Béta\"\ncollege = \"asso\"",
            );
            it.ok(&["build", "-q"]);
        }),
    ];
    for (name, way) in ways {
        let council = Council::new();
        council.send(&[]);
        way(&council);
        assert_eq!(
            council.due()["jn.celik@beta.example.org"],
            "status",
            "{name}"
        );
        let told = council.send(&[]);
        let gone = &told[0];
        assert_eq!(
            gone.to, "jn.celik@beta.example.org",
            "{name}: before invitations"
        );
        assert_eq!((gone.method(), gone.sequence()), ("CANCEL", 1), "{name}");
        assert_eq!(gone.property("STATUS"), None, "{name}");
        assert!(gone.text.contains("est maintenue"), "{name}: {}", gone.text);
        council.all_know();
        if name == "the contact is deleted" {
            // Whoever comes back is invited above the cancellation, and warned of a question.
            council.contacts(&[LINA, JEAN]);
            let back = council.send(&[]);
            assert_eq!((back[0].method(), back[0].sequence()), ("REQUEST", 2));
            assert!(
                back[0].text.contains("un événement supprimé"),
                "{}",
                back[0].text
            );
            council.all_know();
        }
    }
}

#[test]
fn the_new_date_of_a_postponed_meeting_says_what_a_calendar_may_ask() {
    let council = Council::new();
    assert!(
        council
            .send(&[])
            .iter()
            .all(|it| !it.text.contains("supprimé"))
    );
    council.ok(&["meeting", "postpone", ID]);
    council.ok(&["build", "-q"]);
    assert!(council.send(&[]).iter().all(|it| it.method() == "CANCEL"));
    council.all_know();
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-11"]);
    council.ok(&["build", "-q"]);
    let told = council.send(&[]);
    assert_eq!(told.len(), 2);
    for letter in told {
        assert_eq!(letter.method(), "REQUEST");
        assert!(
            letter.text.contains("un événement supprimé, acceptez"),
            "{}",
            letter.text
        );
    }
    council.all_know();
    // What is off for good is told to those who wait for a new date.
    council.ok(&["meeting", "postpone", ID]);
    council.ok(&["build", "-q"]);
    council.send(&[]);
    council.ok(&["meeting", "cancel", ID]);
    council.ok(&["build", "-q"]);
    assert_eq!(council.due()["lina@alpha.example.org"], "status");
    let told = council.send(&[]);
    assert!(
        told.iter().all(|it| it.text.contains("est annulée")),
        "{told:?}"
    );
    council.all_know();
}

/// Text, subject and calendar speak of one day, for each kind, each state, with a journal or not.
#[test]
fn a_message_speaks_of_one_day() {
    let states: [(&str, &[&[&str]], &str); 7] = [
        ("as announced", &[], "20270211"),
        (
            "moved",
            &[&["reschedule", "--date", "2027-07-01"]],
            "20270701",
        ),
        (
            "moved and moved back",
            &[
                &["reschedule", "--date", "2027-07-01"],
                &["reschedule", "--date", "2027-02-11"],
            ],
            "20270211",
        ),
        ("cancelled", &[&["cancel"]], "20270211"),
        ("postponed", &[&["postpone"]], "20270211"),
        (
            "moved, then cancelled",
            &[&["reschedule", "--date", "2027-07-01"], &["cancel"]],
            "20270701",
        ),
        (
            "moved, then postponed",
            &[&["reschedule", "--date", "2027-07-01"], &["postpone"]],
            "20270701",
        ),
    ];
    let days = [
        ("20270211", "11 février 2027"),
        ("20270701", "1er juillet 2027"),
    ];
    let long = |day: &str| days.iter().find(|(it, _)| *it == day).unwrap().1;
    for journal in [false, true] {
        for (name, commands, announced) in states {
            let council = Council::new();
            if journal {
                council.send(&[]);
            }
            for command in commands {
                let (verb, options) = command.split_first().unwrap();
                council.ok(&[&["meeting", verb, ID], options].concat());
            }
            council.ok(&["build", "-q"]);
            for kind in ["auto", "invitation", "update", "reminder", "cancellation"] {
                let all = ["invite", "draft", ID, "-o", "-", "--kind", kind];
                if council.run(&all).code != Some(0) {
                    // It does not fit the meeting.
                    continue;
                }
                for letter in council.drafts(&["--kind", kind]) {
                    let context = format!("{name}, {kind}, {journal}: {letter:?}");
                    // Whoever was written to knows the day of then, and that one is called off.
                    let expected = match letter.method() {
                        "CANCEL" if journal => "20270211",
                        _ => announced,
                    };
                    if !letter.method().is_empty() {
                        assert_eq!(letter.day(), expected, "{context}");
                    }
                    assert!(letter.subject.contains(long(expected)), "{context}");
                    let text = letter.text.replace("mardi", "");
                    assert!(text.contains(long(expected)), "{context}");
                    let moved = text.contains("aura lieu le");
                    let others = days.iter().filter(|(day, _)| *day != expected);
                    for (_, other) in others {
                        assert!(!letter.subject.contains(other), "{context}");
                        assert!(moved || !text.contains(other), "{context}");
                    }
                }
            }
        }
    }
}

/// Without its journal nothing is sent as if for the first time.
#[test]
fn whoever_has_another_private_folder_invites_nobody_again() {
    let council = Council::new();
    council.send(&[]);
    let journal = council.path().join("private/sent.jsonl");
    let kept = fs::read(&journal).unwrap();
    let refused = |folder: &Path, why: &str| {
        for options in [&["-n"][..], &["--confirm", ID]] {
            let run = run_in(folder, &[&["invite", "send", ID], options].concat());
            assert_eq!(
                (run.code, run.stdout.as_str()),
                (Some(2), ""),
                "{}",
                run.stderr
            );
            assert!(run.stderr.contains(why), "{}", run.stderr);
        }
    };
    // The journal is gone, or there is nothing in it.
    fs::remove_file(&journal).unwrap();
    refused(council.path(), "--first");
    write(&journal, b"");
    refused(council.path(), "--first");
    fs::remove_file(&journal).unwrap();
    // A second secretary, with a clone and private files typed in again.
    let other = TempDir::new().unwrap();
    let clone = other.path().join("clone");
    council.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
    for file in ["members.toml", "meetings.toml", "smtp.toml"] {
        let from = council.path().join("private").join(file);
        write(&clone.join("private").join(file), &fs::read(from).unwrap());
    }
    refused(&clone, "--first");
    // The journal of another council says nothing of this one.
    let foreign = String::from_utf8(kept.clone())
        .unwrap()
        .replace("conseil-d-essai", "autre");
    write(&journal, foreign.as_bytes());
    refused(council.path(), "the journal of the council `autre`");
    assert_eq!(council.server.seen().taken.len(), 2);
    // Its own tells what it always did; and whoever says so begins another.
    write(&journal, &kept);
    council.all_know();
    fs::remove_file(&journal).unwrap();
    assert_eq!(council.send(&["--first"]).len(), 2);
    assert!(
        council
            .read("private/sent.jsonl")
            .starts_with("{\"format\":1,\"council\"")
    );
    council.all_know();
}

/// Records of a meeting with another UID do not count, whatever its id.
#[test]
fn a_record_counts_for_its_meeting_alone() {
    let council = Council::new();
    council.send(&[]);
    let text = council.read("private/sent.jsonl");
    let record: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let uid = record["uid"].as_str().unwrap();
    let path = council.path().join("private/sent.jsonl");
    write(&path, text.replace(uid, "another-uid").as_bytes());
    assert_eq!(council.would_send(&[]).matches("invitation").count(), 2);
    // One of before there were UIDs is known by the meeting; what it lacks is no difference.
    let mut old = String::new();
    for line in text.lines().skip(1) {
        let mut record: Value = serde_json::from_str(line).unwrap();
        let fields = record.as_object_mut().unwrap();
        for key in ["uid", "link", "status", "revision", "organizer"] {
            fields.remove(key);
        }
        writeln!(old, "{record}").unwrap();
    }
    write(&path, old.as_bytes());
    council.all_know();
    council.edit("meetings.toml", "Salle A", "Salle B");
    council.announce();
    assert_eq!(council.due()["lina@alpha.example.org"], "place");
    assert_eq!(council.send(&[]).len(), 2);
    let text = council.read("private/sent.jsonl");
    assert!(text.starts_with(&old), "nothing is ever rewritten");
    council.all_know();
    council.link(Some("https://visio.example.org/salle-nouvelle"));
    assert_eq!(council.due()["lina@alpha.example.org"], "link");
}

#[test]
fn what_the_journal_says_is_checked_as_if_somebody_typed_it() {
    let council = Council::new();
    council.send(&[]);
    let text = council.read("private/sent.jsonl");
    let path = council.path().join("private/sent.jsonl");
    let lines = text.lines().count();
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let long = format!("{}@example.org", "a".repeat(3_000));
    for (key, value) in [
        (
            "message_id",
            "canari@example.org\r\nBcc: canari@example.org",
        ),
        ("message_id", "canari"),
        ("email", long.as_str()),
        ("email", "canari\u{0}@example.org"),
        ("name", "canari\nBcc: canari@example.org"),
        ("place", "canari\u{7}"),
        ("organizer", "canari"),
    ] {
        let mut broken = last.clone();
        broken[key] = value.into();
        write(&path, format!("{text}{broken}\n").as_bytes());
        for command in [
            &["invite", "send", ID, "-n"][..],
            &["invite", "draft", ID],
            &["invite", "list", ID],
        ] {
            let run = council.run(command);
            assert_eq!(run.code, Some(2), "{key}: {value}");
            let line = format!("line {}", lines + 1);
            assert!(run.stderr.contains(&line), "{}", run.stderr);
            assert!(!run.stderr.contains("canari"), "{}", run.stderr);
        }
    }
}

#[test]
fn the_list_has_every_form_and_every_key() {
    let council = Council::new();
    let row = |email: &str| {
        let rows = council.list();
        rows.into_iter().find(|row| row["email"] == email).unwrap()
    };
    let before = row("lina@alpha.example.org");
    let expected = serde_json::json!({
        "meeting": ID, "member": "alpha", "name": "Lina Quidam",
        "email": "lina@alpha.example.org", "role": "titular",
        "told": null, "sequence": null, "due": [],
        "answer": null, "answered": null, "stale": false, "unanswered": true,
        "deputy": null, "proxy": null, "comment": null
    });
    assert_eq!(before, expected);
    council.send(&["--to", "alpha"]);
    let after = row("lina@alpha.example.org");
    assert_eq!(after["sequence"], 0);
    assert_eq!(after["told"], "2026-11-28T13:00:00+01:00");
    assert_eq!(row("jn.celik@beta.example.org")["told"], Value::Null);
    let form = |format: &str| {
        council
            .ok(&["invite", "list", "next", "--format", format])
            .stdout
    };
    assert_eq!(form("ids"), "alpha\nbeta\n");
    assert!(
        form("tsv")
            .starts_with("meeting\tmember\tname\temail\trole\ttold\tsequence\tdue\tanswer\t")
    );
    assert_eq!(form("csv").lines().count(), 3);
    assert_eq!(form("jsonl").lines().count(), 2);
    let table = form("table");
    assert!(
        table.contains("never") && table.contains("2026-11-28"),
        "{table}"
    );
    let template = [
        "invite",
        "list",
        ID,
        "--template",
        "{{ invited.email }} {{ meeting.id }}",
    ];
    assert_eq!(
        council.ok(&template).stdout.lines().next(),
        Some("lina@alpha.example.org 2027-etat-1")
    );
    // It also tells of a meeting that is off, or over.
    council.ok(&["meeting", "cancel", ID]);
    council.ok(&["build", "-q"]);
    assert_eq!(
        row("lina@alpha.example.org")["due"],
        serde_json::json!(["status"])
    );
    assert_eq!(
        row("jn.celik@beta.example.org")["due"],
        serde_json::json!([])
    );
    let over = council.run(&["--today", "2027-06-01", "invite", "list", ID, "--json"]);
    assert_eq!(over.code, Some(0), "{}", over.stderr);
    // Nobody is a list too.
    council.contacts(&[]);
    let header = council.read("private/sent.jsonl");
    let header = header.lines().next().unwrap();
    write(
        &council.path().join("private/sent.jsonl"),
        format!("{header}\n").as_bytes(),
    );
    let empty = council.ok(&["invite", "list", ID, "--json"]).stdout;
    let empty: Value = serde_json::from_str(&empty).unwrap();
    assert_eq!(empty, serde_json::json!({"format": 1, "invited": []}));
}

/// What somebody may do between two runs of `invite send`.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Place(u8),
    Day(u8),
    Hours(u8),
    Link(u8),
    Online(bool),
    Proposed(bool),
    Postpone,
    Lina(u8),
    Jean(bool),
    Send,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (0..3_u8).prop_map(Edit::Place),
        (1..4_u8).prop_map(Edit::Day),
        (0..2_u8).prop_map(Edit::Hours),
        (0..3_u8).prop_map(Edit::Link),
        any::<bool>().prop_map(Edit::Online),
        any::<bool>().prop_map(Edit::Proposed),
        Just(Edit::Postpone),
        (0..3_u8).prop_map(Edit::Lina),
        any::<bool>().prop_map(Edit::Jean),
        Just(Edit::Send),
        Just(Edit::Send),
    ];
    proptest::collection::vec(edit, 1..10)
}

/// Writes the state of everything that edits change.
#[derive(Clone, Debug)]
struct State {
    place: u8,
    day: u8,
    hours: u8,
    link: u8,
    online: bool,
    status: &'static str,
    lina: u8,
    jean: bool,
}

impl State {
    fn apply(&mut self, edit: Edit) {
        match edit {
            Edit::Place(place) => self.place = place,
            Edit::Day(day) => {
                self.day = day;
                if self.status == "postponed" {
                    self.status = "confirmed";
                }
            }
            Edit::Hours(hours) => self.hours = hours,
            Edit::Link(link) => self.link = link,
            Edit::Online(online) => self.online = online,
            Edit::Proposed(true) => self.status = "proposed",
            Edit::Proposed(false) => self.status = "confirmed",
            Edit::Postpone => self.status = "postponed",
            Edit::Lina(lina) => self.lina = lina,
            Edit::Jean(jean) => self.jean = jean,
            Edit::Send => {}
        }
    }

    /// Writes it over what is there: by hand, as an editor or git would; SEQUENCE stays.
    fn write(&self, council: &Council) {
        let text = council.read("meetings.toml");
        let kept: Vec<&str> = text
            .lines()
            .filter(|line| {
                let keys = ["date", "start", "end", "place", "online", "status"];
                !keys.iter().any(|key| line.starts_with(&format!("{key} =")))
            })
            .collect();
        let place = ["", "place = \"Salle A\"\n", "place = \"Salle B\"\n"][usize::from(self.place)];
        let all = format!(
            "{}\ndate = 2027-02-{:02}\nstart = {}:00:00\nend = 17:00:00\n{place}online = {}\nstatus = \"{}\"\n",
            kept.join("\n").trim_end(),
            10 + self.day,
            14 + self.hours,
            self.online,
            self.status
        );
        write(&council.path().join("meetings.toml"), all.as_bytes());
        council
            .link([None, Some(LINK), Some("https://visio.example.org/b")][usize::from(self.link)]);
        let lina = LINA.replace("lina@", ["", "lina@", "quidam@"][usize::from(self.lina)]);
        let contacts = [
            (self.lina > 0).then_some(lina.as_str()),
            self.jean.then_some(JEAN),
        ];
        let former = format!("{JEAN}until = 2020-01-01\n");
        let mut contacts: Vec<&str> = contacts.into_iter().flatten().collect();
        if contacts.is_empty() {
            // A file without anybody would be taken for one that got lost.
            contacts.push(&former);
        }
        council.contacts(&contacts);
        council.ok(&["meeting", "announce", "--all"]);
        council.ok(&["build", "-q"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// After each run nothing is due, each person's last message says what the registry does, and
    /// no address is ever sent a lower SEQUENCE.
    #[test]
    fn after_each_run_everybody_knows_what_is_true(edits in edits()) {
        everybody_knows(edits)?;
    }
}

#[test]
fn who_left_after_a_correction_hears_of_it_at_the_new_address() {
    everybody_knows(vec![Edit::Send, Edit::Lina(2), Edit::Send, Edit::Lina(0)]).unwrap();
}

/// Makes edits and sends; what is true for each, and each address, is asserted behind every run.
fn everybody_knows(edits: Vec<Edit>) -> Result<(), TestCaseError> {
    let council = Council::new();
    let mut state = State {
        place: 1,
        day: 1,
        hours: 0,
        link: 1,
        online: false,
        status: "confirmed",
        lina: 1,
        jean: true,
    };
    let mut last: BTreeMap<String, Letter> = BTreeMap::new();
    for edit in edits.into_iter().chain([Edit::Send]) {
        state.apply(edit);
        if !matches!(edit, Edit::Send) {
            continue;
        }
        state.write(&council);
        for letter in council.send(&[]) {
            if let Some(before) = last.get(&letter.to) {
                prop_assert!(
                    before.sequence() < letter.sequence(),
                    "{before:?} {letter:?}"
                );
            }
            last.insert(letter.to.clone(), letter);
        }
        council.all_know();
        let sitting = [
            ["", "lina@alpha.example.org", "quidam@alpha.example.org"][usize::from(state.lina)],
            if state.jean {
                "jn.celik@beta.example.org"
            } else {
                ""
            },
        ];
        for (to, letter) in &last {
            let off = state.status == "postponed" || !sitting.contains(&to.as_str());
            // Who was told at another address since hears of it there.
            let is_later = |(other, it): (&String, &Letter)| {
                other != to && other.contains("alpha") && it.sequence() > letter.sequence()
            };
            let corrected = to.contains("alpha")
                && !sitting.contains(&to.as_str())
                && last.iter().any(is_later);
            if corrected {
                continue;
            }
            prop_assert_eq!(letter.method() == "CANCEL", off, "{:?} {:?}", state, letter);
            if off {
                continue;
            }
            prop_assert_eq!(letter.day(), format!("202702{:02}", 10 + state.day));
            let text = &letter.text;
            let place = ["", "Salle A", "Salle B"][usize::from(state.place)];
            prop_assert!(text.contains(place), "{}", text);
            let link = match state.link {
                _ if !state.online => None,
                0 => None,
                1 => Some(LINK),
                _ => Some("https://visio.example.org/b"),
            };
            prop_assert_eq!(link.is_some_and(|link| text.contains(link)), link.is_some());
            prop_assert_eq!(
                letter.subject.contains("à confirmer"),
                state.status == "proposed"
            );
        }
        for to in sitting.into_iter().filter(|to| !to.is_empty()) {
            prop_assert_eq!(
                last.contains_key(to),
                state.status != "postponed" || last.contains_key(to)
            );
        }
    }
    Ok(())
}

/// What is asked for again, and what is due by now: each person is told once, and the latter first.
#[test]
fn what_is_uncertain_never_keeps_anybody_from_what_is_due() {
    type Change = fn(&Council);
    let changes: [(&str, Change, &str); 5] = [
        ("nothing", |_| {}, "invitation"),
        (
            "off",
            |it| drop(it.ok(&["meeting", "cancel", ID])),
            "cancellation",
        ),
        (
            "put off",
            |it| drop(it.ok(&["meeting", "postpone", ID])),
            "cancellation",
        ),
        (
            "moved",
            |it| drop(it.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"])),
            "update",
        ),
        ("gone", |it| it.contacts(&[LINA]), "cancellation"),
    ];
    for (name, change, kind) in changes {
        let council = Council::new();
        council.send(&[]);
        // The answer about the last message was never written down.
        let text = council.read("private/sent.jsonl");
        let cut = text.trim_end().rfind('\n').unwrap() + 1;
        write(
            &council.path().join("private/sent.jsonl"),
            &text.as_bytes()[..cut],
        );
        change(&council);
        council.ok(&["build", "-q"]);
        let plain = council.would_send(&[]);
        let again = council.would_send(&["--resend"]);
        let line = format!("to send\t{kind}\tbeta-1\n");
        assert!(again.contains(&line), "{name}: {again}");
        assert_eq!(plain.contains(&line), name != "nothing", "{name}: {plain}");
        assert_eq!(again.matches("beta").count(), 1, "{name}: {again}");
        let told = council.send(&["--resend"]);
        assert_eq!(
            told.iter().filter(|it| it.to.contains("beta")).count(),
            1,
            "{name}"
        );
        council.all_know();
        assert_eq!(council.would_send(&["--resend"]), "", "{name}");
    }
}

/// What may never have arrived is told before anything that would not say it.
#[test]
fn no_kind_closes_what_is_uncertain() {
    type Change = fn(&Council);
    let nothing: Change = |_| {};
    let moved: Change = |it| {
        it.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
        it.ok(&["build", "-q"]);
    };
    for (asked, change, due) in [
        ("reminder", nothing, "invitation"),
        ("update", nothing, "invitation"),
        ("reminder", moved, "update"),
        ("invitation", moved, "update"),
    ] {
        let name = format!("{due} {asked}");
        let council = Council::new();
        council.send(&[]);
        if due == "update" {
            change(&council);
            council.send(&[]);
        }
        let lost = council.lose_the_last_answer();
        assert_eq!(
            council.tasks(),
            [("uncertain-messages".to_owned(), 1)],
            "{name}"
        );
        let dry = council.ok(&["invite", "send", ID, "-n", "--kind", asked, "--to", "beta"]);
        assert_eq!(dry.stdout, format!("to send\t{due}\tbeta-1\n"), "{name}");
        let instead = format!("beta: {due}, not {asked}:");
        assert!(dry.stderr.contains(&instead), "{name}: {}", dry.stderr);
        let told = council.send(&["--kind", asked, "--to", "beta"]);
        assert_eq!(told.len(), 1, "{name}");
        assert_eq!(
            (told[0].method(), told[0].sequence()),
            ("REQUEST", lost),
            "{name}"
        );
        if due == "update" {
            let was = "prévue le jeudi 11 février 2027";
            assert!(told[0].text.contains(was), "{name}: {}", told[0].text);
        }
        council.all_know();
    }
}

/// Every command names those of whom nobody knows, and none takes them for told.
#[test]
fn the_list_and_the_drafts_name_what_is_uncertain() {
    let council = Council::new();
    council.send(&[]);
    council.lose_the_last_answer();
    let jean = |council: &Council| {
        let rows = council.list();
        let mut rows = rows.into_iter();
        let row = rows.find(|it| it["member"] == "beta").unwrap();
        [&row["told"], &row["sequence"], &row["due"]].map(Clone::clone)
    };
    assert_eq!(jean(&council), [Value::Null, Value::Null, Value::Null]);
    let form = |format: &str| {
        council
            .ok(&["invite", "list", ID, "--format", format])
            .stdout
    };
    let table = form("table");
    assert_eq!(table.matches("uncertain").count(), 1, "{table}");
    let rows = form("tsv");
    assert!(rows.contains("titular\tunknown\t\tunknown\t"), "{rows}");
    let draft = council.ok(&["invite", "draft", ID]).stderr;
    assert!(!draft.contains("everyone"), "{draft}");
    let named = format!(
        "beta: nobody knows whether this message arrived (invitation); `cll invite send {ID} --resend`"
    );
    assert!(draft.contains(&named), "{draft}");
    // Something else is due by now: that goes, whatever became of the last one.
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
    council.ok(&["build", "-q"]);
    let date = serde_json::json!(["date"]);
    assert_eq!(jean(&council), [Value::Null, Value::Null, date]);
    let rows = form("tsv");
    assert!(rows.contains("titular\tunknown\t\tdate\t"), "{rows}");
    council.send(&[]);
    council.all_know();
}

/// What was asked for is the uncertain message itself: it goes again only by `--resend`.
#[test]
fn the_kind_that_is_uncertain_stays_so_until_it_is_sent_again() {
    let council = Council::new();
    council.send(&[]);
    council.send(&["--kind", "reminder"]);
    council.lose_the_last_answer();
    let before = council.read("private/sent.jsonl");
    let held = council.run(&[
        "invite",
        "send",
        ID,
        "--confirm",
        ID,
        "--kind",
        "reminder",
        "--to",
        "beta",
    ]);
    assert_eq!(held.code, Some(3), "{}", held.stderr);
    assert!(
        held.stderr.contains("`--resend` sends it again"),
        "{}",
        held.stderr
    );
    assert_eq!(council.read("private/sent.jsonl"), before);
    assert_eq!(council.send(&["--resend"]).len(), 1);
    council.all_know();
}

/// Without its journal no command takes anybody for somebody who was never told.
#[test]
fn what_cannot_be_known_is_taken_for_absent_by_no_command() {
    for lost in [None, Some(&b""[..])] {
        let council = Council::new();
        council.send(&[]);
        let journal = council.path().join("private/sent.jsonl");
        match lost {
            None => fs::remove_file(&journal).unwrap(),
            Some(bytes) => write(&journal, bytes),
        }
        for command in ["draft", "send"] {
            let run = council.run(&["invite", command, ID, "-n"]);
            assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{command}");
            assert!(run.stderr.contains("--first"), "{command}: {}", run.stderr);
        }
        let list = council.run(&["invite", "list", ID, "--json"]);
        assert_eq!(list.code, Some(1), "{}", list.stderr);
        assert!(
            list.stderr.contains("nobody knows who was written to"),
            "{}",
            list.stderr
        );
        let rows: Value = serde_json::from_str(&list.stdout).unwrap();
        for row in rows["invited"].as_array().unwrap() {
            assert_eq!(
                (&row["told"], &row["due"]),
                (&Value::Null, &Value::Null),
                "{row}"
            );
        }
        for (format, is) in [("table", "unknown"), ("tsv", "unknown"), ("csv", "unknown")] {
            let list = council.run(&["invite", "list", ID, "--format", format]);
            assert_eq!(list.code, Some(1), "{format}");
            assert!(
                list.stdout.contains(is) && !list.stdout.contains("never"),
                "{}",
                list.stdout
            );
        }
        assert_eq!(council.tasks(), [("missing-journal".to_owned(), 0)]);
        let status = council.ok(&["status"]).stdout;
        let command = format!("cll invite draft {ID} --first");
        assert!(status.contains(&command), "{status}");
        assert_eq!(status.matches("sent.jsonl").count(), 1, "{status}");
        // Typed, it ends the task; nothing was written to say so before.
        let arguments: Vec<&str> = command.split(' ').skip(1).collect();
        council.ok(&[&arguments[..], &["-n"]].concat());
        assert_eq!(council.tasks(), [("missing-journal".to_owned(), 0)]);
        council.ok(&arguments);
        assert_eq!(council.tasks(), [("unsent-invitations".to_owned(), 2)]);
        assert_eq!(council.run(&["invite", "draft", ID]).code, Some(0));
    }
}

/// A file that is missing is not one that says that there is nothing.
#[test]
fn what_is_missing_is_not_taken_for_absent() {
    // The link that people were told.
    let council = Council::new();
    council.send(&[]);
    let path = council.path().join("private/meetings.toml");
    for blank in [None, Some(""), Some(" \n\n"), Some("\u{feff}")] {
        match blank {
            None => fs::remove_file(&path).unwrap(),
            Some(text) => write(&path, text.as_bytes()),
        }
        for command in [
            &["draft", ID][..],
            &["send", ID, "-n"],
            &["send", ID, "--confirm", ID],
        ] {
            let run = council.run(&[&["invite"], command].concat());
            assert_eq!(
                (run.code, run.stdout.as_str()),
                (Some(2), ""),
                "{command:?}"
            );
            let says = ["private/meetings.toml` is missing", "online = false"];
            assert!(
                says.iter().all(|it| run.stderr.contains(it)),
                "{}",
                run.stderr
            );
        }
        let list = council.run(&["invite", "list", ID, "--json"]);
        assert_eq!(list.code, Some(1));
        assert!(list.stderr.contains("is missing"), "{}", list.stderr);
        assert!(due_in(&list).values().all(String::is_empty));
        let check = council.run(&["check", "--format", "short"]).stdout;
        let finding = "private/meetings.toml: warning[missing-private-file]: this private file is missing or blank, though people were told the link";
        assert!(check.contains(finding), "{check}");
        let status = council.ok(&["status"]).stdout;
        assert!(status.contains("private/meetings.toml"), "{status}");
        assert!(!status.contains("brought up to date"), "{status}");
    }
    // Whoever says that there is none any more is believed: in the registry, or by a file without it.
    for says in ["online = false", "a file without it"] {
        let council = Council::new();
        council.send(&[]);
        let path = council.path().join("private/meetings.toml");
        fs::remove_file(&path).unwrap();
        if says == "a file without it" {
            council.link(None);
        } else {
            council.edit("meetings.toml", "place =", "online = false\nplace =");
            council.announce();
        }
        let told = council.send(&[]);
        assert_eq!(told.len(), 2, "{says}");
        assert!(
            told[0].text.contains("n'est plus valable"),
            "{}",
            told[0].text
        );
        council.all_know();
    }
    // A journal in which nothing is, or nothing but the beginning of a record, though the calendar was never committed either.
    let council = Council::new();
    council.git(&["rm", "-q", "-r", "--cached", "evenements"]);
    council.git(&["commit", "-qm", "calendars are made elsewhere"]);
    council.send(&[]);
    for nothing in [&b""[..], b"\n", b"\xef\xbb\xbf", b"{\"at\":\"2025"] {
        write(&council.path().join("private/sent.jsonl"), nothing);
        for command in ["draft", "send"] {
            let run = council.run(&["invite", command, ID, "-n"]);
            assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{command}");
            assert!(
                run.stderr
                    .contains("no whole line is left in `private/sent.jsonl`"),
                "{}",
                run.stderr
            );
        }
        let check = council.run(&["check", "--format", "short"]).stdout;
        let finding = "private/sent.jsonl: warning[missing-private-file]: no whole line is left";
        assert!(check.contains(finding), "{check}");
        assert_eq!(council.tasks(), [("missing-journal".to_owned(), 0)]);
    }
    council.ok(&["invite", "draft", ID, "--first"]);
    let check = council.run(&["check"]).stdout;
    assert!(!check.contains("missing-private-file"), "{check}");
}

/// A registry of contacts without any is a copy that failed, not a decision about everybody.
#[test]
fn contacts_that_were_lost_take_the_meeting_out_of_no_calendar() {
    for text in ["", " \n", "# contacts\n", "contact = []\n"] {
        let council = Council::new();
        council.contacts(&[text]);
        // Where nobody was told, nothing is lost.
        let check = council.run(&["check"]).stdout;
        assert!(!check.contains("missing-private-file"), "{check}");
        council.contacts(&[LINA, JEAN]);
        council.send(&[]);
        council.contacts(&[text]);
        for command in [
            &["draft", ID][..],
            &["send", ID, "-n"],
            &["send", ID, "--confirm", ID],
            &["send", ID, "--kind", "cancellation", "-n"],
            &["list", ID],
        ] {
            let run = council.run(&[&["invite"], command].concat());
            assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{text:?}");
            let says = "there is no contact in `private/members.toml`";
            assert!(run.stderr.contains(says), "{}", run.stderr);
        }
        let check = council.run(&["check", "--format", "short"]).stdout;
        let finding = "private/members.toml: warning[missing-private-file]: there is no contact";
        assert!(check.contains(finding), "{check}");
        assert_eq!(council.tasks(), []);
        let status = council.ok(&["status"]).stdout;
        assert!(status.contains("private/members.toml"), "{status}");
        // Whoever ends the mandate of each is believed.
        let ended = [LINA, JEAN].map(|it| format!("{it}until = 2026-11-01\n"));
        council.contacts(&ended.each_ref().map(String::as_str));
        let told = council.send(&[]);
        assert_eq!(told.len(), 2);
    }
}

/// No SEQUENCE is above the highest: nobody is sent a second message that no calendar notices.
#[test]
fn the_highest_sequence_is_not_sent_again() {
    let council = Council::new();
    council.send(&[]);
    let path = council.path().join("private/sent.jsonl");
    let text = council.read("private/sent.jsonl");
    write(
        &path,
        text.replace("\"sequence\":0", "\"sequence\":2147483647")
            .as_bytes(),
    );
    council.all_know();
    council.edit("meetings.toml", "Salle A", "Salle B");
    council.announce();
    for command in [&["draft", ID][..], &["send", ID, "-n"]] {
        let run = council.run(&[&["invite"], command].concat());
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{command:?}"
        );
        assert!(run.stderr.contains("2147483647"), "{}", run.stderr);
    }
    assert_eq!(council.tasks(), [("outdated-messages".to_owned(), 2)]);
    // A reminder has no event.
    council.edit("meetings.toml", "Salle B", "Salle A");
    council.announce();
    assert_eq!(council.send(&["--kind", "reminder"]).len(), 2);
}

/// The journals of two clones, put together: each record is read with its own header.
#[test]
fn journals_put_together_say_what_each_said() {
    let council = Council::new();
    council.send(&["--to", "alpha"]);
    let path = council.path().join("private/sent.jsonl");
    let one = council.read("private/sent.jsonl");
    fs::remove_file(&path).unwrap();
    council.send(&["--first", "--to", "beta"]);
    let other = council.read("private/sent.jsonl");
    let other_link = "https://visio.example.org/autre";
    for both in [format!("{one}{other}"), format!("{other}{one}")] {
        write(&path, both.as_bytes());
        council.all_know();
        let found = council.run(&["check"]).stdout;
        assert!(
            found.contains("journal-header") && found.contains("merged"),
            "{found}"
        );
        council.link(Some(other_link));
        assert!(
            council.due().values().all(|due| due == "link"),
            "{:?}",
            council.due()
        );
        // What is added belongs to the last header.
        assert_eq!(council.send(&[]).len(), 2);
        council.all_know();
        council.link(Some(LINK));
        assert!(
            council.due().values().all(|due| due == "link"),
            "{:?}",
            council.due()
        );
        // Whoever meant it says so.
        let text = council.read("private/sent.jsonl");
        let second = text
            .lines()
            .filter(|line| line.contains("\"key\""))
            .nth(1)
            .unwrap();
        let said = second.replace('}', ",\"merged\":true}");
        write(&path, text.replace(second, &said).as_bytes());
        let found = council.run(&["check"]).stdout;
        assert!(!found.contains("journal-header"), "{found}");
    }
    // Nothing tells which link they told whose header is gone.
    let records = one.lines().skip(1).collect::<Vec<_>>().join("\n");
    for below in ["", other.as_str()] {
        write(&path, format!("{records}\n{below}").as_bytes());
        let found = council.run(&["check"]).stdout;
        assert!(found.contains("no header above 2 records"), "{found}");
        let run = council.ok(&["invite", "send", ID, "-n"]);
        assert!(run.stderr.contains("is not known"), "{}", run.stderr);
    }
}

/// A copy of the journal, older than it, below it or above it: whole, or the start of it.
#[test]
fn an_older_copy_of_the_journal_changes_nothing() {
    let council = Council::new();
    council.send(&[]);
    let path = council.path().join("private/sent.jsonl");
    let old = council.read("private/sent.jsonl");
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
    council.ok(&["build", "-q"]);
    council.send(&[]);
    let new = council.read("private/sent.jsonl");
    let started = old.trim_end().rsplit_once('\n').unwrap().0;
    for text in [
        format!("{new}{old}"),
        format!("{old}{new}"),
        format!("{new}{started}\n"),
        format!("{new}{new}"),
        format!(
            "{new}{}",
            old.lines()
                .skip(1)
                .map(|it| format!("{it}\n"))
                .collect::<String>()
        ),
    ] {
        write(&path, text.as_bytes());
        council.all_know();
        for row in council.list() {
            assert_eq!(row["sequence"], 1, "{text}");
        }
    }
    // The next change goes above all of it.
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-11"]);
    council.ok(&["build", "-q"]);
    let told = council.send(&[]);
    assert!(
        told.iter()
            .all(|it| it.sequence() == 2 && it.text.contains("4 mars 2027"))
    );
    council.all_know();
}

#[test]
fn nobody_is_asked_to_answer_by_a_day_that_is_over() {
    let on = |council: &Council, day: &str, arguments: &[&str]| {
        cll_with(council.path(), arguments, &[("CLL_TODAY", day)])
    };
    let send = ["invite", "send", ID, "--confirm", ID];
    for (day, asks) in [
        ("2027-02-04", "4 février 2027"),
        ("2027-02-05", "10 février 2027"),
    ] {
        let council = Council::new();
        council.ok(&["invite", "draft", ID]);
        let run = on(&council, day, &send);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        for taken in council.server.seen().taken {
            let text = letter(&taken.bytes).text;
            assert!(
                text.contains(&format!("au plus tard le {}", weekday(asks))),
                "{text}"
            );
        }
    }
    let council = Council::new();
    council.ok(&["invite", "draft", ID]);
    let draft = format!("private/invitations/{ID}/alpha-1.eml");
    let edited = council.read(&draft).replace("Bonjour", "Bonsoir");
    write(&council.path().join(&draft), edited.as_bytes());
    let run = on(&council, "2027-02-05", &send);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains(&draft) && run.stderr.contains("2027-02-04"),
        "{}",
        run.stderr
    );
    assert_eq!(council.read(&draft), edited);
    assert_eq!(council.server.seen().taken.len(), 0);
}

/// A day of February 2027 with its name.
fn weekday(day: &str) -> String {
    let names = [("4 ", "jeudi"), ("10 ", "mercredi")];
    let (_, name) = names.iter().find(|(it, _)| day.starts_with(it)).unwrap();
    format!("{name} {day}")
}

/// The meeting was brought forward, and nobody told so before it was over.
#[test]
fn whoever_believes_in_a_later_moment_is_told_after_the_meeting() {
    // The move, the day it is over, and the day on which nobody can believe in it any more.
    for (moved, over) in [
        (&["--date", "2027-02-09"][..], "2027-02-10"),
        (
            &["--date", "2027-02-11", "--time", "09:00-10:00"],
            "2027-02-11",
        ),
    ] {
        let council = Council::new();
        council.send(&[]);
        council.ok(&[&["meeting", "reschedule", ID], moved].concat());
        council.ok(&["build", "-q"]);
        let on = |day: &str, arguments: &[&str]| {
            cll_with(council.path(), arguments, &[("CLL_TODAY", day)])
        };
        let status = on(over, &["status", "--json"]).stdout;
        assert!(status.contains("outdated-messages"), "{status}");
        let dry = on(over, &["invite", "send", ID, "-n"]);
        assert_eq!(
            dry.stdout.matches("update").count(),
            2,
            "{}{}",
            dry.stdout,
            dry.stderr
        );
        let drafts = on(over, &["invite", "draft", ID, "-n"]);
        assert_eq!(
            drafts.stdout.matches(".eml").count(),
            2,
            "{}",
            drafts.stderr
        );
        let sent = on(over, &["invite", "send", ID, "--confirm", ID]);
        assert_eq!(sent.code, Some(0), "{}", sent.stderr);
        let text = letter(&council.server.seen().taken.last().unwrap().bytes).text;
        assert!(
            text.contains("jeudi 11 février 2027 de 14h à 16h avait été avancée"),
            "{text}"
        );
        assert!(
            !text.contains("aura lieu") && !text.contains("Merci d'indiquer"),
            "{text}"
        );
        // Told, or once the later moment is over too, all three say nothing more.
        for day in [over, "2027-02-12"] {
            for command in ["send", "draft"] {
                let run = on(day, &["invite", command, ID, "-n"]);
                assert_eq!(
                    (run.code, run.stdout.as_str()),
                    (Some(2), ""),
                    "{}",
                    run.stderr
                );
                assert!(run.stderr.contains("has passed"), "{}", run.stderr);
            }
            let status = on(day, &["status", "--json"]).stdout;
            assert!(
                !status.contains("-messages") && !status.contains("-invitations"),
                "{status}"
            );
        }
    }
}

/// A person with two addresses: which of them is gone, corrected or new is told by what went there.
#[test]
fn two_addresses_of_one_person_are_two() {
    let second = LINA.replace("lina@", "lina2@");
    let third = LINA.replace("lina@", "lina3@");
    let council = Council::new();
    council.contacts(&[LINA, &second, JEAN]);
    assert_eq!(council.send(&[]).len(), 3);
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
    council.ok(&["build", "-q"]);
    assert_eq!(council.send(&[]).len(), 3);
    let to = |told: &[Letter]| -> Vec<String> {
        let told = told.iter();
        told.map(|it| {
            format!(
                "{} {} {}",
                it.method(),
                it.to.split('@').next().unwrap(),
                it.sequence()
            )
        })
        .collect()
    };
    // Corrected: no withdrawal, and above all that went to the one before.
    council.contacts(&[LINA, &third, JEAN]);
    assert_eq!(to(&council.send(&[])), ["REQUEST lina3 2"]);
    council.all_know();
    // Deleted: the other one stays, and the corrected one is withdrawn alone.
    council.contacts(&[LINA, JEAN]);
    assert_eq!(to(&council.send(&[])), ["CANCEL lina3 3"]);
    council.all_know();
    council.contacts(&[&third, JEAN]);
    let told = to(&council.send(&[]));
    assert_eq!(told, ["CANCEL lina 2", "REQUEST lina3 4"]);
    council.all_know();
    // Two are gone, and one is new: nobody can tell which of them it was.
    let council = Council::new();
    council.contacts(&[LINA, &second, JEAN]);
    council.send(&[]);
    council.contacts(&[&third, JEAN]);
    assert_eq!(
        to(&council.send(&[])),
        ["CANCEL lina 1", "CANCEL lina2 1", "REQUEST lina3 1"]
    );
    council.all_know();
}

/// An address is corrected in two steps: the new one is added and told, and the old one deleted later.
/// Both may lead to one mailbox, and the meeting stays in its calendar.
#[test]
fn an_address_that_was_added_later_takes_the_place_of_the_first() {
    let second = LINA.replace("lina@", "lina2@");
    let third = LINA.replace("lina@", "lina3@");
    let to = |told: &[Letter]| -> Vec<String> {
        let told = told.iter();
        let name = |it: &Letter| it.to.split('@').next().unwrap().to_owned();
        told.map(|it| format!("{} {} {}", it.method(), name(it), it.sequence()))
            .collect()
    };
    for order in [[LINA, &second], [&second, LINA]] {
        let council = Council::new();
        council.send(&[]);
        council.contacts(&[order[0], order[1], JEAN]);
        assert_eq!(to(&council.send(&[])), ["REQUEST lina2 1"]);
        council.contacts(&[&second, JEAN]);
        council.all_know();
        assert_eq!(council.list().len(), 2);
        council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
        council.ok(&["build", "-q"]);
        assert_eq!(
            to(&council.send(&[])),
            ["REQUEST lina2 2", "REQUEST jn.celik 1"]
        );
        council.contacts(&[JEAN]);
        assert_eq!(to(&council.send(&[])), ["CANCEL lina2 3"]);
        council.all_know();
    }
    // It is the new one that is given up, and the first one stays.
    let council = Council::new();
    council.send(&[]);
    council.contacts(&[LINA, &second, JEAN]);
    council.send(&[]);
    council.contacts(&[LINA, JEAN]);
    council.all_know();
    // The old one goes, and the new one is corrected, at once.
    let council = Council::new();
    council.send(&[]);
    council.contacts(&[LINA, &second, JEAN]);
    council.send(&[]);
    council.contacts(&[&third, JEAN]);
    assert_eq!(to(&council.send(&[])), ["REQUEST lina3 2"]);
    council.all_know();
}

/// What is withdrawn is the meeting that the person knows, whatever it is called by now.
#[test]
fn a_withdrawal_names_what_the_person_was_told() {
    type Way = fn(&Council);
    let ways: [(&str, Way); 3] = [
        ("the contact is deleted", |it| it.contacts(&[LINA])),
        ("cancelled", |it| drop(it.ok(&["meeting", "cancel", ID]))),
        ("postponed", |it| drop(it.ok(&["meeting", "postpone", ID]))),
    ];
    for (name, way) in ways {
        let council = Council::new();
        council.send(&[]);
        council.edit(
            "meetings.toml",
            "\"Salle A\"",
            "\"Salle B\"\ntitle = \"Séminaire fermé\"",
        );
        council.announce();
        council.ok(&[
            "meeting",
            "reschedule",
            ID,
            "--date",
            "2027-07-01",
            "--reason",
            "salle fermée",
        ]);
        way(&council);
        council.ok(&["build", "-q"]);
        let told = council.send(&[]);
        let letter = told.iter().find(|it| it.to.contains("beta")).unwrap();
        assert_eq!(letter.method(), "CANCEL", "{name}");
        let whole = format!("{}{}{:?}", letter.subject, letter.text, letter.calendar);
        for unknown in ["Séminaire", "Salle B", "juillet", "salle fermée"] {
            assert!(!whole.contains(unknown), "{name}: {unknown}: {whole}");
        }
        assert!(
            letter
                .subject
                .contains("réunion État (1/1), jeudi 11 février 2027"),
            "{name}"
        );
    }
}

#[test]
fn only_a_confirmed_meeting_is_said_to_take_place_and_a_reason_is_told_once() {
    let council = Council::new();
    council.edit("meetings.toml", "place =", "status = \"proposed\"\nplace =");
    council.announce();
    council.send(&[]);
    council.edit("meetings.toml", "Salle A", "Salle B");
    let reason = ["--reason", "salle fermée"];
    let first = ["meeting", "reschedule", ID, "--date", "2027-03-04"];
    council.ok(&[&first[..], &reason].concat());
    council.ok(&["build", "-q"]);
    for letter in council.send(&[]) {
        assert!(!letter.text.contains("aura lieu"), "{}", letter.text);
        assert!(
            letter
                .text
                .contains("désormais proposée le jeudi 4 mars 2027"),
            "{}",
            letter.text
        );
        assert!(
            letter.text.contains("motif : salle fermée"),
            "{}",
            letter.text
        );
    }
    council.ok(&["meeting", "confirm", ID]);
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-11"]);
    council.ok(&["build", "-q"]);
    for letter in council.send(&[]) {
        assert!(
            letter.text.contains("aura lieu le jeudi 11 mars 2027"),
            "{}",
            letter.text
        );
        assert!(!letter.text.contains("motif"), "{}", letter.text);
    }
    let events = council.read(&format!("evenements/conseil-d-essai-{ID}.ics"));
    assert!(!events.contains("fermée"), "{events}");
}

/// Whether one can join by a link is one thing, in the text and in the calendar.
#[test]
fn whoever_has_a_link_is_told_that_they_can_join() {
    let council = Council::new();
    council.edit("meetings.toml", "place =", "online = true\nplace =");
    council.announce();
    council.send(&[]);
    council.edit("meetings.toml", "online = true\n", "");
    council.announce();
    council.all_know();
    council.edit("meetings.toml", "Salle A", "Salle B");
    council.announce();
    for letter in council.send(&[]) {
        let said = "Elle aura lieu à l'endroit suivant et en visioconférence : Salle B.";
        assert!(letter.text.contains(said), "{}", letter.text);
        assert!(letter.text.contains(LINK), "{}", letter.text);
        let location = letter.calendar.iter().find(|it| it.starts_with("LOCATION"));
        assert!(location.unwrap().contains(LINK), "{location:?}");
    }
    council.edit("meetings.toml", "place =", "online = false\nplace =");
    council.announce();
    for letter in council.send(&[]) {
        assert!(
            letter.text.contains("n'est plus valable"),
            "{}",
            letter.text
        );
        assert!(!letter.text.contains(LINK), "{}", letter.text);
    }
}

/// Every template that a help shows can be typed.
#[test]
fn the_examples_of_every_help_run() {
    let council = Council::new();
    let lists: [&[&str]; 5] = [
        &["members", "list"],
        &["meeting", "list"],
        &["minutes", "actions"],
        &["opinion", "list"],
        &["invite", "list", ID],
    ];
    for list in lists
        .iter()
        .chain(&[&["members", "show", "alpha"][..], &["meeting", "show", ID]])
    {
        for lang in ["en", "fr"] {
            let run = |options: &[&str]| {
                let all = [*list, options].concat();
                cll_with(
                    council.path(),
                    &all,
                    &[("CLL_TODAY", DAY), ("CLL_LANG", lang)],
                )
            };
            let help = run(&["--help"]).stdout.replace('\n', " ");
            let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
            let examples: Vec<&str> = help.split('`').filter(|it| it.starts_with("{{")).collect();
            assert_eq!(examples.len(), 1, "{list:?}: {help}");
            let run = run(&["--template", examples[0]]);
            assert_eq!(run.code, Some(0), "{list:?}: {}", run.stderr);
        }
    }
}

type Steps = fn(&Council);

fn moved(council: &Council, day: &str) {
    council.ok(&["meeting", "reschedule", ID, "--date", day]);
    council.ok(&["build", "-q"]);
}
fn act(council: &Council, act: &str) {
    council.ok(&["meeting", act, ID]);
    council.ok(&["build", "-q"]);
}
fn back(council: &Council) {
    council.git(&["checkout", "-q", "."]);
}

/// The registry went back, or took another way; what is due once that is announced.
const WENT_BACK: &[(&str, Steps, &str)] = &[
    (
        "a restored copy",
        |it| {
            moved(it, "2027-02-18");
            it.send(&[]);
            back(it);
        },
        "date",
    ),
    (
        "another clone moved it under the same sequence",
        |it| {
            moved(it, "2027-02-18");
            it.send(&[]);
            back(it);
            it.edit("meetings.toml", "2027-02-11", "2027-02-25");
            it.edit("meetings.toml", "place =", "sequence = 1\nplace =");
        },
        "date",
    ),
    (
        "a sequence that somebody lowered",
        |it| {
            moved(it, "2027-02-18");
            moved(it, "2027-02-25");
            it.send(&[]);
            it.edit("meetings.toml", "sequence = 2", "sequence = 1");
        },
        "",
    ),
    (
        "other hours under the same sequence",
        |it| {
            moved(it, "2027-02-18");
            it.send(&[]);
            it.edit("meetings.toml", "\nstart = 14:00:00", "\nstart = 15:00:00");
        },
        "hours",
    ),
    (
        "it was called off, and stands again",
        |it| {
            it.send(&[]);
            act(it, "cancel");
            it.send(&[]);
            back(it);
        },
        "status",
    ),
];

/// The record has properly risen.
const ROSE: &[(&str, Steps)] = &[
    ("moved twice", |it| {
        moved(it, "2027-02-18");
        it.send(&[]);
        moved(it, "2027-02-25");
    }),
    ("moved, and then put off", |it| {
        it.send(&[]);
        moved(it, "2027-02-18");
        act(it, "postpone");
    }),
    ("told of another day, and then put off", |it| {
        moved(it, "2027-02-18");
        it.send(&[]);
        moved(it, "2027-02-25");
        act(it, "postpone");
        it.send(&[]);
    }),
    ("put off, and then moved", |it| {
        it.send(&[]);
        act(it, "postpone");
        it.send(&[]);
        moved(it, "2027-02-25");
        it.send(&[]);
    }),
    ("moved back to its first day", |it| {
        it.send(&[]);
        moved(it, "2027-02-18");
        it.send(&[]);
        moved(it, "2027-02-11");
    }),
    (
        "one person was withdrawn under the day that they knew",
        |it| {
            it.send(&[]);
            moved(it, "2027-02-18");
            it.contacts(&[LINA]);
            it.send(&[]);
        },
    ),
    ("another time zone, announced", |it| {
        it.send(&[]);
        it.zone("Europe/Paris", "America/Martinique");
        it.send(&[]);
    }),
];

/// The journal alone knows that the registry said something else: the calendars were never committed.
/// Where the registry went back, or took another way, `announce` records it; where the record has
/// properly risen there is nothing to find.
#[test]
fn the_journal_knows_where_the_registry_went_back() {
    for (name, steps, due) in WENT_BACK {
        let council = Council::new();
        steps(&council);
        let check = council.run(&["check", "--format", "short"]);
        assert_eq!(check.code, Some(1), "{name}");
        let found = check.stdout.matches("unannounced-change").count();
        assert_eq!(found, 1, "{name}: {}", check.stdout);
        assert_eq!(council.run(&["build"]).code, Some(2), "{name}");
        let send = council.run(&["invite", "send", ID, "--confirm", ID]);
        assert_eq!(send.code, Some(2), "{name}");
        assert!(
            send.stderr
                .contains(&format!("`cll meeting announce {ID}`"))
        );
        let tasks = council.tasks();
        assert!(
            tasks.iter().any(|(kind, _)| kind == "unannounced-change"),
            "{name}: {tasks:?}"
        );
        let highest = council.highest_sequence();
        council.announce();
        assert!(
            council
                .read("meetings.toml")
                .contains(&format!("sequence = {}", highest + 1))
        );
        council.ok(&["check"]);
        assert_eq!(council.due()["lina@alpha.example.org"], *due, "{name}");
        let told = council.send(&[]);
        assert_eq!(told.is_empty(), due.is_empty(), "{name}");
        assert!(told.iter().all(|it| it.sequence() > highest), "{name}");
        council.all_know();
        council.ok(&["check"]);
    }
    for (name, steps) in ROSE {
        let council = Council::new();
        steps(&council);
        let check = council.run(&["check", "--format", "short"]);
        assert!(
            !check.stdout.contains("unannounced-change"),
            "{name}: {}",
            check.stdout
        );
        council.send(&[]);
        council.all_know();
    }
}

/// Of a message: to whom it goes, its method and SEQUENCE, and the role, name and organisation.
fn addressed(letter: &Letter) -> String {
    let attendee = letter
        .calendar
        .iter()
        .find(|line| line.starts_with("ATTENDEE"));
    let attendee = attendee.unwrap();
    let value = |name: &str| {
        let (_, rest) = attendee.split_once(name).unwrap();
        rest.split([';', ':'])
            .next()
            .unwrap()
            .trim_matches('"')
            .to_owned()
    };
    let (_, organisation) = letter.text.split_once("Organisme : ").unwrap();
    let organisation = organisation.split([' ', '(']).take(3);
    let organisation: Vec<&str> = organisation.collect();
    let organisation = if organisation.get(1) == Some(&"et") {
        organisation.join(" ")
    } else {
        organisation[0].to_owned()
    };
    let to = letter.to.split('@').next().unwrap();
    let (method, sequence) = (letter.method(), letter.sequence());
    let (role, name) = (value("ROLE="), value("CN="));
    format!("{to} {method} {sequence} {role} {name} / {organisation}")
}

/// Members may share a mailbox: each is in every list, one message names them all, and whoever is
/// added there later is named as well.
#[test]
fn members_that_share_an_address_are_told_by_one_message() {
    let at = |contact: &str, to: &str| {
        let (before, rest) = contact.split_once("email = \"").unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        format!("{before}email = \"{to}@example.net\"{after}")
    };
    let alternate = |contact: &str| contact.replace("titular", "alternate");
    let told = |council: &Council, options: &[&str]| -> Vec<String> {
        council.send(options).iter().map(addressed).collect()
    };
    let members = |council: &Council| -> Vec<String> {
        let list = council.list().into_iter();
        list.map(|it| {
            format!(
                "{} {}",
                it["member"].as_str().unwrap(),
                it["told"].is_string()
            )
        })
        .collect()
    };
    let council = Council::new();
    let (lina, jean) = (at(LINA, "contact"), at(JEAN, "contact"));
    council.contacts(&[&alternate(&lina), &jean]);
    assert_eq!(members(&council), ["alpha false", "beta false"]);
    assert_eq!(council.tasks(), [("unsent-invitations".to_owned(), 1)]);
    assert_eq!(
        told(&council, &[]),
        ["contact REQUEST 0 REQ-PARTICIPANT Lina Quidam et Jean-Noël Çelik / Alpha et Béta"]
    );
    assert_eq!(members(&council), ["alpha true", "beta true"]);
    council.all_know();
    // Either member stands for the mailbox.
    assert_eq!(
        council
            .would_send(&["--to", "beta", "--resend"])
            .lines()
            .count(),
        1
    );
    // Both are at another address.
    council.contacts(&[&at(LINA, "accueil"), &at(JEAN, "accueil")]);
    assert_eq!(
        told(&council, &[]),
        ["accueil REQUEST 1 REQ-PARTICIPANT Lina Quidam et Jean-Noël Çelik / Alpha et Béta"]
    );
    council.all_know();
    // One of them leaves, and then the other.
    council.contacts(&[&at(JEAN, "accueil")]);
    council.all_know();
    council.contacts(&[&(at(JEAN, "accueil") + "until = 2026-11-01\n")]);
    assert_eq!(
        told(&council, &[]),
        ["accueil CANCEL 2 REQ-PARTICIPANT Lina Quidam et Jean-Noël Çelik / Alpha et Béta"]
    );
    council.all_know();
    // Another member joins a mailbox that was told.
    let council = Council::new();
    council.contacts(&[&lina]);
    told(&council, &[]);
    council.contacts(&[&lina, &jean]);
    assert_eq!(members(&council), ["alpha true", "beta false"]);
    let joined = council.send(&["--kind", "reminder"]);
    assert!(
        joined[0]
            .text
            .contains("Cette adresse avait déjà reçu une invitation")
    );
    assert_eq!(
        addressed(&joined[0]),
        "contact REQUEST 1 REQ-PARTICIPANT Lina Quidam et Jean-Noël Çelik / Alpha et Béta"
    );
    council.all_know();
}

/// A person is known by the member, the name and the address: whoever has another's address now is
/// invited there anew, above all that went to it, and nobody is told to forget the meeting.
#[test]
fn each_address_is_told_for_whom_it_is() {
    let to = |contact: &str, email: &str| {
        let (before, rest) = contact.split_once("email = \"").unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        format!("{before}email = \"{email}\"{after}")
    };
    let (lina_at, jean_at) = ("lina@alpha.example.org", "jn.celik@beta.example.org");
    let council = Council::new();
    let jean = JEAN.replace("titular", "alternate");
    council.contacts(&[LINA, &jean]);
    council.send(&[]);
    council.contacts(&[&to(LINA, jean_at), &to(&jean, lina_at)]);
    assert_eq!(council.tasks(), [("unsent-invitations".to_owned(), 2)]);
    let told: Vec<String> = council.send(&[]).iter().map(addressed).collect();
    assert_eq!(
        told,
        [
            "jn.celik REQUEST 1 REQ-PARTICIPANT Lina Quidam / Alpha",
            "lina REQUEST 1 OPT-PARTICIPANT Jean-Noël Çelik / Béta",
        ]
    );
    council.all_know();
    // Back again, and the meeting moved as well: the news goes first, with the right name.
    council.contacts(&[LINA, &jean]);
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
    council.ok(&["build", "-q"]);
    let told = council.send(&[]);
    assert!(
        told[0].text.contains("prévue le jeudi 11 février 2027"),
        "{}",
        told[0].text
    );
    let told: Vec<String> = told.iter().map(addressed).collect();
    assert_eq!(
        told,
        [
            "lina REQUEST 2 REQ-PARTICIPANT Lina Quidam / Alpha",
            "jn.celik REQUEST 2 OPT-PARTICIPANT Jean-Noël Çelik / Béta",
        ]
    );
    council.all_know();
    // One leaves, and the other takes over that address.
    let council = Council::new();
    council.send(&[]);
    council.contacts(&[&to(LINA, jean_at)]);
    let told: Vec<String> = council.send(&[]).iter().map(addressed).collect();
    assert_eq!(
        told,
        ["jn.celik REQUEST 1 REQ-PARTICIPANT Lina Quidam / Alpha"]
    );
    council.all_know();
    // Whoever follows another in a mailbox of the member knows what it knows; so does a corrected name.
    for name in ["Marc Témoin", "Lina Quidam-Témoin", "QUIDAM Lina"] {
        let council = Council::new();
        council.send(&[]);
        council.contacts(&[&LINA.replace("Lina Quidam", name), JEAN]);
        council.all_know();
    }
}

/// Of those who share a mailbox some move and some are invited no more: it is told so for those alone
/// who are told nothing elsewhere, in whatever order the contacts stand.
#[test]
fn a_mailbox_that_is_given_up_is_told_for_whom() {
    let at = |contact: &str, to: &str| {
        let (before, rest) = contact.split_once("email = \"").unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        format!("{before}email = \"{to}@example.net\"{after}")
    };
    let third = JEAN.replace("Jean-Noël Çelik", "Marc Témoin");
    let third = third.replace("\"beta\"", "\"gamma\"");
    let gamma = [
        "members",
        "new",
        "-q",
        "--name",
        "Gamma",
        "--college",
        "etat",
    ];
    let gamma = [&gamma[..], &["--since", "2024-01-01"]].concat();
    let told = |council: &Council, contacts: &[String]| -> Vec<String> {
        let contacts: Vec<&str> = contacts.iter().map(String::as_str).collect();
        council.contacts(&contacts);
        let dry = council.would_send(&[]).lines().count();
        let told: Vec<String> = council.send(&[]).iter().map(addressed).collect();
        assert_eq!(told.len(), dry, "{told:?}");
        council.all_know();
        told
    };
    let jean_forgets = "box CANCEL 1 REQ-PARTICIPANT Jean-Noël Çelik / Béta";
    let lina_moves = "new REQUEST 1 REQ-PARTICIPANT Lina Quidam / Alpha";
    for turned in [false, true] {
        let order = |mut contacts: Vec<String>| {
            if turned {
                contacts.reverse();
            }
            contacts
        };
        // At once.
        let council = Council::new();
        told(&council, &order(vec![at(LINA, "box"), at(JEAN, "box")]));
        council.contacts(&[&at(LINA, "new")]);
        let tasks = council.tasks();
        let one = |kind: &str| (kind.to_owned(), 1);
        assert_eq!(tasks, [one("outdated-messages"), one("unsent-invitations")]);
        assert_eq!(council.due()["box@example.net"], "status");
        assert_eq!(
            told(&council, &[at(LINA, "new")]),
            [jean_forgets, lina_moves]
        );
        // One after the other.
        let council = Council::new();
        told(&council, &order(vec![at(LINA, "box"), at(JEAN, "box")]));
        let moved = order(vec![at(LINA, "new"), at(JEAN, "box")]);
        assert_eq!(told(&council, &moved), [lina_moves]);
        assert_eq!(told(&council, &[at(LINA, "new")]), [jean_forgets]);
        assert_eq!(
            told(&council, &[at(LINA, "new") + "until = 2026-11-01\n"]),
            ["new CANCEL 2 REQ-PARTICIPANT Lina Quidam / Alpha"]
        );
        // There and back again: the other one was there all the time.
        let council = Council::new();
        let both = order(vec![at(LINA, "box"), at(JEAN, "box")]);
        told(&council, &both);
        assert_eq!(told(&council, &moved), [lina_moves]);
        assert_eq!(told(&council, &both), [""; 0]);
        // Three: one goes on, one follows later, one is invited no more.
        let council = Council::new();
        council.ok(&gamma);
        let all = [LINA, JEAN, &third].map(|it| at(it, "box"));
        told(&council, &order(all.to_vec()));
        let moved = order(vec![at(LINA, "new"), at(JEAN, "box"), at(&third, "box")]);
        assert_eq!(told(&council, &moved), [lina_moves]);
        let joined = order(vec![at(LINA, "new"), at(&third, "new")]);
        let told = told(&council, &joined);
        assert_eq!(told[0], jean_forgets);
        assert!(told[1].starts_with("new REQUEST 2"), "{told:?}");
        assert_eq!(told.len(), 2);
    }
    // Two mailboxes become one.
    let council = Council::new();
    council.send(&[]);
    let told = told(&council, &[at(LINA, "box"), at(JEAN, "box")]);
    assert_eq!(
        told,
        ["box REQUEST 1 REQ-PARTICIPANT Lina Quidam et Jean-Noël Çelik / Alpha et Béta"]
    );
}

/// Whoever was told at another address to forget the meeting is invited where they were before.
#[test]
fn whoever_comes_back_after_a_withdrawal_is_invited_again() {
    let council = Council::new();
    council.send(&[]);
    council.contacts(&[&LINA.replace("lina@", "quidam@"), JEAN]);
    council.send(&[]);
    council.contacts(&[JEAN]);
    assert_eq!(council.send(&[])[0].method(), "CANCEL");
    council.contacts(&[LINA, JEAN]);
    assert_eq!(council.tasks(), [("unsent-invitations".to_owned(), 1)]);
    let told: Vec<String> = council.send(&[]).iter().map(addressed).collect();
    assert_eq!(told, ["lina REQUEST 3 REQ-PARTICIPANT Lina Quidam / Alpha"]);
    council.all_know();
}

/// A title is no reason to write: it is told with the next message, and by `--kind update`.
#[test]
fn another_title_is_told_with_the_next_message() {
    let council = Council::new();
    council.send(&[]);
    council.edit(
        "meetings.toml",
        "place =",
        "title = \"Séminaire (bis)\"\nplace =",
    );
    council.announce();
    council.all_know();
    let says = "La réunion s'appelle désormais « Séminaire (bis) » ; elle vous avait été annoncée sous le nom « réunion État (1/1) ».";
    assert!(council.drafts(&["--kind", "update"])[0].text.contains(says));
    council.edit("meetings.toml", "Salle A", "Salle B");
    council.announce();
    let told = council.send(&[]);
    assert!(told[0].text.contains(says), "{}", told[0].text);
    assert!(told[0].subject.contains("Séminaire (bis)"));
    // The number in the series is none of its name.
    let council = Council::new();
    council.send(&[]);
    let new = ["meeting", "new", "-q", "--college", "etat"];
    council.ok(&[&new[..], &["--date", "2027-05-12", "--time", "14:00-16:00"]].concat());
    council.ok(&["build", "-q"]);
    council.all_know();
    let update = &council.drafts(&["--kind", "update"])[0];
    assert!(
        update.text.contains("(1/2)") && !update.text.contains("désormais"),
        "{}",
        update.text
    );
}

/// The hours that are asked about have their time zone where a message says it, or it is not that of
/// Paris; a clone without all commits says so before anything goes.
#[test]
fn what_is_about_to_go_says_its_time_zone_and_what_the_clone_lacks() {
    let council = Council::new();
    let ask = || council.ok(&["invite", "send", ID, "--confirm", ID]).stderr;
    let said = ask();
    assert!(
        said.contains("14:00-16:00, Salle A") && !said.contains("partial-history"),
        "{said}"
    );
    council.zone("Europe/Paris", "America/Martinique");
    let said = ask();
    assert!(
        said.contains("14:00-16:00 (time zone America/Martinique), Salle A"),
        "{said}"
    );
    council.zone("America/Martinique", "Europe/Paris");
    let said = ask();
    assert!(
        said.contains("14:00-16:00 (time zone Europe/Paris), Salle A"),
        "{said}"
    );
    council.commit("zones");
    let head = council.git_says(&["rev-parse", "HEAD"]);
    write(&council.path().join(".git/shallow"), head.as_bytes());
    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-04"]);
    council.ok(&["build", "-q"]);
    for arguments in [
        &["invite", "draft", ID, "-n"][..],
        &["invite", "send", ID, "--confirm", ID],
    ] {
        let run = council.ok(arguments);
        assert_eq!(
            run.stderr.matches("warning[partial-history]").count(),
            1,
            "{}",
            run.stderr
        );
    }
}

/// Whatever somebody did to the journal by hand: nobody is written to twice, and nothing is silent.
#[test]
fn a_journal_that_was_edited_is_read_or_named() {
    type Edit = fn(&str) -> Vec<u8>;
    let harmless: [(&str, Edit); 4] = [
        ("line ends of Windows", |it| it.replace('\n', "\r\n").into()),
        ("a mark of the encoding", |it| {
            format!("\u{feff}{it}").into()
        }),
        ("blank lines", |it| it.replace('\n', "\n\n").into()),
        ("no last line end", |it| it.trim_end().into()),
    ];
    for (name, edit) in harmless {
        let council = Council::new();
        council.send(&[]);
        let text = council.read("private/sent.jsonl");
        let path = council.path().join("private/sent.jsonl");
        write(&path, &edit(&text));
        council.all_know();
        council.ok(&["check"]);
        council.ok(&["meeting", "reschedule", ID, "--date", "2027-02-18"]);
        council.ok(&["build", "-q"]);
        assert_eq!(council.send(&[]).len(), 2, "{name}");
        council.all_know();
    }
    let broken: [(&str, Edit, &str); 5] = [
        (
            "a day that is none",
            |it| it.replace("2027-02-11", "2027-02-30").into(),
            "broken-journal",
        ),
        (
            "cut in the middle of a line, and written on",
            |it| {
                let (before, after) = it.split_at(it.len() / 2);
                format!("{before}\n{after}").into()
            },
            "broken-journal",
        ),
        (
            "another council's",
            |it| it.replace("conseil-d-essai", "conseil-voisin").into(),
            "broken-journal",
        ),
        (
            "another encoding",
            |it| it.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "not-utf8",
        ),
        (
            "a merge that was not settled",
            |it| format!("{it}<<<<<<< HEAD\n=======\n>>>>>>> autre\n").into(),
            "broken-journal",
        ),
    ];
    for (name, edit, code) in broken {
        let council = Council::new();
        council.send(&[]);
        let text = council.read("private/sent.jsonl");
        let path = council.path().join("private/sent.jsonl");
        write(&path, &edit(&text));
        let check = council.run(&["check", "--format", "short"]);
        assert!(check.stdout.contains(code), "{name}: {}", check.stdout);
        for secret in ["Quidam", "lina@", "Salle A"] {
            assert!(!check.stdout.contains(secret), "{name}: {}", check.stdout);
        }
        for arguments in [
            &["invite", "draft", ID][..],
            &["invite", "send", ID, "--confirm", ID],
        ] {
            assert_eq!(council.run(arguments).code, Some(2), "{name}");
        }
        assert_eq!(council.server.seen().taken.len(), 2, "{name}");
    }
    // Cut at its end: the run before it may have been killed there.
    let council = Council::new();
    council.send(&[]);
    let text = council.read("private/sent.jsonl");
    write(
        &council.path().join("private/sent.jsonl"),
        &text.as_bytes()[..text.len() - 40],
    );
    let said = council.ok(&["invite", "send", ID, "-n"]).stderr;
    assert!(said.contains("ends in the middle of a record"), "{said}");
}

/// The record of a meeting is gone before its calendar was committed, and people expect it.
#[test]
fn a_meeting_that_people_expect_is_missed() {
    let council = Council::new();
    council.git(&["rm", "-q", "-r", "--cached", "evenements"]);
    council.git(&["commit", "-qm", "calendars are made elsewhere"]);
    let ignored = council.read(".gitignore") + "/evenements/\n";
    write(&council.path().join(".gitignore"), ignored.as_bytes());
    let new = [
        "meeting",
        "new",
        "-q",
        "--college",
        "etat",
        "--place",
        "Salle A",
    ];
    council.ok(&[&new[..], &["--date", "2027-05-12", "--time", "14:00-16:00"]].concat());
    council.ok(&["build", "-q"]);
    council.ok(&["invite", "send", "2027-etat-2", "--confirm", "2027-etat-2"]);
    let written = council.read("meetings.toml");
    council.git(&["checkout", "-q", "meetings.toml"]);
    fs::remove_dir_all(council.path().join("evenements")).unwrap();
    council.run(&["build", "-q"]);
    let check = council.run(&["check"]).stdout;
    assert!(check.contains("warning[expected-meeting]"), "{check}");
    assert!(
        check.contains("2 invited people expect it on 12 May 2027"),
        "{check}"
    );
    // Put back and called off, it is expected by nobody.
    write(&council.path().join("meetings.toml"), written.as_bytes());
    council.ok(&["meeting", "cancel", "2027-etat-2"]);
    council.ok(&["build", "-q"]);
    council.ok(&["invite", "send", "2027-etat-2", "--confirm", "2027-etat-2"]);
    council.git(&["checkout", "-q", "meetings.toml"]);
    let check = council.run(&["check"]).stdout;
    assert!(!check.contains("expected-meeting"), "{check}");
}
