//! `cll minutes actions`: what was undertaken, and by whom.

use serde::Serialize;
use serde_json::json;

use super::arguments::MinutesActions;
use super::failure::{Failure, Named};
use super::listing::{self, Record};
use super::{CommandResult, ExitStatus, Session};
use crate::domain::action::{Action, follow};
use crate::domain::{Council, Member};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::locale::collation::sort_key;
use crate::problem::nearest;
use crate::render;
use crate::view::ActionView;
use crate::words::Words;

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
    let mut noted = session.noted(council, &context)?;
    let values = PrivateValues::new(&session.private_records(council)?, council);
    noted.leave_out(&Watch::new(values, Some(council)));
    let private = noted.private;
    let kept: Vec<(String, Action)> = numbered(follow(noted.actions))
        .into_iter()
        .filter(|(_, action)| {
            (arguments.all || action.is_open())
                && names.as_ref().is_none_or(|names| is_of(action, names))
                && meeting.as_ref().is_none_or(|id| action.meeting == *id)
        })
        .collect();
    let views: Vec<ActionView> = kept
        .iter()
        .map(|(id, action)| ActionView::new(id, action, today))
        .collect();
    let records: Vec<ActionRecord> = views
        .iter()
        .zip(&kept)
        .map(|(view, (_, action))| ActionRecord::new(view, action))
        .collect();
    listing::list(&session.terminal, &arguments.output, &records, |index| {
        render::action_context(council, &views[index])
    })?;
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
    Err(Failure::Unknown {
        kind: Named::Member,
        id: asked.to_owned(),
        nearest: nearest(
            asked,
            council.members.iter().map(|member| member.id.as_str()),
        ),
    })
}

/// Returns every name of a member, without case and accents.
pub fn names_of(member: &Member) -> Vec<String> {
    let former = member.formerly.iter().map(|former| &former.name);
    let names = former.chain([&member.name]);
    names.map(|name| sort_key(name)).collect()
}

/// Tells whether one of the owners bears one of the names.
pub fn is_of(action: &Action, names: &[String]) -> bool {
    let owner = action.owner.as_deref().map(sort_key).unwrap_or_default();
    names.iter().any(|name| {
        owner.match_indices(name.as_str()).any(|(at, found)| {
            let before = owner.get(..at).unwrap_or_default();
            let after = owner.get(at + found.len()..).unwrap_or_default();
            let joins = |c: char| c.is_alphanumeric() || c == '-';
            !before.ends_with(joins) && !after.starts_with(joins)
        })
    })
}

/// An action, as scripts read it.
#[derive(Serialize)]
struct ActionRecord {
    id: String,
    owner: Option<String>,
    text: String,
    deadline: Option<String>,
    late: bool,
    since: String,
    /// In days.
    age: i64,
    meeting: String,
    open: bool,
    closed_by: Option<String>,
    closed_on: Option<String>,
    path: String,
    line: usize,
}

impl ActionRecord {
    fn new(view: &ActionView, action: &Action) -> Self {
        let closed = action.closed.as_ref();
        Self {
            id: view.id.clone(),
            owner: view.owner.clone(),
            text: view.text.clone(),
            deadline: view.deadline.as_ref().map(|day| day.iso.clone()),
            late: view.late,
            since: view.since.iso.clone(),
            age: view.age,
            meeting: view.meeting.clone(),
            open: view.open,
            closed_by: closed.map(|(meeting, _)| meeting.to_string()),
            closed_on: closed.map(|(_, day)| day.to_string()),
            path: action.place.path.clone(),
            line: action.place.line,
        }
    }
}

impl Record for ActionRecord {
    const LIST: &'static str = "actions";
    const FIELDS: &'static [&'static str] = &[
        "id",
        "owner",
        "text",
        "deadline",
        "late",
        "since",
        "age",
        "meeting",
        "open",
        "closed_by",
        "closed_on",
        "path",
        "line",
    ];
    const COLUMNS: &'static [&'static str] = &["owner", "action", "deadline", "age", "source"];

    fn id(&self) -> &str {
        &self.id
    }

    fn fields(&self) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            self.id.clone(),
            text(&self.owner),
            self.text.clone(),
            text(&self.deadline),
            self.late.to_string(),
            self.since.clone(),
            self.age.to_string(),
            self.meeting.clone(),
            self.open.to_string(),
            text(&self.closed_by),
            text(&self.closed_on),
            self.path.clone(),
            self.line.to_string(),
        ]
    }

    fn cells(&self, words: Words) -> Vec<String> {
        vec![
            self.owner.clone().unwrap_or_default(),
            self.text.clone(),
            words.find("minutes.deadline", self).unwrap_or_default(),
            words.say("minutes.age", self),
            format!("{}:{}", self.path, self.line),
        ]
    }
}
