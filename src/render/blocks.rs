//! The arguments that the program's own blocks take, and the records they select.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::context::{Context, MeetingValue, cycle};
use crate::domain::{Council, State, SubjectState, YEARS};
use crate::markdown::blocks::{Argument, Block};
use crate::problem::{ArgumentFault, Problem, What, nearest};
use crate::source::{FileId, Span};
use crate::view::{OpinionView, SubjectView, members};

/// The arguments of the program's blocks; any other block takes what it likes.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("council", &[]),
    ("members", &["college", "at"]),
    (
        "calendar",
        &["cycle", "college", "order", "heading", "rank"],
    ),
    ("minutes", &[]),
    ("opinions", &["college", "order", "state"]),
    ("subjects", &["order", "state"]),
];

/// Adds to what a page is given what a block's arguments select, and the arguments as `args`.
///
/// `file` is the page, if its text has been read; without it findings have no place and are lost,
/// which only a page that is being seeded can cause.
pub fn select(
    council: &Council,
    context: &Context,
    page: &Value,
    block: &Block,
    file: Option<FileId>,
    problems: &mut Vec<Problem>,
) -> Option<Value> {
    let mut reader = Arguments {
        block,
        file,
        problems,
        sound: true,
    };
    let selected = match block.name.as_str() {
        "members" => reader.members(council),
        "calendar" => reader.calendar(council, context),
        "opinions" => reader.opinions(council, context),
        "subjects" => reader.subjects(context),
        _ => {
            let args = block
                .args
                .iter()
                .map(|arg| (arg.key.as_str(), Value::from(&*arg.value)));
            context! { args => Value::from_pairs(args) }
        }
    };
    reader.known();
    reader
        .sound
        .then(|| context! { ..selected, ..page.clone() })
}

struct Arguments<'a> {
    block: &'a Block,
    file: Option<FileId>,
    problems: &'a mut Vec<Problem>,
    sound: bool,
}

impl<'a> Arguments<'a> {
    /// `college` keeps one college, `at` shows the members of that day.
    fn members(&mut self, council: &Council) -> Value {
        let college = self.college(council);
        let at = self.get("at").and_then(|arg| {
            let day = arg.value.parse::<NaiveDate>().ok();
            let day = day.filter(|day| YEARS.contains(&day.year()));
            if day.is_none() {
                self.value(arg, &["2023-12-31"]);
            }
            day
        });
        let day = at.or(council.as_of);
        let shown = members(council, day, |member| {
            college.is_none_or(|college| member.college.as_str() == college)
                && day.map_or_else(|| member.sits(), |day| member.sits_on(day))
        });
        context! {
            members => Value::from(Serde(shown)),
            args => context! { college, at => at.map(|day| day.to_string()) },
        }
    }

    /// `cycle` keeps one year, `college` the meetings in which it sits, `order` turns the dates
    /// around, `heading` is the level of the years' headings, or `none` for one list by date;
    /// `rank` is `none` for titles without "(1/2)".
    fn calendar(&mut self, council: &Council, context: &Context) -> Value {
        let college = self.college(council);
        let only = self.get("cycle").and_then(|arg| {
            let year = arg.value.parse::<i32>().ok();
            let year = year.filter(|year| YEARS.contains(year));
            if year.is_none() {
                self.value(arg, &["2023"]);
            }
            year
        });
        let descending = self.word("order", &["asc", "desc"]) == Some("desc");
        let level = match self.word("heading", &["1", "2", "3", "4", "5", "6", "none"]) {
            Some(level) => level.parse::<usize>().ok(),
            None => only.is_none().then_some(2),
        };
        let heading = level.map(|level| Value::from_safe_string("#".repeat(level)));
        let places = match only {
            Some(year) => context.cycles.get(&year).cloned().unwrap_or_default(),
            None => (0..context.meetings.len()).collect(),
        };
        let mut selected: Vec<&MeetingValue> = places
            .into_iter()
            .map(|at| &context.meetings[at])
            .filter(|meeting| {
                college
                    .is_none_or(|college| meeting.view.college_ids.iter().any(|id| id == college))
            })
            .collect();
        if descending {
            selected.reverse();
        }
        let unranked = self.word("rank", &["none"]).is_some();
        let shown = |meeting: &MeetingValue| {
            if unranked {
                Value::from(Serde(meeting.view.unranked()))
            } else {
                meeting.value.clone()
            }
        };
        let mut years: BTreeMap<i32, Vec<Value>> = BTreeMap::new();
        for meeting in &selected {
            let of_year = years.entry(meeting.view.cycle).or_default();
            of_year.push(shown(meeting));
        }
        let cycles: Vec<Value> = years
            .into_iter()
            .rev()
            .map(|(year, meetings)| cycle(year, meetings.into_iter()))
            .collect();
        let meetings: Value = selected.into_iter().map(shown).collect();
        context! {
            meetings,
            cycles,
            args => context! {
                cycle => only,
                college,
                order => if descending { "desc" } else { "asc" },
                heading,
                rank => if unranked { Some("none") } else { None },
            },
        }
    }

