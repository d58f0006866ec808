//! Columns of a table that says who was there, and what their cells mean.

use super::Presence;
use super::boxes;
use super::labels::{self, PRESENT, Sense};
use super::name_lines::{begins_name, boxed, is_blank};
use super::prose::Prose;
use super::signs;
use crate::locale::collation::{WordList, sort_key, words};

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Organisation,
    Person,
    State(Sense),
    /// What is said of how they took part.
    Remark,
    Ignored,
    Other,
}

pub(super) fn column(header: &str) -> Column {
    static ORGANISATIONS: WordList = WordList::new(
        "organisme organismes organisation organisations structure structures \
        entite entites institution institutions membre membres association associations administration \
        administrations member members affiliation etablissement collectivite collectivites societe \
        service services direction organization organizations collectif college",
    );
    static PERSONS: WordList = WordList::new(
        "nom noms prenom prenoms representant representants representante representation \
        personne personnes name names participant participants titulaire suppleant delegue deleguee who qui",
    );
    static STATES: WordList = WordList::new(
        "etat statut status presence presences emargement signature signatures reponse",
    );
    static IGNORED: WordList = WordList::new(
        "fonction qualite role courriel mail email e tel telephone adresse n no numero \
        heure arrivee",
    );
    static REMARKS: WordList = WordList::new(
        "remarque remarques observation observations commentaire commentaires precision precisions motif motifs \
        remark remarks comment comments",
    );
    static REPRESENTED: WordList =
        WordList::new("representee represente pouvoir pouvoirs mandataire procuration proxy");
    static ATTENDING: WordList =
        WordList::new("participant participants participante participantes");
    let found = words(header);
    if let Some(presence) = letter(header) {
        return Column::State(Sense {
            presence,
            ..PRESENT
        });
    }
    let any = |list: &WordList| found.iter().any(|(_, key)| list.has(key));
    if any(&STATES) {
        return Column::State(PRESENT);
    }
    if any(&REPRESENTED) {
        return Column::State(Sense {
            presence: Presence::Represented,
            ..PRESENT
        });
    }
    let is_state = labels::heading(header).filter(|sense| !sense.weak);
    if let Some(sense) = is_state
        && !any(&ATTENDING)
    {
        return Column::State(sense);
    }
    if any(&ORGANISATIONS) {
        Column::Organisation
    } else if any(&PERSONS) {
        Column::Person
    } else if any(&REMARKS) {
        Column::Remark
    } else if any(&IGNORED) {
        Column::Ignored
    } else {
        Column::Other
    }
}

/// What the cell of a column of presence says without a sentence.
pub(super) enum Cell {
    Ticked,
    Empty,
    State(Presence),
}

pub(super) fn mark(text: &str) -> Option<Cell> {
    if let (Some(ticked), skip) = boxed(text) {
        // "❌ Excusée": the word says more than the sign.
        let said = text.get(skip..).and_then(labels::heading);
        return Some(match said {
            Some(sense) if !sense.weak => Cell::State(sense.presence),
            _ if ticked => Cell::Ticked,
            _ => Cell::Empty,
        });
    }
    let key = sort_key(text.trim());
    match key.as_str() {
        // A bullet by itself is a tick in a column of its own.
        _ if is_blank(text) && text.contains(boxes::is_filled) => Some(Cell::Ticked),
        "x" | "oui" | "yes" | "1" | "ok" | "o" => Some(Cell::Ticked),
        "" | "non" | "no" | "0" | "n" => Some(Cell::Empty),
        // A colour, a question: what it means is told by the others.
        _ if signs::of_cell(text).is_some() => letter(text).map(Cell::State),
        _ if is_blank(text) => Some(Cell::Empty),
        _ => letter(text).map(Cell::State),
    }
}

/// Whether each row of a table, the first too, is a name with how it took part: "| Alpha | Présent |". Within an
/// attendance a mark says it too, and one row is enough.
pub(super) fn is_headless(rows: &[Vec<Prose>], within: bool) -> bool {
    let is_mark = |text: &str| mark(text).is_some() || signs::of_cell(text).is_some();
    let is_said = |row: &Vec<Prose>| row.last().is_some_and(|cell| !cell.text.trim().is_empty());
    (rows.len() > 1 || within)
        && rows.iter().any(is_said)
        && rows.iter().all(|row| match row.as_slice() {
            [name, .., state] => {
                begins_name(&name.text) && (is_state(&state.text) || within && is_mark(&state.text))
            }
            _ => false,
        })
}

/// Whether a cell says how somebody took part, and nothing else.
fn is_state(text: &str) -> bool {
    matches!(mark(text), Some(Cell::State(_)))
        || labels::heading(text).is_some_and(|sense| !sense.weak)
}

/// Reads the letters that stand for how somebody took part, alone in a cell: "P", "Exc.".
fn letter(text: &str) -> Option<Presence> {
    match sort_key(text.trim()).trim_end_matches('.') {
        "p" | "pr" | "pres" => Some(Presence::Present),
        "e" | "exc" => Some(Presence::Excused),
        "a" | "abs" => Some(Presence::Absent),
        "r" | "rep" | "repr" => Some(Presence::Represented),
        _ => None,
    }
}
