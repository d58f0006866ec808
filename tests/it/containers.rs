//! `cll check` looks into archives and documents of an office, and says of what else it cannot.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use miniz_oxide::deflate::compress_to_vec;

use crate::program::{Run, cll, folder, write};
use tempfile::TempDir;

const MEMBERS: &str = include_str!("../councils/state/members.toml");
const CONTACTS: &str = r#"
[[contact]]
member = "alpha"
name = "Lina Quidam"
email = "lina@alpha.example.org"
role = "titular"

[[contact]]
member = "alpha"
name = "Jeanne Été"
email = "jeanne@alpha.example.org"
role = "alternate"
"#;

/// An archive as the `zipfile` of Python 3.11 makes it, its only entry with the remark "Lina Quidam".
const REMARK: &str = concat!(
    "504b03041400000000000000215c1994f415040000000400000005000000622e7478747269656e504b01021403",
    "1400000000000000215c1994f4150400000004000000050000000b00000000000000800100000000622e747874",
    "4c696e612051756964616d504b050600000000010001003e000000270000000000"
);
/// Another, written where nothing can be written again: the sizes follow what is packed.
const STREAMED: &str = concat!(
    "504b03041400080008000000215c00000000000000000000000005000000612e747874f3c9cc4b54082ccd4c49",
    "cc55a820120000504b070850b6fc941100000034000000504b010214031400080008000000215c50b6fc941100",
    "000034000000050000000000000000000000800100000000612e747874504b0506000000000100010033000000",
    "440000000000"
);

