//! An action, for templates.

use chrono::NaiveDate;
use serde::Serialize;

use super::DateView;
use crate::domain::action::Action;

/// An action and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionView {
    pub id: String,
    pub owner: Option<String>,
    pub text: String,
    pub deadline: Option<DateView>,
    /// Open, after its deadline.
    pub late: bool,
    /// The day on which it was undertaken.
    pub since: DateView,
    /// In days.
    pub age: i64,
    /// The id of the meeting that undertook it.
    pub meeting: String,
    pub open: bool,
}

impl ActionView {
    /// Shows an action as it stands today.
    #[must_use]
    pub fn new(id: &str, action: &Action, today: NaiveDate) -> Self {
        Self {
            id: id.to_owned(),
            owner: action.owner.clone(),
            text: action.text.clone(),
            deadline: action.deadline.map(DateView::new),
            late: action.is_late(today),
            since: DateView::new(action.since),
            age: action.age(today),
            meeting: action.meeting.to_string(),
            open: action.is_open(),
        }
    }
}
