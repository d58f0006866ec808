//! The two streams: data on one, all else on the other.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use super::arguments::{Global, When};
use super::failure::Failure;
use crate::report::Lang;

/// Standard output and standard error, and how to speak on them.
pub struct Terminal {
    pub lang: Lang,
    pub quiet: bool,
    pub verbose: bool,
    /// Whether findings on standard output are coloured.
    pub color_out: bool,
    /// Whether findings on standard error are coloured.
    pub color_err: bool,
    /// Whether questions may be asked.
    pub interactive: bool,
    /// The reader of standard output has gone; that is no error.
    closed: Cell<bool>,
}

impl Terminal {
    /// Decides how to speak from the options and the streams.
    #[must_use]
    pub fn new(global: &Global, lang: Lang) -> Self {
        let colored = |auto: ColorChoice| match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => auto != ColorChoice::Never,
        };
        Self {
            lang,
            quiet: global.quiet,
            verbose: global.verbose,
            color_out: colored(AutoStream::choice(&io::stdout())),
            color_err: colored(AutoStream::choice(&io::stderr())),
            interactive: !global.no_input
                && io::stdin().is_terminal()
                && io::stderr().is_terminal(),
            closed: Cell::new(false),
        }
    }

    /// Writes data, as it is.
    ///
    /// # Errors
    ///
    /// A stream that refuses it; one whose reader has gone does not.
    pub fn data(&self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes())
    }

    /// Writes bytes that may be no text, as they are.
    ///
    /// # Errors
    ///
    /// As those of [`Terminal::data`].
    pub fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        if self.closed.get() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed.set(true);
                Ok(())
            }
            Err(error) => Err(Failure::Output(error)),
            Ok(()) => Ok(()),
        }
    }

    /// Says something that is no data, unless told to be quiet.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            self.insist(text);
        }
    }

    /// Asks something, the answer going on the same line.
    #[expect(clippy::unused_self, reason = "it is the terminal that asks")]
    pub fn prompt(&self, text: &str) {
        let mut err = io::stderr().lock();
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// Says something even when told to be quiet.
    #[expect(clippy::unused_self, reason = "it is the terminal that speaks")]
    pub fn insist(&self, text: &str) {
        let mut err = io::stderr().lock();
        // Nobody is left to be told that nobody reads.
        let _ = writeln!(err, "{}", text.trim_end_matches('\n'));
    }
}
