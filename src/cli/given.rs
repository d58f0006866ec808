//! What is given in words, as an option or an answer: days, hours, colleges, members.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate, NaiveTime};

use super::failure::{Failure, Named};
use crate::domain::{College, Council, Member, Slot, YEARS};
use crate::locale::collation::sort_key;
use crate::locale::hours::{end_of, written_hours};
use crate::locale::parse_dates::{WrittenDate, written_dates};
use crate::locale::synonyms::Synonyms;
use crate::problem::nearest;

/// The word that stands for all colleges.
const ALL: &str = "all";

/// Reads a day: `2026-12-15`, `2026/12/15`, `15/12/2026`, `15 décembre 2026`, with its weekday or without.
///
/// # Errors
///
/// Another text, a year of fewer than four digits, a day that the month does not have, the wrong weekday.
pub fn date(text: &str) -> Result<NaiveDate, Failure> {
    let text = text.trim();
    let not_a_date = || Failure::NotADate {
        text: text.to_owned(),
        meant: in_short(text),
    };
    let (year, month, day, weekday) = match in_order(text) {
        Some((year, month, day)) => (year, month, day, None),
        None => written(text).ok_or_else(not_a_date)?,
    };
    let month_of = |day| NaiveDate::from_ymd_opt(year, month, day);
    let first = month_of(1).filter(|_| YEARS.contains(&year));
    let first = first.ok_or_else(not_a_date)?;
    let Some(date) = month_of(day) else {
        let last = first.checked_add_months(Months::new(1));
        let last = last
            .and_then(|next| next.pred_opt())
            .ok_or_else(not_a_date)?;
        return Err(Failure::NoSuchDay {
            text: text.to_owned(),
            last,
            month,
        });
    };
    match weekday {
        Some(weekday) if date.weekday() != weekday => Err(Failure::OtherWeekday {
            day: date,
            weekday: date.weekday().number_from_monday(),
        }),
        _ => Ok(date),
    }
}

/// Reads year, month and day of `2026-12-15`, `2026/12/15`, `20261215` or `15 12 2026`, whether the calendar has the
/// day or not.
fn in_order(text: &str) -> Option<(i32, u32, u32)> {
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let mark = text.chars().find(|it| !it.is_ascii_digit());
    let parts: Vec<&str> = match mark {
        Some(mark) if ['-', '/', '.', ' '].contains(&mark) => text.split(mark).collect(),
        // ISO 8601-1, 5.2.2.1
        None if text.len() == 8 => vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?],
        _ => return None,
    };
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    if month.len() > 2 || day.len() > 2 || !parts.iter().all(|it| are_digits(it)) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// Returns the days of this century that `15/12/26` may stand for: of its first and its last number, each may be the year.
fn in_short(text: &str) -> Vec<NaiveDate> {
    let numbers = text.split(['/', '-', '.', ' ']).map(|part| {
        let is_number = (1..=2).contains(&part.len()) && !part.starts_with('+');
        part.parse().ok().filter(|_| is_number)
    });
    let numbers: Option<Vec<u32>> = numbers.collect();
    let Some(&[first, month, last]) = numbers.as_deref() else {
        return Vec::new();
    };
    let day = |year, day| NaiveDate::from_ymd_opt(2000 + i32::try_from(year).ok()?, month, day);
    let mut days: Vec<NaiveDate> = [day(last, first), day(first, last)]
        .into_iter()
        .flatten()
        .collect();
    days.dedup();
    days
}

/// Reads the only day of a text that says nothing else.
fn written(text: &str) -> Option<(i32, u32, u32, Option<chrono::Weekday>)> {
    let found = written_dates(text);
    let [only] = found.as_slice() else {
        return None;
    };
    let WrittenDate {
        at,
        day,
        month,
        year,
        weekday,
    } = only;
    let start = weekday.as_ref().map_or(at, |(_, at)| at).start;
    let before = text.get(..start)?.trim();
    let year = (*year)?;
    let is_whole = ["", "le"].contains(&before) && text.get(at.end..)?.trim().is_empty();
    // Of "15/12/26", nobody knows the century.
    let is_written = text.get(at.clone())?.contains(&format!("{year:04}"));
    let weekday = weekday.as_ref().map(|(weekday, _)| *weekday);
    (is_whole && is_written).then_some((year, *month, *day, weekday))
}

