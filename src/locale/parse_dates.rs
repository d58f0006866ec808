//! Days as people write them in a French text, found again and read.

use std::borrow::Cow;
use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use super::collation::{is_in_word, sort_key};

/// A day found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// Its bytes, weekday left out.
    pub at: Range<usize>,
    pub day: u32,
    pub month: u32,
    /// Of "du 28 novembre au 2 décembre 2025", the first day has the year of the second.
    pub year: Option<i32>,
    /// The weekday before it, if one is written.
    pub weekday: Option<(Weekday, Range<usize>)>,
}

impl WrittenDate {
    /// Returns the day, if its year is written and the calendar has it.
    #[must_use]
    pub fn date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }

    /// Whether some year has that day: 30 February is in none.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        // A leap year stands for the year that is not written.
        NaiveDate::from_ymd_opt(self.year.unwrap_or(2024), self.month, self.day).is_some()
    }
}

/// Finds every day that a text names, in order.
///
/// Read are "8 décembre 2025", "1er janv. 2026", "2025-12-08", "08/12/2025", and without a year
/// "8 décembre" and, after "le", "du", "au" or a weekday, "8/12". What is part of an address, of
/// the name of a file or of a longer number is not.
#[must_use]
pub fn written_dates(text: &str) -> Vec<WrittenDate> {
    find(text, false)
}

/// Puts the day before the month in the days in figures of a text that has the month first: one of them,
/// "05/31/2026", can be no other, and none has the day first. The text is as long as before.
#[must_use]
pub fn day_first(text: &str) -> Cow<'_, str> {
    let days = days_in_figures(text);
    let number = |at: &Range<usize>| {
        text.get(at.clone())
            .and_then(|digits| digits.parse::<u32>().ok())
    };
    let is_late = |at: &Range<usize>| number(at).is_some_and(|number| number > 12);
    let months_first = days.iter().any(|(_, second)| is_late(second));
    if !months_first || days.iter().any(|(first, _)| is_late(first)) {
        return Cow::Borrowed(text);
    }
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for (first, second) in days {
        let parts = [
            done..first.start,
            second.clone(),
            first.end..second.start,
            first,
        ];
        new.extend(parts.into_iter().filter_map(|at| text.get(at)));
        done = second.end;
    }
    new.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(new)
}

/// Finds the first two numbers of each day such as "05/31/2026", outside paths and longer numbers.
fn days_in_figures(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from..from + rest.bytes().take_while(u8::is_ascii_digit).count()
    };
    let is_of_path = |c: char| c.is_alphanumeric() || "/-_.=".contains(c);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let first = digits(at + start);
        at = first.end;
        let Some(sign) = text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .filter(|c| "/-".contains(*c))
        else {
            continue;
        };
        let second = digits(first.end + 1);
        let year = digits(second.end + 1);
        let same = text
            .get(second.end..)
            .is_some_and(|rest| rest.starts_with(sign));
        let before = text
            .get(..first.start)
            .and_then(|before| before.chars().next_back());
        let after = text.get(year.end..).and_then(|after| after.chars().next());
        let short = |at: &Range<usize>| (1..=2).contains(&at.len());
        let alone = !before.is_some_and(is_of_path) && !after.is_some_and(|c| "/-_=".contains(c));
        if short(&first) && short(&second) && year.len() == 4 && same && alone {
            at = year.end;
            found.push((first, second));
        }
    }
    found
}

/// Finds the days of a line that may open with one, "8/12" without more included.
#[must_use]
pub fn dates_of_line(line: &str) -> Vec<WrittenDate> {
    find(line, true)
}

