//! This program beside an earlier commit of it: how long each takes for the same work, and how much
//! memory.
//!
//! `cargo bench --bench compare -- COMMIT` builds that commit in a folder of its own below `target/`,
//! runs both programs in turn, five times each, and prints the least of each and their ratio. Only
//! the ratio says anything: the times are those of one machine at one moment. Each program has folders
//! of its own, as one refuses blocks that the other writes; one that refuses its work ends the run.

#![expect(
    clippy::disallowed_methods,
    reason = "it makes councils and runs programs"
)]
#![expect(clippy::disallowed_macros, reason = "it prints what it measured")]
#![expect(clippy::expect_used, reason = "what cannot run measures nothing")]

#[path = "../build/council.rs"]
mod council;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use council::Texts;
use tempfile::TempDir;

const RUNS: usize = 5;
const MEETINGS: usize = 10_000;
const PAGES: usize = 2_000;
const BYTES_OF_A_PAGE: usize = 20_000;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| !it.starts_with("--"));
    let Some(commit) = arguments.next() else {
        println!("usage: cargo bench --bench compare -- COMMIT");
        return;
    };
    let programs = [earlier(&commit), PathBuf::from(env!("CARGO_BIN_EXE_cll"))];
    let councils = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for councils");
    println!(
        "{:>32} {:>10} {:>10} {:>6} {:>8} {:>8}",
        "", commit, "now", "ratio", "MB", "MB"
    );

    let pages = councils.path().join("pages");
    Texts::generate(100).write(&pages);
    for page in 0..PAGES {
        fs::write(pages.join(format!("pages/p{page}.md")), prose(page)).expect("a page");
    }
    committed(&pages);
    compare("check, 2,000 pages of 20 kB", &programs, &["check"], |_| {
        pages.clone()
    });

    let built = [0, 1].map(|which| {
        let folder = councils.path().join(format!("built-{which}"));
        Texts::generate(MEETINGS).write(&folder);
        measure(&programs[which], &["build"], &folder);
        committed(&folder);
        folder
    });
    compare(
        "build, 10,000 meetings, no change",
        &programs,
        &["build"],
        |run| built[run % 2].clone(),
    );

    compare(
        "build, 10,000 meetings, none there",
        &programs,
        &["build"],
        |run| {
            let folder = councils.path().join(format!("cold-{run}"));
            Texts::generate(MEETINGS).write(&folder);
            folder
        },
    );
}

/// Builds an earlier commit, unless that was done, and returns its program.
fn earlier(commit: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("compare-{commit}"));
    if !folder.exists() {
        done(
            Command::new("git")
                .args(["worktree", "add", "--detach"])
                .arg(&folder)
                .arg(commit),
        );
    }
    let mut build = Command::new(env!("CARGO"));
    done(
        build
            .args(["build", "--release", "--locked", "--target-dir", "target"])
            .current_dir(&folder),
    );
    folder.join("target/release/cll")
}

/// Puts a council under git, as a wiki is.
fn committed(folder: &Path) {
    let who = [
        "-c",
        "user.name=Council",
        "-c",
        "user.email=council@example.org",
    ];
    for arguments in [
        vec!["init", "--quiet"],
        vec!["add", "."],
        vec!["commit", "--quiet", "-m", "Council"],
    ] {
        done(
            Command::new("git")
                .args(who)
                .args(arguments)
                .current_dir(folder),
        );
    }
}

fn done(command: &mut Command) {
    assert!(command.status().expect("a program to run").success());
}

/// A page of what minutes and notes are made of: sentences, items, links, dates and names.
fn prose(page: usize) -> String {
    let mut text = format!("# Notes de la séance {page}\n\n");
    let mut line = 0;
    while text.len() < BYTES_OF_A_PAGE {
        let _ = writeln!(
            text,
            "Le groupe {line} a relu la [note {line}](https://example.org/notes/{page}/{line}) du 12 mars 2025 ; \
             la direction de l'*évaluation* proposera une suite à l'été.\n\n\
             - point {line} : réutilisation du code, « licences » et marchés ;\n\
             - écrire à l'équipe (equipe-{line}@example.org) avant la fin du mois.\n"
        );
        line += 1;
    }
    text
}

/// Prints the least time and memory of each program, run in turn, each time in the folder that
/// `folder` makes for the run.
fn compare(
    what: &str,
    programs: &[PathBuf; 2],
    arguments: &[&str],
    folder: impl Fn(usize) -> PathBuf,
) {
    let mut least = [(Duration::MAX, u64::MAX); 2];
    for run in 0..RUNS * 2 {
        let folder = folder(run);
        let (time, memory) = measure(&programs[run % 2], arguments, &folder);
        let (best, lowest) = &mut least[run % 2];
        (*best, *lowest) = (time.min(*best), memory.min(*lowest));
    }
    let [(before, memory_before), (now, memory_now)] = least;
    println!(
        "{what:>32} {:>8.0}ms {:>8.0}ms {:>6.2} {:>8} {:>8}",
        before.as_secs_f64() * 1e3,
        now.as_secs_f64() * 1e3,
        now.as_secs_f64() / before.as_secs_f64(),
        memory_before / 1_000,
        memory_now / 1_000,
    );
}

/// Runs a program and returns how long it took and the most memory that it held, in kB; 0 where the
/// system does not say.
fn measure(program: &Path, arguments: &[&str], folder: &Path) -> (Duration, u64) {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let mut child = command.spawn().expect("the program to start");
    let mut memory = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("the program to end") {
            break status;
        }
        memory = peak(&child).max(memory);
        sleep(Duration::from_millis(2));
    };
    let elapsed = began.elapsed();
    assert!(
        status.success(),
        "{} {arguments:?}: {status}",
        program.display()
    );
    (elapsed, memory)
}

fn peak(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or_default()
}
