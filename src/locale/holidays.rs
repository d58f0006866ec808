//! Public holidays of metropolitan France, Easter and working days.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

/// Lists the public holidays of metropolitan France (Code du travail, article L3133-1).
///
/// The two more of Alsace and Moselle (article L3134-13) are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The day after Easter Sunday.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    VictoryDay,
    /// The Thursday 39 days after Easter Sunday.
    Ascension,
    /// The Monday 50 days after Easter Sunday.
    WhitMonday,
    /// 14 July.
    NationalDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    Armistice,
    /// 25 December.
    Christmas,
}

impl Holiday {
    /// Names the holiday, without article: "lundi de Pâques", "fête du Travail".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NewYear => "jour de l'An",
            Self::EasterMonday => "lundi de Pâques",
            Self::LabourDay => "fête du Travail",
            Self::VictoryDay => "Victoire de 1945",
            Self::Ascension => "Ascension",
            Self::WhitMonday => "lundi de Pentecôte",
            Self::NationalDay => "fête nationale",
            Self::Assumption => "Assomption",
            Self::AllSaints => "Toussaint",
            Self::Armistice => "Armistice de 1918",
            Self::Christmas => "Noël",
        }
    }
}

/// Tells which public holiday a day is, if it is one.
///
/// Today's article L3133-1 is applied to every year, those before it included;
/// before 1583 only the holidays of fixed date are known. The Ascension can
/// fall on 1 May or 8 May: the day then bears the name of the fixed date,
/// which the article lists first.
#[must_use]
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    match (date.month(), date.day()) {
        (1, 1) => Some(Holiday::NewYear),
        (5, 1) => Some(Holiday::LabourDay),
        (5, 8) => Some(Holiday::VictoryDay),
        (7, 14) => Some(Holiday::NationalDay),
        (8, 15) => Some(Holiday::Assumption),
        (11, 1) => Some(Holiday::AllSaints),
        (11, 11) => Some(Holiday::Armistice),
        (12, 25) => Some(Holiday::Christmas),
        _ => movable_holiday(date),
    }
}

/// Finds Easter Sunday in a year of the Gregorian calendar.
///
/// The anonymous Gregorian algorithm (*Nature*, 20 April 1876; Meeus,
/// *Astronomical Algorithms*, chapter 8). `None` before 1583, the first year
/// that began under that calendar, and past the last year chrono can hold.
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let gregorian_year = u32::try_from(year).ok().filter(|year| *year >= 1583)?;
    let (century, year_of_century) = (gregorian_year / 100, gregorian_year % 100);
    let lunar_year = gregorian_year % 19;
    let moon_correction = (8 * century + 13) / 25;
    let epact = (19 * lunar_year + century - century / 4 - moon_correction + 15) % 30;
    let to_sunday =
        (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - epact - year_of_century % 4) % 7;
    let late_moon = (lunar_year + 11 * epact + 22 * to_sunday) / 451;
    let days_after_22_march = epact + to_sunday - 7 * late_moon;
    NaiveDate::from_ymd_opt(year, 3, 22)?
        .checked_add_signed(TimeDelta::days(days_after_22_march.into()))
}

/// Whether a day is neither a Saturday, a Sunday nor a public holiday.
#[must_use]
pub fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && holiday(date).is_none()
}

/// Returns a day, or the last working day before it.
#[must_use]
pub fn last_working_day(until: NaiveDate) -> Option<NaiveDate> {
    until.iter_days().rev().find(|day| is_working_day(*day))
}

