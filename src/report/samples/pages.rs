//! One value of everything that can be wrong with what anybody may read.

use super::text;
use crate::problem::{DeadEnd, PageFlaw, What};

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
    ];
    let mut samples: Vec<PageFlaw> = Vec::new();
    for why in ends {
        for nearest in [None, Some(text("evenements/a.ics"))] {
            let why = why.clone();
            samples.push(PageFlaw::DeadLink { why, nearest });
        }
    }
    samples.extend([
        PageFlaw::PrivateLink { service: "Zoom" },
        PageFlaw::PublicEmail {
            address: text("accueil@example.org"),
        },
        PageFlaw::HeadingOrder {
            level: 4,
            expected: 3,
            made: false,
        },
        PageFlaw::HeadingOrder {
            level: 4,
            expected: 3,
            made: true,
        },
        PageFlaw::LinkText { in_minutes: true },
        PageFlaw::LinkText { in_minutes: false },
    ]);
    samples.into_iter().map(What::Page).collect()
}
