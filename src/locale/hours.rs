//! Hours in words, as the council announces them: "14h", "9h30"; found again and read.
//!
//! The hour has no leading zero, the minutes have two digits and are left out
//! when there are none, seconds are never shown.

use std::ops::Range;

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::collation::{sort_key, words};
use super::parse_dates::month;

use crate::sort::Sort;

/// Hours found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenHours {
    pub at: Range<usize>,
    pub start: NaiveTime,
    /// `None` for a time that stands alone.
    pub end: Option<NaiveTime>,
}

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

/// Returns when hours end that begin at a moment: on its day, or on the next one if they last less than half a day.
/// Longer ones are more likely written the wrong way round.
#[must_use]
pub fn end_of(start: NaiveDateTime, end: NaiveTime) -> Option<NaiveDateTime> {
    let same = start.date().and_time(end);
    let next = same.checked_add_days(Days::new(1));
    let next = next.filter(|next| *next - start < TimeDelta::hours(12));
    Some(same).filter(|same| *same > start).or(next)
}

/// Finds the hours that a text names, in order, as people write them.
///
/// Read are "de 16h30 à 18h", "16 h 30 – 18 h 00", "14:00-16:00", "de 14 heures à 16 heures", "14-16h",
/// "2:30 pm - 4 pm", "2-4pm", "14h30/16h", and alone "14h", "à midi". What is part of a word, of a path or of a
/// longer number is not, nor is how long something takes: "durée 2 heures".
#[must_use]
pub fn written_hours(text: &str) -> Vec<WrittenHours> {
    let mut found = all_hours(text);
    found.retain(|hours| hours.end.is_some() || duration(text, hours).is_none());
    found
}

/// Finds how long something is said to take, with the words or the parentheses around: "durée : 2 heures", "(2 h)".
#[must_use]
pub fn written_durations(text: &str) -> Vec<Range<usize>> {
    let alone = all_hours(text)
        .into_iter()
        .filter(|hours| hours.end.is_none());
    let found = alone.filter_map(|hours| duration(text, &hours).filter(|at| *at != hours.at));
    found.collect()
}

fn all_hours(text: &str) -> Vec<WrittenHours> {
    let mut found: Vec<WrittenHours> = Vec::new();
    let mut times = times(text);
    times.extend(noons(text));
    times.order_by_key(|(at, _)| at.start);
    for (at, time) in times {
        match found.last_mut() {
            Some(last)
                if last.end.is_none()
                    && joins(text, last.at.end..at.start)
                    && !is_length_before(text, last, time) =>
            {
                last.at.end = at.end;
                last.end = Some(time);
            }
            _ => found.push(WrittenHours {
                at,
                start: time,
                end: None,
            }),
        }
    }
    found
}

/// Whether a time that another follows is how long something takes: "durée : 1h30 à 14h".
fn is_length_before(text: &str, hours: &WrittenHours, next: NaiveTime) -> bool {
    hours.start.hour() < EARLIEST
        && next.hour() >= 2 * EARLIEST
        && duration(text, hours).is_some_and(|at| at.start < hours.at.start)
}

/// The hour before which a number is how long something takes, where words around allow it.
const EARLIEST: u32 = 6;

