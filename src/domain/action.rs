//! The actions undertaken at the meetings, followed from one meeting's minutes to the next.

use chrono::NaiveDate;

use super::MeetingId;

use crate::sort::Sort;

/// An action as the minutes of one meeting have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionNote {
    pub meeting: MeetingId,
    /// The day of that meeting.
    pub on: NaiveDate,
    /// What makes it the same action in other minutes.
    pub identity: String,
    pub owner: Option<String>,
    pub text: String,
    pub deadline: Option<NaiveDate>,
    /// The day of the meeting that it was carried over from.
    pub origin: Option<NaiveDate>,
    pub done: bool,
    pub place: Source,
}

/// Where minutes have an action: the path from the root, and the line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub path: String,
    pub line: usize,
}

/// An action, from the meeting that undertook it to the one that found it done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub identity: String,
    /// As the last minutes that have it say.
    pub owner: Option<String>,
    /// As the first minutes that have it say.
    pub text: String,
    /// As the last minutes that give one say.
    pub deadline: Option<NaiveDate>,
    /// The meeting that undertook it, or the first whose minutes have it.
    pub meeting: MeetingId,
    /// The day on which it was undertaken.
    pub since: NaiveDate,
    /// Where it was first written.
    pub place: Source,
    /// The meeting whose minutes have its box ticked.
    pub closed: Option<(MeetingId, NaiveDate)>,
}

impl Action {
    /// Whether the box was never ticked.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether one of the owners bears one of the names, which are `folded` as the owners will
    /// be: without case and accents.
    #[must_use]
    pub fn is_owned_by(&self, names: &[String], folded: impl Fn(&str) -> String) -> bool {
        let owner = self.owner.as_deref().map(folded).unwrap_or_default();
        let joins = |c: char| c.is_alphanumeric() || c == '-';
        names.iter().any(|name| {
            owner.match_indices(name.as_str()).any(|(at, found)| {
                let (before, after) = (&owner[..at], &owner[at + found.len()..]);
                !before.ends_with(joins) && !after.starts_with(joins)
            })
        })
    }

    /// Returns how many days have passed since it was undertaken, until it was closed.
    #[must_use]
    pub fn age(&self, today: NaiveDate) -> i64 {
        let until = self.closed.as_ref().map_or(today, |(_, day)| *day);
        (until - self.since).num_days().max(0)
    }

    /// Whether it is open after its deadline.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.is_open() && self.deadline.is_some_and(|deadline| deadline < today)
    }
}

