//! `cll subject relay`: what somebody proposes, made known to the council, and the messages that tell its
//! members.

use serde_json::json;

use super::arguments::SubjectRelay;
use super::ask::{Question, text};
use super::build::show;
use super::failure::Failure;
use super::revise::Revision;
use super::subject_change::{may_be_public, write};
use super::subject_registry::unknown;
use super::{CommandResult, ExitStatus, Session, college, pipeline};
use crate::domain::{
    College, Private, PrivateRecords, Subject, SubjectProposal, SubjectSpans, SubjectState,
    reachable,
};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::plan::{Action, Plan, Step};
use crate::registry::{edit, on_one_line};
use crate::render::mail::{self, Letter, Relayed};
use crate::source::{MEETINGS_FILE, PRIVATE_SUBJECTS_FILE, Sources};
use crate::view::SubjectView;

const TITLE: Question = Question {
    flag: "--title",
    asked: "ask.public-title",
};

/// Runs the command.
///
/// # Errors
///
/// There is no such subject, or it is closed; the title holds what is private; there are no contacts; or a
/// draft was edited. Nothing is written then.
pub fn run(session: &Session, arguments: &SubjectRelay) -> CommandResult {
    session.keep_private(&[PRIVATE_SUBJECTS_FILE])?;
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let private = pipeline::confidential(&session.workspace, Some(council));
    if pipeline::has_errors(&private.problems) {
        return Err(session.shown(&private.problems, &Sources::new()));
    }
    let records = &private.records;
    let ids = records.proposals.iter().map(|it| it.id.as_str());
    let mut proposals = records.proposals.iter();
    let proposal = proposals.find(|it| it.id.as_str() == arguments.id);
    let proposal = proposal.ok_or_else(|| unknown(&arguments.id, ids))?;
    if proposal.why.is_some() {
        let (id, state) = (proposal.id.to_string(), SubjectState::Closed.into_str());
        return Err(Failure::SubjectIs { id, state });
    }
    if !private.has_contacts {
        return Err(Failure::NoContacts);
    }
    let terminal = &session.terminal;
    let title = terminal.or_ask(arguments.title.as_deref(), &TITLE, None, text)?;
    let title = on_one_line(&title);
    may_be_public(council, records, &title)?;
    let old = council.subjects.iter().find(|it| it.id == proposal.id);
    if let Some(old) = old.filter(|old| old.title != title) {
        let (id, state) = (old.id.to_string(), old.state.into_str());
        return Err(Failure::SubjectIs { id, state });
    }
    let subject = old.cloned().unwrap_or_else(|| Subject {
        id: proposal.id.clone(),
        title,
        received: proposal.received,
        state: SubjectState::Relayed,
        meeting: None,
        opinion: None,
        why: None,
        at: SubjectSpans::unwritten(revision.place()),
    });
    let mut colleges: Vec<&College> = Vec::new();
    for given in &arguments.college {
        colleges.extend(college(council, Some(given))?);
    }
    let letters = letters(
        &revision,
        records,
        (&subject, proposal),
        &colleges,
        arguments,
    )?;
    let plan = plan(session, &letters)?;
    if old.is_none() {
        let edited = edit::add_subject(revision.text(), council.subjects.len(), &subject);
        let edited = edited.ok_or(Failure::NotAsAsked)?;
        write(&revision, edited, &subject, arguments.dry_run)?;
    }
    if !arguments.dry_run {
        session.workspace.apply(&plan).map_err(Failure::from)?;
    }
    show(session, &plan, arguments.dry_run)?;
    if !arguments.dry_run {
        let said = json!({ "id": subject.id.as_str(), "folder": mail::relay_folder(&subject.id) });
        terminal.tell("subject.relayed", said);
        terminal.write(&format!("{}\n", subject.id))?;
    }
    Ok(ExitStatus::Success)
}

/// Composes a message to each contact of the colleges, or of all of them.
fn letters(
    revision: &Revision<'_>,
    records: &PrivateRecords,
    (subject, proposal): (&Subject, &SubjectProposal),
    colleges: &[&College],
    arguments: &SubjectRelay,
) -> Result<Vec<Letter>, Failure> {
    let (session, council) = (revision.session(), &revision.council);
    let terminal = &session.terminal;
    let today = session.today(council);
    let (addressees, without) = reachable(council, &records.contacts, colleges, today);
    for member in without {
        terminal.tell(
            "member.without-contact",
            json!({ "member": member.as_str() }),
        );
    }
    let with_sender = arguments.with_sender;
    let (words, hidden) = without_private(revision, records, proposal, with_sender);
    if hidden > 0 {
        terminal.tell("subject.hidden", json!({ "count": hidden }));
    }
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let view = SubjectView::new(council, subject);
    let relayed = Relayed {
        council,
        templates: &templates,
        id: &subject.id,
        view: &view,
        text: words.as_ref(),
        sender: with_sender.then_some(proposal),
    };
    let compose = |addressee| mail::relay(&relayed, addressee, session.clock.now);
    let letters = addressees.iter().map(compose).collect::<Result<_, _>>();
    letters.map_err(|problem| session.shown(&[*problem], &sources))
}

/// Returns what was written, with what is private in it left out, and how often that is; with
/// `with_sender` whoever wrote it may be named.
fn without_private(
    revision: &Revision<'_>,
    records: &PrivateRecords,
    proposal: &SubjectProposal,
    with_sender: bool,
) -> (Option<Private<String>>, usize) {
    const LEFT_OUT: &str = "[…]";
    let Some(text) = &proposal.text else {
        return (None, 0);
    };
    let mut records = records.clone();
    if with_sender {
        let told = [&proposal.name, &proposal.email];
        let is_told = |it: &&Private<String>| told.iter().any(|told| told.as_ref() == Some(it));
        records.correspondents.retain(|it| !is_told(&it));
    }
    let council = &revision.council;
    let watch = Watch::new(PrivateValues::new(&records, council), Some(council));
    let mut text = text.disclose().clone();
    let found = watch.in_text(&text);
    for (at, _) in found.iter().rev() {
        text.replace_range(at.clone(), LEFT_OUT);
    }
    (Some(Private::new(text)), found.len())
}

/// Puts the drafts at their places; one that somebody edited stays.
fn plan(session: &Session, letters: &[Letter]) -> Result<Plan, Failure> {
    let paths: Vec<&str> = letters.iter().map(|letter| letter.path.as_str()).collect();
    session.keep_private(&paths)?;
    let existing = session
        .workspace
        .existing(paths.iter().copied(), std::iter::empty());
    let mut existing = existing.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    let mut edited = Vec::new();
    let mut steps = Vec::new();
    for letter in letters {
        let old = existing.remove(letter.path.as_str());
        let new = letter.draft().disclose().clone();
        let is_other = |old: &[u8]| *old != *new && mail::is_edited(old) != Some(false);
        if old.as_deref().is_some_and(is_other) {
            edited.push(letter.path.to_string());
        }
        steps.push(Step {
            action: match &old {
                None => Action::Create,
                Some(old) if **old == *new => Action::Keep,
                Some(_) => Action::Update,
            },
            path: letter.path.to_string(),
            old,
            new: new.into(),
        });
    }
    if !edited.is_empty() {
        return Err(Failure::OtherDrafts { paths: edited });
    }
    Ok(Plan {
        steps,
        orphans: Vec::new(),
    })
}
