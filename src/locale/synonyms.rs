//! What people type for the words of registries and commands, as data: "annuler" for `cancel`.

use std::sync::LazyLock;

/// What kind of words they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synonyms {
    /// Values of registries.
    Values,
    Commands,
    /// Options, without their hyphens.
    Options,
    /// Whole command lines, for a command or for an option of another command.
    Lines,
}

/// Each word as typed, a sort key, with the word of the program for it.
type Pairs = Vec<(Synonyms, &'static str, &'static str)>;

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let mut kind = Synonyms::Values;
    let mut pairs = Pairs::new();
    for line in include_str!("synonyms.txt").lines() {
        match line {
            "[values]" => kind = Synonyms::Values,
            "[commands]" => kind = Synonyms::Commands,
            "[options]" => kind = Synonyms::Options,
            "[lines]" => kind = Synonyms::Lines,
            _ => {
                let (word, typed) = line.split_once(" = ").unwrap_or_default();
                let typed = typed.split(',').map(str::trim).filter(|it| !it.is_empty());
                pairs.extend(typed.map(|typed| (kind, typed, word)));
            }
        }
    }
    pairs
});

impl Synonyms {
    /// Lists each word as typed, a sort key, with the word of the program for it.
    pub fn pairs(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let own = PAIRS.iter().filter(move |(kind, ..)| *kind == self);
        own.map(|(_, typed, word)| (*typed, *word))
    }

    /// Lists the words of the program that a sort key stands for.
    pub fn of(self, key: &str) -> impl Iterator<Item = &'static str> {
        let meant = self.pairs().filter(move |(typed, _)| *typed == key);
        meant.map(|(_, word)| word)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::locale::collation::sort_key;

    #[test]
    fn every_line_says_something_and_each_word_stands_once() {
        for (kind, name) in [
            (Synonyms::Values, "values"),
            (Synonyms::Commands, "commands"),
            (Synonyms::Options, "options"),
            (Synonyms::Lines, "lines"),
        ] {
            let (mut all, mut typed_once) = (BTreeSet::new(), BTreeSet::new());
            for (typed, word) in kind.pairs() {
                assert_eq!(sort_key(typed), typed);
                assert!(all.insert((typed, word)), "{typed} stands twice in {name}");
                // The same word is two states: of an opinion and of a subject.
                let is_state = kind == Synonyms::Values && typed == "transmis";
                assert!(typed_once.insert(typed) || is_state, "{name}: {typed}");
            }
            assert!(all.len() > 8, "{name}");
        }
        for line in include_str!("synonyms.txt").lines() {
            let is_known = line.is_empty() || line.starts_with(['#', '[']) || line.contains(" = ");
            assert!(is_known, "{line}");
        }
    }
}
