//! The marks of what is private, and what was meant as one and is none.
//!
//! There are three: the comments `<!-- private -->` and `<!-- /private -->`; the lines `[privé]` and
//! `[/privé]`, which editors keep; and `(privé)` at the end of a heading. What was meant as one is told
//! by its form (a pair of comments, brackets, a label before a colon, a container) and by its words
//! ([`vocabulary`]): the less certain the form, the more certain the words must be.

use std::borrow::Cow;
use std::ops::Range;

use super::labels;
use super::spelled::Spelled;
use super::vocabulary::{self, Edge, Sense, has_end, is_phrase, sense};
use crate::locale::collation::{WordList, each_word, sort_key};
use crate::markdown::reference::in_reference;
use crate::sort::Sort;

/// What was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub at: Range<usize>,
    pub meaning: Meaning,
}

/// What a mark, or what looks like one, does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Start(Form),
    End(Form),
    /// It means something private, and is no mark.
    Lookalike,
    /// A comment that is never closed.
    OpenComment,
    /// A comment of another kind than HTML's, which stays in the text.
    OtherComment,
}

/// The forms that begin and end what is private; one ends only its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Comment,
    Line,
}

/// Lists the marks of a text and what looks like one, in order.
///
/// They are looked for in the bytes, not in what Markdown makes of them.
pub(super) fn marks(text: &str, spelled: &Spelled) -> Vec<Mark> {
    let mut found = comments(text);
    let mut others = Vec::new();
    angles(spelled, text, &mut others);
    let lines = spelled.lines();
    for at in 0..lines.len() {
        if let Some(line) = Line::of(text, spelled, &lines, at) {
            line.marks(&mut others);
        }
    }
    others.extend(bracket_pairs(spelled, &lines));
    // A proper mark is not what it also looks like, and of two that overlap one is enough.
    others.order_by_key(|mark| (mark.at.start, std::cmp::Reverse(mark.at.end)));
    let mut kept: Vec<Mark> = Vec::new();
    found.order_by_key(|mark| mark.at.start);
    for other in others {
        let after = found.partition_point(|mark| mark.at.start < other.at.end);
        let overlaps = |mark: &Mark| mark.at.start < other.at.end && other.at.start < mark.at.end;
        let known = found
            .get(..after)
            .and_then(<[_]>::last)
            .is_some_and(overlaps);
        if !known && !kept.last().is_some_and(overlaps) {
            kept.push(other);
        }
    }
    found.extend(kept);
    found.order_by_key(|mark| mark.at.start);
    found
}

/// Whether the words of a heading make its section private.
///
/// Attributes may stand behind the mark, and a presenter in brackets: `(privé) {#budget}`, `(privé) (Alpha)`.
pub(super) fn hides_section(heading: &str) -> bool {
    let key = sort_key(heading);
    ["(prive)", "(private)"].iter().any(|mark| {
        let rest = key.rsplit_once(mark).map(|(_, rest)| rest);
        rest.is_some_and(|rest| is_of_groups(rest) && !vocabulary::speaks_of_public(rest))
    })
}

/// Whether nothing stands in a text but attributes in braces and words in round brackets.
fn is_of_groups(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
        let closing = match rest.chars().next() {
            None => return true,
            Some('{') => '}',
            Some('(') => ')',
            Some(_) => return false,
        };
        match rest.split_once(closing) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
}

/// Whether brackets within a heading, behind which no sentence goes on, say that it is private:
/// "Divers (privé) - 10 min", "Divers (confidentiel) {#divers}".
fn has_mark_within(heading: &str) -> bool {
    heading.match_indices(['(', '[']).any(|(at, opened)| {
        let closed = if opened == "(" { ')' } else { ']' };
        let inside = heading
            .get(at + 1..)
            .and_then(|rest| rest.split_once(closed));
        inside.is_some_and(|(inside, rest)| {
            let goes_on = rest.trim_start().starts_with(char::is_alphanumeric);
            !goes_on && says(inside, Sense::Plain)
        })
    })
}

/// Whether a heading ends in quoted words that say it is private: "Divers « privé »".
fn ends_in_quotation(heading: &str) -> bool {
    let heading = heading.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = heading.rsplit_once(['\u{ab}', '\u{201c}', '"']);
    last.is_some_and(|(_, quoted)| says(quoted, Sense::Plain))
}

/// Whether the words of a heading seem to make its section private, and do not.
///
/// Either it says nothing else, or it begins or ends so: "(privé) Budget", "Budget (confidentiel)",
/// "Privé : budget".
pub(super) fn seems_to_hide_section(heading: &str) -> bool {
    let heading =
        heading.trim_matches(|c: char| !c.is_alphanumeric() && !"([{<)]}>\"'".contains(c));
    let bare = without_number(heading);
    let is_numbered = bare.len() < heading.len();
    // Beside "public" it is a sector, an offer, a licence.
    let least = |sense: Sense| {
        if vocabulary::speaks_of_public(bare) {
            sense.max(Sense::Strong)
        } else {
            sense
        }
    };
    let says = |text: &str, sense: Sense| says(text, least(sense));
    // "3. Privé" is the third of several subjects.
    let alone = if is_numbered {
        Sense::Strong
    } else {
        Sense::Weak
    };
    says(bare, alone)
        || leading_bracket(bare).is_some_and(|inside| says(inside, Sense::Weak))
        || trailing_bracket(bare).is_some_and(|inside| says(inside, Sense::Weak))
        || has_mark_within(bare)
        || ends_in_quotation(bare)
        || vocabulary::names_confidential(bare)
        || bare
            .split_once(':')
            .filter(|(label, rest)| !is_about_article(label) && !is_about_article(rest))
            .is_some_and(|(label, rest)| says(label, Sense::Plain) || says(rest, Sense::Strong))
        || bare
            .rsplit_once(", ")
            .is_some_and(|(_, end)| says(end, Sense::Plain))
        || [" - ", " \u{2013} ", " \u{2014} "].iter().any(|dash| {
            let begins = bare.split_once(dash);
            let ends = bare.rsplit_once(dash);
            begins.is_some_and(|(begins, _)| says(begins, Sense::Plain))
                || ends.is_some_and(|(_, ends)| says(ends, Sense::Weak))
        })
}

/// Whether a text says that something is private, at least as surely as this.
fn says(text: &str, least: Sense) -> bool {
    sense(text).is_some_and(|sense| sense >= least)
}

/// Takes a number away from the beginning of a heading: "3.", "2.1 -", "IV)", "b.".
fn without_number(heading: &str) -> &str {
    let end = heading.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let (number, rest) = heading.split_at(end.unwrap_or(heading.len()));
    let is_signed = number.ends_with('.') || rest.trim_start().starts_with([')', '-', '\u{b0}']);
    let digits = number.starts_with(|c: char| c.is_ascii_digit());
    let letter = number.trim_end_matches('.').len() == 1;
    let roman = !number.is_empty() && number.chars().all(|c| "IVX.".contains(c));
    if digits || ((letter || roman) && is_signed) {
        rest.trim_start_matches(|c: char| c.is_whitespace() || ")-:\u{b0}.".contains(c))
    } else {
        heading
    }
}

/// Returns what stands in brackets at the beginning of a text.
fn leading_bracket(text: &str) -> Option<&str> {
    let closing = text.chars().next().and_then(closing)?;
    text.get(1..)?.split_once(closing).map(|(inside, _)| inside)
}

/// Returns what stands in brackets at the end of a text.
fn trailing_bracket(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ".:;*_".contains(c));
    let closed = text.chars().next_back()?;
    let opened = match closed {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '>' => '<',
        _ => return None,
    };
    let inside = text.get(..text.len() - 1)?;
    inside.rsplit_once(opened).map(|(_, inside)| inside)
}

