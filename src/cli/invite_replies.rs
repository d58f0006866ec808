//! `cll invite replies`: reads what people answer to invitations, and records it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use strum::IntoEnumIterator as _;

use super::arguments::{InviteReplies, ListFormat};
use super::failure::Failure;
use super::listing::{self, Cell, List, word};
use super::{CommandResult, ExitStatus, Session, mailing, pipeline};
use crate::domain::{
    Correspondents, Council, Judgement, Private, ReceivedContent, ReplyReason, ReplyResult,
};
use crate::mail;
use crate::registry::replies;
use crate::render;
use crate::source::REPLIES_FILE;
use crate::workspace::{FoundMessage, JournalFile, MessageFault};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries or journal of messages, no source, or a journal that cannot be written.
pub fn run(session: &Session, arguments: &InviteReplies) -> CommandResult {
    if arguments.sources.is_empty() {
        return Err(Failure::NoReplies);
    }
    let messages = session
        .workspace
        .received(&arguments.sources, mail::LARGEST);
    record(session, arguments, messages)
}

/// Judges messages one after the other, and records what they answer.
fn record(
    session: &Session,
    arguments: &InviteReplies,
    messages: impl Iterator<Item = FoundMessage>,
) -> CommandResult {
    let lock = || session.workspace.lock_replies().map_err(Failure::Recording);
    let _lock = (!arguments.dry_run).then(lock).transpose()?;
    let council = session.council()?;
    let private = pipeline::confidential(&session.workspace, Some(&council));
    if pipeline::has_errors(&private.problems) {
        return Err(session.shown(&private.problems, &crate::source::Sources::new()));
    }
    let journal = mailing::journal(session, &council)?.journal;
    let mut known = mailing::replies(session)?;
    mailing::say_broken(session, &known);
    session.keep_private(&[REPLIES_FILE])?;
    let correspondents = Correspondents {
        council: &council,
        records: &private.records,
        journal: &journal,
        now: session.clock.now,
    };
    let mut file: Option<JournalFile> = None;
    let mut shown = Vec::new();
    for message in messages {
        let judged = judge(&correspondents, &known, &message);
        let new = judged.found.iter().filter_map(|it| it.record.as_ref());
        let lines: Vec<String> = new.clone().map(replies::line).collect();
        let new: Vec<_> = new.cloned().collect();
        if !lines.is_empty() && !arguments.dry_run {
            if file.is_none() {
                let opened = session.workspace.open_journal(REPLIES_FILE, known.torn);
                file = Some(opened.map_err(Failure::Write)?);
            }
            if let Some(file) = &mut file {
                file.add(&lines.join("\n")).map_err(Failure::Write)?;
            }
        }
        for record in new {
            known.replies.add(record);
        }
        let of_message = judged.found.iter();
        shown
            .extend(of_message.map(|it| shown_as(&message.source, judged.message_id.as_ref(), it)));
    }
    show(session, arguments, &council, &shown)
}

/// What became of one message.
struct Judged {
    message_id: Option<String>,
    found: Vec<Judgement>,
}

fn judge(
    correspondents: &Correspondents<'_>,
    known: &replies::Read,
    message: &FoundMessage,
) -> Judged {
    let unreadable = |fault: &MessageFault| match fault {
        MessageFault::Missing => ReplyReason::MissingFile,
        MessageFault::Unreadable => ReplyReason::UnreadableFile,
        MessageFault::TooLarge => ReplyReason::TooLarge,
    };
    let mut read = match &message.bytes {
        Ok(bytes) => mail::read(bytes),
        Err(fault) => mail::unreadable(unreadable(fault)),
    };
    let no_message = ReceivedContent::Unreadable(ReplyReason::NotAMessage);
    if !message.is_meant && read.content == no_message {
        read.content = ReceivedContent::Nothing(ReplyReason::NotAMessage);
    }
    Judged {
        found: correspondents.judge(&read, &known.replies),
        message_id: read.message_id,
    }
}

/// What lists show of a message, for one person.
const LIST: List = List {
    name: "replies",
    keys: "source message_id result reason meeting member email answer",
    fields: "source message_id result reason meeting member email answer",
    columns: &[
        ("source", Cell::Plain),
        ("result", word("words.reply-result")),
        ("meeting", Cell::Plain),
        ("member", Cell::Plain),
        ("answer", word("words.answer")),
        ("reason", word("words.reply-reason")),
    ],
    id: "message_id",
};

fn shown_as(source: &str, message_id: Option<&String>, found: &Judgement) -> Value {
    json!({
        "source": source,
        "message_id": message_id,
        "result": found.result,
        "reason": found.reason,
        "meeting": found.meeting,
        "member": found.member,
        "email": found.email.as_ref().map(Private::disclose),
        "answer": found.answer,
    })
}

/// Lists what became of the messages. A table for people leaves out those that concern no meeting, and
/// those that were read before.
fn show(
    session: &Session,
    arguments: &InviteReplies,
    council: &Council,
    shown: &[Value],
) -> CommandResult {
    let terminal = &session.terminal;
    let output = &arguments.output;
    let is_for_people =
        output.format == ListFormat::Table && !output.json && output.template.is_none();
    let concerns = |it: &&Value| {
        it["result"] != json!(ReplyResult::Known) && it["reason"] != json!(ReplyReason::Unrelated)
    };
    let chosen = shown.iter().filter(|it| !is_for_people || concerns(it));
    let chosen: Vec<Value> = chosen.cloned().collect();
    listing::list(terminal, output, &LIST, &chosen, |at| {
        render::reply_context(council, &LIST.json(&chosen[at]))
    })?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for result in shown.iter().filter_map(|it| it["result"].as_str()) {
        *counts.entry(result).or_default() += 1;
    }
    let words = terminal.words();
    let counts = ReplyResult::iter().filter_map(|result| {
        let count = counts.get(<&str>::from(result))?;
        Some(format!(
            "{} {count}",
            words.word("words.reply-result", result)
        ))
    });
    let counts: Vec<String> = counts.collect();
    let said = json!({ "counts": counts, "dry_run": arguments.dry_run });
    terminal.tell("replies.counts", said);
    let is_unreadable = |it: &Value| it["result"] == json!(ReplyResult::Unreadable);
    Ok(if shown.iter().any(is_unreadable) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}
