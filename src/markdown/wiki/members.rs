//! What an item of a list of members says: a name, and perhaps more about it.

use std::ops::Range;

use super::passage::{Linked, Passage, is_sentence, on_one_line};
use crate::locale::collation::sort_key;
use crate::locale::parse_dates::written_dates;

/// The longest name, in bytes.
const LONGEST: usize = 160;

/// What follows a comma within a name: "Ministère de la culture, de la jeunesse et des sports".
const GOES_ON: [&str; 7] = ["and ", "d'", "d\u{2019}", "de ", "des ", "du ", "et "];

/// Returns the name and the address of the organisation that an item names.
///
/// `None` if it is a sentence, an address, several names or none. The name is the link or the
/// emphasis with which the item begins, else what stands before the first parenthesis, colon or
/// comma. A hyphen or a dash between spaces is part of it, unless an acronym is spelt out after it.
#[must_use]
pub(super) fn member(said: &Passage) -> Option<(String, Option<String>)> {
    let text = said
        .text
        .trim_end_matches(|c: char| c.is_whitespace() || ";,".contains(c));
    let start = text.len() - text.trim_start().len();
    let begins = |at: &Range<usize>| at.start <= start && start < at.end;
    let link = said.links.iter().find(|link| begins(&link.over));
    let strong = said.strong.iter().find(|at| begins(at));
    let marked = link.map(|link| &link.over).into_iter().chain(strong);
    let marked = marked.map(|at| at.end.min(text.len())).max();
    let site = site(said);
    let name = if let Some(end) = marked {
        let rest = text.get(end..)?.trim_start();
        let name = text.get(start..end)?;
        let apart = rest.is_empty() || rest.starts_with(is_sign) || name.ends_with(':');
        cut(name, &[]).filter(|_| apart)?
    } else {
        let said = text.get(start..)?;
        let mut ends = ends_of_name(said);
        ends.extend(site.and_then(|site| site.over.start.checked_sub(start)));
        let name = cut(said, &ends)?;
        // A comma within a sentence ends no name.
        let many = name.split_whitespace().count() > 3;
        let sentence = many && said.ends_with(['.', '!', '?']);
        let comma = said.get(name.len()..)?.starts_with(',');
        Some(name).filter(|_| !(sentence && comma))?
    };
    let url = link.or(site).map(|link| link.link.target.clone());
    let document = link.is_some_and(|link| is_of_no_member(&link.link.target));
    let struck = said.struck.iter().any(begins);
    let sound = is_name(name) && !struck && !document && !names_several(said, text);
    sound.then(|| (on_one_line(name), url.filter(|url| is_web(url))))
}

/// Cuts a name at the first parenthesis or colon, or at one of some other places.
fn cut<'a>(text: &'a str, places: &[usize]) -> Option<&'a str> {
    let marks = [
        " (", "\u{a0}(", "\n(", " [", ": ", " :", "\u{a0}:", ":\n", "; ", " ;",
    ];
    let marks = marks.iter().filter_map(|mark| text.find(mark));
    let end = marks.chain(places.iter().copied()).min();
    let name = text.get(..end.unwrap_or(text.len()))?;
    Some(name.trim_matches(|c: char| c.is_whitespace() || ":;,-\u{2013}\u{2014}".contains(c)))
}

/// Lists where a name may end without a parenthesis or a colon: at a comma, or a dash.
fn ends_of_name(text: &str) -> Vec<usize> {
    let comma = text.match_indices(',').find(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let said = rest.trim_start();
        said.len() < rest.len() && !GOES_ON.iter().any(|more| said.starts_with(more))
    });
    let dashes = [" - ", " \u{2013} ", " \u{2014} "].into_iter();
    let dashes = dashes.filter_map(|dash| {
        let (acronym, words) = text.split_once(dash)?;
        spells_out(acronym, words).then_some(acronym.len())
    });
    comma.map(|(at, _)| at).into_iter().chain(dashes).collect()
}

