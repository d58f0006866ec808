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
/// The articles, as names begin with them.
const ARTICLES: [(&str, Article); 4] = [
    ("le ", Article::Masculine),
    ("la ", Article::Feminine),
    ("les ", Article::Plural),
    ("l'", Article::Elided),
];

#[derive(Clone, Copy)]
enum Article {
    Masculine,
    Feminine,
    Elided,
    Plural,
}

/// Writes "of" an organisation: "du Conseil", "de la Commission", "de l'Observatoire", "des Assises".
///
/// The first word decides: an article contracts, a vowel or a mute h elides. Of a first word that
/// is neither listed nor ends as feminine words do, the masculine is supposed; one in -s that is
/// no listed word counts as plural. An acronym in D is that of a "direction".
#[must_use]
pub fn of(name: &str) -> String {
    with(name, ["du ", "de la ", "de l'", "des "])
}

/// Writes "to" an organisation: "au Conseil", "à la DINUM", "à l'Agence", "aux Assises".
#[must_use]
pub fn to(name: &str) -> String {
    with(name, ["au ", "à la ", "à l'", "aux "])
}

/// Writes "by" an organisation: "par le Conseil", "par la DINUM", "par l'Agence".
#[must_use]
pub fn by(name: &str) -> String {
    with(name, ["par le ", "par la ", "par l'", "par les "])
}

/// Puts one of four forms before a name, for its article: le, la, l', les.
fn with(name: &str, forms: [&str; 4]) -> String {
    let (article, rest) = article(name);
    let [masculine, feminine, elided, plural] = forms;
    let form = match article {
        Article::Masculine => masculine,
        Article::Feminine => feminine,
        Article::Elided => elided,
        Article::Plural => plural,
    };
    format!("{form}{rest}")
}

/// Finds the article of a name, and returns the name without it.
fn article(name: &str) -> (Article, String) {
    let key = sort_key(name);
    for (written, article) in ARTICLES {
        // The key has as many characters as the name up to here: articles have no ligature.
        if key.starts_with(written) {
            let rest = name.chars().skip(written.chars().count());
            return (article, rest.collect());
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
    let feminine = if is_acronym {
        word.starts_with('d')
    } else {
        is_feminine(word)
    };
    let article = if !is_acronym && is_plural(word) {
        Article::Plural
    } else if vowel || (word.starts_with('h') && !ASPIRATED.contains(&word)) {
        Article::Elided
    } else if feminine {
        Article::Feminine
    } else {
        Article::Masculine
    };
    (article, name.to_owned())
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
    use super::{by, of, to};

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

    #[test]
    fn an_acronym_in_d_is_that_of_a_direction() {
        assert_eq!(of("DINUM"), "de la DINUM");
        assert_eq!(by("DAJ du MEFR"), "par la DAJ du MEFR");
        assert_eq!(by("Département d'exemple"), "par le Département d'exemple");
    }

    #[test]
    fn what_is_done_by_or_handed_to_an_organisation_has_its_article() {
        for (name, handed, done) in [
            ("DINUM", "à la DINUM", "par la DINUM"),
            (
                "Agence d'exemple",
                "à l'Agence d'exemple",
                "par l'Agence d'exemple",
            ),
            (
                "Conseil d'exemple",
                "au Conseil d'exemple",
                "par le Conseil d'exemple",
            ),
            (
                "Assises du libre",
                "aux Assises du libre",
                "par les Assises du libre",
            ),
            ("La Fabrique", "à la Fabrique", "par la Fabrique"),
            ("L'Atelier", "à l'Atelier", "par l'Atelier"),
        ] {
            assert_eq!((to(name), by(name)), (handed.to_owned(), done.to_owned()));
        }
    }
}
