//! The contacts of the members, for the secretariat: the only list that discloses them.

use chrono::NaiveDate;
use serde::Serialize;

use super::failure::Failure;
use super::listing::Record;
use super::{Session, pipeline};
use crate::domain::{Council, Role};
use crate::report::Lang;
use crate::source::Sources;

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
        session.complain(&read.problems, &Sources::new());
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
            role: contact.role.word(),
        }));
        if records.len() == before {
            session.terminal.say(&match session.terminal.lang {
                Lang::English => format!("no contact for `{member}`"),
                Lang::French => format!("aucun contact pour `{member}`"),
            });
        }
    }
    Ok(records)
}

impl Record for ContactRecord {
    const LIST: &'static str = "contacts";
    const FIELDS: &'static [&'static str] = &["member", "name", "email", "role"];

    fn headings(lang: Lang) -> &'static [&'static str] {
        match lang {
            Lang::English => Self::FIELDS,
            Lang::French => &["membre", "nom", "adresse", "rôle"],
        }
    }

    fn id(&self) -> &str {
        &self.member
    }

    fn fields(&self) -> Vec<String> {
        self.cells(Lang::English)
    }

    fn cells(&self, lang: Lang) -> Vec<String> {
        let role = match (lang, self.role) {
            (Lang::French, word) if word == Role::Titular.word() => "titulaire",
            (Lang::French, _) => "suppléant",
            (Lang::English, word) => word,
        };
        let name = self.name.clone();
        vec![
            self.member.clone(),
            name,
            self.email.clone(),
            role.to_owned(),
        ]
    }
}
