//! `cll meeting new`: a meeting that nobody knows of yet.

use std::sync::Arc;

use chrono::Datelike;
use serde_json::json;

use super::arguments::MeetingNew;
use super::ask::Question;
use super::failure::Failure;
use super::revise::{Revision, when};
use super::{CommandResult, ExitStatus, Session, date, hours, known_college, mailing, slot};
use crate::calendar;
use crate::domain::{
    AgendaItem, CollegeId, Council, Meeting, MeetingId, MeetingSpans, NewRank, Status, is_slug,
};
use crate::registry::{compare, derived_uid, edit};
use crate::render::Suffix;
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
    let day = date(&terminal.or_ask(arguments.date.as_deref(), &DATE, None)?)?;
    let usual = council.usual_slot(&colleges).map(|slot| {
        let (start, end) = (slot.start().format("%H:%M"), slot.end().format("%H:%M"));
        format!("{start}-{end}")
    });
    let time = terminal.or_ask(arguments.time.as_deref(), &TIME, usual.as_deref())?;
    let hours = hours(&time)?;
    let not_hours = Failure::NotHours { text: time };
    let until = arguments.until_date.as_deref().map(date).transpose()?;
    let slot = slot(day, hours, until).ok_or(not_hours)?;
    if let Some(there) = council.meeting_at(&colleges, slot)
        && arguments
            .id
            .as_ref()
            .is_none_or(|id| there.id.as_str() == id)
    {
        return already(session, there, arguments);
    }
    let cycle = arguments.cycle.unwrap_or(day.year());
    let rank = match arguments.number {
        Some(_) => NewRank {
            number: arguments.number,
            later: Vec::new(),
        },
        None => council.rank_of_new(cycle, &colleges, slot, |later| {
            told(session, council, later)
        }),
    };
    let own = arguments.id.clone();
    let given_up = |id: &str| is_given_up(council, id);
    let id = own.unwrap_or_else(|| council.id_of_new((cycle, &colleges), &rank, day, given_up));
    let id = free_id(council, id)?;
    let meeting = Meeting {
        id: id.clone(),
        colleges,
        number: rank.number,
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
    let mut edited = revision.text().to_owned();
    let mut changed = Vec::new();
    for other in council.renumbered(&meeting, &rank.later) {
        let mut touched = other.touched(session.clock.now);
        touched = touched.corrected_by(&session.clock, other);
        let is_later = rank.later.iter().any(|later| later.id == other.id);
        touched.number = other.number.map(|number| number + u32::from(is_later));
        edited = edit::change_meeting(&edited, other, &touched).ok_or(Failure::NotAsAsked)?;
        changed.push(touched);
    }
    edited = edit::add_meeting(&edited, &council.meetings, &meeting).ok_or(Failure::NotAsAsked)?;
    changed.push(meeting);
    revision.finish(edited, arguments.dry_run, |after| {
        compare::are_meetings(council, after, 1, &changed)
    })?;
    revision.warn_of(day);
    if arguments.dry_run {
        return Ok(ExitStatus::Success);
    }
    for other in &changed[..changed.len() - 1] {
        let id = other.id.as_str();
        let before = council.meeting(id);
        let moved = before.and_then(|before| before.number) != other.number;
        if let Some(number) = other.number.filter(|_| moved) {
            let said = json!({ "id": id, "number": number });
            terminal.tell("meeting.comes-later", said);
            continue;
        }
        terminal.tell("meeting.counts-one-more", json!({ "id": id }));
    }
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
    let mut asked = arguments.college.clone();
    // Where there is a single college, it is the one that meets.
    let all = arguments.plenary || known.len() == 1;
    if asked.is_empty() && !all {
        if session.terminal.interactive {
            session.terminal.note(&known.join(" "));
        }
        let answer = session.terminal.or_ask(None, &COLLEGE, Some("all"))?;
        let words = answer.split([' ', ',']).filter(|word| !word.is_empty());
        asked = words.map(ToOwned::to_owned).collect();
        if asked == ["all"] || asked == ["tous"] {
            asked.clear();
        }
    }
    for id in &asked {
        known_college(council, Some(id))?;
    }
    let meets = |id: &CollegeId| asked.is_empty() || asked.iter().any(|a| a == id.as_str());
    let ids = council.colleges.iter().map(|college| college.id.clone());
    Ok(ids.filter(meets).collect())
}

/// Whether anybody may know a meeting: it is in a calendar, here or where git was last, or a
/// message about it was sent.
fn told(session: &Session, council: &Council, meeting: &Meeting) -> bool {
    let workspace = &session.workspace;
    let holds = |bytes: &[u8]| {
        let calendar = calendar::read(bytes);
        calendar.is_ok_and(|it| {
            it.events
                .iter()
                .any(|e| e.uid.as_ref() == Some(&meeting.uid))
        })
    };
    let files = workspace.files();
    let calendars = files.iter().filter(|path| Suffix::Calendar.ends(path));
    let mut known = calendars.flat_map(|path| {
        let before = workspace.at_revision("HEAD", path).ok().flatten();
        [workspace.read_whole(path).ok(), before.map(Arc::from)]
    });
    let journal = mailing::journal(session, council);
    // One that cannot be read may know it.
    let sent = journal.map_or(true, |read| read.journal.knows(&meeting.uid));
    sent || known.any(|bytes| bytes.is_some_and(|bytes| holds(&bytes)))
}

/// Makes sure that an id is one, and that no other meeting has it.
fn free_id(council: &Council, text: String) -> Result<MeetingId, Failure> {
    if council.meeting(&text).is_some() || is_given_up(council, &text) {
        return Err(Failure::Taken { id: text });
    }
    MeetingId::new(&text).ok_or(Failure::NotAnId {
        suggestion: Some(crate::locale::collation::slug(&text)).filter(|slug| is_slug(slug)),
        id: text,
    })
}

/// Whether an id is that of a meeting that was withdrawn: calendars and people know it as that.
fn is_given_up(council: &Council, id: &str) -> bool {
    let uid = MeetingId::new(id).map(|id| derived_uid(Some(&council.id), &id));
    uid.is_some_and(|uid| council.withdrawn.events.contains(&uid))
}

fn item(title: String) -> AgendaItem {
    AgendaItem {
        title,
        presenter: None,
        minutes: None,
    }
}
