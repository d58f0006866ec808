//! `cll init --hook`: git refuses what would be committed with an error, and nothing else.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and stops where it cannot go on"
)]

use std::fs;
use std::path::Path;

use crate::program::{TODAY, git, write};
use crate::sandbox::{MEETINGS, MEMBERS, Sandbox};

const CONTACT: &str = r#"
[[contact]]
member = "mairie"
name = "Camille Untel"
email = "camille.untel@example.org"
role = "titular"
"#;

/// A council in this folder of a repository, built and staged, whose commits are looked at.
fn hooked(below: &str) -> Sandbox {
    let council = Sandbox::empty();
    git(&council.root(), &["init", "--quiet"]);
    for (path, text) in [("members.toml", MEMBERS), ("meetings.toml", MEETINGS)] {
        council.write(&format!("{below}{path}"), text);
    }
    council.write(".gitignore", "private/\n");
    for arguments in [&["init", "--hook"][..], &["build"]] {
        let run = council.run(&[&["-C", &format!("./{below}")], arguments].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    git(&council.root(), &["add", "--all"]);
    council
}

/// Commits; says whether there is a commit, and what was said.
fn commit(council: &Sandbox, arguments: &[&str]) -> (bool, String) {
    let commit = ["commit", "--quiet", "--message", "m"];
    let said = run_git(&council.root(), &[&commit, arguments].concat());
    // Whatever becomes of the commit, nothing stays of what was looked at.
    let trees = git(&council.root(), &["worktree", "list"]);
    assert_eq!(trees.lines().count(), 1, "{trees}");
    let left = fs::read_dir(council.path(".git")).unwrap().flatten();
    let left: Vec<_> = left.map(|it| it.file_name()).collect();
    let is_left = |name: &std::ffi::OsString| name.to_string_lossy().starts_with("cll-");
    assert!(!left.iter().any(is_left), "{left:?}");
    said
}

/// Runs git, with the program where the hook finds it; says whether it succeeded, and what was said.
fn run_git(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_cll")).parent().unwrap();
    let paths = std::env::var_os("PATH").unwrap();
    let paths = std::iter::once(program.to_owned()).chain(std::env::split_paths(&paths));
    let output = std::process::Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=S", "-c", "user.email=s@example.org"])
        .args(arguments)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .envs([("CLL_TODAY", TODAY), ("CLL_LANG", "en")])
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn assert_refused(council: &Sandbox, arguments: &[&str], code: &str) {
    let before = git(&council.root(), &["log", "--all", "--oneline"]);
    let (made, said) = commit(council, arguments);
    assert!(!made && said.contains(&format!("[{code}]")), "{said}");
    assert_eq!(git(&council.root(), &["log", "--all", "--oneline"]), before);
}

fn assert_made(council: &Sandbox, arguments: &[&str]) {
    let (made, said) = commit(council, arguments);
    assert!(made, "{said}");
}

#[test]
fn what_is_staged_counts_and_not_what_lies_in_the_folder() {
    for below in ["", "l'été 2025/"] {
        let council = hooked(below);
        let meetings = format!("{below}meetings.toml");
        // The first commit has none before it.
        assert_made(&council, &[]);
        let sound = council.read(&meetings);
        council.write(&meetings, sound.replace("date = 2", "date = 3"));
        council.write(&format!("{below}page.md"), "Bonjour\n");
        git(&council.root(), &["add", &format!("{below}page.md")]);
        assert_made(&council, &[]);
        git(&council.root(), &["add", "--all"]);
        council.write(&meetings, &sound);
        let (made, said) = commit(&council, &[]);
        assert!(!made && said.contains("meetings.toml"), "{said}");
        // What `--all` and a path take is what counts then.
        assert_made(&council, &["--all", "--allow-empty"]);
        council.write(&meetings, sound.replace("14:00:00", "13:00:00"));
        assert_refused(&council, &["--all"], "unannounced-change");
        assert_refused(&council, &["--", &meetings], "unannounced-change");
        assert_made(&council, &["--all", "--no-verify"]);
    }
}

#[test]
fn what_is_private_is_looked_for_though_no_commit_has_it() {
    let council = hooked("");
    assert_made(&council, &[]);
    council.write("private/members.toml", CONTACT);
    council.write("page.md", "Camille Untel sera là.\n");
    git(&council.root(), &["add", "page.md"]);
    assert_refused(&council, &[], "private-leak");
    // Nobody knows whose name that is.
    council.write(
        "private/members.toml",
        CONTACT.replace("titular", "titulaire"),
    );
    assert_refused(&council, &[], "unknown-value");
    council.write("private/members.toml", CONTACT);
    git(&council.root(), &["rm", "--quiet", "--cached", "page.md"]);
    fs::remove_file(council.path("page.md")).unwrap();
    // What only lies there is no part of a commit.
    council.write("other.md", "Camille Untel sera là.\n");
    assert_made(&council, &["--allow-empty"]);
    git(&council.root(), &["add", "--force", "private/members.toml"]);
    assert_refused(&council, &[], "private-tracked");
}

/// What is private may lie elsewhere, with a link to it.
#[cfg(unix)]
#[test]
fn what_is_private_is_found_behind_a_link() {
    let council = hooked("");
    assert_made(&council, &[]);
    council.write("private/members.toml", CONTACT);
    let elsewhere = council.outside().join("elsewhere");
    fs::rename(council.path("private"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, council.path("private")).unwrap();
    council.write(".gitignore", "private\n");
    council.write("page.md", "Camille Untel sera là.\n");
    git(&council.root(), &["add", "page.md", ".gitignore"]);
    assert_refused(&council, &[], "private-leak");
}

#[test]
fn worktrees_and_merges_are_looked_at_too() {
    let council = hooked("");
    assert_made(&council, &[]);
    council.write("private/members.toml", CONTACT);
    let root = council.root();
    git(
        &root,
        &["worktree", "add", "--quiet", "../side", "-b", "side"],
    );
    let side = council.outside().join("side");
    write(&side.join("page.md"), b"Camille Untel sera l\xc3\xa0.\n");
    git(&side, &["add", "page.md"]);
    let (made, said) = run_git(&side, &["commit", "--message", "m"]);
    assert!(!made && said.contains("[private-leak]"), "{said}");
    let (made, said) = run_git(&side, &["commit", "--no-verify", "--message", "m"]);
    assert!(made, "{said}");
    council.write("other.md", "Bonjour\n");
    git(&root, &["add", "other.md"]);
    let (made, said) = run_git(&root, &["commit", "--message", "m"]);
    assert!(made, "{said}");
    let (made, said) = run_git(&root, &["merge", "--no-edit", "side"]);
    assert!(!made && said.contains("[private-leak]"), "{said}");
}

#[test]
fn hooks_of_other_repositories_are_left_alone() {
    let council = Sandbox::council();
    git(&council.root(), &["init", "--quiet"]);
    let shared = council.outside().join("shared");
    fs::create_dir(&shared).unwrap();
    let shown = shared.display().to_string();
    git(&council.root(), &["config", "core.hooksPath", &shown]);
    let run = council.run(&["init", "--hook"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("core.hooksPath"), "{run:?}");
    assert!(fs::read_dir(&shared).unwrap().next().is_none());
}

#[test]
fn a_hook_that_is_there_stays() {
    let council = hooked("");
    let path = council.path(".git/hooks/pre-commit");
    let own = fs::read(&path).unwrap();
    let run = council.run(&["init", "--hook"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(fs::read(&path).unwrap(), own);
    write(&path, b"#!/bin/sh\nexit 0\n");
    let run = council.run(&["init", "--hook"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(fs::read(&path).unwrap(), b"#!/bin/sh\nexit 0\n");
    // What its help says shows what to call from it.
    let run = council.run(&["init", "--hook", "-n"]);
    assert_eq!((run.code, run.stdout.as_bytes()), (Some(0), &*own));
    // Where git looks for hooks is git's to say.
    git(&council.root(), &["config", "core.hooksPath", "crochets"]);
    let run = council.run(&["init", "--hook", "-n"]);
    assert_eq!((run.code, run.stdout.as_bytes()), (Some(0), &*own));
    assert!(!council.path("crochets").exists());
    let run = council.run(&["init", "--hook"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(fs::read(council.path("crochets/pre-commit")).unwrap(), own);
}

#[test]
fn without_a_repository_nothing_is_made() {
    let council = Sandbox::empty();
    fs::remove_dir(council.path(".git")).unwrap();
    let run = council.run(&["init", "--name", "Conseil d'essai", "--hook"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("git init"), "{run:?}");
    assert!(council.tree().keys().all(|path| path == "root"), "{run:?}");
}