/// Reads hours: `14:00-16:00`, `14.00-16.00`, `14h-16h30`, `9h30 - 12h`, `14-16`, `de 14h à 16h`.
///
/// # Errors
///
/// Another text.
pub fn hours(text: &str) -> Result<(NaiveTime, NaiveTime), Failure> {
    let said = text.trim();
    let found = written_hours(said);
    let both = match found.as_slice() {
        [one] if one.at.end == said.len() => {
            let before = said.get(..one.at.start).map(sort_key);
            let is_led = before.is_some_and(|it| ["", "de", "from"].contains(&it.trim()));
            one.end.filter(|_| is_led).map(|end| (one.start, end))
        }
        _ => None,
    };
    both.or_else(|| in_figures(said))
        .ok_or_else(|| Failure::NotHours {
            text: text.to_owned(),
        })
}

/// Reads two hours of which a text without a unit, or with a point, makes none: `14-16`, `14.00 à 16.00`, `14h30-16`.
fn in_figures(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    const JOINS: [&str; 5] = ["-", "\u{2013}", "\u{2014}", " a ", " to "];
    let said = sort_key(text);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let led = said.strip_prefix("de ");
    let said = led.or_else(|| said.strip_prefix("from ")).unwrap_or(&said);
    let joined = JOINS.iter().find_map(|join| said.split_once(join));
    // "14 16" may be one hour with its minutes.
    let is_marked = |text: &str| !text.bytes().all(|byte| byte.is_ascii_digit());
    let apart = || {
        said.split_once(' ')
            .filter(|(start, end)| is_marked(start) && is_marked(end))
    };
    let (start, end) = joined.or_else(apart)?;
    let end = if matches!(end.trim(), "24" | "24h" | "24:00" | "24.00" | "24h00") {
        NaiveTime::MIN
    } else {
        hour(end)?
    };
    Some((hour(start)?, end))
}

/// Reads one hour in lower case: `14`, `14h`, `14h30`, `14:30`, `14.30`.
fn hour(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (hour, minutes) = match text.split_once(['h', ':', '.']) {
        Some((hour, "")) if text.ends_with('h') => (hour.trim(), "0"),
        Some((hour, minutes)) if minutes.trim().len() == 2 => (hour.trim(), minutes.trim()),
        Some(_) => return None,
        None => (text, "0"),
    };
    if !(1..=2).contains(&hour.len()) || !are_digits(hour) || !are_digits(minutes) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minutes.parse().ok()?, 0)
}

/// Makes the slot of a day and its hours, which end on the day that is given, or on the next one if they
/// go on past midnight.
///
/// # Errors
///
/// The text is no hours, or they end before they begin.
pub fn slot(day: NaiveDate, text: &str, until: Option<NaiveDate>) -> Result<Slot, Failure> {
    let (start, end) = hours(text)?;
    if let Some(last) = until {
        return slot_until(day, (start, end), last);
    }
    let start = day.and_time(start);
    let slot = end_of(start, end).and_then(|end| Slot::between(start, end));
    slot.ok_or_else(|| Failure::NotHours {
        text: text.to_owned(),
    })
}

/// Makes the slot of a day and its hours, which end on another day.
///
/// # Errors
///
/// It ends before it begins: the hours may be good ones all the same.
pub fn slot_until(
    day: NaiveDate,
    (start, end): (NaiveTime, NaiveTime),
    last: NaiveDate,
) -> Result<Slot, Failure> {
    until(day, last)?;
    let slot = Slot::between(day.and_time(start), last.and_time(end));
    slot.ok_or_else(|| Failure::EndsOnDay {
        day,
        start: start.format("%H:%M").to_string(),
        end: end.format("%H:%M").to_string(),
    })
}

/// Makes sure that the last day of a meeting is not before its first one.
///
/// # Errors
///
/// It is.
pub fn until(day: NaiveDate, last: NaiveDate) -> Result<(), Failure> {
    if last < day {
        return Err(Failure::EndsBeforeDay { until: last, day });
    }
    Ok(())
}

/// Finds the college that an id or a name stands for, however it is spelt; `None` for all of them.
///
/// # Errors
///
/// There is none.
pub fn college<'a>(
    council: &'a Council,
    given: Option<&str>,
) -> Result<Option<&'a College>, Failure> {
    let Some(given) = given.map(str::trim) else {
        return Ok(None);
    };
    let key = sort_key(given);
    let colleges = &council.colleges;
    let found = colleges.iter().find(|it| it.id.as_str() == given);
    let found = found.or_else(|| colleges.iter().find(|it| sort_key(&it.name) == key));
    let found = found.or_else(|| colleges.iter().find(|it| it.id.as_str() == key));
    match found {
        Some(college) => Ok(Some(college)),
        None if key == ALL || Synonyms::Values.of(&key).any(|it| it == ALL) => Ok(None),
        None => Err(Failure::UnknownCollege {
            id: given.to_owned(),
            nearest: meant(
                given,
                colleges.iter().map(|it| (it.id.as_str(), it.name.as_str())),
            ),
            known: colleges.iter().map(|it| it.id.to_string()).collect(),
        }),
    }
}

