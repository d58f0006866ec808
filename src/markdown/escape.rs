//! Text and addresses written so that Markdown reads them as they are.

use std::borrow::Cow;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

use crate::sort::Sort;
use crate::source::percent;

/// Escapes a line of text for Markdown, only where Markdown would read it otherwise.
///
/// The result reads as the text at the start of a line or of a list item, in the middle of a line,
/// before the end of an HTML tag or comment and between the brackets of a link, by `CommonMark`
/// with strikethrough and task lists. A text
/// which already does is returned as it is; in any other, no backslash can be taken away but those of
/// [`without_bare_links`]. The text
/// is trimmed, and a line break or control character in it becomes a space.
#[must_use]
pub fn text(text: &str) -> Cow<'_, str> {
    let text = on_one_line(text);
    if text.is_empty() || is_plain(&text) || reads_as(&text, &text) {
        text
    } else {
        Cow::Owned(without_bare_links(&with_needed_backslashes(&text)))
    }
}

/// Keeps an address from being a link where a backslash follows: the link would take it for its own
/// (GFM, 6.9), lead elsewhere, and leave a `<` behind it to HTML.
fn without_bare_links(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let link = word.find("://").or_else(|| word.find("www."));
        if link.is_some_and(|at| word[at..].contains('\\')) {
            word.replace("://", "\\://").replace("www.", "www\\.")
        } else {
            word.to_owned()
        }
    });
    words.collect()
}

/// Writes a URL as the destination of an inline link, between its parentheses.
///
/// A URL which Markdown reads as it is comes back unchanged. Otherwise spaces, control characters,
/// `<`, `>`, `\` and parentheses without their counterpart are percent-encoded (RFC 3986,
/// section 2.1), and an `&` that Markdown would take for a character reference becomes `&amp;`.
#[must_use]
pub fn destination(url: &str) -> Cow<'_, str> {
    let parentheses = parentheses_to_encode(url);
    let mut written = String::with_capacity(url.len());
    let encoded = |c: char| percent::encoded(c.encode_utf8(&mut [0; 4]), |_| false);
    for (at, character) in url.char_indices() {
        match character {
            ' ' | '<' | '>' | '\\' => written.push_str(&encoded(character)),
            '(' | ')' if parentheses.binary_search(&at).is_ok() => {
                written.push_str(&encoded(character));
            }
            '&' if starts_with_character_reference(url.get(at..).unwrap_or_default()) => {
                written.push_str("&amp;");
            }
            _ if character.is_control() => written.push_str(&encoded(character)),
            _ => written.push(character),
        }
    }
    if written == url {
        Cow::Borrowed(url)
    } else {
        Cow::Owned(written)
    }
}

/// Writes an inline link from its label and its URL, neither of them escaped yet.
#[must_use]
pub fn link(label: &str, url: &str) -> String {
    format!("[{}]({})", text(label), destination(url))
}

/// How many punctuation marks are tried one by one: a name or a title has far fewer, and each costs
/// a parse of the whole text. Beyond, every mark keeps its backslash, which reads the same.
const MOST_MARKS: usize = 200;

/// `CommonMark` allows any balanced nesting; common readers, comrak among them, stop at this depth.
const NESTED_PARENTHESES: usize = 32;

/// What may stand before and after a text on its line, and the outline of what Markdown then reads.
const POSITIONS: [(&str, &str, &str, &str); 6] = [
    ("- ", "\n", "\ndocument\n\nlist\n\nitem\n\nparagraph\n", ""),
    (
        "avant ",
        " après",
        "\ndocument\n\nparagraph\navant ",
        " après",
    ),
    // Another text on the line may end what this one would begin: a tag or a comment.
    (
        "avant ",
        " fin> ?> ]]> -->",
        "\ndocument\n\nparagraph\navant ",
        " fin> ?> ]]> -->",
    ),
    (
        "[",
        "](https://example.org)",
        "\ndocument\n\nparagraph\n\nlink\n",
        "",
    ),
    (
        "avant\n\n",
        "",
        "\ndocument\n\nparagraph\navant\nparagraph\n",
        "",
    ),
    (
        "avant\n",
        "",
        "\ndocument\n\nparagraph\navant\nsoftbreak\n",
        "",
    ),
];

