//! The moment of a run, read once and handed down.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// The moment of now, and the day that stands for today if one was named.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub now: DateTime<Utc>,
    pub today: Option<NaiveDate>,
    /// What the clock of the machine says, whatever day was named.
    pub machine: DateTime<Utc>,
}

impl Clock {
    /// Returns today's date in a time zone, or the day that was named instead.
    #[must_use]
    pub fn today(&self, timezone: Tz) -> NaiveDate {
        self.today
            .unwrap_or_else(|| self.now.with_timezone(&timezone).date_naive())
    }

    /// Whether a moment is one that no clock has shown yet; clocks differ by less than a day.
    #[must_use]
    pub fn is_to_come(&self, moment: DateTime<Utc>) -> bool {
        moment > self.now.max(self.machine) + TimeDelta::days(1)
    }

    /// Returns the local moment of now in a time zone, on the day that was named if one was.
    #[must_use]
    pub fn moment(&self, timezone: Tz) -> NaiveDateTime {
        let now = self.now.with_timezone(&timezone).time();
        self.today(timezone).and_time(now)
    }
}
