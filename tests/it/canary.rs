//! What is under `private/` stays there: a canary in every private value, searched for in all that
//! is written and said.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::program::{Tree, cll, folder, tree};
use tempfile::TempDir;

const CANARY: &str = "canari";

const MEMBERS: &str = include_str!("../councils/bees/members.toml");

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

[[opinion]]
id = "2025-guide"
meeting = "2025-associations-1"
question = "Faut-il un guide ?"
states = [{ state = "proposed", on = 2025-10-01 }]
"#;

const PRIVATE_MEMBERS: &str = r#"
[[contact]]
member = "abeille"
name = "canari Nom"
email = "canari@example.org"
role = "titular"
since = 2024-01-01

[[contact]]
member = "abeille"
name = "canari Autre"
email = "canari.autre@example.org"
role = "alternate"
"#;

/// Every kind of mistake, each with the canary where the mistake is.
const PRIVATE_MISTAKES: &str = r#"
[canari]
x = "canari"

[[contact]]
member = "canari"
name = "canari Nom"
email = "canari@example.org"
role = "titular"

[[contact]]
id = "canari-id"
canari = "canari"
member = "Canari Nom"
name = "canari\nNom"
email = "canari"
role = "canari"
since = "canari"
until = 2024-01-01

[[contact]]
member = "abeille"
name = "canari Nom"
email = "canari@example.org"
role = "titular"
since = 2024-01-01
until = 2023-01-01

[[contact]]
member = "abeille"
name = "canari Nom"
email = "canari@example.org"
role = "titular"

[[contact]]
member = "abeille"
name = ["canari"]
email = "canari@example.org"
role = "titular"

[[contact]]
member = "abeille"
name = "canari Nom"
email = "CANARI@example.org"
role = "titular"
"#;

const PRIVATE_MEETING_MISTAKES: &str = r#"
[default]
join = "canari.example.org/salle"

[meeting.canari]
join = "https://webinaire.example.org/canari"

[meeting."Canari Nom"]
join = ["canari"]
"#;

/// Texts that are not TOML.
const PRIVATE_RUBBISH: [&str; 6] = [
    "canari",
    "name = canari",
    "name = \"canari",
    "[canari\nx = 1",
    "[[contact]]\nname = \"canari\"\nname = \"canari\"",
    "canari = 2024-13-45canari",
];

const PRIVATE_MEETINGS: &str = r#"
[default]
join = "https://webinaire.example.org/canari"

[meeting.2025-associations-1]
join = "https://webinaire.example.org/canari-2025"
"#;

/// An answer that was read.
const PRIVATE_REPLIES: &str = r#"{"format":1,"at":"2025-11-03T12:00:00Z","message":"canari@example.org","result":"applied","reason":null,"uid":"canari-uid","meeting":"2025-associations-1","member":"abeille","name":"canari Nom","email":"canari@example.org","answer":"delegated","sequence":0,"answered":"2025-11-03T12:00:00Z","deputy":"canari Autre","comment":"canari"}
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
    &["opinion", "list"],
    &["opinion", "list", "--format", "json"],
    &["opinion", "list", "--format", "csv"],
    &["opinion", "list", "--template", "{{ opinion }}"],
    &["status"],
    &["status", "--json"],
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

