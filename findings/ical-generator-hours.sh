#!/usr/bin/env bash
# ical-generator 11.1.2 writes another hour for the same moment, by the clock of the machine it runs on.
#
# A JavaScript Date is one moment everywhere. Given one, and an event with a time zone, the library
# writes the hours that the machine shows, with the TZID of the event: 13:00 UTC is 14:00 in
# Paris, and on a server that runs in UTC, as most do, the event says 13:00 in Paris, an hour too
# early. Without a time zone on the event the moment is right. Beside it: a name of a calendar with a comma
# or a semicolon is written as it is, although NAME is a TEXT (RFC 5545, 3.3.11; RFC 7986, 5.1),
# and DELEGATED-TO gets the address without `mailto:`, so no URI (RFC 5545, 3.2.5).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ical-generator@11.1.2 > /dev/null
cat > try.mjs <<'JS'
import ical from 'ical-generator';

const calendar = ical({ name: 'Conseil, séances' });
const moment = { start: new Date('2027-03-02T13:00:00Z'), end: new Date('2027-03-02T15:00:00Z') };
const event = calendar.createEvent({ ...moment, id: 'a', summary: 'Séance', timezone: 'Europe/Paris' });
event.createAttendee({ email: 'a@example.org', delegatedTo: 'b@example.org' });
calendar.createEvent({ ...moment, id: 'b', summary: 'Séance' });
const lines = calendar.toString().replaceAll('\r\n ', '').split('\r\n');
for (const line of lines.filter((it) => /^(DTSTART|NAME)/.test(it))) console.log(line);
console.log(lines.find((it) => it.startsWith('ATTENDEE')).match(/DELEGATED-TO="[^"]*"/)[0]);
JS
expect() {
  cat <<TXT
NAME:Conseil, séances
DTSTART;TZID=Europe/Paris:20270302T${1}0000
DTSTART:20270302T130000Z
DELEGATED-TO="b@example.org"
TXT
}
for zone in UTC:13 Europe/Paris:14 Indian/Reunion:17; do
  seen=$(TZ=${zone%:*} node try.mjs)
  echo "-- on a machine in ${zone%:*}"
  echo "$seen"
  [ "$seen" = "$(expect "${zone#*:}")" ] || { echo "ical-generator 11.1.2: not as described"; exit 1; }
done
echo "ical-generator 11.1.2: as described"
