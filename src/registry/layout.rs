//! How a registry is laid out: its lines, its indents, the style of its records.

use std::ops::Range;

use toml::de::DeTable;

use super::write::Style;

/// A text with its lines.
pub struct Layout<'a> {
    text: &'a str,
    line_end: &'static str,
}

impl<'a> Layout<'a> {
    /// Looks at a text; its line ends are those of its first line.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let first = text.split_inclusive('\n').next().unwrap_or_default();
        let line_end = if first.ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        Self { text, line_end }
    }

    /// Returns the length of the text, in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Tells whether the text says nothing at all.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim_start_matches('\u{feff}').trim().is_empty()
    }

    /// Returns the line end of the text.
    #[must_use]
    pub fn line_end_text(&self) -> &'static str {
        self.line_end
    }

    /// Returns what stands at a place.
    #[must_use]
    pub fn slice(&self, at: &Range<usize>) -> &'a str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// Returns the end of the line of a byte, its line end included.
    #[must_use]
    pub fn line_end(&self, byte: usize) -> usize {
        let rest = self.text.get(byte..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |at| byte + at + 1)
    }

    /// Tells whether a place follows a line end, or begins the text.
    #[must_use]
    pub fn ends_line(&self, byte: usize) -> bool {
        matches!(&self.text[..byte], "" | "\u{feff}") || self.text[..byte].ends_with('\n')
    }

    /// Returns the white space that begins the line of a byte, up to that byte.
    #[must_use]
    pub fn indent(&self, byte: usize) -> &'a str {
        let start = self.line_start(byte);
        let line = &self.text[start..byte];
        &line[..line.len() - line.trim_start().len()]
    }

    /// Tells whether only white space stands before a byte on its line.
    #[must_use]
    pub fn begins_line(&self, byte: usize) -> bool {
        self.text[self.line_start(byte)..byte].trim().is_empty()
    }

    /// Tells whether a record or a list is written under a header of its own.
    #[must_use]
    pub fn is_header(&self, at: &Range<usize>) -> bool {
        let text = self.slice(at);
        (text.starts_with("[[") && text.ends_with("]]") && !text.contains(['\n', '=', '"', '\'']))
            && self.begins_line(at.start)
    }

    /// Tells whether a record is an inline table.
    #[must_use]
    pub fn is_inline(&self, at: &Range<usize>) -> bool {
        self.slice(at).starts_with('{')
    }

    /// Tells whether a value is a text in single quotes, or in double ones; `None` for no text.
    #[must_use]
    pub fn quoting(&self, at: &Range<usize>) -> Option<bool> {
        match self.slice(at).chars().next() {
            Some('\'') => Some(true),
            Some('"') => Some(false),
            _ => None,
        }
    }

    /// Returns the place after the comma that follows a byte, comments and line ends passed over.
    #[must_use]
    pub fn comma_after(&self, byte: usize) -> Option<usize> {
        let mut at = byte;
        loop {
            let rest = self.text.get(at..)?;
            let gap = rest.len() - rest.trim_start().len();
            at += gap;
            let rest = &rest[gap..];
            if rest.starts_with('#') {
                at = self.line_end(at);
            } else {
                return rest.starts_with(',').then_some(at + 1);
            }
        }
    }

    /// Returns the style of a record.
    #[must_use]
    pub fn style(&self, table: &DeTable<'_>, at: &Range<usize>) -> Style {
        let mut style = self.default_style();
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (key.span(), value.span()))
            .filter(|(_, value)| !self.is_header(value))
            .collect();
        entries.sort_by_key(|(key, _)| key.start);
        let equals = |(key, value): &(Range<usize>, Range<usize>)| {
            let between = self.text.get(key.end..value.start)?;
            (between.trim() == "=").then_some(between)
        };
        if let Some(entry) = entries.first() {
            if !self.is_inline(at) {
                self.indent(entry.0.start).clone_into(&mut style.indent);
            }
            if let Some(between) = equals(entry) {
                between.clone_into(&mut style.equals);
            }
        }
        let columns: Vec<(usize, usize)> = entries
            .iter()
            .filter_map(|entry| {
                let spaces = equals(entry)?.find('=')?;
                Some((entry.0.len() + spaces, spaces))
            })
            .collect();
        // One column for all, and more than a space before some: that is meant.
        let one = columns.windows(2).all(|pair| pair[0].0 == pair[1].0);
        if one && columns.len() > 1 && columns.iter().any(|(_, spaces)| *spaces > 1) {
            style.aligned = columns.first().map(|(column, _)| *column);
        }
        let values = entries.iter().map(|(_, value)| self.slice(value));
        let mut texts = values.clone().filter_map(|value| value.chars().next());
        style.literal = texts.find(|c| matches!(c, '"' | '\'')) == Some('\'');
        style.padded = values.clone().any(|value| value.starts_with("[ "));
        style.tight = values
            .chain([self.slice(at)])
            .filter_map(|value| value.split_once('{'))
            .any(|(_, rest)| !rest.starts_with([' ', '\n', '\r']));
        style
    }

    /// Returns the keys that a record writes on its own lines, in the order of the text.
    #[must_use]
    pub fn key_order(&self, table: &DeTable<'_>) -> Vec<String> {
        let mut keys: Vec<(usize, String)> = table
            .iter()
            .filter(|(_, value)| !self.is_header(&value.span()))
            .map(|(key, _)| (key.span().start, key.get_ref().to_string()))
            .collect();
        keys.sort();
        keys.into_iter().map(|(_, key)| key).collect()
    }

    /// Returns the style of a registry without records.
    #[must_use]
    pub fn default_style(&self) -> Style {
        Style::usual(self.line_end)
    }

    /// Returns all that belongs to a record: from its header, or the comment lines right above it,
    /// to its last line, with the comment lines right below that are followed by a blank one.
    #[must_use]
    pub fn extent(&self, at: &Range<usize>, table: &DeTable<'_>) -> Range<usize> {
        let mut start = self.line_start(at.start);
        while start > 0 {
            let above = self.line_start(start - 1);
            if !self.text[above..start].trim_start().starts_with('#') {
                break;
            }
            start = above;
        }
        let mut end = self.line_end(last_byte(table).max(at.end));
        let mut below = end;
        loop {
            let next = self.line_end(below);
            let line = self.text[below..next].trim();
            if line.is_empty() {
                end = below;
                break;
            }
            if !line.starts_with('#') {
                // The comment belongs to the header that it stands above.
                break;
            }
            below = next;
        }
        start..end
    }

    /// Returns how many blank lines stand right above the line that begins at a place.
    #[must_use]
    pub fn blank_lines_above(&self, start: usize) -> usize {
        let above = self.text.get(..start).unwrap_or_default().lines().rev();
        above.take_while(|line| line.trim().is_empty()).count()
    }

    /// Tells whether nothing but a comment, or nothing at all, follows a byte on its line.
    #[must_use]
    pub fn rest_is_comment(&self, byte: usize) -> bool {
        let rest = self.text[byte..self.line_end(byte)].trim();
        rest.is_empty() || rest.starts_with('#')
    }

    /// Extends a key and its value to their whole lines; a comment behind them is left out.
    #[must_use]
    pub fn with_line(&self, entry: Range<usize>) -> Range<usize> {
        let end = self.line_end(entry.end);
        let rest = &self.text[entry.end..end];
        if rest.trim().is_empty() {
            self.line_start(entry.start)..end
        } else {
            entry.start..entry.end + rest.len() - rest.trim_start().len()
        }
    }

    /// Extends a key and its value in an inline table to the comma that parts them from others.
    #[must_use]
    pub fn with_comma(&self, entry: Range<usize>) -> Range<usize> {
        let before = self.text[..entry.start].trim_end();
        if before.ends_with(',') {
            return before.len() - 1..entry.end;
        }
        let end = self.comma_after(entry.end).unwrap_or(entry.end);
        let rest = &self.text[end..];
        entry.start..end + rest.len() - rest.trim_start().len()
    }

    /// Returns how many blank lines stand between a record and its neighbour.
    #[must_use]
    pub fn blank_lines(&self, extents: &[Range<usize>], index: usize) -> usize {
        let between = |a: &Range<usize>, b: &Range<usize>| {
            let gap = self.text.get(a.end..b.start).unwrap_or_default();
            gap.lines()
                .take_while(|line| line.trim().is_empty())
                .count()
        };
        let pairs = [
            index.checked_sub(1).map(|before| (before, index)),
            Some((index, index + 1)),
        ];
        pairs
            .into_iter()
            .flatten()
            .find_map(|(a, b)| Some(between(extents.get(a)?, extents.get(b)?)))
            .unwrap_or(1)
    }

    /// Returns the text with replacements made, which are in order and do not overlap.
    #[must_use]
    pub fn spliced(&self, splices: &[(Range<usize>, String)]) -> String {
        let mut out = String::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for (at, text) in splices {
            out.push_str(self.text.get(done..at.start).unwrap_or_default());
            out.push_str(text);
            done = at.end.max(done);
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        out
    }

    fn line_start(&self, byte: usize) -> usize {
        let before = self.text.get(..byte).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        // A byte order mark is no indent.
        if start == 0 && before.starts_with('\u{feff}') {
            return '\u{feff}'.len_utf8();
        }
        start
    }
}

/// Returns the last byte that a table's values take, those of tables below it included.
fn last_byte(table: &DeTable<'_>) -> usize {
    use toml::de::DeValue;
    let below = |value: &toml::Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::Table(table) => last_byte(table),
        DeValue::Array(items) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::Table(table) => last_byte(table).max(item.span().end),
                _ => item.span().end,
            })
            .max()
            .unwrap_or_default(),
        _ => 0,
    };
    table
        .iter()
        .map(|(_, value)| value.span().end.max(below(value)))
        .max()
        .unwrap_or_default()
}
