use proptest::prelude::*;

use super::*;

const PARIS: Tz = Tz::Europe__Paris;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n")
}

fn read_all(calendars: &[String], until: &str) -> Agenda {
    let bytes: Vec<&[u8]> = calendars.iter().map(String::as_bytes).collect();
    agenda(&bytes, PARIS, day(until))
}

fn read_one(text: &str) -> Agenda {
    read_all(&[text.to_owned()], "2028-12-31")
}

fn shown(period: Period) -> String {
    let form = if period.whole_days {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M"
    };
    format!("{}/{}", period.start.format(form), period.end.format(form))
}

/// Each occurrence as "when", with "was" and "cancelled" where that is so.
fn list(agenda: &Agenda) -> Vec<String> {
    let line = |it: &Occurrence| {
        let was = it
            .was
            .map_or_else(String::new, |was| format!(" was {}", shown(was)));
        let off = if it.event.status.as_deref() == Some("CANCELLED") {
            " cancelled"
        } else {
            ""
        };
        format!("{}{was}{off}", shown(it.when))
    };
    agenda.occurrences.iter().map(line).collect()
}

fn missed(agenda: &Agenda) -> Vec<(usize, &str, Why)> {
    let unread = agenda.unread.iter();
    unread
        .map(|it| (it.line, it.name.as_str(), it.why))
        .collect()
}

const SERIES: &str = "BEGIN:VEVENT\nUID:serie@example.org\nDTSTAMP:20260101T000000Z\nSUMMARY:Réunion\n\
    DTSTART;TZID=Europe/Paris:20270114T140000\nDTEND;TZID=Europe/Paris:20270114T160000\n\
    RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=2TH\nEND:VEVENT\n";

#[test]
fn a_series_is_all_its_meetings_each_with_its_own_identity() {
    let found = read_one(&calendar(SERIES));
    assert_eq!(
        list(&found),
        [
            "2027-01-14 14:00/2027-01-14 16:00",
            "2027-02-11 14:00/2027-02-11 16:00",
            "2027-03-11 14:00/2027-03-11 16:00",
            // Summer time does not move it.
            "2027-04-08 14:00/2027-04-08 16:00",
        ]
    );
    assert_eq!(missed(&found), []);
    let uids: Vec<&str> = found
        .occurrences
        .iter()
        .filter_map(|it| it.uid.as_deref())
        .collect();
    assert_eq!(
        uids[0],
        occurrence_uid("serie@example.org", "20270114T130000Z")
    );
    assert_eq!(
        uids[3],
        occurrence_uid("serie@example.org", "20270408T120000Z")
    );
    let series = found.occurrences.iter().map(|it| it.series.as_deref());
    assert!(series.eq([Some("serie@example.org"); 4]));
}

#[test]
fn dates_are_added_taken_out_moved_and_called_off() {
    let more = SERIES.replace(
        "END:VEVENT\n",
        "RDATE;TZID=Europe/Paris:20270520T100000,20270610T140000\nRDATE;VALUE=PERIOD:20270701T080000Z/PT1H\n\
         RDATE;VALUE=PERIOD:20270702T080000Z/20270702T110000Z\nEXDATE;TZID=Europe/Paris:20270114T140000\n\
         EXDATE:20270610T120000Z\nEND:VEVENT\n",
    );
    let moved = "BEGIN:VEVENT\nUID:serie@example.org\nRECURRENCE-ID;TZID=Europe/Paris:20270211T140000\n\
        DTSTART;TZID=Europe/Paris:20270218T093000\nDURATION:PT3H\nSUMMARY:Ailleurs\nEND:VEVENT\n";
    let off = "BEGIN:VEVENT\nUID:serie@example.org\nRECURRENCE-ID:20270311T130000Z\nSTATUS:CANCELLED\n\
        DTSTART;TZID=Europe/Paris:20270311T140000\nDTEND;TZID=Europe/Paris:20270311T160000\nEND:VEVENT\n";
    let found = read_one(&calendar(&format!("{moved}{more}{off}")));
    assert_eq!(
        list(&found),
        [
            "2027-02-18 09:30/2027-02-18 12:30 was 2027-02-11 14:00/2027-02-11 16:00",
            "2027-03-11 14:00/2027-03-11 16:00 cancelled",
            "2027-04-08 14:00/2027-04-08 16:00",
            "2027-05-20 10:00/2027-05-20 12:00",
            "2027-07-01 10:00/2027-07-01 11:00",
            "2027-07-02 10:00/2027-07-02 13:00",
        ]
    );
    assert_eq!(missed(&found), []);
    let summary = found.occurrences[0].event.summary.as_deref();
    assert_eq!(summary, Some("Ailleurs"));
    // Where it was is who it is.
    let uid = occurrence_uid("serie@example.org", "20270211T130000Z");
    assert_eq!(found.occurrences[0].uid, Some(uid));
}

