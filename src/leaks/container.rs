//! What files hold that are made of others: archives of ZIP, which documents of an office are too
//! (ISO/IEC 29500-2, `OpenDocument` 1.3 part 2), and gzip (RFC 1952).

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::office;
use crate::problem::Unchecked;

pub use super::office::Part;

/// The most that is inflated of one file, in bytes.
const MOST: usize = 64 * 1024 * 1024;
/// The most parts of one archive that are read.
const MOST_PARTS: usize = 10_000;
/// How deep archives in archives are read.
const DEEPEST: usize = 3;

/// What an archive holds, as far as it can be read.
#[derive(Debug, Default)]
pub struct Contents {
    pub parts: Vec<Part>,
    /// Why not all of it can be.
    pub unread: Option<Unchecked>,
    /// Whether some of it is of a kind that no search reads.
    pub holds_opaque: bool,
}

/// Reads what is in an archive, and in archives in it; `None` for any other file.
#[must_use]
pub fn contents(name: &str, bytes: &[u8]) -> Option<Contents> {
    is_archive(bytes).then(|| {
        let mut reader = Reader {
            found: Contents::default(),
            left: MOST,
        };
        reader.archive(name, bytes, 0);
        reader.found
    })
}

/// Tells whether a file is of a kind that no search reads: compressed, drawn or spoken.
#[must_use]
pub fn is_opaque(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 22] = [
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
    ];
    let at = |start: usize| bytes.get(start..).unwrap_or_default();
    BEGINNINGS
        .iter()
        .any(|beginning| bytes.starts_with(beginning))
        || at(4).starts_with(b"ftyp")
        || bytes.starts_with(b"RIFF")
            && [&b"WEBP"[..], b"WAVE", b"AVI "].contains(&&at(8)[..at(8).len().min(4)])
        || bytes.starts_with(b"BM") && at(6).starts_with(&[0; 4])
        || is_packed_pdf(bytes)
}

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x05\x06")
        || bytes.starts_with(b"\x1f\x8b\x08")
        || is_encrypted_office(bytes)
}

/// Tells whether a file is a PDF whose pages are compressed.
fn is_packed_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && (holds(bytes, b"/Filter") || holds(bytes, b"/Encrypt"))
}

