//! Who proposes a subject, as the header of a message names people.

use crate::locale::collation::words;
use crate::sort::Sort;

/// What a list writes behind the name of whoever wrote to it.
const VIA: &str = " via ";
/// What stands behind a name in front of what is none.
const CUTS: [&str; 9] = [
    VIA, " pour ", " for ", " @ ", " - ", " – ", " — ", " | ", " / ",
];
/// What a name may stand before or behind.
const TURNS: [&str; 5] = [
    ":",
    " de la part de ",
    " au nom de ",
    " on behalf of ",
    " c/o ",
];
/// The degrees that stand behind a name.
const DEGREES: [&str; 8] = ["phd", "ph.d", "ph.d.", "md", "msc", "mba", "esq", "esq."];
/// The words of an address that is nobody's.
const OFFICES: [&str; 22] = [
    "accueil",
    "admin",
    "bureau",
    "communication",
    "conseil",
    "contact",
    "direction",
    "donotreply",
    "equipe",
    "info",
    "liste",
    "mailing",
    "ne",
    "no",
    "not",
    "noreply",
    "pas",
    "presse",
    "reply",
    "secretariat",
    "service",
    "support",
];

/// Whoever wrote a message: the name, the address for answers, and what else tells who it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposer {
    pub name: Option<String>,
    pub email: Option<String>,
    /// Other names and addresses, each once.
    pub others: Vec<String>,
}

impl Proposer {
    /// Takes the names and addresses of whoever a message names, the writer first. Answers go to `email`.
    #[must_use]
    pub fn of(people: &[(Option<String>, Option<String>)], email: Option<String>) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut emails: Vec<String> = Vec::new();
        for (name, address) in people {
            names.extend(name.iter().flat_map(|name| names_in(name)));
            names.extend(address.iter().filter_map(|address| name_of(address)));
            emails.extend(address.clone());
        }
        let name = people.first().and_then(|(name, address)| match name {
            Some(name) => names_in(name)
                .into_iter()
                .next()
                .or_else(|| some(cut(name))),
            None => name_of(address.as_deref()?),
        });
        let mut others: Vec<String> = Vec::new();
        for other in names.into_iter().chain(emails) {
            let is = |known: &String| is_same(known, &other);
            if !name.iter().chain(&email).chain(&others).any(is) {
                others.push(other);
            }
        }
        Self {
            name,
            email,
            others,
        }
    }

    /// Whether there is a name of two words or more, which can be found where it is written.
    #[must_use]
    pub fn is_named(&self) -> bool {
        let names = self.name.iter().chain(&self.others);
        names
            .filter(|it| !it.contains('@'))
            .any(|name| is_full(name))
    }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// Whether two texts are one name, in any order of its words and without accents, or one address.
fn is_same(one: &str, other: &str) -> bool {
    let keys = |text: &str| {
        let mut keys: Vec<String> = words(text)
            .iter()
            .map(|(_, key)| key.as_str().to_owned())
            .collect();
        if !text.contains('@') {
            keys.order();
        }
        keys
    };
    one.contains('@') == other.contains('@') && keys(one) == keys(other)
}

/// Lists the full names that the display name of an address holds, the likeliest first.
fn names_in(display: &str) -> Vec<String> {
    let display = display.trim().trim_matches(['"', '\'', '‘', '’', '«', '»']);
    let (outside, inside) = without_brackets(display);
    let mut names = pieces(&outside);
    if names.is_empty() {
        names.extend(inside.iter().flat_map(|part| pieces(part)));
    }
    names
}

/// Lists the full names before and behind what a name may stand on either side of.
fn pieces(text: &str) -> Vec<String> {
    let mut parts = vec![text];
    for turn in TURNS {
        let split = |part| {
            let mut found = Vec::new();
            let mut rest = part;
            while let Some((before, after)) = split_at(rest, turn) {
                found.push(before);
                rest = after;
            }
            found.push(rest);
            found
        };
        parts = parts.into_iter().flat_map(split).collect();
    }
    let names = parts.into_iter().map(cut).filter(|name| is_full(name));
    // "Liste du conseil : Eve Faucon"
    let mut names: Vec<String> = names.collect();
    names.reverse();
    names
}