fn movable_holiday(date: NaiveDate) -> Option<Holiday> {
    let days_after_easter = date.signed_duration_since(easter(date.year())?).num_days();
    match days_after_easter {
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn name(text: &str) -> Option<&'static str> {
        holiday(day(text)).map(Holiday::name)
    }

    #[test]
    fn easter_is_where_the_published_tables_put_it() {
        for date in [
            "1583-04-10",
            "1598-03-22",
            "1600-04-02",
            "1609-04-19",
            "1666-04-25",
            "1693-03-22",
            "1700-04-11",
            "1734-04-25",
            "1761-03-22",
            "1788-03-23",
            "1799-03-24",
            "1800-04-13",
            "1818-03-22",
            "1848-04-23",
            "1886-04-25",
            "1900-04-15",
            "1913-03-23",
            "1943-04-25",
            "1954-04-18",
            "1961-04-02",
            "1981-04-19",
            "1997-03-30",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2100-03-28",
            "2160-03-23",
            "2190-04-25",
            "2285-03-22",
            "2299-04-16",
        ] {
            let expected = day(date);
            assert_eq!(easter(expected.year()), Some(expected), "Easter {date}");
        }
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1583..=NaiveDate::MAX.year() {
            let date = easter(year).unwrap();
            assert_eq!(date.weekday(), Weekday::Sun, "{date}");
            assert_eq!(date.year(), year);
            assert!(
                ((3, 22)..=(4, 25)).contains(&(date.month(), date.day())),
                "{date}"
            );
        }
    }

    #[test]
    fn easter_takes_every_date_of_its_range_within_a_few_centuries() {
        let dates: std::collections::BTreeSet<_> = (1583..=2299)
            .filter_map(easter)
            .map(|date| (date.month(), date.day()))
            .collect();
        assert_eq!(dates.len(), 35);
    }

    #[test]
    fn there_is_no_gregorian_easter_outside_the_calendar() {
        for year in [1582, 0, -1, i32::MIN, i32::MAX, NaiveDate::MAX.year() + 1] {
            assert_eq!(easter(year), None, "{year}");
        }
    }

    #[test]
    fn a_year_has_the_eleven_holidays_of_the_labour_code() {
        let holidays: Vec<_> = day("2023-01-01")
            .iter_days()
            .take(365)
            .filter_map(|date| holiday(date).map(|holiday| (date.to_string(), holiday.name())))
            .collect();
        let expected = [
            ("2023-01-01", "jour de l'An"),
            ("2023-04-10", "lundi de Pâques"),
            ("2023-05-01", "fête du Travail"),
            ("2023-05-08", "Victoire de 1945"),
            ("2023-05-18", "Ascension"),
            ("2023-05-29", "lundi de Pentecôte"),
            ("2023-07-14", "fête nationale"),
            ("2023-08-15", "Assomption"),
            ("2023-11-01", "Toussaint"),
            ("2023-11-11", "Armistice de 1918"),
            ("2023-12-25", "Noël"),
        ]
        .map(|(date, name)| (date.to_owned(), name));
        assert_eq!(holidays, expected);
    }

    #[test]
    fn a_fixed_date_gives_its_name_to_an_ascension_that_falls_on_it() {
        assert_eq!(name("2008-05-01"), Some("fête du Travail"));
        assert_eq!(name("1997-05-08"), Some("Victoire de 1945"));
        assert_eq!(name("2160-05-01"), Some("fête du Travail"));
        assert_eq!(name("2024-05-09"), Some("Ascension"));
    }

    #[test]
    fn easter_and_whit_sundays_and_good_friday_are_not_holidays() {
        assert_eq!(name("2023-04-07"), None);
        assert_eq!(name("2023-04-09"), None);
        assert_eq!(name("2023-05-28"), None);
    }

    #[test]
    fn movable_holidays_are_not_known_before_the_gregorian_calendar() {
        assert_eq!(name("1500-12-25"), Some("Noël"));
        let movable = day("1582-01-01")
            .iter_days()
            .take(365)
            .filter_map(movable_holiday)
            .count();
        assert_eq!(movable, 0);
    }

    #[test]
    fn weekends_and_holidays_are_not_working_days() {
        assert!(is_working_day(day("2023-09-28")));
        assert!(!is_working_day(day("2023-09-30")), "Saturday");
        assert!(!is_working_day(day("2023-10-01")), "Sunday");
        assert!(!is_working_day(day("2023-05-18")), "Ascension");
        assert!(is_working_day(day("2023-05-19")), "the day after it");
        assert!(!is_working_day(day("2024-11-11")), "11 November");
    }

    #[test]
    fn every_day_chrono_can_hold_has_an_answer() {
        assert!(holiday(NaiveDate::MIN).is_some());
        assert!(holiday(NaiveDate::MAX).is_none());
    }
}
