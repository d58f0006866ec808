//! One line per problem: `FILE:LINE:COL: error[code]: text`.

use super::place::Located;
use super::quote::one_line;
use super::{Lang, Words, severity_name};
use crate::problem::Problem;
use crate::source::Sources;

/// Says each problem in one line.
#[must_use]
pub fn report(problems: &[Problem], sources: &Sources, lang: Lang) -> String {
    problems
        .iter()
        .map(|problem| line(problem, sources, lang) + "\n")
        .collect()
}

fn line(problem: &Problem, sources: &Sources, lang: Lang) -> String {
    one_line(&format!(
        "{}: {}[{}]: {}",
        Located::of(problem, sources).origin(),
        severity_name(problem.what.severity(), lang),
        problem.what.code(),
        Words::of(problem, sources, lang).headline,
    ))
}
