//! `private/subjects.toml` as commands change it, and a subject as it was proposed where the secretariat is
//! shown it: nothing else but messages discloses it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Session;
use super::failure::{Failure, Named};
use super::pipeline::{self, has_errors};
use super::revise::{RegistryLock, more};
use crate::domain::{Council, Private, SubjectId, SubjectProposal};
use crate::problem::{Problem, nearest};
use crate::registry::{edit, private};
use crate::source::{PRIVATE_SUBJECTS_FILE, Sources};
use crate::view::{DateView, SubjectView};

/// The registry of proposed subjects as it was read, locked until it is written or given up.
pub struct SubjectRegistry<'a> {
    session: &'a Session,
    pub council: Council,
    /// In the order of the registry.
    pub proposals: Vec<SubjectProposal>,
    /// `None` if there is no registry yet.
    text: Option<Arc<str>>,
    problems: Vec<Problem>,
    lock: RegistryLock,
}

impl<'a> SubjectRegistry<'a> {
    /// Locks the registries and reads them.
    ///
    /// # Errors
    ///
    /// Another process is changing them, they have errors, or git would take what is private; the latter
    /// two are shown.
    pub fn begin(session: &'a Session) -> Result<Self, Failure> {
        session.hear_git()?;
        session.keep_private(&[PRIVATE_SUBJECTS_FILE])?;
        let lock = RegistryLock::begin(session)?;
        let council = session.council()?;
        let read = pipeline::confidential(&session.workspace, Some(&council));
        if has_errors(&read.problems) {
            return Err(session.shown(&read.problems, &Sources::new()));
        }
        let text = if session.workspace.has(PRIVATE_SUBJECTS_FILE) {
            let text = session.workspace.read(PRIVATE_SUBJECTS_FILE);
            Some(text.map_err(|problem| session.refused(*problem))?)
        } else {
            None
        };
        // What else is private is no concern of this registry.
        let own = text.as_deref().unwrap_or_default().to_owned();
        let (proposals, problems) = private::proposals(own, Some(&council));
        Ok(Self {
            session,
            council,
            proposals,
            text,
            problems,
            lock,
        })
    }

    /// Returns the id that a subject received in a year gets: no other has it, public or not.
    ///
    /// It tells nothing of what the subject is about.
    #[must_use]
    pub fn free_id(&self, year: i32) -> Option<SubjectId> {
        let begin = format!("{year}-sujet-");
        let public = self.council.subjects.iter().map(|it| &it.id);
        let ids = public.chain(self.proposals.iter().map(|it| &it.id));
        let ranks = ids.filter_map(|id| id.as_str().strip_prefix(&begin)?.parse::<u32>().ok());
        let rank = ranks.max().unwrap_or_default().checked_add(1)?;
        SubjectId::new(&format!("{begin}{rank}"))
    }

    /// Finds the subject that a message proposed.
    #[must_use]
    pub fn of_message(&self, key: &str) -> Option<&SubjectProposal> {
        let is_it = |it: &&SubjectProposal| {
            let id = it.message_id.as_ref();
            id.is_some_and(|id| id.disclose() == key)
        };
        self.proposals.iter().find(is_it)
    }

    /// Adds a subject, or changes the one with its id; with `dry_run` nothing is written.
    ///
    /// # Errors
    ///
    /// The new text does not validate, which is shown without a word of it, or is not what was asked for; or
    /// it cannot be written.
    pub fn put(&self, new: &SubjectProposal, dry_run: bool) -> Result<(), Failure> {
        let mut expected = self.proposals.clone();
        let text = self.text.as_deref().unwrap_or_default();
        let edited = if let Some(old) = expected.iter_mut().find(|it| it.id == new.id) {
            let edited = edit::change_proposal(text, old, new);
            *old = new.clone();
            edited
        } else {
            expected.push(new.clone());
            edit::add_proposal(text, self.proposals.len(), new)
        };
        let edited = edited.ok_or(Failure::NotAsAsked)?;
        let (read, problems) = private::proposals(edited.clone(), Some(&self.council));
        let new = more(&self.problems, &problems);
        self.session.print_problems(&new, &Sources::new());
        if has_errors(&new) {
            return Err(Failure::WouldNotValidate);
        }
        if read != expected {
            return Err(Failure::NotAsAsked);
        }
        if dry_run {
            return Ok(());
        }
        let old = self.text.as_deref();
        self.lock
            .write(self.session, PRIVATE_SUBJECTS_FILE, old, edited)
    }
}

/// The failure that an id of no subject is.
pub fn unknown<'a>(id: &str, ids: impl Iterator<Item = &'a str> + Clone) -> Failure {
    Failure::Unknown {
        kind: Named::Subject,
        id: id.to_owned(),
        nearest: nearest(id, ids),
    }
}

/// Shows a subject as those that were relayed are shown.
pub fn view(proposal: &SubjectProposal) -> SubjectView {
    let why = proposal.why.as_ref().map(|why| why.disclose().clone());
    SubjectView::of_proposal(
        &proposal.id,
        proposal.title.disclose(),
        DateView::new(proposal.received),
        why,
    )
}

/// Discloses what the secretariat alone knows of a subject.
pub fn record(proposal: &SubjectProposal) -> Value {
    let text = |text: &Option<Private<String>>| text.as_ref().map(|it| it.disclose().clone());
    json!({
        "title": proposal.title.disclose(),
        "name": text(&proposal.name),
        "email": text(&proposal.email),
        "text": text(&proposal.text),
    })
}
