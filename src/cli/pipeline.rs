//! The way from the files to a plan, as far as each command needs it.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::thread;

use crate::announced::{self, Difference, Loss, Past, Versions};
use crate::calendar::{self, vtimezone};
use crate::domain::{
    CalendarState, Clock, Council, CouncilId, ImapSettings, Journal, PrivateRecords, SmtpSettings,
    SubjectProposal,
};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::markdown::blocks::scan;
use crate::markdown::comments::fences;
use crate::plan::Plan;
use crate::problem::{
    ForeignContent, Orphaned, Place, Problem, Severity, Silence, Unreadable, What,
};
use crate::registry::{self, default_paths, private, replies, sent, server};
use crate::render::{self, Inputs, Suffix, Templates, templates};
use crate::shares::in_shares;
use crate::source::{
    FileId, IMAP_FILE, MEETINGS_FILE, MEMBERS_FILE, PRIVATE_MEETINGS_FILE, PRIVATE_MEMBERS_FILE,
    PRIVATE_SUBJECTS_FILE, REPLIES_FILE, SENT_FILE, SMTP_FILE, Sources, Span,
};
use crate::workspace::{Commits, Workspace};

/// The registries as read: a council if nothing is wrong with them.
pub struct Registries {
    pub sources: Sources,
    pub council: Option<Council>,
    pub problems: Vec<Problem>,
}

impl Registries {
    /// Returns the text of a registry, if it could be read.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let file = self.sources.find(name)?;
        Some(self.sources.text(file))
    }
}

/// Everything as read and compared: what is wrong, and what would be written.
pub struct Drafted {
    pub sources: Sources,
    pub council: Option<Council>,
    pub problems: Vec<Problem>,
    /// `None` if errors leave nothing to compare.
    pub plan: Option<Plan>,
    /// What calendars out there would not be told; also among the problems.
    pub differences: Vec<Difference>,
    /// The path of the calendar of all meetings.
    pub calendar: Option<String>,
    /// The ids that the council has had before, as git and what calendars show tell.
    pub former_ids: BTreeSet<String>,
    /// The pages that were the council's own under these ids, as findings.
    former_pages: Vec<Problem>,
    /// Every file that is there and the council's, by its path from the root, in order.
    pub files: Vec<String>,
}

impl Drafted {
    /// Whether a file is there and the council's.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        is_among(&self.files, path)
    }

    /// Names the pages of the council under ids that it had before, unless it is asked first whether
    /// the id is to be another.
    #[must_use]
    pub fn former_pages(&self) -> Vec<Problem> {
        let is_asked = |problem: &Problem| matches!(problem.what, What::FeedChanged { .. });
        if self.problems.iter().any(is_asked) {
            return Vec::new();
        }
        self.former_pages.clone()
    }
}

/// The private registries as read.
pub struct Confidential {
    pub records: PrivateRecords,
    /// Without a word of what is private.
    pub problems: Vec<Problem>,
    /// The lines of the journal of answers that are none.
    pub unread_answers: Vec<Problem>,
    /// Whether there is a registry of contacts at all.
    pub has_contacts: bool,
}

impl Confidential {
    /// Whether something could not be read, so that nobody knows what is private.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        !self.unread().is_empty()
    }

    /// Lists what could not be read of the registries and of the journal of answers, whose deputies are
    /// private.
    #[must_use]
    pub fn unread(&self) -> Vec<Problem> {
        let registries = self.problems.iter().filter(|problem| {
            let is_read = matches!(
                problem.what,
                What::DuplicateContact { .. }
                    | What::DuplicateId { .. }
                    | What::SubjectMismatch { .. }
                    | What::UnknownMeeting { .. }
                    | What::UnknownMember { .. }
            );
            problem.what.severity() == Severity::Error && !is_read
        });
        registries.chain(&self.unread_answers).cloned().collect()
    }

    /// Makes what finds private values in public texts; `None` where nobody knows what is private:
    /// something could not be read, or no council tells which of the values it publishes itself.
    #[must_use]
    pub fn watch(&self, council: Option<&Council>) -> Option<Watch> {
        let is_known = !self.is_unread() && (council.is_some() || self.records.is_empty());
        let values = |council| PrivateValues::new(&self.records, council);
        is_known.then(|| Watch::new(council.and_then(values), council))
    }
}

