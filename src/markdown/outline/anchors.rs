//! What `#…` can lead to in a page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use comrak::Anchorizer;
use comrak::nodes::{AstNode, NodeValue};

use crate::locale::collation::sort_key;

/// A service that shows the pages of a repository, and makes anchors of their headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forge {
    /// Codeberg, Gitea.
    Forgejo,
    GitHub,
    GitLab,
    SourceHut,
}

impl Forge {
    const ALL: [Self; 4] = [Self::Forgejo, Self::GitHub, Self::GitLab, Self::SourceHut];

    /// Tells by the public address of a folder which service shows it.
    #[must_use]
    pub fn of(base: &str) -> Option<Self> {
        let address = base.split_once("://")?.1.to_ascii_lowercase();
        let (host, path) = address.split_once('/').unwrap_or((&address, ""));
        let has = |parts: &[&str]| parts.iter().any(|part| path.contains(part));
        if host.ends_with(".sr.ht") || path.starts_with('~') && has(&["/blob/", "/tree/"]) {
            Some(Self::SourceHut)
        } else if host.starts_with("gitlab.") || has(&["/-/blob/", "/-/raw/", "/-/tree/"]) {
            Some(Self::GitLab)
        } else if host == "github.com" || host.starts_with("github.") {
            Some(Self::GitHub)
        } else if host == "codeberg.org"
            || host.starts_with("forgejo.")
            || host.starts_with("gitea.")
            || has(&["/src/branch/", "/src/commit/", "/src/tag/"])
        {
            Some(Self::Forgejo)
        } else {
            None
        }
    }

    /// Returns the anchors that a heading may have if no other before it has the same, the one to
    /// name first.
    fn slugs(self, heading: &Words) -> Vec<String> {
        let text = heading.text.trim();
        match self {
            // Letters and numbers of every language; older versions read the source.
            Self::Forgejo => [text, heading.source.trim()].map(letters).into(),
            Self::GitHub => vec![Anchorizer::new().anchorize(text)],
            // Newer versions leave hyphens as they are.
            Self::GitLab => {
                let plain = Anchorizer::new().anchorize(text);
                let squeezed = squeezed(&plain);
                if squeezed.bytes().all(|byte| byte.is_ascii_digit()) {
                    vec![format!("anchor-{squeezed}"), plain]
                } else {
                    vec![squeezed, plain]
                }
            }
            // What is not ASCII goes, and the names of tags and characters stay.
            Self::SourceHut => {
                let quotes = heading.html.replace("&quot;", "\"");
                [&heading.html, &quotes].map(|html| ascii(html)).into()
            }
        }
    }

    /// Whether the second heading of the same words has a number.
    fn numbers(self) -> bool {
        self != Self::SourceHut
    }
}

/// A heading in the forms of which anchors are made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub text: String,
    pub html: String,
    pub source: String,
}

impl Words {
    /// Reads a heading of Markdown, of which `source` is all that is written.
    pub fn of<'a>(node: &'a AstNode<'a>, text: String, source: &str) -> Self {
        let mut html = String::new();
        push_html(node, &mut html);
        let line = source.lines().next().unwrap_or_default();
        let source = line.trim_matches(['#', ' ']).to_owned();
        Self { text, html, source }
    }

    /// Stands for the words in a tag of HTML.
    pub fn plain(text: String) -> Self {
        let (html, source) = (escaped(&text), text.clone());
        Self { text, html, source }
    }
}

/// The anchors of a page: made of its headings and tags once a link leads to one, as few do.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    /// In the order of the text.
    given: Vec<Given>,
    made: OnceLock<Made>,
}

/// What gives anchors.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Given {
    Heading(Words),
    Name(String),
    Footnotes,
}

impl PartialEq for Anchors {
    fn eq(&self, other: &Self) -> bool {
        self.given == other.given
    }
}

impl Eq for Anchors {}

impl Anchors {
    /// Whether there is one that `#` leads to, percent-encoding decoded already.
    ///
    /// Where it is not known who shows the page, letters and digits alone count, without case or
    /// accents: what any service would find is found.
    #[must_use]
    pub fn has(&self, fragment: &str, forge: Option<Forge>) -> bool {
        self.made().has(fragment, forge)
    }

    /// Whether a heading or a tag gives the anchor, by its letters and digits: neither the lines of a source nor
    /// what else [`has`](Self::has) lets pass.
    #[must_use]
    pub fn gives(&self, fragment: &str) -> bool {
        self.made().gives(fragment)
    }

    /// Returns the anchor of the heading that a wrong one of the same letters means.
    #[must_use]
    pub fn meant(&self, fragment: &str, forge: Option<Forge>) -> Option<&str> {
        self.made().meant(fragment, forge)
    }

