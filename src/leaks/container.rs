//! What files hold that are made of others: archives of ZIP, which documents of an office are too
//! (ISO/IEC 29500-2, `OpenDocument` 1.3 part 2), gzip (RFC 1952), tar, messages; and documents whose markup
//! parts their words.

use std::ops::Range;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::decoded::{Form, encoded_parts, is_text};
use super::{office, rtf};
use crate::problem::Unchecked;
use crate::sort::Sort;

pub use super::office::Part;

/// The most that is inflated of one file, in bytes.
const MOST: usize = 64 * 1024 * 1024;
/// The most parts of one archive that are read.
const MOST_PARTS: usize = 10_000;
/// How much is inflated at first, in bytes.
const FIRST: usize = 256 * 1024;
/// What gzip begins with.
const GZIP: &[u8] = b"\x1f\x8b\x08";
/// How long the blocks of a tar are.
const BLOCK: usize = 512;
/// How deep archives in archives are read.
const DEEPEST: usize = 3;

/// What compound files begin with ([MS-CFB] 2.2).
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// What keeps two texts apart.
const APART: &[u8] = b"\n\n";
/// How the names of files end that are packed.
const PACKED: [&str; 33] = [
    "7z", "br", "bz2", "docm", "docx", "dotx", "epub", "gz", "jar", "kmz", "lz4", "lzma", "odg",
    "odp", "ods", "odt", "otp", "ots", "ott", "potx", "ppsx", "pptm", "pptx", "rar", "tar", "tgz",
    "vsdx", "xlsb", "xlsm", "xlsx", "xltx", "xz", "zip",
];

/// What an archive holds, as far as it can be read.
#[derive(Debug, Default)]
pub struct Contents {
    pub parts: Vec<Part>,
    /// Why not all of it can be.
    pub unread: Option<Unchecked>,
    /// Whether some of it is of a kind that no search reads.
    pub holds_opaque: bool,
}

/// Reads what is in a file that is made of others, and in such files in it; `None` for any other file.
#[must_use]
pub fn contents(name: &str, bytes: &[u8]) -> Option<Contents> {
    let mut reader = Reader {
        found: Contents::default(),
        left: MOST,
    };
    let is_made = reader.inside(name, bytes, 0) != Inside::Nothing;
    let found = reader.found;
    (is_made || found.holds_opaque).then_some(found)
}

/// Lists the names of the files in an archive of ZIP; `None` for anything else.
#[must_use]
pub fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let directory = Directory::read(bytes, Directory::end(bytes)?)?;
    let names = directory.entries.iter();
    Some(
        names
            .map(|entry| String::from_utf8_lossy(entry.name).into_owned())
            .collect(),
    )
}

/// Reads one file of an archive of ZIP, as it is.
#[must_use]
pub fn file(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let directory = Directory::read(bytes, Directory::end(bytes)?)?;
    let entry = directory
        .entries
        .iter()
        .find(|entry| entry.name == name.as_bytes())?;
    entry.read(bytes, MOST)
}

/// Writes an archive of ZIP anew, with other bytes in the place of one file; nothing in it is packed.
#[must_use]
pub fn with_file(bytes: &[u8], name: &str, content: &[u8]) -> Option<Vec<u8>> {
    /// Version 2.0, names in UTF-8, stored (APPNOTE 4.4); no time.
    const HEADER: [u8; 10] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
    let directory = Directory::read(bytes, Directory::end(bytes)?)?;
    let mut left = MOST;
    let (mut made, mut listed) = (Vec::new(), Vec::new());
    let small = |number: usize| u16::try_from(number).ok().map(u16::to_le_bytes);
    let long = |number: usize| u32::try_from(number).ok().map(u32::to_le_bytes);
    for entry in &directory.entries {
        let read = if entry.name == name.as_bytes() {
            content.to_vec()
        } else {
            entry.read(bytes, left)?
        };
        left = left.checked_sub(read.len())?;
        let size = long(read.len())?;
        let mut numbers = HEADER.to_vec();
        numbers.extend(crc32fast::hash(&read).to_le_bytes());
        numbers.extend([size, size].concat());
        numbers.extend(small(entry.name.len())?);
        numbers.extend([0, 0]);
        listed.extend(*b"PK\x01\x02\x14\0");
        listed.extend(&numbers);
        listed.extend([0; 10]);
        listed.extend(long(made.len())?);
        listed.extend(entry.name);
        made.extend(*b"PK\x03\x04");
        made.extend(&numbers);
        made.extend(entry.name);
        made.extend(read);
    }
    let (start, count) = (long(made.len())?, small(directory.entries.len())?);
    let size = long(listed.len())?;
    made.extend(listed);
    made.extend(*b"PK\x05\x06\0\0\0\0");
    made.extend([count, count].concat());
    made.extend([size, start].concat());
    made.extend([0, 0]);
    Some(made)
}

