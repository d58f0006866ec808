#!/usr/bin/env bash
# pandoc 3.9 drops the first paragraphs of a Word document that have the styles Title, Subtitle, Author or Date.
#
# The styles are those that every template of Word begins with. pandoc takes such paragraphs at the top for the
# metadata of the document, and writes metadata only with `--standalone`: the text that it writes by default begins
# with the first other paragraph, and minutes whose title, author and date were styled so have none. A paragraph with
# the style Title further down is text, and stays.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 pypandoc_binary==1.17
pandoc=$(venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
venv/bin/python - <<'PY'
import docx

document = docx.Document()
document.styles.add_style("Date", 1)
for text, style in [("Minutes", "Title"), ("Board", "Subtitle"), ("3 March 2025", "Date"), ("All were there.", "Normal"), ("Annex", "Title")]:
    document.add_paragraph(text, style=style)
document.save("in.docx")
PY
for format in gfm plain html; do
    echo "-- $format"
    "$pandoc" --to "$format" in.docx | tee out.txt
    for word in Minutes Board March; do
        ! grep -q "$word" out.txt
    done
    grep -q Annex out.txt
done
echo "-- html, standalone"
"$pandoc" --to html --standalone --metadata=pagetitle:x in.docx | sed -n '/<body>/,$p' | tee out.txt
for word in Minutes Board March Annex; do
    grep -q "$word" out.txt
done
echo "pandoc 3.9: as described"
