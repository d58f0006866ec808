use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::problem::{CODES, Orphaned, Place};
use crate::source::Span;
use crate::words::Lang;

const ENGLISH: Words = Words::new(Lang::English);
const FRENCH: Words = Words::new(Lang::French);
const BOTH: [Words; 2] = [ENGLISH, FRENCH];

fn every_problem(sources: &mut Sources) -> Vec<Problem> {
    let file = sources.add("members.toml", "[[member]]\nid = \"a\"\n");
    samples::all()
        .into_iter()
        .map(|what| Problem::at(Span::new(file, 11..13), what).and(Span::new(file, 0..10)))
        .collect()
}

fn orphan() -> What {
    let kind = Orphaned::Calendar;
    What::OrphanFile { kind }
}

#[test]
fn the_samples_hold_every_finding_in_the_order_of_the_codes() {
    let mut codes: Vec<&str> = samples::all().iter().map(What::code).collect();
    codes.dedup();
    assert_eq!(codes, CODES);
}

#[test]
fn every_finding_has_its_words_in_both_languages() {
    for what in samples::all() {
        for words in BOTH {
            let said = Sentences::of_what(&what, words);
            let sentences = [
                Some(said.headline.clone()),
                said.help.clone(),
                Some(said.label.clone()).filter(|label| !label.is_empty()),
                Some(said.also.clone()).filter(|also| !also.is_empty()),
            ];
            for sentence in sentences.into_iter().flatten() {
                let first = sentence.chars().next().unwrap();
                assert!(
                    first.is_lowercase()
                        || first.is_ascii_digit()
                        || first == '`'
                        || sentence.starts_with("U+"),
                    "{sentence}"
                );
                assert!(!sentence.ends_with(['.', ' ', ':']), "{sentence}");
                // What cannot be rendered is its key.
                assert!(!sentence.starts_with("finding."), "{sentence}");
                assert!(!sentence.contains("  "), "{sentence}");
                assert_eq!(sentence.matches('`').count() % 2, 0, "{sentence}");
            }
            let first = said.headline.chars().next().unwrap();
            assert!(!first.is_ascii_digit(), "{}", said.headline);
        }
    }
}

#[test]
fn the_catalogue_has_the_findings_that_there_are_with_parts_that_are_said() {
    let codes: BTreeSet<&str> = CODES.iter().copied().collect();
    for words in BOTH {
        assert_eq!(words.keys("finding").collect::<BTreeSet<_>>(), codes);
        for code in CODES {
            for part in words.keys(&format!("finding.{code}")) {
                let is_said = ["headline", "label", "also", "help"].contains(&part);
                assert!(is_said, "finding.{code}.{part}");
            }
        }
    }
}

#[test]
fn french_is_not_english() {
    for what in samples::all() {
        let english = Sentences::of_what(&what, ENGLISH);
        let french = Sentences::of_what(&what, FRENCH);
        assert_ne!(english.headline, french.headline);
        assert_eq!(english.help.is_some(), french.help.is_some());
        if english.help.is_some() {
            assert_ne!(english.help, french.help);
        }
        assert_eq!(english.label.is_empty(), french.label.is_empty());
        assert_eq!(english.also.is_empty(), french.also.is_empty());
    }
}

#[test]
fn french_has_a_no_break_space_before_high_punctuation_outside_code() {
    for what in samples::all() {
        let said = Sentences::of_what(&what, FRENCH);
        for sentence in [said.headline, said.label, said.help.unwrap_or_default()] {
            let prose: String = sentence.split('`').step_by(2).collect::<Vec<_>>().join("x");
            for mark in [" :", " ;", " ?", " !", "« ", " »", "’"] {
                assert!(!prose.contains(mark), "{sentence}");
            }
            for (at, mark) in prose.match_indices([':', ';', '?', '!', '»']) {
                assert!(prose[..at].ends_with('\u{a0}'), "{mark} in {sentence}");
            }
        }
    }
}

