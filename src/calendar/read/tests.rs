use super::*;
use crate::calendar::ics;
use chrono_tz::Tz;
use proptest::prelude::*;

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn only_event(text: &str) -> PublishedEvent {
    let mut published = read(text.as_bytes()).unwrap();
    assert_eq!(published.events.len(), 1, "{text}");
    published.events.remove(0)
}

fn event_of(properties: &str) -> PublishedEvent {
    only_event(&format!(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n{properties}\nEND:VEVENT\nEND:VCALENDAR\n"
    ))
}

#[test]
fn everything_an_event_says_is_read() {
    let text = "BEGIN:VCALENDAR\r\n\
        PRODID:-//Bastien//Emacs with Org mode//EN\r\n\
        X-WR-CALNAME:Réunions\\, toutes\r\n\
        NAME:Autre\r\n\
        BEGIN:VEVENT\r\n\
        DTSTAMP:20221208T072926Z\r\n\
        CATEGORIES:CLL\r\n\
        LAST-MODIFIED:20221209T000000Z\r\n\
        UID:TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8\r\n\
        DTSTART;TZID=Europe/Paris:20230915T140000\r\n\
        DTEND:20230915T140000Z\r\n\
        STATUS:confirmed\r\n\
        SEQUENCE:2\r\n\
        URL:https://example.org/cll\r\n\
        LOCATION;LANGUAGE=fr;ALTREP=\"https://example.org/a:b;c\":Paris\\, Ségur\r\n\
        SUMMARY:Conseil logiciels libres : réunion admini\r\n strations (2/2)\r\n\
        DESCRIPTION:un\\ndeux\\; trois \\\\n \\x\r\n\
        END:VEVENT\r\n\
        END:VCALENDAR\r\n";
    let expected = PublishedEvent {
        uid: Some("TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8".into()),
        summary: Some("Conseil logiciels libres : réunion administrations (2/2)".into()),
        description: Some("un\ndeux; trois \\n \\x".into()),
        location: Some("Paris, Ségur".into()),
        url: Some("https://example.org/cll".into()),
        categories: Some("CLL".into()),
        status: Some("CONFIRMED".into()),
        sequence: Some(2),
        stamp: Some(time("20221208T072926").and_utc()),
        last_modified: Some(time("20221209T000000").and_utc()),
        start: Some(Moment::Zoned(
            time("20230915T140000"),
            "Europe/Paris".into(),
        )),
        end: Some(Moment::Utc(time("20230915T140000").and_utc())),
        method: None,
        comment: None,
        attendees: Vec::new(),
        is_whole: true,
        lines: 5..=19,
    };
    let published = read(text.as_bytes()).unwrap();
    assert_eq!(published.name.as_deref(), Some("Réunions, toutes"));
    assert_eq!(
        published.product.as_deref(),
        Some("-//Bastien//Emacs with Org mode//EN")
    );
    assert_eq!(published.events, [expected]);
}

#[test]
fn a_byte_order_mark_lower_case_and_mixed_line_ends_do_not_matter() {
    let event = only_event(
        "\u{feff}begin:vcalendar\nbegin:vevent\r\nuid:a\r\r\n\nsummary:b\nend:vevent\r\nend:vcalendar",
    );
    assert_eq!(event.uid.as_deref(), Some("a"));
    assert_eq!(event.summary.as_deref(), Some("b"));
    assert_eq!(event.lines, 2..=6);
}

#[test]
fn nothing_is_added_to_a_begin_or_an_end() {
    let event = event_of("UID:u\nBEGIN:VALARM\nnoise\nEND:VALARM\nnoise\nSUMMARY:s");
    assert_eq!(event.summary.as_deref(), Some("s"));
}

#[test]
fn a_sequence_that_broke_a_summary_in_two_is_no_number() {
    let event = event_of("SUMMARY:réunion administrations (1\nSEQUENCE:1\n /2)\nUID:u");
    assert_eq!(event.sequence, None);
    assert_eq!(event.summary.as_deref(), Some("réunion administrations (1"));
}

#[test]
fn what_is_empty_or_wrong_is_absent() {
    let published = read(b"BEGIN:VCALENDAR\nPRODID:\nBEGIN:VEVENT\nUID:\nDTSTAMP:20230101T000000\nDTSTART:20231345T000000\n").unwrap();
    assert_eq!(published.product, None);
    let event = &published.events[0];
    assert_eq!(
        (&event.uid, event.stamp, &event.start),
        (&None, None, &None)
    );
}

#[test]
fn a_time_may_float_or_be_a_day() {
    let event = event_of("DTSTART:20230915T140000\nDTEND;VALUE=DATE:20230916");
    assert_eq!(event.start, Some(Moment::Floating(time("20230915T140000"))));
    assert_eq!(event.end, Some(Moment::Day(time("20230916T000000").date())));
}

