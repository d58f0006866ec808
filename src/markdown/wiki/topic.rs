//! What a heading says of the lists below it: their topic and their year.

use crate::locale::collation::words;
use crate::locale::parse_dates::{WrittenDate, written_dates};

/// What the lists under a heading are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Members,
    /// Members as well, but the title of a page may name the body itself so.
    College,
    /// Those who were members.
    FormerMembers,
    Meetings,
    /// Neither of the two, whatever the heading above says.
    Other,
}

/// The years that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Years {
    None,
    One(i32),
    /// "2022-2023" is no single year.
    Several,
}

/// Words in which a preposition comes next, and with it the topic: "liste des membres".
const CONTAINERS: [&str; 9] = [
    "annuaire",
    "archive",
    "archives",
    "historique",
    "list",
    "liste",
    "listes",
    "programme",
    "tableau",
];

/// The same, of meetings where nothing else is named.
const DATES: [&str; 4] = ["date", "dates", "echeancier", "planning"];

const MEMBERS: [&str; 23] = [
    "adherent",
    "adherente",
    "adherentes",
    "adherents",
    "composition",
    "member",
    "members",
    "membership",
    "membre",
    "membres",
    "organisations",
    "organisme",
    "organismes",
    "organizations",
    "participant",
    "participante",
    "participantes",
    "participants",
    "representant",
    "representante",
    "representantes",
    "representants",
    "representatives",
];

const COLLEGES: [&str; 2] = ["college", "colleges"];

const MEETINGS: [&str; 14] = [
    "agenda",
    "assemblee",
    "assemblees",
    "calendar",
    "calendars",
    "calendrier",
    "calendriers",
    "meeting",
    "meetings",
    "rendez",
    "reunion",
    "reunions",
    "seance",
    "seances",
];

const OTHERS: [&str; 44] = [
    "actualite",
    "actualites",
    "adherer",
    "avis",
    "become",
    "becoming",
    "charte",
    "comment",
    "compte",
    "comptes",
    "contact",
    "contacts",
    "contribuer",
    "contributions",
    "decisions",
    "devenir",
    "document",
    "documents",
    "engagements",
    "espace",
    "faq",
    "fonctionnement",
    "how",
    "information",
    "informations",
    "join",
    "lien",
    "liens",
    "licence",
    "links",
    "minutes",
    "missions",
    "news",
    "ordre",
    "organisation",
    "participer",
    "presse",
    "publication",
    "publications",
    "rapports",
    "rejoindre",
    "releves",
    "ressources",
    "role",
];

const FORMER: [&str; 7] = [
    "ancien",
    "ancienne",
    "anciennes",
    "anciens",
    "former",
    "past",
    "precedents",
];

const PREPOSITIONS: [&str; 24] = [
    "a", "au", "aupres", "aux", "avec", "by", "chez", "d", "dans", "de", "des", "du", "en", "for",
    "from", "in", "of", "par", "pour", "sans", "sur", "to", "vers", "with",
];

/// Tells of what the lists under a heading are; `None` where the heading above decides.
///
/// The first word of a topic decides, of those before the first preposition: "Membres de
/// l'écosystème" are members, "Avis des membres" and "Liens vers des organismes" are none. What a
/// word such as "liste" holds is named after the preposition. A heading that names a day is of one
/// meeting, not of a calendar.
#[must_use]
pub(super) fn topic(heading: &str) -> Option<Topic> {
    if written_dates(heading).iter().any(WrittenDate::is_possible) {
        return Some(Topic::Other);
    }
    let words = words(heading);
    let leaves = words
        .iter()
        .any(|(_, word)| ["sortant", "sortants"].contains(&word.as_str()));
    let (mut contained, mut dates, mut former) = (false, false, false);
    for (_, word) in &words {
        let is = |words: &[&str]| words.contains(&word.as_str());
        if is(&OTHERS) {
            return Some(Topic::Other);
        } else if is(&["quitte", "demissionnaires"]) {
            return Some(Topic::FormerMembers);
        } else if is(&MEETINGS) {
            return Some(Topic::Meetings);
        } else if (former || leaves) && (is(&MEMBERS) || is(&COLLEGES)) {
            return Some(Topic::FormerMembers);
        } else if is(&MEMBERS) {
            return Some(Topic::Members);
        } else if is(&COLLEGES) {
            return Some(Topic::College);
        } else if is(&PREPOSITIONS) && !contained && !former {
            return None;
        }
        former |= is(&FORMER);
        dates |= is(&DATES);
        contained |= dates || is(&CONTAINERS);
    }
    if dates {
        return Some(Topic::Meetings);
    }
    // "Anciens", below the members.
    (former && words.len() <= 2).then_some(Topic::FormerMembers)
}

/// Tells which years a heading names.
#[must_use]
pub(super) fn years(heading: &str) -> Years {
    let words = words(heading);
    let mut years = words.iter().enumerate().filter_map(|(at, (_, word))| {
        let year: i32 = word.parse().ok().filter(|_| word.len() == 4)?;
        (1900..2200).contains(&year).then_some((at, year))
    });
    let Some((at, year)) = years.next() else {
        return Years::None;
    };
    // "2022-23", "2022/23"
    let goes_on = words.get(at + 1).is_some_and(|(next, word)| {
        let after = words.get(at).map_or(0, |(at, _)| at.end);
        let gap = heading.get(after..next.start).unwrap_or_default().trim();
        word.len() == 2
            && word.bytes().all(|b| b.is_ascii_digit())
            && ["-", "/", "\u{2013}"].contains(&gap)
    });
    if years.all(|(_, other)| other == year) && !goes_on {
        Years::One(year)
    } else {
        Years::Several
    }
}

/// Whether the title of a page makes it the minutes of a meeting.
///
/// Those who were there are no members, and the days it names are no meetings to come.
#[must_use]
pub(super) fn is_of_minutes(title: &str) -> bool {
    let words = words(title);
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word.as_str());
    matches!(
        (word(0), word(1)),
        ("compte", "rendu")
            | ("proces", "verbal")
            | ("minutes", "of")
            | ("releve", "de" | "des")
            | ("cr" | "pv", _)
    )
}
