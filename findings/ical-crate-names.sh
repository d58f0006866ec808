#!/usr/bin/env bash
# ical 0.11.0 (Rust) writes a backslash into names, in another place where the name has an accent.
#
# When it writes a parameter, the generator puts `\` before a comma, colon or semicolon and leaves the
# quotation marks away. No parameter has such escapes (RFC 5545, 3.2): a value with one of these three must be
# quoted. The place of the backslash is counted in characters and used as one of bytes, so that after
# an "é" it is one letter too early: `Secrétariat, CLL` becomes `Secrétaria\t, CLL`, which its own
# parser reads so. Who reads the line by the rules finds the address cut, too: it begins behind the
# first colon outside quotation marks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "names"
version = "0.1.0"
edition = "2021"

[dependencies]
ical = { version = "=0.11.0", features = ["generator"] }
TOML
cat > src/main.rs <<'RS'
use ical::generator::Emitter;

const LINES: [&str; 8] = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//FR",
    "BEGIN:VEVENT",
    "UID:a@example.org",
    "ORGANIZER;CN=\"Secrétariat, CLL\";SENT-BY=\"mailto:b@example.org\":mailto:a@example.org",
    "END:VEVENT",
    "END:VCALENDAR",
];

fn calendar(text: &str) -> ical::parser::ical::component::IcalCalendar {
    let mut calendars = ical::IcalParser::new(text.as_bytes());
    calendars.next().expect("a calendar").expect("a valid one")
}

fn main() {
    let text = LINES.join("\r\n") + "\r\n";
    let written = calendar(&text).generate().replace("\r\n ", "");
    let line = written.lines().find(|line| line.starts_with("ORGANIZER"));
    println!("{}", line.expect("an organizer"));
    assert_eq!(
        line,
        Some("ORGANIZER;CN=Secrétaria\\t, CLL;SENT-BY=mailto\\:b@example.org:mailto:a@example.org")
    );
    let again = calendar(&written);
    let organizer = again.events[0].properties.iter().find(|it| it.name == "ORGANIZER");
    let names = organizer.and_then(|it| it.params.as_ref()).expect("parameters");
    println!("{names:?}");
    assert_eq!(names[0].1, ["Secrétaria\\t", " CLL"]);
    println!("ical 0.11.0: as described");
}
RS
cargo run --quiet
