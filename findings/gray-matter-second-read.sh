#!/usr/bin/env bash
# gray-matter 4.0.3 (npm) refuses the faulty front matter of a page once, and takes the page for one without any from then on.
#
# The front matter between `---` is YAML, and what is no YAML raises an error. Unless it is given options, the library keeps each
# text before it reads it, and gives what it kept for the same text: the second call raises nothing, has no data, and
# gives the front matter as text of the page. A server that stays up, or a build that reads its pages twice, publishes what
# it should refuse. What a caller writes into the data of one page is there for the next page of the same text
# as well. Beside it: `14:30` without quotation marks is the number 870 (base 60 of YAML 1.1), and `09:30` is a text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund gray-matter@4.0.3 > /dev/null
cat > try.mjs <<'JS'
import matter from 'gray-matter';

const read = (text) => {
  try {
    const page = matter(text);
    return JSON.stringify([page.data, page.content]);
  } catch (error) {
    return error.name;
  }
};
const faulty = '---\ntags: [avis\n---\nTexte';
console.log('first:', read(faulty));
console.log('second:', read(faulty));
matter('---\ntitle: Avis\n---\n').data.title = 'Projet';
console.log('changed:', read('---\ntitle: Avis\n---\n'));
console.log('hours:', read('---\nstart: 14:30\nearly: 09:30\n---\n'));
JS
cat > expected.txt <<'TXT'
first: YAMLException
second: [{},"---\ntags: [avis\n---\nTexte"]
changed: [{"title":"Projet"},""]
hours: [{"start":870,"early":"09:30"},""]
TXT
node try.mjs | tee seen.txt
diff expected.txt seen.txt
echo "gray-matter 4.0.3: as described"
