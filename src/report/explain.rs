//! What each code means, at length.

use super::Lang;

const ENGLISH: &str = include_str!("explain.en.md");
const FRENCH: &str = include_str!("explain.fr.md");

/// Returns the explanation of a code in Markdown, from its heading on; `None` for an unknown code.
#[must_use]
pub fn explain(code: &str, lang: Lang) -> Option<&'static str> {
    let text = match lang {
        Lang::English => ENGLISH,
        Lang::French => FRENCH,
    };
    sections(text)
        .find(|(heading, _)| *heading == code)
        .map(|(_, section)| section)
}

/// Cuts a text at its headings of the second level; what stands before the first is left out.
fn sections(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let starts: Vec<usize> = text
        .match_indices("\n## ")
        .map(|(line_end, _)| line_end + 1)
        .chain([text.len()])
        .collect();
    let bounds: Vec<(usize, usize)> = starts.windows(2).map(|two| (two[0], two[1])).collect();
    bounds.into_iter().filter_map(move |(start, end)| {
        let section = text.get(start..end)?.trim_end();
        let heading = section.lines().next()?.strip_prefix("## ")?;
        Some((heading, section))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::CODES;

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
                assert!(section.lines().count() >= 5, "{heading}");
                assert_eq!(section.matches("```").count(), 2, "{heading}");
            }
        }
    }

    #[test]
    fn a_code_is_found_whole_and_in_the_language_asked_for() {
        let english = explain("unknown-key", Lang::English).unwrap();
        let french = explain("unknown-key", Lang::French).unwrap();
        assert!(english.starts_with("## unknown-key\n"));
        assert!(french.starts_with("## unknown-key\n"));
        assert_ne!(english, french);
        assert_eq!(explain("unknown", Lang::English), None);
        assert_eq!(explain("", Lang::French), None);
    }
}
