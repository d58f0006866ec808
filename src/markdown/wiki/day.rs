//! The day of the one meeting that a page is about: in its front matter, its title or its name.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::passage::{shown_title, unquoted};
use super::place::{is_place_key, place_of_field};
use super::words::{DAY_KEYS, DAY_LABELS, END_KEYS, START_KEYS, TIME_KEYS};
use crate::locale::collation::{sort_key, words};
use crate::locale::hours::written_hours;
use crate::locale::parse_dates::{WrittenDate, written_dates};

/// When a front matter says that a meeting is.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub title: Option<String>,
    pub date: Option<NaiveDate>,
    /// Whether the key is one of events: `date` may be that of the page.
    pub is_event: bool,
    /// The last day, if there are several.
    pub last: Option<NaiveDate>,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
    pub zone: Option<String>,
    /// Where it takes place.
    pub place: Option<String>,
}

/// A moment as front matter writes it: `2023-05-03T18:30:00+02:00`, `2023-05-03 18:30`, `3 mai 2023`.
pub(super) fn moment(value: &str) -> Option<(NaiveDate, Option<NaiveTime>, Option<String>)> {
    let value = value.trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
    let iso = value.get(..10).and_then(|day| day.parse().ok());
    let Some(date) = iso else {
        let date = written_dates(value).first().and_then(WrittenDate::date)?;
        return Some((date, None, None));
    };
    let time = value.get(11..16).and_then(|time| time.parse().ok());
    let rest = value.get(16..).unwrap_or_default();
    let rest = rest
        .trim_start_matches(|c: char| ":.".contains(c) || c.is_ascii_digit())
        .trim_start();
    let zone = match rest.trim_start_matches(|c: char| ":.".contains(c) || c.is_ascii_digit()) {
        "Z" => Some("UTC".to_owned()),
        offset => offset_zone(offset),
    };
    // Midnight is what programs write where only the day is known.
    let time = time.filter(|time| *time != NaiveTime::MIN);
    Some((date, time, zone.filter(|_| time.is_some())))
}

/// Whether a key is one of days: `date`, `date_texte`.
pub(super) fn is_day_key(key: &str) -> bool {
    let key = sort_key(key.trim().trim_matches(['"', '\'', '-', ' ']));
    let first = key.split(['_', '-', ' ']).next().unwrap_or_default();
    key.is_empty() || DAY_KEYS.contains(&first) || START_KEYS.contains(&key.as_str())
}

/// Reads a day of digits with points, the year of two digits, as a label has it: "mardi 06.12.22 à 14h"; returns
/// that day in full, and where it stood.
pub(super) fn with_points(text: &str) -> Option<(String, Range<usize>)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
    let digits = rest.get(..length.unwrap_or(rest.len()))?;
    let digits = digits.trim_end_matches('.');
    let after = rest.get(digits.len()..)?;
    let groups: Vec<&str> = digits.split('.').collect();
    let [day, month, year] = groups.as_slice() else {
        return None;
    };
    let number = |text: &str| {
        let is_short = (1..=2).contains(&text.len());
        text.parse::<u32>().ok().filter(|_| is_short)
    };
    let year = number(year).filter(|of| (5..=40).contains(of) && year.len() == 2)?;
    let year = 2000 + i32::try_from(year).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)?;
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || "/-".contains(c));
    let at = start..start + digits.len();
    ends.then(|| (date.format("%d/%m/%Y").to_string(), at))
}

/// Returns the zone of an offset from UTC in whole hours: "+02:00", "+2".
pub(super) fn offset_zone(offset: &str) -> Option<String> {
    let sign = offset
        .chars()
        .next()
        .filter(|sign| "+-\u{2212}".contains(*sign))?;
    let digits = offset.get(sign.len_utf8()..)?.trim_start();
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let hours: u32 = digits.get(..length.min(2))?.parse().ok()?;
    let minutes = digits.get(length.min(2)..)?.trim_start_matches(':');
    if hours > 12 || !matches!(minutes.get(..2), None | Some("00")) {
        return None;
    }
    // The signs of these names are those of POSIX.
    Some(match (sign, hours) {
        (_, 0) => "UTC".to_owned(),
        ('+', hours) => format!("Etc/GMT-{hours}"),
        (_, hours) => format!("Etc/GMT+{hours}"),
    })
}

/// Returns where the text begins behind a front matter in TOML, between lines `+++`.
pub(super) fn end_of_toml(text: &str) -> usize {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = start;
    for (index, line) in text
        .get(start..)
        .unwrap_or_default()
        .split_inclusive('\n')
        .enumerate()
    {
        at += line.len();
        let is_rule = line.trim_end() == "+++";
        if index == 0 && !is_rule {
            return 0;
        }
        if index > 0 && is_rule {
            return at;
        }
    }
    0
}

