//! The calendars, read back as a program that subscribes to them would, against the registries.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{DateTime, Duration, TimeZone};
use chrono_tz::Tz;
use tempfile::TempDir;
use toml::{Table, Value};

use crate::calendar_file::{File, event_texts, file_rules, last_sunday, local, to_utc, value};
use crate::case::Case;
use crate::program::{Tree, cll, folder, tree, write};

#[test]
fn every_field_is_that_of_the_registry() {
    for council in councils() {
        for event in events(&council) {
            let Event { id, row, file, .. } = &event;
            let found = |name: &str| value(file.event(), name);
            let text = |key: &str| row.get(key).and_then(Value::as_str);

            let status = match text("status").unwrap_or("confirmed") {
                "proposed" => "TENTATIVE",
                "confirmed" => "CONFIRMED",
                "cancelled" | "postponed" => "CANCELLED",
                other => panic!("{id}: {other}"),
            };
            assert_eq!(found("STATUS").as_deref(), Some(status), "{id}");
            let sequence = row.get("sequence").and_then(Value::as_integer);
            let sequence = sequence.unwrap_or_default().to_string();
            assert_eq!(found("SEQUENCE"), Some(sequence), "{id}");
            let updated = row["updated"].as_datetime().unwrap().to_string();
            let updated = DateTime::parse_from_rfc3339(&updated).unwrap().to_utc();
            let updated = updated.format("%Y%m%dT%H%M%SZ").to_string();
            assert_eq!(found("DTSTAMP").as_deref(), Some(&*updated), "{id}");
            assert_eq!(found("LAST-MODIFIED").as_deref(), Some(&*updated), "{id}");
            if let Some(uid) = text("uid") {
                assert_eq!(found("UID").as_deref(), Some(uid), "{id}");
            }

            let about = &event.council["council"];
            let about = |key: &str| about.get(key).and_then(Value::as_str);
            let summary = plain_spaces(&found("SUMMARY").unwrap());
            let mark = match text("status") {
                Some("cancelled") => "ANNULÉE – ",
                Some("postponed") => "REPORTÉE – ",
                _ => "",
            };
            let name = text("title").unwrap_or("réunion");
            let start = format!("{mark}{} : {name}", about("name").unwrap());
            assert!(summary.starts_with(&start), "{id}: {summary}");
            let of_its_colleges = row["colleges"].as_array().unwrap().iter();
            let mut names = of_its_colleges.map(|college| event.college(college.as_str().unwrap()));
            let single = event.council["college"].as_array().unwrap().len() == 1;
            assert!(
                single || text("title").is_some() || names.all(|name| summary.contains(&name)),
                "{id}: {summary}"
            );
            assert_eq!(found("URL").as_deref(), about("url"), "{id}");
            assert_eq!(found("CATEGORIES").as_deref(), about("acronym"), "{id}");

            let place = plain_spaces(&found("LOCATION").unwrap_or_default());
            assert!(place.contains(text("place").unwrap_or_default()), "{id}");
            let online = row.get("online").and_then(Value::as_bool) == Some(true);
            assert_eq!(
                place.to_lowercase().contains("visioconférence"),
                online,
                "{id}"
            );
            let description = plain_spaces(&found("DESCRIPTION").unwrap_or_default());
            let told = text("status").is_some_and(|status| status != "proposed")
                || row.contains_key("moved-from");
            if told {
                let reason = text("reason").unwrap_or_default();
                assert!(description.contains(reason), "{id}: {description}");
            }
            for item in row
                .get("agenda")
                .and_then(Value::as_array)
                .unwrap_or(&vec![])
            {
                let title = item.as_str().or_else(|| item.get("title")?.as_str());
                let line = format!("\n- {}", title.unwrap());
                assert!(description.contains(&line), "{id}: {description}");
            }
        }
    }
}

