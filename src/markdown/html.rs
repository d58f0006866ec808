//! Markdown as HTML that anybody may be shown, and as plain text.

use std::ops::RangeInclusive;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, format_html, parse_document};

use super::comments::in_html;
use super::lines::options;

/// What stands for the box of a task, since a box that cannot be ticked tells a reader nothing.
#[derive(Clone, Copy, Debug)]
pub struct Boxes<'a> {
    pub open: &'a str,
    pub done: &'a str,
}

/// A part of a text as a reader sees it: a paragraph, a heading, a cell, a piece of code, a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Its lines, from 1.
    pub lines: RangeInclusive<usize>,
    pub text: String,
}

/// Renders Markdown as HTML without front matter, comments, scripts or anything to be loaded.
///
/// Tags in the text are shown as text, but for `<br>`; a picture becomes a link to it; URLs that
/// run code lead nowhere. Boxes of tasks become words. A relative link starts from `base`, the URL
/// of a folder with its last `/`, if there is one.
#[must_use]
pub fn html(text: &str, boxes: Boxes<'_>, base: Option<&str>) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options());
    let nodes: Vec<&AstNode<'_>> = root.descendants().collect();
    for node in nodes {
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::FrontMatter(_) => {
                drop(data);
                node.detach();
            }
            NodeValue::HtmlInline(tag) => {
                let tag = std::mem::take(tag);
                let shown = without_comments(&tag);
                if shown.is_empty() {
                    drop(data);
                    node.detach();
                } else {
                    data.value = if is_line_break(&shown) {
                        // A cell of a table holds no line break of Markdown.
                        NodeValue::Raw("<br />\n".to_owned())
                    } else {
                        NodeValue::Text(shown.into())
                    };
                }
            }
            NodeValue::HtmlBlock(block) => {
                let shown = without_comments(&block.literal);
                let shown = shown.trim().to_owned();
                if shown.is_empty() {
                    drop(data);
                    node.detach();
                } else {
                    data.value = NodeValue::Paragraph;
                    drop(data);
                    node.append(arena.alloc(NodeValue::Text(shown.into()).into()));
                }
            }
            NodeValue::Link(link) => link.url = from_base(base, &link.url),
            NodeValue::Image(link) => {
                let mut link = std::mem::take(link);
                let url = link.url.clone();
                link.url = from_base(base, &url);
                let is_linked = node
                    .ancestors()
                    .skip(1)
                    .any(|above| matches!(above.data().value, NodeValue::Link(_)));
                data.value = if is_linked {
                    NodeValue::Emph
                } else {
                    NodeValue::Link(link)
                };
                drop(data);
                if node.first_child().is_none() {
                    node.append(arena.alloc(NodeValue::Text(url.into()).into()));
                }
            }
            NodeValue::TaskItem(task) => {
                let word = if task.symbol.is_some() {
                    boxes.done
                } else {
                    boxes.open
                };
                let word = format!("{word} ");
                let list = node.parent().and_then(|list| match &list.data().value {
                    NodeValue::List(list) => Some(*list),
                    _ => None,
                });
                data.value = NodeValue::Item(list.unwrap_or_default());
                drop(data);
                let word = arena.alloc(NodeValue::Text(word.into()).into());
                match node.first_child() {
                    Some(first) if matches!(first.data().value, NodeValue::Paragraph) => {
                        first.prepend(word);
                    }
                    _ => {
                        let paragraph = arena.alloc(NodeValue::Paragraph.into());
                        paragraph.append(word);
                        node.prepend(paragraph);
                    }
                }
            }
            _ => {}
        }
    }
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = format_html(root, &options(), &mut html);
    without_empty_heads(&html)
}

/// Leaves out the heads of tables that say nothing, and makes plain cells of the empty cells in others:
/// a reader's program announces each `<th>` as the name of its column.
fn without_empty_heads(html: &str) -> String {
    let mut made = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, from_head)) = rest.split_once("<thead>\n") {
        let (head, after) = from_head
            .split_once("</thead>\n")
            .unwrap_or((from_head, ""));
        made.push_str(before);
        let is_empty = |line: &str| {
            line.split_once('>')
                .is_some_and(|(_, cell)| cell == "</th>")
        };
        if !head
            .lines()
            .all(|line| is_empty(line) || line.ends_with("tr>"))
        {
            let cells = head.lines().map(|line| {
                if is_empty(line) {
                    line.replace("th", "td") + "\n"
                } else {
                    line.to_owned() + "\n"
                }
            });
            made.extend(["<thead>\n".to_owned()].into_iter().chain(cells));
            made.push_str("</thead>\n");
        }
        rest = after;
    }
    made + rest
}

