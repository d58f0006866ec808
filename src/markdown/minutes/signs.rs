//! The signs by which a list tells how each took part, beside boxes: `[P]`, `(E)`, 🟢, `[-]`, "Béta : -".
//!
//! What a sign means is told by the others of its list, or by a legend; alone, a letter or a colour may mean anything.

use std::ops::Range;

use super::Presence;
use super::boxes;
use super::labels;
use super::remarks::remark;
use crate::locale::collation::sort_key;

/// A sign beside a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    /// A letter in lower case, a colour, or another sign; of dashes `-`.
    pub key: char,
    /// Where the rest stands, the name that it is of.
    pub named: Range<usize>,
    pub form: Form,
}

/// How a sign is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In square brackets, or a sign by itself: it is there for nothing else.
    Certain,
    /// In round brackets, where other letters are names of something.
    Round,
    /// A letter without brackets, which counts only where each of the list has one.
    Bare,
}

const GREEN: [char; 3] = ['\u{1f7e2}', '\u{1f7e9}', '\u{1f44d}'];
const RED: [char; 3] = ['\u{1f534}', '\u{1f7e5}', '\u{1f44e}'];
/// What means something, and not the same to everybody.
const OTHERS: [char; 11] = [
    '\u{1f7e1}',
    '\u{1f7e0}',
    '\u{1f7e8}',
    '\u{1f7e7}',
    '\u{1f535}',
    '\u{1f7e6}',
    '\u{2753}',
    '\u{2754}',
    '\u{26d4}',
    '\u{1f6ab}',
    '\u{2796}',
];

fn is_coloured(c: char) -> bool {
    GREEN.contains(&c) || RED.contains(&c) || OTHERS.contains(&c)
}

/// Reads the letter of a state: "P", "abs", "exc."; any other letter stands for itself.
fn letter(text: &str) -> Option<char> {
    let key = sort_key(text.trim());
    match key.trim_end_matches('.') {
        "p" | "pr" | "pres" => Some('p'),
        "a" | "abs" => Some('a'),
        "e" | "ex" | "exc" => Some('e'),
        "r" | "rep" | "repr" => Some('r'),
        "0" => Some('0'),
        other => {
            let mut letters = other.chars();
            let first = letters.next().filter(|c| c.is_alphabetic());
            first.filter(|_| letters.next().is_none())
        }
    }
}

/// Reads what stands in brackets: a letter, or a sign such as `-`, `~`, `?`.
fn bracketed(text: &str) -> Option<(char, usize)> {
    const WIDEST: usize = 7;
    let closing = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let mut inside = text.char_indices().take(WIDEST);
    let (end, _) = inside.find(|(_, c)| *c == closing)?;
    let said = text.get(1..end)?.trim();
    let is_sign =
        |c: char| c.is_ascii_punctuation() || is_coloured(c) || "\u{2013}\u{2014}".contains(c);
    // "Béta (-)"
    let is_gap = |c: char| "-?~\u{2013}\u{2014}".contains(c);
    let mut signs = said.chars();
    let sign = signs
        .next()
        .filter(|c| is_sign(*c) && (closing == ']' || is_gap(*c)) && signs.next().is_none());
    let key = sign.map(folded).or_else(|| letter(said))?;
    Some((key, end + 1))
}

fn folded(sign: char) -> char {
    if "\u{2013}\u{2014}\u{2212}".contains(sign) {
        '-'
    } else {
        sign
    }
}

/// Reads a sign at the beginning of a text, and its length.
fn at_start(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    if is_coloured(first) {
        let rest = text.get(first.len_utf8()..)?.trim_start_matches('\u{fe0f}');
        return Some((first, text.len() - rest.len()));
    }
    bracketed(text)
}

