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

/// Takes out what pads write beside Markdown: the lines that open and close a box (`:::info`), of which a title
/// stays (`::::spoiler Titre`, `::: {.note title="Titre"}`), the tags
/// (`###### tags: …`), the signs of a highlight (`==…==`).
#[must_use]
pub fn without_pad_signs(text: &str) -> String {
    let code = code(text);
    let is_code = |at: usize| code.iter().any(|range| range.contains(&at));
    let mut start = 0;
    let mut is_open = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        match without_fence(line) {
            Some(title) if !is_code(at) => {
                is_open = true;
                title
            }
            // "Un mot. :::"
            None if is_open && !is_code(at) && line.trim_end().ends_with(" :::") => {
                let line = line.trim_end().trim_end_matches(':').trim_end();
                format!(
                    "{}\n\n",
                    without_highlights(line, |column| is_code(at + column))
                )
            }
            _ if is_code(at) => line.to_owned(),
            _ if is_of_tags(line) => "\n".to_owned(),
            _ => without_highlights(line, |column| is_code(at + column)),
        }
    });
    lines.collect()
}

/// Reads a line that opens or closes a box, and returns what stays of it: its title in bold.
fn without_fence(line: &str) -> Option<String> {
    const SHORTEST: usize = 3;
    let signs = line.trim_start_matches(|c: char| c.is_whitespace() || "-*+>".contains(c));
    let before = line.get(..line.len() - signs.len())?;
    let name = signs.trim_start_matches(':');
    if signs.len() - name.len() < SHORTEST {
        return None;
    }
    let name = name.trim();
    let ends = name.trim_end_matches(':');
    let is_whole = name.len() - ends.len() >= SHORTEST;
    let name = if is_whole { ends.trim_end() } else { name };
    // "info", "{.note}", "info[Titre]"
    let kind = name.find(|c: char| !c.is_ascii_lowercase() && c != '-' && c != '_');
    let (kind, rest) = name.split_at(kind.unwrap_or(name.len()));
    let is_kind = rest.is_empty() || rest.starts_with([' ', '{', '[', '\u{a0}']);
    let rest = if is_kind { rest.trim_start() } else { name };
    // "::: warning" alone may be followed by what it holds.
    let (attributes, rest) = match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((inside, rest)) => (inside, rest.trim_start()),
        None => ("", rest),
    };
    let named = attributes.split_once("title=").and_then(|(_, value)| {
        let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
        value.get(1..)?.split(quote).next()
    });
    let framed = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (framed, rest) = framed.map_or(("", rest), |(title, rest)| (title, rest.trim_start()));
    let rest = rest
        .strip_suffix('}')
        .and_then(|rest| rest.rfind('{').and_then(|at| rest.get(..at)))
        .unwrap_or(rest);
    let titles = [
        named.unwrap_or_default(),
        framed,
        rest.trim_matches(['"', ' ']),
    ];
    let title = titles.into_iter().filter(|title| !title.is_empty());
    let title = title.collect::<Vec<_>>().join(" ");
    let quote: String = before
        .chars()
        .filter(|c| *c == '>' || c.is_whitespace())
        .collect();
    if title.is_empty() {
        return Some(format!("{}\n", before.trim_end()));
    }
    let is_bold = is_kind && !kind.is_empty() || !attributes.is_empty();
    let is_bold = is_bold && !title.contains(['*', '_']) && !is_whole;
    let title = if is_bold {
        format!("**{title}**")
    } else {
        title
    };
    Some(format!(
        "{}\n{before}{title}\n{}\n",
        quote.trim_end(),
        quote.trim_end()
    ))
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
#[must_use]
pub fn code(text: &str) -> Vec<Range<usize>> {
    nodes(text, |value, at| match value {
        NodeValue::Code(_) | NodeValue::CodeBlock(_) => vec![at],
        _ => Vec::new(),
    })
}

/// Lists, in order and apart, where a text shows signs rather than uses them: code, and what stands in `<code>`,
/// `<pre>` and their like.
#[must_use]
pub fn shown(text: &str) -> Vec<Range<usize>> {
    let tags = nodes(text, |value, at| match value {
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            let source = text.get(at.clone()).unwrap_or_default();
            let place = |it: Range<usize>| at.start + it.start..at.start + it.end;
            tags(source).into_iter().map(place).collect()
        }
        _ => Vec::new(),
    });
    let mut found = code(text);
    found.extend(kept(text, &tags));
    found.order_by_key(|at| (at.start, at.end));
    apart(found)
}

/// Joins ranges in order that touch or overlap.
fn apart(found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut apart: Vec<Range<usize>> = Vec::new();
    for at in found.into_iter().filter(|at| !at.is_empty()) {
        match apart.last_mut().filter(|last| at.start <= last.end) {
            Some(last) => last.end = last.end.max(at.end),
            None => apart.push(at),
        }
    }
    apart
}

