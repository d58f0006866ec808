//! What is kept of the statements about one meeting.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::colleges::Colleges;
use super::found::{Source, Statement};
use super::links::{join_links, without_links};
use super::titles::TitleReading;
use crate::calendar::Occurrence;
use crate::domain::{Meeting, Slot, Status, is_uid};
use crate::locale::lists::capitalized;
use crate::markdown::wiki::MeetingState;
use crate::problem::Side;
use crate::sort::Sort;

/// Which statement counts where several speak of one thing.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The side that wins.
    pub prefer: Side,
    /// The place of the page with most lines.
    pub page: Option<usize>,
    /// The place of the calendar that people subscribe to.
    pub calendar: Option<usize>,
}

/// What is supposed of the hours of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supposed {
    /// Both; whether they are those of most meetings whose hours are known.
    Hours { is_usual: bool },
    /// Both, as a sentence says of many meetings.
    Usual,
    /// When it ends; whether it lasts as long as most meetings whose hours are known.
    End { is_usual: bool },
    /// Both, where calendars give it the whole day.
    WholeDay,
}

/// One meeting as far as its statements tell it.
#[derive(Clone, Debug)]
pub struct Selected<'a> {
    /// The places of its statements, the one that counts most first.
    pub statements: Vec<usize>,
    pub slot: Slot,
    /// What nothing says of its hours, and is supposed.
    pub supposed: Option<Supposed>,
    /// Where the sentence stands that gives it its hours.
    pub usual: Option<String>,
    pub moved_from: Vec<Slot>,
    pub cycle: i32,
    /// In the order of the council's.
    pub colleges: Vec<usize>,
    pub rank: Option<(u32, u32)>,
    pub status: Status,
    /// A title of its own, without rank.
    pub title: Option<String>,
    pub online: bool,
    pub place: Option<String>,
    /// The record that the registry has of it.
    pub record: Option<&'a Meeting>,
    /// Where its minutes lie, as the page says it.
    pub minutes: Option<String>,
    pub uid: Option<String>,
    pub sequence: u32,
    /// The last revision that a calendar knows.
    pub stamp: Option<DateTime<Utc>>,
}

impl Order {
    /// Puts the places of statements in the order in which they count.
    #[must_use]
    pub fn sorted(&self, statements: &[Statement<'_>], places: &[usize]) -> Vec<usize> {
        let mut sorted = places.to_vec();
        sorted.order_by_key(|at| {
            let statement = &statements[*at];
            let (aside, stamp) = match &statement.source {
                Source::Record(_) => ((false, false), None),
                Source::Line { page, .. } => ((false, Some(*page) != self.page), None),
                Source::Event {
                    calendar, event, ..
                } => {
                    // Of what one UID says the highest revision counts (RFC 5546, 2.1.5).
                    let aside = (event.is_superseded, Some(*calendar) != self.calendar);
                    (aside, event.event.stamp.max(event.event.last_modified))
                }
            };
            let side = (
                statement.side() != Side::Registry,
                statement.side() != self.prefer,
            );
            (side, aside, Reverse(stamp), *at)
        });
        sorted
    }
}

/// Chooses what is kept of each meeting; `None` for one whose day no registry can hold.
#[must_use]
pub fn choose<'a>(
    statements: &[Statement<'a>],
    meetings: &[Vec<usize>],
    colleges: &Colleges,
    order: &Order,
    timezone: Tz,
) -> Vec<Option<Selected<'a>>> {
    let usual = usual_hours(statements);
    let mut chosen: Vec<Option<Selected<'a>>> = meetings
        .iter()
        .map(|places| {
            let places = order.sorted(statements, places);
            one(statements, places, colleges, (usual, timezone))
        })
        .collect();
    adopt_uids(statements, &mut chosen, order);
    chosen
}

