//! The messages about meetings, read back by another program's parser.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use crate::program::cll;
use crate::snapshots::overwriting;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use proptest::prelude::*;
use tempfile::TempDir;

const MEMBERS: &str = r#"
[council]
id = "conseil"
name = "Conseil d'exemple"
acronym = "CEX"
convener = "Agence d'exemple"
contact = "secretariat@example.org"
reply-to = "reponses@example.org"
url = "https://example.org/conseil"
timezone = "Europe/Paris"

[[college]]
id = "associations"
name = "associations"

[[college]]
id = "ecoles"
name = "écoles"

[[member]]
id = "abeille"
name = "L'Abeille"
college = "associations"
since = 2024-01-01

[[member]]
id = "ruche"
name = "La Ruche, atelier"
college = "associations"
since = 2024-01-01

[[member]]
id = "ecole"
name = "École"
college = "ecoles"
since = 2024-01-01
"#;

const MEETING: &str = r#"
[[meeting]]
id = "2025-associations-1"
colleges = ["associations"]
number = 1
date = 2025-12-02
start = 14:00:00
end = 16:00:00
online = true
agenda = ["Bilan de l'année", { title = "Suite", presenter = "L'Abeille", minutes = 20 }]
updated = 2025-10-01T10:00:00Z
"#;

const MOVED: &str = r#"
[[meeting]]
id = "2025-associations-1"
colleges = ["associations"]
number = 1
date = 2025-12-09
start = 14:00:00
end = 16:00:00
online = true
moved-from = [{ date = 2025-12-02, start = 14:00:00, end = 16:00:00 }]
reason = "salle indisponible"
sequence = 1
updated = 2025-11-02T10:00:00Z
"#;

const CONTACTS: &str = r#"
[[contact]]
member = "abeille"
name = "Secrétariat de l'Abeille"
email = "secretariat@abeille.example.org"
role = "titular"

[[contact]]
member = "abeille"
name = "Accueil \"bis\", Abeille"
email = "accueil@abeille.example.org"
role = "alternate"

[[contact]]
member = "ecole"
name = "Direction de l'école"
email = "direction@ecole.example.org"
role = "titular"
"#;

const LINK: &str = "https://visio.example.org/salle/a-b_c?pwd=x&y=1";
const ID: &str = "2025-associations-1";

/// A council in a folder of its own, with everything built.
struct Office(TempDir);

impl Office {
    fn new(meeting: &str) -> Self {
        let office = Self(TempDir::new().unwrap());
        fs::create_dir(office.path().join(".git")).unwrap();
        fs::create_dir(office.path().join("private")).unwrap();
        office.write("members.toml", MEMBERS);
        office.write(".gitignore", "/private/\n");
        office.write("private/members.toml", CONTACTS);
        let links = format!("[default]\njoin = \"{LINK}\"\n");
        office.write("private/meetings.toml", &links);
        office.meeting(meeting);
        office
    }

    fn meeting(&self, meeting: &str) {
        self.write("meetings.toml", meeting);
        let built = cll(self.path(), &["build", "-q"]);
        assert_eq!(built.code, Some(0), "{}", built.stderr);
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path().join(path), text).unwrap();
    }

    /// Drafts, and returns the exit code with all that was said.
    fn draft(&self, options: &[&str]) -> (Option<i32>, String) {
        let mut arguments = vec!["--today", "2025-11-03", "invite", "draft", ID];
        arguments.extend(options);
        let done = cll(self.path(), &arguments);
        (done.code, done.stdout + &done.stderr)
    }

    fn message(&self, name: &str) -> Vec<u8> {
        let path = format!("private/invitations/{ID}/{name}.eml");
        fs::read(self.path().join(path)).unwrap()
    }

    /// Writes the journal as if a message had been sent.
    fn sent(&self, member: &str, email: &str, kind: &str, sequence: u32, date: &str) {
        self.sent_by(member, email, kind, sequence, date, "");
    }

    /// The same, with the organizer of its event; empty, the record is an older one.
    fn sent_by(
        &self,
        member: &str,
        email: &str,
        kind: &str,
        sequence: u32,
        date: &str,
        organizer: &str,
    ) {
        let organizer = match organizer {
            "" => String::new(),
            known => format!(r#","organizer":"{known}""#),
        };
        let line = format!(
            r#"{{"format":1,"at":"2025-10-02T10:00:00Z","state":"sent","meeting":"{ID}","member":"{member}","name":"Service","email":"{email}","role":"titular","kind":"{kind}","message_id":"{kind}-{sequence}-{member}@example.org","sequence":{sequence},"updated":"2025-10-01T10:00:00Z","date":"{date}","start":"14:00:00","end":"16:00:00","place":null,"online":true{organizer},"answer":"250 ok"}}"#
        );
        let path = self.path().join("private/sent.jsonl");
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, format!("{before}{line}\n")).unwrap();
    }
}

