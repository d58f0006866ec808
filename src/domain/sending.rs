//! Sending: which messages go, so that nobody is ever sent one twice.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::invitation::address;
use super::{DeliveryState, Journal, MemberId, Parties, Private, Reachable, SubjectId, identity};

use crate::sort::Sort;

/// One record of the journal of messages that is about no meeting: a message that relays a subject to an
/// address, and what became of it.
#[derive(Clone, Debug)]
pub struct RelayDelivery {
    /// When it was recorded (UTC).
    pub at: DateTime<Utc>,
    pub state: DeliveryState,
    pub subject: SubjectId,
    /// The first member whose persons have this address.
    pub member: MemberId,
    /// Everybody who has it.
    pub names: Vec<Private<String>>,
    pub email: Private<String>,
    /// Without angle brackets; one for each subject, address and the names there.
    pub message_id: String,
    /// What the server answered, on one line.
    pub answer: Option<Private<String>>,
}

/// What a second run may do about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryStatus {
    /// It was never taken: it goes.
    Due,
    Sent,
    /// It will not be taken: it goes again only if asked for.
    Refused,
    /// Nobody knows: it goes again only if asked for.
    Uncertain,
}

/// Which messages are to go again though they were handed over before.
#[derive(Clone, Debug, Default)]
pub struct ResendFilter {
    /// Those that were refused, and those of which nobody knows.
    pub resend: bool,
    /// Only those of these members; of whoever is named, those that were sent as well.
    pub to: Vec<MemberId>,
}

impl DeliveryStatus {
    fn of(state: Option<DeliveryState>) -> Self {
        match state {
            None | Some(DeliveryState::Deferred | DeliveryState::Failed) => Self::Due,
            Some(DeliveryState::Sent) => Self::Sent,
            Some(DeliveryState::Refused) => Self::Refused,
            Some(DeliveryState::Sending) => Self::Uncertain,
        }
    }
}

impl ResendFilter {
    /// Whether a message goes.
    #[must_use]
    pub fn goes(&self, standing: DeliveryStatus, parties: &Parties) -> bool {
        let named = parties.concern(&self.to);
        match standing {
            DeliveryStatus::Due => true,
            DeliveryStatus::Refused | DeliveryStatus::Uncertain => {
                self.resend && (self.to.is_empty() || named)
            }
            DeliveryStatus::Sent => self.resend && named,
        }
    }
}

impl RelayDelivery {
    /// Whether it was about a subject and for a person of this name among those who are to be told: one of their
    /// member, at whatever address, or one at their address. Another name at the same address is another person.
    fn is_for(&self, subject: &SubjectId, to: &Reachable<'_>, name: &Private<String>) -> bool {
        let who = identity(to.member, name);
        let is_there = self.member == *to.member || address(&self.email) == address(to.email);
        let mut names = self.names.iter();
        self.subject == *subject && is_there && names.any(|it| identity(to.member, it) == who)
    }
}

impl Journal {
    /// Adds what the journal says of subjects.
    #[must_use]
    pub fn with_relays(mut self, mut relays: Vec<RelayDelivery>) -> Self {
        relays.order_by_key(|relay| relay.at);
        for relay in &relays {
            self.states.insert(relay.message_id.clone(), relay.state);
        }
        self.relays = relays;
        self
    }

    /// Lists the messages about subjects that may have arrived, by their last records.
    pub fn relayed(&self) -> impl Iterator<Item = &RelayDelivery> {
        self.relays.iter().filter(|relay| {
            let last = self.state(&relay.message_id);
            matches!(last, Some(DeliveryState::Sent | DeliveryState::Sending))
        })
    }

