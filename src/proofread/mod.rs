//! Minutes read with care: against the registry of their council, and as French; and what pages and
//! other files made of the registries lead to and show.
//!
//! Everything found has its place in the text. What is private is not read: no finding is about
//! it.

pub mod addresses;
mod attendance;
mod days;
mod names;
mod nearby;
pub mod pages;
mod parts;
mod phrases;
mod placeholders;
pub mod site;
mod spacing;
mod structure;
pub mod unclaimed;
mod words;

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::{AttendanceSheet, Council, Meeting};
use crate::locale::parse_dates::{WrittenDate, written_dates};
use crate::markdown::comments::is_pad_tags;
use crate::markdown::minutes::{Attendee, Block, BlockKind, Minutes};
use crate::markdown::outline;
use crate::problem::{Place, Problem, Severity, What};
use crate::sort::Sort;
use crate::source::{FileId, Span};
use structure::{clicks, says_nothing};

/// Minutes, and what they are read against.
pub struct Proof<'a> {
    pub council: &'a Council,
    /// The meeting that they are about, if it is known.
    pub meeting: Option<&'a Meeting>,
    /// What a draft of its minutes would be called today.
    pub title: Option<&'a str>,
    /// The day on which they are to be published; `None` for those that are.
    pub today: Option<NaiveDate>,
    pub minutes: &'a Minutes,
    /// Who was there by them.
    pub attendance: &'a [Attendee],
    /// The same, each member once.
    pub sheet: &'a AttendanceSheet,
    /// The text that they were read from.
    pub text: &'a str,
    pub file: FileId,
}

/// Finds everything that a careful reader would mend, in the order of the text.
#[must_use]
pub fn proofread(proof: &Proof<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    parts::check(proof, &mut found);
    placeholders::check(proof, &mut found);
    days::check(proof, &mut found);
    let misspelt = names::check(proof, &mut found);
    attendance::check(proof, &misspelt, &mut found);
    for block in proof.prose() {
        words::check(proof, &block.prose, &mut found);
        phrases::check(proof, block, &mut found);
    }
    spacing::check(proof, &mut found);
    vague_links(proof, &mut found);
    found.order_by_key(|problem| match problem.place {
        Place::Span(span) => (span.start, span.end),
        _ => (0, 0),
    });
    found
}

/// Whether the front matter accepts a finding (`allow`); none that stops publication can be.
#[must_use]
pub fn is_accepted(minutes: &Minutes, problem: &Problem) -> bool {
    let accepted = minutes.field("allow").map(|field| field.values.as_slice());
    problem.what.severity() == Severity::Warning
        && accepted.is_some_and(|codes| codes.iter().any(|code| code == problem.what.code()))
}

/// Finds links that say nothing, and what only links say and that leads nowhere here.
fn vague_links(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let blocks = proof.minutes.blocks.iter();
    let mut places: Vec<Range<usize>> = blocks
        .flat_map(|block| {
            let clicks = clicks(&block.prose.text).into_iter();
            clicks.map(|at| block.prose.source(at))
        })
        .collect();
    let links = outline::read(proof.text).links.into_iter();
    let vague: Vec<Range<usize>> = links
        .filter(|link| link.words.as_deref().is_some_and(says_nothing))
        .map(|link| link.whole)
        .filter(|at| !proof.minutes.privacy.covers(at.start))
        .filter(|at| {
            !places
                .iter()
                .any(|it| it.start < at.end && at.start < it.end)
        })
        .collect();
    places.extend(vague);
    found.extend(
        places
            .into_iter()
            .map(|at| proof.page_flaw(at, What::LinkText)),
    );
}

/// Finds the meeting that minutes are about: by the front matter, else by the days in the title.
#[must_use]
pub fn meeting_of<'a>(council: &'a Council, minutes: &Minutes) -> Option<&'a Meeting> {
    if let Some(named) = minutes.field("meeting") {
        let mut meetings = council.meetings.iter();
        return meetings.find(|meeting| meeting.id.as_str() == named.value);
    }
    let on = |text: &str| {
        let days: Vec<_> = written_dates(text)
            .iter()
            .filter_map(WrittenDate::date)
            .collect();
        let held = |meeting: &&Meeting| days.contains(&meeting.slot.date());
        let mut meetings = council.meetings.iter().filter(held);
        // Two meetings on those days: neither is to be guessed.
        meetings.next().filter(|_| meetings.next().is_none())
    };
    let title = minutes.title.as_ref().map(|title| title.text.as_str());
    let fields = ["date", "title"].map(|key| minutes.field(key).map(|field| field.value.as_str()));
    let mut texts = fields.into_iter().chain([title]).flatten();
    texts.find_map(on)
}

impl Proof<'_> {
    /// Lists the blocks that are prose: the tags of a pad are none.
    fn prose(&self) -> impl Iterator<Item = &Block> {
        let is_tags =
            |block: &Block| block.kind == BlockKind::Heading && is_pad_tags(&block.prose.text);
        self.minutes
            .blocks
            .iter()
            .filter(move |block| !is_tags(block))
    }

    fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.file, at)
    }

    fn flaw(&self, at: Range<usize>, flaw: What) -> Problem {
        Problem::at(self.span(at), flaw)
    }

    fn page_flaw(&self, at: Range<usize>, flaw: What) -> Problem {
        Problem::at(self.span(at), flaw)
    }
}
