//! The texts that a run has read, in memory: every span points into one of them.

mod conflict;
pub mod percent;
pub mod references;

use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::sync::Arc;

pub use conflict::{Conflict, conflicts};
use serde::{Serialize, Serializer};

/// The registry of the council, its colleges and its members.
pub const MEMBERS_FILE: &str = "members.toml";
/// The registry of the meetings.
pub const MEETINGS_FILE: &str = "meetings.toml";
/// The folder of the templates that replace the program's.
pub const TEMPLATES_FOLDER: &str = "templates/";

/// The folder of what is never published.
pub const PRIVATE_FOLDER: &str = "private/";
/// The registry of the contacts of the members.
pub const PRIVATE_MEMBERS_FILE: &str = "private/members.toml";
/// The registry of the links of videoconferences.
pub const PRIVATE_MEETINGS_FILE: &str = "private/meetings.toml";
/// The registry of the subjects that people proposed.
pub const PRIVATE_SUBJECTS_FILE: &str = "private/subjects.toml";
/// How to reach the server that sends messages.
pub const SMTP_FILE: &str = "private/smtp.toml";
/// How to reach the mailbox that holds the answers.
pub const IMAP_FILE: &str = "private/imap.toml";
/// The journal of the messages that were sent.
pub const SENT_FILE: &str = "private/sent.jsonl";
/// The paths of the minutes that held private marks when they were last checked, a line each.
pub const MARKED_FILE: &str = "private/marked.txt";
/// The journal of the answers that were read or noted.
pub const REPLIES_FILE: &str = "private/replies.jsonl";
/// The journal of how far the mailbox was read.
pub const MAILBOX_FILE: &str = "private/mailbox.jsonl";

/// Serialises an error of the system for the sentences that say it: its kind in kebab-case, and its
/// own words.
///
/// # Errors
///
/// Those of the serialiser.
pub fn serialize_error<S: Serializer>(error: &io::Error, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Reason {
        kind: &'static str,
        text: String,
    }
    let text = error.to_string();
    let kind = match error.kind() {
        // The standard library gives the resolver's errors no kind of their own.
        _ if text.starts_with("failed to lookup address") => "no-host",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "not-a-folder",
        io::ErrorKind::BrokenPipe
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::UnexpectedEof => "hung-up",
        io::ErrorKind::ConnectionRefused => "refused",
        io::ErrorKind::IsADirectory => "folder",
        io::ErrorKind::NotFound => "not-found",
        io::ErrorKind::PermissionDenied => "denied",
        io::ErrorKind::ReadOnlyFilesystem => "read-only",
        io::ErrorKind::ResourceBusy => "busy",
        io::ErrorKind::StorageFull => "full",
        io::ErrorKind::TimedOut => "slow",
        _ => "other",
    };
    Reason { kind, text }.serialize(serializer)
}

