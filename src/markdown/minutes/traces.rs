//! What word processors and online editors leave in a text that went through them: comments, tracked
//! changes, and the markup of their own formats.

use std::collections::BTreeMap;
use std::ops::Range;

use super::spelled::Spelled;

use crate::sort::Sort;

/// Something that a word processor left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    pub kind: TraceKind,
    /// With what it holds.
    pub at: Range<usize>,
}

/// Names what a word processor left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraceKind {
    /// A comment, or the place of one.
    Comment,
    /// A tracked insertion, deletion or replacement.
    Change,
    /// Markup that only the word processor understands.
    Markup,
}

/// Finds the traces of a text, in order and apart.
///
/// They are looked for in the bytes: Markdown shows some as they stand and hides others.
pub(super) fn traces(spelled: &Spelled) -> Vec<Trace> {
    let mut found = Vec::new();
    for (at, character) in spelled.characters.iter().enumerate() {
        match character {
            '<' => found.extend(tag(spelled, at)),
            '{' => found.extend(critic(spelled, at).or_else(|| attributes(spelled, at))),
            '(' => found.extend(anchor(spelled, at)),
            _ => {}
        }
    }
    found.extend(letters(spelled));
    let mut found: Vec<Trace> = found
        .into_iter()
        .map(|(kind, at)| Trace {
            kind,
            at: spelled.source(at),
        })
        .collect();
    found.order_by_key(|trace| (trace.at.start, trace.kind));
    let mut apart: Vec<Trace> = Vec::new();
    for trace in found {
        // What goes on in a trace belongs to it: a comment that was deleted is one thing.
        match apart.last_mut().filter(|last| trace.at.start < last.at.end) {
            Some(last) => last.at.end = last.at.end.max(trace.at.end),
            None => apart.push(trace),
        }
    }
    apart
}

/// How far what is left of a comment or of markup may reach, in characters.
const LONGEST: usize = 4_000;

type Found = (TraceKind, Range<usize>);

/// The classes of spans of pandoc (`--track-changes=all`), Word and others, and elements of their own.
const COMMENTS: [&str; 6] = [
    "comment-start",
    "comment-end",
    "mso-comment",
    "msocomment",
    "commentaire",
    "sdcomment",
];
const CHANGES: [&str; 8] = [
    "insertion",
    "deletion",
    "paragraph-insertion",
    "paragraph-deletion",
    "msoins",
    "msodel",
    "ck-suggestion-marker-insertion",
    "ck-suggestion-marker-deletion",
];

