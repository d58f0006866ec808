//! `cargo test --package cll-fuzz`: every kind of input for two minutes in all.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    std::process::exit(cll_fuzz::run(&arguments));
}
