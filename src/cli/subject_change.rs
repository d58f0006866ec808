//! `cll subject new`: what somebody proposes, taken in.

use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::arguments::SubjectNew;
use super::ask::{Question, text};
use super::document;
use super::failure::{Failure, MailFault};
use super::subject_registry::{SubjectRegistry, record};
use super::{CommandResult, ExitStatus, Session, date};
use crate::domain::{
    Council, Private, ProposalMessage, ReplyReason, SubjectProposal, email_address,
};
use crate::mail;
use crate::registry::on_one_line;
use crate::workspace::MessageFault;

const TITLE: Question = Question {
    flag: "--title",
    asked: "ask.subject-title",
};

/// Runs `new`.
///
/// # Errors
///
/// The message or a file cannot be read, something is missing or unsound, or git would take the registry;
/// nothing is written then.
pub fn new(session: &Session, arguments: &SubjectNew) -> CommandResult {
    let registry = SubjectRegistry::begin(session)?;
    let terminal = &session.terminal;
    let council = &registry.council;
    let today = session.today(council);
    let message = match &arguments.mail {
        Some(file) => read_message(session, file)?,
        None => typed(session, arguments)?,
    };
    if let Some(known) = registry.of_message(&message.key) {
        let id = known.id.as_str();
        terminal.tell("subject.known", json!({ "id": id }));
        terminal.write(&format!("{id}\n"))?;
        return Ok(ExitStatus::Success);
    }
    let received = match &arguments.received {
        Some(text) => {
            let day = date(text)?;
            if day > today {
                return Err(Failure::ReceivedInFuture { day });
            }
            day
        }
        None => day_of(session, council, arguments.mail.as_deref(), &message, today),
    };
    let found = Some(message.title.as_str()).filter(|title| !title.is_empty());
    let title = arguments.title.as_deref().or(found);
    let title = on_one_line(&terminal.or_ask(title, &TITLE, None, text)?);
    let proposal = SubjectProposal {
        id: registry
            .free_id(received.year())
            .ok_or(Failure::NotAsAsked)?,
        title: Private::new(title),
        received,
        name: private_line(message.name),
        email: private_line(message.email),
        public_name: false,
        message_id: private_line(Some(message.key)),
        text: message.text.map(Private::new),
        why: None,
    };
    registry.put(&proposal, arguments.dry_run)?;
    let id = proposal.id.as_str();
    if message.left_out > 0 {
        let count = json!({ "count": message.left_out });
        terminal.tell("subject.left-out", count);
    }
    if arguments.dry_run {
        let mut shown = record(&proposal);
        shown["received"] = json!(proposal.received);
        let shown = terminal.words().say("subject.would-take", shown);
        terminal.write(&format!("{shown}\n"))?;
        return Ok(ExitStatus::Success);
    }
    terminal.tell("subject.taken", json!({ "id": id }));
    terminal.write(&format!("{id}\n"))?;
    Ok(ExitStatus::Success)
}

/// A line of text that is private; none if there is nothing in it.
fn private_line(text: Option<String>) -> Option<Private<String>> {
    let line = text.map(|text| on_one_line(&text));
    line.filter(|line| !line.is_empty()).map(Private::new)
}

/// Returns the day on which a message was sent, in the council's time zone: that of today where it says none
/// or one that has not come, which is said.
fn day_of(
    session: &Session,
    council: &Council,
    mail: Option<&Path>,
    message: &ProposalMessage,
    today: NaiveDate,
) -> NaiveDate {
    let day = message.date;
    let day = day.map(|moment| moment.with_timezone(&council.timezone).date_naive());
    let day = day.filter(|day| (1970..).contains(&day.year()) && *day <= today);
    if day.is_none() && mail.is_some() {
        session
            .terminal
            .tell("subject.no-day", json!({ "day": today }));
    }
    day.unwrap_or(today)
}

/// Reads the one message of a file or of standard input.
fn read_message(session: &Session, file: &Path) -> Result<ProposalMessage, Failure> {
    let path = file.display().to_string();
    let refused = |why| Failure::NoMail {
        path: path.clone(),
        why,
    };
    let sources = [PathBuf::from(file)];
    let mut messages = session.workspace.received(&sources, mail::LARGEST);
    let found = messages
        .next()
        .ok_or_else(|| refused(MailFault::NotAMessage))?;
    let bytes = found.bytes.map_err(|fault| {
        refused(match fault {
            MessageFault::Missing => MailFault::Missing,
            MessageFault::Unreadable => MailFault::Unreadable,
            MessageFault::TooLarge => MailFault::TooLarge,
        })
    })?;
    if messages.next().is_some() {
        return Err(refused(MailFault::Several));
    }
    mail::proposal::read(&bytes).map_err(|why| {
        refused(match why {
            ReplyReason::TooLarge => MailFault::TooLarge,
            ReplyReason::OutlookFile => MailFault::Outlook,
            ReplyReason::TooManyParts => MailFault::TooManyParts,
            _ => MailFault::NotAMessage,
        })
    })
}

/// Makes a message of what is typed.
fn typed(session: &Session, arguments: &SubjectNew) -> Result<ProposalMessage, Failure> {
    let (name, email) = match &arguments.from {
        Some(text) => person(text)?,
        None => (None, None),
    };
    let text = match &arguments.text_file {
        Some(file) => {
            let bytes = document::read(session, file)?;
            let text = String::from_utf8(bytes.to_vec());
            let path = file.display().to_string();
            Some(text.map_err(|_| Failure::NoMail {
                path,
                why: MailFault::NotText,
            })?)
        }
        None => None,
    };
    let text = text.map(|text| text.replace("\r\n", "\n").replace('\r', "\n"));
    let text = text.map(|text| text.trim_start_matches('\u{feff}').trim_end().to_owned());
    Ok(ProposalMessage {
        key: String::new(),
        title: String::new(),
        date: None,
        name,
        email,
        text: text.filter(|text| !text.is_empty()),
        left_out: 0,
    })
}

/// Reads a person as it stands in messages: a name, an address between angle brackets, or both.
fn person(text: &str) -> Result<(Option<String>, Option<String>), Failure> {
    let (name, address) = match text.split_once('<') {
        Some((name, rest)) => (name, Some(rest.trim_end().trim_end_matches('>'))),
        None if text.contains('@') => ("", Some(text)),
        None => (text, None),
    };
    let name = name.trim().trim_matches('"').trim();
    let email = address.map(|address| {
        email_address(address.trim()).ok_or_else(|| Failure::NotAnAddress {
            text: address.trim().to_owned(),
        })
    });
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    Ok((name, email.transpose()?))
}
