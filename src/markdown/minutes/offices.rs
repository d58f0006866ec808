//! What organisations are called: "agence", "ministère", "ville".

use crate::locale::collation::{WordList, words};

/// Whether a text begins with what organisations are called, or holds such a word.
pub(super) fn is_office(text: &str) -> bool {
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
    static ANY: WordList = WordList::new(
        "france europe conseil conseils libre libres numerique studio radio media medias info \
        solutions services formation international",
    );
    let words = words(text);
    let mut keys = words.iter().map(|(_, key)| key.as_str());
    let said = words.iter().any(|(_, key)| ANY.has(key));
    let listed = |key: &str| FIRST.has(key);
    keys.find(|key| !["la", "le", "les", "l"].contains(key))
        .is_some_and(listed)
        || said
}
