#!/usr/bin/env bash
# lunr 2.3.9 with the French of lunr-languages 1.22.0 (npm) does not find "avis" in "l'avis".
#
# Search of static sites is often made with it. The French part has a stemmer, and "l", "d" and "qu" among its words
# to leave out, as if they stood alone; but the text is cut at spaces and hyphens only, and "l'avis" stays one
# word, with either apostrophe: who looks for "avis", "association" or "impôt" does not find "l'avis", "l’association"
# or "d'impôt". Nothing tells: "un avis" is found, so that the list of decisions seems whole. With a separator that has the
# apostrophes, set before the index is made, all are found; MiniSearch 7.2.0 and Orama 3.1.18 find them as they come.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund lunr@2.3.9 lunr-languages@1.22.0 minisearch@7.2.0 @orama/orama@3.1.18 > /dev/null
cat > try.mjs <<'JS'
import { create, insert, search } from '@orama/orama';
import lunr from 'lunr';
import support from 'lunr-languages/lunr.stemmer.support.js';
import french from 'lunr-languages/lunr.fr.js';
import MiniSearch from 'minisearch';

support(lunr);
french(lunr);
const pages = ["Sur l'avis de l’association", 'Deux avis du conseil', "Pas d'impôt", 'Un impôt'];
const build = () =>
  lunr(function () {
    this.use(lunr.fr);
    this.ref('id');
    this.field('text');
    pages.forEach((text, id) => this.add({ id, text }));
  });
const mini = new MiniSearch({ fields: ['text'] });
mini.addAll(pages.map((text, id) => ({ id, text })));
const orama = create({ schema: { text: 'string' }, language: 'french' });
pages.forEach((text, id) => insert(orama, { id: `${id}`, text }));
const found = (index, word) => index.search(word).map((it) => it.ref).sort().join(' ') || 'nothing';
const first = build();
lunr.tokenizer.separator = /[\s\-'’]+/;
const separated = build();
for (const word of ['avis', 'association', 'impôt']) {
  const others = [mini.search(word).map((it) => `${it.id}`), search(orama, { term: word }).hits.map((it) => it.id)];
  const shown = others.map((it) => it.sort().join(' ')).join(', ');
  console.log(`${word}: ${found(first, word)}, separated: ${found(separated, word)}, others: ${shown}`);
}
JS
cat > expected <<'OUT'
avis: 1, separated: 0 1, others: 0 1, 0 1
association: nothing, separated: 0, others: 0, 0
impôt: 3, separated: 2 3, others: 2 3, 2 3
OUT
node try.mjs | tee seen
diff expected seen
echo "lunr 2.3.9, lunr-languages 1.22.0: as described"
