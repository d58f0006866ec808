//! What is next and what there is to do, for scripts.

use serde::Serialize;

use super::super::meeting::MeetingRecord;
use super::{Screen, command};
use crate::domain::matter::{Matter, Reached, Step};
use crate::domain::{MeetingId, MemberId};
use crate::words::Words;

/// Says it all in one JSON document; `words` are for the messages alone.
pub fn document(screen: &Screen<'_>, found: &[Matter], words: Words) -> String {
    let next = screen.next;
    let record = next.and_then(|meeting| {
        let view = &screen.value(&meeting.id)?.view;
        Some(MeetingRecord::new(screen.council, meeting, view))
    });
    let document = Document {
        format: 1,
        today: screen.today.to_string(),
        next_meeting: record,
        next_meeting_in_days: next.map(|meeting| screen.days(meeting.slot.date())),
        matters: found
            .iter()
            .map(|matter| MatterRecord::new(screen, matter, words))
            .collect(),
    };
    // Texts and numbers alone: there is nothing that could fail.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    today: String,
    next_meeting: Option<MeetingRecord>,
    next_meeting_in_days: Option<i64>,
    matters: Vec<MatterRecord<'a>>,
}

/// A matter, as scripts read it.
#[derive(Serialize)]
struct MatterRecord<'a> {
    kind: &'static str,
    severity: &'static str,
    meeting: Option<&'a str>,
    member: Option<&'a str>,
    cycle: Option<i32>,
    date: Option<String>,
    /// From today to the date; negative where it is past.
    days: Option<i64>,
    count: Option<usize>,
    errors: Option<usize>,
    warnings: Option<usize>,
    command: Option<String>,
    message: String,
}

impl<'a> MatterRecord<'a> {
    fn new(screen: &Screen<'_>, matter: &'a Matter, words: Words) -> Self {
        let mut record = Self {
            kind: kind(matter),
            severity: matter.urgency().word(),
            meeting: matter.meeting().map(MeetingId::as_str),
            member: matter.member().map(MemberId::as_str),
            cycle: None,
            date: matter.day().map(|day| day.to_string()),
            days: matter.day().map(|day| screen.days(day)),
            count: None,
            errors: None,
            warnings: None,
            command: command(matter),
            message: screen.sentence(matter, words),
        };
        match matter {
            Matter::Findings { errors, warnings } => {
                record.errors = Some(*errors);
                record.warnings = Some(*warnings);
            }
            Matter::Unannounced { meetings } => record.count = Some(meetings.len()),
            Matter::MissingPrivate { files } => record.count = Some(files.len()),
            Matter::StaleFiles { count }
            | Matter::Messages { count, .. }
            | Matter::OverdueActions { count, .. }
            | Matter::LeftActions { count, .. } => record.count = Some(*count),
            Matter::MissingCalendar { cycle } => record.cycle = Some(*cycle),
            Matter::BrokenJournal { .. }
            | Matter::ForeignJournal { .. }
            | Matter::MissingJournal { .. }
            | Matter::PastProposed { .. }
            | Matter::Minutes { .. }
            | Matter::EndingMandate { .. } => {}
        }
        record
    }
}

fn kind(matter: &Matter) -> &'static str {
    match matter {
        Matter::Findings { .. } => "findings",
        Matter::Unannounced { .. } => "unannounced-change",
        Matter::StaleFiles { .. } => "stale-files",
        Matter::BrokenJournal { .. } => "broken-journal",
        Matter::ForeignJournal { .. } => "foreign-journal",
        Matter::MissingJournal { .. } => "missing-journal",
        Matter::MissingPrivate { .. } => "missing-private-files",
        Matter::Messages { state, .. } => match state {
            Reached::Unsent => "unsent-invitations",
            Reached::Outdated => "outdated-messages",
            Reached::Refused => "refused-messages",
            Reached::Uncertain => "uncertain-messages",
        },
        Matter::PastProposed { .. } => "past-proposed",
        Matter::Minutes { step, .. } => match step {
            Step::Draft => "missing-minutes",
            Step::Publish => "unpublished-minutes",
            Step::Approve { .. } => "unapproved-minutes",
        },
        Matter::OverdueActions { .. } => "overdue-actions",
        Matter::LeftActions { .. } => "left-actions",
        Matter::MissingCalendar { .. } => "missing-calendar",
        Matter::EndingMandate { .. } => "ending-mandate",
    }
}
