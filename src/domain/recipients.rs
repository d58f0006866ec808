//! Whom a message about a meeting goes to, and what each of them is told.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use serde::Serialize;

use super::change::{HIGHEST_SEQUENCE, sequence_after};
use super::invitation::{Identity, address};
use super::{
    Contact, Council, Delivery, DeliveryState, DeliveryStatus, Field, Journal, Meeting, MemberId,
    MessageKind, NotifiedVersion, Parties, Party, Private, PrivateRecords, ResendFilter, Slot,
    Status, ToldLink,
};

use crate::sort::Sort;

/// One address to write to, and about what.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub parties: Parties,
    /// The names of their members on the day of the meeting.
    pub organisations: Vec<String>,
    /// The place of the first among all persons of the member, from 1; it names the draft.
    pub rank: usize,
    pub email: Private<String>,
    pub kind: MessageKind,
    /// The kind that was asked for, where it would not say what this person does not know.
    pub instead_of: Option<MessageKind>,
    /// What the person knows otherwise.
    pub due: Vec<Field>,
    /// What the person knows once the message has arrived.
    pub told: NotifiedVersion,
    /// When and where the person thinks the meeting is, if that is known.
    pub was: Option<Before>,
    /// Whether the last message was a cancellation, which took the meeting out of the calendar.
    pub after_cancellation: bool,
    /// Whether the address knows the meeting, but as that of others than now.
    pub again: bool,
    /// The ORGANIZER of the event: whoever was told of the meeting keeps the one they know.
    pub organizer: String,
    /// The `Message-ID`s that this person was sent about the meeting, oldest first.
    pub thread: Vec<String>,
    /// What became of this very message, if it was tried before.
    pub standing: DeliveryStatus,
    /// Whether the meeting has ended, though the person believes in a later moment.
    pub over: bool,
    /// Whether no SEQUENCE is above what the person was sent: no calendar would notice the message.
    pub is_beyond_sequence: bool,
}

impl Addressee {
    /// Whether the person has never been invited, or not since the meeting was called off.
    #[must_use]
    pub fn is_uninvited(&self) -> bool {
        self.kind == MessageKind::Invitation && (self.was.is_none() || self.after_cancellation)
    }

    /// Whether the person has an earlier version of the meeting, that it is off being one.
    #[must_use]
    pub fn has_earlier_version(&self) -> bool {
        !self.is_uninvited() || self.after_cancellation
    }
}

/// A meeting as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub slot: Slot,
    /// The time zone of these hours where the council has another one by now.
    pub zone: Option<Tz>,
    pub status: Option<Status>,
    /// How the meeting was named, if that is known.
    pub name: Option<String>,
    /// The place, and whether one could join by videoconference, if they are known.
    pub place: Option<(Option<String>, bool)>,
    /// Whether there was a link, if that is known.
    pub linked: Option<bool>,
    /// What the message says otherwise.
    pub differs: Vec<Field>,
}

/// Everyone to write to about a meeting: first those who are to forget it, then by member and rank.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    pub addressees: Vec<Addressee>,
    /// The members that sit in the meeting and have nobody to write to.
    pub without_contact: Vec<MemberId>,
    /// The members of those who sit in the meeting and have no address, once for each person.
    pub without_address: Vec<MemberId>,
    /// How many persons were told already what there is to tell.
    pub informed: usize,
    /// How many of them were told another agenda.
    pub other_agenda: usize,
    /// The last messages to persons to whom nothing goes now, of which nobody knows whether they
    /// arrived.
    pub uncertain: Vec<Uncertain>,
}

/// A message of which nobody knows whether it arrived.
#[derive(Clone, Debug)]
pub struct Uncertain {
    pub member: MemberId,
    pub kind: MessageKind,
}

/// Why nobody can be told what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvalidKind {
    /// The meeting takes place, and everyone who was told of it still sits.
    TakesPlace,
    /// The meeting does not take place.
    CalledOff,
}

/// One person who is invited to a meeting or was, and what they know of it.
#[derive(Clone, Debug)]
pub struct Invited {
    pub party: Party,
    rank: usize,
    /// Empty where the person has none: nobody can write to them.
    pub email: Private<String>,
    /// Whether the person is invited still.
    pub sits: bool,
    /// The last message that may have arrived, and was for this person.
    pub last: Option<Delivery>,
    /// Whether nobody knows that it did.
    pub is_uncertain: bool,
    /// What that message said otherwise, or the last one to an address that this one replaced.
    pub due: Vec<Field>,
}

/// A run: what is asked for, and when.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What everyone is to be told; without it, what they do not know.
    pub kind: Option<MessageKind>,
    /// The only members to write to; empty, it stands for all.
    pub to: &'a [MemberId],
    /// The local moment of now.
    pub now: NaiveDateTime,
}

/// Decides whom to write to, and what: each person is told what differs from what they know.
///
/// Without `kind`, someone new is invited, someone who was told something else is sent an update,
/// and whoever knows of a meeting that is called off, or in which they no longer sit, is sent a
/// cancellation (RFC 5546, 3.2.2 and 3.2.5). With it, that is what everyone concerned is told,
/// unless it would leave unsaid what a person does not know. Once a meeting has ended, only those
/// are told who believe in a moment that is still to come.
///
/// # Errors
///
/// The kind that was asked for does not fit the meeting.
pub fn recipients(
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    journal: &Journal,
    asked: Asked<'_>,
) -> Result<Recipients, InvalidKind> {
    let Asked { kind, to, .. } = asked;
    let cancels = kind == Some(MessageKind::Cancellation);
    if !meeting.takes_place() && kind.is_some() && !cancels {
        return Err(InvalidKind::CalledOff);
    }
    let wanted = |parties: &Parties| to.is_empty() || parties.concern(to);
    let doubted = doubted(council, meeting, records, journal, asked);
    let journal = &journal.without(&doubted);
    let correspondence = Correspondence::new(council, meeting, records, journal, asked.now);
    let mut recipients = Recipients::default();
    let persons = correspondence.persons(council, records);
    for person in persons.iter().filter(|person| wanted(&person.parties)) {
        // Whoever is asked to come is not who is to forget the meeting.
        let concerned = person.sits || kind.is_none() || cancels;
        let said = correspondence.kind(person, kind).filter(|_| concerned);
        if let Some(said) = said {
            let mut addressee = correspondence.addressee(council, person, said, kind);
            let last = person.records.last().map(|last| &last.message_id);
            if addressee.instead_of.is_some() && last.is_some_and(|last| doubted.contains(last)) {
                addressee.standing = DeliveryStatus::Due;
            }
            recipients.addressees.push(addressee);
            continue;
        }
        recipients.informed += usize::from(concerned && person.last.is_some());
        recipients.other_agenda += usize::from(correspondence.knows_other_agenda(person));
        recipients
            .uncertain
            .extend(correspondence.uncertain(person));
    }
    if cancels && meeting.takes_place() && recipients.addressees.is_empty() {
        return Err(InvalidKind::TakesPlace);
    }
    let asked = |contact: &&Contact| to.is_empty() || to.contains(&contact.member);
    let sitting = records.contacts.iter().filter(asked);
    let sitting = sitting.filter(|contact| sits(council, meeting, contact));
    let unaddressed = unaddressed(council, meeting, records).filter(asked);
    recipients.without_address = unaddressed.map(|contact| contact.member.clone()).collect();
    let served: BTreeSet<&MemberId> = sitting.map(|contact| &contact.member).collect();
    recipients.without_contact = council
        .members
        .iter()
        .filter(|member| meeting.calls(member) && (to.is_empty() || to.contains(&member.id)))
        .filter(|member| !served.contains(&member.id))
        .map(|member| member.id.clone())
        .collect();
    // Two messages that reach one mailbox must not end with the meeting taken out of the calendar.
    recipients.addressees.order_by(|a, b| {
        let key = |it: &Addressee| (it.kind != MessageKind::Cancellation, it.rank);
        let ((a_stays, a_rank), (b_stays, b_rank)) = (key(a), key(b));
        let member = |it: &'_ Addressee| it.parties.first.member.clone();
        (a_stays, member(a), a_rank).cmp(&(b_stays, member(b), b_rank))
    });
    Ok(recipients)
}

