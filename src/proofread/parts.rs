//! What minutes are made of: their front matter, their sections, their decisions and actions.

use std::ops::Range;

use super::Proof;
use super::placeholders::has_placeholder;
use super::structure::skipped_headings;
use super::words::words;
use crate::markdown::comments::is_pad_tags;
use crate::markdown::minutes::{PrivacyFaultKind, TraceKind, announces_next, is_within, public};
use crate::markdown::struck::unpaired;
use crate::problem::{
    FrontMatterFault, LeftOut, MarkFault, MissingPart, Place, Problem, Residue, What,
};

/// Finds marks, sections, headings and actions that are not as they should be.
pub(super) fn check(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    private_marks(proof, found);
    front_matter(proof, found);
    residues(proof, found);
    conflicts(proof, found);
    headings(proof, found);
    missing_parts(proof, found);
    decisions(proof, found);
    promises(proof, found);
    agenda(proof, found);
    actions(proof, found);
}

fn private_marks(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    for fault in &proof.minutes.privacy.faults {
        let kind = match fault.kind {
            PrivacyFaultKind::Unclosed => MarkFault::Unclosed,
            PrivacyFaultKind::StrayEnd => MarkFault::StrayEnd,
            PrivacyFaultKind::Misspelt => MarkFault::Misspelt,
            PrivacyFaultKind::InCode => MarkFault::InCode,
            PrivacyFaultKind::Title => MarkFault::Title,
            PrivacyFaultKind::Heading => MarkFault::Heading,
            PrivacyFaultKind::OpenComment => MarkFault::OpenComment,
            PrivacyFaultKind::OtherComment => MarkFault::OtherComment,
            PrivacyFaultKind::Nested => MarkFault::Nested,
            PrivacyFaultKind::HtmlHeading => MarkFault::HtmlHeading,
            PrivacyFaultKind::SharedDefinition => MarkFault::SharedDefinition,
            PrivacyFaultKind::UnusedDefinition => MarkFault::UnusedDefinition,
        };
        found.push(proof.flaw(fault.at.clone(), What::PrivateMark { fault: kind }));
    }
    if proof.minutes.privacy.is_certain() {
        // What stands around a region would become a mark without it.
        let left = public(proof.text).err().unwrap_or_default().into_iter();
        let fault = MarkFault::Misspelt;
        found.extend(left.map(|it| proof.flaw(it.at, What::PrivateMark { fault })));
    }
}

/// Finds what became of the front matter, and what of it the public edition leaves out.
fn front_matter(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let front_matter = &proof.minutes.front_matter;
    let mut add = |at: &Range<usize>, flaw| {
        if !proof.minutes.privacy.covers(at.start) {
            found.push(proof.flaw(at.clone(), flaw));
        }
    };
    let is_second = |at: &Range<usize>| {
        let mut others = front_matter.others.iter();
        !front_matter.fields.is_empty() && others.any(|it| it.start < at.end && at.start < it.end)
    };
    for at in front_matter.stray.iter().filter(|at| !is_second(at)) {
        let fault = FrontMatterFault::Lost;
        add(at, What::FrontMatter { fault });
    }
    let fault = if front_matter.fields.is_empty() {
        FrontMatterFault::Foreign
    } else {
        FrontMatterFault::Second
    };
    let foreign = front_matter.foreign.iter();
    let others = front_matter.others.iter().filter(|at| {
        let lost = front_matter.stray.iter().filter(|at| !is_second(at));
        let mut known = front_matter.foreign.iter().chain(lost);
        !known.any(|it| it.start < at.end && at.start < it.end)
    });
    // By the word that tells it: what stands behind may be private, and is then shown by no finding.
    let begin = |at: &Range<usize>| {
        let source = proof.text.get(at.clone()).unwrap_or_default();
        let line = source.lines().next().unwrap_or_default();
        let mut signs = line.match_indices([' ', '{']).map(|(end, _)| end);
        let end = signs.find(|end| *end > ".. ".len()).unwrap_or(line.len());
        at.start..at.start + end
    };
    for at in foreign.cloned().chain(others.map(begin)) {
        add(&at, What::FrontMatter { fault });
    }
    for at in &front_matter.unread {
        let fault = FrontMatterFault::Unread;
        add(at, What::FrontMatter { fault });
    }
    for field in front_matter
        .fields
        .iter()
        .filter(|field| field.is_left_out())
    {
        let (part, key) = (LeftOut::Key, Some(field.key.clone()));
        add(&field.key_at, What::LeftOut { part, key });
    }
    for at in &front_matter.comments {
        let (part, key) = (LeftOut::Comment, None);
        add(at, What::LeftOut { part, key });
    }
}

