//! Cases, each a document or a folder below `tests/`: the files that it starts from, and what is
//! expected of them.
//!
//! A document is Markdown. A fenced block with a path behind its language is a file; in brackets
//! behind the path stands what lines do not show: `(bom)`, `(crlf)`, `(no final newline)`. Lines
//! such as `day: 2025-06-01` before the first block are small files, one line for each time the key
//! stands there. `base: NAME` puts `tests/councils/NAME/` under `input/`, but for what `without:`
//! names. A folder holds the same files as they are, for bytes that no document can hold.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use diffy::DiffOptions;

use crate::document::Document;
use crate::program::{Tree, tree, write};
use crate::snapshots::overwriting;

const INPUT: &str = "input";

/// One case. Whoever calls [`Case::end`] has read all of it.
pub struct Case {
    path: PathBuf,
    /// None of a folder.
    document: Option<Document>,
    files: Tree,
    read: RefCell<BTreeSet<String>>,
    /// What was made and is not what the case says; nothing where a file is not made at all.
    other: Vec<(String, Option<Vec<u8>>)>,
}

impl Case {
    /// Opens `tests/KIND/NAME.md`, or the folder without that ending.
    pub fn open(kind: &str, name: &str) -> Self {
        let mut path = folder(kind).join(format!("{name}.md"));
        let text = fs::read_to_string(&path).ok();
        if text.is_none() {
            path.set_extension("");
        }
        let document = text.map(|text| Document::read(&text));
        let files = document
            .as_ref()
            .map_or_else(|| tree(&path), Document::files);
        Self {
            path,
            document,
            files,
            read: RefCell::default(),
            other: Vec::new(),
        }
    }

    /// Returns the names of the cases of a kind, in order.
    pub fn names(kind: &str) -> Vec<String> {
        let mut names = names(&folder(kind));
        names.retain(|name| name != "README.md");
        let bare = |name: String| name.strip_suffix(".md").map(str::to_owned).unwrap_or(name);
        names.into_iter().map(bare).collect()
    }

    /// Returns a file of the case as it stands there.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.read.borrow_mut().insert(path.to_owned());
        self.files.get(path).map(Vec::as_slice)
    }

    /// Returns a text of the case.
    pub fn text(&self, path: &str) -> Option<String> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        self.file(path).map(text)
    }

    /// Returns the lines of a small file; none where there is no such file.
    pub fn lines(&self, key: &str) -> Vec<String> {
        let text = self.text(key).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Returns what lies below a folder of the case, by the paths from there.
    pub fn below(&self, folder: &str) -> Tree {
        let below = |path: &str| {
            path.strip_prefix(folder)?
                .strip_prefix('/')
                .map(str::to_owned)
        };
        let files = self.files.iter().filter_map(|(path, bytes)| {
            let inner = below(path)?;
            self.read.borrow_mut().insert(path.clone());
            Some((inner, bytes.clone()))
        });
        files.collect()
    }

    /// Returns the files that the case starts from, its base included.
    pub fn input(&self) -> Tree {
        let bases = self.lines("base");
        let mut files: Tree = bases.iter().flat_map(|base| council(base)).collect();
        for path in self.lines("without") {
            assert!(files.remove(&path).is_some(), "{path}");
        }
        files.extend(self.below(INPUT));
        files
    }

    /// Compares what was made with a file of the case.
    pub fn expect(&mut self, path: &str, made: Option<&[u8]>) {
        if self.file(path) != made {
            let made = made.map(<[u8]>::to_vec);
            self.other.push((path.to_owned(), made));
        }
    }

    /// Compares what was made with all that lies below a folder of the case.
    pub fn expect_below(&mut self, folder: &str, made: &Tree) {
        let expected = self.below(folder);
        for path in expected.keys().chain(made.keys()).collect::<BTreeSet<_>>() {
            let made = made.get(path).map(Vec::as_slice);
            self.expect(&format!("{folder}/{path}"), made);
        }
    }

    /// Ends a test: whatever is not as expected is shown, or written with `SNAPSHOTS=overwrite`.
    pub fn end(mut self) {
        let unread = |path: &&String| !self.read.borrow().contains(*path);
        let unread: Vec<_> = self.files.keys().filter(unread).collect();
        assert!(unread.is_empty(), "no test reads {unread:?}");
        let other = std::mem::take(&mut self.other);
        if !overwriting() {
            let shown: Vec<_> = other
                .iter()
                .map(|(path, made)| self.shown(path, made.as_ref()))
                .collect();
            assert!(shown.is_empty(), "{}", shown.join("\n"));
        } else if !other.is_empty() {
            self.write(&other);
        }
    }

    fn write(&mut self, other: &[(String, Option<Vec<u8>>)]) {
        for (path, made) in other {
            let file = self.path.join(path);
            match (&mut self.document, made) {
                (Some(document), made) => document.put(path, made.as_deref()),
                (None, Some(made)) => write(&file, made),
                (None, None) => fs::remove_file(file).unwrap(),
            }
        }
        if let Some(document) = &self.document {
            write(&self.path, document.to_string().as_bytes());
        }
    }

    fn shown(&self, path: &str, made: Option<&Vec<u8>>) -> String {
        let expected = self.files.get(path);
        let shown = |bytes: Option<&Vec<u8>>| {
            let text = bytes.map(|it| String::from_utf8_lossy(it).replace('\r', "\u{240d}"));
            text.unwrap_or_default()
        };
        let (is, made) = (shown(expected), shown(made));
        let mut options = DiffOptions::new();
        options.set_original_filename(format!("{}: {path}", self.path.display()));
        options.set_modified_filename("made");
        let diff = options.create_patch(&is, &made).to_string();
        let what = if expected.is_none() {
            "made and not expected"
        } else {
            "not as expected"
        };
        format!("{path}: {what}\n{diff}")
    }
}

/// Returns the files of a council of `tests/councils/`.
pub fn council(name: &str) -> Tree {
    tree(&folder("councils").join(name))
}

/// Returns a folder of `tests/`.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// Returns the names of what lies in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
