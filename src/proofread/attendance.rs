//! The attendance against itself, against who sits on that day, and against the quorum.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Proof;
use crate::domain::{Holder, Meeting, Member, ProxyFault, Quorum};
use crate::locale::collation::words;
use crate::markdown::minutes::{Attendee, Presence};
use crate::problem::{AttendanceFault, Fact, LeftOut, Place, Problem, What};

/// Finds members that are named twice or not at all, what is said between the names, an attendance that nobody filled in, proxies that do not
/// count, and decisions without a quorum.
///
/// A member whose name is misspelt is named.
pub(super) fn check(proof: &Proof<'_>, misspelt: &[&Member], found: &mut Vec<Problem>) {
    twice(proof, found);
    unfilled(proof, found);
    unlisted(proof, misspelt, found);
    let left_out = |at: Range<usize>, part| proof.flaw(at, What::LeftOut { part, key: None });
    let asides = proof.minutes.roll.asides();
    let is_aside = |at: &Range<usize>| {
        asides
            .iter()
            .any(|it| it.start < at.end && at.start < it.end)
    };
    let unread = proof.attendance.iter().flat_map(|it| &it.unread);
    let unread = unread.filter(|at| !is_aside(at)).cloned();
    found.extend(unread.map(|at| left_out(at, LeftOut::Remark)));
    found.extend(asides.iter().map(|at| left_out(at.clone(), LeftOut::Aside)));
    let doubted = proof.attendance.iter().filter_map(|it| it.doubted.clone());
    found.extend(doubted.map(|at| left_out(at, LeftOut::Guest)));
    found.extend(guests(proof));
    if let Some(meeting) = proof.meeting {
        proxies(proof, meeting, found);
        quorum(proof, meeting, found);
    }
}

/// Says how many guests no list names, for the text names only persons for them.
fn guests(proof: &Proof<'_>) -> Option<Problem> {
    let guests = proof
        .attendance
        .iter()
        .filter(|it| it.guest && it.is_invited);
    let persons = guests
        .filter(|it| it.organisation.is_none() && it.doubted.is_none())
        .flat_map(|it| &it.persons);
    let places: Vec<&Range<usize>> = persons.map(|(_, at)| at).collect();
    let first = places.iter().min_by_key(|at| at.start)?;
    let what = What::LeftOut {
        part: LeftOut::Persons,
        key: Some(places.len().to_string()),
    };
    Some(proof.flaw((*first).clone(), what))
}

fn proxies(proof: &Proof<'_>, meeting: &Meeting, found: &mut Vec<Problem>) {
    let sheet = proof.sheet;
    let faults = proof.council.proxy_faults(meeting, sheet);
    let name = |id: &str| {
        let member = proof.council.member(id);
        member.map_or_else(|| id.to_owned(), |member| member.name.clone())
    };
    let mut crowded: BTreeSet<&Holder> = BTreeSet::new();
    for ((id, holder), fault) in sheet.represented.iter().zip(faults) {
        let (Some(held_by), Some(fault)) = (holder, fault) else {
            continue;
        };
        let holder = match held_by {
            Holder::Member(id) => name(id),
            Holder::Other(name) => name.clone(),
        };
        let what = if fault == ProxyFault::TooMany {
            if !crowded.insert(held_by) {
                continue;
            }
            let held = sheet.represented.iter();
            What::TooManyProxies {
                holder,
                held: held.filter(|(_, by)| by.as_ref() == Some(held_by)).count(),
                most: proof.council.proxies.unwrap_or_default(),
            }
        } else {
            What::ProxyHolder {
                member: name(id),
                holder,
                is_away: fault == ProxyFault::Away,
            }
        };
        let mut attendees = proof.attendance.iter();
        let attendee = attendees.find(|it| it.member() == Some(id));
        let at = attendee.and_then(|it| it.by.as_ref().or(it.organisation.as_ref()));
        found.extend(at.map(|named| proof.flaw(named.at.clone(), what)));
    }
}

/// An attendance that nobody filled in is another finding.
fn quorum(proof: &Proof<'_>, meeting: &Meeting, found: &mut Vec<Problem>) {
    let decides = !proof.minutes.decisions.is_empty() || !proof.minutes.unmarked().is_empty();
    let quorum = proof.council.quorum(meeting, proof.sheet);
    if let Some(quorum) = quorum.filter(|_| !proof.attendance.is_empty()) {
        told_quorum(proof, quorum, found);
    }
    let quorum = quorum.filter(|quorum| decides && !quorum.is_reached());
    found.extend(quorum.map(|quorum| Problem {
        what: What::QuorumNotReached {
            required: quorum.required,
            counted: quorum.counted,
            members: quorum.members,
            void: quorum.void,
        },
        place: Place::File(proof.file),
        also: None,
    }));
}

