//! What the terminal says, in English.

mod adopt;
mod also;
mod help;
mod meetings;
mod minutes;
mod opinion;
mod pages;
mod words;

use super::quote::{cut, quoted, quoted_character};
use crate::problem::{
    AddressFault, ArgumentFault, DayOff, FeedChange, ForeignContent, HeaderFlaw, PrivateKind,
    Silence, TemplateFault, TextKind, Unreadable, Unsafe, What,
};

pub use also::also;
pub use help::help;
use words::{character_name, found_kind, shown, unprintable_kind, value_kind};

/// Says what is wrong, in one sentence.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per finding")]
pub fn headline(what: &What) -> String {
    match what {
        What::UnreadableFile { why } => match why {
            Unreadable::Missing => "the file is missing".to_owned(),
            Unreadable::Directory => "this is a folder, not a file".to_owned(),
            Unreadable::Denied => "reading the file is not permitted".to_owned(),
            Unreadable::TooLarge { limit } => {
                format!("the file is larger than {} MiB", limit / (1024 * 1024))
            }
            Unreadable::NotInClone => "git has no content of this file here".to_owned(),
            Unreadable::Other(detail) => format!("the file cannot be read: {}", cut(detail)),
        },
        What::UncheckedFile { limit } => format!(
            "the file is larger than {} MiB, and was not searched for what is private",
            limit / (1024 * 1024)
        ),
        What::GitSilent { why } => match why {
            Silence::Missing => "git cannot be run, and this is a git repository".to_owned(),
            Silence::Owner { .. } => {
                "git does not read this repository: it belongs to another user".to_owned()
            }
            Silence::Other(words) => format!("git does not answer: {}", cut(words)),
        },
        What::MergeConflict { first, last } if first == last => {
            format!("line {first} is left over from a merge conflict")
        }
        What::MergeConflict { first, last } => {
            format!("lines {first} to {last} are an unresolved merge conflict")
        }
        What::NotUtf8 { line } => format!("line {line} is not UTF-8 text"),
        What::Syntax { message, .. } => {
            let message = message
                .strip_suffix(", expected nothing")
                .or_else(|| message.strip_suffix(", expected literal string"))
                .unwrap_or(message);
            format!("this is not TOML: {}", cut(message))
        }
        What::UnknownKey { key, .. } => format!("unknown key {}", quoted(key)),
        What::MissingKey { key, table } => {
            format!("key {} is missing from {}", quoted(key), quoted(table))
        }
        What::WrongType { key, expected, .. } => {
            format!("{} must be {}", quoted(key), value_kind(*expected))
        }
        What::UnknownValue { key, value, .. } => {
            format!("unknown value {} for {}", quoted(value), quoted(key))
        }
        What::OutOfRange { key, .. } => format!("{} is out of range", quoted(key)),
        What::EmptyValue { key } => format!("{} is empty", quoted(key)),
        What::ControlCharacter { key, character } => {
            format!("{} holds {}", quoted(key), character_name(*character))
        }
        What::InvalidText { key, kind, .. } => {
            let kind = match kind {
                TextKind::Slug => "an identifier",
                TextKind::Email(_) => "an e-mail address that any server takes",
                TextKind::Url => "a web address",
                TextKind::Uid => "a UID",
                TextKind::Timezone => "a time zone",
                TextKind::Host => "the name of a machine",
            };
            format!("{} is not {kind}", quoted(key))
        }
        What::ConflictingKeys { key, other } => {
            format!("{} and {} exclude each other", quoted(key), quoted(other))
        }
        What::DuplicateId { id } => format!("the id {} is already taken", quoted(id)),
        What::DuplicateUid { uid } => format!("two meetings have the UID {}", quoted(uid)),
        What::UnknownCollege { id, .. } => format!("unknown college {}", quoted(id)),
        What::CollegeOrder { .. } => "the colleges are not in their order".to_owned(),
        What::TermBackwards { .. } => "the mandate does not end after its beginning".to_owned(),
        What::TermsOverlap => "two mandates overlap or are out of order".to_owned(),
        What::FutureTerm { key, .. } => format!("{} is in the future", quoted(key)),
        What::NamesOrder => "the former names are out of order".to_owned(),
        What::EndBeforeStart { .. } => "the meeting does not end after its start".to_owned(),
        What::SkippedHour { date, time } => {
            format!("the hour {} does not exist on {date}", time.format("%H:%M"))
        }
        What::AmbiguousHour { date, time } => {
            format!("the hour {} comes twice on {date}", time.format("%H:%M"))
        }
        What::DuplicateNumber { number, series } => {
            format!(
                "number {number} of the series {} is already taken",
                quoted(series)
            )
        }
        What::NumberGap { missing, series } => {
            format!("the series {} has no number {missing}", quoted(series))
        }
        What::RankOrder { number, other, .. } => {
            format!(
                "the meeting has the number {number} and comes after {}",
                quoted(other)
            )
        }
        What::OverlappingMeetings { other, .. } => {
            format!("the meeting is at the same time as {}", quoted(other))
        }
        What::NonWorkingDay { why, .. } => match why {
            DayOff::Saturday => "the meeting is on a Saturday".to_owned(),
            DayOff::Sunday => "the meeting is on a Sunday".to_owned(),
            DayOff::Holiday(name) => format!("the meeting is on a public holiday ({name})"),
        },
        What::MissingUpdated { meeting } => {
            format!("the meeting {} has no `updated`", quoted(meeting))
        }
        What::MovedFromOrder { .. } => "the earlier dates are out of order".to_owned(),
        What::UnknownCode { code, .. } => format!("unknown code {} in `allow`", quoted(code)),
        What::TemplateError { name, fault } => {
            let name = quoted(name);
            match fault {
                TemplateFault::Undefined => {
                    format!("the template {name} uses a variable that it is not given")
                }
                TemplateFault::Unprintable(_) => {
                    format!("the template {name} prints a value that is no text")
                }
                TemplateFault::Endless => {
                    format!("the template {name} takes more steps than any list needs")
                }
                TemplateFault::TooMuch(most) => {
                    format!("the template {name} makes a text of more than {most} bytes")
                }
                TemplateFault::Long(most) => {
                    format!("the template {name} is longer than {most} bytes")
                }
                TemplateFault::Syntax(detail) => {
                    format!("the template {name} is not well formed: {}", cut(detail))
                }
                TemplateFault::Other(detail) => {
                    format!("the template {name} cannot be rendered: {}", cut(detail))
                }
            }
        }
        What::UnknownTemplate { name, .. } => {
            format!("the file {} replaces no template", quoted(name))
        }
        What::UnknownVariable { name, template, .. } => {
            format!(
                "unknown variable {} in the template {}",
                quoted(name),
                quoted(template)
            )
        }
        What::SamePath {
            path,
            first,
            second,
        } => format!(
            "{} and {} have the same path {}",
            quoted(first),
            quoted(second),
            quoted(path)
        ),
        What::UnsafePath { path, .. } => format!("the path {} is refused", quoted(path)),
        What::UnknownBlock { name, .. } => format!("unknown block {}", quoted(name)),
        What::BlockArgument { block, fault } => {
            let block = quoted(block);
            match fault {
                ArgumentFault::Syntax => {
                    format!("the arguments of the block {block} cannot be read")
                }
                ArgumentFault::Unknown { key, .. } => {
                    format!("the block {block} takes no argument {}", quoted(key))
                }
                ArgumentFault::Value { key, value, .. } => format!(
                    "unknown value {} for the argument {} of the block {block}",
                    quoted(value),
                    quoted(key)
                ),
            }
        }
        What::UnclosedBlock { name } => format!("the block {} has no end", quoted(name)),
        What::StrayBlockEnd { name } => {
            format!("the block {} ends without a beginning", quoted(name))
        }
        What::NestedBlock { name } => format!("the block {} begins inside another", quoted(name)),
        What::MisplacedMarker {
            name,
            is_alone: false,
        } => {
            format!(
                "the marker of the block {} is not alone on its line",
                quoted(name)
            )
        }
        What::MisplacedMarker {
            name,
            is_alone: true,
        } => format!(
            "the markers of the block {} do not begin their lines alike",
            quoted(name)
        ),
        What::UnannouncedChange { meeting, .. } => format!(
            "the change of the meeting {} would not reach the calendars",
            quoted(meeting)
        ),
        What::StaleUpdated { meeting, .. } => format!(
            "the meeting {} has changed since its `updated`",
            quoted(meeting)
        ),
        What::UidChanged { meeting, .. } => format!(
            "the meeting {} was announced under another UID",
            quoted(meeting)
        ),
        What::LostEvent { uid, summary } => format!(
            "no meeting of the registry has the UID {} ({}), which calendars show",
            quoted(uid),
            cut(summary)
        ),
        What::FeedChanged { change } => feed_changed(change),
        What::ForeignContent { content, more, .. } => {
            let others = if *more > 0 {
                format!(", and {more} more like it")
            } else {
                String::new()
            };
            match content {
                ForeignContent::Component { name } => {
                    format!(
                        "the calendar holds {}, which would be lost{others}",
                        quoted(name)
                    )
                }
                ForeignContent::Event { summary } => format!(
                    "the calendar shows {}, which is no meeting of the registry and would be lost{others}",
                    quoted(summary)
                ),
                ForeignContent::Property { name } => format!(
                    "the calendar has {}, which the registry cannot hold: it would be lost{others}",
                    quoted(name)
                ),
                ForeignContent::Broken { events } => format!(
                    "the file is no whole calendar any more, and names events ({events}) that would be lost"
                ),
            }
        }
        What::DroppedText { property, more } => format!(
            "the calendar that replaces this one does not have its {}{}",
            quoted(property),
            if *more > 0 {
                format!(", nor {more} more")
            } else {
                String::new()
            }
        ),
        What::StaleFile { missing: true, .. } => "the file has yet to be made".to_owned(),
        What::StaleFile { missing: false, .. } => {
            "the file is not what the registries say".to_owned()
        }
        What::PartialHistory => {
            "this clone does not have all of the history: what earlier calendars announced was not compared"
                .to_owned()
        }
        What::OrphanFile => "the calendar belongs to no meeting any more".to_owned(),
        What::UnknownMember { .. } => "this contact is of no member".to_owned(),
        What::UnknownMeeting { .. } => "there is no such meeting".to_owned(),
        What::DuplicateContact { .. } => {
            "the member has another contact of this address".to_owned()
        }
        What::UnfindableValue { kind } => match kind {
            PrivateKind::Name => "this name would not be found in a public file",
            PrivateKind::Email => "this address would not be found in a public file",
            PrivateKind::JoinLink => "this link would not be found in a public file",
        }
        .to_owned(),
        What::OwnAddress => "this contact has an address of the council itself".to_owned(),
        What::WrittenPassword => "the password itself does not belong here".to_owned(),
        What::PlainConnection => "the messages would travel in the clear".to_owned(),
        What::PrivateTracked { .. } => "git tracks this private file".to_owned(),
        What::PrivateUnignored { others, .. } => match others {
            0 => "git does not ignore this private file".to_owned(),
            1 => "git does not ignore this private file and 1 other".to_owned(),
            _ => format!("git does not ignore this private file and {others} others"),
        },
        What::MissingPrivateFile => {
            "this private file is missing, though calendars are committed".to_owned()
        }
        What::JournalHeader { flaw } => match flaw {
            HeaderFlaw::Second => {
                "a second header: two journals of messages were put together".to_owned()
            }
            HeaderFlaw::Repeated => {
                "the header of this journal of messages stands above already".to_owned()
            }
            HeaderFlaw::Missing { records: 1 } => {
                "no header above this record: which link it told cannot be compared".to_owned()
            }
            HeaderFlaw::Missing { records } => format!(
                "no header above {records} records, this one first: which links they told cannot be compared"
            ),
        },
        What::PrivateLeak { kind } => match kind {
            PrivateKind::Name => "the name of a contact is in a public file",
            PrivateKind::Email => "the address of a contact is in a public file",
            PrivateKind::JoinLink => "the link of a videoconference is in a public file",
        }
        .to_owned(),
        What::NamedContact => {
            "somebody with the surname of a contact is named in a public file".to_owned()
        }
        What::Opinion(fault) => opinion::headline(fault),
        What::Minutes(flaw) => minutes::headline(flaw),
        What::Meeting(lapse) => meetings::headline(lapse),
        What::Page(flaw) => pages::headline(flaw),
        What::Adopt(doubt) => adopt::headline(doubt),
    }
}

