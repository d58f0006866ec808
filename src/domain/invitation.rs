//! Invitations: what each person was told of a meeting, and what there is to tell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use strum::{EnumIter, EnumString, IntoStaticStr, VariantNames};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Council, MeetingId, MemberId, Private, RelayDelivery, Role, Slot, Status};

use crate::locale::collation::words;
use crate::sort::Sort;

/// What a message says of a meeting.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, EnumString, IntoStaticStr, VariantNames,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum MessageKind {
    Invitation,
    /// The meeting is not as the person was told.
    Update,
    /// The meeting does not take place, or not with this person.
    Cancellation,
    Reminder,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum DeliveryState {
    /// About to be handed to the server; without a later record, nobody knows.
    Sending,
    /// The server has taken it.
    Sent,
    /// The server will never take it.
    Refused,
    /// The server does not take it now.
    Deferred,
    /// It never reached the server, or the server was gone before it was given.
    Failed,
}

/// A version of a meeting, as one person is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifiedVersion {
    pub kind: MessageKind,
    /// The SEQUENCE of the message: above all that this person was sent before.
    pub sequence: u32,
    /// The SEQUENCE that the registry had then.
    pub revision: u32,
    /// The last revision of the meeting (UTC).
    pub updated: DateTime<Utc>,
    /// The day and hours that the message names: of a meeting that is called off, those known.
    pub slot: Slot,
    /// The time zone of these hours; `None` in older records.
    pub zone: Option<Tz>,
    /// `None` in older records.
    pub status: Option<Status>,
    /// How the message names the meeting; `None` in older records.
    pub name: Option<String>,
    /// The titles of its agenda; `None` in older records, and of a cancellation, which has none.
    pub agenda: Option<Vec<String>>,
    pub place: Option<String>,
    /// Whether the registry said that it takes place, also, by videoconference.
    pub online: bool,
    /// The ORGANIZER of the event that was sent; `None` in older records, when it was `contact`.
    pub organizer: Option<String>,
    pub link: ToldLink,
}

/// What a message says of the link of the videoconference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToldLink {
    /// An older record does not say, and a cancellation has none; nor is it known where the file that
    /// has it is missing.
    Unknown,
    /// The message has no link.
    None,
    /// A record tells the link from another without holding it.
    Hashed(LinkHash),
    /// The link itself, in a message that is to be sent.
    Link(Private<String>),
}

/// A keyed hash of a link.
#[derive(Clone, Debug)]
pub struct LinkHash {
    /// In hexadecimal digits.
    pub digits: String,
    /// What it was made with: the key of the nearest header above the record; without it the link
    /// cannot be told from another.
    pub key: Option<LinkKey>,
}

/// The key of the hashes in a journal, and how they are made with it.
#[derive(Clone, Debug)]
pub struct LinkKey {
    pub key: Private<[u8; 32]>,
    /// Returns the digits.
    pub hash: fn(&[u8; 32], &str) -> String,
}

/// One thing that people are told of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Field {
    Date,
    Hours,
    Status,
    Place,
    Online,
    Link,
}

/// A person for whom a message is, with the organisation that they stand for.
#[derive(Clone, Debug)]
pub struct Party {
    pub member: MemberId,
    pub name: Private<String>,
    pub role: Role,
    /// The last address of the same person that this one took the place of, without capitals, where
    /// anything was sent there.
    pub replaces: Option<Private<String>>,
}

/// What tells a person from others.
pub type Identity = (MemberId, String);

/// Returns what tells a person who stands for a member from others: the member, and the name without
/// accents, capitals and what stands between its words.
#[must_use]
pub fn identity(member: &MemberId, name: &Private<String>) -> Identity {
    let letters = name.disclose().nfkd();
    let letters = letters.filter(|c| !is_combining_mark(*c));
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let words = letters.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (member.clone(), words.join(" "))
}

/// What a record of a journal says of itself: which meeting it is about, and its moment.
#[derive(Clone, Copy, Debug)]
pub struct JournalEntry<'a> {
    /// The UID of the meeting, which older records lack.
    pub uid: Option<&'a str>,
    pub meeting: &'a MeetingId,
    /// When it was recorded (UTC).
    pub at: DateTime<Utc>,
}

/// The persons at one address: several where members share a mailbox.
#[derive(Clone, Debug)]
pub struct Parties {
    pub first: Party,
    pub others: Vec<Party>,
}

