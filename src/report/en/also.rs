//! What stands under the second place of a finding, in English.

use super::{adopt, opinion};
use crate::problem::What;

/// Says what the second place is; empty where there is none.
#[must_use]
pub fn also(what: &What) -> &'static str {
    match what {
        What::DuplicateId { .. }
        | What::DuplicateUid { .. }
        | What::DuplicateNumber { .. }
        | What::BlockArgument { .. } => "first here",
        What::ConflictingKeys { .. } => "the other key",
        What::TermBackwards { .. } => "begins here",
        What::TermsOverlap => "the previous mandate",
        What::NamesOrder => "the previous name",
        What::EndBeforeStart { .. } => "starts here",
        What::RankOrder { .. } | What::OverlappingMeetings { .. } => "the other meeting",
        What::MovedFromOrder { .. } => "the previous date",
        What::SamePath { .. } => "this one comes first",
        What::UnsafePath { .. } => "the path of this meeting",
        What::NestedBlock { .. } => "the other begins here",
        What::UnclosedBlock { .. } => "ends another block",
        What::MisplacedMarker { .. } => "the block begins here",
        What::Opinion(fault) => opinion::also(fault),
        What::StrayBlockEnd { .. }
        | What::UnreadableFile { .. }
        | What::UncheckedFile { .. }
        | What::GitSilent { .. }
        | What::NotUtf8 { .. }
        | What::MergeConflict { .. }
        | What::Syntax { .. }
        | What::UnknownKey { .. }
        | What::MissingKey { .. }
        | What::WrongType { .. }
        | What::UnknownValue { .. }
        | What::OutOfRange { .. }
        | What::EmptyValue { .. }
        | What::ControlCharacter { .. }
        | What::InvalidText { .. }
        | What::UnknownCollege { .. }
        | What::CollegeOrder { .. }
        | What::FutureTerm { .. }
        | What::SkippedHour { .. }
        | What::AmbiguousHour { .. }
        | What::NumberGap { .. }
        | What::NonWorkingDay { .. }
        | What::MissingUpdated { .. }
        | What::UnknownCode { .. }
        | What::TemplateError { .. }
        | What::UnknownTemplate { .. }
        | What::UnknownVariable { .. }
        | What::UnknownBlock { .. }
        | What::UnannouncedChange { .. }
        | What::StaleUpdated { .. }
        | What::UidChanged { .. }
        | What::LostEvent { .. }
        | What::FeedChanged { .. }
        | What::ForeignContent { .. }
        | What::DroppedText { .. }
        | What::StaleFile { .. }
        | What::OrphanFile
        | What::PartialHistory
        | What::UnknownMember { .. }
        | What::UnknownMeeting { .. }
        | What::DuplicateContact { .. }
        | What::OwnAddress
        | What::UnfindableValue { .. }
        | What::WrittenPassword
        | What::PlainConnection
        | What::PrivateTracked { .. }
        | What::PrivateUnignored { .. }
        | What::MissingPrivateFile
        | What::JournalHeader { .. }
        | What::PrivateLeak { .. }
        | What::NamedContact
        | What::Minutes(_)
        | What::Meeting(_)
        | What::Page(_) => "",
        What::Adopt(doubt) => adopt::also(doubt),
    }
}
