//! The rules that span records: one function each, its comment the rule.

mod opinions;
mod subjects;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, MappedLocalTime, TimeZone, Weekday};

use super::records::Records;
use super::timely::{changes_come_in_time, proposals_are_settled};
use crate::domain::{CollegeId, Meeting, Member, Slot};
use crate::problem::{CODES, DayOff, Problem, What, nearest};
use crate::sort::Sort;
use crate::source::Span;

/// Runs every rule.
pub fn check(records: &Records, problems: &mut Vec<Problem>) {
    for rule in RULES {
        rule(records, problems);
    }
}

type Rule = fn(&Records, &mut Vec<Problem>);

const RULES: &[Rule] = &[
    ids_are_unique,
    uids_are_unique,
    colleges_exist,
    colleges_are_in_order,
    terms_follow_each_other,
    terms_are_not_in_the_future,
    pages_show_the_members_of_today,
    former_names_are_in_order,
    the_quorum_can_be_reached,
    hours_exist,
    numbers_are_unique_and_without_holes,
    numbers_follow_the_days,
    meetings_of_a_college_do_not_overlap,
    meetings_are_on_working_days,
    earlier_dates_are_in_order,
    opinions::their_meetings_exist,
    opinions::states_are_not_in_the_future,
    opinions::their_meetings_came_first,
    opinions::their_days_are_those_of_their_adoption,
    subjects::what_they_name_exists,
    subjects::their_days_have_come,
    subjects::they_name_each_other,
    subjects::they_are_dealt_with_after_their_receipt,
    subjects::they_are_on_agendas,
    changes_come_in_time,
    proposals_are_settled,
    allowed_codes_exist,
];

/// No two records of a kind have one id, sound or not.
fn ids_are_unique(records: &Records, problems: &mut Vec<Problem>) {
    for ids in records.ids.values() {
        unique(ids.iter().map(|(id, at)| (id.as_str(), *at)), problems, id);
    }
}

fn id(id: String) -> What {
    What::DuplicateId { id }
}

/// No two meetings have one UID, adopted or derived.
fn uids_are_unique(records: &Records, problems: &mut Vec<Problem>) {
    let mut ids = BTreeSet::new();
    let distinct = records.meetings.iter().filter(|m| ids.insert(&m.id));
    unique(
        distinct.map(|m| (m.uid.as_str(), m.at.uid.unwrap_or(m.at.id))),
        problems,
        |uid| What::DuplicateUid { uid },
    );
}

fn unique<'a>(
    names: impl Iterator<Item = (&'a str, Span)>,
    problems: &mut Vec<Problem>,
    what: fn(String) -> What,
) {
    let mut first = BTreeMap::new();
    for (name, at) in names {
        if let Some(earlier) = first.get(name) {
            problems.push(Problem::at(at, what(name.to_owned())).and(*earlier));
        } else {
            first.insert(name, at);
        }
    }
}

/// Every college that a member, a meeting or an opinion names is declared.
fn colleges_exist(records: &Records, problems: &mut Vec<Problem>) {
    if !records.colleges_complete {
        return;
    }
    let members = records.members.iter().map(|m| (&m.college, m.at.college));
    let meetings = records
        .meetings
        .iter()
        .flat_map(|m| m.colleges.iter().zip(m.at.each_college.iter().copied()));
    let opinions = records
        .opinions
        .iter()
        .flat_map(|o| o.colleges.iter().zip(o.at.each_college.iter().copied()));
    for (id, at) in members.chain(meetings).chain(opinions) {
        if rank(records, id).is_none() {
            let known = records.colleges.iter().map(|(c, _)| c.id.as_str());
            let nearest = nearest(id.as_str(), known);
            let id = id.to_string();
            problems.push(Problem::at(at, What::UnknownCollege { id, nearest }));
        }
    }
}

/// A meeting or an opinion names each college once, in the order in which they are declared.
fn colleges_are_in_order(records: &Records, problems: &mut Vec<Problem>) {
    let meetings = records.meetings.iter();
    let meetings = meetings.map(|m| (&m.colleges, m.at.colleges));
    let opinions = records.opinions.iter();
    let opinions = opinions.filter_map(|o| Some((&o.colleges, o.at.colleges?)));
    for (colleges, at) in meetings.chain(opinions) {
        let ranks: Option<Vec<usize>> = colleges.iter().map(|c| rank(records, c)).collect();
        let Some(mut ranks) = ranks else { continue };
        if ranks.is_sorted_by(|a, b| a < b) {
            continue;
        }
        ranks.order();
        ranks.dedup();
        let expected = ranks
            .iter()
            .map(|rank| records.colleges[*rank].0.id.to_string())
            .collect();
        problems.push(Problem::at(at, What::CollegeOrder { expected }));
    }
}

fn rank(records: &Records, id: &CollegeId) -> Option<usize> {
    records.colleges.iter().position(|(c, _)| c.id == *id)
}

