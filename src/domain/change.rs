//! What can happen to a meeting or a member, and what calendars must be told of it.
//!
//! A change of day, hours or status raises the sequence (RFC 5546, 2.1.4); every change renews the
//! moment of the last revision. A change that changes nothing is none.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use serde::Serialize;

use super::{AgendaItem, Clock, FormerName, Meeting, Member, Period, Slot, Status, Term};

/// The highest SEQUENCE: an integer has no more than 31 bits (RFC 5545, 3.3.8).
pub const HIGHEST_SEQUENCE: u32 = i32::MAX.unsigned_abs();

/// Returns the SEQUENCE above one, or the highest.
pub(super) fn sequence_after(sequence: u32) -> u32 {
    sequence.saturating_add(1).min(HIGHEST_SEQUENCE)
}

/// Why a change is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// A cancelled meeting is confirmed again before it is moved or put off.
    Cancelled,
    /// A postponed meeting is confirmed by its new date.
    Postponed,
    /// The meeting took place on that day: it is neither moved nor called off by the way.
    Held(NaiveDate),
    /// Minutes say that the meeting took place.
    Minuted,
    /// A draft of minutes says who was there.
    Attended,
    /// The mandate would end before it begins, on that day.
    EndsBeforeItBegins(NaiveDate),
    /// The member has left already, on another day.
    LeftAlready(NaiveDate),
    /// The member sat at a meeting on that day, on which it would have left.
    SatOn(NaiveDate),
    /// The name was taken after the day on which it would be given up.
    NamedLater(NaiveDate),
    /// The sequence has reached the highest that calendars can hold.
    LastSequence,
}

/// What is to be another of a meeting; an empty text takes the key away.
#[derive(Clone, Debug, Default)]
pub struct MeetingEdit {
    pub place: Option<String>,
    pub online: Option<bool>,
    /// The titles of its agenda, in the place of those that it has.
    pub agenda: Option<Vec<String>>,
    /// Titles that its agenda no longer has.
    pub removed: Vec<String>,
    /// Titles that come behind those of its agenda.
    pub added: Vec<String>,
    pub title: Option<String>,
    pub reason: Option<String>,
    pub slot: Option<Slot>,
}

/// What calendars have seen of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarState {
    /// The days and hours that they have shown, the last ones last.
    pub slots: Vec<Slot>,
    pub sequence: u32,
    /// The moment of the last revision that they know.
    pub updated: Option<DateTime<Utc>>,
    /// Whether day, hours or status differ, or the sequence would go back.
    pub noticeable: bool,
    /// What they show of day, hours and status, where the record says otherwise.
    pub stood: Option<Stood>,
}

/// A meeting as calendars show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    pub period: Period,
    /// Whether it was neither called off nor only proposed.
    pub confirmed: bool,
}

impl Stood {
    /// Returns why the meeting is not changed by a slip of whoever wrote its record: calendars show
    /// that its end was before `now`, a local time, or it has published minutes.
    #[must_use]
    pub fn settled(&self, now: NaiveDateTime, minuted: bool) -> Option<Refusal> {
        settled(self.period, self.confirmed, now, minuted)
    }
}

impl Meeting {
    /// Returns why the meeting is neither moved nor called off by a slip: it has minutes, a draft
    /// being enough, or its end was before `now`, a local time.
    ///
    /// Whether a meeting took place that was only proposed, nobody knows.
    #[must_use]
    pub fn settled(&self, now: NaiveDateTime, minuted: bool) -> Option<Refusal> {
        settled(
            self.slot.into(),
            self.status == Status::Confirmed,
            now,
            minuted,
        )
    }

