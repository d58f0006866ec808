//! How the files of meetings are named, told from their names.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

/// Of how many files, the newest, the names are taken for examples: a few show the rule.
const EXAMPLES: usize = 40;
/// How many readings of one name are tried.
const READINGS: usize = 64;
/// The longest name that is read, in bytes: no longer one is given on purpose.
const LONGEST: usize = 1000;

/// A calendar of one meeting that is there, and what a template may say of it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// From the root of the repository.
    pub path: &'a str,
    pub council: &'a str,
    pub id: &'a str,
    pub cycle: i32,
    pub date: NaiveDate,
    /// The ids of its colleges, in their order.
    pub colleges: &'a [&'a str],
    pub number: Option<u32>,
    pub plenary: bool,
}

/// A template for the names of files, and the files that it would name otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// As `[paths] event` takes it.
    pub template: String,
    /// The places of these files among those given, in order.
    pub misfits: Vec<usize>,
}

/// Finds the template that gives most files their names; of two as good, the one that fits the
/// newest, then the one that says more in variables.
///
/// `None` if no file's name tells one meeting from another.
#[must_use]
pub fn naming(files: &[Named<'_>]) -> Option<Naming> {
    let mut newest: Vec<usize> = (0..files.len()).collect();
    newest.sort_by_key(|at| (Reverse(files[*at].date), *at));
    let examples = newest.iter().take(EXAMPLES);
    let templates: BTreeSet<Template> = examples
        .flat_map(|at| Template::readings(&files[*at]))
        .filter(Template::tells_meetings_apart)
        .collect();
    let with_word = templates
        .iter()
        .filter_map(|template| template.with_plenary_word(files))
        .collect::<Vec<_>>();
    let rank = |template: &Template| {
        let fits: Vec<bool> = newest.iter().map(|at| template.fits(&files[*at])).collect();
        let count = fits.iter().filter(|fits| **fits).count();
        (
            count,
            fits,
            template.variables(),
            Reverse(template.0.clone()),
        )
    };
    let best = templates.into_iter().chain(with_word).max_by_key(rank)?;
    let misfits = (0..files.len()).filter(|at| !best.fits(&files[*at]));
    Some(Naming {
        misfits: misfits.collect(),
        template: best.write(),
    })
}

/// A name in parts, in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Text(String),
    Variable(Variable),
    /// A word of its own for the meetings of every college, the colleges' ids for the others.
    CollegesOr(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Variable {
    Id,
    Date,
    CompactDate,
    Council,
    Colleges,
    Cycle,
    Year,
    Number,
}

impl Variable {
    /// The most telling first: of two with one value the first is taken.
    const ALL: [Self; 8] = [
        Self::Id,
        Self::Date,
        Self::CompactDate,
        Self::Council,
        Self::Colleges,
        Self::Cycle,
        Self::Year,
        Self::Number,
    ];

    fn value(self, file: &Named<'_>) -> Option<String> {
        Some(match self {
            Self::Id => file.id.to_owned(),
            Self::Date => file.date.to_string(),
            Self::CompactDate => file.date.format("%Y%m%d").to_string(),
            Self::Council => file.council.to_owned(),
            Self::Colleges => file.colleges.join("-"),
            Self::Cycle => file.cycle.to_string(),
            Self::Year => file.date.year().to_string(),
            Self::Number => file.number?.to_string(),
        })
    }

    fn expression(self) -> &'static str {
        match self {
            Self::Id => "meeting.id",
            Self::Date => "meeting.date.iso",
            Self::CompactDate => "meeting.date.iso | replace('-', '')",
            Self::Council => "council.id",
            Self::Colleges => "meeting.college_ids | join('-')",
            Self::Cycle => "meeting.cycle",
            Self::Year => "meeting.date.year",
            Self::Number => "meeting.number",
        }
    }
}

impl Template {
    /// Reads a name in every way in which its parts may be values; the first ways only, if many.
    fn readings(file: &Named<'_>) -> Vec<Self> {
        if file.path.len() > LONGEST {
            return Vec::new();
        }
        let values: Vec<(Variable, String)> = Variable::ALL
            .into_iter()
            .filter_map(|variable| Some((variable, variable.value(file)?)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let mut read = Vec::new();
        // Each with where it goes on; the last is taken up first.
        let mut open = vec![(Self(Vec::new()), 0)];
        while let Some((mut template, at)) = open.pop() {
            let rest = file.path.get(at..).unwrap_or_default();
            let Some(character) = rest.chars().next() else {
                read.push(template);
                if read.len() == READINGS {
                    break;
                }
                continue;
            };
            let found: Vec<&(Variable, String)> = values
                .iter()
                .filter(|(_, value)| stands_at(file.path, at, value))
                .collect();
            // A number may be there by chance; a word that is a value is one.
            let certain = found.iter().find(|(_, value)| !is_number(value));
            if certain.is_none() {
                template.push_text(character);
                let literal = template.clone();
                open.push((literal, at + character.len_utf8()));
                template.pop_text(character);
            }
            let taken: Vec<&(Variable, String)> = match certain {
                Some(one) => vec![one],
                None => found,
            };
            for (variable, value) in taken.into_iter().rev() {
                let mut with = template.clone();
                with.0.push(Part::Variable(*variable));
                open.push((with, at + value.len()));
            }
        }
        read
    }

    fn push_text(&mut self, character: char) {
        if let Some(Part::Text(text)) = self.0.last_mut() {
            text.push(character);
        } else {
            self.0.push(Part::Text(character.to_string()));
        }
    }

    /// Takes back what [`Template::push_text`] added.
    fn pop_text(&mut self, character: char) {
        if let Some(Part::Text(text)) = self.0.last_mut() {
            text.truncate(text.len() - character.len_utf8());
            if text.is_empty() {
                self.0.pop();
            }
        }
    }

    /// Whether two meetings would have two names.
    fn tells_meetings_apart(&self) -> bool {
        self.0.iter().any(|part| {
            matches!(
                part,
                Part::Variable(
                    Variable::Id | Variable::Date | Variable::CompactDate | Variable::Number
                )
            )
        })
    }

    fn variables(&self) -> usize {
        let is_text = |part: &&Part| matches!(part, Part::Text(_));
        self.0.len() - self.0.iter().filter(is_text).count()
    }

    fn fits(&self, file: &Named<'_>) -> bool {
        let mut rest = file.path;
        for part in &self.0 {
            let value = match part {
                Part::Text(text) => Some(text.clone()),
                Part::Variable(variable) => variable.value(file),
                Part::CollegesOr(word) if file.plenary => Some(word.clone()),
                Part::CollegesOr(_) => Variable::Colleges.value(file),
            };
            match value.and_then(|value| rest.strip_prefix(&value)) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        rest.is_empty()
    }

    /// Takes the word that the meetings of every college have in place of their colleges, if the
    /// names of all of them have the same.
    fn with_plenary_word(&self, files: &[Named<'_>]) -> Option<Self> {
        let colleges = Part::Variable(Variable::Colleges);
        let place = self.0.iter().position(|part| *part == colleges)?;
        let (before, after) = (&self.0[..place], &self.0[place + 1..]);
        let mut words = BTreeSet::new();
        for file in files.iter().filter(|file| file.plenary) {
            let around = [before, after].map(|parts| Self(parts.to_vec()).value(file));
            let [Some(start), Some(end)] = around else {
                continue;
            };
            let word = file.path.strip_prefix(&*start)?.strip_suffix(&*end)?;
            words.insert(word.to_owned());
        }
        let word = words.pop_first().filter(|_| words.is_empty())?;
        if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '-') {
            return None;
        }
        let mut parts = self.0.clone();
        parts[place] = Part::CollegesOr(word);
        Some(Self(parts))
    }

    fn value(&self, file: &Named<'_>) -> Option<String> {
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => Some(text.clone()),
                Part::Variable(variable) => variable.value(file),
                Part::CollegesOr(_) => None,
            })
            .collect()
    }

    fn write(&self) -> String {
        let written = self.0.iter().map(|part| match part {
            Part::Text(text) if text.contains(['{', '}']) => {
                format!("{{{{ {} }}}}", quoted(text))
            }
            Part::Text(text) => text.clone(),
            Part::Variable(variable) => format!("{{{{ {} }}}}", variable.expression()),
            Part::CollegesOr(word) => format!(
                "{{{{ {} if meeting.plenary else {} }}}}",
                quoted(word),
                Variable::Colleges.expression()
            ),
        });
        written.collect()
    }
}

/// Writes a text as one of the template language.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a value stands at a place of a name, and is no part of a longer word or number.
fn stands_at(path: &str, at: usize, value: &str) -> bool {
    let (Some(before), Some(rest)) = (path.get(..at), path.get(at..)) else {
        return false;
    };
    let Some(after) = rest.strip_prefix(value) else {
        return false;
    };
    let joins: fn(char) -> bool = if is_number(value) {
        |c| c.is_ascii_digit()
    } else {
        char::is_alphanumeric
    };
    !before.ends_with(joins) && !after.starts_with(joins)
}

#[cfg(test)]
mod tests;