#[test]
fn only_the_list_of_contacts_discloses_them() {
    let council = council();
    for format in ["table", "json", "jsonl", "tsv", "csv"] {
        let arguments = ["members", "list", "--with-emails", "--format", format];
        let run = cll(council.path(), &arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        for disclosed in ["canari Nom", "canari@example.org", "canari.autre@"] {
            assert!(run.stdout.contains(disclosed), "{format}: {}", run.stdout);
        }
        assert!(!run.stdout.contains("webinaire"), "{format}");
        assert_eq!(run.stderr, "", "{format}");
    }
    let ids = ["members", "list", "--with-emails", "--format", "ids"];
    assert_eq!(cll(council.path(), &ids).stdout, "abeille\n");
}

#[test]
fn minutes_name_contacts_in_private_drafts_alone() {
    let council = council();
    let draft = "private/comptes-rendus/2025-associations-1.md";
    // What a draft says in the open is to be published.
    fs::remove_file(council.path().join(draft)).unwrap();
    let runs: &[&[&str]] = &[
        &["minutes", "draft", "next"],
        &["minutes", "draft", "next"],
        &["minutes", "draft", "next", "--force", "-n"],
        &["minutes", "draft", "next", "-o", "-"],
        &["minutes", "draft", "next", "-o", "brouillon.md"],
        &["minutes", "check", "next"],
        &["minutes", "check", "next", "--format", "json"],
        &["minutes", "actions", "--all"],
        &["minutes", "publish", "next"],
        &["minutes", "publish", "next", "-n", "--html", "-"],
        &["check"],
    ];
    let all = |council: &Path| {
        for arguments in runs {
            let run = cll(council, arguments);
            assert!(run.code.is_some_and(|code| code < 3), "{run:?}");
            for said in [&run.stdout, &run.stderr] {
                assert!(!has_canary(said.as_bytes()), "{arguments:?}: {said}");
            }
        }
        for (path, bytes) in tree(council) {
            assert!(
                path.starts_with("private/") || !has_canary(&bytes),
                "{path}"
            );
        }
    };
    all(council.path());
    let drafted = fs::read_to_string(council.path().join(draft)).unwrap();
    assert!(drafted.contains("<!-- private -->(canari Nom"), "{drafted}");
    // In the open, a contact stops what is published, and no report repeats it.
    for leak in [
        "canari Nom",
        "CANARI\nNom",
        "&#99;anari@example.org",
        "<https://webinaire.example.org/canari>",
        "<!-- private --> canari",
    ] {
        let filled = drafted.replace("[à compléter]", "Rien.") + "\n" + leak + "\n";
        fs::write(council.path().join(draft), filled).unwrap();
        all(council.path());
        let run = cll(council.path(), &["minutes", "publish", "next"]);
        assert_eq!(run.code, Some(1), "{leak}: {run:?}");
    }
    let published = council.path().join("comptes-rendus");
    assert!(!published.exists());
}

/// Drafts hold what is private, and stay where that may be.
#[test]
fn messages_are_drafted_without_a_word_of_them() {
    let council = council();
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    for lang in ["en", "fr"] {
        for arguments in [
            ["invite", "draft", "next", "-n"].as_slice(),
            &["invite", "draft", "next"],
            &["invite", "draft", "next", "--kind", "reminder"],
            &["invite", "draft", "next", "--kind", "cancellation"],
            &["invite", "draft", "next", "--to", "canar"],
            &["check", "--strict"],
        ] {
            let run = crate::program::cll_with(council.path(), arguments, &[("CLL_LANG", lang)]);
            for said in [&run.stdout, &run.stderr] {
                assert!(!has_canary(said.as_bytes()), "{arguments:?}: {said}");
            }
        }
    }
    let drafted = tree(council.path());
    let (drafts, others): (Vec<_>, Vec<_>) = drafted
        .iter()
        .filter(|(path, _)| !path.starts_with("private/") || path.contains("/invitations/"))
        .partition(|(path, _)| path.starts_with("private/"));
    assert_eq!(drafts.len(), 2);
    assert!(drafts.iter().all(|(_, bytes)| has_canary(bytes)));
    for (path, bytes) in others {
        assert!(!has_canary(bytes), "{path}");
    }
}

/// A mistake in a private file is said without a word of the file.
#[test]
fn no_report_repeats_what_a_private_file_says() {
    let council = council();
    let build = cll(council.path(), &["build"]);
    assert_eq!(build.code, Some(0), "{build:?}");
    let texts = PRIVATE_RUBBISH.map(|text| (text, text));
    for (members, meetings) in [(PRIVATE_MISTAKES, PRIVATE_MEETING_MISTAKES)]
        .into_iter()
        .chain(texts)
    {
        let private = council.path().join("private");
        crate::program::write(&private.join("members.toml"), members.as_bytes());
        crate::program::write(&private.join("meetings.toml"), meetings.as_bytes());
        for lang in ["en", "fr"] {
            for arguments in [
                ["check", "--format", "human"].as_slice(),
                &["check", "--format", "short"],
                &["check", "--format", "json"],
                &["members", "list", "--with-emails", "--json"],
            ] {
                let run =
                    crate::program::cll_with(council.path(), arguments, &[("CLL_LANG", lang)]);
                assert_eq!(
                    run.code,
                    Some(if arguments[0] == "check" { 1 } else { 2 }),
                    "{run:?}"
                );
                for said in [&run.stdout, &run.stderr] {
                    assert!(!has_canary(said.as_bytes()), "{arguments:?}: {said}");
                }
            }
        }
        assert_eq!(cll(council.path(), &["build", "--check"]).code, Some(0));
    }
}

/// A value that has escaped is reported by its place alone, in hidden files too.
#[test]
fn what_has_escaped_is_not_repeated() {
    let council = council();
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    assert_eq!(cll(council.path(), &["check", "--strict"]).code, Some(0));
    let escaped = [
        ("notes.txt", "x\nà canari Nom\n", "notes.txt:2:3"),
        (".ci/run", "curl CANARI@example.org\n", ".ci/run:1:6"),
        (
            "sous/private/a.txt",
            "canari@example.org",
            "sous/private/a.txt:1:1",
        ),
        (
            "sous/salle.csv",
            "a;https://webinaire.example.org/canari-2025;b\n",
            "sous/salle.csv:1:3",
        ),
        ("notes.bin", "\0\u{1}canari@example.org", "notes.bin:1:3"),
    ];
    for (path, text, _) in escaped {
        crate::program::write(&council.path().join(path), text.as_bytes());
    }
    for (path, text) in [
        (".git/config", "canari@example.org"),
        ("brouillon.txt", "canari@example.org"),
        (".gitignore", "/private/\nbrouillon.txt\n"),
    ] {
        crate::program::write(&council.path().join(path), text.as_bytes());
    }
    for format in ["human", "short", "json"] {
        let run = cll(council.path(), &["check", "--format", format]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(!has_canary((run.stdout.clone() + &run.stderr).as_bytes()));
        assert_eq!(run.stdout.matches("private-leak").count(), escaped.len());
        for (.., place) in escaped {
            assert!(
                format == "json" || run.stdout.contains(place),
                "{place}: {run:?}"
            );
        }
    }
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
        ("private/replies.jsonl", PRIVATE_REPLIES),
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
    assert_eq!(files.len(), 8);
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
