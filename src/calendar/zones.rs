//! What the name of a time zone means in a calendar, whoever wrote it (RFC 5545 section 3.2.19).
//!
//! A name is looked for among those of the IANA database, as it is or behind a path such as
//! `/mozilla.org/20070129_1/`; then among the zones that the file defines, whose rules are followed;
//! then among those of Windows.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use windows_timezones::WindowsTimezone;

use super::read::{Content, Moment};
use super::recurrence::{Work, times};

use crate::sort::Sort;

/// A time zone as a calendar means it.
#[derive(Clone, Debug)]
pub enum Zone {
    Iana(Tz),
    /// One that the file defines and nobody else knows.
    Defined(Arc<Rules>),
}

/// The changes of a clock, from the first that is known on.
#[derive(Debug, PartialEq, Eq)]
pub struct Rules {
    /// Seconds east of UTC before the first change.
    before: i64,
    /// In order.
    changes: Vec<Onset>,
}

/// A change of a clock: from when on, on the clock before it, and the seconds east of UTC before and
/// after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Onset {
    at: NaiveDateTime,
    from: i64,
    to: i64,
}

/// The zones of one calendar.
#[derive(Debug, Default)]
pub struct Zones {
    defined: BTreeMap<String, Zone>,
    /// X-WR-TIMEZONE: where people keep the calendar.
    pub home: Option<Tz>,
}

/// The most zones that a file may define; it needs one or two.
const MOST: usize = 200;

impl Zones {
    /// Reads what a calendar says of its zones.
    #[must_use]
    pub fn of(contents: &[Content]) -> Self {
        let mut zones = Self::default();
        let mut work = Work::default();
        let mut definition: Option<Definition> = None;
        for content in contents {
            let is_inside = content.within.iter().any(|it| it == "VTIMEZONE");
            if !is_inside {
                zones.add(definition.take(), &mut work);
            }
            let name = content.name.as_str();
            if content.is_component && name == "VTIMEZONE" {
                definition = Some(Definition::default());
            } else if name == "X-WR-TIMEZONE" && !is_inside {
                zones.home = zones.home.or_else(|| iana(content.value.trim()));
            } else if let Some(definition) = definition.as_mut().filter(|_| is_inside) {
                definition.take(content);
            }
        }
        zones.add(definition, &mut work);
        zones
    }

    fn add(&mut self, definition: Option<Definition>, work: &mut Work) {
        let Some(definition) = definition else { return };
        let Some(name) = definition.name.clone() else {
            return;
        };
        if self.defined.len() >= MOST || self.defined.contains_key(&name) {
            return;
        }
        let location = definition.location.as_deref().and_then(iana);
        let known = location.map(Zone::Iana);
        let rules = || definition.rules(work).map(Arc::new).map(Zone::Defined);
        if let Some(zone) = known.or_else(rules) {
            self.defined.insert(name, zone);
        }
    }

    /// Finds what a TZID stands for; `None` if nobody knows.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Zone> {
        let name = name.trim();
        let known = iana(name).map(Zone::Iana);
        let known = known.or_else(|| self.defined.get(name).cloned());
        known.or_else(|| windows(name).map(Zone::Iana))
    }
}

impl Zone {
    /// Returns the moment of a local time; one that does not exist is as far behind the change as it
    /// says, of one that is there twice the first counts (RFC 5545 section 3.3.5).
    #[must_use]
    pub fn utc(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let offset = match self {
            Self::Iana(zone) => {
                let known = zone.offset_from_local_datetime(&local).earliest();
                let before = || {
                    let before = local - TimeDelta::hours(3);
                    zone.offset_from_local_datetime(&before).latest()
                };
                let known = known.or_else(before);
                known.map_or(0, |it| i64::from(it.fix().local_minus_utc()))
            }
            // What a clock that is put forward skips is on the clock before.
            Self::Defined(rules) => rules.offset(|change| {
                let skipped = (change.to - change.from).max(0);
                change.at + TimeDelta::seconds(skipped) <= local
            }),
        };
        (local - TimeDelta::seconds(offset)).and_utc()
    }

    /// Returns the local time of a moment.
    #[must_use]
    pub fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        match self {
            Self::Iana(zone) => moment.with_timezone(zone).naive_local(),
            Self::Defined(rules) => {
                let utc = moment.naive_utc();
                let offset =
                    rules.offset(|change| change.at - TimeDelta::seconds(change.from) <= utc);
                utc + TimeDelta::seconds(offset)
            }
        }
    }
}

