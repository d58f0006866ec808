#!/usr/bin/env bash
# mammoth 1.13.0 writes no heading into Markdown where a bookmark begins before it.
#
# A bookmark may begin between two paragraphs (ISO/IEC 29500-1, 17.13.6.2), and so pandoc writes one before every
# heading. In HTML the library puts its anchor before the element, which does no harm. In Markdown
# too it stands on the line of the heading, `<a id="agenda"></a># Agenda`, and a line that does not begin with
# its number signs is a paragraph (CommonMark 0.31, 4.2): the Markdown of such a document has no heading left.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc_binary==1.17
npm init -y > npm.log
npm install --no-audit --no-fund --silent mammoth@1.13.0 commonmark@0.31.2
printf '# Agenda\n\nText.\n' > in.md
pandoc=$(venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
"$pandoc" in.md -o in.docx
cat > try.js <<'JS'
const assert = require("node:assert");
const mammoth = require("mammoth");
const { Parser, HtmlRenderer } = require("commonmark");

async function main() {
  const path = "in.docx";
  const html = (await mammoth.convertToHtml({ path })).value;
  const markdown = (await mammoth.convertToMarkdown({ path })).value;
  const read = new HtmlRenderer().render(new Parser().parse(markdown));
  console.log(html);
  console.log(JSON.stringify(markdown));
  console.log(read);
  assert.strictEqual(html, '<a id="agenda"></a><h1>Agenda</h1><p>Text.</p>');
  assert.strictEqual(markdown, '<a id="agenda"></a># Agenda\n\nText\\.\n\n');
  assert.ok(!read.includes("<h1>"));
}

main().then(() => console.log("mammoth 1.13.0: as described"));
JS
node try.js
