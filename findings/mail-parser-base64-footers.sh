#!/usr/bin/env bash
# mail-parser 0.11.9 (Rust) gives a base64 text undecoded where a mailing list put its footer below it.
#
# Some lists add their footer to the body as it stands, without a look at its transfer encoding. What is
# outside the alphabet of base64 is to be ignored (RFC 2045, 6.8), and Python's email package decodes the
# letter. The library gives the letters of the encoding, footer included, as the text of the message; its flag
# for a problem of encoding is set, its result is not an error. So an answer to an invitation that went
# over a list is no calendar, and a letter no text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "footers"
version = "0.1.0"
edition = "2021"

[dependencies]
mail-parser = "=0.11.9"
TOML
cat > src/main.rs <<'RS'
use mail_parser::MessageParser;

const LETTER: &str = "TGEgcsOpdW5pb24gYSBsaWV1IGxlIDEyIG1hcnMuDQo=\r\n";

fn text(footer: &str) -> (String, bool) {
    let message = format!(
        "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{LETTER}{footer}"
    );
    let parsed = MessageParser::default().parse(message.as_bytes()).expect("a message");
    let text = parsed.body_text(0).expect("a text").into_owned();
    (text, parsed.parts[0].is_encoding_problem)
}

fn main() {
    let alone = text("");
    let below = text("-- \r\nListe\r\n");
    println!("alone: {alone:?}\nwith a footer: {below:?}");
    assert_eq!(alone, ("La réunion a lieu le 12 mars.\r\n".to_owned(), false));
    assert_eq!(below, (format!("{LETTER}-- \r\nListe\r\n"), true));
    println!("mail-parser 0.11.9: as described");
}
RS
cargo run --quiet
python3 - <<'PY'
import email, email.policy
letter = (b"From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
          b"TGEgcsOpdW5pb24gYSBsaWV1IGxlIDEyIG1hcnMuDQo=\r\n-- \r\nListe\r\n")
text = email.message_from_bytes(letter, policy=email.policy.default).get_content()
print("Python:", repr(text))
assert text.startswith("La réunion a lieu le 12 mars.")
PY
