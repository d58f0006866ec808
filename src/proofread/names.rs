//! Names: those of the council, its convener and its members, as the registry writes them.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::Proof;
use super::placeholders::has_placeholder;
use super::words::{Word, words};
use crate::domain::Member;
use crate::locale::collation::sort_key;
use crate::markdown::minutes::OBJECT;
use crate::problem::{Problem, What, nearest};
use crate::sort::Sort;

/// Finds names that are misspelt or unknown, and members that do not sit at the meeting.
///
/// Returns the members whose names the attendance misspells.
pub(super) fn check<'a>(proof: &Proof<'a>, found: &mut Vec<Problem>) -> Vec<&'a Member> {
    let known = known(proof);
    let mut read = Vec::new();
    let misspelt_members = attendance(proof, &known, &mut read, found);
    owners(proof, &known, &mut read, found);
    for block in &proof.minutes.blocks {
        let text = block.prose.text.as_str();
        for (at, expected) in misspelt(text, &known) {
            let place = block.prose.source(at.clone());
            let is_read = |other: &Range<usize>| other.start < place.end && place.start < other.end;
            if !read.iter().any(is_read) {
                found.push(proof.flaw(place, wrong(text.get(at).unwrap_or_default(), expected)));
            }
        }
    }
    misspelt_members
}

/// A name that may stand in minutes.
struct Known<'a> {
    name: &'a str,
    /// Its words, without case and accents.
    keys: Vec<String>,
    member: Option<&'a Member>,
    is_council: bool,
}

impl Known<'_> {
    /// Whether a word of it has two capitals: then no case but its own is right.
    fn is_acronym(&self) -> bool {
        self.name
            .split_whitespace()
            .any(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1)
    }

    /// Whether what has the same letters is another word: "la gendarmerie nationale".
    ///
    /// In a sentence a common noun and an article take a small letter: "le ministère de la Culture",
    /// "la Ronde des Pages"; a sentence begins with "Ce", and a line may be all in capitals.
    fn tolerates(&self, written: &str) -> bool {
        let lower = !written.contains(char::is_uppercase);
        let short = self.name.chars().count() <= 3;
        let shouted =
            !written.contains(char::is_lowercase) && (self.keys.len() > 1 || self.is_acronym());
        let in_sentence = uncapitalized(&plain(written)) == uncapitalized(&plain_words(self.name));
        let is_phrase = !self.is_acronym() && {
            let small = |text: &str| plain(text).to_lowercase();
            let common = self.keys.len() > 2 && !self.is_council;
            let rest = written.split_whitespace().skip(1).collect::<String>();
            common
                && small(written) == small(&plain_words(self.name))
                && !rest.contains(char::is_uppercase)
        };
        shouted
            || in_sentence && self.keys.len() > 1
            || is_phrase
            || short && self.is_acronym() && !written.chars().all(char::is_uppercase)
            || lower && !self.is_council && (short || !self.is_acronym())
    }
}

/// Lists every name, the longest first: a short one may be part of it.
fn known<'a>(proof: &Proof<'a>) -> Vec<Known<'a>> {
    let council = proof.council;
    let make = |name: &'a str, member, is_council| Known {
        name,
        keys: words(name).into_iter().map(|word| word.key).collect(),
        member,
        is_council,
    };
    let mut known = vec![
        make(&council.name, None, true),
        make(&council.acronym, None, false),
        make(&council.convener, None, false),
    ];
    for member in &council.members {
        known.push(make(&member.name, Some(member), false));
        let former = member.formerly.iter();
        known.extend(former.map(|former| make(&former.name, Some(member), false)));
    }
    known.retain(|known| !known.keys.is_empty());
    known.order_by_key(|known| usize::MAX - known.keys.len());
    known
}

/// Writes a text with a small first letter.
fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

fn wrong(written: &str, expected: &str) -> What {
    What::MisspeltName {
        written: written.split_whitespace().collect::<Vec<_>>().join(" "),
        expected: expected.to_owned(),
    }
}

/// Writes a name with plain apostrophes, hyphens and single spaces: typography misspells nothing.
fn plain(name: &str) -> String {
    let name: String = name
        .nfc()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
            '\u{2010}'..='\u{2015}' => '-',
            c => c,
        })
        .collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a name is that must be one of an organisation.
enum Resolved<'a> {
    Exact(Option<&'a Member>),
    Misspelt(&'a str, Option<&'a Member>),
    Unknown(Option<String>),
}

