//! The lines of a block that stand by themselves, and what they begin with: bullets, boxes, arrows, words.

use std::ops::Range;

use super::boxes;
use super::labels;
use super::owners::Worded;
use super::prose::{OBJECT, Prose};
use super::sections::{Column, column, opens};
use super::sentences::sentences;
use super::task::{self, Known};
use crate::locale::collation::{self, each_word, words};

/// A line that stands by itself, in a block.
pub(super) struct Unit {
    /// In the text of the block.
    pub at: Range<usize>,
    /// Where the words begin, behind bullets, boxes and arrows.
    pub from: usize,
    pub ticked: Option<bool>,
    pub is_pointed: bool,
    pub is_listed: bool,
    /// Whether a decision or an action that says so follows it in its line.
    pub is_before_word: bool,
    /// Whether it says in brackets that it is an action.
    pub is_marked: bool,
}

/// What makes a line a decision, an opinion or an action.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Decision,
    Opinion,
    Action,
}

/// Finds where a bracket ends that stands between a word and its colon: "Décision (à l'unanimité) :".
fn bracketed(text: &str, from: usize) -> Option<usize> {
    let inside = text.get(from..)?.trim_start().strip_prefix('(')?;
    let close = inside.find(')')?;
    let has_colon = inside.get(close + 1..)?.trim_start().starts_with(':');
    has_colon.then(|| text.len() - inside.len() + close + 1)
}

/// Reads "Décision :", "DÉCISION n° 2 -", "[Décision]", "Avis n° 2 :", "TODO" at the start of a line; with it,
/// where the text begins.
pub(super) fn first_word(text: &str, known: &Known<'_>) -> Option<(Word, usize)> {
    bare_word(text, known).or_else(|| framed_word(text, known))
}

/// Reads "[Décision]", "(Action) :", "#décision" at the start of a line.
fn framed_word(text: &str, known: &Known<'_>) -> Option<(Word, usize)> {
    const LONGEST: usize = 40;
    let rest = text.strip_prefix(['[', '(', '{', '#'])?;
    let (inside, after) = match text.get(..1)? {
        "#" => rest.split_at(rest.find(|c: char| !c.is_alphanumeric())?),
        opening => {
            let closing = match opening {
                "[" => ']',
                "(" => ')',
                _ => '}',
            };
            rest.split_once(closing)?
        }
    };
    let first = each_word(inside).next()?.1;
    let is_one = inside.len() <= LONGEST && first != "todo" && first != "ai";
    let (word, end) = bare_word(&format!("{inside} :"), known).filter(|_| is_one)?;
    let sign = [' ', '\u{a0}', ':', '\n'];
    let is_whole = end == inside.len() + 2 && (after.is_empty() || after.starts_with(sign));
    let rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    (is_whole && word != Word::Opinion).then(|| (word, text.len() - rest.len()))
}

