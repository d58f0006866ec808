//! The text of a block of HTML, as mail programs and office suites write it.

use std::ops::Range;

use super::private::Privacy;
use super::prose::Prose;

/// A part of a block.
pub(super) enum Part {
    Heading(u8, Prose),
    /// Paragraphs, each on its line.
    Lines(Prose),
    /// The items of a list, each on its line.
    Items(Prose),
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
    reader.flush();
    reader.parts
}

struct Reader<'a> {
    text: &'a str,
    parts: Vec<Part>,
    prose: Prose,
    table: Option<Table>,
    heading: Option<u8>,
    in_list: bool,
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
            "table" if closes => {
                self.cell();
                if let Some(mut table) = self.table.take() {
                    table.at.end = at + tag.len() + 2;
                    self.parts.push(Part::Table(table));
                }
            }
            "table" => {
                self.flush();
                self.table = Some(Table {
                    at: at..at,
                    ..Table::default()
                });
            }
            "tr" if !closes => {
                self.cell();
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                    table.sources.push(at..at);
                }
            }
            "tr" => {
                self.cell();
                if let Some(source) = self.table.as_mut().and_then(|it| it.sources.last_mut()) {
                    source.end = at;
                }
            }
            "td" | "th" if !closes => {
                self.cell();
                self.prose.at = at..at;
            }
            "td" | "th" => self.cell(),
            "ul" | "ol" => {
                self.flush();
                self.in_list = !closes;
            }
            "p" | "div" | "br" | "li" | "body" | "html" => self.new_line(at),
            _ => {}
        }
        0
    }

    /// Takes a character; gives its length.
    fn character(&mut self, rest: &str, at: usize) -> usize {
        let Some(c) = rest.chars().next() else {
            return 1;
        };
        let (read, length) = match entity(rest) {
            Some(read) => read,
            None => (c, c.len_utf8()),
        };
        if read.is_whitespace() {
            let ends = self.prose.text.ends_with(char::is_whitespace);
            if !ends && !self.prose.text.is_empty() {
                self.prose.push(' ', at..at + length, false);
            }
        } else {
            if self.prose.text.is_empty() {
                self.prose.at = at..at;
            }
            let same = read == c;
            self.prose.push(read, at..at + length, same);
        }
        length
    }

    fn new_line(&mut self, at: usize) {
        if !self.prose.text.is_empty() && !self.prose.text.ends_with('\n') {
            self.prose.push('\n', at..at, false);
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
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            row.push(prose);
        }
    }

    fn flush(&mut self) {
        let prose = self.take();
        if self.table.is_some() || prose.text.trim().is_empty() || self.text.is_empty() {
            return;
        }
        self.parts.push(match (self.heading.take(), self.in_list) {
            (Some(level), _) => Part::Heading(level, prose),
            (None, true) => Part::Items(prose),
            (None, false) => Part::Lines(prose),
        });
    }
}

/// Reads a character reference, and tells its length.
fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 24] = [
        ("nbsp", '\u{a0}'),
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("rsquo", '\u{2019}'),
        ("ndash", '\u{2013}'),
        ("mdash", '\u{2014}'),
        ("middot", '\u{b7}'),
        ("eacute", 'é'),
        ("Eacute", 'É'),
        ("egrave", 'è'),
        ("Egrave", 'È'),
        ("ecirc", 'ê'),
        ("euml", 'ë'),
        ("agrave", 'à'),
        ("acirc", 'â'),
        ("icirc", 'î'),
        ("iuml", 'ï'),
        ("ocirc", 'ô'),
        ("ugrave", 'ù'),
        ("ccedil", 'ç'),
        ("Ccedil", 'Ç'),
    ];
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(10).position(|byte| byte == b';')?;
    let name = inside.get(..end)?;
    let read = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(
                || number.parse().ok(),
                |hex| u32::from_str_radix(hex, 16).ok(),
            );
            char::from_u32(code?)?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((read, end + 2))
}
