//! The text that bytes hold, whatever wrote them: encodings, folds of calendars, references and
//! escapes are undone.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memchr2;

use super::changes;
use super::mapped::Mapped;
use crate::calendar::fold;
use crate::source::{percent, references};

/// The longest encoded word of a header that is read, in bytes (RFC 2047, 2, and what programs write).
const LONGEST_ENCODED: usize = 1024;
/// The letters of code page 850, of DOS in western Europe, from 0x80 on; most are where those of 437 are.
pub const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´-±‗¾¶§÷¸°¨·¹³²■\u{a0}";
/// The letters of the Macintosh before its tenth system, from 0x80 on.
pub const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ?ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
/// Where a file without text shows itself by a NUL, in bytes, as git looks for one.
const BINARY: usize = 8000;
/// How often escapes are undone: some programs write the escape of an escape.
const PASSES: usize = 2;
/// The longest name of a character reference of HTML, in bytes.
const LONGEST_REFERENCE: usize = 32;

/// How the bytes of a file are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; what is none is Windows-1252, byte by byte.
    Utf8,
    Utf16 {
        big_endian: bool,
    },
    /// No text, though it may hold some: as UTF-8.
    Binary,
}

/// What kind of file bytes are of, as far as it tells how they are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    /// Lines are folded: a calendar.
    Folded,
    /// The same, and some values are in quoted-printable (vCard 2.1).
    Card,
    /// A message, with its encodings (RFC 2045), or a page that is saved like one.
    Message,
}

impl Form {
    /// Tells the kind of a file by its name.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let ending = path
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match ending.as_str() {
            "ics" | "ifb" | "ldif" => Self::Folded,
            "vcf" | "vcard" => Self::Card,
            "eml" | "mbox" | "mht" | "mhtml" | "msg" => Self::Message,
            _ => Self::Plain,
        }
    }
}

/// A text, and where each part of it stands in the bytes.
#[derive(Debug)]
pub struct Decoded<'a> {
    pub encoding: Encoding,
    source: Cow<'a, str>,
    /// Each made of the one before it, the first of the source.
    layers: Vec<Mapped>,
    /// How the source was made of the bytes, if it is not the same.
    read: Option<Mapped>,
    /// Where a fold was, and how many bytes have been left out by then.
    folds: Vec<(usize, usize)>,
    /// Whether not all of it is UTF-8.
    is_mixed: bool,
}

impl<'a> Decoded<'a> {
    /// Reads bytes of a file once more for each further way in which they may hold text: letters that
    /// are no UTF-8 as DOS and the old Macintosh wrote them, accents of TeX, links with backslashes,
    /// quoted-printable in messages and cards.
    #[must_use]
    pub fn further(bytes: &'a [u8], first: &Self, form: Form) -> Vec<Self> {
        let mut found = Vec::new();
        if first.encoding == Encoding::Utf8 && first.is_mixed {
            found.extend([CP850, MACINTOSH].map(|table| Self::read_by(bytes, table)));
        }
        let has_backslash = first.source.as_bytes().contains(&b'\\');
        if has_backslash && let Some(layer) = without_tex(&first.source) {
            found.push(first.with(layer));
        }
        if has_backslash && first.source.contains(":\\\\") {
            let mut layer = Mapped::default();
            layer.keep(0, &first.source.replace('\\', "/"));
            found.push(first.with(layer));
        }
        if matches!(form, Form::Message | Form::Card)
            && let Some(layer) = without_quoted_printable(&first.source)
        {
            found.push(first.with(layer));
        }
        found
    }

    /// Reads bytes that are no UTF-8 by the table of an old encoding.
    fn read_by(bytes: &'a [u8], table: &str) -> Self {
        let letters: Vec<char> = table.chars().collect();
        let mut read = Mapped::with_capacity(bytes.len() * 2);
        for (at, byte) in bytes.iter().enumerate() {
            let letter = match usize::from(*byte).checked_sub(0x80) {
                Some(high) => letters.get(high).copied().unwrap_or(' '),
                None => char::from(*byte),
            };
            read.put(at..at + 1, letter.encode_utf8(&mut [0; 4]));
        }
        Self {
            encoding: Encoding::Utf8,
            source: Cow::Owned(read.text().to_owned()),
            layers: Vec::new(),
            read: Some(read),
            folds: Vec::new(),
            is_mixed: true,
        }
    }

