//! Quorums: how many members are to be there for a council to deliberate, and who counts as there.
//!
//! No rule is supposed: a council has the quorum that its registry says. That of French administrative
//! commissions (half of the members, present, at a distance or represented; one proxy a member) stands in
//! articles R133-3 to R133-15 of the Code des relations entre le public et l'administration.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Council, Meeting};

/// How many of the members that a meeting calls are to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuorumRule {
    /// Half of them at least.
    Half,
    Members(usize),
}

impl QuorumRule {
    /// Returns how many are to be there of so many members.
    #[must_use]
    pub fn of(self, members: usize) -> usize {
        match self {
            Self::Half => members.div_ceil(2),
            Self::Members(number) => number,
        }
    }
}

/// The attendance of a meeting, by the ids of the members that it names.
#[derive(Clone, Debug, Default)]
pub struct AttendanceSheet {
    pub present: BTreeSet<String>,
    /// Absent or excused.
    pub away: BTreeSet<String>,
    /// Each with who stood for it, if that is said.
    pub represented: Vec<(String, Option<Holder>)>,
}

/// Who holds a proxy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A member, by its id.
    Member(String),
    /// An organisation that is none, by its name.
    Other(String),
}

/// The quorum of a meeting, and who was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    pub required: usize,
    /// The members that the meeting called.
    pub members: usize,
    /// Those of them that were present or represented.
    pub counted: usize,
    /// Those that are called represented and whose proxy does not count.
    pub void: usize,
}

impl Quorum {
    /// Whether enough members were there.
    #[must_use]
    pub fn is_reached(self) -> bool {
        self.counted >= self.required
    }
}

/// What is wrong with a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyFault {
    /// Its holder was not there: it does not count.
    Away,
    /// Its holder is no member that the meeting called.
    Outsider,
    /// Its holder has as many as it may have: it does not count.
    TooMany,
}

impl Council {
    /// Returns how many members a meeting needs, and how many it calls; none where the council has no such
    /// rule or the meeting calls nobody.
    #[must_use]
    pub fn quorum_of(&self, meeting: &Meeting) -> Option<(usize, usize)> {
        let rule = self.quorum?;
        let called = self.members.iter().filter(|member| meeting.calls(member));
        let members = called.count();
        (members > 0).then(|| (rule.of(members), members))
    }

    /// Counts who was there; none where the council has no quorum or the attendance names none of the
    /// members that the meeting called.
    #[must_use]
    pub fn quorum(&self, meeting: &Meeting, sheet: &AttendanceSheet) -> Option<Quorum> {
        let (required, members) = self.quorum_of(meeting)?;
        let calls = |id: &str| self.member(id).is_some_and(|member| meeting.calls(member));
        let present = sheet.present.iter().filter(|id| calls(id)).count();
        let faults = self.proxy_faults(meeting, sheet);
        let represented = sheet.represented.iter().zip(faults);
        let represented = represented.filter(|((id, _), _)| calls(id));
        let (void, sound): (Vec<_>, Vec<_>) = represented
            .partition(|(_, it)| matches!(it, Some(ProxyFault::Away | ProxyFault::TooMany)));
        let is_named =
            present + void.len() + sound.len() > 0 || sheet.away.iter().any(|id| calls(id));
        is_named.then(|| Quorum {
            required,
            members,
            counted: present + sound.len(),
            void: void.len(),
        })
    }

