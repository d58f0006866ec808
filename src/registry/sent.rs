//! The journal of messages, one JSON object to a line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use ring::hmac;
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::breaks_line;
use crate::domain::{
    Council, CouncilId, Delivery, DeliveryState, HIGHEST_SEQUENCE, Journal, LinkHash, LinkKey,
    MeetingId, MemberId, NotifiedVersion, Parties, Party, Private, RelayDelivery, Slot, Status,
    SubjectId, ToldLink, email_address, is_uid,
};
use crate::problem::HeaderFlaw;

/// The form of the records.
const FORMAT: u32 = 1;
/// The length of the key, in bytes: that of the hashes (RFC 2104, 3).
pub const KEY: usize = 32;
/// The longest address (RFC 5321, 4.5.3.1.3, without the brackets).
const LONGEST_ADDRESS: usize = 254;
/// The longest line of a header, with its line end (RFC 5322, 2.1.1).
const LONGEST_LINE: usize = 998;

/// The first line of a journal: whose it is, and the key of its hashes.
#[derive(Clone, Debug)]
pub struct Header {
    council: CouncilId,
    key: Private<[u8; KEY]>,
    /// Whether somebody said that it may stand below another one.
    merged: bool,
    /// When a command that writes to people found no journal and began this one; `None` where it was begun with
    /// the registries.
    restarted: Option<DateTime<Utc>>,
}

/// A header as it is written.
#[derive(Serialize, Deserialize)]
struct HeaderRow {
    format: u32,
    council: String,
    key: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    merged: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    restarted: Option<DateTime<Utc>>,
}

/// One record as it is written.
#[derive(Serialize, Deserialize)]
struct Row {
    format: u32,
    at: DateTime<Utc>,
    state: String,
    #[serde(default)]
    uid: Option<String>,
    meeting: String,
    member: String,
    name: String,
    email: String,
    /// The address of the same person before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaces: Option<String>,
    role: String,
    /// The others who have this address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<PartyRow>,
    #[serde(default)]
    organizer: Option<String>,
    kind: String,
    message_id: String,
    sequence: u32,
    /// That of the registry.
    #[serde(default)]
    revision: Option<u32>,
    updated: DateTime<Utc>,
    date: NaiveDate,
    start: NaiveTime,
    end: NaiveTime,
    /// Where it ends on another day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_date: Option<NaiveDate>,
    /// That of the hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    #[serde(default)]
    status: Option<String>,
    /// How the message names the meeting.
    #[serde(default)]
    meeting_name: Option<String>,
    /// The titles of its agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agenda: Option<Vec<String>>,
    place: Option<String>,
    online: bool,
    /// `null` where the message had no link; missing where that is not known.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    #[expect(clippy::option_option, reason = "a key that is missing is not null")]
    link: Option<Option<String>>,
    answer: Option<String>,
}

/// One record about a subject as it is written.
#[derive(Serialize, Deserialize)]
struct RelayRow {
    format: u32,
    at: DateTime<Utc>,
    state: String,
    subject: String,
    member: String,
    names: Vec<String>,
    email: String,
    message_id: String,
    answer: Option<String>,
}

/// One of several persons at an address.
#[derive(Serialize, Deserialize)]
struct PartyRow {
    member: String,
    name: String,
    /// As in [`Row`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaces: Option<String>,
    role: String,
}

/// A journal as read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    pub journal: Journal,
    /// The last one, to which records that are added belong; `None` in a journal of before there were
    /// any.
    pub header: Option<Header>,
    /// When the journal was begun anew: of what people were told before, nothing is in it.
    pub restarted: Option<DateTime<Utc>>,
    /// What is wrong with its headers, in the order of the lines.
    pub flaws: Vec<What>,
    /// Whether there is no line in it.
    pub blank: bool,
    /// Whether the last line is the beginning of a record that was never finished.
    pub torn: bool,
}

