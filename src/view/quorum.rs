//! The quorum of a meeting, as minutes say it.

use serde::Serialize;

use crate::domain::{Council, Meeting, Quorum};

/// How many members a meeting needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuorumNeedView {
    pub required: usize,
    /// The members that the meeting calls.
    pub members: usize,
    /// Quorum à atteindre : 8 membres sur 15.
    pub text: String,
}

/// Whether a meeting had the members that it needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuorumView {
    pub required: usize,
    /// The members that the meeting called.
    pub members: usize,
    /// Those of them that were present or represented.
    pub counted: usize,
    pub reached: bool,
    /// Quorum : 9 membres présents ou représentés sur 15 ; le quorum (8) est atteint.
    pub text: String,
}

impl QuorumNeedView {
    /// Shows what a meeting needs, if the council asks for a quorum.
    #[must_use]
    pub fn new(council: &Council, meeting: &Meeting) -> Option<Self> {
        let (required, members) = council.quorum_of(meeting)?;
        Some(Self {
            required,
            members,
            text: need(required, members),
        })
    }
}

impl QuorumView {
    /// Shows who was there of those who were needed.
    #[must_use]
    pub fn new(quorum: Quorum) -> Self {
        let Quorum {
            required,
            members,
            counted,
            void,
        } = quorum;
        let reached = quorum.is_reached();
        let verdict = if reached { "est" } else { "n'est pas" };
        Self {
            required,
            members,
            counted,
            reached,
            text: format!(
                "Quorum : {} sur {members} ; le quorum ({required}) {verdict} atteint.",
                there(counted, void > 0)
            ),
        }
    }
}

/// Whether a text is such a sentence, whatever its numbers and its spaces: what a draft said before the
/// attendance was known, or an edition.
#[must_use]
pub fn is_of_quorum(text: &str) -> bool {
    if !text.trim_start().starts_with("Quorum") {
        return false;
    }
    let said = without_numbers(text);
    let mut quorums = [0, 1, 2].into_iter().flat_map(|counted| {
        [(0, 0), (0, 9), (1, 0), (1, 9)].map(|(void, required)| Quorum {
            required,
            members: 9,
            counted,
            void,
        })
    });
    let mut needs = [1, 2].into_iter().map(|required| need(required, 9));
    needs.any(|text| without_numbers(&text) == said)
        || quorums.any(|quorum| without_numbers(&QuorumView::new(quorum).text) == said)
}

fn without_numbers(text: &str) -> String {
    let words = text.split_whitespace();
    let words: Vec<String> = words
        .map(|word| {
            let digits = |c: char| c.is_ascii_digit();
            let bare = word.replace(digits, "");
            if bare == word {
                bare
            } else {
                format!("0{bare}")
            }
        })
        .collect();
    words.join(" ")
}

/// It has no word of those that list who was there: where an editor breaks the line, none begins one.
fn need(required: usize, members: usize) -> String {
    let s = if required > 1 { "s" } else { "" };
    format!("Quorum à atteindre : {required} membre{s} sur {members}.")
}

fn there(count: usize, some_void: bool) -> String {
    let s = if count > 1 { "s" } else { "" };
    let soundly = if some_void { "valablement " } else { "" };
    format!("{count} membre{s} présent{s} ou {soundly}représenté{s}")
}
