//! `cll import`: each case of `tests/import/` and `tests/wikis/` holds a wiki (`input`), what
//! `cll import --mark` with the options of its `command` writes there (both registries and, in `expected`,
//! the pages that got markers), and what it says (`report.txt`); without a `command` it is a survey. The registries stand beside the wiki, so that a folder is not
//! taken for a part of this repository.
//!
//! `SNAPSHOTS=overwrite cargo test --test cases import` makes all but `input` anew; read the
//! difference before it is committed.

use std::fs;
use std::path::Path;

use crate::case::Case;
use crate::program::{Tree, cll, tree, write_tree};
use crate::{for_each, tests};
use libtest_mimic::Trial;
use tempfile::TempDir;

const REGISTRIES: [&str; 2] = ["members.toml", "meetings.toml"];

/// A folder with a wiki in it.
fn wiki(files: &Tree) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_tree(folder.path(), files);
    folder
}

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each("import", cases(), becomes_the_expected_registries);
    tests.extend(for_each("import::sound", cases(), sound_and_complete));
    tests.extend(tests!("import":
        an_import_that_was_stopped_between_its_files_can_be_run_again,
        one_registry_without_the_other_names_the_way_on,
        a_page_that_cannot_be_read_stops_an_import_before_anything_is_written,
    ));
    tests
}

/// Every wiki, by the path of its case.
fn cases() -> Vec<String> {
    let within = |kind: &'static str| {
        let names = Case::names(kind).into_iter();
        names.map(move |name| format!("{kind}/{name}"))
    };
    within("import").chain(within("wikis")).collect()
}

fn open(name: &str) -> Case {
    let (kind, name) = name.split_once('/').unwrap();
    Case::open(kind, name)
}

/// Reads every file of a wiki, but for the one that keeps two commands apart.
fn files(folder: &Path) -> Tree {
    let mut files = tree(folder);
    files.remove(".cll.lock");
    files
}

/// Returns the files that are other, or not there, in the first tree.
fn changed(before: &Tree, after: &Tree) -> Tree {
    let new = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(*bytes));
    new.map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

/// The wikis with calendars that cannot be replaced unasked, and how one asks for it.
const HOLDS_MORE: [(&str, &[&str]); 5] = [
    (
        "wikis/ics-left-out",
        &[
            "--replace-series",
            "s@example.org",
            "--replace",
            "e/tout.ics",
        ],
    ),
    ("wikis/ics-methods", &["--replace-series", "d@example.org"]),
    (
        "wikis/ics-other-things",
        &[
            "--replace",
            "e/tout.ics",
            "--replace-series",
            "parc-mensuel@example.org",
        ],
    ),
    ("wikis/ics-bad-folding", &["--replace", "e"]),
    (
        "wikis/ics-series",
        &["--replace-series", "serie@example.org"],
    ),
];

/// A wiki becomes the expected registries.
fn becomes_the_expected_registries(name: &str) {
    let mut case = open(name);
    let input = case.input();
    let council = wiki(&input);
    let run = cll(council.path(), &arguments(&case, &["--mark"]).borrowed());
    let code = run.code.unwrap();
    let root = fs::canonicalize(council.path())
        .unwrap()
        .display()
        .to_string();
    let said = format!("{}{}exit code {code}\n", run.stdout, run.stderr);
    let report = said.replace(&root, "[folder]");
    let mut made = changed(&input, &files(council.path()));
    let ignored = made.remove(".gitignore");
    // It begins with a key drawn at random.
    let journal = made.remove("private/sent.jsonl");
    assert_eq!(journal.is_some(), !made.is_empty(), "{name}");
    let line = (!made.is_empty()).then(|| b"/private/\n".to_vec());
    assert_eq!(ignored, line, "{name}");
    case.expect("report.txt", Some(report.as_bytes()));
    for registry in REGISTRIES {
        case.expect(registry, made.remove(registry).as_deref());
    }
    case.expect_below("expected", &made);
    case.end();
}

fn one_registry_without_the_other_names_the_way_on() {
    let case = open("wikis/ics-at-one-hour");
    let council = wiki(&case.input());
    let command = arguments(&case, &[]);
    assert_eq!(cll(council.path(), &command.borrowed()).code, Some(0));
    fs::remove_file(council.path().join("members.toml")).unwrap();
    let before = files(council.path());
    let run = cll(council.path(), &command.borrowed());
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(
        run.stderr.contains("git restore members.toml"),
        "{}",
        run.stderr
    );
    assert!(files(council.path()) == before);
    // Who has nothing to restore starts again.
    fs::remove_file(council.path().join("meetings.toml")).unwrap();
    assert_eq!(cll(council.path(), &command.borrowed()).code, Some(0));
}