/// One record of the journal of messages: a message to an address, and what became of it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// When it was recorded (UTC).
    pub at: DateTime<Utc>,
    pub state: DeliveryState,
    /// The UID of the meeting; `None` in older records.
    pub uid: Option<String>,
    pub meeting: MeetingId,
    /// For whom it is: everybody who has this address.
    pub parties: Parties,
    pub email: Private<String>,
    /// Without angle brackets; one for each person, kind and revision of a meeting.
    pub message_id: String,
    pub told: NotifiedVersion,
    /// What the server answered, on one line.
    pub answer: Option<Private<String>>,
}

/// The messages that were sent, oldest first, found by meeting and by person.
///
/// The oldest is the one of the earliest moment, wherever its record stands: a copy of the journal
/// or that of another clone may have been put below it. What was recorded at one moment is in the
/// order of SEQUENCE, then of the records.
///
/// Persons are known by their addresses, which are compared without case.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    deliveries: Vec<Delivery>,
    /// Those about subjects, oldest first.
    pub(super) relays: Vec<RelayDelivery>,
    /// What became of each message: the state of its last record.
    pub(super) states: BTreeMap<String, DeliveryState>,
    /// The records about each meeting, by its UID.
    meetings: BTreeMap<String, Persons>,
    /// The messages that do not count for what people know.
    forgotten: BTreeSet<String>,
}

/// Who expects meetings that are still to come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The meetings, by the ids under which people were last told of them.
    pub meetings: BTreeSet<MeetingId>,
    /// How many people there are.
    pub people: usize,
}

/// The records about one meeting, by their places in the journal.
#[derive(Clone, Debug, Default)]
struct Persons {
    /// The addresses, in the order in which they were first written to.
    order: Vec<String>,
    records: BTreeMap<String, Vec<usize>>,
}

impl LinkKey {
    /// Hashes a link.
    #[must_use]
    pub fn hashed(&self, link: &Private<String>) -> LinkHash {
        LinkHash {
            digits: (self.hash)(self.key.disclose(), link.disclose()),
            key: Some(self.clone()),
        }
    }
}

impl PartialEq for LinkHash {
    fn eq(&self, other: &Self) -> bool {
        self.digits == other.digits
    }
}

impl Eq for LinkHash {}

impl NotifiedVersion {
    /// Whether one could join by videoconference, if that is known: the meeting was said to be
    /// online, or its message had a link.
    #[must_use]
    pub fn joinable(&self) -> Option<bool> {
        match self.link {
            _ if self.online => Some(true),
            ToldLink::Unknown => None,
            ToldLink::None => Some(false),
            ToldLink::Hashed(_) | ToldLink::Link(_) => Some(true),
        }
    }
}

impl NotifiedVersion {
    /// Lists what differs between what was told and what is to be told now.
    ///
    /// What an older record lacks is no difference. One that lacks the status had a lower SEQUENCE
    /// if something else than day and hours had changed: it rises with nothing but these three.
    /// Hours in another time zone differ where their moments do.
    /// Nothing is online more or less than before as long as one can join by a link.
    #[must_use]
    pub fn differences(&self, now: &Self) -> Vec<Field> {
        let mut found = Vec::new();
        let mut compare = |differs: bool, field| found.extend(differs.then_some(field));
        let (was, is) = (self.slot, now.slot);
        let mut date = (was.date(), was.end_date()) != (is.date(), is.end_date());
        let mut hours = (was.start(), was.end()) != (is.start(), is.end());
        if let Some([start, end]) = self.seen_from(now) {
            let stays = (start, end) == (is.starts_at(), is.ends_at());
            date = date && !stays;
            hours = (start.time(), end.time()) != (is.start(), is.end()) || (!stays && !date);
        }
        compare(date, Field::Date);
        compare(hours, Field::Hours);
        let status = match self.status {
            Some(_) => self.status != now.status,
            None => !date && !hours && self.revision < now.revision,
        };
        compare(status, Field::Status);
        compare(self.place != now.place, Field::Place);
        let joinable = match (self.joinable(), now.joinable()) {
            (Some(was), Some(is)) => was != is,
            _ => true,
        };
        compare(self.online != now.online && joinable, Field::Online);
        compare(self.link.differs(&now.link), Field::Link);
        found
    }
}

impl NotifiedVersion {
    /// Whether another agenda was told: one of other words, not of other spaces, signs or capitals.
    #[must_use]
    pub fn has_other_agenda(&self, now: &Self) -> bool {
        let said = |agenda: &[String]| -> Vec<Vec<String>> {
            let items = agenda.iter().map(|title| words(title).into_iter());
            items
                .map(|words| words.map(|(_, word)| word.to_string()).collect())
                .collect()
        };
        let both = self.agenda.as_deref().zip(now.agenda.as_deref());
        both.is_some_and(|(was, is)| said(was) != said(is))
    }

