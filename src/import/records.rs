//! The meetings as records of the registry, and what is doubtful about them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use super::WikiContents;
use super::choose::{Order, Selected, Supposed};
use super::clashes::Clashes;
use super::colleges::Colleges;
use super::found::{Source, Statement};
use super::links::without_links;
use super::series::Series;
use crate::domain::{Clock, CollegeId, Council, Meeting, MeetingId, MeetingSpans, Status};
use crate::locale::lists::and;
use crate::problem::{Assumption, Problem, Side, What};
use crate::registry::scaffold::Unverified;
use crate::source::Span;

/// Everything that is known of the meetings, each at its place.
pub struct Records<'a, 'b> {
    pub statements: &'a [Statement<'b>],
    pub colleges: &'a Colleges,
    pub chosen: &'a [Selected<'b>],
    pub series: &'a Series,
    pub ids: &'a [MeetingId],
}

/// The finding that past meetings without minutes bring: nobody will write those now.
const MISSING_MINUTES: &str = "missing-minutes";

impl Records<'_, '_> {
    /// Writes the meetings as records, in their order; past ones without minutes need none.
    pub fn meetings(
        &self,
        found: &WikiContents<'_>,
        clock: &Clock,
        today: NaiveDate,
    ) -> Vec<Meeting> {
        let records = self.chosen.iter().enumerate().zip(self.ids);
        records
            .map(|((at, chosen), id)| {
                let past = chosen.slot.date() < today
                    && matches!(chosen.status, Status::Confirmed | Status::Proposed);
                let minutes = format!("comptes-rendus/{id}.md");
                let accepted = past && !found.files.contains(&minutes) && chosen.minutes.is_none();
                let unwritten = Span::new(self.statements[chosen.statements[0]].file, 0..0);
                let mut spans = MeetingSpans::unwritten(unwritten);
                // An adopted UID is written, a derived one is not.
                spans.uid = chosen.uid.as_ref().map(|_| unwritten);
                Meeting {
                    id: id.clone(),
                    colleges: self.college_ids(chosen),
                    number: self.series.numbers[at],
                    cycle: chosen.cycle,
                    slot: chosen.slot,
                    status: chosen.status,
                    moved_from: chosen.moved_from.clone(),
                    place: chosen.place.clone(),
                    online: chosen.online.then_some(true),
                    agenda: Vec::new(),
                    reason: None,
                    title: self.title(at),
                    minutes: chosen
                        .minutes
                        .clone()
                        .filter(|_| found.registered.is_some()),
                    uid: chosen.uid.clone().unwrap_or_default(),
                    event: None,
                    sequence: chosen.sequence,
                    changed: None,
                    updated: chosen.stamp.map_or(clock.now, |stamp| stamp.min(clock.now)),
                    allow: accepted
                        .then(|| MISSING_MINUTES.to_owned())
                        .into_iter()
                        .collect(),
                    at: spans,
                }
            })
            .collect()
    }

    /// Puts what is new among the meetings of the registry; with them, the place of each that was read.
    pub fn among(
        &self,
        registered: Option<&Council>,
        read: Vec<Meeting>,
    ) -> (Vec<Meeting>, Vec<usize>) {
        let known = |id: &MeetingId| {
            registered?
                .meetings
                .iter()
                .position(|known| known.id == *id)
        };
        let mut all = registered.map_or_else(Vec::new, |council| council.meetings.clone());
        let mut places = Vec::new();
        for (meeting, chosen) in read.into_iter().zip(self.chosen) {
            let place = chosen.record.and_then(|record| known(&record.id));
            places.push(place.unwrap_or(all.len()));
            if place.is_none() {
                all.push(meeting);
            }
        }
        (all, places)
    }

    fn college_ids(&self, chosen: &Selected<'_>) -> Vec<CollegeId> {
        let colleges = chosen.colleges.iter();
        let colleges = colleges.filter_map(|at| self.colleges.all.get(*at));
        colleges.map(|college| college.id.clone()).collect()
    }

    /// Returns the title of its own that a meeting needs to be called as it is: with its rank.
    fn title(&self, at: usize) -> Option<String> {
        let chosen = &self.chosen[at];
        let rank = chosen.rank.map(|(number, of)| format!(" ({number}/{of})"));
        let rank = rank.unwrap_or_default();
        match &chosen.title {
            Some(title) => Some(format!("{title}{rank}")),
            None if self.series.numbers[at].is_none() && !rank.is_empty() => {
                let names = chosen.colleges.iter();
                let names = names.filter_map(|at| self.colleges.all.get(*at));
                let names: Vec<&str> = names.map(|college| college.name.as_str()).collect();
                let names = match self.colleges.all.len() {
                    1 => String::new(),
                    _ => format!(" {}", and(&names)),
                };
                Some(format!("Réunion{names}{rank}"))
            }
            None => None,
        }
    }

    fn rank(&self, at: usize) -> Option<(u32, u32)> {
        let numbered = self.series.numbers[at].map(|number| (number, self.series.of[at]));
        // A title of its own keeps the rank that it says.
        numbered.filter(|_| self.chosen[at].title.is_none())
    }

