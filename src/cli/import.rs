//! `cll import`: the registries of a council from its pages and calendars.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use super::arguments::{FindingFormat, Import, Prefer};
use super::failure::Failure;
use super::init::{self, IGNORE_FILE};
use super::read_wiki::Read;
use super::{CommandResult, ExitStatus, Session, build, identity, mailing, pipeline};
use crate::announced::Difference;
use crate::calendar::vtimezone;
use crate::diagnostics::{self, Format};
use crate::domain::{CalendarState, Council, Meeting, MeetingId};
use crate::import::{self, Adoption, ImportOptions, WikiContents, adopt, mark};
use crate::plan::{Action, Plan, Step};
use crate::problem::{Problem, Side};
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, SENT_FILE, Sources};

/// How often registries are compared with the calendars that are there: each time fewer differ.
pub const ROUNDS: usize = 3;

/// Whether there are registries that what is found goes into.
pub fn merges(session: &Session, arguments: &Import) -> bool {
    arguments.merge && begun(session).is_err()
}

/// Runs the command.
///
/// # Errors
///
/// There are registries already, nothing was found, or a file cannot be written.
pub fn run(session: &Session, arguments: &Import) -> CommandResult {
    session.hear_git()?;
    let begun = begun(session)?;
    let read = Read::of(session, Sources::new());
    let found = read.found();
    let adoption = adopt(&found, &wishes(session, arguments, &found)?);
    let mut adoption = adoption.ok_or(Failure::NotAsAsked)?;
    if adoption.council.members.is_empty() && adoption.council.meetings.is_empty() {
        let folder = session.workspace.root().display().to_string();
        return Err(Failure::NothingFound { folder });
    }
    let texts = announced(session, &mut adoption)?;
    if begun.as_ref().is_some_and(|begun| **begun != *texts[0]) {
        return Err(Failure::HalfImported);
    }
    let [members, meetings] = texts.map(String::into_bytes);
    let steps = vec![
        Step::seed(MEMBERS_FILE, begun.map(Arc::from), members),
        Step::seed(MEETINGS_FILE, None, meetings),
    ];
    let journal = mailing::new_journal(&adoption.council)?;
    let begins = (!session.workspace.has(SENT_FILE)).then(|| Step {
        action: Action::Create,
        path: SENT_FILE.to_owned(),
        old: None,
        // The key in it is nobody's to see.
        new: Vec::new(),
    });
    let done = finish(session, arguments, &read, adoption, steps, begins)?;
    // Nothing may have been written.
    let are_there = session.workspace.read(MEETINGS_FILE).is_ok();
    if are_there && !arguments.dry_run {
        let written = session.workspace.begin_journal(&journal);
        written.map_err(Failure::Write)?;
    }
    Ok(done)
}

/// Returns the registry that an import wrote before it was stopped; the other comes after it.
///
/// # Errors
///
/// There are registries, or something in the place of one.
fn begun(session: &Session) -> Result<Option<Arc<str>>, Failure> {
    let refused = session.refuse_registries();
    if refused.is_ok() {
        return Ok(None);
    }
    let there = |path| session.workspace.read(path);
    match (there(MEMBERS_FILE), there(MEETINGS_FILE)) {
        (Ok(begun), Err(missing)) if pipeline::is_missing(&missing) => Ok(Some(begun)),
        _ => refused.map(|()| None),
    }
}

/// Marks the pages if it is asked for, writes what changes, and shows it all.
///
/// # Errors
///
/// A file cannot be written.
pub fn finish(
    session: &Session,
    arguments: &Import,
    read: &Read,
    mut adoption: Adoption,
    steps: Vec<Step>,
    journal: Option<Step>,
) -> CommandResult {
    let mut registries = Plan {
        steps: vec![ignoring(session)?],
        orphans: Vec::new(),
    };
    registries.steps.extend(steps);
    let mut plan = Plan::default();
    if arguments.mark {
        let mut marked = mark(&read.found(), &adoption);
        plan.steps.extend(read.steps(marked.pages));
        adoption.problems.append(&mut marked.problems);
    }
    if pipeline::has_errors(&read.problems) {
        // What is missing from the registries then, nobody would see.
        let mut problems = read.problems.clone();
        problems.append(&mut adoption.problems);
        show(
            session,
            arguments,
            &problems,
            &read.shown(),
            &Plan::default(),
        )?;
        session.terminal.tell("import.nothing-written", ());
        return Ok(ExitStatus::Findings);
    }
    if !arguments.dry_run {
        // Whole before any page is marked: a run that is stopped in between can be taken up again.
        for plan in [&registries, &plan] {
            session.workspace.apply(plan).map_err(Failure::from)?;
        }
    }
    registries.steps.extend(journal);
    registries.steps.append(&mut plan.steps);
    tell(session, arguments, read, adoption, &registries)
}

/// Plans the line of `.gitignore` that keeps git from taking what is private.
///
/// # Errors
///
/// The file that is there cannot be read; it is shown.
fn ignoring(session: &Session) -> Result<Step, Failure> {
    let paths = [IGNORE_FILE].into_iter();
    let existing = session.workspace.existing(paths, std::iter::empty());
    let mut existing = existing.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    Ok(init::ignoring(&mut existing))
}

