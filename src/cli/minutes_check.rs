//! `cll minutes check`: what a careful reader would mend.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::arguments::{FindingFormat, MinutesCheck};
use super::document::Target;
use super::failure::Failure;
use super::minutes_findings::Findings;
use super::minutes_publish::{Publication, approved_on};
use super::session::ensure_markdown;
use super::{CommandResult, ExitStatus, Session, marked_minutes, pipeline};
use crate::diagnostics;
use crate::domain::{Council, Meeting};
use crate::leaks::watch::Watch;
use crate::problem::{Problem, nearest};
use crate::render::{Context, MeetingValue};
use crate::source::Sources;
use crate::workspace::not_utf8;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, minutes that are not there or cannot be read.
pub fn run(session: &Session, arguments: &MinutesCheck) -> CommandResult {
    let council = &session.council()?;
    let context = session.context(council)?;
    let given = given(session, council, &context, &arguments.minutes)?;
    let records = session.private_records(council)?;
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let minutes = (given.path.as_str(), &*given.text);
    let draft = given.draft_of(&context);
    let today = session.today(council);
    let mut found = Findings::of(
        minutes,
        (council, &context),
        given.meeting,
        draft.map(|_| today),
        &records,
        &templates,
    );
    marked_minutes::compare(session, &given.path, &mut found)?;
    marked_minutes::note(session, &given.path, found.marks)?;
    if let Some((meeting, value)) = draft {
        // What `publish` would refuse is told here.
        let old = Target::Below(value.view.minutes.clone()).old(session)?;
        let publication = Publication {
            session,
            council,
            meeting,
            value,
            approved_on: approved_on(meeting, today, None, old.as_deref())?,
            templates: &templates,
            sources: &sources,
        };
        let made = publication.make(&given.text, &records, &mut found)?;
        if let (Some(made), Some(old)) = (made, old)
            && made.text.as_bytes() != &*old
        {
            let id = meeting.id.as_str();
            session
                .terminal
                .tell("minutes.edition-differs", json!({ "id": id }));
        }
    }
    found.problems.extend(pipeline::silence(&session.workspace));
    let watch = Watch::of_minutes(&records, council, &found.persons);
    show(session, arguments, &found, watch)
}

fn show(
    session: &Session,
    arguments: &MinutesCheck,
    found: &Findings,
    watch: Watch,
) -> CommandResult {
    let terminal = &session.terminal;
    let problems = &found.problems;
    session.write_problems(problems, &found.sources, arguments.format, || Some(watch))?;
    if matches!(arguments.format, FindingFormat::Human) && !problems.is_empty() {
        terminal.note("");
    }
    terminal.note(&diagnostics::summary(problems, terminal.words()));
    let fails = |problem: &Problem| problem.counts(arguments.strict);
    Ok(if problems.iter().any(fails) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

/// Minutes that were asked for.
struct Given<'a> {
    /// As it is shown.
    path: String,
    text: Arc<str>,
    /// The meeting whose minutes they are by their place or by what was asked.
    meeting: Option<&'a Meeting>,
}

impl<'a> Given<'a> {
    /// Returns the meeting whose draft this is; what is published already is not published again.
    fn draft_of<'c>(&self, context: &'c Context) -> Option<(&'a Meeting, &'c MeetingValue)> {
        let meeting = self.meeting?;
        let value = context.value_of(&meeting.id)?;
        (value.draft.as_deref() == Some(self.path.as_str())).then_some((meeting, value))
    }
}

/// Reads the minutes of a meeting, or those in a file.
fn given<'a>(
    session: &Session,
    council: &'a Council,
    context: &Context,
    asked: &Path,
) -> Result<Given<'a>, Failure> {
    let id = asked.to_str().unwrap_or_default();
    if council.meeting(id).is_some() || id == "next" || id == "last" {
        return minutes_of(session, context, session.minuted(council, id)?);
    }
    let (path, text) = match Target::named(session, asked) {
        Target::Below(path) => {
            let text = session.minutes_at(&path)?;
            (path, text)
        }
        Target::Output | Target::Elsewhere(_) => {
            let path = asked.display().to_string();
            let text = elsewhere(session, asked, &path)?;
            (path, text)
        }
    };
    let Some(text) = text else {
        let ids = council.meetings.iter().map(|meeting| meeting.id.as_str());
        return match session.shown_meeting(council, id) {
            Ok(meeting) => minutes_of(session, context, meeting),
            Err(several @ Failure::SeveralMeetings { .. }) => Err(several),
            Err(_) => Err(Failure::NoSuchMinutes {
                text: asked.display().to_string(),
                nearest: nearest(id, ids),
            }),
        };
    };
    let mut values = context.meetings.iter();
    let its = values
        .find(|value| value.draft.as_deref() == Some(path.as_str()) || value.view.minutes == path);
    let meeting = its.and_then(|value| council.meeting(&value.view.id));
    Ok(Given {
        path,
        text,
        meeting,
    })
}

fn minutes_of<'a>(
    session: &Session,
    context: &Context,
    meeting: &'a Meeting,
) -> Result<Given<'a>, Failure> {
    let value = context.value_of(&meeting.id);
    let published = value.map(|value| &value.view.minutes);
    let paths = value
        .and_then(|value| value.draft.as_ref())
        .into_iter()
        .chain(published);
    for path in paths {
        if let Some(text) = session.minutes_at(path)? {
            let path = path.clone();
            let meeting = Some(meeting);
            return Ok(Given {
                path,
                text,
                meeting,
            });
        }
    }
    Err(Failure::NoMinutes {
        meeting: meeting.id.to_string(),
    })
}

/// Reads minutes that lie outside the folder of the registries, if there are any.
fn elsewhere(session: &Session, file: &Path, path: &str) -> Result<Option<Arc<str>>, Failure> {
    let refuse = |what| session.refused(Problem::path(path, what));
    let Some(bytes) = session.workspace.read_document(file).map_err(refuse)? else {
        return Ok(None);
    };
    ensure_markdown(path, &bytes)?;
    let text = str::from_utf8(&bytes).map_err(|_| refuse(not_utf8(&bytes)))?;
    Ok(Some(Arc::from(text)))
}
