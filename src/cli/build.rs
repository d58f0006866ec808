//! `cll build`: the calendars and the blocks of the pages.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;

use super::arguments::Build;
use super::pipeline::{self, Drafted, has_errors};
use super::{CommandResult, ExitStatus, Session, overwritten};
use crate::calendar;
use crate::cli::failure::Failure;
use crate::diagnostics;
use crate::domain::{Council, CouncilId, Journal, MeetingId};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::plan::{Action, Plan, Step};
use crate::problem::{FeedChange, ForeignContent, Place, Problem, What};
use crate::registry::sent::Unsound;
use crate::registry::{self, edit, sent};
use crate::render::Suffix;
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, SENT_FILE, Sources, TEMPLATES_FOLDER};
use crate::words::Words;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, pages or templates, or a file that cannot be written.
pub fn run(session: &Session, arguments: &Build) -> CommandResult {
    let mut drafted = pipeline::draft(&session.workspace, &session.clock);
    if drafted.plan.is_some() {
        let mut accepted = withdraw(&mut drafted, arguments)?;
        accepted.extend(replace_series(&mut drafted, arguments)?);
        replace(&mut drafted, arguments)?;
        let renewed = if arguments.new_feed {
            new_feed(&mut drafted)
        } else {
            Vec::new()
        };
        let given_up: Vec<&Problem> = accepted.iter().chain(&renewed).collect();
        refuse_to_leave(session, &drafted, &given_up)?;
        tell(session, &renewed);
        accepted.extend(renewed);
        note(session, &mut drafted, &accepted)?;
    }
    drafted.problems.extend(drafted.former_pages());
    let journal = if arguments.new_feed {
        renamed_journal(session, &drafted)
    } else {
        None
    };
    let private = private(session, &drafted)?;
    drafted.problems.extend(private);
    // `check` and `status` say it until it is done; each build need not.
    let is_to_fill_in = |problem: &Problem| matches!(problem.what, What::ToFillIn { .. });
    drafted.problems.retain(|problem| !is_to_fill_in(problem));
    session.print_problems(&drafted.problems, &drafted.sources);
    let announced = |problem: &Problem| {
        let mut differences = drafted.differences.iter();
        differences.any(|difference| difference.problem == *problem)
    };
    let problems = drafted.problems.iter();
    let others = problems.filter(|problem| !announced(problem)).cloned();
    if has_errors(&others.collect::<Vec<_>>()) {
        return Err(Failure::Findings);
    }
    let mut plan = match drafted.plan {
        Some(plan) if !has_errors(&drafted.problems) => plan,
        // The question can be answered: what would be built is not to be.
        Some(_) if arguments.check => {
            session.terminal.tell("build.to-fix-before", ());
            return Ok(ExitStatus::Findings);
        }
        Some(_) if drafted.problems.iter().all(is_of_a_file) => return Err(Failure::Findings),
        Some(_) => {
            let mendable = drafted.problems.iter().any(|problem| {
                matches!(
                    problem.what,
                    What::UnannouncedChange { .. }
                        | What::StaleUpdated { .. }
                        | What::FutureUpdated { .. }
                )
            });
            return Err(Failure::Unannounced { mendable });
        }
        None => return Err(Failure::Findings),
    };
    for problem in plan.problems() {
        if let What::OrphanFile { .. } = problem.what {
            session.print_problems(&[problem], &drafted.sources);
        }
    }
    if arguments.check {
        for step in plan.changes() {
            session.terminal.write(&step.diff())?;
        }
        sum_up(session, &plan, "out-of-date");
        return Ok(if plan.changes().next().is_some() {
            ExitStatus::Findings
        } else {
            ExitStatus::Success
        });
    }
    overwritten::tell(session, &drafted.files, &plan, arguments.dry_run);
    plan.steps.extend(journal);
    if !arguments.dry_run {
        session.workspace.apply(&plan).map_err(Failure::from)?;
        overwritten::keep(session, &plan);
    }
    show(session, &plan, arguments.dry_run)?;
    Ok(ExitStatus::Success)
}

