//! Running text, with the emphasis that Markdown can say.

use std::fmt::Write;

use super::Writer;
use super::tree::{Element, Node, says};
use crate::markdown::symbols;
use crate::source::percent;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    bold: bool,
    italic: bool,
    struck: bool,
    /// The target of a link, and its title.
    link: Option<(String, String)>,
    /// Taken as it is: a link to a note, a comment, a line break.
    raw: bool,
}

/// Writes running text as Markdown; a line break is the end of a line.
pub fn inlines<'a>(writer: &Writer<'_>, nodes: impl Iterator<Item = &'a Node>) -> String {
    let mut pieces: Vec<(String, Style)> = Vec::new();
    let style = Style {
        struck: writer.is_struck,
        ..Style::default()
    };
    for node in nodes {
        collect(writer, node, &style, &mut pieces);
    }
    written(&pieces)
}

/// Adds a text to the pieces.
fn push(pieces: &mut Vec<(String, Style)>, text: &str, style: Style) {
    match pieces.last_mut() {
        Some((before, its)) if *its == style => before.push_str(text),
        _ => pieces.push((text.to_owned(), style)),
    }
}

/// Writes what is said of an image; one of another page stays an image.
fn image(image: &Element, style: &Style, pieces: &mut Vec<(String, Style)>) {
    let said = |name: &str| image.attribute(name).unwrap_or_default().trim();
    let (alt, title) = (said("alt"), said("title"));
    let words: Vec<String> = [alt, if title == alt { "" } else { title }]
        .iter()
        .filter(|it| !it.is_empty())
        .map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let words = words.join(". ");
    // Pads and mailers draw signs as pictures.
    if !words.contains(char::is_alphanumeric) {
        return push(pieces, &words, style.clone());
    }
    match target(said("src")).filter(|_| image.is_on_web()) {
        Some(to) => {
            let raw = Style {
                raw: true,
                ..Style::default()
            };
            let words = escaped(&words, None)
                .replace('[', "\\[")
                .replace(']', "\\]");
            push(pieces, &format!("![{words}]({to})"), raw);
        }
        None => push(pieces, &format!("(image : {words})"), style.clone()),
    }
}

/// Returns the target of a link as Markdown writes it; `None` for what leads nowhere from another page.
fn target(to: &str) -> Option<String> {
    let scheme = to.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = scheme
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let leads = match scheme.as_deref() {
        Some(scheme) => [
            "http", "https", "mailto", "tel", "ftp", "ftps", "sftp", "file", "sip", "xmpp",
        ]
        .contains(&scheme),
        None => !to.is_empty() && !to.starts_with('#'),
    };
    let stays = |byte: u8| {
        !(byte.is_ascii_whitespace() || byte.is_ascii_control() || b"()<>\\".contains(&byte))
    };
    leads.then(|| percent::encoded(to, stays))
}

fn collect(writer: &Writer<'_>, node: &Node, style: &Style, pieces: &mut Vec<(String, Style)>) {
    let mut push = |text: &str, style: Style| push(pieces, text, style);
    let raw = Style {
        raw: true,
        ..Style::default()
    };
    let element = match node {
        Node::Text(text) => {
            let text: String = text
                .chars()
                .map(|c| if c.is_ascii_whitespace() { ' ' } else { c })
                .collect();
            return push(&text, style.clone());
        }
        Node::Comment(text) => return push(&format!("<!--{text}-->"), raw),
        Node::Element(element) => element,
    };
    match &*element.name {
        "br" => return push("\n", raw),
        "img" => return image(element, style, pieces),
        "input"
            if element
                .attribute("type")
                .is_some_and(|it| it.eq_ignore_ascii_case("checkbox")) =>
        {
            let ticked = element.attribute("checked").is_some();
            return push(if ticked { "[x] " } else { "[ ] " }, style.clone());
        }
        _ => {}
    }
    let mut style = style.clone();
    match &*element.name {
        "b" | "strong" => style.bold = element.style("font-weight") != Some("normal"),
        "i" | "em" | "cite" => style.italic = element.style("font-style") != Some("normal"),
        "s" | "del" | "strike" => style.struck = true,
        "a" if element.is("role", "doc-noteref") => {
            let said = element.text();
            return push(&format!("[^{}]", said.trim()), raw);
        }
        "a" if element.is("role", "doc-backlink")
            && !element.text().contains(char::is_alphanumeric) =>
        {
            return;
        }
        "a" => {
            let to = element.attribute("href").unwrap_or_default().trim();
            // Google Docs leads every link past itself.
            let past = to.strip_prefix("https://www.google.com/url?q=");
            let past = past
                .and_then(|it| it.split('&').next())
                .map(percent::decoded);
            let to = past.as_deref().unwrap_or(to);
            let title = element.attribute("title").unwrap_or_default();
            let title: Vec<&str> = title.split_whitespace().collect();
            style.link = target(to).map(|to| (to, title.join(" ")));
        }
        _ => {}
    }
    if matches!(&*element.name, "abbr" | "acronym") {
        let title = element.attribute("title").unwrap_or_default().trim();
        if !title.is_empty() && !element.text().contains(title) {
            for inner in &element.children {
                collect(writer, inner, &style, pieces);
            }
            return self::push(pieces, &format!(" ({title})"), style);
        }
    }
    let font = element
        .style("font-family")
        .and_then(|it| it.split(',').next());
    if let Some(sign) = font.and_then(|font| symbols::shown(font, &element.text())) {
        return self::push(pieces, &sign, style);
    }
    style.struck |= strikes(writer, element);
    style.bold |= has_style(element, "font-weight", writer.bold);
    for inner in &element.children {
        collect(writer, inner, &style, pieces);
    }
}