/// Says what becomes of those who subscribed to a calendar.
fn feed_changed(change: &FeedChange) -> String {
    match change {
        FeedChange::Address { now, council: None } => format!(
            "those who subscribed to this calendar would be left behind: it is {} now",
            quoted(now)
        ),
        FeedChange::Address {
            now,
            council: Some(was),
        } => format!(
            "those who subscribed to this calendar would be left behind: the council was {}, \
             the calendar is {} now, and its meetings have other UIDs",
            quoted(was),
            quoted(now)
        ),
        FeedChange::Council { was } => format!(
            "those who subscribed to this calendar would see meetings twice: the council was {}, \
             and under another `id` its meetings have other UIDs",
            quoted(was)
        ),
        FeedChange::Timezone { was, now } => format!(
            "the meetings of this calendar would be at other moments: they were in the time zone \
             {}, and are in {}",
            quoted(was),
            quoted(now)
        ),
    }
}

/// Says what the carets point at; may be empty.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per finding")]
pub fn label(what: &What) -> String {
    match what {
        What::UnknownKey { table, .. } => format!("not a key of {}", quoted(table)),
        What::MissingKey { key, .. } => format!("{} belongs here", quoted(key)),
        What::WrongType { found, .. } => format!("this is {}", found_kind(found)),
        What::UnknownValue { key, .. } => format!("not a value of {}", quoted(key)),
        What::OutOfRange { .. } => "too small or too large".to_owned(),
        What::EmptyValue { .. } => "nothing in it".to_owned(),
        What::ControlCharacter { character, .. } => {
            format!("U+{:04X} is in this text", u32::from(*character))
        }
        What::InvalidText { kind, .. } => match kind {
            TextKind::Slug => "only `a-z`, `0-9` and single hyphens between them, at most 100",
            TextKind::Email(fault) => match fault {
                AddressFault::NoAt => "there is no `@` in it",
                AddressFault::SeveralAts => "there is more than one `@` in it",
                AddressFault::Space => "there is a space in it",
                AddressFault::NoLocal => "nothing is before the `@`",
                AddressFault::Dots => {
                    "before the `@`, a dot stands first, last or beside another dot"
                }
                AddressFault::Accent => "before the `@` is a letter with an accent, or not ASCII",
                AddressFault::Sign => "before the `@` is a character that no address has there",
                AddressFault::LongLocal => "more than 64 characters are before the `@`",
                AddressFault::Domain => "what follows the `@` is no domain, as `example.org` is",
                AddressFault::Long => "longer than 254 characters",
            },
            TextKind::Url => "not of the form `https://…`, without spaces",
            TextKind::Uid => "more than 255 bytes, or a space in it",
            TextKind::Timezone => "not of the form `Europe/Paris`",
            TextKind::Host => "not of the form `smtp.example.org`",
        }
        .to_owned(),
        What::ConflictingKeys { key, .. } => format!("next to {}", quoted(key)),
        What::DuplicateId { .. } | What::DuplicateUid { .. } | What::DuplicateNumber { .. } => {
            "used again here".to_owned()
        }
        What::UnknownCollege { .. } => "no `[[college]]` has this id".to_owned(),
        What::CollegeOrder { .. } => {
            "each must come once, in the order of `[[college]]`".to_owned()
        }
        What::TermBackwards { since, until } => format!("{until} is not after {since}"),
        What::TermsOverlap => "begins before the previous mandate has ended".to_owned(),
        What::FutureTerm { date, .. } => format!("{date} is yet to come"),
        What::NamesOrder => "not after the day of the previous name".to_owned(),
        What::EndBeforeStart { start, end } => {
            format!("{} is not after {}", quoted(end), quoted(start))
        }
        What::SkippedHour { .. } => "skipped when summer time begins".to_owned(),
        What::AmbiguousHour { .. } => "repeated when summer time ends".to_owned(),
        What::NumberGap { missing, .. } => format!("{missing} was to come next"),
        What::RankOrder { other_number, .. } => format!("after number {other_number}"),
        What::OverlappingMeetings { college, .. } => {
            format!("the college {} sits in both", quoted(college))
        }
        What::NonWorkingDay { date, why } => match why {
            DayOff::Saturday => format!("{date} is a Saturday"),
            DayOff::Sunday => format!("{date} is a Sunday"),
            DayOff::Holiday(_) => format!("{date} is a public holiday"),
        },
        What::MissingUpdated { .. } => "calendars need the moment of its last revision".to_owned(),
        What::MovedFromOrder { earlier, later } => format!("{later} is before {earlier}"),
        What::UnknownCode { .. } => "no finding has this code".to_owned(),
        What::TemplateError { fault, .. } => match fault {
            TemplateFault::Undefined => "not given".to_owned(),
            TemplateFault::Unprintable(kind) => unprintable_kind(kind),
            TemplateFault::Endless
            | TemplateFault::TooMuch(_)
            | TemplateFault::Long(_)
            | TemplateFault::Syntax(_)
            | TemplateFault::Other(_) => String::new(),
        },
        What::UnknownVariable { .. } => "never given to this template".to_owned(),
        What::SamePath { .. } => "this one comes second".to_owned(),
        What::UnsafePath { why, .. } => match why {
            Unsafe::Empty => "the path is empty".to_owned(),
            Unsafe::Absolute => "the path does not begin in the repository".to_owned(),
            Unsafe::Climbs => "a part of the path is empty, `.` or `..`".to_owned(),
            Unsafe::Character(character) => {
                format!("{} is not allowed in a path", quoted_character(*character))
            }
            Unsafe::TooLong => {
                "a part of the path is longer than 247 bytes, or all of it than 1000".to_owned()
            }
            Unsafe::Link => "a link on the way leads out of the repository".to_owned(),
            Unsafe::Suffix(suffix) => format!("the path does not end in {}", quoted(suffix)),
            Unsafe::Reserved => "nothing is published in `private/` or `.git/`".to_owned(),
        },
        What::UnknownBlock { .. } => "no template makes this block".to_owned(),
        What::BlockArgument { fault, .. } => match fault {
            ArgumentFault::Syntax => "not `key=\"value\"`, each key once".to_owned(),
            ArgumentFault::Unknown { .. } => "not an argument of this block".to_owned(),
            ArgumentFault::Value { key, .. } => format!("not a value of {}", quoted(key)),
        },
        What::UnclosedBlock { .. } => "begins here".to_owned(),
        What::StrayBlockEnd { .. } => "nothing to end".to_owned(),
        What::NestedBlock { .. } => "the other has not ended".to_owned(),
        What::MisplacedMarker {
            is_alone: false, ..
        } => "there is other text on this line".to_owned(),
        What::MisplacedMarker { is_alone: true, .. } => {
            "not behind the same spaces and `>`".to_owned()
        }
        What::UnreadableFile { .. }
        | What::UncheckedFile { .. }
        | What::GitSilent { .. }
        | What::NotUtf8 { .. }
        | What::MergeConflict { .. }
        | What::Syntax { .. }
        | What::UnknownTemplate { .. }
        | What::LostEvent { .. }
        | What::FeedChanged { .. }
        | What::StaleFile { .. }
        | What::OrphanFile
        | What::PartialHistory
        | What::WrittenPassword
        | What::PrivateTracked { .. }
        | What::PrivateUnignored { .. }
        | What::PrivateLeak { .. }
        | What::MissingPrivateFile
        | What::JournalHeader { .. }
        | What::NamedContact => String::new(),
        What::Opinion(fault) => opinion::label(fault),
        What::Minutes(flaw) => minutes::label(flaw),
        What::Meeting(lapse) => meetings::label(lapse),
        What::Page(flaw) => pages::label(flaw),
        What::Adopt(doubt) => adopt::label(doubt),
        What::UnknownMember { .. } => "no `[[member]]` of `members.toml` has this id".to_owned(),
        What::UnknownMeeting { .. } => "no `[[meeting]]` of `meetings.toml` has this id".to_owned(),
        What::PlainConnection => "`host` is not this machine".to_owned(),
        What::UnfindableValue { .. } => "nobody would be told of a leak".to_owned(),
        What::OwnAddress => "`contact` or `reply-to` of `[council]`".to_owned(),
        What::DuplicateContact { first } => format!("the other one is on line {first}"),
        What::UnannouncedChange {
            was, now, sequence, ..
        } if was == now => format!(
            "calendars have `sequence = {sequence}` already: lower, they would see no more changes"
        ),
        What::UnannouncedChange {
            was, now, sequence, ..
        } => format!(
            "calendars have shown {}, this is {}, and `sequence` is not above {sequence}",
            shown(was),
            shown(now)
        ),
        What::StaleUpdated { published, .. } => format!(
            "calendars have a revision of `{}`",
            published.format("%Y-%m-%dT%H:%M:%SZ")
        ),
        What::UidChanged { published, .. } => format!("calendars know it as {}", quoted(published)),
        What::ForeignContent { .. } => "not written by `cll`".to_owned(),
        What::DroppedText { .. } => "not in the registry".to_owned(),
    }
}