/// Whether the contacts were lost: there is none at all, though somebody was told of a meeting
/// and would be told that they are invited no more.
#[must_use]
pub fn are_contacts_lost(
    council: &Council,
    records: &PrivateRecords,
    journal: &Journal,
    now: NaiveDateTime,
) -> bool {
    let asked = Asked {
        kind: None,
        to: &[],
        now,
    };
    let tells = |meeting| recipients(council, meeting, records, journal, asked);
    let mut meetings = council.meetings.iter();
    records.contacts.is_empty()
        && meetings.any(|meeting| tells(meeting).is_ok_and(|it| !it.addressees.is_empty()))
}

/// Finds the messages that nobody knows to have arrived, and after which the kind that was asked for
/// would say nothing of what they told: they do not count, and what they told goes first.
fn doubted(
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    journal: &Journal,
    asked: Asked<'_>,
) -> BTreeSet<String> {
    if matches!(asked.kind, None | Some(MessageKind::Cancellation)) {
        return BTreeSet::new();
    }
    let correspondence = Correspondence::new(council, meeting, records, journal, asked.now);
    let persons = correspondence.persons(council, records).into_iter();
    let persons = persons.filter(|it| it.sits && correspondence.kind(it, None).is_none());
    let uncertain = persons.filter(|person| correspondence.uncertain(person).is_some());
    let last = uncertain.filter_map(|person| person.records.last().copied());
    last.map(|last| last.message_id.clone()).collect()
}

/// Returns the journal in which the messages that are to go again do not count, so that each person
/// is told once more what that message told.
///
/// Whoever is to be told something else by now is told that, whatever became of the message before; and
/// what was sent counts where a message of another kind was asked for.
#[must_use]
pub fn forgetting(
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    journal: &Journal,
    again: &ResendFilter,
    asked: Asked<'_>,
) -> Journal {
    let correspondence = Correspondence::new(council, meeting, records, journal, asked.now);
    let persons = correspondence.persons(council, records).into_iter();
    let settled = persons.filter(|person| correspondence.kind(person, None).is_none());
    let last = settled.filter_map(|person| person.records.last().copied());
    let goes = last.filter(|last| {
        let standing = journal.standing(&last.message_id);
        let is_other = asked.kind.is_some_and(|kind| kind != last.told.kind);
        let is_known = standing == DeliveryStatus::Sent && is_other;
        standing != DeliveryStatus::Due && !is_known && again.goes(standing, &last.parties)
    });
    journal.without(&goes.map(|last| last.message_id.clone()).collect())
}

/// Lists everyone who is invited to a meeting, and everyone who was told of it and is no longer.
#[must_use]
pub fn invited(
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    journal: &Journal,
    now: NaiveDateTime,
) -> Vec<Invited> {
    let correspondence = &Correspondence::new(council, meeting, records, journal, now);
    let persons = correspondence.persons(council, records);
    let mut invited: Vec<Invited> = persons
        .iter()
        .flat_map(|person| {
            let is_uncertain = correspondence.uncertain(person).is_some();
            person.parties.iter().map(move |party| {
                let is_named = !person.unnamed.contains(&party.identity());
                Invited {
                    party: party.clone(),
                    rank: person.rank,
                    email: person.email.clone(),
                    sits: person.sits,
                    last: person.last.filter(|_| is_named).cloned(),
                    is_uncertain: is_uncertain && is_named,
                    due: if is_named {
                        correspondence.known_otherwise(person)
                    } else {
                        Vec::new()
                    },
                }
            })
        })
        .collect();
    invited.extend(
        unaddressed(council, meeting, records).map(|contact| Invited {
            party: Party {
                member: contact.member.clone(),
                name: contact.name.clone(),
                role: contact.role,
                replaces: None,
            },
            rank: usize::MAX,
            email: Private::new(String::new()),
            sits: true,
            last: None,
            is_uncertain: false,
            due: Vec::new(),
        }),
    );
    invited.order_by(|a, b| (&a.party.member, a.rank).cmp(&(&b.party.member, b.rank)));
    invited
}

/// Lists those who sit in a meeting and have no address.
fn unaddressed<'a>(
    council: &'a Council,
    meeting: &'a Meeting,
    records: &'a PrivateRecords,
) -> impl Iterator<Item = &'a Contact> {
    let contacts = records.contacts.iter();
    contacts.filter(|it| it.email.is_none() && sits(council, meeting, it))
}

/// What was written about a meeting, and what there is to write.
struct Correspondence<'a> {
    meeting: &'a Meeting,
    journal: &'a Journal,
    /// The link that goes with the meeting now.
    link: ToldLink,
    /// The time zone of the council.
    zone: Tz,
    now: NaiveDateTime,
}

