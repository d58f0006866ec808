#!/usr/bin/env bash
# Taplo 0.9.3 refuses every time of TOML under the format `time`, and takes a text for a date.
#
# A JSON Schema sees the days and times of TOML as texts. The format `date` fits a local date, so that
# one would write `time` for a local time: but that of JSON Schema has an offset (RFC 3339 full-time),
# which no local time of TOML has, and so `14:00:00` is refused, while `"2027-02-11"`, between quotation
# marks, passes as a date. Of one unknown key in a record there is one error for every key and value of
# the record, and one for the record.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check taplo==0.9.3
cd "$folder"
cat > schema.json <<'JSON'
{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "meeting": {
      "type": "array",
      "items": {
        "type": "object",
        "properties": {
          "id": { "type": "string" },
          "date": { "type": "string", "format": "date" },
          "start": { "type": "string", "format": "time" }
        },
        "additionalProperties": false
      }
    }
  }
}
JSON
check() {
    printf '#:schema ./schema.json\n\n[[meeting]]\nid = "a"\n%s\n\n[[meeting]]\nid = "b"\n' "$1" > meetings.toml
    venv/bin/taplo check --no-auto-config meetings.toml > out 2>&1 && code=0 || code=$?
    errors=$(sed 's/\x1b\[[0-9;]*m//g' out | grep -c '^error: ' || true)
    echo "$1: exit $code, $errors errors"
}
{
    venv/bin/taplo --version
    check 'date = 2027-02-11'
    check 'date = "2027-02-11"'
    check 'date = 2027-02-11T14:00:00'
    check 'start = 14:00:00'
    check 'dtae = 2027-02-11'
} | tee seen
cat > expected <<'OUT'
taplo 0.9.3
date = 2027-02-11: exit 0, 0 errors
date = "2027-02-11": exit 0, 0 errors
date = 2027-02-11T14:00:00: exit 1, 1 errors
start = 14:00:00: exit 1, 1 errors
dtae = 2027-02-11: exit 1, 5 errors
OUT
diff expected seen
echo "as described"
