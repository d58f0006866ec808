//! The text of a block of HTML, as mail programs and office suites write it.

use std::ops::Range;

use super::private::Privacy;
use super::prose::Prose;
use crate::source::references;

/// A part of a block.
pub(super) enum Part {
    Heading(u8, Prose),
    /// Paragraphs, each on its line.
    Lines(Prose),
    /// The items of a list, each on its line, with where each begins and how deep it stands.
    Items(Prose, Vec<(usize, usize)>),
    Table(Table),
}

/// A table: its cells, row by row, and where the rows stand.
#[derive(Default)]
pub(super) struct Table {
    pub rows: Vec<Vec<Prose>>,
    pub sources: Vec<Range<usize>>,
    pub at: Range<usize>,
}

/// Reads the parts of a block that stands in a text; what is private is left out.
pub(super) fn parts(text: &str, block: &Range<usize>, privacy: &Privacy) -> Vec<Part> {
    let mut reader = Reader {
        text,
        parts: Vec::new(),
        prose: Prose::default(),
        table: None,
        heading: None,
        in_list: false,
        in_cell: false,
        depth: 0,
        items: Vec::new(),
    };
    let mut at = block.start;
    while at < block.end {
        let rest = text.get(at..block.end).unwrap_or_default();
        let next = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else if let Some(end) = rest.strip_prefix('<').and_then(|rest| rest.find('>')) {
            let tag = rest.get(1..=end).unwrap_or_default();
            let length = end + 2;
            length + reader.tag(tag, at, rest.get(length..).unwrap_or_default())
        } else if privacy.covers(at) {
            1
        } else {
            reader.character(rest, at)
        };
        at += next.max(1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    reader.close_table(block.end);
    reader.flush();
    reader.parts
}

/// Widens a part of a block over the tags that begin and end it, which without its words hold nothing.
pub(super) fn widened(text: &str, block: &Range<usize>, at: &Range<usize>) -> Range<usize> {
    const NAMES: [&str; 24] = [
        "b", "br", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "input",
        "label", "li", "ol", "p", "small", "span", "strong", "u", "ul",
    ];
    let is_known = |tag: &str| {
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next();
        name.is_some_and(|name| NAMES.contains(&name.to_ascii_lowercase().as_str()))
    };
    let mut wide = at.clone();
    while let Some(before) = text.get(block.start..wide.start) {
        let opened = before.trim_end().strip_suffix('>');
        let Some((rest, tag)) = opened.and_then(|before| before.rsplit_once('<')) else {
            break;
        };
        if !is_known(tag) || tag.contains('>') {
            break;
        }
        wide.start = block.start + rest.len();
    }
    while let Some(after) = text.get(wide.end..block.end) {
        let closed = after.trim_start();
        let Some((tag, rest)) = closed.strip_prefix("</").and_then(|it| it.split_once('>')) else {
            break;
        };
        if !is_known(tag) {
            break;
        }
        wide.end = block.end - rest.len();
    }
    wide
}

struct Reader<'a> {
    text: &'a str,
    parts: Vec<Part>,
    prose: Prose,
    table: Option<Table>,
    heading: Option<u8>,
    in_list: bool,
    in_cell: bool,
    /// In how many lists the reader is.
    depth: usize,
    items: Vec<(usize, usize)>,
}

impl Reader<'_> {
    /// Takes a tag; gives how much of what follows is not to be read.
    fn tag(&mut self, tag: &str, at: usize, rest: &str) -> usize {
        let name = tag.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric());
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let closes = tag.starts_with('/');
        match name.as_str() {
            "style" | "script" | "head" | "title" if !closes => {
                let end = rest.find(&format!("</{name}"));
                return end.unwrap_or(rest.len());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                let level = name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
                self.heading = (!closes).then_some(level);
            }
            "table" if closes => self.close_table(at + tag.len() + 2),
            "table" => {
                self.flush();
                self.table = Some(Table {
                    at: at..at,
                    ..Table::default()
                });
            }
            "tr" if !closes => {
                self.cell();
                self.close_row(at);
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                    table.sources.push(at..at);
                }
            }
            "tr" => {
                self.cell();
                self.close_row(at);
            }
            "td" | "th" if !closes => {
                self.cell();
                self.in_cell = true;
                self.prose.at = at..at;
            }
            "td" | "th" => self.cell(),
            "ul" | "ol" | "dl" if closes => {
                self.depth = self.depth.saturating_sub(1);
                self.new_line(at);
                if self.depth == 0 {
                    self.flush();
                    self.in_list = false;
                }
            }
            "ul" | "ol" | "dl" => {
                self.new_line(at);
                if self.depth == 0 {
                    self.flush();
                }
                self.in_list = true;
                self.depth += 1;
            }
            "li" | "dt" if !closes => {
                self.in_list |= self.prose.text.is_empty();
                self.new_line(at);
                self.items.push((self.prose.text.len(), self.depth));
                if let Some(checked) = attribute(tag, "data-checked") {
                    self.tick(checked == "true", at);
                }
            }
            "input" if attribute(tag, "type").is_some_and(|it| it == "checkbox") => {
                let checked = attribute(tag, "checked");
                // In HTML the word alone counts: who wrote "false" meant something else.
                if checked.as_deref() == Some("false") {
                    self.write("[?] ", at);
                } else if !self.prose.text.ends_with("] ") {
                    self.tick(checked.is_some(), at);
                }
            }
            // What is said of the one before.
            "dd" if !closes && !self.prose.text.is_empty() => {
                self.prose.push(',', at..at, false);
                self.prose.push(' ', at..at, false);
            }
            "p" | "div" | "br" | "li" | "dt" | "body" | "html" => self.new_line(at),
            _ => {}
        }
        0
    }

    /// Takes a character or a reference to some; gives its length.
    fn character(&mut self, rest: &str, at: usize) -> usize {
        if let Some((read, length)) = references::at_start(rest) {
            let source = at..at + length;
            read.chars().for_each(|c| self.put(c, &source, false));
            return length;
        }
        let Some(c) = rest.chars().next() else {
            return 1;
        };
        self.put(c, &(at..at + c.len_utf8()), true);
        c.len_utf8()
    }

    /// Puts down a character that stands in the source as it is (`same`) or as something else.
    fn put(&mut self, c: char, source: &Range<usize>, same: bool) {
        if c.is_whitespace() {
            let ends = self.prose.text.ends_with(char::is_whitespace);
            if !ends && !self.prose.text.is_empty() {
                self.prose.push(' ', source.clone(), false);
            }
        } else {
            if self.prose.text.is_empty() {
                self.prose.at = source.start..source.start;
            }
            self.prose.push(c, source.clone(), same);
        }
    }

    fn tick(&mut self, ticked: bool, at: usize) {
        self.write(if ticked { "[x] " } else { "[ ] " }, at);
    }

    /// Puts down what a tag stands for.
    fn write(&mut self, text: &str, at: usize) {
        if self.prose.text.is_empty() {
            self.prose.at = at..at;
        }
        text.chars().for_each(|c| self.prose.push(c, at..at, false));
    }

    fn new_line(&mut self, at: usize) {
        // What stands behind a box is on its line.
        let is_boxed = self.prose.text.ends_with("[x] ") || self.prose.text.ends_with("[ ] ");
        if !self.prose.text.is_empty() && !self.prose.text.ends_with('\n') && !is_boxed {
            self.prose.push('\n', at..at, false);
        }
    }

    /// Ends a row whose end no tag says.
    fn close_row(&mut self, at: usize) {
        let source = self.table.as_mut().and_then(|it| it.sources.last_mut());
        if let Some(source) = source.filter(|source| source.end == source.start) {
            source.end = at;
        }
    }

    fn close_table(&mut self, end: usize) {
        self.cell();
        self.close_row(end);
        if let Some(mut table) = self.table.take() {
            table.at.end = end;
            self.parts.push(Part::Table(table));
        }
    }

    fn take(&mut self) -> Prose {
        let mut prose = std::mem::take(&mut self.prose);
        let last = prose.source(0..prose.text.len());
        prose.at = last;
        prose
    }

    fn cell(&mut self) {
        if self.table.is_none() {
            return;
        }
        let prose = self.take();
        self.items.clear();
        if !std::mem::take(&mut self.in_cell) {
            return;
        }
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            row.push(prose);
        }
    }

    fn flush(&mut self) {
        // A list in a cell is a part of the cell.
        if self.table.is_some() {
            return;
        }
        let prose = self.take();
        let items = std::mem::take(&mut self.items);
        if prose.text.trim().is_empty() || self.text.is_empty() {
            return;
        }
        self.parts.push(match (self.heading.take(), self.in_list) {
            (Some(level), _) => Part::Heading(level, prose),
            (None, true) => Part::Items(prose, items),
            (None, false) => Part::Lines(prose),
        });
    }
}

/// Returns the value of an attribute of a tag, in lower case; an empty one where it has none.
fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag.trim_end_matches('/');
    loop {
        rest = rest.get(rest.find(|c: char| c.is_whitespace() || c == '"' || c == '\'')?..)?;
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let after = after.trim_start();
        let value = after.strip_prefix('=').map(str::trim_start);
        let (value, after) = match value {
            None => ("", after),
            Some(value) => match value.chars().next().filter(|c| "\"'".contains(*c)) {
                Some(quote) => value.get(1..)?.split_once(quote).unwrap_or((value, "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            },
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.to_lowercase());
        }
        if after.is_empty() {
            return None;
        }
        // The next one begins behind a space.
        let behind = rest.len() - after.len();
        rest = rest.get(behind.saturating_sub(1)..)?;
    }
}
