//! `cll meeting`: what is planned, and what was.

use serde_json::{Value, json};

use super::arguments::{Meeting as Command, MeetingList, Show};
use super::listing::{self, Cell, List, word};
use super::{CommandResult, ExitStatus, Session, colleges_of, date, is_among, mailing};
use super::{meeting_change, meeting_edit, meeting_new, meeting_plan, remove};
use crate::domain::{CollegeId, Council, Meeting};
use crate::render::MeetingValue;
use crate::view::MeetingView;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, an id that is none, or a stream that refuses the text.
pub fn run(session: &Session, command: &Command) -> CommandResult {
    match command {
        Command::List(arguments) => list(session, arguments),
        Command::Show(arguments) => show(session, arguments),
        Command::New(arguments) => meeting_new::run(session, arguments),
        Command::Plan(arguments) => meeting_plan::run(session, arguments),
        Command::Edit(arguments) => meeting_edit::run(session, arguments),
        Command::Reschedule(arguments) => meeting_change::reschedule(session, arguments),
        Command::Postpone(arguments) => meeting_change::postpone(session, arguments),
        Command::Cancel(arguments) => meeting_change::cancel(session, arguments),
        Command::Confirm(arguments) => meeting_change::confirm(session, arguments),
        Command::Announce(arguments) => meeting_change::announce(session, arguments),
        Command::Remove(arguments) => remove::meeting(session, arguments),
    }
}

fn list(session: &Session, arguments: &MeetingList) -> CommandResult {
    let council = &session.council()?;
    let context = &session.context(council)?;
    let colleges = colleges_of(council, &arguments.college)?;
    let from = arguments.from.as_deref().map(date).transpose()?;
    let to = arguments.to.as_deref().map(date).transpose()?;
    let now = session.clock.moment(council.timezone);
    let keep = |meeting: &Meeting| {
        let day = meeting.slot.date();
        arguments.cycle.is_none_or(|cycle| meeting.cycle == cycle)
            && is_among(&colleges, meeting.colleges.iter().map(CollegeId::as_str))
            && from.is_none_or(|from| from <= day)
            && to.is_none_or(|to| day <= to)
            && (!arguments.upcoming || (meeting.takes_place() && !meeting.is_over(now)))
            && (!arguments.past || meeting.is_over(now))
            && arguments
                .status
                .is_none_or(|status| meeting.status == status)
    };
    let meetings = council.meetings_by_id();
    let shown: Vec<(&MeetingValue, Value)> = context
        .meetings
        .iter()
        .filter_map(|value| {
            let meeting = meetings.get(value.view.id.as_str())?;
            keep(meeting).then(|| (value, record(council, meeting, &value.view)))
        })
        .collect();
    let (values, records): (Vec<&MeetingValue>, Vec<Value>) = shown.into_iter().unzip();
    listing::list(
        &session.terminal,
        &arguments.output,
        &LIST,
        &records,
        |index| context.meeting(values[index]),
    )?;
    Ok(ExitStatus::Success)
}

fn show(session: &Session, arguments: &Show) -> CommandResult {
    let council = &session.council()?;
    let context = &session.context(council)?;
    let meeting = session.shown_meeting(council, &arguments.id)?;
    if arguments.id == "next"
        && let Some((private, read)) = mailing::informed(session, council)
    {
        let known = (&private.records, &read.journal);
        mailing::say_called_off(session, council, known, &arguments.id, meeting);
    }
    let Some(value) = context.value_of(&meeting.id) else {
        return Ok(ExitStatus::Success);
    };
    if arguments.json {
        let record = record(council, meeting, &value.view);
        listing::one(&session.terminal, &LIST, &record)?;
    } else if let Some(template) = &arguments.template {
        listing::each(&session.terminal, template, 1, |_| context.meeting(value))?;
    } else {
        let text = session.terminal.words().say("meeting.show", &value.view);
        session.terminal.write(&format!("{text}\n"))?;
    }
    Ok(ExitStatus::Success)
}

/// What lists show of a meeting.
pub const LIST: List = List {
    name: "meetings",
    keys: "id title colleges=college_ids plenary cycle number of status start=starts_at \
        end=ends_at moved_from place online agenda reason uid sequence updated event minutes",
    fields: "id date start end status colleges=college_ids cycle number of title place online \
        sequence uid event",
    columns: &[
        ("id", Cell::Plain),
        ("date", Cell::Plain),
        ("hours", Cell::Plain),
        ("status", word("words.status")),
        ("title", Cell::Plain),
    ],
    id: "id",
};

/// A meeting as lists show it: its moments with the offset of the council's time zone.
pub fn record(council: &Council, meeting: &Meeting, view: &MeetingView) -> Value {
    let slot = meeting.slot;
    let slot = listing::period(council, slot.starts_at(), slot.ends_at());
    let moved_from = meeting.moved_from.iter();
    let moved_from: Vec<_> = moved_from
        .map(|slot| listing::period(council, slot.starts_at(), slot.ends_at()))
        .collect();
    let mut record = listing::record(view);
    let last = meeting.slot.other_end_date();
    let last = last.map_or_else(String::new, |day| format!("{day} "));
    record["hours"] = format!("{}-{last}{}", view.start, view.end).into();
    record["starts_at"] = slot.start.into();
    record["ends_at"] = slot.end.into();
    record["moved_from"] = json!(moved_from);
    if !view.has_minutes {
        record["minutes"] = Value::Null;
    }
    record
}
