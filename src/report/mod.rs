//! Problems in words, French or English, for people and for programs.

mod en;
mod explain;
mod fr;
mod human;
mod json;
mod place;
mod quote;
mod sample;
mod short;

pub use explain::explain;
pub use human::styled;

use crate::problem::{Place, Problem, Severity, What};
use crate::source::Sources;

/// The language of what the terminal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    English,
    French,
}

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

/// How many problems there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub errors: usize,
    pub warnings: usize,
}

impl Lang {
    /// Chooses the language from the environment, of which `get` returns the variables.
    ///
    /// The first of `CLL_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty decides, as
    /// in POSIX (XBD 8.2): French if it names French, English otherwise.
    pub fn choose(get: impl Fn(&str) -> Option<String>) -> Self {
        let value = ["CLL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(get)
            .find(|value| !value.is_empty())
            .unwrap_or_default();
        let language = value.split(['_', '-', '.', '@']).next();
        if language.is_some_and(|language| language.eq_ignore_ascii_case("fr")) {
            Self::French
        } else {
            Self::English
        }
    }
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
    lang: Lang,
    format: Format,
    color: bool,
) -> String {
    match format {
        Format::Human => human::report(problems, sources, lang, color),
        Format::Short => short::report(problems, sources, lang),
        Format::Json => json::report(problems, sources, lang),
    }
}

/// Counts the problems in words: "2 errors, 1 warning"; "no problem found".
#[must_use]
pub fn summary(problems: &[Problem], lang: Lang) -> String {
    let (nothing, error, warning) = match lang {
        Lang::English => ("no problem found", "error", "warning"),
        Lang::French => ("aucun problème", "erreur", "avertissement"),
    };
    let Count { errors, warnings } = Count::of(problems);
    let counted: Vec<String> = [(errors, error), (warnings, warning)]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count > 1 { "s" } else { "" }))
        .collect();
    if counted.is_empty() {
        nothing.to_owned()
    } else {
        counted.join(", ")
    }
}

/// Says what a problem is in one sentence, without its place.
#[must_use]
pub fn headline(problem: &Problem, lang: Lang) -> String {
    Words::of_what(&problem.what, lang).headline
}

/// What is said of one problem.
struct Words {
    headline: String,
    /// What stands under the carets; may be empty.
    label: String,
    /// What stands under the second place.
    also: &'static str,
    help: Option<String>,
}

impl Words {
    /// Says a problem, and of which record it is where the sentence does not name it.
    fn of(problem: &Problem, sources: &Sources, lang: Lang) -> Self {
        let mut words = Self::of_what(&problem.what, lang);
        if let Some(record) = record(problem, sources) {
            let record = quote::quoted(record);
            let colon = match lang {
                Lang::English => ":",
                Lang::French => "\u{a0}:",
            };
            if !words.headline.contains(&record) {
                words.headline = format!("{record}{colon} {}", words.headline);
            }
        }
        words
    }

    fn of_what(what: &What, lang: Lang) -> Self {
        match lang {
            Lang::English => Self {
                headline: en::headline(what),
                label: en::label(what),
                also: en::also(what),
                help: en::help(what),
            },
            Lang::French => Self {
                headline: fr::headline(what),
                label: fr::label(what),
                also: fr::also(what),
                help: fr::help(what),
            },
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
fn severity_name(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::English) => "error",
        (Severity::Error, Lang::French) => "erreur",
        (Severity::Warning, Lang::English) => "warning",
        (Severity::Warning, Lang::French) => "avertissement",
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
