//! `cll meeting reschedule`, `postpone`, `cancel`, `confirm`, `announce`: what happens to one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::arguments::{Announce, CallOff, Confirm, Reschedule};
use super::ask::{Question, text};
use super::failure::Failure;
use super::mailing;
use super::pipeline;
use super::revise::{Revision, when};
use super::{CommandResult, ExitStatus, Session, date, given, slot};
use crate::announced::Difference;
use crate::domain::{
    Addressee, Asked, CalendarState, Council, Meeting, MemberId, Recipients, Refusal, Slot, Status,
    Stood, Subject, recipients,
};
use crate::leaks::attendance;
use crate::markdown::minutes::{self, Attendee};
use crate::problem::{Problem, What};
use crate::registry::{compare, edit};
use crate::render::{self, Templates};
use crate::sort::Sort;
use crate::source::MEETINGS_FILE;

const DATE: Question = Question {
    flag: "--date",
    asked: "ask.new-day",
};

const ID: Question = Question {
    flag: "--yes",
    asked: "ask.id-to-change",
};

const CONFIRM: Question = Question {
    flag: "--yes",
    asked: "ask.confirm-all",
};

/// Runs `reschedule`.
///
/// # Errors
///
/// Something is missing, unknown or refused; nothing is written then.
pub fn reschedule(session: &Session, arguments: &Reschedule) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let meeting = session.meeting(&revision.council, &arguments.id)?;
    let now = meeting.slot;
    let has_end = arguments.time.is_some() || arguments.until_date.is_some();
    let day = match &arguments.date {
        // Other hours or another last day alone are no reason to ask for the day.
        None if has_end && meeting.status != Status::Postponed => now.date(),
        given => session
            .terminal
            .or_ask(given.as_deref(), &DATE, None, date)?,
    };
    let until = arguments.until_date.as_deref().map(date).transpose()?;
    let slot = if let Some(text) = &arguments.time {
        slot(day, text, until)?
    } else {
        let last = until.unwrap_or(day + (now.end_date() - now.date()));
        given::slot_until(day, (now.start(), now.end()), last)?
    };
    let reason = arguments.reason.as_deref();
    let changed = meeting.rescheduled(slot, reason, session.clock.now);
    let changed = changed.map_err(|refusal| refused(meeting, refusal))?;
    Act::new(meeting, &arguments.id, arguments.force).allow(&revision, changed.as_ref())?;
    if changed.as_ref().is_some_and(|it| it.slot != meeting.slot) {
        revision.ensure_meant(day, arguments.force)?;
    }
    if changed.is_some() {
        revision.warn_of(slot);
    }
    write_known(&revision, vec![(meeting, changed)], arguments.dry_run)
}

/// Runs `postpone`.
///
/// # Errors
///
/// The meeting is unknown or cancelled; nothing is written then.
pub fn postpone(session: &Session, arguments: &CallOff) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let meeting = session.meeting(&revision.council, &arguments.id)?;
    let changed = meeting.postponed(arguments.reason.as_deref(), session.clock.now);
    let changed = changed.map_err(|refusal| refused(meeting, refusal))?;
    Act::new(meeting, &arguments.id, arguments.force).allow(&revision, changed.as_ref())?;
    write_known(&revision, vec![(meeting, changed)], arguments.dry_run)
}

/// Runs `cancel`.
///
/// # Errors
///
/// The meeting is unknown; nothing is written then.
pub fn cancel(session: &Session, arguments: &CallOff) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let meeting = session.meeting(&revision.council, &arguments.id)?;
    let changed = meeting.cancelled(arguments.reason.as_deref(), session.clock.now);
    Act::new(meeting, &arguments.id, arguments.force).allow(&revision, changed.as_ref())?;
    write_known(&revision, vec![(meeting, changed)], arguments.dry_run)
}