/// Reads and checks the private registries, and whom the journal of answers names; each may be missing.
#[must_use]
pub fn confidential(workspace: &Workspace, council: Option<&Council>) -> Confidential {
    let mut problems = Vec::new();
    let mut missing = Vec::new();
    let mut read = |path| match workspace.read(path) {
        Ok(text) => Some(text.to_string()),
        Err(problem) => {
            if is_missing(&problem) {
                missing.push(path);
            } else {
                problems.push(*problem);
            }
            None
        }
    };
    let (members, meetings) = (read(PRIVATE_MEMBERS_FILE), read(PRIVATE_MEETINGS_FILE));
    let (answers, unread_answers) = match read(REPLIES_FILE) {
        Some(text) => {
            let answers = replies::read(&text);
            let unread = broken_answers(text, &answers.broken);
            (Some(answers.replies), unread)
        }
        None => (None, Vec::new()),
    };
    let subjects = read(PRIVATE_SUBJECTS_FILE);
    let (mut records, found) = private::load(members, meetings, council);
    problems.extend(found);
    records.correspondents = answers.map_or_else(Vec::new, |it| it.private_values());
    if let Some(text) = subjects {
        let (proposals, found) = private::proposals(text, council);
        problems.extend(found);
        let persons = proposals.iter().flat_map(SubjectProposal::persons);
        records.correspondents.extend(persons.cloned());
        records.proposals = proposals;
    }
    Confidential {
        records,
        problems,
        unread_answers,
        has_contacts: !missing.contains(&PRIVATE_MEMBERS_FILE),
    }
}

/// Finds the lines of the journal of answers with these numbers, from 1.
fn broken_answers(text: String, broken: &[usize]) -> Vec<Problem> {
    // These sources end here, so that nothing can show what is in them.
    let mut sources = Sources::new();
    let file = sources.add(REPLIES_FILE, text);
    let broken = broken.iter().map(|line| {
        let at = Span::new(file, sources.lines(file, *line..=*line));
        let what = What::BrokenJournal {
            council: None,
            is_former: false,
            of_answers: true,
        };
        Problem::at(at, what).hidden(&sources)
    });
    broken.collect()
}

/// Reads the settings of the server that sends; `None` where there are none.
///
/// # Errors
///
/// What is wrong with them, without a word of what is private.
pub fn smtp_settings(workspace: &Workspace) -> Result<Option<SmtpSettings>, Vec<Problem>> {
    settings(workspace, SMTP_FILE, server::smtp)
}

/// Reads the settings of the mailbox that holds the answers; `None` where there are none.
///
/// # Errors
///
/// The same.
pub fn imap_settings(workspace: &Workspace) -> Result<Option<ImapSettings>, Vec<Problem>> {
    settings(workspace, IMAP_FILE, server::imap)
}

fn settings<T>(
    workspace: &Workspace,
    path: &str,
    load: impl FnOnce(String) -> (Option<T>, Vec<Problem>),
) -> Result<Option<T>, Vec<Problem>> {
    match workspace.read(path).map(|text| load(text.to_string())) {
        Ok((settings, problems)) if problems.is_empty() => Ok(settings),
        Ok((_, problems)) => Err(problems),
        Err(problem) if is_missing(&problem) => Ok(None),
        Err(problem) => Err(vec![*problem]),
    }
}

/// Whether a file could not be read because it is not there.
#[must_use]
pub fn is_missing(problem: &Problem) -> bool {
    let why = Unreadable::Missing;
    problem.what == What::UnreadableFile { why }
}

