//! Sorting and slugs without regard to case or accents.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Gives the text by which a name is sorted: "Écosystème" sorts as "ecosysteme".
///
/// Compatibility decomposition (NFKD, Unicode Standard Annex 15), marks
/// removed, lower case, ligatures in two letters; typographic apostrophes and
/// hyphens count as plain ones, soft hyphens not at all. Other characters are
/// kept. The key is compared as bytes and is not for display.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        push_key(c, &mut key);
    }
    key
}

/// Adds the key of one character; those of a text do not depend on each other, since all marks go.
#[inline]
fn push_key(c: char, key: &mut String) {
    // The letters of French, which most texts are made of, without a look at tables.
    match c {
        _ if c.is_ascii() => key.push(c.to_ascii_lowercase()),
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => key.push('a'),
        'ç' | 'Ç' => key.push('c'),
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => key.push('e'),
        'î' | 'ï' | 'Î' | 'Ï' => key.push('i'),
        'ô' | 'ö' | 'Ô' | 'Ö' => key.push('o'),
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => key.push('u'),
        '\u{a0}' | '\u{202f}' => key.push(' '),
        '\u{2018}' | '\u{2019}' => key.push('\''),
        _ => push_decomposed(c, key),
    }
}

fn push_decomposed(c: char, key: &mut String) {
    let letters = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c));
    for c in letters.flat_map(char::to_lowercase) {
        match c {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ß' => key.push_str("ss"),
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => key.push('\''),
            // Hyphens, dashes and the minus sign; NFKD has made U+2010 of U+2011.
            '\u{2010}'..='\u{2015}' | '\u{2212}' => key.push('-'),
            '\u{ad}' => {}
            other => key.push(other),
        }
    }
}

/// Whether each word of the sort key of a text, a run of its letters and digits, is such a one. Nothing
/// is read behind the first that is not.
#[must_use]
pub fn are_all(text: &str, mut is_such: impl FnMut(&str) -> bool) -> bool {
    let mut word = String::new();
    let mut letters = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        letters.clear();
        push_key(c, &mut letters);
        for letter in letters.chars() {
            if letter.is_alphanumeric() {
                word.push(letter);
            } else if !word.is_empty() {
                if !is_such(&word) {
                    return false;
                }
                word.clear();
            }
        }
    }
    word.is_empty() || is_such(&word)
}

/// The sort key of a word: the word itself where it is in lower case and without accents, as most are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key<'a>(Cow<'a, str>);

impl<'a> Key<'a> {
    fn of(word: &'a str) -> Self {
        let is_key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        Self(if word.bytes().all(is_key) {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(sort_key(word))
        })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Key<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Key<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Key<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Key<'_> {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl Borrow<str> for Key<'_> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<Key<'_>> for String {
    fn from(key: Key<'_>) -> Self {
        key.0.into_owned()
    }
}

/// A word of a text: its place, and its sort key.
pub type Word<'a> = (Range<usize>, Key<'a>);

/// Lists the words of a text, runs of letters and digits, each with its place and its sort key.
#[must_use]
pub fn words(text: &str) -> Vec<Word<'_>> {
    each_word(text).collect()
}

/// Reads the words of a text one after the other, for rules that seldom need them all.
pub fn each_word(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    text.split_inclusive(|c: char| !is_in_word(c))
        .filter_map(move |part| {
            let word = part.trim_end_matches(|c: char| !is_in_word(c));
            let start = at;
            at += part.len();
            (!word.is_empty()).then(|| (start..start + word.len(), Key::of(word)))
        })
}

/// Whether a character is of a word: a letter or a digit, or an accent, which may stand behind its letter.
#[must_use]
pub fn is_in_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

/// A list of words by their sort keys, written as one text with spaces between them.
pub struct WordList {
    text: &'static str,
    words: OnceLock<WordMap<()>>,
}

impl WordList {
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            words: OnceLock::new(),
        }
    }

    /// Lists the words as they are written.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.text.split_ascii_whitespace()
    }

    /// Whether a sort key is one of the words.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        let collect = || self.words().map(|word| (word.to_owned(), ())).collect();
        self.words.get_or_init(collect).get(key).is_some()
    }
}

/// What words mean, by their sort keys. Of one that is listed twice the last meaning counts.
#[expect(
    clippy::disallowed_types,
    reason = "its words are looked up and never listed"
)]
pub struct WordMap<T> {
    words: std::collections::HashMap<String, T>,
    /// The [`form`]s that the words have: most words that are asked for have none of these.
    forms: Box<[bool; FORMS]>,
}

const FORMS: usize = 4_096;

/// Returns a number that equal words share: of the length, the first and the last byte.
fn form(word: &str) -> usize {
    let end = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    let bytes = word.as_bytes();
    (bytes.len() * 1_021 + end(bytes.first()) * 67 + end(bytes.last())) % FORMS
}

impl<T> WordMap<T> {
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        let may_have = self.forms[form(key)];
        may_have.then(|| self.words.get(key)).flatten()
    }
}

impl<T> FromIterator<(String, T)> for WordMap<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let mut map = Self {
            words: words.into_iter().collect(),
            forms: Box::new([false; FORMS]),
        };
        for word in map.words.keys() {
            map.forms[form(word)] = true;
        }
        map
    }
}

