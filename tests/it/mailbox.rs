//! `cll invite replies` without a source: the mailbox on its server is read since the last run, whatever the
//! server does, and nothing is changed there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cll::domain::{Auth, ImapSettings, Login, PasswordSource, Private, Security};
use cll::imap::{Mailbox, OpenError};
use cll::mail;
use cll::server::{Fault, Patience};
use serde_json::Value;

use crate::mail_server::{HOST, PASSWORD, Tls, USER};
use crate::mailbox_server::MailboxServer;
use crate::program::{Run, cll_with, write};
use crate::replies::{Council, PEOPLE, TODAY, reply};

const ALPHA: &str = PEOPLE[0].1;
const BETA: &str = PEOPLE[1].1;
const GAMMA: &str = PEOPLE[2].1;

/// A council whose answers arrive in a mailbox.
pub struct Office {
    pub council: Council,
    port: u16,
}

impl Office {
    /// A council that reads the mailbox "Réponses" of a server, which has this certificate.
    pub fn new(port: u16, security: &str, authority: &str) -> Self {
        let office = Self {
            council: Council::new(),
            port,
        };
        office.set(security, "Réponses");
        office.write("private/password", PASSWORD);
        office.write("private/authority.pem", authority);
        office
    }

    pub fn set(&self, security: &str, mailbox: &str) {
        let text = format!(
            "host = \"{HOST}\"\nport = {}\nsecurity = \"{security}\"\nuser = \"{USER}\"\n\
             password-file = \"password\"\nmailbox = \"{mailbox}\"\n",
            self.port
        );
        self.write("private/imap.toml", &text);
    }

    /// Reads through another port.
    pub fn through(&mut self, port: u16, security: &str) {
        self.port = port;
        self.set(security, "Réponses");
    }

    pub fn write(&self, path: &str, text: &str) {
        write(&self.council.path().join(path), text.as_bytes());
    }

    pub fn file(&self, path: &str) -> String {
        fs::read_to_string(self.council.path().join(path)).unwrap_or_default()
    }

    pub fn run(&self, options: &[&str]) -> Run {
        let folder = self.council.path();
        let authority = folder.join("private/authority.pem");
        let variables = [
            ("CLL_TODAY", TODAY),
            ("SSL_CERT_FILE", authority.to_str().unwrap()),
        ];
        let run = cll_with(
            folder,
            &[&["invite", "replies"], options].concat(),
            &variables,
        );
        assert!(!run.said().contains(PASSWORD), "{run:?}");
        run
    }

    /// Reads the mailbox; returns what became of each message, and how the command ended.
    pub fn read(&self) -> (Vec<String>, Run) {
        let run = self.run(&["--json"]);
        let document: Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
        let replies = document["replies"].as_array().unwrap().iter();
        let lines = replies.map(|it| {
            let text = |key: &str| it[key].as_str().unwrap_or("-");
            format!("{} {} {}", text("source"), text("result"), text("member"))
        });
        (lines.collect(), run)
    }

    /// Reads the mailbox to its end; returns what became of each message.
    pub fn ok(&self) -> Vec<String> {
        let (lines, run) = self.read();
        assert_eq!(run.code, Some(0), "{run:?}");
        lines
    }

    /// Cannot read the mailbox, and is told so.
    pub fn refuse(&self, said: &str) {
        let run = self.run(&[]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(said), "{said}: {run:?}");
    }
}

/// A server with this state of TLS, and a council that reads it.
fn office(tls: Tls) -> (MailboxServer, Office) {
    let server = MailboxServer::start(tls);
    let security = match tls {
        Tls::Never => "none",
        Tls::Offered => "starttls",
        Tls::AtOnce => "tls",
    };
    let office = Office::new(server.port, security, &server.authority);
    (server, office)
}

fn answer(email: &str) -> String {
    reply(email, "ACCEPTED", 0, 9)
}

