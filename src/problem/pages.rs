//! What can be wrong with what anybody may read: pages, and the files made of the registries.

use serde::Serialize;

use super::Severity;

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadEnd {
    /// There is no such file; its path from the root.
    File { path: String },
    /// The page has no such anchor; `page` is its path, unless it is the page of the link.
    Anchor {
        anchor: String,
        page: Option<String>,
    },
    /// The link names another branch than `[links] base`.
    Branch { written: String, expected: String },
}

problems! {
    /// One variant per thing that can be wrong with what anybody may read.
    PageFlaw, PAGE_CODES;

    /// A link to what is not in the repository; `nearest` is what to write instead.
    Warning "dead-link" DeadLink { why: DeadEnd, nearest: Option<String> }
    /// A link that opens the room of a videoconference, of which no word is repeated.
    Error "private-link" PrivateLink { service: &'static str }
    /// An address that is not the council's, in what is made of the registries.
    Warning "public-email" PublicEmail { address: String }
    /// A heading more than one level below the one before; `made` by a block.
    Warning "heading-order" HeadingOrder { level: u8, expected: u8, made: bool }
    /// A link that does not say where it leads.
    ///
    /// Minutes are corrected before they are published; of a page it is a remark.
    Error "link-text" (if in_minutes) LinkText { in_minutes: bool }
}