    /// Returns how the message that relays a subject stands, by its Message-ID and by what those whom it is for
    /// were sent before: it was sent once each of them was told, here or at another address.
    #[must_use]
    pub fn relay_standing(
        &self,
        subject: &SubjectId,
        to: &Reachable<'_>,
        message_id: &str,
    ) -> DeliveryStatus {
        let told = |name: &Private<String>| {
            let relays = self.relayed().filter(|it| it.is_for(subject, to, name));
            let standings = relays.map(|it| self.standing(&it.message_id));
            standings.min_by_key(|it| *it != DeliveryStatus::Sent)
        };
        let told: Option<Vec<_>> = to.names.iter().map(|name| told(name)).collect();
        match told {
            Some(told) if told.contains(&DeliveryStatus::Uncertain) => DeliveryStatus::Uncertain,
            Some(_) => DeliveryStatus::Sent,
            None => self.standing(message_id),
        }
    }

    /// Whether anything was recorded of a subject.
    #[must_use]
    pub fn knows_subject(&self, subject: &SubjectId) -> bool {
        self.relays.iter().any(|it| it.subject == *subject)
    }

    /// Returns how a message stands, by its Message-ID.
    #[must_use]
    pub fn standing(&self, message_id: &str) -> DeliveryStatus {
        DeliveryStatus::of(self.state(message_id))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, NaiveTime};

    use super::super::{
        Delivery, MeetingId, MessageKind, NotifiedVersion, Party, Private, Role, Slot, ToldLink,
    };
    use super::*;

    fn party(member: &str) -> Parties {
        Parties::of(Party {
            member: MemberId::new(member).unwrap(),
            name: Private::new(String::new()),
            role: Role::Titular,
            replaces: None,
        })
    }

    /// One record: who, which message of theirs, and what became of it.
    fn record(email: &str, message: &str, state: DeliveryState) -> Delivery {
        let day = NaiveDate::from_ymd_opt(2025, 12, 8).unwrap();
        let [start, end] = [16, 18].map(|hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap());
        let member = email.split('@').next().unwrap().to_ascii_lowercase();
        Delivery {
            at: DateTime::UNIX_EPOCH,
            state,
            uid: None,
            meeting: MeetingId::new("m").unwrap(),
            parties: party(&member),
            email: Private::new(email.to_owned()),
            message_id: format!("{message}-{member}"),
            told: NotifiedVersion {
                kind: MessageKind::Invitation,
                sequence: 0,
                revision: 0,
                updated: DateTime::UNIX_EPOCH,
                slot: Slot::new(day, start, end).unwrap(),
                zone: None,
                status: None,
                name: None,
                agenda: None,
                place: None,
                online: false,
                link: ToldLink::Unknown,
                organizer: None,
            },
            answer: None,
        }
    }

    fn journal() -> Journal {
        use DeliveryState::{Deferred, Refused, Sending, Sent};
        let records = vec![
            record("a@example.org", "1", Sending),
            record("a@example.org", "1", Sent),
            record("b@example.org", "1", Sending),
            record("c@example.org", "1", Sending),
            record("c@example.org", "1", Refused),
            record("d@example.org", "1", Sending),
            record("d@example.org", "1", Deferred),
        ];
        Journal::new(records, |id| Some(id.to_string()))
    }

    #[test]
    fn only_what_was_never_taken_goes_by_itself() {
        let journal = journal();
        let goes = |again: &ResendFilter| -> Vec<&str> {
            let ids = ["a", "b", "c", "d", "new"];
            let standing = |id: &str| journal.standing(&format!("1-{id}"));
            let goes = ids.into_iter();
            goes.filter(|id| again.goes(standing(id), &party(id)))
                .collect()
        };
        assert_eq!(goes(&ResendFilter::default()), ["d", "new"]);
        let resend = |to: &[&str]| ResendFilter {
            resend: true,
            to: to.iter().map(|id| MemberId::new(id).unwrap()).collect(),
        };
        assert_eq!(goes(&resend(&[])), ["b", "c", "d", "new"]);
        assert_eq!(goes(&resend(&["a"])), ["a", "d", "new"]);
    }
}
