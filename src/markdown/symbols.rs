//! The signs of fonts that have pictures in the place of letters, as Word writes boxes and arrows.

/// The signs of Wingdings that minutes are written with, by the code that the font gives them.
const WINGDINGS: [(u32, char); 30] = [
    (0x4a, '\u{263a}'),
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x78, '☒'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '☐'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe7, '←'),
    (0xe8, '→'),
    (0xef, '⇦'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x46, '☞'),
    (0x76, '❖'),
    (0xab, '★'),
];
/// And those of Wingdings 2.
const WINGDINGS_2: [(u32, char); 8] = [
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x97, '•'),
    (0xa3, '☐'),
];
/// Fonts with boxes at the places that Unicode gives them.
const PLAIN: [&str; 5] = [
    "ms gothic",
    "segoe ui symbol",
    "segoe ui emoji",
    "ms mincho",
    "arial unicode ms",
];

/// Returns the sign that a character shows in a font; `None` where it is not known to be another one.
#[must_use]
pub fn sign(font: &str, shown: char) -> Option<char> {
    let font = font.trim_matches(['"', '\'', ' ']).to_ascii_lowercase();
    let code = u32::from(shown);
    // Word puts them into the private use area.
    let own = if (0xf000..0xf100).contains(&code) {
        code - 0xf000
    } else {
        code
    };
    let table: &[(u32, char)] = match &*font {
        "wingdings" => &WINGDINGS,
        "wingdings 2" => &WINGDINGS_2,
        _ => return (PLAIN.contains(&&*font) && code == own && code >= 0x20).then_some(shown),
    };
    table
        .iter()
        .find(|(code, _)| *code == own)
        .map(|(_, sign)| *sign)
}

/// Puts the sign that a font shows in the place of a letter that stands alone.
#[must_use]
pub fn shown(font: &str, text: &str) -> Option<String> {
    let mut letters = text.trim().chars();
    let sign = letters.next().and_then(|letter| sign(font, letter))?;
    letters
        .next()
        .is_none()
        .then(|| text.replace(text.trim(), &sign.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_boxes_in_every_font() {
        for (font, letter, expected) in [
            ("Wingdings", '\u{f0fe}', Some('☑')),
            ("\"Wingdings\"", 'þ', Some('☑')),
            ("Wingdings", 'o', Some('☐')),
            ("Wingdings 2", 'R', Some('☑')),
            ("MS Gothic", '\u{2612}', Some('\u{2612}')),
            ("Arial", 'o', None),
        ] {
            assert_eq!(sign(font, letter), expected, "{font} {letter}");
        }
        assert_eq!(shown("Wingdings", "o "), Some("☐ ".to_owned()));
        assert_eq!(shown("Wingdings", "oui"), None);
    }
}
