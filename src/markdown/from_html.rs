//! HTML as word processors, mailers and online editors write it, as Markdown: no word of it is lost.
//!
//! Elements of which Markdown has no counterpart are left out, and what they hold is kept. Boxes become
//! `[x]` and `[ ]`, struck text `~~…~~`; comments of reviewers are left out, and counted.

mod hidden;
mod inline;
mod plain;
mod table;
mod tree;

use super::from_text::stands_alone;
use inline::{inlines, strikes};
pub use plain::plain;
use tree::{Element, Node};

/// A rule, which is none of the signs that underline a heading.
const RULE: &str = "***";

/// A document as Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converted {
    pub markdown: String,
    /// The title that a browser shows beside the page.
    pub title: String,
    /// How many comments of reviewers were left out.
    pub comments: usize,
    /// How many passages were hidden, and are private now.
    pub hidden: usize,
    /// How many images were left out.
    pub images: usize,
}

/// Converts a document; any text is some. Whether the first row of a table of which nothing says so is its
/// head tells `headed`.
#[must_use]
pub fn convert(html: &str, headed: bool) -> Converted {
    let mut tree = tree::read(html);
    let comments = tree.drop_comments();
    let hidden = hidden::set_apart(&mut tree);
    let images = tree.images();
    let writer = Writer {
        struck: &tree.classes("line-through"),
        bold: &tree.classes("font-weight"),
        headed,
        is_struck: false,
        in_cell: false,
    };
    let mut blocks = writer.blocks(&tree.root);
    // Comments stand below a rule.
    while blocks.last().is_some_and(|last| last.lines == [RULE]) {
        blocks.pop();
    }
    let mut markdown = joined(&blocks);
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    Converted {
        markdown,
        title: tree.title,
        comments,
        hidden,
        images,
    }
}

/// Returns the text of a document, without the numbers of its notes.
#[must_use]
pub fn text(html: &str) -> String {
    tree::read(html).root.text()
}

/// A paragraph, an item of a list, or a table: its lines, and whether the next of its kind follows without
/// a blank line.
struct Block {
    lines: Vec<String>,
    is_item: bool,
}

impl Block {
    fn new(lines: Vec<String>) -> Self {
        Self {
            lines,
            is_item: false,
        }
    }
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    /// The classes whose style strikes text out.
    struck: &'a [String],
    bold: &'a [String],
    headed: bool,
    /// Whether the blocks that are written stand in struck text.
    is_struck: bool,
    /// Or in a cell of a table.
    in_cell: bool,
}

