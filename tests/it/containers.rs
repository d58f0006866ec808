//! `cll check` looks into archives and documents of an office, and says of what else it cannot.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use miniz_oxide::deflate::compress_to_vec;

use crate::program::{Run, cll, folder, write};
use tempfile::TempDir;

const MEMBERS: &str = include_str!("../councils/state/members.toml");
const CONTACTS: &str = "[[contact]]\nmember = \"alpha\"\nname = \"Lina Quidam\"\nemail = \"lina@alpha.example.org\"\nrole = \"titular\"\n";

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

fn packed(name: &str, content: &str) -> Vec<u8> {
    zip(&[(name, content.as_bytes())], DEFLATED, 0)
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut made = b"\x1f\x8b\x08\x08\0\0\0\0\0\x03liste\0".to_vec();
    made.extend(compress_to_vec(content, 6));
    made.extend([0; 4]);
    made.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
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
        ("cv.zip", packed("cv/lina-quidam.txt", "")),
        ("cv.zip", packed("lina@alpha.example.org.txt", "")),
        ("stored.zip", zip(&[("a.txt", b"Lina Quidam")], STORED, 0)),
        ("nested.zip", zip(&[("in.zip", &inner)], DEFLATED, 0)),
        ("liste.csv.gz", gzip(b"Quidam;Lina\n")),
        ("sans-nom", gzip(&inner)),
    ] {
        let run = check(name, &bytes, false);
        let expected = format!("{name}: error[private-leak]: ");
        assert!(run.stdout.starts_with(&expected), "{name}: {run:?}");
        assert_eq!(run.stdout.lines().count(), 1, "{name}: {run:?}");
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
        ("simple.pdf", b"%PDF-1.4\nBT (Quidam) Tj ET".to_vec()),
    ] {
        let run = check(name, &bytes, true);
        assert_eq!((&*run.stdout, run.code), ("", Some(0)), "{name}: {run:?}");
    }
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
            "twice.gz",
            [gzip(b"rien"), gzip(b"plus long")].concat(),
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
    ] {
        let run = check(name, &bytes, true);
        let said = run
            .stdout
            .contains(&format!("{name}: warning[unchecked-file]"));
        assert!(said && run.stdout.contains(words), "{name}: {run:?}");
        assert_eq!(run.code, Some(1), "{name}");
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
        ("film.mp4", b"\0\0\0\x20ftypisom"),
        ("image.docx", &with_picture),
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
        "film.mp4",
        "image.docx",
    ] {
        assert!(run.stdout.contains(name), "{name}: {run:?}");
    }
    assert!(
        !run.stdout.contains("texte.docx") && !run.stdout.contains("quidam"),
        "{run:?}"
    );
}