    /// Reads a text once more with its words, addresses and links whole that a line end broke: behind the
    /// hyphen of a word, at the `@` or a full stop of an address, behind a slash; `None` if there is none.
    #[must_use]
    pub fn unbroken(&self) -> Option<Self> {
        without_breaks(self.source.as_ref()).map(|layer| self.with(layer))
    }

    /// Reads a text with tracked changes once more as it was before them, and as it is without what they
    /// deleted; nothing where it has none.
    #[must_use]
    pub fn unchanged(&self) -> Vec<Self> {
        let with = |layer| Self {
            layers: self.layers.iter().cloned().chain([layer]).collect(),
            ..self.with(Mapped::default())
        };
        changes::without(self.as_str())
            .into_iter()
            .map(with)
            .collect()
    }

    /// Reads the same source through another layer.
    fn with(&self, layer: Mapped) -> Self {
        Self {
            encoding: self.encoding,
            source: self.source.clone(),
            layers: vec![layer],
            read: self.read.clone(),
            folds: self.folds.clone(),
            is_mixed: self.is_mixed,
        }
        .unescaped()
    }

    /// Reads the bytes of a file; those of a calendar or a card are unfolded (RFC 5545, 3.1; RFC 6350,
    /// 3.2).
    #[must_use]
    pub fn bytes(bytes: &'a [u8], form: Form) -> Self {
        let is_calendar = matches!(form, Form::Folded | Form::Card);
        let encoding = encoding(bytes);
        let mut folds = Vec::new();
        let mut unfolded = Cow::Borrowed(bytes);
        if is_calendar && encoding == Encoding::Utf8 {
            let mut left_out = 0;
            unfolded = Cow::Owned(fold::unfolded(bytes, |fold| {
                let at = fold.start - left_out;
                left_out += fold.len();
                folds.push((at, left_out));
            }));
        }
        let (source, read) = read(encoding, unfolded);
        Self {
            encoding,
            source,
            is_mixed: read.is_some(),
            layers: Vec::new(),
            read,
            folds,
        }
        .unescaped()
    }

    /// Reads a text.
    #[must_use]
    pub fn text(text: &'a str) -> Self {
        Self {
            encoding: Encoding::Utf8,
            source: Cow::Borrowed(text),
            layers: Vec::new(),
            read: None,
            folds: Vec::new(),
            is_mixed: false,
        }
        .unescaped()
    }

    /// Returns the text, without escapes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.layers.last().map_or(&self.source, Mapped::text)
    }

    /// Returns the text as it is written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the bytes of the file that a part of the text comes from.
    #[must_use]
    pub fn origin(&self, at: Range<usize>) -> Range<usize> {
        let layers = self.layers.iter().rev().chain(&self.read);
        let at = layers.fold(at, |at, layer| layer.origin(at));
        let last = at.end.saturating_sub(1).max(at.start);
        self.unfolded(at.start)..self.unfolded(last) + usize::from(!at.is_empty())
    }

    fn unfolded(&self, byte: usize) -> usize {
        let after = self.folds.partition_point(|(at, _)| *at <= byte);
        let last = after.checked_sub(1).and_then(|last| self.folds.get(last));
        byte + last.map_or(0, |(_, left_out)| *left_out)
    }

    fn unescaped(mut self) -> Self {
        for _ in 0..PASSES {
            match without_escapes(self.as_str()) {
                Some(layer) => self.layers.push(layer),
                None => break,
            }
        }
        self
    }
}

/// Returns the text that bytes hold, read as those of any file are.
#[must_use]
pub fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    read(encoding(bytes), Cow::Borrowed(bytes)).0
}

/// Whether bytes are text, in whatever encoding: none is a sign of control.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    let control = |byte: &u8| *byte < b' ' && !b"\t\n\x0c\r\x1b".contains(byte);
    match encoding(bytes) {
        Encoding::Utf16 { .. } => true,
        Encoding::Utf8 => !bytes.iter().any(control),
        Encoding::Binary => false,
    }
}

