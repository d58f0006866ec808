//! The way from the text of minutes to their parts, through the tree that Markdown makes of it.

use std::ops::Range;

use chrono::NaiveDate;
use comrak::arena_tree::Node;
use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::boxes;
use super::owners::Owners;
use super::places::Place;
use super::private::{Shape, ShapeHeading};
use super::promises;
use super::prose::{Prose, on_one_line, prose};
use super::ranges::is_within;
use super::records;
use super::roll;
use super::sections::opens_records;
use super::spelled::Spelled;
use super::tags::{self, Part};
use super::task::Known;
use super::traces::traces;
use super::{Block, BlockKind, Heading, Minutes, Privacy, Raw, Roll, Title, front_matter, headers};
use crate::locale::collation::words;
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
    let mut front_matter = front_matter::read(text);
    let begins = front_matter.ends;
    front_matter.others = headers::read(text, begins);
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
        is_wiki: is_wiki(body),
        is_in_code: false,
    };
    reader.blocks(root);
    let (mut minutes, places) = reader.finish();
    let day = day.or_else(|| minutes.day());
    records::read(text, &mut minutes, &places, &Known { names, day });
    minutes.places = places;
    promises::read(&mut minutes);
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
    is_wiki: bool,
    /// The lines of a list that became code are read, in which no other did.
    is_in_code: bool,
}

