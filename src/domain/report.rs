//! What a council did in a year, or in any time: counted, without a name of a person.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;
use strum::IntoStaticStr;

use super::action::Action;
use super::{Council, Meeting, Member, Opinion, State, Status, Subject, SubjectState};

use crate::sort::Sort;

/// The time that a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedTime {
    /// The first day and the last.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The year whose series the meetings are of, whatever their days; else they are those of the days.
    pub cycle: Option<i32>,
}

/// What became of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum MeetingOutcome {
    /// Confirmed, and over.
    Held,
    /// It takes place, and is not over.
    ToCome,
    /// Its day is over, and nobody confirmed it.
    Unconfirmed,
    Postponed,
    Cancelled,
}

/// How many meetings there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MeetingCounts {
    pub held: usize,
    /// Those that were announced for another day first, whatever became of them.
    pub moved: usize,
    pub cancelled: usize,
    pub postponed: usize,
    /// Their day is over, and nobody confirmed them.
    pub unconfirmed: usize,
    pub to_come: usize,
}

/// How many actions there were, as they stood at the end of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActionCounts {
    /// Undertaken within the time.
    pub opened: usize,
    /// Found done within the time.
    pub done: usize,
    /// Open at its end, after their deadlines.
    pub late: usize,
}

/// What has become by now of the subjects that were received within a time, of those that were relayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SubjectCounts {
    pub received: usize,
    /// On no agenda of a meeting that takes place, and not done with.
    pub waiting: usize,
    pub scheduled: usize,
    /// An opinion answers them, or is asked for.
    pub opinion: usize,
    pub closed: usize,
}

/// How many days several things took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Delay {
    /// How many of them there are.
    pub count: usize,
    /// The one in the middle; the mean of the two in the middle, rounded up to a day, of an even number.
    pub median: i64,
    pub longest: i64,
}

/// The days that subjects and opinions of a time took; none of what did not happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Delays {
    /// From the receipt of a subject to the meeting that deals with it.
    pub receipt_to_meeting: Option<Delay>,
    /// From the receipt of a subject to the opinion that answers it.
    pub receipt_to_opinion: Option<Delay>,
    /// From the question to the opinion.
    pub question_to_opinion: Option<Delay>,
    /// From the opinion to its publication.
    pub opinion_to_publication: Option<Delay>,
}

/// A member that came or left, and the first day of its mandate or the last.
#[derive(Clone, Copy, Debug)]
pub struct MandateChange<'a> {
    pub member: &'a Member,
    pub on: NaiveDate,
}

impl ReportedTime {
    /// Returns the time of a cycle: its meetings, and all else of the calendar year; `None` where no calendar
    /// has such a year.
    #[must_use]
    pub fn of_cycle(cycle: i32) -> Option<Self> {
        Some(Self {
            from: NaiveDate::from_ymd_opt(cycle, 1, 1)?,
            to: NaiveDate::from_ymd_opt(cycle, 12, 31)?,
            cycle: Some(cycle),
        })
    }

    /// Whether a day lies within.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether a meeting is one of those that are reported.
    #[must_use]
    pub fn has(&self, meeting: &Meeting) -> bool {
        match self.cycle {
            Some(cycle) => meeting.cycle == cycle,
            None => self.holds(meeting.slot.date()),
        }
    }

    /// Returns the part of the time that has come by `today`, whose last day is that of the figures.
    #[must_use]
    pub fn by(self, today: NaiveDate) -> Self {
        let to = self.to.min(today);
        Self { to, ..self }
    }

    /// Lists the months of the time and of some days outside it, each by its first day.
    #[must_use]
    pub fn months(&self, days: impl Iterator<Item = NaiveDate>) -> Vec<NaiveDate> {
        let (mut first, mut last) = (self.from, self.to);
        for day in days {
            first = first.min(day);
            last = last.max(day);
        }
        let months = first.with_day(1).into_iter().flat_map(|first| {
            std::iter::successors(Some(first), |month| {
                month.checked_add_months(chrono::Months::new(1))
            })
        });
        months.take_while(|month| *month <= last).collect()
    }
}

