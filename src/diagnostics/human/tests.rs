use super::*;
use crate::problem::Place;
use crate::source::Span;
use crate::words::Lang;

const ENGLISH: Words = Words::new(Lang::English);
const FRENCH: Words = Words::new(Lang::French);

const MEMBERS: &str = "\
[[member]]
id = \"amue\"
name = \"AMUE\"

[[member]]
colege = \"administrations\"
";

fn unknown_key() -> What {
    What::UnknownKey {
        key: "colege".to_owned(),
        table: "[[member]]".to_owned(),
        nearest: Some("college".to_owned()),
    }
}

fn taken() -> What {
    What::DuplicateId {
        id: "amue".to_owned(),
    }
}

fn one(text: &str, range: Range<usize>, what: What) -> String {
    let mut sources = Sources::new();
    let file = sources.add("members.toml", text);
    let problem = Problem::at(Span::new(file, range), what);
    report(&[problem], &sources, ENGLISH, false)
}

/// Returns the line of the excerpt, the carets under it and the place above it.
fn excerpt_of(report: &str) -> (&str, &str, &str) {
    let lines: Vec<&str> = report.lines().collect();
    (lines[3], lines[4], lines[1])
}

#[test]
fn a_mistake_is_shown_where_it_was_made() {
    let at = MEMBERS.find("colege").unwrap();
    let mut sources = Sources::new();
    let file = sources.add("members.toml", MEMBERS);
    let problem = Problem::at(Span::new(file, at..at + 6), unknown_key());
    assert_eq!(
        report(std::slice::from_ref(&problem), &sources, ENGLISH, false),
        "\
error[unknown-key]: unknown key `colege`
 --> members.toml:6:1
  |
6 | colege = \"administrations\"
  | ^^^^^^ not a key of `[[member]]`
  |
help: did you mean `college`?
"
    );
    assert_eq!(
        report(&[problem], &sources, FRENCH, false),
        "\
erreur[unknown-key]: la clé `colege` est inconnue
 --> members.toml:6:1
  |
6 | colege = \"administrations\"
  | ^^^^^^ `[[member]]` n'a pas cette clé
  |
aide\u{a0}: vouliez-vous dire `college`\u{a0}?
"
    );
}

#[test]
fn a_place_near_by_is_drawn_in_the_same_excerpt() {
    let text = "id = \"amue\"\n\n\n\n\n\n\n\n\nid = \"amue\"\n";
    let mut sources = Sources::new();
    let file = sources.add("members.toml", text);
    let problem = Problem::at(Span::new(file, 25..31), taken()).and(Span::new(file, 5..11));
    assert_eq!(
        report(&[problem], &sources, ENGLISH, false),
        "\
error[duplicate-id]: the id `amue` is already taken
  --> members.toml:10:6
   |
 1 | id = \"amue\"
   |      ------ first here
...
10 | id = \"amue\"
   |      ^^^^^^ used again here
   |
help: give the newer record an id of its own: an id is never used again
"
    );
}

#[test]
fn a_place_far_away_or_in_another_file_has_its_own_excerpt() {
    let far = format!("id = \"amue\"\n{}id = \"amue\"\n", "#\n".repeat(20_000));
    let at = far.len() - 7;
    let mut sources = Sources::new();
    let file = sources.add("members.toml", far);
    let other = sources.add("meetings.toml", "\n\u{e9}id = \"amue\"\r\n");
    let problem = Problem::at(Span::new(file, at..at + 6), taken());
    assert_eq!(
        report(
            &[
                problem.clone().and(Span::new(file, 5..11)),
                problem.and(Span::new(other, 8..14))
            ],
            &sources,
            ENGLISH,
            false
        ),
        "\
error[duplicate-id]: the id `amue` is already taken
     --> members.toml:20002:6
      |
20002 | id = \"amue\"
      |      ^^^^^^ used again here
      |
     ::: members.toml:1:6
      |
    1 | id = \"amue\"
      |      ------ first here
      |
help: give the newer record an id of its own: an id is never used again

error[duplicate-id]: the id `amue` is already taken
     --> members.toml:20002:6
      |
20002 | id = \"amue\"
      |      ^^^^^^ used again here
      |
     ::: meetings.toml:2:7
      |
    2 | éid = \"amue\"
      |       ------ first here
      |
help: give the newer record an id of its own: an id is never used again
"
    );
}

