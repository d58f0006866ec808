//! What is struck out, which no edition shows.

use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use super::comments::without;
use super::lines::{lines, options, range};

use crate::sort::Sort;

/// Takes out what is struck out, in `~~` or `<s>`: the item, the paragraph or the heading of which nothing
/// else is left, or the words with the space before them.
#[must_use]
pub fn without_struck(text: &str) -> String {
    if !holds_signs(text) {
        return text.to_owned();
    }
    let lines = lines(text);
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options());
    let mut struck: Vec<Range<usize>> = Vec::new();
    for block in root.descendants() {
        let mut found = Vec::new();
        let mut opened = None;
        let mut is_whole = true;
        for node in block.children() {
            let at = range(node, text, &lines);
            let written = text.get(at.clone()).unwrap_or_default();
            match &node.data().value {
                NodeValue::Strikethrough if is_subscript(text, &at) => is_whole = false,
                NodeValue::Strikethrough if written.starts_with('~') && written.ends_with('~') => {
                    found.push(at);
                }
                NodeValue::HtmlInline(tag) if is_strike(tag, "") => {
                    opened = opened.or(Some(at.start));
                }
                NodeValue::HtmlInline(tag) if is_strike(tag, "/") => {
                    found.extend(opened.take().map(|start| start..at.end));
                }
                NodeValue::SoftBreak | NodeValue::LineBreak => {}
                NodeValue::Text(words) if words.trim().is_empty() => {}
                _ => is_whole &= opened.is_some(),
            }
        }
        is_whole &= opened.is_none() && !found.is_empty();
        if is_whole && let NodeValue::Paragraph | NodeValue::Heading(_) = block.data().value {
            let item = block.parent().filter(|parent| {
                let parent = parent.data();
                matches!(parent.value, NodeValue::Item(_) | NodeValue::TaskItem(_))
            });
            let alone = item.filter(|item| item.children().count() == 1);
            found = vec![range(alone.unwrap_or(block), text, &lines)];
        }
        struck.extend(found);
    }
    struck.order_by_key(|at| at.start);
    let mut end = 0;
    struck.retain(|at| {
        let is_outside = at.start >= end;
        end = end.max(at.end);
        is_outside
    });
    for at in &mut struck {
        let before = text.get(..at.start).unwrap_or_default();
        let after = text.get(at.end..).unwrap_or_default();
        if before.ends_with(' ') && after.starts_with([' ', ',', '.', ')']) {
            at.start -= 1;
        }
    }
    without(text, struck)
}

/// Whether single tildes behind a letter or a digit lower what stands between them, as pandoc and some pads
/// write it: `CO~2~`.
fn is_subscript(text: &str, at: &Range<usize>) -> bool {
    let is_double = text.get(at.clone()).is_some_and(|it| it.starts_with("~~"));
    let before = text.get(..at.start).unwrap_or_default().chars().next_back();
    !is_double && before.is_some_and(char::is_alphanumeric)
}

/// Finds the signs of striking out that strike nothing, since their other ends stand in other blocks: `~~` before
/// one paragraph and behind the next, `<s>` on a line of its own.
#[must_use]
pub fn unpaired(text: &str) -> Vec<Range<usize>> {
    if !holds_signs(text) {
        return Vec::new();
    }
    let lines = lines(text);
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options());
    let mut found = Vec::new();
    for block in root.descendants() {
        let mut opened: Option<Range<usize>> = None;
        for node in block.children() {
            let at = range(node, text, &lines);
            match &node.data().value {
                NodeValue::HtmlInline(tag) if is_strike(tag, "") => {
                    found.extend(opened.replace(at));
                }
                NodeValue::HtmlInline(tag) if is_strike(tag, "/") && opened.take().is_none() => {
                    found.push(at);
                }
                NodeValue::HtmlBlock(_) => found.extend(tags(text, &at)),
                NodeValue::Text(_) => found.extend(tildes(text, &at)),
                _ => {}
            }
        }
        found.extend(opened);
    }
    found.order_by_key(|at| at.start);
    found
}

