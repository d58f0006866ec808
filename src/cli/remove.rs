//! `cll meeting remove`, `cll members remove`: what was entered by mistake goes, as long as nothing knows it.

use serde_json::json;

use super::arguments::{MeetingRemove, MemberRemove};
use super::failure::{Failure, KnownBy, Named};
use super::given;
use super::mailing;
use super::meeting_change::name;
use super::pipeline;
use super::revise::Revision;
use super::told::{told, told_elsewhere};
use super::{CommandResult, ExitStatus, Session};
use crate::announced::Versions;
use crate::calendar;
use crate::domain::{Council, Meeting, Member};
use crate::leaks::attendance;
use crate::locale::collation::sort_key;
use crate::markdown::blocks;
use crate::markdown::minutes::{self, owners::Owners};
use crate::registry::{compare, edit};
use crate::render::Suffix;
use crate::source::{MEETINGS_FILE, MEMBERS_FILE};
use crate::workspace::{Commits, GitError};

/// Runs `meeting remove`.
///
/// # Errors
///
/// The meeting is unknown, or something knows it; nothing is written then.
pub fn meeting(session: &Session, arguments: &MeetingRemove) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let meeting = session.meeting(council, &arguments.id)?;
    let known = known_meeting(session, council, meeting)?;
    // A calendar that nobody has taken from git is built anew.
    let is_local = matches!(known, Some(KnownBy::Calendar(_)));
    let now = session.clock.moment(council.timezone);
    let is_held = meeting.settled(now, false).is_some();
    let known = known.or_else(|| is_held.then(|| KnownBy::Held(meeting.slot.date())));
    let gives_way = |known: &KnownBy| matches!(known, KnownBy::Calendar(_) | KnownBy::Held(_));
    if let Some(known) = known.filter(|known| !(arguments.force && gives_way(known))) {
        return Err(Failure::NotRemovable {
            id: meeting.id.to_string(),
            kind: Named::Meeting,
            known,
        });
    }
    let asks = (is_local || is_held) && session.terminal.interactive;
    if asks || arguments.id != meeting.id.as_str() {
        name(session, meeting)?;
    }
    let mut text = revision.text().to_owned();
    let mut changed = Vec::new();
    // The calendars of the folder are built anew for all of them.
    let told = if is_local { told_elsewhere } else { told };
    for (other, number) in council.ranks_without(meeting, |later| told(session, council, later)) {
        let mut touched = other.touched(session.clock.now);
        touched = touched.corrected_by(&session.clock, other);
        touched.number = Some(number);
        text = edit::change_meeting(&text, other, &touched).ok_or(Failure::NotAsAsked)?;
        changed.push(touched);
    }
    let id = meeting.id.as_str();
    text = edit::remove_meeting(&text, id).ok_or(Failure::NotAsAsked)?;
    let mut left = council.clone();
    left.meetings.retain(|it| it.id != meeting.id);
    revision.finish(text, arguments.dry_run, |after| {
        compare::are_meetings(&left, after, 0, &changed)
    })?;
    if arguments.dry_run {
        return Ok(ExitStatus::Success);
    }
    let terminal = &session.terminal;
    for other in &changed {
        let before = council.meeting(other.id.as_str()).and_then(|it| it.number);
        let number = other.number.filter(|_| before != other.number);
        let said = json!({ "id": other.id.as_str(), "number": number });
        terminal.tell("meeting.counts-one-less", said);
    }
    let uid = is_local.then_some(&meeting.uid);
    terminal.tell("meeting.removed", json!({ "id": id, "uid": uid }));
    terminal.write(&format!("{id}\n"))?;
    Ok(ExitStatus::Success)
}

/// Finds what knows a meeting: messages, answers, calendars, minutes, an opinion, a subject.
///
/// # Errors
///
/// One of them cannot be read, which is shown.
fn known_meeting(
    session: &Session,
    council: &Council,
    meeting: &Meeting,
) -> Result<Option<KnownBy>, Failure> {
    if mailing::journal(session, council)?
        .journal
        .knows(&meeting.uid)
    {
        return Ok(Some(KnownBy::Messages));
    }
    let replies = mailing::replies(session)?;
    if replies.replies.speak_of(meeting) || !replies.broken.is_empty() {
        return Ok(Some(KnownBy::Replies));
    }
    let mut versions = Versions::default();
    let committed = session.workspace.committed(Commits::All, |_, bytes| {
        versions.add(bytes);
    });
    let committed = committed.map_err(|why| session.refused(pipeline::silent(why)))?;
    if !versions.of(&meeting.uid).is_empty() {
        return Ok(Some(KnownBy::History));
    }
    if committed.is_partial {
        return Ok(Some(KnownBy::PartialHistory));
    }
    let mut opinions = council.opinions.iter();
    if let Some(opinion) = opinions.find(|it| it.meeting.as_ref() == Some(&meeting.id)) {
        return Ok(Some(KnownBy::Opinion(opinion.id.to_string())));
    }
    let mut subjects = council.subjects.iter();
    if let Some(subject) = subjects.find(|it| it.meeting.as_ref() == Some(&meeting.id)) {
        return Ok(Some(KnownBy::Subject(subject.id.to_string())));
    }
    let context = session.context(council)?;
    if let Some(value) = context.value_of(&meeting.id) {
        for path in value.draft.iter().chain([&value.view.minutes]) {
            if session.minutes_at(path)?.is_some() {
                return Ok(Some(KnownBy::Minutes(path.clone())));
            }
        }
    }
    let files = session.workspace.files();
    let mut calendars = files.into_iter().filter(|path| Suffix::Calendar.ends(path));
    let holds = |path: &String| {
        let bytes = session.workspace.read_whole(path).unwrap_or_default();
        // One that cannot be read may hold it.
        calendar::read(&bytes).map_or(true, |it| it.has(&meeting.uid))
    };
    Ok(calendars.find(holds).map(KnownBy::Calendar))
}

