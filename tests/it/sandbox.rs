//! A council of its own for one test, and the program run in it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{Run, Tree, command};
use tempfile::TempDir;

/// The day that every run takes for today.
pub const TODAY: &str = "2025-06-01";

/// The registry of a council that is sound.
pub const MEMBERS: &str = include_str!("../councils/town-hall/members.toml");

/// The registry of its only meeting.
pub const MEETINGS: &str = include_str!("../councils/town-hall/meetings.toml");

/// The calendar that is made of it.
pub const EVENT: &str = "evenements/conseil-exemple-2025-administrations-1.ics";

/// A folder that goes with the test, the root of a git repository.
pub struct Sandbox {
    folder: TempDir,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Folder,
    Link(PathBuf),
    File(Vec<u8>),
}

impl Sandbox {
    /// Makes a folder with nothing in it but `.git`, where the search for registries ends.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("root/.git")).unwrap();
        Self { folder }
    }

    /// Makes a council that is sound.
    pub fn council() -> Self {
        let sandbox = Self::empty();
        sandbox.write("members.toml", MEMBERS);
        sandbox.write("meetings.toml", MEETINGS);
        sandbox
    }

    /// Makes the council of the corpus of minutes, without a draft.
    pub fn corpus() -> Self {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
        let sandbox = Self::empty();
        for (path, file) in [
            ("members.toml", "members.toml"),
            ("meetings.toml", "meetings.toml"),
            ("private/members.toml", "contacts.toml"),
            ("private/meetings.toml", "rooms.toml"),
        ] {
            sandbox.write(path, fs::read(corpus.join(file)).unwrap());
        }
        sandbox.write(".gitignore", "/private/\n");
        sandbox
    }

    /// Makes a council of these files.
    pub fn of(files: &Tree) -> Self {
        let sandbox = Self::empty();
        for (path, bytes) in files {
            sandbox.write(path, bytes);
        }
        sandbox
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    /// The folder around the root, where nothing may be written.
    pub fn outside(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Everything in and around the root.
    pub fn tree(&self) -> BTreeMap<String, Entry> {
        tree(self.outside())
    }

    pub fn command(&self, lang: &str, arguments: &[&str]) -> Command {
        let mut command = command(&self.root(), arguments);
        command.envs([("CLL_LANG", lang), ("CLL_TODAY", TODAY)]);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("en", arguments)
    }

    pub fn run_in(&self, lang: &str, arguments: &[&str]) -> Run {
        Run::of(self.command(lang, arguments))
    }
}

/// Returns everything below a folder, by its path from there.
fn tree(folder: &Path) -> BTreeMap<String, Entry> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy();
            let kind = fs::symlink_metadata(&path).unwrap().file_type();
            let entry = if kind.is_symlink() {
                Entry::Link(fs::read_link(&path).unwrap())
            } else if kind.is_dir() {
                folders.push(path.clone());
                Entry::Folder
            } else if kind.is_file() {
                Entry::File(fs::read(&path).unwrap())
            } else {
                // A pipe or a device: reading it would wait.
                Entry::File(Vec::new())
            };
            found.insert(name.into_owned(), entry);
        }
    }
    found
}
