//! Whole councils: each folder of `tests/golden/` holds the tree before `cll build` (`input`), the
//! tree after it (`expected`), and what the program said (`stdout`, `stderr`).
//!
//! `SNAPSHOTS=overwrite cargo test --test cases golden` makes `expected`, `stdout` and `stderr` anew;
//! read the difference before it is committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Tree, cll, cll_with, tree, write, write_tree};
use crate::snapshots::overwriting;
use crate::{folder, for_each, names, tests};
use libtest_mimic::Trial;
use similar::TextDiff;
use tempfile::TempDir;

/// Each council with the language in which the program speaks of it.
const COUNCILS: &[(&str, &str)] = &[
    ("french", "fr"),
    ("large-council", "en"),
    ("nested", "fr"),
    ("page-as-it-is", "en"),
    ("plain", "en"),
];

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each("golden", names(&councils()), built_as_expected);
    tests.extend(tests!("golden":
        every_council_has_its_language,
        a_page_that_says_what_the_registries_say_stays_as_it_is,
    ));
    tests
}

fn every_council_has_its_language() {
    let listed: Vec<&str> = COUNCILS.iter().map(|(name, _)| *name).collect();
    assert_eq!(listed, names(&councils()));
}

/// Building makes exactly the expected tree.
fn built_as_expected(name: &str) {
    let lang = COUNCILS.iter().find(|council| council.0 == name).unwrap().1;
    let council = councils().join(name);
    let folder = TempDir::new().unwrap();
    write_tree(folder.path(), &tree(&council.join("input")));
    let run = cll_with(folder.path(), &["build"], &[("CLL_LANG", lang)]);
    assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
    if overwriting() {
        let _ = fs::remove_dir_all(council.join("expected"));
        write_tree(&council.join("expected"), &tree(folder.path()));
        write(&council.join("stdout"), run.stdout.as_bytes());
        write(&council.join("stderr"), run.stderr.as_bytes());
    }
    let mut differences = Vec::new();
    let mut compare = |path: &str, expected: Option<&[u8]>, made: Option<&[u8]>| {
        if expected != made {
            differences.push(difference(&format!("{name}/{path}"), expected, made));
        }
    };
    for (stream, said) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        let expected = fs::read(council.join(stream)).unwrap();
        compare(stream, Some(&expected), Some(said.as_bytes()));
    }
    let (expected, made) = (tree(&council.join("expected")), tree(folder.path()));
    for path in expected.keys().chain(made.keys()).collect::<BTreeSet<_>>() {
        let of = |tree: &Tree| tree.get(path).cloned();
        compare(path, of(&expected).as_deref(), of(&made).as_deref());
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    nothing_is_left_to_do(name, folder.path(), &made);
}

fn a_page_that_says_what_the_registries_say_stays_as_it_is() {
    let folder = TempDir::new().unwrap();
    let input = tree(&councils().join("page-as-it-is/input"));
    write_tree(folder.path(), &input);
    assert_eq!(cll(folder.path(), &["build"]).code, Some(0));
    let page = "conseil-logiciels-libres.md";
    assert!(tree(folder.path())[page] == input[page]);
}

fn nothing_is_left_to_do(name: &str, folder: &Path, made: &Tree) {
    for arguments in [["build", "--check"].as_slice(), &["build"]] {
        let run = cll(folder, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{name}");
        assert!(
            run.stderr.contains("nothing to do"),
            "{name}: {}",
            run.stderr
        );
    }
    assert!(
        tree(folder) == *made,
        "{name}: building again changed something"
    );
}

fn councils() -> PathBuf {
    folder("golden")
}

fn difference(path: &str, expected: Option<&[u8]>, made: Option<&[u8]>) -> String {
    let (Some(expected), Some(made)) = (expected, made) else {
        let what = if made.is_some() {
            "made and not expected"
        } else {
            "expected and not made"
        };
        return format!("{path}: {what}");
    };
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\r', "\u{240d}");
    let (expected, made) = (shown(expected), shown(made));
    let diff = TextDiff::from_lines(&expected, &made);
    let mut diff = diff.unified_diff();
    let diff = diff.header(&format!("{path} (expected)"), &format!("{path} (made)"));
    diff.to_string()
}
