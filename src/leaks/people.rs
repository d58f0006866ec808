//! The names of people, in every way in which minutes, lists and files name them.
//!
//! Every rule begins at a surname: what stands beside it tells whether it is that of the person. A
//! surname or a first name alone names nobody.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fold::{Nul, fold};
use super::lexicon::{
    is_article, is_building, is_civility, is_common, is_full_title, is_function, is_given,
    is_office, is_particle, is_post, is_short_title, is_short_word, is_street, is_title,
};

/// The shortest full name of one word that is looked for, in characters: a shorter one is a word like
/// others.
const SHORTEST_NAME: usize = 5;
/// The shortest full name that is looked for written as one word, in bytes.
const SHORTEST_GLUED: usize = 8;
/// The farthest that two words of one name stand apart, in bytes.
const FARTHEST: usize = 96;
/// How many words the name of a field has, with that of the one before.
const MOST_KEYS: usize = 3;
/// The longest beginning of a first name that stands for it, as in `Chr.`, in letters.
const LONGEST_INITIAL: usize = 4;
/// How many further first names may stand between the first one and the surname.
const MOST_MIDDLE_NAMES: usize = 2;
/// How many words a street has before the name in it.
const LONGEST_STREET: usize = 4;
/// How far back the head of a table is looked for, in bytes.
const LONGEST_TABLE: usize = 4096;
/// How many words may stand between `MM.` and the last surname that it is for.
const LONGEST_LIST: usize = 16;

/// Titles of several people, whose surnames follow, and those of one of them.
const PLURALS: [(&str, &str); 6] = [
    ("mm", "m"),
    ("mmes", "mme"),
    ("mlles", "mlle"),
    ("messieurs", "monsieur"),
    ("mesdames", "madame"),
    ("mesdemoiselles", "mademoiselle"),
];
/// Words between the names of a list.
const LISTING: [&str; 15] = [
    "et", "and", "ou", "or", "e", "y", "ainsi", "que", "puis", "avec", "les", "comme", "ni",
    "enfin", "contre",
];
/// What fields for the first names of people are called.
const GIVEN_KEYS: [&str; 7] = [
    "prenom",
    "prenoms",
    "first",
    "given",
    "firstname",
    "givenname",
    "usage",
];
/// What fields for the names of people are called.
const KEYS: [&str; 16] = [
    "nom",
    "prenom",
    "noms",
    "prenoms",
    "name",
    "first",
    "last",
    "given",
    "family",
    "firstname",
    "lastname",
    "givenname",
    "familyname",
    "surname",
    "sn",
    "usage",
];

/// A folded text, and the letters that it was made of.
pub trait Letters {
    /// Returns the folded text.
    fn folded(&self) -> &str;
    /// Returns the character that a byte of it comes from.
    fn written(&self, byte: usize) -> Option<char>;
}

/// How a person is named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// In the folded text.
    pub at: Range<usize>,
    /// By first name and surname, and not by a surname with a title or initials.
    pub whole: bool,
    /// What it is called where it is accepted.
    pub spellings: Vec<String>,
}

/// Everybody whose name is private.
#[derive(Debug, Default)]
pub struct People {
    surnames: Vec<Surname>,
    glued: Vec<String>,
}

#[derive(Debug)]
struct Surname {
    words: Vec<String>,
    given: Vec<Given>,
    /// Whether it is all that is known of somebody's name.
    alone: bool,
}

/// The first names of a person.
#[derive(Debug, PartialEq, Eq)]
struct Given {
    words: Vec<String>,
    /// How many of them are the first name that people use.
    first: usize,
}

/// A part of a name between spaces.
struct Part {
    words: Vec<String>,
    capitals: bool,
    /// Whether it begins with one.
    has_capital: bool,
    /// Whether a comma follows it.
    comma: bool,
}

impl People {
    /// Adds everybody whom a name of the registry names, but for offices and functions. The parts of
    /// addresses before their `@`, folded, tell which word of a name is the first name.
    pub fn add(&mut self, name: &str, locals: &BTreeSet<String>) {
        let persons = persons(name);
        let single = persons.len() == 1;
        for person in persons {
            let (parts, is_titled) = parts(&person);
            self.add_parts(&parts, locals, single && !is_titled);
        }
    }

