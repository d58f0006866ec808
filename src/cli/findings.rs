//! Everything that is wrong: what stops a command, and what only `cll check` looks for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::pipeline::{self, Confidential, Drafted};
use super::{Session, private_files};
use crate::announced;
use crate::calendar;
use crate::domain::{Asked, Council, CouncilId, Journal, Meeting, PrivateRecords, recipients};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::{Leak, Watch};
use crate::markdown::blocks;
use crate::markdown::href::folder;
use crate::markdown::outline;
use crate::markdown::rebuilt::Rebuilt;
use crate::plan::{Action, Plan, Step};
use crate::problem::{Place, PrivateKind, Problem, Unreadable, What};
use crate::proofread::addresses::{self, Made};
use crate::proofread::pages::{self, Page};
use crate::proofread::site::Site;
use crate::proofread::unclaimed::Places;
use crate::registry::sent::{self, Unsound};
use crate::registry::timely::{
    minutes_are_of_meetings_that_were_held, minutes_are_published, people_can_come,
};
use crate::render::{self, Context, MeetingValue, Suffix, Templates};
use crate::shares::in_shares;
use crate::source::{
    self, MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER, SENT_FILE, Sources, Span, TEMPLATES_FOLDER,
};
use crate::workspace::{GIT, Held, Kept, Workspace};

/// The files by which git is told what it takes, and how.
const GIT_FILES: [&str; 2] = [".gitignore", ".gitattributes"];

/// Finds everything that is wrong with what was read and with the files that are there.
///
/// Where links lead, what is made and which minutes are missing is known only once all can be made.
/// Without a council nobody can tell which values it publishes itself: none is looked for.
#[must_use]
pub fn find(session: &Session, drafted: &mut Drafted, confidential: &Confidential) -> Vec<Problem> {
    let workspace = &session.workspace;
    let council = drafted.council.as_ref();
    let mut found = [drafted.problems.clone(), drafted.former_pages()].concat();
    // Until a change is announced nothing is built: the files are as they are to be.
    let built = drafted
        .plan
        .iter()
        .filter(|_| drafted.differences.is_empty());
    found.extend(built.flat_map(Plan::problems));
    let mut private = confidential.problems.clone();
    let settings = [
        pipeline::smtp_settings(workspace).err(),
        pipeline::imap_settings(workspace).err(),
    ];
    private.extend(settings.into_iter().flatten().flatten());
    let (public, unread) = workspace.public_files();
    let held = held(workspace, &public, &mut private);
    private.extend(kept_by_git(&held));
    private.extend(unread);
    let values = council.and_then(|council| PrivateValues::new(&confidential.records, council));
    let (flaws, journal) = journal(session, council, &drafted.former_ids);
    if let Some(council) = council {
        let (calendar, read) = (drafted.calendar.as_deref(), journal.as_ref());
        let missing = private_files::findings(session, council, calendar, confidential, read);
        private.extend(missing);
    }
    if let (Some(council), Some(plan)) = (council, &drafted.plan) {
        let is_private = |text: &str| values.as_ref().is_some_and(|values| values.holds(text));
        let sources = &drafted.sources;
        found.extend(addresses::check(council, &made(plan), sources, is_private));
    }
    let watch = Watch::new(values, council);
    let is_asked = |problem: &Problem| matches!(problem.what, What::FeedChanged { .. });
    let given_up = match (council, &drafted.plan) {
        (Some(council), Some(plan)) if !found.iter().any(is_asked) => {
            announced::given_up(council, plan, drafted.calendar.as_deref())
        }
        _ => BTreeMap::new(),
    };
    let (leaks, pages) = looked_at(workspace, &watch, &held, !given_up.is_empty());
    private.extend(leaks);
    let readable = pages
        .iter()
        .filter_map(|(path, bytes)| Some((*path, str::from_utf8(bytes).ok()?)));
    let texts: Vec<(&str, &str)> = readable.collect();
    let unmerged: Vec<(&str, &str)> = texts
        .iter()
        .filter(|(path, text)| is_read(path) && !source::conflicts(text).is_empty())
        .copied()
        .collect();
    let is_page = |path: &str| Suffix::Page.ends(path) && drafted.has_file(path);
    let (texts, mut others): (Vec<_>, Vec<_>) = texts.into_iter().partition(|it| is_page(it.0));
    others.retain(|(path, _)| !workspace.is_anothers(path));
    if let (Some(council), Some(_)) = (council, &drafted.plan) {
        let (context, _) = render::context(council, &Templates::embedded());
        found.extend(minutes_published(session, drafted, council, &context));
        found.extend(minutes_unclaimed(workspace, drafted, &context, &texts));
    }
    if let Some(plan) = &drafted.plan {
        let base = council.and_then(|council| council.links_base.as_deref());
        let mut there = workspace.linkable(&public, &held);
        there.extend(plan.steps.iter().map(|step| step.path.as_str()));
        for page in in_pages(texts, &others, plan, base, &there, &given_up) {
            let file = drafted.sources.add(page.path, page.text);
            let flaws = page.flaws.into_iter();
            found.extend(flaws.map(|(at, flaw)| Problem::at(Span::new(file, at), flaw)));
        }
    }
    for (path, text) in unmerged {
        // What was read to be built was looked at there.
        if drafted.sources.find(path).is_none() {
            let file = drafted.sources.add(path, text);
            found.extend(pipeline::page_conflicts(workspace, &drafted.sources, file));
        }
    }
    found.extend(flaws);
    found.extend(confidential.unread_answers.iter().cloned());
    if let Some(council) = council.filter(|_| confidential.has_contacts) {
        let now = session.clock.moment(council.timezone);
        let links = &confidential.records.join;
        let told = journal.map_or_else(Journal::default, |read| read.journal);
        found.extend(people_can_come(council, links, &told, now));
        if !pipeline::has_errors(&confidential.problems) {
            found.extend(outdated_agendas(council, &confidential.records, &told, now));
        }
    }
    // What cannot be read is met more than once.
    let again = |problem: &Problem| {
        let what = &problem.what;
        matches!(what, What::GitSilent { .. } | What::UnreadableFile { .. })
            && found.contains(problem)
    };
    private.retain(|problem| !again(problem));
    found.extend(private);
    hidden(found, &drafted.sources, &watch)
}

