//! Each folder of `tests/problems/` shows one mistake, and what `cll check` says of it.
//!
//! `input/` is the council, and where it holds `minutes.md` it is `cll minutes check` that speaks,
//! where it holds a wiki in `import/` it is `cll import`; the `expected.*` files are the report;
//! `also.txt` names the other codes that the mistake brings with it, one per line.
//! `SNAPSHOTS=overwrite cargo test --test cases problems` writes the expected files again, with
//! `problems::CODE` those of one: read the difference before committing it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;

use crate::sandbox::{Output, Sandbox, git};
use crate::{compare, folder, for_each, names, tests};
use cll::problem::{CODES, INCIDENTAL};

/// The reports: file, language, format.
const REPORTS: [(&str, &str, &str); 4] = [
    ("expected.en.txt", "en", "human"),
    ("expected.fr.txt", "fr", "human"),
    ("expected.short.txt", "en", "short"),
    ("expected.json", "en", "json"),
];
const MINUTES: &str = "minutes.md";
/// The meetings of most folders are long past and have no minutes, which is the mistake of one.
const CHECK: &[&str] = &["check", "--skip", MISSING_MINUTES];
const MISSING_MINUTES: &str = "missing-minutes";
const WIKI: &str = "import";
const INPUT: &str = "input";
const ALSO: &str = "also.txt";
/// The errors that only `check` finds, and no `build`.
const ONLY_CHECKED: [&str; 9] = [
    "private-history",
    "unknown-member",
    "unknown-meeting",
    "duplicate-contact",
    "written-password",
    "plain-connection",
    "private-tracked",
    "private-unignored",
    // Only that which no registry says; the link of `private-link` stands in one.
    "private-leak",
];

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each("problems", names(&root()), reported);
    tests.extend(tests!("problems":
        every_code_has_a_folder_and_every_folder_a_code,
        no_folder_holds_a_file_that_no_test_reads,
        every_code_is_explained_in_both_languages,
    ));
    tests
}

fn every_code_has_a_folder_and_every_folder_a_code() {
    let folders: BTreeSet<String> = names(&root()).into_iter().collect();
    let codes: BTreeSet<String> = CODES.iter().map(ToString::to_string).collect();
    assert_eq!(folders, codes);
}

fn no_folder_holds_a_file_that_no_test_reads() {
    for code in CODES {
        for name in names(&root().join(code)) {
            let read = REPORTS.iter().any(|(report, ..)| *report == name);
            assert!(read || name == INPUT || name == ALSO, "{code}/{name}");
        }
    }
}

