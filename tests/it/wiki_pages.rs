//! What is read of the pages of wikis: the counts that `tests/wikis/README.md` judges right.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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
        let pages: Vec<WikiPage> = pages(&root().join(case).join("input"));
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
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let row = |line: &str| {
        line.strip_prefix("| `")?
            .split('`')
            .next()
            .map(str::to_owned)
    };
    let explained: BTreeSet<String> = readme.lines().filter_map(row).collect();
    let tried: BTreeSet<String> = CASES.iter().map(|(case, _)| (*case).to_owned()).collect();
    let entries = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let folders = entries.filter(|path| path.is_dir());
    let folders: BTreeSet<String> = folders
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(explained, folders);
    assert_eq!(tried, folders);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wikis")
}

/// Reads every page below a folder.
fn pages(folder: &Path) -> Vec<WikiPage> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let read_one = |path: PathBuf| match path.extension() {
        _ if path.is_dir() => pages(&path),
        Some(end) if end == "md" => vec![read(&fs::read_to_string(&path).unwrap())],
        _ => Vec::new(),
    };
    entries.flat_map(read_one).collect()
}
