//! Subjects, for templates: what French says of them.

use serde::Serialize;

use super::DateView;
use crate::domain::{Council, State, Subject, SubjectId, SubjectState, natural_key};
use crate::locale::dates;
use crate::sort::Sort;

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
    /// Whether it is neither on the agenda of a meeting that takes place nor done with.
    pub waits: bool,
}

impl SubjectView {
    /// Shows a subject.
    #[must_use]
    pub fn new(council: &Council, subject: &Subject) -> Self {
        Self {
            id: subject.id.to_string(),
            title: subject.title.clone(),
            received: DateView::new(subject.received),
            state: subject.state.into_str(),
            progress: progress(council, subject),
            meeting: subject.meeting.as_ref().map(ToString::to_string),
            opinion: subject.opinion.as_ref().map(ToString::to_string),
            why: subject.why.clone(),
            waits: council.leaves_waiting(subject),
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
            waits: why.is_none(),
            why,
        }
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
    let all = council.subjects.iter();
    let mut subjects: Vec<SubjectView> = all.map(|it| SubjectView::new(council, it)).collect();
    sort(&mut subjects);
    subjects
}

/// Orders subjects by the day on which each was received, those of one day by their ids.
pub fn sort(subjects: &mut [SubjectView]) {
    fn key(subject: &SubjectView) -> (&str, (&str, u64), &str) {
        let id = &subject.id;
        (&subject.received.iso, natural_key(id), id)
    }
    subjects.order_by(|one, other| key(one).cmp(&key(other)));
}

/// Says how a subject stands. A meeting that does not take place deals with nothing, and an opinion is one once
/// it is adopted.
fn progress(council: &Council, subject: &Subject) -> String {
    let said = match subject.state {
        SubjectState::Relayed => "transmis au conseil",
        SubjectState::Scheduled => {
            let day = council.dealing_with(subject).map(|it| it.slot.date());
            let said =
                day.map(|day| format!("à l'ordre du jour de la réunion du {}", dates::date(day)));
            return said.unwrap_or_else(|| "transmis au conseil".to_owned());
        }
        SubjectState::Closed => "clos",
        SubjectState::Opinion => {
            match council
                .answer(subject)
                .map(|it| (it.history.standing(), it.history.last(State::Adopted)))
            {
                Some((State::Withdrawn, _)) => "avis retiré",
                Some((_, Some(_))) => "avis rendu",
                _ => "soumis au conseil pour avis",
            }
        }
    };
    said.to_owned()
}
