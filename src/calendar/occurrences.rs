//! The meetings that calendars stand for: series expanded, revisions put in order, moved occurrences
//! known as moved.
//!
//! Whoever made the calendars. Of what one UID says several times, in one file or in many, the
//! highest SEQUENCE wins, then the latest DTSTAMP (RFC 5546 section 2.1.5). Nothing is dropped in
//! silence: what is not read, and what would not be written again, is named with its line.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::carried::{is_recurrence, is_replaceable};
use super::read::{Content, Moment, PublishedEvent, contents, duration, read};
use super::recurrence::{Fault, Work, times};
use super::zones::{Zone, Zones};
use crate::domain::Period;
use crate::sort::Sort;

/// What calendars stand for.
#[derive(Debug, Default)]
pub struct Agenda {
    /// In the order of their days and hours.
    pub occurrences: Vec<Occurrence>,
    /// What else is said of an event that does not recur: by other calendars, and by the same one without
    /// being an earlier revision. In the order of the calendars and their lines.
    pub others: Vec<Occurrence>,
    /// In the order of the files and their lines.
    pub unread: Vec<Unread>,
}

/// One event, or one occurrence of a series.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The place of its calendar among those given.
    pub calendar: usize,
    /// Its UID; of an occurrence, one made of the UID of the series and of RECURRENCE-ID (UUID v5).
    pub uid: Option<String>,
    /// The UID of its series, if it is of one.
    pub series: Option<String>,
    /// When it is, in the time of the council.
    pub when: Period,
    /// Whether anything says when it ends; else `when` ends with its start, or with its day.
    pub has_end: bool,
    /// When it would be by the rule of its series, if it was moved.
    pub was: Option<Period>,
    /// When earlier revisions said that it is, if not when it is, the first one first.
    pub earlier: Vec<Period>,
    /// When the same revision says that it is in another place.
    pub rivals: Vec<Period>,
    /// Whether another revision counts.
    pub is_superseded: bool,
    /// What the calendar calls the time zone of its hours, if they are others in that of the council.
    pub zone: Option<String>,
    /// The event that says so. Its start and end are those of the first occurrence.
    pub event: Arc<PublishedEvent>,
    /// What the event has and no calendar of this program would.
    pub left_out: Arc<[LeftOut]>,
}

impl Occurrence {
    /// Returns the event as it is on this day, in the time of the council: its start and end, and its
    /// own UID.
    #[must_use]
    pub fn to_event(&self) -> PublishedEvent {
        let moment = |time: NaiveDateTime| {
            if self.when.whole_days {
                Moment::Day(time.date())
            } else {
                Moment::Floating(time)
            }
        };
        PublishedEvent {
            uid: self.uid.clone(),
            start: Some(moment(self.when.start)),
            end: self.has_end.then(|| moment(self.when.end)),
            ..(*self.event).clone()
        }
    }
}

/// A property or component of an event that would not be written again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// ATTACH, VALARM…
    pub name: String,
    /// The line of the file on which it begins, counted from 1.
    pub line: usize,
}

/// Something in a calendar that stands for no meeting, or not for the one that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The place of its calendar among those given.
    pub calendar: usize,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The property or component; of a time zone that is unknown, its name, and of an answer, its METHOD.
    pub name: String,
    pub why: Why,
}

/// Why something was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The file is no calendar.
    NoCalendar,
    /// The component is no event.
    NoEvent,
    /// The event has no start.
    NoStart,
    /// The value is none that RFC 5545 knows.
    NotUnderstood,
    /// The time zone is unknown: that of the council is supposed.
    UnknownZone,
    /// The series is longer, or more work, than that of any council: only its first occurrence and
    /// those that are named one by one were read.
    TooMuch,
    /// The event ends before it starts: it is taken for one that lasts no time.
    EndsBeforeStart,
    /// The calendar answers an invitation (RFC 5546): it says nothing of the meeting.
    Answer,
    /// Another revision of the event says something else and counts.
    Superseded,
    /// A local time that a clock which is put forward skips: it is as far behind the change as it says
    /// (RFC 5545 section 3.3.5).
    NoSuchTime,
    /// The series goes on after the last day up to which it was followed.
    GoesOn,
}

