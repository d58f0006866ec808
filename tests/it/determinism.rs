//! The same registries give the same bytes, and doing a thing twice is doing it once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::case::Case;
use crate::program::{Tree, cll, cll_with, tree, write_tree};
use tempfile::TempDir;

#[test]
fn no_artefact_sees_the_machine() {
    let variables: &[&[(&str, &str)]] = &[
        &[("TZ", "Pacific/Auckland")],
        &[("TZ", "America/Los_Angeles"), ("LANG", "fr_FR.UTF-8")],
        &[("LC_ALL", "tr_TR.UTF-8"), ("CLL_LANG", "fr")],
        &[("CLL_TODAY", "2000-02-29")],
        &[("CLL_TODAY", "2099-12-31"), ("NO_COLOR", "")],
        &[("SOURCE_DATE_EPOCH", "1"), ("CLICOLOR_FORCE", "1")],
        &[
            ("HOME", "/nonexistent"),
            ("USER", "quelqu-un"),
            ("COLUMNS", "20"),
        ],
    ];
    for input in councils() {
        let expected = built(&input, "", &[]);
        for variables in variables {
            assert!(built(&input, "", variables) == expected, "{variables:?}");
        }
        let deep = built(&input, "un/dossier bien/plus profond", &[]);
        assert!(deep == expected, "in a deeper folder");
    }
}

#[test]
fn what_is_ignored_counts_in_the_repository_and_not_above_it() {
    let input = Tree::from([
        ("members.toml".to_owned(), golden("nested", "members.toml")),
        (
            "meetings.toml".to_owned(),
            golden("nested", "meetings.toml"),
        ),
        ("conseil.md".to_owned(), golden("nested", "conseil.md")),
        ("ignoree.md".to_owned(), golden("nested", "conseil.md")),
    ]);
    let is_filled = |tree: &Tree, page: &str| tree[page] != input[page];
    for (git, ignored, filled) in [
        // Above the repository, above a folder of no repository, in the repository.
        (Some("above/council"), ".gitignore", true),
        (None, ".gitignore", true),
        (None, "above/.gitignore", true),
        (Some(""), ".gitignore", false),
        (Some("above"), "above/.gitignore", false),
        (None, "above/council/.gitignore", false),
    ] {
        let temporary = TempDir::new().unwrap();
        let council = temporary.path().join("above/council");
        write_tree(&council, &input);
        if let Some(git) = git {
            fs::create_dir_all(temporary.path().join(git).join(".git")).unwrap();
        }
        fs::write(temporary.path().join(ignored), "ignoree.md\n").unwrap();
        assert_eq!(cll(&council, &["build"]).code, Some(0));
        let made = tree(&council);
        assert!(is_filled(&made, "conseil.md"));
        assert_eq!(is_filled(&made, "ignoree.md"), filled, "{git:?} {ignored}");
    }
}

#[test]
fn the_order_of_the_records_reaches_no_artefact() {
    for input in councils() {
        let mut turned = input.clone();
        for (file, header) in [
            ("members.toml", "[[member]]"),
            ("meetings.toml", "[[meeting]]"),
        ] {
            let text = String::from_utf8(turned[file].clone()).unwrap();
            let turned_text = records_reversed(&text, header);
            assert_ne!(turned_text, text);
            turned.insert(file.to_owned(), turned_text.into_bytes());
        }
        let (mut expected, mut made) = (built(&input, "", &[]), built(&turned, "", &[]));
        for registry in ["members.toml", "meetings.toml"] {
            expected.remove(registry);
            made.remove(registry);
        }
        assert!(made == expected);
    }
}

#[test]
fn line_ends_and_byte_order_marks_of_the_registries_reach_no_artefact() {
    for input in councils() {
        let mut other = input.clone();
        for registry in ["members.toml", "meetings.toml"] {
            let text = String::from_utf8(other[registry].clone()).unwrap();
            let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            other.insert(registry.to_owned(), text.into_bytes());
        }
        let (mut expected, mut made) = (built(&input, "", &[]), built(&other, "", &[]));
        for registry in ["members.toml", "meetings.toml"] {
            expected.remove(registry);
            made.remove(registry);
        }
        assert!(made == expected);
    }
}

#[test]
fn a_second_build_writes_nothing_and_says_so() {
    for input in councils() {
        let folder = TempDir::new().unwrap();
        write_tree(folder.path(), &input);
        assert_eq!(cll(folder.path(), &["build"]).code, Some(0));
        let made = tree(folder.path());
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for path in made.keys() {
            set_modified(&folder.path().join(path), long_ago);
        }

        let again = cll(folder.path(), &["build"]);
        assert_eq!((again.code, again.stdout.as_str()), (Some(0), ""));
        assert!(
            again.stderr.starts_with("nothing to do: "),
            "{}",
            again.stderr
        );
        assert!(tree(folder.path()) == made);
        for path in made.keys() {
            let modified = fs::metadata(folder.path().join(path)).unwrap().modified();
            assert_eq!(modified.unwrap(), long_ago, "{path} was written");
        }

        let check = cll(folder.path(), &["build", "--check"]);
        assert_eq!((check.code, check.stdout.as_str()), (Some(0), ""));
        // No search reads a PDF, and one council has minutes of a meeting without a record.
        let skipped = "unsearchable-files,orphan-file";
        let check = ["check", "--strict", "--skip", skipped];
        let check = cll(folder.path(), &check);
        assert_eq!((check.code, check.stdout.as_str()), (Some(0), ""));
        assert_eq!(check.stderr, "no problem found\n");
    }
}

#[test]
fn a_dry_run_and_a_check_write_nothing() {
    for input in councils() {
        let folder = TempDir::new().unwrap();
        write_tree(folder.path(), &input);
        let before = tree(folder.path());
        assert_eq!(cll(folder.path(), &["build", "--dry-run"]).code, Some(0));
        assert_eq!(cll(folder.path(), &["build", "--check"]).code, Some(1));
        assert_eq!(cll(folder.path(), &["check"]).code, Some(1));
        assert!(tree(folder.path()) == before);
    }
}

fn golden(council: &str, path: &str) -> Vec<u8> {
    Case::open("golden", council).input()[path].clone()
}

fn councils() -> Vec<Tree> {
    let names = Case::names("golden").into_iter();
    let councils: Vec<Tree> = names
        .map(|name| Case::open("golden", &name).input())
        .collect();
    assert!(!councils.is_empty());
    councils
}

/// Builds a council in a folder so far below a temporary one, and returns its files.
fn built(input: &Tree, below: &str, variables: &[(&str, &str)]) -> Tree {
    let temporary = TempDir::new().unwrap();
    let folder = temporary.path().join(below);
    write_tree(&folder, input);
    let run = cll_with(&folder, &["build"], variables);
    assert_eq!(run.code, Some(0), "{variables:?}: {}", run.stderr);
    tree(&folder)
}

/// Puts the records of one kind in the other order; they stand at the end of their file.
fn records_reversed(text: &str, header: &str) -> String {
    let first = text.find(header).unwrap();
    let (head, records) = text.split_at(first);
    let mut records: Vec<&str> = records.split(header).skip(1).collect();
    records.reverse();
    let records = records
        .iter()
        .map(|record| format!("{header}{}\n", record.trim_end()));
    format!("{head}{}", records.collect::<String>())
}

fn set_modified(path: &Path, moment: SystemTime) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(moment).unwrap();
}
