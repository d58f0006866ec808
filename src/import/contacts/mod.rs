//! The contacts that a spreadsheet lists, and what they change of those that are known.
//!
//! Nothing is decided in silence: a row that is not taken says why, a column that is not read is named,
//! and who is not in the spreadsheet stays.

mod changes;
mod columns;
mod members;
mod rows;
mod sheet;

pub use changes::{Changes, Outcome, Shown, changes};
pub use members::{MemberNames, NotAMember};
pub use rows::{Illegible, Listed, ReadRow, RowFault, Spreadsheet, read};
