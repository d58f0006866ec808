//! `cll invite send`: each message once, to the server, and into the journal.

use chrono_tz::Tz;
use serde_json::json;
use strum::IntoEnumIterator as _;

use super::arguments::InviteSend;
use super::ask::{Question, text};
use super::deliver::{self, Stop, Tally, deliver};
use super::failure::Failure;
use super::mailing::Mailing;
use super::outbox::Outbox;
use super::{CommandResult, ExitStatus, Session, mailing, pipeline, server};
use crate::domain::{
    Council, DeliveryState, Meeting, MessageKind, Private, Protocol, SmtpSettings,
};
use crate::registry::sent;
use crate::server::Fault;
use crate::smtp::{Letter, Mailer, SendResult};
use crate::words::Words;

const CONFIRM: Question = Question {
    flag: "--confirm",
    asked: "ask.id-to-send",
};

/// Runs the command.
///
/// # Errors
///
/// Nothing was sent: something is missing, in doubt or refused, or the server takes nothing.
pub fn run(session: &Session, arguments: &InviteSend) -> CommandResult {
    // Held until the end: what the journal says must stay true until the last record is added.
    let locked = !arguments.dry_run && arguments.test_to.is_none();
    let lock = || session.workspace.lock_sending().map_err(Failure::Sending);
    let _lock = locked.then(lock).transpose()?;
    let mailing = Mailing::open(session)?;
    let (council, meeting) = (
        &mailing.council,
        session.meeting(&mailing.council, &arguments.id)?,
    );
    mailing.say_called_off(session, &arguments.id, meeting);
    if let Some(address) = &arguments.test_to {
        return test(session, &mailing, meeting, arguments, address);
    }
    if mailing.unpublished {
        let id = meeting.id.to_string();
        return Err(Failure::Unpublished { id });
    }
    if !arguments.first {
        mailing.refuse_to_begin(session, meeting)?;
    }
    let outbox = Outbox::gather(session, &mailing, meeting, arguments)?;
    outbox.keep_private(session)?;
    let messages = outbox.messages.iter().map(|message| &message.delivery);
    mailing.warn(session, meeting, &outbox.recipients, messages);
    outbox.warn(session);
    session.say_partial(&mailing.partial);
    if arguments.dry_run {
        deliver::announce(session, &outbox.messages)?;
        if outbox.is_blank() {
            mailing::say_all_the_same(session, "send", meeting, &outbox.recipients);
        }
        return Ok(ExitStatus::Success);
    }
    if outbox.messages.is_empty() {
        if arguments.unanswered {
            session.terminal.tell("replies.all-answered", ());
        } else {
            nothing(session);
            if outbox.is_blank() {
                mailing::say_all_the_same(session, "send", meeting, &outbox.recipients);
            }
        }
        return Ok(outcome(outbox.held.is_empty()));
    }
    if arguments.by_hand {
        return by_hand(session, &mailing, &outbox, meeting, arguments);
    }
    let settings = settings(session)?;
    let host = Some(settings.server.host.as_str());
    confirm(session, &outbox, council, meeting, arguments, host)?;
    let password = password(session, &settings)?;
    still(session, &outbox, meeting, arguments, Some(&settings))?;
    let mut mailer = connect(&settings, password)?;
    outbox.write_drafts(session)?;
    let (mut file, header) = mailing.open_journal(session)?;
    let mut record = |delivery: &_| file.add(&sent::line(delivery, &header));
    let from = &council.contact;
    let tally = deliver(session, &mut mailer, from, &outbox.messages, &mut record)?;
    mailer.quit();
    let (all, is_held) = (outbox.messages.len(), !outbox.held.is_empty());
    conclude(session, (all, is_held), &settings, tally)
}

/// Records that the messages were sent by hand.
fn by_hand(
    session: &Session,
    mailing: &Mailing,
    outbox: &Outbox,
    meeting: &Meeting,
    arguments: &InviteSend,
) -> CommandResult {
    confirm(session, outbox, &mailing.council, meeting, arguments, None)?;
    still(session, outbox, meeting, arguments, None)?;
    let (mut file, header) = mailing.open_journal(session)?;
    let mut record = |delivery: &_| file.add(&sent::line(delivery, &header));
    deliver::by_hand(session, &outbox.messages, &mut record)?;
    Ok(outcome(outbox.held.is_empty()))
}

