//! People named in a text, in every way in which minutes, lists and files name them.
//!
//! Every rule begins at a surname: what stands beside it tells whether it is that of the person. A
//! surname or a first name alone names nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lexicon::{
    self, is_article, is_building, is_civility, is_common, is_full_title, is_function, is_given,
    is_office, is_particle, is_post, is_short_title, is_short_word, is_street, is_title,
};
use super::names::{
    Part, initials, is_half, is_nobody, parts, persons, surnames, transcriptions,
    with_particle_apart,
};
use super::words::{
    is_after_initial, is_after_title, is_data, is_dot, is_item, is_of_fields, is_soft, is_turned,
    is_word, key, within, word_after, word_before,
};

/// The shortest full name of one word that is looked for, in characters: a shorter one is a word like
/// others.
const SHORTEST_NAME: usize = 5;
/// The shortest full name that is looked for written as one word, in bytes.
const SHORTEST_GLUED: usize = 8;
/// The shortest login that is looked for, an initial and the surname, in bytes.
const SHORTEST_LOGIN: usize = 7;
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
/// Titles of the law and the register among the functions.
const CIVIL_FUNCTIONS: [&str; 4] = ["me", "mes", "mx", "nee"];
/// The longest title that is no whole word, as `mlles`, in letters.
const LONGEST_SHORTENED: usize = 5;
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

/// What fields for logins are called.
const LOGIN_KEYS: [&str; 11] = [
    "account",
    "compte",
    "handle",
    "login",
    "identifiant",
    "utilisateur",
    "utilisatrice",
    "user",
    "username",
    "uid",
    "pseudo",
];
/// What the hosts of forges begin with.
const FORGES: [&str; 4] = ["git", "code", "forge", "framagit"];

/// A folded text, and the letters that it was made of.
pub trait Letters {
    /// Returns the folded text.
    fn folded(&self) -> &str;
    /// Returns the character that a byte of it comes from.
    fn written(&self, byte: usize) -> Option<char>;
    /// Returns the text before what a byte of it comes from.
    fn before(&self, byte: usize) -> &str;
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
    /// The place of each among them, by its words.
    places: BTreeMap<Vec<String>, usize>,
    /// And whether each is more than an initial and the surname.
    glued: BTreeMap<String, bool>,
}

#[derive(Debug)]
struct Surname {
    words: Vec<String>,
    given: Vec<Given>,
    names: Known,
}

/// With what a surname names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// With a first name: `Le Maire`, where the surname is `Lemaire`.
    WithGivenName,
    /// With a title or initials too.
    Titled,
    /// By itself, since it is all that is known of the name.
    Alone,
}

/// The first names of a person.
#[derive(Debug, PartialEq, Eq)]
struct Given {
    words: Vec<String>,
    /// How many of them are the first name that people use.
    first: usize,
}

