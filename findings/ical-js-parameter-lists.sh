#!/usr/bin/env bash
# ical.js 2.2.1 makes one value of the list of a newer parameter.
#
# FEATURE and DISPLAY are lists (RFC 7986, 6.3 and 6.1): `FEATURE=AUDIO,VIDEO` says of a link that it
# is for sound and for pictures. The library knows which parameters of RFC 5545 are lists, and takes
# the comma of the two newer ones for a part of the text: read and written again, the line has
# `FEATURE="AUDIO,VIDEO"`, one feature that no reader knows. MEMBER, which is older, stays a list.
# It is what a calendar goes through in Thunderbird, and in whatever else builds on it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ical.js@2.2.1 > /dev/null
cat > try.mjs <<'JS'
import ICAL from 'ical.js';

const text = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Example//FR',
  'BEGIN:VEVENT',
  'UID:a@example.org',
  'DTSTAMP:20270101T000000Z',
  'DTSTART:20270302T130000Z',
  'CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://example.org/salle',
  'IMAGE;VALUE=URI;DISPLAY=BADGE,THUMBNAIL:https://example.org/a.png',
  'ATTENDEE;MEMBER="mailto:b@example.org","mailto:c@example.org":mailto:a@example.org',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');
const calendar = new ICAL.Component(ICAL.parse(text));
const event = calendar.getFirstSubcomponent('vevent');
console.log(JSON.stringify(event.getFirstProperty('conference').getParameter('feature')));
const written = calendar.toString().replaceAll('\r\n ', '').split('\r\n');
for (const line of written.filter((it) => /^(CONF|IMAGE|ATTE)/.test(it))) console.log(line);
JS
cat > expected.txt <<'TXT'
"AUDIO,VIDEO"
CONFERENCE;FEATURE="AUDIO,VIDEO";VALUE=URI:https://example.org/salle
IMAGE;DISPLAY="BADGE,THUMBNAIL";VALUE=URI:https://example.org/a.png
ATTENDEE;MEMBER="mailto:b@example.org","mailto:c@example.org":mailto:a@example.org
TXT
node try.mjs | tee seen.txt
diff expected.txt seen.txt || { echo "ical.js 2.2.1: not as described"; exit 1; }
echo "ical.js 2.2.1: as described"
