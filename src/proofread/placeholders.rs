//! What is left to fill in.
//!
//! A placeholder stands alone in its line, its cell or behind a colon, or in square brackets: then the minutes are
//! not published. Within a sentence the same signs may be meant, "la société XXX", "une date (à préciser) sera
//! proposée": then a warning says so, which can be accepted.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Proof;
use super::words::{Word, words};
use crate::locale::collation::{each_word, sort_key};
use crate::locale::parse_dates::is_french_month;
use crate::markdown::comments::shown;
use crate::markdown::minutes::{Block, BlockKind, PLACEHOLDER, is_within, opens_records};
use crate::problem::{Problem, What};
use crate::sort::Sort;

/// What may be a placeholder, and whether it is certain to be one.
type Found = (Range<usize>, bool);

/// Finds what is left to fill in, wherever it stands; what is private aside.
pub(super) fn check(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let mut left = in_source(proof.text);
    for block in &proof.minutes.blocks {
        let said = block.prose.text.as_str();
        let certain = [patterns(said), values_to_come(said, block)].concat();
        let mut own: Vec<Found> = certain.into_iter().map(|at| (at, true)).collect();
        // Somebody signs there.
        let signs = |at: &Range<usize>| sort_key(&around(said, at).0).contains("signature");
        own.extend(blanks(said).into_iter().map(|at| {
            let is_certain = !signs(&at) && !is_sign(said, &at);
            (at, is_certain)
        }));
        own.extend(crosses(said));
        own.extend(questions(said));
        own.extend(shouted(said));
        own.extend(dots(proof, block));
        left.extend(
            own.into_iter()
                .map(|(at, is_certain)| (block.prose.source(at), is_certain)),
        );
    }
    left.extend(empty_items(proof).into_iter().map(|at| (at, true)));
    left.retain(|(at, _)| !proof.minutes.privacy.covers(at.start));
    left.order_by_key(|(at, is_certain)| (at.start, !is_certain, std::cmp::Reverse(at.end)));
    left.dedup_by(|next, before| {
        let is_same = next.0.start < before.0.end;
        before.1 |= is_same && next.1;
        is_same
    });
    let flaw = |(at, certain)| proof.flaw(at, What::Placeholder { certain });
    found.extend(left.into_iter().map(flaw));
}

/// Whether two low lines are told of rather than written on: "un tiret bas ou __ est accepté".
fn is_sign(said: &str, at: &Range<usize>) -> bool {
    const BEFORE: [&str; 7] = ["a", "au", "de", "du", "le", "no", "n"];
    let (before, after) = around(said, at);
    let leads = || {
        let last = words(&before).pop();
        last.is_some_and(|word| BEFORE.contains(&word.key.as_str()))
    };
    said.get(at.clone()) == Some("__")
        && !is_alone(&before, &after)
        && !is_counting(&after)
        && !leads()
}

/// Finds the items of decisions and actions that hold nothing, a box alone included, and "Décision :" with nothing
/// behind it.
fn empty_items(proof: &Proof<'_>) -> Vec<Range<usize>> {
    let minutes = proof.minutes;
    let sections = minutes.headings.iter().filter(|it| opens_records(&it.text));
    let mut found = Vec::new();
    let mut done = 0;
    for section in sections {
        let mut at = section.at.end.max(done);
        let within = proof.text.get(at..section.section.end).unwrap_or_default();
        let mut lines = within.split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let own = at..at + line.trim_end().len();
            at += line.len();
            let indent = |line: &str| line.len() - line.trim_start().len();
            // What is indented below it is of it.
            let goes_on = lines
                .peek()
                .is_some_and(|next| indent(next) > indent(line) && !next.trim().is_empty());
            if !goes_on && is_empty_item(line.trim()) {
                found.push(own.start + indent(line)..own.end);
            }
        }
        done = done.max(at);
    }
    let labels = minutes.blocks.iter().filter(|block| {
        let text = block.prose.text.trim();
        let head = text.strip_suffix(':').map(sort_key);
        let is_label =
            head.is_some_and(|head| ["decision", "action", "a faire"].contains(&head.trim()));
        is_label && block.kind == BlockKind::Item && (block.last_of_item || !block.followed)
    });
    found.extend(labels.map(|block| block.prose.source(0..block.prose.text.trim_end().len())));
    found
}

