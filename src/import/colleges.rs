//! The colleges of a council, from the lists of its members and the titles of its meetings.

use std::collections::{BTreeMap, BTreeSet};

use super::WikiContents;
use super::found::{Source, Statement};
use super::ids::unused;
use super::links::without_links;
use super::titles::{Name, TitleReading, stems};
use crate::domain::{College, CollegeId};
use crate::locale::collation::{slug, words};
use crate::markdown::wiki::ListedMember;
use crate::markdown::wiki::shapes::{is_person, is_seat};
use crate::markdown::wiki::words::{COLLEGE_HEADINGS, COLLEGE_SIDES};
use crate::sort::Sort;

/// The id of the college of a council that has no others.
pub const ONLY: &str = "membres";
/// The longest name that a heading gives to a college, in words.
const LONGEST: usize = 5;
/// The longest id that a name gives, in bytes: several of them make the id of a meeting.
const LONGEST_ID: usize = 40;

/// The colleges, and how pages and calendars call them.
#[derive(Debug, Default)]
pub struct Colleges {
    pub all: Vec<College>,
    ids: BTreeSet<String>,
    /// The words by which each is known.
    known: Vec<BTreeSet<String>>,
    /// The college of each list of members, by the places of page and list.
    pub lists: BTreeMap<(usize, usize), usize>,
    /// The college that a column names, by its slug.
    columns: BTreeMap<String, usize>,
    /// The lists whose college is supposed.
    pub supposed: Vec<(usize, usize)>,
}

impl Colleges {
    /// Finds the colleges; those `given` are the only ones.
    ///
    /// Each heading over members is a college, and so is what a column says, named as titles name it
    /// where they have a word in common. Without two such, names in titles are colleges only if a
    /// title joins two of them, and other titles name each of them too. Without any of this, there is
    /// a single college.
    #[must_use]
    pub fn of_wiki(
        found: &WikiContents<'_>,
        statements: &[Statement<'_>],
        name: &str,
        given: &[College],
    ) -> Self {
        let mut colleges = Self::default();
        let names = Names::of(statements);
        let headings = headings(found);
        let by_heading = given.is_empty() && headings.len() > 1;
        if by_heading {
            colleges.take_headings(&headings, &names);
        } else if given.is_empty() {
            for name in names.joined_and_alone() {
                colleges.add_named(&name.text, stems(&name.text));
            }
        }
        for college in given {
            colleges.add(college.clone(), stems(&college.name));
        }
        if colleges.all.is_empty()
            && let Some(id) = CollegeId::new(ONLY)
        {
            let name = name.to_owned();
            colleges.add(College { id, name }, BTreeSet::new());
        }
        for (at, heading) in headings.iter().enumerate() {
            let called = |name: &str| {
                colleges
                    .all
                    .iter()
                    .position(|college| slug(&college.name) == slug(name))
            };
            let exact = || called(&heading.text).or_else(|| called(&heading.name()));
            let best = if by_heading {
                Some(at)
            } else {
                exact().or_else(|| colleges.best(&heading.words))
            };
            for list in &heading.places {
                colleges.lists.insert(*list, best.unwrap_or_default());
                if best.is_none() && colleges.all.len() > 1 {
                    colleges.supposed.push(*list);
                }
            }
            if heading.is_column {
                colleges
                    .columns
                    .insert(slug(&heading.text), best.unwrap_or_default());
            }
        }
        colleges
    }

    /// Returns the college of a member, by what its column or its list says.
    #[must_use]
    pub fn of_member(&self, list: (usize, usize), member: &ListedMember) -> usize {
        let column = member
            .college
            .as_deref()
            .and_then(|college| self.columns.get(&slug(college)));
        column
            .or_else(|| self.lists.get(&list))
            .copied()
            .unwrap_or_default()
    }

    /// Tells which colleges a statement calls, in their order; `None` if it does not say so.
    #[must_use]
    pub fn of(&self, statement: &Statement<'_>) -> Option<Vec<usize>> {
        let Source::Record(meeting) = statement.source else {
            return self.sitting(&statement.called);
        };
        let places = meeting.colleges.iter();
        Some(
            places
                .filter_map(|id| self.all.iter().position(|college| college.id == *id))
                .collect(),
        )
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
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        for heading in headings {
            *alike.entry(slug(&heading.name())).or_default() += 1;
        }
        for (heading, name) in headings.iter().zip(&of_heading) {
            let short = heading.name();
            match name {
                Some(name) => self.add_named(&name.text, stems(&name.text)),
                None if alike.get(&slug(&short)).is_some_and(|count| *count > 1) => {
                    self.add_named(&heading.text, heading.words.clone());
                }
                None => self.add_named(&short, heading.words.clone()),
            }
        }
        // A college without members meets with one that has some.
        for name in others {
            if names.is_joined_with_any(name, &of_heading) {
                self.add_named(&name.text, stems(&name.text));
            }
        }
    }

    fn add_named(&mut self, name: &str, known: BTreeSet<String>) {
        let name = &without_links(name);
        let made = slug(name);
        let base = if made.is_empty() { "college" } else { &made };
        if let Some(id) = CollegeId::new(&unused(base, LONGEST_ID, &mut self.ids)) {
            let name = Some(name.to_owned()).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| id.to_string());
            self.add(College { id, name }, known);
        }
    }

