//! What an action of minutes says: who undertakes what, by when, since when.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::boxes;
use super::owners::{Owners, Worded};
use super::periods;
use super::sections::says_none;
use crate::locale::collation::sort_key;
use crate::locale::dates;
use crate::locale::parse_dates::{WrittenDate, dates_of_line, written_dates};

/// Against what actions are read.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub names: &'a Owners,
    /// The day of the meeting: a deadline without a year is the first such day from there.
    pub day: Option<NaiveDate>,
}

/// The parts of an action, as ranges of the text it was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    pub owner: Option<Range<usize>>,
    /// How the owner is told.
    pub form: Option<Form>,
    /// What is undertaken, without owner, deadline, state and origin.
    pub text: String,
    /// The deadline; a day whose year nothing tells has a place, and no date.
    pub deadline: Option<(Option<NaiveDate>, Range<usize>)>,
    /// Whether the deadline is no day, and stays in the text: "fin mars".
    pub is_period: bool,
    /// The day of the meeting that the action comes from, if it was carried over.
    pub origin: Option<NaiveDate>,
    /// Whether nothing more is to be done, if it says so.
    pub done: Option<bool>,
}

/// How an action tells its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "CE : relire", and "relire : CE".
    Colon,
    /// "CE - relire"
    Dash,
    /// "CE relit la charte"
    Bare,
    /// "[CE] relire"
    Bracket,
    /// "relire @CE"
    At,
    /// "relire → CE", "la facture est prête → CE la paie"
    Arrow,
    /// "relire (CE, 15 avril)"
    Parentheses,
}

/// Writes an action as the minutes after repeat it.
///
/// The form is "DINUM : clarifier le processus (avant le 8 décembre 2025 ; réunion du 27 octobre
/// 2025)", without the parts that are not known; [`parts`] reads it back. It stands behind `- [ ] `
/// and is not escaped.
#[must_use]
pub fn carried(
    owner: Option<&str>,
    text: &str,
    deadline: Option<NaiveDate>,
    origin: NaiveDate,
) -> String {
    let owner = owner.map_or(String::new(), |owner| format!("{owner} : "));
    let deadline = deadline.map_or(String::new(), |day| {
        format!("avant le {} ; ", dates::date(day))
    });
    format!(
        "{owner}{text} ({deadline}réunion du {})",
        dates::date(origin)
    )
}

