//! Public holidays of France, on the mainland and overseas; Easter, working days and bridge days.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use strum::{EnumString, IntoStaticStr, VariantNames};

/// Where a council is, as far as its public holidays go.
///
/// Those of the mainland (Code du travail, article L3133-1) are public holidays everywhere; most
/// other places have some more. Days that are off by custom alone, such as Carnival in the French
/// Antilles, are not among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum HolidayRegion {
    #[default]
    Metropole,
    /// Article L3134-13; Good Friday only where a municipality has a Protestant or a shared church.
    AlsaceMoselle,
    /// Article L3422-2, 3°.
    Guadeloupe,
    /// Article L3422-2, 4°.
    Guyane,
    /// Article L3422-2, 2°.
    Martinique,
    /// Article L3422-2, 6°.
    Reunion,
    /// Article L3422-2, 1°.
    Mayotte,
    /// Article L3422-2, 5°.
    SaintBarthelemy,
    /// Article L3422-2, 3°, has 27 May; since the circular of 4 May 2018 it is 28 May.
    SaintMartin,
    /// Has those of the mainland.
    SaintPierreEtMiquelon,
    /// Accord interprofessionnel territorial, article 74.
    NouvelleCaledonie,
    /// Its own labour code; the law of the country adopted on 6 May 2025 replaced 29 June by
    /// 20 November from 2026 on.
    PolynesieFrancaise,
    /// The order that the territory makes each year; its saints and its own day.
    WallisEtFutuna,
}

/// Lists the public holidays: first those of the mainland, then those of one place or some.
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
    /// The Friday before Easter Sunday.
    GoodFriday,
    /// 26 December.
    SaintStephen,
    /// A day of its own in each of seven places.
    AbolitionOfSlavery,
    /// 5 March.
    ArrivalOfTheGospel,
    /// 28 April.
    SaintPeterChanel,
    /// 29 June in Polynesia, up to 2025.
    Autonomy,
    /// 29 June in Wallis-et-Futuna.
    SaintsPeterAndPaul,
    /// 29 July.
    TerritoryDay,
    /// 24 September.
    Citizenship,
    /// 20 November, from 2026 on.
    Matarii,
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
            Self::GoodFriday => "vendredi saint",
            Self::SaintStephen => "Saint-Étienne",
            Self::AbolitionOfSlavery => "abolition de l'esclavage",
            Self::ArrivalOfTheGospel => "arrivée de l'Évangile",
            Self::SaintPeterChanel => "Saint-Pierre-Chanel",
            Self::Autonomy => "fête de l'autonomie",
            Self::SaintsPeterAndPaul => "Saints-Pierre-et-Paul",
            Self::TerritoryDay => "fête du Territoire",
            Self::Citizenship => "fête de la citoyenneté",
            Self::Matarii => "Matari'i",
        }
    }
}

impl HolidayRegion {
    /// Returns the region of a time zone by its IANA name: that of the mainland, if the zone is not
    /// the one of a place overseas.
    #[must_use]
    pub fn of_timezone(name: &str) -> Self {
        match name {
            "America/Guadeloupe" => Self::Guadeloupe,
            "America/Cayenne" => Self::Guyane,
            "America/Martinique" => Self::Martinique,
            "Indian/Reunion" => Self::Reunion,
            "Indian/Mayotte" => Self::Mayotte,
            "America/St_Barthelemy" => Self::SaintBarthelemy,
            "America/Marigot" => Self::SaintMartin,
            "America/Miquelon" => Self::SaintPierreEtMiquelon,
            "Pacific/Noumea" => Self::NouvelleCaledonie,
            "Pacific/Tahiti" | "Pacific/Marquesas" | "Pacific/Gambier" => Self::PolynesieFrancaise,
            "Pacific/Wallis" => Self::WallisEtFutuna,
            _ => Self::Metropole,
        }
    }

