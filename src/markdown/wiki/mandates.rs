//! Until when somebody is a member, as what is said of them or the heading above tells: "jusqu'en 2022",
//! "membre de 2018 à 2021", "Membres de 2015 à 2019".

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use super::WikiPage;
use super::shapes::{is_function_word, key};
use super::words::{FORMER_STATES, MANDATE_ENDS, MANDATE_GLUE, MANDATE_WORDS, OBSERVERS};
use crate::locale::collation::{Word, words};
use crate::locale::parse_dates::{month, written_dates};

/// Until when a list or a member stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The last day at most.
    pub day: NaiveDate,
    /// Whether it is the end of one of the years in which a body sits, "2025-2026": the newest of a page
    /// may be the one of today all the same.
    pub is_season: bool,
}

/// A day, a month or a year of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Period {
    at: Range<usize>,
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    fn of(at: Range<usize>, first: NaiveDate, months: u32) -> Option<Self> {
        let next = first.checked_add_months(Months::new(months))?;
        Some(Self {
            at,
            first,
            last: next.pred_opt()?,
        })
    }

    fn of_year(at: Range<usize>, year: i32) -> Option<Self> {
        Self::of(at, NaiveDate::from_ymd_opt(year, 1, 1)?, 12)
    }

    fn of_month(at: Range<usize>, year: i32, month: u32) -> Option<Self> {
        Self::of(at, NaiveDate::from_ymd_opt(year, month, 1)?, 1)
    }
}

fn year_of(word: &str) -> Option<i32> {
    let year = word.parse().ok().filter(|year| (1900..2200).contains(year));
    year.filter(|_| word.len() == 4)
}

