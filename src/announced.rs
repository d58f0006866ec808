//! What calendars out there have seen, against what they would be told.
//!
//! The calendars on disk are what people have subscribed to; where one is missing or broken, the
//! one at HEAD is. What any earlier commit held, and what messages told, people have seen too. A
//! client takes a change of day, hours or status only with a higher SEQUENCE, and any change only
//! with a later DTSTAMP (RFC 5546, 2.1.4 and 2.1.5).

mod foreign;
mod identity;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::calendar::{self, Moment, PublishedEvent, Zone};
use crate::domain::{
    CalendarState, Change, Clock, Council, EventText, Journal, Kind, Meeting, MeetingId,
    MessageKind, NotifiedVersion, Period, Slot, Status, Stood, is_late, is_uid,
};
use crate::plan::{Action, Plan, Step};
use crate::problem::{Problem, ShownMeeting, What};
use crate::render::Suffix;
use crate::sort::Sort;

pub use foreign::{Loss, losses};
pub use identity::given_up;
pub use versions::{Version, Versions};

/// One thing that calendars would not be told, or be told wrongly.
#[derive(Clone, Debug)]
pub struct Difference {
    pub problem: Problem,
    /// The meeting, if the registry has it.
    pub meeting: Option<MeetingId>,
    pub seen: CalendarState,
}

/// What people have seen before: in calendars, as git knows them, and in messages.
#[derive(Debug, Default)]
pub struct Past {
    /// The calendars at HEAD, by their paths from the root.
    pub head: BTreeMap<String, Arc<[u8]>>,
    /// What the commits up to HEAD have shown.
    pub versions: Versions,
    /// Where the calendars of all meetings that the commits hold lay, with the ids of the councils
    /// that they were made for.
    pub feeds: BTreeMap<String, BTreeSet<String>>,
    /// The ids that the council has had.
    pub ids: BTreeSet<String>,
    /// Where the registries said that the calendar of all meetings lies.
    pub addresses: BTreeSet<String>,
    /// The messages that were sent, where there is a journal of them.
    pub journal: Option<Journal>,
}

impl Past {
    /// Adds a calendar that a commit holds at these paths.
    pub fn add<'a>(&mut self, paths: impl IntoIterator<Item = &'a str>, calendar: &[u8]) {
        if let Some(council) = self.versions.add(calendar) {
            for path in paths {
                let ids = self.feeds.entry(path.to_owned()).or_default();
                ids.insert(council.to_string());
            }
        }
    }

    /// Returns the calendar that a step replaces: the one that is there, or where that is missing
    /// or broken, the one at HEAD.
    fn replaced<'a>(&'a self, step: &'a Step) -> Option<&'a [u8]> {
        let there = step.old.as_deref();
        let whole = there.filter(|bytes| calendar::is_whole(bytes));
        let head = || self.head.get(&step.path).map(AsRef::as_ref);
        whole.or_else(head).or(there)
    }
}

/// Compares what a plan would publish with what was published before.
///
/// `calendar` is the path of the calendar of all meetings; `exists` tells whether a file is there.
/// What the council has withdrawn nobody misses.
#[must_use]
pub fn differences(
    council: &Council,
    plan: &Plan,
    calendar: Option<&str>,
    past: &Past,
    clock: &Clock,
    exists: &dyn Fn(&str) -> bool,
) -> Vec<Difference> {
    let today = clock.today(council.timezone);
    let mut comparison = Comparison {
        clock: Some(clock),
        ..Comparison::new(council)
    };
    for problem in identity::changes(&comparison, plan, calendar, past, exists) {
        comparison.differences.push(Difference {
            problem,
            meeting: None,
            seen: CalendarState::default(),
        });
    }
    let calendars = plan
        .steps
        .iter()
        .filter(|step| Suffix::Calendar.ends(&step.path));
    let is_all = |path: &str| Some(path) == calendar;
    for step in calendars.clone().filter(|step| is_all(&step.path)) {
        let events = calendar::read(&step.new).map_or_else(|_| Vec::new(), |new| new.events);
        for new in &events {
            comparison.earlier(new, past, today);
        }
    }
    let replaced: Vec<(&str, Vec<PublishedEvent>, Vec<PublishedEvent>)> = calendars
        .filter(|step| matches!(step.action, Action::Create | Action::Update))
        .filter_map(|step| {
            // A file that is no calendar has announced nothing.
            let old = calendar::read(past.replaced(step)?).ok()?;
            let new = calendar::read(&step.new).ok()?;
            // What was another council's is said of the calendar, not event by event.
            let is_anothers = identity::another_council(&comparison, &old).is_some();
            (!is_anothers).then_some((step.path.as_str(), old.events, new.events))
        })
        .collect();
    let (whole, single): (Vec<_>, Vec<_>) = replaced.iter().partition(|(path, ..)| is_all(path));
    // Where people subscribe to the calendar of all meetings, its UIDs are the ones that count.
    let known: BTreeSet<&str> = whole
        .iter()
        .flat_map(|(_, old, _)| old.iter().filter_map(|event| event.uid.as_deref()))
        .collect();
    for (_, old, new) in single {
        if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
            comparison.single(old, new, &known);
        }
    }
    for (path, old, new) in whole {
        comparison.whole(path, old, new);
    }
    if let Some(path) = calendar {
        comparison.forgotten(path, past, today);
    }
    comparison.still_to_come();
    comparison.differences
}

