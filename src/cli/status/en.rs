//! What is next and what there is to do, in English.

use chrono::NaiveDate;

use super::Screen;
use crate::domain::matter::{Matter, Reached, Step};
use crate::domain::{MeetingId, Status};
use crate::source::SENT_FILE;

/// Says which meeting is next.
pub fn next(screen: &Screen<'_>) -> Vec<String> {
    let found = screen.next.and_then(|next| screen.meeting(&next.id));
    let Some((meeting, view)) = found else {
        return vec!["Next meeting: none is planned".to_owned()];
    };
    let date = meeting.slot.date();
    let mut details = Vec::new();
    // Another title need not say who meets.
    if meeting.title.is_some() && screen.council.colleges.len() > 1 {
        let colleges = view.colleges.iter().map(|college| college.name.as_str());
        details.push(colleges.collect::<Vec<_>>().join(" and "));
    }
    details.extend(meeting.place.clone());
    if meeting.is_online() {
        let also = if meeting.place.is_some() { "also " } else { "" };
        details.push(format!("{also}by videoconference"));
    }
    if meeting.status == Status::Proposed {
        details.push("to be confirmed".to_owned());
    }
    let mut lines = vec![format!(
        "Next meeting: {}, {}, {}-{}, {}",
        view.title,
        date.format("%A %-d %B %Y"),
        view.start,
        view.end,
        in_days(screen.days(date))
    )];
    if !details.is_empty() {
        lines.push(format!("  {}", details.join(", ")));
    }
    lines
}

/// Says a matter.
pub fn sentence(screen: &Screen<'_>, matter: &Matter) -> String {
    match matter {
        Matter::Findings { errors, warnings } => {
            let counted = [(*errors, "error"), (*warnings, "warning")];
            let counted = counted.into_iter().filter(|(count, _)| *count > 0);
            let counted: Vec<_> = counted.map(|(n, word)| count(n, word)).collect();
            format!("The checks find {}", counted.join(" and "))
        }
        Matter::Unannounced { meetings } => match meetings.as_slice() {
            [id] => format!("Changed by hand and not announced: {}", meeting(screen, id)),
            _ => format!(
                "{} changed by hand and not announced",
                count(meetings.len(), "meeting")
            ),
        },
        Matter::StaleFiles { count: files } => format!("{} out of date", count(*files, "file")),
        Matter::BrokenJournal { line } => format!(
            "`{SENT_FILE}`, line {line}, is no record of a message: until it is fixed, nobody knows who was written to"
        ),
        Matter::MissingPrivate { files } => format!(
            "Missing here, though calendars are committed: {} (copy {} from whoever does the secretariat)",
            files.join(", "),
            if files.len() == 1 { "it" } else { "them" }
        ),
        Matter::MissingJournal { meeting: id, .. } => format!(
            "Nobody knows who was told of {}: `{SENT_FILE}` says nothing here (copy it from whoever sent the messages; only if nobody was ever written to, begin it)",
            meeting(screen, id)
        ),
        Matter::ForeignJournal { council } => format!(
            "`{SENT_FILE}` is the journal of `{council}`: nobody knows who was written to from here"
        ),
        Matter::Messages {
            meeting: id,
            state,
            count: persons,
            ..
        } => {
            let said = match state {
                Reached::Unsent => "Invitations not sent yet",
                Reached::Outdated => "Messages sent before a change",
                Reached::Refused => "Messages refused by the server, see the addresses",
                Reached::Uncertain => {
                    "Messages that may not have arrived, ask before sending again"
                }
            };
            let to_tell = if *state == Reached::Outdated {
                " to tell"
            } else {
                ""
            };
            let said = format!("{said} ({}{to_tell})", count(*persons, "recipient"));
            if screen.is_next(id) {
                said
            } else {
                format!("{said}: {}", meeting(screen, id))
            }
        }
        Matter::PastProposed { meeting: id, .. } => format!(
            "Never confirmed, and its day is over: {} (if it did not take place, `cll meeting cancel {id}`)",
            meeting(screen, id)
        ),
        Matter::Minutes {
            meeting: id, step, ..
        } => minutes(screen, id, *step),
        Matter::OverdueActions { count: 1, since } => {
            format!("1 action overdue since {}", day(*since))
        }
        Matter::OverdueActions { count, since } => {
            format!("{count} actions overdue, the oldest since {}", day(*since))
        }
        Matter::LeftActions {
            member,
            until,
            count: open,
        } => format!(
            "{}: {}, and its mandate ended on {}",
            screen.member(member),
            count(*open, "open action"),
            day(*until)
        ),
        Matter::MissingCalendar { cycle } => format!("No meeting of {cycle} is planned"),
        Matter::EndingMandate { member, until } => format!(
            "{}: its mandate ends on {}, {}",
            screen.member(member),
            day(*until),
            in_days(screen.days(*until))
        ),
    }
}

fn minutes(screen: &Screen<'_>, id: &MeetingId, step: Step) -> String {
    let meeting = meeting(screen, id);
    match step {
        Step::Draft => format!("No minutes: {meeting}"),
        Step::Publish => format!("Minutes drafted and not published: {meeting}"),
        Step::Approve { drafted: true, .. } => {
            format!("Minutes published and not approved: {meeting}")
        }
        Step::Approve { drafted: false, .. } => format!(
            "Minutes published and not approved: {meeting} (write the day as `approved-on: DATE` at the top of {})",
            screen.minutes(id)
        ),
    }
}

fn meeting(screen: &Screen<'_>, id: &MeetingId) -> String {
    screen.meeting(id).map_or_else(
        || id.to_string(),
        |(meeting, view)| format!("{}, {}", view.title, day(meeting.slot.date())),
    )
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

fn in_days(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

fn count(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
