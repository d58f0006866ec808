//! Changes of registries that people keep: each case of `tests/edits/` holds registries (`input/`),
//! what is typed (`commands`: one argument per line, a blank line between commands, `NAME=value` for
//! the environment), those registries that are other afterwards (`after/`), and what the program
//! says (`said`).
//!
//! `SNAPSHOTS=overwrite cargo test --test cases edits` makes `after` and `said` anew; read the
//! difference before it is committed.

use std::fmt::Write as _;
use std::path::Path;

use crate::case::Case;
use crate::for_each;
use crate::program::{Tree, cll_with, tree, write_tree};
use libtest_mimic::Trial;
use tempfile::TempDir;

const KIND: &str = "edits";

pub fn tests() -> Vec<Trial> {
    for_each(KIND, Case::names(KIND), changed_with_care)
}

/// Registries are changed as a careful person would.
fn changed_with_care(name: &str) {
    let mut case = Case::open(KIND, name);
    let before = case.input();
    let council = TempDir::new().unwrap();
    write_tree(council.path(), &before);
    let said = run_all(council.path(), &case.text("commands").unwrap());
    case.expect("said", Some(said.as_bytes()));
    let mut after: Tree = tree(council.path());
    after.remove(".cll.lock");
    assert!(after.keys().eq(before.keys()), "{:?}", after.keys());
    after.retain(|path, bytes| before[path] != *bytes);
    case.expect_below("after", &after);
    case.end();
}

/// Runs the commands of a case one after the other, and returns what was said.
fn run_all(folder: &Path, commands: &str) -> String {
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
