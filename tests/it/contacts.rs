//! `cll contact`: the registry that is not public is changed with care, spreadsheets of every program are
//! read, and nothing private reaches a log, a difference or a file that others read.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use cll::domain::{Contact, Council, Private, Role, Term};
use cll::import::contacts::{Outcome, changes, read};
use cll::registry::{edit, private};
use proptest::prelude::*;
use serde_json::Value;

use crate::on_terminal::OnTerminal;
use crate::program::{Run, cll, cll_with, command, commit_all, git, write};
use crate::sandbox::{MEETINGS, Sandbox};

const MEMBERS: &str = include_str!("../councils/town-hall/members.toml");
const REGISTRY: &str = "private/members.toml";

/// A council with a member that bore another name, and one with its acronym in its name.
fn members() -> String {
    format!(
        "{MEMBERS}
[[member]]
id = \"office\"
name = \"Office central d'exemple (OCE)\"
college = \"administrations\"
since = 2020-01-01
formerly = [{{ name = \"Ancien office\", until = 2023-01-01 }}]

[[member]]
id = \"association\"
name = \"Association des amis des tests\"
college = \"administrations\"
since = 2020-01-01
"
    )
}

fn council() -> Sandbox {
    let sandbox = Sandbox::empty();
    fs::remove_dir_all(sandbox.path(".git")).unwrap();
    sandbox.write("members.toml", members());
    sandbox.write("meetings.toml", MEETINGS);
    sandbox.write(".gitignore", "/private/\n");
    git(&sandbox.root(), &["init", "--quiet"]);
    sandbox
}

/// Imports a spreadsheet with `--yes`, as JSON.
fn import(sandbox: &Sandbox, file: &str) -> (Run, Vec<Value>) {
    let arguments = ["contact", "import", file, "--yes", "--format", "json"];
    let run = sandbox.run(&arguments);
    let rows = serde_json::from_str::<Value>(&run.stdout).unwrap();
    let rows = rows["contacts"].as_array().unwrap().clone();
    (run, rows)
}

fn results(rows: &[Value]) -> Vec<&str> {
    rows.iter()
        .map(|row| row["result"].as_str().unwrap())
        .collect()
}

#[test]
fn a_spreadsheet_of_every_program_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contacts");
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "README.md" {
            continue;
        }
        count += 1;
        let sandbox = council();
        let (run, rows) = import(&sandbox, file.to_str().unwrap());
        assert_eq!(run.code, Some(1), "{name}: {run:?}");
        // Windows-1252 has not every letter: the row says so.
        let is_poor = name == "libreoffice-windows-1252.csv";
        let third = if is_poor { "refused" } else { "new" };
        assert_eq!(results(&rows), ["new", "new", third, "refused"], "{name}");
        assert_eq!(rows[3]["why"], "repeated", "{name}");
        assert_eq!(rows[2]["why"] == "lost-letter", is_poor, "{name}");
        let shown = cll(&sandbox.root(), &["contact", "list", "--json"]);
        let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
        let contacts = shown["contacts"].as_array().unwrap();
        assert_eq!(contacts.len(), if is_poor { 2 } else { 3 }, "{name}");
        let first = &contacts[0];
        assert_eq!(first["member"], "mairie", "{name}");
        assert_eq!(first["name"], "Zoé d'Artagnan", "{name}");
        assert_eq!(first["since"], "2024-01-15", "{name}");
        let second = &contacts[1];
        assert_eq!(second["member"], "office", "{name}");
        assert_eq!(second["email"], "lea@office.example.org", "{name}");
        assert_eq!(second["role"], "alternate", "{name}");
        assert_eq!(second["since"], "2025-03-15", "{name}");
        // The last day is in the spreadsheet, the first day after it in the registry.
        assert_eq!(second["until"], "2027-01-01", "{name}");
        if !is_poor {
            assert_eq!(contacts[2]["email"], "luc@office.example.org", "{name}");
        }
        let before = sandbox.read(REGISTRY);
        let (again, rows) = import(&sandbox, file.to_str().unwrap());
        assert_eq!(sandbox.read(REGISTRY), before, "{name}");
        assert_eq!(results(&rows)[..2], ["same", "same"], "{name}: {again:?}");
    }
    assert_eq!(count, 8);
}

#[test]
fn rows_are_matched_however_they_are_spelt_and_what_is_not_taken_is_said() {
    let sandbox = council();
    sandbox.write(
        "contacts.csv",
        "Liste\n\nStructure;Nom et prénom;E-mail;Rôle;Tél.\n\
         L’OFFICE CENTRAL D'EXEMPLE;Anne Roy;anne@office.example.org;;01\n\
         A.A.T.;Luc Petit;;suppléant;\n\
         Ofice;Marc Grand;;;\n\
         ;Marc Grand;;;\n\
         oce;Marc Grand;marc(at)office.fr;;\n\
         oce;Marc Grand;;chef;\n\
         oce;;marc@office.example.org;;\n\
         mairie;Paul Blanc;Paul Blanc <mailto:paul@mairie.example.org>, p@mairie.example.org;;\n\
         Total;;;4;\n",
    );
    let (run, rows) = import(&sandbox, "contacts.csv");
    assert_eq!(run.code, Some(1));
    let found: Vec<(u64, &str, &str, &str)> = rows
        .iter()
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or_default();
            (
                row["row"].as_u64().unwrap(),
                text("result"),
                text("member"),
                text("why"),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (4, "new", "office", ""),
            (5, "new", "association", ""),
            (6, "unmatched", "Ofice", "unknown-member"),
            (7, "unmatched", "", "no-member"),
            (8, "refused", "office", "bad-address"),
            (9, "refused", "office", "unknown-role"),
            (10, "refused", "office", "no-name"),
            (11, "new", "mairie", ""),
        ]
    );
    assert_eq!(rows[7]["email"], "paul@mairie.example.org");
    assert_eq!(rows[7]["further"][0], "p@mairie.example.org");
    assert!(run.stderr.contains("Tél."), "{run:?}");
    assert!(run.stderr.contains("not read: 12"), "{run:?}");
    let table = sandbox.run(&["contact", "import", "contacts.csv", "-n"]);
    for said in [
        "did you mean `office`?",
        "column `E-mail`: `marc(at)office.fr`",
    ] {
        assert!(table.stdout.contains(said), "{table:?}");
    }
}