impl Rules {
    fn offset(&self, has_begun: impl Fn(&Onset) -> bool) -> i64 {
        let begun = self.changes.partition_point(has_begun);
        let last = begun.checked_sub(1).map(|at| self.changes[at].to);
        last.unwrap_or(self.before)
    }
}

/// A VTIMEZONE as it is read.
#[derive(Default)]
struct Definition {
    name: Option<String>,
    /// X-LIC-LOCATION.
    location: Option<String>,
    observances: Vec<Observance>,
}

#[derive(Default)]
struct Observance {
    start: Option<NaiveDateTime>,
    from: Option<i64>,
    to: Option<i64>,
    rules: Vec<String>,
    dates: Vec<NaiveDateTime>,
}

impl Definition {
    fn take(&mut self, content: &Content) {
        let name = content.name.as_str();
        let within = content.within.last().map_or("", String::as_str);
        if content.is_component {
            self.observances.push(Observance::default());
            return;
        }
        let value = content.value.trim();
        if within == "VTIMEZONE" {
            let slot = match name {
                "TZID" => &mut self.name,
                "X-LIC-LOCATION" => &mut self.location,
                _ => return,
            };
            slot.get_or_insert_with(|| value.to_owned());
            return;
        }
        let Some(open) = self.observances.last_mut() else {
            return;
        };
        let moments = || content.moments().filter_map(|(_, moment)| wall(&moment?));
        match name {
            "DTSTART" => open.start = open.start.or_else(|| moments().next()),
            "TZOFFSETFROM" => open.from = open.from.or_else(|| offset(value)),
            "TZOFFSETTO" => open.to = open.to.or_else(|| offset(value)),
            "RRULE" => open.rules.push(value.to_owned()),
            "RDATE" => open.dates.extend(moments()),
            _ => {}
        }
    }

    fn rules(&self, work: &mut Work) -> Option<Rules> {
        let end = NaiveDate::from_ymd_opt(2100, 1, 1)?.and_hms_opt(0, 0, 0)?;
        let mut changes = Vec::new();
        for observance in &self.observances {
            let (Some(start), Some(from), Some(to)) =
                (observance.start, observance.from, observance.to)
            else {
                continue;
            };
            let mut begins = vec![start];
            begins.extend(&observance.dates);
            for rule in &observance.rules {
                // UNTIL is in UTC here (RFC 5545 section 3.6.5).
                let local = |moment: &Moment| match moment {
                    Moment::Utc(moment) => Some(moment.naive_utc() + TimeDelta::seconds(from)),
                    moment => wall(moment),
                };
                // Rules of Windows begin in 1601; what was before 1970 no calendar asks.
                let recent = start.with_year(1970).filter(|_| !rule.contains("COUNT"));
                let begin = recent.map_or(start, |recent| start.max(recent));
                let times = times(rule, begin, end, local, work).ok()?.times;
                let is_start = |time: &NaiveDateTime| *time != begin || begin == start;
                begins.extend(times.into_iter().filter(is_start));
            }
            let begins = begins.into_iter();
            changes.extend(begins.map(|at| Onset { at, from, to }));
        }
        changes.order();
        changes.dedup();
        let before = changes.first()?.from;
        Some(Rules { before, changes })
    }
}

fn wall(moment: &Moment) -> Option<NaiveDateTime> {
    Some(match moment {
        Moment::Floating(local) | Moment::Zoned(local, _) => *local,
        Moment::Utc(moment) => moment.naive_utc(),
        Moment::Day(day) => day.and_hms_opt(0, 0, 0)?,
    })
}

/// Reads an offset from UTC, in seconds (RFC 5545 section 3.3.14).
fn offset(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => (1, text),
    };
    if ![4, 6].contains(&digits.len()) || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let two = |at: usize| digits.get(at..at + 2).map_or(Ok(0), str::parse::<i64>);
    let (hours, minutes, seconds) = (two(0).ok()?, two(2).ok()?, two(4).ok()?);
    (hours < 24 && minutes < 60 && seconds < 60)
        .then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}

/// Finds a zone of the IANA database, whatever the case of its name, at the end of a path or not.
fn iana(name: &str) -> Option<Tz> {
    static NAMES: LazyLock<BTreeMap<String, Tz>> = LazyLock::new(|| {
        let names = TZ_VARIANTS.iter();
        names.map(|it| (it.name().to_lowercase(), *it)).collect()
    });
    let find = |name: &str| {
        let exact = name.parse().ok();
        exact.or_else(|| NAMES.get(&name.to_lowercase()).copied())
    };
    if let Some(zone) = find(name) {
        return Some(zone);
    }
    // Of a path, the longest end that is a name.
    let path = name.strip_prefix('/')?;
    let ends = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
    [path].into_iter().chain(ends).find_map(find)
}