#[test]
fn only_commands_that_exist_are_named() {
    let commands = [
        "cll build",
        "cll build --check",
        "cll build --new-feed",
        "cll meeting announce --all",
        "cll changes",
        "cll check",
        "cll meeting list",
        "cll members list",
        "cll members list --format ids",
        "cll meeting list --format ids",
        "cll opinion list --format ids",
        "cll subject list --format ids",
        "cll templates list",
        "cll check --fix",
    ];
    for what in samples::all() {
        for words in BOTH {
            let help = Sentences::of_what(&what, words).help.unwrap_or_default();
            for code in help.split('`').skip(1).step_by(2) {
                let with_name = [
                    "cll invite draft ",
                    "cll invite send ",
                    "cll meeting announce ",
                    "cll meeting cancel",
                    "cll meeting confirm ",
                    "cll meeting postpone ",
                    "cll minutes draft ",
                    "cll minutes publish ",
                    "cll build --withdraw ",
                    "cll build --replace ",
                    "cll build --replace-series ",
                    "cll templates vars ",
                    "cll templates show ",
                    "cll explain ",
                    "cll meeting edit ",
                    "cll opinion state ",
                    "cll subject schedule ",
                    "cll members as-of ",
                    "cll check --skip ",
                    "cll meeting new",
                ];
                let known = commands.contains(&code)
                    || with_name.iter().any(|command| code.starts_with(command));
                assert!(known || !code.starts_with("cll "), "{code}");
            }
        }
    }
}

#[test]
fn every_finding_is_said_in_every_format() {
    let mut sources = Sources::new();
    let problems = every_problem(&mut sources);
    for words in BOTH {
        let human = report(&problems, &sources, words, Format::Human, false);
        let short = report(&problems, &sources, words, Format::Short, false);
        assert_eq!(short.lines().count(), problems.len());
        for code in CODES {
            assert!(human.contains(&format!("[{code}]: ")), "{code}");
            assert!(short.contains(&format!("[{code}]: ")), "{code}");
        }
        let json = report(&problems, &sources, words, Format::Json, false);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["problems"].as_array().unwrap().len(), problems.len());
    }
}

#[test]
fn the_short_form_is_one_line_with_its_place() {
    let mut sources = Sources::new();
    let file = sources.add("members.toml", "[[member]]\nid = \"é\"\ncolege = 1\n");
    let unknown = What::UnknownKey {
        key: "co\nlege".to_owned(),
        table: "[[member]]".to_owned(),
        nearest: None,
    };
    let problems = [
        Problem::at(Span::new(file, 21..27), unknown),
        Problem::path("wiki/cll.ics", orphan()),
    ];
    assert_eq!(
        report(&problems, &sources, ENGLISH, Format::Short, true),
        "members.toml:3:1: error[unknown-key]: unknown key `co␊lege`\n\
         wiki/cll.ics: warning[orphan-file]: the calendar belongs to no meeting any more\n"
    );
    assert_eq!(
        report(&problems, &sources, FRENCH, Format::Short, false),
        "members.toml:3:1: erreur[unknown-key]: la clé `co␊lege` est inconnue\n\
         wiki/cll.ics: avertissement[orphan-file]: le calendrier ne correspond plus à aucune réunion\n"
    );
}

#[test]
fn json_keeps_every_key_and_translates_sentences_alone() {
    let mut sources = Sources::new();
    let file = sources.add("members.toml", "id = \"a\"\nid = \"a\"\n");
    let duplicate = What::DuplicateId { id: "a".to_owned() };
    let problems = [
        Problem::at(Span::new(file, 14..17), duplicate).and(Span::new(file, 5..8)),
        Problem::path(
            "x.ics",
            What::StaleFile {
                missing: false,
                diff: "-a\n+b\n".to_owned(),
            },
        ),
    ];
    let french = report(&problems, &sources, FRENCH, Format::Json, true);
    assert_eq!(
        french,
        r#"{
  "format": 1,
  "problems": [
    {
      "code": "duplicate-id",
      "severity": "error",
      "record": null,
      "path": "members.toml",
      "line": 2,
      "column": 6,
      "end_line": 2,
      "end_column": 9,
      "message": "l'identifiant `a` est déjà pris",
      "label": "de nouveau ici",
      "help": "donnez un autre identifiant au plus récent : un identifiant ne sert qu'une fois",
      "also": {
        "path": "members.toml",
        "line": 1,
        "column": 6
      },
      "diff": null
    },
    {
      "code": "stale-file",
      "severity": "error",
      "record": null,
      "path": "x.ics",
      "line": null,
      "column": null,
      "end_line": null,
      "end_column": null,
      "message": "le fichier ne dit pas la même chose que les registres",
      "label": null,
      "help": "`cll build` l'écrit",
      "also": null,
      "diff": "-a\n+b\n"
    }
  ],
  "errors": 2,
  "warnings": 0
}
"#
        .replace("récent :", "récent\u{a0}:")
    );
    let english = report(&problems, &sources, ENGLISH, Format::Json, false);
    assert!(english.contains("\"message\": \"the id `a` is already taken\""));
    assert_eq!(
        report(&[], &sources, FRENCH, Format::Json, false),
        "{\n  \"format\": 1,\n  \"problems\": [],\n  \"errors\": 0,\n  \"warnings\": 0\n}\n"
    );
}

