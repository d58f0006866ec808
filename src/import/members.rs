//! The members, from the lists under the headings of pages; a person stands for its organisation.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::WikiContents;
use super::colleges::Colleges;
use super::ids::unused;
use super::links::join_links;
use crate::domain::{CollegeId, Member, MemberId, MemberSpans, Term};
use crate::leaks::lexicon::{is_civility, is_given};
use crate::locale::collation::{slug, words};
use crate::markdown::wiki::words::{FUNCTIONS, ORGANISATION_WORDS};
use crate::markdown::wiki::{ListedMember, MemberList};
use crate::problem::{Field, Problem, Side, What};
use crate::registry::{is_url, on_one_line};
use crate::source::Span;

/// The longest id that a name gives, in bytes.
const LONGEST_ID: usize = 80;

/// What was read of members.
pub struct Members {
    /// Those of the registry and the new ones.
    pub all: Vec<Member>,
    /// How many were read.
    pub count: usize,
    /// Whether any of them is new.
    pub is_new: bool,
    pub people: Vec<Person>,
}

/// A person that a page names for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub member: MemberId,
    pub name: String,
    pub email: Option<String>,
    pub is_alternate: bool,
}

/// A member as its line says it.
struct Said {
    name: String,
    url: Option<String>,
    person: Option<String>,
    /// What is said of it besides.
    rest: Vec<String>,
}

/// Reads the members, each once in each college; `since` is the first day of their mandates.
#[must_use]
pub fn members(
    found: &WikiContents<'_>,
    colleges: &Colleges,
    since: NaiveDate,
    problems: &mut Vec<Problem>,
) -> Members {
    let known = found
        .registered
        .map_or_else(Vec::new, |council| council.members.clone());
    let mut reading = Reading {
        registered: known.len(),
        ids: known.iter().map(|member| member.id.to_string()).collect(),
        members: known,
        read: BTreeMap::new(),
        people: Vec::new(),
        problems,
    };
    for (page, read) in found.pages.iter().enumerate() {
        for (list, listed) in read.page.members.iter().enumerate() {
            let said = said(listed);
            for (one, said) in listed.members.iter().zip(said) {
                let at = Span::new(read.file, one.at.clone());
                let college = colleges.all.get(colleges.of_member((page, list), one));
                if let Some(college) = college {
                    reading.take(one, &said, &college.id, at, since);
                }
            }
        }
    }
    Members {
        count: reading.read.len(),
        is_new: reading.members.len() > reading.registered,
        all: reading.members,
        people: reading.people,
    }
}

struct Reading<'a> {
    /// How many of the members are those of the registry.
    registered: usize,
    members: Vec<Member>,
    /// By name and college; an organisation may sit in two of them.
    read: BTreeMap<(String, CollegeId), usize>,
    ids: BTreeSet<String>,
    people: Vec<Person>,
    problems: &'a mut Vec<Problem>,
}

