//! Days in words, as French writes them: lower case, no leading zero, and an
//! ordinal for the first day of the month only (*Lexique des règles
//! typographiques en usage à l'Imprimerie nationale*).

use chrono::{Datelike, NaiveDate, Weekday};

/// Writes a day with its year: "1er février 2023".
#[must_use]
pub fn date(date: NaiveDate) -> String {
    format!("{} {}", date_without_year(date), date.year())
}

/// Writes a day without its year: "15 septembre".
#[must_use]
pub fn date_without_year(date: NaiveDate) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal} {}", date.day(), month(date))
}

/// Writes a day with its weekday and year: "jeudi 28 septembre 2023".
#[must_use]
pub fn long_date(day: NaiveDate) -> String {
    format!("{} {}", weekday(day), date(day))
}

/// Names the day of the week: "jeudi".
#[must_use]
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    }
}

/// Names the month of a day: "septembre".
#[must_use]
pub fn month(date: NaiveDate) -> &'static str {
    match date.month() {
        1 => "janvier",
        2 => "février",
        3 => "mars",
        4 => "avril",
        5 => "mai",
        6 => "juin",
        7 => "juillet",
        8 => "août",
        9 => "septembre",
        10 => "octobre",
        11 => "novembre",
        _ => "décembre",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn only_the_first_of_a_month_is_ordinal() {
        assert_eq!(date(day(2023, 2, 1)), "1er février 2023");
        assert_eq!(date(day(2023, 2, 2)), "2 février 2023");
        assert_eq!(date(day(2023, 4, 21)), "21 avril 2023");
        assert_eq!(date(day(2024, 10, 31)), "31 octobre 2024");
    }

    #[test]
    fn a_day_has_no_leading_zero() {
        assert_eq!(date(day(2025, 12, 8)), "8 décembre 2025");
        assert_eq!(date_without_year(day(2022, 9, 9)), "9 septembre");
    }

    #[test]
    fn a_day_can_go_without_its_year() {
        assert_eq!(date_without_year(day(2023, 9, 15)), "15 septembre");
        assert_eq!(date_without_year(day(2023, 8, 1)), "1er août");
    }

    #[test]
    fn a_long_date_begins_with_the_weekday() {
        assert_eq!(long_date(day(2023, 9, 28)), "jeudi 28 septembre 2023");
        assert_eq!(long_date(day(2023, 2, 1)), "mercredi 1er février 2023");
    }

    #[test]
    fn every_weekday_has_its_name() {
        let names: Vec<_> = (8..15).map(|n| weekday(day(2025, 12, n))).collect();
        assert_eq!(
            names,
            [
                "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"
            ]
        );
    }

    #[test]
    fn every_month_has_its_name() {
        let names: Vec<_> = (1..=12).map(|n| month(day(2022, n, 1))).collect();
        assert_eq!(
            names,
            [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre"
            ]
        );
    }
}
