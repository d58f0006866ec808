//! Answers to invitations that were sent: what counts, what is asked again, and what nobody ever sees.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use chrono::DateTime;
use cll::domain::{Clock, Correspondents, Replies};
use cll::source::Sources;

use crate::mail_server::{HOST, Server, Tls};
use crate::program::{Run, cll_with, commit_all, folder, write};
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

pub const TODAY: &str = "2026-11-28";
const ID: &str = "2027-etat-1";
const UID: &str = "0deef92f-f789-5166-8f65-6e207ff24f5f";

const MEETING: &str = r#"[[meeting]]
id = "2027-etat-1"
uid = "0deef92f-f789-5166-8f65-6e207ff24f5f"
colleges = ["etat"]
number = 1
date = 2027-03-12
start = 14:00:00
end = 16:00:00
place = "Salle A"
updated = 2026-10-01T12:00:00Z
"#;

/// Another meeting, some weeks later and of the next cycle, so that the first keeps its rank.
fn later() -> String {
    let changes = [
        (ID, "2028-etat-1"),
        (UID, "6a6b0a55-5d5c-5b4c-9d39-5f1f7f1f6a10"),
        ("number = 1", "number = 1\ncycle = 2028"),
        ("2027-03-12", "2027-04-16"),
    ];
    let mut text = MEETING.to_owned();
    for (old, new) in changes {
        text = text.replace(old, new);
    }
    text
}

/// The members, each with one contact.
pub const PEOPLE: [(&str, &str); 5] = [
    ("alpha", "helene.lefevre@example.fr"),
    ("beta", "jn.celik@beta.example.org"),
    ("gamma", "gina@gamma.example.org"),
    ("delta", "dora@delta.example.org"),
    ("epsilon", "eva@epsilon.example.org"),
];

pub struct Council {
    folder: TempDir,
    server: Server,
}

impl Council {
    /// A council that has sent its invitations.
    pub fn new() -> Self {
        let server = Server::start(Tls::Never);
        let (members, contacts) = registries();
        let smtp = format!(
            "host = \"{HOST}\"\nport = {}\nsecurity = \"none\"\n",
            server.port
        );
        let folder = folder(&[
            ("members.toml", &members),
            ("meetings.toml", MEETING),
            (".gitignore", "/private/\n"),
            ("private/members.toml", &contacts),
            ("private/smtp.toml", &smtp),
        ]);
        let council = Self { folder, server };
        council.ok(&["build", "-q"]);
        council.ok(&["invite", "send", ID, "--confirm", ID]);
        commit_all(council.path());
        council
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        cll_with(self.path(), arguments, &[("CLL_TODAY", TODAY)])
    }

    fn ok(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        run
    }

    /// Notes what a member answers.
    fn note(&self, member: &str, answer: &[&str]) {
        self.ok(&[&["invite", "note", ID, "--member", member], answer].concat());
    }

    /// Reads a message; returns the result and the reason of each person.
    fn read(&self, message: &[u8]) -> Vec<String> {
        let path = self.path().join("private/message.eml");
        write(&path, message);
        Self::judged(&self.run(&["invite", "replies", "private/message.eml", "--json"]))
    }

    /// What a run in JSON says of each person.
    pub fn judged(run: &Run) -> Vec<String> {
        let document: Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
        let replies = document["replies"].as_array().unwrap().iter();
        replies
            .map(|it| {
                let text = |key: &str| it[key].as_str().unwrap_or("-").to_owned();
                format!(
                    "{} {} {} {}",
                    text("result"),
                    text("reason"),
                    text("member"),
                    text("answer")
                )
            })
            .collect()
    }

    fn list(&self, options: &[&str]) -> Vec<Value> {
        let run = self.ok(&[&["invite", "list", ID, "--json"], options].concat());
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        document["invited"].as_array().unwrap().clone()
    }

    /// The answer of a member, and whether it is to be asked again.
    pub fn answer(&self, member: &str) -> (String, bool, bool) {
        let list = self.list(&[]);
        let it = list.iter().find(|it| it["member"] == member).unwrap();
        let is = |key: &str| it[key].as_bool().unwrap();
        (
            it["answer"].as_str().unwrap_or("-").to_owned(),
            is("stale"),
            is("unanswered"),
        )
    }

    fn unanswered(&self) -> Vec<String> {
        let list = self.list(&["--unanswered"]);
        let members = list
            .iter()
            .map(|it| it["member"].as_str().unwrap().to_owned());
        members.collect()
    }

    pub fn journal(&self) -> String {
        fs::read_to_string(self.path().join("private/replies.jsonl")).unwrap_or_default()
    }
}

/// The registries of the members and of their contacts.
fn registries() -> (String, String) {
    let mut members =
        "[council]\nid = \"conseil\"\nname = \"Conseil des usages\"\nacronym = \"CU\"\n\
        convener = \"Ville d'Exemple\"\ncontact = \"secretariat@example.org\"\n\
        timezone = \"Europe/Paris\"\nquorum = 3\n\n[[college]]\nid = \"etat\"\nname = \"État\"\n"
            .to_owned();
    let mut contacts = String::new();
    for (member, email) in PEOPLE {
        let _ = write!(
            members,
            "\n[[member]]\nid = \"{member}\"\nname = \"{}\"\ncollege = \"etat\"\nsince = 2024-01-01\n",
            member.to_uppercase()
        );
        let _ = write!(
            contacts,
            "[[contact]]\nmember = \"{member}\"\nname = \"Nom de {member}\"\nemail = \"{email}\"\n\
             role = \"titular\"\n\n"
        );
    }
    (members, contacts)
}

