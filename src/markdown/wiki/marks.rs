//! What a line says of its meeting besides the title: which day is its own and which came before,
//! whether it takes place, where, and its rank.

use std::ops::Range;

use chrono::NaiveDate;

use super::MeetingState;
use super::parts::Line;
use super::words::{
    ANNOUNCED, BEFORE, BOUNDS, CANCELLED, CONFIRMED, CONNECTING, DETAILS, LATER, MEETING_WORDS,
    MOVED, OPTIONS, POSTPONED, REASONS,
};
use crate::locale::hours::end_of;

/// The days and the hours of a line by what they are for, and what it says in marks.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The day on which the meeting is, as an index of the days of the line.
    pub day: usize,
    /// Its hours from when to when, as an index of the hours of the line.
    pub hours: Option<usize>,
    /// The hour at which it begins, where no end is said, in the same way.
    pub alone: Option<usize>,
    /// The hour of an earlier day that is struck out.
    pub left: Option<usize>,
    /// The day and the hours announced first.
    pub earlier: Option<Earlier>,
    /// Whether the earlier day stands first and then the one to which the meeting was moved.
    pub moves_on: bool,
    cancelled: bool,
    postponed: bool,
    proposed: bool,
    pub online: bool,
    pub rank: Option<(u32, u32)>,
    /// What is no part of the title.
    pub cuts: Vec<Range<usize>>,
    /// The day to which a word says that the meeting was moved.
    now: Option<usize>,
    /// Whether the earlier day stands in parentheses.
    apart: bool,
    /// Where a word says that the meeting was moved, and not to which day.
    moved_somewhere: Option<usize>,
    /// Where the last word says that it was cancelled.
    cancelled_at: usize,
}

/// A day or hours announced before, as indices; without a day, it was the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Earlier {
    pub day: Option<usize>,
    pub hours: Option<usize>,
}

impl Marks {
    /// Reads the marks of a line; `None` if they leave in doubt what they say.
    pub fn of(line: &Line<'_>) -> Option<Self> {
        let mut marks = Self::default();
        for at in 0..line.words.len() {
            let word = line.word(at);
            let negated = at > 0 && ["pas", "non"].contains(&line.word(at - 1));
            let of_report = word == "report" && ["de", "du"].contains(&line.word(at + 1));
            if of_report || word == "initialement" || line.phrase(at, &["au", "lieu"]).is_some() {
                marks.initially(line, at)?;
            } else if MOVED.contains(&word) || POSTPONED.contains(&word) {
                marks.moved(line, at)?;
            } else if CANCELLED.contains(&word) {
                if negated || !is_mark(line, &line.word_at(at)) {
                    return None;
                }
                marks.cancelled = true;
                marks.cancelled_at = line.word_at(at).start;
                marks.cut_mark(line, line.word_at(at), &[]);
            } else if CONFIRMED.contains(&word) {
                marks.proposed |= negated;
                let first = at - usize::from(negated);
                marks.cut_mark(line, line.word_at(first).start..line.word_at(at).end, &[]);
            } else if let Some(said) = line.phrase(at, &["a", "confirmer"]) {
                marks.proposed |= at == 0 || !DETAILS.contains(&line.word(at - 1));
                marks.cut_mark(line, said, &DETAILS);
            } else if OPTIONS.contains(&word) && is_mark(line, &line.word_at(at)) {
                marks.proposed = true;
                marks.cut_mark(line, line.word_at(at), &[]);
            } else if let Some(said) = line.phrase(at, &["sous", "reserve"]) {
                marks.proposed = true;
                marks.cut_mark(line, said, &[]);
            }
        }
        marks.choose_day(line)?;
        marks.choose_hours(line)?;
        marks.takes_place_online(line);
        marks.ranked(line);
        Some(marks)
    }

    /// Returns what the marks say of whether the meeting takes place.
    pub fn standing(&self) -> MeetingState {
        if self.cancelled {
            MeetingState::Cancelled
        } else if self.postponed {
            MeetingState::Postponed
        } else if self.proposed {
            MeetingState::Proposed
        } else {
            MeetingState::Confirmed
        }
    }

