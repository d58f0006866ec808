//! The blocks of a page: what stands between two markers, each alone on its line.
//!
//! ```text
//! <!-- cll:members college="administrations" -->
//! - [AMUE](https://www.amue.fr/)
//! <!-- /cll:members -->
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, format_html, parse_document};
use memchr::memmem;

use super::lines::options;
use super::markers::{Marker, find_markers};

use crate::sort::Sort;

pub use super::markers::{Argument, LineEnd};

/// Holds what was found in a page: its sound blocks and its faults, both in order of position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub blocks: Vec<Block>,
    pub faults: Vec<Fault>,
}

/// Describes a block. All positions are byte ranges of the text of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the block shows, of characters `a-z`, `0-9` and `-`.
    pub name: String,
    pub name_at: Range<usize>,
    /// The arguments of the start marker, in order.
    pub args: Vec<Argument>,
    /// The comment of the start marker, from `<!--` to `-->`.
    pub marker: Range<usize>,
    /// What lies between the line of the start marker and that of the end marker.
    pub body: Range<usize>,
    /// What stands before the markers on their lines: spaces and `>`, the same for both.
    pub prefix: String,
    /// How the line of the start marker ends.
    pub line_end: LineEnd,
    /// Whether readers of `CommonMark` take the body for HTML: no blank line is between an element
    /// above and the start marker.
    pub in_html: bool,
}

/// Describes a marker that makes no block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// The marker, or in it the name or argument at fault.
    pub at: Range<usize>,
    /// The other place concerned: see [`FaultKind`].
    pub also: Option<Range<usize>>,
    /// The name in the marker, as it is written.
    pub name: String,
    /// The marker as it is to be typed, where its arguments cannot be read.
    pub meant: Option<String>,
}

/// Names what is wrong with a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A start marker has no end; also: the end marker of another name that stands in its place.
    Unclosed,
    /// An end marker has no start.
    StrayEnd,
    /// A block starts inside another; also: the start marker of that one.
    Nested,
    /// A marker is not alone on its line, or the two markers of a block do not stand behind the
    /// same spaces and `>`; also: in that case, the start marker.
    Misplaced,
    /// A name or argument is not written as it must be, or a key is repeated; also: its first use.
    BadArguments,
}

/// Finds the blocks of a page.
///
/// A marker counts where `CommonMark` sees an HTML comment, hence not in code, in front matter or
/// inside a comment begun on an earlier line (but the end marker of a block is found even if the
/// body of that block leaves a comment open). A block that has a fault is left out; the others are
/// returned. A block without end does not make those after it nested: the fault is its own.
#[must_use]
pub fn scan(text: &str) -> Page {
    if memmem::find(text.as_bytes(), b"cll:").is_none() {
        return Page::default();
    }
    let mut pairing = Pairing::default();
    for marker in find_markers(text) {
        if marker.closing {
            pairing.end(marker);
        } else {
            pairing.start(marker);
        }
    }
    pairing.finish()
}

/// Gives the page with the body of each block replaced, all other bytes kept.
///
/// The blocks come from [`scan`] of the same text. New bodies have `\n` line ends and no prefix:
/// both are made those of the block, and a last line end is added where it is missing. A body that
/// says the same in other bytes stays: formatters choose bullets and the width of columns. Blank
/// lines at the edges of a body are no difference either: some readers see a heading only behind
/// one. So those that are there stay.
#[must_use]
pub fn replace(text: &str, replacements: &[(&Block, String)]) -> String {
    let mut in_order: Vec<_> = replacements.iter().collect();
    in_order.order_by_key(|(block, _)| block.body.start);
    let mut page = String::with_capacity(text.len());
    let mut done = 0;
    for (block, body) in in_order {
        let Some(before) = text.get(done..block.body.start) else {
            continue;
        };
        page.push_str(before);
        done = block.body.end;
        let old = text.get(block.body.clone()).unwrap_or_default();
        if says_the_same(&unprefixed(old, &block.prefix), body) {
            page.push_str(old);
            continue;
        }
        let (above, below) = edges(old, block.prefix.trim_end());
        let (own_above, own_below) = edges(body, "");
        let until = body.len() - if below.is_empty() { 0 } else { own_below.len() };
        let from = if above.is_empty() { 0 } else { own_above.len() };
        page.push_str(above);
        push_body(&mut page, block, body.get(from..until).unwrap_or_default());
        page.push_str(below);
    }
    page.push_str(text.get(done..).unwrap_or_default());
    page
}

