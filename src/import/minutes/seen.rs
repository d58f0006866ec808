//! What was recognised in a draft, line by line.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use chrono::NaiveDate;
use serde::Serialize;

use super::conventions::Reader;
use crate::markdown::minutes::{Attendee, BlockKind, Minutes, announces_next};
use crate::sort::Sort;

/// Some lines of a draft, from 1, and what they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub from: usize,
    pub to: usize,
    #[serde(flatten)]
    pub seen: Seen,
}

/// What lines were recognised as; no name of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "seen", rename_all = "kebab-case")]
pub enum Seen {
    Title,
    /// An organisation, as it is written; none where a person stands for herself.
    Attendee {
        state: &'static str,
        name: Option<String>,
    },
    Decision,
    Opinion,
    Action {
        owner: Option<String>,
        deadline: Option<NaiveDate>,
        done: bool,
    },
    NextMeeting,
    Private,
    Prose,
}

/// Tells what each line of a draft is.
pub fn lines(
    reader: &Reader,
    (minutes, attendees): &(Minutes, Vec<Attendee>),
    text: &str,
) -> Vec<Line> {
    let starts: Vec<usize> = [0]
        .into_iter()
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let line = |at: usize| starts.partition_point(|start| *start <= at);
    let lines = |at: &Range<usize>| {
        let said = text.get(at.clone()).unwrap_or_default().trim_end();
        line(at.start)..=line((at.start + said.len()).saturating_sub(1).max(at.start))
    };
    let mut found: Vec<(RangeInclusive<usize>, Seen)> = Vec::new();
    if let Some(title) = &minutes.title {
        found.push((lines(&title.at), Seen::Title));
    }
    for attendee in attendees {
        let organisation = attendee.organisation.as_ref();
        let at = organisation.map_or(attendee.at.start, |named| named.at.start);
        let state = if attendee.guest {
            "guest"
        } else {
            <&str>::from(attendee.presence)
        };
        // Whoever is unknown may be a person.
        let name = organisation
            .filter(|named| named.member.is_some())
            .map(|named| named.name.clone());
        found.push((line(at)..=line(at), Seen::Attendee { state, name }));
    }
    found.extend(
        minutes
            .decisions
            .iter()
            .map(|it| (lines(&it.at), Seen::Decision)),
    );
    found.extend(
        minutes
            .opinions
            .iter()
            .map(|it| (lines(&it.at), Seen::Opinion)),
    );
    for action in &minutes.actions {
        let owner = action.owner.as_ref().map(|(name, _)| name.clone());
        let owner = owner.filter(|name| reader.knows(name));
        let (deadline, done) = (action.deadline, action.done);
        found.push((
            lines(&action.text_at),
            Seen::Action {
                owner,
                deadline,
                done,
            },
        ));
    }
    for block in &minutes.blocks {
        let is_record = found
            .iter()
            .any(|(at, _)| at.contains(&line(block.prose.at.start)));
        if block.kind != BlockKind::Heading && !is_record && announces_next(&block.prose.text) {
            found.push((lines(&block.prose.at), Seen::NextMeeting));
        }
    }
    found.extend(
        minutes
            .privacy
            .regions
            .iter()
            .map(|at| (lines(at), Seen::Private)),
    );
    let mut known: BTreeSet<usize> = found.iter().flat_map(|(at, _)| at.clone()).collect();
    known.extend(minutes.attendance_at.iter().flat_map(lines));
    known.extend(minutes.headings.iter().flat_map(|it| lines(&it.at)));
    let first = line(minutes.front_matter.ends);
    found.extend(
        prose(text, first, known)
            .into_iter()
            .map(|at| (at, Seen::Prose)),
    );
    found.order_by_key(|(at, _)| (*at.start(), *at.end()));
    let made = found.into_iter().map(|(at, seen)| Line {
        from: *at.start(),
        to: *at.end(),
        seen,
    });
    made.collect()
}

/// Returns the lines from `first` on that are not known, next to each other but for blank ones.
fn prose(text: &str, first: usize, mut known: BTreeSet<usize>) -> Vec<RangeInclusive<usize>> {
    // The head of a table belongs to its rows.
    let is_row: Vec<bool> = text.lines().map(|line| line.starts_with('|')).collect();
    let rows = known
        .iter()
        .filter(|number| is_row.get(**number - 1) == Some(&true));
    let above = rows.flat_map(|row| {
        (1..*row)
            .rev()
            .take_while(|at| is_row.get(at - 1) == Some(&true))
    });
    let above: Vec<usize> = above.collect();
    known.extend(above);
    let mut found = Vec::new();
    let mut open: Option<RangeInclusive<usize>> = None;
    for (at, said) in text.lines().enumerate() {
        let number = at + 1;
        if number < first || said.trim().is_empty() {
            continue;
        }
        if known.contains(&number) {
            found.extend(open.take());
        } else {
            open = Some(open.map_or(number, |at| *at.start())..=number);
        }
    }
    found.extend(open);
    found
}
