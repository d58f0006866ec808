//! `cll subject relay`: what somebody proposes, made known to the council, and the messages that tell its
//! members.

use std::ops::Range;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::arguments::SubjectRelay;
use super::ask::{Question, text};
use super::build::show;
use super::failure::Failure;
use super::outbox::unclaimed;
use super::revise::Revision;
use super::subject_change::{may_be_public, write};
use super::subject_registry::unknown;
use super::{CommandResult, ExitStatus, Session, colleges_of, pipeline};
use crate::domain::{
    College, Council, Private, PrivateRecords, Reachable, Subject, SubjectProposal, SubjectSpans,
    SubjectState, reachable,
};
use crate::leaks::telephone;
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::plan::{Plan, Step};
use crate::registry::{edit, on_one_line};
use crate::render::Templates;
use crate::render::mail::{self, Letter, Relayed};
use crate::sort::Sort;
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
/// There is no such subject, or it is closed; the title holds what is private; there are no contacts, or none that
/// can be reached in the colleges; or a draft was edited. Nothing is written then.
pub fn run(session: &Session, arguments: &SubjectRelay) -> CommandResult {
    session.keep_private(&[PRIVATE_SUBJECTS_FILE])?;
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let private = pipeline::confidential(&session.workspace, Some(council));
    if pipeline::has_errors(&private.problems) {
        return Err(session.shown(&private.problems, &Sources::new()));
    }
    let records = &private.records;
    let proposal = proposed(records, &arguments.id)?;
    if proposal.why.is_some() {
        let (id, state) = (proposal.id.to_string(), SubjectState::Closed.into_str());
        return Err(Failure::SubjectIs { id, state });
    }
    if !private.has_contacts {
        return Err(Failure::NoContacts);
    }
    let old = council.subjects.iter().find(|it| it.id == proposal.id);
    let given = arguments.title.as_deref();
    let given = given.or(old.map(|it| it.title.as_str()));
    let terminal = &session.terminal;
    let title = terminal.or_ask(given, &TITLE, None, text)?;
    let title = on_one_line(&title);
    may_be_public(council, records, &title)?;
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
        item: None,
        opinion: None,
        why: None,
        at: SubjectSpans::unwritten(revision.place()),
    });
    let mut colleges = colleges_of(council, &arguments.college)?;
    let today = session.today(council);
    let reach = reachable(council, &records.contacts, &colleges, today);
    for (sentence, members) in [
        ("member.without-contact", &reach.without_contact),
        ("member.without-address", &reach.without_address),
    ] {
        for member in members {
            terminal.tell(sentence, json!({ "member": member.as_str() }));
        }
    }
    if reach.addressees.is_empty() {
        return Err(Failure::NobodyToTell);
    }
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let about = (&subject, proposal);
    let relaying = Relaying::new(
        council,
        records,
        about,
        (&templates, &sources),
        arguments.with_sender,
    );
    if relaying.hidden > 0 {
        terminal.tell("subject.hidden", json!({ "count": relaying.hidden }));
    }
    let letters = reach
        .addressees
        .iter()
        .map(|to| relaying.letter(session, to, session.clock.now));
    let letters: Vec<Letter> = letters.collect::<Result<_, _>>()?;
    let mut plan = plan(session, &letters)?;
    let drafts = session
        .workspace
        .drafts(&mail::relay_folder(&subject.id), "eml");
    // Those of the other colleges stay.
    if !colleges.is_empty() {
        colleges.extend(told(council, &drafts));
    }
    let all = reachable(council, &records.contacts, &colleges, today).addressees;
    let all = all.iter().map(|to| mail::relay_path(&subject.id, to));
    let all: Vec<String> = all.map(|path| path.to_string()).collect();
    plan.steps
        .extend(unclaimed(session, &drafts, &all, |_| true)?);
    if old.is_none() {
        let edited = edit::add_subject(revision.text(), council.subjects.len(), &subject);
        let edited = edited.ok_or(Failure::NotAsAsked)?;
        write(&revision, edited, &subject, arguments.dry_run)?;
    }
    if !arguments.dry_run {
        mark_relayed(session, proposal)?;
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

/// Writes down that a subject was relayed, so that another one with its id is told from it.
fn mark_relayed(session: &Session, old: &SubjectProposal) -> Result<(), Failure> {
    if old.is_relayed {
        return Ok(());
    }
    let text = session.read_if_there(PRIVATE_SUBJECTS_FILE)?;
    let text = text.ok_or(Failure::NotAsAsked)?;
    let mut new = old.clone();
    new.is_relayed = true;
    let edited = edit::change_proposal(&text, old, &new).ok_or(Failure::NotAsAsked)?;
    let old = Some(text.as_bytes().into());
    let step = Step::write(PRIVATE_SUBJECTS_FILE, old, edited.into_bytes());
    let plan = Plan {
        steps: vec![step],
        orphans: Vec::new(),
    };
    session.workspace.apply(&plan).map_err(Failure::from)
}

/// Finds what somebody proposed.
///
/// # Errors
///
/// There is no such subject.
pub fn proposed<'a>(records: &'a PrivateRecords, id: &str) -> Result<&'a SubjectProposal, Failure> {
    let ids = records.proposals.iter().map(|it| it.id.as_str());
    let mut proposals = records.proposals.iter();
    let found = proposals.find(|it| it.id.as_str() == id);
    found.ok_or_else(|| unknown(id, ids))
}

