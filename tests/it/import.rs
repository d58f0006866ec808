//! `cll import`: each folder of `tests/import/` and `tests/wikis/` holds a wiki (`input`), what
//! `cll import --mark` writes there (both registries and, in `expected`, the pages that got markers),
//! and what it says (`report.txt`).
//!
//! `SNAPSHOTS=overwrite cargo test --test it import` makes all but the wikis anew; read the difference
//! before it is committed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Tree, cll, tree, write, write_tree};
use crate::snapshots::overwriting;
use similar::TextDiff;
use tempfile::TempDir;

const REGISTRIES: [&str; 2] = ["members.toml", "meetings.toml"];
const EXPECTED: &str = "expected";

/// A folder with a wiki in it.
fn wiki(files: &Tree) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_tree(folder.path(), files);
    folder
}

/// Every wiki: its name, and the folder that holds it.
fn cases() -> Vec<(String, PathBuf)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut cases: Vec<(String, PathBuf)> = ["import", "wikis"]
        .into_iter()
        .flat_map(|folder| fs::read_dir(tests.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| {
            (
                path.strip_prefix(&tests).unwrap().display().to_string(),
                path,
            )
        })
        .collect();
    cases.sort();
    cases
}

/// The registries stand beside the wiki, so that it is not taken for a part of this repository.
fn expected_of(case: &Path) -> Tree {
    let pages = case.join(EXPECTED);
    let mut expected = if pages.exists() {
        tree(&pages)
    } else {
        Tree::new()
    };
    for registry in REGISTRIES {
        expected.extend(
            fs::read(case.join(registry))
                .ok()
                .map(|bytes| (registry.to_owned(), bytes)),
        );
    }
    expected
}

fn write_expected(case: &Path, made: &Tree) {
    let _ = fs::remove_dir_all(case.join(EXPECTED));
    for (path, bytes) in made {
        let folder = if REGISTRIES.contains(&path.as_str()) {
            case.to_owned()
        } else {
            case.join(EXPECTED)
        };
        write(&folder.join(path), bytes);
    }
}

/// Reads every file of a wiki, but for the one that keeps two commands apart.
fn files(folder: &Path) -> Tree {
    let mut files = tree(folder);
    files.remove(".cll.lock");
    files
}

/// Returns the files that are other, or not there, in the first tree.
fn changed(before: &Tree, after: &Tree) -> Tree {
    let new = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(*bytes));
    new.map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

/// The wiki with a calendar that cannot be replaced unasked, and that calendar.
const HOLDS_MORE: (&str, &str) = ("wikis/ics-other-things", "e/tout.ics");

