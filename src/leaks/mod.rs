//! What of a text is private: the values of the private registries, and links of videoconferences.

pub mod conference;
pub mod folded;
pub mod values;
pub mod watch;