/// A header that stands where none should, or is not where one should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct What {
    /// The number of the line, from 1.
    pub line: usize,
    pub kind: HeaderFlaw,
}

/// Why a journal is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// The number of the first line, from 1, that is no record: nobody knows what it said.
    Line(usize),
    /// It is the journal of the council with this id.
    Foreign(String),
}

impl Header {
    /// Makes the header of a new journal; the key is to be random.
    #[must_use]
    pub fn new(council: &CouncilId, key: [u8; KEY]) -> Self {
        Self {
            council: council.clone(),
            key: Private::new(key),
            merged: false,
            restarted: None,
        }
    }

    /// Makes it that of a journal which is begun where none was found.
    #[must_use]
    pub fn restarted(mut self, at: DateTime<Utc>) -> Self {
        self.restarted = Some(at);
        self
    }

    /// Writes it as the line of a journal, without its end.
    #[must_use]
    pub fn line(&self) -> String {
        let row = HeaderRow {
            format: FORMAT,
            council: self.council.to_string(),
            key: hex(self.key.disclose()),
            merged: self.merged,
            restarted: self.restarted,
        };
        // Texts and a number can all be written.
        serde_json::to_string(&row).unwrap_or_default()
    }

    fn key(&self) -> LinkKey {
        LinkKey {
            key: self.key.clone(),
            hash: hashed,
        }
    }

    fn read(line: &str) -> Option<Self> {
        let row: HeaderRow = serde_json::from_str(line).ok()?;
        (row.format == FORMAT).then_some(())?;
        Some(Self {
            council: CouncilId::new(&row.council)?,
            key: Private::new(bytes(&row.key)?),
            merged: row.merged,
            restarted: row.restarted,
        })
    }
}

/// Reads the journal of a council, with the UIDs of its meetings for records that have an id alone.
///
/// # Errors
///
/// As those of [`read`].
pub fn of(council: &Council, text: &str) -> Result<Read, Unsound> {
    let meetings = council.meetings.iter();
    let uids: BTreeMap<&MeetingId, &String> = meetings.map(|it| (&it.id, &it.uid)).collect();
    let uid = |id: &MeetingId| uids.get(id).map(|uid| (*uid).clone());
    read(text, &council.id, uid)
}

/// Whether the journal of another id is this council's: every record is about one of its meetings
/// by the UID that the meeting has now, as where the change of the id was undone.
#[must_use]
pub fn is_own(council: &Council, text: &str, was: &CouncilId) -> bool {
    // A record with the id of a meeting alone tells nothing of whose it is.
    let nobody = |_: &MeetingId| Some(String::new());
    let uids = council.meetings.iter().map(|it| it.uid.as_str());
    let uids: BTreeSet<&str> = uids.collect();
    read(text, was, nobody).is_ok_and(|read| read.journal.is_about(|uid| uids.contains(uid)))
}

/// Gives the journal of a council its new id: its headers name it, and records that have the id of a
/// meeting alone get the UID that it had.
#[must_use]
pub fn renamed(
    text: &str,
    was: &CouncilId,
    now: &CouncilId,
    uid: impl Fn(&MeetingId) -> Option<String>,
) -> String {
    let mut renamed = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (mark, line) = match line.strip_prefix('\u{feff}') {
            Some(line) => ("\u{feff}", line),
            None => ("", line),
        };
        renamed.push_str(mark);
        let row: Option<Row> = serde_json::from_str(line).ok();
        let bare = row.filter(|row| row.uid.is_none() && !line.contains("\"uid\""));
        let uid = bare.and_then(|row| uid(&MeetingId::new(&row.meeting)?));
        if let Some(mut header) = Header::read(line).filter(|header| header.council == *was) {
            header.council = now.clone();
            renamed.push_str(&header.line());
            renamed.push_str(&line[line.trim_end().len()..]);
        } else if let Some((uid, rest)) = uid.zip(line.strip_prefix('{')) {
            renamed.extend(["{\"uid\":\"", &uid, "\",", rest]);
        } else {
            renamed.push_str(line);
        }
    }
    renamed
}

