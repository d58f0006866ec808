//! What can be copied into a file as it stands.

/// The codes that a record can accept by its key `allow`.
pub const ALLOWED_CODES: [&str; 12] = [
    "future-term",
    "overlapping-meetings",
    "non-working-day",
    "moved-from-order",
    "late-change",
    "past-proposed",
    "missing-minutes",
    "outdated-agenda",
    "private-link",
    "public-email",
    "future-state",
    "opinion-date",
];

/// Writes texts as the items of a TOML list.
#[must_use]
pub fn texts(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
    quoted.join(", ")
}

/// The name of the template that is typed on the command line.
pub const OPTION: &str = "--template";

/// Tells the name of a template from the text of one that is written in a registry.
#[must_use]
pub fn is_template_name(name: &str) -> bool {
    name.strip_suffix(".j2").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::CODES;

    #[test]
    fn the_codes_to_accept_exist() {
        for code in ALLOWED_CODES {
            assert!(CODES.contains(&code), "{code}");
        }
    }
}