    /// Lists the anchors that headings give, as the service or most of them write them.
    pub fn slugs(&self, forge: Option<Forge>) -> impl ExactSizeIterator<Item = &str> {
        self.made().slugs(forge)
    }

    /// Adds what a heading gives.
    pub(super) fn add_heading(&mut self, heading: Words) {
        self.given.push(Given::Heading(heading));
    }

    /// Adds what a tag is named.
    pub(super) fn add(&mut self, name: &str) {
        self.given.push(Given::Name(name.to_owned()));
    }

    /// Notes that there are footnotes, whose anchors each forge numbers as it likes.
    pub(super) fn add_footnotes(&mut self) {
        self.given.push(Given::Footnotes);
    }

    fn made(&self) -> &Made {
        self.made.get_or_init(|| {
            let mut made = Made::default();
            for given in &self.given {
                match given {
                    Given::Heading(heading) => made.add_heading(heading),
                    Given::Name(name) => made.add(name),
                    Given::Footnotes => made.footnotes = true,
                }
            }
            made
        })
    }
}

#[derive(Debug, Clone, Default)]
struct Made {
    /// What tags and headings are named, as it is written.
    names: BTreeSet<String>,
    /// The anchors that each service makes.
    slugs: BTreeMap<Forge, BTreeSet<String>>,
    /// The first anchor of each heading.
    first: BTreeMap<Forge, BTreeSet<String>>,
    /// Letters and digits alone of whatever any service may make.
    keys: BTreeSet<String>,
    /// The headings by their keys, each with its anchors.
    meant: BTreeMap<String, BTreeMap<Forge, String>>,
    /// How many headings gave each key.
    headings: BTreeMap<String, usize>,
    footnotes: bool,
}

/// What some forges put before the anchor of a heading.
const PREFIXES: [&str; 2] = ["user-content-", "markdown-header-"];

impl Made {
    fn has(&self, fragment: &str, forge: Option<Forge>) -> bool {
        let own = without_prefix(fragment);
        if is_of_the_reader(fragment) || (self.footnotes && own.starts_with("fn")) {
            return true;
        }
        let lower = own.to_lowercase();
        let Some(forge) = forge else {
            let keys = keys(own);
            return keys.iter().all(String::is_empty)
                || keys.iter().any(|key| self.keys.contains(key))
                || self.slugs.values().any(|slugs| slugs.contains(&lower));
        };
        own.is_empty()
            || self.names.contains(own)
            || self
                .slugs
                .get(&forge)
                .is_some_and(|slugs| slugs.contains(&lower))
    }

    fn gives(&self, fragment: &str) -> bool {
        let own = without_prefix(fragment);
        let lower = own.to_lowercase();
        let known = |key: &String| !key.is_empty() && self.keys.contains(key);
        self.names.contains(own)
            || self.slugs.values().any(|slugs| slugs.contains(&lower))
            || keys(own).iter().any(known)
    }

    fn meant(&self, fragment: &str, forge: Option<Forge>) -> Option<&str> {
        let keys = keys(without_prefix(fragment));
        let mut found = keys.iter().filter_map(|key| self.meant.get(key));
        let slugs = found.next()?;
        slugs
            .get(&forge.unwrap_or(Forge::GitHub))
            .map(String::as_str)
    }

    fn slugs(&self, forge: Option<Forge>) -> impl ExactSizeIterator<Item = &str> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        let slugs = self.first.get(&forge.unwrap_or(Forge::GitHub));
        slugs.unwrap_or(&NONE).iter().map(String::as_str)
    }

    fn add_heading(&mut self, heading: &Words) {
        // `## Title {#anchor}` names its anchor, in some dialects.
        let named = heading.text.trim_end().strip_suffix('}');
        let plain = match named.and_then(|text| text.rsplit_once("{#")) {
            Some((before, name)) => {
                self.add(name.split_whitespace().next().unwrap_or_default());
                before.to_owned()
            }
            None => heading.text.clone(),
        };
        let keys = heading_keys(&plain);
        for forge in Forge::ALL {
            let mut slugs = forge.slugs(heading);
            slugs.extend(forge.slugs(&Words::plain(plain.clone())));
            let mut own = BTreeSet::new();
            slugs.retain(|slug| own.insert(slug.clone()));
            let known = self.slugs.entry(forge).or_default();
            for (at, slug) in slugs.into_iter().enumerate() {
                let slug = if forge.numbers() {
                    numbered(slug, known)
                } else {
                    slug
                };
                if at == 0 {
                    self.first.entry(forge).or_default().insert(slug.clone());
                    for key in &keys {
                        let meant = self.meant.entry(key.clone()).or_default();
                        meant.entry(forge).or_insert_with(|| slug.clone());
                    }
                }
                known.insert(slug);
            }
        }
        for key in keys {
            let unnumbered = key.trim_start_matches(|c: char| c.is_ascii_digit());
            self.keys.insert(unnumbered.to_owned());
            let count = self.headings.entry(key.clone()).or_default();
            *count += 1;
            // The second one has the number 1 or 2, and where a heading has that already, one more.
            if *count > 1 {
                for number in [*count - 1, *count] {
                    let key = format!("{key}{number}");
                    if self.headings.contains_key(&key) {
                        self.keys.insert(format!("{key}1"));
                    }
                    self.keys.insert(key);
                }
            }
            self.keys.insert(key);
        }
    }

    fn add(&mut self, name: &str) {
        self.names.insert(name.to_owned());
        self.keys.extend(keys(name));
    }
}