/// An archive of one text with numbers of 64 bits, as Info-ZIP 3.0 makes it of what it is piped.
const WIDE: &str = concat!(
    "504b03042d00000000002ba67c5d2b01dd9fffffffffffffffff010014002d010010000c000000000000000c00",
    "0000000000004c696e612051756964616d0a504b01021e032d00000000002ba67c5d2b01dd9f0c0000000c0000",
    "000100000000000000010000008011000000002d504b06062c000000000000001e032d00000000000000000001",
    "0000000000000001000000000000002f000000000000003f00000000000000504b0607000000006e0000000000",
    "000001000000504b050600000000010001002f0000003f0000000000"
);

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Makes an archive of ZIP (APPNOTE 4.3) of files by their names.
fn zip(files: &[(&str, &[u8])], method: u16, flags: u16) -> Vec<u8> {
    let (mut made, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = u32::try_from(made.len()).unwrap();
        let packed = if method == DEFLATED {
            compress_to_vec(content, 6)
        } else {
            content.to_vec()
        };
        let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let mut header = Vec::new();
        for field in [20, flags, method, 0, 0] {
            header.extend(u16::to_le_bytes(field));
        }
        header.extend([0; 4]);
        header.extend(size(&packed));
        header.extend(size(content));
        header.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        header.extend([0; 2]);
        made.extend(b"PK\x03\x04");
        made.extend(&header);
        made.extend(name.as_bytes());
        made.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = u32::try_from(made.len()).unwrap().to_le_bytes();
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let length = u32::try_from(directory.len()).unwrap().to_le_bytes();
    made.extend(directory);
    made.extend(b"PK\x05\x06\0\0\0\0");
    made.extend([count, count].concat());
    made.extend([length, at].concat());
    made.extend([0; 2]);
    made
}

fn of_hex(digits: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(pair).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect()
}

fn packed(name: &str, content: &str) -> Vec<u8> {
    zip(&[(name, content.as_bytes())], DEFLATED, 0)
}

fn gzip(content: &[u8]) -> Vec<u8> {
    gzip_saying(content, 8, "liste")
}

/// Makes a file of gzip with a name (the flag 8) or a remark (16).
fn gzip_saying(content: &[u8], flag: u8, said: &str) -> Vec<u8> {
    let mut made = vec![0x1f, 0x8b, 8, flag, 0, 0, 0, 0, 0, 3];
    made.extend(latin1(said));
    made.push(0);
    made.extend(compress_to_vec(content, 6));
    made.extend([0; 4]);
    made.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    made
}

/// Makes a tar (POSIX.1, ustar) of files by their names and kinds.
fn tar(files: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let mut made = Vec::new();
    for (name, kind, content) in files {
        let mut header = vec![0; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
        header[148..156].fill(b' ');
        header[156] = *kind;
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        made.extend(header);
        made.extend_from_slice(content);
        made.resize(made.len().next_multiple_of(512), 0);
    }
    made.resize(made.len() + 1024, 0);
    made
}

fn council() -> TempDir {
    let council = folder(&[
        (".gitignore", "/private/\n"),
        ("members.toml", MEMBERS),
        ("meetings.toml", ""),
        ("private/members.toml", CONTACTS),
    ]);
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    council
}

fn check(name: &str, bytes: &[u8], strict: bool) -> Run {
    let council = council();
    write(&council.path().join(name), bytes);
    let strict: &[&str] = if strict { &["--strict"] } else { &[] };
    cll(
        council.path(),
        &[&["check", "--format", "short"], strict].concat(),
    )
}

const SHEET: &str = "<sheetData><row><c r=\"A1\" t=\"s\"><v>2</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row></sheetData>";
const SHARED: &str = "<sst><si><t>Lina</t></si><si><t>Durand</t></si><si><t>Quidam</t></si></sst>";

#[test]
fn what_archives_and_documents_hold_is_searched() {
    let runs = "<w:p><w:r><w:t>Présents : Lina Qui</w:t></w:r><w:r><w:t>dam</w:t></w:r></w:p>";
    let cells = "<w:tr><w:tc><w:p><w:t>Quidam</w:t></w:p></w:tc><w:tc><w:p><w:t>Lina</w:t></w:p></w:tc></w:tr>";
    let author = "<w:ins w:author=\"Lina Quidam\"><w:t>x</w:t></w:ins>";
    let link = "<Relationship Target=\"mailto:lina@alpha.example.org\"/>";
    let inner = packed("liste.csv", "Quidam;Lina\n");
    let shared: [(&str, &[u8]); 2] = [
        ("xl/sharedStrings.xml", SHARED.as_bytes()),
        ("xl/worksheets/sheet1.xml", SHEET.as_bytes()),
    ];
    let with_prefix = |xml: &str| {
        xml.replace("</", "</x:")
            .replace('<', "<x:")
            .replace("<x:/x:", "</x:")
    };
    let (sheet, texts) = (with_prefix(SHEET), with_prefix(SHARED));
    let prefixed: [(&str, &[u8]); 2] = [
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    for (name, bytes) in [
        ("liste.docx", packed("word/document.xml", runs)),
        ("table.docx", packed("word/document.xml", cells)),
        ("auteur.docx", packed("word/document.xml", author)),
        ("lien.docx", packed("word/_rels/document.xml.rels", link)),
        (
            "liste.odt",
            packed(
                "content.xml",
                "<text:p>Lina<text:s/><text:span>Qui</text:span>dam</text:p>",
            ),
        ),
        (
            "liste.pptx",
            packed(
                "ppt/slides/slide1.xml",
                "<a:p><a:t>Lina </a:t><a:t>Quidam</a:t></a:p>",
            ),
        ),
        ("liste.xlsx", zip(&shared, DEFLATED, 0)),
        ("prefix.xlsx", zip(&prefixed, DEFLATED, 0)),
        ("cv.zip", packed("cv/lina-quidam.txt", "")),
        ("cv.zip", packed("lina@alpha.example.org.txt", "")),
        ("stored.zip", zip(&[("a.txt", b"Lina Quidam")], STORED, 0)),
        ("nested.zip", zip(&[("in.zip", &inner)], DEFLATED, 0)),
        ("liste.csv.gz", gzip(b"Quidam;Lina\n")),
        ("sans-nom", gzip(&inner)),
        ("twice.gz", [gzip(b"rien\n"), gzip(b"Lina Quidam")].concat()),
        ("half.gz", [gzip(b"Lina Qui"), gzip(b"dam")].concat()),
        ("liste.tgz", gzip(&tar(&[("a.txt", b'0', b"Lina Quidam")]))),
        ("LISTE.TGZ", gzip(&tar(&[("a.zip", b'0', &inner)]))),
        ("liste.tar", tar(&[("a.zip", b'0', &inner)])),
        (
            "utf16.tar",
            tar(&[
                ("a.txt", b'0', b"rien"),
                ("b.txt", b'0', &utf16("Lina Quidam")),
            ]),
        ),
        ("gz.tar", tar(&[("a.gz", b'0', &gzip(b"Lina Quidam"))])),
        (
            "long.tgz",
            gzip(&tar(&[
                ("././@LongLink", b'L', b"lina@alpha.example.org.txt\0"),
                ("lina@alpha", b'0', b"rien"),
            ])),
        ),
        (
            "pax.tgz",
            gzip(&tar(&[
                ("x", b'x', b"35 path=lina@alpha.example.org.txt\n"),
                ("lina@alpha", b'0', b"rien"),
            ])),
        ),
    ] {
        let run = check(name, &bytes, false);
        let expected = format!("{name}: error[private-leak]: ");
        assert!(run.stdout.starts_with(&expected), "{name}: {run:?}");
        assert_eq!(run.stdout.lines().count(), 1, "{name}: {run:?}");
        assert_eq!(run.code, Some(1), "{name}");
    }
}

/// Encodes in base64 (RFC 2045, 6.8), in lines of a width.
fn base64(bytes: &[u8], width: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let value = |bits: &[u8]| (0..6).fold(0, |sum, at| sum << 1 | bits.get(at).unwrap_or(&0));
    let mut made: Vec<u8> = bits
        .chunks(6)
        .map(|bits| LETTERS[usize::from(value(bits))])
        .collect();
    made.resize(made.len().next_multiple_of(4), b'=');
    let lines: Vec<String> = made
        .chunks(width)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    lines.join("\r\n")
}

#[test]
fn messages_in_messages_and_lines_of_any_width_are_searched() {
    let part = |kind: &str, content: &str, width| {
        format!(
            "Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(content.as_bytes(), width)
        )
    };
    let long = format!("{} Lina Quidam {}", "rien ".repeat(20), "rien ".repeat(20));
    let text = part("text/plain", &long, 76);
    let inner = part("message/rfc822", &text, 76);
    // Lines of uneven widths, none of which need hold whole groups of letters.
    let whole = part("text/plain", &long, 1000);
    let (head, body) = whole.split_once("\r\n\r\n").unwrap();
    let lines = [&body[..7], &body[7..18], &body[18..19], &body[19..]].join("\r\n");
    let uneven = format!("{head}\r\n\r\n{lines}");
    for (name, message) in [
        ("uneven.eml", uneven),
        ("one.eml", text.clone()),
        ("two.eml", inner.clone()),
        ("three.eml", part("message/rfc822", &inner, 76)),
        ("wide.eml", part("text/plain", &long, 73)),
        (
            "both.eml",
            part("message/rfc822", &part("text/plain", &long, 73), 61),
        ),
    ] {
        let run = check(name, message.as_bytes(), false);
        assert!(
            run.stdout.contains("error[private-leak]: "),
            "{name}: {run:?}"
        );
        assert_eq!(run.code, Some(1), "{name}");
    }
    let harmless = part(
        "message/rfc822",
        &part("text/plain", "Rien de plus.", 73),
        73,
    );
    let run = check("rien.eml", harmless.as_bytes(), true);
    assert_eq!((&*run.stdout, run.code), ("", Some(0)), "{run:?}");
}

/// The size of an entry may stand in the one before it, or in base 256.
#[test]
fn entries_of_a_tar_are_as_long_as_they_are_said_to_be() {
    let text = format!("{}Rien.", "x".repeat(600));
    let files: [(&str, u8, &[u8]); 3] = [
        ("p", b'x', b"12 size=605\n"),
        ("a.txt", b'0', text.as_bytes()),
        ("b.txt", b'0', b"Lina Quidam"),
    ];
    let with_size = |at: usize, size: &[u8; 12]| {
        let mut made = tar(&files);
        made[at + 124..at + 136].copy_from_slice(size);
        made[at + 148..at + 156].fill(b' ');
        let sum: u32 = made[at..at + 512].iter().map(|byte| u32::from(*byte)).sum();
        made[at + 148..at + 156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        made
    };
    let mut wide = [0; 12];
    wide[0] = 0x80;
    wide[10..].copy_from_slice(&605_u16.to_be_bytes());
    for (name, bytes) in [
        ("pax.tar", with_size(1024, b"00000000000\0")),
        ("wide.tar", with_size(1024, &wide)[1024..].to_vec()),
    ] {
        let run = check(name, &bytes, true);
        let said =
            format!("{name}: error[private-leak]: the name of a contact is in a public file\n");
        assert_eq!((run.stdout, run.code), (said, Some(1)), "{name}");
    }
}

/// A name is looked for in a document as it was before its tracked changes, and as it is without what
/// they deleted.
#[test]
fn names_with_a_tracked_change_inside_are_found_in_documents() {
    let docx = |body: &str| packed("word/document.xml", &format!("<w:p>{body}</w:p>"));
    let deleted = |text: &str| {
        format!("<w:del w:id=\"1\" w:author=\"A\"><w:r><w:delText>{text}</w:delText></w:r></w:del>")
    };
    let inserted = |text: &str| {
        format!("<w:ins w:id=\"2\" w:author=\"A\"><w:r><w:t>{text}</w:t></w:r></w:ins>")
    };
    let lina = "<w:r><w:t>Lina </w:t></w:r>";
    let regions = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><office:change-info/><text:p>Quidam</text:p></text:deletion></text:changed-region><text:changed-region text:id=\"c2\"><text:insertion><office:change-info/></text:insertion></text:changed-region></text:tracked-changes>";
    let odt = format!(
        "{regions}<text:p>Lina <text:change-start text:change-id=\"c2\"/>Marc<text:change-end text:change-id=\"c2\"/><text:change text:change-id=\"c1\"/></text:p>"
    );
    for (name, bytes) in [
        (
            "a.docx",
            docx(&[lina, &deleted("Q"), &inserted("Quidam")].concat()),
        ),
        (
            "b.docx",
            docx(&[lina, &inserted("Marc "), &deleted("Quidam")].concat()),
        ),
        (
            "moved.docx",
            docx(&format!(
                "{lina}<w:moveFrom w:id=\"1\"><w:r><w:t>x</w:t></w:r></w:moveFrom><w:r><w:t>Quidam</w:t></w:r>"
            )),
        ),
        ("c.odt", packed("content.xml", &odt)),
        (
            "d.rtf",
            b"{\\rtf1 Lina {\\deleted Q}{\\revised Quidam}}".to_vec(),
        ),
        (
            "e.rtf",
            b"{\\rtf1 Lina \\revised Marc \\revised0\\deleted Quidam\\deleted0 .}".to_vec(),
        ),
    ] {
        let run = check(name, &bytes, false);
        let said =
            format!("{name}: error[private-leak]: the name of a contact is in a public file\n");
        assert_eq!((run.stdout, run.code), (said, Some(1)), "{name}");
    }
    let harmless = docx(&[lina, &deleted("Marc "), &inserted("Durand")].concat());
    let run = check("f.docx", &harmless, false);
    assert_eq!((run.stdout.as_str(), run.code), ("", Some(0)), "{run:?}");
}

#[test]
fn names_remarks_and_what_stands_around_an_archive_are_searched() {
    let (with_name, without) = (packed("a.txt", "Lina Quidam"), packed("b.txt", "rien"));
    let joined = |parts: &[&[u8]]| parts.concat();
    let mut of_dos = packed("Lina Ruidam_.txt", "rien");
    // 0x90 is É in code page 850.
    let name = b"Lina Ruidam_";
    while let Some(at) = of_dos.windows(name.len()).position(|it| it == name) {
        of_dos[at..at + name.len()].copy_from_slice(b"Jeanne \x90t\x82 q");
    }
    for (name, bytes) in [
        ("remark.zip", of_hex(REMARK)),
        ("streamed.zip", of_hex(STREAMED)),
        ("wide.zip", of_hex(WIDE)),
        ("dos.zip", of_dos),
        ("name.gz", gzip_saying(b"rien", 8, "Lina Quidam.csv")),
        ("remark.gz", gzip_saying(b"rien", 16, "Jeanne Été")),
        // Self-extracting: a program before the archive.
        ("script", joined(&[b"#!/bin/sh\nexit\n", &with_name])),
        ("begins.zip", joined(&[b"Lina Quidam\n", &without])),
        ("ends.zip", joined(&[&without, b"Lina Quidam"])),
        ("two.zip", joined(&[&with_name, &without])),
        ("gzip.zip", gzip(b"Lina Quidam")),
        ("zip.gz", with_name.clone()),
        ("text.docx", b"Lina Quidam".to_vec()),
        ("text.xlsx", utf16("Lina Quidam")),
    ] {
        let run = check(name, &bytes, false);
        let leak = format!("{name}: error[private-leak]: ");
        let in_text = format!("{name}:1:1: error[private-leak]: ");
        let found = run.stdout.starts_with(&leak) || run.stdout.starts_with(&in_text);
        assert!(found, "{name}: {run:?}");
        assert_eq!(run.code, Some(1), "{name}: {run:?}");
    }
}

#[test]
fn old_encodings_and_markup_part_no_name_in_documents() {
    let word = |declared: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{declared}\"?>\n<w:p><w:r><w:t>Jeanne Ét</w:t></w:r>\
             <w:r><w:t>é</w:t></w:r></w:p>"
        )
    };
    let page = "<!DOCTYPE html><html><meta charset=\"iso-8859-1\"><p>Jeanne <b>Été</b></p></html>";
    let flat = |declared: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{declared}\"?>\n<office:document office:version=\"1.3\">\
             <office:body><office:text><text:p>Lina <text:span text:style-name=\"T1\">Qui</text:span>dam\
             </text:p></office:text></office:body></office:document>"
        )
    };
    let zipped = |name: &str, bytes: &[u8]| zip(&[(name, bytes)], DEFLATED, 0);
    let document = "word/document.xml";
    let rtf =
        br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard Pr\'e9sents : Lina {\b Qui}dam\par}";
    let mail = b"Content-Transfer-Encoding: base64\n\ne1xydGYxIExpbmEge1xiIFF1aX1kYW19\n\n";
    for (name, bytes) in [
        ("latin.docx", zipped(document, &latin1(&word("ISO-8859-1")))),
        ("utf16.docx", zipped(document, &utf16(&word("UTF-16")))),
        ("page.zip", zipped("p.html", &latin1(page))),
        ("page16.zip", zipped("p.html", &utf16(page))),
        ("dos.zip", zipped("p.txt", b"Jeanne \x90t\x82")),
        ("liste.fodt", flat("UTF-8").into_bytes()),
        ("liste.fods", utf16(&flat("UTF-16"))),
        ("flat.zip", zipped("liste.fodt", flat("UTF-8").as_bytes())),
        ("liste.rtf", rtf.to_vec()),
        (
            "accent.rtf",
            br"{\rtf1\ansi Jeanne \'c9{\i t\u233?}}".to_vec(),
        ),
        (
            "adresse.rtf",
            br"{\rtf1 lina{\b @}alpha.{\i example}.org}".to_vec(),
        ),
        (
            "auteur.rtf",
            br"{\rtf1 x{\info{\author Lina Quidam}}}".to_vec(),
        ),
        ("rtf.zip", zipped("liste.rtf", rtf)),
        ("envoi.eml", mail.to_vec()),
        ("envoi.zip", zipped("envoi.eml", mail)),
    ] {
        let run = check(name, &bytes, false);
        let expected = format!("{name}: error[private-leak]: ");
        assert!(run.stdout.starts_with(&expected), "{name}: {run:?}");
        assert_eq!(run.code, Some(1), "{name}");
    }
}

