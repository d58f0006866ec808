#!/usr/bin/env bash
# chrono-tz 0.10.4 begins and ends the summer of Moldova an hour too early, from 2022 on.
#
# It carries the zones of IANA as they were known in 2025 (2025b), where Moldova still changes its clocks
# at 00:00 UTC. Since then IANA has learnt that the country has kept to the hour of the European Union,
# 01:00 UTC, from 2022: the newer zones correct years that are over, and no other zone of Europe differs.
# Whoever takes the newest release of the crate for the newest zones puts that hour of the night wrong,
# for meetings of the past as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tzdata==2026.6
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "moldova"
version = "0.1.0"
edition = "2021"

[dependencies]
chrono = "=0.4.45"
chrono-tz = "=0.10.4"
TOML
cat > src/main.rs <<'RS'
use chrono::{Offset, TimeZone, Utc};
use chrono_tz::{Europe, IANA_TZDB_VERSION};

fn main() {
    println!("chrono-tz: {IANA_TZDB_VERSION}");
    for (year, day) in [(2021, 28), (2022, 27), (2027, 28)] {
        let moment = Utc.with_ymd_and_hms(year, 3, day, 0, 30, 0).unwrap();
        for zone in [Europe::Chisinau, Europe::Bucharest] {
            let offset = moment.with_timezone(&zone).offset().fix().local_minus_utc();
            println!("{} {}: {} h", moment.format("%Y-%m-%dT%H:%MZ"), zone.name(), offset / 3600);
        }
    }
}
RS
cat > zones.py <<'PY'
from datetime import datetime, timezone
from zoneinfo import ZoneInfo, reset_tzpath

import tzdata

reset_tzpath([])
print("tzdata:", tzdata.IANA_VERSION)
for year, day in (2021, 28), (2022, 27), (2027, 28):
    moment = datetime(year, 3, day, 0, 30, tzinfo=timezone.utc)
    for zone in "Europe/Chisinau", "Europe/Bucharest":
        hours = moment.astimezone(ZoneInfo(zone)).utcoffset().seconds // 3600
        print(f"{moment:%Y-%m-%dT%H:%MZ} {zone}: {hours} h")
PY
{
    cargo run --quiet 2> log || { cat log >&2; exit 1; }
    venv/bin/python zones.py
} | tee seen
cat > expected <<'OUT'
chrono-tz: 2025b
2021-03-28T00:30Z Europe/Chisinau: 3 h
2021-03-28T00:30Z Europe/Bucharest: 2 h
2022-03-27T00:30Z Europe/Chisinau: 3 h
2022-03-27T00:30Z Europe/Bucharest: 2 h
2027-03-28T00:30Z Europe/Chisinau: 3 h
2027-03-28T00:30Z Europe/Bucharest: 2 h
tzdata: 2026f
2021-03-28T00:30Z Europe/Chisinau: 3 h
2021-03-28T00:30Z Europe/Bucharest: 2 h
2022-03-27T00:30Z Europe/Chisinau: 2 h
2022-03-27T00:30Z Europe/Bucharest: 2 h
2027-03-28T00:30Z Europe/Chisinau: 2 h
2027-03-28T00:30Z Europe/Bucharest: 2 h
OUT
diff expected seen
echo "as described"
