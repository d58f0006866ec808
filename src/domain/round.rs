//! Whom a message about a meeting goes to, and what each of them is told.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Contact, Council, Delivery, DeliveryState, Journal, Meeting, MeetingId, MemberId, MessageKind,
    Private, PrivateRecords, Role, Slot, Told,
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
    /// When and where the person thinks the meeting is, if that is known.
    pub was: Option<Before>,
    /// The ORGANIZER of the event: whoever was told of the meeting keeps the one they know.
    pub organizer: String,
    /// The `Message-ID`s that this person was sent about the meeting, oldest first.
    pub thread: Vec<String>,
}

/// A meeting as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub slot: Slot,
    /// The place and whether it was online, if they are known.
    pub place: Option<(Option<String>, bool)>,
}

/// Everyone to write to about a meeting, by member and rank.
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

impl Addressee {
    /// Tells whether it is the person at an address; addresses are compared without case.
    #[must_use]
    pub fn is(&self, email: &Private<String>) -> bool {
        address(&self.email) == address(email)
    }

    /// Says what the person will have been told once the message has arrived.
    #[must_use]
    pub fn told(&self, meeting: &Meeting) -> Told {
        Told {
            kind: self.kind,
            sequence: meeting.sequence,
            updated: meeting.updated,
            slot: meeting.slot,
            place: meeting.place.clone(),
            online: meeting.is_online(),
            organizer: Some(self.organizer.clone()),
        }
    }
}

impl Before {
    /// Tells whether the meeting is now in another place.
    #[must_use]
    pub fn place_differs(&self, meeting: &Meeting) -> bool {
        self.place.as_ref().is_some_and(|(place, online)| {
            *place != meeting.place || *online != meeting.is_online()
        })
    }
}

/// Decides whom to write to, and what: each person is told what differs from what they know.
///
/// Without `kind`, someone new is invited, someone who knows an earlier revision is sent an update,
/// and whoever knows of a meeting that is called off, or in which they no longer sit, is sent a
/// cancellation (RFC 5546, 3.2.2 and 3.2.5). With it, that is what everyone concerned is told. `to`
/// names the only members to write to; empty, it stands for all.
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
    let mut round = Round::default();
    let mut ranks = Ranks::default();
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut served: BTreeSet<&MemberId> = BTreeSet::new();
    for contact in &records.contacts {
        let rank = ranks.next(&contact.member, &contact.email);
        if !sits(council, meeting, contact) {
            continue;
        }
        served.insert(&contact.member);
        // Whoever stands for two members is one person with one calendar, and still sits even where
        // the other member is not written to.
        let first = reached.insert(address(&contact.email));
        if !first || !wanted(&contact.member) {
            continue;
        }
        let last = journal.last_told(&meeting.id, &contact.email);
        let due = if meeting.takes_place() {
            match kind {
                Some(MessageKind::Cancellation) => continue,
                Some(kind) => Some(kind),
                None => due(meeting, last),
            }
        } else {
            let knows = last.is_some_and(|last| last.told.kind != MessageKind::Cancellation);
            (knows || (cancels && last.is_none())).then_some(MessageKind::Cancellation)
        };
        let Some(kind) = due else {
            round.informed += usize::from(last.is_some());
            continue;
        };
        round.addressees.push(Addressee {
            member: contact.member.clone(),
            organisation: organisation(council, meeting, &contact.member),
            rank,
            name: contact.name.clone(),
            email: contact.email.clone(),
            role: contact.role,
            kind,
            was: before(meeting, last),
            organizer: organizer(council, last),
            thread: thread(journal, &meeting.id, &contact.email),
        });
    }
    if kind.is_none_or(|kind| kind == MessageKind::Cancellation) {
        no_longer_sitting(
            council,
            meeting,
            journal,
            &mut reached,
            &mut ranks,
            &wanted,
            &mut round,
        );
    }
    if cancels && meeting.takes_place() && round.addressees.is_empty() {
        return Err(Unfit::TakesPlace);
    }
    round.without_contact = council
        .members
        .iter()
        .filter(|member| meeting.calls(member) && wanted(&member.id))
        .filter(|member| !served.contains(&member.id))
        .map(|member| member.id.clone())
        .collect();
    round
        .addressees
        .sort_by(|a, b| (&a.member, a.rank).cmp(&(&b.member, b.rank)));
    Ok(round)
}