/// Whether a moment is one that a program wrote down: "2026-04-10T10:38:57.861Z".
fn is_stamp(value: &str) -> bool {
    let value = value.trim();
    value.ends_with('Z') && value.contains(['.']) && value.contains('T')
}

impl Fields {
    /// Reads the front matter of a text, between lines `---` or, in TOML, `+++`; keys may be nested.
    pub fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let rule = lines.next().unwrap_or_default().trim_end();
        if !["---", "+++"].contains(&rule) {
            return found;
        }
        for line in lines.take_while(|line| line.trim_end() != rule) {
            let Some((key, value)) = line.split_once([':', '=']) else {
                continue;
            };
            let key = sort_key(key.trim_matches(|c: char| c.is_whitespace() || "-\"".contains(c)));
            let is = |keys: &[&str]| keys.contains(&key.as_str());
            // That of an entry is not the page's.
            let is_inner = line.starts_with([' ', '\t', '-']);
            if key == "title" && !is_inner {
                let title = shown_title(unquoted(value));
                found.title = Some(title).filter(|title| !title.is_empty());
            } else if is(&START_KEYS) || (is(&DAY_KEYS) && !found.is_event && !is_stamp(value)) {
                if let Some((date, start, zone)) = moment(value) {
                    found.is_event = is(&START_KEYS);
                    found.date = Some(date);
                    // A page is written at any minute.
                    let round = start.filter(|time| {
                        found.is_event || time.num_seconds_from_midnight() % 300 == 0
                    });
                    (found.start, found.zone) = (round.or(found.start), zone);
                }
            } else if is(&END_KEYS) {
                let alone = || {
                    written_hours(value.trim_matches([' ', '"', '\'']))
                        .first()
                        .map(|hours| hours.start)
                };
                let moment = moment(value);
                found.last = moment.as_ref().map(|(date, ..)| *date);
                found.end = moment.and_then(|(_, end, _)| end).or_else(alone);
            } else if !is_inner && found.place.is_none() && is_place_key(&key) {
                found.place = place_of_field(&key, value);
            } else if is(&TIME_KEYS)
                && let Some(hours) = written_hours(value.trim_matches([' ', '"', '\''])).first()
            {
                (found.start, found.end) = (Some(hours.start), hours.end.or(found.end));
            }
        }
        // What has an end is no day on which a page was written.
        found.is_event |= found.last.is_some();
        found.last = found
            .last
            .filter(|last| found.date.is_some_and(|date| date < *last));
        if found.end <= found.start || found.last.is_some() {
            found.end = None;
        }
        found
    }
}

/// Returns the day that the path of a file names, in its last parts.
pub(super) fn of_path(path: &str) -> Option<NaiveDate> {
    let path = path.rsplit_once('.').map_or(path, |(path, _)| path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let spaced = name.replace(['-', '_', '.'], " ");
    let in_letters = || written_dates(&spaced).first().and_then(WrittenDate::date);
    of_digits(name)
        .or_else(in_letters)
        .or_else(|| of_digits(path))
}

/// Lists the days in letters that the name of a file names: "2026-11-29-bureau-du-15-septembre-2026".
pub(super) fn all_of_path(path: &str) -> Vec<NaiveDate> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let spaced = name.replace(['-', '_', '.'], " ");
    let days = written_dates(&spaced);
    days.iter().filter_map(WrittenDate::date).collect()
}

/// Returns where the value of a label of days begins: "Date :", "Date et heure de la réunion :", "Quand :".
pub(super) fn label_of_day(text: &str) -> Option<usize> {
    let words = words(text);
    let first = words.first()?.1.as_str();
    let label = words
        .iter()
        .take_while(|(_, word)| DAY_LABELS.contains(&word.as_str()));
    let (last, _) = label
        .last()
        .filter(|_| ["date", "dates", "jour", "quand", "when"].contains(&first))?;
    let rest = text.get(last.end..)?;
    let after = rest.trim_start_matches(|c: char| c.is_whitespace() || "*_".contains(c));
    let value = after.strip_prefix([':', '-', '\u{2013}'])?;
    Some(text.len() - value.len())
}

