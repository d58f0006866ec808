//! `cll check --fix`: what findings say is to be typed, typed in registries and drafts of minutes.
//!
//! Pages belong to people, and private registries are shown to nobody: both stay as they are.

use std::ops::Range;

use serde_json::json;

use super::ask::Question;
use super::failure::Failure;
use super::minutes_findings::Findings;
use super::pipeline::{self, Registries};
use super::revise::RegistryLock;
use super::{Session, marked_minutes};
use crate::diagnostics::Count;
use crate::domain::Council;
use crate::locale::typography::french;
use crate::markdown::comments::verbatim;
use crate::plan::{Plan, Step};
use crate::problem::{Place, Problem, Spacing, What};
use crate::render::MeetingValue;
use crate::sort::Sort;
use crate::source::{FileId, MEETINGS_FILE, MEMBERS_FILE, Sources};

/// How often a registry is looked at again: what is mended may show what else is wrong.
const ROUNDS: usize = 8;
const WRITE: Question = Question {
    flag: "--yes",
    asked: "ask.write-them",
};

/// A text as it is to be, of a file as it is.
struct Corrected {
    step: Step,
    /// The difference, without a word of what is private.
    diff: String,
}

/// Bytes of a text, and what is to stand in their place.
type Correction = (Range<usize>, String);

/// Corrects what `is_meant`, after it was shown and agreed to; `dry_run` only shows it.
///
/// # Errors
///
/// There is nobody to ask, or a file cannot be written.
pub fn run(
    session: &Session,
    dry_run: bool,
    is_meant: impl Fn(&Problem) -> bool,
) -> Result<(), Failure> {
    let terminal = &session.terminal;
    let lock = RegistryLock::begin(session)?;
    let read = pipeline::registries(&session.workspace, &session.clock);
    let mut corrected = registries(session, &read, &is_meant);
    // What a draft is about is known once the registries are sound.
    if let Some(council) = read.council.as_ref().filter(|_| corrected.is_empty()) {
        corrected.extend(drafts(session, council, &is_meant)?);
    }
    if corrected.is_empty() {
        terminal.tell("check.nothing-to-fix", ());
        return Ok(());
    }
    for it in &corrected {
        terminal.write(&it.diff)?;
    }
    if dry_run {
        return Ok(());
    }
    if !terminal.interactive && !terminal.yes {
        return Err(Failure::Unconfirmed);
    }
    if !terminal.agrees(&WRITE, ())? {
        terminal.tell("plan.left", ());
        return Ok(());
    }
    lock.ensure()?;
    let plan = Plan {
        steps: corrected.into_iter().map(|it| it.step).collect(),
        orphans: Vec::new(),
    };
    session.workspace.apply(&plan).map_err(Failure::from)
}

/// Corrects the registries as far as what is found in them tells how.
fn registries(
    session: &Session,
    read: &Registries,
    is_meant: &impl Fn(&Problem) -> bool,
) -> Vec<Corrected> {
    let names = [MEMBERS_FILE, MEETINGS_FILE];
    let [Some(members), Some(meetings)] = names.map(|name| read.text(name)) else {
        return Vec::new();
    };
    let mut texts = [members.to_owned(), meetings.to_owned()];
    let load = |[members, meetings]: &[String; 2]| {
        pipeline::registries_of(members, meetings, &session.clock)
    };
    // Two keys of one name, for instance.
    let is_torn = |texts: &[String; 2]| {
        let mut problems = load(texts).problems.into_iter();
        problems.any(|problem| matches!(problem.what, What::Syntax { .. }))
    };
    for _ in 0..ROUNDS {
        let loaded = load(&texts);
        let mut next = texts.clone();
        for (at, name) in names.iter().enumerate() {
            let Some(file) = loaded.sources.find(name) else {
                continue;
            };
            let mut found = corrections(&loaded.problems, (file, &texts[at]), is_meant);
            next[at] = with(&texts[at], &found);
            if is_torn(&next) {
                let alone = |correction: &Correction| {
                    let mut alone = texts.clone();
                    alone[at] = with(&texts[at], std::slice::from_ref(correction));
                    !is_torn(&alone)
                };
                found.retain(alone);
                next[at] = with(&texts[at], &found);
            }
        }
        if next == texts || is_torn(&next) {
            break;
        }
        texts = next;
    }
    let olds = [members, meetings].into_iter().zip(texts).zip(names);
    let changed = olds.filter(|((old, new), _)| old != new);
    let corrected = changed.map(|((old, new), name)| {
        let step = step(name, old, new);
        let diff = step.diff();
        Corrected { step, diff }
    });
    corrected.collect()
}

