//! The names of people, in every way in which minutes, lists and files name them.
//!
//! Every rule begins at a surname: what stands beside it tells whether it is that of the person. A
//! surname or a first name alone names nobody.

use std::ops::Range;

use super::fold::{Nul, fold};

/// The shortest full name of one word that is looked for, in characters: a shorter one is a word like
/// others.
const SHORTEST_NAME: usize = 5;
/// The shortest full name that is looked for written as one word, in bytes.
const SHORTEST_GLUED: usize = 8;
/// The farthest that two words of one name stand apart, in bytes.
const FARTHEST: usize = 96;
/// How many words the name of a field has, with that of the one before.
const MOST_KEYS: usize = 3;
/// How many words may stand between `MM.` and the last surname that it is for.
const LONGEST_LIST: usize = 16;

/// Titles that count whatever follows them is written like.
const TITLES: [&str; 16] = [
    "mme",
    "mmes",
    "mlle",
    "mlles",
    "mm",
    "mrs",
    "monsieur",
    "messieurs",
    "madame",
    "mesdames",
    "mademoiselle",
    "mesdemoiselles",
    "maitre",
    "docteur",
    "docteure",
    "professeur",
];
/// Titles that are words or parts of words too: they count with a capital or a full stop.
const SHORT_TITLES: [&str; 9] = ["m", "mr", "ms", "dr", "drs", "pr", "prof", "miss", "sir"];
/// Titles and functions that count before a capital letter alone.
const FUNCTIONS: [&str; 42] = [
    "me",
    "mes",
    "mx",
    "professeure",
    "president",
    "presidente",
    "ministre",
    "prefet",
    "prefete",
    "maire",
    "mairesse",
    "senateur",
    "senatrice",
    "depute",
    "deputee",
    "directeur",
    "directrice",
    "rapporteur",
    "rapporteure",
    "recteur",
    "rectrice",
    "commissaire",
    "conseiller",
    "conseillere",
    "secretaire",
    "ambassadeur",
    "ambassadrice",
    "general",
    "generale",
    "colonel",
    "colonelle",
    "commandant",
    "commandante",
    "capitaine",
    "chef",
    "cheffe",
    "juge",
    "doyen",
    "doyenne",
    "chair",
    "chairman",
    "chairwoman",
];
/// Titles of several people, whose surnames follow, and those of one of them.
const PLURALS: [(&str, &str); 6] = [
    ("mm", "m"),
    ("mmes", "mme"),
    ("mlles", "mlle"),
    ("messieurs", "monsieur"),
    ("mesdames", "madame"),
    ("mesdemoiselles", "mademoiselle"),
];
/// Words that belong to the surname after them and may be left out.
const PARTICLES: [&str; 16] = [
    "de", "du", "des", "d", "da", "dos", "di", "del", "della", "von", "van", "der", "den", "zu",
    "of", "y",
];
/// Words that belong to the surname after them and are never left out.
const ARTICLES: [&str; 14] = [
    "le", "la", "les", "l", "el", "al", "ben", "bin", "ibn", "abou", "abu", "saint", "sainte", "st",
];
/// What a contact that is no person is called first: its name is one, from the first word to the last.
const OFFICES: [&str; 20] = [
    "accueil",
    "association",
    "bureau",
    "cabinet",
    "cellule",
    "comite",
    "contact",
    "delegation",
    "departement",
    "direction",
    "equipe",
    "groupe",
    "mission",
    "office",
    "pole",
    "secretariat",
    "section",
    "service",
    "standard",
    "ville",
];
/// First names that are surnames too: before another name they are first names.
const FIRST_NAMES: [&str; 64] = [
    "adam",
    "alain",
    "albert",
    "alexandre",
    "andre",
    "antoine",
    "arnaud",
    "arthur",
    "aubert",
    "auguste",
    "aurelien",
    "baptiste",
    "barthelemy",
    "benjamin",
    "benoit",
    "bernard",
    "bertrand",
    "blaise",
    "boris",
    "camille",
    "charles",
    "christian",
    "claude",
    "clement",
    "colin",
    "constant",
    "daniel",
    "david",
    "denis",
    "didier",
    "dominique",
    "emile",
    "etienne",
    "eugene",
    "fabien",
    "felix",
    "florent",
    "francois",
    "gabriel",
    "gauthier",
    "georges",
    "gerard",
    "gilbert",
    "gilles",
    "guillaume",
    "guy",
    "henri",
    "henry",
    "hubert",
    "hugues",
    "jacques",
    "joseph",
    "laurent",
    "leon",
    "louis",
    "lucas",
    "marc",
    "marie",
    "martin",
    "mathieu",
    "michel",
    "paul",
    "philippe",
    "pierre",
];
/// More of them, in a table of their own for the sake of the line.
const MORE_FIRST_NAMES: [&str; 18] = [
    "raymond", "remy", "rene", "richard", "robert", "robin", "roger", "roland", "romain", "samuel",
    "simon", "thibault", "thierry", "thomas", "valentin", "victor", "vincent", "noel",
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
    /// Whether a comma follows it.
    comma: bool,
}

