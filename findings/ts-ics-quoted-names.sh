#!/usr/bin/env bash
# ts-ics 2.4.6 cuts a quoted name at its semicolon, and writes a calendar that it then refuses.
#
# A parameter in quotation marks may hold `;`, `:` and `,` (RFC 5545, 3.2). The library ends it at
# the `;`: the name keeps its opening quotation mark and no closing one. Written back, that mark
# opens a quotation that never ends, and the library raises an error on its own calendar.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ts-ics@2.4.6 > /dev/null
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { convertIcsCalendar, generateIcsCalendar } from 'ts-ics';

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Example//FR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:a@example.org',
  'DTSTAMP:20270101T080000Z',
  'DTSTART:20270211T130000Z',
  'DTEND:20270211T150000Z',
  'SUMMARY:Réunion',
  'ATTENDEE;CN="Accueil; mairie";PARTSTAT=ACCEPTED:mailto:accueil@example.org',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');
const { version } = JSON.parse(readFileSync('node_modules/ts-ics/package.json', 'utf8'));
console.log(`ts-ics ${version}`);
const read = convertIcsCalendar(undefined, calendar);
console.log(JSON.stringify(read.events[0].attendees[0]));
const written = generateIcsCalendar(read).replace(/\r\n[ \t]/g, '');
console.log(written.split('\r\n').find((line) => line.startsWith('ATTENDEE')));
try {
  convertIcsCalendar(undefined, written);
  console.log('read again');
} catch (error) {
  console.log(`read again: ${error.message.split(':')[0]}`);
}
JS
node try.mjs | tee seen
cat > expected <<'OUT'
ts-ics 2.4.6
{"email":"accueil@example.org","name":"\"Accueil","partstat":"ACCEPTED"}
ATTENDEE;CN="Accueil;PARTSTAT=ACCEPTED:MAILTO:accueil@example.org
read again: Line not valid
OUT
diff expected seen
echo "as described"
