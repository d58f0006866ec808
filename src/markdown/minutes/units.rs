//! The lines of a block that stand by themselves, and what they begin with: bullets, boxes, arrows, words.

use std::ops::Range;

use super::boxes;
use super::owners::Worded;
use super::prose::{OBJECT, Prose};
use super::sections::opens;
use super::task::{self, Known};
use crate::locale::collation::words;

/// A line that stands by itself, in a block.
pub(super) struct Unit {
    /// In the text of the block.
    pub at: Range<usize>,
    /// Where the words begin, behind bullets, boxes and arrows.
    pub from: usize,
    pub ticked: Option<bool>,
    pub is_pointed: bool,
    pub is_listed: bool,
}

/// What makes a line a decision, an opinion or an action.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Decision,
    Opinion,
    Action,
}

/// Reads "Décision :", "DÉCISION n° 2 -", "Avis n° 2 :", "TODO" at the start of a line; with it, where the
/// text begins.
pub(super) fn first_word(text: &str, known: &Known<'_>) -> Option<(Word, usize)> {
    // Longer ones are sentences with a colon.
    const LONGEST: usize = 60;
    let near = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text, |(at, _)| &text[..at]);
    let said = words(near);
    let (first_at, first) = said.first()?;
    if first_at.start > 0 {
        return None;
    }
    let written = near.get(first_at.clone())?;
    let second = said.get(1).map(|(at, key)| (at.end, key.as_str()));
    let (word, kind_end) = match (first.as_str(), second) {
        ("ai", _) if written != "AI" => return None,
        ("a", Some((end, "faire"))) | ("to", Some((end, "do"))) => (Word::Action, end),
        // "Point d'action :"
        ("point", _) => {
            let (end, key) = said
                .get(1..3)?
                .last()
                .map(|(at, key)| (at.end, key.as_str()))?;
            if key != "action" {
                return None;
            }
            (Word::Action, end)
        }
        (first, _) => (kind(first)?, first_at.end),
    };
    let rest = near.get(kind_end..)?;
    let after = said.iter().filter(|(at, _)| at.start >= kind_end);
    let mut end = kind_end;
    let mut has_number = false;
    for (at, key) in after {
        let gap = near.get(end..at.start)?;
        if gap.contains([':', '\n', '.', '!', '?', ';']) || is_dash(gap) || !is_after(word, key) {
            break;
        }
        has_number |= key.bytes().any(|b| b.is_ascii_digit());
        end = at.end;
    }
    let sign = near.get(end..)?;
    let bare = sign.trim_start_matches(|c: char| c.is_whitespace() || ")*_\u{b0}".contains(c));
    let skipped = sign.len() - bare.len();
    if bare.starts_with(':') {
        let after = end + skipped + 1;
        return Some((
            word,
            after + text.get(after..)?.len() - text.get(after..)?.trim_start().len(),
        ));
    }
    let is_titled = written.starts_with(char::is_uppercase);
    let dash = bare
        .chars()
        .next()
        .filter(|c| "-\u{2013}\u{2014}".contains(*c));
    if let Some(dash) = dash
        && is_titled
        && word != Word::Opinion
        && (has_number
            || bare
                .get(dash.len_utf8()..)?
                .starts_with(char::is_whitespace)
                && sign.starts_with(char::is_whitespace))
    {
        let after = end + skipped + dash.len_utf8();
        let rest = text.get(after..)?;
        return Some((word, after + rest.len() - rest.trim_start().len()));
    }
    // "Action CE : relire", "Action (CE) : relire"
    if word == Word::Action
        && is_titled
        && sign.trim_start().starts_with('(') | sign.starts_with(' ')
    {
        let whole = Worded::of(text);
        let from = end + sign.len() - sign.trim_start_matches([' ', '\u{a0}', '(']).len();
        let named = known.names.at(&whole, from);
        let after = named.and_then(|named| text.get(named.end..));
        if after.is_some_and(|rest| {
            rest.trim_start_matches([' ', '\u{a0}', ')'])
                .starts_with(':')
        }) {
            return Some((word, end + sign.len() - sign.trim_start().len()));
        }
    }
    // "TODO CE : relire", "ACTION CE : relire"
    let is_shouted =
        word == Word::Action && !written.contains(char::is_lowercase) && written.len() > 1;
    if is_shouted && rest.starts_with(char::is_whitespace) {
        let whole = Worded::of(text);
        let named = known.names.at(&whole, kind_end).is_some();
        return (named || first == "todo")
            .then(|| (word, kind_end + rest.len() - rest.trim_start().len()));
    }
    None
}

/// Tells what a line is by its first word.
fn kind(word: &str) -> Option<Word> {
    match word {
        "decision" | "decisions" | "resolved" | "resolution" | "agreed" | "decide" | "acte" => {
            Some(Word::Decision)
        }
        "avis" => Some(Word::Opinion),
        "action" | "actions" | "tache" | "todo" | "ai" => Some(Word::Action),
        _ => None,
    }
}

/// Whether a word may stand between such a word and its colon: "Décision du conseil n° 3 :".
fn is_after(word: Word, key: &str) -> bool {
    const AFTER: [&str; 26] = [
        "n",
        "no",
        "numero",
        "prise",
        "prises",
        "actee",
        "actees",
        "adoptee",
        "adoptees",
        "collective",
        "unanime",
        "du",
        "conseil",
        "de",
        "la",
        "seance",
        "reunion",
        "s",
        "item",
        "items",
        "point",
        "points",
        "comite",
        "pleniere",
        "d",
        "a",
    ];
    let number = key.bytes().any(|b| b.is_ascii_digit());
    match word {
        Word::Opinion => {
            let number = key.trim_start_matches("no");
            key == "n" || number.bytes().all(|b| b.is_ascii_digit())
        }
        _ => number && key.len() <= 5 || AFTER.contains(&key),
    }
}

