//! `cll minutes`: what was said, decided and undertaken at a meeting.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arguments::Minutes as Command;
use super::failure::Failure;
use super::pipeline::is_missing;
use super::{
    CommandResult, Session, minutes_actions, minutes_check, minutes_draft, minutes_publish,
};
use crate::domain::action::{ActionNote, Source};
use crate::domain::task::{Approval, MinutesStatus};
use crate::domain::{Council, Meeting, MeetingId};
use crate::leaks::accepted::Accepted;
use crate::leaks::watch::Watch;
use crate::markdown::minutes::{self, Minutes};
use crate::render::Context;
use crate::source::Sources;

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
    }
}

/// The actions of the minutes of every meeting.
#[derive(Default)]
pub struct AllNoted {
    pub actions: Vec<ActionNote>,
    /// How many are left out because they are private.
    pub private: usize,
    /// The names that the minutes of a meeting accept.
    accepted: BTreeMap<MeetingId, Accepted>,
    /// The minutes that were read, of each meeting that has any.
    pub kept: BTreeMap<MeetingId, MinutesStatus>,
}

impl AllNoted {
    /// Leaves out the actions that hold a private value: even one that nobody marked goes nowhere.
    pub fn leave_out(&mut self, watch: &Watch) {
        let (all, none) = (self.actions.len(), Accepted::default());
        self.actions.retain(|action| {
            let owner = action.owner.as_deref().unwrap_or_default();
            let said = format!("{owner} : {}", action.text);
            let accepted = self.accepted.get(&action.meeting).unwrap_or(&none);
            watch.in_text_accepting(&said, accepted).is_empty()
        });
        self.private += all - self.actions.len();
    }
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
            let draft = value.draft.iter().map(|path| (path, true));
            for (path, drafted) in draft.chain([(&value.view.minutes, false)]) {
                let Some(text) = self.minutes_at(path)? else {
                    continue;
                };
                let mut read = minutes::read(&text);
                if !read.privacy.is_certain() {
                    // Nobody knows which of them were to be hidden.
                    read.actions
                        .iter_mut()
                        .for_each(|action| action.private = true);
                }
                let published = (!drafted).then(|| approval(&read));
                let kept = MinutesStatus { drafted, published };
                noted.kept.insert(meeting.id.clone(), kept);
                noted
                    .accepted
                    .insert(meeting.id.clone(), Accepted::by(&text));
                noted.private += read.actions.iter().filter(|action| action.private).count();
                noted.actions.extend(actions(meeting, path, &text, read));
                break;
            }
        }
        Ok(noted)
    }

    /// Looks at what is published of the minutes whose drafts were read.
    ///
    /// # Errors
    ///
    /// Minutes that are there and cannot be read; they are shown.
    pub fn look_at_published(
        &self,
        context: &Context,
        kept: &mut BTreeMap<MeetingId, MinutesStatus>,
    ) -> Result<(), Failure> {
        for (meeting, kept) in kept.iter_mut().filter(|(_, kept)| kept.drafted) {
            let value = context.value_of(meeting);
            let path = value.map_or("", |value| &value.view.minutes);
            let published = self.minutes_at(path)?;
            kept.published = published.map(|text| approval(&minutes::read(&text)));
        }
        Ok(())
    }

    /// Reads the minutes at a path, if there are any.
    pub fn minutes_at(&self, path: &str) -> Result<Option<Arc<str>>, Failure> {
        if path.is_empty() {
            return Ok(None);
        }
        match self.workspace.read(path) {
            Ok(text) => Ok(Some(text)),
            Err(problem) if is_missing(&problem) => Ok(None),
            Err(problem) => {
                self.print_problems(&[*problem], &Sources::new());
                Err(Failure::Findings)
            }
        }
    }
}

fn approval(minutes: &Minutes) -> Approval {
    Approval::of(minutes.approved_on(), minutes.field("status").is_some())
}

fn actions(meeting: &Meeting, path: &str, text: &str, read: Minutes) -> Vec<ActionNote> {
    let public = read.actions.into_iter().filter(|action| !action.private);
    public
        .map(|action| {
            let owner = action.owner.map(|(name, _)| name);
            let before = text.get(..action.at.start).unwrap_or_default();
            ActionNote {
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