#[test]
fn the_caret_stands_under_its_character_whatever_comes_before() {
    for (text, line, carets, place) in [
        (
            "\u{feff}colege = 1\r\n",
            "1 | colege = 1",
            "  | ^^^^^^",
            "1:1",
        ),
        (
            "a = 1\r\ncolege = 1\r\n",
            "2 | colege = 1",
            "  | ^^^^^^",
            "2:1",
        ),
        (
            "\tcolege = 1\n",
            "1 |     colege = 1",
            "  |     ^^^^^^",
            "1:2",
        ),
        (
            "é à colege = 1",
            "1 | é à colege = 1",
            "  |     ^^^^^^",
            "1:5",
        ),
        ("日 colege = 1", "1 | 日 colege = 1", "  |    ^^^^^^", "1:3"),
    ] {
        let at = text.find("colege").unwrap();
        let report = one(text, at..at + 6, unknown_key());
        let (shown, under, origin) = excerpt_of(&report);
        assert_eq!(shown, line, "{text:?}");
        assert_eq!(
            under.strip_suffix(" not a key of `[[member]]`"),
            Some(carets),
            "{text:?}"
        );
        assert_eq!(origin, format!(" --> members.toml:{place}"), "{text:?}");
    }
}

#[test]
fn an_empty_span_still_has_a_caret() {
    for (text, at, line, carets) in [
        ("", 0, "1 |", "  | ^"),
        ("a = \n", 4, "1 | a = ", "  |     ^"),
        ("a = 1", 5, "1 | a = 1", "  |      ^"),
        ("a = 1\r\n", 6, "1 | a = 1", "  |      ^"),
        ("a = 1\n", 6, "2 |", "  | ^"),
        ("a = 1\n", 999, "2 |", "  | ^"),
    ] {
        let what = What::Syntax {
            message: "x".to_owned(),
            more: 0,
        };
        let report = one(text, at..at, what);
        let (shown, under, _) = excerpt_of(&report);
        assert_eq!(
            (shown.trim_end(), under),
            (line.trim_end(), carets),
            "{text:?} {at}"
        );
    }
}

#[test]
fn a_span_of_many_lines_is_marked_on_its_first() {
    let report = one(MEMBERS, 0..MEMBERS.len(), unknown_key());
    let (shown, under, _) = excerpt_of(&report);
    assert_eq!(shown, "1 | [[member]]");
    assert_eq!(under, "  | ^^^^^^^^^^ not a key of `[[member]]`");
    assert!(!report.contains("AMUE"));
}

#[test]
fn a_long_line_is_cut_around_the_mistake() {
    let text = format!(
        "{}colege = 1{}",
        "é".repeat(1_000_000),
        "x".repeat(1_000_000)
    );
    let report = one(&text, 2_000_000..2_000_006, unknown_key());
    let (shown, under, origin) = excerpt_of(&report);
    assert_eq!(origin, " --> members.toml:1:1000001");
    assert!(shown.chars().count() < 200, "{}", shown.len());
    let caret = under.find('^').unwrap();
    let pointed: String = shown.chars().skip(caret).take(6).collect();
    assert_eq!(pointed, "colege");
}

#[test]
fn two_places_of_one_long_line_are_both_told() {
    let text = format!("{}colege = 1", "x".repeat(5000));
    let mut sources = Sources::new();
    let file = sources.add("members.toml", text);
    let problem = Problem::at(Span::new(file, 5000..5006), taken()).and(Span::new(file, 9..10));
    let report = report(&[problem], &sources, ENGLISH, false);
    assert!(report.contains("\n --> members.toml:1:5001\n"), "{report}");
    assert!(report.contains("\n ::: members.toml:1:10\n"), "{report}");
}

