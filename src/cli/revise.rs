//! What every command that changes a registry does: lock, read, edit, check, compare, write.

use std::io;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Session;
use super::ask::Question;
use super::failure::Failure;
use super::pipeline::{self, Registries, has_errors};
use crate::domain::{Council, NOTICE, Slot, is_far, is_late};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::plan::{Plan, Step};
use crate::problem::{Place, Problem, Severity, What};
use crate::source::{FileId, MEETINGS_FILE, MEMBERS_FILE, Sources, Span};
use crate::workspace::{IoFailure, Lock};

const FAR_DAY: Question = Question {
    flag: "--yes",
    asked: "ask.far-day",
};

/// A registry as it was read, locked until it is written or given up.
pub struct Revision<'a> {
    session: &'a Session,
    /// The name of the registry that changes.
    file: &'static str,
    read: Registries,
    id: FileId,
    pub council: Council,
    lock: RegistryLock,
}

/// The lock of the registries, or why there is none: what only looks needs none, and a folder in which none
/// can be made may be read all the same.
pub struct RegistryLock(Result<Lock, IoFailure>);

impl RegistryLock {
    /// Locks the registries.
    ///
    /// # Errors
    ///
    /// Another process is changing them.
    pub fn begin(session: &Session) -> Result<Self, Failure> {
        match session.workspace.lock() {
            Err(busy) if busy.error.kind() == io::ErrorKind::ResourceBusy => {
                Err(Failure::Lock(busy))
            }
            lock => Ok(Self(lock)),
        }
    }

    /// Makes sure that there is a lock, before anything is written.
    ///
    /// # Errors
    ///
    /// None could be made.
    pub fn ensure(&self) -> Result<(), Failure> {
        let Err(IoFailure { path, error }) = &self.0 else {
            return Ok(());
        };
        let (path, error) = (path.clone(), error.kind().into());
        Err(Failure::Lock(IoFailure { path, error }))
    }
}

impl<'a> Revision<'a> {
    /// Locks the registries and reads them.
    ///
    /// A meeting without `updated` is no hindrance: the change may be what mends it.
    ///
    /// # Errors
    ///
    /// Another process is changing them, or they have errors, which are shown.
    pub fn begin(session: &'a Session, file: &'static str) -> Result<Self, Failure> {
        session.hear_git()?;
        let lock = RegistryLock::begin(session)?;
        let mut read = pipeline::registries(&session.workspace, &session.clock);
        let Some(council) = read.council.take() else {
            return Err(session.shown(&read.problems, &read.sources));
        };
        // A council was read, so that both registries were.
        let Some(id) = read.sources.find(file) else {
            return Err(Failure::Findings);
        };
        Ok(Self {
            session,
            file,
            read,
            id,
            council,
            lock,
        })
    }