#[test]
fn an_occurrence_may_stand_in_another_file_or_alone() {
    let moved = "BEGIN:VEVENT\nUID:serie@example.org\nRECURRENCE-ID:20270211T130000Z\n\
        DTSTART:20270218T130000Z\nDTEND:20270218T150000Z\nEND:VEVENT\n";
    let both = read_all(&[calendar(SERIES), calendar(moved)], "2028-12-31");
    assert_eq!(
        list(&both)[1],
        "2027-02-18 14:00/2027-02-18 16:00 was 2027-02-11 14:00/2027-02-11 16:00"
    );
    assert_eq!(both.occurrences.len(), 4);
    let alone = read_one(&calendar(moved));
    assert_eq!(
        list(&alone),
        ["2027-02-18 14:00/2027-02-18 16:00 was 2027-02-11 14:00/2027-02-11 16:00"]
    );
    assert_eq!(alone.occurrences[0].uid, both.occurrences[1].uid);
}

#[test]
fn one_that_is_moved_with_all_that_follow_takes_them_along() {
    let later = "BEGIN:VEVENT\nUID:serie@example.org\n\
        RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20270311T140000\n\
        DTSTART;TZID=Europe/Paris:20270312T100000\nDTEND;TZID=Europe/Paris:20270312T110000\nEND:VEVENT\n";
    let found = read_one(&calendar(&format!("{SERIES}{later}")));
    assert_eq!(
        list(&found)[1..],
        [
            "2027-02-11 14:00/2027-02-11 16:00",
            "2027-03-12 10:00/2027-03-12 11:00 was 2027-03-11 14:00/2027-03-11 16:00",
            "2027-04-09 10:00/2027-04-09 11:00 was 2027-04-08 14:00/2027-04-08 16:00",
        ]
    );
}

#[test]
fn a_series_without_end_goes_as_far_as_it_is_followed() {
    let endless = SERIES.replace(";COUNT=4", "");
    let found = read_all(&[calendar(&endless)], "2027-06-10");
    assert_eq!(found.occurrences.len(), 6);
    assert_eq!(list(&found)[5], "2027-06-10 14:00/2027-06-10 16:00");
    // That it is cut there is said; a series that ends is not cut.
    assert_eq!(missed(&found), [(10, "RRULE", Why::GoesOn)]);
    let ends = SERIES.replace(";COUNT=4", ";UNTIL=20270610T235959Z");
    assert_eq!(missed(&read_all(&[calendar(&ends)], "2027-06-10")), []);
}

#[test]
fn the_highest_revision_wins_in_whatever_order_it_stands() {
    let revision = |sequence: u32, stamp: &str, date: &str| {
        calendar(&format!(
            "BEGIN:VEVENT\nUID:a@example.org\nSEQUENCE:{sequence}\nDTSTAMP:{stamp}\n\
             DTSTART;TZID=Europe/Paris:{date}T140000\nDTEND;TZID=Europe/Paris:{date}T160000\nEND:VEVENT\n"
        ))
    };
    let old = revision(0, "20260101T000000Z", "20270318");
    let new = revision(2, "20260301T000000Z", "20270325");
    let later = revision(2, "20260401T000000Z", "20270401");
    let mut orders = [old.clone(), new.clone(), later.clone()];
    for turn in 0..3 {
        orders.rotate_left(turn);
        let found = read_all(&orders, "2028-12-31");
        assert_eq!(list(&found), ["2027-04-01 14:00/2027-04-01 16:00"]);
        let earlier: Vec<String> = found.occurrences[0]
            .earlier
            .iter()
            .map(|it| shown(*it))
            .collect();
        assert_eq!(
            earlier,
            [
                "2027-03-18 14:00/2027-03-18 16:00",
                "2027-03-25 14:00/2027-03-25 16:00"
            ]
        );
        assert_eq!(found.unread.len(), 2);
        assert!(found.unread.iter().all(|it| it.why == Why::Superseded));
    }
    // The same in two files is one and the same.
    let twice = read_all(&[old.clone(), old.clone()], "2028-12-31");
    assert_eq!(list(&twice), ["2027-03-18 14:00/2027-03-18 16:00"]);
    assert_eq!(missed(&twice), []);
    // Nothing tells which of two counts that call themselves the same revision.
    let other = revision(0, "20260101T000000Z", "20270319");
    let split = read_all(&[old, other], "2028-12-31");
    let rivals = split.occurrences[0].rivals.iter().map(|it| shown(*it));
    assert!(rivals.eq(["2027-03-18 14:00/2027-03-18 16:00".to_owned()]));
}

