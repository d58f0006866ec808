//! Where a problem is: its path, its bytes, its lines and columns.

use std::ops::Range;

use crate::problem::{Place, Problem};
use crate::source::{Position, Sources, Span};

/// A place, resolved.
pub struct Located<'a> {
    pub path: &'a str,
    /// `None` where only a file is meant.
    pub spot: Option<Spot<'a>>,
}

/// Bytes of a text.
pub struct Spot<'a> {
    /// The text and its bytes, as the problem gives them: they may not fit. `None` if the text
    /// must not be shown.
    pub shown: Option<(&'a str, Range<usize>)>,
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

impl<'a> Located<'a> {
    /// Finds the place of a problem.
    #[must_use]
    pub fn of(problem: &'a Problem, sources: &'a Sources) -> Self {
        match &problem.place {
            Place::Span(span) => Self::span(*span, sources),
            Place::File(file) => Self {
                path: sources.path(*file),
                spot: None,
            },
            Place::Path(path) => Self { path, spot: None },
            Place::Hidden { path, start, end } => Self {
                path,
                spot: Some(Spot {
                    shown: None,
                    start: *start,
                    end: *end,
                }),
            },
            Place::Embedded { name, text, range } => {
                let mut own = Sources::new();
                let file = own.add(name.as_str(), text.as_str());
                Self {
                    path: name,
                    spot: Some(Spot {
                        shown: Some((text, range.clone())),
                        start: own.position(file, range.start),
                        end: own.position(file, range.end.max(range.start)),
                    }),
                }
            }
        }
    }

    /// Finds the place of a span.
    #[must_use]
    pub fn span(span: Span, sources: &'a Sources) -> Self {
        Self {
            path: sources.path(span.file),
            spot: Some(Spot {
                shown: Some((sources.text(span.file), span.range())),
                start: sources.position(span.file, span.start),
                end: sources.position(span.file, span.end.max(span.start)),
            }),
        }
    }

    /// Returns the path with line and column where there are any: "members.toml:6:1".
    #[must_use]
    pub fn origin(&self) -> String {
        match &self.spot {
            Some(spot) => format!("{}:{}:{}", self.path, spot.start.line, spot.start.column),
            None => self.path.to_owned(),
        }
    }
}