/// Plans to give the journal of messages the id that the council has now, if it has that of before:
/// it is the same council.
fn renamed_journal(session: &Session, drafted: &Drafted) -> Option<Step> {
    let council = drafted.council.as_ref()?;
    let text = session.workspace.read(SENT_FILE).ok()?;
    let Err(Unsound::Foreign(was)) = sent::of(council, &text) else {
        return None;
    };
    let is_former = |was: &CouncilId| drafted.former_ids.contains(was.as_str());
    let was = CouncilId::new(&was);
    let was = was.filter(|was| is_former(was) || sent::is_own(council, &text, was))?;
    let uid = |id: &MeetingId| Some(uid_under(&was, council, id));
    let renamed = sent::renamed(&text, &was, &council.id, uid);
    Some(Step {
        action: Action::Update,
        path: SENT_FILE.to_owned(),
        old: Some(text.as_bytes().into()),
        new: renamed.into_bytes().into(),
    })
}

/// Returns the UID that a meeting had under an id of the council; it may have no record any more.
fn uid_under(council_id: &CouncilId, council: &Council, id: &MeetingId) -> String {
    let mut meetings = council.meetings.iter();
    let written = meetings.find(|it| it.id == *id && it.at.uid.is_some());
    let derived = || registry::derived_uid(Some(council_id), id);
    written.map_or_else(derived, |it| it.uid.clone())
}

/// Whether a finding is about a calendar as a whole, not about what it tells of a meeting.
fn is_of_a_file(problem: &Problem) -> bool {
    !matches!(
        problem.what,
        What::UnannouncedChange { .. }
            | What::StaleUpdated { .. }
            | What::FutureUpdated { .. }
            | What::UidChanged { .. }
            | What::LostEvent { .. }
            | What::StillWithdrawn { .. }
    )
}

/// Finds what is private in the registries and templates, and in what would be written.
///
/// # Errors
///
/// Something of a private registry cannot be read: nobody can tell what is private. It is shown.
fn private(session: &Session, drafted: &Drafted) -> Result<Vec<Problem>, Failure> {
    let (Some(council), Some(plan)) = (&drafted.council, &drafted.plan) else {
        return Ok(Vec::new());
    };
    if plan.changes().next().is_none() {
        return Ok(Vec::new());
    }
    let private = pipeline::confidential(&session.workspace, Some(council));
    if private.is_unread() {
        return Err(session.shown(&private.unread(), &Sources::new()));
    }
    let watch = Watch::new(PrivateValues::new(&private.records, council), Some(council));
    let sources = &drafted.sources;
    let read = sources.files().filter(|file| {
        let path = sources.path(*file);
        [MEMBERS_FILE, MEETINGS_FILE].contains(&path) || path.starts_with(TEMPLATES_FOLDER)
    });
    let found: Vec<Problem> = read
        .flat_map(|file| watch.find(sources.path(file), sources.text(file).as_bytes(), true))
        .collect();
    // What is said where it was written is not said again where it would come out.
    if !found.is_empty() {
        return Ok(found);
    }
    let made = plan.changes().flat_map(|step| {
        let blocks = Suffix::Page.ends(&step.path) && step.action == Action::Update;
        watch.in_made(&step.path, &step.new, blocks)
    });
    Ok(made.collect())
}

/// Accepts the loss of the events that are withdrawn, and plans to remove their files; returns what
/// was accepted.
fn withdraw(drafted: &mut Drafted, arguments: &Build) -> Result<Vec<Problem>, Failure> {
    let mut accepted = Vec::new();
    for uid in &arguments.withdraw {
        let lost = |problem: &Problem| matches!(&problem.what, What::LostEvent { uid: lost, .. } if lost == uid);
        if !drafted.problems.iter().any(lost) {
            return Err(Failure::NotLost { uid: uid.clone() });
        }
        accepted.extend(drafted.problems.extract_if(.., |problem| lost(problem)));
        if let Some(plan) = &mut drafted.plan {
            plan.remove(|orphan| {
                calendar::read(&orphan.bytes).is_ok_and(|calendar| {
                    let mut uids = calendar.events.iter().map(|event| event.uid.as_ref());
                    calendar.events.len() == 1 && uids.all(|found| found == Some(uid))
                })
            });
        }
    }
    Ok(accepted)
}