/// An answer as simple as can be.
pub fn reply(email: &str, partstat: &str, sequence: u32, hour: u32) -> String {
    format!(
        "From: {email}\r\nMessage-ID: <{partstat}-{sequence}-{hour}-{email}>\r\n\
         Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n\
         BEGIN:VEVENT\r\nUID:{UID}\r\nDTSTAMP:20261127T{hour:02}0000Z\r\nSEQUENCE:{sequence}\r\n\
         ATTENDEE;PARTSTAT={partstat}:mailto:{email}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

fn real(name: &str, email: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/replies")
        .join(name);
    let text = fs::read_to_string(path).unwrap();
    text.replace("helene.lefevre@example.fr", email)
        .into_bytes()
}

#[test]
fn the_whole_circle() {
    let council = Council::new();
    circle(&council, |message| council.read(message));
}

/// Invitations go out, four clients answer with the bytes that they really write, the silent one is
/// reminded, the meeting moves, the old answers are asked again, and the minutes begin with the new ones.
///
/// `read` has a message read, and returns the result and the reason of each person.
pub fn circle(council: &Council, read: impl Fn(&[u8]) -> Vec<String>) {
    assert_eq!(council.unanswered().len(), 5);
    let [alpha, beta, gamma, delta, epsilon] = PEOPLE.map(|(_, email)| email);
    for (name, email, member, answer) in [
        ("cyrus-caldav-3.6.1-accept.eml", alpha, "alpha", "accepted"),
        ("thunderbird-153.8.0-accept.eml", beta, "beta", "accepted"),
        (
            "gnus-icalendar-emacs-28.2-declined.eml",
            gamma,
            "gamma",
            "declined",
        ),
        ("aerc-0.14.0-tentative.eml", delta, "delta", "tentative"),
    ] {
        let found = read(&real(name, email));
        assert!(
            found.contains(&format!("applied - {member} {answer}")),
            "{name}: {found:?}"
        );
        assert_eq!(council.answer(member), (answer.to_owned(), false, false));
    }
    assert_eq!(council.unanswered(), ["epsilon"]);
    let list = council.ok(&["invite", "list", "next"]).stdout;
    assert!(
        list.contains(
            "État: 2 coming, 0 represented, 1 excused, 1 not sure, 1 silent\n\
                       quorum not reached so far: 2, 3 of 5 needed\nto call: DELTA, EPSILON\n"
        ),
        "{list}"
    );
    let status = council.ok(&["status"]).stdout;
    assert!(status.contains("  to call: DELTA, EPSILON\n"), "{status}");

    let reminder = [
        "invite",
        "send",
        ID,
        "--confirm",
        ID,
        "--kind",
        "reminder",
        "--unanswered",
    ];
    council.ok(&reminder);
    assert_eq!(council.server.taken().last().unwrap(), epsilon);
    assert_eq!(council.server.taken().len(), 6);
    council.note("epsilon", &["--proxy", "alpha"]);
    assert_eq!(council.unanswered(), Vec::<String>::new());
    let none = council.ok(&["invite", "draft", ID, "--kind", "reminder", "--unanswered"]);
    assert!(none.stderr.contains("nobody to remind"), "{none:?}");
    let list = council.ok(&["invite", "list", "next"]).stdout;
    assert!(list.contains("quorum reached: 3, 3 of 5 needed"), "{list}");

    council.ok(&["minutes", "draft", ID]);
    let path = council
        .path()
        .join(format!("private/comptes-rendus/{ID}.md"));
    let draft = fs::read_to_string(path).unwrap();
    for line in [
        "- [ ] ALPHA <!-- private -->(Nom de alpha)<!-- /private -->",
        "- [ ] GAMMA (excusé) <!-- private -->(Nom de gamma)<!-- /private -->",
        "- [ ] DELTA <!-- private -->(Nom de delta)<!-- /private -->",
        "- [ ] EPSILON, représenté par l'ALPHA <!-- private -->(Nom de epsilon)<!-- /private -->",
    ] {
        assert!(draft.contains(line), "{draft}");
    }
    // Elsewhere others read it: nothing is told of what was answered.
    let open = council.ok(&["minutes", "draft", ID, "-o", "-"]).stdout;
    assert!(
        !open.contains("excusé") && !open.contains("représenté"),
        "{open}"
    );
    let attended = council
        .ok(&["minutes", "attendance", "--meeting", ID, "--format", "tsv"])
        .stdout;
    assert!(
        attended.contains("\trepresented\t") && attended.contains("\texcused\t"),
        "{attended}"
    );

    council.ok(&["meeting", "reschedule", ID, "--date", "2027-03-19"]);
    council.ok(&["build", "-q"]);
    assert_eq!(council.unanswered().len(), 5);
    assert_eq!(council.answer("alpha"), ("accepted".to_owned(), true, true));
    council.ok(&["invite", "send", ID, "--confirm", ID]);
    assert_eq!(
        read(reply(gamma, "ACCEPTED", 0, 9).as_bytes()),
        ["stale older-sequence gamma accepted"]
    );
    assert_eq!(council.unanswered().len(), 5);
    assert_eq!(
        read(reply(gamma, "ACCEPTED", 1, 8).as_bytes()),
        ["applied - gamma accepted"]
    );
    assert_eq!(
        council.answer("gamma"),
        ("accepted".to_owned(), false, false)
    );
    assert_eq!(council.unanswered(), ["alpha", "beta", "delta", "epsilon"]);
}

/// An answer to a version of which only the place differs stands.
#[test]
fn another_place_is_no_other_day() {
    let council = Council::new();
    let alpha = PEOPLE[0].1;
    council.read(reply(alpha, "ACCEPTED", 0, 9).as_bytes());
    let path = council.path().join("meetings.toml");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("Salle A", "Salle B");
    write(&path, text.as_bytes());
    council.ok(&["meeting", "announce", ID]);
    council.ok(&["build", "-q"]);
    council.ok(&["invite", "send", ID, "--confirm", ID]);
    let (answer, _, unanswered) = council.answer("alpha");
    assert_eq!((answer.as_str(), unanswered), ("accepted", false));
}

/// Of a note and an answer the later one counts, whatever the order in which they are recorded.
#[test]
fn the_later_of_a_note_and_an_answer_counts() {
    let council = Council::new();
    let alpha = PEOPLE[0].1;
    council.read(reply(alpha, "ACCEPTED", 0, 9).as_bytes());
    council.note("alpha", &["--deputy", "Noé Veau", "--comment", "malade"]);
    assert_eq!(council.answer("alpha").0, "delegated");
    let list = council.list(&[]);
    assert_eq!(
        (&list[0]["deputy"], &list[0]["comment"]),
        (&"Noé Veau".into(), &"malade".into())
    );
    // That of the day before is older than the note, though it is read after it.
    council.read(reply(alpha, "DECLINED", 0, 11).as_bytes());
    assert_eq!(council.answer("alpha").0, "delegated");
    let later = reply(alpha, "TENTATIVE", 0, 12)
        .replace("20261127", "20261128")
        .replace("T120000", "T130000");
    council.read(later.as_bytes());
    assert_eq!(council.answer("alpha").0, "tentative");
}

/// A proxy of who does not come counts for nothing, and somebody is to be called.
#[test]
fn a_proxy_needs_somebody_who_comes() {
    let council = Council::new();
    council.note("alpha", &["--declined"]);
    council.note("beta", &["--proxy", "alpha"]);
    council.note("gamma", &["--accepted"]);
    council.note("delta", &["--proxy", "gamma"]);
    council.note("epsilon", &["--declined"]);
    let status: Value = serde_json::from_str(&council.ok(&["status", "--json"]).stdout).unwrap();
    assert_eq!(status["answers"]["to_call"], serde_json::json!(["beta"]));
    assert_eq!(status["answers"]["quorum"]["counted"], 2);
    assert_eq!(status["answers"]["quorum"]["reached"], false);
}

#[test]
fn a_note_is_refused_where_nobody_can_tell_who_answers() {
    let council = Council::new();
    for (arguments, said) in [
        (&["--member", "omega", "--accepted"][..], "omega"),
        (
            &["--member", "alpha", "--proxy", "alpha"],
            "cannot stand for itself",
        ),
        (
            &[
                "--member",
                "alpha",
                "--contact",
                "x@example.org",
                "--accepted",
            ],
            "at this address",
        ),
        (
            &["--member", "alpha", "--deputy", " . "],
            "does not name who comes",
        ),
        (&["--member", "alpha"], "--accepted"),
        (
            &["--member", "alpha", "--accepted", "--declined"],
            "--declined",
        ),
    ] {
        let run = council.run(&[&["invite", "note", ID], arguments].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(said), "{run:?}");
    }
    assert!(!council.path().join("private/replies.jsonl").exists());
    let contacts = council.path().join("private/members.toml");
    let text = fs::read_to_string(&contacts).unwrap();
    let second = "[[contact]]\nmember = \"alpha\"\nname = \"Deuxième Personne\"\nemail = \"deux@example.fr\"\nrole = \"alternate\"\n";
    write(&contacts, format!("{text}{second}").as_bytes());
    let run = council.run(&["invite", "note", ID, "--member", "alpha", "--accepted"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.contains("2 persons") && !run.stderr.contains("deux@"),
        "{run:?}"
    );
    council.note("alpha", &["--contact", "DEUX@example.fr", "--accepted"]);
    assert_eq!(council.list(&[])[1]["answer"], "accepted");
    council.ok(&["meeting", "cancel", ID, "--reason", "faute de quorum"]);
    let run = council.run(&["invite", "note", ID, "--member", "beta", "--accepted"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("is cancelled"), "{run:?}");
    assert_eq!(council.journal().lines().count(), 1);
}

#[test]
fn what_is_written_by_hand_is_to_be_noted() {
    let council = Council::new();
    let sent = fs::read_to_string(council.path().join("private/sent.jsonl")).unwrap();
    let record: Value = serde_json::from_str(sent.lines().nth(1).unwrap()).unwrap();
    let (id, member) = (
        record["message_id"].as_str().unwrap(),
        record["member"].as_str().unwrap(),
    );
    let message = |head: &str| {
        format!(
            "From: quelqu'un@example.net\r\nMessage-ID: <m{}@x>\r\n{head}\r\n\r\nJe viendrai.\r\n",
            head.len()
        )
    };
    let answered = format!("In-Reply-To: <{id}> (le message du 28)");
    assert_eq!(
        council.read(message(&answered).as_bytes()),
        [format!("to-note plain-reply {member} -")]
    );
    assert_eq!(
        council.read(message(&answered).as_bytes()),
        [format!("known - {member} -")]
    );
    let thread = format!("References: <a@b>\r\n <{id}>");
    assert_eq!(
        council.read(message(&thread).as_bytes()),
        [format!("to-note plain-reply {member} -")]
    );
    let away = format!("{answered}\r\nAuto-Submitted: auto-replied");
    assert_eq!(
        council.read(message(&away).as_bytes()),
        ["ignored automatic - -"]
    );
    assert_eq!(
        council.read(message("In-Reply-To: <other@example.net>").as_bytes()),
        ["ignored unrelated - -"]
    );
    assert_eq!(council.unanswered().len(), 5);
}

/// Whoever is invited and writes a message of its own, not by "reply", is not passed over.
#[test]
fn what_does_not_say_what_it_answers_is_to_be_noted_if_an_invited_person_wrote_it() {
    let council = Council::new();
    let message = |number: usize, from: &str, date: &str| {
        format!(
            "From: {from}\r\nMessage-ID: <m{number}@x>\r\nDate: {date}\r\n\
             Subject: Jeudi\r\n\r\nJe ne pourrai pas venir.\r\n"
        )
    };
    let alpha = PEOPLE[0].1;
    let now = "Sat, 28 Nov 2026 18:00:00 +0100";
    let written = message(1, alpha, now);
    assert_eq!(
        council.read(written.as_bytes()),
        ["to-note unthreaded alpha -"]
    );
    assert_eq!(council.read(written.as_bytes()), ["known - alpha -"]);
    let status = council.ok(&["status"]).stdout;
    assert!(
        status.contains("wrote back, to be noted: ALPHA"),
        "{status}"
    );
    council.note("alpha", &["--declined"]);
    assert_eq!(council.answer("alpha").0, "declined");
    // What was written before anybody was invited answers nothing, nor does a stranger.
    let earlier = message(2, alpha, "Mon, 2 Nov 2026 09:00:00 +0100");
    assert_eq!(council.read(earlier.as_bytes()), ["ignored unrelated - -"]);
    let stranger = message(3, "quelqu'un@example.net", now);
    assert_eq!(council.read(stranger.as_bytes()), ["ignored unrelated - -"]);
}

/// A message that may be about either of two meetings keeps nobody from being reminded of the other one.
#[test]
fn what_may_be_about_two_meetings_is_to_be_noted_with_one_and_holds_back_no_reminder() {
    let council = Council::new();
    let path = council.path().join("meetings.toml");
    write(&path, format!("{MEETING}\n{}", later()).as_bytes());
    council.ok(&["build", "-q"]);
    council.ok(&["invite", "send", "2028-etat-1", "--confirm", "2028-etat-1"]);
    let alpha = PEOPLE[0].1;
    let written = format!(
        "From: {alpha}\r\nMessage-ID: <m1@x>\r\nDate: Sat, 28 Nov 2026 18:00:00 +0100\r\n\
         Subject: Avril\r\n\r\nJe ne pourrai pas venir en avril.\r\n"
    );
    assert_eq!(
        council.read(written.as_bytes()),
        ["to-note unclear-meeting alpha -"; 2]
    );
    let line = "wrote back, to be noted: ALPHA";
    let list = |id: &str| council.ok(&["invite", "list", id]).stdout;
    assert!(list(ID).contains(line) && list("2028-etat-1").contains(line));
    let reminder = |id: &str| {
        let about = [
            "invite",
            "send",
            id,
            "--kind",
            "reminder",
            "--unanswered",
            "-n",
        ];
        council.ok(&about).said()
    };
    assert!(reminder(ID).contains("alpha-1"));
    council.ok(&[
        "invite",
        "note",
        "2028-etat-1",
        "--member",
        "alpha",
        "--declined",
    ]);
    // It was about April: nothing is left to note, and March is still asked about.
    assert!(!list(ID).contains(line) && !list("2028-etat-1").contains(line));
    assert!(reminder(ID).contains("alpha-1"));
    assert!(!reminder("2028-etat-1").contains("alpha-1"));
}

/// Whoever types `next` after a meeting was called off may mean that one.
#[test]
fn next_says_which_meeting_before_it_people_still_take_for_held() {
    let council = Council::new();
    let path = council.path().join("meetings.toml");
    write(&path, format!("{MEETING}\n{}", later()).as_bytes());
    council.ok(&["meeting", "cancel", ID, "--reason", "grève"]);
    council.ok(&["build", "-q"]);
    let next = ["invite", "send", "next", "-n"];
    let said = council.ok(&next).stderr;
    let warning = format!("before it, `{ID}` does not take place, which 5 people do not know yet");
    assert!(said.contains(&warning), "{said}");
    let note = ["invite", "note", "next", "--member", "alpha", "--declined"];
    for others in [
        &[&note[..], &["-n"]].concat()[..],
        &["invite", "list", "next"],
        &["meeting", "show", "next"],
    ] {
        let said = council.ok(others).stderr;
        assert!(said.contains(&warning), "{others:?}: {said}");
    }
    let noted = council.ok(&[&note[..], &["-n"]].concat()).stderr;
    assert!(noted.contains("2028-etat-1, 2027-04-16"), "{noted}");
    council.ok(&["invite", "send", ID, "--confirm", ID]);
    let said = council.ok(&next).stderr;
    assert!(!said.contains("does not take place"), "{said}");
}

/// Whoever has the public calendar knows its UID: nothing else makes a stranger somebody's voice.
#[test]
fn a_stranger_speaks_for_nobody_and_no_answer_is_to_a_later_version_than_the_last() {
    let council = Council::new();
    let alpha = PEOPLE[0].1;
    let forged = reply(alpha, "ACCEPTED", 2_147_483_647, 9)
        .replacen(&format!("From: {alpha}"), "From: eve@evil.example", 1)
        .replacen(
            ";PARTSTAT",
            ";SENT-BY=\"mailto:eve@evil.example\";PARTSTAT",
            1,
        );
    assert_eq!(
        council.read(forged.as_bytes()),
        ["to-note from-another-address alpha -"]
    );
    assert_eq!(council.answer("alpha").0, "-");
    let ahead = reply(alpha, "ACCEPTED", 99, 9);
    assert_eq!(council.read(ahead.as_bytes()), ["applied - alpha accepted"]);
    council.note("alpha", &["--declined"]);
    assert_eq!(council.answer("alpha").0, "declined");
    // Nor does a clock that is ahead.
    let tomorrow = reply(alpha, "ACCEPTED", 0, 9).replace("20261127T", "20261129T");
    council.read(tomorrow.as_bytes());
    assert_eq!(council.answer("alpha").0, "accepted");
    council.note("alpha", &["--declined"]);
    assert_eq!(council.answer("alpha").0, "declined");
}

/// What is no answer is put away, and its sender is asked as before; there must be something to put away.
#[test]
fn a_message_that_is_no_answer_is_put_away() {
    let council = Council::new();
    let put_away = ["invite", "note", ID, "--member", "alpha", "--no-answer"];
    let run = council.run(&put_away);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("wrote nothing about"), "{run:?}");
    let written = format!(
        "From: {}\r\nMessage-ID: <m1@x>\r\nDate: Sat, 28 Nov 2026 18:00:00 +0100\r\n\
         Subject: Absente\r\n\r\nJe suis absente du bureau.\r\n",
        PEOPLE[0].1
    );
    assert_eq!(
        council.read(written.as_bytes()),
        ["to-note unthreaded alpha -"]
    );
    let line = "wrote back, to be noted";
    assert!(council.ok(&["status"]).stdout.contains(line));
    council.ok(&[&put_away[..], &["-n"]].concat());
    assert!(council.ok(&["status"]).stdout.contains(line));
    let run = council.ok(&put_away);
    assert!(run.stderr.contains("the message is no answer"), "{run:?}");
    for command in [&["invite", "list", "next"][..], &["status"]] {
        let said = council.ok(command).stdout;
        assert!(!said.contains(line), "{said}");
    }
    assert_eq!(council.answer("alpha").0, "-");
    assert!(council.journal().contains("\"no-answer\""));
    assert_eq!(council.read(written.as_bytes()), ["known - alpha -"]);
    assert_eq!(council.run(&put_away).code, Some(2));
}

/// Whoever wrote back is named until somebody noted what it says, and is not reminded.
#[test]
fn what_is_to_be_noted_is_kept_in_mind() {
    let council = Council::new();
    let sent = fs::read_to_string(council.path().join("private/sent.jsonl")).unwrap();
    let record: Value = serde_json::from_str(sent.lines().nth(1).unwrap()).unwrap();
    let id = record["message_id"].as_str().unwrap();
    // The list that answers go to adds its own fields.
    let written = format!(
        "From: {}\r\nMessage-ID: <a@x>\r\nList-Id: <reponses.example.org>\r\nPrecedence: list\r\n\
         In-Reply-To: <{id}>\r\n\r\nJe ne viendrai pas.\r\n",
        PEOPLE[0].1
    );
    assert_eq!(
        council.read(written.as_bytes()),
        ["to-note plain-reply alpha -"]
    );
    let line = "wrote back, to be noted: ALPHA";
    for command in [&["invite", "list", "next"][..], &["status"]] {
        let said = council.ok(command).stdout;
        assert!(said.contains(line), "{said}");
    }
    let reminder = [
        "invite",
        "send",
        ID,
        "--kind",
        "reminder",
        "--unanswered",
        "-n",
    ];
    let said = council.ok(&reminder).said();
    assert!(
        !said.contains("alpha-1") && said.contains("beta-1"),
        "{said}"
    );
    council.note("alpha", &["--declined"]);
    assert!(
        !council
            .ok(&["invite", "list", "next"])
            .stdout
            .contains(line)
    );
}

/// Nobody is reminded while it cannot be read who has answered, and names that answers told stay private.
#[test]
fn answers_are_neither_forgotten_nor_published() {
    let council = Council::new();
    council.note("alpha", &["--deputy", "Zorglub Xantippe"]);
    council.ok(&["minutes", "draft", ID]);
    let draft = council
        .path()
        .join(format!("private/comptes-rendus/{ID}.md"));
    let text = fs::read_to_string(&draft).unwrap();
    write(
        &draft,
        format!("{text}\nZorglub Xantippe parle.\n").as_bytes(),
    );
    let checked = council.run(&["minutes", "check", ID]);
    assert!(checked.stdout.contains("unmarked-private"), "{checked:?}");
    // Whom nobody names is no name.
    council.note("alpha", &["--deputy", "un collègue"]);
    write(
        &draft,
        format!("{text}\nAlpha envoie un collègue.\n").as_bytes(),
    );
    let checked = council.run(&["minutes", "check", ID]);
    assert!(!checked.stdout.contains("unmarked-private"), "{checked:?}");
    let journal = council.path().join("private/replies.jsonl");
    let lines = fs::read_to_string(&journal).unwrap();
    write(&journal, format!("{{}}\n{lines}").as_bytes());
    let reminder = ["invite", "draft", ID, "--kind", "reminder", "--unanswered"];
    let refused = council.run(&reminder);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(
        refused.stderr.contains("nobody knows who has answered"),
        "{refused:?}"
    );
}

/// The names that it holds cannot be looked for: nothing is built, and it is said once.
#[test]
fn a_journal_of_answers_that_cannot_be_read_stops_what_is_public() {
    let council = Council::new();
    write(&council.path().join("private/replies.jsonl"), b"\xff\n");
    fs::remove_dir_all(council.path().join("evenements")).unwrap();
    let built = council.run(&["build"]);
    assert_eq!(built.code, Some(2), "{built:?}");
    assert!(built.said().contains("private/replies.jsonl"), "{built:?}");
    assert!(!council.path().join("evenements").exists());
    let checked = council.run(&["check"]);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    let named = checked.stdout.matches("private/replies.jsonl").count();
    assert_eq!(named, 1, "{checked:?}");
}

#[test]
fn no_source_and_another_kind_are_refused_and_a_missing_file_is_named() {
    let council = Council::new();
    let none = council.run(&["invite", "replies"]);
    assert_eq!(none.code, Some(2));
    assert!(none.stderr.contains("FILE"), "{none:?}");
    let kind = council.run(&["invite", "draft", ID, "--unanswered"]);
    assert_eq!(kind.code, Some(2));
    assert!(kind.stderr.contains("--kind reminder"), "{kind:?}");
    let path = council.path().join("private/message.eml");
    write(&path, reply(PEOPLE[0].1, "ACCEPTED", 0, 9).as_bytes());
    let missing = council.run(&["invite", "replies", "nowhere.eml", "private/message.eml"]);
    assert_eq!(missing.code, Some(1), "{missing:?}");
    assert!(missing.stdout.contains("no such file"), "{missing:?}");
    assert_eq!(council.answer("alpha").0, "accepted");
}

#[test]
fn maildirs_mailboxes_folders_and_dry_runs() {
    let council = Council::new();
    let [alpha, beta, gamma, delta, ..] = PEOPLE.map(|(_, email)| email);
    let mail = council.path().join("private/mail");
    for folder in ["cur", "new", "tmp"] {
        fs::create_dir_all(mail.join("box").join(folder)).unwrap();
        fs::create_dir_all(mail.join("box/.R&AOk-ponses").join(folder)).unwrap();
    }
    let message = |email| reply(email, "ACCEPTED", 0, 9);
    write(&mail.join("box/cur/1.host:2,S"), message(alpha).as_bytes());
    write(&mail.join("box/tmp/2.host"), message(gamma).as_bytes());
    let folder = mail.join("box/.R&AOk-ponses");
    write(&folder.join("new/3.host"), message(delta).as_bytes());
    let mailbox = format!(
        "From - Fri Nov 27 09:00:00 2026\n{}\nFrom x@y\n>From hier\n\nFrom 14:00 to 16:00\n",
        message(beta).replace("\r\n", "\n")
    );
    write(&mail.join("INBOX"), mailbox.as_bytes());
    write(&mail.join("notes.txt"), b"rien");
    let dry = council.ok(&["invite", "replies", "-n", "private/mail"]);
    assert!(dry.stderr.contains("nothing was written"), "{dry:?}");
    assert_eq!(council.journal(), "");
    let run = council.ok(&["invite", "replies", "private/mail", "--format", "tsv"]);
    let rows: Vec<&str> = run.stdout.lines().skip(1).collect();
    assert_eq!(rows.len(), 4, "{run:?}");
    assert!(
        rows[0].starts_with("private/mail/INBOX:1\t") && rows[0].contains("\tapplied\t"),
        "{run:?}"
    );
    assert!(
        rows[1].starts_with("private/mail/box/.R&AOk-ponses/new/3.host\t"),
        "{run:?}"
    );
    assert!(
        rows[2].starts_with("private/mail/box/cur/1.host:2,S\t"),
        "{run:?}"
    );
    assert!(rows[3].contains("not-a-message"), "{run:?}");
    assert_eq!(council.unanswered(), ["epsilon", "gamma"]);
}

#[test]
fn a_second_answer_under_the_same_message_id_counts() {
    let council = Council::new();
    let alpha = PEOPLE[0].1;
    let first = reply(alpha, "ACCEPTED", 0, 9);
    council.read(first.as_bytes());
    let id = format!("<ACCEPTED-0-9-{alpha}>");
    let second = reply(alpha, "DECLINED", 0, 10);
    let second = second.replace(&format!("<DECLINED-0-10-{alpha}>"), &id);
    council.read(second.as_bytes());
    assert_eq!(council.answer("alpha").0, "declined");
    let before = council.journal();
    council.read(first.as_bytes());
    assert_eq!(council.journal(), before);
}

#[test]
fn a_successor_at_the_same_address_has_not_answered() {
    let council = Council::new();
    council.read(reply(PEOPLE[0].1, "ACCEPTED", 0, 9).as_bytes());
    let path = council.path().join("private/members.toml");
    let contacts = fs::read_to_string(&path).unwrap();
    let own = "name = \"Nom de alpha\"";
    // The same person, spelt otherwise.
    write(
        &path,
        contacts.replace(own, "name = \"Nom d'Alpha\"").as_bytes(),
    );
    assert_eq!(council.answer("alpha").0, "accepted");
    let ended = contacts.replacen(
        "role = \"titular\"",
        "role = \"titular\"\nuntil = 2027-01-01",
        1,
    );
    let successor = format!(
        "{ended}\n[[contact]]\nmember = \"alpha\"\nname = \"Autre Personne\"\nemail = \"{}\"\n\
         role = \"titular\"\nsince = 2027-01-01\n",
        PEOPLE[0].1
    );
    write(&path, successor.as_bytes());
    assert_eq!(council.answer("alpha").0, "-");
    assert!(council.unanswered().contains(&"alpha".to_owned()));
}

#[test]
fn every_comment_of_an_answer_is_kept() {
    let council = Council::new();
    let answer = reply(PEOPLE[0].1, "TENTATIVE", 0, 9);
    // The second stands, as letters, in the first.
    let comments = "SEQUENCE:0\r\nCOMMENT:Non, c'est trop t\u{f4}t.\r\nCOMMENT:Non";
    council.read(answer.replace("SEQUENCE:0", comments).as_bytes());
    let list = council.list(&[]);
    let it = list.iter().find(|it| it["member"] == "alpha").unwrap();
    let both = "Non, c'est trop t\u{f4}t. Non";
    assert_eq!(it["comment"], both);
}

/// Who accepts by a button and writes beside it has said both; what they quote, and what their program
/// writes, is nothing.
#[test]
fn words_beside_a_button_are_kept() {
    let council = Council::new();
    let beside = |email: &str, kind: &str, text: &str, comment: &str| {
        let reply =
            reply(email, "ACCEPTED", 0, 9).replace("END:VEVENT", &format!("{comment}END:VEVENT"));
        let (_, calendar) = reply.split_once("\r\n\r\n").unwrap();
        format!(
            "From: Nom <{email}>\r\nMessage-ID: <{email}>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\
             Content-Type: {kind}; charset=utf-8\r\n\r\n{text}\r\n--b\r\n\
             Content-Type: text/calendar; method=REPLY\r\n\r\n{calendar}\r\n--b--\r\n"
        )
    };
    let cases = [
        (
            "text/plain",
            "Bonjour,\r\n\r\nJe pars à 15 h.\r\n\r\nCordialement,\r\nNom\r\n\r\nLe 2 nov. 2026 à 10:00, Secrétariat a écrit :\r\n> Vous êtes invités",
            "",
            Some("Bonjour, Je pars à 15 h."),
        ),
        (
            "text/html",
            "<html><body><p>Je viens à <b>distance</b>.</p></body></html>",
            "",
            Some("Je viens à distance."),
        ),
        ("text/plain", "Nom a accepté cette invitation", "", None),
        (
            "text/plain",
            "et sans voiture",
            "COMMENT:en train\r\n",
            Some("en train / et sans voiture"),
        ),
        (
            "text/plain",
            "en train",
            "COMMENT:en train\r\n",
            Some("en train"),
        ),
    ];
    for ((member, email), (kind, text, comment, expected)) in PEOPLE.into_iter().zip(cases) {
        let read = council.read(beside(email, kind, text, comment).as_bytes());
        assert_eq!(read, [format!("applied - {member} accepted")]);
        let list = council.list(&[]);
        let it = list.iter().find(|it| it["member"] == member).unwrap();
        assert_eq!(it["comment"].as_str(), expected, "{text}");
    }
}

/// A proxy that cannot count is said when it is noted, when its holder excuses itself, and in the list.
#[test]
fn an_impossible_proxy_is_said() {
    let council = Council::new();
    let path = council.path().join("members.toml");
    let members = fs::read_to_string(&path).unwrap();
    write(
        &path,
        members
            .replace("quorum = 3", "quorum = 3\nproxies = 1")
            .as_bytes(),
    );
    let note = |member: &str, answer: &[&str]| {
        let run = council.ok(&[&["invite", "note", ID, "--member", member], answer].concat());
        run.stderr
            .lines()
            .filter(|it| it.starts_with("warning"))
            .map(ToOwned::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(note("alpha", &["--proxy", "beta"]), [""; 0]);
    assert_eq!(note("gamma", &["--accepted"]), [""; 0]);
    assert_eq!(
        note("beta", &["--declined"]),
        ["warning: BETA does not come, and cannot stand for ALPHA"]
    );
    assert_eq!(note("alpha", &["--proxy", "gamma"]), [""; 0]);
    let most = "warning: GAMMA cannot stand for DELTA too: a member holds 1 proxy at most";
    assert_eq!(note("delta", &["--proxy", "gamma"]), [most]);
    let list = council.ok(&["invite", "list", ID]);
    assert!(
        list.stdout.contains(most) && list.stdout.contains("to call: DELTA, EPSILON"),
        "{list:?}"
    );
    let status: Value = serde_json::from_str(&council.ok(&["status", "--json"]).stdout).unwrap();
    assert_eq!(
        status["answers"]["impossible_proxies"],
        serde_json::json!([{"member": "delta", "proxy": "gamma", "fault": "too-many"}])
    );
    assert_eq!(
        note("delta", &["--proxy", "alpha"]),
        ["warning: ALPHA does not come, and cannot stand for DELTA"]
    );
}

/// Whoever has no address is in the list by name, and answers by telephone.
#[test]
fn who_has_no_address_is_listed_and_can_answer() {
    let council = Council::new();
    let path = council.path().join("private/members.toml");
    let contacts = fs::read_to_string(&path).unwrap();
    let more = "[[contact]]\nmember = \"beta\"\nname = \"Tél Éphone\"\nrole = \"alternate\"\n";
    write(&path, format!("{contacts}{more}").as_bytes());
    let listed = |list: &[Value]| {
        let it = list.iter().find(|it| it["name"] == "Tél Éphone").unwrap();
        assert_eq!((&it["email"], &it["told"]), (&Value::Null, &Value::Null));
        it["answer"].clone()
    };
    assert_eq!(listed(&council.list(&["--unanswered"])), Value::Null);
    let table = council.ok(&["invite", "list", ID]);
    assert!(table.stdout.contains("Tél Éphone"), "{table:?}");
    assert!(
        table.stderr.contains("a contact of `beta` has no address"),
        "{table:?}"
    );
    let run = council.run(&["invite", "note", ID, "--member", "beta", "--accepted"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    council.note("beta", &["--contact", "tél éphone", "--accepted"]);
    assert_eq!(listed(&council.list(&[])), "accepted");
    assert_eq!(
        council.answer("beta").0,
        "-",
        "the titular has not answered"
    );
    let status: Value = serde_json::from_str(&council.ok(&["status", "--json"]).stdout).unwrap();
    assert_eq!(status["answers"]["colleges"][0]["coming"], 1);
    council.ok(&["check"]);
}

/// Without the journal of messages nobody knows who was told; whoever answered was.
#[test]
fn a_lost_journal_of_messages_is_noticed_by_the_answers() {
    let council = Council::new();
    council.read(reply(PEOPLE[0].1, "ACCEPTED", 0, 9).as_bytes());
    let sent = council.path().join("private/sent.jsonl");
    let journal = fs::read_to_string(&sent).unwrap();
    fs::remove_dir_all(council.path().join(".git")).unwrap();
    fs::remove_file(&sent).unwrap();
    for arguments in [
        &["invite", "send", ID, "--confirm", ID][..],
        &["invite", "send", ID, "-n"],
        &["invite", "draft", ID],
    ] {
        let run = council.run(arguments);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.stderr.contains("everybody would be invited anew"),
            "{run:?}"
        );
    }
    assert!(!sent.exists());
    council.ok(&["invite", "list", ID]);
    council.ok(&["invite", "draft", ID, "--kind", "reminder", "-n"]);
    write(&sent, journal.as_bytes());
    let run = council.ok(&["invite", "send", ID, "-n"]);
    assert!(run.stderr.contains("0 messages would be sent"), "{run:?}");
}

/// A damaged line is a finding, and loses no other; nothing that is private is ever shown of it.
#[test]
fn a_damaged_line_is_a_finding() {
    let council = Council::new();
    council.read(reply(PEOPLE[0].1, "ACCEPTED", 0, 9).as_bytes());
    let path = council.path().join("private/replies.jsonl");
    let whole = council.journal();
    write(
        &path,
        format!("{{\"canari\": 1}}\n{whole}{}", &whole[..40]).as_bytes(),
    );
    let check = council.run(&["check"]);
    assert_eq!(check.code, Some(1));
    assert!(
        check.stdout.contains("broken-journal") && !check.said().contains("canari"),
        "{check:?}"
    );
    let list = council.ok(&["invite", "list", ID]);
    assert!(
        list.stderr.contains("private/replies.jsonl`, line 1"),
        "{list:?}"
    );
    assert_eq!(council.answer("alpha").0, "accepted");
    // What was cut short is taken out, and the next record stands on a line of its own.
    council.read(reply(PEOPLE[1].1, "ACCEPTED", 0, 9).as_bytes());
    assert_eq!(council.journal().lines().count(), 3);
    assert_eq!(council.answer("beta").0, "accepted");
}

/// 50 MB, and one byte more.
#[test]
fn a_huge_message_is_named_and_the_rest_goes_on() {
    let council = Council::new();
    let mail = council.path().join("private/mail");
    let mut huge = b"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".to_vec();
    huge.resize(50 * 1024 * 1024 + 1, b'-');
    write(&mail.join("1.eml"), &huge);
    huge.pop();
    write(&mail.join("2.eml"), &huge);
    write(
        &mail.join("3.eml"),
        reply(PEOPLE[0].1, "ACCEPTED", 0, 9).as_bytes(),
    );
    let run = council.run(&["invite", "replies", "private/mail", "--format", "tsv"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let rows: Vec<&str> = run.stdout.lines().skip(1).collect();
    assert!(
        rows[0].contains("too-large") && rows[1].contains("unrelated"),
        "{run:?}"
    );
    assert!(rows[2].contains("applied"), "{run:?}");
}

/// The council, its contacts and no journal, as the library reads them.
struct World {
    council: cll::domain::Council,
    records: cll::domain::PrivateRecords,
    journal: cll::domain::Journal,
}

impl World {
    fn new() -> Self {
        let now = DateTime::from_timestamp(1_795_900_000, 0).unwrap();
        let clock = Clock {
            now,
            today: None,
            machine: now,
        };
        let (members, contacts) = registries();
        let mut sources = Sources::new();
        let members = sources.add("members.toml", members.as_str());
        let meetings = sources.add("meetings.toml", MEETING);
        let zones: Vec<&'static str> = cll::calendar::vtimezone::supported().collect();
        let (members, meetings) = (Some(members), Some(meetings));
        let loaded = cll::registry::load(&sources, members, meetings, &clock, &zones);
        let council = loaded
            .council
            .unwrap_or_else(|| panic!("{:?}", loaded.problems));
        let (records, problems) =
            cll::registry::private::load(Some(contacts), None, Some(&council));
        assert!(problems.is_empty(), "{problems:?}");
        Self {
            council,
            records,
            journal: cll::domain::Journal::default(),
        }
    }

    fn correspondents(&self) -> Correspondents<'_> {
        Correspondents {
            council: &self.council,
            records: &self.records,
            journal: &self.journal,
            now: DateTime::from_timestamp(1_795_900_000, 0).unwrap(),
        }
    }
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(World::new)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever the bytes of a message are, nothing panics, and nobody answers for somebody else.
    #[test]
    fn any_bytes_are_a_message_that_answers_for_its_sender_alone(
        noise in prop::sample::select(vec![
            "\r\n", "\n ", ":", ";", "\"", "\0", "--x", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "ATTENDEE;",
            "mailto:", "PARTSTAT=DECLINED", "=", "é",
        ]),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..6),
        from in prop::sample::select(PEOPLE.map(|(_, email)| email).to_vec()),
        attendee in prop::sample::select(vec![
            PEOPLE[0].1, PEOPLE[1].1, "JN.Celik+x@BETA.example.org", "invalid:x", "",
        ]),
    ) {
        let mut bytes = reply("z@example.org", "ACCEPTED", 0, 9)
            .replace("From: z@example.org", &format!("From: {from}"))
            .replace("mailto:z@example.org", &format!("mailto:{attendee}"))
            .into_bytes();
        let head = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for (at, removes) in cuts {
            let at = head + at.index(bytes.len() - head);
            if removes {
                bytes.drain(at..bytes.len().min(at + 3));
            } else {
                bytes.splice(at..at, noise.bytes());
            }
        }
        let read = cll::mail::read(&bytes);
        let judged = world().correspondents().judge(&read, &Replies::default());
        prop_assert!(!judged.is_empty());
        for it in judged.iter().filter(|it| it.answer.is_some()) {
            prop_assert_eq!(it.email.as_ref().unwrap().disclose().as_str(), from);
        }
    }

    #[test]
    fn any_bytes_can_be_read(bytes in any::<Vec<u8>>(), head in prop::sample::select(vec![
        "", "From: a@b\n\n", "Content-Type: multipart/mixed; boundary=\"\"\n\n", "BEGIN:VCALENDAR\n",
        "Content-Type: message/rfc822\n\n", "Content-Type: text/calendar; charset=utf-16\nContent-Transfer-Encoding: base64\n\n",
    ])) {
        let message = [head.as_bytes(), &bytes].concat();
        let _ = cll::mail::read(&message);
        let quoted = cll::registry::replies::read(&String::from_utf8_lossy(&bytes));
        prop_assert!(quoted.broken.len() <= bytes.len());
    }
}
