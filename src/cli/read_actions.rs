//! The actions that the minutes of every meeting hold, and what becomes of these minutes.

use std::collections::BTreeMap;

use super::failure::Failure;
use super::session::Session;
use crate::domain::action::{ActionNote, Source};
use crate::domain::task::{Approval, MinutesStatus};
use crate::domain::{Council, Meeting, MeetingId};
use crate::leaks::accepted::Accepted;
use crate::leaks::watch::Watch;
use crate::markdown::minutes::owners::Owners;
use crate::markdown::minutes::{self, Minutes};
use crate::render::Context;

/// The actions of the minutes of every meeting.
#[derive(Default)]
pub struct AllActions {
    pub actions: Vec<ActionNote>,
    /// How many are left out because they are private.
    pub private: usize,
    /// The names that the minutes of a meeting accept.
    accepted: BTreeMap<MeetingId, Accepted>,
    /// The minutes that were read, of each meeting that has any.
    pub kept: BTreeMap<MeetingId, MinutesStatus>,
}

impl AllActions {
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

/// Reads the actions of the minutes of every meeting: of the draft where there is one, else of
/// what is published. What is private is left out.
///
/// # Errors
///
/// Minutes that are there and cannot be read; they are shown.
pub fn read_all(
    session: &Session,
    council: &Council,
    context: &Context,
) -> Result<AllActions, Failure> {
    let mut all = AllActions::default();
    let meetings = council.meetings_by_id();
    let names = Owners::new(council.names());
    for value in &context.meetings {
        let Some(meeting) = meetings.get(value.view.id.as_str()) else {
            continue;
        };
        let draft = value.draft.iter().map(|path| (path, true));
        for (path, drafted) in draft.chain([(&value.view.minutes, false)]) {
            let Some(text) = session.minutes_at(path)? else {
                continue;
            };
            let mut read = minutes::read_of(&text, &names, Some(meeting.slot.date()));
            if !read.privacy.is_certain() {
                // Nobody knows which of them were to be hidden.
                read.actions
                    .iter_mut()
                    .for_each(|action| action.private = true);
            }
            let published = (!drafted).then(|| approval(&read));
            let kept = MinutesStatus { drafted, published };
            all.kept.insert(meeting.id.clone(), kept);
            all.accepted.insert(meeting.id.clone(), Accepted::by(&text));
            all.private += read.actions.iter().filter(|action| action.private).count();
            all.actions.extend(actions(meeting, path, &text, read));
            break;
        }
    }
    Ok(all)
}

/// Looks at what is published of the minutes whose drafts were read.
///
/// # Errors
///
/// Minutes that are there and cannot be read; they are shown.
pub fn look_at_published(
    session: &Session,
    context: &Context,
    kept: &mut BTreeMap<MeetingId, MinutesStatus>,
) -> Result<(), Failure> {
    for (meeting, kept) in kept.iter_mut().filter(|(_, kept)| kept.drafted) {
        let value = context.value_of(meeting);
        let path = value.map_or("", |value| &value.view.minutes);
        let published = session.minutes_at(path)?;
        kept.published = published.map(|text| approval(&minutes::read(&text)));
    }
    Ok(())
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
