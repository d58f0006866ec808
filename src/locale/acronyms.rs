//! Acronyms: "CLL" for "Conseil logiciels libres".

use super::collation::sort_key;

/// Words that leave no letter in an acronym.
const SMALL: [&str; 20] = [
    "a", "au", "aux", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou",
    "par", "pour", "s", "sur", "un",
];

/// Makes the acronym of a name of its first letters; a name of one word is its own.
///
/// Empty only if the name holds no letter and no digit.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !SMALL.contains(&sort_key(word).as_str()))
        .collect();
    match words.as_slice() {
        [only] => (*only).to_owned(),
        words => words
            .iter()
            .filter_map(|word| sort_key(word).chars().next())
            .flat_map(char::to_uppercase)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn small_words_and_accents_leave_no_trace() {
        assert_eq!(initials("Conseil logiciels libres"), "CLL");
        assert_eq!(initials("Comité d'éthique de l'État"), "CEE");
        assert_eq!(initials("Observatoire"), "Observatoire");
        assert_eq!(initials("Le DINUM"), "DINUM");
        assert_eq!(initials("…"), "");
    }
}
