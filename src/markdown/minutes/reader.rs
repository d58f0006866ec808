//! The way from the text of minutes to their parts, through the tree that Markdown makes of it.

use std::ops::Range;

use chrono::NaiveDate;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::owners::Owners;
use super::private::{Shape, ShapeHeading};
use super::prose::{Prose, on_one_line, prose};
use super::ranges::is_within;
use super::records::{self, Place};
use super::roll;
use super::spelled::Spelled;
use super::task::Known;
use super::traces::traces;
use super::votes;
use super::{Block, BlockKind, Heading, Minutes, Privacy, Roll, Title, front_matter};
use crate::markdown::lines::{Line, lines, range};

/// Reads minutes; any text is some.
#[must_use]
pub fn read(text: &str) -> Minutes {
    read_of(text, &Owners::default(), None)
}

/// Reads minutes of a council that has members of these names, of a meeting on that day.
#[must_use]
pub fn read_of(text: &str, names: &Owners, day: Option<NaiveDate>) -> Minutes {
    read_with(text, names, day, true)
}

/// Does the same for minutes out of which the attendance was taken.
#[must_use]
pub fn read_body(text: &str, names: &Owners, day: Option<NaiveDate>) -> Minutes {
    read_with(text, names, day, false)
}

fn read_with(text: &str, names: &Owners, day: Option<NaiveDate>, attended: bool) -> Minutes {
    let front_matter = front_matter::read(text);
    let begins = front_matter.ends;
    // Lines are counted from here, and places from the beginning.
    let body = text.get(begins..).unwrap_or_default();
    let lines: Vec<Line> = lines(body)
        .into_iter()
        .map(|line| line.moved(begins))
        .collect();
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options());
    let shape = Shape {
        begins,
        ..shape(root, text, &lines)
    };
    let spelled = Spelled::of(text);
    let mut privacy = Privacy::find(text, &spelled, &shape);
    privacy.doubt(front_matter.settings_of_privacy());
    let mut traces = traces(&spelled);
    traces.retain(|trace| {
        let shown = is_within(&shape.code, &trace.at);
        !shown && !privacy.covers(trace.at.start)
    });
    let roll = if attended {
        roll::read(root, text, &lines, &privacy)
    } else {
        Roll::default()
    };
    let mut reader = Reader {
        text,
        lines,
        minutes: Minutes {
            front_matter,
            attendance_at: roll.at(),
            roll,
            privacy,
            traces,
            ..Minutes::default()
        },
        open: Vec::new(),
        places: Vec::new(),
    };
    reader.blocks(root);
    let (mut minutes, places) = reader.finish();
    if attended {
        minutes.roll = std::mem::take(&mut minutes.roll).with_officers(&minutes.blocks);
    }
    let day = day.or_else(|| minutes.day());
    records::read(text, &mut minutes, &places, &Known { names, day });
    votes::read(&mut minutes, &places);
    minutes
}

fn options() -> Options<'static> {
    let mut options = crate::markdown::lines::options();
    // It was read before.
    options.extension.front_matter_delimiter = None;
    options.extension.footnotes = true;
    options
}

struct Reader<'a> {
    text: &'a str,
    lines: Vec<Line>,
    minutes: Minutes,
    /// The headings in whose sections the reader is, the outermost first.
    open: Vec<usize>,
    /// Where each of the blocks stands.
    places: Vec<Place>,
}