/// Reads the journal of a council; `uid` finds the UID of a meeting, for records that have its id
/// alone.
///
/// A last line without its end that is no record was being written when the machine or the program
/// stopped: what it was to say had not happened yet, or is told by the record before it. A journal
/// that was begun before there were headers has its header below older records. Each record belongs
/// to the nearest header above it, with whose key its link was hashed. A line that is there twice
/// counts once: a copy of the journal was put below it.
///
/// # Errors
///
/// A line is no record, or the journal is another council's.
pub fn read(
    text: &str,
    council: &CouncilId,
    uid: impl Fn(&MeetingId) -> Option<String>,
) -> Result<Read, Unsound> {
    // An editor may have put a mark of the encoding before the first line.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Read {
        blank: true,
        ..Read::default()
    };
    let mut deliveries = Vec::new();
    let mut relays = Vec::new();
    let mut lines = BTreeSet::new();
    // The first line with a hash that has no header above it, and how many there are.
    let mut headless = (None, 0);
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(mut delivery) = record(line) {
            if !lines.insert(line.trim()) {
                continue;
            }
            if let ToldLink::Hashed(hash) = &mut delivery.told.link {
                hash.key = found.header.as_ref().map(Header::key);
                if hash.key.is_none() {
                    headless.0.get_or_insert(at + 1);
                    headless.1 += 1;
                }
            }
            deliveries.push(delivery);
        } else if let Some(relay) = relay(line) {
            if lines.insert(line.trim()) {
                relays.push(relay);
            }
        } else if let Some(header) = Header::read(line) {
            if header.council != *council {
                return Err(Unsound::Foreign(header.council.to_string()));
            }
            let kind = found.header.as_ref().and_then(|above| {
                if above.key == header.key {
                    Some(HeaderFlaw::Repeated)
                } else {
                    (!header.merged).then_some(HeaderFlaw::Second)
                }
            });
            found
                .flaws
                .extend(kind.map(|kind| What { line: at + 1, kind }));
            // Below older records or the journal of before, nothing is missing.
            found.restarted = match found.restarted {
                above if !found.blank => above.min(header.restarted),
                _ => header.restarted,
            };
            found.header = Some(header);
        } else if line.ends_with('\n') {
            return Err(Unsound::Line(at + 1));
        } else {
            found.torn = true;
            continue;
        }
        found.blank = false;
    }
    if let (Some(line), records) = headless {
        let kind = HeaderFlaw::Missing { records };
        found.flaws.insert(0, What { line, kind });
    }
    found.journal = Journal::new(deliveries, uid).with_relays(relays);
    Ok(found)
}

/// Splits a journal into its lines, with their ends, each with the record that it is, if it is one.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, Option<Delivery>)> {
    let bare = |line: &str| record(line.strip_prefix('\u{feff}').unwrap_or(line));
    text.split_inclusive('\n')
        .map(move |line| (line, bare(line)))
}

