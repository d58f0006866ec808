//! `cll handover purge`: takes out of the private journals what is about meetings long over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Months, NaiveDate};
use serde_json::json;

use super::arguments::HandoverPurge;
use super::ask::Question;
use super::failure::Failure;
use super::{CommandResult, ExitStatus, Session, date, mailing};
use crate::calendar;
use crate::domain::{Council, JournalEntry, MeetingId, Purge, Retention};
use crate::plan::{Plan, Step};
use crate::registry::replies::Line;
use crate::registry::{mailbox, replies, sent};
use crate::render::Suffix;
use crate::source::{MAILBOX_FILE, REPLIES_FILE, SENT_FILE};

/// How long what was answered may still be needed, without force.
const NEEDED: Months = Months::new(12);

const PURGE: Question = Question {
    flag: "--yes",
    asked: "ask.purge",
};

/// Runs the command.
///
/// # Errors
///
/// A day that is too recent, unsound registries, a journal with a line that cannot be read, another
/// process that sends or records, or a file that cannot be written or changed meanwhile.
pub fn run(session: &Session, arguments: &HandoverPurge) -> CommandResult {
    let before = date(&arguments.before)?;
    let (workspace, terminal) = (&session.workspace, &session.terminal);
    let sending = || workspace.lock_sending().map_err(Failure::Sending);
    let recording = || workspace.lock_replies().map_err(Failure::Recording);
    let _sending = (!arguments.dry_run).then(sending).transpose()?;
    let _recording = (!arguments.dry_run).then(recording).transpose()?;
    let council = session.council()?;
    allow(session, &council, before, arguments.force)?;
    session.keep_private(&[SENT_FILE, REPLIES_FILE, MAILBOX_FILE])?;
    // What cannot be read stops it here.
    mailing::journal(session, &council)?;
    let lines = mailing::replies(session)?.broken;
    if !lines.is_empty() {
        return Err(Failure::BrokenReplies { lines });
    }
    let [messages, answers, positions] =
        [SENT_FILE, REPLIES_FILE, MAILBOX_FILE].map(|path| session.read_if_there(path));
    let (messages, answers, positions) = (messages?, answers?, positions?);
    let deliveries = messages.iter().flat_map(|text| sent::lines(text));
    let deliveries: Vec<_> = deliveries.filter_map(|(_, record)| record).collect();
    let purge = Purge::new(&council, before, uids(session)?, deliveries.iter());
    drop(deliveries);

    let mut steps = Vec::new();
    let mut counts = Vec::new();
    if let Some(old) = &answers {
        let (count, new) = purged_answers(&purge, before, old);
        let positions = positions.as_ref().map(|old| {
            let new = mailbox::lowered(old, count.gone());
            new.map(|new| step(MAILBOX_FILE, old, new))
                .map_err(|lines| Failure::BrokenMailbox { lines })
        });
        // Where a later file cannot be written, fewer answers than there are is no harm.
        steps.extend(positions.transpose()?);
        steps.push(step(REPLIES_FILE, old, new));
        counts.push((REPLIES_FILE, count));
    }
    if let Some(old) = &messages {
        let (count, mut new) = purged_messages(&purge, old);
        let is_blank = sent::of(&council, &new).is_ok_and(|read| read.blank);
        if count.gone() > 0 && is_blank {
            // With nothing in it, it would be taken for one that was lost.
            new.insert_str(mark(&new).len(), &mailing::new_journal(&council)?);
        }
        steps.push(step(SENT_FILE, old, new));
        counts.insert(0, (SENT_FILE, count));
    }
    let is_done = counts.iter().all(|(_, count)| count.gone() == 0);
    if arguments.dry_run || !is_done && !terminal.yes {
        say(session, before, &counts, true)?;
    }
    if !is_done && !arguments.dry_run {
        if !terminal.interactive && !terminal.yes {
            return Err(Failure::Unconfirmed);
        }
        if !terminal.agrees(&PURGE, ())? {
            terminal.tell("plan.left", ());
            return Ok(ExitStatus::Findings);
        }
        let orphans = Vec::new();
        workspace.apply(&Plan { steps, orphans })?;
    }
    if !arguments.dry_run {
        say(session, before, &counts, false)?;
    }
    if is_done {
        terminal.tell("handover.nothing-to-purge", json!({ "before": before }));
    } else if !arguments.dry_run {
        terminal.tell("handover.purged", ());
    }
    Ok(ExitStatus::Success)
}

/// Makes sure that a day is one of which nothing is needed any more.
///
/// # Errors
///
/// It is to come, or less than 12 months ago without force.
fn allow(
    session: &Session,
    council: &Council,
    before: NaiveDate,
    force: bool,
) -> Result<(), Failure> {
    let today = session.today(council);
    if before > today {
        return Err(Failure::PurgeAhead { day: before });
    }
    let latest = today.checked_sub_months(NEEDED).unwrap_or(NaiveDate::MIN);
    if before > latest && !force {
        let day = before;
        return Err(Failure::PurgeTooSoon { day, latest });
    }
    Ok(())
}

