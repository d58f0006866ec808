#!/usr/bin/env bash
# khal 0.14.1 loses a whole series where one of its meetings is cancelled by a message.
#
# A message that cancels one meeting of a series names it by RECURRENCE-ID, and holds that meeting alone (RFC 5546,
# 3.2.5): the others take place. `khal import` puts what it reads in the place of all that has the same UID: of three
# meetings one is left, the cancelled one. Neither SEQUENCE nor METHOD is asked: an older invitation, imported later,
# takes the place of a newer one. The exit code is 0, and nothing says what went.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check khal==0.14.1 icalendar==7.3.2
mkdir "$folder/calendar"
cd "$folder"
cat > settings <<TXT
[calendars]
[[council]]
path = $folder/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = $folder/database
TXT
event() { # METHOD, the lines of its own
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//FR "METHOD:$1" BEGIN:VEVENT UID:a@example.org \
        DTSTAMP:20270101T000000Z ORGANIZER:mailto:secretary@example.org SUMMARY:Meeting "${@:2}" END:VEVENT END:VCALENDAR
}
event REQUEST SEQUENCE:0 DTSTART:20270312T130000Z DTEND:20270312T150000Z 'RRULE:FREQ=WEEKLY;COUNT=3' > series.ics
event CANCEL SEQUENCE:1 RECURRENCE-ID:20270319T130000Z DTSTART:20270319T130000Z STATUS:CANCELLED > cancelled.ics
event REQUEST SEQUENCE:2 DTSTART:20270402T130000Z DTEND:20270402T150000Z > newer.ics
event REQUEST SEQUENCE:1 DTSTART:20270326T130000Z DTEND:20270326T150000Z > older.ics
for file in series cancelled newer older; do
    venv/bin/khal --config settings import --batch "$file.ics"
    found=$(venv/bin/khal --config settings list --day-format '' --format '{start-date}{cancelled}' 2027-03-01 2027-05-01)
    echo "$file:" $found
done | tee seen
cat > expected <<'OUT'
series: 2027-03-12 2027-03-19 2027-03-26
cancelled: 2027-03-19CANCELLED
newer: 2027-04-02
older: 2027-03-26
OUT
diff expected seen
echo "khal 0.14.1: as described"