/// Finds the meetings of which people were told another agenda, and all the rest as it is.
fn outdated_agendas(
    council: &Council,
    records: &PrivateRecords,
    told: &Journal,
    now: NaiveDateTime,
) -> Vec<Problem> {
    let (kind, to) = (None, &[][..]);
    let to_come = council.meetings.iter().filter(|it| !it.is_over(now));
    let meetings = to_come.filter(|it| told.knows(&it.uid));
    let found = meetings.filter_map(|meeting| {
        let asked = Asked { kind, to, now };
        let recipients = recipients(council, meeting, records, told, asked).ok()?;
        let what = What::OutdatedAgenda {
            meeting: meeting.id.to_string(),
            count: recipients.other_agenda,
        };
        let is_said = recipients.other_agenda > 0 && !meeting.allows(what.code());
        is_said.then(|| Problem::at(meeting.at.id, what))
    });
    found.collect()
}

/// Reads the journal of messages, and finds what is wrong with it; it may be that of an id that the
/// council had before. One that is not there is one without messages.
fn journal(
    session: &Session,
    council: Option<&Council>,
    former_ids: &BTreeSet<String>,
) -> (Vec<Problem>, Option<sent::Read>) {
    let text = match session.workspace.read(SENT_FILE) {
        Ok(text) => text,
        Err(problem) if pipeline::is_missing(&problem) => Arc::from(""),
        Err(problem) => return (vec![*problem], None),
    };
    // These sources end here, so that nothing can show what is in them.
    let mut sources = Sources::new();
    let file = sources.add(SENT_FILE, text);
    let conflicts = Problem::conflicts(file, sources.text(file)).into_iter();
    let mut found: Vec<Problem> = conflicts.map(|it| it.hidden(&sources)).collect();
    let Some(council) = council else {
        return (found, None);
    };
    let read = sent::of(council, sources.text(file));
    let flaws = in_journal(session, council, &read, |was| {
        let own = CouncilId::new(was);
        let is_own = own.is_some_and(|was| sent::is_own(council, sources.text(file), &was));
        former_ids.contains(was) || is_own
    });
    let flaws = flaws.into_iter();
    found.extend(flaws.map(|(line, what)| match line {
        None => Problem::path(SENT_FILE, what),
        Some(line) => {
            let at = Span::new(file, sources.lines(file, line..=line));
            Problem::at(at, what).hidden(&sources)
        }
    }));
    (found, read.ok())
}

