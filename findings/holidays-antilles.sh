#!/usr/bin/env bash
# holidays 0.109 (Python) counts days of custom among the public holidays of Guadeloupe and Martinique.
#
# Article L3422-2 of the Code du travail adds one day to those of the mainland: 27 May in Guadeloupe, 22 May in
# Martinique, so that jours-feries-france 0.7.0, of the team of the public data portal, has 12 in 2026 in each. holidays has
# 15 and 13, all in its category of public holidays: Thursday of mid-Lent and Good Friday in Guadeloupe, 21 July in
# both. In Guyane, La Réunion, Mayotte and Alsace-Moselle the two packages agree. Whoever plans by the first avoids
# days on which everybody works; whoever computes a delay by it is a day late.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet holidays==0.109 jours-feries-france==0.7.0
venv/bin/python - <<'PY'
import holidays
from jours_feries_france import JoursFeries

ZONES = {
    "Guadeloupe": "971", "Martinique": "972", "Guyane": "973", "La Réunion": "974", "Mayotte": "976",
    "Alsace-Moselle": "57",
}
more = {}
for zone, subdivision in ZONES.items():
    one = set(holidays.France(subdiv=subdivision, years=2026, categories=("public",)))
    other = set(JoursFeries.for_year(2026, zone=zone).values())
    assert other <= one, (zone, other - one)
    more[zone] = sorted(str(day) for day in one - other)
    print(f"{zone}: {len(one)} and {len(other)}, more: {', '.join(more[zone]) or 'none'}")
assert more == {
    "Guadeloupe": ["2026-03-12", "2026-04-03", "2026-07-21"],
    "Martinique": ["2026-07-21"],
    "Guyane": [], "La Réunion": [], "Mayotte": [], "Alsace-Moselle": [],
}, more
print("holidays 0.109: as described")
PY