/// Tells whether a file is a document of an office behind a password ([MS-OFFCRYPTO] 2.3).
fn is_encrypted_office(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && holds(bytes, &name)
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

impl Reader {
    fn archive(&mut self, name: &str, bytes: &[u8], depth: usize) {
        if is_encrypted_office(bytes) {
            self.unread(Unchecked::Encrypted);
        } else if bytes.starts_with(b"PK") {
            self.zip(bytes, depth);
        } else {
            self.gzip(name, bytes, depth);
        }
    }

    fn unread(&mut self, why: Unchecked) {
        self.found.unread.get_or_insert(why);
    }

    fn zip(&mut self, bytes: &[u8], depth: usize) {
        let Some(entries) = entries(bytes) else {
            return self.unread(Unchecked::Damaged);
        };
        if entries.len() > MOST_PARTS {
            self.unread(Unchecked::Expands { limit: MOST as u64 });
        }
        let mut names = String::new();
        let first = self.found.parts.len();
        for entry in entries.iter().take(MOST_PARTS) {
            let name = String::from_utf8_lossy(entry.name).into_owned();
            let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
            for name in [&name, stem] {
                names.push_str(name);
                names.push_str("\n\n");
            }
            if entry.is_encrypted {
                self.unread(Unchecked::Encrypted);
                continue;
            }
            match entry.read(bytes, self.left) {
                Ok(content) => self.part(name, content, depth),
                Err(why) => self.unread(why),
            }
        }
        let own = self.found.parts.get_mut(first..).unwrap_or_default();
        let is_encrypted = own.iter().any(|part| {
            part.name == "META-INF/manifest.xml" && holds(&part.bytes, b"encryption-data")
        });
        office::read(own);
        if is_encrypted {
            self.unread(Unchecked::Encrypted);
        }
        self.found.parts.push(Part {
            name: String::new(),
            bytes: names.into_bytes(),
        });
    }

    fn gzip(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let Some(start) = after_gzip_header(bytes) else {
            return self.unread(Unchecked::Damaged);
        };
        let packed = bytes.get(start..).unwrap_or_default();
        // How the text is to be read its name tells, as that of `calendar.ics.gz`.
        let name = name.strip_suffix(".gz").unwrap_or(name).to_owned();
        match inflated(packed, self.left) {
            Ok(content) => {
                // Its length stands at the end; what follows in another stream is not read.
                if !bytes.ends_with(&length_of(&content)) {
                    self.unread(Unchecked::Damaged);
                }
                self.part(name, content, depth);
            }
            Err(why) => self.unread(why),
        }
    }

    fn part(&mut self, name: String, bytes: Vec<u8>, depth: usize) {
        self.left = self.left.saturating_sub(bytes.len());
        if is_archive(&bytes) {
            if depth < DEEPEST {
                self.archive(&name, &bytes, depth + 1);
            } else {
                self.unread(Unchecked::Expands { limit: MOST as u64 });
            }
            return;
        }
        // The small picture of a document shows nothing that can be read.
        let is_thumbnail = name.to_ascii_lowercase().contains("thumbnail");
        // Numbers, Pages and Keynote pack their texts in a way of their own.
        let is_iwork = std::path::Path::new(&name)
            .extension()
            .is_some_and(|it| it == "iwa");
        self.found.holds_opaque |= is_iwork || !is_thumbnail && is_opaque(&bytes);
        self.found.parts.push(Part { name, bytes });
    }
}

fn length_of(content: &[u8]) -> [u8; 4] {
    u32::try_from(content.len())
        .unwrap_or_default()
        .to_le_bytes()
}

/// Returns where the packed bytes of gzip begin (RFC 1952, 2.3).
fn after_gzip_header(bytes: &[u8]) -> Option<usize> {
    let flags = *bytes.get(3)?;
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(short(bytes, at)?);
    }
    // The name of the file, and a remark.
    for flag in [8, 16] {
        if flags & flag != 0 {
            at += bytes.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
        }
    }
    Some(at + if flags & 2 == 0 { 0 } else { 2 })
}

fn inflated(packed: &[u8], most: usize) -> Result<Vec<u8>, Unchecked> {
    decompress_to_vec_with_limit(packed, most).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Unchecked::Expands { limit: MOST as u64 },
        _ => Unchecked::Damaged,
    })
}

/// An entry of the central directory of a ZIP (APPNOTE 4.3.12).
struct Entry<'a> {
    name: &'a [u8],
    is_encrypted: bool,
    method: u16,
    packed: usize,
    /// Where its local header begins.
    at: usize,
}

impl Entry<'_> {
    fn read(&self, bytes: &[u8], most: usize) -> Result<Vec<u8>, Unchecked> {
        let packed = self.packed_in(bytes).ok_or(Unchecked::Damaged)?;
        match self.method {
            0 if packed.len() <= most => Ok(packed.to_vec()),
            0 => Err(Unchecked::Expands { limit: MOST as u64 }),
            8 => inflated(packed, most),
            _ => Err(Unchecked::Damaged),
        }
    }

    fn packed_in<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let header = bytes.get(self.at..)?;
        let header = header.strip_prefix(b"PK\x03\x04").and(Some(header))?;
        let start = 30 + usize::from(short(header, 26)?) + usize::from(short(header, 28)?);
        header.get(start..start.checked_add(self.packed)?)
    }
}

/// Lists what the central directory of a ZIP names; `None` if it cannot be read.
fn entries(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    // A remark of at most 65,535 bytes may stand behind it.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let tail = bytes.get(from..)?;
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let end = tail.get(end..)?;
    let count = short(end, 10)?;
    let mut at = long(end, 16)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let header = bytes.get(at..)?;
        if !header.starts_with(b"PK\x01\x02") {
            return None;
        }
        let length = usize::from(short(header, 28)?);
        let more = usize::from(short(header, 30)?) + usize::from(short(header, 32)?);
        found.push(Entry {
            name: header.get(46..46 + length)?,
            is_encrypted: short(header, 8)? & 1 == 1,
            method: short(header, 10)?,
            packed: long(header, 20)?,
            at: long(header, 42)?,
        });
        at += 46 + length + more;
    }
    // Of more entries than this number can be there are more than are read.
    Some(found)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at + 4)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}
