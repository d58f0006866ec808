#!/usr/bin/env bash
# Toast UI Editor 3.2.2 shows nothing of a text that has an HTML comment within a line.
#
# A comment within a line is raw HTML (CommonMark 0.31, 6.6), and the editor's own parser reads it as
# such; but what turns the text into a rich document looks for the name of a tag in it, finds none, and
# throws. Whoever opens such a file in the WYSIWYG mode, or changes to it, has an error in the console and no
# text. A comment on lines of its own is no trouble, and comes back as it was.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > npm.log
npm install --no-audit --no-fund --silent @toast-ui/editor@3.2.2 jsdom@26.1.0
cat > try.js <<'JS'
const assert = require("node:assert");
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<div id='editor'></div>", {
  pretendToBeVisual: true,
  url: "https://example.org/",
});
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) globalThis[name] = window[name];
}
Object.assign(globalThis, { window, self: window, document: window.document });
const Editor = require("@toast-ui/editor");

function thereAndBack(initialValue) {
  const el = document.createElement("div");
  document.body.append(el);
  const options = { el, initialValue, initialEditType: "wysiwyg", usageStatistics: false };
  return new Editor(options).getMarkdown();
}

for (const text of ["Alpha (seen)", "<!-- note -->\n\nAlpha", "Alpha <b>Beta</b>"]) {
  console.log(JSON.stringify(text), "->", JSON.stringify(thereAndBack(text)));
}
assert.strictEqual(thereAndBack("<!-- note -->\n\nAlpha"), "<!-- note -->\n\nAlpha");
for (const text of ["Alpha <!-- note --> Beta", "- Alpha <!-- note -->"]) {
  assert.throws(
    () => thereAndBack(text),
    (error) => {
      console.log(JSON.stringify(text), "->", String(error));
      return String(error) === "TypeError: Cannot read properties of null (reading '1')";
    },
  );
}
console.log("Toast UI Editor 3.2.2: as described");
process.exit(0);
JS
node try.js