    fn add(&mut self, college: College, known: BTreeSet<String>) {
        self.ids.insert(college.id.to_string());
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
    /// Whether it is what a column says of some of their members.
    is_column: bool,
}

impl Lists {
    /// Returns what a heading says besides "Membres de l'": "écosystème logiciels libres".
    fn name(&self) -> String {
        // "Comité de pilotage {#pilotage}"
        let text = self.text.split("{#").next().unwrap_or_default().trim_end();
        let words = words(text);
        // "Organismes dont viennent les participants côté administrations"
        let side = words
            .iter()
            .rposition(|(_, word)| COLLEGE_SIDES.contains(&word.as_str()));
        // "Côte d'Ivoire" is a country.
        let side = side.filter(|at| words.get(at + 1).is_none_or(|(_, next)| next != "d"));
        let from = side.map_or(0, |at| at + 1);
        let telling = words.iter().skip(from);
        let telling = telling
            .into_iter()
            .position(|(_, word)| !COLLEGE_HEADINGS.contains(&word.as_str()))
            .map(|at| from + at);
        let rest = telling
            .and_then(|first| words.get(first..))
            .unwrap_or_default();
        match rest {
            [first, .., last] if rest.len() <= LONGEST => {
                let name = &text[first.0.start..last.0.end];
                let closes = name.contains('(')
                    && !name.contains(')')
                    && text[last.0.end..].starts_with(')');
                &text[first.0.start..last.0.end + usize::from(closes)]
            }
            [only] => &text[only.0.clone()],
            _ => text,
        }
        .to_owned()
    }
}

fn headings(found: &WikiContents<'_>) -> Vec<Lists> {
    let mut headings: Vec<Lists> = Vec::new();
    let mut pages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let text = |page: usize, list: &crate::markdown::wiki::MemberList| {
        // A function is no college, and no person is.
        let heading = list.heading.as_ref().map(|heading| heading.text.clone());
        let heading = heading.filter(|text| !is_seat(text) && !is_person(text));
        heading.unwrap_or_else(|| found.pages[page].page.title.clone().unwrap_or_default())
    };
    for (page, read) in found.pages.iter().enumerate() {
        for list in &read.page.members {
            pages
                .entry(slug(&text(page, list)))
                .or_default()
                .insert(page);
        }
    }
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |text: &str, place: Option<(usize, usize)>| {
        let at = *known.entry(slug(text)).or_insert(headings.len());
        if let Some(same) = headings.get_mut(at) {
            same.places.extend(place);
            return;
        }
        headings.push(Lists {
            text: text.to_owned(),
            words: stems(text),
            places: place.into_iter().collect(),
            is_column: place.is_none(),
        });
    };
    for (page, read) in found.pages.iter().enumerate() {
        for (at, list) in read.page.members.iter().enumerate() {
            let columns = list
                .members
                .iter()
                .filter_map(|member| member.college.as_deref());
            let columns: Vec<&str> = columns.collect();
            if columns.is_empty() {
                let heading = text(page, list);
                // The same heading on two pages: each page is of its own college.
                let shared = pages
                    .get(&slug(&heading))
                    .is_some_and(|pages| pages.len() > 1);
                let title = read.page.title.clone().filter(|_| shared);
                add(&title.unwrap_or(heading), Some((page, at)));
            }
            for column in columns {
                add(column, None);
            }
        }
    }
    headings
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
        by_use.order_by_key(|(count, first, name)| (usize::MAX - count, *first, name.key.clone()));
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
        together.order_by_key(|names| usize::MAX - names.len());
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
