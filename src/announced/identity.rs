//! Calendars that people subscribed to under another address, of another council, or in another
//! time zone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Comparison, Past, by_uid};
use crate::calendar::{self, Moment, Published, PublishedEvent};
use crate::domain::Council;
use crate::plan::{Action, Plan, Step};
use crate::problem::{FeedChange, Problem, What};
use crate::render::{Suffix, council_of_product, is_product};

/// A calendar of ours that stands, or stood at HEAD, where none is made any more.
struct Left<'a> {
    path: &'a str,
    read: Published,
}

/// Finds the calendars that would be left behind, and those that would become another council's or
/// move to another time zone.
///
/// A calendar that is made where there was none is a new one: who accepts that has it, and nothing
/// is said again. `exists` tells whether a file is there.
pub(super) fn changes(
    comparison: &Comparison<'_>,
    plan: &Plan,
    calendar: Option<&str>,
    past: &Past,
    exists: &dyn Fn(&str) -> bool,
) -> Vec<Problem> {
    let left = left(plan, past, exists);
    let mut problems = feeds(comparison, &left, calendar, plan, past);
    let made = plan
        .steps
        .iter()
        .filter(|step| Suffix::Calendar.ends(&step.path));
    // A record that was given another id takes its file along; people subscribe to the calendar of
    // all meetings.
    let mut all_move = made
        .clone()
        .filter(|step| Some(step.path.as_str()) != calendar)
        .all(|step| step.action == Action::Create && past.replaced(step).is_none());
    for step in made {
        let is_all = Some(step.path.as_str()) == calendar;
        let new = || calendar::read(&step.new).ok();
        match (step.action, is_all) {
            (Action::Create | Action::Update, true) => {
                let Some((old, new)) = past.replaced(step).zip(new()) else {
                    continue;
                };
                let old = calendar::read(old).unwrap_or_default();
                problems.extend(replaced(comparison, step, &old, &new));
            }
            (Action::Create, false) if all_move && !left.is_empty() => {
                let Some(new) = new() else { continue };
                let left = left
                    .iter()
                    .filter(|left| left.read.name.is_none() && shares(&left.read, &new));
                let addresses = left.map(|left| {
                    let council = another_council(comparison, &left.read);
                    moved(left.path, &step.path, council)
                });
                let before = problems.len();
                problems.extend(addresses);
                // Of the events one stands for all: one line of `[paths]` moves them.
                all_move &= problems.len() == before;
            }
            _ => {}
        }
    }
    problems
}