    /// Reads "initialement prévue le 15 septembre à 14h" from the word on.
    fn initially(&mut self, line: &Line<'_>, at: usize) -> Option<()> {
        let of_report: &[&str] = if line.word(at) == "report" {
            &BEFORE
        } else {
            &[]
        };
        let leading: [&[&str]; 3] = [&CONNECTING, &ANNOUNCED, of_report];
        let from = line.word_at(at + usize::from(line.word(at) == "au")).end;
        let day = line.day_after(from, &leading);
        let end = day.map_or(from, |day| line.end_of(day));
        let hours = line.span_after(end, &leading);
        let several = day.is_some_and(|day| line.lasts(day));
        if self.earlier.is_some() || several || (day.is_none() && hours.is_none()) {
            return None;
        }
        let end = hours.map_or(end, |hours| line.hours_at(hours).end);
        let start = line.start_over(line.word_at(at).start, &leading);
        let group = line.with_group(start..end);
        self.apart = group != (start..end);
        // A second day there: which of them was the first is not for a program to say.
        let second = day.map(|day| line.start_of(day + 1));
        if self.apart && second.is_some_and(|second| second < group.end) {
            return None;
        }
        self.earlier = Some(Earlier { day, hours });
        self.cuts.push(group);
        Some(())
    }

    /// Reads "reportée au 28 septembre" from the word on.
    fn moved(&mut self, line: &Line<'_>, at: usize) -> Option<()> {
        let word = line.word_at(at);
        // "reportée à la réunion du 3 décembre"
        let leads: [&[&str]; 2] = [&CONNECTING, &MEETING_WORDS];
        let Some(day) = line.day_after(word.end, &leads) else {
            return self.moved_somewhere(line, at);
        };
        if line.lasts(day) {
            return None;
        }
        let (mut now, mut last) = (Some(day), day);
        if ["du", "from"].contains(&line.word(at + 1)) {
            if self.earlier.is_some() {
                return None;
            }
            let hours = line.span_after(line.end_of(day), &[&CONNECTING]);
            let end = hours.map_or(line.end_of(day), |hours| line.hours_at(hours).end);
            self.earlier = Some(Earlier {
                day: Some(day),
                hours,
            });
            now = line.day_after(end, &[&CONNECTING]);
            last = now.unwrap_or(day);
        }
        let end = line.end_of(last);
        let hours = line.span_after(end, &[&CONNECTING]);
        let end = hours.map_or(end, |hours| line.hours_at(hours).end);
        // "annulée et reportée au"
        let both = self.cancelled && at > 1 && line.word(at - 1) == "et";
        let both = both && line.word_at(at - 2).start == self.cancelled_at;
        let start = if both { self.cancelled_at } else { word.start };
        self.cut_mark(line, start..end, &[]);
        self.now = now.or(self.now);
        Some(())
    }

    /// Reads "reportée", "reportée à une date ultérieure", "déplacée".
    fn moved_somewhere(&mut self, line: &Line<'_>, at: usize) -> Option<()> {
        let word = line.word_at(at);
        let next = |from: usize, words: &[&str]| {
            (from..line.words.len()).find(|at| !words.contains(&line.word(*at)))
        };
        // "reportée du 15 au 28 septembre" names more than can be told apart.
        let after = next(at + 1, &CONNECTING).unwrap_or(line.words.len());
        let is_number = line.word(after).starts_with(|c: char| c.is_ascii_digit());
        if after > at + 1 && is_number {
            return None;
        }
        self.moved_somewhere = Some(word.end);
        if POSTPONED.contains(&line.word(at)) {
            self.postponed = true;
            let last = next(at + 1, &LATER).unwrap_or(line.words.len()) - 1;
            let said = word.start..line.word_at(last).end;
            if !is_mark(line, &said) {
                return None;
            }
            self.cut_mark(line, said, &[]);
        }
        Some(())
    }

