//! What a file says is limited: no number, template or path in it ends a command in any other way
//! than with a finding.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests prepare files and may fail"
)]

use std::fs;
use std::time::{Duration, Instant};

use crate::program::{Run, cll, folder, tree};
use tempfile::TempDir;

const MEMBERS: &str = include_str!("../councils/state/members.toml");
const MEETING: &str = r#"
[[meeting]]
id = "2027-etat-1"
colleges = ["etat"]
number = 1
date = 2027-02-11
start = 14:00:00
end = 16:00:00
updated = 2025-10-01T12:00:00Z
"#;
/// Whatever reads the pages and templates; `build` last, so that nothing is made before.
const COMMANDS: [&[&str]; 7] = [
    &["check"],
    &["status"],
    &["changes"],
    &["invite", "draft", "next", "-n"],
    &["meeting", "announce", "next", "-n"],
    &["build", "--check"],
    &["build"],
];

fn council(more: &[(&str, &str)]) -> TempDir {
    let files = [("members.toml", MEMBERS), ("meetings.toml", MEETING)];
    folder(&[&files, more].concat())
}

fn quickly(council: &TempDir, command: &[&str]) -> Run {
    let began = Instant::now();
    let run = cll(council.path(), command);
    assert!(began.elapsed() < Duration::from_secs(20), "{command:?}");
    assert!(
        run.code.is_some_and(|code| code <= 2),
        "{command:?} {run:?}"
    );
    assert!(!run.stderr.contains("panicked"), "{command:?} {run:?}");
    run
}

#[test]
fn an_argument_that_is_no_value_of_its_block_is_a_finding_of_every_command_and_nothing_else() {
    let of_a_list = [
        "18446744073709551615",
        "99999999999",
        "7",
        "0",
        "-1",
        "",
        "two",
        "2\u{0661}",
    ];
    let years = [
        "2147483647",
        "-2147483648",
        "10000",
        "99",
        "4294967296",
        "٢٠٢٧",
        "",
    ];
    let days = [
        "+262142-12-31",
        "-0001-01-01",
        "10000-01-01",
        "2027-02-30",
        "27-02-02",
    ];
    let with = |key: &str, block: &str, values: &[&str]| {
        let page = |value: &&str| {
            format!("<!-- cll:{block} {key}=\"{value}\" -->\n<!-- /cll:{block} -->\n")
        };
        values.iter().map(page).collect::<String>()
    };
    let page = with("heading", "calendar", &of_a_list)
        + &with("cycle", "calendar", &years)
        + &with("order", "calendar", &["up", ""])
        + &with("rank", "calendar", &["1"])
        + &with("state", "opinions", &["99"])
        + &with("college", "members", &["absent", ""])
        + &with("at", "members", &days);
    let blocks = page.matches("cll:").count() / 2;
    let council = council(&[("page.md", &page)]);
    for command in COMMANDS {
        let run = quickly(&council, command);
        let said = run.stdout + &run.stderr;
        // `announce` and `invite` speak of what they are about first.
        let all = matches!(command[0], "check" | "build");
        let found = said.matches("error[block-argument]").count();
        assert!(
            !all || found == blocks,
            "{command:?}: {found} of {blocks}: {said}"
        );
        assert!(!all || said.contains("page.md:1:"), "{said}");
        let after = fs::read_to_string(council.path().join("page.md")).unwrap();
        assert_eq!(after, page, "{command:?}");
    }
}

/// Templates that would run for ever, or fill the memory.
const ENDLESS: [(&str, &str); 12] = [
    (
        "a loop in a loop in a loop",
        "{% for a in range(100000) %}{% for b in range(100000) %}{% for c in range(100000) %}{% endfor %}{% endfor %}{% endfor %}",
    ),
    (
        "much text",
        "{% for a in range(100000) %}{% for b in range(1000) %}{{ 'x' * 100000 }}{% endfor %}{% endfor %}",
    ),
    (
        "much text that is kept",
        "{% set x %}{% for a in range(100000) %}{% for b in range(1000) %}xxxxxxxxxx{% endfor %}{% endfor %}{% endset %}{{ x }}",
    ),
    (
        "a macro that calls itself",
        "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    ),
    (
        "a template that includes itself",
        "{% include 'blocks/members.md.j2' %}",
    ),
    ("a number", "{{ 'x' * 99999999999 }}"),
    ("a list", "{% for a in [1] * 99999999999 %}{% endfor %}"),
    ("a precision", "{{ '%.999999999f'|format(1.0) }}"),
    ("a width", "{{ '%999999999d'|format(1) }}"),
    (
        "slices",
        "{% for a in members|slice(99999999999, 1) %}{% endfor %}",
    ),
    (
        "batches",
        "{% for a in members|batch(9999999999, 1) %}{% endfor %}",
    ),
    ("an indent", "{{ 'a'|indent(99999999999) }}"),
];

#[test]
fn a_template_without_end_is_a_finding_at_its_place() {
    for (name, template) in ENDLESS {
        let page = "<!-- cll:members -->\n<!-- /cll:members -->\n".repeat(20);
        let council = council(&[
            ("page.md", &page),
            ("templates/blocks/members.md.j2", template),
        ]);
        for command in [&["check"][..], &["build"]] {
            let run = quickly(&council, command);
            let said = run.stdout + &run.stderr;
            assert!(said.contains("error[template-error]"), "{name}: {said}");
            assert!(
                said.contains("templates/blocks/members.md.j2:1:"),
                "{name}: {said}"
            );
        }
        let listed = ["members", "list", "--template", template];
        assert_eq!(quickly(&council, &listed).code, Some(2), "{name}");
    }
}

#[test]
fn a_template_that_is_too_long_is_a_finding() {
    let long = format!("{{# {} #}}", "x".repeat(300_000));
    let council = council(&[
        ("page.md", "<!-- cll:members -->\n<!-- /cll:members -->\n"),
        ("templates/blocks/members.md.j2", &long),
    ]);
    let run = quickly(&council, &["build"]);
    assert!(
        run.stderr.contains("is longer than 262144 bytes"),
        "{run:?}"
    );
    assert_eq!(run.code, Some(2));
}

#[test]
fn a_path_without_end_is_a_finding_at_its_place() {
    let long = format!("{{# {} #}}a.md", "x".repeat(2000));
    let paths = [
        ("page", "unsafe-path", long.as_str()),
        ("page", "unsafe-path", "{{ 'x' * 100000 }}.md"),
        (
            "page",
            "template-error",
            "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}.md",
        ),
        (
            "event",
            "template-error",
            "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}{{ meeting.id }}.ics",
        ),
        (
            "calendar",
            "template-error",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}.ics",
        ),
    ];
    for (key, code, template) in paths {
        let council = council(&[]);
        let meetings = format!("[paths]\n{key} = \"{template}\"\n{MEETING}");
        fs::write(council.path().join("meetings.toml"), meetings).unwrap();
        for command in COMMANDS {
            let run = quickly(&council, command);
            let said = run.stdout + &run.stderr;
            let all = matches!(command[0], "check" | "build");
            assert!(
                !all || said.contains(&format!("error[{code}]")),
                "{template}: {said}"
            );
            assert!(
                !all || said.contains("meetings.toml:2:"),
                "{template}: {said}"
            );
        }
    }
}