/// Lists, in order and apart, the parts of a text that no correction of prose may touch: front matter, code,
/// tags and what stands in `<pre>`, `<code>` and their like, comments, the targets and titles of links.
///
/// Indented code is one of them in Markdown alone: a page of HTML is indented by its structure.
#[must_use]
pub fn verbatim(text: &str) -> Vec<Range<usize>> {
    const SIGNS: [&str; 8] = ["`", "~~~", "<", "---", "    ", "\t", "](", "]:"];
    if !SIGNS.iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let is_page = text.trim_start().starts_with('<');
    let front_matter = front_matter::read(text).ends;
    let mut found = nodes(text, |value, at| {
        let source = text.get(at.clone()).unwrap_or_default();
        let place = |it: Range<usize>| at.start + it.start..at.start + it.end;
        match value {
            NodeValue::Code(_) => vec![at],
            NodeValue::CodeBlock(code) if code.fenced || !is_page => vec![at],
            NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
                tags(source).into_iter().map(place).collect()
            }
            NodeValue::Link(_) | NodeValue::Image(_) if source.ends_with(')') => {
                let target = source.rfind("](").map(|from| place(from + 1..source.len()));
                target.into_iter().collect()
            }
            _ => Vec::new(),
        }
    });
    found.extend(definitions(text));
    found.extend(kept(text, &found));
    found.retain(|at| at.start >= front_matter);
    found.push(0..front_matter);
    found.order_by_key(|at| (at.start, at.end));
    apart(found)
}

/// Lists the tags and comments of a piece of HTML.
fn tags(html: &str) -> Vec<Range<usize>> {
    let comments: Vec<Range<usize>> = in_html(html).map(|(at, _)| at).collect();
    let mut found = comments.clone();
    let mut at = 0;
    while let Some(start) = html
        .get(at..)
        .and_then(|rest| rest.find('<'))
        .map(|it| at + it)
    {
        if let Some(comment) = comments.iter().find(|it| it.contains(&start)) {
            at = comment.end;
            continue;
        }
        at = start + 1;
        let inside = html.get(at..).unwrap_or_default();
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            continue;
        }
        let mut quote = None;
        let end = inside.find(|c: char| {
            match quote {
                Some(open) if c == open => quote = None,
                None if c == '"' || c == '\'' => quote = Some(c),
                None => return c == '>',
                Some(_) => {}
            }
            false
        });
        let Some(end) = end.or_else(|| inside.find('>')) else {
            break;
        };
        at += end + 1;
        found.push(start..at);
    }
    found
}

/// Lists what stands between the tags of `<pre>`, `<code>` and their like among these parts of a text.
fn kept(text: &str, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    const NAMES: [&str; 9] = [
        "pre", "code", "kbd", "samp", "tt", "var", "script", "style", "textarea",
    ];
    let name = |at: &Range<usize>| -> Option<(&str, bool)> {
        let tag = text.get(at.clone())?.strip_prefix('<')?;
        let (tag, closes) = tag
            .strip_prefix('/')
            .map_or((tag, false), |tag| (tag, true));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let known = NAMES.iter().find(|it| it.eq_ignore_ascii_case(name))?;
        Some((known, closes))
    };
    let mut tags: Vec<(&Range<usize>, &str, bool)> = parts
        .iter()
        .filter_map(|at| name(at).map(|(name, closes)| (at, name, closes)))
        .collect();
    tags.order_by_key(|(at, ..)| at.start);
    let mut open: Option<(usize, &str)> = None;
    let mut found = Vec::new();
    for (at, name, closes) in tags {
        match open {
            None if !closes => open = Some((at.end, name)),
            Some((start, opened)) if closes && opened == name => {
                found.push(start..at.start);
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// Lists where the targets and titles of the definitions of links stand: `[a]: https://example.org "A"`.
fn definitions(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').filter_map(|line| {
        let from = start;
        start += line.len();
        let bare = line.trim_start_matches(' ');
        let label = bare
            .strip_prefix('[')
            .filter(|rest| !rest.starts_with('^'))?;
        let (_, target) = label.split_once("]:")?;
        let said = target.trim();
        let rest = said
            .find(char::is_whitespace)
            .map_or("", |end| said[end..].trim_start());
        let is_one = !said.is_empty() && (rest.is_empty() || rest.starts_with(['"', '\'', '(']));
        is_one.then(|| from + line.len() - target.trim_start().len()..from + line.trim_end().len())
    });
    lines.filter(|at| at.start < at.end).collect()
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
            // What is set apart by tags, and the tags.
            (
                "a <code>b : c</code> <i title=\"d : e\">f : g</i>",
                vec!["<code>b : c</code>", "<i title=\"d : e\">", "</i>"],
            ),
            (
                "<pre>\na : b\n\nc ;\n</pre>\nd",
                vec!["<pre>\na : b\n\nc ;\n</pre>"],
            ),
            ("a\n\n    b : c\n\nd", vec!["b : c"]),
            ("<p>a\n\n    b : c\n</p>\n", vec!["<p>", "</p>"]),
            (
                "[a : b](https://example.org/?c \"d : e\")",
                vec!["(https://example.org/?c \"d : e\")"],
            ),
            ("[a]\n\n[a]: /b \"c : d\"\n", vec!["/b \"c : d\""]),
            ("[^1] a\n\n[^1]: /b : c\n", vec![]),
        ] {
            assert_eq!(verbatim(text), expected, "{text}");
        }
    }
}
