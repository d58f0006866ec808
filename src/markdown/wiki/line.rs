//! The grammar of one line about a meeting: "24 février 2023 14h-16h : Réunion administrations (1/2)".
//!
//! The parts may stand in any order: the day, the hours, the day announced first, rank, marks,
//! links. Each that is read is cut out; what is left is the title.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::day::{self, offset_zone};
use super::marks::Marks;
use super::parts::Line;
use super::passage::{Passage, is_sentence};
use super::place::place_alone;
use super::title::{self, is_calendar_link};
use super::topic::{Years, is_of_minutes};
use super::words::{
    BOUNDS, CANCELLED, CHANGED, CONFIRMED, LEAD, MEETING_NAMES, MINUTES_LEAD, MOVED, NO_MEETING,
    POSTPONED, WEEKDAYS, ZONES,
};
use super::{Link, ListedMeeting};
use crate::locale::collation::Word;
use crate::locale::hours::written_durations;
use crate::locale::parse_dates::{self, WrittenDate, words_before};

/// The longest title of a meeting, in bytes.
const LONGEST_TITLE: usize = 300;

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Meeting {
        meeting: Box<ListedMeeting>,
        /// The sentences after the title, which say something else.
        rest: Option<Range<usize>>,
    },
    /// It seems to speak of a meeting.
    Unread,
    Nothing,
}

/// Where a line stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Under {
    /// Where meetings were named; in a survey, under a heading of a calendar or beside other meetings.
    pub calendar: bool,
    /// Under a heading of something else: opinions, publications.
    pub other: bool,
    /// The year of the headings, and the month.
    pub year: Years,
    pub month: Option<u32>,
    /// Whether it is an item of a list or a row of a table, not a paragraph.
    pub item: bool,
    /// Whether meetings were named there, so that a day is enough.
    pub named: bool,
    /// Whether it is a row of a table of meetings.
    pub row: bool,
    /// What the columns of a table say of the meeting.
    pub beside: Beside,
}

/// What the columns of a table say of a meeting besides its line.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// The zone of its hours.
    pub zone: Option<String>,
    /// The minutes to which a column links.
    pub minutes: Option<String>,
    /// Where it takes place.
    pub place: Option<String>,
    /// What the others say, cell by cell.
    pub rest: Vec<String>,
}

impl Under {
    /// Stands for an item or a row where meetings were named.
    #[must_use]
    pub fn named() -> Self {
        Self {
            calendar: true,
            named: true,
            item: true,
            row: true,
            ..Self::default()
        }
    }
}

/// Reads a line.
///
/// It is about a meeting if it names a day and meetings were named where it stands, or there is
/// evidence: it links to a calendar, names hours from when to when (under a heading of something else,
/// with a word such as "réunion"), or one hour with such a word. The day opens the line, after "Le", a
/// weekday, a mark or "Compte-rendu de la réunion du"; in an item a title may stand before it. A line
/// that names a day there and is none of these is unread; one that says that there is no meeting is none.
#[must_use]
pub(super) fn read(said: &Passage, under: &Under) -> Reading {
    // The attributes that kramdown puts before a text are no words.
    let attributes = said.text.starts_with("{:").then(|| said.text.find('}'));
    let said = &match attributes.flatten() {
        Some(end) => said.part(&(end + 1..said.text.len())).placed(&said.at),
        None => said.clone(),
    };
    let dated = of_month(said, under.month).or_else(|| of_digits(said, under));
    let said = &dated.unwrap_or_else(|| said.clone());
    let line = Line::of(said);
    if line.holds_none() {
        return Reading::Nothing;
    }
    let evident = line.is_evident(under);
    let linked = line.calendar_link().is_some();
    let spans = under.calendar && line.spans().next().is_some();
    let grouped = under.named && under.item && line.days.len() == 1 && line.groups_day();
    let one = grouped || (under.row || under.named && line.names_meeting()) && line.names_one_day();
    let titled = one || under.item && (linked || spans);
    let dated = !line.days.is_empty() && !line.is_of_something_else(under);
    if dated && (under.calendar || evident) && (titled || line.begins_with_day(under.named)) {
        return match line.meeting(under) {
            Some((meeting, rest)) => Reading::Meeting {
                meeting: Box::new(meeting),
                rest,
            },
            None => Reading::Unread,
        };
    }
    let meant = line.days.is_empty() && under.item && line.seems_dated();
    if under.calendar && (dated || meant) {
        Reading::Unread
    } else {
        Reading::Nothing
    }
}

