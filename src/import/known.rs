//! What registries that exist say already of the meetings and members that were read.

use std::collections::{BTreeMap, BTreeSet};

use super::choose::Selected;
use super::colleges::Colleges;
use super::found::Statement;
use super::members::FoundMember;
use super::series::Series;
use crate::domain::{CollegeId, Council, Meeting, MeetingId, Member};
use crate::locale::collation::slug;
use crate::problem::{Field, Problem, Side, What};

/// The meetings of a registry among those that were read.
pub struct Registered<'a> {
    council: &'a Council,
    /// The place in the registry of each meeting that was read.
    places: Vec<Option<usize>>,
    /// The meetings as they were read.
    read: Vec<Selected>,
}

impl<'a> Registered<'a> {
    /// Finds the meetings of the registry: by UID, by day and colleges, by year, colleges and rank.
    #[must_use]
    pub fn of(
        council: &'a Council,
        statements: &[Statement<'_>],
        chosen: &[Selected],
        colleges: &Colleges,
    ) -> Self {
        let mut known = Self {
            council,
            places: vec![None; chosen.len()],
            read: chosen.to_vec(),
        };
        let meetings = || council.meetings.iter().enumerate();
        let uids: BTreeMap<&str, usize> = meetings().map(|(at, m)| (m.uid.as_str(), at)).collect();
        known.find(|meeting| {
            let said = meeting.statements.iter().map(|at| &statements[*at]);
            let mut uids = said.filter_map(|said| uids.get(said.uid()?));
            uids.next().copied()
        });
        let days: BTreeMap<_, usize> = meetings()
            .map(|(at, m)| ((m.slot.date(), m.colleges.clone()), at))
            .collect();
        known.find(|meeting| {
            let key = (meeting.slot.date(), college_ids(meeting, colleges));
            days.get(&key).copied()
        });
        let ranks: BTreeMap<_, usize> = meetings()
            .filter_map(|(at, m)| Some(((m.cycle, m.colleges.clone(), m.number?), at)))
            .collect();
        known.find(|meeting| {
            let (number, _) = meeting.rank?;
            let key = (meeting.cycle, college_ids(meeting, colleges), number);
            ranks.get(&key).copied()
        });
        known
    }

    /// Gives meetings without a place the one found, if no other meeting has it.
    fn find(&mut self, place: impl Fn(&Selected) -> Option<usize>) {
        let mut taken: BTreeSet<usize> = self.places.iter().copied().flatten().collect();
        for (meeting, known) in self.read.iter().zip(&mut self.places) {
            if known.is_none() {
                *known = place(meeting).filter(|at| taken.insert(*at));
            }
        }
    }

    /// Returns the registry's record of a meeting that was read.
    #[must_use]
    pub fn meeting(&self, at: usize) -> Option<&'a Meeting> {
        self.council.meetings.get(self.places.get(at).copied()??)
    }

