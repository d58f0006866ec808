//! The mailing of a council: its registries, contacts, journal and templates, read once, and each message
//! that they make.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::json;

use super::Session;
use super::failure::Failure;
use super::given;
use super::pipeline::{self, Confidential};
use crate::calendar;
use crate::domain::{
    self, Addressee, Asked, Council, Delivery, Field, Invited, Journal, Meeting, MemberId,
    MessageKind, Private, PrivateRecords, Recipients, ResendFilter, StandingAnswer, forgetting,
    invited, recipients,
};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::problem::{HeaderFlaw, Problem, What};
use crate::registry::replies;
use crate::registry::sent::{self, Header, Unsound};
use crate::render::mail::{self, Message, MessageContext, Purpose};
use crate::render::{self, Context, MeetingValue, Templates};
use crate::source::{REPLIES_FILE, SENT_FILE, Sources};
use crate::workspace::{GitError, JournalFile, random};

/// The council with what its messages are made from.
pub struct Mailing {
    pub council: Council,
    pub journal: Journal,
    /// The journal of answers.
    pub replies: replies::Read,
    /// The path of the calendar of all meetings.
    calendar: Option<String>,
    /// The header of the journal, if it has one.
    header: Option<Header>,
    /// Whether the journal says nothing, or is not there.
    blank: bool,
    /// Whether the journal ends in the beginning of a record.
    torn: bool,
    /// Whether the journal is there, and no whole line is in it.
    is_emptied: bool,
    /// Whether the calendars on the disk are not those that would be built.
    pub unpublished: bool,
    /// That the clone lacks commits, if it does: calendars may have seen a higher SEQUENCE.
    pub partial: Vec<Problem>,
    /// The local moment of now.
    now: NaiveDateTime,
    records: PrivateRecords,
    watch: Watch,
    sources: Sources,
    templates: Templates,
    context: Context,
}

