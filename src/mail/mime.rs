//! The parts of a message (RFC 2046), in one pass over its lines, however deep they lie.

use std::borrow::Cow;
use std::collections::BTreeMap;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, HeaderName, HeaderValue, Message, MessageParser};

use super::{begins_calendar, is_charset};

/// The longest header of a part that is read, in bytes.
const LONGEST_HEAD: usize = 256 * 1024;
/// The most parts of a message, and how deep they may lie.
const MOST_PARTS: usize = 2_000;
const DEEPEST: usize = 120;
/// How `BEGIN:VCALENDAR` is written in base64, alone and behind a byte order mark.
const ENCODED: [&[u8]; 2] = [b"QkVHSU46VkNBTEVOREFS", b"77u/QkVHSU46VkNBTEVOREFS"];

/// A part that holds no others.
pub struct Leaf<'b> {
    head: Option<Message<'b>>,
    /// As it stands in the message.
    pub raw: &'b [u8],
    /// Whether it is of a message inside the message.
    pub is_nested: bool,
    /// The number of the outermost multipart around it of which only one part is to be read, if there is one.
    pub alternatives: Option<usize>,
}

/// A part that holds others.
struct Multipart {
    boundary: Vec<u8>,
    is_nested: bool,
    /// Whether its parts are messages unless they say otherwise.
    is_digest: bool,
    /// As that of its leaves.
    alternatives: Option<usize>,
}

/// The multiparts that are open, the outermost first.
#[derive(Default)]
struct Open {
    levels: Vec<Multipart>,
    /// The level of each boundary, the innermost of two alike.
    boundaries: BTreeMap<Vec<u8>, usize>,
}

/// The line that ends a part.
struct Delimiter {
    /// Where the part ends, and where the next line begins.
    end: usize,
    next: usize,
    /// The multipart that it belongs to, and whether it ends that too; none at the end of the message.
    of: Option<(usize, bool)>,
}

/// Reads the header of a message or a part.
pub fn head(bytes: &[u8]) -> Option<Message<'_>> {
    let end = bytes.len().min(LONGEST_HEAD);
    MessageParser::default().parse_headers(&bytes[..end])
}

/// Hands over each part that holds no others; returns whether there were not too many of them.
pub fn leaves<'b>(bytes: &'b [u8], each: &mut dyn FnMut(&Leaf<'b>)) -> bool {
    let mut open = Open::default();
    let (mut at, mut is_nested, mut is_digest) = (0, false, false);
    for number in 0..MOST_PARTS {
        let body = body(bytes, at, &open);
        let head = head(&bytes[at..body]);
        let kind = head.as_ref().and_then(content_type);
        let boundary = kind.filter(|it| it.ctype().eq_ignore_ascii_case("multipart"));
        let boundary = boundary.and_then(|it| it.attribute("boundary"));
        let is_message = match kind {
            Some(kind) => is(kind, "message", "rfc822") || is(kind, "message", "global"),
            None => is_digest,
        };
        let outer = open.levels.last().and_then(|it| it.alternatives);
        let mut delimiter = if let Some(boundary) = boundary {
            let is_choice = kind.is_some_and(|it| is(it, "multipart", "alternative"));
            open.push(Multipart {
                boundary: boundary.as_bytes().to_vec(),
                is_nested,
                is_digest: kind.is_some_and(|it| is(it, "multipart", "digest")),
                alternatives: outer.or(is_choice.then_some(number)),
            });
            delimiter(bytes, body, &open)
        } else if is_message && body < bytes.len() {
            (at, is_nested, is_digest) = (body, true, false);
            continue;
        } else {
            let found = delimiter(bytes, body, &open);
            each(&Leaf {
                head,
                raw: &bytes[body..found.end.max(body)],
                is_nested,
                alternatives: outer,
            });
            found
        };
        if open.levels.len() > DEEPEST {
            return false;
        }
        // What stands behind the end of a multipart is nothing.
        while let Some((level, true)) = delimiter.of {
            open.truncate(level);
            delimiter = self::delimiter(bytes, delimiter.next, &open);
        }
        let Some((level, _)) = delimiter.of else {
            return true;
        };
        open.truncate(level + 1);
        at = delimiter.next;
        let of = &open.levels[level];
        (is_nested, is_digest) = (of.is_nested, of.is_digest);
    }
    false
}

