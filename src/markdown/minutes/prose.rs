//! Running text taken out of Markdown, each byte with its place.

use std::ops::Range;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};

use super::private::Privacy;
use crate::markdown::html::is_line_break;
use crate::markdown::lines::Line;
use crate::markdown::struck::is_strike;
use crate::sort::Sort;
use crate::source;

/// Stands in running text for what is none: code, an image, something private.
pub const OBJECT: char = '\u{fffc}';

/// The text of a heading, a paragraph or a cell, without its markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// A line break of the source is `\n`.
    pub text: String,
    /// The bytes of the source, from the first to the last of the block.
    pub at: Range<usize>,
    /// In the order of the text; together they make it up.
    runs: Vec<Run>,
    /// What stands between signs, such as emphasis and links; the outer before the inner.
    spans: Vec<Enclosed>,
    /// The words of code, each with where its sign stands in the text.
    codes: Vec<(usize, String)>,
}

/// A part of the source between two signs of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Enclosed {
    /// With the signs.
    outer: Range<usize>,
    /// Between them.
    inner: Range<usize>,
    kind: Enclosure,
    /// Where the furthest of it and those before it ends.
    reach: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enclosure {
    Emphasis,
    Struck,
    Link,
}

/// A part of the text and the bytes of the source that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    /// Where it begins in the text.
    at: usize,
    source: Range<usize>,
    /// Whether the source has the same bytes; otherwise it is one character.
    same: bool,
}

