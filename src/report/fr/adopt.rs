//! What is said of a council that is read from its wiki, in French.

use crate::locale::dates::date as day;
use crate::problem::{Doubt, Side, Supposed, Told};
use crate::report::quote::quoted;

/// Says what is doubtful, in one sentence.
pub fn headline(doubt: &Doubt) -> String {
    match doubt {
        Doubt::UnreadLine => "cette ligne n'a pas pu être lue".to_owned(),
        Doubt::UnreadEvent => "cet événement n'a pas pu être lu".to_owned(),
        Doubt::NoCalendar => "le fichier ne contient aucun calendrier".to_owned(),
        Doubt::Contradiction { told, record, .. } => {
            let record = quoted(record);
            match told {
                Told::When => {
                    format!("la date de la réunion {record} diffère d'un endroit à l'autre")
                }
                Told::Hours => {
                    format!("les heures de la réunion {record} diffèrent d'un endroit à l'autre")
                }
                Told::Status => {
                    format!("deux endroits ne s'accordent pas sur l'état de la réunion {record}")
                }
                Told::Title => {
                    format!("le titre de la réunion {record} diffère d'un endroit à l'autre")
                }
                Told::Rank => {
                    format!("le rang de la réunion {record} diffère d'un endroit à l'autre")
                }
                Told::Uid => {
                    format!("l'UID de la réunion {record} diffère d'un calendrier à l'autre")
                }
                Told::Site => format!("le site du membre {record} diffère d'un endroit à l'autre"),
                Told::Name => format!("le nom de {record} s'écrit de deux façons"),
                Told::Membership => format!("{record} n'est plus membre, et figure dans la liste"),
            }
        }
        Doubt::SharedUid { uid, .. } => format!("deux événements ont l'UID {}", quoted(uid)),
        Doubt::UnusableUid { uid } => {
            format!("aucun registre ne peut contenir l'UID {}", quoted(uid))
        }
        Doubt::UnmentionedEvent { meeting } => {
            format!("aucune page ne mentionne la réunion {}", quoted(meeting))
        }
        Doubt::LineWithoutEvent { meeting } => {
            format!("aucun calendrier n'a la réunion {}", quoted(meeting))
        }
        Doubt::SupposedValue { supposed } => match supposed {
            Supposed::Council { key } => format!("rien ne donne {} du conseil", quoted(key)),
            Supposed::Hours { meeting, .. } => {
                format!("rien ne donne les heures de la réunion {}", quoted(meeting))
            }
            Supposed::Since(_) => "rien ne dit quand les mandats ont commencé".to_owned(),
            Supposed::Zone { name, .. } => {
                format!("les heures d'un événement sont celles de {}", quoted(name))
            }
            Supposed::College { .. } => "rien ne dit de quel collège sont ces membres".to_owned(),
        },
        Doubt::LostRank { meeting, .. } => {
            format!("la série de la réunion {} a des trous", quoted(meeting))
        }
        Doubt::LeftBehind { meeting, .. } => {
            format!(
                "ce n'est plus le calendrier de la réunion {}",
                quoted(meeting)
            )
        }
        Doubt::UnmarkedList => "aucun bloc ne donne cette liste telle qu'elle est".to_owned(),
    }
}

/// Says what the carets point at; may be empty.
pub fn label(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Contradiction {
            told: Told::Membership,
            ..
        } => "dans cette liste".to_owned(),
        Doubt::Contradiction { left, .. } => format!("ici {}", quoted(left)),
        Doubt::SharedUid { meeting, .. } => format!("celui de {}", quoted(meeting)),
        Doubt::UnusableUid { .. } => "plus de 255 octets, ou une espace".to_owned(),
        _ => String::new(),
    }
}

/// Says what the second place is; empty where there is none.
pub fn also(doubt: &Doubt) -> &'static str {
    match doubt {
        Doubt::Contradiction { .. } => "c'est ce qui est gardé",
        Doubt::SharedUid { .. } => "d'abord ici",
        _ => "",
    }
}

/// Says what was done about it, or what to do.
pub fn help(doubt: &Doubt) -> String {
    match doubt {
        Doubt::UnreadLine => {
            "si elle parle d'une réunion ou d'un membre, ajoutez-les à la main".to_owned()
        }
        Doubt::UnreadEvent => {
            "si c'est une réunion, ajoutez-la à la main\u{a0}: `cll meeting new`".to_owned()
        }
        Doubt::NoCalendar => "supprimez-le, ou réparez-le".to_owned(),
        Doubt::Contradiction {
            told, kept, from, ..
        } => {
            let kept = quoted(kept);
            let from = match from {
                Side::Page => "comme le dit la page",
                Side::Calendar => "comme le dit le calendrier",
                Side::Registry => "comme le dit le registre",
            };
            match told {
                Told::Uid => format!("gardé\u{a0}: {kept}, sous lequel elle est connue"),
                _ => format!("gardé\u{a0}: {kept}, {from}"),
            }
        }
        Doubt::SharedUid { .. } => "le premier le garde, l'autre en reçoit un à lui".to_owned(),
        Doubt::UnusableUid { .. } => "la réunion en reçoit un à elle".to_owned(),
        Doubt::UnmentionedEvent { meeting } | Doubt::LineWithoutEvent { meeting } => format!(
            "elle est gardée\u{a0}; si elle n'a rien à y faire, supprimez {} de `meetings.toml`",
            quoted(meeting)
        ),
        Doubt::SupposedValue { supposed } => match supposed {
            Supposed::Council { key } => {
                format!("écrivez-le dans `members.toml`, ou donnez-le par `--{key}`")
            }
            Supposed::Hours { hours, .. } => format!(
                "supposé\u{a0}: {}, comme la plupart des réunions\u{a0}; à vérifier",
                quoted(hours)
            ),
            Supposed::Since(since) => format!(
                "supposé\u{a0}: le {}, jour de la première réunion\u{a0}; à vérifier",
                day(*since)
            ),
            Supposed::Zone {
                council,
                is_known: true,
                ..
            } => format!(
                "elles ont été converties en celles de {}\u{a0}; vérifiez-les",
                quoted(council)
            ),
            Supposed::Zone { council, .. } => format!(
                "aucun fuseau n'a ce nom\u{a0}: elles ont été prises pour celles de {}\u{a0}; vérifiez-les",
                quoted(council)
            ),
            Supposed::College { id } => {
                format!("supposé\u{a0}: {}\u{a0}; à vérifier", quoted(id))
            }
        },
        Doubt::LostRank { rank, .. } => format!(
            "{} est gardé dans le titre\u{a0}; une série se numérote 1, 2, 3…",
            quoted(rank)
        ),
        Doubt::LeftBehind { path, .. } => format!(
            "ce sera {}\u{a0}; supprimez celui-ci si personne n'y est abonné",
            quoted(path)
        ),
        Doubt::UnmarkedList => {
            "elle reste telle quelle\u{a0}; `cll build` n'y touche pas".to_owned()
        }
    }
}