#[test]
fn a_finding_about_a_whole_file_names_its_path() {
    let mut sources = Sources::new();
    let file = sources.add("templates/x.md.j2", "text\n");
    let what = || What::UnknownTemplate {
        name: "x.md.j2".to_owned(),
        nearest: Some("page.md.j2".to_owned()),
    };
    let expected = "\
warning[unknown-template]: the file `x.md.j2` replaces no template
 --> templates/x.md.j2
help: did you mean `page.md.j2`?
";
    let whole = Problem {
        what: what(),
        place: Place::File(file),
        also: None,
    };
    let path = Problem::path("templates/x.md.j2", what());
    for problem in [whole, path] {
        assert_eq!(report(&[problem], &sources, ENGLISH, false), expected);
    }
}

#[test]
fn a_template_of_the_program_is_shown_under_its_name() {
    let problem = Problem {
        what: What::UnknownVariable {
            name: "meting".to_owned(),
            template: "page.md.j2".to_owned(),
            nearest: Some("meeting".to_owned()),
        },
        place: Place::Embedded {
            name: "templates/page.md.j2".to_owned(),
            text: "# x\n{{ meting }}\n".to_owned(),
            range: 7..13,
        },
        also: None,
    };
    assert_eq!(
        report(&[problem], &Sources::new(), ENGLISH, false),
        "\
warning[unknown-variable]: unknown variable `meting` in the template `page.md.j2`
 --> templates/page.md.j2:2:4
  |
2 | {{ meting }}
  |    ^^^^^^ never given to this template
  |
help: did you mean `meeting`?
"
    );
}

#[test]
fn the_difference_of_a_stale_file_is_indented_and_cut() {
    let stale = |diff: String| {
        let missing = false;
        Problem::path("cll.md", What::StaleFile { missing, diff })
    };
    let short = stale("--- a/cll.md\n+++ b/cll.md\n@@ -1 +1 @@\n-\told\n+new\x1b\n".to_owned());
    assert_eq!(
        report(&[short], &Sources::new(), ENGLISH, false),
        "\
error[stale-file]: the file is not what the registries say
 --> cll.md
    --- a/cll.md
    +++ b/cll.md
    @@ -1 +1 @@
    -    old
    +new␛
help: `cll build` writes it
"
    );
    let long = report(&[stale("+x\n".repeat(100))], &Sources::new(), FRENCH, false);
    assert_eq!(long.matches("    +x\n").count(), 60);
    assert!(
        long.contains("\n    … 40 autres lignes\naide\u{a0}: "),
        "{long}"
    );
}

#[test]
fn styles_are_added_only_when_asked_for_and_change_no_text() {
    let mut sources = Sources::new();
    let file = sources.add("members.toml", MEMBERS);
    let problems = [
        Problem::at(Span::new(file, 0..10), unknown_key()),
        Problem::path(
            "x",
            What::StaleFile {
                missing: false,
                diff: "-a\n+b\n".to_owned(),
            },
        ),
    ];
    let plain = report(&problems, &sources, ENGLISH, false);
    let styled = report(&problems, &sources, ENGLISH, true);
    assert!(!plain.contains('\u{1b}'));
    assert!(styled.contains("\u{1b}["));
    let mut bare = String::new();
    for part in styled.split('\u{1b}') {
        bare += match part.strip_prefix('[') {
            Some(code) => code.split_once('m').unwrap().1,
            None => part,
        };
    }
    assert_eq!(bare, plain);
}

#[test]
fn of_very_many_problems_the_first_are_drawn_and_the_others_counted() {
    let mut sources = Sources::new();
    let file = sources.add("members.toml", MEMBERS);
    let problem = Problem::at(Span::new(file, 0..1), unknown_key());
    for (count, end) in [(1000, None), (1003, Some("and 3 more: "))] {
        let problems = vec![problem.clone(); count];
        let drawn = report(&problems, &sources, ENGLISH, false);
        assert_eq!(drawn.matches("error[").count(), 1000);
        let last = drawn.lines().last().unwrap();
        assert_eq!(last.starts_with('…'), end.is_some(), "{last}");
        assert!(end.is_none_or(|end| last.contains(end)), "{last}");
    }
}