impl Reading<'_> {
    fn take(
        &mut self,
        one: &ListedMember,
        said: &Said,
        college: &CollegeId,
        at: Span,
        since: NaiveDate,
    ) {
        let name = on_one_line(&said.name);
        let key = slug(&name);
        if name.is_empty() || !join_links(&name).is_empty() {
            self.problems.push(Problem::at(at, What::UnreadLine));
            return;
        }
        let url = said.url.clone();
        let url = url.filter(|url| is_url(url) && join_links(url).is_empty());
        let place = (key.clone(), college.clone());
        let place = match self.read.get(&place).copied() {
            Some(same) => self.again(same, &name, url, at, false),
            None => match self.registered(&key, college) {
                Some(known) => {
                    self.read.insert(place, known);
                    self.again(known, &name, url, at, true)
                }
                None => self.new_member((name, url), &key, college, at, since),
            },
        };
        let Some(id) = place
            .and_then(|place| self.members.get(place))
            .map(|member| member.id.clone())
        else {
            return;
        };
        let rest = said.rest.iter().filter(|rest| join_links(rest).is_empty());
        let mut left: Vec<&str> = rest.map(String::as_str).collect();
        if let Some(person) = &said.person {
            left.insert(0, person);
            let alternate = |text: &&String| {
                words(text)
                    .iter()
                    .any(|(_, word)| word.starts_with("suppleant") || word == "alternate")
            };
            self.people.push(Person {
                member: id.clone(),
                name: person.clone(),
                email: one.email.clone(),
                is_alternate: said.rest.iter().any(|rest| alternate(&rest)),
            });
        }
        left.retain(|text| text.chars().any(char::is_alphanumeric));
        if !left.is_empty() {
            let what = What::WordsLeftOut {
                record: id.to_string(),
                words: on_one_line(&left.join(", ")),
            };
            self.problems.push(Problem::at(at, what));
        }
    }

    /// Finds a member of the registry, by its name or one that it bore before.
    fn registered(&self, key: &str, college: &CollegeId) -> Option<usize> {
        let members = self.members.iter().take(self.registered);
        let mut members = members
            .enumerate()
            .filter(|(_, member)| member.college == *college);
        let bears = |member: &Member| {
            let mut names = member.formerly.iter().map(|former| former.name.as_str());
            slug(&member.name) == key || names.any(|name| slug(name) == key)
        };
        members
            .find(|(_, member)| bears(member))
            .map(|(place, _)| place)
    }

    fn new_member(
        &mut self,
        (name, url): (String, Option<String>),
        key: &str,
        college: &CollegeId,
        at: Span,
        since: NaiveDate,
    ) -> Option<usize> {
        let mut base = if key.is_empty() { "membre" } else { key }.to_owned();
        if self.ids.contains(&base) {
            base = format!("{base}-{college}");
        }
        let Some(id) = MemberId::new(&unused(&base, LONGEST_ID, &mut self.ids)) else {
            self.problems.push(Problem::at(at, What::UnreadLine));
            return None;
        };
        let place = self.members.len();
        self.read.insert((key.to_owned(), college.clone()), place);
        self.members.push(Member {
            id,
            name,
            article: None,
            college: college.clone(),
            url,
            terms: Term::new(since, None).into_iter().collect(),
            formerly: Vec::new(),
            allow: Vec::new(),
            at: MemberSpans::unwritten(at),
        });
        Some(place)
    }

    /// Takes what a second place says of a member, and tells where it says something else.
    fn again(
        &mut self,
        place: usize,
        name: &str,
        url: Option<String>,
        at: Span,
        of_registry: bool,
    ) -> Option<usize> {
        let is_record = place < self.registered;
        let member = self.members.get_mut(place)?;
        let (from, first) = if is_record {
            (Side::Registry, member.at.name)
        } else {
            (Side::Page, member.at.name)
        };
        let mut tell = |told, kept: &str, left: &str| {
            let what = What::Contradiction {
                told,
                record: member.id.to_string(),
                kept: kept.to_owned(),
                left: left.to_owned(),
                from,
            };
            self.problems.push(Problem::at(at, what).and(first));
        };
        if of_registry && let Some(until) = member.terms.last().and_then(|term| term.until()) {
            tell(Field::Membership, &until.to_string(), "");
        }
        if member.name != name && slug(&member.name) == slug(name) {
            tell(Field::Name, &member.name, name);
        }
        match (&member.url, url) {
            (Some(kept), Some(left)) if *kept != left => tell(Field::Site, kept, &left),
            (None, Some(left)) if is_record => tell(Field::Site, "", &left),
            (None, url) => member.url = url,
            _ => {}
        }
        Some(place)
    }
}

/// Tells of each line of a list which name is that of the member: where most name a person and an
/// organisation, it is the organisation.
fn said(list: &MemberList) -> Vec<Said> {
    let persons: Vec<Option<(String, String, Vec<String>)>> =
        list.members.iter().map(person_and_organisation).collect();
    let certain = |name: &str| is_certain_person(name);
    let sure = persons
        .iter()
        .flatten()
        .filter(|(person, ..)| certain(person))
        .count();
    let all = persons.iter().flatten().count();
    let most = sure > 0 && all * 2 > list.members.len() || sure * 2 > list.members.len();
    let said = list.members.iter().zip(persons).map(|(one, split)| {
        let mut rest: Vec<String> = Some(one.function.clone())
            .filter(|said| !said.is_empty())
            .into_iter()
            .collect();
        match split {
            Some((person, organisation, others)) if most || certain(&person) => {
                rest.extend(others);
                // The link of the organisation, not that of the person.
                let mut links = one
                    .links
                    .iter()
                    .filter(|(text, _)| slug(text) == slug(&organisation));
                Said {
                    url: links.next().map(|(_, target)| target.clone()),
                    name: organisation,
                    person: Some(person),
                    rest,
                }
            }
            _ => {
                rest.extend(Some(one.rest.clone()).filter(|said| !said.is_empty()));
                Said {
                    url: one.url.clone(),
                    name: one.name.clone(),
                    person: one.person.clone(),
                    rest,
                }
            }
        }
    });
    said.collect()
}

