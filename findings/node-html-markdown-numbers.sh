#!/usr/bin/env bash
# node-html-markdown 2.0.0 numbers the decisions of minutes anew, and takes the boxes off its lists.
#
# `<ol start="3">` goes on where another list ended: decisions 1 and 2 under one heading, 3 and 4 under the next.
# The library begins each list with 1, so that two decisions of one meeting have one number. A box
# (`<input type="checkbox">`) is left out, ticked or not: whoever was absent is listed like
# whoever was there. Struck-out text keeps its mark.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund node-html-markdown@2.0.0 > /dev/null
cat > try.mjs <<'JS'
import { NodeHtmlMarkdown } from 'node-html-markdown';

const show = (html) => console.log(JSON.stringify(NodeHtmlMarkdown.translate(html)));
show('<ol start="3"><li>publier le rapport</li><li>clore le groupe</li></ol>');
show('<ul><li><input type="checkbox" checked> Alpha</li><li><input type="checkbox"> Beta</li></ul>');
show('<p>Le conseil <del>refuse</del> adopte.</p>');
JS
cat > expected.txt <<'TXT'
"1. publier le rapport\n2. clore le groupe"
"* Alpha\n* Beta"
"Le conseil ~~refuse~~ adopte."
TXT
node try.mjs | tee seen.txt
diff expected.txt seen.txt || { echo "node-html-markdown 2.0.0: not as described"; exit 1; }
echo "node-html-markdown 2.0.0: as described"