/// Reads a tag, and measures it to its end tag if it has one.
fn tag(spelled: &Spelled, at: usize) -> Option<Found> {
    let length = until(spelled, at, '>')?;
    let end = at + length + 1;
    let inside: String = spelled.get(at + 1..at + length).iter().collect();
    let inside = inside.to_lowercase();
    let name_end = inside.find(|c: char| !(c.is_alphanumeric() || ":-!".contains(c)));
    let name = inside
        .get(..name_end.unwrap_or(inside.len()))
        .unwrap_or_default();
    let office = ["o", "w", "m", "v", "st1", "x"].iter().any(|prefix| {
        let local = inside.trim_start_matches('/').strip_prefix(prefix);
        let local = local.and_then(|rest| rest.strip_prefix(':'));
        local.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    });
    // `<!--[if gte mso 9]>`, `<![if !supportLists]>`, `<![endif]-->`
    let squeezed: String = inside.split_whitespace().collect();
    let conditional = squeezed.starts_with("!--[if")
        || squeezed.starts_with("![if")
        || squeezed.starts_with("![endif]");
    if conditional {
        // What it is the condition of goes with it.
        let rest = spelled.get(end..(end + LONGEST).min(spelled.characters.len()));
        let closes: Vec<char> = "<![endif]".chars().collect();
        let opens = !squeezed.contains("[endif]");
        let close = rest
            .windows(closes.len())
            .position(|window| opens && window == closes);
        let close =
            close.and_then(|close| Some(end + close + until(spelled, end + close, '>')? + 1));
        return Some((TraceKind::Markup, at..close.unwrap_or(end)));
    }
    if office {
        return Some((TraceKind::Markup, at..end));
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let has = |words: &[&str]| {
        let mut parts = inside.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
        parts.any(|part| {
            words.contains(&part)
                || words
                    .iter()
                    .any(|word| word.starts_with("mso") && part.starts_with(word))
        })
    };
    let is_classed = inside.contains("class") || inside.contains("style");
    let kind = match name {
        "del" | "ins" | "suggestion-start" | "suggestion-end" => TraceKind::Change,
        "comment-start" | "comment-end" => TraceKind::Comment,
        "a" if inside.contains("cmnt") => TraceKind::Comment,
        _ if is_classed && has(&COMMENTS) => TraceKind::Comment,
        _ if is_classed && has(&CHANGES) => TraceKind::Change,
        _ if is_classed && squeezed.contains("line-through") => TraceKind::Change,
        _ if is_classed && squeezed.contains("display:none") => TraceKind::Markup,
        _ if inside.contains("data-comment") => TraceKind::Comment,
        _ if is_classed
            && (squeezed.contains("class=\"mso")
                || squeezed.contains("class=mso")
                || squeezed.contains("'mso")
                || squeezed.contains("mso-")) =>
        {
            return Some((TraceKind::Markup, at..end));
        }
        _ => return None,
    };
    Some((kind, at..closed(spelled, end, name).unwrap_or(end)))
}

/// Finds where the end tag of an element ends, in the same part of the text.
fn closed(spelled: &Spelled, from: usize, name: &str) -> Option<usize> {
    let wanted: Vec<char> = format!("</{name}").chars().collect();
    let rest = spelled.get(from..(from + LONGEST).min(spelled.characters.len()));
    let mut place = None;
    for (at, window) in rest.windows(wanted.len()).enumerate() {
        if window[0] == '\n' && rest.get(at + 1) == Some(&'\n') {
            break;
        }
        let same = window
            .iter()
            .zip(&wanted)
            .all(|(one, other)| one.eq_ignore_ascii_case(other));
        if same {
            place = Some(at);
            break;
        }
    }
    let at = from + place?;
    Some(at + until(spelled, at, '>')? + 1)
}

/// Measures what stands before a sign, within one tag.
fn until(spelled: &Spelled, from: usize, sign: char) -> Option<usize> {
    const LONGEST: usize = 800;
    let rest = spelled.get(from..(from + LONGEST).min(spelled.characters.len()));
    rest.iter().position(|c| *c == sign)
}

/// Reads `CriticMarkup`: `{>>a<<}`, `{++a++}`, `{--a--}`, `{~~a~>b~~}`, `{==a==}`.
fn critic(spelled: &Spelled, at: usize) -> Option<Found> {
    const LONGEST: usize = 4_000;
    let rest = spelled.get(at..(at + LONGEST).min(spelled.characters.len()));
    // One dash stands for two where a word processor made one of them.
    let (kind, sign, closing, size) = match rest {
        [_, '>', '>', ..] => (TraceKind::Comment, '<', 2, 3),
        [_, '+', '+', ..] => (TraceKind::Change, '+', 2, 3),
        [_, '-', '-', ..] => (TraceKind::Change, '-', 2, 3),
        [_, '-', other, ..] if !other.is_ascii_digit() => (TraceKind::Change, '-', 1, 2),
        [_, '~', '~', ..] => (TraceKind::Change, '~', 2, 3),
        [_, '=', '=', ..] => (TraceKind::Comment, '=', 2, 3),
        _ => return None,
    };
    let body = rest.get(size..)?;
    let end = body.iter().enumerate().position(|(at, c)| {
        *c == '}' && at >= closing && body[at - closing..at].iter().all(|c| *c == sign)
    })?;
    Some((kind, at..at + size + end + 1))
}

/// Reads the attributes of a bracketed span of pandoc, `[a]{.deletion author="…"}`, and measures it
/// with its text.
fn attributes(spelled: &Spelled, at: usize) -> Option<Found> {
    let length = until(spelled, at, '}')?;
    let inside: String = spelled.get(at + 1..at + length).iter().collect();
    let mut words = inside
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('.'));
    let kind = words.find_map(|class| {
        let class = class.to_lowercase();
        if COMMENTS.contains(&class.as_str()) {
            Some(TraceKind::Comment)
        } else {
            CHANGES
                .contains(&class.as_str())
                .then_some(TraceKind::Change)
        }
    })?;
    let before = at
        .checked_sub(1)
        .filter(|at| spelled.characters[*at] == ']');
    let start = before.map_or(at, |close| {
        let mut depth = 0_usize;
        let mut start = close;
        loop {
            match spelled.characters[start] {
                ']' => depth += 1,
                '[' => depth -= 1,
                _ => {}
            }
            if depth == 0 || start == 0 {
                return start;
            }
            start -= 1;
        }
    });
    Some((kind, start..at + length + 1))
}

/// Reads the target of a link to a comment: `[[a]](#cmnt1)`, as Google Docs and mammoth write it.
fn anchor(spelled: &Spelled, at: usize) -> Option<Found> {
    at.checked_sub(1)
        .filter(|before| spelled.characters[*before] == ']')?;
    let end = at + until(spelled, at, ')')?;
    let target: String = spelled.get(at + 1..end).iter().collect();
    let is_comment = ["#cmnt", "#comment-", "#_cmnt", "#_msocom"]
        .iter()
        .any(|start| target.starts_with(start));
    if !is_comment {
        return None;
    }
    // Below all else the comment itself follows.
    let line = spelled.get(end..spelled.characters.len());
    let line = line.iter().position(|c| *c == '\n');
    let line_end = line.map_or(spelled.characters.len(), |length| end + length);
    let end = if target.contains("ref") {
        line_end
    } else {
        end + 1
    };
    Some((TraceKind::Comment, at..end))
}

