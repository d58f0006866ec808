#!/usr/bin/env bash
# toml_edit 0.25.18 forgets how the key of an inline table was written, through `TableLike` alone.
#
# `entry_format` takes a key with its spaces and comments, so that what is put under it again stands as
# it was written. Through the trait `TableLike`, which is there so that one function edits both kinds of
# table, it keeps them in a table and drops them in an inline table; the method of the type keeps them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "keys"
version = "0.1.0"
edition = "2021"

[dependencies]
toml_edit = "=0.25.18"
TOML
cat > src/main.rs <<'RS'
use toml_edit::{value, DocumentMut, Item, Key, TableLike, Value};

/// The document without its key, and the key.
fn taken(text: &str) -> (DocumentMut, Key) {
    let mut document: DocumentMut = text.parse().unwrap();
    let table = document["a"].as_table_like_mut().unwrap();
    let key = table.get_key_value("id").map(|(key, _)| key.clone()).unwrap();
    table.remove("id");
    (document, key)
}

fn through_the_trait(text: &str) -> String {
    let (mut document, key) = taken(text);
    let table: &mut dyn TableLike = document["a"].as_table_like_mut().unwrap();
    *table.entry_format(&key).or_insert(Item::None) = value(2);
    document.to_string()
}

fn through_the_type(text: &str) -> String {
    let (mut document, key) = taken(text);
    let table = document["a"].as_inline_table_mut().unwrap();
    *table.entry_format(&key).or_insert(Value::from(1)) = Value::from(2);
    document.to_string()
}

fn main() {
    let of_table = through_the_trait("[a]\nid     = 1\n");
    println!("table, trait:        {}", of_table.lines().last().unwrap());
    print!("inline table, trait: {}", through_the_trait("a = { id     = 1 }\n"));
    print!("inline table, type:  {}", through_the_type("a = { id     = 1 }\n"));
}
RS
{
    cargo --quiet metadata --format-version 1 2> /dev/null |
        grep -o '"name":"toml_edit","version":"[^"]*"' | head -n 1
    cargo run --quiet
} | tee seen
cat > expected <<'OUT'
"name":"toml_edit","version":"0.25.18+spec-1.1.0"
table, trait:        id     = 2
inline table, trait: a = { id = 2 }
inline table, type:  a = { id     = 2 }
OUT
diff expected seen
echo "as described"
