//! `cll invite replies`: reads what people answer to invitations, and records it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use strum::IntoEnumIterator as _;

use super::arguments::{InviteReplies, ListFormat};
use super::failure::Failure;
use super::listing::{self, Cell, List, word};
use super::mailbox::{self, Unread};
use super::mailing::{self, Additions};
use super::{CommandResult, ExitStatus, Session, pipeline};
use crate::domain::{
    Correspondents, Council, Judgement, Private, ReceivedContent, ReplyReason, ReplyResult,
};
use crate::mail;
use crate::registry::replies;
use crate::render;
use crate::source::REPLIES_FILE;
use crate::workspace::{FoundMessage, MessageFault};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries or journal of messages, no source and no mailbox, a mailbox that cannot be opened,
/// or a journal that cannot be written.
pub fn run(session: &Session, arguments: &InviteReplies) -> CommandResult {
    let from_mailbox = arguments.sources.is_empty();
    let settings = from_mailbox.then(|| mailbox::settings(session));
    let settings = settings.transpose()?;
    let lock = || session.workspace.lock_replies().map_err(Failure::Recording);
    let _lock = (!arguments.dry_run).then(lock).transpose()?;
    let council = session.council()?;
    let private = pipeline::confidential(&session.workspace, Some(&council));
    if pipeline::has_errors(&private.problems) {
        return Err(session.shown(&private.problems, &crate::source::Sources::new()));
    }
    let journal = mailing::journal(session, &council)?.journal;
    let known = mailing::replies(session)?;
    mailing::say_broken(session, &known);
    session.keep_private(&[REPLIES_FILE])?;
    let correspondents = Correspondents {
        council: &council,
        records: &private.records,
        journal: &journal,
        now: session.clock.now,
    };
    let mut recording = Recording {
        dry_run: arguments.dry_run,
        correspondents,
        journal: Additions::new(session, REPLIES_FILE, known.torn),
        known,
    };
    let Some(settings) = settings else {
        let sources = &arguments.sources;
        let messages = session.workspace.received(sources, mail::LARGEST);
        let shown = recording.record(messages)?;
        return show(session, arguments, &council, &shown);
    };
    let answers = recording.known.replies.count();
    let mut unread = Unread::open(session, &settings, arguments, answers)?;
    let shown = recording.record(&mut unread)?;
    match unread.finish(recording.known.replies.count())? {
        None => show(session, arguments, &council, &shown),
        Some(failure) if shown.is_empty() => Err(failure),
        Some(failure) => {
            show(session, arguments, &council, &shown)?;
            let terminal = &session.terminal;
            terminal.error(&super::refusal(&failure, terminal.words()));
            Ok(ExitStatus::Partial)
        }
    }
}

/// Messages that are judged, and what is recorded of them.
struct Recording<'a> {
    dry_run: bool,
    correspondents: Correspondents<'a>,
    known: replies::Read,
    journal: Additions<'a>,
}

impl Recording<'_> {
    /// Judges messages one after the other, and records what they answer; returns what is shown of each.
    fn record(
        &mut self,
        messages: impl Iterator<Item = FoundMessage>,
    ) -> Result<Vec<Value>, Failure> {
        let mut shown = Vec::new();
        for message in messages {
            let judged = judge(&self.correspondents, &self.known, &message);
            let new = judged.found.iter().filter_map(|it| it.record.as_ref());
            let lines: Vec<String> = new.clone().map(replies::line).collect();
            let new: Vec<_> = new.cloned().collect();
            if !lines.is_empty() && !self.dry_run {
                self.journal.add(&lines.join("\n"))?;
            }
            for record in new {
                self.known.replies.add(record);
            }
            let of_message = judged.found.iter();
            shown.extend(
                of_message.map(|it| shown_as(&message.source, judged.message_id.as_ref(), it)),
            );
        }
        Ok(shown)
    }
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
    // What is left out of the table is counted below it.
    if !is_for_people || !chosen.is_empty() {
        listing::list(terminal, output, &LIST, &chosen, |at| {
            render::reply_context(council, &LIST.json(&chosen[at]))
        })?;
    }
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
    let mailbox = arguments.sources.is_empty();
    let said = json!({ "counts": counts, "mailbox": mailbox, "dry_run": arguments.dry_run });
    terminal.tell("replies.counts", said);
    let is_unreadable = |it: &Value| it["result"] == json!(ReplyResult::Unreadable);
    Ok(if shown.iter().any(is_unreadable) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}
