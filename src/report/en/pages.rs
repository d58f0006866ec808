//! What is said of pages and of the files made of the registries, in English.

use crate::problem::{DeadEnd, PageFlaw};
use crate::report::quote::{quoted, whole};

/// Says what is wrong, in one sentence.
pub fn headline(flaw: &PageFlaw) -> String {
    match flaw {
        PageFlaw::DeadLink { why, .. } => match why {
            DeadEnd::File { .. } => "the link leads to a file that is not there".to_owned(),
            DeadEnd::Anchor { page: None, .. } => {
                "the link leads to a heading that is not there".to_owned()
            }
            DeadEnd::Anchor {
                page: Some(page), ..
            } => format!("the link leads to a heading that {} has not", quoted(page)),
            DeadEnd::Branch { written, .. } => {
                format!("the link leads to the branch {}", quoted(written))
            }
        },
        PageFlaw::PrivateLink { service } => {
            let service = if service.is_empty() {
                "the server of your own meetings"
            } else {
                service
            };
            format!("a link of a videoconference ({service}) is public")
        }
        PageFlaw::PublicEmail { address } => {
            format!(
                "the address {} is public, and is not the council's",
                quoted(address)
            )
        }
        PageFlaw::HeadingOrder {
            level, expected, ..
        } => format!("a heading of level {level} comes where one of level {expected} should"),
        PageFlaw::LinkText { .. } => "the link does not say where it leads".to_owned(),
    }
}

/// Says what the carets point at; may be empty.
pub fn label(flaw: &PageFlaw) -> String {
    match flaw {
        PageFlaw::DeadLink { why, .. } => match why {
            DeadEnd::File { path } => format!("no file {}", quoted(path)),
            DeadEnd::Anchor { anchor, .. } => format!("no heading gives {}", quoted(anchor)),
            DeadEnd::Branch { expected, .. } => {
                format!("`base` of `[links]` is on {}", quoted(expected))
            }
        },
        PageFlaw::PrivateLink { .. } | PageFlaw::LinkText { .. } => String::new(),
        PageFlaw::PublicEmail { .. } => "written into what `cll build` makes".to_owned(),
        PageFlaw::HeadingOrder { level, .. } => format!("level {level}"),
    }
}

/// Says what to do about it.
pub fn help(flaw: &PageFlaw) -> String {
    match flaw {
        PageFlaw::DeadLink {
            nearest: Some(nearest),
            ..
        } => format!("did you mean {}?", whole(nearest)),
        PageFlaw::DeadLink { nearest: None, why } => match why {
            DeadEnd::File { .. } => {
                "write the path of a file of the repository, as seen from this page"
            }
            DeadEnd::Anchor { .. } => {
                "write the heading in lower case, without its punctuation, with `-` for each space"
            }
            DeadEnd::Branch { .. } => "write the address as it begins in `base`",
        }
        .to_owned(),
        PageFlaw::PrivateLink { .. } => {
            "take it out, have another room opened, and write its link \
             into `private/meetings.toml`; what was pushed is known, and stays in the history"
                .to_owned()
        }
        PageFlaw::PublicEmail { .. } => "write another address, or none; if it is meant, a \
             record says so by `allow = [\"public-email\"]`"
            .to_owned(),
        PageFlaw::HeadingOrder {
            expected,
            made: false,
            ..
        } => {
            let marks = "#".repeat(usize::from(*expected));
            format!("begin it with {}", quoted(marks))
        }
        PageFlaw::HeadingOrder {
            expected,
            made: true,
            ..
        } => format!(
            "add {} to this marker, or mend the template of the block",
            quoted(format!("heading=\"{expected}\""))
        ),
        PageFlaw::LinkText { .. } => "make a link of words that say where it leads".to_owned(),
    }
}