/// Finds sentences that say of the quorum what the attendance does not: "Le quorum est atteint."
fn told_quorum(proof: &Proof<'_>, quorum: Quorum, found: &mut Vec<Problem>) {
    const MOST: usize = 8;
    const REACHED: [&str; 5] = ["atteint", "reuni", "obtenu", "reached", "met"];
    const NOT: [&str; 5] = ["pas", "non", "not", "sans", "aucun"];
    const DOUBT: [&str; 6] = ["si", "if", "lorsque", "quand", "reste", "sera"];
    for block in &proof.minutes.blocks {
        let text = block.prose.text.as_str();
        // The sentence of an edition is made anew.
        if text.starts_with("Quorum") {
            continue;
        }
        let mut end = 0;
        for sentence in text.split_inclusive(['.', ';', '\n']) {
            let start = end;
            end += sentence.len();
            let words = words(sentence);
            let has = |list: &[&str]| words.iter().any(|(_, key)| list.contains(&key.as_str()));
            // Longer ones may be of another meeting.
            let is_other = words.len() > MOST || sentence.contains(|c: char| c.is_ascii_digit());
            if is_other
                || !has(&["quorum"])
                || !has(&REACHED)
                || has(&DOUBT)
                || has(&NOT) != quorum.is_reached()
            {
                continue;
            }
            let what = What::Mismatch {
                fact: Fact::Quorum,
                written: sentence.trim().to_owned(),
                expected: format!("{} / {}", quorum.counted, quorum.required),
            };
            found.push(proof.flaw(
                block.prose.source(start..start + sentence.trim_end().len()),
                what,
            ));
        }
    }
}

fn twice(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let mut first: BTreeMap<&str, Presence> = BTreeMap::new();
    let mut persons: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for attendee in proof.attendance {
        let (Some(id), Some(named)) = (attendee.member(), &attendee.organisation) else {
            continue;
        };
        // Several persons of one member, each named once.
        let own = attendee.persons.iter().map(|(name, _)| name.as_str());
        let known = persons.entry(id).or_default();
        let mut is_new = !attendee.persons.is_empty();
        for name in own {
            is_new &= known.insert(name);
        }
        let Some(before) = first.get(id) else {
            first.insert(id, attendee.presence);
            continue;
        };
        if is_new && known.len() > attendee.persons.len() {
            continue;
        }
        // Excused, and by proxy: both are true.
        let states = [*before, attendee.presence];
        let is_away = states.iter().any(|it| !it.is_there());
        if is_away && states.contains(&Presence::Represented) {
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
    let roll = &proof.minutes.roll;
    let nameless = roll.nameless().filter(|_| proof.attendance.is_empty());
    let unread = roll.unread.iter().cloned().chain(nameless);
    let fault = AttendanceFault::Unread;
    found.extend(unread.map(|at| proof.flaw(at, What::UnfilledAttendance { fault })));
    let contradicted = proof.attendance.iter().filter(|it| it.is_contradicted);
    let fault = AttendanceFault::Contradicted;
    found.extend(contradicted.map(|it| {
        let at = it.organisation.as_ref().map_or(&it.at, |it| &it.at);
        proof.flaw(at.clone(), What::UnfilledAttendance { fault })
    }));
    let unclear = proof
        .attendance
        .iter()
        .filter(|it| it.is_unclear && !it.guest);
    found.extend(unclear.map(|it| {
        // Nobody is named: "Tous les membres sauf un".
        let is_nobody = it.organisation.is_none() && it.persons.is_empty();
        let fault = if is_nobody {
            AttendanceFault::Unread
        } else {
            AttendanceFault::Unclear
        };
        proof.flaw(it.at.clone(), What::UnfilledAttendance { fault })
    }));
    let half = proof.minutes.roll.half_boxed();
    let half = proof.attendance.iter().filter(|it| half.contains(&it.at));
    let half = half.filter(|it| it.presence == Presence::Present && !it.guest && !it.is_unclear);
    let fault = AttendanceFault::HalfBoxed;
    let half = half.filter_map(|it| it.organisation.as_ref().filter(|it| it.member.is_some()));
    found.extend(half.map(|it| proof.flaw(it.at.clone(), What::UnfilledAttendance { fault })));
    let was_there = |it: &Attendee| it.presence.is_there() && !it.guest;
    let boxed = proof.attendance.iter().find(|it| it.ticked.is_some());
    if let Some(boxed) = boxed.filter(|_| !proof.attendance.iter().any(was_there)) {
        let fault = AttendanceFault::Unticked;
        let at = boxed.organisation.as_ref().map_or(&boxed.at, |it| &it.at);
        found.push(proof.flaw(at.clone(), What::UnfilledAttendance { fault }));
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
