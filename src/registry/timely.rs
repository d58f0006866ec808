//! What is to be done about a meeting by a day: one function each, its comment the rule.

use chrono::{NaiveDate, NaiveDateTime};

use super::records::Records;
use crate::domain::{Council, JoinLinks, Journal, Lack, Meeting, Slot, Status, is_late};
use crate::problem::{Problem, What};

/// A meeting is moved or called off some days before any of the days that people know.
///
/// Once these days are over nothing can be mended.
pub(super) fn changes_come_in_time(records: &Records, problems: &mut Vec<Problem>) {
    let (Some(timezone), Some(today)) = (records.timezone, records.today) else {
        return;
    };
    for meeting in &records.meetings {
        let days = announced_days(meeting);
        let changed = meeting.changed_at().with_timezone(&timezone).date_naive();
        let Some(day) = days.iter().min().filter(|day| is_late(changed, **day)) else {
            continue;
        };
        // A day named for today may be before the change.
        if changed <= today && days.iter().any(|day| *day >= today) {
            let lapse = What::LateChange {
                meeting: meeting.id.to_string(),
                changed,
                day: *day,
            };
            add(meeting, lapse, problems);
        }
    }
}

/// A meeting that was proposed is confirmed, put off or cancelled before its day is over.
pub(super) fn proposals_are_settled(records: &Records, problems: &mut Vec<Problem>) {
    let Some(today) = records.today else { return };
    for meeting in &records.meetings {
        let date = meeting.slot.date();
        if meeting.status == Status::Proposed && meeting.is_past(today) {
            let meeting_id = meeting.id.to_string();
            let lapse = What::PastProposed {
                meeting: meeting_id,
                date,
            };
            add(meeting, lapse, problems);
        }
    }
}

/// A meeting that took place has minutes that anybody may read, a month later.
///
/// `published` tells whether it has. A draft does not count: it is private, and not everywhere.
#[must_use]
pub fn minutes_are_published(
    council: &Council,
    today: NaiveDate,
    published: impl Fn(&Meeting) -> bool,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for meeting in &council.meetings {
        if let Some(days) = meeting.owes_minutes(today).filter(|_| !published(meeting)) {
            let meeting_id = meeting.id.to_string();
            let lapse = What::MissingMinutes {
                meeting: meeting_id,
                days,
            };
            add(meeting, lapse, &mut problems);
        }
    }
    problems
}

/// A meeting that has minutes was not called off, nor moved once it was over.
///
/// `published` tells where its minutes are, if anybody may read them.
#[must_use]
pub fn minutes_are_of_meetings_that_were_held(
    council: &Council,
    today: NaiveDate,
    published: impl Fn(&Meeting) -> Option<String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for meeting in &council.meetings {
        let was_over = |slot: &Slot| slot.date() <= today;
        let moved = meeting.slot.date() > today && meeting.moved_from.iter().any(was_over);
        if (moved || !meeting.takes_place())
            && let Some(minutes) = published(meeting)
        {
            let called_off = (!meeting.takes_place()).then(|| meeting.status.into_str());
            let lapse = What::UnheldMinutes {
                meeting: meeting.id.to_string(),
                minutes,
                status: called_off,
            };
            add(meeting, lapse, &mut problems);
        }
    }
    problems
}

/// The next meeting, and any other to come of which somebody was told, has what people need to come: a
/// place or a link, and a link where it is online.
///
/// A link that is lost is missed elsewhere.
#[must_use]
pub fn people_can_come(
    council: &Council,
    links: &JoinLinks,
    journal: &Journal,
    now: NaiveDateTime,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let next = council.next_meeting(now).map(|next| &next.id);
    for meeting in &council.meetings {
        let concerned = Some(&meeting.id) == next || journal.knows(&meeting.uid);
        let comes = meeting.takes_place() && !meeting.is_over(now);
        let lack = links.lack(meeting).filter(|_| concerned && comes);
        if lack.is_some() && !links.is_lost(meeting, journal) {
            let lapse = What::MissingWhereabouts {
                meeting: meeting.id.to_string(),
                lacks_link_alone: lack == Some(Lack::Link),
            };
            add(meeting, lapse, &mut problems);
        }
    }
    problems
}

fn add(meeting: &Meeting, lapse: What, problems: &mut Vec<Problem>) {
    let problem = Problem::at(meeting.at.date, lapse);
    if !meeting.allows(problem.what.code()) {
        problems.push(problem);
    }
}

/// Lists the days that the last change of a meeting is about; none if it never changed.
fn announced_days(meeting: &Meeting) -> Vec<NaiveDate> {
    let last = meeting.moved_from.last().map(|slot| slot.date());
    let now = meeting.slot.date();
    match meeting.status {
        // Whoever calls a meeting off leaves it no other day.
        Status::Postponed | Status::Cancelled => vec![now],
        Status::Proposed | Status::Confirmed => last.map_or_else(Vec::new, |last| vec![last, now]),
    }
}
