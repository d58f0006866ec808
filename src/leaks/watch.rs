//! What a public text must not hold: private values, and links of videoconferences.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::accepted::Accepted;
use super::conference;
use super::container::{self, Contents};
use super::decoded::{Decoded, Encoding, Form, encoded_parts, in_addresses};
use super::fold::Nul;
use super::people::Letters;
use super::shares;
use super::values::{Found, PrivateValues, Reading, folded};
use crate::domain::{Council, Meeting, Private, PrivateRecords};
use crate::markdown::blocks::scan;
use crate::markdown::minutes::front_matter;
use crate::problem::{Place, PrivateKind, Problem, What};
use crate::sort::Sort;
use crate::source::{Position, Sources};

/// How much of the words of findings is looked through at a time, in bytes.
const SHARE: usize = 64 * 1024;
/// What keeps the words of two findings apart: no value goes on behind it.
const APART: &str = "\n;;;;\n";

/// What a public text must not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leak {
    /// A private value; `whole` if it is more than a surname with a title or initials.
    Value { kind: PrivateKind, whole: bool },
    /// A link that opens the room of a videoconference, by the service.
    Room(&'static str),
    /// A link by which whoever has it reads or changes what others work on.
    Share,
}

/// What is looked for in public texts, each read once.
#[derive(Debug, Default)]
pub struct Watch {
    values: Option<PrivateValues>,
    /// The names of persons whom the attendance of the minutes at hand lists.
    attendees: Option<PrivateValues>,
    /// The links of meetings that are open to all, folded.
    open: BTreeSet<String>,
    /// The ids of the meetings of which there are minutes.
    meetings: BTreeSet<String>,
    /// Whether links by which others work together are looked for.
    shares: bool,
}

impl Leak {
    /// Returns what it is in a public file.
    #[must_use]
    pub fn in_public(self) -> What {
        match self {
            Self::Value { kind, whole: true } => What::PrivateLeak { kind },
            Self::Value { whole: false, .. } => What::NamedContact,
            Self::Room(service) => What::PrivateLink { service },
            Self::Share => What::PrivateLeak {
                kind: PrivateKind::Share,
            },
        }
    }

    /// Returns what kind of private value it is.
    #[must_use]
    pub fn kind(self) -> PrivateKind {
        match self {
            Self::Value { kind, .. } => kind,
            Self::Room(_) => PrivateKind::JoinLink,
            Self::Share => PrivateKind::Share,
        }
    }
}

impl Watch {
    /// Looks for private values, where there are any, and for every link of a videoconference but
    /// those that a meeting shows on purpose.
    #[must_use]
    pub fn new(values: Option<PrivateValues>, council: Option<&Council>) -> Self {
        let meetings = council.into_iter().flat_map(|council| &council.meetings);
        let accepting = meetings.filter(|meeting| meeting.allows("private-link"));
        let all = council.into_iter().flat_map(|council| &council.meetings);
        Self {
            values,
            attendees: None,
            open: accepting.flat_map(links).collect(),
            meetings: all.map(|meeting| meeting.id.to_string()).collect(),
            shares: false,
        }
    }

    /// Looks for what minutes must not hold: the names of persons whom their attendance lists, too, and
    /// links by which others work together.
    #[must_use]
    pub fn of_minutes(
        records: &PrivateRecords,
        council: &Council,
        persons: &[Private<String>],
    ) -> Self {
        let attendees = PrivateValues::of_persons(persons, records, council);
        Self {
            attendees,
            shares: true,
            ..Self::new(PrivateValues::new(records, council), Some(council))
        }
    }

    /// Finds what a public file must not hold, whatever its bytes are.
    ///
    /// Of another council's files (`own` is false) only the private values of this one count. What
    /// the file accepts as `public-names` does not; in bytes that are no text a surname with a title
    /// is none, and in minutes it weighs as much as a full name.
    ///
    /// Of an archive or a document of an office it is said once of the file as a whole.
    #[must_use]
    pub fn find(&self, path: &str, bytes: &[u8], own: bool) -> Vec<Problem> {
        self.look_at(path, bytes, own).0
    }