/// Finds the calendars of all meetings that were made elsewhere, and that the council has not given
/// up: in the folder, at HEAD, or in any commit before, whatever lies there now.
fn feeds(
    comparison: &Comparison<'_>,
    left: &[Left<'_>],
    calendar: Option<&str>,
    plan: &Plan,
    past: &Past,
) -> Vec<Problem> {
    let Some(now) = calendar else {
        return Vec::new();
    };
    let is_own = |id: &str| id == comparison.council.id.as_str() || past.ids.contains(id);
    let is_new = plan.steps.iter().any(|step| {
        step.path == now && step.action == Action::Create && past.replaced(step).is_none()
    });
    let mut found: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for left in left.iter().filter(|left| left.read.name.is_some()) {
        let another = another_council(comparison, &left.read);
        // A council whose id git does not know may have left its calendar as well.
        let was_here = past.addresses.contains(left.path);
        if is_new || was_here && another.as_deref().is_none_or(is_own) {
            found.insert(left.path, another);
        }
    }
    // Copies elsewhere, such as examples, nobody was told to subscribe to.
    let feeds = past.feeds.iter();
    for (path, ids) in feeds.filter(|(path, _)| past.addresses.contains(*path)) {
        let mut own = ids.iter().map(String::as_str).filter(|id| is_own(id));
        if let Some(first) = own.next() {
            let ours = comparison.council.id.as_str();
            let another = first != ours && own.all(|id| id != ours);
            found
                .entry(path)
                .or_insert_with(|| another.then(|| first.to_owned()));
        }
    }
    let withdrawn = &comparison.council.withdrawn.calendars;
    found.retain(|path, _| *path != now && !withdrawn.iter().any(|it| it == path));
    let moved = |(path, council)| moved(path, now, council);
    found.into_iter().map(moved).collect()
}

/// Lists the calendars that the council has given up, by their paths from the root, each with the
/// path of the one that is made instead: that of all meetings, or of the meeting that begins then.
#[must_use]
pub fn given_up(
    council: &Council,
    plan: &Plan,
    calendar: Option<&str>,
) -> BTreeMap<String, Option<String>> {
    let made = plan
        .steps
        .iter()
        .filter(|step| Suffix::Calendar.ends(&step.path));
    let made: BTreeMap<&str, &[u8]> = made.map(|step| (step.path.as_str(), &*step.new)).collect();
    let begins = |read: &Published| read.events.first().and_then(|event| event.start.clone());
    let mut meetings: Option<BTreeMap<Moment, &str>> = None;
    let mut meeting = |old: &Published| {
        let meetings = meetings.get_or_insert_with(|| {
            let others = made.iter().filter(|(path, _)| Some(**path) != calendar);
            let starts = others
                .filter_map(|(path, bytes)| Some((begins(&calendar::read(bytes).ok()?)?, *path)));
            // Of several that begin then, the first.
            starts.rev().collect()
        });
        Some((*meetings.get(&begins(old)?)?).to_owned())
    };
    let all = || calendar.map(ToOwned::to_owned);
    let withdrawn = council.withdrawn.calendars.iter();
    let mut given_up: BTreeMap<String, Option<String>> =
        withdrawn.map(|path| (path.clone(), all())).collect();
    for orphan in plan
        .orphans
        .iter()
        .filter(|it| Suffix::Calendar.ends(&it.path))
    {
        let read = calendar::read(&orphan.bytes).unwrap_or_default();
        let instead = if read.name.is_some() {
            all()
        } else {
            meeting(&read)
        };
        given_up.insert(orphan.path.clone(), instead);
    }
    given_up.retain(|path, _| !made.contains_key(path.as_str()));
    given_up
}

/// Says of a calendar that it is made elsewhere.
fn moved(path: &str, now: &str, council: Option<String>) -> Problem {
    let change = FeedChange::Address {
        now: now.to_owned(),
        council,
    };
    Problem::path(path, What::FeedChanged { change })
}

/// Lists the calendars of ours that no artefact claims.
fn left<'a>(plan: &'a Plan, past: &'a Past, exists: &dyn Fn(&str) -> bool) -> Vec<Left<'a>> {
    let claimed: BTreeSet<&str> = plan.steps.iter().map(|step| step.path.as_str()).collect();
    let there = plan.orphans.iter();
    let there = there.map(|orphan| (orphan.path.as_str(), &*orphan.bytes));
    let gone = past.head.iter();
    let gone = gone
        .map(|(path, bytes)| (path.as_str(), &**bytes))
        .filter(|(path, _)| !claimed.contains(path) && !exists(path));
    let read = |(path, bytes)| {
        let read = calendar::read(bytes).ok()?;
        let is_ours = read.product.as_deref().is_some_and(is_product);
        is_ours.then_some(Left { path, read })
    };
    there.chain(gone).filter_map(read).collect()
}

/// Says what becomes of those who subscribed to the calendar at this very address.
fn replaced(
    comparison: &Comparison<'_>,
    step: &Step,
    old: &Published,
    new: &Published,
) -> Option<Problem> {
    let change = if let Some(was) = another_council(comparison, old) {
        FeedChange::Council { was }
    } else {
        let was = zone(old)?;
        let now = zone(new)?;
        let by_uid = by_uid(&new.events);
        let moved = old.events.iter().any(|old| {
            let new = by_uid.get(&old.uid).copied();
            new.is_some_and(|new| comparison.shown(old) != comparison.shown(new))
        });
        if was == now || !moved {
            return None;
        }
        FeedChange::Timezone { was, now }
    };
    Some(Problem::path(&step.path, What::FeedChanged { change }))
}

/// Returns the id of the council that a calendar of ours was made for, if it is another.
pub(super) fn another_council(comparison: &Comparison<'_>, read: &Published) -> Option<String> {
    let id = council_of_product(read.product.as_deref()?)?;
    (id != comparison.council.id.as_str()).then(|| id.to_owned())
}

/// Returns the time zone of a calendar whose events are all in one.
fn zone(calendar: &Published) -> Option<String> {
    let zones = calendar
        .events
        .iter()
        .filter_map(|event| match &event.start {
            Some(Moment::Zoned(_, zone)) => Some(zone),
            _ => None,
        });
    let mut zones = zones.collect::<BTreeSet<_>>().into_iter();
    zones.next().filter(|_| zones.next().is_none()).cloned()
}

fn shares(old: &Published, new: &Published) -> bool {
    let uid = |event: &PublishedEvent| event.uid.clone();
    let known: Vec<_> = new.events.iter().map(uid).collect();
    old.events.iter().map(uid).any(|uid| known.contains(&uid))
}