/// Joins the words of a text by single spaces: what is `apart`, and what a terminal would obey, parts
/// them too. A space that does not break stays one.
#[must_use]
pub fn on_one_line(text: &str, apart: impl Fn(char) -> bool) -> String {
    let words = text.split(|c: char| c == ' ' || c.is_control() || apart(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Puts a text between the quotes within which a shell takes every character as it stands.
#[must_use]
pub fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Replaces every character of a foreign text that could command a terminal, hide there or turn the
/// text around; the ends of lines stay, and so do tabs.
///
/// Control characters become their pictures (U+2400 to U+2421), bidirectional marks and what else
/// ends a line U+FFFD.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let stays = |character: char| harmless_character(character) == character;
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(harmless_character).collect())
}

fn harmless_character(character: char) -> char {
    match character {
        '\n' | '\t' => character,
        '\0'..='\u{1f}' => {
            char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// Names one text of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A range of bytes in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes the span of `range` in `file`.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self {
            file,
            start: range.start,
            end: range.end,
        }
    }

    /// Returns the bytes covered, as a range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place as a person counts it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// The texts read in one run, each with the path it is shown under.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

#[derive(Debug)]
struct SourceFile {
    path: String,
    text: Arc<str>,
    line_starts: Vec<usize>,
    /// Where each record begins, in order, and its id.
    records: Vec<(usize, Option<String>)>,
}

impl Sources {
    /// Makes an empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text; `path` is relative to the root, with `/` between its parts.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        self.files.push(SourceFile {
            path: path.into(),
            text,
            line_starts,
            records: Vec::new(),
        });
        FileId(self.files.len() - 1)
    }

    /// Finds a text by the path it is shown under.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.files.iter().position(|file| file.path == path);
        index.map(FileId)
    }

    /// Lists every text, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len()).map(FileId)
    }

    /// Returns the path that a text is shown under.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0].path
    }

    /// Returns a text, as it was read: byte order mark and line ends included.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0].text
    }

    /// Returns the text under a span, empty where the span does not fit.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or_default()
    }

    /// Says where the records of a text begin, in order, and the id of each that has one.
    pub fn name_records(&mut self, file: FileId, records: Vec<(usize, Option<String>)>) {
        self.files[file.0].records = records;
    }

    /// Returns the id of the record in which a span begins, if it is known.
    #[must_use]
    pub fn record(&self, span: Span) -> Option<&str> {
        let records = &self.files[span.file.0].records;
        let after = records.partition_point(|(start, _)| *start <= span.start);
        records.get(after.checked_sub(1)?)?.1.as_deref()
    }

    /// Returns the bytes of lines, counted from 1, without the last line end.
    #[must_use]
    pub fn lines(&self, file: FileId, lines: std::ops::RangeInclusive<usize>) -> Range<usize> {
        let source = &self.files[file.0];
        let start_of = |line: usize| source.line_starts.get(line).copied();
        let end = source.text.len();
        let start = start_of(lines.start().saturating_sub(1)).unwrap_or(end);
        let next = start_of(*lines.end()).unwrap_or(end).max(start);
        let text = source.text.get(start..next).unwrap_or_default();
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// Returns the line and column of a byte; past the end, those of the end.
    ///
    /// A byte order mark is no column.
    #[must_use]
    pub fn position(&self, file: FileId, byte: usize) -> Position {
        let source = &self.files[file.0];
        let line = source.line_starts.partition_point(|start| *start <= byte);
        let start = source.line_starts[line.saturating_sub(1)];
        let before = source.text.get(start..byte).unwrap_or_else(|| {
            let floor = (start..=byte.min(source.text.len()))
                .rev()
                .find(|at| source.text.is_char_boundary(*at))
                .unwrap_or(start);
            &source.text[start..floor]
        });
        Position {
            line,
            column: before.trim_start_matches('\u{feff}').chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "é = 1\r\n\nfin");
        let at = |byte| {
            let position = sources.position(file, byte);
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2), "after the two bytes of é");
        assert_eq!(at(8), (2, 1));
        assert_eq!(at(9), (3, 1));
        assert_eq!(at(999), (3, 4), "past the end");
        assert_eq!(at(1), (1, 1), "inside a character");
    }

    #[test]
    fn a_span_lies_in_the_record_that_begins_last_before_it() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "x = 1\n[[b]]\nid = \"c\"\n[d]\ne = 2\n");
        sources.name_records(file, vec![(6, Some("c".to_owned())), (21, None)]);
        let record = |start| sources.record(Span::new(file, start..start));
        assert_eq!(record(0), None);
        assert_eq!(record(6), Some("c"));
        assert_eq!(record(20), Some("c"));
        assert_eq!(record(25), None);
    }

    #[test]
    fn lines_are_counted_from_one_and_end_before_their_line_end() {
        let mut sources = Sources::new();
        let file = sources.add("a.ics", "A:1\r\nB:2\r\n 3\r\nC:4");
        let text = |lines| &sources.text(file)[sources.lines(file, lines)];
        assert_eq!(text(1..=1), "A:1");
        assert_eq!(text(2..=3), "B:2\r\n 3");
        assert_eq!(text(4..=9), "C:4");
        assert_eq!(text(7..=9), "");
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "\u{feff}ab");
        assert_eq!(sources.position(file, 4).column, 2);
    }
}
