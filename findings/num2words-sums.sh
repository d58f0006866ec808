#!/usr/bin/env bash
# num2words 0.5.14 (Python) writes a sum without decimals as so many cents, and misspells ranks in French.
#
# An act gives a sum in words. `to="currency"` takes a float or a Decimal for euros and an int for cents, which its README
# does not say: 1000000 becomes "dix mille euros", and 1000000.0 "un million euros" (where French has "d'euros"). What
# comes of TOML, JSON or a spreadsheet is one or the other as somebody typed it, so that of two budgets one is
# a hundred times too small. The command of the package takes 1000000 for euros, so that a try in a shell tells nothing.
# Beside it: in a rank "vingts", "cents" and "millions" keep their s, "quatre-vingtsième", "deux centsième", and
# `to="ordinal_num"` has "80me" where French has "80e". Nothing is raised.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
cat > "$folder/try.py" <<'PY'
from decimal import Decimal

from num2words import num2words

for value in (1000000, 1000000.0, Decimal("1000000")):
    print(f"{value!r}:", num2words(value, lang="fr", to="currency"))
for value in (80, 200, 2000000):
    print(f"{value}:", num2words(value, lang="fr", to="ordinal"), num2words(value, lang="fr", to="ordinal_num"))
PY
{
    "$folder/venv/bin/python" "$folder/try.py"
    echo "command: $("$folder/venv/bin/num2words" 1000000 --to currency --lang fr)"
} | tee "$folder/seen"
cat > "$folder/expected" <<'OUT'
1000000: dix mille euros et zéro centimes
1000000.0: un million euros et zéro centimes
Decimal('1000000'): un million euros et zéro centimes
80: quatre-vingtsième 80me
200: deux centsième 200me
2000000: deux millionsième 2000000me
command: un million euros et zéro centimes
OUT
diff "$folder/expected" "$folder/seen"
echo "num2words 0.5.14: as described"
