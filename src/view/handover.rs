//! What whoever takes the secretariat over has to know, for its template.

use chrono::NaiveDate;
use serde::Serialize;

use super::{ActionView, DateView, MeetingView, OpinionView};
use crate::domain::Council;
use crate::locale::articles;

/// What is handed over, and what is open.
#[derive(Clone, Debug, Serialize)]
pub struct HandoverView {
    /// Passation du secrétariat du Conseil logiciels libres
    pub title: String,
    pub on: DateView,
    /// The folder of the council in its repository, if it is not the repository's own.
    pub below: Option<String>,
    /// The files that git tracks and that were changed since the last commit.
    pub changed: Vec<String>,
    /// The files that git does not track.
    pub untracked: Vec<String>,
    /// How many commits were not pushed.
    pub unpushed: usize,
    /// The files, by their paths in the folder of the council, in order.
    pub files: Vec<String>,
    /// How the passwords of the servers are given again.
    pub passwords: Vec<PasswordView>,
    /// What there is to do, the most urgent first.
    pub tasks: Vec<ToDoView>,
    /// What comes on which day, in order.
    pub dates: Vec<DueView>,
    /// The meetings to come, in order.
    pub meetings: Vec<UpcomingView>,
    /// The open actions, but for private ones.
    pub actions: Vec<ActionView>,
    pub private_actions: usize,
    /// The opinions under way.
    pub opinions: Vec<OpinionView>,
}

/// A password that is in no settings.
#[derive(Clone, Debug, Serialize)]
pub struct PasswordView {
    /// The settings: private/smtp.toml
    pub settings: String,
    /// command, file
    pub source: &'static str,
}

/// Something to do.
#[derive(Clone, Debug, Serialize)]
pub struct ToDoView {
    pub text: String,
    /// What is to be typed, if a command does it.
    pub command: Option<String>,
    /// Whether there is time left.
    pub soon: bool,
}

/// A day on which something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueView {
    pub date: DateView,
    /// meeting, invitation, answer, minutes, action, mandate
    pub kind: &'static str,
    /// The name of the meeting or of the member, or the text of the action.
    pub name: String,
    /// The day of the meeting for which it is due.
    pub of: Option<DateView>,
}

/// A meeting to come.
#[derive(Clone, Debug, Serialize)]
pub struct UpcomingView {
    pub meeting: MeetingView,
    /// Whether anybody was written to about it.
    pub told: bool,
    /// Whether nobody knows who was, as there is no journal here.
    pub unknown: bool,
    /// How many persons are still to be invited.
    pub unsent: usize,
    /// How many members have not answered, where people were asked.
    pub silent: Option<usize>,
}

impl DueView {
    /// Shows a day.
    #[must_use]
    pub fn new(day: NaiveDate, kind: &'static str, name: &str, of: Option<NaiveDate>) -> Self {
        Self {
            date: DateView::new(day),
            kind,
            name: name.to_owned(),
            of: of.map(DateView::new),
        }
    }
}

impl HandoverView {
    /// Names the document.
    #[must_use]
    pub fn title(council: &Council) -> String {
        let of = articles::of(&council.name, council.article.as_deref());
        let of = of.unwrap_or_else(|| format!("– {}", council.name));
        format!("Passation du secrétariat {of}")
    }
}
