//! Subjects, for templates: what French says of them.

use serde::Serialize;

use super::DateView;
use crate::domain::{Council, Meeting, Subject, SubjectId, SubjectState};
use crate::locale::dates;

/// A subject that was relayed to the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubjectView {
    pub id: String,
    pub title: String,
    pub received: DateView,
    /// relayed, scheduled, opinion, closed
    pub state: &'static str,
    /// How it stands: à l'ordre du jour de la réunion du 28 septembre 2023
    pub progress: String,
    /// The id of the meeting that deals with it.
    pub meeting: Option<String>,
    /// The id of the opinion that answers it.
    pub opinion: Option<String>,
    /// Why it was closed.
    pub why: Option<String>,
}

impl SubjectView {
    /// Shows a subject.
    #[must_use]
    pub fn new(council: &Council, subject: &Subject) -> Self {
        let meeting = subject.meeting.as_ref();
        let meeting = meeting.and_then(|id| council.meeting(id.as_str()));
        Self {
            id: subject.id.to_string(),
            title: subject.title.clone(),
            received: DateView::new(subject.received),
            state: subject.state.into_str(),
            progress: progress(subject.state, meeting),
            meeting: subject.meeting.as_ref().map(ToString::to_string),
            opinion: subject.opinion.as_ref().map(ToString::to_string),
            why: subject.why.clone(),
        }
    }

    /// Shows a subject that was proposed, and is not relayed.
    #[must_use]
    pub fn of_proposal(
        id: &SubjectId,
        title: &str,
        received: DateView,
        why: Option<String>,
    ) -> Self {
        let (state, progress) = match &why {
            None => ("received", "reçu"),
            Some(_) => (SubjectState::Closed.into_str(), "clos"),
        };
        Self {
            id: id.to_string(),
            title: title.to_owned(),
            received,
            state,
            progress: progress.to_owned(),
            meeting: None,
            opinion: None,
            why,
        }
    }

    /// Whether it waits: nothing has come of it yet.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.state == "received" || self.is(SubjectState::Relayed)
    }

    /// Whether it stands so.
    #[must_use]
    pub fn is(&self, state: SubjectState) -> bool {
        self.state == state.into_str()
    }
}

/// Shows every subject, by the day on which each was received.
#[must_use]
pub fn subjects(council: &Council) -> Vec<SubjectView> {
    let mut subjects: Vec<&Subject> = council.subjects.iter().collect();
    subjects.sort_by_key(|subject| (subject.received, &subject.id));
    let subjects = subjects.into_iter();
    subjects.map(|it| SubjectView::new(council, it)).collect()
}

/// A meeting that does not take place deals with nothing.
fn progress(state: SubjectState, meeting: Option<&Meeting>) -> String {
    match (state, meeting.filter(|meeting| meeting.takes_place())) {
        (SubjectState::Scheduled, Some(meeting)) => format!(
            "à l'ordre du jour de la réunion du {}",
            dates::date(meeting.slot.date())
        ),
        (SubjectState::Relayed | SubjectState::Scheduled, _) => "transmis au conseil".to_owned(),
        (SubjectState::Opinion, _) => "avis rendu".to_owned(),
        (SubjectState::Closed, _) => "clos".to_owned(),
    }
}
