//! Subjects: what people propose stays private, is taken in once, and is found where it is public.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use crate::program::{Run, cll_with, git};
use crate::sandbox::Sandbox;

const REGISTRY: &str = "private/subjects.toml";
const MESSAGE: &str = "From: Zoé Canari <zoe.canari@example.org>\r\nSubject: Un annuaire\r\n\
    Message-ID: <1@example.org>\r\nDate: Tue, 13 May 2025 10:00:00 +0200\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\n\r\nUn annuaire ?\r\n";

fn council() -> Sandbox {
    let sandbox = Sandbox::council();
    fs::remove_dir_all(sandbox.path(".git")).unwrap();
    git(&sandbox.root(), &["init", "--quiet"]);
    sandbox.write(".gitignore", "/private/\n");
    sandbox.write("private/sujet.eml", MESSAGE);
    sandbox
}

/// Takes a subject in, and returns its id.
fn new(sandbox: &Sandbox) -> String {
    let run = sandbox.run(&["subject", "new", "--mail", "private/sujet.eml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.stdout.trim_end().to_owned()
}

#[test]
fn a_proposed_subject_is_read_by_its_owner_alone_and_by_no_service() {
    let sandbox = council();
    let id = new(&sandbox);
    assert!(!id.contains("annuaire"), "{id}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(sandbox.path(REGISTRY)).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
    for (arguments, code) in [
        (&["subject", "list"][..], 0),
        (&["subject", "show", &id], 2),
        (&["subject", "new", "--title", "Autre"], 2),
    ] {
        let run = cll_with(&sandbox.root(), arguments, &[("CI", "true")]);
        assert_eq!(run.code, Some(code), "{run:?}");
        let said = run.said();
        assert!(said.contains("`CI`"), "{said}");
        assert!(
            !said.contains("anuaire") && !said.contains("Canari"),
            "{said}"
        );
    }
}

#[test]
fn nothing_is_taken_in_where_git_would_take_it() {
    let sandbox = council();
    sandbox.write(".gitignore", "/autre/\n");
    let before = sandbox.tree();
    let run = sandbox.run(&["subject", "new", "--mail", "private/sujet.eml"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("private-unignored"), "{run:?}");
    assert_eq!(sandbox.tree(), before);
}

#[test]
fn whoever_proposed_a_subject_is_found_where_it_is_public() {
    let sandbox = council();
    new(&sandbox);
    for text in [
        "Proposé par Zoé Canari.\n",
        "Écrire à zoe.canari@example.org.\n",
    ] {
        sandbox.write("page.md", text);
        git(&sandbox.root(), &["add", "page.md"]);
        let run = sandbox.run(&["check", "--only", "private-leak"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(
            run.stdout.contains("page.md") && !run.said().contains("Canari"),
            "{run:?}"
        );
    }
    // A name that anybody may read is none.
    let registry = sandbox.read(REGISTRY);
    sandbox.write(REGISTRY, registry + "\npublic-name = true\n");
    sandbox.write("page.md", "Proposé par Zoé Canari.\n");
    git(&sandbox.root(), &["add", "page.md"]);
    let run = sandbox.run(&["check", "--only", "private-leak"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_registry_with_crlf_takes_in_a_text_of_several_lines() {
    let sandbox = council();
    sandbox.write(REGISTRY, "# Sujets\r\n");
    new(&sandbox);
    let registry = sandbox.read(REGISTRY);
    assert!(
        registry.starts_with("# Sujets\r\n\r\n[[proposal]]\r\n"),
        "{registry}"
    );
    assert_eq!(new(&sandbox), "2025-sujet-1");
    assert_eq!(sandbox.read(REGISTRY), registry);
}

#[test]
fn every_message_of_the_tests_is_taken_in_or_refused_in_words() {
    let sandbox = council();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replies");
    let mut taken = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut command =
            sandbox.command("en", &["subject", "new", "-n", "--title", "T", "--mail"]);
        command.arg(&path);
        let run = Run::of(command);
        assert!(
            matches!(run.code, Some(0 | 2)),
            "{}: {run:?}",
            path.display()
        );
        taken += usize::from(run.code == Some(0));
    }
    assert!(taken > 50, "{taken}");
}
