//! A line that names several members: persons with commas or dashes between them, links, a function before them.

use std::ops::Range;

use super::ListedMember;
use super::members::{behind_number, end_of_function, enumerated, is_of_alternates, member};
use super::passage::{Linked, Passage, on_one_line};
use super::shapes::{is_function_word, is_organisation, is_person, is_place};
use super::words::{MEMBER_HINTS, MEMBERS, ORGANISATION_WORDS};
use crate::locale::collation::{Word, words};
use crate::sort::Sort;

/// Reads what a line names: several persons, or one member; `is_item` as for [`persons`].
pub(super) fn named(said: &Passage, is_item: bool) -> Vec<ListedMember> {
    if let Some((end, rest)) = before_others(&said.text) {
        let mut all = named(&said.part(&(0..end)), is_item);
        if let Some(last) = all.last_mut() {
            let said = [std::mem::take(&mut last.rest), on_one_line(rest)];
            let said = said.into_iter().filter(|said| !said.is_empty());
            last.rest = said.collect::<Vec<_>>().join(", ");
        }
        return all;
    }
    if let Some(name) = behind_number(&said.text) {
        return named(&said.part(&(name..said.text.len())), is_item);
    }
    // "Trésorier suppléant :" has no holder.
    let text = said.text.trim_end();
    let opens_with_function = words(text)
        .first()
        .is_some_and(|(_, word)| is_function_word(word));
    let is_label = is_item && text.ends_with(':') && opens_with_function;
    if is_of_alternates(&said.text) || is_label {
        return Vec::new();
    }
    let labelled = behind_label(said);
    if !labelled.is_empty() {
        return labelled;
    }
    let readings: [&dyn Fn() -> Vec<ListedMember>; 5] = [
        &|| organisations(said, is_item),
        &|| several_persons(said),
        &|| if is_item { Vec::new() } else { linked(said) },
        &|| persons(said, is_item),
        &|| member(said).into_iter().collect(),
    ];
    let found = readings.iter().map(|reading| reading());
    found
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Returns where those whom a line names end, and that there are others: "Camille Martin et autres membres".
fn before_others(text: &str) -> Option<(usize, &str)> {
    const OTHERS: [&str; 4] = [
        " et autres",
        " et d'autres",
        " et d\u{2019}autres",
        " and others",
    ];
    let at = OTHERS.iter().filter_map(|others| text.find(others)).min()?;
    let before = text.get(..at)?;
    let last = before.rsplit([',', ':']).next().unwrap_or_default();
    is_person(last.trim()).then(|| (at, text.get(at + 1..).unwrap_or_default()))
}

/// Lists the persons behind a label in bold: "**Licences :** Camille Martin, Claude Durand."
fn behind_label(said: &Passage) -> Vec<ListedMember> {
    let Some(colon) = said.text.find(':') else {
        return Vec::new();
    };
    let label = said.text.get(..colon).unwrap_or_default().trim();
    let is_bold = said
        .strong
        .first()
        .is_some_and(|bold| bold.start == 0 && bold.end >= label.len() && bold.end <= colon + 2);
    // "**AMUE :** Camille Martin" is an organisation and who stands for it.
    if !is_bold || is_organisation(label) || is_person(label) {
        return Vec::new();
    }
    let end = said.text.trim_end().trim_end_matches('.').len();
    let after = said.part(&(colon + 1..end.max(colon + 1)));
    let parts = match parts_of_persons(&after).0 {
        none if none.is_empty() => vec![after],
        parts => parts,
    };
    let named = |text: &str| is_person(text.trim()) && !is_place(text.trim());
    let sound = parts.iter().all(|part| named(&part.text));
    with_label(label, parts.iter().filter(|_| sound))
}

/// Lists the organisations behind what they have in common: "Collectivités : Ville d'Alpha, Région Béta"; in a
/// line that is no item, without anything before them too.
fn organisations(said: &Passage, is_item: bool) -> Vec<ListedMember> {
    let (label, names) = match said.text.split_once(": ") {
        Some((label, names)) => (label.trim(), said.text.len() - names.len()..said.text.len()),
        None if is_item => return Vec::new(),
        None => ("", 0..said.text.len()),
    };
    let names = said.part(&names);
    let parts = parts_of_organisations(&names);
    let is_sound = if parts.len() > 1 {
        label.is_empty() || is_group(label)
    } else {
        is_kind(label) && is_own_name(&names.text)
    };
    let parts = if parts.is_empty() { vec![names] } else { parts };
    with_label(label, parts.iter().filter(|_| is_sound))
}

/// Makes a member of each part, all of the function that their label says; of none where one is no member.
fn with_label<'p>(label: &str, parts: impl Iterator<Item = &'p Passage>) -> Vec<ListedMember> {
    let all: Option<Vec<_>> = parts.map(member).collect();
    let labelled = |one| ListedMember {
        function: on_one_line(label),
        ..one
    };
    all.unwrap_or_default().into_iter().map(labelled).collect()
}

