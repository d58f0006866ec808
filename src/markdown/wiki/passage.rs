//! Running text of a page as a reader sees it, with the links and the marks in it.

use std::ops::Range;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};

use super::Link;
use super::words::VERBS;
use crate::locale::collation::words;
use crate::markdown::lines::{Line, range};
use crate::markdown::struck::is_strike;
use crate::sort::Sort;
use crate::source;

/// Whether a block is an item of a list.
pub(super) fn is_item<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(
        node.data().value,
        NodeValue::Item(_) | NodeValue::TaskItem(_)
    )
}

/// Whether a block is a list.
pub(super) fn is_list<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::List(_))
}

/// The text of a heading, a paragraph or a cell, without its markup.
///
/// Every range but those called `at` is one of bytes of the text; each list is in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// A line break of the source is `\n`.
    pub text: String,
    /// Of the source, from the first to the last byte of the block.
    pub at: Range<usize>,
    pub links: Vec<Linked>,
    pub struck: Vec<Range<usize>>,
    pub strong: Vec<Range<usize>>,
    /// The texts that stand for images.
    pub images: Vec<Range<usize>>,
    /// The line breaks that were asked for.
    pub breaks: Vec<usize>,
    /// Where the cells of a row begin that nothing but their order joins.
    pub seams: Vec<usize>,
    /// What its links have besides in the source, and no reader sees: `{: target="_blank"}`.
    attributes: String,
    /// The runs of text that the source has as well, and the breaks of lines.
    runs: Vec<Run>,
}

/// Some bytes of a text, and where the source has the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    over: Range<usize>,
    source: usize,
}

/// A link in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Linked {
    pub over: Range<usize>,
    pub link: Link,
}