impl MeetingOutcome {
    /// Tells what became of a meeting by `now`, a local time.
    #[must_use]
    pub fn of(meeting: &Meeting, now: NaiveDateTime) -> Self {
        match meeting.status {
            Status::Cancelled => Self::Cancelled,
            Status::Postponed => Self::Postponed,
            _ if !meeting.is_over(now) => Self::ToCome,
            Status::Confirmed => Self::Held,
            Status::Proposed => Self::Unconfirmed,
        }
    }
}

impl MeetingCounts {
    /// Counts meetings as they stand `now`.
    #[must_use]
    pub fn of(meetings: &[&Meeting], now: NaiveDateTime) -> Self {
        let mut counts = Self::default();
        for meeting in meetings {
            counts.moved += usize::from(first_day(meeting).is_some());
            match MeetingOutcome::of(meeting, now) {
                MeetingOutcome::Held => counts.held += 1,
                MeetingOutcome::ToCome => counts.to_come += 1,
                MeetingOutcome::Postponed => counts.postponed += 1,
                MeetingOutcome::Cancelled => counts.cancelled += 1,
                MeetingOutcome::Unconfirmed => counts.unconfirmed += 1,
            }
        }
        counts
    }
}

impl ActionCounts {
    /// Counts actions of a time as they stood at its end, `today` at the latest.
    #[must_use]
    pub fn of(actions: &[Action], time: ReportedTime, today: NaiveDate) -> Self {
        let time = time.by(today);
        let end = time.to;
        let mut counts = Self::default();
        for action in actions {
            let closed = action.closed.as_ref().map(|(_, day)| *day);
            let is_open = action.since <= end && closed.is_none_or(|day| day > end);
            // What is due on the last day of a time that is over is late the day after.
            let is_late = action
                .deadline
                .is_some_and(|day| if end < today { day <= end } else { day < end });
            counts.opened += usize::from(time.holds(action.since));
            counts.done += usize::from(closed.is_some_and(|day| time.holds(day)));
            counts.late += usize::from(is_open && is_late);
        }
        counts
    }
}

impl SubjectCounts {
    /// Counts subjects of a council as they stand.
    #[must_use]
    pub fn of(council: &Council, subjects: &[&Subject]) -> Self {
        let mut counts = Self {
            received: subjects.len(),
            ..Self::default()
        };
        for subject in subjects {
            match subject.state {
                _ if council.leaves_waiting(subject) => counts.waiting += 1,
                SubjectState::Opinion => counts.opinion += 1,
                SubjectState::Closed => counts.closed += 1,
                SubjectState::Relayed | SubjectState::Scheduled => counts.scheduled += 1,
            }
        }
        counts
    }
}

impl Delay {
    /// Counts days; what took less than none is a slip of a registry, and left out.
    #[must_use]
    pub fn of(days: impl Iterator<Item = Option<i64>>) -> Option<Self> {
        let mut days: Vec<i64> = days.flatten().filter(|days| *days >= 0).collect();
        days.order();
        let longest = *days.last()?;
        let upper = days[days.len() / 2];
        let lower = days[(days.len() - 1) / 2];
        Some(Self {
            count: days.len(),
            median: (lower + upper + 1) / 2,
            longest,
        })
    }
}

impl Delays {
    /// Counts the days that these subjects and opinions took by the end of a time, of what the registry has
    /// the days.
    #[must_use]
    pub fn of(council: &Council, subjects: &[&Subject], opinions: &[&Opinion]) -> Self {
        let meeting = |subject: &&Subject| {
            let day = council.dealing_with(subject)?.slot.date();
            Some((day - subject.received).num_days())
        };
        let answer = |subject: &&Subject| {
            let id = subject.opinion.as_ref()?;
            let opinion = council.opinions.iter().find(|it| it.id == *id)?;
            Some((opinion.date? - subject.received).num_days())
        };
        Self {
            receipt_to_meeting: Delay::of(subjects.iter().map(meeting)),
            receipt_to_opinion: Delay::of(subjects.iter().map(answer)),
            question_to_opinion: Delay::of(opinions.iter().map(|it| it.delays().0)),
            opinion_to_publication: Delay::of(opinions.iter().map(|it| it.delays().1)),
        }
    }
}

