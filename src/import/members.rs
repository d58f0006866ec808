//! The members, from the lists under the headings of pages; a person stands for its organisation.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::WikiContents;
use super::colleges::Colleges;
use super::ids::unused;
use super::links::join_links;
use crate::domain::{CollegeId, Member, MemberId, MemberSpans, Term};
use crate::leaks::lexicon::{is_civility, is_full_title, is_given, is_occupation, is_post};
use crate::locale::collation::{Word, slug, words};
use crate::markdown::wiki::ListedMember;
use crate::markdown::wiki::shapes::{
    self, DASHES, is_alternate_word, is_charge, is_country, is_function, is_function_word,
    is_organisation, key, may_be_function,
};
use crate::markdown::wiki::words::{GRADES, ORGANISATION_WORDS, PROFILES, ZONES};
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

/// Reads the members, each once in each college; `since` is the first day of their mandates. The persons
/// whom their lines name are left out, and named so, unless they become contacts.
#[must_use]
pub fn members(
    found: &WikiContents<'_>,
    colleges: &Colleges,
    since: NaiveDate,
    has_contacts: bool,
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
        has_contacts,
        problems,
    };
    for (page, read) in found.pages.iter().enumerate() {
        let lines = read.page.members.iter().flat_map(|list| &list.members);
        let are_behind = are_persons_behind(&lines.collect::<Vec<_>>());
        for (list, listed) in read.page.members.iter().enumerate() {
            let lines: Vec<ListedMember> = listed.members.iter().flat_map(of_persons).collect();
            let said = said(&lines, are_behind);
            for (one, said) in lines.iter().zip(said) {
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
    has_contacts: bool,
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
        let name = shapes::behind_civility(&name).map_or(name.clone(), str::to_owned);
        let key = slug(&name);
        if name.is_empty() || !join_links(&name).is_empty() {
            self.problems.push(Problem::at(
                at,
                What::UnreadLine {
                    other_weekday: None,
                },
            ));
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
        let persons = [(&said.person, false), (&one.alternate, true)];
        for (text, in_place) in persons {
            let Some(text) = text else { continue };
            let (name, besides) = person_alone(text);
            if self.has_contacts && is_person(name) {
                left.extend(Some(besides).filter(|besides| !besides.is_empty()));
                let said_so = || said.rest.iter().any(|rest| is_alternate(rest));
                self.people.push(Person {
                    member: id.clone(),
                    name: name.to_owned(),
                    is_alternate: in_place || said_so(),
                });
            } else {
                left.push(text);
            }
        }
        // An address that a page publishes is none to be kept from the public: a contact has none of it.
        let email = one.email.as_deref().filter(|_| self.has_contacts);
        let email = email.filter(|email| left.iter().all(|text| !text.contains(email)));
        left.extend(email);
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
            self.problems.push(Problem::at(
                at,
                What::UnreadLine {
                    other_weekday: None,
                },
            ));
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

/// Parts a line of several persons with commas between them, each with a given name that is known: "Paul Roux, Léa
/// Petit"; of those behind a label, one is enough.
fn of_persons(one: &ListedMember) -> Vec<ListedMember> {
    let said = [one.name.as_str(), &one.rest];
    let said = said.iter().filter(|text| !text.is_empty());
    let names: Vec<&str> = said
        .flat_map(|text| text.split(','))
        .map(|name| name.trim().trim_end_matches('.'))
        .collect();
    let begins = |name: &&&str| words(name).first().is_some_and(|(_, word)| is_given(word));
    let known = names.iter().filter(begins).count();
    let is_sure = known == names.len() || known > 0 && !one.function.is_empty();
    let is_alone = one.person.is_none() && one.url.is_none() && one.links.is_empty();
    let are_persons = names.len() > 1 && names.iter().all(|name| shapes::is_person(name));
    if !(is_sure && is_alone && are_persons && !one.is_person) {
        return vec![one.clone()];
    }
    let each = names.into_iter().map(|name| ListedMember {
        name: name.to_owned(),
        rest: String::new(),
        ..one.clone()
    });
    each.collect()
}

/// Parts the name of a person from what is said besides, such as an address in parentheses.
fn person_alone(text: &str) -> (&str, &str) {
    let at = text
        .find(['(', ',', ';', '<', ':', '/'])
        .unwrap_or(text.len());
    let (name, besides) = text.split_at(at);
    let signs = |c: char| !c.is_alphanumeric();
    (name.trim(), besides.trim_matches(signs))
}

/// Whether a text says that a person comes in the place of another.
fn is_alternate(text: &str) -> bool {
    words(text).iter().any(|(_, word)| is_alternate_word(word))
}

/// Tells of each line of a list which name is that of the member: where most name a person and an
/// organisation, it is the organisation; where most name who has a function, it is who has it.
fn said(members: &[ListedMember], are_behind: bool) -> Vec<Said> {
    let functions = members
        .iter()
        .filter(|one| !one.function.is_empty() && one.person.is_none());
    let by_function = functions.count() * 3 > members.len();
    let lines: Vec<ListedMember> = given_first(members)
        .map(|one| {
            // "**Protocole :** Camille Martin", below "**Présidente :** Claude Durand"
            let function = || {
                let may_be = may_be_function(&one.name) && !is_organisation(&one.name);
                may_be && !is_certain_person(&one.name)
            };
            let swapped = one.function.is_empty()
                && is_person(&one.rest)
                && (function() || by_function && !is_person(&one.name));
            if swapped {
                ListedMember {
                    name: one.rest.clone(),
                    function: one.name.clone(),
                    rest: String::new(),
                    url: None,
                    ..one.clone()
                }
            } else {
                one
            }
        })
        .collect();
    let are_behind = are_behind || are_persons_behind(&lines.iter().collect::<Vec<_>>());
    let lines = if are_behind {
        lines.into_iter().map(with_person_behind).collect()
    } else {
        lines
    };
    let leads: Vec<Parts<'_>> = lines.iter().map(parts).collect();
    let count = |is: &dyn Fn(&Parts<'_>) -> bool| leads.iter().filter(|lead| is(lead)).count();
    let sure = count(&|(lead, _)| is_certain_person(lead));
    let persons = count(&|(lead, _)| is_person(lead));
    let of_persons = sure * 2 > lines.len() || sure > 0 && persons * 2 > lines.len();
    // What most lines have may be one even where its form does not tell.
    let with_organisation = count(&|(lead, parts)| is_person(lead) && has_candidate(parts));
    let most = with_organisation * 2 >= lines.len();
    let organisations = leads
        .iter()
        .map(|(lead, parts)| organisation(parts, most).filter(|_| is_person(lead)));
    let organisations: Vec<Option<usize>> = organisations.collect();
    // Capitals alone may be anything where few lines have any: "DevOps".
    let given = organisations.iter().flatten().count();
    // A list of persons of whom many lines say something else than an organisation is one of persons.
    let unsure = leads.iter().zip(&organisations);
    let unsure = unsure.filter(|((lead, parts), at)| {
        at.is_none()
            && is_person(lead)
            && parts.iter().any(|part| tells(part) && !is_function(part))
    });
    let are_persons = unsure.count() * 2 >= given.max(1);
    let few = given * 3 < lines.len();
    // What all have in common makes none of them a member.
    let names = leads.iter().zip(&organisations);
    let names = names.filter_map(|((_, parts), at)| parts.get((*at)?).map(|name| slug(name)));
    let distinct: BTreeSet<String> = names.collect();
    let common = given > 1 && distinct.len() == 1;
    let mut said = Vec::new();
    for ((one, (lead, mut parts)), at) in lines.iter().zip(leads.clone()).zip(organisations) {
        let splits = one.person.is_none() && !one.is_person && is_person(lead);
        let splits = splits && (of_persons || is_certain_person(lead));
        let function = Some(one.function.clone()).filter(|said| !said.is_empty());
        let mut rest: Vec<String> = function.into_iter().collect();
        said.push(
            if let Some(at) = at.filter(|at| {
                splits && !common && !are_persons && (!few || has_organisation_word(&parts[*at]))
            }) {
                let organisation = parts.remove(at);
                rest.extend(parts);
                // The link of the organisation, not that of the person.
                let mut targets = one.links.iter();
                let link = targets.find(|(text, _)| slug(text) == slug(&organisation));
                Said {
                    url: link.map(|(_, target)| target.clone()),
                    name: organisation,
                    person: Some(lead.to_owned()),
                    rest,
                }
            } else {
                let name = if splits { lead } else { &one.name };
                let more = one.name.get(name.len()..).unwrap_or_default();
                let more = more.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                rest.extend(
                    [more, one.rest.clone()]
                        .into_iter()
                        .filter(|said| !said.is_empty()),
                );
                Said {
                    url: one.url.clone(),
                    name: name.to_owned(),
                    person: one.person.clone(),
                    rest,
                }
            },
        );
    }
    said
}

/// Puts the given name of persons before their surname where most lines have it behind a comma.
fn given_first(members: &[ListedMember]) -> impl Iterator<Item = ListedMember> {
    let reversed = members.iter().filter(|one| given_behind(one).is_some());
    let are_reversed = reversed.count() * 2 > members.len().max(2);
    members.iter().map(move |one| match given_behind(one) {
        Some(name) if are_reversed => ListedMember {
            name,
            rest: String::new(),
            ..one.clone()
        },
        _ => one.clone(),
    })
}

/// Returns the name of a person whose given name stands behind a comma: "Martin, Camille".
fn given_behind(one: &ListedMember) -> Option<String> {
    let given = words(&one.rest);
    let is_given =
        !given.is_empty() && given.len() < 3 && given.iter().all(|(_, word)| is_given(word));
    let is_surname = words(&one.name).len() == 1 && !is_organisation(&one.name);
    let is_one = is_given && is_surname && one.function.is_empty() && one.person.is_none();
    is_one.then(|| format!("{} {}", one.rest, one.name))
}

/// Whether most lines name a person behind an organisation: "DREAL Auvergne - Camille Martin - animation".
fn are_persons_behind(lines: &[&ListedMember]) -> bool {
    let parted = lines
        .iter()
        .filter_map(|one| organisation_and_person(one, false));
    let names: Vec<String> = parted.map(|[name, ..]| name).collect();
    let sure = names.iter().filter(|name| is_organisation(name)).count();
    names.len() > 1 && names.len() * 2 >= lines.len() && sure * 2 >= names.len()
}

/// Parts such a line; any other stays as it is.
fn with_person_behind(one: ListedMember) -> ListedMember {
    let Some([name, person, rest]) = organisation_and_person(&one, true) else {
        return one;
    };
    let is_of_name = |(text, _): &&(String, String)| slug(text) == slug(&name);
    let link = one.links.iter().find(is_of_name);
    // The link of the organisation, not that of the person.
    let own = one.url.clone().filter(|_| one.name == name);
    ListedMember {
        url: link.map(|(_, target)| target.clone()).or(own),
        name,
        person: Some(person),
        rest,
        ..one
    }
}

/// Returns what stands first in a line, the person behind a dash, and the rest; letters alone may be those of
/// a post, but where `most` lines have an organisation there.
fn organisation_and_person(one: &ListedMember, most: bool) -> Option<[String; 3]> {
    if one.person.is_some() || one.is_person || !one.function.is_empty() {
        return None;
    }
    let said = [one.name.as_str(), &one.rest];
    let said = said.iter().filter(|text| !text.is_empty());
    let parts = said.flat_map(|text| text.split(['\u{2013}', '\u{2014}']));
    let mut parts = parts.flat_map(|part| part.split(" - ")).map(str::trim);
    let (name, person) = (parts.next()?, parts.next()?);
    let rest: Vec<&str> = parts.collect();
    let is_one = is_person(person) && (is_organisation(name) || !is_person(name));
    let is_post = begins_with_function(name) && !(most && is_organisation(name));
    let is_one = is_one && !is_function(name) && !is_post && tells(name);
    is_one.then(|| [name.to_owned(), person.to_owned(), rest.join(", ")])
}

/// What a line names first, and what it says of that.
type Parts<'a> = (&'a str, Vec<String>);

/// Parts a line into what it names first and what it says of that: "Camille Martin (Alpha, Lyon)".
fn parts(one: &ListedMember) -> Parts<'_> {
    let dashes = DASHES.iter().filter_map(|dash| one.name.split_once(dash));
    let dash = dashes.min_by_key(|(name, _)| name.len());
    let (name, more) = dash.unwrap_or((one.name.as_str(), ""));
    let said = format!("{more}, {}", one.rest);
    let pieces = said
        .split(|c| "(),;\u{2013}\u{2014}/[]:".contains(c))
        .flat_map(|piece| piece.split(" - "));
    let mut pieces: Vec<String> = pieces
        .map(|piece| piece.trim_matches([' ', '*', '_', '\u{a0}']))
        .map(|piece| piece.trim_end_matches('.').to_owned())
        .collect();
    pieces = pieces.into_iter().flat_map(without_grade).collect();
    pieces.retain(|piece| piece.chars().any(char::is_alphanumeric));
    // "Salt Lake City, USA"
    let mut at = 1;
    while at < pieces.len() {
        if is_country(&pieces[at]) && !is_organisation(&pieces[at - 1]) {
            pieces.drain(at - 1..=at);
        } else {
            at += 1;
        }
    }
    (name, pieces)
}

/// Parts what somebody is from the organisation right behind it: "IE Université d'Exemple".
fn without_grade(piece: String) -> Vec<String> {
    let Some((first, rest)) = piece.split_once(' ') else {
        return vec![piece];
    };
    let word = key(first);
    let of_grade = GRADES.contains(&word.as_str()) && !is_person(rest);
    let of_function = is_function(first) && is_organisation(rest);
    let is_named = rest.starts_with(char::is_uppercase) && !begins_with_function(rest);
    if is_named && (of_grade || of_function) {
        vec![first.to_owned(), rest.to_owned()]
    } else {
        vec![piece]
    }
}

/// Finds the organisation among what a line says of a person: the first that surely is one, or what comes
/// first if it may be one; where `most` lines have one, behind a function too, and without a capital.
fn organisation(parts: &[String], most: bool) -> Option<usize> {
    let mut behind_function = true;
    let mut may = None;
    // Of several that may be one nobody knows which is.
    let unsure = |part: &&String| {
        tells(part) && !is_function(part) && !begins_with_function(part) && !is_organisation(part)
    };
    let most = most && parts.iter().filter(unsure).count() < 2;
    let telling = parts.iter().enumerate().filter(|(_, part)| tells(part));
    for (place, (at, part)) in telling.enumerate() {
        let is_first = may.is_none() && behind_function;
        if may_be_organisation(part, most && parts.len() == 1)
            && (is_first || is_organisation(part))
        {
            if has_organisation_word(part) || place == 0 && is_organisation(part) {
                return Some(at);
            }
            if is_first && (most || is_organisation(part)) {
                may = Some(at);
            }
        }
        behind_function &= is_function(part) || begins_with_function(part);
    }
    may
}

/// Whether a piece of a line has a word that organisations are called by.
fn has_organisation_word(piece: &str) -> bool {
    let words = words(piece);
    let known = |(_, word): &Word| ORGANISATION_WORDS.contains(&word.as_str());
    words.iter().any(known)
}

/// Whether what a line says first of a person may be an organisation, functions left out.
fn has_candidate(parts: &[String]) -> bool {
    let mut telling = parts
        .iter()
        .filter(|part| tells(part) && !begins_with_function(part));
    telling
        .next()
        .is_some_and(|part| may_be_organisation(part, false))
}

/// Whether a piece of a line says more than where somebody is to be found.
fn tells(part: &str) -> bool {
    let key = key(part);
    let address = part.contains('@') || part.contains("://");
    !address && !is_place_or_zone(&key) && !PROFILES.contains(&key.as_str())
}

fn begins_with_function(piece: &str) -> bool {
    // "Chief Engineer"
    let words = words(piece);
    let ends = [words.first(), words.last()].into_iter().flatten();
    // "L3 info"
    let rest = piece.split_whitespace().skip(1).collect::<Vec<_>>();
    let is_lower = rest.iter().all(|word| word.starts_with(char::is_lowercase));
    let of_grade = |(_, word): &Word| GRADES.contains(&word.as_str());
    let is_grade =
        is_lower && words.first().is_some_and(of_grade) || GRADES.contains(&key(piece).as_str());
    is_grade
        || ends.into_iter().any(|(_, word)| {
            is_function_word(word) || is_post(word) || is_occupation(word) || is_full_title(word)
        })
}

/// Whether the words of a piece of a line are a town or a zone: "lyon", "gmt", "central european time".
fn is_place_or_zone(key: &str) -> bool {
    let zone = |known: &&str| known.split_once('>').is_some_and(|(name, _)| name == key);
    shapes::is_place(key) || key.ends_with(" time") || ZONES.iter().any(zone)
}

/// Whether a piece of a line may be the name of an organisation.
fn may_be_organisation(piece: &str, most: bool) -> bool {
    let words = words(piece);
    let first = words.first().map_or("", |(_, word)| word.as_str());
    let known = ORGANISATION_WORDS.contains(&first);
    let numbers = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let year = words
        .iter()
        .any(|(_, word)| word.len() == 4 && numbers(word));
    let capital = match words.len() {
        1 => most || piece.contains(char::is_uppercase),
        _ => known || piece.starts_with(char::is_uppercase),
    };
    let initial = first.len() == 1 && piece.get(1..2) == Some(".");
    let given = is_given(first) && words.len() > 1 && !is_organisation(piece)
        || is_certain_person(piece) && !has_organisation_word(piece);
    // "Le faiseur de code" is no name.
    let lower =
        |word: &str| word.len() > 3 && !word.contains(char::is_uppercase) && !word.contains('-');
    let lower = piece.split_whitespace().filter(|word| lower(word)).count();
    let proper = words.len() == 1
        || is_organisation(piece)
        || lower <= usize::from(most) && !piece.starts_with("Le ");
    capital
        && proper
        && !year
        && !initial
        && !given
        && !(begins_with_function(piece) && !(known && words.len() > 1))
        && !is_charge(piece)
        && (1..=12).contains(&words.len())
        && !words.iter().all(|(_, word)| numbers(word))
}

/// Whether a name is a person's, by its form or its first word.
fn is_person(name: &str) -> bool {
    is_certain_person(name) || shapes::is_person(name)
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
    let surname_first =
        shapes::is_person(name) && words.last().is_some_and(|(_, word)| is_given(word));
    (is_civility(first) && parts > 1 || (is_given(first) || surname_first) && !organisation)
        && short
}