/// Lists the parts of a text where each of several names an organisation: "Ville d'Alpha, DDT d'Alpha".
#[must_use]
pub(super) fn parts_of_organisations(said: &Passage) -> Vec<Passage> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for piece in said.text.split_inclusive([',', ';', '\u{b7}', '\u{2022}']) {
        let at = from..from + piece.len();
        from = at.end;
        let joined = piece.find(" et ").filter(|join| {
            let after = piece.get(join + " et ".len()..).unwrap_or_default();
            is_own_name(piece.get(..*join).unwrap_or_default()) && is_own_name(after)
        });
        match joined {
            Some(join) => {
                let join = at.start + join;
                parts.extend([at.start..join, join + " et ".len()..at.end]);
            }
            None => parts.push(at),
        }
    }
    let signs = |c: char| c.is_whitespace() || ",;.\u{b7}\u{2022}".contains(c);
    let trimmed = |at: Range<usize>| {
        let text = said.text.get(at.clone()).unwrap_or_default();
        let start = at.start + text.len() - text.trim_start_matches(signs).len();
        start..start + text.trim_matches(signs).len()
    };
    let parts: Vec<Passage> = parts
        .into_iter()
        .map(|at| said.part(&trimmed(at)))
        .collect();
    let known = parts
        .iter()
        .filter(|part| opens_with_organisation(&part.text));
    let is_sound = parts.len() > 1
        && known.count() * 2 >= parts.len()
        && parts.iter().all(|part| is_own_name(&part.text));
    if is_sound { parts } else { Vec::new() }
}

/// Lists those whom a line names behind the one college or kind that they have in common: "**Collège des élus :**
/// Alpha, Béta et Gamma", "Communes : Alpha et Béta".
#[must_use]
pub(super) fn of_college(said: &Passage) -> Vec<ListedMember> {
    let Some(label) = college_label(&said.text) else {
        return Vec::new();
    };
    let with_college = |one| ListedMember {
        college: Some(on_one_line(label)),
        ..one
    };
    enumerated(said).into_iter().map(with_college).collect()
}

/// Returns the college or the kind of organisations that a line begins with, before its only colon.
#[must_use]
pub(super) fn college_label(text: &str) -> Option<&str> {
    const MOST_WORDS: usize = 6;
    let (label, rest) = text.split_once(':')?;
    let label = label.trim_matches([' ', '\u{a0}']);
    let words = words(label);
    let is_college = words.first().is_some_and(|(_, word)| word == "college");
    let is_one = words.len() == 1 && label.ends_with('s') && label.starts_with(char::is_uppercase);
    let is_of_seats = is_one
        && words
            .iter()
            .any(|(_, word)| ["elus", "usagers"].contains(&word.as_str()));
    let sound =
        is_college && (2..=MOST_WORDS).contains(&words.len()) || is_kind(label) || is_of_seats;
    (sound && !rest.contains(':')).then_some(label)
}