/// Whether two texts are one document to readers of `CommonMark`: the same in HTML, but for the
/// places where its lines are broken.
fn says_the_same(one: &str, other: &str) -> bool {
    let html = |text: &str| {
        let arena = Arena::new();
        let root = parse_document(&arena, text, &options());
        for node in root.descendants() {
            let mut node = node.data_mut();
            if matches!(node.value, NodeValue::SoftBreak) {
                node.value = NodeValue::Text(" ".into());
            }
        }
        let mut options = options();
        options.render.r#unsafe = true;
        let mut html = String::new();
        format_html(root, &options, &mut html).map(|()| html)
    };
    one == other || matches!((html(one), html(other)), (Ok(one), Ok(other)) if one == other)
}

/// Takes the prefix of a block from the lines of its body.
fn unprefixed<'t>(body: &'t str, prefix: &str) -> Cow<'t, str> {
    if prefix.is_empty() {
        return Cow::Borrowed(body);
    }
    let lines = body.split_inclusive('\n').map(|line| {
        let rest = line.strip_prefix(prefix);
        rest.or_else(|| line.strip_prefix(prefix.trim_end()))
            .unwrap_or(line)
    });
    Cow::Owned(lines.collect())
}

/// Returns the blank lines, behind a prefix, with which a body begins and ends; one of nothing else
/// is all beginning.
fn edges<'t>(body: &'t str, prefix: &str) -> (&'t str, &'t str) {
    let is_blank = |line: &&str| {
        let rest = line.trim_start().strip_prefix(prefix.trim_start());
        rest.unwrap_or(line).trim().is_empty()
    };
    let length = |lines: &mut dyn Iterator<Item = &'t str>| lines.map(str::len).sum::<usize>();
    let above = length(&mut body.split_inclusive('\n').take_while(is_blank));
    let rest = body.get(above..).unwrap_or_default();
    let below = length(&mut rest.split_inclusive('\n').rev().take_while(is_blank));
    body.split_at_checked(body.len() - below)
        .map_or(("", ""), |(head, below)| {
            (&head[..above.min(head.len())], below)
        })
}

fn push_body(page: &mut String, block: &Block, body: &str) {
    for line in body.lines() {
        if line.is_empty() {
            page.push_str(block.prefix.trim_end());
        } else {
            page.push_str(&block.prefix);
            page.push_str(line);
        }
        page.push_str(match block.line_end {
            LineEnd::Lf => "\n",
            LineEnd::Crlf => "\r\n",
        });
    }
}

/// Matches end markers with start markers, which come in the order of the page.
#[derive(Default)]
struct Pairing {
    open: Vec<Open>,
    /// How many blocks of each name are open, so that a stray end is known without a search.
    open_names: BTreeMap<String, usize>,
    closed: Vec<Closed>,
    faults: Vec<Fault>,
}

struct Open {
    start: Marker,
    sound: bool,
    /// Where in the list of closed blocks those that lie inside this one begin.
    first_inside: usize,
}

struct Closed {
    name: String,
    marker: Range<usize>,
    block: Option<Block>,
}

impl Pairing {
    fn start(&mut self, marker: Marker) {
        let sound = self.accept(&marker);
        *self.open_names.entry(marker.name.clone()).or_default() += 1;
        self.open.push(Open {
            start: marker,
            sound,
            first_inside: self.closed.len(),
        });
    }