impl Mailing {
    /// Reads and checks everything that a message depends on.
    ///
    /// # Errors
    ///
    /// Something is unsound, which is shown, or there are no contacts.
    pub fn open(session: &Session) -> Result<Self, Failure> {
        let drafted = pipeline::draft(&session.workspace, &session.clock);
        if pipeline::has_errors(&drafted.problems) {
            return Err(session.shown(&drafted.problems, &drafted.sources));
        }
        let mut partial = drafted.problems;
        partial.retain(|problem| problem.what == What::PartialHistory);
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
            return Err(session.shown(&private.problems, &Sources::new()));
        }
        if !private.has_contacts {
            return Err(Failure::NoContacts);
        }
        let read = journal(session, &council)?;
        if are_contacts_lost(session, &council, &private, &read.journal) {
            return Err(Failure::LostContacts);
        }
        say_flaws(session, &read);
        let mut replies = replies(session)?;
        say_broken(session, &replies);
        replies.replies = replies.replies.among(&private.records.contacts);
        let values = PrivateValues::new(&private.records, &council);
        let watch = Watch::new(values, Some(&council));
        Ok(Self {
            now: session.clock.moment(council.timezone),
            council,
            is_emptied: is_emptied(session, &read),
            journal: read.journal,
            replies,
            calendar: drafted.calendar,
            header: read.header,
            blank: read.blank,
            torn: read.torn,
            unpublished,
            partial,
            records: private.records,
            watch,
            sources,
            templates,
            context,
        })
    }

    /// Makes sure that a journal which says nothing is not one that was lost: whoever knows of a
    /// meeting from a calendar that is committed may have been written to.
    ///
    /// # Errors
    ///
    /// There is no journal though people have answered or the meeting is in a committed calendar, nothing
    /// is in the one that is there, or git does not say.
    pub fn refuse_to_begin(&self, session: &Session, meeting: &Meeting) -> Result<(), Failure> {
        if !self.blank {
            return Ok(());
        }
        if !self.is_emptied && self.replies.has_answers() {
            let id = meeting.id.to_string();
            return Err(Failure::LostJournal { id });
        }
        self.refuse_committed(session, meeting)
    }

    /// Makes the same sure by git alone: who was written to without `cll` may have answered.
    ///
    /// # Errors
    ///
    /// Those of [`Mailing::refuse_to_begin`], but for answers.
    pub fn refuse_committed(&self, session: &Session, meeting: &Meeting) -> Result<(), Failure> {
        if !self.blank {
            return Ok(());
        }
        if self.is_emptied {
            let id = meeting.id.to_string();
            return Err(Failure::EmptyJournal { id });
        }
        let committed = match &self.calendar {
            Some(calendar) => committed(session, calendar)?,
            None => BTreeSet::new(),
        };
        if !committed.contains(&meeting.uid) {
            return Ok(());
        }
        let id = meeting.id.to_string();
        Err(Failure::NoJournal { id })
    }

    /// Makes sure that the link of a meeting that people were told is not taken for one that is no more,
    /// only because the file that has it is missing.
    ///
    /// # Errors
    ///
    /// It is missing.
    pub fn refuse_without_links(&self, meeting: &Meeting) -> Result<(), Failure> {
        if self.records.join.is_lost(meeting, &self.journal) {
            let id = meeting.id.to_string();
            return Err(Failure::NoLinks { id });
        }
        Ok(())
    }

    /// Begins the journal if it says nothing: nobody was written to so far.
    ///
    /// # Errors
    ///
    /// Git would take the file, or it cannot be written.
    pub fn begin_journal(&self, session: &Session) -> Result<(), Failure> {
        if self.blank {
            session.keep_private(&[SENT_FILE])?;
            self.open_journal(session)?;
        }
        Ok(())
    }

    /// Opens the journal for what is to be added, and begins it if it has no header yet.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn open_journal(&self, session: &Session) -> Result<(JournalFile, Header), Failure> {
        open_journal(session, &self.council, (self.header.as_ref(), self.torn))
    }

    /// Whether a meeting has ended.
    #[must_use]
    pub fn is_over(&self, meeting: &Meeting) -> bool {
        meeting.is_over(self.now)
    }

    /// Decides whom to write to about a meeting, as far as `journal` says what they know.
    ///
    /// # Errors
    ///
    /// The kind that was asked for does not fit the meeting or those who are asked for, nobody believes
    /// that it is still to come, the link that people know is lost, or somebody was sent the highest
    /// SEQUENCE.
    pub fn recipients(
        &self,
        meeting: &Meeting,
        journal: &Journal,
        (kind, unanswered): (Option<MessageKind>, bool),
        to: &[MemberId],
    ) -> Result<Recipients, Failure> {
        if unanswered && kind != Some(MessageKind::Reminder) {
            return Err(Failure::UnansweredKind);
        }
        if unanswered && !self.replies.broken.is_empty() {
            let lines = self.replies.broken.clone();
            return Err(Failure::BrokenReplies { lines });
        }
        if kind != Some(MessageKind::Cancellation) {
            self.refuse_without_links(meeting)?;
        }
        let now = self.now;
        let asked = Asked { kind, to, now };
        let found = recipients(&self.council, meeting, &self.records, journal, asked);
        let mut found = found.map_err(|kind| Failure::InvalidKind {
            id: meeting.id.to_string(),
            kind,
        })?;
        if let Some(beyond) = found.addressees.iter().find(|it| it.is_beyond_sequence) {
            let member = beyond.parties.first.member.to_string();
            let id = meeting.id.to_string();
            return Err(Failure::LastSequence { id, member });
        }
        // Whoever believes that the meeting is still to come can be told.
        if found.addressees.is_empty() && self.is_over(meeting) {
            let id = meeting.id.to_string();
            return Err(Failure::Over { id });
        }
        if unanswered {
            found
                .addressees
                .retain(|to| !self.has_answered(meeting, to));
        }
        Ok(found)
    }

    /// Returns the journal as far as what is to go again does not count.
    #[must_use]
    pub fn forgetting(
        &self,
        meeting: &Meeting,
        again: &ResendFilter,
        kind: Option<MessageKind>,
    ) -> Journal {
        let (council, records, now) = (&self.council, &self.records, self.now);
        let to = &again.to;
        let asked = Asked { kind, to, now };
        forgetting(council, meeting, records, &self.journal, again, asked)
    }

    /// Says what is doubtful of messages about a meeting, before any of them goes: which members
    /// have nobody to write to or a contact without an address, what the messages lack, and who is the council itself.
    pub fn warn<'a>(
        &self,
        session: &Session,
        meeting: &Meeting,
        recipients: &Recipients,
        messages: impl Iterator<Item = &'a Delivery> + Clone,
    ) {
        let (terminal, words) = (&session.terminal, session.terminal.words());
        let named = |member: &MemberId| json!({ "member": member.as_str() });
        for member in &recipients.without_contact {
            terminal.tell("member.without-contact", named(member));
        }
        for member in &recipients.without_address {
            terminal.tell("member.without-address", named(member));
        }
        let mut kinds = messages.clone().map(|message| message.told.kind);
        let asked = kinds.any(|kind| kind != MessageKind::Cancellation);
        let lack = self.records.join.lack(meeting).filter(|_| asked);
        if let Some(lack) = lack {
            terminal.error(&words.word("send.lack", lack));
        }
        let own = messages.filter(|message| self.council.owns(message.email.disclose()));
        for member in own.map(|message| &message.parties.first.member) {
            let own = json!({ "member": member.as_str() });
            terminal.error(&words.say("send.to-the-council", own));
        }
    }

    /// Lists who is invited to a meeting or was, with what each was told.
    #[must_use]
    pub fn invited(&self, meeting: &Meeting) -> Vec<Invited> {
        invited(
            &self.council,
            meeting,
            &self.records,
            &self.journal,
            self.now,
        )
    }

    /// Returns the answer of each of them that counts.
    #[must_use]
    pub fn answers<'a>(
        &'a self,
        meeting: &Meeting,
        invited: &'a [Invited],
    ) -> Vec<(&'a Invited, Option<StandingAnswer<'a>>)> {
        let replies = &self.replies.replies;
        let (council, journal) = (&self.council, &self.journal);
        let answer =
            |it: &Invited| replies.standing(council, meeting, journal, (&it.party, &it.email));
        invited.iter().map(|it| (it, answer(it))).collect()
    }

    /// Whether everybody at an address has answered for the day and hours of a meeting as they are.
    fn has_answered(&self, meeting: &Meeting, to: &Addressee) -> bool {
        let replies = &self.replies.replies;
        let (council, journal) = (&self.council, &self.journal);
        to.parties.iter().all(|party| {
            let answer = replies.standing(council, meeting, journal, (party, &to.email));
            // Whoever wrote back has answered, and is not reminded before somebody has read it.
            answer.is_some_and(|it| !it.is_void)
                || replies.is_awaiting_note(meeting, (party, &to.email))
        })
    }

    /// Says which meetings `next` passes over.
    pub fn say_called_off(&self, session: &Session, word: &str, next: &Meeting) {
        let known = (&self.records, &self.journal);
        say_called_off(session, &self.council, known, word, next);
    }

    /// Returns what templates are given of a meeting.
    ///
    /// # Errors
    ///
    /// It is not one of the council, of which every meeting has its view.
    pub fn value(&self, meeting: &Meeting) -> Result<&MeetingValue, Failure> {
        let value = self.context.value_of(&meeting.id);
        value.ok_or(Failure::Findings)
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
        let made_from = MessageContext {
            council: &self.council,
            meeting,
            templates: &self.templates,
            context: &self.context,
            value: self.value(meeting)?,
            links: &self.records.join,
        };
        let composed = mail::compose(&made_from, addressee, moment, purpose);
        let message = composed.map_err(|problem| session.shown(&[*problem], &self.sources))?;
        let link = made_from.links.of(&meeting.id, meeting.online);
        let email = match purpose {
            Purpose::Real => addressee.email.clone(),
            Purpose::Test(address) => Private::new(address.to_owned()),
        };
        let own = PrivateValues::of_one(addressee.parties.iter().map(|it| &it.name), &email, link);
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
        let find = |id: &String| Ok(given::member(&self.council, id)?.id.clone());
        ids.iter().map(find).collect()
    }
}

