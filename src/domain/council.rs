//! The council as a whole.

use std::collections::BTreeMap;

use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone};
use chrono_tz::Tz;
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{
    CollegeId, CouncilId, Meeting, Member, Opinion, QuorumRule, Slot, Status, Subject, SubjectState,
};
use crate::locale::holidays::HolidayRegion;
use crate::source::Span;

/// A council: what both registries say, once every record has been found sound.
#[derive(Clone, Debug)]
pub struct Council {
    pub id: CouncilId,
    pub name: String,
    /// The article of its name (le, la, l', les, aucun), where the registry says it.
    pub article: Option<String>,
    pub acronym: String,
    /// The organisation that runs the council.
    pub convener: String,
    /// The article of that name.
    pub convener_article: Option<String>,
    /// The public address of the secretariat; an [`email_address`](super::email_address).
    pub contact: String,
    /// The page about the council.
    pub url: Option<String>,
    /// Where answers go, if not to `contact`; an [`email_address`](super::email_address).
    pub reply_to: Option<String>,
    /// All dates and hours of the registries are local to it.
    pub timezone: Tz,
    /// Whose public holidays are days off.
    pub holidays: HolidayRegion,
    pub typography: Typography,
    /// The day whose members the pages show; without one, all whose mandate has no end written.
    pub as_of: Option<NaiveDate>,
    pub quorum: Option<QuorumRule>,
    /// How many proxies one member may hold, if the council has such a rule.
    pub proxies: Option<usize>,
    /// In the order of the registry.
    pub colleges: Vec<College>,
    /// In the order of the registry.
    pub members: Vec<Member>,
    /// In the order of the registry.
    pub meetings: Vec<Meeting>,
    /// In the order of the registry.
    pub opinions: Vec<Opinion>,
    pub subjects: Vec<Subject>,
    pub paths: Paths,
    pub withdrawn: Withdrawn,
    /// The public URL of the folder of the registries, with its final `/`.
    pub links_base: Option<String>,
}

/// One college of a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct College {
    pub id: CollegeId,
    /// As in "réunion administrations et écosystème".
    pub name: String,
}

/// Which spaces stand before double punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Typography {
    /// Ordinary spaces.
    Plain,
    /// U+00A0 before `: ; ? !` and inside « ».
    French,
}

/// Where each artefact lies: templates over `council` and `meeting`.
#[derive(Clone, Debug)]
pub struct Paths {
    pub page: PathTemplate,
    pub calendar: PathTemplate,
    pub event: PathTemplate,
    pub minutes: PathTemplate,
    pub draft: PathTemplate,
}

/// What was published once and is given up on purpose, so that nobody asks for it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawn {
    /// The paths of calendars of all meetings under which people may have subscribed.
    pub calendars: Vec<String>,
    /// The UIDs of events.
    pub events: Vec<String>,
}

impl Withdrawn {
    /// Takes out what is published again: the UIDs of the meetings, and the path of the calendar.
    /// Returns what was taken out.
    pub fn take_published(&mut self, meetings: &[Meeting], calendar: Option<&str>) -> Vec<String> {
        let calendars = self
            .calendars
            .extract_if(.., |it| Some(it.as_str()) == calendar);
        let mut taken: Vec<String> = calendars.collect();
        let is_live = |uid: &mut String| meetings.iter().any(|it| it.uid == *uid);
        taken.extend(self.events.extract_if(.., is_live));
        taken
    }
}

/// The template of a path, and where it is written if it is no default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    pub text: String,
    pub span: Option<Span>,
}

impl Council {
    /// Whether an address is the council's own; addresses are compared without case.
    #[must_use]
    pub fn owns(&self, email: &str) -> bool {
        let own = [Some(&self.contact), self.reply_to.as_ref()];
        let mut own = own.into_iter().flatten();
        own.any(|own| own.eq_ignore_ascii_case(email))
    }

    /// Returns the address that answers go to.
    #[must_use]
    pub fn answers_to(&self) -> &str {
        self.reply_to.as_ref().unwrap_or(&self.contact)
    }

    /// Whether pages show a member where they name no day: no clock decides it.
    #[must_use]
    pub fn shows(&self, member: &Member) -> bool {
        self.as_of.map_or(member.sits(), |day| member.sits_on(day))
    }

