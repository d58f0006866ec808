//! Those whom minutes name by the part that they had in the meeting: who took the chair or the notes, who
//! came late, who left early. "Présidence : Ada Personne (Alpha)", "Mme Personne (Béta) rejoint la séance".

use std::ops::Range;

use super::labels::decoration;
use super::sentences::sentences;
use crate::locale::collation::{Word, WordList, words};
use crate::sort::Sort;

/// Where minutes name somebody by a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Officer {
    /// The names, in a text.
    pub at: Range<usize>,
    pub part: Part,
    /// Whether any words with capitals there are the name of a person.
    pub is_certain: bool,
}

/// What a part says of whether its bearer was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing: a paper may be written later, and another meeting be chaired.
    Afar,
    /// The chair or the notes of the meeting.
    InRoom,
    /// Somebody comes to the meeting or leaves it.
    Moves,
}

/// The parts of those who are there, and those that may be done from afar or later.
static CHAIR: WordList = WordList::new(
    "president presidente presidents presidence presidee preside animateur animatrice \
    animateurs animatrices animation animee facilitateur facilitatrice facilitation moderateur moderatrice \
    moderation scribe scribes chair chairperson facilitator gardien gardienne maitre maitresse",
);
static NOTES: WordList = WordList::new(
    "secretaire secretaires secretariat redacteur redactrice redacteurs redactrices \
    redaction redige redigee rapporteur rapporteure rapporteurs rapportrice prise notes preneur preneuse \
    relecture relecteur relectrice minutes notetaker secretary auteur auteure autrice auteurs signe signature",
);
static AROUND: WordList = WordList::new(
    "de la le les du des d l par pour et a au en cr pv compte rendu proces verbal seance \
    reunion jour adjoint adjointe co temps parole assuree assure est sont etait was by of the taken taker \
    generale general",
);

impl Officer {
    fn moved(self, by: usize) -> Self {
        let at = self.at.start + by..self.at.end + by;
        Self { at, ..self }
    }
}

/// Lists where a text names somebody by a part: in its lines, then in its sentences.
pub(super) fn officers(text: &str) -> Vec<Officer> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        found.extend(named_by_label(line).map(|it| it.moved(start)));
        // "Ada Personne, secrétaire de séance. Président de séance : Max Exemple"
        for at in parts(line) {
            let part = line.get(at..).unwrap_or_default();
            found.extend(named_by_label(part).map(|it| it.moved(start + at)));
        }
        start += line.len();
    }
    for sentence in sentences(text) {
        let said = text.get(sentence.clone()).unwrap_or_default();
        let words = words(said);
        let by_phrase = named_by_phrase(said, &words).map(|at| Officer {
            at,
            part: Part::Afar,
            is_certain: true,
        });
        let by_movement = named_by_movement(said, &words).map(|at| Officer {
            at,
            part: if moves_here(&words) {
                Part::Moves
            } else {
                Part::Afar
            },
            is_certain: false,
        });
        let by_office = named_before_office(said);
        let all = by_phrase.into_iter().chain(by_movement).chain(by_office);
        let all = all.chain(named_by_notes(said, &words));
        found.extend(all.map(|it| it.moved(sentence.start)));
    }
    found
}

/// Lists where the parts of a line begin but the first one.
fn parts(line: &str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for sign in [
        ". ",
        "; ",
        ", ",
        " et ",
        " \u{2013} ",
        " \u{2014} ",
        " - ",
        " / ",
    ] {
        found.extend(line.match_indices(sign).map(|(at, sign)| at + sign.len()));
    }
    found.order();
    found.dedup();
    found
}

/// Finds the name before an office of the meeting: "Ada Personne, secrétaire de séance."
fn named_before_office(sentence: &str) -> Option<Officer> {
    sentence.match_indices(',').find_map(|(comma, _)| {
        let rest = sentence.get(comma + 1..)?;
        let end = rest.find([',', '.', ';', ':', '(', ')', '\n']);
        let words = words(rest.get(..end.unwrap_or(rest.len()))?);
        let is_office = words
            .iter()
            .any(|(_, key)| CHAIR.has(key) || NOTES.has(key));
        let is_here = words
            .iter()
            .any(|(_, key)| key == "seance" || key == "reunion");
        let are_known = words
            .iter()
            .all(|(_, key)| CHAIR.has(key) || NOTES.has(key) || AROUND.has(key));
        let before = sentence.get(..comma)?;
        let start = before.rfind([',', ';', ':', '(']).map_or(0, |at| at + 1);
        (is_office && is_here && are_known).then_some(Officer {
            at: start..comma,
            part: Part::InRoom,
            is_certain: true,
        })
    })
}

