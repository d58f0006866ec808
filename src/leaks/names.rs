//! The names of the registry: whose they are, what of each is the surname, in which other ways people
//! write it.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::fold::{Nul, fold};
use super::lexicon::{
    is_article, is_full_title, is_function, is_given, is_office, is_particle, is_post,
    is_short_title, is_short_word,
};
use super::words::key;
use crate::locale::collation::sort_key;

/// A part of a name between spaces.
pub struct Part {
    pub words: Vec<String>,
    capitals: bool,
    /// Whether it begins with one.
    has_capital: bool,
    /// Whether a comma follows it.
    comma: bool,
}

/// Lists the persons that a name of the registry is of: mostly one; `Lina Quidam & Paul Martin`,
/// `Lina et Paul Quidam`, `Quidam, Lina / Martin, Paul`. Remarks are nobody.
pub fn persons(name: &str) -> Vec<String> {
    let mut found = persons_apart(name);
    // "N'Guyen–Ba" may be one surname, whatever dash joins it.
    let joined = with_hyphens(name);
    if joined != name {
        let joined = persons_apart(&joined).into_iter();
        let new: Vec<String> = joined.filter(|person| !found.contains(person)).collect();
        found.extend(new);
    }
    found
}

/// Writes a hyphen for the long dashes that stand between two letters.
fn with_hyphens(name: &str) -> String {
    let mut before = None;
    let mut rest = name.chars().peekable();
    let mut joined = String::with_capacity(name.len());
    while let Some(c) = rest.next() {
        let is_dash = matches!(c, '–' | '—');
        let is_between = before.is_some_and(char::is_alphabetic)
            && rest.peek().is_some_and(|c| c.is_alphabetic());
        joined.push(if is_dash && is_between { '-' } else { c });
        before = Some(c);
    }
    joined
}

/// Lists them, taking each long dash for one between persons.
fn persons_apart(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for outside in [name.split('(').next().unwrap_or_default()]
        .into_iter()
        .chain(name.split('(').skip(1).flat_map(|rest| rest.split(')')))
    {
        let is_first = found.is_empty();
        let mut text = format!(
            " {} ",
            outside.replace([';', '/', '|', '<', '\n', '&', '+', '–', '—'], " & ")
        );
        for word in [" et ", " ou ", " and ", " - ", " ET ", " OU ", " puis "] {
            text = text.replace(word, " & ");
        }
        let segments: Vec<&str> = text
            .split(" & ")
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let surname = |from: usize| {
            let next = segments
                .get(from + 1..)?
                .iter()
                .find(|next| next.split_whitespace().count() > 1)?;
            let (parts, _) = parts(next);
            next.split_whitespace().last().filter(|_| parts.len() > 1)
        };
        for (at, segment) in segments.iter().enumerate() {
            let whole = segment.split_whitespace().count();
            let (words, _) = parts(segment);
            match surname(at) {
                // The first name of one of two with the same surname.
                Some(surname) if whole == 1 && words.iter().any(Part::is_given) => {
                    found.push(format!("{segment} {surname}"));
                }
                _ => found.extend(around_commas(segment, is_first && at == 0)),
            }
        }
    }
    found
}

/// Parts what commas part: surnames from first names, persons from persons and from remarks.
fn around_commas(segment: &str, is_first: bool) -> Vec<String> {
    let pieces: Vec<&str> = segment
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        let (words, is_titled) = parts(piece);
        let next = pieces.get(at).map(|next| parts(next).0);
        let is_surname = words.len() == 1
            || words.iter().all(|part| part.capitals)
            || words
                .first()
                .is_some_and(|part| part.is(is_particle) || part.is(is_article));
        let is_turned = next.as_ref().is_some_and(|next| {
            let is_given = next.len() == 1 && next.iter().any(Part::is_given);
            is_given || is_surname && !is_nobody(next)
        });
        if is_turned && (words.len() < 4) {
            found.push(format!("{piece}, {}", pieces.get(at).unwrap_or(&"")));
            at += 1;
            // `Martin Delcourt, Jeanne` may be two.
            if words.len() > 1 && words.first().is_some_and(Part::is_given) && !is_surname {
                found.push((*piece).to_owned());
            }
        } else if words.len() > 1 || is_titled || is_first && found.is_empty() {
            found.push((*piece).to_owned());
        }
    }
    found
}

impl Part {
    pub fn is(&self, of: fn(&str) -> bool) -> bool {
        self.words.iter().all(|word| of(word))
    }

    fn is_given(&self) -> bool {
        self.words.iter().any(|word| is_given(word))
    }
}

/// Whether a name of the registry is that of an office or a function.
#[must_use]
pub fn names_an_office(name: &str) -> bool {
    let persons = persons(name);
    let office = |person: &String| {
        let (parts, _) = parts(person);
        !parts.is_empty() && is_nobody(&parts)
    };
    !persons.is_empty() && persons.iter().all(office)
}

