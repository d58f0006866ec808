#!/usr/bin/env bash
# rrule 2.8.1 (npm) leaves out the last meeting of a series with a time zone, and begins one of whole days today.
#
# Where DTSTART has a time zone, UNTIL is in UTC (RFC 5545, 3.3.10): 16 March at 13:00 UTC is 14:00 in Paris, and the
# meeting of that hour is the last one. `rrulestr` compares the 13:00 of UTC with the 14:00 of the clock in Paris: the
# meeting is gone, and so in every place east of Greenwich. In the same way an EXDATE in UTC takes nothing out.
# `DTSTART;VALUE=DATE:` is not known at all: the series begins at the moment at which the program runs. Beside it:
# `toText` says "every month on Tuesday" of the second Tuesday as BYSETPOS puts it, while `isFullyConvertibleToText`
# answers that all can be said. None of it raises an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund rrule@2.8.1 > /dev/null
cat > try.mjs <<'JS'
import rrule from 'rrule';

const { rrulestr } = rrule;
const days = (...lines) => rrulestr(lines.join('\n')).all().map((it) => it.toISOString().slice(0, 10)).join(' ');
const paris = 'DTSTART;TZID=Europe/Paris:20270302T140000';
console.log('UTC:', days('DTSTART:20270302T130000Z', 'RRULE:FREQ=WEEKLY;UNTIL=20270316T130000Z'));
console.log('Paris:', days(paris, 'RRULE:FREQ=WEEKLY;UNTIL=20270316T130000Z'));
console.log('excluded:', days(paris, 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20270309T130000Z'));
const today = new Date().toISOString().slice(0, 10);
const first = days('DTSTART;VALUE=DATE:20270302', 'RRULE:FREQ=WEEKLY;COUNT=1');
console.log('whole days:', Math.abs(new Date(first) - new Date(today)) <= 86400000 ? 'from today' : first);
const second = rrulestr('RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2');
console.log('text:', second.toText(), second.isFullyConvertibleToText());
JS
cat > expected.txt <<'TXT'
UTC: 2027-03-02 2027-03-09 2027-03-16
Paris: 2027-03-02 2027-03-09
excluded: 2027-03-02 2027-03-09 2027-03-16
whole days: from today
text: every month on Tuesday true
TXT
TZ=UTC node try.mjs | tee seen.txt
diff expected.txt seen.txt
echo "rrule 2.8.1: as described"