#[test]
fn what_names_nobody_in_them_is_no_finding() {
    let rows = "<sheetData><row><c t=\"s\"><v>1</v></c></row></sheetData>";
    let shared: [(&str, &[u8]); 2] = [
        ("xl/sharedStrings.xml", SHARED.as_bytes()),
        ("xl/worksheets/sheet1.xml", rows.as_bytes()),
    ];
    let picture: [(&str, &[u8]); 2] = [
        ("content.xml", b"<text:p>Quidam</text:p>"),
        ("Thumbnails/thumbnail.png", b"\x89PNG\r\n\x1a\n"),
    ];
    for (name, bytes) in [
        ("liste.xlsx", zip(&shared, DEFLATED, 0)),
        ("liste.odt", zip(&picture, DEFLATED, 0)),
        (
            "note.docx",
            packed(
                "word/document.xml",
                "<w:p><w:t>M. Durand, Quidam.</w:t></w:p>",
            ),
        ),
        ("vide.zip", zip(&[], STORED, 0)),
        ("texte.gz", gzip(b"rien")),
        ("deux.gz", [gzip(b"rien"), gzip(b"plus long")].concat()),
        ("texte.tar", tar(&[("a.txt", b'0', b"rien")])),
        ("vide.tar", tar(&[])),
        ("texte.tgz", gzip(&tar(&[("a.txt", b'0', b"rien")]))),
        ("texte.tar.gz", gzip(&tar(&[("a.txt", b'0', b"rien")]))),
        ("rien.odt", b"rien".to_vec()),
        ("vide.docx", Vec::new()),
        ("rien.rtf", br"{\rtf1\ansi Rien.\par}".to_vec()),
        (
            "rien.fodt",
            b"<office:document><text:p>Rien</text:p></office:document>".to_vec(),
        ),
        (
            "essai.zip",
            [&b"#!/bin/sh\n"[..], &packed("a.txt", "rien")].concat(),
        ),
    ] {
        let run = check(name, &bytes, true);
        assert_eq!((&*run.stdout, run.code), ("", Some(0)), "{name}: {run:?}");
    }
}

