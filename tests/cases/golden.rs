//! Whole councils: each case of `tests/golden/` holds the tree before `cll build` (`input`), what is
//! new or other after it (`expected`), and what the program said (`stdout`, `stderr`) in the
//! language `lang`, which is English where it says none.
//!
//! `SNAPSHOTS=overwrite cargo test --test cases golden` makes `expected`, `stdout` and `stderr` anew;
//! read the difference before it is committed.

use std::path::Path;

use crate::case::Case;
use crate::program::{Tree, cll, cll_with, tree, write_tree};
use crate::{for_each, tests};
use libtest_mimic::Trial;
use tempfile::TempDir;

const KIND: &str = "golden";

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each(KIND, Case::names(KIND), built_as_expected);
    tests.extend(tests!("golden":
        a_page_that_says_what_the_registries_say_stays_as_it_is,
    ));
    tests
}

/// Building makes exactly the expected tree.
fn built_as_expected(name: &str) {
    let mut case = Case::open(KIND, name);
    let lang = case.lines("lang").pop().unwrap_or_else(|| "en".to_owned());
    let input = case.input();
    let folder = TempDir::new().unwrap();
    write_tree(folder.path(), &input);
    let run = cll_with(folder.path(), &["build"], &[("CLL_LANG", &lang)]);
    assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
    case.expect("stdout", Some(run.stdout.as_bytes()));
    case.expect("stderr", Some(run.stderr.as_bytes()));
    let made = tree(folder.path());
    let gone: Vec<_> = input
        .keys()
        .filter(|path| !made.contains_key(*path))
        .collect();
    assert!(gone.is_empty(), "{gone:?}");
    let mut changed = made.clone();
    changed.retain(|path, bytes| input.get(path) != Some(bytes));
    case.expect_below("expected", &changed);
    case.end();
    nothing_is_left_to_do(name, folder.path(), &made);
}

fn a_page_that_says_what_the_registries_say_stays_as_it_is() {
    let folder = TempDir::new().unwrap();
    let input = Case::open(KIND, "page-as-it-is").input();
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