/// Returns what makes two actions one: the owner and the text, without regard to case, accents,
/// spaces and punctuation, and without a deadline in brackets that is no day.
#[must_use]
pub fn identity(owner: Option<&str>, text: &str) -> String {
    let words = |text: &str| {
        let key = sort_key(text);
        let words = key.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    let text = text.trim_end();
    let bracketed = text.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let bare = bracketed.filter(|(_, inside)| periods::is_period(inside));
    let text = bare.map_or(text, |(before, _)| before);
    format!("{} : {}", owner.map_or(String::new(), words), words(text))
}

/// Reads the text of an action. `boxed` tells whether a box stands before it: then whoever stands before
/// a colon is an owner, known or not.
#[must_use]
pub fn parts(written: &str, known: &Known<'_>, boxed: bool) -> Parts {
    // Nobody writes more of them behind one action.
    const MOST: usize = 8;
    // White space of any length and kind is as many spaces: places stay the same.
    let mut text = String::with_capacity(written.len());
    for c in written.chars() {
        if c.is_whitespace() {
            text.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            text.push(c);
        }
    }
    let mut reader = Reader {
        said: Worded::of(&text),
        known,
        parts: Parts::default(),
        period: None,
        start: 0,
        end: text.len(),
    };
    reader.skip_number();
    reader.leading_bracket();
    reader.leading_day();
    let _ = (0..MOST).all(|_| reader.trailing());
    reader.owner(boxed);
    reader.finish(written)
}

/// The signs by which people point at who does it.
const ARROWS: [&str; 7] = [
    "-->", "->", "=>", "\u{2192}", "\u{21d2}", "\u{27a1}", "\u{2794}",
];

/// Whether a text ends with an arrow.
pub(super) fn ends_with_arrow(text: &str) -> bool {
    ARROWS.iter().any(|arrow| text.ends_with(arrow))
}

/// Whether a text begins with an arrow; returns its length.
pub(super) fn leading_arrow(text: &str) -> Option<usize> {
    let arrow = ARROWS.iter().find(|arrow| text.starts_with(**arrow))?;
    Some(arrow.len())
}

/// Finds the last sign that may part an action: the one that ends last, of several the longest.
fn last_sign(text: &str) -> Option<(usize, &'static str)> {
    const SIGNS: [&str; 7] = [" - ", " \u{2013} ", " \u{2014} ", " : ", ", ", ": ", ". "];
    let mut ends = text.char_indices().rev();
    ends.find_map(|(at, last)| {
        let signs: &[&str] = match last {
            ' ' => &SIGNS,
            '>' | '\u{2192}' | '\u{21d2}' | '\u{27a1}' | '\u{2794}' => &ARROWS,
            _ => return None,
        };
        let before = text.get(..at + last.len_utf8())?;
        signs.iter().find_map(|sign| {
            let before = before.strip_suffix(sign)?;
            // "resp. CE"
            (!before.ends_with("resp")).then_some((before.len(), *sign))
        })
    })
}

struct Reader<'a> {
    said: Worded<'a>,
    known: &'a Known<'a>,
    parts: Parts,
    /// A deadline that is no day, where it stands in brackets.
    period: Option<Range<usize>>,
    /// What is not yet told apart lies between these.
    start: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.said.text.get(self.start..self.end).unwrap_or_default()
    }

    fn trim(&mut self) {
        let rest = self.rest();
        self.start += rest.len() - rest.trim_start().len();
        let needless = |c: char| c.is_whitespace() || ".;,=".contains(c);
        let kept = self.rest().trim_end_matches(needless).len();
        self.end = self.start + kept;
    }

    fn names_at(&self, at: usize) -> Option<Range<usize>> {
        let found = self.known.names.at(&self.said, at)?;
        (found.end <= self.end).then_some(found)
    }

    fn set_owner(&mut self, owner: Range<usize>, form: Form) {
        self.parts.owner = Some(owner);
        self.parts.form = Some(form);
    }

    /// Skips a reference before the action: "A2 - ".
    fn skip_number(&mut self) {
        self.trim();
        let rest = self.rest();
        let after = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let letters = rest.len() - after.len();
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let tail = after.get(digits..).unwrap_or_default();
        let signs = tail.len()
            - tail
                .trim_start_matches(|c: char| " -\u{2013}\u{2014}:.)".contains(c))
                .len();
        let sign = tail.get(..signs).unwrap_or_default();
        let is_sign = sign.trim() != "" && sign.ends_with(' ');
        // "A1 (CE, 15 avril) : relire"
        let is_told = sign == " " && tail.trim_start().starts_with('(');
        if (1..=2).contains(&letters) && (1..=3).contains(&digits) && (is_sign || is_told) {
            self.start += letters + digits + signs;
        }
    }

    /// Reads "[CE] …" and "(CE) : …".
    fn leading_bracket(&mut self) {
        self.trim();
        let Some((inside, after)) = self
            .rest()
            .strip_prefix(['[', '('])
            .and_then(|inside| inside.split_once([']', ')']))
        else {
            return;
        };
        let is_round = self.rest().starts_with('(');
        let end = self.start + 1 + inside.len();
        let inner = self.names_at(self.start + 1);
        let inner_begins = inner.is_some();
        let signed = after.trim_start().starts_with([':', '-', '\u{2013}']);
        if is_round && !signed {
            return;
        }
        match inner.filter(|names| names.end == end) {
            Some(names) => self.set_owner(names, Form::Bracket),
            None if inner_begins && self.parentheses(&(self.start + 1..end)) => {}
            None => return,
        }
        self.start = end + 1;
        self.trim();
        if let Some(sign) = self.rest().chars().next().filter(|_| signed) {
            self.start += sign.len_utf8();
        }
    }

    /// Reads "Pour le 15 avril : CE relit la note".
    fn leading_day(&mut self) {
        let Some((before, after)) = self.rest().split_once(':') else {
            return;
        };
        let begins = self.start + before.len() - before.trim_start().len();
        if let Some((day, Day::Deadline)) = self.day_alone(begins, before.trim()) {
            self.parts.deadline = Some(day);
            self.start = self.end - after.len();
        }
    }

    /// Takes one part away from the end: a deadline, a state, an owner.
    fn trailing(&mut self) -> bool {
        self.trim();
        let rest = self.rest();
        if let (Some(open), true) = (rest.rfind('('), rest.ends_with(')')) {
            let inside = self.start + open + 1..self.end - 1;
            if !self.parentheses(&inside) {
                return false;
            }
            self.end = inside.start - 1;
            return true;
        }
        if let (Some(open), true, None) = (rest.rfind('['), rest.ends_with(']'), &self.parts.owner)
        {
            let inside = self.start + open + 1;
            let named = self
                .names_at(inside)
                .filter(|names| names.end == self.end - 1);
            if let Some(names) = named.filter(|_| open > 0) {
                self.set_owner(names, Form::Bracket);
                self.end = inside - 1;
                return true;
            }
            if open > 0 && self.parentheses(&(inside..self.end - 1)) {
                self.end = inside - 1;
                return true;
            }
        }
        if let Some((true, end)) = boxes::at_end(rest).filter(|_| self.parts.done.is_none()) {
            self.parts.done = Some(true);
            self.end = self.start + end;
            return true;
        }
        self.segment() || self.phrase()
    }

    /// Reads "avant le 8 décembre 2025 ; réunion du 27 octobre 2025", "CE, 15 avril", "fait"; tells
    /// whether it was that and nothing more.
    fn parentheses(&mut self, inside: &Range<usize>) -> bool {
        let mut read = Parts::default();
        let mut period = None;
        let mut at = inside.start;
        let text = self.said.text.get(inside.clone()).unwrap_or_default();
        let mut pieces: Vec<(usize, &str)> = Vec::new();
        for part in text.split([';', ',']) {
            let begins = at + part.len() - part.trim_start().len();
            let whole = self.names_at(begins).map(|names| names.end);
            if whole == Some(at + part.trim_end().len()) {
                pieces.push((at, part));
            } else {
                // "CE - 15/03"
                let mut from = at;
                for piece in part.split(" - ") {
                    pieces.push((from, piece));
                    from += piece.len() + " - ".len();
                }
            }
            at += part.len() + 1;
        }
        for (from, part) in pieces {
            let begins = from + part.len() - part.trim_start().len();
            let part = part.trim();
            let marked = marked(part);
            let labelled = marked + label(part.get(marked..).unwrap_or_default());
            let (begins, part) = (begins + labelled, part.get(labelled..).unwrap_or_default());
            if let Some(names) = self
                .names_at(begins)
                .filter(|names| names.end == begins + part.len())
            {
                let start = read.owner.map_or(names.start, |owner| owner.start);
                read.owner = Some(start..names.end);
            } else if let Some(done) = state(part) {
                read.done = Some(done);
            } else if let Some((said, owner)) =
                part.strip_suffix(']').and_then(|it| it.split_once('['))
                && let Some(done) = state(said)
                && let Some(names) = self
                    .names_at(begins + said.len() + 1)
                    .filter(|names| names.end == begins + said.len() + 1 + owner.len())
            {
                // "fait [CE]"
                read.done = Some(done);
                read.owner = Some(names);
            } else if let Some((day, of)) = self.day_alone(begins, part) {
                match of {
                    Day::Deadline => read.deadline = Some(day),
                    Day::Origin => read.origin = day.0,
                    Day::Done => read.done = Some(true),
                    Day::Postponed => {
                        read.deadline = Some(day);
                        read.done = Some(false);
                    }
                }
            } else if period.is_none() && self.period.is_none() && periods::is_period(part) {
                period = Some(begins..begins + part.len());
            } else {
                return false;
            }
        }
        if let Some(owner) = read.owner {
            if self.parts.owner.is_some() {
                return false;
            }
            self.set_owner(owner, Form::Parentheses);
        }
        self.period = self.period.take().or(period);
        self.parts.deadline = self.parts.deadline.take().or(read.deadline);
        self.parts.origin = self.parts.origin.or(read.origin);
        self.parts.done = self.parts.done.or(read.done);
        true
    }

    /// Reads what stands behind the last dash, arrow, comma, colon or full stop, if it is a part.
    fn segment(&mut self) -> bool {
        let rest = self.rest();
        // "relire – pilotes : CE, APLEX"
        let last = last_sign(rest).map(|(at, sign)| {
            let colon = rest.rfind(": ").filter(|_| sign == ", ");
            let is_all = |colon: &usize| {
                let named = self.names_at(self.start + colon + 2);
                named.is_some_and(|names| names.end == self.end)
            };
            colon
                .filter(is_all)
                .map_or((at, sign), |colon| (colon, ": "))
        });
        let Some((at, sign)) = last else {
            return false;
        };
        let is_arrow = ARROWS.contains(&sign);
        let from = self.start + at + sign.len();
        let part = self.said.text.get(from..self.end).unwrap_or_default();
        let begins = from + part.len() - part.trim_start().len();
        let part = part.trim();
        let labelled = label(part);
        let (begins, part) = (begins + labelled, part.get(labelled..).unwrap_or_default());
        let ends = begins + part.len();
        if let Some(done) = state(part) {
            self.parts.done = self.parts.done.or(Some(done));
        } else if let Some((day, of)) = self
            .day_alone(begins, part)
            .filter(|(_, of)| *of != Day::Origin)
        {
            if of == Day::Done {
                self.parts.done = self.parts.done.or(Some(true));
            } else {
                self.parts.deadline = self.parts.deadline.take().or(Some(day));
            }
            if of == Day::Postponed {
                self.parts.done = Some(false);
            }
        } else if self.parts.owner.is_none()
            && (is_arrow
                || labelled > 0
                || [":", "-", "\u{2013}", "\u{2014}"].contains(&sign.trim()))
            && let Some(names) = self.names_at(begins)
            && names.end == ends
            && at > 0
        {
            let form = if is_arrow { Form::Arrow } else { Form::Colon };
            self.set_owner(names, form);
        } else if is_arrow
            && self.parts.owner.is_none()
            && let Some(names) = self.names_at(begins)
            && at > 0
        {
            // "relire → CE limite 2 février"
            let after = self.said.text.get(names.end..self.end).unwrap_or_default();
            let begins = names.end + after.len() - after.trim_start().len();
            let day = self.day_alone(begins, after.trim());
            if let Some((day, Day::Deadline)) = day.filter(|_| self.parts.deadline.is_none()) {
                self.parts.deadline = Some(day);
                self.set_owner(names, Form::Arrow);
                self.end = self.start + at;
                return true;
            }
            // "la facture est prête → CE la paie"
            self.start = names.end;
            self.set_owner(names, Form::Arrow);
            self.trim();
            if self.rest().starts_with(':') {
                self.start += 1;
            }
            return false;
        } else {
            return false;
        }
        self.end = self.start + at;
        if sign.trim() == ":" {
            // "… Échéance : 15 avril", "… – responsable : CE"
            let before = self.rest().trim_end();
            let last = Worded::of(before).words.pop();
            let is_label = last.is_some_and(|(at, key)| {
                let is = ["echeance", "deadline", "delai", "due", "quand"].contains(&key.as_str())
                    || label(&format!("{key} ")) > 0;
                let gap = before.get(..at.start).unwrap_or_default().trim_end();
                let apart = gap.ends_with(['.', ',', ';', '-', '\u{2013}', '\u{2014}', '(']);
                if is && apart {
                    self.end = self.start + gap.len();
                }
                is && apart
            });
            if is_label {
                let bare = |c: char| " -\u{2013}\u{2014}(".contains(c);
                self.end = self.start + self.rest().trim_end_matches(bare).len();
            }
        }
        true
    }

    /// Reads a deadline at the very end: "relire la charte avant le 8 décembre".
    fn phrase(&mut self) -> bool {
        if self.parts.deadline.is_some() {
            return false;
        }
        let rest = without_limit(self.rest());
        let Some(day) = written_dates(rest)
            .pop()
            .filter(|day| day.at.end == rest.len())
        else {
            return false;
        };
        let begins = day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
        let Some((start, of)) = lead(rest, begins) else {
            return false;
        };
        let date = self.date(&day);
        let is_past = || {
            date.zip(self.known.day)
                .is_some_and(|(date, held)| date < held)
        };
        let sound = match of {
            Lead::Deadline => true,
            // "on 4 May", "le 4 mai": a day to come.
            Lead::Article => date.is_some() && !is_past(),
        };
        if !sound || start == 0 {
            return false;
        }
        self.parts.deadline = Some((date, self.start + day.at.start..self.start + day.at.end));
        self.end = self.start + start;
        true
    }

    /// Reads a text that is a day and what it is of, and nothing more.
    fn day_alone(&self, from: usize, part: &str) -> Option<(Dated, Day)> {
        let mut days = dates_of_line(part);
        if days.is_empty() {
            // "deadline 20/02"
            let figure = part.find(|c: char| c.is_ascii_digit())?;
            days = dates_of_line(&part[figure..]);
            for day in &mut days {
                day.at = figure + day.at.start..figure + day.at.end;
            }
        }
        let [day] = days.as_slice() else {
            return None;
        };
        let after = without_limit(part).get(day.at.end..)?;
        if !after.trim_matches([' ', '.']).is_empty() {
            return None;
        }
        let begins = day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
        let before = part.get(..begins)?;
        let key = sort_key(before);
        let key = key.trim().trim_end_matches(':').trim();
        let date = self.date(day);
        let dated = (date, from + day.at.start..from + day.at.end);
        let of = if key.is_empty() || lead(part, begins).is_some_and(|(start, _)| start == 0) {
            Day::Deadline
        } else if ["reunion du", "seance du"].contains(&key) {
            return Some(((day.date(), dated.1), Day::Origin));
        } else if let Some(said) = ["le", "au", "du", "on"]
            .iter()
            .find_map(|word| key.strip_suffix(word))
        {
            let said = said.trim();
            if said.starts_with("report")
                || said.starts_with("repouss")
                || said.starts_with("decal")
            {
                Day::Postponed
            } else if !said.contains(' ') && is_participle(said) {
                Day::Done
            } else {
                return None;
            }
        } else {
            return None;
        };
        Some((dated, of))
    }

    fn date(&self, day: &WrittenDate) -> Option<NaiveDate> {
        day.date().or_else(|| {
            let held = self.known.day?;
            let on = |year| NaiveDate::from_ymd_opt(year, day.month, day.day);
            on(held.year())
                .filter(|date| *date >= held)
                .or_else(|| on(held.year() + 1))
        })
    }

    /// Reads who stands at the beginning, or behind an `@`.
    fn owner(&mut self, boxed: bool) {
        self.trim();
        if self.parts.owner.is_some() {
            return;
        }
        let begins_with_at = self.rest().trim_start_matches(['*', '_']).starts_with('@');
        if let Some(names) = self.names_at(self.start) {
            let after = self.said.text.get(names.end..self.end).unwrap_or_default();
            // "CE (Ada) : relire", "CE (15 avril) : relire", "CE (avec le musée) relit"
            let inside = after
                .trim_start()
                .strip_prefix('(')
                .and_then(|rest| rest.split_once(')'))
                .filter(|(inside, rest)| {
                    let rest = rest.trim_start();
                    let with = inside.starts_with("avec ") || inside.starts_with("with ");
                    rest.starts_with(':') || with && rest.starts_with(char::is_lowercase)
                });
            if let Some((inside, rest)) = inside {
                let end = self.end - rest.len() - 1;
                self.parentheses(&(end - inside.len()..end));
            }
            let aside = inside.map(|(_, rest)| rest);
            // "CE, avec l'aide du musée : relire"
            let aside = aside.or_else(|| {
                let (between, _) = after.strip_prefix(',')?.split_once(':')?;
                let sound = !boxed && between.len() <= 60 && !between.contains(['.', ';']);
                after.get(1 + between.len()..).filter(|_| sound)
            });
            let rest = aside.unwrap_or(after).trim_start();
            let sign = [":", "- ", "> ", "\u{2013}", "\u{2014}"]
                .iter()
                .chain(&ARROWS)
                .find(|sign| rest.starts_with(**sign));
            let form = match sign {
                _ if begins_with_at => Some(Form::At),
                Some(&":") => Some(Form::Colon),
                Some(_) => Some(Form::Dash),
                None if rest.is_empty() || rest.starts_with(char::is_lowercase) => Some(Form::Bare),
                // "CE, relire la note"
                None if rest
                    .strip_prefix(", ")
                    .is_some_and(|rest| rest.starts_with(char::is_lowercase)) =>
                {
                    Some(Form::Bare)
                }
                None => None,
            };
            // "CE, tous et le musée : relire": all of them, known or not.
            let joins = [",", "et ", "& ", "/", "+"];
            let is_joined = boxed
                && joins
                    .iter()
                    .any(|sign| after.trim_start().starts_with(sign));
            let others = is_joined && before_colon(self.rest()).is_some();
            if let Some(form) = form.filter(|_| !others) {
                self.start = self.end - rest.len() + sign.map_or(0, |sign| sign.len());
                self.set_owner(names, form);
                self.start += self.rest().len() - self.rest().trim_start_matches([',', ' ']).len();
                self.trim();
                // "CE - 15 mars - relire"
                let day = self.rest().split_once(" - ").map(|(day, _)| day);
                if let Some(day) = day.filter(|_| form == Form::Dash)
                    && self.parts.deadline.is_none()
                    && let Some((due, Day::Deadline)) = self.day_alone(self.start, day)
                {
                    self.parts.deadline = Some(due);
                    self.start += day.len() + " - ".len();
                }
                if self.rest().starts_with("to ") && form == Form::Bare {
                    self.start += 3;
                }
                return;
            }
        }
        let at_signs = self
            .rest()
            .match_indices('@')
            .map(|(at, _)| self.start + at);
        for at in at_signs.collect::<Vec<_>>() {
            let before = self.said.text.get(..at).unwrap_or_default();
            if before.ends_with(|c: char| c.is_alphanumeric() || c == '.') {
                continue;
            }
            if let Some(names) = self.names_at(at) {
                self.set_owner(names, Form::At);
                return;
            }
        }
        if !(boxed || self.known.names.is_empty()) {
            return;
        }
        if let Some((owner, after)) = before_colon(self.rest()) {
            let from = self.start;
            self.start += after;
            self.set_owner(from + owner.start..from + owner.end, Form::Colon);
        }
    }

    fn finish(mut self, written: &str) -> Parts {
        let rest = self.start..self.end.max(self.start);
        let slice = |at: Range<usize>| written.get(at).unwrap_or_default().trim();
        let within = self
            .parts
            .owner
            .clone()
            .filter(|at| rest.start <= at.start && at.end <= rest.end);
        self.parts.text = match within {
            // "relire @CE la charte"
            Some(at) => {
                let before = slice(rest.start..at.start).trim_end_matches('@').trim_end();
                let after = slice(at.end..rest.end);
                // "à regarder par @CE"
                let by = before.strip_suffix(" par").filter(|_| after.is_empty());
                let before = by.unwrap_or(before);
                [before, after].join(" ").trim().to_owned()
            }
            None => slice(rest.clone()).to_owned(),
        };
        if self.parts.deadline.is_none() {
            let said = self.said.text.get(rest.clone()).unwrap_or_default();
            let days = written_dates(said);
            let deadline = days.iter().find(|day| {
                let begins = day.weekday.as_ref().map_or(&day.at, |(_, at)| at).start;
                lead(said, begins).is_some_and(|(_, of)| of == Lead::Deadline)
            });
            self.parts.deadline = deadline.map(|day| {
                let at = rest.start + day.at.start..rest.start + day.at.end;
                (self.date(day), at)
            });
        }
        if let Some(at) = self.period.clone() {
            let words = written.get(at).unwrap_or_default();
            self.parts.text = format!("{} ({words})", self.parts.text);
        }
        if self.parts.deadline.is_none() {
            let said = self.said.text.get(rest.clone()).unwrap_or_default();
            let near = || periods::at_end(said);
            let in_text = || near().map(|at| rest.start + at.start..rest.start + at.end);
            let at = self.period.take().or_else(in_text);
            self.parts.is_period = at.is_some();
            self.parts.deadline = at.map(|at| (None, at));
        }
        self.parts
    }
}

