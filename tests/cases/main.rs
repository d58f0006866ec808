//! The cases that lie in `tests/`, a document or a folder each: every one is a test by its own name.
//!
//! `cargo test problems::unknown-key` runs one of them, `cargo test --test cases problems` all of a
//! kind. A new document is a new test; nothing else has to name it. `case.rs` says how it is written.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and fails by panicking"
)]

#[path = "../it/case.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod case;
mod commands;
#[path = "../it/document.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod document;
mod edits;
mod golden;
mod import;
mod problems;
#[path = "../it/program.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod program;
mod replies;
#[path = "../it/sandbox.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod sandbox;
#[path = "../it/session.rs"]
#[allow(dead_code, reason = "shared with the other crate")]
mod session;
#[path = "../it/snapshots.rs"]
mod snapshots;
mod status;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let tests = [
        commands::tests(),
        edits::tests(),
        golden::tests(),
        import::tests(),
        problems::tests(),
        replies::tests(),
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
