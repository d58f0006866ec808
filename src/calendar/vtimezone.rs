//! The VTIMEZONE components that calendars need (RFC 5545 section 3.6.5).
//!
//! Constant rules instead of a table of zones: what is written depends on no version of the IANA
//! database, and a test compares it with that database, day by day, from 2000 to 2037.

use chrono_tz::Tz;

/// Writes the VTIMEZONE of a zone.
///
/// Gives the whole component with CRLF, or `None` for a zone that is not one of [`supported`].
/// The zones of the European rule have one STANDARD and one DAYLIGHT anchored in 1970, whose
/// recurrence is that of Directive 2000/84/EC, articles 2 and 3; the others a single STANDARD.
#[must_use]
pub fn vtimezone(zone: Tz) -> Option<String> {
    let (_, rule) = ZONES.iter().find(|(name, _)| *name == zone.name())?;
    let observances = match *rule {
        Rule::Fixed(offset, name) => {
            observance("STANDARD", "19700101T000000", offset, offset, name, "")
        }
        Rule::European(offset, standard, daylight) => {
            let summer = offset + 1;
            let spring = format!("19700329T{:02}0000", 1 + offset);
            let autumn = format!("19701025T{:02}0000", 1 + summer);
            observance(
                "DAYLIGHT",
                &spring,
                offset,
                summer,
                daylight,
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n",
            ) + &observance(
                "STANDARD",
                &autumn,
                summer,
                offset,
                standard,
                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n",
            )
        }
    };
    Some(format!(
        "BEGIN:VTIMEZONE\r\nTZID:{}\r\n{observances}END:VTIMEZONE\r\n",
        zone.name()
    ))
}

/// Tells whether a zone has a VTIMEZONE.
#[must_use]
pub fn is_supported(zone: Tz) -> bool {
    supported().any(|name| name == zone.name())
}

/// Lists the zones that have a VTIMEZONE, by their IANA names.
pub fn supported() -> impl Iterator<Item = &'static str> {
    ZONES.iter().map(|(name, _)| *name)
}