#[test]
fn answers_are_read_since_the_last_run_and_nothing_is_changed() {
    for tls in [Tls::Never, Tls::Offered, Tls::AtOnce] {
        let (server, office) = office(tls);
        assert_eq!(office.ok(), [""; 0], "{tls:?}: an empty mailbox");
        server.add(answer(ALPHA));
        server.add("From: a@example.org\r\nSubject: essai\r\n\r\nBonjour\r\n");
        server.add(answer(BETA));
        let dry = office.run(&["--dry-run"]);
        assert_eq!(dry.code, Some(0), "{dry:?}");
        assert_eq!(office.council.journal(), "");
        let read = office.ok();
        assert_eq!(read[0], "Réponses/1 applied alpha");
        assert!(read[1].starts_with("Réponses/2 ignored"), "{read:?}");
        assert_eq!(read[2..], ["Réponses/3 applied beta"]);
        assert_eq!(office.ok(), [""; 0], "{tls:?}: nothing is new");
        server.add(answer(GAMMA));
        assert_eq!(office.ok(), ["Réponses/4 applied gamma"]);
        let mut said = server.state(|state| state.said.clone());
        let fetched = said.iter().filter(|it| *it == "PEEK").count();
        assert_eq!(fetched, 7, "three by the dry run, each of the four once");
        said.sort();
        said.dedup();
        let (way, starttls) = match tls {
            Tls::Offered => ("AUTHENTICATE", Some("STARTTLS")),
            Tls::Never | Tls::AtOnce => ("LOGIN", None),
        };
        let mut expected = vec![
            "CAPABILITY",
            "EXAMINE",
            "FETCH",
            "LOGOUT",
            "PEEK",
            "SEARCH",
            way,
        ];
        expected.extend(starttls);
        expected.sort_unstable();
        assert_eq!(said, expected);
    }
}

/// How far the mailbox was read says nothing of answers that are lost.
#[test]
fn answers_that_are_lost_are_read_again() {
    let (server, office) = office(Tls::Never);
    server.add(answer(ALPHA));
    server.add(answer(BETA));
    assert_eq!(office.ok().len(), 2);
    fs::remove_file(office.council.path().join("private/replies.jsonl")).unwrap();
    let (read, run) = office.read();
    assert_eq!(
        read,
        ["Réponses/1 applied alpha", "Réponses/2 applied beta"]
    );
    assert!(run.stderr.contains("fewer answers"), "{run:?}");
    assert_eq!(office.ok(), [""; 0]);
    let again = office.run(&["--again", "--json"]);
    assert_eq!(again.stdout.matches("\"known\"").count(), 2, "{again:?}");
    assert_eq!(office.ok(), [""; 0]);
}