/// Plans to note in the registry what was accepted: the history still shows it, and nobody is to be
/// asked again.
fn note(session: &Session, drafted: &mut Drafted, accepted: &[Problem]) -> Result<(), Failure> {
    let (Some(council), Some(plan)) = (&drafted.council, &mut drafted.plan) else {
        return Ok(());
    };
    let mut withdrawn = council.withdrawn.clone();
    for problem in accepted {
        let (noted, given_up) = match (&problem.what, &problem.place) {
            (What::LostEvent { uid, .. }, _) => (&mut withdrawn.events, uid),
            (What::UidChanged { published, .. }, _) => (&mut withdrawn.events, published),
            (
                What::FeedChanged {
                    change: FeedChange::Address { .. },
                },
                Place::Path(path),
            ) => (&mut withdrawn.calendars, path),
            _ => continue,
        };
        if !noted.contains(given_up) {
            noted.push(given_up.clone());
        }
    }
    withdrawn.take_published(&council.meetings, drafted.calendar.as_deref());
    let read = drafted.sources.find(MEETINGS_FILE);
    let Some(text) = read.map(|file| drafted.sources.text(file)) else {
        return Ok(());
    };
    if withdrawn == council.withdrawn {
        return Ok(());
    }
    let edited = edit::withdraw(text, &council.withdrawn, &withdrawn);
    let edited = edited.ok_or(Failure::NotAsAsked)?;
    let members = session.workspace.read(MEMBERS_FILE).unwrap_or_default();
    let read = pipeline::registries_of(&members, &edited, &session.clock);
    if read.council.is_none_or(|read| read.withdrawn != withdrawn) {
        return Err(Failure::NotAsAsked);
    }
    let step = Step {
        action: Action::Update,
        path: MEETINGS_FILE.to_owned(),
        old: Some(text.as_bytes().into()),
        new: edited.into_bytes().into(),
    };
    plan.steps.insert(0, step);
    Ok(())
}

/// Accepts that series end; returns the events that are lost with them.
fn replace_series(drafted: &mut Drafted, arguments: &Build) -> Result<Vec<Problem>, Failure> {
    let mut accepted = Vec::new();
    for uid in &arguments.replace_series {
        let is_series = |problem: &mut Problem| {
            matches!(
                &problem.what,
                What::ForeignContent { content: ForeignContent::Series { uid: series, .. }, .. } if series == uid
            )
        };
        if drafted.problems.extract_if(.., is_series).count() == 0 {
            return Err(Failure::NotASeries { uid: uid.clone() });
        }
        let is_lost = |problem: &mut Problem| matches!(&problem.what, What::LostEvent { uid: lost, .. } if lost == uid);
        accepted.extend(drafted.problems.extract_if(.., is_lost));
    }
    Ok(accepted)
}

/// Accepts the loss of what is foreign in the calendars that are to be replaced; a folder stands for
/// all that are in it.
fn replace(drafted: &mut Drafted, arguments: &Build) -> Result<(), Failure> {
    for path in &arguments.replace {
        let folder = Path::new(path);
        let folder = folder.strip_prefix(".").unwrap_or(folder);
        let is_meant = |calendar: &str| !path.is_empty() && Path::new(calendar).starts_with(folder);
        let mut steps = drafted.plan.iter().flat_map(|plan| &plan.steps);
        if !steps.any(|step| is_meant(&step.path) && Suffix::Calendar.ends(&step.path)) {
            return Err(Failure::NotACalendar { path: path.clone() });
        }
        let lost = |problem: &Problem| match &problem.what {
            What::ForeignContent { path, .. } | What::DroppedText { path, .. } => is_meant(path),
            _ => false,
        };
        drafted.problems.retain(|problem| !lost(problem));
    }
    Ok(())
}

/// Accepts that calendars are others than people subscribed to, and returns what that means.
fn new_feed(drafted: &mut Drafted) -> Vec<Problem> {
    let is_accepted = |problem: &Problem| {
        matches!(
            problem.what,
            What::FeedChanged { .. }
                | What::UidChanged { .. }
                | What::LostEvent { .. }
                | What::StillWithdrawn { .. }
        )
    };
    let (accepted, others) = drafted.problems.drain(..).partition(is_accepted);
    drafted.problems = others;
    accepted
}

