//! The messages of the mailbox that holds the answers, since the last run.

use std::sync::Arc;

use indicatif::ProgressBar;
use serde_json::json;

use super::arguments::InviteReplies;
use super::failure::Failure;
use super::mailing::Additions;
use super::{Session, deliver, pipeline, server};
use crate::domain::{ImapSettings, Private, Protocol};
use crate::imap::{Fetched, Mailbox, OpenError};
use crate::mail;
use crate::problem::nearest;
use crate::registry::mailbox::{self, Mark};
use crate::server::{Fault, Patience};
use crate::source::MAILBOX_FILE;
use crate::workspace::{FoundMessage, MessageFault};

/// After so many messages it is written down how far the mailbox was read.
const TOGETHER: usize = 100;
/// How many messages in a row the server may refuse before the run stops: then it is no matter of
/// a message.
const ALIKE: usize = 50;
/// How many messages in a row may cost the connection before the run stops.
const COSTLY: usize = 3;
/// How many mailboxes are named where one is not found.
const NAMED: usize = 10;

/// The messages that have arrived since the last run, one after the other, the oldest first.
///
/// A message counts as read when the next one is asked for: whatever stops a run, the next one goes on
/// where it was. One that the server refused is asked for again, until a later one was read. Where the
/// connection is lost over one, it is asked for once more over another, and then counts as refused.
pub struct Unread<'a> {
    settings: &'a ImapSettings,
    password: Private<String>,
    dry_run: bool,
    mailbox: Mailbox,
    mark: Mark,
    /// The UID of the message that is being judged.
    handed: Option<u32>,
    /// How often the mark has moved since it was written down.
    unnoted: usize,
    /// How many messages in a row the server has refused.
    refused: usize,
    /// How many messages in a row have cost the connection.
    lost: usize,
    journal: Additions<'a>,
    failure: Option<Failure>,
    bar: ProgressBar,
}

/// Returns the settings of the mailbox.
///
/// # Errors
///
/// They are unsound, which is shown, or there are none.
pub fn settings(session: &Session) -> Result<ImapSettings, Failure> {
    let read = pipeline::imap_settings(&session.workspace);
    server::settings(session, read, Failure::NoReplies)
}

impl<'a> Unread<'a> {
    /// Opens the mailbox, and lists what has arrived since the last run; all there is where that cannot
    /// be told, since every message is known once it was read. `answers` is how many are recorded.
    ///
    /// # Errors
    ///
    /// The password cannot be had, the server does not let the mailbox be read, or the journal cannot.
    pub fn open(
        session: &'a Session,
        settings: &'a ImapSettings,
        arguments: &InviteReplies,
        answers: usize,
    ) -> Result<Self, Failure> {
        session.keep_private(&[MAILBOX_FILE])?;
        let known = known(session, settings)?;
        let password = server::password(session, &settings.login)?;
        let mut mailbox = opened(settings, &password)?;
        let uid_validity = mailbox.uid_validity.get();
        // A server may also begin to count anew without saying so.
        let is_same = |mark: &Mark| {
            let next = mailbox.uid_next.map(u32::from);
            mark.uid_validity == uid_validity && next.is_none_or(|next| next > mark.uid)
        };
        let mark = known.mark.filter(is_same);
        let is_anew = known.mark.is_some() && mark.is_none();
        if is_anew {
            let said = json!({ "mailbox": settings.mailbox });
            session.terminal.tell("replies.renumbered", said);
        }
        // The answers that the mark speaks of have to be there.
        let is_lost = mark.is_some_and(|mark| answers < mark.answers);
        if is_lost {
            session.terminal.tell("replies.reread", json!({}));
        }
        let mark = mark.filter(|_| !is_lost && !arguments.again);
        let uid = mark.map_or(0, |mark| mark.uid);
        let mark = Mark {
            uid_validity,
            uid,
            answers,
        };
        let listed = mailbox.list_after(mark.uid);
        let count = listed.map_err(|fault| failed(settings, fault))?;
        Ok(Self {
            settings,
            password,
            dry_run: arguments.dry_run,
            mailbox,
            mark,
            handed: None,
            unnoted: usize::from(is_anew || is_lost),
            refused: 0,
            lost: 0,
            journal: Additions::new(session, MAILBOX_FILE, known.torn),
            failure: None,
            bar: deliver::bar(session, count),
        })
    }

    /// Takes leave of the server, and writes down how far the mailbox was read, and how many answers are
    /// recorded by now; returns why not all of it was.
    ///
    /// # Errors
    ///
    /// The journal cannot be written.
    pub fn finish(mut self, answers: usize) -> Result<Option<Failure>, Failure> {
        self.bar.finish_and_clear();
        self.mark.answers = answers;
        self.note()?;
        self.mailbox.close();
        Ok(self.failure)
    }

    /// Writes down how far the mailbox was read.
    fn note(&mut self) -> Result<(), Failure> {
        if self.dry_run || self.unnoted == 0 {
            return Ok(());
        }
        self.unnoted = 0;
        let line = mailbox::line(self.settings, self.mark);
        self.journal.add(&line)
    }