/// Writes a record as the line of a journal with this header, without its end.
#[must_use]
pub fn line(delivery: &Delivery, header: &Header) -> String {
    let Delivery { told, parties, .. } = delivery;
    let others = parties.others.iter().map(PartyRow::new);
    let first = PartyRow::new(&parties.first);
    let row = Row {
        format: FORMAT,
        at: delivery.at,
        state: delivery.state.into_str().to_owned(),
        uid: delivery.uid.clone(),
        meeting: delivery.meeting.to_string(),
        member: first.member,
        name: first.name,
        email: delivery.email.disclose().clone(),
        replaces: first.replaces,
        role: first.role,
        with: others.collect(),
        organizer: told.organizer.clone(),
        kind: told.kind.into_str().to_owned(),
        message_id: delivery.message_id.clone(),
        sequence: told.sequence,
        revision: Some(told.revision),
        updated: told.updated,
        date: told.slot.date(),
        start: told.slot.start(),
        end: told.slot.end(),
        end_date: told.slot.other_end_date(),
        timezone: told.zone.map(|zone| zone.name().to_owned()),
        status: told.status.map(|status| status.into_str().to_owned()),
        meeting_name: told.name.clone(),
        agenda: told.agenda.clone(),
        place: told.place.clone(),
        online: told.online,
        link: match &told.link {
            ToldLink::Unknown => None,
            ToldLink::None => Some(None),
            ToldLink::Hashed(hash) => Some(Some(hash.digits.clone())),
            ToldLink::Link(link) => Some(Some(header.key().hashed(link).digits)),
        },
        answer: delivery
            .answer
            .as_ref()
            .map(|answer| answer.disclose().clone()),
    };
    // Texts, numbers and moments can all be written.
    serde_json::to_string(&row).unwrap_or_default()
}

/// Writes a record about a subject as the line of a journal, without its end.
#[must_use]
pub fn relay_line(delivery: &RelayDelivery) -> String {
    let names = delivery.names.iter();
    let answer = delivery.answer.as_ref();
    let row = RelayRow {
        format: FORMAT,
        at: delivery.at,
        state: delivery.state.into_str().to_owned(),
        subject: delivery.subject.to_string(),
        member: delivery.member.to_string(),
        names: names.map(|name| name.disclose().clone()).collect(),
        email: delivery.email.disclose().clone(),
        message_id: delivery.message_id.clone(),
        answer: answer.map(|answer| answer.disclose().clone()),
    };
    // Texts, numbers and moments can all be written.
    serde_json::to_string(&row).unwrap_or_default()
}

/// Reads the line of a journal that is a record about a subject; `None` if it is none.
#[must_use]
pub fn relay(line: &str) -> Option<RelayDelivery> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let row: RelayRow = serde_json::from_str(line).ok()?;
    let state = row.state.parse::<DeliveryState>().ok()?;
    let sound = row.format == FORMAT
        && !row.names.iter().any(|name| name.contains(breaks_line))
        && is_message_id(&row.message_id)
        && is_address(&row.email, state);
    sound.then_some(())?;
    Some(RelayDelivery {
        at: row.at,
        state,
        subject: SubjectId::new(&row.subject)?,
        member: MemberId::new(&row.member)?,
        names: row.names.into_iter().map(Private::new).collect(),
        email: Private::new(row.email),
        message_id: row.message_id,
        answer: row.answer.map(Private::new),
    })
}

impl PartyRow {
    fn new(party: &Party) -> Self {
        Self {
            member: party.member.to_string(),
            name: party.name.disclose().clone(),
            replaces: party.replaces.as_ref().map(|it| it.disclose().clone()),
            role: party.role.into_str().to_owned(),
        }
    }

    fn read(self) -> Option<Party> {
        let old = self.replaces.as_deref();
        let sound = old.is_none_or(|it| is_address(it, DeliveryState::Sending));
        (sound && !self.name.contains(breaks_line)).then_some(())?;
        Some(Party {
            member: MemberId::new(&self.member)?,
            name: Private::new(self.name),
            role: self.role.parse().ok()?,
            replaces: old.map(|it| Private::new(it.to_ascii_lowercase())),
        })
    }
}

