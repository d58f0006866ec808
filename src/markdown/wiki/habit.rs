//! Hours that a page says once for many meetings: "Les séances ont lieu le jeudi de 15h45 à 17h".

use std::ops::Range;

use chrono::{Datelike, Timelike};

use super::line;
use super::topic::{Topic, topic};
use super::when::{plain_line, weekday_of};
use super::words::{
    DAY_LEADS, HABIT_LABELS, HABIT_VERBS, HABITS, MEET_VERBS, MEETING_NAMES, NO_HABITS, OF_HOURS,
    SOME_MEETINGS,
};
use super::{Heading, MeetingList, Usual};
use crate::locale::collation::{Word, words};
use crate::locale::hours::{WrittenHours, written_hours};
use crate::locale::parse_dates::dates_of_line;
use crate::markdown::lines::Line;

/// What may stand before the day of the week.
const ORDINALS: [&str; 9] = [
    "les",
    "premier",
    "premiers",
    "deuxieme",
    "second",
    "troisieme",
    "quatrieme",
    "dernier",
    "tout",
];

/// What a sentence says of when meetings are, and of which part of the page.
#[derive(Debug, Clone)]
pub(super) struct Habit {
    usual: Usual,
    /// By their number from Monday on; of none it says nothing.
    weekdays: Vec<u32>,
    /// Whether it names meetings.
    is_sure: bool,
    /// Whether it is a label that names none, and so of the lists below its own heading alone: where that
    /// heading begins.
    heading: Option<usize>,
    /// The section in which it stands.
    scope: Range<usize>,
}

/// Lists what the sentences of a page say, whose headings are in the order of the text.
pub(super) fn habits(text: &str, lines: &[Line], headings: &[Heading]) -> Vec<Habit> {
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for line in lines {
        let said = text.get(line.content.clone()).unwrap_or_default();
        let trimmed = said.trim_start();
        let is_blank = trimmed.is_empty();
        let begins = ["- ", "* ", "+ ", "#", "|", ">"]
            .iter()
            .any(|mark| trimmed.starts_with(mark));
        if is_blank || begins {
            blocks.extend(open.take());
        }
        if !is_blank {
            let start = open.map_or(line.content.start, |open| open.start);
            open = Some(start..line.content.end);
        }
    }
    blocks.extend(open);
    for block in blocks {
        let said = text.get(block.clone()).unwrap_or_default();
        let mut from = 0;
        let ends = said.match_indices(['.', '!']).map(|(at, _)| at + 1);
        let ends = ends.filter(|end| {
            let rest = said.get(*end..).unwrap_or_default();
            rest.trim_start_matches(['*', '_'])
                .starts_with(char::is_whitespace)
        });
        for end in ends.chain([said.len()]) {
            let sentence = said.get(from..end).unwrap_or_default();
            let start = block.start + from + sentence.len() - sentence.trim_start().len();
            let above = headings.iter().rfind(|heading| heading.at.start <= start);
            let of_meetings = above.is_some_and(|it| topic(&it.text) == Some(Topic::Meetings));
            if let Some(habit) = habit(sentence, of_meetings) {
                let at = start..block.start + from + sentence.trim_end().len();
                found.push(Habit {
                    usual: Usual { at, ..habit.usual },
                    heading: habit
                        .heading
                        .map(|_| above.map_or(0, |above| above.at.start)),
                    scope: scope(start, headings, text.len()),
                    ..habit
                });
            }
            from = end;
        }
    }
    found
}

/// Returns the section in which a place stands; all of the page where that is the one of its title.
fn scope(place: usize, headings: &[Heading], end: usize) -> Range<usize> {
    let above = headings
        .iter()
        .rposition(|heading| heading.at.start <= place);
    let Some(above) = above else {
        return 0..end;
    };
    let heading = &headings[above];
    let is_title = above == 0
        && headings
            .iter()
            .skip(1)
            .all(|other| other.level > heading.level);
    let mut below = headings.iter().skip(above + 1);
    let next = below.find(|other| other.level <= heading.level);
    match next {
        _ if is_title => 0..end,
        Some(next) => heading.at.start..next.at.start,
        None => heading.at.start..end,
    }
}