/// A day, with its place.
type Dated = (Option<NaiveDate>, Range<usize>);

/// What a day is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Deadline,
    Postponed,
    /// The meeting that the action comes from.
    Origin,
    Done,
}

/// How surely the words before a day make it a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Deadline,
    Article,
}

/// Finds the words that make a day a deadline, which end where it begins; returns where they begin.
fn lead(text: &str, day: usize) -> Option<(usize, Lead)> {
    const PHRASES: [&[&str]; 33] = [
        &["au", "plus", "tard", "le"],
        &["au", "plus", "tard", "au"],
        &["au", "plus", "tard"],
        &["no", "later", "than"],
        &["date", "limite", "le"],
        &["date", "limite"],
        &["limite", "le"],
        &["limite", "au"],
        &["limite"],
        &["d", "ici", "le"],
        &["d", "ici", "au"],
        &["d", "ici", "a"],
        &["d", "ici"],
        &["avant", "le"],
        &["avant"],
        &["pour", "le"],
        &["pour"],
        &["jusqu", "au"],
        &["echeance", "le"],
        &["echeance", "au"],
        &["echeance"],
        &["delai"],
        &["due", "by"],
        &["due", "on"],
        &["due"],
        &["deadline"],
        &["by", "the"],
        &["by"],
        &["before"],
        &["until"],
        &["till"],
        &["le"],
        &["on"],
    ];
    // None of them is longer.
    const LONGEST: usize = 40;
    let before = text.get(..day)?;
    let from = before
        .char_indices()
        .rev()
        .nth(LONGEST)
        .map_or(0, |(at, _)| at);
    let near = Worded::of(before.get(from..)?);
    let (last, _) = near.words.last()?;
    let gap = near.text.get(last.end..)?;
    if !gap
        .chars()
        .all(|c| c.is_whitespace() || ":'\u{2019}".contains(c))
    {
        return None;
    }
    let phrase = PHRASES.iter().find(|phrase| {
        let first = near.words.len().checked_sub(phrase.len());
        first.is_some_and(|first| {
            near.words[first..]
                .iter()
                .map(|(_, key)| key.as_str())
                .eq(phrase.iter().copied())
        })
    })?;
    let (first, _) = &near.words[near.words.len() - phrase.len()];
    let of = if matches!(phrase, ["le" | "on"]) {
        Lead::Article
    } else {
        Lead::Deadline
    };
    Some((from + first.start, of))
}

