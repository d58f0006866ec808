//! What can be wrong with opinions.

use chrono::NaiveDate;
use serde::Serialize;

use super::Severity;

/// What a state of an opinion asks of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateRule {
    /// `proposed`: there are none.
    First,
    /// `adopted`: neither itself nor `withdrawn`.
    Adoption,
    /// `submitted`: `adopted`, neither itself nor `backed`.
    Submission,
    /// `backed`: `adopted`, and not itself.
    Backing,
    /// `withdrawn`: another one, and not itself since it was last published.
    Withdrawal,
    /// `published`: `adopted`, and not itself since it was last withdrawn.
    Publication,
}

problems! {
    /// One variant per thing that can be wrong with opinions alone.
    OpinionFault, OPINION_FAULT_CODES;

    /// A state that is earlier than the one before it.
    Error "states-order" StatesOrder { earlier: NaiveDate, later: NaiveDate }
    /// A state that cannot follow those before it.
    Error "impossible-state" ImpossibleState { state: &'static str, rule: StateRule }
    /// A state that is reached in the future.
    Warning "future-state" FutureState { state: &'static str, date: NaiveDate }
    /// An opinion of another day than that of its adoption; `None` if it is not adopted.
    Warning "opinion-date" OpinionDate { date: NaiveDate, adopted: Option<NaiveDate> }
    /// An opinion that is published and stands on no page.
    Warning "unshown-opinion" UnshownOpinion { opinion: String }
}