    /// Fetches the next message, after the last one was judged.
    fn fetch(&mut self) -> Result<Option<FoundMessage>, Failure> {
        if let Some(uid) = self.handed.take() {
            self.mark.uid = uid;
            self.unnoted += 1;
        }
        if self.unnoted >= TOGETHER {
            self.note()?;
        }
        let Some((uid, fetched)) = self.fetch_next()? else {
            return Ok(None);
        };
        self.bar.inc(1);
        if let Fetched::Refused(fault) = fetched {
            self.refused += 1;
            if self.refused >= ALIKE {
                return Err(failed(self.settings, fault));
            }
            return Ok(Some(self.found(uid, Err(MessageFault::Unreadable))));
        }
        (self.refused, self.lost) = (0, 0);
        self.handed = Some(uid);
        let bytes = match fetched {
            Fetched::Message(bytes) => Ok(bytes),
            Fetched::TooLarge => Err(MessageFault::TooLarge),
            Fetched::Unreadable | Fetched::Refused(_) => Err(MessageFault::Unreadable),
        };
        Ok(Some(self.found(uid, bytes)))
    }

    /// Fetches the next message, over another connection where this one is lost.
    fn fetch_next(&mut self) -> Result<Option<(u32, Fetched)>, Failure> {
        let fault = match self.mailbox.fetch_next() {
            Ok(fetched) => return Ok(fetched),
            Err(fault) => fault,
        };
        let uid = self.mailbox.next_uid().filter(|_| is_lost(&fault));
        let Some(uid) = uid else {
            return Err(failed(self.settings, fault));
        };
        let fault = match self.reconnect(uid.saturating_sub(1), fault)?.fetch_next() {
            Ok(fetched) => return Ok(fetched),
            Err(fault) => fault,
        };
        let is_it = self.mailbox.next_uid() == Some(uid) && is_lost(&fault);
        self.lost += 1;
        if !is_it || self.lost >= COSTLY {
            return Err(failed(self.settings, fault));
        }
        // Those behind it must not wait for it.
        self.reconnect(uid, Fault::HungUp)?;
        Ok(Some((uid, Fetched::Refused(fault))))
    }

    /// Opens the mailbox over another connection after a fault, for the messages with UIDs above `after`.
    fn reconnect(&mut self, after: u32, fault: Fault) -> Result<&mut Mailbox, Failure> {
        self.mailbox = opened(self.settings, &self.password)?;
        if self.mailbox.uid_validity.get() != self.mark.uid_validity {
            return Err(failed(self.settings, fault));
        }
        let listed = self.mailbox.list_after(after);
        listed.map_err(|fault| failed(self.settings, fault))?;
        Ok(&mut self.mailbox)
    }

    fn found(&self, uid: u32, bytes: Result<Vec<u8>, MessageFault>) -> FoundMessage {
        FoundMessage {
            source: format!("{}/{uid}", self.settings.mailbox),
            bytes,
            is_meant: true,
        }
    }
}

impl Iterator for Unread<'_> {
    type Item = FoundMessage;

    fn next(&mut self) -> Option<FoundMessage> {
        if self.failure.is_some() {
            return None;
        }
        self.fetch().unwrap_or_else(|failure| {
            self.failure = Some(failure);
            None
        })
    }
}

/// Reads how far the mailbox was read; a journal that is not there is blank.
fn known(session: &Session, settings: &ImapSettings) -> Result<mailbox::Read, Failure> {
    let text = match session.workspace.read(MAILBOX_FILE) {
        Ok(text) => text,
        Err(problem) if pipeline::is_missing(&problem) => Arc::from(""),
        Err(problem) => return Err(session.refused(*problem)),
    };
    let read = mailbox::read(&text, settings);
    if !read.broken.is_empty() {
        let said = json!({ "lines": read.broken });
        let terminal = &session.terminal;
        terminal.error(&terminal.words().say("replies.broken-mailbox", said));
    }
    Ok(read)
}

/// Whether a connection was lost, which says nothing of another.
fn is_lost(fault: &Fault) -> bool {
    matches!(fault, Fault::HungUp | Fault::Silent(_))
}

/// Opens the mailbox.
fn opened(settings: &ImapSettings, password: &Private<String>) -> Result<Mailbox, Failure> {
    let opened = Mailbox::open(settings, password, Patience::default(), mail::LARGEST);
    opened.map_err(|error| unopened(settings, error))
}

fn unopened(settings: &ImapSettings, error: OpenError) -> Failure {
    let others = match error {
        OpenError::Server(fault) => return failed(settings, fault),
        OpenError::NoMailbox(others) => others,
    };
    let mailbox = settings.mailbox.clone();
    let nearest = nearest(&mailbox, others.iter().map(String::as_str));
    Failure::NoMailbox {
        host: settings.server.host.clone(),
        mailbox,
        nearest,
        more: others.len().saturating_sub(NAMED),
        others: others.into_iter().take(NAMED).collect(),
    }
}

fn failed(settings: &ImapSettings, fault: Fault) -> Failure {
    Failure::Server {
        protocol: Protocol::Imap,
        host: settings.server.host.clone(),
        fault,
    }
}