/// Returns the last day up to which series are followed if nobody says how far: a year from today.
#[must_use]
pub fn a_year_from(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(12)).unwrap_or(today)
}

/// Reads the meetings that calendars stand for, in the time `zone` of the council.
///
/// A rule is followed up to `until`, that day included; what is named one by one is read whenever it
/// is. Takes any bytes, and bounded time.
#[must_use]
pub fn agenda(calendars: &[&[u8]], zone: Tz, until: NaiveDate) -> Agenda {
    let mut reader = Reader {
        council: zone,
        until: until.and_time(NaiveTime::MIN) + TimeDelta::seconds(24 * 3600 - 1),
        work: Work::default(),
        agenda: Agenda::default(),
    };
    let mut by_uid: BTreeMap<(Option<String>, usize), Vec<Item>> = BTreeMap::new();
    for (calendar, bytes) in calendars.iter().enumerate() {
        for item in reader.items(calendar, bytes) {
            // What has no identity is each its own.
            let uid = item.event.uid.clone();
            let own = if uid.is_none() { by_uid.len() } else { 0 };
            by_uid.entry((uid, own)).or_default().push(item);
        }
    }
    for items in by_uid.into_values() {
        reader.event(items);
    }
    let mut agenda = reader.agenda;
    agenda
        .occurrences
        .order_by_key(|it| (it.when.start, it.calendar, *it.event.lines.start()));
    agenda
        .others
        .order_by_key(|it| (it.calendar, *it.event.lines.start()));
    agenda.unread.order_by_key(|it| (it.calendar, it.line));
    agenda.unread.dedup();
    agenda
}

/// The clock of an event.
#[derive(Clone, Debug)]
enum Frame {
    /// That of the council: nothing says another.
    Council(Tz),
    Utc,
    Zone(Zone),
    /// It has no hours.
    Days,
}

impl Frame {
    /// Returns a local time of this clock in that of the council.
    fn shown(&self, wall: NaiveDateTime, council: Tz) -> NaiveDateTime {
        match self {
            Self::Days => wall,
            // What its clock skips is not there.
            Self::Council(zone) => self.local(Zone::Iana(*zone).utc(wall)),
            Self::Utc => wall.and_utc().with_timezone(&council).naive_local(),
            Self::Zone(zone) => zone.utc(wall).with_timezone(&council).naive_local(),
        }
    }

    fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        match self {
            Self::Council(zone) => moment.with_timezone(zone).naive_local(),
            Self::Utc | Self::Days => moment.naive_utc(),
            Self::Zone(zone) => zone.local(moment),
        }
    }

    /// Whether the clock skips a local time.
    fn skips(&self, wall: NaiveDateTime) -> bool {
        match self {
            Self::Council(zone) => self.local(Zone::Iana(*zone).utc(wall)) != wall,
            Self::Zone(zone) => zone.local(zone.utc(wall)) != wall,
            Self::Utc | Self::Days => false,
        }
    }

    /// Writes a local time as the name of an occurrence that stays the same wherever it is read.
    fn identity(&self, wall: NaiveDateTime) -> String {
        match self {
            Self::Days => wall.format("%Y%m%d").to_string(),
            Self::Council(_) => wall.format("%Y%m%dT%H%M%S").to_string(),
            Self::Utc => wall.format("%Y%m%dT%H%M%SZ").to_string(),
            Self::Zone(zone) => zone.utc(wall).format("%Y%m%dT%H%M%SZ").to_string(),
        }
    }
}

