//! Lines of a registry to copy: one per key.

/// The codes that a record can accept by its key `allow`.
pub const ALLOWED_CODES: [&str; 4] = [
    "future-term",
    "overlapping-meetings",
    "non-working-day",
    "moved-from-order",
];

/// Tells the name of a template from the text of one that is written in a registry.
#[must_use]
pub fn is_template_name(name: &str) -> bool {
    name.ends_with(".j2")
}

/// Returns a line that gives a key, or a table, a value.
#[must_use]
pub fn line(key: &str) -> String {
    let value = match key {
        "council" => return "[council]".to_owned(),
        "college" => return "[[college]]".to_owned(),
        "date" => "2023-09-28",
        "since" => "2022-01-26",
        "until" => "2025-03-31",
        "start" => "14:00:00",
        "end" => "16:00:00",
        "updated" => "2023-09-14T12:00:00Z",
        "number" => "1",
        "cycle" => "2023",
        "sequence" => "1",
        "minutes" => "20",
        "online" => "true",
        "colleges" => "[\"administrations\"]",
        "allow" => "[\"non-working-day\"]",
        "agenda" => "[\"Bilan de l'année\"]",
        "moved-from" => "[{ date = 2023-09-15, start = 14:00:00, end = 16:00:00 }]",
        "terms" => "[{ since = 2022-01-26, until = 2025-03-31 }]",
        "formerly" => "[{ name = \"…\", until = 2025-03-31 }]",
        "contact" => "\"secretariat@example.org\"",
        "url" => "\"https://example.org/\"",
        "base" => "\"https://example.org/blob/main/\"",
        "timezone" => "\"Europe/Paris\"",
        _ => "\"…\"",
    };
    format!("{key} = {value}")
}
