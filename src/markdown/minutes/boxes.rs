//! The boxes that people and word processors draw, beside those of Markdown: ☐ ☒ ✓ `[x]` `( )`.

/// Each sign of a box, and whether it is ticked.
const SIGNS: [(&str, bool); 31] = [
    ("[ ]", false),
    ("[\u{a0}]", false),
    ("[]", false),
    ("[_]", false),
    ("( )", false),
    ("[x]", true),
    ("[X]", true),
    ("(x)", true),
    ("(X)", true),
    ("\u{2610}", false),
    ("\u{25a1}", false),
    ("\u{25fb}", false),
    ("\u{2b1c}", false),
    ("\u{1f532}", false),
    ("\u{1f533}", false),
    ("\u{274f}", false),
    ("\u{2750}", false),
    ("\u{2751}", false),
    ("\u{2752}", false),
    ("[/]", false),
    ("\u{2716}", false),
    ("\u{2717}", false),
    ("\u{2718}", false),
    ("\u{274c}", false),
    ("\u{2611}", true),
    ("\u{2612}", true),
    ("\u{2713}", true),
    ("\u{2714}", true),
    ("\u{2705}", true),
    ("\u{1f5f5}", true),
    ("\u{1f5f9}", true),
];

/// Reads the box at the start of a text; returns whether it is ticked, and its length in bytes.
#[must_use]
pub fn at_start(text: &str) -> Option<(bool, usize)> {
    let (sign, ticked) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
    let rest = text.get(sign.len()..)?;
    // Some programs ask for the picture of the sign.
    let rest = rest.trim_start_matches('\u{fe0f}');
    Some((*ticked, text.len() - rest.len()))
}

/// Reads the box at the end of a text; returns whether it is ticked, and where what it is of ends.
pub(super) fn at_end(text: &str) -> Option<(bool, usize)> {
    let text = text.trim_end().trim_end_matches('\u{fe0f}');
    let (sign, ticked) = SIGNS.iter().find(|(sign, _)| text.ends_with(sign))?;
    let before = text.get(..text.len() - sign.len())?;
    (before.ends_with(char::is_whitespace)).then_some((*ticked, before.trim_end().len()))
}

/// Whether a text has a sign that is a box only where actions stand, and elsewhere tells how a topic goes.
pub(super) fn has_mark(text: &str) -> bool {
    const MARKS: [char; 7] = [
        '\u{2705}', '\u{274c}', '\u{2713}', '\u{2714}', '\u{2716}', '\u{2717}', '\u{2718}',
    ];
    text.contains(MARKS)
}

/// Whether a character is, or is a part of, the sign of a box.
#[must_use]
pub fn is_sign(c: char) -> bool {
    c == '\u{fe0f}' || SIGNS.iter().any(|(sign, _)| sign.contains(c))
}
