//! What is said of opinions, in French.

use crate::locale::dates::date as day;
use crate::problem::{OpinionFault, StateRule};
use crate::report::quote::quoted;

/// Says what is wrong, in one sentence.
pub fn headline(fault: &OpinionFault) -> String {
    match fault {
        OpinionFault::StatesOrder { .. } => {
            "les états ne sont pas dans l'ordre de leurs jours".to_owned()
        }
        OpinionFault::ImpossibleState { state, .. } => {
            format!("l'état {} n'est pas possible ici", quoted(state))
        }
        OpinionFault::FutureState { state, .. } => {
            format!("l'état {} est encore à venir", quoted(state))
        }
        OpinionFault::UnshownOpinion { .. } => {
            "l'avis est publié et ne figure sur aucune page".to_owned()
        }
        OpinionFault::OpinionDate { adopted, .. } => match adopted {
            Some(_) => "le jour de l'avis n'est pas celui de son adoption",
            None => "l'avis a une date et n'est pas adopté",
        }
        .to_owned(),
    }
}

/// Says what the carets point at.
pub fn label(fault: &OpinionFault) -> String {
    match fault {
        OpinionFault::StatesOrder { earlier, later } => {
            format!("le {} est avant le {}", day(*later), day(*earlier))
        }
        OpinionFault::ImpossibleState { rule, .. } => match rule {
            StateRule::First => "`proposed` vient en premier, et une fois",
            StateRule::Adoption => "`adopted` vient une fois, et jamais après `withdrawn`",
            StateRule::Submission => {
                "`submitted` vient une fois, après `adopted` et avant `backed`"
            }
            StateRule::Backing => "`backed` vient une fois, après `adopted`",
            StateRule::Withdrawal => {
                "`withdrawn` suit un autre état, et ne revient qu'après `published`"
            }
            StateRule::Publication => {
                "`published` vient après `adopted`, et ne revient qu'après `withdrawn`"
            }
        }
        .to_owned(),
        OpinionFault::FutureState { date, .. } => format!("le {} n'est pas passé", day(*date)),
        OpinionFault::UnshownOpinion { .. } => "aucune page ne le montre".to_owned(),
        OpinionFault::OpinionDate { adopted, .. } => match adopted {
            Some(adopted) => format!("adopté le {}", day(*adopted)),
            None => "il n'y a pas d'état `adopted`".to_owned(),
        },
    }
}

/// Says what the second place is; empty where there is none.
pub fn also(fault: &OpinionFault) -> &'static str {
    match fault {
        OpinionFault::StatesOrder { .. } => "l'état qui précède",
        OpinionFault::ImpossibleState { .. }
        | OpinionFault::FutureState { .. }
        | OpinionFault::UnshownOpinion { .. }
        | OpinionFault::OpinionDate { .. } => "",
    }
}

/// Says what to do about it; `accept` says how to accept it.
pub fn help(fault: &OpinionFault, accept: &str) -> String {
    match fault {
        OpinionFault::StatesOrder { .. } => {
            "corrigez le jour, ou écrivez d'abord l'état le plus ancien".to_owned()
        }
        OpinionFault::ImpossibleState { rule, .. } => match rule {
            StateRule::First => "écrivez-le en premier, ou retirez-le",
            StateRule::Adoption => {
                "retirez-le\u{a0}; une question posée de nouveau fait un autre avis"
            }
            StateRule::Submission
            | StateRule::Backing
            | StateRule::Withdrawal
            | StateRule::Publication => "écrivez avant lui l'état qui manque, ou retirez-le",
        }
        .to_owned(),
        OpinionFault::FutureState { .. } => {
            format!("écrivez-le une fois le jour venu\u{a0}; {accept}")
        }
        OpinionFault::UnshownOpinion { .. } => format!(
            "écrivez `<!-- cll:opinions -->` et `<!-- /cll:opinions -->` dans une page, chacun seul sur sa ligne\u{a0}; {accept}"
        ),
        OpinionFault::OpinionDate { adopted, .. } => match adopted {
            Some(_) => format!("retirez `date`, ou corrigez l'un des deux jours\u{a0}; {accept}"),
            None => format!("ajoutez l'état `adopted`, ou retirez `date`\u{a0}; {accept}"),
        },
    }
}
