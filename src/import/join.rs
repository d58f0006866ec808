//! Which statements speak of one meeting.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::WikiContents;
use super::colleges::Colleges;
use super::found::{Source, Statement, grouped};
use super::links::Targets;
use crate::domain::{breaks_line, is_uid};
use crate::locale::collation::{sort_key, words};
use crate::markdown::wiki::words::{BODY_WORDS, VIEWS};
use crate::problem::{Problem, Side, What};
use crate::sort::Sort;
use crate::source::FileId;

/// How many meetings under one UID, or on one day, a further statement is compared with.
const MOST: usize = 8;

/// Joins statements; each meeting is a list of their places, those of pages first.
///
/// They are joined by the target of a line's link, by date and colleges, by UID, by year, colleges
/// and rank, and by the date announced first; never two of one file that name two dates, nor two
/// events of one file that have not one UID. Events of two files under two UIDs are one meeting only
/// where a page or the registry has one by their name.
#[must_use]
pub fn join(found: &WikiContents<'_>, statements: &[Statement<'_>], colleges: &Colleges) -> Joined {
    let sitting: Vec<Option<Vec<usize>>> = statements
        .iter()
        .map(|statement| colleges.of(statement))
        .collect();
    let mut joining = Joining {
        statements,
        sitting: &sitting,
        headings: statements.iter().map(|it| heading_of(found, it)).collect(),
        parent: (0..statements.len()).collect(),
        clusters: statements.iter().map(Cluster::of).collect(),
    };
    // Two events that share a UID by mistake are told apart by the lines that link to them or have
    // their days.
    let uids = grouped(statements, |_, statement| statement.uid());
    joining.by_records(&uids);
    joining.by_links(found);
    let same_day = grouped(statements, |at, s| Some((s.date, sitting[at].clone()?)));
    for group in same_day.values() {
        joining.group(group, false);
    }
    for group in uids.values() {
        joining.group(group, true);
    }
    let same_rank = grouped(statements, |at, s| {
        let year = s.year.unwrap_or_else(|| s.date.year());
        Some((year, sitting[at].clone()?, s.rank?.0))
    });
    for group in same_rank.values() {
        joining.group(group, false);
    }
    joining.by_first_dates();
    joining.by_day_alone();
    joining.finish(&uids)
}

/// The meetings that statements make, and the UIDs that several of them have.
pub struct Joined {
    pub meetings: Vec<Vec<usize>>,
    /// Each with the places of its events, by meeting.
    pub shared: Vec<(String, Vec<usize>)>,
}

impl Joined {
    /// Says which UIDs cannot be adopted, and of each that is not of one meeting where it stands again.
    pub fn problems(
        &self,
        statements: &[Statement<'_>],
        ids: &[String],
        found: &WikiContents<'_>,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        for statement in statements {
            if let Some(uid) = statement.uid().filter(|uid| !is_uid(uid)) {
                let mut characters = uid.chars();
                let character = characters.find(|c| c.is_whitespace() || breaks_line(*c));
                // Whatever its width, it is a space.
                let character = character.map(|c| if breaks_line(c) { c } else { ' ' });
                let uid = uid.to_owned();
                let at = statement.property(found.sources, "UID");
                problems.push(Problem::at(at, What::UnusableUid { uid, character }));
            }
        }
        for (uid, events) in &self.shared {
            let Some((first, others)) = events.split_first() else {
                continue;
            };
            let place = |at: usize| statements[at].property(found.sources, "UID");
            for other in others {
                let meeting = self.meetings.iter().position(|m| m.contains(other));
                let what = What::SharedUid {
                    uid: uid.clone(),
                    meeting: meeting.map_or(String::new(), |at| ids[at].clone()),
                };
                problems.push(Problem::at(place(*other), what).and(place(*first)));
            }
        }
        problems
    }
}

struct Joining<'a, 'b> {
    statements: &'a [Statement<'b>],
    sitting: &'a [Option<Vec<usize>>],
    /// The heading of the list in which each stands.
    headings: Vec<Option<&'a str>>,
    parent: Vec<usize>,
    clusters: Vec<Cluster>,
}

/// A day, and from when to when.
type When = (NaiveDate, Option<NaiveTime>, Option<NaiveTime>);

