//! `cll handover`: one folder with which a successor goes on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate};
use serde_json::json;

use super::arguments::{Handover, HandoverCommand};
use super::failure::Failure;
use super::pipeline::{self, Confidential};
use super::{
    CommandResult, ExitStatus, Session, answers, findings, handover_check, handover_purge, mailing,
    private_files, read_actions, server, status,
};
use crate::domain::action::{Action, follow};
use crate::domain::task::TIME_TO_INVITE;
use crate::domain::{
    Asked, Council, Foreseen, MINUTES_DUE, Meeting, Status, email_address, recipients,
};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::registry::sent;
use crate::render::{self, Context, mail};
use crate::sort::Sort;
use crate::source::{IMAP_FILE, PRIVATE_FOLDER, SMTP_FILE, Sources};
use crate::view::{
    ActionView, DateView, DueView, HandoverView, PasswordView, ToDoView, UpcomingView,
    opinions_under_way,
};
use crate::words::Words;
use crate::workspace::{Copied, Encryption, EncryptionError, IoFailure, Unshared};

/// What is to be read first.
const README: &str = "LISEZMOI.md";
/// How many days ahead mandates that end are spoken of.
const MANDATES: u64 = 183;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, something of `private/` that cannot be read or changes meanwhile, or a folder that
/// is not empty, is public or cannot be written; nothing is written then.
pub fn run(session: &Session, command: &Handover) -> CommandResult {
    match &command.command {
        Some(HandoverCommand::Check(check)) => handover_check::run(session, check),
        Some(HandoverCommand::Purge(purge)) => handover_purge::run(session, purge),
        None => folder(session, command),
    }
}

fn folder(session: &Session, arguments: &Handover) -> CommandResult {
    // Nobody sends or takes answers meanwhile: the journals are whole.
    let workspace = &session.workspace;
    let _sending = workspace.lock_sending().map_err(Failure::Sending)?;
    let _recording = workspace.lock_replies().map_err(Failure::Recording)?;
    let mut drafted = pipeline::draft(workspace, &session.clock);
    let private = pipeline::confidential(workspace, drafted.council.as_ref());
    let found = findings::find(session, &mut drafted, &private);
    let Some(council) = &drafted.council else {
        return Err(session.shown(&drafted.problems, &drafted.sources));
    };
    let mut files = Vec::new();
    let listed = workspace
        .private_files()
        .map_err(|it| session.refused(*it))?;
    let (passwords, left_out) = passwords(session, &listed)?;
    for path in listed.iter().filter(|path| !left_out.contains(path)) {
        let bytes = workspace.read_whole(path);
        files.push((path.clone(), bytes.map_err(|it| session.refused(*it))?));
    }
    if files.is_empty() {
        return Err(Failure::NoContacts);
    }
    let known = Known {
        session,
        council,
        context: &session.context(council)?,
        private: &private,
        journal: mailing::journal(session, council)?,
        calendar: drafted.calendar.as_deref(),
        today: session.today(council),
    };
    let calendar = known.calendar;
    let to_do = status::to_do(
        session,
        (council, known.context),
        &private,
        (&found, calendar),
        Words::DOCUMENTS,
    )?;
    let mut view = known.view(to_do)?;
    view.files = files.iter().map(|(path, _)| path.clone()).collect();
    view.passwords = passwords;
    let unshared = workspace.unshared();
    let unshared = unshared.map_err(|why| session.refused(pipeline::silent(why)))?;
    say_unshared(session, &unshared);
    view.changed = unshared.changed;
    view.untracked = unshared.untracked;
    view.unpushed = unshared.unpushed;
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let text = render::handover(council, &templates, &view);
    let text = text.map_err(|problem| session.shown(&[*problem], &sources))?;
    let readme = (README.to_owned(), Arc::from(text.into_bytes()));
    let name = format!("handover-{}", known.today);
    let recipients = &arguments.encrypt_to;
    let by = Encryption::of(recipients).ok_or(Failure::MixedRecipients)?;
    let shown = if recipients.is_empty() {
        let inside = || Path::new(PRIVATE_FOLDER).join(&name);
        let shown = arguments.output.clone().unwrap_or_else(inside);
        let target = placed(session, arguments, &shown);
        let written = workspace.hand_over(&target, &listed, &files, &readme);
        written.map_err(|why| session.unexported(why))?;
        shown
    } else {
        let program = by.name();
        let folder = arguments.output.as_deref();
        let folder = folder.unwrap_or(Path::new(PRIVATE_FOLDER));
        let shown = folder.join(format!("{name}.tar.{program}"));
        let all: Vec<&Copied> = std::iter::once(&readme).chain(&files).collect();
        let at = u64::try_from(session.clock.now.timestamp()).unwrap_or_default();
        let bytes = workspace.archive(&name, at, &all).map_err(|error| {
            let path = shown.display().to_string();
            Failure::Write(IoFailure { path, error })
        })?;
        let bytes = keys(by, recipients).and_then(|keys| workspace.encrypted(by, &keys, bytes));
        let bytes = bytes.map_err(|why| Failure::NotEncrypted { program, why })?;
        let target = placed(session, arguments, &shown);
        let written = workspace.hand_over_encrypted(&target, &listed, &files, &bytes);
        written.map_err(|why| session.unexported(why))?;
        shown
    };
    let terminal = &session.terminal;
    let journal = Some(&known.journal);
    let lacking = private_files::missing(session, council, calendar, &private, journal);
    if !lacking.is_empty() {
        let files: Vec<&str> = lacking.into_iter().map(|(file, _)| file).collect();
        terminal.tell("handover.lacking", json!({ "files": files }));
    }
    terminal.write(&format!("{}\n", shown.display()))?;
    let said = json!({ "count": files.len(), "readme": README, "left_out": left_out, "by": by, "encrypted": !recipients.is_empty() });
    terminal.tell("handover.written", said);
    Ok(ExitStatus::Success)
}

