//! The names that a text says may be known: `public-names` in the front matter of Markdown.

use std::collections::BTreeSet;

use super::values::{Found, folded};
use super::words::key;
use crate::markdown::minutes::front_matter;

/// The key of the front matter.
pub const PUBLIC_NAMES: &str = "public-names";
/// What a web page says it with: `<meta name="public-name" content="M. Martin">`.
const PUBLIC_NAME: &str = "name=\"public-name\" content=\"";

/// Names that may be known, each in the very spelling that was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    spellings: BTreeSet<String>,
}

impl Accepted {
    /// Reads which names a text accepts: a list of YAML in one line or in several, or one name; of a
    /// web page, its `<meta>`.
    #[must_use]
    pub fn by(text: &str) -> Self {
        let names = public_names(text);
        let pages = text.match_indices(PUBLIC_NAME);
        let pages = pages.filter_map(|(at, start)| {
            let rest = text.get(at + start.len()..)?;
            Some(rest.get(..rest.find('"')?)?.to_owned())
        });
        Self {
            spellings: names
                .into_iter()
                .chain(pages)
                .map(|it| key(&folded(&it)))
                .collect(),
        }
    }

    /// Whether a folded text is accepted as it stands.
    #[must_use]
    pub fn has(&self, text: Option<&str>) -> bool {
        text.is_some_and(|text| self.spellings.contains(&key(text)))
    }

    /// Whether a value is a name that is accepted.
    #[must_use]
    pub fn covers(&self, found: &Found) -> bool {
        let mut spellings = found.spellings.iter();
        found.kind.is_name() && spellings.any(|it| self.spellings.contains(it))
    }
}

/// Lists the names that the front matter of a text accepts, as they are written.
#[must_use]
pub fn public_names(text: &str) -> Vec<String> {
    // Most texts have none, and to read the front matter takes as long as to search the text.
    if !text.contains(PUBLIC_NAMES) {
        return Vec::new();
    }
    let matter = front_matter::read(text);
    let field = matter.field(PUBLIC_NAMES);
    field.map_or_else(Vec::new, |field| field.values.clone())
}

/// Writes into a web page which names it accepts.
#[must_use]
pub fn accepting(mut page: String, names: &[String]) -> String {
    let escaped = |name: &String| {
        let name = name.replace('&', "&amp;").replace('"', "&quot;");
        name.replace('<', "&lt;").replace('>', "&gt;")
    };
    let lines = names.iter().map(escaped);
    let lines: String = lines
        .map(|name| format!("<meta {PUBLIC_NAME}{name}\">\n"))
        .collect();
    let at = page.find("</head>").unwrap_or(page.len());
    page.insert_str(at, &lines);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_accepted_in_every_form_of_a_list() {
        for list in [
            "public-names: [\"M. Martin\", 'Mme L''Hay', Lina Quidam]",
            "public-names:\n  - \"M. Martin\" # homonyme\n  - 'Mme L''Hay'\n  - Lina Quidam",
            "public-names:\n- M. Martin\n- \"Mme L'Hay\"\n- Lina Quidam # x",
            "public-names: [\n  M. Martin,\n  \"Mme L'Hay\",\n  Lina Quidam\n]",
        ] {
            let text = format!("---\ntitle: x\n{list}\nstatus: projet\n---\ntext\n");
            let names = public_names(&text);
            assert_eq!(names, ["M. Martin", "Mme L'Hay", "Lina Quidam"], "{list}");
        }
        let page = accepting("<head></head>".to_owned(), &["M. \"Ab\" & C".to_owned()]);
        assert_eq!(page.matches("<meta").count(), 1);
        let read = Accepted::by(&page).spellings;
        assert_eq!(read.into_iter().collect::<Vec<_>>(), ["m ab c"]);
        let one = "\u{feff}---\r\npublic-names: \"M. Martin\"\r\n---\r\n";
        assert_eq!(public_names(one), ["M. Martin"]);
        for none in [
            "public-names: [M. Martin]\n",
            "---\npublic-names: [M. Martin]\n",
            "---\npublic-names:\ntitle: M. Martin\n---\n",
            "text\n---\npublic-names: x\n---\n",
        ] {
            assert!(public_names(none).is_empty(), "{none}");
        }
    }
}
