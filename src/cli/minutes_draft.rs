//! `cll minutes draft`: minutes to be filled in, from what the registries know, or from what somebody wrote.

mod received;

use super::answers;
use super::arguments::MinutesDraft;
use super::document::{self, Target};
use super::failure::Failure;
use super::minutes_findings::PrivateMarks;
use super::{CommandResult, ExitStatus, Session, build, marked_minutes, pipeline, read_actions};
use crate::domain::action::{Action, follow};
use crate::domain::{Contact, Council, Foreseen, Meeting, Status};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::markdown::minutes::{self, carried};
use crate::plan::{self, Plan, Step};
use crate::render::{self};
use crate::source::Sources;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries or template, a meeting that does not take place, a draft that is there.
pub fn run(session: &Session, arguments: &MinutesDraft) -> CommandResult {
    session.hear_git()?;
    let council = &session.council()?;
    let context = session.context(council)?;
    let meeting = session.minuted(council, &arguments.id)?;
    if !meeting.takes_place() {
        return Err(Failure::NotHeld {
            id: meeting.id.to_string(),
            postponed: meeting.status == Status::Postponed,
        });
    }
    let value = context.value_of(&meeting.id);
    let Some((value, path)) = value.and_then(|v| Some((v, v.draft.clone()?))) else {
        return Err(Failure::Findings);
    };
    let target = match &arguments.output {
        Some(file) => Target::named(session, file),
        None => Target::Below(path),
    };
    let old = target.old(session)?;
    if old.is_some() && !arguments.force {
        let path = document::step(&target, old, Vec::new()).path;
        return Err(Failure::Exists { path });
    }
    let ((contacts, foreseen), known) = contacts(session, council, meeting, &target)?;
    if let Some(file) = &arguments.from {
        return received::run(
            session,
            council,
            (meeting, value),
            (arguments, file, target, old),
            known,
        );
    }
    // What is already there for this meeting is not earlier.
    let mut noted = read_actions::read_all(session, council, &context)?.actions;
    noted.retain(|noted| noted.on < meeting.slot.date());
    let open = follow(noted).into_iter().filter(Action::is_open);
    let actions: Vec<String> = open
        .map(|action| {
            let owner = action.owner.as_deref();
            carried(owner, &action.text, action.deadline, action.since)
        })
        // An earlier draft may still hold what is to be marked as private.
        .filter(|text| {
            known
                .as_ref()
                .is_none_or(|known| known.in_text(text).is_empty())
        })
        .collect();
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let named = (contacts.as_slice(), foreseen.as_ref());
    let drafted = render::minutes::draft(council, &templates, (meeting, value), named, &actions);
    let text = drafted.map_err(|problem| session.shown(&[*problem], &sources))?;
    let step = document::step(&target, old, text.into_bytes());
    finish(session, arguments, known, (target, step), false)
}

/// Writes a draft, unless it would show others what is private.
///
/// One that `is_returned` may have lost its private marks meanwhile: that it had some stays noted.
fn finish(
    session: &Session,
    arguments: &MinutesDraft,
    known: Option<Watch>,
    (target, step): (Target, Step),
    is_returned: bool,
) -> CommandResult {
    let private = known.map_or_else(Vec::new, |known| {
        known.in_made(&step.path, &step.new, false)
    });
    session.print_problems(&private, &Sources::new());
    if pipeline::has_errors(&private) {
        return Err(Failure::Findings);
    }
    if arguments.dry_run {
        // Without a difference: it would show what is private of the draft that is there.
        let steps = vec![step];
        let orphans = Vec::new();
        build::show(session, &Plan { steps, orphans }, true)?;
        return Ok(ExitStatus::Success);
    }
    let kept = kept(session, &target, &step)?;
    let marks = target.is_private().then(|| {
        let text = String::from_utf8_lossy(&step.new);
        match minutes::read(&text).privacy.regions.is_empty() {
            false => PrivateMarks::Held,
            true if is_returned => PrivateMarks::Missing,
            true => PrivateMarks::NotNeeded,
        }
    });
    let path = step.path.clone();
    let documents = kept.into_iter().chain([(target, step)]);
    document::write(session, documents.collect(), true)?;
    if let Some(marks) = marks {
        marked_minutes::note(session, &path, marks)?;
    }
    Ok(ExitStatus::Success)
}

/// The contacts that a draft names, and what they answered.
type Named = (Vec<Contact>, Option<Foreseen>);

/// Returns the contacts to be named, and what they answered: none wherever somebody else could read the
/// draft, and there the values that must not be in it.
///
/// That is anywhere but in `private/`, and there too if git would take the file.
fn contacts(
    session: &Session,
    council: &Council,
    meeting: &Meeting,
    target: &Target,
) -> Result<(Named, Option<Watch>), Failure> {
    let read = pipeline::confidential(&session.workspace, Some(council));
    session.sound(&read)?;
    let taken = match target {
        Target::Below(path) if target.is_private() => session.workspace.first_taken(&[path]),
        _ => Ok(None),
    };
    let taken = taken.map_err(|why| session.refused(pipeline::silent(why)))?;
    let taken = taken.is_some();
    if taken {
        let words = session.terminal.words();
        session
            .terminal
            .error(&words.say("minutes.not-ignored", ()));
    }
    if !target.is_private() || taken {
        if read.has_contacts {
            session.terminal.tell("minutes.names-left-out", ());
        }
        let values = PrivateValues::new(&read.records, council);
        let watch = Watch::new(values, Some(council));
        return Ok(((Vec::new(), None), Some(watch)));
    }
    let foreseen = answers::of(session, council, &read, meeting)?;
    Ok(((read.records.contacts, foreseen), None))
}

/// Keeps what people wrote beside what replaces it: as `ID.md.old`, `ID.md.old-2`…
fn kept(
    session: &Session,
    target: &Target,
    step: &Step,
) -> Result<Option<(Target, Step)>, Failure> {
    let Some(old) = step
        .old
        .clone()
        .filter(|_| step.action == plan::Action::Update)
    else {
        return Ok(None);
    };
    for number in 1_u32.. {
        let suffix = match number {
            1 => ".old".to_owned(),
            _ => format!(".old-{number}"),
        };
        let beside = match target {
            Target::Output => return Ok(None),
            Target::Below(path) => Target::Below(format!("{path}{suffix}")),
            Target::Elsewhere(file) => {
                let mut name = file.clone().into_os_string();
                name.push(suffix);
                Target::Elsewhere(name.into())
            }
        };
        if beside.old(session)?.is_none_or(|there| there == old) {
            let step = document::step(&beside, beside.old(session)?, old.to_vec());
            return Ok(Some((beside, step)));
        }
    }
    Ok(None)
}
