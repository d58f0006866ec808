//! The sentences of a text of minutes.

use std::ops::Range;

/// Splits a text into its sentences, and into the lines that are none.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let said = text.get(from..to).unwrap_or_default();
        let begins = from + said.len() - said.trim_start().len();
        let ends = from + said.trim_end().len();
        if begins < ends {
            found.push(begins..ends);
        }
    };
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let end = at + sign.len_utf8();
        let next = signs.peek().map(|(_, next)| *next);
        let stops = match sign {
            '.' | '!' | '?' | '\u{2026}' => {
                next.is_none_or(char::is_whitespace)
                    && ends_sentence(text.get(start..at).unwrap_or_default())
            }
            '\n' => text
                .get(..at)
                .is_some_and(|before| before.ends_with([';', ':', '.'])),
            _ => false,
        };
        if stops {
            push(start, end);
            start = end;
        }
    }
    push(start, text.len());
    found
}

/// Whether a full stop behind a text ends a sentence: "n° 3. Le", "M. Untel" and "cf. page" go on, "la CE." ends.
fn ends_sentence(before: &str) -> bool {
    let last = last_word(before);
    if !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()) {
        return last.len() == 4;
    }
    let is_long = last.is_empty() || last.chars().count() > 2;
    !is_abbreviated(before) && (is_long || !last.chars().any(char::is_lowercase))
}

/// Whether a full stop behind a text is one of an abbreviation: "M.", "J.", "St."
pub(super) fn is_abbreviated(before: &str) -> bool {
    let word = last_word(before);
    let is_short = word.chars().count() <= 3;
    let lone = word.chars().count() == 1;
    (is_short
        && word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(char::is_lowercase))
        || word == "MM"
        || (lone && word.chars().all(char::is_alphabetic))
}

fn last_word(text: &str) -> &str {
    let mut words = text.rsplit(|c: char| !c.is_alphanumeric());
    words.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_behind_acronyms_and_not_behind_abbreviations() {
        for (text, expected) in [
            ("Présents : DGNX et CE. Excusée : APLEX.", 2),
            ("M. Untel relit. Mme. Unetelle aussi.", 2),
            ("Voir n° 3. Le conseil adopte.", 1),
            ("Le 3 mars 2027. Le conseil adopte.", 2),
            (
                "La charte est adoptée (vote à main levée). Le conseil clôt.",
                2,
            ),
            ("cf. page 2", 1),
            ("un ;\ndeux", 2),
            (" \n", 0),
        ] {
            assert_eq!(sentences(text).len(), expected, "{text}");
        }
    }
}