/// Whether a file is of a kind that no search reads: compressed, drawn or spoken.
#[must_use]
pub fn is_opaque(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 24] = [
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"\xfd7zXZ\0",
        b"BZh",
        b"\x28\xb5\x2f\xfd",
        b"\x04\x22\x4d\x18",
        b"LZIP",
        b"MSCF\0\0\0\0",
        b"\x1f\x9d",
        b"age-encryption.org/",
        b"-----BEGIN PGP MESSAGE-----",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF8",
        b"II*\0",
        b"MM\0*",
        b"ID3",
        b"OggS",
        b"fLaC",
        b"\x1a\x45\xdf\xa3",
        b"\xff\xfb",
        b"\0\0\x01\0\x01\0",
        // Documents of an office before 2007, and messages of Outlook.
        OLE,
        // Their words are drawn letter by letter, or packed.
        b"%PDF-",
    ];
    let at = |start: usize| bytes.get(start..).unwrap_or_default();
    BEGINNINGS
        .iter()
        .any(|beginning| bytes.starts_with(beginning))
        || at(4).starts_with(b"ftyp")
        || bytes.starts_with(b"RIFF")
            && [&b"WEBP"[..], b"WAVE", b"AVI "].contains(&&at(8)[..at(8).len().min(4)])
        || bytes.starts_with(b"BM") && at(6).starts_with(&[0; 4])
        || holds(bytes.get(..1024).unwrap_or(bytes), b"%PDF-") && !is_text(bytes)
}

/// Whether a file is a document of an office behind a password ([MS-OFFCRYPTO] 2.3).
fn is_encrypted_office(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(OLE) && holds(bytes, &name)
}

/// Whether a text is a message of which some part is encoded (RFC 2045, 6).
fn is_message(bytes: &[u8]) -> bool {
    is_text(bytes) && holds(&bytes.to_ascii_lowercase(), b"content-transfer-encoding:")
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    let mut from = bytes;
    while let Some(at) = from.iter().position(|byte| Some(byte) == wanted.first()) {
        from = &from[at..];
        if from.starts_with(wanted) {
            return true;
        }
        from = &from[1..];
    }
    false
}

struct Reader {
    found: Contents,
    /// How many bytes may still be inflated.
    left: usize,
}

/// What was found of files in a file.
#[derive(PartialEq)]
enum Inside {
    Nothing,
    /// They are all that it holds.
    Parts,
    /// And it can be read as it is.
    Words,
}

