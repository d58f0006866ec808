//! The items of a list, the rows of a table, a paragraph: lines to be read.

use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};

use super::Heading;
use super::line::{self, Beside, Reading, Under, opens_with_day};
use super::members::has_function;
use super::passage::{Passage, is_list};
use super::several::persons;
use super::shapes::{is_seat, opens_with_person};
use super::topic::{Years, is_of_minutes, topic, years};
use super::words::{
    ALTERNATE_COLUMNS, ASIDE_COLUMNS, COLLEGE_COLUMNS, DETAIL_LEADS, END_COLUMNS, GIVEN_COLUMNS,
    LOGIN_COLUMNS, NAME_COLUMNS, NUMBER_COLUMNS, ORGANISATION_COLUMNS, PERSON_COLUMNS,
    PLACE_COLUMNS, SITE_COLUMNS, START_COLUMNS, TITLE_COLUMNS, UNTIL_COLUMNS, ZONE_COLUMNS, begins,
};
use crate::locale::collation::{Key, words};

/// What lines stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Table,
    Paragraph,
}

/// What an item is for what it holds.
pub(super) enum Role {
    /// Nothing that matters.
    Plain,
    /// It was read as a member or a meeting.
    Record,
    /// The heading of the lists inside it.
    Heading(Heading),
}

/// What a column of a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Organisation,
    /// The names of members, whatever they are.
    Name,
    /// The names of persons, and the given names beside names.
    Person,
    Given,
    College,
    /// What members are called by on a site.
    Login,
    /// Who comes in the place of a person.
    Alternate,
    /// Until when somebody is a member.
    Until,
    /// The sites of members.
    Site,
    /// When a meeting begins and ends, and the zone of its hours.
    Start,
    End,
    Zone,
    /// Links to minutes.
    Minutes,
    /// What a meeting is called.
    Title,
    /// Where a meeting takes place.
    Place,
    /// Numbers that count the meetings.
    Number,
    /// Nothing that belongs to the title of a meeting.
    Aside,
    Other,
}

/// An item of a list, a row of a table or a paragraph.
pub(super) struct Item {
    /// The lines that it has of its own, most often one.
    pub pieces: Vec<Passage>,
    /// Its text as a whole.
    pub at: Range<usize>,
    /// Its first and its last line, counted from 1.
    pub lines: (usize, usize),
    pub holds_list: bool,
    /// Whether it is the body of those in its list: "Comité scientifique".
    pub is_body: bool,
    /// Whether it is a post, and those who hold it stand in its list.
    pub is_post: bool,
    /// What the columns of a table say of it.
    pub beside: Beside,
}

impl Column {
    /// Tells what the head of a column says that it is for, among meetings or members.
    pub fn of(head: &Passage, of_meetings: bool) -> Self {
        let words: Vec<Key> = words(&head.text)
            .into_iter()
            .map(|(_, word)| word)
            .collect();
        let head = match words.join(" ") {
            none if none.is_empty() => head.text.trim().to_owned(),
            words => words,
        };
        let meetings: [(&[&str], Self); 7] = [
            (&START_COLUMNS, Self::Start),
            (&END_COLUMNS, Self::End),
            (&ZONE_COLUMNS, Self::Zone),
            (&PLACE_COLUMNS, Self::Place),
            (&NUMBER_COLUMNS, Self::Number),
            (&ASIDE_COLUMNS, Self::Aside),
            (&TITLE_COLUMNS, Self::Title),
        ];
        let members: [(&[&str], Self); 9] = [
            (&UNTIL_COLUMNS, Self::Until),
            (&GIVEN_COLUMNS, Self::Given),
            (&COLLEGE_COLUMNS, Self::College),
            (&LOGIN_COLUMNS, Self::Login),
            (&ALTERNATE_COLUMNS, Self::Alternate),
            (&ORGANISATION_COLUMNS, Self::Organisation),
            (&PERSON_COLUMNS, Self::Person),
            (&NAME_COLUMNS, Self::Name),
            (&SITE_COLUMNS, Self::Site),
        ];
        if of_meetings && is_of_minutes(&head) {
            return Self::Minutes;
        }
        let known = if of_meetings {
            meetings.as_slice()
        } else {
            members.as_slice()
        };
        let one = |word: &Key| word.strip_suffix('s').unwrap_or(word).to_owned();
        let single = words.iter().map(one).collect::<Vec<String>>().join(" ");
        let is = |list: &[&str]| begins(list, &head) || begins(list, &single);
        let found = known.iter().find(|(list, _)| is(list));
        let found = found.map_or(Self::Other, |(_, column)| *column);
        // "Nom de l'entreprise", "Current employer"
        let is_of = |list: &[&str]| {
            words
                .iter()
                .any(|word| begins(list, word) || begins(list, &one(word)))
        };
        let of_name = matches!(found, Self::Name | Self::Other) && !of_meetings;
        if of_name && is_of(&ORGANISATION_COLUMNS) && !is_of(&PERSON_COLUMNS) {
            return Self::Organisation;
        }
        found
    }
}

