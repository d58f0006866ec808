//! One line per problem: `FILE:LINE:COL: error[code]: text`.

use super::place::Located;
use super::{Sentences, severity_name};
use crate::problem::Problem;
use crate::source::Sources;
use crate::words::Words;
use crate::words::quote::one_line;

/// Says each problem in one line.
#[must_use]
pub fn report(problems: &[Problem], sources: &Sources, words: Words) -> String {
    problems
        .iter()
        .map(|problem| line(problem, sources, words) + "\n")
        .collect()
}

fn line(problem: &Problem, sources: &Sources, words: Words) -> String {
    one_line(&format!(
        "{}: {}[{}]: {}",
        Located::of(problem, sources).origin(),
        severity_name(problem.what.severity(), words),
        problem.what.code(),
        Sentences::of(problem, sources, words).headline,
    ))
}
