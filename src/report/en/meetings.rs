//! What is said of meetings that nobody looked after, in English.

use crate::problem::Lapse;
use crate::report::quote::quoted;

/// Says what is wrong, in one sentence.
pub fn headline(lapse: &Lapse) -> String {
    match lapse {
        Lapse::LateChange { .. } => "the meeting was changed late",
        Lapse::PastProposed { .. } => "the meeting is over, and still to be confirmed",
        Lapse::UnheldMinutes { .. } => "the meeting has minutes, and did not take place",
        Lapse::MissingMinutes { .. } => "the minutes of the meeting are not published",
    }
    .to_owned()
}

/// Says what the carets point at.
pub fn label(lapse: &Lapse) -> String {
    match lapse {
        Lapse::LateChange { changed, day, .. } => match (*day - *changed).num_days() {
            ..0 => format!("changed on {changed}, after {day}, which had been announced"),
            0 => format!("changed on {changed}, the very day that had been announced"),
            1 => format!("changed on {changed}, 1 day before {day}"),
            days => format!("changed on {changed}, {days} days before {day}"),
        },
        Lapse::PastProposed { date, .. } => format!("{date} is over"),
        Lapse::MissingMinutes { days, .. } => format!("{days} days ago"),
        Lapse::UnheldMinutes { status, .. } => match status {
            Some(status) => format!("its status is {}", quoted(status)),
            None => "moved after it was over".to_owned(),
        },
    }
}

/// Says what to do about it.
pub fn help(lapse: &Lapse) -> String {
    match lapse {
        Lapse::LateChange { meeting, .. } => format!(
            "tell people by hand: `cll changes` has the words, {} the messages; then add \
             `allow = [\"late-change\"]` to the meeting",
            quoted(format!("cll invite draft {meeting}"))
        ),
        Lapse::PastProposed { meeting, .. } => format!(
            "{} if it took place; otherwise {} or {}",
            quoted(format!("cll meeting confirm {meeting}")),
            quoted(format!("cll meeting postpone {meeting}")),
            quoted(format!("cll meeting cancel {meeting}"))
        ),
        Lapse::UnheldMinutes { minutes, .. } => format!(
            "if it took place, write the day and the status that it had, then run {}; otherwise remove {}",
            quoted("cll meeting announce --all"),
            quoted(minutes)
        ),
        Lapse::MissingMinutes { meeting, .. } => format!(
            "{}, then {}; if there are to be none, add `allow = [\"missing-minutes\"]` to the \
             meeting",
            quoted(format!("cll minutes draft {meeting}")),
            quoted(format!("cll minutes publish {meeting}"))
        ),
    }
}
