//! One value of everything that can be wrong with opinions.

use super::{day, text};
use crate::problem::{DealingKind, LinkedKind, StateRule, What};

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
    samples.extend([false, true].map(|called_off| What::EarlyOpinion {
        date: day(2, 1),
        day: day(2, 2),
        called_off,
    }));
    samples.push(What::UnshownOpinion {
        opinion: text("2023-1"),
    });
    for kind in [LinkedKind::Opinion, LinkedKind::Subject] {
        samples.extend(
            [Some(text("2023-sujet-1")), None].map(|nearest| What::UnknownRecord { kind, nearest }),
        );
    }
    samples.extend(
        [LinkedKind::Opinion, LinkedKind::Subject].map(|by| What::OneSidedLink {
            by,
            subject: text("2023-sujet-1"),
            opinion: text("2023-1"),
            state: "adopted",
        }),
    );
    samples.extend(
        [DealingKind::Meeting, DealingKind::Opinion].map(|kind| What::LateReceipt {
            kind,
            received: day(2, 2),
            day: day(2, 1),
        }),
    );
    samples.push(What::UnlistedSubject {
        subject: text("2023-sujet-1"),
        meeting: text("2023-administrations-1"),
        item: text("Des formats ouverts"),
    });
    samples.push(What::FutureReceipt { date: day(2, 2) });
    samples.extend([Some(day(2, 1)), None].map(|relayed| What::SubjectMismatch { relayed }));
    samples
}
