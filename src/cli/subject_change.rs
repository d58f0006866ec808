//! `cll subject new`, `schedule`, `close`: what somebody proposes, taken in, put on an agenda, or closed.

use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::arguments::{SubjectClose, SubjectNew, SubjectSchedule};
use super::ask::{Question, text};
use super::document;
use super::failure::{Failure, MailFault};
use super::meeting_change::{refused, write_with_subject};
use super::private_registry::PrivateRegistry;
use super::revise::Revision;
use super::subject_registry::{free_id, of_message, put, record, unknown};
use super::{CommandResult, ExitStatus, Session, date};
use crate::domain::{
    Council, Meeting, MeetingEdit, Private, PrivateRecords, ProposalMessage, Proposer, ReplyReason,
    Subject, SubjectProposal, SubjectState, email_address,
};
use crate::leaks::watch::Watch;
use crate::mail;
use crate::registry::{compare, on_one_line};
use crate::source::{MEETINGS_FILE, PRIVATE_SUBJECTS_FILE};
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
    let registry = PrivateRegistry::begin(session, PRIVATE_SUBJECTS_FILE)?;
    let terminal = &session.terminal;
    let council = &registry.council;
    let today = session.today(council);
    let message = match &arguments.mail {
        Some(file) => read_message(session, file)?,
        None => typed(session, arguments)?,
    };
    let found = Some(message.title.as_str()).filter(|title| !title.is_empty());
    let title = arguments.title.as_deref().or(found);
    if let Some(known) = of_message(&registry, &message.key) {
        let id = known.id.as_str();
        let is_title = |title: &str| known.title == Private::new(on_one_line(title));
        let is_text = known.text == message.text.clone().map(Private::new);
        if !is_text || !title.is_none_or(is_title) {
            let id = id.to_owned();
            return Err(Failure::OtherMessage { id });
        }
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
    let title = on_one_line(&terminal.or_ask(title, &TITLE, None, text)?);
    let from = message.from;
    let is_nameless = !from.is_named() && (arguments.mail.is_some() || arguments.from.is_some());
    let proposal = SubjectProposal {
        id: free_id(&registry, received.year()).ok_or(Failure::NotAsAsked)?,
        title: Private::new(title),
        received,
        name: private_line(from.name),
        email: private_line(from.email),
        others: from
            .others
            .into_iter()
            .filter_map(|other| private_line(Some(other)))
            .collect(),
        public_name: false,
        is_relayed: false,
        message_id: private_line(Some(message.key)),
        text: message.text.map(Private::new),
        why: None,
    };
    put(&registry, &proposal, arguments.dry_run)?;
    let id = proposal.id.as_str();
    if is_nameless {
        terminal.tell("subject.no-name", ());
    }
    if arguments.mail.is_some() && proposal.text.is_none() {
        terminal.tell("subject.no-text", ());
    }
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

/// Runs `schedule`.
///
/// # Errors
///
/// There is no such subject or meeting, the meeting is over, nothing more can come of the subject, the item holds what is
/// private, or the agenda cannot change; nothing is written then.
pub fn schedule(session: &Session, arguments: &SubjectSchedule) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let old = relayed(session, council, &arguments.id)?;
    let meeting = session.meeting(council, &arguments.meeting)?;
    if council.is_done_with(old) {
        let (id, state) = (old.id.to_string(), old.state.into_str());
        return Err(Failure::SubjectIs { id, state });
    }
    if !meeting.takes_place() {
        let id = meeting.id.to_string();
        return Err(Failure::CalledOff { id });
    }
    let now = session.clock.moment(council.timezone);
    if meeting.is_over(now) {
        let id = meeting.id.to_string();
        return Err(Failure::Over { id });
    }
    let item = arguments.item.as_deref().unwrap_or(&old.title);
    let item = on_one_line(item);
    may_be_public(council, &session.private_records(council)?, &item)?;
    let new = Subject {
        state: SubjectState::Scheduled,
        meeting: Some(meeting.id.clone()),
        item: Some(item.clone()).filter(|item| *item != old.title),
        // One that was withdrawn; it still names the subject.
        opinion: None,
        ..old.clone()
    };
    let left = council.upcoming_meeting_of(old, now);
    let left = left.filter(|left| left.id != meeting.id || old.item() != item);
    let is_here = left.is_some_and(|left| left.id == meeting.id);
    let removed = Some(old.item()).filter(|_| is_here);
    let mut changes = vec![agenda(session, meeting, removed, Some(item))?];
    if let Some(left) = left.filter(|_| !is_here) {
        changes.push(agenda(session, left, Some(old.item()), None)?);
    }
    let subject = (new != *old).then_some(&new);
    write_with_subject(&revision, changes, subject, arguments.dry_run)?;
    if !arguments.dry_run {
        session.terminal.write(&format!("{}\n", meeting.id))?;
    }
    Ok(ExitStatus::Success)
}