/// Says which kinds give way, and what people know otherwise.
pub fn say_changes(session: &Session, recipients: &Recipients) {
    let terminal = &session.terminal;
    for to in &recipients.addressees {
        let Some(asked) = to.instead_of else { continue };
        let said =
            json!({ "member": to.parties.first.member.as_str(), "kind": to.kind, "asked": asked });
        terminal.tell("send.instead-of", said);
    }
    let mut counts: BTreeMap<Field, usize> = BTreeMap::new();
    let updates = recipients.addressees.iter();
    let updates = updates.filter(|to| to.kind == MessageKind::Update);
    for field in updates.flat_map(|to| &to.due) {
        *counts.entry(*field).or_default() += 1;
    }
    if counts.is_empty() {
        return;
    }
    let words = terminal.words();
    let fields = counts.into_iter().map(|(field, count)| {
        let field = words.word("words.told-field", field);
        format!("{field} ({count})")
    });
    let fields: Vec<String> = fields.collect();
    terminal.tell("send.told-otherwise", json!({ "fields": fields }));
}

/// Says that the journal was cut short, and of how many messages nobody can tell which link they told.
pub fn say_flaws(session: &Session, read: &sent::Read) {
    let terminal = &session.terminal;
    if read.torn {
        terminal.error(&terminal.words().say("send.torn", ()));
    }
    for flaw in &read.flaws {
        let HeaderFlaw::Missing { records } = flaw.kind else {
            continue;
        };
        let said = json!({ "line": flaw.line, "records": records });
        terminal.error(&terminal.words().say("send.no-header", said));
    }
}