/// Returns the length of a label before an owner: "responsable : ", "resp. ", "porteur : ".
fn label(part: &str) -> usize {
    const LABELS: [&str; 15] = [
        "responsable",
        "responsables",
        "resp",
        "porteur",
        "porteuse",
        "porteurs",
        "pilote",
        "pilotes",
        "qui",
        "owner",
        "owners",
        "referent",
        "referents",
        "assigned",
        "par",
    ];
    let words = Worded::of(part).words;
    let Some((at, _)) = words
        .first()
        .filter(|(_, key)| LABELS.contains(&key.as_str()))
    else {
        return 0;
    };
    let rest = part.get(at.end..).unwrap_or_default();
    let signs = rest.len() - rest.trim_start_matches([' ', ':', '.']).len();
    if signs == 0 { 0 } else { at.end + signs }
}

/// Returns the length of a word before an owner that makes an action of what stands before it: "TODO ",
/// "ACTION pour ".
fn marked(part: &str) -> usize {
    let rest = MARKS.iter().find_map(|word| part.strip_prefix(word));
    let Some(rest) = rest.filter(|rest| rest.starts_with([' ', ':'])) else {
        return 0;
    };
    let rest = rest.trim_start_matches([' ', ':']);
    let joins = ["pour ", "par ", "for "];
    let joined = joins.iter().find_map(|word| rest.strip_prefix(word));
    part.len() - joined.unwrap_or(rest).len()
}