#[test]
fn an_attendee_is_read_however_it_is_written() {
    let read = |line: &str| {
        let attendees = event_of(&format!("UID:u\n{line}")).attendees;
        assert_eq!(attendees.len(), 1, "{line}");
        let it = attendees.into_iter().next().unwrap();
        (it.address.unwrap_or_default(), it.status)
    };
    let is = |address: &str, status: &str| (address.to_owned(), status.to_owned());
    for line in [
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.org",
        "attendee;cn=\"A: b; c\";partstat=accepted:MAILTO:a@example.org",
        "ATTENDEE;PARTSTAT=\"ACCEPTED\":a@example.org",
        "ATTENDEE;CN=Alpha: l'école; ici;PARTSTAT=ACCEPTED:mailto:a@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:<a@example.org>",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto: a%40example.org?subject=x",
        "ATTENDEE;EMAIL=a@example.org;PARTSTAT=ACCEPTED:/aMTc/principal/",
        "ATTENDEE;PARTSTAT=ACC\n EPTED:mailto:a@ex\n\tample.org",
    ] {
        assert_eq!(read(line), is("a@example.org", "ACCEPTED"), "{line}");
    }
    // Gnus, where PARTSTAT was the last parameter.
    assert_eq!(read("ATTENDEE;CN=A;PARTSTAT=DECLINED"), is("", "DECLINED"));
    assert_eq!(read("ATTENDEE:invalid:nomail"), is("", ""));
    let event = event_of(
        "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:b@example.org\",\"mailto:c@example.org\";\
         SENT-BY=\"mailto:d@example.org\";X-RESPONSE-COMMENT=\"l'an^nprochain: oui\":mailto:a@example.org",
    );
    let it = &event.attendees[0];
    assert_eq!(it.delegated_to, ["b@example.org", "c@example.org"]);
    assert_eq!(it.sent_by.as_deref(), Some("d@example.org"));
    assert_eq!(it.comment.as_deref(), Some("l'an\nprochain: oui"));
}

#[test]
fn a_quoted_zone_is_read_without_its_quotes() {
    let event = event_of("DTSTART;X-A=1;tzid=\"Custom: Paris; 1\":20230915T140000");
    let zone = "Custom: Paris; 1".to_owned();
    assert_eq!(
        event.start,
        Some(Moment::Zoned(time("20230915T140000"), zone))
    );
}

#[test]
fn what_an_alarm_a_zone_or_a_task_says_is_not_of_the_event() {
    let event = only_event(
        "BEGIN:VCALENDAR\n\
        BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\nEND:VTIMEZONE\n\
        BEGIN:VEVENT\nBEGIN:VALARM\nUID:alarm\nDESCRIPTION:alarm\nEND:VALARM\nUID:event\nEND:VEVENT\n\
        BEGIN:VTODO\nUID:task\nEND:VTODO\nEND:VCALENDAR\n",
    );
    assert_eq!(event.uid.as_deref(), Some("event"));
    assert_eq!(event.description, None);
    assert_eq!(event.start, None);
}

#[test]
fn several_calendars_and_missing_ends_give_all_events() {
    let text = "BEGIN:VCALENDAR\nPRODID:one\nBEGIN:VEVENT\nUID:a\nBEGIN:VEVENT\nUID:b\nBEGIN:VALARM\n\
        BEGIN:VCALENDAR\nPRODID:two\nBEGIN:VEVENT\nUID:c";
    let published = read(text.as_bytes()).unwrap();
    assert_eq!(published.product.as_deref(), Some("one"));
    let found: Vec<_> = published
        .events
        .iter()
        .map(|event| (event.uid.as_deref().unwrap(), event.lines.clone()))
        .collect();
    assert_eq!(found, [("a", 3..=4), ("b", 5..=7), ("c", 10..=11)]);
}

#[test]
fn what_is_no_calendar_is_unreadable() {
    for bytes in [
        &b""[..],
        b"<html>a:b</html>",
        b"BEGIN:VEVENT\nUID:a\nEND:VEVENT\n",
        b"\xff\xfe\0",
    ] {
        assert_eq!(read(bytes), Err(Unreadable));
    }
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(bytes in any::<Vec<u8>>()) {
        let file = [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;", bytes.as_slice()].concat();
        prop_assert!(read(&file).is_ok());
    }

    #[test]
    fn what_is_written_is_read(
        summary in "[^\\p{Cc}\u{2028}\u{2029}]{1,200}",
        description in "([^\\p{Cc}\u{2028}\u{2029}]|\n){1,400}",
    ) {
        let start = time("20230928T140000");
        let event = ics::event(&ics::Event {
            uid: "a;b,c\\n",
            stamp: start.and_utc(),
            revised: start.and_utc(),
            sequence: 3,
            status: Some(ics::Status::Tentative),
            start,
            end: start,
            zone: Tz::Europe__Paris,
            summary: &summary,
            description: &description,
            location: None,
            url: None,
            categories: "",
        });
        let found = only_event(&format!("BEGIN:VCALENDAR\r\n{event}"));
        prop_assert_eq!(found.uid.as_deref(), Some("a;b,c\\n"));
        prop_assert_eq!(found.stamp, Some(start.and_utc()));
        prop_assert_eq!(found.sequence, Some(3));
        prop_assert_eq!(found.status.as_deref(), Some("TENTATIVE"));
        prop_assert_eq!(found.start, Some(Moment::Zoned(start, "Europe/Paris".into())));
        let as_read = |text: String| (!text.trim().is_empty()).then_some(text);
        prop_assert_eq!(found.summary, as_read(summary));
        prop_assert_eq!(found.description, as_read(description));
    }

    #[test]
    fn any_lines_give_their_events(
        lines in proptest::collection::vec(
            "(?i:BEGIN|END):V(EVENT|ALARM|CALENDAR)|[ \t]?(UID|SEQUENCE|DTSTART)[;:]\\PC{0,20}|\\PC{0,20}|",
            0..40,
        )
    ) {
        let text = lines.join("\n");
        let begun = lines.iter().filter(|line| line.eq_ignore_ascii_case("BEGIN:VEVENT")).count();
        if let Ok(published) = read(text.as_bytes()) {
            prop_assert!(published.events.len() <= begun);
            let mut before = 0;
            for event in &published.events {
                prop_assert!(*event.lines.start() > before && *event.lines.end() <= lines.len());
                prop_assert!(event.lines.start() <= event.lines.end());
                before = *event.lines.end();
            }
        }
    }
}
