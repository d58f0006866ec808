//! `cll`: arguments, clock and environment, read once; the exit code.

use std::process::ExitCode;

use cll::cli::{Environment, run};
use mimalloc::MiMalloc;

/// Pages and events are many small values on several threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Makes a panic end the program with the code that it has where panics unwind: an abort would leave the
/// memory, private values with it, in a file.
#[cfg(panic = "abort")]
fn exit_on_panic() {
    let say = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        say(panic);
        std::process::exit(101);
    }));
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clock and the environment are read here, once"
)]
fn main() -> ExitCode {
    #[cfg(panic = "abort")]
    exit_on_panic();
    let environment = Environment {
        arguments: std::env::args_os().collect(),
        clock: chrono::Utc::now(),
        directory: std::env::current_dir().unwrap_or_default(),
        variable: |name| std::env::var(name).ok(),
    };
    ExitCode::from(run(&environment))
}
