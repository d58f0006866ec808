//! What stands before a name: "du", "de la", "de l'", "des".

use super::collation::sort_key;

/// First words that are masculine.
const MASCULINE: &str = "archipel atelier bureau cabinet cadastre campus carrefour centre cercle club college \
    collectif comite commissariat commandement concours conseil conservatoire consortium cours corps defenseur \
    departement depot dispositif essaim etablissement etat fablab fonds forum grand groupe groupement haut hopital \
    hub incubateur institut laboratoire lab lycee ministere mouvement musee observatoire office orchestre ordre \
    organisme palais parc parlement petit pole pays port poste premier programme projet quartier rectorat registre \
    reseau secretariat secours senat service sommet stade studio syndicat systeme territoire theatre tribunal \
    village";
/// First words that are feminine, besides those in -tion, -sion, -ance, -ence and -erie.
const FEMININE: &str = "academie alliance amicale antenne assemblee autorite banque bibliotheque brigade caisse \
    cellule chambre chaire cite commune communaute cour coalition cooperative delegation direction ecole \
    entreprise equipe etude fabrique faculte filiere fondation force grande haute imprimerie inspection ligue \
    ludotheque maison manufacture mediatheque metropole mission mutuelle nouvelle oeuvre petite plateforme police \
    prefecture premiere quinzaine regie region ressourcerie securite societe sous structure table task unite \
    universite ville";
