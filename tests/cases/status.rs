//! Each case of `tests/status/` is a council on one day, and what `cll status` says of it.
//!
//! The council is built, `after/` is put over it, and the `day` has come; `committed` says that the
//! council is in git before that. The `expected.*` files are all that is said, the JSON in English.
//! `SNAPSHOTS=overwrite cargo test --test cases status` writes them again: read the difference before
//! committing it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::case::{Case, council};
use crate::program::{Run, cll, cll_with, commit_all, tree, write_tree};
use crate::{for_each, tests};
use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

/// What each case says: file, language, arguments.
const EXPECTED: [(&str, &str, &[&str]); 3] = [
    ("expected.en.txt", "en", &["status"]),
    ("expected.fr.txt", "fr", &["status"]),
    ("expected.json", "en", &["status", "--json"]),
];
const KIND: &str = "status";
/// The council of most cases.
const COUNCIL: &str = "agency";
/// The keys of every task.
const KEYS: [&str; 12] = [
    "command", "count", "cycle", "date", "days", "errors", "kind", "meeting", "member", "message",
    "severity", "warnings",
];
/// The commands that write; what they are shown for is not to be told again.
const SETTLE: [&str; 6] = [
    "build",
    "meeting announce",
    "meeting announce --all",
    "meeting confirm",
    "minutes draft",
    "minutes publish",
];

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each(KIND, Case::names(KIND), told_as_expected);
    tests.extend(for_each(
        "status::typed",
        Case::names(KIND),
        every_command_deals_with_its_matter,
    ));
    tests.extend(tests!("status":
        there_are_as_many_cases_as_there_were,
        every_matter_is_shown_with_every_key,
        every_command_that_writes_has_a_case,
        minutes_are_missing_from_the_end_of_the_meeting_on,
        unsound_registries_are_shown_and_nothing_else,
        quiet_leaves_what_is_shown_as_it_is,
        colours_are_shown_only_where_they_are_wanted,
        nothing_is_written,
    ));
    tests
}

/// A council is told what is expected.
fn told_as_expected(name: &str) {
    let mut case = Case::open(KIND, name);
    let (council, day) = prepared(&case);
    for (file, lang, arguments) in EXPECTED {
        let run = on(council.path(), &day, lang, arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        case.expect(file, Some((run.stdout + &run.stderr).as_bytes()));
    }
    case.end();
}

fn there_are_as_many_cases_as_there_were() {
    let count = Case::names(KIND).len();
    assert!(count >= 40, "only {count} cases");
}

/// Every kind of task has a case, and every case of JSON has every key.
fn every_matter_is_shown_with_every_key() {
    let mut kinds = BTreeSet::new();
    for case in Case::names(KIND) {
        let text = Case::open(KIND, &case).text("expected.json").unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        for task in document["tasks"].as_array().unwrap() {
            let keys: BTreeSet<&str> = task
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(keys, KEYS.into(), "{case}");
            kinds.insert(task["kind"].as_str().unwrap().to_owned());
        }
    }
    let readme = include_str!("../../docs/en/commands.md");
    let section = readme.split("## `cll status`\n").nth(1).unwrap();
    let rows = section.split("\n## ").next().unwrap().lines();
    let first = rows.filter_map(|row| row.strip_prefix("| `")?.split(" |").next());
    let told = first.flat_map(|cell| cell.split(['`', ',', ' ']));
    let told: BTreeSet<String> = told
        .filter(|word| word.contains(char::is_alphabetic) && !word.starts_with('-'))
        .map(str::to_owned)
        .collect();
    assert_eq!(told, kinds, "the table of docs/en/commands.md");
}

/// Each command that is shown can be typed as it is, and those that write settle their task.
fn every_command_deals_with_its_matter(name: &str) {
    let case = Case::open(KIND, name);
    let tasks = |council: &Path, day: &str| {
        let run = on(council, day, "en", &["status", "--json"]);
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        document["tasks"].as_array().unwrap().clone()
    };
    let (council, day) = prepared(&case);
    for task in tasks(council.path(), &day) {
        let (council, day) = prepared(&case);
        let Some(command) = task["command"].as_str() else {
            continue;
        };
        let typed = command.replace("DATE", &day);
        let words: Vec<&str> = typed.split(' ').collect();
        let run = on(council.path(), &day, "en", &words[1..]);
        let mistyped = ["Usage:", "there is no meeting", "there is no member"];
        let mistyped = mistyped.iter().any(|said| run.stderr.contains(said));
        assert!(!mistyped, "{command}: {run:?}");
        if SETTLE.contains(&command_name(&typed).as_str()) {
            assert_eq!(run.code, Some(0), "{run:?}");
            let left = tasks(council.path(), &day);
            assert!(!left.contains(&task), "{left:?}");
        }
    }
}

/// Every command that settles a task is shown in some case, where it is typed.
fn every_command_that_writes_has_a_case() {
    let mut settled = BTreeSet::new();
    for case in Case::names(KIND) {
        let text = Case::open(KIND, &case).text("expected.json").unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let tasks = document["tasks"].as_array().unwrap();
        let commands = tasks.iter().filter_map(|task| task["command"].as_str());
        // A day to be typed ends the name as one of this century does.
        settled.extend(commands.map(|it| command_name(&it.replace("DATE", "20"))));
    }
    settled.retain(|name| SETTLE.contains(&name.as_str()));
    assert_eq!(settled, SETTLE.map(str::to_owned).into());
}

/// Returns the words after `cll`, up to the first that holds a year.
fn command_name(command: &str) -> String {
    let words = command.split(' ').skip(1);
    let name: Vec<&str> = words.take_while(|word| !word.contains("20")).collect();
    name.join(" ")
}

/// The evening of a meeting is too early to say that it has no minutes, the moment after it is not.
fn minutes_are_missing_from_the_end_of_the_meeting_on() {
    let folder = TempDir::new().unwrap();
    write_tree(folder.path(), &council(COUNCIL));
    // 9 December 2025, 17:59:59 and 18:00 in Paris.
    for (moment, missing) in [("1765299599", false), ("1765299600", true)] {
        let now = [("SOURCE_DATE_EPOCH", moment), ("CLL_TODAY", "")];
        let run = cll_with(folder.path(), &["status", "--json"], &now);
        assert_eq!(
            run.stdout.contains("\"missing-minutes\""),
            missing,
            "{run:?}"
        );
    }
}

fn unsound_registries_are_shown_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    write_tree(folder.path(), &council(COUNCIL));
    let meetings = folder.path().join("meetings.toml");
    let text = fs::read_to_string(&meetings).unwrap();
    fs::write(&meetings, text.replace("number = 1", "nombre = 1")).unwrap();
    for arguments in [["status"].as_slice(), &["status", "--json"]] {
        let run = cll(folder.path(), arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.contains("error[unknown-key]"), "{run:?}");
    }
}