/// Sends the first message to one address, as a test: nobody takes it for the person's.
fn test(
    session: &Session,
    mailing: &Mailing,
    meeting: &Meeting,
    arguments: &InviteSend,
    address: &str,
) -> CommandResult {
    let Some(message) = Outbox::test(session, mailing, meeting, arguments, address)? else {
        nothing(session);
        return Ok(ExitStatus::Success);
    };
    let settings = settings(session)?;
    let mut mailer = connect(&settings, password(session, &settings)?)?;
    let fate = mailer.send(&Letter {
        from: &mailing.council.contact,
        to: &message.delivery.email,
        bytes: &message.bytes,
    });
    mailer.quit();
    match fate {
        SendResult::Sent(_) => {
            let to = json!({ "address": address });
            session.terminal.tell("send.test-sent", to);
            Ok(ExitStatus::Success)
        }
        SendResult::Failed(fault) => Err(failed(&settings, fault)),
        SendResult::Refused(answer) | SendResult::Deferred(answer) => Err(Failure::TestRefused {
            code: Some(answer.code),
        }),
        SendResult::Uncertain(_) => Err(Failure::TestRefused { code: None }),
    }
}

/// Reads the settings of the server.
///
/// # Errors
///
/// There are none, or they are unsound, which is shown.
pub fn settings(session: &Session) -> Result<SmtpSettings, Failure> {
    let read = pipeline::smtp_settings(&session.workspace);
    server::settings(session, read, Failure::NoServer)
}

/// Makes sure that what was confirmed is still what would be sent: that took as long as it took.
///
/// # Errors
///
/// Something is not as it was shown.
fn still(
    session: &Session,
    shown: &Outbox,
    meeting: &Meeting,
    arguments: &InviteSend,
    through: Option<&SmtpSettings>,
) -> Result<(), Failure> {
    session.workspace.forget();
    let mailing = Mailing::open(session)?;
    let meetings = &mailing.council.meetings;
    let same = meetings.iter().find(|it| it.id == meeting.id);
    let same = match same.filter(|_| !mailing.unpublished) {
        Some(meeting) => Outbox::gather(session, &mailing, meeting, arguments)?.is(shown),
        None => false,
    };
    let same_server = match through {
        Some(through) if same => settings(session)? == *through,
        _ => true,
    };
    if same && same_server {
        return Ok(());
    }
    let id = meeting.id.to_string();
    Err(Failure::NotAsShown { id })
}

/// Returns the password, if the server wants one.
///
/// # Errors
///
/// It cannot be read.
pub fn password(
    session: &Session,
    settings: &SmtpSettings,
) -> Result<Option<Private<String>>, Failure> {
    let login = settings.login.as_ref();
    login.map(|it| server::password(session, it)).transpose()
}

/// Connects to the server, which lets us in.
///
/// # Errors
///
/// It does not.
pub fn connect(
    settings: &SmtpSettings,
    password: Option<Private<String>>,
) -> Result<Mailer<'_>, Failure> {
    let mut mailer = Mailer::new(settings, password);
    let ready = mailer.ready();
    ready.map_err(|fault| failed(settings, fault))?;
    Ok(mailer)
}

fn failed(settings: &SmtpSettings, fault: Fault) -> Failure {
    Failure::Server {
        protocol: Protocol::Smtp,
        host: settings.server.host.clone(),
        fault,
    }
}

/// Says what is about to happen, through which server if any, and waits for the id of the meeting.
fn confirm(
    session: &Session,
    outbox: &Outbox,
    council: &Council,
    meeting: &Meeting,
    arguments: &InviteSend,
    host: Option<&str>,
) -> Result<(), Failure> {
    let words = session.terminal.words();
    let kinds: Vec<String> = MessageKind::iter()
        .map(|kind| (outbox.count(kind), kind))
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| words.say("send.kind", json!({ "kind": kind, "count": count })))
        .collect();
    let about = json!({
        "id": meeting.id.as_str(),
        "count": outbox.messages.len(),
        "kinds": kinds,
        "from": council.contact,
        "host": host,
    });
    let mut lines = vec![words.say("send.about-to", about)];
    lines.extend(shown(outbox, council, meeting, words));
    let confirmed = arguments.confirm.as_deref();
    confirm_id(session, &lines, meeting.id.as_str(), confirmed)
}

