#!/usr/bin/env bash
# vobject 0.9.9 cuts the link of a videoconference at its first comma.
#
# A URI is no TEXT: a comma in it is a comma, and is not escaped (RFC 5545, 3.3.13). The library knows
# the properties of RFC 5545 and takes every other one for a TEXT that may be a list, of which it
# keeps the first part, whatever VALUE says. CONFERENCE, IMAGE and SOURCE (RFC 7986) lose the rest, when they
# are read already; URL and ATTACH are whole. Nothing is raised, and the link that remains looks
# like one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check vobject==0.9.9
cat > "$folder/try.py" <<'PY'
import importlib.metadata

import vobject

lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//FR",
    "BEGIN:VEVENT",
    "UID:a@example.org",
    "DTSTAMP:20270101T000000Z",
    "DTSTART:20270302T130000Z",
    "CONFERENCE;VALUE=URI:https://example.org/salle,2;pin=3",
    "IMAGE;VALUE=URI:https://example.org/carte,2.png",
    "URL:https://example.org/seance,2",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
]
event = vobject.readOne("\r\n".join(lines)).vevent
seen = [event.conference.value, event.image.value, event.url.value]
print("\n".join(seen))
assert seen == [
    "https://example.org/salle",
    "https://example.org/carte",
    "https://example.org/seance,2",
], "not as described"
written = vobject.readOne("\r\n".join(lines)).serialize()
assert "CONFERENCE;VALUE=URI:https://example.org/salle\r\n" in written, "not as described"
print(f"vobject {importlib.metadata.version('vobject')}: as described")
PY
"$folder/venv/bin/python" "$folder/try.py"