/// Puts a text on one line, its spaces kept: it must be read as it was given.
fn on_one_line(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed.contains(breaks_line) {
        Cow::Owned(trimmed.replace(breaks_line, " ").trim().to_owned())
    } else {
        Cow::Borrowed(trimmed)
    }
}

fn breaks_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Recognises text in which nothing can be read as Markdown, so that names cost no parse.
fn is_plain(text: &str) -> bool {
    let harmless = |character: char| {
        !character.is_ascii()
            || character.is_ascii_alphanumeric()
            || " '\",;:%@$/?!.()&+-=#".contains(character)
    };
    let harmless_at_start = |character: char| {
        !character.is_ascii() || character.is_ascii_alphanumeric() || "'\"(.".contains(character)
    };
    let is_list_number = |text: &str| {
        let unnumbered = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
        unnumbered.len() < text.len() && unnumbered.starts_with(['.', ')'])
    };
    text.chars().all(harmless)
        && text.starts_with(harmless_at_start)
        && !is_list_number(text)
        && !(text.contains('&') && text.contains(';'))
}

/// Starts from a backslash before each punctuation mark and takes away all that are not needed.
fn with_needed_backslashes(text: &str) -> String {
    let mut marks: Vec<usize> = text
        .char_indices()
        .filter(|(_, character)| character.is_ascii_punctuation())
        .map(|(at, _)| at)
        .collect();
    if marks.len() > MOST_MARKS {
        return with_backslashes(text, &marks);
    }
    // Whole runs first, so that a long text with few special characters takes few parses; from the
    // end, so that the opening mark is the one which stays escaped.
    let mut run = marks.len();
    while run > 0 {
        let count = marks.len();
        let mut end = count;
        while end > 0 {
            let start = end.saturating_sub(run);
            let mut fewer = marks.clone();
            fewer.drain(start..end);
            if reads_as(&with_backslashes(text, &fewer), text) {
                marks = fewer;
            }
            end = start;
        }
        // Once one backslash is gone another may have become needless: on until nothing changes.
        if run > 1 {
            run /= 2;
        } else if marks.len() == count {
            break;
        }
    }
    with_backslashes(text, &marks)
}

fn with_backslashes(text: &str, marks: &[usize]) -> String {
    let mut written = String::with_capacity(text.len() + marks.len());
    let mut marks = marks.iter().peekable();
    for (at, character) in text.char_indices() {
        if marks.next_if(|mark| **mark == at).is_some() {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// Whether Markdown reads the written form as the text in every position.
fn reads_as(written: &str, text: &str) -> bool {
    POSITIONS
        .iter()
        .all(|(before, after, outline_before, outline_after)| {
            outline(&format!("{before}{written}{after}"))
                == format!("{outline_before}{text}{outline_after}")
        })
}

/// Draws what Markdown reads: text as it is, everything else as its name between line breaks.
fn outline(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    let arena = Arena::new();
    let mut outline = String::new();
    for node in parse_document(&arena, markdown, &options).descendants() {
        match &node.data().value {
            NodeValue::Text(text) => outline.push_str(text),
            other => {
                outline.push('\n');
                outline.push_str(other.xml_node_name());
                outline.push('\n');
            }
        }
    }
    outline
}

/// Finds, in order, the parentheses which have no counterpart or are nested too deep.
fn parentheses_to_encode(url: &str) -> Vec<usize> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, character) in url.char_indices() {
        match character {
            '(' => open.push(at),
            ')' => match open.pop() {
                None => found.push(at),
                Some(opening) if open.len() >= NESTED_PARENTHESES => found.extend([opening, at]),
                Some(_) => {}
            },
            _ => {}
        }
    }
    found.extend(open);
    found.order();
    found
}

/// Whether a text which starts with `&` starts with an HTML character reference.
fn starts_with_character_reference(text: &str) -> bool {
    // The longest name, `&CounterClockwiseContourIntegral;`, has 33 characters.
    let Some(end) = text.bytes().take(33).position(|byte| byte == b';') else {
        return false;
    };
    let reference = text.get(..=end).unwrap_or_default();
    let name = reference.get(1..end).unwrap_or_default();
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        && outline(reference) != format!("\ndocument\n\nparagraph\n{reference}")
}

#[cfg(test)]
mod tests;
