//! The rules that subjects and other records share.

use chrono::NaiveDate;

use super::Records;
use crate::domain::{Opinion, State, Subject, SubjectState};
use crate::problem::{DealingKind, LinkedKind, Problem, What, nearest};
use crate::source::Span;

/// The meeting and the opinion of a subject are of the registry, and so is the subject of an opinion.
pub fn what_they_name_exists(records: &Records, problems: &mut Vec<Problem>) {
    if records.meetings_complete {
        let known: Vec<&str> = records.meetings.iter().map(|it| it.id.as_str()).collect();
        let named = records.subjects.iter();
        let named = named.filter_map(|it| it.meeting.as_ref().zip(it.at.meeting));
        for (id, at) in named.filter(|(id, _)| !known.contains(&id.as_str())) {
            let nearest = nearest(id.as_str(), known.iter().copied());
            problems.push(Problem::at(at, What::UnknownMeeting { nearest }));
        }
    }
    let mut look_up = |kind, known: Vec<&str>, named: Vec<(&str, Span)>| {
        for (id, at) in named.into_iter().filter(|(id, _)| !known.contains(id)) {
            let nearest = nearest(id, known.iter().copied());
            problems.push(Problem::at(at, What::UnknownRecord { kind, nearest }));
        }
    };
    if records.opinions_complete {
        let known = records.opinions.iter().map(|it| it.id.as_str()).collect();
        let named = records.subjects.iter();
        let named = named.filter_map(|it| Some((it.opinion.as_ref()?.as_str(), it.at.opinion?)));
        look_up(LinkedKind::Opinion, known, named.collect());
    }
    if records.subjects_complete {
        let known = records.subjects.iter().map(|it| it.id.as_str()).collect();
        let named = records.opinions.iter();
        let named = named.filter_map(|it| Some((it.subject.as_ref()?.as_str(), it.at.subject?)));
        look_up(LinkedKind::Subject, known, named.collect());
    }
}

/// A subject and its opinion name each other; one that was withdrawn leaves the subject to another.
pub fn they_name_each_other(records: &Records, problems: &mut Vec<Problem>) {
    for subject in &records.subjects {
        let named = records.opinion(subject.opinion.as_ref());
        let named = named.filter(|it| it.subject.as_ref() != Some(&subject.id));
        if let Some((at, named)) = subject.at.opinion.zip(named) {
            let what = one_sided(LinkedKind::Subject, subject, named);
            problems.push(Problem::at(at, what));
        }
    }
    for opinion in records.opinions.iter().filter(|it| !it.is_withdrawn()) {
        let named = opinion.subject.as_ref();
        let named = records.subjects.iter().find(|it| named == Some(&it.id));
        let Some((at, subject)) = opinion.at.subject.zip(named) else {
            continue;
        };
        let is_answer = subject.opinion.as_ref() == Some(&opinion.id);
        if !is_answer || subject.state != SubjectState::Opinion {
            let what = one_sided(LinkedKind::Opinion, subject, opinion);
            problems.push(Problem::at(at, what).and(subject.at.id));
        }
    }
}

fn one_sided(by: LinkedKind, subject: &Subject, opinion: &Opinion) -> What {
    let last = opinion.history.steps().last();
    What::OneSidedLink {
        by,
        subject: subject.id.to_string(),
        opinion: opinion.id.to_string(),
        state: last.map_or(State::Proposed, |step| step.state).into_str(),
    }
}

/// A subject was received before the council dealt with it.
pub fn they_are_dealt_with_after_their_receipt(records: &Records, problems: &mut Vec<Problem>) {
    for subject in &records.subjects {
        let opinion = records.opinion(subject.opinion.as_ref());
        let meeting = records.meeting(subject.meeting.as_ref());
        let given = opinion.map(|it| (DealingKind::Opinion, it.day(), it.at.id));
        let held = meeting.map(|it| (DealingKind::Meeting, it.slot.end_date(), it.at.id));
        let earlier = |(_, day, _): &(_, NaiveDate, _)| *day < subject.received;
        if let Some((kind, day, at)) = given.into_iter().chain(held).find(earlier) {
            let received = subject.received;
            let what = What::LateReceipt {
                kind,
                received,
                day,
            };
            problems.push(Problem::at(subject.at.received, what).and(at));
        }
    }
}

/// A subject that is scheduled is on the agenda of its meeting, if that takes place.
pub fn they_are_on_agendas(records: &Records, problems: &mut Vec<Problem>) {
    let scheduled = records.subjects.iter();
    let scheduled = scheduled.filter(|it| it.state == SubjectState::Scheduled);
    for subject in scheduled {
        let meeting = records.meeting(subject.meeting.as_ref());
        let meeting = meeting.filter(|it| it.takes_place());
        let Some((at, meeting)) = subject.at.meeting.zip(meeting) else {
            continue;
        };
        if !meeting.has_item(subject.item()) {
            let what = What::UnlistedSubject {
                subject: subject.id.to_string(),
                meeting: meeting.id.to_string(),
                item: subject.item().to_owned(),
            };
            problems.push(Problem::at(at, what).and(meeting.at.id));
        }
    }
}

/// No subject was received in the future.
pub fn their_days_have_come(records: &Records, problems: &mut Vec<Problem>) {
    let Some(today) = records.today else { return };
    for subject in records.subjects.iter().filter(|it| it.received > today) {
        let date = subject.received;
        problems.push(Problem::at(
            subject.at.received,
            What::FutureReceipt { date },
        ));
    }
}
