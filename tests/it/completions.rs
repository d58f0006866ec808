//! What a shell is told while somebody types: by the protocol of the scripts, and in the shells that are there.
//!
//! Where a shell is not installed its test is skipped, which it says; with `CI=true` that fails.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test sees the environment")]

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use cll::words::{Lang, Words};
use tempfile::TempDir;

use crate::program::{Run, cll, cll_with, command, folder};

const MEMBERS: &str = r#"
[council]
id = "conseil"
name = "Conseil d'exemple"
acronym = "CE"
convener = "Mairie"
contact = "secretariat@example.org"
timezone = "Europe/Paris"

[[college]]
id = "administrations"
name = "administrations"

[[college]]
id = "ecosysteme"
name = "écosystème"

[[member]]
id = "mairie"
name = "Mairie : l'hôtel"
college = "administrations"
since = 2022-01-26

[[member]]
id = "marche"
name = "Marché"
college = "ecosysteme"
since = 2022-01-26
"#;

const MEETINGS: &str = r#"
[[meeting]]
id = "2025-administrations-1"
colleges = ["administrations"]
number = 1
date = 2025-03-18
start = 14:00:00
end = 16:00:00
updated = 2025-02-03T09:00:00Z

[[meeting]]
id = "2025-ecosysteme-1"
colleges = ["ecosysteme"]
number = 1
date = 2025-12-02
start = 14:00:00
end = 16:00:00
updated = 2025-02-03T09:00:00Z

[[opinion]]
id = "2025-formats"
question = "Quels formats ?"
states = [{ state = "proposed", on = 2025-03-18 }]

[[subject]]
id = "2025-bus"
title = "Les bus"
received = 2025-02-01
state = "relayed"
"#;

/// Everything in it that stands nowhere else.
const SECRETS: [&str; 3] = ["zoe", "2025-secret", "chambre-close"];

fn council() -> TempDir {
    let contacts = "[[contact]]\nmember = \"mairie\"\nname = \"Zoe Zoe\"\n\
                    email = \"zoe@example.org\"\nrole = \"titular\"\n";
    let links = "[meeting.2025-ecosysteme-1]\njoin = \"https://visio.example.org/chambre-close\"\n";
    let subjects = "[[subject]]\nid = \"2025-secret\"\ntitle = \"Secret\"\nreceived = 2025-02-02\n\
                    name = \"Zoe Zoe\"\nemail = \"zoe@example.org\"\ntext = \"chambre-close\"\n";
    folder(&[
        ("members.toml", MEMBERS),
        ("meetings.toml", MEETINGS),
        ("private/members.toml", contacts),
        ("private/meetings.toml", links),
        ("private/subjects.toml", subjects),
        ("templates/blocks/own.md.j2", "-\n"),
    ])
}

/// What a shell is told that completes the last of some words.
fn answer(folder: &Path, typed: &[&str]) -> Run {
    answer_with(folder, typed, &[])
}

fn answer_with(folder: &Path, typed: &[&str], variables: &[(&str, &str)]) -> Run {
    let arguments = [&["--", "cll"], typed].concat();
    let mut command = command(folder, &arguments);
    command.env("CLL_COMPLETE", "fish");
    command.envs(variables.iter().copied());
    Run::of(command)
}

/// The words among which somebody may choose, without the options and what is said of each.
fn words(folder: &Path, typed: &[&str]) -> Vec<String> {
    let run = answer(folder, typed);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{typed:?}");
    let words = run
        .stdout
        .lines()
        .map(|line| line.split('\t').next().unwrap());
    let words = words.filter(|word| !word.starts_with('-'));
    words.map(ToOwned::to_owned).collect()
}