/// Finds the names behind a label all of whose words tell of a part: "Secrétaire de séance : …".
fn named_by_label(line: &str) -> Option<Officer> {
    const LONGEST: usize = 80;
    // What stands behind them alone may be anything.
    static HERE: WordList = WordList::new("seance prise preneur preneuse taken taker notetaker");
    static VAGUE: WordList =
        WordList::new("notes minutes relecture signature auteur auteurs relecteurs");
    let start = decoration(line);
    let said = line.get(start..)?;
    let colon = said.find(':').filter(|at| *at <= LONGEST)?;
    let words = words(said.get(..colon)?);
    let any = |list: &WordList| words.iter().any(|(_, key)| list.has(key));
    let chairs = any(&CHAIR);
    let is_label = (chairs || any(&NOTES))
        && words
            .iter()
            .all(|(_, key)| CHAIR.has(key) || NOTES.has(key) || AROUND.has(key));
    let in_room = chairs || any(&HERE);
    let is_vague = matches!(words.as_slice(), [(_, word)] if VAGUE.has(word));
    is_label.then(|| Officer {
        at: start + colon + 1..line.len(),
        part: if in_room { Part::InRoom } else { Part::Afar },
        is_certain: !is_vague,
    })
}

/// Finds the name in a sentence that tells of a part: "sous la présidence de …", "La présidente, …".
fn named_by_phrase(sentence: &str, words: &[Word<'_>]) -> Option<Range<usize>> {
    const MOST: usize = 7;
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    let ends = |from: usize| {
        let rest = sentence.get(from..)?;
        let from = from + rest.len() - rest.trim_start().len();
        let rest = sentence.get(from..)?;
        let end = rest.find([',', ';', '(', '\n', ':']).unwrap_or(rest.len());
        (end > 0).then_some(from..from + end)
    };
    let after = |at: usize| ends(words.get(at)?.0.end);
    for at in 0..words.len() {
        let next = key(at + 1);
        match key(at) {
            "presidence" | "animation" | "moderation" if at > 0 && ["de", "d"].contains(&next) => {
                return after(at + 1);
            }
            "presidee" | "presidees" | "animee" | "redige" | "redigee" | "moderee" | "assure"
            | "relu"
                if next == "par" =>
            {
                return after(at + 1);
            }
            _ => {}
        }
    }
    // "Ada Personne est désignée secrétaire de séance."
    let office = (1..words.len()).find(|at| {
        let is_office = ["secretaire", "president", "presidente"].contains(&key(*at));
        is_office && key(at + 1) == "de" && key(at + 2) == "seance"
            || key(*at) == "secretariat" && key(at - 1) == "le"
    });
    let verb = office.and_then(|office| {
        static VERBS: WordList =
            WordList::new("est a assure assurent sont designe designee elu elue");
        (1..office).find(|at| VERBS.has(key(*at)))
    });
    if let Some((at, _)) = verb.and_then(|verb| words.get(verb)) {
        return Some(0..at.start);
    }
    // A signature.
    let is_signed = ["le", "la", "l"].contains(&key(0))
        && (CHAIR.has(key(1))
            || NOTES.has(key(1))
            || ["tresorier", "tresoriere"].contains(&key(1)))
        && words.len() <= MOST;
    let comma = sentence.find(',').filter(|_| is_signed)?;
    let named = sentence.get(comma + 1..)?.trim_start();
    named
        .starts_with(char::is_uppercase)
        .then_some(comma + 1..sentence.len())
}

/// Finds the name of who took notes: "Notes prises par …", "notes de …".
fn named_by_notes(sentence: &str, words: &[Word<'_>]) -> Option<Officer> {
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    let notes = (0..words.len()).find(|at| ["notes", "note"].contains(&key(*at)))?;
    let is_taken = ["prise", "prises", "saisies", "redigees"].contains(&key(notes + 1));
    let (before, is_certain) = match key(notes + 1) {
        _ if is_taken && key(notes + 2) == "par" => (notes + 2, true),
        "par" => (notes + 1, true),
        "de" | "d" => (notes + 1, false),
        _ => return None,
    };
    let from = words.get(before)?.0.end;
    let rest = sentence.get(from..)?;
    let end = rest.find([',', ';', '(', '\n', ':']).unwrap_or(rest.len());
    (end > 0).then_some(Officer {
        at: from..from + end,
        part: Part::Afar,
        is_certain,
    })
}

/// Whether a sentence says, without a doubt, that somebody came to this meeting or left it, and nothing else.
fn moves_here(words: &[Word<'_>]) -> bool {
    const MOST: usize = 14;
    static DOUBTS: WordList = WordList::new(
        "ne n pas si avait avaient quand lorsque jamais aurait sera devait prevue prevu train mars avril \
        mai juin juillet aout septembre octobre novembre decembre janvier fevrier",
    );
    static MOVES: WordList = WordList::new("arrive rejoint quitte part connecte");
    static ENDS: WordList = WordList::new("a en vers par at h lors pour");
    static MEETINGS: WordList =
        WordList::new("reunion seance visio visioconference assemblee conference call meeting");
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    if words.len() > MOST || words.iter().any(|(_, key)| DOUBTS.has(key)) {
        return false;
    }
    let is_digit = |key: &str| key.starts_with(|c: char| c.is_ascii_digit());
    // "la réunion européenne" is another one.
    match (0..words.len()).find(|at| MEETINGS.has(key(*at))) {
        Some(at) => at + 1 == words.len() || ENDS.has(key(at + 1)),
        None if words.len() <= 8 && (1..words.len()).any(|at| MOVES.has(key(at))) => {
            words.last().is_some_and(|(_, key)| is_digit(key))
        }
        None => {
            ["arrivee", "depart"].contains(&key(0)) && (2..words.len()).any(|at| is_digit(key(at)))
        }
    }
}

/// Finds the name in a sentence that tells that somebody came or left: "Arrivée de … à 18 h", "… quitte la
/// séance".
fn named_by_movement(sentence: &str, words: &[Word<'_>]) -> Option<Range<usize>> {
    // Longer ones tell of something else besides.
    const LONGEST: usize = 300;
    static NOUNS: WordList = WordList::new("arrivee depart sortie retour entree");
    static VERBS: WordList = WordList::new(
        "rejoint rejoignent arrive arrivent arrivee arrives arrivees quitte quittent part partent parti \
        partie sort sortent integre connecte connectent connectee joined joins left leaves",
    );
    static HELPERS: WordList = WordList::new("a ont est sont se s nous qui has have");
    static MEETING: WordList = WordList::new(
        "reunion seance visio visioconference assemblee salle conference call meeting session conseil \
        discussion",
    );
    let start = words.first()?.0.start;
    if sentence.len() - start > LONGEST {
        return None;
    }
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    let is_hour = |key: &str| {
        let digits = key.trim_end_matches(|c: char| !c.is_ascii_digit());
        !digits.is_empty()
            && (key.ends_with('h')
                || key.split_once('h').is_some_and(|(hour, minute)| {
                    !hour.is_empty()
                        && (hour.to_owned() + minute)
                            .bytes()
                            .all(|b| b.is_ascii_digit())
                }))
    };
    let hour = (1..words.len()).find(|at| {
        is_hour(key(*at)) || key(at + 1) == "h" && key(*at).bytes().all(|b| b.is_ascii_digit())
    });
    if NOUNS.has(key(0)) && ["de", "d", "du", "des"].contains(&key(1)) {
        let from = words.get(1)?.0.end;
        let to = hour
            .and_then(|at| words.get(at))
            .map_or(sentence.len(), |(at, _)| at.start);
        return (from < to).then_some(from..to);
    }
    let verb = (1..words.len()).find(|at| VERBS.has(key(*at)))?;
    let of_meeting = (verb + 1..words.len().min(verb + 7)).any(|at| MEETING.has(key(at)))
        || hour.is_some_and(|at| at > verb && at <= verb + 4);
    let mut end = verb;
    while end > 0 && HELPERS.has(key(end - 1)) {
        end -= 1;
    }
    let end = words.get(end)?.0.start;
    (of_meeting && end > start).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_a_part_is_followed_by_names() {
        for (line, names) in [
            ("Présidence : Ada Personne (Alpha)", " Ada Personne (Alpha)"),
            ("- Secrétaire de séance : Ada", " Ada"),
            ("Prise de notes: Ada et Yann", " Ada et Yann"),
            ("Compte rendu rédigé par : Ada", " Ada"),
            ("Maître du temps : Ada", " Ada"),
        ] {
            let found = named_by_label(line).map(|part| &line[part.at]);
            assert_eq!(found, Some(names), "{line}");
        }
        for line in [
            "Présidence de la Béta : reportée",
            "Secrétariat",
            "Notes sur Alpha : lues",
            "Compte rendu : adopté",
        ] {
            assert_eq!(named_by_label(line), None, "{line}");
        }
    }

    #[test]
    fn a_sentence_tells_who_came_or_left() {
        for (sentence, name) in [
            (
                "M. Perdu (Alpha) a rejoint la réunion à 18 h 30.",
                "M. Perdu (Alpha) ",
            ),
            ("Arrivée de la Béta à 18h25.", " la Béta à "),
            ("Départ d'Ada Personne.", "Ada Personne."),
            ("La Béta quitte la séance.", "La Béta "),
            ("Ada Personne se connecte à 18h.", "Ada Personne "),
            ("Ada Personne est partie à 19 h.", "Ada Personne "),
        ] {
            let found = named_by_movement(sentence, &words(sentence)).map(|at| &sentence[at]);
            let found = found.map(|it| it.trim_start_matches('\u{2019}').trim_start_matches('\''));
            assert_eq!(found, Some(name), "{sentence}");
        }
        for sentence in [
            "La Béta rejoint le projet Exemple.",
            "Le rapport part à l'impression.",
            "Arrivée prévue à 18h.",
        ] {
            assert_eq!(
                named_by_movement(sentence, &words(sentence)),
                None,
                "{sentence}"
            );
        }
    }
}
