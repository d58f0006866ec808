#!/usr/bin/env bash
# pandoc 3.9 leaves out what fields of an .odt say, and its text boxes, and numbers its lists anew.
#
# A field has its text between its tags (OpenDocument 1.3, part 3, 7): a word processor saves the date, the author, a
# choice from a list and every variable of a template so. pandoc keeps the text of references and sequences, and drops that of
# the others: "12 pour, le 2 mars" filled in by fields is "pour, le". A text box within a paragraph goes too. An item that
# says with which number it begins (`text:start-value`), and a list that goes on where an earlier one ended
# (`text:continue-list`), begin with 1; `text:continue-numbering` alone is heeded. So two decisions of one meeting have one
# number. A section that is hidden is shown. There is no warning, and the exit code is 0.
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

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text", "style")) + (
    f' xmlns:draw="{OASIS}:drawing:1.0"'
)
MANIFEST = (
    f'<m:manifest xmlns:m="{OASIS}:manifest:1.0" m:version="1.3"><m:file-entry m:full-path="/" '
    'm:media-type="application/vnd.oasis.opendocument.text"/></m:manifest>'
)
STYLES = "".join(
    f'<text:list-style style:name="{name}"><text:list-level-style-number text:level="1" style:num-format="{format}" '
    'style:num-suffix="."/></text:list-style>'
    for name, format in {"L": "1", "N": "a"}.items()
)


def numbered(text, of_list="", of_item="", style="L"):
    item = f"<text:list-item {of_item}><text:p>{text}</text:p></text:list-item>"
    return f'<text:list text:style-name="{style}" {of_list}>{item}</text:list>'


BODIES = {
    "field": '<text:p><text:variable-get text:name="v">12</text:variable-get> pour, le '
    '<text:date text:date-value="2027-03-02">2 mars</text:date>, avis '
    '<text:drop-down text:name="d"><text:label text:value="favorable"/>favorable</text:drop-down>.</text:p>',
    "box": "<text:p>Avant <draw:frame><draw:text-box><text:p>le cadre</text:p></draw:text-box></draw:frame>.</text:p>",
    "start": numbered("Publier", of_item='text:start-value="3"'),
    "goes on": numbered("Publier", 'xml:id="l"')
    + numbered("Note", style="N")
    + numbered("Clore", 'text:continue-list="l"'),
    "hidden": '<text:section text:name="s" text:display="none"><text:p>Brouillon</text:p></text:section>',
}
pandoc = pypandoc.get_pandoc_path()
document = f"{sys.argv[1]}/try.odt"
for name, body in BODIES.items():
    with zipfile.ZipFile(document, "w") as archive:
        for file, text in {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": MANIFEST,
            "styles.xml": f'<office:document-styles {NAMES} office:version="1.3"/>',
            "content.xml": f'<office:document-content {NAMES} office:version="1.3"><office:automatic-styles>{STYLES}'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        }.items():
            archive.writestr(file, text)
    done = subprocess.run([pandoc, "--to", "plain", document], capture_output=True, text=True, check=True)
    print(f"{name}: {' / '.join(filter(None, done.stdout.splitlines()))}{done.stderr.strip()}")
PY
"$folder/venv/bin/python" "$folder/try.py" "$folder" | tee "$folder/seen"
cat > "$folder/expected" <<'OUT'
field: pour, le , avis .
box: Avant .
start: 1.  Publier
goes on: 1.  Publier / a.  Note / 1.  Clore
hidden: Brouillon
OUT
diff "$folder/expected" "$folder/seen"
echo "pandoc 3.9: as described"
