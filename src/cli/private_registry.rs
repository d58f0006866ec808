//! What every command that changes a registry below `private/` does: lock, read, check, write.

use std::sync::Arc;

use super::Session;
use super::failure::Failure;
use super::pipeline::{self, has_errors};
use super::revise::{RegistryLock, more};
use crate::domain::{Council, PrivateRecords};
use crate::plan::{Plan, Step};
use crate::problem::Problem;
use crate::source::Sources;

/// A private registry as it was read, locked until it is written or given up.
pub struct PrivateRegistry<'a> {
    pub session: &'a Session,
    pub council: Council,
    /// The records of all private registries, those of each in its order.
    pub records: PrivateRecords,
    /// Its text; `None` if there is no registry yet.
    pub text: Option<Arc<str>>,
    path: &'static str,
    /// The findings that there are, none of which is an error.
    problems: Vec<Problem>,
    lock: RegistryLock,
}

impl<'a> PrivateRegistry<'a> {
    /// Locks the registries and reads them; `path` is that of the one that changes.
    ///
    /// # Errors
    ///
    /// Another process is changing them, they have errors, or git would take what is private; the latter
    /// two are shown.
    pub fn begin(session: &'a Session, path: &'static str) -> Result<Self, Failure> {
        session.hear_git()?;
        session.keep_private(&[path])?;
        let lock = RegistryLock::begin(session)?;
        let council = session.council()?;
        let read = pipeline::confidential(&session.workspace, Some(&council));
        if has_errors(&read.problems) {
            return Err(session.shown(&read.problems, &Sources::new()));
        }
        Ok(Self {
            session,
            council,
            records: read.records,
            text: session.read_if_there(path)?,
            path,
            problems: read.problems,
            lock,
        })
    }

    /// Takes an edited text as it was read again, with what is wrong with it: what is new of that is shown, without a
    /// word of what is private.
    ///
    /// # Errors
    ///
    /// It does not validate, or is not what was asked for.
    pub fn accept(&self, problems: &[Problem], is_as_asked: bool) -> Result<(), Failure> {
        let new = more(&self.problems, problems);
        self.session.print_problems(&new, &Sources::new());
        if has_errors(&new) {
            return Err(Failure::WouldNotValidate);
        }
        if is_as_asked {
            Ok(())
        } else {
            Err(Failure::NotAsAsked)
        }
    }

    /// Writes the new text.
    ///
    /// # Errors
    ///
    /// It cannot be written, or the registry was changed meanwhile; nothing is written then.
    pub fn write(&self, new: String) -> Result<(), Failure> {
        self.lock.ensure()?;
        let old = self.text.as_deref();
        let old = old.map(|text| text.as_bytes().into());
        let step = Step::write(self.path, old, new.into_bytes());
        let plan = Plan {
            steps: vec![step],
            orphans: Vec::new(),
        };
        self.session.workspace.apply(&plan).map_err(Failure::from)
    }
}