/// An event as one revision has it.
#[derive(Clone, Debug)]
struct Item {
    calendar: usize,
    event: Arc<PublishedEvent>,
    left_out: Arc<[LeftOut]>,
    zones: Arc<Zones>,
    recurrence: Recurrence,
    /// None if it only calls off what an earlier revision says.
    at: Option<At>,
}

/// When an event is, on its own clock.
#[derive(Clone, Debug)]
struct At {
    frame: Frame,
    start: NaiveDateTime,
    length: TimeDelta,
    has_end: bool,
    /// The line of DTSTART, and what the calendar calls the clock.
    line: usize,
    zone: Option<String>,
    /// Whether the clock skips the start as it is written.
    is_skipped: bool,
}

/// What makes, drops or moves occurrences; rules with their lines.
#[derive(Clone, Debug, Default)]
struct Recurrence {
    id: Option<Moment>,
    /// RANGE=THISANDFUTURE.
    and_future: bool,
    rules: Vec<(String, usize)>,
    excluding_rules: Vec<(String, usize)>,
    /// With the end or the length of a period.
    dates: Vec<(Moment, Option<Length>)>,
    excluded: Vec<Moment>,
}

#[derive(Clone, Debug)]
enum Length {
    Until(Moment),
    For(TimeDelta),
}

impl Item {
    fn rank(&self) -> (u32, Option<DateTime<Utc>>) {
        (self.sequence(), self.event.stamp)
    }

    fn sequence(&self) -> u32 {
        self.event.sequence.unwrap_or_default()
    }

    fn has_method(&self, method: &str) -> bool {
        self.event.method.as_deref() == Some(method)
    }

    /// Whether an item of the same calendar is what was said before of the same meeting: two meetings may
    /// have one UID by mistake.
    fn revises(&self, other: &Self) -> bool {
        self.sequence() > other.sequence()
            || self.rank() > other.rank() && self.event.summary == other.event.summary
    }

    fn is_recurring(&self) -> bool {
        !self.recurrence.rules.is_empty() || !self.recurrence.dates.is_empty()
    }

    fn is_cancelled(&self) -> bool {
        self.event.status.as_deref() == Some("CANCELLED")
    }

    /// Whether another revision says the same.
    fn is_like(&self, other: &Self) -> bool {
        let said = |item: &Self| {
            let event = &item.event;
            let texts = [
                &event.summary,
                &event.description,
                &event.location,
                &event.url,
            ];
            let status = event.status.as_deref().unwrap_or("CONFIRMED").to_owned();
            let when = item
                .at
                .as_ref()
                .map(|at| (at.frame.identity(at.start), at.length));
            let rules: Vec<String> = item
                .recurrence
                .rules
                .iter()
                .map(|it| it.0.clone())
                .collect();
            (texts.map(Clone::clone), status, when, rules)
        };
        said(self) == said(other)
    }
}

struct Reader {
    council: Tz,
    until: NaiveDateTime,
    work: Work,
    agenda: Agenda,
}

impl Reader {
    fn miss(&mut self, calendar: usize, line: usize, name: &str, why: Why) {
        self.agenda.unread.push(Unread {
            calendar,
            line,
            name: name.to_owned(),
            why,
        });
    }

    /// Reads the events of one file.
    fn items(&mut self, calendar: usize, bytes: &[u8]) -> Vec<Item> {
        let Ok(published) = read(bytes) else {
            self.miss(calendar, 1, "VCALENDAR", Why::NoCalendar);
            return Vec::new();
        };
        let contents = contents(bytes);
        let zones = Arc::new(Zones::of(&contents));
        let mut of_events: Vec<Vec<&Content>> = vec![Vec::new(); published.events.len()];
        for content in &contents {
            let own = content.event.and_then(|at| of_events.get_mut(at));
            if let Some(own) = own {
                own.push(content);
            } else if content.is_component && !is_known(content) {
                self.miss(calendar, content.line, &content.name, Why::NoEvent);
            }
        }
        let mut items = Vec::new();
        for (event, contents) in published.events.into_iter().zip(of_events) {
            if let Some(item) = self.item(calendar, event, &contents, &zones) {
                items.push(item);
            }
        }
        items
    }