#[test]
fn what_a_file_is_for_decides_what_its_events_say() {
    let request = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:a@example.org\nSEQUENCE:0\n\
        DTSTAMP:20260101T000000Z\nDTSTART:20270318T130000Z\nDTEND:20270318T150000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    let cancel = "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:a@example.org\nSEQUENCE:1\n\
        DTSTAMP:20260201T000000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    let reply = request.replace("REQUEST", "REPLY");
    // A cancellation need not say when the event was.
    let found = read_all(&[cancel.to_owned(), request.to_owned()], "2028-12-31");
    assert_eq!(
        list(&found),
        ["2027-03-18 14:00/2027-03-18 16:00 cancelled"]
    );
    assert_eq!(found.occurrences[0].event.sequence, Some(1));
    let alone = read_one(cancel);
    assert_eq!(missed(&alone), [(3, "VEVENT", Why::NoStart)]);
    let answer = read_one(&reply);
    assert!(answer.occurrences.is_empty());
    assert_eq!(missed(&answer), [(3, "REPLY", Why::Answer)]);
}

#[test]
fn an_event_lasts_as_long_as_it_says_in_whatever_way() {
    let event = |text: &str| {
        let found = read_one(&calendar(&format!(
            "BEGIN:VEVENT\nUID:a\n{text}END:VEVENT\n"
        )));
        (list(&found).join(", "), found.occurrences[0].has_end)
    };
    let of = |text: &str, end| (text.to_owned(), end);
    assert_eq!(
        event("DTSTART;TZID=Europe/Paris:20270318T093000\nDURATION:PT3H\n"),
        of("2027-03-18 09:30/2027-03-18 12:30", true)
    );
    assert_eq!(
        event(
            "DTSTART;TZID=Europe/Paris:20270318T220000\nDTEND;TZID=Europe/Paris:20270319T003000\n"
        ),
        of("2027-03-18 22:00/2027-03-19 00:30", true)
    );
    assert_eq!(
        event(
            "DTSTART;TZID=Europe/Paris:20270318T090000\nDTEND;TZID=Europe/London:20270320T160000\n"
        ),
        of("2027-03-18 09:00/2027-03-20 17:00", true)
    );
    assert_eq!(
        event("DTSTART:20270318T130000Z\n"),
        of("2027-03-18 14:00/2027-03-18 14:00", false)
    );
    assert_eq!(
        event("DTSTART;VALUE=DATE:20270318\n"),
        of("2027-03-18/2027-03-19", false)
    );
    assert_eq!(
        event(
            "DTSTART;VALUE=DATE:20270318\nDTEND;VALUE=DATE:20270320\nRRULE:FREQ=YEARLY;COUNT=2\n"
        ),
        of("2027-03-18/2027-03-20, 2028-03-18/2028-03-20", true)
    );
}

#[test]
fn the_zone_is_found_however_a_calendar_says_it() {
    let outlook = "BEGIN:VTIMEZONE\nTZID:GMT Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T020000\n\
        TZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n\
        BEGIN:DAYLIGHT\nDTSTART:16010101T010000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let event = |start: &str| {
        format!(
            "BEGIN:VEVENT\nUID:a\nDTSTART{start}\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=2\nEND:VEVENT\n"
        )
    };
    for text in [
        format!(
            "{outlook}{}",
            event(";TZID=GMT Standard Time:20270318T130000")
        ),
        event(";TZID=GMT Standard Time:20270318T130000"),
        event(";TZID=/mozilla.org/20050126_1/Europe/London:20270318T130000"),
        format!("X-WR-TIMEZONE:Europe/London\n{}", event(":20270318T130000")),
        event(";TZID=\"Europe/Paris\":20270318T140000"),
        event(":20270318T140000"),
    ] {
        let found = read_one(&calendar(&text));
        assert_eq!(
            list(&found),
            [
                "2027-03-18 14:00/2027-03-18 15:00",
                "2027-04-18 14:00/2027-04-18 15:00"
            ],
            "{text}"
        );
        assert_eq!(missed(&found), []);
    }
    let unknown = read_one(&calendar(&event(";TZID=Chez nous:20270318T140000")));
    assert_eq!(list(&unknown)[0], "2027-03-18 14:00/2027-03-18 15:00");
    assert_eq!(missed(&unknown), [(6, "Chez nous", Why::UnknownZone)]);
}