impl Reader<'_> {
    fn blocks<'a>(&mut self, root: &'a AstNode<'a>) {
        for node in root.descendants() {
            let data = node.data();
            match &data.value {
                NodeValue::Heading(heading) => self.heading(node, heading.level),
                NodeValue::Paragraph => self.paragraph(node),
                NodeValue::TableCell => self.block(node, BlockKind::Cell),
                NodeValue::CodeBlock(_) | NodeValue::Table(_) | NodeValue::ThematicBreak => {
                    self.fill_all();
                }
                NodeValue::HtmlBlock(html) => {
                    let at = self.range(node);
                    let private = self.minutes.privacy.covers(at.start);
                    if private || !is_comment(&html.literal) {
                        self.fill_all();
                    }
                    self.minutes.holds_html |= !private && holds_words(&html.literal);
                }
                _ => {}
            }
        }
    }

    fn heading<'a>(&mut self, node: &'a AstNode<'a>, level: u8) {
        let prose = self.prose(node);
        let at = self.range(node);
        if self.minutes.privacy.covers(at.start) {
            self.fill_all();
            return;
        }
        let headings = &self.minutes.headings;
        self.open.retain(|above| headings[*above].level < level);
        // What stands below a section fills it, a heading included.
        self.fill_all();
        self.open.push(self.minutes.headings.len());
        self.minutes.headings.push(Heading {
            level,
            of_attendance: is_within(&self.minutes.attendance_at, &at),
            text: on_one_line(&prose.text),
            section: at.start..self.text.len(),
            at,
            filled: false,
        });
        self.push(node, prose, BlockKind::Heading);
    }

    fn paragraph<'a>(&mut self, node: &'a AstNode<'a>) {
        self.fill_all();
        let item = node.parent().filter(|parent| is_item(parent));
        let first = item.is_some() && node.previous_sibling().is_none();
        let kind = if first {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        };
        let prose = self.prose(node);
        self.push(node, prose, kind);
    }

    fn block<'a>(&mut self, node: &'a AstNode<'a>, kind: BlockKind) {
        self.fill_all();
        let prose = self.prose(node);
        self.push(node, prose, kind);
    }

    fn push<'a>(&mut self, node: &'a AstNode<'a>, prose: Prose, kind: BlockKind) {
        let next = node.next_sibling();
        let holds = |node: &'a AstNode<'a>| {
            !matches!(
                node.data().value,
                NodeValue::Heading(_) | NodeValue::ThematicBreak
            )
        };
        let item = node.parent().filter(|parent| is_item(parent));
        let last_of_item = item.is_some() && next.is_none();
        let next_item = item.is_some_and(|item| item.next_sibling().is_some());
        let place = Place::of(node, |node| self.range(node));
        self.places.push(place);
        self.minutes.blocks.push(Block {
            prose,
            kind,
            heading: self.minutes.headings.len().checked_sub(1),
            followed: next.is_some_and(holds) || (last_of_item && next_item),
            last_of_item,
        });
    }

    fn finish(mut self) -> (Minutes, Vec<Place>) {
        let headings = &mut self.minutes.headings;
        for at in 0..headings.len() {
            let level = headings[at].level;
            let next = headings
                .iter()
                .skip(at + 1)
                .find(|next| next.level <= level);
            if let Some(start) = next.map(|next| next.at.start) {
                headings[at].section.end = start;
            }
        }
        let first = headings.iter().find(|heading| heading.level == 1);
        self.minutes.title = match first {
            Some(heading) => Some(Title {
                text: heading.text.clone(),
                at: heading.at.clone(),
            }),
            None if headings.is_empty() => self.minutes.blocks.first().and_then(|block| {
                let line = block.prose.text.lines().next()?;
                Some(Title {
                    text: line.to_owned(),
                    at: block.prose.source(0..line.len()),
                })
            }),
            None => None,
        };
        (self.minutes, self.places)
    }

    /// Notes that each section in which the reader is holds something.
    fn fill_all(&mut self) {
        for at in &self.open {
            self.minutes.headings[*at].filled = true;
        }
    }

    fn prose<'a>(&self, node: &'a AstNode<'a>) -> Prose {
        prose(node, self.text, &self.lines, &self.minutes.privacy)
    }

    fn range<'a>(&self, node: &'a AstNode<'a>) -> Range<usize> {
        range(node, self.text, &self.lines)
    }
}

/// Finds what marks depend on: headings, and the code in which a mark is shown without being one.
///
/// For marks that are the fenced blocks that are closed: a code span may have been opened by a lone
/// backtick.
fn shape<'a>(root: &'a AstNode<'a>, text: &str, lines: &[Line]) -> Shape {
    let mut shape = Shape::default();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::CodeBlock(code) => {
                let at = range(node, text, lines);
                let source = text.get(at.clone()).unwrap_or_default();
                if code.fenced && code.closed && source.starts_with(['`', '~']) {
                    shape.fences.push(at.clone());
                    shape.code.push(at);
                }
            }
            NodeValue::Code(_) => shape.code.push(range(node, text, lines)),
            NodeValue::Heading(heading) => shape.headings.push(ShapeHeading {
                level: heading.level,
                text: prose(node, text, lines, &Privacy::default()).text,
                at: range(node, text, lines),
                is_nested: node
                    .parent()
                    .is_some_and(|parent| !matches!(parent.data().value, NodeValue::Document)),
            }),
            _ => {}
        }
    }
    shape
}

fn is_item<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(
        node.data().value,
        NodeValue::Item(_) | NodeValue::TaskItem(_)
    )
}

/// Whether words stand between the tags of HTML.
fn holds_words(html: &str) -> bool {
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default();
    let behind = parts.filter_map(|part| Some(part.split_once('>')?.1));
    let mut texts = behind.chain([first]);
    texts.any(|text| text.contains(char::is_alphanumeric))
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->") == Some(html.len().saturating_sub(3))
}