/// What is wrong in a folder is reported as expected.
fn reported(code: &str) {
    let mut wrong = Vec::new();
    let folder = root().join(code);
    if folder.join(INPUT).join(WIKI).exists() {
        every_doubt_is_reported(code, &folder, &mut wrong);
    } else {
        every_mistake_is_reported(code, &folder, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Checks the council of a folder, in every form and language, and builds it where that can be.
fn every_mistake_is_reported(code: &str, folder: &Path, wrong: &mut Vec<String>) {
    let council = Sandbox::copy_of(&folder.join(INPUT));
    prepare(code, &council);
    // With only warnings, what would be made must be there, or it would be reported as well.
    let stale = matches!(code, "stale-file" | "dropped-text");
    let before = council.tree();
    let built = (!stale).then(|| council.run(&["build"]));
    if code == "missing-private-file" {
        let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        git(&council.root(), &["init", "--quiet"]);
        git(&council.root(), &["add", "--all"]);
        let commit = ["commit", "--quiet", "--message", "announced"];
        git(&council.root(), &[&author[..], &commit].concat());
    }
    let check: &[&str] = if folder.join(INPUT).join(MINUTES).exists() {
        &["minutes", "check", MINUTES]
    } else if code == "private-history" {
        &["check", "--skip", MISSING_MINUTES, "--history"]
    } else if code == MISSING_MINUTES {
        &["check"]
    } else {
        CHECK
    };
    for (name, lang, format) in REPORTS {
        let output = council.run_in(lang, &[check, &["--format", format]].concat());
        assert!(!output.stderr.contains("panicked"), "{code}: {output:?}");
        compare(&folder.join(name), &output.stdout, wrong);
    }
    let report = Report::of(&council, check);
    assert_eq!(report.codes, allowed(folder, code), "{code}: what is found");
    let human = council.run(check);
    assert_eq!(human.code, i32::from(report.errors > 0), "{code}");
    let strict = [check, &["--strict"]].concat();
    // What the day brings is shown, and no more.
    let counts = i32::from(!INCIDENTAL.contains(&code));
    assert_eq!(council.run(&strict).code, counts, "{code}");
    let only_checked = ONLY_CHECKED.contains(&code) || check[0] != "check";
    match built {
        // Nothing is written while there is an error.
        Some(built) if report.errors > 0 && !only_checked => {
            assert_eq!(built.code, 2, "{code}: {built:?}");
            assert_eq!(council.tree(), before, "{code}");
        }
        Some(built) => assert_eq!(built.code, 0, "{code}: {built:?}"),
        None => {
            assert_eq!(council.run(&["build", "--check"]).code, 1, "{code}");
            assert_eq!(council.run(&["build"]).code, 0, "{code}");
            assert_eq!(council.run(&strict).code, 0, "{code}");
        }
    }
}

/// Makes what no file of the input can be.
fn prepare(code: &str, council: &Sandbox) {
    let root = council.root();
    match code {
        "private-tracked" => {
            git(&root, &["init", "--quiet"]);
            git(&root, &["add", "--force", "private"]);
        }
        "private-unignored" => git(&root, &["init", "--quiet"]),
        "git-silent" => {
            git(&root, &["init", "--quiet"]);
            council.write(".git/index", "cut");
        }
        "private-history" => {
            let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
            council.write(".gitignore", "/private/\n");
            git(&root, &["init", "--quiet"]);
            git(&root, &["add", "--all"]);
            for act in [
                &["commit", "--quiet", "--message", "announced"][..],
                &[
                    "tag",
                    "--annotate",
                    "--message",
                    "For secretariat@mairie.example.org",
                    "v1",
                ],
            ] {
                git(&root, &[&author[..], act].concat());
            }
        }
        "partial-history" => {
            let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
            git(&root, &["init", "--quiet"]);
            git(&root, &["add", "--all"]);
            let commit = ["commit", "--quiet", "--message", "announced"];
            git(&root, &[&author[..], &commit].concat());
            let head = fs::read_to_string(council.path(".git/HEAD")).unwrap();
            let branch = head.trim().strip_prefix("ref: ").unwrap();
            let head = council.path(".git").join(branch);
            fs::copy(head, council.path(".git/shallow")).unwrap();
        }
        "unchecked-file" => {
            let film = fs::File::create(council.path("film.bin")).unwrap();
            film.set_len(17 << 20).unwrap();
        }
        _ => {}
    }
}

/// Imports the wiki of a folder: what is doubtful is said, and what is written can be built.
fn every_doubt_is_reported(code: &str, folder: &Path, wrong: &mut Vec<String>) {
    let council = Sandbox::copy_of(&folder.join(INPUT));
    let before = council.tree();
    let mark: &[&str] = if code == "unmarked-list" {
        &["--mark"]
    } else {
        &[]
    };
    let import = [&["import", WIKI], mark].concat();
    let dry = [import.as_slice(), &["--dry-run"]].concat();
    for (name, lang, format) in REPORTS {
        let output = council.run_in(lang, &[dry.as_slice(), &["--format", format]].concat());
        assert_eq!(output.code, 0, "{code}: {output:?}");
        compare(&folder.join(name), &output.stdout, wrong);
    }
    let report = Report::of(&council, &dry);
    assert_eq!((report.codes, report.errors), (allowed(folder, code), 0));
    assert_eq!(council.tree(), before, "{code}");
    let run = |arguments: &[&str]| council.run(&[&["-C", WIKI], arguments].concat());
    assert_eq!(council.run(&import).code, 0, "{code}");
    let built = run(&["build"]);
    assert_eq!(built.code, 0, "{code}: {built:?}");
    // What the pages themselves should not hold is not what was written.
    let checked = run(&["check", "--skip", "private-link,dead-link"]);
    assert_eq!(checked.code, 0, "{code}: {checked:?}");
}

fn every_code_is_explained_in_both_languages() {
    let council = Sandbox::empty();
    for code in CODES {
        let [english, french] = ["en", "fr"].map(|lang| council.run_in(lang, &["explain", code]));
        assert_eq!((english.code, french.code), (0, 0), "{code}");
        for text in [&english.stdout, &french.stdout] {
            assert_eq!(text.matches("```").count(), 2, "{code}: an example: {text}");
        }
        assert_ne!(english.stdout, french.stdout, "{code}");
    }
}

/// What the JSON of `cll check` says in sum.
struct Report {
    codes: BTreeSet<String>,
    errors: u64,
}

impl Report {
    fn of(council: &Sandbox, check: &[&str]) -> Self {
        let json = [check, &["--format", "json"]].concat();
        let Output { stdout, .. } = council.run(&json);
        let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let problems = document["problems"].as_array().unwrap();
        let code = |problem: &serde_json::Value| problem["code"].as_str().unwrap().to_owned();
        Self {
            codes: problems.iter().map(code).collect(),
            errors: document["errors"].as_u64().unwrap(),
        }
    }
}

fn allowed(folder: &Path, code: &str) -> BTreeSet<String> {
    let also = fs::read_to_string(folder.join(ALSO)).unwrap_or_default();
    also.lines().chain([code]).map(str::to_owned).collect()
}

fn root() -> PathBuf {
    folder("problems")
}