impl People {
    /// Adds everybody whom a name of the registry names, but for offices and functions. The parts of
    /// addresses before their `@`, folded, tell which word of a name is the first name.
    pub fn add(&mut self, name: &str, locals: &BTreeSet<String>) {
        let persons = persons(name);
        let single = persons.len() == 1;
        for person in persons {
            for written in transcriptions(&person) {
                let (parts, is_titled) = parts(&written);
                self.add_parts(&parts, locals, single && !is_titled);
            }
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
                if glued.len() >= SHORTEST_GLUED {
                    self.glue(glued, true);
                }
            }
            // A login, but where it is a word: `alefevre`, `jncelik`.
            let used = given.get(..first).unwrap_or_default();
            for initials in [initials(used), initials(used.get(..1).unwrap_or_default())] {
                for sign in ['.', '_', '-'] {
                    let login = format!("{initials}{sign}{}", family.concat());
                    if login.len() >= SHORTEST_LOGIN {
                        self.glue(login, false);
                    }
                }
                let login = initials + &family.concat();
                if login.len() >= SHORTEST_LOGIN && !is_of_lexicon(&login) {
                    self.glue(login, false);
                }
            }
            let given = || Given {
                words: given.clone(),
                first,
            };
            if family.len() > 1 {
                self.surname(vec![family.concat()], Some(given()), false);
            }
            // One half of a double surname, as people use it.
            if let Some([part]) = parts.get(surname.clone())
                && part.words.len() == 2
                && part.words.iter().all(|word| is_half(word))
            {
                for half in &part.words {
                    self.surname(vec![half.clone()], Some(given()), false);
                }
            }
            // And the first of two of which a particle begins the other: `Niño de Guzmán`.
            if let [first, particle, .., last] = parts.get(surname).unwrap_or_default()
                && particle.is(is_particle)
                && !last.is(is_particle)
                && let [word] = first.words.as_slice()
                && is_half(word)
                && !is_given(word)
            {
                self.surname(vec![word.clone()], Some(given()), false);
            }
            if let [word] = family.as_slice()
                && let Some(apart) = with_particle_apart(word)
            {
                self.surname_with(apart, Some(given()), Known::WithGivenName);
            }
            self.surname(family, Some(given()), false);
        }
    }

    fn glue(&mut self, name: String, whole: bool) {
        *self.glued.entry(name).or_default() |= whole;
    }

    fn surname(&mut self, words: Vec<String>, given: Option<Given>, alone: bool) {
        let known = if alone { Known::Alone } else { Known::Titled };
        self.surname_with(words, given, known);
    }

    fn surname_with(&mut self, words: Vec<String>, given: Option<Given>, names: Known) {
        let next = self.surnames.len();
        let index = *self.places.entry(words.clone()).or_insert(next);
        if index == next {
            self.surnames.push(Surname {
                words,
                given: Vec::new(),
                names,
            });
        }
        if let Some(surname) = self.surnames.get_mut(index) {
            surname.names = surname.names.max(names);
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

    /// Lists the names written as one word, and tells whether each is a full one.
    pub fn glued(&self) -> impl Iterator<Item = (&str, bool)> {
        let glued = self.glued.iter();
        glued.map(|(name, whole)| (name.as_str(), *whole))
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
        let is_alone = surname.names == Known::Alone;
        let dense = is_alone && is_dense(surname.words.last()?);
        let is_word = is_word(text, &last) || dense && is_dense_enough(text, &last);
        let mut start = last.start;
        for word in surname.words.iter().rev().skip(1) {
            let (gap, at) = word_before(text, start)?;
            let written = text.get(at.clone())?;
            let is_short = is_particle(word) && is_short_for(written, gap, word);
            let joins = is_soft(gap) || gap.trim_end() == "'" || is_alone && is_turned(gap);
            if !(is_short || joins && written == word) {
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
        if !is_word {
            let titled = place
                .glued_to_title()
                .filter(|_| surname.names >= Known::Titled);
            return titled.map(|at| place.naming(at, false));
        }
        if place.is_another_word() {
            return None;
        }
        let doubled = place.doubled();
        let places = [Some(&place), doubled.as_ref()];
        for place in places.into_iter().flatten() {
            let whole = surname.given.iter().find_map(|given| place.full(given));
            if let Some(at) = whole {
                return (!place.is_of_street(&at, true)).then(|| place.naming(at, true));
            }
        }
        if is_alone && place.stands_alone() {
            return Some(place.naming(place.at.clone(), true));
        }
        if surname.names < Known::Titled {
            return None;
        }
        for place in places.into_iter().flatten() {
            let partial = surname.given.iter().find_map(|given| place.initials(given));
            let partial = partial.filter(|at| !place.is_lettered(at));
            if let Some(at) = partial.or_else(|| place.titled()) {
                return (!place.is_of_street(&at, false)).then(|| place.naming(at, false));
            }
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

/// Whether a login stands where one does, and not as a word like others: in code, behind `@`, `~` or
/// a domain, in a field for it, in the folder of a user or on a forge. Before an `@` it is that of anybody
/// elsewhere.
#[must_use]
pub fn is_login(letters: &impl Letters, at: &Range<usize>) -> bool {
    let text = letters.folded();
    let is_plain = |byte| letters.written(byte).is_some_and(|c| c.is_ascii());
    let after = text.get(at.end..).unwrap_or_default();
    if !at.clone().all(is_plain) || after.starts_with('@') {
        return false;
    }
    let before = letters.before(at.start);
    if before.ends_with(['`', '~']) {
        return true;
    }
    if let Some(before) = before.strip_suffix('@') {
        return !before.ends_with(|c: char| c.is_alphanumeric() || "._-+\"»".contains(c));
    }
    if let Some(before) = before.strip_suffix('\\') {
        return before.ends_with(char::is_alphanumeric);
    }
    let field = word_before(text, at.start).is_some_and(|(gap, key)| {
        let says = gap == " " || gap.contains([':', '=']) && !gap.contains('\n');
        says && is_of_fields(gap) && text.get(key).is_some_and(|it| LOGIN_KEYS.contains(&it))
    });
    let path = before.rsplit(char::is_whitespace).next();
    let path = path.and_then(|path| path.strip_suffix('/'));
    let is_home = |path: &str| {
        let folders = ["/home", "/users", "/user", "/u"];
        let path = path.to_ascii_lowercase();
        let host = path.split_once("://").map(|(_, host)| host.to_owned());
        let is_forge =
            |host: String| FORGES.iter().any(|it| host.starts_with(it)) && !host.contains('/');
        folders.iter().any(|folder| path.ends_with(folder)) || host.is_some_and(is_forge)
    };
    field || path.is_some_and(is_home)
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

    /// The same surname with another one behind or before a hyphen, as of who married: `Quidam-Durand`. A
    /// surname that many have may be half of another one.
    fn doubled(&self) -> Option<Self> {
        if self.is_common() || !self.has_capital() {
            return None;
        }
        let is_name = |gap: &str, at: &Range<usize>| {
            let word = self.slice(at.clone());
            gap == "-"
                && at.len() > 2
                && self.is_capital(at.start)
                && !is_given(word)
                && !is_title(word)
        };
        let after = word_after(self.text, self.at.end).filter(|(gap, at)| is_name(gap, at));
        let before = word_before(self.text, self.at.start).filter(|(gap, at)| is_name(gap, at));
        let start = before.map_or(self.at.start, |(_, at)| at.start);
        let end = after.map_or(self.at.end, |(_, at)| at.end);
        ((start..end) != self.at).then_some(Self {
            at: start..end,
            ..*self
        })
    }

    /// A title before the surname without a space between: `MmeQuidam`.
    fn glued_to_title(&self) -> Option<Range<usize>> {
        let before = self.slice(0..self.at.start);
        let start = before.trim_end_matches(within(char::is_alphanumeric)).len();
        let title = self.slice(start..self.at.start);
        let ends = !self
            .slice(self.at.end..self.text.len())
            .starts_with(char::is_alphanumeric);
        let is_title = is_full_title(title) || title.len() > 1 && is_short_title(title);
        (is_title && ends && self.is_capital(start) && self.is_capital(self.at.start))
            .then_some(start..self.at.end)
    }

    /// Whether the surname has a capital, which its particles need not have.
    fn has_capital(&self) -> bool {
        self.is_capital(self.last)
    }

    /// Whether the surname could be any word, written small.
    fn is_common(&self) -> bool {
        self.words
            .iter()
            .all(|word| is_common(word) || is_given(word))
    }

    /// Whether a short surname is the article of another name, or no name at all.
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

    /// Whether a street or a building is called so: `rue Paul Martin`, `rue du Docteur Martin`,
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

    /// Whether a hyphen joins a word to what stands before it.
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
                    .or_else(|| self.with_others(words))
            };
            let at = before().or_else(|| self.full_after(words))?;
            let is_given = self.joined_before(self.at.start) && self.is_first_name();
            (!is_given && self.is_name(&at, words)).then_some(at)
        })
    }

    /// Whether words that may be others are a name here: by their capitals, as one word, in
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
        // What is said of somebody, as in `le petit Paul`.
        if between.start == self.at.end && !self.has_capital() && self.is_capital(begins) {
            return false;
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

    /// Whether other names are listed before or after these: `Pierre, Martin, Paul et Jean`.
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

    /// Whether the head of the table, or the first line of the file, says that its columns hold
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
        let joined = self.joined_before(self.at.start) || self.joined_after(self.at.end);
        if !self.has_capital() || joined {
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

    /// The first names of others who bear the surname, listed behind the first one: `Lina et Marc Quidam`.
    fn with_others(&self, words: &[String]) -> Option<Range<usize>> {
        if !self.has_capital()
            || self.joined_before(self.at.start)
            || self.joined_after(self.at.end)
        {
            return None;
        }
        // Each first name is parted from the next one; the last two by more than a comma.
        let (mut start, mut listed, mut parted) = (self.at.start, false, true);
        for index in 0..LONGEST_LIST {
            let (gap, at) = word_before(self.text, start)?;
            let word = self.slice(at.clone());
            listed |= gap.contains('&');
            parted |= gap.contains([',', '&']);
            let is_near = gap.chars().all(|c| " ,&".contains(c)) && (index > 0 || gap == " ");
            if is_near && index > 0 && LISTING.contains(&word) {
                (listed, parted) = (true, true);
            } else if gap != "-" {
                if !(is_near && parted) {
                    return None;
                }
                let first = self
                    .words_before(words, start)
                    .filter(|_| index > 0 && listed);
                if let Some(first) = first.filter(|first| self.is_capital(*first)) {
                    return (!self.joined_before(first)).then_some(first..self.at.end);
                }
                parted = false;
            }
            let goes_on = is_near || gap == "-";
            let is_name = self.is_capital(at.start) && !is_title(word);
            if !goes_on || !is_name && !LISTING.contains(&word) {
                return None;
            }
            start = at.start;
        }
        None
    }

    fn full_before(&self, words: &[String]) -> Option<Range<usize>> {
        let (gap, _) = word_before(self.text, self.at.start)?;
        let keyed = self.keys_before();
        let beside = is_soft(gap) || is_dot(gap) || self.is_of_row(gap);
        let start = self.words_before(words, keyed.unwrap_or(self.at.start))?;
        let other = self.joined_before(start) || self.joined_after(self.at.end);
        ((beside || keyed.is_some()) && (gap == "-" || !other)).then_some(start..self.at.end)
    }

    fn full_after(&self, words: &[String]) -> Option<Range<usize>> {
        let (gap, _) = word_after(self.text, self.at.end)?;
        let keyed = self.keys_after();
        let beside = is_soft(gap) || is_dot(gap) || self.is_of_row(gap) || is_turned(gap);
        let end = self.words_after(words, keyed.unwrap_or(self.at.end))?;
        let other = self.joined_before(self.at.start) || self.joined_after(end);
        ((beside || keyed.is_some()) && (gap == "-" || !other)).then_some(self.at.start..end)
    }

    /// Whether two cells of a row stand beside each other: a semicolon with a space before it is one of
    /// a sentence, but where others are in the line.
    fn is_of_row(&self, gap: &str) -> bool {
        // Two are enough: a line of many rows is not counted for each.
        let has_more = || {
            let is_of_line = |c: &u8| *c != b'\n';
            let before = self.slice(0..self.at.start).bytes().rev();
            let after = self.slice(self.at.end..self.text.len()).bytes();
            let line = before.take_while(is_of_line);
            let mut signs = line.chain(after.take_while(is_of_line));
            signs.by_ref().filter(|c| *c == b';').nth(1).is_some()
        };
        is_data(gap) && (!(gap.starts_with(' ') && gap.contains(';')) || has_more())
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
        // `Marie-France Durand`, `M. France Durand`: somebody else, whose first name this is.
        let before = word_before(self.text, self.at.start);
        let is_title = before.is_some_and(|(gap, at)| gap == "-" || self.slice(at) == "m");
        let is_other = is_title && self.is_first_name();
        if other || is_other || !self.has_capital() {
            return None;
        }
        let first = given.words.get(..1).unwrap_or_default();
        let used = given.words.get(..given.first).unwrap_or_default();
        let forms: [&[String]; 3] = [&given.words, used, first];
        let written = forms.into_iter().find_map(|words| {
            self.initials_before(words, self.at.start)
                .or_else(|| self.initials_after(words))
        });
        written.or_else(|| self.initials_before(first, self.before_middle_initials()?))
    }

    /// Goes back over the initials of further first names, which nobody knows: `A. L. Quidam`. Before a
    /// surname that many have they are those of somebody else.
    fn before_middle_initials(&self) -> Option<usize> {
        let mut from = self.at.start;
        for _ in 0..MOST_MIDDLE_NAMES {
            let before = word_before(self.text, from);
            let initial = before.filter(|(gap, at)| {
                let dotted = gap.starts_with('.') && is_after_initial(gap);
                let goes_on = self.slice(0..at.start).trim_end().ends_with('.');
                at.len() == 1 && dotted && goes_on && self.is_capital(at.start)
            });
            let Some((_, at)) = initial else { break };
            from = at.start;
        }
        (from < self.at.start && !self.is_common()).then_some(from)
    }

    /// Initials that end before a place.
    fn initials_before(&self, words: &[String], from: usize) -> Option<Range<usize>> {
        let mut start = from;
        for (left, word) in words.iter().enumerate().rev() {
            let (gap, at) = word_before(self.text, start)?;
            let found = self.slice(at.clone());
            if !is_after_initial(gap) {
                return None;
            }
            let dotted = gap.starts_with('.');
            let all = initials(words);
            if start == from && words.len() > 1 && found == all {
                let sure = dotted || self.all_capitals(&at);
                return (sure && !self.joined_before(at.start)).then_some(at.start..self.at.end);
            }
            let is_initial = is_initial_of(found, word, dotted);
            let plain = || {
                let written = self.letters.written(at.start);
                written.is_some_and(|c| c.is_ascii_uppercase())
            };
            let is_long = found.chars().count() > 1;
            // A first name in full before a full stop ends a sentence.
            let is_whole = found == word && !(dotted && is_long);
            if !(is_whole || is_initial && (dotted && !is_long || plain())) {
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
        (!other && start < from).then_some(start..self.at.end)
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
            let is_sure = dotted || index > 0 && gap == "-";
            if !is_initial || (is_last && !is_sure) || !self.is_capital(at.start) {
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
        if self.is_of_office() {
            return None;
        }
        if let Some(title) = self.title_before_brackets() {
            return Some(title..end);
        }
        let (gap, title) = word_before(self.text, self.at.start)?;
        if !is_after_title(gap) {
            return None;
        }
        // The border of a cell ends what is said of a word like others.
        if gap.contains(['|', '\t']) && self.is_any_word() {
            return None;
        }
        let word = self.slice(title.clone());
        let is_function = is_function(word) && !CIVIL_FUNCTIONS.contains(&word);
        // A full stop behind a whole word ends the sentence; and a surname that is any word needs more than
        // a function before it.
        let is_whole = is_function || is_full_title(word) && word.len() > LONGEST_SHORTENED;
        if is_whole && gap.starts_with('.') || is_function && self.is_any_word() {
            return None;
        }
        let capital = self.has_capital();
        let sure = gap.starts_with('.') || self.is_capital(title.start);
        let counts = match word {
            word if !capital && self.is_common() => self.is_name_behind(word),
            word if is_full_title(word) => true,
            word if is_short_title(word) => sure,
            word if lexicon::is_function(word) => {
                capital && (sure || word.len() > 2 && word != "mes")
            }
            _ => false,
        };
        let other = self.joined_after(end) && gap != "-" || self.is_first_name();
        (counts && !other).then_some(title.start..end)
    }

    /// Whether the surname is that of an office here: `M. le maire`, `MADAME LE MAIRE`, where somebody
    /// is called Le Maire. Their name has its capital, and a title that is none of a sentence in capitals.
    fn is_of_office(&self) -> bool {
        let is_office = |word: &String| is_function(word) || is_post(word) || self.is_any_word();
        let [article, others @ ..] = self.words else {
            return false;
        };
        if !is_article(article) || others.is_empty() || !others.iter().all(is_office) {
            return false;
        }
        let title = word_before(self.text, self.at.start);
        let is_shouted = title.is_some_and(|(_, at)| at.len() > 4 && self.all_capitals(&at));
        let begins = self
            .at
            .clone()
            .find(|byte| self.text.as_bytes()[*byte] != b' ');
        !begins.is_some_and(|byte| self.is_capital(byte))
            || is_shouted && self.is_capital(self.at.end - 1)
    }

    /// The title of a name behind which the surname stands in brackets, as that of birth:
    /// `Mme Dupont (Quidam)`.
    fn title_before_brackets(&self) -> Option<usize> {
        let after = self.slice(self.at.end..self.text.len());
        if self.is_any_word() || !self.has_capital() || !after.starts_with(')') {
            return None;
        }
        let (gap, at) = word_before(self.text, self.at.start)?;
        let (mut gap, mut at) = (gap, at);
        if gap != " (" {
            return None;
        }
        for _ in 0..=MOST_MIDDLE_NAMES {
            if !self.is_capital(at.start) {
                return None;
            }
            (gap, at) = word_before(self.text, at.start)?;
            let word = self.slice(at.clone());
            if is_after_title(gap) && !gap.contains('|') && is_civility(word) {
                return Some(at.start);
            }
            if !matches!(gap, " " | "-") {
                return None;
            }
        }
        None
    }

    /// Whether the surname is a word like others: `Petit`, `Service`, but not `Martin`.
    fn is_any_word(&self) -> bool {
        let lists = [is_common, is_office, is_building, is_post, is_street];
        let is_any = |word: &String| lists.iter().any(|is| is(word));
        self.words.iter().all(is_any)
    }

    /// Whether an initial before a surname that is a word like others is the letter of a heading, of
    /// an item or of something else: `## A. Grand débat`, `sous licence C. Point suivant`.
    fn is_lettered(&self, initials: &Range<usize>) -> bool {
        let first = key(self.slice(initials.start..self.at.start));
        if first.chars().count() != 1 || !self.is_any_word() || self.all_capitals(&self.at) {
            return false;
        }
        let before = self.slice(0..initials.start);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_start = !line.contains(char::is_alphanumeric);
        let is_titled = word_before(self.text, initials.start)
            .is_some_and(|(gap, at)| is_after_title(gap) && is_title(self.slice(at)));
        let goes_on = word_after(self.text, self.at.end).is_some_and(|(gap, at)| {
            let word = self.slice(at.clone());
            matches!(gap, " " | "'") && !self.is_capital(at.start) && !LISTING.contains(&word)
        });
        goes_on && !is_titled || is_start && line.contains('#')
    }

    /// Whether a word without a capital that may be any is a name behind a title: behind `mme` it is,
    /// behind `madame` where no word follows, behind `m` and `maître` it need not be.
    fn is_name_behind(&self, title: &str) -> bool {
        let is_short = |word: &String| is_short_word(word);
        match title {
            _ if self.words.iter().all(is_short) => false,
            "mme" | "mmes" | "mlle" | "mlles" => true,
            "madame" | "mademoiselle" | "monsieur" => word_after(self.text, self.at.end)
                .is_none_or(|(gap, _)| gap.chars().any(|c| !c.is_whitespace() || c == '\n')),
            _ => false,
        }
    }

    /// Whether the surname is the first name of another person here: `M. Martin Dupont`.
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
        if other || !self.has_capital() || self.is_first_name() || self.is_of_office() {
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

/// Whether a letter with a full stop behind it stands for a word: `v. d. Meer`.
fn is_short_for(written: &str, gap: &str, word: &str) -> bool {
    let is_space = |rest: &str| rest.chars().all(|c| c == ' ');
    word.starts_with(written)
        && written.chars().count() == 1
        && gap.strip_prefix('.').is_some_and(is_space)
}

/// Whether a word is one of those that are known, and no name alone.
fn is_of_lexicon(word: &str) -> bool {
    let lists = [
        is_building,
        is_common,
        is_given,
        is_office,
        is_post,
        is_street,
        is_title,
    ];
    lists.iter().any(|is| is(word))
}

/// Whether a word is the beginning of a first name that stands for it: `J`, `Th.`, `Chr.`
fn is_initial_of(found: &str, word: &str, dotted: bool) -> bool {
    let length = found.chars().count();
    word.starts_with(found)
        && found.len() < word.len()
        && (length == 1
            || dotted && length <= LONGEST_INITIAL
            || ["ch", "ph", "th"].contains(&found))
}

/// Whether a word is of a script that has no spaces between words.
fn is_dense(word: &str) -> bool {
    let dense = |c: char| {
        matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
    };
    word.chars().all(dense)
}

/// Whether a name of such a script stands at a place, a short one apart from other signs of it.
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
