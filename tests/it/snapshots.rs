//! Files that hold what is expected, written anew with `SNAPSHOTS=overwrite`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use similar::TextDiff;

/// Whether the files are to be written anew.
pub fn overwriting() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite")
}

/// Compares a file with the text that was made, or writes it; a difference is added to `wrong`.
pub fn compare(file: &Path, actual: &str, wrong: &mut Vec<String>) {
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
