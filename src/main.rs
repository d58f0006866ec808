//! `cll`: arguments, clock and environment, read once; the exit code.

use std::process::ExitCode;

use cll::cli::{Environment, run};
use mimalloc::MiMalloc;

/// Pages and events are many small values on several threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[expect(
    clippy::disallowed_methods,
    reason = "the clock and the environment are read here, once"
)]
fn main() -> ExitCode {
    let environment = Environment {
        arguments: std::env::args_os().collect(),
        clock: chrono::Utc::now(),
        directory: std::env::current_dir().unwrap_or_default(),
        variable: |name| std::env::var(name).ok(),
    };
    ExitCode::from(run(&environment))
}
