//! `cll invite`: the messages about a meeting, drafted to be looked at before any is sent.

use std::iter;

use serde_json::json;

use super::arguments::{Invite, InviteDraft};
use super::build::show;
use super::failure::Failure;
use super::mailing::{self, Mailing};
use super::outbox::{gives_way, is_untried, unclaimed};
use super::{CommandResult, ExitStatus, Session, invite_list, invite_note, invite_replies, send};
use crate::domain::{Meeting, Recipients};
use crate::plan::{Plan, Step};
use crate::render::mail::{self, Message, Purpose};
use crate::source::Sources;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, nobody to write to, or a file that cannot be written.
pub fn run(session: &Session, command: &Invite) -> CommandResult {
    match command {
        Invite::Draft(arguments) => draft(session, arguments),
        Invite::Send(arguments) => send::run(session, arguments),
        Invite::Replies(arguments) => invite_replies::run(session, arguments),
        Invite::Note(arguments) => invite_note::run(session, arguments),
        Invite::List(arguments) => invite_list::run(session, arguments),
    }
}

fn draft(session: &Session, arguments: &InviteDraft) -> CommandResult {
    let mailing = Mailing::open(session)?;
    let meeting = session.shown_meeting(&mailing.council, &arguments.id)?;
    mailing.say_called_off(session, &arguments.id, meeting);
    let to = mailing.members(&arguments.to)?;
    let kind = arguments.kind.asked;
    // Whoever says what the messages are knows what people were told.
    match kind {
        _ if arguments.first => {}
        None => mailing.refuse_to_begin(session, meeting)?,
        Some(_) => mailing.refuse_committed(session, meeting)?,
    }
    let recipients =
        mailing.recipients(meeting, &mailing.journal, (kind, arguments.unanswered), &to)?;
    mailing.warn(session, meeting, &recipients, [].iter());
    session.say_partial(&mailing.partial);
    warn(session, &mailing, meeting);
    mailing::say_changes(session, &recipients);
    say_uncertain(session, meeting, &recipients);
    let now = session.clock.now;
    let compose = |addressee| mailing.compose(session, meeting, addressee, now, Purpose::Real);
    let messages: Vec<Message> = recipients
        .addressees
        .iter()
        .map(compose)
        .collect::<Result<_, _>>()?;
    if messages.is_empty() && arguments.unanswered {
        session.terminal.tell("replies.all-answered", ());
        return Ok(ExitStatus::Success);
    }
    if messages.is_empty() {
        nothing(session, meeting, &recipients);
        if arguments.output.is_none() && recipients.uncertain.is_empty() {
            let steps = left_over(session, &mailing, arguments, meeting, &[])?;
            let plan = Plan {
                steps,
                orphans: Vec::new(),
            };
            apply_drafts(session, &mailing, arguments, meeting, &plan)?;
        }
        return Ok(ExitStatus::Success);
    }
    let drafted = messages.iter().map(|message| &message.delivery);
    mailing.warn(session, meeting, &Recipients::default(), drafted);
    if arguments.first && !arguments.dry_run {
        mailing.begin_journal(session)?;
    }
    match arguments.output.as_deref() {
        None => write(session, &mailing, arguments, meeting, &messages),
        Some("-") => {
            session.terminal.bytes(&mail::mailbox(&messages))?;
            Ok(ExitStatus::Success)
        }
        Some(folder) => {
            export(session, &mailing, arguments, folder, &messages)?;
            Ok(ExitStatus::Success)
        }
    }
}

/// Says what the secretariat should know before it sends anything.
fn warn(session: &Session, mailing: &Mailing, meeting: &Meeting) {
    let terminal = &session.terminal;
    if mailing.is_over(meeting) {
        let id = meeting.id.as_str();
        terminal.tell("invite.is-over", json!({ "id": id }));
    }
    if mailing.unpublished {
        terminal.tell("invite.unpublished", ());
    }
}

/// Names those of whom nobody knows whether the last message arrived.
fn say_uncertain(session: &Session, meeting: &Meeting, recipients: &Recipients) {
    let terminal = &session.terminal;
    for it in &recipients.uncertain {
        let id = meeting.id.as_str();
        let said = json!({ "member": it.member.as_str(), "kind": it.kind, "id": id });
        terminal.error(&terminal.words().say("invite.uncertain", said));
    }
}

