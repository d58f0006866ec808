//! The boxes that people and word processors draw, beside those of Markdown: ☐ ☒ ✓ `[x]` `( )`.

use std::ops::Range;

/// Each sign of a box, and whether it is ticked; those of the private area are of the fonts Wingdings.
const SIGNS: [(char, bool); 44] = [
    ('\u{2610}', false),
    ('\u{25a1}', false),
    ('\u{25fb}', false),
    ('\u{2b1c}', false),
    ('\u{25cb}', false),
    ('\u{25ef}', false),
    ('\u{26aa}', false),
    ('\u{1f532}', false),
    ('\u{1f533}', false),
    ('\u{274f}', false),
    ('\u{2750}', false),
    ('\u{2751}', false),
    ('\u{2752}', false),
    ('\u{2716}', false),
    ('\u{2717}', false),
    ('\u{2718}', false),
    ('\u{274c}', false),
    ('\u{f06f}', false),
    ('\u{f070}', false),
    ('\u{f071}', false),
    ('\u{f072}', false),
    ('\u{f0a8}', false),
    ('\u{f0a3}', false),
    ('\u{f0fb}', false),
    ('\u{f04f}', false),
    ('\u{2611}', true),
    ('\u{2612}', true),
    ('\u{2713}', true),
    ('\u{2714}', true),
    ('\u{221a}', true),
    ('\u{2705}', true),
    ('\u{25c9}', true),
    ('\u{29bf}', true),
    ('\u{1f518}', true),
    ('\u{1f5f5}', true),
    ('\u{1f5f9}', true),
    ('\u{f078}', true),
    ('\u{f0fc}', true),
    ('\u{f0fd}', true),
    ('\u{f0fe}', true),
    ('\u{f050}', true),
    ('\u{f052}', true),
    ('\u{f053}', true),
    ('\u{f054}', true),
];

/// Reads the box at the start of a text; returns whether it is ticked, and its length in bytes.
#[must_use]
pub fn at_start(text: &str) -> Option<(bool, usize)> {
    let first = text.chars().next()?;
    let sign = SIGNS.iter().find(|(sign, _)| *sign == first);
    let (ticked, length) = match sign {
        Some((sign, ticked)) => (*ticked, sign.len_utf8()),
        None => bracketed(text)?,
    };
    let rest = text.get(length..)?;
    // Some programs ask for the picture of the sign.
    let rest = rest.trim_start_matches('\u{fe0f}');
    Some((ticked, text.len() - rest.len()))
}

/// Reads a box of two brackets: `[x]`, `[ ]`, `[x ]`, `[oui]`, `( )`.
fn bracketed(text: &str) -> Option<(bool, usize)> {
    const WIDEST: usize = 5;
    let (closing, signs) = match text.chars().next()? {
        '[' => (']', "xXvV*"),
        '(' => (')', "xX"),
        _ => return None,
    };
    let mut inside = text.get(1..)?.char_indices().take(WIDEST);
    let (end, _) = inside.find(|(_, c)| *c == closing)?;
    let inside = text.get(1..=end)?;
    let sign = inside.trim();
    let ticked = match sign {
        // Brackets without anything are of a call: "relire()".
        "" if closing == ']' || !inside.is_empty() => false,
        "_" | "/" | "non" | "Non" | "no" if closing == ']' => false,
        "oui" | "Oui" | "yes" if closing == ']' => true,
        "" => return None,
        "\u{2713}" | "\u{2714}" | "\u{221a}" => true,
        _ if sign.len() == 1 && signs.contains(sign) => true,
        _ => return None,
    };
    Some((ticked, end + 2))
}

/// Whether a sign is a ticked box beside empty ones, and a bullet by itself: ● beside ○, ■ beside □.
pub(super) fn is_filled(c: char) -> bool {
    matches!(
        c,
        '\u{25cf}' | '\u{26ab}' | '\u{25a0}' | '\u{25aa}' | '\u{25fc}' | '\u{2b1b}'
    )
}

/// Reads the box at the end of a text; returns whether it is ticked, and where what it is of ends.
pub(super) fn at_end(text: &str) -> Option<(bool, usize)> {
    let text = text.trim_end().trim_end_matches('\u{fe0f}');
    let last = text.chars().next_back()?;
    let start = match last {
        ']' => text.rfind('['),
        ')' => text.rfind('('),
        _ => Some(text.len() - last.len_utf8()),
    }?;
    let (ticked, length) = at_start(text.get(start..)?)?;
    let before = text.get(..start).filter(|_| start + length == text.len())?;
    (before.ends_with(char::is_whitespace)).then_some((ticked, before.trim_end().len()))
}

/// Parts a line that names several, each with its box before or behind the name: "☒ Alpha ☐ Béta", "Alpha ✅, Béta ❌".
pub(super) fn parts(line: &str) -> Option<Vec<Range<usize>>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut next = 0;
    for (at, sign) in line.char_indices() {
        let may_be = sign == '[' || SIGNS.iter().any(|(it, _)| *it == sign);
        if at < next || !may_be {
            continue;
        }
        if let Some((_, length)) = line.get(at..).and_then(at_start) {
            found.push(at..at + length);
            next = at + length;
        }
    }
    let (first, last) = (found.first()?, found.last()?);
    let is_name = |at: Range<usize>| {
        line.get(at)
            .is_some_and(|it| it.contains(char::is_alphanumeric))
    };
    let is_before = !is_name(0..first.start);
    let is_behind = !is_name(last.end..line.len());
    let between = found
        .windows(2)
        .all(|pair| is_name(pair[0].end..pair[1].start));
    if found.len() < 2 || !between || is_before == is_behind {
        return None;
    }
    let starts: Vec<usize> = if is_before {
        found.iter().map(|it| it.start).collect()
    } else {
        std::iter::once(0)
            .chain(found.iter().map(|it| it.end))
            .take(found.len())
            .collect()
    };
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let bare = |(start, end): (&usize, usize)| {
        let part = line.get(*start..end).unwrap_or_default();
        let begins = part.trim_start_matches([',', ';', ' ', '\u{a0}', '/']);
        let ends = part.trim_end_matches([',', ';', ' ', '\u{a0}', '/', '\n', '.']);
        start + part.len() - begins.len()
            ..(start + ends.len()).max(start + part.len() - begins.len())
    };
    Some(starts.iter().zip(ends).map(bare).collect())
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
    "\u{fe0f}[]()xX_/".contains(c) || SIGNS.iter().any(|(sign, _)| *sign == c)
}