/// Follows actions through the minutes of all meetings; the result is in the order in which they
/// were undertaken.
///
/// An action is closed by the first minutes that tick its box, and no later ones open it again: a
/// draft may repeat what was closed after it was made. Without an origin, what repeats a closed
/// action is another one.
#[must_use]
pub fn follow(mut noted: Vec<ActionNote>) -> Vec<Action> {
    noted.order_by(|a, b| (a.on, &a.meeting).cmp(&(b.on, &b.meeting)));
    let mut actions: Vec<Action> = Vec::new();
    for note in noted {
        let mut same = actions
            .iter_mut()
            .rev()
            .filter(|action| action.identity == note.identity);
        // Of what was undertaken more than once, the origin tells which; else the last is meant.
        let known = match note.origin {
            Some(origin) => {
                let mut last = None;
                let mut exact = None;
                for action in same {
                    if action.since == origin {
                        exact = exact.or(Some(action));
                    } else {
                        last = last.or(Some(action));
                    }
                }
                exact.or(last)
            }
            None => same.find(|action| action.is_open()),
        };
        let closed = note.done.then(|| (note.meeting.clone(), note.on));
        match known {
            Some(action) if action.is_open() => {
                action.deadline = note.deadline.or(action.deadline);
                action.owner = note.owner.or(action.owner.take());
                action.closed = closed;
            }
            Some(_) => {}
            None => actions.push(Action {
                identity: note.identity,
                owner: note.owner,
                text: note.text,
                deadline: note.deadline,
                since: note.origin.unwrap_or(note.on),
                meeting: note.meeting,
                place: note.place,
                closed,
            }),
        }
    }
    actions.order_by_key(|action| action.since);
    actions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, 1).unwrap()
    }

    fn noted(month: u32, text: &str, origin: Option<u32>, done: bool) -> ActionNote {
        ActionNote {
            meeting: MeetingId::new(&format!("m{month}")).unwrap(),
            on: day(month),
            identity: text.to_owned(),
            owner: Some("DINUM".to_owned()),
            text: text.to_owned(),
            deadline: (month == 2).then(|| day(6)),
            origin: origin.map(day),
            done,
            place: Source {
                path: format!("{month}.md"),
                line: 1,
            },
        }
    }

    fn followed(noted: Vec<ActionNote>) -> Vec<(u32, bool)> {
        use chrono::Datelike;
        let actions = follow(noted);
        let said = actions.iter();
        said.map(|action| (action.since.month(), action.is_open()))
            .collect()
    }

    #[test]
    fn a_box_ticked_in_any_later_minutes_closes_the_action() {
        let opened = || noted(1, "a", None, false);
        assert_eq!(followed(vec![opened()]), [(1, true)]);
        let carried = noted(2, "a", Some(1), false);
        assert_eq!(followed(vec![carried.clone(), opened()]), [(1, true)]);
        let done = noted(3, "a", Some(1), true);
        assert_eq!(
            followed(vec![opened(), carried, done.clone()]),
            [(1, false)]
        );
        assert_eq!(
            followed(vec![opened(), noted(3, "a", None, true)]),
            [(1, false)]
        );
        let late = noted(4, "a", Some(1), false);
        assert_eq!(followed(vec![opened(), done, late]), [(1, false)]);
    }

    #[test]
    fn what_is_undertaken_again_is_another_action() {
        let again = vec![
            noted(1, "a", None, false),
            noted(2, "a", None, true),
            noted(3, "a", None, false),
            noted(4, "a", Some(3), true),
        ];
        assert_eq!(followed(again[..3].to_vec()), [(1, false), (3, true)]);
        assert_eq!(followed(again), [(1, false), (3, false)]);
    }

    #[test]
    fn an_action_whose_minutes_are_lost_keeps_its_origin() {
        let actions = follow(vec![noted(4, "a", Some(2), false)]);
        assert_eq!(
            (actions[0].since, actions[0].meeting.as_str()),
            (day(2), "m4")
        );
    }

    #[test]
    fn the_last_deadline_counts_and_the_age_ends_with_the_action() {
        let mut actions = follow(vec![
            noted(1, "a", None, false),
            noted(2, "a", Some(1), false),
        ]);
        let action = &mut actions[0];
        assert_eq!(action.deadline, Some(day(6)));
        assert!(action.is_late(day(7)) && !action.is_late(day(6)));
        assert_eq!(action.age(day(2)), 31);
        action.closed = Some((action.meeting.clone(), day(2)));
        assert_eq!((action.age(day(9)), action.is_late(day(9))), (31, false));
    }

    #[test]
    fn an_action_is_of_each_whole_name_among_its_owners() {
        let mut action = follow(vec![noted(1, "Écrire", None, false)]).remove(0);
        for (owner, name, expected) in [
            (Some("DINUM, ANCT"), "anct", true),
            (Some("DINUM et l'ANCT"), "anct", true),
            (Some("ANCT-Sud"), "anct", false),
            (Some("DINUM2"), "dinum", false),
            (Some("Ville de Paris"), "ville de paris", true),
            (None, "anct", false),
        ] {
            action.owner = owner.map(str::to_owned);
            let names = ["autre nom".to_owned(), name.to_owned()];
            let owned = action.is_owned_by(&names, str::to_lowercase);
            assert_eq!(owned, expected, "{owner:?} {name}");
        }
    }
}
