//! `cll contact`: who stands for the members, from the registry that is not public.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::arguments::{Contact as Command, ContactExport, ContactList, ExportFormat};
use super::contact_registry::member;
use super::document::{self, Target};
use super::failure::Failure;
use super::listing::{self, Cell, List, word};
use super::{CommandResult, ExitStatus, Session, build, contact_change, contact_import, contacts};
use super::{colleges_of, date, is_among};
use crate::domain::{Contact, Council};
use crate::plan::Plan;
use crate::render::contact_context;
use crate::workspace::ExportError;

/// What lists show of a contact.
const LIST: List = List {
    name: "contacts",
    keys: "member name email role public_name since until",
    fields: "member name email role public_name since until",
    columns: &[
        ("member", Cell::Plain),
        ("name", Cell::Plain),
        ("email", Cell::Plain),
        ("role", word("words.role")),
        ("since", Cell::Plain),
        ("until", Cell::Plain),
    ],
    id: "member",
};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, a member, college or contact that is none, a file that cannot be read or written,
/// or a stream that refuses the text.
pub fn run(session: &Session, command: &Command) -> CommandResult {
    match command {
        Command::List(arguments) => list(session, arguments),
        Command::New(arguments) => contact_change::new(session, arguments),
        Command::Edit(arguments) => contact_change::edit(session, arguments),
        Command::End(arguments) => contact_change::end(session, arguments),
        Command::Import(arguments) => contact_import::run(session, arguments),
        Command::Export(arguments) => export(session, arguments),
    }
}

fn list(session: &Session, arguments: &ContactList) -> CommandResult {
    let council = &session.council()?;
    let colleges = colleges_of(council, &arguments.college)?;
    let asked = arguments.member.as_deref();
    let only = asked.map(|text| member(council, text)).transpose()?;
    let at = arguments.at.as_deref().map(date).transpose()?;
    let day = at.unwrap_or_else(|| session.today(council));
    let all = contacts::all(session, council)?;
    let members: Vec<&str> = council
        .members
        .iter()
        .filter(|it| only.as_ref().is_none_or(|only| it.id == *only))
        .filter(|it| is_among(&colleges, [it.college.as_str()]))
        .map(|it| it.id.as_str())
        .collect();
    let shown = all.iter().filter(|it| {
        members.contains(&it.member.as_str())
            && if arguments.former {
                it.term.since() <= day && !is_current(council, it, day)
            } else {
                is_current(council, it, day)
            }
            && !(arguments.without_email && it.email.is_some())
    });
    let records: Vec<Value> = shown.map(contacts::record).collect();
    listing::list(
        &session.terminal,
        &arguments.output,
        &LIST,
        &records,
        |index| contact_context(council, &records[index]),
    )?;
    if !arguments.former {
        say_missing(session, council, &members, &all, day);
    }
    Ok(ExitStatus::Success)
}

/// Whether somebody stands for a member that sits, on a day.
fn is_current(council: &Council, contact: &Contact, day: NaiveDate) -> bool {
    let member = council.member(contact.member.as_str());
    contact.serves_on(day) && member.is_some_and(|member| member.sits_on(day))
}

/// Names the members that sit on a day and have no contact then.
fn say_missing(
    session: &Session,
    council: &Council,
    members: &[&str],
    all: &[Contact],
    day: NaiveDate,
) {
    let serving: std::collections::BTreeSet<&str> = all
        .iter()
        .filter(|it| it.serves_on(day))
        .map(|it| it.member.as_str())
        .collect();
    let sits = |id: &str| council.member(id).is_some_and(|member| member.sits_on(day));
    let without = members
        .iter()
        .filter(|id| !serving.contains(**id) && sits(id));
    for member in without {
        let without = json!({ "member": member });
        session.terminal.tell("member.without-contact", without);
    }
}

fn export(session: &Session, arguments: &ContactExport) -> CommandResult {
    let council = &session.council()?;
    let all = contacts::all(session, council)?;
    let records: Vec<Value> = all.iter().map(contacts::record).collect();
    let text = match arguments.format {
        ExportFormat::Csv => listing::delimited(&LIST, &records, b','),
        ExportFormat::Tsv => listing::delimited(&LIST, &records, b'\t'),
        ExportFormat::Excel => {
            let rows = listing::delimited(&LIST, &records, b';');
            // Without the mark Excel takes the text for Windows-1252.
            format!("\u{feff}{}", rows.replace('\n', "\r\n"))
        }
    };
    let file = arguments.output.as_path();
    let target = Target::named(session, file);
    if target == Target::Output {
        session.terminal.write(&text)?;
        return Ok(ExitStatus::Success);
    }
    let path = file.display().to_string();
    if matches!(target, Target::Below(_)) && !target.is_private() {
        return Err(Failure::PublicExport { path });
    }
    let old = target.old(session)?;
    let is_other = old.as_deref().is_some_and(|old| old != text.as_bytes());
    if is_other && !arguments.force {
        return Err(Failure::Exists { path });
    }
    write(session, file, &text)?;
    let step = document::step(&target, old, text.into_bytes());
    let plan = Plan {
        steps: vec![step],
        orphans: Vec::new(),
    };
    build::list(session, &plan, false)?;
    Ok(ExitStatus::Success)
}

/// Writes a file that only its owner may read, and that no repository takes.
fn write(session: &Session, file: &Path, text: &str) -> Result<(), Failure> {
    let folder = file.parent().unwrap_or_else(|| Path::new(""));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let files = [(&*name, text.as_bytes())];
    let folder = folder.display().to_string();
    let written = session.workspace.export(&folder, &files, &|_| true, false);
    written.map_err(|why| match why {
        ExportError::Public { .. } => Failure::PublicExport {
            path: file.display().to_string(),
        },
        why => session.unexported(why),
    })
}
