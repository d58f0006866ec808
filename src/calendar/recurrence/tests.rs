use chrono::{Datelike, NaiveDate, Timelike};

use super::*;

fn at(text: &str) -> NaiveDateTime {
    let text = if text.len() == 8 {
        format!("{text}T090000")
    } else {
        text.to_owned()
    };
    NaiveDateTime::parse_from_str(&text, "%Y%m%dT%H%M%S").unwrap()
}

/// The examples of the RFC are in New York.
fn in_new_york(moment: &Moment) -> Option<NaiveDateTime> {
    match moment {
        Moment::Utc(moment) => {
            let zone = chrono_tz::America::New_York;
            Some(moment.with_timezone(&zone).naive_local())
        }
        Moment::Day(day) => day.and_hms_opt(0, 0, 0),
        Moment::Floating(local) | Moment::Zoned(local, _) => Some(*local),
    }
}

fn expand(start: &str, rule: &str, until: &str) -> Result<Vec<NaiveDateTime>, Fault> {
    times(
        rule,
        at(start),
        at(until),
        in_new_york,
        &mut Work::default(),
    )
    .map(|it| it.times)
}

/// Reads "1997 0902 0904 1998 0105": each year with its days.
fn days(text: &str) -> Vec<NaiveDate> {
    let (mut days, mut year, mut word) = (Vec::new(), 0, 0);
    for part in text.split_whitespace() {
        let number: u32 = part.parse().unwrap();
        word += 1;
        if part.starts_with(['1', '2']) && number > 1231 {
            year = i32::try_from(number).unwrap();
        } else {
            days.push(NaiveDate::from_ymd_opt(year, number / 100, number % 100).unwrap());
        }
    }
    assert!(word > 0);
    days
}

#[test]
fn the_examples_of_the_standard_by_day_and_week() {
    for (start, rule, expected) in [
        (
            "19970902",
            "FREQ=DAILY;COUNT=10",
            "1997 0902 0903 0904 0905 0906 0907 0908 0909 0910 0911",
        ),
        (
            "19970902",
            "FREQ=DAILY;INTERVAL=10;COUNT=5",
            "1997 0902 0912 0922 1002 1012",
        ),
        (
            "19970902",
            "FREQ=WEEKLY;COUNT=10",
            "1997 0902 0909 0916 0923 0930 1007 1014 1021 1028 1104",
        ),
        (
            "19970902",
            "FREQ=WEEKLY;UNTIL=19971224T000000Z",
            "1997 0902 0909 0916 0923 0930 1007 1014 1021 1028 1104 1111 1118 1125 1202 1209 1216 1223",
        ),
        (
            "19970902",
            "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
            "1997 0902 0904 0909 0911 0916 0918 0923 0925 0930 1002",
        ),
        (
            "19970902",
            "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
            "1997 0902 0904 0909 0911 0916 0918 0923 0925 0930 1002",
        ),
        (
            "19970901",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
            "1997 0901 0903 0905 0915 0917 0919 0929 1001 1003 1013 1015 1017 1027 1029 1031 1110 \
             1112 1114 1124 1126 1128 1208 1210 1212 1222",
        ),
        (
            "19970902",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
            "1997 0902 0904 0916 0918 0930 1002 1014 1016",
        ),
    ] {
        let found = expand(start, rule, "20150101").unwrap();
        let found: Vec<NaiveDate> = found.iter().map(NaiveDateTime::date).collect();
        assert_eq!(found, days(expected), "{rule}");
    }
}