    fn add_parts(&mut self, parts: &[Part], locals: &BTreeSet<String>, alone: bool) {
        if is_nobody(parts) {
            return;
        }
        if parts.len() < 2 {
            let words: Vec<String> = parts.iter().flat_map(|part| part.words.clone()).collect();
            if words.is_empty() {
                return;
            }
            let length: usize = words.iter().map(|word| word.chars().count()).sum();
            let is_long = length + words.len() > SHORTEST_NAME;
            let is_dense = words.iter().any(|word| is_dense(word)) && length > 1;
            self.surname(words, None, alone && (is_long || is_dense));
            return;
        }
        for surname in surnames(parts, locals) {
            let words = |parts: &[Part]| -> Vec<String> {
                parts.iter().flat_map(|part| part.words.clone()).collect()
            };
            let family = words(parts.get(surname.clone()).unwrap_or_default());
            let before = parts.get(..surname.start).unwrap_or_default();
            let after = parts.get(surname.end..).unwrap_or_default();
            let given = if before.is_empty() { after } else { before };
            let first = given.first().map_or(0, |part| part.words.len());
            let mut given = words(given);
            // What may be left out of the surname is no first name.
            while given.len() > first && given.last().is_some_and(|word| is_particle(word)) {
                given.pop();
            }
            if family.is_empty() || given.is_empty() {
                continue;
            }
            for glued in [
                given.concat() + &family.concat(),
                family.concat() + &given.concat(),
            ] {
                if glued.len() >= SHORTEST_GLUED && !self.glued.contains(&glued) {
                    self.glued.push(glued);
                }
            }
            let given = || Given {
                words: given.clone(),
                first,
            };
            if family.len() > 1 {
                self.surname(vec![family.concat()], Some(given()), false);
            }
            self.surname(family, Some(given()), false);
        }
    }

    fn surname(&mut self, words: Vec<String>, given: Option<Given>, alone: bool) {
        let known = self.surnames.iter().position(|known| known.words == words);
        let index = known.unwrap_or_else(|| {
            self.surnames.push(Surname {
                words,
                given: Vec::new(),
                alone: false,
            });
            self.surnames.len() - 1
        });
        if let Some(surname) = self.surnames.get_mut(index) {
            surname.alone |= alone;
            surname
                .given
                .extend(given.filter(|given| !surname.given.contains(given)));
        }
    }

    /// Lists the last word of each surname: where it stands a person may be named.
    pub fn anchors(&self) -> impl Iterator<Item = (usize, &str)> {
        let surnames = self.surnames.iter().enumerate();
        surnames.filter_map(|(index, surname)| Some((index, surname.words.last()?.as_str())))
    }

    /// Lists the full names written as one word.
    pub fn glued(&self) -> impl Iterator<Item = &str> {
        self.glued.iter().map(String::as_str)
    }

    /// Tells how a person of a surname is named where its last word stands, if one is.
    #[must_use]
    pub fn named(
        &self,
        surname: usize,
        last: Range<usize>,
        letters: &impl Letters,
    ) -> Option<Naming> {
        let surname = self.surnames.get(surname)?;
        let text = letters.folded();
        let dense = surname.alone && is_dense(surname.words.last()?);
        if !(is_word(text, &last) || dense && is_dense_enough(text, &last)) {
            return None;
        }
        let mut start = last.start;
        for word in surname.words.iter().rev().skip(1) {
            let (gap, at) = word_before(text, start)?;
            let joins = is_soft(gap) || gap == "'" || surname.alone && is_turned(gap);
            if !joins || text.get(at.clone()) != Some(word) {
                return None;
            }
            start = at.start;
        }
        let place = Place {
            text,
            letters,
            at: start..last.end,
            last: last.start,
            words: &surname.words,
        };
        if place.is_another_word() {
            return None;
        }
        let whole = surname.given.iter().find_map(|given| place.full(given));
        if let Some(at) = whole {
            return (!place.is_of_street(&at, true)).then(|| place.naming(at, true));
        }
        if surname.alone && place.stands_alone() {
            return Some(place.naming(place.at.clone(), true));
        }
        let partial = surname.given.iter().find_map(|given| place.initials(given));
        if let Some(at) = partial.or_else(|| place.titled()) {
            return (!place.is_of_street(&at, false)).then(|| place.naming(at, false));
        }
        place.listed().map(|plural| {
            let name = key(text.get(place.at.clone()).unwrap_or_default());
            let singular = PLURALS.iter().find(|(many, _)| *many == plural);
            let titles = [Some(plural), singular.map(|(_, one)| *one)];
            let titles = titles.into_iter().flatten();
            Naming {
                at: place.at.clone(),
                whole: false,
                spellings: titles.map(|title| format!("{title} {name}")).collect(),
            }
        })
    }
}

