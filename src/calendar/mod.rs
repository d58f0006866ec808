//! iCalendar (RFC 5545) in and out: events written byte by byte, and calendars of anybody read with
//! tolerance.

pub mod fold;
pub mod ics;
mod read;
pub mod vtimezone;

pub use read::{Content, Moment, Published, PublishedEvent, Unreadable, contents, is_whole, read};
