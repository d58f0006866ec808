//! A text as its reader would spell it: what escapes, entities and word processors make of a sign undone.

use std::ops::Range;

use crate::source::references;

/// The characters of a text, each with the bytes of the source that it stands for.
///
/// Escapes and entities are decoded; every dash is `-`, every space ` `, every line end one line feed;
/// what cannot be seen is gone. Case and accents stay.
pub(super) struct Spelled {
    pub characters: Vec<char>,
    places: Vec<Range<usize>>,
}

impl Spelled {
    pub fn of(text: &str) -> Self {
        let mut spelled = Self {
            characters: Vec::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
        };
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let (character, length) = next(rest);
            if let Some(character) = folded(character) {
                spelled.characters.push(character);
                spelled.places.push(at..at + length);
            }
            at += length.max(1);
        }
        spelled
    }

    /// Returns the bytes of the source under a range of characters.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let Some(first) = self.places.get(range.start) else {
            return 0..0;
        };
        let last = range
            .end
            .checked_sub(1)
            .and_then(|last| self.places.get(last));
        first.start..last.map_or(first.end, |last| last.end.max(first.end))
    }

    pub fn get(&self, range: Range<usize>) -> &[char] {
        self.characters.get(range).unwrap_or_default()
    }

    /// Lists the lines, as ranges of characters without their ends.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (at, character) in self.characters.iter().enumerate() {
            if *character == '\n' {
                lines.push(start..at);
                start = at + 1;
            }
        }
        lines.push(start..self.characters.len());
        lines
    }
}

/// Reads one character, and the bytes that it takes in the source.
fn next(text: &str) -> (char, usize) {
    let first = text.chars().next().unwrap_or_default();
    if first.is_ascii_alphanumeric() || first == ' ' {
        return (first, 1);
    }
    if text.starts_with("\r\n") {
        return ('\n', 2);
    }
    let escaped = text.strip_prefix('\\').and_then(|rest| rest.chars().next());
    if let Some(escaped) = escaped.filter(char::is_ascii_punctuation) {
        // An entity whose ampersand is escaped is none, but somebody wrote it.
        return if escaped == '&' {
            let (character, length) = entity(text.get(1..).unwrap_or_default()).unwrap_or(('&', 1));
            (character, 1 + length)
        } else {
            (escaped, 2)
        };
    }
    entity(text).unwrap_or((first, first.len_utf8()))
}

/// The entities by which signs of marks and letters of their words are written.
const ENTITIES: [(&str, char); 29] = [
    ("lt", '<'),
    ("LT", '<'),
    ("gt", '>'),
    ("GT", '>'),
    ("excl", '!'),
    ("sol", '/'),
    ("bsol", '\\'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("rcub", '}'),
    ("rbrace", '}'),
    ("lpar", '('),
    ("rpar", ')'),
    ("num", '#'),
    ("nbsp", ' '),
    ("ndash", '-'),
    ("mdash", '-'),
    ("dash", '-'),
    ("hyphen", '-'),
    ("minus", '-'),
    ("horbar", '-'),
    ("shy", '\u{ad}'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("quot", '"'),
];

/// Decodes the entity at the start of a text, even one that was encoded more than once.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 40;
    let mut at = text.strip_prefix('&').map(|_| 1)?;
    while text.get(at..).is_some_and(|rest| rest.starts_with("amp;")) && at < LONGEST {
        at += "amp;".len();
    }
    let rest = text.get(at..)?;
    let length = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = rest.get(..length)?;
    let known = ENTITIES.iter().find(|(known, _)| *known == name);
    let character = match known {
        Some((_, character)) => *character,
        None => references::numbered(name)?,
    };
    Some((character, at + length + 1))
}

/// Gives the plain sign for one that looks like it; `None` for what cannot be seen.
fn folded(character: char) -> Option<char> {
    Some(match character {
        '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2064}'
        | '\u{202a}'..='\u{202e}'
        | '\u{ad}'
        | '\u{feff}' => return None,
        '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => '\n',
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{2e3a}'
        | '\u{2e3b}' => '-',
        '\u{2039}' | '\u{2329}' | '\u{3008}' | '\u{27e8}' => '<',
        '\u{203a}' | '\u{232a}' | '\u{3009}' | '\u{27e9}' => '>',
        '\u{3010}' | '\u{3014}' | '\u{3016}' | '\u{301a}' | '\u{27e6}' | '\u{2045}' => '[',
        '\u{3011}' | '\u{3015}' | '\u{3017}' | '\u{301b}' | '\u{27e7}' | '\u{2046}' => ']',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0)?,
        c if c == '\n' || !c.is_whitespace() => c,
        _ => ' ',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_whatever_was_made_of_them() {
        for text in [
            "<!-- privé -->",
            "<!\u{2014}\u{a0}privé\u{a0}\u{2014}>",
            "&lt;!-- priv&eacute; --&gt;",
            "&amp;lt;!-- privé --&amp;gt;",
            "&#60;!&#x2d;- privé -->",
            "\\<\\!\\-- privé \\--\\>",
            "\u{ff1c}\u{ff01}-- pri\u{200b}vé --\u{203a}",
            "\\&lt;!-- privé --\\&gt;",
        ] {
            let spelled = Spelled::of(text);
            let written: String = spelled.characters.iter().collect();
            let written = written.replace("--", "-");
            assert_eq!(written, "<!- privé ->", "{text}");
            assert_eq!(spelled.source(0..spelled.characters.len()), 0..text.len());
        }
        let spelled = Spelled::of("a\r\nb &unknown; c & d \\é");
        let written: String = spelled.characters.iter().collect();
        assert_eq!(written, "a\nb &unknown; c & d \\é");
        assert_eq!(spelled.lines(), [0..1, 2..22]);
    }
}
