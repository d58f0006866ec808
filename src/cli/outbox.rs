//! The messages of a run: those that are to go, as their drafts have them, and those that are held.

use std::iter;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Session;
use super::arguments::InviteSend;
use super::deliver::Outgoing;
use super::failure::Failure;
use super::mailing::{self, Mailing};
use crate::domain::{
    Addressee, DeliveryStatus, Journal, Meeting, MemberId, MessageKind, Private, Recipients,
    ResendFilter, email_address,
};
use crate::plan::{Action, Plan, Step};
use crate::render::mail::{self, Message, Purpose};
use crate::source::{SENT_FILE, Sources};

/// What a run sends, and what it does not.
pub struct Outbox {
    pub messages: Vec<Outgoing>,
    /// What goes only when asked for: how it stands, to whom it was to go, and its kind.
    pub held: Vec<(DeliveryStatus, MemberId, MessageKind)>,
    /// What was decided to be told.
    pub recipients: Recipients,
    /// The drafts that are not on the disk yet.
    unwritten: Plan,
    /// The moment of the last record of the journal.
    last: Option<DateTime<Utc>>,
}

impl Outbox {
    /// Composes what is to be sent, and compares it with the drafts.
    ///
    /// A draft that says the same goes as it is, whenever it was made. Another gives way to a new one,
    /// unless somebody edited it.
    ///
    /// # Errors
    ///
    /// An unknown member, a kind that does not fit, or drafts that say something else.
    pub fn gather(
        session: &Session,
        mailing: &Mailing,
        meeting: &Meeting,
        arguments: &InviteSend,
    ) -> Result<Self, Failure> {
        let journal = &mailing.journal;
        let again = ResendFilter {
            resend: arguments.resend,
            to: mailing.members(&arguments.to)?,
        };
        let kind = arguments.kind.asked;
        let told = mailing.forgetting(meeting, &again, kind);
        let recipients =
            mailing.recipients(meeting, &told, (kind, arguments.unanswered), &again.to)?;
        let mut outbox = Self {
            messages: Vec::new(),
            held: Vec::new(),
            recipients: Recipients::default(),
            unwritten: Plan::default(),
            last: journal.last_moment(),
        };
        let (mut others, mut stale) = (Vec::new(), Vec::new());
        let is_meant = |it: &Addressee, address: &str| {
            let wanted = email_address(address);
            let wanted = wanted.as_deref().unwrap_or(address);
            it.email.disclose().eq_ignore_ascii_case(wanted)
        };
        let contacts = &arguments.contact;
        let nobody = contacts
            .iter()
            .find(|at| !recipients.addressees.iter().any(|it| is_meant(it, at)));
        if let Some(address) = nobody {
            let id = meeting.id.to_string();
            let address = address.clone();
            return Err(Failure::NoMessage { id, address });
        }
        let addressees = recipients.addressees.iter();
        let addressees = addressees
            .filter(|it| contacts.is_empty() || contacts.iter().any(|at| is_meant(it, at)));
        for addressee in addressees {
            let now = session.clock.now;
            let message = mailing.compose(session, meeting, addressee, now, Purpose::Real)?;
            let standing = addressee.standing;
            if !again.goes(standing, &addressee.parties) {
                outbox.hold(standing, &addressee.parties.first.member, addressee.kind);
                continue;
            }
            let draft = draft(session, message.path.as_str());
            let late = draft.as_ref().and_then(|draft| {
                let moment = mail::moment_of(draft)?;
                let day = mail::answer_by(&mailing.council, meeting, moment)?;
                let asks = addressee.kind != MessageKind::Cancellation;
                (asks && day < session.today(&mailing.council)).then_some(day)
            });
            let message = match &draft {
                Some(draft) => match as_drafted(session, mailing, meeting, addressee, draft)? {
                    Some(same) if late.is_none() || arguments.by_hand => same,
                    // What was sent by hand is what the draft says.
                    None if arguments.by_hand => {
                        let unlike = if gives_way(journal, draft) {
                            &mut stale
                        } else {
                            &mut others
                        };
                        unlike.push(message.path.to_string());
                        continue;
                    }
                    // Nobody can answer by a day that is over.
                    Some(_) => message,
                    None if gives_way(journal, draft) => message,
                    None => {
                        if let Some(day) = late {
                            let path = message.path.to_string();
                            return Err(Failure::LateDraft { path, day });
                        }
                        others.push(message.path.to_string());
                        continue;
                    }
                },
                None => message,
            };
            outbox.add(session, message, draft);
        }
        if !others.is_empty() {
            return Err(Failure::OtherDrafts { paths: others });
        }
        if !stale.is_empty() {
            return Err(Failure::StaleDrafts {
                paths: stale,
                command: again_command(meeting, arguments),
                by_hand: true,
            });
        }
        for it in &recipients.uncertain {
            outbox.hold(DeliveryStatus::Uncertain, &it.member, it.kind);
        }
        outbox.recipients = recipients;
        Ok(outbox)
    }

