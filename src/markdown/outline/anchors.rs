//! What `#…` can lead to in a page.

use std::collections::{BTreeMap, BTreeSet};

use comrak::Anchorizer;

use crate::locale::collation::sort_key;

/// The anchors of a page.
///
/// Forges make them of headings each in its own way: accents stay or go, signs leave a hyphen or
/// none, the numbers of sections stay or go. So letters and digits alone count here, without case
/// or accents: what one of them would find is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors {
    keys: BTreeSet<String>,
    /// How many headings gave each key.
    headings: BTreeMap<String, usize>,
    /// The anchors of headings as most forges write them.
    slugs: BTreeSet<String>,
    footnotes: bool,
}

/// What some forges put before the anchor of a heading.
const PREFIXES: [&str; 2] = ["user-content-", "markdown-header-"];

impl Anchors {
    /// Tells whether there is one that `#` leads to, percent-encoding decoded already.
    #[must_use]
    pub fn has(&self, fragment: &str) -> bool {
        let mut prefixes = PREFIXES.iter();
        let own = prefixes.find_map(|prefix| fragment.strip_prefix(prefix));
        let own = own.unwrap_or(fragment);
        let keys = keys(own);
        keys.iter().all(String::is_empty)
            || keys.iter().any(|key| self.keys.contains(key))
            || (self.footnotes && own.starts_with("fn"))
            || is_of_the_reader(fragment)
    }

    /// Lists the anchors that headings give, as most forges write them.
    pub fn slugs(&self) -> impl ExactSizeIterator<Item = &str> {
        self.slugs.iter().map(String::as_str)
    }

    /// Adds what a heading gives, by its text.
    pub(super) fn add_heading(&mut self, text: &str) {
        // `## Title {#anchor}` names its anchor, in some dialects.
        let named = text.trim_end().strip_suffix('}');
        let text = match named.and_then(|text| text.rsplit_once("{#")) {
            Some((before, name)) => {
                self.add(name.split_whitespace().next().unwrap_or_default());
                before
            }
            None => text,
        };
        self.slugs.insert(Anchorizer::new().anchorize(text));
        for key in keys(text) {
            let unnumbered = key.trim_start_matches(|c: char| c.is_ascii_digit());
            self.keys.insert(unnumbered.to_owned());
            let earlier = self.headings.entry(key.clone()).or_default();
            if *earlier > 0 {
                self.keys.insert(format!("{key}{earlier}"));
            }
            *earlier += 1;
            self.keys.insert(key);
        }
    }

    /// Adds what a tag is named.
    pub(super) fn add(&mut self, name: &str) {
        self.keys.extend(keys(name));
    }

    /// Notes that there are footnotes, whose anchors each forge numbers as it likes.
    pub(super) fn add_footnotes(&mut self) {
        self.footnotes = true;
    }
}

/// Returns the letters and digits of a text, with every letter without its accent, and without
/// those letters that have one.
fn keys(text: &str) -> BTreeSet<String> {
    let without_accents = sort_key(text);
    let plain = without_accents.chars().filter(|c| c.is_alphanumeric());
    let lower = text.to_lowercase();
    let ascii = lower.chars().filter(char::is_ascii_alphanumeric);
    BTreeSet::from([plain.collect(), ascii.collect()])
}

/// Tells whether an anchor is one that whoever shows the page makes for itself: the top, lines of
/// the source, a search, the state of a program.
fn is_of_the_reader(fragment: &str) -> bool {
    let of_lines = |part: &str| {
        let number = part.trim_start_matches(['L', 'l', 'n']);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    fragment.eq_ignore_ascii_case("top")
        || fragment.starts_with(['/', '!', ':'])
        || fragment.contains('=')
        || fragment.split(['-', ',']).all(of_lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headings: &[&str]) -> Anchors {
        let mut anchors = Anchors::default();
        for heading in headings {
            anchors.add_heading(heading);
        }
        anchors
    }

    #[test]
    fn an_anchor_is_found_as_each_forge_writes_it() {
        let anchors = of(&["1. Réunions & avis : l'année 2023"]);
        for fragment in [
            "1-réunions--avis--lannée-2023",
            "1-reunions-avis-l-annee-2023",
            "1-runions--avis--lanne-2023",
            "réunions-avis-lannée-2023",
            "user-content-1-réunions--avis--lannée-2023",
            "1.-Réunions-&-avis-:-l'année-2023",
        ] {
            assert!(anchors.has(fragment), "{fragment}");
        }
        for fragment in ["réunions", "1-reunions-avis-l-annee-2024", "avis-reunions"] {
            assert!(!anchors.has(fragment), "{fragment}");
        }
    }

    #[test]
    fn the_same_heading_again_has_a_number() {
        let anchors = of(&["Avis", "Avis", "Avis"]);
        let has = |fragment| anchors.has(fragment);
        assert!(has("avis") && has("avis-1") && has("avis-2"));
        assert!(!has("avis-3"));
        assert!(!of(&["Avis"]).has("avis-1"));
    }

    #[test]
    fn a_heading_may_name_its_anchor() {
        let anchors = of(&["Avis du conseil {#avis .grand}"]);
        assert!(anchors.has("avis") && anchors.has("avis-du-conseil"));
    }

    #[test]
    fn what_no_heading_gives_is_left_to_whoever_shows_the_page() {
        let anchors = of(&[]);
        for fragment in [
            "",
            "top",
            "L10-L20",
            "n3",
            ":~:text=avis",
            "page=2",
            "/page",
            "---",
        ] {
            assert!(anchors.has(fragment), "{fragment}");
        }
        assert!(!anchors.has("fn1") && !anchors.has("avis") && !anchors.has("Lac"));
    }
}
