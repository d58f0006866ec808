//! The two streams: data on one, all else on the other.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

use super::arguments::{Global, When};
use super::failure::Failure;
use crate::source::harmless;
use crate::words::Words;

/// Standard output and standard error, and how to speak on them.
pub struct Terminal {
    words: Words,
    pub quiet: bool,
    pub verbose: bool,
    /// Whether findings on standard output are coloured.
    pub color_out: bool,
    /// Whether findings on standard error are coloured.
    pub color_err: bool,
    /// Whether questions may be asked.
    pub interactive: bool,
    /// Whether every question is answered with yes.
    pub yes: bool,
    /// Whether standard output is a terminal.
    is_shown: bool,
    /// The reader of standard output has gone; that is no error.
    closed: Cell<bool>,
}

impl Terminal {
    /// Decides how to speak from the options and the streams.
    #[must_use]
    pub fn new(global: &Global, words: Words) -> Self {
        let colored = |auto: ColorChoice| match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => auto != ColorChoice::Never,
        };
        Self {
            words,
            quiet: global.quiet,
            verbose: global.verbose,
            color_out: colored(AutoStream::choice(&io::stdout())),
            color_err: colored(AutoStream::choice(&io::stderr())),
            interactive: !global.no_input
                && io::stdin().is_terminal()
                && io::stderr().is_terminal(),
            yes: global.yes,
            is_shown: io::stdout().is_terminal(),
            closed: Cell::new(false),
        }
    }

    /// The catalogue of the language.
    #[must_use]
    pub fn words(&self) -> Words {
        self.words
    }

    /// Writes data: as it is into a file or a pipe, and on a terminal without what would command it.
    ///
    /// # Errors
    ///
    /// A stream that refuses it; one whose reader has gone does not.
    pub fn write(&self, text: &str) -> Result<(), Failure> {
        if self.is_shown {
            return self.bytes(for_people(text, self.color_out).as_bytes());
        }
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
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.error(text);
        }
    }

    /// Says a sentence of the catalogue, unless told to be quiet.
    pub fn tell(&self, key: &str, values: impl Serialize) {
        self.note(&self.words().say(key, values));
    }

    /// Asks something, the answer going on the same line.
    #[expect(clippy::unused_self, reason = "it is the terminal that asks")]
    pub fn prompt(&self, text: &str) {
        let mut err = io::stderr().lock();
        let text = harmless(text);
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// Says something even when told to be quiet.
    pub fn error(&self, text: &str) {
        self.report(&harmless(text));
    }

    /// Shows findings, in the colours that they may have; what they quote is harmless already.
    #[expect(clippy::unused_self, reason = "it is the terminal that speaks")]
    pub fn report(&self, text: &str) {
        let mut err = io::stderr().lock();
        // Nobody is left to be told that nobody reads.
        let _ = writeln!(err, "{}", text.trim_end_matches('\n'));
    }
}

/// Makes a text harmless to a terminal, but for its colours where there are any.
fn for_people(text: &str, color: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[").filter(|_| color) {
        let (before, sequence) = rest.split_at(at);
        shown += &harmless(before);
        let is_parameter = |c: char| c.is_ascii_digit() || c == ';';
        let end = sequence[2..].find(|c| !is_parameter(c)).map(|end| end + 3);
        match end.and_then(|end| sequence.get(..end)) {
            Some(style) if style.ends_with('m') => {
                shown += style;
                rest = &sequence[style.len()..];
            }
            _ => {
                shown += &harmless(&sequence[..1]);
                rest = &sequence[1..];
            }
        }
    }
    shown + &harmless(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_shown_colours_and_no_other_command() {
        let text = "\u{1b}[1;31merror\u{1b}[0m \u{1b}[2J\u{1b}]0;x\u{7} \u{9b}31m\u{1b}[";
        assert_eq!(
            for_people(text, true),
            "\u{1b}[1;31merror\u{1b}[0m ␛[2J␛]0;x␇ \u{fffd}31m␛["
        );
        assert_eq!(for_people("\u{1b}[31ma\tb\n", false), "␛[31ma\tb\n");
    }
}
