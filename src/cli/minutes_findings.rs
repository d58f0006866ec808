//! What is found in minutes, told without a word of what is private.

use std::ops::Range;

use crate::domain::{Council, Meeting, PrivateRecords};
use crate::leaks::folded::FoldedValues;
use crate::markdown::html::plain;
use crate::markdown::minutes::{self, Minutes, masked};
use crate::problem::{Flaw, Place, PrivateKind, Problem, What};
use crate::proofread::{Proof, meeting_of, proofread};
use crate::source::{Sources, Span};

/// What is found in minutes, and the text that it points into.
pub struct Findings {
    /// In the order of the text.
    pub problems: Vec<Problem>,
    /// The text with signs in the place of all that is private.
    pub sources: Sources,
    pub minutes: Minutes,
}

impl Findings {
    /// Reads minutes with care, against the council and what is private of it.
    ///
    /// `meeting` is theirs if it is known; otherwise they may tell themselves.
    #[must_use]
    pub fn of(
        (path, text): (&str, &str),
        council: &Council,
        meeting: Option<&Meeting>,
        records: &PrivateRecords,
    ) -> Self {
        let read = minutes::read(text);
        let open = masked(text, &read.privacy.regions);
        let private = FoldedValues::new(records, council)
            .map_or_else(Vec::new, |values| private_values(&values, &open));
        let mut sources = Sources::new();
        // Not even a line that is shown for another reason may show what is private.
        let hidden: Vec<Range<usize>> = private.iter().map(|(at, _)| at.clone()).collect();
        let file = sources.add(path, masked(&open, &hidden));
        let mut problems = proofread(&Proof {
            council,
            meeting: meeting.or_else(|| meeting_of(council, &read)),
            minutes: &read,
            text,
            file,
        });
        problems.retain(|problem| !hidden.iter().any(|at| touches(problem, at)));
        problems.extend(private.into_iter().map(|(at, kind)| {
            let what = What::Minutes(Flaw::UnmarkedPrivate { kind });
            Problem::at(Span::new(file, at), what)
        }));
        problems.sort_by_key(|problem| match problem.place {
            Place::Span(span) => span.start,
            _ => 0,
        });
        if !read.privacy.is_certain() {
            // Where a mark is in doubt, any line may hold what was meant to be private.
            let hide = |problem: Problem| problem.hidden(&sources);
            problems = problems.into_iter().map(hide).collect();
        }
        Self {
            problems,
            sources,
            minutes: read,
        }
    }
}

fn touches(problem: &Problem, at: &Range<usize>) -> bool {
    match problem.place {
        Place::Span(span) => span.start < at.end && at.start < span.end,
        _ => false,
    }
}

/// Finds private values in a text, in order: as they are written, and, by whole lines, as a reader
/// would see them, with references decoded.
fn private_values(values: &FoldedValues, text: &str) -> Vec<(Range<usize>, PrivateKind)> {
    let mut found = values.find(text);
    let mut lines: Vec<usize> = vec![0];
    lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let start = |line: usize| lines.get(line).copied().unwrap_or(text.len());
    for part in plain(text) {
        let at = start(part.lines.start() - 1)..start(*part.lines.end());
        let is_known =
            |(known, _): &(Range<usize>, PrivateKind)| known.start < at.end && at.start < known.end;
        if let Some((_, kind)) = values.find(&part.text).first()
            && !found.iter().any(is_known)
        {
            let line = text.get(at.clone()).unwrap_or_default();
            found.push((at.start..at.start + line.trim_end().len(), *kind));
        }
    }
    found.sort_by_key(|(at, _)| at.start);
    found
}
