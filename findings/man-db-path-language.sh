#!/usr/bin/env bash
# man-db 2.11.2 never shows a translated page from the folder that `-M` names, not even with `-L`.
#
# Of one folder with man1/ and fr/man1/, `man -M FOLDER` finds the English page alone, whatever LC_ALL, LANGUAGE or
# `-L fr` say; `MANPATH=FOLDER man` finds the French one with each of them. The manual says only that `-M` overrides
# MANPATH. Pages that are tried with `-M` seem to be missing in French, and a wrapper that calls `man -M` shows none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root man-db=2.11.2-2 libpipeline1=1.5.7-1 >/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
mkdir -p pages/man1 pages/fr/man1
printf '.TH TRIAL 1\n.SH NAME\ntrial - in English\n' >pages/man1/trial.1
printf '.TH TRIAL 1\n.SH NOM\ntrial - en français\n' >pages/fr/man1/trial.1
libraries=$(echo "$folder"/unpacked/usr/lib/*-linux-gnu):$folder/unpacked/usr/lib/man-db
found() {
    env -u MANPATH LC_ALL=C.UTF-8 LD_LIBRARY_PATH="$libraries" "$@" --where trial | sed "s,^$folder/pages/,,"
}
man=$folder/unpacked/usr/bin/man
"$man" --version 2>/dev/null || LD_LIBRARY_PATH="$libraries" "$man" --version
by_option=$(found "$man" -M "$folder/pages" -L fr)
by_option_too=$(found LANGUAGE=fr "$man" -M "$folder/pages")
by_variable=$(found MANPATH="$folder/pages" "$man" -L fr)
by_variable_too=$(found MANPATH="$folder/pages" LANGUAGE=fr "$man")
printf '%s\n' "-M, -L fr: $by_option" "-M, LANGUAGE=fr: $by_option_too" "MANPATH, -L fr: $by_variable" \
    "MANPATH, LANGUAGE=fr: $by_variable_too"
test "$by_option $by_option_too" = "man1/trial.1 man1/trial.1"
test "$by_variable $by_variable_too" = "fr/man1/trial.1 fr/man1/trial.1"
echo "man-db 2.11.2: as described"
