//! Several people, or an editor and the program, change one registry at the same time: nothing that
//! anybody wrote is lost.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::on_terminal::OnTerminal;
use crate::program::{TODAY, cll, folder, git, write};
use tempfile::TempDir;

fn council() -> TempDir {
    folder(&[
        (
            "members.toml",
            include_str!("../councils/plain/members.toml"),
        ),
        (
            "meetings.toml",
            include_str!("../councils/plain/meetings.toml"),
        ),
    ])
}

#[test]
fn meetings_added_at_once_are_all_there_or_their_authors_know() {
    let council = council();
    let runs: Vec<(String, Child)> = (1..=8)
        .map(|day| {
            let id = format!("m{day}");
            let date = format!("2026-03-{day:02}");
            let child = start(
                council.path(),
                &[
                    "meeting",
                    "new",
                    "--plenary",
                    "--date",
                    &date,
                    "--time",
                    "14:00-16:00",
                    "--id",
                    &id,
                    "--cycle",
                    &format!("200{day}"),
                ],
            );
            (id, child)
        })
        .collect();
    let ids = cll(council.path(), &["meeting", "list", "--format", "ids"]);
    assert_eq!(ids.code, Some(0), "the registry is whole at every moment");
    let mut added = vec![
        "2025-administrations-1".to_owned(),
        "2025-ecosysteme-1".to_owned(),
    ];
    for (id, child) in runs {
        let output = child.wait_with_output().unwrap();
        match output.status.code() {
            Some(0) => {
                assert_eq!(stdout(&output), format!("{id}\n"));
                added.push(id);
            }
            Some(2) => assert!(
                stderr(&output).contains("help: try again"),
                "{}",
                stderr(&output)
            ),
            other => panic!("{other:?}: {}", stderr(&output)),
        }
    }
    let listed = cll(council.path(), &["meeting", "list", "--format", "ids"]).stdout;
    let mut listed: Vec<&str> = listed.lines().collect();
    listed.sort_unstable();
    added.sort_unstable();
    assert_eq!(listed, added);
    assert!(added.len() > 2, "at least one was added");
}

#[test]
fn of_two_meetings_with_one_id_one_is_added() {
    let council = council();
    let children: Vec<Child> = ["2026-03-03", "2026-03-04"]
        .iter()
        .map(|date| {
            start(
                council.path(),
                &[
                    "meeting",
                    "new",
                    "--plenary",
                    "--date",
                    date,
                    "--time",
                    "14:00-16:00",
                    "--id",
                    "same",
                ],
            )
        })
        .collect();
    let outputs: Vec<Output> = children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect();
    let mut codes: Vec<Option<i32>> = outputs.iter().map(|output| output.status.code()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(2)]);
    let refused = outputs
        .iter()
        .find(|output| !output.status.success())
        .unwrap();
    let why = stderr(refused);
    assert!(
        why.contains("the id `same` is taken") || why.contains("help: try again"),
        "{why}"
    );
    let text = fs::read_to_string(council.path().join("meetings.toml")).unwrap();
    assert_eq!(text.matches("id = \"same\"").count(), 1, "{text}");
}