/// Whether words begin with the letters of an acronym, or most of them.
fn spells_out(acronym: &str, words: &str) -> bool {
    let words = words.split(|c: char| !c.is_alphanumeric());
    let mut initials = words.filter_map(|word| word.chars().next());
    let mut letters = acronym.chars();
    let same = |one: char, other: char| one.to_uppercase().eq(other.to_uppercase());
    let first = letters.next().zip(initials.next());
    let begins = first.is_some_and(|(letter, initial)| same(letter, initial));
    let rest = letters.clone().count();
    let given = letters.filter(|letter| initials.any(|initial| same(initial, *letter)));
    is_acronym(acronym) && begins && given.count() * 2 >= rest
}

fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.contains(char::is_whitespace)
}

/// Whether an item names several organisations, as "AMUE, ANSSI".
fn names_several(said: &Passage, text: &str) -> bool {
    const JOINS: [&str; 6] = [",", "/", "&", "et", "and", ", et"];
    let linked = said.links.windows(2).any(|pair| match pair {
        [one, other] => {
            let between = text.get(one.over.end..other.over.start).unwrap_or_default();
            JOINS.contains(&between.trim())
        }
        _ => false,
    });
    let names = cut(text, &[]).unwrap_or_default();
    let commas = names.split([',', '/']);
    let names: Vec<&str> = commas
        .flat_map(|part| part.split(" et "))
        .map(str::trim)
        .collect();
    let short = names
        .iter()
        .all(|name| name.split_whitespace().count() <= 2);
    let acronyms = names.len() > 1 && names.iter().all(|name| is_acronym(name));
    linked || acronyms || (names.len() > 2 && short)
}

/// Returns the link beside a name that is none itself: "AMUE (site)".
fn site(said: &Passage) -> Option<&Linked> {
    const LABELS: [&str; 5] = ["lien", "page", "site", "site web", "web"];
    let is_site = |linked: &&Linked| {
        let label = said
            .text
            .get(linked.over.clone())
            .unwrap_or_default()
            .trim();
        let target = linked.link.target.as_str();
        linked.over.is_empty()
            || label.contains("://")
            || label == target
            || LABELS.contains(&sort_key(label).as_str())
    };
    said.links.iter().find(is_site)
}

/// Whether a link leads to a person or to a document.
fn is_of_no_member(target: &str) -> bool {
    const ENDS: [&str; 9] = [
        ".csv", ".doc", ".docx", ".ics", ".ods", ".odt", ".pdf", ".xlsx", ".zip",
    ];
    let target = target.to_lowercase();
    ["mailto:", "tel:"]
        .iter()
        .any(|start| target.starts_with(start))
        || ENDS.iter().any(|end| target.ends_with(end))
}

fn is_web(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}

/// Whether a text is a name: neither a sentence nor an address, nor so many seats.
fn is_name(text: &str) -> bool {
    const SEATS: [&str; 16] = [
        "autres",
        "chaque",
        "cinq",
        "des",
        "deux",
        "dix",
        "dont",
        "plusieurs",
        "quatre",
        "sept",
        "six",
        "trois",
        "un",
        "un(e)",
        "une",
        "voir",
    ];
    const NOBODY: [&str; 7] = [
        "a completer",
        "a venir",
        "aucun",
        "aucune",
        "etc",
        "neant",
        "vacant",
    ];
    let key = sort_key(text);
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let number = first.bytes().all(|b| b.is_ascii_digit());
    let lower = second.is_some_and(|word| word.starts_with(char::is_lowercase));
    let seats =
        (number && lower) || (second.is_some() && SEATS.contains(&sort_key(first).as_str()));
    let many = text.split_whitespace().count() > 3;
    let address = text.contains("://") || text.contains('@') || key.starts_with("www.");
    let sentence = is_sentence(text) || (many && text.ends_with(['.', '!', '?']));
    text.len() <= LONGEST
        && text.contains(char::is_alphabetic)
        && !(address || sentence || seats)
        && !NOBODY.contains(&key.trim_end_matches(['.', '\u{2026}']))
        && written_dates(text).is_empty()
}

/// Whether a sign may follow a name at once.
fn is_sign(sign: char) -> bool {
    "(),.:;/[&-\u{2013}\u{2014}".contains(sign)
}

#[cfg(test)]
mod tests {
    use crate::markdown::wiki::read;

