//! iCalendar (RFC 5545) in and out: events written byte by byte, and calendars of anybody read with
//! tolerance.

pub mod carried;
pub mod fold;
pub mod ics;
pub mod occurrences;
mod published;
mod read;
mod recurrence;
pub mod vtimezone;
mod zones;

pub use occurrences::{Agenda, LeftOut, Occurrence, Unread, Why, a_year_from, agenda};
pub use published::read;
pub use read::{Content, Moment, Published, PublishedEvent, Unreadable, contents, is_whole};
pub use zones::Zone;
