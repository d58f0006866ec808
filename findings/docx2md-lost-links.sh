#!/usr/bin/env bash
# docx2md 1.0.5 leaves out every hyperlink, the words of the link included.
#
# The runs of a hyperlink stand one level deeper in a paragraph than others (ISO/IEC 29500-1, 17.16.22), and the
# library looks at the runs right below the paragraph alone. "The guide is online." with a link on "online"
# becomes "The guide is ." There is no warning, and the exit code is 0. In the same way bullets,
# bold type and the boxes of tasks go; of these the words stay at least.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx2md==1.0.5 pypandoc_binary==1.17
printf 'The guide is [online](https://example.org/guide). Write to <office@example.org>.\n\n- **Decided**: yes\n' > in.md
pandoc=$(venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
"$pandoc" in.md -o in.docx
"$pandoc" -t plain in.docx > known.txt
venv/bin/docx2md in.docx out.md > docx2md.log
cat known.txt out.md; echo
grep -qF 'The guide is online. Write to office@example.org.' known.txt
printf "The guide is . Write to .\n\nDecided: yes" | diff - <(printf %s "$(cat out.md)")
echo "docx2md 1.0.5: as described"
