//! `cll minutes`: what was said, decided and undertaken at a meeting.

use super::arguments::Minutes as Command;
use super::failure::Failure;
use super::pipeline::is_missing;
use super::{Run, Session, minutes_actions, minutes_check, minutes_draft, minutes_publish};
use crate::domain::action::{Noted, Source};
use crate::domain::{Council, Meeting};
use crate::markdown::minutes::{self, Minutes};
use crate::render::Context;
use crate::source::Sources;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, an id that is none, or a file that cannot be read or written.
pub fn run(session: &Session, command: &Command) -> Run {
    match command {
        Command::Draft(arguments) => minutes_draft::run(session, arguments),
        Command::Publish(arguments) => minutes_publish::run(session, arguments),
        Command::Check(arguments) => minutes_check::run(session, arguments),
        Command::Actions(arguments) => minutes_actions::run(session, arguments),
    }
}

/// The actions of the minutes of every meeting.
#[derive(Default)]
pub struct AllNoted {
    pub actions: Vec<Noted>,
    /// How many are left out because they are private.
    pub private: usize,
}

impl Session {
    /// Finds a meeting by its id, the next one by `next`, the last one that took place by `last`.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn minuted<'a>(&self, council: &'a Council, id: &str) -> Result<&'a Meeting, Failure> {
        if id == "last" {
            let last = council.last_meeting(self.clock.moment(council.timezone));
            return last.ok_or(Failure::NoLastMeeting);
        }
        self.meeting(council, id)
    }

    /// Reads the actions of the minutes of every meeting: of the draft where there is one, else of
    /// what is published. What is private is left out.
    ///
    /// # Errors
    ///
    /// Minutes that are there and cannot be read; they are shown.
    pub fn noted(&self, council: &Council, context: &Context) -> Result<AllNoted, Failure> {
        let mut noted = AllNoted::default();
        let meetings = council.meetings_by_id();
        for value in &context.meetings {
            let Some(meeting) = meetings.get(value.view.id.as_str()) else {
                continue;
            };
            let paths = value.draft.iter().chain([&value.view.minutes]);
            for path in paths.filter(|path| !path.is_empty()) {
                let text = match self.workspace.read(path) {
                    Ok(text) => text,
                    Err(problem) if is_missing(&problem) => continue,
                    Err(problem) => {
                        self.complain(&[*problem], &Sources::new());
                        return Err(Failure::Findings);
                    }
                };
                let read = minutes::read(&text);
                noted.private += read.actions.iter().filter(|action| action.private).count();
                noted.actions.extend(actions(meeting, path, &text, read));
                break;
            }
        }
        Ok(noted)
    }
}

fn actions(meeting: &Meeting, path: &str, text: &str, read: Minutes) -> Vec<Noted> {
    let public = read.actions.into_iter().filter(|action| !action.private);
    public
        .map(|action| {
            let owner = action.owner.map(|(name, _)| name);
            let before = text.get(..action.at.start).unwrap_or_default();
            Noted {
                meeting: meeting.id.clone(),
                on: meeting.slot.date(),
                identity: minutes::identity(owner.as_deref(), &action.text),
                owner,
                text: action.text,
                deadline: action.deadline,
                origin: action.origin,
                done: action.done,
                place: Source {
                    path: path.to_owned(),
                    line: before.matches('\n').count() + 1,
                },
            }
        })
        .filter(|noted| !noted.text.is_empty() && !noted.text.contains(minutes::PLACEHOLDER))
        .collect()
}
