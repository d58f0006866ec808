//! One value of everything that can be overdue about a meeting.

use super::{day, text};
use crate::problem::What;

/// Returns at least one sample of every variant, in the order of the codes.
pub fn all() -> Vec<What> {
    let meeting = || text("2023-administrations-2");
    let mut samples: Vec<What> = [11, 14, 15, 16]
        .map(|changed| What::LateChange {
            meeting: meeting(),
            changed: day(9, changed),
            day: day(9, 15),
        })
        .into();
    samples.push(What::PastProposed {
        meeting: meeting(),
        date: day(9, 28),
    });
    samples.extend(
        [true, false].map(|lacks_link_alone| What::MissingWhereabouts {
            meeting: meeting(),
            lacks_link_alone,
        }),
    );
    samples.extend([1, 3].map(|count| What::OutdatedAgenda {
        meeting: meeting(),
        count,
    }));
    samples.push(What::MissingMinutes {
        meeting: meeting(),
        days: 42,
    });
    samples.extend([Some("cancelled"), None].map(|status| What::UnheldMinutes {
        meeting: meeting(),
        minutes: text("comptes-rendus/2023-administrations-2.md"),
        status,
    }));
    samples
}
