//! Calendars that people subscribed to under another address, of another council, or in another
//! time zone.

use std::collections::BTreeSet;

use super::{Comparison, Past, by_uid};
use crate::plan::{Action, Plan, Step};
use crate::problem::{FeedChange, Problem, What};
use crate::render::published::{self, Moment, Published, PublishedEvent};
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
    let mut problems = Vec::new();
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
        let Ok(new) = published::read(&step.new) else {
            continue;
        };
        match past.replaced(step) {
            Some(old) if step.action != Action::Keep && is_all => {
                let old = published::read(old).unwrap_or_default();
                problems.extend(replaced(comparison, step, &old, &new));
            }
            None if step.action == Action::Create && (is_all || all_move) => {
                let left = left.iter().filter(|left| {
                    if is_all {
                        left.read.name.is_some()
                    } else {
                        left.read.name.is_none() && shares(&left.read, &new)
                    }
                });
                let addresses = left.map(|left| {
                    let change = FeedChange::Address {
                        now: step.path.clone(),
                        council: another_council(comparison, &left.read),
                    };
                    Problem::path(left.path, What::FeedChanged { change })
                });
                let before = problems.len();
                problems.extend(addresses);
                // Of the events one stands for all: one line of `[paths]` moves them.
                all_move &= is_all || problems.len() == before;
            }
            _ => {}
        }
    }
    problems
}

/// Lists the calendars of ours that no artefact claims.
fn left<'a>(plan: &'a Plan, past: &'a Past, exists: &dyn Fn(&str) -> bool) -> Vec<Left<'a>> {
    let claimed: BTreeSet<&str> = plan.steps.iter().map(|step| step.path.as_str()).collect();
    let there = plan.orphans.iter();
    let there = there.map(|orphan| (orphan.path.as_str(), orphan.bytes.as_slice()));
    let gone = past.head.iter();
    let gone = gone
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .filter(|(path, _)| !claimed.contains(path) && !exists(path));
    let read = |(path, bytes)| {
        let read = published::read(bytes).ok()?;
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

fn zone(calendar: &Published) -> Option<String> {
    calendar.events.iter().find_map(|event| match &event.start {
        Some(Moment::Zoned(_, zone)) => Some(zone.clone()),
        _ => None,
    })
}

fn shares(old: &Published, new: &Published) -> bool {
    let uid = |event: &PublishedEvent| event.uid.clone();
    let known: Vec<_> = new.events.iter().map(uid).collect();
    old.events.iter().map(uid).any(|uid| known.contains(&uid))
}
