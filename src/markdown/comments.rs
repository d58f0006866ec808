//! Comments, which no reader sees and every file shows.

use std::iter;
use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use super::lines::{lines, options, range};
use super::minutes::front_matter;
use super::reference::in_reference;

use crate::sort::Sort;

/// Takes every comment out of a text, but the markers of blocks and what is in code.
///
/// A line of which nothing is left goes with its comment. A comment that is never closed stays.
#[must_use]
pub fn without_comments(text: &str) -> String {
    without(text, comments(text))
}

/// Cuts ranges out of a text, in order and apart; a line of which nothing is left goes too.
pub(super) fn without(text: &str, ranges: Vec<Range<usize>>) -> String {
    let mut left = String::with_capacity(text.len());
    let mut done = 0;
    for cut in ranges {
        let before = text.get(done..cut.start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let after = text.get(cut.end..).unwrap_or_default();
        let rest = after.find('\n').map_or(after.len(), |at| at + 1);
        let starts_line = line > 0 || left.is_empty() || left.ends_with('\n');
        let is_blank = |text: Option<&str>| text.unwrap_or_default().trim().is_empty();
        let alone = starts_line && is_blank(before.get(line..)) && is_blank(after.get(..rest));
        if alone {
            left.push_str(before.get(..line).unwrap_or_default());
            done = cut.end + rest;
        } else if is_blank(after.get(..rest)) {
            left.push_str(before.trim_end_matches([' ', '\t']));
            done = cut.end;
        } else {
            left.push_str(before);
            done = cut.end;
        }
    }
    left + text.get(done..).unwrap_or_default()
}

/// Leaves out who wrote a remark in a pad: `> [name=Lina Quidam] [time=…] je relis`.
#[must_use]
pub fn without_authors(text: &str) -> String {
    const MARKS: [&str; 3] = ["[name=", "[time=", "[color="];
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        if line.trim_start().starts_with('>') {
            while let Some((at, end)) = MARKS.iter().find_map(|mark| {
                let at = rest.find(mark)?;
                let end = at + rest.get(at..)?.find(']')? + 1;
                Some((at, end))
            }) {
                kept.push_str(rest.get(..at).unwrap_or_default());
                rest = rest.get(end..).unwrap_or_default().trim_start_matches(' ');
            }
        }
        kept.push_str(rest);
    }
    kept
}

/// Takes out what pads write beside Markdown: the lines that open and close a box (`:::info`), the tags
/// (`###### tags: …`), the signs of a highlight (`==…==`).
#[must_use]
pub fn without_pad_signs(text: &str) -> String {
    let code = code(text);
    let is_code = |at: usize| code.iter().any(|range| range.contains(&at));
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        let of_box = line.trim().strip_prefix(":::");
        match of_box {
            Some(name) if name.trim().chars().all(char::is_alphanumeric) => "\n".to_owned(),
            _ if is_code(at) => line.to_owned(),
            _ if is_of_tags(line) => "\n".to_owned(),
            _ => without_highlights(line, |column| is_code(at + column)),
        }
    });
    lines.collect()
}

/// Whether a line is a heading that holds but the tags of a pad.
fn is_of_tags(line: &str) -> bool {
    let line = line.trim();
    let words = line.trim_start_matches('#');
    words.len() < line.len() && is_pad_tags(words)
}

/// Whether the words of a heading are the tags of a pad: "tags: `conseil`".
#[must_use]
pub fn is_pad_tags(heading: &str) -> bool {
    let key = heading.trim_start().to_ascii_lowercase();
    let rest = key.strip_prefix("tags");
    rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// Takes the signs of highlights out of a line; `== Titre ==` is the heading of a wiki.
fn without_highlights(line: &str, is_code: impl Fn(usize) -> bool) -> String {
    const SIGN: &str = "==";
    let is_apart = |c: char| !c.is_alphanumeric() && c != '=';
    let is_word = |c: char| !c.is_whitespace() && c != '=';
    let mut kept = String::with_capacity(line.len());
    let (mut done, mut at) = (0, 0);
    while let Some(found) = line.get(at..).and_then(|rest| rest.find(SIGN)) {
        let open = at + found;
        let inner = open + SIGN.len();
        at = inner;
        let rest = line.get(inner..).unwrap_or_default();
        let opens =
            line[..open].chars().next_back().is_none_or(is_apart) && rest.starts_with(is_word);
        let closes = |close: &usize| {
            let close = inner + close;
            line[..close].ends_with(is_word)
                && line[close + SIGN.len()..]
                    .chars()
                    .next()
                    .is_none_or(is_apart)
                && !is_code(close)
        };
        let mut signs = rest.match_indices(SIGN).map(|(close, _)| close);
        let close = signs.find(closes).filter(|_| opens && !is_code(open));
        if let Some(close) = close {
            kept.push_str(&line[done..open]);
            kept.push_str(&rest[..close]);
            done = inner + close + SIGN.len();
            at = done;
        }
    }
    kept + &line[done..]
}

/// Lists the comments of a text, but the markers of blocks and what is in code: those of HTML, and the lines
/// that are one of [`in_reference`].
pub(super) fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = of_html(text);
    if text.contains("]:") {
        let code = code(text);
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let whole = start..start + line.trim_end_matches(['\n', '\r']).len();
            let is_apart = |other: &Range<usize>| !other.contains(&whole.start);
            if in_reference(&text[whole.clone()]).is_some()
                && found.iter().chain(&code).all(is_apart)
            {
                found.push(whole);
            }
            start += line.len();
        }
        found.order_by_key(|at| at.start);
    }
    found
}

