//! Everything that is wrong: what stops a command, and what only `cll check` looks for.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use super::Session;
use super::pipeline::{self, Confidential, Drafted};
use crate::domain::Council;
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::markdown::blocks;
use crate::markdown::href::folder;
use crate::markdown::outline;
use crate::markdown::rebuilt::Rebuilt;
use crate::plan::{Action, Plan, Step};
use crate::problem::{PageFlaw, Place, Problem, What};
use crate::proofread::addresses::{self, Made};
use crate::proofread::pages::{self, Page};
use crate::proofread::site::Site;
use crate::registry::timely::minutes_are_published;
use crate::render::{self, Suffix, Templates, published};
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER, Sources, Span, TEMPLATES_FOLDER};

/// The fewest pages for which a thread is begun.
const SMALLEST_SHARE: usize = 32;

/// Finds everything that is wrong with what was read and with the files that are there.
///
/// Where links lead, what is made and which minutes are missing is known only once all can be made.
/// Without a council nobody can tell which values it publishes itself: none is looked for.
#[must_use]
pub fn find(session: &Session, drafted: &mut Drafted, confidential: &Confidential) -> Vec<Problem> {
    let workspace = &session.workspace;
    let council = drafted.council.as_ref();
    let mut found = drafted.problems.clone();
    // Until a change is announced nothing is built: the files are as they are to be.
    let built = drafted
        .plan
        .iter()
        .filter(|_| drafted.differences.is_empty());
    found.extend(built.flat_map(Plan::problems));
    let mut private = confidential.problems.clone();
    private.extend(
        pipeline::smtp_settings(workspace)
            .err()
            .into_iter()
            .flatten(),
    );
    let tracked = workspace.tracked_files();
    let betrayed = tracked
        .iter()
        .filter(|path| path.starts_with(PRIVATE_FOLDER));
    private.extend(betrayed.map(|path| {
        let what = What::PrivateTracked { path: path.clone() };
        Problem::path(path, what)
    }));
    let values = council.and_then(|council| PrivateValues::new(&confidential.records, council));
    if let (Some(council), Some(plan)) = (council, &drafted.plan) {
        found.extend(missing_minutes(session, drafted, council));
        let is_private = |text: &str| values.as_ref().is_some_and(|values| values.holds(text));
        let sources = &drafted.sources;
        found.extend(addresses::check(council, &made(plan), sources, is_private));
    }
    let watch = Watch::new(values, council);
    let public = workspace.public_files();
    let others = other_councils(&public);
    let mut texts: Vec<(&str, String)> = Vec::new();
    for path in &public {
        let bytes = workspace.read_public(path).unwrap_or_default();
        private.extend(watch.find(path, &bytes, !is_below(&others, path)));
        let is_page = Suffix::Page.ends(path) && !path.starts_with(TEMPLATES_FOLDER);
        if is_page && drafted.has_file(path) {
            texts.extend(String::from_utf8(bytes).ok().map(|text| (&**path, text)));
        }
    }
    if let Some(plan) = &drafted.plan {
        let base = council.and_then(|council| council.links_base.as_deref());
        let mut there = workspace.linkable(&public, &tracked);
        there.extend(plan.steps.iter().map(|step| step.path.as_str()));
        for page in in_pages(texts, plan, base, &there) {
            let file = drafted.sources.add(page.path, page.text);
            let flaws = page.flaws.into_iter();
            found
                .extend(flaws.map(|(at, flaw)| Problem::at(Span::new(file, at), What::Page(flaw))));
        }
    }
    found.extend(private);
    hide(&mut found, &drafted.sources);
    found
}

/// Keeps the lines that hold what must not be shown out of every other finding.
fn hide(problems: &mut [Problem], sources: &Sources) {
    let mut secret: BTreeSet<(String, usize)> = BTreeSet::new();
    for problem in problems.iter() {
        let is_secret = matches!(
            problem.what,
            What::PrivateLeak { .. }
                | What::NamedContact
                | What::Page(PageFlaw::PrivateLink { .. })
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
    for problem in problems {
        let also = problem.also.is_some_and(shows);
        if also || matches!(problem.place, Place::Span(span) if shows(span)) {
            *problem = problem.clone().hidden(sources);
        }
    }
}

/// Finds the meetings whose minutes should have been published by now.
fn missing_minutes(session: &Session, drafted: &Drafted, council: &Council) -> Vec<Problem> {
    let (templates, _) = Templates::load(&Sources::new(), &[]);
    let (context, _) = render::context(council, &templates);
    let views = context.meetings.iter().map(|meeting| &meeting.view);
    let published: BTreeSet<&str> = views
        .filter(|view| drafted.has_file(&view.minutes))
        .map(|view| view.id.as_str())
        .collect();
    minutes_are_published(council, session.today(council), |meeting| {
        published.contains(meeting.id.as_str())
    })
}

/// Lists every text that is made: those of the events, of the blocks, of a page that is seeded.
fn made(plan: &Plan) -> Vec<Made<'_>> {
    let mut made = Vec::new();
    let with_address = |step: &&Step| step.new.contains(&b'@');
    for step in plan.steps.iter().filter(with_address) {
        let path = step.path.as_str();
        let mut add = |text: String| made.push(Made { path, text });
        if Suffix::Calendar.ends(path) {
            let events = published::read(&step.new).map_or_else(|_| Vec::new(), |it| it.events);
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
    text: String,
    flaws: Vec<(Range<usize>, PageFlaw)>,
}

/// Reads each page as it will stand once all has been built; returns those that are faulty.
fn in_pages<'a>(
    texts: Vec<(&'a str, String)>,
    plan: &Plan,
    base: Option<&str>,
    there: &BTreeSet<&str>,
) -> Vec<Faulty<'a>> {
    let steps = plan.steps.iter();
    let steps: BTreeMap<&str, &Step> = steps.map(|step| (step.path.as_str(), step)).collect();
    let built = in_shares(&texts, |(path, text)| {
        let step = steps.get(path);
        let new = step.and_then(|step| str::from_utf8(&step.new).ok());
        let new = new.unwrap_or(text);
        match Rebuilt::new(text, new) {
            Some(rebuilt) => (outline::read(new), Some(rebuilt)),
            // A body that hides a marker would move every place: the page is read as it is.
            None => (outline::read(text), Rebuilt::new(text, text)),
        }
    });
    let anchors = texts.iter().zip(&built);
    let anchors = anchors.map(|((path, _), (outline, _))| (*path, &outline.anchors));
    let site = Site::new(base, there.iter().copied(), anchors);
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
    checked.filter(|page| !page.flaws.is_empty()).collect()
}

/// Does to each item what takes long, several at once; the results are in the order of the items.
fn in_shares<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(workers).max(SMALLEST_SHARE);
    let (first, others) = items.split_at(share.min(items.len()));
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = others
            .chunks(share)
            .map(|items| scope.spawn(move || items.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let mut done: Vec<R> = first.iter().map(work).collect();
        for other in others {
            match other.join() {
                Ok(results) => done.extend(results),
                Err(panic) => resume_unwind(panic),
            }
        }
        done
    })
}

/// Lists the folders below the root that are other councils': each checks its own files.
fn other_councils(files: &[String]) -> BTreeSet<&str> {
    let with = |name: &str| -> BTreeSet<&str> {
        let folders = files
            .iter()
            .filter_map(|path| path.strip_suffix(name)?.strip_suffix('/'));
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
