//! Runs the program on councils in temporary folders.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The day that stands for today in every run.
pub const TODAY: &str = "2025-11-03";

/// What one run of the program said.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// The files of a folder, by their paths from it.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Runs the program in a folder, in English and on [`TODAY`].
pub fn cll(folder: &Path, arguments: &[&str]) -> Run {
    cll_with(folder, arguments, &[])
}

/// Runs the program in a folder with more environment variables, or others.
pub fn cll_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = command(folder, arguments);
    command.envs(variables.iter().copied());
    Run::of(command)
}

/// The program in a folder, with nothing of the machine's environment.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cll"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_clear()
        .envs([("CLL_LANG", "en"), ("CLL_TODAY", TODAY), ("NO_COLOR", "1")]);
    command
}

impl Run {
    /// Runs a command to its end; no run of the program may panic.
    pub fn of(mut command: Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let run = Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(!run.stderr.contains("panicked"), "{run:?}");
        run
    }

    /// Everything that was said.
    pub fn said(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// Runs git in a folder, without anything that a person has set up, and returns what it said.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let (said, sound) = try_git(folder, arguments);
    assert!(sound, "git {arguments:?}: {said}");
    said
}

/// Makes a repository of a folder, with all of it in one commit.
pub fn commit_all(folder: &Path) {
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "announced"]);
}

/// Runs git, and tells whether it succeeded.
pub fn try_git(folder: &Path, arguments: &[&str]) -> (String, bool) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=Secretariat"])
        .args(["-c", "user.email=secretariat@example.org"])
        .args(arguments)
        .env_remove("GIT_DIR")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).unwrap(), output.status.success())
}

/// Makes a temporary folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        write(&folder.path().join(path), text.as_bytes());
    }
    folder
}

/// Writes a file, and the folders on the way to it.
pub fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Writes every file of a tree below a folder.
pub fn write_tree(folder: &Path, tree: &Tree) {
    for (path, bytes) in tree {
        write(&folder.join(path), bytes);
    }
}

/// Reads every file below a folder.
pub fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let parts: Vec<_> = path
                    .strip_prefix(folder)
                    .unwrap()
                    .iter()
                    .map(|part| part.to_str().unwrap())
                    .collect();
                tree.insert(parts.join("/"), fs::read(&path).unwrap());
            }
        }
    }
    tree
}
