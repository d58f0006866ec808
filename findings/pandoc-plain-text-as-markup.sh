#!/usr/bin/env bash
# pandoc 3.9 writes the text of a paragraph so that reStructuredText, Org and wikis take it for lists, links or nothing.
#
# In GitHub's Markdown and in Typst it puts a backslash before text that looks like markup, and reads it back whole. In
# other formats it does so for little: in .rst "A. Ada est là" of the minutes becomes item A of a list, "Ada est là", a
# paragraph that begins with ".." is a comment and gone, and "::" at the end of one makes program text of the next. In
# MediaWiki and DokuWiki "[[avis]]" is a link and "{{vote}}" calls for a template or a picture; "#" and ":" get a
# backslash in MediaWiki, which has no such sign and shows it. There is no warning, and the exit code is 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
cat > "$folder/try.py" <<'PY'
import subprocess

import pypandoc

pandoc = pypandoc.get_pandoc_path()


def convert(text, source, target):
    command = [pandoc, "--from", source, "--to", target]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert not done.stderr, done.stderr
    return done.stdout


TEXTS = (
    *("A. Ada est là", "1. Budget", "- Ada", "# 3 du budget", ".. suite", "Pour ::</p><p>+ 3 voix", ": sans suite"),
    "Voir [[avis]] et {{vote}}",
)
for format in ("gfm", "typst", "rst", "org", "mediawiki", "dokuwiki"):
    for text in TEXTS:
        back = convert(convert(f"<p>{text}</p>", "html", format), format, "html").replace("\n", "")
        if back.replace("\u200b", "") != f"<p>{text}</p>":  # the zero-width space is Org's own escape
            print(f"{format}: {text.replace('</p><p>', ' / ')}: {back or 'nothing'}")
PY
"$folder/venv/bin/python" "$folder/try.py" | tee "$folder/seen"
cat > "$folder/expected" <<'OUT'
rst: A. Ada est là: <ol type="A"><li>Ada est là</li></ol>
rst: 1. Budget: <ol type="1"><li>Budget</li></ol>
rst: - Ada: <ul><li>Ada</li></ul>
rst: .. suite: nothing
rst: Pour :: / + 3 voix: <p>Pour :</p><pre><code>+ 3 voix</code></pre>
org: 1. Budget: <ol><li>Budget</li></ol>
org: - Ada: <ul><li>Ada</li></ul>
org: Pour :: / + 3 voix: <p>Pour ::</p><ul><li>3 voix</li></ul>
org: : sans suite: <pre><code>sans suite</code></pre>
org: Voir [[avis]] et {{vote}}: <p>Voir <span class="spurious-link" target="avis"><em>avis</em></span>et {{vote}}</p>
mediawiki: # 3 du budget: <p>\# 3 du budget</p>
mediawiki: : sans suite: <p>\: sans suite</p>
mediawiki: Voir [[avis]] et {{vote}}: <p>Voir <a href="avis" class="wikilink" title="avis">avis</a> et </p>
dokuwiki: Voir [[avis]] et {{vote}}: <p>Voir <a href="avis">avis</a> et <img src="vote" alt="vote" /></p>
OUT
diff "$folder/expected" "$folder/seen"
echo "pandoc 3.9: as described"