    /// `college` keeps the opinions on which it voted, `order` turns the dates around, `state` shows
    /// those that were published and withdrawn since.
    fn opinions(&mut self, council: &Council, context: &Context) -> Value {
        let college = self.college(council);
        let ascending = self.word("order", &["asc", "desc"]) == Some("asc");
        let words = [State::Published, State::Withdrawn].map(|state| state.into_str());
        let state = match self.word("state", &words) {
            Some(word) if word == State::Withdrawn.into_str() => State::Withdrawn,
            _ => State::Published,
        };
        let mut selected: Vec<&OpinionView> = context
            .opinions
            .iter()
            .filter(|opinion| opinion.is(state) && opinion.was_published())
            .filter(|opinion| {
                college.is_none_or(|college| opinion.college_ids.iter().any(|id| id == college))
            })
            .collect();
        if !ascending {
            selected.reverse();
        }
        context! {
            opinions => Value::from(Serde(selected)),
            args => context! {
                college,
                order => if ascending { "asc" } else { "desc" },
                state => state.into_str(),
            },
        }
    }

    /// `order` turns the days of receipt around, `state` keeps the subjects in one state.
    fn subjects(&mut self, context: &Context) -> Value {
        let ascending = self.word("order", &["asc", "desc"]) == Some("asc");
        let states = [
            SubjectState::Relayed,
            SubjectState::Scheduled,
            SubjectState::Opinion,
            SubjectState::Closed,
        ];
        let state = self.word("state", &states.map(|state| state.into_str()));
        let mut selected: Vec<&SubjectView> = context
            .subjects
            .iter()
            .filter(|subject| state.is_none_or(|state| subject.state == state))
            .collect();
        if !ascending {
            selected.reverse();
        }
        context! {
            subjects => Value::from(Serde(selected)),
            args => context! { order => if ascending { "asc" } else { "desc" }, state },
        }
    }

    fn get(&self, key: &str) -> Option<&'a Argument> {
        self.block.args.iter().find(|arg| arg.key == key)
    }

    fn college(&mut self, council: &Council) -> Option<&'a str> {
        let known: Vec<&str> = council.colleges.iter().map(|c| c.id.as_str()).collect();
        self.word("college", &known)
    }

    /// Returns the word of an argument; one that is not allowed is a finding, and never used.
    fn word(&mut self, key: &str, allowed: &[&str]) -> Option<&'a str> {
        let arg = self.get(key)?;
        if !allowed.contains(&arg.value.as_str()) {
            self.value(arg, allowed);
            return None;
        }
        Some(&arg.value)
    }

    fn value(&mut self, arg: &Argument, allowed: &[&str]) {
        let fault = ArgumentFault::Value {
            key: arg.key.clone(),
            value: arg.value.clone(),
            allowed: allowed.iter().map(ToString::to_string).collect(),
            nearest: nearest(&arg.value, allowed.iter().copied()),
        };
        self.problem(arg.value_at.clone(), fault);
    }

    /// Refuses the arguments that a block of the program does not take.
    fn known(&mut self) {
        let block = self.block;
        let Some((_, known)) = ARGUMENTS.iter().find(|(name, _)| *name == block.name) else {
            return;
        };
        for arg in &block.args {
            if !known.contains(&arg.key.as_str()) {
                let fault = ArgumentFault::Unknown {
                    key: arg.key.clone(),
                    known: known.to_vec(),
                    nearest: nearest(&arg.key, known.iter().copied()),
                };
                self.problem(arg.key_at.clone(), fault);
            }
        }
    }

    fn problem(&mut self, at: std::ops::Range<usize>, fault: ArgumentFault) {
        self.sound = false;
        let block = self.block.name.clone();
        let what = What::BlockArgument { block, fault };
        self.problems
            .extend(self.file.map(|file| Problem::at(Span::new(file, at), what)));
    }
}