/// An address of persons who sit in a meeting, or were told of it.
struct Person<'a> {
    parties: Parties,
    /// Those of them who do not know the meeting from the last message to this address: it was for
    /// others, or they were told since, elsewhere, that they are no longer invited.
    unnamed: BTreeSet<Identity>,
    rank: usize,
    email: Private<String>,
    sits: bool,
    /// The last message that may have arrived.
    last: Option<&'a Delivery>,
    /// The last one that may have arrived at an address that this one replaced.
    earlier: Option<&'a Delivery>,
    /// Every record to this address, and those that name one of the persons at an address that this
    /// one replaced; oldest first, whether it arrived or not.
    records: Vec<&'a Delivery>,
    /// The highest SEQUENCE that the next message must be above.
    highest: Option<u32>,
}

/// An address with its last message that may have arrived.
type Told<'a> = (&'a str, &'a Delivery);

/// What concerns one person, at whatever address.
#[derive(Default)]
struct History<'a> {
    /// The addresses at which the person sits, by their places among all that are written to.
    sits: Vec<usize>,
    /// Those of which the last message names the person, the newest first.
    told: Vec<Told<'a>>,
    /// Every record that names the person.
    mentions: Vec<Mention<'a>>,
}

/// A record that names a person.
struct Mention<'a> {
    address: &'a str,
    record: &'a Delivery,
    /// The address of this person that it took the place of.
    replaces: Option<&'a str>,
    /// Whether it may have arrived.
    arrived: bool,
}

type Histories<'a> = BTreeMap<Identity, History<'a>>;

/// Addresses of one person that followed one another.
#[derive(Default)]
struct Chain<'a> {
    /// Those at which the person sits.
    sits: Vec<usize>,
    /// Those at which the person was told and sits no longer, the newest first.
    left: Vec<Told<'a>>,
    /// The last record that names the person and may have arrived, with its address.
    last: Option<Told<'a>>,
    /// The SEQUENCE under which the person was told first.
    first: Option<u32>,
}

impl<'a> Correspondence<'a> {
    fn new(
        council: &Council,
        meeting: &'a Meeting,
        records: &PrivateRecords,
        journal: &'a Journal,
        now: NaiveDateTime,
    ) -> Self {
        let link = match records.join.of(&meeting.id, meeting.online) {
            Some(link) => ToldLink::Link(link.clone()),
            None if records.join.is_lost(meeting, journal) => ToldLink::Unknown,
            None => ToldLink::None,
        };
        Self {
            meeting,
            journal,
            link,
            zone: council.timezone,
            now,
        }
    }

    fn records(
        &self,
        address: &str,
    ) -> impl DoubleEndedIterator<Item = &'a Delivery> + Clone + use<'a> {
        self.journal.records(&self.meeting.uid, address)
    }