/// The words that make an action of the sentence in which they stand in brackets.
const MARKS: [&str; 3] = ["TODO", "ACTION", "À FAIRE"];

/// Whether a sentence says in brackets that it is an action: "relire la note (TODO CE)".
pub(super) fn is_marked(sentence: &str) -> bool {
    sentence.match_indices('(').any(|(at, _)| {
        let inside = sentence.get(at + 1..).unwrap_or_default();
        inside
            .split_once(')')
            .is_some_and(|(inside, _)| marked(inside) > 0)
    })
}

/// Takes "au plus tard" away from behind a day.
fn without_limit(text: &str) -> &str {
    const LIMITS: [&str; 5] = [
        "au plus tard",
        "dernier délai",
        "maximum",
        "max",
        "at the latest",
    ];
    let text = text.trim_end_matches(['.', ' ']);
    let limit = LIMITS.iter().find_map(|limit| text.strip_suffix(limit));
    let day = limit.map(|before| before.trim_end_matches([' ', ',']));
    day.filter(|before| !before.is_empty()).unwrap_or(text)
}

/// Whether a word is the participle of something done: "signée", "transmis".
fn is_participle(word: &str) -> bool {
    let bare = word.trim_end_matches('s').trim_end_matches('e');
    let whole = word.len() > 3 && word.chars().all(char::is_alphabetic);
    let ends = ["fait", "mis", "rendu", "recu", "transmis", "parti"];
    whole
        && (word.ends_with("ee")
            || word.ends_with("ees")
            || word.ends_with('e')
            || word.ends_with("es")
            || ends.contains(&bare))
}