/// Lists the comments that speak of what is private, those that make a pair, and those that are never
/// closed.
fn comments(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    // What is no mark by its words may be one by its form.
    let mut others: Vec<(Range<usize>, &str)> = Vec::new();
    // Where the next comment closes: looked for once, however many stand open.
    let mut next_end = 0;
    for (start, _) in text.match_indices("<!--") {
        let inside = text.get(start + 4..).unwrap_or_default();
        // `<!-->` and `<!--->` are whole comments (CommonMark 0.31, 6.6).
        if inside.starts_with('>') || inside.starts_with("->") {
            continue;
        }
        if next_end < start + 4 {
            let length = inside.find("-->").unwrap_or(inside.len());
            next_end = start + 4 + length;
        }
        let length = next_end - start - 4;
        let end = (start + 4 + length + 3).min(text.len());
        let inside = inside.get(..length).unwrap_or_default();
        // A comment within a comment, whose outer one was left open, counts by itself.
        let closed = inside.len() < text.len() - start - 4 && !inside.contains("<!--");
        let first_line = beginning(inside);
        let said = if closed { inside } else { first_line };
        let word = said.trim().to_lowercase();
        let escapes = text.get(..start).unwrap_or_default();
        let escapes = escapes.len() - escapes.trim_end_matches('\\').len();
        let meaning = match word.as_str() {
            "private" if closed => Meaning::Start(Form::Comment),
            "/private" if closed => Meaning::End(Form::Comment),
            _ if !closed && is_comment_meant(first_line) => Meaning::Lookalike,
            _ if !closed => Meaning::OpenComment,
            _ if is_comment_meant(&word) => Meaning::Lookalike,
            _ => {
                others.push((start..end, inside));
                continue;
            }
        };
        let at = start..if closed {
            end
        } else {
            (start + 4 + first_line.len()).min(text.len())
        };
        if escapes % 2 == 1 && meaning != Meaning::OpenComment {
            // Markdown reads no comment here; the mark counts all the same, and the doubt is said.
            found.push(Mark {
                at: start - 1..start,
                meaning: Meaning::Lookalike,
            });
        }
        found.push(Mark { at, meaning });
    }
    found.extend(pairs(&others));
    found
}

/// Finds comments that stand around something: `<!-- bureau -->…<!-- /bureau -->`, or any comment and
/// later `<!-- fin -->`.
///
/// Whatever they say, their form says that they hold something.
fn pairs(comments: &[(Range<usize>, &str)]) -> Vec<Mark> {
    // How far back the beginning of a passage is looked for.
    const BACK: usize = 64;
    let mark = |at: &Range<usize>| Mark {
        at: at.clone(),
        meaning: Meaning::Lookalike,
    };
    let mut found = Vec::new();
    let mut open: Vec<(&Range<usize>, &str)> = Vec::new();
    for (at, inside) in comments {
        if is_of_a_program(inside) || vocabulary::names_part(inside) {
            continue;
        }
        let Some(edge) = vocabulary::edge(inside) else {
            open.push((at, inside));
            continue;
        };
        let near = open.len().saturating_sub(BACK);
        let begins = match &edge {
            Edge::Any => open.len().checked_sub(1),
            Edge::Of(wanted) => (near..open.len()).rev().find(|index| {
                let begun = open.get(*index).map(|(_, inside)| *inside);
                let begun = begun.filter(|inside| inside.len() <= 200);
                let words = begun.map(vocabulary::names).unwrap_or_default();
                words.iter().any(|word| wanted.contains(word))
            }),
        };
        if let Some(index) = begins {
            found.push(mark(open.remove(index).0));
            found.push(mark(at));
        } else if inside.trim_start().starts_with(['/', '\\']) || vocabulary::is_stop(inside) {
            found.push(mark(at));
        }
    }
    found
}

/// Finds lines of nothing but square brackets that stand around something: `[bureau]` and `[/bureau]`.
fn bracket_pairs(spelled: &Spelled, lines: &[Range<usize>]) -> Vec<Mark> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for line in lines {
        let all = spelled.get(line.clone());
        let (indent, _) = container(all, |_| true);
        let body: String = all.get(indent..).unwrap_or_default().iter().collect();
        let body = body.trim_matches(|c: char| c.is_whitespace() || "*_\\".contains(c));
        let inside = body
            .strip_prefix('[')
            .and_then(|body| body.strip_suffix(']'));
        let inside = inside.filter(|inside| !inside.contains(['[', ']']));
        if let Some(inside) = inside.filter(|inside| inside.contains(char::is_alphabetic)) {
            found.push((
                spelled.source(line.start + indent..line.end),
                inside.to_owned(),
            ));
        }
    }
    let found: Vec<(Range<usize>, &str)> = found
        .iter()
        .filter(|(_, inside)| {
            own_line(&format!("[{inside}]").chars().collect::<Vec<_>>()).is_none()
        })
        .map(|(at, inside)| (at.clone(), inside.as_str()))
        .collect();
    pairs(&found)
}

/// Whether a comment is one by which a program is told something: `markdownlint-disable`, `toc`.
fn is_of_a_program(comment: &str) -> bool {
    const PROGRAMS: [&str; 16] = [
        "alex",
        "cll",
        "codespell",
        "cspell",
        "doctoc",
        "editorconfig",
        "end doctoc",
        "lint",
        "markdownlint",
        "prettier",
        "remark",
        "start doctoc",
        "textlint",
        "toc",
        "vale",
        "wp",
    ];
    let words = comment.trim().trim_start_matches('/').to_lowercase();
    PROGRAMS.iter().any(|program| {
        words
            .strip_prefix(program)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() && c != 's'))
    })
}

/// Returns what a comment that is not closed begins with: its first line, as far as a mark could reach.
fn beginning(inside: &str) -> &str {
    const LONGEST: usize = 200;
    let end = inside
        .char_indices()
        .take(LONGEST)
        .find(|(at, c)| matches!(c, '\n' | '\r') || (*at > 0 && *c == '<'))
        .map(|(at, _)| at);
    let end = end.or_else(|| inside.char_indices().nth(LONGEST).map(|(at, _)| at));
    inside
        .get(..end.unwrap_or(inside.len()))
        .unwrap_or_default()
}

/// Whether a comment was meant as a mark: it says nothing else, or begins with the word.
fn is_comment_meant(comment: &str) -> bool {
    let label = comment.split_once(':').map(|(label, _)| label);
    is_phrase(comment)
        || vocabulary::is_cut(comment)
        || vocabulary::is_audience(comment)
        || vocabulary::begins_with_private(comment)
        || label.is_some_and(|label| says(label, Sense::Strong))
}

/// Finds tags and comments that are none, whose words mean something private.
fn angles(spelled: &Spelled, text: &str, found: &mut Vec<Mark>) {
    const LONGEST: usize = 160;
    let characters = &spelled.characters;
    for (start, _) in characters.iter().enumerate().filter(|(_, c)| **c == '<') {
        let rest = spelled.get(start + 1..(start + 1 + LONGEST).min(characters.len()));
        let Some(length) = rest.iter().position(|c| matches!(c, '<' | '>')) else {
            continue;
        };
        if rest[length] == '<' {
            continue;
        }
        let inside: String = rest[..length].iter().collect();
        let at = spelled.source(start..start + length + 2);
        let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic());
        let source = text.get(at.clone()).unwrap_or_default();
        let is_comment = source.starts_with("<!--") && source.ends_with("-->");
        let after = || -> String {
            let rest = spelled.get(start + length + 2..characters.len());
            let words = rest.iter().take(LONGEST);
            words.take_while(|c| **c != '\n').collect()
        };
        let meaning = if (is_tag && (hides_by_style(&inside) || has_private_attribute(&inside)))
            || (!is_comment && is_phrase(&inside))
            || (is_tag && is_label(&inside) && seems_to_hide_section(&before_end_tag(&after())))
            || (is_tag
                && tag_name(&inside) == "th"
                && says(&before_end_tag(&after()), Sense::Plain)
                && !is_beside_public(spelled, start))
        {
            Meaning::Lookalike
        } else if is_other_comment(&inside) || (is_tag && is_hiding_element(&inside)) {
            Meaning::OtherComment
        } else {
            continue;
        };
        found.push(Mark { at, meaning });
    }
}