    /// Does the same, and tells whether all of the file could be searched: an archive may hold what is of
    /// no kind that a search reads, or the file itself be of such a kind.
    #[must_use]
    pub fn look_at(&self, path: &str, bytes: &[u8], own: bool) -> (Vec<Problem>, bool) {
        let mut found = self.in_bytes(path, bytes, own);
        let contents = container::contents(path, bytes);
        let is_searched = !container::is_opaque(bytes)
            && !contents
                .as_ref()
                .is_some_and(|contents| contents.holds_opaque);
        let is_more = |contents: &Contents| !contents.parts.is_empty() || contents.unread.is_some();
        let Some(contents) = contents.filter(is_more) else {
            return (found, is_searched);
        };
        let whys = contents.unread.into_iter();
        let mut whats: Vec<What> = whys.map(|why| What::UncheckedFile { why }).collect();
        whats.extend(found.drain(..).map(|problem| problem.what));
        for part in &contents.parts {
            let inside = self.in_bytes(&part.name, &part.bytes, own);
            whats.extend(inside.into_iter().map(|problem| problem.what));
        }
        let shown = self.shown(path);
        for what in whats {
            let problem = Problem::path(&shown, what);
            if !found.contains(&problem) {
                found.push(problem);
            }
        }
        (found, is_searched)
    }

    fn in_bytes(&self, path: &str, bytes: &[u8], own: bool) -> Vec<Problem> {
        let decoded = decoded(path, bytes);
        let accepted = Accepted::by(decoded.source());
        let found = self.in_every_reading(path, bytes, &decoded, own, &accepted);
        if found.is_empty() {
            return Vec::new();
        }
        let is_minutes = self.is_of_minutes(decoded.source());
        let shown = self.shown(path);
        let mut cursor = Cursor::new(bytes, decoded.encoding);
        let problem = |(at, leak): (Range<usize>, Leak)| Problem {
            what: match leak {
                Leak::Value { kind, .. } if is_minutes => What::PrivateLeak { kind },
                leak => leak.in_public(),
            },
            place: Place::Hidden {
                path: shown.clone(),
                start: cursor.position(at.start),
                end: cursor.clone().position(at.end),
            },
            also: None,
        };
        found.into_iter().map(problem).collect()
    }

    /// Finds what is private in what a file is about to become: in all of it, or, where people write
    /// the page around them (`blocks`), in the bodies of its blocks.
    #[must_use]
    pub fn in_made(&self, path: &str, bytes: &[u8], blocks: bool) -> Vec<Problem> {
        let text = str::from_utf8(bytes).unwrap_or_default();
        let accepted = Accepted::by(text);
        let found: Vec<(Range<usize>, Leak)> = if blocks {
            let blocks = scan(text).blocks.into_iter();
            let bodies = blocks.filter_map(|block| text.get(block.body));
            bodies
                .flat_map(|body| self.in_text_accepting(body, &accepted))
                .collect()
        } else {
            self.in_every_reading(path, bytes, &decoded(path, bytes), true, &accepted)
        };
        at_path(&self.shown(path), found)
    }

    /// Tells what of somebody else a message tells: a name, an address or a link that is none of its
    /// addressee's `own`, as a whole.
    #[must_use]
    pub fn beyond(
        &self,
        path: &str,
        bytes: &[u8],
        own: Option<&PrivateValues>,
    ) -> Option<PrivateKind> {
        let decoded = decoded(path, bytes);
        let reading = Reading::of(&decoded, Nul::Nothing);
        let own = own.map_or_else(Vec::new, |own| own.find(&reading));
        let values = self.values.iter().flat_map(|values| values.find(&reading));
        let is_own = |at: &Range<usize>| {
            own.iter()
                .any(|own| own.at.start <= at.start && at.end <= own.at.end)
        };
        let mut others =
            values.filter(|found| found.whole && !found.is_other_room && !is_own(&found.at));
        others.next().map(|found| found.kind)
    }