/// Reads bytes in an encoding; those that are not UTF-8 come with where each letter is from.
fn read(encoding: Encoding, bytes: Cow<'_, [u8]>) -> (Cow<'_, str>, Option<Mapped>) {
    match (encoding, bytes) {
        (Encoding::Utf16 { big_endian }, bytes) => {
            let read = from_utf16(&bytes, big_endian);
            (Cow::Owned(read.text().to_owned()), Some(read))
        }
        (_, Cow::Borrowed(bytes)) => match str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => of_any(bytes),
        },
        (_, Cow::Owned(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => (Cow::Owned(text), None),
            Err(error) => of_any(error.as_bytes()),
        },
    }
}

fn encoding(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xff, 0xfe, ..] => return Encoding::Utf16 { big_endian: false },
        [0xfe, 0xff, ..] => return Encoding::Utf16 { big_endian: true },
        _ => {}
    }
    let head = bytes.get(..BINARY).unwrap_or(bytes);
    if !head.contains(&0) {
        return Encoding::Utf8;
    }
    // Most letters of the languages of Europe have a NUL beside them, always on the same side.
    let pairs = head.chunks_exact(2);
    let count = pairs.len();
    let (first, second) = pairs.fold((0, 0), |(first, second), pair| {
        (
            first + usize::from(pair.first() == Some(&0)),
            second + usize::from(pair.last() == Some(&0)),
        )
    });
    let most = |many: usize, few: usize| many * 10 >= count * 7 && few * 20 <= count;
    if most(second, first) {
        Encoding::Utf16 { big_endian: false }
    } else if most(first, second) {
        Encoding::Utf16 { big_endian: true }
    } else {
        Encoding::Binary
    }
}

fn from_utf16(bytes: &[u8], big_endian: bool) -> Mapped {
    let unit = |pair: &[u8]| match *pair {
        [a, b] if big_endian => u16::from_be_bytes([a, b]),
        [a, b] => u16::from_le_bytes([a, b]),
        _ => u16::from(char::REPLACEMENT_CHARACTER as u8),
    };
    let mut read = Mapped::with_capacity(bytes.len() / 2);
    let mut at = 0;
    for character in char::decode_utf16(bytes.chunks_exact(2).map(unit)) {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        let end = at + character.len_utf16() * 2;
        read.put(at..end.min(bytes.len()), character.encode_utf8(&mut [0; 4]));
        at = end;
    }
    read
}

/// Reads bytes of which not all are UTF-8: the others are Windows-1252.
fn of_any<'a>(bytes: &[u8]) -> (Cow<'a, str>, Option<Mapped>) {
    let mut read = Mapped::with_capacity(bytes.len() + bytes.len() / 8);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        read.keep(at, chunk.valid());
        at += chunk.valid().len();
        for byte in chunk.invalid() {
            read.put(at..at + 1, windows_1252(*byte).encode_utf8(&mut [0; 4]));
            at += 1;
        }
    }
    (Cow::Owned(read.text().to_owned()), Some(read))
}

/// Returns the character of a byte in Windows-1252, which is Latin-1 but for the signs that
/// Windows put in the place of its control characters.
pub fn windows_1252(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x82 => '‚',
        0x83 => 'ƒ',
        0x84 => '„',
        0x85 => '…',
        0x86 => '†',
        0x87 => '‡',
        0x88 => 'ˆ',
        0x89 => '‰',
        0x8a => 'Š',
        0x8b => '‹',
        0x8c => 'Œ',
        0x8e => 'Ž',
        0x91 | 0x92 => '’',
        0x93 | 0x94 => '"',
        0x95 => '•',
        0x96 | 0x97 => '–',
        0x98 => '˜',
        0x99 => '™',
        0x9a => 'š',
        0x9b => '›',
        0x9c => 'œ',
        0x9e => 'ž',
        0x9f => 'Ÿ',
        other => char::from(other),
    }
}

/// What escapes begin with.
static ESCAPES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["&", "%", "\\", "=?", "Â", "Ã", "Ä", "Å"]).ok());

