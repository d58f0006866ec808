//! Answers to invitations (RFC 5546, REPLY): which message counts as whose answer, and what the
//! answers say of a meeting to come.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::invitation::{Identity, address};
use super::recipients::sits;
use super::{
    AttendanceSheet, CollegeId, Contact, Council, Field, Holder, Invited, Journal, JournalEntry,
    Meeting, MeetingId, MemberId, MessageKind, NotifiedVersion, Party, Private, PrivateRecords,
    ProxyFault, Quorum, Role, email_address,
};

/// How far ahead of the clock the DTSTAMP of an answer may be: clocks differ, and zones.
const AHEAD: TimeDelta = TimeDelta::days(2);

/// How long after a meeting what its participants write may still be about it.
const SPOKEN_OF: TimeDelta = TimeDelta::days(14);

/// What a person answers: PARTSTAT (RFC 5545, 3.2.12), but for NEEDS-ACTION.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Answer {
    Accepted,
    Declined,
    Tentative,
    /// Somebody else comes in the place of the person.
    Delegated,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum ReplyResult {
    /// It is the answer of a person to the meeting as they were told of it last.
    Applied,
    /// It is an answer to an earlier version of the meeting.
    Stale,
    /// Somebody has to read it, and `cll invite note` takes down what it says.
    ToNote,
    /// It is no answer of somebody who was invited.
    Ignored,
    Unreadable,
    /// It was read before.
    Known,
}

/// Why a message became that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum ReplyReason {
    /// The ATTENDEE has no address: the From of the message says who answers.
    FromSender,
    /// The SEQUENCE is below that of the meeting.
    OlderSequence,
    /// It proposes another time (COUNTER).
    Counter,
    /// It is written by hand, without a calendar.
    PlainReply,
    /// Somebody who is invited wrote it, and it does not say what it answers.
    Unthreaded,
    /// The same, and it may be about several meetings.
    UnclearMeeting,
    /// The calendar does not say what is answered.
    MissingAttendee,
    /// It answers for one person in two ways.
    Contradictory,
    /// It comes from somebody to whom an invited person delegated the invitation.
    FromDelegate,
    /// It delegates to nobody, to the person alone, or to a contact of another member.
    UnclearDelegation,
    /// No meeting has the UID.
    UnknownMeeting,
    /// Nobody who was invited to the meeting has the address.
    NotInvited,
    /// The From is neither the ATTENDEE nor its SENT-BY.
    FromAnotherAddress,
    /// The calendar is that of a message inside the message.
    Nested,
    /// Nobody wrote it: an out-of-office message, a list.
    Automatic,
    /// The server of the addressee could not deliver a message.
    Undelivered,
    /// Its calendar is no answer: an invitation, a file.
    NotAReply,
    /// PARTSTAT says that there is no answer yet; or it was noted by hand that a message is none.
    NoAnswer,
    /// The council itself sent it.
    OwnMessage,
    /// It has nothing to do with a meeting.
    Unrelated,
    /// The bytes are no message, nor a calendar.
    NotAMessage,
    /// The calendar is cut short.
    Truncated,
    /// The message has more bytes than are read.
    TooLarge,
    /// It has more parts than are read, or deeper ones.
    TooManyParts,
    /// There is no such file or folder.
    MissingFile,
    /// A file or folder cannot be read.
    UnreadableFile,
    /// It is a message as Outlook keeps it in a file of its own.
    OutlookFile,
    /// What it says stands in an attachment of Outlook, `winmail.dat`.
    Winmail,
}

/// What an ATTENDEE of a calendar says (RFC 5545, 3.8.4.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyAttendee {
    /// The address; `None` where the value is none.
    pub address: Option<String>,
    pub sent_by: Option<String>,
    /// CN.
    pub name: Option<String>,
    /// PARTSTAT, in capitals; empty where there is none.
    pub status: String,
    pub delegated_to: Vec<String>,
    pub delegated_from: Vec<String>,
    /// X-RESPONSE-COMMENT, which Google writes.
    pub comment: Option<String>,
}

/// An event of a REPLY or a COUNTER.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyEvent {
    pub is_counter: bool,
    pub uid: Option<String>,
    pub sequence: u32,
    /// DTSTAMP.
    pub stamp: Option<DateTime<Utc>>,
    pub attendees: Vec<ReplyAttendee>,
    pub comment: Option<String>,
}

/// A message as far as it may answer an invitation.
#[derive(Clone, Debug)]
pub struct ReceivedMessage {
    /// The Message-ID, without its brackets; a calendar alone has none.
    pub message_id: Option<String>,
    /// What tells it from others: its Message-ID, or a digest of its bytes.
    pub key: String,
    /// The addresses of From; `None` of a calendar alone, for which whoever has it vouches.
    pub from: Option<Vec<String>>,
    /// Date.
    pub date: Option<DateTime<Utc>>,
    /// The Message-IDs that it answers, the nearest first.
    pub answers: Vec<String>,
    /// What the person wrote beside a calendar that answers.
    pub words: Option<String>,
    pub content: ReceivedContent,
}

/// What a message holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceivedContent {
    Replies(Vec<ReplyEvent>),
    /// No calendar that answers.
    Plain,
    /// None either, and an attachment of Outlook that may hold one.
    Winmail,
    /// Nothing that counts, for this reason.
    Nothing(ReplyReason),
    Unreadable(ReplyReason),
}

/// One record of what was read or noted.
#[derive(Clone, Debug)]
pub struct Reply {
    /// When it was recorded (UTC).
    pub at: DateTime<Utc>,
    /// What tells the message from others; `None` of what was noted by hand.
    pub key: Option<String>,
    pub result: ReplyResult,
    pub reason: Option<ReplyReason>,
    /// The UID of the meeting.
    pub uid: String,
    pub meeting: MeetingId,
    pub member: MemberId,
    pub name: Private<String>,
    /// The address at which the person was invited; empty where they have none.
    pub email: Private<String>,
    /// `None` of a message that is to be noted.
    pub answer: Option<Answer>,
    pub sequence: u32,
    /// When it was answered: DTSTAMP, else Date.
    pub answered: Option<DateTime<Utc>>,
    /// Date.
    pub date: Option<DateTime<Utc>>,
    /// Who comes in the place of the person, in a few words.
    pub deputy: Option<Private<String>>,
    /// The member that stands for this one.
    pub proxy: Option<MemberId>,
    pub comment: Option<Private<String>>,
}