fn parsed(bytes: &[u8]) -> Message<'_> {
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        assert!(line.len() <= 78 && line.is_ascii(), "{line:?}");
    }
    let breaks = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
    let ends = bytes.split(|byte| *byte == b'\n').count() - 1;
    assert_eq!(breaks, ends, "every line ends in CRLF");
    MessageParser::default().parse(bytes).unwrap()
}

/// Returns the calendar of a message, which it holds twice, and its lines unfolded.
fn calendar(message: &Message<'_>) -> Vec<String> {
    let parts: Vec<&[u8]> = message
        .parts
        .iter()
        .filter(|part| {
            let kind = part.content_type().unwrap();
            matches!(kind.subtype(), Some("calendar" | "ics"))
        })
        .map(mail_parser::MessagePart::contents)
        .collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0], parts[1]);
    let text = String::from_utf8(parts[0].to_vec()).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
    let unfolded = text.replace("\r\n ", "");
    unfolded.split("\r\n").map(str::to_owned).collect()
}

fn has(lines: &[String], wanted: &str) -> bool {
    lines.iter().any(|line| line == wanted)
}

#[test]
fn a_message_has_the_parts_that_calendars_look_for() {
    let office = Office::new(MEETING);
    let (code, said) = office.draft(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("no contact for `ruche`"), "{said}");
    assert!(
        !said.contains("ecole") && !said.contains("warning"),
        "{said}"
    );
    let bytes = office.message("abeille-1");
    let message = parsed(&bytes);
    let kinds: Vec<String> = message
        .parts
        .iter()
        .map(|part| {
            let kind = part.content_type().unwrap();
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics"
        ]
    );
    let part = message.parts[4].content_type().unwrap();
    assert_eq!(part.attribute("method"), Some("REQUEST"));
    assert_eq!(part.attribute("charset"), Some("utf-8"));
    assert!(message.parts[4].content_disposition().is_none());
    assert_eq!(message.parts[5].attachment_name(), Some("invite.ics"));
    let raw = String::from_utf8(bytes.clone()).unwrap();
    assert_eq!(raw.matches("Content-Transfer-Encoding: base64").count(), 2);
    assert!(!raw.contains("Auto-Submitted"));
}