/// Undoes references of HTML, percent-encoding and the escapes of YAML, JSON and git; `None` if
/// there is none.
fn without_escapes(text: &str) -> Option<Mapped> {
    let mut made: Option<Mapped> = None;
    let (mut done, mut at) = (0, 0);
    let signs = ESCAPES.iter().flat_map(|signs| signs.find_iter(text));
    for sign in signs {
        if sign.start() < at {
            continue;
        }
        at = sign.start();
        let rest = text.get(at..).unwrap_or_default();
        let read = match rest.as_bytes().first() {
            Some(b'=') => encoded_word(rest),
            Some(0xc3) => twice_encoded(rest),
            Some(b'&') => reference(rest),
            Some(b'%') => percent(rest),
            _ => backslash(rest),
        };
        let Some(read) = read else {
            at += 1;
            continue;
        };
        let made = made.get_or_insert_with(|| Mapped::with_capacity(text.len()));
        made.keep(done, text.get(done..at).unwrap_or_default());
        for (from, character) in read.characters {
            let from = at + from.start..at + from.end;
            made.put(from, character.encode_utf8(&mut [0; 4]));
        }
        at += read.length;
        done = at;
    }
    let mut made = made?;
    made.keep(done, text.get(done..).unwrap_or_default());
    Some(made)
}

/// Reads a word of the header of a message that is encoded (RFC 2047): `=?utf-8?Q?=C3=87elik?=`, and what
/// goes on in the next one.
fn encoded_word(text: &str) -> Option<Escape> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(word) = text
        .get(length..)
        .map(|rest| rest.trim_start_matches([' ', '\t', '\r', '\n']))
    {
        let mut parts = word
            .strip_prefix("=?")
            .into_iter()
            .flat_map(|word| word.splitn(4, '?'));
        let (Some(charset), Some(kind), Some(encoded), Some(end)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            break;
        };
        if !end.starts_with('=')
            || encoded.len() > LONGEST_ENCODED
            || charset.len() > LONGEST_REFERENCE
        {
            break;
        }
        let read = match kind {
            "q" | "Q" => quoted(encoded.replace('_', " ").as_bytes()),
            "b" | "B" => base64(encoded.as_bytes())?,
            _ => break,
        };
        bytes.extend(read);
        length = text.len() - end.len() + 1;
    }
    (length > 0).then(|| Escape {
        characters: text_of(&bytes).chars().map(|c| (0..length, c)).collect(),
        length,
    })
}

/// Reads a letter that was taken for Latin-1 and written as UTF-8 once more: `Ã©` for `é`.
fn twice_encoded(text: &str) -> Option<Escape> {
    let mut characters = text.chars();
    let first = characters
        .next()
        .filter(|c| ('\u{c2}'..='\u{c5}').contains(c))?;
    let second = characters.next()?;
    let low = (0x80..=0xbf_u8)
        .find(|byte| windows_1252(*byte) == second || char::from(*byte) == second)?;
    let letter = [u8::try_from(u32::from(first)).ok()?, low];
    let letter = str::from_utf8(&letter).ok()?.chars().next()?;
    let is_letter = letter.is_alphabetic();
    is_letter.then(|| Escape::one(letter, first.len_utf8() + second.len_utf8()))
}

/// Takes away the line ends within words, addresses and links, with the hyphen that breaks a word.
fn without_breaks(text: &str) -> Option<Mapped> {
    /// The longest word or link that is looked at beside a line end, in bytes.
    const LONGEST: usize = 400;
    let mut made = Mapped::with_capacity(text.len());
    let mut done = 0;
    for (end, _) in text.match_indices('\n') {
        let before = text
            .get(done..end)
            .unwrap_or_default()
            .trim_end_matches(['\r', ' ', '\\']);
        let after = text.get(end + 1..).unwrap_or_default();
        let words = after.trim_start_matches([' ', '\t', '>', '|']);
        let (Some(last), Some(first)) = (before.chars().next_back(), words.chars().next()) else {
            continue;
        };
        let of_token = |c: char| !c.is_whitespace() && !"<>()\"«»".contains(c);
        let mut left = LONGEST;
        let near = |c: char| {
            left = left.saturating_sub(c.len_utf8());
            left > 0 && of_token(c)
        };
        let token = before
            .get(before.trim_end_matches(near).len()..)
            .unwrap_or_default();
        let next = words
            .split(|c: char| !of_token(c))
            .next()
            .unwrap_or_default();
        let cut = if matches!(last, '-' | '\u{ad}' | '\u{2010}'..='\u{2013}') {
            let letter = before.trim_end_matches(last).chars().next_back();
            let goes_on = letter.is_some_and(|letter| {
                letter.is_alphabetic()
                    && (first.is_lowercase() || letter.is_uppercase() && first.is_uppercase())
            });
            goes_on.then_some(last.len_utf8())
        } else {
            let is_at = |c: char| "@\u{ff20}".contains(c);
            let of_address = |c: char| c.is_alphanumeric() || is_at(c);
            let at_sign = (is_at(last) || is_at(first)) && of_address(last) && of_address(first);
            let dot = last == '.' && (token.contains('@') || next.contains('@'))
                || first == '.' && token.contains('@');
            let in_link = "/?&=".contains(last) && token.contains('/') && token.contains('.')
                || "/?&=".contains(first) && token.contains('.');
            (at_sign || dot || in_link).then_some(0)
        };
        if let Some(cut) = cut {
            made.keep(done, before.get(..before.len() - cut).unwrap_or_default());
            done = text.len() - words.len();
        }
    }
    if done == 0 {
        return None;
    }
    made.keep(done, text.get(done..).unwrap_or_default());
    Some(made)
}