#[test]
fn ids_are_those_of_the_registries_at_hand() {
    let council = council();
    let of = |typed: &[&str]| words(council.path(), typed);
    assert_eq!(of(&["members", "show", ""]), ["mairie", "marche"]);
    assert_eq!(of(&["member", "end", "mar"]), ["marche"]);
    assert_eq!(of(&["invite", "send", "next", "--to", "mai"]), ["mairie"]);
    assert_eq!(
        of(&["meeting", "show", ""]),
        [
            "next",
            "last",
            "2025-ecosysteme-1",
            "2025-administrations-1"
        ]
    );
    assert_eq!(
        of(&["minutes", "publish", "2025-a"]),
        ["2025-administrations-1"]
    );
    assert_eq!(
        of(&["meeting", "remove", ""]),
        ["2025-ecosysteme-1", "2025-administrations-1"]
    );
    assert_eq!(of(&["opinion", "show", ""]), ["2025-formats"]);
    assert_eq!(of(&["subject", "close", ""]), ["2025-bus"]);
    let both = ["administrations", "ecosysteme"];
    assert_eq!(of(&["meeting", "new", "--college", ""]), both);
    let joined = answer(council.path(), &["contact", "list", "--college=e"]);
    assert_eq!(joined.stdout, "--college=ecosysteme\técosystème\n");
    assert_eq!(of(&["explain", "unknown-k"]), ["unknown-key"]);
    assert_eq!(of(&["check", "--only", "dead-l"]), ["dead-link"]);
    assert_eq!(of(&["check", "--only", "x,dead-l"]), ["x,dead-link"]);
    assert_eq!(
        of(&["templates", "show", "blocks/o"]),
        ["blocks/opinions.md.j2", "blocks/own.md.j2"]
    );
    assert_eq!(
        of(&["opinion", "state", "2025-formats", "ado"]),
        ["adopted"]
    );
    // What is new has no id yet.
    assert!(of(&["members", "new", "--id", ""]).is_empty());
    let said = answer(council.path(), &["members", "show", "mai"]).stdout;
    assert!(said.starts_with("mairie\tMairie : l'hôtel\n"), "{said}");
}

#[test]
fn files_commands_and_their_words_are_completed_too() {
    let council = council();
    let of = |typed: &[&str]| words(council.path(), typed);
    assert_eq!(of(&["mem"]), ["members"]);
    assert_eq!(of(&["help", "meeting", "pos"]), ["postpone"]);
    assert_eq!(of(&["completions", "z"]), ["zsh"]);
    assert_eq!(of(&["minutes", "check", "mee"]), ["meetings.toml"]);
    assert_eq!(of(&["man", "-o", "t"]), ["templates/"]);
    let french = answer_with(council.path(), &["help", "mem"], &[("CLL_LANG", "fr")]);
    assert_eq!(
        french.stdout,
        "members\tLister, afficher et modifier les membres\n"
    );
}

#[test]
fn the_folder_of_an_option_counts() {
    let council = council();
    let elsewhere = TempDir::new().unwrap();
    let path = council.path().to_str().unwrap();
    let of = |typed: &[&str]| words(elsewhere.path(), typed);
    assert_eq!(of(&["-C", path, "members", "show", "mar"]), ["marche"]);
    assert_eq!(of(&["members", "show", "-C", path, "mar"]), ["marche"]);
    assert_eq!(
        of(&["-C", path, "build", "--replace", "mee"]),
        ["meetings.toml"]
    );
    let (home, name) = path.rsplit_once('/').unwrap();
    let typed = ["-C", &format!("~/{name}"), "members", "show", "mar"];
    let run = answer_with(elsewhere.path(), &typed, &[("HOME", home)]);
    assert!(run.stdout.starts_with("marche\t"), "{run:?}");
}