#[test]
fn who_is_not_in_the_file_stays_and_an_empty_cell_erases_nothing() {
    let sandbox = council();
    let registry = "# Nos contacts\n\n[[contact]] # la mairie\nmember = \"mairie\"\nname = \"Zoé Grand\" # depuis mars\n\
                    email = \"zoe@mairie.example.org\"\nrole = 'alternate'\nsince = 2024-01-01\n\n\
                    [[contact]]\nmember = \"mairie\"\nname = \"Luc Petit\"\nrole = \"titular\"\n";
    sandbox.write(REGISTRY, registry);
    sandbox.write(
        "contacts.csv",
        "Membre,Nom,Prénom,Courriel,Qualité,Depuis\nmairie,GRAND,zoe,,,\nOCE,Roy,Anne,,titulaire,\n",
    );
    let (run, rows) = import(&sandbox, "contacts.csv");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(results(&rows), ["same", "new", "absent"]);
    let added = "\n[[contact]]\nmember = \"office\"\nname = \"Anne Roy\"\nrole = \"titular\"\n";
    assert_eq!(sandbox.read(REGISTRY), format!("{registry}{added}"));
    // Another role and another address change these two values and no other byte.
    sandbox.write(
        "contacts.csv",
        "Membre,Nom,Courriel,Qualité\nmairie,Zoé Grand,z.grand@mairie.example.org,titulaire\n",
    );
    let before = sandbox.read(REGISTRY);
    let (_, rows) = import(&sandbox, "contacts.csv");
    assert_eq!(results(&rows), ["changed", "absent", "absent"]);
    let expected = before
        .replace("\"zoe@mairie", "\"z.grand@mairie")
        .replace("'alternate'", "'titular'");
    assert_eq!(sandbox.read(REGISTRY), expected);
}