/// The persons of each member, counted from 1.
#[derive(Default)]
struct Ranks<'a> {
    last: BTreeMap<&'a MemberId, usize>,
    of: BTreeMap<(&'a MemberId, String), usize>,
}

impl<'a> Ranks<'a> {
    /// Counts one more person of a member.
    fn next(&mut self, member: &'a MemberId, email: &Private<String>) -> usize {
        let last = self.last.entry(member).or_default();
        *last += 1;
        self.of.insert((member, address(email)), *last);
        *last
    }

    /// Returns the rank of a person, who comes after all others if nobody counted them.
    fn of(&mut self, member: &'a MemberId, email: &Private<String>) -> usize {
        let counted = self.of.get(&(member, address(email))).copied();
        counted.unwrap_or_else(|| self.next(member, email))
    }
}

/// Finds those who were told of the meeting, and whom the contacts no longer name for it.
fn no_longer_sitting<'a>(
    council: &Council,
    meeting: &Meeting,
    journal: &'a Journal,
    reached: &mut BTreeSet<String>,
    ranks: &mut Ranks<'a>,
    wanted: &dyn Fn(&MemberId) -> bool,
    round: &mut Round,
) {
    let told = journal.deliveries.iter();
    for earlier in told.filter(|earlier| earlier.meeting == meeting.id) {
        if !reached.insert(address(&earlier.email)) {
            continue;
        }
        let rank = ranks.of(&earlier.member, &earlier.email);
        if !wanted(&earlier.member) {
            continue;
        }
        let Some(last) = journal.last_told(&meeting.id, &earlier.email) else {
            continue;
        };
        if last.told.kind == MessageKind::Cancellation {
            round.informed += 1;
            continue;
        }
        round.addressees.push(Addressee {
            member: last.member.clone(),
            organisation: organisation(council, meeting, &last.member),
            rank,
            name: last.name.clone(),
            email: last.email.clone(),
            role: last.role,
            kind: MessageKind::Cancellation,
            was: before(meeting, Some(last)),
            organizer: organizer(council, Some(last)),
            thread: thread(journal, &meeting.id, &last.email),
        });
    }
}

/// Says what a person who sits in a meeting that takes place is to be told, if anything.
fn due(meeting: &Meeting, last: Option<&Delivery>) -> Option<MessageKind> {
    match last.map(|last| &last.told) {
        None => Some(MessageKind::Invitation),
        Some(told) if told.kind == MessageKind::Cancellation => Some(MessageKind::Invitation),
        Some(told) if told.sequence < meeting.sequence => Some(MessageKind::Update),
        Some(_) => None,
    }
}

/// Says when and where a person thinks the meeting is; without a record, where it was before.
fn before(meeting: &Meeting, last: Option<&Delivery>) -> Option<Before> {
    match last {
        Some(last) if last.told.kind == MessageKind::Cancellation => None,
        Some(Delivery { told, .. }) => Some(Before {
            slot: told.slot,
            place: Some((told.place.clone(), told.online)),
        }),
        None => meeting.moved_from.last().map(|slot| Before {
            slot: *slot,
            place: None,
        }),
    }
}

/// Returns the address that answers by calendar must reach (RFC 5546, 3.2.3).
fn organizer(council: &Council, last: Option<&Delivery>) -> String {
    let known = last.map(|last| last.told.organizer.as_ref().unwrap_or(&council.contact));
    known.map_or_else(|| council.answers_to().to_owned(), Clone::clone)
}

fn thread(journal: &Journal, meeting: &MeetingId, email: &Private<String>) -> Vec<String> {
    let address = address(email);
    let mut thread: Vec<String> = Vec::new();
    for record in &journal.deliveries {
        let theirs = record.meeting == *meeting && self::address(&record.email) == address;
        // Nobody can answer to what they never got.
        let taken = matches!(
            journal.state(&record.message_id),
            Some(DeliveryState::Sent | DeliveryState::Sending)
        );
        if theirs && taken && !thread.contains(&record.message_id) {
            thread.push(record.message_id.clone());
        }
    }
    thread
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

fn address(email: &Private<String>) -> String {
    email.disclose().to_ascii_lowercase()
}