/// The mandates of a member follow each other and do not overlap.
fn terms_follow_each_other(records: &Records, problems: &mut Vec<Problem>) {
    for member in &records.members {
        let terms = member.terms.windows(2).zip(member.at.terms.windows(2));
        for (terms, places) in terms {
            if terms[0]
                .until()
                .is_none_or(|until| until > terms[1].since())
            {
                let end = places[0].1.unwrap_or(places[0].0);
                problems.push(Problem::at(places[1].0, What::TermsOverlap).and(end));
            }
        }
    }
}

/// The day whose members pages show is one that shows those of today.
fn pages_show_the_members_of_today(records: &Records, problems: &mut Vec<Problem>) {
    let (Some(today), Some((as_of, at))) = (records.today, records.as_of) else {
        return;
    };
    let is_other = |member: &&Member| {
        let sits = member.sits_on(today);
        sits != member.sits_on(as_of) || sits && member.name_on(today) != member.name_on(as_of)
    };
    let others = records.members.iter().filter(is_other);
    let members: Vec<String> = others.map(|member| member.name.clone()).collect();
    if !members.is_empty() {
        let is_to_come = as_of > today;
        let what = What::StaleAsOf {
            as_of,
            members,
            is_to_come,
        };
        problems.push(Problem::at(at, what));
    }
}

/// No mandate begins or ends in the future: the page would say it before its day, unless the registry says of
/// which day it is.
fn terms_are_not_in_the_future(records: &Records, problems: &mut Vec<Problem>) {
    let Some(today) = records.today else { return };
    if records.as_of.is_some() {
        return;
    }
    for member in &records.members {
        for (term, at) in member.terms.iter().zip(&member.at.terms) {
            let until = term.until().zip(at.1).map(|(day, at)| ("until", day, at));
            for (key, date, at) in [Some(("since", term.since(), at.0)), until]
                .into_iter()
                .flatten()
            {
                let problem = Problem::at(at, What::FutureTerm { key, date });
                if date > today && !member.allows(problem.what.code()) {
                    problems.push(problem);
                }
            }
        }
        let last = member.formerly.last().zip(member.at.formerly.last());
        if let Some((former, at)) = last.filter(|(former, _)| former.until > today) {
            let (key, date) = ("formerly", former.until);
            let problem = Problem::at(*at, What::FutureTerm { key, date });
            if !member.allows(problem.what.code()) {
                problems.push(problem);
            }
        }
    }
}

/// The names that a member bore before are in the order of their days.
fn former_names_are_in_order(records: &Records, problems: &mut Vec<Problem>) {
    for member in &records.members {
        let names = member
            .formerly
            .windows(2)
            .zip(member.at.formerly.windows(2));
        for (names, places) in names {
            if names[0].until >= names[1].until {
                problems.push(Problem::at(places[1], What::NamesOrder).and(places[0]));
            }
        }
    }
}

/// A quorum is no number that all members together do not reach; before any is written, nobody can tell.
fn the_quorum_can_be_reached(records: &Records, problems: &mut Vec<Problem>) {
    let as_of = records.as_of.map(|(day, _)| day);
    let sits = |it: &&Member| as_of.map_or(it.sits(), |day| it.sits_on(day));
    let members = records.members.iter().filter(sits).count();
    if let Some((required, at)) = records.quorum
        && required > members
        && members > 0
        && records.members_complete
    {
        problems.push(Problem::at(at, What::QuorumTooHigh { required, members }));
    }
}

/// A meeting starts and ends at a time that its day has, once.
fn hours_exist(records: &Records, problems: &mut Vec<Problem>) {
    let Some(timezone) = records.timezone else {
        return;
    };
    for meeting in &records.meetings {
        for (moment, at) in [
            (meeting.slot.starts_at(), meeting.at.start),
            (meeting.slot.ends_at(), meeting.at.end),
        ] {
            let (date, time) = (moment.date(), moment.time());
            match timezone.from_local_datetime(&moment) {
                MappedLocalTime::Single(_) => {}
                MappedLocalTime::None => {
                    problems.push(Problem::at(at, What::SkippedHour { date, time }));
                }
                MappedLocalTime::Ambiguous(..) => {
                    problems.push(Problem::at(at, What::AmbiguousHour { date, time }));
                }
            }
        }
    }
}

/// The numbers of a series (same cycle, same colleges) are 1, 2, 3 …, each once.
fn numbers_are_unique_and_without_holes(records: &Records, problems: &mut Vec<Problem>) {
    let mut series: BTreeMap<_, BTreeMap<u32, Span>> = BTreeMap::new();
    for meeting in &records.meetings {
        let (Some(number), Some(at)) = (meeting.number, meeting.at.number) else {
            continue;
        };
        let numbers = series
            .entry((meeting.cycle, &meeting.colleges))
            .or_default();
        if let Some(first) = numbers.get(&number) {
            let series = series_name(meeting.cycle, &meeting.colleges);
            problems.push(Problem::at(at, What::DuplicateNumber { number, series }).and(*first));
        } else {
            numbers.insert(number, at);
        }
    }
    if !records.meetings_complete {
        return;
    }
    for ((cycle, colleges), numbers) in series {
        let mut expected = 1;
        for (number, at) in numbers {
            if number != expected {
                let series = series_name(cycle, colleges);
                let missing = expected;
                problems.push(Problem::at(at, What::NumberGap { missing, series }));
            }
            expected = number + 1;
        }
    }
}