/// What became of a message, for one meeting and one person of it.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub result: ReplyResult,
    pub reason: Option<ReplyReason>,
    pub meeting: Option<MeetingId>,
    pub member: Option<MemberId>,
    pub email: Option<Private<String>>,
    pub answer: Option<Answer>,
    /// What is to be recorded of it.
    pub record: Option<Reply>,
}

/// What messages are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Correspondents<'a> {
    pub council: &'a Council,
    pub records: &'a PrivateRecords,
    pub journal: &'a Journal,
    /// Now (UTC).
    pub now: DateTime<Utc>,
}

/// The answers that were read or noted, in the order of their records.
#[derive(Clone, Debug, Default)]
pub struct Replies {
    records: Vec<Reply>,
    known: BTreeSet<RecordIdentity>,
    /// The day before which what was answered about meetings that were over has been taken out.
    purged: Option<NaiveDate>,
    /// The persons of the register: none of them answers for who has their address now.
    persons: BTreeSet<Identity>,
}

/// The key of a message, a UID, an address, a member, and what is answered: some programs give a second
/// answer the Message-ID of the first.
type RecordIdentity = (String, String, String, MemberId, Option<Answer>);

/// The answer of a person that counts.
#[derive(Clone, Copy, Debug)]
pub struct StandingAnswer<'a> {
    pub reply: &'a Reply,
    /// Whether it is to an earlier version of the meeting.
    pub is_stale: bool,
    /// Whether that version had another day or other hours, or was called off since: the person is to be
    /// asked again.
    pub is_void: bool,
}

/// A person who was invited to a meeting, as answers find them.
#[derive(Clone)]
struct Mailbox {
    /// Without capitals.
    address: String,
    parties: Vec<Party>,
}

impl ReplyAttendee {
    fn answer(&self) -> Option<Answer> {
        Some(match self.status.as_str() {
            "ACCEPTED" => Answer::Accepted,
            "DECLINED" => Answer::Declined,
            "TENTATIVE" => Answer::Tentative,
            "DELEGATED" => Answer::Delegated,
            _ => return None,
        })
    }
}

impl Judgement {
    fn new(result: ReplyResult, reason: ReplyReason) -> Self {
        Self {
            result,
            reason: Some(reason),
            meeting: None,
            member: None,
            email: None,
            answer: None,
            record: None,
        }
    }

    fn about(mut self, meeting: &Meeting) -> Self {
        self.meeting = Some(meeting.id.clone());
        self
    }

    fn known(mut self) -> Self {
        self.result = ReplyResult::Known;
        self.reason = None;
        self.record = None;
        self
    }

    fn of(record: Reply) -> Self {
        Self {
            result: record.result,
            reason: record.reason,
            meeting: Some(record.meeting.clone()),
            member: Some(record.member.clone()),
            email: Some(record.email.clone()),
            answer: record.answer,
            record: Some(record),
        }
    }
}