/// A page keeps every byte but for the markers, and what was imported is sound, can be built, and
/// holds all there is.
fn sound_and_complete(name: &str) {
    let case = open(name);
    let input = case.input();
    let council = wiki(&input);
    let run = |arguments: &[&str]| cll(council.path(), arguments);
    let import = |more: &[&str]| cll(council.path(), &arguments(&case, more).borrowed());
    let code = import(&["--mark"]).code;
    if files(council.path()) == input {
        return;
    }
    let marked = files(council.path());
    for (file, bytes) in &input {
        let without: Vec<&[u8]> = marked[file]
            .split_inclusive(|byte| *byte == b'\n')
            .filter(|line| !String::from_utf8_lossy(line).contains("cll:"))
            .collect();
        let without = without.concat();
        let same = without == *bytes || without.strip_suffix(b"\r\n") == Some(bytes);
        assert!(same, "{name}: {file}");
    }
    for again in [&["--mark"][..], &[]] {
        let second = import(again);
        assert_eq!(second.code, code, "{name}: {}", second.stderr);
        assert!(files(council.path()) == marked, "{name}: {again:?}");
    }
    // One wiki's calendar holds a series, a task and an alarm besides, another's what is to be
    // discussed: whoever subscribed loses none of that unasked.
    let mut built = run(&["build"]);
    if let Some((_, asked)) = HOLDS_MORE.iter().find(|(of, _)| *of == name) {
        assert_eq!(built.code, Some(2), "{name}: {}", built.stderr);
        built = run(&[&["build"], *asked].concat());
    }
    assert_eq!(built.code, Some(0), "{name}: {}", built.stderr);
    // What the pages themselves should not hold is not what was written.
    let checked = run(&["check", "--skip", "private-link,dead-link"]);
    assert_eq!(checked.code, Some(0), "{name}: {}", checked.stdout);
    let after = files(council.path());
    let second = import(&["--mark"]);
    assert_eq!(second.code, code, "{name}: {}", second.stderr);
    assert!(files(council.path()) == after, "{name}: after the build");
}

/// The arguments of a case, as a shell would part them.
struct Arguments(Vec<String>);

impl Arguments {
    fn borrowed(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

fn arguments(case: &Case, more: &[&str]) -> Arguments {
    let mut parted = vec!["import".to_owned()];
    let command = case.lines("command").join(" ");
    let (mut word, mut is_quoted, mut is_open) = (String::new(), false, false);
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' => (is_quoted, is_open) = (!is_quoted, true),
            '\\' if !is_quoted => word.extend(characters.next()),
            ' ' if !is_quoted => {
                if is_open {
                    parted.push(std::mem::take(&mut word));
                }
                is_open = false;
            }
            _ => {
                word.push(character);
                is_open = true;
            }
        }
    }
    if is_open {
        parted.push(word);
    }
    if parted.len() > 1 {
        parted.extend(more.iter().map(|word| (*word).to_owned()));
    }
    Arguments(parted)
}

fn an_import_that_was_stopped_between_its_files_can_be_run_again() {
    let case = open("import/two-pages");
    let input = case.input();
    for (again, edited) in [(&[][..], false), (&["--mark"], false), (&[], true)] {
        let folder = wiki(&input);
        let run = |more: &[&str]| cll(folder.path(), &arguments(&case, more).borrowed());
        let code = run(&[]).code;
        let whole = files(folder.path());
        fs::remove_file(folder.path().join("meetings.toml")).unwrap();
        let members = folder.path().join("members.toml");
        if edited {
            let text = fs::read_to_string(&members).unwrap();
            fs::write(&members, text.replace("convener = ", "convener = 'X' # ")).unwrap();
            let before = files(folder.path());
            let refused = run(again);
            assert_eq!(refused.code, Some(2), "{}", refused.stderr);
            assert!(
                refused.stderr.contains("`meetings.toml`"),
                "{}",
                refused.stderr
            );
            assert!(files(folder.path()) == before);
            continue;
        }
        let run = run(again);
        assert_eq!(run.code, code, "{again:?}: {}", run.stderr);
        let mut made = files(folder.path());
        if again.contains(&"--mark") {
            made.retain(|path, _| REGISTRIES.contains(&path.as_str()));
        }
        for (path, bytes) in &made {
            assert!(whole.get(path) == Some(bytes), "{again:?}: {path}");
        }
    }
}

fn a_page_that_cannot_be_read_stops_an_import_before_anything_is_written() {
    let case = open("import/two-pages");
    let mut input = case.input();
    input.insert("latin.md".to_owned(), b"# R\xe9union\n".to_vec());
    let folder = wiki(&input);
    for more in [&[][..], &["--mark"], &["-n"]] {
        let run = cll(folder.path(), &arguments(&case, more).borrowed());
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stdout.contains("latin.md"), "{}", run.stdout);
        assert!(run.stdout.contains("error[not-utf8]"), "{}", run.stdout);
        assert!(run.stderr.contains("nothing was written"), "{}", run.stderr);
        assert!(files(folder.path()) == input);
    }
    let run = cll(
        folder.path(),
        &arguments(&case, &["--ignore", "latin.md"]).borrowed(),
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}
