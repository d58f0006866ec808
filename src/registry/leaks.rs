//! Private values in public files.

use aho_corasick::AhoCorasick;

use crate::domain::{Council, Private, PrivateRecords};
use crate::problem::{Place, PrivateKind, Problem, What};
use crate::source::Position;

/// The shortest name that is looked for, in characters: a shorter one is a word like others.
const SHORTEST_NAME: usize = 5;
/// Where a file without text shows itself by a NUL, in bytes, as git looks for one.
const BINARY: usize = 8000;

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
        let (kinds, values): (Vec<PrivateKind>, Vec<&String>) =
            values(records, council).into_iter().unzip();
        if values.is_empty() {
            return None;
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(values)
            .ok()?;
        Some(Self { automaton, kinds })
    }

    /// Finds each private value in a public file; a file that is no text holds none.
    #[must_use]
    pub fn find(&self, path: &str, bytes: &[u8]) -> Vec<Problem> {
        let mut found = Vec::new();
        if bytes.iter().take(BINARY).any(|byte| *byte == 0) {
            return found;
        }
        let matches = self.automaton.find_overlapping_iter(bytes);
        let mut places: Vec<(usize, usize, PrivateKind)> = matches
            .filter(|at| stands_alone(bytes, at.start(), at.end()))
            .map(|at| (at.start(), at.end(), self.kinds[at.pattern().as_usize()]))
            .collect();
        // Of the values that begin at one place, the longest counts.
        places.sort_by_key(|(start, end, _)| (*start, usize::MAX - end));
        places.dedup_by_key(|(start, ..)| *start);
        let mut cursor = Cursor::new(bytes);
        for (start, end, kind) in places {
            let start = cursor.position(start);
            let end = cursor.clone().position(end);
            found.push(Problem {
                what: What::PrivateLeak { kind },
                place: Place::Hidden {
                    path: path.to_owned(),
                    start,
                    end,
                },
                also: None,
            });
        }
        found
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

/// Counts lines and columns on the way through a file.
#[derive(Clone)]
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    position: Position,
}

impl<'a> Cursor<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mark = "\u{feff}".as_bytes();
        Self {
            bytes,
            at: if bytes.starts_with(mark) {
                mark.len()
            } else {
                0
            },
            position: Position { line: 1, column: 1 },
        }
    }

    /// Goes on to a byte, and returns where it is.
    fn position(&mut self, byte: usize) -> Position {
        for passed in self.bytes.get(self.at..byte).unwrap_or_default() {
            match passed {
                b'\n' => {
                    self.position.line += 1;
                    self.position.column = 1;
                }
                // The other bytes of a character take no column.
                0x80..=0xbf => {}
                _ => self.position.column += 1,
            }
        }
        self.at = self.at.max(byte);
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(of: &[(PrivateKind, &str)]) -> PrivateValues {
        PrivateValues {
            automaton: AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .build(of.iter().map(|(_, value)| value))
                .unwrap(),
            kinds: of.iter().map(|(kind, _)| *kind).collect(),
        }
    }

    fn places(text: &[u8]) -> Vec<(usize, usize, PrivateKind)> {
        let values = values(&[
            (PrivateKind::Name, "Pôle accueil"),
            (PrivateKind::Email, "sec@example.org"),
            (PrivateKind::JoinLink, "https://example.org/salle"),
            (PrivateKind::JoinLink, "https://example.org/salle-2"),
        ]);
        let place = |problem: Problem| match (problem.place, problem.what) {
            (Place::Hidden { start, end, .. }, What::PrivateLeak { kind }) => {
                assert!(end.line == start.line && end.column > start.column);
                (start.line, start.column, kind)
            }
            other => panic!("{other:?}"),
        };
        values.find("a.md", text).into_iter().map(place).collect()
    }

    #[test]
    fn each_value_is_found_where_a_person_counts_it() {
        let text = "\u{feff}é Pôle accueil\r\n<SEC@example.org>, pôle accueil\n\n[x](https://example.org/salle-2/)";
        assert_eq!(
            places(text.as_bytes()),
            [
                (1, 3, PrivateKind::Name),
                (2, 2, PrivateKind::Email),
                (2, 20, PrivateKind::Name),
                (4, 5, PrivateKind::JoinLink),
            ]
        );
    }

    #[test]
    fn a_part_of_a_longer_word_or_address_is_another_value() {
        for text in [
            "Pôle accueillant",
            "mon-sec@example.org",
            "m.sec@example.org",
            "sec@example.organic",
            "sec@example.org.example.com",
            "https://example.org/salles",
            "https://example.org/salle-3",
            "Pôle  accueil",
        ] {
            assert_eq!(places(text.as_bytes()), [], "{text}");
        }
        for text in [
            "«\u{a0}Pôle accueil\u{a0}»",
            "Pôle accueil’s",
            "_sec@example.org_",
            "-sec@example.org.",
            "mailto:sec@example.org",
        ] {
            assert_eq!(places(text.as_bytes()).len(), 1, "{text}");
        }
    }

    #[test]
    fn bytes_of_another_encoding_hide_nothing_and_a_picture_holds_no_text() {
        assert_eq!(places(b"\xe9t\xe9\nsec@example.org")[0].0, 2);
        assert_eq!(places(b"\x89PNG\0sec@example.org"), []);
        assert_eq!(places(b""), []);
    }
}