impl Reader {
    /// Reads what is in a file that is made of others.
    fn inside(&mut self, name: &str, bytes: &[u8], depth: usize) -> Inside {
        let directory = Directory::end(bytes);
        let is_gzip = bytes.starts_with(GZIP);
        let is_tar = tar_size(bytes).is_some();
        if is_tar || directory.is_some() || bytes.starts_with(b"PK\x03\x04") || is_gzip {
            if depth > DEEPEST {
                self.unread(Unchecked::Expands { limit: MOST as u64 });
            } else if is_tar {
                self.tar(bytes, depth);
            } else if is_gzip {
                self.gzip(name, bytes, depth);
            } else {
                self.zip(bytes, directory, depth);
            }
            return Inside::Parts;
        }
        let words = rtf::read(bytes).map(|read| (read.text, read.holds_opaque));
        if let Some((text, holds_opaque)) =
            words.or_else(|| office::flat(bytes).map(|text| (text, false)))
        {
            self.found.holds_opaque |= holds_opaque;
            self.push(String::new(), text.into_bytes());
            return Inside::Words;
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let is_packed = ending.is_some_and(|it| PACKED.contains(&&*it.to_ascii_lowercase()));
        if is_encrypted_office(bytes) {
            self.unread(Unchecked::Encrypted);
        } else if is_packed
            && bytes.iter().any(|byte| *byte != 0)
            && !is_text(bytes)
            && !is_opaque(bytes)
        {
            self.unread(Unchecked::Damaged);
        } else if Form::of(name) != Form::Message {
            return Inside::Nothing;
        } else if depth > DEEPEST {
            self.unread(Unchecked::Expands { limit: MOST as u64 });
        } else {
            let mut inside = Inside::Nothing;
            for (_, attached) in encoded_parts(bytes) {
                self.found.holds_opaque |= is_opaque(&attached);
                // A message in a message has encodings of its own.
                let name = if is_message(&attached) { ".eml" } else { "" };
                if self.inside(name, &attached, depth + 1) != Inside::Nothing {
                    inside = Inside::Words;
                }
                if !name.is_empty() {
                    self.push(name.to_owned(), attached);
                    inside = Inside::Words;
                }
            }
            return inside;
        }
        Inside::Words
    }

    fn unread(&mut self, why: Unchecked) {
        self.found.unread.get_or_insert(why);
    }

    fn push(&mut self, name: String, bytes: Vec<u8>) {
        self.found.parts.push(Part { name, bytes });
    }

    fn zip(&mut self, bytes: &[u8], end: Option<usize>, depth: usize) {
        let Some(directory) = end.and_then(|end| Directory::read(bytes, end)) else {
            return self.unread(Unchecked::Damaged);
        };
        let entries = &directory.entries;
        if entries.len() > MOST_PARTS {
            self.unread(Unchecked::Expands { limit: MOST as u64 });
        }
        let mut names = directory.remarks.join(APART);
        let mut read = vec![directory.at.clone()];
        let first = self.found.parts.len();
        for entry in entries.iter().take(MOST_PARTS) {
            let stem = entry.name.rsplitn(2, |byte| *byte == b'.').last();
            for name in [Some(entry.name), stem].into_iter().flatten() {
                names.extend([APART, name].concat());
            }
            let Some(local) = Local::of(entry, bytes) else {
                self.unread(Unchecked::Damaged);
                continue;
            };
            if local.name != entry.name {
                names.extend([APART, local.name].concat());
            }
            read.push(local.at.clone());
            if entry.is_encrypted || local.is_encrypted {
                self.unread(Unchecked::Encrypted);
                continue;
            }
            match entry.content(local.packed, self.left) {
                Ok(content) => {
                    let name = String::from_utf8_lossy(entry.name);
                    self.left = self.left.saturating_sub(content.len());
                    self.part(&name, content, depth);
                }
                Err(why) => self.unread(why),
            }
        }
        let own = self.found.parts.get_mut(first..).unwrap_or_default();
        let is_encrypted = own.iter().any(|part| {
            part.name == "META-INF/manifest.xml" && holds(&part.bytes, b"encryption-data")
        });
        // Letters that are none of UTF-8 may be those of several encodings.
        let old = own.iter();
        let old = old.filter(|part| str::from_utf8(&part.bytes).is_err() && is_text(&part.bytes));
        let old: Vec<Part> = old.cloned().collect();
        office::read(own);
        if is_encrypted {
            self.unread(Unchecked::Encrypted);
        }
        self.found.parts.extend(old);
        self.push(String::new(), names);
        if entries.len() <= MOST_PARTS {
            self.between(bytes, read, depth);
        }
    }

    /// Looks at what stands before, between and behind the entries that an archive lists.
    fn between(&mut self, bytes: &[u8], mut read: Vec<Range<usize>>, depth: usize) {
        read.push(bytes.len()..bytes.len());
        read.order_by_key(|at| at.start);
        let mut done = 0;
        for at in read {
            let gap = bytes.get(done..at.start).unwrap_or_default();
            done = done.max(at.end);
            if gap.iter().all(|byte| *byte == 0) {
                continue;
            }
            if is_text(gap) {
                self.push(String::new(), gap.to_vec());
            } else if self.inside("", gap, depth + 1) == Inside::Nothing {
                self.unread(Unchecked::Damaged);
            }
        }
    }

    fn gzip(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let (mut whole, mut rest) = (Vec::new(), bytes);
        let mut left = MOST_PARTS;
        // There may be several members (RFC 1952, 2.2), and zeros behind them.
        while rest.iter().any(|byte| *byte != 0) {
            let header = gzip_header(rest).filter(|_| left > 0);
            let Some((said, start)) = header else {
                self.unread(Unchecked::Damaged);
                break;
            };
            left -= 1;
            self.push(String::new(), said);
            let packed = rest.get(start..).unwrap_or_default();
            match inflated(packed, self.left) {
                Ok((content, length)) => {
                    // Its sum and its length stand at the end.
                    let end = packed.get(length..).unwrap_or_default();
                    if end.get(4..8) != Some(&length_of(&content)) {
                        self.unread(Unchecked::Damaged);
                    }
                    self.left = self.left.saturating_sub(content.len());
                    whole.extend(content);
                    rest = end.get(8..).unwrap_or_default();
                }
                Err(why) => {
                    self.unread(why);
                    break;
                }
            }
        }
        // How the text is to be read its name tells, as that of `calendar.ics.gz`.
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let name = match &*ending.to_ascii_lowercase() {
            "gz" => stem.to_owned(),
            "tgz" => format!("{stem}.tar"),
            _ => name.to_owned(),
        };
        self.part(&name, whole, depth);
    }

    /// Reads the entries of a tar (POSIX.1-2024, pax), with the long names of GNU.
    fn tar(&mut self, bytes: &[u8], depth: usize) {
        if bytes.len() > MOST {
            return self.unread(Unchecked::Expands { limit: MOST as u64 });
        }
        let (mut names, mut at, mut left) = (Vec::new(), 0, MOST_PARTS);
        let mut long_name: Option<String> = None;
        let mut long_size: Option<usize> = None;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let header = rest.get(..BLOCK).unwrap_or(rest);
            if header.iter().all(|byte| *byte == 0) {
                at += BLOCK;
                continue;
            }
            // What is said of the next entry is not of what says it.
            let is_entry = !matches!(header.get(156), Some(b'L' | b'K' | b'x' | b'g'));
            let said = long_size.take_if(|_| is_entry);
            let content = tar_size(header)
                .map(|size| said.unwrap_or(size))
                .filter(|_| left > 0)
                .and_then(|size| rest.get(BLOCK..BLOCK.checked_add(size)?));
            let Some(content) = content else {
                self.unread(Unchecked::Damaged);
                break;
            };
            left -= 1;
            let end = BLOCK + content.len().next_multiple_of(BLOCK);
            // Names of the file, of what it links to, of its user and group.
            let field = |range: Range<usize>| {
                let field = header.get(range).unwrap_or_default();
                let text = field.split(|byte| *byte == 0).next().unwrap_or_default();
                String::from_utf8_lossy(text).into_owned()
            };
            let own = field(345..500) + "/" + &field(0..100);
            let behind = rest.get(BLOCK + content.len()..end.min(rest.len()));
            let behind = String::from_utf8_lossy(behind.unwrap_or_default());
            let said = [field(157..257), field(265..297), field(297..329)];
            names.extend(said.into_iter().chain([behind.replace('\0', "")]));
            let of_next = String::from_utf8_lossy(content);
            match header.get(156) {
                Some(b'L') => long_name = Some(of_next.trim_end_matches('\0').to_owned()),
                Some(b'x') => {
                    let value = |key: &str| {
                        let said = of_next.lines().find_map(|line| line.split_once(key));
                        said.map(|(_, value)| value.to_owned())
                    };
                    long_name = value(" path=").or(long_name);
                    long_size = value(" size=").and_then(|size| size.parse().ok());
                    names.push(of_next.into_owned());
                }
                Some(b'K' | b'g') => names.push(of_next.into_owned()),
                _ => {
                    let name = long_name.take().unwrap_or(own);
                    let stem = name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
                    names.extend(stem.into_iter().chain([name.clone()]));
                    self.part(&name, content.to_vec(), depth);
                }
            }
            at += end;
        }
        self.push(String::new(), names.join("\n\n").into_bytes());
    }

