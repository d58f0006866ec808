//! `cll subject`: what people propose to the council, and what becomes of it.

use serde_json::{Value, json};

use super::arguments::{Show, Subject as Command, SubjectList};
use super::failure::Failure;
use super::listing::{self, Cell, List, word};
use super::{CommandResult, ExitStatus, Session, subject_change, subject_relay, subject_send};
use super::{pipeline, subject_registry};
use crate::domain::{Council, SubjectId, SubjectProposal};
use crate::render::subject_context;
use crate::source::Sources;
use crate::view::{SubjectView, sort_subjects, subjects};

/// What lists show of a subject.
const LIST: List = List {
    name: "subjects",
    keys: "id received title state meeting opinion why private",
    fields: "id received state title meeting opinion why",
    columns: &[
        ("id", Cell::Plain),
        ("received", Cell::Plain),
        ("state", word("words.subject-state")),
        ("title", Cell::Plain),
    ],
    id: "id",
};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, a subject that is none, a message that cannot be read, or a stream that refuses
/// the text.
pub fn run(session: &Session, command: &Command) -> CommandResult {
    match command {
        Command::List(arguments) => list(session, arguments),
        Command::Show(arguments) => show(session, arguments),
        Command::New(arguments) => subject_change::new(session, arguments),
        Command::Relay(arguments) => subject_relay::run(session, arguments),
        Command::Send(arguments) => subject_send::run(session, arguments),
        Command::Schedule(arguments) => subject_change::schedule(session, arguments),
        Command::Close(arguments) => subject_change::close(session, arguments),
    }
}

fn list(session: &Session, arguments: &SubjectList) -> CommandResult {
    let council = &session.council()?;
    let mut shown = subjects(council);
    let mut proposals = proposals(session, council)?;
    let is_public = |id: &str| council.subjects.iter().any(|it| it.id.as_str() == id);
    proposals.retain(|it| !is_public(it.id.as_str()));
    shown.extend(proposals.iter().map(subject_registry::view));
    sort_subjects(&mut shown);
    let held: Vec<&SubjectId> = council
        .awaiting_outcome(session.clock.moment(council.timezone))
        .map(|(subject, _)| &subject.id)
        .collect();
    shown.retain(|view| {
        let is_in_state = arguments.state.is_none_or(|state| view.is(state));
        let waits = view.waits || held.iter().any(|id| id.as_str() == view.id);
        is_in_state && (!arguments.waiting || waits)
    });
    let records: Vec<Value> = shown
        .iter()
        .map(|view| record(view, !is_public(&view.id)))
        .collect();
    listing::list(
        &session.terminal,
        &arguments.output,
        &LIST,
        &records,
        |index| subject_context(council, &shown[index]),
    )?;
    Ok(ExitStatus::Success)
}

fn show(session: &Session, arguments: &Show) -> CommandResult {
    let council = &session.council()?;
    let proposals = proposals(session, council)?;
    let id = arguments.id.as_str();
    let proposal = proposals.iter().find(|it| it.id.as_str() == id);
    let views = subjects(council);
    let public = views.into_iter().find(|it| it.id == id);
    let is_public = public.is_some();
    let Some(view) = public.or_else(|| proposal.map(subject_registry::view)) else {
        let ids = council.subjects.iter().map(|it| it.id.as_str());
        let ids = ids.chain(proposals.iter().map(|it| it.id.as_str()));
        return Err(subject_registry::unknown(id, ids));
    };
    let terminal = &session.terminal;
    if let Some(template) = &arguments.template {
        listing::each(terminal, template, 1, |_| subject_context(council, &view))?;
        return Ok(ExitStatus::Success);
    }
    let mut record = LIST.json(&record(&view, !is_public));
    if let Some(proposal) = proposal {
        record["proposal"] = subject_registry::record(proposal);
    }
    if arguments.json {
        listing::one(terminal, &SHOWN, &record)?;
    } else {
        if proposal.is_none() {
            record["proposal"] = Value::Null;
        }
        let text = terminal.words().say("subject.show", record);
        terminal.write(&format!("{text}\n"))?;
    }
    Ok(ExitStatus::Success)
}

/// What `show` adds: what the secretariat alone knows.
const SHOWN: List = List {
    keys: "id received title state meeting opinion why private proposal",
    ..LIST
};

/// Reads the subjects that people proposed; where a service keeps what the program prints there are none, and
/// that is said.
fn proposals(session: &Session, council: &Council) -> Result<Vec<SubjectProposal>, Failure> {
    if session.is_in_ci {
        session.terminal.tell("subject.in-ci", ());
        return Ok(Vec::new());
    }
    let read = pipeline::confidential(&session.workspace, Some(council));
    if pipeline::has_errors(&read.problems) {
        return Err(session.shown(&read.problems, &Sources::new()));
    }
    Ok(read.records.proposals)
}

/// A subject as lists show it.
fn record(view: &SubjectView, is_private: bool) -> Value {
    let mut record = listing::record(view);
    record["private"] = json!(is_private);
    record
}
