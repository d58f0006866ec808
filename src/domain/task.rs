//! What there is to do and what comes soon, found from what is written and from the day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use serde::Serialize;
use strum::IntoStaticStr;

use super::action::Action;
use super::{
    Asked, Council, DeliveryStatus, Journal, Meeting, MeetingId, Member, MemberId, PrivateRecords,
    Status, Subject, SubjectId, SubjectProposal, recipients,
};
use crate::sort::Sort;
use crate::source::SENT_FILE;

/// How many days before its end a mandate is spoken of.
pub const HORIZON: u64 = 60;
/// How many days before a meeting it is time to invite.
pub const TIME_TO_INVITE: i64 = 30;
/// The month from which on the meetings of the next year are expected.
pub const PLANNING_MONTH: u32 = 11;

/// One thing that a secretariat has to do, or should know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// What the checks find.
    Findings { errors: usize, warnings: usize },
    /// Meetings that were changed by hand, which calendars would not notice.
    Unannounced { meetings: Vec<MeetingId> },
    /// Files that do not say what the registries do.
    StaleFiles { count: usize },
    /// The line of the journal of messages that is no record: nobody knows who was written to.
    BrokenJournal { line: usize },
    /// Private files that are not here, though the meetings were announced.
    MissingPrivate { files: Vec<&'static str> },
    /// There is no journal of messages, though this meeting to come was announced: nobody knows who
    /// was written to.
    MissingJournal { meeting: MeetingId, on: NaiveDate },
    /// The journal of messages is that of another council.
    ForeignJournal { council: String },
    /// Messages about a meeting to come that did not reach their addressees, or say what was.
    Messages {
        meeting: MeetingId,
        on: NaiveDate,
        state: Reached,
        /// How many persons.
        count: usize,
        /// Whether messages about it are drafted.
        drafted: bool,
        /// Whether there is time left.
        early: bool,
    },
    /// People were told another agenda of a meeting to come, and all the rest as it is.
    OutdatedAgenda {
        meeting: MeetingId,
        on: NaiveDate,
        /// How many persons.
        count: usize,
    },
    /// A meeting to come that has neither a place nor a link, or no link though it is online.
    MissingWhereabouts {
        meeting: MeetingId,
        on: NaiveDate,
        lacks_link_alone: bool,
        /// Whether there is time left.
        early: bool,
    },
    /// A meeting that was never confirmed, and whose day is over.
    PastProposed { meeting: MeetingId, on: NaiveDate },
    /// Minutes that wait for the next step.
    Minutes {
        meeting: MeetingId,
        on: NaiveDate,
        step: Step,
    },
    /// Open actions after their deadlines, the first of which is `since`.
    OverdueActions { count: usize, since: NaiveDate },
    /// Open actions of an organisation that left on that day.
    LeftActions {
        member: MemberId,
        until: NaiveDate,
        count: usize,
    },
    /// Subjects that wait: the first of which was received, or whose meeting was held, on that day.
    Subjects {
        stage: SubjectStage,
        /// The only one.
        subject: Option<SubjectId>,
        count: usize,
        since: NaiveDate,
    },
    /// Messages that relay a subject and did not reach their addressees; without a state nobody knows, since the
    /// journal says nothing.
    Relays {
        subject: SubjectId,
        title: String,
        received: NaiveDate,
        state: Option<Reached>,
        count: usize,
    },
    /// There is no meeting of this year's series.
    MissingCalendar {
        cycle: i32,
        /// Whether it can be planned: an earlier year has meetings, and none of this was cancelled.
        has_model: bool,
    },
    /// The day whose members pages show, and how many have come, left or changed their name since.
    StaleAsOf { as_of: NaiveDate, count: usize },
    /// The first day on which an organisation is no longer a member.
    EndingMandate { member: MemberId, until: NaiveDate },
}

/// How far subjects have come that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectStage {
    /// The secretariat alone knows of them.
    Proposed,
    /// The council knows of them.
    Relayed,
    /// A meeting dealt with them, and what came of it is not written.
    Held,
}

/// Why somebody does not know what there is to know of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// Nothing was sent.
    Unsent,
    /// What was sent is not so any more.
    Outdated,
    /// The server will not take the message.
    Refused,
    /// Nobody knows whether the message arrived.
    Uncertain,
}

/// What minutes wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// There are none.
    Draft,
    Publish,
    /// `drafted` tells whether the draft that they were made of is there.
    Approve {
        drafted: bool,
        /// Whether those who can approve them have not met since.
        early: bool,
    },
}