/// Shows the findings, the files and the numbers.
///
/// # Errors
///
/// A stream that refuses them.
fn tell(
    session: &Session,
    arguments: &Import,
    read: &Read,
    mut adoption: Adoption,
    plan: &Plan,
) -> CommandResult {
    let mut problems = read.problems.clone();
    problems.append(&mut adoption.problems);
    show(session, arguments, &problems, &read.shown(), plan)?;
    let tally = &adoption.tally;
    let counts = json!({
        "members": tally.members,
        "lines": tally.lines,
        "events": tally.events,
        "pages": tally.pages,
        "calendars": tally.calendars,
        "meetings": tally.meetings,
        "contradictions": tally.contradictions,
        "unread": tally.unread,
    });
    session.terminal.tell("import.read", counts);
    Ok(if pipeline::has_errors(&problems) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

/// Returns what the options say of the council.
///
/// # Errors
///
/// An id is none.
fn wishes<'a>(
    session: &Session,
    arguments: &'a Import,
    found: &WikiContents<'_>,
) -> Result<ImportOptions<'a>, Failure> {
    let given = &arguments.identity;
    let supported: Vec<&str> = vtimezone::supported().collect();
    Ok(ImportOptions {
        name: given.name.as_deref(),
        id: given.id.as_deref().map(identity::council_id).transpose()?,
        acronym: given.acronym.as_deref(),
        convener: given.convener.as_deref(),
        contact: given.contact.as_deref(),
        colleges: identity::colleges(given.college.iter().map(String::as_str))?,
        timezone: import::timezone(found, &supported),
        prefer: preferred(arguments),
        clock: session.clock,
    })
}

/// Returns the side that wins.
#[must_use]
pub fn preferred(arguments: &Import) -> Side {
    match arguments.prefer {
        Prefer::Page => Side::Page,
        Prefer::Calendar => Side::Calendar,
    }
}

/// Writes both registries, with what calendars must be told: where one that is there says
/// something else of a meeting, its sequence and its moment are above those of the calendar.
///
/// # Errors
///
/// The registries would not be sound.
fn announced(session: &Session, adoption: &mut Adoption) -> Result<[String; 2], Failure> {
    let skeleton = session.scaffold();
    let write = |adoption: &Adoption| {
        let (council, supposed) = (&adoption.council, &adoption.supposed_hours);
        [
            skeleton.members(council, &adoption.unverified),
            skeleton.meetings(council, |meeting| supposed.contains(&meeting.id)),
        ]
    };
    let mut texts = write(adoption);
    for _ in 0..ROUNDS {
        let read = pipeline::registries_of(&texts[0], &texts[1], &session.clock);
        if pipeline::has_errors(&read.problems) {
            session.print_problems(&read.problems, &read.sources);
            return Err(Failure::WouldNotValidate);
        }
        let drafted = pipeline::draft_of(&session.workspace, read, &session.clock);
        if !revise(&mut adoption.council, &drafted.differences, session) {
            break;
        }
        texts = write(adoption);
    }
    Ok(texts)
}

/// Takes up what calendars have seen, and tells whether that changes anything.
fn revise(council: &mut Council, differences: &[Difference], session: &Session) -> bool {
    let mut changed = false;
    let differences = by_meeting(differences);
    for meeting in &mut council.meetings {
        if let Some(revised) = revised(meeting, &differences, session) {
            *meeting = revised;
            changed = true;
        }
    }
    changed
}

/// Gathers what calendars show otherwise of each meeting.
pub fn by_meeting(differences: &[Difference]) -> BTreeMap<MeetingId, Vec<&Difference>> {
    let mut found: BTreeMap<MeetingId, Vec<&Difference>> = BTreeMap::new();
    for difference in differences {
        if let Some(meeting) = &difference.meeting {
            found.entry(meeting.clone()).or_default().push(difference);
        }
    }
    found
}

/// Returns a meeting as it is to be, for each thing that calendars show otherwise.
pub fn revised(
    meeting: &Meeting,
    differences: &BTreeMap<MeetingId, Vec<&Difference>>,
    session: &Session,
) -> Option<Meeting> {
    let its = differences.get(&meeting.id)?.iter();
    its.fold(None, |revised: Option<Meeting>, difference| {
        // Which of two days was announced first, nobody knows.
        let seen = CalendarState {
            slots: Vec::new(),
            ..difference.seen.clone()
        };
        let meeting = revised.as_ref().unwrap_or(meeting);
        Some(meeting.announced(&seen, session.clock.now))
    })
}

/// Shows the findings and then, for people, each file.
fn show(
    session: &Session,
    arguments: &Import,
    problems: &[Problem],
    sources: &Sources,
    plan: &Plan,
) -> Result<(), Failure> {
    let terminal = &session.terminal;
    let (format, color) = match arguments.format {
        FindingFormat::Human => (Format::Human, terminal.color_out),
        FindingFormat::Short => (Format::Short, false),
        FindingFormat::Json => (Format::Json, false),
    };
    terminal.write(&diagnostics::report(
        problems,
        sources,
        terminal.words(),
        format,
        color,
    ))?;
    if format != Format::Human {
        return Ok(());
    }
    if !problems.is_empty() {
        terminal.write("\n")?;
    }
    if arguments.dry_run {
        let shown = plan.changes();
        let shown = shown.filter(|step| step.action == Action::Update || terminal.verbose);
        for step in shown {
            terminal.write(&step.diff())?;
        }
    }
    build::list(session, plan, arguments.dry_run)
}
