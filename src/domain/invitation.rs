//! Invitations: what each person was told of a meeting, and what there is to tell.

use chrono::{DateTime, Utc};

use super::{MeetingId, MemberId, Private, Role, Slot};

/// What a message says of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    Invitation,
    /// The meeting is not as the person was told.
    Update,
    /// The meeting does not take place, or not with this person.
    Cancellation,
    Reminder,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// About to be handed to the server; without a later record, nobody knows.
    Sending,
    /// The server has taken it.
    Sent,
    /// The server will never take it.
    Refused,
    /// The server does not take it now.
    Deferred,
    /// It never reached the server, or the server was gone before it was given.
    Failed,
}

/// A version of a meeting, as one person is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub kind: MessageKind,
    pub sequence: u32,
    /// The last revision of the meeting (UTC).
    pub updated: DateTime<Utc>,
    pub slot: Slot,
    pub place: Option<String>,
    pub online: bool,
    /// The ORGANIZER of the event that was sent; `None` in older records, when it was `contact`.
    pub organizer: Option<String>,
}

/// One record of the journal of messages: a message to a person, and what became of it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// When it was recorded (UTC).
    pub at: DateTime<Utc>,
    pub state: DeliveryState,
    pub meeting: MeetingId,
    pub member: MemberId,
    pub name: Private<String>,
    pub email: Private<String>,
    pub role: Role,
    /// Without angle brackets; one for each person, kind and revision of a meeting.
    pub message_id: String,
    pub told: Told,
    /// What the server answered, on one line.
    pub answer: Option<Private<String>>,
}

/// The messages that were sent, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    pub deliveries: Vec<Delivery>,
}

impl MessageKind {
    /// Each kind with the word that commands and the journal have for it.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("invitation", Self::Invitation),
        ("update", Self::Update),
        ("cancellation", Self::Cancellation),
        ("reminder", Self::Reminder),
    ];

    /// Returns the word that commands and the journal have for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Update => "update",
            Self::Cancellation => "cancellation",
            Self::Reminder => "reminder",
        }
    }
}

impl DeliveryState {
    /// Each state with its word in the journal.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("sending", Self::Sending),
        ("sent", Self::Sent),
        ("refused", Self::Refused),
        ("deferred", Self::Deferred),
        ("failed", Self::Failed),
    ];

    /// Returns the word of the journal.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
        }
    }
}

impl Journal {
    /// Returns what became of a message: its last record.
    #[must_use]
    pub fn state(&self, message_id: &str) -> Option<DeliveryState> {
        let mut records = self.deliveries.iter().rev();
        let last = records.find(|record| record.message_id == message_id);
        last.map(|record| record.state)
    }

    /// Returns what a person, known by the address, was last told of a meeting.
    ///
    /// A message that may have arrived counts: better an update for an invitation that was never
    /// read than an invitation for a meeting that is in the calendar already. Addresses are
    /// compared without case.
    #[must_use]
    pub fn last_told(&self, meeting: &MeetingId, email: &Private<String>) -> Option<&Delivery> {
        let email = email.disclose();
        let mut records = self.deliveries.iter().rev();
        records.find(|record| {
            record.meeting == *meeting
                && record.email.disclose().eq_ignore_ascii_case(email)
                && matches!(record.state, DeliveryState::Sent | DeliveryState::Sending)
                && !matches!(
                    self.state(&record.message_id),
                    Some(DeliveryState::Refused | DeliveryState::Deferred | DeliveryState::Failed)
                )
        })
    }
}
