//! What is private is found in every spelling, by every command that publishes or prints: each row of
//! `tests/spellings.toml` is typed into minutes, into a public page and into a registry.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::{Run, cll_with, folder, write};
use serde::Deserialize;
use tempfile::TempDir;

const TABLE: &str = include_str!("../spellings.toml");
/// How many rows there are, and how many of them are harmless.
const ROWS: (usize, usize) = (511, 126);

const MEMBERS: &str = r#"
[council]
id = "conseil-essai"
name = "Conseil d'essai"
acronym = "CDE"
convener = "Ville d'Exemple"
contact = "secretariat@example.org"
url = "https://example.org/cde"
timezone = "Europe/Paris"

[[college]]
id = "etat"
name = "État"

[[member]]
id = "alpha"
name = "Alpha"
college = "etat"
since = 2024-01-01

[[member]]
id = "beta"
name = "Béta"
college = "etat"
since = 2024-01-01

[[member]]
id = "fondation"
name = "Fondation Lina Quidam"
college = "etat"
since = 2024-01-01
"#;

const MEETING: &str = r#"
[[meeting]]
id = "2026-etat-1"
colleges = ["etat"]
date = 2026-11-03
start = 14:00:00
end = 16:00:00
updated = 2026-10-01T10:00:00Z
"#;

const LINK: &str = "[default]\njoin = \"https://visio.example.org/salle?pwd=abc\"\n";

const DRAFT: &str = "private/comptes-rendus/2026-etat-1.md";
const PUBLISHED: &str = "comptes-rendus/2026-etat-1.md";

const HEAD: &str = "# Compte-rendu du 3 novembre 2026\n\n## Présences\n\n- [x] Alpha\n- [ ] Béta (excusée)\n\n\
                    ## Points\n\n";

#[derive(Deserialize)]
struct Table {
    spellings: Vec<Spelling>,
}

#[derive(Deserialize)]
struct Spelling {
    kind: Kind,
    text: String,
    encoding: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Whole,
    Partial,
    Address,
    Link,
    Room,
    Mark,
    None,
}

impl Kind {
    /// Returns what `cll check` says of it in a page.
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Whole | Self::Address | Self::Link => Some("private-leak"),
            Self::Partial => Some("named-contact"),
            Self::Room => Some("private-link"),
            Self::None | Self::Mark => None,
        }
    }
}

impl Spelling {
    fn text(&self) -> String {
        self.text
            .replace("{-}", "")
            .replace("{jitsi}", concat!("meet.", "jit.si"))
            .replace("{JITSI}", concat!("MEET.", "JIT.SI"))
            .replace("{zoom}", concat!("zoom", ".us"))
            .replace("{b}", concat!("/", "b/"))
    }

    /// Returns the bytes of a page with the text in it.
    fn page(&self) -> Vec<u8> {
        let text = format!("# Note\n\nà noter :\n\n{}\n", self.text());
        let units = || text.encode_utf16();
        match self.encoding.as_deref() {
            None => text.into_bytes(),
            Some("latin-1") => text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
            Some("utf-16le") => [0xfeff]
                .into_iter()
                .chain(units())
                .flat_map(u16::to_le_bytes)
                .collect(),
            Some("utf-16be") => [0xfeff]
                .into_iter()
                .chain(units())
                .flat_map(u16::to_be_bytes)
                .collect(),
            Some("utf-16le without mark") => units().flat_map(u16::to_le_bytes).collect(),
            Some("binary") => [
                b"\x89\0\0\x01".as_slice(),
                self.text().as_bytes(),
                b"\0\0\xff\xfe",
            ]
            .concat(),
            Some(other) => panic!("{other}"),
        }
    }
}

fn table() -> Vec<Spelling> {
    let table: Table = toml::from_str(TABLE).unwrap();
    table.spellings
}

