//! `cll check`: everything that is wrong, in one run.

use super::arguments::{Check, FindingFormat};
use super::failure::{Failure, Named};
use super::{CommandResult, ExitStatus, Session};
use super::{check_fix, findings, pipeline};
use crate::diagnostics;
use crate::problem::{CODES, Problem, Severity, What, nearest};

/// Runs the command.
///
/// # Errors
///
/// A code that is none, or a stream that refuses the findings; an unreadable registry is a finding.
pub fn run(session: &Session, arguments: &Check) -> CommandResult {
    for code in arguments.only.iter().chain(&arguments.skip) {
        known_code(code)?;
    }
    let is_among = |codes: &[String], problem: &Problem| {
        let code = problem.what.code();
        codes.iter().any(|it| it == code)
    };
    let is_skipped = |problem: &Problem| is_among(&arguments.skip, problem);
    let is_meant = |problem: &Problem| {
        let is_sought = arguments.only.is_empty() || is_among(&arguments.only, problem);
        is_sought && !is_skipped(problem)
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
    // What keeps others from being looked for is told too: none found would pass for none there.
    let unread = private.unread();
    let hides_others = |problem: &Problem| {
        let of_council = drafted.council.is_none() && drafted.problems.contains(problem);
        let is_unread = matches!(
            problem.what,
            What::GitSilent { .. } | What::NotUtf8 { .. } | What::UnreadableFile { .. }
        );
        let is_error = problem.what.severity() == Severity::Error;
        is_error && (of_council || is_unread || unread.contains(problem))
    };
    problems.retain(|problem| is_meant(problem) || hides_others(problem) && !is_skipped(problem));
    let terminal = &session.terminal;
    let watch = || private.watch(drafted.council.as_ref());
    session.write_problems(&problems, &drafted.sources, arguments.format, watch)?;
    if matches!(arguments.format, FindingFormat::Human) && !problems.is_empty() {
        terminal.note("");
    }
    terminal.note(&diagnostics::summary(&problems, terminal.words()));
    // Only `cll minutes check` shows what is found in drafts.
    let is_sound = drafted.plan.is_some() && !pipeline::has_errors(&private.problems);
    let read = drafted.council.as_ref();
    if let Some(council) = read.filter(|_| arguments.fix && is_sound) {
        check_fix::tell_drafts(session, council, is_meant)?;
    }
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