    /// Finds everyone who sits in the meeting, and everyone who was told of it and sits no longer.
    ///
    /// Those who share an address have one calendar, and get one message. An address at which nobody
    /// sits any more is that of those whom its last message names and who were not told elsewhere since
    /// nor are to be told elsewhere now, as [`take_over`] says.
    fn persons(&self, council: &Council, records: &PrivateRecords) -> Vec<Person<'a>> {
        let mut ranks = Ranks::default();
        let mut persons = self.sitting(council, records, &mut ranks);
        let told = self.told_addresses();
        let histories = self.histories(&persons, &told);
        for (at, person) in persons.iter_mut().enumerate() {
            person.unnamed = unnamed(person, at, &histories);
        }
        let mut left: BTreeMap<&str, BTreeSet<&Identity>> = BTreeMap::new();
        for (who, history) in &histories {
            for address in take_over(who, history, &mut persons) {
                left.entry(address).or_default().insert(who);
            }
        }
        let used: BTreeSet<String> = persons.iter().map(|it| address(&it.email)).collect();
        for (at, last) in told.into_iter().filter(|(at, _)| !used.contains(*at)) {
            let Some(left) = left.get(at) else { continue };
            let parties = last.parties.iter();
            let mut parties = parties.filter(|it| left.contains(&it.identity())).cloned();
            if let Some(first) = parties.next() {
                let rank = ranks.of(&first.member, &last.email);
                let others = parties.collect();
                let parties = Parties { first, others };
                persons.push(Person::new(parties, rank, &last.email, false, Some(last)));
            }
        }
        self.remember(&mut persons, &histories);
        persons
    }

    /// Lists the addresses of those who sit in the meeting, each once.
    fn sitting(
        &self,
        council: &Council,
        records: &PrivateRecords,
        ranks: &mut Ranks,
    ) -> Vec<Person<'a>> {
        let mut persons: Vec<Person<'a>> = Vec::new();
        let mut reached: BTreeMap<String, usize> = BTreeMap::new();
        for contact in &records.contacts {
            let Some(email) = &contact.email else {
                continue;
            };
            let rank = ranks.next(&contact.member, email);
            if !sits(council, self.meeting, contact) {
                continue;
            }
            let party = Party {
                member: contact.member.clone(),
                name: contact.name.clone(),
                role: contact.role,
                replaces: None,
            };
            let address = address(email);
            if let Some(at) = reached.get(&address) {
                persons[*at].parties.others.push(party);
                continue;
            }
            let last = self.journal.last_told_at(&self.meeting.uid, &address);
            reached.insert(address, persons.len());
            let parties = Parties::of(party);
            persons.push(Person::new(parties, rank, email, true, last));
        }
        persons
    }

    /// Lists the addresses that were told of the meeting, the newest message first.
    fn told_addresses(&self) -> Vec<Told<'a>> {
        let uid = &self.meeting.uid;
        let addresses = self.journal.persons(uid);
        let told = addresses.filter_map(|at| Some((at, self.journal.last_told_at(uid, at)?)));
        let mut told: Vec<Told<'_>> = told.collect();
        told.order_by_key(|(_, last)| Reverse(last.moment()));
        told
    }

    /// Gathers what concerns each person, at whatever address.
    fn histories(&self, persons: &[Person<'a>], told: &[Told<'a>]) -> Histories<'a> {
        let mut found = Histories::new();
        for (at, person) in persons.iter().enumerate() {
            for party in person.parties.iter() {
                found.entry(party.identity()).or_default().sits.push(at);
            }
        }
        for (address, last) in told {
            for party in last.parties.iter() {
                let history = found.entry(party.identity()).or_default();
                history.told.push((address, last));
            }
        }
        for address in self.journal.persons(&self.meeting.uid) {
            for record in self.records(address) {
                let arrived = self.journal.counts(record);
                for party in record.parties.iter() {
                    let replaces = party.replaces.as_ref().map(|it| it.disclose().as_str());
                    let mention = Mention {
                        address,
                        record,
                        replaces,
                        arrived,
                    };
                    let history = found.entry(party.identity()).or_default();
                    history.mentions.push(mention);
                }
            }
        }
        found
    }

    /// Adds the records to each person, and the highest SEQUENCE.
    fn remember(&self, persons: &mut [Person<'a>], histories: &Histories<'a>) {
        for person in persons {
            person.records.extend(self.records(&address(&person.email)));
            person.records.order_by_key(|record| record.moment());
            let own = person.records.iter().map(|it| it.told.sequence).max();
            // One mailbox may have several addresses: what goes to a new one is above all of them.
            let parties = person.parties.iter().map(Party::identity);
            let new = parties.filter(|it| own.is_none() || person.unnamed.contains(it));
            let all = new.filter_map(|it| histories.get(&it));
            let all = all.flat_map(|it| it.mentions.iter().map(|it| it.record.told.sequence));
            person.highest = own.into_iter().chain(all).max();
        }
    }

    /// Whether it is too late to tell a person anything: the meeting has ended, and so has the
    /// one that they believe in.
    fn is_too_late(&self, person: &Person<'_>) -> bool {
        let believes = person.last.or(person.earlier);
        let believes = believes.filter(|it| it.told.kind != MessageKind::Cancellation);
        let later = believes.is_some_and(|it| it.told.times_in(self.zone)[1] > self.now);
        self.meeting.is_over(self.now) && !later
    }

    /// Returns the last message to a person if nobody knows whether it arrived, and it is not to go
    /// again.
    fn uncertain(&self, person: &Person<'_>) -> Option<Uncertain> {
        let last = person.records.last()?;
        let uncertain = self.journal.standing(&last.message_id) == DeliveryStatus::Uncertain
            && !self.journal.forgets(&last.message_id)
            && !self.meeting.is_over(self.now);
        uncertain.then(|| Uncertain {
            member: last.parties.first.member.clone(),
            kind: last.told.kind,
        })
    }

    /// Lists what differs from what a person was last told: nothing where there is no message to
    /// send, or where it is the first.
    fn due(&self, person: &Person<'_>) -> Vec<Field> {
        let takes_place = person.sits && self.meeting.takes_place();
        if self.is_too_late(person) {
            return Vec::new();
        }
        let Some(Delivery { told, .. }) = person.last.or(person.earlier) else {
            return Vec::new();
        };
        let cancelled = told.kind == MessageKind::Cancellation;
        if takes_place {
            if person.last.is_none() {
                return Vec::new();
            }
            let mut due = told.differences(&self.told(MessageKind::Update));
            // A cancellation took it out of the calendar, whatever the status was.
            if cancelled && !due.contains(&Field::Status) {
                due.push(Field::Status);
                due.order();
            }
            return due;
        }
        // A meeting that was put off will not take place at all, or the other way round.
        let off = [Some(Status::Postponed), Some(Status::Cancelled)];
        let status = Some(self.meeting.status);
        let other = person.sits && off.contains(&told.status) && told.status != status;
        if !cancelled || other {
            vec![Field::Status]
        } else {
            Vec::new()
        }
    }

    /// Whether a person who is to come was told another agenda of a meeting that is not over.
    fn knows_other_agenda(&self, person: &Person<'_>) -> bool {
        let now = self.told(MessageKind::Update);
        person.sits
            && self.meeting.takes_place()
            && !self.meeting.is_over(self.now)
            && person
                .last
                .is_some_and(|last| last.told.has_other_agenda(&now))
    }

    /// Lists what a person knows otherwise, be it from an address that was corrected since.
    fn known_otherwise(&self, person: &Person<'_>) -> Vec<Field> {
        let kind = MessageKind::Invitation;
        if person.last.is_some() || self.kind(person, None) != Some(kind) {
            return self.due(person);
        }
        let before = self.before(kind, person);
        before.map(|before| before.differs).unwrap_or_default()
    }

    /// Decides what a person is told, if anything.
    fn kind(&self, person: &Person<'_>, asked: Option<MessageKind>) -> Option<MessageKind> {
        if self.is_too_late(person) {
            return None;
        }
        let due = !self.due(person).is_empty();
        let unknown = person.last.is_none();
        // What is to go again is what it was.
        let last = person.records.last();
        let again = last.filter(|last| self.journal.forgets(&last.message_id));
        let doubtful = again.map(|last| self.journal.standing(&last.message_id));
        let again = again.map(|last| last.told.kind);
        let asked = match doubtful {
            // Nothing else is said before what may never have arrived.
            Some(DeliveryStatus::Uncertain) => again,
            _ => asked.or(again),
        };
        if !person.sits || !self.meeting.takes_place() {
            let unknown = unknown || again.is_some();
            let asked = asked == Some(MessageKind::Cancellation) && unknown;
            return (due || asked).then_some(MessageKind::Cancellation);
        }
        if asked == Some(MessageKind::Cancellation) {
            return None;
        }
        let last = person.last.map(|last| last.told.kind);
        match last {
            // Where nobody was written to from here, the person may know it from elsewhere.
            None if !self.journal.knows(&self.meeting.uid) => {
                asked.or(Some(MessageKind::Invitation))
            }
            None | Some(MessageKind::Cancellation) => Some(MessageKind::Invitation),
            Some(_) if due => Some(MessageKind::Update),
            // The mailbox knows the meeting, but not whom it is to come from there.
            Some(_) if !person.unnamed.is_empty() => Some(MessageKind::Invitation),
            Some(_) => asked,
        }
    }

    fn addressee(
        &self,
        council: &Council,
        person: &Person<'a>,
        kind: MessageKind,
        asked: Option<MessageKind>,
    ) -> Addressee {
        let known = person.last.or(person.earlier);
        let mut told = self.told(kind);
        // What is called off is the meeting that the person knows.
        if let (MessageKind::Cancellation, Some(known)) = (kind, known) {
            told.slot = known.told.slot;
            told.zone = known.told.zone;
            told.place.clone_from(&known.told.place);
            told.online = known.told.online;
        }
        let newest = person.last.into_iter().chain(person.earlier);
        let newest = newest.max_by_key(|it| it.moment());
        let after_cancellation = newest.is_some_and(|it| it.told.kind == MessageKind::Cancellation);
        let organizer = organizer(council, known);
        told.organizer = Some(organizer.clone());
        let due = self.due(person);
        let mut again = person.records.iter().rev();
        let same = again.find(|it| it.told.kind == kind && is(&it.email, &person.email));
        let highest = person.highest;
        let same = same.filter(|it| {
            // Whoever was told something else since is told again.
            let stands = due.is_empty()
                || self.journal.forgets(&it.message_id)
                || self.journal.standing(&it.message_id) != DeliveryStatus::Sent;
            (it.told.revision, it.told.updated) == (told.revision, told.updated)
                && Some(it.told.sequence) == highest
                && person.unnamed.is_empty()
                && it.told.differences(&told).is_empty()
                && stands
        });
        told.sequence = match (same, highest) {
            (Some(same), _) => same.told.sequence,
            (None, None) => self.meeting.sequence,
            (None, Some(highest)) => {
                let next = match kind {
                    MessageKind::Reminder => highest,
                    _ => sequence_after(highest),
                };
                // A cancellation for one person is above the meeting, which stays as it is.
                let here = match kind {
                    MessageKind::Cancellation if self.meeting.takes_place() => {
                        sequence_after(self.meeting.sequence)
                    }
                    _ => self.meeting.sequence,
                };
                next.max(here)
            }
        };
        let is_beyond_sequence =
            same.is_none() && highest == Some(HIGHEST_SEQUENCE) && kind != MessageKind::Reminder;
        let standing = same.map_or(DeliveryStatus::Due, |it| {
            self.journal.standing(&it.message_id)
        });
        Addressee {
            parties: person.parties.clone(),
            organisations: organisations(council, self.meeting, &person.parties),
            rank: person.rank,
            email: person.email.clone(),
            kind,
            instead_of: asked.filter(|asked| *asked != kind),
            due,
            told,
            was: self.before(kind, person),
            after_cancellation,
            again: kind == MessageKind::Invitation && person.last.is_some() && !after_cancellation,
            organizer,
            thread: self.thread(person),
            standing,
            over: self.meeting.is_over(self.now),
            is_beyond_sequence,
        }
    }

    /// Returns what a message of a kind tells of the meeting as it stands.
    fn told(&self, kind: MessageKind) -> NotifiedVersion {
        let meeting = self.meeting;
        NotifiedVersion {
            kind,
            sequence: meeting.sequence,
            revision: meeting.sequence,
            updated: meeting.updated,
            slot: meeting.slot,
            zone: Some(self.zone),
            status: Some(meeting.status),
            name: None,
            agenda: (kind != MessageKind::Cancellation)
                .then(|| meeting.agenda.iter().map(|it| it.title.clone()).collect()),
            place: meeting.place.clone(),
            online: meeting.is_online(),
            link: match kind {
                MessageKind::Cancellation => ToldLink::Unknown,
                _ => self.link.clone(),
            },
            organizer: None,
        }
    }

    /// Says when and where a person thinks the meeting is; without a record, an update is of the
    /// slot announced before.
    /// An invitation to a corrected address says it where the old one was told otherwise.
    fn before(&self, kind: MessageKind, person: &Person<'_>) -> Option<Before> {
        let known = person.last.or(person.earlier);
        let differences = |known: &Delivery| known.told.differences(&self.told(kind));
        let mut differs = self.due(person);
        let told = match (kind, known) {
            (MessageKind::Update, None) => {
                return self.meeting.moved_from.last().map(|slot| Before {
                    slot: *slot,
                    zone: None,
                    status: None,
                    name: None,
                    place: None,
                    linked: None,
                    differs,
                });
            }
            (MessageKind::Update | MessageKind::Cancellation, Some(known)) => &known.told,
            (MessageKind::Invitation, Some(known))
                if person.last.is_none() && known.told.kind != MessageKind::Cancellation =>
            {
                differs = differences(known);
                let fields = [Field::Date, Field::Hours, Field::Place, Field::Online];
                if !differs.iter().any(|it| fields.contains(it)) {
                    return None;
                }
                &known.told
            }
            _ => return None,
        };
        Some(Before {
            slot: told.slot,
            zone: told.zone.filter(|zone| {
                let fields = told.differences(&self.told(kind));
                *zone != self.zone
                    && fields
                        .iter()
                        .any(|it| matches!(it, Field::Date | Field::Hours))
            }),
            status: told.status,
            name: told.name.clone(),
            place: Some((told.place.clone(), told.joinable().unwrap_or_default())),
            linked: match told.link {
                ToldLink::Unknown => None,
                ToldLink::None => Some(false),
                ToldLink::Hashed(_) | ToldLink::Link(_) => Some(true),
            },
            differs,
        })
    }

    fn thread(&self, person: &Person<'_>) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.records(&address(&person.email))
            // Nobody can answer to what they never got.
            .filter(|record| {
                let state = self.journal.state(&record.message_id);
                matches!(state, Some(DeliveryState::Sent | DeliveryState::Sending))
            })
            .filter(|record| seen.insert(record.message_id.as_str()))
            .map(|record| record.message_id.clone())
            .collect()
    }
}

