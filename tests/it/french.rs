//! What the program answers in French before any command runs: streams, exit codes, the choice of
//! the language.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::{Command, Output};

/// Runs the program with nothing of the environment's language but `variables`.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cll"));
    for name in [
        "CLL_LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "SOURCE_DATE_EPOCH",
        "CLICOLOR_FORCE",
        "COLUMNS",
    ] {
        command.env_remove(name);
    }
    command
        .env("CLL_TODAY", "2023-09-01")
        .env("NO_COLOR", "1")
        .envs(variables.iter().copied())
        .args(arguments)
        .output()
        .unwrap()
}

fn french(arguments: &[&str]) -> Output {
    run(arguments, &[("CLL_LANG", "fr")])
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

#[test]
fn help_that_was_asked_for_goes_to_standard_output() {
    for arguments in [
        ["--help"].as_slice(),
        &["-h"],
        &["meeting", "list", "--help"],
    ] {
        let output = french(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        let said = text(&output.stdout);
        assert!(said.contains("\nUtilisation\u{a0}: cll"), "{said}");
        assert!(said.contains("\n  -h, --help  "), "{said}");
        assert!(said.contains("  Afficher cette aide\n"), "{said}");
    }
}

#[test]
fn the_version_is_the_same_in_both_languages() {
    for option in ["--version", "-V"] {
        let output = french(&[option]);
        assert_eq!(output.status.code(), Some(0));
        let expected = concat!("cll ", env!("CARGO_PKG_VERSION"), "\n");
        assert_eq!(text(&output.stdout), expected);
        assert_eq!(text(&output.stderr), "");
        assert_eq!(run(&[option], &[]).stdout, output.stdout);
    }
}

#[test]
fn a_missing_command_shows_the_help_on_standard_error() {
    let root: &[&str] = &[];
    for (arguments, about) in [
        (root, "Faire le secrétariat d'un conseil"),
        (&["meeting"], "Lister, afficher et modifier les réunions\n"),
    ] {
        let output = french(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        let said = text(&output.stderr);
        assert!(said.starts_with(about), "{said}");
        assert!(said.contains("\nCommandes\u{a0}:\n"), "{said}");
    }
}

#[test]
fn a_mistake_goes_to_standard_error() {
    let output = french(&["meeting", "list", "--cicle", "2023"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(
        text(&output.stderr),
        "erreur\u{a0}: argument inattendu `--cicle`\n\
         aide\u{a0}: vouliez-vous dire `--cycle`\u{a0}?\n\
         \n\
         Utilisation\u{a0}: cll meeting list --cycle <ANNÉE>\n\
         \n\
         Pour en savoir plus, essayez `--help`.\n"
    );
}

#[test]
fn the_first_variable_that_is_set_chooses_the_language() {
    let cases: [(&[(&str, &str)], bool); 7] = [
        (&[], false),
        (&[("LANG", "fr_FR.UTF-8")], true),
        (&[("LC_MESSAGES", "fr_BE"), ("LANG", "en_GB.UTF-8")], true),
        (&[("LC_ALL", "C"), ("LC_MESSAGES", "fr_FR")], false),
        (&[("CLL_LANG", "fr"), ("LC_ALL", "en_GB.UTF-8")], true),
        (&[("CLL_LANG", "en"), ("LC_ALL", "fr_FR.UTF-8")], false),
        (&[("CLL_LANG", ""), ("LC_ALL", "fr_FR.UTF-8")], true),
    ];
    for (variables, is_french) in cases {
        let help = run(&["--help"], variables);
        let mistake = run(&["--hlp"], variables);
        let (usage, error) = if is_french {
            ("Utilisation\u{a0}:", "erreur\u{a0}:")
        } else {
            ("Usage:", "error:")
        };
        assert!(text(&help.stdout).contains(usage), "{variables:?}");
        assert!(text(&mistake.stderr).starts_with(error), "{variables:?}");
    }
}

#[test]
fn colour_stays_out_of_a_pipe_unless_it_is_forced() {
    for arguments in [["--help"], ["--hlp"]] {
        let plain = french(&arguments);
        let forced = run(
            &arguments,
            &[
                ("CLL_LANG", "fr"),
                ("NO_COLOR", ""),
                ("CLICOLOR_FORCE", "1"),
            ],
        );
        let both = |output: &Output| format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(!both(&plain).contains('\u{1b}'), "{}", both(&plain));
        assert!(both(&forced).contains('\u{1b}'), "{}", both(&forced));
        let stripped = anstream::adapter::strip_str(&both(&forced)).to_string();
        assert_eq!(stripped, both(&plain));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_stream_that_refuses_the_text_is_an_error() {
    let full = || {
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    for arguments in [["--help"], ["--hlp"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_cll"))
            .env("CLL_LANG", "fr")
            .args(arguments)
            .stdout(full())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("erreur\u{a0}: "));
        let status = Command::new(env!("CARGO_BIN_EXE_cll"))
            .env("CLL_LANG", "fr")
            .args(arguments)
            .stdout(full())
            .stderr(full())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(2), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_is_no_error() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_cll"))
        .env("CLL_LANG", "fr")
        .arg("--help")
        .stdout(writer)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}
