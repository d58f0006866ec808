//! The parts of a Markdown text that no correction of prose may touch.
//!
//! `CommonMark` 0.31 read line by line, without a parser. It differs from one
//! only on odd texts, such as a code span that goes on in a line that begins
//! like the row of a table.

use std::ops::Range;

/// Lists, in order, the byte ranges of a text that are not prose.
///
/// Front matter, fenced code and code spans, HTML comments, escaped signs and
/// lone backticks. What is never closed lasts to the end of the text, front
/// matter and code spans aside, which are prose when they are not closed.
pub(super) fn verbatim_ranges(text: &str) -> Vec<Range<usize>> {
    let front_matter = front_matter_length(text);
    let mut ranges = Vec::from_iter(front_matter.map(|length| 0..length));
    let mut at = front_matter.unwrap_or(0);
    let mut line_start = at;
    while let (Some(line), Some(rest)) = (text.get(line_start..at), text.get(at..)) {
        let Some(next) = rest.chars().next() else {
            break;
        };
        if line.is_empty()
            && let Some(length) = fenced_code_length(rest)
        {
            ranges.push(at..at + length);
            at += length;
            line_start = at;
        } else if let Some(length) = inline_length(line, rest) {
            ranges.push(at..at + length);
            at += length;
        } else {
            at += next.len_utf8();
            if next == '\n' {
                line_start = at;
            }
        }
    }
    ranges
}

/// Tells whether a line so far holds only markers of blocks: `> -`, `##`, `1.`.
pub(super) fn is_block_start(line: &str) -> bool {
    line.split_whitespace().all(is_block_marker)
}

/// Measures the YAML front matter, from a first line `---` to the next one.
fn front_matter_length(text: &str) -> Option<usize> {
    let is_rule = |line: &str| line.trim_end() == "---";
    let mut lines = text.split_inclusive('\n');
    let opening = lines
        .next()
        .filter(|line| is_rule(line.trim_start_matches('\u{feff}')))?;
    let mut length = opening.len();
    for line in lines {
        length += line.len();
        if is_rule(line) {
            return Some(length);
        }
    }
    None
}

/// Measures the fenced code that starts with this line, to the end of the text if it is not closed.
fn fenced_code_length(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let opening = lines.next()?;
    let fence = Fence::opened_by(opening)?;
    let mut length = opening.len();
    for line in lines {
        if fence.is_left_by(line) {
            break;
        }
        length += line.len();
        if fence.is_closed_by(line) {
            break;
        }
    }
    Some(length)
}

struct Fence {
    mark: char,
    length: usize,
    indent: usize,
    is_quoted: bool,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        let content = without_container_markers(line);
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = content.trim_start_matches(mark);
        let length = content.len() - info.len();
        let indent = line.len() - content.len();
        let is_quoted = line.chars().take(indent).any(|c| c == '>');
        // Backticks in the information string: an inline code span after all.
        let is_fence = length >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then_some(Self {
            mark,
            length,
            indent,
            is_quoted,
        })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let content = if self.is_quoted {
            line.trim_start_matches([' ', '\t', '>'])
        } else {
            line.trim_start_matches([' ', '\t'])
        };
        let after = content.trim_start_matches(self.mark);
        content.len() - after.len() >= self.length
            && after.trim().is_empty()
            && line.len() - content.len() <= self.indent + 3
    }

    /// Tells whether the block quote that holds the code ends before this line.
    fn is_left_by(&self, line: &str) -> bool {
        self.is_quoted && !line.trim_start().starts_with('>')
    }
}

fn without_container_markers(line: &str) -> &str {
    let mut content = line.trim_start_matches([' ', '\t', '>']);
    while let Some((token, rest)) = content.split_once([' ', '\t'])
        && is_list_marker(token)
    {
        content = rest.trim_start_matches([' ', '\t', '>']);
    }
    content
}

/// Measures the escape, code span, lone backticks or comment that starts a text, if one does.
fn inline_length(line: &str, text: &str) -> Option<usize> {
    let mut characters = text.chars();
    match characters.next()? {
        '\\' => characters
            .next()
            .filter(char::is_ascii_punctuation)
            .map(|_| 2),
        '`' => code_span_length(line, text).or(Some(backticks(text))),
        '<' if text.starts_with("<!--") => {
            let after = text.get(2..)?;
            Some(after.find("-->").map_or(text.len(), |end| 2 + end + 3))
        }
        _ => None,
    }
}

/// Measures a code span, which ends at as many backticks, in the same heading, row or paragraph.
fn code_span_length(line: &str, text: &str) -> Option<usize> {
    let is_one_line = line.trim_start().starts_with(['#', '|']);
    let opening = backticks(text);
    let mut at = opening;
    loop {
        at += text.get(at..)?.find(['`', '\n'])?;
        let rest = text.get(at..)?;
        let run = backticks(rest);
        if run == 0 {
            at += 1;
            if is_one_line || ends_paragraph(text.get(at..)?) {
                return None;
            }
        } else {
            at += run;
            if run == opening {
                return Some(at);
            }
        }
    }
}

