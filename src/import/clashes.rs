//! Where statements about one meeting contradict each other, and what is kept.

use chrono::{NaiveDate, NaiveTime};

use super::choose::{Order, Selected};
use super::colleges::Colleges;
use super::found::{Source, Statement};
use crate::domain::{Meeting, Slot, Status, is_uid};
use crate::locale::collation::sort_key;
use crate::markdown::wiki::MeetingState;
use crate::problem::{Field, Problem, Side, What};
use crate::source::{Sources, Span};

/// Finds what the statements about one meeting say otherwise than what is kept of it.
///
/// `id` is that of the meeting, `shared` tells whether a UID is that of another meeting.
pub struct Clashes<'a, 'b> {
    pub sources: &'a Sources,
    pub statements: &'a [Statement<'b>],
    pub colleges: &'a Colleges,
    pub order: &'a Order,
    pub problems: &'a mut Vec<Problem>,
}

impl Clashes<'_, '_> {
    /// Compares every statement with what is kept; `rank` is the meeting's number and that of its
    /// series.
    pub fn of(
        &mut self,
        meeting: &Selected<'_>,
        id: &str,
        rank: Option<(u32, u32)>,
        shared: &dyn Fn(&str) -> bool,
    ) {
        for at in &meeting.statements {
            if self.statements[*at].side() == Side::Registry {
                continue;
            }
            // What a revision says that another one replaced is no contradiction.
            let is_replaced = match &self.statements[*at].source {
                Source::Event { event, .. } => event.is_superseded,
                _ => false,
            };
            let slots = &meeting.moved_from;
            let is_earlier = |slot: &Slot| slot.date() == self.statements[*at].date;
            let was_off = self.statements[*at].standing == MeetingState::Cancelled;
            if !(is_replaced && (was_off || slots.iter().any(is_earlier))) {
                self.when(meeting, id, *at);
            }
            let sequence = match &self.statements[*at].source {
                Source::Event { event, .. } => event.event.sequence.unwrap_or_default(),
                _ => 0,
            };
            if !(is_replaced && sequence < meeting.sequence) {
                self.status(meeting, id, *at);
            }
            self.otherwise(meeting, id, *at);
            self.title(meeting, id, *at);
            self.rank(meeting, id, *at, rank);
            if !is_replaced {
                self.place_of(meeting, id, *at);
            }
            self.uid(meeting, id, *at, shared);
        }
    }