fn is_said(name: &str, bytes: &[u8], words: &str) {
    let run = check(name, bytes, true);
    let said = run
        .stdout
        .contains(&format!("{name}: warning[unchecked-file]"));
    assert!(said && run.stdout.contains(words), "{name}: {run:?}");
    assert_eq!(run.code, Some(1), "{name}");
}

#[test]
fn what_cannot_be_unpacked_is_said_and_counts_under_strict() {
    let whole = packed("a.txt", "Lina Quidam");
    let manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let office: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let deep = (0..6).fold(whole.clone(), |inner, _| {
        zip(&[("in.zip", &inner)], STORED, 0)
    });
    for (name, bytes, words) in [
        ("cut.docx", whole[..60].to_vec(), "cannot be unpacked"),
        (
            "wrong.zip",
            zip(&[("a.txt", b"\xff\xff\xff")], 9, 0),
            "cannot be unpacked",
        ),
        (
            "behind.gz",
            [gzip(b"rien"), b"plus long".to_vec()].concat(),
            "cannot be unpacked",
        ),
        (
            "secret.zip",
            zip(&[("a.txt", b"\x01\x02")], STORED, 1),
            "behind a password",
        ),
        (
            "secret.odt",
            packed("META-INF/manifest.xml", manifest),
            "behind a password",
        ),
        (
            "secret.docx",
            [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &office].concat(),
            "behind a password",
        ),
        (
            "bomb.zip",
            packed("a.txt", &"0".repeat(65 << 20)),
            "larger than 64 MiB",
        ),
        ("deep.zip", deep, "lies too deep"),
        (
            "cut.tar",
            tar(&[("a.txt", b'0', &[b'x'; 900])])[..1000].to_vec(),
            "cannot be unpacked",
        ),
        (
            "secret.tar",
            tar(&[("a.zip", b'0', &zip(&[("a", b"\x01\x02")], STORED, 1))]),
            "behind a password",
        ),
    ] {
        is_said(name, &bytes, words);
    }
}