    fn item(
        &mut self,
        calendar: usize,
        event: PublishedEvent,
        contents: &[&Content],
        zones: &Arc<Zones>,
    ) -> Option<Item> {
        let line = *event.lines.start();
        let answers = ["REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"];
        let method = event.method.as_deref().unwrap_or_default();
        if answers.contains(&method) {
            self.miss(calendar, line, method, Why::Answer);
            return None;
        }
        let own = || {
            contents
                .iter()
                .filter(|it| it.within.last().is_some_and(|it| it == "VEVENT"))
        };
        let place = |name: &str| own().find(|it| it.name == name).map(|it| it.line);
        let mut left_out = Vec::new();
        let mut recurrence = Recurrence::default();
        for content in own() {
            let name = content.name.as_str();
            let was_read = if content.is_component {
                left_out.push(left(content));
                true
            } else if is_recurrence(name) {
                recurrence.take(content)
            } else {
                if !is_replaceable("VEVENT", name, &content.value) {
                    left_out.push(left(content));
                }
                match name {
                    "DTSTART" => event.start.is_some(),
                    "DTEND" | "DURATION" => event.end.is_some() || event.start.is_none(),
                    _ => true,
                }
            };
            if !was_read {
                self.miss(calendar, content.line, name, Why::NotUnderstood);
            }
        }
        let at = event.start.clone().map(|start| {
            let line = place("DTSTART").unwrap_or(line);
            let frame = self.frame(calendar, &start, zones, line);
            let zone = match &start {
                Moment::Zoned(_, name) => Some(name.clone()),
                _ => zones.home.map(|home| home.name().to_owned()),
            };
            let is_skipped = match &start {
                Moment::Floating(local) | Moment::Zoned(local, _) => frame.skips(*local),
                Moment::Utc(_) | Moment::Day(_) => false,
            };
            let first = wall(&frame, &start, zones);
            let end = event.end.as_ref().map(|end| wall(&frame, end, zones));
            let length = end.map(|end| end - first);
            if length.is_some_and(|it| it < TimeDelta::zero()) {
                let line = place("DTEND").unwrap_or(line);
                self.miss(calendar, line, "DTEND", Why::EndsBeforeStart);
            }
            // RFC 5545 section 3.6.1.
            let least = match frame {
                Frame::Days => TimeDelta::days(1),
                _ => TimeDelta::zero(),
            };
            At {
                frame,
                start: first,
                length: length.unwrap_or_default().max(least),
                has_end: length.is_some(),
                line,
                zone,
                is_skipped,
            }
        });
        let is_cancelled = event.status.as_deref() == Some("CANCELLED") && event.uid.is_some();
        if at.is_none() && !is_cancelled {
            if place("DTSTART").is_none() {
                self.miss(calendar, line, "VEVENT", Why::NoStart);
            }
            return None;
        }
        Some(Item {
            calendar,
            event: Arc::new(event),
            left_out: left_out.into(),
            zones: Arc::clone(zones),
            recurrence,
            at,
        })
    }

    /// Finds the clock of an event.
    fn frame(&mut self, calendar: usize, start: &Moment, zones: &Zones, line: usize) -> Frame {
        let home = zones.home.map(Zone::Iana);
        match start {
            Moment::Day(_) => Frame::Days,
            Moment::Utc(_) => Frame::Utc,
            Moment::Floating(_) => home.map_or(Frame::Council(self.council), Frame::Zone),
            Moment::Zoned(_, name) => zones.find(name).map_or_else(
                || {
                    self.miss(calendar, line, name, Why::UnknownZone);
                    Frame::Council(self.council)
                },
                Frame::Zone,
            ),
        }
    }

