//! Whom a message about a meeting goes to, and what each of them is told.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::invitation::address;
use super::{
    Contact, Council, Delivery, DeliveryState, Field, Journal, Meeting, MemberId, MessageKind,
    Private, PrivateRecords, Role, Slot, Standing, Status, Told, ToldLink,
};

/// One person to write to, and about what.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub member: MemberId,
    /// The name of the member on the day of the meeting.
    pub organisation: String,
    /// The place among all persons of the member, from 1; it names the draft.
    pub rank: usize,
    pub name: Private<String>,
    pub email: Private<String>,
    pub role: Role,
    pub kind: MessageKind,
    /// The kind that was asked for, where it would not say what this person does not know.
    pub instead_of: Option<MessageKind>,
    /// What the person knows otherwise.
    pub due: Vec<Field>,
    /// What the person knows once the message has arrived.
    pub told: Told,
    /// When and where the person thinks the meeting is, if that is known.
    pub was: Option<Before>,
    /// Whether the last message was a cancellation, which took the meeting out of the calendar.
    pub after_cancellation: bool,
    /// The ORGANIZER of the event: whoever was told of the meeting keeps the one they know.
    pub organizer: String,
    /// The `Message-ID`s that this person was sent about the meeting, oldest first.
    pub thread: Vec<String>,
    /// What became of this very message, if it was tried before.
    pub standing: Standing,
}

/// A meeting as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub slot: Slot,
    pub status: Option<Status>,
    /// The place and whether it was online, if they are known.
    pub place: Option<(Option<String>, bool)>,
    /// Whether there was a link, if that is known.
    pub linked: Option<bool>,
}

/// Everyone to write to about a meeting: first those who are to forget it, then by member and rank.
#[derive(Clone, Debug, Default)]
pub struct Round {
    pub addressees: Vec<Addressee>,
    /// The members that sit in the meeting and have nobody to write to.
    pub without_contact: Vec<MemberId>,
    /// How many persons were told already what there is to tell.
    pub informed: usize,
}

/// Why nobody can be told what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The meeting takes place, and everyone who was told of it still sits.
    TakesPlace,
    /// The meeting does not take place.
    CalledOff,
}

/// One person who is invited to a meeting or was, and what they know of it.
#[derive(Clone, Debug)]
pub struct Invited {
    pub member: MemberId,
    pub name: Private<String>,
    pub email: Private<String>,
    pub role: Role,
    /// The last message that may have arrived.
    pub last: Option<Delivery>,
    /// What that message said otherwise.
    pub due: Vec<Field>,
}

impl Addressee {
    /// Tells whether it is the person at an address; addresses are compared without case.
    #[must_use]
    pub fn is(&self, email: &Private<String>) -> bool {
        is(&self.email, email)
    }
}