impl Correspondents<'_> {
    /// Judges a message: what it answers for each person that it speaks for; there is always something
    /// to say.
    ///
    /// Nobody answers for anybody else: the person who is invited, the ATTENDEE of the answer and the
    /// From of the message (or the SENT-BY of the ATTENDEE) are one. Whoever does not count is named
    /// with the reason.
    #[must_use]
    pub fn judge(&self, message: &ReceivedMessage, replies: &Replies) -> Vec<Judgement> {
        let is_unrelated = |it: &Judgement| it.reason == Some(ReplyReason::Unrelated);
        let found = match &message.content {
            ReceivedContent::Unreadable(reason) => {
                vec![Judgement::new(ReplyResult::Unreadable, *reason)]
            }
            ReceivedContent::Nothing(reason) => vec![Judgement::new(ReplyResult::Ignored, *reason)],
            ReceivedContent::Plain => {
                let found = self.plain(message, ReplyReason::PlainReply);
                let is_unrelated = found.iter().any(is_unrelated);
                let unthreaded = is_unrelated.then(|| self.unthreaded(message)).flatten();
                unthreaded.unwrap_or(found)
            }
            ReceivedContent::Winmail => {
                let found = self.plain(message, ReplyReason::Winmail);
                if found.iter().any(is_unrelated) && self.is_from_contact(message) {
                    let (result, reason) = (ReplyResult::Unreadable, ReplyReason::Winmail);
                    vec![Judgement::new(result, reason)]
                } else {
                    found
                }
            }
            ReceivedContent::Replies(events) => {
                let mut found: Vec<Judgement> = Vec::new();
                for event in events {
                    for judgement in self.event(message, event) {
                        add(&mut found, judgement);
                    }
                }
                found
            }
        };
        let known = |it: Judgement| match &it.record {
            Some(record) if replies.knows(record) || self.is_purged(record, replies) => it.known(),
            _ => it,
        };
        found.into_iter().map(known).collect()
    }

    fn is_purged(&self, record: &Reply, replies: &Replies) -> bool {
        let mut meetings = self.council.meetings.iter();
        let meeting = meetings.find(|it| it.uid == record.uid);
        meeting.is_some_and(|it| replies.are_purged_of(record, it, self.council.timezone))
    }

    /// A message without a calendar that answers: for the secretary, where it answers one of ours.
    fn plain(&self, message: &ReceivedMessage, reason: ReplyReason) -> Vec<Judgement> {
        let ours = |id: &String| self.journal.delivery(id);
        let mut from = message.from.iter().flatten();
        // A copy of what was sent answers what was sent before.
        if from.any(|it| self.council.owns(it))
            || message
                .message_id
                .as_ref()
                .is_some_and(|id| ours(id).is_some())
        {
            let (result, reason) = (ReplyResult::Ignored, ReplyReason::OwnMessage);
            return vec![Judgement::new(result, reason)];
        }
        let Some(sent) = message.answers.iter().find_map(ours) else {
            return vec![Judgement::new(ReplyResult::Ignored, ReplyReason::Unrelated)];
        };
        let uid = sent.uid.as_deref();
        let meetings = &self.council.meetings;
        let same = |it: &&Meeting| Some(it.uid.as_str()) == uid || it.id == sent.meeting;
        let Some(meeting) = meetings.iter().find(same) else {
            let (result, reason) = (ReplyResult::Ignored, ReplyReason::UnknownMeeting);
            return vec![Judgement::new(result, reason)];
        };
        let mailbox = Mailbox {
            address: address(&sent.email),
            parties: sent.parties.iter().cloned().collect(),
        };
        let event = ReplyEvent {
            sequence: sent.told.sequence,
            ..ReplyEvent::default()
        };
        self.noted(message, meeting, &mailbox, &event, reason)
    }

    /// A message that says nothing of what it answers, of somebody who was told of a meeting to come before they
    /// wrote it: it may answer, and is for the secretary, with each meeting to come that it may be about.
    fn unthreaded(&self, message: &ReceivedMessage) -> Option<Vec<Judgement>> {
        let from = message
            .from
            .as_deref()
            .filter(|_| message.answers.is_empty());
        let [from] = from? else { return None };
        let written = message.date.unwrap_or(self.now).min(self.now);
        let local = |at: DateTime<Utc>| at.with_timezone(&self.council.timezone).naive_local();
        let spoken_of = local(written - SPOKEN_OF);
        let meetings = self.council.meetings.iter();
        let told = meetings.filter(|it| !it.is_over(spoken_of));
        let told = told.filter_map(|meeting| {
            let mailboxes = self.told(meeting);
            let mailbox = find(&mailboxes, from)?;
            let mut records = self.journal.records(&meeting.uid, &mailbox.address);
            let told = records.find(|it| self.journal.counts(it) && it.at <= written)?;
            Some((meeting, mailbox.clone(), told.told.sequence))
        });
        let told: Vec<(&Meeting, Mailbox, u32)> = told.collect();
        let reason = match told.len() {
            1 => ReplyReason::Unthreaded,
            _ => ReplyReason::UnclearMeeting,
        };
        let to_come = told.iter().filter(|(it, ..)| !it.is_over(local(self.now)));
        let noted = to_come.flat_map(|(meeting, mailbox, sequence)| {
            let event = ReplyEvent {
                sequence: *sequence,
                ..ReplyEvent::default()
            };
            self.noted(message, meeting, mailbox, &event, reason)
        });
        let noted: Vec<Judgement> = noted.collect();
        (!noted.is_empty()).then_some(noted)
    }

    /// Lists the contacts of the register that have an address.
    fn contacts_at(&self, address: &str) -> impl Iterator<Item = &Contact> {
        let wanted = canonical(address);
        self.records.contacts.iter().filter(move |it| {
            let email = it.email.as_ref();
            email.is_some_and(|email| canonical(email.disclose()) == wanted)
        })
    }

    /// Whether a contact of the register wrote a message.
    fn is_from_contact(&self, message: &ReceivedMessage) -> bool {
        let is_known = |from: &String| self.contacts_at(from).next().is_some();
        message.from.iter().flatten().any(is_known)
    }

    fn event(&self, message: &ReceivedMessage, event: &ReplyEvent) -> Vec<Judgement> {
        let ignored = |reason| Judgement::new(ReplyResult::Ignored, reason);
        let uid = event.uid.as_deref();
        let mut meetings = self.council.meetings.iter();
        let is = |it: &&Meeting| uid.is_some_and(|uid| it.uid.eq_ignore_ascii_case(uid));
        let Some(meeting) = meetings.find(is) else {
            return vec![ignored(ReplyReason::UnknownMeeting)];
        };
        let mailboxes = self.mailboxes(meeting);
        let from = message.from.as_deref();
        let (attendee, reason) = match speaker(event, from, &mailboxes) {
            Ok(found) => found,
            Err(reason) => return vec![ignored(reason).about(meeting)],
        };
        let sender = || from.and_then(|from| from.first());
        let address = attendee.and_then(|it| it.address.as_ref());
        let Some(mailbox) = address.or_else(sender).and_then(|it| find(&mailboxes, it)) else {
            let delegator = attendee.map(|it| it.delegated_from.iter());
            let mut delegators = delegator.into_iter().flatten();
            if let Some(mailbox) = delegators.find_map(|it| find(&mailboxes, it)) {
                let reason = ReplyReason::FromDelegate;
                return self.noted(message, meeting, mailbox, event, reason);
            }
            return vec![ignored(ReplyReason::NotInvited).about(meeting)];
        };
        if event.is_counter {
            return self.noted(message, meeting, mailbox, event, ReplyReason::Counter);
        }
        let Some(attendee) = attendee else {
            let reason = ReplyReason::MissingAttendee;
            return self.noted(message, meeting, mailbox, event, reason);
        };
        let Some(answer) = attendee.answer() else {
            return vec![ignored(ReplyReason::NoAnswer).about(meeting)];
        };
        let is_stale = self
            .journal
            .is_stale(meeting, &mailbox.address, event.sequence);
        if self.is_for_stranger(attendee, from, &mailboxes) {
            let reason = ReplyReason::FromAnotherAddress;
            return self.noted(message, meeting, mailbox, event, reason);
        }
        if answer == Answer::Delegated && !self.is_clear_delegation(attendee, mailbox) {
            let reason = ReplyReason::UnclearDelegation;
            return self.noted(message, meeting, mailbox, event, reason);
        }
        let comment = attendee.comment.as_ref().or(event.comment.as_ref());
        // Words beside the calendar are as much of an answer as those in it.
        let said = [comment, message.words.as_ref()];
        let said = said.into_iter().flatten().filter_map(|it| note(it));
        let comment = note(&said.collect::<Vec<_>>().join(" / "));
        // Nobody was told of a later version than the last.
        let email = Private::new(mailbox.address.clone());
        let last = self.journal.standing_sequence(meeting, &email);
        let answered = |party: &Party| {
            let mut record = self.record(message, meeting, mailbox, party, event);
            record.sequence = record.sequence.min(last);
            record.answer = Some(answer);
            record.reason = reason;
            if is_stale {
                record.result = ReplyResult::Stale;
                record.reason = Some(ReplyReason::OlderSequence);
            }
            record.comment = comment.clone().map(Private::new);
            if answer == Answer::Delegated {
                let deputy = self.deputy(&party.member, attendee, event);
                record.deputy = deputy.map(Private::new);
            }
            Judgement::of(record)
        };
        mailbox.parties.iter().map(answered).collect()
    }

    /// Whether an answer was sent by somebody else than the ATTENDEE, whom its SENT-BY alone vouches for: neither
    /// a contact nor of the same domain, as an assistant is.
    fn is_for_stranger(
        &self,
        attendee: &ReplyAttendee,
        from: Option<&[String]>,
        mailboxes: &[Mailbox],
    ) -> bool {
        let Some(own) = attendee.address.as_deref() else {
            return false;
        };
        let domain = |address: &str| {
            let canonical = canonical(address);
            canonical.rsplit_once('@').map(|(_, it)| it.to_owned())
        };
        let mut others = from.unwrap_or_default().iter();
        others.any(|sender| {
            let is_contact = || self.contacts_at(sender).next().is_some();
            !is_same(own, sender, mailboxes) && domain(own) != domain(sender) && !is_contact()
        })
    }

    /// Whether an answer says who comes in the place of a person: somebody else, who is not there for
    /// another member.
    fn is_clear_delegation(&self, attendee: &ReplyAttendee, mailbox: &Mailbox) -> bool {
        let Some(to) = attendee.delegated_to.first() else {
            return false;
        };
        let is = |other: &str| canonical(other) == canonical(to);
        let mut theirs = self.contacts_at(to).peekable();
        let stands = |member: &MemberId| mailbox.parties.iter().any(|it| it.member == *member);
        let is_free = theirs.peek().is_none() || theirs.any(|it| stands(&it.member));
        is_free && !is(&mailbox.address) && !attendee.address.as_deref().is_some_and(is)
    }

    /// What the secretary has to read, once for each person of the mailbox.
    fn noted(
        &self,
        message: &ReceivedMessage,
        meeting: &Meeting,
        mailbox: &Mailbox,
        event: &ReplyEvent,
        reason: ReplyReason,
    ) -> Vec<Judgement> {
        let noted = |party| Reply {
            result: ReplyResult::ToNote,
            reason: Some(reason),
            ..self.record(message, meeting, mailbox, party, event)
        };
        let parties = mailbox.parties.iter();
        parties.map(|party| Judgement::of(noted(party))).collect()
    }

    fn record(
        &self,
        message: &ReceivedMessage,
        meeting: &Meeting,
        mailbox: &Mailbox,
        party: &Party,
        event: &ReplyEvent,
    ) -> Reply {
        let sound = |at: &DateTime<Utc>| *at <= self.now + AHEAD;
        let date = message.date.filter(sound);
        Reply {
            at: self.now,
            key: Some(message.key.clone()),
            result: ReplyResult::Applied,
            reason: None,
            uid: meeting.uid.clone(),
            meeting: meeting.id.clone(),
            member: party.member.clone(),
            name: party.name.clone(),
            email: Private::new(mailbox.address.clone()),
            answer: None,
            sequence: event.sequence,
            answered: event.stamp.filter(sound).or(date),
            date,
            deputy: None,
            proxy: None,
            comment: None,
        }
    }

    /// Names who comes in the place of a person: a contact of the member, or as the answer does.
    fn deputy(
        &self,
        member: &MemberId,
        attendee: &ReplyAttendee,
        event: &ReplyEvent,
    ) -> Option<String> {
        let to = attendee.delegated_to.first()?;
        let is = |other: &str| canonical(other) == canonical(to);
        let contact = self.contacts_at(to).find(|it| it.member == *member);
        let mut attendees = event.attendees.iter();
        let named = attendees.find(|it| it.address.as_deref().is_some_and(is));
        let name = match contact {
            Some(contact) => Some(contact.name.disclose().clone()),
            None => named.and_then(|it| it.name.clone()),
        };
        note(&name.unwrap_or_else(|| to.clone()))
    }

    /// Lists the mailboxes at which somebody was told of a meeting.
    fn told(&self, meeting: &Meeting) -> Vec<Mailbox> {
        let told = self.journal.mailboxes(&meeting.uid).into_iter();
        told.map(|(address, parties)| Mailbox { address, parties })
            .collect()
    }

    /// Lists the mailboxes of those who were invited to a meeting: as the journal says, or, where it
    /// says nothing of it, those who stand for the members on its day.
    fn mailboxes(&self, meeting: &Meeting) -> Vec<Mailbox> {
        let told = self.told(meeting);
        if !told.is_empty() {
            return told;
        }
        let mut mailboxes: Vec<Mailbox> = Vec::new();
        for contact in &self.records.contacts {
            if !sits(self.council, meeting, contact) {
                continue;
            }
            let party = Party {
                member: contact.member.clone(),
                name: contact.name.clone(),
                role: contact.role,
                replaces: None,
            };
            let Some(address) = contact.email.as_ref().map(address) else {
                continue;
            };
            match mailboxes.iter_mut().find(|it| it.address == address) {
                Some(mailbox) => mailbox.parties.push(party),
                None => mailboxes.push(Mailbox {
                    address,
                    parties: vec![party],
                }),
            }
        }
        mailboxes
    }
}

