//! What may go from the journals: records about meetings long over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Council, Delivery, JournalEntry, Meeting, MeetingId, RelayDelivery};

/// Whether a record of a journal stays, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// It is of before the day, and so is all of its meeting.
    Gone,
    /// Its meeting is to come, or was not over by the day, or somebody was told so.
    Open,
    /// It is of that day or later, about a meeting that was over.
    Later,
    /// It is about a subject that is neither answered nor closed: nobody is to be told twice.
    Waiting,
    /// No registry has its meeting or its subject, and nobody can tell when that is or was.
    Untied,
}

/// A day, and what tells which meetings were over by then.
#[derive(Clone, Debug)]
pub struct Purge<'a> {
    council: &'a Council,
    /// The meetings by their UIDs.
    meetings: BTreeMap<String, &'a Meeting>,
    before: NaiveDate,
    /// The last day that anybody was told of a meeting, by its UID.
    told: BTreeMap<String, NaiveDate>,
    /// The UIDs of the calendars; `None` where one of them cannot be read.
    calendars: Option<BTreeSet<String>>,
}

impl<'a> Purge<'a> {
    /// Prepares to take out what is of before a day; `deliveries` are all records of the journal of
    /// messages.
    #[must_use]
    pub fn new<'d>(
        council: &'a Council,
        before: NaiveDate,
        calendars: Option<BTreeSet<String>>,
        deliveries: impl Iterator<Item = &'d Delivery>,
    ) -> Self {
        let mut purge = Self {
            council,
            meetings: council
                .meetings
                .iter()
                .map(|it| (folded(&it.uid), it))
                .collect(),
            before,
            told: BTreeMap::new(),
            calendars: calendars.map(|uids| uids.iter().map(|uid| folded(uid)).collect()),
        };
        for delivery in deliveries {
            let Some(uid) = purge.uid(delivery.entry()) else {
                continue;
            };
            let [_, end] = delivery.told.times_in(council.timezone);
            let last = purge.told.entry(uid).or_insert(NaiveDate::MIN);
            *last = end.date().max(*last);
        }
        purge
    }

    /// Says what becomes of a record.
    #[must_use]
    pub fn judge(&self, record: JournalEntry<'_>) -> Retention {
        let registered = self.registered(record).map(|it| it.slot.end_date());
        let uid = self.uid(record);
        let told = uid.as_ref().and_then(|uid| self.told.get(uid)).copied();
        if registered.max(told).is_some_and(|last| last >= self.before) {
            return Retention::Open;
        }
        let is_elsewhere = |uid: &String| {
            let calendars = self.calendars.as_ref();
            calendars.is_none_or(|uids| uids.contains(uid))
        };
        if registered.is_none() && uid.as_ref().is_none_or(is_elsewhere) {
            return Retention::Untied;
        }
        let day = record.at.with_timezone(&self.council.timezone).date_naive();
        if day < self.before {
            Retention::Gone
        } else {
            Retention::Later
        }
    }

    /// Says what becomes of a record about a subject.
    #[must_use]
    pub fn judge_relay(&self, record: &RelayDelivery) -> Retention {
        let mut subjects = self.council.subjects.iter();
        let day = record.at.with_timezone(&self.council.timezone).date_naive();
        match subjects.find(|it| it.id == record.subject) {
            None => Retention::Untied,
            Some(subject) if !self.council.is_done_with(subject) => Retention::Waiting,
            Some(_) if day < self.before => Retention::Gone,
            Some(_) => Retention::Later,
        }
    }

    /// Names the meeting of a record: by its id of now, else by that which the record has.
    #[must_use]
    pub fn name(&self, record: JournalEntry<'_>) -> MeetingId {
        let registered = self.registered(record).map(|it| &it.id);
        registered.unwrap_or(record.meeting).clone()
    }

    /// Finds the meeting of a record, by its UID or else its id.
    fn registered(&self, record: JournalEntry<'_>) -> Option<&'a Meeting> {
        let same = |uid: &str| self.meetings.get(&folded(uid)).copied();
        let named = || self.council.meeting(record.meeting.as_str());
        record.uid.and_then(same).or_else(named)
    }

    fn uid(&self, record: JournalEntry<'_>) -> Option<String> {
        let own = || self.council.meeting(record.meeting.as_str());
        let own = || own().map(|it| it.uid.as_str());
        record.uid.or_else(own).map(folded)
    }
}

/// Writes a UID as others are compared with it.
fn folded(uid: &str) -> String {
    uid.to_ascii_lowercase()
}