/// Returns a meeting with an item of its agenda taken away and another one added, `None` if that is so already.
fn agenda<'m>(
    session: &Session,
    meeting: &'m Meeting,
    removed: Option<&str>,
    added: Option<String>,
) -> Result<(&'m Meeting, Option<Meeting>), Failure> {
    let edit = MeetingEdit {
        removed: removed.map(str::to_owned).into_iter().collect(),
        added: added.into_iter().collect(),
        ..MeetingEdit::default()
    };
    let changed = meeting.edited(&edit, session.clock.now);
    let changed = changed.map_err(|refusal| refused(meeting, refusal))?;
    Ok((meeting, changed))
}

/// Runs `close`.
///
/// # Errors
///
/// There is no such subject, an opinion answers it, or the reason holds what is private; nothing is
/// written then.
pub fn close(session: &Session, arguments: &SubjectClose) -> CommandResult {
    let why = on_one_line(&arguments.why);
    let council = session.council()?;
    let is_public = council
        .subjects
        .iter()
        .any(|it| it.id.as_str() == arguments.id);
    if is_public {
        let revision = Revision::begin(session, MEETINGS_FILE)?;
        let council = &revision.council;
        let old = relayed(session, council, &arguments.id)?;
        if old.state == SubjectState::Opinion && council.is_done_with(old) {
            let (id, state) = (old.id.to_string(), old.state.into_str());
            return Err(Failure::SubjectIs { id, state });
        }
        may_be_public(council, &session.private_records(council)?, &why)?;
        let new = Subject {
            state: SubjectState::Closed,
            why: Some(why),
            ..old.clone()
        };
        if new == *old {
            return unchanged(session, old.id.as_str());
        }
        let now = session.clock.moment(council.timezone);
        let left = council.upcoming_meeting_of(old, now);
        let left = left.map(|meeting| agenda(session, meeting, Some(old.item()), None));
        let changes = left.into_iter().collect::<Result<_, _>>()?;
        write_with_subject(&revision, changes, Some(&new), arguments.dry_run)?;
    } else {
        let registry = PrivateRegistry::begin(session, PRIVATE_SUBJECTS_FILE)?;
        let ids = registry.records.proposals.iter().map(|it| it.id.as_str());
        let mut old = registry.records.proposals.iter();
        let old = old.find(|it| it.id.as_str() == arguments.id);
        let old = old.ok_or_else(|| unknown(&arguments.id, ids))?;
        let new = SubjectProposal {
            why: Some(Private::new(why)),
            ..old.clone()
        };
        if new == *old {
            return unchanged(session, old.id.as_str());
        }
        put(&registry, &new, arguments.dry_run)?;
    }
    if !arguments.dry_run {
        let id = json!({ "id": arguments.id });
        session.terminal.tell("subject.closed", id);
        session.terminal.write(&format!("{}\n", arguments.id))?;
    }
    Ok(ExitStatus::Success)
}

fn unchanged(session: &Session, id: &str) -> CommandResult {
    session
        .terminal
        .tell("subject.unchanged", json!({ "id": id }));
    session.terminal.write(&format!("{id}\n"))?;
    Ok(ExitStatus::Success)
}

/// Finds a subject that was relayed.
///
/// # Errors
///
/// There is none, or it was not relayed.
pub fn relayed<'a>(
    session: &Session,
    council: &'a Council,
    id: &str,
) -> Result<&'a Subject, Failure> {
    let found = council.subjects.iter().find(|it| it.id.as_str() == id);
    found.map_or_else(
        || {
            let records = session.private_records(council)?;
            let is_proposed = records.proposals.iter().any(|it| it.id.as_str() == id);
            let (id, state) = (id.to_owned(), "received");
            if is_proposed {
                return Err(Failure::SubjectIs { id, state });
            }
            let ids = council.subjects.iter().map(|it| it.id.as_str());
            Err(unknown(&id, ids))
        },
        Ok,
    )
}

/// Makes sure that a text which anybody may read holds nothing private: it comes of a message, so that a surname with
/// a title weighs as much as a full name, which it does not where any registry changes.
///
/// # Errors
///
/// It does.
pub fn may_be_public(
    council: &Council,
    records: &PrivateRecords,
    text: &str,
) -> Result<(), Failure> {
    let watch = Watch::of_minutes(records, council, &[]);
    match watch.in_text(text).first() {
        Some((_, leak)) => Err(Failure::PrivateWords { kind: leak.kind() }),
        None => Ok(()),
    }
}

/// Writes a subject that was edited, or with `dry_run` shows the difference.
///
/// # Errors
///
/// Those of [`Revision::finish`].
pub fn write(
    revision: &Revision<'_>,
    edited: String,
    subject: &Subject,
    dry_run: bool,
) -> Result<(), Failure> {
    let expected = revision.council.with_subject(subject);
    revision.finish(edited, dry_run, |after| {
        compare::are_meetings(&expected, after, 0, &[])
    })
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
        from: Proposer::of(&[(name, email.clone())], email),
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
