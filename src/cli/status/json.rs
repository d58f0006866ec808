//! What is next and what there is to do, for scripts.

use serde::Serialize;
use serde_json::Value;

use super::super::answers;
use super::super::meeting::{LIST, record};
use super::{Screen, command};
use crate::domain::task::{Reached, Step, SubjectStage, Task};
use crate::domain::{MeetingId, MemberId, SubjectProposal, WaitingSubjects};
use crate::words::Words;

/// Says it all in one JSON document; `words` are for the messages alone.
///
/// `proposals` are the subjects that wait to be relayed; `None` where nobody can tell.
pub fn document(
    screen: &Screen<'_>,
    found: &[Task],
    proposals: Option<&[&SubjectProposal]>,
    words: Words,
) -> String {
    let next = screen.next;
    let record = next.and_then(|meeting| {
        let view = &screen.context.value_of(&meeting.id)?.view;
        Some(LIST.json(&record(screen.council, meeting, view)))
    });
    let document = Document {
        format: 1,
        today: screen.today.to_string(),
        next_meeting: record,
        next_meeting_in_days: next.map(|meeting| screen.days_to(meeting)),
        answers: next
            .zip(screen.foreseen.as_ref())
            .map(|(meeting, foreseen)| answers::document(screen.council, meeting, foreseen)),
        subjects: WaitingRecord {
            proposed: proposals
                .map(|all| WaitingSubjects::received(all.iter().map(|it| it.received))),
            relayed: WaitingSubjects::received(screen.council.waiting().map(|it| it.received)),
        },
        tasks: found
            .iter()
            .map(|task| TaskRecord::new(screen, task, words))
            .collect(),
    };
    // Texts and numbers alone: there is nothing that could fail.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    today: String,
    next_meeting: Option<Value>,
    next_meeting_in_days: Option<i64>,
    /// What the answers to the invitations say of it.
    answers: Option<Value>,
    subjects: WaitingRecord,
    tasks: Vec<TaskRecord<'a>>,
}

/// The subjects that wait: those that the secretariat alone knows of, `null` where nobody can tell, and those
/// that the council knows of.
#[derive(Serialize)]
struct WaitingRecord {
    proposed: Option<WaitingSubjects>,
    relayed: WaitingSubjects,
}

/// A task, as scripts read it.
#[derive(Serialize)]
struct TaskRecord<'a> {
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

impl<'a> TaskRecord<'a> {
    fn new(screen: &Screen<'_>, task: &'a Task, words: Words) -> Self {
        let mut record = Self {
            kind: kind(task),
            severity: task.urgency().into_str(),
            meeting: task.meeting().map(MeetingId::as_str),
            member: task.member().map(MemberId::as_str),
            cycle: None,
            date: task.day().map(|day| day.to_string()),
            days: task.day().map(|day| screen.days(day)),
            count: None,
            errors: None,
            warnings: None,
            command: command(task, words),
            message: screen.sentence(task, words),
        };
        match task {
            Task::Findings { errors, warnings } => {
                record.errors = Some(*errors);
                record.warnings = Some(*warnings);
            }
            Task::Unannounced { meetings } => record.count = Some(meetings.len()),
            Task::MissingPrivate { files } => record.count = Some(files.len()),
            Task::StaleFiles { count }
            | Task::Messages { count, .. }
            | Task::OutdatedAgenda { count, .. }
            | Task::OverdueActions { count, .. }
            | Task::StaleAsOf { count, .. }
            | Task::Relays { count, .. }
            | Task::Subjects { count, .. }
            | Task::LeftActions { count, .. } => record.count = Some(*count),
            Task::MissingCalendar { cycle, .. } => record.cycle = Some(*cycle),
            Task::BrokenJournal { .. }
            | Task::ForeignJournal { .. }
            | Task::MissingJournal { .. }
            | Task::MissingWhereabouts { .. }
            | Task::PastProposed { .. }
            | Task::Minutes { .. }
            | Task::EndingMandate { .. } => {}
        }
        record
    }
}

fn kind(task: &Task) -> &'static str {
    match task {
        Task::Findings { .. } => "findings",
        Task::Unannounced { .. } => "unannounced-change",
        Task::StaleFiles { .. } => "stale-files",
        Task::BrokenJournal { .. } => "broken-journal",
        Task::ForeignJournal { .. } => "foreign-journal",
        Task::MissingJournal { .. } => "missing-journal",
        Task::MissingPrivate { .. } => "missing-private-files",
        Task::Messages { state, .. } => match state {
            Reached::Unsent => "unsent-invitations",
            Reached::Outdated => "outdated-messages",
            Reached::Refused => "refused-messages",
            Reached::Uncertain => "uncertain-messages",
        },
        Task::OutdatedAgenda { .. } => "outdated-agenda",
        Task::MissingWhereabouts { .. } => "missing-whereabouts",
        Task::PastProposed { .. } => "past-proposed",
        Task::Minutes { step, .. } => match step {
            Step::Draft => "missing-minutes",
            Step::Publish => "unpublished-minutes",
            Step::Approve { .. } => "unapproved-minutes",
        },
        Task::OverdueActions { .. } => "overdue-actions",
        Task::LeftActions { .. } => "left-actions",
        Task::Subjects { stage, .. } => match stage {
            SubjectStage::Proposed => "proposed-subjects",
            SubjectStage::Relayed => "relayed-subjects",
            SubjectStage::Held => "held-subjects",
        },
        Task::Relays { state, .. } => match state {
            Some(Reached::Unsent | Reached::Outdated) => "unsent-relays",
            Some(Reached::Refused) => "refused-relays",
            Some(Reached::Uncertain) => "uncertain-relays",
            None => "unknown-relays",
        },
        Task::MissingCalendar { .. } => "missing-calendar",
        Task::StaleAsOf { .. } => "stale-as-of",
        Task::EndingMandate { .. } => "ending-mandate",
    }
}
