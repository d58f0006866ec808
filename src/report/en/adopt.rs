//! What is said of a council that is read from its wiki, in English.

use crate::problem::{Doubt, Side, Supposed, Told};
use crate::report::quote::quoted;

/// Says what is doubtful, in one sentence.
pub fn headline(doubt: &Doubt) -> String {
    match doubt {
        Doubt::UnreadLine => "this line could not be read".to_owned(),
        Doubt::UnreadEvent => "this event could not be read".to_owned(),
        Doubt::NoCalendar => "the file holds no calendar".to_owned(),
        Doubt::Contradiction { told, record, .. } => {
            let record = quoted(record);
            match told {
                Told::When => format!("the day of the meeting {record} differs between two places"),
                Told::Hours => {
                    format!("the hours of the meeting {record} differ between two places")
                }
                Told::Status => {
                    format!("two places disagree on whether the meeting {record} takes place")
                }
                Told::Title => {
                    format!("the title of the meeting {record} differs between two places")
                }
                Told::Rank => {
                    format!("the rank of the meeting {record} differs between two places")
                }
                Told::Uid => {
                    format!("the UID of the meeting {record} differs between two calendars")
                }
                Told::Site => format!("the site of the member {record} differs between two places"),
                Told::Name => format!("the name of {record} is written in two ways"),
                Told::Membership => format!("{record} is no member any more, and is listed"),
            }
        }
        Doubt::SharedUid { uid, .. } => format!("two events have the UID {}", quoted(uid)),
        Doubt::UnusableUid { uid } => format!("no registry can hold the UID {}", quoted(uid)),
        Doubt::UnmentionedEvent { meeting } => {
            format!("no page mentions the meeting {}", quoted(meeting))
        }
        Doubt::LineWithoutEvent { meeting } => {
            format!("no calendar has the meeting {}", quoted(meeting))
        }
        Doubt::SupposedValue { supposed } => match supposed {
            Supposed::Council { key } => {
                format!("nothing tells the {} of the council", quoted(key))
            }
            Supposed::Hours { meeting, .. } => {
                format!("nothing tells the hours of the meeting {}", quoted(meeting))
            }
            Supposed::Since(_) => "nothing tells when the mandates began".to_owned(),
            Supposed::Zone { name, .. } => {
                format!("the hours of an event are those of {}", quoted(name))
            }
            Supposed::College { .. } => {
                "nothing tells of which college these members are".to_owned()
            }
        },
        Doubt::LostRank { meeting, .. } => {
            format!("the series of the meeting {} has holes", quoted(meeting))
        }
        Doubt::LeftBehind { meeting, .. } => {
            format!(
                "this is not the calendar of the meeting {} any more",
                quoted(meeting)
            )
        }
        Doubt::UnmarkedList => "no block makes this list as it is".to_owned(),
    }
}

/// Says what the carets point at; may be empty.
pub fn label(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Contradiction {
            told: Told::Membership,
            ..
        } => "listed here".to_owned(),
        Doubt::Contradiction { left, .. } => format!("{} here", quoted(left)),
        Doubt::SharedUid { meeting, .. } => format!("that of {}", quoted(meeting)),
        Doubt::UnusableUid { .. } => "more than 255 bytes, or a space in it".to_owned(),
        _ => String::new(),
    }
}

/// Says what the second place is; empty where there is none.
pub fn also(doubt: &Doubt) -> &'static str {
    match doubt {
        Doubt::Contradiction { .. } => "this is kept",
        Doubt::SharedUid { .. } => "first here",
        _ => "",
    }
}

/// Says what was done about it, or what to do.
pub fn help(doubt: &Doubt) -> String {
    match doubt {
        Doubt::UnreadLine => "if it is about a meeting or a member, add that by hand".to_owned(),
        Doubt::UnreadEvent => "if it is a meeting, add it by hand: `cll meeting new`".to_owned(),
        Doubt::NoCalendar => "delete it, or mend it".to_owned(),
        Doubt::Contradiction {
            told, kept, from, ..
        } => {
            let kept = quoted(kept);
            let from = match from {
                Side::Page => "as the page says",
                Side::Calendar => "as the calendar says",
                Side::Registry => "as the registry says",
            };
            match told {
                Told::Uid => format!("kept: {kept}, under which people know it"),
                _ => format!("kept: {kept}, {from}"),
            }
        }
        Doubt::SharedUid { .. } => "the first keeps it, the other gets one of its own".to_owned(),
        Doubt::UnusableUid { .. } => "the meeting gets one of its own".to_owned(),
        Doubt::UnmentionedEvent { meeting } | Doubt::LineWithoutEvent { meeting } => format!(
            "it is kept; if it should not be there, delete {} from `meetings.toml`",
            quoted(meeting)
        ),
        Doubt::SupposedValue { supposed } => match supposed {
            Supposed::Council { key } => {
                format!("write it in `members.toml`, or give it with `--{key}`")
            }
            Supposed::Hours { hours, .. } => {
                format!("supposed: {}, as most meetings; verify it", quoted(hours))
            }
            Supposed::Since(day) => format!(
                "supposed: {}, the day of the first meeting; verify it",
                quoted(day)
            ),
            Supposed::College { id } => format!("supposed: {}; verify it", quoted(id)),
            Supposed::Zone {
                council,
                is_known: true,
                ..
            } => format!("they were converted to {}; verify them", quoted(council)),
            Supposed::Zone { council, .. } => format!(
                "no zone has this name: they were taken for those of {}; verify them",
                quoted(council)
            ),
        },
        Doubt::LostRank { rank, .. } => format!(
            "{} is kept in the title; a series is numbered 1, 2, 3…",
            quoted(rank)
        ),
        Doubt::LeftBehind { path, .. } => format!(
            "it will be made as {}; delete this one if nobody subscribes to it",
            quoted(path)
        ),
        Doubt::UnmarkedList => "it stays as it is; `cll build` does not touch it".to_owned(),
    }
}
