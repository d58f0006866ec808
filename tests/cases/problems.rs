//! Each case of `tests/problems/` shows one mistake, and what `cll check` says of it.
//!
//! `input/` is the council, and where it holds `minutes.md` it is `cll minutes check` that speaks,
//! where it holds a wiki in `import/` it is `cll import`; the `expected.*` files are the report;
//! `also` names the other codes that the mistake brings with it, one per line. The short form and
//! JSON stand in three cases; of every case they must say what the human form says.
//! `SNAPSHOTS=overwrite cargo test --test cases problems` writes the expected files again, with
//! `problems::CODE` those of one: read the difference before committing it.

use std::collections::BTreeSet;
use std::fs;

use libtest_mimic::Trial;
use serde_json::Value;

use crate::case::Case;
use crate::program::{commit_all, git};
use crate::sandbox::Sandbox;
use crate::{for_each, tests};
use cll::problem::{CODES, INCIDENTAL};

const KIND: &str = "problems";
/// The human reports: file, language.
const REPORTS: [(&str, &str); 2] = [("expected.en.txt", "en"), ("expected.fr.txt", "fr")];
const SHORT: &str = "expected.short.txt";
const JSON: &str = "expected.json";
/// The cases that show the other two forms: with a place besides, with none and with a difference.
const ALL_FORMS: [&str; 3] = ["contradiction", "stale-file", "unknown-key"];
/// The keys of every problem in JSON.
const KEYS: [&str; 13] = [
    "code",
    "severity",
    "record",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "message",
    "label",
    "help",
    "also",
    "diff",
];
const MINUTES: &str = "minutes.md";
/// The meetings of most folders are long past and have no minutes, which is the mistake of one.
const CHECK: &[&str] = &["check", "--skip", MISSING_MINUTES];
const MISSING_MINUTES: &str = "missing-minutes";
const WIKI: &str = "import";
/// The errors that only `check` finds, and no `build`.
const ONLY_CHECKED: [&str; 10] = [
    "private-history",
    "unknown-member",
    "unknown-meeting",
    "duplicate-contact",
    "subject-mismatch",
    "written-password",
    "plain-connection",
    "private-tracked",
    "private-unignored",
    // Only that which no registry says; the link of `private-link` stands in one.
    "private-leak",
];

/// The mistakes of which the report says what to type.
const CORRECTED: [&str; 7] = [
    "college-order",
    "invalid-text",
    "unknown-code",
    "unknown-college",
    "unknown-key",
    "unknown-value",
    "wrong-type",
];

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each(KIND, Case::names(KIND), reported);
    tests.extend(tests!("problems":
        every_code_has_a_case_and_every_case_a_code,
        three_cases_show_all_forms,
        every_code_is_explained_in_both_languages,
    ));
    tests
}

fn every_code_has_a_case_and_every_case_a_code() {
    let cases: BTreeSet<String> = Case::names(KIND).into_iter().collect();
    let codes: BTreeSet<String> = CODES.iter().map(ToString::to_string).collect();
    assert_eq!(cases, codes);
}

fn three_cases_show_all_forms() {
    for form in [SHORT, JSON] {
        let shown = |code: &String| Case::open(KIND, code).file(form).is_some();
        let shown: Vec<String> = Case::names(KIND).into_iter().filter(shown).collect();
        assert_eq!(shown, ALL_FORMS, "{form}");
    }
}

/// What is wrong in a case is reported as expected.
fn reported(code: &str) {
    let mut case = Case::open(KIND, code);
    let input = case.input();
    let wiki = input.keys().any(|path| path.starts_with("import/"));
    let council = Sandbox::of(&input);
    if wiki {
        every_doubt_is_reported(code, &council, &mut case);
    } else {
        every_mistake_is_reported(code, &council, &mut case);
        corrections_are_made_once(code, &council);
    }
    case.end();
}