    /// Finds the bytes of the text of a file that must not be shown.
    #[must_use]
    pub fn hidden(&self, path: &str, text: &str) -> Vec<Range<usize>> {
        let decoded = decoded(path, text.as_bytes());
        let accepted = Accepted::by(decoded.source());
        let found = self.in_every_reading(path, text.as_bytes(), &decoded, true, &accepted);
        let found = found.into_iter().map(|(at, _)| at);
        found.filter(|at| text.get(at.clone()).is_some()).collect()
    }

    /// Finds what a text must not hold if it is public, in order and apart; what it accepts as
    /// `public-names` itself does not count.
    #[must_use]
    pub fn in_text(&self, text: &str) -> Vec<(Range<usize>, Leak)> {
        self.in_text_accepting(text, &Accepted::by(text))
    }

    /// Does the same, with names that are accepted elsewhere.
    #[must_use]
    pub fn in_text_accepting(&self, text: &str, accepted: &Accepted) -> Vec<(Range<usize>, Leak)> {
        let decoded = Decoded::text(text);
        self.in_every_reading("", text.as_bytes(), &decoded, true, accepted)
    }

    /// Finds the private values in the name of a file or a folder, by its path from the root.
    ///
    /// The place of the finding is the path without them.
    #[must_use]
    pub fn in_path(&self, path: &str) -> Vec<Problem> {
        let found = self.in_name(path);
        let shown = without(path, &found);
        at_path(&shown, found)
    }

    /// Finds the private values in a path, and in what stands before the endings of its files: the
    /// `.txt` behind an address is no part of its domain.
    fn in_name(&self, path: &str) -> Vec<(Range<usize>, Leak)> {
        let mut found = self.in_text(path);
        let mut name = path.to_owned();
        // Two endings, as in `.tar.gz`.
        for _ in 0..2 {
            let Some(dot) = name.rfind('.') else { break };
            name.truncate(dot);
            let apart = |at: &Range<usize>, found: &[(Range<usize>, Leak)]| {
                let mut others = found.iter();
                others.all(|(other, _)| other.end <= at.start || at.end <= other.start)
            };
            for (at, leak) in self.in_text(&name) {
                if apart(&at, &found) {
                    found.push((at, leak));
                }
            }
        }
        found.order_by_key(|(at, _)| at.start);
        found
    }