/// Reads such a word where no bracket stands around it.
#[expect(clippy::too_many_lines, reason = "one branch per form")]
fn bare_word(text: &str, known: &Known<'_>) -> Option<(Word, usize)> {
    // Longer ones are sentences with a colon.
    const LONGEST: usize = 60;
    let near = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text, |(at, _)| &text[..at]);
    let (first_at, first) = each_word(near).next()?;
    if first_at.start > 0 || !may_open(&first) {
        return None;
    }
    let said = words(near);
    let written = near.get(first_at.clone())?;
    let second = said.get(1).map(|(at, key)| (at.end, key.as_str()));
    let (word, kind_end) = match (first.as_str(), second) {
        ("ai", _) if written != "AI" => return None,
        ("a", Some((end, "faire"))) | ("to", Some((end, "do"))) => (Word::Action, end),
        // "Suite à donner :"
        ("suite" | "suites", Some(_)) => match said.get(1..3)? {
            [(_, a), (at, to_do)] if a == "a" && to_do == "donner" => (Word::Action, at.end),
            _ => return None,
        },
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
    let closed = bracketed(near, kind_end).filter(|_| word == Word::Decision);
    let kind_end = closed.unwrap_or(kind_end);
    let rest = near.get(kind_end..)?;
    let after = said.iter().filter(|(at, _)| at.start >= kind_end);
    let mut end = kind_end;
    let mut has_number = false;
    let mut before = "";
    for (at, key) in after {
        let gap = near.get(end..at.start)?;
        // "du conseil d'administration", not "de l'administration".
        let is_known = is_after(word, key) || key == "administration" && before == "d";
        if gap.contains([':', '\n', '.', '!', '?', ';']) || is_dash(gap) || !is_known {
            break;
        }
        before = key;
        has_number |= key.bytes().any(|b| b.is_ascii_digit());
        end = at.end;
    }
    let sign = near.get(end..)?;
    let bare = sign.trim_start_matches(|c: char| c.is_whitespace() || ")*_'\u{b0}".contains(c));
    let skipped = sign.len() - bare.len();
    if bare.starts_with(':') {
        let rest = bare.get(1..)?;
        // ''''Décision :''' in a wiki.
        let rest = rest.strip_prefix("'''").unwrap_or(rest);
        let after = end + sign.len() - rest.len();
        let rest = text.get(after..)?;
        return Some((word, after + rest.len() - rest.trim_start().len()));
    }
    let is_titled = written.starts_with(char::is_uppercase);
    // "Décision 1. Publier", "Décision 1) Publier"
    let numbered = sign.strip_prefix(['.', ')']);
    if let Some(rest) = numbered.filter(|rest| rest.starts_with(char::is_whitespace))
        && has_number
        && is_titled
        && word == Word::Decision
    {
        let after = end + sign.len() - rest.len();
        let rest = text.get(after..)?;
        return Some((word, after + rest.len() - rest.trim_start().len()));
    }
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

/// Whether such a word may begin with a word; most lines begin with another one.
fn may_open(word: &str) -> bool {
    ["a", "point", "suite", "suites", "to"].contains(&word) || kind(word).is_some()
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
    const AFTER: [&str; 38] = [
        "ag",
        "assemblee",
        "bureau",
        "ca",
        "codir",
        "college",
        "commission",
        "copil",
        "generale",
        "l",
        "majorite",
        "unanimite",
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
            is_before_word: false,
            is_marked: false,
        }
    }
}

/// Reads "D :", "A3.", "D2027-04 –" at the start of a line, where decisions and actions stand together.
pub(super) fn coded(text: &str) -> Option<(Word, usize)> {
    let (word, after) = match text.split_at_checked(1)? {
        ("D", after) => (Word::Decision, after),
        ("A", after) => (Word::Action, after),
        _ => return None,
    };
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || "-/".contains(c));
    let has_number = after
        .get(..after.len() - rest.len())?
        .ends_with(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start();
    let signs: &[char] = if has_number {
        &[':', '.', ')', '-', '\u{2013}', '\u{2014}']
    } else {
        &[':']
    };
    let rest = rest.strip_prefix(signs)?;
    rest.starts_with(char::is_whitespace)
        .then(|| (word, text.len() - rest.trim_start().len()))
}

/// Reads "Responsable : CE", "Due date: 4 May": what a line tells of the action before, and its value.
pub(super) fn detail(text: &str) -> Option<(Column, &str)> {
    const LONGEST: usize = 3;
    const BETWEEN: [&str; 12] = [
        "a",
        "by",
        "d",
        "de",
        "du",
        "l",
        "la",
        "le",
        "on",
        "prevue",
        "souhaitee",
        "to",
    ];
    let (head, value) = text.split_once(':')?;
    let said = words(head);
    // "Par CE : relire" is an action of its own, and "Date :" alone may be that of the next meeting.
    let is_known = |(at, key): &collation::Word<'_>| {
        BETWEEN.contains(&key.as_str()) || head.get(at.clone()).and_then(column).is_some()
    };
    let is_one = head.starts_with(char::is_uppercase)
        && said.len() <= LONGEST
        && !head.contains('(')
        && said.iter().all(is_known)
        && !(said.len() == 1 && said[0].1 == "date");
    let first = said
        .first()
        .and_then(|(at, _)| column(head.get(at.clone())?))?;
    let is_of_action = matches!(first, Column::Owner | Column::Deadline | Column::State);
    (is_one && is_of_action && !value.trim().is_empty()).then(|| (first, value.trim_start()))
}