/// Whether a line is a bullet or a box and nothing else.
fn is_empty_item(line: &str) -> bool {
    let rest = line.strip_prefix(['-', '*', '+']);
    // "---" is a rule.
    let bare = rest.map(str::trim);
    // "[ ] Alpha :" says nothing of what Alpha is to do.
    let is_named = |bare: &str| {
        let is_boxed = bare.starts_with("[ ]") || bare.starts_with("[x]");
        is_boxed && bare.ends_with(':') && each_word(bare).take(6).count() < 6
    };
    bare.is_some_and(|bare| ["", "[ ]", "[x]", "[X]", "[]"].contains(&bare) || is_named(bare))
}

/// Whether a text holds the placeholder of drafts.
pub(super) fn has_placeholder(text: &str) -> bool {
    sort_key(text).contains(&sort_key(PLACEHOLDER))
}

/// Finds what is told by signs that Markdown may take for its own: brackets, tags, lines to write on.
fn in_source(text: &str) -> Vec<Found> {
    let shown = shown(text);
    let mut found = in_brackets(text, &shown);
    found.extend(in_tags(text, &shown));
    found.extend(masks(text, &shown));
    found
}

/// Whether code or a tag for code shows what stands at a place; a list that became code by its tabs is none.
fn is_shown(text: &str, shown: &[Range<usize>], at: usize) -> bool {
    let before = shown.partition_point(|it| it.start <= at);
    let around = shown.get(..before).and_then(<[_]>::last);
    around.is_some_and(|it| {
        let opens = text
            .get(it.start..)
            .unwrap_or_default()
            .starts_with(['`', '~']);
        let is_tagged = text.get(..it.start).unwrap_or_default().ends_with('>');
        at < it.end && (opens || is_tagged)
    })
}

/// What stands near a place of a text, in its line: before it, and behind `end`.
fn around(text: &str, at: &Range<usize>) -> (String, String) {
    // Longer ones say no more.
    const LONGEST: usize = 160;
    let before = text.get(..at.start).unwrap_or_default().chars().rev();
    let before: Vec<char> = before.take(LONGEST).take_while(|c| *c != '\n').collect();
    let after = text.get(at.end..).unwrap_or_default().chars();
    let after = after.take(LONGEST).take_while(|c| *c != '\n');
    (before.into_iter().rev().collect(), after.collect())
}

/// Whether what stands between these is all of its line, its cell or what stands behind a colon.
fn is_alone(before: &str, after: &str) -> bool {
    opens_value(before) && closes_value(after)
}

fn opens_value(before: &str) -> bool {
    let bare = before.trim_end_matches(|c: char| c.is_whitespace() || "*_\u{ab}\"".contains(c));
    let bare = bare.trim_end();
    let is_mark = bare
        .trim_start_matches(|c: char| c.is_whitespace() || "-*+>\u{2022}#[] ".contains(c))
        .trim_end_matches(|c: char| c.is_ascii_digit() || ".)".contains(c))
        .is_empty();
    is_mark || bare.ends_with([':', '|', '\u{2192}', '(', '[', '='])
}

fn closes_value(after: &str) -> bool {
    let bare = after.trim_start_matches(|c: char| c.is_whitespace() || "*_\u{bb}\"".contains(c));
    bare.is_empty() || bare.starts_with(['.', ',', ';', '!', ')', ']', '|', '('])
}

/// Whether a text tells of forms of writing, of which a placeholder may be one.
fn tells_of_forms(text: &str) -> bool {
    const TELLS: [&str; 45] = [
        "attribut",
        "attributs",
        "balise",
        "balises",
        "champ",
        "champs",
        "chaine",
        "colonne",
        "colonnes",
        "commande",
        "commandes",
        "ecrit",
        "ecrite",
        "element",
        "elements",
        "fichier",
        "fichiers",
        "format",
        "formats",
        "forme",
        "formulaire",
        "gabarit",
        "gabarits",
        "html",
        "json",
        "marqueur",
        "marqueurs",
        "mention",
        "mentions",
        "modele",
        "modeles",
        "motif",
        "norme",
        "notation",
        "option",
        "parametre",
        "parametres",
        "placeholder",
        "remplace",
        "remplacer",
        "syntaxe",
        "texte",
        "variable",
        "variables",
        "xml",
    ];
    each_word(text).any(|(_, key)| TELLS.contains(&key.as_str()))
}

