//! The colleges of a council, from the lists of its members and the titles of its meetings.

use std::collections::{BTreeMap, BTreeSet};

use super::WikiContents;
use super::found::Statement;
use super::ids::unused;
use super::links::without_links;
use super::titles::{Name, TitleReading, stems};
use crate::domain::{College, CollegeId};
use crate::locale::collation::{slug, words};
use crate::markdown::blocks::scan;
use crate::markdown::wiki::MemberList;

/// The id of the college of a council that has no others.
pub const ONLY: &str = "membres";
/// The longest name that a heading gives to a college, in words.
const LONGEST: usize = 5;
/// The longest id that a name gives, in bytes: several of them make the id of a meeting.
const LONGEST_ID: usize = 40;

/// What precedes the name of a college in a heading.
const OF_HEADINGS: [&str; 18] = [
    "college",
    "colleges",
    "composition",
    "d",
    "de",
    "des",
    "du",
    "l",
    "la",
    "le",
    "les",
    "liste",
    "membre",
    "membres",
    "organismes",
    "participants",
    "representant",
    "representants",
];

/// What a heading puts before the name of a college, after much else.
const SIDES: [&str; 3] = ["college", "cote", "titre"];

/// The colleges, and how pages and calendars call them.
#[derive(Debug, Default)]
pub struct Colleges {
    pub all: Vec<College>,
    /// The words by which each is known.
    known: Vec<BTreeSet<String>>,
    /// The college of each list of members, by the places of page and list.
    pub lists: BTreeMap<(usize, usize), usize>,
    /// The lists whose college is supposed.
    pub supposed: Vec<(usize, usize)>,
}

impl Colleges {
    /// Finds the colleges; those `given` are the only ones.
    ///
    /// Each heading over members is a college, named as titles name it where they have a word in
    /// common. Without two such lists, names in titles are colleges only if a title joins two of
    /// them, and other titles name each of them too. Without any of this, there is a single college.
    #[must_use]
    pub fn of(
        found: &WikiContents<'_>,
        statements: &[Statement<'_>],
        name: &str,
        given: &[College],
    ) -> Self {
        let mut colleges = Self::default();
        let names = Names::of(statements);
        let headings = headings(found);
        if !given.is_empty() {
            for college in given {
                colleges.add(college.clone(), stems(&college.name));
            }
        } else if headings.len() > 1 {
            colleges.take_headings(&headings, &names);
        } else {
            for name in names.joined_and_alone() {
                colleges.add_named(&name.text, None, stems(&name.text));
            }
        }
        if colleges.all.is_empty() {
            let id = headings.first().and_then(|heading| heading.id.clone());
            if let Some(id) = CollegeId::new(id.as_deref().unwrap_or(ONLY)) {
                let name = name.to_owned();
                colleges.add(College { id, name }, BTreeSet::new());
            }
        }
        for heading in &headings {
            let best = colleges.best(&heading.words);
            let only = colleges.all.len() == 1;
            for list in &heading.places {
                colleges.lists.insert(*list, best.unwrap_or_default());
                if best.is_none() && !only {
                    colleges.supposed.push(*list);
                }
            }
        }
        colleges
    }

    /// Tells which colleges a title calls, in their order; `None` if it does not say so.
    #[must_use]
    pub fn sitting(&self, called: &TitleReading) -> Option<Vec<usize>> {
        match called {
            TitleReading::Nobody => (self.all.len() == 1).then(|| vec![0]),
            TitleReading::All => Some((0..self.all.len()).collect()),
            TitleReading::Names(names) => {
                let found: Option<BTreeSet<usize>> =
                    names.iter().map(|name| self.named(name)).collect();
                found.map(|found| found.into_iter().collect())
            }
        }
    }

    fn named(&self, name: &Name) -> Option<usize> {
        let telling = stems(&name.text);
        let is_it = |known: &BTreeSet<String>| !known.is_empty() && telling == *known;
        let exact = self.known.iter().position(is_it);
        exact.or_else(|| self.best(&telling).filter(|_| telling.len() == 1))
    }

    /// Finds the college that has most words in common with others, and at least one.
    fn best(&self, others: &BTreeSet<String>) -> Option<usize> {
        let common = |at: &usize| self.known[*at].intersection(others).count();
        let mut best: Option<usize> = None;
        for at in 0..self.known.len() {
            if common(&at) > best.map_or(0, |best| common(&best)) {
                best = Some(at);
            }
        }
        best
    }

    fn take_headings(&mut self, headings: &[Lists], names: &Names) {
        // A name belongs to the heading that has most of its words.
        let mut of_heading: Vec<Option<&Name>> = vec![None; headings.len()];
        let mut others: Vec<&Name> = Vec::new();
        for name in &names.by_use {
            let telling = stems(&name.text);
            let common = |heading: &Lists| heading.words.intersection(&telling).count();
            let mut best: Option<usize> = None;
            for (at, heading) in headings.iter().enumerate() {
                if common(heading) > best.map_or(0, |best| common(&headings[best])) {
                    best = Some(at);
                }
            }
            match best {
                Some(at) if of_heading[at].is_none() => of_heading[at] = Some(name),
                Some(_) => {}
                None => others.push(name),
            }
        }
        for (heading, name) in headings.iter().zip(&of_heading) {
            let id = heading.id.as_deref();
            match name {
                Some(name) => self.add_named(&name.text, id, stems(&name.text)),
                None => self.add_named(&heading.name(), id, heading.words.clone()),
            }
        }
        // A college without members meets with one that has some.
        for name in others {
            if names.is_joined_with_any(name, &of_heading) {
                self.add_named(&name.text, None, stems(&name.text));
            }
        }
    }

    fn add_named(&mut self, name: &str, id: Option<&str>, known: BTreeSet<String>) {
        let name = &without_links(name);
        let made = slug(name);
        let base = id.unwrap_or(if made.is_empty() { "college" } else { &made });
        let taken = self.all.iter();
        let mut taken = taken.map(|college| college.id.to_string()).collect();
        if let Some(id) = CollegeId::new(&unused(base, LONGEST_ID, &mut taken)) {
            let name = Some(name.to_owned()).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| id.to_string());
            self.add(College { id, name }, known);
        }
    }