/// Finds the days of a line as [`dates_of_line`] does; of a time of several days, as "15-16/06/2026",
/// "du 15 au 16 juin" or "15 et 16 juin", the first, with the last. At the `seams` of a line, as between the
/// cells of a row, no time of several days goes on.
#[must_use]
pub fn times_of_line(line: &str, seams: &[usize]) -> Vec<(WrittenDate, Option<WrittenDate>)> {
    let mut found: Vec<(WrittenDate, Option<WrittenDate>)> = Vec::new();
    for day in dates_of_line(line) {
        let start = day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
        if let Some((first, last)) = found.last_mut().filter(|(_, last)| last.is_none()) {
            let between = line.get(first.at.end..start).map(sort_key);
            let ends = ["au", "-", "to", "\u{2192}"].map(Some);
            let first_of = (first.year, first.month, first.day) < (day.year, day.month, day.day);
            let apart = seams.iter().any(|at| (first.at.end..=start).contains(at));
            if first_of && !apart && ends.contains(&between.as_deref().map(str::trim)) {
                first.at.end = day.at.end;
                *last = Some(day);
                continue;
            }
        }
        let floor = found.last().map_or(0, |(day, _)| day.at.end);
        let seam = seams.iter().filter(|at| **at <= start).max().copied();
        let floor = floor.max(seam.unwrap_or_default());
        let said = line.get(day.at.clone()).unwrap_or_default();
        // "June 3-4, 2026"
        let goes_on = said
            .split_once(['-', '\u{2013}'])
            .filter(|(month, _)| month.starts_with(char::is_alphabetic))
            .and_then(|(_, rest)| {
                rest.split(|c: char| !c.is_ascii_digit())
                    .next()?
                    .parse()
                    .ok()
            });
        let first = first_of_several(line.get(floor..start).unwrap_or_default(), &day);
        found.push(match (goes_on, first) {
            (Some(end), _) => (day.clone(), Some(WrittenDate { day: end, ..day })),
            (_, Some((number, at))) => {
                let first = WrittenDate {
                    at: floor + at..day.at.end,
                    day: number,
                    weekday: None,
                    ..day
                };
                (first, Some(day))
            }
            _ => (day, None),
        });
    }
    found
}

/// Reads the numbers of days that stand before a day and have its month: the first, and where it begins.
/// A comma alone joins none, unless "les" or a weekday leads them: "Salle 3, 6 avril".
fn first_of_several(before: &str, day: &WrittenDate) -> Option<(u32, usize)> {
    const LONGEST: u32 = 7;
    let mut first: Option<(u32, usize)> = None;
    // What commas join to it, as long as nothing tells that it is a day.
    let mut pending: Option<(u32, usize)> = None;
    loop {
        let (number, start) = pending.or(first).unwrap_or((day.day, before.len()));
        let rest = before.get(..start)?;
        let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
        let gap = rest.get(digits.len()..)?;
        let gap = gap
            .strip_prefix("er")
            .filter(|_| digits.ends_with('1'))
            .unwrap_or(gap);
        let begins = digits.trim_end_matches(|c: char| c.is_ascii_digit());
        let word = sort_key(begins);
        let word = word
            .trim_end()
            .rsplit(|c: char| !c.is_alphanumeric())
            .next();
        let word = word.unwrap_or_default();
        let is_told = ["du", "les"].contains(&word) || weekday(word).is_some();
        let is_led = word.is_empty() || is_told;
        let is_even = gap.starts_with(char::is_whitespace) == gap.ends_with(char::is_whitespace);
        let join = sort_key(gap);
        let is_comma = join.trim() == ",";
        let joins = match join.trim() {
            "-" | "/" => gap.trim() == gap || is_led && is_even,
            "," | "et" | "au" | "&" | "and" | "to" | "et le" => true,
            other => other
                .strip_prefix("et")
                .is_some_and(|day| weekday(day.trim()).is_some()),
        };
        let apart = begins.is_empty()
            || begins.ends_with(|c: char| c.is_whitespace() || "(,-/\u{2013}".contains(c));
        let earlier = digits.get(begins.len()..)?.parse::<u32>().ok();
        let sound = |it: &u32| (1..number).contains(it) && day.day - it <= LONGEST;
        let Some(earlier) = earlier.filter(|it| joins && apart && sound(it)) else {
            return first;
        };
        pending = Some((earlier, begins.len()));
        if !is_comma || is_told || word.is_empty() && first.is_some() {
            first = pending;
        }
    }
}