    fn end(&mut self, end: Marker) {
        if self.open_names.contains_key(&end.name) {
            self.close(&end);
        } else if !end.hidden && self.accept(&end) {
            match self.open.pop_if(|open| open.sound) {
                Some(open) => self.unclosed(open, Some(end.at)),
                None => self.fault(FaultKind::StrayEnd, end.at, None, end.name),
            }
        }
    }

    fn finish(mut self) -> Page {
        while let Some(open) = self.open.pop() {
            self.unclosed(open, None);
        }
        self.faults.order_by_key(|fault| fault.at.start);
        Page {
            blocks: self.closed.into_iter().filter_map(|c| c.block).collect(),
            faults: self.faults,
        }
    }

    /// Reports what is wrong with a marker by itself; tells whether it is sound.
    fn accept(&mut self, marker: &Marker) -> bool {
        if marker.place.is_none() {
            self.fault(
                FaultKind::Misplaced,
                marker.at.clone(),
                None,
                marker.name.clone(),
            );
        }
        if let Err(bad) = &marker.args {
            self.faults.push(Fault {
                kind: FaultKind::BadArguments,
                at: bad.at.clone(),
                also: bad.also.clone(),
                name: marker.name.clone(),
                meant: marker.meant.clone(),
            });
        }
        marker.place.is_some() && marker.args.is_ok()
    }

    fn close(&mut self, end: &Marker) {
        let mut inside = Vec::new();
        while let Some(open) = self.open.pop() {
            self.forget_name(&open.start.name);
            if open.start.name == end.name {
                self.close_with(open, end, inside);
                return;
            }
            inside.push(open);
        }
    }

    fn close_with(&mut self, open: Open, end: &Marker, inside: Vec<Open>) {
        let outer = open.start.at.clone();
        let mut alone = inside.is_empty();
        for inner in inside.into_iter().filter(|inner| inner.sound) {
            self.fault(
                FaultKind::Nested,
                inner.start.at,
                Some(outer.clone()),
                inner.start.name,
            );
        }
        for inner in self.closed.split_off(open.first_inside) {
            alone = false;
            self.fault(
                FaultKind::Nested,
                inner.marker,
                Some(outer.clone()),
                inner.name,
            );
        }
        let end_sound = self.accept(end);
        let name = open.start.name.clone();
        let block = if open.sound && end_sound && alone {
            self.block(open.start, end)
        } else {
            None
        };
        self.closed.push(Closed {
            name,
            marker: outer,
            block,
        });
    }

    fn block(&mut self, start: Marker, end: &Marker) -> Option<Block> {
        let (place, end_place) = (start.place?, end.place.as_ref()?);
        if place.prefix != end_place.prefix {
            self.fault(
                FaultKind::Misplaced,
                end.at.clone(),
                Some(start.at),
                start.name,
            );
            return None;
        }
        Some(Block {
            name: start.name,
            name_at: start.name_at,
            args: start.args.ok()?,
            marker: start.at,
            body: place.next_line..end_place.line,
            prefix: place.prefix,
            line_end: place.line_end,
            in_html: start.in_html,
        })
    }

    fn unclosed(&mut self, open: Open, instead: Option<Range<usize>>) {
        self.forget_name(&open.start.name);
        if open.sound {
            self.fault(FaultKind::Unclosed, open.start.at, instead, open.start.name);
        }
    }

    fn forget_name(&mut self, name: &str) {
        if let Some(count) = self.open_names.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                self.open_names.remove(name);
            }
        }
    }

    fn fault(
        &mut self,
        kind: FaultKind,
        at: Range<usize>,
        also: Option<Range<usize>>,
        name: String,
    ) {
        self.faults.push(Fault {
            kind,
            at,
            also,
            name,
            meant: None,
        });
    }
}

#[cfg(test)]
mod tests;