impl Writer<'_> {
    fn blocks(&self, of: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut run: Vec<&Node> = Vec::new();
        for node in &of.children {
            match node {
                Node::Element(element) if element.holds_blocks() => {
                    self.paragraph(&mut run, &mut blocks);
                    let within = Self {
                        is_struck: self.is_struck || strikes(self, element),
                        ..*self
                    };
                    within.block(element, &mut blocks);
                }
                _ => run.push(node),
            }
        }
        self.paragraph(&mut run, &mut blocks);
        blocks
    }

    /// Writes what stands between blocks; two breaks in a row part paragraphs.
    fn paragraph(&self, run: &mut Vec<&Node>, blocks: &mut Vec<Block>) {
        let text = inlines(self, run.drain(..));
        let mut apart = String::with_capacity(text.len());
        for line in text.split('\n') {
            let is_mark = stands_alone(line);
            apart.push_str(if is_mark { "\n" } else { "" });
            apart.push_str(line);
            apart.push_str(if is_mark { "\n\n" } else { "\n" });
        }
        for part in apart.split("\n\n") {
            let lines = lines(part);
            if !lines.is_empty() {
                blocks.push(Block::new(lines));
            }
        }
    }

    fn block(&self, element: &Element, blocks: &mut Vec<Block>) {
        match &*element.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, blocks),
            "ul" | "ol" => self.list(element, blocks),
            "table" => self.table(element, blocks),
            "hr" => blocks.push(Block::new(vec![RULE.to_owned()])),
            "pre" => {
                let text = super::from_text::convert(&element.text());
                let lines = text.trim().lines().map(str::to_owned).collect();
                blocks.push(Block::new(lines));
            }
            "blockquote" => {
                let inner = joined(&self.blocks(element));
                let quoted = |line: &str| format!("> {line}").trim_end().to_owned();
                let lines: Vec<String> = inner.lines().map(quoted).collect();
                if !lines.is_empty() {
                    blocks.push(Block::new(lines));
                }
            }
            "li" => self.item("- ", element, 0, blocks),
            "p" if element.style("mso-list").is_some_and(|it| it != "none") => {
                self.word_item(element, blocks);
            }
            "p" if element.is("class", "MsoTitle") => self.heading(element, blocks),
            _ if element.is("role", "doc-endnotes") && holds_only_items(element) => {
                self.notes(element, blocks);
            }
            _ => blocks.append(&mut self.blocks(element)),
        }
    }

    fn heading(&self, element: &Element, blocks: &mut Vec<Block>) {
        let level = element
            .name
            .as_bytes()
            .get(1)
            .map_or(1, |digit| digit - b'0')
            .min(6);
        let level = usize::from(level);
        let inner = self.blocks(element);
        let text: Vec<&str> = inner
            .iter()
            .flat_map(|it| &it.lines)
            .map(String::as_str)
            .collect();
        let text = text.join(" ").replace("\\ ", " ");
        let text = unmarked(text.trim());
        if !text.is_empty() {
            let line = format!("{} {text}", "#".repeat(level));
            blocks.push(Block::new(vec![line]));
        }
    }

    fn list(&self, list: &Element, blocks: &mut Vec<Block>) {
        let mut number = list.number("start").unwrap_or(1);
        // Google Docs writes each level as a list of its own.
        let class = list.attribute("class").unwrap_or_default();
        let level = class
            .split_whitespace()
            .find_map(|it| {
                it.strip_prefix("lst-kix_")?
                    .rsplit_once('-')?
                    .1
                    .parse()
                    .ok()
            })
            .unwrap_or(0_usize);
        let is_split = class.contains("lst-kix_");
        let mut items = Vec::new();
        for node in &list.children {
            let Node::Element(item) = node else {
                self.paragraph(&mut vec![node], &mut items);
                continue;
            };
            let marker = if list.name == "ol" {
                number = item.number("value").unwrap_or(number);
                format!("{number}. ")
            } else {
                "- ".to_owned()
            };
            match &*item.name {
                "li" => {
                    self.item(&marker, item, level.min(8), &mut items);
                    number += 1;
                }
                "ul" | "ol" => {
                    // A list that stands in no item belongs to the one above.
                    let mut inner = Vec::new();
                    self.list(item, &mut inner);
                    for mut block in inner {
                        for line in &mut block.lines {
                            if !line.is_empty() {
                                line.insert_str(0, "   ");
                            }
                        }
                        items.push(block);
                    }
                }
                _ => items.append(&mut self.blocks(item)),
            }
        }
        if !is_split && let Some(last) = blocks.last_mut() {
            // What follows is another list.
            last.is_item = false;
        }
        blocks.append(&mut items);
    }

    fn item(&self, marker: &str, item: &Element, level: usize, blocks: &mut Vec<Block>) {
        let inner = self.blocks(item);
        let text = joined_tight(&inner);
        let ticked = match (
            item.attribute("aria-checked"),
            item.attribute("data-checked"),
        ) {
            (Some("true"), _) | (_, Some("true" | "")) => Some(true),
            (Some("false"), _) | (_, Some("false")) => Some(false),
            _ => match item.attribute("data-list") {
                Some("checked") => Some(true),
                Some("unchecked") => Some(false),
                _ => None,
            },
        };
        let mark = match ticked.filter(|_| !text.starts_with('[')) {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        if text.is_empty() && mark.is_empty() {
            return;
        }
        blocks.push(Block {
            lines: hung(marker, &format!("{mark}{text}"), level),
            is_item: true,
        });
    }

    /// Writes a paragraph that Word shows as an item of a list, with the number that it shows.
    fn word_item(&self, paragraph: &Element, blocks: &mut Vec<Block>) {
        let said = paragraph.style("mso-list").unwrap_or_default();
        let level = said
            .split_whitespace()
            .find_map(|it| it.strip_prefix("level")?.parse().ok());
        let level = level.unwrap_or(1_usize).clamp(1, 9) - 1;
        let mut shown = String::new();
        let mut copy = paragraph.clone();
        copy.take(
            &|it| {
                it.style("mso-list")
                    .is_some_and(|it| it.eq_ignore_ascii_case("ignore"))
            },
            &mut shown,
        );
        if !paragraph
            .text()
            .trim_start()
            .starts_with(shown.trim_start())
        {
            copy = paragraph.clone();
            shown.clear();
        }
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let digits = shown.trim_end_matches(['.', ')']);
        let is_number =
            (1..=9).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        let (marker, rest) = if is_number && digits.len() + 1 == shown.len() {
            (format!("{shown} "), String::new())
        } else if shown.contains(char::is_alphanumeric) && shown != "o" {
            ("- ".to_owned(), format!("{shown} "))
        } else {
            ("- ".to_owned(), String::new())
        };
        let text = joined_tight(&self.blocks(&copy));
        blocks.push(Block {
            lines: hung(&marker, &format!("{rest}{text}"), level),
            is_item: true,
        });
    }

    /// Writes the notes at the end of a document.
    fn notes(&self, section: &Element, blocks: &mut Vec<Block>) {
        let mut notes = Vec::new();
        section.find_outermost("li", &mut notes);
        for note in notes {
            let id = note.attribute("id").unwrap_or_default();
            let marker = match id.strip_prefix("fn") {
                Some(number) if !number.is_empty() => format!("[^{number}]: "),
                _ => "- ".to_owned(),
            };
            let text = joined(&self.blocks(note));
            let mut lines = hung(&marker, &text, 0);
            for line in lines.iter_mut().skip(1) {
                // Four spaces continue a note, however long its mark is.
                let said = format!("    {}", line.trim_start());
                said.trim_end().clone_into(line);
            }
            blocks.push(Block::new(lines));
        }
    }
}

