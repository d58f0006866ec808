//! The unbreakable spaces of French punctuation, put into a catalogue where an ordinary one was typed.

use toml::{Table, Value};

const UNBREAKABLE: char = '\u{a0}';

/// Makes the spaces before `: ; ? !` and inside « » unbreakable, in each sentence of a table.
pub fn unbreakable(table: &mut Table) {
    for (_, value) in table.iter_mut() {
        match value {
            Value::String(text) => *text = sentence(text),
            Value::Table(table) => unbreakable(table),
            _ => {}
        }
    }
}

/// Leaves what stands between backticks, and the expressions of the template, as they are.
fn sentence(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut in_code = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(length) = expression(rest) {
            let (expression, after) = rest.split_at(length);
            made.push_str(expression);
            rest = after;
            continue;
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        in_code ^= character == '`';
        let is_before = rest.starts_with([':', ';', '?', '!', '»']);
        let is_within = made.ends_with('«');
        if character == ' ' && !in_code && (is_before || is_within) {
            made.push(UNBREAKABLE);
        } else {
            made.push(character);
        }
    }
    made
}

/// The length of the expression or statement that a text begins with.
fn expression(text: &str) -> Option<usize> {
    [("{{", "}}"), ("{%", "%}")]
        .into_iter()
        .find_map(|(open, close)| {
            let inner = text.strip_prefix(open)?;
            Some(open.len() + inner.find(close)? + close.len())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spaces_of_french_punctuation_are_unbreakable_outside_code() {
        for (typed, made) in [
            ("illisible : {{ a }} !", "illisible\u{a0}: {{ a }}\u{a0}!"),
            ("« {{ a }} »", "«\u{a0}{{ a }}\u{a0}»"),
            ("`a : b` : c", "`a : b`\u{a0}: c"),
            (
                "{{ a if b else ' : ' }} ;",
                "{{ a if b else ' : ' }}\u{a0};",
            ),
            ("14:00", "14:00"),
        ] {
            assert_eq!(sentence(typed), made);
        }
    }
}