/// Reads a state: whether what it is of is done.
pub(super) fn state(text: &str) -> Option<bool> {
    const DONE: [&str; 29] = [
        "abandon",
        "abandonne",
        "abandonnee",
        "accompli",
        "acheve",
        "achevee",
        "annule",
        "annulee",
        "caduc",
        "caduque",
        "clos",
        "close",
        "closed",
        "cloture",
        "cloturee",
        "completed",
        "done",
        "effectue",
        "effectuee",
        "fait",
        "faite",
        "finished",
        "ok",
        "realise",
        "realisee",
        "solde",
        "soldee",
        "termine",
        "terminee",
    ];
    const OPEN: [&str; 22] = [
        "a faire",
        "a relancer",
        "a venir",
        "en attente",
        "en cours",
        "en retard",
        "in progress",
        "non fait",
        "non faite",
        "non realise",
        "non realisee",
        "non commence",
        "non commencee",
        "not done",
        "open",
        "ouvert",
        "ouverte",
        "pas fait",
        "pas faite",
        "pending",
        "reporte",
        "reportee",
    ];
    let key = sort_key(text);
    let key = key.trim_matches(|c: char| c.is_whitespace() || ".!*_()\u{fe0f}".contains(c));
    let key = key.strip_prefix("c'est ").unwrap_or(key);
    let singular = key.trim_end_matches('s');
    let is = |list: &[&str]| list.contains(&key) || list.contains(&singular);
    if is(&DONE) {
        return Some(true);
    }
    if is(&OPEN) {
        return Some(false);
    }
    match key {
        "x" => Some(true),
        "todo" => Some(false),
        _ => boxes::at_start(key).and_then(|(done, length)| (length == key.len()).then_some(done)),
    }
}

