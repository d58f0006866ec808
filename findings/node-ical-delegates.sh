#!/usr/bin/env bash
# node-ical 0.26.1 loses an attendee to whom two persons delegated, and says nothing.
#
# DELEGATED-FROM takes a list of quoted addresses (RFC 5545, 3.2.4): in a council with proxies one
# person may come for two. A line with a list of two has no attendee in what the library returns;
# with a list of one it has. Nothing is raised, and the other lines of the event are there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund node-ical@0.26.1 > /dev/null
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ical from 'node-ical';

const event = (attendee) => [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Example//FR',
  'BEGIN:VEVENT',
  'UID:a@example.org',
  'DTSTAMP:20270101T080000Z',
  'DTSTART:20270211T130000Z',
  'DTEND:20270211T150000Z',
  'SUMMARY:Réunion',
  attendee,
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');
const shown = (attendee) => {
  const read = ical.sync.parseICS(event(attendee))['a@example.org'];
  return `${read.summary}: ${read.attendee ? read.attendee.val : 'no attendee'}`;
};
const { version } = JSON.parse(readFileSync('node_modules/node-ical/package.json', 'utf8'));
console.log(`node-ical ${version}`);
console.log(shown('ATTENDEE;DELEGATED-FROM="mailto:a@example.org":mailto:c@example.org'));
console.log(shown('ATTENDEE;DELEGATED-FROM="mailto:a@example.org","mailto:b@example.org":mailto:c@example.org'));
JS
node try.mjs | tee seen
cat > expected <<'OUT'
node-ical 0.26.1
Réunion: mailto:c@example.org
Réunion: no attendee
OUT
diff expected seen
echo "as described"