#[test]
fn the_examples_of_the_standard_by_month_and_year() {
    for (start, rule, expected) in [
        (
            "19970905",
            "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            "1997 0905 1003 1107 1205 1998 0102 0206 0306 0403 0501 0605",
        ),
        (
            "19970905",
            "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
            "1997 0905 1003 1107 1205",
        ),
        (
            "19970907",
            "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
            "1997 0907 0928 1102 1130 1998 0104 0125 0301 0329 0503 0531",
        ),
        (
            "19970922",
            "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            "1997 0922 1020 1117 1222 1998 0119 0216",
        ),
        (
            "19970902",
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
            "1997 0902 0915 1002 1015 1102 1115 1202 1215 1998 0102 0115",
        ),
        (
            "19970930",
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
            "1997 0930 1001 1031 1101 1130 1201 1231 1998 0101 0131 0201",
        ),
        (
            "19970910",
            "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
            "1997 0910 0911 0912 0913 0914 0915 1999 0310 0311 0312 0313",
        ),
        (
            "19970610",
            "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
            "1997 0610 0710 1998 0610 0710 1999 0610 0710 2000 0610 0710 2001 0610 0710",
        ),
        (
            "19970310",
            "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
            "1997 0310 1999 0110 0210 0310 2001 0110 0210 0310 2003 0110 0210 0310",
        ),
        (
            "19970101",
            "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
            "1997 0101 0410 0719 2000 0101 0409 0718 2003 0101 0410 0719 2006 0101",
        ),
        (
            "19970904",
            "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
            "1997 0904 1007 1106",
        ),
        (
            "19970805",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997 0805 0810 0819 0824",
        ),
        (
            "19970805",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997 0805 0817 0819 0831",
        ),
        (
            "20070115",
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            "2007 0115 0130 0215 0315 0330",
        ),
    ] {
        let found = expand(start, rule, "20150101").unwrap();
        let found: Vec<NaiveDate> = found.iter().map(NaiveDateTime::date).collect();
        assert_eq!(found, days(expected), "{rule}");
    }
}

#[test]
fn the_endless_examples_of_the_standard_end_where_they_are_cut() {
    for (start, rule, until, expected) in [
        (
            "19970902",
            "FREQ=DAILY;INTERVAL=2",
            "19970912",
            "1997 0902 0904 0906 0908 0910 0912",
        ),
        (
            "19970902",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
            "19971231",
            "1997 0902 0916 0930 1014 1028 1111 1125 1209 1223",
        ),
        (
            "19970928",
            "FREQ=MONTHLY;BYMONTHDAY=-3",
            "19980301",
            "1997 0928 1029 1128 1229 1998 0129 0226",
        ),
        (
            "19970902",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
            "19980331",
            "1997 0902 0909 0916 0923 0930 1104 1111 1118 1125 1998 0106 0113 0120 0127 0303 0310 \
             0317 0324 0331",
        ),
        (
            "19970519",
            "FREQ=YEARLY;BYDAY=20MO",
            "19991231",
            "1997 0519 1998 0518 1999 0517",
        ),
        (
            "19970512",
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
            "19991231",
            "1997 0512 1998 0511 1999 0517",
        ),
        (
            "19970313",
            "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
            "19991231",
            "1997 0313 0320 0327 1998 0305 0312 0319 0326 1999 0304 0311 0318 0325",
        ),
        (
            "19970605",
            "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
            "19971231",
            "1997 0605 0612 0619 0626 0703 0710 0717 0724 0731 0807 0814 0821 0828",
        ),
        // The start stands beside the rule that does not have it; the example takes it out.
        (
            "19970902",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "20001231",
            "1997 0902 1998 0213 0313 1113 1999 0813 2000 1013",
        ),
        (
            "19970913",
            "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
            "19980613",
            "1997 0913 1011 1108 1213 1998 0110 0207 0307 0411 0509 0613",
        ),
        (
            "19961105",
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "20041231",
            "1996 1105 2000 1107 2004 1102",
        ),
        (
            "19970929",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "19980331",
            "1997 0929 1030 1127 1230 1998 0129 0226 0330",
        ),
    ] {
        let found = expand(start, rule, until).unwrap();
        let found: Vec<NaiveDate> = found.iter().map(NaiveDateTime::date).collect();
        assert_eq!(found, days(expected), "{rule}");
    }
}

#[test]
fn the_long_examples_of_the_standard_are_counted() {
    let daily = expand("19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", "20150101").unwrap();
    assert_eq!(daily.len(), 113);
    assert_eq!(daily.last(), Some(&at("19971223")));
    for rule in [
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
    ] {
        let january = expand("19980101", rule, "20150101").unwrap();
        assert_eq!(january.len(), 93, "{rule}");
        assert!(january.iter().all(|it| it.month() == 1));
    }
}