/// Reads and checks the two registries.
#[must_use]
pub fn registries(workspace: &Workspace, clock: &Clock) -> Registries {
    let mut sources = Sources::new();
    let mut unreadable = Vec::new();
    let mut read = |name: &str| match workspace.read(name) {
        Ok(text) => Some(sources.add(name, text)),
        Err(problem) => {
            unreadable.push(*problem);
            None
        }
    };
    let (members, meetings) = (read(MEMBERS_FILE), read(MEETINGS_FILE));
    let mut loaded = loaded(sources, members, meetings, clock);
    unreadable.append(&mut loaded.problems);
    loaded.problems = unreadable;
    loaded
}

/// Checks registries that are not written yet.
#[must_use]
pub fn registries_of(members: &str, meetings: &str, clock: &Clock) -> Registries {
    let mut sources = Sources::new();
    let members = sources.add(MEMBERS_FILE, members);
    let meetings = sources.add(MEETINGS_FILE, meetings);
    loaded(sources, Some(members), Some(meetings), clock)
}

fn loaded(
    mut sources: Sources,
    members: Option<FileId>,
    meetings: Option<FileId>,
    clock: &Clock,
) -> Registries {
    let timezones: Vec<&'static str> = vtimezone::supported().collect();
    let loaded = registry::load(&sources, members, meetings, clock, &timezones);
    for (file, records) in loaded.records {
        sources.name_records(file, records);
    }
    Registries {
        sources,
        council: loaded.council,
        problems: loaded.problems,
    }
}

/// Reads the registries as they were at a revision, if they were sound.
#[must_use]
pub fn council_at(workspace: &Workspace, clock: &Clock, revision: &str) -> Option<Council> {
    let read = |path| {
        let bytes = workspace.at_revision(revision, path).ok()??;
        String::from_utf8(bytes).ok()
    };
    let (members, meetings) = (read(MEMBERS_FILE)?, read(MEETINGS_FILE)?);
    registries_of(&members, &meetings, clock).council
}

/// Reads everything, renders everything, and compares it with what is there.
///
/// What is built is public, and messages are not: where git does not say what it takes, that is
/// one of the errors.
#[must_use]
pub fn draft(workspace: &Workspace, clock: &Clock) -> Drafted {
    let mut drafted = drafted(workspace, registries(workspace, clock), clock, false);
    let is_silent = |problem: &Problem| matches!(problem.what, What::GitSilent { .. });
    if !drafted.problems.iter().any(is_silent) {
        drafted.problems.extend(silence(workspace));
    }
    drafted
}

/// Says that git does not answer, if there is a repository and it does not.
#[must_use]
pub fn silence(workspace: &Workspace) -> Option<Problem> {
    workspace.repository().err().map(silent)
}

/// Makes the finding that git does not answer.
#[must_use]
pub fn silent(why: Silence) -> Problem {
    Problem::path(".git", What::GitSilent { why })
}

/// Does the same for registries that are not written yet.
#[must_use]
pub fn draft_of(workspace: &Workspace, registries: Registries, clock: &Clock) -> Drafted {
    drafted(workspace, registries, clock, false)
}

/// Does the same for registries whose only errors may be meetings without `updated`.
#[must_use]
pub fn compare(workspace: &Workspace, clock: &Clock) -> Drafted {
    drafted(workspace, registries(workspace, clock), clock, true)
}