/// How much a task presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(const_into_str)]
pub enum Urgency {
    /// What people read is not so, or nothing can be built.
    #[strum(serialize = "error")]
    Wrong,
    #[strum(serialize = "warning")]
    Now,
    #[strum(serialize = "notice")]
    Soon,
}

/// What there is of the minutes of a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MinutesStatus {
    pub drafted: bool,
    pub published: Option<Approval>,
}

/// Whether published minutes are approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    Approved,
    Awaited,
    /// They do not speak of it: they were not made here.
    Unsaid,
}

impl Approval {
    /// Tells by what an edition says of its approval: a day, or a status at least.
    #[must_use]
    pub fn of(approved_on: Option<NaiveDate>, has_status: bool) -> Self {
        match approved_on {
            Some(_) => Self::Approved,
            None if has_status => Self::Awaited,
            None => Self::Unsaid,
        }
    }
}

/// What is known of the messages that were sent.
#[derive(Clone, Copy, Debug)]
pub enum Mail<'a> {
    /// There are no contacts to write to.
    Nobody,
    /// The line of the journal that is no record.
    Broken(usize),
    /// The council of which the journal is.
    Foreign(&'a str),
    /// With the UIDs of the meetings of which nobody knows who was written to.
    Known(&'a PrivateRecords, &'a Journal, &'a BTreeSet<String>),
}

/// The messages that relay a subject and were not sent.
pub struct UnsentRelays<'a> {
    pub subject: &'a Subject,
    /// How each of them stands.
    pub standings: Vec<DeliveryStatus>,
    /// Whether nobody knows: the journal says nothing.
    pub is_unknown: bool,
}

/// What the tasks are found from.
pub struct Facts<'a> {
    pub council: &'a Council,
    pub today: NaiveDate,
    /// The local moment of now.
    pub now: NaiveDateTime,
    /// How many errors and warnings there are; none if every one of them is a task of its own.
    pub findings: (usize, usize),
    pub unannounced: Vec<MeetingId>,
    /// The meetings to which nobody could come, and whether they lack a link alone.
    pub without_whereabouts: Vec<(MeetingId, bool)>,
    /// How many files would change.
    pub stale: usize,
    /// The day whose members pages show, where others sit today, and how many.
    pub as_of: Option<(NaiveDate, usize)>,
    pub mail: Mail<'a>,
    /// Whether messages about a meeting are drafted.
    pub is_drafted: &'a dyn Fn(&Meeting) -> bool,
    /// The private files that are missing here.
    pub missing: Vec<&'static str>,
    pub minutes: &'a BTreeMap<MeetingId, MinutesStatus>,
    pub actions: &'a [Action],
    /// The subjects that were proposed and neither relayed nor closed; `None` where nobody can tell.
    pub proposals: Option<Vec<&'a SubjectProposal>>,
    /// The messages about each subject that was relayed from here; none without contacts or a journal that can be read.
    pub relays: Vec<UnsentRelays<'a>>,
    /// Whether an action is to be done by a member.
    pub owns: &'a dyn Fn(&Action, &Member) -> bool,
}

impl Task {
    /// Returns how much it presses.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::Findings { errors: 1.., .. }
            | Self::Unannounced { .. }
            | Self::StaleFiles { .. }
            | Self::BrokenJournal { .. }
            | Self::ForeignJournal { .. } => Urgency::Wrong,
            Self::Messages { state, early, .. } => match state {
                Reached::Outdated => Urgency::Wrong,
                Reached::Unsent if *early => Urgency::Soon,
                _ => Urgency::Now,
            },
            Self::Minutes {
                step: Step::Approve { early: true, .. },
                ..
            }
            | Self::MissingWhereabouts { early: true, .. }
            | Self::EndingMandate { .. } => Urgency::Soon,
            Self::Findings { .. }
            | Self::MissingPrivate { .. }
            | Self::MissingJournal { .. }
            | Self::OutdatedAgenda { .. }
            | Self::MissingWhereabouts { .. }
            | Self::PastProposed { .. }
            | Self::Minutes { .. }
            | Self::OverdueActions { .. }
            | Self::LeftActions { .. }
            | Self::Relays { .. }
            | Self::Subjects { .. }
            | Self::StaleAsOf { .. }
            | Self::MissingCalendar { .. } => Urgency::Now,
        }
    }

    /// Returns the one meeting that it is about.
    #[must_use]
    pub fn meeting(&self) -> Option<&MeetingId> {
        match self {
            Self::Unannounced { meetings } => match meetings.as_slice() {
                [meeting] => Some(meeting),
                _ => None,
            },
            Self::MissingJournal { meeting, .. }
            | Self::Messages { meeting, .. }
            | Self::OutdatedAgenda { meeting, .. }
            | Self::MissingWhereabouts { meeting, .. }
            | Self::PastProposed { meeting, .. }
            | Self::Minutes { meeting, .. } => Some(meeting),
            _ => None,
        }
    }

    /// Returns the member that it is about.
    #[must_use]
    pub fn member(&self) -> Option<&MemberId> {
        match self {
            Self::LeftActions { member, .. } | Self::EndingMandate { member, .. } => Some(member),
            _ => None,
        }
    }

    /// Returns the day that it is about.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::MissingJournal { on, .. }
            | Self::Messages { on, .. }
            | Self::OutdatedAgenda { on, .. }
            | Self::MissingWhereabouts { on, .. }
            | Self::PastProposed { on, .. }
            | Self::Minutes { on, .. } => Some(*on),
            Self::OverdueActions { since, .. } | Self::Subjects { since, .. } => Some(*since),
            Self::LeftActions { until, .. } | Self::EndingMandate { until, .. } => Some(*until),
            Self::Relays { received, .. } => Some(*received),
            _ => None,
        }
    }
}