/// What statements that were joined have so far.
#[derive(Clone, Default)]
struct Cluster {
    members: Vec<usize>,
    /// The date that each file gives, and the hours.
    dates: BTreeMap<FileId, When>,
    has_line: bool,
    has_record: bool,
    /// The pages that are its minutes: of two meetings of a day, each has its own.
    minutes: Vec<FileId>,
    /// The UID of the event that each calendar has of it.
    uids: BTreeMap<FileId, Option<String>>,
}

impl Cluster {
    fn of(statement: &Statement<'_>) -> Self {
        Self {
            members: Vec::new(),
            dates: BTreeMap::from([(
                statement.file,
                (statement.date, statement.start, statement.end),
            )]),
            has_line: statement.side() == Side::Page,
            has_record: statement.side() == Side::Registry,
            minutes: match &statement.source {
                Source::Line { line, .. } if line.is_page => vec![statement.file],
                _ => Vec::new(),
            },
            uids: match &statement.source {
                Source::Event { event, .. } => {
                    BTreeMap::from([(statement.file, event.uid.clone())])
                }
                _ => BTreeMap::new(),
            },
        }
    }

    /// Whether both have events that surely are two: two of one calendar.
    fn has_others(&self, other: &Self) -> bool {
        let mut uids = self.uids.iter();
        uids.any(|(file, uid)| {
            let there = other.uids.get(file);
            there.is_some_and(|there| uid.is_none() || uid != there)
        })
    }

    /// Whether both have events, under other UIDs.
    fn has_other_uids(&self, other: &Self) -> bool {
        let mut uids = self.uids.values().flatten();
        uids.any(|uid| other.uids.values().flatten().any(|there| there != uid))
    }
}

fn heading_of<'a>(found: &'a WikiContents<'_>, statement: &Statement<'_>) -> Option<&'a str> {
    let Source::Line { page, list, .. } = statement.source else {
        return None;
    };
    let list = found.pages.get(page)?.page.meetings.get(list)?;
    list.heading.as_ref().map(|heading| heading.text.as_str())
}

/// Whether two headings are of the meetings of two bodies: "Groupe de travail", "Comité des principes". What
/// is said at meetings, and which come next, may be those of the same.
fn are_bodies(one: &str, other: &str) -> bool {
    let key = |text: &str| {
        words(text)
            .into_iter()
            .map(|(_, word)| word.into())
            .collect::<Vec<String>>()
    };
    let (one, other) = (key(one), key(other));
    let both = || one.iter().chain(&other);
    let is = |list: &[&str], word: &str| list.contains(&word);
    one != other
        && both().any(|word| is(&BODY_WORDS, word))
        && !both().any(|word| is(&VIEWS, word) || word.starts_with(|c: char| c.is_ascii_digit()))
}

impl Joining<'_, '_> {
    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Joins the statements of a group, each with the first meeting that it may be of: with one of the
    /// same name before any other.
    fn group(&mut self, group: &[usize], by_uid: bool) {
        let statements = self.statements;
        let name = |at: usize| (sort_key(&statements[at].title), statements[at].rank);
        let mut named: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for at in group {
            self.with_first(named.entry(name(*at)).or_default(), *at, by_uid);
        }
        let mut firsts: Vec<usize> = Vec::new();
        for at in group {
            self.with_first(&mut firsts, *at, by_uid);
        }
    }

    /// Joins a statement with the first meeting that it may be of; else it is the first of its own.
    fn with_first(&mut self, firsts: &mut Vec<usize>, at: usize, by_uid: bool) {
        let mut last = firsts.iter().rev().take(MOST);
        if !last.any(|first| self.join(*first, at, by_uid)) {
            firsts.push(at);
        }
    }

    /// Joins two statements with all that is joined to either, unless they contradict each other
    /// too much, and tells whether they are joined.
    fn join(&mut self, one: usize, other: usize, strongly: bool) -> bool {
        let (into, from) = (self.root(one), self.root(other));
        if into == from {
            return true;
        }
        if self.are_two(one, other, strongly) || !self.may_join(into, from) {
            return false;
        }
        let (a, b) = (&self.clusters[into], &self.clusters[from]);
        let is_written = a.has_line || b.has_line || a.has_record || b.has_record;
        if a.has_other_uids(b) && !(is_written && self.have_one_name(one, other)) {
            return false;
        }
        let (into, from) = if self.clusters[into].dates.len() < self.clusters[from].dates.len() {
            (from, into)
        } else {
            (into, from)
        };
        let moved = std::mem::take(&mut self.clusters[from]);
        self.clusters[into].dates.extend(moved.dates);
        self.clusters[into].has_line |= moved.has_line;
        self.clusters[into].has_record |= moved.has_record;
        self.clusters[into].minutes.extend(moved.minutes);
        self.clusters[into].uids.extend(moved.uids);
        self.parent[from] = into;
        true
    }

