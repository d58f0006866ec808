//! With `-C DIR` a run is as if it were begun in `DIR`, files that are named included.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

use crate::program::{Run, cll, tree, write, write_tree};
use tempfile::TempDir;

const CONTACTS: &str = "[[contact]]\nmember = \"mairie\"\nname = \"Accueil\"\n\
                        email = \"mairie@example.org\"\nrole = \"titular\"\n";

/// Commands that name a file or a folder, each with what it makes, seen from the folder of the test.
const RUNS: [(&[&str], &str); 6] = [
    (
        &["minutes", "draft", "next", "-o", "private/essai.md"],
        "conseil/pages/private/essai.md",
    ),
    (
        &["minutes", "draft", "last", "-o", "../private/essai.md"],
        "conseil/private/essai.md",
    ),
    (
        &["minutes", "draft", "next", "-o", "../../essai.md"],
        "essai.md",
    ),
    (
        &[
            "minutes",
            "publish",
            "last",
            "--force",
            "--html",
            "../../a/page.html",
        ],
        "a/page.html",
    ),
    (
        &["invite", "draft", "next", "-o", "../private/lettres"],
        "conseil/private/lettres/mairie-1.eml",
    ),
    (
        &["invite", "draft", "next", "-o", "../../lettres"],
        "lettres/mairie-1.eml",
    ),
];

#[test]
fn files_are_named_from_the_folder_of_the_option() {
    for (arguments, made) in RUNS {
        let (there, here) = (council(), council());
        let began = cll(&there.path().join("conseil/pages"), arguments);
        let run = from_outside(here.path(), arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        assert_eq!(
            (&run.stdout, &run.stderr),
            (&began.stdout, &began.stderr),
            "{arguments:?}"
        );
        let files = tree(here.path());
        assert!(files.contains_key(made), "{arguments:?}: {run:?}");
        assert!(files == tree(there.path()), "{arguments:?}");
    }
}

#[test]
fn what_is_public_from_there_is_refused() {
    let council = council();
    let run = from_outside(council.path(), &["invite", "draft", "next", "-o", "."]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("is public"), "{run:?}");
}

#[test]
fn minutes_to_be_checked_are_looked_for_there() {
    let council = council();
    write(&council.path().join("conseil/pages/a.md"), b"Rien.\n");
    let run = from_outside(council.path(), &["minutes", "check", "a.md"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("pages/a.md"), "{run:?}");
    let run = from_outside(council.path(), &["minutes", "check", "../../b.md"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    write(&council.path().join("b.md"), b"Rien.\n");
    let run = from_outside(council.path(), &["minutes", "check", "../../b.md"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("../../b.md"), "{run:?}");
}

/// The files there have the names of the registries.
#[test]
fn the_private_folder_is_that_of_the_council_above_it() {
    let council = council();
    write(&council.path().join("conseil/private/meetings.toml"), b"");
    let run = cll(
        &council.path().join("conseil/private"),
        &["meeting", "list", "--format", "ids"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("2025-administrations-1"), "{run:?}");
}

fn from_outside(folder: &Path, arguments: &[&str]) -> Run {
    cll(folder, &[&["-C", "conseil/pages"], arguments].concat())
}

/// A folder that holds a council with a page in a folder of its own, and another folder.
fn council() -> TempDir {
    let folder = TempDir::new().unwrap();
    let council = folder.path().join("conseil");
    let mut files = crate::case::council("agency");
    write_tree(&council, &files);
    for (path, text) in [
        (".gitignore", "/private/\n"),
        ("pages/page.md", "# Page\n"),
        ("private/members.toml", CONTACTS),
    ] {
        write(&council.join(path), text.as_bytes());
    }
    let mut git = Command::new("git");
    let git = git.arg("-C").arg(&council).args(["init", "--quiet"]);
    assert!(git.status().unwrap().success());
    let draft = "private/comptes-rendus/2025-administrations-1.md";
    let minutes = files.remove("comptes-rendus/2025-administrations-1.md");
    write(&council.join(draft), &minutes.unwrap());
    write(&folder.path().join("a/autre.txt"), b"");
    folder
}
