//! French as the public reads it: dates, hours, lists and agreement,
//! typography, public holidays, collation, acronyms; and the videoconferences of those who meet.
//!
//! Everything here is a function of its arguments alone: no clock, no
//! environment, no table of locales to load. What is returned is text for a
//! reader, never markup: escaping belongs to whoever puts it in a document.

pub mod acronyms;
pub mod articles;
pub mod collation;
pub mod dates;
pub mod holidays;
pub mod hours;
pub mod lists;
pub mod parse_dates;
pub mod school_holidays;
pub mod synonyms;
pub mod typography;