impl Prose {
    /// Returns the bytes of the source under a range of the text.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let Some(first) = self.run(range.start) else {
            return self.at.start..self.at.start;
        };
        let start = first.place(range.start);
        let last = range.end.checked_sub(1).and_then(|last| self.run(last));
        let end = last.filter(|_| !range.is_empty()).map_or(start, |last| {
            if last.same {
                last.place(range.end)
            } else {
                last.source.end
            }
        });
        start..end.max(start)
    }

    /// Returns a part of the text as Markdown, on one line; signs that it would cut in two are whole in it.
    #[must_use]
    pub fn markdown(&self, source: &str, range: Range<usize>) -> String {
        let Range { mut start, end } = self.source(range);
        let before = source.get(self.at.start..start).unwrap_or_default();
        let escapes = before.len() - before.trim_end_matches('\\').len();
        if escapes % 2 == 1 {
            start -= 1;
        }
        let (mut opened, mut closed) = (String::new(), Vec::new());
        for span in self.spans_over(start..end) {
            let overlaps = span.outer.start < end && start < span.outer.end;
            // Emphasis of all that is taken, and of what stood before, is of the line.
            let is_of_line = span.outer.start < start && end <= span.inner.end;
            if is_of_line && span.kind == Enclosure::Emphasis {
                continue;
            }
            if overlaps && span.outer.start < start {
                opened.push_str(
                    source
                        .get(span.outer.start..span.inner.start)
                        .unwrap_or_default(),
                );
            }
            if overlaps && end < span.outer.end {
                closed.push(
                    source
                        .get(span.inner.end..span.outer.end)
                        .unwrap_or_default(),
                );
            }
        }
        closed.reverse();
        let said = source.get(start..end).unwrap_or_default();
        markdown_on_one_line(&format!("{opened}{said}{}", closed.concat()))
    }

    /// Lists what may stand around or in a part of the source.
    fn spans_over(&self, at: Range<usize>) -> &[Enclosed] {
        let first = self.spans.partition_point(|span| span.reach <= at.start);
        let end = self.spans.partition_point(|span| span.outer.start < at.end);
        self.spans.get(first..end).unwrap_or_default()
    }

    /// Whether every word of a part of the text is struck out.
    #[must_use]
    pub fn is_struck(&self, range: Range<usize>) -> bool {
        let spans = self.spans_over(self.source(range.clone())).iter();
        let struck: Vec<&Enclosed> = spans
            .filter(|span| span.kind == Enclosure::Struck)
            .collect();
        let said = self.text.get(range.clone()).unwrap_or_default();
        let mut letters = said
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .peekable();
        !struck.is_empty()
            && letters.peek().is_some()
            && letters.all(|(at, c)| {
                let at = range.start + at;
                let place = self.source(at..at + c.len_utf8()).start;
                struck.iter().any(|span| span.outer.contains(&place))
            })
    }

    /// Whether a part of the text, and nothing beside it, is emphasised.
    pub(super) fn is_emphasised(&self, range: Range<usize>) -> bool {
        let at = self.source(range);
        let mut spans = self.spans_over(at.clone()).iter();
        spans.any(|span| span.kind == Enclosure::Emphasis && span.inner == at)
    }

    /// Returns a part of the text with spaces for what is struck out, byte for byte as long.
    pub(super) fn unstruck(&self, range: Range<usize>) -> String {
        let said = self.text.get(range.clone()).unwrap_or_default();
        let spans = self.spans_over(self.source(range.clone())).iter();
        let struck: Vec<&Enclosed> = spans
            .filter(|span| span.kind == Enclosure::Struck)
            .collect();
        if struck.is_empty() {
            return said.to_owned();
        }
        let mut left = String::with_capacity(said.len());
        for (at, c) in said.char_indices() {
            let at = range.start + at;
            let place = self.source(at..at + c.len_utf8()).start;
            if struck.iter().any(|span| span.outer.contains(&place)) {
                left.extend(std::iter::repeat_n(' ', c.len_utf8()));
            } else {
                left.push(c);
            }
        }
        left
    }

    /// Returns a part of the text as it is meant, byte for byte as long: without what is struck out, unless nothing
    /// but a remark in brackets is left, and for code with a sign that [`Self::with_code`] replaces by its words.
    pub(super) fn meant(&self, range: Range<usize>) -> String {
        let left = self.unstruck(range.clone());
        // "~~CE : relire~~ (relu le 12 mai)" is done, and not said otherwise.
        let is_done = matches!(left.trim_start().chars().next(), None | Some('('));
        let said = self.text.get(range.clone()).unwrap_or_default();
        let said = if is_done { said } else { &left };
        let signs = said.char_indices().map(|(at, c)| {
            let code = self
                .codes
                .binary_search_by_key(&(range.start + at), |(at, _)| *at);
            match code {
                Ok(index) if c == OBJECT => code_sign(index).unwrap_or(c),
                _ => c,
            }
        });
        signs.collect()
    }

    /// Puts the words of code back into a text made of [`Self::meant`].
    pub(super) fn with_code(&self, text: &str) -> String {
        if self.codes.is_empty() {
            return text.to_owned();
        }
        let signs = text.chars().map(|c| {
            let index = u32::from(c).checked_sub(FIRST_SIGN);
            let code = index.and_then(|it| self.codes.get(usize::try_from(it).ok()?));
            code.map_or_else(|| c.to_string(), |(_, words)| words.clone())
        });
        signs.collect()
    }

    /// Takes a part of a text as it is.
    pub(super) fn plain(source: &str, at: Range<usize>) -> Self {
        let mut prose = Self {
            at: at.clone(),
            ..Self::default()
        };
        prose.extend(source.get(at.clone()).unwrap_or_default(), at.start);
        prose
    }

    fn run(&self, at: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.at <= at);
        self.runs.get(after.checked_sub(1)?)
    }

    pub(super) fn push(&mut self, character: char, source: Range<usize>, same: bool) {
        let at = self.text.len();
        self.text.push(character);
        self.place(at, source, same);
    }

    /// Adds a text that stands so in the source, from a place on.
    fn extend(&mut self, text: &str, from: usize) {
        if !text.is_empty() {
            let at = self.text.len();
            self.text.push_str(text);
            self.place(at, from..from + text.len(), true);
        }
    }

    /// Notes what the end of the text, from a place on, stands for.
    fn place(&mut self, at: usize, source: Range<usize>, same: bool) {
        match self.runs.last_mut() {
            Some(last) if same && last.same && last.source.end == source.start => {
                last.source.end = source.end;
            }
            _ => self.runs.push(Run { at, source, same }),
        }
    }
}

impl Run {
    fn place(&self, at: usize) -> usize {
        if self.same {
            (self.source.start + (at - self.at)).min(self.source.end)
        } else {
            self.source.start
        }
    }
}

