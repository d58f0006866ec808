//! Everything that stands in a calendar, line by line, whoever wrote it.

use super::content_line::{Property, content_lines};

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
    /// The line of the file on which it begins, counted from 1.
    pub line: usize,
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
        let mut add = |name: String, is_component, within: &[String], event, value| {
            contents.push(Content {
                name,
                is_component,
                within: within.to_vec(),
                event,
                value,
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
                add(name.clone(), true, &open, event, String::new());
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
                add(name.to_owned(), false, &open, event, value);
            }
        }
    }
    contents
}
