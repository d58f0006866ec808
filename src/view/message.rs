//! A message about a meeting, for templates: what it says to one person.

use serde::Serialize;

use super::{DateView, SlotView};
use crate::domain::{Addressee, Before, Field, Meeting, MessageKind, Role};
use crate::locale::lists::and;

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageView {
    /// invitation, update, cancellation, reminder
    pub kind: &'static str,
    /// The organisation that the person stands for; several where they share the address.
    pub member: String,
    /// Whether the person need not come: an alternate.
    pub optional: bool,
    /// Whether the meeting does not take place, for anybody.
    pub called_off: bool,
    /// Whether the last message took the meeting out of the person's calendar.
    pub after_cancellation: bool,
    /// Whether this address was invited before, for others than now.
    pub again: bool,
    /// Whether the meeting has ended, though the person believes in a later moment.
    pub over: bool,
    /// The time zone of the hours, where the person knew the meeting in another one.
    pub timezone: Option<&'static str>,
    /// The link of the videoconference.
    pub join: Option<String>,
    /// Whether one can join by videoconference: the meeting is online, or has a link.
    pub online: bool,
    /// The day by which an answer is wanted.
    pub answer_by: Option<DateView>,
    pub reply_to: String,
    /// The meeting as the person knew it.
    pub was: Option<WasView>,
}

/// A meeting as somebody knew it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WasView {
    #[serde(flatten)]
    pub slot: SlotView,
    /// The time zone of these hours, where it is another one by now.
    pub timezone: Option<&'static str>,
    /// proposed, confirmed, postponed, cancelled, if that is known
    pub status: Option<&'static str>,
    /// How it was named, where that was otherwise; the number in its series is none of its name.
    pub name: Option<String>,
    /// Whether it was to be in another place, or by videoconference where it is no more.
    pub elsewhere: bool,
    pub place: Option<String>,
    pub online: bool,
    /// Whether the link is another one, or is new, or is gone.
    pub relinked: bool,
    /// Whether there was a link.
    pub linked: bool,
}

impl MessageView {
    /// Shows a message, but for what is private in it.
    #[must_use]
    pub fn new(meeting: &Meeting, addressee: &Addressee) -> Self {
        Self {
            kind: addressee.kind.into_str(),
            member: and(&addressee.organisations),
            optional: addressee.parties.role() == Role::Alternate,
            called_off: !meeting.takes_place(),
            after_cancellation: addressee.after_cancellation,
            again: addressee.again,
            over: addressee.over,
            timezone: None,
            join: None,
            online: false,
            answer_by: None,
            reply_to: String::new(),
            was: addressee
                .was
                .as_ref()
                .filter(|_| addressee.kind != MessageKind::Reminder)
                .map(was),
        }
    }
}

fn was(before: &Before) -> WasView {
    let due = &before.differs;
    let (place, online) = before.place.clone().unwrap_or_default();
    WasView {
        slot: SlotView::new(before.slot),
        timezone: before.zone.map(chrono_tz::Tz::name),
        status: before.status.map(|status| status.into_str()),
        name: before.name.clone(),
        elsewhere: due.contains(&Field::Place) || due.contains(&Field::Online),
        place,
        online,
        relinked: due.contains(&Field::Link),
        linked: before.linked == Some(true),
    }
}