/// Reads the text of a block that holds nothing but running text.
pub(super) fn prose<'a>(
    block: &'a AstNode<'a>,
    source: &str,
    lines: &[Line],
    privacy: &Privacy,
) -> Prose {
    let position = block.data().sourcepos;
    let place = |line: usize, column: usize| {
        let line = lines.get(line.saturating_sub(1));
        line.map_or(source.len(), |line| {
            (line.content.start + column.saturating_sub(1)).min(line.content.end)
        })
    };
    let start = place(position.start.line, position.start.column);
    let end = place(position.end.line, position.end.column + 1).max(start);
    let mut reader = Reader {
        source,
        privacy,
        at: start,
        prose: Prose {
            at: start..end,
            ..Prose::default()
        },
    };
    // The places of a cell are those of its text without the signs that escape its bars (GFM 0.29, section 4.10).
    let cell = matches!(block.data().value, NodeValue::TableCell).then_some(start..end);
    let bars: Vec<usize> = cell.map_or_else(Vec::new, |cell| {
        let text = source.get(cell.clone()).unwrap_or_default();
        let bars = text.match_indices("\\|");
        bars.map(|(at, _)| cell.start + at).collect()
    });
    let place = |line: usize, column: usize| {
        let at = place(line, column);
        let before = bars.iter().enumerate().map(|(index, bar)| bar - index);
        at + before.take_while(|bar| *bar < at).count()
    };
    // Where a struck part begins: `<s>`.
    let mut struck: Option<Range<usize>> = None;
    // How many pictures are open: the words that stand for one are no text.
    let mut pictures = 0_usize;
    for edge in block.traverse().skip(1) {
        let node = match edge {
            NodeEdge::End(node) => {
                pictures -= usize::from(is_picture(node));
                continue;
            }
            NodeEdge::Start(node) => node,
        };
        let is_within = pictures > 0;
        pictures += usize::from(is_picture(node));
        if is_within {
            continue;
        }
        if let Some(mut span) = enclosed(node, source, &place) {
            let spans = &mut reader.prose.spans;
            span.reach = span.reach.max(spans.last().map_or(0, |last| last.reach));
            spans.push(span);
        }
        let node = node.data();
        let from = place(node.sourcepos.start.line, node.sourcepos.start.column);
        match &node.value {
            NodeValue::Text(text) => reader.text(text, from),
            NodeValue::SoftBreak | NodeValue::LineBreak => reader.line_break(),
            NodeValue::Code(_) | NodeValue::Image(_) | NodeValue::FootnoteReference(_) => {
                let to = place(node.sourcepos.end.line, node.sourcepos.end.column + 1);
                reader.object(from..to.max(from));
                if let NodeValue::Code(code) = &node.value
                    && !privacy.covers(from)
                {
                    let sign = reader.prose.text.len() - OBJECT.len_utf8();
                    reader.prose.codes.push((sign, code.literal.clone()));
                }
                reader.at = reader.at.max(to);
            }
            NodeValue::HtmlInline(html) if is_line_break(html) && !privacy.covers(from) => {
                let to = place(node.sourcepos.end.line, node.sourcepos.end.column + 1);
                reader.prose.push('\n', from..to.max(from), false);
                reader.at = reader.at.max(to);
            }
            NodeValue::HtmlInline(_) if privacy.covers(from) => reader.object(from..from),
            NodeValue::HtmlInline(tag) => {
                let to = place(node.sourcepos.end.line, node.sourcepos.end.column + 1);
                if is_strike(tag, "") {
                    struck.get_or_insert(from..to);
                } else if is_strike(tag, "/")
                    && let Some(opened) = struck.take()
                {
                    reader.prose.spans.push(Enclosed {
                        outer: opened.start..to,
                        inner: opened.end..from,
                        kind: Enclosure::Struck,
                        reach: to,
                    });
                }
            }
            _ => {}
        }
    }
    let mut prose = reader.prose;
    prose.spans.order_by_key(|span| span.outer.start);
    let mut reach = 0;
    for span in &mut prose.spans {
        reach = reach.max(span.outer.end);
        span.reach = reach;
    }
    prose
}