#[test]
fn nothing_is_written_without_a_yes() {
    let sandbox = council();
    sandbox.write("contacts.csv", "member,name\nmairie,Anne Roy\n");
    let arguments = ["contact", "import", "contacts.csv"];
    let run = sandbox.run(&arguments);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--yes"), "{run:?}");
    assert!(!sandbox.path(REGISTRY).exists());
    for (answer, code, is_written) in [("n", 1, false), ("y", 0, true)] {
        let Some(mut terminal) = OnTerminal::start(&sandbox.root(), &arguments) else {
            return;
        };
        terminal.wait_for("Write them (y, n)? ");
        terminal.answer(answer);
        let (ended, said) = terminal.end();
        assert_eq!(ended, Some(code), "{said}");
        assert_eq!(sandbox.path(REGISTRY).exists(), is_written, "{said}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(sandbox.path(REGISTRY))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn nothing_private_is_shown_in_a_service_or_taken_by_git() {
    let sandbox = council();
    sandbox.write(
        REGISTRY,
        "[[contact]]\nmember = \"mairie\"\nname = \"Anne Canari\"\nrole = \"titular\"\n",
    );
    sandbox.write("contacts.csv", "member,name\nmairie,Luc Canari\n");
    let commands: [&[&str]; 6] = [
        &["contact", "list"],
        &["contact", "export"],
        &["contact", "import", "contacts.csv", "-n"],
        &[
            "contact",
            "new",
            "--member",
            "mairie",
            "--name",
            "Luc Canari",
            "-n",
        ],
        &[
            "contact",
            "edit",
            "--name",
            "Anne Canari",
            "--role",
            "alternate",
            "-n",
        ],
        &[
            "contact",
            "end",
            "--name",
            "Anne Canari",
            "--on",
            "2026-01-01",
            "-n",
        ],
    ];
    let before = sandbox.tree();
    for arguments in commands {
        let mut in_ci = sandbox.command("en", arguments);
        in_ci.env("CI", "true");
        let run = Run::of(in_ci);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.stderr.contains("`CI`") && !run.said().contains("Canari"),
            "{run:?}"
        );
        let run = sandbox.run(arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.stdout.contains("Canari"), "{run:?}");
        assert!(
            !run.stdout.contains("@@"),
            "no difference is shown: {run:?}"
        );
    }
    // What changes the registry wants it ignored; a public file gets no export.
    for path in ["contacts-2.csv", "docs/contacts.csv"] {
        let run = sandbox.run(&["contact", "export", "-o", path]);
        assert_eq!(run.code, Some(2), "{run:?}");
    }
    let mut after = sandbox.tree();
    after.remove("root/.git/cll.lock");
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, entry)| before.get(*path) != Some(entry))
        .map(|(path, _)| path)
        .collect();
    assert!(
        changed.is_empty() && after.len() == before.len(),
        "{changed:?}"
    );
    let run = sandbox.run(&["contact", "export", "-o", "private/contacts.csv"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    fs::remove_file(sandbox.path(".gitignore")).unwrap();
    for arguments in &commands[2..] {
        let run = sandbox.run(arguments);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("private-unignored"), "{run:?}");
        assert!(!run.said().contains("Canari"), "{run:?}");
    }
}

#[test]
fn a_contact_is_added_changed_and_ended_and_twice_is_nothing_to_do() {
    let sandbox = council();
    let new = [
        "contact",
        "new",
        "--member",
        "Ancien Office",
        "--name",
        "Léa Roy",
        "--email",
        "lea@office.example.org",
    ];
    assert_eq!(sandbox.run(&new).code, Some(0));
    let record = "[[contact]]\nmember = \"office\"\nname = \"Léa Roy\"\nemail = \"lea@office.example.org\"\nrole = \"titular\"\n";
    assert!(sandbox.read(REGISTRY).ends_with(record));
    let written = sandbox.read(REGISTRY);
    let again = sandbox.run(&new);
    assert_eq!(again.code, Some(0));
    assert!(again.stderr.contains("nothing to change"), "{again:?}");
    let other = sandbox.run(&[&new[..6], &["--role", "alternate"]].concat());
    assert_eq!(other.code, Some(2), "{other:?}");
    assert_eq!(sandbox.read(REGISTRY), written);
    let edit = [
        "contact",
        "edit",
        "--name",
        "LEA ROY",
        "--new-email",
        "l.roy@office.example.org",
        "--role",
        "alternate",
    ];
    for said in ["changed", "nothing to change"] {
        let run = sandbox.run(&edit);
        assert!(run.code == Some(0) && run.stderr.contains(said), "{run:?}");
    }
    let end = [
        "contact",
        "end",
        "--email",
        "L.ROY@office.example.org",
        "--on",
        "2026-01-01",
    ];
    let run = sandbox.run(&end);
    assert!(run.stderr.contains("last day 2025-12-31"), "{run:?}");
    assert!(sandbox.run(&end).stderr.contains("nothing to change"));
    let record = record
        .replace("lea@", "l.roy@")
        .replace("titular\"\n", "alternate\"\nuntil = 2026-01-01\n");
    assert!(
        sandbox.read(REGISTRY).ends_with(&record),
        "{}",
        sandbox.read(REGISTRY)
    );
    // For another time it is another record, and the day tells which is meant.
    let back = [&new[..], &["--since", "2026-03-01"]].concat();
    assert_eq!(sandbox.run(&back).code, Some(0));
    let at = [
        "contact",
        "edit",
        "--name",
        "Léa Roy",
        "--at",
        "2026-04-01",
        "--no-email",
    ];
    assert_eq!(sandbox.run(&at).code, Some(0));
    let text = sandbox.read(REGISTRY);
    assert_eq!(
        text.matches("email = ").count() - text.matches("# email = ").count(),
        1,
        "{text}"
    );
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let sandbox = council();
    let registry = "[[contact]]\nmember = \"office\"\nname = \"Léa Roy\"\nrole = \"titular\"\nuntil = 2026-01-01\n";
    sandbox.write(REGISTRY, registry);
    for (arguments, said) in [
        (
            &["contact", "end", "--name", "Léa Roy", "--on", "2026-02-01"][..],
            "no more from 2026-01-01",
        ),
        (
            &[
                "contact",
                "edit",
                "--name",
                "Léa Roy",
                "--since",
                "2026-02-01",
            ],
            "before the end",
        ),
        (
            &["contact", "edit", "--name", "Lea Rois", "--no-email"],
            "no such contact",
        ),
        (&["contact", "edit", "--name", "Léa Roy"], "required"),
        (
            &["contact", "new", "--member", "x", "--name", "A B"],
            "no member `x`",
        ),
        (
            &[
                "contact", "new", "--member", "mairie", "--name", "A B", "--email", "a",
            ],
            "not an e-mail address",
        ),
        (
            &["contact", "new", "--member", "mairie", "--name", "-"],
            "`--name` is missing",
        ),
    ] {
        let run = sandbox.run(arguments);
        assert!(
            run.code == Some(2) && run.stderr.contains(said),
            "{arguments:?}: {run:?}"
        );
    }
    assert_eq!(sandbox.read(REGISTRY), registry);
}

