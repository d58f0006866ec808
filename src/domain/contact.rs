//! What is private: the people who stand for the members, and the links of videoconferences.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{
    College, Council, Identity, Journal, Meeting, MeetingId, Member, MemberId, Refusal,
    SubjectProposal, Term, identity,
};

/// The most characters of the name of a person: each name is searched for in every public text.
pub const LONGEST_NAME: usize = 200;

/// A value that must reach nobody but the person it concerns.
///
/// It can be neither displayed nor serialised, and its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Private<T>(T);

/// A person who stands for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub member: MemberId,
    pub name: Private<String>,
    /// An [`email_address`](super::email_address); without one nobody can write to the person.
    pub email: Option<Private<String>>,
    pub role: Role,
    /// Whether anybody may read the name, as that of somebody who speaks in public.
    pub public_name: bool,
    /// Without a first day it has always been so.
    pub term: Term,
}

/// What a person is for a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Role {
    Titular,
    Alternate,
}

/// What a person needs to come, and a message about a meeting does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// Neither a place nor a link.
    Whereabouts,
    /// The link of a meeting that is online, beside its place.
    Link,
}

/// The links of videoconferences.
#[derive(Clone, Debug, Default)]
pub struct JoinLinks {
    /// That of the meetings without one of their own.
    pub default: Option<Private<String>>,
    /// By the ids as they are written: that of a meeting which there is not is as private.
    pub meetings: BTreeMap<String, Private<String>>,
    /// Whether the file that has them is not there, or blank: nobody knows that there are none.
    pub is_missing: bool,
}

/// What both private registries say.
#[derive(Clone, Debug, Default)]
pub struct PrivateRecords {
    /// In the order of the registry.
    pub contacts: Vec<Contact>,
    /// Names and addresses that messages told: deputies, persons who are in the registry no more, and those
    /// who proposed a subject.
    pub correspondents: Vec<Private<String>>,
    /// In the order of their registry.
    pub proposals: Vec<SubjectProposal>,
    pub join: JoinLinks,
}

impl PrivateRecords {
    /// Whether nothing is private.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            contacts,
            correspondents,
            proposals,
            join,
        } = self;
        let links = join.meetings.values().chain(&join.default);
        contacts.is_empty()
            && correspondents.is_empty()
            && proposals.is_empty()
            && links.count() == 0
    }
}

impl<T> Private<T> {
    /// Makes a value private.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Discloses the value: whoever calls this answers for where it goes.
    #[must_use]
    pub fn disclose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Private")
    }
}

impl Contact {
    /// Whether this is the person of a name who stands for a member, however the name is spelt.
    #[must_use]
    pub fn is(&self, member: &MemberId, name: &str) -> bool {
        let name = Private::new(name.to_owned());
        self.member == *member && identity(member, &name) == self.identity()
    }

    /// Returns what tells the person from others.
    #[must_use]
    pub fn identity(&self) -> Identity {
        identity(&self.member, &self.name)
    }

    /// Whether the person is at an address, which is read without case.
    #[must_use]
    pub fn is_at(&self, email: &str) -> bool {
        let own = self.email.as_ref();
        own.is_some_and(|own| own.disclose().eq_ignore_ascii_case(email))
    }

    /// Returns the first day on which the person stands for the member, if it is written.
    #[must_use]
    pub fn since(&self) -> Option<NaiveDate> {
        Some(self.term.since()).filter(|day| *day != NaiveDate::MIN)
    }

    /// Ends it, `on` being the first day on which the person no longer stands for the member; `None` if
    /// that is written already.
    ///
    /// # Errors
    ///
    /// The day is not after the first one, or another end is written.
    pub fn ended(&self, on: NaiveDate) -> Result<Option<Self>, Refusal> {
        match self.term.until() {
            Some(until) if until == on => return Ok(None),
            Some(until) => return Err(Refusal::LeftAlready(until)),
            None => {}
        }
        let since = self.term.since();
        let term = Term::new(since, Some(on)).ok_or(Refusal::EndsBeforeItBegins(since))?;
        Ok(Some(Self {
            term,
            ..self.clone()
        }))
    }

    /// Whether the person stands for the member on `day`.
    #[must_use]
    pub fn serves_on(&self, day: NaiveDate) -> bool {
        self.term.covers(day)
    }
}

/// Who is written to at one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachable<'a> {
    /// The first member that they stand for, and which of its addresses it is, from 1.
    pub member: &'a MemberId,
    pub rank: usize,
    /// Each once.
    pub names: Vec<&'a Private<String>>,
    pub email: &'a Private<String>,
}

