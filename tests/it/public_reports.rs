//! `check --format sarif|github|gitlab`: what services read, and nothing that is private.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and stops where it cannot go on"
)]

use std::fs;
use std::path::PathBuf;

use boon::{Compiler, Schemas};
use serde_json::Value;

use crate::program::{Run, git};
use crate::sandbox::{MEETINGS, MEMBERS, Sandbox};

const FORMATS: [&str; 3] = ["sarif", "github", "gitlab"];

const PRIVATE: &str = r#"
[[contact]]
member = "canari-inconnu"
name = "Canari Nom"
email = "canari@example.org"
role = "titular"
canari = "canari"
"#;

/// The same, sound.
fn sound() -> String {
    PRIVATE
        .replace("canari-inconnu", "mairie")
        .replace("canari = \"canari\"\n", "")
}

/// A dead link in a page of a strange name, where something is private.
fn faulty() -> Sandbox {
    let council = Sandbox::council();
    council.run(&["build"]);
    council.write(
        "a, b: 100 %é.md",
        "# Titre\n\n[Le texte](nulle-part.md) {{ x }}\n",
    );
    council.write("private/members.toml", sound());
    council
}

fn check(council: &Sandbox, format: &str) -> Run {
    council.run(&["check", "--strict", "--format", format])
}

fn sarif(council: &Sandbox) -> Value {
    let run = check(council, "sarif");
    assert_eq!(run.code, Some(1), "{run:?}");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    is_valid(&document);
    document
}

/// Validates a document with the schema of OASIS, in which one pattern is no regular expression.
fn is_valid(document: &Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let schema = fs::read_to_string(path).unwrap();
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let mut compiler = Compiler::new();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    compiler.add_resource("sarif.json", schema).unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile("sarif.json", &mut schemas).unwrap();
    let valid = schemas.validate(document, index);
    assert!(valid.is_ok(), "{:#}", valid.unwrap_err());
}

/// Returns the fingerprints of a document, in order.
fn fingerprints(document: &Value) -> Vec<&str> {
    let results = document["runs"][0]["results"].as_array().unwrap();
    let mut all = Vec::new();
    for result in results {
        let fingerprint = &result["partialFingerprints"]["primaryLocationLineHash"];
        all.push(fingerprint.as_str().unwrap());
    }
    all.sort_unstable();
    all
}

#[test]
fn nothing_that_is_private_is_in_a_public_report() {
    let council = faulty();
    council.write("private/members.toml", PRIVATE);
    council.write("page.md", "# Page\n\nCanari Nom, canari@example.org\n");
    for lang in ["en", "fr"] {
        for format in FORMATS {
            for arguments in [
                &["check", "--format", format][..],
                &["check", "--history", "--format", format],
            ] {
                let run = council.run_in(lang, arguments);
                assert_eq!(run.code, Some(1), "{run:?}");
                assert!(!run.stdout.to_lowercase().contains("canari"), "{run:?}");
                if format == "github" {
                    assert!(!run.stdout.contains("private/members"), "{run:?}");
                }
                assert!(run.stdout.contains("unknown-key"), "{run:?}");
            }
        }
    }
    // What is sound is looked for in public.
    council.write("private/members.toml", sound());
    for format in FORMATS {
        let run = council.run(&["check", "--format", format]);
        assert!(run.stdout.contains("private-leak"), "{run:?}");
        assert!(run.stdout.contains("page.md"), "{run:?}");
        assert!(!run.stdout.to_lowercase().contains("canari"), "{run:?}");
    }
    // The same of minutes that are a draft, here and elsewhere.
    council.write("private/members.toml", "");
    let draft = "# Réunion canari\n\nle le canari\n";
    council.write("private/comptes-rendus/canari.md", draft);
    let elsewhere = council.outside().join("canari.md");
    fs::write(&elsewhere, draft).unwrap();
    for path in [
        "private/comptes-rendus/canari.md",
        elsewhere.to_str().unwrap(),
    ] {
        for format in FORMATS {
            let run = council.run(&["minutes", "check", path, "--format", format]);
            assert!(run.stdout.contains("repeated-word"), "{run:?}");
            assert!(!run.stdout.contains("canari"), "{run:?}");
        }
    }
}

