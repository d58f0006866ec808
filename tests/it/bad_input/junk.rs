//! Ten megabytes of nothing that a council ever wrote.

use super::refused;
use crate::program::Run;
use crate::sandbox::Sandbox;

const SIZE: usize = 10 * 1024 * 1024;

/// Repeats a text up to the size.
fn full_of(text: &str) -> String {
    text.repeat(SIZE / text.len())
}

/// Junk for a registry, by its kind.
fn tables() -> Vec<(&'static str, String)> {
    vec![
        ("one line of letters", full_of("x")),
        ("lines of brackets", full_of("}{[[=\n")),
        ("open lists", "a = ".to_owned() + &full_of("[")),
        ("open tables", "a = ".to_owned() + &full_of("{a=")),
        ("a long key", full_of("a.") + "a = 1"),
        ("empty records", full_of("[[meeting]]\n")),
        ("one table again and again", full_of("[a]\n")),
        (
            "unknown keys",
            (0..SIZE / 12).map(|n| format!("k{n} = 1\n")).collect(),
        ),
        ("an open text", "a = \"".to_owned() + &full_of("é")),
        ("NUL", full_of("\0")),
    ]
}

/// Junk for a page or a template, by its kind.
fn markup() -> Vec<(&'static str, String)> {
    vec![
        ("one line of letters", full_of("x")),
        ("start markers", full_of("<!-- cll:members -->\n")),
        ("end markers", full_of("<!-- /cll:members -->\n")),
        ("open comments", full_of("<!-- cll:")),
        ("quotations", full_of("> ") + "<!-- cll:members -->"),
        ("open links", full_of("[") + "cll:"),
        ("open tags", full_of("{{ {% ")),
    ]
}

/// Random bytes, always the same (Xorshift64, Marsaglia 2003).
fn noise() -> Vec<u8> {
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    (0..SIZE / 8)
        .flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        })
        .collect()
}

/// Checks a council that has junk somewhere: the findings are of a size that can be read.
fn check(council: &Sandbox, kind: &str) -> Run {
    let check = council.run(&["check"]);
    assert_eq!(check.code, Some(1), "{kind}");
    assert!(check.stdout.starts_with("error["), "{kind}");
    let size = check.stdout.len();
    assert!(size < 1024 * 1024, "{kind}: a report of {size} bytes");
    check
}

#[test]
fn junk_in_the_place_of_a_registry_is_refused() {
    for (kind, text) in tables() {
        let council = Sandbox::empty();
        council.write("members.toml", &text);
        council.write("meetings.toml", &text);
        let check = check(&council, kind);
        for name in ["members.toml", "meetings.toml"] {
            // Of very many findings in the first file, none is left to show of the second.
            let is_shown = check.stdout.contains(name) || check.stdout.contains("… and ");
            assert!(is_shown, "{kind}: {name}");
        }
    }
}

#[test]
fn a_build_of_junk_writes_nothing() {
    let council = Sandbox::council();
    council.write("members.toml", full_of("}{[[=\n"));
    refused(&council, "syntax");
}

#[test]
fn junk_in_a_page_or_template_hides_nothing_else() {
    for (kind, text) in markup() {
        let council = Sandbox::council();
        council.write("page.md", &text);
        council.write("templates/blocks/members.md.j2", &text);
        council.write("meetings.toml", "[[meeting]]\nnam = 1\n");
        let check = check(&council, kind);
        assert!(check.stdout.contains("error[unknown-key]"), "{kind}");
    }
}

#[test]
fn noise_is_refused_wherever_it_is() {
    let council = Sandbox::council();
    let names = [
        "members.toml",
        "meetings.toml",
        "templates/event/summary.txt.j2",
    ];
    for name in names {
        council.write(name, noise());
    }
    let check = check(&council, "noise");
    for name in names {
        assert!(check.stdout.contains(&format!("--> {name}\n")), "{check:?}");
    }
}
