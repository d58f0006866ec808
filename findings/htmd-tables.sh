#!/usr/bin/env bash
# htmd 0.5.6 takes a table without a head apart, and nobody can put it together again.
#
# The tables of word processors and of mails have rows and cells, and no `<th>` or `<thead>`. With one of these the
# library writes a table; without, a paragraph for each cell, and none for a cell that is empty. Of a table
# of who was there, ticked in its second column, what remains is a list of names with a tick
# somewhere between them. Beside it: `1)` begins a list in Markdown as `1.` does, but only the second gets
# a backslash; and a line of dashes after a `<br>` makes a heading of the line above it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "tables"
version = "0.1.0"
edition = "2021"

[dependencies]
comrak = { version = "=0.59.0", default-features = false }
htmd = "=0.5.6"
TOML
cat > src/main.rs <<'RS'
fn markdown(html: &str) -> String {
    htmd::convert(html).expect("some Markdown")
}

fn html(markdown: &str) -> String {
    comrak::markdown_to_html(markdown, &comrak::Options::default())
}

fn main() {
    let rows = "<tr><td>Alpha</td><td></td></tr><tr><td>Beta</td><td>x</td></tr>";
    let head = "<tr><th>Membre</th><th>Présent</th></tr>";
    let headed = markdown(&format!("<table>{head}{rows}</table>"));
    assert_eq!(headed.lines().last(), Some("| Beta   | x       |"));

    let bare = markdown(&format!("<table><tbody>{rows}</tbody></table>"));
    println!("{bare:?}");
    assert_eq!(bare, "Alpha\n\nBeta\n\nx");

    for (source, seen) in [
        ("<p>3. publier</p>", "<p>3. publier</p>\n"),
        ("<p>3) publier</p>", "<ol start=\"3\">\n<li>publier</li>\n</ol>\n"),
        ("<p>Signature<br>---</p>", "<h2>Signature</h2>\n"),
    ] {
        let there_and_back = html(&markdown(source));
        println!("{source} -> {there_and_back:?}");
        assert_eq!(there_and_back, seen);
    }
    println!("htmd 0.5.6: as described");
}
RS
cargo run --quiet