/// Lists the flaws of the journal of messages, with the number of the line, from 1.
fn in_journal(
    session: &Session,
    council: &Council,
    read: &Result<sent::Read, Unsound>,
    is_former: impl Fn(&str) -> bool,
) -> Vec<(Option<usize>, What)> {
    let read = match read {
        Ok(read) => read,
        Err(Unsound::Line(line)) => {
            let broken = What::BrokenJournal {
                council: None,
                is_former: false,
                of_answers: false,
            };
            return vec![(Some(*line), broken)];
        }
        Err(Unsound::Foreign(council)) => {
            let foreign = What::BrokenJournal {
                is_former: is_former(council),
                council: Some(council.clone()),
                of_answers: false,
            };
            return vec![(None, foreign)];
        }
    };
    let now = session.clock.moment(council.timezone);
    let unrecorded = read.journal.unrecorded(council, now);
    let expected = unrecorded.map(|(uid, told, people)| What::ExpectedMeeting {
        uid: uid.to_owned(),
        name: told.name.clone().unwrap_or_default(),
        on: told.slot.date(),
        people,
    });
    let headers = read.flaws.iter().map(|flaw| {
        let what = What::JournalHeader { flaw: flaw.kind };
        (Some(flaw.line), what)
    });
    headers.chain(expected.map(|what| (None, what))).collect()
}

/// Lists what a clone would hold; where git does not say, what lies in the folder is all there is.
fn held(workspace: &Workspace, public: &[String], problems: &mut Vec<Problem>) -> Vec<Held> {
    let in_folder = || public.iter().map(|path| Held::untracked(path)).collect();
    match workspace.held() {
        Ok(held) => held.unwrap_or_else(in_folder),
        Err(why) => {
            problems.push(pipeline::silent(why));
            in_folder()
        }
    }
}

/// Finds the private files that git tracks, and those that it does not ignore.
fn kept_by_git(held: &[Held]) -> Vec<Problem> {
    let private = held.iter();
    let private = private.filter(|held| held.path.starts_with(PRIVATE_FOLDER));
    let (tracked, others): (Vec<&Held>, Vec<&Held>) = private.partition(|held| held.is_tracked);
    let tracked = tracked.into_iter().map(|held| {
        let path = held.path.clone();
        Problem::path(&held.path, What::PrivateTracked { path })
    });
    let unignored = others.first().map(|first| {
        let path = first.path.clone();
        let others = others.len() - 1;
        Problem::path(&first.path, What::PrivateUnignored { path, others })
    });
    tracked.chain(unignored).collect()
}

/// The bytes of pages, calendars and files for git, by their paths from the root.
type Pages<'a> = Vec<(&'a str, Arc<[u8]>)>;