    /// Makes the occurrences of what one UID stands for.
    fn event(&mut self, items: Vec<Item>) {
        let (overrides, masters): (Vec<_>, Vec<_>) =
            items.into_iter().partition(|it| it.recurrence.id.is_some());
        // What is added to a meeting is not another revision of it (RFC 5546 section 3.2.4).
        let is_added = |it: &Item| it.has_method("ADD");
        let (added, masters): (Vec<_>, Vec<_>) = if masters.iter().all(is_added) {
            (Vec::new(), masters)
        } else {
            masters.into_iter().partition(is_added)
        };
        let master = self.latest(masters);
        let mut by_id: BTreeMap<NaiveDateTime, Vec<Item>> = BTreeMap::new();
        let at = master.as_ref().and_then(|master| master.item.at.clone());
        let fallback = overrides.iter().find_map(|it| it.at.clone());
        let frame = at
            .or(fallback)
            .map_or(Frame::Council(self.council), |at| at.frame);
        let times = master
            .as_ref()
            .map_or_else(Vec::new, |master| self.times(&master.item));
        for item in overrides {
            let Some(id) = item.recurrence.id.clone() else {
                continue;
            };
            let mut id_at = wall(&frame, &id, &item.zones);
            // A day stands for the occurrence of that day.
            let is_day = matches!(id, Moment::Day(_)) || matches!(frame, Frame::Days);
            let same = times.iter().find(|(time, _)| time.date() == id_at.date());
            if let Some((time, _)) = same.filter(|_| is_day) {
                id_at = *time;
            }
            by_id.entry(id_at).or_default().push(item);
        }
        let overrides: BTreeMap<NaiveDateTime, Revised> = by_id
            .into_iter()
            .filter_map(|(id, items)| Some((id, self.latest(items)?)))
            .collect();
        let is_series = !overrides.is_empty()
            || !added.is_empty()
            || master.as_ref().is_some_and(|it| it.item.is_recurring());
        let Some(master) = master else {
            for (id, item) in overrides {
                self.one(item, Some((&frame, id, None)));
            }
            return;
        };
        if !is_series {
            if !times.is_empty() {
                self.one(master, None);
            }
            return;
        }
        let mut left: BTreeMap<NaiveDateTime, Revised> = overrides;
        let mut following: Option<(NaiveDateTime, Item)> = None;
        for (time, length) in times {
            let usual = self.period(&frame, time, length);
            if let Some(own) = left.remove(&time) {
                if own.item.recurrence.and_future {
                    following = Some((time, own.item.clone()));
                }
                self.one(own, Some((&frame, time, Some(usual))));
                continue;
            }
            let (item, at) = match &following {
                Some((id, item)) => (item, moved(item.at.as_ref(), &frame, *id, time)),
                None => (&master.item, None),
            };
            let when = at.unwrap_or((frame.clone(), time, length));
            let revised = Revised::alone(item.clone());
            let when = self.period(&when.0, when.1, when.2);
            self.add(revised, when, Some((&frame, time, Some(usual))));
        }
        for (id, own) in left {
            self.one(own, Some((&frame, id, None)));
        }
        for item in added {
            let Some(at) = item.at.clone() else { continue };
            self.one(Revised::alone(item), Some((&at.frame, at.start, None)));
        }
    }