/// Whether the head of a table of HTML tells the public sector from the private one, or what is outside.
fn is_beside_public(spelled: &Spelled, at: usize) -> bool {
    const NEAR: usize = 200;
    let end = spelled.characters.len();
    let near: String = spelled
        .get(at.saturating_sub(NEAR)..(at + NEAR).min(end))
        .iter()
        .collect();
    vocabulary::speaks_of_public(&near) || sort_key(&near).contains("extern")
}

/// Returns the name of a tag, in lower case.
fn tag_name(tag: &str) -> String {
    let end = tag.find(|c: char| !(c.is_alphanumeric() || c == '-'));
    tag.get(..end.unwrap_or(tag.len()))
        .unwrap_or_default()
        .to_lowercase()
}

/// Whether a tag begins an element whose text readers do not see.
fn is_hiding_element(tag: &str) -> bool {
    let name = tag_name(tag);
    ["template", "spoiler", "noindex"].contains(&name.as_str())
}

/// A lock, or a finger on the lips.
fn is_lock(c: char) -> bool {
    matches!(
        c,
        '\u{1f512}' | '\u{1f510}' | '\u{1f50f}' | '\u{1f92b}' | '\u{1f910}' | '\u{3299}'
    )
}

/// Whether a lock stands at the beginning of a line or alone, or at the end of a heading, and does not
/// adorn what is said of safety.
fn is_locked(text: &str) -> bool {
    const SAFETY: [&str; 12] = [
        "secur",
        "securi",
        "cyber",
        "chiffr",
        "mot de passe",
        "mots de passe",
        "authentif",
        "https",
        "rgpd",
        "crypto",
        "vulnerab",
        "acces",
    ];
    let words = text.trim_start_matches(['#', ' ', '*', '_', '>']);
    let is_first = words.starts_with(is_lock);
    let is_last = text.starts_with('#')
        && text
            .trim_end_matches([' ', '#', '*', '\u{fe0f}'])
            .ends_with(is_lock);
    (is_first || is_last) && {
        let key = sort_key(text);
        !SAFETY.iter().any(|word| key.contains(word))
    }
}

/// Whether a tag begins the words under which something else stands.
fn is_label(tag: &str) -> bool {
    let name = tag_name(tag);
    ["summary", "legend", "caption", "figcaption", "dt"].contains(&name.as_str())
}

/// Returns the words of an element up to its end tag, without the tags within.
fn before_end_tag(after: &str) -> String {
    let end = after.find("</").filter(|end| {
        let name = after.get(end + 2..).map(tag_name).unwrap_or_default();
        !["b", "i", "strong", "em", "span", "u"].contains(&name.as_str())
    });
    without_tags(after.get(..end.unwrap_or(after.len())).unwrap_or_default()).into_owned()
}

/// Takes the signs of emphasis out of a text.
fn without_emphasis(text: &str) -> Cow<'_, str> {
    if text.contains(['*', '_']) {
        text.replace(['*', '_'], "").into()
    } else {
        text.into()
    }
}

/// Takes the tags out of a line; a block ends a sentence.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return text.into();
    }
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        left.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if let Some((tag, after)) = after.split_once('>').filter(|_| is_tag) {
            let name = tag_name(tag.trim_start_matches('/'));
            let is_block = ["p", "div", "br", "li", "tr", "td", "th", "h", "summary"];
            if is_block.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit())) {
                left.push_str(if left.is_empty() { "" } else { ". " });
            }
            rest = after;
        } else {
            left.push('<');
            rest = after;
        }
    }
    (left + rest).into()
}

/// Whether an attribute of a tag says that what it holds is private: `class="members-only"`.
fn has_private_attribute(tag: &str) -> bool {
    if ["a", "img", "input", "link"].contains(&tag_name(tag).as_str()) {
        return false;
    }
    let mut values = tag.split('=').skip(1).map(|value| {
        let value = value.trim_start();
        match value.strip_prefix(['"', '\'']) {
            Some(quoted) => quoted.split(['"', '\'']).next().unwrap_or_default(),
            None => value.split_whitespace().next().unwrap_or_default(),
        }
    });
    values.any(|value| {
        says(value, Sense::Plain)
            || value
                .split_whitespace()
                .any(|word| says(word, Sense::Plain))
    })
}

/// Whether a tag hides what it holds from the eye alone.
fn hides_by_style(tag: &str) -> bool {
    let tag: String = tag
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let tight = tag
        .replace([' ', '"', '\''], "")
        .replace("background-color", "");
    let white = ["color:", "color="].iter().any(|name| {
        let colors = ["white", "#fff", "transparent", "rgba(255,255,255"];
        colors
            .iter()
            .any(|color| tight.contains(&format!("{name}{color}")))
    });
    white
        || tight.contains("display:none")
        || tight.contains("visibility:hidden")
        || tight.contains("opacity:0;")
        || tight.ends_with("opacity:0")
        || tight.contains("font-size:0")
        || tag.ends_with(" hidden")
        || tag.contains(" hidden ")
        || tag.contains(" hidden=")
}

/// Whether what stands between angle brackets begins a comment that HTML does not know.
fn is_other_comment(inside: &str) -> bool {
    let word = inside.trim().to_lowercase();
    let name = word
        .trim_start_matches('/')
        .split_whitespace()
        .next()
        .unwrap_or_default();
    (word.starts_with('?') && word.len() > 1)
        || word.starts_with("![cdata[")
        || ["comment", "commentaire"].contains(&name)
}

/// Whether the words behind number signs say that their section is private.
fn is_titled_private(heading: &str) -> bool {
    let words = heading.trim_matches('#').trim();
    hides_section(words) || seems_to_hide_section(words)
}

/// A line, as it is read for marks.
struct Line<'a> {
    spelled: &'a Spelled,
    /// The characters of the line.
    all: &'a [char],
    /// What stands after bullets, boxes and the signs of quotations.
    body: &'a [char],
    /// Where the body begins.
    start: usize,
    /// A bullet or a number stands before the body.
    is_item: bool,
    is_cell: bool,
    /// It begins a paragraph or a sentence, and does not go on with the line above.
    begins: bool,
    /// The list goes on below it, one level deeper.
    holds_items: bool,
    /// As far to the right as code.
    is_far: bool,
    /// The lines of the text, and which of them it is.
    lines: &'a [Range<usize>],
    at: usize,
}

impl<'a> Line<'a> {
    /// Reads one of the lines of a text; `None` for one without a word.
    fn of(text: &str, spelled: &'a Spelled, lines: &'a [Range<usize>], at: usize) -> Option<Self> {
        let line = lines.get(at)?.clone();
        let all = spelled.get(line.clone());
        let is_percent = all.contains(&'%') && all.iter().all(|c| "% >".contains(*c));
        let has_lock = all.iter().any(|c| is_lock(*c));
        if !is_percent && !has_lock && !all.iter().any(|c| c.is_alphabetic()) {
            return None;
        }
        let is_bullet = |at: usize| {
            let source = text.get(spelled.source(line.start + at..line.start + at + 1));
            // A dash that is none of ASCII is one of the words.
            source.is_some_and(|source| ["-", "*", "+", "\u{2022}", "\\-"].contains(&source))
        };
        let (indent, is_item) = container(all, is_bullet);
        let body = all.get(indent..).unwrap_or_default();
        let end = body.len() - body.iter().rev().take_while(|c| **c == ' ').count();
        // A backslash at its end breaks the line.
        let end = if body.get(..end).is_some_and(|body| body.ends_with(&['\\'])) {
            end - 1
        } else {
            end
        };
        let body = body.get(..end).unwrap_or_default();
        let above = at.checked_sub(1).and_then(|at| lines.get(at));
        let above = above
            .map(|line| spelled.get(line.clone()))
            .unwrap_or_default();
        let ended = above.iter().rfind(|c| !"> ".contains(**c));
        let goes_on = body.first().is_some_and(|c| c.is_lowercase())
            && ended.is_some_and(|c| c.is_alphanumeric() || ",'-".contains(*c));
        let below = lines.get(at + 1).map(|line| spelled.get(line.clone()));
        let below = below.filter(|below| below.iter().any(|c| c.is_alphanumeric()));
        let deeper = below.is_some_and(|below| {
            let (depth, is_item) = container(below, |_| true);
            is_item && depth > indent
        });
        Some(Self {
            spelled,
            all,
            body,
            start: line.start + indent,
            is_item,
            is_cell: all.iter().find(|c| !" >".contains(**c)) == Some(&'|')
                && all.iter().filter(|c| **c == '|').count() > 1
                && !is_spoiler(body),
            begins: is_item || !goes_on,
            holds_items: is_item && deeper,
            is_far: all.starts_with(&[' '; 4])
                || text
                    .get(spelled.source(line.start..line.start + 1))
                    .is_some_and(|first| first == "\t"),
            lines,
            at,
        })
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        self.spelled
            .source(self.start + range.start..self.start + range.end)
    }

