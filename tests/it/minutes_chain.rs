//! The minutes of two meetings, from the first draft to the page, as files in `tests/minutes/`.
//!
//! `council/` holds the registries, `filled/` what people made of each draft, `expected/` what the
//! program makes. `SNAPSHOTS=overwrite cargo test --test it minutes_chain` makes `expected/` anew; read
//! the difference before it is committed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::case::Case;
use crate::program::{Run, cll_with, tree, write, write_tree};
use crate::snapshots::overwriting;
use tempfile::TempDir;

const FIRST: &str = "2025-associations-1";
const SECOND: &str = "2025-administrations-associations-1";

/// A council in a temporary folder, and the files that it is compared with.
struct Chain {
    folder: TempDir,
    compared: BTreeSet<String>,
}

impl Chain {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        write_tree(folder.path(), &tree(&files("council")));
        Self {
            folder,
            compared: BTreeSet::new(),
        }
    }

    fn cll(&self, today: &str, arguments: &[&str]) -> Run {
        cll_with(self.folder.path(), arguments, &[("CLL_TODAY", today)])
    }

    /// Runs a command that must succeed, and returns what it prints.
    fn done(&self, today: &str, arguments: &[&str]) -> String {
        let run = self.cll(today, arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        run.stdout
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    fn fill_in(&self, meeting: &str, name: &str) {
        let filled = fs::read(files("filled").join(name)).unwrap();
        write(&self.folder.path().join(draft(meeting)), &filled);
    }

    /// Nobody types no-break spaces: publishing sets them.
    fn has_only_ordinary_spaces(&self, today: &str, meeting: &str) {
        let checked = ["minutes", "check", meeting, "--format", "json"];
        let found = codes(&self.done(today, &checked));
        assert_eq!(found, ["french-spacing".to_owned()].into());
    }

    fn is_as_expected(&mut self, name: &str, text: &str) {
        let file = files("expected").join(name);
        if overwriting() {
            write(&file, text.as_bytes());
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        assert!(expected == text, "{name} is\n{text}\nand not\n{expected}");
        self.compared.insert(name.to_owned());
    }
}

fn files(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/minutes")
        .join(folder)
}

fn draft(meeting: &str) -> String {
    format!("private/comptes-rendus/{meeting}.md")
}

/// Returns the codes of what is found in minutes.
fn codes(report: &str) -> BTreeSet<String> {
    let document: serde_json::Value = serde_json::from_str(report).unwrap();
    let problems = document["problems"].as_array().unwrap();
    let code = |problem: &serde_json::Value| problem["code"].as_str().unwrap().to_owned();
    problems.iter().map(code).collect()
}

#[test]
fn two_meetings_from_the_first_draft_to_the_page() {
    let mut chain = Chain::new();
    let after_first = "2025-10-28";
    chain.done(after_first, &["minutes", "draft", "last"]);
    chain.is_as_expected("first-draft.md", &chain.read(&draft(FIRST)));
    let stopped = chain.cll(after_first, &["minutes", "publish", FIRST]);
    assert_eq!(stopped.code, Some(1), "{stopped:?}");
    assert!(stopped.stderr.contains("placeholder"), "{stopped:?}");

    chain.fill_in(FIRST, "first.md");
    chain.has_only_ordinary_spaces(after_first, FIRST);
    let actions = chain.done(after_first, &["minutes", "actions"]);
    chain.is_as_expected("first-actions.txt", &actions);
    let publish = ["minutes", "publish", "last", "--approved-on", "2025-11-10"];
    let with_page = [&publish[..], &["--html", "first.html"]].concat();
    let too_early = chain.cll(after_first, &with_page);
    assert_eq!(too_early.code, Some(2), "{too_early:?}");
    chain.done("2025-11-10", &with_page);
    let published = format!("comptes-rendus/{FIRST}.md");
    chain.is_as_expected("first.md", &chain.read(&published));
    chain.is_as_expected("first.html", &chain.read("first.html"));

    let after_second = "2025-12-09";
    chain.done(after_second, &["minutes", "draft", "last"]);
    chain.is_as_expected("second-draft.md", &chain.read(&draft(SECOND)));
    chain.fill_in(SECOND, "second.md");
    chain.has_only_ordinary_spaces(after_second, SECOND);
    let actions = chain.done(after_second, &["minutes", "actions", "--all"]);
    chain.is_as_expected("second-actions.txt", &actions);
    chain.done(after_second, &["minutes", "publish", "last"]);
    chain.is_as_expected(
        "second.md",
        &chain.read(&format!("comptes-rendus/{SECOND}.md")),
    );

    chain.done(after_second, &["build"]);
    // Not as a page, whose blocks would be this repository's own.
    chain.is_as_expected("page.txt", &chain.read("conseil-exemple.md"));
    let all: BTreeSet<String> = tree(&files("expected")).into_keys().collect();
    assert_eq!(chain.compared, all, "each expected file is made");

    // Nothing private is in any file that anybody may see, nor in what is checked out elsewhere.
    for (path, bytes) in tree(chain.folder.path()) {
        let text = String::from_utf8(bytes).unwrap();
        for private in [
            "Service des ruches",
            "Atelier",
            "ruches@",
            "webinaire.example.org",
        ] {
            let is_member = private == "Atelier" && text.contains("atelier d'exemple");
            let found = text.contains(private) && !is_member;
            assert!(
                path.starts_with("private/") || !found,
                "{private} in {path}"
            );
        }
    }
    fs::remove_dir_all(chain.folder.path().join("private/comptes-rendus")).unwrap();
    let public = chain.done(
        after_second,
        &["minutes", "actions", "--all", "--format", "ids"],
    );
    assert_eq!(
        public.lines().count(),
        actions.lines().count() - 1,
        "{public}"
    );
}

#[test]
fn a_draft_has_nothing_to_mend_but_its_placeholders() {
    // The names of one council are made to look like anything but names.
    let councils = ["large-council", "nested", "page-as-it-is", "plain"];
    let councils = councils.map(|name| Case::open("golden", name).input());
    let councils = councils.into_iter().chain([tree(&files("council"))]);
    let mut count = 0;
    for council in councils {
        let folder = TempDir::new().unwrap();
        write_tree(folder.path(), &council);
        let cll = |arguments: &[&str]| cll_with(folder.path(), arguments, &[]);
        let ids = cll(&["meeting", "list", "--format", "ids"]).stdout;
        for id in ids.lines() {
            let drafted = cll(&["minutes", "draft", id, "-o", "draft.md", "--force"]);
            if drafted.stderr.contains("nothing to take minutes of") {
                continue;
            }
            assert_eq!(drafted.code, Some(0), "{id}: {drafted:?}");
            let checked = cll(&["minutes", "check", "draft.md", "--format", "json"]);
            let found = codes(&checked.stdout);
            // The boxes of the attendance are left to fill in too.
            let expected = ["placeholder", "unfilled-attendance"].map(str::to_owned);
            assert_eq!(found, expected.into(), "{id}: {checked:?}");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

/// An action that names a contact in the open has yet to be fixed: it is carried over in private.
#[test]
fn what_is_to_be_mended_is_not_carried_into_the_open() {
    let chain = Chain::new();
    chain.fill_in(FIRST, "first.md");
    let first = chain.read(&draft(FIRST));
    let action =
        "- [ ] L'Abeille : écrire à ruches@abeille.example.org (avant le 1er décembre 2025)";
    let path = chain.folder.path().join(draft(FIRST));
    write(&path, format!("{first}\n{action}\n").as_bytes());
    let open = chain.done("2025-10-28", &["minutes", "draft", "next", "-o", "-"]);
    assert!(open.contains("publier la feuille de route") && !open.contains("ruches@"));
    chain.done("2025-10-28", &["minutes", "draft", "next"]);
    assert!(
        chain
            .read(&draft(SECOND))
            .contains("ruches@abeille.example.org")
    );
}