    /// Returns the session in which the registry changes.
    #[must_use]
    pub fn session(&self) -> &'a Session {
        self.session
    }

    /// Returns the beginning of the registry, for records that have no place in it yet.
    #[must_use]
    pub fn place(&self) -> Span {
        Span::new(self.id, 0..0)
    }

    /// Returns the line of the registry at which a span begins.
    #[must_use]
    pub fn line(&self, span: Span) -> usize {
        self.read.sources.position(span.file, span.start).line
    }

    /// Returns the text that is to be edited.
    #[must_use]
    pub fn text(&self) -> &str {
        self.read.text(self.file).unwrap_or_default()
    }

    /// Writes the edited text, or with `dry_run` shows the difference.
    ///
    /// `as_asked` tells whether the council read from the new text is what was asked for.
    ///
    /// # Errors
    ///
    /// The new text does not validate, holds what is private, is not what was asked for, or cannot be
    /// written; or the registry was changed meanwhile. Nothing is written then.
    pub fn finish(
        &self,
        edited: String,
        dry_run: bool,
        as_asked: impl Fn(&Council) -> bool,
    ) -> Result<(), Failure> {
        if !dry_run {
            self.lock.ensure()?;
        }
        let text = |name: &str| {
            if name == self.file {
                edited.as_str()
            } else {
                self.read.text(name).unwrap_or_default()
            }
        };
        let (members, meetings) = (text(MEMBERS_FILE), text(MEETINGS_FILE));
        let loaded = pipeline::registries_of(members, meetings, &self.session.clock);
        let new = more(&self.read.problems, &loaded.problems);
        if has_errors(&new) {
            self.session.print_problems(&new, &loaded.sources);
            return Err(Failure::WouldNotValidate);
        }
        if loaded.council.is_none_or(|council| !as_asked(&council)) {
            return Err(Failure::NotAsAsked);
        }
        let leaks = self.leaks(&edited)?;
        if has_errors(&leaks) {
            self.session.print_problems(&leaks, &loaded.sources);
            return Err(Failure::WouldNotValidate);
        }
        // A surname with a title may be that of somebody else.
        self.session.print_problems(&leaks, &loaded.sources);
        // How late a change comes is said by the command itself, and by the build that comes next.
        let is_late = |what: &What| matches!(what, What::LateChange { .. });
        let warnings: Vec<Problem> = new
            .into_iter()
            .filter(|problem| problem.what.severity() == Severity::Warning)
            .filter(|problem| !is_late(&problem.what))
            .collect();
        self.session.print_problems(&warnings, &loaded.sources);
        let old = Some(self.text().as_bytes().into());
        let step = Step::write(self.file, old, edited.into_bytes());
        if dry_run {
            return self.session.terminal.write(&step.diff());
        }
        let plan = Plan {
            steps: vec![step],
            orphans: Vec::new(),
        };
        self.session.workspace.apply(&plan).map_err(Failure::from)
    }

    /// Finds what is private in the edited registry, which everybody can read, and was not in it before:
    /// whoever becomes a member by it is no more public for that.
    ///
    /// # Errors
    ///
    /// Something of the private registries cannot be read: nobody knows what is private.
    fn leaks(&self, edited: &str) -> Result<Vec<Problem>, Failure> {
        let council = &self.council;
        let private = pipeline::confidential(&self.session.workspace, Some(council));
        if private.is_unread() {
            return Err(self.session.shown(&private.unread(), &Sources::new()));
        }
        let values = PrivateValues::new(&private.records, council);
        let watch = Watch::new(values, Some(council));
        let find = |text: &str| watch.find(self.file, text.as_bytes(), true);
        let (old, found) = (find(self.text()), find(edited));
        let known: Vec<(&What, &str)> = old
            .iter()
            .map(|problem| (&problem.what, line_of(self.text(), problem)))
            .collect();
        let is_known =
            |problem: &Problem| known.contains(&(&problem.what, line_of(edited, problem)));
        Ok(found.into_iter().filter(|it| !is_known(it)).collect())
    }

    /// Makes sure that a day far ahead is meant, by `--force` or by the answer to a question.
    ///
    /// # Errors
    ///
    /// It is not, or there is nobody to ask.
    pub fn ensure_meant(&self, day: NaiveDate, force: bool) -> Result<(), Failure> {
        let today = self.session.today(&self.council);
        let terminal = &self.session.terminal;
        let is_meant = force || terminal.yes || !is_far(today, day);
        let asks = !is_meant && terminal.interactive;
        if is_meant || asks && terminal.agrees(&FAR_DAY, json!({ "day": day }))? {
            return Ok(());
        }
        Err(Failure::FarDay { day, today })
    }

    /// Says what is unwise about the day of a meeting, while it can still be changed.
    pub fn warn_of(&self, slot: Slot) {
        let (day, today) = (slot.date(), self.session.today(&self.council));
        let now = self.session.clock.moment(self.council.timezone);
        let ahead = (day - today).num_days();
        let terminal = &self.session.terminal;
        if !is_late(today, day) {
            return;
        }
        let when = match ahead {
            ..0 if slot.is_over(now) => "past",
            ..0 => "begun",
            0 => "today",
            _ => "soon",
        };
        let said = json!({ "when": when, "day": day, "ahead": ahead, "least": NOTICE });
        terminal.tell("notice.warning", said);
    }
}

/// Returns the line of a text in which a finding begins that shows nothing of it; all of it where it has no line.
fn line_of<'t>(text: &'t str, problem: &Problem) -> &'t str {
    match &problem.place {
        Place::Hidden { start, .. } => text.lines().nth(start.line.saturating_sub(1)),
        _ => None,
    }
    .unwrap_or(text)
}

/// Returns the findings of which there are more than before. Two records can have one and the same thing
/// wrong with them, so they are counted.
pub fn more(old: &[Problem], found: &[Problem]) -> Vec<Problem> {
    let count = |problems: &[Problem], what: &What| {
        problems.iter().filter(|found| found.what == *what).count()
    };
    let more = |problem: &&Problem| count(found, &problem.what) > count(old, &problem.what);
    found.iter().filter(more).cloned().collect()
}

/// The day and the hours of a slot, as the sentences about meetings have them.
pub fn when(slot: Slot) -> Value {
    json!({
        "date": slot.date(),
        "start": slot.start(),
        "end": slot.end(),
        "end_date": slot.other_end_date(),
    })
}
