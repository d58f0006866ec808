//! `private/subjects.toml` as commands change it, and a subject as it was proposed where the secretariat is
//! shown it: nothing else but messages discloses it.

use serde_json::{Value, json};

use super::Session;
use super::failure::{Failure, Named};
use super::pipeline::{Confidential, has_errors};
use super::private_registry::PrivateRegistry;
use crate::domain::{Council, Private, SubjectId, SubjectProposal};
use crate::problem::nearest;
use crate::registry::{edit, private};
use crate::source::{MEETINGS_FILE, PRIVATE_FOLDER, PRIVATE_SUBJECTS_FILE, SENT_FILE};
use crate::view::{DateView, SubjectView};
use crate::workspace::Commits;

/// Returns the id that a subject received in a year gets: no other has it, public or not, nor had it in any
/// commit that this clone knows, or in what was sent.
///
/// It tells nothing of what the subject is about. `None` where the journal cannot be read, which is shown, or
/// git, which answered before, does not.
#[must_use]
pub fn free_id(registry: &PrivateRegistry<'_>, year: i32) -> Option<SubjectId> {
    let begin = format!("{year}-sujet-");
    let public = registry.council.subjects.iter().map(|it| &it.id);
    let ids = public.chain(registry.records.proposals.iter().map(|it| &it.id));
    let ranks = ids.filter_map(|id| id.as_str().strip_prefix(&begin)?.parse::<u32>().ok());
    let mut highest = ranks.max().unwrap_or_default();
    let mut look_through = |text: &str| {
        let found = text.match_indices(&begin).filter_map(|(at, _)| {
            let rest = text.get(at + begin.len()..)?;
            let end = rest.find(|c: char| !c.is_ascii_digit());
            rest.get(..end.unwrap_or(rest.len()))?.parse::<u32>().ok()
        });
        highest = highest.max(found.max().unwrap_or_default());
    };
    let session = registry.session;
    look_through(&session.read_if_there(SENT_FILE).ok()?.unwrap_or_default());
    let committed = session.workspace.committed(Commits::All, |paths, bytes| {
        if paths.contains(MEETINGS_FILE) {
            look_through(&String::from_utf8_lossy(bytes));
        }
    });
    committed.ok()?;
    SubjectId::new(&format!("{begin}{}", highest.checked_add(1)?))
}

/// Finds the subject that a message proposed.
#[must_use]
pub fn of_message<'r>(registry: &'r PrivateRegistry<'_>, key: &str) -> Option<&'r SubjectProposal> {
    let is_it = |it: &&SubjectProposal| {
        let id = it.message_id.as_ref();
        id.is_some_and(|id| id.disclose() == key)
    };
    registry.records.proposals.iter().find(is_it)
}

/// Adds a subject, or changes the one with its id; with `dry_run` nothing is written.
///
/// # Errors
///
/// The new text does not validate, which is shown without a word of it, or is not what was asked for; or
/// it cannot be written.
pub fn put(
    registry: &PrivateRegistry<'_>,
    new: &SubjectProposal,
    dry_run: bool,
) -> Result<(), Failure> {
    let mut expected = registry.records.proposals.clone();
    let text = registry.text.as_deref().unwrap_or_default();
    let edited = if let Some(old) = expected.iter_mut().find(|it| it.id == new.id) {
        let edited = edit::change_proposal(text, old, new);
        *old = new.clone();
        edited
    } else {
        let edited = edit::add_proposal(text, expected.len(), new);
        expected.push(new.clone());
        edited
    };
    let edited = edited.ok_or(Failure::NotAsAsked)?;
    let (read, problems) = private::proposals(edited.clone(), Some(&registry.council));
    registry.accept(&problems, read == expected)?;
    if dry_run {
        return Ok(());
    }
    registry.write(edited)
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
        "others": proposal.others.iter().map(Private::disclose).collect::<Vec<_>>(),
        "text": text(&proposal.text),
    })
}

/// Lists the subjects that were proposed and neither relayed nor closed; `None` where nobody can tell: a
/// service keeps what the program prints, or what is private is not here or cannot be read.
pub fn waiting<'a>(
    session: &Session,
    council: &Council,
    private: &'a Confidential,
) -> Option<Vec<&'a SubjectProposal>> {
    // Of a council that relayed some, there was a registry.
    let file = if council.subjects.is_empty() {
        PRIVATE_FOLDER
    } else {
        PRIVATE_SUBJECTS_FILE
    };
    let is_here = session.workspace.has(file) && !has_errors(&private.problems);
    (is_here && !session.is_in_ci).then(|| {
        let is_public = |id: &SubjectId| council.subjects.iter().any(|it| it.id == *id);
        let proposals = private.records.proposals.iter();
        let waits = |it: &&SubjectProposal| it.why.is_none() && !is_public(&it.id);
        proposals.filter(waits).collect()
    })
}