#[test]
fn the_summary_agrees_with_its_numbers() {
    let warning = || Problem::path("x", orphan());
    let error = || Problem::path("x", What::TermsOverlap);
    let table = [
        (vec![], "no problem found", "aucun problème"),
        (vec![warning()], "1 warning", "1 avertissement"),
        (vec![error()], "1 error", "1 erreur"),
        (
            vec![error(), warning(), error()],
            "2 errors, 1 warning",
            "2 erreurs, 1 avertissement",
        ),
        (vec![warning(), warning()], "2 warnings", "2 avertissements"),
    ];
    for (problems, english, french) in table {
        assert_eq!(summary(&problems, ENGLISH), english);
        assert_eq!(summary(&problems, FRENCH), french);
    }
}

fn wild() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "(\u{feff}|\r\n|\n|\r|\t|é|𝄞|a|=|\"| |\u{301}|\u{1b}|\u{202e}){0,60}",
        "[a-zé\t]{1900,2300}",
    ]
}

proptest! {
    #[test]
    fn no_text_and_no_span_stops_a_report(
        text in wild(),
        other in wild(),
        ends in any::<[u16; 4]>(),
        chosen in any::<prop::sample::Index>(),
    ) {
        let mut sources = Sources::new();
        let file = sources.add("a\u{1b}.toml", text.as_str());
        let second = sources.add("b.toml", other.as_str());
        let size = text.len() + 3;
        let [a, b, c, d] = ends.map(|end| usize::from(end) % size);
        let all = samples::all();
        let what = chosen.get(&all).clone();
        let problems = [
            Problem::at(Span::new(file, a..b), what.clone()).and(Span::new(file, c..d)),
            Problem::at(Span::new(file, a..a), what.clone()).and(Span::new(second, c..d)),
            Problem::at(Span::new(file, usize::MAX - 1..usize::MAX), what.clone()),
            Problem {
                what,
                place: Place::Embedded { name: "page.md.j2".to_owned(), text, range: a..b },
                also: Some(Span::new(second, c..d)),
            },
        ];
        for words in BOTH {
            let short = report(&problems, &sources, words, Format::Short, false);
            prop_assert_eq!(short.lines().count(), problems.len());
            prop_assert!(!short.contains(['\x1b', '\r']));
            let human = report(&problems, &sources, words, Format::Human, false);
            prop_assert!(!human.contains(['\x1b', '\r', '\t']));
            let _ = report(&problems, &sources, words, Format::Human, true);
            let json = report(&problems, &sources, words, Format::Json, false);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        }
    }

    #[test]
    fn a_text_of_other_people_never_breaks_the_line(text in any::<String>()) {
        let sources = Sources::new();
        let key = What::EmptyValue { key: text.clone() };
        let line = report(&[Problem::path(text, key)], &sources, FRENCH, Format::Short, false);
        prop_assert_eq!(line.matches('\n').count(), 1);
        prop_assert!(line.chars().filter(|c| c.is_control()).count() == 1);
    }
}

#[test]
fn a_finding_with_nothing_to_type_has_no_help() {
    // The parser has no advice for it, and nothing else is wrong.
    let what = What::Syntax {
        message: "unclosed array, expected `]`".to_owned(),
        more: 0,
    };
    for words in BOTH {
        assert_eq!(Sentences::of_what(&what, words).help, None);
    }
}