/// Who can be written to, and whom nobody can reach.
#[derive(Clone, Debug, Default)]
pub struct Reach<'a> {
    /// Each address once.
    pub addressees: Vec<Reachable<'a>>,
    /// The members without any contact.
    pub without_contact: Vec<&'a MemberId>,
    /// The members of contacts who have no address, once for each of these.
    pub without_address: Vec<&'a MemberId>,
}

/// Lists who can be written to on a day for the members of some colleges, or of all if there are none.
#[must_use]
pub fn reachable<'a>(
    council: &'a Council,
    contacts: &'a [Contact],
    colleges: &[&College],
    day: NaiveDate,
) -> Reach<'a> {
    let mut of_member: BTreeMap<&MemberId, Vec<&Contact>> = BTreeMap::new();
    for contact in contacts.iter().filter(|it| it.serves_on(day)) {
        of_member.entry(&contact.member).or_default().push(contact);
    }
    let mut found: Vec<Reachable<'_>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let (mut without_contact, mut without_address) = (Vec::new(), Vec::new());
    let is_meant = |member: &&Member| {
        let mut colleges_of = colleges.iter();
        let is_of = colleges.is_empty() || colleges_of.any(|it| it.id == member.college);
        is_of && member.sits_on(day)
    };
    for member in council.members.iter().filter(is_meant) {
        let mut rank = 0;
        let own = of_member.get(&member.id);
        for contact in own.into_iter().flatten() {
            let Some(email) = &contact.email else {
                without_address.push(&member.id);
                continue;
            };
            rank += 1;
            let key = email.disclose().to_ascii_lowercase();
            let at = *places.entry(key).or_insert(found.len());
            if at == found.len() {
                found.push(Reachable {
                    member: &member.id,
                    rank,
                    names: Vec::new(),
                    email,
                });
            }
            let names = &mut found[at].names;
            if !names.contains(&&contact.name) {
                names.push(&contact.name);
            }
        }
        if own.is_none() {
            without_contact.push(&member.id);
        }
    }
    Reach {
        addressees: found,
        without_contact,
        without_address,
    }
}

impl JoinLinks {
    /// Returns the link that goes with a meeting: its own, else that of all, unless the meeting says
    /// that it is not online.
    #[must_use]
    pub fn of(&self, id: &MeetingId, online: Option<bool>) -> Option<&Private<String>> {
        let default = self.default.as_ref().filter(|_| online != Some(false));
        self.meetings.get(id.as_str()).or(default)
    }

    /// Whether the link of a meeting is not known, though somebody was told one: the file that
    /// has it is not there or blank, and nothing says that there is none any more.
    #[must_use]
    pub fn is_lost(&self, meeting: &Meeting, journal: &Journal) -> bool {
        let may_have_one = meeting.takes_place() && meeting.online != Some(false);
        self.is_missing && may_have_one && journal.told_a_link(&meeting.uid)
    }

    /// Returns what those who are invited to a meeting cannot be told.
    #[must_use]
    pub fn lack(&self, meeting: &Meeting) -> Option<Lack> {
        let link = self.of(&meeting.id, meeting.online);
        match (&meeting.place, link) {
            (None, None) => Some(Lack::Whereabouts),
            (Some(_), None) if meeting.is_online() => Some(Lack::Link),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_private_value_is_printed_by_accident() {
        let contact = Contact {
            member: MemberId::new("mairie").unwrap(),
            name: Private::new("canari".to_owned()),
            email: Some(Private::new("canari@example.org".to_owned())),
            role: Role::Titular,
            public_name: false,
            term: Term::new(NaiveDate::MIN, None).unwrap(),
        };
        let records = PrivateRecords {
            correspondents: Vec::new(),
            proposals: Vec::new(),
            contacts: vec![contact],
            join: JoinLinks {
                default: Some(Private::new("https://example.org/canari".to_owned())),
                ..JoinLinks::default()
            },
        };
        let shown = format!("{records:?} {records:#?}");
        assert!(!shown.contains("canari"), "{shown}");
        assert_eq!(records.contacts[0].name.disclose(), "canari");
    }

    #[test]
    fn a_meeting_has_its_own_link_or_that_of_all() {
        let [own, other] = ["a", "b"].map(|id| MeetingId::new(id).unwrap());
        let mut join = JoinLinks::default();
        assert!(join.of(&own, None).is_none());
        join.default = Some(Private::new("all".to_owned()));
        join.meetings
            .insert(own.to_string(), Private::new("own".to_owned()));
        for online in [None, Some(true), Some(false)] {
            assert_eq!(join.of(&own, online).unwrap().disclose(), "own");
        }
        for online in [None, Some(true)] {
            assert_eq!(join.of(&other, online).unwrap().disclose(), "all");
        }
        assert!(join.of(&other, Some(false)).is_none());
    }
}
