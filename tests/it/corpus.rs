//! Minutes as people write them, read by the built program, against what a careful secretary would say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::sandbox::Sandbox;

/// The attendance that is read right, in percent of what is true and of what is read.
const ATTENDANCE: [usize; 2] = [100, 100];
/// The same of actions.
const ACTIONS: [usize; 2] = [100, 100];
/// The owners and deadlines that are read right, in percent of those of actions that are read.
const OWNERS: usize = 95;
const DEADLINES: usize = 100;
/// The decisions in the list of the public edition, in percent of those that are true.
const DECISIONS: usize = 100;
/// The proxies whose holder is read right, in percent.
const HOLDERS: usize = 100;

/// One file of the corpus.
struct Minutes {
    name: String,
    /// How the name of the file ends.
    ending: String,
    truth: Value,
    /// As a secretary leaves them who does what `check` says.
    text: String,
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn all() -> Vec<Minutes> {
    let truths = fs::read_to_string(corpus().join("truth.json")).unwrap();
    let truths: BTreeMap<String, Value> = serde_json::from_str(&truths).unwrap();
    let read = truths.into_iter().map(|(file, truth)| {
        let mut text = fs::read_to_string(corpus().join(&file)).unwrap();
        for fixed in truth["mend"].as_array().unwrap() {
            let [old, new] = [&fixed[0], &fixed[1]].map(|it| it.as_str().unwrap());
            assert!(text.contains(old), "{file}: {old}");
            text = text.replace(old, new);
        }
        let name = truth["meeting"].as_str().unwrap().to_owned();
        let ending = file.rsplit_once('.').unwrap().1.to_owned();
        Minutes {
            name,
            ending,
            truth,
            text,
        }
    });
    read.collect()
}

/// Makes the council with one draft.
fn council(minutes: &Minutes) -> Sandbox {
    let sandbox = Sandbox::corpus();
    let draft = format!("private/comptes-rendus/{}.md", minutes.name);
    if minutes.ending == "md" {
        sandbox.write(&draft, &minutes.text);
    } else {
        received(&sandbox, minutes);
    }
    sandbox
}

/// Makes the draft of what was written elsewhere.
fn received(sandbox: &Sandbox, minutes: &Minutes) {
    let file = format!("private/recu.{}", minutes.ending);
    sandbox.write(&file, &minutes.text);
    let run = sandbox.run(&[
        "minutes",
        "draft",
        &minutes.name,
        "--from",
        &file,
        "--force",
    ]);
    assert_eq!(run.code, Some(0), "{}: {}", minutes.name, run.stderr);
}

/// What the program lists of the minutes, but for the lines.
fn read(sandbox: &Sandbox, minutes: &Minutes) -> Vec<Value> {
    let attendance = [
        "minutes",
        "attendance",
        "--meeting",
        &minutes.name,
        "--json",
    ];
    let mut read = listed(sandbox, &attendance, "attendance");
    for mut action in listed(
        sandbox,
        &["minutes", "actions", "--all", "--json"],
        "actions",
    ) {
        action.as_object_mut().unwrap().remove("line");
        read.push(action);
    }
    read
}

/// The forms of an attendance, each with what is read of it.
#[test]
fn an_attendance_is_read_in_the_forms_that_people_write() {
    const SHOWN: [&str; 4] = [
        "attended-twice",
        "unfilled-attendance",
        "unknown-organisation",
        "unmarked-private",
    ];
    let forms = fs::read_to_string(corpus().join("forms.txt")).unwrap();
    let all = all();
    let minutes = &all[0];
    let sandbox = council(minutes);
    let draft = format!("private/comptes-rendus/{}.md", minutes.name);
    let mut wrong = Vec::new();
    for case in forms.split("\n%%%\n").skip(1) {
        let (right, text) = case.split_once('\n').unwrap();
        sandbox.write(&draft, format!("# Réunion\n\n{text}\n"));
        let attendance = [
            "minutes",
            "attendance",
            "--meeting",
            &minutes.name,
            "--json",
        ];
        let attendance = listed(&sandbox, &attendance, "attendance");
        let said = attendance.iter().map(|it| {
            let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
            let name = it["member"]
                .as_str()
                .map_or_else(|| text("name"), str::to_owned);
            let by = it["by"]
                .as_str()
                .map_or(String::new(), |by| format!("<{by}"));
            format!("{name}={}{by}", &text("state")[..1])
        });
        let mut said: Vec<String> = said.collect();
        if said.is_empty() {
            said.push("-".to_owned());
        }
        let run = sandbox.run(&["minutes", "check", &minutes.name, "--format", "json"]);
        let found: Value = serde_json::from_str(&run.stdout).unwrap();
        let found: BTreeSet<&str> = found["problems"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it["code"].as_str())
            .filter(|code| SHOWN.contains(code))
            .collect();
        if !found.is_empty() {
            said.push("|".to_owned());
            said.extend(found.into_iter().map(|code| format!("{code}!")));
        }
        if said.join(" ") != right {
            wrong.push(format!("{text}\nright {right}\nread  {}", said.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Every word stays, and what is read of the draft is what was read of the text.
#[test]
fn a_draft_made_of_minutes_says_what_they_say() {
    let mut all = all();
    all.retain(|minutes| minutes.ending != "html");
    for minutes in all {
        let sandbox = council(&minutes);
        let draft = format!("private/comptes-rendus/{}.md", minutes.name);
        sandbox.write(&draft, &minutes.text);
        let before = read(&sandbox, &minutes);
        received(&sandbox, &minutes);
        assert_eq!(read(&sandbox, &minutes), before, "{}", minutes.name);
        let mut left = words(&sandbox.read(&draft));
        // A letter is a bullet before a tab.
        for word in words(&minutes.text.replace("o\t", "")) {
            let at = left.iter().position(|it| *it == word);
            left.remove(at.unwrap_or_else(|| panic!("{}: {word}", minutes.name)));
        }
    }
}

/// Returns what the program lists of one kind.
fn listed(sandbox: &Sandbox, arguments: &[&str], key: &str) -> Vec<Value> {
    let run = sandbox.run(arguments);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    document[key].as_array().unwrap().clone()
}

/// Returns the words of a text, whatever their case, markup and quotation marks.
fn words(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect::<String>().replace('’', "'");
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether the words of a text stand in another, next to each other.
fn holds(text: &str, part: &str) -> bool {
    let spaced = |text: &str| format!(" {} ", words(text).join(" "));
    spaced(text).contains(&spaced(part))
}

/// The ids of the members whom a text names: "CE et DGNX".
fn members(sandbox: &Sandbox, text: &str) -> BTreeSet<String> {
    let all = listed(
        sandbox,
        &["members", "list", "--at", "2026-11-28", "--json"],
        "members",
    );
    let id = |name: &str| {
        let mut all = all.iter();
        let is = |it: &&Value| words(it["name"].as_str().unwrap()) == words(name);
        Some(all.find(is)?["id"].as_str().unwrap().to_owned())
    };
    let parts = text.split([',', ';']).flat_map(|it| it.split(" et "));
    let parts = parts.flat_map(|it| it.split(" and "));
    match id(text) {
        Some(whole) => BTreeSet::from([whole]),
        None => parts.filter_map(id).collect(),
    }
}

fn percent(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

#[test]
fn who_was_there_is_read_in_every_form() {
    const STATES: [&str; 4] = ["present", "excused", "absent", "represented"];
    let (mut true_ones, mut read_ones, mut right, mut proxies, mut holders) = (0, 0, 0, 0, 0);
    let mut wrong = Vec::new();
    for minutes in all() {
        let sandbox = council(&minutes);
        let arguments = [
            "minutes",
            "attendance",
            "--meeting",
            &minutes.name,
            "--json",
        ];
        let read = listed(&sandbox, &arguments, "attendance");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let held: Vec<(String, String, String)> = read
            .iter()
            .map(|it| (text(&it["state"]), text(&it["member"]), text(&it["by"])))
            .filter(|(state, _, _)| STATES.contains(&state.as_str()))
            .collect();
        let truth = &minutes.truth["attendance"];
        let mut expected = BTreeSet::new();
        for state in STATES {
            for member in truth[state].as_array().unwrap() {
                let id = if state == "represented" {
                    &member["member"]
                } else {
                    member
                };
                expected.insert((state.to_owned(), text(id)));
            }
        }
        let found: BTreeSet<(String, String)> = held
            .iter()
            .map(|(state, id, _)| (state.clone(), id.clone()))
            .collect();
        for differs in expected.symmetric_difference(&found) {
            wrong.push(format!("{}: {differs:?}", minutes.name));
        }
        for proxy in truth["represented"].as_array().unwrap() {
            proxies += 1;
            let said = (
                "represented".to_owned(),
                text(&proxy["member"]),
                text(&proxy["by"]),
            );
            holders += usize::from(held.contains(&said));
        }
        true_ones += expected.len();
        read_ones += held.len();
        right += expected.intersection(&found).count();
    }
    let reached = [percent(right, true_ones), percent(right, read_ones)];
    let wrong = wrong.join("\n");
    assert!(
        reached[0] >= ATTENDANCE[0] && reached[1] >= ATTENDANCE[1],
        "{right} right of {true_ones} true and {read_ones} read\n{wrong}"
    );
    assert!(
        percent(holders, proxies) >= HOLDERS,
        "{holders} of {proxies} proxies\n{wrong}"
    );
}

#[test]
fn actions_are_read_in_every_form() {
    let (mut true_ones, mut read_ones, mut right) = (0, 0, 0);
    let (mut owners, mut deadlines) = ([0, 0], [0, 0]);
    let mut wrong = Vec::new();
    for minutes in all() {
        let sandbox = council(&minutes);
        let mut left = listed(
            &sandbox,
            &["minutes", "actions", "--all", "--json"],
            "actions",
        );
        read_ones += left.len();
        for action in minutes.truth["actions"].as_array().unwrap() {
            true_ones += 1;
            let text = action["text"].as_str().unwrap();
            let is = |it: &Value| holds(it["text"].as_str().unwrap(), text);
            let Some(at) = left.iter().position(is) else {
                wrong.push(format!("{}: {text}", minutes.name));
                continue;
            };
            let read = left.remove(at);
            right += 1;
            let expected: BTreeSet<String> = match &action["owner"] {
                Value::String(one) => BTreeSet::from([one.clone()]),
                Value::Array(all) => all.iter().map(|it| it.as_str().unwrap().into()).collect(),
                _ => BTreeSet::new(),
            };
            let found = members(&sandbox, read["owner"].as_str().unwrap_or_default());
            owners[0] += usize::from(found == expected);
            owners[1] += 1;
            deadlines[0] += usize::from(read["deadline"] == action["deadline"]);
            deadlines[1] += 1;
            let differs = [
                (found != expected).then(|| format!("owner {found:?}")),
                (read["deadline"] != action["deadline"]).then(|| read["deadline"].to_string()),
                (read["open"] == action["done"]).then(|| format!("open {}", read["open"])),
            ];
            wrong.extend(
                differs
                    .into_iter()
                    .flatten()
                    .map(|it| format!("{}: {text}: {it}", minutes.name)),
            );
            assert_ne!(read["open"], action["done"], "{}: {text}", minutes.name);
        }
        wrong.extend(
            left.iter()
                .map(|it| format!("{}: no action: {it}", minutes.name)),
        );
    }
    let reached = [percent(right, true_ones), percent(right, read_ones)];
    let wrong = wrong.join("\n");
    assert!(
        reached[0] >= ACTIONS[0] && reached[1] >= ACTIONS[1],
        "{right} right of {true_ones} true and {read_ones} read\n{wrong}"
    );
    assert!(
        percent(owners[0], owners[1]) >= OWNERS,
        "{owners:?}\n{wrong}"
    );
    assert!(
        percent(deadlines[0], deadlines[1]) >= DEADLINES,
        "{deadlines:?}\n{wrong}"
    );
}

#[test]
fn an_edition_holds_what_is_public_and_nothing_that_is_not() {
    const NONE: [&str; 2] = ["Aucune décision.", "Aucune action."];
    let (mut true_ones, mut right) = (0, 0);
    let mut missed = Vec::new();
    for minutes in all() {
        let sandbox = council(&minutes);
        let run = sandbox.run(&["minutes", "publish", &minutes.name, "--today", "2026-11-28"]);
        assert_eq!(run.code, Some(0), "{}: {}", minutes.name, run.stderr);
        let edition = sandbox.read(&format!("comptes-rendus/{}.md", minutes.name));
        let truth = |key: &str| -> Vec<&str> {
            let all = minutes.truth[key].as_array().unwrap().iter();
            all.map(|it| it.as_str().unwrap()).collect()
        };
        for text in truth("must_publish") {
            assert!(holds(&edition, text), "{}: lost: {text}", minutes.name);
        }
        for text in truth("must_not_publish") {
            assert!(
                !holds(&edition, text),
                "{}: published: {text}",
                minutes.name
            );
        }
        let (_, list) = edition.split_once("### Décisions").unwrap_or_default();
        let (list, _) = list.split_once("\n#").unwrap_or((list, ""));
        for decision in truth("decisions") {
            true_ones += 1;
            right += usize::from(holds(list, decision));
            if !holds(list, decision) {
                missed.push(format!("{}: {decision}", minutes.name));
            }
        }
        for (key, none) in ["decisions", "actions"].into_iter().zip(NONE) {
            let holds_some = !minutes.truth[key].as_array().unwrap().is_empty();
            let denied = holds_some && edition.contains(none);
            assert!(!denied, "{}: no {key}", minutes.name);
        }
    }
    let missed = missed.join("\n");
    assert!(
        percent(right, true_ones) >= DECISIONS,
        "{right} of {true_ones}\n{missed}"
    );
}