/// Whether what stands for a name is an office or a function, and nobody's name.
pub fn is_nobody(parts: &[Part]) -> bool {
    let Some(first) = parts
        .iter()
        .find(|part| !part.is(is_article) || parts.len() == 1)
    else {
        return true;
    };
    let after: Vec<&Part> = parts
        .iter()
        .skip_while(|part| !std::ptr::eq(*part, first))
        .skip(1)
        .collect();
    let small = |part: &&Part| !part.has_capital || part.is(is_particle) || part.is(is_article);
    let is_word = |part: &&Part| {
        small(part)
            || part.is(is_function)
            || part.is(is_post)
            || part.is(is_office)
            || part.capitals && part.words.iter().all(|word| word.len() < 6)
    };
    let of_first = |of: fn(&str) -> bool| first.words.first().is_some_and(|word| of(word));
    if of_first(is_office) {
        // `Ville` is a first name too.
        let is_name =
            first.is(|word| word == "ville") && after.first().is_some_and(|part| !small(part));
        let names_a_person = after
            .windows(2)
            .any(|two| matches!(two, [given, family] if given.is_given() && given.has_capital && family.has_capital));
        return !is_name && !names_a_person;
    }
    (of_first(is_function) || of_first(is_post)) && after.iter().all(is_word)
}

/// Splits a name at its spaces, without titles and without what stands in brackets; tells whether it
/// had a title.
pub fn parts(name: &str) -> (Vec<Part>, bool) {
    let name = name.split('(').next().unwrap_or_default();
    let (mut parts, mut is_titled): (Vec<Part>, bool) = (Vec::new(), false);
    for written in name.split(|c: char| c.is_whitespace() || c == '_') {
        let folded = fold(written, Nul::Nothing);
        let words: Vec<String> = key(folded.text()).split(' ').map(str::to_owned).collect();
        if words.iter().all(String::is_empty) {
            continue;
        }
        let is_title = words.len() == 1
            && words
                .iter()
                .all(|word| is_full_title(word) || is_short_title(word))
            && parts.is_empty();
        if is_title && name.split_whitespace().count() > 1 {
            is_titled = true;
            continue;
        }
        let mut letters = written.chars().filter(|c| c.is_alphabetic());
        parts.push(Part {
            capitals: letters.clone().count() > 1
                && letters.clone().all(|c| !c.is_lowercase())
                && letters.clone().any(char::is_uppercase),
            has_capital: letters.next().is_some_and(|c| !c.is_lowercase()),
            comma: written.ends_with(','),
            words,
        });
    }
    (parts, is_titled)
}

/// Lists which parts of a name may be its surname.
pub fn surnames(parts: &[Part], locals: &BTreeSet<String>) -> Vec<Range<usize>> {
    let count = parts.len();
    if let Some(comma) = parts.iter().position(|part| part.comma)
        && comma + 1 < count
    {
        let surname = 0..comma + 1;
        return [surname].to_vec();
    }
    let is = |of: fn(&str) -> bool, at: usize| parts.get(at).is_some_and(|part| part.is(of));
    let mut found = Vec::new();
    let capitals: Vec<usize> = (0..count)
        .filter(|at| parts.get(*at).is_some_and(|part| part.capitals))
        .collect();
    if let (Some(first), Some(last)) = (capitals.first(), capitals.last())
        && last - first < count - 1
    {
        let mut first = *first;
        // Of `Jean de LA TOUR` all but the first word.
        while first > 1 && (is(is_particle, first - 1) || is(is_article, first - 1)) {
            first -= 1;
        }
        let mut start = first;
        found.push(start..last + 1);
        while start < *last && is(is_particle, start) {
            start += 1;
            found.push(start..last + 1);
        }
        let written = parts.get(first..=*last).unwrap_or_default();
        let longest = written
            .iter()
            .flat_map(|part| &part.words)
            .map(String::len)
            .max();
        // Two capitals may be initials.
        if longest.is_some_and(|longest| longest > 2) {
            return found;
        }
    }
    let order = order(parts, locals);
    if order != Order::SurnameFirst {
        for start in 1..count {
            if !is(is_article, start - 1) || start == 1 {
                found.push(start..count);
            }
        }
    }
    if order != Order::GivenFirst {
        // All but the first names at the end, or all but the last part.
        let given = parts
            .iter()
            .rev()
            .take_while(|part| part.is_given())
            .count();
        let mut end = count - given.clamp(1, count - 1);
        // A particle is of the surname behind it.
        while end < count - 1 && is(is_particle, end - 1) {
            end += 1;
        }
        for start in 0..end {
            if start == 0 || is(is_particle, start - 1) {
                found.push(start..end);
            }
            if !is(is_particle, start) {
                break;
            }
        }
    }
    found
}