    /// Returns a path as a finding may show it: without private values.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        without(path, &self.in_name(path))
    }

    /// Tells, for each finding, what it would tell by its own words, such as those of a link that
    /// leads nowhere.
    #[must_use]
    pub fn told_by(&self, problems: &[Problem]) -> Vec<Option<Leak>> {
        // Many findings say the same: each thing is looked through once.
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut whats: Vec<String> = Vec::new();
        let numbers: Vec<usize> = problems
            .iter()
            .map(|problem| {
                let words = format!("{:?}", problem.what);
                *known.entry(words).or_insert_with_key(|words| {
                    whats.push(words.clone());
                    whats.len() - 1
                })
            })
            .collect();
        let mut told = vec![None; whats.len()];
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (at, words) in whats.iter().enumerate() {
            starts.push((text.len(), at));
            text.push_str(words);
            text.push_str(APART);
            if text.len() < SHARE && at + 1 < whats.len() {
                continue;
            }
            for (range, leak) in self.in_text_accepting(&text, &Accepted::by("")) {
                let after = starts.partition_point(|(start, _)| *start <= range.start);
                let whose = after.checked_sub(1).and_then(|last| starts.get(last));
                let told = whose.and_then(|(_, at)| told.get_mut(*at));
                told.map(|told| told.get_or_insert(leak));
            }
            text.clear();
            starts.clear();
        }
        let told_by = |number| told.get(number).copied().flatten();
        numbers.into_iter().map(told_by).collect()
    }

    /// Takes private values out of the path that a finding is about; `shown` keeps what each path
    /// becomes, since many findings are about one.
    #[must_use]
    pub fn without_path(
        &self,
        problem: Problem,
        sources: &Sources,
        shown: &mut BTreeMap<String, String>,
    ) -> Problem {
        let path = match &problem.place {
            Place::Span(span) => sources.path(span.file),
            Place::File(file) => sources.path(*file),
            Place::Path(path) | Place::Hidden { path, .. } => path,
            Place::Embedded { .. } => return problem,
        };
        if !shown.contains_key(path) {
            shown.insert(path.to_owned(), self.shown(path));
        }
        let Some(shown) = shown.get(path).filter(|shown| *shown != path).cloned() else {
            return problem;
        };
        let mut problem = problem.hidden(sources);
        match &mut problem.place {
            Place::Path(path) | Place::Hidden { path, .. } => *path = shown,
            place => *place = Place::Path(shown),
        }
        problem
    }

    /// Whether a text says of itself that it is the minutes of a meeting.
    fn is_of_minutes(&self, text: &str) -> bool {
        let matter = front_matter::read(text);
        let meeting = matter.field("meeting");
        meeting.is_some_and(|meeting| self.meetings.contains(&meeting.value))
    }

    /// Finds what is private in a file, in each way in which its bytes may be text.
    fn in_every_reading(
        &self,
        path: &str,
        bytes: &[u8],
        decoded: &Decoded<'_>,
        own: bool,
        accepted: &Accepted,
    ) -> Vec<(Range<usize>, Leak)> {
        let mut found = self.in_decoded(decoded, own, accepted);
        let form = Form::of(path);
        for reading in Decoded::further(bytes, decoded, form) {
            found.extend(self.in_decoded(&reading, own, accepted));
        }
        // Two lines that are none of one may make a room that nobody knows.
        let unbroken = decoded.unbroken();
        found.extend(
            unbroken
                .iter()
                .flat_map(|reading| self.in_decoded(reading, false, accepted)),
        );
        for reading in decoded.unchanged() {
            found.extend(self.in_decoded(&reading, false, accepted));
        }
        let mut encoded = in_addresses(bytes);
        if form == Form::Message {
            encoded.extend(encoded_parts(bytes));
        }
        for (at, part) in encoded {
            let read = Decoded::bytes(&part, Form::Plain);
            let leaks = self.in_decoded(&read, own, accepted).into_iter();
            found.extend(leaks.map(|(_, leak)| (at.clone(), leak)));
        }
        apart(found)
    }

    fn in_decoded(
        &self,
        decoded: &Decoded<'_>,
        own: bool,
        accepted: &Accepted,
    ) -> Vec<(Range<usize>, Leak)> {
        let mut found = Vec::new();
        let is_text = decoded.encoding != Encoding::Binary;
        let ways: &[Nul] = if is_text {
            &[Nul::Nothing]
        } else {
            &[Nul::Nothing, Nul::End]
        };
        for nul in ways {
            let reading = Reading::of(decoded, *nul);
            let values = self.values.iter().flat_map(|values| values.find(&reading));
            let attendees = self.attendees.iter();
            let attendees = attendees.flat_map(|names| names.find(&reading));
            let attendees = attendees.map(|it| Found {
                kind: PrivateKind::Attendee,
                ..it
            });
            let values = values.chain(attendees);
            let values = values.filter(|it| (is_text || it.whole) && !accepted.covers(it));
            let text = reading.folded();
            let values =
                values.filter(|it| !it.is_other_room || own && !self.is_open(text, &it.folded));
            found.extend(values.map(|it| {
                let (kind, whole) = (it.kind, it.whole);
                let leak = Leak::Value { kind, whole };
                let room = Leak::Room(conference::OWN_SERVER);
                (it.at, if it.is_other_room { room } else { leak })
            }));
            if own {
                let text = reading.folded();
                let links = conference::find(text.as_bytes()).into_iter();
                let links = links.filter(|link| !self.is_open(text, &link.at));
                found.extend(links.map(|link| (reading.origin(link.at), Leak::Room(link.service))));
                if self.shares {
                    let links = shares::find(text).into_iter();
                    let links = links.filter(|at| !accepted.has(text.get(at.clone())));
                    found.extend(links.map(|at| (reading.origin(at), Leak::Share)));
                }
            }
        }
        apart(found)
    }

    fn is_open(&self, text: &str, at: &Range<usize>) -> bool {
        let link = text.get(at.clone());
        link.is_some_and(|link| self.open.contains(link))
    }
}

