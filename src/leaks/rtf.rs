//! The text of documents in RTF (Rich Text Format 1.9.1), without the groups and controls that part it.

use std::iter::Peekable;
use std::str::Chars;

use super::changes::Change;
use super::decoded::{CP850, MACINTOSH, text_of, windows_1252};

/// What keeps two texts apart.
const APART: &str = "\n\n";
/// Groups whose text does not go on with that around them.
const ASIDE: [&str; 19] = [
    "annotation",
    "colortbl",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listtable",
    "objdata",
    "pict",
    "stylesheet",
    "tc",
    "xe",
];

/// What a document says, and whether it holds what is no text.
#[derive(Debug)]
pub struct Document {
    pub text: String,
    pub holds_opaque: bool,
}

/// Reads a document in RTF; `None` for any other file.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Document> {
    let start = bytes.trim_ascii_start();
    if !start.starts_with(b"{\\rtf") {
        return None;
    }
    let source = text_of(start);
    let mut document = of(&source, None);
    if ["\\deleted", "\\revised"]
        .iter()
        .any(|it| source.contains(it))
    {
        for dropped in Change::ALL {
            document.text += APART;
            document.text += &of(&source, Some(dropped)).text;
        }
    }
    Some(document)
}

/// Reads a document, without its deletions or insertions where these are to be dropped.
fn of(source: &str, dropped: Option<Change>) -> Document {
    let mut reader = Reader {
        dropped,
        rest: source.chars().peekable(),
        main: String::with_capacity(source.len() / 2),
        aside: String::new(),
        group: Group {
            is_aside: false,
            replaced: 1,
            change: None,
        },
        left: 0,
        high: None,
        table: None,
        holds_opaque: false,
    };
    reader.all();
    Document {
        text: reader.main + APART + &reader.aside,
        holds_opaque: reader.holds_opaque,
    }
}

#[derive(Clone, Copy)]
struct Group {
    is_aside: bool,
    /// How many letters after `\u` stand for it where it is not known.
    replaced: usize,
    /// The tracked change that its letters are part of.
    change: Option<Change>,
}

struct Reader<'a> {
    dropped: Option<Change>,
    rest: Peekable<Chars<'a>>,
    main: String,
    aside: String,
    group: Group,
    /// How many of those letters are still to come.
    left: usize,
    /// The first half of a letter beyond 65,535.
    high: Option<u32>,
    /// The letters from 0x80 on, where they are not those of Windows-1252.
    table: Option<&'static str>,
    holds_opaque: bool,
}

