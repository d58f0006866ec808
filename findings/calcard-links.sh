#!/usr/bin/env bash
# calcard 0.3.14 (Rust) puts backslashes into the links of videoconferences.
#
# A URI is no TEXT: a comma or a semicolon in it stays as it is (RFC 5545, 3.3.13). The library
# writes it as a TEXT: CONFERENCE (RFC 7986), which says VALUE=URI, and URL (RFC 5545) get `\,` and
# `\;` in their links. Any other reader takes the backslash for a part of the link, which then leads
# elsewhere. The library itself takes it away again, so that no round trip of its own shows it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "links"
version = "0.1.0"
edition = "2021"

[dependencies]
calcard = "=0.3.14"
TOML
cat > src/main.rs <<'RS'
use calcard::{Entry, Parser};

const LINES: [&str; 9] = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//FR",
    "BEGIN:VEVENT",
    "UID:a@example.org",
    "CONFERENCE;VALUE=URI:https://example.org/salle,2;pin=3",
    "URL:https://example.org/salle,2;pin=3",
    "END:VEVENT",
    "END:VCALENDAR",
];

fn main() {
    let text = LINES.join("\r\n") + "\r\n";
    let Entry::ICalendar(calendar) = Parser::new(&text).entry() else {
        panic!("no calendar");
    };
    let written = calendar.to_string().replace("\r\n ", "");
    let seen: Vec<&str> = written
        .lines()
        .filter(|line| line.starts_with("CONF") || line.starts_with("URL"))
        .collect();
    println!("{}", seen.join("\n"));
    assert_eq!(
        seen,
        [
            "CONFERENCE;VALUE=URI:https://example.org/salle\\,2\\;pin=3",
            "URL:https://example.org/salle\\,2\\;pin=3",
        ]
    );
    let Entry::ICalendar(again) = Parser::new(&written).entry() else {
        panic!("no calendar");
    };
    assert!(again.to_string().contains(r"URL:https://example.org/salle\,2\;pin=3"));
    println!("calcard 0.3.14: as described");
}
RS
cargo run --quiet
