//! A council that was built, adopted from what was built alone, and built again: the same bytes.
//!
//! Of the registries cannot come back: members that left, the days of the mandates, earlier names,
//! `reply-to`, `allow`, comments, ids that are not made as `cll meeting new` makes them, all but the
//! first of several earlier dates, and reasons and agendas, which stand in the texts of calendars alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;

use crate::program::{cll, folder, tree, write};

const MEMBERS: &str = r#"[council]
id = "comite-des-mobilites"
name = "Comité des mobilités"
acronym = "COMOB"
convener = "Métropole d'exemple"
contact = "mobilites@example.org"
url = "https://example.org/mobilites"
timezone = "Europe/Paris"
typography = "TYPOGRAPHY"

[[college]]
id = "usagers"
name = "usagers"

[[college]]
id = "operateurs"
name = "opérateurs"

[[member]]
id = "association-des-pietons"
name = "Association des piétons"
college = "usagers"
url = "https://pietons.example.org/"
since = 2022-01-26

[[member]]
id = "ancien"
name = "Ancien membre"
college = "usagers"
since = 2022-01-26
until = 2023-01-26

[[member]]
id = "regie-des-bus"
name = "Régie « des bus »"
college = "operateurs"
since = 2022-01-26
"#;

const MEETINGS: &str = r#"LINKS

[[meeting]]
id = "2024-usagers-1"
colleges = ["usagers"]
number = 1
date = 2024-02-01
start = 09:30:00
end = 12:00:00
place = "Hôtel de ville ; salle 2"
updated = 2023-12-15T12:00:00Z

[[meeting]]
id = "2024-operateurs-1"
colleges = ["operateurs"]
number = 1
date = 2024-04-21
start = 14:00:00
end = 16:00:00
status = "cancelled"
sequence = 1
updated = 2024-01-11T12:00:00Z

[[meeting]]
id = "2024-usagers-operateurs-1"
colleges = ["usagers", "operateurs"]
number = 1
date = 2025-01-14
start = 14:00:00
end = 16:30:00
moved-from = [{ date = 2024-12-10, start = 14:00:00, end = 16:30:00 }]
online = true
sequence = 1
updated = 2024-09-14T12:00:00Z

[[meeting]]
id = "2024-usagers-2"
colleges = ["usagers"]
number = 2
date = 2024-10-03
start = 09:30:00
end = 12:00:00
status = "postponed"
sequence = 2
updated = 2024-09-20T12:00:00Z

[[meeting]]
id = "2025-usagers-operateurs-03-18"
colleges = ["usagers", "operateurs"]
date = 2025-03-18
start = 09:00:00
end = 00:30:00
end-date = 2025-03-20
title = "Séminaire de rentrée"
place = "Maison de l'environnement"
online = true
updated = 2024-12-15T12:00:00Z

[[meeting]]
id = "2025-usagers-1"
colleges = ["usagers"]
number = 1
date = 2025-12-18
start = 09:30:00
end = 12:00:00
status = "proposed"
updated = 2025-10-15T12:00:00Z
"#;

const SETTINGS: [(&str, &str); 3] = [
    ("plain", ""),
    (
        "french",
        "[links]\nbase = \"https://example.org/wiki/blob/main/\"\n",
    ),
    (
        "french",
        "[paths]\npage = \"wiki/accueil.md\"\ncalendar = \"wiki/agenda.ics\"\n\
         event = \"wiki/{{ meeting.cycle }}/{{ meeting.id }}.ics\"\n",
    ),
];

#[test]
fn a_council_that_was_built_is_adopted_and_built_to_the_same_bytes() {
    for (typography, settings) in SETTINGS {
        let members = MEMBERS.replace("TYPOGRAPHY", typography);
        let meetings = MEETINGS.replace("LINKS", settings);
        let council = folder(&[("members.toml", &members), ("meetings.toml", &meetings)]);
        let root = council.path();
        write(
            &root.join("comptes-rendus/2024-usagers-1.md"),
            b"# Compte-rendu\n",
        );
        assert_eq!(cll(root, &["build"]).code, Some(0));
        let mut built = tree(root);
        for registry in ["members.toml", "meetings.toml"] {
            fs::remove_file(root.join(registry)).unwrap();
        }
        let (page, calendars) = if settings.contains("page = ") {
            ("wiki/accueil.md", "wiki/**/*.ics")
        } else {
            ("comite-des-mobilites.md", "evenements/*.ics")
        };
        let named = [
            "--members",
            page,
            "--meetings",
            page,
            "--calendar",
            calendars,
        ];
        let run = cll(
            root,
            &[&["import", "--mark", "--format", "short"][..], &named].concat(),
        );
        assert_eq!(run.code, Some(0), "{run:?}");
        let said = "members.toml: warning[supposed-value]: nothing tells when the mandates began\n";
        assert_eq!(run.stdout, said, "{settings}");
        let twice = cll(root, &["build"]);
        assert_eq!(
            (twice.code, twice.stdout.as_str()),
            (Some(0), ""),
            "{twice:?}"
        );
        let mut again = tree(root);
        for beginning in [".gitignore", "private/sent.jsonl"] {
            assert!(again.remove(beginning).is_some());
            built.remove(beginning);
        }
        for registry in ["members.toml", "meetings.toml"] {
            assert!(built.remove(registry).is_some() && again.remove(registry).is_some());
        }
        assert!(built == again, "{settings}");
    }
}

/// Hours that an import supposed are on no page before somebody has verified them, however often it runs.
#[test]
fn hours_that_nothing_tells_are_marked_by_no_later_run() {
    let page =
        "# Agenda\n\n- 14 septembre 2026 : Séminaire Alpha\n- 7 octobre 2026 : Séminaire Béta\n";
    let council = folder(&[("p.md", page)]);
    let root = council.path();
    let shown = || fs::read_to_string(root.join("p.md")).unwrap();
    for _ in 0..2 {
        let run = cll(root, &["import", "--meetings", "p.md", "--mark"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(
            run.stdout
                .contains("a block would write hours that nothing tells"),
            "{run:?}"
        );
        assert_eq!(shown(), page);
    }
    let registry = root.join("meetings.toml");
    let verified = fs::read_to_string(&registry).unwrap();
    write(
        &registry,
        verified.replace("   # to be verified", "").as_bytes(),
    );
    let run = cll(root, &["import", "--meetings", "p.md", "--mark"]);
    assert!(shown().contains("<!-- cll:calendar"), "{run:?}");
}