impl People {
    /// Adds the name of a person, as the registry has it, and what of it stands before a remark.
    pub fn add(&mut self, name: &str) {
        self.add_parts(&parts(name));
        let remark = |c: char| ",;/|<–—".contains(c);
        let head = name.split(remark).next().unwrap_or_default();
        let head = head.split(" - ").next().unwrap_or_default();
        if head.len() < name.len() && head.split_whitespace().count() > 1 {
            self.add_parts(&parts(head));
        }
    }

    fn add_parts(&mut self, parts: &[Part]) {
        let all: Vec<String> = parts.iter().flat_map(|part| part.words.clone()).collect();
        let is_office = all.first().is_some_and(|first| is_in(&OFFICES, first));
        if parts.len() < 2 || is_office {
            let length: usize = all.iter().map(|word| word.chars().count()).sum();
            if length > 0 {
                let alone = length + all.len() > SHORTEST_NAME;
                self.surname(all, None, alone);
            }
            return;
        }
        for surname in surnames(parts) {
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
            while given.len() > first && given.last().is_some_and(|word| is_in(&PARTICLES, word)) {
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
        if !is_word(text, &last) {
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
        };
        let whole = surname.given.iter().find_map(|given| place.full(given));
        if let Some(at) = whole {
            return Some(place.naming(at, true));
        }
        if surname.alone && place.stands_alone() {
            return Some(place.naming(place.at.clone(), true));
        }
        let partial = surname.given.iter().find_map(|given| place.initials(given));
        if let Some(at) = partial.or_else(|| place.titled()) {
            return Some(place.naming(at, false));
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

    /// The first names beside the surname, before or after it.
    fn full(&self, given: &Given) -> Option<Range<usize>> {
        let first = given.words.get(..given.first).unwrap_or_default();
        let forms: [&[String]; 2] = [&given.words, first];
        forms
            .into_iter()
            .find_map(|words| self.full_before(words).or_else(|| self.full_after(words)))
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
            if !is_in(&KEYS, self.slice(word.clone())) {
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
            if !is_in(&KEYS, self.slice(word.clone())) {
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
        if other || !self.is_capital(self.at.start) {
            return None;
        }
        let first = given.words.get(..1).unwrap_or_default();
        let forms: [&[String]; 2] = [&given.words, first];
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
            let is_initial = word.starts_with(found) && found.chars().count() == 1;
            let plain = || {
                let written = self.letters.written(at.start);
                written.is_some_and(|c| c.is_ascii_uppercase())
            };
            if !(found == word || is_initial && (dotted || plain())) {
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
            let is_initial = word.starts_with(found) && found.chars().count() == 1;
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
                .is_some_and(|word| is_in(&TITLES, word) || word == "m")
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
        let capital = self.is_capital(self.at.start);
        let sure = gap.starts_with('.') || self.is_capital(title.start);
        let counts = match self.slice(title.clone()) {
            word if is_in(&TITLES, word) => true,
            word if is_in(&SHORT_TITLES, word) => sure,
            word if is_in(&FUNCTIONS, word) => capital && (sure || word.len() > 3),
            _ => false,
        };
        let other = self.joined_after(end) && gap != "-" || self.is_first_name();
        (counts && !other).then_some(title.start..end)
    }

    /// Tells whether the surname is the first name of another person here: `M. Martin Dupont`.
    fn is_first_name(&self) -> bool {
        let name = self.slice(self.at.clone());
        if !(is_in(&FIRST_NAMES, name) || is_in(&MORE_FIRST_NAMES, name))
            || self.all_capitals(&self.at)
        {
            return false;
        }
        word_after(self.text, self.at.end)
            .is_some_and(|(gap, at)| gap == " " && at.len() > 2 && self.is_capital(at.start))
    }

    /// The title of several people before a list that the surname stands in: `MM. Quidam et Çelik`.
    fn listed(&self) -> Option<&'static str> {
        let other = self.joined_after(self.at.end) || self.joined_before(self.at.start);
        if other || !self.is_capital(self.at.start) {
            return None;
        }
        let mut start = self.at.start;
        for _ in 0..LONGEST_LIST {
            let (gap, at) = word_before(self.text, start)?;
            let word = self.slice(at.clone());
            let plural = PLURALS.iter().find(|(many, _)| *many == word);
            if let Some((many, _)) = plural.filter(|_| is_after_title(gap)) {
                return Some(many);
            }
            let parts = |c: char| c.is_whitespace() || ",()&-".contains(c);
            let goes_on = gap.chars().all(parts) || gap.starts_with('.') && at.len() == 1;
            let of_list = is_in(&["et", "and", "ou", "e"], word)
                || is_in(&PARTICLES, word)
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

/// Splits a name at its spaces, without titles and without what stands in brackets.
fn parts(name: &str) -> Vec<Part> {
    let name = name.split('(').next().unwrap_or_default();
    let mut parts = Vec::new();
    for written in name.split(|c: char| c.is_whitespace() || c == '_') {
        let folded = fold(written, Nul::Nothing);
        let words: Vec<String> = key(folded.text()).split(' ').map(str::to_owned).collect();
        if words.iter().all(String::is_empty) {
            continue;
        }
        let is_title = words.len() == 1
            && words
                .iter()
                .all(|word| is_in(&TITLES, word) || is_in(&SHORT_TITLES, word))
            && parts.is_empty();
        if is_title && name.split_whitespace().count() > 1 {
            continue;
        }
        let mut letters = written.chars().filter(|c| c.is_alphabetic());
        parts.push(Part {
            capitals: letters.clone().count() > 1 && letters.all(|c| !c.is_lowercase()),
            comma: written.ends_with(','),
            words,
        });
    }
    parts
}

/// Lists which parts of a name may be its surname.
fn surnames(parts: &[Part]) -> Vec<Range<usize>> {
    let count = parts.len();
    if let Some(comma) = parts.iter().position(|part| part.comma)
        && comma + 1 < count
    {
        let surname = 0..comma + 1;
        return [surname].to_vec();
    }
    let is = |words: &[&str], at: usize| {
        parts
            .get(at)
            .is_some_and(|part| part.words.iter().all(|word| is_in(words, word)))
    };
    let mut found = Vec::new();
    let capitals: Vec<usize> = (0..count)
        .filter(|at| parts.get(*at).is_some_and(|part| part.capitals))
        .collect();
    if let (Some(first), Some(last)) = (capitals.first(), capitals.last())
        && last - first < count - 1
    {
        let mut first = *first;
        // Of `Jean de LA TOUR` all but the first word.
        while first > 1 && (is(&PARTICLES, first - 1) || is(&ARTICLES, first - 1)) {
            first -= 1;
        }
        let mut start = first;
        found.push(start..last + 1);
        while start < *last && is(&PARTICLES, start) {
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
    for start in 1..count {
        if !is(&ARTICLES, start - 1) || start == 1 {
            found.push(start..count);
        }
    }
    found
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

fn is_title(word: &str) -> bool {
    is_in(&TITLES, word) || is_in(&SHORT_TITLES, word) || is_in(&FUNCTIONS, word)
}

fn is_in(words: &[&str], word: &str) -> bool {
    words.contains(&word)
}

/// Space, hyphen, line end, the sign of a quotation, brackets: two words of one name.
fn is_soft(gap: &str) -> bool {
    let new_line = gap.contains('\n');
    !gap.is_empty()
        && gap
            .chars()
            .all(|c| c.is_whitespace() || "-_>[]{}".contains(c) || new_line && "#/|".contains(c))
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

fn is_after_title(gap: &str) -> bool {
    let rest = gap.strip_prefix('.').unwrap_or(gap);
    !gap.is_empty() && (rest.is_empty() || is_soft(rest) || is_data(rest))
}

fn is_after_initial(gap: &str) -> bool {
    let rest = gap.strip_prefix('.').unwrap_or(gap);
    !gap.is_empty()
        && rest.len() <= FARTHEST
        && rest
            .chars()
            .all(|c| c.is_whitespace() || c == '-' || c == '>' || c == '_')
}
