#!/usr/bin/env bash
# everypolitician-popolo 0.0.11, the reader of Popolo for Python, reads neither the hours of an event nor a member that
# is an organisation.
#
# Popolo has the "time" at which an event starts, a date-time in its schema; the reader takes dates alone. It loads the
# file and lists the event, and raises ValueError only where `start_date` is looked at. A membership has `member`, a person
# or an organisation, and `person_id` is one way to say it; of a membership of an organisation the reader has the
# organisation that it belongs to, `person_id` is None, and `person` raises KeyError(None) rather than be None.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet everypolitician-popolo==0.0.11
venv/bin/python - <<'PY'
from popolo_data.importer import Popolo

read = Popolo({
    "persons": [],
    "posts": [],
    "areas": [],
    "organizations": [{"id": "council", "name": "Council"}, {"id": "town-hall", "name": "Town hall"}],
    "memberships": [{
        "id": "seat",
        "member": {"@type": "Organization", "id": "town-hall", "name": "Town hall"},
        "organization_id": "council",
        "start_date": "2024-01-15",
    }],
    "events": [
        {"id": "day", "name": "A day", "start_date": "2026-03-17"},
        {"id": "hours", "name": "An afternoon", "start_date": "2026-03-17T14:00:00+01:00"},
    ],
})
day, hours = read.events
print("a day:", day.start_date)
try:
    hours.start_date
    said = "read"
except ValueError as error:
    said = str(error)
print("hours:", said)
assert said == "Couldn't parse the ISO 8601 partial date '2026-03-17T14:00:00+01:00'"
seat = read.memberships.first
assert seat.organization.name == "Council" and seat.person_id is None
try:
    seat.person
    raised = None
except KeyError as error:
    raised = error
print("the member:", repr(raised))
assert raised is not None and raised.args == (None,)
PY
echo "everypolitician-popolo 0.0.11: as described"
