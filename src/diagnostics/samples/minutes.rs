//! One value of everything that can be wrong with minutes.

use super::{day, text};
use crate::problem::{
    AttendanceFault, Fact, FrontMatterFault, LeftOut, LostMarks, MarkFault, MissingPart,
    PrivateKind, Residue, Spacing, What,
};

/// Returns at least one sample of every variant, in the order of the codes.
#[expect(clippy::too_many_lines, reason = "one sample per finding")]
pub fn all() -> Vec<What> {
    let mut samples = vec![What::Unidentified];
    samples.extend([None, Some("cancelled"), Some("postponed")].map(|status| {
        What::MeetingNotHeld {
            date: day(9, 28),
            status,
        }
    }));
    samples.push(What::MissingAgendaItem {
        title: text("Budget"),
    });
    samples.extend(
        [
            Fact::Meeting,
            Fact::Date,
            Fact::Hours,
            Fact::Colleges,
            Fact::Rank,
            Fact::Online,
            Fact::Next,
            Fact::Planned,
            Fact::Title,
            Fact::Quorum,
        ]
        .map(|fact| What::Mismatch {
            fact,
            written: text("2023-09-15"),
            expected: text("2023-09-28"),
        }),
    );
    samples.extend(
        [
            FrontMatterFault::Lost,
            FrontMatterFault::Unread,
            FrontMatterFault::Foreign,
            FrontMatterFault::Second,
        ]
        .map(|fault| What::FrontMatter { fault }),
    );
    samples.extend([
        What::LeftOut {
            part: LeftOut::Key,
            key: Some(text("redaction")),
        },
        What::LeftOut {
            part: LeftOut::Comment,
            key: None,
        },
        What::LeftOut {
            part: LeftOut::Aside,
            key: None,
        },
        What::LeftOut {
            part: LeftOut::Remark,
            key: None,
        },
        What::LeftOut {
            part: LeftOut::Guest,
            key: None,
        },
        What::LeftOut {
            part: LeftOut::Persons,
            key: Some(text("1")),
        },
        What::LeftOut {
            part: LeftOut::Persons,
            key: Some(text("3")),
        },
    ]);
    samples.extend(
        [
            MissingPart::Attendance,
            MissingPart::Decisions,
            MissingPart::Actions,
            MissingPart::NextMeeting,
        ]
        .map(|part| What::MissingPart { part }),
    );
    samples.extend([
        What::MisspeltName {
            written: text("Adullact"),
            expected: text("ADULLACT"),
        },
        What::UnknownOrganisation {
            name: text("Mairie"),
            nearest: None,
            attends: true,
        },
        What::UnknownOrganisation {
            name: text("AMUEE"),
            nearest: Some(text("AMUE")),
            attends: false,
        },
        What::NotSitting {
            member: text("AMUE"),
            date: day(9, 28),
        },
        What::AttendedTwice {
            member: text("AMUE"),
            differs: true,
        },
        What::AttendedTwice {
            member: text("AMUE"),
            differs: false,
        },
        What::UnlistedMembers {
            members: vec![text("AMUE")],
        },
        What::UnlistedMembers {
            members: vec![text("AMUE"), text("APRIL")],
        },
        What::ProxyHolder {
            member: text("AMUE"),
            holder: text("APRIL"),
            is_away: true,
        },
        What::ProxyHolder {
            member: text("AMUE"),
            holder: text("DINUM"),
            is_away: false,
        },
        What::TooManyProxies {
            holder: text("APRIL"),
            held: 2,
            most: 1,
        },
        What::TooManyProxies {
            holder: text("APRIL"),
            held: 1,
            most: 0,
        },
        What::QuorumNotReached {
            required: 8,
            counted: 7,
            members: 15,
            void: 0,
        },
        What::QuorumNotReached {
            required: 1,
            counted: 0,
            members: 1,
            void: 1,
        },
        What::QuorumNotReached {
            required: 3,
            counted: 1,
            members: 5,
            void: 2,
        },
        What::UnfilledAttendance {
            fault: AttendanceFault::Unticked,
        },
        What::UnfilledAttendance {
            fault: AttendanceFault::Unread,
        },
        What::UnfilledAttendance {
            fault: AttendanceFault::NoBoxes,
        },
        What::UnfilledAttendance {
            fault: AttendanceFault::Contradicted,
        },
        What::UnfilledAttendance {
            fault: AttendanceFault::HalfBoxed,
        },
        What::UnfilledAttendance {
            fault: AttendanceFault::Unclear,
        },
        What::DateWithoutYear,
        What::ImpossibleDate,
        What::WrongWeekday { date: day(9, 28) },
        What::RepeatedWord { word: text("la") },
        What::RunTogether,
        What::TrailingColon,
        What::FrenchSpacing {
            spacing: Spacing::Missing,
        },
        What::FrenchSpacing {
            spacing: Spacing::Breakable(1),
        },
        What::FrenchSpacing {
            spacing: Spacing::Breakable(12),
        },
        What::FrenchSpacing {
            spacing: Spacing::SoftHyphen,
        },
        What::WebResidue,
    ]);
    samples.extend(
        [
            Residue::Comment,
            Residue::Change,
            Residue::Markup,
            Residue::Struck,
        ]
        .map(|residue| What::OfficeResidue { residue }),
    );
    samples.extend([
        What::Placeholder { certain: true },
        What::Placeholder { certain: false },
        What::EmptySection {
            heading: text("Questions diverses"),
        },
    ]);
    samples.extend(
        [Some(text("la charte est adoptée.")), None].map(|text| What::UnmarkedDecision { text }),
    );
    samples.push(What::UnmarkedAction);
    samples.extend(
        [(true, true), (true, false), (false, true)]
            .map(|(owner, deadline)| What::IncompleteAction { owner, deadline }),
    );
    samples.extend(mark_faults().map(|fault| What::PrivateMark { fault }));
    samples.extend(
        [LostMarks::Bare, LostMarks::Named, LostMarks::Checked]
            .map(|lost| What::MarksGone { lost }),
    );
    samples.extend(
        [
            PrivateKind::Name,
            PrivateKind::Attendee,
            PrivateKind::Email,
            PrivateKind::JoinLink,
            PrivateKind::Share,
        ]
        .map(|kind| What::UnmarkedPrivate { kind, owner: None }),
    );
    samples.push(What::UnmarkedPrivate {
        kind: PrivateKind::Name,
        owner: Some("Archives d'exemple".to_owned()),
    });
    samples
}

fn mark_faults() -> [MarkFault; 12] {
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
        MarkFault::HtmlHeading,
        MarkFault::SharedDefinition,
        MarkFault::UnusedDefinition,
    ]
}
