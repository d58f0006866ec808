//! Meetings in a few words, for the tests.

use chrono::NaiveDate;

use super::{ListedMeeting, MeetingState, Part, Wanted, WikiPage};
use crate::locale::hours::{hour, hours};

/// Reads a page that was named for its members and its meetings.
pub(super) fn read(text: &str) -> WikiPage {
    let wanted = Wanted {
        path: "page.md".to_owned(),
        members: vec![Part::Whole],
        meetings: vec![Part::Whole],
        ..Wanted::default()
    };
    super::read(text, &wanted)
}

/// Writes a meeting in a few words, those that say nothing left out.
fn shown(meeting: &ListedMeeting) -> String {
    let slot = |date: NaiveDate, at: Option<_>| match at {
        Some((start, end)) => format!("{date} {}", hours(start, end)),
        None => date.to_string(),
    };
    let standing = (meeting.standing != MeetingState::Confirmed).then_some(meeting.standing);
    let parts = [
        Some(match (meeting.start, meeting.end) {
            (Some(start), None) => format!("{} {}", meeting.date, hour(start)),
            (start, end) => slot(meeting.date, start.zip(end)),
        }),
        meeting.zone.clone(),
        meeting.last.map(|last| format!("until {last}")),
        Some(meeting.title.clone()),
        meeting.rank.map(|(rank, of)| format!("{rank}/{of}")),
        standing.map(|standing| format!("{standing:?}")),
        meeting
            .initially
            .map(|(date, at)| format!("before {}", slot(date, at))),
        meeting.online.then(|| "online".to_owned()),
        meeting.event.as_ref().map(|event| event.target.clone()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" | ")
}

pub(super) fn all_shown(page: &WikiPage) -> Vec<String> {
    let meetings = page.meetings.iter().flat_map(|list| &list.meetings);
    meetings.map(shown).collect()
}

/// Shows what the only item under a heading is read as.
fn item_under(heading: &str, line: &str) -> String {
    let page = read(&format!("## {heading}\n\n- {line}\n"));
    match (all_shown(&page).as_slice(), page.unread.len()) {
        ([], 0) => "nothing".to_owned(),
        ([], 1) => "unread".to_owned(),
        ([meeting], 0) => meeting.clone(),
        other => format!("{other:?}"),
    }
}

pub(super) fn compare(heading: &str, table: &[(&str, &str)]) {
    let wrong = table.iter().filter_map(|(line, expected)| {
        let said = item_under(heading, line);
        (said != *expected).then(|| format!("{line}\n  expected {expected}\n  is       {said}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
