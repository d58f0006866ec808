//! What a council is called, who runs it and who sits in it, as options and answers say.

use super::failure::Failure;
use crate::domain::{College, CollegeId, CouncilId, is_slug};
use crate::locale::collation::slug;

/// Returns the id of a council: the one given, or one made of its name.
///
/// # Errors
///
/// What is given is no id, or the name makes none.
pub fn council_id(given: Option<&str>, name: &str) -> Result<CouncilId, Failure> {
    let made = slug(name);
    if given.is_none() && made.is_empty() {
        return Err(Failure::Missing { flag: "--id" });
    }
    let id = given.unwrap_or(&made);
    CouncilId::new(id).ok_or_else(|| Failure::NotAnId {
        suggestion: Some(slug(id)).filter(|slug| is_slug(slug)),
        id: id.to_owned(),
    })
}

/// Reads colleges as `--college` gives them: `ecosysteme=écosystème`, or a name alone.
///
/// # Errors
///
/// An id is none.
pub fn colleges<'a>(given: impl Iterator<Item = &'a str>) -> Result<Vec<College>, Failure> {
    given
        .map(|text| {
            let (id, name) = match text.split_once('=') {
                Some((id, name)) => (id.trim().to_owned(), name.trim().to_owned()),
                None => (slug(text), text.trim().to_owned()),
            };
            match CollegeId::new(&id) {
                Some(id) => Ok(College { id, name }),
                None => Err(Failure::NotAnId {
                    suggestion: None,
                    id,
                }),
            }
        })
        .collect()
}
