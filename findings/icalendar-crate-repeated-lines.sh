#!/usr/bin/env bash
# icalendar 0.17.17 (Rust) keeps one line of those that an event may have more than once, unless it knows the name.
#
# It has a list of the properties that may be repeated, and reads each of these whole. RELATED-TO and REQUEST-STATUS
# (RFC 5545), CONFERENCE and IMAGE (RFC 7986), LINK (RFC 9253) and all that begins with X- may be repeated as well, and
# are kept under their name as if there were one: the last line takes the place of the others. A meeting with a link
# for the picture and a number for the telephone has the number alone once it was read. Nothing is raised.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "repeated"
version = "0.1.0"
edition = "2021"

[dependencies]
icalendar = "=0.17.17"
TOML
cat > src/main.rs <<'RS'
use icalendar::Calendar;

fn main() {
    for (name, values, expected) in [
        ("ATTENDEE", ["mailto:a@example.org", "mailto:b@example.org"], 2),
        ("COMMENT", ["Un", "Deux"], 2),
        ("CONFERENCE;VALUE=URI", ["https://example.org/salle", "tel:+33-0-00-00-00-00"], 1),
        ("IMAGE;VALUE=URI", ["https://example.org/un.png", "https://example.org/deux.png"], 1),
        ("RELATED-TO", ["b@example.org", "c@example.org"], 1),
        ("REQUEST-STATUS", ["2.0;Success", "3.8;No authority"], 1),
        ("X-ROOM", ["Un", "Deux"], 1),
    ] {
        let [first, second] = values.map(|value| format!("{name}:{value}"));
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//FR", "BEGIN:VEVENT", "UID:a@example.org",
            "DTSTAMP:20270101T000000Z", "DTSTART:20270302T130000Z", &first, &second, "END:VEVENT", "END:VCALENDAR", "",
        ];
        let calendar: Calendar = lines.join("\r\n").parse().expect("a calendar");
        let written = calendar.to_string();
        let property = name.split(';').next().expect("a name");
        let found: Vec<_> = written.lines().filter(|line| line.starts_with(property)).collect();
        println!("{found:?}");
        assert_eq!(found.len(), expected, "{name}");
        assert!(found.iter().any(|line| line.ends_with(values[1].split(';').next_back().unwrap())), "{name}");
    }
    println!("icalendar 0.17.17: as described");
}
RS
cargo run --quiet
