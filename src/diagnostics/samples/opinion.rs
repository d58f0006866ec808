//! One value of everything that can be wrong with opinions.

use super::{day, text};
use crate::problem::{LinkedKind, StateRule, What};

/// Returns at least one sample of every variant, in the order of the codes.
pub fn all() -> Vec<What> {
    let mut samples = vec![What::StatesOrder {
        earlier: day(2, 2),
        later: day(2, 1),
    }];
    samples.extend(
        [
            ("proposed", StateRule::First),
            ("adopted", StateRule::Adoption),
            ("submitted", StateRule::Submission),
            ("backed", StateRule::Backing),
            ("withdrawn", StateRule::Withdrawal),
            ("published", StateRule::Publication),
        ]
        .map(|(state, rule)| What::ImpossibleState { state, rule }),
    );
    samples.push(What::FutureState {
        state: "published",
        date: day(2, 2),
    });
    samples.extend([Some(day(2, 1)), None].map(|adopted| What::OpinionDate {
        date: day(2, 2),
        adopted,
    }));
    samples.push(What::UnshownOpinion {
        opinion: text("2023-1"),
    });
    for kind in [LinkedKind::Opinion, LinkedKind::Subject] {
        samples.extend(
            [Some(text("2023-sujet-1")), None].map(|nearest| What::UnknownRecord { kind, nearest }),
        );
    }
    samples.push(What::FutureReceipt { date: day(2, 2) });
    samples
}