#[test]
fn every_wiki_becomes_the_expected_registries() {
    let mut wrong = Vec::new();
    for (name, path) in cases() {
        let input = tree(&path.join("input"));
        let folder = wiki(&input);
        let run = cll(folder.path(), &["import", "--mark", "."]);
        let code = run.code.unwrap();
        let root = fs::canonicalize(folder.path())
            .unwrap()
            .display()
            .to_string();
        let said = format!("{}{}exit code {code}\n", run.stdout, run.stderr);
        let report = said.replace(&root, "[folder]");
        let mut made = changed(&input, &files(folder.path()));
        let ignored = made.remove(".gitignore");
        // It begins with a key drawn at random.
        let journal = made.remove("private/sent.jsonl");
        assert_eq!(journal.is_some(), !made.is_empty(), "{name}");
        let line = (!made.is_empty()).then(|| b"/private/\n".to_vec());
        assert_eq!(ignored, line, "{name}");
        if overwriting() {
            write_expected(&path, &made);
            write(&path.join("report.txt"), report.as_bytes());
        }
        let expected = expected_of(&path);
        let mut compare = |file: &str, expected: &[u8], made: &[u8]| {
            if expected != made {
                let texts =
                    [expected, made].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                let difference = TextDiff::from_lines(&texts[0], &texts[1]);
                let file = format!("{name}/{file}");
                wrong.push(difference.unified_diff().header(&file, "is").to_string());
            }
        };
        let said = fs::read(path.join("report.txt")).unwrap();
        compare("report.txt", &said, report.as_bytes());
        for file in expected.keys().chain(made.keys()).collect::<BTreeSet<_>>() {
            let bytes = |tree: &Tree| tree.get(file).cloned().unwrap_or_default();
            compare(file, &bytes(&expected), &bytes(&made));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page keeps every byte but for the markers, and what was imported is sound, can be built, and
/// holds all there is.
#[test]
fn what_is_imported_is_sound_and_complete() {
    for (name, path) in cases() {
        let input = tree(&path.join("input"));
        let folder = wiki(&input);
        let run = |arguments: &[&str]| cll(folder.path(), arguments);
        let code = run(&["import", "--mark"]).code;
        if code == Some(2) {
            assert!(files(folder.path()) == input, "{name}: nothing was found");
            continue;
        }
        let marked = files(folder.path());
        for (file, bytes) in &input {
            let without: Vec<&[u8]> = marked[file]
                .split_inclusive(|byte| *byte == b'\n')
                .filter(|line| !String::from_utf8_lossy(line).contains("cll:"))
                .collect();
            let without = without.concat();
            let same = without == *bytes || without.strip_suffix(b"\r\n") == Some(bytes);
            assert!(same, "{name}: {file}");
        }
        for again in [&["import", "--merge", "--mark"][..], &["import", "--merge"]] {
            let merged = run(again);
            assert_eq!(merged.code, code, "{name}: {}", merged.stderr);
            assert!(files(folder.path()) == marked, "{name}: {again:?}");
        }
        // One wiki's calendar holds a series, a task and an alarm besides: whoever subscribed to it
        // loses none of that unasked.
        let mut built = run(&["build"]);
        if name == HOLDS_MORE.0 {
            assert_eq!(built.code, Some(2), "{name}: {}", built.stderr);
            built = run(&["build", "--replace", HOLDS_MORE.1]);
        }
        assert_eq!(built.code, Some(0), "{name}: {}", built.stderr);
        // What the pages themselves should not hold is not what was written.
        let checked = run(&["check", "--skip", "private-link,dead-link"]);
        assert_eq!(checked.code, Some(0), "{name}: {}", checked.stdout);
        let after = files(folder.path());
        let merged = run(&["import", "--merge", "--mark"]);
        assert_eq!(merged.code, code, "{name}: {}", merged.stderr);
        assert!(files(folder.path()) == after, "{name}: after the build");
    }
}

#[test]
fn an_import_that_was_stopped_between_its_files_can_be_run_again() {
    let input = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/two-pages/input"));
    for (again, edited) in [
        (&["import"][..], false),
        (&["import", "--merge"], false),
        (&["import", "--mark"], false),
        (&["import"], true),
    ] {
        let folder = wiki(&input);
        let run = |arguments: &[&str]| cll(folder.path(), arguments);
        let code = run(&["import"]).code;
        let whole = files(folder.path());
        fs::remove_file(folder.path().join("meetings.toml")).unwrap();
        let members = folder.path().join("members.toml");
        if edited {
            let text = fs::read_to_string(&members).unwrap();
            fs::write(&members, text.replace("convener = ", "convener = 'X' # ")).unwrap();
            let before = files(folder.path());
            let refused = run(again);
            assert_eq!(refused.code, Some(2), "{}", refused.stderr);
            assert!(
                refused.stderr.contains("`meetings.toml`"),
                "{}",
                refused.stderr
            );
            assert!(files(folder.path()) == before);
            continue;
        }
        let run = run(again);
        assert_eq!(run.code, code, "{again:?}: {}", run.stderr);
        let mut made = files(folder.path());
        if again.contains(&"--mark") {
            made.retain(|path, _| REGISTRIES.contains(&path.as_str()));
        }
        for (path, bytes) in &made {
            assert!(whole.get(path) == Some(bytes), "{again:?}: {path}");
        }
    }
}

#[test]
fn a_page_that_cannot_be_read_stops_an_import_before_anything_is_written() {
    let mut input =
        tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/two-pages/input"));
    input.insert("latin.md".to_owned(), b"# R\xe9union\n".to_vec());
    let folder = wiki(&input);
    for arguments in [&["import"][..], &["import", "--mark"], &["import", "-n"]] {
        let run = cll(folder.path(), arguments);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stdout.contains("latin.md"), "{}", run.stdout);
        assert!(run.stdout.contains("error[not-utf8]"), "{}", run.stdout);
        assert!(run.stderr.contains("nothing was written"), "{}", run.stderr);
        assert!(files(folder.path()) == input);
    }
}
