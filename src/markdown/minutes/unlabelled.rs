//! Persons who are listed with their organisations where no word says that they were there.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::attendance::Names;
use super::labels;
use super::name_lines::begins_title;
use super::prose::Prose;
use super::ranges::is_within;
use super::remarks::says_presence;
use super::roll::Roll;
use super::{Attendee, BlockKind, Minutes};
use crate::locale::collation::{WordList, sort_key, words};

/// What a block of text says, read as if it were an attendance.
struct Listed {
    attendees: Vec<Attendee>,
    /// It says nothing else.
    is_whole: bool,
}

impl Listed {
    fn persons(&self) -> impl Iterator<Item = &String> {
        let persons = self.attendees.iter().flat_map(|it| &it.persons);
        persons.map(|(name, _)| name)
    }

    fn members(&self) -> usize {
        let members = self.attendees.iter().filter(|it| it.member().is_some());
        members.count()
    }
}

/// A line, a paragraph, an item or a row of a table.
struct Unit<'a> {
    text: Cow<'a, str>,
    /// It stands above every section.
    is_at_head: bool,
    row: Option<usize>,
}

impl Minutes {
    /// Lists the persons who stand outside the attendance in lines that are nothing but persons with their
    /// organisations; above every section also those of whom a sentence says where they come from, or a label by
    /// what way they took part.
    #[must_use]
    pub fn unlabelled_persons(&self, names: &Names) -> Vec<String> {
        let mut found = Vec::new();
        let mut run: Vec<Listed> = Vec::new();
        for unit in self.units() {
            if unit.is_at_head {
                found.extend(behind_way(&unit.text, names));
            }
            let Some(listed) = unit.listed(names) else {
                take(&mut run, names, &mut found);
                continue;
            };
            if !listed.is_whole {
                take(&mut run, names, &mut found);
                if unit.is_at_head && self.attendance_at.is_empty() {
                    let members = listed.attendees.iter().filter(|it| it.member().is_some());
                    let persons = members.flat_map(|it| &it.persons);
                    let persons = persons.filter(|(name, _)| names.is_certain(name));
                    found.extend(persons.map(|(name, _)| name.clone()));
                    found.extend(before_brackets(&unit.text, names));
                }
                continue;
            }
            let several =
                listed.members() > 1 && listed.persons().collect::<BTreeSet<_>>().len() > 1;
            let is_sure = listed.persons().any(|it| several || names.is_certain(it));
            if unit.is_at_head && is_sure {
                found.extend(listed.persons().cloned());
            } else {
                run.push(listed);
            }
        }
        take(&mut run, names, &mut found);
        found
    }

    /// Lists what may name persons, outside the attendance.
    fn units(&self) -> Vec<Unit<'_>> {
        let mut units: Vec<Unit<'_>> = Vec::new();
        for (block, place) in self.blocks.iter().zip(&self.places) {
            let is_title = block.kind == BlockKind::Heading && block.heading == Some(0);
            if is_title || is_within(&self.attendance_at, &block.prose.at) {
                continue;
            }
            let text = block.prose.text.as_str();
            let row = place.cell.map(|cell| cell.row);
            match units
                .last_mut()
                .filter(|last| row.is_some() && last.row == row)
            {
                Some(last) => last.text.to_mut().extend([", ", text]),
                None => units.push(Unit {
                    text: text.into(),
                    is_at_head: self.is_at_head(block.heading),
                    row,
                }),
            }
        }
        let raw = self.raw.iter();
        let raw = raw.filter(|raw| !is_within(&self.attendance_at, &raw.at));
        units.extend(raw.map(|raw| Unit {
            text: raw.text.as_str().into(),
            is_at_head: self.is_at_head(raw.heading),
            row: None,
        }));
        units
    }

    /// Whether what stands below a heading stands above every section.
    fn is_at_head(&self, heading: Option<usize>) -> bool {
        let is_title = |at: usize| {
            let first = self.headings.first();
            at == 0 && first.is_some_and(|first| first.level == 1)
        };
        heading.is_none_or(is_title)
    }
}

impl Unit<'_> {
    /// Reads it as an attendance; `None` if it names nobody.
    fn listed(&self, names: &Names) -> Option<Listed> {
        let text = &*self.text;
        let has_member = names.has_member(text);
        if !self.is_at_head && !has_member {
            return None;
        }
        let prose = Prose::plain(text, 0..text.len());
        let attendees = Roll::of_lines(prose).attendees(names);
        if attendees.iter().all(|it| it.persons.is_empty()) && !has_member {
            return None;
        }
        let is_whole = !begins_title(text) && is_covered(text, &attendees, names);
        Some(Listed {
            attendees,
            is_whole,
        })
    }
}

