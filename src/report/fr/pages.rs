//! What is said of pages and of the files made of the registries, in French.

use crate::problem::{DeadEnd, PageFlaw};
use crate::report::quote::{quoted, whole};

/// Says what is wrong, in one sentence.
pub fn headline(flaw: &PageFlaw) -> String {
    match flaw {
        PageFlaw::DeadLink { why, .. } => match why {
            DeadEnd::File { .. } => "le lien mène à un fichier qui n'existe pas".to_owned(),
            DeadEnd::Anchor { page: None, .. } => {
                "le lien mène à un titre qui n'existe pas".to_owned()
            }
            DeadEnd::Anchor {
                page: Some(page), ..
            } => format!("le lien mène à un titre que {} n'a pas", quoted(page)),
            DeadEnd::Branch { written, .. } => {
                format!("le lien mène à la branche {}", quoted(written))
            }
        },
        PageFlaw::PrivateLink { service } => {
            let service = if service.is_empty() {
                "le serveur de vos réunions"
            } else {
                service
            };
            format!("un lien de visioconférence ({service}) est public")
        }
        PageFlaw::PublicEmail { address } => format!(
            "l'adresse {} est publique, et n'est pas celle du conseil",
            quoted(address)
        ),
        PageFlaw::HeadingOrder {
            level, expected, ..
        } => format!("un titre de niveau {level} tient la place d'un titre de niveau {expected}"),
        PageFlaw::LinkText { .. } => "le lien ne dit pas où il mène".to_owned(),
    }
}

/// Says what the carets point at; may be empty.
pub fn label(flaw: &PageFlaw) -> String {
    match flaw {
        PageFlaw::DeadLink { why, .. } => match why {
            DeadEnd::File { path } => format!("aucun fichier {}", quoted(path)),
            DeadEnd::Anchor { anchor, .. } => format!("aucun titre ne donne {}", quoted(anchor)),
            DeadEnd::Branch { expected, .. } => {
                format!("`base` de `[links]` est sur {}", quoted(expected))
            }
        },
        PageFlaw::PrivateLink { .. } | PageFlaw::LinkText { .. } => String::new(),
        PageFlaw::PublicEmail { .. } => "repris dans ce que produit `cll build`".to_owned(),
        PageFlaw::HeadingOrder { level, .. } => format!("niveau {level}"),
    }
}

/// Says what to do about it.
pub fn help(flaw: &PageFlaw) -> String {
    match flaw {
        PageFlaw::DeadLink {
            nearest: Some(nearest),
            ..
        } => format!("vouliez-vous dire {}\u{a0}?", whole(nearest)),
        PageFlaw::DeadLink { nearest: None, why } => match why {
            DeadEnd::File { .. } => {
                "écrivez le chemin d'un fichier du dépôt, tel qu'il se voit de cette page"
            }
            DeadEnd::Anchor { .. } => {
                "écrivez le titre en minuscules, sans ponctuation, avec `-` pour chaque espace"
            }
            DeadEnd::Branch { .. } => "écrivez l'adresse telle qu'elle commence dans `base`",
        }
        .to_owned(),
        PageFlaw::PrivateLink { .. } => {
            "retirez-le, faites ouvrir une autre salle, et écrivez son \
             lien dans `private/meetings.toml`\u{a0}; ce qui a été poussé est connu et reste dans \
             l'historique"
                .to_owned()
        }
        PageFlaw::PublicEmail { .. } => {
            "écrivez une autre adresse, ou aucune\u{a0}; si c'est voulu, un \
             élément le dit par `allow = [\"public-email\"]`"
                .to_owned()
        }
        PageFlaw::HeadingOrder {
            expected,
            made: false,
            ..
        } => {
            let marks = "#".repeat(usize::from(*expected));
            format!("commencez-le par {}", quoted(marks))
        }
        PageFlaw::HeadingOrder {
            expected,
            made: true,
            ..
        } => format!(
            "ajoutez {} à ce marqueur, ou corrigez le modèle du bloc",
            quoted(format!("heading=\"{expected}\""))
        ),
        PageFlaw::LinkText { .. } => "faites un lien de mots qui disent où il mène".to_owned(),
    }
}