/// Whether a time that stands alone is how long something takes: "durée 2 heures", "3 heures de débat", "(2 h)"; with
/// the words and the signs that say so.
fn duration(text: &str, hours: &WrittenHours) -> Option<Range<usize>> {
    // What is done for longer is no part of a meeting.
    const LONGEST: u32 = 8;
    const LASTS: [&str; 6] = ["duree", "duration", "dure", "durera", "pendant", "durant"];
    const ABOUT: [&str; 2] = ["environ", "about"];
    const AT_MOST: [&str; 4] = ["max", "maxi", "maximum", "environ"];
    const LONG_THINGS: [&str; 6] = [
        "reunion",
        "seance",
        "atelier",
        "rencontre",
        "session",
        "visio",
    ];
    const LEADS: [&str; 10] = [
        "a", "apres", "at", "avant", "de", "des", "entre", "from", "partir", "vers",
    ];
    let said = text.get(hours.at.clone())?;
    if said.contains(':') || said.ends_with(|c: char| "mM.".contains(c)) {
        return None;
    }
    let before = text.get(..hours.at.start)?;
    let after = text.get(hours.at.end..)?;
    let clause = before
        .rfind([',', ';', '.', '(', '\n', '|'])
        .map_or(0, |at| at + 1);
    let leads = words(before.get(clause..)?);
    let last = leads.last().map_or("", |(_, word)| word.as_str());
    let lasts = leads
        .iter()
        .rposition(|(_, word)| LASTS.contains(&word.as_str()));
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    if let Some(at) = lasts
        && last != "a"
        && !leads.iter().skip(at).any(|(_, word)| is_number(word))
    {
        return Some(clause + leads.get(at)?.0.start..hours.at.end);
    }
    // "réunion de 2h", "environ 2h", "2h max"
    let is_short = hours.start.hour() < EARLIEST;
    let back = |back: usize| {
        let at = leads.len().checked_sub(back)?;
        leads.get(at).map(|(at, word)| (at.start, word.as_str()))
    };
    if let Some((at, _)) = back(1).filter(|(_, word)| is_short && ABOUT.contains(word)) {
        return Some(clause + at..hours.at.end);
    }
    if is_short
        && last == "de"
        && back(2).is_some_and(|(_, word)| LONG_THINGS.contains(&word))
        && let Some((at, _)) = back(1)
    {
        return Some(clause + at..hours.at.end);
    }
    let next = words(after).into_iter().next();
    let next = next.filter(|(at, word)| {
        let gap = after.get(..at.start).unwrap_or_default();
        is_short && gap.trim().is_empty() && AT_MOST.contains(&word.as_str())
    });
    if let Some((at, _)) = next {
        return Some(hours.at.start..hours.at.end + at.end);
    }
    let open = before.trim_end().strip_suffix('(');
    let closes = after.trim_start().strip_prefix(')');
    if let Some((open, closes)) = open.zip(closes)
        && hours.start.hour() < EARLIEST
    {
        return Some(open.len()..text.len() - closes.len());
    }
    let key = sort_key(after);
    let of_what = [" de ", " d'"].iter().find_map(|of| key.strip_prefix(of));
    let is_thing = of_what.is_some_and(|what| {
        let afternoon = ["l'apres", "apres"].iter().any(|it| what.starts_with(it));
        what.starts_with(char::is_alphabetic) && !afternoon
    });
    let is_one = is_thing && !LEADS.contains(&last) && hours.start.hour() <= LONGEST;
    is_one.then(|| hours.at.clone())
}

/// Whether what stands between two times makes them a span.
fn joins(text: &str, between: Range<usize>) -> bool {
    const JOINS: [&str; 8] = ["-", "/", ">", "a", "et", "jusqu'a", "to", "\u{2192}"];
    const LONGEST: usize = 20;
    let between = text.get(between).unwrap_or_default();
    between.len() <= LONGEST && JOINS.contains(&sort_key(between).trim())
}

/// Finds "à midi", and no "après-midi" or "vendredi midi", which last.
fn noons(text: &str) -> impl Iterator<Item = (Range<usize>, NaiveTime)> {
    const LEADS: [&str; 3] = ["\u{e0}", "a", "jusqu'\u{e0}"];
    let found = text.match_indices("midi").filter(|(at, noon)| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + noon.len()..).unwrap_or_default();
        let lead = before.split_whitespace().next_back().unwrap_or_default();
        before.ends_with([' ', '\u{a0}'])
            && LEADS.contains(&lead.to_lowercase().replace('\u{2019}', "'").as_str())
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-')
    });
    let noon = NaiveTime::from_hms_opt(12, 0, 0);
    found.filter_map(move |(at, said)| Some((at..at + said.len(), noon?)))
}

fn times(text: &str) -> Vec<(Range<usize>, NaiveTime)> {
    let mut times: Vec<(Range<usize>, NaiveTime)> = Vec::new();
    let mut at = 0;
    while let Some(offset) = text
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let start = at + offset;
        let rest = text.get(start..).unwrap_or_default();
        let alone = !text.get(..start).is_some_and(|before| {
            before.ends_with(|c: char| c.is_alphanumeric() || "/-.:".contains(c))
        }) || times.last().is_some_and(|(last, _)| last.end + 1 == start);
        match time(rest).or_else(|| before_unit(rest)).filter(|_| alone) {
            Some((length, time)) => {
                times.push((start..start + length, time));
                at = start + length;
            }
            None => {
                at = start
                    + rest
                        .find(|c: char| !c.is_ascii_digit())
                        .unwrap_or(rest.len());
            }
        }
    }
    times
}