impl<'a> Person<'a> {
    fn new(
        parties: Parties,
        rank: usize,
        email: &Private<String>,
        sits: bool,
        last: Option<&'a Delivery>,
    ) -> Self {
        Self {
            parties,
            unnamed: BTreeSet::new(),
            rank,
            email: email.clone(),
            sits,
            last,
            earlier: None,
            records: Vec::new(),
            highest: None,
        }
    }

    /// Makes it the address that took over others from one of its persons, the newest first.
    fn succeeds(&mut self, who: &Identity, history: &History<'a>, left: &[Told<'a>]) {
        let Some((newest, last)) = left.first() else {
            return;
        };
        let earlier = self.earlier.into_iter().chain([*last]);
        self.earlier = earlier.max_by_key(|it| it.moment());
        let mut parties = self.parties.iter_mut();
        if let Some(party) = parties.find(|it| it.identity() == *who) {
            let newest = || Private::new((*newest).to_owned());
            party.replaces.get_or_insert_with(newest);
        }
        let mentions = history.mentions.iter();
        let there = mentions.filter(|it| left.iter().any(|(old, _)| *old == it.address));
        self.records.extend(there.map(|it| it.record));
    }

    /// Whether one of its persons believes in the meeting.
    fn has_told(&self, who: &Identity) -> bool {
        let last = self.last.map(|last| last.told.kind);
        last.is_some_and(|last| last != MessageKind::Cancellation) && !self.unnamed.contains(who)
    }
}

