#!/usr/bin/env bash
# miniz_oxide 0.9.1 takes whatever follows a deflate stream for part of it, in its two plain functions.
#
# `decompress_to_vec` and `decompress_to_vec_with_limit` return the content and no error for a stream
# with other bytes behind it, compressed or not, and do not say how much of the input it was. Whoever
# must know that nothing hides behind a stream asks `inflate::core::decompress`, which counts what it
# took. The zlib form stops at its checksum in the same way.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "follows"
version = "0.1.0"
edition = "2021"

[dependencies]
miniz_oxide = "=0.9.1"
TOML
cat > src/main.rs <<'RS'
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use miniz_oxide::inflate::core::{decompress, inflate_flags, DecompressorOxide};
use miniz_oxide::inflate::{decompress_to_vec, decompress_to_vec_with_limit, decompress_to_vec_zlib};

fn main() {
    let plain = b"Ordre du jour";
    let (stream, zlib) = (compress_to_vec(plain, 6), compress_to_vec_zlib(plain, 6));
    let more = b"and a second text";
    let longer = [&stream[..], more].concat();
    let same = |read: Result<Vec<u8>, _>| match read {
        Ok(bytes) if bytes == plain => "the content",
        Ok(_) => "something else",
        Err::<_, miniz_oxide::inflate::DecompressError>(_) => "an error",
    };
    println!("to a vector: {}", same(decompress_to_vec(&longer)));
    println!("with a limit: {}", same(decompress_to_vec_with_limit(&longer, 4096)));
    println!("zlib: {}", same(decompress_to_vec_zlib(&[&zlib[..], more].concat())));
    println!("cut short: {}", same(decompress_to_vec(&stream[..stream.len() - 1])));
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut out = [0; 64];
    let (_, taken, made) = decompress(&mut DecompressorOxide::new(), &longer, &mut out, 0, flags);
    println!("core: {} bytes made, {} left", made, longer.len() - taken);
}
RS
cargo run --quiet 2> log | tee seen || { cat log; exit 1; }
cat > expected <<'OUT'
to a vector: the content
with a limit: the content
zlib: the content
cut short: an error
core: 13 bytes made, 17 left
OUT
diff expected seen
echo "as described"
