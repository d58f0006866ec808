//! When the text of a page says that its meeting is: its day behind a label, its hours at the head.

use std::ops::{Range, RangeInclusive};

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::ListedMeeting;
use super::day;
use super::line::{self, Reading, Under};
use super::passage::Passage;
use super::topic::{is_of_minutes, years};
use super::words::{
    BOUNDS, DAY_KEYS, HEAD_WORDS, HOUR_LABELS, MEETING_NAMES, OF_HOURS, SESSION_ENDS, SESSION_GLUE,
    SESSION_OPENS, SESSIONS, TIME_KEYS,
};
use crate::locale::collation::{Word, words};
use crate::locale::hours::written_hours;
use crate::locale::parse_dates::{WrittenDate, weekday, written_dates};

/// Returns a line of Markdown without the marks before its text.
pub(super) fn plain_line(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || "#>*_-+|[~".contains(c))
}

/// What a line says of when the meeting of its page is.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub date: NaiveDate,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
    /// The line, in the text.
    pub at: Range<usize>,
}

/// Which of the first lines of a page may say its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Only what stands behind a label such as "Date :".
    Label,
    /// That, or the first words of minutes: both are as good as a title.
    Sure,
    /// Any that opens with a day.
    Any,
}

/// Returns the day with which one of the first lines of a page opens, or that a label says.
pub(super) fn opening_day(text: &str, from: usize, path: &str, of: Opening) -> Option<Told> {
    const MOST: usize = 20;
    let year = years(&path.replace(|c: char| !c.is_ascii_digit(), " ")).of_list(&[]);
    let may_open = |nth: usize, line: &str| match of {
        Opening::Label => false,
        Opening::Sure => nth < 3 && is_of_minutes(line),
        Opening::Any => true,
    };
    let lines = told_lines(text, from).take(MOST);
    lines
        .into_iter()
        .enumerate()
        .find_map(|(nth, (place, line))| {
            let bare: String = plain_line(line)
                .chars()
                .filter(|c| !"*_`".contains(*c))
                .collect();
            let said = words(&bare);
            let is = |word: &str| said.iter().any(|(_, it)| it == word);
            // What an item says is of the agenda, but for a label.
            let item = line.trim_start().starts_with(['-', '*', '+'])
                && !line.trim_start().starts_with("**");
            let label = day::label_of_day(&bare);
            if ["prochain", "prochaine", "next"]
                .iter()
                .any(|next| is(next))
                || item && label.is_none()
                || label.is_none() && !may_open(nth, &bare)
            {
                return None;
            }
            let value = bare.get(label.unwrap_or_default()..).unwrap_or_default();
            let pointed = label.and_then(|_| day::with_points(value));
            let pointed = pointed.map(|(day, at)| {
                let (before, after) = (value.get(..at.start), value.get(at.end..));
                [before.unwrap_or_default(), &day, after.unwrap_or_default()].concat()
            });
            let value = pointed.as_deref().unwrap_or(value);
            let under = Under {
                row: label.is_some(),
                year,
                ..Under::named()
            };
            match line::read(&Passage::plain(value), &under) {
                Reading::Meeting { meeting, .. } => Some(Told {
                    date: meeting.date,
                    start: meeting.start,
                    end: meeting.end,
                    at: place,
                }),
                _ => None,
            }
        })
}

/// Returns the year in which a day without one is nearest to a day that is known.
pub(super) fn in_nearest_year(day: &WrittenDate, known: NaiveDate) -> Option<NaiveDate> {
    let year = known.year();
    let dates =
        (year - 1..=year + 1).filter_map(|year| NaiveDate::from_ymd_opt(year, day.month, day.day));
    let date = dates.min_by_key(|date| (*date - known).num_days().abs())?;
    let weekday = day.weekday.as_ref().map(|(weekday, _)| *weekday);
    Some(date).filter(|date| weekday.is_none_or(|weekday| weekday == date.weekday()))
}