/// Returns the day of a name such as "15-01-26", whose year may be first or last: the one that the text of the
/// page names too, or the only one that there is.
pub(super) fn of_short(path: &str, text: &str) -> Option<NaiveDate> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let groups = name.split(|c: char| !c.is_ascii_digit());
    let groups: Vec<&str> = groups.filter(|group| !group.is_empty()).collect();
    let [one, month, other] = *groups.iter().take(3).copied().collect::<Vec<_>>() else {
        return None;
    };
    let day = |year: &str, day: &str| {
        let short = [year, month, day].iter().all(|group| group.len() == 2);
        let year: i32 = year
            .parse()
            .ok()
            .filter(|year| short && (5..=40).contains(year))?;
        NaiveDate::from_ymd_opt(2000 + year, month.parse().ok()?, day.parse().ok()?)
    };
    let days: Vec<NaiveDate> = [day(other, one), day(one, other)]
        .into_iter()
        .flatten()
        .collect();
    let named: Vec<NaiveDate> = written_dates(text)
        .iter()
        .filter_map(WrittenDate::date)
        .collect();
    let dotted = text.contains(&[one, month, other].join("."));
    let said = days.iter().enumerate();
    let mut said = said.filter(|(at, day)| named.contains(day) || *at == 0 && dotted);
    match (said.next(), said.next(), days.as_slice()) {
        (Some((_, day)), None, _) | (None, None, [day]) => Some(*day),
        _ => None,
    }
}

/// Reads the digits of a name as a day, the year first or last.
fn of_digits(name: &str) -> Option<NaiveDate> {
    let groups = name.split(|c: char| !c.is_ascii_digit());
    let groups: Vec<&str> = groups.filter(|group| !group.is_empty()).collect();
    let day = |year: &str, month: &str, day: &str| {
        let number = |text: &str| text.parse::<u32>().ok();
        let year = i32::try_from(number(year)?)
            .ok()
            .filter(|year| (1900..2200).contains(year))?;
        NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)
    };
    let is_short = |group: &str| group.len() <= 2;
    let three = groups.windows(3).find_map(|three| match three {
        [year, month, date] if year.len() == 4 && is_short(month) && is_short(date) => {
            day(year, month, date)
        }
        [date, month, year] if year.len() == 4 && is_short(month) => day(year, month, date),
        _ => None,
    });
    three.or_else(|| groups.iter().find_map(|group| compact(group)))
}

/// Reads "20220517" or "220517"; where the year cannot be first, "17052022" or "170522".
fn compact(digits: &str) -> Option<NaiveDate> {
    let part = |at: Range<usize>| digits.get(at)?.parse::<u32>().ok();
    let date = |year: u32, month, day| {
        let year = i32::try_from(year)
            .ok()
            .filter(|year| (1990..2100).contains(year))?;
        NaiveDate::from_ymd_opt(year, month, day)
    };
    match digits.len() {
        8 => date(part(0..4)?, part(4..6)?, part(6..8)?)
            .or_else(|| date(part(4..8)?, part(2..4)?, part(0..2)?)),
        6 => date(2000 + part(0..2)?, part(2..4)?, part(4..6)?)
            .or_else(|| date(2000 + part(4..6)?, part(2..4)?, part(0..2)?)),
        _ => None,
    }
}

/// Returns the day that opens a heading in digits alone, and its bytes: "220517 Réunion n°2".
pub(super) fn opening(text: &str) -> Option<(NaiveDate, Range<usize>)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let alone = !text
        .get(length..)?
        .starts_with(|c: char| c.is_alphanumeric());
    Some((compact(text.get(..length)?).filter(|_| alone)?, 0..length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_may_hold_its_day() {
        for (path, expected) in [
            ("reunions/2023-05-03.md", "2023-05-03"),
            ("_posts/2023-05-03-reunion-3.md", "2023-05-03"),
            ("cr/CR_03-05-2023.md", "2023-05-03"),
            ("cr/20230503_cr.md", "2023-05-03"),
            ("cr/230503.md", "2023-05-03"),
            ("reunions/2023/05/03.md", "2023-05-03"),
            ("reunions/2023/05-03-reunion.md", "2023-05-03"),
            ("reunions/reunion-du-3-mai-2023.md", "2023-05-03"),
            ("reunions/index.md", ""),
            ("reunions/2023/12.md", ""),
        ] {
            let said = of_path(path).map_or(String::new(), |day| day.to_string());
            assert_eq!(said, expected, "{path}");
        }
    }

    #[test]
    fn front_matter_says_when_an_event_is() {
        let fields = Fields::of(
            "---\ndate: 2023-01-01\nevent:\n  start: 2023-05-03T18:30:00+02:00\n  end: 2023-05-03T20:00\n---\n",
        );
        assert_eq!(fields.date.unwrap().to_string(), "2023-05-03");
        assert_eq!(fields.start.unwrap().to_string(), "18:30:00");
        assert_eq!(fields.end.unwrap().to_string(), "20:00:00");
        assert_eq!(fields.zone.as_deref(), Some("Etc/GMT-2"));
        let fields = Fields::of("+++\nstartDate = 2023-05-03T00:00:00Z\n+++\n");
        assert_eq!((fields.is_event, fields.start), (true, None));
        assert!(Fields::of("date: 2023-05-03\n").date.is_none());
    }
}