fn record(line: &str) -> Option<Delivery> {
    let row: Row = serde_json::from_str(line).ok()?;
    let state = row.state.parse::<DeliveryState>().ok()?;
    let revision = row.revision.unwrap_or(row.sequence);
    let status = row.status.as_deref();
    let status = status.map(|word| word.parse::<Status>().ok());
    let zone = row.timezone.as_deref().map(str::parse::<Tz>).transpose();
    let line = |text: &str| !text.contains(breaks_line);
    let sound = row.format == FORMAT
        && row.place.as_deref().is_none_or(line)
        && row.meeting_name.as_deref().is_none_or(line)
        && row
            .uid
            .as_deref()
            .is_none_or(|uid| line(uid) && is_uid(uid))
        && is_message_id(&row.message_id)
        && is_address(&row.email, state)
        && row.organizer.as_deref().is_none_or(is_email)
        && row.sequence.max(revision) <= HIGHEST_SEQUENCE
        && status != Some(None);
    sound.then_some(())?;
    let first = PartyRow {
        member: row.member,
        name: row.name,
        replaces: row.replaces,
        role: row.role,
    };
    let others = row.with.into_iter().map(PartyRow::read);
    Some(Delivery {
        at: row.at,
        state,
        uid: row.uid,
        meeting: MeetingId::new(&row.meeting)?,
        parties: Parties {
            first: first.read()?,
            others: others.collect::<Option<_>>()?,
        },
        email: Private::new(row.email),
        message_id: row.message_id,
        told: NotifiedVersion {
            kind: row.kind.parse().ok()?,
            sequence: row.sequence,
            revision,
            updated: row.updated,
            slot: Slot::between(
                row.date.and_time(row.start),
                row.end_date.unwrap_or(row.date).and_time(row.end),
            )?,
            zone: zone.ok()?,
            status: status.flatten(),
            name: row.meeting_name,
            agenda: row.agenda,
            place: row.place,
            online: row.online,
            link: match row.link {
                None => ToldLink::Unknown,
                Some(None) => ToldLink::None,
                Some(Some(hash)) => {
                    bytes(&hash)?;
                    let (digits, key) = (hash, None);
                    ToldLink::Hashed(LinkHash { digits, key })
                }
            },
            organizer: row.organizer,
        },
        answer: row.answer.map(Private::new),
    })
}

/// Whether a text is the identifier of a message (RFC 5322, 3.6.4), without its brackets.
fn is_message_id(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c))
    };
    text.len() < LONGEST_LINE - "References: <>".len()
        && text
            .split_once('@')
            .is_some_and(|(left, right)| part(left) && part(right))
}

/// Whether a message can have been meant for an address.
///
/// Earlier versions tried addresses that no server takes, and recorded that they failed.
fn is_address(text: &str, state: DeliveryState) -> bool {
    let untaken = matches!(state, DeliveryState::Sending | DeliveryState::Failed);
    let plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"".contains(c);
    let tried = || untaken && text.matches('@').count() == 1 && text.chars().all(plain);
    text.len() <= LONGEST_ADDRESS && (is_email(text) || tried())
}

fn is_email(text: &str) -> bool {
    email_address(text).is_some()
}

