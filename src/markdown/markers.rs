//! The markers of a page: comments that start with `cll:` or `/cll:`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use super::comments::in_html;
use super::lines::{Line, lines, options};

use crate::locale::collation::sort_key;
use crate::sort::Sort;

/// Holds an argument of a start marker, `key="value"`, `key='value'` or `key=value`; `&quot;` and `&amp;` are decoded in the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    pub key: String,
    pub key_at: Range<usize>,
    pub value: String,
    /// What stands between the quotes.
    pub value_at: Range<usize>,
}

/// Names the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    Lf,
    Crlf,
}

/// Describes a marker, sound or not.
pub(super) struct Marker {
    /// An end marker.
    pub closing: bool,
    pub name: String,
    pub name_at: Range<usize>,
    pub args: Result<Vec<Argument>, BadArgument>,
    /// The marker as it is to be typed, where its arguments cannot be read.
    pub meant: Option<String>,
    /// The comment, from `<!--` to `-->`.
    pub at: Range<usize>,
    /// None for a marker which is not alone on its line.
    pub place: Option<Place>,
    /// Inside a comment begun on an earlier line: the marker counts only if it ends an open block,
    /// for then it is the body of that block which left a comment open.
    pub hidden: bool,
    /// Inside an HTML block begun on an earlier line, which goes on to the next blank line.
    pub in_html: bool,
}

/// Locates the line of a marker.
pub(super) struct Place {
    pub line: usize,
    pub prefix: String,
    pub line_end: LineEnd,
    pub next_line: usize,
}

/// Locates an argument or name not written as it must be, and the first use of a repeated key.
pub(super) struct BadArgument {
    pub at: Range<usize>,
    pub also: Option<Range<usize>>,
}

/// Finds the markers of a page in order of position, where `CommonMark` sees HTML.
pub(super) fn find_markers(text: &str) -> Vec<Marker> {
    let arena = Arena::new();
    let lines = lines(text);
    let mut markers = Vec::new();
    for node in parse_document(&arena, text, &options()).descendants() {
        let node = node.data();
        let position = node.sourcepos;
        let first = position.start.line.saturating_sub(1);
        match &node.value {
            NodeValue::HtmlBlock(_) => {
                let last = position.end.line.min(lines.len());
                if let Some(lines) = lines.get(first..last) {
                    find_in_html(text, lines, &mut markers);
                }
            }
            NodeValue::HtmlInline(html) => {
                if let Some(line) = lines.get(first) {
                    let column = position.start.column.saturating_sub(1);
                    markers.extend(read_inline(text, line, column, html));
                }
            }
            _ => {}
        }
    }
    markers.order_by_key(|marker| marker.at.start);
    markers
}

fn find_in_html(text: &str, lines: &[Line], markers: &mut Vec<Marker>) {
    let mut in_comment = false;
    for (at_line, line) in lines.iter().enumerate() {
        let content = text.get(line.content.clone()).unwrap_or_default();
        let mut at = 0;
        if in_comment {
            markers.extend(read_hidden_end(text, line, content));
            let Some(end) = content.find("-->") else {
                continue;
            };
            at = end + 3;
            in_comment = false;
        }
        let from = line.content.start + at;
        for (comment, closed) in in_html(content.get(at..).unwrap_or_default()) {
            in_comment = !closed;
            let comment = from + comment.start..from + comment.end;
            if let Some(mut marker) = read_marker(text, comment, closed) {
                if closed {
                    marker.place = place(text, line, &marker.at);
                }
                marker.in_html = at_line > 0;
                markers.push(marker);
            }
        }
    }
}

fn read_hidden_end(text: &str, line: &Line, content: &str) -> Option<Marker> {
    let start = line.content.start + content.find("<!--")?;
    let end = line.content.start + content.find("-->")? + 3;
    let mut marker = read_marker(text, start..end, true)?;
    marker.place = Some(place(text, line, &marker.at)?);
    marker.hidden = true;
    marker.closing.then_some(marker)
}

/// Reads a comment in running text, which makes a marker that is misplaced.
fn read_inline(text: &str, line: &Line, column: usize, html: &str) -> Option<Marker> {
    let first_line = html.lines().next()?;
    let closed = first_line.len() == html.len();
    let content = text.get(line.content.clone())?;
    let start = content
        .get(column..)
        .filter(|rest| rest.starts_with(first_line))
        .map(|_| column)
        .or_else(|| content.find(first_line))?;
    let start = line.content.start + start;
    read_marker(text, start..start + first_line.len(), closed)
}

fn place(text: &str, line: &Line, marker: &Range<usize>) -> Option<Place> {
    let prefix = text.get(line.content.start..marker.start)?;
    let rest = text.get(marker.end..line.content.end)?;
    let line_end = match text.get(line.content.end..line.next)? {
        "\r\n" => LineEnd::Crlf,
        "\r" => return None,
        _ => LineEnd::Lf,
    };
    let alone = prefix.bytes().all(|byte| matches!(byte, b' ' | b'>'))
        && rest.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
        && !line.after_carriage_return;
    alone.then(|| Place {
        line: line.content.start,
        prefix: prefix.to_owned(),
        line_end,
        next_line: line.next,
    })
}

