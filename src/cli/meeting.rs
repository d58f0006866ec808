//! `cll meeting`: what is planned, and what was.

use chrono::{NaiveDate, NaiveDateTime, SecondsFormat};
use serde::Serialize;

use super::arguments::{Meeting as Command, MeetingList, Show};
use super::failure::{Failure, Named};
use super::listing::{self, Record};
use super::{CommandResult, ExitStatus, Session, date, known_college};
use super::{meeting_change, meeting_new};
use crate::domain::{Council, Meeting, Slot};
use crate::problem::nearest;
use crate::render::MeetingValue;
use crate::view::{AgendaItemView, MeetingView};
use crate::words::Words;

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
        Command::Reschedule(arguments) => meeting_change::reschedule(session, arguments),
        Command::Postpone(arguments) => meeting_change::postpone(session, arguments),
        Command::Cancel(arguments) => meeting_change::cancel(session, arguments),
        Command::Confirm(arguments) => meeting_change::confirm(session, arguments),
        Command::Announce(arguments) => meeting_change::announce(session, arguments),
    }
}

fn list(session: &Session, arguments: &MeetingList) -> CommandResult {
    let council = &session.council()?;
    let context = &session.context(council)?;
    let college = arguments.college.as_deref();
    known_college(council, college)?;
    let from = arguments.from.as_deref().map(date).transpose()?;
    let to = arguments.to.as_deref().map(date).transpose()?;
    let today = session.today(council);
    let status = arguments
        .status
        .map(|status| format!("{status:?}").to_lowercase());
    let keep = |meeting: &Meeting| {
        let day = meeting.slot.date();
        arguments.cycle.is_none_or(|cycle| meeting.cycle == cycle)
            && college.is_none_or(|id| meeting.colleges.iter().any(|c| c.as_str() == id))
            && from.is_none_or(|from| from <= day)
            && to.is_none_or(|to| day <= to)
            && (!arguments.upcoming || (today <= day && meeting.takes_place()))
            && (!arguments.past || day < today)
            && status
                .as_deref()
                .is_none_or(|status| meeting.status.into_str() == status)
    };
    let meetings = council.meetings_by_id();
    let shown: Vec<(&MeetingValue, MeetingRecord)> = context
        .meetings
        .iter()
        .filter_map(|value| {
            let meeting = meetings.get(value.view.id.as_str())?;
            keep(meeting).then(|| (value, MeetingRecord::new(council, meeting, &value.view)))
        })
        .collect();
    let (values, records): (Vec<&MeetingValue>, Vec<MeetingRecord>) = shown.into_iter().unzip();
    listing::list(&session.terminal, &arguments.output, &records, |index| {
        context.meeting(values[index])
    })?;
    Ok(ExitStatus::Success)
}

fn show(session: &Session, arguments: &Show) -> CommandResult {
    let council = &session.council()?;
    let context = &session.context(council)?;
    let meeting = session.meeting(council, &arguments.id)?;
    let value = context
        .meetings
        .iter()
        .find(|value| value.view.id == meeting.id.as_str());
    let Some(value) = value else {
        return Ok(ExitStatus::Success);
    };
    let record = MeetingRecord::new(council, meeting, &value.view);
    if arguments.json {
        listing::one(&session.terminal, &record)?;
    } else if let Some(template) = &arguments.template {
        listing::each(&session.terminal, template, 1, |_| context.meeting(value))?;
    } else {
        let text = session.terminal.words().say("meeting.show", &value.view);
        session.terminal.write(&format!("{text}\n"))?;
    }
    Ok(ExitStatus::Success)
}

impl Session {
    /// Finds a meeting by its id, or the next one by `next`.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn meeting<'a>(&self, council: &'a Council, id: &str) -> Result<&'a Meeting, Failure> {
        if id == "next" {
            let next = council.next_meeting(self.today(council));
            return next.ok_or(Failure::NoNextMeeting);
        }
        let named = council.meetings.iter().find(|m| m.id.as_str() == id);
        named.ok_or_else(|| Failure::Unknown {
            kind: Named::Meeting,
            id: id.to_owned(),
            nearest: nearest(id, council.meetings.iter().map(|m| m.id.as_str())),
        })
    }
}