/// Says which meetings that were called off come before the one that `next` stands for, of which people are
/// still to hear.
pub fn say_called_off(
    session: &Session,
    council: &Council,
    (records, journal): (&PrivateRecords, &Journal),
    word: &str,
    next: &Meeting,
) {
    if word != "next" {
        return;
    }
    let now = session.clock.moment(council.timezone);
    for meeting in council.called_off_before(next, now) {
        let (kind, to) = (None, &[][..]);
        let asked = Asked { kind, to, now };
        let found = recipients(council, meeting, records, journal, asked);
        let count = found.map_or(0, |it| it.addressees.len());
        if count > 0 {
            let said = json!({ "id": meeting.id, "count": count, "next": next.id });
            session.terminal.tell("invite.called-off", said);
        }
    }
}

/// Says how those are told who know the day, the hours and where: another title or agenda goes when asked for.
pub fn say_all_the_same(
    session: &Session,
    command: &str,
    meeting: &Meeting,
    recipients: &Recipients,
) {
    let terminal = &session.terminal;
    let said = json!({
        "command": command,
        "id": meeting.id.as_str(),
        "takes_place": meeting.takes_place(),
        "informed": recipients.informed,
        "uncertain": recipients.uncertain.len(),
    });
    let words = terminal.words();
    if let Some(help) = words.find("invite.all-the-same", said) {
        terminal.note(&help);
    }
}

/// Reads who is written to and what they were told, for a command that writes to nobody: `None` where there are no
/// contacts or something cannot be read, which stops whoever sends.
pub fn informed(session: &Session, council: &Council) -> Option<(Confidential, sent::Read)> {
    let private = pipeline::confidential(&session.workspace, Some(council));
    if !private.has_contacts || pipeline::has_errors(&private.problems) {
        return None;
    }
    Some((private, journal(session, council).ok()?))
}

/// Reads the journal of messages of a council; one that is not there is blank.
///
/// # Errors
///
/// It cannot be read, which is shown, a line of it is no record, or it is another council's.
pub fn journal(session: &Session, council: &Council) -> Result<sent::Read, Failure> {
    let text = session.read_if_there(SENT_FILE)?;
    sent::of(council, text.as_deref().unwrap_or_default()).map_err(|unsound| match unsound {
        Unsound::Line(line) => Failure::BrokenJournal { line },
        Unsound::Foreign(theirs) => Failure::ForeignJournal {
            theirs,
            ours: council.id.to_string(),
        },
    })
}

/// Reads the journal of answers; one that is not there is blank.
///
/// # Errors
///
/// It cannot be read, which is shown.
pub fn replies(session: &Session) -> Result<replies::Read, Failure> {
    let text = session.read_if_there(REPLIES_FILE)?;
    Ok(text.map_or_else(replies::Read::default, |text| replies::read(&text)))
}

/// Says which lines of the journal of answers are no records; the others count.
pub fn say_broken(session: &Session, read: &replies::Read) {
    let terminal = &session.terminal;
    if !read.broken.is_empty() {
        let said = json!({ "lines": read.broken });
        terminal.error(&terminal.words().say("replies.broken", said));
    }
    if read.torn {
        terminal.error(&terminal.words().say("replies.torn", json!({})));
    }
}

/// A journal to which lines are added; it is opened, or made, with the first of them.
pub struct Additions<'a> {
    session: &'a Session,
    path: &'static str,
    /// Whether its last line is the beginning of a record that was never finished.
    torn: bool,
    file: Option<JournalFile>,
}