    /// Returns the ids that are taken.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<String> {
        let meetings = self.council.meetings.iter();
        meetings.map(|meeting| meeting.id.to_string()).collect()
    }

    /// Keeps of the meetings what the registry says.
    pub fn settle(&self, chosen: &mut [Selected], colleges: &Colleges) {
        for (at, kept) in chosen.iter_mut().enumerate() {
            let Some(meeting) = self.meeting(at) else {
                continue;
            };
            let place = |id: &CollegeId| colleges.all.iter().position(|c| c.id == *id);
            kept.slot = meeting.slot;
            kept.are_hours_supposed = false;
            kept.cycle = meeting.cycle;
            kept.colleges = meeting.colleges.iter().filter_map(place).collect();
            kept.rank = None;
            kept.status = meeting.status;
            kept.title.clone_from(&meeting.title);
            kept.uid = Some(meeting.uid.clone()).filter(|_| {
                meeting.at.uid.is_some() || {
                    // A UID that was derived is the meeting's once a calendar has it.
                    let read = &self.read[at];
                    read.uid.is_none() || read.uid.as_ref() == Some(&meeting.uid)
                }
            });
            if kept.uid.is_none() {
                kept.uid.clone_from(&self.read[at].uid);
            }
        }
    }

    /// Numbers the meetings as the registry does; a new one has its rank if its series then has no
    /// hole.
    pub fn number(&self, series: &mut Series, colleges: &Colleges) {
        series.lost.clear();
        let mut numbers: BTreeMap<(i32, Vec<CollegeId>), BTreeSet<u32>> = BTreeMap::new();
        for meeting in &self.council.meetings {
            let key = (meeting.cycle, meeting.colleges.clone());
            numbers.entry(key).or_default().extend(meeting.number);
        }
        let mut new: Vec<usize> = (0..self.read.len())
            .filter(|at| self.meeting(*at).is_none())
            .collect();
        new.sort_by_key(|at| self.read[*at].rank);
        for at in new {
            let meeting = &self.read[at];
            let key = (meeting.cycle, college_ids(meeting, colleges));
            let taken = numbers.entry(key).or_default();
            let next = u32::try_from(taken.len()).map_or(u32::MAX, |count| count + 1);
            let number = meeting
                .rank
                .map(|(number, _)| number)
                .filter(|number| *number == next);
            series.numbers[at] = number;
            taken.extend(number);
            if meeting.rank.is_some() && number.is_none() {
                series.lost.push(at);
            }
        }
        for at in 0..self.read.len() {
            if let Some(meeting) = self.meeting(at) {
                series.numbers[at] = meeting.number;
            }
            let meeting = &self.read[at];
            let key = match self.meeting(at) {
                Some(known) => (known.cycle, known.colleges.clone()),
                None => (meeting.cycle, college_ids(meeting, colleges)),
            };
            let highest = numbers.get(&key).and_then(BTreeSet::last);
            series.of[at] = highest.copied().unwrap_or_default();
        }
    }

    /// Returns the registry's record with what it did not say yet.
    #[must_use]
    pub fn filled(&self, at: usize) -> Option<Meeting> {
        let (known, read) = (self.meeting(at)?, &self.read[at]);
        let mut filled = known.clone();
        if known.place.is_none() {
            filled.place.clone_from(&read.place);
        }
        filled.online = filled.online.or(read.online.then_some(true));
        if known.moved_from.is_empty() && known.slot == read.slot {
            filled.moved_from.clone_from(&read.moved_from);
        }
        if known.reason.is_none() {
            filled.reason.clone_from(&read.reason);
        }
        let adopted = read.uid.as_ref().filter(|uid| **uid != known.uid);
        let others = self.council.meetings.iter();
        let mut others = others.filter(|other| other.id != known.id);
        if let Some(uid) = adopted.filter(|_| known.at.uid.is_none())
            && !others.any(|other| other.uid == *uid)
        {
            filled.uid.clone_from(uid);
            filled.at.uid = Some(known.at.id);
        }
        Some(filled)
    }

    /// Puts the meetings that were read among those of the registry; with them, the place of each.
    #[must_use]
    pub fn merged(&self, read: Vec<Meeting>) -> (Vec<Meeting>, Vec<usize>) {
        let mut all = self.council.meetings.clone();
        let mut places = Vec::new();
        for (at, meeting) in read.into_iter().enumerate() {
            let known = self.places.get(at).copied().flatten();
            let place = known.unwrap_or_else(|| {
                all.push(meeting);
                all.len() - 1
            });
            if let Some(filled) = self.filled(at) {
                all[place] = filled;
            }
            places.push(place);
        }
        (all, places)
    }
}

/// Puts the members that were read among those of a registry; tells what it says otherwise.
#[must_use]
pub fn merged_members(
    council: &Council,
    read: &[FoundMember],
    problems: &mut Vec<Problem>,
) -> Vec<Member> {
    let mut all = council.members.clone();
    let mut ids: BTreeSet<String> = all.iter().map(|member| member.id.to_string()).collect();
    for found in read {
        let key = slug(&found.member.name);
        let is_it = |member: &&mut Member| {
            let mut names = member.formerly.iter().map(|former| former.name.as_str());
            let bears = slug(&member.name) == key || names.any(|name| slug(name) == key);
            bears && member.college == found.member.college
        };
        let Some(known) = all.iter_mut().find(is_it) else {
            let id = super::ids::unused(found.member.id.as_str(), 90, &mut ids);
            let id = crate::domain::MemberId::new(&id);
            all.extend(id.map(|id| Member {
                id,
                ..found.member.clone()
            }));
            continue;
        };
        let (name_at, term_at) = (known.at.name, known.at.terms.last().copied());
        let mut tell = |told, kept: String, left: &str| {
            let what = What::Contradiction {
                told,
                record: known.id.to_string(),
                kept,
                left: left.to_owned(),
                from: Side::Registry,
            };
            let also = match told {
                Field::Membership => term_at.and_then(|(_, until)| until),
                _ => Some(name_at),
            };
            let problem = Problem::at(found.at, what);
            problems.push(Problem { also, ..problem });
        };
        let until = known.terms.last().and_then(|term| term.until());
        if let Some(until) = until {
            tell(Field::Membership, until.to_string(), "");
        }
        match (&known.url, &found.member.url) {
            (Some(kept), Some(left)) if kept != left => tell(Field::Site, kept.clone(), left),
            (None, Some(_)) => known.url.clone_from(&found.member.url),
            _ => {}
        }
        if known.name != found.member.name && slug(&known.name) == key {
            tell(Field::Name, known.name.clone(), &found.member.name);
        }
    }
    all
}

/// Returns the ids of the registry for the meetings that it has.
#[must_use]
pub fn with_known_ids(known: &Registered<'_>, mut ids: Vec<MeetingId>) -> Vec<MeetingId> {
    for (at, id) in ids.iter_mut().enumerate() {
        if let Some(meeting) = known.meeting(at) {
            id.clone_from(&meeting.id);
        }
    }
    ids
}

fn college_ids(meeting: &Selected, colleges: &Colleges) -> Vec<CollegeId> {
    let ids = meeting
        .colleges
        .iter()
        .filter_map(|at| colleges.all.get(*at));
    ids.map(|college| college.id.clone()).collect()
}