    /// Tells which public holiday a day is here, if it is one.
    ///
    /// The texts of today are applied to every year, those before them included, but for the days
    /// that Saint-Martin and Polynesia moved; before 1583 only the holidays of fixed date are known.
    /// A movable one that falls on a fixed one bears the name of the fixed date, which the articles
    /// list first: the Ascension can be on 1 May or 8 May.
    #[must_use]
    pub fn holiday(self, date: NaiveDate) -> Option<Holiday> {
        match (date.month(), date.day()) {
            (1, 1) => Some(Holiday::NewYear),
            (5, 1) => Some(Holiday::LabourDay),
            (5, 8) => Some(Holiday::VictoryDay),
            (7, 14) => Some(Holiday::NationalDay),
            (8, 15) => Some(Holiday::Assumption),
            (11, 1) => Some(Holiday::AllSaints),
            (11, 11) => Some(Holiday::Armistice),
            (12, 25) => Some(Holiday::Christmas),
            day => self
                .own(date.year(), day)
                .or_else(|| self.movable_holiday(date)),
        }
    }

    /// The holidays of fixed date that the mainland does not have.
    fn own(self, year: i32, day: (u32, u32)) -> Option<Holiday> {
        match (self, day) {
            (Self::AlsaceMoselle, (12, 26)) => Some(Holiday::SaintStephen),
            (Self::Mayotte, (4, 27))
            | (Self::Martinique, (5, 22))
            | (Self::Guadeloupe, (5, 27))
            | (Self::Guyane, (6, 10))
            | (Self::SaintBarthelemy, (10, 9))
            | (Self::Reunion, (12, 20)) => Some(Holiday::AbolitionOfSlavery),
            (Self::SaintMartin, (5, day)) if day == if year < 2018 { 27 } else { 28 } => {
                Some(Holiday::AbolitionOfSlavery)
            }
            (Self::NouvelleCaledonie, (9, 24)) => Some(Holiday::Citizenship),
            (Self::PolynesieFrancaise, (3, 5)) => Some(Holiday::ArrivalOfTheGospel),
            (Self::PolynesieFrancaise, (6, 29)) if year < 2026 => Some(Holiday::Autonomy),
            (Self::PolynesieFrancaise, (11, 20)) if year >= 2026 => Some(Holiday::Matarii),
            (Self::WallisEtFutuna, (4, 28)) => Some(Holiday::SaintPeterChanel),
            (Self::WallisEtFutuna, (6, 29)) => Some(Holiday::SaintsPeterAndPaul),
            (Self::WallisEtFutuna, (7, 29)) => Some(Holiday::TerritoryDay),
            _ => None,
        }
    }

    fn movable_holiday(self, date: NaiveDate) -> Option<Holiday> {
        let has_good_friday = matches!(self, Self::AlsaceMoselle | Self::PolynesieFrancaise);
        let days_after_easter = date.signed_duration_since(easter(date.year())?).num_days();
        match days_after_easter {
            -2 if has_good_friday => Some(Holiday::GoodFriday),
            1 => Some(Holiday::EasterMonday),
            39 => Some(Holiday::Ascension),
            50 => Some(Holiday::WhitMonday),
            _ => None,
        }
    }

    /// Whether a day is neither a Saturday, a Sunday nor a public holiday.
    #[must_use]
    pub fn is_working_day(self, date: NaiveDate) -> bool {
        !is_weekend(date) && self.holiday(date).is_none()
    }

    /// Returns a day, or the last working day before it.
    #[must_use]
    pub fn last_working_day(self, until: NaiveDate) -> Option<NaiveDate> {
        until
            .iter_days()
            .rev()
            .find(|day| self.is_working_day(*day))
    }

    /// Whether a working day is a bridge: no day beside it is one.
    #[must_use]
    pub fn is_bridge_day(self, date: NaiveDate) -> bool {
        let is_off = |day: Option<NaiveDate>| day.is_none_or(|day| !self.is_working_day(day));
        self.is_working_day(date) && is_off(date.pred_opt()) && is_off(date.succ_opt())
    }
}

