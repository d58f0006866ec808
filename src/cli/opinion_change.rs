//! `cll opinion new`, `state`: what the council is asked, and what becomes of its answer.

use std::collections::BTreeSet;

use chrono::Datelike;
use serde_json::json;

use super::arguments::{OpinionAnswer, OpinionNew, OpinionState};
use super::ask::{Question, text};
use super::failure::{Failure, Named};
use super::revise::Revision;
use super::subject_change::relayed;
use super::{CommandResult, ExitStatus, Session, colleges_of, date};
use crate::domain::{
    Council, Document, History, LONGEST_SLUG, MeetingId, Opinion, OpinionId, OpinionSpans, State,
    Step, Subject, SubjectState, is_slug,
};
use crate::locale::collation::slug;
use crate::problem::{Problem, Unreadable, What, nearest};
use crate::registry::{begins_as_url, compare, edit, on_one_line};
use crate::render::{RelativePath, Suffix};
use crate::source::{MEETINGS_FILE, Sources};

const QUESTION: Question = Question {
    flag: "--question",
    asked: "ask.opinion-question",
};

/// Runs `new`.
///
/// # Errors
///
/// Something is missing, unknown or unsound; nothing is written then.
pub fn new(session: &Session, arguments: &OpinionNew) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let terminal = &session.terminal;
    let question = terminal.or_ask(arguments.question.as_deref(), &QUESTION, None, text)?;
    let question = on_one_line(&question);
    let on = match &arguments.on {
        Some(text) => date(text)?,
        None => session.today(council),
    };
    let is_same = |it: &&Opinion| match &arguments.id {
        Some(id) => it.id.as_str() == id && it.question == question,
        None => it.question == question && it.history.is_under_way(),
    };
    let asked = colleges_of(council, &arguments.college)?.into_iter();
    let asked: BTreeSet<_> = asked.map(|college| college.id.clone()).collect();
    let colleges = council.colleges.iter().map(|college| college.id.clone());
    let colleges: Vec<_> = colleges.filter(|id| asked.contains(id)).collect();
    let step = Step {
        state: State::Proposed,
        on,
    };
    if let Some(there) = council.opinions.iter().find(is_same) {
        let has_colleges = arguments.college.is_empty() || there.colleges == colleges;
        let has_day = arguments.on.is_none() || there.history.steps().contains(&step);
        let has_answer = answered(session, council, there.clone(), &arguments.answer)? == *there;
        if has_colleges && has_day && has_answer {
            return finish(&revision, None, there, &arguments.answer, arguments.dry_run);
        }
        let id = there.id.to_string();
        return Err(Failure::KnownOpinion { id });
    }
    let opinion = Opinion {
        id: match &arguments.id {
            Some(id) => free_id(council, id.clone())?,
            None => free_id(council, made(on.year(), &question))?,
        },
        date: None,
        meeting: None,
        question,
        subject: None,
        outcome: None,
        by: None,
        colleges,
        history: History::new(vec![step]).ok_or(Failure::NotAsAsked)?,
        document: None,
        licence: None,
        allow: Vec::new(),
        at: OpinionSpans::unwritten(revision.place()),
    };
    let opinion = answered(session, council, opinion, &arguments.answer)?;
    let edited = edit::add_opinion(revision.text(), council.opinions.len(), &opinion);
    let edited = edited.ok_or(Failure::NotAsAsked)?;
    finish(
        &revision,
        Some(edited),
        &opinion,
        &arguments.answer,
        arguments.dry_run,
    )
}

/// Runs `state`.
///
/// # Errors
///
/// There is no such opinion, or it cannot have come to be so; nothing is written then.
pub fn state(session: &Session, arguments: &OpinionState) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let old = find(council, &arguments.id)?;
    let on = match &arguments.on {
        Some(text) => date(text)?,
        None => session.today(council),
    };
    let mut new = answered(session, council, old.clone(), &arguments.answer)?;
    new.outcome = arguments.outcome.or(new.outcome);
    new.by = arguments.by.or(new.by);
    let step = Step {
        state: arguments.state,
        on,
    };
    let last = old.history.steps().last();
    let is_last = last.is_some_and(|last| last.state == step.state);
    let is_there = arguments.on.is_none() && is_last || old.history.steps().contains(&step);
    if !is_there {
        let history = old.history.with(step);
        new.history = history.ok_or_else(|| Failure::ImpossibleStep {
            id: old.id.to_string(),
            state: step.state.into_str(),
        })?;
    }
    let has_answer = new.outcome.is_some() && new.by.is_some();
    if new.history.last(State::Adopted).is_some() && !has_answer {
        let id = old.id.to_string();
        return Err(Failure::NoAnswer { id });
    }
    if new == *old {
        return finish(&revision, None, old, &arguments.answer, arguments.dry_run);
    }
    let edited = edit::change_opinion(revision.text(), old, &new);
    let edited = edited.ok_or(Failure::NotAsAsked)?;
    finish(
        &revision,
        Some(edited),
        &new,
        &arguments.answer,
        arguments.dry_run,
    )
}

/// Finds an opinion by its id.
///
/// # Errors
///
/// There is none.
pub fn find<'a>(council: &'a Council, id: &str) -> Result<&'a Opinion, Failure> {
    let ids = || council.opinions.iter().map(|it| it.id.as_str());
    let found = council.opinions.iter().find(|it| it.id.as_str() == id);
    found.ok_or_else(|| Failure::Unknown {
        kind: Named::Opinion,
        id: id.to_owned(),
        nearest: nearest(id, ids()),
    })
}

