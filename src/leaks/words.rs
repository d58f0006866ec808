//! The words of a folded text, and what stands between two of them.

use std::ops::Range;

/// The farthest that two words of one name stand apart, in bytes.
const FARTHEST: usize = 96;

/// Returns the words of a folded text, with a space between them.
#[must_use]
pub fn key(folded: &str) -> String {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Whether bytes of a folded text are a word of their own.
#[must_use]
pub fn is_word(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}

/// Returns the word before a byte and what stands between.
pub fn word_before(text: &str, at: usize) -> Option<(&str, Range<usize>)> {
    let before = text.get(..at)?;
    let end = before
        .trim_end_matches(within(|c| !c.is_alphanumeric()))
        .len();
    let word = before.get(..end)?;
    let start = word.trim_end_matches(within(char::is_alphanumeric)).len();
    (start < end).then_some((before.get(end..)?, start..end))
}

/// Returns the word after a byte and what stands between.
pub fn word_after(text: &str, at: usize) -> Option<(&str, Range<usize>)> {
    let after = text.get(at..)?;
    let rest = after.trim_start_matches(within(|c| !c.is_alphanumeric()));
    let start = at + after.len() - rest.len();
    let left = rest.trim_start_matches(within(char::is_alphanumeric));
    let end = start + rest.len() - left.len();
    (start < end).then_some((text.get(at..start)?, start..end))
}

/// Limits how far characters are skipped: what is farther apart is no name.
pub fn within(is: impl Fn(char) -> bool) -> impl FnMut(char) -> bool {
    let mut left = FARTHEST;
    move |c| {
        left = left.saturating_sub(c.len_utf8());
        left > 0 && is(c)
    }
}

/// Space, hyphen, line end, the sign of a quotation, brackets, quotation marks: two words of one name.
/// A blank line, another item of a list, another row part them.
pub fn is_soft(gap: &str) -> bool {
    let new_line = gap.contains('\n');
    let soft =
        |c: char| c.is_whitespace() || "-_>[]{}«»".contains(c) || new_line && "#/|".contains(c);
    if gap.is_empty() || !gap.chars().all(soft) {
        return false;
    }
    if !new_line {
        return true;
    }
    let row_ends = gap
        .find('|')
        .is_some_and(|bar| gap.find('\n').is_some_and(|line| bar < line));
    !row_ends && !is_item(gap) && !has_blank_line(gap)
}

/// Whether an item of a list begins between two words.
pub fn is_item(gap: &str) -> bool {
    let mut lines = gap.split('\n').skip(1);
    lines.any(|line| {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let rest = line.strip_prefix('-');
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    })
}

fn has_blank_line(gap: &str) -> bool {
    let mut lines = gap.split('\n');
    lines.next();
    lines.next_back();
    lines.any(|line| line.chars().all(|c| c.is_whitespace() || c == '>'))
}

/// The full stop of addresses and names of files.
pub fn is_dot(gap: &str) -> bool {
    gap == "."
}

/// What stands around the names and values of fields.
pub fn is_of_fields(gap: &str) -> bool {
    let signs = |c: char| c.is_whitespace() || "\"':,;=&{}[]-_<>/|.".contains(c);
    gap.chars().all(signs)
}

/// What parts the columns of a table, the values of a file, the folders of a path.
pub fn is_data(gap: &str) -> bool {
    let mut signs = gap
        .chars()
        .filter(|c| !c.is_whitespace() && !"\"'".contains(*c));
    let sign = signs.next();
    let close = !gap.contains(char::is_whitespace);
    signs.next().is_none()
        && match sign {
            Some(';' | '|') => true,
            Some(',') => close || gap.contains('"'),
            Some('/' | '+' | '=') => close,
            None => gap.contains('"') && close,
            _ => false,
        }
}

/// What stands between a surname and the first name behind it.
pub fn is_turned(gap: &str) -> bool {
    let gap = gap.trim_matches(char::is_whitespace);
    gap == "," || gap == "("
}

/// What stands between a title and the surname: quotation marks, brackets, emphasis, a colon too.
pub fn is_after_title(gap: &str) -> bool {
    let rest = gap.strip_prefix('.').unwrap_or(gap);
    let rest = rest
        .trim_start_matches(' ')
        .strip_prefix(':')
        .unwrap_or(rest);
    let around = |c: char| c.is_whitespace() || "«»\"'()[]{}_=+#/".contains(c);
    let is_near = !rest.contains('\n') && rest.chars().all(around) && gap != "'" && gap != "/";
    !gap.is_empty() && (rest.is_empty() || is_soft(rest) || is_data(rest) || is_near)
}

pub fn is_after_initial(gap: &str) -> bool {
    let rest = gap.strip_prefix('.').unwrap_or(gap);
    !gap.is_empty()
        && rest.len() <= FARTHEST
        && rest
            .chars()
            .all(|c| c.is_whitespace() || "->_«»=+[]".contains(c))
        && !has_blank_line(rest)
        && !is_item(rest)
}