/// Lists the tags of striking out in a part of a text.
fn tags(text: &str, at: &Range<usize>) -> Vec<Range<usize>> {
    let block = text.get(at.clone()).unwrap_or_default();
    let opened = block.match_indices('<').filter_map(|(start, _)| {
        let tag = block.get(start..)?;
        let tag = tag.get(..=tag.find('>')?)?;
        let is_tag = is_strike(tag, "") || is_strike(tag, "/");
        is_tag.then(|| at.start + start..at.start + start + tag.len())
    });
    opened.collect()
}

/// Lists the pairs of tildes in a text that stand at a word.
fn tildes(text: &str, at: &Range<usize>) -> Vec<Range<usize>> {
    let said = text.get(at.clone()).unwrap_or_default();
    let is_gap = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == '~');
    let pairs = said.match_indices("~~").filter(|(start, pair)| {
        let before = said
            .get(..*start)
            .and_then(|before| before.chars().next_back());
        let after = said.get(start + pair.len()..);
        let after = after.and_then(|after| after.chars().next());
        before != Some('\\') && is_gap(before) != is_gap(after)
    });
    pairs
        .map(|(start, pair)| at.start + start..at.start + start + pair.len())
        .collect()
}

fn holds_signs(text: &str) -> bool {
    ["~", "<s", "</s", "<S", "</S"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// Whether a tag of HTML begins (`""`) or ends (`"/"`) what is struck out.
#[must_use]
pub fn is_strike(tag: &str, slash: &str) -> bool {
    let name = tag
        .strip_prefix('<')
        .and_then(|tag| tag.strip_prefix(slash))
        .unwrap_or_default();
    name.eq_ignore_ascii_case("s>") || name.eq_ignore_ascii_case("strike>")
}

#[cfg(test)]
mod tests {
    use super::{unpaired, without_struck};

    #[test]
    fn signs_whose_other_end_is_in_another_block_strike_nothing() {
        for (text, expected) in [
            ("~~Un.\n\nDeux.~~\n", vec!["~~", "~~"]),
            ("<s>\n\nBloc.\n\n</s>\n", vec!["<s>", "</s>"]),
            ("<s>\nBloc.\n</s>\n", vec!["<s>", "</s>"]),
            ("- ~~a\n- b~~\n", vec!["~~", "~~"]),
            ("un <s>mot, et rien", vec!["<s>"]),
            ("un mot</strike>", vec!["</strike>"]),
            ("~~un~~ et <s>deux</s>", vec![]),
            ("`~~a` et \\~~b, 3 ~~ 4, ~5\n\n~~~\n~~a\n~~~\n", vec![]),
        ] {
            let found = unpaired(text).into_iter().map(|at| &text[at]);
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_struck_out_goes_with_the_item_it_leaves_empty() {
        for (text, expected) in [
            ("Il est ~~mauvais~~ bon.", "Il est bon."),
            ("Il est ~~mauvais~~.", "Il est."),
            (
                "Il est <s>mauvais</s> bon, <strike>*très*</strike>bien.",
                "Il est bon, bien.",
            ),
            ("- ~~a~~\n- b\n", "- b\n"),
            ("- [x] ~~a~~\n- [ ] ~~b~~ c\n", "- [ ] c\n"),
            ("- ~~a~~\n  - b\n", "-\n  - b\n"),
            ("~~a\nb~~\n\nc\n", "\nc\n"),
            ("## ~~A~~\n\nb\n", "\nb\n"),
            ("~~a **b** c~~ d", " d"),
            ("`~~a~~` et ~~~ b ~~~\n", "`~~a~~` et ~~~ b ~~~\n"),
            ("5 ~ 6 et <s>rien", "5 ~ 6 et <s>rien"),
            ("Du CO~2~ et ~H2O~ ou H~2~O.", "Du CO~2~ et ou H~2~O."),
            (
                "| ~~a~~ | b |\n|---|---|\n| c | ~~d~~ |\n",
                "| | b |\n|---|---|\n| c | |\n",
            ),
        ] {
            assert_eq!(without_struck(text), expected, "{text:?}");
        }
    }
}
