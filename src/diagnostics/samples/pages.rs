//! One value of everything that can be wrong with what anybody may read.

use super::text;
use crate::problem::{DeadEnd, What};

/// Returns at least one sample of every variant, in the order of the codes.
pub fn all() -> Vec<What> {
    let ends = [
        DeadEnd::File {
            path: text("evenements/2023/a.ics"),
        },
        DeadEnd::Anchor {
            anchor: text("calendrier"),
            page: None,
        },
        DeadEnd::Anchor {
            anchor: text("calendrier"),
            page: Some(text("conseil.md")),
        },
        DeadEnd::Branch {
            written: text("master"),
            expected: text("main"),
        },
        DeadEnd::GivenUp {
            path: text("evenements/rdv-ancien.ics"),
        },
    ];
    let mut samples: Vec<What> = Vec::new();
    for why in ends {
        for nearest in [None, Some(text("evenements/a.ics"))] {
            let why = why.clone();
            samples.push(What::DeadLink { why, nearest });
        }
    }
    samples.extend([
        What::PrivateLink { service: "Zoom" },
        What::PublicEmail {
            address: text("accueil@example.org"),
        },
        What::HeadingOrder {
            level: 4,
            expected: 3,
            made: false,
        },
        What::HeadingOrder {
            level: 4,
            expected: 3,
            made: true,
        },
        What::LinkText,
    ]);
    samples
}
