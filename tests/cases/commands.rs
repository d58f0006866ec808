//! The commands of `tests/cmd/`, run as they stand in a copy of `tests/cmd/council/`. The blocks of
//! a document that have a path are files put over it, in both languages; or those of a folder
//! beside the document, named as it is but for `.in`.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;

use crate::case::{folder, names};
use crate::document::Document;
use crate::program::{tree, write_tree};
use crate::session::{CLL, Session, commands, environment};
use crate::{for_each, tests};

/// How many commands there are at least: a document that is passed over must not pass.
const LEAST: usize = 100;

pub fn tests() -> Vec<Trial> {
    let mut tests = for_each("commands", documents(), said_as_documented);
    tests.extend(tests!("commands":
        there_are_as_many_commands_as_there_were,
        quotation_marks_and_backslashes_come_out_as_each_format_writes_them,
    ));
    tests
}

/// Every command of a document says what is documented.
fn said_as_documented(name: &str) {
    let folder = folder("cmd");
    let document = folder.join(name);
    let mut session = Session::new();
    let council = session.add_pages(std::slice::from_ref(&document));
    write_tree(&council, &tree(&folder.join("council")));
    let own = document.with_extension("in");
    if own.is_dir() {
        write_tree(&council, &tree(&own));
    }
    let english = folder.join(name.replace(".fr.md", ".md"));
    let text = fs::read_to_string(english).unwrap();
    write_tree(&council, &Document::read(&text).files());
    let count = session.run(&format!("commands::{name}"));
    // A TOML file is one command, which trycmd runs whatever it holds.
    let is_toml = document.extension().is_some_and(|end| end == "toml");
    assert!(count > 0 || is_toml, "no command");
}

fn there_are_as_many_commands_as_there_were() {
    let texts = documents().into_iter().map(|name| folder("cmd").join(name));
    let count: usize = texts
        .map(|path| commands(&fs::read_to_string(path).unwrap()).len())
        .sum();
    assert!(count >= LEAST, "only {count} commands");
}

/// Returns the names of the documents.
fn documents() -> Vec<String> {
    let mut names = names(&folder("cmd"));
    names.retain(|name| folder("cmd").join(name).is_file());
    names
}

fn quotation_marks_and_backslashes_come_out_as_each_format_writes_them() {
    let council = tempfile::tempdir().unwrap();
    write_tree(council.path(), &tree(&folder("cmd/council")));
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
