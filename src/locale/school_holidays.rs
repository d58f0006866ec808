//! School holidays of the three zones of the mainland, by the orders of the ministry.
//!
//! The days are those of two tables that others make of the orders: nothing is computed, and past the last
//! day of the table nobody knows. Corsica and the overseas have calendars of their own, which their rectors decide.

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr, VariantNames};

/// A zone of the school calendar: the one whose pupils are on holiday together.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(ascii_case_insensitive, const_into_str)]
pub enum SchoolZone {
    /// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
    A,
    /// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims,
    /// Rennes, Strasbourg.
    B,
    /// Créteil, Montpellier, Paris, Toulouse, Versailles.
    C,
}

/// School holidays of one time of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolBreak {
    AllSaints,
    Christmas,
    Winter,
    Spring,
    Summer,
}

impl SchoolBreak {
    /// Names the holidays, without article: "vacances d'hiver".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AllSaints => "vacances de la Toussaint",
            Self::Christmas => "vacances de Noël",
            Self::Winter => "vacances d'hiver",
            Self::Spring => "vacances de printemps",
            Self::Summer => "vacances d'été",
        }
    }
}

/// The first day of the table: that on which the pupils came back in 2023.
pub const KNOWN_FROM: NaiveDate = day(2023, 9, 4);
/// The last day of the table: when the summer that begins behind it ends is not decreed yet.
pub const KNOWN_UNTIL: NaiveDate = day(2028, 7, 4);

/// Whether the table says of a day whether it is in the holidays of a zone.
#[must_use]
pub fn is_known(date: NaiveDate) -> bool {
    (KNOWN_FROM..=KNOWN_UNTIL).contains(&date)
}

/// Tells in which school holidays of a zone a day is; none outside the table, which
/// [`is_known`] tells.
#[must_use]
pub fn school_break(date: NaiveDate, zone: SchoolZone) -> Option<SchoolBreak> {
    let is_in = |it: &&Row| it.1 <= date && date <= it.2 && it.0.contains(zone.into_str());
    TABLE.iter().find(is_in).map(|it| it.3)
}

/// The zones, the first day and the last, and which holidays they are.
///
/// The first day is the Saturday on which classes end, or the day after another one; the last is the
/// one before classes begin again. The Friday after the Ascension, on which there are none either, is
/// a bridge day of everybody.
type Row = (&'static str, NaiveDate, NaiveDate, SchoolBreak);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("the table has a day that no calendar has"),
    }
}

use SchoolBreak::{AllSaints, Christmas, Spring, Summer, Winter};