/// Looks at what a clone would hold: names, bytes in the folder, bytes in the index where they may
/// be others. With what is found come the bytes of pages, calendars and files for git; and
/// `with_calendars` those of files that name a calendar.
fn looked_at<'a>(
    workspace: &Workspace,
    watch: &Watch,
    held: &'a [Held],
    with_calendars: bool,
) -> (Vec<Problem>, Pages<'a>) {
    let others = other_councils(held);
    let (mut found, mut pages) = (Vec::new(), Vec::new());
    let mut unsearchable: BTreeSet<String> = BTreeSet::new();
    let mut named: BTreeMap<&str, bool> = BTreeMap::new();
    let public = |held: &&Held| !held.path.starts_with(PRIVATE_FOLDER);
    let files: Vec<&Held> = held.iter().filter(public).collect();
    let looked_at = in_shares(&files, |held| {
        let path = held.path.as_str();
        let content = workspace.look_at(held)?;
        Some(content.map(|bytes| {
            let looked_at = watch.look_at(path, &bytes, !is_below(&others, path));
            let names_calendars = || with_calendars && bytes.windows(4).any(|it| it == b".ics");
            let is_read = is_read(path) || path != MEETINGS_FILE && names_calendars();
            (looked_at, is_read.then_some(bytes))
        }))
    });
    for (held, content) in files.into_iter().zip(looked_at) {
        let path = held.path.as_str();
        found.extend(in_names(watch, path, &mut named));
        match content {
            Some(Ok(((leaks, is_searched), bytes))) => {
                found.extend(leaks);
                unsearchable.extend((!is_searched).then(|| watch.shown(path)));
                pages.extend(bytes.map(|bytes| (path, bytes)));
            }
            Some(Err(what)) => found.push(Problem::path(watch.shown(path), what)),
            None => {}
        }
    }
    let in_folder = found.clone();
    let staged = workspace.staged(held, |held, content| {
        if public(&held) {
            let path = held.path.as_str();
            let staged = format!("{} (index)", watch.shown(path));
            let own = !is_below(&others, path);
            match content {
                Ok(bytes) => {
                    let (mut leaks, is_searched) = watch.look_at(path, &bytes, own);
                    unsearchable.extend((!is_searched).then(|| watch.shown(path)));
                    leaks.retain(|leak| !in_folder.contains(leak));
                    for leak in leaks.into_iter().map(|leak| leak.elsewhere(&staged)) {
                        // The sides of a merge have most of it in common.
                        if !found.contains(&leak) {
                            found.push(leak);
                        }
                    }
                }
                Err(what) => found.push(Problem::path(staged, what)),
            }
        }
    });
    if let Err(why) = staged {
        found.push(pipeline::silent(why));
    }
    found.extend(unsearchable_files(unsearchable));
    (found, pages)
}

/// Whether a file is one that people edit and merge: a page, a calendar, a file for git.
fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_read =
        Suffix::Page.ends(path) || Suffix::Calendar.ends(path) || GIT_FILES.contains(&name);
    is_read && !path.starts_with(TEMPLATES_FOLDER)
}

/// Names the first of the files that no search reads, and counts the others: one finding for all.
fn unsearchable_files(paths: BTreeSet<String>) -> Option<Problem> {
    const NAMED: usize = 10;
    let others = paths.len().saturating_sub(NAMED);
    let paths: Vec<String> = paths.into_iter().take(NAMED).collect();
    let first = paths.first()?.clone();
    Some(Problem::path(
        first,
        What::UnsearchableFiles { paths, others },
    ))
}

