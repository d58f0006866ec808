//! What the sentences of the catalogue can do with a value.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use minijinja::value::{Serde, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State, Value};

use super::catalogue::Catalogue;
use super::quote::{choice, cut, one_line, quoted, quoted_character, shell_word};
use super::{Lang, catalogue, choose, missing, sample, variant};
use crate::locale::dates::{date as day, long_date as long_day, month};
use crate::locale::hours::{hour, long_hours};
use crate::locale::lists::and;

/// Adds every filter of the catalogue, and the formatter that prints texts and numbers alone.
pub fn add(engine: &mut Environment<'static>, lang: Lang) {
    let or = match lang {
        Lang::English => "or",
        Lang::French => "ou",
    };
    engine.set_formatter(|out, _, value| match value.kind() {
        ValueKind::String | ValueKind::Number => write!(out, "{value}")
            .map_err(|_| Error::new(ErrorKind::WriteFailure, "the sentence was not taken")),
        kind => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("{kind} is no text"),
        )),
    });
    engine.add_filter("say", move |state: &State, value: Value, key: String| {
        say(state.env(), catalogue(lang), &key, &value)
    });
    engine.add_filter("quoted", |text: String| quoted(text));
    engine.add_filter("cut", |text: String| cut(&text));
    engine.add_filter("one_line", |text: String| one_line(&text));
    engine.add_filter("shell_word", |text: String| shell_word(&text));
    engine.add_filter("character", |character: char| quoted_character(character));
    engine.add_filter("choice", move |words: Vec<String>| choice(&words, or));
    engine.add_filter("listed", |items: Vec<String>| and(&items));
    engine.add_filter("toml_texts", |items: Vec<String>| sample::texts(&items));
    engine.add_filter("repeat", |text: String, times: usize| text.repeat(times));
    engine.add_filter("mebibytes", |bytes: u64| bytes / (1024 * 1024));
    engine.add_filter("moment", |text: String, format: String| {
        moment(&text).map(|moment| moment.format(&format).to_string())
    });
    engine.add_filter("days_since", |until: String, since: String| {
        Ok::<_, Error>((moment(&until)?.date() - moment(&since)?.date()).num_days())
    });
    engine.add_filter("day", |text: String| {
        moment(&text).map(|moment| day(moment.date()))
    });
    engine.add_filter("long_day", |text: String| {
        moment(&text).map(|moment| long_day(moment.date()))
    });
    engine.add_filter("month", |text: String| {
        moment(&text).map(|moment| month(moment.date()))
    });
    engine.add_filter("hour", |text: String| {
        moment(&text).map(|moment| hour(moment.time()))
    });
    engine.add_filter("hours", |start: String, end: String| {
        Ok::<_, Error>(long_hours(moment(&start)?.time(), moment(&end)?.time()))
    });
    engine.add_global("allowed_codes", Value::from(Serde(sample::ALLOWED_CODES)));
}

/// The sentence under `key` for the fields of `values`.
pub fn sentence(
    engine: &Environment<'_>,
    catalogue: &Catalogue,
    key: &str,
    values: Value,
) -> Result<Option<String>, Error> {
    let Some(node) = catalogue.node(key) else {
        return Ok(None);
    };
    let Some((sentence, values)) = choose(node, values) else {
        return Ok(None);
    };
    let said = engine.render_str(sentence, values)?;
    Ok(Some(said).filter(|said| !said.is_empty()))
}

/// The words under `key` for one value: an enumeration chooses among those of a table, a text or a
/// number is `value` in its sentence.
pub fn say(
    engine: &Environment<'_>,
    catalogue: &Catalogue,
    key: &str,
    value: &Value,
) -> Result<String, Error> {
    let node = catalogue.node(key).ok_or_else(|| missing(key))?;
    let fields = match value.kind() {
        ValueKind::Map => value.clone(),
        _ => Value::from_pairs([("value", value.clone())]),
    };
    let chosen = match node {
        toml::Value::Table(variants) if !is_struct(value) => {
            let (node, fields) = variant(variants, value, fields).ok_or_else(|| missing(key))?;
            choose(node, fields)
        }
        node => choose(node, fields),
    };
    let (sentence, fields) = chosen.ok_or_else(|| missing(key))?;
    engine.render_str(sentence, fields)
}

/// Whether a value has several fields; a variant of an enumeration is a map of one.
fn is_struct(value: &Value) -> bool {
    value.kind() == ValueKind::Map && value.len() != Some(1)
}

/// The day and time of a value, as serde writes them; a day is at midnight, a time on the first day.
fn moment(text: &str) -> Result<NaiveDateTime, Error> {
    let of_day = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let of_time = |time: NaiveTime| NaiveDate::default().and_time(time);
    text.parse::<NaiveDateTime>()
        .or_else(|_| {
            text.parse::<DateTime<Utc>>()
                .map(|moment| moment.naive_utc())
        })
        .or_else(|_| text.parse().map(of_day))
        .or_else(|_| text.parse().map(of_time))
        .map_err(|_| {
            Error::new(
                ErrorKind::InvalidOperation,
                format!("`{text}` is no moment"),
            )
        })
}