/// Adds what one event of a message says: the same twice counts once, of two answers of one person the
/// later one; where neither is later, nobody knows what is meant.
fn add(found: &mut Vec<Judgement>, new: Judgement) {
    let Some(record) = &new.record else {
        found.push(new);
        return;
    };
    let same = |it: &&mut Judgement| {
        let there = it.record.as_ref();
        there.is_some_and(|there| {
            there.uid == record.uid && there.email == record.email && there.member == record.member
        })
    };
    let Some(old) = found.iter_mut().find(same) else {
        found.push(new);
        return;
    };
    let Some(there) = &mut old.record else { return };
    let rank = |it: &Reply| (it.answer.is_some(), it.sequence, it.answered);
    if rank(record) > rank(there) {
        *old = new;
    } else if rank(record) == rank(there) && record.answer != there.answer {
        there.answer = None;
        there.result = ReplyResult::ToNote;
        there.reason = Some(ReplyReason::Contradictory);
        *old = Judgement::of(there.clone());
    }
}

/// Finds for whom an event speaks: the ATTENDEE who is the sender, or for whom the sender speaks; none
/// where the calendar has no ATTENDEE, and then the sender does.
fn speaker<'e>(
    event: &'e ReplyEvent,
    from: Option<&[String]>,
    mailboxes: &[Mailbox],
) -> Result<(Option<&'e ReplyAttendee>, Option<ReplyReason>), ReplyReason> {
    let attendees = &event.attendees;
    let Some(from) = from else {
        // Whoever has the calendar alone took it out of a message, and vouches for it.
        return match attendees.as_slice() {
            [one] if one.address.is_some() => Ok((Some(one), None)),
            _ => {
                let mut own = attendees.iter().filter(|it| it.answer().is_some());
                match (own.next(), own.next()) {
                    (Some(one), None) if one.address.is_some() => Ok((Some(one), None)),
                    _ => Err(ReplyReason::NotInvited),
                }
            }
        };
    };
    let speaks = |it: &&ReplyAttendee| {
        let own = it.address.as_deref();
        let by = it.sent_by.as_deref();
        let is = |wanted: Option<&str>, sender: &str| {
            wanted.is_some_and(|wanted| is_same(wanted, sender, mailboxes))
        };
        let mut senders = from.iter();
        !from.is_empty() && own.is_some() && senders.all(|it| is(own, it) || is(by, it))
    };
    if let Some(one) = attendees.iter().find(speaks) {
        return Ok((Some(one), None));
    }
    let mut nameless = attendees.iter().filter(|it| it.address.is_none());
    match (attendees.len(), nameless.next(), from) {
        (_, _, [] | [_, _, ..]) => Err(ReplyReason::FromAnotherAddress),
        (0, ..) => Ok((None, Some(ReplyReason::FromSender))),
        (1, Some(one), [_]) => Ok((Some(one), Some(ReplyReason::FromSender))),
        _ => Err(ReplyReason::FromAnotherAddress),
    }
}

