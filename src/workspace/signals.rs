//! Signals that wait until something is done.

#[cfg(unix)]
use nix::sys::signal::{SigSet, SigmaskHow, Signal};

/// Holds signals back from this thread as long as it lives; they come then.
pub struct Held {
    #[cfg(unix)]
    before: Option<SigSet>,
}

impl Held {
    /// Holds back what would end the program in the middle: Ctrl-C, a terminal that closes, a shutdown.
    pub fn until_done() -> Self {
        #[cfg(unix)]
        return Self::of(&[Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP]);
        #[cfg(not(unix))]
        Self {}
    }

    #[cfg(unix)]
    pub fn of(signals: &[Signal]) -> Self {
        let signals: SigSet = signals.iter().copied().collect();
        let before = signals.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok();
        Self { before }
    }
}

#[cfg(unix)]
impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.before.map(|before| before.thread_set_mask());
    }
}
