//! The meetings for which the events of calendars stand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::FoundCalendar;
use crate::calendar::carried::is_recurrence;
use crate::calendar::{Occurrence, PublishedEvent, Why, agenda};

/// Puts the occurrences of each series of a file in its place.
///
/// A series is followed up to `until`; an occurrence has a UID of its own. What cannot be followed stays
/// the one event that it is: returns the lines, counted from 1, that say how it would go on.
pub fn expand(
    events: &mut Vec<PublishedEvent>,
    bytes: &[u8],
    zone: Tz,
    until: NaiveDate,
) -> Vec<usize> {
    let agenda = agenda(&[bytes], zone, until);
    let of_series = || agenda.occurrences.iter().filter(|it| it.series.is_some());
    let series: BTreeSet<Option<&str>> = of_series().map(|it| it.series.as_deref()).collect();
    let unread = agenda.unread.iter();
    let unread = unread.filter(|it| {
        is_recurrence(&it.name) && matches!(it.why, Why::NotUnderstood | Why::TooMuch)
    });
    let unread = unread.map(|it| it.line).collect();
    if series.is_empty() {
        return unread;
    }
    events.retain(|event| !series.contains(&event.uid.as_deref()));
    events.extend(of_series().map(Occurrence::to_event));
    unread
}

/// Keeps of what one UID says in one file the highest revision (RFC 5546, 2.1.5), and calls off what any
/// file calls off. Where files say otherwise of one UID, that is a contradiction, and is named.
pub fn revise(calendars: &mut [FoundCalendar]) {
    let sequence = |event: &PublishedEvent| event.sequence.unwrap_or_default();
    let mut cancelled: BTreeMap<String, u32> = BTreeMap::new();
    for event in calendars.iter().flat_map(|it| &it.calendar.events) {
        if let (Some(uid), Some("CANCEL")) = (&event.uid, event.method.as_deref()) {
            let last = cancelled.entry(uid.clone()).or_default();
            *last = sequence(event).max(*last);
        }
    }
    for found in calendars {
        let mut highest: BTreeMap<String, u32> = BTreeMap::new();
        for event in &mut found.calendar.events {
            let Some(uid) = event.uid.clone() else {
                continue;
            };
            let last = highest.entry(uid.clone()).or_default();
            *last = sequence(event).max(*last);
            // What calls a meeting off need not say again when it would be.
            if let Some(last) = cancelled.get(&uid).filter(|it| sequence(event) <= **it) {
                event.status = Some("CANCELLED".to_owned());
                event.sequence = Some(*last).filter(|it| *it > 0);
            }
        }
        found.calendar.events.retain(|event| {
            let last = event.uid.as_ref().and_then(|uid| highest.get(uid));
            let is_bare = event.start.is_none() && event.method.as_deref() == Some("CANCEL");
            !is_bare && last.is_none_or(|last| sequence(event) >= *last)
        });
    }
}