fn find(text: &str, opens_with_day: bool) -> Vec<WrittenDate> {
    // No day is written without a figure, and most texts have none.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let words = Words::of(text, opens_with_day);
    let mut found: Vec<WrittenDate> = Vec::new();
    let mut at = 0;
    while at < words.all.len() {
        let read = words
            .in_letters(at)
            .or_else(|| words.in_english(at))
            .or_else(|| words.backwards(at))
            .or_else(|| words.in_digits(at));
        match read {
            Some((mut date, count)) => {
                date.weekday = words.weekday_before(at);
                found.push(date);
                at += count;
            }
            None => at += 1,
        }
    }
    share_years(text, &mut found);
    found
}

const MONTHS: [(&str, &[&str]); 12] = [
    ("janvier", &["janv", "jan"]),
    ("fevrier", &["fevr", "fev"]),
    ("mars", &[]),
    ("avril", &["avr"]),
    ("mai", &[]),
    ("juin", &[]),
    ("juillet", &["juil"]),
    ("aout", &[]),
    ("septembre", &["sept"]),
    ("octobre", &["oct"]),
    ("novembre", &["nov"]),
    ("decembre", &["dec"]),
];

const WEEKDAYS: [(&str, Weekday); 14] = [
    ("lundi", Weekday::Mon),
    ("mardi", Weekday::Tue),
    ("mercredi", Weekday::Wed),
    ("jeudi", Weekday::Thu),
    ("vendredi", Weekday::Fri),
    ("samedi", Weekday::Sat),
    ("dimanche", Weekday::Sun),
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// The runs of letters and digits of a text.
struct Words<'a> {
    text: &'a str,
    all: Vec<Range<usize>>,
    /// Whether the first of them may be a day in figures that no word announces.
    opens_with_day: bool,
}

impl<'a> Words<'a> {
    fn of(text: &'a str, opens_with_day: bool) -> Self {
        let mut all = Vec::new();
        let mut start = None;
        for (at, character) in text.char_indices() {
            match (is_in_word(character), start) {
                (true, None) => start = Some(at),
                (false, Some(first)) => {
                    all.push(first..at);
                    start = None;
                }
                _ => {}
            }
        }
        all.extend(start.map(|first| first..text.len()));
        Self {
            text,
            all,
            opens_with_day,
        }
    }