/// Returns where the first sentence begins that tells who does what or by when: "Garder. Qui : CE."
pub(super) fn first_detail(text: &str) -> Option<usize> {
    const LONGEST: usize = 80;
    let stops = text.match_indices(['.', ';']);
    stops.map(|(at, sign)| at + sign.len()).find(|after| {
        let rest = text.get(*after..).unwrap_or_default();
        let near = rest
            .char_indices()
            .nth(LONGEST)
            .map_or(rest, |(end, _)| &rest[..end]);
        rest.starts_with([' ', '*', '_', '\n']) && detail(near.trim_start()).is_some()
    })
}

/// What a cut begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// "Décision : il est payant."
    Word,
    /// "Il faut relire la note (TODO CE)."
    Marked,
    /// What follows those that have an end.
    Rest,
}

/// Cuts a line before what says by itself what it is: "Le dépôt ouvre. Décision : il est payant.", "La note est
/// prête → Action : CE la relit.", "Le budget est serré (TODO CE : relancer)."
pub(super) fn cut(mut unit: Unit, text: &str, known: &Known<'_>) -> Vec<Unit> {
    const STOPS: [char; 5] = ['.', '!', '?', ';', '\u{2026}'];
    // A longer one is no word with a colon.
    const LONGEST: usize = 80;
    let said = text.get(unit.from..unit.at.end).unwrap_or_default();
    let mut cuts: Vec<(usize, Cut)> = Vec::new();
    for (at, key) in words(said).into_iter().skip(1) {
        if kind(&key).is_none_or(|word| word == Word::Opinion) {
            continue;
        }
        let (before, rest) = said.split_at(at.start);
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || "*_=".contains(c));
        let is_in_brackets = before.ends_with('(');
        let is_signed = before.ends_with(|c: char| c >= '\u{2600}' && !c.is_alphanumeric());
        let dashes = [" -", " \u{2013}", " \u{2014}"];
        let is_dashed = dashes.iter().any(|dash| before.ends_with(dash));
        let begins = is_in_brackets
            || is_signed
            || is_dashed
            || before.ends_with(STOPS)
            || task::ends_with_arrow(before);
        let rest = match rest.split_once(')').filter(|_| is_in_brackets) {
            Some((inside, _)) => inside,
            None => rest,
        };
        let near = rest
            .char_indices()
            .nth(LONGEST)
            .map_or(rest, |(end, _)| &rest[..end]);
        // "Guide → décision : publication"
        let is_led =
            (is_dashed || task::ends_with_arrow(before)) && kind(&key) == Some(Word::Decision);
        let is_set_apart = rest.starts_with(char::is_uppercase) || is_led && near.contains(':');
        if !begins || !is_set_apart || is_in_brackets && !near.contains(':') {
            continue;
        }
        let after = first_word(near, known).and_then(|(_, after)| rest.get(after..));
        let after = after.map_or("", str::trim);
        if after.starts_with("à ") && task::ends_with_arrow(before) {
            // "Choix du logo → Action : à regarder par CE" is one.
            unit.is_marked = true;
        } else if !after.is_empty() {
            cuts.push((unit.from + at.start, Cut::Word));
            if is_in_brackets {
                cuts.push((unit.from + at.start + rest.len(), Cut::Rest));
            }
        }
    }
    if cuts.is_empty() {
        for at in sentences(said) {
            if !said.get(at.clone()).is_some_and(task::is_marked) {
                continue;
            }
            if at.start == 0 {
                unit.is_marked = true;
            } else {
                cuts.push((unit.from + at.start, Cut::Marked));
            }
            if at.end < said.len() {
                cuts.push((unit.from + at.end, Cut::Rest));
            }
        }
    }
    let mut found = vec![unit];
    for (at, cut) in cuts {
        if let Some(last) = found.last_mut() {
            let end = std::mem::replace(&mut last.at.end, at);
            last.is_before_word |= !last.is_marked;
            if last.at.is_empty() {
                found.pop();
            }
            found.push(Unit {
                at: at..end,
                from: at,
                is_before_word: cut == Cut::Rest,
                is_marked: cut == Cut::Marked,
                ..Unit::whole("")
            });
        }
    }
    found
}