/// Whether a text is the proper name of an organisation, and no word for all of its kind: "Ville d'Alpha".
fn is_own_name(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let acronym = text.split(' ').next().is_some_and(is_organisation);
    let several = text.split([' ', '\'', '\u{2019}']).count() > 1;
    // "préfecture d'Alpha" is one, "les services de l'État" are not.
    let is_lower = text.starts_with(char::is_lowercase);
    let is_proper = !is_lower || opens_with_organisation(text) && text.contains(char::is_uppercase);
    several && is_proper && (acronym || opens_with_organisation(text))
}

fn opens_with_organisation(text: &str) -> bool {
    let first = words(text).into_iter().next();
    first.is_some_and(|(_, word)| ORGANISATION_WORDS.contains(&word.as_str()))
}

/// Whether a text is a kind of organisations in one word: "Collectivités".
fn is_kind(text: &str) -> bool {
    let words = words(text);
    let one = words.first().and_then(|(_, word)| word.strip_suffix('s'));
    words.len() == 1 && one.is_some_and(|one| ORGANISATION_WORDS.contains(&one))
}

/// Whether a text says what several are, and names none of them: "Représentants de l'État", "État".
fn is_group(text: &str) -> bool {
    let words = words(text);
    let is_state = |(_, word): &Word<'_>| ["etat", "l", "de", "d"].contains(&word.as_str());
    let is_lower = |(at, _): &Word<'_>| {
        let word = text.get(at.clone());
        word.is_some_and(|word| word.starts_with(char::is_lowercase))
    };
    let several = words.first().is_some_and(|(_, word)| word.ends_with('s'));
    let plain = |word: &Word<'_>| is_lower(word) || is_state(word);
    words.iter().skip(1).all(plain) && (several || words.iter().all(is_state))
}

/// Lists the persons that a function is given to, where it is several: "Trésorerie : A. Martin, B. Durand".
#[must_use]
pub(super) fn several_persons(said: &Passage) -> Vec<ListedMember> {
    // Three persons behind anything: "Commission des travaux : A. Martin, B. Durand et C. Petit"
    let label = || {
        let colon = said.text.find([':']).map(|at| at + 1)?;
        let label = said.text.get(..colon)?;
        let after = said.part(&(colon..said.text.len()));
        let spaced = after.text.starts_with(char::is_whitespace);
        let (parts, is_joined) = parts_of_persons(&after);
        // An acronym in parentheses makes no organisation of "Multimédia (TI)".
        let label = label.split('(').next().unwrap_or_default();
        let sure = parts.len() > 2 || is_joined && !is_organisation(label);
        (spaced && sure && !persons(&after, false).is_empty()).then_some(colon)
    };
    let Some(colon) = end_of_function(&said.text).or_else(label) else {
        return Vec::new();
    };
    let function = on_one_line(
        said.text
            .get(..colon)
            .unwrap_or_default()
            .trim_matches([' ', ':', '-', '\u{2013}', '\u{2014}', '\u{a0}']),
    );
    let after = said.part(&(colon..said.text.len()));
    let all = match persons(&after, false) {
        none if none.is_empty() => enumerated(&after),
        all => all,
    };
    if !all.iter().all(|one| is_person(&one.name)) {
        return Vec::new();
    }
    all.into_iter()
        .map(|one| ListedMember {
            function: function.clone(),
            ..one
        })
        .collect()
}