/// Compares two states of the calendar of all meetings, event by event, in the order of the new.
///
/// What any of `others` held, which were published as well, is not new; what only they hold is not
/// lost. Bytes that are no calendar hold no event. `renamed` has the UIDs of now of the meetings that
/// had others.
#[must_use]
pub fn changes(
    council: &Council,
    old: &[u8],
    others: &[Arc<[u8]>],
    new: &[u8],
    renamed: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Vec<Change> {
    let new = events(new);
    let earlier = |bytes: &[u8]| {
        let mut events = shown_events(bytes, &new, council.timezone, today);
        for uid in events.iter_mut().filter_map(|event| event.uid.as_mut()) {
            if let Some(now) = renamed.get(uid) {
                uid.clone_from(now);
            }
        }
        events
    };
    let old = earlier(old);
    let others: Vec<PublishedEvent> = others.iter().flat_map(|bytes| earlier(bytes)).collect();
    let comparison = Comparison::new(council);
    let (mut before, after) = (by_uid(&old), by_uid(&new));
    for (uid, event) in by_uid(&others) {
        before.entry(uid).or_insert(event);
    }
    let told = new
        .iter()
        .filter_map(|event| comparison.change(before.get(&event.uid).copied(), Some(event), today));
    let lost = old
        .iter()
        .filter(|event| !after.contains_key(&event.uid))
        .filter_map(|event| comparison.change(Some(event), None, today));
    told.chain(lost).collect()
}

/// Finds the meetings that have another UID than before: the UID of now by that of then.
///
/// A meeting is known by its id; one whose id is another as well, by its colleges, day and hours.
#[must_use]
pub fn renamed(before: &Council, now: &Council) -> BTreeMap<String, String> {
    fn uids(council: &Council) -> BTreeSet<&str> {
        council.meetings.iter().map(|it| it.uid.as_str()).collect()
    }
    let (then, kept) = (uids(before), uids(now));
    let mut old: Vec<&Meeting> = before.meetings.iter().collect();
    old.retain(|meeting| !kept.contains(meeting.uid.as_str()));
    let mut new: Vec<&Meeting> = now.meetings.iter().collect();
    new.retain(|meeting| !then.contains(meeting.uid.as_str()));
    let by_id = |old: &Meeting, new: &Meeting| old.id == new.id;
    let by_day =
        |old: &Meeting, new: &Meeting| (&old.colleges, old.slot) == (&new.colleges, new.slot);
    let mut found = BTreeMap::new();
    for same in [by_id as fn(&Meeting, &Meeting) -> bool, by_day] {
        old.retain(|old| {
            let at = new.iter().position(|new| same(old, new));
            let new = at.map(|at| new.remove(at));
            new.map(|new| found.insert(old.uid.clone(), new.uid.clone()))
                .is_none()
        });
    }
    found
}

/// Lists the UIDs that a calendar has and another one does not.
#[must_use]
pub fn unknown(old: &[u8], new: &[u8]) -> BTreeSet<String> {
    let uids = |bytes| events(bytes).into_iter().filter_map(|event| event.uid);
    let known: BTreeSet<String> = uids(old).collect();
    uids(new).filter(|uid| !known.contains(uid)).collect()
}

/// Returns the events of a calendar, whoever made it, each occurrence of a series that is still to
/// come as one, for a year; of revisions of one event that which counts.
///
/// The occurrence that a calendar of now shows under the UID of its series is that one.
fn shown_events(
    bytes: &[u8],
    now: &[PublishedEvent],
    timezone: Tz,
    today: NaiveDate,
) -> Vec<PublishedEvent> {
    let agenda = calendar::agenda(&[bytes], timezone, calendar::a_year_from(today));
    let now = by_uid(now);
    // What says no day is known all the same.
    let mut without = events(bytes);
    without.retain(|event| {
        let mut known = agenda.occurrences.iter();
        event.start.is_none() && known.all(|it| it.event.uid != event.uid)
    });
    let shown = agenda.occurrences.into_iter().filter_map(|it| {
        let Some(series) = &it.series else {
            return Some(Arc::unwrap_or_clone(it.event));
        };
        let is_kept = |new: &&PublishedEvent| {
            let start = new.start.as_ref();
            start.and_then(|start| local(start, timezone)) == Some(it.when.start)
        };
        let kept = now.get(&Some(series.clone())).copied().filter(is_kept);
        if kept.is_none() && it.when.end.date() < today {
            return None;
        }
        let mut event = it.to_event();
        if kept.is_some() {
            event.uid = Some(series.clone());
        }
        Some(event)
    });
    shown.chain(without).collect()
}

fn events(calendar: &[u8]) -> Vec<PublishedEvent> {
    calendar::read(calendar).map_or_else(|_| Vec::new(), |found| found.events)
}

/// Indexes events by their UIDs; of two with one UID, the first counts.
fn by_uid(events: &[PublishedEvent]) -> BTreeMap<&Option<String>, &PublishedEvent> {
    let mut index = BTreeMap::new();
    for event in events {
        index.entry(&event.uid).or_insert(event);
    }
    index
}

/// The key of what one revision of a meeting lacks: it needs one command, however it is called.
const REVISION: &str = "revision";

struct Comparison<'a> {
    council: &'a Council,
    /// The clock by which moments are still to come, where it counts.
    clock: Option<&'a Clock>,
    timezone: Tz,
    by_uid: BTreeMap<&'a str, &'a Meeting>,
    /// What has been said of a UID already, by its rank: each event stands in two files.
    told: BTreeMap<(&'static str, String), usize>,
    /// The UIDs that calendars know of meetings that have another one now.
    replaced: BTreeSet<String>,
    differences: Vec<Difference>,
}

impl<'a> Comparison<'a> {
    fn new(council: &'a Council) -> Self {
        let meetings = council.meetings.iter();
        Self {
            council,
            clock: None,
            timezone: council.timezone,
            by_uid: meetings
                .map(|meeting| (meeting.uid.as_str(), meeting))
                .collect(),
            told: BTreeMap::new(),
            replaced: BTreeSet::new(),
            differences: Vec::new(),
        }
    }

    /// Says what happens to an event, `None` if nothing that calendars show.
    fn change(
        &self,
        old: Option<&PublishedEvent>,
        new: Option<&PublishedEvent>,
        today: NaiveDate,
    ) -> Option<Change> {
        let shown = |event: Option<&PublishedEvent>| event.and_then(|event| self.shown(event));
        let (was, now) = (shown(old), shown(new));
        let event = new.or(old)?;
        let uid = event.uid.clone().unwrap_or_default();
        let meeting = self
            .by_uid
            .get(uid.as_str())
            .copied()
            .filter(|_| new.is_some());
        let period = |event: Option<&PublishedEvent>| event.and_then(|event| self.period(event));
        let periods = (period(old), period(new));
        let takes_place = |shown: &Option<ShownMeeting>| {
            shown
                .as_ref()
                .is_some_and(|shown| shown.status != "CANCELLED")
        };
        let kind = match (old, new) {
            (None, _) => Kind::New,
            (_, None) => Kind::Lost,
            (Some(_), Some(_)) if takes_place(&was) && !takes_place(&now) => {
                if meeting.is_some_and(|meeting| meeting.status == Status::Postponed) {
                    Kind::Postponed
                } else {
                    Kind::Cancelled
                }
            }
            (Some(_), Some(_)) if !takes_place(&was) && takes_place(&now) => Kind::Confirmed,
            (Some(_), Some(_)) if periods.0 != periods.1 => Kind::Moved,
            (Some(_), Some(_)) if was != now => Kind::Confirmed,
            (Some(old), Some(new)) if texts(old) != texts(new) => Kind::Text,
            _ => return None,
        };
        let days = match kind {
            Kind::New => [periods.1, None],
            Kind::Text => [None, None],
            // That it would not take place on its old day was known.
            _ if !takes_place(&was) => [None, periods.1],
            _ => [periods.0, periods.1],
        };
        let mut days = days.into_iter().flatten().map(|it| it.start.date());
        let past = days.clone().any(|day| day < today);
        let differing = old.zip(new).into_iter().flat_map(|(old, new)| {
            let texts = TEXTS.into_iter().zip(texts(old)).zip(texts(new));
            texts.filter(|((_, old), new)| old != new)
        });
        Some(Change {
            meeting: meeting.map(|meeting| meeting.id.clone()),
            kind,
            summary: event.summary.clone().unwrap_or_default(),
            was: periods.0,
            now: periods.1,
            texts: differing
                .map(|((text, old), _)| (text, old.clone()))
                .collect(),
            location: event.location.clone(),
            late: days.any(|day| is_late(today, day)),
            past,
            uid,
        })
    }

    /// Compares the one event of a file; `known` are the UIDs of the calendar of all meetings.
    fn single(&mut self, old: &PublishedEvent, new: &PublishedEvent, known: &BTreeSet<&str>) {
        let adopted = new.uid.as_deref().is_some_and(|uid| known.contains(uid));
        // What is the identity of another meeting, or of none, is not that of this one.
        let another = old
            .uid
            .as_deref()
            .is_some_and(|uid| self.by_uid.contains_key(uid) || !is_uid(uid));
        if old.uid == new.uid || adopted {
            self.event(old, new);
        } else if !another {
            self.uid_changed(old, new);
        }
    }

    /// Compares the events of the calendar of all meetings.
    fn whole(&mut self, path: &str, old: &[PublishedEvent], new: &[PublishedEvent]) {
        let uid = |event: &PublishedEvent| event.uid.clone().unwrap_or_default();
        let ours: BTreeMap<String, &PublishedEvent> = new.iter().map(|e| (uid(e), e)).collect();
        let known: BTreeSet<String> = old.iter().map(uid).collect();
        let mut fresh: Vec<&PublishedEvent> = new.iter().collect();
        fresh.retain(|new| !known.contains(&uid(new)));
        for old in old {
            // A meeting whose id is another now has another UID as well, and all else of the old.
            let again = |new: &&PublishedEvent| {
                self.shown(new) == self.shown(old) && new.summary == old.summary
            };
            match ours.get(&uid(old)) {
                Some(new) => self.event(old, new),
                None if self.replaced.contains(&uid(old)) => {}
                None => match fresh.iter().position(again) {
                    Some(at) if old.uid.as_deref().is_some_and(is_uid) => {
                        self.uid_changed(old, fresh.remove(at));
                    }
                    _ => self.lost(path, old),
                },
            }
        }
    }

    /// Compares an event with every version of it that a commit has held, and with what messages told.
    ///
    /// Others than this program do not raise SEQUENCE with each change: of the calendars that they
    /// made only a higher one counts.
    fn earlier(&mut self, new: &PublishedEvent, past: &Past, today: NaiveDate) {
        let Some(meeting) = self.meeting(new) else {
            return;
        };
        let versions = past.versions.of(&meeting.uid);
        for version in versions {
            let next = new.sequence.unwrap_or_default();
            if version.is_ours() || version.event.sequence.unwrap_or_default() > next {
                self.event(&version.event, new);
            }
        }
        let next = new.sequence.unwrap_or_default();
        let journal = past.journal.as_ref();
        let messages = journal.map_or_else(Vec::new, |it| it.told_since(&meeting.uid, next));
        for told in &messages {
            self.message(told, new, meeting, today);
        }
        // What was announced in between is among the earlier dates as well.
        if let Some(told) = self.told.get(&(REVISION, meeting.uid.clone())) {
            let slots = self.slots(meeting, versions, &messages);
            let seen = &mut self.differences[*told].seen;
            if seen.noticeable {
                seen.slots = slots;
            }
        }
    }

    /// Compares an event with what a message told under the same SEQUENCE or a higher one: the
    /// registry went back, or took another way.
    ///
    /// A cancellation names the day that its addressee knew, whatever the registry said then.
    fn message(
        &mut self,
        told: &NotifiedVersion,
        new: &PublishedEvent,
        meeting: &Meeting,
        today: NaiveDate,
    ) {
        let Some(now) = self.shown(new) else { return };
        let status = match told.status {
            None => now.status.clone(),
            Some(Status::Proposed) => "TENTATIVE".to_owned(),
            Some(Status::Confirmed) => "CONFIRMED".to_owned(),
            Some(Status::Postponed | Status::Cancelled) => "CANCELLED".to_owned(),
        };
        let is_day_of_registry = told.kind != MessageKind::Cancellation;
        let [start, end] = if is_day_of_registry {
            told.times_in(self.timezone)
        } else {
            [now.start, now.end]
        };
        let was = ShownMeeting { start, end, status };
        let is_lower = new.sequence.unwrap_or_default() < told.revision;
        // Nobody waits for what is over.
        let is_over = [&was, &now].iter().all(|it| it.end.date() < today);
        if is_over || (was == now && !is_lower) {
            return;
        }
        let seen = CalendarState {
            slots: slot(&was)
                .into_iter()
                .filter(|_| is_day_of_registry)
                .collect(),
            sequence: told.revision,
            updated: Some(told.updated),
            noticeable: true,
            stood: (was != now).then(|| Stood {
                period: Period {
                    start,
                    end,
                    whole_days: false,
                },
                confirmed: was.status == "CONFIRMED",
            }),
        };
        let what = What::UnannouncedChange {
            meeting: meeting.id.to_string(),
            was,
            now,
            sequence: told.revision,
        };
        self.tell(meeting, Problem::at(meeting.at.date, what), seen);
    }

    /// Returns the days and hours that calendars of ours and messages have shown, in the order of
    /// their sequence; the one that the meeting has now comes after the others of a sequence.
    fn slots(
        &self,
        meeting: &Meeting,
        versions: &[Version],
        messages: &[&NotifiedVersion],
    ) -> Vec<Slot> {
        let ours = versions.iter().filter(|version| version.is_ours());
        let mut shown: Vec<(u32, bool, Slot)> = ours
            .filter_map(|version| {
                let slot = slot(&self.shown(&version.event)?)?;
                let sequence = version.event.sequence.unwrap_or_default();
                Some((sequence, slot == meeting.slot, slot))
            })
            .collect();
        let told = messages
            .iter()
            .filter(|it| it.kind != MessageKind::Cancellation);
        shown.extend(told.map(|told| (told.revision, told.slot == meeting.slot, told.slot)));
        shown.order();
        shown.dedup_by_key(|(.., slot)| *slot);
        shown.into_iter().map(|(.., slot)| slot).collect()
    }

    fn event(&mut self, old: &PublishedEvent, new: &PublishedEvent) {
        let Some(meeting) = self.meeting(new) else {
            return;
        };
        let (was, now) = (self.shown(old), self.shown(new));
        let next = new.sequence.unwrap_or_default();
        let mut seen = CalendarState {
            slots: was.as_ref().and_then(slot).into_iter().collect(),
            sequence: old.sequence.unwrap_or_default(),
            updated: stamp(old),
            noticeable: false,
            stood: self.stood(old, new),
        };
        let moved = was != now;
        let differs = moved || next != seen.sequence || texts(old) != texts(new);
        if let (Some(was), Some(now)) = (was, now)
            && ((moved && next <= seen.sequence) || next < seen.sequence)
        {
            seen.noticeable = true;
            let what = What::UnannouncedChange {
                meeting: meeting.id.to_string(),
                was,
                now,
                sequence: seen.sequence,
            };
            let problem = Problem::at(meeting.at.date, what);
            self.tell(meeting, problem, seen);
            return;
        }
        // A higher SEQUENCE is what sets a wrong clock right.
        let is_wrong =
            |published: &&DateTime<Utc>| next > seen.sequence && self.is_to_come(**published);
        let stale = |published: &DateTime<Utc>| match stamp(new) {
            Some(revised) if differs => revised <= *published,
            Some(revised) => revised < *published,
            None => differs,
        };
        if let Some(published) = seen.updated.filter(|it| !is_wrong(&it) && stale(it)) {
            let what = What::StaleUpdated {
                meeting: meeting.id.to_string(),
                published,
            };
            let problem = Problem::at(meeting.at.record, what);
            self.tell(meeting, problem, seen);
        }
    }

    fn is_to_come(&self, moment: DateTime<Utc>) -> bool {
        self.clock.is_some_and(|clock| clock.is_to_come(moment))
    }

    /// Finds the meetings whose last revision is still to come, unless they need another anyway.
    fn still_to_come(&mut self) {
        for meeting in &self.council.meetings {
            let mut moments = [meeting.updated, meeting.changed_at()].into_iter();
            let Some(moment) = moments.find(|moment| self.is_to_come(*moment)) else {
                continue;
            };
            if !self.told.contains_key(&(REVISION, meeting.uid.clone())) {
                let what = What::FutureUpdated {
                    meeting: meeting.id.to_string(),
                    moment,
                };
                let problem = Problem::at(meeting.at.record, what);
                self.tell(meeting, problem, CalendarState::default());
            }
        }
    }

    /// Returns what an event shows, if the record says otherwise: in another time zone the same day
    /// and hours are at another moment, and the record is as it was.
    fn stood(&self, old: &PublishedEvent, new: &PublishedEvent) -> Option<Stood> {
        let (was, now) = (self.shown(old)?, self.shown(new)?);
        let written = |event: &PublishedEvent| {
            [&event.start, &event.end].map(|moment| match moment {
                Some(Moment::Zoned(local, _)) => Some(*local),
                Some(moment) => local(moment, self.timezone),
                None => None,
            })
        };
        let differs = was != now && (was.status != now.status || written(old) != written(new));
        differs.then_some(Stood {
            period: self.period(old)?,
            confirmed: was.status == "CONFIRMED",
        })
    }

    fn meeting(&self, event: &PublishedEvent) -> Option<&'a Meeting> {
        self.by_uid.get(event.uid.as_deref()?).copied()
    }

    fn uid_changed(&mut self, old: &PublishedEvent, new: &PublishedEvent) {
        let (Some(published), Some(meeting)) = (old.uid.clone(), self.meeting(new)) else {
            return;
        };
        self.replaced.insert(published.clone());
        let what = What::UidChanged {
            meeting: meeting.id.to_string(),
            published,
        };
        let problem = Problem::at(meeting.at.uid.unwrap_or(meeting.at.id), what);
        self.tell(meeting, problem, CalendarState::default());
    }

    /// Finds the meetings to come that earlier calendars of the council show, and that neither the
    /// registry nor the calendars of now have.
    fn forgotten(&mut self, path: &str, past: &Past, today: NaiveDate) {
        for (uid, versions) in past.versions.all() {
            if self.by_uid.contains_key(uid) || self.replaced.contains(uid) {
                continue;
            }
            let ours = versions
                .iter()
                .filter(|version| version.council.as_deref() == Some(self.council.id.as_str()));
            let revision = |version: &&Version| {
                let event = &version.event;
                (event.sequence.unwrap_or_default(), stamp(event))
            };
            let Some(last) = ours.max_by_key(revision) else {
                continue;
            };
            // What was called off or is over makes nobody's calendar wrong.
            let is_awaited = self
                .shown(&last.event)
                .is_some_and(|shown| shown.status != "CANCELLED" && shown.end.date() >= today);
            if is_awaited {
                self.lost(path, &last.event);
            }
        }
    }

    fn lost(&mut self, path: &str, old: &PublishedEvent) {
        let Some(uid) = old.uid.clone() else {
            // No calendar can tell it from others, nor miss it.
            return;
        };
        // Nor is missed what shows nothing, what no registry can hold, or what was given up.
        let is_withdrawn = self.council.withdrawn.events.contains(&uid);
        if self.shown(old).is_none() || !is_uid(&uid) || is_withdrawn {
            return;
        }
        let what = What::LostEvent {
            uid: uid.clone(),
            summary: old.summary.clone().unwrap_or_default(),
            recurs: false,
        };
        self.add(
            &uid,
            None,
            Problem::path(path, what),
            CalendarState::default(),
        );
    }

    fn tell(&mut self, meeting: &Meeting, problem: Problem, seen: CalendarState) {
        self.add(&meeting.uid, Some(meeting.id.clone()), problem, seen);
    }

    /// Adds a difference; one that another file or commit shows too is said once, for the later
    /// revision.
    fn add(
        &mut self,
        uid: &str,
        meeting: Option<MeetingId>,
        problem: Problem,
        seen: CalendarState,
    ) {
        let code = match problem.what {
            What::UnannouncedChange { .. } | What::StaleUpdated { .. } => REVISION,
            ref what => what.code(),
        };
        let key = (code, uid.to_owned());
        let Some(told) = self.told.get(&key) else {
            self.told.insert(key, self.differences.len());
            self.differences.push(Difference {
                problem,
                meeting,
                seen,
            });
            return;
        };
        let told = &mut self.differences[*told];
        let rank = |seen: &CalendarState| (seen.noticeable, seen.sequence, seen.updated);
        if rank(&seen) >= rank(&told.seen) {
            told.problem = problem;
            told.seen.stood = seen.stood;
        }
        for slot in seen.slots {
            if !told.seen.slots.contains(&slot) {
                told.seen.slots.push(slot);
            }
        }
        told.seen.sequence = told.seen.sequence.max(seen.sequence);
        told.seen.updated = told.seen.updated.max(seen.updated);
        told.seen.noticeable |= seen.noticeable;
    }

    /// Returns when an event is, `None` if it has no sound start.
    ///
    /// One without an end ends when it starts, or with the day if it has no hours (RFC 5545,
    /// 3.6.1). One that ends before it starts is taken for one that lasts no time.
    fn period(&self, event: &PublishedEvent) -> Option<Period> {
        let first = event.start.as_ref()?;
        let start = local(first, self.timezone)?;
        let whole_days = matches!(first, Moment::Day(_));
        let end = match &event.end {
            Some(end) => local(end, self.timezone)?,
            None if whole_days => start.checked_add_days(Days::new(1))?,
            None => start,
        };
        Some(Period {
            start,
            end: end.max(start),
            whole_days,
        })
    }

    /// Returns what an event shows, `None` if it has no sound start.
    fn shown(&self, event: &PublishedEvent) -> Option<ShownMeeting> {
        let Period { start, end, .. } = self.period(event)?;
        Some(ShownMeeting {
            start,
            end,
            status: event
                .status
                .clone()
                .unwrap_or_else(|| "CONFIRMED".to_owned()),
        })
    }
}