#[test]
fn an_hour_that_the_clocks_skip_is_as_far_behind_the_change_as_it_says() {
    for start in [
        ";TZID=Europe/Paris:20270328T023000",
        ";TZID=Romance Standard Time:20270328T023000",
        ":20270328T023000",
    ] {
        let text = format!("BEGIN:VEVENT\nUID:a\nDTSTART{start}\nDURATION:PT1H\nEND:VEVENT\n");
        let found = read_one(&calendar(&text));
        assert_eq!(
            list(&found)[0].get(..16),
            Some("2027-03-28 03:30"),
            "{start}"
        );
        assert_eq!(missed(&found), [(6, "DTSTART", Why::NoSuchTime)]);
    }
}

#[test]
fn what_is_added_to_a_series_is_one_more_day_of_it() {
    let added = SERIES.replace("BEGIN:VEVENT", "SEQUENCE:1");
    let (_, event) = added.split_once("SEQUENCE:1").unwrap();
    let event = event
        .replace("RRULE", "X-RULE")
        .replace("20270114", "20270701");
    let text = |method: &str, event: &str| {
        format!("BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT{event}END:VCALENDAR\n")
    };
    let whole = calendar(SERIES);
    let alone = read_all(&[text("ADD", &event)], "2028-12-31");
    assert_eq!(alone.occurrences.len(), 1);
    let both = read_all(&[whole, text("ADD", &event)], "2028-12-31");
    assert_eq!(both.occurrences.len(), 5);
    let last = &both.occurrences[4];
    assert_eq!(last.when.start.to_string(), "2027-07-01 14:00:00");
    assert_eq!(last.series, both.occurrences[0].series);
    assert_ne!(last.uid, both.occurrences[0].uid);
}

#[test]
fn what_other_calendars_say_of_an_event_is_kept_beside_it() {
    let event = |sequence: u32, day: &str, stamp: &str| {
        calendar(&format!(
            "BEGIN:VEVENT\nUID:a@example.org\nSEQUENCE:{sequence}\nDTSTAMP:{stamp}\n\
             DTSTART:{day}T130000Z\nDTEND:{day}T150000Z\nEND:VEVENT\n"
        ))
    };
    let (first, later) = ("20260101T000000Z", "20260201T000000Z");
    let old = event(1, "20270318", first);
    let new = event(1, "20270325", later);
    let same = event(1, "20270325", later);
    let found = read_all(&[new, old, same], "2028-12-31");
    assert_eq!(list(&found), ["2027-03-25 14:00/2027-03-25 16:00"]);
    let others: Vec<_> = found.others.iter().map(|it| it.is_superseded).collect();
    assert_eq!(others.len(), 2);
    assert_eq!(others.iter().filter(|it| **it).count(), 1);
}

#[test]
fn two_identities_at_one_time_are_two_events() {
    let event = |uid: &str| format!("BEGIN:VEVENT\n{uid}DTSTART:20270318T130000Z\nEND:VEVENT\n");
    let text = [event("UID:a\n"), event("UID:b\n"), event(""), event("")].concat();
    let found = read_one(&calendar(&text));
    assert_eq!(found.occurrences.len(), 4);
}

