#!/usr/bin/env bash
# email-reply-parser 2.3.7 (npm) takes a sentence that ends in "a écrit :" for the head of a quoted letter.
#
# It gives what somebody wrote, without the letter that was answered, and knows in about ten languages how mail programs
# introduce that letter: "Le 1 févr. 2027 à 10:00, Ada a écrit :". All it asks in French is a paragraph below the first
# that begins with "Le", and a line of it that ends so, with no date and no address: of "Le rapporteur a écrit :" with a quotation
# and a vote below it, the vote is hidden. "On the budget, the rapporteur wrote:" does the same in English, and so does a
# line that begins with "Sent from". An answer by mail is read without its end, and what is left reads like a whole one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --omit=optional email-reply-parser@2.3.7 > /dev/null
cat > try.mjs <<'JS'
import EmailReplyParser from 'email-reply-parser';

const show = (text) => console.log(JSON.stringify(new EmailReplyParser().read(text).getVisibleText().trim()));
show('Je viens.\n\nLe lun. 1 févr. 2027 à 10:00, Ada <ada@example.org> a écrit :\n> Venez-vous ?');
show('Bonjour,\n\nLe rapporteur a écrit :\n« Le budget est prêt. »\nJe vote contre.');
show('Hello,\n\nOn the budget, the rapporteur wrote:\n"It is ready."\nI vote against.');
show('Hello,\n\nSent from the town hall, the budget came late.\nI vote against.');
show('Bonjour,\n\nLe rapporteur a écrit : « Le budget est prêt. »\nJe vote contre.');
JS
cat > expected.txt <<'TXT'
"Je viens."
"Bonjour,"
"Hello,"
"Hello,"
"Bonjour,\n\nLe rapporteur a écrit : « Le budget est prêt. »\nJe vote contre."
TXT
node try.mjs | tee seen.txt
diff expected.txt seen.txt
echo "email-reply-parser 2.3.7: as described"
