//! `cll report`: its figures are counted again here, from the registries and from the lists of the program.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::cll_with;
use crate::sandbox::Sandbox;

const DAY: [(&str, &str); 1] = [("CLL_TODAY", "2026-11-28")];

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The council of the corpus with all its drafts.
fn council() -> Sandbox {
    let sandbox = Sandbox::corpus();
    for file in fs::read_dir(corpus()).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_minutes = path.extension().is_some_and(|end| end == "md");
        if is_minutes && name != "README.md" {
            let draft = format!("private/comptes-rendus/{name}");
            sandbox.write(&draft, fs::read(&path).unwrap());
        }
    }
    sandbox
}

fn say(council: &Sandbox, arguments: &[&str]) -> String {
    let run = cll_with(&council.root(), arguments, &DAY);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.stdout
}

fn document(council: &Sandbox, arguments: &[&str]) -> Value {
    serde_json::from_str(&say(council, arguments)).unwrap()
}

fn records(file: &str, kind: &str) -> Vec<toml::Value> {
    let text = fs::read_to_string(corpus().join(file)).unwrap();
    let registry: toml::Table = text.parse().unwrap();
    registry[kind].as_array().unwrap().clone()
}

fn day(record: &toml::Value, key: &str) -> String {
    record.get(key).map(ToString::to_string).unwrap_or_default()
}

/// The meetings of a year by the registry: those held, how many were moved, how many cancelled.
fn meetings(year: &str) -> (Vec<toml::Value>, usize, usize) {
    let mut own = records("meetings.toml", "meeting");
    own.retain(|it| day(it, "date").starts_with(year));
    let status = |it: &toml::Value| {
        let status = it.get("status").and_then(toml::Value::as_str);
        status.unwrap_or("confirmed").to_owned()
    };
    let moved = own.iter().filter(|it| {
        let earlier = it.get("moved-from").and_then(toml::Value::as_array);
        earlier.is_some_and(|all| day(&all[0], "date") != day(it, "date"))
    });
    let cancelled = own.iter().filter(|it| status(it) == "cancelled");
    let (moved, cancelled) = (moved.count(), cancelled.count());
    own.retain(|it| status(it) == "confirmed" && day(it, "date").as_str() < DAY[0].1);
    (own, moved, cancelled)
}

/// How many of some meetings called a member.
fn calls(meetings: &[toml::Value], id: &str) -> usize {
    let members = records("members.toml", "member");
    let member = members.iter().find(|it| it["id"].as_str() == Some(id));
    let member = member.unwrap();
    let called = meetings.iter().filter(|meeting| {
        let on = day(meeting, "date");
        let mut colleges = meeting["colleges"].as_array().unwrap().iter();
        let until = day(member, "until");
        colleges.any(|it| *it == member["college"])
            && day(member, "since") <= on
            && (until.is_empty() || on < until)
    });
    called.count()
}

#[test]
fn its_figures_are_those_of_the_registries_and_of_the_lists() {
    let council = council();
    let mut present_in_all = 0;
    for year in ["2024", "2025", "2026"] {
        let report = document(&council, &["report", year, "--json"]);
        let (held, moved, cancelled) = meetings(year);
        assert_eq!(report["meetings"]["held"], held.len(), "{year}");
        assert_eq!(report["meetings"]["moved"], moved, "{year}");
        assert_eq!(report["meetings"]["cancelled"], cancelled, "{year}");
        let list = document(
            &council,
            &["minutes", "attendance", "--cycle", year, "--json"],
        );
        let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for line in list["attendance"].as_array().unwrap() {
            let meeting = held
                .iter()
                .find(|it| it["id"].as_str() == line["meeting"].as_str());
            let (Some(member), Some(meeting)) = (line["member"].as_str(), meeting) else {
                continue;
            };
            // Who comes to a meeting of others is counted nowhere.
            let is_called = calls(std::slice::from_ref(meeting), member) == 1;
            let state = line["state"].as_str().unwrap();
            *counts.entry((member, state)).or_default() += u64::from(is_called);
        }
        for line in report["attendance"].as_array().unwrap() {
            let member = line["member"].as_str().unwrap();
            assert_eq!(line["held"], calls(&held, member), "{year}: {member}");
            for state in ["present", "represented", "excused", "absent"] {
                let count = counts.get(&(member, state)).copied().unwrap_or_default();
                assert_eq!(line[state], count, "{year}: {member} {state}");
            }
            present_in_all += line["present"].as_u64().unwrap();
        }
        let actions = document(&council, &["minutes", "actions", "--all", "--json"]);
        let actions = actions["actions"].as_array().unwrap();
        let of_year = |it: &&Value, key: &str| {
            let day = it[key].as_str().unwrap_or_default();
            day.starts_with(year)
        };
        let opened = actions.iter().filter(|it| of_year(it, "since")).count();
        let done = actions.iter().filter(|it| of_year(it, "closed_on")).count();
        assert_eq!(report["actions"]["opened"], opened, "{year}");
        assert_eq!(report["actions"]["done"], done, "{year}");
    }
    assert!(present_in_all > 100, "{present_in_all}");
    let late = document(&council, &["minutes", "actions", "--json"]);
    let late = late["actions"].as_array().unwrap().iter();
    let late = late.filter(|it| it["late"] == true).count();
    let report = document(&council, &["report", "2026", "--json"]);
    assert_eq!(report["actions"]["late"], late);
}