/// Finds where the body of a part begins: behind the first empty line, unless the part ends before it.
fn body(bytes: &[u8], start: usize, open: &Open) -> usize {
    let mut at = start;
    while at < bytes.len() {
        let next = after_line(bytes, at);
        let line = &bytes[at..next];
        if line.trim_ascii().is_empty() && !line.starts_with(b" ") && !line.starts_with(b"\t") {
            return next;
        }
        if delimits(line, open).is_some() {
            return at;
        }
        at = next;
    }
    bytes.len()
}

/// Finds the next line that ends a part.
fn delimiter(bytes: &[u8], start: usize, open: &Open) -> Delimiter {
    let mut at = start;
    while at < bytes.len() {
        let next = after_line(bytes, at);
        if let Some(of) = delimits(&bytes[at..next], open) {
            // The line end before it belongs to it.
            let part = &bytes[start..at];
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            let part = part.strip_suffix(b"\r").unwrap_or(part);
            let end = start + part.len();
            let of = Some(of);
            return Delimiter { end, next, of };
        }
        at = next;
    }
    let end = bytes.len();
    let (next, of) = (end, None);
    Delimiter { end, next, of }
}

/// Tells of which multipart a line is a delimiter, and whether of its end.
fn delimits(line: &[u8], open: &Open) -> Option<(usize, bool)> {
    let line = line.strip_prefix(b"--")?.trim_ascii_end();
    let level = |boundary: &[u8]| open.boundaries.get(boundary).copied();
    let part = level(line).map(|level| (level, false));
    part.or_else(|| Some((level(line.strip_suffix(b"--")?)?, true)))
}

impl Open {
    fn push(&mut self, multipart: Multipart) {
        self.levels.push(multipart);
        self.index();
    }

    fn truncate(&mut self, length: usize) {
        if length < self.levels.len() {
            self.levels.truncate(length);
            self.index();
        }
    }

    fn index(&mut self) {
        let levels = self.levels.iter().enumerate();
        let boundaries = levels.map(|(level, it)| (it.boundary.trim_ascii_end().to_vec(), level));
        self.boundaries = boundaries.collect();
    }
}

fn after_line(bytes: &[u8], at: usize) -> usize {
    let end = bytes[at..].iter().position(|byte| *byte == b'\n');
    end.map_or(bytes.len(), |length| at + length + 1)
}

fn content_type<'m>(head: &'m Message<'_>) -> Option<&'m ContentType<'m>> {
    let value = head.header(HeaderName::ContentType);
    value.and_then(HeaderValue::as_content_type)
}

fn is(kind: &ContentType<'_>, main: &str, sub: &str) -> bool {
    let found = kind.subtype().unwrap_or_default();
    kind.ctype().eq_ignore_ascii_case(main) && found.eq_ignore_ascii_case(sub)
}

/// Returns the lines of base64 before the first that is none.
fn sound_lines(raw: &[u8]) -> &[u8] {
    let is_one = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n\t ".contains(byte);
    let mut lines = raw.split_inclusive(|byte| *byte == b'\n');
    let unsound = lines.position(|line| !line.iter().all(is_one));
    let lines = raw.split_inclusive(|byte| *byte == b'\n');
    let length: usize = lines
        .take(unsound.unwrap_or(usize::MAX))
        .map(<[u8]>::len)
        .sum();
    &raw[..length]
}

/// Whether a calendar that is called quoted-printable is not encoded at all: `=AC` of `PARTSTAT=ACCEPTED`
/// would be an octet.
fn is_plain(raw: &[u8]) -> bool {
    let name = b"PARTSTAT=";
    let mut parts = raw.windows(name.len() + 1);
    parts.any(|part| {
        let (start, next) = part.split_at(name.len());
        start.eq_ignore_ascii_case(name) && next[0].is_ascii_alphabetic()
    })
}