    /// Cuts a mark out, with the words that belong to it, or with its parentheses.
    fn cut_mark(&mut self, line: &Line<'_>, mut said: Range<usize>, before: &[&str]) {
        let rest = line.text.get(said.end..).unwrap_or_default();
        let ends = ["(e)", "(es)", "(E)", "(ES)", "\u{b7}e", "\u{b7}E"];
        let ending = ends.iter().find(|end| rest.starts_with(**end));
        said.end += ending.map_or(0, |end| end.len());
        let rest = line.text.get(said.end..).unwrap_or_default();
        let reason = line
            .words
            .partition_point(|(word, _)| word.start < said.end);
        if REASONS.contains(&line.word(reason)) {
            let apart = rest.find(|c| ",;.()[]".contains(c)).unwrap_or(rest.len());
            let inside = rest.trim_start().starts_with('(');
            said.end = if inside {
                line.with_group(line.word_at(reason)).end
            } else {
                said.end + apart
            };
        }
        let group = line.with_group(said.clone());
        if group == said {
            let start = line.start_over(said.start, &[&BEFORE, before]);
            // After a colon, or with a name before it, it is the title that says so.
            let sentence = line.text.get(..start).unwrap_or_default().trim_end();
            if sentence.ends_with([',', ';', '.', '-', '\u{2013}', '\u{2014}'])
                || !before.is_empty()
            {
                said.start = start;
            }
            self.cuts.push(said);
        } else {
            self.cuts.push(group);
        }
    }

    /// Decides which day is the meeting's, once the marks have named theirs.
    fn choose_day(&mut self, line: &Line<'_>) -> Option<()> {
        let named = self.earlier.and_then(|earlier| earlier.day);
        let is_struck = |day: usize| {
            let at = line.days.get(day).map(|day| &day.at);
            at.is_some_and(|at| line.is_struck(at))
        };
        let mut free = (0..line.days.len()).filter(|day| Some(*day) != named);
        let first = free.next()?;
        let replaced = free
            .next()
            .filter(|next| is_struck(first) && !is_struck(*next));
        self.day = self.now.or(replaced).unwrap_or(first);
        if self.day != first && self.earlier.is_none() {
            self.moves_on = true;
            self.earlier = Some(Earlier {
                day: Some(first),
                hours: None,
            });
        }
        let struck: usize = line.said.struck.iter().map(Range::len).sum();
        // "~~3 mars~~ annulée et reportée au 10 mars"
        let moved = self.now.or(replaced).is_some();
        if moved && self.cancelled_at < line.start_of(self.day) {
            self.cancelled = false;
            self.postponed &= replaced.is_none();
        }
        self.cancelled |= is_struck(self.day) || !moved && struck * 2 > line.text.len();
        let earlier = self.earlier.and_then(|earlier| earlier.day);
        let of_meeting = |day: &usize| *day == self.day || Some(*day) == earlier;
        let (own, others): (Vec<_>, Vec<_>) = (0..line.days.len()).partition(of_meeting);
        self.cuts
            .extend(own.into_iter().map(|day| line.day_with_words(day)));
        let moved = self.moved_somewhere;
        let doubtful = |day: &usize| {
            line.is_joined(*day) || moved.is_some_and(|moved| moved <= line.start_of(*day))
        };
        // "du 3 au 5 mars 2023"
        let lead = line
            .words
            .partition_point(|(at, _)| at.end <= line.start_of(self.day));
        let word = |back: usize| lead.checked_sub(back).map_or("", |at| line.word(at));
        let after_number =
            word(2).bytes().any(|b| b.is_ascii_digit()) && ["au", "et", "ou"].contains(&word(1));
        // "17, 18 juin" may be two days or a number.
        let gap = lead
            .checked_sub(1)
            .map(|at| line.word_at(at).end..line.start_of(self.day));
        let apart = |gap: &Range<usize>| {
            line.said
                .seams
                .iter()
                .any(|at| gap.contains(at) || *at == gap.end)
        };
        let after_comma = lead == 1
            && word(1).len() <= 2
            && word(1).bytes().all(|b| b.is_ascii_digit())
            && gap.is_some_and(|gap| {
                !apart(&gap) && line.text.get(gap).is_some_and(|gap| gap.trim() == ",")
            });
        let after_number = after_number || after_comma;
        let bound = [word(1), word(2)].iter().any(|word| BOUNDS.contains(word));
        // "La prochaine réunion" is one only until then.
        let next = (0..lead).find(|at| !["la", "the"].contains(&line.word(*at)));
        let next = next.filter(|at| ["next", "prochain", "prochaine"].contains(&line.word(*at)));
        self.cuts.extend(next.map(|at| 0..line.word_at(at).end));
        (!after_number && !bound && !others.iter().any(doubtful)).then_some(())
    }

