//! Answers to invitations: `tests/replies/README.md` says what becomes of each file beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Run, Tree, cll_with, tree, write_tree};
use crate::{for_each, tests};
use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

const KIND: &str = "replies";
/// The day of the answers that real programs made.
const TODAY: &str = "2026-11-28";

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each(KIND, table().into_keys(), becomes_as_the_table_says);
    tests.extend(tests!("replies": every_file_is_in_the_table, order_does_not_matter));
    tests
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replies")
}

/// What becomes of each file.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(folder().join("README.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    let rows = rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [file, _, becomes] = cells[..] else {
            panic!("{row}")
        };
        let becomes = becomes.split("; ").map(ToOwned::to_owned);
        (file.to_owned(), becomes.collect())
    });
    rows.collect()
}

fn council() -> TempDir {
    let council = TempDir::new().unwrap();
    let files: Tree = tree(&folder().join("council"));
    write_tree(council.path(), &files);
    council
}

fn read(council: &Path, sources: &[&Path]) -> (Run, Vec<Value>) {
    let sources = sources.iter().map(|source| source.to_str().unwrap());
    let arguments: Vec<&str> = ["invite", "replies", "--json"]
        .into_iter()
        .chain(sources)
        .collect();
    let run = cll_with(council, &arguments, &[("CLL_TODAY", TODAY)]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    assert_eq!(document["format"], 1);
    let replies = document["replies"].as_array().unwrap().clone();
    (run, replies)
}

/// Says what became of a message as the table does.
fn shown(reply: &Value) -> String {
    let text = |key: &str| reply[key].as_str().unwrap_or("-").to_owned();
    let result = match reply["reason"].as_str() {
        Some(reason) => format!("{}/{reason}", text("result")),
        None => text("result"),
    };
    format!(
        "{result} {} {} {}",
        text("meeting"),
        text("member"),
        text("answer")
    )
}

fn journal(council: &Path) -> String {
    fs::read_to_string(council.join("private/replies.jsonl")).unwrap_or_default()
}

/// A second reading changes nothing, and what is recorded is nothing but the answer.
fn becomes_as_the_table_says(name: &str) {
    let council = council();
    let file = folder().join(name);
    let (run, replies) = read(council.path(), &[&file]);
    let shown: Vec<String> = replies.iter().map(shown).collect();
    assert_eq!(shown, table()[name], "{run:?}");
    let unreadable = shown.iter().any(|it| it.starts_with("unreadable"));
    assert_eq!(run.code, Some(i32::from(unreadable)), "{run:?}");
    let recorded = journal(council.path());
    for hidden in ["visio", "Ordre du jour", "DESCRIPTION"] {
        assert!(!recorded.contains(hidden), "{recorded}");
        assert!(!run.said().contains(hidden), "{run:?}");
    }
    let (_, again) = read(council.path(), &[&file]);
    assert_eq!(journal(council.path()), recorded);
    let is_recorded = |it: &Value| {
        let result = it["result"].as_str().unwrap();
        ["applied", "stale", "to-note"].contains(&result)
    };
    for (first, second) in replies.iter().zip(&again) {
        let expected = if is_recorded(first) {
            "known"
        } else {
            first["result"].as_str().unwrap()
        };
        assert_eq!(second["result"], expected, "{again:?}");
    }
}

fn every_file_is_in_the_table() {
    let files = fs::read_dir(folder()).unwrap();
    let files = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = files
        .filter(|it| it != "README.md" && it != "council")
        .collect();
    let rows: BTreeSet<String> = table().into_keys().collect();
    assert_eq!(files, rows);
}

/// In whatever order all of them are read, the same answers stand.
fn order_does_not_matter() {
    let files: Vec<PathBuf> = table()
        .into_keys()
        .map(|name| folder().join(name))
        .collect();
    let mut stand = BTreeSet::new();
    for turn in [0, 1, 17, 40] {
        let mut files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        files.rotate_left(turn);
        if turn % 2 == 1 {
            files.reverse();
        }
        let council = council();
        read(council.path(), &files);
        for id in ["2027-etat-1", "2027-etat-2"] {
            let today = [("CLL_TODAY", TODAY)];
            let list = cll_with(council.path(), &["invite", "list", id, "--json"], &today);
            assert_eq!(list.code, Some(0), "{list:?}");
            stand.insert(list.stdout);
        }
    }
    assert_eq!(stand.len(), 2, "{stand:#?}");
}
