//! The VTIMEZONE components that calendars need (RFC 5545 section 3.6.5).
//!
//! Constant rules instead of a table of zones: what is written depends on no version of the IANA
//! database, and a test compares it with that database, day by day, from the first year of each
//! rule to 2037.

use chrono_tz::Tz;

/// Writes the VTIMEZONE of a zone.
///
/// Gives the whole component with CRLF, or `None` for a zone that is not one of [`supported`].
/// Zones with summer time have one STANDARD and one DAYLIGHT anchored in 1970, the others a single
/// STANDARD.
#[must_use]
pub fn vtimezone(zone: Tz) -> Option<String> {
    let Zone { rule, .. } = entry(zone)?;
    let observances = match rule {
        Rule::Fixed(offset, name) => {
            observance("STANDARD", "19700101T000000", *offset, *offset, name, "")
        }
        Rule::Summer(law, winter, standard, daylight) => {
            let summer = winter + HOUR;
            let [spring, autumn] = match law {
                Law::European => [
                    (
                        format!("19700329T{:02}0000", winter / HOUR + 1),
                        "3;BYDAY=-1SU",
                    ),
                    (
                        format!("19701025T{:02}0000", summer / HOUR + 1),
                        "10;BYDAY=-1SU",
                    ),
                ],
                Law::American => [
                    ("19700308T020000".to_owned(), "3;BYDAY=2SU"),
                    ("19701101T020000".to_owned(), "11;BYDAY=1SU"),
                ],
            };
            let yearly =
                |month_and_day: &str| format!("RRULE:FREQ=YEARLY;BYMONTH={month_and_day}\r\n");
            observance(
                "DAYLIGHT",
                &spring.0,
                *winter,
                summer,
                daylight,
                &yearly(spring.1),
            ) + &observance(
                "STANDARD",
                &autumn.0,
                summer,
                *winter,
                standard,
                &yearly(autumn.1),
            )
        }
    };
    Some(format!(
        "BEGIN:VTIMEZONE\r\nTZID:{}\r\n{observances}END:VTIMEZONE\r\n",
        zone.name()
    ))
}

/// Whether the VTIMEZONE of a zone is true in a year: some zones had other rules before.
#[must_use]
pub fn covers(zone: Tz, year: i32) -> bool {
    entry(zone).is_some_and(|it| it.since <= year)
}

/// Lists the zones that have a VTIMEZONE, by their IANA names.
pub fn supported() -> impl Iterator<Item = &'static str> {
    ZONES.iter().map(|it| it.name)
}

fn entry(zone: Tz) -> Option<&'static Zone> {
    ZONES.iter().find(|it| it.name == zone.name())
}

struct Zone {
    /// Its IANA name.
    name: &'static str,
    rule: Rule,
    /// The first whole year in which the rule is in force.
    since: i32,
}

