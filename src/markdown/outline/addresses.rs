//! Addresses of calendars that a text shows, for people to copy them.

use std::ops::Range;

use crate::source::percent::decoded;

/// Finds what stands in a text, of whatever kind, as the address or the path of a calendar, and
/// where; one inside the query of another address too.
#[must_use]
pub fn calendars(text: &str) -> Vec<(Range<usize>, String)> {
    const ENDING: &str = ".ics";
    if !text.contains(ENDING) {
        return Vec::new();
    }
    let is_end =
        |c: char| c.is_whitespace() || c.is_control() || "\"'`<>()[]{}|\\,;=&?#".contains(c);
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(is_end) {
        let address = word.trim_end_matches(is_end);
        let address = address.trim_end_matches(['.', ':', '!', '*', '_']);
        let start = address.trim_start_matches(['*', '_']);
        if let Some(name) = start.strip_suffix(ENDING).filter(|name| !name.is_empty()) {
            let end = at + address.len();
            let encoded = !name.contains("://") && name.to_ascii_lowercase().contains("%3a%2f%2f");
            let address = if encoded {
                decoded(start).into_owned()
            } else {
                start.to_owned()
            };
            found.push((end - start.len()..end, address));
        }
        at += word.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_wherever_it_stands() {
        for (text, expected) in [
            (
                "Copiez `webcal://x.example.org/a.ics`.",
                "webcal://x.example.org/a.ics",
            ),
            (
                "voir https://x.example.org/a%20b.ics.",
                "https://x.example.org/a%20b.ics",
            ),
            (
                "[x](https://c.example.org/r?cid=https%3A%2F%2Fx.example.org%2Fa.ics)",
                "https://x.example.org/a.ics",
            ),
            ("<a href='evenements/a.ics'>", "evenements/a.ics"),
            (
                "**https://x.example.org/é.ics**",
                "https://x.example.org/é.ics",
            ),
        ] {
            let found = calendars(text);
            let words: Vec<&str> = found.iter().map(|(_, word)| word.as_str()).collect();
            assert_eq!(words, [expected], "{text}");
        }
        assert_eq!(calendars("un fichier .ics, a.icsx"), []);
        let text = "à `a.ics`";
        assert_eq!(&text[calendars(text)[0].0.clone()], "a.ics");
    }
}