/// Says what the successor's clone would lack, also to whoever wants to hear little: nobody notices it later.
fn say_unshared(session: &Session, unshared: &Unshared) {
    let terminal = &session.terminal;
    let words = terminal.words();
    let (changed, untracked) = (&unshared.changed, &unshared.untracked);
    if !changed.is_empty() || !untracked.is_empty() {
        let said = json!({ "changed": changed, "untracked": untracked });
        terminal.error(&words.say("handover.uncommitted", said));
    }
    if unshared.unpushed > 0 {
        let said = json!({ "count": unshared.unpushed });
        terminal.error(&words.say("handover.unpushed", said));
    }
}

/// Returns what names the key of each recipient to a program.
///
/// # Errors
///
/// One may be any of several: what is neither a whole address nor an id of sixteen digits at least, gpg looks
/// for within the names and addresses of all keys.
fn keys(by: Encryption, recipients: &[String]) -> Result<Vec<String>, EncryptionError> {
    let key = |recipient: &String| {
        let digits = recipient.strip_prefix("0x").unwrap_or(recipient);
        let is_id = digits.len() >= 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if by == Encryption::Age || is_id {
            return Ok(recipient.clone());
        }
        let within = recipient.strip_prefix('<');
        let within = within.and_then(|it| it.strip_suffix('>'));
        let address = email_address(within.unwrap_or(recipient));
        let vague = || EncryptionError::Vague {
            recipient: recipient.clone(),
        };
        address.map(|it| format!("<{it}>")).ok_or_else(vague)
    };
    recipients.iter().map(key).collect()
}

/// Returns where a path is: one that is given, as a person names it, else below the root.
fn placed(session: &Session, arguments: &Handover, path: &Path) -> PathBuf {
    if arguments.output.is_some() {
        path.to_path_buf()
    } else {
        session.workspace.root().join(path)
    }
}

/// Returns how the passwords are given, and the files that hold one: they are not handed over.
///
/// # Errors
///
/// Settings that cannot be read: nobody knows which file holds a password.
fn passwords(
    session: &Session,
    listed: &[String],
) -> Result<(Vec<PasswordView>, Vec<String>), Failure> {
    let workspace = &session.workspace;
    let shown = |problems: Vec<_>| session.shown(&problems, &Sources::new());
    let smtp = pipeline::smtp_settings(workspace).map_err(shown)?;
    let imap = pipeline::imap_settings(workspace).map_err(shown)?;
    let logins = [
        (SMTP_FILE, smtp.and_then(|it| it.login)),
        (IMAP_FILE, imap.map(|it| it.login)),
    ];
    let (mut passwords, mut files) = (Vec::new(), Vec::new());
    for (settings, login) in logins {
        let Some(login) = login else { continue };
        let file = server::password_file(&login);
        passwords.push(PasswordView {
            settings: settings.to_owned(),
            source: if file.is_some() { "file" } else { "command" },
        });
        files.extend(
            file.into_iter()
                .flat_map(|it| workspace.same_files(&it, listed)),
        );
    }
    files.order();
    files.dedup();
    Ok((passwords, files))
}

/// What is known of the council.
struct Known<'a> {
    session: &'a Session,
    council: &'a Council,
    context: &'a Context,
    private: &'a Confidential,
    journal: sent::Read,
    /// The path of the calendar of all meetings.
    calendar: Option<&'a str>,
    today: NaiveDate,
}

