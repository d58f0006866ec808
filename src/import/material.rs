//! What was read, joined and chosen, before it is a council.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::choose::{Order, Selected, choose, earliest};
use super::colleges::Colleges;
use super::doubts::{place_of, tally};
use super::found::{Source, Statement, statements};
use super::join::{Joined, join};
use super::known::Registered;
use super::places::OwnFiles;
use super::records::Records;
use super::series::Series;
use super::{Adoption, ImportOptions, Lines, WikiContents, links, titles};
use crate::domain::{Council, MeetingId};
use crate::locale::collation;
use crate::problem::{Problem, Side, What};

/// What was read, joined, and chosen.
pub struct Material<'a> {
    pub statements: Vec<Statement<'a>>,
    pub colleges: Colleges,
    joined: Joined,
    pub chosen: Vec<Selected>,
    order: Order,
}

impl<'a> Material<'a> {
    /// Reads and joins everything; `name` is that of the council.
    #[must_use]
    pub fn of(
        found: &'a WikiContents<'_>,
        wishes: &ImportOptions<'_>,
        own: OwnFiles,
        name: &str,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let words = collation::words(name).into_iter().map(|(_, word)| word);
        let words: Vec<String> = words.filter(|word| !titles::is_small(word)).collect();
        let statements = statements(found, wishes.timezone, &words, problems);
        let colleges = Colleges::of(found, &statements, name, &wishes.colleges);
        let joined = join(found, &statements, &colleges);
        let order = Order {
            prefer: wishes.prefer,
            page: own.page,
            calendar: own.calendar,
        };
        let chosen = choose(
            &statements,
            &joined.meetings,
            &colleges,
            &order,
            wishes.timezone,
        );
        let (joined, chosen) = readable(found, &statements, joined, chosen, problems);
        Self {
            statements,
            colleges,
            joined,
            chosen,
            order,
        }
    }

    /// Returns the first day of the mandates: that of the first meeting, if it is not to come.
    #[must_use]
    pub fn since(&self, wishes: &ImportOptions<'_>) -> NaiveDate {
        let today = wishes.clock.today(wishes.timezone);
        earliest(&self.chosen).map_or(today, |first| first.min(today))
    }

    /// Returns the meetings as records that may be asked for what is doubtful.
    #[must_use]
    pub fn records<'r>(
        &'r self,
        series: &'r Series,
        ids: &'r [MeetingId],
        known: Option<&'r Registered<'r>>,
    ) -> Records<'r, 'a> {
        Records {
            statements: &self.statements,
            colleges: &self.colleges,
            chosen: &self.chosen,
            series,
            ids,
            known,
        }
    }

    /// Tells all that is doubtful; `places` are those of the meetings in the council.
    #[must_use]
    pub fn finish(
        &self,
        found: &WikiContents<'_>,
        records: &Records<'_, 'a>,
        council: Council,
        places: &[usize],
        (unverified, members): (Vec<&'static str>, usize),
        mut problems: Vec<Problem>,
    ) -> Adoption {
        let names: Vec<String> = records.ids.iter().map(ToString::to_string).collect();
        problems.extend(self.joined.problems(&self.statements, &names, found));
        records.clashes(found, &self.order, &mut problems);
        records.lonely(&mut problems);
        records.supposed(&mut problems);
        problems.extend(links::public(found));
        problems.sort_by_key(place_of);
        let tally = tally(
            found,
            &self.statements,
            &self.joined.meetings,
            members,
            &problems,
        );
        let (lines, mentioned) = lines(&self.statements, &self.joined.meetings, places);
        let of_list = |at: &usize| self.colleges.all.get(*at).map(|college| college.id.clone());
        let lists = self.colleges.lists.iter();
        Adoption {
            supposed_hours: records.supposed_hours(),
            colleges: lists
                .filter_map(|(list, at)| Some((*list, of_list(at)?)))
                .collect(),
            lines,
            mentioned,
            council,
            unverified,
            problems,
            tally,
        }
    }
}

/// Leaves out the meetings whose day no registry can hold; their statements are unread.
fn readable(
    found: &WikiContents<'_>,
    statements: &[Statement<'_>],
    mut joined: Joined,
    chosen: Vec<Option<Selected>>,
    problems: &mut Vec<Problem>,
) -> (Joined, Vec<Selected>) {
    let mut sound = Vec::new();
    let mut meetings = Vec::new();
    for (places, chosen) in joined.meetings.into_iter().zip(chosen) {
        match chosen {
            Some(chosen) => {
                sound.push(chosen);
                meetings.push(places);
            }
            None => problems.extend(places.iter().map(|at| {
                let doubt = match statements[*at].side() {
                    Side::Page => What::UnreadLine,
                    _ => What::UnreadEvent,
                };
                Problem::at(statements[*at].property(found.sources, "DTSTART"), doubt)
            })),
        }
    }
    // The registry has the meetings by date.
    let mut both: Vec<(Selected, Vec<usize>)> = sound.into_iter().zip(meetings).collect();
    both.sort_by_key(|(chosen, places)| (chosen.slot, places.first().copied()));
    let (sound, meetings) = both.into_iter().unzip();
    joined.meetings = meetings;
    (joined, sound)
}

/// Tells of which meeting each line of a list is, and which meetings have one.
fn lines(
    statements: &[Statement<'_>],
    meetings: &[Vec<usize>],
    places: &[usize],
) -> (Lines, BTreeSet<usize>) {
    let mut of_statement: Vec<Option<usize>> = vec![None; statements.len()];
    for (meeting, place) in meetings.iter().zip(places) {
        for at in meeting {
            of_statement[*at] = Some(*place);
        }
    }
    let (mut lines, mut mentioned) = (BTreeMap::new(), BTreeSet::new());
    for (statement, meeting) in statements.iter().zip(of_statement) {
        if let Source::Line { page, list, .. } = statement.source {
            lines
                .entry((page, list))
                .or_insert_with(Vec::new)
                .push(meeting);
            mentioned.extend(meeting);
        }
    }
    (lines, mentioned)
}
