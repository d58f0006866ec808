//! Phrases: those that announce nothing, and those that only a web page needs.

use std::ops::Range;

use super::Proof;
use crate::locale::collation::sort_key;
use crate::markdown::minutes::{Block, BlockKind, OBJECT};
use crate::problem::{Problem, What};

/// Finds colons with nothing after them, and what web pages leave.
pub(super) fn check(proof: &Proof<'_>, block: &Block, found: &mut Vec<Problem>) {
    let text = block.prose.text.as_str();
    let mut add = |at: Range<usize>, flaw| found.push(proof.flaw(block.prose.source(at), flaw));
    for at in web_residues(text) {
        add(at, What::WebResidue);
    }
    for at in trailing_colons(proof, block) {
        add(at, What::TrailingColon);
    }
}

fn web_residues(text: &str) -> Vec<Range<usize>> {
    const RESIDUES: [&str; 9] = [
        "ouvre une nouvelle fenetre",
        "ouvre dans une nouvelle fenetre",
        "s'ouvre dans une nouvelle fenetre",
        "ouverture dans une nouvelle fenetre",
        "nouvelle fenetre",
        "ouvre un nouvel onglet",
        "s'ouvre dans un nouvel onglet",
        "nouvel onglet",
        "lien externe",
    ];
    let opened = text.match_indices('(').filter_map(|(start, _)| {
        // None of them is longer, whatever its accents.
        let rest = text.get(start + 1..)?;
        let end = rest.bytes().take(80).position(|byte| byte == b')')?;
        let inside = rest.get(..end)?;
        let said = sort_key(inside);
        let is_residue = RESIDUES.contains(
            &said
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .as_str(),
        );
        is_residue.then(|| start..start + 1 + inside.len() + 1)
    });
    opened.collect()
}

/// Finds colons at the end of a line that nothing follows: neither text nor a list, nor an item.
fn trailing_colons(proof: &Proof<'_>, block: &Block) -> Vec<Range<usize>> {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
        return Vec::new();
    }
    let text = block.prose.text.as_str();
    let mut found = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        let colon = end - line.len() + line.trim_end().len();
        let is_fence = line.trim().bytes().all(|b| b == b':');
        if !line.trim_end().ends_with(':') || is_fence {
            continue;
        }
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.lines().find(|line| !line.trim().is_empty());
        let follows = match next {
            Some(next) => !begins_section(next),
            None if block.last_of_item => block.followed && !is_name(proof, line),
            None => block.followed,
        };
        // What is private follows too.
        if !follows && !rest.contains(OBJECT) {
            found.push(colon - 1..colon);
        }
    }
    found
}

/// Whether a line within a paragraph was meant as the title of the next section: "2. Avis".
fn begins_section(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len()
        && rest
            .strip_prefix(['.', ')'])
            .is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))
}

/// Whether an item is but a name and its colon: then the next item is of another.
fn is_name(proof: &Proof<'_>, line: &str) -> bool {
    let council = proof.council;
    let said = sort_key(line.trim().trim_end_matches(':').trim());
    let mut names = council.members.iter().map(|member| &member.name);
    said == sort_key(&council.convener) || names.any(|name| sort_key(name) == said)
}
