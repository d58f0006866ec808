//! What the TOML parser says, in French.

/// Says a message of the parser in French, or quotes it where it is not a common one.
///
/// A message is a description, and often ", expected" with what should stand there instead.
#[must_use]
pub fn translated(message: &str) -> String {
    let (description, expected) = match message.split_once(", expected ") {
        Some((description, expected)) => (description, Some(expected)),
        None => (message, None),
    };
    match (known(DESCRIPTIONS, description), expected.and_then(wanted)) {
        (Some(description), Some(wanted)) => format!("{description}, attendu\u{a0}: {wanted}"),
        (Some(description), None) => description.to_owned(),
        (None, _) => format!("«\u{a0}{message}\u{a0}»"),
    }
}

fn wanted(expected: &str) -> Option<String> {
    if let Some(words) = known(EXPECTED, expected) {
        return Some(words.to_owned());
    }
    if let Some((unit, bounds)) = expected.split_once(" between ") {
        let (least, most) = bounds.split_once(" and ")?;
        return Some(format!("{} de {least} à {most}", known(UNITS, unit)?));
    }
    expected.starts_with('`').then(|| expected.to_owned())
}

fn known(table: &[(&str, &'static str)], words: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(english, _)| *english == words)
        .map(|(_, french)| *french)
}

const UNITS: &[(&str, &str)] = &[
    ("month", "mois"),
    ("day", "jour"),
    ("hour", "heure"),
    ("minute", "minute"),
    ("second", "seconde"),
];

const EXPECTED: &[(&str, &str)] = &[
    ("newline", "fin de ligne"),
    ("newline, `#`", "fin de ligne ou `#`"),
    ("key", "une clé"),
    ("value", "une valeur"),
    ("value, `]`", "une valeur ou `]`"),
    ("digits", "des chiffres"),
    (
        "letters, numbers, `-`, `_`",
        "lettres sans accent, chiffres, `-` ou `_`",
    ),
    ("a four-digit year (YYYY)", "une année de quatre chiffres"),
    ("a two-digit month (MM)", "un mois de deux chiffres"),
    ("a two-digit day (DD)", "un jour de deux chiffres"),
    ("a two-digit hour (HH)", "une heure de deux chiffres"),
    ("a two-digit minute (MM)", "une minute de deux chiffres"),
    ("a two-digit second (SS)", "une seconde de deux chiffres"),
    ("hour", "une heure"),
    ("minute", "une minute"),
    ("second", "une seconde"),
    ("month", "un mois"),
    ("day", "un jour"),
];

const DESCRIPTIONS: &[(&str, &str)] = &[
    (
        "string values must be quoted",
        "un texte s'écrit entre guillemets",
    ),
    ("duplicate key", "cette clé ou cette table est déjà là"),
    ("key with no value", "clé sans valeur"),
    ("missing value", "valeur absente"),
    ("missing value for key", "valeur absente"),
    ("invalid value", "valeur mal formée"),
    ("invalid key-value pair", "clé ou valeur mal formée"),
    (
        "unexpected key or value",
        "la ligne aurait dû s'arrêter avant",
    ),
    ("unexpected content", "contenu inattendu"),
    ("invalid unquoted key", "clé mal formée"),
    ("unquoted keys cannot be empty", "clé vide"),
    ("missing key for inline table element", "clé absente"),
    ("extra `=`", "`=` en trop"),
    ("extra assignment between key-value pairs", "`=` en trop"),
    ("missing assignment between key-value pairs", "`=` absent"),
    ("unexpected `=` in array", "`=` dans une liste"),
    ("extra comma in array", "virgule en trop dans la liste"),
    (
        "extra comma in inline table",
        "virgule en trop dans la table",
    ),
    (
        "missing comma between array elements",
        "virgule absente entre deux éléments de la liste",
    ),
    (
        "missing comma between key-value pairs",
        "virgule absente entre deux clés",
    ),
    ("unclosed array", "liste non fermée"),
    ("unclosed table", "nom de table non fermé"),
    ("unclosed array table", "nom de table non fermé"),
    ("unclosed inline table", "table non fermée"),
    ("missing array opening", "liste sans début"),
    ("missing inline table opening", "table sans début"),
    ("missing table open", "nom de table sans début"),
    ("missing opening quote", "guillemet ouvrant absent"),
    ("invalid string", "texte mal formé ou non fermé"),
    ("invalid basic string", "texte mal formé ou non fermé"),
    ("invalid literal string", "texte mal formé ou non fermé"),
    (
        "invalid multi-line basic string",
        "texte sur plusieurs lignes mal formé ou non fermé",
    ),
    (
        "invalid multi-line literal string",
        "texte sur plusieurs lignes mal formé ou non fermé",
    ),
    ("missing escaped value", "`\\` qui n'annonce rien de connu"),
    (
        "too few unicode value digits",
        "code de caractère trop court",
    ),
    ("invalid boolean", "ni vrai ni faux"),
    ("invalid date", "date mal formée"),
    ("invalid time", "heure mal formée"),
    ("invalid offset", "décalage horaire mal formé"),
    ("invalid date-time", "date ou heure mal formée"),
    ("invalid datetime", "date ou heure mal formée"),
    ("invalid float", "nombre décimal mal formé"),
    ("invalid integer number", "nombre mal formé"),
    ("unexpected leading zero", "zéro en trop devant le nombre"),
    ("unexpected sign", "signe inattendu"),
    ("redundant numeric sign", "signe en trop"),
    (
        "`_` may only go between digits",
        "`_` ne se place qu'entre deux chiffres",
    ),
    (
        "carriage return must be followed by newline",
        "retour chariot sans saut de ligne",
    ),
    (
        "invalid comment character",
        "caractère interdit dans un commentaire",
    ),
    (
        "cannot recurse further; max recursion depth met",
        "trop de niveaux imbriqués",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_messages_are_translated_with_what_was_expected() {
        for (english, french) in [
            (
                "string values must be quoted, expected literal string",
                "un texte s'écrit entre guillemets",
            ),
            (
                "unclosed array, expected `]`",
                "liste non fermée, attendu\u{a0}: `]`",
            ),
            (
                "invalid date, expected month between 01 and 12",
                "date mal formée, attendu\u{a0}: mois de 01 à 12",
            ),
            (
                "unexpected key or value, expected newline, `#`",
                "la ligne aurait dû s'arrêter avant, attendu\u{a0}: fin de ligne ou `#`",
            ),
            ("duplicate key", "cette clé ou cette table est déjà là"),
            (
                "unexpected leading zero, expected nothing",
                "zéro en trop devant le nombre",
            ),
        ] {
            assert_eq!(translated(english), french);
        }
    }

    #[test]
    fn other_messages_are_quoted() {
        assert_eq!(
            translated("flux capacitor, expected `x`"),
            "«\u{a0}flux capacitor, expected `x`\u{a0}»"
        );
    }
}
