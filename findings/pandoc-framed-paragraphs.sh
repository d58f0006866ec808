#!/usr/bin/env bash
# pandoc 3.9 loses the words around a text box, and around fields that are simple, and shows text that Word hides.
#
# A paragraph of a .docx with a text box as Word writes one (in `mc:AlternateContent`) is replaced by the box: what stands before and
# after it in the paragraph is gone. pandoc 2.17 did the opposite, and kept the paragraph without the box. The result of a
# field that is one element (`w:fldSimple`, as for a date) and what stands in `w:customXml` are gone in both. Text that
# Word hides (`w:vanish`, ISO/IEC 29500-1, 17.3.2.41) is ordinary text of every output. None of it is warned of, and the
# exit code is 0: minutes lose a sentence, or publish one that nobody saw on the screen.
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
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="B"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>'
    f'<w:p>{run("the box")}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
    f'<w:p>{run("the box")}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
)
PARAGRAPHS = {
    "box": run("before ") + BOX + run(" after"),
    "field": run("printed on ") + f'<w:fldSimple w:instr=" DATE ">{run("3 May")}</w:fldSimple>' + run("."),
    "custom": run("a ") + f'<w:customXml w:uri="x" w:element="y">{run("b ")}</w:customXml>' + run("c"),
    "hidden": run("seen ") + run("hidden", "<w:vanish/>"),
}
pandoc = pypandoc.get_pandoc_path()
for name, paragraph in PARAGRAPHS.items():
    document = f"{sys.argv[1]}/{name}.docx"
    with zipfile.ZipFile(document, "w") as archive:
        for file, text in {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {NAMES}><w:body><w:p>{paragraph}</w:p></w:body></w:document>",
        }.items():
            archive.writestr(file, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    done = subprocess.run([pandoc, "--to", "plain", document], capture_output=True, text=True, check=True)
    print(f"{name}: {done.stdout.strip()}{done.stderr.strip()}")
PY
"$folder/venv/bin/python" "$folder/try.py" "$folder" | tee "$folder/seen"
cat > "$folder/expected" <<'OUT'
box: the box
field: printed on .
custom: a c
hidden: seen hidden
OUT
diff "$folder/expected" "$folder/seen"
echo "pandoc 3.9: as described"
