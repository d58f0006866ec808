//! One SARIF document (OASIS SARIF 2.1.0), for services that show findings beside the lines.

use serde::Serialize;

use super::json::escaped;
use super::published::{Published, PublishedPlace};
use super::{explain, first_sentence};
use crate::problem::Severity;
use crate::sort::Sort;
use crate::source::percent;
use crate::words::Words;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Says findings in one document; its rules are the codes that were found, with what they mean.
///
/// `keys` is the list of the keys of all tables, which one explanation shows.
pub fn report(found: &[Published], words: Words, keys: &str) -> String {
    let mut codes: Vec<&Published> = Vec::new();
    for finding in found {
        if codes.iter().all(|known| known.code != finding.code) {
            codes.push(finding);
        }
    }
    codes.order_by_key(|finding| finding.code);
    let index = |code| codes.iter().position(|known| known.code == code);
    let document = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "cll",
                    version: env!("CARGO_PKG_VERSION"),
                    language: words.either("en", "fr"),
                    rules: codes.iter().map(|it| Rule::new(it, words, keys)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: found
                .iter()
                .map(|finding| ResultObject {
                    rule_id: finding.code,
                    rule_index: index(finding.code),
                    level: finding.severity,
                    message: Text::new(&finding.message),
                    locations: Location::new(&finding.place).into_iter().collect(),
                    related_locations: finding.also.iter().filter_map(Location::new).collect(),
                    partial_fingerprints: Fingerprints {
                        line: &finding.fingerprint,
                    },
                })
                .collect(),
        }],
    };
    // Texts and numbers alone: there is nothing that could fail.
    escaped(&serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<ResultObject<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    language: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: Severity,
}

/// A message, whose braces are written twice (3.11.5).
#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultObject<'a> {
    rule_id: &'a str,
    rule_index: Option<usize>,
    level: Severity,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    /// The name by which GitHub knows it.
    #[serde(rename = "primaryLocationLineHash")]
    line: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    /// One past the last character.
    end_column: usize,
}

impl Rule<'_> {
    fn new(finding: &Published, words: Words, keys: &str) -> Self {
        let code = finding.code;
        let means = explain(code, words).unwrap_or_default();
        let means = means.replace("{keys}", keys);
        let paragraph = means.split("\n\n").next().unwrap_or_default();
        let paragraph: Vec<&str> = paragraph.split_whitespace().collect();
        Self {
            id: code,
            short_description: Text::new(&first_sentence(code, words).unwrap_or_default()),
            full_description: Text::new(&paragraph.join(" ")),
            help: Help {
                text: doubled(&means),
                markdown: doubled(&means),
            },
            default_configuration: Configuration {
                level: finding.severity,
            },
        }
    }
}

impl Text {
    fn new(text: &str) -> Self {
        let text = doubled(text);
        Self { text }
    }
}

impl Location {
    /// Makes a location of a place in a file.
    fn new(place: &PublishedPlace) -> Option<Self> {
        let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        let uri = percent::encoded(place.path.as_deref()?, stays);
        let region = place.region.map(|(start, end)| Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        });
        let physical_location = Physical {
            artifact_location: Artifact { uri },
            region,
        };
        Some(Self { physical_location })
    }
}

fn doubled(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