    /// Whether two statements are surely of two meetings: another rank or other colleges on
    /// another day, and where neither UID nor link joins them, another rank on the same day.
    fn are_two(&self, one: usize, other: usize, strongly: bool) -> bool {
        let (a, b) = (&self.statements[one], &self.statements[other]);
        let differ = |same: Option<bool>| same == Some(false);
        let ranks = a.rank.zip(b.rank).map(|(a, b)| a.0 == b.0);
        let sitting = self.sitting[one].as_ref().zip(self.sitting[other].as_ref());
        let sitting = sitting.map(|(a, b)| a == b);
        // Whom they call may be unknown, and yet they call themselves otherwise.
        let unnamed = self.sitting[one].is_none() && self.sitting[other].is_none();
        let titles = sort_key(&a.title) == sort_key(&b.title);
        let hours = a.start.zip(b.start).is_none_or(|(a, b)| a == b);
        let bodies = a.file == b.file
            && self.headings[one]
                .zip(self.headings[other])
                .is_some_and(|(a, b)| are_bodies(a, b));
        // Two lines of one list that give the same hours and say what for are of two meetings.
        let beside = match (&a.source, &b.source) {
            (
                Source::Line { page, list, .. },
                Source::Line {
                    page: other,
                    list: next,
                    ..
                },
            ) => (page, list) == (other, next),
            _ => false,
        };
        let is_told = |s: &Statement<'_>| s.start.is_some() && !s.title.trim().is_empty();
        let beside = beside && is_told(a) && is_told(b);
        let apart = a.date != b.date || !strongly;
        (apart && (differ(ranks) || differ(sitting)))
            || (unnamed && !titles && (!hours || beside))
            || bodies
    }

