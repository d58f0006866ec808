#!/usr/bin/env bash
# pandoc 3.9 writes deleted words into wiki and text formats when it is to keep tracked changes.
#
# `--track-changes=all` keeps what a word processor deleted, with a mark around it that says so. In
# formats that have no such mark (plain, rst, org, dokuwiki, jira) the words stay and the mark goes:
# "ajourné" deleted and "publié" put in its place become one word of both, and nothing in the text
# tells a reader, or a program, that half of it was taken back. Minutes that pass through a wiki so
# say what nobody decided. There is no warning, and the exit code is 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
cat > "$folder/try.py" <<'PY'
import subprocess
import sys
import zipfile

import pypandoc

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CHANGE = 'w:author="A" w:date="2027-01-01T00:00:00Z"'
FILES = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:body><w:p><w:r><w:t xml:space="preserve">Le guide est </w:t></w:r>'
    f'<w:del w:id="1" {CHANGE}><w:r><w:delText>ajourné</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" {CHANGE}><w:r><w:t>publié</w:t></w:r></w:ins>'
    "<w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>",
}
document = sys.argv[1]
with zipfile.ZipFile(document, "w") as archive:
    for name, text in FILES.items():
        archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
pandoc = pypandoc.get_pandoc_path()


def run(*arguments):
    done = subprocess.run([pandoc, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip() + done.stderr.strip()


print(run("--version").split("\n")[0])
for changes, form in [("accept", "plain"), ("all", "markdown"), ("all", "plain"), ("all", "rst"),
                      ("all", "org"), ("all", "dokuwiki"), ("all", "jira")]:
    print(changes, form, run("--wrap=none", f"--track-changes={changes}", "-t", form, document))
PY
"$folder/venv/bin/python" "$folder/try.py" "$folder/minutes.docx" | tee "$folder/seen"
cat > "$folder/expected" <<'OUT'
pandoc 3.9
accept plain Le guide est publié.
all markdown Le guide est [ajourné]{.deletion author="A" date="2027-01-01T00:00:00Z"}[publié]{.insertion author="A" date="2027-01-01T00:00:00Z"}.
all plain Le guide est ajournépublié.
all rst Le guide est ajournépublié.
all org Le guide est ajournépublié.
all dokuwiki Le guide est ajournépublié.
all jira Le guide est ajournépublié.
OUT
diff "$folder/expected" "$folder/seen"
echo "as described"