    fn part(&mut self, name: &str, bytes: Vec<u8>, depth: usize) {
        if self.inside(name, &bytes, depth + 1) == Inside::Parts {
            return;
        }
        // The small picture of a document shows nothing that can be read.
        let is_thumbnail = ["Thumbnails/thumbnail.", "docProps/thumbnail."]
            .iter()
            .any(|thumbnail| name.starts_with(thumbnail));
        // Numbers, Pages and Keynote pack their texts in a way of their own.
        let is_iwork = std::path::Path::new(name)
            .extension()
            .is_some_and(|it| it == "iwa");
        self.found.holds_opaque |= is_iwork || !is_thumbnail && is_opaque(&bytes);
        self.push(name.to_owned(), bytes);
    }
}

/// Returns how many bytes an entry of a tar has behind its header; `None` if that is none, by its sum.
fn tar_size(header: &[u8]) -> Option<usize> {
    let octal = |range: Range<usize>| {
        let digits = str::from_utf8(header.get(range)?).ok()?;
        usize::from_str_radix(digits.trim_matches([' ', '\0']), 8).ok()
    };
    let header = header.get(..BLOCK)?;
    let sum: usize = header.iter().map(|byte| usize::from(*byte)).sum();
    let own: usize = header
        .get(148..156)?
        .iter()
        .map(|it| usize::from(*it))
        .sum();
    if octal(148..156)? != sum - own + 8 * usize::from(b' ') {
        return None;
    }
    let size = header.get(124..136)?;
    match (header.get(156)?, size) {
        (b'2'..=b'6', _) => Some(0),
        // In base 256, as GNU writes what is too long for octal digits.
        (_, [0x80, bytes @ ..]) => bytes.iter().try_fold(0_usize, |size, byte| {
            size.checked_mul(256)?.checked_add(usize::from(*byte))
        }),
        _ => octal(124..136),
    }
}

