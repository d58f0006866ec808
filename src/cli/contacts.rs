//! The contacts of the members, for the secretariat: the only list that discloses them.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::failure::Failure;
use super::listing::{Cell, List, word};
use super::{Session, pipeline};
use crate::domain::{Council, Private};
use crate::source::Sources;

/// What lists show of a contact.
pub const LIST: List = List {
    name: "contacts",
    keys: "name email role",
    fields: "member name email role",
    columns: &[
        ("member", Cell::Plain),
        ("name", Cell::Plain),
        ("email", Cell::Plain),
        ("role", word("words.role")),
    ],
    id: "member",
};

/// Discloses the contacts of these members on a day, member by member; names on standard error
/// those that have none.
///
/// # Errors
///
/// There is no registry of contacts, or the private registries are unsound.
pub fn read(
    session: &Session,
    council: &Council,
    members: &[&str],
    day: NaiveDate,
) -> Result<Vec<Value>, Failure> {
    let read = pipeline::confidential(&session.workspace, Some(council));
    if !read.problems.is_empty() {
        return Err(session.shown(&read.problems, &Sources::new()));
    }
    if !read.has_contacts {
        return Err(Failure::NoContacts);
    }
    let mut records = Vec::new();
    for member in members {
        let before = records.len();
        let contacts = read.records.contacts.iter();
        let its = contacts.filter(|c| c.member.as_str() == *member && c.serves_on(day));
        records.extend(its.map(|contact| {
            json!({
                "member": member,
                "name": contact.name.disclose(),
                "email": contact.email.as_ref().map(Private::disclose),
                "role": contact.role.into_str(),
            })
        }));
        if records.len() == before {
            let without = json!({ "member": member });
            session.terminal.tell("member.without-contact", without);
        }
    }
    Ok(records)
}