    /// Lists when the occurrences of an event are by its rules, on its own clock, with their lengths.
    fn times(&mut self, item: &Item) -> Vec<(NaiveDateTime, TimeDelta)> {
        let Some(at) = &item.at else {
            return Vec::new();
        };
        let local = |moment: &Moment| wall(&at.frame, moment, &item.zones);
        let (start, until) = (at.start, self.until);
        let mut found: BTreeMap<NaiveDateTime, TimeDelta> = BTreeMap::from([(start, at.length)]);
        let mut excluded = Vec::new();
        let rules = &item.recurrence;
        let both = [(&rules.rules, true), (&rules.excluding_rules, false)];
        for ((rule, line), includes) in both
            .into_iter()
            .flat_map(|(rules, includes)| rules.iter().map(move |rule| (rule, includes)))
        {
            let name = if includes { "RRULE" } else { "EXRULE" };
            match times(rule, start, until, |it| Some(local(it)), &mut self.work) {
                Ok(followed) if includes => {
                    if followed.goes_on {
                        self.miss(item.calendar, *line, name, Why::GoesOn);
                    }
                    found.extend(followed.times.into_iter().map(|it| (it, at.length)));
                }
                Ok(followed) => excluded.extend(followed.times),
                Err(fault) => {
                    let why = match fault {
                        Fault::Unreadable => Why::NotUnderstood,
                        Fault::TooMuch => Why::TooMuch,
                    };
                    self.miss(item.calendar, *line, name, why);
                }
            }
        }
        for (moment, length) in &rules.dates {
            let time = local(moment);
            // A day without hours has those of the event.
            let time = match (moment, &at.frame) {
                (Moment::Day(day), Frame::Council(_) | Frame::Utc | Frame::Zone(_)) => {
                    day.and_time(start.time())
                }
                _ => time,
            };
            let length = match length {
                Some(Length::For(length)) => *length,
                Some(Length::Until(end)) => local(end) - time,
                None => at.length,
            };
            found.insert(time, length.max(TimeDelta::zero()));
        }
        for time in excluded {
            found.remove(&time);
        }
        for moment in &rules.excluded {
            let time = local(moment);
            let is_day = matches!(moment, Moment::Day(_)) || matches!(at.frame, Frame::Days);
            found.retain(|it, _| *it != time && !(is_day && it.date() == time.date()));
        }
        found.into_iter().collect()
    }

    /// Finds the revision that counts, and what the others say.
    fn latest(&mut self, mut items: Vec<Item>) -> Option<Revised> {
        items.order_by_key(|it| (it.rank(), it.has_method("CANCEL")));
        let mut item = items.pop()?;
        // A cancellation may leave out when it was.
        if item.at.is_none() {
            let last = items.iter().rfind(|it| it.at.is_some());
            let Some(last) = last else {
                let line = *item.event.lines.start();
                self.miss(item.calendar, line, "VEVENT", Why::NoStart);
                return None;
            };
            let event = PublishedEvent {
                status: item.event.status.clone(),
                sequence: item.event.sequence,
                stamp: item.event.stamp,
                ..(*last.event).clone()
            };
            item = Item {
                event: Arc::new(event),
                ..last.clone()
            };
        }
        // Nor need it say until when that would have been.
        if let Some(at) = item.at.as_mut().filter(|at| !at.has_end)
            && item.event.status.as_deref() == Some("CANCELLED")
        {
            let mut before = items.iter().rev().filter_map(|it| it.at.as_ref());
            if let Some(before) = before.find(|it| it.has_end && it.start == at.start) {
                (at.length, at.has_end) = (before.length, true);
            }
        }
        let now = self.when(&item);
        let (mut earlier, mut rivals) = (Vec::new(), Vec::new());
        let is_once = |it: &Item| !it.is_recurring() && it.recurrence.id.is_none();
        for other in items.iter().filter(|it| is_once(it) && is_once(&item)) {
            let is_elsewhere = other.calendar != item.calendar;
            if is_elsewhere || !(item.revises(other) || other.is_like(&item)) {
                self.add_other(other, other.rank() < item.rank());
            }
        }
        for other in items.iter().filter(|other| !other.is_like(&item)) {
            let line = *other.event.lines.start();
            self.miss(other.calendar, line, "VEVENT", Why::Superseded);
            let was = self.when(other).filter(|was| Some(*was) != now);
            // Which days a series had before no rule of now tells; nor was one announced that was off.
            let Some(was) = was.filter(|_| !other.is_recurring() && !item.is_recurring()) else {
                continue;
            };
            let list = if other.rank() == item.rank() {
                &mut rivals
            } else if other.is_cancelled() {
                continue;
            } else {
                &mut earlier
            };
            if !list.contains(&was) {
                list.push(was);
            }
        }
        Some(Revised {
            item,
            earlier,
            rivals,
        })
    }

