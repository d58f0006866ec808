//! What is under `private/` stays there: a canary in every private value, searched for in all that
//! is written and said.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

mod program;

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use program::{Tree, cll, folder, tree};
use tempfile::TempDir;

const CANARY: &str = "canari";

const MEMBERS: &str = r#"
[council]
id = "conseil"
name = "Conseil d'exemple"
acronym = "CEX"
convener = "Agence d'exemple"
contact = "secretariat@example.org"
timezone = "Europe/Paris"

[[college]]
id = "associations"
name = "associations"

[[member]]
id = "abeille"
name = "L'Abeille"
college = "associations"
since = 2024-01-01
"#;

const MEETINGS: &str = r#"
[[meeting]]
id = "2025-associations-1"
colleges = ["associations"]
number = 1
date = 2025-12-02
start = 14:00:00
end = 16:00:00
online = true
updated = 2025-10-01T10:00:00Z
"#;

const PRIVATE_MEMBERS: &str = r#"
[[contact]]
member = "abeille"
name = "canari Nom"
email = "canari@example.org"
role = "titular"
since = 2024-01-01

[[contact]]
member = "canari"
name = "canari Autre"
email = "canari.autre@example.org"
role = "alternate"
"#;

const PRIVATE_MEETINGS: &str = r#"
[default]
join = "https://webinaire.example.org/canari"

[meeting.2025-associations-1]
join = "https://webinaire.example.org/canari-2025"
"#;

const PRIVATE_PAGE: &str = "# canari\n\n<!-- cll:members -->\n- canari\n<!-- /cll:members -->\n\n\
                            <!-- cll:canari -->\n<!-- /cll:autre -->\n";

const PRIVATE_CALENDAR: &str = "BEGIN:VCALENDAR\r\nPRODID:-//cll//conseil//FR\r\nBEGIN:VEVENT\r\n\
                                SUMMARY:canari\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Every command that there is, in every form of its output.
const RUNS: &[&[&str]] = &[
    &["check"],
    &["build", "--dry-run"],
    &["build", "--check"],
    &["build", "--verbose"],
    &["build", "--verbose"],
    &["check", "--strict"],
    &["check", "--format", "short"],
    &["check", "--format", "json"],
    &["members", "list"],
    &["members", "list", "--format", "json"],
    &["members", "list", "--format", "jsonl"],
    &["members", "list", "--format", "tsv"],
    &["members", "list", "--format", "csv"],
    &["members", "list", "--format", "ids"],
    &["members", "list", "--template", "{{ member }}"],
    &["members", "list", "--former"],
    &["members", "show", "abeille"],
    &["members", "show", "abeille", "--json"],
    &["members", "show", "canar"],
    &["meeting", "list"],
    &["meeting", "list", "--format", "json"],
    &["meeting", "list", "--format", "jsonl"],
    &["meeting", "list", "--format", "tsv"],
    &["meeting", "list", "--format", "csv"],
    &["meeting", "list", "--format", "ids"],
    &["meeting", "list", "--template", "{{ meeting.join }}"],
    &["meeting", "show", "next"],
    &["meeting", "show", "next", "--json"],
    &[
        "meeting",
        "show",
        "next",
        "--template",
        "{{ council.join }}",
    ],
    &["explain"],
    &["explain", "stale-file"],
    &["templates", "list"],
    &["templates", "show", "blocks/members.md.j2"],
    &["templates", "vars", "event/description.txt.j2"],
    &["templates", "export"],
    &["templates", "list"],
];

#[test]
fn nothing_private_is_written_or_said() {
    let council = council();
    let before = private(council.path());
    for arguments in RUNS {
        let run = cll(council.path(), arguments);
        assert!(
            run.code.is_some_and(|code| code < 3),
            "{arguments:?}: {run:?}"
        );
        for said in [&run.stdout, &run.stderr] {
            assert!(!has_canary(said.as_bytes()), "{arguments:?}: {said}");
        }
    }
    for (path, bytes) in tree(council.path()) {
        if !path.starts_with("private/") {
            assert!(!has_canary(&bytes), "{path}");
        }
    }
    assert!(private(council.path()) == before, "private/ has changed");
}

#[test]
fn the_canary_would_be_found() {
    let council = council();
    let public = council.path().join("page.md");
    fs::write(
        &public,
        fs::read(council.path().join("private/page.md")).unwrap(),
    )
    .unwrap();
    let run = cll(council.path(), &["check"]);
    assert!(has_canary(run.stdout.as_bytes()), "{}", run.stdout);
    assert!(
        private(council.path())
            .iter()
            .all(|(_, bytes, _)| has_canary(bytes))
    );
}

/// A link from outside `private/` does not lead into it.
#[cfg(unix)]
#[test]
fn a_link_to_a_private_page_is_left_alone() {
    let council = council();
    let link = council.path().join("lien.md");
    std::os::unix::fs::symlink("private/page.md", link).unwrap();
    let before = private(council.path());
    for arguments in [["build"].as_slice(), &["check"]] {
        let run = cll(council.path(), arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(!has_canary((run.stdout + &run.stderr).as_bytes()));
    }
    assert!(private(council.path()) == before, "private/ has changed");
}

fn council() -> TempDir {
    folder(&[
        ("members.toml", MEMBERS),
        ("meetings.toml", MEETINGS),
        ("private/members.toml", PRIVATE_MEMBERS),
        ("private/meetings.toml", PRIVATE_MEETINGS),
        ("private/page.md", PRIVATE_PAGE),
        ("private/canari.md", PRIVATE_PAGE),
        (
            "private/comptes-rendus/2025-associations-1.md",
            PRIVATE_PAGE,
        ),
        ("private/templates/blocks/canari.md.j2", "canari"),
        (
            "private/evenements/conseil-2025-associations-1.ics",
            PRIVATE_CALENDAR,
        ),
    ])
}

/// Returns the private files, with the moments at which they were written.
fn private(council: &Path) -> Vec<(String, Vec<u8>, SystemTime)> {
    let files: Tree = tree(&council.join("private"));
    assert_eq!(files.len(), 7);
    files
        .into_iter()
        .map(|(path, bytes)| {
            let written = fs::metadata(council.join("private").join(&path)).unwrap();
            (path, bytes, written.modified().unwrap())
        })
        .collect()
}

fn has_canary(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    // Lines of a calendar are folded anywhere.
    text.contains(CANARY) || text.replace("\r\n ", "").contains(CANARY)
}