/// Finds the colleges that options name: each an id or a name, or several with commas between them; none for all.
///
/// # Errors
///
/// One of them is unknown.
pub fn colleges_of<'a, 'g>(
    council: &'a Council,
    options: impl IntoIterator<Item = &'g String>,
) -> Result<Vec<&'a College>, Failure> {
    let mut found: Vec<&College> = Vec::new();
    for option in options {
        let whole = college(council, Some(option));
        let several = option.split([',', ';']).map(str::trim);
        let several: Vec<&str> = several.filter(|it| !it.is_empty()).collect();
        // A name may have a comma, and a list one behind its last name.
        let named = match several.as_slice() {
            [_, ..] if whole.is_err() => several.iter().map(|it| college(council, Some(it))),
            _ => {
                let Some(college) = whole? else {
                    return Ok(Vec::new());
                };
                found.push(college);
                continue;
            }
        };
        for college in named {
            let Some(college) = college? else {
                return Ok(Vec::new());
            };
            found.push(college);
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|it| seen.insert(&it.id));
    Ok(found)
}

/// Whether one of these ids is that of a college that is asked for; all are where none is.
pub fn is_among<'i>(asked: &[&College], ids: impl IntoIterator<Item = &'i str>) -> bool {
    let mut ids = ids.into_iter();
    asked.is_empty() || ids.any(|id| asked.iter().any(|it| it.id.as_str() == id))
}

/// Finds the colleges of an answer: ids or names between commas, or ids between spaces; none for all.
///
/// # Errors
///
/// One of them is unknown.
pub fn colleges<'a>(council: &'a Council, answer: &str) -> Result<Vec<&'a College>, Failure> {
    let all = |words: Vec<&str>| -> Result<Vec<&'a College>, Failure> {
        let mut found = Vec::new();
        for word in words.into_iter().map(str::trim) {
            match college(council, Some(word).filter(|word| !word.is_empty()))? {
                Some(college) => found.push(college),
                None if word.is_empty() => {}
                None => return Ok(Vec::new()),
            }
        }
        Ok(found)
    };
    all(answer.split([',', ';']).collect())
        .or_else(|_| all(answer.split([' ', ',', ';']).collect()))
}

/// Finds the member that an id or a name stands for, however it is spelt; a name of before where none has it now.
///
/// # Errors
///
/// There is none, or there are several; the error names the id that was meant, where there is one.
pub fn member<'a>(council: &'a Council, given: &str) -> Result<&'a Member, Failure> {
    let given = given.trim();
    let key = sort_key(given);
    let members = &council.members;
    let called: Vec<&Member> = members
        .iter()
        .filter(|it| sort_key(&it.name) == key || sort_key(it.id.as_str()) == key)
        .collect();
    let was = |it: &&Member| it.names().any(|name| sort_key(name) == key);
    let named = if called.is_empty() {
        members.iter().filter(was).collect()
    } else {
        called
    };
    match (council.member(given), named.as_slice()) {
        (Some(member), _) => Ok(member),
        (None, [member]) => Ok(*member),
        (None, []) => {
            let known = members.iter().map(|it| (it.id.as_str(), it.name.as_str()));
            Err(Failure::Unknown {
                kind: Named::Member,
                id: given.to_owned(),
                nearest: meant(given, known),
            })
        }
        (None, several) => Err(Failure::SeveralMembers {
            given: given.to_owned(),
            members: several.iter().map(|it| it.id.to_string()).collect(),
        }),
    }
}

