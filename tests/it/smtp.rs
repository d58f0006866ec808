//! What becomes of each message that is handed to a server, good or bad.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests write files and start themselves"
)]

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::mail_server::scripted::{Say, Scripted, Stage};
use crate::mail_server::{HOST, PASSWORD, Server, Tls, USER};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cll::domain::{Auth, Login, PasswordSource, Private, Security, SmtpSettings};
use cll::problem::{Problem, Severity};
use cll::registry::private;
use cll::server::{Fault, Patience, TlsFault, TlsFaultKind};
use cll::smtp::{Letter, Mailer, SendResult};

const MESSAGE: &str = "Subject: essai\r\n\r\n.point\r\n..deux\r\nfin\r\n";

fn settings(port: u16, security: Security, login: bool) -> SmtpSettings {
    SmtpSettings {
        server: cll::domain::Server {
            host: HOST.to_owned(),
            port,
            security,
        },
        login: login.then(|| Login {
            user: Private::new(USER.to_owned()),
            auth: Auth::Password,
            password: PasswordSource::File(Private::new(String::new())),
        }),
    }
}

fn mailer<'a>(settings: &'a SmtpSettings, password: &str) -> Mailer<'a> {
    Mailer::new(settings, Some(Private::new(password.to_owned())))
}

fn send(mailer: &mut Mailer<'_>, to: &str) -> SendResult {
    mailer.ready().unwrap();
    hand(mailer, to)
}

fn hand(mailer: &mut Mailer<'_>, to: &str) -> SendResult {
    mailer.send(&Letter {
        from: "secretariat@example.org",
        to: &Private::new(format!("{to}@example.org")),
        bytes: &Private::new(MESSAGE.as_bytes().to_vec()),
    })
}

/// Says in a word what became of a message.
fn word(fate: &SendResult) -> String {
    match fate {
        SendResult::Sent(answer) => format!("sent {}", answer.code),
        SendResult::Refused(answer) => format!("refused {}", answer.code),
        SendResult::Deferred(answer) => format!("deferred {}", answer.code),
        SendResult::Failed(Fault::HungUp) => "hung up".to_owned(),
        SendResult::Failed(other) => format!("{other:?}"),
        SendResult::Uncertain(_) => "uncertain".to_owned(),
    }
}

