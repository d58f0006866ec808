//! Lists, agreement in number and capitals.

/// Joins items into a list: "a", "a et b", "a, b et c".
///
/// French puts no comma before the "et" that closes the list. No item gives
/// the empty text.
#[must_use]
pub fn and<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} et {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Chooses the form that agrees with a count: "réunion", "réunions".
///
/// The plural begins at two: in French, none and one are singular.
#[must_use]
pub fn agree<'a>(count: usize, singular: &'a str, plural: &'a str) -> &'a str {
    if count < 2 { singular } else { plural }
}

/// Writes a count and what agrees with it: "0 réunion annulée", "2 réunions annulées".
#[must_use]
pub fn counted(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", agree(count, singular, plural))
}

/// Puts the first letter in upper case and keeps its accent: "Écosystème".
///
/// Punctuation before that letter is passed over ("« avis »" gives "« Avis »");
/// a text that begins with a digit is returned as it is ("2e réunion").
#[must_use]
pub fn capitalized(text: &str) -> String {
    match first_letter(text) {
        Some((before, letter, after)) => {
            let upper: String = letter.to_uppercase().collect();
            format!("{before}{upper}{after}")
        }
        None => text.to_owned(),
    }
}

/// Puts the first letter in lower case, to go on inside a sentence: "réunion".
///
/// A first word that holds another capital or a digit is taken for an acronym
/// or a name and kept ("ADULLACT", "OW2"). A name without either cannot be told
/// from an ordinary word: "Mozilla" gives "mozilla".
#[must_use]
pub fn uncapitalized(text: &str) -> String {
    match first_letter(text) {
        Some((before, letter, after)) if !is_name(after) => {
            let lower: String = letter.to_lowercase().collect();
            format!("{before}{lower}{after}")
        }
        _ => text.to_owned(),
    }
}

/// Cuts a text around the letter that begins it, punctuation passed over.
fn first_letter(text: &str) -> Option<(&str, char, &str)> {
    let start = text.find(char::is_alphanumeric)?;
    let (before, word) = text.split_at_checked(start)?;
    let mut rest = word.chars();
    let letter = rest.next().filter(|first| first.is_alphabetic())?;
    Some((before, letter, rest.as_str()))
}

/// Tells from what follows its first letter whether a word is a name.
fn is_name(after_first_letter: &str) -> bool {
    after_first_letter
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .any(|c| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_with_et_and_without_a_comma_before_it() {
        assert_eq!(and::<&str>(&[]), "");
        assert_eq!(and(&["administrations"]), "administrations");
        assert_eq!(
            and(&["administrations", "écosystème"]),
            "administrations et écosystème"
        );
        assert_eq!(and(&["AFUL", "APRIL", "CNLL"]), "AFUL, APRIL et CNLL");
        assert_eq!(
            and(&[
                "a".to_owned(),
                "b".to_owned(),
                "c".to_owned(),
                "d".to_owned()
            ]),
            "a, b, c et d"
        );
    }

    #[test]
    fn none_and_one_are_singular() {
        let meetings = |count| counted(count, "réunion annulée", "réunions annulées");
        assert_eq!(meetings(0), "0 réunion annulée");
        assert_eq!(meetings(1), "1 réunion annulée");
        assert_eq!(meetings(2), "2 réunions annulées");
        assert_eq!(meetings(22), "22 réunions annulées");
        assert_eq!(
            agree(0, "avis favorable", "avis favorables"),
            "avis favorable"
        );
    }

    #[test]
    fn a_capital_keeps_its_accent() {
        assert_eq!(capitalized("écosystème"), "Écosystème");
        assert_eq!(capitalized("œuvre libre"), "Œuvre libre");
        assert_eq!(capitalized("à Paris"), "À Paris");
        assert_eq!(capitalized("e\u{301}cosystème"), "E\u{301}cosystème");
    }

    #[test]
    fn only_the_first_letter_is_capitalized() {
        assert_eq!(capitalized("l'écosystème"), "L'écosystème");
        assert_eq!(capitalized("« avis » publié"), "« Avis » publié");
        assert_eq!(capitalized("ADULLACT"), "ADULLACT");
        assert_eq!(capitalized("2e réunion"), "2e réunion");
        assert_eq!(capitalized(""), "");
        assert_eq!(capitalized("…"), "…");
    }

    #[test]
    fn a_title_goes_on_inside_a_sentence() {
        assert_eq!(
            uncapitalized("Réunion administrations (2/2)"),
            "réunion administrations (2/2)"
        );
        assert_eq!(uncapitalized("Écosystème"), "écosystème");
        assert_eq!(uncapitalized("À Paris"), "à Paris");
        assert_eq!(uncapitalized("L'ADULLACT"), "l'ADULLACT");
        assert_eq!(uncapitalized("« Avis »"), "« avis »");
        assert_eq!(uncapitalized(""), "");
    }

    #[test]
    fn an_acronym_keeps_its_capitals() {
        assert_eq!(uncapitalized("ADULLACT et CNLL"), "ADULLACT et CNLL");
        assert_eq!(uncapitalized("OW2"), "OW2");
        assert_eq!(uncapitalized("H2020"), "H2020");
        assert_eq!(uncapitalized("LibreOffice"), "LibreOffice");
    }
}
