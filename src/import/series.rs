//! The ranks of meetings in their series, and the ids made of them.

use std::collections::{BTreeMap, BTreeSet};

use super::choose::Selected;
use super::colleges::Colleges;
use crate::domain::MeetingId;
use crate::sort::Sort;

/// What the series make of the meetings.
pub struct Series {
    /// The number of each meeting.
    pub numbers: Vec<Option<u32>>,
    /// How many meetings the series of each counts; of those with a number.
    pub of: Vec<u32>,
    /// The meetings whose rank is lost.
    pub lost: Vec<usize>,
}

impl Series {
    /// Numbers the meetings: a series has the ranks 1, 2, 3 …, each once, or none at all.
    ///
    /// Where some say their rank and what it is of, the others have the ranks that are left, by date.
    #[must_use]
    pub fn of(chosen: &[Selected<'_>]) -> Self {
        let mut series: BTreeMap<(i32, &[usize]), Vec<usize>> = BTreeMap::new();
        for (at, meeting) in chosen.iter().enumerate() {
            let key = (meeting.cycle, meeting.colleges.as_slice());
            series.entry(key).or_default().push(at);
        }
        let mut made = Self {
            numbers: vec![None; chosen.len()],
            of: vec![0; chosen.len()],
            lost: Vec::new(),
        };
        for mut meetings in series.into_values() {
            meetings.order_by_key(|at| (chosen[*at].slot, *at));
            if meetings.iter().any(|at| chosen[*at].record.is_some()) {
                made.beside_records(chosen, &meetings);
                continue;
            }
            let ranks: Vec<Option<(u32, u32)>> =
                meetings.iter().map(|at| chosen[*at].rank).collect();
            let Some(numbers) = numbered(&ranks) else {
                let ranked = meetings.iter().filter(|at| chosen[**at].rank.is_some());
                made.lost.extend(ranked);
                continue;
            };
            let of = numbers.iter().flatten().copied().max().unwrap_or_default();
            for (at, number) in meetings.into_iter().zip(numbers) {
                made.numbers[at] = number;
                made.of[at] = of;
            }
        }
        made.lost.order();
        made
    }

    /// Keeps the numbers of records; a new meeting has its rank if its series then has no hole.
    fn beside_records(&mut self, chosen: &[Selected<'_>], meetings: &[usize]) {
        let records = meetings
            .iter()
            .filter_map(|at| chosen[*at].record.map(|record| (*at, record)));
        let mut highest = 0;
        for (at, record) in records {
            self.numbers[at] = record.number;
            highest = highest.max(record.number.unwrap_or_default());
        }
        let mut new: Vec<usize> = meetings
            .iter()
            .copied()
            .filter(|at| chosen[*at].record.is_none())
            .collect();
        new.order_by_key(|at| chosen[*at].rank);
        for at in new {
            match chosen[at].rank {
                Some((number, _)) if number == highest + 1 => {
                    highest = number;
                    self.numbers[at] = Some(number);
                }
                Some(_) => self.lost.push(at),
                None => {}
            }
        }
        for at in meetings {
            self.of[*at] = highest;
        }
    }
}

/// Returns the numbers of a series in the order of its dates; `None` if those that are said have
/// holes.
fn numbered(ranks: &[Option<(u32, u32)>]) -> Option<Vec<Option<u32>>> {
    let count = u32::try_from(ranks.len()).ok()?;
    let ranked = || ranks.iter().flatten();
    let said: BTreeSet<u32> = ranked().map(|(number, _)| *number).collect();
    let is_first = |numbers: &BTreeSet<u32>| {
        let numbers = numbers.iter().zip(1..);
        numbers.into_iter().all(|(number, rank)| *number == rank)
    };
    let once = ranked().count() == said.len();
    let all: BTreeSet<u32> = (1..=count).collect();
    let counts_all = ranked().all(|(_, of)| *of == count) && said.is_subset(&all);
    if !said.is_empty() && once && counts_all {
        // The ranks that nobody has are those of the others.
        let mut left = all.difference(&said);
        let number = |rank: &Option<(u32, u32)>| match rank {
            Some((number, _)) => Some(*number),
            None => left.next().copied(),
        };
        return Some(ranks.iter().map(number).collect());
    }
    let numbers = ranks.iter().map(|rank| rank.map(|(number, _)| number));
    (once && is_first(&said)).then(|| numbers.collect())
}

/// Returns an id for each meeting: that of its record, or year, colleges, and rank or day.
#[must_use]
pub fn ids(
    chosen: &[Selected<'_>],
    numbers: &[Option<u32>],
    colleges: &Colleges,
) -> Vec<MeetingId> {
    let known = chosen
        .iter()
        .filter_map(|meeting| Some(meeting.record?.id.to_string()));
    let mut taken: BTreeSet<String> = known.collect();
    let mut ids = Vec::new();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (meeting, number) in chosen.iter().zip(numbers) {
        if let Some(record) = meeting.record {
            ids.push(record.id.clone());
            continue;
        }
        let names = meeting
            .colleges
            .iter()
            .filter_map(|at| colleges.all.get(*at));
        let names: Vec<&str> = names.map(|college| college.id.as_str()).collect();
        let day = meeting.slot.date().format("%m-%d");
        let rank = number.map_or_else(|| day.to_string(), |number| number.to_string());
        let full = format!("{}-{}-{rank}", meeting.cycle, names.join("-"));
        // The ids of many colleges can be longer than an id may be.
        let base = match MeetingId::new(&full) {
            Some(_) if full.len() < 90 => full,
            _ => format!("{}-{}-{rank}", meeting.cycle, day),
        };
        let count = counts.entry(base.clone()).or_default();
        let made = (*count + 1..).find_map(|next| {
            *count = next;
            let id = match next {
                1 => base.clone(),
                _ => format!("{base}-{next}"),
            };
            MeetingId::new(&id).filter(|_| taken.insert(id))
        });
        ids.extend(made);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_series_is_numbered_as_it_says() {
        let rank = |number| Some((number, 2));
        let numbers = |ranks: &[_]| numbered(ranks).unwrap();
        assert_eq!(numbers(&[rank(1), rank(2)]), [Some(1), Some(2)]);
        assert_eq!(numbers(&[rank(2), rank(1)]), [Some(2), Some(1)]);
        assert_eq!(numbers(&[None, rank(1)]), [Some(2), Some(1)]);
    }

    #[test]
    fn meetings_without_a_rank_may_stand_beside_a_series() {
        let rank = |number| Some((number, 2));
        let numbers = numbered(&[rank(1), None, rank(2), None]).unwrap();
        assert_eq!(numbers, [Some(1), None, Some(2), None]);
        assert_eq!(numbered(&[None, None]).unwrap(), [None, None]);
        assert_eq!(numbered(&[]).unwrap(), []);
    }

    #[test]
    fn a_series_with_holes_has_no_numbers() {
        let rank = |number| Some((number, 3));
        assert_eq!(numbered(&[rank(1), rank(3)]), None);
        assert_eq!(numbered(&[rank(1), rank(1)]), None);
        assert_eq!(numbered(&[rank(2), None]), None);
        assert_eq!(numbered(&[Some((3, 2))]), None);
    }
}