/// Finds the comments of a document of Google that was saved as text: `[a]` behind a word, and a line
/// `[a]` with the comment glued to it below all else.
fn letters(spelled: &Spelled) -> Vec<Found> {
    let characters = &spelled.characters;
    let bracketed = |at: usize| -> Option<&[char]> {
        let inside = characters.get(at + 1..(at + 4).min(characters.len()))?;
        let length = inside.iter().position(|c| *c == ']')?;
        let label = inside.get(..length).filter(|label| !label.is_empty())?;
        label.iter().all(char::is_ascii_lowercase).then_some(label)
    };
    let mut within: BTreeMap<&[char], Vec<Range<usize>>> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, _) in characters.iter().enumerate().filter(|(_, c)| **c == '[') {
        let Some(label) = bracketed(at) else {
            continue;
        };
        let end = at + label.len() + 2;
        let before = at.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(end);
        if before.is_none_or(|c| c == '\n') {
            let glued = after.is_some_and(|c| c.is_alphanumeric());
            if let Some(anchors) = within.remove(label).filter(|_| glued) {
                let line = characters[end..].iter().position(|c| *c == '\n');
                let line_end = line.map_or(characters.len(), |length| end + length);
                found.extend(anchors.into_iter().map(|range| (TraceKind::Comment, range)));
                found.push((TraceKind::Comment, at..line_end));
            }
        } else if before.is_some_and(|c| c.is_alphanumeric() || ".,;:!?)»".contains(c)) {
            within.entry(label).or_default().push(at..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(TraceKind, &str)> {
        let traces = traces(&Spelled::of(text)).into_iter();
        traces.map(|trace| (trace.kind, &text[trace.at])).collect()
    }

    #[test]
    fn each_trace_is_found_with_what_it_holds() {
        use TraceKind::{Change, Comment, Markup};
        for (text, kind, under) in [
            (
                "a <span class=\"comment-start\" id=\"0\"\nauthor=\"Auteur B\">À vérifier</span>b",
                Comment,
                "<span class=\"comment-start\" id=\"0\"\nauthor=\"Auteur B\">À vérifier</span>",
            ),
            (
                "a<span class=\"comment-end\" id=\"0\"></span>",
                Comment,
                "<span class=\"comment-end\" id=\"0\"></span>",
            ),
            (
                "<span class='deletion' author='A'>b</span> c",
                Change,
                "<span class='deletion' author='A'>b</span>",
            ),
            (
                "<SPAN class=paragraph-insertion>",
                Change,
                "<SPAN class=paragraph-insertion>",
            ),
            (
                "&lt;span class=\"insertion\"&gt;b&lt;/span&gt;",
                Change,
                "&lt;span class=\"insertion\"&gt;b&lt;/span&gt;",
            ),
            (
                "a [b [c] d]{.deletion author=\"A\"\ndate=\"x\"} e",
                Change,
                "[b [c] d]{.deletion author=\"A\"\ndate=\"x\"}",
            ),
            (
                "[À vérifier]{.comment-start id=\"0\"}",
                Comment,
                "[À vérifier]{.comment-start id=\"0\"}",
            ),
            ("[]{.paragraph-deletion}", Change, "[]{.paragraph-deletion}"),
            ("x <del>a</del> y", Change, "<del>a</del>"),
            (
                "x <ins cite=\"mailto:a\">a</ins> y",
                Change,
                "<ins cite=\"mailto:a\">a</ins>",
            ),
            ("a {>>b<<} c", Comment, "{>>b<<}"),
            ("a {\\>\\>b\\<\\<} c", Comment, "{\\>\\>b\\<\\<}"),
            ("a {--b--} c", Change, "{--b--}"),
            ("a {\u{2013}b\u{2013}} c", Change, "{\u{2013}b\u{2013}}"),
            ("a {++b++} c", Change, "{++b++}"),
            ("a {~~b~>c~~} d", Change, "{~~b~>c~~}"),
            ("a[[a]](#cmnt1)", Comment, "(#cmnt1)"),
            ("a[\\[a\\]](#cmnt_ref1)", Comment, "(#cmnt_ref1)"),
            (
                "<a href=\"#cmnt1\">[a]</a>",
                Comment,
                "<a href=\"#cmnt1\">[a]</a>",
            ),
            ("a <!--[if gte mso 9]>b", Markup, "<!--[if gte mso 9]>"),
            (
                "<p class=\"MsoNormal\">a",
                Markup,
                "<p class=\"MsoNormal\">",
            ),
            ("a<o:p></o:p>", Markup, "<o:p>"),
        ] {
            assert_eq!(found(text).first(), Some(&(kind, under)), "{text}");
        }
        let google = "Le budget[a] est voté.\n\n[a]À vérifier\n";
        assert_eq!(
            found(google),
            [(Comment, "[a]"), (Comment, "[a]À vérifier")]
        );
    }

    #[test]
    fn what_is_no_trace_is_left_alone() {
        for text in [
            "- [x] Alpha\n- [ ] Béta\n[x] Gamma\n",
            "[a](https://example.org/#comment-12) et [b][b]",
            "<span class=\"important\">insertion</span>",
            "un {ensemble} et {-1}, une {insertion}",
            "~~barré~~ et <s>barré</s>",
            "a < b > c, <https://example.org>",
            "<!-- une remarque -->",
            "voir [a] et [b].\n[c] d",
            "<details><summary>a</summary></details>",
            "L'insertion professionnelle, la suppression.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
