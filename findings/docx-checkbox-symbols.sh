#!/usr/bin/env bash
# What the npm library docx 9.6.1 writes as a check box is a box for markitdown 0.1.9, and nothing for pandoc 3.9.
#
# A box is a content control whose shown sign Word itself writes as a character in a run, `<w:t>☒</w:t>`, which pandoc
# takes over. The library writes it as a symbol of a font, `<w:sym w:char="2612" w:font="MS Gothic"/>` (ISO/IEC
# 29500-1, 17.3.3.30), which Word shows alike. pandoc has no table for that font: the sign is gone, what is ticked
# and what is not are the same text, and no warning says so. markitdown (which reads what mammoth makes of it) asks the
# control instead, and writes `[x]` and `[ ]`; mammoth's own raw text has neither. Editors that write
# .docx with the library, such as BlockNote, write so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'markitdown[docx]==0.1.9' pypandoc_binary==1.17
npm init -y > npm.log
npm install --no-audit --no-fund --silent docx@9.6.1 mammoth@1.13.0
pandoc=$(venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
cat > make.js <<'JS'
const fs = require("node:fs");
const { CheckBox, Document, Packer, Paragraph, TextRun } = require("docx");

const line = (checked, text) => new Paragraph({ children: [new CheckBox({ checked }), new TextRun(` ${text}`)] });
const children = [line(true, "Alpha"), line(false, "Beta")];
Packer.toBuffer(new Document({ sections: [{ children }] })).then((bytes) => fs.writeFileSync("in.docx", bytes));
JS
node make.js
python3 - <<'PY'
import re, zipfile

text = zipfile.ZipFile("in.docx").read("word/document.xml").decode()
print(re.findall(r"<w:sym [^>]*>", text))
assert len(re.findall(r'<w:sym [^>]*w:char="261[02]"', text)) == 2
PY
"$pandoc" --to plain in.docx | tee pandoc.txt
venv/bin/markitdown in.docx > markitdown.txt
node -e 'require("mammoth").extractRawText({ path: "in.docx" }).then((it) => process.stdout.write(it.value))' > mammoth.txt
cat markitdown.txt mammoth.txt
for read in pandoc mammoth; do
    [ "$(tr -s ' \n' '\n' < "$read.txt" | grep .)" = $'Alpha\nBeta' ]
done
[ "$(tr -s ' \n' ' ' < markitdown.txt)" = '[x] Alpha [ ] Beta ' ]
echo "docx 9.6.1, pandoc 3.9, mammoth 1.13.0, markitdown 0.1.9: as described"
