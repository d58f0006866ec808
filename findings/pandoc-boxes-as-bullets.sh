#!/usr/bin/env bash
# pandoc 3.9 writes the boxes of a task list into a .docx as bullets, and only pandoc reads them again.
#
# `- [x] Alpha` and `- [ ] Beta` become items of two lists, one with the bullet "☒" and one with "☐". A bullet
# is the look of a list, and no text: what reads text of the document (markitdown 0.1.9, and LibreOffice when it saves
# as text, HTML or .odt) has one plain list, in which what was ticked and what was not are the same. Of a
# list of who was there everybody was. In the .odt of the same pandoc both are text, and stay.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'markitdown[docx]==0.1.9' pypandoc_binary==1.17
pandoc=$(venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
printf -- '- [x] Alpha\n- [ ] Beta\n' > in.md
"$pandoc" -f gfm in.md -o in.docx
"$pandoc" -f gfm in.md -o in.odt
python3 - <<'PY'
import zipfile

with zipfile.ZipFile("in.docx") as document:
    text = document.read("word/document.xml").decode()
    numbering = document.read("word/numbering.xml").decode()
print("boxes in the text:", "☒" in text, "☐" in text, "- in the bullets:", "☒" in numbering, "☐" in numbering)
assert not {"☒", "☐"} & set(text) and {"☒", "☐"} <= set(numbering)
with zipfile.ZipFile("in.odt") as document:
    assert {"☒", "☐"} <= set(document.read("content.xml").decode())
PY
venv/bin/markitdown in.docx > out.md
cat out.md
echo
diff <(printf '* Alpha\n* Beta\n') <(sed -e '$a\' out.md)
diff in.md <("$pandoc" -t gfm in.docx)
echo "pandoc 3.9 and markitdown 0.1.9: as described"
