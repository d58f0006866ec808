//! Documents of an office (Office Open XML, `OpenDocument`) made ready for pandoc, which loses much of what
//! they hold: boxes, fields, frames, tables in tables, and which text is hidden.

mod open;
mod word;
pub mod xml;

use html5gum::{Token, Tokenizer};

use super::symbols;
use xml::{Element, Node};

pub use open::open;
pub use word::{Word, related};

/// The file of a document of Word that holds its text (ISO/IEC 29500-1, 11.3.10).
pub const WORD: &str = "word/document.xml";
/// And of one of `OpenDocument` (1.3 part 2, 3).
pub const OPEN: &str = "content.xml";

/// What stands around hidden text on its way through pandoc, which keeps signs for private use.
const HIDDEN: [char; 2] = ['\u{e0f0}', '\u{e0f1}'];

/// A text made ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    pub xml: String,
    /// The words that a reader sees in it, in order.
    pub words: Vec<String>,
    /// How many comments of reviewers are in it.
    pub comments: usize,
    /// How many images of it are only named.
    pub images: usize,
}

/// Shows the hidden text of a document as a page of HTML does, once pandoc has made one of it.
#[must_use]
pub fn with_hidden(html: &str) -> String {
    let [start, end] = HIDDEN;
    html.replace(start, "<span hidden>").replace(end, "</span>")
}

/// Takes the signs that stand around hidden text out of a text that has them by itself.
fn unsigned(nodes: &mut Vec<Node>) {
    for node in nodes {
        match node {
            Node::Text(text) if text.contains(HIDDEN) => *text = text.replace(HIDDEN, ""),
            Node::Text(_) => {}
            Node::Element(inner) => unsigned(&mut inner.children),
        }
    }
}

/// Whether a table only lays out what its cells hold: a table of data has several rows, of which none has
/// tables in all its cells. Of each cell, whether it has words, and whether it has a table.
#[must_use]
pub fn is_layout(rows: &[Vec<(bool, bool)>]) -> bool {
    let full = rows
        .iter()
        .filter(|row| row.iter().filter(|(says, _)| *says).count() > 1);
    let only_tables = rows.iter().any(|row| {
        let mut cells = row.iter().filter(|(says, _)| *says).peekable();
        cells.peek().is_some() && cells.all(|(_, has_table)| *has_table)
    });
    full.count() < 2 || only_tables
}

/// Takes the tables out of the cells of a table, which pandoc loses: each of their rows is written by `lined`, and
/// of a table that only lays out others the contents stay. `names` are those of a table, a row and a cell.
fn without_tables(
    mut table: Element,
    names: [&str; 3],
    lined: fn(&Element) -> Vec<Node>,
) -> Vec<Node> {
    let [of_table, of_row, of_cell] = names;
    let rows = table.elements().filter(|it| it.name == of_row);
    let rows: Vec<Vec<(bool, bool)>> = rows
        .map(|row| {
            let cells = row.elements().filter(|it| it.name == of_cell);
            cells
                .map(|it| (it.has_words(), it.child(of_table).is_some()))
                .collect()
        })
        .collect();
    if !rows.iter().flatten().any(|(_, has_table)| *has_table) {
        return vec![Node::Element(table)];
    }
    if is_layout(&rows) {
        let rows = table.children.into_iter().filter_map(Node::element);
        let cells = rows.flat_map(|row| row.children.into_iter().filter_map(Node::element));
        let cells = cells.filter(|it| it.name == of_cell);
        return cells.flat_map(|it| it.children).collect();
    }
    for row in &mut table.children {
        let Node::Element(row) = row else { continue };
        for cell in &mut row.children {
            let Node::Element(cell) = cell else { continue };
            for node in std::mem::take(&mut cell.children) {
                match node {
                    Node::Element(inner) if inner.name == of_table => {
                        cell.children.extend(lined(&inner));
                    }
                    _ => cell.children.push(node),
                }
            }
        }
    }
    vec![Node::Element(table)]
}

/// What parts the cells of a row that is written on one line: "Qui : quoi, quand".
#[must_use]
pub fn separator(cell: usize) -> &'static str {
    match cell {
        0 => "",
        1 => " : ",
        _ => ", ",
    }
}

/// Lists the words of XML, but for those in some elements; `only` names the one that holds text, if it is
/// one.
#[must_use]
pub fn words(xml: &str, left_out: &[&str], only: Option<&str>) -> Vec<String> {
    let (mut text, mut out, mut inside) = (String::new(), 0_usize, 0_usize);
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let opened = usize::from(!tag.self_closing);
                if left_out.contains(&&*name) {
                    out += opened;
                }
                if only == Some(&name) {
                    inside += opened;
                }
                match &*name {
                    "w:tab" | "w:br" | "text:s" | "text:tab" | "text:line-break" | "text:note" => {
                        text.push(' ');
                    }
                    "w:nobreakhyphen" => text.push('\u{2011}'),
                    _ => {}
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if left_out.contains(&&*name) {
                    out = out.saturating_sub(1);
                }
                if only == Some(&name) {
                    inside = inside.saturating_sub(1);
                }
                if matches!(
                    &*name,
                    "w:p"
                        | "a:p"
                        | "c:v"
                        | "text:p"
                        | "text:h"
                        | "text:note"
                        | "w:footnotereference"
                        | "w:endnotereference"
                ) {
                    text.push(' ');
                }
            }
            Token::String(said) if out == 0 && (only.is_none() || inside > 0) => {
                text.push_str(&String::from_utf8_lossy(&said));
            }
            _ => {}
        }
    }
    words_of(&text)
}

/// Lists the words of a text, as they are compared.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    let text = text.replace(['\u{ad}', HIDDEN[0], HIDDEN[1]], "");
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
