//! The manual pages: each command's, in both languages, as `man` finds and shows them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use cll::words::{Lang, Words};
use tempfile::TempDir;

use crate::program::{cll, cll_with, tree};

#[test]
fn every_command_has_a_page_in_each_language() {
    let place = TempDir::new().unwrap();
    let run = cll(place.path(), &["man", "-o", "share/man"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let pages = tree(&place.path().join("share/man"));
    let page = |path: &str| str::from_utf8(&pages[path]).unwrap();
    let mut left = vec![(
        "cll".to_owned(),
        cll::cli::command(Words::new(Lang::French)),
    )];
    let mut count = 0;
    while let Some((name, command)) = left.pop() {
        let about = command.get_about().unwrap().to_string();
        let french = page(&format!("fr/man1/{name}.1"));
        for title in ["NOM", "SYNOPSIS", "DESCRIPTION", "OPTIONS"] {
            assert!(
                french.contains(&format!("\n.SH {title}\n")),
                "{name}: {title}"
            );
        }
        let theirs = [
            "NAME",
            "SUBCOMMANDS",
            "COMMANDS",
            "\"SEE ALSO\"",
            "\"EXIT STATUS\"",
        ];
        for title in theirs {
            assert!(!french.contains(&format!(".SH {title}")), "{name}: {title}");
        }
        let escaped = |text: &str| text.replace('-', "\\-");
        let words: Vec<&str> = about.split(['\'', '`', '\u{a0}']).collect();
        for part in words.iter().filter(|part| part.is_ascii()) {
            assert!(french.contains(&escaped(part)), "{name}: {part}");
        }
        let english = page(&format!("man1/{name}.1"));
        assert!(english.contains("\n.SH NAME\n"), "{name}");
        let is_head = |line: &&str| line.starts_with(".TH ");
        let title = name.to_uppercase();
        let head = format!(
            ".TH {title} 1 \"\" \"cll {}\" \"Manual of cll\"",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(english.lines().find(is_head), Some(head.as_str()));
        count += 1;
        let below = command.get_subcommands();
        left.extend(below.map(|it| (format!("{name}-{}", it.get_name()), it.clone())));
    }
    assert_eq!(pages.len(), 2 * count);
    assert!(count > 60, "{count}");
    for (path, title) in [("man1", "EXIT STATUS"), ("fr/man1", "CODE DE RETOUR")] {
        let text = page(&format!("{path}/cll.1"));
        let (_, status) = text.split_once(&format!(".SH \"{title}\"\n")).unwrap();
        let codes = ["0", "1", "2", "3", "130", "CLL_TODAY", "CI"];
        for code in codes {
            assert!(
                status.contains(&format!(".TP\n\\fB{code}\\fR\n")),
                "{path}: {code}"
            );
        }
    }
}

#[test]
fn pages_are_written_once_and_the_own_one_is_printed() {
    let place = TempDir::new().unwrap();
    cll(place.path(), &["man", "-o", "man"]);
    let again = cll(place.path(), &["man", "-o", "man"]);
    assert_eq!(
        (again.code, again.stdout.as_str()),
        (Some(0), ""),
        "{again:?}"
    );
    let printed = cll_with(place.path(), &["man"], &[("CLL_LANG", "fr")]).stdout;
    let pages = tree(&place.path().join("man"));
    assert_eq!(printed.as_bytes(), pages["fr/man1/cll.1"]);
    assert_ne!(printed.as_bytes(), pages["man1/cll.1"]);
}

#[test]
fn the_program_alone_says_how_to_begin() {
    let place = TempDir::new().unwrap();
    for lang in ["en", "fr"] {
        let run = cll_with(place.path(), &[], &[("CLL_LANG", lang)]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        for way in ["  cll init ", "  cll import ", "  cll -C DO"] {
            let way = if lang == "en" {
                way.replace("DO", "DI")
            } else {
                way.to_owned()
            };
            assert!(run.stderr.contains(&way), "{run:?}");
        }
    }
    let files = [("members.toml", ""), ("meetings.toml", "")];
    let council = crate::program::folder(&files);
    let run = cll(council.path(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("Usage: cll"), "{run:?}");
    let half = crate::program::folder(&files[..1]);
    assert!(cll(half.path(), &[]).stderr.contains("Usage: cll"));
}