#[test]
fn lists_are_those_of_a_day() {
    let sandbox = council();
    sandbox.write(
        REGISTRY,
        "[[contact]]\nmember = \"mairie\"\nname = \"Anne Roy\"\nrole = \"titular\"\nuntil = 2025-01-01\n\n\
         [[contact]]\nmember = \"mairie\"\nname = \"Luc Roy\"\nemail = \"luc@mairie.example.org\"\nrole = \"titular\"\nsince = 2025-01-01\n\n\
         [[contact]]\nmember = \"office\"\nname = \"Paul Roy\"\nrole = \"alternate\"\nsince = 2026-01-01\n",
    );
    for (options, expected) in [
        (&[][..], "Luc Roy\n"),
        (&["--at", "2024-12-31"], "Anne Roy\n"),
        (&["--at", "2026-01-01"], "Luc Roy\nPaul Roy\n"),
        (&["--at", "2026-01-01", "--without-email"], "Paul Roy\n"),
        (&["--at", "2026-01-01", "--member", "OCE"], "Paul Roy\n"),
        (&["--former"], "Anne Roy\n"),
    ] {
        let template = ["contact", "list", "--template", "{{ contact.name }}", "-q"];
        let run = sandbox.run(&[&template[..], options].concat());
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), expected),
            "{options:?}: {run:?}"
        );
    }
    let run = sandbox.run(&["contact", "list"]);
    assert!(run.stderr.contains("no contact for `office`"), "{run:?}");
}