    fn when(&mut self, meeting: &Selected<'_>, id: &str, at: usize) {
        let statement = &self.statements[at];
        let slot = meeting.slot;
        let (start, end) = (statement.start, statement.end);
        let differ = |said: Option<NaiveTime>, kept| said.is_some_and(|said| said != kept);
        let ends_elsewhere =
            |it: &Statement<'_>| it.end.is_some() && it.end_date != slot.other_end_date();
        let hours_differ =
            differ(start, slot.start()) || differ(end, slot.end()) || ends_elsewhere(statement);
        let kept_hours = hours(Some(slot.start()), Some(slot.end()), slot.other_end_date());
        let said_hours = hours(start, end, statement.end_date);
        if statement.date != slot.date() {
            let is_kept = |other: &Statement<'_>| other.date == slot.date();
            let kept = format!("{} {kept_hours}", slot.date());
            let left = format!("{} {said_hours}", statement.date);
            self.tell(
                meeting,
                id,
                at,
                (Field::When, "DTSTART"),
                kept,
                left.trim().to_owned(),
                &is_kept,
            );
        } else if hours_differ {
            let is_kept = |other: &Statement<'_>| {
                other.date == slot.date()
                    && other.start.is_some()
                    && !differ(other.start, slot.start())
                    && !differ(other.end, slot.end())
                    && !ends_elsewhere(other)
            };
            let property = if differ(start, slot.start()) {
                "DTSTART"
            } else {
                "DTEND"
            };
            self.tell(
                meeting,
                id,
                at,
                (Field::Hours, property),
                kept_hours,
                said_hours,
                &is_kept,
            );
        }
    }

    /// Says which other days the page of a meeting has for it.
    fn otherwise(&mut self, meeting: &Selected<'_>, id: &str, at: usize) {
        let statement = &self.statements[at];
        let Source::Line { line, .. } = statement.source else {
            return;
        };
        let slot = meeting.slot;
        let kept = hours(Some(slot.start()), Some(slot.end()), slot.other_end_date());
        for other in &line.otherwise {
            let what = What::Contradiction {
                told: Field::When,
                record: id.to_owned(),
                kept: format!("{} {kept}", slot.date()),
                left: format!("{} {}", other.date, hours(other.start, other.end, None))
                    .trim_end()
                    .to_owned(),
                from: meeting.record.map_or(Side::Page, |_| Side::Registry),
            };
            let place = Span::new(statement.file, other.at.clone());
            let problem = Problem::at(place, what);
            self.problems.push(Problem {
                also: Some(statement.at),
                ..problem
            });
        }
    }

    fn status(&mut self, meeting: &Selected<'_>, id: &str, at: usize) {
        let said = |statement: &Statement<'_>| match statement.standing {
            MeetingState::Confirmed => Status::Confirmed,
            MeetingState::Proposed => Status::Proposed,
            MeetingState::Postponed => Status::Postponed,
            MeetingState::Cancelled => Status::Cancelled,
        };
        let agrees = |statement: &Statement<'_>| {
            // What is put off is cancelled for calendars.
            let put_off = meeting.status == Status::Postponed
                && statement.side() == Side::Calendar
                && statement.standing == MeetingState::Cancelled;
            said(statement) == meeting.status || put_off
        };
        let statement = &self.statements[at];
        if !agrees(statement) {
            let (kept, left) = (meeting.status.into_str(), said(statement).into_str());
            let (kept, left) = (kept.to_owned(), left.to_owned());
            self.tell(
                meeting,
                id,
                at,
                (Field::Status, "STATUS"),
                kept,
                left,
                &agrees,
            );
        }
    }

    fn title(&mut self, meeting: &Selected<'_>, id: &str, at: usize) {
        let statement = &self.statements[at];
        let agrees = |statement: &Statement<'_>| {
            let sitting = self.colleges.of(statement);
            match (&meeting.title, sitting) {
                (Some(title), None) => sort_key(title) == sort_key(&statement.title),
                (_, Some(sitting)) => sitting == meeting.colleges,
                (None, None) => statement.title.trim().is_empty(),
            }
        };
        if agrees(statement) {
            return;
        }
        let mut kept = meeting.statements.iter().map(|at| &self.statements[*at]);
        let Some(kept) = kept.find(|other| agrees(other) && !other.title.trim().is_empty()) else {
            return;
        };
        let (kept, left) = (kept.title.clone(), statement.title.clone());
        if !left.trim().is_empty() {
            self.tell(
                meeting,
                id,
                at,
                (Field::Title, "SUMMARY"),
                kept,
                left,
                &agrees,
            );
        }
    }

    fn rank(&mut self, meeting: &Selected<'_>, id: &str, at: usize, rank: Option<(u32, u32)>) {
        let Some(rank) = rank.or(meeting.rank) else {
            return;
        };
        let agrees = |statement: &Statement<'_>| statement.rank == Some(rank);
        let said = self.statements[at].rank;
        if let Some(said) = said.filter(|said| *said != rank) {
            let written = |(number, of): (u32, u32)| format!("({number}/{of})");
            let (kept, left) = (written(rank), written(said));
            self.tell(
                meeting,
                id,
                at,
                (Field::Rank, "SUMMARY"),
                kept,
                left,
                &agrees,
            );
        }
    }

    /// A place that is said in fewer words is the same.
    fn place_of(&mut self, meeting: &Selected<'_>, id: &str, at: usize) {
        let Some(kept) = &meeting.place else {
            return;
        };
        let key = sort_key(kept);
        let differs = |said: &str| !key.contains(&sort_key(said));
        let agrees = |other: &Statement<'_>| other.place.as_deref() == Some(kept);
        let said = self.statements[at].place.clone();
        if let Some(left) = said.filter(|said| differs(said)) {
            let told = (Field::Place, "LOCATION");
            self.tell(meeting, id, at, told, kept.clone(), left, &agrees);
        }
    }

    fn uid(&mut self, meeting: &Selected<'_>, id: &str, at: usize, shared: &dyn Fn(&str) -> bool) {
        let Some(kept) = meeting.uid.as_deref() else {
            return;
        };
        let agrees = |statement: &Statement<'_>| statement.uid() == Some(kept);
        let said = self.statements[at].uid();
        let said = said.filter(|said| is_uid(said));
        if let Some(left) = said.filter(|said| *said != kept && !shared(said)) {
            let (kept, left) = (kept.to_owned(), left.to_owned());
            self.tell(meeting, id, at, (Field::Uid, "UID"), kept, left, &agrees);
        }
    }

    /// Adds a contradiction; the second place is the first statement that says what is kept.
    #[expect(clippy::too_many_arguments, reason = "all of it is said")]
    fn tell(
        &mut self,
        meeting: &Selected<'_>,
        id: &str,
        at: usize,
        (told, property): (Field, &str),
        kept: String,
        left: String,
        agrees: &dyn Fn(&Statement<'_>) -> bool,
    ) {
        let places = meeting.statements.iter().map(|at| &self.statements[*at]);
        let keeper = places.clone().find(|statement| agrees(statement));
        let from = match meeting.record {
            Some(_) => Side::Registry,
            None => keeper.map_or(self.order.prefer, Statement::side),
        };
        let what = What::Contradiction {
            told,
            record: id.to_owned(),
            kept,
            left,
            from,
        };
        let statement = &self.statements[at];
        let problem = Problem::at(self.place(statement, property), what);
        self.problems.push(Problem {
            also: match meeting.record {
                Some(meeting) => Some(in_registry(meeting, told)),
                None => keeper.map(|keeper| self.place(keeper, property)),
            },
            ..problem
        });
    }

    /// Returns where an event says something; what it does not say, it does not say by its title.
    fn place(&self, statement: &Statement<'_>, property: &str) -> Span {
        let is_said = match &statement.source {
            Source::Event { event, .. } => property != "STATUS" || event.event.status.is_some(),
            _ => true,
        };
        let property = if is_said { property } else { "SUMMARY" };
        statement.property(self.sources, property)
    }
}

/// Returns where a registry says something of a meeting.
fn in_registry(meeting: &Meeting, told: Field) -> Span {
    let at = &meeting.at;
    match told {
        Field::When => at.date,
        Field::Hours => at.start,
        Field::Rank => at.number.unwrap_or(at.id),
        Field::Uid => at.uid.unwrap_or(at.id),
        _ => at.id,
    }
}

/// Writes from when to when a meeting is, with the day of its end where that is another one; nothing without a
/// beginning.
fn hours(start: Option<NaiveTime>, end: Option<NaiveTime>, last: Option<NaiveDate>) -> String {
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    let last = last.map_or_else(String::new, |day| format!("{day} "));
    match (start, end) {
        (Some(start), Some(end)) => format!("{}-{last}{}", time(start), time(end)),
        (Some(start), None) => time(start),
        _ => String::new(),
    }
}