/// Runs `confirm`: all of the meetings, or none; a cancelled one takes place after all.
///
/// # Errors
///
/// A meeting is unknown or postponed; nothing is written then.
pub fn confirm(session: &Session, arguments: &Confirm) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let mut done = Vec::new();
    let mut meetings = Vec::new();
    for id in &arguments.ids {
        meetings.push(session.meeting(council, id)?);
    }
    if arguments.all {
        meetings = proposed(session, council);
        if meetings.is_empty() {
            session.terminal.tell("meeting.nothing-to-confirm", ());
            return Ok(ExitStatus::Success);
        }
        if !arguments.dry_run && !session.terminal.agrees(&CONFIRM, ())? {
            session.terminal.tell("plan.left", ());
            return Ok(ExitStatus::Success);
        }
    }
    for meeting in meetings {
        let changed = meeting.confirmed(session.clock.now);
        let changed = changed.map_err(|refusal| refused(meeting, refusal))?;
        if changed.is_some() && meeting.status == Status::Cancelled {
            revision.warn_of(meeting.slot);
        }
        done.push((meeting, changed));
    }
    write_known(&revision, done, arguments.dry_run)
}

/// Lists the meetings to come that were proposed, by date, and shows them: several may be days among which one is to
/// be chosen.
fn proposed<'c>(session: &Session, council: &'c Council) -> Vec<&'c Meeting> {
    let now = session.clock.moment(council.timezone);
    let meetings = council.meetings.iter();
    let is = |it: &&Meeting| it.status == Status::Proposed && !it.is_over(now);
    let mut proposed: Vec<&Meeting> = meetings.filter(is).collect();
    proposed.order_by_key(|it| (it.slot, &it.id));
    for meeting in &proposed {
        let said = json!({ "id": meeting.id.as_str(), "when": when(meeting.slot) });
        session.terminal.tell("meeting.is-on", said);
    }
    proposed
}

/// Runs `announce`: what calendars show otherwise is recorded as a change.
///
/// # Errors
///
/// A meeting is unknown, or was announced under another UID; nothing is written then.
pub fn announce(session: &Session, arguments: &Announce) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let drafted = pipeline::compare(&session.workspace, &session.clock);
    session.say_partial(&drafted.problems);
    let mut differences: BTreeMap<&str, Vec<&Difference>> = BTreeMap::new();
    for difference in &drafted.differences {
        if let Some(meeting) = &difference.meeting {
            differences
                .entry(meeting.as_str())
                .or_default()
                .push(difference);
        }
    }
    let unstamped: Vec<&str> = drafted
        .problems
        .iter()
        .filter_map(|problem| match &problem.what {
            What::MissingUpdated { meeting } => Some(meeting.as_str()),
            _ => None,
        })
        .collect();
    let mut chosen: Vec<&Meeting> = Vec::new();
    for id in &arguments.ids {
        chosen.push(session.meeting(council, id)?);
    }
    if arguments.all {
        chosen = council.meetings.iter().collect();
    }
    let mut done = Vec::new();
    let mut noticeable: BTreeSet<&str> = BTreeSet::new();
    let mut refusals: Vec<Failure> = Vec::new();
    for meeting in chosen {
        let id = meeting.id.as_str();
        let found = differences.get(id).map_or(&[][..], Vec::as_slice);
        if let Some(changed) = found
            .iter()
            .find(|found| matches!(found.problem.what, What::UidChanged { .. }))
        {
            session.print_problems(std::slice::from_ref(&changed.problem), &drafted.sources);
            return Err(Failure::Unannounced { mendable: false });
        }
        let seen = found.first().map(|found| found.seen.clone());
        let seen = seen.or_else(|| unstamped.contains(&id).then(CalendarState::default));
        let stood = seen.as_ref().and_then(|seen| seen.stood);
        if let Some(stood) = stood
            && let Some(refusal) = settled(session, council, meeting, stood)?
        {
            let refusal = Failure::Refused {
                id: id.to_owned(),
                refusal,
                edited: true,
            };
            if arguments.all && !arguments.force {
                refusals.push(refusal);
                continue;
            }
            name_or_refuse(session, meeting, arguments.force, refusal)?;
        }
        if seen.as_ref().is_some_and(|seen| seen.noticeable) {
            noticeable.insert(id);
        }
        let changed = seen.map(|seen| meeting.announced(&seen, session.clock.now));
        if changed.is_some() || !arguments.all {
            done.push((meeting, changed));
        }
    }
    if done.is_empty() && refusals.is_empty() {
        session.terminal.tell("meeting.nothing-to-announce", ());
    }
    let done = above_all(session, council, done, |meeting| {
        noticeable.contains(meeting.id.as_str())
    })?;
    let ids = lines(&done);
    write_all(&revision, done, None, arguments.dry_run)?;
    if !arguments.dry_run {
        session.terminal.write(&ids)?;
    }
    let Some(last) = refusals.pop() else {
        return Ok(ExitStatus::Success);
    };
    let terminal = &session.terminal;
    for refusal in refusals {
        terminal.error(&refusal.words(terminal.words()).0);
    }
    Err(last)
}