#[test]
fn what_is_beside_the_entries_of_an_archive_or_none_at_all_is_said() {
    let whole = packed("a.txt", "Lina Quidam");
    // Behind the end of what is packed, and of as many bytes as both headers say.
    let two = [
        compress_to_vec(b"rien", 6),
        compress_to_vec(b"Lina Quidam", 6),
    ]
    .concat();
    let mut hidden = zip(&[("a.txt", &two)], STORED, 0);
    let directory = hidden
        .windows(4)
        .position(|it| it == b"PK\x01\x02")
        .unwrap();
    hidden[8] = 8;
    hidden[directory + 10] = 8;
    for (name, bytes) in [
        ("other.docx", b"\x01\x02\x03\x80".to_vec()),
        ("other.gz", b"\x01\x02\x03\x80".to_vec()),
        ("program.exe", [b"MZ\x90\0\x03", &*whole].concat()),
        ("before.zip", [&whole[..40], &whole].concat()),
        ("behind.zip", [&whole, &whole[..40]].concat()),
        ("header.zip", [b"XX", &whole[2..]].concat()),
        ("method.zip", [&whole[..8], &[9], &whole[9..]].concat()),
        ("length.zip", [&whole[..18], &[1, 1], &whole[20..]].concat()),
        ("hidden.zip", hidden),
    ] {
        is_said(name, &bytes, "cannot be unpacked");
    }
}