/// A surname in a text.
struct Place<'a, L> {
    text: &'a str,
    letters: &'a L,
    at: Range<usize>,
    /// Where its last word begins.
    last: usize,
    words: &'a [String],
}

impl<L: Letters> Place<'_, L> {
    fn slice(&self, at: Range<usize>) -> &str {
        self.text.get(at).unwrap_or_default()
    }

    fn naming(&self, at: Range<usize>, whole: bool) -> Naming {
        let mut spellings = vec![key(self.slice(at.clone()))];
        let mut begins = at.start;
        if let Some((gap, title)) = word_before(self.text, at.start)
            && is_after_title(gap)
            && is_title(self.slice(title.clone()))
        {
            begins = title.start;
            spellings.push(key(self.slice(begins..at.end)));
        }
        Naming {
            at: begins..at.end,
            whole,
            spellings,
        }
    }

    fn is_capital(&self, byte: usize) -> bool {
        self.letters.written(byte).is_some_and(char::is_uppercase)
    }

    /// Tells whether the surname has a capital, which its particles need not have.
    fn has_capital(&self) -> bool {
        self.is_capital(self.last)
    }

    /// Tells whether the surname could be any word, written small.
    fn is_common(&self) -> bool {
        self.words
            .iter()
            .all(|word| is_common(word) || is_given(word))
    }

    /// Tells whether a short surname is the article of another name, or no name at all.
    fn is_another_word(&self) -> bool {
        let [word] = self.words else { return false };
        if !is_short_word(word) {
            return false;
        }
        let is_begun = word_after(self.text, self.at.end).is_some_and(|(gap, at)| {
            let begins = gap == " " || gap == "-" || gap == "'";
            begins && (self.is_capital(at.start) && at.len() > 1 || is_title(self.slice(at)))
        });
        let is_small =
            !self.has_capital() && (is_particle(word) || is_article(word) || word == "et");
        (is_begun && !self.all_capitals(&self.at)) || is_small
    }

    /// Tells whether a street or a building is called so: `rue Paul Martin`, `rue du Docteur Martin`,
    /// `place Paul-Martin`. Nothing is called after `M.` or `Mme`, nor beyond a full stop; and between a
    /// street and a whole name stands no other word.
    fn is_of_street(&self, at: &Range<usize>, whole: bool) -> bool {
        let name = self.slice(at.clone());
        let first = name.split([' ', '.', '-']).next().unwrap_or_default();
        if is_civility(first) {
            return false;
        }
        let mut start = at.start;
        for _ in 0..LONGEST_STREET {
            let Some((gap, word)) = word_before(self.text, start) else {
                return false;
            };
            if !matches!(gap, " " | "-" | "'") {
                return false;
            }
            let written = self.slice(word.clone());
            if is_street(written) {
                return true;
            }
            if is_building(written) {
                return name.contains('-') && !name.contains(' ');
            }
            let joins = is_particle(written) || is_article(written);
            if whole || !joins {
                return false;
            }
            start = word.start;
        }
        false
    }

    fn all_capitals(&self, at: &Range<usize>) -> bool {
        let mut letters = self.slice(at.clone()).char_indices();
        letters.all(|(byte, _)| self.is_capital(at.start + byte))
    }

    /// Tells whether a hyphen joins a word to what stands before it.
    fn joined_before(&self, start: usize) -> bool {
        let before = self.slice(0..start);
        let joins = before.strip_suffix('-');
        joins.is_some_and(|before| before.ends_with(char::is_alphanumeric))
    }

    fn joined_after(&self, end: usize) -> bool {
        let after = self.slice(end..self.text.len());
        let joins = after.strip_prefix('-');
        joins.is_some_and(|after| after.starts_with(char::is_alphanumeric))
    }

    /// A full name of one word stands for itself, but as a part of a longer word or address.
    fn stands_alone(&self) -> bool {
        let joins = |c: char| ".-_+".contains(c);
        let before = self.slice(0..self.at.start);
        let after = self.slice(self.at.end..self.text.len());
        let joined_before = before.strip_suffix(joins);
        let joined_after = after.strip_prefix(joins);
        !(joined_before.is_some_and(|rest| rest.ends_with(char::is_alphanumeric))
            || joined_after.is_some_and(|rest| rest.starts_with(char::is_alphanumeric)))
    }

    /// The first names beside the surname, before or after it: all of them, the one that people use,
    /// or one half of that one.
    fn full(&self, given: &Given) -> Option<Range<usize>> {
        let first = given.words.get(..given.first).unwrap_or_default();
        let halves = first.chunks(1).filter(|_| first.len() > 1);
        let forms = [&given.words, first].into_iter().chain(halves);
        forms.into_iter().find_map(|words| {
            let before = || {
                self.full_before(words)
                    .or_else(|| self.with_middle_names(words))
            };
            let at = before().or_else(|| self.full_after(words))?;
            self.is_name(&at, words).then_some(at)
        })
    }

    /// Tells whether words that may be others are a name here: by their capitals, as one word, in
    /// fields that are for names.
    fn is_name(&self, at: &Range<usize>, given: &[String]) -> bool {
        let is_initial = given.iter().all(|word| word.chars().count() == 1);
        if !self.is_common() && !is_initial {
            return true;
        }
        let between = if at.start < self.at.start {
            at.start..self.at.start
        } else {
            self.at.end..at.end
        };
        let other = self.slice(between.clone());
        let joined = other.trim_matches(char::is_alphanumeric);
        let may_be_any = is_initial || given.iter().all(|word| is_common(word));
        let begins = between.start + other.len()
            - other
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .len();
        if may_be_any
            && !(["-", "_", "."].contains(&joined) || self.has_capital() && self.is_capital(begins))
        {
            return false;
        }
        if !self.is_common() {
            return true;
        }
        let gap = if at.start < self.at.start {
            word_before(self.text, self.at.start).map(|(gap, _)| gap)
        } else {
            word_after(self.text, self.at.end).map(|(gap, _)| gap)
        };
        let gap = gap.unwrap_or_default();
        if is_data(gap) || gap.contains(['\t', '|']) || gap.contains("   ") {
            return self.has_head(at.start)
                || self.keys_before().is_some()
                || self.keys_after().is_some();
        }
        if is_turned(gap) && gap.trim() == "," {
            return !self.is_of_list(at);
        }
        // One on each line: a list of first names.
        let before = self.slice(0..at.start);
        let after = self.slice(at.end..self.text.len());
        let line_ends = |text: &str| {
            text.trim_start_matches(' ')
                .chars()
                .next()
                .is_none_or(|c| c == '\n')
        };
        let line_begins = before
            .trim_end_matches(' ')
            .chars()
            .next_back()
            .is_none_or(|c| c == '\n');
        !(gap.contains('\n') && line_begins && line_ends(after))
    }

    /// Tells whether other names are listed before or after these: `Pierre, Martin, Paul et Jean`.
    fn is_of_list(&self, at: &Range<usize>) -> bool {
        let before = word_before(self.text, at.start);
        let listed_before = before.is_some_and(|(gap, at)| {
            gap.trim() == "," && self.is_capital(at.start) && !is_function(self.slice(at))
        });
        let after = word_after(self.text, at.end);
        listed_before
            || after.is_some_and(|(gap, at)| {
                let goes_on = gap.trim() == "," && self.is_capital(at.start);
                goes_on || gap == " " && ["et", "and", "ou"].contains(&self.slice(at))
            })
    }

    /// Tells whether the head of the table, or the first line of the file, says that its columns hold
    /// first names and surnames.
    fn has_head(&self, at: usize) -> bool {
        let says = |line: &str| {
            let mut words = line.split(|c: char| !c.is_alphanumeric());
            let mut first = words.clone();
            first.any(|word| GIVEN_KEYS.contains(&word))
                && words.any(|word| KEYS.contains(&word) && !GIVEN_KEYS.contains(&word))
        };
        let first = self.text.lines().next().unwrap_or_default();
        let mut start = at.saturating_sub(LONGEST_TABLE);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let before = self.slice(start..at);
        let block = before
            .rfind(['\u{1}'])
            .filter(|_| !before.contains('|'))
            .map_or(0, |end| end + 1);
        let block = block.max(before.rfind("\n\n").map_or(0, |end| end + 2));
        let head = before.get(block..).unwrap_or_default();
        says(
            first
                .get(..first.len().min(LONGEST_TABLE))
                .unwrap_or_default(),
        ) || head
            .split(['\n', '\u{1}'])
            .find(|line| !line.trim().is_empty())
            .is_some_and(says)
    }

    /// Further first names, in full or as initials, between the first one and the surname.
    fn with_middle_names(&self, words: &[String]) -> Option<Range<usize>> {
        if !self.has_capital() || self.joined_after(self.at.end) {
            return None;
        }
        let mut start = self.at.start;
        for index in 0..=MOST_MIDDLE_NAMES {
            let (gap, at) = word_before(self.text, start)?;
            let word = self.slice(at.clone());
            let is_initial = at.len() < 3 && gap.starts_with('.');
            let beside = gap.strip_prefix('.').filter(|_| is_initial).unwrap_or(gap);
            let quotes = |c: char| c == ' ' || c == '\n' || c == '-' || "«»()\"".contains(c);
            if beside.is_empty()
                || !beside.chars().all(quotes)
                || beside.contains("\n\n")
                || is_item(beside)
            {
                return None;
            }
            if index > 0
                && let Some(start) = self.words_before(words, start)
                && self.is_capital(start)
                && !self.joined_before(start)
            {
                return Some(start..self.at.end);
            }
            let is_nickname = ["dit", "dite", "alias"].contains(&word);
            if !(self.is_capital(at.start) || is_nickname) || is_full_title(word) {
                return None;
            }
            start = at.start;
        }
        None
    }

    fn full_before(&self, words: &[String]) -> Option<Range<usize>> {
        let (gap, _) = word_before(self.text, self.at.start)?;
        let keyed = self.keys_before();
        let beside = is_soft(gap) || is_dot(gap) || is_data(gap);
        let start = self.words_before(words, keyed.unwrap_or(self.at.start))?;
        let other = self.joined_before(start) || self.joined_after(self.at.end);
        ((beside || keyed.is_some()) && (gap == "-" || !other)).then_some(start..self.at.end)
    }

    fn full_after(&self, words: &[String]) -> Option<Range<usize>> {
        let (gap, _) = word_after(self.text, self.at.end)?;
        let keyed = self.keys_after();
        let beside = is_soft(gap) || is_dot(gap) || is_data(gap) || is_turned(gap);
        let end = self.words_after(words, keyed.unwrap_or(self.at.end))?;
        let other = self.joined_before(self.at.start) || self.joined_after(end);
        ((beside || keyed.is_some()) && (gap == "-" || !other)).then_some(self.at.start..end)
    }

    /// Goes back over the names of fields: `"prenom": "Lina", "nom": "Quidam"`.
    fn keys_before(&self) -> Option<usize> {
        let mut at = self.at.start;
        for _ in 0..MOST_KEYS {
            let Some((_, word)) = word_before(self.text, at).filter(|(gap, _)| is_of_fields(gap))
            else {
                break;
            };
            if !KEYS.contains(&self.slice(word.clone())) {
                break;
            }
            at = word.start;
        }
        let (gap, _) = word_before(self.text, at)?;
        (at < self.at.start && is_of_fields(gap)).then_some(at)
    }

    fn keys_after(&self) -> Option<usize> {
        let mut at = self.at.end;
        for _ in 0..MOST_KEYS {
            let Some((_, word)) = word_after(self.text, at).filter(|(gap, _)| is_of_fields(gap))
            else {
                break;
            };
            if !KEYS.contains(&self.slice(word.clone())) {
                break;
            }
            at = word.end;
        }
        let (gap, _) = word_after(self.text, at)?;
        (at > self.at.end && is_of_fields(gap)).then_some(at)
    }

    /// Goes back over words, or over the one that they are when written together.
    fn words_before(&self, words: &[String], from: usize) -> Option<usize> {
        let mut start = from;
        for word in words.iter().rev() {
            let (gap, at) = word_before(self.text, start)?;
            let found = self.slice(at.clone());
            let is_first = start == from;
            if is_first && words.len() > 1 && found == words.concat() {
                return Some(at.start);
            }
            if found != word || !(is_first || is_soft(gap) || is_dot(gap) || gap == "'") {
                return None;
            }
            start = at.start;
        }
        (start < from).then_some(start)
    }

    fn words_after(&self, words: &[String], from: usize) -> Option<usize> {
        let mut end = from;
        for word in words {
            let (gap, at) = word_after(self.text, end)?;
            let found = self.slice(at.clone());
            let is_first = end == from;
            if is_first && words.len() > 1 && found == words.concat() {
                return Some(at.end);
            }
            if found != word || !(is_first || is_soft(gap) || is_dot(gap) || gap == "'") {
                return None;
            }
            end = at.end;
        }
        (end > from).then_some(end)
    }

    /// Initials before or after the surname, some of them perhaps in full.
    fn initials(&self, given: &Given) -> Option<Range<usize>> {
        let other = self.joined_after(self.at.end) && !self.joined_before(self.at.start);
        // In small letters the surname may be any word, and the initial the letter of a list.
        if other || !self.has_capital() {
            return None;
        }
        let first = given.words.get(..1).unwrap_or_default();
        let used = given.words.get(..given.first).unwrap_or_default();
        let forms: [&[String]; 3] = [&given.words, used, first];
        forms.into_iter().find_map(|words| {
            self.initials_before(words)
                .or_else(|| self.initials_after(words))
        })
    }

    fn initials_before(&self, words: &[String]) -> Option<Range<usize>> {
        let mut start = self.at.start;
        for (left, word) in words.iter().enumerate().rev() {
            let (gap, at) = word_before(self.text, start)?;
            let found = self.slice(at.clone());
            if !is_after_initial(gap) {
                return None;
            }
            let dotted = gap.starts_with('.');
            let all = initials(words);
            if start == self.at.start && words.len() > 1 && found == all {
                let sure = dotted || self.all_capitals(&at);
                return (sure && !self.joined_before(at.start)).then_some(at.start..self.at.end);
            }
            let is_initial = is_initial_of(found, word, dotted);
            let plain = || {
                let written = self.letters.written(at.start);
                written.is_some_and(|c| c.is_ascii_uppercase())
            };
            let is_long = found.chars().count() > 1;
            if !(found == word || is_initial && (dotted && !is_long || plain())) {
                return None;
            }
            start = at.start;
            if left == 0 {
                break;
            }
        }
        // Another initial before these is that of another person.
        let other = word_before(self.text, start).is_some_and(|(gap, at)| {
            let is_initial = at.len() == 1 && self.slice(at) != "m";
            is_initial && gap.starts_with('.') && is_after_initial(gap) || gap == "-"
        });
        (!other && start < self.at.start).then_some(start..self.at.end)
    }

    fn initials_after(&self, words: &[String]) -> Option<Range<usize>> {
        if self.joined_before(self.at.start) {
            return None;
        }
        let mut end = self.at.end;
        for (index, word) in words.iter().enumerate() {
            let (gap, at) = word_after(self.text, end)?;
            let found = self.slice(at.clone());
            let near = if index == 0 {
                is_soft(gap) || is_turned(gap)
            } else {
                is_after_initial(gap)
            };
            if !near {
                return None;
            }
            let dotted = self.slice(at.end..self.text.len()).starts_with('.');
            if index == 0 && words.len() > 1 && found == initials(words) {
                return (dotted || self.all_capitals(&at)).then_some(self.at.start..at.end);
            }
            let is_initial = is_initial_of(found, word, dotted);
            let is_last = index + 1 == words.len();
            if !is_initial || (is_last && !dotted) || !self.is_capital(at.start) {
                return None;
            }
            end = at.end;
        }
        (end > self.at.end).then_some(self.at.start..end)
    }

    /// A title before the surname, or behind it in brackets.
    fn titled(&self) -> Option<Range<usize>> {
        let end = self.at.end;
        let after = self.slice(end..self.text.len());
        if let Some(rest) = after.trim_start_matches(' ').strip_prefix(['(', ','])
            && let Some((gap, title)) = word_after(rest, 0)
            && gap.chars().all(|c| c == ' ')
            && rest
                .get(title.clone())
                .is_some_and(|word| is_full_title(word) || word == "m")
            && rest
                .get(title.end..)
                .is_some_and(|rest| rest.trim_start_matches('.').starts_with(')'))
        {
            return Some(self.at.clone());
        }
        let (gap, title) = word_before(self.text, self.at.start)?;
        if !is_after_title(gap) {
            return None;
        }
        let capital = self.has_capital();
        let sure = gap.starts_with('.') || self.is_capital(title.start);
        let counts = match self.slice(title.clone()) {
            _ if !capital && self.is_common() => false,
            word if is_full_title(word) => true,
            word if is_short_title(word) => sure,
            word if is_function(word) => capital && (sure || word.len() > 2 && word != "mes"),
            _ => false,
        };
        let other = self.joined_after(end) && gap != "-" || self.is_first_name();
        (counts && !other).then_some(title.start..end)
    }

    /// Tells whether the surname is the first name of another person here: `M. Martin Dupont`.
    fn is_first_name(&self) -> bool {
        let name = self.slice(self.at.clone());
        if !is_given(name) || self.all_capitals(&self.at) {
            return false;
        }
        word_after(self.text, self.at.end)
            .is_some_and(|(gap, at)| gap == " " && at.len() > 2 && self.is_capital(at.start))
    }

    /// The title of several people before a list that the surname stands in: `MM. Quidam et Çelik`.
    fn listed(&self) -> Option<&'static str> {
        let other = self.joined_after(self.at.end) || self.joined_before(self.at.start);
        if other || !self.has_capital() || self.is_first_name() {
            return None;
        }
        let mut start = self.at.start;
        for _ in 0..LONGEST_LIST {
            let (gap, at) = word_before(self.text, start)?;
            let word = self.slice(at.clone());
            let plural = PLURALS.iter().find(|(many, _)| *many == word);
            let after_title = |gap: &str| {
                let gap = gap.strip_prefix('.').unwrap_or(gap);
                is_after_title(gap)
                    || gap
                        .trim_start_matches(' ')
                        .strip_prefix(':')
                        .is_some_and(|items| {
                            items.chars().all(|c| c.is_whitespace() || "-•".contains(c))
                        })
            };
            if let Some((many, _)) = plural.filter(|_| after_title(gap)) {
                return Some(many);
            }
            let parts = |c: char| c.is_whitespace() || ",;/()&-•«»_=+[]".contains(c);
            let goes_on = gap.chars().all(parts) || gap.starts_with('.') && at.len() < 4;
            let of_list = LISTING.contains(&word)
                || is_particle(word)
                || is_function(word.strip_suffix('s').unwrap_or(word))
                || self.is_capital(at.start);
            if !goes_on || !of_list {
                return None;
            }
            start = at.start;
        }
        None
    }
}

