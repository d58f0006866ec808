//! Meetings, for templates: what French says of them.

use std::collections::BTreeMap;

use chrono::{Datelike, SecondsFormat};
use serde::Serialize;

use super::{CollegeView, DateView};
use crate::domain::{CollegeId, Council, Meeting, Period, Slot, Status};
use crate::locale::{dates, hours, lists};
use crate::sort::Sort;

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeetingView {
    pub id: String,
    pub uid: String,
    pub sequence: u32,
    /// RFC 3339, UTC.
    pub updated: String,
    pub cycle: i32,
    pub number: Option<u32>,
    /// The highest number of the series.
    pub of: Option<u32>,
    /// Réunion administrations (2/2)
    pub title: String,
    /// réunion administrations (2/2)
    pub name: String,
    pub colleges: Vec<CollegeView>,
    pub college_ids: Vec<String>,
    pub plenary: bool,
    pub date: DateView,
    /// 14h-16h
    pub hours: String,
    /// de 14h à 16h
    pub long_hours: String,
    /// 14:00
    pub start: String,
    /// 16:00
    pub end: String,
    /// proposed, confirmed, postponed, cancelled
    pub status: &'static str,
    /// The day on which it ends, where it is another one.
    pub end_date: Option<DateView>,
    /// ANNULÉE, REPORTÉE or À CONFIRMER.
    pub mark: Option<&'static str>,
    /// 15 septembre; the year where it differs, the hours where only they do.
    pub initially: Option<String>,
    /// Oldest first.
    pub moved_from: Vec<SlotView>,
    pub place: Option<String>,
    pub online: bool,
    pub agenda: Vec<AgendaItemView>,
    pub reason: Option<String>,
    /// The path of its calendar, from the root; empty while paths are made.
    pub event: String,
    /// The path of its minutes, from the root; empty while paths are made.
    pub minutes: String,
    /// Whether its minutes are published: there is a file at that path.
    pub has_minutes: bool,
}

/// A day with its hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlotView {
    pub date: DateView,
    pub hours: String,
    pub long_hours: String,
}

impl SlotView {
    /// Shows a day with its hours.
    #[must_use]
    pub fn new(slot: Slot) -> Self {
        Self::from(Period::from(slot))
    }
}

