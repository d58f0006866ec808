//! Changes of registries that people keep: each folder of `tests/edits/` holds registries before
//! (`meetings.toml`, `members.toml`; without one, that of `plain`), what is typed (`commands`: one
//! argument per line, a blank line between commands, `NAME=value` for the environment), the
//! registries afterwards (`after/`), and what the program says (`said`).
//!
//! `SNAPSHOTS=overwrite cargo test --test cases edits` makes `after` and `said` anew; read the
//! difference before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::program::{cll_with, write};
use crate::snapshots::overwriting;
use crate::{folder, for_each, names};
use libtest_mimic::Trial;
use similar::TextDiff;
use tempfile::TempDir;

const REGISTRIES: [&str; 2] = ["members.toml", "meetings.toml"];

pub fn tests() -> Vec<Trial> {
    for_each("edits", names(&folder("edits")), changed_with_care)
}

/// Registries are changed as a careful person would.
fn changed_with_care(name: &str) {
    let case = folder("edits").join(name);
    let mut differences = String::new();
    let council = TempDir::new().unwrap();
    for name in REGISTRIES {
        let own = case.join(name);
        let plain = folder("edits").join("plain").join(name);
        let from = if own.exists() { own } else { plain };
        write(&council.path().join(name), &fs::read(from).unwrap());
    }
    let before = REGISTRIES.map(|name| fs::read(council.path().join(name)).unwrap());
    let said = run_all(council.path(), &case.join("commands"));
    compare(&case.join("said"), Some(said.as_bytes()), &mut differences);
    for (name, before) in REGISTRIES.iter().zip(before) {
        let after = fs::read(council.path().join(name)).unwrap();
        let changed = Some(after).filter(|after| *after != before);
        let expected = case.join("after").join(name);
        compare(&expected, changed.as_deref(), &mut differences);
    }
    let left: Vec<_> = fs::read_dir(council.path()).unwrap().collect();
    // The lock is the only other file.
    assert!(left.len() <= 3, "{}: {left:?}", case.display());
    assert!(differences.is_empty(), "{differences}");
}

/// Runs the commands of a case one after the other, and returns what was said.
fn run_all(folder: &Path, commands: &Path) -> String {
    let commands = fs::read_to_string(commands).unwrap();
    let mut said = String::new();
    for command in commands.trim_end().split("\n\n") {
        let (variables, arguments): (Vec<&str>, Vec<&str>) =
            command.lines().partition(|line| line.starts_with("CLL_"));
        let variables: Vec<(&str, &str)> = variables
            .iter()
            .map(|line| line.split_once('=').unwrap())
            .collect();
        let run = cll_with(folder, &arguments, &variables);
        writeln!(said, "$ cll {}", arguments.join(" ")).unwrap();
        for (stream, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
            if !text.is_empty() {
                let ended = if text.ends_with('\n') { "" } else { "\n" };
                write!(said, "--- {stream}\n{text}{ended}").unwrap();
            }
        }
        writeln!(said, "--- exit {}\n", run.code.unwrap()).unwrap();
    }
    said
}

/// Compares what a run made with the file that is expected, or writes that file.
fn compare(expected: &Path, made: Option<&[u8]>, differences: &mut String) {
    if overwriting() {
        match made {
            Some(made) => write(expected, made),
            None => drop(fs::remove_file(expected)),
        }
        return;
    }
    let was = fs::read(expected).ok();
    if was.as_deref() == made {
        return;
    }
    let text =
        |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    let (was, made) = (text(was.as_deref()), text(made));
    let diff = TextDiff::from_lines(was.as_str(), made.as_str());
    let mut unified = diff.unified_diff();
    let name = expected.display().to_string();
    let unified = unified.header(&name, "made now");
    writeln!(differences, "{unified}").unwrap();
}
