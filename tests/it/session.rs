//! Documents with blocks of commands, run as they stand, each in a council of its own.
//!
//! A document runs in a temporary copy of its council, so that its commands may write. What trycmd
//! passes over without a word, a command that it does not know and a pipe, is refused here.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;
use trycmd::TestCases;

use crate::document::Document;
use crate::sandbox::TODAY;
use crate::snapshots::overwriting;

/// The program under test.
pub const CLL: &str = env!("CARGO_BIN_EXE_cll");
/// The programs that a document may call besides; `cargo` is never run.
const TOOLS: [&str; 3] = ["git", "sed", "sh"];

/// What stands between two pages of a document that is run.
const NEXT_PAGE: &str = "\n<!-- next page -->\n\n";

/// Documents in a temporary folder, each with its council beside it.
pub struct Session {
    folder: TempDir,
    /// The pages that each document is made of, and where it is run.
    documents: Vec<(Vec<PathBuf>, PathBuf)>,
}

impl Session {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            documents: Vec::new(),
        }
    }

    /// Adds pages that are read one after the other, named by the first; returns the folder of
    /// their council, empty.
    pub fn add_pages(&mut self, pages: &[PathBuf]) -> PathBuf {
        let copy = self.folder.path().join(pages[0].file_name().unwrap());
        let texts = pages.iter().map(|page| fs::read_to_string(page).unwrap());
        fs::write(&copy, texts.collect::<Vec<_>>().join(NEXT_PAGE)).unwrap();
        let council = copy.with_extension("in");
        fs::create_dir(&council).unwrap();
        // With this folder there, trycmd lets the commands write in a copy of the council.
        fs::create_dir(copy.with_extension("out")).unwrap();
        self.documents.push((pages.to_owned(), copy));
        council
    }

    /// Runs the documents, in French those whose name says so, and counts their commands.
    ///
    /// With `SNAPSHOTS=overwrite` it writes what comes out into the documents instead; `test` is
    /// the name of the test that calls, with its module.
    pub fn run(self, test: &str) -> usize {
        let writes = env::var_os("TRYCMD").is_some_and(|value| value == "overwrite");
        if overwriting() && !writes {
            let mut again = Command::new(env::current_exe().unwrap());
            again.args(["--exact", test]).env("TRYCMD", "overwrite");
            let output = again.output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(said.contains(" 1 passed"), "{test}: {output:?}");
            return usize::MAX;
        }
        let mut count = 0;
        for lang in ["en", "fr"] {
            let cases = TestCases::new();
            let chosen = |path: &Path| path.to_string_lossy().contains(".fr.") == (lang == "fr");
            for (_, copy) in self.documents.iter().filter(|(_, copy)| chosen(copy)) {
                count += commands(&fs::read_to_string(copy).unwrap()).len();
                cases.case(copy);
            }
            for (key, value) in environment(lang) {
                cases.env(key, value);
            }
            for tool in TOOLS {
                cases.register_bin(tool, find(tool));
            }
            cases.register_bin("cll", Path::new(CLL));
            cases.run();
        }
        if writes {
            for (pages, copy) in &self.documents {
                let whole = fs::read_to_string(copy).unwrap();
                for (page, text) in pages.iter().zip(whole.split(NEXT_PAGE)) {
                    fs::write(page, text).unwrap();
                }
            }
        }
        count
    }
}

/// What every run of the program is given, so that nothing of the machine shows.
pub fn environment(lang: &str) -> Vec<(&'static str, String)> {
    let mut path = vec![Path::new(CLL).parent().unwrap().to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    let path = env::join_paths(path).unwrap();
    vec![
        ("CLL_LANG", lang.to_owned()),
        ("CLL_TODAY", TODAY.to_owned()),
        ("NO_COLOR", "1".to_owned()),
        ("LC_ALL", String::new()),
        ("LANG", String::new()),
        // A service sets it, in which `cll contact` shows nobody.
        ("CI", String::new()),
        ("SOURCE_DATE_EPOCH", String::new()),
        ("PATH", path.into_string().unwrap()),
        // No repository around the temporary folders counts, nor anyone's settings of git.
        (
            "GIT_CEILING_DIRECTORIES",
            env::temp_dir().to_string_lossy().into_owned(),
        ),
        ("GIT_CONFIG_GLOBAL", "/dev/null".to_owned()),
        ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
        ("GIT_AUTHOR_NAME", "cll".to_owned()),
        ("GIT_AUTHOR_EMAIL", "secretariat@example.org".to_owned()),
        ("GIT_COMMITTER_NAME", "cll".to_owned()),
        ("GIT_COMMITTER_EMAIL", "secretariat@example.org".to_owned()),
    ]
}

/// Returns the commands of the `console` blocks, and makes sure that trycmd runs each.
pub fn commands(document: &str) -> Vec<String> {
    let commands: Vec<String> = Document::read(document)
        .blocks()
        .into_iter()
        .filter(|block| block.language == "console")
        .flat_map(|block| {
            assert!(block.text.starts_with("$ "), "{}", block.text);
            let lines = block.text.lines();
            lines
                .filter_map(|line| line.strip_prefix("$ "))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    for command in &commands {
        let mut words = command.split(' ').skip_while(|word| word.contains('='));
        let word = words.next().unwrap_or_default();
        let known = ["cll", "cargo"].iter().chain(&TOOLS).any(|it| *it == word);
        assert!(known, "unknown command: {command}");
        let bare: String = command.split(['"', '\'']).step_by(2).collect();
        assert!(
            !bare.contains(['|', '<', '>', ';', '&']),
            "not run by a shell: {command}"
        );
    }
    commands
}

fn find(tool: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap();
    let mut found = env::split_paths(&path).map(|folder| folder.join(tool));
    found.find(|file| file.is_file()).unwrap()
}
