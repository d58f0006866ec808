//! `cll import`: the registries of a council from what is named of its wiki.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use super::arguments::{FindingFormat, Import, Prefer};
use super::ask::{Question, yes_or_no};
use super::failure::Failure;
use super::init::{self, IGNORE_FILE};
use super::pipeline::{Drafted, Registries, has_errors};
use super::read_wiki::{Read, Selection, surveyed};
use super::{CommandResult, ExitStatus, Session, build, identity, mailing, pipeline};
use crate::announced::Difference;
use crate::calendar::{self, a_year_from, vtimezone};
use crate::domain::{
    CalendarState, Contact, Council, Meeting, MeetingId, Member, Private, Role, Term,
};
use crate::import::members::Person;
use crate::import::survey::{Candidate, Kind};
use crate::import::{self, Adoption, ImportOptions, WikiContents, adopt, mark};
use crate::plan::{Action, Plan, Step};
use crate::problem::{ForeignContent, Problem, Side, What};
use crate::registry::{compare, edit, private};
use crate::sort::Sort;
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, PRIVATE_MEMBERS_FILE, SENT_FILE, Sources};

/// How often registries are compared with the calendars that are there: each time fewer differ.
const ROUNDS: usize = 3;

const TAKE: Question = Question {
    flag: "--members",
    asked: "ask.candidate",
};

/// Runs the command; without anything that is named it is a survey.
///
/// # Errors
///
/// What is named is not there, nothing was found, or a file cannot be written.
pub fn run(session: &Session, arguments: &Import) -> CommandResult {
    session.hear_git()?;
    if arguments.named().iter().any(|named| !named.is_empty()) {
        return import(session, arguments);
    }
    survey(session, arguments)
}

/// Shows what there is to name; on a terminal asks for each whether it is to be taken, and takes it.
fn survey(session: &Session, arguments: &Import) -> CommandResult {
    let terminal = &session.terminal;
    let found = surveyed(session);
    if arguments.format == FindingFormat::Json {
        let document = json!({ "format": 1, "candidates": found });
        terminal.write(&format!("{document:#}\n"))?;
        return Ok(ExitStatus::Success);
    }
    let asks = terminal.interactive && !arguments.survey && !arguments.dry_run;
    let mut taken: Vec<&Candidate> = Vec::new();
    for candidate in &found {
        let said = terminal.words().say("import.candidate", candidate);
        terminal.write(&format!("{said}\n"))?;
        let is_taken = if asks {
            let default = if candidate.sure { "y" } else { "n" };
            terminal.yes || terminal.or_ask(None, &TAKE, Some(default), yes_or_no)?
        } else {
            candidate.sure
        };
        taken.extend(Some(candidate).filter(|_| is_taken));
    }
    let options: Vec<&str> = taken
        .iter()
        .map(|candidate| candidate.option.as_str())
        .collect();
    let surveyed = json!({ "count": found.len(), "options": options });
    terminal.tell("import.surveyed", surveyed);
    if !asks || taken.is_empty() {
        return Ok(ExitStatus::Success);
    }
    let of = |kind: Kind| -> Vec<String> {
        let chosen = taken.iter().filter(|candidate| candidate.kind == kind);
        chosen.map(|candidate| candidate.source.clone()).collect()
    };
    let chosen = Import {
        members: of(Kind::Members),
        meetings: of(Kind::Meetings),
        calendar: of(Kind::Calendar),
        minutes: of(Kind::Minutes),
        ..arguments.clone()
    };
    import(session, &chosen)
}