    /// Whether two statements call a meeting the same: by its title, or by its colleges and rank.
    fn have_one_name(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.statements[one], &self.statements[other]);
        let sitting = self.sitting[one].as_ref().zip(self.sitting[other].as_ref());
        let is_one = sitting.is_some_and(|(a, b)| a == b);
        (is_one && a.rank == b.rank) || sort_key(&a.title) == sort_key(&b.title)
    }

    /// Whether no file would give one meeting two dates, or one date twice at other hours, or two events.
    fn may_join(&self, into: usize, from: usize) -> bool {
        if !self.clusters[into].minutes.is_empty() && !self.clusters[from].minutes.is_empty() {
            return false;
        }
        if self.clusters[into].has_record && self.clusters[from].has_record {
            return false;
        }
        if self.clusters[into].has_others(&self.clusters[from]) {
            return false;
        }
        let (a, b) = (&self.clusters[into].dates, &self.clusters[from].dates);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let same =
            |one: Option<NaiveTime>, other| one.zip(other).is_none_or(|(one, other)| one == other);
        let are_one = |a: &When, b: &When| a.0 == b.0 && same(a.1, b.1) && same(a.2, b.2);
        few.iter()
            .all(|(file, one)| many.get(file).is_none_or(|other| are_one(one, other)))
    }

    /// Joins each record with the event of its day under its UID, and then with what has its minutes, or
    /// its day and its title.
    fn by_records(&mut self, uids: &BTreeMap<&str, Vec<usize>>) {
        for at in 0..self.statements.len() {
            let record = &self.statements[at];
            let of_uid = record.uid().and_then(|uid| uids.get(uid));
            if !matches!(record.source, Source::Record(_)) {
                continue;
            }
            for other in of_uid.into_iter().flatten() {
                if self.statements[*other].date == record.date {
                    self.join(at, *other, true);
                }
            }
        }
        let days = grouped(self.statements, |_, statement| Some(statement.date));
        for at in 0..self.statements.len() {
            let record = &self.statements[at];
            let Source::Record(_) = record.source else {
                continue;
            };
            for other in days.get(&record.date).into_iter().flatten() {
                let said = &self.statements[*other];
                let minutes = record.minutes.is_some() && record.minutes == said.minutes;
                let titles =
                    !record.title.is_empty() && sort_key(&record.title) == sort_key(&said.title);
                if minutes || titles {
                    self.join(at, *other, true);
                }
            }
        }
    }

    /// Joins each line with the event of the file that it links to.
    fn by_links(&mut self, found: &WikiContents<'_>) {
        let files = Targets::of(found);
        let events = grouped(self.statements, |_, statement| match statement.source {
            Source::Event { calendar, .. } => Some(calendar),
            _ => None,
        });
        for at in 0..self.statements.len() {
            let Source::Line { line, .. } = &self.statements[at].source else {
                continue;
            };
            let Some(link) = &line.event else { continue };
            let page = found.sources.path(self.statements[at].file);
            let calendar = files.find(&link.target, page);
            if let Some([event]) = calendar.and_then(|it| events.get(&it)).map(Vec::as_slice) {
                self.join(at, *event, true);
            }
        }
    }

    /// Joins the events of the day announced first with the line that says so, and what a record
    /// says of its earlier days with those who still name them.
    fn by_first_dates(&mut self) {
        let days = grouped(self.statements, |at, s| {
            Some((s.date, self.sitting[at].clone()?))
        });
        for at in 0..self.statements.len() {
            let (Source::Record(meeting), Some(sitting)) =
                (&self.statements[at].source, self.sitting[at].clone())
            else {
                continue;
            };
            for slot in &meeting.moved_from {
                let group = days
                    .get(&(slot.date(), sitting.clone()))
                    .cloned()
                    .unwrap_or_default();
                for other in group {
                    let root = self.root(other);
                    if !self.clusters[root].has_record {
                        self.join(at, other, true);
                    }
                }
            }
        }
        let events = grouped(self.statements, |at, s| {
            let of_calendar = s.side() == Side::Calendar;
            Some((s.date, self.sitting[at].clone()?)).filter(|_| of_calendar)
        });
        for at in 0..self.statements.len() {
            let Source::Line { line, .. } = &self.statements[at].source else {
                continue;
            };
            let key = line
                .initially
                .map(|(date, _)| date)
                .zip(self.sitting[at].clone());
            let group = key.and_then(|key| events.get(&key)).cloned();
            for event in group.unwrap_or_default().into_iter().take(MOST) {
                let root = self.root(event);
                // Another line may speak of that day.
                if !self.clusters[root].has_line {
                    self.join(at, event, false);
                }
            }
        }
    }

    /// Joins what names no colleges with the only meeting of its day.
    fn by_day_alone(&mut self) {
        let days = grouped(self.statements, |_, statement| Some(statement.date));
        for group in days.values() {
            let roots: Vec<usize> = group.iter().map(|at| self.root(*at)).collect();
            let mut named: Vec<usize> = group
                .iter()
                .zip(&roots)
                .filter(|(at, _)| self.sitting[**at].is_some())
                .map(|(_, root)| *root)
                .collect();
            named.order();
            named.dedup();
            let unnamed = group.iter().filter(|at| self.sitting[**at].is_none());
            let unnamed: Vec<usize> = unnamed.copied().collect();
            match named.as_slice() {
                [only] => {
                    for at in unnamed {
                        self.join(*only, at, true);
                    }
                }
                [] => self.group(&unnamed, true),
                _ => {}
            }
        }
    }

    fn finish(mut self, uids: &BTreeMap<&str, Vec<usize>>) -> Joined {
        for at in 0..self.statements.len() {
            let root = self.root(at);
            self.clusters[root].members.push(at);
        }
        let mut shared = Vec::new();
        for (uid, group) in uids {
            let mut roots: Vec<usize> = Vec::new();
            let mut firsts = Vec::new();
            for at in group {
                let root = self.root(*at);
                if !roots.contains(&root) && roots.len() < MOST {
                    roots.push(root);
                    firsts.push(*at);
                }
            }
            if firsts.len() > 1 {
                shared.push(((*uid).to_owned(), firsts));
            }
        }
        let clusters = self.clusters.into_iter().map(|cluster| cluster.members);
        Joined {
            meetings: clusters.filter(|members| !members.is_empty()).collect(),
            shared,
        }
    }
}
