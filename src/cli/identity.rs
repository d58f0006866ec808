//! What a council is called, who runs it and who sits in it, as options and answers say.

use super::failure::Failure;
use crate::domain::{College, CollegeId, CouncilId, is_slug};
use crate::locale::collation::slug;

/// Reads the id of a council.
///
/// # Errors
///
/// It is none.
pub fn council_id(id: &str) -> Result<CouncilId, Failure> {
    CouncilId::new(id).ok_or_else(|| Failure::NotAnId {
        suggestion: Some(slug(id)).filter(|slug| is_slug(slug)),
        id: id.to_owned(),
    })
}

/// Makes the id of a council of its name.
///
/// # Errors
///
/// The name makes none.
pub fn id_of(name: &str) -> Result<CouncilId, Failure> {
    let made = slug(name);
    if made.is_empty() {
        return Err(Failure::Missing { flag: "--id" });
    }
    council_id(&made)
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