#[test]
fn whatever_is_not_read_or_not_written_again_is_named() {
    let text = calendar(
        "BEGIN:VTODO\nUID:t\nBEGIN:VALARM\nEND:VALARM\nEND:VTODO\nBEGIN:VEVENT\nUID:a\nDTSTART:bientôt\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:b\nDTSTART:20270318T130000Z\nDTEND:20270317T130000Z\nRRULE:FREQ=PARFOIS\n\
         EXDATE:20270318T130000Z,hier\nATTACH:https://example.org/a.pdf\nORGANIZER:mailto:a@example.org\n\
         DESCRIPTION:Ordre du jour\nX-MOZ-GENERATION:1\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:c\nEND:VEVENT\nBEGIN:VEVENT\nUID:d\nDTSTART:20270318T130000Z\nATTACH:a\nEND:VEVENT\n",
    );
    let found = read_one(&text);
    assert_eq!(
        missed(&found),
        [
            (4, "VTODO", Why::NoEvent),
            (11, "DTSTART", Why::NotUnderstood),
            (16, "DTEND", Why::EndsBeforeStart),
            (17, "RRULE", Why::NotUnderstood),
            (18, "EXDATE", Why::NotUnderstood),
            (27, "VEVENT", Why::NoStart),
        ]
    );
    // b was taken out by its EXDATE.
    let left: Vec<_> = found
        .occurrences
        .iter()
        .flat_map(|it| it.left_out.iter().cloned())
        .collect();
    assert_eq!(
        left,
        [LeftOut {
            name: "ATTACH".to_owned(),
            line: 33
        }]
    );
    let text = text.replace("EXDATE:20270318T130000Z,hier\n", "");
    let found = read_one(&text);
    let left: Vec<&str> = found.occurrences[0]
        .left_out
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(left, ["ATTACH", "ORGANIZER", "VALARM"]);
    assert_eq!(
        missed(&read_one("rien")),
        [(1, "VCALENDAR", Why::NoCalendar)]
    );
}

#[test]
fn a_file_of_hostile_rules_is_read_in_bounded_work() {
    let never = SERIES.replace(
        "FREQ=MONTHLY;COUNT=4;BYDAY=2TH",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    );
    let many: String = (0..300)
        .map(|at| never.replace("serie@", &format!("{at}@")))
        .collect();
    let found = read_one(&calendar(&many));
    assert_eq!(found.occurrences.len(), 300);
    assert!(found.unread.iter().any(|it| it.why == Why::TooMuch));
    let minutely = SERIES.replace(
        "FREQ=MONTHLY;COUNT=4;BYDAY=2TH",
        "FREQ=MINUTELY;COUNT=1000000",
    );
    let found = read_one(&calendar(&minutely));
    assert_eq!(missed(&found), [(10, "RRULE", Why::TooMuch)]);
    assert_eq!(found.occurrences.len(), 1);
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let found = agenda(&[&bytes], PARIS, day("2028-12-31"));
        prop_assert!(found.occurrences.len() < 100);
    }

    #[test]
    fn any_lines_of_calendars_are_read(lines in prop::collection::vec(prop::sample::select(LINES), 0..30)) {
        let text = lines.join("\n");
        let found = agenda(&[text.as_bytes(), text.as_bytes()], PARIS, day("2028-12-31"));
        for it in &found.occurrences {
            prop_assert!(it.when.start <= it.when.end);
        }
    }
}

const LINES: &[&str] = &[
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "METHOD:CANCEL",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VEVENT\nUID:a\nDTSTART:20270318T130000Z",
    "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20270318\nDTEND;VALUE=DATE:20270317",
    "UID:a",
    "UID:b",
    "SEQUENCE:2",
    "DTSTAMP:20260101T000000Z",
    "DTSTART:20270318T130000Z",
    "DTSTART:00010101T000000",
    "DTSTART:99991231T235959",
    "DTSTART;TZID=Europe/Paris:20270328T023000",
    "DTSTART;TZID=A:20270328T023000",
    "DTEND;TZID=A:20270328T043000",
    "DURATION:P99999999W",
    "RRULE:FREQ=DAILY;COUNT=40",
    "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=-1",
    "RRULE:FREQ=MONTHLY;INTERVAL=65535;UNTIL=20280101T000000Z",
    "RDATE:20270401,20270402T100000,99991231T235959Z/P9999W",
    "RDATE;TZID=A:20270401T100000/20270401T090000",
    "EXDATE:20270318",
    "EXDATE;TZID=A:00010101T000000",
    "EXRULE:FREQ=DAILY;INTERVAL=2",
    "RECURRENCE-ID:20270319T130000Z",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20270320",
    "RECURRENCE-ID:00010101T000000Z",
    "STATUS:CANCELLED",
    "BEGIN:VTIMEZONE\nTZID:A",
    "END:VTIMEZONE",
    "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:-2359\nTZOFFSETTO:+2359",
    "END:STANDARD",
    "RRULE:FREQ=YEARLY",
    "X-WR-TIMEZONE:Europe/London",
];
