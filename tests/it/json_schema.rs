//! `cll schema`: every registry that is right is accepted, and a wrong value of each kind is refused.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read files and may fail"
)]

use std::path::Path;
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use chrono::DateTime;
use serde_json::Value;

use cll::calendar::vtimezone;
use cll::domain::Clock;
use cll::problem::Problem;
use cll::registry::{load, private, server};
use cll::source::Sources;

use crate::document::Document;
use crate::session::{CLL, environment};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// The schema of each registry, by its name on the command line.
struct Checker {
    schemas: Schemas,
    by_name: Vec<(&'static str, SchemaIndex)>,
}

impl Checker {
    fn new(lang: &str) -> Self {
        let nowhere = tempfile::tempdir().unwrap();
        let mut schemas = Schemas::new();
        let names = [
            "members",
            "meetings",
            "private-members",
            "private-meetings",
            "smtp",
            "imap",
        ];
        let by_name = names.map(|name| {
            let run = Command::new(CLL)
                .args(["schema", name])
                .current_dir(nowhere.path())
                .envs(environment(lang))
                .output()
                .unwrap();
            assert!(run.status.success() && run.stderr.is_empty(), "{run:?}");
            let document: Value = serde_json::from_slice(&run.stdout).unwrap();
            let mut compiler = Compiler::new();
            let address = format!("{name}.json");
            compiler.add_resource(&address, document).unwrap();
            (name, compiler.compile(&address, &mut schemas).unwrap())
        });
        Self {
            schemas,
            by_name: by_name.to_vec(),
        }
    }

    /// What is wrong with a text, or nothing.
    fn check(&self, name: &str, text: &str) -> Result<(), String> {
        let (_, index) = self.by_name.iter().find(|(it, _)| *it == name).unwrap();
        let value = json(text.parse::<toml::Table>().unwrap().into());
        let checked = self.schemas.validate(&value, *index);
        checked.map_err(|error| error.to_string())
    }
}

/// A value of TOML as editors hand it to a validator: days and times are texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            let table = table.into_iter().map(|(key, value)| (key, json(value)));
            Value::Object(table.collect())
        }
        other => serde_json::to_value(other).unwrap(),
    }
}

/// Each registry that has a schema, by the end of its path.
const REGISTRIES: [(&str, &str); 7] = [
    ("private/subjects.toml", "private-subjects"),
    ("private/members.toml", "private-members"),
    ("private/meetings.toml", "private-meetings"),
    ("private/smtp.toml", "smtp"),
    ("private/imap.toml", "imap"),
    ("members.toml", "members"),
    ("meetings.toml", "meetings"),
];

/// Every registry of the project and of its tests, with where it stands: a file, or a block of a case.
fn registries(folder: &Path, found: &mut Vec<(String, &'static str, String)>) {
    let mut add = |path: String, bytes: Vec<u8>| {
        let mut registries = REGISTRIES.into_iter();
        let registry = registries.find(|(end, _)| Path::new(&path).ends_with(end));
        if let (Some((_, name)), Ok(text)) = (registry, String::from_utf8(bytes)) {
            found.push((path, name, text));
        }
    };
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            folders.push(path);
        } else if path.is_file() && path.extension().is_some_and(|it| it == "toml") {
            add(path.display().to_string(), std::fs::read(&path).unwrap());
        } else if path.is_file()
            && path.extension().is_some_and(|it| it == "md")
            && folder.parent() == Some(Path::new(TESTS))
        {
            let document = Document::read(&std::fs::read_to_string(&path).unwrap());
            for (below, bytes) in document.files() {
                add(path.join(below).display().to_string(), bytes);
            }
        }
    }
    for folder in folders {
        registries(&folder, found);
    }
}

/// What decides, of all that the program may find: the syntax, the keys and their values.
const SHAPE: [&str; 12] = [
    "syntax",
    "merge-conflict",
    "unknown-key",
    "missing-key",
    "wrong-type",
    "unknown-value",
    "out-of-range",
    "empty-value",
    "conflicting-keys",
    "control-character",
    "invalid-text",
    "written-password",
];

/// What the program finds in a registry that stands alone.
fn problems(name: &str, text: &str) -> Vec<Problem> {
    let text = text.to_owned();
    match name {
        "private-members" => private::load(Some(text), None, None).1,
        "private-meetings" => private::load(None, Some(text), None).1,
        "smtp" => server::smtp(text).1,
        "imap" => server::imap(text).1,
        _ => {
            let mut sources = Sources::new();
            let file = Some(sources.add(name, text));
            let (members, meetings) = match name {
                "members" => (file, None),
                _ => (None, file),
            };
            let clock = Clock {
                now: DateTime::UNIX_EPOCH,
                today: None,
                machine: DateTime::UNIX_EPOCH,
            };
            let timezones: Vec<_> = vtimezone::supported().collect();
            load(&sources, members, meetings, &clock, &timezones).problems
        }
    }
}