/// First words that are always plural.
const PLURAL: &str = "archives assises";
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
/// Acronyms of which the article is known by use, and names that have none.
const KNOWN: [(&str, Article); 4] = [
    (
        "bnf cada cnaf cnav cnil daj dae dares depp drees dnum dss has hatvp ratp rmn sncf",
        Article::Feminine,
    ),
    (
        "cea cerema cese cget chu cnll cnnum cnous cnrs crous csa cstb meae mefr menj menjs mesr mesri mte sdis sgdsn \
         sgg shom tosit",
        Article::Masculine,
    ),
    ("april", Article::Elided),
    (
        "debian etalab framasoft inria inrae mozilla ow2 renater wikimedia",
        Article::Absent,
    ),
];
/// What acronyms of directions begin with: générale, interministérielle, régionale, départementale.
const DIRECTIONS: [&str; 4] = ["dg", "di", "dr", "dd"];
/// The articles, as names begin with them.
const ARTICLES: [(&str, Article); 5] = [
    ("le ", Article::Masculine),
    ("la ", Article::Feminine),
    ("les ", Article::Plural),
    ("l'", Article::Elided),
    ("l\u{2019}", Article::Elided),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Article {
    Masculine,
    Feminine,
    Elided,
    Plural,
    /// "de Framasoft", "par Framasoft".
    Absent,
}

/// Writes "of" an organisation: "du Conseil", "de la Commission", "de l'Observatoire", "des Assises".
///
/// An article that is `given` (le, la, l', les, aucun) decides; else one that the name begins with, or the
/// first word, if it is known. Of an acronym that begins with a vowel nobody needs the gender. `None` where
/// nothing tells: then a sentence without an article is to be written.
#[must_use]
pub fn of(name: &str, given: Option<&str>) -> Option<String> {
    let absent = if is_elided(name) { "d'" } else { "de " };
    with(name, given, ["du ", "de la ", "de l'", "des ", absent])
}

/// Writes "to" an organisation: "au Conseil", "à la DINUM", "à l'Agence", "aux Assises".
#[must_use]
pub fn to(name: &str, given: Option<&str>) -> Option<String> {
    with(name, given, ["au ", "à la ", "à l'", "aux ", "à "])
}

/// Writes "by" an organisation: "par le Conseil", "par la DINUM", "par l'Agence".
#[must_use]
pub fn by(name: &str, given: Option<&str>) -> Option<String> {
    let forms = ["par le ", "par la ", "par l'", "par les ", "par "];
    with(name, given, forms)
}

/// Puts one of five forms before a name, for its article: le, la, l', les, none.
fn with(name: &str, given: Option<&str>, forms: [&str; 5]) -> Option<String> {
    let given = given.map(|word| match word {
        "le" => Article::Masculine,
        "la" => Article::Feminine,
        "les" => Article::Plural,
        "l'" | "l\u{2019}" => Article::Elided,
        _ => Article::Absent,
    });
    let (written, rest) = written(name);
    let (article, rest) = match given {
        Some(Article::Absent) => (Article::Absent, name.to_owned()),
        Some(article) => {
            let is_one = matches!(article, Article::Masculine | Article::Feminine);
            let elides = is_one && is_elided(&rest);
            (if elides { Article::Elided } else { article }, rest)
        }
        None => (written.or_else(|| known(&rest))?, rest),
    };
    let [masculine, feminine, elided, plural, absent] = forms;
    let form = match article {
        Article::Masculine => masculine,
        Article::Feminine => feminine,
        Article::Elided => elided,
        Article::Plural => plural,
        Article::Absent => absent,
    };
    Some(format!("{form}{rest}"))
}

/// Finds the article that a name begins with, and returns the name without it.
fn written(name: &str) -> (Option<Article>, String) {
    let key = sort_key(name);
    for (written, article) in ARTICLES {
        // The key has as many characters as the name up to here: articles have no ligature.
        if key.starts_with(written) {
            let rest = name.chars().skip(written.chars().count());
            return (Some(article), rest.collect());
        }
    }
    (None, name.to_owned())
}

/// Finds the article that the first word of a name has, if that is known.
fn known(name: &str) -> Option<Article> {
    let key = sort_key(name);
    let is_of_word = |c: char| c.is_alphanumeric();
    let word = key.split(|c| !is_of_word(c)).next().unwrap_or_default();
    let is_acronym = is_acronym(name);
    let known = KNOWN.iter().find(|(words, _)| has(words, word));
    let article = if let Some((_, article)) = known {
        *article
    } else if is_acronym {
        let is_direction = DIRECTIONS.iter().any(|it| word.starts_with(it));
        let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
        match (is_direction, vowel) {
            (true, _) => Article::Feminine,
            (false, true) => Article::Elided,
            (false, false) => return None,
        }
    } else {
        gender(word)?
    };
    let is_one = matches!(article, Article::Masculine | Article::Feminine);
    let elides = is_one && is_elided(name);
    Some(if elides { Article::Elided } else { article })
}

/// Tells the gender of a word, or that it is plural.
fn gender(word: &str) -> Option<Article> {
    let feminine = ["tion", "sion", "ance", "ence", "erie"];
    let singular = |word: &str| {
        if has(MASCULINE, word) {
            Some(Article::Masculine)
        } else {
            let ends = feminine.iter().any(|end| word.ends_with(end));
            (ends || has(FEMININE, word)).then_some(Article::Feminine)
        }
    };
    if has(PLURAL, word) {
        return Some(Article::Plural);
    }
    singular(word).or_else(|| {
        let one = word.strip_suffix(['s', 'x'])?;
        let is_plural = singular(one).is_some() || has(PEOPLE, one);
        is_plural.then_some(Article::Plural)
    })
}

/// Words of which names begin with the plural: "Amis du libre".
const PEOPLE: &str = "acteur ami chemin eclaireur journee rencontre";

fn has(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|it| it == word)
}

/// Whether "le" and "de" lose their vowel before a name; the letters of an acronym are spelled.
fn is_elided(name: &str) -> bool {
    let key = sort_key(name);
    let word = key.split(|c: char| !c.is_alphanumeric()).next();
    let word = word.unwrap_or_default();
    let mute = word.starts_with('h') && !ASPIRATED.contains(&word) && !is_acronym(name);
    word.starts_with(['a', 'e', 'i', 'o', 'u']) || mute
}

