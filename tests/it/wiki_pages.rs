//! What is read of the pages of wikis: the counts that `tests/wikis/README.md` judges right.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use crate::case::Case;
use crate::program::Tree;
use cll::markdown::wiki::{WikiPage, read};

/// Each case with how many members, meetings, calendars of all and unread lines its pages hold.
const CASES: &[(&str, [usize; 4])] = &[
    ("association", [4, 4, 0, 0]),
    ("crlf-and-bom", [2, 2, 0, 0]),
    ("ics-bad-folding", [2, 2, 0, 0]),
    ("ics-broken-sequence", [2, 2, 0, 0]),
    ("ics-cancelled", [2, 2, 1, 0]),
    ("ics-contradicts", [2, 2, 1, 0]),
    ("ics-empty-prodid", [2, 2, 0, 0]),
    ("ics-floating", [2, 2, 0, 0]),
    ("ics-lf", [2, 2, 0, 0]),
    ("ics-mixed-line-ends", [2, 2, 0, 0]),
    ("ics-more-than-the-page", [2, 1, 1, 0]),
    ("ics-not-one", [2, 3, 0, 0]),
    ("ics-one-uid-twice", [2, 2, 0, 0]),
    ("ics-other-forms", [2, 4, 0, 0]),
    ("ics-other-things", [2, 1, 1, 0]),
    ("ics-several-calendars", [2, 2, 0, 0]),
    ("ics-several-days", [2, 2, 0, 0]),
    ("ics-two-uids", [2, 2, 1, 0]),
    ("ics-tzid-alone", [2, 2, 0, 0]),
    ("ics-tzid-and-zone", [2, 2, 0, 0]),
    ("ics-utc", [2, 2, 0, 0]),
    ("ics-without-uid", [2, 2, 0, 0]),
    ("lines-as-sentences", [2, 3, 0, 2]),
    ("lines-cancelled", [2, 7, 0, 0]),
    ("lines-in-a-table", [2, 3, 0, 1]),
    ("lines-linked", [2, 5, 2, 0]),
    ("lines-moved", [2, 7, 0, 0]),
    ("lines-that-only-look", [2, 1, 0, 0]),
    ("lines-unread", [2, 2, 0, 8]),
    ("lines-with-year", [2, 9, 0, 0]),
    ("lines-without-year", [2, 5, 0, 2]),
    ("members-described", [6, 1, 0, 3]),
    ("members-former", [2, 1, 0, 3]),
    ("members-in-a-table", [2, 1, 0, 0]),
    ("members-nested", [3, 3, 0, 0]),
    ("minutes-beside", [2, 1, 0, 0]),
    ("no-calendars", [2, 2, 0, 0]),
    ("no-colleges", [2, 2, 0, 0]),
    ("no-member-lists", [0, 2, 0, 0]),
    ("no-pages", [0, 0, 0, 0]),
    ("nothing", [0, 0, 0, 0]),
    ("page-in-a-folder", [2, 3, 0, 0]),
    ("sound", [4, 4, 1, 0]),
    ("two-pages", [3, 3, 0, 0]),
];

#[test]
fn pages_of_wikis_hold_what_a_reader_sees_in_them() {
    for (case, expected) in CASES {
        let pages: Vec<WikiPage> = pages(&Case::open("wikis", case).input());
        let sum = |count: fn(&WikiPage) -> usize| pages.iter().map(count).sum::<usize>();
        let found = [
            sum(|page| page.members.iter().map(|list| list.members.len()).sum()),
            sum(|page| page.meetings.iter().map(|list| list.meetings.len()).sum()),
            sum(|page| page.calendars.len()),
            sum(|page| page.unread.len()),
        ];
        assert_eq!(&found, expected, "{case}: {pages:#?}");
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

/// Reads every page of a wiki.
fn pages(files: &Tree) -> Vec<WikiPage> {
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|end| end == "md");
    let pages = files.iter().filter(|(path, _)| is_page(path));
    pages
        .map(|(_, bytes)| read(str::from_utf8(bytes).unwrap()))
        .collect()
}
