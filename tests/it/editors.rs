//! A draft as editors and converters write it again: nothing that was private is published, nothing false is
//! said, and the table of `docs/*/editors.md` is true, line by line.
//!
//! `tests/editors/` has the draft and the exports; its README has how they were made.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::marks::{CONTACTS, DRAFT, EDITION, MEMBERS};
use crate::program::{cll, folder, write};
use tempfile::TempDir;

const GAMMA: &str = "
[[member]]
id = \"gamma\"
name = \"Gamma\"
college = \"etat\"
since = 2024-01-01
";

const MEETINGS: &str = r#"[[meeting]]
id = "2025-etat-1"
colleges = ["etat"]
date = 2025-10-03
start = 14:00:00
end = 16:00:00
agenda = ["Feuille de route", "Budget"]
updated = 2025-09-01T10:00:00Z
"#;

const ID: &str = "2025-etat-1";
const TITLE: &str = "# Compte-rendu du Conseil d'essai : réunion État du 3 octobre 2025";
/// What stands in the draft between comments, between lines `[privé]`, and below a heading "(privé)".
const BETWEEN_COMMENTS: &str = "Le martin-pêcheur revient en mai.";
const SECRETS: [&str; 4] = ["martin", "hérisson", "blaireau", "Quidam"];

/// One line of the table: what a program keeps.
#[allow(clippy::struct_excessive_bools, reason = "a cell each")]
#[derive(Debug, PartialEq, Eq)]
struct Row {
    program: String,
    comments: bool,
    front_matter: FrontMatter,
    boxes: bool,
    lines: bool,
    headings: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum FrontMatter {
    Kept,
    AsText,
    Gone,
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

/// The cells of every table line of a page, without the head of the table.
fn table(page: &str) -> Vec<Vec<String>> {
    let text = read(page);
    let lines = text.lines().filter(|line| line.starts_with('|'));
    lines
        .skip(2)
        .map(|line| {
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        })
        .collect()
}

fn rows(lang: &str) -> Vec<Row> {
    let (yes, no, as_text) = match lang {
        "en" => ("yes", "**no**", "as text"),
        _ => ("oui", "**non**", "comme texte"),
    };
    let is_kept = |cell: &str| {
        assert!([yes, no].contains(&cell), "{cell}");
        cell == yes
    };
    let rows = table(&format!("docs/{lang}/editors.md"));
    rows.into_iter()
        .map(|cells| Row {
            program: cells[0].clone(),
            comments: is_kept(&cells[1]),
            front_matter: match cells[2].as_str() {
                cell if cell == as_text => FrontMatter::AsText,
                cell if is_kept(cell) => FrontMatter::Kept,
                _ => FrontMatter::Gone,
            },
            boxes: is_kept(&cells[3]),
            lines: is_kept(&cells[4]),
            headings: is_kept(&cells[5]),
        })
        .collect()
}

/// Every export, with the line of the table that is about it.
fn exports() -> Vec<(String, Row)> {
    let files = table("tests/editors/README.md");
    let files = files.into_iter().map(|cells| {
        let file = cells[0].trim_matches('`').to_owned();
        (file, cells[1].clone())
    });
    let rows = rows("en");
    assert_eq!(files.len(), rows.len());
    let matched = files.zip(rows).map(|((file, program), row)| {
        assert_eq!(program, row.program);
        (file, row)
    });
    matched.collect()
}

/// Makes a council with this draft.
fn council(draft: &str) -> TempDir {
    let folder = folder(&[
        ("members.toml", &[MEMBERS, GAMMA].concat()),
        ("meetings.toml", MEETINGS),
        ("private/members.toml", CONTACTS),
        (".gitignore", "/private/\n"),
    ]);
    write(&folder.path().join(DRAFT), draft.as_bytes());
    folder
}

/// Returns the codes of the errors in a draft. Nothing private is said, and nothing with an error is
/// published.
fn errors(draft: &str) -> BTreeSet<String> {
    let council = council(draft);
    let checked = cll(
        council.path(),
        &["minutes", "check", ID, "--format", "json"],
    );
    let found: Value = serde_json::from_str(&checked.stdout).unwrap();
    let found = found["problems"].as_array().unwrap().iter();
    let errors = found.filter(|problem| problem["severity"] == "error");
    let codes: BTreeSet<String> = errors
        .map(|problem| problem["code"].as_str().unwrap().to_owned())
        .collect();
    let published = cll(council.path(), &["minutes", "publish", ID]);
    let edition = council.path().join(EDITION);
    assert_eq!(published.code == Some(0), codes.is_empty(), "{published:?}");
    assert_eq!(edition.exists(), codes.is_empty(), "{codes:?}");
    let edition = fs::read_to_string(edition).unwrap_or_default();
    for secret in SECRETS {
        let said = [checked.said(), published.said(), edition.clone()];
        assert!(!said.concat().contains(secret), "{secret}: {said:?}");
    }
    codes
}

/// What the public edition of a draft says of who was there.
fn attendance(draft: &str) -> Vec<String> {
    let council = council(draft);
    assert_eq!(
        cll(council.path(), &["minutes", "publish", ID]).code,
        Some(0)
    );
    let edition = fs::read_to_string(council.path().join(EDITION)).unwrap();
    let section = edition.split("## Présences\n").nth(1).unwrap();
    let section = section.split("\n#").next().unwrap();
    let lines = section.lines().filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Puts the front matter of the draft before what a program made of its text.
fn with_front_matter(export: &str) -> String {
    let draft = read("tests/editors/draft.md");
    let front = draft.split(TITLE).next().unwrap();
    let lines: Vec<&str> = export.lines().collect();
    let is_title = |line: &&str| line.contains("3 octobre 2025") && line.contains("Compte");
    let title = lines
        .iter()
        .rposition(|line| is_title(line) && !line.contains("title:"))
        .unwrap();
    format!("{front}{TITLE}\n{}\n", lines[title + 1..].join("\n"))
}

/// Does what `marks-gone` says: marks again what was private, and takes the name of the contact out.
fn marked_again(text: &str) -> String {
    let lines = text.lines().map(|line| {
        if line.replace('\\', "").trim() == BETWEEN_COMMENTS {
            format!("[privé]\n\n{line}\n\n[/privé]")
        } else {
            line.replace(" (Lina Quidam)", "")
                .replace(" \\(Lina Quidam\\)", "")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn set(codes: &[(&str, bool)]) -> BTreeSet<String> {
    let found = codes.iter().filter(|(_, is_found)| *is_found);
    found.map(|(code, _)| (*code).to_owned()).collect()
}

#[test]
fn the_draft_itself_is_published_without_what_is_private() {
    let draft = read("tests/editors/draft.md");
    assert_eq!(errors(&draft), BTreeSet::new());
    let said = [
        "- Présents : Alpha",
        "- Excusés : Béta",
        "- Absents : Gamma",
    ];
    assert_eq!(attendance(&draft), said);
}

#[test]
fn what_a_program_dropped_is_an_error_until_it_is_put_back() {
    for (file, row) in exports() {
        let export = read(&format!("tests/editors/{file}"));
        let found = errors(&export);
        let lost = row.front_matter != FrontMatter::Kept;
        assert_eq!(found.contains("front-matter"), lost, "{file}: {found:?}");
        // Whoever puts back the front matter alone is told of the rest.
        let text = with_front_matter(&export);
        let found = errors(&text);
        let expected = set(&[
            ("marks-gone", !row.comments),
            // Without headings it is not known as the draft's list.
            ("unfilled-attendance", !row.boxes && row.headings),
            ("private-mark", !(row.lines && row.headings)),
        ]);
        assert_eq!(found, expected, "{file}");
        let text = if row.comments {
            text
        } else {
            marked_again(&text)
        };
        let found = errors(&text);
        let left: BTreeSet<String> = expected
            .into_iter()
            .filter(|code| code != "marks-gone")
            .collect();
        assert_eq!(found, left, "{file}");
        if left.is_empty() {
            let said = [
                "- Présents : Alpha",
                "- Excusés : Béta",
                "- Absents : Gamma",
            ];
            assert_eq!(attendance(&text), said, "{file}");
        }
    }
}

#[test]
fn the_table_says_what_the_programs_keep() {
    for (file, row) in exports() {
        let export = read(&format!("tests/editors/{file}"));
        let front = export
            .strip_prefix("---\n")
            .and_then(|rest| Some(rest.split_once("\n---\n")?.0));
        let front_matter = match front {
            Some(front) if front.contains(ID) => FrontMatter::Kept,
            _ if export.contains(ID) => FrontMatter::AsText,
            _ => FrontMatter::Gone,
        };
        assert_eq!(row.front_matter, front_matter, "{file}");
        assert_eq!(row.comments, export.contains("<!-- private -->"), "{file}");
        let boxes = ["[ ]", "\\[ \\]", "☐"];
        let has_boxes = boxes.iter().any(|it| export.contains(it));
        assert_eq!(row.boxes, has_boxes, "{file}");
        let plain = export.replace('\\', "");
        assert_eq!(row.lines, plain.contains("\n[privé]\n"), "{file}");
        let mut lines = plain.lines();
        let is_heading = |line: &str| line.starts_with('#') && line.ends_with("Budget (privé)");
        assert_eq!(row.headings, lines.any(is_heading), "{file}");
    }
}

#[test]
fn every_export_has_its_line_in_both_languages() {
    let listed: BTreeSet<String> = exports().into_iter().map(|(file, _)| file).collect();
    let there: BTreeSet<String> = fs::read_dir(path("tests/editors"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["README.md", "draft.md"].contains(&name.as_str()))
        .collect();
    assert_eq!(listed, there);
    let (english, french) = (rows("en"), rows("fr"));
    assert_eq!(english.len(), french.len());
    for (mut english, french) in english.into_iter().zip(french) {
        // The name of the program and its version stand first in both.
        let digits =
            |name: &str| -> String { name.chars().filter(|c| !c.is_alphabetic()).collect() };
        let squeezed = |name: &str| digits(name).replace([' ', ',', '\''], "");
        assert_eq!(squeezed(&english.program), squeezed(&french.program));
        english.program.clone_from(&french.program);
        assert_eq!(english, french);
    }
}

#[test]
fn a_draft_that_lost_what_it_held_is_told_from_minutes_written_by_hand() {
    let draft = read("tests/editors/draft.md");
    let marks = ["<!-- private -->", "<!-- /private -->"];
    let lines = draft.lines().filter(|line| !marks.contains(line));
    let lines: Vec<&str> = lines.collect();
    let lost = lines.join("\n").replace(marks[0], "").replace(marks[1], "");
    let boxless = draft.replace("- [x] ", "- ").replace("- [ ] ", "- ");
    let by_hand = |text: &str| text.replace("Compte-rendu du Conseil d'essai : réunion", "Séance");
    for (text, expected) in [
        (lost.clone(), vec!["marks-gone"]),
        // pandoc writes an empty comment between two lists.
        (
            lost.replace("## 2.", "<!-- -->\n\n## 2."),
            vec!["marks-gone"],
        ),
        (
            lost.replace("meeting: 2025-etat-1\n", ""),
            vec!["front-matter", "marks-gone"],
        ),
        (
            lost.replace(
                " (Lina Quidam)",
                " <!-- private -->(Lina Quidam)<!-- /private -->",
            )
            .replace(BETWEEN_COMMENTS, "Texte."),
            vec![],
        ),
        (
            lost.replace(" (Lina Quidam)", "")
                .replace(BETWEEN_COMMENTS, "Texte."),
            vec![],
        ),
        (by_hand(&lost).replace(BETWEEN_COMMENTS, "Texte."), vec![]),
        (boxless.clone(), vec!["unfilled-attendance"]),
        (by_hand(&boxless), vec![]),
        (
            boxless.replace("## Présences\n", "## Présences\n\nPrésents :\n"),
            vec![],
        ),
        (boxless.replace("## Présences\n", "## Présents\n"), vec![]),
        (draft.replace("- [ ] Gamma", "- Gamma"), vec![]),
    ] {
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(errors(&text), expected, "{text}");
    }
}

#[test]
fn a_heading_that_is_none_hides_nothing_and_is_told() {
    let draft = read("tests/editors/draft.md");
    for heading in [
        "\\## 2. Budget (privé)",
        "\\## 2\\. Budget \\(privé\\)",
        "&#35;# 2. Budget (privé)",
        "<a id=\"budget\"></a>## 2\\. Budget \\(privé\\)",
        "<a name=\"budget\"></a># Budget (privé)",
        "<span></span>### Budget (confidentiel)",
        "##2. Budget (privé)",
    ] {
        let text = draft.replace("## 2. Budget (privé)", heading);
        assert!(errors(&text).contains("private-mark"), "{heading}");
    }
}