impl Reader<'_> {
    fn blocks<'a>(&mut self, root: &'a AstNode<'a>) {
        for node in root.descendants() {
            let data = node.data();
            match &data.value {
                NodeValue::Heading(heading) if self.is_item_of_wiki(node, heading.level) => {
                    self.item_of_wiki(node);
                }
                NodeValue::Heading(heading) => self.heading(node, heading.level),
                NodeValue::Paragraph => self.paragraph(node),
                NodeValue::TableCell => self.block(node, BlockKind::Cell),
                NodeValue::CodeBlock(code) => {
                    self.fill_all();
                    let at = self.range(node);
                    if !code.fenced && !self.is_in_code && self.list_in_code(&at) {
                        continue;
                    }
                    let code = Prose::plain(self.text, at);
                    self.raw(code.text, code.at);
                }
                NodeValue::Table(_) | NodeValue::ThematicBreak => self.fill_all(),
                NodeValue::HtmlBlock(html) => {
                    let at = self.range(node);
                    let private = self.minutes.privacy.covers(at.start);
                    if private || !is_comment(&html.literal) {
                        self.fill_all();
                    }
                    self.minutes.holds_html |= !private && holds_words(&html.literal);
                    self.html(&at);
                }
                _ => {}
            }
        }
    }

    /// Reads the items of a list that became code by its tabs, as pads write it; tells whether it is one.
    fn list_in_code(&mut self, at: &Range<usize>) -> bool {
        let inside = self.lines.iter().map(|line| line.content.clone());
        let inside = inside.filter(|line| at.start <= line.end && line.start < at.end);
        let inside: Vec<Range<usize>> = inside
            .filter_map(|line| {
                let said = self.text.get(line.clone())?;
                let start = line.end - said.trim_start().len();
                (!said.trim().is_empty()).then_some(start..line.end)
            })
            .collect();
        let is_item = |line: &Range<usize>| {
            let said = self.text.get(line.clone()).unwrap_or_default();
            let bare = said.strip_prefix(['*', '-', '+', '\u{2022}']);
            bare.is_some_and(|it| it.starts_with([' ', '\u{a0}', '\t']))
                || boxes::at_start(said).is_some()
        };
        if inside.is_empty() || !inside.iter().all(is_item) {
            return false;
        }
        let (first, lines) = (self.places.len(), std::mem::take(&mut self.lines));
        self.is_in_code = true;
        for item in inside {
            let said = self.text.get(item.clone()).unwrap_or_default();
            let arena = Arena::new();
            let own = crate::markdown::lines::lines(said).into_iter();
            self.lines = own.map(|line| line.moved(item.start)).collect();
            self.blocks(parse_document(&arena, said, &options()));
        }
        self.lines = lines;
        self.is_in_code = false;
        for place in self.places.iter_mut().skip(first) {
            place.list = place.list.map(|_| at.start);
        }
        true
    }

    /// Keeps the lines of a block of HTML, and the rows of its tables.
    fn html(&mut self, block: &Range<usize>) {
        for part in tags::parts(self.text, block, &self.minutes.privacy) {
            match part {
                Part::Heading(_, prose) | Part::Lines(prose) | Part::Items(prose, _) => {
                    self.raw(prose.text, prose.at);
                }
                Part::Table(table) => {
                    for (row, at) in table.rows.iter().zip(table.sources) {
                        let cells: Vec<&str> = row.iter().map(|cell| cell.text.trim()).collect();
                        self.raw(cells.join(", "), at);
                    }
                }
            }
        }
    }

    fn raw(&mut self, text: String, at: Range<usize>) {
        if !self.minutes.privacy.covers(at.start) {
            let heading = self.minutes.headings.len().checked_sub(1);
            self.minutes.raw.push(Raw { text, at, heading });
        }
    }

    /// Whether "# relire" is an item of a numbered list, as wikis write it.
    fn is_item_of_wiki<'a>(&self, node: &'a AstNode<'a>, level: u8) -> bool {
        let source = self.text.get(self.range(node)).unwrap_or_default();
        self.is_wiki && level == 1 && source.starts_with("# ") && !self.places.is_empty()
    }

    fn item_of_wiki<'a>(&mut self, node: &'a AstNode<'a>) {
        self.block(node, BlockKind::Item);
        if let Some(place) = self.places.last_mut() {
            place.is_first = true;
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
        let next_item = item.is_some_and(|item| {
            let list = item.parent();
            // "1. Les finances :" is the title of what stands below.
            let is_numbered = list.is_some_and(|list| {
                matches!(&list.data().value, NodeValue::List(it) if it.list_type == ListType::Ordered)
            });
            let below = list.filter(|_| is_numbered).and_then(Node::next_sibling);
            item.next_sibling().is_some() || below.is_some_and(holds)
        });
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
            None if headings.is_empty() => self.first_line(),
            None => None,
        };
        (self.minutes, self.places)
    }

    /// Returns the first line as a title, if it is one: neither a sentence nor a part of the attendance.
    fn first_line(&self) -> Option<Title> {
        let block = self.minutes.blocks.first()?;
        let at = block.prose.at.clone();
        let source = self.text.get(at.clone())?.lines().next()?;
        // Bold that goes on below would be torn.
        let is_whole = ["**", "__", "'''"]
            .iter()
            .all(|sign| source.matches(sign).count() % 2 == 0);
        let is_other = block.kind != BlockKind::Paragraph
            || !is_whole
            || is_within(&self.minutes.attendance_at, &(at.start..at.start));
        let text = title(block.prose.text.lines().next()?).filter(|_| !is_other)?;
        Some(Title {
            text: text.to_owned(),
            at: at.start..at.start + source.len(),
        })
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

/// Whether a text has labels or headings as wikis write them: `'''Actions'''`, `== Actions ==`.
fn is_wiki(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_end();
        let within = |sign: &str| {
            let inside = line.strip_prefix(sign).and_then(|it| it.strip_suffix(sign));
            inside.filter(|inside| !inside.trim().is_empty())
        };
        let heading = within("==").map(|inside| inside.trim_matches('='));
        // "==relire==" is a highlight.
        within("'''").is_some() || heading.is_some_and(|inside| inside.starts_with(' '))
    })
}

fn is_item<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(
        node.data().value,
        NodeValue::Item(_) | NodeValue::TaskItem(_)
    )
}

/// Reads a line as a title, without the signs of wikis around it: "== Réunion ==", "!Réunion".
fn title(line: &str) -> Option<&str> {
    // A sentence has more words, or says what it heads.
    const MOST: usize = 7;
    const HEADS: [&str; 11] = [
        "assemblee",
        "compte",
        "conseil",
        "cr",
        "meeting",
        "minutes",
        "proces",
        "pv",
        "releve",
        "reunion",
        "seance",
    ];
    let line = line.trim().trim_matches('=').trim_start_matches('!').trim();
    let words = words(line);
    let first = words.first().map_or("", |(_, key)| key.as_str());
    let is_sentence = line.ends_with('.') && words.len() > MOST && !HEADS.contains(&first);
    let is_label = line.starts_with(';') || line.ends_with([':', ';', ',']);
    (!words.is_empty() && !is_sentence && !is_label && !opens_records(line)).then_some(line)
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