/// By school year, each with the order of the ministry of education that the tables name.
const TABLE: [Row; 44] = [
    // 2023-2024 to 2025-2026: arrêté du 7 décembre 2022, JORFTEXT000046704476.
    ("ABC", day(2023, 10, 21), day(2023, 11, 5), AllSaints),
    ("ABC", day(2023, 12, 23), day(2024, 1, 7), Christmas),
    ("C", day(2024, 2, 10), day(2024, 2, 25), Winter),
    ("A", day(2024, 2, 17), day(2024, 3, 3), Winter),
    ("B", day(2024, 2, 24), day(2024, 3, 10), Winter),
    ("C", day(2024, 4, 6), day(2024, 4, 21), Spring),
    ("A", day(2024, 4, 13), day(2024, 4, 28), Spring),
    ("B", day(2024, 4, 20), day(2024, 5, 5), Spring),
    ("ABC", day(2024, 7, 6), day(2024, 9, 1), Summer),
    ("ABC", day(2024, 10, 19), day(2024, 11, 3), AllSaints),
    ("ABC", day(2024, 12, 21), day(2025, 1, 5), Christmas),
    ("B", day(2025, 2, 8), day(2025, 2, 23), Winter),
    ("C", day(2025, 2, 15), day(2025, 3, 2), Winter),
    ("A", day(2025, 2, 22), day(2025, 3, 9), Winter),
    ("B", day(2025, 4, 5), day(2025, 4, 21), Spring),
    ("C", day(2025, 4, 12), day(2025, 4, 27), Spring),
    ("A", day(2025, 4, 19), day(2025, 5, 4), Spring),
    ("ABC", day(2025, 7, 5), day(2025, 8, 31), Summer),
    ("ABC", day(2025, 10, 18), day(2025, 11, 2), AllSaints),
    ("ABC", day(2025, 12, 20), day(2026, 1, 4), Christmas),
    ("A", day(2026, 2, 7), day(2026, 2, 22), Winter),
    ("B", day(2026, 2, 14), day(2026, 3, 1), Winter),
    ("C", day(2026, 2, 21), day(2026, 3, 8), Winter),
    ("A", day(2026, 4, 4), day(2026, 4, 19), Spring),
    ("B", day(2026, 4, 11), day(2026, 4, 26), Spring),
    ("C", day(2026, 4, 18), day(2026, 5, 3), Spring),
    ("ABC", day(2026, 7, 4), day(2026, 8, 31), Summer),
    // 2026-2027: arrêté du 22 octobre 2025, JORFTEXT000052416058.
    ("ABC", day(2026, 10, 17), day(2026, 11, 1), AllSaints),
    ("ABC", day(2026, 12, 19), day(2027, 1, 3), Christmas),
    ("C", day(2027, 2, 6), day(2027, 2, 21), Winter),
    ("A", day(2027, 2, 13), day(2027, 2, 28), Winter),
    ("B", day(2027, 2, 20), day(2027, 3, 7), Winter),
    ("C", day(2027, 4, 3), day(2027, 4, 18), Spring),
    ("A", day(2027, 4, 10), day(2027, 4, 25), Spring),
    ("B", day(2027, 4, 17), day(2027, 5, 2), Spring),
    ("ABC", day(2027, 7, 3), day(2027, 9, 1), Summer),
    // 2027-2028: arrêté du 21 juillet 2026, JORFTEXT000054457294.
    ("ABC", day(2027, 10, 23), day(2027, 11, 7), AllSaints),
    ("ABC", day(2027, 12, 18), day(2028, 1, 2), Christmas),
    ("B", day(2028, 2, 5), day(2028, 2, 20), Winter),
    ("C", day(2028, 2, 12), day(2028, 2, 27), Winter),
    ("A", day(2028, 2, 19), day(2028, 3, 5), Winter),
    ("B", day(2028, 4, 8), day(2028, 4, 23), Spring),
    ("C", day(2028, 4, 15), day(2028, 5, 1), Spring),
    ("A", day(2028, 4, 22), day(2028, 5, 8), Spring),
];

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use chrono::{Datelike, Weekday};

    use super::*;

    /// What two tables that others keep say: `vacances-scolaires-france` 0.12.0 and the one of
    /// `holidays`, both Python, made of the open data of the ministry. They differ in one day: the
    /// first has classes again on 1 September 2027; the second, and transcriptions of the order, on the 2nd.
    const EXPECTED: &str = "\
A 2023-10-21 2023-11-05 vacances de la Toussaint
A 2023-12-23 2024-01-07 vacances de Noël
A 2024-02-17 2024-03-03 vacances d'hiver
A 2024-04-13 2024-04-28 vacances de printemps
A 2024-07-06 2024-09-01 vacances d'été
A 2024-10-19 2024-11-03 vacances de la Toussaint
A 2024-12-21 2025-01-05 vacances de Noël
A 2025-02-22 2025-03-09 vacances d'hiver
A 2025-04-19 2025-05-04 vacances de printemps
A 2025-07-05 2025-08-31 vacances d'été
A 2025-10-18 2025-11-02 vacances de la Toussaint
A 2025-12-20 2026-01-04 vacances de Noël
A 2026-02-07 2026-02-22 vacances d'hiver
A 2026-04-04 2026-04-19 vacances de printemps
A 2026-07-04 2026-08-31 vacances d'été
A 2026-10-17 2026-11-01 vacances de la Toussaint
A 2026-12-19 2027-01-03 vacances de Noël
A 2027-02-13 2027-02-28 vacances d'hiver
A 2027-04-10 2027-04-25 vacances de printemps
A 2027-07-03 2027-09-01 vacances d'été
A 2027-10-23 2027-11-07 vacances de la Toussaint
A 2027-12-18 2028-01-02 vacances de Noël
A 2028-02-19 2028-03-05 vacances d'hiver
A 2028-04-22 2028-05-08 vacances de printemps
B 2023-10-21 2023-11-05 vacances de la Toussaint
B 2023-12-23 2024-01-07 vacances de Noël
B 2024-02-24 2024-03-10 vacances d'hiver
B 2024-04-20 2024-05-05 vacances de printemps
B 2024-07-06 2024-09-01 vacances d'été
B 2024-10-19 2024-11-03 vacances de la Toussaint
B 2024-12-21 2025-01-05 vacances de Noël
B 2025-02-08 2025-02-23 vacances d'hiver
B 2025-04-05 2025-04-21 vacances de printemps
B 2025-07-05 2025-08-31 vacances d'été
B 2025-10-18 2025-11-02 vacances de la Toussaint
B 2025-12-20 2026-01-04 vacances de Noël
B 2026-02-14 2026-03-01 vacances d'hiver
B 2026-04-11 2026-04-26 vacances de printemps
B 2026-07-04 2026-08-31 vacances d'été
B 2026-10-17 2026-11-01 vacances de la Toussaint
B 2026-12-19 2027-01-03 vacances de Noël
B 2027-02-20 2027-03-07 vacances d'hiver
B 2027-04-17 2027-05-02 vacances de printemps
B 2027-07-03 2027-09-01 vacances d'été
B 2027-10-23 2027-11-07 vacances de la Toussaint
B 2027-12-18 2028-01-02 vacances de Noël
B 2028-02-05 2028-02-20 vacances d'hiver
B 2028-04-08 2028-04-23 vacances de printemps
C 2023-10-21 2023-11-05 vacances de la Toussaint
C 2023-12-23 2024-01-07 vacances de Noël
C 2024-02-10 2024-02-25 vacances d'hiver
C 2024-04-06 2024-04-21 vacances de printemps
C 2024-07-06 2024-09-01 vacances d'été
C 2024-10-19 2024-11-03 vacances de la Toussaint
C 2024-12-21 2025-01-05 vacances de Noël
C 2025-02-15 2025-03-02 vacances d'hiver
C 2025-04-12 2025-04-27 vacances de printemps
C 2025-07-05 2025-08-31 vacances d'été
C 2025-10-18 2025-11-02 vacances de la Toussaint
C 2025-12-20 2026-01-04 vacances de Noël
C 2026-02-21 2026-03-08 vacances d'hiver
C 2026-04-18 2026-05-03 vacances de printemps
C 2026-07-04 2026-08-31 vacances d'été
C 2026-10-17 2026-11-01 vacances de la Toussaint
C 2026-12-19 2027-01-03 vacances de Noël
C 2027-02-06 2027-02-21 vacances d'hiver
C 2027-04-03 2027-04-18 vacances de printemps
C 2027-07-03 2027-09-01 vacances d'été
C 2027-10-23 2027-11-07 vacances de la Toussaint
C 2027-12-18 2028-01-02 vacances de Noël
C 2028-02-12 2028-02-27 vacances d'hiver
C 2028-04-15 2028-05-01 vacances de printemps
";

    #[test]
    fn the_table_is_that_of_the_ministry() {
        let mut found = String::new();
        for zone in [SchoolZone::A, SchoolZone::B, SchoolZone::C] {
            let mut begun: Option<(NaiveDate, SchoolBreak)> = None;
            for date in KNOWN_FROM.iter_days().take_while(|day| *day <= KNOWN_UNTIL) {
                let now = school_break(date, zone);
                if let Some((first, it)) = begun.filter(|(_, it)| now != Some(*it)) {
                    let last = date.pred_opt().unwrap();
                    let zone: &str = zone.into();
                    writeln!(found, "{zone} {first} {last} {}", it.name()).unwrap();
                }
                let first = begun.filter(|(_, it)| now == Some(*it));
                begun = now.map(|it| first.unwrap_or((date, it)));
            }
        }
        assert_eq!(found, EXPECTED);
    }

    #[test]
    fn each_school_year_has_its_holidays_in_order() {
        for zone in [SchoolZone::A, SchoolZone::B, SchoolZone::C] {
            let rows: Vec<&Row> = TABLE
                .iter()
                .filter(|it| it.0.contains(zone.into_str()))
                .collect();
            assert_eq!(rows.len(), 5 * 5 - 1, "the last summer has not ended");
            for two in rows.windows(2) {
                assert!(two[0].2 < two[1].1, "{two:?}");
            }
            for row in rows {
                assert!(row.1 < row.2, "{row:?}");
                assert_eq!(row.1.weekday(), Weekday::Sat, "{row:?}");
            }
        }
    }

    #[test]
    fn outside_the_table_nothing_is_known() {
        let last = KNOWN_UNTIL.succ_opt().unwrap();
        assert!(is_known(KNOWN_FROM) && is_known(KNOWN_UNTIL));
        assert!(!is_known(last) && !is_known(day(2023, 9, 3)));
        assert_eq!(school_break(day(2028, 8, 1), SchoolZone::A), None);
        assert_eq!(school_break(day(2023, 8, 1), SchoolZone::A), None);
    }
}
