//! Lists: one set of records, in every form that a person or a script may want.

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;
use serde_json::{Map, Value};

use super::arguments::{ListFormat, Output};
use super::failure::Failure;
use super::terminal::Terminal;
use crate::diagnostics::{self, Format};
use crate::problem::Place;
use crate::render::{Given, Templates};
use crate::source::{Sources, harmless};
use crate::words::Words;

/// The version of the JSON documents: raised when anything but an addition changes.
const VERSION: u32 = 1;

/// What a list shows of a record.
pub trait Record: Serialize {
    /// The key of the list in JSON.
    const LIST: &'static str;
    /// The header of TSV and CSV, in English.
    const FIELDS: &'static [&'static str];
    /// The columns of the table for people, as the catalogue calls them.
    const COLUMNS: &'static [&'static str];

    /// Returns the id.
    fn id(&self) -> &str;
    /// Returns the values under [`Record::FIELDS`].
    fn fields(&self) -> Vec<String>;
    /// Returns the values under [`Record::COLUMNS`].
    fn cells(&self, words: Words) -> Vec<String>;
}

/// Writes records in the form asked for; `given` is what a template sees of each.
///
/// # Errors
///
/// A template that cannot be rendered, or a stream that refuses the list.
pub fn list<R: Record>(
    terminal: &Terminal,
    output: &Output,
    records: &[R],
    given: impl Fn(usize) -> Given,
) -> Result<(), Failure> {
    if let Some(template) = &output.template {
        return each(terminal, template, records.len(), given);
    }
    formatted(terminal, output, records)
}

/// Writes records in the form asked for, which is no template.
///
/// # Errors
///
/// A stream that refuses the list.
pub fn formatted<R: Record>(
    terminal: &Terminal,
    output: &Output,
    records: &[R],
) -> Result<(), Failure> {
    let format = if output.json {
        ListFormat::Json
    } else {
        output.format
    };
    let text = match format {
        ListFormat::Table => table(records, terminal.words()),
        ListFormat::Json => {
            let list = records.iter().map(json).collect();
            let mut document = Map::new();
            document.insert("format".to_owned(), VERSION.into());
            document.insert(R::LIST.to_owned(), Value::Array(list));
            format!("{:#}\n", Value::Object(document))
        }
        ListFormat::Jsonl => records
            .iter()
            .map(|record| format!("{}\n", json(record)))
            .collect(),
        ListFormat::Tsv => {
            let rows = records.iter().map(Record::fields);
            std::iter::once(R::FIELDS.iter().map(ToString::to_string).collect())
                .chain(rows)
                .map(|row: Vec<String>| row.join("\t") + "\n")
                .collect()
        }
        ListFormat::Csv => csv(records),
        ListFormat::Ids => records
            .iter()
            .map(|record| format!("{}\n", record.id()))
            .collect(),
    };
    terminal.write(&text)
}

/// Writes one record as JSON.
///
/// # Errors
///
/// A stream that refuses it.
pub fn one<R: Record>(terminal: &Terminal, record: &R) -> Result<(), Failure> {
    terminal.write(&format!("{:#}\n", json(record)))
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
    let (templates, _) = Templates::load(&Sources::new(), &[]);
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

fn json<R: Record>(record: &R) -> Value {
    serde_json::to_value(record).unwrap_or(Value::Null)
}

fn table<R: Record>(records: &[R], words: Words) -> String {
    if records.is_empty() {
        return String::new();
    }
    let headings = R::COLUMNS.iter();
    let headings = headings.map(|column| words.word("words.column", column));
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(headings);
    for record in records {
        let cells = record.cells(words);
        table.add_row(cells.iter().map(|cell| harmless(cell)));
    }
    table
        .lines()
        .map(|line| line.trim().to_owned() + "\n")
        .collect()
}

fn csv<R: Record>(records: &[R]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = records.iter().map(Record::fields);
    let header = R::FIELDS.iter().map(ToString::to_string).collect();
    for row in std::iter::once(header).chain(rows) {
        // Writing to memory does not fail.
        let _ = writer.write_record::<Vec<String>, String>(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
