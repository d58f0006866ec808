//! `cll meeting edit`: what people read of a meeting, and its hours.

use chrono::TimeDelta;

use super::arguments::MeetingEdit as Arguments;
use super::failure::Failure;
use super::meeting_change::{Act, refused, write_known};
use super::revise::Revision;
use super::{CommandResult, Session, slot};
use crate::domain::{MeetingEdit, Slot};
use crate::source::MEETINGS_FILE;

/// Runs the command.
///
/// # Errors
///
/// Nothing is to be changed, the meeting is unknown, or the change is refused; nothing is written then.
pub fn run(session: &Session, arguments: &Arguments) -> CommandResult {
    if asks_for_nothing(arguments) {
        return Err(Failure::NothingToEdit);
    }
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let meeting = session.meeting(&revision.council, &arguments.id)?;
    let slot = arguments.time.as_deref();
    let slot = slot
        .map(|text| with_hours(meeting.slot, text))
        .transpose()?;
    let text = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
    let texts = |texts: &[String]| texts.iter().map(|it| it.trim().to_owned()).collect();
    let edit = MeetingEdit {
        place: text(&arguments.place),
        online: match (arguments.online, arguments.no_online) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        agenda: Some(texts(&arguments.agenda)).filter(|_| !arguments.agenda.is_empty()),
        removed: Vec::new(),
        added: texts(&arguments.add_item),
        title: text(&arguments.title),
        reason: text(&arguments.reason),
        slot,
    };
    let changed = meeting.edited(&edit, session.clock.now);
    let changed = changed.map_err(|refusal| refused(meeting, refusal))?;
    Act::new(meeting, &arguments.id, arguments.force).allow(&revision, changed.as_ref())?;
    if changed
        .as_ref()
        .is_some_and(|it| it.sequence > meeting.sequence)
    {
        revision.warn_of(slot.unwrap_or(meeting.slot));
    }
    write_known(&revision, vec![(meeting, changed)], arguments.dry_run)
}

/// Whether no option says what is to be changed.
fn asks_for_nothing(arguments: &Arguments) -> bool {
    let Arguments {
        place,
        online,
        no_online,
        agenda,
        add_item,
        title,
        reason,
        time,
        ..
    } = arguments;
    let texts = [place, title, reason, time];
    texts.iter().all(|text| text.is_none())
        && !online
        && !no_online
        && agenda.is_empty()
        && add_item.is_empty()
}

/// Returns a slot at other hours; one of several days keeps the last of them.
fn with_hours(now: Slot, text: &str) -> Result<Slot, Failure> {
    let is_long = now.ends_at() - now.starts_at() >= TimeDelta::days(1);
    let until = Some(now.end_date()).filter(|_| is_long);
    slot(now.date(), text, until)
}