/// Returns the day on which a meeting was announced first, if it is another one.
#[must_use]
pub fn first_day(meeting: &Meeting) -> Option<NaiveDate> {
    let first = meeting.moved_from.first().map(|slot| slot.date());
    first.filter(|day| *day != meeting.slot.date())
}

impl Council {
    /// Lists the meetings that a report is about, by date.
    #[must_use]
    pub fn reported(&self, time: ReportedTime) -> Vec<&Meeting> {
        let meetings = self.meetings.iter();
        let mut kept: Vec<&Meeting> = meetings.filter(|it| time.has(it)).collect();
        kept.order_by_key(|meeting| (meeting.slot, &meeting.id));
        kept
    }

    /// Lists the members whose mandates began within a time, and those whose mandates ended; one that goes on
    /// in the next mandate is neither.
    #[must_use]
    pub fn mandate_changes(
        &self,
        time: ReportedTime,
        today: NaiveDate,
    ) -> (Vec<MandateChange<'_>>, Vec<MandateChange<'_>>) {
        let time = time.by(today);
        let (mut came, mut left) = (Vec::new(), Vec::new());
        for member in &self.members {
            let began = |day: NaiveDate| member.terms.iter().any(|term| term.since() == day);
            let ended = |day: NaiveDate| member.terms.iter().any(|it| it.until() == Some(day));
            for term in &member.terms {
                let since = Some(term.since()).filter(|day| time.holds(*day) && !ended(*day));
                came.extend(since.map(|on| MandateChange { member, on }));
                let until = term.until().filter(|day| !began(*day));
                let last = until
                    .and_then(|day| day.pred_opt())
                    .filter(|day| time.holds(*day));
                left.extend(last.map(|on| MandateChange { member, on }));
            }
        }
        came.order_by_key(|it| it.on);
        left.order_by_key(|it| it.on);
        (came, left)
    }

    /// Lists the opinions that were given within a time, by date.
    #[must_use]
    pub fn given(&self, time: ReportedTime, today: NaiveDate) -> Vec<&Opinion> {
        let time = time.by(today);
        let is_given = |opinion: &&Opinion| {
            let is_adopted = opinion.history.last(State::Adopted).is_some();
            is_adopted && opinion.date.is_some_and(|day| time.holds(day))
        };
        let mut given: Vec<&Opinion> = self.opinions.iter().filter(is_given).collect();
        given.order_by_key(|opinion| (opinion.date, &opinion.id));
        given
    }
}

impl Council {
    /// Lists the subjects that were received within a time, by day.
    #[must_use]
    pub fn received(&self, time: ReportedTime, today: NaiveDate) -> Vec<&Subject> {
        let time = time.by(today);
        let subjects = self.subjects.iter();
        let mut received: Vec<&Subject> = subjects.filter(|it| time.holds(it.received)).collect();
        received.order_by_key(|subject| (subject.received, &subject.id));
        received
    }
}