/// Imports what is named, beside the registries that are there.
fn import(session: &Session, arguments: &Import) -> CommandResult {
    let begun = begun(session);
    let is_registered = matches!(begun, Err(Failure::Registered { .. }));
    let lock = (!arguments.dry_run && begun.is_err()).then(|| session.workspace.lock());
    let _lock = lock.transpose().map_err(Failure::Lock)?;
    let (sources, registered, begun) = if is_registered {
        let Registries {
            sources,
            council,
            problems,
        } = pipeline::registries(&session.workspace, &session.clock);
        let Some(council) = council.filter(|_| !has_errors(&problems)) else {
            return Err(session.shown(&problems, &sources));
        };
        (sources, Some(council), None)
    } else {
        (Sources::new(), None, begun?)
    };
    let selection = Selection::of(arguments, &session.workspace.files(), is_registered)?;
    let mut read = Read::of(session, sources, &selection)?;
    let wishes = wishes(session, arguments, &read.found(registered.as_ref()))?;
    let today = session.clock.today(wishes.timezone);
    read.leave_out_former(today);
    let mut found = read.found(registered.as_ref());
    let until = match &arguments.until {
        Some(day) => super::date(day)?,
        None => a_year_from(today),
    };
    found.expand(wishes.timezone, until);
    let mut adoption = adopt(&found, &wishes).ok_or(Failure::NotAsAsked)?;
    if has_errors(&read.problems) {
        // What is missing from the registries then, nobody would see.
        let mut problems = read.problems.clone();
        problems.append(&mut adoption.problems);
        let (shown, plan) = (read.shown(), Plan::default());
        show(session, arguments, &problems, &shown, &plan)?;
        session.terminal.tell("import.nothing-written", ());
        return Ok(ExitStatus::Findings);
    }
    let Some(council) = &registered else {
        if adoption.council.members.is_empty() && adoption.council.meetings.is_empty() {
            let (shown, plan) = (read.shown(), Plan::default());
            show(session, arguments, &adoption.problems, &shown, &plan)?;
            let named = arguments.named().into_iter().flatten().cloned();
            let named = named.collect();
            return Err(Failure::NothingFound { named });
        }
        return begin(session, arguments, &read, adoption, begun);
    };
    let texts = [MEMBERS_FILE, MEETINGS_FILE].map(|name| {
        let file = read.sources.find(name);
        file.map_or("", |file| read.sources.text(file)).to_owned()
    });
    let mut edited = Edited {
        session,
        texts: texts.clone(),
        council: council.clone(),
    };
    edited.take(&adoption.council)?;
    let drafted = pipeline::draft_of(&session.workspace, edited.read(), &session.clock);
    foresee(&read, &drafted, &mut adoption);
    let steps = [MEMBERS_FILE, MEETINGS_FILE].into_iter().zip(texts);
    let steps = steps.zip(edited.texts).map(|((path, old), new)| Step {
        action: if old == new {
            Action::Keep
        } else {
            Action::Update
        },
        path: path.to_owned(),
        old: Some(old.into_bytes().into()),
        new: new.into_bytes().into(),
    });
    finish(session, arguments, &read, adoption, steps.collect(), None)
}

/// Says what `build` will refuse to lose, and what calendars will call the meetings.
fn foresee(read: &Read, drafted: &Drafted, adoption: &mut Adoption) {
    let mut options: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for problem in &drafted.problems {
        let (path, flag, value) = match &problem.what {
            What::ForeignContent { path, content, .. } => match content {
                ForeignContent::Series { uid, .. } => (path, "--replace-series", uid),
                _ => (path, "--replace", path),
            },
            What::DroppedText { path, .. } => (path, "--replace", path),
            _ => continue,
        };
        let option = (flag.to_owned(), value.clone());
        let options = options.entry(path.clone()).or_default();
        if !options.contains(&option) {
            options.push(option);
        }
    }
    let steps = drafted.plan.iter().flat_map(|plan| &plan.steps);
    let all = steps.filter(|step| Some(&step.path) == drafted.calendar.as_ref());
    let events = all.flat_map(|step| calendar::read(&step.new).unwrap_or_default().events);
    let summaries = events.filter_map(|event| Some((event.uid?, event.summary?)));
    let (summaries, problems) = (summaries.collect(), &mut adoption.problems);
    let name = &adoption.council.name;
    import::foresee(&read.found(None), name, &options, &summaries, problems);
}

/// Writes the first registries of a council.
fn begin(
    session: &Session,
    arguments: &Import,
    read: &Read,
    mut adoption: Adoption,
    begun: Option<Arc<str>>,
) -> CommandResult {
    let (texts, drafted) = announced(session, &mut adoption)?;
    foresee(read, &drafted, &mut adoption);
    if begun.as_ref().is_some_and(|begun| **begun != *texts[0]) {
        return Err(Failure::HalfImported {
            there: MEMBERS_FILE,
            missing: MEETINGS_FILE,
        });
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
        new: Arc::default(),
    });
    let done = finish(session, arguments, read, adoption, steps, begins)?;
    // Nothing may have been written.
    let are_there = session.workspace.read(MEETINGS_FILE).is_ok();
    if are_there && !arguments.dry_run {
        let written = session.workspace.begin_journal(&journal);
        written.map_err(Failure::Write)?;
    }
    Ok(done)
}

/// Both registries, edited one record after the other.
struct Edited<'a> {
    session: &'a Session,
    /// The texts of members and meetings.
    texts: [String; 2],
    /// What they say.
    council: Council,
}