/// Returns when a sentence says that a meeting will be: "La réunion aura lieu le 11 décembre à 19h"; a day without
/// a year is one near that on which the page was written.
pub(super) fn announced(text: &str, from: usize, written: NaiveDate) -> Option<Told> {
    const MOST: usize = 20;
    const WILL_BE: [&[&str]; 7] = [
        &["aura", "lieu"],
        &["se", "tiendra"],
        &["se", "deroulera"],
        &["est", "prevue"],
        &["est", "fixee"],
        &["will", "take", "place"],
        &["will", "be", "held"],
    ];
    told_lines(text, from).take(MOST).find_map(|(at, line)| {
        let said = words(line);
        let says = |phrase: &[&str], from: usize| {
            let said = said.get(from..from + phrase.len())?;
            let same = said.iter().zip(phrase).all(|((_, word), it)| word == it);
            same.then(|| said.last().map(|(at, _)| at.end)).flatten()
        };
        let (first, end) = (0..said.len()).find_map(|from| {
            let end = WILL_BE.iter().find_map(|phrase| says(phrase, from))?;
            Some((from, end))
        })?;
        let begins = said.get(first)?.0.start;
        let sentence = line
            .get(..begins)?
            .rfind(['.', '!', '?'])
            .unwrap_or_default();
        let mut before = said
            .get(..first)?
            .iter()
            .filter(|(at, _)| at.start >= sentence);
        let of_meeting = before
            .clone()
            .any(|(_, word)| MEETING_NAMES.contains(&word.as_str()));
        let is_next =
            before.any(|(_, word)| ["prochain", "prochaine", "next"].contains(&word.as_str()));
        let rest = line.get(end..)?;
        let day = written_dates(rest).into_iter().next()?;
        let start = day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
        let lead = words(rest.get(..start)?);
        let leads = lead
            .iter()
            .all(|(_, word)| ["le", "on", "the"].contains(&word.as_str()));
        let date = match day.year {
            Some(_) => day.date(),
            None => in_nearest_year(&day, written),
        };
        let sound = of_meeting && !is_next && leads && day.is_possible();
        let hours = written_hours(rest).into_iter().next();
        let near = |at: &Range<usize>| {
            let between = rest.get(day.at.end..at.start);
            between.is_some_and(|it| {
                words(it)
                    .iter()
                    .all(|(_, word)| OF_HOURS.contains(&word.as_str()))
            })
        };
        let hours = hours.filter(|hours| near(&hours.at));
        Some(Told {
            date: date.filter(|_| sound)?,
            start: hours.as_ref().map(|hours| hours.start),
            end: hours.and_then(|hours| hours.end),
            at,
        })
    })
}

/// Lists the lines of a text that say something, each with its place, blanks around it left out.
fn told_lines(text: &str, from: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = from;
    let lines = text.get(from..).unwrap_or_default().split_inclusive('\n');
    let lines = lines.map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        (
            start..start + line.trim().len(),
            line.trim_end_matches(['\r', '\n']),
        )
    });
    lines.filter(|(at, _)| !at.is_empty())
}

/// Whether a heading, or a label above lines, leaves them to say when the meeting is: it is the title, it names a
/// meeting, its day or hours, or what minutes say at their head. "Ouverture de la maison" is of something else.
pub(super) fn is_of_head(heading: &str) -> bool {
    let words = words(heading);
    let is = |list: &[&str]| words.iter().any(|(_, word)| list.contains(&word.as_str()));
    let opens = [
        "ouverture",
        "ouvertures",
        "opening",
        "permanence",
        "permanences",
        "accueil",
    ];
    let names = is(&MEETING_NAMES) || is_of_minutes(heading) || !written_dates(heading).is_empty();
    let is_agenda = is(&["ordre"]) && is(&["jour"]);
    !is_agenda && (names || is(&HEAD_WORDS) || is(&HOUR_LABELS)) && (names || !is(&opens))
}

/// Whether a line serves as the heading of those below it: one of Markdown, in bold, or a label with nothing
/// behind its colon.
fn heads_lines(line: &str) -> bool {
    let line = line.trim();
    let bold = line
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"));
    let bare = line.trim_end_matches(['*', '_', ' ', '\\', '\u{a0}']);
    line.starts_with('#')
        || bold.is_some_and(|text| !text.contains("**") && written_hours(text).is_empty())
        || bare.ends_with(':') && written_hours(bare).is_empty()
}

/// Whether the nearest line above a place is a label of something else: "Horaires d'ouverture :".
pub(super) fn is_below_other_label(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.get(..before.rfind('\n').unwrap_or_default());
    let last = line.and_then(|lines| lines.lines().rfind(|line| !line.trim().is_empty()));
    last.is_some_and(|line| !line.starts_with('#') && heads_lines(line) && !is_of_head(line))
}