fn one<'a>(
    statements: &[Statement<'a>],
    places: Vec<usize>,
    colleges: &Colleges,
    (usual, timezone): (Option<(NaiveTime, NaiveTime, bool)>, Tz),
) -> Option<Selected<'a>> {
    let all = || places.iter().map(|at| &statements[*at]);
    let first = all().next()?;
    let (slot, supposed) = hours(&all().collect::<Vec<_>>(), usual, timezone)?;
    let lines = all().filter_map(|s| match &s.source {
        Source::Line { line, .. } => Some(*line),
        _ => None,
    });
    let record = all().find_map(|s| match s.source {
        Source::Record(meeting) => Some(meeting),
        _ => None,
    });
    let minutes = all().find_map(|s| s.minutes.clone());
    let has_line = lines.clone().next().is_some();
    let mut earlier = lines.filter_map(|line| {
        let (date, hours) = line.initially?;
        let (start, end) = hours.unwrap_or((slot.start(), slot.end()));
        Slot::new(date, start, end)
    });
    let earlier = earlier.find(|earlier| {
        *earlier != slot && has_hours(*earlier, timezone) && is_written(earlier.date())
    });
    let mut moved_from: Vec<Slot> = earlier.into_iter().collect();
    if !has_line && let Source::Event { event, .. } = &first.source {
        moved_from = announced_before(event, slot, timezone);
    }
    let first_date = moved_from.first().copied().unwrap_or(slot).date();
    let cycle = all().find_map(|s| s.year);
    let sitting = all().find_map(|s| colleges.of(s));
    let whole = || (0..colleges.all.len()).collect();
    let titled = all().find(|s| !s.title.trim().is_empty());
    let events = || {
        all().filter_map(|s| match &s.source {
            Source::Event { event, .. } => Some(&event.event),
            _ => None,
        })
    };
    let usual = all().find_map(|s| s.usual.clone()).map(|usual| usual.place);
    Some(Selected {
        slot,
        supposed,
        usual: usual.filter(|_| supposed == Some(Supposed::Usual)),
        cycle: cycle.unwrap_or(first_date.year()),
        colleges: sitting.unwrap_or_else(whole),
        rank: all().find_map(|s| s.rank),
        status: match first.standing {
            MeetingState::Confirmed => Status::Confirmed,
            MeetingState::Proposed => Status::Proposed,
            MeetingState::Postponed => Status::Postponed,
            MeetingState::Cancelled => Status::Cancelled,
        },
        title: titled.and_then(|s| own_title(s, colleges)),
        online: all().any(|s| s.online),
        place: all().find_map(|s| s.place.clone()),
        record,
        minutes,
        uid: record.map(|meeting| meeting.uid.clone()),
        sequence: events()
            .filter_map(|event| event.sequence)
            .max()
            .unwrap_or_default(),
        stamp: events().filter_map(|e| e.stamp.max(e.last_modified)).max(),
        moved_from,
        statements: places,
    })
}