/// Finds what there is to do, the most urgent first.
#[must_use]
pub fn tasks(facts: &Facts<'_>) -> Vec<Task> {
    let mut found = Vec::new();
    let (errors, warnings) = facts.findings;
    if errors > 0 {
        found.push(Task::Findings { errors, warnings });
    }
    if !facts.unannounced.is_empty() {
        let meetings = facts.unannounced.clone();
        found.push(Task::Unannounced { meetings });
    }
    if facts.stale > 0 {
        found.push(Task::StaleFiles { count: facts.stale });
    }
    let messages = facts.messages();
    // The journal is a task of its own where it is missed.
    let lost = |it: &Task| matches!(it, Task::MissingJournal { .. });
    let mut files = facts.missing.clone();
    if messages.iter().any(lost) {
        files.retain(|file| *file != SENT_FILE);
    }
    if !files.is_empty() {
        found.push(Task::MissingPrivate { files });
    }
    found.extend(messages);
    found.extend(facts.missing_whereabouts());
    found.extend(facts.past_proposed());
    found.extend(facts.minutes());
    found.extend(facts.actions());
    found.extend(facts.relays());
    found.extend(facts.subjects());
    found.extend(facts.missing_calendar());
    let as_of = facts.as_of;
    found.extend(as_of.map(|(as_of, count)| Task::StaleAsOf { as_of, count }));
    if errors == 0 && warnings > 0 {
        found.push(Task::Findings { errors, warnings });
    }
    found.extend(facts.ending_mandates());
    found.order_by_key(Task::urgency);
    found
}

