//! The series of a council: the meetings of one year that gather the same colleges, by rank.

use chrono::NaiveDate;

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

    /// Returns the day and hours of the last meeting of the same colleges, or of any.
    #[must_use]
    pub fn usual_slot(&self, colleges: &[CollegeId]) -> Option<Slot> {
        let slots = |same: bool| {
            let meetings = self.meetings.iter();
            let meetings = meetings.filter(move |it| !same || it.colleges == colleges);
            meetings.map(|meeting| meeting.slot).max()
        };
        slots(true).or_else(|| slots(false))
    }

    /// Returns the meetings whose titles change with a new one: "(1/1)" becomes "(1/2)".
    #[must_use]
    pub fn renumbered(&self, new: &Meeting, later: &[&Meeting]) -> Vec<&Meeting> {
        let series = self.series(new.cycle, &new.colleges);
        let numbered: Vec<&Meeting> = series.filter(|meeting| meeting.number.is_some()).collect();
        let highest = numbered.iter().filter_map(|meeting| meeting.number).max();
        if new.number <= highest && later.is_empty() {
            return Vec::new();
        }
        let changes = |meeting: &&Meeting| {
            meeting.title.is_none() || later.iter().any(|later| later.id == meeting.id)
        };
        numbered.into_iter().filter(changes).collect()
    }

    /// Returns the meetings of the series of one that is taken out whose titles change, with the ranks that
    /// they have then: those after it come one earlier, as long as nobody was told of them.
    #[must_use]
    pub fn ranks_without(
        &self,
        gone: &Meeting,
        told: impl Fn(&Meeting) -> bool,
    ) -> Vec<(&Meeting, u32)> {
        let Some(rank) = gone.number else {
            return Vec::new();
        };
        let series = self.series(gone.cycle, &gone.colleges);
        let others = series.filter(|meeting| meeting.id != gone.id);
        let ranked: Vec<(&Meeting, u32)> = others
            .filter_map(|meeting| Some((meeting, meeting.number?)))
            .collect();
        let mut later = ranked.iter().filter(|(_, number)| *number > rank);
        let closes = later.clone().next().is_some() && !later.any(|(meeting, _)| told(meeting));
        let earlier = |number: u32| number - u32::from(closes && number > rank);
        let highest = |ranks: &mut dyn Iterator<Item = u32>| ranks.max().unwrap_or_default();
        let before = highest(&mut ranked.iter().map(|(_, number)| *number)).max(rank);
        let after = highest(&mut ranked.iter().map(|(_, number)| earlier(*number)));
        let changes = |(meeting, number): &(&Meeting, u32)| {
            earlier(*number) != *number || before != after && meeting.title.is_none()
        };
        let others = ranked.into_iter().filter(changes);
        others
            .map(|(meeting, number)| (meeting, earlier(number)))
            .collect()
    }

    /// Returns the id of a new meeting: its year, its colleges, and its rank or else its day.
    ///
    /// Those that come after it keep the ids of the ranks that they had, so that it takes the first
    /// one that is free then. An id that was given up is never used again.
    #[must_use]
    pub fn id_of_new(
        &self,
        (cycle, colleges): (i32, &[CollegeId]),
        rank: &NewRank<'_>,
        day: NaiveDate,
        is_given_up: impl Fn(&str) -> bool,
    ) -> String {
        let names: Vec<&str> = colleges.iter().map(CollegeId::as_str).collect();
        let made = |rank: String| format!("{cycle}-{}-{rank}", names.join("-"));
        let free = rank.number.and_then(|number| {
            let mut ids = (number..10_000).map(|number| made(number.to_string()));
            ids.find(|id| {
                let is_free = rank.later.is_empty() || self.meeting(id).is_none();
                is_free && !is_given_up(id)
            })
        });
        free.unwrap_or_else(|| made(day.format("%m-%d").to_string()))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{
        CouncilId, MeetingId, MeetingSpans, PathTemplate, Paths, Status, Typography, Withdrawn,
    };
    use crate::source::{FileId, Sources, Span};

    pub(in crate::domain) fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, 10).unwrap()
    }

    pub(in crate::domain) fn colleges(ids: &str) -> Vec<CollegeId> {
        ids.split('-').filter_map(CollegeId::new).collect()
    }

    /// A meeting of these colleges in a month, at the hour of its month.
    pub(in crate::domain) fn meeting(
        id: &str,
        of: &str,
        number: Option<u32>,
        month: u32,
    ) -> Meeting {
        let hour = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let file: FileId = Sources::new().add("meetings.toml", "");
        Meeting {
            id: MeetingId::new(id).unwrap(),
            colleges: colleges(of),
            number,
            cycle: 2025,
            slot: Slot::new(day(month), hour(month), hour(month + 2)).unwrap(),
            status: Status::Confirmed,
            moved_from: Vec::new(),
            place: None,
            online: None,
            agenda: Vec::new(),
            reason: None,
            title: None,
            minutes: None,
            uid: id.to_owned(),
            event: None,
            sequence: 0,
            changed: None,
            updated: chrono::DateTime::UNIX_EPOCH,
            allow: Vec::new(),
            at: MeetingSpans::unwritten(Span::new(file, 0..0)),
        }
    }

    pub(in crate::domain) fn council(meetings: Vec<Meeting>) -> Council {
        let path = || PathTemplate {
            text: String::new(),
            span: None,
        };
        Council {
            id: CouncilId::new("conseil").unwrap(),
            name: String::new(),
            article: None,
            acronym: String::new(),
            convener: String::new(),
            convener_article: None,
            contact: String::new(),
            url: None,
            reply_to: None,
            timezone: chrono_tz::Tz::Europe__Paris,
            holidays: crate::locale::holidays::HolidayRegion::Metropole,
            typography: Typography::Plain,
            as_of: None,
            quorum: None,
            proxies: None,
            colleges: Vec::new(),
            members: Vec::new(),
            meetings,
            opinions: Vec::new(),
            subjects: Vec::new(),
            paths: Paths {
                page: path(),
                calendar: path(),
                event: path(),
                minutes: path(),
                draft: path(),
            },
            withdrawn: Withdrawn::default(),
            links_base: None,
        }
    }

    #[test]
    fn a_new_meeting_is_ranked_by_the_first_days_of_the_others() {
        let mut moved = meeting("a-1", "a", Some(1), 7);
        moved.moved_from.push(meeting("a-0", "a", None, 2).slot);
        let council = council(vec![moved, meeting("a-2", "a", Some(2), 9)]);
        let rank = |told| {
            let slot = meeting("a-0", "a", None, 4).slot;
            let rank = council.rank_of_new(2025, &colleges("a"), slot, |_| told);
            let later: Vec<String> = rank.later.iter().map(|it| it.id.to_string()).collect();
            (rank.number, later)
        };
        assert_eq!(rank(false), (Some(2), vec!["a-2".to_owned()]));
        assert_eq!(rank(true), (Some(3), vec![]));
    }

    #[test]
    fn usual_hours_are_those_of_the_same_colleges() {
        let council = council(vec![
            meeting("a-1", "a", Some(1), 2),
            meeting("a-2", "a", Some(2), 6),
            meeting("b-1", "b", Some(1), 9),
        ]);
        let month = |of: &str| council.usual_slot(&colleges(of)).map(Slot::date);
        assert_eq!(month("a"), Some(day(6)));
        assert_eq!(month("b"), Some(day(9)));
        assert_eq!(month("a-b"), Some(day(9)));
    }

    #[test]
    fn a_meeting_that_goes_leaves_no_gap_where_nobody_was_told_of_those_after_it() {
        let mut own = meeting("a-3", "a", Some(3), 6);
        own.title = Some("Séminaire".to_owned());
        let council = council(vec![
            meeting("a-1", "a", Some(1), 2),
            meeting("a-2", "a", Some(2), 4),
            own,
            meeting("a", "a", None, 7),
            meeting("b-1", "b", Some(1), 9),
        ]);
        let ranks = |gone: usize, told| -> Vec<String> {
            let all = council.ranks_without(&council.meetings[gone], |_| told);
            all.iter()
                .map(|(it, rank)| format!("{}={rank}", it.id))
                .collect()
        };
        assert_eq!(ranks(1, false), ["a-1=1", "a-3=2"]);
        // What people know keeps its number, and the titles count as many as before.
        assert_eq!(ranks(1, true), Vec::<String>::new());
        // The last one: the titles of the others count one less.
        assert_eq!(ranks(2, true), ["a-1=1", "a-2=2"]);
        assert_eq!(ranks(3, false), Vec::<String>::new());
        assert_eq!(ranks(4, false), Vec::<String>::new());
    }

    #[test]
    fn a_new_meeting_changes_the_titles_that_count_it() {
        let mut own = meeting("a-2", "a", Some(2), 6);
        own.title = Some("Séminaire".to_owned());
        let council = council(vec![
            meeting("a-1", "a", Some(1), 2),
            own,
            meeting("a", "a", None, 7),
            meeting("b-1", "b", Some(1), 9),
        ]);
        let changed = |number, later: &[&Meeting]| -> Vec<String> {
            let new = meeting("new", "a", number, 8);
            let all = council.renumbered(&new, later).into_iter();
            all.map(|meeting| meeting.id.to_string()).collect()
        };
        // One more in all: but a title of its own counts none.
        assert_eq!(changed(Some(3), &[]), ["a-1"]);
        // A rank that is there, and none, change no other.
        assert_eq!(changed(Some(2), &[]), Vec::<String>::new());
        assert_eq!(changed(None, &[]), Vec::<String>::new());
        // Whoever comes later gets another rank, with a title of its own too.
        assert_eq!(changed(Some(2), &[&council.meetings[1]]), ["a-1", "a-2"]);
    }

    #[test]
    fn the_id_of_a_new_meeting_is_of_its_rank_or_its_day() {
        let council = council(vec![
            meeting("2025-a-1", "a", Some(1), 2),
            meeting("2025-a-2", "a", Some(2), 6),
        ]);
        let id = |number, later: Vec<&Meeting>| {
            let rank = NewRank { number, later };
            council.id_of_new((2025, &colleges("a")), &rank, day(3), |id| id == "2025-a-4")
        };
        assert_eq!(id(Some(3), Vec::new()), "2025-a-3");
        assert_eq!(id(Some(4), Vec::new()), "2025-a-5");
        // Taken, which is for the caller to say.
        assert_eq!(id(Some(2), Vec::new()), "2025-a-2");
        assert_eq!(id(Some(1), vec![&council.meetings[1]]), "2025-a-3");
        assert_eq!(id(None, Vec::new()), "2025-a-03-10");
    }
}
