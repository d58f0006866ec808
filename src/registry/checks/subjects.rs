//! The rules that subjects and other records share.

use super::Records;
use crate::problem::{LinkedKind, Problem, What, nearest};
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
