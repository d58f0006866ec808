//! What minutes say of themselves before they begin.

use std::ops::Range;

/// One line `key: value` of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub key: String,
    pub key_at: Range<usize>,
    /// Without quotes around it.
    pub value: String,
    /// What stands between the quotes, if there are any.
    pub value_at: Range<usize>,
}

/// Reads the front matter: its fields, and where the text begins after it.
///
/// It stands at the very start, after byte order marks if there are any, between two lines `---`.
pub(in crate::markdown) fn read(text: &str) -> (Vec<Field>, usize) {
    let begin = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = begin;
    let mut fields = Vec::new();
    for (index, line) in text
        .get(begin..)
        .unwrap_or_default()
        .split_inclusive('\n')
        .enumerate()
    {
        let is_rule = line.trim_end() == "---";
        match (index, is_rule) {
            (0, false) => break,
            (0, true) => {}
            (_, true) => return (fields, at + line.len()),
            (_, false) => fields.extend(field(line, at)),
        }
        at += line.len();
    }
    (Vec::new(), begin)
}

fn field(line: &str, at: usize) -> Option<Field> {
    let (key, rest) = line.split_once(':')?;
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if key.is_empty() || !key.chars().all(sound) {
        return None;
    }
    let padding = rest.len() - rest.trim_start().len();
    let mut value = rest.trim();
    let mut start = at + key.len() + 1 + padding;
    let quoted = |mark: char| {
        let inside = value.strip_prefix(mark)?.strip_suffix(mark)?;
        Some((inside, mark))
    };
    let mut said = None;
    if let Some((inside, mark)) = quoted('"').or_else(|| quoted('\'')) {
        said = Some(match mark {
            '"' => inside.replace("\\\"", "\"").replace("\\\\", "\\"),
            _ => inside.replace("''", "'"),
        });
        value = inside;
        start += 1;
    }
    Some(Field {
        key: key.to_owned(),
        key_at: at..at + key.len(),
        value: said.unwrap_or_else(|| value.to_owned()),
        value_at: start..start + value.len(),
    })
}