impl<'a> Additions<'a> {
    #[must_use]
    pub fn new(session: &'a Session, path: &'static str, torn: bool) -> Self {
        Self {
            session,
            path,
            torn,
            file: None,
        }
    }

    /// Adds a line, or several, and returns once they are on the disk.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened or written.
    pub fn add(&mut self, line: &str) -> Result<(), Failure> {
        if self.file.is_none() {
            let opened = self.session.workspace.open_journal(self.path, self.torn);
            self.file = Some(opened.map_err(Failure::Write)?);
        }
        let file = self.file.as_mut();
        let added = file.map_or(Ok(()), |file| file.add(line));
        added.map_err(Failure::Write)
    }
}

/// Whether the journal is there and no whole line is in it: no command leaves one like that, unless it was killed
/// while it began it.
#[must_use]
pub fn is_emptied(session: &Session, read: &sent::Read) -> bool {
    read.blank && session.workspace.has(SENT_FILE)
}

/// Lists the UIDs of the meetings of which nobody knows who was written to: without the journal, those of the
/// calendar of all meetings that is committed.
#[must_use]
pub fn unknown_uids(
    session: &Session,
    council: &Council,
    read: &sent::Read,
    calendar: Option<&str>,
) -> BTreeSet<String> {
    let all = || council.meetings.iter().map(|it| it.uid.clone()).collect();
    if is_emptied(session, read) {
        return all();
    }
    // What git does not say may be committed.
    let calendar = calendar.filter(|_| read.blank);
    calendar.map_or_else(BTreeSet::new, |path| {
        committed(session, path).unwrap_or_else(|_| all())
    })
}

/// Whether the registry of contacts is there and was lost: a sound one has none, and people
/// would be told that they are invited no more.
#[must_use]
pub fn are_contacts_lost(
    session: &Session,
    council: &Council,
    private: &Confidential,
    journal: &Journal,
) -> bool {
    let now = session.clock.moment(council.timezone);
    private.has_contacts
        && !pipeline::has_errors(&private.problems)
        && domain::are_contacts_lost(council, &private.records, journal, now)
}

/// Lists the UIDs in the calendar of all meetings as it was last committed.
///
/// # Errors
///
/// There is a repository, of which git does not say what it holds.
pub fn committed(session: &Session, calendar: &str) -> Result<BTreeSet<String>, Failure> {
    let revision = "HEAD";
    let bytes = match session.workspace.at_revision(revision, calendar) {
        Ok(bytes) => bytes,
        Err(GitError::NoRevision) => None,
        Err(_) if !session.workspace.has_repository() => None,
        Err(why) => {
            return Err(Failure::Git {
                revision: revision.to_owned(),
                why,
            });
        }
    };
    let found = bytes.and_then(|bytes| calendar::read(&bytes).ok());
    let events = found.map(|calendar| calendar.events).unwrap_or_default();
    Ok(events.into_iter().filter_map(|event| event.uid).collect())
}

/// Opens the journal of a council for what is to be added, and begins it if it has no header yet; `torn` says
/// that its last line is the beginning of a record.
///
/// # Errors
///
/// A file that cannot be written.
pub fn open_journal(
    session: &Session,
    council: &Council,
    (header, torn): (Option<&Header>, bool),
) -> Result<(JournalFile, Header), Failure> {
    let file = session.workspace.open_journal(SENT_FILE, torn);
    let mut file = file.map_err(Failure::Write)?;
    if let Some(header) = header {
        return Ok((file, header.clone()));
    }
    let header = new_header(council)?.restarted(session.clock.now);
    file.add(&header.line()).map_err(Failure::Write)?;
    Ok((file, header))
}

/// Makes the header of the journal of a council, with a key of its own.
///
/// # Errors
///
/// The system has no random numbers to give.
pub fn new_header(council: &Council) -> Result<Header, Failure> {
    let key = random().map_err(Failure::Write)?;
    Ok(Header::new(&council.id, key))
}

/// Writes the beginning of the journal of a council to which nobody was written yet.
///
/// # Errors
///
/// The system has no random numbers to give.
pub fn new_journal(council: &Council) -> Result<String, Failure> {
    Ok(new_header(council)?.line() + "\n")
}