/// Returns the id that a text was meant to be: of the only record whose id or name begins so, or the nearest.
pub fn meant<'a>(
    given: &str,
    known: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Option<String> {
    let key = sort_key(given);
    let begins = |(id, name): &(&str, &str)| {
        !key.is_empty() && (id.starts_with(given) || sort_key(name).starts_with(&key))
    };
    let mut beginning = known.clone().filter(begins);
    match (beginning.next(), beginning.next()) {
        (Some((only, _)), None) => Some(only.to_owned()),
        _ => nearest(given, known.clone().map(|(id, _)| id)).or_else(|| {
            let named = known.map(|(id, name)| (id, sort_key(name)));
            let named: Vec<(&str, String)> = named.collect();
            let name = nearest(&key, named.iter().map(|(_, name)| name.as_str()))?;
            let of = named.iter().find(|(_, it)| *it == name)?;
            Some(of.0.to_owned())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        match date(text) {
            Ok(day) => day.to_string(),
            Err(Failure::NoSuchDay { last, .. }) => format!("until {last}"),
            Err(Failure::OtherWeekday { weekday, .. }) => format!("weekday {weekday}"),
            Err(Failure::NotADate { meant, .. }) if !meant.is_empty() => {
                let meant: Vec<String> = meant.iter().map(|day| format!("{day}?")).collect();
                meant.join(" ")
            }
            Err(_) => "none".to_owned(),
        }
    }

    #[test]
    fn a_day_is_read_in_each_form_that_names_one() {
        for (text, read) in [
            ("2026-12-15", "2026-12-15"),
            (" 2026-12-15 ", "2026-12-15"),
            ("15/12/2026", "2026-12-15"),
            ("5/1/2027", "2027-01-05"),
            ("2026/12/15", "2026-12-15"),
            ("2026/1/5", "2026-01-05"),
            ("15.12.2026", "2026-12-15"),
            ("2026.12.15", "2026-12-15"),
            ("2026 12 15", "2026-12-15"),
            ("15 12 2026", "2026-12-15"),
            ("20261215", "2026-12-15"),
            ("2026/02/30", "until 2026-02-28"),
            ("15 décembre 2026", "2026-12-15"),
            ("15 Décembre 2026", "2026-12-15"),
            ("1er janvier 2027", "2027-01-01"),
            ("le mardi 15 décembre 2026", "2026-12-15"),
            ("mardi 15 déc. 2026", "2026-12-15"),
            ("15 December 2026", "2026-12-15"),
            ("lundi 15 décembre 2026", "weekday 2"),
            ("2027-02-30", "until 2027-02-28"),
            ("30/02/2028", "until 2028-02-29"),
            ("31 avril 2027", "until 2027-04-30"),
            ("27-02-02", "2002-02-27? 2027-02-02?"),
            ("05.05.05", "2005-05-05?"),
            ("15/12/26", "2026-12-15? 2015-12-26?"),
            ("15122026", "none"),
            ("2026/15/12", "none"),
            ("2026/12-15", "none"),
            ("31/1/27", "2027-01-31? 2031-01-27?"),
            ("31/02/30", "none"),
            ("+1/02/27", "none"),
            ("12/15/2026", "none"),
            ("2026-13-01", "none"),
            ("0026-12-15", "none"),
            ("15 décembre", "none"),
            ("15 décembre 2026 ou 16 décembre 2026", "none"),
            ("avant le 15/12/2026", "none"),
            ("2026-12-15T10:00", "none"),
            ("demain", "none"),
            ("", "none"),
        ] {
            assert_eq!(day(text), read, "{text:?}");
        }
    }

    #[test]
    fn hours_are_read_as_people_type_them() {
        for (text, read) in [
            ("14:00-16:00", "14:00:00 16:00:00"),
            ("14-16", "14:00:00 16:00:00"),
            ("9 - 12", "09:00:00 12:00:00"),
            ("22-0", "22:00:00 00:00:00"),
            ("22h-24h", "22:00:00 00:00:00"),
            ("14.00-16.00", "14:00:00 16:00:00"),
            ("de 9.30 à 12.00", "09:30:00 12:00:00"),
            ("14 à 16", "14:00:00 16:00:00"),
            ("14:00 à 16:00", "14:00:00 16:00:00"),
            ("14h30-16", "14:30:00 16:00:00"),
            ("14:00 16:00", "14:00:00 16:00:00"),
            ("14h\u{2013}16", "14:00:00 16:00:00"),
            ("14h-16h30", "14:00:00 16:30:00"),
            ("14-16h", "14:00:00 16:00:00"),
            ("de 14h à 16h", "14:00:00 16:00:00"),
            ("De 14 h 30 à 16 heures", "14:30:00 16:00:00"),
            ("9h30 - 12h", "09:30:00 12:00:00"),
            ("14", "none"),
            ("14-26", "none"),
            ("2026-12", "none"),
            ("14 16", "none"),
            ("14h16", "none"),
            ("14.5-16", "none"),
            ("24-2", "none"),
            ("1400-1600", "none"),
            ("14-16-18", "none"),
            ("vers 14h-16h", "none"),
            ("14h-16h, 17h-18h", "none"),
        ] {
            let said = hours(text).map(|(start, end)| format!("{start} {end}"));
            assert_eq!(said.unwrap_or_else(|_| "none".to_owned()), read, "{text:?}");
        }
    }
}
