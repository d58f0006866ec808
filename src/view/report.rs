//! What a council did in a time, for templates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::attendance::percent;
use super::{AttendedView, DateView, MeetingView, OpinionView, RateView, SubjectView};
use crate::domain::report::{
    ActionCounts, Delays, MandateChange, MeetingCounts, MeetingOutcome, ReportedTime,
    SubjectCounts, first_day,
};
use crate::domain::{Council, Meeting, Opinion};
use crate::locale::{articles, dates};

/// A report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// Bilan du Conseil logiciels libres : 2023
    pub title: String,
    /// The first day of its time and the last.
    pub from: DateView,
    pub to: DateView,
    /// The year whose series the meetings are of, if it is of one.
    pub cycle: Option<i32>,
    /// The day of which the figures are: the last one, or today before it.
    pub on: DateView,
    pub counts: MeetingCounts,
    /// By date.
    pub meetings: Vec<SittingView>,
    /// How many meetings were held of which no minutes say who was there.
    pub unknown: usize,
    /// Each member that was called to a meeting that was held.
    pub members: Vec<TurnoutView>,
    pub colleges: Vec<TurnoutView>,
    pub actions: ActionCounts,
    pub opinions: Vec<GivenOpinionView>,
    /// Those that were received within the time and relayed, by day, each as it stands now.
    pub subjects: Vec<SubjectView>,
    pub subject_counts: SubjectCounts,
    pub delays: Delays,
    pub joined: Vec<MandateChangeView>,
    pub left: Vec<MandateChangeView>,
    /// For a picture of the calendar.
    pub months: Vec<MonthView>,
}

/// A meeting of the time.
#[derive(Clone, Debug, Serialize)]
pub struct SittingView {
    pub meeting: MeetingView,
    /// held, to-come, unconfirmed, postponed, cancelled
    pub outcome: &'static str,
    /// The day on which it was announced first, if it is another one, and how many days later it is.
    pub first: Option<DateView>,
    pub days_later: Option<i64>,
    /// Who was there, where it was held and minutes say so.
    pub attendance: Option<TurnoutView>,
}

/// How often a member or a college took part, or how many members did in a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TurnoutView {
    /// The id of the member, of the college or of the meeting.
    pub id: String,
    pub name: String,
    /// The name of the college of a member.
    pub college: Option<String>,
    /// Calls to a meeting that was held, and those of which minutes say who was there.
    pub held: usize,
    pub minuted: usize,
    pub present: usize,
    pub represented: usize,
    pub excused: usize,
    pub absent: usize,
    /// Calls that no minutes say anything of.
    pub unknown: usize,
    /// Present or represented, of a hundred minuted calls; none where there are none.
    pub rate: Option<usize>,
}

/// An opinion that was given.
#[derive(Clone, Debug, Serialize)]
pub struct GivenOpinionView {
    pub id: String,
    /// The day on which it was given.
    pub date: Option<DateView>,
    pub question: String,
    /// Avis favorable à la majorité des membres du conseil
    pub verdict: Option<String>,
    /// The day on which it was withdrawn, if it is.
    pub withdrawn: Option<DateView>,
    /// The days from the question to the answer.
    pub days_to_answer: Option<i64>,
    /// The days from the answer to its publication.
    pub days_to_publish: Option<i64>,
}

/// A member that came or left.
#[derive(Clone, Debug, Serialize)]
pub struct MandateChangeView {
    pub id: String,
    /// Its name on that day.
    pub name: String,
    pub college: String,
    /// The first day of its mandate, or the last.
    pub on: DateView,
}

/// A month and the meetings of its days.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// janvier 2026
    pub name: String,
    /// How many days it has.
    pub days: u32,
    /// The days of the month that are a Saturday or a Sunday.
    pub weekend: Vec<u32>,
    pub meetings: Vec<MonthMeetingView>,
}

/// A meeting in a month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthMeetingView {
    /// The day of the month.
    pub day: u32,
    pub outcome: &'static str,
}

/// What a report is made of.
pub struct Reported<'a> {
    pub council: &'a Council,
    pub time: ReportedTime,
    /// Today and the local moment of now.
    pub today: NaiveDate,
    pub now: NaiveDateTime,
    /// Those of the time, by date, each as documents show it.
    pub meetings: Vec<(&'a Meeting, MeetingView)>,
    /// The meetings whose minutes say who was there, and who was.
    pub minuted: Vec<&'a Meeting>,
    pub attended: Vec<AttendedView>,
    pub actions: ActionCounts,
}

