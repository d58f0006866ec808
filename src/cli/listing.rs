//! Lists: one set of records, in every form that a person or a script may want.

use chrono::{NaiveDateTime, SecondsFormat};
use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;
use serde_json::{Map, Value};

use super::arguments::{ListFormat, Output};
use super::failure::Failure;
use super::terminal::Terminal;
use crate::diagnostics::{self, Format};
use crate::domain::Council;
use crate::problem::Place;
use crate::render::{Given, Templates};
use crate::source::{Sources, harmless};
use crate::words::Words;

/// The version of the JSON documents: raised when anything but an addition changes.
const VERSION: u32 = 1;

/// A kind of list: what is shown of each record, which is a view as JSON.
///
/// Columns stand one behind the other; each is called as its value is in the record, or is a name and
/// the path of the value: `id college=college.id`.
pub struct List {
    /// The key of the list in JSON.
    pub name: &'static str,
    /// The keys of a record in JSON; what the record does not have is left out.
    pub keys: &'static str,
    /// The header of TSV and CSV, in English.
    pub fields: &'static str,
    /// The columns of the table for people, as the catalogue calls them.
    pub columns: &'static [(&'static str, Cell)],
    /// Where the id stands.
    pub id: &'static str,
}

/// How the table for people shows a value.
pub enum Cell {
    /// As it is.
    Plain,
    /// By its word in the catalogue.
    Word(&'static str),
    /// By a sentence about the record.
    Sentence(&'static str),
}

/// A value shown by its word under a key of the catalogue.
pub const fn word(key: &'static str) -> Cell {
    Cell::Word(key)
}

/// A sentence of the catalogue about the record.
pub const fn say(key: &'static str) -> Cell {
    Cell::Sentence(key)
}

/// Makes a record of a view: each of its days is a text as in `2023-09-28`.
pub fn record(view: &impl Serialize) -> Value {
    fn days(value: Value) -> Value {
        match value {
            Value::Object(mut object) => object.remove("iso").unwrap_or_else(|| {
                let values = object.into_iter();
                Value::Object(values.map(|(key, value)| (key, days(value))).collect())
            }),
            Value::Array(items) => items.into_iter().map(days).collect(),
            other => other,
        }
    }
    days(serde_json::to_value(view).unwrap_or_default())
}

/// A period as scripts read it: RFC 3339 with the offset of the council's time zone.
#[derive(Serialize)]
pub struct PeriodRecord {
    pub start: String,
    pub end: String,
}

/// Shows two local moments to scripts.
pub fn period(council: &Council, start: NaiveDateTime, end: NaiveDateTime) -> PeriodRecord {
    let moment = |local| {
        council.zoned(local).map_or_else(
            // An earlier date may have been announced for an hour that the clocks skip.
            || local.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            |moment| moment.to_rfc3339_opts(SecondsFormat::Secs, false),
        )
    };
    PeriodRecord {
        start: moment(start),
        end: moment(end),
    }
}

/// The name of a column, and its value in a record.
fn column<'a>(column: &'static str, record: &'a Value) -> (&'static str, Option<&'a Value>) {
    let (name, path) = column.split_once('=').unwrap_or((column, column));
    let value = path
        .split('.')
        .try_fold(record, |value, key| value.get(key));
    (name, value)
}

/// A value in a cell: nothing for `null`, and the items of a list one behind the other.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

impl List {
    /// The record as scripts read it.
    pub fn json(&self, record: &Value) -> Value {
        let values = self.keys.split(' ').map(|key| column(key, record));
        let values = values.filter_map(|(key, value)| Some((key.to_owned(), value?.clone())));
        Value::Object(values.collect())
    }

    fn id(&self, record: &Value) -> String {
        column(self.id, record).1.map(text).unwrap_or_default()
    }

    /// The header of TSV and CSV, then a row for each record.
    fn rows(&self, records: &[Value]) -> impl Iterator<Item = Vec<String>> {
        let header = self
            .fields
            .split(' ')
            .map(|field| column(field, &Value::Null).0.to_owned());
        let rows = records.iter().map(|record| {
            let values = self.fields.split(' ').map(|field| column(field, record).1);
            values
                .map(|value| value.map(text).unwrap_or_default())
                .collect()
        });
        std::iter::once(header.collect()).chain(rows)
    }