impl Opinion {
    /// Returns the days from the question to the answer, and from the answer to its publication.
    #[must_use]
    pub fn delays(&self) -> (Option<i64>, Option<i64>) {
        let first = |state: State| {
            let mut steps = self.history.steps().iter();
            steps.find(|step| step.state == state).map(|step| step.on)
        };
        let days = |from: Option<NaiveDate>, to: Option<NaiveDate>| Some((to? - from?).num_days());
        let given = self.date;
        let to_answer = days(first(State::Proposed), given);
        (to_answer, days(given, first(State::Published)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Source;
    use crate::domain::{CollegeId, MeetingId, MemberId, MemberSpans, Term};
    use crate::source::{MEMBERS_FILE, Sources, Span};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    fn action(since: NaiveDate, deadline: Option<NaiveDate>, closed: Option<NaiveDate>) -> Action {
        let meeting = MeetingId::new("m").unwrap();
        Action {
            identity: "a".to_owned(),
            owner: None,
            text: "a".to_owned(),
            deadline,
            meeting: meeting.clone(),
            since,
            place: Source {
                path: "m.md".to_owned(),
                line: 1,
            },
            closed: closed.map(|day| (meeting, day)),
        }
    }

    #[test]
    fn actions_are_counted_as_they_stood_at_the_end() {
        let time = ReportedTime {
            from: day(3, 1),
            to: day(6, 30),
            cycle: None,
        };
        let actions = [
            action(day(2, 1), Some(day(4, 1)), None),
            action(day(3, 1), Some(day(6, 30)), Some(day(7, 1))),
            action(day(6, 30), None, Some(day(6, 30))),
            action(day(7, 1), Some(day(7, 2)), None),
        ];
        let count = |today| ActionCounts::of(&actions, time, today);
        let expected = |opened, done, late| ActionCounts { opened, done, late };
        assert_eq!(count(day(12, 1)), expected(2, 1, 2));
        assert_eq!(count(day(6, 30)), expected(2, 1, 1));
        assert_eq!(count(day(4, 1)), expected(1, 0, 0));
        assert_eq!(count(day(4, 2)), expected(1, 0, 1));
    }

    #[test]
    fn a_mandate_that_is_renewed_is_neither_an_arrival_nor_a_departure() {
        let mut council = crate::domain::series::tests::council(Vec::new());
        let member = |terms: &[(NaiveDate, Option<NaiveDate>)]| {
            let terms = terms.iter().map(|(since, until)| Term::new(*since, *until));
            let file = Sources::new().add(MEMBERS_FILE, "");
            Member {
                id: MemberId::new("a").unwrap(),
                name: "A".to_owned(),
                article: None,
                college: CollegeId::new("a").unwrap(),
                url: None,
                terms: terms.map(Option::unwrap).collect(),
                formerly: Vec::new(),
                allow: Vec::new(),
                at: MemberSpans::unwritten(Span::new(file, 0..0)),
            }
        };
        let members = vec![
            member(&[(day(1, 1), Some(day(4, 1))), (day(4, 1), None)]),
            member(&[(day(2, 1), Some(day(7, 1)))]),
            member(&[(day(3, 1), None)]),
        ];
        council.members = members;
        let time = |to| ReportedTime {
            from: day(2, 1),
            to,
            cycle: None,
        };
        let count = |to, today| {
            let (came, left) = council.mandate_changes(time(to), today);
            (came.len(), left.iter().map(|it| it.on).collect::<Vec<_>>())
        };
        assert_eq!(count(day(6, 30), day(12, 1)), (2, vec![day(6, 30)]));
        assert_eq!(count(day(6, 29), day(12, 1)), (2, vec![]));
        assert_eq!(count(day(6, 30), day(2, 15)), (1, vec![]));
    }

    #[test]
    fn days_are_counted_by_the_one_in_the_middle_and_the_longest() {
        let delay = |days: &[i64]| {
            let found = Delay::of(days.iter().copied().map(Some).chain([None]));
            found.map(|it| (it.count, it.median, it.longest))
        };
        assert_eq!(delay(&[]), None);
        assert_eq!(delay(&[-1]), None);
        assert_eq!(delay(&[7]), Some((1, 7, 7)));
        assert_eq!(delay(&[30, 0, 7]), Some((3, 7, 30)));
        assert_eq!(delay(&[8, 3, 90, 4]), Some((4, 6, 90)));
    }

    #[test]
    fn the_months_are_those_of_the_days_too() {
        let time = ReportedTime::of_cycle(2025).unwrap();
        assert_eq!(time.months(std::iter::empty()).len(), 12);
        let late = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
        assert_eq!(time.months([late].into_iter()).len(), 14);
    }
}