    fn word(&self, at: usize) -> &'a str {
        let range = self.all.get(at).cloned().unwrap_or_default();
        self.text.get(range).unwrap_or_default()
    }

    /// Returns what stands between a word and the next.
    fn gap(&self, at: usize) -> &'a str {
        match (self.all.get(at), self.all.get(at + 1)) {
            (Some(one), Some(other)) => self.text.get(one.end..other.start).unwrap_or_default(),
            _ => "",
        }
    }

    fn number(&self, at: usize, digits: Range<usize>) -> Option<u32> {
        let word = self.word(at);
        let sound = digits.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        word.parse().ok().filter(|_| sound)
    }

    fn year(&self, at: usize) -> Option<i32> {
        i32::try_from(self.number(at, 4..5)?).ok()
    }

    /// Reads "8 décembre 2025" or "8 décembre"; with it, the number of words.
    fn in_letters(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let day = match self.word(at) {
            // The letters may be raised.
            word if word.starts_with('1') && sort_key(word) == "1er" => 1,
            _ => self.number(at, 1..3).filter(|day| *day <= 31)?,
        };
        // "20-Jun-2024"
        let hyphens = self.gap(at) == "-" && self.gap(at + 1) == "-" && self.year(at + 2).is_some();
        let joined = is_space(self.gap(at)) && !self.is_part_of_more(at, at) || hyphens;
        let month = month(self.word(at + 1)).filter(|_| joined)?;
        let gap = self.gap(at + 1);
        let year = self
            .year(at + 2)
            .filter(|_| hyphens || is_space(gap.trim_start_matches(['.', ','])));
        let count = if year.is_some() { 3 } else { 2 };
        Some((self.date(at, count, day, month, year), count))
    }

    /// Reads "April 7" or "April 7th, 2026".
    fn in_english(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let word = self.word(at + 1);
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let gap = self.gap(at);
        let joined = is_space(
            gap.strip_prefix('.')
                .filter(|_| self.word(at).len() < 5)
                .unwrap_or(gap),
        );
        // "Décembre 7", which opens a line
        let opens = self.opens_with_day && at == 0;
        let french = || month(self.word(at)).filter(|_| opens && self.year(at + 1).is_none());
        let month = english_month(self.word(at))
            .or_else(french)
            .filter(|_| joined)?;
        let day = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(word);
        let range = self.number(at + 2, 1..3).is_some() && self.year(at + 3).is_some();
        let sound = (1..3).contains(&day.len()) && (range || !self.is_part_of_more(at, at + 1));
        let day = day.parse().ok().filter(|_| sound)?;
        let gap = self.gap(at + 1);
        // "Oct. 27-28, 2026"
        if let (Some(_), "-" | "\u{2013}", Some(year)) =
            (self.number(at + 2, 1..3), gap, self.year(at + 3))
        {
            return Some((self.date(at, 4, day, month, Some(year)), 4));
        }
        let year = self
            .year(at + 2)
            .filter(|_| is_space(gap.trim_start_matches(',')));
        let count = if year.is_some() { 3 } else { 2 };
        Some((self.date(at, count, day, month, year), count))
    }

    /// Reads "2025-12-08".
    fn backwards(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let year = self.year(at)?;
        let mark = self.gap(at);
        let marks = if self.opens_with_day { "-/." } else { "-" };
        let joined = mark.len() == 1 && marks.contains(mark) && self.gap(at + 1) == mark;
        let digits = if self.opens_with_day { 1..3 } else { 2..3 };
        let month = self
            .number(at + 1, digits.clone())
            .filter(|month| *month <= 12)?;
        let day = self.number(at + 2, digits)?;
        let alone = joined && !self.is_part_of_more(at, at + 2);
        alone.then(|| (self.date(at, 3, day, month, Some(year)), 3))
    }

    /// Reads "08/12/2025" or, where the words before announce a day, "8/12".
    fn in_digits(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let (day, month) = (self.number(at, 1..3)?, self.number(at + 1, 1..3)?);
        let mark = self.gap(at);
        if !["/", ".", "-"].contains(&mark) {
            return None;
        }
        if self.gap(at + 1) == mark && !self.is_part_of_more(at, at + 2) {
            let short = || self.number(at + 2, 2..3).filter(|_| mark == "/");
            let year = self.year(at + 2).or_else(|| {
                let short = i32::try_from(short()?).ok()?;
                Some(2000 + short)
            });
            return year.map(|year| (self.date(at, 3, day, month, Some(year)), 3));
        }
        let announced = at.checked_sub(1).map_or(self.opens_with_day, |before| {
            let word = sort_key(self.word(before));
            is_space(self.gap(before))
                && (["le", "du", "au"].contains(&word.as_str()) || weekday(&word).is_some())
        });
        let sound = mark == "/" && announced && !self.is_part_of_more(at, at + 1);
        // "5/6 décembre"
        let sound = sound && self::month(self.word(at + 2)).is_none();
        (sound && month <= 12).then(|| (self.date(at, 2, day, month, None), 2))
    }

    fn date(
        &self,
        at: usize,
        count: usize,
        day: u32,
        month: u32,
        year: Option<i32>,
    ) -> WrittenDate {
        let start = self.all.get(at).map_or(0, |word| word.start);
        let end = self.all.get(at + count - 1).map_or(start, |word| word.end);
        WrittenDate {
            at: start..end,
            day,
            month,
            year,
            weekday: None,
        }
    }

    /// Reads the weekday before a word, "lundi" or "lun.".
    fn weekday_before(&self, at: usize) -> Option<(Weekday, Range<usize>)> {
        let before = at.checked_sub(1)?;
        let word = sort_key(self.word(before));
        let gap = self.gap(before);
        let (word, gap) = match gap.strip_prefix('.') {
            Some(gap) => (
                WEEKDAYS
                    .iter()
                    .find(|(name, _)| name.get(..3) == Some(&word))?
                    .0,
                gap,
            ),
            None => (word.as_str(), gap),
        };
        let joined = is_space(gap.trim_start_matches(','));
        let day = weekday(word).filter(|_| joined)?;
        Some((day, self.all.get(before)?.clone()))
    }

    /// Whether words are part of an address, a path or a longer number.
    fn is_part_of_more(&self, first: usize, last: usize) -> bool {
        let start = self.all.get(first).map_or(0, |word| word.start);
        let end = self.all.get(last).map_or(0, |word| word.end);
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        let mut following = after.chars();
        let joins = following
            .next()
            .is_some_and(|c| "/_@=".contains(c) || (".-".contains(c) && is_word(following.next())));
        // "RC-Mar 23 2021"
        let is_title = |before: &str| before.ends_with(char::is_uppercase);
        let is_month = self.word(first).starts_with(char::is_uppercase);
        let hangs = before.strip_suffix('-').is_some_and(is_title) && is_month;
        let goes_on = before.ends_with(['/', '-']) && self.goes_on(first) || hangs;
        joins || !goes_on && before.ends_with(['/', '-', '.', '_', '@', '=', '#'])
    }

    /// Whether a number is that of a second day in a line: "15-16 juin", "5/6 décembre".
    fn goes_on(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| self.opens_with_day) else {
            return false;
        };
        let (one, other) = (self.number(before, 1..3), self.number(at, 1..3));
        let start = self.all.get(before).map_or(0, |word| word.start);
        let apart = self.text.get(..start).unwrap_or_default();
        let apart = apart.is_empty() || apart.ends_with(|c: char| c.is_whitespace() || c == '(');
        apart
            && self.gap(before).len() == 1
            && one.zip(other).is_some_and(|(one, other)| one < other)
    }
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(is_in_word)
}