#[test]
fn a_message_says_who_writes_to_whom_about_what() {
    let office = Office::new(MEETING);
    office.draft(&[]);
    let bytes = office.message("abeille-2");
    let message = parsed(&bytes);
    let address = |found: Option<&mail_parser::Address<'_>>| {
        let first = found.unwrap().first().unwrap();
        let name = first.name().unwrap_or_default().to_owned();
        (name, first.address().unwrap().to_owned())
    };
    let pair = |name: &str, address: &str| (name.to_owned(), address.to_owned());
    assert_eq!(
        address(message.from()),
        pair("Conseil d'exemple", "secretariat@example.org")
    );
    assert_eq!(
        address(message.to()),
        pair("Accueil \"bis\", Abeille", "accueil@abeille.example.org")
    );
    assert_eq!(address(message.reply_to()).1, "reponses@example.org");
    assert_eq!(
        message.subject().unwrap(),
        "Invitation\u{a0}: Conseil d'exemple, réunion associations (1/1), mardi 2 décembre 2025, \
         14h-16h"
    );
    assert_eq!(message.date().unwrap().to_rfc3339(), "2025-11-03T12:00:00Z");
    let lines = calendar(&message);
    for line in [
        "METHOD:REQUEST",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "DTSTAMP:20251103T120000Z",
        "LAST-MODIFIED:20251001T100000Z",
        "DTSTART;TZID=Europe/Paris:20251202T140000",
        &format!("LOCATION:{LINK}"),
        "ORGANIZER;SENT-BY=\"mailto:secretariat@example.org\";CN=\"Conseil d'exemple\":\
         mailto:reponses@example.org",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;\
         CN=\"Accueil ^'bis^', Abeille\":mailto:accueil@abeille.example.org",
    ] {
        assert!(has(&lines, line), "{line}\n{lines:#?}");
    }
    let attendees = lines.iter().filter(|line| line.starts_with("ATTENDEE"));
    assert_eq!(attendees.count(), 1);
    let published = fs::read_to_string(
        office
            .path()
            .join("evenements/conseil-2025-associations-1.ics"),
    );
    let published = published.unwrap();
    let uid = lines.iter().find(|line| line.starts_with("UID:")).unwrap();
    assert!(published.contains(uid.as_str()) && !published.contains("visio.example.org"));
}

/// Clients copy the line of the attendee into their answer, and answer to the organizer.
#[test]
fn every_message_names_its_organizer_and_the_role_of_its_attendee() {
    let organizer = |address: &str, by: &str| {
        let by = (by != address).then(|| format!(";SENT-BY=\"mailto:{by}\""));
        let by = by.unwrap_or_default();
        format!("ORGANIZER{by};CN=\"Conseil d'exemple\":mailto:{address}")
    };
    let [contact, answers] = ["secretariat@example.org", "reponses@example.org"];
    let cancelled = MEETING.replace("online = true", "status = \"cancelled\"\nsequence = 1");
    let cancelled = cancelled.replace("2025-10-01T10", "2025-11-01T10");
    for (told, now, method, known) in [
        (None, MEETING, "REQUEST", answers),
        // An older record says nothing: then it was `contact`.
        (Some(""), MOVED, "REQUEST", contact),
        (
            Some("avant@example.org"),
            MOVED,
            "REQUEST",
            "avant@example.org",
        ),
        (
            Some("avant@example.org"),
            &cancelled,
            "CANCEL",
            "avant@example.org",
        ),
        (Some(""), &cancelled, "CANCEL", contact),
    ] {
        let office = Office::new(MEETING);
        for (member, name) in [("abeille", "secretariat"), ("abeille", "accueil")] {
            let Some(told) = told else { break };
            let email = format!("{name}@abeille.example.org");
            office.sent_by(member, &email, "invitation", 0, "2025-12-02", told);
        }
        office.meeting(now);
        let (code, said) = office.draft(&[]);
        assert_eq!(code, Some(0), "{said}");
        for (name, role) in [
            ("abeille-1", "REQ-PARTICIPANT"),
            ("abeille-2", "OPT-PARTICIPANT"),
        ] {
            let bytes = office.message(name);
            let message = parsed(&bytes);
            let from = message.from().unwrap().first().unwrap();
            assert_eq!(from.address(), Some(contact));
            let lines = calendar(&message);
            assert!(has(&lines, &format!("METHOD:{method}")), "{lines:#?}");
            assert!(has(&lines, &organizer(known, contact)), "{lines:#?}");
            let attendee = lines.iter().find(|line| line.starts_with("ATTENDEE"));
            let attendee = attendee.unwrap();
            assert!(attendee.contains(&format!(";ROLE={role};")), "{attendee}");
            let parameters = attendee.rsplit_once(":mailto:").unwrap().0;
            let last = parameters.rsplit(';').next().unwrap();
            assert!(!last.starts_with("PARTSTAT"), "{attendee}");
        }
    }
}