impl From<Period> for SlotView {
    fn from(period: Period) -> Self {
        let Period {
            start,
            end,
            whole_days,
        } = period;
        // The midnight after the last day belongs to that day.
        let last = match end.date().pred_opt() {
            Some(day) if whole_days && day > start.date() => day,
            _ if whole_days => start.date(),
            _ => end.date(),
        };
        let (from, to) = (start.time(), end.time());
        let (day, until) = (dates::date(last), dates::long_date(last));
        let (hours, long_hours) = match (whole_days, last == start.date()) {
            (true, true) => ("toute la journée".to_owned(), "toute la journée".to_owned()),
            (true, false) => (
                format!("toute la journée jusqu'au {day}"),
                format!("jusqu'au {until}"),
            ),
            (false, true) if from == to => (hours::hour(from), format!("à {}", hours::hour(from))),
            (false, true) => (hours::hours(from, to), hours::long_hours(from, to)),
            (false, false) => {
                let (from, to) = (hours::hour(from), hours::hour(to));
                (
                    format!("{from} jusqu'au {day} à {to}"),
                    format!("à partir de {from} jusqu'au {until} à {to}"),
                )
            }
        };
        Self {
            date: DateView::new(start.date()),
            hours,
            long_hours,
        }
    }
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgendaItemView {
    pub title: String,
    pub presenter: Option<String>,
    pub minutes: Option<u32>,
}

impl MeetingView {
    /// Shows the meeting without its rank: "Réunion administrations".
    #[must_use]
    pub fn unranked(&self) -> Self {
        let rank = self.number.zip(self.of);
        let rank = rank.map_or_else(String::new, |(number, of)| format!(" ({number}/{of})"));
        let without = |text: &str| text.strip_suffix(&rank).unwrap_or(text).to_owned();
        Self {
            title: without(&self.title),
            name: without(&self.name),
            number: None,
            of: None,
            ..self.clone()
        }
    }
}

/// Shows every meeting, by date.
#[must_use]
pub fn meetings(council: &Council) -> Vec<MeetingView> {
    let mut sizes: BTreeMap<(i32, &[CollegeId]), u32> = BTreeMap::new();
    for meeting in &council.meetings {
        let size = sizes
            .entry((meeting.cycle, meeting.colleges.as_slice()))
            .or_default();
        *size = (*size).max(meeting.number.unwrap_or_default());
    }
    let mut ordered: Vec<&Meeting> = council.meetings.iter().collect();
    ordered.order_by_key(|meeting| (meeting.slot, &meeting.id));
    ordered
        .into_iter()
        .map(|meeting| {
            let size = sizes.get(&(meeting.cycle, meeting.colleges.as_slice()));
            view(council, meeting, meeting.number.and(size.copied()))
        })
        .collect()
}

fn view(council: &Council, meeting: &Meeting, of: Option<u32>) -> MeetingView {
    let colleges: Vec<CollegeView> = meeting
        .colleges
        .iter()
        .filter_map(|id| council.college(id))
        .map(CollegeView::new)
        .collect();
    let rank = meeting.number.zip(of);
    let rank = rank.filter(|_| meeting.title.is_none());
    let rank = rank.map_or_else(String::new, |(n, of)| format!(" ({n}/{of})"));
    let name = unranked(council, meeting) + &rank;
    let slot = SlotView::new(meeting.slot);
    MeetingView {
        id: meeting.id.to_string(),
        uid: meeting.uid.clone(),
        sequence: meeting.sequence,
        updated: meeting.updated.to_rfc3339_opts(SecondsFormat::Secs, true),
        cycle: meeting.cycle,
        number: meeting.number,
        of,
        title: meeting
            .title
            .clone()
            .unwrap_or_else(|| lists::capitalized(&name)),
        name,
        college_ids: colleges.iter().map(|college| college.id.clone()).collect(),
        colleges,
        plenary: council.is_plenary(meeting),
        date: slot.date,
        hours: slot.hours,
        long_hours: slot.long_hours,
        start: meeting.slot.start().format("%H:%M").to_string(),
        end: meeting.slot.end().format("%H:%M").to_string(),
        end_date: meeting.slot.other_end_date().map(DateView::new),
        status: meeting.status.into_str(),
        mark: match meeting.status {
            Status::Proposed => Some("À CONFIRMER"),
            Status::Confirmed => None,
            Status::Postponed => Some("REPORTÉE"),
            Status::Cancelled => Some("ANNULÉE"),
        },
        initially: meeting
            .initially()
            .map(|first| initially(first, meeting.slot)),
        moved_from: meeting
            .moved_from
            .iter()
            .map(|slot| SlotView::new(*slot))
            .collect(),
        place: meeting.place.clone(),
        online: meeting.is_online(),
        agenda: meeting
            .agenda
            .iter()
            .map(|item| AgendaItemView {
                title: item.title.clone(),
                presenter: item.presenter.clone(),
                minutes: item.minutes,
            })
            .collect(),
        reason: meeting.reason.clone(),
        event: String::new(),
        minutes: String::new(),
        has_minutes: false,
    }
}

/// Names a meeting without its rank: its own title, else "réunion administrations".
pub(super) fn unranked(council: &Council, meeting: &Meeting) -> String {
    meeting.title.clone().unwrap_or_else(|| {
        let colleges = meeting.colleges.iter();
        let names: Vec<&str> = colleges
            .filter_map(|id| council.college(id))
            .map(|college| college.name.as_str())
            .collect();
        // Of a council with a single college, there is nothing to tell apart.
        match council.colleges.len() {
            0 | 1 => "réunion".to_owned(),
            _ => format!("réunion {}", lists::and(&names)),
        }
    })
}

/// Says when a meeting was first announced, as briefly as is clear.
fn initially(first: Slot, now: Slot) -> String {
    if first.date() == now.date() {
        SlotView::new(first).hours
    } else if first.date().year() == now.date().year() {
        dates::date_without_year(first.date())
    } else {
        dates::date(first.date())
    }
}
