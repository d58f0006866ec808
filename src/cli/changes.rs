//! `cll changes`: what the calendars of subscribers will do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde_json::json;

use super::arguments::Changes;
use super::failure::Failure;
use super::listing::{self, PeriodRecord};
use super::pipeline::{self, has_errors};
use super::{CommandResult, ExitStatus, Session};
use crate::announced;
use crate::domain::{Change, Council, Period};
use crate::plan::Plan;
use crate::render::{self, Suffix, Templates};
use crate::source::Sources;
use crate::view::{ChangeView, changes};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, no git, or no such revision.
pub fn run(session: &Session, arguments: &Changes) -> CommandResult {
    session.hear_git()?;
    let drafted = pipeline::draft(&session.workspace, &session.clock);
    let (Some(council), Some(plan)) = (&drafted.council, &drafted.plan) else {
        return Err(session.shown(&drafted.problems, &drafted.sources));
    };
    let Some(path) = drafted.calendar.as_deref() else {
        return Err(Failure::Findings);
    };
    let revision = session.workspace.at_revision(&arguments.since, path);
    let old = revision.map_err(|why| Failure::Git {
        revision: arguments.since.clone(),
        why,
    })?;
    let new = plan.steps.iter().find(|step| step.path == path);
    let new = new.map(|step| &*step.new).unwrap_or_default();
    let before = pipeline::council_at(&session.workspace, &session.clock, &arguments.since);
    let renamed = before
        .as_ref()
        .map(|before| announced::renamed(before, council));
    let renamed = renamed.unwrap_or_default();
    let others = others(
        session,
        arguments,
        before.as_ref(),
        plan,
        &renamed,
        [old.as_deref().unwrap_or_default(), new],
    );
    if old.is_none() && others.is_empty() {
        let said = json!({ "path": path, "revision": arguments.since });
        session.terminal.tell("changes.every-meeting-is-new", said);
    }
    if !renamed.is_empty() {
        let said = json!({ "count": renamed.len(), "revision": arguments.since });
        session.terminal.tell("changes.other-uids", said);
    }
    let today = session.today(council);
    let old = old.unwrap_or_default();
    let found = announced::changes(council, &old, &others, new, &renamed, today);
    if has_errors(&drafted.problems) {
        session.print_problems(&drafted.problems, &drafted.sources);
    }
    let views: Vec<ChangeView> = changes(council, before.as_ref(), &found);
    if arguments.json {
        let document = Document {
            format: 1,
            changes: found
                .iter()
                .zip(&views)
                .map(|(change, view)| ChangeRecord::new(council, change, view))
                .collect(),
        };
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        session.terminal.write(&(text + "\n"))?;
        return Ok(ExitStatus::Success);
    }
    if found.is_empty() && renamed.is_empty() {
        session.terminal.tell("changes.none", ());
    }
    let files = session.workspace.files();
    let mut sources = Sources::new();
    let mut problems = Vec::new();
    let templates = pipeline::templates(&session.workspace, &files, &mut sources, &mut problems);
    match render::changes(council, &templates, &views) {
        Ok(text) => session.terminal.write(&text)?,
        Err(problem) => {
            return Err(session.shown(&[*problem], &sources));
        }
    }
    Ok(ExitStatus::Success)
}

/// Reads what a revision has, beside the calendar of all meetings of now, of meetings that this one
/// did not have there: the calendar of all meetings of then, and the files of single meetings.
fn others(
    session: &Session,
    arguments: &Changes,
    before: Option<&Council>,
    plan: &Plan,
    renamed: &BTreeMap<String, String>,
    [old, new]: [&[u8]; 2],
) -> Vec<Arc<[u8]>> {
    let unknown = announced::unknown(old, new);
    if unknown.is_empty() {
        return Vec::new();
    }
    let templates = Templates::embedded();
    let then = before.and_then(|before| render::calendar_path(before, &templates));
    let then = then.map(|path| path.to_string());
    let of_one = plan.steps.iter().filter(|step| {
        let mut uids = announced::unknown(&[], &step.new).into_iter();
        Suffix::Calendar.ends(&step.path) && uids.any(|uid| unknown.contains(&uid))
    });
    let mut paths: BTreeSet<&str> = of_one.map(|step| step.path.as_str()).collect();
    paths.extend(then.as_deref());
    let workspace = &session.workspace;
    let found = workspace.calendars_at(&arguments.since, |path| paths.contains(path));
    let mut found = found.unwrap_or_default();
    found.retain(|calendar| {
        let mut uids = announced::unknown(&[], calendar).into_iter();
        uids.any(|uid| unknown.contains(renamed.get(&uid).unwrap_or(&uid)))
    });
    found
}

#[derive(Serialize)]
struct Document {
    format: u32,
    changes: Vec<ChangeRecord>,
}

/// A change, as scripts read it.
#[derive(Serialize)]
struct ChangeRecord {
    uid: String,
    meeting: Option<String>,
    kind: &'static str,
    summary: String,
    was: Option<PeriodRecord>,
    now: Option<PeriodRecord>,
    fields: Vec<&'static str>,
    late: bool,
}

impl ChangeRecord {
    fn new(council: &Council, change: &Change, view: &ChangeView) -> Self {
        let times = |period: Period| listing::period(council, period.start, period.end);
        Self {
            uid: change.uid.clone(),
            meeting: change.meeting.as_ref().map(ToString::to_string),
            kind: change.kind.into_str(),
            summary: change.summary.clone(),
            was: change.was.map(times),
            now: change.now.map(times),
            fields: view.fields.clone(),
            late: change.late,
        }
    }
}
