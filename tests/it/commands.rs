//! The commands of `tests/cmd/`, run as they stand in a copy of `tests/cmd/council/`, with what a
//! folder beside the document, named as it is but for `.in`, puts over it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests prepare files and may fail"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::session::{CLL, Session, environment};

/// How many commands there are at least: a document that is passed over must not pass.
const LEAST: usize = 100;

#[test]
fn every_command_says_what_is_documented() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd");
    let mut documents: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    documents.sort();
    let mut session = Session::new();
    for document in &documents {
        let council = session.add(document);
        copy(&folder.join("council"), &council);
        let own = document.with_extension("in");
        if own.is_dir() {
            copy(&own, &council);
        }
    }
    let count = session.run("commands::every_command_says_what_is_documented");
    assert!(count >= LEAST, "only {count} commands ran");
}

#[test]
fn quotation_marks_and_backslashes_come_out_as_each_format_writes_them() {
    let council = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/council");
    copy(&fixture, council.path());
    let members = council.path().join("members.toml");
    let text = fs::read_to_string(&members).unwrap();
    let text = text.replace("\"Archives d'exemple\"", r#""Archives \"A\\B\"""#);
    fs::write(&members, text).unwrap();
    let list = |format: &str| {
        let output = Command::new(CLL)
            .args(["members", "list", "--format", format])
            .current_dir(council.path())
            .envs(environment("en"))
            .output()
            .unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&list("json")).unwrap();
    assert_eq!(json["members"][0]["name"], r#"Archives "A\B""#);
    for line in list("jsonl").lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
    }
    let csv = list("csv");
    assert_eq!(
        csv.lines().nth(1).unwrap().split(',').nth(1).unwrap(),
        r#""Archives ""A\B""""#
    );
    let tsv = list("tsv");
    assert!(tsv.contains("\tArchives \"A\\B\"\t"), "{tsv}");
}

/// Copies a folder and all that is in it; what is there already is replaced.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
