//! The cases that lie in `tests/`, a folder or a document each: every one is a test by its own name.
//!
//! `cargo test problems::unknown-key` runs one of them, `cargo test --test cases problems` all of a
//! kind. A new folder is a new test; nothing else has to name it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and fails by panicking"
)]

mod commands;
mod edits;
mod golden;
mod import;
mod problems;
#[path = "../it/program.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod program;
#[path = "../it/sandbox.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod sandbox;
#[path = "../it/session.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod session;
#[path = "../it/snapshots.rs"]
mod snapshots;
mod status;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use similar::TextDiff;

use snapshots::overwriting;

fn main() -> ExitCode {
    let tests = [
        commands::tests(),
        edits::tests(),
        golden::tests(),
        import::tests(),
        problems::tests(),
        status::tests(),
    ];
    let tests = tests.into_iter().flatten().collect();
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// A test for each name, called by its kind and the name.
fn for_each(
    kind: &str,
    names: impl IntoIterator<Item = String>,
    test: impl Fn(&str) + Clone + Send + 'static,
) -> Vec<Trial> {
    let trial = |name: String| {
        let test = test.clone();
        Trial::test(format!("{kind}::{name}"), move || {
            test(&name);
            Ok(())
        })
    };
    names.into_iter().map(trial).collect()
}

/// Tests that are about all cases of a kind, or about none, by the names of their functions.
macro_rules! tests {
    ($kind:literal: $($test:ident),+ $(,)?) => {
        vec![$(libtest_mimic::Trial::test(concat!($kind, "::", stringify!($test)), || {
            $test();
            Ok(())
        })),+]
    };
}
use tests;

/// Returns a folder of `tests/`.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// Returns the names of what lies in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Compares a file with the text that was made, or writes it; a difference is added to `wrong`.
fn compare(file: &Path, actual: &str, wrong: &mut Vec<String>) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == actual {
        return;
    }
    if overwriting() {
        fs::write(file, actual).unwrap();
        return;
    }
    let diff = TextDiff::from_lines(expected.as_str(), actual);
    let file = file.display().to_string();
    wrong.push(diff.unified_diff().header(&file, "is").to_string());
}