/// Returns the hours of the first line that a label such as "Horaire :" or the day of the meeting begins, as long
/// as no heading between it and the title is of something else.
pub(super) fn hours_of_text(text: &str, from: usize, date: NaiveDate) -> Option<Hours> {
    const MOST: usize = 20;
    let mut is_aside = false;
    let mut lines = told_lines(text, from).take(MOST).enumerate();
    lines.find_map(|(nth, (_, line))| {
        if nth > 0 && heads_lines(line) {
            is_aside = !is_of_head(line);
        }
        let said = |c: char| c.is_whitespace() || "-*>|#_".contains(c);
        let line = line.trim_start_matches(said);
        labelled_hours(line, date, is_aside)
    })
}

/// Returns when a line says that the meeting of a day began, and when it ended: "Ouverture de la séance à 14h30",
/// "La séance est levée à 16h".
pub(super) fn hours_of_session(
    line: &str,
    date: NaiveDate,
) -> (Option<NaiveTime>, Option<NaiveTime>) {
    let bare: String = plain_line(line)
        .chars()
        .filter(|c| !"*_`".contains(*c))
        .collect();
    let hours = written_hours(&bare);
    let [hours] = hours.as_slice() else {
        return (None, None);
    };
    let said = words(&bare);
    let days = written_dates(&bare);
    let is_it = |day: &WrittenDate| (day.day, day.month) == (date.day(), date.month());
    let is = |list: &[&str], word: &str| list.contains(&word);
    let is_other = |(_, word): &Word<'_>| {
        is(&["avant", "demain", "prochain", "prochaine", "sera"], word)
            || is_other_weekday(word, date)
    };
    if hours.end.is_some() || !days.iter().all(is_it) || said.iter().any(is_other) {
        return (None, None);
    }
    // The word for the meeting and what happens to it stand right before the hour.
    let in_day = |at: &Range<usize>| {
        days.iter()
            .any(|day| day.at.start <= at.start && at.end <= day.at.end)
    };
    let before = said.iter().rev().filter(|(at, _)| at.end <= hours.at.start);
    let before = before.filter(|(at, word)| !in_day(at) && !is_its_weekday(word, date));
    let (mut names, mut opens) = (false, None);
    for (_, word) in before {
        if is(&SESSION_OPENS, word) {
            opens = opens.or(Some(true));
        } else if is(&SESSION_ENDS, word) {
            opens = opens.or(Some(false));
        } else if is(&SESSIONS, word) {
            names = true;
        } else if !is(&SESSION_GLUE, word) {
            break;
        }
        if names && opens.is_some() {
            break;
        }
    }
    let lead = bare.get(..hours.at.start).unwrap_or_default().trim_end();
    match opens.filter(|_| names && !lead.ends_with(['(', ')', ';', '.'])) {
        Some(true) => (Some(hours.start), None),
        Some(false) => (None, Some(hours.start)),
        None => (None, None),
    }
}

/// Returns when the text of minutes says that the meeting began and ended, each if it says one hour.
pub(super) fn session_of_text(
    text: &str,
    from: usize,
    date: NaiveDate,
) -> (Option<NaiveTime>, Option<NaiveTime>) {
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for (_, line) in told_lines(text, from) {
        for sentence in line.split(". ") {
            let (start, end) = hours_of_session(sentence, date);
            starts.extend(start);
            ends.extend(end);
        }
    }
    let only = |mut all: Vec<NaiveTime>| {
        all.dedup();
        all.pop().filter(|_| all.is_empty())
    };
    (only(starts), only(ends))
}

/// Finds the line at the head of a text that says behind a label which day it is: "Date : lundi 15 septembre".
pub(super) fn labelled_day(text: &str, from: usize) -> Option<Range<usize>> {
    const MOST: usize = 20;
    let mut lines = told_lines(text, from).take(MOST);
    let line = lines.find(|(_, line)| {
        let label = day::label_of_day(plain_line(line));
        let said = label.and_then(|label| plain_line(line).get(label..));
        said.is_some_and(|said| said.contains(|c: char| c.is_ascii_digit()))
    });
    line.map(|(at, _)| at)
}

/// Returns a text without the words that lead to hours: "De 18h à 19h".
fn without_lead(text: &str) -> &str {
    let words = words(text);
    let mut others = words
        .iter()
        .filter(|(_, word)| !OF_HOURS.contains(&word.as_str()));
    others
        .next()
        .map_or("", |(at, _)| text.get(at.start..).unwrap_or_default())
}

