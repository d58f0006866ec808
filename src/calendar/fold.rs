//! Content lines of iCalendar, folded and unfolded (RFC 5545 section 3.1).

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

/// Joins folded lines again.
///
/// Takes whole iCalendar text with CRLF or LF; gives the same text, its line breaks kept, without
/// the breaks that are followed by a space or a tab (RFC 5545 section 3.1).
#[must_use]
pub fn unfold(folded: &str) -> String {
    let mut unfolded = String::with_capacity(folded.len());
    for line in folded.split_inclusive('\n') {
        match line.strip_prefix([' ', '\t']) {
            Some(continuation) if unfolded.ends_with('\n') => {
                unfolded.pop();
                if unfolded.ends_with('\r') {
                    unfolded.pop();
                }
                unfolded.push_str(continuation);
            }
            _ => unfolded.push_str(line),
        }
    }
    unfolded
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