/// A REQUEST with the SEQUENCE that a calendar knows takes back what was answered to it.
#[test]
fn a_reminder_has_no_event() {
    let office = Office::new(MEETING);
    for name in ["secretariat", "accueil"] {
        let email = format!("{name}@abeille.example.org");
        office.sent("abeille", &email, "invitation", 0, "2025-12-02");
    }
    let (code, said) = office.draft(&["--kind", "reminder"]);
    assert_eq!(code, Some(0), "{said}");
    let bytes = office.message("abeille-1");
    let message = parsed(&bytes);
    let kinds = message.parts.iter().map(|part| {
        let kind = part.content_type().unwrap();
        kind.subtype().unwrap_or_default().to_owned()
    });
    assert_eq!(kinds.collect::<Vec<_>>(), ["alternative", "plain", "html"]);
    let text = message.body_text(0).unwrap().replace("\r\n", " ");
    assert!(text.contains("en répondant à ce message"), "{text}");
}

/// Nobody is asked to answer on a day when nobody works.
#[test]
fn the_day_to_answer_by_is_a_working_day() {
    for (meeting, today, expected) in [
        ("2027-05-13", "2027-04-01", "mercredi 5 mai 2027"),
        ("2027-05-24", "2027-04-01", "vendredi 14 mai 2027"),
        ("2027-02-13", "2027-01-04", "vendredi 5 février 2027"),
        ("2027-01-08", "2026-12-01", "jeudi 31 décembre 2026"),
        ("2027-11-15", "2027-11-10", "vendredi 12 novembre 2027"),
        ("2027-11-12", "2027-11-09", "mercredi 10 novembre 2027"),
        ("2027-11-15", "2027-11-12", ""),
    ] {
        let text = MEETING.replace("2025-12-02", meeting);
        let office = Office::new(&text.replace("2025-10-01", "2026-10-01"));
        let arguments = ["--today", today, "invite", "draft", ID];
        let done = cll(office.path(), &arguments);
        assert_eq!(done.code, Some(0), "{}", done.stderr);
        let bytes = office.message("abeille-1");
        let message = parsed(&bytes);
        let text = message.body_text(0).unwrap().replace("\r\n", " ");
        let asked = text.contains("au plus tard");
        assert_eq!(asked, !expected.is_empty(), "{meeting}: {text}");
        assert!(text.contains(expected), "{meeting}: {text}");
    }
}

/// 22 May is a public holiday in Martinique.
#[test]
fn the_day_to_answer_by_is_a_working_day_where_the_council_is() {
    let text = MEETING.replace("2025-12-02", "2028-05-29");
    for (region, expected) in [
        ("metropole", "lundi 22 mai 2028"),
        ("martinique", "vendredi 19 mai 2028"),
    ] {
        let office = Office::new(&text.replace("2025-10-01", "2026-10-01"));
        let holidays = format!("[council]\nholidays = \"{region}\"");
        office.write("members.toml", &MEMBERS.replace("[council]", &holidays));
        let arguments = ["--today", "2028-04-03", "invite", "draft", ID];
        let done = cll(office.path(), &arguments);
        assert_eq!(done.code, Some(0), "{}", done.stderr);
        let bytes = office.message("abeille-1");
        let text = parsed(&bytes).body_text(0).unwrap().replace("\r\n", " ");
        assert!(text.contains(expected), "{region}: {text}");
    }
}