/// Words before the name of a place, which may be that of a person.
static PLACES: WordList = WordList::new(
    "salle salles rue place avenue boulevard quai square allee cours pont maison espace amphi amphitheatre \
    auditorium hall lycee college ecole universite bibliotheque mediatheque centre batiment hotel theatre \
    gymnase stade parc fondation institut",
);

/// Lists the persons in running text behind whom a bracket names a member: "La séance réunit Ada Personne
/// (Alpha) et Yann Essai <yann@example.org> (Béta)."
fn before_brackets(text: &str, names: &Names) -> Vec<String> {
    let brackets = text.match_indices('(').filter(|(at, _)| {
        let inside = text.get(at + 1..).and_then(|rest| rest.split(')').next());
        inside.is_some_and(|inside| names.has_member(inside))
    });
    let person = |at: usize| {
        let before = text.get(..at)?.trim_end();
        let start = before.rfind(['(', ')', ',', ';', ':', '\n']);
        let before = before.get(start.map_or(0, |start| start + 1)..)?;
        let mut words: Vec<&str> = before.split_whitespace().collect();
        while words.last().is_some_and(|word| word.contains('@')) {
            words.pop();
        }
        // The longest that is a name.
        (0..words.len()).find_map(|first| {
            let name = words.get(first..)?.join(" ");
            let is_of_place = first.checked_sub(1).is_some_and(|it| {
                let word = words.get(it).map(|word| sort_key(word));
                word.is_some_and(|word| PLACES.has(&word))
            });
            let is_name = name.starts_with(char::is_uppercase) && names.is_certain(&name);
            (is_name && !is_of_place).then_some(name)
        })
    };
    brackets.filter_map(|(at, _)| person(at)).collect()
}

/// Lists the persons behind a word of how they took part: "En visio : Ada Personne, Max Quidam", "En présence
/// de M. Untel".
fn behind_way(text: &str, names: &Names) -> Vec<String> {
    static WAYS: WordList = WordList::new("connecte connectes connectee connectees who");
    let mut found = Vec::new();
    for line in text.lines() {
        let said = words(line);
        let key = |at: usize| said.get(at).map_or("", |(_, key)| key.as_str());
        let label = labels::label(line).filter(|label| label.sense.place);
        let rest = if matches!((key(0), key(1)), ("en", "presence")) {
            said.get(3).map(|(at, _)| at.start)
        } else if let Some(label) = label {
            Some(label.end)
        } else {
            line.find(':').filter(|_| WAYS.has(key(0)))
        };
        let Some(rest) = rest.and_then(|at| line.get(at..)) else {
            continue;
        };
        let pieces = rest.split([',', ';', ':', '.']);
        let pieces = pieces.flat_map(|piece| piece.split(" et ")).map(str::trim);
        let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
        let is_place = |piece: &str| words(piece).first().is_some_and(|(_, key)| PLACES.has(key));
        let is_person = |piece: &&str| names.is_certain(piece) && !is_place(piece);
        found.extend(pieces.into_iter().filter(is_person).map(str::to_owned));
    }
    found
}

/// Takes the persons of several lines below each other, if it is certain that they are some.
fn take(run: &mut Vec<Listed>, names: &Names, found: &mut Vec<String>) {
    let members: usize = run.iter().map(Listed::members).sum();
    let is_certain = |listed: &Listed| listed.persons().any(|it| names.is_certain(it));
    if members > 1 && run.iter().any(is_certain) {
        found.extend(run.iter().flat_map(Listed::persons).cloned());
    }
    run.clear();
}

/// Whether a text is names, and words that join them or say what persons are.
fn is_covered(text: &str, attendees: &[Attendee], names: &Names) -> bool {
    static SMALL: WordList =
        WordList::new("et and de du des d la le les l pour ainsi que avec au a aux the of for");
    let organisations = attendees.iter().filter_map(|it| it.organisation.as_ref());
    let persons = attendees.iter().flat_map(|it| &it.persons);
    let places: Vec<&Range<usize>> = organisations
        .map(|it| &it.at)
        .chain(persons.map(|(_, at)| at))
        .collect();
    let is_named = |at: &Range<usize>| {
        let mut places = places.iter();
        places.any(|it| it.start <= at.start && at.end <= it.end)
    };
    let is_of_address = |at: &Range<usize>| {
        let before = text.get(..at.start).unwrap_or_default();
        let start = before.rfind(char::is_whitespace).unwrap_or(0);
        let token = text.get(start..).unwrap_or_default().trim_start();
        token
            .split_whitespace()
            .next()
            .is_some_and(|it| it.contains('@'))
    };
    words(text).iter().all(|(at, key)| {
        let word = text.get(at.clone()).unwrap_or_default();
        is_named(at)
            || is_of_address(at)
            || SMALL.has(key)
            || names.calls_person(key)
            || says_presence(word)
    })
}
