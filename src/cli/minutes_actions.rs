//! `cll minutes actions`: what was undertaken, and by whom.

use serde_json::{Value, json};

use super::arguments::MinutesActions;
use super::failure::Failure;
use super::given;
use super::listing::{self, Cell, List, say};
use super::{CommandResult, ExitStatus, Session, read_actions};
use crate::domain::action::{Action, follow};
use crate::domain::{Council, Member};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::locale::collation::sort_key;
use crate::render;
use crate::view::ActionView;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, an id that is none, minutes that cannot be read.
pub fn run(session: &Session, arguments: &MinutesActions) -> CommandResult {
    let council = &session.council()?;
    let context = session.context(council)?;
    let names = match &arguments.member {
        Some(member) => Some(names(council, member)?),
        None => None,
    };
    let meeting = match &arguments.meeting {
        Some(id) => Some(session.minuted(council, id)?.id.clone()),
        None => None,
    };
    let today = session.today(council);
    let mut noted = read_actions::read_all(session, council, &context)?;
    let values = PrivateValues::new(&session.private_records(council)?, council);
    noted.leave_out(&Watch::new(values, Some(council)));
    let private = noted.private;
    let kept: Vec<(String, Action)> = numbered(follow(noted.actions))
        .into_iter()
        .filter(|(_, action)| {
            (arguments.all || action.is_open())
                && names
                    .as_ref()
                    .is_none_or(|names| action.is_owned_by(names, sort_key))
                && meeting.as_ref().is_none_or(|id| action.meeting == *id)
        })
        .collect();
    let views: Vec<ActionView> = kept
        .iter()
        .map(|(id, action)| ActionView::new(id, action, today))
        .collect();
    let records = views.iter().zip(&kept);
    let records: Vec<Value> = records.map(|(view, (_, it))| record(view, it)).collect();
    listing::list(
        &session.terminal,
        &arguments.output,
        &LIST,
        &records,
        |index| render::action_context(council, &views[index]),
    )?;
    if private > 0 {
        session
            .terminal
            .tell("minutes.private-actions", json!({ "count": private }));
    }
    Ok(ExitStatus::Success)
}

/// Names each action by its meeting and its rank among those of that meeting.
fn numbered(actions: Vec<Action>) -> Vec<(String, Action)> {
    let mut ranks = std::collections::BTreeMap::new();
    actions
        .into_iter()
        .map(|action| {
            let rank = ranks.entry(action.meeting.clone()).or_insert(0_u32);
            *rank += 1;
            (format!("{}:{rank}", action.meeting), action)
        })
        .collect()
}

/// Returns every name of a member or of the convener, without case and accents.
fn names(council: &Council, asked: &str) -> Result<Vec<String>, Failure> {
    let key = sort_key(asked);
    let mut members = council.members.iter();
    let is = |member: &&Member| member.id.as_str() == asked || names_of(member).contains(&key);
    if let Some(member) = members.find(is) {
        return Ok(names_of(member));
    }
    if sort_key(&council.convener) == key {
        return Ok(vec![key]);
    }
    given::member(council, asked).map(names_of)
}

/// Returns every name of a member, without case and accents.
pub fn names_of(member: &Member) -> Vec<String> {
    member.names().map(sort_key).collect()
}

const KEYS: &str =
    "id owner text deadline late since age meeting open closed_by closed_on path line";

/// What lists show of an action.
const LIST: List = List {
    name: "actions",
    keys: KEYS,
    fields: KEYS,
    columns: &[
        ("owner", Cell::Plain),
        ("action=text", Cell::Plain),
        ("deadline", say("minutes.deadline")),
        ("age", say("minutes.age")),
        ("source", Cell::Plain),
    ],
    id: "id",
};

/// An action as lists show it.
fn record(view: &ActionView, action: &Action) -> Value {
    let (meeting, day) = action.closed.clone().unzip();
    let place = &action.place;
    let mut record = listing::record(view);
    record["closed_by"] = json!(meeting);
    record["closed_on"] = json!(day);
    record["path"] = json!(place.path);
    record["line"] = json!(place.line);
    record["source"] = format!("{}:{}", place.path, place.line).into();
    record
}
