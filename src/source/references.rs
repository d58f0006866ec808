//! Character references of HTML (HTML Living Standard, 13.5; `CommonMark` 2.5): `&eacute;`, `&#233;`, `&#xE9;`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use entities::ENTITIES;

static NAMED: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let entities = ENTITIES.iter();
    entities.map(|it| (it.entity, it.characters)).collect()
});

/// Returns the characters of a named reference, given whole: `&eacute;`. A few old names have no semicolon.
#[must_use]
pub fn named(reference: &str) -> Option<&'static str> {
    NAMED.get(reference).copied()
}

/// Returns the character of a number as it stands behind the ampersand: `#233`, `#xE9`.
#[must_use]
pub fn numbered(number: &str) -> Option<char> {
    let digits = number.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    let is_number = digits.chars().all(|c| c.is_digit(radix));
    let code = u32::from_str_radix(digits, radix).ok();
    code.filter(|_| is_number).and_then(char::from_u32)
}

/// Reads a reference with its semicolon at the start of a text; returns its characters and its length in bytes.
#[must_use]
pub fn at_start(text: &str) -> Option<(Cow<'static, str>, usize)> {
    /// The longest name that HTML has, with both signs around it.
    const LONGEST: usize = 33;
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let length = end + 2;
    let name = inside.get(..end)?;
    let read = match numbered(name) {
        Some(character) => Cow::Owned(character.to_string()),
        None => Cow::Borrowed(named(text.get(..length)?)?),
    };
    Some((read, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_with_its_semicolon_alone() {
        for (text, expected) in [
            ("&eacute;t", Some(("é", 8))),
            ("&Agrave; ", Some(("À", 8))),
            ("&#233;", Some(("é", 6))),
            ("&#xE9;", Some(("é", 6))),
            ("&NotEqualTilde;", Some(("\u{2242}\u{338}", 15))),
            ("&eacute", None),
            ("&inconnu;", None),
            ("&#x110000;", None),
            ("&#+65;", None),
            ("R&D ; suite", None),
            ("é&amp;", None),
        ] {
            let read = at_start(text);
            let read = read.as_ref().map(|(read, length)| (read.as_ref(), *length));
            assert_eq!(read, expected, "{text}");
        }
    }
}
