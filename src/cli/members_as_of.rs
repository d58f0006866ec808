//! `cll members as-of`: of which day the members on the pages are.

use serde_json::json;

use super::arguments::MembersAsOf;
use super::failure::Failure;
use super::revise::Revision;
use super::{CommandResult, ExitStatus, Session, date};
use crate::registry::{compare, edit};
use crate::source::MEMBERS_FILE;

/// The word for the day of the run.
const TODAY: &str = "today";

/// Runs the command.
///
/// # Errors
///
/// The day is none, or the registry cannot be written; nothing is written then.
pub fn run(session: &Session, arguments: &MembersAsOf) -> CommandResult {
    let revision = Revision::begin(session, MEMBERS_FILE)?;
    let council = &revision.council;
    let day = match arguments.day.as_str() {
        TODAY => session.today(council),
        day => date(day)?,
    };
    let said = json!({ "day": day });
    if council.as_of == Some(day) {
        session.terminal.tell("member.same-as-of", said);
        return Ok(ExitStatus::Success);
    }
    let edited = edit::show_members_of(revision.text(), council, day).ok_or(Failure::NotAsAsked)?;
    revision.finish(edited, arguments.dry_run, |after| {
        compare::is_as_of(council, after, day)
    })?;
    if !arguments.dry_run {
        session
            .terminal
            .note(&session.terminal.words().say("member.as-of", said));
    }
    Ok(ExitStatus::Success)
}