fn of_html(text: &str) -> Vec<Range<usize>> {
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
    nodes(text, |value, at| match value {
        NodeValue::CodeBlock(code) if code.fenced && code.closed => vec![at],
        _ => Vec::new(),
    })
}

/// Lists the code spans and blocks of a text.
fn code(text: &str) -> Vec<Range<usize>> {
    nodes(text, |value, at| match value {
        NodeValue::Code(_) | NodeValue::CodeBlock(_) => vec![at],
        _ => Vec::new(),
    })
}

/// Lists, in order, the parts of a text that no correction of prose may touch: front matter, code spans
/// and fenced blocks, comments.
///
/// Indented code is none of them: what is indented may be a letter.
#[must_use]
pub fn verbatim(text: &str) -> Vec<Range<usize>> {
    if !["`", "~~~", "<!--", "---"]
        .iter()
        .any(|sign| text.contains(sign))
    {
        return Vec::new();
    }
    let front_matter = front_matter::read(text).ends;
    let mut found = nodes(text, |value, at| match value {
        NodeValue::Code(_) => vec![at],
        NodeValue::CodeBlock(code) if code.fenced => vec![at],
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            let html = text.get(at.clone()).unwrap_or_default();
            let place = |(it, _): (Range<usize>, bool)| at.start + it.start..at.start + it.end;
            in_html(html).map(place).collect()
        }
        _ => Vec::new(),
    });
    found.retain(|at| at.start >= front_matter);
    if front_matter > 0 {
        found.insert(0, 0..front_matter);
    }
    found
}

/// Finds the comments in a piece of HTML, and whether each is closed: one that never is lasts to its end.
///
/// `<!-->` is a whole comment (CommonMark 0.31, section 6.6).
pub(super) fn in_html(html: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut at = 0;
    iter::from_fn(move || {
        let start = at + html.get(at..)?.find("<!--")?;
        let end = html.get(start + 2..)?.find("-->");
        at = end.map_or(html.len(), |end| start + 2 + end + 3);
        Some((start..at, end.is_some()))
    })
}

/// Lists parts of the nodes of a text, in its order.
fn nodes(
    text: &str,
    parts: impl Fn(&NodeValue, Range<usize>) -> Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let lines = lines(text);
    let arena = Arena::new();
    let nodes = parse_document(&arena, text, &options()).descendants();
    let mut found: Vec<_> = nodes
        .flat_map(|node| parts(&node.data().value, range(node, text, &lines)))
        .collect();
    found.order_by_key(|at| at.start);
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

    /// Cuts out the parts that are not prose.
    fn verbatim(text: &str) -> Vec<&str> {
        let found = super::verbatim(text).into_iter();
        found.map(|at| text[at].trim_end()).collect()
    }

    #[test]
    fn front_matter_code_and_comments_are_no_prose() {
        for (text, expected) in [
            ("---\na: b\n---\nc\n", vec!["---\na: b\n---"]),
            (
                "\u{feff}---\r\na\r\n---\r\nb",
                vec!["\u{feff}---\r\na\r\n---"],
            ),
            ("---\na: b\n", vec![]),
            ("a\n---\nb\n---\n", vec![]),
            // A fence ends with one of its kind, or with what holds it.
            ("a\n```\nb\n```\nc", vec!["```\nb\n```"]),
            ("~~~ sh\n```\n~~~~ \nc", vec!["~~~ sh\n```\n~~~~"]),
            ("````\n```\n````\nc", vec!["````\n```\n````"]),
            ("```\na\n    ```\nb", vec!["```\na\n    ```\nb"]),
            (
                "1. - ```\n     a\n     ```\nb",
                vec!["```\n     a\n     ```"],
            ),
            ("> ```\n> a\n> ```\nb", vec!["```\n> a\n> ```"]),
            ("> ```\n> a\n\nb", vec!["```\n> a"]),
            // A code span ends with as many backticks, in its block.
            ("a ``b ` c`` d", vec!["``b ` c``"]),
            ("```a``` b", vec!["```a```"]),
            ("`a\\` b", vec!["`a\\`"]),
            ("\\`a\\`", vec![]),
            ("`a\nb`", vec!["`a\nb`"]),
            ("`a\n\nb`", vec![]),
            ("# `a\nb`", vec![]),
            ("`a\n- b`", vec![]),
            // A comment that begins a line may never end.
            ("a <!-- b --> c", vec!["<!-- b -->"]),
            ("<!-- a -->b<!-- c -->", vec!["<!-- a -->", "<!-- c -->"]),
            ("<!--> a", vec!["<!-->"]),
            ("<!-- a\n\nb", vec!["<!-- a\n\nb"]),
            ("\\<!-- a -->", vec![]),
        ] {
            assert_eq!(verbatim(text), expected, "{text}");
        }
    }
}