/// Lists the days, months and years of a text, in order.
fn periods(text: &str, words: &[Word<'_>]) -> Vec<Period> {
    let days = written_dates(text).into_iter();
    let days = days.filter_map(|day| Some((day.at.clone(), day.date()?)));
    let mut days = days.peekable();
    let mut found: Vec<Period> = Vec::new();
    for (at, (place, word)) in words.iter().enumerate() {
        while let Some((at, date)) = days.next_if(|(day, _)| day.start <= place.start) {
            found.push(Period {
                at,
                first: date,
                last: date,
            });
        }
        if found.last().is_some_and(|last| place.start < last.at.end) {
            continue;
        }
        let next = words.get(at + 1);
        let gap = next.and_then(|(next, _)| text.get(place.end..next.start));
        let next_year = next.and_then(|(_, word)| year_of(word));
        let number = Some(word.as_str()).filter(|word| word.len() <= 2);
        let number: Option<u32> = number.and_then(|word| word.parse().ok());
        let of_month = match gap {
            Some("/") => number.filter(|number| (1..=12).contains(number)),
            Some(" " | "\u{a0}" | ". ") => month(word),
            _ => None,
        };
        if let Some(((year, month), (next, _))) = next_year.zip(of_month).zip(next) {
            found.extend(Period::of_month(place.start..next.end, year, month));
            continue;
        }
        // "2018-21" ends in 2021, "2018-12" is a month.
        let before = found.last().filter(|last| {
            let gap = text.get(last.at.end..place.start);
            gap.is_some_and(|gap| ["-", "/", "\u{2013}"].contains(&gap.trim()))
                && last.at.len() == 4
        });
        let century = before.map(|last| last.first.year());
        if let Some((number, year)) = number.zip(century).filter(|_| word.len() == 2) {
            let short = year.rem_euclid(100);
            let other = i32::try_from(number).unwrap_or_default();
            let of_range = other > short && (number > 12 || other == short + 1);
            if of_range {
                found.extend(Period::of_year(place.clone(), year - short + other));
            } else if let Some(of_month) =
                before.and_then(|last| Period::of_month(last.at.start..place.end, year, number))
            {
                found.pop();
                found.push(of_month);
            }
            continue;
        }
        found.extend(year_of(word).and_then(|year| Period::of_year(place.clone(), year)));
    }
    found
}

/// Whether a word is of one of the periods.
fn is_within(periods: &[Period], word: &Range<usize>) -> bool {
    let after = periods.partition_point(|period| period.at.start <= word.start);
    let last = after.checked_sub(1).and_then(|at| periods.get(at));
    last.is_some_and(|period| word.end <= period.at.end)
}

/// Whether a period is the end of a time: "jusqu'en 2022", "2018-2021".
fn is_end(text: &str, words: &[Word<'_>], periods: &[Period], at: usize) -> bool {
    let period = &periods[at];
    let before = words.partition_point(|(place, _)| place.start < period.at.start);
    let mut lead = words[..before].iter().rev().map(|(_, word)| word.as_str());
    let first = lead.find(|word| !MANDATE_GLUE.contains(word));
    if first.is_some_and(|word| MANDATE_ENDS.contains(&word)) {
        return true;
    }
    let other = at.checked_sub(1).and_then(|at| periods.get(at));
    other.is_some_and(|other| {
        let gap = text.get(other.at.end..period.at.start).unwrap_or_default();
        let joined =
            ["a", "au", "to", "jusqu en", "jusqu au", "until"].contains(&key(gap).as_str());
        let dash = ["-", "/", "\u{2013}", "\u{2014}"].contains(&gap.trim());
        (joined || dash) && other.first <= period.first
    })
}

/// Parts what is said of somebody where something else begins: at commas, parentheses, and dashes that join no
/// two numbers.
fn parts(text: &str) -> Vec<&str> {
    let is_dash = |at: usize, sign: &str| {
        let digit = |c: char| c.is_ascii_digit();
        let before = text.get(..at).unwrap_or_default().trim_end();
        let after = text.get(at + sign.len()..).unwrap_or_default().trim_start();
        !(before.ends_with(digit) && after.starts_with(digit))
    };
    let dashes = [" - ", " \u{2013} ", " \u{2014} "];
    let mut ends = Vec::new();
    for (at, sign) in text.match_indices(['(', ')', '[', ']', ',', ';', '\n', ' ']) {
        let dash = dashes
            .iter()
            .find(|dash| text.get(at..).is_some_and(|rest| rest.starts_with(**dash)));
        match dash {
            Some(dash) if is_dash(at, dash) => ends.push(at..at + dash.len()),
            _ if sign != " " => ends.push(at..at + sign.len()),
            _ => {}
        }
    }
    let starts = [0].into_iter().chain(ends.iter().map(|end| end.end));
    let stops = ends.iter().map(|end| end.start).chain([text.len()]);
    let found = starts
        .zip(stops)
        .filter_map(|(start, stop)| text.get(start..stop));
    found
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect()
}

/// Returns the last day on which somebody may be a member, of what is said of them: "jusqu'en 2022", "membre de
/// 2018 à 2021"; of two times the later one counts, and one that has begun and not ended has no last day.
#[must_use]
pub(super) fn last_day(said: &str) -> Option<NaiveDate> {
    if !said.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_office = |word: &str| is_function_word(word) && !MANDATE_WORDS.contains(&word);
    let mut last: Option<(NaiveDate, bool)> = None;
    let (mut of_office, mut is_other_office) = (false, false);
    for part in parts(said) {
        let all = words(part);
        let periods = periods(part, &all);
        let of_mandate = |(place, word): &Word<'_>| {
            MANDATE_WORDS.contains(&word.as_str())
                || MANDATE_GLUE.contains(&word.as_str())
                || MANDATE_ENDS.contains(&word.as_str())
                || is_function_word(word)
                || word.len() == 1
                || is_within(&periods, place)
        };
        let has_office = all.iter().any(|(_, word)| is_office(word));
        if periods.is_empty() {
            is_other_office |= has_office;
            continue;
        }
        // What somebody was before says nothing of what they are.
        let was = all.iter().any(|(_, word)| {
            ["ancien", "ancienne", "ex", "former", "past"].contains(&word.as_str())
        });
        if was || !all.iter().all(of_mandate) {
            continue;
        }
        for (at, period) in periods.iter().enumerate() {
            // "2023-", "2023 - aujourd'hui"
            let goes_on = part.get(period.at.end..).is_some_and(|rest| {
                let rest = rest.trim_start();
                at + 1 == periods.len() && rest.starts_with(['-', '\u{2013}', '\u{2014}'])
            });
            let ends = is_end(part, &all, &periods, at) && !goes_on;
            if last.is_none_or(|(day, _)| day <= period.last) {
                last = Some((period.last, ends));
                of_office = has_office;
            }
        }
    }
    let (day, ends) = last?;
    (ends && !(of_office && is_other_office)).then_some(day)
}

/// Returns the last day that a field or a cell gives which says until when: "2022", "06/2024", "31 décembre 2022".
#[must_use]
pub(super) fn last_day_of_field(value: &str) -> Option<NaiveDate> {
    let all = words(value);
    let periods = periods(value, &all);
    let [period] = periods.as_slice() else {
        return None;
    };
    let known = |(place, word): &Word<'_>| {
        period.at.start <= place.start && place.end <= period.at.end
            || MANDATE_GLUE.contains(&word.as_str())
            || MANDATE_ENDS.contains(&word.as_str())
    };
    all.iter().all(known).then_some(period.last)
}