impl ReportView {
    /// Counts it all.
    #[must_use]
    pub fn new(reported: Reported<'_>) -> Self {
        let Reported {
            council,
            time,
            today,
            now,
            meetings,
            mut minuted,
            attended,
            actions,
        } = reported;
        let all: Vec<&Meeting> = meetings.iter().map(|(meeting, _)| *meeting).collect();
        let is_held = |meeting: &Meeting| MeetingOutcome::of(meeting, now) == MeetingOutcome::Held;
        let held: Vec<&Meeting> = all.iter().copied().filter(|it| is_held(it)).collect();
        minuted.retain(|meeting| is_held(meeting));
        let rates: BTreeMap<String, RateView> = RateView::all(council, &minuted, &attended)
            .into_iter()
            .map(|rate| (rate.member.clone(), rate))
            .collect();
        let members: Vec<TurnoutView> = council
            .members
            .iter()
            .filter_map(|member| {
                let called = held.iter().filter(|meeting| meeting.calls(member)).count();
                let college = council.college(&member.college)?;
                let rate = rates.get(member.id.as_str());
                let view = TurnoutView {
                    id: member.id.to_string(),
                    name: member.name.clone(),
                    college: Some(college.name.clone()),
                    held: called,
                    minuted: rate.map_or(0, |rate| rate.meetings),
                    present: rate.map_or(0, |rate| rate.present),
                    represented: rate.map_or(0, |rate| rate.represented),
                    excused: rate.map_or(0, |rate| rate.excused),
                    absent: rate.map_or(0, |rate| rate.absent),
                    ..TurnoutView::default()
                };
                (called > 0).then(|| view.counted())
            })
            .collect();
        let colleges = council.colleges.iter().map(|college| {
            let name = Some(college.name.as_str());
            let own = members.iter().filter(|it| it.college.as_deref() == name);
            TurnoutView::sum(college.id.as_str(), &college.name, own)
        });
        let colleges: Vec<TurnoutView> = colleges.filter(|college| college.held > 0).collect();
        let (came, left) = council.mandate_changes(time, today);
        let changes = |all: Vec<MandateChange<'_>>| {
            all.iter().map(|it| mandate_change(council, it)).collect()
        };
        let subjects = council.received(time, today);
        let given = council.given(time, today);
        let delays = Delays::of(council, &subjects, &given);
        let opinions = given.into_iter().map(|it| given_opinion(council, it));
        let mut by_meeting: BTreeMap<&str, Vec<&AttendedView>> = BTreeMap::new();
        for it in &attended {
            by_meeting.entry(&it.meeting).or_default().push(it);
        }
        let are_minuted: BTreeSet<&str> =
            minuted.iter().map(|meeting| meeting.id.as_str()).collect();
        let days = all.iter().map(|meeting| meeting.slot.date());
        let months = time.months(days).into_iter();
        Self {
            title: title(council, time),
            from: DateView::new(time.from),
            to: DateView::new(time.to),
            cycle: time.cycle,
            on: DateView::new(time.by(today).to),
            counts: MeetingCounts::of(&all, now),
            unknown: held.len() - minuted.len(),
            months: months.map(|first| month(first, &all, now)).collect(),
            meetings: meetings
                .into_iter()
                .map(|(meeting, view)| {
                    let own = by_meeting.get(view.id.as_str());
                    let own = own.filter(|_| are_minuted.contains(view.id.as_str()));
                    let turnout = own.map(|own| sitting(council, meeting, &view, own));
                    sitting_view(meeting, turnout, view, now)
                })
                .collect(),
            members,
            colleges,
            actions,
            opinions: opinions.collect(),
            subject_counts: SubjectCounts::of(council, &subjects),
            subjects: subjects
                .iter()
                .map(|subject| SubjectView::new(council, subject))
                .collect(),
            delays,
            joined: changes(came),
            left: changes(left),
        }
    }
}

impl TurnoutView {
    /// Adds what follows from the other figures.
    fn counted(self) -> Self {
        let there = self.present + self.represented;
        let known = there + self.excused + self.absent;
        Self {
            unknown: self.held.saturating_sub(known),
            rate: (self.minuted > 0).then(|| percent(there, self.minuted)),
            ..self
        }
    }

