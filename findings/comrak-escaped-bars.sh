#!/usr/bin/env bash
# comrak 0.59.0 tells wrong places behind an escaped bar in the cell of a table.
#
# In a cell, `\|` is a bar (GFM 0.29, section 4.10). The library takes the backslash out before it reads what is
# in the cell, and counts its columns in what is left: all behind the first `\|` of a cell stands one column
# further left than in the file, behind the second two, and the last sign of an emphasis is cut off. The cell
# itself, and the next cell of the row, are where they should be. Outside of tables an escaped bar shifts nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "bars"
version = "0.1.0"
edition = "2021"

[dependencies]
comrak = { version = "=0.59.0", default-features = false }
TOML
cat > src/main.rs <<'RS'
use comrak::nodes::NodeValue;
use comrak::{parse_document, Arena, Options};

/// What stands in the text where the library says that its emphases and the cells of its last row are.
fn places(text: &str) -> (Vec<String>, Vec<String>) {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = true;
    let root = parse_document(&arena, text, &options);
    let (mut emphases, mut cells) = (Vec::new(), Vec::new());
    for node in root.descendants() {
        let at = node.data().sourcepos;
        let line = text.lines().nth(at.start.line.saturating_sub(1)).unwrap_or_default();
        let part = line.get(at.start.column.saturating_sub(1)..at.end.column).unwrap_or_default().to_string();
        match node.data().value {
            NodeValue::Emph => emphases.push(part),
            NodeValue::TableCell if at.start.line == 3 => cells.push(part),
            _ => {}
        }
    }
    (emphases, cells)
}

fn main() {
    let row = |cell: &str| format!("| x | y |\n|---|---|\n| {cell} | *fin* |\n");
    for (text, seen) in [
        ("a \\| *oui*\n".to_string(), vec!["*oui*"]),
        (row("a *oui*"), vec!["*oui*", "*fin*"]),
        (row("a \\| *oui*"), vec![" *oui", "*fin*"]),
        (row("a \\| b \\| *oui*"), vec!["| *ou", "*fin*"]),
    ] {
        let (emphases, cells) = places(&text);
        println!("{text:?}: {emphases:?} {cells:?}");
        assert_eq!(emphases, seen);
        if let [first, _] = cells.as_slice() {
            assert!(first.contains("*oui*"), "the cell is whole");
        }
    }
    println!("comrak 0.59.0: as described");
}
RS
cargo run --quiet