#[test]
fn the_days_of_a_year_are_the_year() {
    let council = council();
    let days = [
        "report",
        "--from",
        "2025-01-01",
        "--to",
        "2025-12-31",
        "--json",
    ];
    assert_eq!(
        say(&council, &days),
        say(&council, &["report", "2025", "--json"])
    );
}

#[test]
fn the_page_needs_nothing_else_and_names_no_person() {
    let council = council();
    let page = say(&council, &["report", "2026", "--html", "-"]);
    assert_eq!(page.matches("<svg role=\"img\"").count(), 3);
    assert_eq!(page.matches("</table>").count(), 4, "{page}");
    // Data of the council for search engines; nothing that runs.
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(page.contains("<script type=\"application/ld+json\">"));
    for other in ["<link", "src=", "@import"] {
        assert!(!page.contains(other), "{other}");
    }
    let text = fs::read_to_string(corpus().join("contacts.toml")).unwrap();
    let contacts: toml::Table = text.parse().unwrap();
    for contact in contacts["contact"].as_array().unwrap() {
        let name = contact["name"].as_str().unwrap();
        assert!(!page.contains(name), "{name}");
    }
}

#[test]
fn a_file_that_says_something_else_is_kept() {
    let council = council();
    let file = council.path("bilan.html");
    fs::write(&file, "mine").unwrap();
    let ask = |more: &[&str]| {
        let arguments = [&["report", "2025", "--html", "bilan.html"], more].concat();
        cll_with(&council.root(), &arguments, &DAY).code
    };
    assert_eq!(ask(&[]), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(ask(&["--force"]), Some(0));
    assert_eq!(ask(&[]), Some(0), "it is up to date");
}

/// A sign that parts cells is escaped, and a meeting that was held stays so where no member was called.
#[test]
fn a_stroke_in_a_name_parts_no_cell() {
    let council = Sandbox::council();
    let registry = council.read("members.toml");
    let none = &registry[..registry.find("[[member]]").unwrap()];
    council.write("members.toml", none);
    let arguments = ["report", "--from", "2024-01-01", "--to", "2026-12-31"];
    let text = say(&council, &arguments);
    assert!(!text.contains("- Tenues : 0"), "{text}");
    assert!(
        text.contains("\nAucun membre n'était convoqué.\n"),
        "{text}"
    );
    let record = "[[member]]\nid = \"a\"\nname = \"Ville | Métropole\"\ncollege = \"administrations\"\nsince = 2020-01-01\n";
    council.write("members.toml", format!("{none}{record}"));
    let text = say(&council, &arguments);
    let row = text.lines().find(|line| line.contains("Métropole"));
    let row = row.unwrap_or_else(|| panic!("{text}"));
    assert!(row.starts_with("| Ville \\| Métropole | "), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 10, "{row}");
}

/// Counted by hand: 2 January to 18 March are 75 days, 2 February to then 44, and to 2 April 90 and none.
#[test]
fn subjects_and_their_delays_are_counted_where_the_registry_has_the_days() {
    let council = Sandbox::council();
    let subject = |id: &str, received: &str, rest: &str| {
        format!(
            "\n[[subject]]\nid = \"2025-sujet-{id}\"\ntitle = \"Sujet | {id}\"\nreceived = {received}\n{rest}\n"
        )
    };
    let meeting = "meeting = \"2025-administrations-1\"";
    let registry = [
        council
            .read("meetings.toml")
            .replace("updated", "agenda = [\"Sujet | 2\"]\nupdated"),
        subject("1", "2025-01-02", &format!("state = \"opinion\"\nopinion = \"2025-avis\"\n{meeting}")),
        subject("2", "2025-02-02", &format!("state = \"scheduled\"\n{meeting}")),
        subject("3", "2025-02-03", "state = \"relayed\""),
        subject("4", "2025-02-04", "state = \"closed\"\nwhy = \"sans suite\""),
        subject("5", "2024-12-31", "state = \"relayed\""),
        "\n[[opinion]]\nid = \"2025-avis\"\nquestion = \"Faut-il ?\"\nsubject = \"2025-sujet-1\"\n\
         outcome = \"favourable\"\nby = \"majority\"\nstates = [{ state = \"adopted\", on = 2025-04-02 }]\n"
            .to_owned(),
    ];
    council.write("meetings.toml", registry.concat());
    let report = document(&council, &["report", "2025", "--json"]);
    let counts = serde_json::json!({ "received": 4, "waiting": 1, "scheduled": 1, "opinion": 1, "closed": 1 });
    assert_eq!(report["subjects"], counts);
    let delays = &report["delays"];
    let delay = |count: usize, median: i64, longest: i64| serde_json::json!({ "count": count, "median": median, "longest": longest });
    assert_eq!(delays["receipt_to_meeting"], delay(2, 60, 75));
    assert_eq!(delays["receipt_to_opinion"], delay(1, 90, 90));
    assert_eq!(delays["opinion_to_publication"], Value::Null);
    for arguments in [&["report", "2025"][..], &["report", "2025", "--html", "-"]] {
        let text = say(&council, arguments);
        let said = "De la réception à la réunion : 60 jours en médiane, 75 au plus (2 en tout)";
        assert!(text.replace('\u{a0}', " ").contains(said), "{text}");
        assert!(
            text.contains("ces délais ne peuvent pas être connus"),
            "{text}"
        );
    }
    let text = say(&council, &["report", "2025"]);
    assert!(text.contains("\n- De la réception à l'avis"), "{text}");
    let row = text
        .lines()
        .find(|line| line.contains("Sujet") && line.contains("| 3"));
    assert_eq!(
        row.unwrap().replace("\\|", "").matches('|').count(),
        4,
        "{row:?}"
    );
}
