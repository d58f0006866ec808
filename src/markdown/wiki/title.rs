//! What a line calls its meeting: what is left of it without its other parts.

use std::ops::Range;

use super::day;
use super::marks::Marks;
use super::parts::{Line, is_separator};
use super::passage::{covers, joined, on_one_line};
use super::topic::is_of_minutes;
use super::words::{
    BESIDE_MINUTES, BODY_WORDS, DOCUMENT_ENDS, LINK_LABELS, MEETING_NAMES, MEETING_WORDS,
    PART_HEADINGS, SMALL, VIEWS, WEEKDAYS,
};
use crate::locale::collation::{Word, words};
use crate::locale::hours::written_hours;
use chrono::NaiveDate;

/// Whether a link leads to a calendar: a file `.ics`, or an address to subscribe to.
#[must_use]
pub(super) fn is_calendar_link(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let ends = |path: &str, end: &str| {
        let at = path.len().checked_sub(end.len());
        let tail = at.and_then(|at| path.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let begins = |start: &str| {
        let head = target.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    ends(path, ".ics") || begins("webcal:") || begins("webcals:")
}

/// Returns the title of a line, and the place in the source of the sentences after it.
pub(super) fn title(line: &Line<'_>, marks: &Marks) -> (String, Option<Range<usize>>) {
    let end_of_day = line.end_of(marks.day);
    let start = marks
        .hours
        .map_or(end_of_day, |at| line.hours_at(at).end.max(end_of_day));
    let end = sentence_end(line, start);
    let links = cut_links(line, marks);
    let mut cuts = joined(marks.cuts.iter().chain(&links).cloned().collect());
    let groups: Vec<_> = line
        .groups
        .iter()
        .filter(|group| says_nothing(line, group, &cuts, &links))
        .collect();
    cuts = joined(
        cuts.into_iter()
            .chain(groups.into_iter().cloned())
            .collect(),
    );
    let said = without(line.text.get(..end).unwrap_or_default(), &cuts);
    let title = if said.is_empty() {
        linked_title(line, &links)
    } else {
        said
    };
    let is_left = |word: &&Word<'_>| !covers(&cuts, &word.0);
    let rest = end + 1..line.text.len();
    let first = line.words_in(&rest).find(is_left);
    let rest = first.map(|(word, _)| line.said.source(word.start)..line.said.at.end);
    (title, rest.filter(|rest| rest.start < rest.end))
}

/// Returns a title without what says nothing of the meeting: "Compte-rendu de", "Réunion :", who speaks before
/// what is spoken of in quotation marks.
pub(super) fn plain(title: &str) -> String {
    let title = without_minutes(title);
    // What is still to come, and the name of a file, are none; nor is an hour that was not read.
    let end = title.find(['<', '>']).into_iter().chain(title.find("{{"));
    let inside = title.find('(').unwrap_or(title.len());
    let hours = written_hours(&title)
        .into_iter()
        .map(|hours| hours.at.start);
    let hours = hours.filter(|at| *at < inside);
    let end = end
        .chain(hours)
        .chain(file_at(&title))
        .min()
        .unwrap_or(title.len());
    let title = title.get(..end).unwrap_or_default();
    let title = title
        .trim_end_matches(|sign| is_separator(sign) && sign != ')')
        .to_owned();
    let quoted = [('\u{ab}', '\u{bb}'), ('\u{201c}', '\u{201d}')];
    let quoted = quoted.into_iter().find_map(|(opens, closes)| {
        let (before, rest) = title.split_once(opens)?;
        let (inside, _) = rest.split_once(closes)?;
        let speaks = before.trim_end();
        (speaks.is_empty() || speaks.ends_with(':')).then(|| inside.trim().to_owned())
    });
    if let Some(quoted) = quoted {
        return quoted;
    }
    match words(&title).first() {
        Some((at, word)) if MEETING_WORDS.contains(&word.as_str()) => {
            let rest = title.get(at.end..).unwrap_or_default().trim_start();
            let rest = rest.strip_prefix(':').map(|rest| rest.trim().to_owned());
            rest.unwrap_or(title)
        }
        _ => title,
    }
}

/// Finds the name of a document in parentheses.
fn file_at(title: &str) -> Option<usize> {
    title.match_indices('(').map(|(at, _)| at).find(|at| {
        let inside = title.get(at + 1..).unwrap_or_default();
        let inside = inside.split(')').next().unwrap_or_default().to_lowercase();
        DOCUMENT_ENDS.iter().any(|end| inside.ends_with(end))
    })
}

/// Whether a heading is that of a part of minutes, as "Objectifs", not of a meeting: "Discussion sur le budget".
pub(super) fn is_of_part(heading: &str) -> bool {
    let words = words(heading);
    let speaks = ["discussion", "discussions"];
    words.first().is_none_or(|(_, word)| {
        let is_title = speaks.contains(&word.as_str()) && words.len() > 2;
        PART_HEADINGS.contains(&word.as_str()) && !is_title
    })
}

/// Whether a heading is that of a list of meetings: "Réunions", "Calendrier 2027".
pub(super) fn is_of_several(heading: &str) -> bool {
    let words = words(heading);
    let is =
        |word: &str| VIEWS.contains(&word) || word.ends_with('s') && MEETING_NAMES.contains(&word);
    words.iter().any(|(_, word)| is(word))
}

/// Whether a link leads to a file that is named after a day, and neither announces what is said then nor
/// goes with it.
pub(super) fn leads_to_minutes(target: &str, label: &str, date: NaiveDate) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let said = format!("{path} {label}").replace('_', " ");
    let said = words(&said);
    let is = |list: &[&str]| said.iter().any(|(_, word)| list.contains(&word.as_str()));
    let is_text = ["pdf", "odt", "doc", "docx", "md"].contains(&end.to_lowercase().as_str());
    let of_minutes = is(&[
        "cr", "pv", "compte", "comptes", "minutes", "releve", "notes",
    ]);
    (is_text && end != "md" || of_minutes)
        && !is(&BESIDE_MINUTES)
        && day::of_path(path) == Some(date)
}

/// Returns a title without what makes it one of minutes: "Compte-rendu de la réunion".
pub(super) fn without_minutes(title: &str) -> String {
    const OF_MINUTES: [&str; 12] = [
        "compte",
        "comptes",
        "rendu",
        "rendus",
        "cr",
        "pv",
        "proces",
        "verbal",
        "minutes",
        "releve",
        "decisions",
        "notes",
    ];
    if !is_of_minutes(title) {
        return title.to_owned();
    }
    let words = words(title);
    let telling = |word: &str| {
        MEETING_WORDS.contains(&word) || !(OF_MINUTES.contains(&word) || SMALL.contains(&word))
    };
    let first = words.iter().find(|(_, word)| telling(word));
    first.map_or(String::new(), |(at, _)| {
        title.get(at.start..).unwrap_or_default().to_owned()
    })
}

/// Returns where the sentence of the title ends: at a full stop that a capital follows.
fn sentence_end(line: &Line<'_>, start: usize) -> usize {
    let signs = line
        .text
        .get(start..)
        .unwrap_or_default()
        .match_indices(['.', '!', '?']);
    let ends = |(at, _): &(usize, &str)| {
        let at = start + at;
        let after = line.text.get(at + 1..).unwrap_or_default();
        let next = after.trim_start();
        let before = line.words.partition_point(|(word, _)| word.end <= at);
        let last = before
            .checked_sub(1)
            .map_or(0..0, |last| line.word_at(last));
        let name = last.end == at && last.len() <= 2;
        let begun = last.start >= start;
        next.len() < after.len()
            && next.starts_with(|c: char| c.is_uppercase() || c == '\u{ab}')
            && !name
            && begun
            && line.with_group(at..at + 1) == (at..at + 1)
    };
    let mut signs = signs;
    signs
        .find(ends)
        .map_or(line.text.len(), |(at, _)| start + at)
}

/// Lists the links that stand apart from the words of the title, with what announces them.
fn cut_links(line: &Line<'_>, marks: &Marks) -> Vec<Range<usize>> {
    let day = line.start_of(marks.day);
    let links = line.said.links.iter();
    let apart = links.filter(|linked| {
        let over = &linked.over;
        let label = line.text.get(over.clone()).unwrap_or_default();
        let mut words = line.words_in(over).map(|(_, word)| word.as_str());
        let address = label.contains("://")
            || label.trim() == linked.link.target
            || words.all(|word| ["fichier", "ical", "ics"].contains(&word));
        let around = over.contains(&day);
        !around && (address || (line.ends_part(over.start) && line.begins_part(over.end)))
    });
    let with_words = |over: &Range<usize>| {
        let start = line.start_over(over.start, &[&LINK_LABELS]);
        let before = line.text.get(..start).unwrap_or_default().trim_end();
        // After a colon or hours, the words are the title.
        let announced = before.ends_with([',', ';', '.', '-', '\u{2013}', '\u{2014}', '|', '(']);
        if announced {
            start..over.end
        } else {
            over.clone()
        }
    };
    apart.map(|linked| with_words(&linked.over)).collect()
}

/// Whether nothing is left in parentheses, or only what announces a link.
fn says_nothing(
    line: &Line<'_>,
    group: &Range<usize>,
    cuts: &[Range<usize>],
    links: &[Range<usize>],
) -> bool {
    let first = links.partition_point(|link| link.start < group.start);
    let linked = links.get(first).is_some_and(|link| link.end <= group.end);
    let mut left = line.words_in(group).filter(|(at, _)| !covers(cuts, at));
    left.all(|(_, word)| {
        let word = word.as_str();
        ["ics", "ical"].contains(&word)
            || WEEKDAYS.contains(&word)
            || (linked && LINK_LABELS.contains(&word))
    })
}

/// Returns the text of the first link that is a title.
fn linked_title(line: &Line<'_>, links: &[Range<usize>]) -> String {
    let titles = links
        .iter()
        .filter_map(|at| line.text.get(at.clone()).map(|label| (at, label)));
    let names_body = |at: &Range<usize>| {
        let of_body = |word: &str| MEETING_NAMES.contains(&word) || BODY_WORDS.contains(&word);
        line.words_in(at).any(|(_, word)| of_body(word.as_str()))
    };
    let is_title = |(at, label): &(&Range<usize>, &str)| {
        let mut words = line.words_in(at);
        // Parentheses hold where a meeting is and what belongs to it.
        let is_aside = line.with_group((*at).clone()) != **at && !names_body(at);
        let is_label = |word: &str| LINK_LABELS.contains(&word);
        !is_aside && !label.contains("://") && words.any(|(_, word)| !is_label(word.as_str()))
    };
    // A title is public: two words with capitals may be the name of who spoke.
    let is_person = |(at, label): &(&Range<usize>, &str)| {
        let names = label.split_whitespace();
        let names = names.map(|word| word.starts_with(char::is_uppercase));
        (2..=3).contains(&names.clone().count())
            && names.into_iter().all(|capital| capital)
            && !names_body(at)
    };
    let mut titles = titles;
    let title = titles.find(is_title).filter(|it| !is_person(it));
    let title = title.map_or("", |(_, label)| label);
    on_one_line(title.trim_matches(is_separator))
}

/// Joins what is left of a text between cuts, which are in order and apart.
fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut left = Left::default();
    let mut at = 0;
    for cut in cuts {
        let end = cut.start.clamp(at, text.len());
        text.get(at..end)
            .unwrap_or_default()
            .chars()
            .for_each(|c| left.push(c));
        left.is_cut = true;
        at = cut.end.clamp(end, text.len());
    }
    text.get(at..)
        .unwrap_or_default()
        .chars()
        .for_each(|c| left.push(c));
    if !left.said.contains(char::is_alphanumeric) {
        return String::new();
    }
    on_one_line(left.said.trim_end_matches(['(', '[', ' ']))
}

/// What is left of a text, as far as it was read.
#[derive(Default)]
struct Left {
    said: String,
    /// The spaces and signs since its last word.
    gap: String,
    /// Whether something was cut out there.
    is_cut: bool,
}

impl Left {
    fn push(&mut self, sign: char) {
        if is_separator(sign) && !"()[]".contains(sign) {
            self.gap.push(sign);
            return;
        }
        let closes = ")]".contains(sign);
        if self.said.is_empty() {
            // A title begins with a word.
            if closes {
                return;
            }
        } else if !self.is_cut {
            self.said.push_str(&self.gap);
        } else if !closes && !self.said.ends_with(['(', '[']) {
            // Of the signs around a cut one is enough.
            let sign = self
                .gap
                .char_indices()
                .find(|(_, sign)| !sign.is_whitespace());
            let space = sign.and_then(|(at, _)| self.gap.get(..at)?.chars().last());
            self.said.extend(space);
            self.said.extend(sign.map(|(_, sign)| sign));
            self.said.push(' ');
        }
        self.said.push(sign);
        self.gap.clear();
        self.is_cut = false;
    }
}
