//! What is read of the pages of wikis that were named: the counts that `tests/wikis/README.md` judges right.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use crate::case::Case;

/// Each case with how many members, lines of meetings and unread lines its pages hold.
const CASES: &[(&str, [usize; 3])] = &[
    ("association", [4, 4, 0]),
    ("crlf-and-bom", [2, 2, 0]),
    ("hours-said-once", [0, 7, 0]),
    ("ics-bad-folding", [2, 2, 0]),
    ("ics-broken-sequence", [2, 2, 0]),
    ("ics-cancelled", [2, 2, 0]),
    ("ics-contradicts", [2, 2, 0]),
    ("ics-empty-prodid", [2, 2, 0]),
    ("ics-floating", [2, 2, 0]),
    ("ics-lf", [2, 2, 0]),
    ("ics-mixed-line-ends", [2, 2, 0]),
    ("ics-more-than-the-page", [2, 1, 0]),
    ("ics-not-one", [2, 3, 0]),
    ("ics-one-uid-twice", [2, 2, 0]),
    ("ics-other-forms", [2, 4, 0]),
    ("ics-other-things", [2, 1, 0]),
    ("ics-several-calendars", [2, 2, 0]),
    ("ics-several-days", [2, 2, 0]),
    ("ics-two-uids", [2, 2, 0]),
    ("ics-tzid-alone", [2, 2, 0]),
    ("ics-tzid-and-zone", [2, 2, 0]),
    ("ics-utc", [2, 2, 0]),
    ("ics-without-uid", [2, 2, 0]),
    ("lines-as-sentences", [2, 3, 2]),
    ("lines-cancelled", [2, 7, 0]),
    ("lines-in-a-table", [2, 3, 1]),
    ("lines-linked", [2, 5, 0]),
    ("lines-moved", [2, 7, 0]),
    ("lines-that-only-look", [2, 1, 0]),
    ("lines-of-several", [2, 11, 1]),
    ("lines-unread", [2, 3, 7]),
    ("lines-with-places", [2, 7, 0]),
    ("lines-with-year", [2, 9, 0]),
    ("lines-without-year", [2, 5, 2]),
    ("members-described", [6, 1, 3]),
    ("members-former", [2, 1, 3]),
    ("members-behind-dashes", [4, 0, 0]),
    ("members-behind-labels", [15, 6, 1]),
    ("members-contacts", [3, 0, 0]),
    ("members-forms", [21, 0, 1]),
    ("members-of-other-things", [4, 0, 11]),
    ("members-in-a-table", [2, 1, 0]),
    ("members-nested", [3, 3, 0]),
    ("members-named-in-words", [14, 0, 1]),
    ("members-posts", [12, 3, 5]),
    ("members-until", [9, 2, 10]),
    ("minutes-beside", [2, 1, 0]),
    ("minutes-that-contradict", [0, 5, 0]),
    ("no-calendars", [2, 2, 0]),
    ("no-colleges", [2, 2, 0]),
    ("no-member-lists", [0, 2, 0]),
    ("no-pages", [0, 0, 0]),
    ("nothing", [0, 0, 0]),
    ("page-in-a-folder", [2, 3, 0]),
    ("sound", [4, 4, 0]),
    ("two-pages", [3, 3, 0]),
    ("ics-at-one-hour", [0, 1, 0]),
    ("ics-left-out", [0, 0, 0]),
    ("ics-lengths", [0, 0, 0]),
    ("ics-methods", [0, 0, 0]),
    ("ics-zones", [0, 0, 0]),
    ("ics-called-off", [0, 0, 0]),
    ("ics-revised", [0, 0, 0]),
    ("ics-revised-elsewhere", [0, 0, 0]),
    ("ics-series", [0, 0, 0]),
    ("ics-series-unread", [0, 0, 0]),
    ("sections-with-other-hours", [0, 3, 0]),
    ("sections-by-label", [0, 13, 1]),
];

#[test]
fn pages_of_wikis_hold_what_a_reader_sees_in_them() {
    for (case, expected) in CASES {
        let case_of = Case::open("wikis", case);
        let report = case_of.text("report.txt").unwrap();
        let read = report.lines().find(|line| line.starts_with("read: "));
        let numbers = read
            .unwrap_or_default()
            .split(|c: char| !c.is_ascii_digit());
        let numbers: Vec<usize> = numbers.filter_map(|number| number.parse().ok()).collect();
        let count = |at: usize| numbers.get(at).copied().unwrap_or_default();
        let found = [count(0), count(1), report.matches("[unread-line]").count()];
        assert_eq!(&found, expected, "{case}: {report}");
    }
}

#[test]
fn every_case_is_explained_and_tried() {
    let readme = include_str!("../wikis/README.md");
    let row = |line: &str| {
        line.strip_prefix("| `")?
            .split('`')
            .next()
            .map(str::to_owned)
    };
    let explained: BTreeSet<String> = readme.lines().filter_map(row).collect();
    let tried: BTreeSet<String> = CASES.iter().map(|(case, _)| (*case).to_owned()).collect();
    let cases: BTreeSet<String> = Case::names("wikis").into_iter().collect();
    assert_eq!(explained, cases);
    assert_eq!(tried, cases);
}
