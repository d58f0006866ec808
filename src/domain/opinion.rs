//! Opinions: what the council was asked, what it answered, and what became of the answer.

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{CollegeId, MeetingId, OpinionId, SubjectId};
use crate::source::Span;

/// One opinion of the council; who voted how has no place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    pub id: OpinionId,
    /// The day on which it was given; there is one as soon as it is adopted.
    pub date: Option<NaiveDate>,
    /// The meeting that gave it.
    pub meeting: Option<MeetingId>,
    pub question: String,
    /// The subject that it answers.
    pub subject: Option<SubjectId>,
    /// There is one as soon as it is adopted.
    pub outcome: Option<Outcome>,
    /// There is one as soon as it is adopted.
    pub by: Option<Majority>,
    /// Those that voted, in the order of the council's colleges; empty for all of them.
    pub colleges: Vec<CollegeId>,
    pub history: History,
    pub document: Option<Document>,
    /// Under which the document is published.
    pub licence: Option<String>,
    /// Codes of the findings that are accepted for this opinion.
    pub allow: Vec<String>,
    pub at: OpinionSpans,
}

/// Where an opinion is written in its registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionSpans {
    pub id: Span,
    pub date: Option<Span>,
    pub meeting: Option<Span>,
    pub colleges: Option<Span>,
    pub each_college: Vec<Span>,
    /// The day of each state.
    pub states: Vec<Span>,
    pub subject: Option<Span>,
    pub document: Option<Span>,
    pub allow: Vec<Span>,
}

impl OpinionSpans {
    /// Stands for the places of an opinion that is not written yet.
    #[must_use]
    pub fn unwritten(at: Span) -> Self {
        Self {
            id: at,
            date: None,
            meeting: None,
            colleges: None,
            each_college: Vec::new(),
            states: Vec::new(),
            subject: None,
            document: None,
            allow: Vec::new(),
        }
    }
}

/// What the council answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Outcome {
    Favourable,
    Unfavourable,
    /// With reservations.
    Reserved,
}

/// How many of those who voted agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Majority {
    Unanimity,
    Majority,
}

/// Where the text of an opinion is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    Url(String),
    /// A file, by its path from the folder of the registries; not known to be there or to be safe.
    Path(String),
}

/// What becomes of an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum State {
    /// The question was put to the council.
    Proposed,
    /// The council gave its answer.
    Adopted,
    /// It was handed to the convener.
    Submitted,
    /// The convener supports it.
    Backed,
    /// It is given up, or no longer public.
    Withdrawn,
    Published,
}

/// A state, and the day on which it was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub state: State,
    pub on: NaiveDate,
}

/// All that became of an opinion, oldest first: at least one step, each possible after those before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History(Vec<Step>);

impl Document {
    /// Returns the URL or the path, as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Url(text) | Self::Path(text) => text,
        }
    }
}

impl State {
    /// Whether an opinion with this past can reach the state.
    ///
    /// What was withdrawn once published can be published again; what was withdrawn before it was
    /// adopted is given up.
    #[must_use]
    pub fn may_follow(self, past: &[Step]) -> bool {
        let had = |state| past.iter().any(|step| step.state == state);
        let mut states = past.iter().rev().map(|step| step.state);
        let shown = states.find(|state| matches!(state, Self::Published | Self::Withdrawn));
        match self {
            Self::Proposed => past.is_empty(),
            Self::Adopted => !had(self) && !had(Self::Withdrawn),
            Self::Submitted => had(Self::Adopted) && !had(self) && !had(Self::Backed),
            Self::Backed => had(Self::Adopted) && !had(self),
            Self::Withdrawn => !past.is_empty() && shown != Some(self),
            Self::Published => had(Self::Adopted) && shown != Some(self),
        }
    }
}

impl History {
    /// Makes a history, unless a step is impossible or earlier than the one before.
    #[must_use]
    pub fn new(steps: Vec<Step>) -> Option<Self> {
        let possible = |at: usize| steps[at].state.may_follow(&steps[..at]);
        let sound = !steps.is_empty()
            && steps.is_sorted_by_key(|step| step.on)
            && (0..steps.len()).all(possible);
        sound.then_some(Self(steps))
    }

    /// Adds a step behind the others; `None` if it is impossible or earlier than the last.
    #[must_use]
    pub fn with(&self, step: Step) -> Option<Self> {
        Self::new([self.0.as_slice(), &[step]].concat())
    }

    /// Returns every step, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns the history as it was at the end of a day; `None` if there was nothing yet.
    #[must_use]
    pub fn until(&self, day: NaiveDate) -> Option<Self> {
        let steps = self.0.iter().copied();
        let steps: Vec<Step> = steps.take_while(|step| step.on <= day).collect();
        (!steps.is_empty()).then_some(Self(steps))
    }

