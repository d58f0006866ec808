//! A build that is killed at any moment leaves every file as it was or complete.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::sandbox::{Entry, MEETINGS, Sandbox};

const ROUNDS: u32 = 40;
/// The most kills, where none of these came while files were written.
const MOST_ROUNDS: u32 = 400;

fn meetings(first: &str, start: &str, sequence: u32) -> String {
    let first: chrono::NaiveDate = first.parse().unwrap();
    (0..150)
        .map(|n| {
            MEETINGS
                .replace("2025-administrations-1", &format!("m{n}"))
                .replace("2025-03-18", &(first + chrono::Days::new(n)).to_string())
                .replace("14:00:00", start)
                .replace(
                    "updated = 2025-02-03T09",
                    &format!(
                        "sequence = {sequence}\nupdated = 2025-02-03T{:02}",
                        9 + sequence
                    ),
                )
        })
        .collect()
}

fn council(meetings: &str) -> Sandbox {
    let council = Sandbox::council();
    council.write("meetings.toml", meetings);
    council
}

fn build(council: &Sandbox) -> BTreeMap<String, Entry> {
    let build = council.run(&["build", "-q"]);
    assert_eq!(build.code, Some(0), "{build:?}");
    council.tree()
}

#[test]
fn a_killed_build_leaves_every_file_as_it_was_or_complete() {
    let (before, after) = (
        meetings("2024-01-01", "14:00:00", 0),
        meetings("2025-01-01", "15:00:00", 1),
    );
    let council = council(&before);
    let old = build(&council);
    council.write("meetings.toml", &after);
    let begun = Instant::now();
    let new = build(&council);
    let whole = begun.elapsed();

    let mut partial = 0;
    let mut delay = whole / 2;
    for round in 0..MOST_ROUNDS {
        if round < ROUNDS {
            delay = whole * round / ROUNDS;
        } else if partial > 0 {
            break;
        }
        for (path, entry) in &old {
            if let Entry::File(bytes) = entry {
                council.write(path.strip_prefix("root/").unwrap(), bytes);
            }
        }
        council.write("meetings.toml", &after);
        let mut command = council.command("en", &["build", "-q"]);
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        sleep(delay);
        let _ = child.kill();
        child.wait().unwrap();

        let left = council.tree();
        let mut changed = 0;
        for (path, entry) in old
            .iter()
            .filter(|(path, _)| !path.ends_with("meetings.toml"))
        {
            let is = left.get(path);
            assert!(is == Some(entry) || is == new.get(path), "{path}");
            changed += usize::from(is != Some(entry));
        }
        partial += usize::from(changed > 0 && left != new);
        // On a busy machine the first build tells little of the next: the moment is looked for.
        delay = if left == new {
            delay * 9 / 10
        } else {
            delay * 21 / 20 + Duration::from_millis(1)
        };
        assert_eq!(
            build(&council),
            new,
            "the next build finishes and tidies up"
        );
    }
    assert!(partial > 0, "no build was killed while it wrote");
}

#[test]
fn a_killed_first_build_leaves_only_complete_files() {
    let text = meetings("2025-01-01", "14:00:00", 0);
    let complete = council(&text);
    let begun = Instant::now();
    let new = build(&complete);
    let whole = begun.elapsed();
    for round in 0..ROUNDS / 4 {
        let council = council(&text);
        let mut command = council.command("en", &["build", "-q"]);
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        sleep(whole * round / (ROUNDS / 4));
        let _ = child.kill();
        child.wait().unwrap();
        for (path, entry) in council.tree() {
            let name = path.rsplit('/').next().unwrap();
            assert!(
                name.starts_with('.') || new.get(&path) == Some(&entry),
                "{path}"
            );
        }
        assert_eq!(build(&council), new);
    }
}

#[test]
fn only_the_leftovers_of_a_killed_build_are_removed() {
    let council = council(MEETINGS);
    let new = build(&council);
    let event = crate::sandbox::EVENT;
    let bytes = fs::read(council.path(event)).unwrap();
    fs::remove_file(council.path(event)).unwrap();
    let temporary = event.replace("evenements/", "evenements/.") + ".aB3dE6";
    let backup = event.replace("evenements/", "evenements/.") + ".backup";
    council.write(&temporary, &bytes[..100]);
    council.write(&backup, "somebody's own");
    let built = build(&council);
    assert!(!council.path(&temporary).exists());
    assert_eq!(council.read(&backup), "somebody's own");
    assert_eq!(built.len(), new.len() + 1);
}