#[test]
fn every_registry_that_can_be_read_is_accepted() {
    let checker = Checker::new("en");
    let mut found = Vec::new();
    registries(Path::new(env!("CARGO_MANIFEST_DIR")), &mut found);
    let mut accepted = 0;
    for (path, name, text) in found {
        let text = text.trim_start_matches('\u{feff}');
        let is_wrong = |problem: &Problem| SHAPE.contains(&problem.what.code());
        if !problems(name, text).iter().any(is_wrong) {
            assert_eq!(checker.check(name, text), Ok(()), "{path}");
            accepted += 1;
        }
    }
    assert!(accepted >= 200, "only {accepted} registries");
}

/// One record of each, with every key.
const MEMBERS: &str = r#"
[council]
id = "conseil"
name = "Conseil"
acronym = "C"
convener = "DINUM"
contact = "secretariat@example.org"
reply-to = "lina@exemplé.example.org"
url = "https://example.org/"
timezone = "Europe/Paris"
typography = "plain"

[[college]]
id = "usagers"
name = "usagers"

[[member]]
id = "adullact"
name = "ADULLACT"
college = "usagers"
url = "http://example.org"
terms = [{ since = 2022-01-26, until = 2023-01-01 }, { since = 2024-01-26 }]
formerly = [{ name = "Adullact", until = 2023-02-01 }]
allow = ["future-term"]
"#;

const MEETINGS: &str = r#"
[paths]
page = "{{ council.id }}.md"

[links]
base = "https://example.org/"

[withdrawn]
calendars = ["a.ics"]

[[meeting]]
id = "2023-usagers-1"
colleges = ["usagers"]
number = 1
cycle = 2023
date = 2023-09-28
start = 14:00:00
end = 16:00:00
status = "confirmed"
moved-from = [{ date = 2023-09-15, start = 14:00:00, end = 16:00:00 }]
online = true
agenda = ["Bilan", { title = "Suite", presenter = "DINUM", minutes = 20 }]
uid = "a@example.org"
sequence = 1
updated = 2023-09-14 17:09:53+02:00

[[opinion]]
id = "2023-guide"
question = "Faut-il un guide ?"
outcome = "favourable"
by = "majority"
states = [{ state = "adopted", on = 2023-09-28 }]
document = "avis/2023-1.pdf"
"#;

const CONTACTS: &str = r#"
[[contact]]
member = "adullact"
name = "Anne Exemple"
email = "anne@example.org"
role = "titular"
public-name = true
since = 2022-01-26
"#;

const LINKS: &str = r#"
[default]
join = "https://example.org/salle"

[meeting.2023-usagers-1]
join = "https://example.org/autre"
"#;

const SMTP: &str = r#"
host = "smtp.example.org"
port = 587
security = "starttls"
user = "secretariat"
password-command = ["pass", "show"]
"#;

const IMAP: &str = r#"
host = "imap.example.org"
user = "secretariat"
password-file = "password"
mailbox = "Réponses"
"#;

