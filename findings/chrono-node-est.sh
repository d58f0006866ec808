#!/usr/bin/env bash
# chrono-node 2.10.3 (npm) takes the French words "est" and "et" behind an hour for American time zones.
#
# EST and ET are the time of New York, "est" and "et" are "is" and "and". The French parser knows the same abbreviations as
# the English one, in small letters too, and takes any that follows an hour: "La séance du 2 mars 2027 à 14h est publique"
# is at 14:00 in New York, which is 20:00 in Paris, and so is the first of two meetings in "à 14h et le 3 mars". "art. 3"
# behind an hour is Argentina, "9h et demie" 15:00. The text of the result ends in "est" and looks like a good
# match. With a comma behind the hour it is right. Who reads the dates of minutes so has most of them right, and a
# few six hours late.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund chrono-node@2.10.3 > /dev/null
cat > try.mjs <<'JS'
import * as chrono from 'chrono-node';

const paris = new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
for (const text of [
  'La séance du 2 mars 2027 à 14h, publique',
  'La séance du 2 mars 2027 à 14h est publique',
  'le 2 mars 2027 à 14h et le 3 mars à 10h',
  'demain à 9h et demie',
  'le 2 mars 2027 à 14h art. 3',
]) {
  const found = chrono.fr.parse(text, new Date(2027, 0, 4, 10));
  console.log(`${text}:`, found.map((it) => `${paris.format(it.start.date())} (${it.text})`).join('; '));
}
JS
cat > expected <<'OUT'
La séance du 2 mars 2027 à 14h, publique: 02/03/2027 14:00 (2 mars 2027 à 14h)
La séance du 2 mars 2027 à 14h est publique: 02/03/2027 20:00 (2 mars 2027 à 14h est)
le 2 mars 2027 à 14h et le 3 mars à 10h: 02/03/2027 20:00 (2 mars 2027 à 14h et); 03/03/2027 10:00 (3 mars à 10h)
demain à 9h et demie: 05/01/2027 15:00 (demain à 9h et)
le 2 mars 2027 à 14h art. 3: 02/03/2027 18:00 (2 mars 2027 à 14h art)
OUT
TZ=Europe/Paris node try.mjs | tee seen
diff expected seen
echo "chrono-node 2.10.3: as described"