impl Passage {
    /// Reads the text of a block that holds nothing but running text.
    pub fn of<'a>(block: &'a AstNode<'a>, source: &str, lines: &[Line]) -> Self {
        let mut said = Self {
            at: range(block, source, lines),
            ..Self::default()
        };
        let mut open: Vec<usize> = Vec::new();
        let mut html: Option<(usize, String)> = None;
        let mut struck: Option<usize> = None;
        for edge in block.traverse().skip(1) {
            match edge {
                NodeEdge::Start(node) => {
                    open.push(said.text.len());
                    said.begin(node, source, lines);
                }
                NodeEdge::End(node) => {
                    let start = open.pop().unwrap_or_default();
                    said.end(node, start, source, lines);
                    if let NodeValue::HtmlInline(tag) = &node.data().value {
                        said.anchor(tag, &mut html);
                        if is_strike(tag, "") {
                            struck = struck.or(Some(said.text.len()));
                        } else if is_strike(tag, "/") {
                            let start = struck.take();
                            said.struck
                                .extend(start.map(|start| start..said.text.len()));
                        }
                    }
                }
            }
        }
        said.struck = joined(said.struck);
        said.strong = joined(said.strong);
        said
    }

    /// Makes a passage of a text that stands in no source.
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    fn begin<'a>(&mut self, node: &'a AstNode<'a>, source: &str, lines: &[Line]) {
        match &node.data().value {
            NodeValue::Text(text) => {
                let from = range(node, source, lines).start;
                let rest = source.get(from..self.at.end).unwrap_or_default();
                let is_same = rest.starts_with(text.as_ref());
                let begins = attributes(node, text);
                self.attributes
                    .push_str(text.get(..begins).unwrap_or_default());
                let text = text.get(begins..).unwrap_or_default();
                if is_same {
                    self.runs.push(Run {
                        over: self.text.len()..self.text.len() + text.len(),
                        source: from + begins,
                    });
                }
                self.text.push_str(text);
            }
            NodeValue::Code(code) => self.text.push_str(&code.literal),
            NodeValue::SoftBreak => {
                self.begin_line(node, source, lines);
                self.text.push('\n');
            }
            NodeValue::LineBreak => {
                self.begin_line(node, source, lines);
                self.hard_break();
            }
            NodeValue::HtmlInline(html) if is_break(html) => {
                self.goes_on_at(range(node, source, lines).end);
                self.hard_break();
            }
            _ => {}
        }
    }

    /// Notes where the source goes on after the break of a line, whatever text follows there.
    fn begin_line<'a>(&mut self, node: &'a AstNode<'a>, source: &str, lines: &[Line]) {
        let line = lines.get(node.data().sourcepos.end.line);
        let content = line.and_then(|line| source.get(line.content.clone()));
        if let Some((line, content)) = line.zip(content) {
            let text = content.trim_start_matches([' ', '\t', '>']);
            self.goes_on_at(line.content.end - text.len());
        }
    }

    /// Notes where the source goes on after the break that comes next.
    fn goes_on_at(&mut self, place: usize) {
        // The break itself is the byte before.
        self.runs.push(Run {
            over: self.text.len()..self.text.len() + 1,
            source: place.saturating_sub(1),
        });
    }

    fn end<'a>(&mut self, node: &'a AstNode<'a>, start: usize, source: &str, lines: &[Line]) {
        let over = start..self.text.len();
        match &node.data().value {
            NodeValue::Strikethrough => self.struck.push(over),
            NodeValue::Strong => self.strong.push(over),
            NodeValue::Image(_) => self.images.push(over),
            NodeValue::Link(link) => {
                let at = range(node, source, lines);
                let sound = self.at.start <= at.start && at.end <= self.at.end;
                let link = Link {
                    target: link.url.clone(),
                    at: if sound { at } else { self.at.clone() },
                };
                self.links.push(Linked { over, link });
            }
            _ => {}
        }
    }

    /// Reads a link that is written in HTML.
    fn anchor(&mut self, tag: &str, open: &mut Option<(usize, String)>) {
        let lower = tag.to_ascii_lowercase();
        if lower.starts_with("<a ") {
            let href = lower.find("href=").and_then(|at| tag.get(at + 5..));
            let target = href.and_then(|href| {
                href.trim_start_matches(['"', '\''])
                    .split(['"', '\'', '>'])
                    .next()
            });
            *open = target.map(|target| (self.text.len(), target.to_owned()));
        } else if lower == "</a>"
            && let Some((start, target)) = open.take()
        {
            self.links.push(Linked {
                over: start..self.text.len(),
                link: Link {
                    target,
                    at: self.at.clone(),
                },
            });
            self.links.order_by_key(|linked| linked.over.start);
        }
    }

    fn hard_break(&mut self) {
        // In HTML the break of the line may follow.
        self.breaks.push(self.text.len());
        self.text.push('\n');
    }

    /// Returns the place in the source of a byte of the text, or one shortly before it.
    pub fn source(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|run| run.over.start <= at);
        let run = after.checked_sub(1).and_then(|at| self.runs.get(at));
        run.map_or(self.at.start, |run| {
            run.source + (at.min(run.over.end) - run.over.start)
        })
    }

    /// Returns the part of the text under a range, with the links and the marks in it.
    pub fn part(&self, over: &Range<usize>) -> Self {
        let moved = |at: &Range<usize>| {
            let start = at.start.clamp(over.start, over.end);
            start - over.start..at.end.clamp(start, over.end) - over.start
        };
        let marks = |marks| touching(marks, over, Range::clone).map(&moved).collect();
        let at = self.source(over.start)..self.source(over.end);
        Self {
            text: self.text.get(over.clone()).unwrap_or_default().to_owned(),
            links: touching(&self.links, over, |link| link.over.clone())
                .map(|link| Linked {
                    over: moved(&link.over),
                    link: link.link.clone(),
                })
                .collect(),
            struck: marks(&self.struck),
            strong: marks(&self.strong),
            images: marks(&self.images),
            breaks: Vec::new(),
            seams: self
                .seams
                .iter()
                .filter(|at| over.contains(at))
                .map(|at| at - over.start)
                .collect(),
            attributes: String::new(),
            runs: touching(&self.runs, over, |run| run.over.clone())
                .map(|run| Run {
                    over: moved(&run.over),
                    source: self.source(over.start.max(run.over.start)),
                })
                .collect(),
            at,
        }
    }

    /// Adds the first link of another text, over nothing.
    pub fn add_site(&mut self, other: Option<&Self>) {
        let site = other.and_then(|other| other.links.first());
        self.links.extend(site.map(|linked| Linked {
            over: self.text.len()..self.text.len(),
            link: linked.link.clone(),
        }));
    }

    /// Joins the cells of a row, each with what is put before it; a comma tells that a cell is another matter.
    pub fn row(cells: Vec<(&str, Self)>, at: Range<usize>) -> Self {
        let mut row = Self {
            at,
            ..Self::default()
        };
        for (sign, cell) in cells {
            if cell.text.trim().is_empty() {
                continue;
            }
            if !row.text.is_empty() {
                row.text.push_str(sign);
            }
            let by = row.text.len();
            row.seams.extend((sign == ", ").then_some(by));
            let moved = |over: &Range<usize>| over.start + by..over.end + by;
            row.links.extend(cell.links.into_iter().map(|link| Linked {
                over: moved(&link.over),
                link: link.link,
            }));
            row.struck.extend(cell.struck.iter().map(moved));
            row.strong.extend(cell.strong.iter().map(moved));
            row.seams.extend(cell.seams.iter().map(|at| at + by));
            row.runs.extend(cell.runs.into_iter().map(|run| Run {
                over: moved(&run.over),
                source: run.source,
            }));
            row.text.push_str(&cell.text);
        }
        row
    }

    /// Returns the text with another in the place of its first bytes, without links and marks there.
    pub fn opening_with(&self, other: &str, over: Range<usize>) -> Self {
        let mut rest = self.part(&(over.end..self.text.len()));
        let first = Self::plain(other);
        let at = std::mem::take(&mut rest.at);
        Self::row(vec![("", first), ("", rest)], self.at.start..at.end)
    }

    /// Lists its words by their sort keys, those of attributes too, and the targets of its links.
    pub fn words_and_links(&self) -> Vec<String> {
        let all = [&self.text, &self.attributes].into_iter();
        let words = all.flat_map(|text| words(text).into_iter().map(|(_, word)| word.into()));
        words
            .chain(self.links.iter().map(|linked| linked.link.target.clone()))
            .collect()
    }

    /// Puts it at another place of the source.
    pub fn placed(self, at: &Range<usize>) -> Self {
        Self {
            at: at.clone(),
            ..self
        }
    }

    /// Parts it at the breaks of its lines.
    pub fn lines(&self) -> Vec<Self> {
        let mut start = 0;
        let lines = self.text.split('\n').map(|line| {
            let over = start..start + line.len();
            start = over.end + 1;
            let line = self.part(&over);
            let at = Some(&line.at)
                .filter(|at| !at.is_empty())
                .unwrap_or(&self.at)
                .clone();
            line.placed(&at)
        });
        lines.filter(|line| !line.text.trim().is_empty()).collect()
    }

    /// Returns the text on one line, without what a terminal would obey.
    pub fn on_one_line(&self) -> String {
        on_one_line(&self.text)
    }
}

