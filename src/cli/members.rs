//! `cll members`: who sits, and who sat.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::arguments::{ListFormat, Members, MembersList, Show};
use super::contacts;
use super::given;
use super::listing::{self, Cell, List};
use super::{CommandResult, ExitStatus, Session, colleges_of, date, is_among};
use super::{member_change, members_as_of, remove};
use crate::domain::{Council, Member, Term};
use crate::render::member_context;
use crate::view::{self, MemberView};

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
        Members::AsOf(arguments) => members_as_of::run(session, arguments),
        Members::Remove(arguments) => remove::member(session, arguments),
    }
}

fn list(session: &Session, council: &Council, arguments: &MembersList) -> CommandResult {
    let colleges = colleges_of(council, &arguments.college)?;
    let at = arguments.at.as_deref().map(date).transpose()?;
    let day = at.unwrap_or_else(|| session.today(council));
    let shown = view::members(council, Some(day), |member| {
        is_among(&colleges, [member.college.as_str()]) && selected(member, day, arguments.former)
    });
    let mut records: Vec<Value> = shown
        .iter()
        .filter_map(|view| Some(record(view, council.member(&view.id)?, day)))
        .collect();
    if arguments.with_emails {
        let ids: Vec<&str> = shown.iter().map(|view| view.id.as_str()).collect();
        let contacts = contacts::read(session, council, &ids, day)?;
        let by_person = matches!(
            arguments.output.format,
            ListFormat::Table | ListFormat::Tsv | ListFormat::Csv
        );
        if by_person && !arguments.output.json {
            listing::formatted(
                &session.terminal,
                &arguments.output,
                &contacts::LIST,
                &contacts,
            )?;
            return Ok(ExitStatus::Success);
        }
        for record in &mut records {
            let own = contacts
                .iter()
                .filter(|contact| contact["member"] == record["id"]);
            record["contacts"] = own.map(|contact| contacts::LIST.json(contact)).collect();
        }
    }
    listing::list(
        &session.terminal,
        &arguments.output,
        &LIST,
        &records,
        |index| member_context(council, &shown[index]),
    )?;
    Ok(ExitStatus::Success)
}

/// Keeps those who sit on a day, or with `former` those who sat before and sit no more.
fn selected(member: &Member, day: NaiveDate, former: bool) -> bool {
    let sits = member.sits_on(day);
    let sat = || member.terms.iter().any(|term| term.since() <= day);
    if former { !sits && sat() } else { sits }
}

fn show(session: &Session, council: &Council, arguments: &Show) -> CommandResult {
    let member = given::member(council, &arguments.id)?;
    let shown = view::members(council, None, |it| it.id == member.id);
    let Some(view) = shown.first() else {
        return Ok(ExitStatus::Success);
    };
    let record = record(view, member, session.today(council));
    if arguments.json {
        listing::one(&session.terminal, &LIST, &record)?;
    } else if let Some(template) = &arguments.template {
        let given = || member_context(council, view);
        listing::each(&session.terminal, template, 1, |_| given())?;
    } else {
        let text = session
            .terminal
            .words()
            .say("member.show", LIST.json(&record));
        session.terminal.write(&format!("{text}\n"))?;
    }
    Ok(ExitStatus::Success)
}

/// What lists show of a member; the contacts only where they were asked for, as public output cannot
/// hold them.
const LIST: List = List {
    name: "members",
    keys: "id name college=college.id url since until current terms formerly contacts",
    fields: "id name college=college.id since until url",
    columns: &[
        ("id", Cell::Plain),
        ("name", Cell::Plain),
        ("college=college.id", Cell::Plain),
        ("since", Cell::Plain),
        ("until", Cell::Plain),
    ],
    id: "id",
};

/// A member as lists show it on a day: the mandate is that of the day, else the last before it or the first.
fn record(view: &MemberView, member: &Member, day: NaiveDate) -> Value {
    let begun = |term: &&Term| term.since() <= day;
    let terms = member.terms.iter();
    let shown = terms
        .clone()
        .rev()
        .find(begun)
        .or(terms.clone().next())
        .copied();
    let mut record = listing::record(view);
    record["current"] = json!(member.sits_on(day));
    record["since"] = json!(shown.map_or(NaiveDate::MIN, Term::since));
    record["until"] = json!(shown.and_then(Term::until));
    record
}