/// Checks in every public form that a council says a code without a word of the canary.
fn is_silent(council: &Sandbox, code: &str) {
    for lang in ["en", "fr"] {
        for format in FORMATS {
            let run = council.run_in(lang, &["check", "--strict", "--format", format]);
            assert_eq!(run.code, Some(1), "{run:?}");
            assert!(run.stdout.contains(code), "{run:?}");
            let said = run.stdout.to_lowercase();
            assert!(
                !said.contains("canari") && !said.contains("loriot"),
                "{run:?}"
            );
        }
    }
}

#[test]
fn a_public_report_repeats_no_private_value() {
    // Registries of which no council is made.
    let council = faulty();
    let is_at_home = |run: &Run| run.stdout.contains("file=meetings.toml,line=");
    for (line, code) in [
        ("status = \"Canari Nom\"\n", "unknown-value"),
        ("\"Canari Nom\" = 1\n", "unknown-key"),
        ("canari-nom = 1\n", "unknown-key"),
    ] {
        council.write("meetings.toml", format!("{MEETINGS}{line}"));
        is_silent(&council, code);
        let run = check(&council, "github");
        assert!(is_at_home(&run), "{run:?}");
    }
    // Where nothing is private, all is said.
    fs::remove_dir_all(council.path("private")).unwrap();
    let run = check(&council, "github");
    assert!(
        is_at_home(&run) && run.stdout.contains("canari-nom"),
        "{run:?}"
    );

    // A record that is named as a person is.
    let council = faulty();
    let meetings = MEETINGS.replacen("id = \"2025-administrations-1\"", "id = \"canari-nom\"", 1);
    let meetings = meetings.replace("2025-03-18", "2025-05-01");
    council.write("meetings.toml", meetings);
    is_silent(&council, "non-working-day");

    // Private registries that cannot be read: nobody knows what is private, nor in the name of a file.
    let council = faulty();
    council.write("private/members.toml", PRIVATE.replace("role", "[loriot"));
    council.write("loriot.md", "[Loriot](loriot-absent.md)\n");
    council.write(
        "meetings.toml",
        MEETINGS.replace("2025-03-18", "2025-05-01"),
    );
    is_silent(&council, "non-working-day");
    is_silent(&council, "dead-link");
    assert!(is_at_home(&check(&council, "github")));
}