fn is_space(gap: &str) -> bool {
    !gap.is_empty() && gap.chars().all(char::is_whitespace)
}

/// Whether the sort key of a word is the whole French name of a month.
#[must_use]
pub fn is_french_month(key: &str) -> bool {
    MONTHS.iter().any(|(name, _)| *name == key)
}

/// Returns the number of a month by its name, whole or short: "décembre", "déc".
#[must_use]
pub fn month(word: &str) -> Option<u32> {
    let word = sort_key(word);
    let is = |(name, short): &(&str, &[&str])| *name == word || short.contains(&word.as_str());
    let index = MONTHS.iter().position(is);
    let index = index.and_then(|index| u32::try_from(index + 1).ok());
    index.or_else(|| english_month(&word))
}

fn english_month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = sort_key(word);
    let is_short = word.len() == 3 || word == "sept";
    let is = |name: &&str| *name == word || is_short && name.starts_with(&word);
    let index = MONTHS.iter().position(is)?;
    u32::try_from(index + 1).ok()
}

/// Returns the day of the week that a word in lower case names, in French or English.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    let named = WEEKDAYS.iter().find(|(name, _)| *name == word);
    named.map(|(_, day)| *day)
}

/// Gives a day without a year that of the day it is joined to: "du 28 novembre au 2 décembre 2025".
fn share_years(text: &str, found: &mut [WrittenDate]) {
    const JOINS: [&str; 8] = ["au", "et", "ou", "-", "\u{2013}", ",", "et le", "ou le"];
    for at in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(at);
        let (Some(one), Some(other)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let until = other
            .weekday
            .as_ref()
            .map_or(other.at.start, |(_, at)| at.start);
        let between = text.get(one.at.end..until).unwrap_or_default().trim();
        if let (None, Some(year)) = (one.year, other.year)
            && JOINS.contains(&between)
        {
            one.year = Some(if one.month > other.month {
                year - 1
            } else {
                year
            });
        }
    }
}

