//! `private/members.toml` as commands change it: lock, read, edit, check, compare, write.

use std::sync::Arc;

use super::Session;
use super::failure::{Failure, Named};
use super::pipeline::{self, has_errors};
use super::revise::{RegistryLock, more};
use crate::domain::{Contact, Council, MemberId};
use crate::import::contacts::{MemberNames, NotAMember};
use crate::problem::Problem;
use crate::registry::{edit, private};
use crate::source::{PRIVATE_MEMBERS_FILE, Sources};

/// The registry of contacts as it was read, locked until it is written or given up.
pub struct ContactRegistry<'a> {
    session: &'a Session,
    pub council: Council,
    /// In the order of the registry.
    pub contacts: Vec<Contact>,
    /// `None` if there is no registry yet.
    text: Option<Arc<str>>,
    /// The findings that it has, none of which is an error.
    problems: Vec<Problem>,
    lock: RegistryLock,
}

impl<'a> ContactRegistry<'a> {
    /// Locks the registries and reads them.
    ///
    /// # Errors
    ///
    /// Another process is changing them, they have errors, or git would take what is private; the latter
    /// two are shown.
    pub fn begin(session: &'a Session) -> Result<Self, Failure> {
        session.hear_git()?;
        session.keep_private(&[PRIVATE_MEMBERS_FILE])?;
        let lock = RegistryLock::begin(session)?;
        let council = session.council()?;
        let read = pipeline::confidential(&session.workspace, Some(&council));
        let text = if read.has_contacts {
            let text = session.workspace.read(PRIVATE_MEMBERS_FILE);
            Some(text.map_err(|problem| session.refused(*problem))?)
        } else {
            None
        };
        if has_errors(&read.problems) {
            return Err(session.shown(&read.problems, &Sources::new()));
        }
        Ok(Self {
            session,
            council,
            contacts: read.records.contacts,
            text,
            problems: read.problems,
            lock,
        })
    }

    /// Returns the session in which the registry changes.
    #[must_use]
    pub fn session(&self) -> &'a Session {
        self.session
    }

    /// Rewrites contacts, each by its rank, and adds others: returns the new text of the registry. What is
    /// unwise about it is shown, without a word of what is private.
    ///
    /// # Errors
    ///
    /// The new text does not validate, which is shown, or is not what was asked for.
    pub fn edited(
        &self,
        changed: &[(usize, Contact)],
        added: &[Contact],
    ) -> Result<String, Failure> {
        let session = self.session;
        let text = self.text.as_deref();
        let text = text.unwrap_or(session.scaffold().contacts);
        let (edited, expected) = edit::change_contacts(text, &self.contacts, changed, added)
            .ok_or(Failure::NotAsAsked)?;
        let (read, problems) = private::load(Some(edited.clone()), None, Some(&self.council));
        let new = more(&self.problems, &problems);
        session.print_problems(&new, &Sources::new());
        if has_errors(&new) {
            return Err(Failure::WouldNotValidate);
        }
        if read.contacts != expected {
            return Err(Failure::NotAsAsked);
        }
        Ok(edited)
    }

    /// Writes the new text of the registry.
    ///
    /// # Errors
    ///
    /// It cannot be written, or the registry was changed meanwhile; nothing is written then.
    pub fn write(&self, edited: String) -> Result<(), Failure> {
        let old = self.text.as_deref();
        self.lock
            .write(self.session, PRIVATE_MEMBERS_FILE, old, edited)
    }
}

/// Finds the member that a text names: by its id, or a name of it however spelt.
///
/// # Errors
///
/// There is none, or there are several.
pub fn member(council: &Council, text: &str) -> Result<MemberId, Failure> {
    MemberNames::new(council).find(text).map_err(|why| {
        let nearest = match why {
            NotAMember::Unknown { nearest } => nearest,
            NotAMember::Several(members) => members.first().map(MemberId::to_string),
        };
        Failure::Unknown {
            kind: Named::Member,
            id: text.to_owned(),
            nearest,
        }
    })
}
