#!/usr/bin/env bash
# ical 14.3.1 for Python makes two categories of one that has a comma, and loses what kind a value is.
#
# In CATEGORIES a comma parts two values, and `\,` is a comma within one (RFC 5545, 3.8.1.2 and 3.3.11).
# The library splits the line before it reads what is escaped: `Marchés\, achats` becomes
# `Marchés\` and `achats`, and is written so. Beside it: REFRESH-INTERVAL has no kind of its own and must say
# VALUE=DURATION (RFC 7986, 5.7); it is read, and written without. The same holds for VALUE=URI of
# CONFERENCE. Both are errors for a strict reader, of a calendar that had none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ical==14.3.1
cat > "$folder/try.py" <<'PY'
import importlib.metadata

from ical.calendar_stream import IcsCalendarStream

lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//FR",
    "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    "BEGIN:VEVENT",
    "UID:a@example.org",
    "DTSTAMP:20270101T000000Z",
    "DTSTART:20270302T130000Z",
    "DTEND:20270302T150000Z",
    "SUMMARY:Commission\\, achats",
    "CATEGORIES:Marchés\\, achats,Séance",
    "CONFERENCE;VALUE=URI:https://example.org/salle",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
]
calendar = IcsCalendarStream.calendar_from_ics("\r\n".join(lines))
print(calendar.events[0].summary, calendar.events[0].categories)
assert calendar.events[0].summary == "Commission, achats", "not as described"
assert calendar.events[0].categories == ["Marchés\\", " achats", "Séance"], "not as described"
written = IcsCalendarStream.calendar_to_ics(calendar).splitlines()
seen = [it for it in written if it.startswith(("CATEGORIES", "REFRESH", "CONF"))]
print("\n".join(seen))
assert seen == [
    "REFRESH-INTERVAL:PT12H",
    "CATEGORIES:Marchés\\\\",
    "CATEGORIES: achats",
    "CATEGORIES:Séance",
    "CONFERENCE:https://example.org/salle",
], "not as described"
print(f"ical {importlib.metadata.version('ical')}: as described")
PY
"$folder/venv/bin/python" "$folder/try.py"