/// Parts a line that names several days one after the other, "11 février et 11 mars 2027", into one for each.
pub(super) fn of_days(said: &Passage) -> Vec<Passage> {
    let line = Line::of(said);
    if let Some(parts) = line.of_meetings() {
        return parts;
    }
    if let Some(days) = line.of_numbers() {
        return days;
    }
    let apart = |at: &usize| {
        let between = line.end_of(at - 1)..line.start_of(*at);
        let gap = line.text.get(between.clone()).unwrap_or_default();
        let join = |word: &str| ["et", "le", "and", "les"].contains(&word);
        line.is_joined(*at)
            && !gap.trim().is_empty()
            && !gap.contains(['-', '\u{2013}', '/'])
            && line.words_in(&between).all(|(_, word)| join(word))
            && !line
                .hours
                .iter()
                .any(|hours| between.contains(&hours.at.start))
    };
    let days: Vec<_> = line.days.iter().map(WrittenDate::date).collect();
    let marked = line
        .words
        .iter()
        .any(|(_, word)| MOVED.contains(&word.as_str()) || POSTPONED.contains(&word.as_str()));
    let several = days.len() > 1 && (1..days.len()).all(|at| apart(&at)) && !marked;
    if !several || line.lasts.iter().any(Option::is_some) {
        return vec![said.clone()];
    }
    let before = said.part(&(0..line.start_of(0)));
    let after = said.part(&(line.end_of(days.len() - 1)..said.text.len()));
    let each = |(at, day): (usize, &Option<NaiveDate>)| {
        let day = match day {
            Some(day) => Passage::plain(&day.to_string()),
            None => said.part(&(line.start_of(at)..line.end_of(at))),
        };
        Passage::row(
            vec![("", before.clone()), ("", day), (" ", after.clone())],
            said.at.clone(),
        )
    };
    days.iter().enumerate().map(each).collect()
}

/// Reads the digits with which an item opens as a day: "20260112 : CA".
fn of_digits(said: &Passage, under: &Under) -> Option<Passage> {
    let (day, at) = day::opening(&said.text)?;
    let is_day = at.len() == 8 && under.named && under.item;
    is_day.then(|| said.opening_with(&day.to_string(), at))
}

/// Reads the number with which a line opens as a day of the month of its heading: "Jeudi 7 11h-12h", "4, 11h".
fn of_month(said: &Passage, month: Option<u32>) -> Option<Passage> {
    let line = Line::of(said);
    let month = month.filter(|_| line.days.is_empty())?;
    let is_lead = |at: &usize| {
        let word = line.word(*at);
        ["le", "on"].contains(&word) || WEEKDAYS.contains(&word)
    };
    let at = (0..line.words.len()).take_while(is_lead).count();
    let word = line.word_at(at);
    let day = line.text.get(word.clone())?.trim_end_matches("er");
    let number: u32 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let rest = line.text.get(word.end..)?;
    let ends =
        rest.trim_start().is_empty() || rest.trim_start().starts_with([':', ',', '-', '\u{2013}']);
    let of_hours = line
        .hours
        .iter()
        .any(|hours| hours.at.start <= word.start && word.start < hours.at.end);
    let apart = rest.starts_with(char::is_whitespace)
        && (at > 0 || line.hours_after(word.end, &[]).is_some());
    let lead = line.text.get(..word.start)?;
    let day = format!("{lead}{number}/{month}");
    ((ends || apart) && !of_hours).then(|| said.opening_with(&day, 0..word.end).placed(&said.at))
}

/// Whether a cell says when a meeting is or whether it takes place.
pub(super) fn says_when_or_whether(said: &Passage) -> bool {
    let line = Line::of(said);
    let is = |word: &str| {
        CANCELLED.contains(&word) || POSTPONED.contains(&word) || CONFIRMED.contains(&word)
    };
    !line.days.is_empty()
        || !line.hours.is_empty()
        || line.calendar_link().is_some()
        || line
            .words
            .iter()
            .any(|(_, word)| is(word) || word == "confirmer")
}