/// How the local time of a zone goes; offsets are whole hours east of UTC.
enum Rule {
    /// The same offset all year, and its abbreviation.
    Fixed(i32, &'static str),
    /// One hour more from the last Sunday of March to the last Sunday of October, changed at
    /// 01:00 UTC: the winter's offset, the abbreviations of winter and summer.
    European(i32, &'static str, &'static str),
}

const WESTERN: Rule = Rule::European(0, "WET", "WEST");
const CENTRAL: Rule = Rule::European(1, "CET", "CEST");
const EASTERN: Rule = Rule::European(2, "EET", "EEST");
const ATLANTIC: Rule = Rule::Fixed(-4, "AST");

const ZONES: &[(&str, Rule)] = &[
    ("Europe/Paris", CENTRAL),
    ("Europe/Amsterdam", CENTRAL),
    ("Europe/Andorra", CENTRAL),
    ("Europe/Athens", EASTERN),
    ("Europe/Berlin", CENTRAL),
    ("Europe/Bratislava", CENTRAL),
    ("Europe/Brussels", CENTRAL),
    ("Europe/Bucharest", EASTERN),
    ("Europe/Budapest", CENTRAL),
    ("Europe/Copenhagen", CENTRAL),
    ("Europe/Dublin", Rule::European(0, "GMT", "IST")),
    ("Europe/Helsinki", EASTERN),
    ("Europe/Lisbon", WESTERN),
    ("Europe/Ljubljana", CENTRAL),
    ("Europe/London", Rule::European(0, "GMT", "BST")),
    ("Europe/Luxembourg", CENTRAL),
    ("Europe/Madrid", CENTRAL),
    ("Europe/Malta", CENTRAL),
    ("Europe/Monaco", CENTRAL),
    ("Europe/Oslo", CENTRAL),
    ("Europe/Prague", CENTRAL),
    ("Europe/Rome", CENTRAL),
    ("Europe/Sofia", EASTERN),
    ("Europe/Stockholm", CENTRAL),
    ("Europe/Vaduz", CENTRAL),
    ("Europe/Vienna", CENTRAL),
    ("Europe/Warsaw", CENTRAL),
    ("Europe/Zagreb", CENTRAL),
    ("Europe/Zurich", CENTRAL),
    ("Asia/Nicosia", EASTERN),
    ("Atlantic/Azores", Rule::European(-1, "-01", "+00")),
    ("Atlantic/Canary", WESTERN),
    ("Atlantic/Madeira", WESTERN),
    ("America/Cayenne", Rule::Fixed(-3, "-03")),
    ("America/Guadeloupe", ATLANTIC),
    ("America/Marigot", ATLANTIC),
    ("America/Martinique", ATLANTIC),
    ("America/St_Barthelemy", ATLANTIC),
    ("Indian/Mayotte", Rule::Fixed(3, "EAT")),
    ("Indian/Reunion", Rule::Fixed(4, "+04")),
    ("Pacific/Noumea", Rule::Fixed(11, "+11")),
    ("Pacific/Tahiti", Rule::Fixed(-10, "-10")),
    ("Pacific/Wallis", Rule::Fixed(12, "+12")),
    ("Etc/UTC", Rule::Fixed(0, "UTC")),
    ("UTC", Rule::Fixed(0, "UTC")),
];

fn observance(kind: &str, start: &str, from: i32, to: i32, name: &str, recurrence: &str) -> String {
    format!(
        "BEGIN:{kind}\r\nDTSTART:{start}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{name}\r\n{recurrence}END:{kind}\r\n",
        utc_offset(from),
        utc_offset(to)
    )
}

fn utc_offset(hours: i32) -> String {
    format!("{hours:+03}00")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::fold::unfold;
    use chrono::{Datelike, Duration, Month, NaiveDate, NaiveDateTime, Offset, TimeZone};
    use icalendar::parser::{Component, read_calendar};

    /// An observance as a program that receives the calendar understands it.
    struct Observance {
        start: NaiveDateTime,
        from: i64,
        to: i64,
        name: String,
        /// Month of the yearly recurrence on the last Sunday.
        month: Option<u32>,
    }

    impl Observance {
        fn read(component: &Component) -> Self {
            let value = |name: &str| component.find_prop(name).map(|found| found.val.to_string());
            let offset = |name: &str| {
                let text = value(name).unwrap();
                assert_eq!(text.len(), 5);
                let (hours, minutes) = text.split_at(3);
                assert_eq!(minutes, "00");
                hours.parse::<i64>().unwrap() * 3600
            };
            Self {
                start: NaiveDateTime::parse_from_str(&value("DTSTART").unwrap(), "%Y%m%dT%H%M%S")
                    .unwrap(),
                from: offset("TZOFFSETFROM"),
                to: offset("TZOFFSETTO"),
                name: value("TZNAME").unwrap(),
                month: value("RRULE").map(|rule| {
                    rule.strip_prefix("FREQ=YEARLY;BYMONTH=")
                        .and_then(|rest| rest.strip_suffix(";BYDAY=-1SU"))
                        .unwrap()
                        .parse()
                        .unwrap()
                }),
            }
        }

        /// The last moment, in seconds UTC, not after `moment` at which this observance began.
        fn onset(&self, moment: NaiveDateTime) -> Option<NaiveDateTime> {
            let onset_in = |year| {
                let local = match self.month {
                    None => self.start,
                    Some(month) => last_sunday(year, month).and_time(self.start.time()),
                };
                (local >= self.start).then(|| local - Duration::seconds(self.from))
            };
            [moment.year(), moment.year() - 1]
                .into_iter()
                .filter_map(onset_in)
                .find(|onset| *onset <= moment)
        }
    }

    fn last_sunday(year: i32, month: u32) -> NaiveDate {
        let days = Month::try_from(u8::try_from(month).unwrap())
            .unwrap()
            .num_days(year)
            .unwrap();
        let last = NaiveDate::from_ymd_opt(year, month, days.into()).unwrap();
        last - Duration::days(last.weekday().num_days_from_sunday().into())
    }

    /// Every noon of 2000 to 2037, and every half hour of the days around the changes.
    fn moments() -> Vec<NaiveDateTime> {
        let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
        let last = NaiveDate::from_ymd_opt(2037, 12, 31).unwrap();
        first
            .iter_days()
            .take_while(|day| *day <= last)
            .flat_map(|day| {
                let changes = [3, 10]
                    .map(|month| last_sunday(day.year(), month))
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
            for moment in &moments {
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
    fn a_zone_with_other_rules_has_none() {
        assert_eq!(vtimezone(Tz::America__New_York), None);
    }

    #[test]
    fn no_zone_is_listed_twice() {
        let mut names: Vec<_> = supported().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), supported().count());
    }
}
