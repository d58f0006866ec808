//! What templates may see: plain values, French texts, and every field always present.

mod action;
mod attendance;
mod change;
mod council;
mod handover;
mod meeting;
mod member;
mod message;
mod minutes;
mod opinion;
mod quorum;
mod report;
mod subject;
pub mod variables;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::locale::dates;

pub use action::ActionView;
pub use attendance::{AttendedView, RateView};
pub use change::{ChangeView, changes};
pub use council::{CollegeView, CouncilView};
pub use handover::{DueView, HandoverView, PasswordView, ToDoView, UpcomingView};
pub use meeting::{AgendaItemView, MeetingView, SlotView, meetings};
pub use member::{FormerNameView, MemberView, TermView, members};
pub use message::{MessageView, WasView};
pub use minutes::{AttendanceView, DraftView, ExpectedView, minutes_title};
pub use opinion::{OpinionView, StateView, opinions, opinions_under_way};
pub use quorum::{QuorumNeedView, QuorumView, is_of_quorum};
pub use report::{ReportView, Reported};
pub use subject::{SubjectView, sort as sort_subjects, subjects};

/// A date in the forms that a document needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// 2023-09-28
    pub iso: String,
    /// 28 septembre 2023
    pub text: String,
    /// 28 septembre
    pub short: String,
    /// jeudi 28 septembre 2023
    pub long: String,
    /// jeudi
    pub weekday: &'static str,
    /// septembre
    pub month: &'static str,
    /// 2023
    pub year: i32,
}

impl DateView {
    /// Makes the forms of a date.
    #[must_use]
    pub fn new(date: NaiveDate) -> Self {
        Self {
            iso: date.to_string(),
            text: dates::date(date),
            short: dates::date_without_year(date),
            long: dates::long_date(date),
            weekday: dates::weekday(date),
            month: dates::month(date),
            year: date.year(),
        }
    }
}