/// Whether the first word of a name has a capital within.
fn is_acronym(name: &str) -> bool {
    let first = name.chars().take_while(|c| c.is_alphanumeric());
    first.skip(1).any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{by, of, to};

    #[test]
    fn the_first_word_tells_the_article_or_nothing_does() {
        for (name, expected) in [
            ("Conseil logiciels libres", "du Conseil logiciels libres"),
            ("Conseil d'État", "du Conseil d'État"),
            ("Comité d'essai", "du Comité d'essai"),
            ("Commission du numérique", "de la Commission du numérique"),
            ("Fédération d'exemple", "de la Fédération d'exemple"),
            ("Haute Autorité d'exemple", "de la Haute Autorité d'exemple"),
            ("Haut Conseil d'exemple", "du Haut Conseil d'exemple"),
            ("Ville de Lyon", "de la Ville de Lyon"),
            ("Ministère de la Culture", "du Ministère de la Culture"),
            ("Agence d'exemple", "de l'Agence d'exemple"),
            ("Association d'exemple", "de l'Association d'exemple"),
            ("Autorité d'exemple", "de l'Autorité d'exemple"),
            ("Assises du libre", "des Assises du libre"),
            (
                "Services du Premier ministre",
                "des Services du Premier ministre",
            ),
            ("Archives nationales", "des Archives nationales"),
            ("États généraux", "des États généraux"),
            ("Campus d'exemple", "du Campus d'exemple"),
            ("Observatoire d'exemple", "de l'Observatoire d'exemple"),
            ("Équipe d'exemple", "de l'Équipe d'exemple"),
            ("Hôpital d'exemple", "de l'Hôpital d'exemple"),
            ("Hub d'exemple", "du Hub d'exemple"),
            // An article contracts.
            ("Le Conseil", "du Conseil"),
            ("Les Rencontres", "des Rencontres"),
            ("La Table ronde", "de la Table ronde"),
            ("L\u{2019}Assemblée", "de l'Assemblée"),
            // Acronyms: of a direction, with a vowel, known by use.
            ("DINUM", "de la DINUM"),
            ("DGFIP", "de la DGFIP"),
            ("DAJ du MEFR", "de la DAJ du MEFR"),
            ("ADULLACT", "de l'ADULLACT"),
            ("ANSSI", "de l'ANSSI"),
            ("CNIL", "de la CNIL"),
            ("HATVP", "de la HATVP"),
            ("CNLL", "du CNLL"),
            ("MEAE", "du MEAE"),
            ("Inria", "d'Inria"),
            ("OW2", "d'OW2"),
            ("Framasoft", "de Framasoft"),
            // Nobody can tell.
            ("CTIS", ""),
            ("FSFE", ""),
            ("Alpha", ""),
            ("Software Heritage", ""),
            ("Paris", ""),
            ("", ""),
        ] {
            assert_eq!(of(name, None).unwrap_or_default(), expected, "{name}");
        }
    }

    #[test]
    fn what_is_given_decides() {
        for (name, given, expected) in [
            ("CTIS", "le", ["du CTIS", "au CTIS", "par le CTIS"]),
            ("FSFE", "la", ["de la FSFE", "à la FSFE", "par la FSFE"]),
            ("Alpha", "aucun", ["d'Alpha", "à Alpha", "par Alpha"]),
            (
                "Mozilla",
                "aucun",
                ["de Mozilla", "à Mozilla", "par Mozilla"],
            ),
            ("HCSP", "le", ["du HCSP", "au HCSP", "par le HCSP"]),
            ("Orne", "la", ["de l'Orne", "à l'Orne", "par l'Orne"]),
            ("Yonne", "l'", ["de l'Yonne", "à l'Yonne", "par l'Yonne"]),
            (
                "Yonne",
                "l\u{2019}",
                ["de l'Yonne", "à l'Yonne", "par l'Yonne"],
            ),
            ("Mines", "les", ["des Mines", "aux Mines", "par les Mines"]),
            (
                "La Fabrique",
                "la",
                ["de la Fabrique", "à la Fabrique", "par la Fabrique"],
            ),
        ] {
            let given = Some(given);
            let said = [of(name, given), to(name, given), by(name, given)];
            assert_eq!(said.map(Option::unwrap_or_default), expected, "{name}");
        }
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
            let said = (to(name, None).unwrap(), by(name, None).unwrap());
            assert_eq!(said, (handed.to_owned(), done.to_owned()));
        }
    }
}