/// Reads the sign of a line of a list: before the name, or behind it.
pub(super) fn of_line(line: &str) -> Option<Sign> {
    let is_bullet =
        |c: char| c.is_whitespace() || "-*+\u{2022}\u{2013}\u{2014}\u{b7}\u{f0b7}".contains(c);
    let end = line.trim_end().len();
    let line = line.get(..end)?;
    let said = line.trim_start_matches(is_bullet);
    let start = end - said.len();
    if let Some((key, length)) = at_start(said) {
        let rest = said.get(length..)?;
        let is_link = rest.starts_with(['(', '[']) && key.is_alphabetic();
        let behind = rest.trim_start_matches(|c: char| is_bullet(c) || ":=".contains(c));
        let sign = Sign {
            key,
            named: end - behind.len()..end,
            form: form(said),
        };
        return (!behind.is_empty() && !is_link).then_some(sign);
    }
    behind(said, start).or_else(|| bare(said, start))
}

/// Reads the sign behind a name: "Alpha [P]", "Alpha 🟢", "Alpha : -".
fn behind(said: &str, start: usize) -> Option<Sign> {
    let bare = said.trim_end_matches('\u{fe0f}');
    let last = bare.chars().next_back()?;
    let at = match last {
        ']' => bare.rfind('[')?,
        ')' => bare.rfind('(')?,
        _ if is_coloured(last) => bare.len() - last.len_utf8(),
        _ => return dashed(said, start),
    };
    let (key, length) = at_start(bare.get(at..)?)?;
    let before = bare.get(..at)?;
    let name = before
        .trim_end_matches(|c: char| c.is_whitespace() || ":=\u{2192}-\u{2013}\u{2014}".contains(c));
    let is_apart = at + length == bare.len() && before.ends_with([' ', '\u{a0}', '\t', ':']);
    (is_apart && !name.is_empty()).then(|| Sign {
        key,
        named: start..start + name.len(),
        form: form(bare.get(at..).unwrap_or_default()),
    })
}

fn form(sign: &str) -> Form {
    if sign.starts_with('(') {
        Form::Round
    } else {
        Form::Certain
    }
}

/// Reads a dash, a point of interrogation or the like behind a colon: "Béta : -".
fn dashed(said: &str, start: usize) -> Option<Sign> {
    const SIGNS: &str = "-\u{2013}\u{2014}\u{2212}?~/.\u{2026}_";
    // "Béta : néant"
    let nothing = said.rsplit_once([':', '=', '\u{2192}', '|']);
    let nothing = nothing.filter(|(_, rest)| {
        ["neant", "aucun", "aucune", "personne", "rien"].contains(&sort_key(rest).trim())
    });
    if let Some((name, _)) = nothing {
        return Some(Sign {
            key: '-',
            named: start..start + name.trim_end().len(),
            form: Form::Certain,
        });
    }
    let before = said.trim_end_matches(|c: char| SIGNS.contains(c) || c.is_whitespace());
    let name = before
        .strip_suffix([':', '=', '\u{2192}', '|', ','])?
        .trim_end();
    let key = said.get(before.len()..)?.trim_start().chars().next()?;
    (!name.is_empty()).then(|| Sign {
        key: folded(key),
        named: start..start + name.len(),
        form: Form::Certain,
    })
}

/// Reads a letter without brackets: "P Alpha", "A : Béta", "Gamma E".
fn bare(said: &str, start: usize) -> Option<Sign> {
    let of_state =
        |letter: char| matches!(letter, 'P' | 'A' | 'E').then(|| letter.to_ascii_lowercase());
    let parts = |c: char| c.is_whitespace() || ":=-\u{2013}\u{2014}\u{2192}".contains(c);
    let first = said.chars().next().and_then(of_state);
    let rest = said
        .get(1..)
        .filter(|rest| first.is_some() && rest.starts_with(parts));
    if let (Some(key), Some(rest)) = (first, rest) {
        let name = rest.trim_start_matches(parts);
        return (!name.is_empty()).then(|| Sign {
            key,
            named: start + said.len() - name.len()..start + said.len(),
            form: Form::Bare,
        });
    }
    let key = said.chars().next_back().and_then(of_state)?;
    let before = said
        .get(..said.len() - 1)
        .filter(|before| before.ends_with(parts))?;
    let name = before.trim_end_matches(parts);
    (!name.is_empty()).then(|| Sign {
        key,
        named: start..start + name.len(),
        form: Form::Bare,
    })
}