    fn cells(&self, record: &Value, words: Words) -> impl Iterator<Item = String> {
        self.columns.iter().map(move |(name, cell)| {
            let value = column(name, record).1.filter(|value| !value.is_null());
            match cell {
                Cell::Plain => value.map(text).unwrap_or_default(),
                Cell::Word(key) => value
                    .map(|value| words.word(key, value))
                    .unwrap_or_default(),
                Cell::Sentence(key) => words.find(key, record).unwrap_or_default(),
            }
        })
    }
}

/// Writes records in the form asked for; `given` is what a template sees of each.
///
/// # Errors
///
/// A template that cannot be rendered, or a stream that refuses the list.
pub fn list(
    terminal: &Terminal,
    output: &Output,
    list: &List,
    records: &[Value],
    given: impl Fn(usize) -> Given,
) -> Result<(), Failure> {
    if let Some(template) = &output.template {
        return each(terminal, template, records.len(), given);
    }
    formatted(terminal, output, list, records)
}

/// Writes records in the form asked for, which is no template.
///
/// # Errors
///
/// A stream that refuses the list.
pub fn formatted(
    terminal: &Terminal,
    output: &Output,
    list: &List,
    records: &[Value],
) -> Result<(), Failure> {
    let format = if output.json {
        ListFormat::Json
    } else {
        output.format
    };
    in_format(terminal, format, list, records)
}

/// Writes records in a format.
///
/// # Errors
///
/// A stream that refuses the list.
pub fn in_format(
    terminal: &Terminal,
    format: ListFormat,
    list: &List,
    records: &[Value],
) -> Result<(), Failure> {
    let all = records.iter();
    // A script sees that there is nothing; a person would wonder.
    if records.is_empty() && matches!(format, ListFormat::Table) {
        terminal.tell("list.empty", ());
    }
    let text = match format {
        ListFormat::Table => table(list, records, terminal.words()),
        ListFormat::Json => {
            let mut document = Map::new();
            document.insert("format".to_owned(), VERSION.into());
            let records = all.map(|record| list.json(record)).collect();
            document.insert(list.name.to_owned(), Value::Array(records));
            format!("{:#}\n", Value::Object(document))
        }
        ListFormat::Jsonl => all.map(|it| format!("{}\n", list.json(it))).collect(),
        ListFormat::Tsv => list
            .rows(records)
            .map(|row| row.join("\t") + "\n")
            .collect(),
        ListFormat::Csv => csv(list, records),
        ListFormat::Ids => all.map(|it| list.id(it) + "\n").collect(),
    };
    terminal.write(&text)
}

/// Writes one record as JSON.
///
/// # Errors
///
/// A stream that refuses it.
pub fn one(terminal: &Terminal, list: &List, record: &Value) -> Result<(), Failure> {
    terminal.write(&format!("{:#}\n", list.json(record)))
}

/// Renders a template of the command line for each record, a line end after each.
///
/// # Errors
///
/// The template cannot be rendered, or the stream refuses the texts.
pub fn each(
    terminal: &Terminal,
    template: &str,
    count: usize,
    given: impl Fn(usize) -> Given,
) -> Result<(), Failure> {
    let templates = Templates::embedded();
    let place = Place::Embedded {
        name: "--template".to_owned(),
        text: template.to_owned(),
        range: 0..template.len(),
    };
    let rendered = templates.inline(template, place).and_then(|inline| {
        (0..count)
            .map(|at| inline.render(&given(at)).map(|text| text + "\n"))
            .collect::<Result<String, _>>()
    });
    match rendered {
        Ok(text) => terminal.write(&text),
        Err(problem) => {
            let color = terminal.color_err;
            let sources = Sources::new();
            let report = diagnostics::report(
                &[*problem],
                &sources,
                terminal.words(),
                Format::Human,
                color,
            );
            terminal.report(&report);
            terminal.error("");
            Err(Failure::Findings)
        }
    }
}

fn table(list: &List, records: &[Value], words: Words) -> String {
    if records.is_empty() {
        return String::new();
    }
    let names = list
        .columns
        .iter()
        .map(|(name, _)| column(name, &Value::Null).0);
    let headings = names.map(|name| words.word("words.column", name));
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(headings);
    for record in records {
        table.add_row(
            list.cells(record, words)
                .map(|cell| harmless(&cell).into_owned()),
        );
    }
    // A cell that is empty keeps its width, and the margin goes.
    let lines = table.lines();
    let lines = lines.map(|line| {
        line.strip_prefix(' ')
            .unwrap_or(&line)
            .trim_end()
            .to_owned()
    });
    lines.map(|line| line + "\n").collect()
}

fn csv(list: &List, records: &[Value]) -> String {
    delimited(list, records, b',')
}

/// Writes records as CSV (RFC 4180) with another sign between the cells.
#[must_use]
pub fn delimited(list: &List, records: &[Value], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new();
    let mut writer = writer.delimiter(delimiter).from_writer(Vec::new());
    for row in list.rows(records) {
        // Writing to memory does not fail.
        let _ = writer.write_record(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_row_whose_first_cell_is_empty_keeps_its_columns() {
        let list = List {
            name: "actions",
            keys: "owner text",
            fields: "owner text",
            columns: &[("owner", Cell::Plain), ("action=text", Cell::Plain)],
            id: "owner",
        };
        let records = [
            json!({ "owner": null, "text": "publier" }),
            json!({ "owner": "Mairie", "text": "relire" }),
        ];
        assert_eq!(
            table(&list, &records, Words::new(Lang::English)),
            "owner   action\n        publier\nMairie  relire\n"
        );
    }
}