fn drafted(
    workspace: &Workspace,
    registries: Registries,
    clock: &Clock,
    unstamped: bool,
) -> Drafted {
    let Registries {
        mut sources,
        council,
        mut problems,
    } = registries;
    let (files, unread) = workspace.files_and_unread();
    problems.extend(unread);
    let mut templates = templates(workspace, &files, &mut sources, &mut problems);
    let Some(council) = council else {
        for page in pages(workspace, &files, &mut sources, &mut problems) {
            render::faults(page, &scan(sources.text(page)), &mut problems);
        }
        return Drafted {
            sources,
            council: None,
            problems,
            plan: None,
            differences: Vec::new(),
            calendar: None,
            former_ids: BTreeSet::new(),
            former_pages: Vec::new(),
            files,
        };
    };
    templates.allow_for(council.members.len() + council.meetings.len() + council.opinions.len());
    let exists = |path: &str| is_among(&files, path);
    // Git answers while pages are read and the artefacts are made.
    let ((artifacts, found), (past, unknown)) = thread::scope(|scope| {
        let past = scope.spawn(|| past(workspace, &council, &templates));
        let pages = pages(workspace, &files, &mut sources, &mut problems);
        let inputs = Inputs {
            sources: &sources,
            pages: &pages,
            templates: &templates,
            exists: &exists,
        };
        let rendered = render::render(&council, &inputs);
        (
            rendered,
            past.join().unwrap_or_else(|panic| resume_unwind(panic)),
        )
    });
    problems.extend(found);
    let stops = |problem: &Problem| {
        problem.what.severity() == Severity::Error
            && !(unstamped && matches!(problem.what, What::MissingUpdated { .. }))
    };
    let plan = if problems.iter().any(stops) {
        None
    } else {
        let artifact_paths = artifacts.iter().map(|artifact| artifact.path.as_str());
        let calendars = files.iter().filter(|path| Suffix::Calendar.ends(path));
        match workspace.existing(artifact_paths, calendars.map(String::as_str)) {
            Ok(existing) => Some(Plan::new(artifacts, existing, |path, bytes| {
                Suffix::Calendar.ends(path)
                    && calendar::read(bytes).is_ok_and(|calendar| {
                        calendar.product.as_deref().is_some_and(render::is_product)
                    })
            })),
            Err(found) => {
                problems.extend(found);
                None
            }
        }
    };
    let calendar = render::calendar_path(&council, &templates).map(|path| path.to_string());
    let (mut differences, former_ids) = plan.as_ref().map_or_else(Default::default, |plan| {
        problems.extend(unknown);
        let compared = Compared {
            council: &council,
            plan,
            calendar: calendar.as_deref(),
            past: &past,
            clock,
            exists: &exists,
        };
        compared.differences(&mut sources, &mut problems)
    });
    differences.extend(published_again(&council, calendar.as_deref()));
    let former_pages = former_pages(&council, &templates, plan.as_ref(), &former_ids);
    problems.extend(
        differences
            .iter()
            .map(|difference| difference.problem.clone()),
    );
    Drafted {
        sources,
        council: Some(council),
        problems,
        plan,
        differences,
        calendar,
        former_ids,
        former_pages,
        files,
    }
}

/// Finds what stands in `[withdrawn]` and is published again.
fn published_again(council: &Council, calendar: Option<&str>) -> Vec<Difference> {
    let mut withdrawn = council.withdrawn.clone();
    let again = withdrawn
        .take_published(&council.meetings, calendar)
        .into_iter();
    let again = again.map(|entry| Difference {
        problem: Problem::path(MEETINGS_FILE, What::StillWithdrawn { entry }),
        meeting: None,
        seen: CalendarState::default(),
    });
    again.collect()
}

/// A plan that is compared with what was published before.
struct Compared<'a> {
    council: &'a Council,
    plan: &'a Plan,
    /// The path of the calendar of all meetings.
    calendar: Option<&'a str>,
    past: &'a Past,
    clock: &'a Clock,
    exists: &'a dyn Fn(&str) -> bool,
}

