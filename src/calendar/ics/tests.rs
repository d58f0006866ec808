use super::*;
use crate::sort::Sort;
use icalendar::CalendarComponent;
use proptest::prelude::*;
use std::collections::BTreeSet;

const PRODUCT: &str = "-//DINUM//cll//FR";

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, LOCAL_TIME).unwrap()
}

fn meeting<'a>() -> Event<'a> {
    Event {
        uid: "TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8",
        stamp: local("20230914T170953").and_utc(),
        revised: local("20230914T170953").and_utc(),
        sequence: 1,
        status: Some(Status::Confirmed),
        start: local("20230928T140000"),
        end: local("20230928T160000"),
        zone: Tz::Europe__Paris,
        summary: "Conseil logiciels libres : réunion administrations (2/2)",
        description: "Ordre du jour :\n- licences, marchés ; avis",
        location: None,
        url: Some("https://example.org/cll"),
        categories: "CLL",
    }
}

fn file(events: &[Event], name: Option<&str>) -> String {
    let texts: Vec<_> = events.iter().map(event).collect();
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    let described = Calendar {
        product: PRODUCT,
        zone: Tz::Europe__Paris,
        name,
        method: None,
    };
    String::from_utf8(calendar(&described, &texts)).unwrap()
}

fn parsed(text: &str) -> icalendar::Event {
    let calendar: icalendar::Calendar = text.parse().unwrap();
    let mut events = calendar
        .components
        .iter()
        .filter_map(CalendarComponent::as_event);
    let found = events.next().unwrap().clone();
    assert_eq!(events.next(), None);
    found
}

#[test]
fn what_is_written_is_listed() {
    let event = Event {
        location: Some("Salle A"),
        ..meeting()
    };
    let text = file(&[event], Some("Réunions"));
    let contents = crate::calendar::contents(text.as_bytes());
    let written = |within: &str| {
        let inside = contents.iter().filter(|it| !it.is_component);
        let inside = inside.filter(|it| it.within.last().is_some_and(|last| last == within));
        inside.map(|it| it.name.clone()).collect::<BTreeSet<_>>()
    };
    for (within, listed) in WRITTEN {
        let listed = listed.iter().map(|name| (*name).to_owned());
        assert_eq!(written(within), listed.collect());
    }
}

#[test]
fn a_file_is_written_to_the_byte() {
    let expected = "\
        BEGIN:VCALENDAR\r\n\
        VERSION:2.0\r\n\
        PRODID:-//DINUM//cll//FR\r\n\
        CALSCALE:GREGORIAN\r\n\
        {zone}\
        BEGIN:VEVENT\r\n\
        DESCRIPTION:Ordre du jour :\\n- licences\\, marchés \\; avis\r\n\
        DTEND;TZID=Europe/Paris:20230928T160000\r\n\
        DTSTAMP:20230914T170953Z\r\n\
        DTSTART;TZID=Europe/Paris:20230928T140000\r\n\
        LAST-MODIFIED:20230914T170953Z\r\n\
        SEQUENCE:1\r\n\
        STATUS:CONFIRMED\r\n\
        SUMMARY:Conseil logiciels libres : réunion administrations (2/2)\r\n\
        UID:TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8\r\n\
        URL:https://example.org/cll\r\n\
        CATEGORIES:CLL\r\n\
        END:VEVENT\r\n\
        END:VCALENDAR\r\n";
    let zone = vtimezone(Tz::Europe__Paris).unwrap();
    assert_eq!(file(&[meeting()], None), expected.replace("{zone}", &zone));
}

#[test]
fn the_parser_of_the_crate_reads_the_same_event() {
    let event = Event {
        status: Some(Status::Cancelled),
        location: Some("20, avenue de Ségur ; Paris"),
        categories: "CLL, plénière",
        ..meeting()
    };
    let found = parsed(&file(&[event], None));
    assert_eq!(found.get_uid(), Some(event.uid));
    assert_eq!(found.get_summary(), Some(event.summary));
    assert_eq!(found.get_description(), Some(event.description));
    assert_eq!(found.get_location(), event.location);
    assert_eq!(found.get_url(), event.url);
    assert_eq!(
        found.get_categories(),
        Some(vec![event.categories.to_owned()])
    );
    assert_eq!(found.get_status(), Some(EventStatus::Cancelled));
    assert_eq!(found.get_sequence(), Some(1));
    assert_eq!(found.get_timestamp(), Some(event.stamp));
    assert_eq!(found.get_last_modified(), Some(event.stamp));
}

