//! What is doubtful about a council that is read from its wiki.

use chrono::NaiveDate;
use serde::Serialize;

use super::Severity;

/// What pages, calendars and registries may say differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// The day, and the hours if they are known.
    When,
    Hours,
    Status,
    Title,
    Rank,
    Uid,
    /// The site of a member.
    Site,
    /// How the name of a member is written.
    Name,
    /// Whether an organisation is a member.
    Membership,
}

/// Where something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Page,
    Calendar,
    Registry,
}

/// What is supposed because nothing says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Supposed {
    /// A key of `[council]`.
    Council { key: &'static str },
    /// The hours of a meeting.
    Hours { meeting: String, hours: String },
    /// The first day of the mandates.
    Since(NaiveDate),
    /// The college of the members of a list.
    College { id: String },
    /// The hours of an event of another time zone, or of one whose name nobody knows.
    Zone {
        name: String,
        council: &'static str,
        is_known: bool,
    },
}

problems! {
    /// One variant per thing that can be doubtful.
    Doubt, DOUBT_CODES;

    // What could not be read.
    /// A line that seems to speak of a meeting or of a member.
    Warning "unread-line" UnreadLine
    /// An event without a day, or whose day no registry can hold.
    Warning "unread-event" UnreadEvent
    /// A file `.ics` that holds no calendar.
    Warning "no-calendar" NoCalendar

    // What is said twice, and differently.
    /// Two places say something else of one meeting or member; `from` is where what is kept stands.
    Warning "contradiction" Contradiction { told: Told, record: String, kept: String, left: String, from: Side }
    /// Two events with one UID that are no single meeting.
    Warning "shared-uid" SharedUid { uid: String, meeting: String }

    // What is said once.
    /// A UID that no registry can hold.
    Warning "unusable-uid" UnusableUid { uid: String }
    /// An event that no page mentions.
    Warning "unmentioned-event" UnmentionedEvent { meeting: String }
    /// A line of a page that has no event.
    Warning "line-without-event" LineWithoutEvent { meeting: String }
    /// What nothing says, and was supposed.
    Warning "supposed-value" SupposedValue { supposed: Supposed }

    // What does not come out as it was.
    /// A rank that no registry can hold: its series has holes.
    Warning "lost-rank" LostRank { meeting: String, rank: String }
    /// A calendar whose name no template gives; the meeting's own is `path`.
    Warning "left-behind" LeftBehind { meeting: String, path: String }
    /// A list that no block makes.
    Warning "unmarked-list" UnmarkedList
}
