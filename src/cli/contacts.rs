//! The contacts of the members as the secretariat is shown them: nothing else but letters discloses them.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::failure::Failure;
use super::listing::{Cell, List, word};
use super::{Session, pipeline};
use crate::domain::{Contact, Council, Private};
use crate::source::Sources;

/// What lists show of a contact beside its member.
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

/// Reads the contacts, in the order of their registry.
///
/// # Errors
///
/// There is no registry of contacts, or the private registries are unsound.
pub fn all(session: &Session, council: &Council) -> Result<Vec<Contact>, Failure> {
    let read = pipeline::confidential(&session.workspace, Some(council));
    if pipeline::has_errors(&read.problems) {
        return Err(session.shown(&read.problems, &Sources::new()));
    }
    if !read.has_contacts {
        return Err(Failure::NoContacts);
    }
    Ok(read.records.contacts)
}

/// Discloses a contact, as lists show it.
pub fn record(contact: &Contact) -> Value {
    json!({
        "member": contact.member,
        "name": contact.name.disclose(),
        "email": contact.email.as_ref().map(Private::disclose),
        "role": contact.role.into_str(),
        "public_name": contact.public_name,
        "since": contact.since(),
        "until": contact.term.until(),
    })
}

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
    let contacts = all(session, council)?;
    let mut records = Vec::new();
    for member in members {
        let its = contacts.iter();
        let its = its.filter(|c| c.member.as_str() == *member && c.serves_on(day));
        let before = records.len();
        records.extend(its.map(record));
        if records.len() == before {
            let without = json!({ "member": member });
            session.terminal.tell("member.without-contact", without);
        }
    }
    Ok(records)
}