fn is_picture(node: &AstNode<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

/// The first of the private use characters that stand for code; each is as long as [`OBJECT`].
const FIRST_SIGN: u32 = 0xe000;

/// Returns the sign that stands for one code of a text, if there are not too many.
fn code_sign(index: usize) -> Option<char> {
    const MOST: usize = 0x1800;
    let index = u32::try_from(index).ok().filter(|_| index < MOST)?;
    char::from_u32(FIRST_SIGN + index)
}

/// Finds the signs around an emphasis, what is struck out or a link.
fn enclosed<'a>(
    node: &'a AstNode<'a>,
    source: &str,
    place: &impl Fn(usize, usize) -> usize,
) -> Option<Enclosed> {
    let (kind, opens) = match node.data().value {
        NodeValue::Emph | NodeValue::Strong => (Enclosure::Emphasis, "*_"),
        NodeValue::Strikethrough => (Enclosure::Struck, "~"),
        NodeValue::Link(_) => (Enclosure::Link, "[<"),
        _ => return None,
    };
    let at = |node: &'a AstNode<'a>| {
        let position = node.data().sourcepos;
        place(position.start.line, position.start.column)
            ..place(position.end.line, position.end.column + 1)
    };
    let outer = at(node);
    let inner = at(node.first_child()?).start..at(node.last_child()?).end;
    let signs = source.get(outer.start..inner.start)?;
    source.get(inner.end..outer.end)?;
    let sound = inner.start < inner.end && signs.chars().all(|c| opens.contains(c));
    sound.then_some(Enclosed {
        reach: outer.end,
        outer,
        inner,
        kind,
    })
}

/// Joins the words of a text by single spaces, without the pictures between them.
pub(super) fn on_one_line(text: &str) -> String {
    source::on_one_line(text, |c| c == OBJECT)
}

/// Joins the lines of a paragraph; the signs of a quotation and of a hard break are no part of it.
fn markdown_on_one_line(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim_start();
        line.trim_start_matches(['>', ' ']).trim_end()
    });
    let count = text.lines().count();
    let whole = lines.enumerate().map(|(index, line)| {
        let hard = index + 1 < count && line.ends_with('\\') && !line.ends_with("\\\\");
        if hard {
            line[..line.len() - 1].trim_end()
        } else {
            line
        }
    });
    whole.collect::<Vec<_>>().join(" ").trim().to_owned()
}

struct Reader<'a> {
    source: &'a str,
    privacy: &'a Privacy,
    /// How far the source has been read.
    at: usize,
    prose: Prose,
}

impl Reader<'_> {
    /// Adds a text that stands somewhere after what was read, character by character: a backslash
    /// or a character reference takes more bytes in the source.
    fn text(&mut self, text: &str, from: usize) {
        let first = text.chars().next().unwrap_or_default();
        let sound = from >= self.at && self.reads_at(from, first).is_some();
        self.at = if sound {
            from
        } else {
            let rest = self.source.get(self.at..).unwrap_or_default();
            self.at + rest.find(first).unwrap_or_default()
        };
        let rest = self.source.get(self.at..).unwrap_or_default();
        if self.privacy.regions.is_empty() && rest.starts_with(text) {
            self.prose.extend(text, self.at);
            self.at += text.len();
            return;
        }
        for character in text.chars() {
            let (at, length) = self.reads_at(self.at, character).unwrap_or((self.at, 0));
            self.at = at + length;
            let same = self
                .source
                .get(at..self.at)
                .is_some_and(|source| source.starts_with(character));
            if self.privacy.covers(at) {
                self.object(at..at);
            } else {
                self.prose.push(character, at..self.at, same);
            }
        }
    }

    /// Tells where a character begins that is read at a place of the source, and its length there.
    fn reads_at(&self, at: usize, character: char) -> Option<(usize, usize)> {
        let rest = self.source.get(at..)?;
        if rest.starts_with(character) {
            return Some((at, character.len_utf8()));
        }
        if let Some(escaped) = rest.strip_prefix('\\')
            && escaped.starts_with(character)
        {
            return Some((at + 1, character.len_utf8()));
        }
        if rest.starts_with('&') {
            let end = rest.bytes().take(33).position(|byte| byte == b';')?;
            return Some((at, end + 1));
        }
        None
    }

    fn line_break(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let at = self.at + rest.find(['\n', '\r']).unwrap_or_default();
        self.prose.push('\n', at..at, false);
        self.at = at.max(self.at);
    }

    fn object(&mut self, at: Range<usize>) {
        if !self.prose.text.ends_with(OBJECT) {
            self.prose.push(OBJECT, at, false);
        }
    }
}