/// Returns why a meeting that calendars show otherwise is announced only by force: by what they
/// show, or by minutes where they would be for the day of now or for the one that is shown.
///
/// # Errors
///
/// The minutes cannot be read, which is shown.
fn settled(
    session: &Session,
    council: &Council,
    meeting: &Meeting,
    stood: Stood,
) -> Result<Option<Refusal>, Failure> {
    let mut minuted = has_minutes(session, council, meeting)?;
    if let Some(slot) = Slot::between(stood.period.start, stood.period.end)
        && !minuted
    {
        let mut then = council.clone();
        for it in then.meetings.iter_mut().filter(|it| it.id == meeting.id) {
            it.slot = slot;
        }
        minuted = has_minutes(session, &then, meeting)?;
    }
    Ok(stood.settled(session.clock.moment(council.timezone), minuted))
}

/// Refuses without `--force`; with it, the id of the meeting is asked for on a terminal.
///
/// # Errors
///
/// The refusal, or the answer is not the id.
fn name_or_refuse(
    session: &Session,
    meeting: &Meeting,
    force: bool,
    refusal: Failure,
) -> Result<(), Failure> {
    let terminal = &session.terminal;
    if !force {
        return Err(refusal);
    }
    if !terminal.interactive || terminal.yes {
        return Ok(());
    }
    terminal.error(&refusal.words(terminal.words()).0);
    name(session, meeting)
}

/// Asks for the id of the meeting on a terminal, unless `--yes` answers.
///
/// # Errors
///
/// The answer is another, or there is no terminal.
pub fn name(session: &Session, meeting: &Meeting) -> Result<(), Failure> {
    let (terminal, id) = (&session.terminal, &meeting.id);
    if terminal.yes {
        return Ok(());
    }
    if !terminal.interactive {
        let id = id.to_string();
        return Err(Failure::WholeId { id });
    }
    let said = json!({ "id": id.as_str(), "when": when(meeting.slot) });
    terminal.error(&terminal.words().say("meeting.is-on", said));
    let typed = terminal.or_ask(None, &ID, None, text)?;
    if typed == id.as_str() {
        return Ok(());
    }
    let id = id.to_string();
    Err(Failure::NotNamed { id, typed })
}

/// A change of day, hours or status that is asked for.
pub struct Act<'a> {
    meeting: &'a Meeting,
    /// The word that stood for the meeting.
    asked: &'a str,
    force: bool,
}

impl<'a> Act<'a> {
    pub fn new(meeting: &'a Meeting, asked: &'a str, force: bool) -> Self {
        Self {
            meeting,
            asked,
            force,
        }
    }

    /// Makes sure that it is no slip: a meeting that took place is not changed without `--force`, about
    /// which a terminal asks, and `next` is not called off before its id was seen.
    ///
    /// # Errors
    ///
    /// The meeting took place, or the answer is not its id.
    pub fn allow(&self, revision: &Revision<'_>, changed: Option<&Meeting>) -> Result<(), Failure> {
        let (meeting, session) = (self.meeting, revision.session());
        let Some(changed) = changed
            .filter(|changed| changed.slot != meeting.slot || changed.status != meeting.status)
        else {
            return Ok(());
        };
        let council = &revision.council;
        let now = session.clock.moment(council.timezone);
        let refusal = meeting.settled(now, has_minutes(session, council, meeting)?);
        let refusal = match refusal {
            None if meeting.slot.starts_at() <= now
                && has_attendance(session, council, meeting)? =>
            {
                Some(Refusal::Attended)
            }
            refusal => refusal,
        };
        match refusal {
            Some(refusal) => {
                name_or_refuse(session, meeting, self.force, refused(meeting, refusal))
            }
            None if self.asked != meeting.id.as_str() && !changed.takes_place() => {
                name(session, meeting)
            }
            None => Ok(()),
        }
    }
}