impl<'a> History<'a> {
    /// Joins the addresses of which one took the place of another, as the records say.
    fn chains(&self, persons: &[Person<'a>]) -> Vec<Chain<'a>> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for (next, mention) in self.mentions.iter().enumerate() {
            let here = *numbers.entry(mention.address).or_insert(next);
            let old = mention.replaces.unwrap_or(mention.address);
            let there = *numbers.entry(old).or_insert(here);
            if there != here {
                let joined = numbers.values_mut().filter(|it| **it == there);
                joined.for_each(|it| *it = here);
            }
        }
        let mut chains: BTreeMap<usize, Chain<'a>> = BTreeMap::new();
        for (at, mention) in self.mentions.iter().enumerate() {
            let number = numbers.get(mention.address).copied();
            let chain = chains.entry(number.unwrap_or(at)).or_default();
            let first = chain
                .first
                .into_iter()
                .chain([mention.record.told.sequence]);
            chain.first = first.min();
            let newer = chain
                .last
                .filter(|(_, last)| last.moment() > mention.record.moment());
            if mention.arrived && newer.is_none() {
                chain.last = Some((mention.address, mention.record));
            }
        }
        for at in &self.sits {
            let number = numbers.get(address(&persons[*at].email).as_str()).copied();
            // Where nothing was ever sent, the address is a chain of its own.
            let number = number.unwrap_or(self.mentions.len() + at);
            chains.entry(number).or_default().sits.push(*at);
        }
        let sits = |at: &str| {
            self.sits
                .iter()
                .any(|it| address(&persons[*it].email) == at)
        };
        for (at, last) in self.told.iter().filter(|(at, _)| !sits(at)) {
            if let Some(chain) = numbers.get(at).and_then(|it| chains.get_mut(it)) {
                chain.left.push((at, last));
            }
        }
        let mut chains: Vec<Chain<'a>> = chains.into_values().collect();
        // An address that tells the person nothing any more is none.
        chains.retain(|it| !it.sits.is_empty() || !it.left.is_empty());
        chains
    }
}

/// Finds who does not know the meeting from the last message to their address: it was for others.
///
/// Whoever follows another at the same address, for the same member or under the same name, knows
/// what they knew, unless one of the two has or had an address elsewhere.
fn unnamed(person: &Person<'_>, at: usize, histories: &Histories<'_>) -> BTreeSet<Identity> {
    let Some(last) = person.last else {
        return BTreeSet::new();
    };
    let now: BTreeSet<Identity> = person.parties.iter().map(Party::identity).collect();
    let then: BTreeSet<Identity> = last.parties.iter().map(Party::identity).collect();
    let sits_elsewhere = |who: &Identity| {
        let history = histories.get(who);
        history.is_some_and(|it| it.sits.iter().any(|it| *it != at))
    };
    let told_elsewhere = |who: &Identity| {
        let mut told = histories.get(who).into_iter().flat_map(|it| &it.told);
        told.any(|(_, other)| !is(&other.email, &person.email))
    };
    let gone = then.difference(&now).filter(|it| !sits_elsewhere(it));
    let mut gone: Vec<&Identity> = gone.collect();
    let mut unnamed: BTreeSet<Identity> = now.difference(&then).cloned().collect();
    unnamed.retain(|new| {
        let follows = |old: &&Identity| old.0 == new.0 || old.1 == new.1;
        let follows = gone.iter().position(follows);
        let follows = follows.filter(|_| !sits_elsewhere(new) && !told_elsewhere(new));
        follows.map(|at| gone.remove(at)).is_none()
    });
    unnamed
}

/// Lets the addresses that a person has given up be taken over by those at which the person sits, and
/// returns those that nothing took over: they are to forget the meeting.
///
/// An address took the place of another, or was given up for it again, where a record of the person
/// says so; of those that follow one another, the newest stands for all. Else one at which the person
/// knows the meeting takes over what was told in another run: both were one person's for a while, and
/// one of them is left. Else the only one that is new takes over what is gone. Neither is so of several
/// that were told in one run: nobody can tell which of them it was.
fn take_over<'a>(
    who: &Identity,
    history: &History<'a>,
    persons: &mut [Person<'a>],
) -> Vec<&'a str> {
    let chains = history.chains(persons).into_iter();
    let (sitting, mut gone): (Vec<_>, Vec<_>) = chains.partition(|it| !it.sits.is_empty());
    let mut new = Vec::new();
    for Chain {
        sits, left, last, ..
    } in &sitting
    {
        let person = &mut persons[sits[0]];
        person.succeeds(who, history, left);
        // Who was told elsewhere since to forget the meeting is to come again.
        let forgets = last.filter(|(last_at, last)| {
            let is_left = left.iter().any(|(at, _)| at == last_at);
            is_left && last.told.kind == MessageKind::Cancellation && person.last.is_some()
        });
        person.unnamed.extend(forgets.map(|_| who.clone()));
        if left.is_empty() {
            let is_new = |at: &&usize| {
                let person = &persons[**at];
                person.last.is_none() || person.unnamed.contains(who)
            };
            new.extend(sits.iter().filter(is_new).copied());
        }
    }
    let believes = |it: &Chain<'_>| it.left[0].1.told.kind != MessageKind::Cancellation;
    let mut runs: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    for gone in gone.iter().filter(|it| believes(it)) {
        *runs.entry(gone.first).or_default() += 1;
    }
    gone.retain(|gone| {
        let is_alone = runs.get(&gone.first).is_none_or(|count| *count == 1);
        let other = |it: &&Chain<'_>| is_alone && it.first != gone.first;
        let mut known = sitting.iter().filter(other).flat_map(|it| &it.sits);
        let known = known.find(|at| persons[**at].has_told(who)).copied();
        if let Some(at) = known {
            persons[at].succeeds(who, history, &gone.left);
        }
        known.is_none()
    });
    // Whoever was told to forget the meeting is not missed where somebody else is.
    let missed = gone.iter().any(believes);
    let missed = |it: &&Chain<'_>| believes(it) || !missed;
    let firsts: BTreeSet<_> = gone.iter().filter(missed).map(|it| it.first).collect();
    if let [at] = new[..]
        && firsts.len() == gone.iter().filter(missed).count()
    {
        for gone in gone.iter().filter(missed) {
            persons[at].succeeds(who, history, &gone.left);
        }
        gone.retain(|it| !missed(&it));
    }
    // Who was told elsewhere since, in a mailbox that is for others by now, is not there either.
    let left = gone.iter().flat_map(|gone| {
        let last = gone.last.map(|(_, last)| last.moment());
        let newest = move |told: &&Told<'_>| Some(told.1.moment()) == last;
        gone.left.iter().filter(newest)
    });
    left.map(|(at, _)| *at).collect()
}

