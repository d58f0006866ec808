#!/usr/bin/env bash
# holidays 0.109 and vacances-scolaires-france 0.12.0 (Python) disagree on days of the French school holidays, and not
# by a rule that one could subtract.
#
# Both have zones A, B and C and are made from the calendars of the ministry of education. Of the weekdays from October
# 2023 to June 2028, holidays counts the Thursday of the Ascension and the Friday after it as school holidays in 2024,
# 2025 and 2026, the Thursday alone in 2028, and neither in 2027; the other package counts none of them. Besides,
# holidays has the summer of 2027 end on 1 September, the other one on 31 August. All else agrees. And holidays has these days
# in its subdivisions "Zone A" to "Zone C" alone: for the whole country, its category of school holidays is an empty
# calendar, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet holidays==0.109 vacances-scolaires-france==0.12.0
venv/bin/python - <<'PY'
from datetime import date, timedelta

import holidays
from vacances_scolaires_france import SchoolHolidayDates

FIRST, LAST = date(2023, 10, 1), date(2028, 6, 30)
DAYS = [FIRST + timedelta(days=days) for days in range((LAST - FIRST).days + 1)]
other = SchoolHolidayDates()
for zone in "ABC":
    one = holidays.France(subdiv=f"Zone {zone}", categories=("school",), years=range(2023, 2029))
    weekdays = [day for day in DAYS if day.weekday() < 5]
    more = [str(day) for day in weekdays if day in one and not other.is_holiday_for_zone(day, zone)]
    less = [str(day) for day in weekdays if day not in one and other.is_holiday_for_zone(day, zone)]
    print(f"zone {zone}: more {more}, less {less}")
    assert more == [
        "2024-05-09", "2024-05-10", "2025-05-29", "2025-05-30", "2026-05-14", "2026-05-15", "2027-09-01", "2028-05-25",
    ]
    assert less == []
country = holidays.France(categories=("school",), years=range(2023, 2029))
print("without a zone:", len(country))
assert len(country) == 0
print("holidays 0.109 and vacances-scolaires-france 0.12.0: as described")
PY