    fn add(&mut self, college: College, known: BTreeSet<String>) {
        self.all.push(college);
        self.known.push(known);
    }
}

/// The lists of members under one heading, perhaps on several pages.
struct Lists {
    text: String,
    words: BTreeSet<String>,
    /// The places of page and list.
    places: Vec<(usize, usize)>,
    /// The id that a block around one of them names.
    id: Option<String>,
}

impl Lists {
    /// Returns what a heading says besides "Membres de l'": "écosystème logiciels libres".
    fn name(&self) -> String {
        let words = words(&self.text);
        // "Organismes dont viennent les participants côté administrations"
        let side = words
            .iter()
            .rposition(|(_, word)| SIDES.contains(&word.as_str()));
        let from = side.map_or(0, |at| at + 1);
        let telling = words.iter().skip(from);
        let telling = telling
            .into_iter()
            .position(|(_, word)| !OF_HEADINGS.contains(&word.as_str()))
            .map(|at| from + at);
        let rest = telling
            .and_then(|first| words.get(first..))
            .unwrap_or_default();
        match rest {
            [first, .., last] if rest.len() <= LONGEST => &self.text[first.0.start..last.0.end],
            [only] => &self.text[only.0.clone()],
            _ => &self.text,
        }
        .to_owned()
    }
}

fn headings(found: &WikiContents<'_>) -> Vec<Lists> {
    let mut headings: Vec<Lists> = Vec::new();
    for (page, read) in found.pages.iter().enumerate() {
        let blocks = scan(found.sources.text(read.file)).blocks;
        for (at, list) in read.page.members.iter().enumerate() {
            let heading = list.heading.as_ref();
            let text = heading.map_or("", |heading| heading.text.as_str());
            let id = block_argument(&blocks, list);
            let same = headings.iter().position(|known| {
                known.id == id && (id.is_some() || slug(&known.text) == slug(text))
            });
            match same {
                Some(same) => headings[same].places.push((page, at)),
                None => headings.push(Lists {
                    text: text.to_owned(),
                    words: stems(text)
                        .into_iter()
                        .chain(id.as_deref().map(stems).unwrap_or_default())
                        .collect(),
                    places: vec![(page, at)],
                    id,
                }),
            }
        }
    }
    headings
}

/// Returns the college that the block around a list names.
fn block_argument(blocks: &[crate::markdown::blocks::Block], list: &MemberList) -> Option<String> {
    let first = list.members.first()?.at.start;
    let block = blocks
        .iter()
        .find(|block| list.in_block && block.body.contains(&first))?;
    let argument = block.args.iter().find(|arg| arg.key == "college")?;
    Some(argument.value.clone())
}

/// The names in titles, those used most first.
struct Names {
    by_use: Vec<Name>,
    alone: BTreeSet<String>,
    /// Those that one title names together.
    together: BTreeSet<Vec<String>>,
}

impl Names {
    fn of(statements: &[Statement<'_>]) -> Self {
        let mut uses: BTreeMap<&str, (usize, usize, &Name)> = BTreeMap::new();
        let (mut alone, mut together) = (BTreeSet::new(), BTreeSet::new());
        for (at, statement) in statements.iter().enumerate() {
            let TitleReading::Names(names) = &statement.called else {
                continue;
            };
            for name in names {
                uses.entry(&name.key).or_insert((0, at, name)).0 += 1;
            }
            match names.as_slice() {
                [name] => {
                    alone.insert(name.key.clone());
                }
                names => {
                    together.insert(names.iter().map(|name| name.key.clone()).collect());
                }
            }
        }
        let mut by_use: Vec<_> = uses.into_values().collect();
        by_use.sort_by_key(|(count, first, name)| (usize::MAX - count, *first, name.key.clone()));
        Self {
            by_use: by_use
                .into_iter()
                .map(|(_, _, name)| name.clone())
                .collect(),
            alone,
            together,
        }
    }

    /// Returns the names that one title joins, if each stands in other titles too, and one alone.
    fn joined_and_alone(&self) -> Vec<&Name> {
        let elsewhere = |name: &String, not: &Vec<String>| {
            let mut others = self.together.iter().filter(|names| *names != not);
            self.alone.contains(name) || others.any(|names| names.contains(name))
        };
        let sound = self
            .together
            .iter()
            .filter(|names| names.iter().all(|name| elsewhere(name, names)));
        let sound: BTreeSet<&String> = sound.flatten().collect();
        if !sound.iter().any(|name| self.alone.contains(*name)) {
            return Vec::new();
        }
        // In the order in which the titles that join most of them have them.
        let mut together: Vec<&Vec<String>> = self.together.iter().collect();
        together.sort_by_key(|names| usize::MAX - names.len());
        let mut ordered: Vec<&Name> = Vec::new();
        for key in together
            .into_iter()
            .flatten()
            .filter(|key| sound.contains(key))
        {
            let name = self.by_use.iter().find(|name| name.key == *key);
            ordered.extend(name.filter(|name| !ordered.contains(name)));
        }
        ordered
    }

    fn is_joined_with_any(&self, name: &Name, others: &[Option<&Name>]) -> bool {
        let known = |key: &String| others.iter().flatten().any(|other| other.key == *key);
        self.together
            .iter()
            .any(|names| names.contains(&name.key) && names.iter().any(known))
    }
}
