//! `cll minutes`: what was said, decided and undertaken at a meeting.

use super::arguments::Minutes as Command;
use super::{
    CommandResult, Session, minutes_actions, minutes_attendance, minutes_check, minutes_draft,
    minutes_publish,
};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, an id that is none, or a file that cannot be read or written.
pub fn run(session: &Session, command: &Command) -> CommandResult {
    match command {
        Command::Draft(arguments) => minutes_draft::run(session, arguments),
        Command::Publish(arguments) => minutes_publish::run(session, arguments),
        Command::Check(arguments) => minutes_check::run(session, arguments),
        Command::Actions(arguments) => minutes_actions::run(session, arguments),
        Command::Attendance(arguments) => minutes_attendance::run(session, arguments),
    }
}
