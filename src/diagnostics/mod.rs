//! Problems in words, French or English, for people and for programs.

mod annotations;
mod explain;
mod human;
mod json;
mod place;
mod published;
mod sarif;
mod short;

pub use explain::{explain, first_sentence};
pub use human::styled;
pub use published::Secrets;

use serde::Serialize;

use crate::problem::{Place, Problem, Severity, What};
use crate::source::Sources;
use crate::words::Words;
use crate::words::quote::quoted;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the lines of the files, as a compiler draws them.
    Human,
    /// One line per problem, for editors and `grep`.
    Short,
    /// One document, for programs.
    Json,
}

/// The form of a report that everybody may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicFormat {
    /// SARIF 2.1.0.
    Sarif,
    /// Commands of GitHub's workflows.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
}

/// How many problems there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    pub errors: usize,
    pub warnings: usize,
}

impl Count {
    /// Counts problems by their severity.
    #[must_use]
    pub fn of(problems: &[Problem]) -> Self {
        let is_error = |problem: &&Problem| problem.what.severity() == Severity::Error;
        let errors = problems.iter().filter(is_error).count();
        Self {
            errors,
            warnings: problems.len() - errors,
        }
    }
}

/// Says every problem, in the order given; nothing at all without one, but for JSON.
///
/// `sources` holds the texts that the problems point into. `color` adds terminal styles, to
/// `Format::Human` alone. The result ends with a line end.
#[must_use]
pub fn report(
    problems: &[Problem],
    sources: &Sources,
    words: Words,
    format: Format,
    color: bool,
) -> String {
    match format {
        Format::Human => human::report(problems, sources, words, color),
        Format::Short => short::report(problems, sources, words),
        Format::Json => json::report(problems, sources, words),
    }
}

/// Says every problem for a service that shows it to everybody, in the order given: nothing that is
/// private, or may be, is in it.
///
/// `below` is the folder of the registries in the repository, empty at its top; `keys` the list of
/// the keys of all tables; `secrets` tells of a text whether it holds anything private. The result
/// ends with a line end, if it is not empty.
#[must_use]
pub fn public_report(
    problems: &[Problem],
    sources: &Sources,
    words: Words,
    format: PublicFormat,
    (below, keys): (&str, &str),
    secrets: Secrets<'_>,
) -> String {
    let found = published::published(problems, sources, words, below, secrets);
    match format {
        PublicFormat::Sarif => sarif::report(&found, words, keys),
        PublicFormat::Github => annotations::github(&found),
        PublicFormat::Gitlab => annotations::gitlab(&found),
    }
}

/// Counts the problems in words: "2 errors, 1 warning"; "no problem found".
#[must_use]
pub fn summary(problems: &[Problem], words: Words) -> String {
    words.say("report.summary", Count::of(problems))
}

/// Says what a problem is in one sentence, without its place.
#[must_use]
pub fn headline(problem: &Problem, words: Words) -> String {
    Sentences::of_what(&problem.what, words).headline
}

/// What is said of one problem.
struct Sentences {
    headline: String,
    /// What stands under the carets; may be empty.
    label: String,
    /// What stands under the second place; may be empty.
    also: String,
    help: Option<String>,
}

impl Sentences {
    /// Says a problem, and of which record it is where the sentence does not name it.
    fn of(problem: &Problem, sources: &Sources, words: Words) -> Self {
        let mut said = Self::of_what(&problem.what, words);
        if let Some(record) = record(problem, sources)
            && !said.headline.contains(&quoted(record))
        {
            #[derive(Serialize)]
            struct OfRecord<'a> {
                record: &'a str,
                headline: String,
            }
            let headline = said.headline;
            said.headline = words.say("report.of-record", OfRecord { record, headline });
        }
        said
    }

    fn of_what(what: &What, words: Words) -> Self {
        let part = |part: &str| words.find(&format!("finding.{}.{part}", what.code()), what);
        Self {
            // Of a sentence that cannot be found, the code is left.
            headline: part("headline").unwrap_or_else(|| what.code().to_owned()),
            label: part("label").unwrap_or_default(),
            also: part("also").unwrap_or_default(),
            help: part("help"),
        }
    }
}

/// Returns the id of the record of a registry that a problem is about.
fn record<'a>(problem: &Problem, sources: &'a Sources) -> Option<&'a str> {
    match problem.place {
        Place::Span(span) => sources.record(span),
        _ => None,
    }
}

/// Names a severity.
fn severity_name(severity: Severity, words: Words) -> String {
    words.say("report.severity", Severities { severity })
}

/// A severity as the catalogue chooses by it.
#[derive(Serialize)]
struct Severities {
    severity: Severity,
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