    /// Finds the marks of the line, and what looks like one.
    fn marks(&self, found: &mut Vec<Mark>) {
        let body = self.body;
        let meaning = own_line(body)
            .or_else(|| is_other_comment_line(self.all, body).then_some(Meaning::OtherComment))
            .or_else(|| self.is_meant().then_some(Meaning::Lookalike));
        match meaning {
            Some(meaning) => found.push(Mark {
                at: self.place(0..body.len()),
                meaning,
            }),
            None => self.brackets(found),
        }
    }

    /// Whether the words of the line as a whole, or those that it begins or ends with, say that
    /// something is private.
    fn is_meant(&self) -> bool {
        let text: String = self.body.iter().collect();
        if is_decorated_phrase(self.all, self.body)
            || is_other_heading(self.body)
            || is_locked(&text)
            || self.heads_private_column()
        {
            return true;
        }
        if self.body.first() == Some(&'#') {
            return has_tag(&text) || self.is_false_heading(&text);
        }
        if self.is_cell {
            return text.split('|').any(|cell| says(cell, Sense::Order)) || self.is_row_for_few();
        }
        if is_spoiler(self.body) || has_private_title(&text) || has_tag(&text) {
            return true;
        }
        let plain = without_tags(&text);
        let plain = without_emphasis(&plain);
        let plain = plain.trim();
        if plain.starts_with('#') {
            // Behind a tag, such as the anchor of a converter, it begins no heading.
            return is_titled_private(plain);
        }
        let has_tag_of = |names: &[&str]| {
            text.contains('<') && {
                let lower = text.to_lowercase();
                names.iter().any(|name| lower.contains(name))
            }
        };
        let is_cell = has_tag_of(&["<td", "<th"]);
        let is_item = self.is_item || has_tag_of(&["<li"]);
        let shouted = !plain.contains(char::is_lowercase);
        // In a list a word can be one of several: public, privé, interne.
        let alone = match (is_cell || is_item, shouted) {
            (true, false) => Sense::Order,
            _ => Sense::Plain,
        };
        if ends_in_bracket(plain, Sense::Plain) && self.ends_what_it_marks(plain, is_item) {
            return true;
        }
        if !self.begins {
            return has_private_sentence(plain, false);
        }
        let denied = plain.split_once(':');
        if denied.is_some_and(|(label, rest)| is_phrase(label) && vocabulary::denies(rest)) {
            return false;
        }
        // "Participants internes : Alpha, Béta".
        if labels::label(plain).is_some_and(|label| !label.sense.weak) {
            return false;
        }
        says(plain, alone)
            || ((is_item || is_statement(plain)) && ends_behind_dash(plain))
            || (self.holds_items && ends_in_bracket(plain, Sense::Plain))
            || plain
                .split_once(':')
                .is_some_and(|(label, rest)| vocabulary::names_readers(label, rest))
            || (!self.has_counterpart(plain)
                && (has_private_label(plain) || has_private_lead(&text)))
            || has_private_sentence(plain, !is_item)
            || has_private_segment(plain, shouted)
    }

    /// Whether the line was to be a heading that makes its section private, and is none: `###Divers
    /// (privé)`, `\### Divers (privé)`, or one as far to the right as code.
    fn is_false_heading(&self, text: &str) -> bool {
        let words = text.trim_start_matches('#');
        let level = text.len() - words.len();
        let is_escaped = self.place(0..1).len() > 1;
        let is_heading = level <= 6 && words.starts_with(' ') && !self.is_far && !is_escaped;
        !is_heading && is_titled_private(text)
    }

    /// Whether the label of the line is one of two that are told apart, on it or on the next ones:
    /// "Interne : … Externe : …", "Privé : 12 %. Public : 88 %."
    fn has_counterpart(&self, plain: &str) -> bool {
        let label = |text: &str| {
            let (label, rest) = text.split_once(':')?;
            Some((label.trim().to_owned(), rest.trim().to_owned()))
        };
        let Some((own, rest)) = label(plain) else {
            return false;
        };
        let others = [
            self.at.checked_sub(2),
            self.at.checked_sub(1),
            Some(self.at + 1),
            Some(self.at + 2),
        ];
        let others = others.into_iter().filter_map(|at| {
            let line = self.other(at);
            let (indent, _) = container(line, |_| true);
            let words: String = line.get(indent..).unwrap_or_default().iter().collect();
            label(&words.replace(['*', '_'], ""))
        });
        let within = rest.split(['.', ';']).skip(1);
        let within = within.filter_map(label);
        let mut all = others.chain(within);
        // Shares are figures; of what is private more is a passage.
        let first = rest.split(". ").next().unwrap_or_default();
        let is_internal = sort_key(&own).starts_with("intern");
        let is_number = is_figure(first);
        // "Associations : 4", "Privé : 3"
        let is_one_of_many =
            |said: &str| self.is_item && is_number && !is_sum(first) && is_figure(said);
        all.any(|(other, said)| {
            let is_other = vocabulary::is_counterpart(&own, &other);
            (is_internal || is_number) && is_other || is_one_of_many(&said)
        })
    }

    /// Whether a cell of the row says that it is for few, under a heading such as "Diffusion".
    fn is_row_for_few(&self) -> bool {
        const LONGEST: usize = 200;
        let above = (self.at.saturating_sub(LONGEST)..self.at).rev();
        let rows = above.take_while(|at| self.other(Some(*at)).contains(&'|'));
        let Some(head) = rows.last() else {
            return false;
        };
        let head = cells(self.other(Some(head)));
        let own = cells(self.all);
        own.iter()
            .zip(&head)
            .any(|(cell, heading)| vocabulary::is_cell_of_few(heading, cell))
    }

    /// Whether the line is the head of a table of which a column is said to be private, and holds words: "Privé",
    /// "Notes internes"; not one of sectors, or of shares.
    fn heads_private_column(&self) -> bool {
        const LONGEST: usize = 200;
        if !self.all.contains(&'|') || !is_delimiter(self.other(Some(self.at + 1))) {
            return false;
        }
        let head = cells(self.all);
        let is_private = |heading: &String| {
            says(heading, Sense::Plain)
                || trailing_bracket(heading).is_some_and(|inside| says(inside, Sense::Plain))
        };
        if !head.iter().any(is_private) {
            return false;
        }
        let below = (self.at + 2..self.lines.len()).take(LONGEST);
        let rows = below.map(|at| self.other(Some(at)));
        let rows: Vec<Vec<String>> = rows
            .take_while(|line| line.contains(&'|'))
            .map(cells)
            .collect();
        let columns = head
            .iter()
            .enumerate()
            .filter(|(_, heading)| is_private(heading));
        let mut columns = columns.map(|(at, heading)| {
            let mut others = head.iter();
            (
                at,
                heading,
                others.any(|other| vocabulary::is_counterpart(heading, other)),
            )
        });
        columns.any(|(at, heading, has_counterpart)| {
            let is_internal = has_counterpart && sort_key(heading).starts_with("intern");
            let mut cells = rows.iter().filter_map(|row| row.get(at));
            !is_internal && cells.any(|cell| !is_open_cell(cell, has_counterpart))
        })
    }

