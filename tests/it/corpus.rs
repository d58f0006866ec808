//! Minutes as people write them, read by the built program, against what a careful secretary would say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The attendance that is read right, in percent of what is true and of what is read.
const ATTENDANCE: [usize; 2] = [96, 100];
/// The proxies whose holder is read right, in percent.
const HOLDERS: usize = 100;

/// One file of the corpus.
struct Minutes {
    name: String,
    truth: Value,
    /// As a secretary leaves them who does what `check` says.
    text: String,
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn all() -> Vec<Minutes> {
    let files = fs::read_dir(corpus()).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let truths = files
        .iter()
        .filter(|path| path.extension().is_some_and(|it| it == "json"));
    let read = truths.map(|path| {
        let truth: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let mut forms = ["md", "txt", "html"]
            .into_iter()
            .map(|it| path.with_extension(it));
        let file = forms.find(|file| file.exists()).unwrap();
        let mut text = fs::read_to_string(file).unwrap();
        for fixed in truth["mend"].as_array().unwrap() {
            let [old, new] = [&fixed[0], &fixed[1]].map(|it| it.as_str().unwrap());
            assert!(text.contains(old), "{}: {old}", path.display());
            text = text.replace(old, new);
        }
        let name = truth["meeting"].as_str().unwrap().to_owned();
        Minutes { name, truth, text }
    });
    read.collect()
}

/// Makes the council with one draft.
fn council(minutes: &Minutes) -> Sandbox {
    let sandbox = Sandbox::empty();
    for (path, file) in [
        ("members.toml", "members.toml"),
        ("meetings.toml", "meetings.toml"),
        ("private/members.toml", "contacts.toml"),
        ("private/meetings.toml", "rooms.toml"),
    ] {
        sandbox.write(path, fs::read(corpus().join(file)).unwrap());
    }
    sandbox.write(".gitignore", "/private/\n");
    let draft = format!("private/comptes-rendus/{}.md", minutes.name);
    sandbox.write(&draft, &minutes.text);
    sandbox
}

/// Returns what the program lists of one kind.
fn listed(sandbox: &Sandbox, arguments: &[&str], key: &str) -> Vec<Value> {
    let run = sandbox.run(arguments);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    document[key].as_array().unwrap().clone()
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