/// Finds words in brackets that are to be replaced: "[à compléter]", "(TODO)", "[nom]", "{{lieu}}".
fn in_brackets(text: &str, shown: &[Range<usize>]) -> Vec<Found> {
    // None of those in brackets is longer, accents in two characters included.
    const LONGEST: usize = 60;
    let defined = defined(text);
    let mut found = Vec::new();
    for (start, sign) in text.match_indices(['[', '(', '{']) {
        let rest = text.get(start..).unwrap_or_default();
        let closing = match sign {
            "[" => b']',
            "(" => b')',
            _ => b'}',
        };
        let Some(end) = rest.bytes().take(LONGEST).position(|b| b == closing) else {
            continue;
        };
        let inside = rest.get(1..end).unwrap_or_default();
        let is_link = rest
            .get(end + 1..)
            .is_some_and(|after| after.starts_with(['(', '[', ':']));
        let is_joined = || {
            let before = text.get(..start).unwrap_or_default();
            before.ends_with(char::is_alphanumeric) || defined.contains(inside)
        };
        let is_name = sign != "(" && is_name_of_value(inside) && !is_joined();
        let is_asked = is_to_fill_in(inside, sign == "[");
        if is_link || !is_asked && !is_name || is_shown(text, shown, start) {
            continue;
        }
        let at = start..start + end + 1;
        let (before, after) = around(text, &at);
        let is_certain = match sign {
            _ if is_alone(&before, &after) => true,
            "(" => !is_of_sentence(inside, &before, &after),
            _ if is_asked => true,
            _ => {
                // "La fiche comporte [nom] et [prénom]."
                let has_others = before.contains(['[', '{']) || after.contains(['[', '{']);
                let is_field = !has_others || before.contains(':');
                is_field && !tells_of_forms(&before) && !tells_of_forms(&after)
            }
        };
        found.push((at, is_certain));
    }
    found
}

/// Whether round brackets belong to a sentence that may be true as it stands: "une date (à préciser) sera proposée".
fn is_of_sentence(inside: &str, before: &str, after: &str) -> bool {
    let is_to_come = || {
        each_word(before).chain(each_word(after)).any(|(_, key)| {
            ["ra", "ront", "rai", "rons"]
                .iter()
                .any(|end| key.ends_with(end))
                && key.len() > 3
        })
    };
    let goes_on = after.trim_start().starts_with(char::is_alphabetic);
    let is_plain = sort_key(inside).trim_start().starts_with("a ");
    is_plain && (goes_on || is_to_come())
}

/// Lists what the definitions of links of a text are called.
fn defined(text: &str) -> BTreeSet<&str> {
    const LONGEST: usize = 60;
    let ends = text.match_indices("]:").map(|(end, _)| end);
    ends.filter_map(|end| {
        let bytes = text.as_bytes().get(end.saturating_sub(LONGEST)..end)?;
        let open = bytes.iter().rposition(|b| *b == b'[')?;
        text.get(end - (bytes.len() - open) + 1..end)
    })
    .collect()
}

/// Finds what browsers take for a tag that they do not know, and do not show: "<nom>", "<à compléter>".
fn in_tags(text: &str, shown: &[Range<usize>]) -> Vec<Found> {
    const LONGEST: usize = 60;
    let inside_of = |start: usize| {
        let rest = text.get(start..)?;
        let end = rest
            .bytes()
            .take(LONGEST)
            .position(|b| [b'>', b'<', b'\n'].contains(&b))?;
        let is_closed = rest.get(end..)?.starts_with('>');
        rest.get(..end).filter(|_| is_closed)
    };
    let closing = text.match_indices("</");
    let closed: BTreeSet<&str> = closing.filter_map(|(at, _)| inside_of(at + 2)).collect();
    let mut found = Vec::new();
    for (start, _) in text.match_indices('<') {
        let Some(inside) = inside_of(start + 1) else {
            continue;
        };
        let is_one = is_name_of_value(inside) || is_to_fill_in(inside, true);
        let at = start..start + inside.len() + 2;
        if !is_one || closed.contains(inside) || is_within(shown, &at) {
            continue;
        }
        let (before, after) = around(text, &at);
        let has_others = || before.contains('<') || after.contains('<');
        let is_field = || is_alone(&before, &after) || before.contains(':');
        let is_told = tells_of_forms(&before) || tells_of_forms(&after);
        found.push((at, !is_told && (!has_others() || is_field())));
    }
    found
}