/// Makes one finding of those that overlap: of the one that weighs most, over the bytes of all.
fn apart(mut found: Vec<(Range<usize>, Leak)>) -> Vec<(Range<usize>, Leak)> {
    let weight = |leak: Leak| match leak {
        Leak::Value { whole: true, .. } => 0,
        Leak::Room(_) => 1,
        Leak::Share => 2,
        Leak::Value { whole: false, .. } => 3,
    };
    found.order_by_key(|(at, leak)| (at.start, usize::MAX - at.end, weight(*leak)));
    let mut left: Vec<(Range<usize>, Leak)> = Vec::new();
    for (at, leak) in found {
        match left.last_mut().filter(|(last, _)| at.start < last.end) {
            Some((last, known)) => {
                last.end = last.end.max(at.end);
                if weight(leak) < weight(*known) {
                    *known = leak;
                }
            }
            None => left.push((at, leak)),
        }
    }
    left
}

/// Makes one finding about a path of each thing that is found there.
fn at_path(path: &str, found: Vec<(Range<usize>, Leak)>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for (_, leak) in found {
        let problem = Problem::path(path, leak.in_public());
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}

fn decoded<'a>(path: &str, bytes: &'a [u8]) -> Decoded<'a> {
    Decoded::bytes(bytes, Form::of(path))
}

fn without(path: &str, found: &[(Range<usize>, Leak)]) -> String {
    let mut shown = path.to_owned();
    for (at, _) in found.iter().rev() {
        if shown.get(at.clone()).is_some() {
            shown.replace_range(at.clone(), "…");
        }
    }
    shown
}

/// Lists the links of videoconferences in what a meeting shows, folded.
fn links(meeting: &Meeting) -> Vec<String> {
    let agenda = meeting.agenda.iter();
    let agenda = agenda.flat_map(|item| [Some(&item.title), item.presenter.as_ref()]);
    let texts = [&meeting.place, &meeting.reason, &meeting.title];
    let texts = texts.into_iter().map(Option::as_ref).chain(agenda);
    texts
        .flatten()
        .map(|text| folded(text))
        .flat_map(|text| {
            let found = conference::find(text.as_bytes()).into_iter();
            let found = found.filter_map(|link| text.get(link.at).map(str::to_owned));
            found.collect::<Vec<_>>()
        })
        .collect()
}

/// Counts lines and columns on the way through a file.
#[derive(Clone)]
struct Cursor<'a> {
    bytes: &'a [u8],
    encoding: Encoding,
    at: usize,
    position: Position,
}

impl<'a> Cursor<'a> {
    fn new(bytes: &'a [u8], encoding: Encoding) -> Self {
        let mark: &[u8] = match encoding {
            Encoding::Utf16 { big_endian: true } => &[0xfe, 0xff],
            Encoding::Utf16 { big_endian: false } => &[0xff, 0xfe],
            Encoding::Utf8 | Encoding::Binary => "\u{feff}".as_bytes(),
        };
        Self {
            bytes,
            encoding,
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
        let passed = self.bytes.get(self.at..byte).unwrap_or_default();
        match self.encoding {
            Encoding::Utf16 { big_endian } => {
                for unit in passed.chunks(2) {
                    let is_end = unit == if big_endian { [0, b'\n'] } else { [b'\n', 0] };
                    self.count(is_end);
                }
            }
            Encoding::Utf8 | Encoding::Binary => {
                for chunk in passed.utf8_chunks() {
                    chunk.valid().chars().for_each(|c| self.count(c == '\n'));
                    chunk.invalid().iter().for_each(|_| self.count(false));
                }
            }
        }
        self.at = self.at.max(byte);
        self.position
    }

    fn count(&mut self, ends_line: bool) {
        if ends_line {
            self.position.line += 1;
            self.position.column = 1;
        } else {
            self.position.column += 1;
        }
    }
}

#[cfg(test)]
mod tests;
