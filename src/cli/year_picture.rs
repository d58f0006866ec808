//! A year in the terminal: twelve small months, four beside each other.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};

/// How many months stand beside each other.
const BESIDE: u32 = 4;
/// A day is its mark and two digits; a month is seven of them.
const MONTH: usize = 7 * 3;
/// Between two months.
const GAP: &str = "   ";

/// What a day is in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    None,
    /// A dot for its number, and dimmed.
    Off,
    Proposed,
    /// A meeting that is there.
    There,
}

impl Mark {
    /// The sign before the number, and the style of both (ECMA-48, 8.3.117).
    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("", ""),
            Self::Off => ("", "2"),
            Self::Proposed => ("*", "1;32"),
            Self::There => ("+", "36"),
        }
    }

    /// Writes a day in three columns, with its sign and, in colour, the style of the mark.
    fn write(self, day: u32, color: bool) -> String {
        let (sign, style) = self.look();
        let number = match self {
            Self::Off => "·".to_owned(),
            _ => day.to_string(),
        };
        let text = format!("{:>3}", format!("{sign}{number}"));
        if style.is_empty() || !color {
            return text;
        }
        format!("\u{1b}[{style}m{text}\u{1b}[0m")
    }
}

/// Draws a year, 93 columns wide at most; `month` names the month of a day, and `weekdays` are names of two
/// letters from Monday on.
#[must_use]
pub fn draw(
    year: i32,
    month: impl Fn(NaiveDate) -> String,
    weekdays: &[&str],
    mark: impl Fn(NaiveDate) -> Mark,
    color: bool,
) -> String {
    let head: String = weekdays.iter().map(|name| format!(" {name}")).collect();
    let mut text = String::new();
    for first in (1..=12).step_by(4) {
        let beside: Vec<u32> = (first..first + BESIDE).collect();
        let firsts = beside
            .iter()
            .filter_map(|month| NaiveDate::from_ymd_opt(year, *month, 1));
        let names = firsts.map(|first| format!("{:^MONTH$}", month(first)));
        line(&mut text, names);
        line(&mut text, beside.iter().map(|_| head.clone()));
        let months: Vec<Vec<String>> = beside
            .iter()
            .map(|month| weeks(year, *month, &mark, color))
            .collect();
        let most = months.iter().map(Vec::len).max().unwrap_or_default();
        for week in 0..most {
            let blank = || " ".repeat(MONTH);
            let cells = months.iter();
            line(
                &mut text,
                cells.map(|it| it.get(week).cloned().unwrap_or_else(blank)),
            );
        }
        text.push('\n');
    }
    text
}

/// Adds a line of cells without the spaces behind the last.
fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.collect();
    let _ = writeln!(text, "{}", cells.join(GAP).trim_end());
}

/// The weeks of a month from Monday to Sunday, each of one width.
fn weeks(year: i32, month: u32, mark: impl Fn(NaiveDate) -> Mark, color: bool) -> Vec<String> {
    let blank = || "   ".to_owned();
    let mut days: Vec<String> = Vec::new();
    for day in 1..=31 {
        let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
            continue;
        };
        if day == 1 {
            let before = date.weekday().num_days_from_monday() as usize;
            days.resize_with(before, blank);
        }
        days.push(mark(date).write(day, color));
    }
    days.resize_with(days.len().next_multiple_of(7), blank);
    days.chunks(7).map(<[String]>::concat).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::dates::month;

    const WEEKDAYS: [&str; 7] = ["lu", "ma", "me", "je", "ve", "sa", "di"];

    fn picture(color: bool) -> String {
        let mark = |date: NaiveDate| match (date.month(), date.day()) {
            (1, 15) => Mark::Proposed,
            (2, 1) => Mark::There,
            _ if date.weekday().number_from_monday() > 5 => Mark::Off,
            _ => Mark::None,
        };
        draw(
            2027,
            |first| month(first).to_owned(),
            &WEEKDAYS,
            mark,
            color,
        )
    }

    #[test]
    fn a_year_is_twelve_months_of_seven_columns() {
        let text = picture(false);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..5],
            [
                "       janvier                 février                  mars                    avril",
                " lu ma me je ve sa di    lu ma me je ve sa di    lu ma me je ve sa di    lu ma me je ve sa di",
                "              1  ·  ·    +1  2  3  4  5  ·  ·     1  2  3  4  5  ·  ·              1  2  ·  ·",
                "  4  5  6  7  8  ·  ·     8  9 10 11 12  ·  ·     8  9 10 11 12  ·  ·     5  6  7  8  9  ·  ·",
                " 11 12 13 14*15  ·  ·    15 16 17 18 19  ·  ·    15 16 17 18 19  ·  ·    12 13 14 15 16  ·  ·",
            ]
        );
        assert!(lines.iter().all(|line| line.chars().count() <= 100));
        let days = text
            .split([' ', '*', '+', '\n'])
            .filter(|it| it.parse::<u32>().is_ok());
        assert_eq!(days.count(), 261, "the working days of 2027");
    }

    #[test]
    fn colours_say_nothing_that_signs_do_not() {
        let mut plain = String::new();
        for part in picture(true).split("\u{1b}[") {
            plain += part
                .split_once('m')
                .filter(|it| it.0.len() < 5)
                .map_or(part, |it| it.1);
        }
        // Only the spaces behind a line that ends in a style differ.
        let trimmed = |text: &str| {
            text.lines()
                .map(str::trim_end)
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(trimmed(&plain), trimmed(&picture(false)));
        assert!(picture(true).contains("\u{1b}[1;32m*15\u{1b}[0m"));
    }
}