    /// Lists the names of all members, former ones too, and of the convener.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let members = self.members.iter().flat_map(Member::names);
        members.chain([self.convener.as_str()])
    }

    /// Returns the college of that id.
    #[must_use]
    pub fn college(&self, id: &CollegeId) -> Option<&College> {
        self.colleges.iter().find(|college| college.id == *id)
    }

    /// Returns the member of that id.
    #[must_use]
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.id.as_str() == id)
    }

    /// Returns the meeting of that id.
    #[must_use]
    pub fn meeting(&self, id: &str) -> Option<&Meeting> {
        self.meetings
            .iter()
            .find(|meeting| meeting.id.as_str() == id)
    }

    /// Returns the day of the first meeting from `on` that a member was called to and that is over
    /// `now`, a local time.
    #[must_use]
    pub fn sat_since(
        &self,
        member: &Member,
        on: NaiveDate,
        now: NaiveDateTime,
    ) -> Option<NaiveDate> {
        let held = self.meetings.iter().filter(|meeting| {
            let slot = meeting.slot;
            meeting.status == Status::Confirmed && slot.date() >= on && slot.ends_at() <= now
        });
        let sat = held.filter(|meeting| meeting.calls(member));
        sat.map(|meeting| meeting.slot.date()).min()
    }

    /// Returns every meeting by its id.
    #[must_use]
    pub fn meetings_by_id(&self) -> BTreeMap<&str, &Meeting> {
        self.meetings
            .iter()
            .map(|meeting| (meeting.id.as_str(), meeting))
            .collect()
    }

    /// Whether a meeting gathers every college.
    #[must_use]
    pub fn is_plenary(&self, meeting: &Meeting) -> bool {
        meeting.colleges.len() == self.colleges.len()
    }

    /// Returns the council with a subject changed, or added behind the others.
    #[must_use]
    pub fn with_subject(&self, new: &Subject) -> Self {
        let mut council = self.clone();
        let found = council.subjects.iter_mut().find(|it| it.id == new.id);
        match found {
            Some(old) => *old = new.clone(),
            None => council.subjects.push(new.clone()),
        }
        council
    }

    /// Returns the meeting that deals with a subject, if it takes place and, as long as the subject is scheduled, has
    /// it on its agenda.
    #[must_use]
    pub fn dealing_with(&self, subject: &Subject) -> Option<&Meeting> {
        let meeting = self.meeting(subject.meeting.as_ref()?.as_str());
        let is_scheduled = subject.state == SubjectState::Scheduled;
        meeting.filter(|it| it.takes_place() && (!is_scheduled || it.has_item(subject.item())))
    }

    /// Returns the meeting on whose agenda a subject is and which is still to come at a local time, even if it was
    /// postponed.
    #[must_use]
    pub fn upcoming_meeting_of(&self, subject: &Subject, now: NaiveDateTime) -> Option<&Meeting> {
        let meeting = self.meeting(subject.meeting.as_ref()?.as_str());
        meeting.filter(|meeting| {
            let is_to_come = meeting.status != Status::Cancelled && !meeting.is_over(now);
            is_to_come && meeting.has_item(subject.item())
        })
    }

    /// Returns the opinion that a subject names.
    #[must_use]
    pub fn answer(&self, subject: &Subject) -> Option<&Opinion> {
        let mut opinions = self.opinions.iter();
        opinions.find(|it| subject.opinion.as_ref() == Some(&it.id))
    }

    /// Whether nothing more is to come of a subject: it was closed, or has an opinion that was not withdrawn.
    #[must_use]
    pub fn is_done_with(&self, subject: &Subject) -> bool {
        match subject.state {
            SubjectState::Relayed | SubjectState::Scheduled => false,
            SubjectState::Opinion => self.answer(subject).is_none_or(|it| !it.is_withdrawn()),
            SubjectState::Closed => true,
        }
    }

    /// Whether a subject waits: it is neither on the agenda of a meeting that takes place nor done with.
    #[must_use]
    pub fn leaves_waiting(&self, subject: &Subject) -> bool {
        let is_scheduled = subject.state == SubjectState::Scheduled;
        let is_dealt_with = is_scheduled && self.dealing_with(subject).is_some();
        !is_dealt_with && !self.is_done_with(subject)
    }

    /// Lists the subjects that wait.
    pub fn waiting(&self) -> impl Iterator<Item = &Subject> + Clone {
        let subjects = self.subjects.iter();
        subjects.filter(|subject| self.leaves_waiting(subject))
    }

    /// Lists the subjects that a meeting dealt with which is over at a local time, each with that meeting, of which
    /// there is neither an opinion nor a reason why they are closed.
    pub fn awaiting_outcome(
        &self,
        now: NaiveDateTime,
    ) -> impl Iterator<Item = (&Subject, &Meeting)> {
        let scheduled = self.subjects.iter();
        let scheduled = scheduled.filter(|it| it.state == SubjectState::Scheduled);
        scheduled.filter_map(move |subject| {
            let meeting = self.dealing_with(subject)?;
            meeting.is_over(now).then_some((subject, meeting))
        })
    }

    /// Returns the colleges that voted on an opinion.
    pub fn voters(&self, opinion: &Opinion) -> impl Iterator<Item = &College> {
        let voted = |college: &&College| {
            opinion.colleges.is_empty() || opinion.colleges.contains(&college.id)
        };
        self.colleges.iter().filter(voted)
    }

    /// Returns a local time with its offset, `None` in the hour that the clocks skip.
    ///
    /// Of an hour that comes twice, the first is meant (RFC 5545, 3.3.5).
    #[must_use]
    pub fn zoned(&self, local: NaiveDateTime) -> Option<DateTime<Tz>> {
        match self.timezone.from_local_datetime(&local) {
            MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => Some(moment),
            MappedLocalTime::None => None,
        }
    }

    /// Writes a local time with its offset from UTC (RFC 3339), `None` in the hour that the clocks skip.
    #[must_use]
    pub fn rfc3339(&self, local: NaiveDateTime) -> Option<String> {
        let zoned = self.zoned(local)?;
        Some(zoned.to_rfc3339_opts(SecondsFormat::Secs, false))
    }

    /// Returns the meeting of just these colleges that is to take place, or took place, at a slot.
    #[must_use]
    pub fn meeting_at(&self, colleges: &[CollegeId], slot: Slot) -> Option<&Meeting> {
        let mut meetings = self.meetings.iter();
        meetings.find(|meeting| {
            meeting.takes_place() && meeting.slot == slot && meeting.colleges == colleges
        })
    }

    /// Returns the next meeting that takes place and is not over by `now`, a local time.
    #[must_use]
    pub fn next_meeting(&self, now: NaiveDateTime) -> Option<&Meeting> {
        self.meetings
            .iter()
            .filter(|meeting| meeting.takes_place() && !meeting.is_over(now))
            .min_by_key(|meeting| (meeting.slot, &meeting.id))
    }

    /// Returns the next meeting that does not take place and would not be over by `now`, a local time.
    #[must_use]
    pub fn next_called_off(&self, now: NaiveDateTime) -> Option<&Meeting> {
        self.meetings
            .iter()
            .filter(|meeting| !meeting.takes_place() && !meeting.is_over(now))
            .min_by_key(|meeting| (meeting.slot, &meeting.id))
    }

    /// Returns the last meeting that had begun by `now`, a local time, and takes place.
    #[must_use]
    pub fn last_meeting(&self, now: NaiveDateTime) -> Option<&Meeting> {
        self.meetings
            .iter()
            .filter(|meeting| meeting.takes_place() && meeting.slot.starts_at() <= now)
            .max_by_key(|meeting| (meeting.slot, &meeting.id))
    }

    /// Lists the meetings not over yet that do not take place, before another one.
    pub fn called_off_before(
        &self,
        next: &Meeting,
        now: NaiveDateTime,
    ) -> impl Iterator<Item = &Meeting> {
        let before = self
            .meetings
            .iter()
            .filter(move |it| it.slot < next.slot && !it.is_over(now));
        before.filter(|it| !it.takes_place())
    }

    /// Returns the first meeting after another one that takes place and gathers one of its colleges.
    #[must_use]
    pub fn meeting_after(&self, meeting: &Meeting) -> Option<&Meeting> {
        let gathers = |next: &Meeting| {
            let mut colleges = next.colleges.iter();
            colleges.any(|college| meeting.colleges.contains(college))
        };
        self.meetings
            .iter()
            .filter(|next| next.takes_place() && next.slot > meeting.slot && gathers(next))
            .min_by_key(|next| (next.slot, &next.id))
    }
}