/// The persons of each member, counted from 1.
#[derive(Default)]
struct Ranks {
    last: BTreeMap<MemberId, usize>,
    of: BTreeMap<(MemberId, String), usize>,
}

impl Ranks {
    /// Counts one more person of a member.
    fn next(&mut self, member: &MemberId, email: &Private<String>) -> usize {
        let last = self.last.entry(member.clone()).or_default();
        *last += 1;
        self.of.insert((member.clone(), address(email)), *last);
        *last
    }

    /// Returns the rank of a person, who comes after all others if nobody counted them.
    fn of(&mut self, member: &MemberId, email: &Private<String>) -> usize {
        let counted = self.of.get(&(member.clone(), address(email))).copied();
        counted.unwrap_or_else(|| self.next(member, email))
    }
}

/// Whether two addresses are one; they are compared without case.
fn is(one: &Private<String>, other: &Private<String>) -> bool {
    address(one) == address(other)
}

/// Returns the address that answers by calendar must reach (RFC 5546, 3.2.3).
fn organizer(council: &Council, known: Option<&Delivery>) -> String {
    let known = known.map(|known| known.told.organizer.as_ref().unwrap_or(&council.contact));
    known.map_or_else(|| council.answers_to().to_owned(), Clone::clone)
}

pub(super) fn sits(council: &Council, meeting: &Meeting, contact: &Contact) -> bool {
    contact.serves_on(meeting.slot.date())
        && council
            .members
            .iter()
            .any(|member| member.id == contact.member && meeting.calls(member))
}

