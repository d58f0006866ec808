//! The contacts of the members, for the secretariat: the only list that discloses them.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use super::failure::Failure;
use super::listing::Record;
use super::{Session, pipeline};
use crate::domain::Council;
use crate::source::Sources;
use crate::words::Words;

/// A contact, as scripts read it.
#[derive(Clone, Serialize)]
pub struct ContactRecord {
    #[serde(skip)]
    pub member: String,
    name: String,
    email: String,
    role: &'static str,
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
) -> Result<Vec<ContactRecord>, Failure> {
    let read = pipeline::confidential(&session.workspace, Some(council));
    if !read.problems.is_empty() {
        session.print_problems(&read.problems, &Sources::new());
        return Err(Failure::Findings);
    }
    if !read.has_contacts {
        return Err(Failure::NoContacts);
    }
    let mut records = Vec::new();
    for member in members {
        let before = records.len();
        let contacts = read.records.contacts.iter();
        let its = contacts.filter(|c| c.member.as_str() == *member && c.serves_on(day));
        records.extend(its.map(|contact| ContactRecord {
            member: (*member).to_owned(),
            name: contact.name.disclose().clone(),
            email: contact.email.disclose().clone(),
            role: contact.role.into_str(),
        }));
        if records.len() == before {
            let without = json!({ "member": member });
            session.terminal.tell("member.without-contact", without);
        }
    }
    Ok(records)
}

impl Record for ContactRecord {
    const LIST: &'static str = "contacts";
    const FIELDS: &'static [&'static str] = &["member", "name", "email", "role"];
    const COLUMNS: &'static [&'static str] = Self::FIELDS;

    fn id(&self) -> &str {
        &self.member
    }

    fn fields(&self) -> Vec<String> {
        vec![
            self.member.clone(),
            self.name.clone(),
            self.email.clone(),
            self.role.to_owned(),
        ]
    }

    fn cells(&self, words: Words) -> Vec<String> {
        vec![
            self.member.clone(),
            self.name.clone(),
            self.email.clone(),
            words.word("words.role", self.role),
        ]
    }
}
