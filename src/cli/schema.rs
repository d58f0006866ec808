//! `cll schema`: the JSON Schema of a registry.

use super::ExitStatus;
use super::arguments::{Registry, Schema as Arguments};
use super::failure::Failure;
use super::terminal::Terminal;
use crate::calendar::vtimezone;
use crate::registry::schema;
use crate::words::Words;

/// Runs the command; it needs no registry.
///
/// # Errors
///
/// A stream that refuses the document.
pub fn run(terminal: &Terminal, arguments: &Arguments) -> Result<ExitStatus, Failure> {
    let file = match arguments.registry {
        Registry::Members => &schema::MEMBERS,
        Registry::Meetings => &schema::MEETINGS,
        Registry::PrivateMembers => &schema::PRIVATE_MEMBERS,
        Registry::PrivateMeetings => &schema::PRIVATE_MEETINGS,
        Registry::PrivateSubjects => &schema::PRIVATE_SUBJECTS,
        Registry::Smtp => &schema::SMTP,
        Registry::Imap => &schema::IMAP,
    };
    let timezones: Vec<&str> = vtimezone::supported().collect();
    let words = terminal.words();
    let document = schema::document(file, &timezones, &|table, key| sentence(table, key, words));
    terminal.write(&format!("{document:#}\n"))?;
    Ok(ExitStatus::Success)
}

/// What a key of a table is, in a sentence.
#[must_use]
pub fn sentence(table: &schema::Schema, key: &schema::Key, words: Words) -> String {
    let path = format!("key.{}.{}", table.word(), key.name);
    words.text(&path).unwrap_or_default().to_owned()
}