/// Undoes `=XX` and the line ends of quoted-printable (RFC 2045, 6.7); `None` if there is none.
fn without_quoted_printable(text: &str) -> Option<Mapped> {
    let mut made = Mapped::with_capacity(text.len());
    let (mut done, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('=')) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        let soft = ["=\r\n", "=\n"].iter().find(|end| rest.starts_with(**end));
        let bytes = rest.as_bytes();
        let read = of_bytes(|from| match bytes.get(from..from + 3) {
            Some([b'=', high, low]) => Some((pair(*high, *low)?, 3)),
            _ => None,
        });
        if soft.is_none() && read.is_none() {
            at += 1;
            continue;
        }
        made.keep(done, text.get(done..at).unwrap_or_default());
        if let Some(end) = soft {
            at += end.len();
        } else if let Some(read) = read {
            for (from, character) in read.characters {
                let from = at + from.start..at + from.end;
                made.put(from, character.encode_utf8(&mut [0; 4]));
            }
            at += read.length;
        }
        done = at;
    }
    if done == 0 {
        return None;
    }
    made.keep(done, text.get(done..).unwrap_or_default());
    Some(made)
}

fn quoted(text: &[u8]) -> Vec<u8> {
    let mut read = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let escaped = match text.get(at..at + 3) {
            Some([b'=', high, low]) => pair(*high, *low),
            _ => None,
        };
        read.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    read
}

/// Reads bytes in base64 (RFC 2045, 6.8), whatever stands around the letters.
#[must_use]
pub fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut read = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' | b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            read.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(read)
}

/// Lists what stands in base64 in a message, line after line, and where.
#[must_use]
pub fn encoded_parts(text: &[u8]) -> Vec<(Range<usize>, Vec<u8>)> {
    let is_letters = |line: &[u8]| {
        let letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
        !line.is_empty() && line.iter().all(letter)
    };
    let even = runs(text, |line| {
        is_letters(line) && line.len().is_multiple_of(4)
    });
    // Lines of whatever width may part the groups of four letters.
    let is_uneven = |at: &Range<usize>| !even.contains(at);
    let wrapped = runs(text, is_letters).into_iter().filter(is_uneven);
    let wrapped: Vec<Range<usize>> = wrapped.collect();
    let read = |at: Range<usize>| Some((at.clone(), base64(text.get(at)?)?));
    even.into_iter().chain(wrapped).filter_map(read).collect()
}

/// Lists what addresses hold in base64 (`data:text/plain;base64,…`, RFC 2397), and where.
#[must_use]
pub fn in_addresses(text: &[u8]) -> Vec<(Range<usize>, Vec<u8>)> {
    const MARK: &[u8] = b";base64,";
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=-_%".contains(byte);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memmem(text.get(at..).unwrap_or_default(), MARK) {
        let start = at + next + MARK.len();
        let rest = text.get(start..).unwrap_or_default();
        at = start + rest.iter().take_while(|byte| is_letter(byte)).count();
        let letters = String::from_utf8_lossy(text.get(start..at).unwrap_or_default());
        // Of a URL signs may be escaped, or others that are none of its own.
        let letters = percent::decoded(&letters)
            .replace('-', "+")
            .replace('_', "/");
        found.extend(base64(letters.as_bytes()).map(|read| (start..at, read)));
    }
    found
}

/// Finds bytes in others, in letters of either case.
fn memmem(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let mut at = 0;
    loop {
        at += memchr2(lower, upper, text.get(at..)?)?;
        let found = text.get(at..at + wanted.len())?;
        if found.eq_ignore_ascii_case(wanted) {
            return Some(at);
        }
        at += 1;
    }
}