    /// Returns the beginning and the end in the time zone of what is told now, if that is another one.
    fn seen_from(&self, now: &Self) -> Option<[NaiveDateTime; 2]> {
        let (_, is) = self.zone.zip(now.zone).filter(|(was, is)| was != is)?;
        Some(self.times_in(is))
    }

    /// Returns the beginning and the end in a time zone; in its own where that is not known.
    #[must_use]
    pub fn times_in(&self, zone: Tz) -> [NaiveDateTime; 2] {
        [self.slot.starts_at(), self.slot.ends_at()].map(|time| {
            let there = self.zone.and_then(|was| moved(time, was, zone));
            there.unwrap_or(time)
        })
    }
}

/// Returns a local time in another time zone; there is none for an hour that was skipped.
fn moved(time: NaiveDateTime, from: Tz, to: Tz) -> Option<NaiveDateTime> {
    let moment = from.from_local_datetime(&time).earliest()?;
    Some(moment.with_timezone(&to).naive_local())
}

impl ToldLink {
    /// Whether it is another link, or was one or is none.
    fn differs(&self, now: &Self) -> bool {
        match (self, now) {
            (Self::Unknown, _) | (_, Self::Unknown) => false,
            (Self::Hashed(hash), Self::Link(link)) => {
                let key = hash.key.as_ref();
                key.is_some_and(|key| key.hashed(link) != *hash)
            }
            _ => self != now,
        }
    }
}

impl Party {
    /// Returns what tells the person from others: the member, and the name without accents, capitals
    /// and what stands between its words.
    pub(super) fn identity(&self) -> Identity {
        identity(&self.member, &self.name)
    }
}

impl Parties {
    /// Makes them of one person.
    #[must_use]
    pub fn of(first: Party) -> Self {
        let others = Vec::new();
        Self { first, others }
    }

    /// Lists all of them.
    pub fn iter(&self) -> impl Iterator<Item = &Party> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Lists all of them, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Party> {
        std::iter::once(&mut self.first).chain(&mut self.others)
    }

    /// Whether any of them stands for one of some members.
    #[must_use]
    pub fn concern(&self, members: &[MemberId]) -> bool {
        self.iter().any(|party| members.contains(&party.member))
    }

    /// Returns the role that counts for the mailbox: whoever sits for one member is to come.
    #[must_use]
    pub fn role(&self) -> Role {
        let mut roles = self.iter().map(|party| party.role);
        let titular = roles.any(|role| role == Role::Titular);
        if titular {
            Role::Titular
        } else {
            Role::Alternate
        }
    }
}

impl Delivery {
    /// Returns what it says of itself as a record.
    #[must_use]
    pub fn entry(&self) -> JournalEntry<'_> {
        JournalEntry {
            uid: self.uid.as_deref(),
            meeting: &self.meeting,
            at: self.at,
        }
    }

    /// Returns what orders records: the moment, then SEQUENCE.
    pub(super) fn moment(&self) -> (DateTime<Utc>, u32) {
        (self.at, self.told.sequence)
    }
}

impl Journal {
    /// Makes a journal of its records, in whatever order.
    ///
    /// `uid` finds the UID of a meeting, for older records that have only its id.
    #[must_use]
    pub fn new(mut deliveries: Vec<Delivery>, uid: impl Fn(&MeetingId) -> Option<String>) -> Self {
        let mut journal = Self::default();
        deliveries.order_by_key(Delivery::moment);
        for (at, record) in deliveries.iter().enumerate() {
            let message = record.message_id.clone();
            journal.states.insert(message, record.state);
            let Some(uid) = record.uid.clone().or_else(|| uid(&record.meeting)) else {
                continue;
            };
            let persons = journal.meetings.entry(uid).or_default();
            let person = address(&record.email);
            let records = persons.records.entry(person.clone()).or_default();
            if records.is_empty() {
                persons.order.push(person);
            }
            records.push(at);
        }
        journal.deliveries = deliveries;
        journal
    }

    /// Returns the same journal in which these messages, too, do not count for what people know.
    #[must_use]
    pub(super) fn without(&self, messages: &BTreeSet<String>) -> Self {
        Self {
            forgotten: self.forgotten.union(messages).cloned().collect(),
            ..self.clone()
        }
    }

