//! `cll opinion`: what the council was asked, and what it answered.

use serde_json::{Value, json};

use super::arguments::{Opinion as Command, OpinionList, Show};
use super::listing::{self, Cell, List, word};
use super::{CommandResult, ExitStatus, Session, colleges_of, date, is_among, opinion_change};
use crate::domain::State;
use crate::render::opinion_context;
use crate::view::{DateView, OpinionView, opinions};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, a college that is none, or a stream that refuses the text.
pub fn run(session: &Session, command: &Command) -> CommandResult {
    match command {
        Command::List(arguments) => list(session, arguments),
        Command::Show(arguments) => show(session, arguments),
        Command::New(arguments) => opinion_change::new(session, arguments),
        Command::State(arguments) => opinion_change::state(session, arguments),
    }
}

fn list(session: &Session, arguments: &OpinionList) -> CommandResult {
    let council = &session.council()?;
    let colleges = colleges_of(council, &arguments.college)?;
    let from = arguments.from.as_deref().map(date).transpose()?;
    let to = arguments.to.as_deref().map(date).transpose()?;
    let (from, to) = (from.map(DateView::new), to.map(DateView::new));
    let mut shown = opinions(council);
    shown.retain(|opinion| {
        // That on which it was proposed, while it is not given.
        let proposed = opinion.states.first().map(|step| &step.on);
        let day = opinion.date.as_ref().or(proposed).map(|day| &day.iso);
        let is_in_time = from.as_ref().is_none_or(|from| day >= Some(&from.iso))
            && to.as_ref().is_none_or(|to| day <= Some(&to.iso));
        let ended = opinion.is(State::Published) || opinion.is(State::Withdrawn);
        is_among(&colleges, opinion.college_ids.iter().map(String::as_str))
            && arguments.state.is_none_or(|state| opinion.is(state))
            && !(arguments.under_way && ended)
            && is_in_time
    });
    let records: Vec<Value> = shown.iter().map(record).collect();
    listing::list(
        &session.terminal,
        &arguments.output,
        &LIST,
        &records,
        |index| opinion_context(council, &shown[index]),
    )?;
    Ok(ExitStatus::Success)
}

fn show(session: &Session, arguments: &Show) -> CommandResult {
    let council = &session.council()?;
    let id = opinion_change::find(council, &arguments.id)?.id.as_str();
    let all = opinions(council);
    for view in all.iter().filter(|view| view.id == id) {
        let record = record(view);
        let terminal = &session.terminal;
        if arguments.json {
            listing::one(terminal, &LIST, &record)?;
        } else if let Some(template) = &arguments.template {
            listing::each(terminal, template, 1, |_| opinion_context(council, view))?;
        } else {
            let mut shown = LIST.json(&record);
            let colleges = view.colleges.iter().map(|it| it.name.as_str());
            shown["colleges"] = colleges.collect();
            let text = terminal.words().say("opinion.show", shown);
            terminal.write(&format!("{text}\n"))?;
        }
    }
    Ok(ExitStatus::Success)
}

/// What lists show of an opinion.
const LIST: List = List {
    name: "opinions",
    keys: "id date meeting question outcome by colleges=college_ids state states document \
        licence subject",
    fields: "id date state outcome by colleges=college_ids meeting question document licence subject",
    columns: &[
        ("id", Cell::Plain),
        ("date", Cell::Plain),
        ("state", word("words.state")),
        ("outcome", word("words.outcome")),
        ("question", Cell::Plain),
    ],
    id: "id",
};

/// An opinion as lists show it.
fn record(view: &OpinionView) -> Value {
    let states = view.states.iter();
    let states = states.map(|step| json!({ "state": step.state, "on": step.on.iso }));
    let mut record = listing::record(view);
    record["states"] = states.collect();
    record
}
