//! The series of a council: the meetings of one year that gather the same colleges, by rank.

use super::{CollegeId, Council, Meeting, Slot};

/// The rank of a meeting that is added to a series.
#[derive(Debug)]
pub struct NewRank<'a> {
    /// None in a series without ranks.
    pub number: Option<u32>,
    /// The meetings that come after it, whose ranks are each one more then.
    pub later: Vec<&'a Meeting>,
}

impl Council {
    /// Returns the meetings of a series, in the order of the registry.
    pub fn series(&self, cycle: i32, colleges: &[CollegeId]) -> impl Iterator<Item = &Meeting> {
        let meetings = self.meetings.iter();
        meetings.filter(move |meeting| meeting.cycle == cycle && meeting.colleges == colleges)
    }

    /// Ranks a new meeting by its day, as long as nobody was told of those after it; else last.
    #[must_use]
    pub fn rank_of_new(
        &self,
        cycle: i32,
        colleges: &[CollegeId],
        slot: Slot,
        told: impl Fn(&Meeting) -> bool,
    ) -> NewRank<'_> {
        let mut later = Vec::new();
        let (mut before, mut first_after, mut any) = (0, None, false);
        for meeting in self.series(cycle, colleges) {
            any = true;
            let Some(number) = meeting.number else {
                continue;
            };
            if meeting.initially().unwrap_or(meeting.slot) > slot {
                later.push(meeting);
                first_after = Some(first_after.map_or(number, |first: u32| first.min(number)));
            } else {
                before = before.max(number);
            }
        }
        let last = later.iter().filter_map(|meeting| meeting.number).max();
        let last = last.unwrap_or_default().max(before);
        match first_after {
            Some(first) if first > before && !later.iter().any(|meeting| told(meeting)) => {
                let number = Some(first);
                NewRank { number, later }
            }
            _ => NewRank {
                number: (!any || last > 0).then_some(last + 1),
                later: Vec::new(),
            },
        }
    }
}
