//! Private values in a text that is about to be published, however they are written.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::values::{stands_alone, values};
use crate::domain::{Council, PrivateRecords};
use crate::locale::collation::sort_key;
use crate::problem::PrivateKind;

/// Every private value, without what may be written one way or another.
///
/// Neither capitals nor accents count, nor emphasis, backslashes, invisible signs, the number of
/// spaces or a line break; a name is known with its first word last, and with its last word first.
#[derive(Debug)]
pub struct FoldedValues {
    automaton: AhoCorasick,
    kinds: Vec<PrivateKind>,
}

impl FoldedValues {
    /// Gathers the values, but for those that the council itself publishes and short names; `None`
    /// if there are none.
    #[must_use]
    pub fn new(records: &PrivateRecords, council: &Council) -> Option<Self> {
        let (mut kinds, mut patterns) = (Vec::new(), Vec::new());
        for (kind, value) in values(records, council) {
            let folded = fold(value).0;
            let folded = folded.trim();
            let mut turned = Vec::new();
            if kind == PrivateKind::Name {
                turned.extend(folded.split_once(' ').map(|(a, b)| format!("{b} {a}")));
                turned.extend(folded.rsplit_once(' ').map(|(a, b)| format!("{b} {a}")));
            }
            turned.push(folded.to_owned());
            for pattern in turned {
                kinds.push(kind);
                patterns.push(pattern);
            }
        }
        if patterns.is_empty() {
            return None;
        }
        let automaton = AhoCorasick::new(patterns).ok()?;
        Some(Self { automaton, kinds })
    }

    /// Finds each private value in a text: its bytes, and what it is; never the value.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, PrivateKind)> {
        let (folded, origins) = fold(text);
        let origin = |at: usize| origins.get(at).cloned().unwrap_or_default();
        let mut found: Vec<(Range<usize>, PrivateKind)> = self
            .automaton
            .find_overlapping_iter(&folded)
            .filter(|at| stands_alone(folded.as_bytes(), at.start(), at.end()))
            .map(|at| {
                let range = origin(at.start()).start..origin(at.end() - 1).end;
                (range, self.kinds[at.pattern().as_usize()])
            })
            .collect();
        // Of the values that begin at one place, the longest counts.
        found.sort_by_key(|(at, _)| (at.start, usize::MAX - at.end));
        found.dedup_by_key(|(at, _)| at.start);
        found
    }
}

/// Folds a text; for each byte of the result, the bytes that it comes from.
fn fold(text: &str) -> (String, Vec<Range<usize>>) {
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let mut end = at + character.len_utf8();
        let key = if character.is_whitespace() {
            let mut new_line = character == '\n';
            // A quotation goes on behind its sign.
            while let Some((next, more)) =
                characters.next_if(|(_, c)| c.is_whitespace() || (new_line && *c == '>'))
            {
                new_line |= more == '\n';
                end = next + more.len_utf8();
            }
            " ".to_owned()
        } else if is_no_text(character) {
            continue;
        } else {
            sort_key(character.encode_utf8(&mut [0; 4]))
        };
        origins.extend(key.bytes().map(|_| at..end));
        folded.push_str(&key);
    }
    (folded, origins)
}

/// Tells whether a character is markup or is not seen at all.
fn is_no_text(character: char) -> bool {
    matches!(
        character,
        '*' | '_' | '`' | '\\' | '~' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let patterns = ["pole accueil", "accueil pole", "sec-un@example.org"];
        let values = FoldedValues {
            automaton: AhoCorasick::new(patterns).unwrap(),
            kinds: vec![PrivateKind::Name, PrivateKind::Name, PrivateKind::Email],
        };
        let found = values.find(text).into_iter();
        found.map(|(at, _)| &text[at]).collect()
    }

    #[test]
    fn a_value_is_found_however_it_is_written() {
        for text in [
            "Pôle accueil",
            "POLE ACCUEIL",
            "Po\u{302}le\u{a0}accueil",
            "Pôle\naccueil",
            "Pôle\n  > > accueil",
            "P**ôle** _accueil",
            "P\u{200b}ôle accue\u{ad}il",
            "ACCUEIL Pôle",
        ] {
            assert_eq!(found(&format!("é, {text}.")), [text]);
        }
        assert_eq!(found("<Sec\\-Un@Example.org>"), ["Sec\\-Un@Example.org"]);
    }

    #[test]
    fn a_part_of_a_longer_word_is_another_value() {
        for text in [
            "Pôle accueillant",
            "mon-sec-un@example.org",
            "Pôle, accueil",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