/// Whether a line is a day, or days, with or without hours, and nothing else.
pub(super) fn is_bare_day(said: &Passage) -> bool {
    let line = Line::of(said);
    let days = || (0..line.days.len()).map(|day| line.day_with_words(day));
    let hours = (0..line.hours.len()).map(|hours| line.hours_with_words(hours));
    let all: Vec<_> = days().chain(hours).collect();
    let in_one = |at: &Range<usize>| {
        all.iter()
            .any(|over| over.start <= at.start && at.end <= over.end)
    };
    line.days.len() == 1 && line.words.iter().all(|(at, _)| in_one(at))
}

/// Whether a line opens with a day.
#[must_use]
pub(super) fn opens_with_day(said: &Passage) -> bool {
    Line::of(said).begins_with_day(false)
}

/// Whether a line, which is no sentence, names a single day, and not as a bound.
#[must_use]
pub(super) fn names_one_day(said: &Passage) -> bool {
    Line::of(said).names_one_day()
}

/// Finds the zone that a text says behind a place: "16:00 UTC", "16h (heure de La Réunion)".
///
/// Short names count in capitals alone: "et", "est" are words.
pub(super) fn zone(text: &str, from: usize) -> Option<(String, Range<usize>)> {
    let rest = text.get(from..)?;
    let start = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || "(,[".contains(c))
            .len();
    // "11:00-07", which no hour could end
    let signed = rest.starts_with('+') || rest.starts_with("-0");
    let digits = |c: char| c.is_ascii_digit() || "+-:\u{2212}".contains(c);
    if signed && text.get(..from)?.ends_with(|c: char| c.is_ascii_digit()) {
        let length = rest.find(|c| !digits(c)).unwrap_or(rest.len());
        let offset = rest.get(..length)?;
        return (length > 2).then(|| {
            let zone = offset_zone(offset).unwrap_or_else(|| offset.to_owned());
            (zone, from..from + length)
        });
    }
    let mut words = crate::locale::collation::words(rest.get(start..)?);
    words.retain(|(_, word)| word != "locale");
    let iana = rest
        .get(start..)?
        .split([' ', ')', ',', ']'])
        .next()
        .unwrap_or_default();
    if iana.contains('/')
        && iana.starts_with(|c: char| c.is_ascii_uppercase())
        && iana
            .chars()
            .all(|c| c.is_ascii_alphabetic() || "/_-".contains(c))
    {
        return Some((iana.to_owned(), from + start..from + start + iana.len()));
    }
    let first = words.first().filter(|(at, _)| at.start == 0)?;
    let known = ZONES.iter().filter_map(|zone| zone.split_once('>'));
    let found = known.filter_map(|(name, zone)| {
        let count = name.split(' ').count();
        let said: Vec<&str> = words
            .iter()
            .take(count)
            .map(|(_, word)| word.as_str())
            .collect();
        let end = start + words.get(count - 1)?.0.end;
        let short = rest.get(start..start + first.0.end)?;
        let capitals = !short.contains(char::is_lowercase) || count > 1 || name.len() > 4;
        (said.join(" ") == name && capitals).then_some((count, zone, end))
    });
    let Some((_, zone, mut end)) = found.max_by_key(|(count, ..)| *count) else {
        // "heure de Bora-Bora": what no list has is no hour of the council's.
        let place = words.get(2).filter(|_| first.1 == "heure")?;
        let capital = rest.get(start + place.0.start..)?;
        let of = ["de", "d", "du", "des"].contains(&words.get(1)?.1.as_str());
        let said = rest.get(start..)?;
        let length = said.find([')', ',', ':', ';', '\n']).unwrap_or(said.len());
        let is_place = of && capital.starts_with(char::is_uppercase);
        let at = from + start..from + start + length;
        return is_place.then(|| (said.get(..length).unwrap_or_default().trim().to_owned(), at));
    };
    let mut zone = zone.to_owned();
    let after = rest.get(end..)?;
    let offset = after.trim_start();
    if zone == "UTC" && offset.starts_with(['+', '-', '\u{2212}']) {
        let length = offset.find(|c| !digits(c)).unwrap_or(offset.len());
        if length > 1 {
            let said = offset.get(..length)?;
            zone = offset_zone(said).unwrap_or_else(|| said.to_owned());
            end += after.len() - offset.len() + length;
        }
    }
    Some((zone, from + start..from + end))
}