/// Corrects the names and the spaces in the drafts of minutes that are there.
fn drafts(
    session: &Session,
    council: &Council,
    is_meant: &impl Fn(&Problem) -> bool,
) -> Result<Vec<Corrected>, Failure> {
    let mut corrected = Vec::new();
    each_draft(session, council, |_, path, text, found| {
        let shown = found.sources.text(found.file);
        let mut all = corrections(&found.problems, (found.file, text), is_meant);
        all.extend(spaces(&found.problems, (text, shown), is_meant));
        let step = step(path, text, with(text, &all));
        if *step.new != *text.as_bytes() {
            let diff = self::step(path, shown, with(shown, &all)).diff();
            corrected.push(Corrected { step, diff });
        }
        Ok(())
    })?;
    Ok(corrected)
}

/// Says how many findings that are meant the drafts of minutes have, each with the command that shows them.
///
/// # Errors
///
/// Private registries or templates that cannot be read.
pub fn tell_drafts(
    session: &Session,
    council: &Council,
    is_meant: impl Fn(&Problem) -> bool,
) -> Result<(), Failure> {
    each_draft(session, council, |id, path, _, mut found| {
        marked_minutes::compare(session, path, &mut found)?;
        found.problems.retain(&is_meant);
        if !found.problems.is_empty() {
            let Count { errors, warnings } = Count::of(&found.problems);
            let said = json!({ "path": path, "id": id, "errors": errors, "warnings": warnings });
            session.terminal.tell("check.draft", said);
        }
        Ok(())
    })
}

/// Does something with the id of the meeting, the path and the text of each draft that is there, and with what
/// is found in it.
fn each_draft(
    session: &Session,
    council: &Council,
    mut with: impl FnMut(&str, &str, &str, Findings) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let workspace = &session.workspace;
    let context = session.context(council)?;
    let records = session.private_records(council)?;
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let today = Some(session.today(council));
    for MeetingValue { view, draft, .. } in &context.meetings {
        let Some(path) = draft.as_deref().filter(|path| workspace.has(path)) else {
            continue;
        };
        // One that cannot be read is said where it is needed.
        let Ok(text) = workspace.read(path) else {
            continue;
        };
        let meeting = council.meeting(&view.id);
        let read = (council, &context);
        let found = Findings::of((path, &text), read, meeting, today, &records, &templates);
        with(&view.id, path, &text, found)?;
    }
    Ok(())
}

/// Lists what findings have typed into a file.
fn corrections(
    problems: &[Problem],
    (file, text): (FileId, &str),
    is_meant: impl Fn(&Problem) -> bool,
) -> Vec<Correction> {
    let meant = problems.iter().filter(|problem| is_meant(problem));
    let corrections = meant.filter_map(|problem| match problem.place {
        Place::Span(span) if span.file == file => {
            let at = span.start..span.end;
            let correction = problem.what.correction(text.get(at.clone())?)?;
            Some((at, correction))
        }
        _ => None,
    });
    corrections.collect()
}

/// Lists the spaces at which a line could end before a sign, if they are found, but for those that are
/// not to be shown.
fn spaces(
    problems: &[Problem],
    (text, shown): (&str, &str),
    is_meant: impl Fn(&Problem) -> bool,
) -> Vec<Correction> {
    let is = |what: &What| {
        matches!(
            what,
            What::FrenchSpacing {
                spacing: Spacing::Breakable(_)
            }
        )
    };
    if !problems.iter().any(|it| is(&it.what) && is_meant(it)) {
        return Vec::new();
    }
    let settled = french(text, &verbatim(text));
    let changed = text.char_indices().zip(settled.chars());
    let changed = changed.filter(|((_, old), new)| old != new);
    let spaces = changed.map(|((at, old), new)| (at..at + old.len_utf8(), new.to_string()));
    spaces
        .filter(|(at, _)| shown.get(at.clone()) == Some(" "))
        .collect()
}

/// Puts corrections into a text; of two that touch the same bytes, the first.
fn with(text: &str, corrections: &[Correction]) -> String {
    let mut corrections: Vec<&Correction> = corrections.iter().collect();
    corrections.order_by_key(|(at, _)| (at.start, at.end));
    let (mut new, mut next) = (String::with_capacity(text.len()), 0);
    for (at, correction) in corrections {
        if at.start >= next {
            new.push_str(&text[next..at.start]);
            new.push_str(correction);
            next = at.end;
        }
    }
    new + &text[next..]
}

fn step(path: &str, old: &str, new: String) -> Step {
    Step::write(path, Some(old.as_bytes().into()), new.into_bytes())
}
