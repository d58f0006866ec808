#!/usr/bin/env bash
# ical.js 2.2.1 leaves out the first meeting of a series of chosen days, and node-ical 0.26.1 (npm) all but the first.
#
# A council that meets on no regular day has no RRULE, and lists its further meetings as RDATE: DTSTART is the first of
# the set (RFC 5545, 3.8.5.2). The iterator of ical.js begins with the first RDATE where there is no rule, and
# `expandRecurringEvent` of node-ical gives DTSTART alone. Of rules ical.js passes over a BYSETPOS of weeks ("the last
# of Monday and Wednesday" is both), and over the number in a yearly `20MO`, which is every Monday from then on.
# recurring-ical-events 3.8.2 (Python) has all of it right. Nothing is raised by any of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2
event() { # file, the lines of its own
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//FR BEGIN:VEVENT UID:a@example.org \
        DTSTAMP:20270101T000000Z "${@:2}" END:VEVENT END:VCALENDAR > "$1.ics"
}
event chosen DTSTART:20270302T130000Z RDATE:20270318T130000Z,20270407T130000Z
event weeks DTSTART:20270303T130000Z 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=-1;COUNT=3'
event years DTSTART:20270517T130000Z 'RRULE:FREQ=YEARLY;BYDAY=20MO;COUNT=3'
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import ical from 'node-ical';

for (const name of ['chosen', 'weeks', 'years']) {
  const text = readFileSync(`${name}.ics`, 'utf8');
  const days = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')).iterator();
  const found = [];
  for (let day = days.next(); day; day = days.next()) found.push(day.toString().slice(0, 10));
  console.log(`ical.js, ${name}:`, ...found);
}
const events = ical.sync.parseICS(readFileSync('chosen.ics', 'utf8'));
const found = ical.expandRecurringEvent(events['a@example.org'], { from: new Date(2027, 0, 1), to: new Date(2027, 11, 31) });
console.log('node-ical, chosen:', ...found.map((it) => it.start.toISOString().slice(0, 10)));
JS
cat > try.py <<'PY'
from pathlib import Path

import icalendar
import recurring_ical_events

for name in ("chosen", "weeks", "years"):
    calendar = icalendar.Calendar.from_ical(Path(f"{name}.ics").read_bytes())
    found = recurring_ical_events.of(calendar).between((2027, 1, 1), (2030, 1, 1))
    print(f"recurring-ical-events, {name}:", *sorted(f"{it['DTSTART'].dt:%Y-%m-%d}" for it in found))
PY
cat > expected <<'OUT'
ical.js, chosen: 2027-03-18 2027-04-07
ical.js, weeks: 2027-03-03 2027-03-08 2027-03-10
ical.js, years: 2027-05-17 2027-05-24 2027-05-31
node-ical, chosen: 2027-03-02
recurring-ical-events, chosen: 2027-03-02 2027-03-18 2027-04-07
recurring-ical-events, weeks: 2027-03-03 2027-03-10 2027-03-17
recurring-ical-events, years: 2027-05-17 2028-05-15 2029-05-14
OUT
{
    node try.mjs
    venv/bin/python try.py
} | tee seen
diff expected seen
echo "ical.js 2.2.1, node-ical 0.26.1: as described"