fn resolve<'a>(known: &[Known<'a>], name: &str) -> Resolved<'a> {
    let written = plain(name);
    let exact = |known: &&Known<'a>| plain(known.name) == written;
    if let Some(known) = known.iter().find(exact) {
        return Resolved::Exact(known.member);
    }
    let joined = |keys: &[String]| keys.join(" ");
    let keys: Vec<String> = words(name).into_iter().map(|word| word.key).collect();
    // "BETA S/ MER": "sur", where a member is called so.
    let long = name.to_lowercase().contains(" s/");
    let long = long.then(|| joined(&keys).replacen(" s ", " sur ", 1));
    let is_known = |key: &String| known.iter().any(|it| joined(&it.keys) == *key);
    let key = long.filter(is_known).unwrap_or_else(|| joined(&keys));
    let near = |known: &&Known<'a>| {
        let allowed = match key.chars().count() {
            0..6 => 0,
            6..12 => 1,
            _ => 2,
        };
        strsim::damerau_levenshtein(&joined(&known.keys), &key) <= allowed
    };
    let same = known.iter().find(|known| joined(&known.keys) == key);
    // "pouvoir à la Ronde des Pages": an article takes a small letter in a sentence.
    if let Some(known) = same.filter(|known| {
        let shouted = known.is_acronym() && !written.contains(char::is_lowercase);
        shouted || uncapitalized(&plain(known.name)) == uncapitalized(&written)
    }) {
        return Resolved::Exact(known.member);
    }
    if let Some(known) = same.or_else(|| known.iter().find(near)) {
        return Resolved::Misspelt(known.name, known.member);
    }
    // The council itself attends nothing.
    let all = known.iter().filter(|known| !known.is_council);
    let all: Vec<String> = all.map(|known| joined(&known.keys)).collect();
    let nearest = nearest(&key, all.iter().map(String::as_str));
    let named = nearest.and_then(|key| known.iter().find(|known| joined(&known.keys) == key));
    Resolved::Unknown(named.map(|known| known.name.to_owned()))
}

fn attendance<'a>(
    proof: &Proof<'a>,
    known: &[Known<'a>],
    read: &mut Vec<Range<usize>>,
    found: &mut Vec<Problem>,
) -> Vec<&'a Member> {
    let mut misspelt = Vec::new();
    read.extend(proof.minutes.attendance_at.iter().cloned());
    for attendee in proof.attendance {
        let own = attendee.organisation.as_ref().map(|it| (it, true));
        let by = attendee.by.as_ref().map(|it| (it, false));
        for (named, sits) in own.into_iter().chain(by) {
            let (name, at) = (named.name.as_str(), &named.at);
            // A guest may bear any name, and so may the organisation of somebody.
            let is_guest = attendee.guest && named.member.is_none();
            let resolved = match known_at(proof, known, at) {
                Some(longer) => Resolved::Exact(longer.member),
                None if has_placeholder(name) || is_guest => continue,
                None => resolve(known, name),
            };
            let member = match resolved {
                Resolved::Exact(member) => member,
                Resolved::Misspelt(expected, member) => {
                    found.push(proof.flaw(at.clone(), wrong(name, expected)));
                    misspelt.extend(member.filter(|_| sits));
                    member
                }
                Resolved::Unknown(nearest) => {
                    let name = name.to_owned();
                    let flaw = What::UnknownOrganisation {
                        name,
                        nearest,
                        attends: true,
                    };
                    found.push(proof.flaw(at.clone(), flaw));
                    None
                }
            };
            if let (true, false, Some(member)) = (sits, attendee.guest, member) {
                found.extend(not_sitting(proof, member, at));
            }
        }
    }
    misspelt
}

/// Finds the name that begins at a place and is longer than what was read there: names may hold the
/// signs that end one.
fn known_at<'k, 'a>(
    proof: &Proof<'_>,
    known: &'k [Known<'a>],
    at: &Range<usize>,
) -> Option<&'k Known<'a>> {
    let rest = proof.text.get(at.start..)?;
    let longer = known.iter().filter(|known| known.name.len() > at.len());
    longer.into_iter().find(|known| {
        rest.strip_prefix(known.name)
            .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    })
}

fn not_sitting(proof: &Proof<'_>, member: &Member, at: &Range<usize>) -> Option<Problem> {
    let meeting = proof.meeting?;
    let date = meeting.slot.date();
    (!meeting.calls(member)).then(|| {
        let member = member.name.clone();
        proof.flaw(at.clone(), What::NotSitting { member, date })
    })
}

