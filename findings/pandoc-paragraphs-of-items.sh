#!/usr/bin/env bash
# pandoc 3.9 writes the second paragraph of a list item into a .docx as a bullet of its own, and reads it back as one.
#
# The paragraph becomes an item of a list one level down whose bullet is a space, so that Word shows no sign. What
# reads the document sees a list: mammoth 1.13.0, which knows no level without the one above, closes the numbered list
# and begins it anew, so that the second point has the number 1; pandoc itself makes a list of bullets of what
# followed in the item. In the .odt of the same pandoc the paragraph stays one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc_binary==1.17
npm init -y > npm.log
npm install --no-audit --no-fund --silent mammoth@1.13.0
printf '1. Budget\n\n   The budget is shown.\n\n2. Other\n' > in.md
pandoc=$(venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
"$pandoc" -f commonmark in.md -o in.docx
"$pandoc" -f commonmark in.md -o in.odt
cat > try.js <<'JS'
const assert = require("node:assert");
const mammoth = require("mammoth");

async function main() {
  const html = (await mammoth.convertToHtml({ path: "in.docx" })).value;
  const markdown = (await mammoth.convertToMarkdown({ path: "in.docx" })).value;
  console.log(html);
  console.log(JSON.stringify(markdown));
  assert.strictEqual(html, "<ol><li>Budget</li></ol><ul><li>The budget is shown.</li></ul><ol><li>Other</li></ol>");
  assert.deepStrictEqual(markdown.match(/^\d+\. \w+/gm), ["1. Budget", "1. Other"]);
}

main();
JS
node try.js
"$pandoc" -t commonmark in.docx | tee docx.md
grep -qE '^ *- +The budget is shown\.$' docx.md
"$pandoc" -t commonmark in.odt | tee odt.md
grep -qE '^ +The budget is shown\.$' odt.md
echo "pandoc 3.9 and mammoth 1.13.0: as described"
