//! One document for programs: English keys, null where there is nothing.

use std::fmt::Write as _;

use serde::Serialize;

use super::place::Located;
use super::{Count, Sentences};
use crate::problem::{Problem, Severity, What};
use crate::source::Sources;
use crate::words::Words;

/// Says every problem in one JSON document; `words` decides message, label and help alone.
#[must_use]
pub fn report(problems: &[Problem], sources: &Sources, words: Words) -> String {
    let Count { errors, warnings } = Count::of(problems);
    let document = Document {
        format: 1,
        problems: problems
            .iter()
            .map(|problem| Entry::new(problem, sources, words))
            .collect(),
        errors,
        warnings,
    };
    // Texts and numbers alone: there is nothing that could fail.
    escaped(&serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}

/// Escapes the controls that JSON lets through and a terminal obeys; only texts can hold them.
pub(super) fn escaped(json: &str) -> String {
    let mut made = String::with_capacity(json.len());
    for character in json.chars() {
        if matches!(character, '\u{7f}'..='\u{9f}') {
            let _ = write!(made, "\\u{:04x}", u32::from(character));
        } else {
            made.push(character);
        }
    }
    made
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    problems: Vec<Entry<'a>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: Severity,
    /// The id of the member, meeting or college.
    record: Option<&'a str>,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: String,
    label: Option<String>,
    help: Option<String>,
    also: Option<Also<'a>>,
    diff: Option<&'a str>,
}

#[derive(Serialize)]
struct Also<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'a> Entry<'a> {
    fn new(problem: &'a Problem, sources: &'a Sources, words: Words) -> Self {
        let Located { path, spot } = Located::of(problem, sources);
        let said = Sentences::of(problem, sources, words);
        Self {
            code: problem.what.code(),
            severity: problem.what.severity(),
            record: super::record(problem, sources),
            path,
            line: spot.as_ref().map(|spot| spot.start.line),
            column: spot.as_ref().map(|spot| spot.start.column),
            end_line: spot.as_ref().map(|spot| spot.end.line),
            end_column: spot.as_ref().map(|spot| spot.end.column),
            message: said.headline,
            label: Some(said.label).filter(|label| !label.is_empty()),
            help: said.help,
            also: problem.also.map(|span| {
                let Located { path, spot } = Located::span(span, sources);
                Also {
                    path,
                    line: spot.as_ref().map(|spot| spot.start.line),
                    column: spot.as_ref().map(|spot| spot.start.column),
                }
            }),
            diff: match &problem.what {
                What::StaleFile { diff, .. } if !diff.is_empty() => Some(diff),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_is_written_as_its_number() {
        let json = "{\"a\": \"x\u{85}\u{9b}31m\u{7f}\u{a0}é\"}";
        let escaped = escaped(json);
        assert_eq!(escaped, "{\"a\": \"x\\u0085\\u009b31m\\u007f\u{a0}é\"}");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(json), read(&escaped));
    }
}
