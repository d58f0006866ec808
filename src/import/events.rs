//! The meetings for which the events of calendars stand, and what of the calendars stands for none.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::WikiContents;
use super::found::head;
use crate::calendar::carried::is_recurrence;
use crate::calendar::{Unread, Why, agenda};
use crate::problem::{Assumption, Problem, UnreadEvent, What};
use crate::source::Span;

impl WikiContents<'_> {
    /// Reads the meetings for which the events of all calendars stand: each occurrence of a series up to
    /// `until`, in the time `zone` of the council, and of what one UID says the highest revision.
    pub fn expand(&mut self, zone: Tz, until: NaiveDate) {
        let calendars = self.calendars.iter();
        let calendars: Vec<&[u8]> = calendars.map(|found| &*found.bytes).collect();
        let agenda = agenda(&calendars, zone, until);
        let mut zones = BTreeSet::new();
        for occurrence in agenda.occurrences.into_iter().chain(agenda.others) {
            let line = *occurrence.event.lines.start();
            if let Some(name) = &occurrence.zone
                && zones.insert((occurrence.calendar, line))
            {
                let supposed = Assumption::Zone {
                    name: name.clone(),
                    council: zone.name(),
                    is_known: true,
                };
                let file = self.calendars[occurrence.calendar].file;
                let at = super::found::property(self.sources, file, &occurrence.event, "DTSTART");
                let at = at.unwrap_or_else(|| head(self.sources, file, &occurrence.event));
                let what = What::SupposedValue { supposed };
                self.doubts.push(Problem::at(at, what));
            }
            self.calendars[occurrence.calendar].events.push(occurrence);
        }
        for unread in agenda.unread {
            if let Some(what) = doubt(&unread, zone, until) {
                let at = self.place(&unread);
                self.doubts.push(Problem::at(at, what));
            }
        }
    }

    /// Returns the line of what was not read; of an event, the one that names it.
    fn place(&self, unread: &Unread) -> Span {
        let found = &self.calendars[unread.calendar];
        let mut events = found.calendar.events.iter();
        let event = events.find(|event| *event.lines.start() == unread.line);
        let line = || self.sources.lines(found.file, unread.line..=unread.line);
        match event {
            Some(event) => head(self.sources, found.file, event),
            None => Span::new(found.file, line()),
        }
    }
}

/// Returns what there is to say of something that was not read as it stands.
fn doubt(unread: &Unread, zone: Tz, until: NaiveDate) -> Option<What> {
    let supposed = match unread.why {
        Why::NoStart => return Some(UnreadEvent::NoDay.into()),
        Why::Answer => return Some(UnreadEvent::Answer.into()),
        Why::TooMuch => return Some(UnreadEvent::Value.into()),
        Why::NotUnderstood => {
            let is_day = is_recurrence(&unread.name) || unread.name == "DTSTART";
            return is_day.then(|| UnreadEvent::Value.into());
        }
        Why::UnknownZone => Assumption::Zone {
            name: unread.name.clone(),
            council: zone.name(),
            is_known: false,
        },
        Why::NoSuchTime => Assumption::SkippedHour,
        Why::GoesOn => Assumption::Until(until),
        // A file that is no calendar was told of; what else a calendar holds is left out, not unread; and
        // where there are other hours or no sound ones, that is seen in the meeting.
        Why::NoCalendar | Why::NoEvent | Why::Superseded | Why::EndsBeforeStart => return None,
    };
    Some(What::SupposedValue { supposed })
}