#[test]
fn no_number_of_a_registry_is_taken_beyond_its_limits() {
    let numbers = [
        "number = 4294967295",
        "number = 9999999999999999999999",
        "cycle = 2147483647",
        "sequence = 2147483648",
        "sequence = -1",
        "agenda = [{ title = \"x\", minutes = 4294967295 }]",
        "agenda = [{ title = \"x\", minutes = 0 }]",
    ];
    for number in numbers {
        let council = council(&[]);
        let meetings = MEETING.replace("number = 1", number);
        fs::write(council.path().join("meetings.toml"), meetings).unwrap();
        for command in COMMANDS {
            let run = quickly(&council, command);
            assert_ne!(run.code, Some(0), "{number} {command:?} {run:?}");
        }
    }
    let council = council(&[]);
    for option in [
        &["--date", "+262142-12-31"][..],
        &["--date", "12027-01-01"],
        &["--date", "27-01-01"],
        &["--date", "2027-05-01", "--cycle", "2147483647"],
        &["--date", "2027-05-01", "--number", "4294967295"],
    ] {
        let new = ["meeting", "new", "--time", "10:00-12:00"];
        assert_eq!(
            quickly(&council, &[&new, option].concat()).code,
            Some(2),
            "{option:?}"
        );
    }
    // The last sequence that calendars can hold.
    let last = MEETING.replace("updated", "sequence = 2147483647\nupdated");
    fs::write(council.path().join("meetings.toml"), last).unwrap();
    let run = quickly(&council, &["meeting", "cancel", "2027-etat-1"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[cfg(unix)]
#[test]
fn no_link_inside_the_repository_leads_into_git_or_private() {
    use std::os::unix::fs::symlink;

    let cases = [
        ("g", ".git", "event = \"g/{{ meeting.id }}.ics\""),
        ("g", "a/../.git", "event = \"g/{{ meeting.id }}.ics\""),
        ("g", ".git/hooks", "calendar = \"g/all.ics\""),
        ("p", "private", "page = \"p/page.md\""),
        ("p", "private", "calendar = \"p/all.ics\""),
        ("docs", "sub/.git", "calendar = \"docs/all.ics\""),
    ];
    for (link, target, path) in cases {
        let council = council(&[]);
        for made in [".git/hooks", "private", "sub/.git", "a"] {
            fs::create_dir_all(council.path().join(made)).unwrap();
        }
        symlink(target, council.path().join(link)).unwrap();
        let meetings = format!("[paths]\n{path}\n{MEETING}");
        fs::write(council.path().join("meetings.toml"), meetings).unwrap();
        let run = cll(council.path(), &["build"]);
        assert_eq!(run.code, Some(2), "{path} {run:?}");
        assert!(run.stderr.contains("error[unsafe-path]"), "{path} {run:?}");
        let made: Vec<String> = tree(council.path()).into_keys().collect();
        let own = ["members.toml", "meetings.toml"];
        assert!(
            made.iter().all(|made| own.contains(&made.as_str())),
            "{path} {made:?}"
        );
    }
    // A file of its own cannot be such a link either.
    let council = council(&[]);
    fs::create_dir_all(council.path().join("private")).unwrap();
    fs::create_dir_all(council.path().join("templates/blocks")).unwrap();
    fs::write(council.path().join("private/note.md"), "secret\n").unwrap();
    symlink(
        "../../private/note.md",
        council.path().join("templates/blocks/members.md.j2"),
    )
    .unwrap();
    let run = cll(council.path(), &["build"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(!run.stderr.contains("secret"), "{run:?}");
}
