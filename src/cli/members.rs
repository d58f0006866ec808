//! `cll members`: who sits, and who sat.

use chrono::NaiveDate;
use serde::Serialize;

use super::arguments::{ListFormat, Members, MembersList, Show};
use super::contacts::{self, ContactRecord};
use super::failure::{Failure, Named};
use super::listing::{self, Record};
use super::member_change;
use super::{CommandResult, ExitStatus, Session, date, known_college};
use crate::domain::{Council, Member, Term};
use crate::problem::nearest;
use crate::render::member_context;
use crate::view::{self, MemberView};
use crate::words::Words;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, an id that is none, or a stream that refuses the text.
pub fn run(session: &Session, command: &Members) -> CommandResult {
    match command {
        Members::List(arguments) => list(session, &session.council()?, arguments),
        Members::Show(arguments) => show(session, &session.council()?, arguments),
        Members::New(arguments) => member_change::new(session, arguments),
        Members::End(arguments) => member_change::end(session, arguments),
        Members::Rename(arguments) => member_change::rename(session, arguments),
    }
}

fn list(session: &Session, council: &Council, arguments: &MembersList) -> CommandResult {
    let college = arguments.college.as_deref();
    known_college(council, college)?;
    let at = arguments.at.as_deref().map(date).transpose()?;
    let shown = view::members(council, at, |member| {
        college.is_none_or(|college| member.college.as_str() == college)
            && selected(member, at, arguments.former)
    });
    let mut records: Vec<MemberRecord> = shown
        .iter()
        .filter_map(|view| Some(MemberRecord::new(view, find(council, &view.id)?, at)))
        .collect();
    if arguments.with_emails {
        let day = at.unwrap_or_else(|| session.today(council));
        let ids: Vec<&str> = shown.iter().map(|view| view.id.as_str()).collect();
        let contacts = contacts::read(session, council, &ids, day)?;
        let by_person = matches!(
            arguments.output.format,
            ListFormat::Table | ListFormat::Tsv | ListFormat::Csv
        );
        if by_person && !arguments.output.json {
            listing::formatted(&session.terminal, &arguments.output, &contacts)?;
            return Ok(ExitStatus::Success);
        }
        for record in &mut records {
            let own = contacts
                .iter()
                .filter(|contact| contact.member == record.id);
            record.contacts = Some(own.cloned().collect());
        }
    }
    listing::list(&session.terminal, &arguments.output, &records, |index| {
        member_context(council, &shown[index])
    })?;
    Ok(ExitStatus::Success)
}

/// Keeps those who sit, or with `former` those who sat before and sit no more.
fn selected(member: &Member, at: Option<NaiveDate>, former: bool) -> bool {
    match (former, at) {
        (false, None) => member.sits(),
        (false, Some(day)) => member.sits_on(day),
        (true, None) => !member.sits(),
        (true, Some(day)) => {
            !member.sits_on(day) && member.terms.iter().any(|term| term.since() <= day)
        }
    }
}

fn show(session: &Session, council: &Council, arguments: &Show) -> CommandResult {
    let shown = view::members(council, None, |member| member.id.as_str() == arguments.id);
    let (Some(view), Some(member)) = (shown.first(), find(council, &arguments.id)) else {
        return Err(Failure::Unknown {
            kind: Named::Member,
            id: arguments.id.clone(),
            nearest: nearest(&arguments.id, council.members.iter().map(|m| m.id.as_str())),
        });
    };
    let record = MemberRecord::new(view, member, None);
    if arguments.json {
        listing::one(&session.terminal, &record)?;
    } else if let Some(template) = &arguments.template {
        let given = || member_context(council, view);
        listing::each(&session.terminal, template, 1, |_| given())?;
    } else {
        let text = session.terminal.words().say("member.show", &record);
        session.terminal.write(&format!("{text}\n"))?;
    }
    Ok(ExitStatus::Success)
}

fn find<'a>(council: &'a Council, id: &str) -> Option<&'a Member> {
    council
        .members
        .iter()
        .find(|member| member.id.as_str() == id)
}

/// A member, as scripts read it.
#[derive(Serialize)]
struct MemberRecord<'a> {
    id: &'a str,
    name: &'a str,
    college: &'a str,
    url: Option<&'a str>,
    /// First day of the mandate that is shown: that of the day asked for, else the last.
    since: NaiveDate,
    /// First day after it.
    until: Option<NaiveDate>,
    current: bool,
    terms: Vec<TermRecord>,
    formerly: Vec<FormerNameRecord<'a>>,
    /// Only where they were asked for: public output cannot hold them.
    #[serde(skip_serializing_if = "Option::is_none")]
    contacts: Option<Vec<ContactRecord>>,
}

#[derive(Serialize)]
struct TermRecord {
    since: NaiveDate,
    until: Option<NaiveDate>,
}

#[derive(Serialize)]
struct FormerNameRecord<'a> {
    name: &'a str,
    until: NaiveDate,
}

impl<'a> MemberRecord<'a> {
    fn new(view: &'a MemberView, member: &'a Member, at: Option<NaiveDate>) -> Self {
        let begun = |term: &&Term| at.is_none_or(|day| term.since() <= day);
        let shown = member.terms.iter().rev().find(begun).copied();
        Self {
            id: &view.id,
            name: &view.name,
            college: &view.college.id,
            url: view.url.as_deref(),
            since: shown.map_or(NaiveDate::MIN, Term::since),
            until: shown.and_then(Term::until),
            current: view.current,
            terms: member
                .terms
                .iter()
                .map(|term| TermRecord {
                    since: term.since(),
                    until: term.until(),
                })
                .collect(),
            formerly: member
                .formerly
                .iter()
                .map(|former| FormerNameRecord {
                    name: &former.name,
                    until: former.until,
                })
                .collect(),
            contacts: None,
        }
    }
}

impl Record for MemberRecord<'_> {
    const LIST: &'static str = "members";
    const FIELDS: &'static [&'static str] = &["id", "name", "college", "since", "until", "url"];
    const COLUMNS: &'static [&'static str] = &["id", "name", "college", "since", "until"];

    fn id(&self) -> &str {
        self.id
    }

    fn fields(&self) -> Vec<String> {
        vec![
            self.id.to_owned(),
            self.name.to_owned(),
            self.college.to_owned(),
            self.since.to_string(),
            self.until.map_or(String::new(), |day| day.to_string()),
            self.url.unwrap_or_default().to_owned(),
        ]
    }

    fn cells(&self, _: Words) -> Vec<String> {
        let mut cells = self.fields();
        cells.truncate(Self::COLUMNS.len());
        cells
    }
}