#[test]
fn what_is_exported_changes_nothing_when_it_comes_back() {
    let sandbox = council();
    sandbox.write(
        REGISTRY,
        "[[contact]]\nmember = \"mairie\"\nname = \"Anne, dite \\\"Nane\\\" Roy\"\nemail = \"anne@mairie.example.org\"\nrole = \"alternate\"\nuntil = 2024-01-01\n\n\
         [[contact]]\nmember = \"mairie\"\nname = \"Anne, dite \\\"Nane\\\" Roy\"\nemail = \"anne@mairie.example.org\"\nrole = \"titular\"\nsince = 2024-01-01\npublic-name = true\n\n\
         [[contact]]\nmember = \"office\"\nname = \"Luc; Roy\"\nrole = \"titular\"\n",
    );
    for format in ["csv", "tsv", "excel"] {
        let file = format!("private/{format}.csv");
        let run = sandbox.run(&["contact", "export", "--format", format, "-o", &file]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let run = sandbox.run(&["contact", "import", &file]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(
            run.stderr
                .contains("0 new, 0 changed, 3 the same, 0 not taken, 0 not"),
            "{run:?}"
        );
        let again = sandbox.run(&["contact", "export", "--format", format, "-o", &file]);
        assert_eq!(again.code, Some(0));
    }
    let other = sandbox.run(&["contact", "export", "-o", "private/tsv.csv"]);
    assert_eq!(other.code, Some(2), "{other:?}");
    let forced = sandbox.run(&["contact", "export", "-o", "private/tsv.csv", "--force"]);
    assert_eq!(forced.code, Some(0), "{forced:?}");
}

#[test]
fn a_file_that_holds_no_contacts_says_what_it_is() {
    let sandbox = council();
    for (bytes, said) in [
        (&b""[..], "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"PK\x03\x04", "document of a spreadsheet"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "document of a spreadsheet",
        ),
        (b"\0\x01\x02\x03", "known encoding"),
        (b"a;b;c\n1;2;3\n", "no row with headings"),
    ] {
        sandbox.write("contacts.csv", bytes);
        let run = sandbox.run(&["contact", "import", "contacts.csv", "-n"]);
        assert!(run.code == Some(2) && run.stderr.contains(said), "{run:?}");
    }
    let run = sandbox.run(&["contact", "import", "contact.csv"]);
    assert!(
        run.code == Some(2) && run.stderr.contains("did you mean"),
        "{run:?}"
    );
    sandbox.write(
        "contacts.csv",
        "Membre;Nom;Tél.\nmairie;\"Anne Roy;1\nmairie;Luc Roy;2\nmairie;Zoé Roy;3\n",
    );
    let run = sandbox.run(&["contact", "import", "contacts.csv", "-n"]);
    assert!(
        run.code == Some(1) && run.stdout.contains("quotation mark"),
        "{run:?}"
    );
}

fn sound_council() -> Council {
    let mut sources = cll::source::Sources::new();
    let members = sources.add("members.toml", members());
    let meetings = sources.add("meetings.toml", MEETINGS);
    let clock = cll::domain::Clock {
        now: chrono::DateTime::UNIX_EPOCH,
        today: None,
        machine: chrono::DateTime::UNIX_EPOCH,
    };
    let zones: Vec<&str> = cll::calendar::vtimezone::supported().collect();
    let loaded = cll::registry::load(&sources, Some(members), Some(meetings), &clock, &zones);
    loaded.council.unwrap()
}

fn contact() -> impl Strategy<Value = Contact> {
    let member = prop::sample::select(vec!["mairie", "office", "association"]);
    let name = prop::sample::select(vec![
        "Anne Roy",
        "anne roy",
        "Luc Petit",
        "Zoé, \"Zo\"; Grand",
        "Marc d'Or",
    ]);
    let email = prop::option::of(prop::sample::select(vec!["a", "b", "c", "d"]));
    let days = prop::option::of((0..4_u32, 1..3_u32));
    (member, name, email, any::<bool>(), any::<bool>(), days).prop_map(
        |(member, name, email, is_titular, public_name, days)| {
            let day =
                |year| chrono::NaiveDate::from_ymd_opt(2024 + i32::try_from(year).unwrap(), 3, 1);
            Contact {
                member: cll::domain::MemberId::new(member).unwrap(),
                name: Private::new(name.to_owned()),
                email: email.map(|it| Private::new(format!("{it}@example.org"))),
                role: if is_titular {
                    Role::Titular
                } else {
                    Role::Alternate
                },
                public_name,
                term: days.map_or(Term::ALWAYS, |(from, long)| {
                    Term::new(day(from).unwrap(), day(from + long)).unwrap()
                }),
            }
        },
    )
}

/// Writes contacts as a registry, unless it would not be sound.
fn registry_of(contacts: &[Contact], council: &Council) -> Option<(String, Vec<Contact>)> {
    let (text, contacts) = edit::change_contacts("", &[], &[], contacts).unwrap();
    let (_, problems) = private::load(Some(text.clone()), None, Some(council));
    let is_error = |it: &cll::problem::Problem| it.what.severity() == cll::problem::Severity::Error;
    (!problems.iter().any(is_error)).then_some((text, contacts))
}

fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2025, 11, 3).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any bytes are read or refused; what is taken of them is of the member that is named, and all
    /// others stay as they are.
    #[test]
    fn any_bytes_change_no_contact_of_another_member(
        contacts in prop::collection::vec(contact(), 0..6),
        rows in prop::collection::vec(
            prop::collection::vec("(mairie|OCE|Anne Roy|[abcd]@example\\.org|suppléant|2026-01-01|\"|;|,|\r\n|é|.){0,2}", 0..7),
            0..8,
        ),
        delimiter in prop::sample::select(vec![";", ",", "\t"]),
        flip in any::<prop::sample::Index>(),
        bits in any::<u8>(),
    ) {
        let council = sound_council();
        let rows: Vec<String> = rows.iter().map(|row| row.join(delimiter)).collect();
        let heads = ["Organisme", "Nom", "Courriel", "Rôle", "Depuis", "Jusqu'au"].join(delimiter);
        let mut bytes = format!("{heads}\r\n{}", rows.join("\r\n")).into_bytes();
        let at = flip.index(bytes.len());
        bytes[at] ^= bits & 0x81;
        let Some((text, known)) = registry_of(&contacts, &council) else { return Ok(()) };
        let Ok(sheet) = read(&bytes, &council) else { return Ok(()) };
        let all = changes(&sheet, &known, today());
        for (index, contact) in &all.changed {
            prop_assert_eq!(&known[*index].member, &contact.member);
        }
        let (edited, expected) = edit::change_contacts(&text, &known, &all.changed, &all.added).unwrap();
        let (after, problems) = private::load(Some(edited.clone()), None, Some(&council));
        let errors = problems.iter().filter(|it| it.what.severity() == cll::problem::Severity::Error);
        prop_assert_eq!(errors.count(), 0);
        prop_assert_eq!(&after.contacts, &expected);
        // A second run changes nothing.
        let again = changes(&sheet, &after.contacts, today());
        prop_assert!(again.changed.is_empty() && again.added.is_empty(), "{}", edited);
    }

    /// What is exported and read again is the same.
    #[test]
    fn export_and_import_is_the_identity(contacts in prop::collection::vec(contact(), 0..8)) {
        let council = sound_council();
        let Some((_, known)) = registry_of(&contacts, &council) else { return Ok(()) };
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["member", "name", "email", "role", "public_name", "since", "until"]).unwrap();
        let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |it| it.to_string());
        for it in &known {
            csv.write_record([
                it.member.as_str(),
                it.name.disclose(),
                it.email.as_ref().map_or("", |it| it.disclose()),
                it.role.into_str(),
                &it.public_name.to_string(),
                &day(it.since()),
                &day(it.term.until()),
            ]).unwrap();
        }
        let bytes = csv.into_inner().unwrap();
        let Ok(sheet) = read(&bytes, &council) else { return Ok(()) };
        let all = changes(&sheet, &known, today());
        prop_assert!(all.changed.is_empty() && all.added.is_empty());
        let kept = all.shown.iter().filter(|it| it.outcome == Outcome::Same).count();
        prop_assert_eq!(kept, known.len());
    }
}