    /// Whether anybody was ever written to about a meeting.
    #[must_use]
    pub fn knows(&self, uid: &str) -> bool {
        self.meetings.contains_key(uid)
    }

    /// Whether anybody was ever written to for a member.
    #[must_use]
    pub fn names(&self, member: &MemberId) -> bool {
        let mut parties = self.deliveries.iter().flat_map(|it| it.parties.iter());
        parties.any(|party| party.member == *member)
            || self.relays.iter().any(|it| it.member == *member)
    }

    /// Whether people were written to, and about nothing but these UIDs.
    #[must_use]
    pub fn is_about(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        !self.meetings.is_empty() && self.meetings.keys().all(|uid| is_meant(uid))
    }

    /// Finds who expects the meetings of these UIDs after `now`, a local time: whoever was told of
    /// one, and not of its cancellation since.
    pub fn expected(&self, is_meant: impl Fn(&str) -> bool, now: NaiveDateTime) -> Expected {
        let mut people = BTreeSet::new();
        let mut found = Expected::default();
        for uid in self.meetings.keys().filter(|uid| is_meant(uid)) {
            for last in self.expecting(uid, now) {
                found.meetings.insert(last.meeting.clone());
                people.insert(address(&last.email));
            }
        }
        found.people = people.len();
        found
    }

    /// Lists the UIDs of the meetings that somebody expects after `now` though the council does not have
    /// them, each with what one person was told last, and how many expect it.
    pub fn unrecorded(
        &self,
        council: &Council,
        now: NaiveDateTime,
    ) -> impl Iterator<Item = (&str, &NotifiedVersion, usize)> {
        // Who withdraws a meeting is refused while anybody is known to expect it: the journal was not
        // there, and is back.
        let meetings = council.meetings.iter().map(|meeting| &meeting.uid);
        let known: BTreeSet<&String> = meetings.collect();
        let unknown = self.meetings.keys().filter(move |uid| !known.contains(uid));
        unknown.filter_map(move |uid| {
            let expecting: Vec<&Delivery> = self.expecting(uid, now).collect();
            Some((uid.as_str(), &expecting.first()?.told, expecting.len()))
        })
    }

    /// Lists the last messages to those who expect a meeting after `now`: whoever may not have had
    /// the cancellation expects it still.
    fn expecting(&self, uid: &str, now: NaiveDateTime) -> impl Iterator<Item = &Delivery> {
        let arrived: Vec<&Delivery> = self.arrived(uid).collect();
        let last = self
            .persons(uid)
            .filter_map(|person| self.last_told_at(uid, person));
        let last: Vec<&Delivery> = last.collect();
        last.into_iter().filter(move |last| {
            // Whoever has another address now was told there since.
            let here = address(&last.email);
            let since = arrived.iter().filter(|it| it.moment() > last.moment());
            let since = since.flat_map(|record| record.parties.iter());
            let since = since.filter(|party| {
                let old = party.replaces.as_ref();
                old.is_some_and(|old| *old.disclose() == here)
            });
            let moved: BTreeSet<Identity> = since.map(Party::identity).collect();
            let is_former = last.parties.iter().all(|it| moved.contains(&it.identity()));
            let is_off = last.told.kind == MessageKind::Cancellation
                && self.state(&last.message_id) == Some(DeliveryState::Sent);
            !is_off && !is_former && last.told.slot.ends_at() > now
        })
    }

