//! The rules that opinions and other records share.

use super::Records;
use crate::domain::State;
use crate::problem::{Problem, What, nearest};

/// The meeting of an opinion is one of the registry.
pub fn their_meetings_exist(records: &Records, problems: &mut Vec<Problem>) {
    if !records.meetings_complete {
        return;
    }
    let known = || records.meetings.iter().map(|meeting| meeting.id.as_str());
    for opinion in &records.opinions {
        let (Some(meeting), Some(at)) = (&opinion.meeting, opinion.at.meeting) else {
            continue;
        };
        if known().all(|id| id != meeting.as_str()) {
            let nearest = nearest(meeting.as_str(), known());
            problems.push(Problem::at(at, What::UnknownMeeting { nearest }));
        }
    }
}

/// No state is reached in the future: the page would say it before its day.
pub fn states_are_not_in_the_future(records: &Records, problems: &mut Vec<Problem>) {
    let Some(today) = records.today else { return };
    for opinion in &records.opinions {
        for (step, at) in opinion.history.steps().iter().zip(&opinion.at.states) {
            let fault = What::FutureState {
                state: step.state.into_str(),
                date: step.on,
            };
            if step.on > today && !opinion.allows(fault.code()) {
                problems.push(Problem::at(*at, fault));
            }
        }
    }
}

/// The meeting that adopted an opinion took place, and not after the day of the opinion.
pub fn their_meetings_came_first(records: &Records, problems: &mut Vec<Problem>) {
    for opinion in &records.opinions {
        let meeting = records.meeting(opinion.meeting.as_ref());
        let adopted = opinion.history.last(State::Adopted);
        let Some(((meeting, date), at)) = meeting.zip(adopted).zip(opinion.at.meeting) else {
            continue;
        };
        let called_off = !meeting.takes_place();
        let day = meeting.slot.date();
        let fault = What::EarlyOpinion {
            date,
            day,
            called_off,
        };
        let is_sound = !called_off && date >= day || opinion.is_withdrawn();
        if !is_sound && !opinion.allows(fault.code()) {
            problems.push(Problem::at(at, fault).and(meeting.at.id));
        }
    }
}

/// The day of an opinion is that of its adoption.
pub fn their_days_are_those_of_their_adoption(records: &Records, problems: &mut Vec<Problem>) {
    for opinion in &records.opinions {
        let (Some(date), Some(at)) = (opinion.date, opinion.at.date) else {
            continue;
        };
        let adopted = opinion.history.last(State::Adopted);
        let fault = What::OpinionDate { date, adopted };
        if adopted != Some(date) && !opinion.allows(fault.code()) {
            problems.push(Problem::at(at, fault));
        }
    }
}