/// Lists the UIDs of all calendars of the folder; `None` where one is no calendar.
///
/// # Errors
///
/// One cannot be read, which is shown.
fn uids(session: &Session) -> Result<Option<BTreeSet<String>>, Failure> {
    let mut uids = BTreeSet::new();
    let files = session.workspace.files();
    for path in files.iter().filter(|path| Suffix::Calendar.ends(path)) {
        let bytes = session.workspace.read_whole(path);
        let bytes = bytes.map_err(|problem| session.refused(*problem))?;
        let Ok(calendar) = calendar::read(&bytes) else {
            return Ok(None);
        };
        uids.extend(calendar.events.into_iter().filter_map(|event| event.uid));
    }
    Ok(Some(uids))
}

/// What becomes of the records of a journal.
#[derive(Default)]
struct Count {
    /// How many go, by the ids of their meetings and subjects.
    gone: BTreeMap<String, usize>,
    kept: usize,
    /// The meetings that were not over.
    open: BTreeSet<MeetingId>,
    later: usize,
    /// About subjects that are neither answered nor closed.
    waiting: usize,
    untied: usize,
}

impl Count {
    /// Counts a record, and says whether it stays.
    fn keeps(&mut self, purge: &Purge<'_>, record: JournalEntry<'_>) -> bool {
        let name = purge.name(record);
        let retention = purge.judge(record);
        if retention == Retention::Open {
            self.open.insert(name.clone());
        }
        self.count(retention, name.as_str())
    }

    /// Counts a record about what has that id, and says whether it stays.
    fn count(&mut self, retention: Retention, id: &str) -> bool {
        self.kept += usize::from(retention != Retention::Gone);
        match retention {
            Retention::Gone => *self.gone.entry(id.to_owned()).or_default() += 1,
            Retention::Open => {}
            Retention::Later => self.later += 1,
            Retention::Waiting => self.waiting += 1,
            Retention::Untied => self.untied += 1,
        }
        retention != Retention::Gone
    }

    fn gone(&self) -> usize {
        self.gone.values().sum()
    }
}

fn purged_messages(purge: &Purge<'_>, text: &str) -> (Count, String) {
    let mut count = Count::default();
    let kept = sent::lines(text).map(|(line, record)| {
        let keeps = match (record, sent::relay(line)) {
            (Some(record), _) => count.keeps(purge, record.entry()),
            (None, Some(relay)) => count.count(purge.judge_relay(&relay), relay.subject.as_str()),
            (None, None) => true,
        };
        if keeps { line } else { mark(line) }
    });
    let kept = kept.collect();
    (count, kept)
}

/// Takes out answers; one line stands for all of them, so that their messages still count as read.
fn purged_answers(purge: &Purge<'_>, before: NaiveDate, text: &str) -> (Count, String) {
    let mut count = Count::default();
    let purged = replies::lines(text).filter_map(|(_, line)| match line {
        Line::Purged(day) => Some(day),
        _ => None,
    });
    let latest = purged.fold(before, NaiveDate::max);
    let mut new = String::with_capacity(text.len());
    let mut is_said = false;
    for (line, found) in replies::lines(text) {
        match found {
            Line::Record(reply) if !count.keeps(purge, reply.entry()) => {
                new += mark(line);
                if !is_said {
                    new += &(replies::purged_line(latest)
                        + "
");
                    is_said = true;
                }
            }
            Line::Purged(_) => {}
            _ => new += line,
        }
    }
    let new = if is_said { new } else { text.to_owned() };
    (count, new)
}

/// The mark of the encoding that an editor put before the first line.
fn mark(text: &str) -> &str {
    let rest = text.trim_start_matches('\u{feff}');
    &text[..text.len() - rest.len()]
}

fn step(path: &str, old: &Arc<str>, new: String) -> Step {
    Step::write(path, Some(old.as_bytes().into()), new.into_bytes())
}

/// Says how many records go and stay, of each file, and before anything is written of each meeting.
fn say(
    session: &Session,
    before: NaiveDate,
    counts: &[(&str, Count)],
    would: bool,
) -> Result<(), Failure> {
    let (terminal, words) = (&session.terminal, session.terminal.words());
    for (file, count) in counts {
        let of = |count: usize| json!({ "count": count, "before": before });
        let reasons = [
            (!count.open.is_empty())
                .then(|| words.say("handover.purge-open", of(count.open.len()))),
            (count.later > 0).then(|| words.say("handover.purge-later", of(count.later))),
            (count.waiting > 0).then(|| words.say("handover.purge-waiting", of(count.waiting))),
            (count.untied > 0).then(|| words.say("handover.purge-untied", of(count.untied))),
        ];
        let reasons = reasons.into_iter().flatten();
        let said = json!({
            "file": file,
            "count": count.gone(),
            "kept": count.kept,
            "reasons": reasons.collect::<Vec<_>>(),
            "would": would,
        });
        let line = words.say("handover.purge-file", said);
        terminal.write(&format!("{line}\n"))?;
        let meetings = count.gone.iter().filter(|_| would);
        for (meeting, count) in meetings {
            terminal.write(&format!("  {meeting} {count}\n"))?;
        }
    }
    Ok(())
}