    fn when(&self, item: &Item) -> Option<Period> {
        let at = item.at.as_ref()?;
        Some(self.period(&at.frame, at.start, at.length))
    }

    fn add_other(&mut self, other: &Item, is_superseded: bool) {
        let Some(when) = self.when(other) else { return };
        let occurrence = self.occurrence(Revised::alone(other.clone()), when, None);
        self.agenda.others.push(Occurrence {
            is_superseded,
            ..occurrence
        });
    }

    fn period(&self, frame: &Frame, start: NaiveDateTime, length: TimeDelta) -> Period {
        let end = start.checked_add_signed(length).unwrap_or(start);
        let (start, end) = (
            frame.shown(start, self.council),
            frame.shown(end, self.council),
        );
        Period {
            start,
            end: end.max(start),
            whole_days: matches!(frame, Frame::Days),
        }
    }

    /// Adds an event that says itself when it is; `series` has the clock of its series, its RECURRENCE-ID,
    /// and when it would be by the rule.
    fn one(&mut self, revised: Revised, series: Option<(&Frame, NaiveDateTime, Option<Period>)>) {
        let Some(when) = self.when(&revised.item) else {
            return;
        };
        // One that no rule has was somewhere before, and nobody knows until when.
        let series = series.map(|(frame, id, usual)| {
            let length = when.end - when.start;
            (
                frame,
                id,
                usual.or_else(|| Some(self.period(frame, id, length))),
            )
        });
        self.add(revised, when, series);
    }

    fn add(
        &mut self,
        revised: Revised,
        when: Period,
        series: Option<(&Frame, NaiveDateTime, Option<Period>)>,
    ) {
        if let Some(at) = &revised.item.at {
            let id = series.map(|(.., id, _)| id);
            // The hours of an occurrence are those of the event, on another day.
            let day = id.filter(|_| revised.item.recurrence.id.is_none());
            if at.is_skipped || day.is_some_and(|day| at.frame.skips(day)) {
                let (calendar, line) = (revised.item.calendar, at.line);
                self.miss(calendar, line, "DTSTART", Why::NoSuchTime);
            }
        }
        let occurrence = self.occurrence(revised, when, series);
        self.agenda.occurrences.push(occurrence);
    }

    fn occurrence(
        &self,
        revised: Revised,
        when: Period,
        series: Option<(&Frame, NaiveDateTime, Option<Period>)>,
    ) -> Occurrence {
        let Revised {
            item,
            earlier,
            rivals,
        } = revised;
        let at = item.at.as_ref();
        let is_shifted = at.is_some_and(|at| {
            let is_zoned = matches!(at.frame, Frame::Zone(_));
            is_zoned && at.frame.shown(at.start, self.council) != at.start
        });
        let zone = at.and_then(|at| at.zone.clone()).filter(|_| is_shifted);
        let own = item.event.uid.clone();
        let occurrence = series.as_ref().zip(own.clone());
        let uid = occurrence
            .as_ref()
            .map(|((frame, id, _), series)| occurrence_uid(series, &frame.identity(*id)));
        Occurrence {
            calendar: item.calendar,
            uid: uid.or_else(|| own.clone()),
            series: own.filter(|_| series.is_some()),
            when,
            has_end: item.at.as_ref().is_some_and(|at| at.has_end),
            was: series
                .and_then(|(.., usual)| usual)
                .filter(|usual| *usual != when),
            earlier,
            rivals,
            is_superseded: false,
            zone,
            event: item.event,
            left_out: item.left_out,
        }
    }
}

/// The revision that counts, and when others say that the event is.
#[derive(Debug)]
struct Revised {
    item: Item,
    earlier: Vec<Period>,
    rivals: Vec<Period>,
}