/// Makes an id of a year and a question, of whole words.
fn made(year: i32, question: &str) -> String {
    let whole = slug(&format!("{year} {question}"));
    match whole.get(..=LONGEST_SLUG) {
        Some(begin) => begin
            .rsplit_once('-')
            .map_or(begin, |(words, _)| words)
            .to_owned(),
        None => whole,
    }
}

/// Makes sure that an id is one, and that no other opinion has it.
fn free_id(council: &Council, text: String) -> Result<OpinionId, Failure> {
    if council.opinions.iter().any(|it| it.id.as_str() == text) {
        return Err(Failure::Taken { id: text });
    }
    OpinionId::new(&text).ok_or_else(|| Failure::NotAnId {
        suggestion: Some(slug(&text)).filter(|slug| is_slug(slug)),
        id: text,
    })
}

/// Returns an opinion with what is said of where it was given, of the subject that it answers and of its text.
///
/// # Errors
///
/// There is no such meeting, no such file that anybody may be led to, or no such subject that it could answer.
fn answered(
    session: &Session,
    council: &Council,
    mut opinion: Opinion,
    said: &OpinionAnswer,
) -> Result<Opinion, Failure> {
    if let Some(id) = &said.meeting {
        let known = council.meeting(id).map(|meeting| meeting.id.clone());
        let ids = || council.meetings.iter().map(|meeting| meeting.id.as_str());
        let known: MeetingId = known.ok_or_else(|| Failure::Unknown {
            kind: Named::Meeting,
            id: id.clone(),
            nearest: nearest(id, ids()),
        })?;
        opinion.meeting = Some(known);
    }
    if let Some(id) = &said.subject {
        let subject = relayed(session, council, id)?;
        let own = opinion.subject.as_ref().filter(|own| **own != subject.id);
        let mut others = council.opinions.iter().filter(|it| it.id != opinion.id);
        // One that was withdrawn leaves the subject to another.
        let other = others.find(|it| {
            let answers = it.subject.as_ref() == Some(&subject.id);
            !it.is_withdrawn() && (answers || subject.opinion.as_ref() == Some(&it.id))
        });
        let other = other.map(|it| &it.id);
        let pair = own.map(|own| (own, &opinion.id));
        if let Some((subject, by)) = pair.or(other.map(|other| (&subject.id, other))) {
            return Err(Failure::Answered {
                subject: subject.to_string(),
                opinion: by.to_string(),
            });
        }
        if subject.state == SubjectState::Closed {
            let (id, state) = (subject.id.to_string(), subject.state.into_str());
            return Err(Failure::SubjectIs { id, state });
        }
        opinion.subject = Some(subject.id.clone());
    }
    if let Some(text) = said.document.clone() {
        opinion.document = Some(if begins_as_url(&text) {
            Document::Url(text)
        } else {
            if let Some(what) = unfit(session, &text) {
                return Err(session.shown(&[Problem::path(text, what)], &Sources::new()));
            }
            Document::Path(text)
        });
    }
    opinion.licence = said.licence.clone().or(opinion.licence);
    Ok(opinion)
}

/// Tells why a path leads nobody to a file: it is not safe, or there is none.
fn unfit(session: &Session, path: &str) -> Option<What> {
    match RelativePath::new(path, Suffix::Any) {
        Err(why) => Some(What::UnsafePath {
            path: path.to_owned(),
            why,
        }),
        Ok(path)
            if session
                .workspace
                .files()
                .iter()
                .any(|it| it == path.as_str()) =>
        {
            None
        }
        Ok(_) => Some(What::UnreadableFile {
            why: Unreadable::Missing,
        }),
    }
}

/// Writes an opinion that was edited, and that it answers the subject which was said, or with `dry_run` shows
/// the difference; `None` is one that is so already.
fn finish(
    revision: &Revision<'_>,
    edited: Option<String>,
    opinion: &Opinion,
    said: &OpinionAnswer,
    dry_run: bool,
) -> CommandResult {
    let (session, council) = (revision.session(), &revision.council);
    let subject = said.subject.as_ref();
    let subject = subject.and_then(|_| answering(council, opinion));
    let is_same = edited.is_none() && subject.is_none();
    let id = opinion.id.as_str();
    if is_same {
        session
            .terminal
            .tell("opinion.unchanged", json!({ "id": id }));
    } else {
        let mut text = edited.unwrap_or_else(|| revision.text().to_owned());
        let mut expected = council.clone();
        if let Some((old, new)) = &subject {
            let edited = edit::change_subject(&text, old, new);
            text = edited.ok_or(Failure::NotAsAsked)?;
            expected = expected.with_subject(new);
        }
        revision.finish(text, dry_run, |after| {
            compare::is_opinion(&expected, after, opinion)
        })?;
    }
    if !dry_run {
        if !is_same {
            let last = opinion.history.steps().last();
            let state = last.map(|step| step.state.into_str());
            let subject = subject.as_ref().map(|(it, _)| it.id.as_str());
            let said = json!({ "id": id, "state": state, "subject": subject });
            session.terminal.tell("opinion.written", said);
        }
        session.terminal.write(&format!("{id}\n"))?;
    }
    Ok(ExitStatus::Success)
}

/// Returns the subject of an opinion as it is and as it becomes where it does not say yet that the opinion
/// answers it.
fn answering<'a>(council: &'a Council, opinion: &Opinion) -> Option<(&'a Subject, Subject)> {
    let id = opinion.subject.as_ref()?;
    let old = council.subjects.iter().find(|it| it.id == *id)?;
    let new = Subject {
        state: SubjectState::Opinion,
        opinion: Some(opinion.id.clone()),
        ..old.clone()
    };
    (new != *old).then_some((old, new))
}
