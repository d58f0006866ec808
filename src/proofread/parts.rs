//! What minutes are made of: their sections, their actions, what is left to fill in.

use std::ops::Range;

use super::Proof;
use super::structure::skipped_headings;
use crate::locale::collation::sort_key;
use crate::markdown::minutes::{PLACEHOLDER, PrivacyFaultKind, TraceKind, public};
use crate::problem::{FrontMatterFault, MarkFault, MissingPart, Place, Problem, Residue, What};

/// Finds marks, sections, headings and actions that are not as they should be.
pub(super) fn check(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    private_marks(proof, found);
    front_matter(proof, found);
    residues(proof, found);
    conflicts(proof, found);
    headings(proof, found);
    missing_parts(proof, found);
    actions(proof, found);
    found.extend(
        placeholders(proof)
            .into_iter()
            .map(|at| proof.flaw(at, What::Placeholder)),
    );
}

/// Tells whether a text holds something left to fill in.
pub(super) fn has_placeholder(text: &str) -> bool {
    sort_key(text).contains(&sort_key(PLACEHOLDER))
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
    for at in &front_matter.stray {
        let fault = FrontMatterFault::Lost;
        add(at, What::FrontMatter { fault });
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
        let key = Some(field.key.clone());
        add(&field.key_at, What::LeftOut { key });
    }
    for at in &front_matter.comments {
        add(at, What::LeftOut { key: None });
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
}

/// Finds what a merge left, in private parts too.
fn conflicts(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    found.extend(Problem::conflicts(proof.file, proof.text));
}

fn headings(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let headings = proof.minutes.headings.iter();
    let levels = headings.map(|heading| (heading.level, heading.at.clone()));
    for skipped in skipped_headings(levels) {
        found.push(proof.page_flaw(skipped.at.clone(), skipped.flaw(false)));
    }
    for heading in &proof.minutes.headings {
        if !heading.filled {
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
    let headed = |stems: &[&str]| {
        minutes.headings.iter().any(|heading| {
            let key = sort_key(&heading.text);
            stems.iter().any(|stem| key.contains(stem))
        })
    };
    let attended = !minutes.attendance.is_empty()
        || minutes.headings.iter().any(|heading| heading.of_attendance);
    let announced = minutes.blocks.iter().any(|block| {
        let key = sort_key(&block.prose.text);
        NEXT.iter().any(|words| key.contains(words))
    });
    let parts = [
        (attended, MissingPart::Attendance),
        (
            !minutes.decisions.is_empty() || headed(&["decision"]),
            MissingPart::Decisions,
        ),
        (
            !minutes.actions.is_empty() || headed(&["action", "suites a donner"]),
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

/// How minutes announce the next meeting, without accents.
const NEXT: [&str; 8] = [
    "prochaine reunion",
    "prochaine seance",
    "prochaine pleniere",
    "prochaine rencontre",
    "prochaines reunions",
    "prochain conseil",
    "prochain rendez-vous",
    "prochains rendez-vous",
];

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

/// Lists what is left to fill in, wherever it stands; what is private aside.
fn placeholders(proof: &Proof<'_>) -> Vec<Range<usize>> {
    let wanted = sort_key(PLACEHOLDER);
    let mut found = Vec::new();
    for (start, _) in proof.text.match_indices('[') {
        let rest = proof.text.get(start..).unwrap_or_default();
        // Accents may be written in more bytes than here.
        let Some(end) = rest
            .bytes()
            .take(2 * PLACEHOLDER.len())
            .position(|b| b == b']')
        else {
            continue;
        };
        let written = rest.get(..=end).unwrap_or_default();
        if sort_key(written) == wanted && !proof.minutes.privacy.covers(start) {
            found.push(start..start + written.len());
        }
    }
    found
}