/// Reads the sign that a cell of a table is.
pub(super) fn of_cell(text: &str) -> Option<char> {
    const EMPTY: &str = "-\u{2013}\u{2014}\u{2212}/._\u{2026}";
    let text = text.trim();
    let is_empty = text.chars().all(|c| c.is_whitespace() || EMPTY.contains(c));
    if is_empty || text.contains(char::is_alphanumeric) && !text.starts_with(['[', '(']) {
        return None;
    }
    let (key, length) = at_start(text).unwrap_or((text.chars().next()?, text.len()));
    (length == text.len()).then_some(key)
}

/// Whether a letter is none of a state, and stands where letters mean other things: "Alpha (B)".
pub(super) fn is_other_letter(sign: &Sign) -> bool {
    sign.form == Form::Round && sign.key.is_alphabetic() && !"paer".contains(sign.key)
}

/// Says what a sign means beside the others of its list.
pub(super) fn meaning(
    key: char,
    others: &[char],
    has_boxes: bool,
    legend: &[(char, Presence)],
) -> Option<Presence> {
    if let Some((_, presence)) = legend.iter().find(|(known, _)| *known == key) {
        return Some(*presence);
    }
    let is_told = has_boxes || others.contains(&'p');
    match key {
        'p' => Some(Presence::Present),
        'a' if is_told => Some(Presence::Absent),
        'e' if is_told => Some(Presence::Excused),
        _ if GREEN.contains(&key) => Some(Presence::Present),
        _ if RED.contains(&key) && others.iter().any(|it| GREEN.contains(it)) => {
            Some(Presence::Absent)
        }
        _ => None,
    }
}

/// Whether letters count the items of a list: "(A) …", "(B) …".
pub(super) fn is_count(keys: &[char]) -> bool {
    keys.contains(&'a') && keys.contains(&'b')
}

/// Reads what a text says of the signs: "P = présent, A = absent", "🟢 présent – 🔴 absent".
pub(super) fn legend(text: &str) -> Vec<(char, Presence)> {
    const LONGEST: usize = 300;
    if text.len() > LONGEST {
        return Vec::new();
    }
    let said = text.trim();
    let said = match said.split_once(':') {
        Some((label, rest)) if ["legende", "legend", "key"].contains(&sort_key(label).trim()) => {
            rest
        }
        _ => said,
    };
    let said = said.trim_matches(|c: char| c.is_whitespace() || "()*_.".contains(c));
    let mut found = Vec::new();
    let parts = said.split([',', ';', '\n', '|', '\u{b7}', '\u{2022}']);
    for part in parts.flat_map(|part| part.split(" / ")) {
        let part = part.trim();
        let sign = at_start(part).or_else(|| {
            let boxed = boxes::at_start(part).map(|(_, length)| ('\u{2610}', length));
            boxed.or_else(|| {
                let word = part
                    .split([' ', '\u{a0}', ':', '='])
                    .next()
                    .filter(|it| it.len() < part.len())?;
                Some((letter(word)?, word.len()))
            })
        });
        let Some((key, length)) = sign else {
            return Vec::new();
        };
        let state = part.get(length..).unwrap_or_default();
        let state = state.trim_start_matches(|c: char| {
            c.is_whitespace() || ":=-\u{2013}\u{2014}\u{2192}".contains(c)
        });
        let presence = remark(state).presence.filter(|_| state.chars().count() > 2);
        let label = labels::heading(state)
            .filter(|sense| !sense.weak)
            .map(|sense| sense.presence);
        let Some(presence) = presence.or(label) else {
            return Vec::new();
        };
        found.push((key, presence));
    }
    if found.len() > 1 { found } else { Vec::new() }
}