    /// Returns the text of a line some lines away.
    fn other(&self, at: Option<usize>) -> &'a [char] {
        let line = at.and_then(|at| self.lines.get(at));
        line.map(|line| self.spelled.get(line.clone()))
            .unwrap_or_default()
    }

    /// Whether the brackets in which the line ends stand behind all that they can be about: an item,
    /// a decision, or words that are as good as a heading.
    fn ends_what_it_marks(&self, plain: &str, is_item: bool) -> bool {
        let above = self.other(self.at.checked_sub(1));
        let below = self.other(Some(self.at + 1));
        let is_open = |line: &[char]| {
            let line: String = line.iter().collect();
            trailing_bracket(&line).is_some_and(vocabulary::speaks_of_public)
        };
        if is_open(above) || is_open(below) {
            // One of several: "Béta (public)", "Gamma (privé)".
            return false;
        }
        let is_blank = !above.iter().any(|c| c.is_alphanumeric());
        is_item
            || is_statement(plain)
            || self.goes_on_from_mark()
            || ((is_blank || above.first() == Some(&'#')) && is_titular(plain))
    }

    /// Whether the line goes on with an item or a decision that begins above it.
    fn goes_on_from_mark(&self) -> bool {
        const FARTHEST: usize = 40;
        for above in (self.at.saturating_sub(FARTHEST)..self.at).rev() {
            let line = self.other(Some(above));
            if !line.iter().any(|c| c.is_alphanumeric()) {
                return false;
            }
            let (indent, is_item) = container(line, |_| true);
            let words: String = line.get(indent..).unwrap_or_default().iter().collect();
            if is_item || is_statement(&words.replace(['*', '_'], "")) {
                return true;
            }
        }
        false
    }

    /// Finds the brackets that hold a phrase where it can be a mark.
    fn brackets(&self, found: &mut Vec<Mark>) {
        // How long the words of a mark may be.
        const LONGEST: usize = 60;
        let body = self.body;
        for (at, opening) in body.iter().enumerate() {
            if let Some(length) = closed_within(body, at) {
                found.push(Mark {
                    at: self.place(at + 1 - length..at + 1),
                    meaning: Meaning::Lookalike,
                });
            }
            let Some(closing) = closing(*opening) else {
                continue;
            };
            let inside = body
                .get(at + 1..(at + 1 + LONGEST).min(body.len()))
                .unwrap_or_default();
            let mut add = |length: usize| {
                found.push(Mark {
                    at: self.place(at..(at + length).min(body.len())),
                    meaning: Meaning::Lookalike,
                });
            };
            // `\private{…}`, `[privé : …]`
            let before = body.get(..at).unwrap_or_default();
            let command = *opening == '{' && is_command(before);
            let label = label_within(inside, closing).filter(|_| *opening != '{');
            let is_label = label.is_some_and(|length| {
                let words: String = inside[..length].iter().collect();
                let rest = body[at + 1 + length + 1..].iter().take(LONGEST);
                let rest: String = rest.take_while(|c| **c != closing).collect();
                sense(&words).is_some_and(|sense| {
                    let is_said = *opening == '[' || !is_share(&rest);
                    sense >= Sense::Strong || (sense == Sense::Plain && is_said)
                })
            });
            let is_sum_of = || *opening == '(' && is_private_sum(inside, closing);
            if command || is_label || is_sum_of() {
                add(label.unwrap_or_default() + 2);
                continue;
            }
            if let Some(length) = opened_within(body, at).filter(|_| label.is_none()) {
                add(length);
                continue;
            }
            let Some(length) = inside.iter().position(|c| *c == closing) else {
                continue;
            };
            let inside: String = inside[..length].iter().collect();
            let after = body.get(at + length + 2..).unwrap_or_default();
            if self.is_mark(*opening, &inside, before, after) {
                add(length + 2);
            }
        }
    }

    /// Whether brackets were meant as a mark, by their words and by where they stand.
    fn is_mark(&self, opening: char, inside: &str, before: &[char], after: &[char]) -> bool {
        // How much of the line behind them is read: a link is seldom longer.
        const FARTHEST: usize = 2_000;
        let Some(sense) = sense(inside) else {
            // «/privé», which is no bracket of its own
            return false;
        };
        let slashed = inside.trim_start().starts_with(['/', '\\']);
        if opening == '\u{ab}' || opening == '"' {
            return slashed;
        }
        let is_wiki = before.ends_with(&['[']);
        if slashed || has_end(inside) || opening == '{' || is_wiki {
            return true;
        }
        if before.ends_with(&[']']) {
            // Where a link leads.
            return opening == '(';
        }
        let rest: String = after.iter().take(FARTHEST).collect();
        if opening == '[' && leads_somewhere(&rest) {
            return false;
        }
        if opening == '[' && sense < Sense::Order && speaks_of_term(&rest) {
            return false;
        }
        if begins_words(before) && (sense >= Sense::Strong || !is_figure(&rest)) {
            return true;
        }
        if opening == '[' && sense >= Sense::Plain {
            let is_shown = before.ends_with(&['`']) && after.starts_with(&['`']);
            return !is_shown && !speaks_of_mark(before);
        }
        if self.is_cell {
            let bar = before.iter().rposition(|c| *c == '|');
            let begins = bar.is_some_and(|at| begins_words(&before[at + 1..]));
            let rest = rest.split('|').next().unwrap_or_default();
            let says = rest.contains(char::is_alphanumeric) && !is_figure(rest);
            return begins && says && sense >= Sense::Plain;
        }
        let ends_line = rest.chars().all(|c| !c.is_alphanumeric() && c != '|');
        let is_emphasized = before.ends_with(&['*']) || before.ends_with(&['_']);
        let all_before = before;
        let before = before.iter().rfind(|c| !"*_ ".contains(**c));
        let is_apart = is_emphasized || before.is_some_and(|c| ".!?:;\u{2026}".contains(*c));
        let key = sort_key(inside);
        let goes_on = rest.trim_start().starts_with(char::is_lowercase);
        // "L'article 7 (huis clos) est modifié", "Le registre (hors PV) est tenu"
        let is_of_noun = opening == '('
            && goes_on
            && ["huis clos", "hors pv"].contains(&key.trim())
            && is_short_noun(all_before);
        match sense {
            Sense::Order => !is_of_noun,
            Sense::Strong => ends_line,
            Sense::Plain => ends_line && (opening == '[' || is_apart),
            Sense::Weak => false,
        }
    }
}

/// Finds where the first words of a bracket end, if others follow behind a colon or a dash: `(privé : …)`.
fn label_within(inside: &[char], closing: char) -> Option<usize> {
    let at = inside.iter().enumerate().position(|(at, c)| {
        let is_apart = || at > 0 && inside[at - 1] == ' ' && inside.get(at + 1) == Some(&' ');
        *c == closing || *c == ':' || *c == '-' && is_apart()
    })?;
    (inside[at] != closing).then_some(at)
}

/// Whether a bracket is a sum of money and the word that it is private: `(12 k€, privé)`, `(privé, 12 k€)`.
fn is_private_sum(inside: &[char], closing: char) -> bool {
    let said: String = inside.iter().take_while(|c| **c != closing).collect();
    let cuts = [", ", " ; ", " / "];
    let mut parts = cuts.iter().filter_map(|cut| said.split_once(cut));
    parts.any(|(one, other)| {
        let is_private = |text: &str| says(text, Sense::Plain);
        is_private(one) && is_sum(other) || is_private(other) && is_sum(one)
    })
}

/// Whether no more stands before brackets than a noun with its article.
fn is_short_noun(before: &[char]) -> bool {
    let words: String = before.iter().collect();
    let last = words
        .rsplit(['.', ':', ';', '!', '?'])
        .next()
        .unwrap_or_default();
    begins_with_article(last) && last.split_whitespace().count() <= 3
}

/// Whether only emphasis and tags stand at the beginning of a line.
fn begins_words(before: &[char]) -> bool {
    let mut is_tag = false;
    before.iter().all(|c| {
        let was_tag = is_tag;
        is_tag = match c {
            '<' => true,
            '>' => false,
            _ => is_tag,
        };
        is_tag || was_tag || "*_ ".contains(*c)
    })
}