fn is_dash(gap: &str) -> bool {
    [" - ", " \u{2013} ", " \u{2014} "]
        .iter()
        .any(|dash| gap.contains(dash))
}

impl Unit {
    pub fn whole(text: &str) -> Self {
        Self {
            at: 0..text.len(),
            from: 0,
            ticked: None,
            is_pointed: false,
            is_listed: false,
        }
    }
}

/// Splits the text of a block into the lines that stand by themselves.
pub(super) fn units(prose: &Prose, source: &str, known: &Known<'_>) -> Vec<Unit> {
    let text = prose.text.as_str();
    let mut found: Vec<Unit> = Vec::new();
    let mut at = 0;
    let mut after_label = false;
    for line in text.split_inclusive('\n') {
        let said = line.trim_end();
        let mut unit = opening(said);
        unit.at = at..at + said.len();
        let words = said.get(unit.from..).unwrap_or_default();
        unit.from += at;
        let is_label =
            said.ends_with(':') && opens(words.trim_end_matches([':', ' ', '\u{a0}'])).is_some();
        let begins = found.is_empty()
            || unit.is_listed
            || unit.is_pointed
            || unit.ticked.is_some()
            || is_label
            || after_label
            || is_vote(words)
            || first_word(words, known).is_some()
            || !words.starts_with(char::is_lowercase) && is_after_break(prose, source, at)
            || is_named(words, known);
        match found.last_mut() {
            Some(last) if !begins => last.at.end = at + said.len(),
            _ => found.push(unit),
        }
        after_label = is_label;
        at += line.len();
    }
    found
}

/// Whether a line begins with an owner and a colon.
fn is_named(line: &str, known: &Known<'_>) -> bool {
    let named = known.names.at(&Worded::of(line), 0);
    named.is_some_and(|named| {
        line.get(named.end..)
            .is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

/// Whether a hard break stands before a place of a text.
fn is_after_break(prose: &Prose, source: &str, at: usize) -> bool {
    let Some(end) = at.checked_sub(1) else {
        return false;
    };
    let before = source
        .get(..prose.source(end..at).start)
        .unwrap_or_default();
    before.ends_with("  ") || before.ends_with('\\')
}

/// Reads what stands before the words of a line: bullets, numbers, boxes, arrows, other signs.
fn opening(line: &str) -> Unit {
    const BULLETS: [char; 10] = [
        '-', '*', '+', '\u{2022}', '\u{25e6}', '\u{25aa}', '\u{2023}', '\u{b7}', '\u{2013}',
        '\u{2014}',
    ];
    let mut unit = Unit::whole(line);
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        let begun = rest.len();
        let spaced = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
        let state = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let state = state.and_then(|(inside, after)| Some((task::state(inside)?, after)));
        if let Some((done, after)) = state {
            // "[fait] relire"
            unit.ticked = unit.ticked.or(Some(done));
            rest = after;
        } else if let Some(after) = rest.strip_prefix("[-]").filter(|after| spaced(after)) {
            unit.ticked = unit.ticked.or(Some(true));
            rest = after;
        } else if let Some((ticked, length)) = boxes::at_start(rest) {
            let after = &rest[length..];
            if rest.starts_with(['[', '(']) && !spaced(after) {
                break;
            }
            unit.ticked = unit.ticked.or(Some(ticked));
            rest = after;
        } else if let Some(length) = task::leading_arrow(rest) {
            unit.is_pointed = true;
            rest = &rest[length..];
        } else if let Some(after) = rest.strip_prefix(BULLETS).filter(|after| spaced(after)) {
            unit.is_listed = true;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("o\t") {
            unit.is_listed = true;
            rest = after;
        } else {
            let lettered = rest.strip_prefix(|c: char| c.is_ascii_lowercase());
            let lettered = lettered.and_then(|after| after.strip_prefix(')'));
            if let Some(after) = lettered.filter(|after| spaced(after)) {
                unit.is_listed = true;
                rest = after;
                continue;
            }
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = rest.len() - after.len();
            let numbered = after.strip_prefix(['.', ')']).filter(|after| spaced(after));
            if let (Some(after), 1..=2) = (numbered, digits) {
                unit.is_listed = true;
                rest = after;
            } else {
                // An emoji, a highlight.
                let sign = rest.chars().next().filter(|c| {
                    !c.is_alphanumeric()
                        && !c.is_whitespace()
                        && *c != OBJECT
                        && !"[(@\u{ab}\"'\u{201c}#/~<{.?!,;:".contains(*c)
                });
                rest = sign.map_or(rest, |sign| &rest[sign.len_utf8()..]);
            }
        }
        if rest.len() == begun {
            break;
        }
    }
    unit.from = line.len() - rest.len();
    unit
}

/// Whether a line tells how a vote went: "Vote : unanimité", "Pour 5, contre 0".
pub(super) fn is_vote(text: &str) -> bool {
    let words = words(text);
    let first = words.first().map(|(_, key)| key.as_str());
    matches!(first, Some("vote" | "votes" | "scrutin"))
}