fn council() -> TempDir {
    let contacts = [
        ("alpha", "Lina Quidam", "lina@alpha.example.org", ""),
        ("beta", "Jean-Noël Çelik", "jn.celik@beta.example.org", ""),
        (
            "alpha",
            "MARTIN-DELCOURT Jeanne",
            "jmd@alpha.example.org",
            "",
        ),
        ("alpha", "Aminata Ba", "aba@alpha.example.org", ""),
        ("beta", "Anne Le Goff", "alg@beta.example.org", ""),
        ("beta", "Paul Martin", "pm@beta.example.org", ""),
        ("beta", "Claire d'Arvor", "cda@beta.example.org", ""),
        (
            "beta",
            "Noé Petit",
            "np@beta.example.org",
            "public-name = true\n",
        ),
        ("beta", "Thérèse Dupond", "n0@beta.example.org", ""),
        ("beta", "Jan de Witt", "n1@beta.example.org", ""),
        ("beta", "Anne-Sophie de La Tour", "n2@beta.example.org", ""),
        ("beta", "Rose Petit", "n3@beta.example.org", ""),
        ("beta", "Pierre Blanc", "n4@beta.example.org", ""),
        ("beta", "Minh Le", "n5@beta.example.org", ""),
        ("beta", "王小明", "n6@beta.example.org", ""),
        (
            "beta",
            "Christophe Spécimen & Philippe Cobaye",
            "n7@beta.example.org",
            "",
        ),
        ("beta", "Secrétariat", "n8@beta.example.org", ""),
        ("beta", "Accueil", "n9@beta.example.org", ""),
        ("beta", "Ville de Testbourg", "n10@beta.example.org", ""),
        ("beta", "Direction du numérique", "n11@beta.example.org", ""),
        ("beta", "Béta", "n12@beta.example.org", ""),
        ("beta", "Jürgen Müller", "n13@beta.example.org", ""),
        ("beta", "Paul Lemaire", "n14@beta.example.org", ""),
        ("beta", "Pieter van der Meer", "n15@beta.example.org", ""),
        ("beta", "Juan Niño de Guzmán", "n16@beta.example.org", ""),
        ("beta", "Juste Avis", "n17@beta.example.org", ""),
        ("beta", "Anne Lefèvre", "n18@beta.example.org", ""),
        ("beta", "Anne Ménager", "n19@beta.example.org", ""),
        ("beta", "Paul Allier", "n20@beta.example.org", ""),
        ("beta", "Luc Grand", "n21@beta.example.org", ""),
        ("beta", "Claude Point", "n22@beta.example.org", ""),
        ("beta", "Paul Service", "n23@beta.example.org", ""),
        ("beta", "Bruno Le Juge", "n24@beta.example.org", ""),
        ("beta", "Odile Budget", "n25@beta.example.org", ""),
        ("beta", "Marie France", "n26@beta.example.org", ""),
        ("beta", "Paul Petit", "n27@beta.example.org", ""),
    ];
    let contacts = contacts.map(|(member, name, email, more)| {
        format!(
            "[[contact]]\nmember = \"{member}\"\nname = \"{name}\"\nemail = \"{email}\"\nrole = \"titular\"\n{more}"
        )
    });
    let council = folder(&[
        (".gitignore", "/private/\n"),
        ("members.toml", MEMBERS),
        ("meetings.toml", MEETING),
        ("private/members.toml", &contacts.concat()),
        ("private/meetings.toml", LINK),
    ]);
    let git = Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(council.path())
        .status();
    assert!(git.unwrap().success());
    assert_eq!(run(council.path(), &["build"]).code, Some(0));
    council
}

fn run(council: &Path, arguments: &[&str]) -> Run {
    cll_with(council, arguments, &[("CLL_TODAY", "2026-11-28")])
}

/// Lists the codes of what a report of JSON finds, by path.
fn codes(run: &Run) -> BTreeMap<String, Vec<String>> {
    let report: serde_json::Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for problem in report["problems"].as_array().unwrap() {
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        codes.entry(text("path")).or_default().push(text("code"));
    }
    codes
}

fn minutes(front_matter: &str, text: &str) -> String {
    let matter = "title: Compte-rendu\ndate: 2026-11-03\nmeeting: 2026-etat-1\nstatus: projet\n";
    format!("---\n{matter}{front_matter}---\n{HEAD}{text}\n")
}

/// Nothing that is said repeats a spelling.
fn says_nothing_of(run: &Run, spelling: &Spelling) {
    let said = run.stdout.clone() + &run.stderr;
    let said = said.replace("M. Martin", "M. …");
    assert!(
        spelling.kind == Kind::None || !said.contains(&spelling.text()),
        "{}: {said}",
        spelling.text
    );
}

#[test]
fn the_table_is_as_long_as_it_is_said_to_be() {
    let table = table();
    let harmless = table.iter().filter(|row| row.kind == Kind::None).count();
    assert_eq!((table.len(), harmless), ROWS);
}