    /// Finds what is wrong with each proxy of an attendance; nothing where the council has neither a quorum
    /// nor a limit of proxies.
    #[must_use]
    pub fn proxy_faults(
        &self,
        meeting: &Meeting,
        sheet: &AttendanceSheet,
    ) -> Vec<Option<ProxyFault>> {
        let is_asked = self.quorum.is_some() || self.proxies.is_some();
        let calls = |id: &str| self.member(id).is_some_and(|member| meeting.calls(member));
        // Another organisation stands for it; a member may send a substitute and hold a proxy. Whom the
        // attendance does not name was not there.
        let is_elsewhere = |id: &str| {
            let of = |(member, _): &&(String, Option<Holder>)| member == id;
            let is_named = sheet.present.contains(id) || sheet.represented.iter().any(|it| of(&it));
            let mut represented = sheet.represented.iter().filter(of);
            sheet.away.contains(id)
                || represented.any(|(_, holder)| holder.is_some())
                || calls(id) && !is_named
        };
        let mut held: BTreeMap<&Holder, usize> = BTreeMap::new();
        let faults = sheet.represented.iter().map(|(_, holder)| {
            let holder = holder.as_ref().filter(|_| is_asked)?;
            if matches!(holder, Holder::Member(id) if is_elsewhere(id)) {
                return Some(ProxyFault::Away);
            }
            let held = held.entry(holder).or_default();
            *held += 1;
            if self.proxies.is_some_and(|most| *held > most) {
                return Some(ProxyFault::TooMany);
            }
            let is_called = matches!(holder, Holder::Member(id) if calls(id));
            (!is_called).then_some(ProxyFault::Outsider)
        });
        faults.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::series::tests::{colleges, council, day, meeting};
    use super::super::{Member, MemberId, MemberSpans, Term};
    use super::*;
    use crate::source::{Sources, Span};

    #[test]
    fn half_is_at_least_half() {
        for (members, required) in [(1, 1), (2, 1), (3, 2), (15, 8), (16, 8)] {
            assert_eq!(QuorumRule::Half.of(members), required, "{members}");
        }
        assert_eq!(QuorumRule::Members(5).of(3), 5);
    }

    /// A council with the members `a` to `e` of a college, `z` of another and `old`, which sits no more.
    fn asked(quorum: Option<QuorumRule>, proxies: Option<usize>) -> Council {
        let mut council = council(Vec::new());
        (council.quorum, council.proxies) = (quorum, proxies);
        let at = Span::new(Sources::new().add("members.toml", ""), 0..0);
        for id in ["a", "b", "c", "d", "e", "z", "old"] {
            let until = (id == "old").then(|| day(2));
            council.members.push(Member {
                id: MemberId::new(id).unwrap(),
                name: id.to_uppercase(),
                article: None,
                college: colleges(if id == "z" { "z" } else { "c" }).remove(0),
                url: None,
                terms: vec![Term::new(day(1), until).unwrap()],
                formerly: Vec::new(),
                allow: Vec::new(),
                at: MemberSpans::unwritten(at),
            });
        }
        council
    }

    /// Reads `a b !c d=a e=`: `a` and `b` are present, `c` is away, `a` stands for `d`, nobody says who for
    /// `e`; who is no member has a capital.
    fn sheet(text: &str) -> AttendanceSheet {
        let mut sheet = AttendanceSheet::default();
        for word in text.split_whitespace() {
            if let Some((id, holder)) = word.split_once('=') {
                let holder = match holder {
                    "" => None,
                    "X" => Some(Holder::Other(holder.to_owned())),
                    holder => Some(Holder::Member(holder.to_owned())),
                };
                sheet.represented.push((id.to_owned(), holder));
            } else if let Some(id) = word.strip_prefix('!') {
                sheet.away.insert(id.to_owned());
            } else {
                sheet.present.insert(word.to_owned());
            }
        }
        sheet
    }

    #[test]
    fn members_that_the_meeting_calls_count_where_they_are_there_or_soundly_represented() {
        use ProxyFault::{Away, Outsider, TooMany};
        let half = Some(QuorumRule::Half);
        let none: &[Option<ProxyFault>] = &[];
        for (rule, proxies, text, counted, reached, faults) in [
            (half, None, "a b c !d !e", Some(3), true, none),
            (half, None, "a b !c !d !e", Some(2), false, none),
            // Whoever is not named was not there.
            (half, None, "a b", Some(2), false, none),
            (half, None, "!a", Some(0), false, none),
            // Neither those of another college nor those that sit no more.
            (half, None, "a b z old", Some(2), false, none),
            (half, None, "a b z=a old=a", Some(2), false, &[None, None]),
            // Who is named, and who is not: nobody that the meeting called.
            (half, None, "", None, false, none),
            (half, None, "z !old", None, false, none),
            (half, None, "a b c=a", Some(3), true, &[None]),
            (half, None, "a b c=", Some(3), true, &[None]),
            (half, None, "a c=a d=a", Some(3), true, &[None, None]),
            (
                half,
                Some(1),
                "a c=a d=a",
                Some(2),
                false,
                &[None, Some(TooMany)],
            ),
            (half, Some(0), "a b c=a", Some(2), false, &[Some(TooMany)]),
            (half, Some(0), "a b c=", Some(3), true, &[None]),
            (half, None, "a b c=d !d", Some(2), false, &[Some(Away)]),
            (half, None, "a c=d d=a", Some(2), false, &[Some(Away), None]),
            // A member that sends a substitute may hold a proxy.
            (half, None, "a c=d d=", Some(3), true, &[None, None]),
            (half, None, "a b c=d", Some(2), false, &[Some(Away)]),
            (half, None, "a b c=c", Some(2), false, &[Some(Away)]),
            (half, None, "a b c=X", Some(3), true, &[Some(Outsider)]),
            (half, None, "a b c=z", Some(3), true, &[Some(Outsider)]),
            (
                Some(QuorumRule::Members(2)),
                None,
                "a b",
                Some(2),
                true,
                none,
            ),
            (
                Some(QuorumRule::Members(6)),
                None,
                "a b c d e",
                Some(5),
                false,
                none,
            ),
            (None, Some(1), "a b c=X", None, false, &[Some(Outsider)]),
            (None, None, "a b c=X d=e !e", None, false, &[None, None]),
        ] {
            let council = asked(rule, proxies);
            let meeting = meeting("c-1", "c", None, 3);
            let sheet = sheet(text);
            let quorum = council.quorum(&meeting, &sheet);
            assert_eq!(quorum.map(|it| it.counted), counted, "{text}");
            assert_eq!(quorum.is_some_and(Quorum::is_reached), reached, "{text}");
            assert_eq!(council.proxy_faults(&meeting, &sheet), faults, "{text}");
        }
    }
}