/// Finds the mailbox of an address, be it written with a `+tag` or without, as long as that is one
/// person's alone.
fn find<'m>(mailboxes: &'m [Mailbox], address: &str) -> Option<&'m Mailbox> {
    let wanted = canonical(address);
    let exact = mailboxes.iter().find(|it| canonical(&it.address) == wanted);
    exact.or_else(|| {
        let untagged = untagged(&wanted);
        let mut alike = mailboxes
            .iter()
            .filter(|it| self::untagged(&canonical(&it.address)) == untagged);
        alike.next().filter(|_| alike.next().is_none())
    })
}

/// Whether an address is the sender's: the same, or the same without `+tag` as long as the sender is
/// not somebody else who was invited.
fn is_same(wanted: &str, sender: &str, mailboxes: &[Mailbox]) -> bool {
    let (wanted, sender) = (canonical(wanted), canonical(sender));
    let is_another = || {
        let own = find(mailboxes, &wanted);
        let theirs = find(mailboxes, &sender);
        theirs.is_some_and(|theirs| own.is_some_and(|own| own.address != theirs.address))
    };
    wanted == sender || (untagged(&wanted) == untagged(&sender) && !is_another())
}

/// Writes an address as others are compared with it.
fn canonical(address: &str) -> String {
    let address = address.trim();
    let ascii = email_address(address);
    ascii.as_deref().unwrap_or(address).to_lowercase()
}

fn untagged(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => {
            let local = local.split_once('+').map_or(local, |(name, _)| name);
            format!("{local}@{domain}")
        }
        None => address.to_owned(),
    }
}

/// The longest comment that is kept, in characters.
const LONGEST_NOTE: usize = 300;

/// Makes what a person wrote fit for one line; an address of the web may be the link of the
/// videoconference, and is left out.
#[must_use]
pub fn note(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words = words.filter(|word| !word.is_empty());
    let words = words.map(|word| {
        let word = if is_address(word) { "…" } else { word };
        let is_plain = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        word.chars().filter(is_plain).collect::<String>()
    });
    let line = words.collect::<Vec<_>>().join(" ");
    let cut: String = match line.char_indices().nth(LONGEST_NOTE) {
        // Whoever reads it sees that there is more in the message.
        Some(_) => line.chars().take(LONGEST_NOTE - 1).chain(['…']).collect(),
        None => line,
    };
    (!cut.is_empty()).then_some(cut)
}

/// Whether a word is an address of the web, with or without its scheme: `meet.example.org/room`.
fn is_address(word: &str) -> bool {
    let path = word.split_once('/').map(|(host, _)| host);
    let is_host = |host: &str| {
        let domain = host.rsplit_once('.').map(|(_, domain)| domain);
        domain.is_some_and(|it| it.len() > 1 && it.chars().all(char::is_alphabetic))
    };
    word.contains("://") || word.contains("www.") || path.is_some_and(is_host)
}

impl Journal {
    /// Whether an answer with a SEQUENCE is to an earlier version of a meeting than the person at an
    /// address was told last, or than the meeting is now.
    fn is_stale(&self, meeting: &Meeting, address: &str, sequence: u32) -> bool {
        let told = self.versions(&meeting.uid, address);
        match told.iter().map(|it| it.sequence).max() {
            Some(last) if sequence < last => true,
            Some(_) => told
                .iter()
                .max_by_key(|it| it.sequence)
                .is_some_and(|it| it.revision < meeting.sequence),
            None => sequence < meeting.sequence,
        }
    }

    /// Whether an answer with a SEQUENCE says nothing of the meeting as it stands: it was of another
    /// day or other hours, or the person was told since that it is off.
    fn is_void(&self, council: &Council, meeting: &Meeting, reply: &Reply) -> bool {
        let told = self.versions(&meeting.uid, &address(&reply.email));
        let off = told
            .iter()
            .any(|it| it.kind == MessageKind::Cancellation && it.sequence > reply.sequence);
        let answered = told.iter().filter(|it| it.sequence <= reply.sequence);
        match answered.max_by_key(|it| it.sequence) {
            _ if off => true,
            Some(version) => {
                let now = NotifiedVersion {
                    slot: meeting.slot,
                    zone: Some(council.timezone),
                    ..(*version).clone()
                };
                let differs = version.differences(&now);
                differs
                    .iter()
                    .any(|it| matches!(it, Field::Date | Field::Hours))
            }
            None => reply.sequence < meeting.sequence && !meeting.moved_from.is_empty(),
        }
    }

    /// Returns the SEQUENCE that an answer to what the person at an address knows of a meeting has.
    #[must_use]
    pub fn standing_sequence(&self, meeting: &Meeting, email: &Private<String>) -> u32 {
        let told = self.versions(&meeting.uid, &address(email));
        let told = told.iter().map(|it| it.sequence).max();
        told.unwrap_or_default().max(meeting.sequence)
    }
}

impl Reply {
    /// Returns what it says of itself as a record.
    #[must_use]
    pub fn entry(&self) -> JournalEntry<'_> {
        JournalEntry {
            uid: Some(&self.uid),
            meeting: &self.meeting,
            at: self.at,
        }
    }
}