/// Makes an identifier of a name: "L'Écosystème (1/2)" gives "l-ecosysteme-1-2".
///
/// Only `a` to `z`, `0` to `9` and single hyphens, none at the ends. It is
/// empty when the name holds no Latin letter and no digit.
#[must_use]
pub fn slug(text: &str) -> String {
    let key = sort_key(text);
    let words: Vec<&str> = key
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sort::Sort;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(sort_key("Écosystème"), "ecosysteme");
        assert_eq!(sort_key("ÇÀ ET LÀ"), "ca et la");
        assert_eq!(sort_key("e\u{301}te\u{301}"), sort_key("ÉTÉ"));
        assert_eq!(sort_key("L’Haÿ"), "l'hay");
    }

    #[test]
    fn ligatures_sort_as_their_letters() {
        assert_eq!(sort_key("Œuvre"), "oeuvre");
        assert_eq!(sort_key("Ex æquo"), "ex aequo");
        assert_eq!(sort_key("Straße"), "strasse");
        assert_eq!(sort_key("STRAẞE"), "strasse");
        assert_eq!(sort_key("ﬁn"), "fin");
    }

    #[test]
    fn typography_does_not_count() {
        assert_eq!(sort_key("l’été"), "l'ete");
        assert_eq!(sort_key("compte\u{2011}rendu"), "compte-rendu");
        assert_eq!(sort_key("2022–2023"), "2022-2023");
        assert_eq!(sort_key("logi\u{ad}ciel"), "logiciel");
        assert_eq!(sort_key("avis\u{a0}: oui"), "avis : oui");
    }

    #[test]
    fn the_letters_of_french_have_the_keys_of_their_decomposition() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let mut key = String::new();
            push_key(c, &mut key);
            assert_eq!(sort_key(&c.to_string()), key, "{c:?}");
        }
        assert_eq!(sort_key("E\u{301}te\u{301} L\u{2019}ﬁn"), "ete l'fin");
    }

    #[test]
    fn words_are_found_in_lists_by_their_keys() {
        static LIST: WordList = WordList::new("absent  absente");
        assert!(LIST.has("absente") && !LIST.has("absen") && !LIST.has(""));
        let pairs = [("note", 1), ("note", 2)].map(|(word, meaning)| (word.to_owned(), meaning));
        assert_eq!(WordMap::from_iter(pairs).get("note"), Some(&2));
    }

    #[test]
    fn a_text_is_read_no_further_than_to_the_first_other_word() {
        let seen = std::cell::RefCell::new(Vec::new());
        let is_such = |word: &str| {
            seen.borrow_mut().push(word.to_owned());
            word != "la"
        };
        assert!(!are_all("L’E\u{301}té, la fin", is_such));
        assert_eq!(*seen.borrow(), ["l", "ete", "la"]);
        assert!(are_all(" - ", |_| false));
        assert!(!are_all("fin", |_| false));
    }

    #[test]
    fn words_have_their_places() {
        let text = " L’Été, c'est (là) !";
        let found = words(text);
        let keys: Vec<&str> = found.iter().map(|(_, key)| key.as_str()).collect();
        assert_eq!(keys, ["l", "ete", "c", "est", "la"]);
        assert_eq!(&text[found[1].0.clone()], "Été");
        assert!(words(" - … - ").is_empty());
        let apart = words("e\u{301}te\u{301} la\u{300}");
        let keys: Vec<&str> = apart.iter().map(|(_, key)| key.as_str()).collect();
        assert_eq!(keys, ["ete", "la"]);
    }

    #[test]
    fn members_sort_as_on_the_page_of_the_council() {
        let page = [
            "AMUE",
            "ANSSI",
            "CNIL",
            "CNNum",
            "Comité pour la science ouverte",
            "DAJ du MEFR",
            "Écosystème",
            "Gendarmerie nationale",
            "INRIA",
            "MEAE",
            "MENJS",
            "Œuvre",
            "OW2",
            "Software Heritage",
        ];
        let mut sorted = page;
        sorted.reverse();
        sorted.order_by_key(|name| sort_key(name));
        assert_eq!(sorted, page);
    }

    #[test]
    fn a_slug_is_made_of_words_and_single_hyphens() {
        assert_eq!(
            slug("Comité pour la science ouverte"),
            "comite-pour-la-science-ouverte"
        );
        assert_eq!(slug("L'Écosystème (1/2)"), "l-ecosysteme-1-2");
        assert_eq!(slug("L’Écosystème (1/2)"), "l-ecosysteme-1-2");
        assert_eq!(
            slug("Hub Open Source - Systematic Paris Region"),
            "hub-open-source-systematic-paris-region"
        );
        assert_eq!(slug("OW2"), "ow2");
        assert_eq!(slug("  « Œuvre » !"), "oeuvre");
    }

    #[test]
    fn a_slug_may_be_empty() {
        assert_eq!(slug(""), "");
        assert_eq!(slug(" - … - "), "");
        assert_eq!(slug("日本"), "");
    }

    proptest! {
        #[test]
        fn a_sort_key_is_its_own_sort_key(text in any::<String>()) {
            let key = sort_key(&text);
            prop_assert_eq!(sort_key(&key), key);
        }

        #[test]
        fn case_never_counts(text in "[a-zéèêëàâçîïôûüœæ '-]{0,40}") {
            prop_assert_eq!(sort_key(&text.to_uppercase()), sort_key(&text));
        }

        #[test]
        fn a_slug_is_safe_in_a_file_name(text in any::<String>()) {
            let made = slug(&text);
            prop_assert!(made.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')));
            prop_assert!(!made.starts_with('-') && !made.ends_with('-') && !made.contains("--"));
            prop_assert_eq!(slug(&made), made);
        }
    }
}
