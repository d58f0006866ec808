//! Identifiers: slugs that never change and are never reused.

use std::fmt;

use serde::Serialize;

/// The longest identifier, in bytes: it becomes part of file names.
pub const LONGEST_SLUG: usize = 100;

/// Whether a text can be an identifier: `a-z`, `0-9` and single inner hyphens.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    text.len() <= LONGEST_SLUG
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Returns what orders identifiers: a number at the end counts as one, so that 10 comes behind 2.
#[must_use]
pub fn natural_key(id: &str) -> (&str, u64) {
    let head = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id.get(head.len()..).and_then(|digits| digits.parse().ok());
    (head, number.unwrap_or_default())
}

/// Whether a text can be the UID of an event that a registry holds.
#[must_use]
pub fn is_uid(text: &str) -> bool {
    text.len() <= 255 && !text.contains(|it: char| it.is_whitespace() || breaks_line(it))
}

/// Whether a character has no place in a line of text.
///
/// Besides the control characters, the separators that some readers take for line ends, and the
/// marks that reorder the text around them.
#[must_use]
pub fn breaks_line(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(String);

        impl $name {
            /// Makes an identifier, if the text is a slug.
            #[must_use]
            pub fn new(text: &str) -> Option<Self> {
                is_slug(text).then(|| Self(text.to_owned()))
            }

            /// Returns the identifier as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// Names the council.
    CouncilId
    /// Names a college.
    CollegeId
    /// Names a member.
    MemberId
    /// Names a meeting.
    MeetingId
    /// Names an opinion.
    OpinionId
    /// Names a subject.
    SubjectId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slugs_are_identifiers() {
        for good in ["a", "2023-administrations-2", "ow2", &"a".repeat(100)] {
            assert!(is_slug(good), "{good}");
        }
        for bad in [
            "",
            "-",
            "a-",
            "-a",
            "a--b",
            "A",
            "é",
            "a b",
            "../x",
            "/etc/x",
            "a.b",
            "a_b",
            "a\n",
            &"a".repeat(101),
        ] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
