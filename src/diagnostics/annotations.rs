//! Findings as the services read them that run checks: commands of GitHub's workflows, and the Code
//! Quality report of GitLab.

use serde::Serialize;

use super::json::escaped;
use super::published::Published;
use crate::problem::Severity;

/// Writes each finding as a command that makes an annotation, a line each.
pub fn github(found: &[Published]) -> String {
    found.iter().map(command).collect()
}

fn command(finding: &Published) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = Vec::new();
    if let Some(path) = &finding.place.path {
        properties.push(format!("file={}", property(path)));
    }
    if let Some((start, end)) = finding.place.region {
        properties.push(format!("line={},endLine={}", start.line, end.line));
        // Columns are taken of a single line alone.
        if start.line == end.line {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties.push(format!("title={}", property(finding.code)));
    format!(
        "::{level} {}::{}\n",
        properties.join(","),
        data(&finding.message)
    )
}

/// Escapes what would end a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes what would end a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Writes the findings as one document.
pub fn gitlab(found: &[Published]) -> String {
    let entries: Vec<Entry> = found.iter().map(Entry::new).collect();
    // Texts and numbers alone: there is nothing that could fail.
    escaped(&serde_json::to_string_pretty(&entries).unwrap_or_default()) + "\n"
}

#[derive(Serialize)]
struct Entry<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl<'a> Entry<'a> {
    fn new(finding: &'a Published) -> Self {
        let region = finding.place.region.as_ref();
        Self {
            description: &finding.message,
            check_name: finding.code,
            fingerprint: &finding.fingerprint,
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
            },
            location: Location {
                // There must be one.
                path: finding.place.path.as_deref().unwrap_or("."),
                lines: Lines {
                    begin: region.map_or(1, |(start, _)| start.line),
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_or_a_property() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