/// Whether a word is one for several meetings: "réunions". "Rencontres" may be one of several days.
fn is_plural(word: &str) -> bool {
    word.ends_with('s')
        && word != "rencontres"
        && MEETING_NAMES.contains(&word.trim_end_matches('s'))
}

/// Whether a word is the number of a day: "12", "1er".
fn is_of_day(word: &str) -> bool {
    let number = word.strip_suffix("er").unwrap_or(word).parse();
    number.is_ok_and(|number: u32| (1..=31).contains(&number))
}

impl<'a> Line<'a> {
    /// Whether a line moves a meeting to another day.
    fn moves(&self) -> bool {
        let mut words = self.words.iter().map(|(_, word)| word.as_str());
        words.any(|word| MOVED.contains(&word) || POSTPONED.contains(&word))
    }

    /// Whether what stands before the first day names several meetings: "Réunions du 30 mai au 8 août".
    fn names_several(&self) -> bool {
        let before = 0..self.start_of(0);
        self.words_in(&before).any(|(_, word)| is_plural(word))
    }

    /// Parts a line of two meetings, each with its own word and day: "Réunion du 17 mai & atelier du 20 mai".
    fn of_meetings(&self) -> Option<Vec<Passage>> {
        if self.days.len() < 2 || self.moves() || !self.names_meeting() {
            return None;
        }
        let mut parts = Vec::new();
        let mut from = 0;
        for day in 1..self.days.len() {
            let between = self.end_of(day - 1)..self.start_of(day);
            let gap = self.text.get(between.clone())?;
            let rest = gap.trim_start();
            let joins = ["&", "+", ";", "et ", "and "];
            let join = joins.iter().find(|join| rest.starts_with(**join))?;
            let next = between.start + gap.len() - rest.len() + join.len();
            let rest = next..between.end;
            let (_, word) = self.words_in(&rest).next()?;
            if !MEETING_NAMES.contains(&word.as_str()) {
                return None;
            }
            parts.push(from..between.start);
            from = next + self.text.get(next..)?.len() - self.text.get(next..)?.trim_start().len();
        }
        parts.push(from..self.text.len());
        let parts = parts.iter().map(|part| self.said.part(part));
        Some(parts.map(|part| part.placed(&self.said.at)).collect())
    }

    /// Whether a time of several days, from a day to its last, names them one by one and leaves some out: "5 et 12
    /// décembre", or follows one more: "3, 10 et 11 mars".
    fn skips_days(&self, day: usize, days: i64) -> bool {
        let (Some(first), Some(Some(last))) = (self.days.get(day), self.lasts.get(day)) else {
            return false;
        };
        let said = first.at.start..last.at.start;
        let text = self.text.get(said.clone()).unwrap_or_default();
        let listed = text.contains([',', '&'])
            || self
                .words_in(&said)
                .any(|(_, word)| ["et", "and"].contains(&word.as_str()));
        let numbers = self.words_in(&said).filter(|(_, word)| is_of_day(word));
        let apart = listed && i64::try_from(numbers.count()) != Ok(days);
        let before = self
            .words
            .partition_point(|(at, _)| at.end <= first.at.start);
        let before = before.checked_sub(1).is_some_and(|at| {
            let gap = self.word_at(at).end..first.at.start;
            let seam = |seam: &usize| gap.start <= *seam && *seam <= gap.end;
            let sign = self.text.get(gap.clone()).unwrap_or_default().trim();
            is_of_day(self.word(at))
                && [",", "&"].contains(&sign)
                && !self.said.seams.iter().any(seam)
        });
        apart || before
    }