/// Reads the "14" of "14-16h" and the "2" of "2-4pm": the second hour has the unit of both.
fn before_unit(text: &str) -> Option<(usize, NaiveTime)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text.get(digits..).filter(|_| (1..=2).contains(&digits))?;
    let joined = after
        .trim_start()
        .strip_prefix(['-', '\u{2013}'])
        .or_else(|| after.strip_prefix(" \u{e0} "))?;
    let next = joined.trim_start();
    let (_, end) = time(next)?;
    let hour: u32 = text.get(..digits)?.parse().ok()?;
    let unit = next.trim_start_matches(|c: char| c.is_ascii_digit());
    if unit.trim_start().starts_with(':') {
        return None;
    }
    let noon = is_afternoon(unit).is_some_and(|afternoon| afternoon)
        && hour < 12
        && hour + 12 < end.hour();
    let start = NaiveTime::from_hms_opt(if noon { hour + 12 } else { hour }, 0, 0)?;
    (start < end).then_some((digits, start))
}

/// Whether "pm" or "am" opens a text.
fn is_afternoon(text: &str) -> Option<bool> {
    let text = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let head: String = text.chars().take(4).collect::<String>().to_lowercase();
    [("p.m.", true), ("pm", true), ("a.m.", false), ("am", false)]
        .into_iter()
        .find(|(sign, _)| head.starts_with(sign))
        .filter(|(sign, _)| {
            !text
                .get(sign.len()..)
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        })
        .map(|(_, afternoon)| afternoon)
}

/// Returns the length of "pm" or "p.m." and the spaces before it.
fn length_of_half(text: &str) -> usize {
    let spaces = text.len() - text.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let dotted = text.get(spaces + 1..spaces + 2) == Some(".");
    spaces + if dotted { 4 } else { 2 }
}

/// Reads "16h30", "18 h", "14:00", "4:30 pm" or "16 heures" at the start of a text, with its length.
fn time(text: &str) -> Option<(usize, NaiveTime)> {
    const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let hour = digits(text);
    let after = text.get(hour..)?;
    let unit = after.trim_start_matches(SPACES);
    let colon = after.starts_with(':');
    let marks = ["heures", "heure", "h", "H"];
    let half = |at: usize, minute: u32| {
        let afternoon = text.get(at..).and_then(is_afternoon)?;
        let hour: u32 = text
            .get(..hour)?
            .parse()
            .ok()
            .filter(|hour| (1..=12).contains(hour))?;
        let hour = hour % 12 + if afternoon { 12 } else { 0 };
        let length = at + length_of_half(text.get(at..)?);
        Some((length, NaiveTime::from_hms_opt(hour, minute, 0)?))
    };
    let mark = match marks.iter().find(|mark| unit.starts_with(**mark)) {
        Some(mark) => mark.len(),
        None if colon => 1,
        None if hour <= 2 => return half(hour, 0),
        None => return None,
    };
    let spaces = after.len() - unit.len();
    if !(1..=2).contains(&hour) {
        return None;
    }
    let minutes_at = hour + spaces + mark;
    let rest = text.get(minutes_at..)?;
    let gap = if colon {
        0
    } else {
        rest.len() - rest.trim_start_matches(SPACES).len()
    };
    let minutes = match digits(rest.get(gap..)?) {
        2 if gap > 0 && is_next_number(rest.get(gap + 2..)?) => 0,
        2 => 2,
        _ if colon => return None,
        _ => 0,
    };
    let length = match minutes {
        0 => minutes_at,
        _ => minutes_at + gap + minutes,
    };
    let minute = match minutes {
        0 => 0,
        _ => text.get(length - minutes..length)?.parse().ok()?,
    };
    if colon && let Some(found) = half(length, minute) {
        return Some(found);
    }
    let mut following = text.get(length..)?.chars();
    let (next, second) = (following.next(), following.next());
    // "16:00Z"
    let is_utc = colon && next == Some('Z') && !second.is_some_and(char::is_alphanumeric);
    let goes_on = (next.is_some_and(char::is_alphanumeric) && !is_utc)
        || (next == Some(':') && second.is_some_and(|c| c.is_ascii_digit()));
    if goes_on {
        return None;
    }
    let time = NaiveTime::from_hms_opt(text.get(..hour)?.parse().ok()?, minute, 0)?;
    Some((length, time))
}