impl Compared<'_> {
    /// Finds what calendars out there would not be told, or would lose; what is only worth saying
    /// goes to the problems at once. Returns the ids that the council has had before as well.
    fn differences(
        &self,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
    ) -> (Vec<Difference>, BTreeSet<String>) {
        let (council, plan, calendar) = (self.council, self.plan, self.calendar);
        let past = self.past;
        let clock = self.clock;
        let mut found = announced::differences(council, plan, calendar, past, clock, self.exists);
        for loss in announced::losses(council, plan, calendar, past) {
            let problem = placed(sources, plan, loss);
            if let What::ForeignContent { content, .. } = &problem.what
                && let ForeignContent::Series { uid, .. } = content
            {
                for lost in found.iter_mut().map(|it| &mut it.problem.what) {
                    if let What::LostEvent {
                        uid: lost, recurs, ..
                    } = lost
                    {
                        *recurs |= lost == uid;
                    }
                }
            }
            if problem.what.severity() == Severity::Error {
                found.push(Difference {
                    problem,
                    meeting: None,
                    seen: CalendarState::default(),
                });
            } else {
                problems.push(problem);
            }
        }
        let mut former_ids = past.ids.clone();
        former_ids.extend(found.iter().filter_map(|it| match &it.problem.what {
            What::FeedChanged { change } => change.former_council().map(ToOwned::to_owned),
            _ => None,
        }));
        former_ids.remove(council.id.as_str());
        (found, former_ids)
    }
}

/// Reads what git holds, up to HEAD: the calendars, the ids of the council, and where it said
/// that its calendar lies.
///
/// Where git does not say, or has not all of it, that is a finding.
fn past(
    workspace: &Workspace,
    council: &Council,
    templates: &Templates,
) -> (Past, Option<Problem>) {
    let mut unknown = None;
    let mut past = Past::default();
    let mut paths_of_calendar = BTreeSet::from([
        default_paths().calendar.text,
        council.paths.calendar.text.clone(),
    ]);
    let committed = workspace.committed(Commits::Before, |paths, bytes| {
        if paths.contains(MEMBERS_FILE) {
            past.ids.extend(registry::council_id(bytes));
        } else if paths.contains(MEETINGS_FILE) {
            paths_of_calendar.extend(registry::calendar_path(bytes));
        } else {
            past.add(paths.iter().map(String::as_str), bytes);
        }
    });
    match committed {
        Ok(committed) => {
            past.head = committed.head;
            past.head.retain(|path, _| !workspace.is_anothers(path));
            if committed.is_partial {
                unknown = Some(Problem::path(MEETINGS_FILE, What::PartialHistory));
            }
        }
        Err(why) => {
            past = Past::default();
            unknown = Some(silent(why));
        }
    }
    past.journal = journal(workspace, council);
    past.ids.insert(council.id.to_string());
    for id in past.ids.iter().filter_map(|id| CouncilId::new(id)) {
        for template in &paths_of_calendar {
            let path = render::path_under(council, &id, template, Suffix::Calendar, templates);
            past.addresses.extend(path.map(|path| path.to_string()));
        }
    }
    (past, unknown)
}

/// Finds the pages that were the council's own under an id that it had before, and still have blocks.
fn former_pages(
    council: &Council,
    templates: &Templates,
    plan: Option<&Plan>,
    former_ids: &BTreeSet<String>,
) -> Vec<Problem> {
    let template = &council.paths.page.text;
    let page = |id: &CouncilId| {
        let path = render::path_under(council, id, template, Suffix::Page, templates);
        path.map(|path| path.to_string())
    };
    let (Some(plan), Some(now)) = (plan, page(&council.id)) else {
        return Vec::new();
    };
    let ids = former_ids.iter().filter_map(|id| CouncilId::new(id));
    let pages = ids.filter_map(|id| page(&id));
    let filled = |path: &String| plan.steps.iter().any(|step| step.path == *path);
    let pages = pages.filter(|path| *path != now && filled(path));
    let problem = |was: String| {
        let (path, now) = (was.clone(), now.clone());
        let kind = Orphaned::Page { was, now };
        Problem::path(path, What::OrphanFile { kind })
    };
    pages.map(problem).collect()
}

/// Places what would be lost in the calendar that holds it, as far as that is there.
///
/// Of a calendar that others wrote only the line is named: nobody knows what it holds.
fn placed(sources: &mut Sources, plan: &Plan, loss: Loss) -> Problem {
    let step = plan.steps.iter().find(|step| step.path == loss.path);
    let text = step
        .and_then(|step| step.old.as_deref())
        .filter(|bytes| calendar::is_whole(bytes))
        .and_then(|bytes| str::from_utf8(bytes).ok());
    let (Some(text), Some(line)) = (text, loss.line) else {
        return Problem::path(loss.path, loss.what);
    };
    let file = match sources.find(&loss.path) {
        Some(file) => file,
        None => sources.add(&loss.path, text),
    };
    let at = sources.lines(file, line..=line);
    Problem::at(Span::new(file, at), loss.what).hidden(sources)
}

