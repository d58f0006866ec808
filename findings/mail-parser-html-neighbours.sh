#!/usr/bin/env bash
# mail-parser 0.11.9 (Rust) joins the words of neighbouring blocks where it makes text of HTML.
#
# A message with HTML alone has its text from `body_text`. Paragraphs and `<br>` end a line there. `<div>`,
# items of lists, headings and cells of tables do not, and nothing at all stands between what they hold, though
# every browser shows them apart. Web mail writes each line as a `<div>`, desktop mail puts signatures and agendas
# into tables: in "<div>Je serai absente</div><div>Ada</div>" the last word of the answer is "absenteAda", and a
# search for a word or a name does not find it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "neighbours"
version = "0.1.0"
edition = "2021"

[dependencies]
mail-parser = "=0.11.9"
TOML
cat > src/main.rs <<'RS'
use mail_parser::MessageParser;

fn text(html: &str) -> String {
    let message = format!("From: a@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
    let parsed = MessageParser::default().parse(message.as_bytes()).expect("a message");
    parsed.body_text(0).expect("a text").into_owned()
}

fn main() {
    for (html, expected) in [
        ("<p>Un</p><p>Deux</p>", "Un\nDeux\n"),
        ("Un<br>Deux", "Un\nDeux"),
        ("<div>Un</div><div>Deux</div>", "UnDeux"),
        ("<table><tr><td>Un</td><td>Deux</td></tr></table>", "UnDeux"),
        ("<ul><li>Un</li><li>Deux</li></ul>", "UnDeux"),
        ("<h1>Un</h1><div>Deux</div>", "UnDeux"),
    ] {
        let text = text(html);
        println!("{html}: {text:?}");
        assert_eq!(text, expected, "{html}");
    }
    println!("mail-parser 0.11.9: as described");
}
RS
cargo run --quiet