/// Lists the lines of a kind that follow each other.
fn runs(text: &[u8], is: impl Fn(&[u8]) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in text
        .split_inclusive(|byte| *byte == b'\n')
        .chain([&b""[..]])
    {
        match start {
            None if is(line.trim_ascii_end()) => start = Some(at),
            Some(from) if !is(line.trim_ascii_end()) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
        at += line.len();
    }
    found
}

/// Undoes the accents of TeX: `\c{C}`, `{\'e}`, `\"\i`; `None` if there is none.
fn without_tex(text: &str) -> Option<Mapped> {
    let mut made = Mapped::with_capacity(text.len());
    let (mut done, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        let Some((letter, length)) = text.get(at..).and_then(tex_letter) else {
            at += 1;
            continue;
        };
        let before = text.get(done..at).unwrap_or_default();
        // Brackets may stand around the accent and the letter.
        let opened = before.ends_with('{')
            && text
                .get(at + length..)
                .is_some_and(|rest| rest.starts_with('}'));
        made.keep(
            done,
            before
                .strip_suffix('{')
                .filter(|_| opened)
                .unwrap_or(before),
        );
        made.put(at..at + length, letter);
        at += length + usize::from(opened);
        done = at;
    }
    if done == 0 {
        return None;
    }
    made.keep(done, text.get(done..).unwrap_or_default());
    Some(made)
}

/// Reads a letter of TeX at a backslash: the letter below its accent, and how many bytes they take.
fn tex_letter(text: &str) -> Option<(&str, usize)> {
    let command = text.get(1..)?;
    let name = command.chars().next().filter(char::is_ascii)?;
    for (word, letter) in [
        ("oe", "oe"),
        ("OE", "OE"),
        ("ae", "ae"),
        ("AE", "AE"),
        ("ss", "ss"),
        ("aa", "a"),
        ("o", "o"),
        ("O", "O"),
        ("l", "l"),
        ("L", "L"),
        ("i", "i"),
        ("j", "j"),
    ] {
        let after = command.strip_prefix(word);
        if let Some(after) =
            after.filter(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
        {
            let ends = after
                .strip_prefix("{}")
                .unwrap_or_else(|| after.strip_prefix(' ').unwrap_or(after));
            return Some((letter, text.len() - ends.len()));
        }
    }
    let is_sign = "'`^\"~=.".contains(name);
    if !is_sign && !"cvuHkrdbt".contains(name) {
        return None;
    }
    let after = command.get(1..)?;
    let after = if is_sign {
        after
    } else {
        after.trim_start_matches(' ')
    };
    let opened = after.strip_prefix('{');
    if !is_sign && opened.is_none() && after.len() == command.len() - 1 {
        return None;
    }
    let inside = opened.unwrap_or(after);
    let letter = inside.strip_prefix('\\').unwrap_or(inside);
    let first = letter.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = letter.get(first.len_utf8()..)?;
    let rest = if opened.is_some() {
        rest.strip_prefix('}')?
    } else {
        rest
    };
    Some((letter.get(..1)?, text.len() - rest.len()))
}

/// What an escape stands for, and how many bytes it takes.
struct Escape {
    characters: Vec<(Range<usize>, char)>,
    length: usize,
}

impl Escape {
    fn one(character: char, length: usize) -> Self {
        Self {
            characters: vec![(0..length, character)],
            length,
        }
    }
}

/// Reads a character reference of HTML at the start of a text: `&eacute;`, `&#233;`, `&#xE9`.
fn reference(text: &str) -> Option<Escape> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let is_hex = matches!(bytes.get(2), Some(b'x' | b'X'));
        let start = if is_hex { 3 } else { 2 };
        let (radix, most) = if is_hex { (16, 8) } else { (10, 9) };
        let digits = run(bytes, start, most, |byte| char::from(byte).is_digit(radix));
        let number = u32::from_str_radix(text.get(start..start + digits)?, radix).ok()?;
        let end = start + digits;
        let length = end + usize::from(bytes.get(end) == Some(&b';'));
        // HTML reads the controls of Latin-1 as Windows-1252 too.
        let character = match u8::try_from(number) {
            Ok(byte @ 0x80..=0x9f) => windows_1252(byte),
            _ => char::from_u32(number)?,
        };
        return Some(Escape::one(character, length));
    }
    let letters = run(bytes, 1, LONGEST_REFERENCE, |byte| {
        byte.is_ascii_alphanumeric()
    });
    let closed = bytes.get(1 + letters) == Some(&b';');
    // A few old names may do without the semicolon.
    let ends = closed.then_some(letters + 2).into_iter();
    let mut ends = ends.chain((2..=letters.min(7)).rev().map(|letters| letters + 1));
    ends.find_map(|end| Some((end, references::named(text.get(..end)?)?)))
        .map(|(length, characters)| Escape {
            characters: characters.chars().map(|c| (0..length, c)).collect(),
            length,
        })
}