/// Finds what word processors left.
fn residues(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    for trace in &proof.minutes.traces {
        let residue = match trace.kind {
            TraceKind::Comment => Residue::Comment,
            TraceKind::Change => Residue::Change,
            TraceKind::Markup => Residue::Markup,
        };
        found.push(proof.flaw(trace.at.clone(), What::OfficeResidue { residue }));
    }
    let traces = proof.minutes.traces.iter().map(|trace| trace.at.clone());
    let traces: Vec<Range<usize>> = traces.collect();
    let residue = Residue::Struck;
    for at in unpaired(proof.text) {
        if !is_within(&traces, &at) && !proof.minutes.privacy.covers(at.start) {
            found.push(proof.flaw(at, What::OfficeResidue { residue }));
        }
    }
}

/// Finds what a merge left, in private parts too.
fn conflicts(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    found.extend(Problem::conflicts(proof.file, proof.text));
}

fn headings(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let headings = proof.minutes.headings.iter();
    let headings = headings.filter(|heading| !is_pad_tags(&heading.text));
    let levels = headings.map(|heading| (heading.level, heading.at.clone()));
    for skipped in skipped_headings(levels) {
        found.push(proof.page_flaw(skipped.at.clone(), skipped.flaw(false)));
    }
    for heading in &proof.minutes.headings {
        // A line that rules off columns makes a heading of what stands above it.
        let source = proof.text.get(heading.at.clone()).unwrap_or_default();
        let is_row = !source.starts_with('#')
            && source
                .lines()
                .next()
                .is_some_and(|line| line.trim().contains("   "));
        if !heading.filled && !is_row && !is_pad_tags(&heading.text) {
            let heading_text = heading.text.clone();
            let flaw = What::EmptySection {
                heading: heading_text,
            };
            found.push(proof.flaw(heading.at.clone(), flaw));
        }
    }
}

fn missing_parts(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let minutes = proof.minutes;
    let attended = !proof.attendance.is_empty() || !minutes.roll.unread.is_empty();
    let announced = minutes
        .blocks
        .iter()
        .any(|block| announces_next(&block.prose.text));
    let parts = [
        (attended, MissingPart::Attendance),
        (
            !minutes.decisions.is_empty()
                || minutes.says_no_decision
                || !minutes.unmarked().is_empty(),
            MissingPart::Decisions,
        ),
        (
            !minutes.actions.is_empty() || minutes.says_no_action || !minutes.promised.is_empty(),
            MissingPart::Actions,
        ),
        (announced, MissingPart::NextMeeting),
    ];
    for (there, part) in parts {
        if !there {
            found.push(Problem {
                what: What::MissingPart { part },
                place: Place::File(proof.file),
                also: None,
            });
        }
    }
}

/// Finds decisions that nothing marks, with the line to type where no mark is in doubt.
fn decisions(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    // A line that nobody would type again.
    const LONGEST: usize = 200;
    let is_certain = proof.minutes.privacy.is_certain();
    for statement in proof.minutes.unmarked() {
        let text = Some(uncapitalized(&statement.markdown));
        let text = text.filter(|text| is_certain && (1..=LONGEST).contains(&text.len()));
        found.push(proof.flaw(statement.at.clone(), What::UnmarkedDecision { text }));
    }
}

/// Finds where somebody takes something on, though there is no action.
fn promises(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let promised = proof.minutes.promised.iter();
    found.extend(promised.map(|at| proof.flaw(at.clone(), What::UnmarkedAction)));
}

/// Gives an article at the beginning of a sentence its small letter.
fn uncapitalized(text: &str) -> String {
    let articles = [
        "Le ",
        "La ",
        "Les ",
        "L'",
        "L\u{2019}",
        "Un ",
        "Une ",
        "Il ",
    ];
    if articles.iter().any(|article| text.starts_with(article)) {
        let first = text.get(..1).unwrap_or_default().to_lowercase();
        return first + text.get(1..).unwrap_or_default();
    }
    text.to_owned()
}

/// Finds the items of the agenda of which no heading of a draft speaks.
fn agenda(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let is_draft = proof
        .minutes
        .field("status")
        .is_some_and(|field| field.value == "projet");
    let Some(meeting) = proof.meeting.filter(|_| is_draft) else {
        return;
    };
    let bare = |text: &str| {
        let words = words(text).into_iter().map(|word| word.key);
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    // One that is private has no heading that may be read.
    let headings: String = proof
        .text
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(bare)
        .collect();
    for item in &meeting.agenda {
        let title = item.title.trim_end_matches(" (privé)");
        if !headings.contains(&bare(title)) {
            found.push(Problem {
                what: What::MissingAgendaItem {
                    title: title.to_owned(),
                },
                place: Place::File(proof.file),
                also: None,
            });
        }
    }
}

fn actions(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    for action in &proof.minutes.actions {
        let source = proof.text.get(action.text_at.clone()).unwrap_or_default();
        let (owner, deadline) = (action.owner.is_none(), action.deadline_at.is_none());
        let whole = !owner && !deadline;
        if action.done || action.private || whole || has_placeholder(source) {
            continue;
        }
        let flaw = What::IncompleteAction { owner, deadline };
        found.push(proof.flaw(action.text_at.clone(), flaw));
    }
}
