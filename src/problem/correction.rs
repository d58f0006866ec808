//! What a finding has typed in the place of what it points at, where that is one text.

use super::{Spacing, What};

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
            Self::UnknownKey { key, nearest, .. } if key == written => nearest.clone()?,
            Self::UnknownValue { nearest, .. }
            | Self::UnknownCollege { nearest, .. }
            | Self::UnknownCode { nearest, .. }
            | Self::UnknownRecord { nearest, .. } => quoted(nearest.as_deref()?),
            Self::InvalidText { suggestion, .. } => quoted(suggestion.as_deref()?),
            Self::WrongType { suggestion, .. } => suggestion.clone()?,
            Self::CollegeOrder { expected } => {
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
