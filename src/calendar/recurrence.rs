//! The days that a rule of recurrence stands for (RFC 5545 section 3.3.10), with the crate `rrule`.
//!
//! A rule is followed on the clock of its event, as if that clock had no changes: what local time
//! means is for the zone to say, afterwards. UNTIL and COUNT are kept here, since calendars break
//! what the crate demands of them.

use chrono::{Datelike, NaiveDateTime, TimeDelta};
use rrule::{RRule, Tz, Unvalidated};

use super::read::{Moment, moment};

/// How much work rules may still be, in days that are looked at: no file may take for ever.
#[derive(Clone, Copy, Debug)]
pub struct Work(u64);

impl Default for Work {
    /// About two seconds.
    fn default() -> Self {
        Self(10_000_000)
    }
}

impl Work {
    fn take(&mut self, days: u64) -> Result<(), Fault> {
        self.0 = self.0.checked_sub(days).ok_or(Fault::TooMuch)?;
        Ok(())
    }
}

/// Why a rule was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is none that RFC 5545 knows, or counts seconds, or minutes on chosen days.
    Unreadable,
    /// It stands for more than any council has, or too much work.
    TooMuch,
}

/// The most times that one rule may stand for.
const MOST: usize = 5_000;

/// What a rule costs that never comes true again: the crate gives up after 100,000 turns, or in the
/// year 10,000.
const STRIKE: u64 = 3_000_000;

/// The years in which rules are followed.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The times that a rule stands for, as far as it was followed.
#[derive(Debug, PartialEq, Eq)]
pub struct Followed {
    /// In order.
    pub times: Vec<NaiveDateTime>,
    /// Whether the rule stands for others after the last day that was asked for.
    pub goes_on: bool,
}

/// Lists the times that the RRULE of an event stands for, in order, the start first, whether the rule
/// has it or not (RFC 5545 section 3.8.5.3); none after `until`.
///
/// `start` is local to the event; `local` makes a moment local to it.
///
/// # Errors
///
/// See [`Fault`]; then nothing is known of the times but the start.
pub fn times(
    rule: &str,
    start: NaiveDateTime,
    until: NaiveDateTime,
    local: impl Fn(&Moment) -> Option<NaiveDateTime>,
    work: &mut Work,
) -> Result<Followed, Fault> {
    let rule = Rule::read(rule, local).ok_or(Fault::Unreadable)?;
    if !YEARS.contains(&start.year()) || !YEARS.contains(&until.year()) {
        return Err(Fault::TooMuch);
    }
    let last = rule.until.map_or(until, |it| it.min(until));
    let is_everything = rule.until.is_some_and(|it| it <= until);
    let (days, turns) = rule.cost(last - start);
    work.take(1_000 + days)?;
    // The crate gives up where it finds nothing in so many turns.
    let start_in_utc = start.and_utc().with_timezone(&Tz::UTC);
    let set = rule
        .endless
        .build(start_in_utc)
        .map_err(|_| Fault::Unreadable)?;
    let set = set.limit();
    let mut times = vec![start];
    let mut goes_on = false;
    let mut found = (&set).into_iter().map(|time| time.naive_utc());
    while rule.count.is_none_or(|count| times.len() < count) {
        let Some(time) = found.next() else {
            work.take(STRIKE)?;
            if turns > GIVES_UP && !is_everything {
                return Err(Fault::TooMuch);
            }
            break;
        };
        if time > last {
            goes_on = time > until && rule.until.is_none_or(|end| time <= end);
            break;
        }
        if time > start {
            work.take(20)?;
            times.push(time);
        }
        if times.len() > MOST {
            return Err(Fault::TooMuch);
        }
    }
    Ok(Followed { times, goes_on })
}

/// The turns after which the crate gives up.
const GIVES_UP: u64 = 100_000;

struct Rule {
    /// The rule without its end.
    endless: RRule<Unvalidated>,
    until: Option<NaiveDateTime>,
    count: Option<usize>,
    /// How long a turn is, in minutes, and how many days are looked at in it.
    turn: (u64, u64),
}

impl Rule {
    fn read(text: &str, local: impl Fn(&Moment) -> Option<NaiveDateTime>) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (mut until, mut count, mut turn, mut interval) = (None, None, None, 1);
        let mut chooses_days = false;
        let mut rest = Vec::new();
        for part in text.split(';').map(str::trim).filter(|it| !it.is_empty()) {
            let (name, value) = part.split_once('=')?;
            let (name, value) = (name.trim(), value.trim());
            match name {
                "UNTIL" => {
                    let end = moment(value, None)?;
                    let is_day = matches!(end, Moment::Day(_));
                    let end = local(&end)?;
                    until = Some(if is_day {
                        end.date().and_hms_opt(23, 59, 59)?
                    } else {
                        end
                    });
                    continue;
                }
                "COUNT" => {
                    count = Some(value.parse().ok().filter(|count| *count > 0)?);
                    continue;
                }
                "INTERVAL" => interval = value.parse().ok().filter(|it: &u16| *it > 0)?,
                "FREQ" => turn = Some(turn_of(value)?),
                _ if name.starts_with("X-") => continue,
                _ => chooses_days |= !matches!(name, "BYHOUR" | "BYMINUTE" | "BYSECOND" | "WKST"),
            }
            // The crate (0.14) cuts the names of weekdays by bytes.
            if !value.is_ascii() {
                return None;
            }
            rest.push(format!("{name}={value}"));
        }
        let (minutes, days) = turn?;
        // Of such a rule the crate (0.14) leaves out days that it stands for.
        if minutes == 1 && chooses_days {
            return None;
        }
        Some(Self {
            endless: rest.join(";").parse().ok()?,
            until,
            count,
            turn: (minutes * u64::from(interval), days),
        })
    }

    /// Returns how many days are looked at in a span of time, and in how many turns.
    fn cost(&self, span: TimeDelta) -> (u64, u64) {
        let minutes = u64::try_from(span.num_minutes()).unwrap_or_default();
        let (length, days) = self.turn;
        let turns = minutes / length + 1;
        (turns * days, turns)
    }
}

/// Returns how many minutes a turn of a frequency is at least, and how many days are looked at in it.
fn turn_of(frequency: &str) -> Option<(u64, u64)> {
    const DAY: u64 = 24 * 60;
    Some(match frequency {
        "YEARLY" => (365 * DAY, 366),
        "MONTHLY" => (28 * DAY, 31),
        "WEEKLY" => (7 * DAY, 7),
        "DAILY" => (DAY, 1),
        "HOURLY" => (60, 1),
        "MINUTELY" => (1, 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
