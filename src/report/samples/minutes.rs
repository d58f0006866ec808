//! One value of everything that can be wrong with minutes.

use super::{day, text};
use crate::problem::{
    Fact, Flaw, FrontMatterFault, MarkFault, MissingPart, PrivateKind, Residue, Spacing, What,
};

/// Returns at least one sample of every variant, in the order of the codes.
pub fn all() -> Vec<What> {
    let mut samples = vec![Flaw::Unidentified];
    samples.extend(
        [
            Fact::Meeting,
            Fact::Date,
            Fact::Hours,
            Fact::Colleges,
            Fact::Rank,
            Fact::Online,
        ]
        .map(|fact| Flaw::Mismatch {
            fact,
            written: text("2023-09-15"),
            expected: text("2023-09-28"),
        }),
    );
    samples.extend(
        [FrontMatterFault::Lost, FrontMatterFault::Unread].map(|fault| Flaw::FrontMatter { fault }),
    );
    samples.extend([Some(text("redaction")), None].map(|key| Flaw::LeftOut { key }));
    samples.extend(
        [
            MissingPart::Attendance,
            MissingPart::Decisions,
            MissingPart::Actions,
            MissingPart::NextMeeting,
        ]
        .map(|part| Flaw::MissingPart { part }),
    );
    samples.extend([
        Flaw::MisspeltName {
            written: text("Adullact"),
            expected: text("ADULLACT"),
        },
        Flaw::UnknownOrganisation {
            name: text("Mairie"),
            nearest: None,
            attends: true,
        },
        Flaw::UnknownOrganisation {
            name: text("AMUEE"),
            nearest: Some(text("AMUE")),
            attends: false,
        },
        Flaw::NotSitting {
            member: text("AMUE"),
            date: day(9, 28),
        },
        Flaw::DateWithoutYear,
        Flaw::ImpossibleDate,
        Flaw::WrongWeekday { date: day(9, 28) },
        Flaw::RepeatedWord { word: text("la") },
        Flaw::RunTogether,
        Flaw::TrailingColon,
        Flaw::FrenchSpacing {
            spacing: Spacing::Missing,
        },
        Flaw::FrenchSpacing {
            spacing: Spacing::Breakable(1),
        },
        Flaw::FrenchSpacing {
            spacing: Spacing::Breakable(12),
        },
        Flaw::WebResidue,
    ]);
    samples.extend(
        [Residue::Comment, Residue::Change, Residue::Markup]
            .map(|residue| Flaw::OfficeResidue { residue }),
    );
    samples.extend([
        Flaw::Placeholder,
        Flaw::EmptySection {
            heading: text("Questions diverses"),
        },
    ]);
    samples.extend(
        [(true, true), (true, false), (false, true)]
            .map(|(owner, deadline)| Flaw::IncompleteAction { owner, deadline }),
    );
    samples.extend(
        [
            MarkFault::Unclosed,
            MarkFault::StrayEnd,
            MarkFault::Misspelt,
            MarkFault::InCode,
            MarkFault::Title,
            MarkFault::Heading,
            MarkFault::OpenComment,
            MarkFault::OtherComment,
            MarkFault::Nested,
        ]
        .map(|fault| Flaw::PrivateMark { fault }),
    );
    samples.push(Flaw::MarksGone);
    samples.extend(
        [PrivateKind::Name, PrivateKind::Email, PrivateKind::JoinLink]
            .map(|kind| Flaw::UnmarkedPrivate { kind }),
    );
    samples.into_iter().map(What::Minutes).collect()
}
