//! What bad input gets: a clear message, the right exit code, and not a byte written.
//!
//! What a code of its own tells is in `tests/problems/`, ids and UIDs used twice among it.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and stops where it cannot go on"
)]

mod any_bytes;
mod junk;
mod killed;
mod pages;
mod paths;
mod registries;
mod streams;
mod texts;

use crate::program::Run;
use crate::sandbox::Sandbox;

/// Runs `check` and `build`, which both find `code`: the one with exit code 1, the other with 2.
///
/// Nothing is written by either, and what `check` said is returned. `status`, where it can be told at
/// all, points to what fixes it.
fn refused(council: &Sandbox, code: &str) -> Run {
    let before = council.tree();
    let check = council.run(&["check"]);
    assert!(check.stdout.contains(&format!("[{code}]: ")), "{check:?}");
    assert_eq!(check.code, Some(1), "{check:?}");
    for arguments in [&["build"][..], &["build", "--check"], &["build", "-n"]] {
        let build = council.run(arguments);
        assert!(build.stderr.contains(&format!("[{code}]: ")), "{build:?}");
        assert_eq!(
            (build.code, build.stdout.as_str()),
            (Some(2), ""),
            "{build:?}"
        );
    }
    let status = council.run(&["status"]);
    let fixes = ["cll check\n", "cll meeting announce"];
    let told = fixes.iter().any(|command| status.stdout.contains(command));
    assert_eq!(
        (status.code, told),
        if told {
            (Some(0), true)
        } else {
            (Some(2), false)
        }
    );
    assert_eq!(council.tree(), before, "{code}: something was written");
    check
}

/// Builds a council in which nothing is wrong.
fn builds(council: &Sandbox) {
    let build = council.run(&["build"]);
    assert_eq!(build.code, Some(0), "{build:?}");
    // Its meetings are long past, and its texts hold whatever could be taken for something else.
    let skipped = "missing-minutes,public-email";
    let check = council.run(&["check", "--strict", "--skip", skipped]);
    assert_eq!(
        (check.code, check.stdout.as_str()),
        (Some(0), ""),
        "{check:?}"
    );
}
