//! Footnotes and the targets of links, which stand apart from what refers to them.
//!
//! What only a private passage refers to is private wherever it stands. They are read from the lines,
//! not from the tree, which keeps no targets and no note that nothing refers to.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ranges::is_within;
use crate::locale::collation::sort_key;
use crate::sort::Sort;

/// A definition, from the beginning of its line to the end of its last, without the line end.
#[derive(Debug)]
pub(super) struct Definition {
    pub at: Range<usize>,
    label: String,
}

/// Who refers to a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Nothing,
    Public,
    Private,
    Both,
}

/// Lists the definitions of a text but those in fenced blocks.
pub(super) fn definitions(text: &str, from: usize, fences: &[Range<usize>]) -> Vec<Definition> {
    let mut found: Vec<Definition> = Vec::new();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = from;
    let body = text.get(from..).unwrap_or_default();
    for line in body.split_inclusive(['\n', '\r']) {
        // Of a carriage return and a line feed the second makes no line.
        match lines.last_mut().filter(|_| line == "\n") {
            Some(last) if text.get(..start).is_some_and(|text| text.ends_with('\r')) => {
                last.end += 1;
            }
            _ => lines.push(start..start + line.len()),
        }
        start += line.len();
    }
    let line = |at: usize| lines.get(at).and_then(|at| text.get(at.clone()));
    let mut at = 0;
    while let Some(first) = line(at) {
        let begins = lines[at].start;
        let read = definition(first).filter(|_| !is_within(fences, &(begins..begins + 1)));
        let Some((label, rest)) = read else {
            at += 1;
            continue;
        };
        let next = at + 1;
        let length = if label.starts_with('^') {
            Some(note_length(&|below| line(next + below)))
        } else {
            target_length(rest, line(next), line(next + 1))
        };
        if let Some(length) = length {
            let end = lines[(at + length).min(lines.len() - 1)].end;
            let held = text.get(begins..end).unwrap_or_default();
            found.push(Definition {
                at: begins..begins + held.trim_end_matches(['\n', '\r']).len(),
                label: key(label),
            });
            at += length + 1;
        } else {
            at += 1;
        }
    }
    found
}

/// Tells who refers to each definition, apart from what nobody reads: comments and code.
///
/// What stands in a definition is as private as the definition is.
pub(super) fn uses(
    text: &str,
    definitions: &[Definition],
    unread: &[Range<usize>],
    is_private: impl Fn(usize) -> bool,
) -> Vec<Use> {
    let mut by_label: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, definition) in definitions.iter().enumerate() {
        by_label.entry(&definition.label).or_default().push(index);
    }
    // Each reference: what it refers to, where it stands, and in which definition.
    let mut references = Vec::new();
    for (at, label) in labels(text) {
        let Some(targets) = by_label.get(label.as_str()) else {
            continue;
        };
        if is_within(unread, &(at..at + 1)) {
            continue;
        }
        let before = definitions.partition_point(|definition| definition.at.start <= at);
        let within = before
            .checked_sub(1)
            .filter(|index| definitions[*index].at.contains(&at));
        let own = within.filter(|index| targets.contains(index));
        if own.is_none() {
            references.extend(targets.iter().map(|target| (*target, at, within)));
        }
    }
    let mut found = vec![Use::Nothing; definitions.len()];
    // A note in a note in a note: each round goes one deeper, and none can go back.
    for _ in 0..=definitions.len().min(16) {
        let before = found.clone();
        for (target, at, within) in &references {
            let outer = within.map(|index| before[index]);
            let by = if is_private(*at) {
                Use::Private
            } else {
                outer.unwrap_or(Use::Public)
            };
            found[*target] = match (found[*target], by) {
                (Use::Nothing, by) => by,
                (known, Use::Nothing) => known,
                (known, by) if known == by => known,
                _ => Use::Both,
            };
        }
        if found == before {
            break;
        }
    }
    found
}

/// Reads `[label]:` at the beginning of a line, after the signs of lists and quotations.
fn definition(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || ">-*+.)\u{feff}".contains(c)
    });
    let (label, rest) = bare.strip_prefix('[')?.split_once(']')?;
    let rest = rest.strip_prefix(':')?;
    (!label.trim().is_empty() && !label.contains('[')).then_some((label, rest))
}

/// Counts the lines below its first that belong to a note: its paragraph, and what is indented.
fn note_length<'a>(line: &impl Fn(usize) -> Option<&'a str>) -> usize {
    let mut length = 0;
    let mut blank = false;
    for at in 0.. {
        let Some(next) = line(at) else { break };
        if next.trim().is_empty() {
            blank = true;
            continue;
        }
        let indented = next.starts_with("    ") || next.starts_with('\t');
        let goes_on = !blank && definition(next).is_none() && !next.starts_with('#');
        if !indented && !goes_on {
            break;
        }
        length = at + 1;
        blank = false;
    }
    length
}

/// Counts the lines below its first that belong to a target, which may stand on the next line, and
/// its title on the one after; `None` if it is no target.
fn target_length(rest: &str, next: Option<&str>, after: Option<&str>) -> Option<usize> {
    let is_title = |text: &str| {
        let text = text.trim();
        let closed = |open: char, close: char| {
            text.len() > 1 && text.starts_with(open) && text.ends_with(close)
        };
        closed('"', '"') || closed('\'', '\'') || closed('(', ')')
    };
    let (rest, below, used) = if rest.trim().is_empty() {
        (next?, after, 1)
    } else {
        (rest, next, 0)
    };
    let rest = rest.trim();
    let (target, title) = match rest.strip_prefix('<') {
        Some(inside) => inside.split_once('>')?,
        None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
    };
    if target.is_empty() && !rest.starts_with('<') {
        return None;
    }
    match title.trim() {
        "" => Some(used + usize::from(below.is_some_and(is_title))),
        title => is_title(title).then_some(used),
    }
}

/// Lists what stands in square brackets, each with its place.
fn labels(text: &str) -> Vec<(usize, String)> {
    const LONGEST: usize = 1_000;
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, sign) in text.match_indices(['[', ']']) {
        let escaped = text
            .get(..at)
            .is_some_and(|before| (before.len() - before.trim_end_matches('\\').len()) % 2 == 1);
        if escaped {
            continue;
        }
        if sign == "[" {
            open.push(at);
        } else if let Some(start) = open.pop() {
            let inside = text.get(start + 1..at).unwrap_or_default();
            if inside.len() <= LONGEST {
                found.push((start, key(inside)));
            }
        }
    }
    found.order_by_key(|(at, _)| *at);
    found
}

/// Folds a label as references are compared: case and spaces are nothing.
fn key(label: &str) -> String {
    let key = sort_key(label);
    let words: Vec<&str> = key.split_whitespace().collect();
    words.join(" ")
}
