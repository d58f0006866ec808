//! The kind of a document that minutes arrive in, told by its first bytes, and its text.

use encoding_rs::{ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
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
    /// A document that holds no word: images, or nothing.
    Wordless,
    /// A file that only leads to a document on the web.
    Link,
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

/// A kind of document that is no Markdown, whatever the name of its file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Foreign {
    Docx,
    Odt,
    Pdf,
    OldWord,
    Rtf,
    Html,
    /// An archive that holds something else.
    Archive,
}

/// Tells by its first bytes, else by its name, whether a file is a document of an office or a page.
#[must_use]
pub fn foreign(path: &str, bytes: &[u8]) -> Option<Foreign> {
    foreign_by_bytes(bytes).or_else(|| {
        let (_, extension) = path.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "docx" => Some(Foreign::Docx),
            "odt" => Some(Foreign::Odt),
            "html" | "htm" | "xhtml" => Some(Foreign::Html),
            _ => None,
        }
    })
}

fn foreign_by_bytes(bytes: &[u8]) -> Option<Foreign> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    if begins_page(head.trim_start_matches('\u{feff}').trim_start()) {
        return Some(Foreign::Html);
    }
    match packed(bytes)? {
        Ok(Document::Word(_)) => Some(Foreign::Docx),
        Ok(Document::Open(_)) | Err(Unfit::Encrypted) => Some(Foreign::Odt),
        Err(Unfit::Pdf) => Some(Foreign::Pdf),
        Err(Unfit::OldWord) => Some(Foreign::OldWord),
        Err(Unfit::Rtf) => Some(Foreign::Rtf),
        // One that is cut off still names its parts.
        Err(_) => {
            let holds = |name: &str| bytes.windows(name.len()).any(|it| it == name.as_bytes());
            Some(if holds("word/") {
                Foreign::Docx
            } else if holds("opendocument") {
                Foreign::Odt
            } else {
                Foreign::Archive
            })
        }
        Ok(_) => None,
    }
}

/// Reads what is no text; `None` for what may be some.
#[must_use]
pub fn packed(bytes: &[u8]) -> Option<Result<Document, Unfit>> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Some(archive(bytes));
    }
    let why = if begins(b"%PDF-") {
        Unfit::Pdf
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Unfit::OldWord
    } else if begins(b"{\\rtf") {
        Unfit::Rtf
    } else {
        return None;
    };
    Some(Err(why))
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
    if let Some(document) = packed(bytes) {
        return document.map(|document| (document, None));
    }
    if holds(b"%PDF-") && !head.starts_with(b"#") {
        return Err(Unfit::Pdf);
    }
    if container::is_opaque(bytes) {
        return Err(Unfit::Other);
    }
    let (text, encoding) = decoded(bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    // Not everybody takes the line ends of old Macs for some.
    let text = if text.contains('\n') {
        text.to_owned()
    } else {
        text.replace('\r', "\n")
    };
    if text.trim().is_empty() {
        return Err(Unfit::Empty);
    }
    if is_link(&text) {
        return Err(Unfit::Link);
    }
    Ok((of_text(text)?, encoding))
}

/// Whether a text is a file that only leads to a document, as Google Drive, Windows, macOS and Linux write it.
fn is_link(text: &str) -> bool {
    let text = text.trim();
    let is_stub = text.starts_with('{') && text.ends_with('}') && text.lines().count() < 9;
    is_stub && ["\"doc_id\"", "\"url\""].iter().any(|it| text.contains(it))
        || text.starts_with("[InternetShortcut]")
        || text.starts_with("[Desktop Entry]")
        || text.starts_with("<?xml") && text.contains("<plist") && text.contains("<key>URL</key>")
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

/// Returns the first letters of a text, in small ones.
fn beginning(text: &str) -> String {
    let letters: String = text.chars().take(40).collect();
    letters.to_ascii_lowercase()
}

/// Whether a text begins as a page of HTML does.
fn begins_page(text: &str) -> bool {
    let begin = beginning(text);
    ["<!doctype html", "<html", "<head", "<body", "<meta"]
        .iter()
        .any(|it| begin.starts_with(it))
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
    let begin = beginning(start);
    if is_message(&text) {
        return Err(Unfit::Message);
    }
    let xml = begin.starts_with("<?xml");
    if begins_page(start) || xml && start.to_ascii_lowercase().contains("<html") {
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

/// Reads bytes as text: UTF-8, UTF-16 or Windows-1252; a mark of the order of bytes stays.
///
/// # Errors
///
/// They are no text in one of these.
pub fn decoded(bytes: &[u8]) -> Result<(String, Option<Encoding>), Unfit> {
    let marked = encoding_rs::Encoding::for_bom(bytes);
    let zeros = |from: usize| {
        let every_second = bytes.iter().skip(from).step_by(2).take(HEAD);
        every_second.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let wide = match marked {
        Some((encoding, _)) if encoding != UTF_8 => Some(encoding),
        _ if even + odd == 0 => None,
        _ => Some(if even > odd { UTF_16BE } else { UTF_16LE }),
    };
    let encoding = wide.map_or(Encoding::Windows1252, |_| Encoding::Utf16);
    let (wanted, said) = match (wide, str::from_utf8(bytes)) {
        (None, Ok(text)) => (Some(text.into()), None),
        (None, Err(_)) => (
            western(bytes)?.decode_without_bom_handling_and_without_replacement(bytes),
            Some(encoding),
        ),
        (Some(wide), _) => {
            let mark = marked.map_or(0, |(_, length)| length);
            let words = bytes.get(mark..).unwrap_or_default();
            (
                wide.decode_without_bom_handling_and_without_replacement(words),
                Some(encoding),
            )
        }
    };
    // Bytes that are no characters of Windows-1252 become controls.
    let is_control = |c: char| {
        let is_of_text = "\t\n\r\u{b}\u{c}\u{1b}".contains(c);
        c.is_ascii_control() && !is_of_text || said.is_some() && ('\u{80}'..'\u{a0}').contains(&c)
    };
    let text = wanted.filter(|text| !text.contains(is_control));
    text.map(|text| (text.into_owned(), said))
        .ok_or(Unfit::NoText)
}

/// Returns the encoding of bytes that are not UTF-8: Windows-1252, or ISO 8859-15 where a page says so.
fn western(bytes: &[u8]) -> Result<&'static encoding_rs::Encoding, Unfit> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let Some((_, said)) = head.split_once("charset=") else {
        return Ok(WINDOWS_1252);
    };
    let said = said.trim_start_matches(['"', '\'', ' ']);
    let label = said
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .next();
    match encoding_rs::Encoding::for_label(label.unwrap_or_default().as_bytes()) {
        Some(encoding) if encoding == ISO_8859_15 => Ok(encoding),
        Some(encoding) if encoding == UTF_8 || encoding == WINDOWS_1252 => Ok(WINDOWS_1252),
        _ => Err(Unfit::NoText),
    }
}