/// Finds what is private in what git keeps: in the contents and names of files that any commit had, in
/// what commits and tags say, in the names of branches and tags. Each thing is said once for a file, where it came in.
///
/// Who wrote a commit is no finding: she says so herself.
#[must_use]
pub fn history(
    session: &Session,
    council: Option<&Council>,
    confidential: &Confidential,
) -> Vec<Problem> {
    let workspace = &session.workspace;
    let values = council.and_then(|council| PrivateValues::new(&confidential.records, council));
    let watch = Watch::new(values, council);
    let held = workspace.held().ok().flatten().unwrap_or_default();
    let others = other_councils(&held);
    let mut found: Vec<Problem> = Vec::new();
    let mut known: BTreeMap<(String, Option<PrivateKind>), usize> = BTreeMap::new();
    let mut add = |file: &str, kind: Option<PrivateKind>, problem: Problem| {
        let number = found.len();
        let first = *known.entry((file.to_owned(), kind)).or_insert(number);
        match found.get_mut(first).map(|first| &mut first.what) {
            Some(What::PrivateHistory { others, .. }) => *others += 1,
            _ => found.push(Problem {
                what: What::PrivateHistory { kind, others: 0 },
                ..problem
            }),
        }
    };
    let mut unread = Vec::new();
    let mut named: BTreeMap<String, bool> = BTreeMap::new();
    let recorded = workspace.recorded(|it| {
        let (path, bytes) = match it.what {
            Kept::Message(said) => {
                let at = format!("{} (message)", watch.shown(it.whose));
                for leak in watch.find("", said.as_bytes(), true) {
                    if let Some(kind) = kept_kind(&leak.what) {
                        add(&at, Some(kind), leak.elsewhere(&at));
                    }
                }
                return;
            }
            Kept::Name => {
                let at = format!("{} (ref)", watch.shown(it.whose));
                for leak in watch.in_path(it.whose) {
                    if let Some(kind) = kept_kind(&leak.what) {
                        add(&at, Some(kind), leak.elsewhere(&at));
                    }
                }
                return;
            }
            Kept::File(path, content) => match content {
                Ok(bytes) => (path, bytes),
                Err(what) => {
                    let at = format!("{}:{}", it.whose, watch.shown(path));
                    unread.push(Problem::path(at, what));
                    return;
                }
            },
        };
        let at = format!("{}:{}", it.whose, watch.shown(path));
        if path.starts_with(PRIVATE_FOLDER) {
            let (kind, others) = (None, 0);
            let what = What::PrivateHistory { kind, others };
            add(path, None, Problem::path(at, what));
            return;
        }
        let own = !is_below(&others, path);
        let holds = named.entry(path.to_owned());
        let holds = *holds.or_insert_with(|| !watch.in_path(path).is_empty());
        let in_name = if holds {
            watch.in_path(path)
        } else {
            Vec::new()
        };
        let mut inside = watch.find(path, &bytes, own);
        let unchecked = |problem: &mut Problem| matches!(problem.what, What::UncheckedFile { .. });
        let unchecked = inside.extract_if(.., unchecked);
        unread.extend(unchecked.map(|problem| problem.elsewhere(&at)));
        let mut once: BTreeSet<PrivateKind> = BTreeSet::new();
        for leak in in_name.into_iter().chain(inside) {
            if let Some(kind) = kept_kind(&leak.what).filter(|kind| once.insert(*kind)) {
                add(path, Some(kind), leak.elsewhere(&at));
            }
        }
    });
    match recorded {
        Ok(true) => {}
        Ok(false) => {
            let why = Unreadable::Shallow;
            unread.push(Problem::path(GIT, What::UnreadableFile { why }));
        }
        Err(why) => unread.push(pipeline::silent(why)),
    }
    found.extend(unread);
    found
}

/// Returns what kind of private value a finding is about; a surname with a title is no proof.
fn kept_kind(what: &What) -> Option<PrivateKind> {
    match what {
        What::PrivateLeak { kind } => Some(*kind),
        What::PrivateLink { .. } => Some(PrivateKind::JoinLink),
        _ => None,
    }
}

