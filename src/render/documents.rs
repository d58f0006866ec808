//! The files that opinions name: a link to each is on the page.

use super::{Inputs, RelativePath, Suffix};
use crate::domain::{Council, Document};
use crate::problem::{Place, Problem, Unreadable, What};

/// Finds the documents of opinions that are not there, or that nobody may be led to.
pub fn check(council: &Council, inputs: &Inputs<'_>, problems: &mut Vec<Problem>) {
    for opinion in &council.opinions {
        let Some(Document::Path(path)) = &opinion.document else {
            continue;
        };
        let what = match RelativePath::new(path, Suffix::Any) {
            Err(why) => What::UnsafePath {
                path: path.clone(),
                why,
            },
            Ok(path) if (inputs.exists)(path.as_str()) => continue,
            Ok(_) => What::UnreadableFile {
                why: Unreadable::Missing,
            },
        };
        let place = match opinion.at.document {
            Some(at) => Place::Span(at),
            None => Place::Path(path.clone()),
        };
        problems.push(Problem {
            what,
            place,
            also: None,
        });
    }
}
