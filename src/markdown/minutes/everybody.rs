//! What is said of all members at once: "Tous les membres sont présents", "tous sauf Alpha".

use std::ops::Range;

use super::Presence;
use super::labels::THERE;
use super::name_lines::exception;
use crate::locale::collation::{Word, WordList, words};

/// All members, or all but some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Everybody {
    /// How they took part, if the text says it itself.
    pub presence: Option<Presence>,
    /// Where those stand whom it excepts.
    pub but: Option<Range<usize>>,
}

static QUANTIFIERS: WordList = WordList::new(
    "tous toutes tout ensemble integralite totalite chacun chacune complet all everybody everyone",
);
/// Those of them that need no noun.
static ALONE: WordList = WordList::new("tous toutes chacun chacune all everybody everyone");
static MEMBERS: WordList = WordList::new(
    "membres membre monde conseil members representants representantes administrateurs administratrices adherents \
    adherentes elus elues",
);
static FILL: WordList = WordList::new(
    "les le l la de du des en exercice au the of est sont etait etaient ont ete is are was were there here",
);
static STATES: WordList = WordList::new(
    "present presente presents presentes absent absente absents absentes excuse excusee excuses excusees",
);

/// Reads a text that is about all members, and nothing else.
pub(super) fn everybody(text: &str) -> Option<Everybody> {
    const LONGEST: usize = 2_000;
    if text.len() > LONGEST {
        return None;
    }
    let cut = exception(text);
    let head_end = cut.map_or(text.len(), |(before, _)| before);
    let found = words(text);
    let (mut verb_at, mut but) = (None, None);
    if let Some((_, after)) = cut {
        let tail = found.iter().filter(|(at, _)| at.start >= after);
        let tail: Vec<&Word<'_>> = tail.collect();
        let end = tail
            .iter()
            .position(|(_, key)| ["sont", "etaient", "est", "etait"].contains(&key.as_str()));
        let rest = end.map_or(&[][..], |end| &tail[end..]);
        // "Tous les membres, hormis Béta, sont présents": the verb goes on with the sentence.
        let is_clause = end.is_some() && rest.iter().all(|word| is_known(text, word));
        verb_at = rest.first().filter(|_| is_clause).map(|(at, _)| at.start);
        but = Some(after..verb_at.unwrap_or(text.len()));
    }
    let said = found
        .iter()
        .filter(|(at, _)| at.end <= head_end || verb_at.is_some_and(|verb| at.start >= verb));
    let said: Vec<&Word<'_>> = said.collect();
    let any = |list: &WordList| said.iter().any(|(_, key)| list.has(key));
    // An institution that has a name: "Tous pour la ville".
    let is_sound = said.len() <= 16
        && said.iter().all(|word| is_known(text, word))
        && (any(&ALONE) || any(&QUANTIFIERS) && any(&MEMBERS))
        && !said.iter().any(|(_, key)| {
            ["representants", "representantes", "elus", "elues"].contains(&key.as_str())
        });
    if !is_sound {
        return None;
    }
    let is = |stem: &str| {
        said.iter()
            .any(|(_, key)| STATES.has(key) && key.starts_with(stem))
    };
    let is_there = said.iter().any(|word| is_there(text, word));
    let presence = match () {
        () if is("excus") => Some(Presence::Excused),
        () if is("absent") => Some(Presence::Absent),
        () if is("present") || is_there || said.iter().any(|(_, key)| key == "complet") => {
            Some(Presence::Present)
        }
        () => None,
    };
    Some(Everybody { presence, but })
}

/// Whether a word is "là", and not the article.
fn is_there(text: &str, (at, key): &Word<'_>) -> bool {
    key == "la" && text.get(at.clone()).is_some_and(|it| it.contains(THERE))
}

fn is_known(text: &str, word: &Word<'_>) -> bool {
    let key = word.1.as_str();
    QUANTIFIERS.has(key)
        || MEMBERS.has(key)
        || FILL.has(key)
        || STATES.has(key)
        || is_there(text, word)
}

/// Whether a text tells how all members, or most, took part, in words that are not understood; `labelled` where a
/// label says how.
pub(super) fn speaks_of_all(text: &str, labelled: bool) -> bool {
    const LONGEST: usize = 400;
    static BE: WordList = WordList::new("est sont etait etaient is are was were");
    static MOST: WordList = WordList::new("plupart majorite most");
    if text.len() > LONGEST {
        return false;
    }
    let found = words(text);
    let key = |at: usize| found.get(at).map_or("", |(_, key)| key.as_str());
    // "tous les autres membres", "l'ensemble des membres", "la plupart des membres"; not "Code pour Tous".
    let of_members = |at: usize| {
        let step = usize::from(key(at + 2) == "autres");
        ["les", "nos", "ses", "des", "de"].contains(&key(at + 1)) && MEMBERS.has(key(at + 2 + step))
    };
    let mut all = 0..found.len();
    let is_of_all = all.any(|at| (QUANTIFIERS.has(key(at)) || MOST.has(key(at))) && of_members(at));
    let begins = QUANTIFIERS.has(key(0)) || key(0) == "pas" && QUANTIFIERS.has(key(1));
    // "Tous les membres présents votent" says who votes.
    let is_said = found.iter().any(|(_, key)| BE.has(key)) || key(0) == "pas";
    let says = is_said && found.iter().any(|(_, key)| STATES.has(key)) || exception(text).is_some();
    found.len() <= 24 && ((is_of_all || begins) && says || labelled && is_of_all)
}
