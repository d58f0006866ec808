//! Texts of other people inside a sentence of ours.

use std::fmt::Display;

use crate::source::{harmless, shell_quoted};

/// The longest text that is quoted whole, in characters.
const LONGEST: usize = 80;
/// The longest list of words to choose from.
const MOST: usize = 20;

/// Puts a text between backquotes, cut where it is long.
#[must_use]
pub fn quoted(text: impl Display) -> String {
    format!("`{}`", cut(&text.to_string()))
}

/// Puts a text that is to be typed as it stands between backquotes.
#[must_use]
pub fn whole(text: &str) -> String {
    format!("`{text}`")
}

/// Quotes a text for a shell, if it needs quotes.
#[must_use]
pub fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.@:/+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    shell_quoted(&one_line(text))
}

/// Puts a character between backquotes, or gives the number of one that cannot be seen.
#[must_use]
pub fn quoted_character(character: char) -> String {
    if one_line(character.encode_utf8(&mut [0; 4])).starts_with(character) {
        quoted(character)
    } else {
        format!("U+{:04X}", u32::from(character))
    }
}

/// Cuts a text where it is long.
#[must_use]
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Lists words to choose from, `or` standing before the last one: "`a`, `b` or `c`".
#[must_use]
pub fn choice<S: AsRef<str>>(words: &[S], or: &str) -> String {
    let mut quoted: Vec<String> = words
        .iter()
        .take(MOST)
        .map(|w| quoted(w.as_ref()))
        .collect();
    if words.len() > MOST {
        return quoted.join(", ") + "…";
    }
    match quoted.pop() {
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} {or} {last}", quoted.join(", ")),
        None => String::new(),
    }
}

/// Replaces every character that would break a line, hide in it or turn it around.
#[must_use]
pub fn one_line(text: &str) -> String {
    let broken = |character| match character {
        '\n' => '\u{240a}',
        '\t' => '\u{2409}',
        _ => character,
    };
    harmless(text).chars().map(broken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(quoted("é".repeat(80)), format!("`{}`", "é".repeat(80)));
        assert_eq!(quoted("é".repeat(81)), format!("`{}…`", "é".repeat(80)));
    }

    #[test]
    fn a_character_that_cannot_be_seen_is_given_by_its_number() {
        assert_eq!(quoted_character('|'), "`|`");
        assert_eq!(quoted_character('\u{7}'), "U+0007");
        assert_eq!(quoted_character('\u{2028}'), "U+2028");
    }

    #[test]
    fn a_choice_reads_as_a_sentence() {
        assert_eq!(choice(&["a"], "or"), "`a`");
        assert_eq!(choice(&["a", "b", "c"], "ou"), "`a`, `b` ou `c`");
        assert_eq!(choice::<&str>(&[], "or"), "");
        assert!(choice(&["x"; 1000], "or").ends_with("`x`…"));
    }

    #[test]
    fn no_text_can_command_the_terminal_or_break_the_line() {
        assert_eq!(
            one_line("a\x1b[31m\r\nb\u{202e}c\u{2028}\u{9b}\u{7f}é\u{a0}!"),
            "a␛[31m␍␊b\u{fffd}c\u{fffd}\u{fffd}␡é\u{a0}!"
        );
    }
}