    pub fn clashes(&self, found: &WikiContents<'_>, order: &Order, problems: &mut Vec<Problem>) {
        let uids = self
            .chosen
            .iter()
            .filter_map(|meeting| meeting.uid.as_deref());
        let uids: BTreeSet<&str> = uids.collect();
        let mut clashes = Clashes {
            sources: found.sources,
            statements: self.statements,
            colleges: self.colleges,
            order,
            problems,
        };
        for (at, meeting) in self.chosen.iter().enumerate() {
            let of_another = |uid: &str| uids.contains(uid);
            clashes.of(meeting, self.ids[at].as_str(), self.rank(at), &of_another);
        }
    }

    /// Tells which meetings only one side mentions, where both sides mention some.
    pub fn lonely(&self, problems: &mut Vec<Problem>) {
        let on = |side: Side| {
            move |meeting: &Selected<'_>, statements: &[Statement<'_>]| {
                let mut sides = meeting.statements.iter().map(|at| statements[*at].side());
                sides.any(|found| found == side)
            }
        };
        let (page, calendar) = (on(Side::Page), on(Side::Calendar));
        let any = |is: &dyn Fn(&Selected<'_>, &[Statement<'_>]) -> bool| {
            self.chosen
                .iter()
                .any(|meeting| is(meeting, self.statements))
        };
        if !any(&page) || !any(&calendar) {
            return;
        }
        for (meeting, id) in self.chosen.iter().zip(self.ids) {
            if meeting.record.is_some() {
                continue;
            }
            let sides = (
                page(meeting, self.statements),
                calendar(meeting, self.statements),
            );
            let meeting_id = id.to_string();
            let doubt = match sides {
                (true, false) => What::LineWithoutEvent {
                    meeting: meeting_id,
                },
                (false, true) => What::UnmentionedEvent {
                    meeting: meeting_id,
                },
                _ => continue,
            };
            let at = self.statements[meeting.statements[0]].at;
            problems.push(Problem::at(at, doubt));
        }
    }

    /// Tells what of the meetings is supposed, and what is lost.
    pub fn supposed(&self, problems: &mut Vec<Problem>) {
        self.left_out(problems);
        for (meeting, id) in self.chosen.iter().zip(self.ids) {
            if let Some(kind) = meeting.supposed.filter(|_| meeting.record.is_none()) {
                let time = |time: NaiveTime| time.format("%H:%M");
                let (start, end) = (time(meeting.slot.start()), time(meeting.slot.end()));
                let (meeting_id, hours) = (id.to_string(), format!("{start}-{end}"));
                let supposed = match kind {
                    Supposed::Hours { is_usual } => Assumption::Hours {
                        meeting: meeting_id,
                        hours,
                        is_usual,
                    },
                    Supposed::Usual => Assumption::Usual {
                        meeting: meeting_id,
                        hours,
                        place: meeting.usual.clone().unwrap_or_default(),
                    },
                    Supposed::End { is_usual } => Assumption::End {
                        meeting: meeting_id,
                        hours,
                        is_usual,
                    },
                    Supposed::WholeDay => Assumption::WholeDay {
                        meeting: meeting_id,
                    },
                };
                let at = self.statements[meeting.statements[0]].at;
                let what = What::SupposedValue { supposed };
                problems.push(Problem::at(at, what));
            }
        }
        for at in &self.series.lost {
            let meeting = &self.chosen[*at];
            let Some((number, of)) = meeting.rank else {
                continue;
            };
            let what = What::LostRank {
                meeting: self.ids[*at].to_string(),
                rank: format!("({number}/{of})"),
            };
            problems.push(Problem::at(self.statements[meeting.statements[0]].at, what));
        }
    }

    /// Tells what the columns of tables say of the meetings and no registry holds.
    fn left_out(&self, problems: &mut Vec<Problem>) {
        for (meeting, id) in self.chosen.iter().zip(self.ids) {
            for statement in meeting.statements.iter().map(|at| &self.statements[*at]) {
                let Source::Line { line, .. } = &statement.source else {
                    continue;
                };
                let besides = line.besides.iter().map(|said| without_links(said));
                let mut left: Vec<String> = besides.filter(|said| !said.is_empty()).collect();
                // A record that is there already stays as it is.
                let is_kept = |record: &Meeting| record.place.is_some();
                let place = statement.place.clone();
                left.extend(place.filter(|_| meeting.record.is_some_and(|it| !is_kept(it))));
                if left.is_empty() {
                    continue;
                }
                let what = What::WordsLeftOut {
                    record: id.to_string(),
                    words: left.join(", "),
                };
                problems.push(Problem::at(statement.at, what));
            }
        }
    }

    /// Returns the keys of the hours that nobody told, by their meetings.
    pub fn supposed_hours(&self) -> BTreeMap<MeetingId, Unverified> {
        let meetings = self.chosen.iter().zip(self.ids);
        let keys = |supposed| match supposed {
            Supposed::End { .. } => &["end"][..],
            Supposed::Hours { .. } | Supposed::Usual | Supposed::WholeDay => &["start", "end"],
        };
        let supposed = meetings.filter_map(|(meeting, id)| {
            let keys = keys(meeting.supposed?);
            let place = meeting.usual.clone();
            Some((id.clone(), Unverified { keys, place }))
        });
        supposed.collect()
    }
}