    /// Decides which hours are the meeting's.
    fn choose_hours(&mut self, line: &Line<'_>) -> Option<()> {
        let is_struck = |hours: &usize| line.is_struck(&line.hours_at(*hours));
        if let Some(Earlier {
            day: Some(day),
            hours,
        }) = &mut self.earlier
        {
            *hours = hours.or_else(|| line.span_after(line.end_of(*day), &[]));
        }
        let taken = self.earlier.and_then(|earlier| earlier.hours);
        let free = || line.spans().filter(|hours| Some(*hours) != taken);
        let after = line.span_after(line.end_of(self.day), &[]);
        let after = after.filter(|hours| Some(*hours) != taken && !is_struck(hours));
        let sound = || free().find(|hours| !is_struck(hours));
        self.hours = after.or_else(sound).or_else(|| free().next());
        match (&mut self.earlier, self.hours) {
            (Some(earlier), None) if earlier.day.is_some() && !self.apart => {
                // The only hours of the line are the meeting's.
                self.hours = earlier.hours;
                earlier.hours = earlier.hours.filter(|_| self.moves_on);
            }
            (None, Some(now)) => {
                let struck = line.spans().find(|hours| *hours != now && is_struck(hours));
                self.earlier = struck.map(|hours| Earlier {
                    day: None,
                    hours: Some(hours),
                });
            }
            _ => {}
        }
        let earlier = self.earlier.and_then(|earlier| earlier.hours);
        let of_meeting = |at: &usize| Some(*at) == self.hours || Some(*at) == earlier;
        let (own, others): (Vec<_>, Vec<_>) = line.spans().partition(of_meeting);
        let day = NaiveDate::default();
        let forward = |at: &usize| {
            let hours = line.span(*at);
            line.lasts(self.day)
                || hours.is_some_and(|(start, end)| end_of(day.and_time(start), end).is_some())
        };
        // Of two sessions of one day each would be a meeting; a pause stands in parentheses.
        let is_second = |at: &usize| {
            let hours = line.hours_at(*at);
            line.is_one_more(*at) || !is_struck(at) && line.with_group(hours.clone()) == hours
        };
        let sound = own.iter().all(forward) && !others.iter().any(is_second);
        // An hour alone is no part of the title where it follows the day.
        let alone = line.hours_after(line.end_of(self.day), &[]);
        // "~~10h~~ 15h": the first was struck out for the next.
        let replaced = alone.filter(|at| is_struck(at) && self.earlier.is_none());
        let next = replaced.and_then(|at| line.hours_after(line.hours_at(at).end, &[]));
        let next = next.filter(|at| !is_struck(at));
        let alone = next.or(alone);
        // An hour that is struck out with the earlier day is that day's.
        let only = (line.hours.len() == 1).then_some(0);
        self.left = only.filter(|at| self.earlier.is_some() && is_struck(at));
        if next.is_some() && self.hours == replaced {
            self.hours = None;
        }
        let gone = |at: &usize| next.is_some() || self.hours.is_some_and(|hours| hours != *at);
        self.left = self.left.or(replaced.filter(gone));
        let only = only.filter(|_| self.left.is_none());
        let free = |at: &usize| self.hours.is_none() && Some(*at) != earlier;
        self.alone = alone.or(only).filter(free);
        let own = own.into_iter().chain(alone.or(self.alone)).chain(self.left);
        self.cuts
            .extend(own.map(|hours| line.hours_with_words(hours)));
        sound.then_some(())
    }
}

/// Whether a word such as "annulée" is said of the meeting, not within the title.
fn is_mark(line: &Line<'_>, said: &Range<usize>) -> bool {
    let text = line.text.get(said.clone()).unwrap_or_default();
    let rest = line.text.get(said.end..).unwrap_or_default();
    let next = said.end + (rest.len() - rest.trim_start().len());
    let word = line.words.partition_point(|(word, _)| word.start < next);
    let goes_on = ["et", "par", "puis", "suite"];
    !text.contains(char::is_lowercase)
        || line.is_strong(said)
        || line.with_group(said.clone()) != *said
        || line.begins_part(said.end)
        || line.day_begins(next)
        || goes_on.contains(&line.word(word))
        || REASONS.contains(&line.word(word))
}

#[cfg(test)]
mod tests;
