//! `cll check`: everything that is wrong, in one run.

use super::arguments::{Check, FindingFormat};
use super::failure::{Failure, Named};
use super::{CommandResult, ExitStatus, Session};
use super::{check_fix, findings, pipeline};
use crate::diagnostics::{self, Format};
use crate::problem::{CODES, Problem, nearest};

/// Runs the command.
///
/// # Errors
///
/// A code that is none, or a stream that refuses the findings; an unreadable registry is a finding.
pub fn run(session: &Session, arguments: &Check) -> CommandResult {
    for code in arguments.only.iter().chain(&arguments.skip) {
        known_code(code)?;
    }
    let is_meant = |problem: &Problem| {
        let is = |code: &String| code == problem.what.code();
        (arguments.only.is_empty() || arguments.only.iter().any(is))
            && !arguments.skip.iter().any(is)
    };
    if arguments.fix {
        check_fix::run(session, arguments.dry_run, is_meant)?;
    }
    let mut drafted = pipeline::draft(&session.workspace, &session.clock);
    let private = pipeline::confidential(&session.workspace, drafted.council.as_ref());
    let mut problems = findings::find(session, &mut drafted, &private);
    if arguments.history {
        let found = findings::history(session, drafted.council.as_ref(), &private);
        for problem in found {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    problems.retain(is_meant);
    let terminal = &session.terminal;
    let (format, color) = match arguments.format {
        FindingFormat::Human => (Format::Human, terminal.color_out),
        FindingFormat::Short => (Format::Short, false),
        FindingFormat::Json => (Format::Json, false),
    };
    let text = diagnostics::report(&problems, &drafted.sources, terminal.words(), format, color);
    terminal.write(&text)?;
    if matches!(arguments.format, FindingFormat::Human) && !problems.is_empty() {
        terminal.note("");
    }
    terminal.note(&diagnostics::summary(&problems, terminal.words()));
    let fails = |problem: &Problem| problem.counts(arguments.strict);
    Ok(if problems.iter().any(fails) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

/// Makes sure that a code is one.
///
/// # Errors
///
/// It is none.
pub fn known_code(code: &str) -> Result<(), Failure> {
    if CODES.contains(&code) {
        return Ok(());
    }
    Err(Failure::Unknown {
        kind: Named::Code,
        id: code.to_owned(),
        nearest: nearest(code, CODES.iter().copied()),
    })
}
