//! A file that is replaced stays what it is beside its bytes, or the command refuses before it writes.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;

use crate::program::{Run, cll, command, folder, tree};
use tempfile::TempDir;

const PAGE: &str = "page.md";
const FILES: [(&str, &str); 3] = [
    (
        "members.toml",
        include_str!("../councils/state/members.toml"),
    ),
    ("meetings.toml", "[paths]\npage = \"page.md\"\n"),
    (
        PAGE,
        "# Conseil\n\n<!-- cll:members -->\n<!-- /cll:members -->\n",
    ),
];

/// A file, and a command that changes it.
const COMMANDS: [(&str, &[&str]); 2] = [
    (PAGE, &["build"]),
    (
        "members.toml",
        &["members", "end", "alpha", "--on", "2025-12-01"],
    ),
];

fn council() -> TempDir {
    folder(&FILES)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_that_is_write_protected_or_has_another_name_is_left_with_all_others() {
    type Protect = fn(&Path);
    let cases: [(Protect, &str); 2] = [
        (|path| mode(path, 0o444), "is write-protected"),
        (
            |path| fs::hard_link(path, path.with_extension("other")).unwrap(),
            "has another name",
        ),
    ];
    for (file, arguments) in COMMANDS {
        for (protect, words) in cases {
            let council = council();
            let path = council.path().join(file);
            fs::write(council.path().join(".cll.lock"), "").unwrap();
            protect(&path);
            let before = tree(council.path());
            let run = cll(council.path(), arguments);
            assert_eq!(run.code, Some(2), "{file}: {run:?}");
            let said = run.stderr.contains(words) && run.stderr.contains("nothing was written");
            assert!(said, "{file}: {run:?}");
            assert_eq!(tree(council.path()), before, "{file}");
        }
    }
}

#[test]
fn a_file_of_another_user_stays_theirs() {
    const OTHER: u32 = 65_534;
    let council = council();
    let page = council.path().join(PAGE);
    match chown(&page, Some(OTHER - 1), Some(OTHER)) {
        // Only root may give a file away.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return,
        given => given.unwrap(),
    }
    mode(council.path(), 0o777);
    mode(&page, 0o664);
    let inode = fs::metadata(&page).unwrap().ino();
    let mut build = command(council.path(), &["build"]);
    build.uid(OTHER).gid(OTHER);
    let run = Run::of(build);
    assert_eq!(run.code, Some(0), "{run:?}");
    let found = fs::metadata(&page).unwrap();
    assert_eq!(
        (found.ino(), found.uid(), found.mode() & 0o777),
        (inode, OTHER - 1, 0o664)
    );
    assert!(fs::read_to_string(&page).unwrap().contains("Alpha"));
}