/// Reads a key that is there, `null` or not.
#[expect(clippy::option_option, reason = "a key that is missing is not null")]
fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// Hashes a link with a key (RFC 2104, with SHA-256).
fn hashed(key: &[u8; KEY], link: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hex(hmac::sign(&key, link.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<[u8; KEY]> {
    let digits = hex.as_bytes();
    (digits.len() == 2 * KEY && digits.iter().all(u8::is_ascii_hexdigit)).then_some(())?;
    let mut bytes = [0; KEY];
    for (byte, digits) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Field;
    use crate::domain::{MessageKind, Role};

    fn party(member: &str, role: Role) -> Party {
        Party {
            member: MemberId::new(member).unwrap(),
            name: Private::new(format!("Accueil \"de\" la {member}")),
            role,
            replaces: Some(Private::new("a@example.org".to_owned())),
        }
    }

    fn delivery(state: DeliveryState) -> Delivery {
        let moment = DateTime::from_timestamp(1_760_000_000, 0).unwrap();
        let day = NaiveDate::from_ymd_opt(2025, 10, 27).unwrap();
        let hour = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
        Delivery {
            at: moment,
            state,
            uid: Some("uid".to_owned()),
            meeting: MeetingId::new("2025-ecosysteme-2").unwrap(),
            parties: Parties {
                first: party("mairie", Role::Alternate),
                others: vec![party("ville", Role::Titular)],
            },
            email: Private::new("Accueil@example.org".to_owned()),
            message_id: "a@example.org".to_owned(),
            told: NotifiedVersion {
                kind: MessageKind::Update,
                sequence: 3,
                revision: 1,
                updated: moment,
                slot: Slot::between(
                    day.and_time(hour(22)),
                    day.succ_opt().unwrap().and_time(hour(0)),
                )
                .unwrap(),
                zone: Some(Tz::Europe__Paris),
                status: Some(Status::Proposed),
                name: Some("réunion écosystème".to_owned()),
                agenda: Some(vec!["Bilan".to_owned()]),
                place: Some("Salle A".to_owned()),
                online: true,
                link: ToldLink::Link(Private::new(LINK.to_owned())),
                organizer: Some("secretariat@example.org".to_owned()),
            },
            answer: Some(Private::new("250 ok".to_owned())),
        }
    }

    const LINK: &str = "https://visio.example.org/salle?pwd=canari";

    fn header() -> Header {
        Header::new(&CouncilId::new("conseil").unwrap(), [7; KEY])
    }

    fn written(delivery: &Delivery) -> String {
        line(delivery, &header())
    }

    fn read(text: &str) -> Result<Read, Unsound> {
        super::read(text, &CouncilId::new("conseil").unwrap(), |id| {
            Some(format!("uid of {id}"))
        })
    }

    fn last_told<'a>(read: &'a Read, uid: &str) -> Option<&'a Delivery> {
        let email = Private::new("accueil@EXAMPLE.org".to_owned());
        read.journal.last_told(uid, &email)
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let written = written(&delivery(DeliveryState::Sending));
        assert_eq!(written.lines().count(), 1);
        assert!(!written.contains("canari"), "{written}");
        let found = read(&format!("{}\n{written}\n", header().line())).unwrap();
        assert!(!found.torn && !found.blank);
        let again = last_told(&found, "uid").unwrap();
        assert_eq!(self::written(again), written);
        let mut now = delivery(DeliveryState::Sent).told;
        let differs = |now: &NotifiedVersion| again.told.differences(now);
        assert_eq!(differs(&now), []);
        now.link = ToldLink::Link(Private::new(format!("{LINK}2")));
        assert_eq!(differs(&now), [Field::Link]);
    }

    #[test]
    fn a_record_about_a_subject_is_read_beside_those_about_meetings() {
        let relay = |state| RelayDelivery {
            at: DateTime::from_timestamp(1_760_000_001, 0).unwrap(),
            state,
            subject: SubjectId::new("2025-sujet-1").unwrap(),
            member: MemberId::new("mairie").unwrap(),
            names: vec![Private::new("Accueil".to_owned())],
            email: Private::new("accueil@example.org".to_owned()),
            message_id: "r@example.org".to_owned(),
            answer: None,
        };
        let [sending, sent] = [DeliveryState::Sending, DeliveryState::Sent].map(relay);
        let meeting = written(&delivery(DeliveryState::Sent));
        let lines = [meeting, relay_line(&sending), relay_line(&sent)];
        let found = read(&lines.join("\n")).unwrap();
        assert!(!found.torn && !found.blank);
        assert_eq!(
            found.journal.state("r@example.org"),
            Some(DeliveryState::Sent)
        );
        assert_eq!(found.journal.last_moment(), Some(sent.at));
        assert_eq!(found.journal.relayed().count(), 2);
        assert!(last_told(&found, "uid").is_some());
        let broken = lines[1].replace("r@example.org", "r");
        assert_eq!(read(&format!("{broken}\n")).err(), Some(Unsound::Line(1)));
    }

    #[test]
    fn a_record_without_a_uid_is_known_by_the_meeting() {
        let mut old = delivery(DeliveryState::Sent);
        old.uid = None;
        let found = read(&format!("{}\n", written(&old))).unwrap();
        assert!(last_told(&found, "uid of 2025-ecosysteme-2").is_some());
        assert!(found.header.is_none());
    }

    #[test]
    fn a_header_says_whose_the_journal_is() {
        let record = written(&delivery(DeliveryState::Sent));
        // An older journal is never rewritten: its header comes below.
        let found = read(&format!("{record}\n{}\n{record}\n", header().line())).unwrap();
        assert_eq!(found.header.unwrap().line(), header().line());
        let blank = read("").unwrap();
        assert!(blank.blank && blank.header.is_none());
        let other = Header::new(&CouncilId::new("autre").unwrap(), [7; KEY]);
        let foreign = read(&format!("{}\n{record}\n", other.line()));
        assert_eq!(foreign.err(), Some(Unsound::Foreign("autre".to_owned())));
        let short = header().line().replace("07070707", "07");
        assert_eq!(read(&format!("{short}\n")).err(), Some(Unsound::Line(1)));
        assert!(!format!("{:?}", header()).contains('7'));
    }

    #[test]
    fn what_never_arrived_was_never_told() {
        for state in [DeliveryState::Refused, DeliveryState::Failed] {
            let lines = [DeliveryState::Sending, state].map(|state| written(&delivery(state)));
            let found = read(&lines.join("\n")).unwrap();
            assert!(last_told(&found, "uid").is_none(), "{state:?}");
        }
    }

    #[test]
    fn only_an_unfinished_last_line_is_forgiven() {
        let whole = written(&delivery(DeliveryState::Sent));
        let torn = read(&format!("{whole}\n{}", &whole[..40])).unwrap();
        assert!(torn.torn);
        assert!(last_told(&torn, "uid").is_some());
        assert!(!read(&whole).unwrap().torn);
        let broken = format!("{whole}\n{}\n{whole}\n", &whole[..40]);
        assert_eq!(read(&broken).err(), Some(Unsound::Line(2)));
        assert_eq!(read("{}\n").err(), Some(Unsound::Line(1)));
        let future = whole.replace("\"format\":1", "\"format\":2");
        assert_eq!(read(&format!("{future}\n")).err(), Some(Unsound::Line(1)));
    }

    /// What goes into mails and calendars again is checked as if somebody had typed it.
    #[test]
    fn a_record_that_no_mail_may_hold_is_none() {
        let sound = written(&delivery(DeliveryState::Sent));
        let long = format!("{}@example.org", "a".repeat(3_000));
        for (was, is) in [
            ("a@example.org\"", "a@example.org\\r\\nBcc: b@example.org\""),
            ("\"a@example.org\"", "\"a\""),
            ("\"a@example.org\"", "\"<a@example.org>\""),
            ("Accueil@example.org", &long),
            ("Accueil@example.org", "Accueil@example.org\\u0000"),
            ("Accueil@example.org", "acc..ueil@example.org"),
            ("la mairie", "la\\nmairie"),
            ("la mairie", "la\\u202emairie"),
            ("la ville", "la\\nville"),
            ("Salle A", "Salle\\u0000A"),
            ("\"uid\":\"uid", "\"uid\":\"a b"),
            ("\"sequence\":3", "\"sequence\":2147483648"),
            ("proposed", "autre"),
            ("Europe/Paris", "Europe/Autre"),
            ("secretariat@example.org", "secretariat"),
        ] {
            let broken = sound.replacen(was, is, 1);
            assert_ne!(broken, sound, "{was}");
            let found = read(&format!("{sound}\n{broken}\n"));
            assert_eq!(found.err(), Some(Unsound::Line(2)), "{is}");
        }
        // It was tried by an earlier version, and no server has it.
        let failed = written(&delivery(DeliveryState::Failed));
        let failed = failed.replace("Accueil@example.org", "acc..ueil@example.org");
        assert!(read(&format!("{failed}\n")).is_ok());
    }
}
