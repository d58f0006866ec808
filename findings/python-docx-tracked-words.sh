#!/usr/bin/env bash
# python-docx 1.2.0 reads neither what was deleted nor what was put in its place while changes were tracked.
#
# `paragraph.text` and `runs` are what most programs in Python read of a .docx. The runs of an insertion stand one level
# deeper in their paragraph (`w:ins`, ISO/IEC 29500-1, 17.13.5.18), where the library does not look, and so do those of a
# content control and of a field that is one element. Word shows "Le conseil adopte l'avis 12 du 2 mars."; what is
# read is "Le conseil l'avis du .", a decision without its verb, and no sign that there was more. Whole
# paragraphs in a content control are missing from `paragraphs`. Links are read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
cat > "$folder/try.py" <<'PY'
import importlib.metadata
import sys

import docx
from docx.oxml import parse_xml

NAME = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CHANGE = 'w:id="1" w:author="A" w:date="2027-01-01T00:00:00Z"'


def run(text, kind="t"):
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


paragraph = (
    f"<w:p {NAME}>{run('Le conseil ')}<w:del {CHANGE}>{run('refuse', 'delText')}</w:del>"
    f"<w:ins {CHANGE}>{run('adopte')}</w:ins>{run(' l’avis ')}"
    f"<w:sdt><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>{run(' du ')}"
    f'<w:fldSimple w:instr=" DATE ">{run("2 mars")}</w:fldSimple>{run(", voir ")}'
    f'<w:hyperlink w:anchor="a">{run("ici")}</w:hyperlink>{run(".")}</w:p>'
)
block = f"<w:sdt {NAME}><w:sdtContent><w:p>{run('Présents : Ada')}</w:p></w:sdtContent></w:sdt>"
document = docx.Document()
for xml in (paragraph, block):
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))
document.save(f"{sys.argv[1]}/try.docx")
read = [it.text for it in docx.Document(f"{sys.argv[1]}/try.docx").paragraphs]
print(read)
assert read == ["Le conseil  l’avis  du , voir ici."], "not as described"
print(f"python-docx {importlib.metadata.version('python-docx')}: as described")
PY
"$folder/venv/bin/python" "$folder/try.py" "$folder"