fn owners(
    proof: &Proof<'_>,
    known: &[Known<'_>],
    read: &mut Vec<Range<usize>>,
    found: &mut Vec<Problem>,
) {
    for action in proof
        .minutes
        .actions
        .iter()
        .filter(|action| !action.private)
    {
        let Some((owner, at)) = &action.owner else {
            continue;
        };
        let source = proof.text.get(at.clone()).unwrap_or_default();
        // Markup within the name leaves no place for each of its parts.
        let exact = source == owner;
        if let (true, Resolved::Exact(_)) = (exact, resolve(known, owner)) {
            read.push(at.clone());
            continue;
        }
        for part in parts(owner) {
            let name = owner.get(part.clone()).unwrap_or_default();
            let place = if exact {
                at.start + part.start..at.start + part.end
            } else {
                at.clone()
            };
            read.push(place.clone());
            if has_placeholder(name) || name.contains(OBJECT) || is_everybody(proof, name) {
                continue;
            }
            // What explains a name in parentheses is no part of it, unless the registry says so.
            let bare = name.split(" (").next().unwrap_or(name);
            let (place, name, resolved) = match resolve(known, name) {
                Resolved::Exact(_) => continue,
                _ if exact => {
                    let place = place.start..place.start + bare.len();
                    (place, bare, resolve(known, bare))
                }
                resolved => (place, name, resolved),
            };
            // An article may be a part of the name.
            let said = owner.get(..part.start + bare.len()).unwrap_or_default();
            let flaw = match resolved {
                Resolved::Exact(_) => continue,
                _ if known
                    .iter()
                    .any(|it| it.name.len() > bare.len() && said.ends_with(it.name)) =>
                {
                    continue;
                }
                Resolved::Misspelt(expected, _) => wrong(name, expected),
                Resolved::Unknown(nearest) => What::UnknownOrganisation {
                    name: name.to_owned(),
                    nearest,
                    attends: false,
                },
            };
            found.push(proof.flaw(place, flaw));
        }
    }
}

/// Cuts "l'ADULLACT, APRIL et le CNLL" into names.
fn parts(owner: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for sign in [",", " et ", " and ", " & ", " + ", " / "] {
        let found = owner.match_indices(sign);
        cuts.extend(found.map(|(at, sign)| (at, at + sign.len())));
    }
    // A sign in parentheses joins no names.
    cuts.retain(|(at, _)| {
        let before = owner.get(..*at).unwrap_or_default();
        before.matches('(').count() <= before.matches(')').count()
    });
    cuts.order();
    cuts.push((owner.len(), owner.len()));
    let mut start = 0;
    let mut found = Vec::new();
    for (at, next) in cuts {
        let part = owner.get(start..at).unwrap_or_default();
        let name = part.trim_start();
        let article = [
            "l'",
            "l\u{2019}",
            "L'",
            "L\u{2019}",
            "la ",
            "le ",
            "les ",
            "La ",
            "Le ",
            "Les ",
        ]
        .iter()
        .find_map(|article| name.strip_prefix(article));
        let name = article.unwrap_or(name).trim();
        let from = start + part.len() - part.trim_start().len();
        let from = from + part.trim_start().find(name).unwrap_or_default();
        if !name.is_empty() {
            found.push(from..from + name.len());
        }
        start = next;
    }
    found
}

/// Whether an owner is no organisation of its own: a college, the council, everybody.
fn is_everybody(proof: &Proof<'_>, name: &str) -> bool {
    let key = sort_key(name);
    let key = key.strip_prefix("college ").unwrap_or(&key);
    let college = |name: &str| {
        let name = sort_key(name);
        key == name || key.trim_end_matches('s') == name.trim_end_matches('s')
    };
    [
        "tous",
        "toutes",
        "tous les membres",
        "membres",
        "conseil",
        "secretariat",
        "chacun",
    ]
    .contains(&key)
        || proof.council.colleges.iter().any(|it| college(&it.name))
}

/// Finds in running text what is nearly a name; with it, the name.
fn misspelt<'a>(text: &str, known: &[Known<'a>]) -> Vec<(Range<usize>, &'a str)> {
    let words = words(text);
    // In a heading of capitals the case tells nothing.
    let shouted = !text.contains(char::is_lowercase);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let (count, wrong) = whole(text, rest, known, shouted)
            .or_else(|| nearly(text, rest, known))
            .unwrap_or((1, None));
        let last = rest.get(count - 1).or(rest.first());
        if let (Some(expected), Some(first), Some(last)) = (wrong, rest.first(), last) {
            found.push((first.at.start..last.at.end, expected));
        }
        at += count;
    }
    found
}