impl Known<'_> {
    fn view(&self, tasks: Vec<ToDoView>) -> Result<HandoverView, Failure> {
        let (actions, private_actions) = self.actions()?;
        let mut coming: Vec<&Meeting> = self.council.meetings.iter().collect();
        let now = self.session.clock.moment(self.council.timezone);
        coming.retain(|it| !it.is_over(now) && it.status != Status::Cancelled);
        coming.order_by_key(|meeting| (meeting.slot, &meeting.id));
        let read = &self.journal;
        let unknown = mailing::unknown_uids(self.session, self.council, read, self.calendar);
        let mut meetings = Vec::new();
        for meeting in &coming {
            meetings.extend(self.expected(meeting, &unknown)?);
        }
        Ok(HandoverView {
            title: HandoverView::title(self.council),
            below: self.session.workspace.repository_above(),
            on: DateView::new(self.today),
            changed: Vec::new(),
            untracked: Vec::new(),
            unpushed: 0,
            files: Vec::new(),
            passwords: Vec::new(),
            dates: self.dates(&coming, &meetings, &actions),
            tasks,
            meetings,
            actions: actions
                .iter()
                .map(|it| ActionView::new("", it, self.today))
                .collect(),
            private_actions,
            opinions: opinions_under_way(self.council, self.today),
        })
    }

    /// Lists the open actions, and counts those that are private.
    fn actions(&self) -> Result<(Vec<Action>, usize), Failure> {
        let mut noted = read_actions::read_all(self.session, self.council, self.context)?;
        let values = PrivateValues::new(&self.private.records, self.council);
        noted.leave_out(&Watch::new(values, Some(self.council)));
        let mut actions = follow(noted.actions);
        actions.retain(Action::is_open);
        Ok((actions, noted.private))
    }

    /// Says what people were told of a meeting, and how many have not answered.
    fn expected(
        &self,
        meeting: &Meeting,
        unknown: &BTreeSet<String>,
    ) -> Result<Option<UpcomingView>, Failure> {
        let Some(value) = self.context.value_of(&meeting.id) else {
            return Ok(None);
        };
        let journal = &self.journal.journal;
        let told = journal.knows(&meeting.uid);
        let foreseen = answers::of(self.session, self.council, self.private, meeting)?;
        let foreseen = foreseen.filter(|_| told);
        let asked = Asked {
            kind: None,
            to: &[],
            now: self.session.clock.moment(self.council.timezone),
        };
        let records = &self.private.records;
        let due = recipients(self.council, meeting, records, journal, asked);
        let due = due.map_or_else(|_| Vec::new(), |it| it.addressees);
        let unsent = due.iter().filter(|it| it.is_uninvited()).count();
        Ok(Some(UpcomingView {
            meeting: value.view.clone(),
            told,
            unknown: unknown.contains(&meeting.uid),
            unsent,
            silent: foreseen.as_ref().map(Foreseen::silent),
        }))
    }

    /// Lists what comes on which day.
    fn dates(
        &self,
        coming: &[&Meeting],
        meetings: &[UpcomingView],
        actions: &[Action],
    ) -> Vec<DueView> {
        let mut dates = Vec::new();
        let days = |days: i64| chrono::Duration::days(days);
        for (meeting, row) in coming.iter().zip(meetings) {
            let title = row.meeting.title.as_str();
            let day = meeting.slot.date();
            if !meeting.takes_place() {
                continue;
            }
            dates.push((day, "meeting", title.to_owned(), None));
            if row.told {
                // The day that messages ask for which go in good time.
                let answer = mail::answer_by(self.council, meeting, DateTime::UNIX_EPOCH);
                let ahead = answer.filter(|day| *day >= self.today);
                dates.extend(ahead.map(|due| (due, "answer", title.to_owned(), Some(day))));
            }
            if row.unknown || row.told && row.unsent == 0 {
                continue;
            }
            if let Some(due) = day.checked_sub_signed(days(TIME_TO_INVITE)) {
                dates.push((
                    due.max(self.today),
                    "invitation",
                    title.to_owned(),
                    Some(day),
                ));
            }
        }
        let now = self.session.clock.moment(self.council.timezone);
        let meetings = self.council.meetings.iter();
        let held = meetings.filter(|it| it.status == Status::Confirmed && it.is_over(now));
        for meeting in held {
            let due = meeting
                .slot
                .end_date()
                .checked_add_signed(days(MINUTES_DUE));
            let value = self.context.value_of(&meeting.id);
            if let (Some(due), Some(value)) = (due.filter(|due| *due >= self.today), value)
                && !self.session.workspace.has(&value.view.minutes)
            {
                let on = Some(meeting.slot.date());
                dates.push((due, "minutes", value.view.title.clone(), on));
            }
        }
        for action in actions {
            let ahead = action.deadline.filter(|day| *day >= self.today);
            dates.extend(ahead.map(|day| (day, "action", action.text.clone(), None)));
        }
        let horizon = self.today.checked_add_days(Days::new(MANDATES));
        for (until, member) in self.council.ending_mandates(self.today, horizon) {
            let last = until.pred_opt().unwrap_or(until);
            dates.push((last, "mandate", member.name.clone(), None));
        }
        dates.order();
        let dates = dates.iter();
        dates
            .map(|(day, kind, name, of)| DueView::new(*day, kind, name, *of))
            .collect()
    }
}
