//! `cll invite list`: what each person was told of a meeting, and what is due.

use serde::Serialize;

use super::arguments::InviteList;
use super::failure::Failure;
use super::listing::{self, Record};
use super::mailing::Mailing;
use super::{CommandResult, ExitStatus, Session};
use crate::domain::{Council, Field, Invited, Meeting};
use crate::render;
use crate::words::Words;

/// What stands in a list for scripts where nobody knows what was told.
const UNKNOWN: &str = "unknown";

/// Runs the command.
///
/// # Errors
///
/// Unsound registries or journal, or no contacts.
pub fn run(session: &Session, arguments: &InviteList) -> CommandResult {
    let mailing = Mailing::open(session)?;
    let meeting = session.meeting(&mailing.council, &arguments.id)?;
    // Whoever has no journal does not know that nobody was told.
    let unknown = match mailing.refuse_to_begin(session, meeting) {
        Ok(()) => None,
        Err(failure @ Failure::NoJournal { .. }) => Some(failure),
        Err(failure) => return Err(failure),
    };
    let invited = mailing.invited(meeting);
    let records: Vec<InvitedRecord> = invited
        .iter()
        .map(|person| InvitedRecord::new(&mailing.council, meeting, person, unknown.is_none()))
        .collect();
    let value = mailing.value(meeting)?;
    listing::list(&session.terminal, &arguments.output, &records, |index| {
        render::invited_context(&mailing.council, value, &records[index])
    })?;
    let Some(failure) = unknown else {
        return Ok(ExitStatus::Success);
    };
    let words = session.terminal.words();
    session.terminal.error(&super::refusal(&failure, words));
    Ok(ExitStatus::Findings)
}

/// A person with what they were told, as scripts read it.
#[derive(Clone, Serialize)]
struct InvitedRecord {
    meeting: String,
    member: String,
    name: String,
    email: String,
    role: &'static str,
    /// The moment of the last message, if it arrived; `null` also where nobody knows.
    told: Option<String>,
    /// The SEQUENCE of that message.
    sequence: Option<u32>,
    /// `null` where nobody knows what was told, and what was tried last is as things are.
    due: Option<Vec<&'static str>>,
    #[serde(skip)]
    is_uncertain: bool,
    #[serde(skip)]
    day: Option<String>,
    #[serde(skip)]
    fields: Vec<Field>,
}

impl InvitedRecord {
    fn new(council: &Council, meeting: &Meeting, person: &Invited, is_known: bool) -> Self {
        let is_uncertain = person.is_uncertain;
        let last = person.last.as_ref().filter(|_| !is_uncertain);
        let is_known = is_known && (!is_uncertain || !person.due.is_empty());
        let told = last.map(|last| last.at.with_timezone(&council.timezone));
        Self {
            meeting: meeting.id.to_string(),
            member: person.party.member.to_string(),
            name: person.party.name.disclose().clone(),
            email: person.email.disclose().clone(),
            role: person.party.role.into_str(),
            told: told.map(|told| told.to_rfc3339()),
            sequence: last.map(|last| last.told.sequence),
            due: is_known.then(|| person.due.iter().map(Field::into_str).collect()),
            is_uncertain,
            day: told.map(|told| told.date_naive().to_string()),
            fields: person.due.clone(),
        }
    }
}

impl Record for InvitedRecord {
    const LIST: &'static str = "invited";
    const FIELDS: &'static [&'static str] = &[
        "meeting", "member", "name", "email", "role", "told", "sequence", "due",
    ];
    const COLUMNS: &'static [&'static str] = &["member", "name", "email", "role", "told", "due"];

    fn id(&self) -> &str {
        &self.member
    }

    fn fields(&self) -> Vec<String> {
        let sequence = self.sequence.map(|sequence| sequence.to_string());
        let unknown = || UNKNOWN.to_owned();
        let due = self.due.as_ref();
        let told = match due {
            Some(_) if !self.is_uncertain => self.told.clone().unwrap_or_default(),
            _ => unknown(),
        };
        let due = due.map_or_else(unknown, |due| due.join(" "));
        vec![
            self.meeting.clone(),
            self.member.clone(),
            self.name.clone(),
            self.email.clone(),
            self.role.to_owned(),
            told,
            sequence.unwrap_or_default(),
            due,
        ]
    }

    fn cells(&self, words: Words) -> Vec<String> {
        let never = || match self.due {
            _ if self.is_uncertain => words.word("words.ended", "uncertain"),
            None => words.say("invite.unknown", ()),
            Some(_) => words.say("invite.never", ()),
        };
        let due = self.fields.iter();
        let due = due.map(|field| words.word("words.told-field", field));
        vec![
            self.member.clone(),
            self.name.clone(),
            self.email.clone(),
            words.word("words.role", self.role),
            self.day.clone().unwrap_or_else(never),
            due.collect::<Vec<_>>().join(", "),
        ]
    }
}
