//! The journal of messages, one JSON object to a line.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    Delivery, DeliveryState, Journal, MeetingId, MemberId, MessageKind, Private, Role, Slot, Told,
};

/// The form of the records.
const FORMAT: u32 = 1;

/// One record as it is written.
#[derive(Serialize, Deserialize)]
struct Row {
    format: u32,
    at: DateTime<Utc>,
    state: String,
    meeting: String,
    member: String,
    name: String,
    email: String,
    role: String,
    kind: String,
    message_id: String,
    sequence: u32,
    updated: DateTime<Utc>,
    date: NaiveDate,
    start: NaiveTime,
    end: NaiveTime,
    place: Option<String>,
    online: bool,
    organizer: Option<String>,
    answer: Option<String>,
}

/// A journal as read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    pub journal: Journal,
    /// Whether the last line is the beginning of a record that was never finished.
    pub torn: bool,
}

/// Reads a journal.
///
/// A last line without its end that is no record was being written when the machine or the program
/// stopped: what it was to say had not happened yet, or is told by the record before it.
///
/// # Errors
///
/// The number of the first line, from 1, that is no record: nobody knows what it said.
pub fn read(text: &str) -> Result<Read, usize> {
    let mut found = Read::default();
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match record(line) {
            Some(delivery) => found.journal.deliveries.push(delivery),
            None if !line.ends_with('\n') => found.torn = true,
            None => return Err(at + 1),
        }
    }
    Ok(found)
}

/// Writes a record as the line of a journal, without its end.
#[must_use]
pub fn line(delivery: &Delivery) -> String {
    let Delivery { told, .. } = delivery;
    let row = Row {
        format: FORMAT,
        at: delivery.at,
        state: delivery.state.word().to_owned(),
        meeting: delivery.meeting.to_string(),
        member: delivery.member.to_string(),
        name: delivery.name.disclose().clone(),
        email: delivery.email.disclose().clone(),
        role: delivery.role.word().to_owned(),
        kind: told.kind.word().to_owned(),
        message_id: delivery.message_id.clone(),
        sequence: told.sequence,
        updated: told.updated,
        date: told.slot.date(),
        start: told.slot.start(),
        end: told.slot.end(),
        place: told.place.clone(),
        online: told.online,
        organizer: told.organizer.clone(),
        answer: delivery
            .answer
            .as_ref()
            .map(|answer| answer.disclose().clone()),
    };
    // Texts, numbers and moments can all be written.
    serde_json::to_string(&row).unwrap_or_default()
}

fn record(line: &str) -> Option<Delivery> {
    let row: Row = serde_json::from_str(line).ok()?;
    let word = |words: &[(&str, DeliveryState)]| find(words, &row.state);
    (row.format == FORMAT).then_some(())?;
    Some(Delivery {
        at: row.at,
        state: word(&DeliveryState::WORDS)?,
        meeting: MeetingId::new(&row.meeting)?,
        member: MemberId::new(&row.member)?,
        name: Private::new(row.name),
        email: Private::new(row.email),
        role: find(&Role::WORDS, &row.role)?,
        message_id: row.message_id,
        told: Told {
            kind: find(&MessageKind::WORDS, &row.kind)?,
            sequence: row.sequence,
            updated: row.updated,
            slot: Slot::new(row.date, row.start, row.end)?,
            place: row.place,
            online: row.online,
            organizer: row.organizer,
        },
        answer: row.answer.map(Private::new),
    })
}

fn find<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    let found = words.iter().find(|(known, _)| *known == word);
    found.map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(state: DeliveryState) -> Delivery {
        let moment = DateTime::from_timestamp(1_760_000_000, 0).unwrap();
        let day = NaiveDate::from_ymd_opt(2025, 10, 27).unwrap();
        let hour = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
        Delivery {
            at: moment,
            state,
            meeting: MeetingId::new("2025-ecosysteme-2").unwrap(),
            member: MemberId::new("mairie").unwrap(),
            name: Private::new("Accueil \"de\"\nla mairie".to_owned()),
            email: Private::new("Accueil@example.org".to_owned()),
            role: Role::Alternate,
            message_id: "a@example.org".to_owned(),
            told: Told {
                kind: MessageKind::Update,
                sequence: 1,
                updated: moment,
                slot: Slot::new(day, hour(16), hour(18)).unwrap(),
                place: Some("Salle A".to_owned()),
                online: true,
                organizer: Some("secretariat@example.org".to_owned()),
            },
            answer: Some(Private::new("250 ok".to_owned())),
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let written = line(&delivery(DeliveryState::Sending));
        assert_eq!(written.lines().count(), 1);
        let read = read(&format!("{written}\n")).unwrap();
        assert!(!read.torn);
        assert_eq!(line(&read.journal.deliveries[0]), written);
        let email = Private::new("accueil@EXAMPLE.org".to_owned());
        let meeting = MeetingId::new("2025-ecosysteme-2").unwrap();
        assert!(read.journal.last_told(&meeting, &email).is_some());
    }

    #[test]
    fn what_never_arrived_was_never_told() {
        for state in [DeliveryState::Refused, DeliveryState::Failed] {
            let deliveries = vec![delivery(DeliveryState::Sending), delivery(state)];
            let email = deliveries[0].email.clone();
            let meeting = deliveries[0].meeting.clone();
            let journal = Journal { deliveries };
            assert!(journal.last_told(&meeting, &email).is_none(), "{state:?}");
        }
    }

    #[test]
    fn only_an_unfinished_last_line_is_forgiven() {
        let whole = line(&delivery(DeliveryState::Sent));
        let torn = read(&format!("{whole}\n{}", &whole[..40])).unwrap();
        assert!(torn.torn);
        assert_eq!(torn.journal.deliveries.len(), 1);
        assert!(!read(&whole).unwrap().torn);
        let broken = format!("{whole}\n{}\n{whole}\n", &whole[..40]);
        assert_eq!(read(&broken).err(), Some(2));
        assert_eq!(read("{}\n").err(), Some(1));
        let future = whole.replace("\"format\":1", "\"format\":2");
        assert_eq!(read(&format!("{future}\n")).err(), Some(1));
    }
}