/// Makes sure that nobody who was invited goes on expecting what is given up: no message can tell
/// them once its UID is gone.
///
/// # Errors
///
/// The journal knows people who were told of a meeting and not of its cancellation.
fn refuse_to_leave(
    session: &Session,
    drafted: &Drafted,
    accepted: &[&Problem],
) -> Result<(), Failure> {
    let Some(council) = &drafted.council else {
        return Ok(());
    };
    let mut uids: BTreeSet<&str> = BTreeSet::new();
    let mut was: Option<&str> = None;
    for problem in accepted {
        match &problem.what {
            What::LostEvent { uid, .. } => {
                uids.insert(uid);
            }
            What::UidChanged { published, .. } => {
                uids.insert(published);
            }
            What::FeedChanged { change } => was = change.former_council().or(was),
            _ => {}
        }
    }
    if uids.is_empty() && was.is_none() {
        return Ok(());
    }
    let Some(journal) = journal_of(session, council, was) else {
        session.terminal.tell("build.nobody-knows", ());
        return Ok(());
    };
    let meetings = council.meetings.iter();
    let kept: BTreeSet<&str> = meetings.map(|meeting| meeting.uid.as_str()).collect();
    // Under another id of the council every UID is another, but for those that are written.
    let is_given_up = |uid: &str| {
        let is_withdrawn = || council.withdrawn.events.iter().any(|it| it == uid);
        uids.contains(uid) || was.is_some() && !kept.contains(uid) && !is_withdrawn()
    };
    let expected = journal.expected(is_given_up, session.clock.moment(council.timezone));
    if expected.people == 0 {
        return Ok(());
    }
    let meetings = expected.meetings.iter().map(ToString::to_string);
    Err(Failure::StillExpected {
        meetings: meetings.collect(),
        people: expected.people,
        was: was.map(ToOwned::to_owned),
    })
}

/// Reads the journal of messages of a council, or of what it was under another id; `None` where
/// there is none, or it cannot be read.
fn journal_of(session: &Session, council: &Council, was: Option<&str>) -> Option<Journal> {
    let text = session.workspace.read(SENT_FILE).ok()?;
    let ids = [Some(council.id.clone()), was.and_then(CouncilId::new)];
    let read = ids.into_iter().flatten().find_map(|of| {
        let uid = |id: &MeetingId| Some(uid_under(&of, council, id));
        sent::read(&text, &of, uid).ok()
    })?;
    (!read.blank).then_some(read.journal)
}

/// Says what those who subscribed will see of a new calendar.
fn tell(session: &Session, accepted: &[Problem]) {
    let terminal = &session.terminal;
    for problem in accepted {
        let headline = diagnostics::headline(problem, terminal.words());
        terminal.tell("build.accepted", json!({ "headline": headline }));
    }
}

/// Says file by file what was done, or what would be.
///
/// # Errors
///
/// A stream that refuses the lines.
pub fn show(session: &Session, plan: &Plan, dry_run: bool) -> Result<(), Failure> {
    let terminal = &session.terminal;
    list(session, plan, dry_run)?;
    if terminal.verbose {
        let kept = plan.steps.iter().filter(|step| step.action == Action::Keep);
        kept.for_each(|step| terminal.note(&line(step, dry_run, terminal.words())));
    }
    sum_up(session, plan, if dry_run { "to-write" } else { "written" });
    Ok(())
}

/// Lists the files that change.
///
/// # Errors
///
/// A stream that refuses the lines.
pub fn list(session: &Session, plan: &Plan, dry_run: bool) -> Result<(), Failure> {
    let terminal = &session.terminal;
    // What was done is no answer; what would be is.
    if terminal.quiet && !dry_run {
        return Ok(());
    }
    for step in plan.changes() {
        terminal.write(&format!("{}\n", line(step, dry_run, terminal.words())))?;
    }
    Ok(())
}

fn line(step: &Step, dry_run: bool, words: Words) -> String {
    let word = if dry_run {
        words.word("words.to-do", step.action)
    } else {
        words.word("words.done", step.action)
    };
    format!("{word}\t{}", step.path)
}

/// Says how many files there are that change and that do not; `became` tells of those that change.
fn sum_up(session: &Session, plan: &Plan, became: &str) {
    let changed = plan.changes().count();
    let kept = plan.steps.len() - changed;
    let sum = json!({ "changed": changed, "kept": kept, "became": became });
    session.terminal.tell("build.sum", sum);
}
