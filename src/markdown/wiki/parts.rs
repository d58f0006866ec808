//! A line taken apart: its words, days and hours, and what stands where.

use std::ops::Range;

use chrono::NaiveTime;

use super::passage::{Passage, covers};
use super::words::{DAY_JOINS, DAY_LEADS, OF_HOURS};
use crate::locale::collation::{Word, sort_key, words};
use crate::locale::hours::{WrittenHours, written_hours};
use crate::locale::parse_dates::{WrittenDate, times_of_line};

/// A line taken apart.
pub(super) struct Line<'a> {
    pub said: &'a Passage,
    pub text: &'a str,
    pub words: Vec<Word<'a>>,
    pub days: Vec<WrittenDate>,
    /// Of each day that begins a time of several, the last.
    pub lasts: Vec<Option<WrittenDate>>,
    pub hours: Vec<WrittenHours>,
    /// The hours of something else, with the words that say so.
    pub others: Vec<Range<usize>>,
    /// What stands in parentheses or brackets, both included; the outermost.
    pub groups: Vec<Range<usize>>,
}

impl<'a> Line<'a> {
    pub fn of(said: &'a Passage) -> Self {
        let text = said.text.as_str();
        let (days, lasts) = times_of_line(text, &said.seams).into_iter().unzip();
        let mut line = Self {
            said,
            text,
            words: words(text),
            days,
            lasts,
            hours: written_hours(text),
            others: Vec::new(),
            groups: groups(text),
        };
        line.join_until();
        line.set_others_aside();
        line
    }

    /// Takes the hours of something else out of those of the line: "pause de 12h à 14h", "réponse avant 12h".
    fn set_others_aside(&mut self) {
        const OTHERS: [&str; 8] = [
            "pause",
            "train",
            "tgv",
            "reponse",
            "reponses",
            "inscription",
            "inscriptions",
            "break",
        ];
        const UNTIL: [&str; 4] = ["avant", "before", "jusqu", "until"];
        let days: Vec<usize> = (0..self.days.len()).map(|day| self.end_of(day)).collect();
        let mut floor = 0;
        let mut others = Vec::new();
        self.hours.retain(|hours| {
            let before = self.text.get(..hours.at.start).unwrap_or_default();
            let sign = before
                .rfind(|c| ",;.:()[]|\n".contains(c))
                .map_or(0, |at| at + 1);
            let day = days.iter().filter(|end| **end <= hours.at.start).max();
            let from = sign.max(floor).max(day.copied().unwrap_or_default());
            floor = hours.at.end;
            let said = words(self.text.get(from..hours.at.start).unwrap_or_default());
            let is = |list: &[&str], word: &str| list.contains(&word);
            let other = said.iter().find(|(_, word)| is(&OTHERS, word));
            // "jusqu'à 17h" is when something ends.
            let until = said.iter().rev().take(2);
            let mut until = until.filter(|(_, word)| word != "a");
            let until = until
                .next()
                .filter(|(_, word)| hours.end.is_none() && is(&UNTIL, word));
            let lead = other.or(until);
            others.extend(lead.map(|(at, _)| from + at.start..hours.at.end));
            lead.is_none()
        });
        self.others = others;
    }

    /// Joins the hour of a day and that of a later one: "14 décembre 22h jusqu'au 15 décembre à 0h30".
    fn join_until(&mut self) {
        let is = |between: Range<usize>, words: &[&str]| {
            let between = self.text.get(between).map(sort_key);
            between.is_some_and(|it| words.contains(&it.trim().trim_matches(',')))
        };
        let [.., first, last] = self.days.as_slice() else {
            return;
        };
        let begin = |day: &WrittenDate| day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
        let joined = self.hours.windows(2).position(|pair| {
            let [from, to] = pair else { return false };
            let alone = from.end.is_none() && to.end.is_none();
            alone
                && is(
                    first.at.end..from.at.start,
                    &["", "a", "a partir de", "des", "at", "from"],
                )
                && is(from.at.end..begin(last), &["jusqu'au", "au", "until", "to"])
                && is(last.at.end..to.at.start, &["", "a", "at"])
        });
        if let Some(at) = joined {
            let to = self.hours.remove(at + 1);
            let from = &mut self.hours[at];
            from.at.end = to.at.end;
            from.end = Some(to.start);
            let last = self.days.pop();
            self.lasts.pop();
            if let Some(before) = self.lasts.last_mut() {
                *before = last;
            }
        }
    }