    /// Returns the day on which a state was reached last.
    #[must_use]
    pub fn last(&self, state: State) -> Option<NaiveDate> {
        let mut steps = self.0.iter().rev();
        steps.find(|step| step.state == state).map(|step| step.on)
    }

    /// Returns how the opinion stands: withdrawn or published if it is, else how far it has come.
    #[must_use]
    pub fn standing(&self) -> State {
        let mut states = self.0.iter().rev().map(|step| step.state);
        let shown = states.find(|state| matches!(state, State::Published | State::Withdrawn));
        let reached = [State::Backed, State::Submitted, State::Adopted].into_iter();
        shown.unwrap_or_else(|| {
            let mut reached = reached.filter(|state| self.last(*state).is_some());
            reached.next().unwrap_or(State::Proposed)
        })
    }

    /// Whether the opinion was neither published nor withdrawn so far.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        !matches!(self.standing(), State::Published | State::Withdrawn)
    }

    /// Returns the day of the first step.
    #[must_use]
    pub fn begun(&self) -> NaiveDate {
        self.0.first().map_or(NaiveDate::MIN, |step| step.on)
    }
}

impl Opinion {
    /// Returns the day by which it is ordered: that on which it was given, else its first.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.date.unwrap_or_else(|| self.history.begun())
    }

    /// Returns the opinion as it was at the end of a day; `None` if there was nothing yet.
    #[must_use]
    pub fn until(&self, day: NaiveDate) -> Option<Self> {
        let history = self.history.until(day)?;
        let adopted = history.last(State::Adopted);
        Some(Self {
            date: self.date.filter(|_| adopted.is_some()),
            history,
            ..self.clone()
        })
    }

    /// Whether it was withdrawn, and not published since.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.history.standing() == State::Withdrawn
    }

    /// Whether a finding is accepted for this opinion.
    #[must_use]
    pub fn allows(&self, code: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == code)
    }
}

#[cfg(test)]
mod tests {
    use super::State::{Adopted, Backed, Proposed, Published, Submitted, Withdrawn};
    use super::*;

    fn history(states: &[State]) -> Option<History> {
        let steps = (1..).zip(states).map(|(day, state)| Step {
            state: *state,
            on: NaiveDate::from_ymd_opt(2024, 10, day).unwrap(),
        });
        History::new(steps.collect())
    }

    #[test]
    fn a_history_stands_where_its_last_steps_leave_it() {
        for (states, standing, under_way) in [
            (&[Proposed][..], Proposed, true),
            (&[Adopted], Adopted, true),
            (&[Proposed, Adopted, Submitted], Submitted, true),
            (&[Adopted, Submitted, Backed], Backed, true),
            (&[Adopted, Published], Published, false),
            (&[Adopted, Published, Submitted, Backed], Published, false),
            (&[Proposed, Withdrawn], Withdrawn, false),
            (&[Adopted, Published, Withdrawn], Withdrawn, false),
            (&[Adopted, Published, Withdrawn, Backed], Withdrawn, false),
            (
                &[Adopted, Published, Withdrawn, Published],
                Published,
                false,
            ),
            (
                &[Adopted, Withdrawn, Published, Withdrawn],
                Withdrawn,
                false,
            ),
        ] {
            let history = history(states).unwrap();
            let is = (history.standing(), history.is_under_way());
            assert_eq!(is, (standing, under_way), "{states:?}");
        }
    }

    #[test]
    fn what_cannot_have_happened_is_no_history() {
        for states in [
            &[][..],
            &[Withdrawn],
            &[Published],
            &[Backed],
            &[Submitted],
            &[Proposed, Proposed],
            &[Adopted, Proposed],
            &[Adopted, Adopted],
            &[Proposed, Backed],
            &[Proposed, Published],
            &[Proposed, Withdrawn, Adopted],
            &[Proposed, Withdrawn, Proposed],
            &[Adopted, Published, Published],
            &[Adopted, Published, Backed, Published],
            &[Adopted, Withdrawn, Withdrawn],
            &[Adopted, Withdrawn, Backed, Withdrawn],
            &[Adopted, Backed, Submitted],
            &[Adopted, Backed, Backed],
        ] {
            assert_eq!(history(states), None, "{states:?}");
        }
    }

    #[test]
    fn days_may_be_the_same_and_never_go_back() {
        let on = |day| NaiveDate::from_ymd_opt(2024, 10, day).unwrap();
        let steps = |first, second| {
            let step = |state, day| Step { state, on: on(day) };
            History::new(vec![step(Adopted, first), step(Published, second)])
        };
        assert!(steps(2, 2).is_some());
        assert_eq!(steps(3, 2), None);
        let history = steps(2, 4).unwrap();
        assert_eq!(history.until(on(1)), None);
        assert_eq!(history.until(on(3)).unwrap().standing(), Adopted);
        assert_eq!(history.until(on(4)), Some(history.clone()));
        assert_eq!(
            (history.begun(), history.last(Published)),
            (on(2), Some(on(4)))
        );
    }
}
