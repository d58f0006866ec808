//! Why nothing was sent, in English.

use std::io;

use super::super::Failure;
use super::reason;
use crate::problem::PrivateKind;
use crate::smtp::Fault;
use crate::source::{SENT_FILE, SMTP_FILE};
use crate::workspace::NoPassword;

/// Says why nothing was sent, and what to do.
#[must_use]
pub fn words(failure: &Failure) -> (String, Option<String>) {
    match failure {
        Failure::NoServer => (
            format!("there is no `{SMTP_FILE}`"),
            Some(
                "write there `host = \"…\"`, `user = \"…\"` and `password-command = [\"…\"]`"
                    .to_owned(),
            ),
        ),
        Failure::Password(why) => {
            let (why, help) = password(why);
            (why, Some(help.to_owned()))
        }
        Failure::Sending(failed) if failed.error.kind() == io::ErrorKind::ResourceBusy => (
            "another `cll` is sending messages".to_owned(),
            Some(
                "wait until it has ended; then a second run sends only what is missing".to_owned(),
            ),
        ),
        Failure::Sending(failed) => (
            format!("cannot lock {}: {}", failed.path, reason(&failed.error)),
            None,
        ),
        Failure::Unpublished { id } => (
            format!("the published calendar does not say of `{id}` what the messages would"),
            Some("`cll build`, then publish; the messages come after".to_owned()),
        ),
        Failure::Over { id } => (
            format!("the day of `{id}` has passed"),
            Some("nobody believes that it is still to come; `next` stands for the next meeting".to_owned()),
        ),
        Failure::NotConfirmed { id, typed } => (
            format!("`{typed}` is not `{id}`: nothing was sent"),
            Some(format!("`--confirm {id}` confirms it without a question")),
        ),
        Failure::NotAsShown { id } => (
            format!("what would be sent about `{id}` is no longer what was shown: nothing was sent"),
            Some("run the command again, which shows it anew".to_owned()),
        ),
        Failure::OtherDrafts { paths } => (
            format!("edited by hand, and not what would be sent: {}", paths.join(", ")),
            Some("they are left as they are: move them elsewhere or remove them, and run the command again".to_owned()),
        ),
        Failure::LateDraft { path, day } => (
            format!("edited by hand, and written to ask for answers by {day}, which is over: {path}"),
            Some("it is left as it is: move it elsewhere or remove it, and run the command again, which asks for answers by a day to come".to_owned()),
        ),
        Failure::WouldTell { path, kind } => (
            format!(
                "the message of `{path}` would tell {}",
                match kind {
                    PrivateKind::Name => "the name of another contact",
                    PrivateKind::Email => "the address of another contact",
                    PrivateKind::JoinLink => "the link of another videoconference",
                }
            ),
            Some(
                "take it out of the registries or templates; for a name that anybody may read, \
                 write `public-name = true` in `private/members.toml`"
                    .to_owned(),
            ),
        ),
        Failure::NotAnAddress { text } => (
            format!("`{text}` is not an e-mail address"),
            Some("write it as in `secretariat@example.org`".to_owned()),
        ),
        Failure::Server { host, fault } => {
            let (why, help) = fault_words(host, fault);
            (why, help.map(ToOwned::to_owned))
        }
        Failure::TestRefused { code: Some(code) } => {
            (format!("the server did not take the test: {code}"), None)
        }
        Failure::TestRefused { code: None } => (
            "the server gave no answer: the test may have arrived".to_owned(),
            None,
        ),
        Failure::Busy { host, code } => (
            format!("{host} takes no more messages for now: {code}"),
            Some("run the command again in half an hour: it sends only what is missing".to_owned()),
        ),
        Failure::NothingSent => (
            "no message was taken".to_owned(),
            Some(format!(
                "`{SENT_FILE}` has what the server answered about each"
            )),
        ),
        _ => (String::new(), None),
    }
}

/// Says why the server takes nothing.
#[must_use]
pub fn fault_words(host: &str, fault: &Fault) -> (String, Option<&'static str>) {
    let help = |text| Some(text);
    match fault {
        Fault::Connection(why) => (
            format!("cannot connect to {host}: {}", reason_of_server(why)),
            help("`host`, `port` and `security` of `private/smtp.toml` say where and how"),
        ),
        Fault::Unwilling(answer) => (
            format!("{host} turns everybody away: {}", answer.code),
            help("try again later"),
        ),
        Fault::NoStartTls => (
            format!("{host} offers no STARTTLS: nothing was said to it"),
            help("with `security = \"tls\"` the connection is protected from its first byte"),
        ),
        Fault::Tls(why) => (
            format!("{host} cannot be trusted, or finds no common ground: {why}"),
            help(
                "the certificate must name `host`, and come from an authority that this machine trusts",
            ),
        ),
        Fault::NoLogin => (
            format!("{host} knows no way to log in that `cll` knows (PLAIN, LOGIN)"),
            help("remove `user` and the password if the server asks nobody who they are"),
        ),
        Fault::Login(answer) => (
            format!(
                "{host} does not accept the user or the password: {}",
                answer.code
            ),
            help("`user` and the password are those of `private/smtp.toml`"),
        ),
        Fault::Sender(answer) => (
            format!(
                "{host} sends nothing from the address of the council: {}",
                answer.code
            ),
            help("`contact` of `[council]` must be an address from which `user` may send"),
        ),
        Fault::OutOfStep => (
            format!("{host} does not keep to SMTP: what it says is no answer to what it was asked"),
            help("`port` of `private/smtp.toml` must be that of a mail server"),
        ),
        Fault::Address => ("an address cannot be written in SMTP".to_owned(), None),
        Fault::HungUp => (
            format!("{host} hung up, or took too long"),
            help("try again"),
        ),
    }
}

fn password(why: &NoPassword) -> (String, &'static str) {
    let file = "`password-file` has a path from the folder `private/`, or an absolute one";
    let command = "`password-command` has a program and its arguments, each apart";
    match why {
        NoPassword::Program(error) => (
            format!(
                "cannot run the program of `password-command`: {}",
                reason_of_program(error)
            ),
            command,
        ),
        NoPassword::Ended(Some(code)) => (
            format!("the program of `password-command` ended with {code}"),
            command,
        ),
        NoPassword::Ended(None) => (
            "the program of `password-command` was ended".to_owned(),
            command,
        ),
        NoPassword::Slow => (
            "the program of `password-command` prints nothing".to_owned(),
            "it has two minutes for its first line, which is the password",
        ),
        NoPassword::NoFile => (
            "`password-file` is no plain file".to_owned(),
            "`password-command` runs a program that prints the password",
        ),
        NoPassword::File(error) if error.kind() == io::ErrorKind::NotFound => {
            ("the file of `password-file` is not there".to_owned(), file)
        }
        NoPassword::File(error) => (
            format!("cannot read the file of `password-file`: {}", reason(error)),
            file,
        ),
        NoPassword::Outside => (
            "the path of `password-file` leads out of `private/`".to_owned(),
            file,
        ),
        NoPassword::NoText => (
            "the password is no text".to_owned(),
            "the first line must be the password",
        ),
        NoPassword::Empty => (
            "there is no password on the first line".to_owned(),
            "the first line must be the password",
        ),
    }
}

fn reason_of_server(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "nobody listens there".to_owned(),
        io::ErrorKind::TimedOut => "it takes too long".to_owned(),
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::BrokenPipe => "it hung up".to_owned(),
        _ => reason(error),
    }
}

fn reason_of_program(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such program".to_owned(),
        _ => reason(error),
    }
}