/// Finds lines to write on in the place of a day or an hour: "__/__/2026", "…/…/2026", "__h__".
fn masks(text: &str, shown: &[Range<usize>]) -> Vec<Found> {
    let is_end = |c: char| c.is_whitespace() || "()[]{},;*|\"".contains(c);
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive(is_end) {
        let start = at;
        at += token.len();
        let bare = token.trim_end_matches(is_end);
        let bare = if bare.ends_with("..") {
            bare
        } else {
            bare.trim_end_matches('.')
        };
        let is_mask = |token: &str| {
            let is_blank = |part: &str| {
                !part.is_empty()
                    && (part.bytes().all(|b| b == b'_')
                        || part.chars().all(|c| c == '\u{2026}')
                        || part.len() > 1 && part.bytes().all(|b| b == b'.'))
            };
            let is_digits = |part: &str| {
                (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
            };
            let parts: Vec<&str> = token.split(['/', ':', 'h']).take(4).collect();
            // "../../a" is a path.
            let is_path = token.starts_with("..") && token.contains('/');
            let has_year = parts.len() == 3 && parts[2].len() == 4 && is_digits(parts[2]);
            // "Fini à 12h…" pauses.
            let is_pause = parts.iter().filter(|part| is_blank(part)).count() == 1
                && parts
                    .last()
                    .is_some_and(|part| is_blank(part) && !part.contains('_'));
            (2..=3).contains(&parts.len())
                && !is_pause
                && parts.iter().any(|part| is_blank(part))
                && parts.iter().all(|part| is_blank(part) || is_digits(part))
                && (!is_path || has_year)
        };
        if bare.contains(['_', '\u{2026}', '.']) && is_mask(bare) {
            let own = start..start + bare.len();
            if !is_within(shown, &own) {
                found.push((own, true));
            }
        }
    }
    found
}

/// Finds what stands for a name or a number: "XXX pour", "le xx mars", "n° XX".
fn crosses(said: &str) -> Vec<Found> {
    // A number in Roman figures.
    const BEFORE: [&str; 8] = [
        "annexe", "article", "chapitre", "livre", "partie", "titre", "tome", "volume",
    ];
    let mut found = Vec::new();
    let mut last = String::new();
    for Word {
        at,
        key,
        in_address,
    } in words(said)
    {
        let last = std::mem::replace(&mut last, key);
        let written = said.get(at.clone()).unwrap_or_default();
        let is_of = |sign: u8| written.bytes().all(|b| b == sign);
        let rest = said.get(at.end..).unwrap_or_default();
        if !is_of(b'X') && !is_of(b'x') || written.len() < 2 || in_address {
            continue;
        }
        let (before, after) = around(said, &at);
        let is_numbered = NUMBER.iter().any(|no| before.trim_end().ends_with(no));
        let is_number = is_numbered || is_counting(rest);
        let is_field = is_alone(&before, &after)
            || opens_value(&before) && is_side(rest)
            || before.trim_end().ends_with([':', ',', ';']) && is_side(rest);
        let is_roman = is_of(b'X') && BEFORE.contains(&last.as_str());
        // "tome XX", "XX" and no more may be Roman.
        if is_roman || written.len() == 2 && is_of(b'X') && !is_number && !is_field {
            continue;
        }
        found.push((at, is_number || is_field));
    }
    found
}

/// Whether what follows names a side of a vote.
fn is_side(rest: &str) -> bool {
    const SIDES: [&str; 8] = [
        "abstention",
        "abstentions",
        "blancs",
        "contre",
        "non",
        "oui",
        "pour",
        "votes",
    ];
    each_word(rest)
        .next()
        .is_some_and(|(at, key)| at.start <= 2 && SIDES.contains(&key.as_str()))
}

/// Finds marks of a question in the place of a word; behind a sentence they ask.
fn questions(said: &str) -> Vec<Found> {
    let marks = said
        .match_indices("???")
        .map(|(at, mark)| at..at + mark.len());
    let told = |at: Range<usize>| {
        let (before, after) = around(said, &at);
        let asks = before.trim_end().ends_with(char::is_alphabetic) && closes_value(&after);
        let is_certain = !asks || each_word(&before).take(3).count() < 3;
        (at, is_certain)
    };
    marks.map(told).collect()
}

/// Finds what templates write in capitals or in Latin.
fn shouted(said: &str) -> Vec<Found> {
    const WORDS: [&str; 10] = [
        "\u{c0} COMPL\u{c9}TER",
        "A COMPLETER",
        "A COMPL\u{c9}TER",
        "\u{c0} COMPLETER",
        "\u{c0} PR\u{c9}CISER",
        "A PRECISER",
        "A PR\u{c9}CISER",
        "Lorem ipsum",
        "Cliquez ou appuyez ici",
        "Click or tap here",
    ];
    let found = WORDS.iter().flat_map(|words| said.match_indices(words));
    let found = found.map(|(at, words)| at..at + words.len());
    found
        .map(|at| {
            let (before, after) = around(said, &at);
            let is_told = tells_of_forms(&before) || tells_of_forms(&after);
            (at, !is_told)
        })
        .collect()
}

/// The signs that stand for what is left out.
const DOTS: [&str; 7] = [
    "[\u{2026}]",
    "[...]",
    "(\u{2026})",
    "(...)",
    "[ ]",
    "\u{2026}",
    "...",
];

/// Whether a text is dots and nothing else.
fn is_dots(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || c == '*');
    let bare = if bare.ends_with("..") {
        bare
    } else {
        bare.trim_end_matches('.')
    };
    DOTS.contains(&bare) && bare != "[ ]"
}

