//! `cll subject send`: each message that relays a subject, once, to the server, and into the journal.

use std::iter;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::arguments::SubjectSend;
use super::deliver::{self, Outgoing, deliver};
use super::failure::Failure;
use super::send::{conclude, confirm_id, connect, nothing, outcome, password, settings};
use super::subject_change::relayed;
use super::subject_relay::{Relaying, again, proposed, told};
use super::{CommandResult, ExitStatus, Session, mailing, pipeline};
use crate::domain::task::UnsentRelays;
use crate::domain::{
    Contact, Council, DeliveryState, DeliveryStatus, Journal, MemberId, Private, Reachable,
    RelayDelivery, Subject, reachable,
};
use crate::plan::Existing;
use crate::registry::sent;
use crate::render::mail;
use crate::source::{PRIVATE_SUBJECTS_FILE, SENT_FILE, Sources};
use crate::workspace::JournalFile;

/// What a run sends, and what it does not.
struct Relays {
    council: Council,
    title: String,
    read: sent::Read,
    messages: Vec<Outgoing<RelayDelivery>>,
    /// What goes only when asked for: how it stands, and to whom it was to go.
    held: Vec<(DeliveryStatus, MemberId)>,
    /// Who can be reached, was not told and has no draft: as the drafts would be named.
    missing: Vec<String>,
    /// What drafts the messages anew.
    again: String,
}

/// Runs the command.
///
/// # Errors
///
/// Nothing was sent: something is missing, in doubt or refused, or the server takes nothing.
pub fn run(session: &Session, arguments: &SubjectSend) -> CommandResult {
    session.hear_git()?;
    session.keep_private(&[PRIVATE_SUBJECTS_FILE, SENT_FILE])?;
    // Held until the end: what the journal says must stay true until the last record is added.
    let lock = || session.workspace.lock_sending().map_err(Failure::Sending);
    let _lock = (!arguments.dry_run).then(lock).transpose()?;
    let relays = Relays::gather(session, arguments)?;
    let terminal = &session.terminal;
    mailing::say_flaws(session, &relays.read);
    for (standing, member) in &relays.held {
        let held = json!({ "standing": standing, "member": member.as_str(), "kind": "relay" });
        terminal.error(&terminal.words().say("send.held", held));
    }
    for name in &relays.missing {
        let missing = json!({ "name": name, "command": relays.again });
        terminal.error(&terminal.words().say("send.without-draft", missing));
    }
    if arguments.dry_run {
        deliver::announce(session, &relays.messages)?;
        return Ok(ExitStatus::Success);
    }
    let everybody = relays.held.is_empty() && relays.missing.is_empty();
    if relays.messages.is_empty() {
        nothing(session);
        return Ok(outcome(everybody));
    }
    if arguments.by_hand {
        relays.confirm(session, arguments, None)?;
        relays.still(session, arguments)?;
        let mut file = relays.open_journal(session)?;
        let mut record = |delivery: &_| file.add(&sent::relay_line(delivery));
        deliver::by_hand(session, &relays.messages, &mut record)?;
        return Ok(outcome(everybody));
    }
    let smtp = settings(session)?;
    relays.confirm(session, arguments, Some(&smtp.server.host))?;
    let password = password(session, &smtp)?;
    relays.still(session, arguments)?;
    let mut mailer = connect(&smtp, password)?;
    let mut file = relays.open_journal(session)?;
    let mut record = |delivery: &_| file.add(&sent::relay_line(delivery));
    let from = &relays.council.contact;
    let tally = deliver(session, &mut mailer, from, &relays.messages, &mut record)?;
    mailer.quit();
    conclude(session, (relays.messages.len(), !everybody), &smtp, tally)
}

