//! The French of the arguments of `cll opinion`.

use super::Argument;

/// What each argument is for: the paths of its commands, its id, its text.
pub const ARGUMENTS: &[Argument] = &[
    (
        &["cll opinion list"],
        "state",
        "Ne lister que ceux qui en sont à un état donné",
    ),
    (
        &["cll opinion list"],
        "under_way",
        "Ne lister que ceux qui ne sont encore ni publiés ni retirés",
    ),
    (
        &["cll opinion list"],
        "college",
        "Ne lister que ceux sur lesquels un collège a voté",
    ),
    (
        &["cll opinion list"],
        "template",
        "Appliquer un modèle à chaque avis, comme `{{ opinion.question }}`",
    ),
];
