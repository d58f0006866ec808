//! Sending: which messages go, so that nobody is ever sent one twice.

use super::{Delivery, DeliveryState, Journal, MemberId};

/// What a second run may do about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
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
pub struct Again {
    /// Those that were refused, and those of which nobody knows.
    pub resend: bool,
    /// Only those of these members; of whoever is named, those that were sent as well.
    pub to: Vec<MemberId>,
}

impl Standing {
    fn of(state: Option<DeliveryState>) -> Self {
        match state {
            None | Some(DeliveryState::Deferred | DeliveryState::Failed) => Self::Due,
            Some(DeliveryState::Sent) => Self::Sent,
            Some(DeliveryState::Refused) => Self::Refused,
            Some(DeliveryState::Sending) => Self::Uncertain,
        }
    }
}

impl Again {
    /// Tells whether a message goes.
    #[must_use]
    pub fn goes(&self, standing: Standing, member: &MemberId) -> bool {
        match standing {
            Standing::Due => true,
            Standing::Refused | Standing::Uncertain => self.resend && self.concerns(member),
            Standing::Sent => self.resend && self.to.contains(member),
        }
    }

    fn concerns(&self, member: &MemberId) -> bool {
        self.to.is_empty() || self.to.contains(member)
    }
}

impl Journal {
    /// Returns how a message stands, by its Message-ID.
    #[must_use]
    pub fn standing(&self, message_id: &str) -> Standing {
        Standing::of(self.state(message_id))
    }

    /// Returns the journal in which the messages that are to go again do not count, so that each
    /// person is told once more what that message told.
    #[must_use]
    pub fn forgetting(&self, uid: &str, again: &Again) -> Self {
        let forgotten = self
            .last_messages(uid)
            .filter(|(standing, last)| {
                *standing != Standing::Due && again.goes(*standing, &last.member)
            })
            .map(|(_, last)| last.message_id.clone())
            .collect();
        self.without(forgotten)
    }

    /// Lists the messages of which nobody knows whether they arrived: the last that each person was
    /// to be sent of a meeting.
    #[must_use]
    pub fn uncertain(&self, uid: &str) -> Vec<&Delivery> {
        let last = self.last_messages(uid);
        let found = last.filter(|(standing, last)| {
            *standing == Standing::Uncertain && !self.forgets(&last.message_id)
        });
        found.map(|(_, last)| last).collect()
    }

    /// Returns the last record of each person, known by the address, about a meeting; in the order
    /// in which the persons were first written to.
    fn last_messages<'a>(&'a self, uid: &str) -> impl Iterator<Item = (Standing, &'a Delivery)> {
        let persons = self.persons(uid);
        let last = persons.filter_map(|person| self.records(uid, person).next_back());
        last.map(|last| (self.standing(&last.message_id), last))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, NaiveTime};

    use super::super::{MeetingId, MessageKind, Private, Role, Slot, Told, ToldLink};
    use super::*;

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
            member: MemberId::new(&member).unwrap(),
            name: Private::new(String::new()),
            email: Private::new(email.to_owned()),
            role: Role::Titular,
            message_id: format!("{message}-{member}"),
            told: Told {
                kind: MessageKind::Invitation,
                sequence: 0,
                revision: 0,
                updated: DateTime::UNIX_EPOCH,
                slot: Slot::new(day, start, end).unwrap(),
                status: None,
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
            // Nobody knows of the first, but the second arrived.
            record("e@example.org", "1", Sending),
            record("E@example.org", "2", Sending),
            record("E@example.org", "2", Sent),
        ];
        Journal::new(records, None, |id| Some(id.to_string()))
    }

    /// The last message that each person is known to have.
    fn known(again: &Again) -> Vec<String> {
        let journal = journal().forgetting("m", again);
        let person = |name: &&str| Private::new(format!("{name}@example.org"));
        let persons = ["a", "b", "c", "d", "e"].iter().map(person);
        let last = persons.filter_map(|email| journal.last_told("m", &email));
        last.map(|it| it.message_id.clone()).collect()
    }

    #[test]
    fn what_is_uncertain_is_what_nothing_later_settled() {
        let journal = journal();
        let found = journal.uncertain("m");
        let members: Vec<&str> = found.iter().map(|it| it.member.as_str()).collect();
        assert_eq!(members, ["b"]);
        assert_eq!(journal.uncertain("other").len(), 0);
    }

    #[test]
    fn only_what_was_never_taken_goes_by_itself() {
        let journal = journal();
        let goes = |again: &Again| -> Vec<&str> {
            let ids = ["a", "b", "c", "d", "new"];
            let member = |id: &str| MemberId::new(id).unwrap();
            let standing = |id: &str| journal.standing(&format!("1-{id}"));
            let goes = ids.into_iter();
            goes.filter(|id| again.goes(standing(id), &member(id)))
                .collect()
        };
        assert_eq!(goes(&Again::default()), ["d", "new"]);
        let resend = |to: &[&str]| Again {
            resend: true,
            to: to.iter().map(|id| MemberId::new(id).unwrap()).collect(),
        };
        assert_eq!(goes(&resend(&[])), ["b", "c", "d", "new"]);
        assert_eq!(goes(&resend(&["a"])), ["a", "d", "new"]);
    }

    #[test]
    fn what_goes_again_is_forgotten() {
        assert_eq!(known(&Again::default()), ["1-a", "1-b", "2-e"]);
        let mut again = Again {
            resend: true,
            to: Vec::new(),
        };
        assert_eq!(known(&again), ["1-a", "2-e"]);
        again.to = vec![MemberId::new("a").unwrap()];
        assert_eq!(known(&again), ["1-b", "2-e"]);
    }
}