/// Finds dots in the place of a value: "Pour : … ; contre : …", "Décision : …", "- […]".
fn dots(proof: &Proof<'_>, block: &Block) -> Vec<Found> {
    // Who speaks may pause: "Il conclut : …"
    const SPEAKS: [&str; 9] = [
        "ce", "elle", "elles", "il", "ils", "je", "nous", "on", "qui",
    ];
    const MOST: usize = 4;
    let said = block.prose.text.as_str();
    if !said.contains(['\u{2026}', '.']) {
        return Vec::new();
    }
    let bare = said.trim();
    if is_dots(bare) {
        let of_records = block.heading.is_some_and(|at| {
            let heading = proof.minutes.headings.get(at);
            heading.is_some_and(|heading| opens_records(&heading.text))
        });
        let is_framed = bare.starts_with('[') && block.kind != BlockKind::Paragraph;
        // A quotation leaves words out.
        let line = proof.text.get(..block.prose.at.start).unwrap_or_default();
        let is_quoted = line.trim_end().ends_with('>');
        let at = said.len() - said.trim_start().len();
        let whole = (at..at + bare.len(), of_records || is_framed);
        return if is_quoted { Vec::new() } else { vec![whole] };
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut label = 0..0;
    for part in said.split_inclusive([':', ';', ',', '\n', '|']) {
        let at = start..start + part.len();
        start = at.end;
        let is_behind = said
            .get(..at.start)
            .is_some_and(|before| before.ends_with(':'));
        let value = part.trim_end_matches([';', ',', '\n', '|', ':']);
        if is_behind && !part.ends_with(':') && is_dots(value) {
            let words = said.get(label.clone()).unwrap_or_default();
            let mut keys = each_word(words).map(|(_, key)| key);
            let speaks = keys.next().is_none_or(|key| SPEAKS.contains(&key.as_str()));
            let is_label = !speaks && keys.count() < MOST;
            let lead = value.len() - value.trim_start().len();
            found.push((at.start + lead..at.start + value.trim_end().len(), is_label));
        }
        label = at;
    }
    found
}

/// Whether what follows counts something: "XX €", "XX mars".
fn is_counting(rest: &str) -> bool {
    const COUNTED: [&str; 6] = ["euro", "euros", "voix", "membres", "h", "heures"];
    let is_counted = |key: &str| COUNTED.contains(&key) || is_french_month(key);
    let bare = rest.trim_start();
    bare.starts_with(['\u{20ac}', '%'])
        || each_word(bare)
            .next()
            .is_some_and(|(at, key)| at.start == 0 && is_counted(&key))
}

/// Finds words that say that something is to be filled in, where they are all of a line, of a sentence or of what
/// stands behind a colon: "Vote : à compléter", not "La liste est à compléter par les membres".
fn values_to_come(text: &str, block: &Block) -> Vec<Range<usize>> {
    const VALUES: [&str; 9] = [
        "fixme",
        "tba",
        "tbc",
        "tbd",
        "a completer",
        "a remplir",
        "to be completed",
        "to be filled in",
        "todo",
    ];
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive([':', '.', ';', ',', '\n', '\u{2192}', '!', '?']) {
        let at = start..start + part.len();
        start = at.end;
        let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lead = bare.len()
            - bare
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .len();
        let said = bare.get(lead..).unwrap_or_default();
        let before = text.get(..at.start).unwrap_or_default();
        let opens = before.is_empty() || before.ends_with([':', '.', '\n', '\u{2192}', '!', '?']);
        let is_label = part.ends_with([':', ',', ';']);
        let key = sort_key(said);
        // "TODO" above what is to be done.
        let is_title = key == "todo"
            && (block.kind == BlockKind::Heading
                || before.is_empty() && block.followed && !block.last_of_item);
        // "FIXME vérifier le vote"
        let is_note = said.starts_with("FIXME") && key.starts_with("fixme ");
        if opens && !is_label && !is_title && (is_note || VALUES.contains(&key.as_str())) {
            found.push(at.start + lead..at.start + bare.len());
        }
    }
    found
}

/// What stands before a number.
const NUMBER: [&str; 4] = ["n\u{b0}", "N\u{b0}", "n\u{ba}", "N\u{ba}"];

/// Finds what stands in the place of a day or an hour: "JJ/MM/AAAA", "HH:MM", "XX/03/2027", "20XX"; but not where
/// the text tells of such a form.
fn patterns(text: &str) -> Vec<Range<usize>> {
    const FORMS: [&str; 14] = [
        "JJ/MM/AAAA",
        "JJ/MM/AA",
        "JJ/MM",
        "JJ-MM-AAAA",
        "JJ.MM.AAAA",
        "AAAA-MM-JJ",
        "DD/MM/YYYY",
        "DD-MM-YYYY",
        "MM/DD/YYYY",
        "YYYY-MM-DD",
        "HH:MM",
        "HHhMM",
        "__h__",
        "..h..",
    ];
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        if tells_of_forms(line) {
            continue;
        }
        let mut at = 0;
        for token in line.split(|c: char| c.is_whitespace() || "()[]{},;*".contains(c)) {
            let lead = token.len() - token.trim_start_matches(['"', '\'']).len();
            let bare = token.trim_matches(['"', '\'']);
            let bare = FORMS
                .iter()
                .find(|form| bare == **form || bare.strip_suffix(['.', '!', '?']) == Some(form))
                .map_or(bare.trim_end_matches('.'), |form| form);
            let is_masked = bare.contains("XX")
                && bare
                    .chars()
                    .all(|c| c.is_ascii_digit() || "X/:-.h".contains(c))
                && (bare.contains(['/', ':', 'h']) || bare.starts_with("20"));
            let is_number = NUMBER.iter().any(|no| bare.strip_prefix(no) == Some("XX"));
            if FORMS.contains(&bare) || is_masked || is_number {
                found.push(from + at + lead..from + at + lead + bare.len());
            }
            at += token.len();
            at += line
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        }
    }
    found
}