/// The texts that [`texts`] returns, in its order.
const TEXTS: [EventText; 4] = [
    EventText::Summary,
    EventText::Description,
    EventText::Location,
    EventText::Url,
];

/// Returns what an event says besides its day, hours and status.
fn texts(event: &PublishedEvent) -> [&Option<String>; 4] {
    [
        &event.summary,
        &event.description,
        &event.location,
        &event.url,
    ]
}

/// Returns the moment of the last revision of an event.
fn stamp(event: &PublishedEvent) -> Option<DateTime<Utc>> {
    event.stamp.max(event.last_modified)
}

/// Returns a moment in the council's time zone; a floating one is taken for local.
#[must_use]
pub fn local(moment: &Moment, timezone: Tz) -> Option<NaiveDateTime> {
    match moment {
        Moment::Floating(local) => Some(*local),
        Moment::Zoned(local, name) => Some(match name.parse::<Tz>() {
            Ok(zone) => {
                let moment = Zone::Iana(zone).utc(*local);
                moment.with_timezone(&timezone).naive_local()
            }
            Err(_) => *local,
        }),
        Moment::Utc(moment) => Some(moment.with_timezone(&timezone).naive_local()),
        Moment::Day(day) => day.and_hms_opt(0, 0, 0),
    }
}

fn slot(shown: &ShownMeeting) -> Option<Slot> {
    Slot::between(shown.start, shown.end)
}
