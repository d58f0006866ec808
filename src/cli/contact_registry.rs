//! `private/members.toml` as commands change it.

use super::failure::{Failure, Named};
use super::given::meant;
use super::private_registry::PrivateRegistry;
use crate::domain::{Contact, Council, MemberId};
use crate::import::contacts::{MemberNames, NotAMember};
use crate::registry::{edit, private};

/// Rewrites contacts, each by its rank, and adds others: returns the new text of the registry. What is
/// unwise about it is shown, without a word of what is private.
///
/// # Errors
///
/// The new text does not validate, which is shown, or is not what was asked for.
pub fn edited(
    registry: &PrivateRegistry<'_>,
    changed: &[(usize, Contact)],
    added: &[Contact],
) -> Result<String, Failure> {
    let text = registry.text.as_deref();
    let text = text.unwrap_or(registry.session.scaffold().contacts);
    let old = &registry.records.contacts;
    let (edited, expected) =
        edit::change_contacts(text, old, changed, added).ok_or(Failure::NotAsAsked)?;
    let (read, problems) = private::load(Some(edited.clone()), None, Some(&registry.council));
    registry.accept(&problems, read.contacts == expected)?;
    Ok(edited)
}

/// Finds the member that a text names: by its id, or a name of it however spelt.
///
/// # Errors
///
/// There is none, or there are several.
pub fn member(council: &Council, text: &str) -> Result<MemberId, Failure> {
    MemberNames::new(council).find(text).map_err(|why| {
        let known = council.members.iter();
        let known = known.map(|it| (it.id.as_str(), it.name.as_str()));
        match why {
            NotAMember::Unknown { nearest } => Failure::Unknown {
                kind: Named::Member,
                id: text.to_owned(),
                nearest: meant(text, known).or(nearest),
            },
            NotAMember::Several(members) => Failure::SeveralMembers {
                given: text.to_owned(),
                members: members.iter().map(MemberId::to_string).collect(),
            },
        }
    })
}