/// Decides whom to write to, and what: each person is told what differs from what they know.
///
/// Without `kind`, someone new is invited, someone who was told something else is sent an update,
/// and whoever knows of a meeting that is called off, or in which they no longer sit, is sent a
/// cancellation (RFC 5546, 3.2.2 and 3.2.5). With it, that is what everyone concerned is told,
/// unless it would leave unsaid what a person does not know. `to` names the only members to write
/// to; empty, it stands for all.
///
/// # Errors
///
/// The kind that was asked for does not fit the meeting.
pub fn round(
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    journal: &Journal,
    kind: Option<MessageKind>,
    to: &[MemberId],
) -> Result<Round, Unfit> {
    let cancels = kind == Some(MessageKind::Cancellation);
    if !meeting.takes_place() && kind.is_some() && !cancels {
        return Err(Unfit::CalledOff);
    }
    let wanted = |member: &MemberId| to.is_empty() || to.contains(member);
    let correspondence = Correspondence::new(meeting, records, journal);
    let mut round = Round::default();
    let persons = correspondence.persons(council, records);
    // Whoever is asked to come is not who is to forget the meeting.
    let concerned = |person: &&Person<'_>| person.sits || kind.is_none() || cancels;
    for person in persons.iter().filter(concerned) {
        if !wanted(&person.member) {
            continue;
        }
        if let Some(said) = correspondence.kind(person, kind) {
            let addressee = correspondence.addressee(council, person, said, kind);
            round.addressees.push(addressee);
        } else {
            round.informed += usize::from(person.last.is_some());
        }
    }
    if cancels && meeting.takes_place() && round.addressees.is_empty() {
        return Err(Unfit::TakesPlace);
    }
    let sitting = records.contacts.iter();
    let sitting = sitting.filter(|contact| sits(council, meeting, contact));
    let served: BTreeSet<&MemberId> = sitting.map(|contact| &contact.member).collect();
    round.without_contact = council
        .members
        .iter()
        .filter(|member| meeting.calls(member) && wanted(&member.id))
        .filter(|member| !served.contains(&member.id))
        .map(|member| member.id.clone())
        .collect();
    // Two messages that reach one mailbox must not end with the meeting taken out of the calendar.
    round.addressees.sort_by(|a, b| {
        let key = |it: &Addressee| (it.kind != MessageKind::Cancellation, it.rank);
        let ((a_stays, a_rank), (b_stays, b_rank)) = (key(a), key(b));
        (a_stays, &a.member, a_rank).cmp(&(b_stays, &b.member, b_rank))
    });
    Ok(round)
}

/// Lists everyone who is invited to a meeting, and everyone who was told of it and is no longer.
#[must_use]
pub fn invited(
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    journal: &Journal,
) -> Vec<Invited> {
    let correspondence = Correspondence::new(meeting, records, journal);
    let mut persons = correspondence.persons(council, records);
    persons.sort_by(|a, b| (&a.member, a.rank).cmp(&(&b.member, b.rank)));
    let persons = persons.into_iter();
    persons
        .map(|person| Invited {
            due: correspondence.due(&person),
            member: person.member,
            name: person.name,
            email: person.email,
            role: person.role,
            last: person.last.cloned(),
        })
        .collect()
}

/// What was written about a meeting, and what there is to write.
struct Correspondence<'a> {
    meeting: &'a Meeting,
    journal: &'a Journal,
    /// The link that goes with the meeting now.
    link: ToldLink,
}

/// A person who sits in a meeting, or was told of it.
struct Person<'a> {
    member: MemberId,
    rank: usize,
    name: Private<String>,
    email: Private<String>,
    role: Role,
    sits: bool,
    /// The last message that may have arrived.
    last: Option<&'a Delivery>,
    /// The last one that may have arrived at an address that this one replaced.
    earlier: Option<&'a Delivery>,
    /// The addresses that this one replaced.
    formerly: Vec<String>,
}