/// Whether all words of a section stand in the items of its lists.
fn holds_only_items(section: &Element) -> bool {
    let mut rest = section.clone();
    let mut items = String::new();
    rest.take(&|it| it.name == "li", &mut items);
    rest.text().trim().is_empty()
}

/// Puts a marker before a text, and its further lines below the first.
fn hung(marker: &str, text: &str, level: usize) -> Vec<String> {
    let outer = " ".repeat(level * 3);
    let inner = " ".repeat(level * 3 + marker.len());
    let line = |(at, line): (usize, &str)| {
        let before = if at == 0 {
            format!("{outer}{marker}")
        } else {
            inner.clone()
        };
        format!("{before}{line}").trim_end().to_owned()
    };
    let mut lines: Vec<String> = text.lines().enumerate().map(line).collect();
    if lines.is_empty() {
        lines.push(format!("{outer}{marker}").trim_end().to_owned());
    }
    lines
}

/// Splits inline text into lines with hard breaks, none of which would become a heading or a rule.
fn lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    let count = lines.len();
    let line = |(at, line): (usize, &&str)| {
        let is_rule = ["=", "-", "*", "_"].iter().any(|sign| {
            line.replace([' ', '\\'], "")
                .trim_matches(|c| sign.contains(c))
                .is_empty()
        });
        let escape = if is_rule && !line.starts_with('\\') {
            "\\"
        } else {
            ""
        };
        let end = if at + 1 < count { "\\" } else { "" };
        format!("{escape}{line}{end}")
    };
    lines.iter().enumerate().map(line).collect()
}

fn joined(blocks: &[Block]) -> String {
    let mut text = String::new();
    for (at, block) in blocks.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| blocks.get(before));
        if let Some(before) = before {
            text.push_str(if before.is_item && block.is_item {
                "\n"
            } else {
                "\n\n"
            });
        }
        text.push_str(&block.lines.join("\n"));
    }
    text
}

/// Joins the blocks of an item: a list below its text needs no blank line.
fn joined_tight(blocks: &[Block]) -> String {
    let mut text = String::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            text.push_str(if block.is_item { "\n" } else { "\n\n" });
        }
        text.push_str(&block.lines.join("\n"));
    }
    text
}

/// Takes away the emphasis of a whole heading.
fn unmarked(text: &str) -> &str {
    for sign in ["**", "*"] {
        let inner = text.strip_prefix(sign).and_then(|it| it.strip_suffix(sign));
        if let Some(inner) = inner.filter(|it| !it.contains('*') && !it.is_empty()) {
            return inner;
        }
    }
    text
}

#[cfg(test)]
mod tests;
