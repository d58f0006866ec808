//! Whom a message about a meeting goes to, and what each of them is told.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::invitation::address;
use super::{
    Contact, Council, Delivery, DeliveryState, DeliveryStatus, Field, Journal, Meeting, MemberId,
    MessageKind, NotifiedVersion, Parties, Party, Private, PrivateRecords, ResendFilter, Slot,
    Status, ToldLink,
};

/// One address to write to, and about what.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub parties: Parties,
    /// The names of their members on the day of the meeting.
    pub organisations: Vec<String>,
    /// The place of the first among all persons of the member, from 1; it names the draft.
    pub rank: usize,
    pub email: Private<String>,
    /// The last address that this one took the place of, where anything was sent there.
    pub replaces: Option<Private<String>>,
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
    /// How many persons were told already what there is to tell.
    pub informed: usize,
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
    pub email: Private<String>,
    /// The last message that may have arrived, and was for this person.
    pub last: Option<Delivery>,
    /// Whether nobody knows that it did.
    pub is_uncertain: bool,
    /// What that message said otherwise.
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
        recipients
            .uncertain
            .extend(correspondence.uncertain(person));
    }
    if cancels && meeting.takes_place() && recipients.addressees.is_empty() {
        return Err(InvalidKind::TakesPlace);
    }
    let sitting = records.contacts.iter();
    let sitting = sitting.filter(|contact| sits(council, meeting, contact));
    let served: BTreeSet<&MemberId> = sitting.map(|contact| &contact.member).collect();
    recipients.without_contact = council
        .members
        .iter()
        .filter(|member| meeting.calls(member) && (to.is_empty() || to.contains(&member.id)))
        .filter(|member| !served.contains(&member.id))
        .map(|member| member.id.clone())
        .collect();
    // Two messages that reach one mailbox must not end with the meeting taken out of the calendar.
    recipients.addressees.sort_by(|a, b| {
        let key = |it: &Addressee| (it.kind != MessageKind::Cancellation, it.rank);
        let ((a_stays, a_rank), (b_stays, b_rank)) = (key(a), key(b));
        let member = |it: &'_ Addressee| it.parties.first.member.clone();
        (a_stays, member(a), a_rank).cmp(&(b_stays, member(b), b_rank))
    });
    Ok(recipients)
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
/// Whoever is to be told something else by now is told that, whatever became of the message before.
#[must_use]
pub fn forgetting(
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    journal: &Journal,
    again: &ResendFilter,
    now: NaiveDateTime,
) -> Journal {
    let correspondence = Correspondence::new(council, meeting, records, journal, now);
    let persons = correspondence.persons(council, records).into_iter();
    let settled = persons.filter(|person| correspondence.kind(person, None).is_none());
    let last = settled.filter_map(|person| person.records.last().copied());
    let goes = last.filter(|last| {
        let standing = journal.standing(&last.message_id);
        standing != DeliveryStatus::Due && again.goes(standing, &last.parties)
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
                    last: person.last.filter(|_| is_named).cloned(),
                    is_uncertain: is_uncertain && is_named,
                    due: if is_named {
                        correspondence.due(person)
                    } else {
                        Vec::new()
                    },
                }
            })
        })
        .collect();
    invited.sort_by(|a, b| (&a.party.member, a.rank).cmp(&(&b.party.member, b.rank)));
    invited
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
    /// Those of them for whom the last message to this address was not, nor for anybody in whose
    /// place they are.
    unnamed: BTreeSet<Identity>,
    rank: usize,
    email: Private<String>,
    sits: bool,
    /// The last message that may have arrived.
    last: Option<&'a Delivery>,
    /// The last one that may have arrived at an address that this one replaced.
    earlier: Option<&'a Delivery>,
    /// The addresses that this one replaced, the newest first.
    formerly: Vec<&'a str>,
    /// Every record of the person at any of these addresses, oldest first, whether it arrived or
    /// not.
    records: Vec<&'a Delivery>,
    /// The highest SEQUENCE that went to anybody of this member and name.
    highest: Option<u32>,
}

/// An address that was told of a meeting and is nobody's any more, with those that it replaced.
struct Former<'a> {
    /// The newest first; at least one.
    addresses: Vec<(&'a str, &'a Delivery)>,
}

/// Which addresses took the place of others.
#[derive(Default)]
struct Replaced<'a> {
    /// The new one of each that was replaced.
    by: BTreeMap<&'a str, &'a str>,
    /// The one that each new one replaced.
    of: BTreeMap<&'a str, &'a str>,
}

/// What tells a person from others.
type Identity = (MemberId, String);