/// How the local time of a zone goes; offsets are minutes east of UTC.
enum Rule {
    /// The same offset all year, and its abbreviation.
    Fixed(i32, &'static str),
    /// One hour more in summer: the winter's offset, the abbreviations of winter and summer.
    Summer(Law, i32, &'static str, &'static str),
}

/// Which days summer time begins and ends.
enum Law {
    /// The last Sundays of March and October, at 01:00 UTC (Directive 2000/84/EC, articles 2 and 3).
    European,
    /// The second Sunday of March and the first of November, at 02:00 local time.
    American,
}

const HOUR: i32 = 60;

const fn european(hours: i32, standard: &'static str, daylight: &'static str) -> Rule {
    Rule::Summer(Law::European, hours * HOUR, standard, daylight)
}

const fn fixed(hours: i32, name: &'static str) -> Rule {
    Rule::Fixed(hours * HOUR, name)
}

const WESTERN: Rule = european(0, "WET", "WEST");
const BRITISH: Rule = european(0, "GMT", "BST");
const CENTRAL: Rule = european(1, "CET", "CEST");
const EASTERN: Rule = european(2, "EET", "EEST");
const MOSCOW: Rule = fixed(3, "MSK");
const SAMARA: Rule = fixed(4, "+04");
const ATLANTIC: Rule = fixed(-4, "AST");

/// A zone whose rule is as old as the century.
const fn zone(name: &'static str, rule: Rule) -> Zone {
    since(2000, name, rule)
}

const fn since(since: i32, name: &'static str, rule: Rule) -> Zone {
    Zone { name, rule, since }
}

const ZONES: &[Zone] = &[
    zone("Europe/Paris", CENTRAL),
    zone("Europe/Amsterdam", CENTRAL),
    zone("Europe/Andorra", CENTRAL),
    since(2017, "Europe/Astrakhan", SAMARA),
    zone("Europe/Athens", EASTERN),
    zone("Europe/Belfast", BRITISH),
    zone("Europe/Belgrade", CENTRAL),
    zone("Europe/Berlin", CENTRAL),
    zone("Europe/Bratislava", CENTRAL),
    zone("Europe/Brussels", CENTRAL),
    zone("Europe/Bucharest", EASTERN),
    zone("Europe/Budapest", CENTRAL),
    zone("Europe/Busingen", CENTRAL),
    since(2022, "Europe/Chisinau", EASTERN),
    zone("Europe/Copenhagen", CENTRAL),
    zone("Europe/Dublin", european(0, "GMT", "IST")),
    zone("Europe/Gibraltar", CENTRAL),
    zone("Europe/Guernsey", BRITISH),
    zone("Europe/Helsinki", EASTERN),
    zone("Europe/Isle_of_Man", BRITISH),
    since(2017, "Europe/Istanbul", fixed(3, "+03")),
    zone("Europe/Jersey", BRITISH),
    since(2015, "Europe/Kaliningrad", fixed(2, "EET")),
    zone("Europe/Kiev", EASTERN),
    since(2015, "Europe/Kirov", MOSCOW),
    zone("Europe/Kyiv", EASTERN),
    zone("Europe/Lisbon", WESTERN),
    zone("Europe/Ljubljana", CENTRAL),
    zone("Europe/London", BRITISH),
    zone("Europe/Luxembourg", CENTRAL),
    zone("Europe/Madrid", CENTRAL),
    zone("Europe/Malta", CENTRAL),
    zone("Europe/Mariehamn", EASTERN),
    since(2012, "Europe/Minsk", fixed(3, "+03")),
    zone("Europe/Monaco", CENTRAL),
    since(2015, "Europe/Moscow", MOSCOW),
    zone("Europe/Nicosia", EASTERN),
    zone("Europe/Oslo", CENTRAL),
    zone("Europe/Podgorica", CENTRAL),
    zone("Europe/Prague", CENTRAL),
    since(2001, "Europe/Riga", EASTERN),
    zone("Europe/Rome", CENTRAL),
    since(2012, "Europe/Samara", SAMARA),
    zone("Europe/San_Marino", CENTRAL),
    zone("Europe/Sarajevo", CENTRAL),
    since(2017, "Europe/Saratov", SAMARA),
    since(2015, "Europe/Simferopol", MOSCOW),
    zone("Europe/Skopje", CENTRAL),
    zone("Europe/Sofia", EASTERN),
    zone("Europe/Stockholm", CENTRAL),
    since(2003, "Europe/Tallinn", EASTERN),
    zone("Europe/Tirane", CENTRAL),
    since(2022, "Europe/Tiraspol", EASTERN),
    since(2017, "Europe/Ulyanovsk", SAMARA),
    zone("Europe/Uzhgorod", EASTERN),
    zone("Europe/Vaduz", CENTRAL),
    zone("Europe/Vatican", CENTRAL),
    zone("Europe/Vienna", CENTRAL),
    since(2003, "Europe/Vilnius", EASTERN),
    since(2021, "Europe/Volgograd", MOSCOW),
    zone("Europe/Warsaw", CENTRAL),
    zone("Europe/Zagreb", CENTRAL),
    zone("Europe/Zaporozhye", EASTERN),
    zone("Europe/Zurich", CENTRAL),
    zone("Africa/Ceuta", CENTRAL),
    zone("Arctic/Longyearbyen", CENTRAL),
    since(2018, "Asia/Famagusta", EASTERN),
    zone("Asia/Nicosia", EASTERN),
    zone("Atlantic/Azores", european(-1, "-01", "+00")),
    zone("Atlantic/Canary", WESTERN),
    zone("Atlantic/Faroe", WESTERN),
    zone("Atlantic/Madeira", WESTERN),
    zone("Atlantic/Reykjavik", fixed(0, "GMT")),
    zone("America/Cayenne", fixed(-3, "-03")),
    zone("America/Guadeloupe", ATLANTIC),
    zone("America/Marigot", ATLANTIC),
    zone("America/Martinique", ATLANTIC),
    since(
        2007,
        "America/Miquelon",
        Rule::Summer(Law::American, -3 * HOUR, "-03", "-02"),
    ),
    zone("America/St_Barthelemy", ATLANTIC),
    zone("Antarctica/DumontDUrville", fixed(10, "+10")),
    zone("Indian/Kerguelen", fixed(5, "+05")),
    zone("Indian/Mayotte", fixed(3, "EAT")),
    zone("Indian/Reunion", fixed(4, "+04")),
    zone("Pacific/Gambier", fixed(-9, "-09")),
    zone("Pacific/Marquesas", Rule::Fixed(-9 * HOUR - 30, "-0930")),
    zone("Pacific/Noumea", fixed(11, "+11")),
    zone("Pacific/Tahiti", fixed(-10, "-10")),
    zone("Pacific/Wallis", fixed(12, "+12")),
    zone("Etc/UTC", fixed(0, "UTC")),
    zone("UTC", fixed(0, "UTC")),
];

fn observance(kind: &str, start: &str, from: i32, to: i32, name: &str, recurrence: &str) -> String {
    format!(
        "BEGIN:{kind}\r\nDTSTART:{start}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{name}\r\n{recurrence}END:{kind}\r\n",
        utc_offset(from),
        utc_offset(to)
    )
}

fn utc_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!(
        "{sign}{:02}{:02}",
        minutes.abs() / HOUR,
        minutes.abs() % HOUR
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::fold::unfold;
    use crate::sort::Sort;
    use chrono::{
        Datelike, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike, Weekday,
    };
    use chrono_tz::TZ_VARIANTS;
    use icalendar::parser::{Component, read_calendar};

    /// An observance as a program that receives the calendar understands it.
    struct Observance {
        start: NaiveDateTime,
        from: i64,
        to: i64,
        name: String,
        /// Month of the yearly recurrence, and which of its Sundays: the first, or the last if -1.
        yearly: Option<(u32, i64)>,
    }

    impl Observance {
        fn read(component: &Component) -> Self {
            let value = |name: &str| component.find_prop(name).map(|found| found.val.to_string());
            let offset = |name: &str| {
                let text = value(name).unwrap();
                assert_eq!(text.len(), 5);
                let number: i64 = text.parse().unwrap();
                (number / 100 * 60 + number % 100) * 60
            };
            Self {
                start: NaiveDateTime::parse_from_str(&value("DTSTART").unwrap(), "%Y%m%dT%H%M%S")
                    .unwrap(),
                from: offset("TZOFFSETFROM"),
                to: offset("TZOFFSETTO"),
                name: value("TZNAME").unwrap(),
                yearly: value("RRULE").map(|rule| {
                    let rest = rule.strip_prefix("FREQ=YEARLY;BYMONTH=").unwrap();
                    let (month, day) = rest.split_once(";BYDAY=").unwrap();
                    let week = day.strip_suffix("SU").unwrap();
                    (month.parse().unwrap(), week.parse().unwrap())
                }),
            }
        }

        /// The last moment, in seconds UTC, not after `moment` at which this observance began.
        fn onset(&self, moment: NaiveDateTime) -> Option<NaiveDateTime> {
            let onset_in = |year| {
                let local = match self.yearly {
                    None => self.start,
                    Some((month, week)) => sunday(year, month, week).and_time(self.start.time()),
                };
                (local >= self.start).then(|| local - Duration::seconds(self.from))
            };
            [moment.year(), moment.year() - 1]
                .into_iter()
                .filter_map(onset_in)
                .find(|onset| *onset <= moment)
        }
    }

    /// The first, second … Sunday of a month, or the last if `week` is -1.
    fn sunday(year: i32, month: u32, week: i64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        let sundays = || {
            first
                .iter_days()
                .filter(|day| day.weekday() == Weekday::Sun)
        };
        match usize::try_from(week) {
            Ok(week) => sundays().nth(week - 1).unwrap(),
            Err(_) => sundays()
                .take_while(|day| day.month() == month)
                .last()
                .unwrap(),
        }
    }

    /// Every noon of 2000 to 2037, and every half hour of the days around the changes.
    fn moments() -> Vec<NaiveDateTime> {
        let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
        let last = NaiveDate::from_ymd_opt(2037, 12, 31).unwrap();
        first
            .iter_days()
            .take_while(|day| *day <= last)
            .flat_map(|day| {
                let changes = [(3, 2), (3, -1), (10, -1), (11, 1)]
                    .map(|(month, week)| sunday(day.year(), month, week))
                    .iter()
                    .any(|sunday| (day - *sunday).num_days().abs() <= 1);
                let step = if changes { 30 } else { 24 * 60 };
                let noon = day.and_hms_opt(12, 0, 0).unwrap();
                (0..24 * 60)
                    .step_by(step)
                    .map(move |minutes| noon + Duration::minutes(minutes))
            })
            .collect()
    }

    #[test]
    fn every_zone_has_the_offsets_and_names_of_the_iana_database() {
        let moments = moments();
        let mut wrong = Vec::new();
        for name in supported() {
            let zone: Tz = name.parse().unwrap();
            let text = format!(
                "BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n",
                vtimezone(zone).unwrap()
            );
            let text = unfold(&text);
            let calendar = read_calendar(&text).unwrap();
            let component = &calendar.components[0];
            assert_eq!(component.find_prop("TZID").unwrap().val, name);
            let observances: Vec<_> = component.components.iter().map(Observance::read).collect();
            // Moldova has changed its clocks at 01:00 UTC since 2022, as the database says since 2026;
            // the crate has an older one, with 00:00 UTC.
            let is_known = |it: &&NaiveDateTime| {
                let is_moldova = ["Europe/Chisinau", "Europe/Tiraspol"].contains(&name);
                covers(zone, it.year()) && !(is_moldova && it.hour() == 0)
            };
            for moment in moments.iter().filter(is_known) {
                let stated = observances
                    .iter()
                    .max_by_key(|observance| observance.onset(*moment))
                    .unwrap();
                let known = zone.offset_from_utc_datetime(moment);
                if stated.to != i64::from(known.fix().local_minus_utc())
                    || known.to_string() != stated.name
                {
                    wrong.push(format!("{name} {moment} UTC: {known:?}"));
                    break;
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn paris_is_written_as_expected() {
        let expected = "\
            BEGIN:VTIMEZONE\r\n\
            TZID:Europe/Paris\r\n\
            BEGIN:DAYLIGHT\r\n\
            DTSTART:19700329T020000\r\n\
            TZOFFSETFROM:+0100\r\n\
            TZOFFSETTO:+0200\r\n\
            TZNAME:CEST\r\n\
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
            END:DAYLIGHT\r\n\
            BEGIN:STANDARD\r\n\
            DTSTART:19701025T030000\r\n\
            TZOFFSETFROM:+0200\r\n\
            TZOFFSETTO:+0100\r\n\
            TZNAME:CET\r\n\
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
            END:STANDARD\r\n\
            END:VTIMEZONE\r\n";
        assert_eq!(vtimezone(Tz::Europe__Paris).as_deref(), Some(expected));
    }

    #[test]
    fn a_zone_that_keeps_its_offset_has_one_standard() {
        let text = vtimezone(Tz::Indian__Reunion).unwrap();
        assert_eq!(text.matches("BEGIN:").count(), 2);
        assert!(text.contains("TZOFFSETFROM:+0400\r\nTZOFFSETTO:+0400\r\n"));
    }

    #[test]
    fn every_zone_of_europe_and_of_the_french_overseas_has_one() {
        let european = TZ_VARIANTS.iter().map(|zone| zone.name());
        let european = european.filter(|name| name.starts_with("Europe/"));
        // The time zones of GF, GP, MF, MQ, NC, PF, PM, RE, TF, WF and YT in the IANA table of countries.
        let overseas = "America/Cayenne America/Guadeloupe America/Marigot America/Martinique \
            America/Miquelon America/St_Barthelemy Indian/Kerguelen Indian/Mayotte Indian/Reunion \
            Pacific/Gambier Pacific/Marquesas Pacific/Noumea Pacific/Tahiti Pacific/Wallis";
        let promised = european.chain(overseas.split_whitespace());
        let missing: Vec<_> = promised
            .filter(|name| !covers(name.parse().unwrap(), 2026))
            .collect();
        assert_eq!(missing, Vec::<&str>::new());
    }

    #[test]
    fn a_zone_with_other_rules_has_none() {
        assert_eq!(vtimezone(Tz::America__New_York), None);
    }

    #[test]
    fn no_zone_is_listed_twice() {
        let mut names: Vec<_> = supported().collect();
        names.order();
        names.dedup();
        assert_eq!(names.len(), supported().count());
    }
}