#[test]
fn a_calendar_with_a_name_says_how_often_to_ask_again() {
    let text = file(&[], Some("Réunions, avis ; \\ CLL\r\nX-EVIL:1"));
    let head = "PRODID:-//DINUM//cll//FR\r\n\
        CALSCALE:GREGORIAN\r\n\
        NAME:Réunions\\, avis \\; \\\\ CLL X-EVIL:1\r\n\
        X-WR-CALNAME:Réunions\\, avis \\; \\\\ CLL X-EVIL:1\r\n\
        REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n\
        X-PUBLISHED-TTL:P1D\r\n\
        BEGIN:VTIMEZONE\r\n";
    assert!(text.contains(head), "{text}");
}

#[test]
fn a_calendar_without_events_still_holds_a_component() {
    let text = file(&[], None);
    assert!(text.contains("BEGIN:VTIMEZONE\r\n"));
    assert!(text.ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"));
}

#[test]
fn what_is_empty_is_left_out() {
    let text = event(&Event {
        description: "",
        location: Some(""),
        url: Some(""),
        categories: "",
        ..meeting()
    });
    for name in ["DESCRIPTION", "LOCATION", "URL", "CATEGORIES"] {
        assert!(!text.contains(name), "{text}");
    }
}

#[test]
fn line_breaks_stay_in_a_description_only() {
    let text = event(&Event {
        summary: "a\r\nb\rc\nd\u{85}e\u{2028}f\0g\u{7f}h\ti",
        description: "a\r\nb\rc\nd\u{85}e\u{2028}f\0g\u{7f}h\ti",
        ..meeting()
    });
    assert!(text.contains("SUMMARY:a b c d e f g h\ti\r\n"), "{text}");
    assert!(
        text.contains("DESCRIPTION:a\\nb\\nc\\nd e f g h\ti\r\n"),
        "{text}"
    );
}

#[test]
fn a_url_holds_only_what_a_url_may_hold() {
    let text = event(&Event {
        url: Some("https://example.org/réunion 1\r\nX:1"),
        ..meeting()
    });
    assert!(
        text.contains("URL:https://example.org/r%C3%A9union%201%0D%0AX:1\r\n"),
        "{text}"
    );
}

#[test]
fn a_zone_without_vtimezone_is_written_in_utc() {
    let text = event(&Event {
        zone: Tz::America__New_York,
        ..meeting()
    });
    assert!(text.contains("DTSTART:20230928T180000Z\r\n"), "{text}");
    assert!(text.contains("DTEND:20230928T200000Z\r\n"), "{text}");
}

fn nasty_text() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        ";",
        ",",
        ":",
        "\\",
        "\\n",
        "\"",
        "\r",
        "\n",
        "\r\n",
        "\r\n ",
        "\n\t",
        "\0",
        "\u{85}",
        "\u{2028}",
        " ",
        "é",
        "🙂",
        "a",
        "aaaaaaaaaaaaaaaaaaaa",
        "END:VEVENT",
        "BEGIN:VALARM",
        "ATTENDEE:mailto:a@example.org",
    ]);
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(pieces, 0..80).prop_map(|pieces| pieces.concat()),
    ]
}

fn visible(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control() && !character.is_whitespace())
        .collect()
}

proptest! {
    #[test]
    fn no_text_makes_a_property_or_is_lost(
        summary in nasty_text(),
        description in nasty_text(),
        location in nasty_text(),
    ) {
        let text = file(&[Event {
            summary: &summary,
            description: &description,
            location: Some(&location),
            ..meeting()
        }], Some(&summary));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{line}");
            prop_assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
        }
        let found = parsed(&text);
        let mut names = vec!["DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "UID", "URL"];
        if !description.is_empty() {
            names.push("DESCRIPTION");
        }
        if !location.is_empty() {
            names.push("LOCATION");
        }
        names.order();
        prop_assert_eq!(found.properties().keys().collect::<Vec<_>>(), names);
        prop_assert_eq!(found.components().len(), 0);
        prop_assert_eq!(visible(found.get_summary().unwrap()), visible(&summary));
        prop_assert_eq!(visible(found.get_description().unwrap_or_default()), visible(&description));
        prop_assert_eq!(visible(found.get_location().unwrap_or_default()), visible(&location));
    }
}