/// Finds what a path itself holds, once for each folder; `known` tells of each whether it holds
/// anything.
fn in_names<'a>(watch: &Watch, path: &'a str, known: &mut BTreeMap<&'a str, bool>) -> Vec<Problem> {
    let ends = path.match_indices('/').map(|(at, _)| at);
    for end in ends.chain([path.len()]) {
        let part = path.get(..end).unwrap_or(path);
        match known.get(part) {
            Some(true) => return Vec::new(),
            Some(false) => continue,
            None => {}
        }
        let found = watch.in_path(part);
        known.insert(part, !found.is_empty());
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Keeps what must not be shown out of every finding: the lines that hold it, and the words of the
/// finding itself.
fn hidden(problems: Vec<Problem>, sources: &Sources, watch: &Watch) -> Vec<Problem> {
    let mut secret: BTreeSet<(String, usize)> = BTreeSet::new();
    for problem in &problems {
        let is_secret = matches!(
            problem.what,
            What::PrivateLeak { .. } | What::NamedContact | What::PrivateLink { .. }
        );
        if let Place::Hidden { path, start, end } = &problem.place
            && is_secret
        {
            secret.extend((start.line..=end.line).map(|line| (path.clone(), line)));
        }
    }
    let shows = |span: Span| {
        let line = |byte| sources.position(span.file, byte).line;
        let path = sources.path(span.file);
        (line(span.start)..=line(span.end)).any(|line| secret.contains(&(path.to_owned(), line)))
    };
    let told = watch.told_by(&problems);
    let hide = |(problem, told): (Problem, Option<Leak>)| {
        let is_secret = matches!(problem.place, Place::Span(span) if shows(span));
        let also = problem.also.is_some_and(shows);
        match told {
            // What stands there is found already.
            Some(_) if is_secret => None,
            Some(leak) => {
                let what = match problem.what {
                    // The difference is left out.
                    What::StaleFile { missing, .. } => What::StaleFile {
                        missing,
                        diff: String::new(),
                    },
                    _ => leak.in_public(),
                };
                Some(Problem { what, ..problem }.hidden(sources))
            }
            None if is_secret || also => Some(problem.hidden(sources)),
            None => Some(problem),
        }
    };
    let problems = problems.into_iter().zip(told).filter_map(hide);
    let mut paths = BTreeMap::new();
    problems
        .map(|problem| watch.without_path(problem, sources, &mut paths))
        .collect()
}

/// Finds the meetings whose minutes should have been published by now, or never.
fn minutes_published(
    session: &Session,
    drafted: &Drafted,
    council: &Council,
    context: &Context,
) -> Vec<Problem> {
    let views = context.meetings.iter().map(|meeting| &meeting.view);
    let published: BTreeMap<&str, &str> = views
        .filter(|view| drafted.has_file(&view.minutes))
        .map(|view| (view.id.as_str(), view.minutes.as_str()))
        .collect();
    let minutes = |meeting: &Meeting| published.get(meeting.id.as_str());
    let today = session.today(council);
    let mut found = minutes_are_published(council, today, |meeting| minutes(meeting).is_some());
    found.extend(minutes_are_of_meetings_that_were_held(
        council,
        today,
        |meeting| minutes(meeting).map(ToString::to_string),
    ));
    found
}

/// Finds the minutes and the drafts that no meeting claims, among the public pages and the drafts.
fn minutes_unclaimed(
    workspace: &Workspace,
    drafted: &Drafted,
    context: &Context,
    pages: &[(&str, &str)],
) -> Vec<Problem> {
    let mut places = Places::default();
    for MeetingValue { view, draft, .. } in &context.meetings {
        places.add(&view.id, &view.minutes, draft.as_deref());
    }
    let exists = |path: &str| drafted.has_file(path);
    let public = pages
        .iter()
        .filter_map(|(path, text)| places.unclaimed(path, text, exists));
    let mut found: Vec<Problem> = public.collect();
    let folders = places.folders().filter(|it| it.starts_with(PRIVATE_FOLDER));
    for path in folders.flat_map(|folder| workspace.drafts(folder, "md")) {
        // One that cannot be read is said where it is needed.
        let text = workspace.read(&path).unwrap_or_default();
        found.extend(places.unclaimed(&path, &text, exists));
    }
    found
}

/// Lists every text that is made: those of the events, of the blocks, of a page that is seeded.
fn made(plan: &Plan) -> Vec<Made<'_>> {
    let mut made = Vec::new();
    let with_address = |step: &&Step| step.new.contains(&b'@');
    for step in plan.steps.iter().filter(with_address) {
        let path = step.path.as_str();
        let mut add = |text: String| made.push(Made { path, text });
        if Suffix::Calendar.ends(path) {
            let events = calendar::read(&step.new).map_or_else(|_| Vec::new(), |it| it.events);
            for event in events {
                let texts = [event.summary, event.description, event.location, event.url];
                texts.into_iter().flatten().for_each(&mut add);
            }
        } else if let Ok(text) = str::from_utf8(&step.new) {
            // Markdown puts a backslash before what it would read otherwise.
            let unescaped = |text: &str| text.replace('\\', "");
            if step.action == Action::Create {
                add(unescaped(text));
            } else {
                let blocks = blocks::scan(text).blocks.into_iter();
                let bodies = blocks.filter_map(|block| text.get(block.body));
                bodies.map(unescaped).for_each(&mut add);
            }
        }
    }
    made
}

