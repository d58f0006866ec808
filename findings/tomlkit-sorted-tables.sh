#!/usr/bin/env bash
# tomlkit 0.15.2 sorts an array of tables without effect, and an array in such a way that only Python sees it.
#
# Both kinds of array are lists of Python by type, and `reverse` and `insert` do with them what they do with a list. `sort`
# works on a list beside the one that is written: meetings that are sorted by their date stand as they stood, in Python and
# in the text; an array of values is sorted as long as one looks at it, and written unsorted. Besides, a comment
# belongs to the table above it: a key that is added to a record lands below the comment of the next one, and with a
# record that is deleted the comment of the next one goes. None of it raises an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tomlkit==0.15.2
cat > "$folder/try.py" <<'PY'
import importlib.metadata

import tomlkit

RECORDS = """\
[[meeting]]
id = "b"

# Extraordinary, at short notice.
[[meeting]]
id = "a"
"""
records = tomlkit.parse(RECORDS)
assert isinstance(records["meeting"], list)
records["meeting"].sort(key=lambda it: it["id"])
print([it["id"] for it in records["meeting"]])
assert [it["id"] for it in records["meeting"]] == ["b", "a"], "not as described"
assert tomlkit.dumps(records) == RECORDS, "not as described"

values = tomlkit.parse("days = [3, 1, 2]\n")
values["days"].sort()
print(list(values["days"]), tomlkit.dumps(values).strip())
assert list(values["days"]) == [1, 2, 3], "not as described"
assert tomlkit.dumps(values) == "days = [3, 1, 2]\n", "not as described"

records["meeting"][0]["place"] = "Mairie"
added = tomlkit.dumps(records)
print(added)
assert '# Extraordinary, at short notice.\nplace = "Mairie"\n' in added, "not as described"
records = tomlkit.parse(RECORDS)
del records["meeting"][0]
print(tomlkit.dumps(records))
assert tomlkit.dumps(records) == '[[meeting]]\nid = "a"\n', "not as described"
print(f"tomlkit {importlib.metadata.version('tomlkit')}: as described")
PY
"$folder/venv/bin/python" "$folder/try.py"
