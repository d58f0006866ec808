#!/usr/bin/env bash
# Python icalendar 7.3.0 writes REQUEST-STATUS back as another value.
#
# The value of REQUEST-STATUS has parts, and the semicolons between them are not escaped (RFC 5545,
# 3.8.8.3): it is what an answer (METHOD:REPLY) says of how a request went. The library takes the
# whole for one text: what was read as `2.0;Success` is written as `2.0\;Success`, one part, and
# whoever reads the answer next finds the code `2.0;Success`. GEO, with the same form, is kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.0
cat > "$folder/try.py" <<'PY'
import importlib.metadata

import icalendar

lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//FR",
    "METHOD:REPLY",
    "BEGIN:VEVENT",
    "UID:a@example.org",
    "DTSTAMP:20270101T080000Z",
    "DTSTART:20270211T130000Z",
    "GEO:48.85;2.35",
    "REQUEST-STATUS:2.0;Success",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
]
written = icalendar.Calendar.from_ical("\r\n".join(lines)).to_ical().decode()
print("icalendar", importlib.metadata.version("icalendar"))
for line in written.split("\r\n"):
    if line.startswith(("GEO", "REQUEST-STATUS")):
        print(line)
PY
"$folder/venv/bin/python" "$folder/try.py" | tee "$folder/seen"
cat > "$folder/expected" <<'OUT'
icalendar 7.3.0
GEO:48.85;2.35
REQUEST-STATUS:2.0\;Success
OUT
diff "$folder/expected" "$folder/seen"
echo "as described"