    /// Moves the meeting; one that was postponed is confirmed by its new date.
    ///
    /// # Errors
    ///
    /// The meeting is cancelled.
    pub fn rescheduled(
        &self,
        slot: Slot,
        reason: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, Refusal> {
        let status = match self.status {
            Status::Cancelled => return Err(Refusal::Cancelled),
            Status::Postponed => Status::Confirmed,
            status => status,
        };
        if slot == self.slot && status == self.status {
            return Ok(self.explained(reason, now));
        }
        let mut moved = self.revised(reason, now);
        // The reason of an earlier change is not why the meeting is moved.
        moved.reason = reason.map(ToOwned::to_owned);
        moved.sequence += 1;
        moved.changed = None;
        moved.status = status;
        moved.move_to(slot);
        Ok(Some(moved))
    }

    /// Puts the meeting off, without a new date yet.
    ///
    /// # Errors
    ///
    /// The meeting is cancelled.
    pub fn postponed(
        &self,
        reason: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, Refusal> {
        match self.status {
            Status::Cancelled => Err(Refusal::Cancelled),
            Status::Postponed => Ok(self.explained(reason, now)),
            Status::Proposed | Status::Confirmed => {
                Ok(Some(self.called_off(Status::Postponed, reason, now)))
            }
        }
    }

    /// Cancels the meeting.
    #[must_use]
    pub fn cancelled(&self, reason: Option<&str>, now: DateTime<Utc>) -> Option<Self> {
        match self.status {
            Status::Cancelled => self.explained(reason, now),
            _ => Some(self.called_off(Status::Cancelled, reason, now)),
        }
    }

    /// Confirms a meeting that was proposed, or cancelled: then it takes place after all, and the reason
    /// why it did not goes.
    ///
    /// # Errors
    ///
    /// The meeting is postponed, so that it has no day.
    pub fn confirmed(&self, now: DateTime<Utc>) -> Result<Option<Self>, Refusal> {
        match self.status {
            Status::Postponed => Err(Refusal::Postponed),
            Status::Confirmed => Ok(None),
            Status::Proposed => Ok(Some(self.with_status(Status::Confirmed, now))),
            Status::Cancelled => {
                let mut revived = self.with_status(Status::Confirmed, now);
                revived.changed = None;
                revived.reason = None;
                Ok(Some(revived))
            }
        }
    }

    /// Edits what people read of the meeting, and its hours.
    ///
    /// Other hours raise the sequence as those of [`Meeting::rescheduled`] do; another place, or a
    /// videoconference where there was none, raises it too, because people go elsewhere (RFC 5546, 2.1.4).
    /// Texts alone do not.
    ///
    /// # Errors
    ///
    /// The meeting is cancelled or postponed, and its hours would be others.
    pub fn edited(&self, edit: &MeetingEdit, now: DateTime<Utc>) -> Result<Option<Self>, Refusal> {
        let slot = edit.slot.unwrap_or(self.slot);
        let is_moved = slot != self.slot;
        match self.status {
            Status::Cancelled if is_moved => return Err(Refusal::Cancelled),
            Status::Postponed if is_moved => return Err(Refusal::Postponed),
            _ => {}
        }
        let text = |new: &Option<String>, old: &Option<String>| match new {
            Some(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            None => old.clone(),
        };
        // The reason of an earlier change is not why the meeting has other hours.
        let earlier = self.reason.clone().filter(|_| !is_moved);
        let edited = Self {
            place: text(&edit.place, &self.place),
            online: edit.online.or(self.online),
            agenda: self.agenda_with(edit),
            title: text(&edit.title, &self.title),
            reason: text(&edit.reason, &earlier),
            ..self.clone()
        };
        let is_elsewhere = edited.place != self.place || edited.is_online() != self.is_online();
        let is_same = !is_elsewhere
            && edited.online == self.online
            && edited.agenda == self.agenda
            && edited.title == self.title
            && edited.reason == self.reason;
        if is_same && !is_moved {
            return Ok(None);
        }
        let revised = self.revised(None, now);
        let mut edited = Self {
            changed: revised.changed.filter(|_| !is_moved),
            updated: revised.updated,
            ..edited
        };
        edited.sequence += u32::from(is_moved || is_elsewhere && self.takes_place());
        edited.move_to(slot);
        Ok(Some(edited))
    }

    /// Returns the agenda with other titles, each once behind those that are there; an item that stays
    /// keeps its presenter and its length.
    fn agenda_with(&self, edit: &MeetingEdit) -> Vec<AgendaItem> {
        let item = |title: &String| {
            let mut known = self.agenda.iter();
            let known = known.find(|item| item.title == *title).cloned();
            known.unwrap_or_else(|| AgendaItem {
                title: title.clone(),
                presenter: None,
                minutes: None,
            })
        };
        let mut agenda: Vec<AgendaItem> = match &edit.agenda {
            Some(titles) => titles
                .iter()
                .filter(|it| !it.is_empty())
                .map(item)
                .collect(),
            None => self.agenda.clone(),
        };
        agenda.retain(|item| !edit.removed.iter().any(|title| item.is_called(title)));
        for title in &edit.added {
            if !agenda.iter().any(|item| item.is_called(title)) {
                agenda.push(item(title));
            }
        }
        agenda
    }

    /// Renews the moment of the last revision, for a change that is not in the record itself.
    #[must_use]
    pub fn touched(&self, now: DateTime<Utc>) -> Self {
        self.revised(None, now)
    }

    /// Records that calendars have seen something else of the meeting.
    #[must_use]
    pub fn announced(&self, seen: &CalendarState, now: DateTime<Utc>) -> Self {
        let now = seen.updated.map_or(now, |seen| now.max(after(seen)));
        let mut announced = self.revised(None, now);
        if seen.noticeable {
            let next = sequence_after(seen.sequence);
            announced.sequence = self.sequence.max(next);
            announced.changed = None;
        }
        // The day that the meeting has again is none that was announced before it.
        let shown = seen.slots.iter().rposition(|slot| *slot != self.slot);
        let shown = &seen.slots[..shown.map_or(0, |last| last + 1)];
        for (at, slot) in shown.iter().enumerate() {
            let is_known = if at + 1 == shown.len() {
                announced.moved_from.last() == Some(slot)
            } else {
                announced.moved_from.contains(slot)
            };
            if is_known {
                continue;
            }
            if announced.moved_from.is_empty() && self.at.cycle.is_none() {
                announced.cycle = slot.date().year();
            }
            announced.remember(*slot);
        }
        announced
    }

    /// Writes the moment of now where a wrong clock wrote one that is still to come: calendars take
    /// an earlier one only with a higher sequence (RFC 5546, 2.1.5).
    #[must_use]
    pub fn corrected_by(mut self, clock: &Clock, before: &Self) -> Self {
        if clock.is_to_come(self.updated) {
            self.updated = clock.now;
            self.sequence = self.sequence.max(sequence_after(before.sequence));
        }
        if self.changed.is_some_and(|moment| clock.is_to_come(moment)) {
            self.changed = Some(clock.now);
        }
        self
    }

    /// Raises the sequence of a change above the highest that calendars and messages have seen.
    ///
    /// A change of texts alone, which does not raise it, keeps it.
    ///
    /// # Errors
    ///
    /// There is none above.
    pub fn above(mut self, before: &Self, highest: u32, raises: bool) -> Result<Self, Refusal> {
        if !raises {
            return Ok(self);
        }
        let highest = before.sequence.max(highest);
        if highest >= HIGHEST_SEQUENCE {
            return Err(Refusal::LastSequence);
        }
        self.sequence = self.sequence.max(highest + 1);
        Ok(self)
    }

    fn with_status(&self, status: Status, now: DateTime<Utc>) -> Self {
        let mut changed = self.revised(None, now);
        changed.sequence += 1;
        changed.status = status;
        changed
    }

    /// The reason of an earlier change is not why the meeting is called off.
    fn called_off(&self, status: Status, reason: Option<&str>, now: DateTime<Utc>) -> Self {
        let mut changed = self.with_status(status, now);
        changed.changed = None;
        changed.reason = reason.map(ToOwned::to_owned);
        changed
    }

    /// Replaces the reason alone, if it is another.
    fn explained(&self, reason: Option<&str>, now: DateTime<Utc>) -> Option<Self> {
        (reason.is_some() && reason != self.reason.as_deref()).then(|| self.revised(reason, now))
    }

    /// Revises the text alone: when people were last told of another day stays known.
    fn revised(&self, reason: Option<&str>, now: DateTime<Utc>) -> Self {
        let was_changed = !self.takes_place() || !self.moved_from.is_empty();
        Self {
            changed: was_changed.then(|| self.changed_at()),
            reason: reason
                .map(ToOwned::to_owned)
                .or_else(|| self.reason.clone()),
            // A revision is later than the one before, even if the clock is not.
            updated: now.max(after(self.updated)),
            ..self.clone()
        }
    }

    fn move_to(&mut self, slot: Slot) {
        if slot != self.slot {
            self.remember(self.slot);
            self.slot = slot;
        }
    }

    /// Adds a slot to those announced before; one that brings the meeting forward is accepted.
    fn remember(&mut self, slot: Slot) {
        const IN_ORDER: &str = "moved-from-order";
        let back = |last: &Slot| slot.date() < last.date();
        if self.moved_from.last().is_some_and(back) && !self.allows(IN_ORDER) {
            self.allow.push(IN_ORDER.to_owned());
        }
        self.moved_from.push(slot);
    }
}

impl Member {
    /// Ends the mandate, `on` being the first day without it.
    ///
    /// # Errors
    ///
    /// The day is before the mandate, or another end is written already.
    pub fn ended(&self, on: NaiveDate) -> Result<Option<Self>, Refusal> {
        let Some(last) = self.terms.last() else {
            return Ok(None);
        };
        match last.until() {
            Some(until) if until == on => return Ok(None),
            Some(until) => return Err(Refusal::LeftAlready(until)),
            None => {}
        }
        let since = last.since();
        let ended = Term::new(since, Some(on)).ok_or(Refusal::EndsBeforeItBegins(since))?;
        let mut member = self.clone();
        if let Some(last) = member.terms.last_mut() {
            *last = ended;
        }
        Ok(Some(member))
    }

    /// Gives the member another name, `on` being the first day on which it bears it; the day of its last change of
    /// name is corrected where it has the name already.
    ///
    /// # Errors
    ///
    /// An earlier name was given up on that day or later.
    pub fn renamed(&self, name: &str, on: NaiveDate) -> Result<Option<Self>, Refusal> {
        let mut earlier = self.formerly.as_slice();
        if name == self.name {
            match self.formerly.split_last() {
                Some((last, others)) if last.until != on => earlier = others,
                _ => return Ok(None),
            }
        }
        if let Some(last) = earlier.last().filter(|last| last.until >= on) {
            return Err(Refusal::NamedLater(last.until));
        }
        let mut member = self.clone();
        if name == self.name {
            if let Some(last) = member.formerly.last_mut() {
                last.until = on;
            }
            return Ok(Some(member));
        }
        member.formerly.push(FormerName {
            name: std::mem::replace(&mut member.name, name.to_owned()),
            until: on,
        });
        Ok(Some(member))
    }
}

fn settled(period: Period, confirmed: bool, now: NaiveDateTime, minuted: bool) -> Option<Refusal> {
    if minuted {
        Some(Refusal::Minuted)
    } else if confirmed && period.end <= now {
        Some(Refusal::Held(period.start.date()))
    } else {
        None
    }
}

/// Returns the next moment: calendars know no fractions of a second.
fn after(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment + TimeDelta::seconds(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::series::tests::meeting as in_month;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_764_000_000, 0).unwrap()
    }

    fn meeting(status: Status) -> Meeting {
        Meeting {
            status,
            place: Some("Salle A".to_owned()),
            reason: Some("grève".to_owned()),
            sequence: 2,
            agenda: vec![AgendaItem {
                title: "Bilan".to_owned(),
                presenter: Some("Mairie".to_owned()),
                minutes: Some(20),
            }],
            ..in_month("a-1", "a", Some(1), 3)
        }
    }

    fn later(meeting: &Meeting) -> Option<Slot> {
        let hour = TimeDelta::hours(1);
        Slot::between(
            meeting.slot.starts_at() + hour,
            meeting.slot.ends_at() + hour,
        )
    }

    fn edited(meeting: &Meeting, edit: &MeetingEdit) -> Option<Meeting> {
        meeting.edited(edit, now()).unwrap()
    }

    #[test]
    fn another_place_raises_the_sequence_and_texts_do_not() {
        let text = |text: &str| Some(text.to_owned());
        let edits = [
            (
                1,
                MeetingEdit {
                    place: text("Salle B"),
                    ..MeetingEdit::default()
                },
            ),
            (
                1,
                MeetingEdit {
                    place: text(""),
                    ..MeetingEdit::default()
                },
            ),
            (
                1,
                MeetingEdit {
                    online: Some(true),
                    ..MeetingEdit::default()
                },
            ),
            // Nobody was told that one could join.
            (
                0,
                MeetingEdit {
                    online: Some(false),
                    ..MeetingEdit::default()
                },
            ),
            (
                0,
                MeetingEdit {
                    title: text("Séance"),
                    ..MeetingEdit::default()
                },
            ),
            (
                0,
                MeetingEdit {
                    reason: text(""),
                    ..MeetingEdit::default()
                },
            ),
            (
                0,
                MeetingEdit {
                    agenda: Some(Vec::new()),
                    ..MeetingEdit::default()
                },
            ),
            (
                0,
                MeetingEdit {
                    added: vec!["Budget".to_owned()],
                    ..MeetingEdit::default()
                },
            ),
        ];
        for (raised, edit) in edits {
            let before = meeting(Status::Confirmed);
            let after = edited(&before, &edit).unwrap();
            assert_eq!(after.sequence, before.sequence + raised, "{edit:?}");
            assert_eq!((after.updated, after.changed), (now(), None), "{edit:?}");
            // The same again is none.
            assert!(edited(&after, &edit).is_none(), "{edit:?}");
            // Nobody goes anywhere for a meeting that is off.
            let off = edited(&meeting(Status::Cancelled), &edit).unwrap();
            assert_eq!(off.sequence, before.sequence, "{edit:?}");
            assert_eq!(
                off.changed,
                Some(before.updated),
                "when it was called off stays known"
            );
        }
    }

    #[test]
    fn other_hours_are_a_move_without_the_reason_of_an_earlier_one() {
        let before = meeting(Status::Proposed);
        let slot = later(&before);
        let edit = MeetingEdit {
            slot,
            ..MeetingEdit::default()
        };
        let after = edited(&before, &edit).unwrap();
        assert_eq!((after.sequence, after.changed), (3, None));
        assert_eq!((after.status, after.reason), (Status::Proposed, None));
        assert_eq!(after.moved_from, [before.slot]);
        for (status, refusal) in [
            (Status::Cancelled, Refusal::Cancelled),
            (Status::Postponed, Refusal::Postponed),
        ] {
            let refused = meeting(status).edited(&edit, now()).unwrap_err();
            assert_eq!(refused, refusal);
        }
    }

    #[test]
    fn an_item_of_the_agenda_that_stays_keeps_who_presents_it() {
        let titles = |titles: &[&str]| titles.iter().map(|it| (*it).to_owned()).collect();
        let before = meeting(Status::Confirmed);
        let edit = MeetingEdit {
            agenda: Some(titles(&["Budget", "Bilan", ""])),
            added: titles(&["Divers", "Budget", "Divers"]),
            ..MeetingEdit::default()
        };
        let agenda = edited(&before, &edit).unwrap().agenda;
        let found: Vec<&str> = agenda.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(found, ["Budget", "Bilan", "Divers"]);
        assert_eq!(agenda[1], before.agenda[0]);
    }

    #[test]
    fn a_cancelled_meeting_comes_back_without_the_reason_why_it_was_off() {
        let before = meeting(Status::Cancelled);
        let after = before.confirmed(now()).unwrap().unwrap();
        assert_eq!((after.status, after.sequence), (Status::Confirmed, 3));
        assert_eq!((after.reason, after.changed), (None, None));
        assert_eq!(after.uid, before.uid);
        let postponed = meeting(Status::Postponed).confirmed(now());
        assert_eq!(postponed.unwrap_err(), Refusal::Postponed);
    }
}