/// Reads a marker, not placed yet, from a comment; one that goes on on the next line has no `-->`.
fn read_marker(text: &str, comment: Range<usize>, closed: bool) -> Option<Marker> {
    let end = comment.end - if closed { 3 } else { 0 };
    let inside = text
        .get(comment.start..end)?
        .strip_prefix("<!--")?
        .trim_start();
    let (closing, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let inside = inside.strip_prefix("cll:")?;
    let name = inside.split(char::is_whitespace).next()?;
    if name.is_empty() {
        return None;
    }
    let name_at = end - inside.len()..end - inside.len() + name.len();
    let rest = inside.get(name.len()..)?;
    let args = if !closed {
        Ok(Vec::new())
    } else if closing {
        no_arguments(rest, end)
    } else if name.bytes().all(is_name_byte) {
        arguments(rest, end)
    } else {
        Err(BadArgument {
            at: name_at.clone(),
            also: None,
        })
    };
    Some(Marker {
        closing,
        name: name.to_owned(),
        name_at,
        meant: args.is_err().then(|| meant(name, closing, rest)),
        args,
        at: comment,
        place: None,
        hidden: false,
        in_html: false,
    })
}

fn is_name_byte(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')
}

/// Returns the marker as it is to be typed, with the arguments that can be made out in it: `college=«membres»`.
fn meant(name: &str, closing: bool, arguments: &str) -> String {
    let slash = if closing { "/" } else { "" };
    let mut marker = format!("<!-- {slash}cll:{}", sort_key(name));
    let mut known = BTreeSet::new();
    let mut rest = if closing { "" } else { arguments };
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let closer = after.chars().next().and_then(|opener| {
            let pair = QUOTES.iter().find(|(known, _)| *known == opener);
            Some((opener, pair?.1))
        });
        let (value, next) = match closer {
            Some((opener, closer)) => {
                let quoted = after.get(opener.len_utf8()..).unwrap_or_default();
                quoted.split_once(closer).unwrap_or((quoted, ""))
            }
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        rest = next;
        let key = before.split_whitespace().next_back().map(sort_key);
        let key = key.filter(|key| key.bytes().all(is_name_byte));
        if let Some(key) = key.filter(|_| !value.trim().is_empty())
            && known.insert(key.clone())
        {
            let value = value.trim().replace('"', "&quot;");
            marker.extend([" ", &key, "=\"", &value, "\""]);
        }
    }
    marker + " -->"
}

/// What stands before and behind a value; an editor puts some of them in by itself.
const QUOTES: [(char, &[char]); 6] = [
    ('"', &['"']),
    ('\'', &['\'']),
    ('\u{ab}', &['\u{bb}']),
    ('\u{201c}', &['\u{201d}', '\u{201c}']),
    ('\u{201e}', &['\u{201c}', '\u{201d}']),
    ('\u{2018}', &['\u{2019}', '\u{2018}']),
];

fn no_arguments(text: &str, end: usize) -> Result<Vec<Argument>, BadArgument> {
    let argument = text.trim();
    if argument.is_empty() {
        return Ok(Vec::new());
    }
    let start = end - text.trim_start().len();
    Err(BadArgument {
        at: start..start + argument.len(),
        also: None,
    })
}

/// Reads the arguments in a text which ends at the given position of the page.
fn arguments(text: &str, end: usize) -> Result<Vec<Argument>, BadArgument> {
    let mut args: Vec<Argument> = Vec::new();
    let mut known = BTreeMap::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let start = end - rest.len();
        let Some((argument, after)) = argument(rest, start) else {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            return Err(BadArgument {
                at: start..start + length,
                also: None,
            });
        };
        if let Some(first) = known.insert(argument.key.clone(), argument.key_at.clone()) {
            return Err(BadArgument {
                at: argument.key_at,
                also: Some(first),
            });
        }
        args.push(argument);
        rest = after.trim_start();
    }
    Ok(args)
}

/// Reads one argument that starts at the given position of the page; gives what follows it too.
fn argument(text: &str, start: usize) -> Option<(Argument, &str)> {
    // There may be spaces around the sign (HTML, section 13.1.2.3).
    let (key, rest) = text.split_once('=')?;
    let (key, rest) = (key.trim_end(), rest.trim_start());
    let quote = rest.chars().next().filter(|it| ['"', '\''].contains(it));
    let (value, after) = if let Some(quote) = quote {
        rest.get(1..)?.split_once(quote)?
    } else {
        // Letters, digits and hyphens need no quotation marks (HTML, section 13.1.2.3).
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let length = rest.bytes().take_while(|byte| is_plain(*byte)).count();
        let (value, after) = rest.split_at_checked(length)?;
        (Some(value).filter(|it| !it.is_empty())?, after)
    };
    let separated = after.is_empty() || after.starts_with(char::is_whitespace);
    if key.is_empty() || !key.bytes().all(is_name_byte) || !separated {
        return None;
    }
    let key_at = start..start + key.len();
    let value_start = start + text.len() - rest.len() + usize::from(quote.is_some());
    let argument = Argument {
        key: key.to_owned(),
        key_at,
        value: value.replace("&quot;", "\"").replace("&amp;", "&"),
        value_at: value_start..value_start + value.len(),
    };
    Some((argument, after))
}
