//! `cll explain`: what a finding means.

use super::ExitStatus;
use super::arguments::Explain;
use super::check::known_code;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::diagnostics;
use crate::problem::CODES;
use crate::registry::schema::key_lists;

/// Runs the command; it needs no registry.
///
/// # Errors
///
/// A code that is none, or a stream that refuses the text.
pub fn run(terminal: &Terminal, arguments: &Explain) -> Result<ExitStatus, Failure> {
    match &arguments.code {
        None => {
            let width = CODES
                .iter()
                .map(|code| code.len())
                .max()
                .unwrap_or_default();
            let line = |code: &&str| {
                let means = diagnostics::first_sentence(code, terminal.words()).unwrap_or_default();
                format!("{code:width$}  {means}\n")
            };
            terminal.write(&CODES.iter().map(line).collect::<String>())?;
        }
        Some(code) => {
            known_code(code)?;
            let text = diagnostics::explain(code, terminal.words()).unwrap_or_default();
            let text = text.replace("{keys}", &key_lists());
            terminal.write(&format!("{}\n", text.trim()))?;
        }
    }
    Ok(ExitStatus::Success)
}