#[test]
fn sarif_is_what_the_schema_says_and_fits_the_lines() {
    let council = Sandbox::council();
    let run = council.run(&["build"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let none = council.run(&["check", "--format", "sarif"]);
    assert_eq!(none.code, Some(0), "{none:?}");
    is_valid(&serde_json::from_str(&none.stdout).unwrap());

    let document = sarif(&faulty());
    let run = &document["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    let dead = results.iter().find(|it| it["ruleId"] == "dead-link");
    let dead = dead.unwrap();
    let rule = dead["ruleIndex"].as_u64().unwrap();
    let rule = &run["tool"]["driver"]["rules"][usize::try_from(rule).unwrap()];
    assert_eq!(rule["id"], "dead-link");
    let help = rule["help"]["text"].as_str().unwrap();
    assert!(help.contains("```"), "{help}");
    let place = &dead["locations"][0]["physicalLocation"];
    let uri = "a%2C%20b%3A%20100%20%25%C3%A9.md";
    assert_eq!(place["artifactLocation"]["uri"], uri);
    assert_eq!(place["region"]["startLine"], 3);
    assert_eq!(dead["level"], "warning");
}

#[test]
fn columns_are_characters_and_paths_those_of_the_repository() {
    let council = Sandbox::empty();
    council.write("conseil/members.toml", MEMBERS);
    let meetings = format!("{MEETINGS}\"é𝔘\" = 1\n");
    council.write("conseil/meetings.toml", meetings);
    let run = council.run(&["-C", "conseil", "check", "--format", "sarif"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    is_valid(&document);
    let place = &document["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "conseil/meetings.toml");
    assert_eq!(place["region"]["startColumn"], 1);
    // Two quotes and two characters, of which one takes two units of UTF-16.
    assert_eq!(place["region"]["endColumn"], 5);
    let run = council.run(&["-C", "conseil", "check", "--format", "github"]);
    assert!(
        run.stdout.contains("file=conseil/meetings.toml,line="),
        "{run:?}"
    );
}

#[test]
fn a_fingerprint_stays_when_lines_move_and_in_every_language() {
    let council = faulty();
    let twice = "# Titre\n\n[Le texte](nulle-part.md)\n\n[Le texte](nulle-part.md)\n";
    council.write("b.md", twice);
    let before = sarif(&council);
    council.write("b.md", format!("# Avant\n\nDu texte.\n\n{}", &twice[1..]));
    let moved = sarif(&council);
    assert_eq!(fingerprints(&before), fingerprints(&moved));
    let french = council.run_in("fr", &["check", "--format", "sarif"]);
    let french: Value = serde_json::from_str(&french.stdout).unwrap();
    is_valid(&french);
    assert_eq!(fingerprints(&moved), fingerprints(&french));
    let mut all = fingerprints(&before);
    let count = all.len();
    all.dedup();
    assert_eq!(all.len(), count, "two findings have one fingerprint");
    let run = check(&council, "gitlab");
    let entries: Vec<Value> = serde_json::from_str(&run.stdout).unwrap();
    let mut same: Vec<&str> = entries
        .iter()
        .map(|it| it["fingerprint"].as_str().unwrap())
        .collect();
    same.sort_unstable();
    assert_eq!(same, fingerprints(&moved));
}

#[test]
fn services_read_annotations() {
    let council = faulty();
    let run = check(&council, "github");
    let line = run.stdout.lines().find(|it| it.contains("title=dead-link"));
    let start = "::warning file=a%2C b%3A 100 %25é.md,line=3,endLine=3,col=";
    assert!(line.unwrap().starts_with(start), "{run:?}");
    assert!(run.stdout.lines().all(|it| it.starts_with("::")), "{run:?}");
    let run = check(&council, "gitlab");
    let entries: Vec<Value> = serde_json::from_str(&run.stdout).unwrap();
    let dead = entries.iter().find(|it| it["check_name"] == "dead-link");
    let dead = dead.unwrap();
    assert_eq!(dead["location"]["path"], "a, b: 100 %é.md");
    assert_eq!(dead["location"]["lines"]["begin"], 3);
    assert_eq!(dead["severity"], "minor");
}

/// The commands of the recipe of GitHub as its shell runs them.
#[test]
fn a_recipe_says_findings_and_changes() {
    let council = Sandbox::council();
    fs::remove_dir_all(council.path(".git")).unwrap();
    git(&council.root(), &["init", "--quiet"]);
    council.write(
        "meetings.toml",
        MEETINGS.replace("2025-03-18", "2025-11-18"),
    );
    council.run(&["build"]);
    crate::program::commit_all(&council.root());
    let moved = council.run(&[
        "meeting",
        "reschedule",
        "2025-administrations-1",
        "--date",
        "2025-12-03",
    ]);
    assert_eq!(moved.code, Some(0), "{moved:?}");
    council.run(&["build"]);
    crate::program::commit_all(&council.root());
    let other = Sandbox::empty();
    other.run(&["init", "--name", "Essai", "--ci", "github"]);
    let recipe = other.read(".github/workflows/cll.yml");
    let program = env!("CARGO_BIN_EXE_cll");
    let command = |word: &str| {
        let line = recipe.lines().find(|line| line.contains(word)).unwrap();
        let line = line.trim().trim_start_matches("- run: ");
        line.replace("/opt/cll/bin/cll", program)
    };
    let summary = council.outside().join("summary");
    let shell = |line: &str| {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-e", "-c", line]).current_dir(council.root());
        shell.env("SINCE", "HEAD^").env("CLL_LANG", "en");
        shell.env("CLL_TODAY", crate::sandbox::TODAY);
        shell.env("GITHUB_STEP_SUMMARY", &summary);
        Run::of(shell)
    };
    let run = shell(&command("cll changes"));
    assert_eq!(run.code, Some(0), "{run:?}");
    let said = fs::read_to_string(&summary).unwrap();
    assert!(
        said.starts_with("```\n") && said.ends_with("```\n"),
        "{said}"
    );
    assert!(said.contains("3 décembre 2025"), "{said}");
    assert_eq!(shell(&command("--format github")).code, Some(0));
    council.write("page.md", "[Le texte](nulle-part.md)\n");
    let run = shell(&command("--format github"));
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.starts_with("::warning file=page.md,"), "{run:?}");
    assert!(run.stdout.contains("--> page.md:1:"), "{run:?}");
}