/// A meeting, as scripts read it.
#[derive(Serialize)]
pub struct MeetingRecord {
    id: String,
    title: String,
    colleges: Vec<String>,
    plenary: bool,
    cycle: i32,
    number: Option<u32>,
    of: Option<u32>,
    status: &'static str,
    /// RFC 3339, with the offset of the day.
    start: String,
    end: String,
    moved_from: Vec<SlotRecord>,
    place: Option<String>,
    online: bool,
    agenda: Vec<AgendaItemView>,
    reason: Option<String>,
    uid: String,
    sequence: u32,
    updated: String,
    /// Paths from the folder of the registries.
    event: String,
    minutes: String,
    #[serde(skip)]
    day: NaiveDate,
    #[serde(skip)]
    hours: (String, String),
}

/// A day with its hours, as scripts read it: RFC 3339 with the offset of the council's time zone.
#[derive(Serialize)]
pub struct SlotRecord {
    start: String,
    end: String,
}

impl MeetingRecord {
    /// Shows a meeting to scripts.
    pub fn new(council: &Council, meeting: &Meeting, view: &MeetingView) -> Self {
        let slot = slot_record(council, meeting.slot);
        Self {
            id: view.id.clone(),
            title: view.title.clone(),
            colleges: view.college_ids.clone(),
            plenary: view.plenary,
            cycle: view.cycle,
            number: view.number,
            of: view.of,
            status: view.status,
            start: slot.start,
            end: slot.end,
            moved_from: meeting
                .moved_from
                .iter()
                .map(|slot| slot_record(council, *slot))
                .collect(),
            place: view.place.clone(),
            online: view.online,
            agenda: view.agenda.clone(),
            reason: view.reason.clone(),
            uid: view.uid.clone(),
            sequence: view.sequence,
            updated: view.updated.clone(),
            event: view.event.clone(),
            minutes: view.minutes.clone(),
            day: meeting.slot.date(),
            hours: (view.start.clone(), view.end.clone()),
        }
    }
}

/// Shows a slot to scripts.
pub fn slot_record(council: &Council, slot: Slot) -> SlotRecord {
    period_record(council, slot.starts_at(), slot.ends_at())
}

/// Shows two local moments to scripts.
pub fn period_record(council: &Council, start: NaiveDateTime, end: NaiveDateTime) -> SlotRecord {
    let moment = |local| {
        council.zoned(local).map_or_else(
            // An earlier date may have been announced for an hour that the clocks skip.
            || local.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            |moment| moment.to_rfc3339_opts(SecondsFormat::Secs, false),
        )
    };
    SlotRecord {
        start: moment(start),
        end: moment(end),
    }
}

impl Record for MeetingRecord {
    const LIST: &'static str = "meetings";
    const FIELDS: &'static [&'static str] = &[
        "id", "date", "start", "end", "status", "colleges", "cycle", "number", "of", "title",
        "place", "online", "sequence", "uid", "event",
    ];
    const COLUMNS: &'static [&'static str] = &["id", "date", "hours", "status", "title"];

    fn id(&self) -> &str {
        &self.id
    }

    fn fields(&self) -> Vec<String> {
        let number = |number: Option<u32>| number.map_or(String::new(), |n| n.to_string());
        vec![
            self.id.clone(),
            self.day.to_string(),
            self.hours.0.clone(),
            self.hours.1.clone(),
            self.status.to_owned(),
            self.colleges.join(" "),
            self.cycle.to_string(),
            number(self.number),
            number(self.of),
            self.title.clone(),
            self.place.clone().unwrap_or_default(),
            self.online.to_string(),
            self.sequence.to_string(),
            self.uid.clone(),
            self.event.clone(),
        ]
    }

    fn cells(&self, words: Words) -> Vec<String> {
        vec![
            self.id.clone(),
            self.day.to_string(),
            format!("{}-{}", self.hours.0, self.hours.1),
            words.word("words.status", self.status),
            self.title.clone(),
        ]
    }
}
