//! What pages and minutes have in common: headings in their order, links that say where they lead.

use std::ops::Range;

use super::words::words;
use crate::locale::collation::sort_key;
use crate::problem::What;

/// A heading that comes too early, with the level that was to come.
pub(super) struct Skipped {
    pub at: Range<usize>,
    pub level: u8,
    pub expected: u8,
}

impl Skipped {
    /// Says what is wrong with it; `made` tells whether a block made the heading.
    pub(super) fn flaw(&self, made: bool) -> What {
        let (level, expected) = (self.level, self.expected);
        What::HeadingOrder {
            level,
            expected,
            made,
        }
    }
}

/// Finds headings more than one level below the one before; the first may have any level.
pub(super) fn skipped_headings(headings: impl Iterator<Item = (u8, Range<usize>)>) -> Vec<Skipped> {
    let mut before: Option<u8> = None;
    let mut found = Vec::new();
    for (level, at) in headings {
        if let Some(expected) = before.map(|before| before + 1)
            && level > expected
        {
            found.push(Skipped {
                at,
                level,
                expected,
            });
        }
        before = Some(level);
    }
    found
}

/// Whether the words of a link say nothing of where it leads.
pub(super) fn says_nothing(link: &str) -> bool {
    const NOTHING: [&str; 18] = [
        "",
        "ici",
        "la",
        "voir ici",
        "par ici",
        "cliquer",
        "cliquez",
        "cliquer la",
        "cliquez la",
        "lien",
        "le lien",
        "ce lien",
        "en savoir plus",
        "lire la suite",
        "here",
        "click here",
        "link",
        "this link",
    ];
    let key = sort_key(link);
    let said: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    // A sign, such as an arrow or an emoji, is left to whoever sees it.
    let is_empty = said.is_empty() && !link.trim().is_empty();
    !is_empty && (NOTHING.contains(&said.join(" ").as_str()) || !clicks(link).is_empty())
}

/// Finds "cliquez ici", which says nothing wherever it stands.
pub(super) fn clicks(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [one, other] => Some((one, other)),
        _ => None,
    });
    pairs
        .filter(|(one, other)| {
            ["cliquez", "cliquer", "cliquant"].contains(&one.key.as_str()) && other.key == "ici"
        })
        .map(|(one, other)| one.at.start..other.at.end)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_where_it_leads_or_nothing() {
        for link in [
            "ici",
            "Cliquez ici !",
            "Là",
            "",
            " ",
            "CE LIEN",
            "pour l'avis, cliquez ici",
        ] {
            assert!(says_nothing(link), "{link}");
        }
        for link in [
            ".ics",
            "PDF",
            "ce lien de visioconférence",
            "le rapport annuel",
            "https://example.org",
            "ici et là",
            "→",
        ] {
            assert!(!says_nothing(link), "{link}");
        }
    }

    #[test]
    fn a_step_down_is_one_level_and_a_step_up_is_free() {
        let found = |levels: &[u8]| {
            let headings = levels.iter().zip(0..).map(|(level, at)| (*level, at..at));
            let found = skipped_headings(headings).into_iter();
            found
                .map(|it| (it.at.start, it.expected))
                .collect::<Vec<_>>()
        };
        assert_eq!(found(&[3, 4, 2, 3, 1]), []);
        assert_eq!(found(&[1, 3, 5, 2, 4]), [(1, 2), (2, 4), (4, 3)]);
    }
}
