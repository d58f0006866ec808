//! The two forms of a message that is written once, in Markdown: text to read as it is, and HTML.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, markdown_to_html, parse_document};

use crate::locale::parse_dates::{WrittenDate, written_dates};

/// The longest line of a text, in characters (RFC 5322, 2.1.1, with room for quotation marks).
const WIDTH: usize = 72;

/// Writes Markdown as text, wrapped at 72 characters.
///
/// What has no space in it stays whole, however long: an address can be followed. A link is its
/// text, and its address where that is another.
#[must_use]
pub fn text(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &Options::default());
    let mut out = String::new();
    blocks(root, "", &mut out);
    out
}

/// Writes Markdown as HTML; tags in it are shown as they were typed, not obeyed.
#[must_use]
pub fn html(markdown: &str) -> String {
    let mut options = Options::default();
    options.render.escape = true;
    markdown_to_html(markdown, &options)
}

/// Writes the blocks of a node, each line after an indentation.
fn blocks<'a>(node: &'a AstNode<'a>, indent: &str, out: &mut String) {
    let mut first = true;
    for child in node.children() {
        let value = child.data.borrow().value.clone();
        if !std::mem::take(&mut first) {
            out.push('\n');
        }
        match value {
            NodeValue::List(list) => items(child, list.list_type, list.start, indent, out),
            NodeValue::BlockQuote => blocks(child, &format!("{indent}> "), out),
            NodeValue::CodeBlock(code) => {
                for line in code.literal.lines() {
                    line_of(out, indent, line);
                }
            }
            NodeValue::HtmlBlock(html) => {
                for line in html.literal.lines() {
                    line_of(out, indent, line);
                }
            }
            NodeValue::ThematicBreak => line_of(out, indent, "---"),
            _ => {
                let mut said = String::new();
                inlines(child, &mut said);
                for line in said.split('\n') {
                    wrap(line, indent, out);
                }
            }
        }
    }
}

/// Writes the items of a list, without empty lines between them.
fn items<'a>(list: &'a AstNode<'a>, kind: ListType, start: usize, indent: &str, out: &mut String) {
    for (at, item) in list.children().enumerate() {
        let mark = match kind {
            ListType::Bullet => "- ".to_owned(),
            ListType::Ordered => format!("{}. ", start + at),
        };
        let below = format!("{indent}{}", " ".repeat(mark.len()));
        let mut said = String::new();
        blocks(item, &below, &mut said);
        out.push_str(indent);
        out.push_str(&mark);
        out.push_str(said.strip_prefix(below.as_str()).unwrap_or(&said));
    }
}

/// Writes the text of a line of Markdown; a line break is one that was asked for.
fn inlines<'a>(node: &'a AstNode<'a>, out: &mut String) {
    for child in node.children() {
        let value = child.data.borrow().value.clone();
        match value {
            NodeValue::Text(text) => out.push_str(&text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::HtmlInline(html) => out.push_str(&html),
            NodeValue::SoftBreak => out.push(' '),
            NodeValue::LineBreak => out.push('\n'),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                let start = out.len();
                inlines(child, out);
                let url = link.url.strip_prefix("mailto:").unwrap_or(&link.url);
                if &out[start..] != url {
                    out.push_str(" (");
                    out.push_str(url);
                    out.push(')');
                }
            }
            _ => inlines(child, out),
        }
    }
}

fn wrap(text: &str, indent: &str, out: &mut String) {
    let mut line = String::new();
    for chunk in chunks(text) {
        let length = indent.chars().count() + line.chars().count() + 1 + chunk.chars().count();
        if !line.is_empty() && length > WIDTH {
            line_of(out, indent, &line);
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&chunk);
    }
    line_of(out, indent, &line);
}

/// Splits a text where a line may end: neither before a sign that stands apart from its word in French, nor behind
/// an opening one, a number, the weekday or the month of a date, as if the space there were unbreakable.
fn chunks(text: &str) -> Vec<String> {
    let with_weekday = |it: WrittenDate| {
        let start = it.weekday.map_or(it.at.start, |(_, at)| at.start);
        start..it.at.end
    };
    let dates: Vec<_> = written_dates(text).into_iter().map(with_weekday).collect();
    let (mut chunks, mut at): (Vec<String>, usize) = (Vec::new(), 0);
    for part in text.split_inclusive(' ') {
        let start = at;
        at += part.len();
        let word = part.trim_end_matches(' ');
        if word.is_empty() {
            continue;
        }
        let is_bound = |last: &String| {
            let before = last.rsplit(' ').next().unwrap_or_default();
            let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
            let is_thousands = before.len() <= 3 && word.get(..3).is_some_and(is_number);
            let is_unit = word.starts_with(|c: char| c.is_alphabetic() || "%€°".contains(c));
            // Numbers without end in sight are wrapped.
            let is_short = last.chars().count() < WIDTH / 2;
            word.starts_with([':', ';', '?', '!', '»'])
                || before.ends_with(['«', '°'])
                || is_short && is_number(before) && (is_unit || is_thousands)
                || is_short && before == "h" && word.starts_with(|c: char| c.is_ascii_digit())
                || dates
                    .iter()
                    .any(|date| date.start < start && start < date.end)
        };
        match chunks.last_mut() {
            Some(last) if is_bound(last) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => chunks.push(word.to_owned()),
        }
    }
    chunks
}

fn line_of(out: &mut String, indent: &str, line: &str) {
    let whole = format!("{indent}{line}");
    out.push_str(whole.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_wrapped_with_its_links_whole() {
        let url = format!("https://example.org/{}", "a".repeat(80));
        let long = "mot ".repeat(40);
        let said = text(&format!(
            "- **Lien** : [{url}]({url}) ici\n- {long}\n\n{long}\n"
        ));
        assert!(said.contains(&format!("\n  {url}\n")), "{said}");
        for line in said.lines().filter(|line| !line.contains("http")) {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
        assert!(!said.contains("**"), "{said}");
        assert_eq!(said.matches("mot").count(), 80);
    }

    #[test]
    fn a_line_ends_neither_in_a_date_nor_before_a_sign() {
        for whole in [
            "jeudi 4 février 2027,",
            "mardi 12 mars",
            "lun. 4 janvier",
            "mercredi 1er septembre 2027",
            "10 h 30",
            "3 000 €",
            "20 %",
            "n° 5",
            "1er mars 2027",
            "(motif :",
            "20 min",
            "« Salle »",
            "vraiment ?",
        ] {
            for length in 0..80 {
                let said = text(&format!("{} {whole} et la suite\n", "a".repeat(length)));
                assert!(said.contains(whole), "{said}");
            }
        }
    }

    #[test]
    fn lists_and_breaks_are_those_that_were_written() {
        let said = text("Bonjour,\n\n1. un\n2. deux\n   - trois\n\nLe secrétariat\\\nConseil\n");
        assert_eq!(
            said,
            "Bonjour,\n\n1. un\n2. deux\n\n   - trois\n\nLe secrétariat\nConseil\n"
        );
        assert_eq!(
            text("[nom](https://example.org)"),
            "nom (https://example.org)\n"
        );
        assert_eq!(
            text("[a@example.org](mailto:a@example.org)"),
            "a@example.org\n"
        );
    }

    #[test]
    fn tags_are_shown_and_not_obeyed() {
        let made = html("a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n");
        assert!(!made.contains("<script") && !made.contains("<b "), "{made}");
    }
}
