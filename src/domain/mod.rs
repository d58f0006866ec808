//! The council and its records, valid by construction: only `registry` makes them.

pub mod action;
mod answer;
mod change;
mod clock;
mod contact;
mod council;
mod email_address;
mod id;
mod invitation;
mod meeting;
mod member;
mod notice;
mod opinion;
mod proposer;
mod purge;
mod quorum;
mod recipients;
pub mod report;
mod sending;
mod series;
mod server;
mod subject;
pub mod task;
mod year_plan;

pub use answer::{
    Answer, Correspondents, Foreseen, ForeseenMember, ImpossibleProxy, Judgement, MemberAnswer,
    ReceivedContent, ReceivedMessage, Replies, Reply, ReplyAttendee, ReplyEvent, ReplyReason,
    ReplyResult, StandingAnswer, foreseen, note,
};
pub use change::{CalendarState, HIGHEST_SEQUENCE, MeetingEdit, Refusal, Stood};
pub use clock::Clock;
pub use contact::{
    Contact, JoinLinks, LONGEST_NAME, Lack, Private, PrivateRecords, Reachable, Role, reachable,
};
pub use council::{College, Council, PathTemplate, Paths, Typography, Withdrawn};
pub use email_address::email_address;
pub use id::{
    CollegeId, CouncilId, LONGEST_SLUG, MeetingId, MemberId, OpinionId, SubjectId, breaks_line,
    is_slug, is_uid, natural_key,
};
pub use invitation::{
    Delivery, DeliveryState, Field, Identity, Journal, JournalEntry, LinkHash, LinkKey,
    MessageKind, NotifiedVersion, Parties, Party, ToldLink, identity,
};
pub use meeting::{AgendaItem, MINUTES_DUE, Meeting, MeetingSpans, Slot, Status, YEARS};
pub use member::{FormerName, Member, MemberSpans, Term};
pub use notice::{Change, EventText, Kind, NOTICE, Period, is_far, is_late};
pub use opinion::{Document, History, Majority, Opinion, OpinionSpans, Outcome, State, Step};
pub use proposer::Proposer;
pub use purge::{Purge, Retention};
pub use quorum::{AttendanceSheet, Holder, ProxyFault, Quorum, QuorumRule};
pub use recipients::{
    Addressee, Asked, Before, InvalidKind, Invited, Recipients, Uncertain, are_contacts_lost,
    forgetting, invited, recipients,
};
pub use sending::{DeliveryStatus, RelayDelivery, ResendFilter};
pub use series::NewRank;
pub use server::{
    Auth, ImapSettings, Login, PasswordSource, Protocol, Security, Server, SmtpSettings, bearer,
    is_loopback,
};
pub use subject::{
    ProposalMessage, Subject, SubjectProposal, SubjectSpans, SubjectState, WaitingSubjects,
};
pub use year_plan::{Hindrance, Proposal, Unplannable, Wishes, YearPlan};