impl Replies {
    /// Makes them of their records.
    #[must_use]
    pub fn new(records: Vec<Reply>) -> Self {
        let mut replies = Self::default();
        for record in records {
            replies.add(record);
        }
        replies
    }

    /// Adds a record.
    pub fn add(&mut self, record: Reply) {
        self.known.extend(identity(&record));
        self.records.push(record);
    }

    /// Takes it that answers of before a day, about meetings that were over by then, were read before.
    pub fn purge(&mut self, before: NaiveDate) {
        self.purged = self.purged.max(Some(before));
    }

    /// Whether an answer to a meeting is among those that were read and taken out, or may be.
    fn are_purged_of(&self, record: &Reply, meeting: &Meeting, zone: Tz) -> bool {
        // A clock that was ahead then told no more than that.
        let day = |at: DateTime<Utc>| (at - AHEAD).with_timezone(&zone).date_naive();
        let answered = record.answered.map_or(NaiveDate::MIN, day);
        self.purged
            .is_some_and(|before| meeting.slot.end_date() < before && answered < before)
    }

    /// Reads them beside the register: a person of it who once answered at an address is not who has that
    /// address now, while a name of none is the same person's under another spelling.
    #[must_use]
    pub fn among(mut self, contacts: &[Contact]) -> Self {
        let contacts = contacts.iter().map(|it| (&it.member, &it.name));
        self.persons = contacts
            .map(|(member, name)| identity_of(member, name))
            .collect();
        self
    }

    /// Counts the records.
    #[must_use]
    pub fn count(&self) -> usize {
        self.records.len()
    }

    /// Whether a message was read before.
    fn knows(&self, record: &Reply) -> bool {
        identity(record).is_some_and(|it| self.known.contains(&it))
    }

    /// Whether anybody answered or wrote at all about a meeting.
    #[must_use]
    pub fn speak_of(&self, meeting: &Meeting) -> bool {
        let mut records = self.records.iter();
        records.any(|it| it.uid == meeting.uid)
    }

    /// Whether anybody answered for a member, or named it as a proxy.
    #[must_use]
    pub fn name(&self, member: &MemberId) -> bool {
        let mut records = self.records.iter();
        records.any(|it| it.member == *member || it.proxy.as_ref() == Some(member))
    }

    /// Whether a person wrote something that is still to be noted: nothing was noted or answered since.
    #[must_use]
    pub fn is_to_note(&self, meeting: &Meeting, person: (&Party, &Private<String>)) -> bool {
        self.to_note(meeting, person).is_some()
    }

    /// Whether a person wrote about a meeting, and nobody has noted yet what: they are not reminded. What may be
    /// about another meeting holds back nothing.
    #[must_use]
    pub fn is_awaiting_note(&self, meeting: &Meeting, person: (&Party, &Private<String>)) -> bool {
        let wrote = self.to_note(meeting, person);
        wrote.is_some_and(|it| it.reason != Some(ReplyReason::UnclearMeeting))
    }

    /// Returns what a person wrote and nobody has noted yet; what may be about several meetings is noted with
    /// any of them.
    fn to_note(
        &self,
        meeting: &Meeting,
        (party, email): (&Party, &Private<String>),
    ) -> Option<&Reply> {
        let own = self
            .records
            .iter()
            .filter(|it| self.is_of(it, party, email));
        let mut to_note: Option<&Reply> = None;
        for record in own {
            let is_unclear = |it: &Reply| it.reason == Some(ReplyReason::UnclearMeeting);
            if record.uid == meeting.uid {
                // One that holds back is not forgotten for another that does not.
                let is_less = is_unclear(record) && to_note.is_some();
                let is_new = record.result == ReplyResult::ToNote;
                to_note = if is_less {
                    to_note
                } else {
                    is_new.then_some(record)
                };
            } else if record.key.is_none() && to_note.is_some_and(is_unclear) {
                to_note = None;
            }
        }
        to_note
    }

    /// Lists the names and addresses that the records have, of persons and of those who come in their place,
    /// each once.
    #[must_use]
    pub fn private_values(&self) -> Vec<Private<String>> {
        let records = self.records.iter();
        let all = records.flat_map(|it| [&it.name, &it.email].into_iter().chain(&it.deputy));
        // Who has no address answered by telephone.
        let all = all.map(Private::disclose).filter(|it| !it.is_empty());
        let all: BTreeSet<&String> = all.collect();
        all.into_iter().cloned().map(Private::new).collect()
    }

    /// Whether a record is of a person.
    fn is_of(&self, reply: &Reply, party: &Party, email: &Private<String>) -> bool {
        let identity = identity_of(&reply.member, &reply.name);
        let is_there = || !email.disclose().is_empty() && address(&reply.email) == address(email);
        reply.member == party.member
            && (identity == party.identity() || is_there() && !self.persons.contains(&identity))
    }

    /// Returns the answer of a person that counts: to the latest version of the meeting, and of these the
    /// last one, whatever the order in which they were read.
    #[must_use]
    pub fn standing(
        &self,
        council: &Council,
        meeting: &Meeting,
        journal: &Journal,
        (party, email): (&Party, &Private<String>),
    ) -> Option<StandingAnswer<'_>> {
        let is = |it: &Reply| it.uid == meeting.uid && self.is_of(it, party, email);
        let records = self.records.iter().enumerate();
        let own = records.filter(|(_, it)| it.answer.is_some() && is(it));
        let (place, latest) = own.clone().max_by_key(|(at, it)| {
            let is_note = it.key.is_none();
            let place = is_note.then_some(*at);
            (it.sequence, it.answered, is_note, it.date, place, &it.key)
        })?;
        // A clock that is ahead does not outdo what was noted since.
        let is_ahead = latest.key.is_some() && latest.answered.is_some_and(|it| it > latest.at);
        let mut notes = own.filter(|(_, it)| it.key.is_none());
        let later = |(at, it): &(usize, &Reply)| it.sequence == latest.sequence && *at > place;
        let note = notes.rfind(later).filter(|_| is_ahead);
        let reply = note.map_or(latest, |(_, it)| it);
        let is_void = journal.is_void(council, meeting, reply);
        Some(StandingAnswer {
            reply,
            is_stale: journal.is_stale(meeting, &address(&reply.email), reply.sequence),
            is_void,
        })
    }
}