/// Returns the hours from when to when of a line of which they are a sentence: "De 18h à 19h. Salle des fêtes."
pub(super) fn hours_alone(line: &str) -> Option<Hours> {
    const OTHERS: [&str; 7] = [
        "ouverture",
        "ouvertures",
        "opening",
        "permanence",
        "permanences",
        "accueil",
        "inscriptions",
    ];
    let hours = written_hours(line);
    let [_] = hours.as_slice() else {
        return None;
    };
    let is_other = |(_, word): &Word<'_>| OTHERS.contains(&word.as_str());
    if !written_dates(line).is_empty() || words(line).iter().any(is_other) {
        return None;
    }
    line.split(". ").find_map(|sentence| {
        let said = without_lead(plain_line(sentence));
        let hours = written_hours(said).into_iter().next()?;
        let rest = [said.get(..hours.at.start)?, said.get(hours.at.end..)?];
        let alone = !rest.iter().any(|rest| rest.contains(char::is_alphanumeric));
        let end = hours.end.filter(|end| alone && *end > hours.start)?;
        Some((hours.start, Some(end), None))
    })
}

/// Whether a line leaves open which of two hours are those of the meeting: "De 18h à 20h ou de 19h à 21h".
pub(super) fn leaves_open(line: &str) -> bool {
    let hours = written_hours(line);
    hours.windows(2).any(|pair| {
        let [one, other] = pair else { return false };
        let between = line.get(one.at.end..other.at.start).unwrap_or_default();
        let words = words(between);
        let joins = |word: &str| ["ou", "or", "soit", "bien"].contains(&word);
        let differ = (one.start, one.end) != (other.start, other.end);
        differ
            && one.end.is_some()
            && other.end.is_some()
            && words.iter().any(|(_, word)| joins(word))
            && words
                .iter()
                .all(|(_, word)| joins(word) || OF_HOURS.contains(&word.as_str()))
    })
}

/// Returns where a line that opens with the hours of a meeting goes on with those of another day: "De 18h à 19h, puis
/// le 6 mai de 19h à 20h".
pub(super) fn names_next_day(line: &str, days: &RangeInclusive<NaiveDate>) -> Option<usize> {
    let hours = written_hours(line);
    let first = hours.first()?;
    let lead = plain_line(line.get(..first.at.start)?);
    if !without_lead(lead).is_empty() {
        return None;
    }
    let is_other = |day: &WrittenDate| {
        let year = day.year.unwrap_or(days.start().year());
        let date = NaiveDate::from_ymd_opt(year, day.month, day.day);
        date.is_some_and(|date| !days.contains(&date))
    };
    let next = written_dates(line).into_iter().find(is_other)?;
    let is_timed = hours.iter().any(|hours| hours.at.start >= next.at.end);
    (first.at.end <= next.at.start && is_timed).then_some(first.at.end)
}

/// When a meeting begins, when it ends, and in which zone.
pub(super) type Hours = (NaiveTime, Option<NaiveTime>, Option<String>);

