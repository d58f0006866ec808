//! Documents of Markdown whose fenced blocks are run, compared or taken for files.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt;
use std::path::Path;

use crate::program::Tree;

const BOM: &str = "bom";
const CRLF: &str = "crlf";
const NO_FINAL_NEWLINE: &str = "no final newline";

/// Fenced blocks, and the lines between them.
pub struct Document {
    parts: Vec<Part>,
}

enum Part {
    Lines(String),
    Block(Block),
}

/// A fenced block.
pub struct Block {
    /// The word after the opening fence.
    pub language: String,
    /// The path behind it; none where the block holds no file.
    pub path: Option<String>,
    /// What the lines do not show of the file.
    form: Vec<String>,
    /// The lines between the fences, with their ends.
    pub text: String,
}

impl Document {
    pub fn read(document: &str) -> Self {
        let mut parts = vec![Part::Lines(String::new())];
        let mut fence: Option<&str> = None;
        for line in document.split_inclusive('\n') {
            let bare = line.trim_end_matches('\n');
            let info = bare.trim_start_matches('`');
            let ticks = &bare[..bare.len() - info.len()];
            match parts.last_mut() {
                Some(Part::Block(_)) if fence == Some(bare) => {
                    parts.push(Part::Lines(String::new()));
                    fence = None;
                }
                Some(Part::Block(Block { text, .. })) => text.push_str(line),
                _ if ticks.len() >= 3 => {
                    parts.push(Part::Block(Block::opened(info)));
                    fence = Some(ticks);
                }
                Some(Part::Lines(lines)) => lines.push_str(line),
                None => {}
            }
        }
        assert!(fence.is_none(), "a block without its end");
        Self { parts }
    }

    /// Returns the blocks, in order.
    pub fn blocks(self) -> Vec<Block> {
        let block = |part| match part {
            Part::Block(block) => Some(block),
            Part::Lines(_) => None,
        };
        self.parts.into_iter().filter_map(block).collect()
    }

    /// Returns the files that the document holds, those of its first lines included.
    pub fn files(&self) -> Tree {
        let mut files = Tree::new();
        if let Some(Part::Lines(head)) = self.parts.first() {
            for (key, value) in head.lines().filter_map(|line| line.split_once(':')) {
                if key.bytes().all(|byte| byte.is_ascii_lowercase()) {
                    let file: &mut Vec<u8> = files.entry(key.to_owned()).or_default();
                    let line = format!("{}\n", value.trim());
                    file.extend(
                        Some(line)
                            .filter(|line| line != "\n")
                            .unwrap_or_default()
                            .bytes(),
                    );
                }
            }
        }
        for part in &self.parts {
            if let Part::Block(block) = part
                && let Some(path) = &block.path
            {
                let twice = files.insert(path.clone(), block.bytes());
                assert!(twice.is_none(), "{path} stands there twice");
            }
        }
        files
    }

    /// Puts a file in the place of the one with its path, or at the end; or takes it out.
    pub fn put(&mut self, path: &str, bytes: Option<&[u8]>) {
        let is_it =
            |part: &Part| matches!(part, Part::Block(it) if it.path.as_deref() == Some(path));
        let at = self.parts.iter().position(is_it);
        let new = bytes.map(|bytes| Block::holding(path, bytes));
        match (at, new) {
            (Some(at), Some(mut new)) => {
                if let Part::Block(old) = &mut self.parts[at] {
                    new.language.clone_from(&old.language);
                    *old = new;
                }
            }
            // The empty line before it goes with it.
            (Some(at), None) => {
                self.parts.remove(at);
                if let Part::Lines(lines) = &mut self.parts[at - 1] {
                    lines.clear();
                }
            }
            (None, Some(new)) => {
                self.parts.push(Part::Lines("\n".to_owned()));
                self.parts.push(Part::Block(new));
            }
            (None, None) => {}
        }
    }
}

impl fmt::Display for Document {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Lines(lines) => out.write_str(lines)?,
                Part::Block(block) => block.fmt(out)?,
            }
        }
        Ok(())
    }
}