/// Whether a draft of minutes says of anybody that they were there.
fn has_attendance(
    session: &Session,
    council: &Council,
    meeting: &Meeting,
) -> Result<bool, Failure> {
    let (context, _) = render::context(council, &Templates::embedded());
    let draft = context
        .value_of(&meeting.id)
        .and_then(|value| value.draft.clone());
    let Some(text) = session.minutes_at(draft.as_deref().unwrap_or_default())? else {
        return Ok(false);
    };
    let attendees = minutes::read(&text).attendees(&attendance::names_at(council, Some(meeting)));
    let mut attendees = Attendee::once(attendees).into_iter();
    Ok(attendees.any(|it| it.presence.is_there()))
}

/// Whether a meeting has published minutes; a draft may be begun before it takes place.
fn has_minutes(session: &Session, council: &Council, meeting: &Meeting) -> Result<bool, Failure> {
    let templates = Templates::embedded();
    let (context, _) = render::context(council, &templates);
    let Some(value) = context.value_of(&meeting.id) else {
        return Ok(false);
    };
    Ok(session.minutes_at(&value.view.minutes)?.is_some())
}

/// Raises the sequence of each change that calendars must notice above all that any known commit
/// and the journal of messages have seen of its meeting.
///
/// `must` tells of a meeting that its change is one, even if the sequence could not be raised yet.
fn above_all<'a>(
    session: &Session,
    council: &Council,
    changes: Vec<(&'a Meeting, Option<Meeting>)>,
    must: impl Fn(&Meeting) -> bool,
) -> Result<Vec<(&'a Meeting, Option<Meeting>)>, Failure> {
    let corrected = |(before, after): (&'a Meeting, Option<Meeting>)| {
        let after = after.map(|after| after.corrected_by(&session.clock, before));
        (before, after)
    };
    let changes: Vec<_> = changes.into_iter().map(corrected).collect();
    let raises =
        |before: &Meeting, after: &Meeting| after.sequence > before.sequence || must(before);
    let any = changes
        .iter()
        .any(|(before, after)| after.as_ref().is_some_and(|after| raises(before, after)));
    if !any {
        return Ok(changes);
    }
    let highest = pipeline::highest_sequences(&session.workspace, council)
        .map_err(|why| session.refused(pipeline::silent(why)))?;
    let done = changes.into_iter().map(|(before, after)| {
        let Some(after) = after else {
            return Ok((before, None));
        };
        let raises = raises(before, &after);
        let after = after.above(before, highest(&before.uid), raises);
        let after = after.map_err(|refusal| refused(before, refusal))?;
        Ok((before, Some(after)))
    });
    done.collect()
}

/// The failure that a refusal of a meeting is.
pub fn refused(meeting: &Meeting, refusal: Refusal) -> Failure {
    Failure::Refused {
        id: meeting.id.to_string(),
        refusal,
        edited: false,
    }
}

/// Writes changes of meetings that calendars know as they stand.
///
/// A change by hand that was not announced would be lost among the dates announced before.
///
/// # Errors
///
/// There is such a change, or the registry cannot be written; nothing is written then.
pub fn write_known(
    revision: &Revision<'_>,
    changes: Vec<(&Meeting, Option<Meeting>)>,
    dry_run: bool,
) -> CommandResult {
    let ids = lines(&changes);
    write_with_subject(revision, changes, None, dry_run)?;
    if !dry_run {
        revision.session().terminal.write(&ids)?;
    }
    Ok(ExitStatus::Success)
}

/// Returns the ids of meetings, a line each.
fn lines(changes: &[(&Meeting, Option<Meeting>)]) -> String {
    let ids = changes.iter().map(|(before, _)| format!("{}\n", before.id));
    ids.collect()
}

