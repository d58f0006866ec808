//! The commands under the machine's own clock, which every other test replaces.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::program::{cll_with, folder};

#[test]
fn a_registry_changes_under_the_clock_of_the_machine() {
    let council = folder(&[
        (
            "members.toml",
            include_str!("../councils/plain/members.toml"),
        ),
        (
            "meetings.toml",
            include_str!("../councils/plain/meetings.toml"),
        ),
    ]);
    for arguments in [
        "build",
        "meeting new --plenary --date 2999-03-05 --time 14:00-16:00 --id plenary --yes",
        "meeting reschedule plenary --date 2999-03-06 --yes",
        "build",
        "meeting cancel plenary",
        "members new --name OW3 --college ecosysteme",
        "build",
        "build --check",
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        // An empty variable is none: the clock counts.
        let run = cll_with(council.path(), &arguments, &[("CLL_TODAY", "")]);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    }
}