#[test]
fn the_environment_says_what_a_service_is() {
    let sandbox = council();
    sandbox.write(
        REGISTRY,
        "[[contact]]\nmember = \"mairie\"\nname = \"Anne Roy\"\nrole = \"titular\"\n",
    );
    for (value, code) in [("", 0), ("false", 0), ("0", 0), ("1", 2), ("TRUE", 2)] {
        let run = cll_with(&sandbox.root(), &["contacts", "list"], &[("CI", value)]);
        assert_eq!(run.code, Some(code), "{value}: {run:?}");
    }
    let with_people: [&[&str]; 4] = [
        &["members", "list", "--with-emails"],
        &["invite", "list", "next"],
        &["invite", "draft", "next", "-o", "-"],
        &["invite", "replies"],
    ];
    for arguments in with_people {
        let run = cll_with(&sandbox.root(), arguments, &[("CI", "true")]);
        assert!(
            run.code == Some(2) && run.stderr.contains("`CI`"),
            "{run:?}"
        );
    }
    let mut piped = command(&sandbox.root(), &["contact", "import", "-", "-n"]);
    write(
        &sandbox.path("private/in.csv"),
        b"member,name\nmairie,Luc Roy\n",
    );
    piped.stdin(fs::File::open(sandbox.path("private/in.csv")).unwrap());
    let run = Run::of(piped);
    assert!(
        run.code == Some(0) && run.stdout.contains("Luc Roy"),
        "{run:?}"
    );
    commit_all(&sandbox.root());
    assert!(!git(&sandbox.root(), &["ls-files"]).contains("private"));
}
