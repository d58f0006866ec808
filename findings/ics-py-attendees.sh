#!/usr/bin/env bash
# ics.py 0.7.3 reads an invitation that it cannot write, and gives an organizer another address.
#
# (1) Every invitation that asks for an answer has `RSVP=TRUE`. The library turns RSVP into a boolean
# when it reads, and raises a TypeError when it writes the event, whatever the value. (2) The value of SENT-BY must be
# in quotation marks, since it holds a colon (RFC 5545, 3.2.18). The library takes them away, so
# that the line which it writes names the secretary as the organizer to any other reader, itself
# included: answers would go there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ics==0.7.3
cat > "$folder/try.py" <<'PY'
import importlib.metadata
import warnings

import ics

warnings.simplefilter("ignore")


def event(line):
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example//FR",
        "BEGIN:VEVENT",
        "UID:a@example.org",
        "DTSTAMP:20270101T080000Z",
        "DTSTART:20270211T130000Z",
        "DTEND:20270211T150000Z",
        "SUMMARY:R",
        line,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return ics.Calendar("\r\n".join(lines))


print("ics", importlib.metadata.version("ics"))
for rsvp in ("FALSE", "TRUE"):
    read = event(f"ATTENDEE;RSVP={rsvp}:mailto:a@example.org")
    try:
        read.serialize()
        print(f"RSVP={rsvp} written")
    except TypeError as error:
        print(f"RSVP={rsvp} TypeError: {error}")
read = event('ORGANIZER;SENT-BY="mailto:secretary@example.org":mailto:council@example.org')
print("organizer", list(read.events)[0].organizer.email)
again = ics.Calendar(read.serialize())
print("written and read again", list(again.events)[0].organizer.email)
PY
"$folder/venv/bin/python" "$folder/try.py" | tee "$folder/seen"
cat > "$folder/expected" <<'OUT'
ics 0.7.3
RSVP=FALSE TypeError: sequence item 0: expected str instance, bool found
RSVP=TRUE TypeError: sequence item 0: expected str instance, bool found
organizer council@example.org
written and read again secretary@example.org:mailto:council@example.org
OUT
diff "$folder/expected" "$folder/seen"
echo "as described"