fn length_of(content: &[u8]) -> [u8; 4] {
    u32::try_from(content.len())
        .unwrap_or_default()
        .to_le_bytes()
}

/// Reads the header of gzip (RFC 1952, 2.3): what it says of the file, and where the packed bytes begin.
fn gzip_header(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let flags = *bytes.get(3).filter(|_| bytes.starts_with(GZIP))?;
    let mut said = Vec::new();
    let mut at = 10;
    if flags & 4 != 0 {
        let end = at + 2 + usize::from(short(bytes, at)?);
        said.extend(bytes.get(at..end)?);
        at = end;
    }
    // The name of the file, and a remark.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let text = bytes.get(at..)?;
            let text = text.get(..text.iter().position(|byte| *byte == 0)?)?;
            let stem = text.rsplitn(2, |byte| *byte == b'.').last();
            said.extend([APART, text, APART, stem.unwrap_or_default()].concat());
            at += text.len() + 1;
        }
    }
    Some((said, at + if flags & 2 == 0 { 0 } else { 2 }))
}

/// Inflates a stream (RFC 1951), and tells how many bytes it takes.
fn inflated(packed: &[u8], most: usize) -> Result<(Vec<u8>, usize), Unchecked> {
    let mut state = Box::<DecompressorOxide>::default();
    let mut made = vec![0; packed.len().saturating_mul(2).min(FIRST).min(most)];
    let (mut taken, mut given) = (0, 0);
    loop {
        let rest = packed.get(taken..).unwrap_or_default();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, written) = decompress(&mut state, rest, &mut made, given, flags);
        taken += read;
        given += written;
        match status {
            TINFLStatus::Done => {
                made.truncate(given);
                return Ok((made, taken));
            }
            TINFLStatus::HasMoreOutput if made.len() < most => {
                made.resize(made.len().saturating_mul(2).clamp(1, most), 0);
            }
            TINFLStatus::HasMoreOutput => return Err(Unchecked::Expands { limit: MOST as u64 }),
            _ => return Err(Unchecked::Damaged),
        }
    }
}