impl<'a> Correspondence<'a> {
    fn new(meeting: &'a Meeting, records: &PrivateRecords, journal: &'a Journal) -> Self {
        let link = records.join.of(&meeting.id, meeting.online);
        Self {
            meeting,
            journal,
            link: link.map_or(ToldLink::None, |link| ToldLink::Link(link.clone())),
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
    /// Whoever stands for two members is one person with one calendar. An address that was corrected
    /// is no person of its own.
    fn persons(&self, council: &Council, records: &PrivateRecords) -> Vec<Person<'a>> {
        let uid = &self.meeting.uid;
        let mut ranks = Ranks::default();
        let mut reached: BTreeSet<String> = BTreeSet::new();
        let mut persons: Vec<Person<'a>> = Vec::new();
        for contact in &records.contacts {
            let rank = ranks.next(&contact.member, &contact.email);
            if sits(council, self.meeting, contact) && reached.insert(address(&contact.email)) {
                persons.push(Person {
                    member: contact.member.clone(),
                    rank,
                    name: contact.name.clone(),
                    email: contact.email.clone(),
                    role: contact.role,
                    sits: true,
                    last: self.journal.last_told(uid, &contact.email),
                    earlier: None,
                    formerly: Vec::new(),
                });
            }
        }
        let sitting = persons.iter().enumerate();
        let sitting = sitting.map(|(at, person)| (identity(&person.member, &person.name), at));
        let sitting: BTreeMap<(MemberId, String), usize> = sitting.collect();
        // The newest address of each person who sits no longer, and the lowest SEQUENCE sent there.
        let mut newest: BTreeMap<(MemberId, String), (usize, Option<u32>)> = BTreeMap::new();
        let addresses = self.journal.persons(uid);
        let mut former: Vec<&Delivery> = addresses
            .filter(|address| !reached.contains(*address))
            .filter_map(|address| self.journal.last_told_at(uid, address))
            .collect();
        former.sort_by_key(|last| Reverse(last.told.sequence));
        for last in former {
            let old = address(&last.email);
            let sent = self.records(&old).map(|record| record.told.sequence);
            let (lowest, highest) = (sent.clone().min(), sent.max());
            let key = identity(&last.member, &last.name);
            // What goes to a corrected address is above all that went to the one before.
            let newer = newest.get(&key).filter(|(_, first)| *first > highest);
            let at = sitting.get(&key).or(newer.map(|(at, _)| at)).copied();
            let at = at.unwrap_or(persons.len());
            newest.insert(key, (at, lowest));
            if let Some(person) = persons.get_mut(at) {
                person.earlier = person.earlier.or(Some(last));
                person.formerly.push(old);
                continue;
            }
            persons.push(Person {
                member: last.member.clone(),
                rank: ranks.of(&last.member, &last.email),
                name: last.name.clone(),
                email: last.email.clone(),
                role: last.role,
                sits: false,
                last: Some(last),
                earlier: None,
                formerly: Vec::new(),
            });
        }
        persons
    }

    /// Lists what differs from what a person was last told: nothing where there is no message to
    /// send, or where it is the first.
    fn due(&self, person: &Person<'_>) -> Vec<Field> {
        let takes_place = person.sits && self.meeting.takes_place();
        let Some(Delivery { told, .. }) = person.last.or(person.earlier) else {
            return Vec::new();
        };
        let cancelled = told.kind == MessageKind::Cancellation;
        if takes_place {
            if person.last.is_none() {
                return Vec::new();
            }
            let mut due =
                told.differences(&self.told(MessageKind::Update), self.journal.key.as_ref());
            // A cancellation took it out of the calendar, whatever the status was.
            if cancelled && !due.contains(&Field::Status) {
                due.push(Field::Status);
                due.sort();
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

    /// Decides what a person is told, if anything.
    fn kind(&self, person: &Person<'_>, asked: Option<MessageKind>) -> Option<MessageKind> {
        let due = !self.due(person).is_empty();
        let unknown = person.last.is_none();
        if !person.sits || !self.meeting.takes_place() {
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
        }
        let organizer = organizer(council, known);
        told.organizer = Some(organizer.clone());
        let records = self.of(person);
        let mut again = records.iter().rev();
        let same = again.find(|it| it.told.kind == kind && is(&it.email, &person.email));
        let highest = records.iter().map(|it| it.told.sequence).max();
        let same = same.filter(|it| {
            let key = self.journal.key.as_ref();
            (it.told.revision, it.told.updated) == (told.revision, told.updated)
                && Some(it.told.sequence) == highest
                && it.told.differences(&told, key).is_empty()
        });
        told.sequence = match (same, highest) {
            (Some(same), _) => same.told.sequence,
            (None, None) => self.meeting.sequence,
            (None, Some(highest)) => {
                let next = match kind {
                    MessageKind::Reminder => highest,
                    _ => after(highest),
                };
                // A cancellation for one person is above the meeting, which stays as it is.
                let here = match kind {
                    MessageKind::Cancellation if self.meeting.takes_place() => {
                        after(self.meeting.sequence)
                    }
                    _ => self.meeting.sequence,
                };
                next.max(here)
            }
        };
        let standing = same.map_or(Standing::Due, |it| self.journal.standing(&it.message_id));
        Addressee {
            member: person.member.clone(),
            organisation: organisation(council, self.meeting, &person.member),
            rank: person.rank,
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role,
            kind,
            instead_of: asked.filter(|asked| *asked != kind),
            due: self.due(person),
            told,
            was: self.before(kind, known),
            after_cancellation: known
                .is_some_and(|known| known.told.kind == MessageKind::Cancellation),
            organizer,
            thread: self.thread(person),
            standing,
        }
    }

    /// Returns what a message of a kind tells of the meeting as it stands.
    fn told(&self, kind: MessageKind) -> Told {
        let meeting = self.meeting;
        Told {
            kind,
            sequence: meeting.sequence,
            revision: meeting.sequence,
            updated: meeting.updated,
            slot: meeting.slot,
            status: Some(meeting.status),
            place: meeting.place.clone(),
            online: meeting.is_online(),
            link: match kind {
                MessageKind::Cancellation => ToldLink::Unknown,
                _ => self.link.clone(),
            },
            organizer: None,
        }
    }

    /// Returns every record of a person, oldest first, whether it arrived or not.
    fn of(&self, person: &Person<'a>) -> Vec<&'a Delivery> {
        let formerly = person.formerly.iter().rev();
        let mut records: Vec<_> = formerly.flat_map(|old| self.records(old)).collect();
        records.extend(self.records(&address(&person.email)));
        records
    }

    /// Says when and where a person thinks the meeting is; without a record, an update is of the
    /// slot announced before.
    fn before(&self, kind: MessageKind, known: Option<&Delivery>) -> Option<Before> {
        let told = match (kind, known) {
            (MessageKind::Update, None) => {
                return self.meeting.moved_from.last().map(|slot| Before {
                    slot: *slot,
                    status: None,
                    place: None,
                    linked: None,
                });
            }
            (MessageKind::Update | MessageKind::Cancellation, Some(known)) => &known.told,
            _ => return None,
        };
        Some(Before {
            slot: told.slot,
            status: told.status,
            place: Some((told.place.clone(), told.online)),
            linked: match told.link {
                ToldLink::Unknown => None,
                ToldLink::None => Some(false),
                ToldLink::Hashed(_) | ToldLink::Link(_) => Some(true),
            },
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

/// Tells whether two addresses are one; they are compared without case.
fn is(one: &Private<String>, other: &Private<String>) -> bool {
    address(one) == address(other)
}

/// Returns the SEQUENCE above one (RFC 5545, 3.3.8: it has no more than 31 bits).
fn after(sequence: u32) -> u32 {
    sequence.saturating_add(1).min(i32::MAX.unsigned_abs())
}

/// Returns what tells a person from others: the member, and the name without accents, capitals and
/// what stands between its words.
fn identity(member: &MemberId, name: &Private<String>) -> (MemberId, String) {
    let letters = name.disclose().nfkd().filter(|c| !is_combining_mark(*c));
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let words = letters.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (member.clone(), words.join(" "))
}

/// Returns the address that answers by calendar must reach (RFC 5546, 3.2.3).
fn organizer(council: &Council, known: Option<&Delivery>) -> String {
    let known = known.map(|known| known.told.organizer.as_ref().unwrap_or(&council.contact));
    known.map_or_else(|| council.answers_to().to_owned(), Clone::clone)
}

fn sits(council: &Council, meeting: &Meeting, contact: &Contact) -> bool {
    contact.serves_on(meeting.slot.date())
        && council
            .members
            .iter()
            .any(|member| member.id == contact.member && meeting.calls(member))
}

fn organisation(council: &Council, meeting: &Meeting, id: &MemberId) -> String {
    let mut members = council.members.iter();
    let member = members.find(|member| member.id == *id);
    let day = meeting.slot.date();
    member.map_or_else(|| id.to_string(), |member| member.name_on(day).to_owned())
}