impl Edited<'_> {
    /// Adds the records that are new; what calendars that are there show of them is told.
    fn take(&mut self, merged: &Council) -> Result<(), Failure> {
        let new = merged
            .members
            .iter()
            .filter(|member| self.council.member(member.id.as_str()).is_none());
        for member in new.cloned().collect::<Vec<Member>>() {
            self.texts[0] = edit::add_member(&self.texts[0], &self.council.members, &member)
                .ok_or(Failure::NotAsAsked)?;
            self.accept(|before, after| compare::is_member_added(before, after, &member))?;
        }
        let new = merged
            .meetings
            .iter()
            .filter(|meeting| self.council.meeting(meeting.id.as_str()).is_none());
        let mut new: Vec<Meeting> = new.cloned().collect();
        // A series is without holes at every step.
        new.order_by_key(|meeting| meeting.number);
        // What calendars show otherwise already is for `cll meeting announce`.
        let already = if new.is_empty() {
            BTreeMap::new()
        } else {
            self.differing()
        };
        for meeting in &new {
            self.texts[1] = edit::add_meeting(&self.texts[1], &self.council.meetings, meeting)
                .ok_or(Failure::NotAsAsked)?;
            self.accept(|before, after| {
                compare::are_meetings(before, after, 1, std::slice::from_ref(meeting))
            })?;
        }
        for _ in 0..ROUNDS {
            // A new meeting changes the titles of its series too: "(1/1)" becomes "(1/2)".
            let mut differing = if new.is_empty() {
                BTreeMap::new()
            } else {
                self.differing()
            };
            differing.retain(|id, _| {
                new.iter().any(|meeting| meeting.id == *id) || !already.contains_key(id)
            });
            let known = self.council.meetings.clone();
            let revised = known
                .iter()
                .filter_map(|known| Some((known, revised(known, &differing, self.session)?)));
            let revised: Vec<(&Meeting, Meeting)> = revised.collect();
            if revised.is_empty() {
                break;
            }
            for (known, revised) in revised {
                self.texts[1] = edit::change_meeting(&self.texts[1], known, &revised)
                    .ok_or(Failure::NotAsAsked)?;
                self.accept(|before, after| {
                    compare::are_meetings(before, after, 0, std::slice::from_ref(&revised))
                })?;
            }
        }
        Ok(())
    }

    /// Returns what calendars show otherwise of each meeting.
    fn differing(&self) -> BTreeMap<MeetingId, Vec<Difference>> {
        let drafted = pipeline::draft_of(&self.session.workspace, self.read(), &self.session.clock);
        by_meeting(drafted.differences)
    }

    /// Reads the texts again, which must be sound and say what was asked for.
    fn accept(&mut self, is_asked: impl Fn(&Council, &Council) -> bool) -> Result<(), Failure> {
        let read = self.read();
        if has_errors(&read.problems) {
            self.session.print_problems(&read.problems, &read.sources);
            return Err(Failure::WouldNotValidate);
        }
        let after = read.council.ok_or(Failure::NotAsAsked)?;
        if !is_asked(&self.council, &after) {
            return Err(Failure::NotAsAsked);
        }
        self.council = after;
        Ok(())
    }

    fn read(&self) -> Registries {
        pipeline::registries_of(&self.texts[0], &self.texts[1], &self.session.clock)
    }
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
        (Err(missing), Ok(_)) if pipeline::is_missing(&missing) => Err(Failure::HalfImported {
            there: MEETINGS_FILE,
            missing: MEMBERS_FILE,
        }),
        _ => refused.map(|()| None),
    }
}