#[test]
fn a_wrong_value_of_each_kind_is_refused() {
    let checker = Checker::new("fr");
    for (name, text, wrong) in [
        (
            "members",
            MEMBERS,
            &[
                ("[council]", "[conseil]"),
                ("[[college]]", "[college]"),
                ("id = \"conseil\"", "id = \"Le conseil\""),
                ("acronym = \"C\"", "acronym = 1"),
                ("acronym = \"C\"", "acronym = \" \""),
                ("acronym = \"C\"", "acronym = \"C\\nL\""),
                ("acronym = \"C\"", ""),
                ("acronym = \"C\"", "acronym = \"C\"\nacronyme = \"C\""),
                ("secretariat@example.org", "secretariat"),
                ("secretariat@example.org", "a..b@example.org"),
                ("\"https://example.org/\"", "\"example.org\""),
                ("Europe/Paris", "Paris"),
                ("\"plain\"", "\"plein\""),
                ("until = 2023-01-01", "until = \"le 1er janvier\""),
                ("since = 2024-01-26", "since = 2024"),
                ("name = \"Adullact\"", "nom = \"Adullact\""),
                ("allow = [\"future-term\"]", "allow = \"future-term\""),
                ("allow = [\"future-term\"]", "allow = [1]"),
            ][..],
        ),
        (
            "meetings",
            MEETINGS,
            &[
                ("page = ", "pages = "),
                ("\"{{ council.id }}.md\"", "1"),
                ("[\"usagers\"]", "[]"),
                ("[\"usagers\"]", "[\"Usagers\"]"),
                ("number = 1", "number = 0"),
                ("number = 1", "number = \"1\""),
                ("cycle = 2023", "cycle = 23"),
                ("date = 2023-09-28", "date = 2023-09-28T14:00:00Z"),
                ("start = 14:00:00", "start = \"14h\""),
                ("\"confirmed\"", "\"confirmée\""),
                ("date = 2023-09-15, ", ""),
                ("online = true", "online = \"true\""),
                ("[\"Bilan\"", "[1"),
                ("minutes = 20", "minutes = 2000"),
                ("title = \"Suite\"", "titre = \"Suite\""),
                ("a@example.org", "a @example.org"),
                ("2023-09-14 17:09:53+02:00", "2023-09-14T17:09:53"),
                ("\"adopted\"", "\"adopté\""),
                ("question = ", "votes = "),
                ("\"avis/2023-1.pdf\"", "[\"avis/2023-1.pdf\"]"),
            ],
        ),
        (
            "private-members",
            CONTACTS,
            &[
                ("\"titular\"", "\"titulaire\""),
                ("public-name = true", "public-name = 1"),
                ("email = ", "mail = "),
            ],
        ),
        (
            "private-meetings",
            LINKS,
            &[
                ("https://example.org/autre", "exemple"),
                ("[meeting.2023-usagers-1]", "[[meeting]]"),
                ("[default]", "[defaults]"),
            ],
        ),
        (
            "smtp",
            SMTP,
            &[
                ("smtp.example.org", "https://smtp.example.org"),
                ("587", "70000"),
                ("user = ", "password = "),
                ("[\"pass\", \"show\"]", "\"pass show\""),
            ],
        ),
        (
            "imap",
            IMAP,
            &[
                ("user = \"secretariat\"", ""),
                ("password-file = \"password\"", ""),
                ("\"Réponses\"", "[\"Réponses\"]"),
                ("mailbox = ", "folder = "),
            ],
        ),
    ] {
        are_refused(&checker, name, text, wrong);
    }
}

/// The text is accepted, and refused with each of the changes.
fn are_refused(checker: &Checker, name: &str, text: &str, wrong: &[(&str, &str)]) {
    assert_eq!(checker.check(name, text), Ok(()), "{name}");
    for (right, wrong) in wrong {
        assert!(text.contains(right), "{right}");
        let changed = text.replacen(right, wrong, 1);
        assert!(checker.check(name, &changed).is_err(), "{name}: {wrong}");
    }
}

#[test]
fn keys_that_belong_together_or_apart_and_empty_lists_are_refused() {
    let checker = Checker::new("en");
    let terms = "terms = [{ since = 2022-01-26, until = 2023-01-01 }, { since = 2024-01-26 }]";
    let with = |key: &str| format!("{key} = 2022-01-26\n{terms}");
    let (since, until) = (with("since"), with("until"));
    let command = "password-command = [\"pass\", \"show\"]";
    let both = format!("password-file = \"p\"\n{command}");
    are_refused(
        &checker,
        "members",
        MEMBERS,
        &[
            (terms, &since),
            (terms, &until),
            (terms, "terms = []"),
            (terms, "until = 2023-01-01"),
            (terms, ""),
        ],
    );
    let states = "[{ state = \"adopted\", on = 2023-09-28 }]";
    are_refused(&checker, "meetings", MEETINGS, &[(states, "[]")]);
    are_refused(
        &checker,
        "smtp",
        SMTP,
        &[
            (command, "password-command = []"),
            (command, ""),
            (command, &both),
            ("user = \"secretariat\"", ""),
        ],
    );
    for (text, right) in [
        (MEMBERS.replace(terms, "since = 2022-01-26"), "members"),
        (
            MEMBERS.replace(terms, "since = 2022-01-26\nuntil = 2023-01-01"),
            "members",
        ),
        (SMTP.replace(command, "password-file = \"p\""), "smtp"),
        ("host = \"localhost\"".to_owned(), "smtp"),
    ] {
        assert_eq!(checker.check(right, &text), Ok(()), "{text}");
    }
}
