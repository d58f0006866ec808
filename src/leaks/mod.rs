//! What of a text is private: the values of the private registries, and links of videoconferences.
//!
//! Every command that prints or publishes asks this room, and nothing else decides it. A text is read
//! in three steps, each of which knows where its parts come from: [`decoded`] makes text of bytes and
//! undoes escapes, [`fold`] takes away what may be written one way or another, and one automaton finds
//! in what is left where a value may stand; [`people`], [`values`] and [`conference`] say whether it
//! does. [`watch`] asks them about a file, a path or a text. The cost is linear in the text.

pub mod accepted;
pub mod attendance;
mod changes;
pub mod conference;
pub mod container;
mod decoded;
mod fold;
pub mod lexicon;
mod mapped;
mod names;
mod office;
mod people;
mod rtf;
mod shares;
pub mod telephone;
pub mod values;
pub mod watch;
mod words;

pub use values::is_findable;