/// Reads percent-encoding at the start of a text (RFC 3986, 2.1), or `%u00e9`.
fn percent(text: &str) -> Option<Escape> {
    let bytes = text.as_bytes();
    if let Some(digits) = text.strip_prefix("%u").and_then(|rest| rest.get(..4)) {
        let number = hexadecimal(digits)?;
        return Some(Escape::one(char::from_u32(number)?, 6));
    }
    of_bytes(|at| match bytes.get(at..at + 3) {
        Some([b'%', high, low]) => Some((pair(*high, *low)?, 3)),
        _ => None,
    })
}

/// Reads an escape of YAML, JSON, C or RTF at the start of a text: `\x20`, `\u00e9`, `\303\251`, `\n`.
fn backslash(text: &str) -> Option<Escape> {
    let bytes = text.as_bytes();
    match bytes.get(1)? {
        b'n' | b'r' => Some(Escape::one('\n', 2)),
        b't' => Some(Escape::one(' ', 2)),
        b'\\' => Some(Escape::one('\\', 2)),
        b'u' if bytes.get(2) == Some(&b'{') => {
            let digits = run(bytes, 3, 6, |byte| byte.is_ascii_hexdigit());
            let number = hexadecimal(text.get(3..3 + digits)?)?;
            let closed = bytes.get(3 + digits) == Some(&b'}');
            let character = char::from_u32(number).filter(|_| closed)?;
            Some(Escape::one(character, digits + 4))
        }
        b'u' => {
            let number = hexadecimal(text.get(2..6)?)?;
            Some(Escape::one(char::from_u32(number)?, 6))
        }
        b'U' => {
            let number = hexadecimal(text.get(2..10)?)?;
            Some(Escape::one(char::from_u32(number)?, 10))
        }
        // RTF
        b'\'' => of_bytes(|at| match bytes.get(at..at + 4) {
            Some([b'\\', b'\'', high, low]) => Some((pair(*high, *low)?, 4)),
            _ => None,
        }),
        b'x' | b'0'..=b'3' => of_bytes(|at| match bytes.get(at..at + 4) {
            Some([b'\\', b'x', high, low]) => Some((pair(*high, *low)?, 4)),
            Some([b'\\', digits @ ..]) => {
                let octal = |byte: &u8| (b'0'..=b'7').contains(byte);
                if !digits.iter().all(octal) {
                    return None;
                }
                let value = |sum: u32, byte: &u8| sum * 8 + u32::from(byte - b'0');
                let value = digits.iter().fold(0, value);
                Some((u8::try_from(value).ok()?, 4))
            }
            _ => None,
        }),
        _ => None,
    }
}

/// Reads escapes that stand for bytes, one after the other, and the characters of these bytes.
fn of_bytes(read: impl Fn(usize) -> Option<(u8, usize)>) -> Option<Escape> {
    let mut bytes = Vec::new();
    let mut places = vec![0];
    let mut at = 0;
    while let Some((byte, length)) = read(at) {
        at += length;
        bytes.push(byte);
        places.push(at);
    }
    if bytes.is_empty() {
        return None;
    }
    let mut characters = Vec::new();
    let mut index = 0;
    let mut add = |character: char, length: usize| {
        let place = |at: usize| places.get(at).copied().unwrap_or(at);
        characters.push((place(index)..place(index + length), character));
        index += length;
    };
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|c| add(c, c.len_utf8()));
        let others = chunk.invalid().iter();
        others.for_each(|byte| add(windows_1252(*byte), 1));
    }
    Some(Escape {
        characters,
        length: at,
    })
}

fn run(bytes: &[u8], start: usize, most: usize, is: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    rest.iter().take(most).take_while(|byte| is(**byte)).count()
}

fn pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}
