//! The variables of the opinions.

use super::{Variable, variable, worded};

pub const OPINIONS: &[Variable] = &[
    worded(
        "opinions",
        "… those published, newest first; in their block, those that its marker selects",
        "… ceux qui sont publiés, du plus récent au plus ancien ; dans leur bloc, ceux que choisit le marqueur",
    ),
    variable("opinions[].id", "2024-next-generation-internet"),
    worded(
        "opinions[].date.text",
        "2 octobre 2024; date may be - while it is under way",
        "2 octobre 2024 ; date peut être - tant qu'il est en cours",
    ),
    variable("opinions[].question", "Un guide commun"),
    variable("opinions[].sentence", "Un guide commun."),
    worded(
        "opinions[].outcome",
        "favourable, unfavourable, reserved or -",
        "favourable, unfavourable, reserved ou -",
    ),
    worded(
        "opinions[].by",
        "unanimity, majority or -",
        "unanimity, majority ou -",
    ),
    worded(
        "opinions[].verdict",
        "Avis favorable à la majorité des membres du conseil or -",
        "Avis favorable à la majorité des membres du conseil ou -",
    ),
    worded(
        "opinions[].support",
        "soutenu par la DINUM, soumis à la DINUM or -",
        "soutenu par la DINUM, soumis à la DINUM ou -",
    ),
    worded(
        "opinions[].state",
        "proposed, adopted, submitted, backed, withdrawn or published",
        "proposed, adopted, submitted, backed, withdrawn ou published",
    ),
    variable("opinions[].progress", "publié le 23 octobre 2024"),
    worded(
        "opinions[].withdrawn.text",
        "11 octobre 2024; withdrawn may be -",
        "11 octobre 2024 ; withdrawn peut être -",
    ),
    variable("opinions[].states[].state", "published"),
    variable("opinions[].states[].text", "publié"),
    variable("opinions[].states[].on.text", "23 octobre 2024"),
    variable("opinions[].colleges[].id", "ecosysteme"),
    variable("opinions[].colleges[].name", "écosystème"),
    variable("opinions[].college_ids", "… ecosysteme"),
    worded(
        "opinions[].meeting",
        "2024-ecosysteme-1 or -",
        "2024-ecosysteme-1 ou -",
    ),
    worded(
        "opinions[].document",
        "https://example.org/avis.pdf or -",
        "https://example.org/avis.pdf ou -",
    ),
    worded(
        "opinions[].document_kind",
        "PDF, ODT, texte or -",
        "PDF, ODT, texte ou -",
    ),
    worded(
        "opinions[].licence",
        "CC BY-SA 4.0 or -",
        "CC BY-SA 4.0 ou -",
    ),
];