#[test]
fn files_that_no_search_reads_are_named_once_and_never_count() {
    let council = council();
    let picture = packed("word/media/image1.png", "\u{89}");
    let picture = [picture, Vec::new()].concat();
    let with_picture = zip(
        &[("word/media/image1.png", b"\x89PNG\r\n\x1a\n")],
        DEFLATED,
        0,
    );
    for (name, bytes) in [
        ("logo.png", &b"\x89PNG\r\n\x1a\n"[..]),
        ("photo.jpg", b"\xff\xd8\xff\xe0"),
        ("lina-quidam.7z", b"7z\xbc\xaf\x27\x1c"),
        ("scan.pdf", b"%PDF-1.7\n<< /Filter /FlateDecode >>"),
        ("simple.pdf", b"%PDF-1.4\n<</Author <FEFF0041>>>"),
        ("liste.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
        ("image.rtf", br"{\rtf1{\pict 8950}}"),
        ("film.mp4", b"\0\0\0\x20ftypisom"),
        ("image.docx", &with_picture),
        ("image.tar", &tar(&[("a.png", b'0', b"\x89PNG\r\n\x1a\n")])),
        ("texte.docx", &picture),
    ] {
        write(&council.path().join("d").join(name), bytes);
    }
    let run = cll(
        council.path(),
        &["check", "--strict", "--skip", "private-leak"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stdout.matches("[unsearchable-files]").count(),
        1,
        "{run:?}"
    );
    for name in [
        "logo.png",
        "photo.jpg",
        "d/….7z",
        "scan.pdf",
        "simple.pdf",
        "liste.doc",
        "image.rtf",
        "film.mp4",
        "image.docx",
        "image.tar",
    ] {
        assert!(run.stdout.contains(name), "{name}: {run:?}");
    }
    assert!(
        !run.stdout.contains("texte.docx") && !run.stdout.contains("quidam"),
        "{run:?}"
    );
}
