//! `cll minutes publish`: from the draft to what anybody may read.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::arguments::MinutesPublish;
use super::document::{self, Target};
use super::failure::Failure;
use super::minutes_findings::{Findings, leaks};
use super::{CommandResult, ExitStatus, Session, date, marked_minutes, pipeline};
use crate::diagnostics::{self, Count, Format};
use crate::domain::{Council, Meeting, PrivateRecords};
use crate::leaks::accepted::{Accepted, accepting, public_names};
use crate::leaks::attendance;
use crate::leaks::watch::Watch;
use crate::markdown::minutes;
use crate::plan::Step;
use crate::problem::{PrivateKind, Problem, Severity, What};
use crate::render::{self, MeetingValue, Templates};
use crate::source::Sources;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries or templates, no draft, a file that is there and says something else.
pub fn run(session: &Session, arguments: &MinutesPublish) -> CommandResult {
    session.hear_git()?;
    let council = &session.council()?;
    let context = session.context(council)?;
    let meeting = session.publishing(council, &arguments.id)?;
    let value = context.value_of(&meeting.id);
    let Some((value, draft)) = value.and_then(|value| Some((value, value.draft.as_deref()?)))
    else {
        return Err(Failure::Findings);
    };
    let published = Target::Below(value.view.minutes.clone());
    let old = published.old(session)?;
    let today = session.today(council);
    let asked = arguments.approved_on.as_deref();
    let approved_on = approved_on(meeting, today, asked, old.as_deref())?;
    let text = self::draft(session, meeting, draft)?;
    let records = session.private_records(council)?;
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let minutes = (draft, &*text);
    let mut found = Findings::of(
        minutes,
        (council, &context),
        Some(meeting),
        Some(today),
        &records,
        &templates,
    );
    marked_minutes::compare(session, draft, &mut found)?;
    let publication = Publication {
        session,
        council,
        meeting,
        value,
        approved_on,
        templates: &templates,
        sources: &sources,
    };
    marked_minutes::note(session, draft, found.marks)?;
    let Some(made) = publication.make(&text, &records, &mut found)? else {
        return Ok(refuse(session, &found));
    };
    // What was approved and is published again says something else than what was approved.
    let before = old
        .as_deref()
        .map(|old| minutes::read(&String::from_utf8_lossy(old)).approved_on());
    let is_changed = old
        .as_deref()
        .is_some_and(|old| *old != *made.text.as_bytes());
    let kept =
        approved_on.filter(|day| is_changed && asked.is_none() && before == Some(Some(*day)));
    let mut documents = vec![document(&published, old, made.text)];
    if let Some(file) = &arguments.html {
        let target = Target::named(session, file);
        let old = target.old(session)?;
        documents.push(document(&target, old, made.page));
    }
    let status = put(session, arguments, documents)?;
    let warnings = Count::of(&found.problems).warnings;
    if warnings > 0 {
        let id = meeting.id.as_str();
        session
            .terminal
            .tell("minutes.warnings", json!({ "id": id, "count": warnings }));
    }
    if let Some(day) = kept {
        let id = meeting.id.as_str();
        session
            .terminal
            .tell("minutes.republished", json!({ "id": id, "day": day }));
    }
    Ok(status)
}

/// Shows the errors that keep minutes from being published.
fn refuse(session: &Session, found: &Findings) -> ExitStatus {
    let mut problems = found.problems.clone();
    problems.retain(|problem| problem.what.severity() == Severity::Error);
    let shown = diagnostics::report(
        &problems,
        &found.sources,
        session.terminal.words(),
        Format::Human,
        session.terminal.color_err,
    );
    session.terminal.report(&shown);
    session.terminal.error("");
    let words = session.terminal.words();
    session
        .terminal
        .error(&words.say("minutes.nothing-published", ()));
    ExitStatus::Findings
}

/// Shows what would be written, refuses to replace what differs, or writes.
fn put(
    session: &Session,
    arguments: &MinutesPublish,
    documents: Vec<(Target, Step)>,
) -> CommandResult {
    let shown = |(target, _): &&(Target, Step)| *target == Target::Output;
    if arguments.dry_run {
        match documents.iter().find(shown) {
            Some((_, page)) => {
                let page = String::from_utf8_lossy(&page.new);
                session.terminal.write(&page)?;
            }
            None => {
                for (_, step) in &documents {
                    session.terminal.write(&step.diff())?;
                }
            }
        }
        return Ok(ExitStatus::Success);
    }
    let differs =
        |(_, step): &&(Target, Step)| step.old.as_ref().is_some_and(|old| **old != *step.new);
    if let Some((_, step)) = documents.iter().find(differs).filter(|_| !arguments.force) {
        session.terminal.error(&step.diff());
        let path = step.path.clone();
        return Err(Failure::Exists { path });
    }
    document::write(session, documents, false)?;
    Ok(ExitStatus::Success)
}