/// Lists those of ordered and separate things that touch a range.
fn touching<'a, T>(
    all: &'a [T],
    over: &Range<usize>,
    place: impl Fn(&T) -> Range<usize>,
) -> impl Iterator<Item = &'a T> {
    let first = all.partition_point(|one| place(one).end <= over.start);
    let until = all.partition_point(|one| place(one).start < over.end);
    all.iter().take(until).skip(first)
}

/// Whether a range lies in one of those that are in order and apart.
pub(super) fn covers(ranges: &[Range<usize>], at: &Range<usize>) -> bool {
    let before = ranges.partition_point(|range| range.start <= at.start);
    let last = before.checked_sub(1).and_then(|last| ranges.get(last));
    last.is_some_and(|range| at.end <= range.end)
}

/// Puts ranges in order, those that overlap in one.
pub(super) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.order_by_key(|at| at.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for at in ranges {
        match joined.last_mut().filter(|last| at.start < last.end) {
            Some(last) => last.end = last.end.max(at.end),
            None => joined.push(at),
        }
    }
    joined
}

/// Joins the words of a text by single spaces; a space that does not break stays one.
pub(super) fn on_one_line(text: &str) -> String {
    source::on_one_line(text, |_| false)
}

/// Returns a value of a front matter without the quotation marks around it.
pub(super) fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

/// Returns a title without its tags of HTML, and without what they hide.
pub(super) fn shown_title(title: &str) -> String {
    if !title.contains('<') {
        return title.to_owned();
    }
    let mut shown = String::new();
    // The name of the tag that hides what follows.
    let mut hidden: Option<String> = None;
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('<') {
        let is_tag = after.starts_with(|c: char| c == '/' || c == '!' || c.is_ascii_alphabetic());
        let Some((tag, next)) = after.split_once('>').filter(|_| is_tag) else {
            break;
        };
        if hidden.is_none() {
            shown.push_str(before);
        }
        let lower = tag.to_ascii_lowercase().replace(' ', "");
        let name: String = tag
            .chars()
            .skip_while(|c| *c == '/')
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if tag.starts_with('/') {
            hidden = hidden.filter(|of| !of.eq_ignore_ascii_case(&name));
        } else if lower.contains("display:none")
            || lower.contains("visibility:hidden")
            || lower.ends_with("hidden")
        {
            hidden = hidden.or(Some(name));
        }
        rest = next;
    }
    if hidden.is_none() {
        shown.push_str(rest);
    }
    on_one_line(&shown)
}

/// Whether a text reads as a sentence rather than as a name or a title.
pub(super) fn is_sentence(text: &str) -> bool {
    const MOST_WORDS: usize = 24;
    // With their accents: "à" is no verb, nor is "désigné".
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.len() > MOST_WORDS || words.iter().skip(1).any(|word| VERBS.contains(word))
}

/// Returns how many bytes of a text right behind a link are the attributes that kramdown gives it:
/// `{: target="_blank"}`.
fn attributes<'a>(node: &'a AstNode<'a>, text: &str) -> usize {
    let is_link = |before: &AstNode<'_>| matches!(before.data().value, NodeValue::Link(_));
    let inside = text
        .strip_prefix('{')
        .and_then(|rest| rest.split('}').next());
    let known = inside.is_some_and(|inside| {
        let inside = inside.trim_start();
        inside.starts_with([':', '.', '#']) || inside.contains('=')
    });
    let is_behind = known && node.previous_sibling().is_some_and(is_link);
    let end = text.find('}').filter(|_| is_behind);
    end.map_or(0, |end| end + 1)
}

fn is_break(html: &str) -> bool {
    let name = html.trim_matches(|c: char| "</> ".contains(c));
    name.eq_ignore_ascii_case("br")
}