/// The central directory of a ZIP (APPNOTE 4.3.12) and its end (4.3.16).
struct Directory<'a> {
    entries: Vec<Entry<'a>>,
    /// What it says beside the names: remarks, and names in UTF-8 (4.6.8, 4.6.9).
    remarks: Vec<&'a [u8]>,
    at: Range<usize>,
}

/// An entry of the central directory.
struct Entry<'a> {
    name: &'a [u8],
    is_encrypted: bool,
    method: u16,
    packed: usize,
    size: usize,
    /// Where its local header begins.
    at: usize,
}

impl<'a> Directory<'a> {
    /// How long its end is, without the remark behind it.
    const END: usize = 22;
    /// And the end with numbers of 64 bits, with what says where it is.
    const WIDE_END: usize = 56 + 20;

    /// Returns where the end of a central directory begins.
    fn end(bytes: &[u8]) -> Option<usize> {
        // A remark of at most 65,535 bytes may stand behind it.
        let from = bytes.len().saturating_sub(Self::END + 65_535);
        let tail = bytes.get(from..)?;
        if !tail.contains(&0) {
            return None;
        }
        let ends = |at: &usize| {
            let end = tail.get(*at..).unwrap_or_default();
            end.starts_with(b"PK\x05\x06") && end.len() >= Self::END
        };
        let at = (0..tail.len()).rev().find(ends)?;
        Some(from + at)
    }

    /// Reads the directory before its end; `None` if it cannot be read.
    fn read(bytes: &'a [u8], end: usize) -> Option<Self> {
        let last = bytes.get(end..)?;
        // The end with numbers of 64 bits stands before it, and where that is (4.3.14, 4.3.15).
        let wide = end.checked_sub(Self::WIDE_END);
        let wide = wide.filter(|at| {
            bytes
                .get(*at..end)
                .is_some_and(|it| it.starts_with(b"PK\x06\x06"))
        });
        let (stop, count, size, from) = match wide {
            Some(at) => (
                at,
                quad(bytes, at + 32)?,
                quad(bytes, at + 40)?,
                quad(bytes, at + 48)?,
            ),
            None => (
                end,
                usize::from(short(last, 10)?),
                long(last, 12)?,
                long(last, 16)?,
            ),
        };
        let start = stop.checked_sub(size)?;
        // What stands before the archive moves all of it.
        let moved = start.checked_sub(from)?;
        let remark = last.get(Self::END..Self::END + usize::from(short(last, 20)?))?;
        let (mut entries, mut remarks) = (Vec::new(), vec![remark]);
        let mut at = start;
        // Of more entries than this number can be there are more than are read.
        for _ in 0..count {
            let header = bytes.get(at..stop)?;
            if !header.starts_with(b"PK\x01\x02") {
                return None;
            }
            let mut next = 46;
            let mut field = |length_at: usize| {
                let length = usize::from(short(header, length_at)?);
                next += length;
                header.get(next - length..next)
            };
            let (name, mut extra, remark) = (field(28)?, field(30)?, field(32)?);
            remarks.push(remark);
            let mut quads: &[u8] = &[];
            while let (Some(kind), Some(length)) = (short(extra, 0), short(extra, 2)) {
                let value = extra.get(4..4 + usize::from(length)).unwrap_or_default();
                if kind == 1 {
                    quads = value;
                }
                if matches!(kind, 0x7075 | 0x6375) {
                    remarks.extend(value.get(5..));
                }
                extra = extra.get(4 + usize::from(length)..).unwrap_or_default();
            }
            // What does not fit stands in a field of its own, in this order (4.5.3).
            let mut number = |at: usize| match long(header, at)? {
                MOST_LONG => {
                    let number = quad(quads, 0)?;
                    quads = quads.get(8..)?;
                    Some(number)
                }
                number => Some(number),
            };
            let (size, packed, begins) = (number(24)?, number(20)?, number(42)?);
            entries.push(Entry {
                name,
                is_encrypted: short(header, 8)? & 1 == 1,
                method: short(header, 10)?,
                packed,
                size,
                at: begins.checked_add(moved)?,
            });
            at += next;
        }
        // What is left before the end is no part of the directory.
        let ends = end + Self::END + remark.len();
        Some(Self {
            entries,
            remarks,
            at: if at == stop { start..ends } else { stop..ends },
        })
    }
}