fn document(target: &Target, old: Option<Arc<[u8]>>, text: String) -> (Target, Step) {
    let step = document::step(target, old, text.into_bytes());
    (target.clone(), step)
}

/// Returns the day of approval: the one that is asked for, else that of the edition that is there.
///
/// # Errors
///
/// What was asked for is no day, or one before the meeting or to come.
pub fn approved_on(
    meeting: &Meeting,
    today: NaiveDate,
    asked: Option<&str>,
    old: Option<&[u8]>,
) -> Result<Option<NaiveDate>, Failure> {
    if let Some(text) = asked {
        let day = date(text)?;
        let held = meeting.slot.date();
        return if day < held {
            Err(Failure::ApprovedTooSoon { day, held })
        } else if day > today {
            Err(Failure::ApprovedInFuture { day })
        } else {
            Ok(Some(day))
        };
    }
    let old = String::from_utf8_lossy(old.unwrap_or_default());
    Ok(minutes::read(&old).approved_on())
}

/// Reads the draft of the minutes of a meeting.
///
/// # Errors
///
/// There is none, or it cannot be read.
fn draft(session: &Session, meeting: &Meeting, path: &str) -> Result<Arc<str>, Failure> {
    session.minutes_at(path)?.ok_or_else(|| Failure::NoDraft {
        path: path.to_owned(),
        meeting: meeting.id.to_string(),
    })
}

/// What an edition is made from.
pub struct Publication<'a> {
    pub session: &'a Session,
    pub council: &'a Council,
    pub meeting: &'a Meeting,
    pub value: &'a MeetingValue,
    pub approved_on: Option<NaiveDate>,
    pub templates: &'a Templates,
    /// The texts of the templates.
    pub sources: &'a Sources,
}

/// An edition, in Markdown and as a page.
pub struct Made {
    pub text: String,
    page: String,
}

impl Publication<'_> {
    /// Makes both forms of the edition of a draft, unless something that was found in the draft or is
    /// found in what is made keeps it from being published; the latter is added.
    ///
    /// `check` and `publish` both ask this, so that they say the same.
    ///
    /// # Errors
    ///
    /// A template cannot be rendered; that is shown.
    pub fn make(
        &self,
        draft: &str,
        records: &PrivateRecords,
        found: &mut Findings,
    ) -> Result<Option<Made>, Failure> {
        if pipeline::has_errors(&found.problems) {
            return Ok(None);
        }
        let made = self.editions(draft)?;
        // What stood apart in the draft may stand together in what is made.
        let watch = Watch::of_minutes(records, self.council, &found.persons);
        let Some(kind) = leak(&watch, &made) else {
            return Ok(Some(made));
        };
        let what = What::UnmarkedPrivate { kind, owner: None };
        let left = Problem::path(&self.value.view.minutes, what);
        found.problems.push(left);
        Ok(None)
    }

    fn editions(&self, draft: &str) -> Result<Made, Failure> {
        let (meeting, approved_on) = (self.meeting, self.approved_on);
        let names = attendance::names_at(self.council, Some(meeting));
        let edition = render::minutes::edition(self.council, meeting, draft, approved_on, &names);
        // Doubtful marks are findings, which stop before.
        let edition = edition.map_err(|_| Failure::Findings)?;
        let (council, value, templates) = (self.council, self.value, self.templates);
        let made = render::minutes::public(council, templates, value, &edition).and_then(|text| {
            let page = render::minutes::page(council, templates, value, &edition.title, &text)?;
            let page = accepting(page, &public_names(&text));
            Ok(Made { text, page })
        });
        made.map_err(|problem| self.session.shown(&[*problem], self.sources))
    }
}

/// Finds what is private in an edition, as it is written and as it is read, as `check` will.
fn leak(watch: &Watch, made: &Made) -> Option<PrivateKind> {
    let text = leaks(watch, &made.text, &Accepted::by(&made.text));
    let page = watch.in_text(&made.page);
    let page = page.first().map(|(_, leak)| leak.kind());
    text.first().map(|(_, kind)| *kind).or(page)
}