/// Whether words in square brackets name what is to stand there: "[nom]", "[Date de la réunion]", "{{lieu}}".
fn is_name_of_value(inside: &str) -> bool {
    const NAMES: [&str; 13] = [
        "date",
        "fonction",
        "heure",
        "horaire",
        "lieu",
        "montant",
        "nom",
        "noms",
        "nombre",
        "numero",
        "organisme",
        "prenom",
        "titre",
    ];
    const MORE: [&str; 26] = [
        "a",
        "animateur",
        "d",
        "de",
        "des",
        "du",
        "debut",
        "et",
        "fin",
        "l",
        "la",
        "le",
        "les",
        "membre",
        "membres",
        "nom",
        "orateur",
        "organisme",
        "ou",
        "personne",
        "prenom",
        "president",
        "rapporteur",
        "reunion",
        "seance",
        "structure",
    ];
    let words = words(inside);
    let mut keys = words.iter().map(|word| word.key.as_str());
    let is_plain = inside
        .chars()
        .all(|c| c.is_alphabetic() || " '\u{2019}\u{a0}{".contains(c));
    is_plain
        && keys.next().is_some_and(|first| NAMES.contains(&first))
        && keys.all(|key| MORE.contains(&key))
}

/// Finds what stands in the place of a word or a number: "____", "le ?? mars", "....", "… €".
fn blanks(text: &str) -> Vec<Range<usize>> {
    const SHORTEST: [(char, usize); 3] = [('_', 2), ('.', 5), ('\u{2026}', 2)];
    let mut found = Vec::new();
    for (sign, count) in SHORTEST {
        let mut start = 0;
        for run in text.split_inclusive(|c| c != sign) {
            let length = run.len() - run.trim_start_matches(sign).len();
            let begins = text
                .get(..start)
                .is_none_or(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == sign));
            let ends = run
                .get(length..)
                .is_none_or(|after| !after.starts_with(char::is_alphanumeric));
            // Dots may stand right behind a word, as a pause, and lead to a number.
            let leads = sign == '.'
                && text.get(start + length..).is_some_and(|after| {
                    after.trim_start().starts_with(|c: char| c.is_ascii_digit())
                });
            if begins && ends && !leads && length >= count * sign.len_utf8() {
                found.push(start..start + length);
            }
            start += run.len();
        }
    }
    // "Montant : … €", "le ... mars"
    let counted = ["\u{2026}", "..."]
        .into_iter()
        .flat_map(|sign| text.match_indices(sign));
    found.extend(counted.filter_map(|(at, sign)| {
        let before = text.get(..at)?;
        let rest = text.get(at + sign.len()..)?;
        let is_apart = before.ends_with([' ', '\u{a0}']) && rest.starts_with([' ', '\u{a0}']);
        (is_apart && is_counting(rest)).then_some(at..at + sign.len())
    }));
    let unknown = text.match_indices("??").filter(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + 2..).unwrap_or_default();
        let opens = before.is_empty() || before.ends_with([' ', '/', '(', '\u{a0}']);
        let mut rest = after.chars();
        opens
            && match rest.next() {
                Some('/' | 'h') => true,
                Some(' ' | '\u{a0}') => rest
                    .next()
                    .is_some_and(|c| c.is_lowercase() || c == '\u{20ac}'),
                _ => false,
            }
    });
    found.extend(unknown.map(|(at, signs)| at..at + signs.len()));
    found
}

