//! Findings as a public report may tell them: nothing of `private/`, and places from the top of the
//! repository.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use super::place::{Located, Spot};
use super::{Sentences, first_sentence, record};
use crate::problem::{Place, Problem, Severity};
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER, Position, Sources};
use crate::words::Words;
use crate::words::quote::one_line;

/// Tells whether a text, or a path, holds anything private; `None` where nobody knows what is private.
pub type Secrets<'a> = Option<&'a dyn Fn(&str) -> bool>;

/// A finding that everybody may read.
pub struct Published {
    pub code: &'static str,
    pub severity: Severity,
    /// What it is, and on a second line what to do.
    pub message: String,
    pub place: PublishedPlace,
    /// The place that the first one contradicts.
    pub also: Option<PublishedPlace>,
    /// A UUID of the code, the path and the text of the line: the same when lines move, and in
    /// every language.
    pub fingerprint: String,
}

/// Where a finding is.
pub struct PublishedPlace {
    /// From the top of the repository; `None` where it is no file below the registries.
    pub path: Option<String>,
    /// The first character and the one past the last, counted from 1 in characters.
    pub region: Option<(Position, Position)>,
}

impl PublishedPlace {
    fn new(located: &Located, below: &str, secrets: Secrets<'_>) -> Self {
        let path = located.path;
        if is_private(path) {
            // The name of a private file may be that of a person.
            return Self {
                path: Some(join(below, PRIVATE_FOLDER)),
                region: None,
            };
        }
        // Any other name may be one that people gave.
        let is_ours = [MEMBERS_FILE, MEETINGS_FILE].contains(&path);
        let is_open = is_ours || secrets.is_some_and(|is_private| !is_private(path));
        let is_open = is_open && is_below(path);
        let region = |spot: &Spot| (spot.start, spot.end);
        Self {
            path: is_open.then(|| join(below, path)),
            region: located.spot.as_ref().filter(|_| is_open).map(region),
        }
    }
}

/// Says each problem as everybody may read it, in the order given.
///
/// `below` is the folder of the registries in the repository; empty at its top. Of a problem in
/// `private/`, in a file that is elsewhere, or in a place that must not be shown, only what its
/// code means is said; so of one whose words, record or path hold anything private by `secrets`,
/// and of every one where nobody knows what is private.
pub fn published(
    problems: &[Problem],
    sources: &Sources,
    words: Words,
    below: &str,
    secrets: Secrets<'_>,
) -> Vec<Published> {
    let mut seen = BTreeMap::new();
    let publish = |problem: &Problem| {
        let located = Located::of(problem, sources);
        let also = problem.also.map(|span| Located::span(span, sources));
        let is_open = |it: &Located| {
            is_below(it.path) && it.spot.as_ref().is_none_or(|spot| spot.shown.is_some())
        };
        let is_embedded = matches!(problem.place, Place::Embedded { .. });
        let shows = is_embedded || is_open(&located) && also.as_ref().is_none_or(is_open);
        let said = shows.then(|| Sentences::of(problem, sources, words));
        let said = said.filter(|said| {
            let what = format!("{:?}", problem.what);
            let texts = [
                Some(said.headline.as_str()),
                said.help.as_deref(),
                // Of a value that is cut short in the sentence, too.
                Some(what.as_str()),
                record(problem, sources),
                Some(located.path),
                also.as_ref().map(|also| also.path),
            ];
            let mut texts = texts.into_iter().flatten();
            secrets.is_some_and(|is_private| !texts.any(is_private))
        });
        let shows = said.is_some() && !is_embedded;
        let code = problem.what.code();
        let mut place = PublishedPlace::new(&located, below, secrets);
        if is_embedded {
            place = PublishedPlace {
                path: None,
                region: None,
            };
        }
        let line = located.spot.as_ref().filter(|_| shows).map(line);
        let path = place.path.clone().unwrap_or_default();
        let key = (code, path, line.unwrap_or_default());
        let times = seen.entry(key.clone()).or_insert(0);
        *times += 1;
        Published {
            code,
            severity: problem.what.severity(),
            message: if let Some(said) = said {
                let help = said.help.map(|help| format!("\n{}", one_line(&help)));
                one_line(&said.headline) + &help.unwrap_or_default()
            } else {
                withheld(code, words)
            },
            place,
            also: also
                .filter(|_| shows)
                .map(|also| PublishedPlace::new(&also, below, secrets)),
            fingerprint: fingerprint(&key, *times),
        }
    };
    problems.iter().map(publish).collect()
}

/// Says of a finding only what its code means.
fn withheld(code: &str, words: Words) -> String {
    #[derive(Serialize)]
    struct Means {
        means: String,
    }
    let means = first_sentence(code, words).unwrap_or_else(|| code.to_owned());
    words.say("report.withheld", Means { means })
}

/// Whether a path is of a private file, of now or of a commit: "0123abc:private/members.toml".
fn is_private(path: &str) -> bool {
    path.split(':').any(|part| part.starts_with(PRIVATE_FOLDER))
}

/// Whether a path is of a public file below the registries.
fn is_below(path: &str) -> bool {
    let is_elsewhere = path.starts_with(['/', '\\', '-']) || path.get(1..3) == Some(":\\");
    !is_private(path) && !is_elsewhere && path.split('/').all(|part| part != "..")
}

fn join(below: &str, path: &str) -> String {
    match below {
        "" => path.to_owned(),
        below => format!("{below}/{path}"),
    }
}

/// Returns the first line of a spot, without the spaces around it.
fn line(spot: &Spot) -> String {
    let line = spot.shown.as_ref().and_then(|(text, range)| {
        let before = text.get(..range.start)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        text.get(start..)?.lines().next()
    });
    line.unwrap_or_default().trim().to_owned()
}

fn fingerprint((code, path, line): &(&str, String, String), times: usize) -> String {
    let text = format!("{code}\0{path}\0{line}\0{times}");
    Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_below_the_registries_is_below_them() {
        for path in ["members.toml", "a/..b.md", "0123abc:a.md"] {
            assert!(is_below(path), "{path}");
        }
        let elsewhere = [
            "/tmp/a.md",
            "../a.md",
            "a/../../b.md",
            "-",
            "C:\\a.md",
            "private/members.toml",
            "0123abc:private/members.toml",
        ];
        for path in elsewhere {
            assert!(!is_below(path), "{path}");
        }
    }
}
