//! Where the target of a link is written.

use std::collections::BTreeMap;
use std::ops::Range;

/// Finds the target of a link that takes up `whole`; `label_end` is where its words end.
///
/// The target of a reference stands in its definition. `None` if what stands there would not read
/// as `url`: a place that is not certain is none.
pub(super) fn of<'d>(
    text: &str,
    whole: &Range<usize>,
    label_end: Option<usize>,
    url: &str,
    definitions: impl FnOnce() -> &'d mut Definitions,
) -> Option<Range<usize>> {
    let source = text.get(whole.clone())?;
    let at = if let Some(inside) = source.strip_prefix('<') {
        // `<https://example.org>`
        let end = inside.find('>')?;
        whole.start + 1..whole.start + 1 + end
    } else if source.starts_with(['[', '!']) {
        let end = label_end
            .filter(|end| opens(text, *end))
            .or_else(|| label(text, whole.start + usize::from(source.starts_with('!'))))?;
        if opens(text, end) {
            inline(text, end + 2)?
        } else {
            let definitions = definitions();
            let first = text
                .get(whole.start..end)?
                .trim_start_matches('!')
                .get(1..)?;
            let second = text.get(end + 1..whole.end).and_then(between_brackets);
            let name = second
                .filter(|name| !name.trim().is_empty())
                .unwrap_or(first);
            definitions.get(name)?
        }
    } else {
        // An address that stands by itself.
        whole.clone()
    };
    let written = text.get(at.clone())?;
    reads_as(written, url).then_some(at)
}

/// Finds the next place where a target is written as it is followed, not far from `from`.
pub(super) fn next(text: &str, from: usize, url: &str) -> Option<Range<usize>> {
    const FAR: usize = 4000;
    let near = text.get(from..)?;
    let end = near
        .char_indices()
        .nth(FAR)
        .map_or(near.len(), |(at, _)| at);
    let at = from + near.get(..end)?.find(url)?;
    (!url.is_empty()).then_some(at..at + url.len())
}

/// The definitions of a page: `[name]: target`.
#[derive(Debug, Default)]
pub(super) struct Definitions(BTreeMap<String, Range<usize>>);

impl Definitions {
    /// Finds all that looks like one; the first of a name counts.
    pub(super) fn of(text: &str) -> Self {
        let mut found = BTreeMap::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let indent = line.len()
                - line
                    .trim_start_matches([' ', '\t', '>', '-', '*', '+', '\u{feff}'])
                    .len();
            if let Some(name) = line.get(indent..).and_then(between_brackets) {
                let after = start + indent + name.len() + 2;
                let colon = text.get(after..).is_some_and(|rest| rest.starts_with(':'));
                if let Some(target) = inline(text, after + 1).filter(|_| colon) {
                    found.entry(key(name)).or_insert(target);
                }
            }
            start += line.len();
        }
        Self(found)
    }

    fn get(&self, name: &str) -> Option<Range<usize>> {
        self.0.get(&key(name)).cloned()
    }
}

/// Folds the name of a definition (CommonMark 0.31, section 4.7).
fn key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn opens(text: &str, label_end: usize) -> bool {
    text.get(label_end..)
        .is_some_and(|rest| rest.starts_with("]("))
}

/// Finds the bracket that closes the one at a place.
fn label(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.as_bytes().get(open..)?.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' if depth <= 1 => return Some(open + at),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns what stands in the brackets with which a text begins.
fn between_brackets(text: &str) -> Option<&str> {
    text.starts_with('[').then_some(())?;
    text.get(1..label(text, 0)?)
}

/// Finds the destination that begins at a place, spaces aside (CommonMark 0.31, section 6.3).
fn inline(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len());
    let rest = text.get(start..)?;
    if let Some(inside) = rest.strip_prefix('<') {
        let end = inside.find(['>', '\n'])?;
        return Some(start + 1..start + 1 + end);
    }
    let (mut depth, mut escaped) = (0_usize, false);
    let end = rest.bytes().position(|byte| match byte {
        _ if byte.is_ascii_whitespace() => true,
        _ if std::mem::take(&mut escaped) => false,
        b'\\' => {
            escaped = true;
            false
        }
        b'(' => {
            depth += 1;
            false
        }
        b')' if depth == 0 => true,
        b')' => {
            depth -= 1;
            false
        }
        _ => false,
    });
    Some(start..start + end.unwrap_or(rest.len()))
}

/// Whether what is written can be read as a target.
fn reads_as(written: &str, url: &str) -> bool {
    // An address without a scheme is given one.
    let given = ["http://", "mailto:"];
    written == url
        || given
            .iter()
            .any(|scheme| url.strip_prefix(scheme) == Some(written))
        || written.contains(['\\', '&', '\0'])
}
