//! Opinions: which key each state asks for, and which states can follow each other.

use toml::Spanned;

use super::{Convert, inner};
use crate::domain::{
    CollegeId, Document, History, Majority, MeetingId, Opinion, OpinionId, OpinionSpans, Outcome,
    State, Step, SubjectId,
};
use crate::problem::{Problem, StateRule, What};
use crate::registry::schema::{self, OpinionRow, StepRow};
use crate::registry::validate::begins_as_url;
use crate::source::Span;

impl Convert<'_> {
    /// Makes an opinion, `record` being its header, unless its states are unsound or ask for more.
    ///
    /// Without `date` it was given on the day of its adoption.
    pub fn opinion(&mut self, row: OpinionRow, record: Span) -> Option<Opinion> {
        let (history, states) = self.history(&row.states)?;
        let adopted = history.last(State::Adopted);
        let outcome = row.outcome.and_then(|word| word.parse::<Outcome>().ok());
        let by = row.by.and_then(|word| word.parse::<Majority>().ok());
        if adopted.is_some() && !self.has_answer(record, outcome.is_some(), by.is_some()) {
            return None;
        }
        let date = match &row.date {
            Some(date) => Some(self.date("date", date)?),
            None => adopted,
        };
        let colleges = row.colleges.as_ref().map(Spanned::get_ref);
        let colleges = || colleges.into_iter().flatten();
        let at = OpinionSpans {
            id: self.span(&row.id),
            date: row.date.as_ref().map(|date| self.span(date)),
            meeting: row.meeting.as_ref().map(|meeting| self.span(meeting)),
            colleges: row.colleges.as_ref().map(|colleges| self.span(colleges)),
            each_college: colleges().map(|college| self.span(college)).collect(),
            states,
            subject: row.subject.as_ref().map(|subject| self.span(subject)),
            document: row.document.as_ref().map(|document| self.span(document)),
            allow: self.spans(row.allow.as_deref()),
        };
        Some(Opinion {
            id: OpinionId::new(row.id.get_ref())?,
            date,
            meeting: match row.meeting {
                Some(meeting) => Some(MeetingId::new(meeting.get_ref())?),
                None => None,
            },
            subject: match row.subject {
                Some(subject) => Some(SubjectId::new(subject.get_ref())?),
                None => None,
            },
            outcome,
            by,
            colleges: colleges()
                .map(|college| CollegeId::new(college.get_ref()))
                .collect::<Option<_>>()?,
            history,
            document: row.document.map(|document| {
                let text = document.into_inner();
                if begins_as_url(&text) {
                    Document::Url(text)
                } else {
                    Document::Path(text)
                }
            }),
            question: row.question,
            licence: row.licence,
            allow: inner(row.allow),
            at,
        })
    }

    /// Reads the states, with the place of the day of each; every wrong one is a finding.
    fn history(&mut self, rows: &Spanned<Vec<StepRow>>) -> Option<(History, Vec<Span>)> {
        if rows.get_ref().is_empty() {
            let key = "states".to_owned();
            let at = self.span(rows);
            self.problems
                .push(Problem::at(at, What::EmptyValue { key }));
        }
        let mut steps: Vec<Step> = Vec::new();
        let mut places = Vec::new();
        let mut sound = true;
        for row in rows.get_ref() {
            let at = self.span(&row.on);
            let step = Step {
                state: row.state.get_ref().parse::<State>().ok()?,
                on: self.date("on", &row.on)?,
            };
            let before = steps.last().copied().zip(places.last().copied());
            if let Some((before, place)) = before.filter(|(before, _)| before.on > step.on) {
                sound = false;
                let fault = What::StatesOrder {
                    earlier: before.on,
                    later: step.on,
                };
                self.problems.push(Problem::at(at, fault).and(place));
            }
            if step.state.may_follow(&steps) {
                steps.push(step);
                places.push(at);
            } else {
                // Those that follow are compared with what is left: one mistake is told once.
                sound = false;
                let fault = What::ImpossibleState {
                    state: step.state.into_str(),
                    rule: rule(step.state),
                };
                let at = self.span(&row.state);
                self.problems.push(Problem::at(at, fault));
            }
        }
        let history = History::new(steps).filter(|_| sound);
        history.map(|history| (history, places))
    }

    /// Makes sure that an opinion which was adopted says what the council answered.
    fn has_answer(&mut self, record: Span, outcome: bool, by: bool) -> bool {
        let missing = [("outcome", outcome), ("by", by)];
        for (key, _) in missing.into_iter().filter(|(_, is_there)| !is_there) {
            self.missing(&schema::OPINION, key, record);
        }
        outcome && by
    }
}

fn rule(state: State) -> StateRule {
    match state {
        State::Proposed => StateRule::First,
        State::Adopted => StateRule::Adoption,
        State::Submitted => StateRule::Submission,
        State::Backed => StateRule::Backing,
        State::Withdrawn => StateRule::Withdrawal,
        State::Published => StateRule::Publication,
    }
}