#[test]
fn check_finds_every_spelling_in_every_page() {
    let council = council();
    let rows = table();
    for (index, row) in rows.iter().enumerate() {
        write(
            &council.path().join(format!("notes/{index}.md")),
            &row.page(),
        );
        write(
            &council.path().join(format!("notes/{index}.txt")),
            &row.page(),
        );
    }
    let found = run(council.path(), &["check", "--format", "json"]);
    let codes = codes(&found);
    let private = ["private-leak", "named-contact", "private-link"];
    let mut wrong = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        says_nothing_of(&found, row);
        for ending in ["md", "txt"] {
            let codes = codes.get(&format!("notes/{index}.{ending}"));
            let codes = codes.into_iter().flatten();
            let codes: Vec<&str> = codes
                .map(String::as_str)
                .filter(|code| private.contains(code))
                .collect();
            let expected: Vec<&str> = row.kind.code().into_iter().collect();
            if codes != expected {
                wrong.push(format!("{} ({ending}): {codes:?}", row.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn minutes_with_any_spelling_are_found_and_not_published() {
    let mut wrong = Vec::new();
    let council = council();
    let path = council.path();
    for row in table().iter().filter(|row| row.encoding.is_none()) {
        write(&path.join(DRAFT), minutes("", &row.text()).as_bytes());
        let checked = run(
            path,
            &["minutes", "check", "2026-etat-1", "--format", "json"],
        );
        let published = run(path, &["minutes", "publish", "2026-etat-1"]);
        says_nothing_of(&checked, row);
        says_nothing_of(&published, row);
        let codes: Vec<String> = codes(&checked).into_values().flatten().collect();
        let found = codes
            .iter()
            .any(|code| code == "unmarked-private" || row.kind == Kind::Mark);
        let is_there = path.join(PUBLISHED).exists();
        let right = if row.kind == Kind::None {
            !found && published.code == Some(0) && is_there
        } else {
            found && checked.code == Some(1) && published.code == Some(1) && !is_there
        };
        if !right {
            wrong.push(format!("{}: {codes:?} {published:?}", row.text));
        }
        if is_there {
            let checked = run(path, &["check", "--format", "json"]);
            let codes = self::codes(&checked);
            if let Some(codes) = codes.get(PUBLISHED) {
                wrong.push(format!("{}: published with {codes:?}", row.text));
            }
            fs::remove_file(path.join(PUBLISHED)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_registry_says_is_not_built_if_it_is_private() {
    let council = council();
    let path = council.path();
    let _ = fs::remove_dir_all(path.join("evenements"));
    let mut wrong = Vec::new();
    let rows = table();
    let of_one_line = |row: &&Spelling| row.encoding.is_none() && row.text.is_ascii();
    for row in rows
        .iter()
        .filter(of_one_line)
        .filter(|row| !row.text.contains('\n'))
    {
        let place = row.text().replace('\\', "\\\\").replace('"', "\\\"");
        let meetings = format!("{MEETING}place = \"{place}\"\n");
        write(&path.join("meetings.toml"), meetings.as_bytes());
        let built = run(path, &["build"]);
        says_nothing_of(&built, row);
        let code = match row.kind {
            // A mark is one in minutes alone.
            Kind::None | Kind::Partial | Kind::Mark => 0,
            _ => 2,
        };
        if built.code != Some(code) || path.join("evenements").exists() != (code == 0) {
            wrong.push(format!("{}: {built:?}", row.text));
        }
        let _ = fs::remove_dir_all(path.join("evenements"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_namesake_is_accepted_by_the_very_spelling() {
    let council = council();
    let path = council.path();
    let publish = [
        "minutes",
        "publish",
        "2026-etat-1",
        "--force",
        "--html",
        "compte-rendu.html",
    ];
    for (accepted, text, code) in [
        (
            "public-names: [\"M. Martin\"]",
            "M. Martin répond. M. MARTIN ajoute.",
            0,
        ),
        (
            "public-names:\n  - M. Martin\n  - \"J.-N. Çelik\"",
            "M. Martin et M. J.-N. Çelik.",
            0,
        ),
        ("public-names: MM. Martin", "MM. Dupont et Martin.", 0),
        ("public-names: Lina Quidam", "Mme Lina Quidam répond.", 0),
        ("public-names: [\"M. Martin\"]", "M. Paul Martin répond.", 1),
        (
            "public-names: [\"M. Martin\"]",
            "Monsieur Martin répond.",
            1,
        ),
        ("public-names: [\"Martin\"]", "M. Martin répond.", 1),
        (
            "public-names: [\"lina@alpha.example.org\"]",
            "Écrire à lina@alpha.example.org.",
            1,
        ),
        (
            "public-names: [\"https://visio.example.org/salle\"]",
            "https://visio.example.org/salle",
            1,
        ),
        ("publicnames: [\"M. Martin\"]", "M. Martin répond.", 1),
    ] {
        write(
            &path.join(DRAFT),
            minutes(&format!("{accepted}\n"), text).as_bytes(),
        );
        let checked = run(
            path,
            &["minutes", "check", "2026-etat-1", "--format", "json"],
        );
        let published = run(path, &publish);
        assert_eq!(checked.code, Some(code), "{accepted} {text}: {checked:?}");
        assert_eq!(
            published.code,
            Some(code),
            "{accepted} {text}: {published:?}"
        );
        if code == 0 {
            let found = codes(&run(path, &["check", "--format", "json"]));
            assert_eq!(found.get(PUBLISHED), None, "{accepted}: {found:?}");
            assert_eq!(
                found.get("compte-rendu.html"),
                None,
                "{accepted}: {found:?}"
            );
            fs::remove_file(path.join(PUBLISHED)).unwrap();
            fs::remove_file(path.join("compte-rendu.html")).unwrap();
        }
    }
}

/// Whatever made them, minutes are held to the rule of minutes.
#[test]
fn minutes_published_by_hand_are_held_to_the_same_rule() {
    let council = council();
    let path = council.path();
    write(
        &path.join(PUBLISHED),
        minutes("", "M. Martin répond.").as_bytes(),
    );
    let found = codes(&run(path, &["check", "--format", "json"]));
    let found = found.get(PUBLISHED).cloned().unwrap_or_default();
    assert!(found.contains(&"private-leak".to_owned()), "{found:?}");
}

#[test]
fn no_finding_repeats_the_name_of_a_file() {
    let council = council();
    let path = council.path();
    write(
        &path.join("notes/cv-lina-quidam.md"),
        b"[x](absent.md)\n\n# A\n\n### B\n\n<!-- cll:absent -->\n",
    );
    write(&path.join("notes/page.md"), b"[x](lina-quidam.pdf)\n");
    for format in ["human", "short", "json"] {
        let found = run(path, &["check", "--format", format]);
        let said = found.stdout + &found.stderr;
        assert_eq!(found.code, Some(1), "{said}");
        assert!(!said.contains("quidam"), "{said}");
    }
}

/// What a template of the council adds is looked at before it is written or sent, and what a broken
/// private registry leaves unknown is not written at all.
#[test]
fn every_command_asks_before_it_writes() {
    let council = council();
    let path = council.path();
    let nothing_of = |run: &Run| {
        let said = run.stdout.clone() + &run.stderr;
        assert!(
            !said.contains("Quidam") || said.contains("Fondation"),
            "{said}"
        );
    };
    let event = "templates/event/description.txt.j2";
    write(
        &path.join(event),
        b"Contact : {{ \"Lina\" }} {{ \"Quidam\" }}",
    );
    let built = run(path, &["build"]);
    assert_eq!(built.code, Some(2), "{built:?}");
    assert!(built.stderr.contains("private-leak"), "{built:?}");
    nothing_of(&built);
    let checked = run(path, &["build", "--check"]);
    assert_eq!(
        (checked.code, &*checked.stdout),
        (Some(2), ""),
        "{checked:?}"
    );
    fs::remove_file(path.join(event)).unwrap();
    // A message may hold the name of its addressee, and nobody else's.
    let mail = "templates/mail/reminder.md.j2";
    let reminder = [
        "-C",
        ".",
        "--today",
        "2026-10-20",
        "invite",
        "draft",
        "2026-etat-1",
        "--kind",
        "reminder",
        "-o",
        "-",
    ];
    write(&path.join(mail), b"Bonjour");
    let drafted = run(path, &reminder);
    assert_eq!(drafted.code, Some(0), "{drafted:?}");
    write(&path.join(mail), b"Bonjour {{ \"Lina\" }} {{ \"Quidam\" }}");
    let drafted = run(path, &reminder);
    assert_eq!(drafted.code, Some(2), "{drafted:?}");
    assert!(
        drafted
            .stderr
            .contains("would tell the name of another contact"),
        "{drafted:?}"
    );
    assert_eq!(drafted.stdout, "");
    // A draft that others can read holds nothing of anybody.
    write(
        &path.join("templates/minutes.md.j2"),
        b"# {{ \"lina\" }}@alpha.example.org",
    );
    let draft = ["minutes", "draft", "2026-etat-1", "-o", "brouillon.md"];
    let drafted = run(path, &draft);
    assert_eq!(drafted.code, Some(2), "{drafted:?}");
    assert!(!path.join("brouillon.md").exists());
    fs::remove_dir_all(path.join("templates")).unwrap();
    // Nobody knows what is private.
    let meetings = format!("{MEETING}place = \"Salle B\"\n");
    write(&path.join("meetings.toml"), meetings.as_bytes());
    write(&path.join("private/members.toml"), b"[[contact");
    let built = run(path, &["build"]);
    assert_eq!(built.code, Some(2), "{built:?}");
    fs::remove_file(path.join("private/members.toml")).unwrap();
    let built = run(path, &["build"]);
    assert!(!built.stderr.contains("private/members.toml"), "{built:?}");
}
