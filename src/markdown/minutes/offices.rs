//! What organisations are called: "agence", "ministère", "ville".

use crate::locale::collation::{WordList, words};

/// Whether a text begins with what organisations are called, behind an article if need be.
pub(super) fn begins_office(text: &str) -> bool {
    let words = words(text);
    let mut keys = words.iter().map(|(_, key)| key.as_str());
    keys.find(|key| !["la", "le", "les", "l"].contains(key))
        .is_some_and(|key| FIRST.has(key))
}

/// Whether a text begins with what authorities are called that are named by a place or a matter and never by a
/// person: behind "mairie" alone a name is that of somebody who came from it.
pub(super) fn begins_authority(text: &str) -> bool {
    static AUTHORITIES: WordList = WordList::new(
        "mairie prefecture ministere rectorat ville commune departement region metropole agglomeration \
        sous-prefecture secretariat direction service services cabinet etat tribunal cour",
    );
    let first = words(text).into_iter().next();
    first.is_some_and(|(_, key)| AUTHORITIES.has(&key))
}

static FIRST: WordList = WordList::new(
    "agence administration antenne association amis atelier autorite banque bureau cabinet \
        caisse centre chambre club collectif collectivite college comite commission commune communaute \
        compagnie confederation conseil conservatoire cooperative cour delegation departement direction \
        ecole entreprise equipe etablissement etat fabrique federation fondation fonds groupe groupement \
        hopital hub ile institut institution laboratoire ligue lycee mairie maison mediatheque metropole \
        ministere mission musee observatoire office ordre organisation parc plateforme pole prefecture \
        programme rectorat regie region reseau secretariat section service services societe syndicat \
        territoire tribunal union universite ville agency board center council department foundation \
        institute ministry school society university bibliotheque archives academie alliance coalition \
        consortium mutuelle pays port theatre cite campus library museum network trust",
);
/// Whether a text begins with what organisations are called, or holds such a word.
pub(super) fn is_office(text: &str) -> bool {
    static ANY: WordList = WordList::new(
        "france europe conseil conseils libre libres numerique studio radio media medias info \
        solutions services formation international",
    );
    begins_office(text) || words(text).iter().any(|(_, key)| ANY.has(key))
}
