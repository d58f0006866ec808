//! What a page leads to, and what can be led to in it: its links, its headings, its anchors.
//!
//! Every range is one of bytes of the text that was read.

mod addresses;
mod anchors;
mod destination;
mod html;

use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, parse_document};

use super::html::inline_text;
use super::lines::{lines, options, range};
use anchors::Words;
use destination::Definitions;

pub use addresses::calendars;
pub use anchors::{Anchors, Forge};

/// Makes the anchors of a heading: those that services make of its words, and those of the tags in it or before it.
#[must_use]
pub fn anchors_of(heading: &str, tags: &str) -> Anchors {
    let mut outline = Outline::default();
    html::read(tags, 0..tags.len(), &mut outline);
    outline
        .anchors
        .add_heading(Words::plain(heading.to_owned()));
    outline.anchors
}

/// A page as those who follow its links see it; every list is in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    pub links: Vec<Link>,
    pub headings: Vec<Heading>,
    pub anchors: Anchors,
    /// The addresses and paths of calendars that stand anywhere in the text, code included.
    pub calendars: Vec<(Range<usize>, String)>,
}

/// What leads somewhere: a link, an image, an attribute of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As it is followed: backslashes and character references read.
    pub target: String,
    /// Where the target is written; all of the link if that cannot be told.
    pub at: Range<usize>,
    /// What a reader follows, the texts of images included; only of links of Markdown.
    pub words: Option<String>,
    /// The link as a whole.
    pub whole: Range<usize>,
}

/// A heading of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    pub at: Range<usize>,
}

/// Reads a page; any text is one.
#[must_use]
pub fn read(text: &str) -> Outline {
    let lines = lines(text);
    let arena = Arena::new();
    let mut options = options();
    // What looks like the use of a footnote is no link.
    options.extension.footnotes = true;
    let root = parse_document(&arena, text, &options);
    let mut definitions = None;
    let mut last = 0;
    let mut outline = Outline {
        calendars: calendars(text),
        ..Outline::default()
    };
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Link(link) | NodeValue::Image(link) => {
                let whole = range(node, text, &lines);
                let label_end = node.last_child().map(|last| range(last, text, &lines).end);
                let at = destination::of(text, &whole, label_end, &link.url, || {
                    definitions.get_or_insert_with(|| Definitions::of(text))
                });
                let at = at.or_else(|| destination::next(text, last, &link.url));
                last = at.as_ref().map_or(last, |at| at.start.max(last));
                outline.links.push(Link {
                    target: link.url.clone(),
                    at: at.unwrap_or_else(|| whole.clone()),
                    words: words(node),
                    whole,
                });
            }
            NodeValue::Heading(heading) => {
                let at = range(node, text, &lines);
                let source = text.get(at.clone()).unwrap_or_default();
                let words = Words::of(node, inline_text(node), source);
                outline.anchors.add_heading(words);
                outline.headings.push(Heading {
                    level: heading.level,
                    at,
                });
            }
            NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
                html::read(text, range(node, text, &lines), &mut outline);
            }
            NodeValue::FootnoteDefinition(_) => outline.anchors.add_footnotes(),
            _ => {}
        }
    }
    outline
}

/// Returns what a reader of a link follows; `None` for an image, which may be there to be seen.
fn words<'a>(node: &'a AstNode<'a>) -> Option<String> {
    let is_link = matches!(node.data().value, NodeValue::Link(_));
    is_link.then(|| inline_text(node))
}

#[cfg(test)]
mod tests;