#[test]
fn hours_are_those_of_the_time_zone_in_winter_and_in_summer() {
    let mut read = 0;
    for council in councils().into_iter().chain(councils_of_many_days()) {
        for event in events(&council) {
            let zone = event.council["council"]["timezone"].as_str().unwrap();
            let zone_of_iana: Tz = zone.parse().unwrap();
            let rules = file_rules(&event.file.calendar, zone);
            for (name, key) in [("DTSTART", "start"), ("DTEND", "end")] {
                let property = event.file.event().find_prop(name).unwrap();
                let parameters: Vec<_> = property
                    .params
                    .iter()
                    .map(|p| (p.key.as_str(), p.val.as_ref().unwrap().as_str()))
                    .collect();
                assert_eq!(parameters, [("TZID", zone)], "{}", event.id);
                let local = local(property.val.as_str());
                let written = (&event.row["date"], &event.row[key]);
                assert_eq!(local.to_string(), format!("{} {}", written.0, written.1));
                let expected = zone_of_iana.from_local_datetime(&local).single().unwrap();
                assert_eq!(to_utc(local, &rules), expected.to_utc(), "{}", event.id);
                read += 1;
            }
        }
    }
    assert!(read > 400, "{read} moments");
}

#[test]
fn a_meeting_at_14h_in_paris_is_at_13h_in_winter_and_12h_in_summer() {
    let council = built("plain");
    let start = |id: &str| {
        let event = events(&council).into_iter().find(|event| event.id == id);
        let event = event.unwrap();
        let local = local(&value(event.file.event(), "DTSTART").unwrap());
        to_utc(local, &file_rules(&event.file.calendar, "Europe/Paris")).to_rfc3339()
    };
    assert_eq!(
        start("2022-administrations-associations-1"),
        "2023-01-17T13:00:00+00:00"
    );
    assert_eq!(start("2025-administrations-1"), "2025-04-01T12:00:00+00:00");
}

#[test]
fn published_calendars_ask_nothing_of_anybody() {
    for council in councils() {
        for (path, calendar) in calendars(&council) {
            for forbidden in ["METHOD", "ORGANIZER", "ATTENDEE"] {
                let mut all = vec![&calendar.calendar];
                while let Some(component) = all.pop() {
                    all.extend(&component.components);
                    assert!(
                        component.find_prop(forbidden).is_none(),
                        "{path}: {forbidden}"
                    );
                }
            }
        }
    }
}

#[test]
fn lines_are_short_and_end_in_crlf() {
    for council in councils() {
        for (path, calendar) in calendars(&council) {
            assert!(calendar.text.ends_with("END:VCALENDAR\r\n"), "{path}");
            for line in calendar.text.strip_suffix("\r\n").unwrap().split("\r\n") {
                assert!(line.len() <= 75, "{path}: {line}");
                assert!(!line.contains(['\r', '\n']), "{path}: {line:?}");
            }
        }
    }
}

#[test]
fn the_calendar_of_all_meetings_holds_the_event_of_each_byte_for_byte() {
    for council in councils() {
        let calendars = calendars(&council);
        let (of_all, of_one): (Vec<_>, Vec<_>) = calendars
            .iter()
            .partition(|(_, calendar)| calendar.text.contains("\r\nX-WR-CALNAME:"));
        let [(_, of_all)] = of_all.as_slice() else {
            panic!("{council:?}: {} calendars of all meetings", of_all.len());
        };
        let mut single: Vec<&str> = of_one
            .iter()
            .map(|(path, calendar)| {
                let events = event_texts(&calendar.text);
                assert_eq!(events.len(), 1, "{path}");
                events[0]
            })
            .collect();
        let mut all = event_texts(&of_all.text);
        assert_eq!(all.len(), events(&council).len());
        all.sort_unstable();
        single.sort_unstable();
        assert_eq!(all, single);
    }
}

#[test]
fn the_calendar_of_all_meetings_has_a_name_and_says_how_often_to_ask_again() {
    let council = built("french");
    let calendars = calendars(&council);
    let calendar = &calendars["evenements/rdv-comite-d-essai.ics"].calendar;
    let name = "Comité « A, B ; C » \\ d'essai";
    for property in ["NAME", "X-WR-CALNAME"] {
        assert_eq!(value(calendar, property).unwrap(), name, "{property}");
    }
    let interval = calendar.find_prop("REFRESH-INTERVAL").unwrap();
    assert_eq!(interval.params[0].key, "VALUE");
    assert_eq!(*interval.params[0].val.as_ref().unwrap(), "DURATION");
    assert_eq!(interval.val, "P1D");
    assert_eq!(value(calendar, "X-PUBLISHED-TTL").as_deref(), Some("P1D"));
}

