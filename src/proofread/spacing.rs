//! The spaces of French punctuation and numbers, in councils that keep them.

use std::ops::Range;

use super::Proof;
use super::words::is_address;
use crate::domain::Typography;
use crate::locale::typography::french;
use crate::markdown::comments::verbatim;
use crate::problem::{Problem, Spacing, What};

/// Where a word may be cut, which only word processors know.
const SOFT_HYPHEN: char = '\u{ad}';

/// Finds soft hyphens, signs without their space, and spaces at which a line could end.
///
/// The latter make one finding: whoever types them types them everywhere.
pub(super) fn check(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    for block in proof.prose() {
        let hyphens = block.prose.text.match_indices(SOFT_HYPHEN);
        let spacing = Spacing::SoftHyphen;
        found.extend(hyphens.map(|(at, sign)| {
            let at = block.prose.source(at..at + sign.len());
            proof.flaw(at, What::FrenchSpacing { spacing })
        }));
    }
    if proof.council.typography != Typography::French {
        return;
    }
    for block in proof.prose() {
        for at in missing(&block.prose.text) {
            let spacing = Spacing::Missing;
            let at = block.prose.source(at);
            found.push(proof.flaw(at, What::FrenchSpacing { spacing }));
        }
    }
    let breakable = breakable(proof);
    if let Some(first) = breakable.first() {
        let spacing = Spacing::Breakable(breakable.len());
        let flaw = What::FrenchSpacing { spacing };
        found.push(proof.flaw(first.clone(), flaw));
    }
}

/// Lists the ordinary spaces that belong to a sign, private ones left out.
fn breakable(proof: &Proof<'_>) -> Vec<Range<usize>> {
    let settled = french(proof.text, &verbatim(proof.text));
    let mut spaces = Vec::new();
    // The two differ in spaces alone, of which one is longer.
    let mut at = 0;
    for (one, other) in proof.text.chars().zip(settled.chars()) {
        if one != other && !proof.minutes.privacy.covers(at) {
            spaces.push(at..at + one.len_utf8());
        }
        at += one.len_utf8();
    }
    spaces
}

/// Finds `:` `;` `?` `!` `»` that follow a word at once, and `«` that a word follows at once.
fn missing(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for token in text.split_inclusive([' ', '\n', '\t', '\u{a0}', '\u{202f}']) {
        let word = token.trim_end();
        let at = start;
        start += token.len();
        if is_address(word) {
            continue;
        }
        if let Some((open, _)) = word.match_indices('\u{ab}').find(|(open, mark)| {
            word.get(open + mark.len()..)
                .is_some_and(|after| after.starts_with(char::is_alphanumeric))
        }) {
            found.push(at + open..at + open + '\u{ab}'.len_utf8());
        }
        let closed = word.trim_end_matches([')', '"', '*', '.', ',', ']']);
        let signs = closed.trim_end_matches(['?', '!', ':', ';', '\u{bb}']);
        let sign = closed.get(signs.len()..).unwrap_or_default();
        if !sign.is_empty() && signs.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
            found.push(at + signs.len()..at + closed.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_without_their_space_are_found() {
        let found = |text: &'static str| {
            missing(text)
                .into_iter()
                .map(|at| &text[at])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("Présents: 3, quand? «avis»"),
            [":", "?", "\u{ab}", "\u{bb}"]
        );
        assert_eq!(found("(vraiment?!) oui;"), ["?!", ";"]);
        for text in [
            "Présents : 3\u{a0}; quand\u{a0}? « avis »",
            "à 14:00, https://example.org/?a:",
            ":-) ?! a:b",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