/// What tells the record of a message from others; what was noted by hand is never the same twice.
fn identity(record: &Reply) -> Option<RecordIdentity> {
    let email = address(&record.email);
    let (uid, member) = (record.uid.clone(), record.member.clone());
    Some((record.key.clone()?, uid, email, member, record.answer))
}

fn identity_of(member: &MemberId, name: &Private<String>) -> Identity {
    let party = Party {
        member: member.clone(),
        name: name.clone(),
        role: Role::Titular,
        replaces: None,
    };
    party.identity()
}

/// What a member that a meeting calls has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum MemberAnswer {
    /// Somebody comes.
    Coming,
    /// Another member stands for it.
    Represented,
    Excused,
    /// Somebody may come.
    Tentative,
    Silent,
}

/// A member that a meeting calls, as its persons answered.
#[derive(Clone, Debug)]
pub struct ForeseenMember {
    pub id: MemberId,
    pub college: CollegeId,
    pub answer: MemberAnswer,
    /// The member that stands for it.
    pub proxy: Option<MemberId>,
    /// Those who come in the place of others, in a few words.
    pub deputies: Vec<Private<String>>,
}

/// What the answers say of a meeting to come.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// Every member that the meeting calls, in the order of the registry.
    pub members: Vec<ForeseenMember>,
    /// The quorum, if the council has one: those who come or are represented count.
    pub quorum: Option<Quorum>,
    /// The members somebody of whom wrote what is still to be noted.
    pub to_note: Vec<MemberId>,
    /// The proxies that cannot count, whatever else is answered.
    pub impossible: Vec<ImpossibleProxy>,
}

/// A proxy that cannot count, whatever else is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImpossibleProxy {
    pub member: MemberId,
    /// Who would stand for it.
    pub proxy: MemberId,
    pub fault: ProxyFault,
}

impl Foreseen {
    /// Counts the members of a college that answered so.
    #[must_use]
    pub fn count(&self, college: &CollegeId, answer: MemberAnswer) -> usize {
        let members = self.members.iter();
        members
            .filter(|it| it.college == *college && it.answer == answer)
            .count()
    }

    /// Counts the members that did not answer.
    #[must_use]
    pub fn silent(&self) -> usize {
        let members = self.members.iter();
        members
            .filter(|it| it.answer == MemberAnswer::Silent)
            .count()
    }

    /// Lists the members to call: they did not answer, or not for certain, or are represented by a member
    /// that does not come.
    pub fn to_call(&self) -> impl Iterator<Item = &MemberId> {
        let comes = |id: &MemberId| {
            let mut members = self.members.iter();
            members.any(|it| it.id == *id && it.answer == MemberAnswer::Coming)
        };
        let is_void = |id: &MemberId| self.impossible.iter().any(|it| it.member == *id);
        let is_open = move |it: &&ForeseenMember| match it.answer {
            MemberAnswer::Silent | MemberAnswer::Tentative => true,
            MemberAnswer::Represented => is_void(&it.id) || !it.proxy.as_ref().is_some_and(comes),
            MemberAnswer::Coming | MemberAnswer::Excused => false,
        };
        self.members.iter().filter(is_open).map(|it| &it.id)
    }
}

