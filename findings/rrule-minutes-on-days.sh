#!/usr/bin/env bash
# rrule 0.14.0 (Rust) finds no day at all for a rule of minutes on chosen days at a chosen hour.
#
# FREQ=MINUTELY;INTERVAL=30;BYDAY=WE;BYHOUR=12 from a Monday on is every Wednesday at 12:00 and 12:30 (RFC 5545,
# 3.3.10), as python-dateutil 2.9.0.post0 has it. The crate gives an empty list, and its result says that
# nothing was cut short. From a Wednesday on it gives the right times, and so does FREQ=HOURLY from the Monday:
# whether a series of a calendar is read or is empty depends on the day on which it begins.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "minutes"
version = "0.1.0"
edition = "2021"

[dependencies]
rrule = "=0.14.0"
TOML
cat > src/main.rs <<'RS'
use rrule::RRuleSet;

fn times(start: &str, rule: &str) -> (Vec<String>, bool) {
    let set: RRuleSet = format!("DTSTART:{start}\nRRULE:{rule}").parse().expect("a rule");
    let found = set.all(100);
    let times = found.dates.iter().map(|at| at.format("%d %H:%M").to_string()).collect();
    (times, found.limited)
}

fn main() {
    let rule = "FREQ=MINUTELY;INTERVAL=30;BYDAY=WE;BYHOUR=12;COUNT=4";
    let monday = times("20240101T000000Z", rule);
    let wednesday = times("20240103T000000Z", rule);
    let hourly = times("20240101T000000Z", "FREQ=HOURLY;BYDAY=WE;BYHOUR=12;BYMINUTE=0,30;COUNT=4");
    println!("from a Monday: {monday:?}\nfrom a Wednesday: {wednesday:?}\nby hours: {hourly:?}");
    let right = ["03 12:00", "03 12:30", "10 12:00", "10 12:30"].map(str::to_owned).to_vec();
    assert_eq!(monday, (vec![], false));
    assert_eq!(wednesday, (right.clone(), false));
    assert_eq!(hourly, (right, false));
    println!("rrule 0.14.0: as described");
}
RS
cargo run --quiet
python3 -m venv venv
venv/bin/pip install --quiet python-dateutil==2.9.0.post0
venv/bin/python - <<'PY'
from dateutil.rrule import rrulestr
found = rrulestr("DTSTART:20240101T000000Z\nRRULE:FREQ=MINUTELY;INTERVAL=30;BYDAY=WE;BYHOUR=12;COUNT=4")
times = [at.strftime("%d %H:%M") for at in found]
print("python-dateutil:", times)
assert times == ["03 12:00", "03 12:30", "10 12:00", "10 12:30"]
PY