#[test]
fn the_examples_of_the_standard_by_the_hour() {
    let hours = |rule: &str, until: &str| {
        let found = expand("19970902", rule, until).unwrap();
        let hours = found.iter().map(|it| it.format("%-H:%M").to_string());
        hours.collect::<Vec<_>>().join(" ")
    };
    // With the end of erratum 3883.
    assert_eq!(
        hours("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "20000101"),
        "9:00 12:00 15:00"
    );
    assert_eq!(
        hours("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "20000101"),
        "9:00 9:15 9:30 9:45 10:00 10:15"
    );
    assert_eq!(
        hours("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "20000101"),
        "9:00 10:30 12:00 13:30"
    );
    let daily = "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40";
    let minutely = "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16";
    let (daily, minutely) = (
        expand("19970902", daily, "19970905"),
        expand("19970902", minutely, "19970905"),
    );
    assert_eq!(daily, minutely);
    let daily = daily.unwrap();
    assert_eq!(daily.len(), 3 * 24 + 1);
    assert!(daily.iter().all(|it| (9..=16).contains(&it.hour())));
}

#[test]
fn what_calendars_write_beside_the_standard_is_understood() {
    let expected = days("2027 0114 0211 0311");
    for rule in [
        "FREQ=MONTHLY;COUNT=3;BYDAY=2TH",
        "freq=monthly; count=3 ;byday=2th;",
        "FREQ=MONTHLY;UNTIL=20270311;BYDAY=2TH",
        "FREQ=MONTHLY;UNTIL=20270311T140000;BYDAY=2TH",
        "FREQ=MONTHLY;COUNT=3;BYDAY=+2TH;WKST=MO;X-OWN=1",
        "COUNT=3;BYDAY=TH;BYSETPOS=2;FREQ=MONTHLY;INTERVAL=1",
    ] {
        let found = expand("20270114", rule, "20300101").unwrap();
        let found: Vec<NaiveDate> = found.iter().map(NaiveDateTime::date).collect();
        assert_eq!(found, expected, "{rule}");
    }
    // An end before the start leaves the start.
    let found = expand("20270114", "FREQ=DAILY;UNTIL=20260101", "20300101").unwrap();
    assert_eq!(found, [at("20270114")]);
}

#[test]
fn a_start_that_the_rule_does_not_have_is_one_of_its_count() {
    let found = expand("20270115", "FREQ=MONTHLY;COUNT=3;BYDAY=2TH", "20300101").unwrap();
    let found: Vec<NaiveDate> = found.iter().map(NaiveDateTime::date).collect();
    assert_eq!(found, days("2027 0115 0211 0311"));
}

#[test]
fn what_is_no_rule_is_said_and_what_never_ends_is_cut() {
    for rule in [
        "",
        "FREQ",
        "FREQ=NEVER",
        "COUNT=3",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;BYDAY=TU;BYHOUR=9",
        "FREQ=MONTHLY;BYDAY=9XX",
        "FREQ=WEEKLY;BYDAY=MARDIé",
        "FREQ=WEEKLY;BYDAY=é",
        "FREQ=WEEKLY;WKST=DéU",
        "FREQ=YEARLY;BYMONTH=13",
        "RSCALE=HEBREW;FREQ=YEARLY;SKIP=FORWARD",
    ] {
        let found = expand("20270114", rule, "20300101");
        assert_eq!(found, Err(Fault::Unreadable), "{rule}");
    }
    for (start, rule) in [
        ("20270114", "FREQ=MINUTELY"),
        (
            "20270114",
            "FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9;BYMINUTE=1,2,3,4,5,6,7,8,9",
        ),
        ("16010101", "FREQ=DAILY"),
    ] {
        let found = expand(start, rule, "20400101");
        assert_eq!(found, Err(Fault::TooMuch), "{rule}");
    }
    let never = expand(
        "20270114",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "20300101",
    );
    assert_eq!(never, Ok(vec![at("20270114")]));
    // However many there are, the work is bounded.
    let mut work = Work::default();
    let rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30";
    let mut all =
        (0..100).map(|_| times(rule, at("20270114"), at("20300101"), in_new_york, &mut work));
    assert!(all.any(|it| it == Err(Fault::TooMuch)));
}