/// Sums up the answers about a meeting, each member by its persons: whoever comes counts for it, else the
/// member that stands for it; an alternate who excuses themselves says nothing of the titular one.
#[must_use]
pub fn foreseen(
    council: &Council,
    meeting: &Meeting,
    answers: &[(&Invited, Option<StandingAnswer<'_>>)],
    replies: &Replies,
) -> Foreseen {
    let wrote = answers.iter().map(|(person, _)| person);
    let wrote = wrote.filter(|it| replies.is_to_note(meeting, (&it.party, &it.email)));
    let wrote: BTreeSet<&MemberId> = wrote.map(|it| &it.party.member).collect();
    let mut persons: BTreeMap<&MemberId, Vec<(Role, Option<&Reply>)>> = BTreeMap::new();
    for (person, answer) in answers {
        let reply = answer.filter(|it| !it.is_void).map(|it| it.reply);
        let of = persons.entry(&person.party.member).or_default();
        of.push((person.party.role, reply));
    }
    let called = council.members.iter().filter(|it| meeting.calls(it));
    let members = called.map(|member| {
        let own = persons.get(&member.id).map_or(&[][..], Vec::as_slice);
        let (answer, proxy) = of_member(own);
        let deputies = own
            .iter()
            .filter_map(|(_, reply)| reply.as_ref()?.deputy.clone());
        ForeseenMember {
            id: member.id.clone(),
            college: member.college.clone(),
            answer,
            proxy,
            deputies: deputies.collect(),
        }
    });
    let members: Vec<ForeseenMember> = members.collect();
    let mut sheet = AttendanceSheet::default();
    for member in &members {
        let id = member.id.to_string();
        match member.answer {
            MemberAnswer::Coming => drop(sheet.present.insert(id)),
            MemberAnswer::Represented => {
                let holder = member.proxy.as_ref();
                let holder = holder.map(|it| Holder::Member(it.to_string()));
                sheet.represented.push((id, holder));
            }
            // A proxy that is held by who may not come counts for nothing yet.
            MemberAnswer::Excused | MemberAnswer::Tentative | MemberAnswer::Silent => {
                sheet.away.insert(id);
            }
        }
    }
    let quorum = council.quorum(meeting, &sheet);
    let impossible = impossible(council, meeting, &members, &sheet);
    let to_note = members.iter().filter(|it| wrote.contains(&it.id));
    let to_note = to_note.map(|it| it.id.clone()).collect();
    Foreseen {
        members,
        quorum,
        to_note,
        impossible,
    }
}

/// Finds the proxies that cannot count: to a member that does not come itself or that the meeting does not
/// call, or more of them than one may hold.
fn impossible(
    council: &Council,
    meeting: &Meeting,
    members: &[ForeseenMember],
    sheet: &AttendanceSheet,
) -> Vec<ImpossibleProxy> {
    let faults = council.proxy_faults(meeting, sheet);
    let represented = members.iter().filter_map(|it| {
        let is_represented = it.answer == MemberAnswer::Represented;
        is_represented.then_some((&it.id, it.proxy.as_ref()))
    });
    let found = represented.zip(faults).filter_map(|((id, proxy), fault)| {
        let proxy = proxy?;
        let holder = members.iter().find(|it| it.id == *proxy);
        let fault = match holder.map(|it| it.answer) {
            None => ProxyFault::Outsider,
            Some(MemberAnswer::Excused | MemberAnswer::Represented) => ProxyFault::Away,
            // Who may come still may hold it.
            _ => fault.filter(|it| *it == ProxyFault::TooMany)?,
        };
        Some(ImpossibleProxy {
            member: id.clone(),
            proxy: proxy.clone(),
            fault,
        })
    });
    found.collect()
}

fn of_member(persons: &[(Role, Option<&Reply>)]) -> (MemberAnswer, Option<MemberId>) {
    let replies = || persons.iter().filter_map(|(_, reply)| *reply);
    let any = |wanted: Answer| replies().any(|it| it.answer == Some(wanted));
    if any(Answer::Accepted) || any(Answer::Delegated) {
        return (MemberAnswer::Coming, None);
    }
    if let Some(proxy) = replies().find_map(|it| it.proxy.clone()) {
        return (MemberAnswer::Represented, Some(proxy));
    }
    if any(Answer::Tentative) {
        return (MemberAnswer::Tentative, None);
    }
    let has_titular = persons.iter().any(|(role, _)| *role == Role::Titular);
    let decides = |role: Role| role == Role::Titular || !has_titular;
    let mut deciding = persons.iter().filter(|(role, _)| decides(*role));
    let all = deciding.clone().next().is_some() && deciding.all(|(_, reply)| reply.is_some());
    let said = if all {
        MemberAnswer::Excused
    } else {
        MemberAnswer::Silent
    };
    (said, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(answer: Answer, proxy: Option<&str>) -> Reply {
        Reply {
            at: DateTime::UNIX_EPOCH,
            key: None,
            result: ReplyResult::Applied,
            reason: None,
            uid: "uid".to_owned(),
            meeting: MeetingId::new("m").unwrap(),
            member: MemberId::new("a").unwrap(),
            name: Private::new(String::new()),
            email: Private::new("a@example.org".to_owned()),
            answer: Some(answer),
            sequence: 0,
            answered: None,
            date: None,
            deputy: None,
            proxy: proxy.and_then(MemberId::new),
            comment: None,
        }
    }

    /// Reads `T+ A? A`: the titular one comes, one alternate may, the other has not answered; `-` does not
    /// come, `=` sends somebody, `b` is stood for by `b`.
    #[test]
    fn a_member_comes_if_anybody_does_and_is_excused_if_those_who_sit_are() {
        use MemberAnswer::{Coming, Excused, Represented, Silent, Tentative};
        for (persons, expected) in [
            ("", Silent),
            ("T", Silent),
            ("T+", Coming),
            ("T- A+", Coming),
            ("T=", Coming),
            ("T-", Excused),
            ("T- A", Excused),
            ("T A-", Silent),
            ("T- T", Silent),
            ("A-", Excused),
            ("A- A", Silent),
            ("Tb", Represented),
            ("Tb A+", Coming),
            ("Tb A?", Represented),
            ("T?", Tentative),
            ("T- A?", Tentative),
        ] {
            let replies: Vec<(Role, Option<Reply>)> = persons
                .split_whitespace()
                .map(|word| {
                    let role = if word.starts_with('T') {
                        Role::Titular
                    } else {
                        Role::Alternate
                    };
                    let answer = match &word[1..] {
                        "+" => Some(reply(Answer::Accepted, None)),
                        "-" => Some(reply(Answer::Declined, None)),
                        "?" => Some(reply(Answer::Tentative, None)),
                        "=" => Some(reply(Answer::Delegated, None)),
                        "" => None,
                        proxy => Some(reply(Answer::Declined, Some(proxy))),
                    };
                    (role, answer)
                })
                .collect();
            let persons_of: Vec<_> = replies
                .iter()
                .map(|(role, it)| (*role, it.as_ref()))
                .collect();
            assert_eq!(of_member(&persons_of).0, expected, "{persons}");
        }
    }

    #[test]
    fn an_address_is_known_without_case_and_tag_as_long_as_it_is_one_persons() {
        let mailbox = |address: &str| Mailbox {
            address: address.to_owned(),
            parties: Vec::new(),
        };
        let mailboxes = [
            "lina@a.example",
            "jean+a@b.example",
            "jean+b@b.example",
            "eva@xn--caf-dma.example",
        ]
        .map(mailbox);
        for (address, expected) in [
            ("LINA@A.example", Some(0)),
            ("lina+cll@a.example", Some(0)),
            ("lina@b.example", None),
            ("Jean+B@b.example", Some(2)),
            // Nobody can tell which of the two it is.
            ("jean@b.example", None),
            ("jean+c@b.example", None),
            ("eva@café.example", Some(3)),
        ] {
            let found = find(&mailboxes, address).map(|it| it.address.as_str());
            assert_eq!(
                found,
                expected.map(|at: usize| mailboxes[at].address.as_str()),
                "{address}"
            );
        }
        for (wanted, sender, expected) in [
            ("lina@a.example", "Lina+x@a.example", true),
            ("jean+a@b.example", "jean+b@b.example", false),
            ("jean+a@b.example", "jean@b.example", true),
            ("lina@a.example", "lina@b.example", false),
        ] {
            assert_eq!(
                is_same(wanted, sender, &mailboxes),
                expected,
                "{wanted} {sender}"
            );
        }
    }

    #[test]
    fn a_comment_is_one_line_without_links() {
        for (text, expected) in [
            ("  À demain\n", Some("À demain")),
            ("oui\r\n\tpeut-être", Some("oui peut-être")),
            ("voir https://visio.example.org/x?pwd=1 !", Some("voir … !")),
            (
                "salle visio.example.org/x, oui/non, M./Mme",
                Some("salle … oui/non, M./Mme"),
            ),
            ("a\u{202e}b\u{0}c", Some("ab c")),
            (" \n ", None),
        ] {
            assert_eq!(note(text).as_deref(), expected, "{text:?}");
        }
        let long = note(&"é".repeat(5_000)).unwrap();
        assert_eq!(long.chars().count(), LONGEST_NOTE);
        assert!(long.ends_with("é…"), "what is left out is said");
        let whole = "é".repeat(LONGEST_NOTE);
        assert_eq!(note(&whole), Some(whole));
    }
}