/// Returns until when those below a heading were members, "Membres de 2015 à 2019"; what the heading above says
/// where this one names no time.
#[must_use]
pub(super) fn until_of_heading(heading: &str, above: Option<Until>) -> Option<Until> {
    let all = words(heading);
    let periods = periods(heading, &all);
    let Some(last) = periods.len().checked_sub(1) else {
        return above;
    };
    let is_range = last > 0;
    is_end(heading, &all, &periods, last).then(|| Until {
        day: periods[last].last,
        is_season: is_range && periods[last].first.year() - periods[last - 1].first.year() <= 1,
    })
}

/// Whether a text says that somebody is no member, or no more, and nothing else: "sortant", "Emeritus",
/// "observateur".
#[must_use]
pub(super) fn is_former_state(text: &str) -> bool {
    let key = key(text);
    FORMER_STATES.contains(&key.as_str()) || OBSERVERS.contains(&key.as_str())
}

/// Whether one of the parts of what is said of somebody says so.
#[must_use]
pub(super) fn says_former(said: &str) -> bool {
    parts(said).into_iter().any(is_former_state)
}

/// Whether a text is about a mandate alone: "mandat jusqu'en 2022".
#[must_use]
pub(super) fn is_of_mandate(text: &str) -> bool {
    let all = words(text);
    let known = |word: &str| {
        MANDATE_WORDS.contains(&word)
            || MANDATE_GLUE.contains(&word)
            || MANDATE_ENDS.contains(&word)
            || month(word).is_some()
            || word.bytes().all(|b| b.is_ascii_digit())
    };
    !all.is_empty() && all.iter().all(|(_, word)| known(word))
}

impl WikiPage {
    /// Puts those whose mandate had ended on a day among what was not read.
    pub fn leave_out_former(&mut self, today: NaiveDate) {
        let ends = |until: Option<Until>| until.map_or(NaiveDate::MAX, |until| until.day);
        let newest = self.members.iter().map(|list| ends(list.until)).max();
        for list in &mut self.members {
            let of_list = list.until.filter(|until| {
                until.day < today && !(until.is_season && Some(until.day) == newest)
            });
            let is_former = |last: Option<NaiveDate>| {
                of_list.is_some() || last.is_some_and(|last| last < today)
            };
            let all = std::mem::take(&mut list.members).into_iter();
            let (former, members): (Vec<_>, Vec<_>) = all.partition(|one| is_former(one.last_day));
            list.members = members;
            self.unread.extend(former.into_iter().map(|one| one.at));
        }
        self.members.retain(|list| !list.members.is_empty());
        self.order_unread();
    }
}