impl Item {
    /// Takes the text of a node apart.
    pub fn of<'a>(node: &'a AstNode<'a>, said: Passage, source: &str) -> Self {
        let position = node.data().sourcepos;
        let text = source.get(said.at.clone()).unwrap_or_default();
        let start = said.at.start + (text.len() - text.trim_start().len());
        Self {
            at: start..start + text.trim().len(),
            pieces: pieces(said, source),
            lines: (position.start.line, position.end.line),
            holds_list: node.children().any(is_list) && !holds_details(node),
            is_body: false,
            is_post: false,
            beside: Beside::default(),
        }
    }

    /// Reads each of its lines.
    pub fn read(&self, under: &Under) -> Vec<Reading> {
        let under = Under {
            beside: self.beside.clone(),
            ..under.clone()
        };
        let pieces = self.pieces.iter();
        pieces.map(|piece| line::read(piece, &under)).collect()
    }

    pub fn names_one_day(&self) -> bool {
        self.pieces.first().is_some_and(line::names_one_day)
    }

    pub fn opens_with_day(&self) -> bool {
        self.pieces.first().is_some_and(opens_with_day)
    }

    /// Returns what it says as the heading of the lists inside it, if it is one: "2023 :".
    pub fn heading(&self) -> Option<Heading> {
        let said = self.pieces.first().filter(|_| self.holds_list)?;
        let text = said.on_one_line();
        let first = words(&text).into_iter().next();
        let details = first.is_some_and(|(_, word)| DETAIL_LEADS.contains(&word.as_str()));
        let names = text.ends_with(':') || topic(&text).is_some() || years(&text) != Years::None;
        let names = names || self.is_body;
        let names = names && !details;
        (names && !opens_with_day(said)).then(|| Heading {
            level: 6,
            text: text.trim_end_matches([':', ' ', '\u{a0}']).to_owned(),
            at: self.at.clone(),
        })
    }
}

/// Whether the list in an item says more of it: "Représentante : …".
fn holds_details<'a>(node: &'a AstNode<'a>) -> bool {
    let lists = node.children().filter(|child| is_list(child));
    let mut items = lists.flat_map(AstNode::children);
    items.all(|item| {
        let text = item
            .descendants()
            .find_map(|node| match &node.data().value {
                NodeValue::Text(text) => Some(text.to_string()),
                _ => None,
            });
        text.is_some_and(|text| {
            let first = words(&text).into_iter().next();
            first.is_some_and(|(_, word)| DETAIL_LEADS.contains(&word.as_str()))
        })
    })
}

/// Parts a text at the line breaks that were asked for, or at all if each line opens with a day.
fn pieces(said: Passage, source: &str) -> Vec<Passage> {
    let all: Vec<usize> = said.text.match_indices('\n').map(|(at, _)| at).collect();
    if all.is_empty() {
        let is_blank = said.text.trim().is_empty();
        return if is_blank { Vec::new() } else { vec![said] };
    }
    let parts = |breaks: &[usize]| -> Vec<Passage> {
        let starts = [0].into_iter().chain(breaks.iter().map(|at| at + 1));
        let ends = breaks.iter().copied().chain([said.text.len()]);
        let parts = starts.zip(ends);
        let parts = parts.map(|(start, end)| said.part(&(start..end)));
        parts.filter(|part| !part.text.trim().is_empty()).collect()
    };
    // Each names somebody, or those who have one function.
    let dashes = ['-', '\u{2013}', '\u{2014}'];
    let ends = |text: &str| !text.trim_end().ends_with(dashes);
    let names = |line: &Passage| {
        ends(&line.text) && opens_with_person(&line.text)
            || has_function(line)
            || is_seat(&line.text) && !line.text.trim_end().ends_with(':')
    };
    // Or each opens with a day, or is a link.
    let is_link = |line: &Passage| {
        let whole = line.text.trim().len();
        line.links
            .first()
            .is_some_and(|linked| linked.over.len() >= whole && whole > 0)
    };
    let mut parts = match parts(&all) {
        lines
            if lines
                .iter()
                .all(|line| opens_with_day(line) || is_link(line))
                || are_most(&lines, &names) && persons(&said, false).is_empty() =>
        {
            lines
        }
        _ => parts(&said.breaks),
    };
    // Each goes on in the source to where the next begins.
    let mut end = said.at.end;
    for (at, part) in parts.iter_mut().enumerate().rev() {
        let first = at == 0;
        let start = if first {
            said.at.start
        } else {
            with_marks(source, part.at.start)
        };
        let whole = source.get(start..end).unwrap_or_default();
        part.at = start..start + whole.trim_end().len();
        end = start;
    }
    parts
}

/// Whether most of several lines are so, and the others are short and no sentences.
fn are_most(lines: &[Passage], is: &dyn Fn(&Passage) -> bool) -> bool {
    const MOST_WORDS: usize = 6;
    let short = |line: &Passage| {
        let text = line.text.trim();
        text.split_whitespace().count() <= MOST_WORDS && !text.ends_with(['.', '!', '?'])
    };
    let count = lines.iter().filter(|line| is(line)).count();
    count > 1 && count * 3 >= lines.len() * 2 && lines.iter().all(|line| is(line) || short(line))
}

/// Steps back over the marks that stand between the start of a line and its first word.
fn with_marks(source: &str, start: usize) -> usize {
    let before = source.get(..start).unwrap_or_default();
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let marks = source.get(line..start).unwrap_or_default();
    if marks.contains(|c: char| !" \t>*_~[<`".contains(c)) {
        return start;
    }
    line + (marks.len() - marks.trim_start_matches([' ', '\t', '>']).len())
}