/// Lists every part of a text as a reader sees it: references decoded, emphasis gone, URLs apart.
#[must_use]
pub fn plain(text: &str) -> Vec<Plain> {
    let arena = Arena::new();
    let mut parts = Vec::new();
    for node in parse_document(&arena, text, &options()).descendants() {
        let data = node.data();
        let lines = data.sourcepos.start.line..=data.sourcepos.end.line;
        let mut add = |text: String| {
            let lines = lines.clone();
            parts.push(Plain { lines, text });
        };
        match &data.value {
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => {
                add(inline_text(node));
            }
            NodeValue::CodeBlock(block) => add(block.literal.clone()),
            NodeValue::HtmlBlock(block) => add(block.literal.clone()),
            NodeValue::HtmlInline(tag) => add(tag.clone()),
            NodeValue::FrontMatter(matter) => add(matter.clone()),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                add(link.url.clone());
                if !link.title.is_empty() {
                    add(link.title.clone());
                }
            }
            _ => {}
        }
    }
    parts
}

pub(super) fn inline_text<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(words) => text.push_str(words),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Makes a relative URL (RFC 3986, section 4.2) one that starts from a base.
fn from_base(base: Option<&str>, url: &str) -> String {
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    let is_relative = !url.starts_with(['/', '#']) && !first.contains(':') && !url.is_empty();
    match base {
        Some(base) if is_relative => format!("{base}{url}"),
        _ => url.to_owned(),
    }
}

fn without_comments(html: &str) -> String {
    let mut shown = html.to_owned();
    let comments: Vec<_> = in_html(html).collect();
    for (comment, _) in comments.into_iter().rev() {
        shown.replace_range(comment, "");
    }
    shown
}

pub(super) fn is_line_break(tag: &str) -> bool {
    let inside = tag.trim_start_matches('<').trim_end_matches('>');
    inside
        .trim_end_matches('/')
        .trim()
        .eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let boxes = Boxes {
            open: "À faire :",
            done: "Fait :",
        };
        html(text, boxes, None).trim_end().to_owned()
    }

    #[test]
    fn no_empty_cell_is_the_name_of_a_column() {
        let cells = |text: &str| {
            let html = shown(text);
            let lines: Vec<&str> = html.lines().collect();
            lines.concat().replace("</td>", "").replace("</th>", "")
        };
        assert_eq!(
            cells("|  |  |\n|---|--:|\n| a | b |"),
            "<table><tbody><tr><td>a<td align=\"right\">b</tr></tbody></table>"
        );
        assert_eq!(
            cells("|  | *b* |\n|--:|---|\n| a | b |"),
            "<table><thead><tr><td align=\"right\"><th><em>b</em></tr></thead>\
             <tbody><tr><td>a<td>b</tr></tbody></table>"
                .replacen("<td>a", "<td align=\"right\">a", 1)
        );
    }

    #[test]
    fn relative_links_start_from_the_base() {
        let base = Some("https://example.org/wiki/");
        assert_eq!(
            from_base(base, "../a.md#b"),
            "https://example.org/wiki/../a.md#b"
        );
        for url in [
            "https://example.org/x",
            "mailto:accueil@example.org",
            "#a",
            "/a",
            "",
        ] {
            assert_eq!(from_base(base, url), url);
        }
        assert_eq!(from_base(None, "a.md"), "a.md");
    }

    #[test]
    fn tags_are_shown_as_text_and_nothing_runs_or_loads() {
        assert_eq!(shown("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
        assert_eq!(
            shown("<script>alert(1)</script>"),
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        );
        assert_eq!(shown("[a](javascript:x)"), "<p><a href=\"\">a</a></p>");
        let linked = shown("[![Schéma](a.png)](b.html)");
        assert_eq!(linked, "<p><a href=\"b.html\"><em>Schéma</em></a></p>");
        let picture = shown("![Schéma](https://example.org/a.png) ![](b.png)");
        assert_eq!(
            picture,
            "<p><a href=\"https://example.org/a.png\">Schéma</a> <a href=\"b.png\">b.png</a></p>"
        );
    }

    #[test]
    fn comments_and_front_matter_are_gone() {
        assert_eq!(shown("---\ntitle: x\n---\n\na <!-- b --> c"), "<p>a  c</p>");
        assert_eq!(shown("<!-- a -->\n\nb"), "<p>b</p>");
        assert_eq!(shown("a<br>b"), "<p>a<br />\nb</p>");
    }

    #[test]
    fn a_box_becomes_a_word() {
        assert_eq!(
            shown("- [x]"),
            "<ul>\n<li>Fait : </li>\n</ul>",
            "nothing was done"
        );
        assert_eq!(
            shown("- [ ] a\n- [x] **b**\n- c"),
            "<ul>\n<li>À faire : a</li>\n<li>Fait : <strong>b</strong></li>\n<li>c</li>\n</ul>"
        );
    }

    #[test]
    fn plain_text_is_what_is_read() {
        let parts = plain(
            "# A **b**&eacute;\n\n- c\\_d\n  e [f](https://example.org/x)\n\n| g |\n|---|\n| `h` |\n",
        );
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(
            texts,
            ["A bé", "c_d e f", "https://example.org/x", "g", "h"]
        );
        assert_eq!((&parts[0].lines, &parts[1].lines), (&(1..=1), &(3..=4)));
    }
}
