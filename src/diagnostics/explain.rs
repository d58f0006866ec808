//! What each code means, at length.

use crate::words::Words;

const ENGLISH: &str = include_str!("explain.en.md");
const FRENCH: &str = include_str!("explain.fr.md");

/// Returns what a code means, in Markdown without a heading; `None` for an unknown code.
#[must_use]
pub fn explain(code: &str, words: Words) -> Option<&'static str> {
    let text = words.either(ENGLISH, FRENCH);
    sections(text)
        .find(|(heading, _)| *heading == code)
        .map(|(_, body)| body)
}

/// Returns the first sentence of what a code means, on one line.
#[must_use]
pub fn first_sentence(code: &str, words: Words) -> Option<String> {
    let paragraph = explain(code, words)?.split("\n\n").next()?;
    let text = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text.get(..end).map(str::to_owned)
}

/// Cuts a text at its headings of the second level; what stands before the first is left out.
fn sections(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .map(|(heading, body)| (heading.trim(), body.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::CODES;
    use crate::words::Lang;

    #[test]
    fn every_code_has_a_section_in_both_languages_in_the_same_order() {
        for text in [ENGLISH, FRENCH] {
            let headings: Vec<&str> = sections(text).map(|(heading, _)| heading).collect();
            assert_eq!(headings, CODES);
        }
    }

    #[test]
    fn every_section_explains_and_shows_an_example() {
        for text in [ENGLISH, FRENCH] {
            for (heading, section) in sections(text) {
                assert!(!section.starts_with("```"), "{heading}");
                assert!(section.lines().count() >= 5, "{heading}");
                assert_eq!(section.matches("```").count(), 2, "{heading}");
            }
        }
    }

    #[test]
    fn a_code_is_found_whole_and_in_the_language_asked_for() {
        let english = explain("unknown-key", Words::new(Lang::English)).unwrap();
        let french = explain("unknown-key", Words::new(Lang::French)).unwrap();
        assert!(english.starts_with("A table has a key that is none of its own"));
        assert!(french.starts_with("Une table porte une clé qui n'est pas des siennes"));
        assert_eq!(explain("unknown", Words::new(Lang::English)), None);
        assert_eq!(explain("", Words::new(Lang::French)), None);
    }
}
