#!/usr/bin/env bash
# chrono-node 2.10.3 (npm) and dateparser 1.5.0 (Python) lose the minutes, or the day, of an hour written with spaces.
#
# French typography writes "14 h 30", and official texts do. Both libraries read French, and "14h30" rightly. Of
# "à 14 h 30" chrono-node takes "14" and leaves the minutes; of "de 14 h 30 à 16 h" it makes the day without an hour,
# and two more moments: in fourteen hours from now, and today at 16:00. dateparser has nothing for the whole, and its search
# finds two moments, the day at midnight and "14 h 30", fourteen hours ago. None of it is an error: a
# meeting announced for 14 h 30 is put at 14:00, or on another day.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund chrono-node@2.10.3 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
cat > try.mjs <<'JS'
import * as chrono from 'chrono-node';

const two = (number) => String(number).padStart(2, '0');
const shown = (it) => `${it.getMonth() + 1}/${it.getDate()} ${two(it.getHours())}:${two(it.getMinutes())}`;
for (const text of ['le 2 mars 2027 à 14h30', 'le 2 mars 2027 à 14 h 30', 'le 2 mars 2027 de 14 h 30 à 16 h']) {
  const found = chrono.fr.parse(text, new Date(2027, 0, 4, 10));
  console.log(`chrono-node, ${text}:`, found.map((it) => `${shown(it.start.date())} (${it.text})`).join(', '));
}
JS
cat > try.py <<'PY'
from datetime import datetime

from dateparser import parse
from dateparser.search import search_dates

settings = {"RELATIVE_BASE": datetime(2027, 1, 4, 10)}
for text in ["2 mars 2027 à 14h30", "2 mars 2027 à 14 h 30"]:
    print(f"dateparser, {text}: {parse(text, languages=['fr'], settings=settings)}")
found = search_dates("La séance du 2 mars 2027 à 14 h 30", languages=["fr"], settings=settings)
print("dateparser, searched:", ", ".join(f"{day:%m/%d %H:%M} ({text})" for text, day in found))
PY
{
    TZ=UTC node try.mjs
    TZ=UTC venv/bin/python try.py
} | tee seen
cat > expected <<'OUT'
chrono-node, le 2 mars 2027 à 14h30: 3/2 14:30 (2 mars 2027 à 14h30)
chrono-node, le 2 mars 2027 à 14 h 30: 3/2 14:00 (2 mars 2027 à 14)
chrono-node, le 2 mars 2027 de 14 h 30 à 16 h: 3/2 12:00 (2 mars 2027), 1/5 00:00 (de 14 h), 1/4 16:00 (à 16)
dateparser, 2 mars 2027 à 14h30: 2027-03-02 14:30:00
dateparser, 2 mars 2027 à 14 h 30: None
dateparser, searched: 03/02 00:00 (2 mars 2027), 01/03 20:00 (14 h 30)
OUT
diff expected seen
echo "chrono-node 2.10.3, dateparser 1.5.0: as described"