impl Block {
    /// Reads what stands behind the opening fence: `toml members.toml (bom, crlf)`.
    fn opened(info: &str) -> Self {
        let (language, file) = info.split_once(' ').unwrap_or((info, ""));
        let (path, form) = match file.strip_suffix(')').and_then(|it| it.rsplit_once(" (")) {
            Some((path, form)) => (path, form.split(", ").map(str::to_owned).collect()),
            None => (file, Vec::new()),
        };
        let known = |it: &String| [BOM, CRLF, NO_FINAL_NEWLINE].contains(&it.as_str());
        assert!(form.iter().all(known), "{info}");
        Self {
            language: language.to_owned(),
            path: (!path.is_empty()).then(|| path.to_owned()),
            form,
            text: String::new(),
        }
    }

    /// Makes the block that holds a file.
    fn holding(path: &str, bytes: &[u8]) -> Self {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        let mut form = Vec::new();
        if let Some(rest) = text.strip_prefix('\u{feff}') {
            text = rest.into();
            form.push(BOM.to_owned());
        }
        if text.contains("\r\n") {
            text = text.replace("\r\n", "\n");
            form.push(CRLF.to_owned());
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
            form.push(NO_FINAL_NEWLINE.to_owned());
        }
        let end = Path::new(path).extension().and_then(|end| end.to_str());
        let language = match end {
            Some("md") => "markdown",
            Some(end @ ("toml" | "ics" | "json" | "jsonl" | "j2")) => end,
            _ => "text",
        };
        let block = Self {
            language: language.to_owned(),
            path: Some(path.to_owned()),
            form,
            text,
        };
        let same = block.bytes() == bytes;
        assert!(
            same,
            "no document can hold {path}: make a folder of the case"
        );
        block
    }

    /// Returns the bytes of the file.
    fn bytes(&self) -> Vec<u8> {
        let has = |what: &str| self.form.iter().any(|it| it == what);
        let mut text = self.text.clone();
        if has(NO_FINAL_NEWLINE) {
            text.pop();
        }
        if has(CRLF) {
            text = text.replace('\n', "\r\n");
        }
        if has(BOM) {
            text.insert(0, '\u{feff}');
        }
        text.into_bytes()
    }
}

impl fmt::Display for Block {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ticks = |line: &str| line.len() - line.trim_start_matches('`').len();
        let longest = self.text.lines().map(ticks).max().unwrap_or_default();
        let fence = "`".repeat(3.max(longest + 1));
        let path = self.path.as_ref().map(|path| format!(" {path}"));
        let form = match self.form.join(", ") {
            none if none.is_empty() => none,
            form => format!(" ({form})"),
        };
        let (language, path) = (&self.language, path.unwrap_or_default());
        writeln!(out, "{fence}{language}{path}{form}\n{}{fence}", self.text)
    }
}

#[test]
fn a_file_put_into_a_document_comes_out_as_it_was() {
    let text =
        "# Title\n\nday: 2025-06-01\nalso: a\nalso: b\ncommitted:\n\n```text a.txt\nA\n```\n";
    for bytes in [
        "",
        "\n",
        "line\n",
        "no end",
        "a\r\nb\r\n",
        "a\r\nb",
        "\u{feff}a\n",
        "\u{feff}a\r\nb",
        "trailing \n\n\n",
        "```console\n$ cll\n```\n",
        "````\n```\n````\nx",
    ] {
        let mut document = Document::read(text);
        assert_eq!(document.to_string(), text);
        for path in ["a.txt", "notes de s\u{e9}ance.md"] {
            document.put(path, Some(bytes.as_bytes()));
        }
        let document = Document::read(&document.to_string());
        let files = document.files();
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        let expected = [
            "a.txt",
            "also",
            "committed",
            "day",
            "notes de s\u{e9}ance.md",
        ];
        assert_eq!(names, expected);
        assert_eq!(files["a.txt"], bytes.as_bytes());
        assert_eq!(files["notes de s\u{e9}ance.md"], bytes.as_bytes());
        assert_eq!(files["also"], b"a\nb\n");
        assert_eq!(files["committed"], b"");
    }
    let mut document = Document::read(text);
    document.put("b.txt", Some(b"B\n"));
    document.put("b.txt", None);
    assert_eq!(document.to_string(), text);
}