impl Relays {
    /// Finds the drafts that are to go: those of whoever can be reached today and has not had theirs.
    ///
    /// # Errors
    ///
    /// Nothing more comes of the subject, there are no contacts, no drafts or no journal, or a draft is not
    /// what would be drafted today.
    fn gather(session: &Session, arguments: &SubjectSend) -> Result<Self, Failure> {
        let drafted = pipeline::draft(&session.workspace, &session.clock);
        let council = drafted.council.ok_or(());
        let council = council.map_err(|()| session.shown(&drafted.problems, &drafted.sources))?;
        let subject = relayed(session, &council, &arguments.id)?;
        if council.is_done_with(subject) {
            let (id, state) = (subject.id.to_string(), subject.state.into_str());
            return Err(Failure::SubjectIs { id, state });
        }
        let private = pipeline::confidential(&session.workspace, Some(&council));
        if pipeline::has_errors(&private.problems) {
            return Err(session.shown(&private.problems, &Sources::new()));
        }
        if !private.has_contacts {
            return Err(Failure::NoContacts);
        }
        let read = mailing::journal(session, &council)?;
        if !arguments.first {
            refuse_lost(&council, subject, &read)?;
        }
        let today = session.today(&council);
        let mut drafts = session
            .workspace
            .drafts(&mail::relay_folder(&subject.id), "eml");
        if drafts.is_empty() {
            let id = subject.id.to_string();
            return Err(Failure::NotDrafted { id });
        }
        let colleges = told(&council, &drafts);
        let contacts = &private.records.contacts;
        let relays = relays(&council, subject, contacts, &read.journal, &drafts, today);
        let existing = session
            .workspace
            .existing(drafts.iter().map(String::as_str), iter::empty());
        let existing = existing.map_err(|all| session.shown(&all, &Sources::new()))?;
        let proposal = proposed(&private.records, &arguments.id)?;
        let mut sources = Sources::new();
        let templates = session.sound_templates(&mut sources)?;
        let relaying = [false, true].map(|with_sender| {
            let about = (subject, proposal);
            let made_from = (&templates, &sources);
            Relaying::new(&council, &private.records, about, made_from, with_sender)
        });
        let (mut unlike, mut names_sender) = (Vec::new(), false);
        let (mut messages, mut held, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        let now = session.clock.now;
        let at = read.journal.last_moment().map_or(now, |last| last.max(now));
        for Relay {
            to,
            path,
            id,
            standing,
        } in relays
        {
            if let Some(index) = drafts.iter().position(|it| *it == path) {
                drafts.remove(index);
            }
            if standing == DeliveryStatus::Sent {
                continue;
            }
            if standing != DeliveryStatus::Due && !arguments.resend {
                held.push((standing, to.member.clone()));
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or_default();
            let name = name.trim_end_matches(".eml").to_owned();
            let Some(draft) = existing.get(&path) else {
                missing.push(name);
                continue;
            };
            let [without, with] = &relaying;
            let is_without = without.is_draft(session, &to, draft)?;
            let is_with = !is_without && with.is_draft(session, &to, draft)?;
            names_sender |= is_with;
            if !is_without && !is_with {
                unlike.push(path);
                continue;
            }
            messages.push(outgoing(subject, &to, (name, id), at, draft));
        }
        // Those are of nobody who can be reached by now; of what was sent nothing more comes.
        drafts.retain(|path| {
            let draft = existing.get(path);
            !draft.is_some_and(|draft| was_sent(&read, draft))
        });
        unlike.extend(drafts);
        let again = again(&council, &arguments.id, &colleges, names_sender);
        refuse_unlike(unlike, &existing, &again, arguments.by_hand)?;
        Ok(Self {
            title: subject.title.clone(),
            read,
            messages,
            held,
            missing,
            again,
            council,
        })
    }

    /// Says what is about to happen, through which server if any, and waits for the id of the subject.
    fn confirm(
        &self,
        session: &Session,
        arguments: &SubjectSend,
        host: Option<&str>,
    ) -> Result<(), Failure> {
        let (words, count) = (session.terminal.words(), self.messages.len());
        let about = json!({
            "id": arguments.id,
            "count": count,
            "kinds": [words.say("send.kind", json!({ "kind": "relay", "count": count }))],
            "from": self.council.contact,
            "host": host,
        });
        let lines = [
            words.say("send.about-to", about),
            format!("  {}", self.title),
        ];
        confirm_id(session, &lines, &arguments.id, arguments.confirm.as_deref())
    }

    /// Makes sure that what was confirmed is still what would be sent.
    fn still(&self, session: &Session, arguments: &SubjectSend) -> Result<(), Failure> {
        session.workspace.forget();
        let now = Self::gather(session, arguments)?;
        let said = |relays: &Self| -> Vec<_> {
            let messages = relays.messages.iter();
            messages
                .map(|it| (it.delivery.email.clone(), it.bytes.clone()))
                .collect()
        };
        if said(&now) == said(self) {
            return Ok(());
        }
        let id = arguments.id.clone();
        Err(Failure::NotAsShown { id })
    }

    fn open_journal(&self, session: &Session) -> Result<JournalFile, Failure> {
        let begun = (self.read.header.as_ref(), self.read.torn);
        Ok(mailing::open_journal(session, &self.council, begun)?.0)
    }
}

/// A message that relays a subject to an address: its draft is at a path, there or not.
struct Relay<'a> {
    to: Reachable<'a>,
    path: String,
    /// Its Message-ID, without angle brackets.
    id: String,
    standing: DeliveryStatus,
}

/// Lists the messages about a subject to whoever can be reached today in the colleges that are told.
fn relays<'a>(
    council: &'a Council,
    subject: &Subject,
    contacts: &'a [Contact],
    journal: &Journal,
    drafts: &[String],
    today: NaiveDate,
) -> Vec<Relay<'a>> {
    let colleges = told(council, drafts);
    let addressees = reachable(council, contacts, &colleges, today).addressees;
    let relay = |to: Reachable<'a>| {
        let id = mail::relay_id(council, &subject.id, &to);
        Relay {
            path: mail::relay_path(&subject.id, &to).to_string(),
            standing: journal.relay_standing(&subject.id, &to, &id),
            id,
            to,
        }
    };
    addressees.into_iter().map(relay).collect()
}