/// Tells by what follows two digits that they are no minutes: "14h-16h 28 septembre", "14h 16h".
fn is_next_number(after: &str) -> bool {
    let said = after.trim_start();
    let word = said.split(|c: char| !c.is_alphanumeric()).next();
    after.starts_with(|c: char| c.is_alphanumeric() || c == '/')
        || word.is_some_and(|word| month(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    /// Writes what was found as `hours` and `hour` do.
    fn found(text: &str) -> Vec<String> {
        let said = |found: WrittenHours| match found.end {
            Some(end) => hours(found.start, end),
            None => hour(found.start),
        };
        written_hours(text).into_iter().map(said).collect()
    }

    #[test]
    fn hours_are_read_in_every_common_form() {
        for text in [
            "de 16h30 à 18h",
            "16h30-18h",
            "16 h 30 à 18 h 00",
            "(16:30-18:00)",
            "16h30\u{a0}\u{2013} 18h",
            "16h30\u{202f}\u{2014}\u{202f}18h00",
            "entre 16H30 et 18 heures",
            "16h30 jusqu’à 18h",
            "16h30 > 18h",
        ] {
            assert_eq!(found(text), ["16h30-18h"], "{text}");
        }
        assert_eq!(
            found("9h-10h puis 14h, fin à 16h30"),
            ["9h-10h", "14h", "16h30"]
        );
        assert_eq!(found("at 12:30pm, 16:00Z"), ["12h30", "16h"]);
        assert_eq!(
            found("(14h30/16h), de 10h à midi"),
            ["14h30-16h", "10h-12h"]
        );
        assert_eq!(
            found("à midi ; à Midi, vendredi midi, à midi-temps"),
            ["12h"]
        );
        assert_eq!(found("mercredi après midi"), [""; 0]);
        assert_eq!(found("14h-16h 28 septembre"), ["14h-16h"]);
        assert_eq!(
            found("14h-16h 28/09, 9h 10h-12h"),
            ["14h-16h", "9h", "10h-12h"]
        );
        assert_eq!(found("le 8/12 de 9h à 9h"), ["9h-9h"]);
        assert_eq!(
            found("durée : de 9h à 11h, à 3 heures de l'après-midi, 14h (2 h)"),
            ["9h-11h", "3h", "14h"]
        );
        for text in [
            "4 à 5",
            "2025-12-08",
            "v16:30:18",
            "16:30:18",
            "25h",
            "14h60",
            "14h5",
            "1/2",
            "rapport-14h",
            "6 mai 2027, durée 2 heures",
            "**Durée de la réunion :** 2 heures",
            "Durée : 1 h 30",
            "3 heures de débat",
            "6 mai 2027 (2 h)",
            "pendant 3h",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn hours_have_their_place() {
        let text = "Le 23 juin, de 16 h 30 à 18 h : réunion";
        let found = written_hours(text);
        assert_eq!(&text[found[0].at.clone()], "16 h 30 à 18 h");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), times in "[0-9h: à-]{0,30}") {
            for text in [text, times] {
                for found in written_hours(&text) {
                    prop_assert!(text.get(found.at).is_some_and(|said| !said.is_empty()));
                }
            }
        }

        #[test]
        fn what_is_written_is_read_back(one in (0u32..24, 0u32..60), other in (0u32..24, 0u32..60)) {
            let (start, end) = (at(one.0, one.1), at(other.0, other.1));
            for text in [hours(start, end), long_hours(start, end)] {
                let found = written_hours(&text);
                prop_assert_eq!(found.len(), 1);
                prop_assert_eq!((found[0].start, found[0].end), (start, Some(end)));
            }
        }
    }

    #[test]
    fn hours_end_on_their_day_or_in_the_night_after_it() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let start = day.and_time(time(22, 0));
        assert_eq!(end_of(start, time(23, 0)), Some(day.and_time(time(23, 0))));
        let next = day.succ_opt().unwrap();
        assert_eq!(end_of(start, time(0, 30)), Some(next.and_time(time(0, 30))));
        assert_eq!(end_of(start, time(22, 0)), None);
        assert_eq!(end_of(day.and_time(time(16, 0)), time(14, 0)), None);
    }
}
