#!/usr/bin/env bash
# xlsx2csv 0.8.6 makes 02:29 of a meeting at 14:30, and a date of a number whose cell shows a unit.
#
# The format 22 of a spreadsheet, a date with its hour (ECMA-376-1, 18.8.30), has 24 hours. The tool writes twelve, and no
# "pm": 14:30 and 02:30 become the same. In every format it cuts an hour to the minute, where it should round: 14:30,
# 10:00 and 18:15 are a minute early as openpyxl writes them, with 16 digits. A format may hold a text in quotation
# marks (18.8.31): with `0" délégués"` a cell shows "12 délégués". The tool takes d, m, y, h and s of that text for parts of
# a date, and writes `0" 11élégués"`, after 11 January 1900; "voix" has none of the letters, and the 12 is right. A
# postal code (`00000`) loses its zero. openpyxl and python-calamine 0.9.1 read it all rightly. The exit code is 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5 python-calamine==0.9.1
cd "$folder"
cat > try.py <<'PY'
from datetime import datetime

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

book = Workbook()
formats = ["m/d/yy h:mm", "dd/mm/yyyy hh:mm", '0" délégués"', '0" heures"', '0" voix"', "00000"]
for hour, minute in ((14, 30), (10, 0), (18, 15), (9, 0)):
    start = datetime(2027, 3, 2, hour, minute)
    book.active.append([start, start, 12, 12, 12, 1000])
    for cell, format in zip(book.active[book.active.max_row], formats, strict=True):
        cell.number_format = format
book.save("try.xlsx")
rows = [list(row) for row in load_workbook("try.xlsx").active.iter_rows(values_only=True)]
assert rows == CalamineWorkbook.from_path("try.xlsx").get_sheet_by_index(0).to_python(), "the two readers differ"
assert rows[0] == [datetime(2027, 3, 2, 14, 30)] * 2 + [12, 12, 12, 1000], "another reader is wrong"
PY
venv/bin/python try.py
venv/bin/xlsx2csv try.xlsx | tee seen
cat > expected <<'OUT'
03/02/27 02:29,02/03/2027 14:29,"0"" 11élégués""","0"" 12eures""",12,1000
03/02/27 09:59,02/03/2027 09:59,"0"" 11élégués""","0"" 12eures""",12,1000
03/02/27 06:14,02/03/2027 18:14,"0"" 11élégués""","0"" 12eures""",12,1000
03/02/27 09:00,02/03/2027 09:00,"0"" 11élégués""","0"" 12eures""",12,1000
OUT
diff expected seen
echo "xlsx2csv 0.8.6: as described"