/// Says that there is nothing to tell, and how to tell it all the same.
fn nothing(session: &Session, meeting: &Meeting, recipients: &Recipients) {
    let terminal = &session.terminal;
    let said = json!({
        "id": meeting.id.as_str(),
        "takes_place": meeting.takes_place(),
        "informed": recipients.informed,
        "uncertain": recipients.uncertain.len(),
    });
    terminal.tell("invite.nothing", said);
    mailing::say_all_the_same(session, "draft", meeting, recipients);
}

/// Plans to take away what an earlier run drafted for people who are to be told nothing more; not where only
/// some are asked for, as the others may still be to be told.
fn left_over(
    session: &Session,
    mailing: &Mailing,
    arguments: &InviteDraft,
    meeting: &Meeting,
    paths: &[String],
) -> Result<Vec<Step>, Failure> {
    if !arguments.to.is_empty() || arguments.kind.asked.is_some() || arguments.unanswered {
        return Ok(Vec::new());
    }
    let drafts = session.workspace.drafts(&mail::folder(meeting), "eml");
    let may_go = |draft: &[u8]| is_untried(&mailing.journal, draft);
    unclaimed(session, &drafts, paths, may_go)
}

/// Writes and takes away drafts, and names those of an earlier run that stay beside these and were not sent.
fn apply_drafts(
    session: &Session,
    mailing: &Mailing,
    arguments: &InviteDraft,
    meeting: &Meeting,
    plan: &Plan,
) -> Result<(), Failure> {
    let drafts = session.workspace.drafts(&mail::folder(meeting), "eml");
    let others = drafts
        .iter()
        .filter(|left| plan.steps.iter().all(|step| step.path != **left));
    let others: Vec<&str> = others.map(String::as_str).collect();
    let left = session
        .workspace
        .existing(others.into_iter(), iter::empty());
    let left = left.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    if !arguments.dry_run {
        session.workspace.apply(plan).map_err(Failure::from)?;
    }
    if !plan.steps.is_empty() {
        show(session, plan, arguments.dry_run)?;
    }
    for (path, draft) in left {
        if is_untried(&mailing.journal, &draft) {
            session
                .terminal
                .tell("invite.left", json!({ "path": path }));
        }
    }
    Ok(())
}

/// Writes the drafts to their place, and takes away those of an earlier run that are none any more.
fn write(
    session: &Session,
    mailing: &Mailing,
    arguments: &InviteDraft,
    meeting: &Meeting,
    messages: &[Message],
) -> CommandResult {
    let workspace = &session.workspace;
    let paths = || messages.iter().map(|message| message.path.as_str());
    let existing = workspace.existing(paths(), iter::empty());
    let mut existing = existing.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    let edited = messages.iter().filter(|message| {
        let draft = existing.get(message.path.as_str());
        draft.is_some_and(|draft| {
            mail::as_sent(draft) != message.bytes.disclose() && !gives_way(&mailing.journal, draft)
        })
    });
    let edited: Vec<String> = edited.map(|message| message.path.to_string()).collect();
    if !edited.is_empty() {
        return Err(Failure::OtherDrafts { paths: edited });
    }
    let steps = messages.iter().map(|message| {
        let old = existing.remove(message.path.as_str());
        let new = message.draft().disclose().clone();
        Step::write(message.path.as_str(), old, new)
    });
    let mut plan = Plan {
        steps: steps.collect(),
        orphans: Vec::new(),
    };
    let written: Vec<String> = paths().map(str::to_owned).collect();
    session.keep_private(&paths().collect::<Vec<_>>())?;
    let left = left_over(session, mailing, arguments, meeting, &written)?;
    plan.steps.extend(left);
    apply_drafts(session, mailing, arguments, meeting, &plan)?;
    Ok(ExitStatus::Success)
}

/// Writes the drafts to a folder that is not public.
fn export(
    session: &Session,
    mailing: &Mailing,
    arguments: &InviteDraft,
    folder: &str,
    messages: &[Message],
) -> Result<(), Failure> {
    let drafts: Vec<_> = messages.iter().map(Message::draft).collect();
    let names = messages.iter().map(|message| {
        let path = message.path.as_str();
        path.rsplit('/').next().unwrap_or_default()
    });
    let drafts = drafts.iter().map(|draft| draft.disclose().as_slice());
    let files: Vec<(&str, &[u8])> = names.zip(drafts).collect();
    let may = |draft: &[u8]| gives_way(&mailing.journal, draft);
    let dry_run = arguments.dry_run;
    let exported = session.workspace.export(folder, &files, &may, dry_run);
    exported.map_err(|why| session.unexported(why))?;
    let count = json!({ "count": files.len() });
    session.terminal.tell("invite.messages", count);
    Ok(())
}
