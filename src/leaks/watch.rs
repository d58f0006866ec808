//! What a public file must not hold: private values, and links of videoconferences.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::values::PrivateValues;
use crate::domain::{Council, Meeting};
use crate::leaks::conference;
use crate::problem::{PageFlaw, Place, Problem, What};
use crate::source::Position;

/// Where a file without text shows itself by a NUL, in bytes, as git looks for one.
const BINARY: usize = 8000;

/// What is looked for in public files, each read once.
#[derive(Debug, Default)]
pub struct Watch {
    values: Option<PrivateValues>,
    /// The links of meetings that are open to all.
    open: BTreeSet<String>,
}

impl Watch {
    /// Looks for private values, where there are any, and for every link of a videoconference but
    /// those that a meeting shows on purpose.
    #[must_use]
    pub fn new(values: Option<PrivateValues>, council: Option<&Council>) -> Self {
        let meetings = council.into_iter().flat_map(|council| &council.meetings);
        let accepting = meetings.filter(|meeting| meeting.allows("private-link"));
        Self {
            values,
            open: accepting.flat_map(links).collect(),
        }
    }

    /// Finds what a public file must not hold; a file that is no text holds nothing.
    ///
    /// Of another council's files (`own` is false) only the private values of this one count.
    #[must_use]
    pub fn find(&self, path: &str, bytes: &[u8], own: bool) -> Vec<Problem> {
        if bytes.iter().take(BINARY).any(|byte| *byte == 0) {
            return Vec::new();
        }
        let text = Unfolded::of(path, bytes);
        let values = self.values.as_ref();
        let mut found: Vec<(Range<usize>, What)> = values
            .map_or_else(Vec::new, |values| values.find(&text.bytes))
            .into_iter()
            .map(|(at, kind)| (at, What::PrivateLeak { kind }))
            .collect();
        if own {
            let links = conference::find(&text.bytes).into_iter();
            let mut values = found.iter().map(|(at, _)| at.clone()).peekable();
            let others: Vec<(Range<usize>, What)> = links
                .filter(|link| {
                    // What is known to be private is said once.
                    while values.next_if(|at| at.end <= link.at.start).is_some() {}
                    values.peek().is_none_or(|at| link.at.end <= at.start)
                })
                .filter(|link| !self.is_open(&text.bytes, &link.at))
                .map(|link| {
                    let service = link.service;
                    (link.at, What::Page(PageFlaw::PrivateLink { service }))
                })
                .collect();
            found.extend(others);
            found.sort_by_key(|(at, _)| at.start);
        }
        let mut cursor = Cursor::new(bytes);
        let problem = |(at, what): (Range<usize>, What)| Problem {
            what,
            place: Place::Hidden {
                path: path.to_owned(),
                start: cursor.position(text.origin(at.start)),
                end: cursor.clone().position(text.origin(at.end - 1) + 1),
            },
            also: None,
        };
        found.into_iter().map(problem).collect()
    }

    /// Finds the private values in the name of a file or a folder, by its path from the root.
    ///
    /// The place of the finding is the path without them.
    #[must_use]
    pub fn in_path(&self, path: &str) -> Vec<Problem> {
        let values = self.values.as_ref();
        let found = values.map_or_else(Vec::new, |values| values.find(path.as_bytes()));
        let mut shown = path.to_owned();
        for (at, _) in found.iter().rev() {
            shown.replace_range(at.clone(), "…");
        }
        let kinds: BTreeSet<_> = found.into_iter().map(|(_, kind)| kind).collect();
        let problem = |kind| Problem::path(shown.as_str(), What::PrivateLeak { kind });
        kinds.into_iter().map(problem).collect()
    }

    fn is_open(&self, bytes: &[u8], at: &Range<usize>) -> bool {
        let link = bytes.get(at.clone()).unwrap_or_default();
        str::from_utf8(link).is_ok_and(|link| self.open.contains(link))
    }
}

/// Lists the links of videoconferences in what a meeting shows.
fn links(meeting: &Meeting) -> Vec<String> {
    let agenda = meeting.agenda.iter();
    let agenda = agenda.flat_map(|item| [Some(&item.title), item.presenter.as_ref()]);
    let texts = [&meeting.place, &meeting.reason, &meeting.title];
    let texts = texts.into_iter().map(Option::as_ref).chain(agenda);
    texts
        .flatten()
        .flat_map(|text| {
            let found = conference::find(text.as_bytes()).into_iter();
            found.filter_map(|link| text.get(link.at).map(str::to_owned))
        })
        .collect()
}

/// The bytes of a text with the lines of a calendar unfolded (RFC 5545, section 3.1).
struct Unfolded<'a> {
    bytes: Cow<'a, [u8]>,
    /// Where a fold was, and how many bytes have been left out by then.
    folds: Vec<(usize, usize)>,
}

impl<'a> Unfolded<'a> {
    fn of(path: &str, bytes: &'a [u8]) -> Self {
        let ending = path.rsplit('.').next().unwrap_or_default();
        let mut text = Self {
            bytes: Cow::Borrowed(bytes),
            folds: Vec::new(),
        };
        if !ending.eq_ignore_ascii_case("ics") {
            return text;
        }
        let mut unfolded = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            let fold = match rest {
                [b'\r', b'\n', b' ' | b'\t', ..] => 3,
                [b'\n', b' ' | b'\t', ..] => 2,
                _ => 0,
            };
            if fold == 0 {
                unfolded.push(*byte);
                at += 1;
            } else {
                at += fold;
                text.folds.push((unfolded.len(), at - unfolded.len()));
            }
        }
        text.bytes = Cow::Owned(unfolded);
        text
    }

    /// Returns where a byte stands in the file.
    fn origin(&self, byte: usize) -> usize {
        let after = self.folds.partition_point(|(at, _)| *at <= byte);
        let last = after.checked_sub(1).and_then(|last| self.folds.get(last));
        byte + last.map_or(0, |(_, left_out)| *left_out)
    }
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
mod tests;
