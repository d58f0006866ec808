//! Every version of each event that published calendars have shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::is_product;
use crate::render::published::{self, PublishedEvent};

/// One version of an event.
#[derive(Clone, Debug)]
pub struct Version {
    pub event: PublishedEvent,
    /// Whether this program made the calendar.
    pub is_ours: bool,
}

/// The versions of events, by UID.
#[derive(Debug, Default)]
pub struct Versions {
    by_uid: BTreeMap<String, Vec<Version>>,
    /// The bytes of those that were read already: most stand in many versions of a file.
    read: BTreeSet<(bool, Vec<u8>)>,
}

impl Versions {
    /// Adds what a calendar shows.
    pub fn add(&mut self, calendar: &[u8]) {
        let begins = |line: &[u8]| starts(line, b"BEGIN:VEVENT");
        let mut lines = calendar.split_inclusive(|byte| *byte == b'\n');
        let head: usize = lines
            .clone()
            .take_while(|line| !begins(line))
            .map(<[u8]>::len)
            .sum();
        let product = published::read(&calendar[..head]).ok();
        let product = product.and_then(|calendar| calendar.product);
        let is_ours = product.as_deref().is_some_and(is_product);
        let mut event: Vec<u8> = Vec::new();
        for line in lines.by_ref() {
            if begins(line) {
                self.take(is_ours, std::mem::take(&mut event));
            }
            event.extend_from_slice(line);
        }
        self.take(is_ours, event);
    }

    fn take(&mut self, is_ours: bool, bytes: Vec<u8>) {
        if !starts(&bytes, b"BEGIN:VEVENT") || self.read.contains(&(is_ours, bytes.clone())) {
            return;
        }
        let calendar = [b"BEGIN:VCALENDAR\n".as_slice(), &bytes].concat();
        let events = published::read(&calendar).map_or_else(|_| Vec::new(), |read| read.events);
        for event in events {
            if let Some(uid) = event.uid.clone() {
                let version = Version { event, is_ours };
                self.by_uid.entry(uid).or_default().push(version);
            }
        }
        self.read.insert((is_ours, bytes));
    }

    /// Returns the versions of an event, in no order that means anything.
    #[must_use]
    pub fn of(&self, uid: &str) -> &[Version] {
        self.by_uid.get(uid).map_or(&[], Vec::as_slice)
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