fn without_prefix(fragment: &str) -> &str {
    let mut prefixes = PREFIXES.iter();
    let own = prefixes.find_map(|prefix| fragment.strip_prefix(prefix));
    own.unwrap_or(fragment)
}

/// Gives an anchor that is taken the first number that is free.
fn numbered(slug: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&slug) {
        return slug;
    }
    let mut numbers = 1_usize..;
    let free = numbers.find_map(|number| {
        let slug = format!("{slug}-{number}");
        (!taken.contains(&slug)).then_some(slug)
    });
    free.unwrap_or(slug)
}

fn letters(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        c if c.is_whitespace() => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '_' | '-') => Some(c),
        _ => None,
    });
    kept.collect::<String>().to_lowercase()
}

fn ascii(html: &str) -> String {
    let lower = html.to_lowercase().replace(' ', "-");
    let kept = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    lower.chars().filter(kept).collect()
}

fn squeezed(slug: &str) -> String {
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    let edge = |is: bool| if is { "-" } else { "" };
    let (first, last) = (edge(slug.starts_with('-')), edge(slug.ends_with('-')));
    format!("{first}{}{last}", parts.join("-"))
}

/// Writes the HTML of what is inside a heading, as far as its letters go.
fn push_html<'a>(node: &'a AstNode<'a>, html: &mut String) {
    for child in node.children() {
        let tags = match &child.data().value {
            NodeValue::Text(text) => {
                html.push_str(&escaped(text));
                None
            }
            NodeValue::Code(code) => {
                html.push_str("<code>");
                html.push_str(&escaped(&code.literal));
                html.push_str("</code>");
                None
            }
            NodeValue::HtmlInline(tag) => {
                html.push_str(tag);
                None
            }
            NodeValue::Emph => Some(("<em>".to_owned(), "</em>")),
            NodeValue::Strong => Some(("<strong>".to_owned(), "</strong>")),
            NodeValue::Strikethrough => Some(("<del>".to_owned(), "</del>")),
            NodeValue::Link(link) => Some((format!("<a href=\"{}\">", link.url), "</a>")),
            _ => Some((String::new(), "")),
        };
        if let Some((open, close)) = tags {
            html.push_str(&open);
            push_html(child, html);
            html.push_str(close);
        }
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns the keys of a heading: services write `&` as a word, or as none.
fn heading_keys(text: &str) -> BTreeSet<String> {
    let mut found = keys(text);
    if text.contains('&') {
        for word in ["amp", "and", "et"] {
            found.extend(keys(&text.replace('&', word)));
        }
    }
    found
}

/// Returns the letters and digits of a text: with every letter without its accent, without those
/// letters that have one, and without those alone that are two in one.
fn keys(text: &str) -> BTreeSet<String> {
    let plain = |text: &str| -> String {
        let without_accents = sort_key(text);
        let kept = without_accents.chars().filter(|c| c.is_alphanumeric());
        kept.collect()
    };
    let single = text.replace(['œ', 'Œ', 'æ', 'Æ', 'ß'], "");
    let lower = text.to_lowercase();
    let ascii = lower.chars().filter(char::is_ascii_alphanumeric);
    BTreeSet::from([plain(text), plain(&single), ascii.collect()])
}

/// Whether an anchor is one that whoever shows the page makes for itself: the top, lines of
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
            anchors.add_heading(Words::plain((*heading).to_owned()));
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
            assert!(anchors.has(fragment, None), "{fragment}");
        }
        for fragment in ["réunions", "1-reunions-avis-l-annee-2024", "avis-reunions"] {
            assert!(!anchors.has(fragment, None), "{fragment}");
        }
    }

    #[test]
    fn the_same_heading_again_has_a_number() {
        let anchors = of(&["Avis", "Avis", "Avis"]);
        let has = |fragment| anchors.has(fragment, None);
        assert!(has("avis") && has("avis-1") && has("avis-2"));
        // Some begin with 2.
        assert!(has("avis-3") && !has("avis-4"));
        assert!(!of(&["Avis"]).has("avis-1", None));
    }

    #[test]
    fn a_heading_may_name_its_anchor() {
        let anchors = of(&["Avis du conseil {#avis .grand}"]);
        assert!(anchors.has("avis", None) && anchors.has("avis-du-conseil", None));
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
            assert!(anchors.has(fragment, None), "{fragment}");
        }
        assert!(
            ["fn1", "avis", "Lac"]
                .iter()
                .all(|it| !anchors.has(it, None))
        );
    }

    /// What each service makes of the same headings, each twice, and what it does not make.
    #[test]
    fn where_the_service_is_known_its_anchors_alone_are_found() {
        let headings = [
            "Décisions & actions",
            "Nœuds  «\u{a0}clés\u{a0}»",
            "3. L'avis_1",
            "2027",
        ];
        let of_forges = [
            (
                Forge::SourceHut,
                ["dcisions-amp-actions", "nuds--cls", "3-lavis_1", "2027"],
                [
                    "décisions--actions",
                    "dcisions-amp-actions-1",
                    "lavis_1",
                    "decisions-actions",
                ],
            ),
            (
                Forge::GitHub,
                ["décisions--actions", "nœuds--clés-1", "3-lavis_1", "2027-1"],
                [
                    "dcisions-amp-actions",
                    "decisions-actions",
                    "décisions-actions",
                    "nœuds--clés-2",
                ],
            ),
            (
                Forge::GitLab,
                [
                    "décisions-actions",
                    "décisions--actions",
                    "3-lavis_1",
                    "anchor-2027",
                ],
                [
                    "dcisions-amp-actions",
                    "decisions-actions",
                    "3-lavis_1-2",
                    "avis",
                ],
            ),
            (
                Forge::Forgejo,
                [
                    "décisions--actions",
                    "user-content-décisions--actions-1",
                    "3-lavis_1",
                    "2027",
                ],
                [
                    "dcisions-amp-actions",
                    "decisions-actions",
                    "décisions--actions-2",
                    "avis",
                ],
            ),
        ];
        let anchors = of(&[headings, headings].concat());
        for (forge, live, dead) in of_forges {
            for fragment in live {
                assert!(anchors.has(fragment, Some(forge)), "{forge:?} {fragment}");
                // Where nobody knows the service, what any of them makes is found.
                assert!(anchors.has(fragment, None), "{fragment}");
            }
            for fragment in dead {
                assert!(!anchors.has(fragment, Some(forge)), "{forge:?} {fragment}");
            }
        }
        for (forge, meant) in [
            (Some(Forge::SourceHut), "dcisions-amp-actions"),
            (Some(Forge::GitLab), "décisions-actions"),
            (None, "décisions--actions"),
        ] {
            assert_eq!(anchors.meant("decisions-et-actions", forge), Some(meant));
        }
        for fragment in [
            "decisions-amp-actions",
            "décisions-and-actions",
            "nuds-cles",
            "noeuds-cles-2",
        ] {
            assert!(anchors.has(fragment, None), "{fragment}");
        }
        let taken = of(&["Avis", "Avis 1", "Avis"]);
        assert!(taken.has("avis-1-1", None) && taken.has("avis-2", None));
    }

    #[test]
    fn the_service_is_known_by_the_address() {
        for (base, forge) in [
            (
                "https://git.sr.ht/~x/wiki/blob/main/",
                Some(Forge::SourceHut),
            ),
            (
                "https://git.example.org/~x/wiki/blob/main/",
                Some(Forge::SourceHut),
            ),
            ("https://github.com/x/wiki/blob/main/", Some(Forge::GitHub)),
            (
                "https://gitlab.com/x/wiki/-/blob/main/",
                Some(Forge::GitLab),
            ),
            (
                "https://forge.example.org/x/y/wiki/-/blob/main/",
                Some(Forge::GitLab),
            ),
            (
                "https://codeberg.org/x/wiki/src/branch/main/",
                Some(Forge::Forgejo),
            ),
            (
                "https://git.example.org/x/wiki/src/branch/main/",
                Some(Forge::Forgejo),
            ),
            ("https://forge.example.org/x/wiki/blob/main/", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(Forge::of(base), forge, "{base}");
        }
    }
}