/// Tells how many words make a name, and which one if it is misspelt.
type Match<'a> = (usize, Option<&'a str>);

/// Matches a name letter by letter; case and accents may be wrong.
fn whole<'a>(text: &str, words: &[Word], known: &[Known<'a>], shouted: bool) -> Option<Match<'a>> {
    let mut same = known.iter().filter_map(|known| {
        let window = words.get(..known.keys.len())?;
        let matches = window
            .iter()
            .zip(&known.keys)
            .all(|(word, key)| word.key == *key);
        let sound = window.iter().all(|word| !word.in_address);
        let written = text.get(window.first()?.at.start..window.last()?.at.end)?;
        (matches && sound).then_some((known, written))
    });
    let first = same.next()?;
    // Two names may differ in case alone: either is right.
    let all: Vec<_> = std::iter::once(first)
        .chain(same.filter(|(known, _)| known.keys.len() == first.0.keys.len()))
        .collect();
    let right = all.iter().any(|(known, written)| {
        plain(written) == plain_words(known.name) || known.tolerates(written) || shouted
    });
    let (known, _) = first;
    Some((known.keys.len(), (!right).then_some(known.name)))
}

/// Writes a name without the signs around it, as running text is compared.
fn plain_words(name: &str) -> String {
    let within = words(name);
    match (within.first(), within.last()) {
        (Some(first), Some(last)) => plain(name.get(first.at.start..last.at.end).unwrap_or(name)),
        _ => plain(name),
    }
}

/// Matches what is one slip away from a name.
fn nearly<'a>(text: &str, words: &[Word], known: &[Known<'a>]) -> Option<Match<'a>> {
    let first = words.first()?;
    if first.in_address {
        return None;
    }
    let capital = |word: &Word| {
        text.get(word.at.clone())
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    known.iter().find_map(|known| {
        if known.is_council && known.keys.len() > 1 {
            return council(words, known, capital(first));
        }
        let window = words.get(..known.keys.len())?;
        let long = match (known.keys.len(), known.is_acronym()) {
            (1, true) => 6,
            (1, false) => 7,
            _ => 0,
        };
        let key: usize = known.keys.iter().map(|key| key.chars().count()).sum();
        let near = window
            .iter()
            .zip(&known.keys)
            .all(|(word, key)| is_near(&word.key, key));
        (capital(first) && key >= long && near).then_some((known.keys.len(), Some(known.name)))
    })
}

/// Matches the council's name with a plural too few, a word too few or one too many.
fn council<'a>(words: &[Word], known: &Known<'a>, capital: bool) -> Option<Match<'a>> {
    const BETWEEN: [&str; 7] = ["de", "des", "du", "d", "le", "la", "les"];
    let is_small = |word: &str| BETWEEN.contains(&word);
    let mut at = 0;
    let mut matched = 0;
    let mut end = 0;
    while let (Some(word), Some(key)) = (words.get(at), known.keys.get(matched)) {
        if is_near(&word.key, key) {
            matched += 1;
            end = at + 1;
        } else if matched == 0 || !is_small(&word.key) {
            break;
        }
        at += 1;
    }
    // "Conseil d'administration" is no "Conseil d'exemple": an article tells no name.
    let telling = |count: usize| {
        let keys = known.keys.iter().take(count);
        keys.filter(|key| !is_small(key)).count()
    };
    let (of_match, all) = (telling(matched), telling(known.keys.len()));
    let most = capital && of_match >= 2 && of_match * 2 > all && all > 2;
    (matched == known.keys.len() || most).then_some((end, Some(known.name)))
}

/// Whether two words differ by their plural, or by one letter of five or more.
fn is_near(word: &str, key: &str) -> bool {
    let singular = |word: &str| word.trim_end_matches(['s', 'x']).to_owned();
    let long = word.chars().count().min(key.chars().count()) >= 5;
    word == key
        || (word.len() > 3 && singular(word) == singular(key))
        || (long && strsim::damerau_levenshtein(word, key) <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_may_stand_in_capitals_and_in_no_other_case() {
        let known = Known {
            name: "DGXiP",
            keys: vec!["dgxip".to_owned()],
            member: None,
            is_council: false,
        };
        for (written, expected) in [("DGXIP", true), ("DGXip", false), ("Dgxip", false)] {
            assert_eq!(known.tolerates(written), expected, "{written}");
        }
    }
}
