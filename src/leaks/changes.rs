//! Tracked changes of a text: what was deleted and what was inserted stand side by side, and a name may
//! be whole only without the one or without the other.

use std::ops::Range;

use super::mapped::Mapped;

use crate::sort::Sort;

/// The longest change that is read as one, in bytes.
const LONGEST: usize = 1000;

/// What a reading of a text leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Deletion,
    Insertion,
}

/// A change in a text: all of it, and what was deleted or inserted.
#[derive(Debug)]
struct Marked {
    change: Change,
    whole: Range<usize>,
    content: Range<usize>,
}

impl Change {
    pub const ALL: [Self; 2] = [Self::Deletion, Self::Insertion];

    /// Tells which change an element or a class in lower case marks: those of HTML, pandoc, Word and
    /// others.
    fn of(word: &str) -> Option<Self> {
        match word.rsplit("marker-").next().unwrap_or(word) {
            "del" | "s" | "strike" | "deletion" | "paragraph-deletion" | "msodel" => {
                Some(Self::Deletion)
            }
            "ins" | "insertion" | "paragraph-insertion" | "msoins" => Some(Self::Insertion),
            _ => None,
        }
    }

    /// Finds the first mark among the words of a tag or of attributes.
    fn among(words: &str) -> Option<Self> {
        let words = words.to_ascii_lowercase();
        let mut words = words.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        words.find_map(Self::of)
    }
}

/// Reads a text without its deletions, and without its insertions; nothing where no change is marked.
pub fn without(text: &str) -> Vec<Mapped> {
    let marked = marked(text);
    if marked.is_empty() {
        return Vec::new();
    }
    let reading = |dropped: Change| {
        let parts = marked.iter().flat_map(|it| {
            let marks = [
                it.whole.start..it.content.start,
                it.content.end..it.whole.end,
            ];
            let [first, last] = marks;
            if it.change == dropped {
                vec![it.whole.clone()]
            } else {
                vec![first, last]
            }
        });
        let mut cuts: Vec<Range<usize>> = parts.collect();
        cuts.order_by_key(|cut| cut.start);
        let mut made = Mapped::with_capacity(text.len());
        let mut at = 0;
        for cut in cuts {
            if at < cut.start {
                made.keep(at, text.get(at..cut.start).unwrap_or_default());
            }
            at = at.max(cut.end);
        }
        made.keep(at, text.get(at..).unwrap_or_default());
        made
    };
    Change::ALL.map(reading).into()
}

/// Finds the changes of a text: tags, `~~a~~`, `{--a--}` and `{++a++}` and `{~~a~>b~~}` of
/// `CriticMarkup`, `[a]{.deletion}` of pandoc.
fn marked(text: &str) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut at = 0;
    let is_sign = |byte: &u8| matches!(byte, b'<' | b'~' | b'{');
    let bytes = text.as_bytes();
    while let Some(next) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(is_sign))
    {
        at += next;
        let rest = text.get(at..).unwrap_or_default();
        let (length, changes) = match rest.as_bytes() {
            [b'<', ..] => tag(rest),
            [b'{', b'-' | b'+' | b'~', ..] => critic(rest),
            [b'{', ..] => {
                found.extend(span(text, at));
                (1, None)
            }
            [b'~', b'~', b'~', ..] => (rest.len() - rest.trim_start_matches('~').len(), None),
            [b'~', b'~', ..] => {
                let end = within(rest, 2, "~~");
                let struck = |end: usize| mark(Change::Deletion, 0..end + 2, 2..end);
                (
                    end.map_or(2, |end| end + 2),
                    end.map(|end| vec![struck(end)]),
                )
            }
            _ => (1, None),
        };
        let moved = |range: Range<usize>| at + range.start..at + range.end;
        let changes = changes.into_iter().flatten();
        found.extend(changes.map(|it| mark(it.change, moved(it.whole), moved(it.content))));
        at += length;
    }
    found
}

fn mark(change: Change, whole: Range<usize>, content: Range<usize>) -> Marked {
    Marked {
        change,
        whole,
        content,
    }
}

/// Returns the last place up to a byte at which a text can be cut.
fn boundary(text: &str, at: usize) -> usize {
    let mut ends = (0..=at.min(text.len())).rev();
    ends.find(|end| text.is_char_boundary(*end))
        .unwrap_or_default()
}

/// Finds a sign after the first bytes of a text, in the same paragraph and not far off.
fn within(text: &str, from: usize, sign: &str) -> Option<usize> {
    let near = text.get(..boundary(text, LONGEST)).unwrap_or(text);
    let near = near.split("\n\n").next().unwrap_or_default();
    Some(from + near.get(from..)?.find(sign)?)
}