/// Finds the zone of a name that Windows has for it, or Exchange for UTC.
fn windows(name: &str) -> Option<Tz> {
    if let Some(name) = name.strip_prefix("tzone://Microsoft/") {
        return iana(name);
    }
    let known: WindowsTimezone = name.parse().ok()?;
    known.tzdb_id().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::read::contents;
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
    }

    fn utc(zones: &Zones, name: &str, local: &str) -> Option<String> {
        let moment = zones.find(name)?.utc(at(local));
        Some(moment.format("%Y%m%dT%H%M%SZ").to_string())
    }

    /// As Outlook writes it.
    const OUTLOOK: &str = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Heure d'ici\nBEGIN:STANDARD\n\
        DTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
        DTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n\
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\nEND:VCALENDAR\n";

    #[test]
    fn a_name_is_known_in_every_form_that_programs_write() {
        let zones = Zones::default();
        for name in [
            "Europe/Paris",
            "europe/paris",
            "/mozilla.org/20070129_1/Europe/Paris",
            "/freeassociation.sourceforge.net/Tzfile/Europe/Paris",
            "/Europe/Paris",
            "Romance Standard Time",
        ] {
            let found = utc(&zones, name, "20270318T140000");
            assert_eq!(found.as_deref(), Some("20270318T130000Z"), "{name}");
        }
        let far = utc(
            &zones,
            "/softwarestudio.org/Olson_20011030_5/America/Argentina/Ushuaia",
            "20270318T140000",
        );
        assert_eq!(far.as_deref(), Some("20270318T170000Z"));
        let exchange = utc(&zones, "tzone://Microsoft/Utc", "20270318T140000");
        assert_eq!(exchange.as_deref(), Some("20270318T140000Z"));
        assert!(zones.find("Chez nous").is_none());
        assert!(zones.find("").is_none());
    }

    #[test]
    fn the_rules_of_a_file_are_those_of_its_zone_on_each_side_of_a_change() {
        let zones = Zones::of(&contents(OUTLOOK.as_bytes()));
        let paris = Zone::Iana(Tz::Europe__Paris);
        let own = zones.find("Heure d'ici").unwrap();
        let first = at("20260101T003000");
        for hours in 0..3 * 366 * 24 {
            let local = first + TimeDelta::hours(hours);
            assert_eq!(own.utc(local), paris.utc(local), "{local}");
            let moment = local.and_utc();
            assert_eq!(own.local(moment), paris.local(moment), "{moment}");
        }
    }

    #[test]
    fn a_zone_without_changes_or_with_a_list_of_them_is_followed() {
        let fixed = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Fixe\nBEGIN:STANDARD\nDTSTART:19700101T000000\n\
            TZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VTIMEZONE\nTZID:Liste\n\
            BEGIN:DAYLIGHT\nDTSTART:20270328T020000\nRDATE:20280326T020000\nTZOFFSETFROM:+0100\n\
            TZOFFSETTO:+0200\nEND:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:20271031T030000\nTZOFFSETFROM:+0200\n\
            TZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";
        let zones = Zones::of(&contents(fixed.as_bytes()));
        let found = |name, local| utc(&zones, name, local).unwrap();
        assert_eq!(found("Fixe", "20270318T140000"), "20270318T083000Z");
        assert_eq!(found("Liste", "20270318T140000"), "20270318T130000Z");
        assert_eq!(found("Liste", "20270618T140000"), "20270618T120000Z");
        assert_eq!(found("Liste", "20271218T140000"), "20271218T130000Z");
        assert_eq!(found("Liste", "20280618T140000"), "20280618T120000Z");
    }

    #[test]
    fn the_location_of_libical_tells_the_zone() {
        let text = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:America/Cayenne\nBEGIN:VTIMEZONE\nTZID:Tout autre\n\
            X-LIC-LOCATION:Indian/Reunion\nEND:VTIMEZONE\nEND:VCALENDAR\n";
        let zones = Zones::of(&contents(text.as_bytes()));
        let found = utc(&zones, "Tout autre", "20270318T140000");
        assert_eq!(found.as_deref(), Some("20270318T100000Z"));
        assert_eq!(zones.home, Some(Tz::America__Cayenne));
    }
}