fn closing(opening: char) -> Option<char> {
    Some(match opening {
        '[' => ']',
        '{' => '}',
        '(' => ')',
        '\u{ab}' => '\u{bb}',
        _ => return None,
    })
}

/// Whether words end in one that names the mark behind it: "un document marqué [confidentiel]", "le terme [privé]".
fn speaks_of_mark(before: &[char]) -> bool {
    const STEMS: [&str; 12] = [
        "marqu",
        "mention",
        "class",
        "balis",
        "tampon",
        "etiquet",
        "terme",
        "mot",
        "niveau",
        "libell",
        "categorie",
        "expression",
    ];
    let near = before.len().saturating_sub(60);
    let words: String = before.get(near..).unwrap_or_default().iter().collect();
    let key = sort_key(&words);
    let last = key.split_whitespace().next_back();
    last.is_some_and(|last| STEMS.iter().any(|stem| last.starts_with(stem)))
}

/// Whether a sentence goes on behind brackets that tells what their word is or who uses it: "[confidentiel] est
/// employé par la norme", "[privé] est un terme de la loi".
fn speaks_of_term(rest: &str) -> bool {
    static USED: WordList = WordList::new(
        "emploi employe employee utilise utilisee defini definie cite citee traduit traduite mentionne mentionnee used \
        defined",
    );
    static TERMS: WordList = WordList::new(
        "terme mot niveau mention classe categorie etiquette balise marque libelle expression valeur term word level",
    );
    const FARTHEST: usize = 80;
    if !rest.starts_with(' ') {
        return false;
    }
    let near: String = rest.chars().take(FARTHEST).collect();
    let keys: Vec<String> = each_word(&near)
        .take(4)
        .map(|(_, key)| key.into())
        .collect();
    let key = |at: usize| keys.get(at).map_or("", String::as_str);
    let is = ["est", "sont", "is", "are"].contains(&key(0));
    let article = ["un", "une", "le", "la", "l", "a", "the"].contains(&key(1));
    is && (USED.has(key(1)) || article && TERMS.has(key(2)))
        || ["designe", "signifie", "means"].contains(&key(0))
}

/// Whether a word is that of a mark, in any of its forms.
fn is_word_of_mark(word: &[char]) -> bool {
    let word: String = word.iter().collect();
    ["prive", "privee", "prives", "privees", "private"].contains(&sort_key(&word).as_str())
}

/// Measures the beginning of a bracket that goes on behind the word of a mark: `[privé Alpha parle]`; none
/// where it leads somewhere, or speaks of what is public too.
fn opened_within(body: &[char], at: usize) -> Option<usize> {
    // How far the end of a bracket is looked for.
    const LONGEST: usize = 200;
    let inside = body.get(at + 1..).filter(|_| body[at] == '[')?;
    let inside = inside.get(..LONGEST).unwrap_or(inside);
    let skip = inside.iter().take_while(|c| " *_/\\".contains(**c));
    let skip = skip.count();
    let word = inside[skip..].iter().take_while(|c| c.is_alphabetic());
    let end = skip + word.count();
    let closed = inside.iter().position(|c| *c == ']');
    if !is_word_of_mark(&inside[skip..end]) || closed == Some(end) {
        return None;
    }
    let words: String = inside[..closed.unwrap_or(inside.len())].iter().collect();
    let after = closed.map(|closed| inside[closed + 1..].iter().collect::<String>());
    let leads = after.is_some_and(|rest| leads_somewhere(&rest) || rest.starts_with(['[', ':']));
    (!leads && !vocabulary::speaks_of_public(&words)).then_some(end + 1)
}

/// Measures the end of a bracket that the word of a mark closes from within: `… /privé]`.
fn closed_within(body: &[char], at: usize) -> Option<usize> {
    let before = body
        .get(..at)
        .filter(|_| matches!(body[at], ']' | ')' | '}'))?;
    let spaces = before.iter().rev().take_while(|c| " *_".contains(**c));
    let before = &before[..before.len() - spaces.count()];
    let letters = before.iter().rev().take_while(|c| c.is_alphabetic());
    let start = before.len() - letters.count();
    let slash = start
        .checked_sub(1)
        .filter(|slash| "/\\".contains(before[*slash]))?;
    let is_apart = slash == 0 || !before[slash - 1].is_alphanumeric();
    (is_apart && is_word_of_mark(&before[start..])).then_some(at + 1 - slash)
}

/// Measures what stands before the words of a line, and tells whether a bullet or a number is part of
/// it: quotations, bullets, boxes, `[^1]:`.
fn container(line: &[char], is_bullet: impl Fn(usize) -> bool) -> (usize, bool) {
    let mut at = 0;
    let mut is_item = false;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let after = |count: usize| matches!(rest.get(count), Some(' '));
        at += match rest {
            [' ' | '>', ..] => 1,
            ['-' | '*' | '+' | '\u{2022}', ..] if after(1) && is_bullet(at) => {
                is_item = true;
                1
            }
            _ if digits > 0 && matches!(rest.get(digits), Some('.' | ')')) && after(digits + 1) => {
                is_item = true;
                digits + 1
            }
            ['[', ' ' | 'x' | 'X', ']', ' ', ..] if is_item => 3,
            ['[', '^', ..] => {
                let label = rest.iter().take(40).position(|c| *c == ']');
                match label.filter(|length| rest.get(length + 1) == Some(&':')) {
                    Some(length) => length + 2,
                    None => return (at, is_item),
                }
            }
            _ => return (at, is_item),
        };
    }
}

/// Whether a link follows its words: `(https://…)`, `[reference]`.
fn leads_somewhere(rest: &str) -> bool {
    let target = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let target = target.map(|(target, _)| target.split(" \"").next().unwrap_or(target));
    target.is_some_and(|target| {
        let target = target.trim_matches(['<', '>']);
        !target.contains(' ') && target.contains(['/', '.', '#', ':'])
    })
}

/// Whether an article of the rules is spoken of, which may be about sitting in private:
/// "Huis clos : l'article 7 est modifié."
fn is_about_article(text: &str) -> bool {
    let key = sort_key(text);
    let words: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    words
        .iter()
        .take(4)
        .zip(words.iter().skip(1))
        .any(|(word, next)| ["article", "articles", "art"].contains(word) && is_number(next))
}

/// Whether what follows is a figure, as in a list of shares: "12 %", "3 organismes".
fn is_figure(rest: &str) -> bool {
    let words = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    words.starts_with(|c: char| c.is_ascii_digit()) && words.split_whitespace().count() <= 4
}

/// Whether what follows a label is the share of a sector, and nothing of what is private: "12 %", "12 lits,
/// public : 30 lits". A sum of money may be either.
fn is_share(rest: &str) -> bool {
    vocabulary::speaks_of_public(rest) || is_figure(rest) && rest.contains('%')
}

/// Whether a figure is a sum of money: "12 k€".
fn is_sum(rest: &str) -> bool {
    rest.contains(['\u{20ac}', '$', '\u{a3}'])
        || each_word(rest)
            .any(|(_, key)| ["euro", "euros", "eur", "keur", "ke"].contains(&key.as_str()))
}

/// Whether a cell of a column tells a figure, a yes or a no, and no passage.
fn is_open_cell(cell: &str, has_counterpart: bool) -> bool {
    const ANSWERS: [&str; 8] = ["oui", "non", "yes", "no", "x", "v", "o", "n"];
    let key = sort_key(cell);
    let key = key.trim_matches(|c: char| !c.is_alphanumeric());
    key.is_empty()
        || ANSWERS.contains(&key)
        || is_figure(cell) && (has_counterpart || !is_sum(cell))
}

/// Lists the cells of a row, without emphasis.
fn cells(line: &[char]) -> Vec<String> {
    let line: String = line.iter().collect();
    let line = line.trim_matches(|c: char| c == ' ' || c == '>');
    let line = line.strip_prefix('|').unwrap_or(line);
    line.split('|')
        .map(|cell| cell.replace(['*', '_'], "").trim().to_owned())
        .collect()
}