/// Says in some lines what is about to happen, and waits for the id of what it is about.
///
/// # Errors
///
/// Another one was typed, or there is nobody to ask.
pub fn confirm_id(
    session: &Session,
    lines: &[String],
    id: &str,
    confirmed: Option<&str>,
) -> Result<(), Failure> {
    let terminal = &session.terminal;
    // Whoever is asked must see what they are asked about.
    let asked = confirmed.is_none();
    for line in lines {
        if asked {
            terminal.error(line);
        } else {
            terminal.note(line);
        }
    }
    if asked && terminal.yes {
        return Ok(());
    }
    let typed = terminal.or_ask(confirmed, &CONFIRM, None, text)?;
    if typed == id {
        return Ok(());
    }
    let id = id.to_owned();
    Err(Failure::NotConfirmed { id, typed })
}

/// Says what a meeting is, when and where, and what the messages are called.
///
/// The hours have their time zone where a message says it, or where it is not the usual one.
fn shown(outbox: &Outbox, council: &Council, meeting: &Meeting, words: Words) -> Vec<String> {
    let is_said = outbox.says_time_zone() || council.timezone != Tz::Europe__Paris;
    let about = json!({
        "date": meeting.slot.date(),
        "start": meeting.slot.start(),
        "end": meeting.slot.end(),
        "end_date": meeting.slot.other_end_date(),
        "zone": is_said.then(|| council.timezone.name()),
        "whereabouts": { "place": meeting.place, "online": meeting.is_online() },
        "persons": outbox.messages.iter().map(|it| it.delivery.parties.iter().count()).sum::<usize>(),
    });
    let mut lines = vec![format!("  {}", words.say("send.meeting", about))];
    let subjects = outbox.subjects();
    lines.extend(
        subjects
            .iter()
            .map(|(subject, count)| match subjects.len() {
                1 => format!("  {subject}"),
                _ => format!("  {count} × {subject}"),
            }),
    );
    lines
}

/// Says how it ended, of so many messages and whether others were held; the exit code says it too.
///
/// # Errors
///
/// Nothing was sent.
pub fn conclude(
    session: &Session,
    (count, is_held): (usize, bool),
    settings: &SmtpSettings,
    tally: Tally,
) -> CommandResult {
    let (terminal, words) = (&session.terminal, session.terminal.words());
    let all = [
        DeliveryState::Sent,
        DeliveryState::Refused,
        DeliveryState::Deferred,
        DeliveryState::Failed,
        DeliveryState::Sending,
    ];
    let counts = all.map(|ended| (tally.count(ended), ended.into_str()));
    let counts = counts.into_iter().chain([(tally.untried, "untried")]);
    let counts: Vec<String> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, state)| words.say("send.ended", json!({ "state": state, "count": count })))
        .collect();
    terminal.note(&counts.join(", "));
    let sent = tally.count(DeliveryState::Sent);
    let in_doubt = tally.count(DeliveryState::Sending);
    let advice = advice(&tally.ended, words).filter(|_| tally.stopped.is_none());
    let answered = tally.count(DeliveryState::Failed) < tally.ended.len();
    let fault = tally.fault.map(|fault| failed(settings, fault));
    let whole = tally.stopped.is_none();
    let failure = match tally.stopped {
        Some(Stop::Busy(code)) => Some(Failure::Busy {
            host: settings.server.host.clone(),
            code,
        }),
        Some(Stop::Journal(failed)) => Some(Failure::Write(failed)),
        Some(Stop::Server) | None => fault,
    };
    if let Some(advice) = advice {
        terminal.note(&advice);
    }
    match failure {
        None if sent + in_doubt == 0 => Err(Failure::NothingSent),
        Some(_) if sent + in_doubt == 0 && whole && answered => Err(Failure::NothingSent),
        Some(failure) if sent + in_doubt == 0 => Err(failure),
        Some(failure) => {
            terminal.error(&super::refusal(&failure, words));
            Ok(ExitStatus::Partial)
        }
        None => Ok(outcome(sent == count && !is_held)),
    }
}

/// Says what can be done about the messages that were not taken.
fn advice(ended: &[DeliveryState], words: Words) -> Option<String> {
    let any = |of: DeliveryState| ended.contains(&of);
    let ended = json!({
        "untaken": any(DeliveryState::Deferred) || any(DeliveryState::Failed),
        "refused": any(DeliveryState::Refused),
        "uncertain": any(DeliveryState::Sending),
    });
    words.find("send.advice", ended)
}

/// The exit status of a run after which everybody has what they were to have, or not.
#[must_use]
pub fn outcome(everybody: bool) -> ExitStatus {
    if everybody {
        ExitStatus::Success
    } else {
        ExitStatus::Partial
    }
}

/// Says that there is nothing to send.
pub fn nothing(session: &Session) {
    session.terminal.tell("send.nothing", ());
}