    /// Parts a line of meetings on several days of one month: "Réunions du 3 et du 10 décembre 2026", "5 et 12
    /// décembre"; neighbouring days without a word for several meetings may be one.
    fn of_numbers(&self) -> Option<Vec<Passage>> {
        let [day] = self.days.as_slice() else {
            return None;
        };
        let end = day.at.end;
        if self.moves() || self.hours.iter().any(|hours| hours.at.start < end) {
            return None;
        }
        let plural = self.words.iter().position(|(_, word)| is_plural(word));
        let named = plural.map_or(0..0, |plural| self.word_at(plural));
        let said = self.text.get(named.end..end)?;
        let said = said.trim_start_matches([' ', ':', '\u{a0}']);
        let month = self
            .words
            .iter()
            .position(|(at, word)| at.start >= named.end && parse_dates::month(word).is_some())?;
        let list = named.end..self.word_at(month).start;
        // "| 4 | 9 février |": the number of a row is no day.
        if self
            .said
            .seams
            .iter()
            .any(|at| list.start < *at && *at < list.end)
        {
            return None;
        }
        let mut numbers = Vec::new();
        // The weekday of the next, or of each of them.
        let (mut weekday, mut of_each) = ("", "");
        for (at, word) in self.words_in(&list) {
            let number = match word.parse::<u32>() {
                Ok(number) => number,
                Err(_) if word == "1er" => 1,
                Err(_) if ["du", "des", "le", "les", "et"].contains(&word.as_str()) => continue,
                Err(_) if WEEKDAYS.contains(&word.as_str()) => {
                    weekday = word;
                    continue;
                }
                Err(_) => {
                    let one = word.strip_suffix('s')?;
                    let first = numbers.is_empty() && of_each.is_empty();
                    of_each = Some(one).filter(|one| first && WEEKDAYS.contains(one))?;
                    continue;
                }
            };
            let weekday = Some(std::mem::take(&mut weekday)).filter(|word| !word.is_empty());
            numbers.push((at.clone(), weekday.unwrap_or(of_each), number));
        }
        let rising = numbers.windows(2).all(|pair| pair[0].2 < pair[1].2);
        let neighbours = numbers.windows(2).all(|pair| pair[0].2 + 1 == pair[1].2);
        let plain = !said.contains(['-', '\u{2013}', '/', ':', '(']);
        if numbers.len() < 2 || !rising || !plain || plural.is_none() && neighbours {
            return None;
        }
        let year = day.year.map_or(String::new(), |year| format!(" {year}"));
        let name = self.word_at(month);
        let after = self.said.part(&(end..self.text.len()));
        let before = self.said.part(&(0..named.start));
        // The word for one of them is not known in every language: the day alone is enough.
        let each = numbers.into_iter().map(|(_, weekday, number)| {
            let month = self.text.get(name.clone()).unwrap_or_default();
            let day = Passage::plain(format!("{weekday} {number} {month}{year}").trim_start());
            let parts = vec![("", before.clone()), ("", day), (" ", after.clone())];
            Passage::row(parts, self.said.at.clone())
        });
        Some(each.collect())
    }