/// A connection that is lost is made again, a message that always costs it holds up nobody else's answer,
/// and a server that gives nothing stops the run where it is.
#[test]
fn a_server_that_hangs_up_in_the_middle_is_read_on() {
    let (server, office) = office(Tls::AtOnce);
    for email in [ALPHA, BETA, GAMMA] {
        server.add(answer(email));
    }
    server.state(|state| state.hangs_up_at.extend([(2, 1)]));
    assert_eq!(
        office.ok(),
        [
            "Réponses/1 applied alpha",
            "Réponses/2 applied beta",
            "Réponses/3 applied gamma"
        ]
    );
    for email in [ALPHA, BETA] {
        server.add(answer(email));
    }
    server.state(|state| state.hangs_up_at.extend([(4, usize::MAX)]));
    let (read, run) = office.read();
    assert_eq!(read, ["Réponses/4 unreadable -", "Réponses/5 known beta"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(office.ok(), [""; 0], "it is asked for no more");
    for _ in 6..=9 {
        server.add(answer(GAMMA));
    }
    let always = (7..=9).map(|uid| (uid, usize::MAX));
    server.state(|state| state.hangs_up_at.extend(always));
    let (read, run) = office.read();
    assert_eq!(
        read,
        [
            "Réponses/6 known gamma",
            "Réponses/7 unreadable -",
            "Réponses/8 unreadable -"
        ]
    );
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.contains("hung up"), "{run:?}");
    server.state(|state| state.hangs_up_at.clear());
    let again = [7, 8, 9].map(|uid| format!("Réponses/{uid} known gamma"));
    assert_eq!(office.ok(), again);
}

#[test]
fn messages_that_are_numbered_anew_are_read_again() {
    let (server, office) = office(Tls::Never);
    server.add(answer(ALPHA));
    server.add(answer(BETA));
    assert_eq!(office.ok().len(), 2);
    server.state(|state| {
        state.uid_validity = 8;
        state.messages.remove(&2);
    });
    server.add(answer(GAMMA));
    let (read, run) = office.read();
    assert_eq!(read, ["Réponses/1 known alpha", "Réponses/2 applied gamma"]);
    assert!(run.stderr.contains("numbered the messages"), "{run:?}");
    assert_eq!(office.ok(), [""; 0]);
    // A server that begins anew without saying so gives the same numbers to others.
    server.state(|state| state.messages.clear());
    assert!(office.read().1.stderr.contains("numbered the messages"));
    assert_eq!(
        office.read().1.stderr,
        "no new message\n",
        "that is said once"
    );
    server.state(|state| state.uid_validity = 9);
    server.add(reply(ALPHA, "DECLINED", 0, 10));
    let (read, run) = office.read();
    assert_eq!(read, ["Réponses/1 applied alpha"]);
    assert!(run.stderr.contains("numbered the messages"), "{run:?}");
    // What was read of another folder says nothing of this one.
    office.write("private/mailbox.jsonl", "{\"format\":1}\n");
    let (read, run) = office.read();
    assert_eq!(read, ["Réponses/1 known alpha"]);
    assert!(
        run.stderr.contains("`private/mailbox.jsonl`, line 1"),
        "{run:?}"
    );
}

#[test]
fn what_cannot_be_read_is_named_once_and_stops_nothing() {
    let (server, office) = office(Tls::Never);
    let large = server.add(answer(ALPHA));
    let lying = server.add(vec![b'x'; mail::LARGEST + 1]);
    let garbled = server.add(answer(BETA));
    let refused = server.add(answer(BETA));
    let vanishing = server.add(answer(BETA));
    server.add(answer(GAMMA));
    server.state(|state| {
        let largest = u32::try_from(mail::LARGEST).unwrap();
        state.sizes.extend([(large, largest + 1), (lying, 10)]);
        state.garbled.insert(garbled);
        state.refused.insert(refused);
        state.vanishing.insert(vanishing);
    });
    let (read, run) = office.read();
    let unreadable = ["1", "2", "3", "4"].map(|uid| format!("Réponses/{uid} unreadable -"));
    assert_eq!(read[..4], unreadable, "{run:?}");
    assert_eq!(read[4..], ["Réponses/6 applied gamma"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let reason = |at: usize| document["replies"][at]["reason"].clone();
    assert_eq!(
        (reason(0), reason(1)),
        ("too-large".into(), "too-large".into())
    );
    assert!(!server.state(|state| state.messages.contains_key(&vanishing)));
    assert_eq!(office.ok(), [""; 0]);
}

/// A server that refuses everything for an hour must not make answers count as read, and some messages
/// that it can never give must not hold up those behind them.
#[test]
fn what_the_server_refuses_is_asked_for_again() {
    let (server, office) = office(Tls::Never);
    for _ in 0..50 {
        server.add(answer(ALPHA));
    }
    server.state(|state| state.refused.extend(1..=50));
    let (read, run) = office.read();
    assert_eq!(read.len(), 49, "{run:?}");
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(
        run.stderr.contains("does not let the mailbox be read: NO"),
        "{run:?}"
    );
    server.state(|state| state.refused.retain(|uid| (10..14).contains(uid)));
    let (read, run) = office.read();
    assert_eq!(read.len(), 50, "{run:?}");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(read[0], "Réponses/1 applied alpha");
    assert_eq!(read[12], "Réponses/13 unreadable -");
    assert_eq!(read[49], "Réponses/50 known alpha");
    server.add(reply(ALPHA, "DECLINED", 0, 10));
    server.state(|state| state.refused.insert(51));
    assert_eq!(office.read().0, ["Réponses/51 unreadable -"]);
    server.state(|state| state.refused.clear());
    assert_eq!(office.ok(), ["Réponses/51 applied alpha"]);
}

#[test]
fn each_fault_is_said_with_what_to_do() {
    let (server, office) = office(Tls::AtOnce);
    office.set("tls", "Reponses");
    office.refuse("127.0.0.1 has no mailbox `Reponses`\nhelp: did you mean `Réponses`?");
    office.set("tls", "Courrier a\\\" c9 DELETE INBOX");
    office.refuse("must be one that it has: INBOX, Réponses");
    office.set("tls", "Réponses");
    office.write("private/password", "faux");
    office.refuse("does not accept the user or the password: NO AUTHENTICATIONFAILED");
    office.write("private/password", "mot de passé");
    assert_eq!(office.ok(), [""; 0], "a password may have accents");
    office.write("private/authority.pem", "");
    office.refuse("no authority that this machine trusts issued the certificate of 127.0.0.1");
    let said = server.state(|state| state.said.clone());
    assert!(!said.iter().any(|it| it == "DELETE"), "{said:?}");

    let (plain, mut office) = self::office(Tls::Never);
    office.through(plain.port, "starttls");
    office.refuse("127.0.0.1 offers no STARTTLS");
    let said = plain.state(|state| state.said.clone());
    assert_eq!(said, ["CAPABILITY"], "no password was said");
    let free = std::net::TcpListener::bind((HOST, 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    office.through(port, "tls");
    office.refuse("cannot connect to 127.0.0.1: nobody listens there");
    let path = office.council.path().join("private/imap.toml");
    fs::remove_file(path).unwrap();
    office.refuse("without FILE it reads the mailbox of `private/imap.toml`");
}

#[test]
fn settings_are_checked_and_nothing_of_them_is_kept_by_git() {
    let (server, office) = office(Tls::Never);
    server.add(answer(ALPHA));
    office.write(
        "private/imap.toml",
        "host = \"imap.example.org\"\nuser = \"u\"\n",
    );
    office.refuse("missing-key");
    office.set("none", "Réponses");
    office.write(".gitignore", "/private/*\n!/private/mailbox.jsonl\n");
    office.refuse("private/mailbox.jsonl");
    assert_eq!(office.council.journal(), "");
    office.write(".gitignore", "/private/\n");
    assert_eq!(office.ok().len(), 1);
    assert!(
        office
            .file("private/mailbox.jsonl")
            .contains("\"uidvalidity\":7,\"uid\":1,\"answers\":")
    );
}

/// A server that never answers is left after the time that was given, whatever it said before.
#[test]
fn a_server_that_says_nothing_is_left_in_time() {
    const HELLO: &str = "* OK hello\r\n";
    const OFFERS: &str = "* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n";
    const DONE: &str = "TAG OK done\r\n";
    let cases: [&'static [&'static str]; 5] = [
        &[""],
        &[HELLO],
        &[HELLO, OFFERS],
        &[HELLO, OFFERS, DONE],
        &[HELLO, OFFERS, DONE, "* 3 EXISTS\r\n"],
    ];
    for says in cases {
        let found = why(scripted(says, false), Security::Nothing, "Silent(0)");
        assert_eq!(found, "Silent(0)", "{says:?}");
    }
}

/// An access token is said in the way of XOAUTH2, and never to a server that takes none.
#[test]
fn an_access_token_logs_in() {
    let heard = |offers: &'static str| {
        let (port, lines) = listening(&[
            "* OK hello\r\n",
            offers,
            "+ \r\n",
            "TAG OK in\r\n",
            "TAG NO no\r\n",
            "TAG OK done\r\n",
        ]);
        let found = why_with(port, Security::Nothing, "", Auth::XOAuth2);
        (found, lines.lock().unwrap().clone())
    };
    let (found, lines) = heard("* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\nTAG OK done\r\n");
    assert_eq!(found, "no mailbox");
    assert_eq!(lines[1], "c2 AUTHENTICATE XOAUTH2");
    let said = STANDARD.decode(&lines[2]).unwrap();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(
        said,
        format!("user={USER}\u{1}auth=Bearer {PASSWORD}\u{1}\u{1}")
    );
    let (found, lines) = heard("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nTAG OK done\r\n");
    assert_eq!((found.as_str(), lines.len()), ("NoOAuth", 1));
}

/// Starts a server that says the first text at once, the next ones each after a line that it hears, with
/// `TAG` for the tag of that line, and the last one for ever if `floods`. Returns its port.
fn scripted(says: &'static [&'static str], floods: bool) -> u16 {
    serving(says, floods).0
}

/// Starts the same server, and returns what it hears as well.
fn listening(says: &[&'static str]) -> (u16, Arc<Mutex<Vec<String>>>) {
    serving(Box::leak(Box::from(says)), false)
}

fn serving(says: &'static [&'static str], floods: bool) -> (u16, Arc<Mutex<Vec<String>>>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let said = Arc::clone(&lines);
    let listener = TcpListener::bind((HOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = move |stream: TcpStream, said: &Mutex<Vec<String>>| -> io::Result<()> {
        let (mut heard, mut to) = (BufReader::new(stream.try_clone()?), stream);
        let mut tag = String::new();
        for (at, text) in says.iter().enumerate() {
            if at > 0 {
                let mut line = String::new();
                heard.read_line(&mut line)?;
                if line.is_empty() {
                    return Ok(());
                }
                said.lock().unwrap().push(line.trim_end().to_owned());
                // What continues a command has no tag.
                if let Some((new, _)) = line.split_once(' ') {
                    new.clone_into(&mut tag);
                }
            }
            to.write_all(text.replace("TAG", &tag).as_bytes())?;
        }
        let last = says.last().copied().unwrap_or_default().repeat(1_000);
        if floods {
            loop {
                to.write_all(last.as_bytes())?;
            }
        }
        // Nothing more, until the other side has gone.
        io::copy(&mut heard, &mut io::sink()).map(drop)
    };
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (serve, said) = (serve, Arc::clone(&said));
            thread::spawn(move || serve(stream.unwrap(), &said));
        }
    });
    (port, lines)
}

/// Says in a word why a mailbox is not open; a server that is expected to be lost is not waited for long.
fn why(port: u16, security: Security, expected: &str) -> String {
    why_with(port, security, expected, Auth::Password)
}

fn why_with(port: u16, security: Security, expected: &str, auth: Auth) -> String {
    let settings = ImapSettings {
        server: cll::domain::Server {
            host: HOST.to_owned(),
            port,
            security,
        },
        login: Login {
            user: Private::new(USER.to_owned()),
            auth,
            password: PasswordSource::File(Private::new(String::new())),
        },
        mailbox: "INBOX".to_owned(),
    };
    let waits = |lost: &[&str], long: u64| {
        Duration::from_millis(if lost.contains(&expected) {
            long
        } else {
            60_000
        })
    };
    let patience = Patience {
        connection: waits(&["lost", "Silent(0)"], 400),
        silence: waits(&["Silent(0)"], 400),
        command: waits(&["Silent(1)"], 1_500),
        ..Patience::default()
    };
    let password = Private::new(PASSWORD.to_owned());
    match Mailbox::open(&settings, &password, patience, 1_000) {
        Ok(_) => "open".to_owned(),
        Err(OpenError::NoMailbox(_)) => "no mailbox".to_owned(),
        Err(OpenError::Server(fault)) => match fault {
            Fault::Connection(_) => "lost".to_owned(),
            Fault::Unwilling(answer) => format!("unwilling {}", answer.code),
            Fault::Denied(answer) => format!("denied {}", answer.code),
            other => format!("{other:?}"),
        },
    }
}

#[test]
fn a_server_that_does_not_keep_to_the_protocol_is_left() {
    const HELLO: &str = "* OK hello\r\n";
    const OFFERS: &str = "* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n";
    const DONE: &str = "TAG OK done\r\n";
    let cases: [(&'static [&'static str], bool, &str); 17] = [
        (&["220 mail.example.org ESMTP\r\n"], false, "OutOfStep"),
        (&["HTTP/1.1 400 Bad Request\r\n\r\n"], false, "OutOfStep"),
        (
            &["* BYE [ALERT] too many of you\r\n"],
            false,
            "unwilling BYE ALERT",
        ),
        (&["* OK hello\n"], false, "OutOfStep"),
        (&[""], false, "Silent(0)"),
        (&["* OK hello"], true, "Silent(0)"),
        (&[HELLO, "TAG BAD what?\r\n"], false, "unwilling BAD"),
        (&[HELLO, OFFERS, "+ go on\r\n"], false, "OutOfStep"),
        (
            &[HELLO, OFFERS, DONE, "other OK done\r\n"],
            false,
            "OutOfStep",
        ),
        (
            &[HELLO, OFFERS, DONE, "* BYE good day\r\n"],
            false,
            "HungUp",
        ),
        // UIDs that belong to nothing are of no use.
        (&[HELLO, OFFERS, DONE, DONE], false, "OutOfStep"),
        (&[HELLO, OFFERS, DONE, "* OK and\r\n"], true, "Silent(1)"),
        (
            &[HELLO, OFFERS, DONE, "* {4294967295}\r\n"],
            true,
            "Silent(1)",
        ),
        (
            &[HELLO, OFFERS, DONE, "* 1 FETCH (((((("],
            true,
            "Silent(1)",
        ),
        (&[HELLO, OFFERS, DONE, "TAG OK\0\r\n"], false, "OutOfStep"),
        // Some servers repeat the name of the mailbox as it is.
        (
            &[HELLO, OFFERS, DONE, "TAG NO Pas de « Réponses »\r\n", DONE],
            false,
            "no mailbox",
        ),
        (&[HELLO, "TAG NO refusé\r\n"], false, "unwilling NO"),
    ];
    for (says, floods, expected) in cases {
        let found = why(scripted(says, floods), Security::Nothing, expected);
        assert_eq!(found, expected, "{says:?}");
    }
}

#[test]
fn nothing_that_was_said_before_tls_is_trusted() {
    const HELLO: &str = "* OK hello\r\n";
    const OFFERS: &str = "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n";
    let cases: [(&'static [&'static str], &str); 4] = [
        // Who is logged in already can ask for no TLS: somebody stands between.
        (&["* PREAUTH welcome\r\n", OFFERS], "NoStartTls"),
        (&[HELLO, OFFERS, "TAG NO not now\r\n"], "unwilling NO"),
        (
            &[HELLO, OFFERS, "TAG OK go\r\nc3 OK done\r\nc4 OK done\r\n"],
            "lost",
        ),
        (&[HELLO, OFFERS, "TAG OK go\r\n", "TAG OK done\r\n"], "tls"),
    ];
    for (says, expected) in cases {
        let found = why(scripted(says, false), Security::StartTls, expected);
        let found = if found.starts_with("Tls") {
            "tls"
        } else {
            &found
        };
        assert_eq!(found, expected, "{says:?}");
    }
}