/// A page in which something is wrong, as it is.
struct Faulty<'a> {
    path: &'a str,
    text: &'a str,
    flaws: Vec<(Range<usize>, What)>,
}

/// Reads each page as it will stand once all has been built; returns those that are faulty.
///
/// In `others` only calendars that were given up are looked for.
fn in_pages<'a>(
    texts: Vec<(&'a str, &'a str)>,
    others: &[(&'a str, &'a str)],
    plan: &Plan,
    base: Option<&str>,
    there: &BTreeSet<&str>,
    given_up: &BTreeMap<String, Option<String>>,
) -> Vec<Faulty<'a>> {
    let steps = plan.steps.iter();
    let steps: BTreeMap<&str, &Step> = steps.map(|step| (step.path.as_str(), step)).collect();
    let site = Site::new(base, there.iter().copied(), given_up);
    let built = in_shares(&texts, |(path, text)| {
        let step = steps.get(path);
        let new = step.and_then(|step| str::from_utf8(&step.new).ok());
        let new = new.unwrap_or(text);
        let (mut outline, rebuilt) = match Rebuilt::new(text, new) {
            Some(rebuilt) => (outline::read(new), Some(rebuilt)),
            // A body that hides a marker would move every place: the page is read as it is.
            None => (outline::read(text), Rebuilt::new(text, text)),
        };
        if rebuilt.is_none() {
            // Most links lead out, and there may be many pages: what nobody asks for is not kept.
            let is_asked = |target: &str| !site.leads_elsewhere(path, target);
            outline.links.retain(|link| is_asked(&link.target));
            outline.links.shrink_to_fit();
        }
        (outline, rebuilt)
    });
    let anchors = texts.iter().zip(&built);
    let anchors = anchors.map(|((path, _), (outline, _))| (*path, &outline.anchors));
    let site = site.with_anchors(anchors);
    let others = others.iter().filter(|it| !Suffix::Calendar.ends(it.0));
    let others = others.map(|(path, text)| {
        let flaws = outline::calendars(text).into_iter();
        let flaws = flaws.filter_map(|(at, it)| Some((at, site.given_up(path, &it, true)?)));
        let flaws = flaws.collect();
        Faulty { path, text, flaws }
    });
    let pages = texts.into_iter().zip(&built);
    let checked = pages.map(|((path, text), (outline, rebuilt))| {
        let page = Page {
            path,
            outline,
            rebuilt: rebuilt.as_ref(),
        };
        let flaws = pages::check(&page, &site);
        Faulty { path, text, flaws }
    });
    let checked = checked.chain(others);
    checked.filter(|page| !page.flaws.is_empty()).collect()
}

/// Lists the folders below the root that are other councils': each checks its own files.
fn other_councils(files: &[Held]) -> BTreeSet<&str> {
    let with = |name: &str| -> BTreeSet<&str> {
        let folders = files
            .iter()
            .filter_map(|held| held.path.strip_suffix(name)?.strip_suffix('/'));
        folders.collect()
    };
    let (members, meetings) = (with(MEMBERS_FILE), with(MEETINGS_FILE));
    members.intersection(&meetings).copied().collect()
}

fn is_below(folders: &BTreeSet<&str>, path: &str) -> bool {
    let mut above = folder(path);
    while !above.is_empty() && !folders.is_empty() {
        if folders.contains(above) {
            return true;
        }
        above = folder(above);
    }
    false
}
