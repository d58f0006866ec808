//! Whether a registry that was edited says what was asked for, and nothing else has changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::record;
use crate::domain::{Council, Meeting, Member, MemberId, Opinion, Subject};

/// Whether two records of a meeting say the same.
#[must_use]
pub fn is_meeting(one: &Meeting, other: &Meeting) -> bool {
    record::meeting(one) == record::meeting(other)
}

/// Whether two records of a member say the same.
#[must_use]
pub fn is_member(one: &Member, other: &Member) -> bool {
    record::member(one) == record::member(other)
}

/// Whether `after` is `before` with these meetings changed or added, `added` of them.
#[must_use]
pub fn are_meetings(before: &Council, after: &Council, added: usize, news: &[Meeting]) -> bool {
    let (old, there) = (before.meetings_by_id(), after.meetings_by_id());
    let is_there = |new: &Meeting| there.contains_key(new.id.as_str());
    after.meetings.len() == before.meetings.len() + added
        && news.iter().all(is_there)
        && opinions_are(&before.opinions, &after.opinions)
        && subjects_are(&before.subjects, &after.subjects)
        && after.meetings.iter().all(|meeting| {
            let new = news.iter().find(|new| new.id == meeting.id);
            let old = || old.get(meeting.id.as_str()).copied();
            new.or_else(old)
                .is_some_and(|expected| is_meeting(expected, meeting))
        })
}

/// Whether `after` is `before` with one more member.
#[must_use]
pub fn is_member_added(before: &Council, after: &Council, new: &Member) -> bool {
    after.members.len() == before.members.len() + 1 && members_are(before, after, new)
}

/// Whether `after` is `before` with one member changed.
#[must_use]
pub fn is_member_changed(before: &Council, after: &Council, changed: &Member) -> bool {
    after.members.len() == before.members.len() && members_are(before, after, changed)
}

/// Whether `after` is `before` with another day whose members the pages show.
#[must_use]
pub fn is_as_of(before: &Council, after: &Council, day: NaiveDate) -> bool {
    let same = before.members.iter().zip(&after.members);
    after.as_of == Some(day)
        && before.members.len() == after.members.len()
        && same
            .into_iter()
            .all(|(before, after)| is_member(before, after))
}

/// Whether `after` is `before` with one opinion changed, or added behind all others.
#[must_use]
pub fn is_opinion(before: &Council, after: &Council, new: &Opinion) -> bool {
    let mut expected: Vec<&Opinion> = before.opinions.iter().collect();
    match expected.iter().position(|it| it.id == new.id) {
        Some(index) => expected[index] = new,
        None => expected.push(new),
    }
    let says = |(one, other): (&&Opinion, &Opinion)| record::opinion(one) == record::opinion(other);
    let mut meetings = before.meetings.iter().zip(&after.meetings);
    expected.len() == after.opinions.len()
        && expected.iter().zip(&after.opinions).all(says)
        && before.meetings.len() == after.meetings.len()
        && meetings.all(|(one, other)| is_meeting(one, other))
        && subjects_are(&before.subjects, &after.subjects)
}

/// Whether `after` is `before` without one member.
#[must_use]
pub fn is_member_removed(before: &Council, after: &Council, gone: &MemberId) -> bool {
    let left: Vec<&Member> = before.members.iter().filter(|it| it.id != *gone).collect();
    left.len() == after.members.len()
        && left
            .iter()
            .zip(&after.members)
            .all(|(one, other)| is_member(one, other))
}

/// Whether opinions say the same, wherever they are written.
fn opinions_are(before: &[Opinion], after: &[Opinion]) -> bool {
    before.len() == after.len()
        && before.iter().zip(after).all(|(before, after)| {
            let at = after.at.clone();
            Opinion {
                at,
                ..before.clone()
            } == *after
        })
}

/// Whether subjects say the same, wherever they are written.
fn subjects_are(before: &[Subject], after: &[Subject]) -> bool {
    let mut pairs = before.iter().zip(after);
    before.len() == after.len()
        && pairs.all(|(before, after)| record::subject(before) == record::subject(after))
}

fn members_are(before: &Council, after: &Council, new: &Member) -> bool {
    let old: BTreeMap<&MemberId, &Member> = before
        .members
        .iter()
        .map(|member| (&member.id, member))
        .collect();
    after.members.iter().any(|member| member.id == new.id)
        && after.members.iter().all(|member| {
            let expected = if member.id == new.id {
                Some(new)
            } else {
                old.get(&member.id).copied()
            };
            expected.is_some_and(|expected| is_member(expected, member))
        })
}