/// Whether a day is a Saturday or a Sunday.
#[must_use]
pub fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const MAINLAND: HolidayRegion = HolidayRegion::Metropole;

    fn name(text: &str) -> Option<&'static str> {
        MAINLAND.holiday(day(text)).map(Holiday::name)
    }

    /// The days of 2018 to 2040, a line for each region and year.
    ///
    /// They are those of the Python package `holidays` 0.109, and on the mainland and in Alsace and
    /// Moselle of `workalendar` 17.0 too, but for what is custom and no law (Good Friday, mid-Lent and
    /// 21 July in the Antilles) and for Polynesia in 2025, whose new day came with 2026.
    const TABLE: &str = include_str!("../../tests/holidays.tsv");

    #[test]
    fn every_region_has_the_days_of_the_table() {
        let mut regions = std::collections::BTreeSet::new();
        for line in TABLE.lines() {
            let [region, year, days] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            regions.insert(region);
            let year: i32 = year.parse().unwrap();
            let region: HolidayRegion = region.parse().unwrap();
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let all = first.iter_days().take_while(|date| date.year() == year);
            let found: Vec<String> = all
                .filter(|date| region.holiday(*date).is_some())
                .map(|date| date.format("%m-%d").to_string())
                .collect();
            assert_eq!(found.join(" "), days, "{region:?} {year}");
        }
        assert_eq!(TABLE.lines().count(), regions.len() * 23);
        assert_eq!(regions, HolidayRegion::VARIANTS.iter().copied().collect());
    }

    #[test]
    fn the_day_of_a_place_has_its_name_there_and_none_elsewhere() {
        use HolidayRegion as At;
        for (region, date, name) in [
            (At::Martinique, "2028-05-22", "abolition de l'esclavage"),
            (At::Guadeloupe, "2027-05-27", "abolition de l'esclavage"),
            (At::SaintMartin, "2017-05-27", "abolition de l'esclavage"),
            (At::AlsaceMoselle, "2027-03-26", "vendredi saint"),
            (At::AlsaceMoselle, "2028-12-26", "Saint-Étienne"),
            (At::PolynesieFrancaise, "2025-06-29", "fête de l'autonomie"),
            (At::WallisEtFutuna, "2026-06-29", "Saints-Pierre-et-Paul"),
            (
                At::NouvelleCaledonie,
                "2026-09-24",
                "fête de la citoyenneté",
            ),
        ] {
            let found = region.holiday(day(date)).map(Holiday::name);
            assert_eq!(found, Some(name), "{region:?} {date}");
            assert_eq!(self::name(date), None, "{date}");
        }
        assert_eq!(At::SaintMartin.holiday(day("2018-05-27")), None);
        assert_eq!(At::PolynesieFrancaise.holiday(day("2025-11-20")), None);
    }

    #[test]
    fn a_time_zone_of_the_overseas_decides() {
        let region = HolidayRegion::of_timezone;
        assert_eq!(region("America/Martinique"), HolidayRegion::Martinique);
        assert_eq!(region("Pacific/Gambier"), HolidayRegion::PolynesieFrancaise);
        assert_eq!(region("Europe/Paris"), MAINLAND);
        assert_eq!(region("UTC"), MAINLAND);
    }

    #[test]
    fn a_bridge_day_stands_between_two_days_off() {
        let is_bridge = |date| MAINLAND.is_bridge_day(day(date));
        assert!(is_bridge("2027-05-07"), "the Friday after the Ascension");
        assert!(is_bridge("2026-07-13"), "the Monday before 14 July");
        assert!(!is_bridge("2027-05-06"), "the Ascension itself");
        assert!(!is_bridge("2027-05-08"), "a Saturday");
        assert!(!is_bridge("2026-11-10"), "before a Wednesday");
        assert!(!is_bridge("2027-03-26"), "Good Friday");
        assert!(HolidayRegion::Martinique.is_bridge_day(day("2035-05-21")));
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
            .filter_map(|date| {
                MAINLAND
                    .holiday(date)
                    .map(|holiday| (date.to_string(), holiday.name()))
            })
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
            .filter_map(|date| MAINLAND.movable_holiday(date))
            .count();
        assert_eq!(movable, 0);
    }

    #[test]
    fn weekends_and_holidays_are_not_working_days() {
        assert!(MAINLAND.is_working_day(day("2023-09-28")));
        assert!(!MAINLAND.is_working_day(day("2023-09-30")), "Saturday");
        assert!(!MAINLAND.is_working_day(day("2023-10-01")), "Sunday");
        assert!(!MAINLAND.is_working_day(day("2023-05-18")), "Ascension");
        assert!(
            MAINLAND.is_working_day(day("2023-05-19")),
            "the day after it"
        );
        assert!(!MAINLAND.is_working_day(day("2024-11-11")), "11 November");
    }

    #[test]
    fn every_day_chrono_can_hold_has_an_answer() {
        assert!(MAINLAND.holiday(NaiveDate::MIN).is_some());
        assert!(MAINLAND.holiday(NaiveDate::MAX).is_none());
    }
}
