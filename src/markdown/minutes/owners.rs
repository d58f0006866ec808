//! The names by which the members of a council are known, found again at the places where owners stand.

use std::ops::Range;

use super::name_index::NameIndex;
use crate::locale::collation::{Word, words};

/// The names that the owner of an action may have; without any, whoever stands before a colon is an owner.
#[derive(Debug, Clone, Default)]
pub struct Owners {
    /// Each with its letters if it must be written so: a short name is also a word.
    known: NameIndex<Option<String>>,
}

/// A text and its words.
pub(super) struct Worded<'a> {
    pub text: &'a str,
    pub words: Vec<Word<'a>>,
}

impl<'a> Worded<'a> {
    pub fn of(text: &'a str) -> Self {
        let words = words(text);
        Self { text, words }
    }

    fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }
}

impl Owners {
    /// Takes the names of members, former ones too.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        const EVERYBODY: [&str; 6] = [
            "Tous",
            "Toutes",
            "Tous les membres",
            "Chaque membre",
            "Secrétariat",
            "All",
        ];
        let mut known = NameIndex::default();
        let mut names = names.into_iter().peekable();
        let others = names.peek().map(|_| EVERYBODY);
        for name in names.chain(others.into_iter().flatten()) {
            let is_short = name.chars().count() <= 4 && words(name).len() == 1;
            known.add(name, is_short.then(|| name.to_owned()));
        }
        Self { known }
    }

    /// Whether a text is one name, or several of them, and nothing more.
    #[must_use]
    pub fn is_whole(&self, text: &str) -> bool {
        let text = text.trim();
        let found = self.at(&Worded::of(text), 0);
        found.is_some_and(|at| at.end == text.len())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Returns one name, or several joined by "et", a comma or a sign, that begin at a place of a text:
    /// "La DGNX", "CE, APLEX et La Ronde des Pages".
    pub(super) fn at(&self, said: &Worded<'_>, from: usize) -> Option<Range<usize>> {
        const MOST: usize = 12;
        let (start, mut next) = self.one(said, from)?;
        for _ in 0..MOST {
            let Some((joined, _)) = said.words.get(next) else {
                break;
            };
            let end = said.words.get(next - 1).map_or(start, |(at, _)| at.end);
            let gap = said.between(end, joined.start);
            let sign = gap.trim_matches(|c: char| c.is_whitespace() || c == '@');
            let at = if ["et", "and", "&"].contains(&said.words[next].1.as_str())
                && gap.trim_start_matches(',').trim().is_empty()
            {
                joined.end
            } else if [",", "/", "&", "+", ", et"].contains(&sign) {
                // "CE, et APLEX"
                joined.start
            } else {
                break;
            };
            let after = if said.words[next].1 == "et" {
                joined.end
            } else {
                at
            };
            let Some((_, following)) = self.one(said, after) else {
                break;
            };
            next = following;
        }
        let end = said.words.get(next - 1).map(|(at, _)| at.end)?;
        Some(start..end)
    }

    /// Returns where a name begins, with its article, and the index of the word after it.
    fn one(&self, said: &Worded<'_>, from: usize) -> Option<(usize, usize)> {
        let first = said.words.partition_point(|(at, _)| at.start < from);
        let (at, key) = said.words.get(first)?;
        let opens = |c: char| c.is_whitespace() || "@*_\"«[".contains(c);
        if !said.between(from, at.start).chars().all(opens) {
            return None;
        }
        if let Some(count) = self.here(said, first, false) {
            return Some((at.start, first + count));
        }
        let is_article = ["l", "la", "le", "les", "the"].contains(&key.as_str());
        let count = is_article.then(|| self.here(said, first + 1, true))??;
        Some((at.start, first + 1 + count))
    }

    /// Returns the number of words of the name that begins with a word.
    fn here(&self, said: &Worded<'_>, first: usize, after_article: bool) -> Option<usize> {
        let found = self.known.at(&said.words, first, |window, exact| {
            let (Some((begins, _)), Some((ends, _))) = (window.first(), window.last()) else {
                return false;
            };
            let written = said.between(begins.start, ends.end);
            let mut rest = said.between(ends.end, said.text.len()).chars();
            let goes_on =
                rest.next() == Some('-') && rest.next().is_some_and(char::is_alphanumeric);
            let sound = if let Some(exact) = exact {
                written == exact
            } else {
                // "la Ronde des Pages" within a sentence
                let bare = ["la ", "le ", "les ", "l'", "l\u{2019}", "the "];
                let bare = bare
                    .iter()
                    .find_map(|article| written.strip_prefix(article));
                after_article || bare.unwrap_or(written).starts_with(char::is_uppercase)
            };
            sound && !goes_on && !written.contains([':', ';', '?'])
        });
        found.map(|(count, _)| count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_a_text_begins() {
        let names = Owners::new([
            "CE",
            "APLEX",
            "La Ronde des Pages",
            "Hub Open Source - Exemple",
            "Sillage & Cie",
            "Ville d'Exemple-sur-Mer",
        ]);
        for (text, expected) in [
            ("CE : relire", Some("CE")),
            ("Ce matin", None),
            ("CE2 : une classe", None),
            (
                "La Ronde des Pages et APLEX : relire",
                Some("La Ronde des Pages et APLEX"),
            ),
            (
                "la Ronde des Pages, CE & APLEX",
                Some("la Ronde des Pages, CE & APLEX"),
            ),
            ("l'APLEX relit", Some("l'APLEX")),
            ("@CE, @APLEX", Some("CE, @APLEX")),
            (
                "Hub Open Source \u{2013} Exemple",
                Some("Hub Open Source \u{2013} Exemple"),
            ),
            ("Sillage & Cie / CE", Some("Sillage & Cie / CE")),
            ("CE et le public", Some("CE")),
            (
                "la ville d\u{2019}Exemple-sur-Mer teste",
                Some("la ville d\u{2019}Exemple-sur-Mer"),
            ),
            ("APLEX-Sud", None),
        ] {
            let said = Worded::of(text);
            assert_eq!(names.at(&said, 0).map(|at| &text[at]), expected, "{text}");
        }
    }
}