/// The numbers of a series are in the order of its days.
///
/// A meeting that was moved keeps its number, as people know it by that: the days that were first
/// announced may be in order instead.
fn numbers_follow_the_days(records: &Records, problems: &mut Vec<Problem>) {
    let first = |meeting: &Meeting| meeting.initially().unwrap_or(meeting.slot);
    let mut series: BTreeMap<_, Vec<(Slot, u32, &Meeting)>> = BTreeMap::new();
    for meeting in &records.meetings {
        if let Some(number) = meeting.number {
            let of_series = series
                .entry((meeting.cycle, &meeting.colleges))
                .or_default();
            of_series.push((meeting.slot, number, meeting));
        }
    }
    for mut meetings in series.into_values() {
        meetings.order_by_key(|(slot, number, _)| (*slot, *number));
        for two in meetings.windows(2) {
            let ((_, above, before), (_, number, meeting)) = (two[0], two[1]);
            let what = What::RankOrder {
                number,
                other: before.id.to_string(),
                other_number: above,
            };
            let accepted = meeting.allows(what.code()) || before.allows(what.code());
            if number < above && first(before) < first(meeting) && !accepted {
                let at = |meeting: &Meeting| meeting.at.number.unwrap_or(meeting.at.id);
                problems.push(Problem::at(at(meeting), what).and(at(before)));
            }
        }
    }
}

fn series_name(cycle: i32, colleges: &[CollegeId]) -> String {
    let colleges: Vec<&str> = colleges.iter().map(CollegeId::as_str).collect();
    format!("{cycle}-{}", colleges.join("-"))
}

/// Two meetings of one college are not at the same time.
fn meetings_of_a_college_do_not_overlap(records: &Records, problems: &mut Vec<Problem>) {
    let mut told = BTreeSet::new();
    for (college, _) in &records.colleges {
        let mut meetings: Vec<&Meeting> = records
            .meetings
            .iter()
            .filter(|meeting| meeting.takes_place() && meeting.colleges.contains(&college.id))
            .collect();
        meetings.order_by_key(|meeting| (meeting.slot, meeting.at.id));
        let mut longest: Option<&Meeting> = None;
        for meeting in meetings {
            if let Some(other) = longest.filter(|other| other.slot.overlaps(meeting.slot)) {
                let problem = Problem::at(
                    meeting.at.start,
                    What::OverlappingMeetings {
                        other: other.id.to_string(),
                        college: college.name.clone(),
                    },
                );
                if !meeting.allows(problem.what.code())
                    && !other.allows(problem.what.code())
                    && told.insert((meeting.at.id, other.at.id))
                {
                    problems.push(problem.and(other.at.id));
                }
            }
            if longest.is_none_or(|other| other.slot.ends_at() < meeting.slot.ends_at()) {
                longest = Some(meeting);
            }
        }
    }
}

/// A meeting is not on a Saturday, a Sunday or a public holiday of the council's place.
fn meetings_are_on_working_days(records: &Records, problems: &mut Vec<Problem>) {
    for meeting in records.meetings.iter().filter(|m| m.takes_place()) {
        let date = meeting.slot.date();
        let why = match (records.holidays.holiday(date), date.weekday()) {
            (Some(holiday), _) => DayOff::Holiday(holiday.name()),
            (None, Weekday::Sat) => DayOff::Saturday,
            (None, Weekday::Sun) => DayOff::Sunday,
            (None, _) => continue,
        };
        let problem = Problem::at(meeting.at.date, What::NonWorkingDay { date, why });
        if !meeting.allows(problem.what.code()) {
            problems.push(problem);
        }
    }
}

/// The dates announced before stand oldest first.
///
/// A meeting may have been brought forward, so this is a question, which `allow` answers.
fn earlier_dates_are_in_order(records: &Records, problems: &mut Vec<Problem>) {
    for meeting in &records.meetings {
        let slots = meeting.moved_from.windows(2);
        for (slots, places) in slots.zip(meeting.at.moved_from.windows(2)) {
            let (earlier, later) = (slots[0].date(), slots[1].date());
            let problem = Problem::at(places[1], What::MovedFromOrder { earlier, later });
            if later < earlier && !meeting.allows(problem.what.code()) {
                problems.push(problem.and(places[0]));
            }
        }
    }
}

/// Every code in `allow` is one.
fn allowed_codes_exist(records: &Records, problems: &mut Vec<Problem>) {
    let members = records.members.iter().map(|m| (&m.allow, &m.at.allow));
    let meetings = records.meetings.iter().map(|m| (&m.allow, &m.at.allow));
    let opinions = records.opinions.iter().map(|o| (&o.allow, &o.at.allow));
    for (codes, places) in members.chain(meetings).chain(opinions) {
        for (code, at) in codes.iter().zip(places) {
            if !CODES.contains(&code.as_str()) {
                let nearest = nearest(code, CODES.iter().copied());
                let code = code.clone();
                problems.push(Problem::at(*at, What::UnknownCode { code, nearest }));
            }
        }
    }
}