#[test]
fn who_finds_the_registry_locked_is_told_to_try_again() {
    let council = council();
    git(council.path(), &["init", "--quiet"]);
    let path = council.path().join(".git/cll.lock");
    let lock = fs::File::create(path).unwrap();
    lock.lock().unwrap();
    let before = fs::read(council.path().join("meetings.toml")).unwrap();
    let run = cll(council.path(), &["meeting", "confirm", "2025-ecosysteme-1"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: another `cll` is changing the registries\nhelp: try again\n"
    );
    assert_eq!(
        fs::read(council.path().join("meetings.toml")).unwrap(),
        before
    );
    drop(lock);
    let run = cll(council.path(), &["meeting", "confirm", "2025-ecosysteme-1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn the_lock_of_a_worktree_is_in_its_own_git_folder() {
    let main = council();
    let repository = main.path();
    git(repository, &["init", "--quiet"]);
    git(repository, &["add", "members.toml", "meetings.toml"]);
    git(repository, &["commit", "-qm", "a"]);
    git(repository, &["worktree", "add", "-q", "council"]);
    let council = repository.join("council");
    let run = cll(&council, &["meeting", "confirm", "2025-ecosysteme-1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let own = repository.join(".git/worktrees/council/cll.lock");
    assert!(own.is_file());
    assert!(!council.join(".cll.lock").exists());
}

/// The date is asked for once the registry has been read; meanwhile an editor saves it.
#[test]
fn what_an_editor_saved_meanwhile_is_not_overwritten() {
    let council = council();
    let arguments = ["meeting", "reschedule", "2025-ecosysteme-1"];
    let Some(mut terminal) = OnTerminal::start(council.path(), &arguments) else {
        return;
    };
    terminal.wait_for("To what day (2023-09-28)?");
    let path = council.path().join("meetings.toml");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("# saved by an editor\n");
    write(&path, text.as_bytes());
    terminal.answer("2025-12-16");
    let (code, said) = terminal.end();
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("meetings.toml was changed meanwhile by somebody else; it is left as it is"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_cll"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs([("CLL_LANG", "en"), ("CLL_TODAY", TODAY), ("NO_COLOR", "1")])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A person saves a page while `build` writes many.
#[test]
fn a_page_that_is_saved_while_build_writes_is_not_overwritten() {
    const PAGES: usize = 300;
    let mut lost = 0;
    for round in 0..5 {
        let council = council();
        let page = |at: usize| council.path().join(format!("pages/{at:03}.md"));
        for at in 0..PAGES {
            let text = "# Membres\n\n<!-- cll:members -->\n<!-- /cll:members -->\n";
            write(&page(at), text.as_bytes());
        }
        let mut build = start(council.path(), &["build"]);
        // By then every page has been read, and some are written.
        let first = page(0);
        while !fs::read_to_string(&first).unwrap().contains("- ")
            && build.try_wait().unwrap().is_none()
        {}
        let saved: Vec<usize> = (0..PAGES).rev().step_by(7 + round).collect();
        for at in &saved {
            let mut text = fs::read(page(*at)).unwrap();
            text.extend(b"written by a person\n");
            write(&page(*at), &text);
        }
        let output = build.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        lost += saved
            .iter()
            .filter(|at| {
                !fs::read_to_string(page(**at))
                    .unwrap()
                    .contains("written by a person")
            })
            .count();
        match output.status.code() {
            Some(0) => {}
            Some(2) => assert!(
                said.contains(".md was changed meanwhile by somebody else; it is left as it is"),
                "{said}"
            ),
            code => panic!("{code:?} {said}"),
        }
        // Each page is whole, as it was or as it is to be, and a second run does the rest.
        let run = cll(council.path(), &["build"]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    assert_eq!(lost, 0);
}

/// What somebody writes into a block of a page goes with the next build: that is said, with where it still is.
#[test]
fn words_written_into_a_block_are_named_when_they_go() {
    let council = council();
    let root = council.path();
    let ok = |arguments: &[&str]| {
        let run = cll(root, arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        run
    };
    let member = ["members", "new", "--college", "administrations", "--name"];
    ok(&[&member[..], &["Mairie exemple"]].concat());
    ok(&["build"]);
    git(root, &["init", "--quiet"]);
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "-m", "1"]);
    let pages = fs::read_dir(root).unwrap().flatten().map(|it| it.path());
    let page = pages
        .filter(|it| it.extension().is_some_and(|it| it == "md"))
        .find(|it| fs::read_to_string(it).unwrap().contains("<!-- cll:members"))
        .unwrap();
    let before = fs::read_to_string(&page).unwrap();
    let line = "- Mairie exemple";
    let edited = before.replace(line, &format!("{line}, notre partenaire historique"));
    assert_ne!(edited, before);
    fs::write(&page, &edited).unwrap();
    let would = ok(&["build", "--dry-run"]).stderr;
    assert!(
        would.contains("notre partenaire historique") && would.contains("git does not have it"),
        "{would}"
    );
    assert_eq!(fs::read_to_string(&page).unwrap(), edited);
    // What would be lost is an error to whoever hears of nothing else.
    let quiet = ok(&["build", "--quiet", "--dry-run"]);
    assert!(
        would.starts_with(&quiet.stderr) && quiet.stderr.contains("notre partenaire historique"),
        "{quiet:?}"
    );
    git(root, &["commit", "--quiet", "-am", "2"]);
    let quiet = ok(&["build", "--quiet", "--dry-run"]);
    assert_eq!(quiet.stderr, "");
    let done = ok(&["build"]).stderr;
    assert!(
        done.contains("notre partenaire historique") && done.contains("`git show HEAD:./"),
        "{done}"
    );
    assert_eq!(fs::read_to_string(&page).unwrap(), before);
    // What the registries said, and say no longer, is no loss.
    git(root, &["commit", "--quiet", "-am", "3"]);
    let members = fs::read_to_string(root.join("members.toml")).unwrap();
    let renamed = members.replace("Mairie exemple", "Agence des exemples");
    assert_ne!(renamed, members);
    fs::write(root.join("members.toml"), &renamed).unwrap();
    let run = ok(&["build", "--dry-run"]);
    assert!(run.stdout.contains("to update"), "{run:?}");
    assert!(!run.stderr.contains("no registry says"), "{run:?}");
    // Told to be quiet, it says nothing of what it wrote.
    let run = ok(&["build", "--quiet"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    assert!(
        fs::read_to_string(&page)
            .unwrap()
            .contains("Agence des exemples")
    );
    // Nor is what the build before wrote, committed or not; what somebody has added since is.
    let twice = renamed.replace("Agence des exemples", "Office d'essai");
    fs::write(root.join("members.toml"), twice).unwrap();
    let run = ok(&["build", "--quiet", "--dry-run"]);
    assert_eq!(run.stderr, "");
    let built = fs::read_to_string(&page).unwrap();
    let line = "- Agence des exemples";
    let added = built.replace(line, &format!("{line}\n- Association de passage"));
    assert_ne!(added, built);
    fs::write(&page, added).unwrap();
    let run = ok(&["build"]).stderr;
    let lines: Vec<&str> = run.lines().filter(|line| line.starts_with("  ")).collect();
    assert_eq!(lines, ["  - Association de passage"], "{run}");
}