/// What a message lacks, and one that the council would send to itself, is said before it goes.
#[test]
fn a_message_that_helps_nobody_is_a_warning() {
    let own = CONTACTS.replace("accueil@abeille.example.org", "Secretariat@example.org");
    let answers = CONTACTS.replace("accueil@abeille.example.org", "REPONSES@example.org");
    for (meeting, links, contacts, expected) in [
        ("", LINK, CONTACTS, ""),
        ("place = \"Salle A\"", "", CONTACTS, ""),
        ("place = \"Salle A\"\nonline = false", LINK, CONTACTS, ""),
        ("", "", CONTACTS, "neither a place nor a link"),
        (
            "online = false",
            LINK,
            CONTACTS,
            "neither a place nor a link",
        ),
        ("online = true", "", CONTACTS, "neither a place nor a link"),
        (
            "place = \"Salle A\"\nonline = true",
            "",
            CONTACTS,
            "the messages have no link",
        ),
        (
            "",
            LINK,
            &own,
            "`abeille`: a message goes to the address of the council itself",
        ),
        (
            "",
            LINK,
            &answers,
            "`abeille`: a message goes to the address of the council itself",
        ),
    ] {
        let office = Office::new(&MEETING.replace("online = true", meeting));
        if links.is_empty() {
            office.write("private/meetings.toml", "");
        }
        office.write("private/members.toml", contacts);
        for command in [
            &["invite", "draft", ID][..],
            &["invite", "draft", ID, "-n"],
            &["invite", "send", ID, "-n"],
        ] {
            let arguments = [&["--today", "2025-11-03"], command].concat();
            let done = cll(office.path(), &arguments);
            assert_eq!(done.code, Some(0), "{}", done.stderr);
            let warned = done.stderr.contains("warning: ");
            assert_eq!(warned, !expected.is_empty(), "{meeting}: {}", done.stderr);
            assert!(done.stderr.contains(expected), "{meeting}: {}", done.stderr);
        }
        let checked = cll(office.path(), &["check", "--skip", "missing-minutes"]);
        let own = expected.contains("council itself");
        let found = checked.stdout + &checked.stderr;
        assert_eq!(found.contains("own-address"), own, "{found}");
    }
}

/// A draft that nobody edited gives way to what is to be told now; an edited one is never lost.
#[test]
fn a_draft_gives_way_unless_somebody_edited_it() {
    let place = "private/invitations/2025-associations-1/abeille-1.eml";
    for edit in [
        |draft: &str| draft.replace("Bonjour,", "Bonjour Madame,"),
        |draft: &str| draft.replace("To: ", "Cc: x@example.org\r\nTo: "),
        |draft: &str| draft.replace("\r\n", "\n"),
        |draft: &str| format!("{draft}\r\n"),
        |draft: &str| draft.replace("_alternative_", "_other_"),
        |_: &str| "mine\n".to_owned(),
        |_: &str| String::new(),
    ] {
        let office = Office::new(MEETING);
        office.draft(&[]);
        let written = String::from_utf8(office.message("abeille-1")).unwrap();
        assert!(written.starts_with("X-Unsent: 1\r\n"), "{written}");
        office.meeting(MOVED);
        let edited = edit(&written);
        assert_ne!(edited, written);
        office.write(place, &edited);
        for arguments in [&["-n"][..], &[]] {
            let (code, said) = office.draft(arguments);
            assert_eq!(code, Some(2), "{said}");
            assert!(said.contains(place), "{said}");
            assert_eq!(office.message("abeille-1"), edited.as_bytes());
        }
        // As it was written, or without the header that only drafts have.
        for same in [&written, written.strip_prefix("X-Unsent: 1\r\n").unwrap()] {
            office.write(place, same);
            let (code, said) = office.draft(&[]);
            assert_eq!(code, Some(0), "{said}");
            let now = String::from_utf8(office.message("abeille-1")).unwrap();
            assert!(now.contains("9_d=C3=A9cembre"), "{now}");
            assert!(now.starts_with("X-Unsent: 1\r\n"), "{now}");
        }
    }
    let folder = TempDir::new().unwrap();
    let to = folder.path().to_str().unwrap();
    let office = Office::new(MEETING);
    assert_eq!(office.draft(&["-o", to]).0, Some(0));
    assert_eq!(office.draft(&["-o", to]).0, Some(0));
    let path = folder.path().join("abeille-2.eml");
    fs::write(&path, "mine").unwrap();
    let (code, said) = office.draft(&["-o", to]);
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

/// A meeting says that it is online, that it is not, or nothing: then it is not shown as such.
#[test]
fn the_link_of_all_goes_with_every_meeting_that_is_not_said_to_be_elsewhere() {
    for (said, goes) in [
        ("online = true", true),
        ("place = \"Salle A\"", true),
        ("", true),
        ("place = \"Salle A\"\nonline = false", false),
    ] {
        let office = Office::new(&MEETING.replace("online = true", said));
        office.draft(&[]);
        let bytes = office.message("abeille-1");
        let message = parsed(&bytes);
        assert_eq!(message.body_text(0).unwrap().contains(LINK), goes, "{said}");
        let calendar = calendar(&message).join("\n");
        assert_eq!(calendar.contains(LINK), goes, "{said}");
        let event = "evenements/conseil-2025-associations-1.ics";
        let published = fs::read_to_string(office.path().join(event)).unwrap();
        let shown = published.contains("LOCATION:Visioconf");
        assert_eq!(shown, said == "online = true", "{published}");
        assert!(!published.contains("visio.example.org"), "{published}");
    }
}

#[test]
fn both_texts_say_the_same_and_keep_links_whole() {
    let office = Office::new(MEETING);
    office.draft(&[]);
    let bytes = office.message("abeille-1");
    let message = parsed(&bytes);
    let [PartType::Text(text), PartType::Html(html)] =
        [&message.parts[2].body, &message.parts[3].body]
    else {
        panic!("{message:?}");
    };
    for said in [
        "mardi 2 décembre 2025 de 14h à 16h",
        "Bilan de l'année",
        "Suite (L'Abeille), 20\u{a0}min",
        "mardi 25 novembre 2025",
        "reponses@example.org",
        "Cordialement,",
    ] {
        let flat = text.replace("\r\n", " ").replace('\n', " ");
        assert!(flat.contains(said), "{said}\n{text}");
        let html = html.replace('\u{a0}', " ");
        assert!(
            html.contains(&said.replace('\u{a0}', " ")),
            "{said}\n{html}"
        );
    }
    // A window may be as narrow as it likes.
    assert!(html.contains("mardi 25\u{a0}novembre\u{a0}2025"), "{html}");
    assert!(text.contains(LINK), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 72),
        "{text}"
    );
    assert!(html.contains("<html lang=\"fr\">"), "{html}");
    for remote in ["<img", "<script", "<link", "src=", "url("] {
        assert!(!html.contains(remote), "{remote}");
    }
}