impl<'a> Correspondence<'a> {
    fn new(
        council: &Council,
        meeting: &'a Meeting,
        records: &PrivateRecords,
        journal: &'a Journal,
        now: NaiveDateTime,
    ) -> Self {
        let link = records.join.of(&meeting.id, meeting.online);
        Self {
            meeting,
            journal,
            link: link.map_or(ToldLink::None, |link| ToldLink::Link(link.clone())),
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
    /// Those who share an address have one calendar, and get one message. An address that was corrected
    /// is no person of its own: one that another took the place of, as the records say, or the only
    /// one of a member and name that is gone where one was never written to, or one to which another of
    /// that member and name was added later.
    fn persons(&self, council: &Council, records: &PrivateRecords) -> Vec<Person<'a>> {
        let mut ranks = Ranks::default();
        let (mut persons, reached) = self.sitting(council, records, &mut ranks);
        self.find_unnamed(&mut persons);
        let replaced = self.replaced();
        let mut left = Vec::new();
        for former in self.formers(&reached, &replaced) {
            match self.successor(&former, &persons, &reached, &replaced) {
                Some(at) => persons[at].succeeds(&former),
                None => left.push(former),
            }
        }
        let told = |person: &Person<'_>| {
            let last = person.last.map(|last| last.told.kind);
            let mut addresses = person.formerly.clone();
            let own = address(&person.email);
            addresses.push(&own);
            let first = last.map(|_| self.first(addresses.into_iter()));
            first.filter(|_| last != Some(MessageKind::Cancellation) && person.unnamed.is_empty())
        };
        let firsts: Vec<_> = persons.iter().map(told).collect();
        let begun = |former: &Former<'_>| self.first(former.addresses.iter().map(|(it, _)| *it));
        left.retain(|former| {
            let first = begun(former);
            let mut known = persons.iter_mut().zip(&firsts);
            let later = known.find(|(person, told)| {
                told.is_some_and(|told| told != first) && person.identity() == former.identity()
            });
            later.map(|(person, _)| person.succeeds(former)).is_none()
        });
        // The addresses that nobody has any more, and those that were never written to.
        let mut gone: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
        for (at, former) in left.iter().enumerate() {
            gone.entry(former.identity()).or_default().push(at);
        }
        for at in gone.values_mut() {
            // Whoever was told to forget the meeting is not missed.
            let told = |at: &usize| left[*at].last().told.kind != MessageKind::Cancellation;
            if at.iter().any(told) {
                at.retain(told);
            }
        }
        let mut new: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
        let unknown = |person: &Person<'_>| {
            (person.last.is_none() || !person.unnamed.is_empty()) && person.formerly.is_empty()
        };
        for (at, person) in persons.iter().enumerate().filter(|(_, it)| unknown(it)) {
            new.entry(person.identity()).or_default().push(at);
        }
        let mut corrected = BTreeSet::new();
        for (identity, new) in new {
            let gone = gone.get(&identity).map(Vec::as_slice);
            if let ([person], Some(formers)) = (new.as_slice(), gone) {
                // Those that were told in the same run are several; else each took the place of another.
                let firsts: BTreeSet<_> = formers.iter().map(|at| begun(&left[*at])).collect();
                if firsts.len() == formers.len() {
                    for former in formers {
                        persons[*person].succeeds(&left[*former]);
                    }
                    corrected.extend(formers.iter().copied());
                }
            }
        }
        let left = left.iter().enumerate();
        for (_, former) in left.filter(|(at, _)| !corrected.contains(at)) {
            let last = former.last();
            let rank = ranks.of(&last.parties.first.member, &last.email);
            persons.push(Person {
                formerly: former.addresses[1..].iter().map(|(it, _)| *it).collect(),
                ..Person::new(last.parties.clone(), rank, &last.email, false, Some(last))
            });
        }
        self.remember(&mut persons);
        persons
    }

    /// Lists the addresses of those who sit in the meeting, each once, and their places in the list.
    fn sitting(
        &self,
        council: &Council,
        records: &PrivateRecords,
        ranks: &mut Ranks,
    ) -> (Vec<Person<'a>>, BTreeMap<String, usize>) {
        let mut persons: Vec<Person<'a>> = Vec::new();
        let mut reached: BTreeMap<String, usize> = BTreeMap::new();
        for contact in &records.contacts {
            let rank = ranks.next(&contact.member, &contact.email);
            if !sits(council, self.meeting, contact) {
                continue;
            }
            let party = Party {
                member: contact.member.clone(),
                name: contact.name.clone(),
                role: contact.role,
            };
            let address = address(&contact.email);
            if let Some(at) = reached.get(&address) {
                persons[*at].parties.others.push(party);
                continue;
            }
            let last = self.journal.last_told_at(&self.meeting.uid, &address);
            reached.insert(address, persons.len());
            let parties = Parties::of(party);
            persons.push(Person::new(parties, rank, &contact.email, true, last));
        }
        (persons, reached)
    }

    /// Finds whom the last message to their address does not name: the mailbox knows the meeting, but
    /// as that of somebody else.
    ///
    /// Whoever follows another at the same address, for the same member or under the same name, is
    /// named with them, unless one of the two has or had an address elsewhere.
    fn find_unnamed(&self, persons: &mut [Person<'a>]) {
        let sitting: BTreeSet<(Identity, String)> = persons
            .iter()
            .flat_map(|person| {
                let at = address(&person.email);
                person
                    .parties
                    .iter()
                    .map(move |it| (it.identity(), at.clone()))
            })
            .collect();
        let mut told: BTreeMap<Identity, BTreeSet<&str>> = BTreeMap::new();
        for at in self.journal.persons(&self.meeting.uid) {
            let last = self.journal.last_told_at(&self.meeting.uid, at);
            for party in last.iter().flat_map(|last| last.parties.iter()) {
                told.entry(party.identity()).or_default().insert(at);
            }
        }
        for person in persons {
            let Some(last) = person.last else { continue };
            let here = address(&person.email);
            let now: BTreeSet<Identity> = person.parties.iter().map(Party::identity).collect();
            let then: BTreeSet<Identity> = last.parties.iter().map(Party::identity).collect();
            let moved = |it: &Identity| sitting.iter().any(|(who, at)| who == it && *at != here);
            let mut gone: Vec<&Identity> = then.difference(&now).filter(|it| !moved(it)).collect();
            person.unnamed = now.difference(&then).cloned().collect();
            person.unnamed.retain(|new| {
                let elsewhere = told
                    .get(new)
                    .is_some_and(|at| at.iter().any(|at| *at != here));
                let follows = |old: &&Identity| old.0 == new.0 || old.1 == new.1;
                match gone.iter().position(follows).filter(|_| !elsewhere) {
                    Some(at) => {
                        gone.remove(at);
                        false
                    }
                    None => true,
                }
            });
        }
    }

    /// Adds the records to each person, and the highest SEQUENCE.
    fn remember(&self, persons: &mut [Person<'a>]) {
        let mut highest: BTreeMap<Identity, u32> = BTreeMap::new();
        for person in &mut *persons {
            let formerly = person.formerly.iter().flat_map(|old| self.records(old));
            person.records = formerly.collect();
            person.records.extend(self.records(&address(&person.email)));
            person.records.sort_by_key(|record| record.moment());
            for record in &person.records {
                for identity in [record.identity(), person.identity()] {
                    let highest = highest.entry(identity).or_default();
                    *highest = record.told.sequence.max(*highest);
                }
            }
        }
        for person in persons {
            let own = person.records.iter().map(|it| it.told.sequence).max();
            // One mailbox may have several addresses: what goes to a new one is above all of them.
            let all = || highest.get(&person.identity()).copied();
            person.highest = own.or_else(all);
        }
    }

    /// Finds the addresses that were told and are nobody's any more, the newest first, each with
    /// those that it replaced.
    fn formers(
        &self,
        reached: &BTreeMap<String, usize>,
        replaced: &Replaced<'a>,
    ) -> Vec<Former<'a>> {
        let uid = &self.meeting.uid;
        let addresses = self.journal.persons(uid);
        let mut told: Vec<(&str, &Delivery)> = addresses
            .filter(|address| !reached.contains_key(*address))
            .filter_map(|address| Some((address, self.journal.last_told_at(uid, address)?)))
            .collect();
        told.sort_by_key(|(_, last)| Reverse(last.moment()));
        let mut formers: Vec<Former<'a>> = Vec::new();
        let mut placed: BTreeMap<&str, usize> = BTreeMap::new();
        let mut of: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
        for (address, last) in told {
            let by_record = followed(address, &replaced.by).find_map(|it| placed.get(it).copied());
            let identity = last.identity();
            let by_order = || {
                let mut same = of.get(&identity).into_iter().flatten();
                same.find(|at| {
                    let oldest = formers[**at].addresses.last();
                    oldest.is_some_and(|(newer, _)| self.may_replace(newer, address))
                })
            };
            let at = by_record.or_else(|| by_order().copied());
            let at = at.unwrap_or(formers.len());
            placed.insert(address, at);
            if let Some(former) = formers.get_mut(at) {
                former.addresses.push((address, last));
            } else {
                let addresses = vec![(address, last)];
                formers.push(Former { addresses });
                of.entry(identity).or_default().push(at);
            }
        }
        formers
    }

    /// Finds who has the address that took the place of a former one.
    fn successor(
        &self,
        former: &Former<'a>,
        persons: &[Person<'a>],
        reached: &BTreeMap<String, usize>,
        replaced: &Replaced<'a>,
    ) -> Option<usize> {
        let by_record = former.addresses.iter().find_map(|(address, _)| {
            let newer = followed(address, &replaced.by);
            // Whoever has the old one again was corrected back.
            let mut all = newer.chain(followed(address, &replaced.of));
            all.find_map(|it| reached.get(it).copied())
        });
        let identity = former.identity();
        let (head, _) = former.addresses.first()?;
        by_record.or_else(|| {
            persons.iter().position(|person| {
                person.formerly.is_empty()
                    && person.identity() == identity
                    && self.may_replace(&address(&person.email), head)
            })
        })
    }

    /// Returns which addresses took the place of others, as the records say.
    fn replaced(&self) -> Replaced<'a> {
        let addresses = self.journal.persons(&self.meeting.uid);
        let records = addresses.flat_map(|new| self.records(new).map(move |it| (new, it)));
        let old = records.filter_map(|(new, it)| Some((it.replaces.as_ref()?, new)));
        let mut replaced = Replaced::default();
        for (old, new) in old {
            replaced.by.insert(old.disclose(), new);
            replaced.of.insert(new, old.disclose());
        }
        replaced
    }

    /// Returns the SEQUENCE under which the first of some addresses was told at first.
    fn first<'b>(&self, addresses: impl Iterator<Item = &'b str>) -> Option<u32> {
        let records = addresses.flat_map(|address| self.records(address));
        records.map(|it| it.told.sequence).min()
    }

    /// Tells whether an address may be that of the same person as an older one, where records are of
    /// before they said so: what goes to a corrected address is above all that went to the one
    /// before.
    fn may_replace(&self, newer: &str, older: &str) -> bool {
        let sequences = |address| self.records(address).map(|it| it.told.sequence);
        let silent = self.records(newer).all(|it| it.told.name.is_none());
        silent && sequences(newer).min() > sequences(older).max()
    }

    /// Tells whether it is too late to tell a person anything: the meeting has ended, and so has the
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
        let standing = same.map_or(DeliveryStatus::Due, |it| {
            self.journal.standing(&it.message_id)
        });
        Addressee {
            parties: person.parties.clone(),
            organisations: organisations(council, self.meeting, &person.parties),
            rank: person.rank,
            email: person.email.clone(),
            replaces: person
                .formerly
                .first()
                .map(|old| Private::new((*old).to_owned())),
            kind,
            instead_of: asked.filter(|asked| *asked != kind),
            due,
            told,
            was: self.before(kind, person),
            after_cancellation: known
                .is_some_and(|known| known.told.kind == MessageKind::Cancellation),
            again: kind == MessageKind::Invitation
                && person
                    .last
                    .is_some_and(|last| last.told.kind != MessageKind::Cancellation),
            organizer,
            thread: self.thread(person),
            standing,
            over: self.meeting.is_over(self.now),
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
            formerly: Vec::new(),
            records: Vec::new(),
            highest: None,
        }
    }

    fn identity(&self) -> Identity {
        self.parties.first.identity()
    }

    /// Makes it the person who had a former address.
    fn succeeds(&mut self, former: &Former<'a>) {
        self.earlier = self.earlier.or(Some(former.last()));
        self.formerly
            .extend(former.addresses.iter().map(|(it, _)| *it));
    }
}

impl<'a> Former<'a> {
    /// Returns what the newest address was last told.
    fn last(&self) -> &'a Delivery {
        self.addresses[0].1
    }

    fn identity(&self) -> Identity {
        self.last().identity()
    }
}

impl Delivery {
    fn identity(&self) -> Identity {
        self.parties.first.identity()
    }
}

impl Party {
    /// Returns what tells the person from others: the member, and the name without accents, capitals
    /// and what stands between its words.
    fn identity(&self) -> Identity {
        let letters = self.name.disclose().nfkd();
        let letters = letters.filter(|c| !is_combining_mark(*c));
        let letters: String = letters.flat_map(char::to_lowercase).collect();
        let words = letters.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        (self.member.clone(), words.join(" "))
    }
}

/// Lists what leads on from an address, each once.
fn followed<'a>(from: &'a str, next: &'a BTreeMap<&str, &str>) -> impl Iterator<Item = &'a str> {
    let mut seen = BTreeSet::from([from]);
    let mut at = from;
    std::iter::from_fn(move || {
        at = next.get(at).copied()?;
        seen.insert(at).then_some(at)
    })
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
