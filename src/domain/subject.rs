//! Subjects: what anybody proposes that the council could give an opinion on, and what becomes of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{MeetingId, OpinionId, Private, Proposer, SubjectId};
use crate::source::Span;

/// A subject that was relayed to the council; who proposed it has no place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub id: SubjectId,
    pub title: String,
    /// The day on which the secretariat received it.
    pub received: NaiveDate,
    pub state: SubjectState,
    /// The meeting that deals with it; there is one while it is scheduled.
    pub meeting: Option<MeetingId>,
    /// What the agenda of the meeting calls it; its title where nothing is said.
    pub item: Option<String>,
    /// The opinion that answers it; there is one once that is its state.
    pub opinion: Option<OpinionId>,
    /// Why it was closed without an opinion; it is said once it is closed.
    pub why: Option<String>,
    pub at: SubjectSpans,
}

/// A subject as somebody proposed it: the secretariat alone knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectProposal {
    /// The same once it is relayed.
    pub id: SubjectId,
    pub title: Private<String>,
    /// The day on which the secretariat received it.
    pub received: NaiveDate,
    /// Who proposed it.
    pub name: Option<Private<String>>,
    pub email: Option<Private<String>>,
    /// Other names and addresses that tell who proposed it: they are never public.
    pub others: Vec<Private<String>>,
    /// Whether anybody may read the name.
    pub public_name: bool,
    /// Whether it was relayed: the subject with its id is this one, whatever its title.
    pub is_relayed: bool,
    /// That of the message (RFC 5322, 3.6.4), without its angle brackets; what stands for it where there is none.
    pub message_id: Option<Private<String>>,
    /// What was written, its lines ended by LF.
    pub text: Option<Private<String>>,
    /// Why it was closed without being relayed.
    pub why: Option<Private<String>>,
}

/// What a message that proposes a subject says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalMessage {
    /// Its Message-ID without angle brackets, or what stands for it.
    pub key: String,
    /// Its subject, without what mail programs put before it; empty if there is none.
    pub title: String,
    pub date: Option<DateTime<Utc>>,
    /// Whom its header names; answers go to the address.
    pub from: Proposer,
    /// Its lines ended by LF.
    pub text: Option<String>,
    /// How many of its parts are not in the text: what is attached to it.
    pub left_out: usize,
}

/// The subjects that wait: how many there are, and the day on which the first of them was received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WaitingSubjects {
    pub count: usize,
    pub since: Option<NaiveDate>,
}

/// Where a subject is written in its registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectSpans {
    pub id: Span,
    pub received: Span,
    pub meeting: Option<Span>,
    pub opinion: Option<Span>,
}

/// What became of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum SubjectState {
    /// The council knows of it.
    Relayed,
    /// It is on the agenda of a meeting.
    Scheduled,
    /// An opinion answers it.
    Opinion,
    /// Nothing more comes of it.
    Closed,
}

impl WaitingSubjects {
    /// Counts subjects by the days on which they were received.
    #[must_use]
    pub fn received(days: impl Iterator<Item = NaiveDate> + Clone) -> Self {
        Self {
            count: days.clone().count(),
            since: days.min(),
        }
    }
}

impl SubjectSpans {
    /// Stands for the places of a subject that is not written yet.
    #[must_use]
    pub fn unwritten(at: Span) -> Self {
        Self {
            id: at,
            received: at,
            meeting: None,
            opinion: None,
        }
    }
}

impl Subject {
    /// Returns what the agenda of the meeting that deals with it calls it.
    #[must_use]
    pub fn item(&self) -> &str {
        self.item.as_deref().unwrap_or(&self.title)
    }
}

impl SubjectProposal {
    /// Returns who proposed it: values that are private wherever they stand.
    pub fn persons(&self) -> impl Iterator<Item = &Private<String>> {
        let name = self.name.iter().filter(|_| !self.public_name);
        name.chain(&self.email).chain(&self.others)
    }
}