    /// Shows what the only item of a list of members is read as.
    fn item(line: &str) -> String {
        let page = read(&format!("## Membres\n\n- {line}\n"));
        let members: Vec<_> = page.members.iter().flat_map(|list| &list.members).collect();
        match (members.as_slice(), page.unread.len()) {
            ([], 0) => "nothing".to_owned(),
            ([], 1) => "unread".to_owned(),
            ([one], 0) => match &one.url {
                Some(url) => format!("{} <{url}>", one.name),
                None => one.name.clone(),
            },
            other => format!("{other:?}"),
        }
    }

    fn compare(table: &[(&str, &str)]) {
        for (line, expected) in table {
            assert_eq!(item(line), *expected, "{line}");
        }
    }

    #[test]
    fn a_name_is_told_from_what_is_said_of_it() {
        compare(&[
            ("AMUE", "AMUE"),
            (
                "[ADULLACT](https://adullact.org/)",
                "ADULLACT <https://adullact.org/>",
            ),
            ("**AMUE** (Agence de mutualisation)", "AMUE"),
            ("**AMUE :** agence de mutualisation", "AMUE"),
            (
                "**[AMUE](https://www.amue.fr/)**",
                "AMUE <https://www.amue.fr/>",
            ),
            (
                "[**AMUE** agence](https://www.amue.fr/) : une agence",
                "AMUE agence <https://www.amue.fr/>",
            ),
            ("*AMUE*", "AMUE"),
            ("AMUE (Agence de mutualisation)", "AMUE"),
            ("AMUE : agence de mutualisation", "AMUE"),
            ("AMUE\u{a0}: agence", "AMUE"),
            ("AMUE, rattachée au ministère", "AMUE"),
            ("AMUE ;", "AMUE"),
            ("AMUE ; suppléant CNIL", "AMUE"),
            ("CNIL.", "CNIL."),
            (
                "AMUE – Agence de mutualisation des universités et établissements",
                "AMUE",
            ),
            ("DINUM - direction interministérielle du numérique", "DINUM"),
            (
                "Hub Open Source - Systematic Paris Region",
                "Hub Open Source - Systematic Paris Region",
            ),
            (
                "[Hub - Systematic](https://example.org)",
                "Hub - Systematic <https://example.org>",
            ),
            (
                "Comité pour la science ouverte",
                "Comité pour la science ouverte",
            ),
            ("DAJ du MEFR", "DAJ du MEFR"),
            (
                "Ministère de l'Éducation nationale, de la Jeunesse et des Sports",
                "Ministère de l'Éducation nationale, de la Jeunesse et des Sports",
            ),
            (
                "AMUE (<https://www.amue.fr/>)",
                "AMUE <https://www.amue.fr/>",
            ),
            (
                "AMUE – [site](https://www.amue.fr/)",
                "AMUE <https://www.amue.fr/>",
            ),
            ("AMUE ([convention](https://example.org/c))", "AMUE"),
            ("[AMUE](membres/amue.md)", "AMUE"),
            (
                "[![AMUE](logo.png)](https://www.amue.fr/)",
                "AMUE <https://www.amue.fr/>",
            ),
            ("[x] AMUE", "AMUE"),
            ("OW2", "OW2"),
            ("data.gouv.fr", "data.gouv.fr"),
            ("42", "unread"),
        ]);
    }

    #[test]
    fn what_is_no_name_is_unread() {
        compare(&[
            ("Le conseil est composé de dix organismes", "unread"),
            (
                "Les membres siègent pour deux ans, sans être payés.",
                "unread",
            ),
            ("un représentant du ministère de la culture", "unread"),
            ("Deux représentants des usagers", "unread"),
            ("3 personnes qualifiées", "unread"),
            ("AMUE, ANSSI", "unread"),
            ("AMUE, ANSSI et CNIL", "unread"),
            (
                "[AMUE](https://www.amue.fr/) et [CNIL](https://cnil.fr)",
                "unread",
            ),
            ("[AMUE](https://www.amue.fr/) est une agence", "unread"),
            ("https://opensource.amue.fr", "unread"),
            ("[Une personne](mailto:personne@example.org)", "unread"),
            ("personne@example.org", "unread"),
            ("[Règlement](reglement.pdf)", "unread"),
            ("~~ANCT~~", "unread"),
            ("AMUE depuis le 24 février 2023", "unread"),
            ("etc.", "unread"),
            ("…", "unread"),
            ("", "nothing"),
        ]);
    }
}
