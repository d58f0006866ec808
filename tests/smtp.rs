//! What becomes of each message that is handed to a server, good or bad.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests write files and start themselves"
)]

mod mail_server;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use cll::domain::{Login, PasswordSource, Private, Security, SmtpSettings};
use cll::smtp::{Fate, Fault, Letter, Mailer};
use mail_server::{HOST, PASSWORD, Server, Tls, USER};

const MESSAGE: &str = "Subject: essai\r\n\r\n.point\r\n..deux\r\nfin\r\n";

fn settings(port: u16, security: Security, login: bool) -> SmtpSettings {
    SmtpSettings {
        host: HOST.to_owned(),
        port,
        security,
        login: login.then(|| Login {
            user: Private::new(USER.to_owned()),
            password: PasswordSource::File(Private::new(String::new())),
        }),
    }
}

fn mailer<'a>(settings: &'a SmtpSettings, password: &str) -> Mailer<'a> {
    Mailer::new(settings, Some(Private::new(password.to_owned())))
}

fn send(mailer: &mut Mailer<'_>, to: &str) -> Fate {
    mailer.ready().unwrap();
    mailer.send(&Letter {
        from: "secretariat@example.org",
        to: &Private::new(format!("{to}@example.org")),
        bytes: &Private::new(MESSAGE.as_bytes().to_vec()),
    })
}

/// Says in a word what became of a message.
fn word(fate: &Fate) -> String {
    match fate {
        Fate::Sent(answer) => format!("sent {}", answer.code),
        Fate::Refused(answer) => format!("refused {}", answer.code),
        Fate::Deferred(answer) => format!("deferred {}", answer.code),
        Fate::Failed(Fault::HungUp) => "hung up".to_owned(),
        Fate::Failed(other) => format!("{other:?}"),
        Fate::Uncertain => "uncertain".to_owned(),
    }
}

/// Runs a test again in a process of its own, which trusts the authority of the file it is given.
fn trusting(name: &str, test: impl Fn(&Path)) {
    if let Some(path) = env::var_os("SSL_CERT_FILE").filter(|_| env::var_os("CLL_TEST").is_some()) {
        return test(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut again = Command::new(env::current_exe().unwrap());
    again.args(["--exact", name, "--nocapture"]);
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
    assert!(matches!(fate, Fate::Failed(Fault::Sender(answer)) if answer.code == "550 5.7.1"));
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
        assert!(matches!(fault, Fault::Tls(_)), "{fault:?}");
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
