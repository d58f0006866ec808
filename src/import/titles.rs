//! Whom the title of a meeting calls together: "Réunion administrations et écosystème".

use std::collections::BTreeSet;

use crate::locale::collation::words;
use crate::markdown::wiki::words::{COLLEGE_JOINS, MEETING_WORDS, SMALL, WHOLE};

/// Whom a title calls together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitleReading {
    /// It names nobody.
    Nobody,
    /// The whole council: "Réunion plénière".
    All,
    Names(Vec<Name>),
}

/// What may be the name of a college.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Its words, without case, accents and articles.
    pub key: String,
    /// As it is written.
    pub text: String,
}

/// Reads whom a title calls; `council` are the words of the name of the council itself, in order.
#[must_use]
pub fn called(title: &str, council: &[String]) -> TitleReading {
    let title = title.split(['(', '[']).next().unwrap_or_default();
    let all = words(title);
    let begins = all
        .iter()
        .position(|(_, word)| MEETING_WORDS.contains(&word.as_str()));
    let said = all.get(begins.map_or(0, |at| at + 1)..).unwrap_or_default();
    let mut names: Vec<Name> = Vec::new();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    let mut end = None;
    for (index, (at, word)) in said.iter().enumerate() {
        let gap = end.map_or("", |end| title.get(end..at.start).unwrap_or_default());
        end = Some(at.end);
        let joins = COLLEGE_JOINS.contains(&word.as_str());
        if joins || gap.contains([',', '/', '&', '+', ';']) {
            parts.push(Vec::new());
        }
        if !joins && let Some(part) = parts.last_mut() {
            part.push(index);
        }
    }
    for part in parts {
        let is_small = |at: &usize| {
            said.get(*at)
                .is_none_or(|(_, w)| SMALL.contains(&w.as_str()))
        };
        let telling: Vec<usize> = part.into_iter().filter(|at| !is_small(at)).collect();
        let Some((first, last)) = telling.first().zip(telling.last()) else {
            continue;
        };
        let key: Vec<&str> = telling.iter().map(|at| said[*at].1.as_str()).collect();
        let at = said[*first].0.start..said[*last].0.end;
        names.push(Name {
            key: key.join(" "),
            text: title.get(at).unwrap_or_default().to_owned(),
        });
    }
    // "Observatoire" is the whole of the Observatoire du littoral, "littoral" is not.
    let is_body = |word: &str| WHOLE.contains(&word) || council.first().is_some_and(|c| c == word);
    let is_whole = |name: &Name| {
        let mut words = name.key.split(' ');
        words.clone().any(is_body)
            && words.all(|word| is_body(word) || council.iter().any(|known| known == word))
    };
    match names.as_slice() {
        [] => TitleReading::Nobody,
        names if names.iter().all(is_whole) => TitleReading::All,
        _ => TitleReading::Names(names),
    }
}

/// Whether a word belongs to no name.
#[must_use]
pub fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Returns the telling words of a text, in the singular as far as it can be told.
#[must_use]
pub fn stems(text: &str) -> BTreeSet<String> {
    let telling = words(text).into_iter();
    let telling = telling.filter(|(_, word)| !SMALL.contains(&word.as_str()));
    telling.map(|(_, word)| stem(&word).to_owned()).collect()
}

fn stem(word: &str) -> &str {
    let shorter = word.strip_suffix(['s', 'x']);
    shorter.filter(|stem| stem.len() > 2).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(title: &str) -> Vec<String> {
        let council = ["observatoire", "littoral"].map(str::to_owned);
        match called(title, &council) {
            TitleReading::Names(names) => names.into_iter().map(|name| name.text).collect(),
            TitleReading::All => vec!["*".to_owned()],
            TitleReading::Nobody => Vec::new(),
        }
    }

    #[test]
    fn the_names_stand_after_the_word_for_a_meeting() {
        for (title, expected) in [
            ("Réunion administrations", &["administrations"][..]),
            ("administrations", &["administrations"]),
            (
                "Réunion administrations et écosystème (1/2)",
                &["administrations", "écosystème"],
            ),
            (
                "Réunion des collèges État, usagers & soignants",
                &["État", "usagers", "soignants"],
            ),
            ("1re réunion du collège de l'écosystème", &["écosystème"]),
            (
                "réunion administrations et écosystème (2",
                &["administrations", "écosystème"],
            ),
            ("Réunion", &[]),
            ("Réunion plénière", &["*"]),
            ("Réunion de tout le conseil", &["*"]),
            ("Réunion de l'Observatoire du littoral", &["*"]),
            ("Réunion du littoral", &["littoral"]),
            ("Assemblée générale", &["*"]),
            ("Réunion de rentrée", &["rentrée"]),
        ] {
            assert_eq!(names(title), expected, "{title}");
        }
    }
}