#[test]
fn each_person_is_told_what_differs_from_what_they_know() {
    let office = Office::new(MEETING);
    office.sent(
        "abeille",
        "SECRETARIAT@abeille.example.org",
        "invitation",
        0,
        "2025-12-02",
    );
    office.sent(
        "ruche",
        "ancien@ruche.example.org",
        "invitation",
        0,
        "2025-12-02",
    );
    office.meeting(MOVED);
    let (_, said) = office.draft(&[]);
    assert_eq!(said.matches("created").count(), 3, "{said}");
    let [update, invitation, gone] =
        ["abeille-1", "abeille-2", "ruche-1"].map(|n| office.message(n));
    golden("update", &update);
    let update = parsed(&update);
    assert!(update.subject().unwrap().starts_with("Nouvelle date"));
    assert_eq!(
        update.in_reply_to().as_text(),
        Some("invitation-0-abeille@example.org")
    );
    let text = update.body_text(0).unwrap().replace("\r\n", " ");
    assert!(
        text.contains(
            "La réunion prévue le mardi 2 décembre 2025 de 14h à 16h aura lieu le mardi 9"
        ),
        "{text}"
    );
    assert!(text.contains("salle indisponible"), "{text}");
    assert!(has(&calendar(&update), "SEQUENCE:1"));
    let invitation = parsed(&invitation);
    assert!(invitation.subject().unwrap().starts_with("Invitation"));
    golden("no-longer-sitting", &gone);
    let gone = parsed(&gone);
    assert!(
        gone.subject()
            .unwrap()
            .starts_with("Fin de votre invitation")
    );
    let lines = calendar(&gone);
    assert!(
        has(&lines, "METHOD:CANCEL") && has(&lines, "SEQUENCE:2"),
        "{lines:#?}"
    );
    // The meeting stands (RFC 5546, 3.2.5), and the day is the one that the person knows.
    assert!(!lines.iter().any(|line| line.starts_with("STATUS")));
    assert!(has(&lines, "DTSTART;TZID=Europe/Paris:20251202T140000"));
    assert!(!gone.body_text(0).unwrap().contains("visio.example.org"));
    assert!(!lines.join("\n").contains("visio.example.org"));

    office.sent(
        "abeille",
        "secretariat@abeille.example.org",
        "update",
        1,
        "2025-12-09",
    );
    office.sent(
        "abeille",
        "accueil@abeille.example.org",
        "invitation",
        1,
        "2025-12-09",
    );
    office.sent(
        "ruche",
        "ancien@ruche.example.org",
        "cancellation",
        1,
        "2025-12-09",
    );
    let (code, said) = office.draft(&[]);
    assert_eq!(code, Some(0));
    assert!(said.contains("everyone was told the day"), "{said}");
    assert!(said.contains("--kind reminder"), "{said}");
    // What is told already is not to be sent from the mail program.
    assert_eq!(said.matches("removed\t").count(), 3, "{said}");
    office.draft(&["--kind", "reminder", "--to", "abeille"]);
    let bytes = office.message("abeille-1");
    golden("reminder", &bytes);
    assert!(parsed(&bytes).subject().unwrap().starts_with("Rappel"));
}