/// Reads the journal of messages, if there is a sound one: what is wrong with it stops those who
/// send, not those who build.
fn journal(workspace: &Workspace, council: &Council) -> Option<Journal> {
    let text = workspace.read(SENT_FILE).ok()?;
    Some(sent::of(council, &text).ok()?.journal)
}

/// Finds the highest SEQUENCE that was ever seen of a UID, in the calendars of any known commit and
/// in the journal of messages.
///
/// # Errors
///
/// Git cannot be run, or refuses.
pub fn highest_sequences(
    workspace: &Workspace,
    council: &Council,
) -> Result<impl Fn(&str) -> u32 + use<>, Silence> {
    let mut versions = Versions::default();
    workspace.committed(Commits::All, |_, bytes| {
        versions.add(bytes);
    })?;
    let journal = journal(workspace, council);
    Ok(move |uid: &str| {
        let told = journal
            .as_ref()
            .and_then(|journal| journal.highest_sequence(uid));
        versions.highest_sequence(uid).max(told.unwrap_or_default())
    })
}

/// Reads the pages that hold blocks; one with a conflict of a merge is named, and is none.
fn pages(
    workspace: &Workspace,
    files: &[String],
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) -> Vec<FileId> {
    let mut pages: Vec<FileId> = Vec::new();
    let paths: Vec<&String> = files
        .iter()
        .filter(|path| Suffix::Page.ends(path))
        .collect();
    let read = in_shares(&paths, |path| workspace.read_page(path));
    for (path, read) in paths.into_iter().zip(read) {
        match read {
            Ok(Some(text)) => {
                let page = sources.add(path, text);
                let conflicts = page_conflicts(workspace, sources, page);
                if conflicts.is_empty() {
                    pages.push(page);
                }
                problems.extend(conflicts);
            }
            Ok(None) => {}
            Err(problem) => problems.push(*problem),
        }
    }
    pages
}

fn is_among(files: &[String], path: &str) -> bool {
    let order = |file: &String| file.as_str().cmp(path);
    files.binary_search_by(order).is_ok()
}

/// Finds what a merge left in a page; a fenced block shows a conflict as an example, unless git says that
/// the page has one.
#[must_use]
pub fn page_conflicts(workspace: &Workspace, sources: &Sources, page: FileId) -> Vec<Problem> {
    let text = sources.text(page);
    let mut found = Problem::conflicts(page, text);
    if !found.is_empty() && !workspace.is_unmerged(sources.path(page)) {
        let fences = fences(text);
        let is_shown = |problem: &Problem| match problem.place {
            Place::Span(span) => fences.iter().any(|fence| fence.contains(&span.start)),
            _ => false,
        };
        found.retain(|problem| !is_shown(problem));
    }
    found
}

/// Reads the program's templates and, among `files`, those that replace them.
pub fn templates(
    workspace: &Workspace,
    files: &[String],
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) -> Templates {
    let mut own: Vec<(String, FileId)> = Vec::new();
    for path in files {
        let Some(name) = path.strip_prefix(templates::FOLDER) else {
            continue;
        };
        match workspace.read(path) {
            Ok(text) => {
                let file = sources.add(path, text);
                let conflicts = Problem::conflicts(file, sources.text(file));
                if conflicts.is_empty() {
                    own.push((name.to_owned(), file));
                }
                problems.extend(conflicts);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    let (templates, found) = Templates::load(sources, &own);
    problems.extend(found);
    templates
}

/// Whether any finding is an error.
#[must_use]
pub fn has_errors(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| problem.what.severity() == Severity::Error)
}