/// Runs `members remove`.
///
/// # Errors
///
/// The member is unknown, or something refers to it; nothing is written then.
pub fn member(session: &Session, arguments: &MemberRemove) -> CommandResult {
    let revision = Revision::begin(session, MEMBERS_FILE)?;
    let council = &revision.council;
    let member = given::member(council, &arguments.id)?;
    let known = known_member(session, council, member)?;
    let gives_way = |known: &KnownBy| matches!(known, KnownBy::Held(_));
    if let Some(known) = known.filter(|known| !(arguments.force && gives_way(known))) {
        return Err(Failure::NotRemovable {
            id: member.id.to_string(),
            kind: Named::Member,
            known,
        });
    }
    let id = member.id.as_str();
    let text = edit::remove_member(revision.text(), id).ok_or(Failure::NotAsAsked)?;
    revision.finish(text, arguments.dry_run, |after| {
        compare::is_member_removed(council, after, &member.id)
    })?;
    if arguments.dry_run {
        return Ok(ExitStatus::Success);
    }
    let terminal = &session.terminal;
    terminal.tell("member.removed", json!({ "name": member.name }));
    terminal.write(&format!("{id}\n"))?;
    Ok(ExitStatus::Success)
}

/// Finds what refers to a member: contacts, messages, answers, minutes, an agenda, a page in git; and
/// last a meeting that was held, to which it was called.
///
/// # Errors
///
/// One of them cannot be read, which is shown.
fn known_member(
    session: &Session,
    council: &Council,
    member: &Member,
) -> Result<Option<KnownBy>, Failure> {
    let records = session.private_records(council)?;
    if records.contacts.iter().any(|it| it.member == member.id) {
        return Ok(Some(KnownBy::Contact));
    }
    if mailing::journal(session, council)?
        .journal
        .names(&member.id)
    {
        return Ok(Some(KnownBy::Messages));
    }
    let replies = mailing::replies(session)?;
    if replies.replies.name(&member.id) || !replies.broken.is_empty() {
        return Ok(Some(KnownBy::Replies));
    }
    let keys: Vec<String> = member.names().map(sort_key).collect();
    let is_named = |text: &str| keys.contains(&sort_key(text));
    let presents = |meeting: &&Meeting| {
        let mut presenters = meeting
            .agenda
            .iter()
            .filter_map(|it| it.presenter.as_deref());
        presenters.any(is_named)
    };
    if let Some(meeting) = council.meetings.iter().find(presents) {
        return Ok(Some(KnownBy::Agenda(meeting.id.to_string())));
    }
    if let Some(path) = minuted(session, council, member, is_named)? {
        return Ok(Some(KnownBy::Minutes(path)));
    }
    if let Some(path) = shown_at(session, &keys) {
        return Ok(Some(KnownBy::Page(path)));
    }
    let now = session.clock.moment(council.timezone);
    let first = member.terms.first().map(|term| term.since());
    let sat = first.and_then(|since| council.sat_since(member, since, now));
    Ok(sat.map(KnownBy::Held))
}

/// Returns the path of the first minutes, or draft, that name a member among those who were there or not,
/// or as somebody who has something to do.
fn minuted(
    session: &Session,
    council: &Council,
    member: &Member,
    is_named: impl Fn(&str) -> bool,
) -> Result<Option<String>, Failure> {
    let context = session.context(council)?;
    let names = attendance::names(council);
    let owners = Owners::new(council.names());
    for value in &context.meetings {
        for path in value.draft.iter().chain([&value.view.minutes]) {
            let Some(text) = session.minutes_at(path)? else {
                continue;
            };
            let read = minutes::read_of(&text, &owners, None);
            let attendees = read.attendees(&names);
            let mut by = attendees
                .iter()
                .flat_map(|it| [&it.organisation, &it.by])
                .flatten();
            let mut actors = read.actions.iter().filter_map(|it| it.owner.as_ref());
            if by.any(|it| it.member.as_deref() == Some(member.id.as_str()))
                || actors.any(|(owner, _)| is_named(owner))
            {
                return Ok(Some(path.clone()));
            }
        }
    }
    Ok(None)
}

/// Returns the path of the first page that shows one of these names in its list of members, as git has
/// the page.
fn shown_at(session: &Session, keys: &[String]) -> Option<String> {
    let workspace = &session.workspace;
    let lists = |text: &str| {
        let page = blocks::scan(text);
        let lists = page
            .blocks
            .into_iter()
            .filter(|block| block.name == "members");
        lists
            .map(|block| text[block.body].to_owned())
            .collect::<Vec<String>>()
    };
    let shows = |text: &str| {
        let read = minutes::read(text);
        let mut texts = read.blocks.iter().map(|block| sort_key(&block.prose.text));
        texts.any(|text| keys.iter().any(|key| text.contains(key.as_str())))
    };
    let files = workspace.files();
    let mut pages = files.into_iter().filter(|path| Suffix::Page.ends(path));
    pages.find(|path| {
        let here = workspace.read_page(path).ok().flatten();
        if here.is_none_or(|text| lists(&text).is_empty()) {
            return false;
        }
        match workspace.at_revision("HEAD", path) {
            Ok(Some(bytes)) => lists(&String::from_utf8_lossy(&bytes))
                .iter()
                .any(|it| shows(it)),
            Ok(None) | Err(GitError::NoRevision) => false,
            Err(GitError::NoGit(_)) => workspace.has_repository(),
            // What git does not say may be published.
            Err(_) => true,
        }
    })
}
