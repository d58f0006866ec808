//! `cll explain`: what a finding means.

use super::Outcome;
use super::arguments::Explain;
use super::check::known_code;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::problem::CODES;
use crate::report;

/// Runs the command; it needs no registry.
///
/// # Errors
///
/// A code that is none, or a stream that refuses the text.
pub fn run(terminal: &Terminal, arguments: &Explain) -> Result<Outcome, Failure> {
    match &arguments.code {
        None => terminal.data(&(CODES.join("\n") + "\n"))?,
        Some(code) => {
            known_code(code)?;
            let text = report::explain(code, terminal.words()).unwrap_or_default();
            terminal.data(&format!("{}\n", text.trim()))?;
        }
    }
    Ok(Outcome::Clean)
}