    /// Lists the messages about a meeting that may have arrived.
    fn arrived<'a>(&'a self, uid: &str) -> impl Iterator<Item = &'a Delivery> {
        let persons = self.meetings.get(uid).into_iter();
        let records = persons.flat_map(|persons| persons.records.values().flatten());
        let records = records.filter_map(|at| self.deliveries.get(*at));
        records.filter(|record| self.may_have_arrived(record))
    }

    /// Returns what became of a message: its last record.
    #[must_use]
    pub fn state(&self, message_id: &str) -> Option<DeliveryState> {
        self.states.get(message_id).copied()
    }

    /// Returns the highest SEQUENCE that the registry had of a meeting when somebody was told of it.
    ///
    /// That of a message to one person may be higher; the next one to that person is above it.
    #[must_use]
    pub fn highest_sequence(&self, uid: &str) -> Option<u32> {
        self.arrived(uid).map(|record| record.told.revision).max()
    }

    /// Lists what people may have been told of a meeting when the registry had a SEQUENCE that is not
    /// below this one, the lowest first.
    #[must_use]
    pub fn told_since(&self, uid: &str, sequence: u32) -> Vec<&NotifiedVersion> {
        let told = self.arrived(uid).map(|record| &record.told);
        let mut told: Vec<&NotifiedVersion> = told.filter(|it| it.revision >= sequence).collect();
        told.order_by_key(|told| told.revision);
        told
    }

    /// Lists the addresses that were written to about a meeting, without capitals, in the order of
    /// the first message to each.
    pub(super) fn persons<'a>(&'a self, uid: &str) -> impl Iterator<Item = &'a str> {
        let persons = self.meetings.get(uid).into_iter();
        persons.flat_map(|persons| persons.order.iter().map(String::as_str))
    }

    /// Finds the last record of a message by its Message-ID.
    #[must_use]
    pub(super) fn delivery(&self, message_id: &str) -> Option<&Delivery> {
        self.states.get(message_id)?;
        let mut deliveries = self.deliveries.iter().rev();
        deliveries.find(|it| it.message_id == message_id)
    }

    /// Lists the mailboxes at which somebody may have been told of a meeting, without capitals, each with
    /// those whom its last message names.
    pub(super) fn mailboxes(&self, uid: &str) -> Vec<(String, Vec<Party>)> {
        let told = self.persons(uid).filter_map(|at| {
            let last = self.last_told_at(uid, at)?;
            Some((at.to_owned(), last.parties.iter().cloned().collect()))
        });
        told.collect()
    }

    /// Lists what may have arrived of a meeting at an address without capitals.
    pub(super) fn versions(&self, uid: &str, address: &str) -> Vec<&NotifiedVersion> {
        let records = self.records(uid, address);
        let arrived = records.filter(|it| self.may_have_arrived(it));
        arrived.map(|it| &it.told).collect()
    }

    /// Lists the records about a meeting of the person at an address without capitals.
    pub(super) fn records<'a>(
        &'a self,
        uid: &str,
        address: &str,
    ) -> impl DoubleEndedIterator<Item = &'a Delivery> + Clone + use<'a> {
        let persons = self.meetings.get(uid);
        let records = persons.and_then(|persons| persons.records.get(address));
        let records = records.map_or_else(Default::default, Vec::as_slice);
        records.iter().filter_map(|at| self.deliveries.get(*at))
    }

    /// Whether somebody was told a link of a meeting last.
    #[must_use]
    pub fn told_a_link(&self, uid: &str) -> bool {
        let mut last = self
            .persons(uid)
            .filter_map(|at| self.last_told_at(uid, at));
        last.any(|last| matches!(last.told.link, ToldLink::Hashed(_)))
    }

    /// Whether a server took or refused any message: it answered.
    #[must_use]
    pub fn was_sent_by_server(&self) -> bool {
        self.deliveries.iter().any(|it| it.answer.is_some())
            || self.relays.iter().any(|it| it.answer.is_some())
    }

    /// Returns the moment of the last record.
    #[must_use]
    pub fn last_moment(&self) -> Option<DateTime<Utc>> {
        let relayed = self.relays.last().map(|last| last.at);
        relayed.max(self.deliveries.last().map(|last| last.at))
    }

    /// Returns what a person, known by the address, was last told of a meeting.
    ///
    /// A message that may have arrived counts: better an update for an invitation that was never
    /// read than an invitation for a meeting that is in the calendar already.
    #[must_use]
    pub fn last_told(&self, uid: &str, email: &Private<String>) -> Option<&Delivery> {
        self.last_told_at(uid, &address(email))
    }

    pub(super) fn last_told_at(&self, uid: &str, address: &str) -> Option<&Delivery> {
        let mut records = self.records(uid, address).rev();
        records.find(|record| self.counts(record))
    }

    /// Whether a record counts for what people know.
    pub(super) fn counts(&self, record: &Delivery) -> bool {
        self.may_have_arrived(record) && !self.forgets(&record.message_id)
    }

    pub(super) fn forgets(&self, message_id: &str) -> bool {
        self.forgotten.contains(message_id)
    }

    /// Whether a message may be with its addressee.
    pub(super) fn may_have_arrived(&self, record: &Delivery) -> bool {
        matches!(record.state, DeliveryState::Sent | DeliveryState::Sending)
            && !matches!(
                self.state(&record.message_id),
                Some(DeliveryState::Refused | DeliveryState::Deferred | DeliveryState::Failed)
            )
    }
}

/// Returns an address as persons are known by it.
pub(super) fn address(email: &Private<String>) -> String {
    email.disclose().to_ascii_lowercase()
}
