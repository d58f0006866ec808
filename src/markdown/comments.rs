//! Comments, which no reader sees and every file shows.

use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

use super::lines::{lines, range};

/// Takes every comment out of a text, but the markers of blocks and what is in code.
///
/// A line of which nothing is left goes with its comment. A comment that is never closed stays.
#[must_use]
pub fn without_comments(text: &str) -> String {
    let comments = comments(text);
    let mut left = String::with_capacity(text.len());
    let mut done = 0;
    for comment in comments {
        let before = text.get(done..comment.start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let after = text.get(comment.end..).unwrap_or_default();
        let rest = after.find('\n').map_or(after.len(), |at| at + 1);
        let starts_line = line > 0 || left.is_empty() || left.ends_with('\n');
        let is_blank = |text: Option<&str>| text.unwrap_or_default().trim().is_empty();
        let alone = starts_line && is_blank(before.get(line..)) && is_blank(after.get(..rest));
        if alone {
            left.push_str(before.get(..line).unwrap_or_default());
            done = comment.end + rest;
        } else if is_blank(after.get(..rest)) {
            left.push_str(before.trim_end_matches([' ', '\t']));
            done = comment.end;
        } else {
            left.push_str(before);
            done = comment.end;
        }
    }
    left + text.get(done..).unwrap_or_default()
}

/// Lists the comments of a text, but the markers of blocks and what is in code.
pub(super) fn comments(text: &str) -> Vec<Range<usize>> {
    if !text.contains("<!--") {
        return Vec::new();
    }
    let code = code(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("<!--")) {
        let start = at + start;
        at = start + 4;
        // `<!-->` is a whole comment (CommonMark 0.31, section 6.6).
        let end = text.get(start + 2..).and_then(|rest| rest.find("-->"));
        let Some(end) = end.map(|end| start + 2 + end + 3) else {
            break;
        };
        if code.iter().any(|code| code.contains(&start)) {
            continue;
        }
        let inside = text.get(at..end).unwrap_or_default().trim_start();
        if !inside.starts_with("cll:") && !inside.starts_with("/cll:") {
            found.push(start..end);
        }
        at = end.max(at);
    }
    found
}

/// Lists the fenced blocks of a text that are closed.
#[must_use]
pub fn fences(text: &str) -> Vec<Range<usize>> {
    let is_fence = |value: &NodeValue| match value {
        NodeValue::CodeBlock(code) => code.fenced && code.closed,
        _ => false,
    };
    nodes(text, is_fence)
}

/// Lists the code spans and blocks of a text.
fn code(text: &str) -> Vec<Range<usize>> {
    let is_code = |value: &NodeValue| matches!(value, NodeValue::Code(_) | NodeValue::CodeBlock(_));
    nodes(text, is_code)
}

fn nodes(text: &str, wanted: impl Fn(&NodeValue) -> bool) -> Vec<Range<usize>> {
    let mut options = Options::default();
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.extension.table = true;
    let lines = lines(text);
    let arena = Arena::new();
    let mut found = Vec::new();
    for node in parse_document(&arena, text, &options).descendants() {
        if wanted(&node.data().value) {
            found.push(range(node, text, &lines));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::without_comments as left;

    #[test]
    fn comments_go_with_the_lines_they_leave_empty() {
        assert_eq!(left("a <!-- b --> c"), "a  c");
        assert_eq!(left("a <!-- b -->\nc"), "a\nc");
        assert_eq!(left("a\n<!-- b\nc -->\nd"), "a\nd");
        assert_eq!(left("<!-- a --> <!-- b -->\n"), "");
        assert_eq!(left("a<!-->b"), "ab");
        assert_eq!(left("a <!-- b"), "a <!-- b");
    }

    #[test]
    fn markers_and_code_stay() {
        for text in [
            "<!-- cll:members -->\n<!-- /cll:members -->\n",
            "un `<!-- commentaire -->`",
            "```\n<!-- a -->\n```\n",
        ] {
            assert_eq!(left(text), text);
        }
    }
}