impl Reader<'_> {
    fn all(&mut self) {
        let mut groups = Vec::new();
        while let Some(next) = self.rest.next() {
            match next {
                '{' => {
                    groups.push(self.group);
                    self.left = 0;
                }
                '}' => {
                    if self.group.is_aside {
                        self.aside.push_str(APART);
                    }
                    self.group = groups.pop().unwrap_or(self.group);
                    self.left = 0;
                }
                '\\' => self.control(),
                '\r' | '\n' | '\0' => {}
                letter => self.letter(letter),
            }
        }
    }

    fn letter(&mut self, letter: char) {
        if self.left > 0 {
            self.left -= 1;
        } else {
            self.put(letter);
        }
    }

    fn put(&mut self, letter: char) {
        if self.dropped.is_some() && self.group.change == self.dropped {
            return;
        }
        if self.group.is_aside {
            self.aside.push(letter);
        } else {
            self.main.push(letter);
        }
    }

    fn control(&mut self) {
        let Some(first) = self.rest.peek().copied() else {
            return;
        };
        if first.is_ascii_alphabetic() {
            let word = self.run(char::is_ascii_alphabetic);
            let sign = self.rest.next_if_eq(&'-').is_some();
            let digits = self.run(char::is_ascii_digit);
            let number: Option<i64> = digits.parse().ok();
            let number = number.map(|number| if sign { -number } else { number });
            self.rest.next_if_eq(&' ');
            return self.word(&word, number);
        }
        self.rest.next();
        match first {
            '\'' => {
                let digits = [self.rest.next(), self.rest.next()];
                let digit = |c: Option<char>| c.and_then(|c| c.to_digit(16));
                if let [Some(high), Some(low)] = digits.map(digit) {
                    let byte = u8::try_from(high * 16 + low).unwrap_or_default();
                    self.letter(self.of_byte(byte));
                }
            }
            '*' => self.group.is_aside = true,
            '~' => self.letter(' '),
            '_' => self.letter('-'),
            '\r' | '\n' => self.put('\n'),
            '\\' | '{' | '}' => self.letter(first),
            // Where a word may be broken, and signs of an index.
            _ => {}
        }
    }

    fn run(&mut self, is: impl Fn(&char) -> bool) -> String {
        let mut run = String::new();
        while let Some(next) = self.rest.next_if(&is) {
            run.push(next);
        }
        run
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => {
                let count = number.and_then(|number| usize::try_from(number).ok());
                self.group.replaced = count.unwrap_or(1);
            }
            "bin" => {
                self.holds_opaque = true;
                let count = number.and_then(|number| usize::try_from(number).ok());
                if let Some(last) = count.and_then(|count| count.checked_sub(1)) {
                    self.rest.nth(last);
                }
            }
            "deleted" | "revised" => {
                let change = match word {
                    "deleted" => Change::Deletion,
                    _ => Change::Insertion,
                };
                self.group.change = Some(change).filter(|_| number != Some(0));
            }
            "plain" => self.group.change = None,
            "mac" => self.table = Some(MACINTOSH),
            "pc" | "pca" => self.table = Some(CP850),
            "par" | "line" | "row" | "sect" | "page" | "nestrow" => self.put('\n'),
            "cell" | "nestcell" => self.put('|'),
            "tab" => self.put('\t'),
            "emspace" | "enspace" | "qmspace" => self.put(' '),
            "endash" | "emdash" => self.put('–'),
            "lquote" | "rquote" => self.put('’'),
            "ldblquote" | "rdblquote" => self.put('"'),
            "bullet" => self.put('•'),
            _ if ASIDE.contains(&word) => {
                self.group.is_aside = true;
                self.holds_opaque |= matches!(word, "pict" | "objdata");
            }
            _ => {}
        }
    }

    fn unicode(&mut self, number: i64) {
        let unit = u32::try_from(number.rem_euclid(0x1_0000)).unwrap_or_default();
        let code = match (unit, self.high.take()) {
            (0xd800..=0xdbff, _) => {
                self.high = Some(unit);
                None
            }
            (0xdc00..=0xdfff, Some(high)) => {
                Some(0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00))
            }
            _ => Some(unit),
        };
        if let Some(letter) = code.and_then(char::from_u32) {
            self.put(letter);
        }
        self.left = self.group.replaced;
    }

    fn of_byte(&self, byte: u8) -> char {
        match (self.table, byte.checked_sub(0x80)) {
            (Some(table), Some(high)) => table.chars().nth(usize::from(high)).unwrap_or(' '),
            _ => windows_1252(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_controls_part_no_word() {
        for (source, expected) in [
            (r"{\rtf1\ansi{\b Qui}dam\par x}", "Quidam\nx"),
            (
                r"{\rtf1 \'c7elik \u199?elik \u-10179?\u-8704?}",
                "Çelik Çelik 😀",
            ),
            (r"{\rtf1\mac \'82elik}", "Çelik"),
            (r"{\rtf1\pc \'80elik}", "Çelik"),
            (
                r"{\rtf1 Qui{\*\bkmkstart a}dam{\footnote x}, Lina}",
                "Quidam, Lina",
            ),
            (r"{\rtf1\uc2 \u233ab\'e9\bin3 }}}z\{", "ééz{"),
            (r"{\rtf1 Lina\cell Quidam\row x}", "Lina|Quidam\nx"),
            ("{\\rtf1 Qui\r\ndam\\", "Quidam"),
        ] {
            let read = read(source.as_bytes()).map(|read| read.text);
            let main = read.as_ref().and_then(|text| text.split(APART).next());
            assert_eq!(main, Some(expected), "{source}");
        }
        let noted = read(br"{\rtf1 x{\info{\author Lina Quidam}{\operator Z}}}").map(|it| it.text);
        assert!(noted.is_some_and(|text| text.contains("\n\nLina Quidam\n\n")));
    }
}