/// Whoever served before keeps the rank that the contacts give.
#[test]
fn a_draft_is_named_after_its_contact() {
    let office = Office::new(MEETING);
    let ended = CONTACTS.replacen(
        "role = \"titular\"\n",
        "role = \"titular\"\nuntil = 2025-11-01\n",
        1,
    );
    office.write("private/members.toml", &ended);
    let address = "secretariat@abeille.example.org";
    office.sent("abeille", address, "invitation", 0, "2025-12-02");
    let (_, said) = office.draft(&[]);
    assert_eq!(said.matches("created").count(), 2, "{said}");
    let gone = office.message("abeille-1");
    assert!(parsed(&gone).subject().unwrap().starts_with("Fin de votre"));
}

/// Whoever sits for one member is not sent away because they were written to for another.
#[test]
fn whoever_still_sits_is_sent_no_cancellation() {
    let office = Office::new(MEETING);
    let address = "secretariat@abeille.example.org";
    office.sent("ruche", address, "invitation", 0, "2025-12-02");
    for to in [["--to", "ruche"].as_slice(), &[]] {
        let (code, said) = office.draft(to);
        assert_eq!(code, Some(0));
        assert!(!said.contains("ruche-1"), "{said}");
    }
}

#[test]
fn a_meeting_called_off_is_cancelled_for_those_who_know_of_it() {
    let office = Office::new(MEETING);
    office.sent(
        "abeille",
        "secretariat@abeille.example.org",
        "invitation",
        0,
        "2025-12-02",
    );
    let cancelled = MEETING
        .replace(
            "online = true",
            "status = \"cancelled\"\nreason = \"grève\"\nsequence = 1",
        )
        .replace("2025-10-01T10", "2025-11-01T10");
    office.meeting(&cancelled);
    let (_, said) = office.draft(&[]);
    assert_eq!(said.matches("created").count(), 1, "{said}");
    let bytes = office.message("abeille-1");
    golden("cancellation", &bytes);
    let message = parsed(&bytes);
    assert!(message.subject().unwrap().starts_with("Annulation"));
    let text = message.body_text(0).unwrap().replace("\r\n", " ");
    assert!(text.contains("annulée (motif\u{a0}: grève)"), "{text}");
    let (code, said) = office.draft(&["--kind", "reminder"]);
    assert_eq!(code, Some(2), "{said}");
    let office = Office::new(MEETING);
    let (code, said) = office.draft(&["--kind", "cancellation"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("cll meeting cancel 2025-associations-1"),
        "{said}"
    );
}

#[test]
fn a_mailbox_holds_every_message() {
    let office = Office::new(MEETING);
    let done = cll(
        office.path(),
        &["--today", "2025-11-03", "invite", "draft", ID, "-o", "-"],
    );
    let text = done.stdout;
    let parser = mail_parser::mailbox::mbox::MessageIterator::new(text.as_bytes());
    let messages: Vec<_> = parser.map(Result::unwrap).collect();
    assert_eq!(messages.len(), 2);
    for message in &messages {
        let message = MessageParser::default().parse(message.contents()).unwrap();
        assert_eq!(message.parts.len(), 6);
    }
    assert!(!office.path().join("private/invitations").exists());
}

#[test]
fn messages_are_not_written_where_anybody_reads_them() {
    let office = Office::new(MEETING);
    let public = office.path().join("messages");
    let (code, said) = office.draft(&["-o", public.to_str().unwrap()]);
    assert_eq!(code, Some(2), "{said}");
    assert!(!public.exists());
    let elsewhere = TempDir::new().unwrap();
    let (code, said) = office.draft(&["-o", elsewhere.path().to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(elsewhere.path().join("abeille-1.eml").exists());
}

#[test]
fn the_same_moment_makes_the_same_bytes() {
    let office = Office::new(MEETING);
    office.draft(&[]);
    let first = office.message("abeille-1");
    let (_, said) = office.draft(&[]);
    assert!(said.contains("nothing to do"), "{said}");
    assert_eq!(office.message("abeille-1"), first);
    golden("invitation", &first);
}

/// Compares a message with the one that somebody has read.
fn golden(name: &str, message: &[u8]) {
    let path = format!("tests/invitations/{name}.eml");
    if overwriting() {
        fs::write(&path, message).unwrap();
    }
    let expected = fs::read(&path).unwrap();
    let [found, expected] = [message, &expected].map(String::from_utf8_lossy);
    assert_eq!(found, expected, "{path}");
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text)
        .unwrap()
        .replace('\u{7f}', "\\u007f")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever a registry may hold, it stays the value that it is.
    #[test]
    fn no_text_makes_a_header_or_a_property(
        name in "[ -~à-ÿ€—\u{a0}漢😀]{1,90}",
        title in "[ -~à-ÿ«»漢😀]{1,90}",
        place in "[ -~à-ÿ]{1,60}",
    ) {
        prop_assume!([&name, &title, &place].iter().all(|text| text.trim() == text.as_str()));
        let meeting = format!(
            "{MEETING}\ntitle = {}\nplace = {}\n", quoted(&title), quoted(&place)
        );
        let office = Office::new(&meeting);
        let contacts = CONTACTS.replace("\"Secrétariat de l'Abeille\"", &quoted(&name));
        office.write("private/members.toml", &contacts);
        let (code, said) = office.draft(&["--to", "abeille"]);
        prop_assert_eq!(code, Some(0), "{}", said);
        let bytes = office.message("abeille-1");
        let message = parsed(&bytes);
        let squeezed = |text: &str| text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let to = message.to().unwrap().first().unwrap();
        prop_assert_eq!(squeezed(to.name().unwrap()), squeezed(&name));
        prop_assert_eq!(to.address(), Some("secretariat@abeille.example.org"));
        prop_assert!(squeezed(message.subject().unwrap()).contains(&squeezed(&title)));
        prop_assert_eq!(message.headers().len(), 10);
        let lines = calendar(&message);
        let names = |name: &str| lines.iter().filter(|line| line.starts_with(name)).count();
        prop_assert_eq!(names("ATTENDEE"), 1);
        prop_assert_eq!(names("ORGANIZER"), 1);
        prop_assert_eq!(names("BEGIN:VEVENT"), 1);
        prop_assert_eq!(names("LOCATION"), 1);
        let text = message.body_text(0).unwrap();
        prop_assert!(squeezed(&text).contains(&squeezed(&place)), "{}", text);
    }
}