impl Facts<'_> {
    /// The meetings that hold for `is`, by date.
    fn meetings(&self, is: impl Fn(&Meeting) -> bool) -> Vec<&Meeting> {
        let meetings = self.council.meetings.iter();
        let mut kept: Vec<&Meeting> = meetings.filter(|meeting| is(meeting)).collect();
        kept.order_by_key(|meeting| (meeting.slot, &meeting.id));
        kept
    }

    fn is_over(&self, meeting: &Meeting) -> bool {
        meeting.is_over(self.now)
    }

    /// Of the next meeting, and of every other one that somebody was told of: people may believe that
    /// one which is over is still to come.
    fn messages(&self) -> Vec<Task> {
        let (records, journal, unknown) = match self.mail {
            Mail::Nobody => return Vec::new(),
            Mail::Broken(line) => return vec![Task::BrokenJournal { line }],
            Mail::Foreign(council) => {
                let council = council.to_owned();
                return vec![Task::ForeignJournal { council }];
            }
            Mail::Known(records, journal, unknown) => (records, journal, unknown),
        };
        let lost = self.meetings(|it| !self.is_over(it) && unknown.contains(&it.uid));
        let lost = lost.first().map(|meeting| Task::MissingJournal {
            meeting: meeting.id.clone(),
            on: meeting.slot.date(),
        });
        let next = self.council.next_meeting(self.now);
        let next = next.map(|meeting| &meeting.id);
        let concerned = |meeting: &Meeting| {
            !unknown.contains(&meeting.uid)
                && (Some(&meeting.id) == next || journal.knows(&meeting.uid))
        };
        let meetings = self.meetings(concerned).into_iter();
        let about = meetings.flat_map(|meeting| self.messages_about(meeting, records, journal));
        lost.into_iter().chain(about).collect()
    }

    fn messages_about(
        &self,
        meeting: &Meeting,
        records: &PrivateRecords,
        journal: &Journal,
    ) -> Vec<Task> {
        // Only a kind that is asked for can be unfit.
        let asked = Asked {
            kind: None,
            to: &[],
            now: self.now,
        };
        let Ok(recipients) = recipients(self.council, meeting, records, journal, asked) else {
            return Vec::new();
        };
        let mut counts = [
            (Reached::Outdated, 0),
            (Reached::Unsent, 0),
            (Reached::Refused, 0),
            (Reached::Uncertain, 0),
        ];
        let mut count = |state| {
            let mut counts = counts.iter_mut();
            if let Some((_, count)) = counts.find(|(known, _)| *known == state) {
                *count += 1;
            }
        };
        for addressee in &recipients.addressees {
            count(if addressee.standing == DeliveryStatus::Refused {
                Reached::Refused
            } else if addressee.is_uninvited() {
                Reached::Unsent
            } else {
                Reached::Outdated
            });
        }
        for _ in &recipients.uncertain {
            count(Reached::Uncertain);
        }
        let on = meeting.slot.date();
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let agenda = Task::OutdatedAgenda {
            meeting: meeting.id.clone(),
            on,
            count: recipients.other_agenda,
        };
        let is_told = meeting.allows("outdated-agenda") || recipients.other_agenda == 0;
        counts
            .map(|(state, count)| Task::Messages {
                meeting: meeting.id.clone(),
                on,
                state,
                count,
                drafted: (self.is_drafted)(meeting),
                early: (on - self.today).num_days() > TIME_TO_INVITE,
            })
            .chain((!is_told).then_some(agenda))
            .collect()
    }

    fn missing_whereabouts(&self) -> impl Iterator<Item = Task> {
        self.without_whereabouts
            .iter()
            .filter_map(|(id, lacks_link_alone)| {
                let meeting = self.council.meeting(id.as_str())?;
                let on = meeting.slot.date();
                Some(Task::MissingWhereabouts {
                    meeting: id.clone(),
                    on,
                    lacks_link_alone: *lacks_link_alone,
                    early: (on - self.today).num_days() > TIME_TO_INVITE,
                })
            })
    }

    fn past_proposed(&self) -> Vec<Task> {
        let is =
            |meeting: &Meeting| meeting.status == Status::Proposed && meeting.is_past(self.today);
        let task = |meeting: &Meeting| Task::PastProposed {
            meeting: meeting.id.clone(),
            on: meeting.slot.date(),
        };
        self.meetings(is).into_iter().map(task).collect()
    }

    /// Minutes that were begun, and the lack of those of the last meeting and of any whose minutes are late,
    /// where `allow` does not say that there are to be none.
    fn minutes(&self) -> Vec<Task> {
        let held =
            self.meetings(|meeting| meeting.status == Status::Confirmed && self.is_over(meeting));
        let last = held.last().map(|meeting| &meeting.id);
        let step = |meeting: &Meeting| {
            let kept = self.minutes.get(&meeting.id).copied().unwrap_or_default();
            match kept.published {
                None if kept.drafted => Some(Step::Publish),
                None if meeting.allows("missing-minutes") => None,
                None => (Some(&meeting.id) == last || meeting.owes_minutes(self.today).is_some())
                    .then_some(Step::Draft),
                Some(Approval::Awaited) => {
                    let after = self.council.meeting_after(meeting);
                    Some(Step::Approve {
                        drafted: kept.drafted,
                        early: after.is_none_or(|after| !self.is_over(after)),
                    })
                }
                Some(Approval::Approved | Approval::Unsaid) => None,
            }
        };
        let held = held.into_iter();
        held.filter_map(|meeting| {
            Some(Task::Minutes {
                meeting: meeting.id.clone(),
                on: meeting.slot.date(),
                step: step(meeting)?,
            })
        })
        .collect()
    }

    fn actions(&self) -> Vec<Task> {
        let late = |action: &&Action| action.is_late(self.today);
        let deadlines = self.actions.iter().filter(late);
        let deadlines: Vec<NaiveDate> = deadlines.filter_map(|action| action.deadline).collect();
        let overdue = deadlines.iter().min().map(|since| Task::OverdueActions {
            count: deadlines.len(),
            since: *since,
        });
        let left = self.council.members.iter().filter_map(|member| {
            let until = member.terms.last()?.until()?;
            let open = self.actions.iter().filter(|action| action.is_open());
            let count = open.filter(|action| (self.owns)(action, member)).count();
            (until <= self.today && count > 0).then(|| Task::LeftActions {
                member: member.id.clone(),
                until,
                count,
            })
        });
        overdue.into_iter().chain(left).collect()
    }

    /// Of each subject, the messages that are not sent, then those that the server refused or that may not have
    /// arrived.
    fn relays(&self) -> impl Iterator<Item = Task> {
        self.relays.iter().flat_map(|unsent| {
            let count = |standing| {
                unsent
                    .standings
                    .iter()
                    .filter(|it| **it == standing)
                    .count()
            };
            let counts = if unsent.is_unknown {
                vec![(None, unsent.standings.len())]
            } else {
                vec![
                    (Some(Reached::Unsent), count(DeliveryStatus::Due)),
                    (Some(Reached::Refused), count(DeliveryStatus::Refused)),
                    (Some(Reached::Uncertain), count(DeliveryStatus::Uncertain)),
                ]
            };
            let counts = counts.into_iter().filter(|(_, count)| *count > 0);
            counts.map(|(state, count)| Task::Relays {
                subject: unsent.subject.id.clone(),
                title: unsent.subject.title.clone(),
                received: unsent.subject.received,
                state,
                count,
            })
        })
    }

    /// Those that wait, stage by stage.
    fn subjects(&self) -> impl Iterator<Item = Task> {
        let proposals = self.proposals.iter().flatten();
        let proposed = proposals.map(|it| (&it.id, it.received)).collect();
        let relayed = self.council.waiting();
        let relayed = relayed.map(|it| (&it.id, it.received)).collect();
        let held = self.council.awaiting_outcome(self.now);
        let held = held.map(|(it, meeting)| (&it.id, meeting.slot.end_date()));
        let all: [(SubjectStage, Vec<(&SubjectId, NaiveDate)>); 3] = [
            (SubjectStage::Proposed, proposed),
            (SubjectStage::Relayed, relayed),
            (SubjectStage::Held, held.collect()),
        ];
        all.into_iter().filter_map(|(stage, waiting)| {
            let only = Some(&waiting).filter(|waiting| waiting.len() == 1);
            Some(Task::Subjects {
                stage,
                subject: only.map(|only| only[0].0.clone()),
                count: waiting.len(),
                since: waiting.iter().map(|(_, day)| *day).min()?,
            })
        })
    }

    /// In autumn of the next year, before that of the year that has begun.
    fn missing_calendar(&self) -> Option<Task> {
        let planned = |cycle| {
            let mut meetings = self.council.meetings.iter();
            meetings.any(|it| it.cycle == cycle && it.status != Status::Cancelled)
        };
        let next = i32::from(self.today.month() >= PLANNING_MONTH);
        let cycle = self.today.year() + next;
        let is_empty = self.council.meetings.iter().all(|it| it.cycle != cycle);
        let has_model = is_empty && self.council.cycle_before(cycle).is_some();
        (!planned(cycle)).then_some(Task::MissingCalendar { cycle, has_model })
    }

    fn ending_mandates(&self) -> Vec<Task> {
        let horizon = self.today.checked_add_days(Days::new(HORIZON));
        let ending = self.council.ending_mandates(self.today, horizon);
        let task = |(until, member): (NaiveDate, &Member)| Task::EndingMandate {
            member: member.id.clone(),
            until,
        };
        ending.into_iter().map(task).collect()
    }
}