/// Returns the words of a folded text, with a space between them.
#[must_use]
pub fn key(folded: &str) -> String {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Tells whether bytes of a folded text are a word of their own.
#[must_use]
pub fn is_word(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}

/// Lists the persons that a name of the registry is of: mostly one; `Lina Quidam & Paul Martin`,
/// `Lina et Paul Quidam`, `Quidam, Lina / Martin, Paul`. Remarks are nobody.
fn persons(name: &str) -> Vec<String> {
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
    fn is(&self, of: fn(&str) -> bool) -> bool {
        self.words.iter().all(|word| of(word))
    }

    fn is_given(&self) -> bool {
        self.words.iter().any(|word| is_given(word))
    }
}

/// Tells whether a name of the registry is that of an office or a function.
#[must_use]
pub fn names_an_office(name: &str) -> bool {
    let persons = persons(name);
    let office = |person: &String| {
        let (parts, _) = parts(person);
        !parts.is_empty() && is_nobody(&parts)
    };
    !persons.is_empty() && persons.iter().all(office)
}

/// Tells whether what stands for a name is an office or a function, and nobody's name.
fn is_nobody(parts: &[Part]) -> bool {
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
fn parts(name: &str) -> (Vec<Part>, bool) {
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
fn surnames(parts: &[Part], locals: &BTreeSet<String>) -> Vec<Range<usize>> {
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

/// Returns the word before a byte and what stands between.
fn word_before(text: &str, at: usize) -> Option<(&str, Range<usize>)> {
    let before = text.get(..at)?;
    let end = before
        .trim_end_matches(within(|c| !c.is_alphanumeric()))
        .len();
    let word = before.get(..end)?;
    let start = word.trim_end_matches(within(char::is_alphanumeric)).len();
    (start < end).then_some((before.get(end..)?, start..end))
}

/// Returns the word after a byte and what stands between.
fn word_after(text: &str, at: usize) -> Option<(&str, Range<usize>)> {
    let after = text.get(at..)?;
    let rest = after.trim_start_matches(within(|c| !c.is_alphanumeric()));
    let start = at + after.len() - rest.len();
    let left = rest.trim_start_matches(within(char::is_alphanumeric));
    let end = start + rest.len() - left.len();
    (start < end).then_some((text.get(at..start)?, start..end))
}

/// Limits how far characters are skipped: what is farther apart is no name.
fn within(is: impl Fn(char) -> bool) -> impl FnMut(char) -> bool {
    let mut left = FARTHEST;
    move |c| {
        left = left.saturating_sub(c.len_utf8());
        left > 0 && is(c)
    }
}

fn initials(words: &[String]) -> String {
    words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect()
}

/// Tells whether a word is the beginning of a first name that stands for it: `J`, `Th.`, `Chr.`
fn is_initial_of(found: &str, word: &str, dotted: bool) -> bool {
    let length = found.chars().count();
    word.starts_with(found)
        && found.len() < word.len()
        && (length == 1
            || dotted && length <= LONGEST_INITIAL
            || ["ch", "ph", "th"].contains(&found))
}

/// Tells whether a word is of a script that has no spaces between words.
fn is_dense(word: &str) -> bool {
    let dense = |c: char| {
        matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
    };
    word.chars().all(dense)
}

/// Tells whether a name of such a script stands at a place, a short one apart from other signs of it.
fn is_dense_enough(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default().chars().next_back();
    let after = text.get(at.end..).unwrap_or_default().chars().next();
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_other = |c: Option<char>| {
        c.is_none_or(|c| !c.is_alphanumeric() || is_dense(c.encode_utf8(&mut [0; 4])))
    };
    let is_long = text
        .get(at.clone())
        .is_some_and(|name| name.chars().count() > 2);
    is_long && is_other(before) && is_other(after) || is_apart(before) && is_apart(after)
}

/// Space, hyphen, line end, the sign of a quotation, brackets, quotation marks: two words of one name.
/// A blank line, another item of a list, another row part them.
fn is_soft(gap: &str) -> bool {
    let new_line = gap.contains('\n');
    let soft =
        |c: char| c.is_whitespace() || "-_>[]{}«»".contains(c) || new_line && "#/|".contains(c);
    if gap.is_empty() || !gap.chars().all(soft) {
        return false;
    }
    if !new_line {
        return true;
    }
    let row_ends = gap
        .find('|')
        .is_some_and(|bar| gap.find('\n').is_some_and(|line| bar < line));
    !row_ends && !is_item(gap) && !has_blank_line(gap)
}

/// Tells whether an item of a list begins between two words.
fn is_item(gap: &str) -> bool {
    let mut lines = gap.split('\n').skip(1);
    lines.any(|line| {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let rest = line.strip_prefix('-');
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    })
}

fn has_blank_line(gap: &str) -> bool {
    let mut lines = gap.split('\n');
    lines.next();
    lines.next_back();
    lines.any(|line| line.chars().all(|c| c.is_whitespace() || c == '>'))
}

/// The full stop of addresses and names of files.
fn is_dot(gap: &str) -> bool {
    gap == "."
}

/// What stands around the names and values of fields.
fn is_of_fields(gap: &str) -> bool {
    let signs = |c: char| c.is_whitespace() || "\"':,;={}[]-_<>/|.".contains(c);
    gap.chars().all(signs)
}

/// What parts the columns of a table, the values of a file, the folders of a path.
fn is_data(gap: &str) -> bool {
    let mut signs = gap
        .chars()
        .filter(|c| !c.is_whitespace() && !"\"'".contains(*c));
    let sign = signs.next();
    let close = !gap.contains(char::is_whitespace);
    signs.next().is_none()
        && match sign {
            Some(';' | '|') => true,
            Some(',') => close || gap.contains('"'),
            Some('/' | '+' | '=') => close,
            None => gap.contains('"') && close,
            _ => false,
        }
}

/// What stands between a surname and the first name behind it.
fn is_turned(gap: &str) -> bool {
    let gap = gap.trim_matches(char::is_whitespace);
    gap == "," || gap == "("
}

/// What stands between a title and the surname: quotation marks, brackets, emphasis too.
fn is_after_title(gap: &str) -> bool {
    let rest = gap.strip_prefix('.').unwrap_or(gap);
    let around = |c: char| c.is_whitespace() || "«»\"'()[]{}_=+#/".contains(c);
    let is_near = !rest.contains('\n') && rest.chars().all(around) && gap != "'" && gap != "/";
    !gap.is_empty() && (rest.is_empty() || is_soft(rest) || is_data(rest) || is_near)
}

fn is_after_initial(gap: &str) -> bool {
    let rest = gap.strip_prefix('.').unwrap_or(gap);
    !gap.is_empty()
        && rest.len() <= FARTHEST
        && rest
            .chars()
            .all(|c| c.is_whitespace() || "->_«»=+[]".contains(c))
        && !has_blank_line(rest)
        && !is_item(rest)
}
