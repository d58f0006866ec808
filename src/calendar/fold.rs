//! Content lines of iCalendar, folded and unfolded (RFC 5545 section 3.1).

use std::ops::Range;

/// Folds a content line at 75 octets.
///
/// Takes one content line without its line break and without any CR or LF inside; appends it to
/// `out` as physical lines that end in CRLF. None is longer than 75 octets (the CRLF apart, the
/// space that opens a continuation counted) and none is cut inside a UTF-8 character
/// (RFC 5545 section 3.1).
pub fn fold(line: &str, out: &mut String) {
    let mut rest = line;
    let mut room = MAXIMUM_OCTETS;
    while rest.len() > room {
        let end = (0..=room).rev().find(|end| rest.is_char_boundary(*end));
        let (physical, after) = rest.split_at(end.unwrap_or_default());
        out.push_str(physical);
        out.push_str("\r\n ");
        rest = after;
        room = MAXIMUM_OCTETS - 1;
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

/// Finds the folds of a text, in order: each line end before a space or a tab, with that
/// (RFC 5545 section 3.1).
pub fn folds(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let pairs = bytes.windows(2).enumerate();
    let ends = pairs.filter(|(_, pair)| matches!(pair, [b'\n', b' ' | b'\t']));
    ends.map(|(at, _)| {
        let is_crlf = at
            .checked_sub(1)
            .is_some_and(|before| bytes[before] == b'\r');
        at - usize::from(is_crlf)..at + 2
    })
}

/// Joins folded lines again, and gives each fold to `each`.
///
/// Takes bytes, since old programs fold inside a character.
pub fn unfolded(bytes: &[u8], mut each: impl FnMut(Range<usize>)) -> Vec<u8> {
    let mut unfolded = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for fold in folds(bytes) {
        unfolded.extend_from_slice(&bytes[done..fold.start]);
        done = fold.end;
        each(fold);
    }
    unfolded.extend_from_slice(&bytes[done..]);
    unfolded
}

/// Joins the folded lines of a text again.
#[must_use]
pub fn unfold(folded: &str) -> String {
    String::from_utf8_lossy(&unfolded(folded.as_bytes(), |_| ())).into_owned()
}

const MAXIMUM_OCTETS: usize = 75;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(line: &str) -> String {
        let mut out = String::new();
        fold(line, &mut out);
        out
    }

    #[test]
    fn a_line_of_75_octets_stays_whole() {
        let line = "x".repeat(75);
        assert_eq!(folded(&line), format!("{line}\r\n"));
    }

    #[test]
    fn the_space_of_a_continuation_counts() {
        assert_eq!(
            folded(&"x".repeat(75 + 74 + 1)),
            format!("{}\r\n {}\r\n x\r\n", "x".repeat(75), "x".repeat(74))
        );
    }

    #[test]
    fn a_character_is_never_cut() {
        let before = "x".repeat(74);
        assert_eq!(folded(&format!("{before}é")), format!("{before}\r\n é\r\n"));
        let before = "x".repeat(72);
        assert_eq!(
            folded(&format!("{before}🙂")),
            format!("{before}\r\n 🙂\r\n")
        );
    }

    #[test]
    fn an_empty_line_is_a_line() {
        assert_eq!(folded(""), "\r\n");
    }

    #[test]
    fn both_line_ends_and_the_tab_are_unfolded() {
        assert_eq!(
            unfold("A:1\r\n 2\r\n\t3\r\nB:4\n 5\n"),
            "A:123\r\nB:45\n",
            "only the first white space of a continuation belongs to the fold"
        );
        assert_eq!(unfold("A:1\n  2"), "A:1 2");
        assert_eq!(unfold(" A:1\r\n"), " A:1\r\n");
    }

    #[test]
    fn an_empty_continuation_does_not_swallow_the_next_line() {
        assert_eq!(unfold("A:1\r\n \r\n 2\r\nB:3\r\n"), "A:12\r\nB:3\r\n");
    }

    proptest! {
        #[test]
        fn any_line_comes_back(line in "[^\r\n]{0,400}") {
            prop_assert_eq!(unfold(&folded(&line)), format!("{line}\r\n"));
        }

        #[test]
        fn any_line_fits(line in "[^\r\n]{0,400}|[é🙂 ]{0,400}") {
            for physical in folded(&line).split_terminator("\r\n") {
                prop_assert!(physical.len() <= 75);
            }
        }
    }
}