    /// Returns a word by its index; beyond the last it is empty.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(_, word)| word.as_str())
    }

    pub fn word_at(&self, at: usize) -> Range<usize> {
        let end = self.text.len();
        self.words.get(at).map_or(end..end, |(at, _)| at.clone())
    }

    /// Lists the words that stand in a range.
    pub fn words_in(&self, at: &Range<usize>) -> impl Iterator<Item = &Word<'a>> {
        let first = self
            .words
            .partition_point(|(word, _)| word.start < at.start);
        let end = at.end;
        let words = self.words.get(first..).unwrap_or_default().iter();
        words.take_while(move |(word, _)| word.end <= end)
    }

    /// Returns the words from one on, if they are these, with nothing but spaces between them.
    pub fn phrase(&self, at: usize, words: &[&str]) -> Option<Range<usize>> {
        let said = self.word_at(at).start..self.word_at(at + words.len() - 1).end;
        let same = words
            .iter()
            .zip(at..)
            .all(|(word, at)| self.word(at) == *word);
        let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "'\u{2019}-".contains(c);
        let whole = self
            .text
            .get(said.clone())?
            .chars()
            .all(|c| plain(c) || !c.is_ascii());
        (same && whole).then_some(said)
    }

    /// Steps back from a place over some words of some sets, with nothing but spaces, a colon or a
    /// hyphen between.
    pub fn start_over(&self, mut start: usize, allowed: &[&[&str]]) -> usize {
        const MOST: usize = 12;
        let end = self.words.partition_point(|(word, _)| word.end <= start);
        for before in (0..end).rev().take(MOST) {
            let word = self.word_at(before);
            let gap = self.text.get(word.end..start).unwrap_or_default();
            let plain = |c: char| c.is_whitespace() || ":'\u{2019}".contains(c);
            let joined = gap == "-" || gap.chars().all(plain);
            if !joined || !contains(allowed, self.word(before)) {
                break;
            }
            start = word.start;
        }
        start
    }

    /// Returns the parentheses in which a range stands, else the range.
    pub fn with_group(&self, at: Range<usize>) -> Range<usize> {
        let after = self.groups.partition_point(|group| group.start <= at.start);
        let group = after.checked_sub(1).and_then(|last| self.groups.get(last));
        group
            .filter(|group| at.end <= group.end)
            .cloned()
            .unwrap_or(at)
    }

    /// Returns where a day begins, its weekday included.
    pub fn start_of(&self, day: usize) -> usize {
        self.days.get(day).map_or(self.text.len(), |day| {
            day.weekday
                .as_ref()
                .map_or(day.at.start, |(_, at)| at.start)
        })
    }

    pub fn end_of(&self, day: usize) -> usize {
        self.days.get(day).map_or(self.text.len(), |day| day.at.end)
    }

    /// Returns a day with the words that lead to it: "le lundi 23 juin 2025".
    pub fn day_with_words(&self, day: usize) -> Range<usize> {
        self.start_over(self.start_of(day), &[&DAY_LEADS])..self.end_of(day)
    }

    /// Returns the place of hours.
    pub fn hours_at(&self, hours: usize) -> Range<usize> {
        let end = self.text.len();
        self.hours
            .get(hours)
            .map_or(end..end, |hours| hours.at.clone())
    }

    /// Returns hours with the words that lead to them: "de 14h à 16h".
    pub fn hours_with_words(&self, hours: usize) -> Range<usize> {
        let at = self.hours_at(hours);
        self.start_over(at.start, &[&OF_HOURS])..at.end
    }

    /// Lists the hours that have an end.
    pub fn spans(&self) -> impl Iterator<Item = usize> + Clone {
        let spans = self.hours.iter().enumerate();
        spans
            .filter(|(_, hours)| hours.end.is_some())
            .map(|(at, _)| at)
    }

    /// Returns the next day after a place, if only words of some sets lead to it.
    pub fn day_after(&self, from: usize, allowed: &[&[&str]]) -> Option<usize> {
        let next = self.days.partition_point(|day| day.at.start < from);
        self.days.get(next)?;
        self.leads(from..self.start_of(next), allowed)
            .then_some(next)
    }

    /// Returns the next hours after a place, if only words of some sets lead to them.
    pub fn hours_after(&self, from: usize, allowed: &[&[&str]]) -> Option<usize> {
        let next = self.hours.partition_point(|hours| hours.at.start < from);
        let start = self.hours.get(next)?.at.start;
        let leads = [&[OF_HOURS.as_slice()], allowed].concat();
        self.leads(from..start, &leads).then_some(next)
    }

    /// Does the same for hours that have an end.
    pub fn span_after(&self, from: usize, allowed: &[&[&str]]) -> Option<usize> {
        let next = self.hours_after(from, allowed)?;
        self.span(next).map(|_| next)
    }

    /// Whether only words of some sets stand between two places, and no bracket or colon.
    fn leads(&self, between: Range<usize>, allowed: &[&[&str]]) -> bool {
        const LONGEST: usize = 60;
        let said = self.text.get(between.clone()).unwrap_or_default();
        said.len() <= LONGEST
            && !said.contains(|c| "()[]:".contains(c))
            && self
                .words_in(&between)
                .all(|(_, word)| contains(allowed, word))
    }

    /// Whether a day begins a time of several.
    pub fn lasts(&self, day: usize) -> bool {
        self.lasts.get(day).is_some_and(Option::is_some)
    }

    /// Whether a day follows another, or hours, as one more of them: "et le 3 mars 2023".
    pub fn is_joined(&self, day: usize) -> bool {
        self.joins(self.start_of(day))
    }

    /// Tells the same of hours: "et de 17h à 18h".
    pub fn is_one_more(&self, hours: usize) -> bool {
        self.joins(self.hours_with_words(hours).start)
    }

    fn joins(&self, start: usize) -> bool {
        const LONGEST: usize = 16;
        let before = |ends: Option<usize>| ends.unwrap_or_default();
        let days = self.days.partition_point(|day| day.at.end <= start);
        let hours = self.hours.partition_point(|hours| hours.at.end <= start);
        let day = days.checked_sub(1).map(|day| self.end_of(day));
        let end = before(day).max(before(hours.checked_sub(1).map(|at| self.hours_at(at).end)));
        let between = self.text.get(end..start).unwrap_or_default();
        let plain = |c: char| c.is_alphabetic() || c.is_whitespace() || ",/&+-\u{2013}".contains(c);
        end > 0
            && between.len() <= LONGEST
            && between.chars().all(plain)
            && self
                .words_in(&(end..start))
                .all(|(_, word)| DAY_JOINS.contains(&word.as_str()))
    }

    /// Whether something is struck through.
    pub fn is_struck(&self, at: &Range<usize>) -> bool {
        covers(&self.said.struck, at)
    }

    /// Whether something is emphasised.
    pub fn is_strong(&self, at: &Range<usize>) -> bool {
        covers(&self.said.strong, at)
    }

    /// Whether a day begins at a place, with its weekday if it has one.
    pub fn day_begins(&self, at: usize) -> bool {
        let next = self.days.partition_point(|day| day.at.start < at);
        next < self.days.len() && self.start_of(next) == at
    }

    /// Whether a place is where a part of the line ends: a day, hours, a sign between two.
    pub fn ends_part(&self, before: usize) -> bool {
        let said = self.text.get(..before).unwrap_or_default().trim_end();
        let days = self.days.partition_point(|day| day.at.end < said.len());
        let hours = self
            .hours
            .partition_point(|hours| hours.at.end < said.len());
        said.is_empty()
            || said.ends_with(is_separator)
            || self
                .days
                .get(days)
                .is_some_and(|day| day.at.end == said.len())
            || self
                .hours
                .get(hours)
                .is_some_and(|hours| hours.at.end == said.len())
    }

    /// Whether a place is where a part of the line begins.
    pub fn begins_part(&self, after: usize) -> bool {
        let said = self.text.get(after..).unwrap_or_default().trim_start();
        said.is_empty() || said.starts_with(is_separator)
    }

    /// Returns hours that have an end.
    pub fn span(&self, hours: usize) -> Option<(NaiveTime, NaiveTime)> {
        let hours = self.hours.get(hours)?;
        Some((hours.start, hours.end?))
    }
}

/// Whether a sign stands between the parts of a line, or around them.
pub(super) fn is_separator(sign: char) -> bool {
    sign.is_whitespace() || ":;,.-\u{2013}\u{2014}\u{b7}\u{2022}|()[]/".contains(sign)
}

fn contains(sets: &[&[&str]], word: &str) -> bool {
    sets.iter().any(|set| set.contains(&word))
}

/// Finds what stands in parentheses and brackets, the outermost.
fn groups(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut open = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '(' | '[' => open.push(at),
            ')' | ']' => {
                if let Some(start) = open.pop() {
                    while groups.last().is_some_and(|group| group.start > start) {
                        groups.pop();
                    }
                    groups.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    groups
}