/// Whether a line parts the head of a table from its rows: `|---|:--:|`.
fn is_delimiter(line: &[char]) -> bool {
    line.contains(&'-') && line.contains(&'|') && line.iter().all(|c| "|-: >".contains(*c))
}

/// Whether a line of a text begins with a label that says what follows is private: "Privé : …".
fn has_private_label(plain: &str) -> bool {
    let is_colon = |(at, _): &(usize, &str)| {
        let rest = plain.get(at + 1..).unwrap_or_default();
        rest.is_empty() || rest.starts_with(' ') || !rest.starts_with('/')
    };
    let Some((at, _)) = plain.match_indices(':').find(is_colon) else {
        return false;
    };
    let (label, rest) = plain.split_at(at);
    if is_about_article(rest) && says(label, Sense::Order) {
        return false;
    }
    let is_open = |sense: Sense| sense == Sense::Plain && is_figure(rest) && rest.contains('%');
    let of_kind = || without_kind(label).as_deref().and_then(sense);
    let words = sense(label).or_else(of_kind);
    let words = words.filter(|sense| *sense >= Sense::Plain);
    let bracket = || trailing_bracket(label).and_then(sense);
    let bracket = || bracket().filter(|sense| *sense >= Sense::Plain);
    let sense = words.or_else(bracket);
    sense.is_some_and(|sense| !is_open(sense))
}

/// Takes "Décision", "Avis" or "Action" away from the beginning of a label.
fn without_kind(label: &str) -> Option<String> {
    let kinds = ["decision", "decisions", "avis", "action", "actions"];
    let (at, word) = each_word(label).next()?;
    let rest = label.get(at.end..).filter(|rest| !rest.is_empty())?;
    kinds.contains(&word.as_str()).then(|| sort_key(rest))
}

/// Whether a line begins as a decision, an opinion or an action.
fn is_statement(plain: &str) -> bool {
    plain
        .split_once(':')
        .is_some_and(|(label, _)| label.len() < 60 && without_kind(&format!("{label}:")).is_some())
}

/// Whether a line ends behind a dash in words that say it is private: "… - privé".
fn ends_behind_dash(plain: &str) -> bool {
    let plain = plain.trim_end_matches(['.', ' ']);
    if !plain.contains('-') {
        return false;
    }
    let ends = plain.rsplit_once(" - ").map(|(_, ends)| ends);
    ends.is_some_and(|ends| says(ends, Sense::Plain))
}

/// Whether a line that ends in brackets is as good as a heading: some words, and no sentence.
fn is_titular(plain: &str) -> bool {
    let Some((words, _)) = plain
        .strip_suffix([')', ']'])
        .and_then(|plain| plain.rsplit_once(['(', '[']))
    else {
        return false;
    };
    let count = words.split_whitespace().count();
    let most = if begins_with_article(words) { 3 } else { 8 };
    (1..=most).contains(&count) && !words.contains([':', '.', '?', '!', ';'])
}

/// Whether words begin as a noun or a sentence does, and titles seldom do.
fn begins_with_article(words: &str) -> bool {
    const WORDS: [&str; 24] = [
        "l", "le", "la", "les", "un", "une", "des", "ce", "cet", "cette", "ces", "il", "elle",
        "ils", "elles", "on", "nous", "je", "tout", "tous", "toute", "toutes", "the", "a",
    ];
    let key = sort_key(words);
    let first = key
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    first.is_some_and(|first| WORDS.contains(&first))
}

fn ends_in_bracket(plain: &str, least: Sense) -> bool {
    trailing_bracket(plain).is_some_and(|inside| says(inside, least))
}

/// Whether a line begins with emphasis that says what follows is private: "**Privé** …".
fn has_private_lead(text: &str) -> bool {
    const SIGNS: [(&str, &str); 9] = [
        ("**", "**"),
        ("__", "__"),
        ("*", "*"),
        ("_", "_"),
        ("<b>", "</b>"),
        ("<strong>", "</strong>"),
        ("<em>", "</em>"),
        ("<i>", "</i>"),
        ("<u>", "</u>"),
    ];
    let lead = SIGNS.iter().find_map(|(opens, closes)| {
        let rest = text.strip_prefix(opens)?;
        rest.split_once(closes)
    });
    lead.is_some_and(|(lead, rest)| {
        let of_kind = || without_kind(lead).as_deref().and_then(sense);
        sense(lead).or_else(of_kind).is_some_and(|sense| {
            let is_share = is_figure(rest) && rest.contains('%');
            sense >= Sense::Strong || (sense == Sense::Plain && !is_share)
        })
    })
}

/// Whether a sentence of a line says that the others are private; the first or the last one can
/// do so in a word.
fn has_private_sentence(plain: &str, is_paragraph: bool) -> bool {
    let mut sentences: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, sign) in plain.match_indices(['.', '!', '?', ';']) {
        let end = at + sign.len();
        if plain.get(end..).is_some_and(|rest| rest.starts_with(' ')) {
            sentences.extend(plain.get(start..at));
            start = end;
        }
    }
    sentences.extend(plain.get(start..));
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else {
        return false;
    };
    // "Hors PV, Alpha répond."
    let outside = first.split_once(',').is_some_and(|(begins, _)| {
        says(begins, Sense::Order) && {
            let key = sort_key(begins.trim());
            key.starts_with("hors ") || key.starts_with("off ")
        }
    });
    let begins = if is_paragraph {
        Sense::Plain
    } else {
        Sense::Order
    };
    let several = sentences.len() > 1;
    outside
        || sentences
            .iter()
            .any(|sentence| says(sentence, Sense::Order))
        || several && says(first, begins)
        || several && is_paragraph && says(last, Sense::Strong)
}

