//! What both commands about invitations begin with: everything read, and each message composed.

use chrono::{DateTime, Utc};

use super::Session;
use super::failure::{Failure, Named};
use super::pipeline;
use crate::domain::{
    Addressee, Council, Delivery, Journal, Lack, Meeting, MemberId, MessageKind, Private,
    PrivateRecords, Round, round,
};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::problem::{Unreadable, What, nearest};
use crate::registry::sent;
use crate::render::mail::{self, Desk, Message, Purpose};
use crate::render::{self, Context, Templates};
use crate::report::Lang;
use crate::source::{SENT_FILE, Sources};

/// The council with what its messages are made from.
pub struct Office {
    pub council: Council,
    pub journal: Journal,
    /// Whether the journal ends in the beginning of a record.
    pub torn: bool,
    /// Whether the calendars on the disk are not those that would be built.
    pub unpublished: bool,
    records: PrivateRecords,
    watch: Watch,
    sources: Sources,
    templates: Templates,
    context: Context,
}

impl Office {
    /// Reads and checks everything that a message depends on.
    ///
    /// # Errors
    ///
    /// Something is unsound, which is shown, or there are no contacts.
    pub fn open(session: &Session) -> Result<Self, Failure> {
        let drafted = pipeline::draft(&session.workspace, &session.clock);
        if pipeline::has_errors(&drafted.problems) {
            session.complain(&drafted.problems, &drafted.sources);
            return Err(Failure::Findings);
        }
        let unpublished = drafted.plan.as_ref().is_none_or(|plan| {
            let mut changes = plan.changes();
            changes.any(|step| render::Suffix::Calendar.ends(&step.path))
        });
        let council = drafted.council.ok_or(Failure::Findings)?;
        let mut sources = drafted.sources;
        let templates = session.sound_templates(&mut sources)?;
        let (context, _) = render::context(&council, &templates);
        let private = pipeline::confidential(&session.workspace, Some(&council));
        if pipeline::has_errors(&private.problems) {
            session.complain(&private.problems, &Sources::new());
            return Err(Failure::Findings);
        }
        if !private.has_contacts {
            return Err(Failure::NoContacts);
        }
        let (journal, torn) = journal(session)?;
        let values = PrivateValues::new(&private.records, &council);
        let watch = Watch::new(values, Some(&council));
        Ok(Self {
            council,
            journal,
            torn,
            unpublished,
            records: private.records,
            watch,
            sources,
            templates,
            context,
        })
    }

    /// Tells whether a meeting has ended.
    #[must_use]
    pub fn is_over(&self, session: &Session, meeting: &Meeting) -> bool {
        let now = session.clock.now.with_timezone(&self.council.timezone);
        meeting.slot.ends_at() <= now.naive_local()
    }

    /// Decides whom to write to about a meeting, as far as `journal` says what they know.
    ///
    /// # Errors
    ///
    /// The kind that was asked for does not fit the meeting.
    pub fn round(
        &self,
        meeting: &Meeting,
        journal: &Journal,
        kind: Option<MessageKind>,
        to: &[MemberId],
    ) -> Result<Round, Failure> {
        let found = round(&self.council, meeting, &self.records, journal, kind, to);
        let found = found.map_err(|unfit| Failure::Unfit {
            id: meeting.id.to_string(),
            unfit,
        })?;
        Ok(found)
    }

