//! Every version of each event that published calendars have shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use crate::calendar::{self, PublishedEvent};
use crate::render::council_of_product;

/// One version of an event.
#[derive(Clone, Debug)]
pub struct Version {
    pub event: PublishedEvent,
    /// The id of the council that this program made the calendar for, if it did.
    pub council: Option<Arc<str>>,
}

impl Version {
    /// Whether this program made the calendar.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.council.is_some()
    }
}

/// The versions of events, by UID.
#[derive(Debug, Default)]
pub struct Versions {
    by_uid: BTreeMap<String, Vec<Version>>,
    /// The digests of those that were read already: most stand in many versions of a file.
    read: BTreeSet<(Option<Arc<str>>, Uuid)>,
}

impl Versions {
    /// Adds what a calendar shows; returns the id of the council whose calendar of all meetings it
    /// is, if it is one of ours.
    pub fn add(&mut self, calendar: &[u8]) -> Option<Arc<str>> {
        let begins = |line: &[u8]| starts(line, b"BEGIN:VEVENT");
        let lines = calendar.split_inclusive(|byte| *byte == b'\n');
        let head = lines.clone().take_while(|line| !begins(line));
        let head_length: usize = head.map(<[u8]>::len).sum();
        let lines = lines.skip_while(|line| !begins(line));
        let head = calendar::read(&calendar[..head_length]).unwrap_or_default();
        let product = head.product.as_deref();
        let council = product.and_then(council_of_product).map(Arc::from);
        let (mut start, mut at) = (head_length, head_length);
        for line in lines {
            if begins(line) {
                self.take(council.as_ref(), &calendar[start..at]);
                start = at;
            }
            at += line.len();
        }
        self.take(council.as_ref(), &calendar[start..]);
        council.filter(|_| head.name.is_some())
    }

    fn take(&mut self, council: Option<&Arc<str>>, bytes: &[u8]) {
        // The last event of a file is the same as one within another.
        let bytes = bytes.strip_suffix(b"END:VCALENDAR\r\n").unwrap_or(bytes);
        let digest = Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes);
        if !starts(bytes, b"BEGIN:VEVENT") || !self.read.insert((council.cloned(), digest)) {
            return;
        }
        let calendar = [b"BEGIN:VCALENDAR\n".as_slice(), bytes].concat();
        let events = calendar::read(&calendar).map_or_else(|_| Vec::new(), |read| read.events);
        for event in events {
            if let Some(uid) = event.uid.clone() {
                let council = council.cloned();
                let version = Version { event, council };
                self.by_uid.entry(uid).or_default().push(version);
            }
        }
    }

    /// Returns the versions of an event, in no order that means anything.
    #[must_use]
    pub fn of(&self, uid: &str) -> &[Version] {
        self.by_uid.get(uid).map_or(&[], Vec::as_slice)
    }

    /// Returns the events of which there are versions, by UID.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[Version])> {
        let all = self.by_uid.iter();
        all.map(|(uid, versions)| (uid.as_str(), versions.as_slice()))
    }

    /// Returns the highest SEQUENCE that any version of an event has.
    #[must_use]
    pub fn highest_sequence(&self, uid: &str) -> u32 {
        let sequences = self.of(uid).iter().map(|version| version.event.sequence);
        sequences.flatten().max().unwrap_or_default()
    }
}

fn starts(line: &[u8], begin: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    line.get(..begin.len())
        .is_some_and(|line| line.eq_ignore_ascii_case(begin))
}