/// Does the same, with a subject that changes too, and leaves it to the caller to print an id.
///
/// # Errors
///
/// The same.
pub fn write_with_subject(
    revision: &Revision<'_>,
    changes: Vec<(&Meeting, Option<Meeting>)>,
    subject: Option<&Subject>,
    dry_run: bool,
) -> Result<(), Failure> {
    let session = revision.session();
    if changes.iter().any(|(_, changed)| changed.is_some()) {
        let drafted = pipeline::compare(&session.workspace, &session.clock);
        let raises = |(before, after): &(&Meeting, Option<Meeting>)| {
            let after = after.as_ref();
            after.is_some_and(|after| after.sequence > before.sequence)
        };
        if changes.iter().any(raises) {
            session.say_partial(&drafted.problems);
        }
        let concerns = |difference: &&Difference| {
            let meeting = difference.meeting.as_ref();
            difference.seen.noticeable
                && changes
                    .iter()
                    .any(|(before, _)| meeting == Some(&before.id))
        };
        let unknown = drafted.differences.iter().filter(concerns);
        let unknown: Vec<Problem> = unknown.map(|found| found.problem.clone()).collect();
        if !unknown.is_empty() {
            session.print_problems(&unknown, &drafted.sources);
            return Err(Failure::Unannounced { mendable: true });
        }
    }
    let changes = above_all(session, &revision.council, changes, |_| false)?;
    write_all(revision, changes, subject, dry_run)
}

fn write_all(
    revision: &Revision<'_>,
    changes: Vec<(&Meeting, Option<Meeting>)>,
    subject: Option<&Subject>,
    dry_run: bool,
) -> Result<(), Failure> {
    let terminal = &revision.session().terminal;
    let mut text = revision.text().to_owned();
    let mut done: Vec<Meeting> = Vec::new();
    let mut news: Vec<Value> = Vec::new();
    for (before, after) in changes {
        let Some(after) = after else {
            let id = before.id.as_str();
            terminal.tell("meeting.unchanged", json!({ "id": id }));
            continue;
        };
        text = edit::change_meeting(&text, before, &after).ok_or(Failure::NotAsAsked)?;
        news.push(said(before, &after));
        done.push(after);
    }
    let mut expected = revision.council.clone();
    if let Some(new) = subject {
        let old = expected.subjects.iter().find(|it| it.id == new.id);
        let edited = old.and_then(|old| edit::change_subject(&text, old, new));
        text = edited.ok_or(Failure::NotAsAsked)?;
        expected = expected.with_subject(new);
    }
    if !done.is_empty() || subject.is_some() {
        revision.finish(text, dry_run, |after: &Council| {
            compare::are_meetings(&expected, after, 0, &done)
        })?;
    }
    if dry_run {
        return Ok(());
    }
    for mut what in news {
        what["verbose"] = json!(terminal.verbose);
        terminal.tell("meeting.changed", what);
    }
    if !done.is_empty() {
        terminal.tell("meeting.next-build", ());
        say_due(revision, &done);
    }
    Ok(())
}

/// Says whose members know a meeting otherwise by now, as far as the journal of messages has it.
fn say_due(revision: &Revision<'_>, done: &[Meeting]) {
    let (session, council) = (revision.session(), &revision.council);
    let Some((private, read)) = mailing::informed(session, council) else {
        return;
    };
    let now = session.clock.moment(council.timezone);
    let asked = Asked {
        kind: None,
        to: &[],
        now,
    };
    for meeting in done.iter().filter(|it| read.journal.knows(&it.uid)) {
        let found = recipients(council, meeting, &private.records, &read.journal, asked);
        let Recipients { mut addressees, .. } = found.unwrap_or_default();
        addressees.retain(Addressee::has_earlier_version);
        let members = addressees.iter().flat_map(|it| it.parties.iter());
        let mut members: Vec<&MemberId> = members.map(|party| &party.member).collect();
        members.order();
        members.dedup();
        let members: Vec<&str> = members.into_iter().map(MemberId::as_str).collect();
        if !members.is_empty() {
            let said = json!({
                "id": meeting.id.as_str(),
                "count": addressees.len(),
                "members": members,
            });
            session.terminal.tell("meeting.to-tell", said);
        }
    }
}

/// Says what became of a meeting.
fn said(before: &Meeting, after: &Meeting) -> Value {
    let moved = after.moved_from.len() > before.moved_from.len();
    let resumed = before.status != after.status;
    let what = match after.status {
        Status::Cancelled if resumed => "cancelled",
        Status::Postponed if resumed => "postponed",
        Status::Proposed if moved => "moved-to-confirm",
        _ if moved => "moved",
        _ if resumed => "confirmed",
        _ => "revised",
    };
    json!({
        "id": after.id.as_str(),
        "what": what,
        "when": when(after.slot),
        "sequence": after.sequence,
    })
}