/// Whether an element strikes out what it holds.
pub fn strikes(writer: &Writer<'_>, element: &Element) -> bool {
    ["del", "s", "strike"].contains(&&*element.name)
        || has_style(element, "line-through", writer.struck)
}

/// Whether an element has a style, by its attribute or by one of the classes that give it.
pub fn has_style(element: &Element, property: &str, classes: &[String]) -> bool {
    let own = element.attribute("style").unwrap_or_default();
    let mut names = element
        .attribute("class")
        .unwrap_or_default()
        .split_whitespace();
    says(own, property) || names.any(|name| classes.iter().any(|known| known == name))
}

fn written(pieces: &[(String, Style)]) -> String {
    // White space belongs to no emphasis.
    let mut parts: Vec<(String, Style)> = Vec::new();
    for (text, style) in pieces {
        if style.raw {
            parts.push((text.clone(), style.clone()));
            continue;
        }
        let inner = text.trim_matches(char::is_whitespace);
        let lead = text.len() - text.trim_start().len();
        let (before, after) = if inner.is_empty() {
            (&**text, "")
        } else {
            (&text[..lead], &text[lead + inner.len()..])
        };
        let plain = Style {
            link: style.link.clone(),
            struck: style.struck,
            ..Style::default()
        };
        let plain = Style {
            link: None,
            struck: false,
            ..plain
        };
        for (text, style) in [(before, &plain), (inner, style), (after, &plain)] {
            match parts.last_mut() {
                _ if text.is_empty() => {}
                Some((last, its)) if its == style => last.push_str(text),
                _ => parts.push((text.to_owned(), style.clone())),
            }
        }
    }
    let mut written = String::new();
    for (at, (text, style)) in parts.iter().enumerate() {
        if style.raw {
            written.push_str(text);
            continue;
        }
        let before = written.chars().next_back();
        let after = parts.get(at + 1).and_then(|(text, _)| text.chars().next());
        let mut shown = escaped(text, before);
        if let Some((link, title)) = &style.link {
            let bare = link.strip_prefix("mailto:").unwrap_or(link);
            let is_said = [bare, link].contains(&text.trim());
            let title = title.as_str();
            let adds = !title.is_empty() && ![text.trim(), bare, link].contains(&title);
            if !is_said || adds {
                let title = if adds {
                    format!(" \"{}\"", escaped(title, None).replace('"', "\\\""))
                } else {
                    String::new()
                };
                shown = format!(
                    "[{}]({link}{title})",
                    shown.replace('[', "\\[").replace(']', "\\]")
                );
            }
        }
        let signs = match (style.struck, style.bold, style.italic) {
            (false, false, false) => "",
            (false, true, false) => "**",
            (false, false, true) => "*",
            (false, true, true) => "***",
            (true, false, false) => "~~",
            (true, true, _) => "~~**",
            (true, false, true) => "~~*",
        };
        if signs.is_empty() || shown.trim().is_empty() {
            written.push_str(&shown);
            continue;
        }
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
        let is_mark = |c: Option<char>| c.is_some_and(|c| "*~".contains(c));
        let (first, last) = (shown.chars().next(), shown.chars().next_back());
        let opens = !(is_mark(before) || is_word(before) && is_sign(first));
        let is_followed = parts
            .get(at + 1)
            .is_some_and(|(_, it)| !it.raw && (it.bold || it.italic || it.struck));
        let closes = !(is_followed || is_word(after) && is_sign(last));
        if style.struck {
            // What is struck out must be seen to be.
            let spaced = |sound: bool| if sound { "" } else { " " };
            let end: String = signs.chars().rev().collect();
            let _ = write!(
                written,
                "{}{signs}{shown}{end}{}",
                spaced(opens),
                spaced(closes)
            );
        } else if opens && closes {
            let _ = write!(written, "{signs}{shown}{signs}");
        } else {
            written.push_str(&shown);
        }
    }
    squeezed(&written)
}

/// Leaves one of several spaces, and none at the edges of lines.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            squeezed.push('\n');
        }
        let words: Vec<&str> = line.split(' ').filter(|it| !it.is_empty()).collect();
        squeezed.push_str(words.join(" ").trim_matches(char::is_whitespace));
    }
    squeezed
}

/// Escapes what Markdown would take for its own, but for the marks that people type: bullets, boxes, numbers.
fn escaped(text: &str, before: Option<char>) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut last = before;
    let chars: Vec<char> = text.chars().collect();
    let mut in_address = false;
    for (at, c) in chars.iter().copied().enumerate() {
        let next = chars.get(at + 1).copied();
        if c.is_whitespace() {
            in_address = false;
        }
        in_address |= c == ':' && next == Some('/') && chars.get(at + 2) == Some(&'/');
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let needs = match c {
            '\\' | '`' => true,
            '*' => {
                next.is_some_and(|c| !c.is_whitespace()) || last.is_some_and(|c| !c.is_whitespace())
            }
            '_' => !(is_word(last) && is_word(next)),
            '<' => next.is_some_and(|c| c.is_alphabetic() || "/!?".contains(c)),
            '~' => next == Some('~') || last == Some('~'),
            '&' => next.is_some_and(|c| c.is_alphabetic() || c == '#') && !in_address,
            ']' => next.is_some_and(|c| "([".contains(c)),
            _ => false,
        };
        if needs && (!in_address || c == '<') {
            escaped.push('\\');
        }
        escaped.push(c);
        last = Some(c);
    }
    escaped
}