/// Whether an action says that there is none: "RAS", "rien".
pub(super) fn is_none(parts: &Parts) -> bool {
    says_none(&parts.text)
}

/// Finds the owner before a colon, and where what follows it begins.
fn before_colon(text: &str) -> Option<(Range<usize>, usize)> {
    const LONGEST: usize = 120;
    let (colon, _) = text.match_indices(':').find(|(at, _)| {
        let after = text.get(at + 1..).unwrap_or_default();
        // Neither an hour nor an address.
        after.is_empty() || after.starts_with(char::is_whitespace)
    })?;
    let before = text.get(..colon)?;
    let name = before.trim();
    let start = before.len() - before.trim_start().len();
    let sound = !name.is_empty()
        && name.chars().count() <= LONGEST
        && !name.contains(['?', '!', ';', '\n'])
        && !name.contains(". ")
        && !is_sentence(name)
        && !text.get(colon + 1..)?.trim_start().starts_with('@');
    sound.then(|| (start..start + name.len(), colon + 1))
}

/// Whether what stands before a colon is a sentence: "La charte a besoin de relecture".
fn is_sentence(text: &str) -> bool {
    const VERBS: [&str; 8] = ["a", "est", "ont", "sont", "doit", "doivent", "peut", "va"];
    let mut words = text.split_whitespace().skip(1);
    words.any(|word| VERBS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn parts_of(text: &str) -> Parts {
        let names = Owners::default();
        parts(
            text,
            &Known {
                names: &names,
                day: None,
            },
            true,
        )
    }

    fn read(text: &str) -> (Option<&str>, String, Option<NaiveDate>, Option<NaiveDate>) {
        let parts = parts_of(text);
        let owner = parts.owner.map(|at| &text[at]);
        let deadline = parts.deadline.and_then(|(date, _)| date);
        (owner, parts.text, deadline, parts.origin)
    }

    #[test]
    fn an_action_has_an_owner_a_text_and_a_deadline() {
        let by = Some(day(2025, 12, 8));
        for (text, deadline) in [
            (
                "DINUM : clarifier le processus d'avis (avant le 8 décembre 2025)",
                by,
            ),
            (
                "DINUM: clarifier le processus d'avis (d'ici le lundi 8 décembre 2025).",
                by,
            ),
            (
                "DINUM\u{a0}: clarifier le processus d'avis (pour le 08/12/2025)",
                by,
            ),
            ("DINUM : clarifier le processus d'avis", None),
        ] {
            let said = "clarifier le processus d'avis".to_owned();
            assert_eq!(read(text), (Some("DINUM"), said, deadline, None), "{text}");
        }
        let loose = read("APRIL : relire avant le 8 décembre 2025 l'avis");
        assert_eq!(
            (loose.1.as_str(), loose.2),
            ("relire avant le 8 décembre 2025 l'avis", by)
        );
    }

    #[test]
    fn what_only_looks_like_a_part_is_none() {
        assert_eq!(read("relire https://example.org/a").0, None);
        assert_eq!(read("réunion à 14:00").0, None);
        assert_eq!(read("Relire. Puis : publier").0, None);
        assert_eq!(
            read("A : envoyer (voir la réunion du 8 décembre 2025)").3,
            None
        );
        assert_eq!(read("A : préparer la réunion du 8 décembre 2025").2, None);
        assert_eq!(
            read("A : publier (en deux langues)").1,
            "publier (en deux langues)"
        );
        assert_eq!(read(" : relire").0, None);
    }

    #[test]
    fn a_deadline_without_a_year_has_a_place_and_no_date() {
        let text = "A : relire (avant le 8 décembre)";
        let (date, at) = parts_of(text).deadline.unwrap();
        assert_eq!((date, &text[at]), (None, "8 décembre"));
    }

    #[test]
    fn what_is_carried_over_is_read_back() {
        let origin = day(2025, 10, 27);
        for deadline in [None, Some(day(2025, 12, 1))] {
            for owner in [None, Some("ADULLACT et APRIL")] {
                let written = carried(owner, "relire (encore) l'avis", deadline, origin);
                let said = "relire (encore) l'avis".to_owned();
                assert_eq!(read(&written), (owner, said, deadline, Some(origin)));
            }
        }
        assert_eq!(
            carried(Some("DINUM"), "clarifier", Some(day(2025, 12, 8)), origin),
            "DINUM : clarifier (avant le 8 décembre 2025 ; réunion du 27 octobre 2025)"
        );
    }

    #[test]
    fn case_accents_and_punctuation_make_no_other_action() {
        let one = identity(Some("DINUM"), "Clarifier l’avis.");
        assert_eq!(one, identity(Some("Dinum"), "clarifier  l'avis"));
        assert_eq!(one, identity(Some("DINUM"), "clarifier l'avis (mi-avril)"));
        assert_ne!(one, identity(Some("DINUM"), "clarifier l'avis (encore)"));
        assert_ne!(one, identity(Some("APRIL"), "clarifier l'avis"));
        assert_ne!(one, identity(None, "clarifier l'avis"));
    }
}
