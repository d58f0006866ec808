//! What is said in an attendance besides who was there: "Alpha, qui propose de reporter le vote".

use std::ops::Range;

use super::remarks::remark;
use crate::locale::collation::{WordList, words};

/// Finds what somebody says or asks between the names of an attendance: text that no list of names keeps.
pub(super) fn asides(text: &str) -> Vec<Range<usize>> {
    static SAYS: WordList = WordList::new(
        "ajoute ajoutent alerte alertent annonce annoncent demande demandent explique expliquent indique \
         indiquent informe informent insiste insistent interroge interrogent precise precisent propose \
         proposent rappelle rappellent remercie remercient signale signalent souhaite souhaitent suggere \
         suggerent adds announces asks explains insists notes proposes reminds reports suggests thanks",
    );
    const LEAST: usize = 4;
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive([',', ';', '(', ')', '\n', '\u{2013}', '\u{2014}']) {
        let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let skipped = bare.len()
            - bare
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .len();
        let words = words(bare);
        let says = words.iter().any(|(_, key)| SAYS.has(key));
        if words.len() >= LEAST && says && remark(bare).presence.is_none() {
            found.push(start + skipped..start + bare.len());
        }
        start += part.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_says_is_told_from_how_they_took_part() {
        for (text, aside) in [
            (
                "Alpha, qui propose de reporter le vote",
                Some("qui propose de reporter le vote"),
            ),
            (
                "Alpha (demande que le point 3 soit avancé).",
                Some("demande que le point 3 soit avancé"),
            ),
            (
                "Alpha – rappelle que le budget est voté",
                Some("rappelle que le budget est voté"),
            ),
            ("Alpha (demande à être excusée)", None),
            ("Alpha, représentée par Béta à sa demande", None),
            ("Alpha (à distance, arrivée à 15 h)", None),
            ("Association qui propose", None),
        ] {
            let found = asides(text);
            let found: Vec<&str> = found.into_iter().map(|at| &text[at]).collect();
            assert_eq!(found, Vec::from_iter(aside), "{text}");
        }
    }
}