/// Returns a name without what stands behind it.
fn cut(text: &str) -> String {
    let mut name = text.trim();
    for cut in CUTS {
        if let Some((before, after)) = split_at(name, cut) {
            // "DINUM - Eve Faucon": nobody has a name of one word.
            let is_behind = cut != VIA && !is_full(before) && is_full(after);
            name = if is_behind { after } else { before }.trim();
        }
    }
    if let Some((before, _)) = name.split_once('@') {
        name = before.trim();
    }
    let quotes = ['"', '\'', '‘', '’', '«', '»', ' ', '\u{a0}'];
    let mut name = name.trim_matches(quotes);
    while let Some((before, last)) = name.rsplit_once([' ', ',']) {
        if !DEGREES.contains(&last.to_lowercase().as_str()) {
            break;
        }
        name = before.trim_end_matches([' ', ',']);
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Splits a text at the first of these signs, whatever their case.
fn split_at<'t>(text: &'t str, sign: &str) -> Option<(&'t str, &'t str)> {
    let at = text.char_indices().map(|(at, _)| at).find(|at| {
        let here = text.get(*at..*at + sign.len());
        here.is_some_and(|here| here.to_lowercase() == sign)
    })?;
    Some((text.get(..at)?, text.get(at + sign.len()..)?))
}

/// Parts what stands in brackets from what does not.
fn without_brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), Vec::<String>::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '<' => {
                depth += 1;
                inside.push(String::new());
                outside.push(' ');
            }
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => inside.last_mut().unwrap_or(&mut outside).push(c),
        }
    }
    (outside, inside)
}

/// Returns the name that an address is made of: `first.last@`.
fn name_of(address: &str) -> Option<String> {
    let (local, _) = address.split_once('@')?;
    let local = local.split('+').next()?;
    let parts: Vec<&str> = local.split(['.', '_']).collect();
    let is_name = |part: &&str| {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1
            && part.chars().all(|c| c.is_alphabetic() || c == '-')
            && !OFFICES.contains(&part.to_lowercase().as_str())
    };
    if !(2..=4).contains(&parts.len()) || !parts.iter().all(is_name) {
        return None;
    }
    let mut name = String::with_capacity(local.len());
    for c in parts.join(" ").chars() {
        if name.is_empty() || name.ends_with([' ', '-']) {
            name.extend(c.to_uppercase());
        } else {
            name.push(c);
        }
    }
    Some(name)
}

/// Whether a text has two words or more.
fn is_full(name: &str) -> bool {
    words(name).len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, address: &str) -> Proposer {
        let some = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        Proposer::of(&[(some(name), some(address))], some(address))
    }

    #[test]
    fn a_name_is_found_in_what_programs_and_people_write_beside_it() {
        for name in [
            "Eve Faucon",
            "Eve Faucon via Liste conseil",
            "'Eve Faucon' via secretariat",
            "Eve Faucon [MEN/DNE]",
            "Eve Faucon PhD",
            "Eve Faucon, PhD",
            "Eve Faucon @ DINUM",
            "Eve Faucon@DINUM",
            "Conseil: Eve Faucon",
            "Conseil (Eve Faucon)",
            "Eve Faucon pour le collectif",
            "Eve Faucon - DINUM",
            "DINUM - Eve Faucon",
        ] {
            let found = of(name, "x@example.org");
            assert_eq!(found.name.as_deref(), Some("Eve Faucon"), "{name}");
            assert!(found.is_named(), "{name}");
            assert_eq!(found.others, [""; 0], "{name}");
        }
        let both = of("Liste du conseil : Eve Faucon", "x@example.org");
        assert_eq!(both.name.as_deref(), Some("Eve Faucon"));
        assert_eq!(both.others, ["Liste du conseil"]);
    }

    #[test]
    fn an_address_tells_a_name() {
        let found = of("", "eve.faucon@example.org");
        assert_eq!(found.name.as_deref(), Some("Eve Faucon"));
        assert_eq!(of("DINUM", "eve.faucon@example.org").others, ["Eve Faucon"]);
        assert_eq!(of("Ève Faucon", "eve.faucon@example.org").others, [""; 0]);
        assert!(!of("Eve via Liste conseil", "x@example.org").is_named());
        assert!(!of("DINUM", "x@example.org").is_named());
        for address in [
            "ne.pas.repondre@example.org",
            "eve@example.org",
            "e.f@example.org",
        ] {
            assert!(!of("", address).is_named(), "{address}");
        }
    }
}
