//! The council and its records, valid by construction: only `registry` makes them.

pub mod action;
mod change;
mod clock;
mod contact;
mod council;
mod email_address;
mod id;
mod invitation;
pub mod matter;
mod meeting;
mod member;
mod notice;
mod opinion;
mod round;
mod sending;
mod series;
mod smtp;

pub use change::{Refusal, Seen, Stood};
pub use clock::Clock;
pub use contact::{Contact, JoinLinks, Lack, Private, PrivateRecords, Role};
pub use council::{College, Council, PathTemplate, Paths, Typography, Withdrawn};
pub use email_address::email_address;
pub use id::{CollegeId, CouncilId, MeetingId, MemberId, OpinionId, is_slug, is_uid};
pub use invitation::{
    Delivery, DeliveryState, Field, Journal, LinkHash, LinkKey, MessageKind, Told, ToldLink,
};
pub use meeting::{AgendaItem, Meeting, MeetingSpans, Slot, Status, YEARS};
pub use member::{FormerName, Member, MemberSpans, Term};
pub use notice::{Change, EventText, Kind, NOTICE, Period, is_late};
pub use opinion::{Document, History, Majority, Opinion, OpinionSpans, Outcome, State, Step};
pub use round::{
    Addressee, Asked, Before, Invited, Round, Uncertain, Unfit, forgetting, invited, round,
};
pub use sending::{Again, Standing};
pub use series::NewRank;
pub use smtp::{Login, PasswordSource, Security, SmtpSettings, is_loopback};
