#!/usr/bin/env bash
# feed 6.0.0 (npm) says in Atom that the minutes in PDF are an image, and leaves them out of JSON Feed.
#
# An entry has one enclosure, `{ url, type, length }`, for the three formats. RSS gets the type that was given. In Atom the
# library makes one of "image/" and the ending of the address, "image/pdf", or "image//minutes/12" where there is no
# ending, which is no media type (RFC 4287, 4.2.7.3): a reader shows a broken picture, or nothing. JSON Feed has no attachment.
# A category with a name alone, which the library's types allow, has no `term` in Atom, where it must have one
# (4.2.2.1). The language of the feed is in RSS only. Nothing is raised, and the RSS is in order.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund feed@6.0.0 > /dev/null
cat > try.mjs <<'JS'
import { Feed } from 'feed';

const address = 'https://example.org';
const feed = new Feed({ title: 'Council', id: address, link: address, language: 'fr', updated: new Date(0) });
for (const [path, type] of [['minutes.pdf', 'application/pdf'], ['hearing.mp3', 'audio/mpeg'], ['minutes/12', 'application/pdf']])
  feed.addItem({
    title: path,
    link: address,
    date: new Date(0),
    enclosure: { url: `${address}/${path}`, type, length: 12 },
    category: [{ name: 'Budget' }],
  });
for (const [format, text] of Object.entries({ RSS: feed.rss2(), Atom: feed.atom1() })) {
  const lines = text.split('\n').filter((it) => /enclosure|category|lang/.test(it));
  console.log([format, ...new Set(lines.map((it) => it.trim()))].join('\n  '));
}
console.log('JSON:', Object.keys(JSON.parse(feed.json1()).items[0]).join(' '));
JS
cat > expected <<'OUT'
RSS
  <language>fr</language>
  <category>Budget</category>
  <enclosure length="12" type="application/pdf" url="https://example.org/minutes.pdf"/>
  <enclosure length="12" type="audio/mpeg" url="https://example.org/hearing.mp3"/>
  <enclosure length="12" type="application/pdf" url="https://example.org/minutes/12"/>
Atom
  <link rel="enclosure" href="https://example.org/minutes.pdf" type="image/pdf" length="12"/>
  <category label="Budget"/>
  <link rel="enclosure" href="https://example.org/hearing.mp3" type="image/mp3" length="12"/>
  <link rel="enclosure" href="https://example.org/minutes/12" type="image//minutes/12" length="12"/>
JSON: url title date_modified tags
OUT
node try.mjs | tee seen
diff expected seen
echo "feed 6.0.0: as described"
