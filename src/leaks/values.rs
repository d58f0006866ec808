//! Private values in public texts.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::domain::{Council, Private, PrivateRecords};
use crate::problem::PrivateKind;

/// The shortest name that is looked for, in characters: a shorter one is a word like others.
const SHORTEST_NAME: usize = 5;

/// Every private value, to be looked for in one pass over each file.
///
/// Letters match without regard to case in ASCII.
#[derive(Debug)]
pub struct PrivateValues {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is.
    kinds: Vec<PrivateKind>,
}

impl PrivateValues {
    /// Gathers the values, but for those that the council itself publishes and short names; `None`
    /// if there are none.
    #[must_use]
    pub fn new(records: &PrivateRecords, council: &Council) -> Option<Self> {
        Self::of(&values(records, council))
    }

    pub(super) fn of(values: &[(PrivateKind, impl AsRef<str>)]) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let kinds = values.iter().map(|(kind, _)| *kind).collect();
        let values = values.iter().map(|(_, value)| value.as_ref());
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(values)
            .ok()?;
        Some(Self { automaton, kinds })
    }

    /// Finds each private value in a public text, in order: its bytes, and what it is.
    pub(super) fn find(&self, bytes: &[u8]) -> Vec<(Range<usize>, PrivateKind)> {
        let matches = self.automaton.find_overlapping_iter(bytes);
        let mut found: Vec<(Range<usize>, PrivateKind)> = matches
            .filter(|at| stands_alone(bytes, at.start(), at.end()))
            .map(|at| (at.range(), self.kinds[at.pattern().as_usize()]))
            .collect();
        // Of the values that begin at one place, the longest counts.
        found.sort_by_key(|(at, _)| (at.start, usize::MAX - at.end));
        found.dedup_by_key(|(at, _)| at.start);
        found
    }

    /// Tells whether a text is one of the values.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        let matches = self.automaton.find_overlapping_iter(text);
        matches.into_iter().any(|at| at.range() == (0..text.len()))
    }
}

/// Lists every private value but those that the council itself publishes, and short names.
pub(super) fn values<'a>(
    records: &'a PrivateRecords,
    council: &Council,
) -> Vec<(PrivateKind, &'a String)> {
    let mut public: Vec<&str> = vec![
        &council.name,
        &council.acronym,
        &council.convener,
        &council.contact,
    ];
    public.extend(council.url.as_deref());
    public.extend(council.reply_to.as_deref());
    for member in &council.members {
        public.push(&member.name);
        public.extend(member.formerly.iter().map(|former| former.name.as_str()));
        public.extend(member.url.as_deref());
    }
    let contacts = records.contacts.iter();
    let names = contacts.clone().map(|c| (PrivateKind::Name, &c.name));
    let emails = contacts.map(|c| (PrivateKind::Email, &c.email));
    let links = records
        .join
        .default
        .iter()
        .chain(records.join.meetings.values());
    let links = links.map(|link| (PrivateKind::JoinLink, link));
    names
        .chain(emails)
        .chain(links)
        .map(|(kind, value)| (kind, Private::disclose(value)))
        .filter(|(kind, value)| {
            let is_long = *kind != PrivateKind::Name || value.chars().count() >= SHORTEST_NAME;
            is_long && !public.iter().any(|text| text.eq_ignore_ascii_case(value))
        })
        .collect()
}

/// Tells whether what is found is no part of a longer word or address.
pub(super) fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let joins = |byte: Option<&u8>| byte.is_some_and(|byte| b".-_+".contains(byte));
    let before = |at: usize| {
        let near = bytes.get(at.saturating_sub(4)..at).unwrap_or_default();
        let last = near.utf8_chunks().last();
        last.filter(|chunk| chunk.invalid().is_empty())
            .and_then(|chunk| chunk.valid().chars().next_back())
            .is_some_and(char::is_alphanumeric)
    };
    let after = |at: usize| {
        let near = bytes.get(at..bytes.len().min(at + 4)).unwrap_or_default();
        let first = near.utf8_chunks().next();
        first
            .and_then(|chunk| chunk.valid().chars().next())
            .is_some_and(char::is_alphanumeric)
    };
    let joined_before = start > 0 && joins(bytes.get(start - 1)) && before(start - 1);
    let joined_after = joins(bytes.get(end)) && after(end + 1);
    !(before(start) || joined_before || after(end) || joined_after)
}