/// Lists the subjects from which something more may come and whose messages were drafted here or sent, with how
/// those stand that were not sent.
#[must_use]
pub fn unsent<'a>(
    session: &Session,
    council: &'a Council,
    contacts: &[Contact],
    read: &sent::Read,
) -> Vec<UnsentRelays<'a>> {
    let today = session.today(council);
    let open = council
        .subjects
        .iter()
        .filter(|it| !council.is_done_with(it));
    let unsent = open.filter_map(|subject| {
        let folder = mail::relay_folder(&subject.id);
        let drafts = session.workspace.drafts(&folder, "eml");
        if drafts.is_empty() && !read.journal.knows_subject(&subject.id) {
            return None;
        }
        let relays = relays(council, subject, contacts, &read.journal, &drafts, today);
        // To whoever has no draft nothing is about to go.
        let is_there = |it: &&Relay<'_>| drafts.contains(&it.path);
        let relays = relays.iter().filter(|it| match it.standing {
            DeliveryStatus::Due => is_there(it),
            DeliveryStatus::Sent => false,
            DeliveryStatus::Refused | DeliveryStatus::Uncertain => true,
        });
        Some(UnsentRelays {
            subject,
            standings: relays.map(|it| it.standing).collect(),
            is_unknown: is_unknown(council, subject, read),
        })
    });
    unsent.collect()
}

/// Makes a draft a message that goes.
fn outgoing(
    subject: &Subject,
    to: &Reachable<'_>,
    (name, message_id): (String, String),
    at: DateTime<Utc>,
    draft: &[u8],
) -> Outgoing<RelayDelivery> {
    Outgoing {
        name,
        subject: subject.title.clone(),
        delivery: RelayDelivery {
            at,
            state: DeliveryState::Sending,
            subject: subject.id.clone(),
            member: to.member.clone(),
            names: to.names.iter().map(|name| (*name).clone()).collect(),
            email: to.email.clone(),
            message_id,
            answer: None,
        },
        bytes: Private::new(mail::as_sent(draft).to_vec()),
    }
}

/// Whether the message of a draft was sent.
fn was_sent(read: &sent::Read, draft: &[u8]) -> bool {
    let text = String::from_utf8_lossy(draft);
    mail::id_in(&text).is_some_and(|id| read.journal.standing(id) == DeliveryStatus::Sent)
}

/// Refuses drafts that are not what would be drafted today, whether somebody edited them or not.
fn refuse_unlike(
    unlike: Vec<String>,
    existing: &Existing,
    again: &str,
    by_hand: bool,
) -> Result<(), Failure> {
    let is_edited = |path: &String| {
        let draft = existing.get(path);
        draft.is_none_or(|draft| mail::is_edited(draft) != Some(false))
    };
    let (edited, stale): (Vec<_>, Vec<_>) = unlike.into_iter().partition(is_edited);
    if !edited.is_empty() {
        return Err(Failure::OtherDrafts { paths: edited });
    }
    if stale.is_empty() {
        return Ok(());
    }
    let command = again.to_owned();
    Err(Failure::StaleDrafts {
        paths: stale,
        command,
        by_hand,
    })
}

/// Refuses a journal that does not know who was written to about a subject.
fn refuse_lost(council: &Council, subject: &Subject, read: &sent::Read) -> Result<(), Failure> {
    let id = subject.id.to_string();
    match read
        .restarted
        .filter(|_| is_unknown(council, subject, read))
    {
        _ if read.blank => Err(Failure::NoJournalOf { id }),
        Some(moment) => Err(Failure::LateJournal {
            id,
            begun: day(council, moment),
        }),
        None => Ok(()),
    }
}

/// Whether the journal cannot say who was written to about a subject: `cll init` and `cll import` begin it, so that
/// one which says nothing was lost, or is on the computer of whoever wrote to people; one that was begun anew knows
/// only of what was received since.
fn is_unknown(council: &Council, subject: &Subject, read: &sent::Read) -> bool {
    let begun = read.restarted.map(|moment| day(council, moment));
    let is_late = begun.is_some_and(|begun| subject.received <= begun);
    read.blank || is_late && !read.journal.knows_subject(&subject.id)
}

fn day(council: &Council, moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&council.timezone).date_naive()
}
