#!/usr/bin/env bash
# ics 3.12.0 (npm) writes a name with quotation marks so that readers cut it, or lose the attendee.
#
# A parameter in quotation marks ends at the next one; no backslash helps (RFC 5545, 3.2), and
# RFC 6868 has `^'` for a quotation mark. The library writes `\"`. Python's icalendar 7.3.2 reads the
# event without that attendee, ical.js 2.2.1 reads `Association \` for a name; neither raises an error. In
# the same output the title is escaped, while the values of CATEGORIES and the calendar's name are
# not: one category with a comma is two for whoever reads it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ics@3.12.0 ical.js@2.2.1 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
cat > try.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import ICAL from 'ical.js';
import * as ics from 'ics';

const { error, value } = ics.createEvent({
  uid: 'a@example.org',
  start: [2027, 3, 2, 14, 0],
  end: [2027, 3, 2, 16, 0],
  title: 'Séance, achats',
  calName: 'Conseil, séances',
  categories: ['Marchés, achats'],
  attendees: [
    { name: 'Association "Exemple", bureau', email: 'a@example.org' },
    { name: 'Fédération', email: 'b@example.org' },
  ],
});
if (error) throw error;
writeFileSync('a.ics', value);
const lines = value.replace(/\r\n[ \t]/g, '').split('\r\n');
for (const line of lines.filter((it) => /^(SUMMARY|X-WR|CATE|ATTE)/.test(it))) console.log(line);
const event = new ICAL.Component(ICAL.parse(value)).getFirstSubcomponent('vevent');
console.log('ical.js:', event.getFirstProperty('attendee').getParameter('cn'));
JS
cat > try.py <<'PY'
import icalendar

with open("a.ics", "rb") as file:
    event = icalendar.Calendar.from_ical(file.read()).events[0]
attendees = event.get("ATTENDEE")
attendees = attendees if isinstance(attendees, list) else [attendees]
print("icalendar:", *(it.params["CN"] for it in attendees))
PY
cat > expected.txt <<'TXT'
X-WR-CALNAME:Conseil, séances
SUMMARY:Séance\, achats
CATEGORIES:Marchés, achats
ATTENDEE;CN="Association \"Exemple\", bureau":mailto:a@example.org
ATTENDEE;CN="Fédération":mailto:b@example.org
ical.js: Association \
icalendar: Fédération
TXT
{ node try.mjs; venv/bin/python try.py; } | tee seen.txt
diff expected.txt seen.txt || { echo "ics 3.12.0: not as described"; exit 1; }
echo "ics 3.12.0: as described"