/// What `check --fix` corrects it leaves as it is the second time, and it touches registries alone.
fn corrections_are_made_once(code: &str, council: &Sandbox) {
    let before = council.tree();
    let fix = ["check", "--fix", "--yes"];
    council.run(&fix);
    let after = council.tree();
    let changed = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes));
    let changed = changed.map(|(path, _)| path.as_str());
    let changed: Vec<&str> = changed.filter(|path| !path.ends_with("cll.lock")).collect();
    let is_registry = |path: &&str| ["root/members.toml", "root/meetings.toml"].contains(path);
    assert!(changed.iter().all(is_registry), "{code}: {changed:?}");
    let is_corrected = CORRECTED.contains(&code);
    assert_eq!(!changed.is_empty(), is_corrected, "{code}: {changed:?}");
    council.run(&fix);
    assert_eq!(council.tree(), after, "{code}: the second time");
}

/// Checks the council of a case, in every form and language, and builds it where that can be.
fn every_mistake_is_reported(code: &str, council: &Sandbox, case: &mut Case) {
    prepare(code, council);
    // With only warnings, what would be made must be there, or it would be reported as well.
    let stale = code == "stale-file";
    let before = council.tree();
    let built = (!stale).then(|| council.run(&["build"]));
    if code == "missing-private-file" {
        commit_all(&council.root());
    }
    let check: &[&str] = if council.path(MINUTES).exists() {
        &["minutes", "check", MINUTES]
    } else if code == "private-history" {
        &["check", "--skip", MISSING_MINUTES, "--history"]
    } else if code == MISSING_MINUTES {
        &["check"]
    } else {
        CHECK
    };
    let report = Report::of(council, check, case);
    assert_eq!(report.codes, allowed(case, code), "{code}: what is found");
    let human = council.run(check);
    assert_eq!(human.code, Some(i32::from(report.errors > 0)), "{code}");
    let strict = [check, &["--strict"]].concat();
    // What the day brings is shown, and no more.
    let counts = Some(i32::from(!INCIDENTAL.contains(&code)));
    assert_eq!(council.run(&strict).code, counts, "{code}");
    let only_checked = ONLY_CHECKED.contains(&code) || check[0] != "check";
    match built {
        // Nothing is written while there is an error.
        Some(built) if report.errors > 0 && !only_checked => {
            assert_eq!(built.code, Some(2), "{code}: {built:?}");
            assert_eq!(council.tree(), before, "{code}");
        }
        Some(built) => assert_eq!(built.code, Some(0), "{code}: {built:?}"),
        None => {
            assert_eq!(council.run(&["build", "--check"]).code, Some(1), "{code}");
            assert_eq!(council.run(&["build"]).code, Some(0), "{code}");
            assert_eq!(council.run(&strict).code, Some(0), "{code}");
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
        "private-unignored" => {
            git(&root, &["init", "--quiet"]);
        }
        "git-silent" => {
            git(&root, &["init", "--quiet"]);
            council.write(".git/index", "cut");
        }
        "private-history" => {
            council.write(".gitignore", "/private/\n");
            commit_all(&root);
            let message = "For secretariat@mairie.example.org";
            git(&root, &["tag", "--annotate", "--message", message, "v1"]);
        }
        "partial-history" => {
            commit_all(&root);
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

/// Imports the wiki of a case: what is doubtful is said, and what is written can be built.
fn every_doubt_is_reported(code: &str, council: &Sandbox, case: &mut Case) {
    let before = council.tree();
    let mark: &[&str] = if ["reordered-list", "unmarked-list"].contains(&code) {
        &["--mark"]
    } else {
        &[]
    };
    let page = "conseil.md";
    let mut import = vec!["import", WIKI, "--members", page, "--meetings", page];
    if before.keys().any(|path| path.contains(".ics")) {
        import.extend(["--calendar", "**/*.ics"]);
    }
    if code != "supposed-value" {
        import.extend(["--name", "Conseil d'exemple"]);
    }
    import.extend(mark);
    let dry = [import.as_slice(), &["--dry-run"]].concat();
    let report = Report::of(council, &dry, case);
    assert_eq!((report.codes, report.errors), (allowed(case, code), 0));
    assert_eq!(council.tree(), before, "{code}");
    let run = |arguments: &[&str]| council.run(&[&["-C", WIKI], arguments].concat());
    assert_eq!(council.run(&import).code, Some(0), "{code}");
    let built = run(&["build"]);
    assert_eq!(built.code, Some(0), "{code}: {built:?}");
    // What the pages themselves should not hold is not what was written.
    let checked = run(&["check", "--skip", "private-link,dead-link"]);
    assert_eq!(checked.code, Some(0), "{code}: {checked:?}");
}

fn every_code_is_explained_in_both_languages() {
    let council = Sandbox::empty();
    for code in CODES {
        let [english, french] = ["en", "fr"].map(|lang| council.run_in(lang, &["explain", code]));
        assert_eq!((english.code, french.code), (Some(0), Some(0)), "{code}");
        for text in [&english.stdout, &french.stdout] {
            assert_eq!(text.matches("```").count(), 2, "{code}: an example: {text}");
        }
        assert_ne!(english.stdout, french.stdout, "{code}");
    }
}

/// What a command reports, in sum.
struct Report {
    codes: BTreeSet<String>,
    errors: u64,
}

impl Report {
    /// Runs a command in every form and language, and compares the forms with the case and with
    /// each other.
    fn of(council: &Sandbox, command: &[&str], case: &mut Case) -> Self {
        let mut say = |lang: &str, format: &str, file: &str| {
            let output = council.run_in(lang, &[command, &["--format", format]].concat());
            let expected = [Some(0), Some(1)].contains(&output.code)
                && (command[0] != "import" || output.code == Some(0));
            assert!(expected, "{output:?}");
            if format == "human" || case.file(file).is_some() {
                case.expect(file, Some(output.stdout.as_bytes()));
            }
            output.stdout
        };
        let [human, _] = REPORTS.map(|(file, lang)| say(lang, "human", file));
        let short = say("en", "short", SHORT);
        let document: Value = serde_json::from_str(&say("en", "json", JSON)).unwrap();
        let problems = document["problems"].as_array().unwrap();
        for problem in problems {
            let keys: Vec<&String> = problem.as_object().unwrap().keys().collect();
            assert_eq!(keys, KEYS);
            for (key, mark) in [("label", ""), ("help", "help: ")] {
                let said = problem[key].as_str().and_then(|said| said.lines().next());
                let said = said.map(|said| format!("{mark}{said}"));
                assert!(said.is_none_or(|said| human.contains(&said)), "{problem}");
            }
        }
        assert_eq!(
            problems.iter().map(shown).collect::<Vec<_>>(),
            shown_to_people(&human)
        );
        let lines: Vec<String> = short.lines().map(str::to_owned).collect();
        let of_a_problem = |line: &String| line.contains("warning[") || line.contains("error[");
        let lines: Vec<String> = lines.into_iter().filter(of_a_problem).collect();
        assert_eq!(problems.iter().map(shown).collect::<Vec<_>>(), lines);
        let count = |severity: &str| {
            let is_one = |problem: &&Value| problem["severity"] == severity;
            problems.iter().filter(is_one).count() as u64
        };
        for (severity, counted) in [("error", "errors"), ("warning", "warnings")] {
            assert_eq!(document[counted], count(severity));
        }
        let code = |problem: &Value| problem["code"].as_str().unwrap().to_owned();
        Self {
            codes: problems.iter().map(code).collect(),
            errors: count("error"),
        }
    }
}

/// A problem in JSON, as the short form writes it.
fn shown(problem: &Value) -> String {
    let text = |key: &str| problem[key].as_str().unwrap();
    let place = ["line", "column"].map(|key| problem[key].as_u64());
    let place = place.iter().flatten().map(|number| format!(":{number}"));
    format!(
        "{}{}: {}[{}]: {}",
        text("path"),
        place.collect::<String>(),
        text("severity"),
        text("code"),
        text("message"),
    )
}

/// The problems of the human form, as the short form writes them.
fn shown_to_people(report: &str) -> Vec<String> {
    let pairs = report.lines().zip(report.lines().skip(1));
    let problem = |(headline, place): (&str, &str)| {
        let place = place.trim_start().strip_prefix("--> ")?;
        Some(format!("{place}: {headline}"))
    };
    pairs.filter_map(problem).collect()
}

fn allowed(case: &Case, code: &str) -> BTreeSet<String> {
    let also = case.lines("also").into_iter();
    also.chain([code.to_owned()]).collect()
}
