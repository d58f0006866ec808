//! The word that a mistaken one was meant to be.

/// Finds the known word that a mistaken one most resembles, if one is near.
///
/// At most a third of the letters may differ, and always one (Damerau-Levenshtein); of two as
/// near, the first wins.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let allowed = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(word.chars().count()) <= allowed)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
}
