//! `cll meeting new`: a meeting that nobody knows of yet.

use chrono::Datelike;
use serde_json::json;

use super::additions::Additions;
use super::arguments::MeetingNew;
use super::ask::Question;
use super::failure::Failure;
use super::revise::{Revision, when};
use super::{CommandResult, ExitStatus, Session, colleges_of, date, given, slot};
use crate::domain::{AgendaItem, College, CollegeId, Council, Meeting, MeetingSpans, Status};
use crate::source::MEETINGS_FILE;

const COLLEGE: Question = Question {
    flag: "--college` / `--plenary",
    asked: "ask.meeting-colleges",
};
const DATE: Question = Question {
    flag: "--date",
    asked: "ask.meeting-day",
};
const TIME: Question = Question {
    flag: "--time",
    asked: "ask.meeting-hours",
};

/// Runs the command.
///
/// # Errors
///
/// Something is missing, unknown or unsound; nothing is written then.
pub fn run(session: &Session, arguments: &MeetingNew) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let terminal = &session.terminal;
    let colleges = colleges(session, council, arguments)?;
    let day = terminal.or_ask(arguments.date.as_deref(), &DATE, None, date)?;
    let usual = council.usual_slot(&colleges).map(|slot| {
        let (start, end) = (slot.start().format("%H:%M"), slot.end().format("%H:%M"));
        format!("{start}-{end}")
    });
    let until = arguments.until_date.as_deref().map(date).transpose()?;
    if let Some(last) = until {
        given::until(day, last)?;
    }
    let on_day = |text: &str| slot(day, text, until);
    let slot = terminal.or_ask(arguments.time.as_deref(), &TIME, usual.as_deref(), on_day)?;
    if let Some(there) = council.meeting_at(&colleges, slot)
        && arguments
            .id
            .as_ref()
            .is_none_or(|id| there.id.as_str() == id)
    {
        return already(session, there, arguments);
    }
    revision.ensure_meant(day, false)?;
    let cycle = arguments.cycle.unwrap_or(day.year());
    let mut additions = Additions::new(session, council);
    let own = arguments.id.clone();
    let position = additions.position((cycle, &colleges), slot, arguments.number, own)?;
    let id = position.id.clone();
    let meeting = Meeting {
        id: id.clone(),
        colleges,
        number: position.number,
        cycle,
        slot,
        status: if arguments.proposed {
            Status::Proposed
        } else {
            Status::Confirmed
        },
        moved_from: Vec::new(),
        place: arguments.place.clone(),
        online: arguments.online.then_some(true),
        agenda: arguments.agenda.iter().cloned().map(item).collect(),
        reason: None,
        title: arguments.title.clone(),
        minutes: None,
        uid: String::new(),
        event: None,
        sequence: 0,
        changed: None,
        updated: session.clock.now,
        allow: Vec::new(),
        at: MeetingSpans::unwritten(revision.place()),
    };
    additions.add(meeting, &position);
    additions.finish(&revision, arguments.dry_run)?;
    revision.warn_of(slot);
    if arguments.dry_run {
        return Ok(ExitStatus::Success);
    }
    additions.tell_changes();
    terminal.tell("meeting.added", json!({ "when": when(slot) }));
    terminal.write(&format!("{id}\n"))?;
    Ok(ExitStatus::Success)
}

/// Answers who asks for a meeting that is there: the command ran before, or means another one.
///
/// # Errors
///
/// The meeting is not what is asked for.
fn already(session: &Session, there: &Meeting, arguments: &MeetingNew) -> CommandResult {
    let given = |given: &Option<String>, is: &Option<String>| given.is_none() || given == is;
    let agenda: Vec<&String> = there.agenda.iter().map(|item| &item.title).collect();
    let same = given(&arguments.place, &there.place)
        && given(&arguments.title, &there.title)
        && (!arguments.online || there.online == Some(true))
        && (arguments.agenda.is_empty() || agenda == arguments.agenda.iter().collect::<Vec<_>>())
        && arguments.cycle.is_none_or(|cycle| cycle == there.cycle)
        && arguments
            .number
            .is_none_or(|_| arguments.number == there.number);
    if !same {
        let id = there.id.to_string();
        return Err(Failure::SameHours { id });
    }
    let terminal = &session.terminal;
    let said = json!({ "id": there.id.as_str(), "when": when(there.slot) });
    terminal.tell("meeting.already-there", said);
    if !arguments.dry_run {
        terminal.write(&format!("{}\n", there.id))?;
    }
    Ok(ExitStatus::Success)
}

/// Returns the colleges asked for, each once, in the order of the registry.
fn colleges(
    session: &Session,
    council: &Council,
    arguments: &MeetingNew,
) -> Result<Vec<CollegeId>, Failure> {
    let known: Vec<&str> = council.colleges.iter().map(|c| c.id.as_str()).collect();
    // Where there is a single college, it is the one that meets.
    let all = arguments.plenary || known.len() == 1;
    let mut asked = colleges_of(council, &arguments.college)?;
    let all = all || !arguments.college.is_empty();
    if asked.is_empty() && !all {
        if session.terminal.interactive {
            session.terminal.note(&known.join(" "));
        }
        let read = |answer: &str| given::colleges(council, answer);
        let all_colleges = session.terminal.words().text("ask.all-colleges");
        asked = session
            .terminal
            .or_ask(None, &COLLEGE, all_colleges, read)?;
    }
    let meets = |it: &&College| asked.is_empty() || asked.iter().any(|asked| asked.id == it.id);
    let ids = council.colleges.iter().filter(meets);
    Ok(ids.map(|college| college.id.clone()).collect())
}

fn item(title: String) -> AgendaItem {
    AgendaItem {
        title,
        presenter: None,
        minutes: None,
    }
}
