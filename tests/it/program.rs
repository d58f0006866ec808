//! Runs the program on councils in temporary folders.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

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
    let output = Command::new(env!("CARGO_BIN_EXE_cll"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs([("CLL_LANG", "en"), ("CLL_TODAY", TODAY), ("NO_COLOR", "1")])
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
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
