//! What is said of opinions, in English.

use crate::problem::{OpinionFault, StateRule};
use crate::report::quote::quoted;

/// Says what is wrong, in one sentence.
pub fn headline(fault: &OpinionFault) -> String {
    match fault {
        OpinionFault::StatesOrder { .. } => {
            "the states are not in the order of their days".to_owned()
        }
        OpinionFault::ImpossibleState { state, .. } => {
            format!("the state {} is not possible here", quoted(state))
        }
        OpinionFault::FutureState { state, .. } => {
            format!("the state {} is yet to come", quoted(state))
        }
        OpinionFault::UnshownOpinion { .. } => {
            "the opinion is published and stands on no page".to_owned()
        }
        OpinionFault::OpinionDate { adopted, .. } => match adopted {
            Some(_) => "the day of the opinion is not that of its adoption",
            None => "the opinion has a date and is not adopted",
        }
        .to_owned(),
    }
}

/// Says what the carets point at.
pub fn label(fault: &OpinionFault) -> String {
    match fault {
        OpinionFault::StatesOrder { earlier, later } => format!("{later} is before {earlier}"),
        OpinionFault::ImpossibleState { rule, .. } => match rule {
            StateRule::First => "`proposed` comes first, and once",
            StateRule::Adoption => "`adopted` comes once, and never after `withdrawn`",
            StateRule::Submission => "`submitted` comes once, after `adopted` and before `backed`",
            StateRule::Backing => "`backed` comes once, after `adopted`",
            StateRule::Withdrawal => {
                "`withdrawn` follows another state, and comes again only after `published`"
            }
            StateRule::Publication => {
                "`published` comes after `adopted`, and again only after `withdrawn`"
            }
        }
        .to_owned(),
        OpinionFault::FutureState { date, .. } => format!("{date} has not come yet"),
        OpinionFault::UnshownOpinion { .. } => "no page shows it".to_owned(),
        OpinionFault::OpinionDate { adopted, .. } => match adopted {
            Some(adopted) => format!("adopted on {adopted}"),
            None => "there is no state `adopted`".to_owned(),
        },
    }
}

/// Says what the second place is; empty where there is none.
pub fn also(fault: &OpinionFault) -> &'static str {
    match fault {
        OpinionFault::StatesOrder { .. } => "the state before",
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
            "mend the day, or write the oldest state first".to_owned()
        }
        OpinionFault::ImpossibleState { rule, .. } => match rule {
            StateRule::First => "write it first, or remove it",
            StateRule::Adoption => "remove it; a question put again makes another opinion",
            StateRule::Submission
            | StateRule::Backing
            | StateRule::Withdrawal
            | StateRule::Publication => "write the state that is missing before it, or remove it",
        }
        .to_owned(),
        OpinionFault::FutureState { .. } => {
            format!("write it once the day has come; {accept}")
        }
        OpinionFault::UnshownOpinion { .. } => format!(
            "write `<!-- cll:opinions -->` and `<!-- /cll:opinions -->` into a page, each alone on its line; {accept}"
        ),
        OpinionFault::OpinionDate { adopted, .. } => match adopted {
            Some(_) => format!("remove `date`, or mend one of the two days; {accept}"),
            None => format!("add the state `adopted`, or remove `date`; {accept}"),
        },
    }
}
