#!/usr/bin/env bash
# markitdown 0.1.9 moves the cells beside a merged one into another column.
#
# In Word a cell may be merged with those below it (`w:vMerge`, ISO/IEC 29500-1, 17.4.84), as that of an item with
# several votes. The library makes HTML of the document first, where the merged cell has its rows (`rowspan="2"`) and all is
# right, and Markdown of that, which has no such cells: each row below begins one column too early. "Bob" stands under
# Item, "against" under Name, and of the vote the column is empty. A `|` in a cell, as in "12|3", is written as it is
# and makes one cell more. There is no warning. pandoc 3.9 writes such a table as HTML. markitdown is there to
# hand documents to programs, which then have another table.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "markitdown[docx]==0.1.9" mammoth==1.13.0 \
    markdownify==1.2.3 python-docx==1.2.0 pypandoc_binary==1.17
cd "$folder"
cat > try.py <<'PY'
import docx
import pypandoc
from markitdown import MarkItDown

document = docx.Document()
rows = [["Item", "Name", "Vote"], ["Budget", "Ada", "for"], ["", "Bob", "against"], ["Roads", "Eve", "12|3"]]
table = document.add_table(rows=4, cols=3)
for row, texts in zip(table.rows, rows, strict=True):
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text
table.cell(1, 0).merge(table.cell(2, 0)).text = "Budget"
document.save("try.docx")
print(MarkItDown().convert("try.docx").text_content)
html = pypandoc.convert_file("try.docx", "gfm")
assert '<td rowspan="2">Budget</td>' in html, "pandoc differs"
PY
venv/bin/python try.py | tee seen
cat > expected <<'OUT'
|  |  |  |
| --- | --- | --- |
| Item | Name | Vote |
| Budget | Ada | for |
| Bob | against |
| Roads | Eve | 12|3 |
OUT
diff expected seen
echo "markitdown 0.1.9: as described"
