#!/usr/bin/env bash
# proptest 1.12.0 no longer runs saved failures once their test moves below a `main.rs`.
#
# A failing case is saved beside the test, in `NAME.proptest-regressions`, and tried first at each
# run. Where a folder above the test holds a `main.rs` or `lib.rs`, the library looks elsewhere: in a
# folder `proptest-regressions` beside the one of that file. When tests of their own are moved into one
# crate (`tests/it/main.rs`), their saved cases, moved with them, are read no more: nothing says so, and
# the test passes that failed before.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src tests
cat > Cargo.toml <<'TOML'
[package]
name = "moved"
version = "0.1.0"
edition = "2021"

[dev-dependencies]
proptest = { version = "=1.12.0", default-features = false, features = ["std"] }
TOML
echo > src/lib.rs
cat > tests/numbers.rs <<'RS'
use proptest::prelude::*;

proptest! {
    // One case of its own: what fails is what was saved.
    #![proptest_config(ProptestConfig { cases: 1, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn no_number_is_the_forbidden_one(number in any::<u64>()) {
        let forbidden = std::env::var("FORBIDDEN").unwrap_or_default();
        prop_assert!(number.to_string() != forbidden && forbidden != "any");
    }
}
RS
run() { cargo test --quiet "$@" > out 2>&1 && echo "passed" || echo "failed"; }
{
    cargo --quiet metadata --format-version 1 2> /dev/null |
        grep -o '"name":"proptest","version":"[^"]*"' | head -n 1
    # Any number fails: the case is saved, and is the number that is forbidden from now on.
    FORBIDDEN=any run > /dev/null
    ls tests
    FORBIDDEN=$(grep -o 'number = [0-9]*' tests/numbers.proptest-regressions | grep -o '[0-9]*' | head -n 1)
    export FORBIDDEN
    echo "where it was saved: $(run)"
    mkdir tests/it
    mv tests/numbers.rs tests/numbers.proptest-regressions tests/it/
    echo "mod numbers;" > tests/it/main.rs
    echo "moved below a main.rs: $(run)"
    mkdir tests/proptest-regressions
    mv tests/it/numbers.proptest-regressions tests/proptest-regressions/numbers.txt
    echo "in the other folder: $(run)"
} | tee seen
cat > expected <<'OUT'
"name":"proptest","version":"1.12.0"
numbers.proptest-regressions
numbers.rs
where it was saved: failed
moved below a main.rs: passed
in the other folder: failed
OUT
diff expected seen
echo "as described"