/// Names the members for whom persons sit, each once, as they are called on the day of a meeting.
fn organisations(council: &Council, meeting: &Meeting, parties: &Parties) -> Vec<String> {
    let day = meeting.slot.date();
    let mut names: Vec<String> = Vec::new();
    for Party { member: id, .. } in parties.iter() {
        let member = council.members.iter().find(|member| member.id == *id);
        let name = member.map_or(id.as_str(), |member| member.name_on(day));
        if names.iter().all(|known| known != name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Days, NaiveDate};
    use proptest::prelude::*;

    use super::super::series::tests::{council, meeting};
    use super::super::{CollegeId, Member, MemberSpans, Role, Term};
    use super::*;
    use crate::source::{Sources, Span};

    /// Members and names: one name stands for two members.
    const PERSONS: [(&str, &str); 3] = [("alpha", "Lina"), ("beta", "Jean"), ("beta", "Lina")];
    const ADDRESSES: [&str; 3] = ["a@example.org", "b@example.org", "c@example.org"];

    /// What may be done between two runs.
    #[derive(Clone, Debug)]
    enum Edit {
        /// A person sits at these addresses, one bit each.
        Sits(usize, u8),
        /// The contacts are written in the opposite order.
        Turn,
        Place,
        Off(bool),
        /// A run in which the server takes only some messages, one bit each.
        Send(u8),
    }

    /// A meeting to which people are invited, and everything that was sent about it.
    #[derive(Clone)]
    struct World {
        council: Council,
        meeting: Meeting,
        sits: [u8; 3],
        turned: bool,
        sent: Vec<Delivery>,
        runs: i64,
    }

    impl World {
        fn new() -> Self {
            let span = Span::new(Sources::new().add("members.toml", ""), 0..0);
            let day = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
            let mut council = council(Vec::new());
            council.members = ["alpha", "beta"]
                .map(|id| Member {
                    id: MemberId::new(id).unwrap(),
                    article: None,
                    name: id.to_owned(),
                    college: CollegeId::new("etat").unwrap(),
                    url: None,
                    terms: vec![Term::new(day, None).unwrap()],
                    formerly: Vec::new(),
                    allow: Vec::new(),
                    at: MemberSpans::unwritten(span),
                })
                .into();
            let meeting = meeting("m", "etat", None, 6);
            Self {
                council,
                meeting,
                sits: [0; 3],
                turned: false,
                sent: Vec::new(),
                runs: 0,
            }
        }

        /// Who sits where, and what was sent.
        fn story(&self) -> String {
            let sent = self.sent.iter().map(|it| {
                let state = it.state.into_str();
                format!(
                    "\n{} {state} {}",
                    it.at.timestamp(),
                    of(&it.parties, &it.email, &it.told)
                )
            });
            format!("{:?}{}\n", self.sits, sent.collect::<String>())
        }

        fn records(&self) -> PrivateRecords {
            let mut contacts = Vec::new();
            for (who, (member, name)) in PERSONS.iter().enumerate() {
                for (at, email) in ADDRESSES.iter().enumerate() {
                    if self.sits[who] & (1 << at) != 0 {
                        contacts.push(Contact {
                            member: MemberId::new(member).unwrap(),
                            name: Private::new((*name).to_owned()),
                            email: Some(Private::new((*email).to_owned())),
                            role: Role::Titular,
                            public_name: false,
                            term: Term::new(NaiveDate::MIN, None).unwrap(),
                        });
                    }
                }
            }
            if self.turned {
                contacts.reverse();
            }
            PrivateRecords {
                correspondents: Vec::new(),
                contacts,
                ..PrivateRecords::default()
            }
        }

        fn journal(&self) -> Journal {
            Journal::new(self.sent.clone(), |_| None)
        }

        fn now(&self) -> NaiveDateTime {
            let day = self.meeting.slot.date() - Days::new(90);
            day.and_hms_opt(12, 0, 0).unwrap()
        }

        fn recipients(&self) -> Vec<Addressee> {
            let asked = Asked {
                kind: None,
                to: &[],
                now: self.now(),
            };
            let (records, journal) = (self.records(), self.journal());
            let found = recipients(&self.council, &self.meeting, &records, &journal, asked);
            found.unwrap().addressees
        }

        fn send(&mut self, taken: u8) {
            self.runs += 1;
            let mut invitations = false;
            let mut reached = BTreeSet::new();
            for (index, to) in self.recipients().into_iter().enumerate() {
                let context = format!(
                    "{} now {}",
                    self.story(),
                    of(&to.parties, &to.email, &to.told)
                );
                let cancels = to.kind == MessageKind::Cancellation;
                assert!(
                    !(invitations && cancels),
                    "cancellations go first: {context}"
                );
                invitations |= !cancels;
                assert!(reached.insert(address(&to.email)), "one message: {context}");
                let is_taken = taken & (1 << index) != 0;
                let email = to.email.disclose();
                let sequence = to.told.sequence;
                let mut before = self.sent.iter().filter(|it| is(&it.email, &to.email));
                let above = before
                    .all(|it| it.told.sequence < sequence || it.state == DeliveryState::Deferred);
                assert!(above, "{context}");
                self.sent.push(Delivery {
                    at: DateTime::from_timestamp(self.runs, 0).unwrap(),
                    state: if is_taken {
                        DeliveryState::Sent
                    } else {
                        DeliveryState::Deferred
                    },
                    uid: Some(self.meeting.uid.clone()),
                    meeting: self.meeting.id.clone(),
                    message_id: format!("{sequence}-{:?}-{email}", to.kind),
                    parties: to.parties,
                    email: to.email,
                    told: to.told,
                    answer: None,
                });
            }
        }

        fn apply(&mut self, edit: &Edit) {
            match *edit {
                Edit::Sits(who, at) => self.sits[who] = at,
                Edit::Turn => self.turned = !self.turned,
                Edit::Place => {
                    self.meeting.sequence += 1;
                    self.meeting.place = Some(self.meeting.sequence.to_string());
                }
                Edit::Off(off) => {
                    let status = if off {
                        Status::Cancelled
                    } else {
                        Status::Confirmed
                    };
                    if self.meeting.status != status {
                        self.meeting.status = status;
                        self.meeting.sequence += 1;
                    }
                }
                Edit::Send(taken) => self.send(taken),
            }
        }

        /// What a mailbox was sent last.
        fn last(&self, email: &str) -> Option<&Delivery> {
            let mut sent = self.sent.iter().rev();
            sent.find(|it| it.state == DeliveryState::Sent && it.email.disclose() == email)
        }

        /// After a run everybody who is invited believes in the meeting as it is, at each of their
        /// addresses. Where nobody sits, nobody believes in it, but at an address whose every person
        /// sits elsewhere or was told something elsewhere since. Nobody is to be told anything more.
        fn is_true(&self) {
            let context = self.story();
            let seats = |at: usize| self.sits.iter().filter(move |it| *it & (1 << at) != 0);
            for (at, email) in ADDRESSES.iter().enumerate() {
                let last = self.last(email);
                let believes = last.filter(|it| it.told.kind != MessageKind::Cancellation);
                if seats(at).next().is_some() {
                    assert_eq!(
                        believes.is_some(),
                        self.meeting.takes_place(),
                        "{email}: {context}"
                    );
                    let place = believes.map(|it| &it.told.place);
                    assert!(
                        place.is_none_or(|it| *it == self.meeting.place),
                        "{email}: {context}"
                    );
                    continue;
                }
                let parties = believes.into_iter().flat_map(|last| last.parties.iter());
                for party in parties {
                    let who = PERSONS.iter().position(|(member, name)| {
                        party.member.as_str() == *member && party.name.disclose() == name
                    });
                    let since = self.sent.iter().any(|it| {
                        it.state == DeliveryState::Sent
                            && it.email.disclose() != email
                            && believes.is_some_and(|last| it.moment() > last.moment())
                            && it
                                .parties
                                .iter()
                                .any(|it| it.identity() == party.identity())
                    });
                    assert!(self.sits[who.unwrap()] != 0 || since, "{email}: {context}");
                }
            }
            let more = self.recipients();
            let more: Vec<String> = more
                .iter()
                .map(|it| of(&it.parties, &it.email, &it.told))
                .collect();
            assert!(more.is_empty(), "{context} more {more:?}");
            let (records, journal) = (self.records(), self.journal());
            let rows = invited(&self.council, &self.meeting, &records, &journal, self.now());
            for row in rows {
                assert!(row.due.is_empty(), "{row:?} {context}");
            }
        }

        /// No cancellation names anybody who is invited.
        fn withdraws_nobody_who_sits(&self) {
            for to in self.recipients() {
                let withdrawn = to.kind == MessageKind::Cancellation && self.meeting.takes_place();
                for party in to.parties.iter().filter(|_| withdrawn) {
                    let sits = self.records().contacts.into_iter();
                    let mut sits = sits.filter(|it| it.member == party.member);
                    let sits = sits.any(|it| it.name == party.name);
                    assert!(
                        !sits,
                        "{} now {}",
                        self.story(),
                        of(&to.parties, &to.email, &to.told)
                    );
                }
            }
        }
    }

    fn of(parties: &Parties, email: &Private<String>, told: &NotifiedVersion) -> String {
        let parties = parties.iter().map(|it| {
            let (member, name) = it.identity();
            let replaces = it.replaces.as_ref().map(Private::disclose);
            format!("{member} {name} {replaces:?}")
        });
        let parties: Vec<String> = parties.collect();
        let kind = told.kind.into_str();
        format!("{kind} {} {} {parties:?}", told.sequence, email.disclose())
    }

    /// Where each of three persons sits, at one address or none.
    fn all() -> impl Iterator<Item = [u8; 3]> {
        let one = [0, 1, 2, 4];
        (0..64).map(move |it: usize| [one[it % 4], one[it / 4 % 4], one[it / 16]])
    }

    #[test]
    fn from_any_seats_to_any_others_everybody_is_told_once() {
        for before in all() {
            let mut world = World::new();
            world.sits = before;
            world.send(u8::MAX);
            world.is_true();
            for after in all() {
                let mut world = world.clone();
                world.sits = after;
                world.turned = after[0] > before[0];
                world.withdraws_nobody_who_sits();
                world.send(u8::MAX);
                world.is_true();
                world.sits = before;
                world.withdraws_nobody_who_sits();
                world.send(u8::MAX);
                world.is_true();
                world.sits = [0; 3];
                world.send(u8::MAX);
                world.is_true();
            }
        }
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let seats = prop_oneof![Just(0), Just(1), Just(2), Just(4)];
        let edit = prop_oneof![
            6 => (0..3_usize, seats).prop_map(|(who, at)| Edit::Sits(who, at)),
            1 => Just(Edit::Turn),
            1 => Just(Edit::Place),
            1 => any::<bool>().prop_map(Edit::Off),
            3 => Just(Edit::Send(u8::MAX)),
            1 => any::<u8>().prop_map(Edit::Send),
        ];
        proptest::collection::vec(edit, 1..30)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn whatever_was_edited_everybody_is_told_once(edits in edits()) {
            let mut world = World::new();
            for edit in edits.iter().chain(&[Edit::Send(u8::MAX)]) {
                world.withdraws_nobody_who_sits();
                world.apply(edit);
                if matches!(edit, Edit::Send(u8::MAX)) {
                    world.is_true();
                }
            }
        }
    }
}