    fn calendar_link(&self) -> Option<&'a Link> {
        let links = self.said.links.iter().map(|linked| &linked.link);
        links
            .into_iter()
            .find(|link| is_calendar_link(&link.target))
    }

    fn begins_with_day(&self, named: bool) -> bool {
        let lead = 0..self.start_of(0);
        let leads = |word: &str| {
            let number = || word.bytes().all(|b| b.is_ascii_digit());
            let of_minutes = || MINUTES_LEAD.contains(&word) || MEETING_NAMES.contains(&word);
            LEAD.contains(&word) || (named && (of_minutes() || number()))
        };
        !self.days.is_empty() && self.words_in(&lead).all(|(_, word)| leads(word))
    }

    /// Whether a line, which is no sentence, names a single day, and not as a bound.
    fn names_one_day(&self) -> bool {
        let lead = 0..self.start_of(0);
        self.days.len() == 1
            && !self
                .words_in(&lead)
                .any(|(_, word)| BOUNDS.contains(&word.as_str()))
            && !is_sentence(self.text)
    }

    /// Whether the first day stands in parentheses of its own: "La Soirée : (25/01/2027)".
    fn groups_day(&self) -> bool {
        let day = self.day_with_words(0);
        let group = self.with_group(day.clone());
        group != day
            && self
                .words_in(&group)
                .all(|(at, _)| day.start <= at.start && at.end <= day.end)
    }

    /// Whether a line says that there is no meeting; a word such as "vacances" says so where no meeting is
    /// named.
    fn holds_none(&self) -> bool {
        NO_MEETING.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            let is_evident = phrase.len() > 1 || self.hours.is_empty() && !self.names_meeting();
            is_evident && (0..self.words.len()).any(|at| self.phrase(at, &phrase).is_some())
        }) || self.denies()
    }

    /// Whether what stands right behind the day says that something is not: "24/03: no club this week".
    fn denies(&self) -> bool {
        let [day] = self.days.as_slice() else {
            return false;
        };
        let mut after = self.words.iter().filter(|(at, _)| at.start >= day.at.end);
        let mut word = || after.next().map_or("", |(_, word)| word.as_str());
        match word() {
            "no" | "aucun" | "aucune" => true,
            "pas" => ["de", "d"].contains(&word()),
            _ => false,
        }
    }

    /// Whether a line has a word for a meeting or for minutes.
    fn names_meeting(&self) -> bool {
        let mut words = self.words.iter();
        words.any(|(_, word)| MEETING_NAMES.contains(&word.as_str())) || is_of_minutes(self.text)
    }

    /// Whether a line gives evidence of a meeting by itself.
    fn is_evident(&self, under: &Under) -> bool {
        let spans = self.spans().next().is_some();
        self.calendar_link().is_some()
            || (spans && !under.other)
            || (!self.hours.is_empty() && self.names_meeting())
    }

    /// Whether a line that names no day seems to have been meant to.
    fn seems_dated(&self) -> bool {
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let is_year = |word: &str| word.len() == 4 && is_number(word);
        let is_month = |word: &str| parse_dates::month(word).is_some();
        let pair = |pair: &[Word<'_>]| {
            matches!(pair, [(_, one), (_, other)]
                if is_month(one) && is_year(other) || is_number(one) && is_month(other))
        };
        // "24 févirer 2023"
        let three = |three: &[Word<'_>]| {
            matches!(three, [(_, day), (_, month), (_, year)]
                if is_number(day) && !is_number(month) && is_year(year))
        };
        self.spans().next().is_some()
            || self.words.windows(2).any(pair)
            || self.words.windows(3).any(three)
    }

    /// Whether the first day is that of the last change of the page or, where no meetings were named,
    /// of minutes.
    fn is_of_something_else(&self, under: &Under) -> bool {
        let before = self.days.first().map(|day| words_before(self.text, day));
        let before = before.unwrap_or_default();
        let before = before.trim_end_matches(" le").trim_end_matches([' ', ':']);
        CHANGED.iter().any(|changed| before.ends_with(changed))
            || !under.named && is_of_minutes(self.text)
    }

    fn meeting(&self, under: &Under) -> Option<(ListedMeeting, Option<Range<usize>>)> {
        let mut marks = Marks::of(self)?;
        let (date, earlier) = self.dates(&marks, under.year)?;
        let last = match self.lasts.get(marks.day).and_then(Option::as_ref) {
            Some(_) if self.names_several() => return None,
            Some(last) => {
                let day = |year| NaiveDate::from_ymd_opt(year, last.month, last.day);
                let year = last.year.unwrap_or(date.year());
                let later = |day: &NaiveDate| *day > date;
                let last = day(year).filter(later).or_else(|| day(year + 1))?;
                if self.skips_days(marks.day, (last - date).num_days()) {
                    return None;
                }
                Some(last)
            }
            None => None,
        };
        let initially = marks.earlier.map(|earlier_at| {
            let hours = earlier_at.hours.and_then(|at| self.span(at));
            (earlier.unwrap_or(date), hours)
        });
        let hours = marks.hours.or(marks.alone);
        let zone = hours.and_then(|at| zone(self.text, self.hours_at(at).end));
        let (zone, zone_at) = zone.unzip();
        marks.cuts.extend(zone_at.clone());
        let mut aside = written_durations(self.text);
        aside.extend(self.others.iter().map(|at| self.with_group(at.clone())));
        marks.cuts.extend(aside.iter().cloned());
        aside.extend(marks.left.map(|at| self.hours_at(at)));
        let (title, rest) = title::title(self, &marks);
        let title = title::plain(&title);
        // The number of a row is no title.
        let title = Some(title).filter(|title| title.contains(char::is_alphabetic));
        let mut title = title.unwrap_or_default();
        // "18h30-20h, mairie"
        let mut place = under.beside.place.clone();
        if let Some(at) = hours.filter(|_| place.is_none()) {
            let after = self.text.get(self.hours_at(at).end..).unwrap_or_default();
            let before = after.split_once(title.as_str()).map(|(before, _)| before);
            let is_behind = before.is_some_and(|before| !before.contains(':'));
            place = place_alone(&title).filter(|_| is_behind);
            if place.is_some() {
                title.clear();
            }
        }
        // What stands in parentheses says more of it.
        let named = title.split(" (").next().unwrap_or_default();
        if is_sentence(named) || title.len() > LONGEST_TITLE {
            return None;
        }
        let event = self.calendar_link().cloned();
        let links = self.said.links.iter();
        let mut others = links.filter(|linked| Some(&linked.link) != event.as_ref());
        let day = self.start_of(marks.day)..self.end_of(marks.day);
        let minutes = others.find(|linked| {
            let label = self.text.get(linked.over.clone()).unwrap_or_default();
            // A link that is nothing but the day leads to what was said on it.
            let is_day = linked.over.start <= day.start && day.end <= linked.over.end;
            is_of_minutes(label)
                || (is_of_minutes(self.text) && linked.over.start <= self.start_of(0))
                || (is_day && linked.over.len() <= day.len() + 4)
                || title::leads_to_minutes(&linked.link.target, label, date)
        });
        let hours = hours.and_then(|at| self.hours.get(at));
        let aside = aside.into_iter().map(|at| {
            let said = self.text.get(at).unwrap_or_default();
            said.trim_matches(['(', ')', ' ']).to_owned()
        });
        let meeting = ListedMeeting {
            date,
            last,
            start: hours.map(|hours| hours.start),
            end: hours.and_then(|hours| hours.end),
            zone: zone.or_else(|| under.beside.zone.clone()),
            initially,
            usual: None,
            standing: marks.standing(),
            title,
            rank: marks.rank,
            online: marks.online,
            place,
            besides: under.beside.rest.iter().cloned().chain(aside).collect(),
            otherwise: Vec::new(),
            minutes: minutes
                .map(|linked| linked.link.target.clone())
                .or_else(|| under.beside.minutes.clone()),
            is_page: false,
            event,
            at: self.said.at.clone(),
        };
        Some((meeting, rest))
    }

    /// Returns the day of the meeting and the one announced first.
    fn dates(&self, marks: &Marks, year: Years) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let earlier = marks.earlier.and_then(|earlier| earlier.day);
        let Some(earlier) = earlier else {
            return Some((self.date(marks.day, year)?, None));
        };
        if !marks.moves_on {
            let date = self.date(marks.day, year)?;
            return Some((date, Some(self.date(earlier, Years::One(date.year()))?)));
        }
        let said = self.days.get(marks.day)?;
        let of_said = said.year.map_or(Years::None, Years::One);
        let year = if year == Years::None { of_said } else { year };
        let first = self.date(earlier, year)?;
        // It was moved to a later day, in the next year if need be.
        let next = (said.month, said.day) < (first.month(), first.day());
        let date = self.date(marks.day, Years::One(first.year() + i32::from(next)))?;
        Some((date, Some(first)))
    }

    /// Returns a day; `None` if no calendar has it, or it is another day of the week.
    fn date(&self, day: usize, years: Years) -> Option<NaiveDate> {
        let written = self.days.get(day)?;
        // The name of the file to which a line links may have the year that it lacks.
        let linked = || {
            let targets = self.said.links.iter().map(|linked| &linked.link.target);
            let mut days = targets.filter_map(|target| super::day::of_path(target));
            let day = days.find(|day| (day.month(), day.day()) == (written.month, written.day))?;
            Some(day.year())
        };
        let year = written.year.or_else(linked);
        let year = year.or_else(|| years.of(written.month))?;
        let date = NaiveDate::from_ymd_opt(year, written.month, written.day)?;
        let weekday = written.weekday.as_ref();
        weekday
            .is_none_or(|(said, _)| *said == date.weekday())
            .then_some(date)
    }
}

#[cfg(test)]
mod tests;
