//! Hours in words, as the council announces them: "14h", "9h30".
//!
//! The hour has no leading zero, the minutes have two digits and are left out
//! when there are none, seconds are never shown.

use chrono::{NaiveTime, Timelike};

/// Writes a time of day: "14h", "9h30", "9h05", "0h".
#[must_use]
pub fn hour(time: NaiveTime) -> String {
    match time.minute() {
        0 => format!("{}h", time.hour()),
        minute => format!("{}h{minute:02}", time.hour()),
    }
}

/// Writes a span of time for a line of a list: "14h-16h".
#[must_use]
pub fn hours(start: NaiveTime, end: NaiveTime) -> String {
    format!("{}-{}", hour(start), hour(end))
}

/// Writes a span of time for a sentence: "de 14h à 16h".
#[must_use]
pub fn long_hours(start: NaiveTime, end: NaiveTime) -> String {
    format!("de {} à {}", hour(start), hour(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_round_hour_has_no_minutes() {
        assert_eq!(hour(at(14, 0)), "14h");
        assert_eq!(hour(at(9, 0)), "9h");
        assert_eq!(hour(at(0, 0)), "0h");
    }

    #[test]
    fn minutes_have_two_digits() {
        assert_eq!(hour(at(9, 30)), "9h30");
        assert_eq!(hour(at(9, 5)), "9h05");
        assert_eq!(hour(at(0, 1)), "0h01");
        assert_eq!(hour(at(23, 59)), "23h59");
    }

    #[test]
    fn seconds_are_never_shown() {
        assert_eq!(hour(NaiveTime::from_hms_opt(14, 0, 59).unwrap()), "14h");
        assert_eq!(hour(NaiveTime::from_hms_opt(9, 30, 1).unwrap()), "9h30");
    }

    #[test]
    fn a_span_is_short_in_a_list_and_long_in_a_sentence() {
        assert_eq!(hours(at(14, 0), at(16, 0)), "14h-16h");
        assert_eq!(hours(at(9, 30), at(12, 0)), "9h30-12h");
        assert_eq!(long_hours(at(14, 0), at(16, 0)), "de 14h à 16h");
        assert_eq!(long_hours(at(16, 30), at(18, 0)), "de 16h30 à 18h");
    }
}