impl Revised {
    /// What is said once.
    fn alone(item: Item) -> Self {
        Self {
            item,
            earlier: Vec::new(),
            rivals: Vec::new(),
        }
    }
}

/// Returns the UID of an occurrence: a UUID v5 (RFC 9562) of the UID of its series and of its
/// RECURRENCE-ID, which is in UTC where its zone is known.
#[must_use]
pub fn occurrence_uid(series: &str, recurrence_id: &str) -> String {
    let name = format!("ics:{series}/{recurrence_id}");
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
}

impl Recurrence {
    /// Takes a property; says whether all of it was understood.
    fn take(&mut self, content: &Content) -> bool {
        let line = content.line;
        match content.name.as_str() {
            "RRULE" => self.rules.push((content.value.clone(), line)),
            "EXRULE" => self.excluding_rules.push((content.value.clone(), line)),
            "RECURRENCE-ID" => {
                let Some(id) = content.moments().next().and_then(|(_, moment)| moment) else {
                    return false;
                };
                self.id.get_or_insert(id);
                let range = content.parameter("RANGE").unwrap_or_default();
                self.and_future |= range.eq_ignore_ascii_case("THISANDFUTURE");
                return range.is_empty() || self.and_future;
            }
            name => {
                let mut all = true;
                for (text, moment) in content.moments() {
                    let Some(moment) = moment else {
                        all = false;
                        continue;
                    };
                    if name == "EXDATE" {
                        self.excluded.push(moment);
                        continue;
                    }
                    let end = text.split_once('/').map(|(_, end)| end);
                    let length = end.and_then(|end| length(end, &moment));
                    all &= end.is_some() == length.is_some();
                    self.dates.push((moment, length));
                }
                return all;
            }
        }
        true
    }
}

/// Reads the end of a period that begins at `start` (RFC 5545 section 3.3.9).
fn length(text: &str, start: &Moment) -> Option<Length> {
    let zone = match start {
        Moment::Zoned(_, zone) => Some(zone.as_str()),
        _ => None,
    };
    let until = super::read::moment(text, zone).map(Length::Until);
    until.or_else(|| duration(text).map(Length::For))
}

/// Returns when an occurrence is that follows one which was moved with all that come after.
fn moved(
    at: Option<&At>,
    series: &Frame,
    id: NaiveDateTime,
    time: NaiveDateTime,
) -> Option<(Frame, NaiveDateTime, TimeDelta)> {
    let at = at?;
    // How far it was moved, on the clock of the series.
    let moment = match &at.frame {
        Frame::Zone(zone) => Some(zone.utc(at.start)),
        Frame::Utc => Some(at.start.and_utc()),
        Frame::Council(_) | Frame::Days => None,
    };
    let there = moment.map_or(at.start, |moment| series.local(moment));
    let start = time.checked_add_signed(there - id)?;
    Some((series.clone(), start, at.length))
}

/// Returns a moment on the clock of an event.
fn wall(frame: &Frame, moment: &Moment, zones: &Zones) -> NaiveDateTime {
    match moment {
        Moment::Floating(local) => *local,
        Moment::Day(day) => day.and_time(NaiveTime::MIN),
        Moment::Utc(moment) => frame.local(*moment),
        Moment::Zoned(local, name) => match (zones.find(name), frame) {
            (Some(_), Frame::Days) | (None, _) => *local,
            (Some(zone), frame) => frame.local(zone.utc(*local)),
        },
    }
}

fn left(content: &Content) -> LeftOut {
    LeftOut {
        name: content.name.clone(),
        line: content.line,
    }
}

/// Whether a component is no loss: an event, or what says when events are.
fn is_known(content: &Content) -> bool {
    matches!(content.name.as_str(), "VCALENDAR" | "VEVENT" | "VTIMEZONE")
        || content.within.iter().any(|it| it == "VTIMEZONE")
        // A part of what was named already.
        || content.within.len() > 1
}

#[cfg(test)]
mod tests;
