//! The kind of a document that minutes arrive in, told by its first bytes, and its text.

use serde::Serialize;

use crate::leaks::container;
use crate::markdown::from_office::{OPEN, WORD};
use crate::markdown::from_text::is_markdown;

/// How many bytes tell what a document is.
const HEAD: usize = 2048;

/// A document in which minutes arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    Markdown(String),
    Text(String),
    Html(String),
    /// Office Open XML.
    Word(Vec<u8>),
    /// `OpenDocument`.
    Open(Vec<u8>),
}

/// Why no minutes are read out of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unfit {
    Empty,
    Pdf,
    /// Word before 2007, or a document behind a password ([MS-CFB]).
    OldWord,
    Rtf,
    /// A message, or a page that a browser saved as one (RFC 2557).
    Message,
    /// XML or an archive of another kind.
    Other,
    Encrypted,
    /// Bytes that are no text in an encoding that is known.
    NoText,
    /// A document of an office that cannot be read.
    Damaged,
}

/// An encoding other than UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    Utf16,
    Windows1252,
}

/// Tells what a document is, and the encoding of its text if that is not UTF-8.
///
/// # Errors
///
/// Why no minutes can be read out of it.
pub fn document(bytes: &[u8]) -> Result<(Document, Option<Encoding>), Unfit> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let holds = |wanted: &[u8]| head.windows(wanted.len()).any(|it| it == wanted);
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes).map(|document| (document, None));
    }
    if holds(b"%PDF-") && !head.starts_with(b"#") {
        return Err(Unfit::Pdf);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(Unfit::OldWord);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Unfit::Rtf);
    }
    if container::is_opaque(bytes) {
        return Err(Unfit::Other);
    }
    let (text, encoding) = decoded(bytes)?;
    let text = text
        .strip_prefix('\u{feff}')
        .map_or(text.clone(), str::to_owned);
    if text.trim().is_empty() {
        return Err(Unfit::Empty);
    }
    Ok((of_text(text)?, encoding))
}

fn archive(bytes: &[u8]) -> Result<Document, Unfit> {
    let names = container::names(bytes).ok_or(Unfit::Damaged)?;
    let has = |name: &str| names.iter().any(|it| it == name);
    if has(WORD) {
        return Ok(Document::Word(bytes.to_vec()));
    }
    let mime = container::file(bytes, "mimetype").unwrap_or_default();
    if !mime.starts_with(b"application/vnd.oasis.opendocument.text") || !has(OPEN) {
        return Err(Unfit::Other);
    }
    let manifest = container::file(bytes, "META-INF/manifest.xml").unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(Unfit::Encrypted);
    }
    Ok(Document::Open(bytes.to_vec()))
}

fn of_text(text: String) -> Result<Document, Unfit> {
    const PARTS: [&str; 21] = [
        "p", "div", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "b", "strong", "span",
        "section", "article", "main", "style", "body", "center", "font",
    ];
    let mut start = text.trim_start();
    // What is on the clipboard of Windows says first where the page begins.
    if start.starts_with("Version:") && start.contains("StartHTML:") {
        start = start
            .get(start.find('<').unwrap_or_default()..)
            .unwrap_or_default();
    }
    while let Some((_, behind)) = start
        .strip_prefix("<!--")
        .and_then(|it| it.split_once("-->"))
    {
        start = behind.trim_start();
    }
    let begin: String = start
        .chars()
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase();
    if is_message(&text) {
        return Err(Unfit::Message);
    }
    let is_page = ["<!doctype html", "<html", "<head", "<body", "<meta"]
        .iter()
        .any(|it| begin.starts_with(it));
    let xml = begin.starts_with("<?xml");
    if is_page || xml && start.to_ascii_lowercase().contains("<html") {
        return Ok(Document::Html(start.to_owned()));
    }
    if xml {
        return Err(Unfit::Other);
    }
    let is_part = PARTS.iter().any(|part| {
        let rest = begin.strip_prefix('<').and_then(|it| it.strip_prefix(part));
        rest.is_some_and(|rest| rest.starts_with([' ', '>', '\n', '\r', '\t']))
    });
    if is_part && !is_markdown(&text) {
        return Ok(Document::Html(start.to_owned()));
    }
    Ok(if is_markdown(&text) {
        Document::Markdown(text)
    } else {
        Document::Text(text)
    })
}

/// Whether a text begins as a message does that came through the post (RFC 5322, RFC 2045).
fn is_message(text: &str) -> bool {
    let head = text
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .take(200);
    let names = head.filter_map(|line| Some(line.split_once(':')?.0.to_ascii_lowercase()));
    let names: Vec<String> = names.collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    has("mime-version") || has("message-id") || has("return-path") || has("received") && has("from")
}

/// Reads bytes as text.
fn decoded(bytes: &[u8]) -> Result<(String, Option<Encoding>), Unfit> {
    let wide = |bytes: &[u8], is_big: bool| {
        let pairs = bytes.chunks_exact(2);
        let whole = pairs.remainder().is_empty();
        let units = pairs.map(|pair| {
            let pair = [pair[0], pair[1]];
            if is_big {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            }
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        let text = text.ok().filter(|text| whole && !text.contains('\0'));
        text.map(|text| (text, Some(Encoding::Utf16)))
            .ok_or(Unfit::NoText)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return wide(rest, false),
        [0xFE, 0xFF, rest @ ..] => return wide(rest, true),
        _ => {}
    }
    let zeros = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .step_by(2)
            .take(HEAD)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        return wide(bytes, even > odd);
    }
    match str::from_utf8(bytes) {
        Ok(text) if is_clean(text) => Ok((text.to_owned(), None)),
        Ok(_) => Err(Unfit::NoText),
        Err(_) => western(bytes).map(|text| (text, Some(Encoding::Windows1252))),
    }
}

fn is_clean(text: &str) -> bool {
    let is_control = |c: char| c.is_ascii_control() && !"\t\n\r\u{b}\u{c}\u{1b}".contains(c);
    !text.contains(is_control)
}

/// Reads bytes of Windows-1252, or of ISO 8859-15 where a page says so.
fn western(bytes: &[u8]) -> Result<String, Unfit> {
    const KNOWN: [&str; 8] = [
        "utf-8",
        "utf8",
        "windows-1252",
        "iso-8859-1",
        "iso-8859-15",
        "latin1",
        "us-ascii",
        "ascii",
    ];
    /// From 0x80 on; what is no character is `\0`.
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0',
        '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    const EURO: [(u8, char); 8] = [
        (0xA4, '€'),
        (0xA6, 'Š'),
        (0xA8, 'š'),
        (0xB4, 'Ž'),
        (0xB8, 'ž'),
        (0xBC, 'Œ'),
        (0xBD, 'œ'),
        (0xBE, 'Ÿ'),
    ];
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let said = head
        .split_once("charset=")
        .map(|(_, it)| it.trim_start_matches(['"', '\'', ' ']));
    let said = said.and_then(|it| {
        it.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .next()
    });
    let is_euro = said == Some("iso-8859-15");
    if said.is_some_and(|it| !KNOWN.contains(&it)) {
        return Err(Unfit::NoText);
    }
    let character = |byte: &u8| match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ if is_euro && let Some((_, c)) = EURO.iter().find(|(it, _)| it == byte) => *c,
        _ => char::from(*byte),
    };
    let text: String = bytes.iter().map(character).collect();
    is_clean(&text).then_some(text).ok_or(Unfit::NoText)
}