/// Returns the days and hours of a meeting by its statements, the first of which has its day, and what of
/// them is supposed; `usual` are the hours of many, and whether they are those of most.
fn hours(
    statements: &[&Statement<'_>],
    usual: Option<(NaiveTime, NaiveTime, bool)>,
    timezone: Tz,
) -> Option<(Slot, Option<Supposed>)> {
    let is_usual = usual.is_some_and(|(.., is_usual)| is_usual);
    let usual = usual.map_or_else(afternoon, |(start, end, _)| (start, end));
    let all = || statements.iter().copied();
    let date = all().next()?.date;
    // The hours of the day that counts, or else of any.
    let of_day = all().filter(|s| s.date == date).chain(all());
    let told = of_day.clone().filter(|s| s.start.is_some());
    let until = |days: TimeDelta, (start, end): (NaiveTime, NaiveTime)| {
        let last = date.checked_add_signed(days)?;
        Slot::between(date.and_time(start), last.and_time(end))
    };
    let known = told
        .clone()
        .find_map(|s| until(s.lasts(), (s.start?, s.end?)));
    let start = told.clone().find_map(|s| s.start);
    // Whatever is supposed of the hours, the days are those that are said.
    let days = of_day.map(Statement::lasts).max().unwrap_or_default();
    // A start that is known is kept, whatever is supposed of the end.
    let from = |start: NaiveTime| {
        let (end, over) = start.overflowing_add_signed(usual.1 - usual.0);
        let end = match over {
            _ if days > TimeDelta::zero() => usual.1,
            0 => end,
            _ => LAST_MINUTE,
        };
        until(days, (start, end))
    };
    let lasting = start.and_then(from);
    let is_whole_day = || all().any(Statement::is_whole_day);
    let whole_day = start.is_none() && is_whole_day();
    let whole_day = whole_day.then(|| until(days, (NaiveTime::MIN, LAST_MINUTE)));
    let whole_day = whole_day.flatten();
    let sound = |slot: &Slot| has_hours(*slot, timezone);
    let said = all()
        .find_map(|s| s.usual.as_ref())
        .filter(|_| start.is_none());
    let said = said.and_then(|said| match said.end {
        Some(end) => until(days, (said.start, end)),
        None => from(said.start),
    });
    let mut hours = [known, lasting, whole_day, said].into_iter().flatten();
    let hours = hours.find(sound);
    let both = || {
        let both = [usual, afternoon()].into_iter();
        both.filter_map(|hours| until(days, hours)).find(sound)
    };
    let supposed = match hours {
        hours if hours.is_some() && hours == known => None,
        hours if hours.is_some() && hours == lasting => Some(Supposed::End { is_usual }),
        hours if hours.is_some() && hours == said && whole_day.is_none() => Some(Supposed::Usual),
        hours if hours.is_some() => Some(Supposed::WholeDay),
        _ => None,
    };
    let (slot, supposed) = match hours {
        Some(slot) => (slot, supposed),
        None if start.is_some() && all().any(|s| s.side() == Side::Calendar) => return None,
        None => {
            let slot = both()?;
            let is_usual = is_usual && slot.start() == usual.0 && slot.end() == usual.1;
            (slot, Some(Supposed::Hours { is_usual }))
        }
    };
    let is_written = is_written(slot.date()) && is_written(slot.end_date());
    is_written.then_some((slot, supposed))
}

/// Returns the days and hours that an event had before those that it has, the first ones first.
fn announced_before(event: &Occurrence, slot: Slot, timezone: Tz) -> Vec<Slot> {
    let mut slots = Vec::new();
    for period in event.was.iter().chain(&event.earlier) {
        let (start, end) = (period.start, period.end);
        let was = Slot::between(start, end).filter(|_| !period.whole_days);
        let was = was.filter(|was| has_hours(*was, timezone) && is_written(was.date()));
        slots.extend(was.filter(|was| *was != slot && !slots.contains(was)));
    }
    slots
}

/// Returns the title of a meeting that is not what its colleges make it.
fn own_title(statement: &Statement<'_>, colleges: &Colleges) -> Option<String> {
    let is_usual = match &statement.called {
        TitleReading::Nobody => true,
        TitleReading::All => false,
        TitleReading::Names(_) => colleges.sitting(&statement.called).is_some(),
    };
    let title = capitalized(&without_links(&statement.title));
    (!is_usual && !title.is_empty()).then_some(title)
}

/// Returns the hours that no others outnumber, and whether most statements with hours give them.
fn usual_hours(statements: &[Statement<'_>]) -> Option<(NaiveTime, NaiveTime, bool)> {
    let mut counts: BTreeMap<(NaiveTime, NaiveTime), usize> = BTreeMap::new();
    for statement in statements {
        if let Some(hours) = statement
            .start
            .zip(statement.end)
            .filter(|(start, end)| start < end)
        {
            *counts.entry(hours).or_default() += 1;
        }
    }
    // One of several is not what most have.
    let told: usize = counts.values().sum();
    let most = counts
        .into_iter()
        .filter(|(_, count)| count * 2 >= told && (*count > 1 || statements.len() < 3))
        .max_by_key(|(hours, count)| (*count, Reverse(*hours)));
    most.map(|((start, end), count)| (start, end, count > 1 && count * 2 > told))
}

/// The last minute of a day.
const LAST_MINUTE: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Returns the hours that every day has.
fn afternoon() -> (NaiveTime, NaiveTime) {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    (hour(14), hour(16))
}

/// Whether TOML can write a day: with a year of four digits.
fn is_written(date: NaiveDate) -> bool {
    (0..=9999).contains(&date.year())
}

/// Whether the clocks show the hours of a day once.
fn has_hours(slot: Slot, timezone: Tz) -> bool {
    let once = |local| {
        matches!(
            timezone.from_local_datetime(&local),
            MappedLocalTime::Single(_)
        )
    };
    once(slot.starts_at()) && once(slot.ends_at())
}

/// Gives each meeting the UID under which people know it: that of the calendar to which they
/// subscribe, or else that of another.
fn adopt_uids(statements: &[Statement<'_>], chosen: &mut [Option<Selected<'_>>], order: &Order) {
    let known = chosen
        .iter()
        .flatten()
        .filter_map(|meeting| meeting.uid.clone());
    let mut taken: BTreeSet<String> = known.collect();
    for subscribed in [true, false] {
        for meeting in chosen
            .iter_mut()
            .flatten()
            .filter(|meeting| meeting.uid.is_none())
        {
            let events = meeting.statements.iter().map(|at| &statements[*at]);
            let uids = events.filter_map(|statement| match &statement.source {
                Source::Event {
                    calendar, event, ..
                } => {
                    let is_subscribed = Some(*calendar) == order.calendar;
                    event.uid.as_ref().filter(|_| is_subscribed == subscribed)
                }
                _ => None,
            });
            let mut free = uids.filter(|uid| {
                // A room is no identity that anybody may read.
                is_uid(uid) && !taken.contains(*uid) && join_links(uid).is_empty()
            });
            if let Some(uid) = free.next() {
                taken.insert(uid.clone());
                meeting.uid = Some(uid.clone());
            }
        }
    }
}

/// Returns the first day that statements name.
#[must_use]
pub fn earliest(chosen: &[Selected<'_>]) -> Option<NaiveDate> {
    let days = chosen
        .iter()
        .flat_map(|meeting| meeting.moved_from.iter().chain([&meeting.slot]));
    days.map(|slot| slot.date()).min()
}