/// Splits the text of a block into the lines that stand by themselves.
pub(super) fn units(prose: &Prose, source: &str, known: &Known<'_>) -> Vec<Unit> {
    let text = prose.text.as_str();
    let mut found: Vec<Unit> = Vec::new();
    let mut at = 0;
    let mut after_label = false;
    let mut of_action = false;
    let is_sectioned = section_number(text).is_some();
    for line in text.split_inclusive('\n') {
        let said = line.trim_end();
        let mut unit = opening(said);
        if let Some(length) = section_number(said).filter(|_| is_sectioned) {
            unit = Unit {
                from: length,
                is_listed: true,
                ..Unit::whole(said)
            };
        }
        unit.at = at..at + said.len();
        let words = said.get(unit.from..).unwrap_or_default();
        unit.from += at;
        let is_label =
            said.ends_with(':') && opens(words.trim_end_matches([':', ' ', '\u{a0}'])).is_some();
        let first = first_word(words, known).map(|(word, _)| word);
        let begins = found.is_empty()
            || unit.is_listed
            || unit.is_pointed
            || unit.ticked.is_some()
            || is_label
            || after_label
            || is_vote(words)
            || first.is_some()
            || of_action && detail(words).is_some()
            || !words.starts_with(char::is_lowercase) && is_after_break(prose, source, at)
            || is_named(words, known);
        match found.last_mut() {
            Some(last) if !begins => last.at.end = at + said.len(),
            _ => {
                of_action = first == Some(Word::Action) || of_action && detail(words).is_some();
                found.push(unit);
            }
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

/// Returns the length of the number of a section and a point: "3.1 ", "3.1. ".
fn section_number(line: &str) -> Option<usize> {
    let (section, rest) = line.split_once('.')?;
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let point = rest.get(..rest.len() - after.len())?;
    let is_short = |number: &str| (1..=2).contains(&number.len());
    let is_number = section.bytes().all(|b| b.is_ascii_digit());
    let words = after
        .trim_start_matches(['.', ')'])
        .strip_prefix(char::is_whitespace)?
        .trim_start();
    (is_number && is_short(section) && is_short(point) && words.starts_with(char::is_alphabetic))
        .then(|| line.len() - words.len())
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
            // "[ ]Alpha : relire", not "[x](a.md)".
            let is_joined = rest.starts_with('[')
                && (after.starts_with(char::is_uppercase)
                    || !ticked && after.starts_with(char::is_alphabetic));
            if rest.starts_with(['[', '(']) && !spaced(after) && !is_joined {
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
        } else if let Some(after) = rest.strip_prefix("'''") {
            // Bold in a wiki.
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
            } else if let Some(length) = framed_sign(rest) {
                rest = &rest[length..];
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

/// Returns the length of a sign in brackets or by its name at the start of a text: "[!]", "(✅)", ":memo:", "1️⃣".
fn framed_sign(text: &str) -> Option<usize> {
    let named = text.len() - labels::emoji_code(text).len();
    if named > 0 {
        return Some(named);
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let keycap = digits
        .trim_start_matches('\u{fe0f}')
        .strip_prefix('\u{20e3}');
    if let Some(rest) = keycap.filter(|_| digits.len() < text.len()) {
        return Some(text.len() - rest.len());
    }
    let closing = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let (inside, rest) = text.get(1..)?.split_once(closing)?;
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && c != OBJECT;
    let is_framed = (1..=3).contains(&inside.chars().count()) && inside.chars().all(is_sign);
    // "[…] Décision" is a quotation.
    let is_cut = inside.contains(['.', '\u{2026}']);
    (is_framed && !is_cut && rest.starts_with(char::is_whitespace)).then(|| text.len() - rest.len())
}

/// Whether a line tells how a vote went: "Vote : unanimité", "Pour 5, contre 0".
pub(super) fn is_vote(text: &str) -> bool {
    let first = each_word(text).next();
    first.is_some_and(|(_, key)| ["vote", "votes", "scrutin"].contains(&key.as_str()))
}
