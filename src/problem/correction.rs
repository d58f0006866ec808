//! What a finding has typed in the place of what it points at, where that is one text.

use super::{Spacing, What};

/// The fewest letters of a word of which one may be wrong.
const SHORTEST: usize = 5;
const NO_BREAK_SPACE: char = '\u{a0}';
const OPENING: &str = "\u{ab}";
const CLOSING: &str = "\u{bb}";

impl What {
    /// Returns what is to stand in the place of `written`, to which the finding points: TOML in a registry,
    /// Markdown in minutes; none where that is for a person to say.
    #[must_use]
    pub fn correction(&self, written: &str) -> Option<String> {
        // What JSON escapes, TOML escapes so too.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let corrected = match self {
            // A key in quotes may be anything.
            Self::UnknownKey { key, nearest, .. } if key == written => {
                nearest.clone().filter(|meant| is_slip(key, meant))?
            }
            // The one of another place may be as near.
            Self::UnknownValue { key, .. } if key == "timezone" => return None,
            Self::UnknownValue {
                value: typed,
                nearest,
                ..
            }
            | Self::UnknownCollege { id: typed, nearest }
            | Self::UnknownCode {
                code: typed,
                nearest,
            } => quoted(nearest.as_deref().filter(|meant| is_slip(typed, meant))?),
            Self::InvalidText { suggestion, .. } => quoted(suggestion.as_deref()?),
            Self::WrongType { suggestion, .. } => suggestion.clone()?,
            // Comments and lines of one's own would go.
            Self::CollegeOrder { expected } if !written.contains(['#', '\n']) => {
                let colleges: Vec<String> = expected.iter().map(|id| quoted(id)).collect();
                format!("[{}]", colleges.join(", "))
            }
            Self::MisspeltName {
                written: name,
                expected,
            } if name == written => expected.clone(),
            Self::FrenchSpacing {
                spacing: Spacing::Missing,
            } if written == OPENING => format!("{written}{NO_BREAK_SPACE}"),
            Self::FrenchSpacing {
                spacing: Spacing::SoftHyphen,
            } => String::new(),
            // The signs that follow a word at once: `»` is one of its own.
            Self::FrenchSpacing {
                spacing: Spacing::Missing,
            } => match written.strip_prefix(CLOSING) {
                Some(rest) if !rest.is_empty() => {
                    format!("{NO_BREAK_SPACE}{CLOSING}{NO_BREAK_SPACE}{rest}")
                }
                _ => format!("{NO_BREAK_SPACE}{written}"),
            },
            _ => return None,
        };
        (corrected != written).then_some(corrected)
    }
}

/// Whether a word is another one but for case and hyphens, or for a single letter that was left out,
/// doubled, changed or put before the one before it. A digit, and a letter of a short word, may mean another.
fn is_slip(typed: &str, meant: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (typed, meant) = (letters(typed), letters(meant));
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let is_near = typed.chars().count() >= SHORTEST
        && digits(&typed) == digits(&meant)
        && strsim::damerau_levenshtein(&typed, &meant) == 1;
    typed == meant || is_near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_there_as_it_was_read_is_corrected() {
        let key = What::UnknownKey {
            key: "colege".to_owned(),
            table: "[[member]]".to_owned(),
            nearest: Some("college".to_owned()),
        };
        assert_eq!(key.correction("colege").as_deref(), Some("college"));
        assert_eq!(key.correction("\"colege\""), None);
        let name = What::MisspeltName {
            written: "la Mairi".to_owned(),
            expected: "la Mairie".to_owned(),
        };
        assert_eq!(name.correction("la Mairi").as_deref(), Some("la Mairie"));
        // With a mark of emphasis in it, for instance.
        assert_eq!(name.correction("la *Mairi*"), None);
    }

    #[test]
    fn a_word_that_may_mean_another_thing_is_left_alone() {
        for (typed, meant) in [
            ("confirmd", "confirmed"),
            ("Confirm-éd", "confirmed"),
            ("confrimed", "confirmed"),
            ("colege", "college"),
        ] {
            assert!(is_slip(typed, meant), "{typed}");
        }
        for (typed, meant) in [
            ("unconfirmed", "confirmed"),
            ("defavourable", "favourable"),
            ("minority", "majority"),
            ("unpublished", "published"),
            ("2025-sujet-2", "2025-sujet-1"),
            ("ecosysteme", "ecosysteme-2"),
            ("aut", "out"),
        ] {
            assert!(!is_slip(typed, meant), "{typed}");
        }
        let zone = What::UnknownValue {
            key: "timezone".to_owned(),
            value: "Europe/Pariss".to_owned(),
            allowed: Vec::new(),
            nearest: Some("Europe/Paris".to_owned()),
        };
        assert_eq!(zone.correction("\"Europe/Pariss\""), None);
        let order = What::CollegeOrder {
            expected: vec!["a".to_owned(), "b".to_owned()],
        };
        assert_eq!(
            order.correction("[\"b\", \"a\"]").as_deref(),
            Some("[\"a\", \"b\"]")
        );
        assert_eq!(order.correction("[\"b\", # b\n\"a\"]"), None);
    }

    #[test]
    fn each_sign_has_its_space() {
        let missing = What::FrenchSpacing {
            spacing: Spacing::Missing,
        };
        for (written, corrected) in [
            ("\u{ab}", "\u{ab}\u{a0}"),
            ("\u{bb}", "\u{a0}\u{bb}"),
            ("\u{bb}:", "\u{a0}\u{bb}\u{a0}:"),
            ("?!", "\u{a0}?!"),
        ] {
            assert_eq!(missing.correction(written).as_deref(), Some(corrected));
        }
    }

    #[test]
    fn a_suggestion_is_written_as_toml() {
        let text = What::InvalidText {
            key: "url".to_owned(),
            kind: crate::problem::TextKind::Url,
            suggestion: Some("https://example.org/\"é\\".to_owned()),
            line: String::new(),
        };
        assert_eq!(
            text.correction("\"example.org\"").as_deref(),
            Some(r#""https://example.org/\"é\\""#)
        );
    }
}