/// Lists the members that a text names with links joined by commas, alone or in a sentence about
/// members: "Les membres sont [A](…), [B](…) et [C](…)."
#[must_use]
pub(super) fn linked(said: &Passage) -> Vec<ListedMember> {
    let between = |pair: &[Linked]| match pair {
        [one, other] => said.text.get(one.over.end..other.over.start),
        _ => None,
    };
    let joins =
        |text: &str| [",", ";", "/", "&", "et", "and", ", et", ", and"].contains(&text.trim());
    let chain = said
        .links
        .windows(2)
        .take_while(|pair| between(pair).is_some_and(joins));
    let count = chain.count() + 1;
    let Some(first) = said.links.first().filter(|_| count > 1) else {
        return Vec::new();
    };
    let before = words(said.text.get(..first.over.start).unwrap_or_default());
    let of_members = |word: &str| MEMBERS.contains(&word) || MEMBER_HINTS.contains(&word);
    if !before.is_empty() && !before.iter().any(|(_, word)| of_members(word)) {
        return Vec::new();
    }
    let links = said.links.iter().take(count);
    let all: Option<Vec<_>> = links
        .map(|linked| member(&said.part(&linked.over)))
        .collect();
    all.unwrap_or_default()
}

/// Lists the persons that a text names one after the other, with dashes, commas or "et" between them;
/// `is_item` where commas and dashes part what is said of one.
#[must_use]
pub(super) fn persons(said: &Passage, is_item: bool) -> Vec<ListedMember> {
    let (parts, is_joined) = parts_of_persons(said);
    if !(is_joined || parts.len() > 2 && !is_item) {
        return Vec::new();
    }
    let all: Option<Vec<_>> = parts.iter().map(member).collect();
    all.unwrap_or_default()
}

/// Parts a piece of a text at its line breaks if each line names a person: no name goes on in the next line then.
fn lines_of_persons(text: &str, at: Range<usize>) -> Vec<Range<usize>> {
    let said = text.get(at.clone()).unwrap_or_default();
    if !said.contains('\n') {
        return vec![at];
    }
    let mut lines = Vec::new();
    let mut from = at.start;
    for line in said.split('\n') {
        lines.push(from..from + line.len());
        from += line.len() + 1;
    }
    let is_one = |at: &Range<usize>| {
        text.get(at.clone())
            .is_some_and(|line| is_person(line.trim()))
    };
    let each = lines.len() > 1 && lines.iter().all(is_one);
    if each { lines } else { vec![at] }
}

/// Lists the parts of a text where each of several names a person, and tells whether a word such as "et" joins
/// the last.
#[must_use]
pub(super) fn parts_of_persons(said: &Passage) -> (Vec<Passage>, bool) {
    const SIGNS: [&str; 13] = [
        " \u{b7} ",
        " \u{2022} ",
        " - ",
        " -\n",
        "\n- ",
        " \u{2013} ",
        " \u{2013}\n",
        " \u{2014} ",
        ", ",
        ",\n",
        " / ",
        " ; ",
        "; ",
    ];
    const JOINS: [&str; 3] = [" et ", " and ", " & "];
    let text = said.text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let signs = SIGNS.iter().chain(&JOINS);
    let mut signs: Vec<(usize, &str)> = signs.flat_map(|sign| text.match_indices(*sign)).collect();
    signs.order_by_key(|(at, _)| *at);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut from, mut joined) = (0, false);
    for (at, sign) in signs {
        // What is part of a sign before is none.
        if at < from {
            continue;
        }
        parts.push(from..at);
        // A semicolon or a dot parts members, a comma may part what is said of one.
        let parts_members = [" ; ", "; ", " \u{b7} ", " \u{2022} "].contains(&sign);
        joined = JOINS.contains(&sign) || parts_members;
        from = at + sign.len();
    }
    parts.push(from..text.len());
    let parts = parts.into_iter().flat_map(|at| lines_of_persons(text, at));
    let mut parts: Vec<Range<usize>> = parts.collect();
    parts.retain(|at| {
        text.get(at.clone())
            .is_some_and(|part| !part.trim().is_empty())
    });
    let sound = |at: &Range<usize>| {
        text.get(at.clone())
            .is_some_and(|part| is_person(&part.replace('\n', " ")))
    };
    if parts.len() < 2 || !parts.iter().all(sound) {
        return (Vec::new(), false);
    }
    (parts.iter().map(|at| said.part(at)).collect(), joined)
}
