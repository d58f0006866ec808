//! What a heading says of the lists below it: their topic and their year.

use super::words::{
    AS_OF, BODIES_OF_MEMBERS, COLLEGES, CONTAINERS, DATES, FORMER, MEETING_NAMES, MEETINGS,
    MEMBER_HINTS, MEMBERS, OTHERS, PREPOSITIONS, SMALL, TEMPLATES, WEEKDAYS,
};
use crate::locale::collation::words;
use crate::locale::parse_dates::written_dates;

/// What the lists under a heading are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Members,
    /// Members as well, but the title of a page may name the body itself so.
    College,
    /// Those who were members.
    FormerMembers,
    Meetings,
    /// What was said at meetings: those who were there are no members, and yet each is of a meeting.
    Minutes,
    /// Neither of the two, whatever the heading above says.
    Other,
}

/// The years that a heading names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Years {
    #[default]
    None,
    One(i32),
    /// This year and the next, or from September to July: "2022-2023".
    Season(i32),
    /// "2020, 2022" is no single year.
    Several,
}

impl Years {
    /// Returns the year in which a month is; of a season, August is in neither.
    #[must_use]
    pub fn of(self, month: u32) -> Option<i32> {
        match self {
            Self::One(year) => Some(year),
            Self::Season(year) if month >= 9 => Some(year),
            Self::Season(year) if month <= 7 => Some(year + 1),
            Self::Season(_) | Self::None | Self::Several => None,
        }
    }

    /// Takes years for a season only where the months of a list say that it is one: they go from one year
    /// into the next.
    #[must_use]
    pub fn of_list(self, months: &[u32]) -> Self {
        let goes_on = |pair: &[u32]| matches!(pair, [one, other] if *one >= 9 && *other <= 7);
        let count = months.windows(2).filter(|pair| goes_on(pair)).count();
        let back = months.windows(2).filter(|pair| pair[1] < pair[0]).count();
        match self {
            Self::Season(_) if count != 1 || back != 1 => Self::Several,
            other => other,
        }
    }

    /// Returns the only year.
    #[must_use]
    pub fn one(self) -> Option<i32> {
        match self {
            Self::One(year) => Some(year),
            Self::None | Self::Season(_) | Self::Several => None,
        }
    }
}

/// Tells of what the lists under a heading are; `None` where the heading above decides.
///
/// The first word of a topic decides, of those before the first preposition: "Membres de
/// l'écosystème" are members, "Avis des membres" and "Liens vers des organismes" are none. What a
/// word such as "liste" holds is named after the preposition. A heading that names a day is of one
/// meeting, not of a calendar; but "Membres au 1er janvier 2026" are those of that day.
#[must_use]
pub(super) fn topic(heading: &str) -> Option<Topic> {
    let days = written_dates(heading);
    if let Some(day) = days.iter().find(|day| day.is_possible()) {
        let before = heading.get(..day.at.start).unwrap_or_default();
        let is_short = words(before).len() < 3;
        let as_of = before_as_of(before).map(|before| (topic(before), hints_at_members(before)));
        return match as_of {
            Some((None, true)) => None,
            // "Situation au 1er janvier 2026": what stands above says of what.
            Some((None, _)) if is_short => None,
            Some((said @ Some(Topic::Members | Topic::College), _)) => said,
            _ => Some(Topic::Other),
        };
    }
    let words = words(heading);
    let leaves = words
        .iter()
        .any(|(_, word)| ["sortant", "sortante", "sortantes", "sortants"].contains(&word.as_str()));
    // "Ont été membres"
    let is_member = |word: &str| word.starts_with("membre");
    // "Ne sont plus membres"
    let were = words.windows(2).any(|pair| {
        pair[0].1 == "ont" && pair[1].1 == "ete" || pair[0].1 == "plus" && is_member(&pair[1].1)
    });
    let (mut contained, mut dates, mut former, mut hinted) = (false, false, false, false);
    for (_, word) in &words {
        let is = |words: &[&str]| words.contains(&word.as_str());
        if is(&[
            "compte", "comptes", "minutes", "proces", "pv", "releve", "releves",
        ]) {
            return Some(Topic::Minutes);
        } else if is(&OTHERS) && hinted {
            // "Comité directeur et rôle"
            return None;
        } else if is(&OTHERS) && !(word == "organisation" && words.len() == 1) {
            return Some(Topic::Other);
        } else if is(&["quitte", "demissionnaires"]) {
            return Some(Topic::FormerMembers);
        } else if is(&MEETINGS) {
            return Some(Topic::Meetings);
        } else if (former || leaves || were) && (is(&MEMBERS) || is(&COLLEGES)) {
            return Some(Topic::FormerMembers);
        } else if is(&MEMBERS) {
            return Some(Topic::Members);
        } else if is(&COLLEGES) {
            return Some(Topic::College);
        } else if is(&PREPOSITIONS) && !contained && !former {
            return None;
        }
        hinted |= is(&MEMBER_HINTS);
        former |= is(&FORMER);
        dates |= is(&DATES);
        contained |= dates || is(&CONTAINERS);
    }
    if dates {
        return Some(Topic::Meetings);
    }
    // "Anciens", below the members.
    ((former || leaves) && words.len() <= 2).then_some(Topic::FormerMembers)
}

/// Returns what stands before "au", behind which a day says when something was so.
fn before_as_of(before: &str) -> Option<&str> {
    let words = words(before);
    let last = |count: usize| {
        let from = words.len().checked_sub(count)?;
        let said: Vec<&str> = words[from..]
            .iter()
            .map(|(_, word)| word.as_str())
            .collect();
        let is_one = AS_OF.contains(&said.join(" ").as_str());
        is_one.then_some(words[from].0.start)
    };
    let at = (1..=3).rev().find_map(last)?;
    before.get(..at)
}

