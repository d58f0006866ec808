//! What is said of meetings that nobody looked after, in French.

use crate::locale::dates::date as day_of;
use crate::problem::Lapse;
use crate::report::quote::quoted;

/// Says what is wrong, in one sentence.
pub fn headline(lapse: &Lapse) -> String {
    match lapse {
        Lapse::LateChange { .. } => "la réunion a été modifiée tardivement",
        Lapse::PastProposed { .. } => "la réunion est passée et reste à confirmer",
        Lapse::UnheldMinutes { .. } => "la réunion a un compte-rendu et n'a pas eu lieu",
        Lapse::MissingMinutes { .. } => "le compte-rendu de la réunion n'est pas publié",
    }
    .to_owned()
}

/// Says what the carets point at.
pub fn label(lapse: &Lapse) -> String {
    match lapse {
        Lapse::LateChange { changed, day, .. } => {
            let days = (*day - *changed).num_days();
            let (changed, announced) = (day_of(*changed), day_of(*day));
            match days {
                ..0 => format!("modifiée le {changed}, après le {announced} qui était annoncé"),
                0 => format!("modifiée le {changed}, le jour même qui était annoncé"),
                1 => format!("modifiée le {changed}, 1 jour avant le {announced}"),
                _ => format!("modifiée le {changed}, {days} jours avant le {announced}"),
            }
        }
        Lapse::PastProposed { date, .. } => format!("le {} est passé", day_of(*date)),
        Lapse::MissingMinutes { days, .. } => format!("il y a {days} jours"),
        Lapse::UnheldMinutes { status, .. } => match status {
            Some(status) => format!("son statut est {}", quoted(status)),
            None => "déplacée une fois passée".to_owned(),
        },
    }
}

/// Says what to do about it.
pub fn help(lapse: &Lapse) -> String {
    match lapse {
        Lapse::LateChange { meeting, .. } => format!(
            "prévenez directement les personnes\u{a0}: `cll changes` donne le texte, {} les \
             messages\u{a0}; ajoutez ensuite `allow = [\"late-change\"]` à la réunion",
            quoted(format!("cll invite draft {meeting}"))
        ),
        Lapse::PastProposed { meeting, .. } => format!(
            "{} si elle a eu lieu\u{a0}; sinon, {} ou {}",
            quoted(format!("cll meeting confirm {meeting}")),
            quoted(format!("cll meeting postpone {meeting}")),
            quoted(format!("cll meeting cancel {meeting}"))
        ),
        Lapse::UnheldMinutes { minutes, .. } => format!(
            "si elle a eu lieu, écrivez le jour et le statut qu'elle avait, puis lancez {}\u{a0}; sinon, retirez {}",
            quoted("cll meeting announce --all"),
            quoted(minutes)
        ),
        Lapse::MissingMinutes { meeting, .. } => format!(
            "{}, puis {}\u{a0}; s'il ne doit pas y en avoir, ajoutez \
             `allow = [\"missing-minutes\"]` à la réunion",
            quoted(format!("cll minutes draft {meeting}")),
            quoted(format!("cll minutes publish {meeting}"))
        ),
    }
}