    /// Composes the first message of a run for another address, marked as a test.
    ///
    /// Whoever answers it answers for that address, and not for the person. `None` if there is
    /// nothing to send.
    ///
    /// # Errors
    ///
    /// The same as those of a run, but for drafts; and a text that is no address.
    pub fn test(
        session: &Session,
        mailing: &Mailing,
        meeting: &Meeting,
        arguments: &InviteSend,
        address: &str,
    ) -> Result<Option<Outgoing>, Failure> {
        let address = &email_address(address).ok_or_else(|| Failure::NotAnAddress {
            text: address.to_owned(),
        })?;
        let to = mailing.members(&arguments.to)?;
        let kind = arguments.kind.asked;
        let recipients =
            mailing.recipients(meeting, &mailing.journal, (kind, arguments.unanswered), &to)?;
        let Some(addressee) = recipients.addressees.first() else {
            return Ok(None);
        };
        let (now, purpose) = (session.clock.now, Purpose::Test(address));
        let message = mailing.compose(session, meeting, addressee, now, purpose)?;
        let mut outgoing = outgoing(session, None, message);
        outgoing.delivery.email = Private::new(address.to_owned());
        Ok(Some(outgoing))
    }

    /// Whether another run would send the very same to the same people.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let messages = |outbox: &Self| -> Vec<_> {
            let messages = outbox.messages.iter();
            messages
                .map(|it| (it.name.clone(), it.delivery.email.clone(), it.bytes.clone()))
                .collect()
        };
        let drafts = |outbox: &Self| -> Vec<_> {
            let steps = outbox.unwritten.steps.iter();
            steps
                .map(|step| (step.path.clone(), step.old.clone()))
                .collect()
        };
        messages(self) == messages(other)
            && self.held == other.held
            && drafts(self) == drafts(other)
    }

    /// Whether there is nothing to send, neither now nor when asked for again.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.messages.is_empty() && self.held.is_empty()
    }

    /// Returns the subjects of the messages, each with how many have it.
    #[must_use]
    pub fn subjects(&self) -> Vec<(&str, usize)> {
        let mut found: Vec<(&str, usize)> = Vec::new();
        for message in &self.messages {
            match found
                .iter_mut()
                .find(|(subject, _)| *subject == message.subject)
            {
                Some((_, count)) => *count += 1,
                None => found.push((&message.subject, 1)),
            }
        }
        found
    }

    /// Whether a message names the time zone of the hours.
    #[must_use]
    pub fn says_time_zone(&self) -> bool {
        let mut before = self
            .recipients
            .addressees
            .iter()
            .filter_map(|to| to.was.as_ref());
        before.any(|was| was.zone.is_some())
    }

    /// Counts the messages of a kind.
    #[must_use]
    pub fn count(&self, kind: MessageKind) -> usize {
        let messages = self.messages.iter();
        messages.filter(|it| it.delivery.told.kind == kind).count()
    }

    /// Says what is held, and how it would go.
    pub fn warn(&self, session: &Session) {
        mailing::say_changes(session, &self.recipients);
        let terminal = &session.terminal;
        for (standing, member, kind) in &self.held {
            let held = json!({ "standing": standing, "member": member.as_str(), "kind": kind });
            terminal.error(&terminal.words().say("send.held", held));
        }
    }

    /// Writes the drafts that are not there, so that what was sent can be read again.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn write_drafts(&self, session: &Session) -> Result<(), Failure> {
        let written = session.workspace.apply(&self.unwritten);
        written.map_err(Failure::from)
    }

    /// Makes sure that git takes neither a draft nor the journal.
    ///
    /// # Errors
    ///
    /// It would take one, or does not answer; that is shown.
    pub fn keep_private(&self, session: &Session) -> Result<(), Failure> {
        let drafts = self.unwritten.steps.iter().map(|step| step.path.as_str());
        session.keep_private(&drafts.chain([SENT_FILE]).collect::<Vec<_>>())
    }

    fn add(&mut self, session: &Session, message: Message, draft: Option<Arc<[u8]>>) {
        let same = |draft: &Arc<[u8]>| mail::as_sent(draft) == message.bytes.disclose();
        if !draft.as_ref().is_some_and(same) {
            let new = message.draft();
            let step = Step::write(message.path.as_str(), draft, new.disclose().as_slice());
            self.unwritten.steps.push(step);
        }
        self.messages.push(outgoing(session, self.last, message));
    }

    /// Keeps back a message that was handed over before; what was sent is nobody's concern.
    fn hold(&mut self, standing: DeliveryStatus, member: &MemberId, kind: MessageKind) {
        if standing != DeliveryStatus::Sent {
            self.held.push((standing, member.clone(), kind));
        }
    }
}

