//! Values and records as TOML text, in the style of what stands around them.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};

/// A value of a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    Instant(DateTime<Utc>),
    List(Vec<Value>),
    Table(Vec<(&'static str, Value)>),
}

/// How the people who keep a registry write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// What stands before each key.
    pub indent: String,
    /// What stands between key and value where nothing is aligned.
    pub equals: String,
    /// The column of `=` in characters from the key, if the record aligns them.
    pub aligned: Option<usize>,
    /// Whether texts stand in single quotes where they can.
    pub literal: bool,
    /// Whether lists have a space inside their brackets.
    pub padded: bool,
    /// Whether inline tables have none inside their braces.
    pub tight: bool,
    pub line_end: &'static str,
}

impl Style {
    /// Returns the style of the program's own records.
    #[must_use]
    pub fn usual(line_end: &'static str) -> Self {
        Self {
            indent: String::new(),
            equals: " = ".to_owned(),
            aligned: None,
            literal: false,
            padded: false,
            tight: false,
            line_end,
        }
    }

    /// Writes a value.
    #[must_use]
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) if self.literal && !text.contains('\'') => format!("'{text}'"),
            Value::Text(text) => basic(text),
            Value::Integer(number) => number.to_string(),
            Value::Boolean(truth) => truth.to_string(),
            Value::Date(date) => date.to_string(),
            // Readers of TOML 1.0 need the seconds.
            Value::Time(time) => time.format("%H:%M:%S").to_string(),
            Value::Instant(moment) => moment.to_rfc3339_opts(SecondsFormat::Secs, true),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(item)).collect();
                let pad = if self.padded && !items.is_empty() {
                    " "
                } else {
                    ""
                };
                format!("[{pad}{}{pad}]", items.join(", "))
            }
            Value::Table(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(key, value)| self.pair(key, value))
                    .collect();
                let pad = if self.tight { "" } else { " " };
                format!("{{{pad}{}{pad}}}", fields.join(", "))
            }
        }
    }

    /// Writes a key with its value as in an inline table.
    #[must_use]
    pub fn pair(&self, key: &str, value: &Value) -> String {
        let equals = if self.equals == "=" { "=" } else { " = " };
        format!("{key}{equals}{}", self.value(value))
    }

    /// Writes a key with its value on a line of its own.
    #[must_use]
    pub fn line(&self, key: &str, value: &Value) -> String {
        let equals = match self.aligned {
            Some(column) => format!("{:1$}= ", "", column.saturating_sub(key.len()).max(1)),
            None => self.equals.clone(),
        };
        let (indent, value) = (&self.indent, self.value(value));
        format!("{indent}{key}{equals}{value}{}", self.line_end)
    }
}

/// Writes a basic string: only what TOML forbids in one is escaped.
fn basic(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.extend(format!("\\u{:04X}", u32::from(c)).chars()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_reads_back_as_it_was() {
        for text in ["", "a", "l'été", "\"\\", "\u{1}\n\t", "'''", "é\u{85}"] {
            for literal in [false, true] {
                let written = Style {
                    literal,
                    ..Style::usual("\n")
                }
                .line("k", &Value::Text(text.to_owned()));
                let controls = text.chars().any(char::is_control);
                if literal && controls {
                    continue;
                }
                let table: toml::Table = written.parse().unwrap();
                assert_eq!(table["k"].as_str(), Some(text), "{written}");
            }
        }
    }

    #[test]
    fn equals_signs_stand_in_their_column() {
        let aligned = Style {
            aligned: Some(10),
            ..Style::usual("\n")
        };
        assert_eq!(aligned.line("id", &Value::Integer(1)), "id        = 1\n");
        assert_eq!(
            aligned.line("moved-from-far", &Value::Integer(1)),
            "moved-from-far = 1\n"
        );
    }
}