/// Returns the hours of a line that says with its first words that it is of when the meeting of a day is;
/// what an item of its agenda takes, or another day has, is none. Where the line stands `aside`, below a heading
/// of something else, it has to name the day.
pub(super) fn labelled_hours(text: &str, date: NaiveDate, aside: bool) -> Option<Hours> {
    let hours = written_hours(text);
    let first = hours.first()?;
    // "Clôture de la séance : 16h"
    if hours_of_session(text, date).1.is_some() {
        return None;
    }
    let end = match hours.get(1) {
        // "Début : 14h, fin : 16h"
        Some(next) if first.end.is_none() && next.end.is_none() && next.start > first.start => {
            let between = text.get(first.at.end..next.at.start).unwrap_or_default();
            let fin = words(between)
                .into_iter()
                .any(|(_, word)| ["fin", "end", "cloture"].contains(&word.as_str()));
            Some(next.start).filter(|_| fin)
        }
        _ => first.end,
    };
    let before = text.get(..first.at.start)?;
    let days = written_dates(text);
    let is_it = |day: &WrittenDate| (day.day, day.month) == (date.day(), date.month());
    let said = words(before);
    if !days.iter().all(is_it) || said.iter().any(|(_, word)| is_other_weekday(word, date)) {
        return None;
    }
    let labels = [
        said.first(),
        said.last(),
        said.len().checked_sub(2).and_then(|at| said.get(at)),
    ];
    let labelled = labels
        .into_iter()
        .flatten()
        .any(|(_, word)| HOUR_LABELS.contains(&word.as_str()));
    // The hours of a house, or until when one may come, are others.
    let bounds = |word: &str| {
        BOUNDS.contains(&word) || ["ouverture", "ouvertures", "opening"].contains(&word)
    };
    // "Ouverture de la maison : 9h-18h"
    let opens_other = said.first().is_some_and(|(_, word)| word == "ouverture")
        && said.len() > 1
        && !said
            .iter()
            .any(|(_, word)| MEETING_NAMES.contains(&word.as_str()));
    let labelled = labelled
        && !opens_other
        && !said
            .iter()
            .skip(1)
            .any(|(_, word)| bounds(word) && word != "partir");
    let last = hours
        .get(1)
        .filter(|_| first.end.is_none() && end.is_some());
    let after = text.get(last.unwrap_or(first).at.end..).unwrap_or_default();
    let is_blank = |text: &str| !text.contains(char::is_alphanumeric);
    let alone = (is_blank(before) || is_weekday(before, date)) && is_blank(after);
    let begins = days
        .first()
        .is_some_and(|day| day.at.start < first.at.start);
    let opens = begins || alone && !aside;
    let labelled = labelled && !aside;
    let zone = line::zone(text, first.at.end).map(|(zone, _)| zone);
    let sound = end.is_none_or(|end| end > first.start);
    ((labelled || opens) && sound && before.len() < 80).then_some((first.start, end, zone))
}

/// Whether a line of the section of a meeting says behind a label of its day, or of its hours, that these are
/// others: "Date : 10 septembre" below "Réunion du 9 septembre".
pub(super) fn contradicts(text: &str, meeting: &ListedMeeting) -> bool {
    let Some((label, said)) = text.split_once(':') else {
        return false;
    };
    let label = words(label);
    // "Date limite", "Heure d'ouverture" are of something else.
    let is_label = |lists: &[&[&str]]| {
        let plain = |word: &str| {
            let of = [
                "de", "la", "du", "des", "reunion", "seance", "et", "when", "quand",
            ];
            of.contains(&word) || lists.iter().any(|list| list.contains(&word))
        };
        !label.is_empty() && label.iter().all(|(_, word)| plain(word))
    };
    let last = meeting.last.unwrap_or(meeting.date);
    let is_other_day = |day: &WrittenDate| {
        let year = day.year.unwrap_or(meeting.date.year());
        let date = NaiveDate::from_ymd_opt(year, day.month, day.day);
        date.is_some_and(|date| date < meeting.date || last < date)
    };
    let days = written_dates(said);
    let opens = days.first().is_some_and(|day| {
        let at = day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
        let before = words(said.get(..at).unwrap_or_default());
        before
            .iter()
            .all(|(_, word)| ["le", "on", "the"].contains(&word.as_str()))
    });
    if opens && is_label(&[DAY_KEYS.as_slice()]) && days.iter().all(is_other_day) {
        return true;
    }
    let known = meeting.start.zip(meeting.end);
    let hours = written_hours(said);
    let [only] = hours.as_slice() else {
        return false;
    };
    let told = only.end.map(|end| (only.start, end));
    is_label(&[DAY_KEYS.as_slice(), TIME_KEYS.as_slice(), &["creneau"]])
        && days.iter().all(|day| !is_other_day(day))
        && known.zip(told).is_some_and(|(known, told)| known != told)
}

/// Returns the number of a day of the week, from Monday on.
pub(super) fn weekday_of(word: &str) -> Option<u32> {
    weekday(word).map(|day| day.num_days_from_monday())
}

fn is_its_weekday(word: &str, date: NaiveDate) -> bool {
    weekday(word) == Some(date.weekday())
}

fn is_other_weekday(word: &str, date: NaiveDate) -> bool {
    weekday(word).is_some_and(|day| day != date.weekday())
}

/// Whether a text is the weekday of a day and little else: "Le lundi, de".
fn is_weekday(text: &str, date: NaiveDate) -> bool {
    let words = words(text);
    let is = |word: &str| is_its_weekday(word, date);
    let mut others = words.iter().filter(|(_, word)| !is(word));
    words.iter().any(|(_, word)| is(word)) && others.all(|(_, word)| word.len() < 3)
}
