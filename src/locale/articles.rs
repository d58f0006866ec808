//! What stands before a name: "du", "de la", "de l'", "des".

use super::collation::sort_key;

/// First words that are feminine; those in -tion, -sion and -ance need no list.
const FEMININE: [&str; 14] = [
    "agence",
    "assemblee",
    "cellule",
    "chambre",
    "commune",
    "communaute",
    "conference",
    "equipe",
    "federation",
    "instance",
    "mairie",
    "table",
    "task",
    "ville",
];
/// Words in `h` before which nothing is elided (*Dictionnaire de l'Académie française*, "h aspiré").
const ASPIRATED: [&str; 12] = [
    "hackathon",
    "halle",
    "handicap",
    "hangar",
    "harcelement",
    "hasard",
    "haut",
    "haute",
    "hauteur",
    "hierarchie",
    "hub",
    "huit",
];
/// Articles that a name may begin with, and what "de" makes of them.
const ARTICLES: [(&str, &str); 4] = [
    ("le ", "du "),
    ("la ", "de la "),
    ("les ", "des "),
    ("l'", "de l'"),
];

/// Writes "of" a council: "du Conseil", "de la Commission", "de l'Observatoire", "des Assises".
///
/// The first word decides: an article contracts, a vowel or a mute h elides. Of a first word that
/// is neither listed nor ends as feminine words do, the masculine is supposed; one in -s that is
/// no listed word counts as plural.
#[must_use]
pub fn of(name: &str) -> String {
    let key = sort_key(name);
    for (article, contracted) in ARTICLES {
        // The key has as many characters as the name up to here: articles have no ligature.
        if key.starts_with(article) {
            let rest: String = name.chars().skip(article.chars().count()).collect();
            return format!("{contracted}{rest}");
        }
    }
    let is_of_word = |c: char| c.is_alphanumeric();
    let word = key.split(|c| !is_of_word(c)).next().unwrap_or_default();
    let is_acronym = name
        .chars()
        .take_while(|c| is_of_word(*c))
        .skip(1)
        .any(char::is_uppercase);
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
    let article = if !is_acronym && is_plural(word) {
        "des "
    } else if vowel || (word.starts_with('h') && !ASPIRATED.contains(&word)) {
        "de l'"
    } else if !is_acronym && is_feminine(word) {
        "de la "
    } else {
        "du "
    };
    format!("{article}{name}")
}

fn is_plural(word: &str) -> bool {
    let singular = [
        "cours",
        "campus",
        "consensus",
        "corps",
        "concours",
        "secours",
    ];
    word.len() > 3 && word.ends_with('s') && !singular.contains(&word)
}

fn is_feminine(word: &str) -> bool {
    FEMININE.contains(&word)
        || ["tion", "sion", "ance", "erie"]
            .iter()
            .any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_article_agrees_with_the_first_word() {
        assert_eq!(
            of("Conseil logiciels libres"),
            "du Conseil logiciels libres"
        );
        assert_eq!(of("Comité d'essai"), "du Comité d'essai");
        assert_eq!(
            of("Commission du numérique"),
            "de la Commission du numérique"
        );
        assert_eq!(of("Fédération d'exemple"), "de la Fédération d'exemple");
        assert_eq!(of("Assises du libre"), "des Assises du libre");
        assert_eq!(of("Campus d'exemple"), "du Campus d'exemple");
    }

    #[test]
    fn a_vowel_or_a_mute_h_elides() {
        assert_eq!(of("Observatoire d'exemple"), "de l'Observatoire d'exemple");
        assert_eq!(of("Équipe d'exemple"), "de l'Équipe d'exemple");
        assert_eq!(of("Habitat d'exemple"), "de l'Habitat d'exemple");
        assert_eq!(of("Haut Conseil d'exemple"), "du Haut Conseil d'exemple");
        assert_eq!(of("États généraux"), "des États généraux");
    }

    #[test]
    fn an_article_contracts_and_an_acronym_is_masculine() {
        assert_eq!(of("Le Conseil"), "du Conseil");
        assert_eq!(of("Les Rencontres"), "des Rencontres");
        assert_eq!(of("La Table ronde"), "de la Table ronde");
        assert_eq!(of("L’Assemblée"), "de l'Assemblée");
        assert_eq!(of("CTIS"), "du CTIS");
        assert_eq!(of(""), "du ");
    }
}