fn quiet_leaves_what_is_shown_as_it_is() {
    let (council, day) = prepared(&Case::open(KIND, "nothing-to-do"));
    let loud = on(council.path(), &day, "en", &["status"]);
    let quiet = on(council.path(), &day, "en", &["status", "--quiet"]);
    assert_eq!(loud.stderr, "\nnothing to do\n");
    assert_eq!(quiet.stderr, "");
    assert_eq!(quiet.stdout, loud.stdout);
}

fn colours_are_shown_only_where_they_are_wanted() {
    let (council, day) = prepared(&Case::open(KIND, "files-out-of-date"));
    let plain = on(council.path(), &day, "en", &["status"]).stdout;
    let colored = on(council.path(), &day, "en", &["status", "--color", "always"]).stdout;
    assert!(!plain.contains('\x1b'));
    let mut bare = String::new();
    for part in colored.split('\x1b') {
        // Each sequence ends with its first letter.
        bare += part
            .split_once('m')
            .filter(|_| part.starts_with('['))
            .map_or(part, |(_, rest)| rest);
    }
    assert_ne!(colored, plain);
    assert_eq!(bare, plain);
}

fn nothing_is_written() {
    for case in ["files-out-of-date", "invitations-not-sent"] {
        let (council, day) = prepared(&Case::open(KIND, case));
        let before = tree(council.path());
        on(council.path(), &day, "fr", &["status"]);
        assert!(tree(council.path()) == before, "{case}");
    }
}

/// Makes the council of a case, and returns its day.
fn prepared(case: &Case) -> (TempDir, String) {
    let council = TempDir::new().unwrap();
    let day = case.lines("day").concat();
    write_tree(council.path(), &case.input());
    let run = on(council.path(), &day, "en", &["build"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    if case.file("committed").is_some() {
        commit_all(council.path());
    }
    write_tree(council.path(), &case.below("after"));
    (council, day)
}

fn on(council: &Path, day: &str, lang: &str, arguments: &[&str]) -> Run {
    cll_with(
        council,
        arguments,
        &[("CLL_TODAY", day), ("CLL_LANG", lang)],
    )
}
