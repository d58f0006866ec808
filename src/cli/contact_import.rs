//! `cll contact import`: contacts from a spreadsheet.

use serde_json::{Value, json};

use super::arguments::{ContactImport, ListFormat};
use super::ask::Question;
use super::contact_registry::edited;
use super::failure::Failure;
use super::listing::{self, Cell, List, word};
use super::private_registry::PrivateRegistry;
use super::{CommandResult, ExitStatus, Session, contacts, document};
use crate::domain::{Contact, Private};
use crate::import::contacts::{Changes, Outcome, Shown, changes, read};
use crate::source::PRIVATE_MEMBERS_FILE;
use crate::words::Words;

const WRITE: Question = Question {
    flag: "--yes",
    asked: "ask.write-them",
};

/// What lists show of a row, with the contact as it will be.
const LIST: List = List {
    name: "contacts",
    keys: "result row member name email role public_name since until changes further why",
    fields: "result row member name email role public_name since until why",
    columns: &[
        ("result", word("words.contact-result")),
        ("row", Cell::Plain),
        ("member", Cell::Plain),
        ("name", Cell::Plain),
        ("email", Cell::Plain),
        ("role", word("words.role")),
        ("what", Cell::Plain),
    ],
    id: "member",
};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, a file that cannot be read as contacts, nobody who says yes, or a registry that
/// cannot be written.
pub fn run(session: &Session, arguments: &ContactImport) -> CommandResult {
    let registry = PrivateRegistry::begin(session, PRIVATE_MEMBERS_FILE)?;
    let bytes = document::read(session, &arguments.file)?;
    let sheet = read(&bytes, &registry.council).map_err(|why| Failure::NoSpreadsheet {
        path: arguments.file.display().to_string(),
        why,
    })?;
    let today = session.today(&registry.council);
    let all = changes(&sheet, &registry.records.contacts, today);
    let edited = edited(&registry, &all.changed, &all.added)?;
    let terminal = &session.terminal;
    show(session, arguments.format, &all.shown)?;
    let unread = json!({ "columns": sheet.unread_columns, "rows": sheet.unread_rows });
    if !sheet.unread_columns.is_empty() {
        terminal.tell("contact.unread-columns", &unread);
    }
    if !sheet.unread_rows.is_empty() {
        terminal.tell("contact.unread-rows", &unread);
    }
    let is_same = all.changed.is_empty() && all.added.is_empty();
    let is_written = !is_same && !arguments.dry_run && is_wanted(session)?;
    if is_written {
        registry.write(edited)?;
    }
    terminal.tell("contact.imported", counts(&all, is_same || is_written));
    let is_taken = all.shown.iter().all(|it| it.fault.is_none());
    let is_refused = !is_same && !arguments.dry_run && !is_written;
    Ok(if is_taken && !is_refused {
        ExitStatus::Success
    } else {
        ExitStatus::Findings
    })
}

/// Whether the changes are to be written: on a terminal it is asked.
fn is_wanted(session: &Session) -> Result<bool, Failure> {
    let terminal = &session.terminal;
    if !terminal.interactive && !terminal.yes {
        return Err(Failure::Unconfirmed);
    }
    terminal.agrees(&WRITE, ())
}

fn counts(all: &Changes, is_written: bool) -> Value {
    let count = |wanted: &[Outcome]| {
        let shown = all.shown.iter();
        shown.filter(|it| wanted.contains(&it.outcome)).count()
    };
    json!({
        "new": count(&[Outcome::New]),
        "changed": count(&[Outcome::Changed]),
        "same": count(&[Outcome::Same]),
        "left": count(&[Outcome::Unmatched, Outcome::Refused]),
        "absent": count(&[Outcome::Absent]),
        "is_written": is_written,
    })
}

/// Shows what would become of one contact.
///
/// # Errors
///
/// A stream that refuses it.
pub fn show_one(session: &Session, before: Option<&Contact>, after: &Contact) -> CommandResult {
    let shown = Shown {
        row: None,
        outcome: before.map_or(Outcome::New, |_| Outcome::Changed),
        member: after.member.to_string(),
        name: after.name.clone(),
        before: before.cloned(),
        after: Some(after.clone()),
        fault: None,
        further: Vec::new(),
        is_over: false,
    };
    show(session, ListFormat::Table, &[shown])?;
    session.terminal.tell("contact.not-written", ());
    Ok(ExitStatus::Success)
}

fn show(session: &Session, format: ListFormat, shown: &[Shown]) -> Result<(), Failure> {
    let words = session.terminal.words();
    let records: Vec<Value> = shown.iter().map(|it| record(it, words)).collect();
    listing::in_format(&session.terminal, format, &LIST, &records)
}

/// Discloses a row, as lists show it.
fn record(shown: &Shown, words: Words) -> Value {
    let mut record = match &shown.after {
        Some(contact) => contacts::record(contact),
        None => json!({ "name": shown.name.disclose() }),
    };
    let changes = match (&shown.before, &shown.after) {
        (Some(before), Some(after)) => changed(before, after),
        _ => Vec::new(),
    };
    let further: Vec<&String> = shown.further.iter().map(Private::disclose).collect();
    let mut what: Vec<String> = Vec::new();
    what.extend(
        shown
            .fault
            .iter()
            .map(|fault| words.say("contact.fault", fault)),
    );
    what.extend(
        changes
            .iter()
            .map(|change| words.say("contact.change", change)),
    );
    if shown.outcome == Outcome::Absent {
        what.push(words.say("contact.stays", ()));
    }
    let ended = shown.after.as_ref().and_then(|it| it.term.until());
    if let Some(until) = ended.filter(|_| shown.is_over) {
        what.push(words.say("contact.has-end", json!({ "last": until.pred_opt() })));
    }
    if !further.is_empty() {
        what.push(words.say("contact.further", json!({ "further": further })));
    }
    let why = shown
        .fault
        .as_ref()
        .map(|fault| json!(fault)["fault"].clone());
    record["result"] = json!(shown.outcome);
    record["row"] = json!(shown.row);
    record["member"] = json!(shown.member);
    record["changes"] = json!(changes);
    record["further"] = json!(further);
    record["why"] = json!(why);
    record["what"] = what.join("; ").into();
    // Every key is always there.
    for key in ["email", "role", "public_name", "since", "until"] {
        if record.get(key).is_none() {
            record[key] = Value::Null;
        }
    }
    record
}

/// Lists what is another of a contact: the key, and its value before and after.
fn changed(before: &Contact, after: &Contact) -> Vec<Value> {
    let (before, after) = (contacts::record(before), contacts::record(after));
    let keys = ["name", "email", "role", "public_name", "since", "until"];
    let changed = keys.iter().filter(|key| before[**key] != after[**key]);
    let changed =
        changed.map(|key| json!({ "field": key, "before": before[*key], "after": after[*key] }));
    changed.collect()
}