/// Reads a sentence, wherever it stands.
fn habit(sentence: &str, of_meetings: bool) -> Option<Habit> {
    let text = bare(sentence);
    let hours = written_hours(&text);
    let [hours] = hours.as_slice() else {
        return None;
    };
    if !dates_of_line(&text).is_empty() || line::zone(&text, hours.at.end).is_some() {
        return None;
    }
    let words = words(&text);
    let is_heading = sentence.trim_start().starts_with('#');
    // "En 2021, les réunions commencent à 14h"
    let is_year =
        |(_, word): &Word<'_>| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let is_of_year = !is_heading && words.iter().any(is_year);
    if is_struck(sentence) || is_denied(&words) || is_of_some(&words) || is_of_year {
        return None;
    }
    let is = |list: &[&str]| words.iter().any(|(_, word)| list.contains(&word.as_str()));
    let plural = |word: &str| {
        let one = word.strip_suffix('s');
        one.is_some_and(|one| MEETING_NAMES.contains(&word) || MEETING_NAMES.contains(&one))
    };
    let several = words.iter().any(|(_, word)| plural(word));
    let named = several || is(&MEETING_NAMES) || is(&MEET_VERBS);
    // "Horaire : de 18h à 20h", below a heading of meetings; such a heading itself.
    let first = words.first().map_or("", |(_, word)| word.as_str());
    let is_label = of_meetings && ["heure", "heures", "horaire", "horaires"].contains(&first);
    let is_heading = several && is_heading;
    // "Réunions de 10h à 12h", "Horaire : 9h30-12h"
    let (is_bare, is_bare_label) = bare_habit(&words, hours, several);
    let day = |word: &str| weekday_of(word).or_else(|| weekday_of(word.strip_suffix('s')?));
    let weekdays: Vec<u32> = words.iter().filter_map(|(_, word)| day(word)).collect();
    let repeated = words
        .iter()
        .any(|(_, word)| word.ends_with('s') && weekday_of(word).is_none() && day(word).is_some())
        || !weekdays.is_empty() && is(&HABITS);
    let mut lead = words.iter().take_while(|(_, word)| day(word).is_none());
    let opens = lead.all(|(_, word)| {
        [DAY_LEADS.as_slice(), HABITS.as_slice(), &ORDINALS]
            .iter()
            .any(|list| list.contains(&word.as_str()))
    });
    let is_habit = if is_label || is_heading || is_bare || is_bare_label {
        true
    } else if named {
        repeated || several && is(&HABIT_VERBS)
    } else {
        repeated && opens
    };
    let usual = Usual {
        start: hours.start,
        end: hours.end.filter(|end| *end > hours.start),
        at: 0..0,
    };
    let is_sure = named || is_label;
    (is_habit && !is(&NO_HABITS)).then_some(Habit {
        usual,
        weekdays,
        is_sure: is_sure || is_bare_label,
        heading: (!is_sure && is_bare_label).then_some(0),
        scope: 0..0,
    })
}

/// Whether a sentence has nothing but meetings, or a label of hours, and the hours: "Réunions de 10h à 12h",
/// "Horaire : 9h30-12h".
fn bare_habit(words: &[Word<'_>], hours: &WrittenHours, several: bool) -> (bool, bool) {
    const EARLIEST: u32 = 7;
    const ALL: [&str; 8] = ["chaque", "la", "les", "nos", "of", "the", "toutes", "tous"];
    let outside = words
        .iter()
        .filter(|(place, _)| place.end <= hours.at.start || place.start >= hours.at.end);
    let outside: Vec<&str> = outside.map(|(_, word)| word.as_str()).collect();
    let leads = |word: &str| OF_HOURS.contains(&word) || ALL.contains(&word);
    let is_meeting = |word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        MEETING_NAMES.contains(&word) || MEETING_NAMES.contains(&one)
    };
    // "Réunions de 2h" says how long they take.
    let last = outside.iter().rfind(|word| OF_HOURS.contains(*word));
    let begins = last.is_some_and(|word| *word != "de");
    let sound = hours.start.hour() >= EARLIEST && (hours.end.is_some() || begins);
    let is_bare = several && outside.iter().all(|word| leads(word) || is_meeting(word));
    let is_label = outside
        .first()
        .is_some_and(|word| HABIT_LABELS.contains(word))
        && outside
            .iter()
            .all(|word| HABIT_LABELS.contains(word) || leads(word) || is_meeting(word));
    (is_bare && sound, is_label && hours.start.hour() >= EARLIEST)
}

fn is_struck(sentence: &str) -> bool {
    ["~~", "<s>", "<del>", "<strike>"]
        .iter()
        .any(|sign| sentence.contains(sign))
}