impl Leaf<'_> {
    /// Whether it is what Outlook may wrap a whole answer into, `winmail.dat` ([MS-OXTNEF]).
    pub fn is_winmail(&self) -> bool {
        let kind = self.head.as_ref().and_then(content_type);
        let types = [("application", "ms-tnef"), ("application", "vnd.ms-tnef")];
        kind.is_some_and(|kind| types.iter().any(|(main, sub)| is(kind, main, sub)))
            || self.names().iter().any(|name| name == "winmail.dat")
    }

    /// Lists the names that it is to be saved under, in lower case.
    fn names(&self) -> Vec<String> {
        let kind = self.head.as_ref().and_then(content_type);
        let disposition = self.head.as_ref().and_then(|head| {
            let value = head.header(HeaderName::ContentDisposition);
            value.and_then(HeaderValue::as_content_type)
        });
        let names = [
            kind.and_then(|it| it.attribute("name")),
            disposition.and_then(|it| it.attribute("filename")),
        ];
        let names = names.into_iter().flatten();
        names.map(|name| name.trim().to_ascii_lowercase()).collect()
    }

    /// Whether it is what a person reads as the text of the message: plain, or HTML.
    pub fn is_text(&self) -> bool {
        let kind = self.head.as_ref().and_then(content_type);
        let is_text = kind.is_none_or(|it| is(it, "text", "plain") || is(it, "text", "html"));
        let disposition = self.head.as_ref().and_then(|head| {
            let value = head.header(HeaderName::ContentDisposition);
            value.and_then(HeaderValue::as_content_type)
        });
        let is_attached =
            disposition.is_some_and(|it| it.ctype().eq_ignore_ascii_case("attachment"));
        is_text && !is_attached && self.names().is_empty()
    }

    /// Whether it is HTML.
    pub fn is_html(&self) -> bool {
        let kind = self.head.as_ref().and_then(content_type);
        kind.is_some_and(|it| is(it, "text", "html"))
    }

    /// Whether it is a calendar: it says so, is called so, or begins so.
    pub fn is_calendar(&self) -> bool {
        let kind = self.head.as_ref().and_then(content_type);
        let types = [
            ("text", "calendar"),
            ("text", "x-calendar"),
            ("application", "ics"),
            ("application", "calendar"),
            ("application", "x-calendar"),
        ];
        let said = kind.is_some_and(|kind| types.iter().any(|(main, sub)| is(kind, main, sub)));
        let is_called = self.names().iter().any(|name| {
            std::path::Path::new(name)
                .extension()
                .is_some_and(|it| it == "ics")
        });
        let raw = self.raw.trim_ascii_start();
        let start = String::from_utf8_lossy(raw.get(..64).unwrap_or(raw));
        said || is_called
            || begins_calendar(&start)
            || ENCODED.iter().any(|start| raw.starts_with(start))
    }

    /// Returns a parameter of its Content-Type.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.head.as_ref().and_then(content_type)?.attribute(name)
    }

    /// Whether all of its text can be read: its transfer encoding is known and sound, and so is its charset.
    pub fn is_readable(&self) -> bool {
        let is_decoded = match self.encoding().as_str() {
            "base64" => base64_decode(self.raw).is_some(),
            "" | "7bit" | "8bit" | "binary" | "quoted-printable" => true,
            _ => false,
        };
        let charset = self.attribute("charset").unwrap_or_default().trim();
        let is_known = charset.is_empty() || is_charset(charset);
        let is_utf7 = charset.to_ascii_lowercase().ends_with("utf-7");
        is_decoded && !is_utf7 && (is_known || str::from_utf8(&self.bytes()).is_ok())
    }

    fn encoding(&self) -> String {
        let head = self.head.as_ref();
        let encoding = head.and_then(|it| it.header(HeaderName::ContentTransferEncoding));
        let encoding = encoding.and_then(HeaderValue::as_text).unwrap_or_default();
        encoding.trim().to_ascii_lowercase()
    }

    /// Undoes its transfer encoding, as far as it is sound: a list may have put a footer below base64. One
    /// that is broken is read as it stands.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        let decoded = match self.encoding().as_str() {
            "base64" => base64_decode(self.raw).or_else(|| base64_decode(sound_lines(self.raw))),
            "quoted-printable" if !is_plain(self.raw) => quoted_printable_decode(self.raw),
            _ => None,
        };
        decoded.map_or(Cow::Borrowed(self.raw), Cow::Owned)
    }
}