    fn sum<'a>(id: &str, name: &str, all: impl Iterator<Item = &'a Self>) -> Self {
        let none = Self {
            id: id.to_owned(),
            name: name.to_owned(),
            ..Self::default()
        };
        let sum = all.fold(none, |sum, one| Self {
            held: sum.held + one.held,
            minuted: sum.minuted + one.minuted,
            present: sum.present + one.present,
            represented: sum.represented + one.represented,
            excused: sum.excused + one.excused,
            absent: sum.absent + one.absent,
            ..sum
        });
        sum.counted()
    }
}

fn title(council: &Council, time: ReportedTime) -> String {
    let of = articles::of(&council.name, council.article.as_deref());
    let of = of.unwrap_or_else(|| format!("– {}", council.name));
    let about = match time.cycle {
        Some(cycle) => format!(": {cycle}"),
        None => format!("du {} au {}", dates::date(time.from), dates::date(time.to)),
    };
    format!("Bilan {of} {about}")
}

/// Counts the members that took part in a meeting.
fn sitting(
    council: &Council,
    meeting: &Meeting,
    view: &MeetingView,
    attended: &[&AttendedView],
) -> TurnoutView {
    let called = council.members.iter().filter(|it| meeting.calls(it));
    let ids: BTreeSet<&str> = called.map(|member| member.id.as_str()).collect();
    let is_called = |it: &&&AttendedView| it.member.as_deref().is_some_and(|id| ids.contains(id));
    let own: Vec<&&AttendedView> = attended.iter().filter(is_called).collect();
    let count = |state: &str| own.iter().filter(|it| it.state == state).count();
    let counts = TurnoutView {
        id: view.id.clone(),
        name: view.title.clone(),
        college: None,
        held: ids.len(),
        minuted: ids.len(),
        present: count("present"),
        represented: count("represented"),
        excused: count("excused"),
        absent: count("absent"),
        ..TurnoutView::default()
    };
    counts.counted()
}

fn sitting_view(
    meeting: &Meeting,
    attendance: Option<TurnoutView>,
    view: MeetingView,
    now: NaiveDateTime,
) -> SittingView {
    let first = first_day(meeting);
    let days = |first: NaiveDate| (meeting.slot.date() - first).num_days();
    SittingView {
        meeting: view,
        outcome: MeetingOutcome::of(meeting, now).into_str(),
        first: first.map(DateView::new),
        days_later: first.map(days),
        attendance,
    }
}

fn given_opinion(council: &Council, opinion: &Opinion) -> GivenOpinionView {
    let (days_to_answer, days_to_publish) = opinion.delays();
    let view = OpinionView::new(council, opinion);
    GivenOpinionView {
        id: view.id,
        date: view.date,
        question: view.question,
        verdict: view.verdict,
        withdrawn: view.withdrawn,
        days_to_answer,
        days_to_publish,
    }
}

fn mandate_change(council: &Council, change: &MandateChange<'_>) -> MandateChangeView {
    let college = council.college(&change.member.college);
    MandateChangeView {
        id: change.member.id.to_string(),
        name: change.member.name_on(change.on).to_owned(),
        college: college.map_or_else(String::new, |college| college.name.clone()),
        on: DateView::new(change.on),
    }
}

fn month(first: NaiveDate, meetings: &[&Meeting], now: NaiveDateTime) -> MonthView {
    let is_in = |day: NaiveDate| (day.year(), day.month()) == (first.year(), first.month());
    let days = first.iter_days().take_while(|day| is_in(*day));
    let weekend = days
        .clone()
        .filter(|day| day.weekday().number_from_monday() > 5);
    let own = meetings.iter().filter(|it| is_in(it.slot.date()));
    MonthView {
        name: format!("{} {}", DateView::new(first).month, first.year()),
        days: u32::try_from(days.clone().count()).unwrap_or_default(),
        weekend: weekend.map(|day| day.day()).collect(),
        meetings: own
            .map(|meeting| MonthMeetingView {
                day: meeting.slot.date().day(),
                outcome: MeetingOutcome::of(meeting, now).into_str(),
            })
            .collect(),
    }
}