/// Whether a sentence says that something is not so, or no longer.
fn is_denied(words: &[Word<'_>]) -> bool {
    let has = |list: &[&str]| words.iter().any(|(_, word)| list.contains(&word.as_str()));
    has(&["aucun", "aucune", "longer", "never", "not"])
        || has(&["n", "ne"]) && has(&["plus", "pas", "jamais"])
}

/// Whether a sentence speaks of some meetings among others: "les réunions du bureau", "les plénières".
fn is_of_some(words: &[Word<'_>]) -> bool {
    const ALL: [&str; 5] = ["meetings", "rencontres", "reunions", "seances", "sessions"];
    // "Certaines réunions", "Les réunions publiques"
    words.iter().enumerate().any(|(at, (_, word))| {
        if SOME_MEETINGS.contains(&word.as_str()) {
            return true;
        }
        let next = |far: usize| words.get(at + far).map_or("", |(_, word)| word.as_str());
        let is_of = ["d", "de", "des", "du"].contains(&next(1))
            && weekday_of(next(2)).is_none()
            && !next(2).starts_with(|c: char| c.is_ascii_digit());
        let one = word.strip_suffix('s');
        let is_kind =
            one.is_some_and(|one| MEETING_NAMES.contains(&one)) && !ALL.contains(&word.as_str());
        is_kind || ALL.contains(&word.as_str()) && is_of
    })
}

/// Returns a sentence without its marks and tags.
fn bare(sentence: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for sign in plain_line(sentence).chars() {
        match sign {
            '<' => in_tag = true,
            '>' => in_tag = false,
            '*' | '_' | '`' => {}
            '\n' => text.push(' '),
            sign if !in_tag => text.push(sign),
            _ => {}
        }
    }
    text
}

/// Gives the hours to the meetings below that have none, where all the sentences above agree.
pub(super) fn give(habits: &[Habit], lists: &mut [MeetingList]) {
    let without: Vec<_> = lists
        .iter()
        .flat_map(|list| &list.meetings)
        .filter(|meeting| meeting.start.is_none())
        .map(|meeting| {
            (
                meeting.at.start,
                meeting.date.weekday().num_days_from_monday(),
            )
        })
        .collect();
    // What names no meeting has to fit those that there are.
    let fits = |habit: &Habit| {
        let below = without
            .iter()
            .filter(|(at, _)| habit.scope.contains(at) && habit.usual.at.start < *at);
        let all = below.clone().count();
        let same = below
            .filter(|(_, weekday)| habit.weekdays.contains(weekday))
            .count();
        habit.is_sure || same > 1 && same * 3 >= all * 2
    };
    let habits: Vec<&Habit> = habits.iter().filter(|habit| fits(habit)).collect();
    for list in lists {
        let top = list.meetings.first().map_or(0, |meeting| meeting.at.start);
        let own = list.heading.as_ref().map_or(0, |heading| heading.at.start);
        let of = |at: usize| {
            habits.iter().filter(move |habit| {
                let is_placed = habit.is_sure || habit.usual.at.start < top;
                let is_near = habit.heading.is_none_or(|heading| heading == own);
                is_placed && is_near && habit.scope.contains(&at)
            })
        };
        for meeting in list
            .meetings
            .iter_mut()
            .filter(|meeting| meeting.start.is_none())
        {
            let hours = |habit: &&&Habit| (habit.usual.start, habit.usual.end);
            let Some(first) = of(meeting.at.start).next() else {
                continue;
            };
            let agree = of(meeting.at.start).all(|habit| hours(&habit) == hours(&first));
            let weekday = meeting.date.weekday().num_days_from_monday();
            let is_its = first.weekdays.is_empty() || first.weekdays.contains(&weekday);
            meeting.usual =
                Some(first.usual.clone()).filter(|_| agree && is_its && meeting.last.is_none());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::wiki::shown::read;

    /// Shows the hours that each meeting is supposed to have, with the sentence that says so.
    fn usual(text: &str) -> Vec<String> {
        let page = read(text);
        let meetings = page.meetings.iter().flat_map(|list| &list.meetings);
        let shown = meetings.map(|meeting| match &meeting.usual {
            Some(usual) => {
                let end = usual
                    .end
                    .map_or(String::new(), |end| end.format("-%H:%M").to_string());
                format!("{} {}{end}", meeting.date, usual.start.format("%H:%M"))
            }
            None => format!(
                "{} {}",
                meeting.date,
                if meeting.start.is_some() {
                    "own"
                } else {
                    "none"
                }
            ),
        });
        shown.collect()
    }

    #[test]
    fn hours_said_once_are_those_of_the_list_below() {
        for sentence in [
            "Les séances ont lieu le **jeudi de 10h à 12h**.",
            "_les jeudis 10h à 12h en salle 4._",
            "- Réunion tous les jeudis de 10h à 12h dans la salle 4.",
            "Le groupe se retrouve. Les réunions se tiennent\nchaque jeudi de 10h à 12h.",
            "Horaires des séances : 10h-12h",
            "Nous nous réunissons tous les jeudis de 10h à 12h.",
            "Tous les jeudis de 10h à 12h, salle 4.",
        ] {
            let text = format!(
                "# Groupe\n\n{sentence}\n\n## Séances\n\n- 8 septembre 2022\n- 15 septembre 2022 : 9h-11h\n- 22 septembre 2022\n"
            );
            let expected = [
                "2022-09-08 10:00-12:00",
                "2022-09-15 own",
                "2022-09-22 10:00-12:00",
            ];
            assert_eq!(usual(&text), expected, "{sentence}");
        }
        for text in [
            "## Réunions\n\nHoraire : de 10h à 12h\n\n- 8 septembre 2022\n",
            "## Réunions (10h-12h)\n\n- 8 septembre 2022\n",
        ] {
            assert_eq!(usual(text), ["2022-09-08 10:00-12:00"], "{text}");
        }
        let text = "## Réunions\n\nRéunion tous les vendredis à 12h20.\n\n### Comptes rendus\n\n#### Réunion du 16/10/2020\n\nTexte.\n\n#### Réunion du 09/11/2020\n\nTexte.\n";
        assert_eq!(usual(text), ["2020-10-16 12:20", "2020-11-09 none"]);
    }

    #[test]
    fn hours_of_something_else_or_two_are_those_of_none() {
        for above in [
            "Le secrétariat est ouvert tous les jeudis de 10h à 12h.",
            "Permanence les jeudis de 10h à 12h.",
            "Entraînements les jeudis de 10h à 12h.",
            "Les réunions ont lieu le jeudi de 10h à 12h.\n\nLes réunions ont lieu le jeudi de 14h à 16h.",
            "Les réunions ont lieu le lundi de 10h à 12h.",
            "Les jeudis de 10h à 12h ou de 14h à 16h.",
            "Prochaine réunion : jeudi à 18h.",
            "Les réunions ont lieu le jeudi à 16:00 UTC.",
            "## Marché\n\nTous les jeudis de 8h à 12h.",
            "Les réunions n'ont plus lieu le jeudi de 10h à 12h.",
            "Les réunions ont lieu ~~le jeudi de 10h à 12h~~.",
            "Les réunions du bureau ont lieu le jeudi de 10h à 12h.",
            "Les plénières ont lieu le jeudi de 10h à 12h.",
            "Les ateliers ont lieu le jeudi de 10h à 12h.",
        ] {
            let text = format!(
                "# Groupe\n\n{above}\n\n## Séances\n\n- 8 septembre 2022\n- 22 septembre 2022\n"
            );
            assert_eq!(
                usual(&text),
                ["2022-09-08 none", "2022-09-22 none"],
                "{above}"
            );
        }
    }

    #[test]
    fn hours_said_once_stand_above_or_below_a_list() {
        for (sentence, hours) in [
            ("Les séances ont lieu le jeudi de 10h à 12h.", "10:00-12:00"),
            ("Réunions de 10h à 12h.", "10:00-12:00"),
            ("Les réunions ont lieu de 14h à 16h", "14:00-16:00"),
            ("Horaire : 9h30-12h", "09:30-12:00"),
            ("Horaire habituel : de 9h30 à 12h.", "09:30-12:00"),
            ("Toutes les séances commencent à 14 h", "14:00"),
            ("Toutes les réunions : 14h-16h", "14:00-16:00"),
            ("Réunions à 14h.", "14:00"),
        ] {
            for text in [
                format!("# Groupe\n\n{sentence}\n\n- 8 septembre 2022\n"),
                format!("# Groupe\n\n- 8 septembre 2022\n\n{sentence}\n"),
            ] {
                assert_eq!(usual(&text), [format!("2022-09-08 {hours}")], "{text}");
            }
        }
        for sentence in [
            "Certaines réunions ont lieu de 14h à 16h.",
            "Les réunions n'ont pas lieu de 14h à 16h.",
            "Les réunions publiques ont lieu de 14h à 16h.",
            "En 2021, les réunions ont lieu de 14h à 16h.",
            "Aucune réunion de 14h à 16h.",
            "Réunions de 2h.",
            "Réunions de 2h à 3h.",
            "Les réunions durent de 2h à 3h.",
            "Horaire d'ouverture : 9h30-12h",
            "Horaire du secrétariat : 9h30-12h",
            "La plupart des réunions ont lieu de 14h à 16h.",
        ] {
            for text in [
                format!("# Groupe\n\n{sentence}\n\n- 8 septembre 2022\n"),
                format!("# Groupe\n\n- 8 septembre 2022\n\n{sentence}\n"),
            ] {
                assert_eq!(usual(&text), ["2022-09-08 none"], "{text}");
            }
        }
        // A label without meetings is of the list below its own heading.
        let apart =
            "# Groupe\n\n## Accueil\n\nHoraire : 9h30-12h\n\n## Dates\n\n- 8 septembre 2022\n";
        assert_eq!(usual(apart), ["2022-09-08 none"]);
    }
}