#[test]
fn nobody_who_types_is_told_of_a_fault() {
    let broken = folder(&[("members.toml", "[[member"), ("meetings.toml", MEETINGS)]);
    let none = TempDir::new().unwrap();
    let bytes = folder(&[("meetings.toml", MEETINGS)]);
    crate::program::write(&bytes.path().join("members.toml"), b"\xff\xfe[");
    for place in [&broken, &none, &bytes] {
        for typed in [
            ["members", "show", "m"],
            ["meeting", "show", "n"],
            ["-C", "/dev/null", "members"],
            ["members", "show", "-C"],
            ["no-command", "--no-option", "x"],
        ] {
            let run = answer(place.path(), &typed);
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{typed:?}");
            assert!(!run.stdout.contains("ma") || typed[0] == "-C", "{run:?}");
        }
    }
    // Without a word there is nothing to complete.
    let run = cll_with(none.path(), &["--"], &[("CLL_COMPLETE", "fish")]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    // A variable that is left over does not keep a command from running.
    let run = cll_with(
        council().path(),
        &["members", "list"],
        &[("CLL_COMPLETE", "fish")],
    );
    assert!(run.stdout.contains("mairie"), "{run:?}");
}

#[test]
fn nothing_private_is_offered() {
    let council = council();
    let top = cll::cli::command(Words::new(Lang::English));
    let mut left = vec![(Vec::new(), top)];
    let mut asked = 0;
    while let Some((path, command)) = left.pop() {
        let options = command.get_arguments();
        let ids = ["ID", "MEMBER", "CODE", "NAME", "PERSON", "ADDRESS"];
        let options = options.filter(|it| {
            let names = it.get_value_names().unwrap_or_default();
            names
                .first()
                .is_some_and(|name| ids.contains(&name.as_str()))
        });
        let mut ways = vec![Vec::new()];
        ways.extend(options.filter_map(|it| Some(vec![format!("--{}", it.get_long()?)])));
        for way in ways {
            let typed: Vec<&str> = path.iter().chain(&way).map(String::as_str).collect();
            let said = answer(council.path(), &[&typed[..], &[""]].concat()).said();
            let said = said.to_lowercase();
            for secret in SECRETS {
                assert!(!said.contains(secret), "{typed:?} offers {secret}");
            }
            asked += 1;
        }
        for below in command.get_subcommands() {
            let name = below.get_name().to_owned();
            left.push(([&path[..], &[name]].concat(), below.clone()));
        }
    }
    assert!(asked > 100, "{asked}");
}

#[test]
fn the_shell_is_named_or_that_of_the_session() {
    let place = TempDir::new().unwrap();
    let shells = ["bash", "zsh", "fish", "elvish", "powershell"];
    for shell in shells {
        let named = cll(place.path(), &["completions", shell]);
        assert_eq!(named.code, Some(0), "{named:?}");
        assert!(named.stdout.contains("CLL_COMPLETE"), "{named:?}");
        let path = format!("/usr/bin/{shell}");
        let found = cll_with(place.path(), &["completions"], &[("SHELL", &path)]);
        assert_eq!(found.stdout, named.stdout);
    }
    for variables in [&[][..], &[("SHELL", "/bin/tcsh")]] {
        let run = cll_with(place.path(), &["completions"], variables);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        for shell in shells {
            assert!(run.stderr.contains(&format!("`{shell}`")), "{run:?}");
        }
    }
}

/// Runs lines in a shell of the machine, with the program in its path; `None` where it is not installed.
fn shell(name: &str, options: &[&str], script: &str) -> Option<Run> {
    let council = council();
    let mut path = vec![
        Path::new(env!("CARGO_BIN_EXE_cll"))
            .parent()
            .unwrap()
            .to_owned(),
    ];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    let mut command = Command::new(name);
    command
        .args(options)
        .args(["-c", script])
        .current_dir(council.path())
        .env_clear()
        .env("PATH", env::join_paths(path).unwrap())
        .envs([
            ("HOME", council.path().to_str().unwrap()),
            ("CLL_LANG", "en"),
        ]);
    if Command::new(name).args(["-c", "true"]).output().is_err() {
        let must = env::var_os("CI").is_some_and(|value| value == "true");
        assert!(!must, "{name} is not installed");
        let _ = writeln!(std::io::stderr(), "skipped: {name} is not installed");
        return None;
    }
    Some(Run::of(command))
}

#[test]
fn bash_offers_the_ids() {
    let script = r#"
        source <(cll completions bash)
        complete -p cll
        COMP_WORDS=(cll members show mar) COMP_CWORD=3 COMP_TYPE=9
        _clap_complete_cll cll mar show 2>/dev/null
        printf '<%s>\n' "${COMPREPLY[@]}"
    "#;
    let Some(run) = shell("bash", &["--norc"], script) else {
        return;
    };
    assert!(run.stdout.contains("_clap_complete_cll cll\n"), "{run:?}");
    assert!(run.stdout.ends_with("\n<marche>\n"), "{run:?}");
}

#[test]
fn fish_offers_the_ids_with_the_names() {
    let script = "cll completions fish | source; complete -C 'cll members show ma'";
    if let Some(run) = shell("fish", &["--no-config"], script) {
        assert_eq!(
            run.stdout, "mairie\tMairie : l'hôtel\nmarche\tMarché\n",
            "{run:?}"
        );
    }
}

#[test]
fn zsh_offers_the_ids_with_the_names() {
    // The function of the script in a zsh without a line editor: what it hands to the list is printed.
    let script = r#"
        compdef() { print -r -- "$1 $2" }
        _describe() { print -rl -- "${(@P)3}" }
        source <(cll completions zsh)
        words=(cll members show ma) CURRENT=4
        _clap_dynamic_completer_cll
    "#;
    if let Some(run) = shell("zsh", &["-f"], script) {
        let expected = "_clap_dynamic_completer_cll cll\nmairie:Mairie : l'hôtel\nmarche:Marché\n";
        assert_eq!(run.stdout, expected, "{run:?}");
    }
}

#[test]
fn elvish_offers_the_ids() {
    // Without an editor, which has the table of what completes a command.
    let script = r#"
        use str
        var head = "set edit:completion:arg-completer[cll] ="
        var text = (str:replace $head "var completer~ =" (cll completions elvish | slurp))
        eval $text"\ncompleter cll members show ma"
    "#;
    if let Some(run) = shell("elvish", &["-norc"], script) {
        assert_eq!(run.stdout, "mairie\nmarche\n", "{run:?}");
    }
}