/// In which order a name is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    GivenFirst,
    SurnameFirst,
    Unknown,
}

/// Tells in which order a name without capitals and comma is written: by the address of somebody, by
/// what is a first name.
fn order(parts: &[Part], locals: &BTreeSet<String>) -> Order {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Order::Unknown;
    };
    if first.is(is_particle) || first.is(is_article) {
        return if last.is_given() {
            Order::SurnameFirst
        } else {
            Order::Unknown
        };
    }
    let is_address = |given: &Part, family: &Part| {
        let families = [
            family.words.concat(),
            family.words.join("-"),
            family.words.join("."),
        ];
        let givens = [
            given.words.concat(),
            given.words.join("-"),
            given.words.join("."),
            initials(&given.words),
        ];
        let initial = given
            .words
            .iter()
            .take(1)
            .filter_map(|word| word.get(..1))
            .collect();
        let givens: Vec<String> = givens.into_iter().chain([initial]).collect();
        families.iter().any(|family| {
            givens.iter().any(|given| {
                ["", ".", "-", "_"]
                    .iter()
                    .any(|sign| locals.contains(&format!("{given}{sign}{family}")))
            })
        })
    };
    match (is_address(first, last), is_address(last, first)) {
        (true, false) => return Order::GivenFirst,
        (false, true) => return Order::SurnameFirst,
        _ => {}
    }
    // A letter alone is the first one of a first name.
    let is_given = |part: &Part| part.is_given() || part.is(|word| word.chars().count() == 1);
    match (is_given(first), is_given(last)) {
        (true, _) => Order::GivenFirst,
        (false, true) => Order::SurnameFirst,
        (false, false) => Order::Unknown,
    }
}

/// Lists a name as it is, and as keyboards without umlauts write each part of it: `Mueller`; of one that is
/// written so, also with what it stands for.
pub fn transcriptions(name: &str) -> Vec<String> {
    const PAIRS: [(&str, &str); 6] = [
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ø", "oe"),
        ("å", "aa"),
        ("ß", "ss"),
    ];
    /// Two ways to write each of three parts.
    const MOST: usize = 8;
    /// What is shorter is another word.
    const SHORTEST: usize = 5;
    let mut found = vec![String::new()];
    for part in name.split_inclusive(' ') {
        let composed: String = part.nfc().collect();
        let lower = composed.to_lowercase();
        let long = PAIRS
            .iter()
            .fold(lower.clone(), |made, (sign, two)| made.replace(sign, two));
        let short = PAIRS
            .iter()
            .fold(lower.clone(), |made, (sign, two)| made.replace(two, sign));
        let is_long_enough = short.trim().chars().count() >= SHORTEST;
        let is_spelled_out = long == lower;
        let other = if is_spelled_out {
            let is_another = short != lower && is_long_enough && !is_given(&sort_key(part));
            Some(short).filter(|_| is_another)
        } else {
            Some(long)
        };
        let as_written = |other: String| {
            // The letters of a surname may all be capitals.
            if part.chars().any(char::is_lowercase) {
                let first = part.chars().next().filter(|c| c.is_uppercase());
                let rest: String = other.chars().skip(usize::from(first.is_some())).collect();
                first.into_iter().collect::<String>() + &rest
            } else {
                other.to_uppercase()
            }
        };
        let other = other.map(as_written).filter(|_| found.len() < MOST);
        let before = found.clone();
        for name in &mut found {
            name.push_str(part);
        }
        found.extend(
            other
                .iter()
                .flat_map(|other| before.iter().map(move |name| format!("{name}{other}"))),
        );
    }
    found
}

/// Whether a word may be used alone of a surname of two.
pub fn is_half(word: &str) -> bool {
    word.chars().count() > 2 && !is_particle(word) && !is_article(word) && !is_short_word(word)
}

/// Returns a surname that begins with a particle or an article with that apart: `Le Goff` of `Legoff`.
pub fn with_particle_apart(word: &str) -> Option<Vec<String>> {
    const SHORTEST: usize = 3;
    let of = |words: &[&str]| -> Option<Vec<String>> {
        let rest = word.strip_prefix(words.concat().as_str())?;
        let words = words.iter().copied().chain([rest]);
        (rest.chars().count() >= SHORTEST).then(|| words.map(str::to_owned).collect())
    };
    [
        &["de", "la"][..],
        &["des"],
        &["les"],
        &["de"],
        &["du"],
        &["le"],
        &["la"],
        &["d"],
        &["l"],
    ]
    .into_iter()
    .find_map(of)
}

pub fn initials(words: &[String]) -> String {
    words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect()
}