fn backticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Tells whether the paragraph before this line cannot go on with it.
fn ends_paragraph(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let content = line.trim_start();
    let marker = content.split_whitespace().next().unwrap_or_default();
    content.is_empty()
        || content.starts_with('|')
        || content.starts_with("<!--")
        || (!marker.starts_with('>') && is_block_marker(marker))
        || Fence::opened_by(line).is_some()
}

fn is_block_marker(token: &str) -> bool {
    let is_quote = token.chars().all(|c| c == '>');
    let is_heading = token.len() <= 6 && token.chars().all(|c| c == '#');
    is_quote || is_heading || is_list_marker(token)
}

fn is_list_marker(token: &str) -> bool {
    let is_ordered = token.strip_suffix(['.', ')']).is_some_and(|number| {
        (1..=9).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit())
    });
    is_ordered || matches!(token, "-" | "+" | "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts out the parts that are not prose.
    fn verbatim(text: &str) -> Vec<&str> {
        verbatim_ranges(text)
            .into_iter()
            .map(|range| text.get(range).unwrap())
            .collect()
    }

    #[test]
    fn front_matter_stands_at_the_very_start_between_two_rules() {
        assert_eq!(verbatim("---\na: b\n---\nc\n"), ["---\na: b\n---\n"]);
        assert_eq!(
            verbatim("\u{feff}---\r\na\r\n---\r\nb"),
            ["\u{feff}---\r\na\r\n---\r\n"]
        );
        assert!(verbatim("---\na: b\n").is_empty());
        assert!(verbatim("a\n---\nb\n---\n").is_empty());
    }

    #[test]
    fn fenced_code_ends_with_a_fence_of_its_kind() {
        assert_eq!(verbatim("a\n```\nb\n```\nc"), ["```\nb\n```\n"]);
        assert_eq!(verbatim("~~~ sh\n```\n~~~~ \nc"), ["~~~ sh\n```\n~~~~ \n"]);
        assert_eq!(verbatim("````\n```\n````\nc"), ["````\n```\n````\n"]);
        assert_eq!(verbatim("```\na\n    ```\nb"), ["```\na\n    ```\nb"]);
        assert_eq!(verbatim("```\n> ```\na\n```\nb"), ["```\n> ```\na\n```\n"]);
    }

    #[test]
    fn fenced_code_can_stand_in_a_list_or_a_quotation() {
        assert_eq!(
            verbatim("1. - ```\n     a\n     ```\nb"),
            ["1. - ```\n     a\n     ```\n"]
        );
        assert_eq!(verbatim("> ```\n> a\n> ```\nb"), ["> ```\n> a\n> ```\n"]);
        assert_eq!(verbatim("> ```\n> a\n\nb"), ["> ```\n> a\n"]);
    }

    #[test]
    fn a_code_span_ends_with_as_many_backticks() {
        assert_eq!(verbatim("a ``b ` c`` d"), ["``b ` c``"]);
        assert_eq!(verbatim("```a``` b"), ["```a```"]);
        assert_eq!(verbatim("`a\\` b"), ["`a\\`"]);
        assert_eq!(verbatim("\\`a\\`"), ["\\`", "\\`"]);
    }

    #[test]
    fn a_code_span_does_not_leave_its_block() {
        assert_eq!(verbatim("`a\nb`"), ["`a\nb`"]);
        for text in [
            "`a\n\nb`",
            "# `a\nb`",
            "| `a |\n| b` |",
            "`a\n- b`",
            "`a\n## b`",
        ] {
            assert_eq!(verbatim(text), ["`", "`"], "{text}");
        }
    }

    #[test]
    fn a_comment_ends_with_its_mark() {
        assert_eq!(verbatim("a <!-- b\n```\n--> c"), ["<!-- b\n```\n-->"]);
        assert_eq!(verbatim("<!--> a"), ["<!-->"]);
        assert_eq!(verbatim("<!-- a\n\nb"), ["<!-- a\n\nb"]);
        assert_eq!(verbatim("\\<!-- a -->"), ["\\<"]);
    }

    #[test]
    fn markers_of_blocks_are_told_from_words() {
        for markers in ["", "> ", "-", "> - ", "##", "12.", "3)", ">> *"] {
            assert!(is_block_start(markers), "{markers}");
        }
        for words in ["a", "- a", "#######", "-a", "a.", "1234567890.", "12"] {
            assert!(!is_block_start(words), "{words}");
        }
    }
}
