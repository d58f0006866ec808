#!/usr/bin/env bash
# An address that htmd 0.5.6 writes into Markdown is another one once comrak 0.59.0 makes a link of it.
#
# htmd puts a backslash before each `_` and `*` of a text, in an address that stands there by itself as well.
# CommonMark takes the backslash away again, but a bare link (GFM, 6.9) is found first and takes it for
# its own: the link leads to `%5C_`, where there is nothing. Without the extension for bare links the text
# is right. Minutes are full of such addresses; `[…](…)` and `<…>` are not touched.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "links"
version = "0.1.0"
edition = "2021"

[dependencies]
comrak = { version = "=0.59.0", default-features = false }
htmd = "=0.5.6"
TOML
cat > src/main.rs <<'RS'
fn html(markdown: &str, bare_links: bool) -> String {
    let mut options = comrak::Options::default();
    options.extension.autolink = bare_links;
    comrak::markdown_to_html(markdown, &options)
}

fn main() {
    let source = "<p>Voir https://example.org/compte_rendu_3 ce soir.</p>";
    let markdown = htmd::convert(source).expect("some Markdown");
    println!("{markdown}");
    assert_eq!(markdown, r"Voir https://example.org/compte\_rendu\_3 ce soir.");
    assert_eq!(html(&markdown, false), format!("{source}\n"));
    let linked = html(&markdown, true);
    println!("{linked}");
    assert!(linked.contains(r#"<a href="https://example.org/compte%5C_rendu%5C_3">"#));
    println!("htmd 0.5.6 and comrak 0.59.0: as described");
}
RS
cargo run --quiet