/// The command that drafts the messages of a run anew.
fn again_command(meeting: &Meeting, arguments: &InviteSend) -> String {
    let kind = arguments
        .kind
        .asked
        .map(|kind| format!(" --kind {}", kind.into_str()));
    let to = arguments.to.iter().map(|member| format!(" --to {member}"));
    let options: String = kind.into_iter().chain(to).collect();
    format!("cll invite draft {}{options}", meeting.id)
}

/// Returns the draft of a message, if there is one.
fn draft(session: &Session, path: &str) -> Option<Arc<[u8]>> {
    let found = session
        .workspace
        .existing([path].into_iter(), [].into_iter());
    found.ok()?.remove(path)
}

/// Composes a message at the moment of its draft; `None` if the draft says something else.
fn as_drafted(
    session: &Session,
    mailing: &Mailing,
    meeting: &Meeting,
    addressee: &Addressee,
    draft: &[u8],
) -> Result<Option<Message>, Failure> {
    let Some(moment) = mail::moment_of(draft) else {
        return Ok(None);
    };
    let message = mailing.compose(session, meeting, addressee, moment, Purpose::Real)?;
    Ok((message.bytes.disclose() == mail::as_sent(draft)).then_some(message))
}

/// Whether a draft may give way to another: nobody has edited it, or, where that cannot be
/// told, its message was sent.
#[must_use]
pub fn gives_way(journal: &Journal, draft: &[u8]) -> bool {
    match mail::is_edited(draft) {
        Some(edited) => !edited,
        None => is_done(journal, draft),
    }
}

/// Plans to take away the drafts that are at none of the paths of today, that nobody edited and that may go.
///
/// # Errors
///
/// A draft that cannot be read.
pub fn unclaimed(
    session: &Session,
    drafts: &[String],
    paths: &[String],
    may_go: impl Fn(&[u8]) -> bool,
) -> Result<Vec<Step>, Failure> {
    let others = drafts.iter().filter(|path| !paths.contains(path));
    let others: Vec<&str> = others.map(String::as_str).collect();
    let existing = session
        .workspace
        .existing(others.into_iter(), iter::empty());
    let existing = existing.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    let unedited = existing.into_iter();
    let unedited = unedited.filter(|(_, old)| mail::is_edited(old) == Some(false) && may_go(old));
    let removed = unedited.map(|(path, old)| Step {
        action: Action::Remove,
        path,
        old: Some(old),
        new: Arc::default(),
    });
    Ok(removed.collect())
}

/// Whether no run has tried to send the message of a draft.
#[must_use]
pub fn is_untried(journal: &Journal, draft: &[u8]) -> bool {
    let text = String::from_utf8_lossy(draft);
    mail::id_in(&text).is_some_and(|id| journal.state(id).is_none())
}

/// Whether the message of a draft was sent.
fn is_done(journal: &Journal, draft: &[u8]) -> bool {
    let text = String::from_utf8_lossy(draft);
    mail::id_in(&text).is_some_and(|id| journal.standing(id) == DeliveryStatus::Sent)
}

/// Makes a message one that goes; its record comes after the `last` one.
fn outgoing(session: &Session, last: Option<DateTime<Utc>>, message: Message) -> Outgoing {
    let path = message.path.to_string();
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut delivery = message.delivery;
    // A draft may be older than its being sent, and a clock may go back.
    let now = session.clock.now;
    delivery.at = last.map_or(now, |last| last.max(now));
    let others = delivery.parties.others.iter();
    Outgoing {
        name: iter::once(name.trim_end_matches(".eml"))
            .chain(others.map(|it| it.member.as_str()))
            .collect::<Vec<_>>()
            .join(", "),
        subject: message.subject,
        delivery,
        bytes: message.bytes,
    }
}