/// Runs a test again in a process of its own, which trusts the authority of the file it is given.
fn trusting(name: &str, test: impl Fn(&Path)) {
    if let Some(path) = env::var_os("SSL_CERT_FILE").filter(|_| env::var_os("CLL_TEST").is_some()) {
        return test(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut again = Command::new(env::current_exe().unwrap());
    again.args(["--exact", &format!("smtp::{name}"), "--nocapture"]);
    again.env("CLL_TEST", name);
    again.env("SSL_CERT_FILE", folder.path().join("authority.pem"));
    let output = again.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("1 passed"), "{said}");
}

#[test]
fn each_fate_is_told_apart_and_the_next_message_still_goes() {
    let server = Server::start(Tls::Never);
    let settings = settings(server.port, Security::Nothing, false);
    let mut mailer = Mailer::new(&settings, None);
    for (to, expected) in [
        ("a", "sent 250 2.0.0"),
        ("refused", "refused 550 5.1.1"),
        ("b", "sent 250 2.0.0"),
        ("deferred", "deferred 451 4.2.0"),
        ("rejected", "refused 554 5.7.1"),
        ("busy", "deferred 452 4.3.1"),
        ("c", "sent 250 2.0.0"),
        ("vanishing", "uncertain"),
        ("d", "sent 250 2.0.0"),
        ("last", "sent 250 2.0.0"),
        ("e", "sent 250 2.0.0"),
    ] {
        assert_eq!(word(&send(&mut mailer, to)), expected, "{to}");
    }
    mailer.quit();
    let seen = server.seen();
    let to: Vec<&str> = seen.taken.iter().map(|taken| taken.to.as_str()).collect();
    let expected = ["a", "b", "c", "vanishing", "d", "last", "e"];
    assert_eq!(to, expected.map(|to| format!("{to}@example.org")));
    assert!(
        seen.taken
            .iter()
            .all(|taken| taken.bytes == MESSAGE.as_bytes())
    );
    assert_eq!(seen.connections, 3, "a new one after each hang-up only");
}

/// A server that takes leave of a connection, in whichever way, gets the next message over a new one,
/// and each message once.
#[test]
fn many_messages_keep_one_connection_until_the_server_ends_it() {
    let name = "many_messages_keep_one_connection_until_the_server_ends_it";
    trusting(name, |authority| {
        for (tls, security) in [
            (Tls::Never, Security::Nothing),
            (Tls::Offered, Security::StartTls),
            (Tls::AtOnce, Security::Tls),
        ] {
            let server = Server::start(tls);
            fs::write(authority, &server.authority).unwrap();
            let settings = settings(server.port, security, tls != Tls::Never);
            let mut mailer = mailer(&settings, PASSWORD);
            let many: Vec<String> = (0..50).map(|it| format!("a{it}")).collect();
            for to in &many {
                assert_eq!(
                    word(&send(&mut mailer, to)),
                    "sent 250 2.0.0",
                    "{tls:?} {to}"
                );
            }
            assert_eq!(server.seen().connections, 1, "{tls:?}");
            let leaving = ["last", "b", "wearing", "c", "annoying", "d"];
            for to in leaving {
                assert_eq!(
                    word(&send(&mut mailer, to)),
                    "sent 250 2.0.0",
                    "{tls:?} {to}"
                );
            }
            mailer.quit();
            assert_eq!(server.seen().connections, 4, "{tls:?}");
            let all = many.iter().map(String::as_str).chain(leaving);
            let all: Vec<String> = all.map(|to| format!("{to}@example.org")).collect();
            assert_eq!(server.taken(), all, "{tls:?}");
        }
    });
}

/// What a server says to the first message of a connection, it would say over another one too.
#[test]
fn a_new_connection_that_is_taken_leave_of_is_not_replaced() {
    let server = Server::start(Tls::Never);
    let settings = settings(server.port, Security::Nothing, false);
    let mut mailer = Mailer::new(&settings, None);
    assert_eq!(word(&send(&mut mailer, "closing")), "deferred 421 4.7.0");
    assert_eq!(server.seen().connections, 1);
    assert_eq!(word(&send(&mut mailer, "a")), "sent 250 2.0.0");
    assert_eq!(word(&send(&mut mailer, "closing")), "deferred 421 4.7.0");
    assert_eq!(server.seen().connections, 3, "it is tried over one new one");
    assert_eq!(server.taken(), ["a@example.org"]);
}

#[test]
fn a_server_that_hangs_up_in_the_middle_leaves_no_false_certainty() {
    let server = Server::start(Tls::Never);
    let settings = settings(server.port, Security::Nothing, false);
    let mut mailer = Mailer::new(&settings, None);
    let fate = word(&send(&mut mailer, "middle"));
    assert!(["uncertain", "hung up"].contains(&fate.as_str()), "{fate}");
    assert_eq!(word(&send(&mut mailer, "a")), "sent 250 2.0.0");
    assert_eq!(server.taken(), ["a@example.org"]);
}

#[test]
fn a_sender_that_is_not_wanted_is_no_refusal_of_the_person() {
    let server = Server::start(Tls::Never);
    let settings = settings(server.port, Security::Nothing, false);
    let mut mailer = Mailer::new(&settings, None);
    mailer.ready().unwrap();
    let fate = mailer.send(&Letter {
        from: "unwanted@example.org",
        to: &Private::new("a@example.org".to_owned()),
        bytes: &Private::new(MESSAGE.as_bytes().to_vec()),
    });
    assert!(
        matches!(fate, SendResult::Failed(Fault::Sender(answer)) if answer.code == "550 5.7.1")
    );
}

#[test]
fn nobody_listens() {
    let free = std::net::TcpListener::bind((HOST, 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let settings = settings(port, Security::Nothing, false);
    let fault = Mailer::new(&settings, None).ready().unwrap_err();
    assert!(matches!(fault, Fault::Connection(_)), "{fault:?}");
}

#[test]
fn without_tls_nothing_is_said_to_the_server() {
    let server = Server::start(Tls::Never);
    let settings = settings(server.port, Security::StartTls, true);
    let fault = mailer(&settings, PASSWORD).ready().unwrap_err();
    assert!(matches!(fault, Fault::NoStartTls), "{fault:?}");
}

#[test]
fn a_certificate_of_nobody_we_trust_is_refused() {
    for (tls, security) in [
        (Tls::Offered, Security::StartTls),
        (Tls::AtOnce, Security::Tls),
    ] {
        let server = Server::start(tls);
        let settings = settings(server.port, security, true);
        let fault = mailer(&settings, PASSWORD).ready().unwrap_err();
        let is_issuer = |it: &TlsFault| it.kind == TlsFaultKind::Issuer;
        assert!(
            matches!(&fault, Fault::Tls(it) if is_issuer(it)),
            "{fault:?}"
        );
        assert_eq!(server.taken(), [""; 0]);
    }
}

#[test]
fn who_logs_in_over_tls_may_send() {
    trusting("who_logs_in_over_tls_may_send", |authority| {
        for (tls, security) in [
            (Tls::Offered, Security::StartTls),
            (Tls::AtOnce, Security::Tls),
        ] {
            let server = Server::start(tls);
            fs::write(authority, &server.authority).unwrap();
            let settings = settings(server.port, security, true);
            let mut right = mailer(&settings, PASSWORD);
            for to in ["a", "refused", "b", "vanishing", "c"] {
                send(&mut right, to);
            }
            let all = ["a", "b", "vanishing", "c"].map(|to| format!("{to}@example.org"));
            assert_eq!(server.taken(), all);
            let fault = mailer(&settings, "faux").ready().unwrap_err();
            assert!(
                matches!(&fault, Fault::Login(answer) if answer.code == "535 5.7.8"),
                "{fault:?}"
            );
        }
    });
}

#[test]
fn a_server_that_knows_no_way_to_log_in_gets_no_password() {
    let server = Server::start(Tls::Never);
    let settings = settings(server.port, Security::Nothing, true);
    let fault = mailer(&settings, PASSWORD).ready().unwrap_err();
    assert!(matches!(fault, Fault::NoLogin), "{fault:?}");
}

/// Says in a word why nobody is let in.
fn why(fault: &Fault) -> String {
    match fault {
        Fault::Unwilling(answer) => format!("unwilling {}", answer.code),
        Fault::Login(answer) => format!("login {}", answer.code),
        Fault::Sender(answer) => format!("sender {}", answer.code),
        Fault::Connection(_) => "lost".to_owned(),
        Fault::OutOfStep => "out of step".to_owned(),
        Fault::Tls(_) => "tls".to_owned(),
        Fault::HungUp => "hung up".to_owned(),
        Fault::Silent(_) => "silent".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Starts a server that says the first text at once, and the next ones each after a line that it hears; then
/// nothing more. Returns its port and what it hears.
fn serving(says: &'static [&'static str]) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind((HOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let lines = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&lines);
    thread::spawn(move || {
        let (mut to, _) = listener.accept().unwrap();
        let mut from = BufReader::new(to.try_clone().unwrap());
        for (at, text) in says.iter().enumerate() {
            let mut line = String::new();
            if at > 0 && from.read_line(&mut line).unwrap_or(0) > 0 {
                heard.lock().unwrap().push(line.trim_end().to_owned());
            }
            let _ = to.write_all(text.as_bytes());
        }
        let _ = io::copy(&mut from, &mut io::sink());
    });
    (port, lines)
}

/// A server that never answers is left after the time that was given, at every stage; what it did not
/// acknowledge is uncertain.
#[test]
fn a_server_that_says_nothing_is_left_in_time() {
    const HELLO: &str = "220 hello\r\n";
    const OK: &str = "250 ok\r\n";
    let cases: [(&'static [&'static str], &str); 6] = [
        (&[""], "not ready: Silent(0)"),
        (&[HELLO], "not ready: Silent(0)"),
        (&[HELLO, OK], "Silent(0)"),
        (&[HELLO, OK, OK], "Silent(0)"),
        (&[HELLO, OK, OK, OK], "Silent(0)"),
        (&[HELLO, OK, OK, OK, "354 go\r\n"], "uncertain"),
    ];
    for (says, expected) in cases {
        let (port, _) = serving(says);
        let settings = settings(port, Security::Nothing, false);
        let long = Duration::from_secs(60);
        let short = Duration::from_millis(400);
        let mut mailer = mailer(&settings, PASSWORD).with_patience(Patience {
            connection: if expected.starts_with("not") {
                short
            } else {
                long
            },
            silence: short,
            taking: short,
            ..Patience::default()
        });
        let found = match mailer.ready() {
            Err(fault) => format!("not ready: {fault:?}"),
            Ok(()) => word(&hand(&mut mailer, "a")),
        };
        assert_eq!(found, expected, "{says:?}");
    }
}

/// An access token is said in the way of XOAUTH2, and never to a server that takes none.
#[test]
fn an_access_token_logs_in() {
    let heard = |says| {
        let (port, lines) = serving(says);
        let mut settings = settings(port, Security::Nothing, true);
        settings.login.as_mut().unwrap().auth = Auth::XOAuth2;
        let found = mailer(&settings, "jeton").ready();
        let found = found.map_err(|fault| why(&fault));
        let lines = lines.lock().unwrap().clone();
        (found, lines)
    };
    let said = format!("user={USER}\u{1}auth=Bearer jeton\u{1}\u{1}");
    let said = STANDARD.encode(said);
    let (found, lines) = heard(&[
        "220 hello\r\n",
        "250-hello\r\n250 AUTH PLAIN XOAUTH2\r\n",
        "334 \r\n",
        "235 in\r\n",
    ]);
    assert_eq!(found, Ok(()));
    assert_eq!(lines[1..], ["AUTH XOAUTH2", &said]);
    // The server says in base64 why not, and waits for an empty line.
    let (found, lines) = heard(&[
        "220 hello\r\n",
        "250-hello\r\n250 AUTH XOAUTH2\r\n",
        "334 \r\n",
        "334 e30=\r\n",
        "535 5.7.8 expired\r\n",
    ]);
    assert_eq!(found, Err("login 535 5.7.8".to_owned()));
    assert_eq!(lines[1..], ["AUTH XOAUTH2", &said, ""]);
    let (found, lines) = heard(&["220 hello\r\n", "250-hello\r\n250 AUTH PLAIN\r\n"]);
    assert_eq!((found, lines.len()), (Err("NoOAuth".to_owned()), 1));
}

/// Hands a message to a server that errs once, and another one after it; returns what became of
/// the first.
fn after(authority: Option<&Path>, stage: Stage, say: Say) -> String {
    let begun = Instant::now();
    let server = Scripted::start(authority.is_some(), stage, say);
    if let Some(path) = authority {
        fs::write(path, &server.authority).unwrap();
    }
    let security = match authority {
        Some(_) => Security::StartTls,
        None => Security::Nothing,
    };
    let settings = settings(server.port, security, authority.is_some());
    let quick = Duration::from_millis(400);
    let mut mailer = mailer(&settings, PASSWORD).with_patience(Patience {
        connection: quick,
        silence: quick,
        command: quick,
        taking: quick * 2,
        message: quick * 2,
        farewell: quick,
    });
    let letter = |to: &str| Private::new(format!("{to}@example.org"));
    let bytes = Private::new(MESSAGE.as_bytes().to_vec());
    let mut hand = |to: &str| {
        if let Err(fault) = mailer.ready() {
            return why(&fault);
        }
        let fate = mailer.send(&Letter {
            from: "secretariat@example.org",
            to: &letter(to),
            bytes: &bytes,
        });
        match &fate {
            SendResult::Failed(fault) => why(fault),
            SendResult::Uncertain(_) => "uncertain".to_owned(),
            fate => word(fate),
        }
    };
    let first = hand("a");
    // Whatever it was, the next message goes, and is taken for itself.
    assert_eq!(hand("b"), "sent 250", "after {stage:?} {say:?}");
    let taken = server.taken();
    let count = |to: &str| {
        taken
            .iter()
            .filter(|it| **it == format!("<{to}@example.org>"))
            .count()
    };
    assert_eq!(count("b"), 1, "{stage:?} {say:?}");
    assert_eq!(
        count("a"),
        usize::from(stage == Stage::End),
        "{stage:?} {say:?}"
    );
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{stage:?} {say:?}"
    );
    first
}

/// Replies that are none, and those that no command has.
const NONE: [Say; 12] = [
    Say::Bytes("hello\r\n"),
    Say::Bytes("\r\n"),
    Say::Bytes("25 ok\r\n"),
    Say::Bytes("150 wait\r\n"),
    Say::Bytes("299 ok\r\n"),
    Say::Bytes("250-ok\r\n550 no\r\n"),
    Say::Bytes("250 ok\r\n550 spam\r\n"),
    Say::Bytes("250 ok\r\n250 ok\r\n"),
    Say::Bytes("211 help\r\n"),
    Say::Flood("250-ok and ok and ok again\r\n"),
    Say::Flood("250 ok and ok and ok again"),
    Say::Bytes("\u{1b}]0;x\u{7}250 ok\r\n"),
];

/// Servers of which nothing more comes, or never enough.
const LOST: [Say; 4] = [
    Say::Gone,
    Say::Nothing,
    Say::Drip("250-ok"),
    Say::Bytes("250 ok\n"),
];

#[test]
fn a_reply_counts_only_where_it_is_the_one_to_its_command() {
    use Stage::{Data, Ehlo, End, Greeting, Mail, Rcpt};
    let mut wrong = Vec::new();
    let mut expect = |stage, say, expected: &str| {
        let found = after(None, stage, say);
        if found != expected {
            wrong.push(format!("{stage:?} {say:?}: {found}, not {expected}"));
        }
    };
    let mut tried = 0;
    for (stage, none, lost, silent) in [
        (Greeting, "out of step", "lost", "silent"),
        (Ehlo, "out of step", "lost", "silent"),
        (Mail, "out of step", "hung up", "silent"),
        (Rcpt, "out of step", "hung up", "silent"),
        (Data, "uncertain", "hung up", "silent"),
        (End, "uncertain", "uncertain", "uncertain"),
    ] {
        for say in NONE {
            expect(stage, say, none);
            tried += 1;
        }
        for say in LOST {
            let is_gone = matches!(say, Say::Gone);
            expect(stage, say, if is_gone { lost } else { silent });
            tried += 1;
        }
    }
    for (stage, code, expected) in [
        (Greeting, "250", "out of step"),
        (Greeting, "354", "out of step"),
        (Greeting, "554", "unwilling 554"),
        (Greeting, "421", "unwilling 421"),
        (Ehlo, "220", "out of step"),
        (Ehlo, "502", "unwilling 502"),
        (Mail, "251", "out of step"),
        (Mail, "354", "out of step"),
        (Mail, "221", "out of step"),
        (Mail, "451", "deferred 451"),
        (Mail, "421", "deferred 421"),
        (Mail, "553", "sender 553"),
        (Rcpt, "252", "out of step"),
        (Rcpt, "354", "out of step"),
        (Rcpt, "221", "out of step"),
        (Rcpt, "450", "deferred 450"),
        (Rcpt, "550", "refused 550"),
        (Data, "250", "uncertain"),
        (Data, "221", "uncertain"),
        (Data, "334", "uncertain"),
        (Data, "451", "deferred 451"),
        (Data, "554", "refused 554"),
        (End, "354", "uncertain"),
        (End, "221", "uncertain"),
        (End, "251", "sent 251"),
        (End, "200", "sent 200"),
        (End, "220", "uncertain"),
        (End, "452", "deferred 452"),
        (End, "421", "deferred 421"),
        (End, "550", "refused 550"),
    ] {
        let line: &'static str = format!("{code} so\r\n").leak();
        expect(stage, Say::Bytes(line), expected);
        tried += 1;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(tried, 6 * 16 + 30);
}

#[test]
fn a_recipient_who_is_forwarded_to_is_one() {
    let server = Scripted::start(false, Stage::Rcpt, Say::Bytes("251 will forward\r\n"));
    let settings = settings(server.port, Security::Nothing, false);
    let fate = send(&mut Mailer::new(&settings, None), "a");
    assert_eq!(word(&fate), "sent 250");
}

#[test]
fn nothing_is_trusted_that_was_said_before_tls() {
    trusting("nothing_is_trusted_that_was_said_before_tls", |authority| {
        use Stage::{Auth, Data, Ehlo, End, Rcpt, StartTls};
        for (stage, say, expected) in [
            // What an attacker adds to the reply is heard by nobody.
            (
                StartTls,
                Say::Bytes("220 go\r\n250-x\r\n250 AUTH PLAIN\r\n"),
                "out of step",
            ),
            (StartTls, Say::Bytes("220 go\r\n220 go\r\n"), "out of step"),
            (StartTls, Say::Bytes("250 go\r\n"), "out of step"),
            (StartTls, Say::Bytes("454 not now\r\n"), "unwilling 454"),
            (StartTls, Say::Gone, "lost"),
            (StartTls, Say::Drip("220-"), "silent"),
            (
                Ehlo,
                Say::Bytes("250-x\r\n250 STARTTLS\r\n250 y\r\n"),
                "out of step",
            ),
            (Auth, Say::Bytes("250 welcome\r\n"), "out of step"),
            (Auth, Say::Bytes("235 a\r\n235 b\r\n"), "out of step"),
            (Auth, Say::Bytes("535 5.7.8 no\r\n"), "login 535 5.7.8"),
            (Auth, Say::Nothing, "silent"),
            (Rcpt, Say::Bytes("250 ok\r\n250 ok\r\n"), "out of step"),
            (Data, Say::Bytes("250 ok\r\n"), "uncertain"),
            (End, Say::Bytes("354 go\r\n"), "uncertain"),
            (End, Say::Flood("250-ok\r\n"), "uncertain"),
            (End, Say::Drip("250-"), "uncertain"),
        ] {
            assert_eq!(
                after(Some(authority), stage, say),
                expected,
                "{stage:?} {say:?}"
            );
        }
    });
}

/// Returns the contact's address as the registry reads it, if it accepts it.
fn registered(email: &str) -> Option<Private<String>> {
    let email = email.replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!(
        "[[contact]]\nmember = \"a\"\nname = \"Lina Quidam\"\nemail = \"{email}\"\nrole = \"titular\"\n"
    );
    let (records, problems) = private::load(Some(text), None, None);
    let is_error = |problem: &Problem| problem.what.severity() == Severity::Error;
    assert_eq!(records.contacts.is_empty(), problems.iter().any(is_error));
    records
        .contacts
        .first()
        .and_then(|contact| contact.email.clone())
}

#[test]
fn what_the_registry_accepts_can_be_sent_to() {
    for (email, sent) in [
        ("lina@alpha.example.org", "lina@alpha.example.org"),
        ("o'neil+x@example.org", "o'neil+x@example.org"),
        (
            "lina@exempl\u{e9}.example.org",
            "lina@xn--exempl-gva.example.org",
        ),
    ] {
        assert_eq!(registered(email).unwrap().disclose(), sent);
    }
    for email in [
        "a..b@alpha.example.org",
        ".a@example.org",
        "a@b_c.org",
        "l\u{e9}a@example.org",
    ] {
        assert!(registered(email).is_none(), "{email}");
    }
    let server = Scripted::start(
        false,
        Stage::Greeting,
        Say::Bytes("220 mail.example.org\r\n"),
    );
    let settings = settings(server.port, Security::Nothing, false);
    let mut mailer = Mailer::new(&settings, None);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let any = "[a-z.+\"é -]{1,5}@([a-z0-9é_-]{1,5}\\.){1,2}[a-z0-9]{1,3}";
    let mut accepted = 0;
    for _ in 0..4000 {
        let tree = proptest::strategy::Strategy::new_tree(any, &mut runner).unwrap();
        let email = proptest::strategy::ValueTree::current(&tree);
        let Some(to) = registered(&email) else {
            continue;
        };
        accepted += 1;
        mailer.ready().unwrap();
        let fate = mailer.send(&Letter {
            from: "secretariat@example.org",
            to: &to,
            bytes: &Private::new(MESSAGE.as_bytes().to_vec()),
        });
        assert_eq!(word(&fate), "sent 250", "{email}");
        assert_eq!(server.taken().last(), Some(&format!("<{}>", to.disclose())));
    }
    assert!(accepted > 50, "{accepted}");
    assert_eq!(server.taken().len(), accepted);
}
