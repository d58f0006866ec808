//! How pages are read, the lines of a text, and where in it the nodes of its tree stand.

use std::ops::Range;

use comrak::Options;
use comrak::nodes::AstNode;
use memchr::memchr2_iter;

/// Locates a line.
pub(super) struct Line {
    /// Without the line end.
    pub content: Range<usize>,
    /// Where the next line begins.
    pub next: usize,
    /// The line before it ends in a carriage return alone, which most programs do not take for the
    /// end of a line.
    pub after_carriage_return: bool,
}

impl Line {
    /// Gives the line its place in a text of which `by` bytes were left out before.
    pub fn moved(mut self, by: usize) -> Self {
        self.content = self.content.start + by..self.content.end + by;
        self.next += by;
        self
    }
}

/// Splits a text into lines as `CommonMark` does; a byte order mark is not part of the first.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut after_carriage_return = false;
    let bytes = text.as_bytes();
    for at in memchr2_iter(b'\n', b'\r', bytes) {
        let is_return = bytes.get(at) == Some(&b'\r');
        if is_return && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        let crlf = !is_return && at > start && bytes.get(at - 1) == Some(&b'\r');
        lines.push(Line {
            content: start..at - usize::from(crlf),
            next: at + 1,
            after_carriage_return,
        });
        start = at + 1;
        after_carriage_return = is_return;
    }
    lines.push(Line {
        content: start..text.len(),
        next: text.len(),
        after_carriage_return,
    });
    lines
}

/// Returns how pages are read.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    options
}

/// Returns the bytes of the source that make a node, whole characters.
pub(super) fn range<'a>(node: &'a AstNode<'a>, text: &str, lines: &[Line]) -> Range<usize> {
    let position = node.data().sourcepos;
    let place = |line: usize, column: usize| {
        let line = lines.get(line.saturating_sub(1));
        line.map_or(text.len(), |line| {
            (line.content.start + column).min(line.content.end)
        })
    };
    let start = place(position.start.line, position.start.column.saturating_sub(1));
    let end = place(position.end.line, position.end.column);
    let start = boundary(text, start);
    start..boundary(text, end.max(start))
}

/// Steps back to where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let sound = |at: &usize| text.is_char_boundary(*at);
    (0..=at).rev().find(sound).unwrap_or_default()
}