    /// Says what is doubtful of messages about a meeting, before any of them goes: which members
    /// have nobody to write to, what the messages lack, and who is the council itself.
    pub fn warn<'a>(
        &self,
        session: &Session,
        meeting: &Meeting,
        without_contact: &[MemberId],
        messages: impl Iterator<Item = &'a Delivery> + Clone,
    ) {
        let (terminal, lang) = (&session.terminal, session.terminal.lang);
        for member in without_contact {
            terminal.say(&match lang {
                Lang::English => format!("no contact for `{member}`"),
                Lang::French => format!("aucun contact pour `{member}`"),
            });
        }
        let mut kinds = messages.clone().map(|message| message.told.kind);
        let asked = kinds.any(|kind| kind != MessageKind::Cancellation);
        let lack = self.records.join.lack(meeting).filter(|_| asked);
        if let Some(lack) = lack {
            terminal.insist(match (lang, lack) {
                (Lang::English, Lack::Whereabouts) => {
                    "warning: the messages name neither a place nor a link; `place` is a key of the meeting, `join` one of `private/meetings.toml`"
                }
                (Lang::English, Lack::Link) => {
                    "warning: the meeting is online, and the messages have no link; `join` of `private/meetings.toml` gives it"
                }
                (Lang::French, Lack::Whereabouts) => {
                    "avertissement\u{a0}: les messages n'indiquent ni lieu ni lien\u{a0}; `place` est une clé de la réunion, `join` une de `private/meetings.toml`"
                }
                (Lang::French, Lack::Link) => {
                    "avertissement\u{a0}: la réunion est en visioconférence, et les messages n'ont pas de lien\u{a0}; `join` de `private/meetings.toml` le donne"
                }
            });
        }
        let own = messages.filter(|message| self.council.owns(message.email.disclose()));
        for member in own.map(|message| &message.member) {
            terminal.insist(&match lang {
                Lang::English => format!(
                    "warning: `{member}`: a message goes to the address of the council itself"
                ),
                Lang::French => format!(
                    "avertissement\u{a0}: `{member}`\u{a0}: un message va à l'adresse du conseil lui-même"
                ),
            });
        }
    }

    /// Composes the message to one person, as if at `moment`.
    ///
    /// # Errors
    ///
    /// A template that fails, which is shown; a message that would tell what is private of somebody
    /// else.
    pub fn compose(
        &self,
        session: &Session,
        meeting: &Meeting,
        addressee: &Addressee,
        moment: DateTime<Utc>,
        purpose: Purpose<'_>,
    ) -> Result<Message, Failure> {
        let id = meeting.id.as_str();
        let mut values = self.context.meetings.iter();
        let value = values.find(|value| value.view.id == id);
        let desk = Desk {
            council: &self.council,
            meeting,
            templates: &self.templates,
            context: &self.context,
            // Every meeting of the council has its view.
            value: value.ok_or(Failure::Findings)?,
            links: &self.records.join,
        };
        let composed = mail::compose(&desk, addressee, moment, purpose);
        let message = composed.map_err(|problem| {
            session.complain(&[*problem], &self.sources);
            Failure::Findings
        })?;
        let link = desk.links.of(&meeting.id, meeting.online);
        let email = match purpose {
            Purpose::Real => addressee.email.clone(),
            Purpose::Test(address) => Private::new(address.to_owned()),
        };
        let own = PrivateValues::of_one(&addressee.name, &email, link);
        let told = [
            ("message.md", &message.text),
            ("message.ics", &message.calendar),
        ];
        let mut others = told
            .into_iter()
            .filter_map(|(path, part)| self.watch.beyond(path, part.disclose(), own.as_ref()));
        if let Some(kind) = others.next() {
            let path = message.path.to_string();
            return Err(Failure::WouldTell { path, kind });
        }
        drop(others);
        Ok(message)
    }

    /// Makes sure that each of these ids is a member's.
    ///
    /// # Errors
    ///
    /// The first that is not.
    pub fn members(&self, ids: &[String]) -> Result<Vec<MemberId>, Failure> {
        let known = || self.council.members.iter().map(|member| &member.id);
        let find = |id: &String| {
            let found = known().find(|known| known.as_str() == id);
            found.cloned().ok_or_else(|| Failure::Unknown {
                kind: Named::Member,
                id: id.clone(),
                nearest: nearest(id, known().map(MemberId::as_str)),
            })
        };
        ids.iter().map(find).collect()
    }
}

/// Reads the journal of messages, and whether it ends in the beginning of a record.
///
/// # Errors
///
/// It cannot be read, which is shown, or a line of it is no record.
pub fn journal(session: &Session) -> Result<(Journal, bool), Failure> {
    let text = match session.workspace.read(SENT_FILE) {
        Ok(text) => text,
        Err(problem) => {
            let why = Unreadable::Missing;
            if problem.what == (What::UnreadableFile { why }) {
                return Ok((Journal::default(), false));
            }
            session.complain(&[*problem], &Sources::new());
            return Err(Failure::Findings);
        }
    };
    let read = sent::read(&text).map_err(|line| Failure::BrokenJournal { line })?;
    Ok((read.journal, read.torn))
}