/// Parts a line into a person, an organisation and what is said besides: "Camille Martin (Alpha)".
fn person_and_organisation(one: &ListedMember) -> Option<(String, String, Vec<String>)> {
    if one.person.is_some() || one.is_person {
        return None;
    }
    let dashes = [" \u{2013} ", " \u{2014} ", " - "];
    let dash = dashes.iter().find_map(|dash| one.name.split_once(dash));
    let (name, more) = dash.map_or((one.name.as_str(), ""), |(name, more)| (name, more));
    if !is_person(name) {
        return None;
    }
    let said = format!("{more}, {}", one.rest);
    let pieces = said
        .split(|c| "(),;\u{2013}\u{2014}/[]:".contains(c))
        .flat_map(|piece| piece.split(" - "));
    let mut pieces: Vec<String> = pieces
        .map(|piece| piece.trim().trim_end_matches('.').to_owned())
        .collect();
    pieces.retain(|piece| {
        piece.chars().any(char::is_alphanumeric) && !piece.contains('@') && !piece.contains("://")
    });
    // Behind a function, or what may be one, only what is surely an organisation is one.
    let mut sound = pieces.iter().enumerate();
    let (at, _) = sound.find(|(at, piece)| {
        is_organisation(piece) && (*at == 0 || is_certain_organisation(piece))
    })?;
    let organisation = pieces.remove(at);
    Some((name.to_owned(), organisation, pieces))
}

fn is_function(word: &str) -> bool {
    FUNCTIONS.contains(&word)
}

/// Whether a piece of a line may be the name of an organisation.
fn is_organisation(piece: &str) -> bool {
    let words = words(piece);
    let first = words.first().map_or("", |(_, word)| word.as_str());
    let year = words
        .iter()
        .any(|(_, word)| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    piece.contains(char::is_uppercase)
        && !year
        && !is_function(first)
        && !is_certain_person(piece)
        && words.len() <= 12
        && !words
            .iter()
            .all(|(_, word)| word.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a piece has a word that organisations are called by, or is an acronym.
fn is_certain_organisation(piece: &str) -> bool {
    let known =
        |(_, word): &(std::ops::Range<usize>, String)| ORGANISATION_WORDS.contains(&word.as_str());
    let acronym = |part: &str| part.chars().filter(|c| c.is_uppercase()).count() > 1;
    words(piece).iter().any(known) || piece.split(' ').any(acronym)
}

/// Whether a name has the form of a person's: given name and surname.
fn is_person(name: &str) -> bool {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let telling = words(name);
    let capital = |part: &&str| {
        part.starts_with(char::is_uppercase)
            || ["de", "du", "von", "van", "le", "la"].contains(part)
    };
    let organisation = telling
        .iter()
        .any(|(_, word)| ORGANISATION_WORDS.contains(&word.as_str()));
    let form = (2..=5).contains(&parts.len())
        && parts.iter().all(capital)
        && !name.contains(|c: char| c.is_ascii_digit() || "&/".contains(c))
        && !parts.iter().all(|part| {
            part.chars()
                .filter(|c| c.is_alphabetic())
                .all(char::is_uppercase)
        });
    is_certain_person(name) || (form && !organisation)
}

/// Whether a name begins with a title or a given name.
fn is_certain_person(name: &str) -> bool {
    let words = words(name);
    let first = words.first().map_or("", |(_, word)| word.as_str());
    let parts = name.split_whitespace().count();
    let organisation = words
        .iter()
        .any(|(_, word)| ORGANISATION_WORDS.contains(&word.as_str()));
    let short = parts <= 5 && name.starts_with(char::is_uppercase);
    (is_civility(first) && parts > 1 || is_given(first) && !organisation) && short
}
