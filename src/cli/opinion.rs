//! `cll opinion`: what the council was asked, and what it answered.

use serde::Serialize;

use super::arguments::{Opinion as Command, OpinionList};
use super::listing::{self, Record};
use super::{CommandResult, ExitStatus, Session, known_college};
use crate::domain::State;
use crate::render::opinion_context;
use crate::view::{OpinionView, opinions};
use crate::words::Words;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, a college that is none, or a stream that refuses the text.
pub fn run(session: &Session, command: &Command) -> CommandResult {
    match command {
        Command::List(arguments) => list(session, arguments),
    }
}

fn list(session: &Session, arguments: &OpinionList) -> CommandResult {
    let council = &session.council()?;
    let college = arguments.college.as_deref();
    known_college(council, college)?;
    let state = arguments
        .state
        .map(|state| format!("{state:?}").to_lowercase());
    let mut shown = opinions(council);
    shown.retain(|opinion| {
        let ended = opinion.is(State::Published) || opinion.is(State::Withdrawn);
        college.is_none_or(|college| opinion.college_ids.iter().any(|id| id == college))
            && state.as_deref().is_none_or(|state| opinion.state == state)
            && !(arguments.under_way && ended)
    });
    let records: Vec<OpinionRecord> = shown.iter().map(OpinionRecord::new).collect();
    listing::list(&session.terminal, &arguments.output, &records, |index| {
        opinion_context(council, &shown[index])
    })?;
    Ok(ExitStatus::Success)
}

/// An opinion, as scripts read it.
#[derive(Serialize)]
struct OpinionRecord<'a> {
    id: &'a str,
    date: Option<&'a str>,
    meeting: Option<&'a str>,
    question: &'a str,
    outcome: Option<&'static str>,
    by: Option<&'static str>,
    colleges: &'a [String],
    state: &'static str,
    /// Oldest first.
    states: Vec<StepRecord<'a>>,
    document: Option<&'a str>,
    licence: Option<&'a str>,
}

#[derive(Serialize)]
struct StepRecord<'a> {
    state: &'static str,
    on: &'a str,
}

impl<'a> OpinionRecord<'a> {
    fn new(view: &'a OpinionView) -> Self {
        let states = view.states.iter();
        Self {
            id: &view.id,
            date: view.date.as_ref().map(|date| date.iso.as_str()),
            meeting: view.meeting.as_deref(),
            question: &view.question,
            outcome: view.outcome,
            by: view.by,
            colleges: &view.college_ids,
            state: view.state,
            states: states
                .map(|step| StepRecord {
                    state: step.state,
                    on: &step.on.iso,
                })
                .collect(),
            document: view.document.as_deref(),
            licence: view.licence.as_deref(),
        }
    }
}

impl Record for OpinionRecord<'_> {
    const LIST: &'static str = "opinions";
    const FIELDS: &'static [&'static str] = &[
        "id", "date", "state", "outcome", "by", "colleges", "meeting", "question", "document",
        "licence",
    ];
    const COLUMNS: &'static [&'static str] = &["id", "date", "state", "outcome", "question"];

    fn id(&self) -> &str {
        self.id
    }

    fn fields(&self) -> Vec<String> {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        vec![
            self.id.to_owned(),
            text(self.date),
            self.state.to_owned(),
            text(self.outcome),
            text(self.by),
            self.colleges.join(" "),
            text(self.meeting),
            self.question.to_owned(),
            text(self.document),
            text(self.licence),
        ]
    }

    fn cells(&self, words: Words) -> Vec<String> {
        let outcome = self
            .outcome
            .map(|outcome| words.word("words.outcome", outcome));
        vec![
            self.id.to_owned(),
            self.date.unwrap_or_default().to_owned(),
            words.word("words.state", self.state),
            outcome.unwrap_or_default(),
            self.question.to_owned(),
        ]
    }
}