/// Returns the words before a day, as many as may tell what the day is for.
#[must_use]
pub fn words_before(text: &str, day: &WrittenDate) -> String {
    const MOST: usize = 40;
    let until = day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
    let before = text.get(..until).unwrap_or_default();
    let first = before.char_indices().rev().nth(MOST);
    let words = before
        .get(first.map_or(0, |(at, _)| at)..)
        .unwrap_or_default();
    let key = sort_key(words);
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;

    /// Writes what was found as "day/month/year", a missing year as "?".
    fn found(text: &str) -> Vec<String> {
        let dates = written_dates(text);
        let shown = dates.iter().map(|date| {
            let year = date.year.map_or("?".to_owned(), |year| year.to_string());
            format!("{}/{}/{year}", date.day, date.month)
        });
        shown.collect()
    }

    #[test]
    fn the_day_comes_first_unless_one_day_of_the_text_can_have_it_second_only() {
        let both = "05/31/2026, 9/6/2026 et 1-2-2026 ; https://example.org/05/31/2026/a";
        let swapped = "31/05/2026, 6/9/2026 et 2-1-2026 ; https://example.org/05/31/2026/a";
        assert_eq!(day_first(both), swapped);
        for same in [
            "09/06/2026, 08/09/2026",
            "31/05/2026, 05/31/2026",
            "2026/05/31",
        ] {
            assert_eq!(day_first(same), same);
        }
    }

    #[test]
    fn days_are_read_in_every_common_form() {
        assert_eq!(found("le 8 décembre 2025."), ["8/12/2025"]);
        assert_eq!(found("Le 1ER FÉVRIER 2026"), ["1/2/2026"]);
        assert_eq!(
            found("le 1er janv. 2026, le 3 sept 2026"),
            ["1/1/2026", "3/9/2026"]
        );
        assert_eq!(found("(2025-12-08)"), ["8/12/2025"]);
        assert_eq!(found("20-Jun-2024, 3-mars-2025"), ["20/6/2024", "3/3/2025"]);
        assert_eq!(
            found("08/12/2025, 8/12/25 et 08.12.2025"),
            ["8/12/2025", "8/12/2025", "8/12/2025"]
        );
        assert_eq!(found("le 27\u{a0}octobre\n2025"), ["27/10/2025"]);
        // Accents behind their letters, as file names of some systems have them.
        assert_eq!(
            found("le 8 de\u{301}cembre 2025, le 16 aou\u{302}t 2026"),
            ["8/12/2025", "16/8/2026"]
        );
    }

    #[test]
    fn days_are_read_in_english_too() {
        assert_eq!(
            found("by 31 March 2026, May 7th, 2026 or April 7"),
            ["31/3/2026", "7/5/2026", "7/4/?"]
        );
        assert_eq!(found("by Feb 2 or 3 Aug 2026"), ["2/2/?", "3/8/2026"]);
        assert_eq!(found("1\u{1d49}\u{2b3} février 2027"), ["1/2/2027"]);
        for text in ["May 2026", "March on", "march 99x", "in May"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn days_without_a_year_are_found_where_they_are_announced() {
        assert_eq!(found("le 13/11 et le 13 novembre"), ["13/11/?", "13/11/?"]);
        assert_eq!(found("mardi 4/11 ; au 5/11"), ["4/11/?", "5/11/?"]);
        for text in [
            "Réunion (1/2)",
            "2/2 administrations",
            "le 24/70",
            "le service 24/7",
            "https://example.org/le 8/12/",
            "le fichier 2025-12-08-notes.md",
            "rapport_2025-12-08",
            "https://example.org/2025-12-08",
            "v1.12.2025.3",
            "début décembre, fin novembre 2025",
            "3 services",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_line_may_open_with_a_day_in_figures() {
        let days = |line| {
            let dates = dates_of_line(line);
            dates
                .iter()
                .map(|date| (date.day, date.month))
                .collect::<Vec<_>>()
        };
        assert_eq!(days("24/02 14h-16h : réunion (1/2)"), [(24, 2)]);
        assert_eq!(days("réunion 24/02"), []);
        assert_eq!(days("24/70"), []);
        assert_eq!(found("24/02 14h-16h"), [""; 0]);
    }

    #[test]
    fn a_day_takes_the_year_of_the_day_it_is_joined_to() {
        assert_eq!(
            found("du 28 novembre au 2 décembre 2025"),
            ["28/11/2025", "2/12/2025"]
        );
        assert_eq!(
            found("du 28 décembre au 2 janvier 2026"),
            ["28/12/2025", "2/1/2026"]
        );
        assert_eq!(
            found("1er mars, 2 avril et 3 mai 2025"),
            ["1/3/2025", "2/4/2025", "3/5/2025"]
        );
        assert_eq!(
            found("le 28 novembre. Le 2 décembre 2025"),
            ["28/11/?", "2/12/2025"]
        );
    }

    #[test]
    fn a_time_of_several_days_has_its_first_and_its_last() {
        for (line, expected) in [
            ("15-16/06/2026 : Rencontre", "15/6-16/6"),
            ("du 15 au 16 juin 2026", "15/6-16/6"),
            ("Samedi 15 et dimanche 16 juin", "15/6-16/6"),
            ("12, 13 et 14 mai 2026", "12/5-14/5"),
            ("5/6 décembre 2015", "5/12-6/12"),
            ("June 3-4, 2026", "3/6-4/6"),
            ("Octobre 25 - Nov 3 2024", "25/10-3/11"),
            ("2016/10/10: Summit", "10/10"),
            ("2020-9-2", "2/9"),
            ("du 28 novembre au 2 décembre 2025", "28/11-2/12"),
            ("Réunion 3 - 16 juin 2026", "16/6"),
            ("11 et 25 mars 2026", "25/3"),
            ("réunion 24/02/2026 (1/2)", "24/2"),
            ("Salle 3, 6 avril 2027 : budget", "6/4"),
            ("4, 9 février 2027", "9/2"),
            ("4/ 9 février 2027", "9/2"),
            ("les 3, 5 et 6 mars 2027", "3/3-6/3"),
            ("mardi 3, mercredi 4 mars 2026", "3/3-4/3"),
        ] {
            let times = times_of_line(line, &[]);
            let [(first, last)] = times.as_slice() else {
                panic!("{line}: {times:?}");
            };
            let last = last.as_ref();
            let last = last.map_or(String::new(), |it| format!("-{}/{}", it.day, it.month));
            assert_eq!(
                format!("{}/{}{last}", first.day, first.month),
                expected,
                "{line}"
            );
        }
    }

    #[test]
    fn a_time_of_several_days_ends_where_a_cell_does() {
        let times = times_of_line("3, 4 et 5 mars 2027", &[3]);
        let [(first, Some(last))] = times.as_slice() else {
            panic!("{times:?}");
        };
        assert_eq!((first.day, last.day), (4, 5));
        let times = times_of_line("4 - 9 février 2027", &[4]);
        assert!(matches!(
            times.as_slice(),
            [(WrittenDate { day: 9, .. }, None)]
        ));
    }

    #[test]
    fn the_weekday_and_the_place_are_kept() {
        let text = "Réunion du lundi 27 octobre 2025.";
        let dates = written_dates(text);
        assert_eq!(&text[dates[0].at.clone()], "27 octobre 2025");
        let (day, at) = dates[0].weekday.clone().unwrap();
        assert_eq!((day, &text[at]), (Weekday::Mon, "lundi"));
        let short = |text| written_dates(text)[0].weekday.clone().map(|(day, _)| day);
        assert_eq!(short("ven. 24 février 2023"), Some(Weekday::Fri));
        assert_eq!(short("la mer. 24 février 2023"), Some(Weekday::Wed));
        assert_eq!(short("la mer 24 février 2023"), None);
        assert_eq!(short("l'an. 24 février 2023"), None);
        assert_eq!(dates[0].date().unwrap().weekday(), day);
    }

    #[test]
    fn a_day_that_no_calendar_has_is_told() {
        let possible = |text| written_dates(text)[0].is_possible();
        assert!(possible("29 février") && possible("29 février 2024"));
        assert!(!possible("29 février 2025") && !possible("31 avril") && !possible("32/12/2025"));
    }
}