/// Reads an element up to its end tag, of the same name and depth; returns how far to go on.
fn tag(rest: &str) -> (usize, Option<Vec<Marked>>) {
    let Some(opened) = within(rest, 1, ">") else {
        return (1, None);
    };
    let inside = rest.get(1..opened).unwrap_or_default();
    let letters = |c: char| !c.is_ascii_alphanumeric();
    let name = inside.split(letters).next().unwrap_or_default();
    let is_alone =
        inside.len() == name.len() || inside[name.len()..].starts_with(char::is_whitespace);
    let by_class = inside.contains("class") || inside.contains("style");
    let change = match name.to_ascii_lowercase().as_str() {
        "" => None,
        "del" | "ins" | "s" | "strike" if is_alone => Change::among(name),
        _ if by_class => Change::among(&inside[name.len()..]),
        _ => None,
    };
    let Some(change) = change else {
        return (1, None);
    };
    let mut depth = 1_usize;
    let mut at = opened + 1;
    let near = boundary(rest, opened + LONGEST);
    while let Some(next) = rest.get(at..near).and_then(|rest| rest.find('<')) {
        at += next;
        let closes = rest.as_bytes().get(at + 1) == Some(&b'/');
        let from = at + if closes { 2 } else { 1 };
        let is_same = rest.get(from..from + name.len());
        let is_same = is_same.is_some_and(|other| other.eq_ignore_ascii_case(name))
            && !rest[from + name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
        if is_same {
            depth = if closes { depth - 1 } else { depth + 1 };
            if depth == 0 {
                let end = within(&rest[at..], 1, ">").map_or(rest.len(), |end| at + end + 1);
                let marked = mark(change, 0..end, opened + 1..at);
                return (opened + 1, Some(vec![marked]));
            }
        }
        at = from;
    }
    (1, None)
}

/// Reads `CriticMarkup` at a brace.
fn critic(rest: &str) -> (usize, Option<Vec<Marked>>) {
    let of = |change: Change, sign: &str| {
        let end = within(rest, 3, sign)?;
        Some((3, vec![mark(change, 0..end + sign.len(), 3..end)]))
    };
    let found = match rest.get(..3) {
        Some("{--") => of(Change::Deletion, "--}"),
        Some("{++") => of(Change::Insertion, "++}"),
        Some("{~~") => within(rest, 3, "~~}").and_then(|end| {
            let middle = rest.get(..end)?.find("~>")?;
            let old = mark(Change::Deletion, 0..middle, 3..middle);
            let new = mark(Change::Insertion, middle..end + 3, middle + 2..end);
            Some((end + 3, vec![old, new]))
        }),
        _ => None,
    };
    found.map_or((1, None), |(length, found)| (length, Some(found)))
}

/// Reads a bracketed span of pandoc at the brace of its attributes.
fn span(text: &str, at: usize) -> Option<Marked> {
    let before = text.get(..at)?.strip_suffix(']')?;
    let rest = text.get(at..)?;
    let end = within(rest, 1, "}")?;
    let attributes = rest.get(1..end).filter(|it| it.contains('.'))?;
    let change = Change::among(attributes)?;
    let near = boundary(before, before.len().saturating_sub(LONGEST));
    let mut depth = 1_usize;
    let mut opened = before.get(near..)?.char_indices().rev().filter(|(_, c)| {
        match c {
            ']' => depth += 1,
            '[' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let opened = near + opened.next()?.0;
    Some(mark(change, opened..at + end + 1, opened + 1..before.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_is_read_without_what_was_deleted_and_without_what_was_inserted() {
        for (text, expected) in [
            ("a <del>b</del><ins>c</ins> d", ["a c d", "a b d"]),
            (
                "a <DEL datetime='x'>b</del><ins>c</INS> d",
                ["a c d", "a b d"],
            ),
            ("a ~~b~~ d", ["a  d", "a b d"]),
            ("a {--b--}{++c++} d", ["a c d", "a b d"]),
            ("a {~~b~>c~~} d", ["a c d", "a b d"]),
            (
                "a [b]{.deletion author=\"x\"}[c]{.insertion author=\"x\"} d",
                ["a c d", "a b d"],
            ),
            (
                "a <span class=\"deletion\">b<span>e</span></span><span class=msoIns>c</span> d",
                ["a c d", "a b<span>e</span> d"],
            ),
            ("a <del>b <ins>c</ins></del>d", ["a d", "a b d"]),
        ] {
            let read = without(text);
            let read: Vec<&str> = read.iter().map(Mapped::text).collect();
            assert_eq!(read, expected, "{text}");
        }
        for text in [
            "a < b",
            "<section>a</section>",
            "~~~\na\n~~~",
            "{a}",
            "<del>a",
            "<s",
        ] {
            assert!(without(text).is_empty(), "{text}");
        }
    }
}
