#!/usr/bin/env bash
# csvkit 2.2.0 makes 14 minutes and a half of a meeting at 14:30, and a day of the year 2001 of a vote of 12-3.
#
# The tools that compare values guess what a column is, and write what they guessed: sorted by another column, `14:30`
# comes back as `0:14:30`, since a column of such values is one of durations, and minutes and seconds are what a
# duration of two parts has. `12-3` and `7-8` become `2001-12-03` and `2001-07-08`, `1,5` becomes 15, and the postal
# code `01000` loses its zero. Neither a warning nor another exit code tells; `csvcut` and `csvformat` leave all as it
# is, and so does `--no-inference`. A list of meetings that was only sorted has no hours any more.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
cd "$folder"
cat > meetings.csv <<'CSV'
id,start,votes,share,code
2,14:30,12-3,"1,5",01000
1,09:05,7-8,"12,25",75001
CSV
{
    venv/bin/csvsort -c id meetings.csv
    venv/bin/csvcut -c start meetings.csv
    venv/bin/csvsort --no-inference -c id meetings.csv
} 2>&1 | tee seen
cat > expected <<'OUT'
id,start,votes,share,code
1,0:09:05,2001-07-08,1225,75001
2,0:14:30,2001-12-03,15,1000
start
14:30
09:05
id,start,votes,share,code
1,09:05,7-8,"12,25",75001
2,14:30,12-3,"1,5",01000
OUT
diff expected seen
echo "csvkit 2.2.0: as described"