/// Whether words in brackets are to be replaced: "à compléter", "TODO", in square ones "à préciser".
fn is_to_fill_in(inside: &str, is_square: bool) -> bool {
    const SIGNS: [&str; 11] = [
        "a preciser",
        "fixme",
        "a completer",
        "a remplir",
        "to be completed",
        "todo",
        "tbc",
        "tbd",
        "xx",
        "xxx",
        "???",
    ];
    // What is to be done, and is no gap.
    const STATES: [&str; 6] = ["faire", "relancer", "venir", "suivre", "savoir", "noter"];
    // "[TODO: relire]", "[à compléter par Alpha]", "[insérer le tableau]"
    const ASKS: [&str; 9] = [
        "a completer",
        "a confirmer",
        "a preciser",
        "a rediger",
        "a remplir",
        "a renseigner",
        "completer",
        "inserer",
        "todo",
    ];
    let key = sort_key(inside);
    let key = key.trim_matches(|c: char| c.is_whitespace() || ".:!*_`".contains(c));
    let verb = key.strip_prefix("a ").map(str::trim);
    let is_asked = ASKS.iter().any(|words| {
        let rest = key.strip_prefix(words);
        // "[à compléter plus tard] par Alpha" is a sentence's own.
        let is_verb = !words.starts_with("a ");
        let rest = rest.filter(|rest| !rest.starts_with(char::is_alphanumeric));
        rest.is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty()
                || rest.starts_with([':', ','])
                || rest == "par"
                || rest.starts_with("par ")
                || is_verb
        })
    });
    // "(à compléter : vote)"
    let has_colon = key
        .strip_prefix("a completer")
        .is_some_and(|rest| rest.trim_start().starts_with(':'));
    let is_verb = verb.is_some_and(|verb| {
        let is_one = verb.chars().all(char::is_alphabetic);
        is_one && verb.ends_with('r') | verb.ends_with("re") && !STATES.contains(&verb)
    });
    SIGNS.contains(&key) || has_colon || is_square && (is_verb || is_asked)
}