/// Marks the pages if it is asked for, writes what changes, and shows it all.
///
/// # Errors
///
/// A file cannot be written.
fn finish(
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
    let contacts = arguments.contacts.then(|| contacts(session, &adoption));
    registries.steps.extend(contacts.transpose()?);
    let mut plan = Plan::default();
    if arguments.mark {
        let templates = session.sound_templates(&mut Sources::new())?;
        let mut marked = mark(&read.found(None), &adoption, &templates);
        plan.steps.extend(read.steps(marked.pages));
        adoption.problems.append(&mut marked.problems);
    }
    if !arguments.dry_run {
        // Whole before any page is marked: a run that is stopped in between can be taken up again.
        for plan in [&registries, &plan] {
            session.workspace.apply(plan).map_err(Failure::from)?;
        }
    }
    for step in &mut registries.steps {
        if step.path == PRIVATE_MEMBERS_FILE {
            // Those who were in it are nobody's to see.
            (step.old, step.new) = (None, Arc::default());
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
    if !arguments.dry_run && plan.changes().next().is_some() {
        session.terminal.tell("import.next", ());
    }
    // A link in a page that is public already fails no import: `check` says it as well.
    problems.retain(|problem| !matches!(problem.what, What::PrivateLink { .. }));
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
    let colleges = match found.registered {
        Some(council) => council.colleges.clone(),
        None => identity::colleges(given.college.iter().map(String::as_str))?,
    };
    Ok(ImportOptions {
        name: given.name.as_deref(),
        id: given.id.as_deref().map(identity::council_id).transpose()?,
        acronym: given.acronym.as_deref(),
        convener: given.convener.as_deref(),
        contact: given.contact.as_deref(),
        colleges,
        timezone: found.registered.map_or_else(
            || import::timezone(found, &supported),
            |council| council.timezone,
        ),
        prefer: match arguments.prefer {
            Prefer::Page => Side::Page,
            Prefer::Calendar => Side::Calendar,
        },
        contacts: arguments.contacts,
        clock: session.clock,
    })
}

/// Plans `private/members.toml` with the persons whom the pages name and it does not have. Their names are public
/// as the pages have them; an address that a page publishes is none that is kept from the public, and stays there.
///
/// # Errors
///
/// The file that is there is unsound or cannot be read, or the new one would be unsound.
fn contacts(session: &Session, adoption: &Adoption) -> Result<Step, Failure> {
    let council = &adoption.council;
    let read = pipeline::confidential(&session.workspace, Some(council));
    if pipeline::has_errors(&read.problems) {
        return Err(session.shown(&read.problems, &Sources::new()));
    }
    let old = if read.has_contacts {
        let text = session.workspace.read(PRIVATE_MEMBERS_FILE);
        Some(text.map_err(|problem| session.shown(&[*problem], &Sources::new()))?)
    } else {
        None
    };
    let known = |person: &Person| {
        let mut contacts = read.records.contacts.iter();
        contacts.any(|it| it.is(&person.member, &person.name))
    };
    let text = old.as_deref().unwrap_or(session.scaffold().contacts);
    let mut added = Vec::new();
    let mut taken: Vec<&Person> = Vec::new();
    for person in adoption.people.iter().filter(|person| !known(person)) {
        if taken.contains(&person) {
            continue;
        }
        taken.push(person);
        let role = if person.is_alternate {
            Role::Alternate
        } else {
            Role::Titular
        };
        added.push(Contact {
            member: person.member.clone(),
            name: Private::new(person.name.clone()),
            email: None,
            role,
            public_name: true,
            term: Term::ALWAYS,
        });
    }
    let (text, _) = edit::change_contacts(text, &read.records.contacts, &[], &added)
        .ok_or(Failure::NotAsAsked)?;
    let (_, problems) = private::load(Some(text.clone()), None, Some(council));
    if has_errors(&problems) {
        session.print_problems(&problems, &Sources::new());
        return Err(Failure::WouldNotValidate);
    }
    let (old, new) = (old.map(Arc::from), text.into_bytes());
    Ok(Step::write(PRIVATE_MEMBERS_FILE, old, new))
}

/// Writes both registries, with what calendars must be told: where one that is there says
/// something else of a meeting, its sequence and its moment are above those of the calendar.
///
/// # Errors
///
/// The registries would not be sound.
fn announced(
    session: &Session,
    adoption: &mut Adoption,
) -> Result<([String; 2], Drafted), Failure> {
    let skeleton = session.scaffold();
    let write = |adoption: &Adoption| {
        let (council, supposed) = (&adoption.council, &adoption.supposed_hours);
        [
            skeleton.members(council, &adoption.unverified),
            skeleton.meetings(council, |meeting| {
                supposed.get(&meeting.id).cloned().unwrap_or_default()
            }),
        ]
    };
    let mut texts = write(adoption);
    let mut round = 0;
    loop {
        let read = pipeline::registries_of(&texts[0], &texts[1], &session.clock);
        if pipeline::has_errors(&read.problems) {
            session.print_problems(&read.problems, &read.sources);
            return Err(Failure::WouldNotValidate);
        }
        let drafted = pipeline::draft_of(&session.workspace, read, &session.clock);
        round += 1;
        let differences = drafted.differences.clone();
        if round > ROUNDS || !revise(&mut adoption.council, differences, session) {
            return Ok((texts, drafted));
        }
        texts = write(adoption);
    }
}

/// Takes up what calendars have seen, and tells whether that changes anything.
fn revise(council: &mut Council, differences: Vec<Difference>, session: &Session) -> bool {
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
fn by_meeting(differences: Vec<Difference>) -> BTreeMap<MeetingId, Vec<Difference>> {
    let mut found: BTreeMap<MeetingId, Vec<Difference>> = BTreeMap::new();
    for difference in differences {
        if let Some(meeting) = difference.meeting.clone() {
            found.entry(meeting).or_default().push(difference);
        }
    }
    found
}

/// Returns a meeting as it is to be, for each thing that calendars show otherwise.
fn revised(
    meeting: &Meeting,
    differences: &BTreeMap<MeetingId, Vec<Difference>>,
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
    let watch = || {
        let council = pipeline::registries(&session.workspace, &session.clock).council;
        pipeline::confidential(&session.workspace, council.as_ref()).watch(council.as_ref())
    };
    session.write_problems(problems, sources, arguments.format, watch)?;
    if arguments.format != FindingFormat::Human {
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