/// A UID made from the ids of council and meeting stays in people's calendars: UUID v5, in the
/// namespace of URLs, of `cll:COUNCIL/MEETING`.
#[test]
fn derived_uids_never_change() {
    let uids = |council: &Council| -> BTreeMap<String, String> {
        let uid = |event: Event| (event.id.clone(), value(event.file.event(), "UID").unwrap());
        events(council).into_iter().map(uid).collect()
    };
    let plain = uids(&built("plain"));
    assert_eq!(
        plain["2022-seminaire"],
        "9efcaa13-6487-52ba-9bd6-44f6fb4f63c8"
    );
    let nested = uids(&built("nested"));
    assert_eq!(
        nested["2024-administrations-1"],
        "e56ce928-3f35-5f4f-8064-a44ff335afaf"
    );
}

/// A council that has been built.
#[derive(Debug)]
struct Council {
    folder: TempDir,
}

/// A meeting with the file of its event.
struct Event {
    id: String,
    row: Table,
    council: Table,
    file: File,
}

impl Event {
    fn college(&self, id: &str) -> String {
        let mut colleges = self.council["college"].as_array().unwrap().iter();
        let college = colleges.find(|college| college["id"].as_str() == Some(id));
        college.unwrap()["name"].as_str().unwrap().to_owned()
    }
}

/// Builds the councils of `tests/golden/`.
fn councils() -> Vec<Council> {
    let names = Case::names("golden").into_iter();
    names.map(|name| built(&name)).collect()
}

fn built(name: &str) -> Council {
    let input: Tree = Case::open("golden", name).input();
    let folder = TempDir::new().unwrap();
    // The templates of a council may say other things of a meeting than its registry.
    for (path, bytes) in input
        .iter()
        .filter(|(path, _)| !path.starts_with("templates/event/"))
    {
        write(&folder.path().join(path), bytes);
    }
    assert_eq!(cll(folder.path(), &["build"]).code, Some(0));
    Council { folder }
}

/// Councils of several time zones that meet on the days around each change of the clocks.
fn councils_of_many_days() -> Vec<Council> {
    let zones = [
        "Europe/Paris",
        "Europe/Lisbon",
        "Europe/Athens",
        "Atlantic/Azores",
        "America/Martinique",
        "Pacific/Noumea",
    ];
    zones.map(council_of_many_days).into()
}

fn council_of_many_days(zone: &str) -> Council {
    let members = format!(
        "[council]\nid = \"conseil\"\nname = \"Conseil\"\nacronym = \"C\"\nconvener = \"Agence\"\n\
         contact = \"secretariat@example.org\"\ntimezone = \"{zone}\"\n\
         [[college]]\nid = \"membres\"\nname = \"membres\"\n"
    );
    let mut meetings = String::new();
    for year in [2000, 2023, 2024, 2037] {
        for month in [3, 10] {
            let sunday = last_sunday(year, month);
            for day in [-8, -1, 0, 1, 8] {
                let date = sunday + Duration::days(day);
                let _ = writeln!(
                    meetings,
                    "[[meeting]]\nid = \"{date}\"\ncolleges = [\"membres\"]\ndate = {date}\n\
                     start = 04:15:00\nend = 23:45:00\nupdated = 2020-01-01T00:00:00Z\n\
                     allow = [\"non-working-day\"]"
                );
            }
        }
    }
    let folder = folder(&[("members.toml", &members), ("meetings.toml", &meetings)]);
    let run = cll(folder.path(), &["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    Council { folder }
}

fn calendars(council: &Council) -> BTreeMap<String, File> {
    tree(council.folder.path())
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "ics"))
        .map(|(path, bytes)| (path, File::read(&bytes)))
        .collect()
}

fn events(council: &Council) -> Vec<Event> {
    let folder = council.folder.path();
    let table = |name: &str| -> Table {
        fs::read_to_string(folder.join(name))
            .unwrap()
            .parse()
            .unwrap()
    };
    let paths = cll(
        folder,
        &[
            "meeting",
            "list",
            "--template",
            "{{ meeting.id }} {{ meeting.event }}",
        ],
    );
    let paths: BTreeMap<&str, &str> = paths
        .stdout
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .collect();
    let (members, meetings) = (table("members.toml"), table("meetings.toml"));
    let rows = meetings["meeting"].as_array().unwrap().iter();
    rows.map(|row| {
        let row = row.as_table().unwrap().clone();
        let id = row["id"].as_str().unwrap().to_owned();
        let file = File::read(&fs::read(folder.join(paths[id.as_str()])).unwrap());
        Event {
            id,
            row,
            council: members.clone(),
            file,
        }
    })
    .collect()
}

fn plain_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
