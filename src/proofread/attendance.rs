//! The attendance against itself, and against who sits on that day.

use std::collections::{BTreeMap, BTreeSet};

use super::Proof;
use crate::domain::Member;
use crate::markdown::minutes::{Attendee, Presence};
use crate::problem::{Place, Problem, What};

/// Finds members that are named twice or not at all, and an attendance that nobody filled in.
///
/// A member whose name is misspelt is named.
pub(super) fn check(proof: &Proof<'_>, misspelt: &[&Member], found: &mut Vec<Problem>) {
    twice(proof, found);
    unfilled(proof, found);
    unlisted(proof, misspelt, found);
}

fn twice(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let mut first: BTreeMap<&str, Presence> = BTreeMap::new();
    for attendee in proof.attendance {
        let (Some(id), Some(named)) = (attendee.member(), &attendee.organisation) else {
            continue;
        };
        let Some(before) = first.get(id) else {
            first.insert(id, attendee.presence);
            continue;
        };
        // Excused, and by proxy: both are true.
        let is_away = |it: Presence| matches!(it, Presence::Excused | Presence::Absent);
        let states = [*before, attendee.presence];
        if states.contains(&Presence::Represented) && states.into_iter().any(is_away) {
            first.insert(id, Presence::Represented);
            continue;
        }
        let member = proof.council.member(id);
        let flaw = What::AttendedTwice {
            member: member.map_or_else(|| named.name.clone(), |member| member.name.clone()),
            differs: *before != attendee.presence,
        };
        found.push(proof.flaw(named.at.clone(), flaw));
    }
}

fn unfilled(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let unread = proof.minutes.roll.unread.iter();
    let read = false;
    found.extend(unread.map(|at| proof.flaw(at.clone(), What::UnfilledAttendance { read })));
    let was_there = |it: &Attendee| {
        matches!(it.presence, Presence::Present | Presence::Represented) && !it.guest
    };
    let boxed = proof.attendance.iter().find(|it| it.ticked.is_some());
    if let Some(boxed) = boxed.filter(|_| !proof.attendance.iter().any(was_there)) {
        let read = true;
        let at = boxed.organisation.as_ref().map_or(&boxed.at, |it| &it.at);
        found.push(proof.flaw(at.clone(), What::UnfilledAttendance { read }));
    }
}

fn unlisted(proof: &Proof<'_>, misspelt: &[&Member], found: &mut Vec<Problem>) {
    let Some(meeting) = proof.meeting else { return };
    let named = proof.attendance.iter().filter_map(Attendee::member);
    let misspelt = misspelt.iter().map(|member| member.id.as_str());
    let named: BTreeSet<&str> = named.chain(misspelt).collect();
    if proof.attendance.is_empty() {
        return;
    }
    let members = proof.council.members.iter();
    let members: Vec<String> = members
        .filter(|member| meeting.calls(member) && !named.contains(member.id.as_str()))
        .map(|member| member.name.clone())
        .collect();
    if !members.is_empty() {
        found.push(Problem {
            what: What::UnlistedMembers { members },
            place: Place::File(proof.file),
            also: None,
        });
    }
}