impl Council {
    /// Lists the members whose mandate ends after a day and does not go on, up to and including another
    /// day, each with the first day on which it is over, in order.
    #[must_use]
    pub fn ending_mandates(
        &self,
        today: NaiveDate,
        horizon: Option<NaiveDate>,
    ) -> Vec<(NaiveDate, &Member)> {
        let mut ending: Vec<(NaiveDate, &Member)> = Vec::new();
        for member in &self.members {
            let ends = member.terms.iter().filter_map(|term| term.until());
            let soon =
                ends.filter(|until| *until > today && horizon.is_none_or(|last| *until <= last));
            // A mandate that goes on is none that ends.
            let last = soon.filter(|until| !member.sits_on(*until)).max();
            ending.extend(last.map(|until| (until, member)));
        }
        ending.order_by_key(|(until, member)| (*until, &member.id));
        ending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_that_names_its_day_of_approval_is_approved() {
        let day = NaiveDate::from_ymd_opt(2025, 12, 11);
        for (approved_on, has_status, expected) in [
            (day, true, Approval::Approved),
            (day, false, Approval::Approved),
            (None, true, Approval::Awaited),
            (None, false, Approval::Unsaid),
        ] {
            assert_eq!(Approval::of(approved_on, has_status), expected);
        }
    }
}
