//! Lines of a registry to copy: one per key.

/// The codes that a record can accept by its key `allow`.
pub const ALLOWED_CODES: [&str; 11] = [
    "future-term",
    "overlapping-meetings",
    "non-working-day",
    "moved-from-order",
    "late-change",
    "past-proposed",
    "missing-minutes",
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

/// Returns the start marker of a block, with an argument if the block takes any.
#[must_use]
pub fn marker(block: &str) -> String {
    match block {
        "minutes" => "<!-- cll:minutes -->".to_owned(),
        _ => format!("<!-- cll:{block} college=\"administrations\" -->"),
    }
}

/// Returns a line that gives a key a value, or for `is_header` begins the table of that name.
#[must_use]
pub fn line(key: &str, is_header: bool) -> String {
    match key {
        "council" | "paths" | "links" | "default" | "meeting.ID" if is_header => {
            return format!("[{key}]");
        }
        "college" | "member" | "meeting" | "opinion" | "contact" if is_header => {
            return format!("[[{key}]]");
        }
        _ => {}
    }
    let value = match key {
        "id" | "meeting" => "\"2023-administrations-2\"",
        "date" | "on" => "2023-09-28",
        "since" => "2022-01-26",
        "until" => "2025-03-31",
        "start" => "14:00:00",
        "end" => "16:00:00",
        "changed" | "updated" => "2023-09-14T12:00:00Z",
        "number" | "sequence" => "1",
        "cycle" => "2023",
        "minutes" => "20",
        "online" | "public-name" => "true",
        "colleges" => "[\"administrations\"]",
        "allow" => "[\"non-working-day\"]",
        "agenda" => "[\"Bilan de l'année\"]",
        "moved-from" => "[{ date = 2023-09-15, start = 14:00:00, end = 16:00:00 }]",
        "terms" => "[{ since = 2022-01-26, until = 2025-03-31 }]",
        "formerly" => "[{ name = \"…\", until = 2025-03-31 }]",
        "outcome" => "\"favourable\"",
        "by" => "\"majority\"",
        "state" => "\"adopted\"",
        "states" => "[{ state = \"adopted\", on = 2023-09-28 }]",
        "document" => "\"avis/2023-1.pdf\"",
        "licence" => "\"CC BY-SA 4.0\"",
        "college" => "\"administrations\"",
        "contact" => "\"secretariat@example.org\"",
        "url" => "\"https://example.org/\"",
        "join" => "\"https://example.org/…\"",
        "email" => "\"nom@example.org\"",
        "member" => "\"adullact\"",
        "role" => "\"titular\"",
        "host" => "\"smtp.example.org\"",
        "port" => "587",
        "user" => "\"secretariat\"",
        "password-command" => "[\"pass\", \"show\", \"mail\"]",
        "base" => "\"https://example.org/blob/main/\"",
        "timezone" => "\"Europe/Paris\"",
        _ => "\"…\"",
    };
    format!("{key} = {value}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::CODES;

    #[test]
    fn a_line_is_what_the_file_wants_at_that_place() {
        assert_eq!(line("college", true), "[[college]]");
        assert_eq!(line("college", false), "college = \"administrations\"");
        assert_eq!(line("council", true), "[council]");
        assert_eq!(line("date", false), "date = 2023-09-28");
        assert_eq!(line("name", false), "name = \"…\"");
        assert_eq!(line("public-name", false), "public-name = true");
    }

    #[test]
    fn the_codes_to_accept_exist() {
        for code in ALLOWED_CODES {
            assert!(CODES.contains(&code), "{code}");
        }
    }
}