/// Whether a part of a line between dashes says that another is private: "— début privé — …".
fn has_private_segment(plain: &str, shouted: bool) -> bool {
    if !plain.contains('-') {
        return false;
    }
    let padded = format!(" {plain} ");
    let segments: Vec<&str> = padded
        .split(" - ")
        .flat_map(|part| part.split(" -- "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if segments.len() < 2 {
        return padded.contains(" - ") && segments.iter().any(|part| says(part, Sense::Plain));
    }
    let first = segments.first();
    let is_upper = first.is_some_and(|first| !first.contains(char::is_lowercase));
    let least = if shouted || is_upper {
        Sense::Plain
    } else {
        Sense::Strong
    };
    first.is_some_and(|first| says(first, least))
        || segments
            .last()
            .is_some_and(|last| says(last, Sense::Strong))
        || segments
            .iter()
            .any(|part| vocabulary::has_edge(part) && says(part, Sense::Plain))
}

/// Whether a line has a tag of a note-taking program that says it is private: `#privé`.
fn has_tag(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_tag = |word: &str| {
        word.strip_prefix('#')
            .is_some_and(|tag| tag.starts_with(char::is_alphabetic) && says(tag, Sense::Plain))
    };
    let (first, last) = (words.next(), words.next_back());
    first.into_iter().chain(last).any(is_tag)
}

/// Whether a line hides its text until a reader asks: `||…||`, `>!…!<`.
fn is_spoiler(body: &[char]) -> bool {
    if !matches!(body.first(), Some('|' | '!')) {
        return false;
    }
    let text: String = body.iter().take(4_000).collect();
    let bars = text.strip_prefix("||").is_some_and(|rest| {
        let closed = rest.find("||").filter(|at| *at > 0);
        closed.is_some_and(|at| !rest.get(..at).unwrap_or_default().contains('|'))
    });
    bars || (text.starts_with('!') && text.ends_with("!<"))
}

/// Whether a container, a callout or an admonition has a title that says it is private, or none
/// and a name that hides: `:::spoiler privé`, `> [!note] Confidentiel`, `??? note "Privé"`.
fn has_private_title(text: &str) -> bool {
    let title = if let Some(rest) = text.strip_prefix("[!") {
        let title = rest.split_once(']').map(|(_, title)| title);
        title.map(|title| title.trim_start_matches(['-', '+']))
    } else if let Some(rest) = text.strip_prefix(":::") {
        let rest = rest.trim_start_matches([':', ' ']);
        let (name, title) = rest.split_once(' ').unwrap_or((rest, ""));
        let name = name.trim_matches(['{', '}', '.']).to_lowercase();
        if name == "spoiler" && title.trim().is_empty() {
            return true;
        }
        Some(title)
    } else if text.starts_with("!!!") || text.starts_with("???") {
        text.split_once('"').map(|(_, title)| title)
    } else {
        None
    };
    title.is_some_and(seems_to_hide_section)
}

/// Whether a command of TeX stands before a brace, whose name means something private.
fn is_command(before: &[char]) -> bool {
    const LONGEST: usize = 30;
    let letters = before.iter().rev().take(LONGEST);
    let letters = letters.take_while(|c| c.is_alphabetic()).count();
    let start = before.len() - letters;
    let is_command = start.checked_sub(1).is_some_and(|at| before[at] == '\\');
    let name: String = before.get(start..).unwrap_or_default().iter().collect();
    is_command && is_phrase(&name)
}

/// Reads `[privé]` or `[/privé]`, which may stand in emphasis.
fn own_line(body: &[char]) -> Option<Meaning> {
    let body: String = body
        .first()
        .filter(|c| "*_[".contains(**c))
        .map(|_| body.iter().collect())?;
    let words = body.trim_matches(['*', '_']);
    let inside = words.strip_prefix('[')?.strip_suffix(']')?;
    let key: String = sort_key(inside).split_whitespace().collect();
    match key.as_str() {
        "prive" | "private" => Some(Meaning::Start(Form::Line)),
        "/prive" | "/private" => Some(Meaning::End(Form::Line)),
        _ => None,
    }
}

/// Whether a line is only a phrase about what is private, set apart by signs.
fn is_decorated_phrase(line: &[char], body: &[char]) -> bool {
    let is_heading = body.first() == Some(&'#') && matches!(body.get(1), Some('#' | ' '));
    // A bar may be that of a table, of which any cell can say so.
    let cells = line.iter().filter(|c| **c == '|').count();
    if is_heading || (cells > 0 && line.first() == Some(&'|') && line.get(1) != Some(&'|')) {
        return table_cell(line);
    }
    let text: String = body.iter().collect();
    let apart = |sign: char| "[]{}()<>/%|=~#@\\!\"«»".contains(sign);
    let around: String = text.chars().filter(|c| !c.is_alphanumeric()).collect();
    let begins = text
        .trim_start_matches(['*', '_'])
        .starts_with(|c: char| !c.is_alphanumeric());
    let is_apart = begins
        && (around.contains(apart)
            || ["---", "***", "___", "::", "--"]
                .iter()
                .any(|run| around.contains(run)));
    // In bold or capitals alone a word can be a label of what is open; these cannot.
    let strong = || {
        let bold =
            text.starts_with("**") || text.starts_with("__") || !text.contains(char::is_lowercase);
        bold && line.first().is_some_and(|c| !"-+>|0123456789".contains(*c))
            && says(&text, Sense::Strong)
    };
    (is_apart || strong()) && is_phrase(&text)
}

/// Whether a line in bold or of HTML stands as a heading and seems to make its section private.
fn is_other_heading(body: &[char]) -> bool {
    let text: String = body.iter().collect();
    let bold = ["**", "__"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign)?.strip_suffix(sign));
    let html = text.strip_prefix("<h").and_then(|rest| {
        let (level, rest) = rest.split_once('>')?;
        let sound = level.starts_with(|c: char| ('1'..='6').contains(&c));
        rest.rsplit_once("</h")
            .map(|(words, _)| words)
            .filter(|_| sound)
    });
    let words = bold.or(html).filter(|words| !words.contains("**"));
    words.is_some_and(|words| {
        hides_section(words) || (html.is_some() && seems_to_hide_section(words))
    })
}

/// Whether a row of a table is a phrase in brackets and nothing else.
fn table_cell(line: &[char]) -> bool {
    let text: String = line.iter().collect();
    let mut cells = text
        .split('|')
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    let only = cells.next().filter(|_| cells.next().is_none());
    only.is_some_and(|cell| cell.starts_with(['[', '{', '(', '<']) && is_phrase(cell))
}

/// Whether a line is a comment of Markdown's users, of Obsidian or of a template.
fn is_other_comment_line(line: &[char], body: &[char]) -> bool {
    let whole: String = line.iter().collect();
    let is_harmless = in_reference(&whole).is_some_and(|words| !is_comment_meant(words));
    let text: String = body.iter().collect();
    // `[//]: # (…)`: a reference that nothing refers to; a whole line of it goes as other comments do.
    let reference = text.strip_prefix('[').and_then(|rest| {
        let (label, rest) = rest.split_once("]:")?;
        let target = rest.trim_start();
        let bare = ["#", "<>", "<#>"]
            .into_iter()
            .find_map(|it| target.strip_prefix(it));
        let label = label.trim().to_lowercase();
        let named = ["//", "comment", "commentaire", "note", "_", "#"].contains(&label.as_str());
        bare.filter(|rest| named && (rest.is_empty() || rest.starts_with(' ')))
    });
    let liquid = text.starts_with("{% comment") || text.starts_with("{%- comment");
    reference.is_some() && !is_harmless
        || liquid
        || text.starts_with("{::comment")
        || (text.starts_with("{#") && text.contains("#}") && text.starts_with("{# "))
        || (text.starts_with("%%") && !text.starts_with("%%%"))
        || (text.matches("%%").count() == 2
            && !text.contains("%%%")
            // "50 %% des voix"
            && !text.split("%%").next().is_some_and(|before| {
                before.trim_end().ends_with(|c: char| c.is_ascii_digit())
            }))
        || (text.starts_with("/*") && !text.starts_with("/**") && text.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_says_that_something_is_private_and_nothing_else() {
        for text in [
            "privé",
            "Privée",
            "PRIVATE",
            "/privé",
            "fin privé",
            "begin private",
            "endprivate",
            "confidentiel",
            "confidentielle",
            "confidential",
            "interne",
            "usage interne",
            "huis clos",
            "huis-clos",
            "ne pas publier",
            "à ne pas diffuser",
            "non public",
            "not public",
            "do not publish",
            "don't publish",
            "off",
            "off the record",
            "secret",
            "priavte",
            "privat",
            "pirvate",
            "privte",
            "prvié",
            "confidenciel",
            "diffusion restreinte",
            "section privée",
            "TLP:RED",
            "div class=\"private\"",
        ] {
            assert!(is_phrase(text), "{text}");
        }
        for text in [
            "privilège",
            "privilégier",
            "pirate",
            "prise",
            "public",
            "publier",
            "note",
            "internet",
            "le secteur privé",
            "secteur",
            "relire",
            "",
            "à relire avec soin",
            "pas",
            "clos",
            "début",
            "intérêt",
            "Alpha",
            "réunion interne de la DGNX",
            "prime",
            "plénière",
            "preuve",
        ] {
            assert!(!is_phrase(text), "{text}");
        }
    }

    #[test]
    fn a_heading_hides_its_section_or_only_seems_to() {
        for text in ["Budget (privé)", "Budget (PRIVATE)", "Budget (prive) "] {
            assert!(hides_section(text), "{text}");
        }
        for text in [
            "Budget (confidentiel)",
            "Budget [privé]",
            "Huis clos",
            "Budget \u{2014} privé",
            "Confidentiel :",
            "Séance (privée)",
        ] {
            assert!(
                !hides_section(text) && seems_to_hide_section(text),
                "{text}"
            );
        }
        for text in [
            "Budget",
            "Le secteur (privé) en France",
            "Secteur privé",
            "Communication interne",
            "Délibération à huis clos",
            "Budget (2027)",
        ] {
            assert!(
                !hides_section(text) && !seems_to_hide_section(text),
                "{text}"
            );
        }
    }
}
