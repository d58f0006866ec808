use super::*;

#[test]
fn codes_are_kebab_case_and_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for code in CODES {
        assert!(seen.insert(code), "{code} twice");
        assert!(
            code.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{code}"
        );
    }
}

#[test]
fn the_nearest_word_is_one_a_typist_meant() {
    let keys = ["id", "name", "college", "url", "since"];
    assert_eq!(nearest("colege", keys).as_deref(), Some("college"));
    assert_eq!(nearest("nmae", keys).as_deref(), Some("name"));
    assert_eq!(nearest("zzz", keys), None);
    assert_eq!(nearest("", keys), None);
    assert_eq!(
        nearest(&"a".repeat(1000), keys),
        None,
        "a long word costs nothing"
    );
}