impl Entry<'_> {
    /// Reads it where it can be.
    fn read(&self, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
        let local = Local::of(self, bytes)?;
        if self.is_encrypted || local.is_encrypted {
            return None;
        }
        self.content(local.packed, most).ok()
    }

    fn content(&self, packed: &[u8], most: usize) -> Result<Vec<u8>, Unchecked> {
        let (content, taken) = match self.method {
            0 if packed.len() <= most => (packed.to_vec(), packed.len()),
            0 => return Err(Unchecked::Expands { limit: MOST as u64 }),
            8 => inflated(packed, most)?,
            _ => return Err(Unchecked::Damaged),
        };
        let is_whole = taken == packed.len() && content.len() == self.size;
        is_whole.then_some(content).ok_or(Unchecked::Damaged)
    }
}

/// What stands where an entry begins (APPNOTE 4.3.7).
struct Local<'a> {
    name: &'a [u8],
    is_encrypted: bool,
    packed: &'a [u8],
    /// All that belongs to it.
    at: Range<usize>,
}

impl<'a> Local<'a> {
    /// Returns the local header of an entry and what follows; `None` if it is not that of the entry.
    fn of(entry: &Entry<'_>, bytes: &'a [u8]) -> Option<Self> {
        let header = bytes.get(entry.at..)?;
        if !header.starts_with(b"PK\x03\x04") || short(header, 8)? != entry.method {
            return None;
        }
        let flags = short(header, 6)?;
        // The sizes may follow what is packed, or stand in a field of 64 bits.
        let is = |at: usize, size: usize| {
            let said = long(header, at);
            flags & 8 != 0 || said == Some(size) || said == Some(MOST_LONG)
        };
        if !is(18, entry.packed) || !is(22, entry.size) {
            return None;
        }
        let start = 30 + usize::from(short(header, 26)?);
        let name = header.get(30..start)?;
        let start = start + usize::from(short(header, 28)?);
        let end = start.checked_add(entry.packed)?;
        let packed = header.get(start..end)?;
        // They follow (4.3.9) with four bytes before them or none, each of four bytes or eight.
        let after = header.get(end..)?;
        let signed = if after.starts_with(b"PK\x07\x08") {
            4
        } else {
            0
        };
        let sizes = |at: usize, wide: usize| {
            let size = |at: usize| {
                let high = if wide == 8 { long(after, at + 4)? } else { 0 };
                (high == 0).then(|| long(after, at)).flatten()
            };
            (size(at)? == entry.packed && size(at + wide)? == entry.size).then_some(at + 2 * wide)
        };
        let described = if flags & 8 == 0 {
            0
        } else {
            let at = signed + 4;
            sizes(at, 8).or_else(|| sizes(at, 4)).unwrap_or_default()
        };
        Some(Self {
            name,
            is_encrypted: flags & 1 == 1,
            packed,
            at: entry.at..entry.at + end + described,
        })
    }
}

/// Stands for a number that needs 64 bits.
const MOST_LONG: usize = u32::MAX as usize;

fn quad(bytes: &[u8], at: usize) -> Option<usize> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    usize::try_from(u64::from_le_bytes(eight.try_into().ok()?)).ok()
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at + 4)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}
