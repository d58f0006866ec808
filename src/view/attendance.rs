//! Who was at which meeting, for lists and templates.

use std::collections::BTreeMap;

use serde::Serialize;

use super::DateView;
use crate::domain::{Council, Meeting};

/// How an organisation took part in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttendedView {
    /// The id of the meeting.
    pub meeting: String,
    pub date: DateView,
    /// The id of the member; none for a guest that is no member.
    pub member: Option<String>,
    /// Its name on that day.
    pub name: String,
    pub college: Option<String>,
    /// present, represented, excused, absent, guest
    pub state: &'static str,
    /// The id of the member that stood for it, or the name of an organisation that is none.
    pub by: Option<String>,
}

/// How often a member took part in the meetings to which it was called and whose minutes say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RateView {
    pub member: String,
    pub name: String,
    pub college: String,
    pub meetings: usize,
    pub present: usize,
    pub represented: usize,
    pub excused: usize,
    pub absent: usize,
    /// Meetings whose minutes do not name it.
    pub unlisted: usize,
    /// Present or represented, of a hundred meetings.
    pub rate: usize,
}

/// Returns how many of a hundred a part is, to the nearest; none of nothing.
pub(super) fn percent(part: usize, whole: usize) -> usize {
    (200 * part + whole) / (2 * whole.max(1))
}

impl RateView {
    /// Counts how often each member took part in these meetings, in the order of the registry.
    #[must_use]
    pub fn all(council: &Council, meetings: &[&Meeting], attended: &[AttendedView]) -> Vec<Self> {
        let states: BTreeMap<(&str, &str), &str> = attended
            .iter()
            .filter_map(|it| Some(((it.meeting.as_str(), it.member.as_deref()?), it.state)))
            .collect();
        let members = council.members.iter();
        let rates = members.map(|member| {
            let called: Vec<&&Meeting> = meetings.iter().filter(|it| it.calls(member)).collect();
            let state = |meeting: &Meeting| {
                let key = (meeting.id.as_str(), member.id.as_str());
                states.get(&key).copied()
            };
            let count = |wanted: Option<&str>| {
                let called = called.iter();
                called.filter(|meeting| state(meeting) == wanted).count()
            };
            let (present, represented) = (count(Some("present")), count(Some("represented")));
            Self {
                member: member.id.to_string(),
                name: member.name.clone(),
                college: member.college.to_string(),
                meetings: called.len(),
                present,
                represented,
                excused: count(Some("excused")),
                absent: count(Some("absent")),
                unlisted: count(None) + count(Some("guest")),
                rate: percent(present + represented, called.len()),
            }
        });
        rates.filter(|rate| rate.meetings > 0).collect()
    }
}