/// Tells which years a heading names.
#[must_use]
pub(super) fn years(heading: &str) -> Years {
    let words = words(heading);
    let year = |word: &str| word.parse().ok().filter(|year| (1900..2200).contains(year));
    let found = words.iter().enumerate().filter_map(|(at, (_, word))| {
        let year: i32 = year(word).filter(|_| word.len() == 4)?;
        Some((at, year))
    });
    let found: Vec<(usize, i32)> = found.collect();
    let Some((at, first)) = found.first().copied() else {
        return Years::None;
    };
    // "2022-23", "2022/2023"
    let next = words.get(at + 1).and_then(|(next, word)| {
        let after = words.get(at).map_or(0, |(at, _)| at.end);
        let gap = heading.get(after..next.start).unwrap_or_default().trim();
        let joined = ["-", "/", "\u{2013}"].contains(&gap);
        let number = word.bytes().all(|b| b.is_ascii_digit());
        (joined && number && [2, 4].contains(&word.len())).then_some(word.as_str())
    });
    let follows = |word: &str| {
        let whole = (first + 1).to_string();
        word == whole || whole.get(2..) == Some(word)
    };
    let others = |known: &[i32]| found.iter().any(|(_, year)| !known.contains(year));
    match next {
        Some(word) if follows(word) && !others(&[first, first + 1]) => Years::Season(first),
        Some(word) if word.len() == 2 => Years::Several,
        _ if others(&[first]) => Years::Several,
        _ => Years::One(first),
    }
}

/// Whether a heading that is of no topic names members all the same: "Débats entre participants".
#[must_use]
pub(super) fn hints_at_members(heading: &str) -> bool {
    words(heading)
        .iter()
        .any(|(_, word)| MEMBER_HINTS.contains(&word.as_str()))
}

/// Whether a heading says that members stand below it: with its topic, or a word before the first
/// preposition.
#[must_use]
pub(super) fn names_members(heading: &str) -> bool {
    match topic(heading) {
        Some(said) => matches!(said, Topic::Members | Topic::College),
        None => hints(heading).next().is_some(),
    }
}

/// Whether the title or the name of a page says that it is about members. What bodies are called says so
/// only where it stands alone: "Comités", but not "Comité du numérique".
#[must_use]
pub(super) fn is_of_members(title: &str, is_name: bool) -> bool {
    let words = words(title);
    let telling = words
        .iter()
        .filter(|(_, word)| !SMALL.contains(&word.as_str()))
        .count();
    match topic(title) {
        Some(said) => said == Topic::Members,
        None => hints(title)
            .any(|word| is_name || telling == 1 || !BODIES_OF_MEMBERS.contains(&word.as_str())),
    }
}

/// Lists the words before the first preposition that hint at members.
fn hints(heading: &str) -> impl Iterator<Item = String> {
    let words = words(heading)
        .into_iter()
        .map(|(_, word)| String::from(word));
    let before = words.take_while(|word| !PREPOSITIONS.contains(&word.as_str()));
    before.filter(|word| {
        MEMBER_HINTS.contains(&word.as_str())
            && !["partenaires", "organismes"].contains(&word.as_str())
    })
}

/// Whether a heading of members may be of something else: of a weekday, or of who came.
#[must_use]
pub(super) fn is_doubtful(heading: &str) -> bool {
    const ATTENDING: [&str; 7] = [
        "absents",
        "attendees",
        "excuses",
        "participants",
        "presence",
        "presences",
        "presents",
    ];
    let words = words(heading);
    let is = |list: &[&str], word: &str| list.contains(&word);
    words.iter().any(|(_, word)| is(&WEEKDAYS, word))
        || words.len() <= 2 && words.iter().any(|(_, word)| is(&ATTENDING, word))
        || words.first().is_some_and(|(_, word)| word == "composition")
            && words.len() > 1
            && !words.iter().any(|(_, word)| {
                is(
                    &[
                        "conseil",
                        "comite",
                        "commission",
                        "bureau",
                        "college",
                        "groupe",
                    ],
                    word,
                )
            })
}

/// Whether a name or a title says that a page is of meetings, or of what was said at some.
#[must_use]
pub fn is_of_meetings(title: &str) -> bool {
    const EVENTS: [&str; 7] = [
        "activites",
        "crs",
        "cr",
        "evenement",
        "evenements",
        "events",
        "pvs",
    ];
    let said = words(title);
    let is = |list: &[&str], word: &str| list.contains(&word);
    let telling = |word: &str| is(&EVENTS, word) || is(&MEETINGS, word) || is(&MEETING_NAMES, word);
    let is_template = said.iter().any(|(_, word)| is(&TEMPLATES, word));
    !is_template && (is_of_minutes(title) || said.iter().any(|(_, word)| telling(word)))
}

/// Whether the title of a page, or a line, is that of the minutes of a meeting.
#[must_use]
pub fn is_of_minutes(title: &str) -> bool {
    let mut words = words(title);
    if words
        .first()
        .is_some_and(|(_, word)| ["le", "les", "the"].contains(&word.as_str()))
    {
        words.remove(0);
    }
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word.as_str());
    match word(0) {
        "minutes" | "cr" | "pv" | "crs" | "pvs" => true,
        "compte" | "comptes" => ["rendu", "rendus"].contains(&word(1)),
        "proces" => ["verbal", "verbaux"].contains(&word(1)),
        "meeting" => ["minutes", "notes"].contains(&word(1)),
        "notes" => ["de", "of", "from"].contains(&word(1)),
        "releve" => ["de", "des"].contains(&word(1)),
        _ => false,
    }
}