/// Lists the colleges whose members have drafts at these paths, in the order of the registry.
#[must_use]
pub fn told<'c>(council: &'c Council, drafts: &[String]) -> Vec<&'c College> {
    let members = drafts.iter().filter_map(|path| {
        let name = path.rsplit('/').next()?;
        council.member(name.rsplit_once('-')?.0)
    });
    let ids: Vec<_> = members.map(|member| &member.college).collect();
    let colleges = council.colleges.iter();
    colleges.filter(|it| ids.contains(&&it.id)).collect()
}

/// The command that drafts the messages about a subject anew, for the colleges that are told; with `with_sender`
/// they say who proposes it.
#[must_use]
pub fn again(council: &Council, id: &str, colleges: &[&College], with_sender: bool) -> String {
    let are_all = colleges.len() == council.colleges.len();
    let limits = colleges.iter().filter(|_| !are_all);
    let limits: String = limits.map(|it| format!(" --college {}", it.id)).collect();
    let sender = if with_sender { " --with-sender" } else { "" };
    format!("cll subject relay {id}{limits}{sender}")
}

/// What the messages that relay one subject are made from.
pub struct Relaying<'a> {
    council: &'a Council,
    subject: &'a Subject,
    view: SubjectView,
    templates: &'a Templates,
    sources: &'a Sources,
    /// What was written, as far as the members may read it.
    text: Option<Private<String>>,
    /// How much of it is left out.
    hidden: usize,
    sender: Option<&'a SubjectProposal>,
}

impl<'a> Relaying<'a> {
    /// Gathers it; with `with_sender` the members learn who proposes the subject.
    #[must_use]
    pub fn new(
        council: &'a Council,
        records: &PrivateRecords,
        (subject, proposal): (&'a Subject, &'a SubjectProposal),
        (templates, sources): (&'a Templates, &'a Sources),
        with_sender: bool,
    ) -> Self {
        let (text, hidden) = without_private(council, records, proposal, with_sender);
        Self {
            view: SubjectView::new(council, subject),
            sender: with_sender.then_some(proposal),
            council,
            subject,
            templates,
            sources,
            text,
            hidden,
        }
    }

    /// Composes the message to one address, as if at `moment`.
    ///
    /// # Errors
    ///
    /// A template that fails, which is shown.
    pub fn letter(
        &self,
        session: &Session,
        to: &Reachable<'_>,
        moment: DateTime<Utc>,
    ) -> Result<Letter, Failure> {
        let relayed = Relayed {
            council: self.council,
            templates: self.templates,
            id: &self.subject.id,
            view: &self.view,
            text: self.text.as_ref(),
            sender: self.sender,
        };
        let letter = mail::relay(&relayed, to, moment);
        letter.map_err(|problem| session.shown(&[*problem], self.sources))
    }

    /// Whether a draft is the message to an address as it would be drafted today.
    ///
    /// # Errors
    ///
    /// A template that fails, which is shown.
    pub fn is_draft(
        &self,
        session: &Session,
        to: &Reachable<'_>,
        draft: &[u8],
    ) -> Result<bool, Failure> {
        let Some(moment) = mail::moment_of(draft) else {
            return Ok(false);
        };
        let letter = self.letter(session, to, moment)?.draft();
        Ok(mail::as_sent(letter.disclose()) == mail::as_sent(draft))
    }
}

/// Returns what was written, with what is private in it left out and telephone numbers, and how often that is;
/// with `with_sender` whoever wrote it may be named, and called.
fn without_private(
    council: &Council,
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
    let watch = Watch::new(PrivateValues::new(&records, council), Some(council));
    let mut text = text.disclose().clone();
    let values = watch.in_text(&text).into_iter().map(|(at, _)| at);
    let mut values: Vec<Range<usize>> = values.collect();
    if !with_sender {
        values.extend(telephone::find(&text));
    }
    values.order_by_key(|at| at.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in values {
        match found.last_mut().filter(|last| at.start < last.end) {
            Some(last) => last.end = last.end.max(at.end),
            None => found.push(at),
        }
    }
    for at in found.iter().rev() {
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
        steps.push(Step::write(letter.path.as_str(), old, new));
    }
    if !edited.is_empty() {
        return Err(Failure::OtherDrafts { paths: edited });
    }
    Ok(Plan {
        steps,
        orphans: Vec::new(),
    })
}
