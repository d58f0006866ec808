//! Everything that stands in a calendar, line by line, whoever wrote it.

use super::Moment;
use super::content_line::{self, Property, content_lines};

/// A property of a calendar, or the beginning of one of its components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The name of the property or of the component, in capitals.
    pub name: String,
    pub is_component: bool,
    /// The components around it, the outermost first.
    pub within: Vec<String>,
    /// The place of its event among those of the file.
    pub event: Option<usize>,
    /// The value as a text; empty for a component.
    pub value: String,
    /// The parameters as they stand.
    pub parameters: String,
    /// The line of the file on which it begins, counted from 1.
    pub line: usize,
}

impl Content {
    /// Returns a parameter without its quotation marks.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        content_line::parameter(&self.parameters, name)
    }

    /// Reads the value as a list of days or times, each with its text; `None` for one that is
    /// neither. Of a period, its start (RFC 5545 section 3.3.9).
    pub fn moments(&self) -> impl Iterator<Item = (&str, Option<Moment>)> {
        let tzid = self.parameter("TZID");
        self.value.split(',').map(move |text| {
            let start = text.split('/').next().unwrap_or_default();
            (text, content_line::moment(start, tzid))
        })
    }
}

/// Lists what stands in a calendar, with the tolerance of [`read`](super::read).
#[must_use]
pub fn contents(bytes: &[u8]) -> Vec<Content> {
    let mut contents = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut events = 0;
    let mut event = None;
    for line in content_lines(bytes) {
        let text = line.text();
        let Some(property) = Property::split(&text) else {
            continue;
        };
        let mut add =
            |name: String, is_component, within: &[String], event, value, parameters: &str| {
                contents.push(Content {
                    name,
                    is_component,
                    within: within.to_vec(),
                    event,
                    value,
                    parameters: parameters.to_owned(),
                    line: line.first,
                });
            };
        match property.name.as_ref() {
            "BEGIN" => {
                let name = property.keyword().unwrap_or_default();
                if name == "VEVENT" {
                    event = Some(events);
                    events += 1;
                }
                add(name.clone(), true, &open, event, String::new(), "");
                open.push(name);
            }
            "END" => {
                let name = property.keyword().unwrap_or_default();
                if let Some(at) = open.iter().rposition(|open| *open == name) {
                    open.truncate(at);
                }
                if name == "VEVENT" {
                    event = None;
                }
            }
            name => {
                let value = property.text().unwrap_or_default();
                add(
                    name.to_owned(),
                    false,
                    &open,
                    event,
                    value,
                    property.parameters(),
                );
            }
        }
    }
    contents
}
