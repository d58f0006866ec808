//! Files that hold what is expected, written anew with `SNAPSHOTS=overwrite`.

#![expect(clippy::disallowed_methods, reason = "tests read the environment")]

/// Whether the files are to be written anew.
pub fn overwriting() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite")
}
